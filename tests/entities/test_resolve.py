"""Which chains of different articles become one entity, and which never do."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.entities import names, resolve
from kg.model import Entity, Extraction, Resolution
from tests.factories import BASE, Story


def story(id: str, *chains: tuple[str, str]) -> Extraction:
    made = Story(id)
    for label, type_ in chains:
        made.chain(label, type_)
    return made.build()


def of(resolution: Resolution, article: str, chain: str = "e1") -> Entity:
    iri = resolution.by_chain[article, chain]
    return next(e for e in resolution.entities if e.iri == iri)


def same(resolution: Resolution, left: tuple[str, str], right: tuple[str, str]) -> bool:
    return resolution.by_chain[left] == resolution.by_chain[right]


@pytest.mark.parametrize(
    ("left", "right", "type_"),
    [
        ("Fell Mill", "Fell Mill, Inc.", "Organization"),
        ("The Harbour Courier", "Harbour Courier", "Organization"),
        ("Réka Lázár", "Reka Lazar", "Person"),
        ("Tern & Vale", "Tern and Vale GmbH", "Organization"),
        ("U.S.", "the United States", "Place"),
        ("Vale Water Board Union", "VWBU", "Organization"),
        ("US Supreme Court", "Supreme Court", "Organization"),
        ("Supreme Court of India", "Supreme Court", "Organization"),
        ("Bo Tarn", "Bo Q. Tarn", "Person"),
        ("Dr. Bo Tarn", "Bo Tarn", "Person"),
        ("B. Tarn", "Bo Tarn", "Person"),
        ("Bo Tarn", "Tarn", "Person"),
        ("Joost van Houten", "van Houten", "Person"),
        ("Ben Tarn", "Tarn", "Person"),
    ],
)
def test_spellings_of_one_name_meet_across_articles(left: str, right: str, type_: str) -> None:
    resolution = resolve([story("a", (left, type_)), story("b", (right, type_))], BASE)
    assert same(resolution, ("a", "e1"), ("b", "e1"))
    link = of(resolution, "a").links[0]
    assert 0.5 <= link.score <= 1.0
    assert {link.left, link.right} == {("a", "e1"), ("b", "e1")}
    assert len(link.reason) > 10


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (("Ana Tarn", "Person"), ("Bo Tarn", "Person")),
        (("Bo Tarn Jr.", "Person"), ("Bo Tarn Sr.", "Person")),
        (("Bo Tarn II", "Person"), ("Bo Tarn III", "Person")),
        (("Marlow", "Person"), ("Marlow", "Place")),
        (("Marlow", "Place"), ("Ida Marlow", "Person")),
        (("Marlow Steel", "Organization"), ("US Marlow Steel", "Organization")),
        (("Bo X. Tarn", "Person"), ("Bo Y. Tarn", "Person")),
        (("Ida Nord", "Person"), ("IN", "Place")),
        (("Vale Water Board", "Organization"), ("VWB", "Organization")),
        (("Second River War II", "Event"), ("SRWI", "Event")),
        (("Bo Tarn", "Person"), ("Bo", "Person")),
    ],
)
def test_names_that_contradict_stay_apart(left: tuple[str, str], right: tuple[str, str]) -> None:
    resolution = resolve([story("a", left), story("b", right)], BASE)
    assert not same(resolution, ("a", "e1"), ("b", "e1"))


@pytest.mark.parametrize(
    ("left", "right"),
    [(("Vale Water Board", "Organization"), ("VWB", "Organization")), (("Bo Tarn", "Person"), ("Bo", "Person"))],
)
def test_three_letters_or_a_first_name_need_company_that_is_rare(left: tuple[str, str], right: tuple[str, str]) -> None:
    fair, land = ("Dunmore Book Fair", "Event"), ("Norland", "Place")
    near = resolve([story("a", left, fair), story("b", right, fair)], BASE)
    assert same(near, ("a", "e1"), ("b", "e1"))
    everywhere = [story(id, land) for id in "cdefg"]
    far = resolve([story("a", left, land), story("b", right, land), *everywhere], BASE)
    assert not same(far, ("a", "e1"), ("b", "e1"))


def test_a_surname_two_people_have_goes_to_neither_but_to_the_one_of_its_article() -> None:
    two = [story("a", ("Ana Tarn", "Person")), story("b", ("Bo Tarn", "Person"))]
    unclear = resolve([*two, story("c", ("Tarn", "Person"))], BASE)
    assert len(of(unclear, "c").chains) == 1
    clear = resolve([*two, story("c", ("Tarn", "Person"), ("Bo Tarn", "Person"))], BASE)
    assert of(clear, "c", "e1").label == "Bo Tarn"
    assert not same(clear, ("a", "e1"), ("b", "e1"))


def test_a_missing_middle_name_never_joins_two_people() -> None:
    articles = [story("a", ("Bo A. Tarn", "Person")), story("b", ("Bo B. Tarn", "Person")), story("c", ("Bo Tarn", "Person"))]
    for order in itertools.permutations(articles):
        assert len(resolve(order, BASE).entities) == 3


def test_father_and_son_of_one_article_stay_two() -> None:
    resolution = resolve([story("a", ("Bo Tarn", "Person"), ("Bo Tarn Jr.", "Person"))], BASE)
    assert not same(resolution, ("a", "e1"), ("a", "e2"))


def test_a_chain_of_links_does_not_pull_two_full_names_of_one_article_together() -> None:
    resolution = resolve(
        [
            story("a", ("B. Tarn", "Person"), ("Bo Tarn", "Person")),
            story("b", ("Bo Tarn", "Person")),
            story("c", ("B. Tarn", "Person")),
        ],
        BASE,
    )
    assert not same(resolution, ("a", "e1"), ("a", "e2"))
    assert same(resolution, ("a", "e2"), ("b", "e1"))


def test_a_wrong_alias_does_not_make_two_people_one() -> None:
    wrong = Story("a")
    wrong.chain("Bo Tarn", "Person", aliases=("Ana Tarn",))
    assert not same(resolve([wrong.build(), story("b", ("Ana Tarn", "Person"))], BASE), ("a", "e1"), ("b", "e1"))


def test_a_word_of_unknown_type_does_not_join_a_person_to_a_company() -> None:
    holding = Story("a")
    holding.chain("Tern Holdings", "Organization", aliases=("Tern",))
    resolution = resolve([holding.build(), story("b", ("Tern", "")), story("c", ("Bo Tern", "Person"))], BASE)
    assert same(resolution, ("a", "e1"), ("b", "e1"))
    assert not same(resolution, ("a", "e1"), ("c", "e1"))


def test_weak_types_do_not_split_a_brand_and_its_type_is_decided_over_the_corpus() -> None:
    sure, unsure = Story("a"), Story("b")
    sure.chain("Marelle", "Organization", mentions=5)
    unsure.chain("Marelle", (("Person", 0.5), ("Organization", 0.3)), mentions=2)
    resolution = resolve([sure.build(), unsure.build()], BASE)
    entity = of(resolution, "b")
    assert same(resolution, ("a", "e1"), ("b", "e1"))
    assert entity.type == "Organization"
    assert sum(share for _, share in entity.types) == pytest.approx(1.0, abs=0.001)
    assert [name for name, _ in entity.types] == ["Organization", "Person"]


def test_first_names_alone_meet_only_in_common_company() -> None:
    apart = resolve([story("a", ("Mirela", "Person")), story("b", ("Mirela", "Person"))], BASE)
    assert not same(apart, ("a", "e1"), ("b", "e1"))
    fair = ("Dunmore Book Fair", "Event")
    together = resolve([story("a", ("Mirela", "Person"), fair), story("b", ("Mirela", "Person"), fair)], BASE)
    assert same(together, ("a", "e1"), ("b", "e1"))
    assert "Mirela" in of(together, "a").links[0].reason


def test_two_of_one_first_name_in_an_article_meet_nobody() -> None:
    fair, mirela = ("Dunmore Book Fair", "Event"), ("Mirela", "Person")
    resolution = resolve([story("a", mirela, mirela, fair), story("b", mirela, fair)], BASE)
    assert len({resolution.by_chain[key] for key in (("a", "e1"), ("a", "e2"), ("b", "e1"))}) == 3


def test_an_alias_given_in_one_article_is_known_in_the_next() -> None:
    first, second = Story("a"), Story("b")
    first.chain("Orla Finch", "Person", aliases=("Birdie",))
    second.chain("Birdie", "Person")
    resolution = resolve([first.build(), second.build()], BASE)
    assert of(resolution, "b").label == "Orla Finch"
    assert of(resolution, "b").aliases == ("Birdie",)


def test_what_somebody_is_called_without_a_name_is_no_alias() -> None:
    made = Story("a")
    chain = made.chain("Orla Finch", "Person", texts=("Orla Finch", "Her Norland Rival"))
    made.mentions[1] = replace(made.mentions[1], kind="nominal")
    made.chains[chain] = replace(made.chains[chain], aliases=("Norland Rival",))
    assert of(resolve([made.build()], BASE), "a").aliases == ()


def test_one_loose_alias_does_not_carry_a_well_known_name_with_it() -> None:
    loose = Story("a")
    loose.chain("Northern Trade Union", "Organization", aliases=("Norland",))
    others = [story(id, ("Norland", "Organization")) for id in "bcd"]
    resolution = resolve([loose.build(), *others], BASE)
    assert not same(resolution, ("a", "e1"), ("b", "e1"))


def test_courts_of_two_countries_are_told_apart_by_article() -> None:
    resolution = resolve(
        [
            story("a", ("US Supreme Court", "Organization"), ("Supreme Court", "Organization")),
            story("b", ("Indian Supreme Court", "Organization"), ("Supreme Court", "Organization")),
            story("c", ("Supreme Court", "Organization")),
        ],
        BASE,
    )
    assert of(resolution, "a", "e2").label == "US Supreme Court"
    assert of(resolution, "b", "e2").label == "Indian Supreme Court"
    assert len(of(resolution, "c").chains) == 1


def test_us_the_country_is_no_pronoun() -> None:
    assert of(resolve([story("a", ("US", "Place"))], BASE), "a").label == "US"


# ------------------------------------------------------------------ labels, IRIs, things without a name


def test_the_label_is_the_fullest_name_in_its_most_used_spelling() -> None:
    a, b = Story("a"), Story("b")
    a.chain("FELL MILL", texts=("FELL MILL",))
    b.chain("Fell Mill’s", texts=("Fell Mill’s", "Fell Mill", "Fell Mill, Inc."))
    entity = of(resolve([a.build(), b.build()], BASE), "a")
    assert entity.label == "Fell Mill"
    assert entity.aliases == ("FELL MILL", "Fell Mill, Inc.")
    assert entity.iri.startswith(BASE + "entity/fell-mill-")
    assert len(entity.iri.rpartition("-")[2]) == 8


def test_iris_come_from_the_name_whatever_the_type_or_the_article() -> None:
    one = of(resolve([story("a", ("Fell Mill", "Organization"))], BASE), "a")
    other = of(resolve([story("z", ("Fell Mill", "Place"))], BASE), "z")
    assert one.iri == other.iri


def test_homonyms_have_iris_of_their_own() -> None:
    both = resolve([story("a", ("Marlow", "Person")), story("b", ("Marlow", "Place"))], BASE)
    alone = resolve([story("a", ("Marlow", "Person"))], BASE)
    assert len({e.iri for e in both.entities}) == 2
    assert of(both, "a").iri == of(alone, "a").iri


def test_names_in_other_scripts_get_an_iri() -> None:
    made = resolve([story("a", ("東京電工", "Organization"), ("北海重工", "Organization"))], BASE)
    assert len({e.iri for e in made.entities}) == 2
    assert all(e.iri.isascii() for e in made.entities)


def test_things_without_a_name_are_entities_only_where_a_claim_needs_them_and_never_meet() -> None:
    def make(id: str) -> Extraction:
        s = Story(id)
        mill = s.chain("Fell Mill")
        firm = s.chain("a rival firm", "Organization", named=False)
        other = s.chain("a rival firm", "Organization", named=False)
        clerk = s.chain("a clerk", "Person", named=False)
        s.chain("the weather", "Event", named=False)
        she = s.chain("she", "Person", named=False, kind="pronoun")
        s.claim(mill, "sued", firm, by=clerk)
        s.claim(mill, "sued", other)
        s.claim(she, "sued", mill)
        return s.build()

    resolution = resolve([make("a"), make("b")], BASE)
    assert sorted((e.label, e.named) for e in resolution.entities) == [
        ("Fell Mill", True),
        *[("a clerk", False)] * 2,
        *[("a rival firm", False)] * 4,
    ]
    assert ("a", "e5") not in resolution.by_chain  # no claim needs the weather
    assert ("a", "e6") not in resolution.by_chain  # nobody knows who "she" is
    assert len({e.iri for e in resolution.entities}) == 7


def test_the_order_of_the_articles_makes_no_difference() -> None:
    articles = [
        story("a", ("Bo Tarn", "Person"), ("Fell Mill, Inc.", "Organization"), ("Marlow", "Place")),
        story("b", ("Tarn", "Person"), ("Fell Mill", "Organization"), ("Ida Marlow", "Person")),
        story("c", ("Ana Tarn", "Person"), ("FM", "Organization"), ("Marlow", "Person")),
        story("d", ("B. Tarn", "Person"), ("Vale Water Board", "Organization"), ("VWB", "Organization")),
    ]
    expected = resolve(articles, BASE)
    for order in itertools.permutations(articles):
        assert resolve(order, BASE) == expected


LABELS = [
    "Bo Tarn",
    "Tarn",
    "Bo",
    "Ana Tarn",
    "B. Tarn",
    "Bo Q. Tarn",
    "Bo Tarn Jr.",
    "Marlow",
    "Fell Mill",
    "FM",
    "The US",
    "’s",
    "",
    "東",
]
CHAINS = st.lists(st.tuples(st.sampled_from(LABELS), st.sampled_from(["Person", "Place", "Organization", ""])), max_size=5)


@given(st.lists(CHAINS, max_size=5), st.randoms(use_true_random=False))
def test_any_corpus_is_partitioned_the_same_way_in_any_order(corpus: list[list[tuple[str, str]]], random: object) -> None:
    articles = [story(f"a{n}", *chains) for n, chains in enumerate(corpus)]
    expected = resolve(articles, BASE)
    shuffled = list(articles)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    assert resolve(shuffled, BASE) == expected
    iris = [e.iri for e in expected.entities]
    assert len(set(iris)) == len(iris)
    assert sorted(chain for e in expected.entities for chain in e.chains) == sorted(expected.by_chain)
    for entity in expected.entities:
        full = [names.person(LABEL) for LABEL in (entity.label, *entity.aliases) if entity.type == "Person"]
        known = [name for name in full if name.full]
        assert all(names.same_person(x, y) for x, y in itertools.combinations(known, 2))
