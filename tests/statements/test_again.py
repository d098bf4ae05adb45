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
    *((label, "Person") for label in ("Ines Lund", "Bo Tarn", "Lund")),
    *((label, "Organization") for label in ("Quay Line", "Fell Mill", "Fell mill", "FELL mill")),
    *((label, "Place") for label in ("Norrvik", "Fell County", "Lower Quay")),
]
SAID = (
    "We stand by every word of our contract with the mill",
    "We stand by every word of the contract with the mill, as we said",
    "Nobody at the quay was told about the cracks in the wall before Monday",
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
    ("sued", "sued", "accused", "partneredWith"),
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
    chains = [story.chain(*rng.choice(NAMES), score=rng.choice([0.4, 0.9])) for _ in range(5)]
    chains.append(story.chain("the old mill", "Organization", named=False))
    for said in rng.sample(SAID, rng.choice([0, 1, 1])):
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
    said = versions.grouped((one for e in extractions for one in versions.quoted(e)), resolution)
    stating = Stating(resolution, STATED, 0.5, BASE, compare(extractions), said)
    statements, drops, disagreeing = stated(extractions, stating)
    found = Corpus(
        tuple(extractions), resolution, statements, drops,
        copies=stating.copied.copies, disagreements=disagreeing, versions=utterances.versions(said),
    )  # fmt: skip
    return found, stating


@pytest.mark.parametrize("seed", range(20))
def test_what_a_change_leaves_is_what_stating_everything_gives(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(again, "MOST", 100)
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
    rng = random.Random(4)
    found, _ = corpus([article(rng, number) for number in range(40)])
    assert {d.kind for d in found.disagreements} >= {"denial", "value", "status", "time"}
    assert any(c.wholly for c in found.copies)
    assert found.versions
    assert found.drops
    assert any(s.conflicts_with for s in found.statements)


def test_a_change_that_touches_most_of_all_is_left_to_stating_everything() -> None:
    rng = random.Random(0)
    pool = [article(rng, number) for number in range(4)]
    before, _ = corpus(pool[:2])
    _, stating = corpus(pool, before)
    assert restate(before, pool, stating) is None
