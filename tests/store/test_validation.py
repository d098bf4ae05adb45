"""What is added is checked as pySHACL checks the whole: the same good graphs pass, and the same faults are found."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import store
from kg.errors import StoreError
from kg.ontology import CORE
from kg.store import mapping, things, validation
from kg.store.inspection import Inspection, seen
from kg.store.terms import RDF
from tests.store import corpora
from tests.store.test_check import HEAD, TAMPERED


@pytest.fixture(scope="module")
def units() -> list[list[ox.Quad]]:
    corpus = corpora.corpus(corpora.port(), corpora.mill(), corpora.hostile())
    return [list(unit) for unit in mapping.quads_by_unit(corpus, corpora.words(), corpora.settings(Path()))]


@pytest.fixture(scope="module")
def triples(units: list[list[ox.Quad]]) -> list[ox.Quad]:
    return [quad for unit in units for quad in unit]


def everything(graph: ox.Store) -> tuple[set[ox.NamedNode], set[ox.Quad]]:
    relations = {q.subject for q in graph.quads_for_pattern(None, ox.NamedNode(RDF + "type"), ox.NamedNode(CORE + "Relation"))}
    quads = list(graph)
    nodes = {q.subject for q in quads if isinstance(q.subject, ox.NamedNode) and q.predicate not in relations}
    return nodes, {q for q in quads if q.predicate in relations}


def inspected(graph: ox.Store, units: list[list[ox.Quad]], folder: Path) -> tuple[str, ...]:
    """What is found in a graph while it is written, each thing in the unit that it was in when all was well."""
    owner = {q.subject: n for n, unit in enumerate(units) for q in unit if q.predicate.value == RDF + "type"}
    place = {q: n for n, unit in enumerate(units) for q in unit}
    now: list[list[ox.Quad]] = [[] for _ in [*units, None]]
    for quad in graph:
        now[place.get(quad, owner.get(quad.subject, len(units)))].append(quad)
    with Inspection(folder) as inspection:
        for unit in now:
            inspection.take(seen([sorted(unit, key=str)], corpora.words()))
        return inspection.violations()


@pytest.mark.parametrize("batch", [1, 50, 10_000])
def test_a_good_graph_passes(
    triples: list[ox.Quad], units: list[list[ox.Quad]], batch: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.store.inspection.BATCH", batch)
    graph = ox.Store()
    graph.extend(triples)
    assert validation.violations(graph, *everything(graph)) == validation.whole(graph, everything(graph)[1]) == ()
    assert inspected(graph, units, tmp_path) == ()
    assert list(tmp_path.iterdir()) == []  # what was put aside has no name


@pytest.mark.parametrize("batch", [1, 7, 10_000])
@pytest.mark.parametrize(("update", "problem"), TAMPERED)
def test_what_pyshacl_finds_is_found(
    triples: list[ox.Quad],
    units: list[list[ox.Quad]],
    update: str,
    problem: str,
    batch: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(validation, "BATCH", batch)
    monkeypatch.setattr("kg.store.inspection.BATCH", batch)
    graph = ox.Store()
    graph.extend(triples)
    graph.update(HEAD + update)
    found = validation.violations(graph, *everything(graph))
    assert any(problem in line or "no statement has this plain triple" in line for line in found), found
    whole = validation.whole(graph, everything(graph)[1])
    assert any(problem in line or "no statement has this plain triple" in line for line in whole), whole
    assert set(whole) <= set(inspected(graph, units, tmp_path))


def test_only_what_is_new_is_looked_at(triples: list[ox.Quad]) -> None:
    graph = ox.Store()
    graph.extend(triples)
    (claim, other) = sorted(
        (q.subject for q in graph.quads_for_pattern(None, ox.NamedNode(RDF + "type"), ox.NamedNode(CORE + "Claim"))), key=str
    )[:2]
    polarity = ox.NamedNode(CORE + "polarity")
    for quad in list(graph.quads_for_pattern(claim, polarity, None)):
        graph.remove(quad)
    assert isinstance(claim, ox.NamedNode)
    assert isinstance(other, ox.NamedNode)
    assert validation.violations(graph, [other]) == ()
    assert validation.violations(graph, [claim]) == (f"{claim.value}: polarity is positive or negative",)


def test_a_build_that_is_not_valid_leaves_the_store_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus, words, settings = corpora.corpus(corpora.port()), corpora.words(), corpora.settings(tmp_path)
    store.publish(corpus, words, settings)
    before = store.open(tmp_path).corpus()
    made = things.Things.article
    monkeypatch.setattr(
        things.Things,
        "article",
        lambda self, article: (q for q in made(self, article) if q.predicate.value != CORE + "sha256"),
    )
    both = corpora.corpus(corpora.port(), corpora.mill())
    for known in (None, before):
        with pytest.raises(StoreError, match="SHA-256"):
            store.publish(both, words, settings, known)
    assert [e.article.id for e in store.open(tmp_path).extractions()] == ["port/one.txt"]
