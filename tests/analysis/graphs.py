"""Corpora for the tests of measures: from stories, or from pairs of names."""

from __future__ import annotations

import itertools
from functools import cache

from kg import ontology
from kg.entities import resolve
from kg.model import Corpus, Entity, Resolution, Statement
from kg.statements import state
from tests.factories import BASE, Story, reports


@cache
def words() -> ontology.Ontology:
    return ontology.load()


def corpus(*stories: Story) -> Corpus:
    extractions = tuple(s.build() for s in stories)
    resolution = resolve(extractions, BASE)
    statements, drops, _ = state(extractions, resolution, words(), 0.5, BASE)
    return Corpus(extractions, resolution, statements, drops)


def made(edges: list[tuple[str, str]], origins: dict[tuple[str, str], int] | None = None, relation: str = "sued") -> Corpus:
    """A corpus of asserted statements between entities named by single words."""
    found = sorted({name for edge in edges for name in edge})
    entities = tuple(Entity(f"{BASE}entity/{n}", n, "Organization", True, (), (("a", n),)) for n in found)
    statements = tuple(
        Statement(
            f"s{i:04d}",
            f"{BASE}entity/{a}",
            relation,
            f"{BASE}entity/{b}",
            ("c",),
            ("a",),
            reports(*["a"] * (origins or {}).get((a, b), 1)),
            True,
            False,
        )
        for i, (a, b) in enumerate(edges)
    )
    return Corpus((), Resolution(entities, {}), statements)


def iri(name: str) -> str:
    return f"{BASE}entity/{name}"


def clique(names: str) -> list[tuple[str, str]]:
    return list(itertools.combinations(names, 2))
