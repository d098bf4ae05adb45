"""A user's own relation, in a few lines of Turtle, gives claims; mistakes in it are told with the entry."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import claims, mentions, ontology
from kg.errors import OntologyError
from kg.model import Article, Span
from tests.claims.conftest import triple

OWN = """
@prefix kg: <https://w3id.org/newskg/core#> .
@prefix kgo: <https://w3id.org/newskg/news#> .
@prefix lexinfo: <http://www.lexinfo.net/ontology/3.0/lexinfo#> .
@prefix ontolex: <http://www.w3.org/ns/lemon/ontolex#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix : <https://example.org/my#> .

:mentored a kg:Relation ; rdfs:label "mentored"@en ;
    schema:domainIncludes kgo:Person ; schema:rangeIncludes kgo:Person .
:mentor-verb a ontolex:Word ;
    ontolex:canonicalForm [ ontolex:writtenRep "mentor"@en ] ; lexinfo:partOfSpeech lexinfo:verb ;
    ontolex:sense [ ontolex:reference :mentored ; kg:subject "subject" ; kg:object "object" ] .
"""


def test_a_relation_in_turtle_is_read(tmp_path: Path) -> None:
    path = tmp_path / "mine.ttl"
    path.write_text(OWN, encoding="utf-8")
    terms = ontology.load((path,))
    text = "Maria Lopez mentored Peter Olsen in Denver."
    article = Article("a", "a", text, "0", body=(Span(0, len(text)),))
    found = claims.extract(mentions.annotate(article, terms), terms)
    assert ("Maria Lopez", "mentored", "Peter Olsen") in [triple(c) for c in found]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("kg:object", "kg:objct", "unknown property kg:objct"),
        ("ontolex:reference :mentored", "ontolex:reference :mentord", "'mentord' is no relation"),
        ("rangeIncludes kgo:Person", "rangeIncludes kgo:Persn", "'Persn' is no entity type"),
        ("schema:domainIncludes", "schema:domainIncludes ;", "not valid Turtle"),
    ],
)
def test_mistakes_are_told(tmp_path: Path, old: str, new: str, told: str) -> None:
    path = tmp_path / "mine.ttl"
    path.write_text(OWN.replace(old, new), encoding="utf-8")
    with pytest.raises(OntologyError, match=told):
        ontology.load((path,))


def test_most_relations_have_words() -> None:
    terms = ontology.load()
    with_words = {s.relation for s in terms.senses} | {r.name for r in terms.relations.values() if r.pattern}
    assert len(terms.relations) >= 100
    assert len(with_words) >= 95
