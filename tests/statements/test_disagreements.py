"""What is a disagreement, what only changed with time, and what merely looks like either."""

from __future__ import annotations

import itertools
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from kg import ontology
from kg.entities import resolve
from kg.model import Disagreement, Extraction, LiteralValue
from kg.ontology import Ontology
from kg.statements import state
from tests.factories import BASE, Story

MAY, JUNE, LATER = "2031-05-02", "2031-06-20", "2032-08-01"


@cache
def words() -> Ontology:
    return ontology.load()


def found(*stories: Story | Extraction) -> tuple[Disagreement, ...]:
    extractions = [s.build() if isinstance(s, Story) else s for s in stories]
    return state(extractions, resolve(extractions, BASE), words(), 0.5, BASE)[2]


def kinds(*stories: Story) -> list[str]:
    """Kinds of what is found, changes marked: ["denial", "status, over time"]."""
    return [d.kind + ", over time" * d.over_time for d in found(*stories)]


def told(
    id: str,
    relation: str = "sued",
    by: str | None = None,
    published: str | None = MAY,
    object: str = "Vale Water Board",
    types: str = "Organization",
    named: bool = True,
    **given: Any,
) -> Story:
    """An article in which Ada Kane does something to a body, or ``by`` says so."""
    story = Story(id, published=published)
    kane, thing = story.chain("Ada Kane", "Person"), story.chain(object, types, named=named)
    speaker = (kane if by == "Ada Kane" else story.chain(by, "Person")) if by else None
    story.claim(kane, relation, thing, f"In {id} Kane did it to {object}.", by=speaker, **given)
    return story


def amount(id: str, text: str, published: str | None = MAY, **given: Any) -> Story:
    return told(id, qualifiers=(("for", text),), published=published, **given)


def value(id: str, relation: str, literal: LiteralValue, sentence: str = "", published: str | None = MAY) -> Story:
    story = Story(id, published=published)
    story.claim(story.chain("Ada Kane", "Person"), relation, literal, sentence or f"Kane {relation} {literal.value} in {id}.")
    return story


DENIED: dict[str, Any] = {"polarity": "negative"}


# ------------------------------------------------------------------ each kind


def test_what_one_affirms_and_another_denies_keeps_both_with_their_claims() -> None:
    yes, no = told("a", by="Bo Lind", modality="alleged"), told("b", by="Ada Kane", **DENIED)
    (one,) = found(yes, no)
    assert (one.kind, one.over_time) == ("denial", False)
    assert [(s.stance, s.claims, s.origins) for s in one.sides] == [
        ("alleged", (yes.claims[0].id,), 1),
        ("denied", (no.claims[0].id,), 1),
    ]
    assert one.id.startswith(BASE + "disagreement/denial-ada-kane-sued-")


def test_accuser_article_and_accused_are_three_sides() -> None:
    sides = found(told("a"), told("b", by="Bo Lind", modality="alleged"), told("c", by="Ada Kane", **DENIED))[0].sides
    assert [s.stance for s in sides] == ["affirmed", "alleged", "denied"]


def test_different_values_are_a_disagreement_and_statements_point_at_one_another() -> None:
    stories = [told(id, "nationality", object=country, types="Place") for id, country in (("a", "Italy"), ("b", "Spain"))]
    (one,) = found(*stories)
    assert (one.kind, len(one.sides)) == ("value", 2)
    extractions = [s.build() for s in stories]
    statements, _, _ = state(extractions, resolve(extractions, BASE), words(), 0.5, BASE)
    assert {s.id: s.conflicts_with for s in statements} == {
        side.statement: (other.statement,) for side, other in itertools.permutations(one.sides)
    }


def test_different_dates_of_what_happens_once_are_a_disagreement() -> None:
    assert kinds(told("a", "acquired", time="2031-04"), told("b", "acquired", time="2031-03-30")) == ["time"]


def test_current_and_over_at_one_time_are_a_disagreement() -> None:
    assert kinds(told("a", "headOf", status="current"), told("b", "headOf", status="ended")) == ["status"]


def test_a_fact_to_one_and_hearsay_to_another_are_a_disagreement() -> None:
    assert kinds(told("a"), told("b", modality="alleged")) == ["certainty"]


