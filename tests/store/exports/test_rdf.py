from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib

from kg import store
from kg.ontology import CORE, NEWS, SCHEMA
from kg.store import jsonld, loading, sparql
from kg.store.exports.rdf import restored
from kg.store.reader import Store
from kg.store.terms import RDF
from tests.store import corpora

SYNTAX = {
    "turtle": ("turtle", ox.RdfFormat.TURTLE, ".ttl"),
    "ntriples": ("nt", ox.RdfFormat.N_TRIPLES, ".nt"),
    "jsonld": ("json-ld", ox.RdfFormat.JSON_LD, ".jsonld"),
}


def triples(path: Path, syntax: ox.RdfFormat) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(path=str(path), format=syntax)}


@pytest.fixture
def exported(opened: Store, tmp_path: Path) -> Any:
    """Export the store and return the path."""

    def write(format_: str, shape: str | None = None, with_text: bool = False) -> Path:
        path = tmp_path / f"{shape}{SYNTAX[format_][2]}"
        store.export(opened, format_, path, shape, with_text)
        return path

    return write


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own JSON-LD parser uses it
@pytest.mark.parametrize("format_", SYNTAX)
@pytest.mark.parametrize("shape", ["reification", "plain"])
def test_two_libraries_read_what_the_store_says(opened: Store, exported: Any, format_: str, shape: str) -> None:
    path, (name, syntax, _) = exported(format_, shape), SYNTAX[format_]
    whole = {quad.triple for quad in opened.triples()}
    expected = whole if shape == "reification" else {t for t in whole if t.predicate.value.startswith(NEWS)}
    assert triples(path, syntax) == expected
    known = {t for t in opened.rdflib() if shape == "reification" or str(t[1]).startswith(NEWS)}
    assert set(rdflib.Graph().parse(path, format=name)) == known


@pytest.mark.skipif(shutil.which("serdi") is None, reason="serdi, a parser written in C, is not installed (Debian: serdi)")
@pytest.mark.parametrize("shape", ["reification", "plain"])
def test_a_parser_in_c_reads_the_same_triples(exported: Any, shape: str) -> None:
    path = exported("turtle", shape)
    command = ["serdi", "-i", "turtle", "-o", "ntriples", str(path)]
    done = subprocess.run(command, capture_output=True, check=True, timeout=30)
    assert {q.triple for q in ox.parse(done.stdout, format=ox.RdfFormat.N_TRIPLES)} == triples(path, ox.RdfFormat.TURTLE)


def test_turtle_reads_well(exported: Any) -> None:
    text = exported("turtle").read_text(encoding="utf-8")
    head, *paragraphs = text.split("\n\n")
    prefixes = [line.split()[1] for line in head.splitlines()]
    assert prefixes == sorted(prefixes)
    assert all(text.count(prefix) > 1 for prefix in prefixes), "no prefix is idle"
    subjects = [paragraph.split("\n")[0] for paragraph in paragraphs]
    assert len(subjects) == len(set(subjects)), "each subject is described once"
    kinds = [kind for kind in dict.fromkeys(subject.partition(":")[0] for subject in subjects) if kind not in ("kg", "kgo")]
    assert kinds == [
        "dataset", "activity", "article", "entity", "statement", "disagreement", "side", "origin", "claim", "quotation",
        "evidence",
    ]  # fmt: skip
    assert "kgo:sued entity:" in text


# ---------------------------------------------------------------------- shapes


def test_plain_has_what_is_asserted_and_nothing_else(opened: Store, exported: Any) -> None:
    corpus = opened.corpus()
    asserted = {(s.subject, s.predicate) for s in corpus.statements if s.asserted}
    turned = {(str(s.object), s.predicate) for s in corpus.statements if s.asserted and s.predicate == "collaboratedWith"}
    found = {
        (t.subject.value, t.predicate.value.removeprefix(NEWS))
        for t in triples(exported("ntriples", "plain"), SYNTAX["ntriples"][1])
    }
    assert turned
    assert found == asserted | turned


