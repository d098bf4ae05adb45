from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import StoreError
from kg.model import Copy, Corpus, LiteralValue, Origin, Span
from kg.ontology import CORE, NEWS, SCHEMA, XSD
from kg.store import mapping, naming, terms
from kg.store.terms import OA, PROV, RDF, RDFS
from tests.factories import Story
from tests.store import corpora


def quads(corpus: Corpus, base: str = "https://kg.example/") -> set[Quad]:
    settings = dataclasses.replace(corpora.settings(Path("unused")), base=base)
    return set(mapping.quads(corpus, corpora.words(), settings))


def objects(graph: set[Quad], subject: NamedNode, predicate: str) -> set[str]:
    return {q.object.value for q in graph if q.subject == subject and q.predicate.value == predicate}


def entity(label: str, corpus: Corpus) -> NamedNode:
    return NamedNode(next(e.iri for e in corpus.resolution.entities if e.label == label))


def plain(graph: set[Quad], name: str) -> set[tuple[str, str]]:
    return {(q.subject.value, q.object.value) for q in graph if q.predicate.value == NEWS + name}


def test_only_own_voice_facts_are_plain_triples() -> None:
    corpus = corpora.corpus()
    graph = quads(corpus)
    quay, mill = entity("Quay Line", corpus).value, entity("Fell Mill", corpus).value
    assert plain(graph, "sued") == {(quay, mill)}, "the denied suit by the mill is no fact"
    assert plain(graph, "accused") == set(), "an accusation is no fact"
    assert plain(graph, "partneredWith") == set(), "what has ended is no fact, and super-relations are not written out"
    assert plain(graph, "collaboratedWith") == {(quay, mill), (mill, quay)}, "a symmetric fact stands both ways"
    assert {o for _, o in plain(graph, "age")} == {"42", "43"}


def test_a_claim_carries_its_words_speaker_and_place() -> None:
    corpus = corpora.corpus()
    graph, extraction = quads(corpus), corpora.port()
    claim = next(c for c in extraction.claims if c.polarity == "negative")
    node = naming.claim_iri("https://kg.example/", "port/one.txt", claim)
    assert objects(graph, node, RDF + "type") == {CORE + "Claim", RDF + "Statement"}
    assert objects(graph, node, RDF + "subject") == {entity("Fell Mill", corpus).value}
    assert objects(graph, node, CORE + "polarity") == {"negative"}
    assert objects(graph, node, PROV + "wasAttributedTo") == {entity("Quay Line", corpus).value}
    (evidence,) = objects(graph, node, PROV + "wasDerivedFrom")
    selectors = objects(graph, NamedNode(evidence), OA + "hasSelector")
    values = {name: set[str]() for name in ("start", "end", "exact", "prefix", "suffix")}
    for selector in selectors:
        for name, found in values.items():
            found |= objects(graph, NamedNode(selector), OA + name)
    start, end = int(min(values["start"])), int(min(values["end"]))
    text = extraction.article.text
    assert values["exact"] == {"Fell Mill has not sued Lund, Quay Line says."} == {text[start:end]}
    assert values["prefix"] == {text[start - 32 : start]}
    assert values["suffix"] == {text[end : end + 32]}


def test_a_disagreement_is_a_node_with_its_sides_and_their_claims() -> None:
    corpus = corpora.corpus()
    graph = quads(corpus)
    (one,) = (q.subject for q in graph if q.predicate.value == RDF + "type" and q.object.value == CORE + "Disagreement")
    assert isinstance(one, NamedNode)
    assert one.value.startswith("https://kg.example/disagreement/")
    assert [objects(graph, one, CORE + name) for name in ("kindOfDisagreement", "weight", "overTime")] == [
        {"value"},
        {"0.45"},
        {"false"},
    ]
    sides = [NamedNode(iri) for iri in objects(graph, one, CORE + "side")]
    assert len(sides) == 2
    for side in sides:
        (statement,), (claim,) = objects(graph, side, CORE + "statement"), objects(graph, side, CORE + "takenBy")
        assert objects(graph, NamedNode(statement), CORE + "claim") == {claim}
        assert objects(graph, NamedNode(statement), CORE + "conflictsWith")
        assert (objects(graph, side, CORE + "stance"), objects(graph, side, CORE + "originCount")) == ({"affirmed"}, {"1"})