def test_an_end_stated_as_a_fact_and_rumoured_elsewhere_are_a_disagreement() -> None:
    (one,) = found(
        told("a", "partneredWith", status="ended"), told("b", "endedPartnershipWith", modality="alleged")
    )  # fmt: skip
    assert (one.kind, [s.stance for s in one.sides]) == ("certainty", ["ended", "alleged"])


def test_whether_it_ended_may_itself_be_denied() -> None:
    stories = (told("a", "endedPartnershipWith"), told("b", "endedPartnershipWith", by="Ada Kane", **DENIED))
    assert kinds(*stories) == ["denial"]


def test_one_story_told_twice_has_one_date_even_where_the_thing_has_no_name() -> None:
    def apology(id: str, thing: str, time: str, quoted: str) -> Story:
        story = told(id, "apologizedFor", object=thing, types="CreativeWork", named=False, time=time)
        story.quotation(quoted, "e1")
        return story

    same = "We are deeply sorry for the pictures that we have shown to all of our readers"
    dates = ("2031-04-21/2031-04-27", "2031-04-28/2031-05-02")
    pairs = list(zip(("ads", "images"), dates, strict=True))
    assert kinds(*(apology(id, *pair, same) for id, pair in zip("ab", pairs, strict=True))) == ["time"]
    assert kinds(*(apology(id, *pair, f"{id} {pair}") for id, pair in zip("ab", pairs, strict=True))) == [], "two stories"


# ------------------------------------------------------------------ what changed over time


@pytest.mark.parametrize(
    ("relation", "first", "then", "expected"),
    [
        ("endorsed", DENIED, {}, ["denial, over time"]),  # "has not endorsed"; "endorsed"
        ("endorsed", {}, DENIED, ["denial"]),  # what happened cannot be undone
        ("endorsed", DENIED | {"by": "Ada Kane", "published": "2031-06-01"}, {}, ["denial"]),  # the party answers what is said
        ("endorsed", DENIED | {"by": "Ada Kane"}, {"time": "2031-06-10"}, ["denial, over time"]),
        ("endorsed", DENIED | {"by": "Ada Kane"}, {"time": "2031-04"}, ["denial"]),
        ("headOf", {"status": "current"}, {"status": "ended"}, ["status, over time"]),
        ("headOf", {}, DENIED, ["denial, over time"]),  # a state may end
        ("headOf", {"published": "2031-06-01"}, DENIED | {"by": "Ada Kane"}, ["denial"]),
        ("headOf", {"status": "ended"}, {"status": "current"}, []),  # "the former head", told of later: not known
        ("ranFor", DENIED | {"status": "current"}, {}, []),  # "is not running"; "was running", before that
        ("ranFor", DENIED | {"status": "current"}, {"status": "current"}, ["denial, over time"]),
        ("ranFor", {"status": "current"}, DENIED | {"by": "Ada Kane"}, ["denial"]),
        ("metWith", DENIED | {"modality": "planned"}, {}, ["denial, over time"]),  # "will not meet"; "met"
        ("metWith", {"modality": "planned"}, DENIED, ["denial, over time"]),  # "will meet"; "did not meet"
        ("metWith", {"modality": "planned"}, {}, []),  # a plan that came true
        ("sued", {"modality": "alleged"}, {"published": "2031-05-20"}, ["certainty, over time"]),
    ],
)
def test_the_dates_tell_a_change_from_a_contradiction(
    relation: str, first: dict[str, Any], then: dict[str, Any], expected: list[str]
) -> None:
    assert kinds(told("a", relation, **first), told("b", relation, **({"published": JUNE} | then))) == expected


def test_a_change_has_its_sides_in_the_order_of_time_and_says_when() -> None:
    (one,) = found(told("a", "endorsed", published=JUNE), told("b", "endorsed", **DENIED))
    assert [s.stance for s in one.sides] == ["denied", "affirmed"]
    assert one.reason.endswith("2031-05-02, then 2031-06-20")


def test_what_changed_does_not_conflict() -> None:
    stories = [
        told(id, "nationality", object=country, types="Place", time=time)
        for id, country, time in (("a", "Italy", "2010"), ("b", "Spain", "2030"))
    ]
    assert kinds(*stories) == ["value, over time"]
    extractions = [s.build() for s in stories]
    statements, _, _ = state(extractions, resolve(extractions, BASE), words(), 0.5, BASE)
    assert {s.conflicts_with for s in statements} == {()}


