"""The part of a store that is around an entity, and the store's typed objects."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from kg import store
from kg.errors import UsageError
from kg.model import Copy, Corpus, LiteralValue
from kg.ontology import CORE
from kg.store.around import narrowed, neighbourhood
from kg.store.reader import Store
from tests.store import corpora


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """a sued b, b sued c, d denied to have sued c; a and d have a say of their own."""
    story = corpora.Story("chain.txt")
    a, b, c, d = (story.chain(f"{name} Works") for name in "Ash Birch Cedar Dale".split())
    nord = story.chain("Ida Nord", "Person")
    story.claim(a, "sued", b, by=nord)
    story.claim(b, "sued", c)
    story.claim(d, "sued", c, polarity="negative")
    story.claim(a, "hasRole", LiteralValue("builder", "xsd:string"))
    story.quotation("We stand by it", a)
    story.quotation("So do we", d)
    output = tmp_path_factory.mktemp("chain")
    store.publish(corpora.corpus(story.build()), corpora.words(), corpora.settings(output))
    return store.open(output)


def iri(opened: Store, label: str) -> str:
    return next(e.iri for e in opened.entities() if e.label == label)


def labels(opened: Store) -> set[str]:
    return {e.label.removesuffix(" Works") for e in opened.entities()}


def test_a_store_gives_its_typed_objects(chain: Store) -> None:
    corpus: Corpus = chain.corpus()
    assert chain.entities() == corpus.resolution.entities
    assert chain.statements() == corpus.statements
    assert [c.predicate for c in chain.claims()] == ["sued", "sued", "sued", "hasRole"]


@pytest.mark.parametrize(
    ("hops", "near", "statements"), [(0, {"Ash"}, 1), (1, {"Ash", "Birch"}, 2), (2, {"Ash", "Birch", "Cedar"}, 3)]
)
def test_hops_say_how_far_a_part_reaches(chain: Store, hops: int, near: set[str], statements: int) -> None:
    part = chain.around(iri(chain, "Ash Works"), hops)
    assert labels(part) == near
    assert len(part.statements()) == len(part.claims()) == statements
    assert len(part.query("SELECT ?s { ?s a kg:Statement }").rows) == statements


def test_a_part_is_a_whole_graph_by_itself(opened: Store, chain: Store) -> None:
    for whole in (opened, chain):
        for entity in whole.entities():
            part = whole.around(entity.iri)
            assert set(map(str, part.triples())) <= set(map(str, whole.triples()))
            assert store.verify(part) == ()
            assert store.validate(part) == ()
            assert len(part) == len(set(part.rdflib())) == len(list(part.triples()))


def test_evidence_speakers_and_own_words_come_along_but_not_what_others_say(chain: Store) -> None:
    part = chain.around(iri(chain, "Ash Works"))
    text = "".join(sorted(map(str, part.triples())))
    said = part.query("SELECT ?words { ?q a schema:Quotation ; schema:text ?words }")
    assert [term.value for row in said.rows for term in row if term] == ["We stand by it"]
    assert "Ida Nord" in text, "who says that it sued"
    quoted = part.query("SELECT ?words { ?c a kg:Claim ; prov:wasDerivedFrom/oa:hasSelector/oa:exact ?words }")
    assert len(quoted.rows) == 2
    assert not part.query("ASK { ?e rdfs:label 'Cedar Works' }").truth


def test_a_plain_triple_is_there_with_its_statement_alone(chain: Store) -> None:
    sued = "ASK { ?b rdfs:label 'Birch Works' ; kgo:sued ?c }"
    assert chain.query(sued).truth
    assert chain.around(iri(chain, "Cedar Works")).query(sued).truth
    assert not chain.around(iri(chain, "Ash Works")).query(sued).truth


def test_a_denied_statement_belongs_to_the_picture(chain: Store) -> None:
    assert labels(chain.around(iri(chain, "Dale Works"))) == {"Dale", "Cedar"}


def test_a_disagreement_that_reaches_outside_is_cut(tmp_path: Path) -> None:
    corpus = corpora.corpus(corpora.port(), corpora.mill())
    sued = next(s.id for s in corpus.statements if s.predicate == "sued" and s.asserted)
    age = next(s.id for s in corpus.statements if s.predicate == "age")
    linked = tuple(
        dataclasses.replace(s, conflicts_with=tuple(sorted({*s.conflicts_with, sued}))) if s.id == age else s
        for s in corpus.statements
    )
    store.publish(dataclasses.replace(corpus, statements=linked), corpora.words(), corpora.settings(tmp_path))
    opened = store.open(tmp_path)
    part = opened.around(iri(opened, "Ines Lund"), 0)
    assert [term.value for row in part.query("SELECT ?o { ?s kg:conflictsWith ?o }").rows for term in row if term] != []
    assert store.validate(part) == ()
    assert not any(str(q.object) == f"<{sued}>" for q in part.triples())


def test_an_unknown_entity_is_refused(chain: Store) -> None:
    with pytest.raises(UsageError, match="no entity"):
        chain.around(CORE + "nobody")


def test_a_part_has_the_copies_among_its_own_articles_alone() -> None:
    def among(*articles: str) -> tuple[Copy, ...]:
        stories = [corpora.Story(id) for id in ("a", "b", "c")]
        for story in stories:
            end = "Birch Works" if story.id in articles else "Cedar Works"
            story.claim(story.chain("Ash Works" if end == "Birch Works" else "Dale Works"), "sued", story.chain(end))
        corpus = dataclasses.replace(corpora.corpus(*(story.build() for story in stories)), copies=(copy,))
        ash = next(e.iri for e in corpus.resolution.entities if e.label == "Ash Works")
        return narrowed(corpus, neighbourhood(corpus, ash, 1)).copies

    copy = Copy("b", "a", 1.0, True, True, ())
    assert among("a", "b") == (copy,)
    assert among("a", "c") == ()
