"""Utterances: the words of one speaker that several articles quote, each in its version.

Pure functions of extractions and entities, which the store and the answers use alike, so that they agree.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from kg.model import Corpus, Extraction, Mention, Quotation, QuotationKey, Resolution
from kg.shelf import some
from kg.versions import Group, identity, tokens, whose, words
from kg.versions import of as versions_of


@dataclass(frozen=True, slots=True)
class Version:
    """One article's version of an utterance; ``words`` are those of its segments."""

    article: str
    quotation: Quotation
    words: str


@dataclass(frozen=True, slots=True)
class Utterance:
    """Words said once, with every quotation of them, the fullest first.

    ``speaker`` is an entity IRI, or None where no article's speaker is resolved; ``id`` hashes the speaker and the first
    quotation in the order of articles and places.
    """

    id: str
    speaker: str | None
    versions: tuple[Version, ...]

    @property
    def words(self) -> str:
        """The words of the fullest version."""
        return self.versions[0].words

    @property
    def articles(self) -> tuple[str, ...]:
        """The ids of the articles that quote it, sorted."""
        return tuple(sorted({v.article for v in self.versions}))


def link(extractions: Sequence[Extraction], resolution: Resolution) -> tuple[Utterance, ...]:
    """Return the utterances behind all quotations (``kg.versions.grouped``), sorted by first article and place."""
    return every(Corpus(extractions, resolution, (), versions=versions(versions_of(extractions, resolution))))


def every(corpus: Corpus) -> tuple[Utterance, ...]:
    """Return the utterances of a corpus as ``link`` does; nothing is compared where the corpus knows their versions."""
    if corpus.versions is None:
        return link(corpus.extractions, corpus.resolution)
    alone = {(e.article.id, q.id) for e in corpus.extractions for q in e.quotations}
    alone.difference_update(key for keys in corpus.versions for key in keys)
    return _known(corpus, [*corpus.versions, *((key,) for key in alone)])


def shared(corpus: Corpus, wanted: Container[tuple[QuotationKey, ...]] | None = None) -> tuple[Utterance, ...]:
    """Return the utterances that several quotations of a corpus are of, in the order of ``every``; of a corpus that knows
    their versions those that are ``wanted``, where that is given."""
    if corpus.versions is None:
        return tuple(utterance for utterance in every(corpus) if len(utterance.versions) > 1)
    groups = [keys for keys in corpus.versions if wanted is None or keys in wanted]
    return tuple(utterance for utterance in _known(corpus, groups) if len(utterance.versions) > 1)


def versions(groups: Iterable[Group]) -> tuple[tuple[QuotationKey, ...], ...]:
    """Return the quotations of the utterances that several are of, as a corpus keeps them."""
    return tuple(group.quotations for group in groups)


def _known(corpus: Corpus, groups: Sequence[Sequence[QuotationKey]]) -> tuple[Utterance, ...]:
    """Return the utterances that these quotations are of, those of a group of one."""
    named = {entity.iri for entity in corpus.resolution.entities if entity.named}
    wanted = {key for keys in groups for key in keys}
    said: dict[QuotationKey, Version] = {}
    for extraction in some(corpus.extractions, {article for article, _ in wanted}):
        for quotation in extraction.quotations:
            key = (extraction.article.id, quotation.id)
            if key in wanted:
                said[key] = Version(extraction.article.id, quotation, words(extraction, quotation))

    def made(rows: Sequence[Version]) -> tuple[tuple[str, int, int, str], Utterance]:
        place = min((v.article, v.quotation.span.start, v.quotation.span.end, v.quotation.id) for v in rows)
        speakers = [corpus.resolution.by_chain.get((v.article, v.quotation.speaker or "")) for v in rows]
        return place, Utterance(identity(place), whose((iri, iri in named) for iri in speakers), tuple(rows))

    there = ([said[key] for key in keys if key in said] for keys in groups)
    return tuple(utterance for _, utterance in sorted((made(rows) for rows in there if rows), key=lambda pair: pair[0]))


def mentioned(version: Version, mentions: Sequence[Mention], resolution: Resolution) -> set[str]:
    """Return the entities (IRIs) that a quotation's words mention; ``mentions`` are those of its article, by position."""
    found = set()
    for segment in version.quotation.segments or (version.quotation.span,):
        first = bisect_left(mentions, segment.start, key=lambda m: m.span.start)
        last = bisect_left(mentions, segment.end, lo=first, key=lambda m: m.span.start)
        found |= {m.chain for m in mentions[first:last] if segment.contains(m.span)}
    return {iri for chain in found if (iri := resolution.by_chain.get((version.article, chain)))}


def differences(version: str, fullest: str) -> tuple[tuple[str, str], ...]:
    """Return where a version's words differ from the fullest one's: (its words, theirs), either may be empty.

    Case, punctuation and what a version leaves out at its ends make no difference.

    >>> differences("basing off our ties", "We are basing it off our ties.")
    (('', 'it'),)
    """
    left, right = version.split(), fullest.split()
    matcher = SequenceMatcher(None, [*map(_bare, left)], [*map(_bare, right)], autojunk=False)
    steps = [step for step in matcher.get_opcodes() if step[0] != "equal"]
    return tuple(
        (" ".join(left[a:b]), " ".join(right[c:d]))
        for tag, a, b, c, d in steps
        if not (tag == "delete" and not any(map(_bare, left[a:b])))
        and not (tag == "insert" and (d == len(right) or c == 0 or not any(map(_bare, right[c:d]))))
    )


def _bare(word: str) -> str:
    return "".join(tokens(word))
