"""Chains of different people that one name, one link too many or a large corpus could make one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.entities import resolve
from kg.model import ChainKey, Extraction, LiteralValue, Resolution
from tests.factories import BASE, Story

PATTERNS = {"age": "age", "dateOfBirth": "birth"}


def person(id: str, label: str, *others: str, said: str = "", **facts: str) -> Extraction:
    """Return an article on a person, ``said`` twice by this pronoun, in company of others."""
    made = Story(id)
    chain = made.chain(label, "Person", mentions=2)
    for _ in range(2 if said else 0):
        span = made.write(said)
        made.mentions.append(replace(made.mentions[0], id=f"p{len(made.mentions)}", span=span, text=said, kind="pronoun"))
    for other in others:
        made.chain(other, "Person" if other.endswith(("Tarn", "Jr.")) else "Organization")
    for relation, value in facts.items():
        made.claim(chain, relation, LiteralValue(value, "xsd:integer" if relation == "age" else "xsd:gYear"))
    return made.build()


def partition(resolution: Resolution) -> set[frozenset[ChainKey]]:
    return {frozenset(e.chains) for e in resolution.entities}


def one(articles: Sequence[Extraction], left: str, right: str, patterns: dict[str, str] | None = None) -> bool:
    by_chain = resolve(articles, BASE, patterns=patterns).by_chain
    return by_chain[left, "e1"] == by_chain[right, "e1"]


def crowd(size: int, first: str = "Bo", last: str = "Tarn") -> list[Extraction]:
    """Return articles on so many people with this first name and so many with this surname, and as many others."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = [f"K{a}{b}en" for a in letters for b in letters][:size]
    pairs = [(f"{first} {w}", f"{w} {last}", f"{w} Nord") for w in words]
    return [person(f"z{n:03d}-{k}", label) for n, labels in enumerate(pairs) for k, label in enumerate(labels)]


# ------------------------------------------------------------------ cannot-links


@pytest.mark.parametrize(("left", "right"), [("Bo Tarn Sr.", "Bo Tarn Jr."), ("Bo Tarn II", "Bo Tarn III")])
def test_father_and_son_are_two_and_a_plain_name_goes_to_neither(left: str, right: str) -> None:
    articles = [person("a", left), person("b", right), person("c", "Bo Tarn")]
    assert len(partition(resolve(articles, BASE))) == 3


def test_once_an_article_has_father_and_son_the_plain_name_is_never_the_sons() -> None:
    articles = [person("a", "Bo Tarn", "Bo Tarn Jr."), person("b", "Bo Tarn"), person("c", "Bo Tarn Jr.")]
    resolution = resolve(articles, BASE)
    assert resolution.by_chain["b", "e1"] == resolution.by_chain["a", "e1"]
    assert resolution.by_chain["c", "e1"] == resolution.by_chain["a", "e2"] != resolution.by_chain["a", "e1"]


def test_two_people_of_one_sentence_stay_two_though_others_link_them() -> None:
    fair = "Dunmore Book Fair"
    articles = [person("a", "B. Tarn", "Bo Tarn", fair), person("b", "Bo Tarn", fair), person("c", "B. Tarn", fair)]
    resolution = resolve(articles, BASE)
    assert resolution.by_chain["a", "e1"] != resolution.by_chain["a", "e2"]


def test_a_is_like_b_and_b_like_c_yet_a_and_c_are_two() -> None:
    articles = [person("a", "Bo Tarn"), person("b", "B. Tarn"), person("c", "Bea Tarn")]
    resolution = resolve(articles, BASE)
    assert resolution.by_chain["a", "e1"] != resolution.by_chain["c", "e1"]
    assert len(partition(resolution)) == 3


def test_contradicting_births_part_two_of_one_name() -> None:
    old = [person("a", "Bo Tarn", "Fell Mill", dateOfBirth="1940"), person("b", "Bo Tarn", "Fell Mill", age="84")]
    young = [person("c", "Bo Tarn", "Vale Rovers", age="19"), person("d", "Bo Tarn", "Vale Rovers")]
    assert one([*old, *young], "a", "b", PATTERNS)
    assert one([*old, *young], "c", "d", PATTERNS)
    assert not one([*old, *young], "a", "c", PATTERNS)
    assert one([*old, *young], "a", "c")  # nothing says which relations tell of births


def test_ages_a_year_or_two_apart_part_nobody() -> None:
    assert one([person("a", "Bo Tarn", age="41"), person("b", "Bo Tarn", age="43")], "a", "b", PATTERNS)


def test_a_surname_is_not_of_somebody_born_at_another_time() -> None:
    articles = [person("a", "Bo Tarn", dateOfBirth="1940"), person("b", "Tarn", age="19")]
    assert not one(articles, "a", "b", PATTERNS)


@pytest.mark.parametrize(("label", "said"), [("Tarn", "she"), ("Ms. Tarn", ""), ("B. Tarn", "her")])
def test_a_short_name_of_a_woman_is_not_the_mans(label: str, said: str) -> None:
    assert not one([person("a", "Bo Tarn", said="he"), person("b", label, said=said)], "a", "b")
    assert one([person("a", "Bo Tarn", said="she"), person("b", label, said=said)], "a", "b")


def test_of_a_couple_in_one_article_the_title_tells_who_is_meant() -> None:
    known = [person("b", "Bo Tarn", said="he"), person("c", "Ana Tarn", said="she")]
    resolution = resolve([person("a", "Mrs. Tarn", "Bo Tarn", "Ana Tarn"), *known], BASE)
    assert resolution.by_chain["a", "e1"] == resolution.by_chain["c", "e1"]


