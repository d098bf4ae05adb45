from __future__ import annotations

import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kg import ontology, store
from kg.errors import StoreError
from kg.store import check
from kg.store.reader import Store
from kg.store.terms import PREFIXES
from tests.store import corpora

HEAD = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("check")
    corpus = corpora.corpus(corpora.port(), corpora.mill(), corpora.hostile())
    store.publish(corpus, corpora.words(), corpora.settings(output))
    return output


@pytest.fixture(scope="module")
def graph(published: Path) -> rdflib.Graph:
    return store.open(published).rdflib()


def tampered(published: Path, tmp_path: Path, update: str) -> Store:
    """A copy of the store, its graph changed behind kg's back."""
    shutil.copytree(published, tmp_path / "copy")
    (folder,) = (tmp_path / "copy" / "store" / "generations").iterdir()
    changed = ox.Store(str(folder / "graph"))
    changed.update(HEAD + update)
    changed.flush()
    del changed
    return store.open(tmp_path / "copy")


def test_a_good_store_passes_both(published: Path) -> None:
    opened = store.open(published)
    assert store.verify(opened) == ()
    assert store.validate(opened) == ()


@pytest.mark.parametrize(
    ("update", "problem"),
    [
        ('DELETE { ?q oa:exact ?x } INSERT { ?q oa:exact "other words" } WHERE { ?q oa:exact ?x }', "exact is 'other words'"),
        ('DELETE { ?q oa:prefix ?x } INSERT { ?q oa:prefix "other" } WHERE { ?q oa:prefix ?x }', "prefix is 'other'"),
        ("DELETE { ?p oa:end ?x } INSERT { ?p oa:end 99999 } WHERE { ?p oa:end ?x }", "lies outside"),
        ("DELETE { ?p oa:start ?x } WHERE { ?p oa:start ?x }", "has no offsets"),
        (
            'DELETE { ?a kg:sha256 ?x } INSERT { ?a kg:sha256 "00" } WHERE { ?a a schema:NewsArticle ; kg:sha256 ?x }',
            "the hash",
        ),
        ("DELETE { ?c prov:wasDerivedFrom ?x } WHERE { ?c a kg:Claim ; prov:wasDerivedFrom ?x }", "has no evidence"),
        ("INSERT { ?e kgo:sued ?e } WHERE { ?e a kgo:Person }", "no claim supports it"),
        (
            "INSERT { ?s ?p ?o } WHERE { ?c kg:polarity 'negative' ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }",
            "no claim",
        ),
        ("INSERT { ?e <http://made.up/> 1 } WHERE { ?e a kgo:Person }", "no claim supports it"),
        ("DELETE { ?a a schema:NewsArticle } WHERE { ?a a schema:NewsArticle }", "is not in the graph"),
    ],
)
def test_verify_finds_what_was_tampered_with(published: Path, tmp_path: Path, update: str, problem: str) -> None:
    found = store.verify(tampered(published, tmp_path, update))
    assert found
    assert any(problem in line for line in found), found


def test_verify_finds_a_changed_text(published: Path, tmp_path: Path) -> None:
    shutil.copytree(published, tmp_path / "copy")
    texts = (tmp_path / "copy" / "store" / "articles").rglob("*.json")
    path = next(p for p in texts if b"Quay Line sued Fell Mill on Monday." in p.read_bytes())
    path.write_bytes(path.read_bytes().replace(b"Quay Line sued Fell Mill on Monday.", b"Quay Line sued Fell Mill on Friday."))
    found = store.verify(store.open(tmp_path / "copy"))
    assert any("hash" in line for line in found)
    assert any("Monday" in line and "Friday" in line for line in found)


