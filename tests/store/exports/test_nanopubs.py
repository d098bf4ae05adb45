"""Nanopublications as https://nanopub.net/guidelines/working_draft/ wants them."""

from __future__ import annotations

import dataclasses
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kg import store
from kg.ontology import CORE, NEWS
from kg.store.exports.nanopubs import NP
from kg.store.reader import Store
from kg.store.terms import DCTERMS, OA, PROV, RDF
from tests.store import corpora

Graphs = dict[str, set[ox.Triple]]


def read(path: Path) -> Graphs:
    graphs: Graphs = defaultdict(set)
    for quad in ox.parse(path=str(path), format=ox.RdfFormat.TRIG):
        graphs[quad.graph_name.value].add(quad.triple)  # type: ignore[union-attr]
    return graphs


@pytest.fixture
def path(opened: Store, tmp_path: Path) -> Path:
    store.export(opened, "trig", tmp_path / "graph.trig")
    return tmp_path / "graph.trig"


def test_each_claim_is_one_well_formed_nanopublication(opened: Store, path: Path) -> None:
    graphs = read(path)
    heads = {
        triple.subject.value: (name, triples)  # type: ignore[union-attr]
        for name, triples in graphs.items()
        for triple in triples
        if triple.object == ox.NamedNode(NP + "Nanopublication")
    }
    assert len(heads) == 11 == len(opened.query("SELECT ?c { ?c a kg:Claim }").rows)
    assert len(graphs) == 4 * len(heads), "each graph is of one nanopublication"
    for nanopub, (head, triples) in heads.items():
        parts = {
            t.predicate.value.removeprefix(NP + "has"): t.object.value for t in triples if t.predicate.value.startswith(NP)
        }  # type: ignore[union-attr]
        assert parts == {
            "Assertion": f"{nanopub}/assertion",
            "Provenance": f"{nanopub}/provenance",
            "PublicationInfo": f"{nanopub}/pubinfo",
        }
        assert head == f"{nanopub}/Head"
        assert len(triples) == 4
        assert graphs[f"{nanopub}/assertion"]
        assert any(t.subject == ox.NamedNode(parts["Assertion"]) for t in graphs[parts["Provenance"]])
        assert any(t.subject == ox.NamedNode(nanopub) for t in graphs[parts["PublicationInfo"]])


def test_the_assertion_says_how_it_is_said(opened: Store, path: Path) -> None:
    graphs = read(path)
    assertions = {name: triples for name, triples in graphs.items() if name.endswith("/assertion")}
    plain = {t for triples in assertions.values() for t in triples if t.predicate.value.startswith(NEWS)}
    whole = {quad.triple for quad in opened.triples()}
    assert plain <= whole, "what is alleged, over or denied is claimed, not asserted"
    assert {t.predicate.value.removeprefix(NEWS) for t in plain} >= {"sued", "chiefExecutiveOf", "age"}
    denied = next(triples for triples in assertions.values() if ox.Literal("negative") in {t.object for t in triples})
    assert not any(t.predicate.value.startswith(NEWS) for t in denied)
    kinds = {t.predicate.value.removeprefix(CORE) for triples in assertions.values() for t in triples}
    assert {"polarity", "modality", "status", "time", "unit"} <= kinds


def test_the_provenance_has_the_words_and_the_article(path: Path) -> None:
    graphs = read(path)
    for name, triples in graphs.items():
        if name.endswith("/provenance"):
            said = {t.predicate.value for t in triples}
            assert {
                OA + "exact",
                OA + "start",
                PROV + "wasDerivedFrom",
                PROV + "hadPrimarySource",
                DCTERMS + "identifier",
            } <= said
    denied = next(n for n, triples in graphs.items() if ox.Literal("negative") in {t.object for t in triples})
    about = graphs[denied.replace("/assertion", "/provenance")]
    assert any(t.subject.value == denied and t.predicate.value == PROV + "wasAttributedTo" for t in about)  # type: ignore[union-attr]


def test_nothing_is_lost_of_a_claim_and_nothing_added(opened: Store, path: Path) -> None:
    merged = {t for triples in read(path).values() for t in triples}
    whole = {quad.triple for quad in opened.triples()}
    claims = {t.subject for t in whole if t.object == ox.NamedNode(CORE + "Claim") and t.predicate.value == RDF + "type"}
    assert {t for t in whole if t.subject in claims} <= merged
    added = merged - whole
    assert {t.subject.value.split("/")[3] for t in added} == {"nanopub"}  # type: ignore[union-attr]


@pytest.mark.filterwarnings("ignore:(Dataset|Conjunctive):DeprecationWarning")  # rdflib's own TriG parser uses them
def test_other_parsers_read_the_same(path: Path) -> None:
    quads = list(ox.parse(path=str(path), format=ox.RdfFormat.TRIG))
    dataset = rdflib.Dataset()
    dataset.parse(data=path.read_text(encoding="utf-8"), format="trig")
    assert len(list(dataset.quads())) == len(quads)
    if shutil.which("serdi") is None:
        pytest.skip("serdi, a parser written in C, is not installed (Debian: serdi)")
    done = subprocess.run(["serdi", "-i", "trig", "-o", "nquads", str(path)], capture_output=True, check=True, timeout=30)
    assert set(ox.parse(done.stdout, format=ox.RdfFormat.N_QUADS)) == set(quads)


def test_the_licence_goes_with_each(tmp_path: Path) -> None:
    licence = "https://creativecommons.org/licenses/by/4.0/"
    settings = dataclasses.replace(corpora.settings(tmp_path), license=licence)
    store.publish(corpora.corpus(), corpora.words(), settings)
    store.export(store.open(tmp_path), "trig", tmp_path / "graph.trig")
    licensed = [
        t for triples in read(tmp_path / "graph.trig").values() for t in triples if t.predicate.value == DCTERMS + "license"
    ]
    assert len(licensed) == len(store.open(tmp_path).claims())
    assert {t.object.value for t in licensed} == {licence}  # type: ignore[union-attr]
