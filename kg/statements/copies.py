"""Finds passages that articles have in common, word for word or nearly, and articles that are copies of others.

Passages that have enough rows of three words in common are compared (an inverted index proposes them, so that time grows with
their number and not with its square), and what is proposed is verified by counting all rows that both have: chance has no part
in what is taken for a copy. The same articles give the same copies, whatever their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg import shingles
from kg.model import Article, Copy, Extraction, Span
from kg.publication import earlier, place
from kg.statements.groups import Groups
from kg.statements.passages import Passage, bylines, common_rows, passages

#: A passage with fewer rows of words is too short to tell.
FEWEST = 10
#: Two passages are copies where they share so many rows, and these are such a share of the shorter one's.
SURE = ((14, 0.3), (12, 0.45), (10, 0.6))
#: They are likely copies from here on: believed where the articles share a sure one, or so many likely ones, or an author.
LIKELY, SEVERAL = (6, 0.2), 3
#: An article is a copy as a whole where from this share on its words stand in passages that one other has too.
WHOLLY = 0.5
#: A row that more passages than this have, a phrase or a report that all have, is looked up in so few that had it first.
USUAL, FIRST = 24, 2
#: A passage that many have is compared with, and traced to, so many that had it first.
TRACED = 24


@dataclass(frozen=True, slots=True)
class Copied:
    """What articles have in common: by article its passages that others have too, each with the number of their group;
    which articles copy which; and for those that are copies as a whole the article that all of these go back to."""

    groups: Mapping[str, tuple[tuple[Span, int], ...]] = field(default_factory=dict)
    copies: tuple[Copy, ...] = ()
    families: Mapping[str, str] = field(default_factory=dict)

    def at(self, article: str, spans: Iterable[Span]) -> tuple[int, ...]:
        """Return the groups of the copied passages that some spans of an article stand in."""
        wanted = tuple(spans)
        return tuple(g for place_, g in self.groups.get(article, ()) if any(place_.overlaps(span) for span in wanted))


@dataclass(frozen=True, slots=True)
class Read:
    """What of an article says what it has in common with others: the article without its text and body, how long the text is,
    its passages, and whom it says it is by."""

    article: Article
    size: int
    passages: tuple[Passage, ...]
    by: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Place:
    """A passage of an article; articles are numbered in the order of publication."""

    article: int
    passage: Passage


def read(extraction: Extraction) -> Read:
    """Return what is compared of an article."""
    article = extraction.article
    bare = replace(article, text="", body=(), captions=())
    return Read(bare, len(article.text), passages(extraction), bylines(article))


def find(extractions: Iterable[Extraction]) -> Copied:
    """Return what the articles have in common."""
    return among(map(read, extractions))


def among(articles: Iterable[Read]) -> Copied:
    """Return what articles have in common."""
    ordered = sorted(articles, key=lambda one: (place(one.article)[:2], -one.size, one.article.id))
    texts: dict[bytes, list[_Place]] = {}
    for number, one in enumerate(ordered):
        for passage in one.passages:
            if len(passage.rows) >= FEWEST * shingles.ROW_BYTES:
                texts.setdefault(passage.rows, []).append(_Place(number, passage))
    groups = _grouped(list(texts), [sorted({p.article for p in rows}) for rows in texts.values()], ordered)
    members: dict[int, list[_Place]] = {}
    for i, rows in enumerate(texts.values()):
        members.setdefault(groups.find(i), []).extend(rows)
    shared = [sorted(rows, key=_order) for rows in members.values() if len({p.article for p in rows}) > 1]
    shared.sort(key=lambda rows: _order(rows[0]))
    copies = tuple(_copies(shared, [sum(p.words for p in one.passages) for one in ordered], ordered))
    return Copied(_by_article(shared, ordered), copies, _families(copies))


def _order(found: _Place) -> tuple[int, Span]:
    return found.article, found.passage.span


# ---------------------------------------------------------------------- which passages are copies


def _grouped(texts: Sequence[bytes], owners: Sequence[Sequence[int]], ordered: Sequence[Read]) -> Groups[int]:
    """Return the groups of texts (by number) that are copies; ``owners`` are the articles that have each."""
    groups: Groups[int] = Groups()
    likely = []
    for i, j in _proposed(texts):
        if groups.find(i) == groups.find(j) or owners[i] == owners[j] and len(owners[i]) == 1:
            continue  # known already, or an article that repeats itself
        common = common_rows(texts[i], texts[j])
        share = common / (min(len(texts[i]), len(texts[j])) // shingles.ROW_BYTES)
        if any(common >= rows and share >= least for rows, least in SURE):
            groups.join(j, i)  # the earlier text stands for both
        elif common >= LIKELY[0] and share >= LIKELY[1]:
            likely.append((i, j))
    if likely:
        _believe(likely, owners, groups, [one.by for one in ordered])
    return groups


def _believe(
    likely: Sequence[tuple[int, int]], owners: Sequence[Sequence[int]], groups: Groups[int], by: Sequence[frozenset[str]]
) -> None:
    """Join the likely copies of articles that have more in common."""
    had: dict[int, set[int]] = {}
    for i, rows in enumerate(owners):
        for article in rows:
            had.setdefault(article, set()).add(groups.find(i))
    between: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for i, j in likely:
        for a in owners[i][:TRACED]:
            for b in owners[j][:TRACED]:
                if a != b:
                    between.setdefault((min(a, b), max(a, b)), []).append((i, j) if a < b else (j, i))
    believed = [
        pair
        for (a, b), pairs in sorted(between.items())
        if had[a] & had[b] or by[a] & by[b] or min(len({i for i, _ in pairs}), len({j for _, j in pairs})) >= SEVERAL
        for pair in pairs
    ]
    for i, j in believed:
        groups.join(i, j)


def _proposed(texts: Sequence[bytes]) -> Iterator[tuple[int, int]]:
    """Yield the pairs (earlier, later) that are worth comparing, sorted by the later one: those with enough rows in common."""
    import numpy as np

    if len(texts) < 2:
        return
    rows, owners, begin, size = shingles.postings(*shingles.rows(texts), len(texts))  # of one row the earlier text comes first
    rank = np.arange(len(rows)) - begin
    found = []
    for n in range(USUAL):
        later = np.flatnonzero((rank > n) & ((size <= USUAL) | (n < FIRST)))
        found.append(owners[later] * len(texts) + owners[begin[later] + n])
    pairs, times = np.unique(np.concatenate(found), return_counts=True)
    for pair in pairs[times >= LIKELY[0]].tolist():
        yield pair % len(texts), pair // len(texts)


# ---------------------------------------------------------------------- which articles are copies


def _by_article(shared: Sequence[Sequence[_Place]], ordered: Sequence[Read]) -> dict[str, tuple[tuple[Span, int], ...]]:
    found: dict[str, list[tuple[Span, int]]] = {}
    for number, rows in enumerate(shared):
        for row in rows:
            found.setdefault(ordered[row.article].article.id, []).append((row.passage.span, number))
    return {article: tuple(sorted(rows)) for article, rows in sorted(found.items())}


def _copies(shared: Sequence[Sequence[_Place]], words: Sequence[int], ordered: Sequence[Read]) -> Iterator[Copy]:
    """Yield what each article copies, each passage from one article: from the one that has most of what is left."""
    offered: dict[int, dict[int, list[tuple[Passage, Passage]]]] = {}
    for rows in shared:
        sources = list({row.article: row for row in reversed(rows)}.values())[::-1][:TRACED]
        for row in rows:
            for source in sources:
                if source.article < row.article:
                    pairs = offered.setdefault(row.article, {}).setdefault(source.article, [])
                    pairs.append((row.passage, source.passage))
    for article, by_source in sorted(offered.items()):
        left = {passage.span: passage.words for pairs in by_source.values() for passage, _ in pairs}
        while left:
            have = {source: sum(left.get(p.span, 0) for p, _ in pairs) for source, pairs in by_source.items()}
            best = max(sorted(have), key=lambda source: have[source])
            share = have[best] / max(1, words[article])
            repeated = sorted((p.span, q.span) for p, q in by_source[best] if left.pop(p.span, 0))
            one, other = ordered[article].article, ordered[best].article
            dated = earlier(other.published, one.published)
            yield Copy(one.id, other.id, round(share, 4), share >= WHOLLY, dated, tuple(repeated))


def _families(copies: Iterable[Copy]) -> dict[str, str]:
    """Return for each article of a family of copies the one (by id) that stands for all."""
    groups: Groups[str] = Groups()
    for copy in copies:
        if copy.wholly:
            groups.join(copy.article, copy.source)
    return {article: groups.find(article) for article in groups}
