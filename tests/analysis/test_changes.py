"""What differs between two builds, whichever IRIs they gave."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from kg import ontology
from kg.analysis import Changes, compare
from kg.entities import resolve
from kg.model import Corpus, Extraction, LiteralValue, Statement
from kg.statements import state
from tests.factories import BASE, Story, renamed

WORDS = ontology.load()
SYMMETRIC = {name for name, r in WORDS.relations.items() if r.symmetric}


def corpus(stories: Sequence[Story | Extraction], before: Corpus | None = None, base: str = BASE) -> Corpus:
    """A build of these articles; after ``before``, entities keep its IRIs."""
    extractions = tuple(s.build() if isinstance(s, Story) else s for s in stories)
    ledger = {e.iri: e.chains for e in before.resolution.entities} if before else None
    resolution = resolve(extractions, base, ledger)
    statements, drops, _ = state(extractions, resolution, WORDS, 0.5, base)
    return Corpus(extractions, resolution, statements, drops)


def differences(old: Corpus, new: Corpus) -> Changes:
    return compare(old, new, SYMMETRIC)


def deal(id: str, mill: str = "Fell Mill", relation: str = "sued", **given: Any) -> Story:
    story = Story(id)
    story.claim(story.chain(mill), relation, story.chain("Vale Board"), f"The mill and the board, {id} says.", **given)
    return story


def labels(whole: Corpus, s: Statement) -> tuple[str, str, str]:
    names = {e.iri: e.label for e in whole.resolution.entities}
    thing = s.object.value if isinstance(s.object, LiteralValue) else names[s.object]
    return names[s.subject], s.predicate, thing


def test_a_build_does_not_differ_from_itself_in_any_order() -> None:
    one = corpus([deal("a.txt"), deal("b.txt", relation="acquired")])
    assert not differences(one, one)
    assert not differences(one, replace(one, extractions=one.extractions[::-1], statements=one.statements[::-1]))


def test_new_and_withdrawn_statements_entities_and_articles() -> None:
    old = corpus([deal("a.txt"), deal("b.txt", "Quay Line", "acquired")])
    new = corpus([deal("a.txt"), deal("c.txt", "Tarn Foundry", "praised")])
    found = differences(old, new)
    assert [labels(new, s.statement) for s in found.new] == [("Tarn Foundry", "praised", "Vale Board")]
    assert [labels(old, s.statement) for s in found.withdrawn] == [("Quay Line", "acquired", "Vale Board")]
    assert found.changed == ()
    assert [e.label for e in found.entities_new] == ["Tarn Foundry"]
    assert [e.label for e in found.entities_gone] == ["Quay Line"]
    assert [a.id for a in found.articles_added] == ["c.txt"]
    assert [a.id for a in found.articles_removed] == ["b.txt"]
    back = differences(new, old)
    assert ([s.statement.id for s in back.new], [s.statement.id for s in back.withdrawn]) == (
        [s.statement.id for s in found.withdrawn],
        [s.statement.id for s in found.new],
    )


def test_in_what_a_statement_changed() -> None:
    old, plain = corpus([deal("a.txt")]), deal("a.txt")
    (denied,) = differences(old, corpus([plain, deal("b.txt", polarity="negative")])).changed
    assert (denied.before.kind, denied.after.kind) == ("asserted", "denied")
    assert denied.respects == ("kind", "disputed", "articles")
    (more,) = differences(old, corpus([plain, deal("b.txt")])).changed
    assert more.respects == ("articles", "origins")
    moved = differences(old, corpus([deal("b.txt")]))
    assert [change.respects for change in moved.changed] == [("articles",)], "another article, the same statement"


def test_a_value_that_excludes_another_and_one_that_is_spelled_otherwise() -> None:
    def age(id: str, value: LiteralValue) -> Story:
        story = Story(id)
        story.claim(story.chain("Bo Tarn", "Person"), "age", value, f"Tarn is {value.value}, {id} says.")
        return story

    old = corpus([age("a.txt", LiteralValue("42", "xsd:integer", "year"))])
    found = differences(
        old,
        corpus(
            [age("a.txt", LiteralValue("42", "xsd:integer", "year")), age("b.txt", LiteralValue("50", "xsd:integer", "year"))]
        ),
    )
    assert [c.respects for c in found.changed] == [("conflicts",)]
    assert len(found.new) == 1
    role = corpus([age("a.txt", LiteralValue("Chief Engineer"))])
    assert role.drops, "an age is a number"

    def is_(id: str, value: str) -> Story:
        story = Story(id)
        story.claim(story.chain("Bo Tarn", "Person"), "hasRole", LiteralValue(value), f"Tarn the {value}, {id} says.")
        return story

    old = corpus([is_("a.txt", "Chief Engineer")])
    (change,) = differences(old, corpus([is_("b.txt", "chief engineer")])).changed
    assert change.respects == ("articles", "object")


def test_an_iri_that_was_replaced_is_followed() -> None:
    short = Story("a.txt")
    short.claim(short.chain("Lund", "Person"), "criticized", short.chain("Fell Mill"), "Lund criticized the mill.")
    old = corpus([short, deal("b.txt")])
    both = Story("c.txt")
    both.chain("Ines Lund", "Person", aliases=("Lund",))
    new = corpus([short, deal("b.txt"), both], old)
    assert not differences(old, new).withdrawn
    fresh = corpus([short, deal("b.txt"), both])
    assert not differences(old, fresh).withdrawn, "a build of its own may give other IRIs"
    assert not differences(old, fresh).new


def test_other_iris_for_the_same_articles_are_no_change_of_what_is_said() -> None:
    stories = [deal("a.txt"), deal("b.txt", relation="partneredWith"), deal("c.txt", "Quay Line")]
    found = differences(corpus(stories), corpus(stories, base="https://other.example/"))
    assert (found.new, found.withdrawn, found.changed, found.entities_new, found.entities_gone) == ((), (), (), (), ())
    assert [(s.before.label, s.after.label, s.merged) for s in found.succeeded] == [
        (name, name, False) for name in ("Fell Mill", "Quay Line", "Vale Board")
    ]


def test_articles_under_other_ids_are_the_same_articles() -> None:
    one, two = deal("a.txt").build(), deal("b.txt", relation="acquired").build()
    found = differences(corpus([one, two]), corpus([renamed(one, "news/a.txt"), renamed(two, "news/b.txt")]))
    assert [(a.id, b.id) for a, b in found.moved] == [("a.txt", "news/a.txt"), ("b.txt", "news/b.txt")]
    assert (found.new, found.withdrawn, found.changed, found.articles_added, found.articles_removed) == ((), (), (), (), ())
    # of two with one text nobody knows which became which
    twice = differences(corpus([one, renamed(one, "copy.txt")]), corpus([renamed(one, "x.txt"), renamed(one, "y.txt")]))
    assert (twice.moved, len(twice.articles_added), len(twice.articles_removed)) == ((), 2, 2)


def test_the_ends_of_a_symmetric_relation_may_stand_in_either_order() -> None:
    old = corpus([deal("a.txt", relation="partneredWith")])
    mill = next(e for e in old.resolution.entities if e.label == "Fell Mill")
    other = f"{BASE}entity/zz-mill"
    assert mill.iri < other
    entities = tuple(replace(e, iri=other) if e == mill else e for e in old.resolution.entities)
    by_chain = {key: other if iri == mill.iri else iri for key, iri in old.resolution.by_chain.items()}
    resolution = replace(old.resolution, entities=entities, by_chain=by_chain)
    statements, _, _ = state(old.extractions, resolution, WORDS, 0.5, BASE)
    assert statements[0].subject != old.statements[0].subject
    assert statements[0].object == other
    found = differences(old, Corpus(old.extractions, resolution, statements))
    assert (found.new, found.withdrawn, found.changed) == ((), (), ())


def test_two_that_are_one_now_are_told_as_merged_and_what_was_said_of_each_is_kept() -> None:
    stories = [deal("a.txt", "Fell Mill"), deal("b.txt", "Fell Milling Works")]
    old = corpus(stories)
    mill, works = (next(e for e in old.resolution.entities if e.label == name) for name in ("Fell Mill", "Fell Milling Works"))
    extractions = old.extractions
    joined = replace(mill, chains=tuple(sorted((*mill.chains, *works.chains))), aliases=(works.label,))
    by_chain = {key: mill.iri if iri == works.iri else iri for key, iri in old.resolution.by_chain.items()}
    others = tuple(e for e in old.resolution.entities if e not in (mill, works))
    resolution = replace(old.resolution, entities=(joined, *others), by_chain=by_chain, replaced={works.iri: mill.iri})
    statements, _, _ = state(extractions, resolution, WORDS, 0.5, BASE)
    for known in (resolution, replace(resolution, replaced={})):
        found = differences(old, Corpus(extractions, known, statements))
        assert [(s.before.label, s.after.label, s.merged) for s in found.succeeded] == [
            ("Fell Milling Works", "Fell Mill", True)
        ]
        assert found.entities_gone == ()
        assert [c.respects for c in found.changed] == [("articles", "origins")]
        assert (found.new, found.withdrawn) == ((), ()), "two statements have become one"


def test_an_article_with_another_text_is_told_and_its_mentions_prove_nothing() -> None:
    old = deal("a.txt").build()
    text = old.article.text.replace("Fell Mill", "Dun Works")
    changed = replace(old.article, text=text, hash=hashlib.sha256(text.encode()).hexdigest())
    found = differences(corpus([old]), corpus([replace(old, article=changed)]))
    assert [a.id for a in found.rewritten] == ["a.txt"]
    other = deal("a.txt", "Dun Works")
    found = differences(corpus([old]), corpus([other]))
    assert [e.label for e in found.entities_gone] == ["Fell Mill"]
    assert [e.label for e in found.entities_new] == ["Dun Works"]
    assert found.succeeded == ()


def test_another_label_or_type_is_told() -> None:
    one = corpus([deal("a.txt")])
    first, *others = one.resolution.entities
    entities = (replace(first, label="Else"), *others)
    found = differences(one, replace(one, resolution=replace(one.resolution, entities=entities)))
    assert [(a.label, b.label) for a, b in found.renamed] == [(first.label, "Else")]
    assert (found.new, found.changed, found.withdrawn) == ((), (), ())
