"""Whom quotations find after a change, looked up anew only where it reaches, is whom they find among all."""

from __future__ import annotations

import random

import pytest

from kg import versions
from kg.entities import resolve
from kg.model import Extraction, Resolution
from tests.factories import BASE, Story

WORDS = "we will not pay for the wall nor for any part of it until the river board has seen the plans of the mill".split()
NAMES = ("Ida Nord", "Bo Tarn", "Bo Q. Tarn", "Tarn", "officials", "Eva Fell", None)


def article(rng: random.Random, number: int) -> Extraction:
    """One article with quotations that begin, go on or end alike."""
    story = Story(f"a{number:02}")
    for _ in range(rng.randint(1, 3)):
        start = rng.choice([0, 0, 4, 9])
        said = WORDS[start : start + rng.choice([5, 8, 12, 16])]
        if rng.random() < 0.5:
            said[rng.randrange(len(said))] = rng.choice(["seven", "7", "slowly", "never"])
        name = rng.choice(NAMES)
        story.quotation(" ".join(said), story.chain(name, "Person", named=name != "officials") if name else None)
    return story.build()


def quoted(extractions: list[Extraction]) -> list[versions.Quoted]:
    return [one for e in extractions for one in versions.quoted(e)]


def found(
    extractions: list[Extraction], resolution: Resolution, before: versions.Before | None = None
) -> tuple[tuple[versions.Group, ...], set[versions.Alike]]:
    groups, alike = versions.grouped(quoted(extractions), resolution, before)
    return groups, set(alike)


@pytest.mark.parametrize("size", [12, 60])
@pytest.mark.parametrize("seed", range(8))
def test_a_change_looks_up_all_that_it_can_give_another_answer(seed: int, size: int) -> None:
    rng = random.Random(seed)
    pool = [article(rng, number) for number in range(size + 10)]
    present, who = pool[:size], resolve(pool[:size], BASE)
    several, alike = found(present, who)
    assert several
    for _ in range(8):
        gone = rng.sample(present, rng.choice([0, 0, 1]))
        come = rng.sample([e for e in pool if e not in present], rng.choice([0, 1]))
        before = versions.Before(who, sorted(alike), quoted(gone), {e.article.id for e in (*gone, *come)})
        present = [e for e in (*present, *come) if e not in gone]
        who = resolve(present, BASE)
        assert found(present, who, before) == found(present, who)
        _, alike = found(present, who)
