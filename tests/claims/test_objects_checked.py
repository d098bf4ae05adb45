"""Verbs, nouns and titles in everyday senses that another kind of object, an insert or a list must not turn into a claim."""

from __future__ import annotations

import pytest

from tests.claims.conftest import Extract, triple

#: Relation, then a text that must not give it.
NO_CLAIM = """
locatedIn|The hospital is located near the village of Dorra.
locatedIn|The barracks are situated on the border with Chad.
placeOfBirth|Karl Hobb was born near Lyon.
depicts|The new series of laptops features an aluminium case.
created|Prosecutors released a video of the raid.
created|The army released two videos of the strike.
wonAward|The Hawks have won three games in a row.
headOf|Ana Cruz leads the league with 14 goals this season.
headOf|Karl Hobb led the Hawks to a 3-1 win on Sunday.
headOf|Karl Hobb, the director for Asia at Brest Bank, resigned.
madeBy|The bank has been making loans to students.
decidedBy|Karl Hobb questioned the judgment of Ana Cruz.
memberOf|The agency said the five companies will join the nine companies.
chargedWith|Karl Hobb is charged with three.
created|Ana Cruz created the "Stays at home" campaign.
hasRole|Karl Hobb, the deputy Acme Corp. spokesman, declined to comment.
hasRole|They voted for the next president of Peru, Karl Hobb.
hasRole|Guests played Final Dream, Racing Driver 2021 and chess.
hasRole|Read How to Become a Better Leader Karl Hobb.
hasRole|Lamps from Brest Lighting are sold here. Plug it in at the nearest power outlet.
hasRole|Mia Lund fell ill. Mia Lund sang. Tickets benefit the owner.
age|The shop is at rue Vernier, 22, Geneva.
age|Ana Cruz, the nearly 60-year-old sister of Karl Hobb, spoke.
condemned|The minister said taxes would fall, while the Farmers Union condemned the plan.
chargedWith|The pad has a spot for charging any Acme Watch with a charging case.
memberOf|The list holds Thumper, Shadow of the Tomb Raider and more.
created|Ana Cruz added to her collection of state titles.
agentOf|Karl Hobb, the U.S. Attorney for the Western District of New York, spoke.
employedBy|Ana Cruz, an analyst at the Council on Energy, Environment and Water, spoke.
headOf|Kentucky GOP governor Karl Hobb lost.
headOf|Kentucky GOP Gov. Karl Hobb lost.
headOf|Italy's military intelligence chief, Karl Hobb, was sentenced.
hasRole|It went well, with then-vice president Karl Hobb leaving.
hasRole|The bill was backed by the populist Order and Justice Party.
employedBy|Author: Isha Lund Editor: Jane Hobb
subsidiaryOf|Brest Steel's parent company, The Us Company, sued Karl Hobb.
""".strip().splitlines()

#: Near ones that stay: subject, relation, object, then the text.
CLAIM = """
hospital|locatedIn|Dorra|The hospital is located in the village of Dorra.
Karl Hobb|placeOfBirth|Lyon|Karl Hobb was born in Lyon.
video|depicts|Ana Cruz|The video features Ana Cruz.
Ana Cruz|created|video|Ana Cruz released a video on Friday.
Hawks|wonAward|final|The Hawks won the final on Sunday.
Ana Cruz|wonAward|Hugo Awards|Ana Cruz won two Hugo Awards.
Ana Cruz|headOf|Brest Museum|Ana Cruz leads the Brest Museum.
Karl Hobb|headOf|Brest Museum|Karl Hobb, director of the Brest Museum, resigned.
car|madeBy|Brest Cars|The car is made by Brest Cars.
judgment|decidedBy|Supreme Court|The Supreme Court's judgment helped Karl Hobb.
Karl Hobb|memberOf|Brest Bank|Karl Hobb joined Brest Bank in May.
Ana Cruz|convictedOf|three robberies|Ana Cruz was convicted of three robberies.
Ana Cruz|created|Stay Home|Ana Cruz created the "Stay Home" campaign.
Karl Hobb|hasRole|mayor|The mayor of Dorra, Karl Hobb, lost on Tuesday.
Karl Hobb|hasRole|deputy spokesman|Karl Hobb, Acme Corp. deputy spokesman, declined to comment.
Karl Hobb|hasRole|Driver|Driver Karl Hobb won the race.
Karl Hobb|age|22|Karl Hobb, 22, lives in Geneva.
Karl Hobb|headOf|Italy|Italy's prime minister, Karl Hobb, spoke.
Norway|defeated|Chile|Norway got past Chile 3-0 on Friday.
staffer|chargedWith|battery|The staffer was charged with battery.
Ana Cruz|created|new collection|Ana Cruz showed her new collection.
Ana Cruz|agentOf|Karl Hobb|Ana Cruz, the attorney for Karl Hobb, spoke.
Ana Cruz|memberOf|Brest Bank|Ana Cruz of Brest Bank spoke.
Jane Lund|hasRole|Editor|Author: Omar Bell, Oslo Editor: Jane Lund
""".strip().splitlines()


