"""Claims placed among entities: what is said of whom, by whom, when, and in which words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from kg.edtf import Day, Range, days
from kg.model import ChainKey, Claim, Extraction, LiteralValue, QuotationKey
from kg.statements.copies import Copied

#: The same marks in all their shapes, so that typography makes no difference between copies.
_MARKS = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-"})


@dataclass(frozen=True, slots=True)
class Voice:
    """One claim with its article, the speaker (an entity IRI or a label; None in the article's own voice) and its date.

    ``date`` is the first day that the claim's time, or else the article's date of publication, can mean. ``words`` are
    the normalised words of the evidence; ``said`` what of them is put into the speaker's mouth (all of them where that
    is not known), ``verbatim`` whether in quotation marks.
    """

    claim: Claim
    article: str
    speaker: str | None
    date: Day | None
    words: tuple[str, ...]
    said: str
    verbatim: bool
    #: Ids of the utterances of this speaker that the evidence quotes.
    utterances: tuple[str, ...] = ()
    #: Groups of copied passages that the evidence stands in; the family of copies that the article as a whole is of.
    passages: tuple[int, ...] = ()
    family: str | None = None
    #: The publisher, levelled; "" where none is stated.
    outlet: str = ""
    #: First and last day that the claim's own time can mean, and that the article's date of publication can.
    held: Range | None = None
    told: Range | None = None

    @property
    def own(self) -> bool:
        """Tell whether the article itself says so."""
        return self.claim.attributed_to is None

    @property
    def negative(self) -> bool:
        """Tell whether the claim denies."""
        return self.claim.polarity == "negative"

    @property
    def whose(self) -> tuple[str, str]:
        """Whose word it is: an article's, or a speaker's whatever the article."""
        return ("article", self.article) if self.speaker is None else ("speaker", self.speaker)


def voice(
    claim: Claim,
    extraction: Extraction,
    by_chain: Mapping[ChainKey, str],
    uttered: Mapping[QuotationKey, str],
    copied: Copied,
) -> Voice:
    """Return a claim of this extraction as a voice; ``uttered`` tells the utterance (its id) of a quotation, ``copied`` what
    the articles have in common."""
    article = extraction.article
    speaker = None
    if claim.attributed_to is not None:
        label = normal(claim.attributed_to.label)
        speaker = by_chain.get((article.id, claim.attributed_to.entity), f"{article.id}: {label}")
    held, told = days(claim.time), days(article.published)
    span = held or told
    words = tuple(normal(s.of(article.text)) for s in claim.evidence)
    quotations = [q for q in extraction.quotations if any(s.overlaps(e) for s in q.segments for e in claim.evidence)]
    direct = [q for q in quotations if q.kind == "direct"]
    segments = [s for q in direct or quotations for s in q.segments if any(s.overlaps(e) for e in claim.evidence)]
    said = " ".join(normal(s.of(article.text)) for s in segments) or " ".join(words)
    theirs = [q for q in quotations if claim.attributed_to is not None and q.speaker == claim.attributed_to.entity]
    utterances = tuple(sorted({uttered[article.id, q.id] for q in theirs if (article.id, q.id) in uttered}))
    passages, outlet = copied.at(article.id, claim.evidence), normal(article.publisher or "")
    return Voice(
        claim, article.id, speaker, span[0] if span else None, words, said, bool(direct), utterances,
        passages, copied.families.get(article.id), outlet, held, told,
    )  # fmt: skip


def normal(text: str) -> str:
    """Return a text with case, white space and shapes of quotation marks levelled.

    >>> normal("The  \\u201cMill\\u201d\\n burned")
    'the "mill" burned'
    """
    return " ".join(unicodedata.normalize("NFKC", text).translate(_MARKS).casefold().split())


def tokens(text: str) -> frozenset[str]:
    """Return the words of a normalised text; a hyphen inside a word makes no difference.

    >>> sorted(tokens("re-evaluating, reevaluating"))
    ['reevaluating']
    """
    return frozenset(re.findall(r"\w+", re.sub(r"(?<=\w)-(?=\w)", "", text)))


def literal_key(value: LiteralValue) -> tuple[str, str, str]:
    """Return what makes two literals one: strings without case, numbers by amount, and the unit.

    >>> literal_key(LiteralValue("25000.0", "xsd:decimal", "USD")), literal_key(LiteralValue("Chief  Engineer"))
    (('25000', 'number', 'USD'), ('chief engineer', 'xsd:string', ''))
    """
    text = value.value
    if value.datatype in ("xsd:integer", "xsd:decimal", "xsd:double", "xsd:float"):
        number = decimal(text)
        return (format(number.normalize(), "f") if number is not None else normal(text), "number", value.unit or "")
    return normal(text), value.datatype, value.unit or ""


def readable(iri: str) -> str:
    """Return the readable part of an entity IRI.

    >>> readable("https://kg.example/entity/fell-mill-0a1b2c3d")
    'fell-mill'
    """
    return re.sub(r"-[0-9a-f]{8}$", "", iri.rpartition("/")[2])


def decimal(text: str) -> Decimal | None:
    """Return a finite number, or None."""
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
