"""How well mentions are put together: MUC, B-cubed and CEAFe of clusters, computed by scorch, and their mean (CoNLL).

A mention is a number: one and the same where ours is aligned to an annotated one, another below 0 where it is not.
Counts add up over documents, as in the reference scorer: each measure's shares are of its own denominators.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from importlib import import_module
from itertools import count
from typing import TypeVar

from kg.errors import UsageError
from kg.evaluation.report import Report, Row

Clusters = Sequence[AbstractSet[int]]
#: Gives (recall, precision, F1) of our clusters against the annotated ones.
Measure = Callable[[Clusters, Clusters], tuple[float, float, float]]

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Scorer:
    """The measures, each with what its shares are of: (annotated, ours) → (recall, precision, F1)."""

    muc: Measure
    b_cubed: Measure
    ceaf_e: Measure


def scorer() -> Scorer:
    """Return the measures of scorch; raises ``UsageError`` where it is not installed."""
    try:
        scores = import_module("scorch.scores")
    except ImportError as error:
        message = "coreference is scored by scorch, which is not installed: pip install 'kg-news[eval]' (or scorch==0.2.0)"
        raise UsageError(message) from error
    return Scorer(scores.muc, scores.b_cubed, scores.ceaf_e)


@dataclass(slots=True)
class Conll(Row):
    """The CoNLL score: precision, recall and F1 are each the mean of those of MUC, B-cubed and CEAFe.

    Of mentions, ``predicted`` and ``gold`` are counted; ``hits`` and ``found`` are those that both have.
    """

    parts: dict[str, Row] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make the rows of the three measures."""
        self.parts = {part: Row(f"{self.name}: {part}") for part in ("MUC", "B-cubed", "CEAFe")}

    @property
    def precision(self) -> float:
        """The mean precision."""
        return sum(part.precision for part in self.parts.values()) / len(self.parts)

    @property
    def recall(self) -> float:
        """The mean recall."""
        return sum(part.recall for part in self.parts.values()) / len(self.parts)

    @property
    def f1(self) -> float:
        """The mean F1."""
        return sum(part.f1 for part in self.parts.values()) / len(self.parts)

    def add(self, gold: Clusters, ours: Clusters, measures: Scorer) -> None:
        """Count one document's clusters."""
        known, said = {m for cluster in gold for m in cluster}, {m for cluster in ours for m in cluster}
        self.gold, self.predicted = self.gold + len(known), self.predicted + len(said)
        self.hits, self.found = self.hits + len(known & said), self.found + len(known & said)
        _add(self.parts["MUC"], measures.muc, gold, ours, lambda clusters: sum(len(c) - 1 for c in clusters))
        add_b_cubed(self.parts["B-cubed"], gold, ours, measures)
        _add(self.parts["CEAFe"], measures.ceaf_e, gold, ours, len)


def add_b_cubed(row: Row, gold: Clusters, ours: Clusters, measures: Scorer) -> None:
    """Count one document's clusters in a row of B-cubed, whose shares are of mentions."""
    _add(row, measures.b_cubed, gold, ours, lambda clusters: sum(map(len, clusters)))


def _add(row: Row, measure: Measure, gold: Clusters, ours: Clusters, size: Callable[[Clusters], int]) -> None:
    # scorch divides by zero where nothing is shared
    shared = any(a & b for a in gold for b in ours)
    recall, precision, _ = measure(gold, ours) if shared else (0.0, 0.0, 0.0)
    row.gold, row.found = row.gold + size(gold), row.found + recall * size(gold)
    row.predicted, row.hits = row.predicted + size(ours), row.hits + precision * size(ours)


def conll(report: Report, name: str) -> Conll:
    """Return the CoNLL row of this name, made where it is not there."""
    row = report.rows.setdefault(name, Conll(name))
    assert isinstance(row, Conll)
    return row


def gathered(pairs: Iterable[tuple[Key, int]]) -> dict[Key, set[int]]:
    """Return the mentions by what they are of.

    >>> gathered([("a", 1), ("b", 2), ("a", 3)])
    {'a': {1, 3}, 'b': {2}}
    """
    found: dict[Key, set[int]] = {}
    for key, mention in pairs:
        found.setdefault(key, set()).add(mention)
    return found


def repeated(clusters: Iterable[AbstractSet[int]]) -> list[AbstractSet[int]]:
    """Return the clusters of two mentions or more."""
    return [cluster for cluster in clusters if len(cluster) > 1]


def numbers(ours: int, aligned: Mapping[int, int]) -> list[int]:
    """Return the numbers of our mentions: that of the annotated mention each is aligned to, else one of its own below 0.

    >>> numbers(3, {1: 7})
    [-1, 7, -2]
    """
    fresh = count(-1, -1)
    return [aligned[i] if i in aligned else next(fresh) for i in range(ours)]


def one_to_one(scored: Iterable[tuple[float, int, int]]) -> dict[int, int]:
    """Return which of ours goes to which annotated mention, from (closeness, ours, annotated): the closest first, each once.

    >>> one_to_one([(1.0, 0, 5), (2.0, 1, 5), (0.5, 0, 6)])
    {1: 5, 0: 6}
    """
    found: dict[int, int] = {}
    taken = set[int]()
    for _, mine, theirs in sorted(scored, key=lambda item: (-item[0], item[1], item[2])):
        if mine not in found and theirs not in taken:
            found[mine] = theirs
            taken.add(theirs)
    return found