@pytest.mark.parametrize("format_", ["turtle", "ntriples"])
def test_in_rdf_12_a_claim_reifies_its_triple(opened: Store, exported: Any, format_: str) -> None:
    path = exported(format_, "rdf12")
    found = triples(path, SYNTAX[format_][1])
    reified = {t.subject.value: t.object for t in found if t.predicate.value == RDF + "reifies"}
    assert not any(t.predicate.value in {RDF + "subject", RDF + "predicate", RDF + "object"} for t in found)
    rows = opened.query(
        "SELECT ?c ?s ?p ?o { ?c a kg:Claim ; kg:polarity 'negative' ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }"
    ).rows
    ((claim, *ends),) = rows
    term = reified[claim.value] if claim else None
    assert isinstance(term, ox.Triple)
    assert [term.subject.value, term.predicate.value, term.object.value] == [end.value for end in ends if end]  # type: ignore[union-attr]
    assert term not in found, "what is denied is described, not asserted"
    assert set(restored(ox.parse(path=str(path), format=SYNTAX[format_][1]))) == set(opened.triples())


@pytest.mark.parametrize(
    ("format_", "shape"),
    [("turtle", None), ("ntriples", None), ("jsonld", None), ("turtle", "rdf12"), ("ntriples", "rdf12")],
)
def test_an_exported_graph_answers_every_question_as_the_store_does(
    opened: Store, exported: Any, format_: str, shape: str | None
) -> None:
    graph = loading.load(exported(format_, shape))
    assert len(graph) == len(opened)
    for name in store.named_queries():
        text, given = sparql.named(name, {})
        assert sparql.ask(graph, text, None, None, given) == opened.ask_named(name), name


def test_whole_texts_only_on_demand(exported: Any) -> None:
    for format_ in SYNTAX:
        for with_text in (False, True):
            found = triples(exported(format_, None, with_text), SYNTAX[format_][1])
            bodies = {t.object.value for t in found if t.predicate.value == SCHEMA + "articleBody"}  # type: ignore[union-attr]
            assert (corpora.port().article.text in bodies) is with_text
    assert "articleBody" in exported("turtle", "rdf12", True).read_text(encoding="utf-8")


# ---------------------------------------------------------------------- JSON-LD as JSON


def test_jsonld_reads_as_json(exported: Any) -> None:
    graph = json.loads(exported("jsonld").read_text())
    nodes = {node["id"]: node for node in graph["@graph"]}
    (denied,) = (n for n in nodes.values() if "kg:Claim" in n.get("type", ()) and n["polarity"] == "negative")
    assert nodes[denied["subject"]]["label"] == "Fell Mill"
    assert nodes[denied["object"]["id"]]["label"] == "Ines Lund"
    assert denied["predicate"] == "kgo:sued"
    assert (denied["confidence"], denied["speakerText"]) == ("0.9", "Quay Line")
    assert nodes[denied["article"]]["identifier"] == "port/one.txt"
    (statement,) = (n for n in nodes.values() if denied["id"] == n.get("claim"))
    assert (statement["asserted"], statement["articleCount"]) == (False, 1)
    properties = {name for node in nodes.values() for name in node}
    known = set(jsonld.context("https://kg.example/")) | {"id", "type"}
    assert all(name in known or name.startswith(("kgo:", "kgq:", "https://w3id.org/newskg/qualifier#")) for name in properties)


def test_the_context_names_each_property_once() -> None:
    terms = [name.partition(":")[2] for names in jsonld._TERMS.values() for name in names.split()]
    assert len(terms) == len(set(terms))
    assert not set(terms) & set(jsonld.PREFIXES)


def test_jsonld_keeps_a_base_with_a_fragment() -> None:
    base = "https://kg.example/data#"
    made = [ox.Quad(ox.NamedNode(base + "claim/a-1"), ox.NamedNode(CORE + "article"), ox.NamedNode(base + "article/b-2"))]
    text = json.dumps(jsonld.jsonld(made, base))
    assert [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.JSON_LD)] == [made[0].triple]


def test_numbers_that_json_would_change_stay_as_they_are() -> None:
    integer, number = (ox.NamedNode("http://www.w3.org/2001/XMLSchema#" + name) for name in ("integer", "decimal"))
    values = [ox.Literal(text, datatype=integer) for text in ("7", "007", "-0", "12345678901234567890")]
    values += [ox.Literal(text, datatype=number) for text in ("0.10", "1", "25000000.5")]
    made = {
        ox.Triple(ox.NamedNode("https://kg.example/entity/a"), ox.NamedNode(predicate), value)
        for predicate in (NEWS + "age", CORE + "articleCount", CORE + "confidence")
        for value in values
    }
    text = json.dumps(jsonld.jsonld(made, "https://kg.example/"))
    assert {quad.triple for quad in ox.parse(text, format=ox.RdfFormat.JSON_LD)} == made