@pytest.mark.parametrize("case", NO_CLAIM)
def test_no_claim_is_made(extract: Extract, case: str) -> None:
    predicate, text = case.split("|")
    assert [triple(c) for c in extract(text) if c.predicate == predicate] == []


@pytest.mark.parametrize("case", CLAIM)
def test_near_ones_stay(extract: Extract, case: str) -> None:
    *wanted, text = case.split("|")
    assert tuple(wanted) in {triple(c) for c in extract(text)}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Ousted Acme CEO Karl Hobb sued the town.", "CEO"),
        ("Sacked Leeds coach Karl Hobb returned to Spain.", "coach"),
        ("Acme's former chairman, Karl Hobb, sued the town.", "chairman"),
        ("The firm's founder and former chief executive, Karl Hobb, bought a farm.", "chief executive"),
        ("Mr. Hobb has stepped down as chairman and chief executive of Acme News.", "chief executive"),
        ("Karl Hobb, a retired teacher, spoke.", "teacher"),
    ],
)
def test_an_office_that_is_over_is_ended(extract: Extract, text: str, role: str) -> None:
    found = [c for c in extract(text) if c.predicate == "hasRole" and triple(c)[2] == role]
    assert [c.status for c in found] == ["ended"]


@pytest.mark.parametrize(
    "text", ["Acme's chairman, Karl Hobb, fired Ana Cruz.", "Karl Hobb, the Acme chairman, deposed the treasurer."]
)
def test_who_ousts_another_holds_the_office(extract: Extract, text: str) -> None:
    found = [c for c in extract(text) if c.predicate == "hasRole" and triple(c)[::2] == ("Karl Hobb", "chairman")]
    assert [c.status for c in found] == [None]


def test_a_former_label_is_a_label_still(extract: Extract) -> None:
    found = [c for c in extract("Ana Cruz sued her former record label, Acme Records.") if c.predicate == "hasRole"]
    assert [(triple(c)[2], c.status) for c in found] == [("record label", None)]


def test_an_office_sought_is_not_held(extract: Extract) -> None:
    found = extract("Voters saw their nominee for mayor, Karl Hobb, lose on Tuesday.")
    assert [triple(c)[2] for c in found if c.predicate == "hasRole"] == ["nominee"]


def test_whom_a_list_goes_on_to_was_not_beaten(extract: Extract) -> None:
    found = extract(
        "They recalled Sweden's win over Croatia, Ghana's brave effort against Belgium, and Canada's win over Italy."
    )
    beaten = {triple(c)[::2] for c in found if c.predicate == "defeated"}
    assert beaten == {("Sweden", "Croatia"), ("Canada", "Italy")}


def test_the_next_clause_has_its_own_subject(extract: Extract) -> None:
    text = "Last season, Wolves fell at the first hurdle, while Brest lost to Dynamo Leeds and Norwich were beaten by Hull."
    beaten = {triple(c)[::2] for c in extract(text) if c.predicate == "defeated"}
    assert beaten == {("Dynamo Leeds", "Brest")}


def test_whoever_rejects_accusations_grants_that_they_were_made(extract: Extract) -> None:
    found = extract("Bosses rejected Karl Hobb's allegations. The court rejected Acme's acquisition of Brest Steel.")
    assert {(c.predicate, c.polarity) for c in found} == {("made", "positive"), ("acquired", "negative")}


def test_whoever_posts_accuses_and_not_the_platform(extract: Extract) -> None:
    found = [c for c in extract("Ana Cruz posted on Twitter accusing Acme Records of fraud.") if c.predicate == "accusedOf"]
    assert [c.attributed_to.label for c in found if c.attributed_to] == ["Ana Cruz"]


def test_an_insert_is_the_articles_own(extract: Extract) -> None:
    found = extract("Karl Hobb said he believed the plan – drafted by an Oslo-based firm – would work.")
    assert [(triple(c), c.modality, c.attributed_to) for c in found] == [
        (("Oslo-based firm", "headquarters", "Oslo"), "asserted", None)
    ]


def test_what_somebody_tried_in_vain_is_no_fact(extract: Extract) -> None:
    found = extract("Ana Cruz unsuccessfully tried to buy the estate and set up a foundation.")
    assert {c.modality for c in found if c.predicate == "foundedBy"} == {"possible"}


def test_nobody_stands_beside_it(extract: Extract) -> None:
    found = extract("Nord wrote the bill. Jane Hale supported it and Mark Roe, as he has in the past, opposed the measure.")
    assert not [c for c in found if c.predicate == "endorsed"]
    found = extract("Acton Ltd had few buyers. Rivet Corp acquired it and Boltworks Inc.")
    assert ("Rivet Corp", "acquired", "Boltworks Inc.") in map(triple, found)