def test_a_claim_keeps_the_direction_in_which_it_is_said() -> None:
    corpus = corpora.corpus()
    graph, extraction = quads(corpus), corpora.port()
    claim = next(c for c in extraction.claims if c.predicate == "collaboratedWith")
    node = naming.claim_iri("https://kg.example/", "port/one.txt", claim)
    assert objects(graph, node, RDF + "subject") == {entity("Quay Line", corpus).value}
    assert objects(graph, node, RDF + "object") == {entity("Fell Mill", corpus).value}


def test_a_speaker_without_an_entity_does_not_become_the_articles_own_voice() -> None:
    corpus = corpora.corpus()
    claim = next(c for c in corpora.port().claims if c.polarity == "negative")
    assert claim.attributed_to
    by_chain = {k: v for k, v in corpus.resolution.by_chain.items() if k != ("port/one.txt", claim.attributed_to.entity)}
    graph = quads(dataclasses.replace(corpus, resolution=dataclasses.replace(corpus.resolution, by_chain=by_chain)))
    node = naming.claim_iri("https://kg.example/", "port/one.txt", claim)
    assert objects(graph, node, PROV + "wasAttributedTo") == set()
    assert objects(graph, node, CORE + "speakerText") == {"Quay Line"}


def test_qualifiers_units_and_numbers() -> None:
    graph = quads(corpora.corpus())
    roles = [q.object for q in graph if q.predicate.value == terms.QUALIFIER + "role"]
    assert roles == [Literal("chief executive")]
    assert {q.object for q in graph if q.predicate.value == CORE + "confidence"} == {
        Literal("0.9", datatype=NamedNode(XSD + "decimal")),
        Literal("0.87", datatype=NamedNode(XSD + "decimal")),
    }
    assert {q.object.value for q in graph if q.predicate.value == CORE + "unit"} == {"year"}


def test_every_data_iri_is_base_kind_slug_and_hash_and_nothing_is_blank() -> None:
    for quad in quads(corpora.corpus(corpora.port(), corpora.mill(), corpora.hostile())):
        for term in (quad.subject, quad.object):
            assert isinstance(term, NamedNode | Literal)
            if isinstance(term, NamedNode) and term.value.startswith("https://kg.example/"):
                kind, _, rest = term.value.removeprefix("https://kg.example/").partition("/")
                assert kind in terms.KINDS
                assert set(rest) <= set("abcdefghijklmnopqrstuvwxyz0123456789-"), term


def test_claims_with_one_id_in_two_articles_stay_apart() -> None:
    first, second = corpora.mill(), corpora.port()
    shared = dataclasses.replace(second.claims[0], id=first.claims[0].id)
    second = dataclasses.replace(second, claims=(shared, *second.claims[1:]))
    graph = quads(corpora.corpus(first, second))
    suits = {q.subject for q in graph if q.predicate.value == RDF + "predicate" and q.object.value == NEWS + "sued"}
    claims = {s for s in suits if "/claim/" in s.value}
    assert len(claims) == 3
    for claim in claims:
        assert len(objects(graph, claim, CORE + "article")) == 1


def test_origins_copies_and_who_was_first_can_be_asked_for() -> None:
    plain = corpora.corpus()
    suit = next(s for s in plain.statements if s.predicate == "sued" and len(s.articles) == 2)
    lund = entity("Ines Lund", plain).value
    origins = (Origin(("mill/two.txt", "port/one.txt"), "copies of one report"), Origin(("port/one.txt",), "the word", lund))
    copies = (Copy("mill/two.txt", "port/one.txt", 0.9, True, True, ((Span(0, 9), Span(0, 9)),)),)
    changed = tuple(dataclasses.replace(s, origins=origins) if s == suit else s for s in plain.statements)
    graph = quads(dataclasses.replace(plain, statements=changed, copies=copies))
    one, two = (naming.article_iri("https://kg.example/", name).value for name in ("port/one.txt", "mill/two.txt"))
    found = {
        next(iter(objects(graph, NamedNode(o), RDFS + "label"))): o for o in objects(graph, NamedNode(suit.id), CORE + "origin")
    }
    assert objects(graph, NamedNode(found["copies of one report"]), CORE + "reportedIn") == {one, two}
    assert objects(graph, NamedNode(found["copies of one report"]), PROV + "wasAttributedTo") == set()
    assert objects(graph, NamedNode(found["the word"]), PROV + "wasAttributedTo") == {lund}
    assert objects(graph, NamedNode(suit.id), CORE + "originCount") == {"2"}
    assert objects(graph, NamedNode(suit.id), CORE + "firstReportedIn") == {one}, "published two days before"
    assert objects(graph, NamedNode(two), CORE + "copyOf") == {one}
    assert objects(graph, NamedNode(one), CORE + "sharesTextWith") == {two}
    assert objects(graph, NamedNode(one), CORE + "copyOf") == set()