# ------------------------------------------------------------------ what merely looks like one


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("$25 million", "$30 million", ["value"]),
        ("$25 million", "$25m", []),
        ("$25 million", "$25,000,000", []),
        ("$25 million", "$25.4 million", []),  # rounded
        ("more than $25 million", "$26 million", []),
        ("more than $25 million", "$20 million", ["value"]),
        ("up to $25 million", "$5 million", []),
        ("about $25 million", "$26.5 million", []),
        ("$25 million", "£20 million", []),  # may be one amount
        ("$25 million", "damages", []),
    ],
)
def test_one_amount_in_other_words_is_no_disagreement(left: str, right: str, expected: list[str]) -> None:
    assert kinds(amount("a", left), amount("b", right)) == expected


def test_two_lawsuits_may_be_about_different_amounts() -> None:
    assert kinds(amount("a", "$25 million"), amount("b", "$3 million", LATER)) == [], "another year"
    assert kinds(amount("a", "$25 million", time="2031-04"), amount("b", "$3 million", time="2030-11")) == []
    suits = [Story(id) for id in "ab"]
    for story, number in zip(suits, ("25000000", "3000000"), strict=True):
        case = story.chain("lawsuit", "LegalCase", named=False)
        story.claim(case, "claimAmount", LiteralValue(number, "xsd:decimal", "USD"))
    assert kinds(*suits) == [], "a lawsuit without a name may be any"


@pytest.mark.parametrize(
    ("number", "text", "sentence", "expected"),
    [
        ("15000000", "15 million", "The star has 15 million followers.", ["value"]),
        ("14400000", "14,400,000", "The star has 14,400,000 followers.", []),
        ("14423118", "14,423,118", "The star has 14,423,118 followers.", []),
        ("14000000", "14 million", "The star has more than 14 million followers.", []),
        ("15000000", "15 million", "The star has nearly 15 million followers.", []),
    ],
)
def test_numbers_that_round_to_one_another_agree(number: str, text: str, sentence: str, expected: list[str]) -> None:
    first = LiteralValue("14400000", "xsd:integer", "follower", "14.4 million")
    other = LiteralValue(number, "xsd:integer", "follower", text)
    assert (
        kinds(value("a", "hasFollowers", first, "14.4 million follow her."), value("b", "hasFollowers", other, sentence))
        == expected
    )


def test_where_one_was_born_is_no_nationality() -> None:
    stories = (
        told("a", "nationality", object="Italy", types="Place"),
        told("b", "placeOfBirth", object="Spain", types="Place"),
    )
    assert kinds(*stories) == []


@pytest.mark.parametrize("relation", ["nationality", "placeOfBirth"])
def test_two_places_that_one_article_gives_go_together(relation: str) -> None:
    both = told("a", relation, object="Italy", types="Place")
    both.claim("e1", relation, both.chain("Milan", "Place"))
    one, other = (told(id, relation, object=place, types="Place") for id, place in (("b", "Italy"), ("c", "Milan")))
    assert kinds(one, other) == ["value"]
    assert kinds(both, one, other) == []


def test_an_article_that_gives_two_dates_was_misread() -> None:
    first, second = LiteralValue("1990", "xsd:gYear"), LiteralValue("1991", "xsd:gYear")
    both = value("a", "dateOfBirth", first)
    both.claim("e1", "dateOfBirth", second)
    assert kinds(both, value("b", "dateOfBirth", first)) == []
    assert kinds(both, value("b", "dateOfBirth", first), value("c", "dateOfBirth", second)) == ["value"]


def test_a_plan_a_doubt_and_a_denied_end_deny_nothing() -> None:
    possible: dict[str, Any] = DENIED | {"modality": "possible"}
    not_over: dict[str, Any] = DENIED | {"status": "ended"}
    for given in (possible, not_over):
        assert kinds(told("a", "spouseOf"), told("b", "spouseOf", **given)) == []


