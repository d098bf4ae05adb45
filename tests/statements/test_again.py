"""What is stated anew after a change, and only where it touches, is what stating everything gives."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from kg import checks, utterances, versions
from kg.entities import resolve
from kg.model import Corpus, Extraction, LiteralValue
from kg.ontology import Relation
from kg.statements import Stating, again, compare, restate, stated
from tests.factories import BASE, Story
from tests.store.corpora import words

NAMES = [
    *((label, "Person") for label in ("Ines Lund", "Bo Tarn", "Lund", "Tarn")),
    *((label, "Organization") for label in ("Quay Line", "Fell Mill", "Fell mill", "FELL mill")),
    *((label, "Place") for label in ("Norrvik", "Fell County", "Lower Quay", "Tarn")),
]
#: The last has what the two before it say.
SAID = (
    "Nobody at the quay was told about the cracks in the wall before Monday",
    "We stand by every word of our contract with the owners of the mill",
    "and we will meet them in any court of this county or of the next one",
    "We stand by every word of our contract with the owners of the mill, and we will meet them in any court of this county "
    "or of the next one",
)
PASSAGES = (
    "The pier was closed on Monday after divers had found long cracks in the wall below the water line, "
    "and the harbour office sent two ships that were to land there to the next port along the coast.",
    "Workers at the old mill had warned of smoke in the drying hall for weeks, the union wrote in a letter to the owners, "
    "which asked for new alarms and for a second way out of the building.",
    "The town council will meet on Thursday to hear the engineers, who measured the dam twice this spring and found "
    "that it had sunk by the width of a hand since the floods.",
)
STATED = words()
#: Events, states and their ends, relations with one value and what is part of what: an article tells of one of these.
RELATIONS = (
    ("sued", "acquired", "acquired"),
    ("partneredWith", "partneredWith", "endedPartnershipWith"),
    ("placeOfBirth", "nationality", "age"),
    ("locatedIn", "chiefExecutiveOf", "placeOfBirth"),
)


def article(rng: random.Random, number: int) -> Extraction:
    """One article that says things of few names, some of it in the words of others."""
    story = Story(
        f"a{number:02}.txt", rng.choice([None, "2024-03", "2024-03-02", "2024-03-05"]), rng.choice([None, "Post", "Ledger"])
    )
    passages = story.paragraphs(*rng.sample(PASSAGES, rng.choice([0, 1, 2])))
    chains = [story.chain(*rng.choice(NAMES), score=rng.choice([0.3, 0.9])) for _ in range(5)]
    chains.append(story.chain("the old mill", "Organization", named=False))
    for said in rng.sample(SAID, rng.choice([1, 2])):
        story.quotation(said, rng.choice([None, *chains[:2]]))
    quoted, told = [q.span for q in story.quotations], rng.choice(RELATIONS)
    for _ in range(10):
        given = {
            "by": rng.choice([None, None, *chains[:2]]),
            "polarity": rng.choice(["positive"] * 3 + ["negative"]),
            "modality": rng.choice(["asserted"] * 4 + ["alleged", "planned"]),
            "status": rng.choice([None, None, None, "ended"]),
            "time": rng.choice([None, None, "2024-03-01", "2024-03-02", "2023"]),
            "at": rng.choice([None, *passages, *quoted]),
        }
        subject, name = rng.choice(chains), rng.choice(told)
        relation, fitting = STATED.relations[name], [c for c in chains if c != subject]
        if rng.random() < 0.9:
            fitting = [c for c in fitting if _fits(relation, story.chains[subject].type, story.chains[c].type)]
        if relation.datatypes:
            story.claim(subject, name, LiteralValue(rng.choice(["41", "42"]), "xsd:integer", "year"), **given)
        elif fitting:
            story.claim(subject, name, rng.choice(fitting), **given)
    return story.build()


def _fits(relation: Relation, subject: str, thing: str) -> bool:
    """Partners are of one kind, so that many speak of the same two."""
    return relation.allows_subject(subject) and relation.allows_object(thing) and (subject == thing or not relation.symmetric)


def corpus(extractions: Sequence[Extraction], before: Corpus | None = None) -> tuple[Corpus, Stating]:
    """State everything."""
    ledger = checks.same_chains(before.resolution.ledger, before.extractions, extractions) if before else None
    resolution = resolve(extractions, BASE, ledger)
    said = versions.of(extractions, resolution)
    stating = Stating(resolution, STATED, 0.5, BASE, compare(extractions), said)
    statements, drops, disagreeing = stated(extractions, stating)
    found = Corpus(
        tuple(extractions), resolution, statements, drops,
        copies=stating.copied.copies, disagreements=disagreeing, versions=utterances.versions(said),
    )  # fmt: skip
    return found, stating


@pytest.mark.usefixtures("always")
@pytest.mark.parametrize("seed", range(20))
def test_what_a_change_leaves_is_what_stating_everything_gives(seed: int) -> None:
    rng = random.Random(seed)
    pool = [article(rng, number) for number in range(40)]
    present = pool[:16]
    before, _ = corpus(present)
    for _ in range(10):
        gone = rng.sample(present, rng.choice([0, 0, 1, 2]))
        come = rng.sample([e for e in pool if e not in present], rng.choice([0, 1, 1, 2]))
        left = [e for e in present if e not in gone]
        if left and rng.random() < 0.3:  # an article that was read otherwise
            one = left.pop()
            left.append(replace(one, claims=one.claims[1:]))
        present = sorted([*left, *come], key=lambda e: e.article.id)
        now, stating = corpus(present, before)
        assert restate(before, present, stating) == (now.statements, now.drops, now.disagreements)
        before = now


def test_the_articles_here_have_all_that_a_change_can_touch() -> None:
    rng = random.Random(0)
    found, _ = corpus([article(rng, number) for number in range(40)])
    assert {d.kind for d in found.disagreements} >= {"denial", "value", "status", "time"}
    assert any(c.wholly for c in found.copies)
    assert found.versions
    assert found.drops
    assert any(s.conflicts_with for s in found.statements)


@pytest.fixture
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(again, "MOST", 100)


def changed(first: Sequence[Story], second: Sequence[Story]) -> tuple[Corpus, Corpus]:
    """Return the corpora of some articles before and after a change, which is stated anew as all of it is."""
    before, _ = corpus(sorted((story.build() for story in first), key=lambda e: e.article.id))
    present = sorted((story.build() for story in second), key=lambda e: e.article.id)
    now, stating = corpus(present, before)
    assert restate(before, present, stating) == (now.statements, now.drops, now.disagreements)
    return before, now


def report(id_: str, *said: tuple[str, str, str]) -> Story:
    """An article that says some things, each of two that are named."""
    story, types = Story(id_), {"Norrvik": "Place", "Fell County": "Place", "Ines Lund": "Person", "Bo Lund": "Person"}
    for subject, predicate, thing in said:
        one, other = (story.chain(label, types.get(label, "Organization")) for label in (subject, thing))
        story.claim(one, predicate, other)
    return story


@pytest.mark.usefixtures("always")
def test_an_article_that_two_copied_from_makes_one_origin_of_them() -> None:
    head, tail = PASSAGES[0].split(" ")[:26], PASSAGES[0].split(" ")[-22:]
    stories = []
    for name, text in (("a", head), ("b", tail)):
        story = Story(name)
        (passage,) = story.paragraphs(" ".join(text))
        line, mill = story.chain("Quay Line"), story.chain("Fell Mill")
        story.claim(line, "sued", mill, at=passage)
        stories.append(story)
    source = Story("c")
    source.paragraphs(PASSAGES[0])
    before, now = changed(stories, [*stories, source])
    assert [len(s.origins) for c in (before, now) for s in c.statements] == [2, 1]


@pytest.mark.usefixtures("always")
def test_a_quotation_that_has_two_pieces_makes_one_origin_of_them() -> None:
    stories = []
    for name, words_ in zip("abc", SAID[1:], strict=True):
        story = Story(name)
        lund, line, mill = story.chain("Ines Lund", "Person"), story.chain("Quay Line"), story.chain("Fell Mill")
        story.quotation(words_, lund)
        if name != "c":
            story.claim(line, "sued", mill, at=story.quotations[0].span, by=lund)
        stories.append(story)
    for first, second, origins in ((stories[:2], stories, [2, 1]), (stories, stories[:2], [1, 2])):
        before, now = changed(first, second)
        assert [len(s.origins) for c in (before, now) for s in c.statements] == origins


@pytest.mark.usefixtures("always")
def test_what_others_take_a_thing_for_touches_what_is_said_of_it() -> None:
    body, place = Story("a"), Story("b")
    body.claim(body.chain("Ines Lund", "Person"), "chiefExecutiveOf", body.chain("Norrvik", "Organization"))
    place.chain("Norrvik", "Place", mentions=9)
    before, now = changed([body], [body, place])
    assert [(len(c.statements), len(c.drops)) for c in (before, now)] == [(1, 0), (0, 1)]


@pytest.mark.usefixtures("always")
def test_the_end_of_something_touches_what_it_ends() -> None:
    together = report("a", ("Quay Line", "partneredWith", "Fell Mill"))
    over = report("b", ("Quay Line", "endedPartnershipWith", "Fell Mill"))
    before, now = changed([together], [together, over])
    assert [s.asserted for c in (before, now) for s in c.statements if s.predicate == "partneredWith"] == [True, False]


@pytest.mark.usefixtures("always")
def test_where_a_place_lies_touches_those_who_were_born_there() -> None:
    births = [report(place, ("Ines Lund", "placeOfBirth", place)) for place in ("Norrvik", "Fell County")]
    before, now = changed(births, [*births, report("c", ("Norrvik", "locatedIn", "Fell County"))])
    assert [[d.kind for d in c.disagreements] for c in (before, now)] == [["value"], []]


@pytest.mark.usefixtures("always")
def test_whose_words_two_articles_quote_touches_what_they_tell_of_him() -> None:
    stories = []
    for name, day in (("b", "2024-03-01"), ("c", "2024-03-02")):
        story = Story(name)
        lund, mill = story.chain("Ines Lund", "Person"), story.chain("the old mill", named=False)
        story.claim(lund, "acquired", mill, time=day)
        story.quotation(SAID[0], None)
        stories.append(story)
    teller = Story("a")
    teller.quotation(SAID[0], teller.chain("Lund", "Person"))
    another = report("d", ("Bo Lund", "sued", "Quay Line"))
    before, now = changed([teller, *stories, another], [teller, *stories])
    assert [[d.kind for d in c.disagreements] for c in (before, now)] == [[], ["time"]]


def test_a_change_that_touches_most_of_all_is_left_to_stating_everything() -> None:
    rng = random.Random(0)
    pool = [article(rng, number) for number in range(4)]
    before, _ = corpus(pool[:2])
    _, stating = corpus(pool, before)
    assert restate(before, pool, stating) is None
