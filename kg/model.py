"""What flows from step to step: articles, documents, claims, entities, statements. Standard library only.

Every span is half-open, ``text[start:end]``, and counts Unicode code points in ``Article.text``.
Everything is frozen, so a value can be shared, hashed by content and sent to another process.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any, Literal, NamedTuple, Protocol, TypeVar

MentionKind = Literal["name", "nominal", "pronoun"]
QuotationKind = Literal["direct", "indirect", "mixed"]
Polarity = Literal["positive", "negative"]
Modality = Literal["asserted", "alleged", "planned", "possible"]
Status = Literal["current", "ended"]

#: Scored entity types, best first; names are local names of ontology types ("Person").
Types = tuple[tuple[str, float], ...]


T = TypeVar("T")


def handed_on(kind: type[T]) -> type[T]:
    """Have the values of a frozen dataclass pickled field by field: most of what processes hand on are such values, and what
    ``dataclasses`` does by itself asks for the names of the fields each time, which takes three times as long."""
    names = tuple(f.name for f in fields(kind))  # type: ignore[arg-type]  # a dataclass, which type[T] cannot say
    values, put = attrgetter(*names), object.__setattr__

    def state(self: T) -> tuple[Any, ...]:
        found = values(self)
        return found if len(names) > 1 else (found,)

    def take(self: T, state: tuple[Any, ...]) -> None:
        for name, value in zip(names, state, strict=True):
            put(self, name, value)

    kind.__getstate__, kind.__setstate__ = state, take  # type: ignore[method-assign,assignment,attr-defined]  # as above
    return kind


def best(types: Types) -> str:
    """Return the best-scored type, or "" where none is known."""
    return types[0][0] if types else ""


def digest(*parts: str) -> str:
    """Return 16 hex digits of SHA-256 over the parts, unambiguously joined.

    >>> digest("a", "b") == digest("ab")
    False
    """
    joined = "\x1f".join(parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Span(NamedTuple):
    """A half-open range of code points.

    >>> Span(2, 5).overlaps(Span(4, 9)), Span(2, 5).contains(Span(2, 3)), Span(1, 3).of("abcd")
    (True, True, 'bc')
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words of this span in ``text``."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share a code point."""
        return max(self.start, other.start) < min(self.end, other.end)

    def contains(self, other: Span) -> bool:
        """Tell whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


# ------------------------------------------------------------------ articles


@handed_on
@dataclass(frozen=True, slots=True)
class Article:
    """One article as it was read; its text is never rewritten.

    ``id`` is what the input gives (a JSON line's id, the URL, or the path relative to the given root); ``hash``
    is the SHA-256 (hex) of the text in UTF-8; dates are ISO 8601 as stated by the source; ``body`` are the spans
    that are the article's own body (sorted, disjoint), everything else is furniture.
    """

    id: str
    source: str
    text: str
    hash: str
    title: str | None = None
    byline: str | None = None
    publisher: str | None = None
    published: str | None = None
    retrieved: str | None = None
    url: str | None = None
    language: str | None = None
    body: tuple[Span, ...] = ()
    #: Spans (inside the body) that are captions of pictures: they tell of the picture, not of the story.
    captions: tuple[Span, ...] = ()


# ------------------------------------------------------------------ documents


class Token(NamedTuple):
    """One token of the parse: ``head`` is an index into ``Document.tokens`` (itself for a root), ``sentence`` an
    index into ``Document.sentences``; pos, dep as in Universal POS and ClearNLP labels, tag as in Penn Treebank."""

    start: int
    end: int
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    sentence: int


#: The indexes of each token's dependents, in order.
Dependents = tuple[tuple[int, ...], ...]


def children(tokens: Sequence[Token]) -> Dependents:
    """Return the indexes of each token's dependents, in order."""
    found: list[list[int]] = [[] for _ in tokens]
    for i, token in enumerate(tokens):
        if token.head != i:
            found[token.head].append(i)
    return tuple(map(tuple, found))


@handed_on
@dataclass(frozen=True, slots=True)
class Mention:
    """Words that refer to something: a name, a nominal ("the fashion house") or a pronoun.

    ``head`` is the index of its head token; ``chain`` the id of its coreference chain in the article;
    ``reason`` says in a few words why it is in that chain.
    """

    id: str
    span: Span
    text: str
    kind: MentionKind
    types: Types
    chain: str
    head: int
    reason: str = ""

    @property
    def type(self) -> str:
        """The best-scored type, or "" where none is known."""
        return best(self.types)


@handed_on
@dataclass(frozen=True, slots=True)
class Chain:
    """The mentions of one thing in one article: its best label, whether that is a name, its scored types."""

    id: str
    label: str
    named: bool
    types: Types
    aliases: tuple[str, ...] = ()

    @property
    def type(self) -> str:
        """The best-scored type, or "" where none is known."""
        return best(self.types)


@dataclass(frozen=True, slots=True)
class Value:
    """A time or amount in the text.

    ``value`` is EDTF for dates ("2022-11", "2022-11-21/2022-11-27") and a plain decimal for numbers ("25000000");
    ``unit`` is an ISO 4217 code for money, "year" for ages and durations, the counted noun's lemma where there is one.
    """

    span: Span
    kind: Literal["date", "money", "number", "age", "percent", "duration"]
    value: str
    unit: str | None = None


@handed_on
@dataclass(frozen=True, slots=True)
class Quotation:
    """Words ascribed to somebody: ``span`` is the hull of ``segments`` (quotation marks not included).

    ``speaker`` is a chain id, or None where the speaker is not resolved; ``source`` are the words that name the
    speaker, ``cue`` the words of saying. ``addressee`` and ``medium`` are as said in the text.
    """

    id: str
    span: Span
    segments: tuple[Span, ...]
    kind: QuotationKind
    speaker: str | None = None
    source: Span | None = None
    cue: Span | None = None
    medium: str | None = None
    addressee: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """An article with its parse, mentions, chains, values and quotations; all tuples sorted by position."""

    article: Article
    tokens: tuple[Token, ...]
    sentences: tuple[Span, ...]
    mentions: tuple[Mention, ...]
    chains: Mapping[str, Chain]
    values: tuple[Value, ...] = ()
    quotations: tuple[Quotation, ...] = ()


# ------------------------------------------------------------------ claims


@handed_on
@dataclass(frozen=True, slots=True)
class Argument:
    """A claim's subject, object or speaker: a mention of a chain, as the text names it there."""

    mention: str
    entity: str
    label: str
    text: str
    span: Span
    named: bool
    type: str
    types: Types = ()


@handed_on
@dataclass(frozen=True, slots=True)
class LiteralValue:
    """A claim's object that is no entity: lexical form, datatype (a CURIE such as ``xsd:gYear``), unit, place."""

    value: str
    datatype: str = "xsd:string"
    unit: str | None = None
    text: str = ""
    span: Span | None = None


@handed_on
@dataclass(frozen=True, slots=True)
class Claim:
    """What one article says about two mentions, or about a mention and a value, with the words that carry it.

    ``predicate`` is the relation's local name; ``qualifiers`` are sorted (name, value) pairs; ``evidence`` spans
    cover at most two sentences each. ``attributed_to`` is who says so (None: the article's own voice), ``via``
    who passes it on, nearest first. ``time`` is EDTF. ``reason`` says what made the claim: lexicon entry, trigger,
    and what set polarity, modality and status.
    """

    id: str
    subject: Argument
    predicate: str
    object: Argument | LiteralValue
    evidence: tuple[Span, ...]
    qualifiers: tuple[tuple[str, str], ...] = ()
    polarity: Polarity = "positive"
    modality: Modality = "asserted"
    status: Status | None = None
    attributed_to: Argument | None = None
    via: tuple[Argument, ...] = ()
    time: str | None = None
    confidence: float = 1.0
    extractors: tuple[str, ...] = ()
    reason: str = ""


@handed_on
@dataclass(frozen=True, slots=True)
class Extraction:
    """All that per-article work yields: what is cached, printed by ``kg extract`` and handed to the corpus steps."""

    article: Article
    mentions: Sequence[Mention]
    chains: Mapping[str, Chain]
    claims: tuple[Claim, ...]
    quotations: tuple[Quotation, ...]


# ------------------------------------------------------------------ entities and statements

#: A chain within the corpus: (article id, chain id).
ChainKey = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Link:
    """Why two chains were taken for one thing: score in [0, 1] and a reason a person can read."""

    left: ChainKey
    right: ChainKey
    score: float
    reason: str


Match = Literal["exactMatch", "closeMatch"]


@dataclass(frozen=True, slots=True, order=True)
class Authority:
    """What an entity is elsewhere: an IRI, how surely (the local name of the SKOS property), score in [0, 1], reason, and the
    address of the service that says so ("" for the gazetteer)."""

    iri: str
    match: Match
    score: float
    reason: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """What an article calls by a name; ``article`` is its id, "" where every article's is meant."""

    name: str
    article: str = ""

    def __str__(self) -> str:
        return f"{self.name} @ {self.article}" if self.article else self.name


@dataclass(frozen=True, slots=True)
class Ruling:
    """What somebody decided about entities: that two are the same or different, what one is called, of what type it is.

    ``other`` is the second thing of "same" and "different"; ``value`` the label of "rename", the type of "retype";
    ``place`` says where the decision stands, for readers.
    """

    what: Literal["same", "different", "rename", "retype"]
    thing: Reference
    because: str
    other: Reference | None = None
    value: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two chains that may be one thing or two: what they are taken for (``joined``), how likely they are one, and why."""

    left: ChainKey
    right: ChainKey
    joined: bool
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing of the corpus: IRI, best label, type, aliases (sorted), the chains it was made of (sorted), authorities."""

    iri: str
    label: str
    type: str
    named: bool
    aliases: tuple[str, ...]
    chains: tuple[ChainKey, ...]
    types: Types = ()
    links: tuple[Link, ...] = ()
    authorities: tuple[Authority, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """The partition of all chains into entities (sorted by IRI); ``replaced`` maps retired IRIs to new ones."""

    entities: tuple[Entity, ...]
    by_chain: Mapping[ChainKey, str]
    replaced: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, entities: Iterable[Entity], replaced: Mapping[str, str] | None = None) -> Resolution:
        """Return the partition that entities are, which may come in any order."""
        found = tuple(sorted(entities, key=lambda e: e.iri))
        return cls(found, {chain: entity.iri for entity in found for chain in entity.chains}, replaced or {})

    @property
    def ledger(self) -> dict[str, tuple[ChainKey, ...]]:
        """Which chains each entity IRI stands for: what later changes keep IRIs by."""
        return {entity.iri: entity.chains for entity in self.entities}


@dataclass(frozen=True, slots=True)
class Copy:
    """What one article repeats of another, word for word or nearly, quoted words aside.

    ``source`` is the earlier one where ``dated``; else their dates give no order, and it is the one with the longer text.
    ``share`` is how much of the article's own words stand in what it repeats, from 0 to 1; ``wholly`` whether that makes
    it a copy as a whole. ``passages`` are pairs of spans: in the article, in the source.
    """

    article: str
    source: str
    share: float
    wholly: bool
    dated: bool
    passages: tuple[tuple[Span, Span], ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """What a statement comes from independently of its other origins: a report with its copies, or an utterance.

    ``articles`` are ids, by date of publication and then by id: the first to report it first. ``because`` says in words
    for people why they are one; ``speaker`` is the entity (IRI) whose utterance it is, None for reports and for speakers
    who are no entity.
    """

    articles: tuple[str, ...]
    because: str
    speaker: str | None = None


@handed_on
@dataclass(frozen=True, slots=True)
class Statement:
    """What the claims together say about entities.

    ``object`` is an entity IRI or a literal; ``claims`` are the claim ids behind it (sorted), of whatever polarity
    and modality; ``asserted`` says whether the plain triple stands (DESIGN: positive, asserted, not ended, over the
    threshold, in an article's own voice, and not denied there); ``disputed`` whether any claim denies it. ``origins``
    are those of the claims that affirm it, or of those that deny where none affirms; ``conflicts_with`` the statements on
    the other sides of its disagreements (``Disagreement``).
    """

    id: str
    subject: str
    predicate: str
    object: str | LiteralValue
    claims: tuple[str, ...]
    articles: tuple[str, ...]
    origins: tuple[Origin, ...]
    asserted: bool
    disputed: bool
    conflicts_with: tuple[str, ...] = ()


Kind = Literal["asserted", "attributed", "alleged", "planned", "possible", "ended", "denied"]
#: How a statement stands, firmest first.
KINDS: tuple[Kind, ...] = ("asserted", "attributed", "alleged", "planned", "possible", "ended", "denied")


class Standing(Protocol):
    """How a claim stands, which is all that counts for how its statement does."""

    @property
    def polarity(self) -> Polarity:
        """Whether it affirms or denies."""

    @property
    def modality(self) -> Modality:
        """How firmly."""

    @property
    def status(self) -> Status | None:
        """Whether what it says is over."""

    @property
    def attributed_to(self) -> object:
        """Who says it, None for the article itself."""


def kind(statement: Statement, claims: Iterable[Standing]) -> Kind:
    """Return how a statement stands, from the claims behind it: what nobody affirms is denied.

    Where an article says itself that something ended or is not so, that outdoes what parties say.
    """
    if statement.asserted:
        return "asserted"
    behind = list(claims)
    positive = [c for c in behind if c.polarity == "positive"]
    plain = [c for c in positive if c.modality == "asserted"]
    if not positive:
        return "denied"
    if any(c.status == "ended" and c.attributed_to is None for c in plain):
        return "ended"
    if any(c.polarity == "negative" and c.attributed_to is None for c in behind):
        return "denied"
    if any(c.attributed_to is not None and c.status != "ended" for c in plain):
        return "attributed"
    current = {c.modality for c in positive if c.status != "ended"}
    weaker: tuple[Kind, ...] = ("alleged", "planned", "possible")
    # An own-voice claim that makes no plain triple was too unsure.
    return next((k for k in weaker if k in current), "possible" if current else "ended")


#: What a disagreement is about: that it is so at all, which value, when, whether still, how surely.
DisagreementKind = Literal["denial", "value", "time", "status", "certainty"]
Stance = Literal["affirmed", "alleged", "planned", "unplanned", "ended", "denied"]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a disagreement: the statement it speaks of, how it stands to that, the claims that take it (ids, sorted),
    and how many independent origins these have.

    ``measure`` is what tells sides of one statement apart beside their stance: a date (EDTF), an amount as it is written.
    """

    statement: str
    stance: Stance
    claims: tuple[str, ...]
    origins: int
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Claims that cannot all be right, side by side; nothing says which are.

    ``kind`` is "denial" (one affirms what another denies), "value" (different values where there is one), "time" (different
    dates of one event), "status" (said to hold, and to be over, at one time) or "certainty" (a fact to one, hearsay to
    another). ``over_time`` tells that the dates make it a change: each side may have been right in its day, and the sides
    stand in that order. ``weight`` is in [0, 1], ``reason`` says in words what makes it a disagreement or a change.
    """

    id: str
    kind: DisagreementKind
    sides: tuple[Side, ...]
    over_time: bool
    weight: float
    reason: str


@dataclass(frozen=True, slots=True)
class Drop:
    """A claim that did not become part of a statement, and why ("Place is not in the range of spouseOf")."""

    claim: str
    reason: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not be read, with the one line that says so."""

    source: str
    message: str


#: An article's quotation: (article id, quotation id).
QuotationKey = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything a build knows, ready for the store and the views; ``gazetteer`` is the hash of the one used, if any;
    ``copies`` say which articles repeat which, sorted by publication of the article.

    ``versions`` are the quotations, as (article id, quotation id), of each utterance that several are of, the fullest first;
    None where that was not looked for (``kg.utterances.every`` does). ``extractions`` may be read anew each time that they
    are gone through (``kg.shelf``).
    """

    extractions: Sequence[Extraction]
    resolution: Resolution
    statements: tuple[Statement, ...]
    drops: tuple[Drop, ...] = ()
    failures: tuple[Failure, ...] = ()
    gazetteer: str = ""
    copies: tuple[Copy, ...] = ()
    #: The weightiest first.
    disagreements: tuple[Disagreement, ...] = ()
    versions: tuple[tuple[QuotationKey, ...], ...] | None = None
