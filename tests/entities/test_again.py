"""Who is who after a change, told anew only of the names that it reaches, is who is who in the whole corpus."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kg import checks, entities
from kg.entities import again, chains
from kg.model import Extraction, Resolution
from tests.entities.test_spread import CORPUS, PATTERNS, made
from tests.factories import BASE


def changed(before: list[Extraction], now: list[Extraction]) -> tuple[Resolution, Resolution | None]:
    """Return who is who now, by the whole corpus and by the change alone."""
    old = entities.resolve(before, BASE, patterns=PATTERNS)
    there = {e.article.id: e for e in before}
    came = {e.article.id: e for e in now}
    other = {id_ for id_ in there.keys() | came.keys() if there.get(id_) != came.get(id_)}
    ledger = checks.same_chains(old.ledger, sorted(before, key=ident), sorted(now, key=ident))
    known = dict(again.known(chains.named(before, PATTERNS)))
    gone = chains.named([there[id_] for id_ in sorted(other & there.keys())], PATTERNS)
    found = again.resolved(*chains.gathered(now, PATTERNS), BASE, ledger, again.Before(old, known, gone, other))
    if found:
        assert found[1] == dict(again.known(chains.named(now, PATTERNS)))
    return entities.resolve(now, BASE, ledger, PATTERNS), found[0] if found else None


def ident(extraction: Extraction) -> str:
    return extraction.article.id


@settings(max_examples=200, deadline=None)
@given(CORPUS, CORPUS, st.integers(0, 1000))
def test_names_that_no_change_reaches_mean_whom_they_meant(
    corpus: tuple[list[Any], int], other: tuple[list[Any], int], seed: int
) -> None:
    rng = random.Random(seed)
    before, pool = made(corpus), made((other[0], 0))
    now = {e.article.id: e for e in before}
    for one in pool[: rng.randint(0, 2)]:
        now[one.article.id] = one
    for id_ in rng.sample(sorted(now), min(len(now) - 1, rng.randint(0, 2))):
        del now[id_]
    whole, found = changed(before, list(now.values()))
    assert found in (whole, None)
