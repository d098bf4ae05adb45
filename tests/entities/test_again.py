"""Who is who after a change, told anew only of the names that it reaches, is who is who in the whole corpus."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import checks, entities
from kg.entities import again, chains
from kg.model import ChainKey, Extraction, Resolution
from tests.entities.test_spread import CORPUS, PATTERNS, article, made
from tests.factories import BASE, Story


def changed(*states: list[Extraction]) -> tuple[Resolution, Resolution | None]:
    """Return who is who after the last of some states of a corpus, by all of it and by the change to it alone."""
    *_, before, now = states
    there, here = ({e.article.id: e for e in articles} for articles in (before, now))
    other = {id_ for id_ in there.keys() | here.keys() if there.get(id_) != here.get(id_)}
    old = entities.resolve(states[0], BASE, patterns=PATTERNS)
    for one, two in pairwise(states[:-1]):
        old = entities.resolve(two, BASE, ledger(old, one, two), PATTERNS)
    known = dict(again.known(chains.named(before, PATTERNS)))
    gone = chains.named([there[id_] for id_ in sorted(other & there.keys())], PATTERNS)
    kept = ledger(old, before, now)
    found = again.resolved(*chains.gathered(now, PATTERNS), BASE, kept, again.Before(old, known, gone, other))
    if found:
        assert found[1] == dict(again.known(chains.named(now, PATTERNS)))
    return entities.resolve(now, BASE, kept, PATTERNS), found[0] if found else None


def ledger(old: Resolution, before: list[Extraction], now: list[Extraction]) -> dict[str, tuple[ChainKey, ...]]:
    return checks.same_chains(old.ledger, sorted(before, key=ident), sorted(now, key=ident))


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


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Bo Tarn",), ("Bo Q. Tarn",)),
        (("B. Tarn",), ("Bo Tarn",)),
        (("Fell Mill", "Harbour Fair"), ("FMI", "Harbour Fair")),
        (("US Supreme Court",), ("Supreme Court",)),
        (("Old Fell Mill", "Harbour Fair"), ("Mill Fair",)),
        (("Bo Tarn",), ("Tarn",)),
        (("Bo Tarn", "Harbour Fair"), ("Bo", "Harbour Fair")),
    ],
)
def test_names_that_a_change_brings_or_takes_meet_those_that_stay(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    aliases = {"Old Fell Mill": ("Mill Fair",), "Fell Mill": ("FMI",)}

    def named(id: str, labels: tuple[str, ...]) -> Extraction:
        story = Story(id)
        for label in labels:
            kind = "Organization" if label.split()[-1] in ("Court", "Mill", "Fair", "FMI") else "Person"
            story.chain(label, kind, aliases=aliases.get(label, ()))
        return story.build()

    left, right, third = named("a", one), named("b", other), article("c", "Ida Nord")
    for first, second in ((left, right), (right, left)):
        whole, found = changed([first, third], [first, second, third])
        assert found == whole
        assert whole.by_chain["a", "e1"] == whole.by_chain["b", "e1"]
        whole, found = changed([first, second, third], [first, third])
        assert found == whole


def person(id: str, label: str) -> Extraction:
    story = Story(id)
    story.chain(label, "Person")
    return story.build()


def many(first: str, last: str, size: int) -> list[Extraction]:
    """Return articles on so many people who have a first name, a surname, or neither in common."""
    words = [f"{a}{b}{c}en" for a in "KLM" for b in "abcdefghijklmno" for c in "abcdefghijklmnopqrst"][:size]
    return [article(f"z{first}{last}{word}", f"{first or word} {last or word[::-1].title()}") for word in words]


OTHERS = many("", "", 820)
FAIR = [article(f"f{n}", "Harbour Fair") for n in range(38)]
TARN = [article("a", "Bo Tarn", "Harbour Fair"), article("b", "Bo Tarn", "Harbour Fair")]
BOTH = [*many("Bo", "", 40), *many("", "Tarn", 40)]


@pytest.mark.parametrize(
    ("before", "after", "other"),
    [
        # the fair is named too often to bring the bearers of a frequent name together
        ([*TARN, *FAIR, *BOTH], [article("c", "Harbour Fair")], 700),
        # so many have the name in parts that two articles mean two people by the whole
        ([article("a", "Bo Tarn"), article("b", "Bo Tarn")], BOTH, 810),
        # two countries have a court of that name, which was taken for somebody's
        (
            [article("a", "US Supreme Court"), person("b", "Supreme Court"), person("c", "Supreme Court")],
            [article("d", "Indian Supreme Court")],
            0,
        ),
    ],
)
def test_what_a_change_lets_the_corpus_say_of_other_names_counts(
    before: list[Extraction], after: list[Extraction], other: int
) -> None:
    whole, found = changed([*before, *OTHERS[:other]], [*before, *OTHERS[:other], *after])
    assert found == whole
    assert whole.by_chain["a", "e1"] != whole.by_chain["b", "e1"]


@pytest.mark.parametrize(
    ("before", "other"),
    [
        ([article("a", "Bo Tarn"), article("b", "Tarn")], 99),  # of a hundred articles all know him, of more not
        ([*TARN, *(article(f"f{n}", "Harbour Fair") for n in range(9)), *BOTH], 128),  # eleven of 219 are many, of 220 few
    ],
)
def test_where_the_size_of_the_corpus_tells_all_is_told_anew(before: list[Extraction], other: int) -> None:
    corpus = [*before, *OTHERS[:other]]
    whole, found = changed(corpus, [*corpus, OTHERS[-1]])
    assert found is None
    was = entities.resolve(corpus, BASE).by_chain
    assert (was["a", "e1"] == was["b", "e1"]) is not (whole.by_chain["a", "e1"] == whole.by_chain["b", "e1"])


def test_an_iri_that_an_entity_keeps_is_not_given_to_another_of_its_first_name() -> None:
    mill, works = article("a", "Mill"), article("b", "Fell Works Mill")
    one = Story("c")
    one.chain("Fell Works Mill", "Organization", aliases=("Mill",))
    whole, found = changed([mill], [mill, works, one.build()], [works], [works, article("d", "Mill")])
    assert found == whole
    assert "mill" in whole.by_chain["b", "e1"]
    assert len({*whole.by_chain.values()}) == 2