def test_only_web_addresses_become_addresses() -> None:
    def url(given: str) -> set[str]:
        extraction = corpora.mill()
        changed = dataclasses.replace(extraction, article=dataclasses.replace(extraction.article, url=given))
        return {q.object.value for q in quads(corpora.corpus(changed)) if q.predicate.value == SCHEMA + "url"}

    assert url("https://news.example/a b?<x>") == {"https://news.example/a%20b?%3Cx%3E"}
    for bad in ("javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "https://[", "http://", ""):
        assert url(bad) == set(), bad


def test_text_only_on_demand() -> None:
    corpus = corpora.corpus()
    assert not any(q.predicate.value == SCHEMA + "articleBody" for q in quads(corpus))
    bodies = {q.object.value for q in mapping.texts(corpus.extractions, "https://kg.example/")}
    assert bodies == {corpora.port().article.text, corpora.mill().article.text}


@pytest.mark.parametrize("base", ["not an iri", "", "/relative/"])
def test_a_base_that_is_no_iri_is_refused_in_words(base: str) -> None:
    with pytest.raises(StoreError, match="--base"):
        quads(corpora.corpus(), base=base)


@pytest.mark.parametrize(
    ("value", "datatype", "expected"),
    [
        ("25000000.50", "xsd:decimal", ("25000000.5", "decimal")),
        ("2008", "xsd:gYear", ("2008", "gYear")),
        ("2008-13", "xsd:gYearMonth", ("2008-13", "string")),
        ("forty", "xsd:integer", ("forty", "string")),
        ("٤٢", "xsd:integer", ("٤٢", "string")),
        ("9" * 5000, "xsd:integer", ("9" * 5000, "string")),
        ("x", "other:thing", ("x", "string")),
    ],
)
def test_literals_are_in_the_form_the_store_keeps(value: str, datatype: str, expected: tuple[str, str]) -> None:
    literal = terms.typed(value, datatype)
    assert (literal.value, literal.datatype.value) == (expected[0], XSD + expected[1])
    assert LiteralValue(value, datatype)  # the model itself takes anything


def test_versions_of_one_utterance_hang_together_and_name_where_it_was_said() -> None:
    words = "We will build the pier again before the winter storms come"
    stories = [Story("a"), Story("b")]
    for story, said in zip(stories, (words, words.replace("again ", "")), strict=True):
        lund = story.chain("Ines Lund", "Person")
        story.chain("Quayside", "Platform")
        story.quotation(said, lund)
        story.quotations[0] = dataclasses.replace(story.quotations[0], medium="Quayside" if story.id == "a" else "open letter")
    corpus = corpora.corpus(*(story.build() for story in stories))
    graph = quads(corpus)
    versions = {(q.subject, q.object) for q in graph if q.predicate.value == terms.DCTERMS + "isVersionOf"}
    assert len(versions) == 2
    (utterance,) = {node for _, node in versions}
    assert isinstance(utterance, NamedNode)
    assert objects(graph, utterance, SCHEMA + "spokenByCharacter") == {entity("Ines Lund", corpus).value}
    assert objects(graph, utterance, CORE + "articleCount") == {"2"}
    media = {q.object for q in graph if q.predicate.value == PROV + "wasQuotedFrom"}
    assert entity("Quayside", corpus) in media
    (letter,) = media - {entity("Quayside", corpus)}
    assert isinstance(letter, NamedNode)
    assert objects(graph, letter, terms.RDFS + "label") == {"open letter"}
