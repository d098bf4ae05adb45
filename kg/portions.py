"""Parts of a corpus that fit a screen: what is around an entity, and the core of a large one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kg.model import Corpus, Entity, Statement

#: A page holds so many statements at most (benchmarks/page.py says how that feels).
SHOWN = 20_000


@dataclass(frozen=True, slots=True)
class Around:
    """What is within some statements ("hops") of an entity."""

    entity: Entity
    hops: int

    def of(self, corpus: Corpus) -> Corpus:
        """Return that part of a corpus that the entity is of."""
        from kg.store import around

        return around.narrowed(corpus, around.neighbourhood(corpus, self.entity.iri, self.hops))

    @property
    def name(self) -> str:
        """What ends the names of files that tell of it: the readable part of the entity's IRI, and its hash."""
        return re.sub(r"[^A-Za-z0-9-]+", "-", self.entity.iri.rpartition("/")[2])


def core(corpus: Corpus, rank: Mapping[str, float]) -> Corpus:
    """Return a corpus with no more than ``SHOWN`` statements: those of most independent sources, then of those who matter most.

    ``rank`` says how central an entity (IRI) is. A corpus that has no more is returned as it is.
    """
    if len(corpus.statements) <= SHOWN:
        return corpus
    from kg.store import around

    def order(s: Statement) -> tuple[int, float, str]:
        thing = rank.get(s.object, 0.0) if isinstance(s.object, str) else 0.0
        return -len(s.origins), -(rank.get(s.subject, 0.0) + thing), s.id

    kept = sorted(corpus.statements, key=order)[:SHOWN]
    ends = {s.subject for s in kept} | {s.object for s in kept if isinstance(s.object, str)}
    return around.narrowed(corpus, around.Neighbourhood(frozenset(ends), frozenset(s.id for s in kept)))