def test_a_denial_of_one_occasion_leaves_the_others() -> None:
    assert kinds(told("a", "attended"), told("b", "attended", time="2031-04-30", **DENIED)) == []
    assert kinds(told("a", "attended", time="2031-03"), told("b", "attended", time="2031-04-30", **DENIED)) == []
    assert kinds(told("a", "attended", time="2031-03"), told("b", "attended", published=LATER, **DENIED)) == []


def test_not_again_does_not_deny_that_it_happened() -> None:
    again = Story("b")
    kane = again.chain("Ada Kane", "Person")
    again.claim(kane, "sued", again.chain("Vale Water Board"), "Kane has not sued the board again.", **DENIED)
    assert kinds(told("a"), again) == []


def test_what_may_happen_often_has_many_dates() -> None:
    assert kinds(told("a", "metWith", time="2031-04-28"), told("b", "metWith", time="2031-05-01")) == []


def test_a_role_does_not_say_of_what() -> None:
    candidate = LiteralValue("candidate")

    def role(id: str, published: str = MAY, **given: Any) -> Story:
        story = Story(id, published=published)
        story.claim(story.chain("Ada Kane", "Person"), "hasRole", candidate, f"Kane as a candidate in {id}.", **given)
        return story

    assert kinds(role("a"), role("b", **DENIED)) == []
    assert kinds(role("a"), role("b", JUNE, status="ended")) == []
    often = [role("a"), role("b"), role("c", JUNE, status="ended"), role("d", JUNE, status="ended")]
    assert kinds(*often) == ["status, over time"]


def test_things_without_a_name_are_one_thing_within_an_article_only() -> None:
    def paper(id: str, *stances: dict[str, Any]) -> Story:
        story = Story(id)
        kane, thing = story.chain("Ada Kane", "Person"), story.chain("paper", "CreativeWork", named=False)
        for given in stances:
            speaker = story.chain(given["by"], "Person") if "by" in given else None
            story.claim(kane, "signed", thing, by=speaker, **{k: v for k, v in given.items() if k != "by"})
        return story

    yes, no = {"by": "Bo Lind"}, DENIED | {"by": "Cy Moor"}
    assert kinds(paper("a", yes, no)) == ["denial"]
    assert kinds(paper("a", yes), paper("b", no)) == []


def test_an_article_that_says_both_itself_was_misread() -> None:
    story = told("a")
    story.claim("e1", "sued", "e2", "Kane did not sue them.", **DENIED)
    assert kinds(story) == []
    story.claim("e1", "sued", "e2", "The board says she did not.", by="e2", **DENIED)
    assert kinds(story) == [], "it takes no side against the board either"
    assert kinds(story, told("b")) == ["denial"]


# ------------------------------------------------------------------ weight, order


def test_more_origins_names_and_facts_weigh_more() -> None:
    no = told("n", by="Ada Kane", **DENIED)
    (alone,) = found(told("a"), no)
    (two,) = found(told("a"), told("b"), no, told("o", by="Vale Water Board", **DENIED))
    (hearsay,) = found(told("a", by="Bo Lind", modality="alleged"), no)
    (unsure,) = found(told("a", confidence=0.5), no)
    assert two.weight > alone.weight > hearsay.weight
    assert alone.weight > unsure.weight
    (herself,) = found(told("a", by="Ada Kane"), no)
    (other,) = found(told("a", by="Bo Lind"), no)
    assert other.weight == pytest.approx(2 * herself.weight)
    assert found(told("a"), told("b", modality="alleged"))[0].weight < hearsay.weight, "a denial is plainer than a hedge"


def test_the_same_in_any_order_and_the_weightiest_first() -> None:
    stories = [
        told("a").build(),
        told("b", by="Ada Kane", **DENIED).build(),
        told("c", "nationality", object="Italy", types="Place").build(),
        told("d", "nationality", object="Spain", types="Place").build(),
        told("e", "endorsed", **DENIED).build(),
        told("f", "endorsed", published=JUNE).build(),
    ]
    expected = found(*stories)
    assert [d.weight for d in expected] == sorted((d.weight for d in expected), reverse=True)
    assert len(expected) == 3
    for order in (stories[::-1], stories[3:] + stories[:3]):
        assert found(*(replace(e, claims=e.claims[::-1]) for e in order)) == expected
