"""Names cut short, pronouns that may mean another, words quoted in quotations: rather no claim than a claim of another."""

from __future__ import annotations

import pytest

from kg.claims.doubts import garbled
from tests.claims.conftest import Extract, triple

#: Relation, then a text that must not give it.
NO_CLAIM = """
headOf|Katie Mott, who is chairman of Our Harbour Fund, spoke.
headOf|The firm's head of sales, Ruth Kane, resigned.
headOf|Ruth Kane, the head of research at the Bolton Museum, resigned.
headOf|Ruth Kane, a former state Liberal Party chairwoman, resigned.
hasRole|The liberal Lakeside Institute met on Friday.
nationality|Ruth Kane, a U.S. attorney, sued Carl Mott.
nationality|Ruth Kane, a Vatican expert, spoke on Friday.
residence|"A young man told me, 'I live in Oslo and I work,'" Ruth Kane said.
sued|"You said that Carl Mott sued Naomi Fletcher," Ruth Kane told the court.
sued|Ruth Kane said she had met Carl Mott, who has sued Naomi Fletcher.
metWith|Ruth Kane would not say whether Carl Mott had met Naomi Fletcher.
made|Ruth Kane believes that Carl Mott will read a speech that Naomi Fletcher had given.
defeated|Polls show Naomi Fletcher beating Carl Mott.
caused|Carl Mott led in every survey leading up to the Delta Cup.
appearedIn|Carl Mott is ahead in the polls.
locatedIn|After a long war the valley was awarded to Eritrea, Ethiopia continues to hold a village.
foundedBy|Carl Mott is the founder of Bolton Steel and a Liberal Party donor.
wonAward|Carl Mott won the Liberal primary in Oregon.
dateOfDeath|Carl Mott met the chairman of Bolton Bank, who died in 2014.
collaboratedWith|Ruth Kane is a pollster with Bolton Group who cooperated with Carl Mott for years.
headOf|Carl Mott looked to New Hampshire, where he has been leading in the polls.
locatedIn|They stopped in Duval County in Florida, Iowa's Polk County and Maine's coast.
resignedFrom|Carl Mott wrote a book after leaving the White House.
resignedFrom|Carl Mott has not returned since he left the West Bank.
partOf|Customs and Coast Protection, part of Homeland Security, did not agree.
basedIn|Reporters of the private News Agency of Norway came.
basedIn|Ruth Kane fears that the People's Liberation Army may come.
basedIn|Senator Ruth Kane, Republican of Ohio, spoke.
designed|In May the collective designed Spider on the Bridge.
headOf|Ruth Kane, head of the Russia in the Arctic Program, spoke.
headOf|Her Georgia chairman, Carl Mott, spoke.
headOf|Georgia chairman Carl Mott spoke.
ministerOf|Ruth Kane is Europe's youngest minister.
hasRole|The freshman Florida senator spoke. A weekly Athens magazine said so.
hasRole|Life in the liberal Rushford Mosque goes on.
agentOf|Senator representing Bolton North, on Tuesday moved a motion.
created|Bolton’s reports earnings Wednesday.
defeated|Ruth Kane and Carl Mott tried to overcome a mountain of mistrust.
defeated|Ruth Kane would be the oldest person to assume the presidency, topping Carl Mott, who was 69.
locatedIn|The games launch in 14 countries, including United States, Canada, the United Kingdom, Ireland, France and Italy.
nationality|A USA Today/Bolton University poll came out.
created|"Season of Blossoms" was first published by Parresia in Nigeria in 2015.
defeated|The group was planning to "eliminate" Carl Mott, police said.
removed|Ruth Kane spoke, recalling a false report from the campaign.
organizedBy|Carl Mott staged a comeback.
caused|The tip led police officers to Ruth Kane's room.
headOf|Carl Mott added three assists to lead Boston.
memberOf|A building belonging to the Bolton Security Committee was in flames.
depicts|The campaign, which includes both digital and TV ads, was dear.
appearedIn|A young boy stared at a painting of Ruth Kane.
partOf|Chad seized control of the territories, seen as pivotal parts of any future Norvan state, in the war.
""".strip().splitlines()


@pytest.mark.parametrize("case", NO_CLAIM)
def test_no_claim_is_made(extract: Extract, case: str) -> None:
    predicate, text = case.split("|")
    found = [c for c in extract(text) if c.predicate == predicate]
    if predicate == "foundedBy":
        assert [triple(c) for c in found] == [("Bolton Steel", "foundedBy", "Carl Mott")]
    else:
        assert found == []