#: What is changed in a graph that was valid, and what is found then.
TAMPERED = [
    ("DELETE { ?c prov:wasDerivedFrom ?x } WHERE { ?c a kg:Claim ; prov:wasDerivedFrom ?x }", "a claim has evidence"),
    ('DELETE { ?c kg:modality ?x } INSERT { ?c kg:modality "rumoured" } WHERE { ?c kg:modality ?x }', "modality is"),
    ('DELETE { ?c kg:polarity ?x } INSERT { ?c kg:polarity "both" } WHERE { ?c kg:polarity ?x }', "polarity is"),
    ('INSERT { ?c kg:status "paused" } WHERE { ?c a kg:Claim }', "status is"),
    ("DELETE { ?c kg:confidence ?x } INSERT { ?c kg:confidence 1.5 } WHERE { ?c kg:confidence ?x }", "confidence is"),
    ("DELETE { ?e oa:hasSource ?x } WHERE { ?e oa:hasSource ?x }", "exactly one article"),
    (
        "DELETE { ?c kg:article ?x } INSERT { ?c kg:article ?y } "
        "WHERE { ?c a kg:Claim ; kg:article ?x . ?y a schema:NewsArticle FILTER(?x != ?y) }",
        "evidence stands on its own article",
    ),
    ("INSERT { ?e kgo:sued ?e } WHERE { ?e a kgo:Person }", "a plain triple rests on a claim"),
    (
        "INSERT { ?s ?p ?o } WHERE { ?c kg:modality 'alleged' ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }",
        "a plain triple rests on a claim",
    ),
    (
        "INSERT { ?c kg:speakerText 'somebody' } WHERE { ?c rdf:predicate kgo:chiefExecutiveOf ; a kg:Claim }",
        "a plain triple rests on a claim",
    ),
    ("DELETE WHERE { ?s kgo:collaboratedWith ?o }", "an asserted statement has its plain triple"),
    ("DELETE { ?q schema:text ?x } WHERE { ?q schema:text ?x }", "a quotation has its words"),
    ("INSERT { ?q kg:quotationKind 'sung' } WHERE { ?q a schema:Quotation }", "a quotation is direct"),
    ("DELETE { ?e rdfs:label ?x } WHERE { ?e a kg:Entity ; rdfs:label ?x }", "an entity has exactly one label"),
    ("DELETE { ?s kg:claim ?x } WHERE { ?s kg:claim ?x }", "a statement rests on"),
    ("DELETE { ?s kg:originCount ?n } INSERT { ?s kg:originCount 9 } WHERE { ?s kg:originCount ?n }", "as many origins"),
    ("DELETE { ?o kg:reportedIn ?x } WHERE { ?o kg:reportedIn ?x }", "an origin has articles"),
    ("DELETE { ?d kg:side ?x } WHERE { ?d kg:side ?x }", "a disagreement has two sides"),
    ("INSERT { ?d kg:kindOfDisagreement 'taste' } WHERE { ?d a kg:Disagreement }", "a disagreement is of one kind"),
    ("DELETE { ?s kg:takenBy ?x } WHERE { ?s kg:takenBy ?x }", "a side is taken by claims"),
]


@pytest.mark.parametrize(("update", "problem"), TAMPERED)
def test_shapes_find_what_was_tampered_with(graph: rdflib.Graph, update: str, problem: str) -> None:
    changed = rdflib.Graph()
    changed += graph
    changed.update(HEAD + update)
    found = check.validate(changed)
    assert any(problem in line for line in found), found


def test_shapes_that_do_not_parse_are_named(graph: rdflib.Graph, tmp_path: Path) -> None:
    (tmp_path / "mine.ttl").write_text("this is no Turtle")
    with pytest.raises(StoreError, match=r"mine\.ttl"):
        check.validate(graph, tmp_path / "mine.ttl")


def test_every_core_term_the_graph_uses_is_declared_with_label_and_comment(graph: rdflib.Graph) -> None:
    core = rdflib.Graph().parse(ontology.folder() / "kg.ttl")
    used = {t for triple in graph for t in triple if isinstance(t, rdflib.URIRef) and t.startswith(ontology.CORE)}
    assert used
    for term in sorted(used):
        assert core.value(term, rdflib.RDFS.label), term
        assert core.value(term, rdflib.RDFS.comment), term


def test_core_declares_the_terms_of_lexical_senses() -> None:
    core = rdflib.Graph().parse(ontology.folder() / "kg.ttl")
    for name in "subject object requires qualifier light modality status negative confidence always impliesStatus".split():
        assert core.value(rdflib.URIRef(ontology.CORE + name), rdflib.RDFS.comment), name