def test_a_title_by_which_an_article_tells_two_apart_is_heeded() -> None:
    known = [person("b", "Bo Tarn")]
    resolution = resolve([person("a", "Mrs. Tarn", "Bo Tarn"), *known], BASE)
    assert resolution.by_chain["a", "e2"] == resolution.by_chain["b", "e1"]
    assert resolution.by_chain["a", "e1"] != resolution.by_chain["a", "e2"]
    assert {e.label for e in resolution.entities} == {"Bo Tarn", "Mrs. Tarn"}


def test_wrong_pronouns_part_no_full_name() -> None:
    assert one(
        [person("a", "Bo Tarn", said="he"), person("b", "Bo Tarn", said="she")], "a", "b"
    )  # a first name tells more than the pronouns of one article


# ------------------------------------------------------------------ large corpora


def test_two_of_a_common_name_are_one_only_in_company() -> None:
    mill, fair = "Fell Mill", "Dunmore Book Fair"
    articles = [person("a", "Bo Tarn", mill), person("b", "Bo Tarn", mill), person("c", "Bo Tarn", fair)]
    assert one(articles, "a", "c")
    assert one([*articles, *crowd(5)], "a", "c")
    assert one([*articles, *crowd(120)], "a", "b")
    assert not one([*articles, *crowd(120)], "a", "c")
    assert one([*articles, *crowd(120, "Ida", "Nord")], "a", "c")  # as many people, none of them alike


@pytest.mark.parametrize("short", ["Tarn", "B. Tarn"])
def test_in_a_large_corpus_a_short_name_needs_company(short: str) -> None:
    mill, fair = "Fell Mill", "Dunmore Book Fair"
    known, others = person("a", "Bo Tarn", mill), crowd(40, "Ida", "Nord")
    assert one([known, person("b", short, fair)], "a", "b")
    assert not one([known, person("b", short, fair), *others], "a", "b")
    assert one([known, person("b", short, mill), *others], "a", "b")


def test_of_many_with_a_surname_the_one_in_company_is_meant() -> None:
    mill = "Fell Mill"
    articles = [person("a", "Bo Tarn", mill), person("b", "Tarn", mill), person("c", "Ana Tarn", "Vale Rovers")]
    assert one([*articles, *crowd(40, "Ida", "Nord")], "a", "b")


def test_an_acronym_that_two_bodies_have_is_theirs_in_company_alone() -> None:
    def board(id: str, label: str, *aliases: str, near: str) -> Extraction:
        made = Story(id)
        made.chain(label, "Organization", aliases=aliases)
        made.chain(near, "Person")
        return made.build()

    articles = [
        board("a", "Vale Water Board Union", "VWBU", near="Ana Cruz"),
        board("b", "Velm Wool Bank United", "VWBU", near="Eva Kohl"),
        board("c", "VWBU", near="Ana Cruz"),
        board("d", "VWBU", near="Eva Kohl"),
    ]
    assert one(articles, "c", "d")
    assert not one([*articles, *crowd(80)], "c", "d")


# ------------------------------------------------------------------ order and growth

LABELS = ["Bo Tarn", "Tarn", "Ana Tarn", "B. Tarn", "Bo Q. Tarn", "Bo Tarn Jr.", "Ms. Tarn", "Fell Mill", "FM", "Bo Nord"]
NAMES = st.tuples(st.sampled_from(LABELS), st.sampled_from(["", "he", "she"]), st.sampled_from(["", "19", "80"]))
CORPUS = st.lists(st.lists(NAMES, min_size=1, max_size=4), min_size=1, max_size=5)


def told(id: str, chains: Sequence[tuple[str, str, str]]) -> Extraction:
    made = Story(id)
    for label, said, age in chains:
        chain = made.chain(label, "Organization" if label in ("Fell Mill", "FM") else "Person")
        first = made.mentions[-1]
        for _ in range(2 if said else 0):
            made.mentions.append(replace(first, id=f"p{len(made.mentions)}", span=made.write(said), text=said, kind="pronoun"))
        if age:
            made.claim(chain, "age", LiteralValue(age, "xsd:integer"))
    return made.build()


@settings(deadline=None)
@given(CORPUS, st.booleans(), st.randoms(use_true_random=False))
def test_article_by_article_gives_the_partition_of_all_at_once(
    corpus: list[list[tuple[str, str, str]]], large: bool, random: object
) -> None:
    articles = [told(f"a{n}", chains) for n, chains in enumerate(corpus)] + (crowd(40) if large else [])
    whole = resolve(articles, BASE, patterns=PATTERNS)
    shuffled = list(articles)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    assert resolve(shuffled, BASE, patterns=PATTERNS) == whole
    sizes = range(1, len(shuffled) + 1) if not large else [len(shuffled) // 2, len(shuffled)]
    ledger: dict[str, tuple[ChainKey, ...]] = {}
    given_out: set[str] = set()
    for size in sizes:
        grown = resolve(shuffled[:size], BASE, ledger, PATTERNS)
        ledger = {e.iri: e.chains for e in grown.entities}
        assert set(grown.replaced) <= given_out - set(ledger)
        assert set(grown.replaced.values()) <= set(ledger)
        given_out |= set(ledger)
    assert partition(grown) == partition(whole)
    assert {e.label for e in grown.entities} == {e.label for e in whole.entities}
