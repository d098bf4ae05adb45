"""The ontology as a vocabulary that others read: every term described, none made up, none aligned the wrong way round."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
import rdflib
from rdflib import DCAT, DCTERMS, FOAF, OWL, PROV, RDF, RDFS, SKOS, VOID, XSD

from kg import ontology, store
from kg.ontology import CORE, NEWS, SCHEMA

ROOT = Path(__file__).parent.parent
FILES = [*ontology.OWN, "shapes.ttl"]
OURS = (CORE, NEWS)
SDO = rdflib.SDO
#: Vocabularies of others whose terms rdflib knows.
KNOWN = (DCAT, DCTERMS, FOAF, OWL, PROV, RDF, RDFS, SDO, SKOS, VOID, XSD)
#: What schema.org has come to have since.
NEWER = {rdflib.URIRef(SCHEMA + "owner")}
MATCH = (SKOS.closeMatch, SKOS.narrowMatch, SKOS.broadMatch, SKOS.relatedMatch, rdflib.URIRef(CORE + "inverseCloseMatch"))


@pytest.fixture(scope="module")
def graph() -> rdflib.Graph:
    """All our files together."""
    found = rdflib.Graph()
    for name in FILES:
        found.parse(ontology.folder() / name)
    return found


def iris(graph: rdflib.Graph, start: str) -> set[rdflib.URIRef]:
    return {t for triple in graph for t in triple if isinstance(t, rdflib.URIRef) and t.startswith(start) and str(t) != start}


def relations(graph: rdflib.Graph) -> list[rdflib.URIRef]:
    return sorted(s for s in graph.subjects(RDF.type, rdflib.URIRef(CORE + "Relation")) if isinstance(s, rdflib.URIRef))


def ends(graph: rdflib.Graph, relation: rdflib.URIRef, which: str) -> set[str]:
    return {str(o) for o in graph.objects(relation, rdflib.URIRef(f"{SCHEMA}{which}Includes"))}


def test_every_term_that_is_used_has_one_label_and_one_comment(graph: rdflib.Graph) -> None:
    used = iris(graph, CORE) | iris(graph, NEWS)
    assert len(used) > 150
    for term in sorted(used):
        for predicate in (RDFS.label, RDFS.comment):
            said = list(graph.objects(term, predicate))
            assert len(said) == 1, f"{term} {predicate}"
            assert isinstance(said[0], rdflib.Literal)
            assert said[0].language == "en"
        assert str(graph.value(term, RDFS.comment))[-1] in '."', term


def test_every_property_says_of_what_it_is_and_what_it_takes(graph: rdflib.Graph) -> None:
    core = {s for kind in (OWL.ObjectProperty, OWL.DatatypeProperty) for s in graph.subjects(RDF.type, kind)}
    for term in sorted([*core, *relations(graph)]):
        for which in ("domain", "range"):
            assert isinstance(term, rdflib.URIRef)
            assert ends(graph, term, which) or graph.value(term, RDFS[which]), f"{term} has no {which}"


def test_every_relation_and_type_is_aligned_or_says_why_not(graph: rdflib.Graph) -> None:
    types = [s for s in graph.subjects(RDFS.subClassOf, rdflib.URIRef(CORE + "Entity")) if isinstance(s, rdflib.URIRef)]
    for term in [*relations(graph), *types]:
        aligned = {o for predicate in MATCH for o in graph.objects(term, predicate)}
        note = graph.value(term, SKOS.editorialNote)
        assert bool(aligned) != bool(note), f"{term}: either a match or a note that there is none"


def test_no_alignment_goes_both_ways(graph: rdflib.Graph) -> None:
    inverse = rdflib.URIRef(CORE + "inverseCloseMatch")
    for relation in relations(graph):
        both = set(graph.objects(relation, SKOS.closeMatch)) & set(graph.objects(relation, inverse))
        assert not both, relation
    for theirs in set(graph.objects(None, inverse)):
        for turned in graph.subjects(inverse, theirs):
            for straight in graph.subjects(SKOS.closeMatch, theirs):
                assert isinstance(turned, rdflib.URIRef)
                assert isinstance(straight, rdflib.URIRef)
                assert ends(graph, turned, "domain") & ends(graph, straight, "range"), f"{turned}, {straight}: {theirs}"
                assert ends(graph, turned, "range") & ends(graph, straight, "domain"), f"{turned}, {straight}: {theirs}"


def test_marks_fit_what_a_relation_holds_between(graph: rdflib.Graph) -> None:
    for relation in relations(graph):
        kinds = set(graph.objects(relation, RDF.type))
        domain, range_ = ends(graph, relation, "domain"), ends(graph, relation, "range")
        if OWL.SymmetricProperty in kinds:
            assert domain & range_, relation
        if OWL.TransitiveProperty in kinds:
            assert domain & range_, relation
        for other in graph.objects(relation, OWL.inverseOf):
            assert isinstance(other, rdflib.URIRef)
            assert (ends(graph, other, "domain"), ends(graph, other, "range")) == (range_, domain), relation


def test_terms_of_others_exist(graph: rdflib.Graph, built: Path) -> None:
    whole = graph + store.open(built).rdflib()
    for namespace in KNOWN:
        for term in sorted(iris(whole, str(namespace))):
            assert term in namespace or term in NEWER, f"{term} is no term of {namespace}"


def test_what_the_graph_uses_of_ours_is_declared(graph: rdflib.Graph, built: Path) -> None:
    declared = set(graph.subjects(RDFS.label))
    for start in OURS:
        assert iris(store.open(built).rdflib(), start) <= declared


@pytest.mark.parametrize("name", ["terms", "queries"])
def test_the_generated_pages_are_current(name: str) -> None:
    path = ROOT / "docs" / "generate.py"
    spec = importlib.util.spec_from_file_location("generate", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8") == getattr(module, name)(), "run make docs"