def test_an_office_keeps_the_word_that_makes_it_lesser(extract: Extract) -> None:
    text = "Carl Mott, a deputy prime minister, left. State Department Inspector General Ruth Kane stayed."
    roles = {triple(c)[::2] for c in extract(text) if c.predicate == "hasRole"}
    assert roles == {("Carl Mott", "deputy prime minister"), ("Ruth Kane", "Inspector General")}


def test_roles_keep_the_words_that_make_another_of_them(extract: Extract) -> None:
    text = (
        "Carl Mott, deputy parliamentary leader of the party, left. Ruth Kane, chief minister of Bengal, stayed. "
        "Ana Cruz, the acting director, met High Commissioner Tom Marsh."
    )
    roles = {triple(c)[::2] for c in extract(text) if c.predicate == "hasRole"}
    assert roles == {
        ("Carl Mott", "deputy parliamentary leader"),
        ("Ruth Kane", "chief minister"),
        ("Ana Cruz", "acting director"),
        ("Tom Marsh", "Commissioner"),
    }


def test_an_office_is_that_of_the_relative_whom_the_clause_is_about(extract: Extract) -> None:
    text = "Carl Mott, a magnate whose father-in-law, Tom Marsh, was president of Chad, has given a million to the fund."
    assert {triple(c)[0] for c in extract(text) if triple(c)[2] == "president"} == {"Tom Marsh"}


def test_what_a_member_of_a_list_is_made_by(extract: Extract) -> None:
    text = (
        "New electric vehicles, a plug-in version of Toyota's top-selling vehicle and a futuristic electric station wagon car "
        "from Varley are among the new models."
    )
    assert "Toyota" not in {triple(c)[2] for c in extract(text) if c.predicate == "madeBy" and "wagon" in triple(c)[0]}


def test_a_title_after_a_pronoun_may_begin_the_next_member_of_a_list(extract: Extract) -> None:
    found = extract(
        "Carl Mott told the truth. He denied that he, U.S. Ambassador to the European Union Ruth Kane and Energy Secretary Tom "
        "Marsh formed an irregular channel."
    )
    assert not [c for c in found if c.subject.text == "he" and c.predicate in ("hasRole", "nationality")]


def test_a_governor_heads_no_house_of_the_sentence_before(extract: Extract) -> None:
    found = extract("They came to the White House. Virginia Gov. Carl Mott left.")
    assert [triple(c)[2] for c in found if c.predicate == "headOf"] == ["Virginia"]


def test_a_day_does_not_go_on_a_name(extract: Extract) -> None:
    assert ("Supreme Court", "basedIn", "India") in {triple(c) for c in extract("India's Supreme Court on Monday ruled.")}


def test_a_mayor_heads_the_town_and_not_its_state(extract: Extract) -> None:
    found = extract("Ruth Kane, the mayor of Oakland, California, spoke.")
    assert [triple(c)[2] for c in found if c.predicate == "headOf"] == ["Oakland"]


def test_the_presumptive_holder_of_an_office_does_not_hold_it(extract: Extract) -> None:
    found = extract("Officials criticized presumptive Liberal presidential nominee Ruth Kane on Friday.")
    assert [c for c in found if c.predicate == "hasRole"] == []


def test_a_pronoun_may_mean_the_one_named_last_in_its_sentence(extract: Extract) -> None:
    text = (
        "Paul Geary said that he has no problem with critics. Carl Mott's fury began when he told CBC News that it was false."
    )
    assert ("Paul Geary", "spokeWith", "CBC News") not in {triple(c) for c in extract(text)}


def test_what_somebody_learned_is_told_by_the_article(extract: Extract) -> None:
    found = extract("Fans cheered as they learned that Carl Mott had won the Delta Prize.")
    assert [c.attributed_to for c in found if c.predicate == "awardReceived"] == [None]


def test_who_asks_takes_an_office_for_granted(extract: Extract) -> None:
    found = extract('Ruth Kane asked, "Do you think that Mayor Carl Mott would sue Naomi Fletcher?"')
    assert [(triple(c)[2], c.modality) for c in found if c.predicate == "hasRole"] == [("Mayor", "asserted")]


@pytest.mark.parametrize("label", ["N.J. Ann Lee", "Staff Ann Lee", "Denver Democrat", "Republican", "Ann B.", "Lee (D"])
def test_what_is_no_name(label: str) -> None:
    assert garbled(label)


@pytest.mark.parametrize("label", ["Ann Lee", "Republican Party", "Democrats", "W. B. Yeats"])
def test_what_is_a_name(label: str) -> None:
    assert not garbled(label)
