"""Police and courts, events and their places, candidates, bodies told by a list: what must be read, and what must not."""

from __future__ import annotations

import pytest

from tests.claims.conftest import Extract, speaks_of, standing, tells

READ = [
    # police and courts
    ("FBI agents arrested Dennis Okoro at his home.", ("Dennis Okoro", "arrestedBy", "FBI")),
    (
        "Officers from the Norvale Police Department arrested Dennis Okoro.",
        ("Dennis Okoro", "arrestedBy", "Norvale Police Department"),
    ),
    ("The FBI took Dennis Okoro into custody.", ("Dennis Okoro", "arrestedBy", "FBI")),
    (
        "The Harmon County Sheriff's Department arrested Dennis Okoro.",
        ("Dennis Okoro", "arrestedBy", "Harmon County Sheriff's Department"),
    ),
    (
        "The Ohio Attorney General’s Office sued Norvane Foods.",
        ("Ohio Attorney General's Office", "sued", "Norvane Foods"),
    ),
    (
        "The Justice Department charged Dennis Okoro with fraud.",
        ("Justice Department", "takingLegalActionAgainst", "Dennis Okoro"),
    ),
    ("Dennis Okoro faces two counts of wire fraud.", ("Dennis Okoro", "chargedWith", "wire fraud")),
    ("Dennis Okoro was arraigned on charges of fraud.", ("Dennis Okoro", "chargedWith", "fraud")),
    ("Dennis Okoro was booked on suspicion of robbery.", ("Dennis Okoro", "accusedOf", "robbery")),
    ("Dennis Okoro went on trial for fraud on Monday.", ("Dennis Okoro", "accusedOf", "fraud")),
    ("Dennis Okoro faces accusations of bribery.", ("Dennis Okoro", "accusedOf", "bribery")),
    ("Dennis Okoro pleaded guilty Monday to wire fraud.", ("Dennis Okoro", "convictedOf", "wire fraud")),
    ("Dennis Okoro could have to pay a fine after pleading guilty to fraud.", ("Dennis Okoro", "convictedOf", "fraud")),
    ("Dennis Okoro is serving a prison term for fraud.", ("Dennis Okoro", "convictedOf", "fraud")),
    ("Norway dropped its investigation into allegations against Dennis Okoro.", ("Dennis Okoro", "investigatedBy", "Norway")),
    ("Dennis Okoro denied the allegations.", ("Dennis Okoro", "respondedTo", "allegations")),
    # events
    ("Two people were killed in a helicopter crash in Norway on Monday.", ("helicopter crash", "killed", "Two people")),
    ("Two people were killed in a helicopter crash in Norway on Monday.", ("helicopter crash", "locatedIn", "Norway")),
    ("An attack that killed 84 people shook the city.", ("attack", "killed", "84 people")),
    ("The Glenmore Festival in Oslo drew crowds.", ("Glenmore Festival", "locatedIn", "Oslo")),
    ("Marta Quill spoke at a rally in Ohio on Monday.", ("rally", "locatedIn", "Ohio")),
    ("The protests in Norway and Sweden went on.", ("protests", "locatedIn", "Sweden")),
    ("During a visit to Oslo, Marta Quill praised it.", ("Marta Quill", "visited", "Oslo")),
    # offices
    ("Democratic presidential candidate Marta Quill spoke.", ("Marta Quill", "ranFor", "president")),
    ("Marta Quill, a Republican gubernatorial candidate, spoke.", ("Marta Quill", "ranFor", "governor")),
    ("Dennis Okoro met vice presidential nominee Marta Quill.", ("Marta Quill", "ranFor", "vice president")),
    ("Presidential candidates Marta Quill and Ana Cruz spoke.", ("Ana Cruz", "ranFor", "president")),
    (
        "Norvane Foods has grown. Norvane Foods was pulled into it, CEO Marta Quill said.",
        ("Marta Quill", "chiefExecutiveOf", "Norvane Foods"),
    ),
    ("Norvane Foods has added Marta Quill as its finance director.", ("Norvane Foods", "appointed", "Marta Quill")),
    ("Marta Quill, an archivist at Lisbon University, said so.", ("Marta Quill", "employedBy", "Lisbon University")),
    ("Marta Quill and Ana Cruz, both professors at Lisbon University, spoke.", ("Ana Cruz", "hasRole", "professor")),
    ("Marta Quill is one of the two women elected to Congress.", ("Marta Quill", "memberOf", "Congress")),
    ("Marta Quill, a Cruz supporter, met Ted Cruz.", ("Marta Quill", "endorsed", "Ted Cruz")),
    ("Marta Quill threw her support behind Dennis Okoro.", ("Marta Quill", "endorsed", "Dennis Okoro")),
    # ages, countries, trades
    ("Marta Quill, 42 – who runs the club – spoke.", ("Marta Quill", "age", "42")),
    ("Marta Quill, now 42, spoke.", ("Marta Quill", "age", "42")),
    ("Marta Quill is 42 years old.", ("Marta Quill", "age", "42")),
    ("They praised cosmetics company Norvane Labs.", ("Norvane Labs", "hasRole", "cosmetics company")),
    ("French duo Marta Quill and Ana Cruz won the title.", ("Marta Quill", "nationality", "France")),
    # bodies told by a list
    (
        "Three firms — Norvane Foods, Hadley Steel and Acme Ltd — sued Sorrel Capital.",
        ("Hadley Steel", "sued", "Sorrel Capital"),
    ),
    (
        "Sorrel Capital sued several firms, including Hadley Steel and Norvane Foods.",
        ("Sorrel Capital", "sued", "Norvane Foods"),
    ),
    # firms
    ("Norvane Foods joined forces with Hadley Steel.", ("Norvane Foods", "partneredWith", "Hadley Steel")),
    ("Norvane Foods is working with Hadley Steel on an engine.", ("Norvane Foods", "collaboratedWith", "Hadley Steel")),
    ("Hadley Steel parent Norvane Foods grew.", ("Hadley Steel", "subsidiaryOf", "Norvane Foods")),
    ("Norvane Foods finalized a deal to buy 30 of Boeing's Aerowing jets.", ("Norvane Foods", "acquired", "Aerowing jets")),
    # contests and words
    ("Norvale United won 3-1 against Castleton Rovers.", ("Norvale United", "defeated", "Castleton Rovers")),
    ("Serbia takes on Japan on Sunday.", ("Serbia", "competesWith", "Japan")),
    ("Marta Quill called Dennis Okoro a liar.", ("Marta Quill", "criticized", "Dennis Okoro")),
    ("Marta Quill took aim at Dennis Okoro.", ("Marta Quill", "criticized", "Dennis Okoro")),
    ("Marta Quill took to Twitter to complain.", ("Marta Quill", "postedOn", "Twitter")),
    ("Marta Quill said in an email to Reuters that it was late.", ("Marta Quill", "spokeWith", "Reuters")),
]

LEFT = [
    ("Dennis Okoro pleaded not guilty Monday to wire fraud.", "convictedOf"),
    ("Dennis Okoro did not plead guilty Monday to wire fraud.", "convictedOf"),
    ("Dennis Okoro pleaded not guilty in federal court to wire fraud.", "convictedOf"),
    ("Dennis Okoro has pleaded not guilty to charges of wire fraud.", "convictedOf"),
    ("Dennis Okoro is serving a sentence for two years.", "convictedOf"),
    ("Dennis Okoro went on trial for the second time.", "accusedOf"),
    ("Dennis Okoro is not on trial for fraud.", "accusedOf"),
    ("The museum charged Dennis Okoro with three tasks.", "takingLegalActionAgainst"),
    ("An attack in Norway could come at any time.", "locatedIn"),
    ("They fear any protest in Oslo.", "locatedIn"),
    ("The long Election Day in Florida was over.", "locatedIn"),
    ("A sniper targeting and killing five people was on the mind of Marta Quill.", "Marta Quill killed"),
    ("Potential presidential candidate Marta Quill spoke.", "ranFor"),
    ("With hosts Joe Lund and Ana Cruz, the presidential candidate said so.", "Ana Cruz ranFor"),
    ("Presidential candidates Marta Quill and Ana Cruz, and Ohio Gov. Mary Poe, spoke.", "Mary Poe ranFor"),
    ("Norvane Foods and Hadley Steel have grown, CEO Marta Quill said.", "chiefExecutiveOf"),
    ("The firm's CEO Marta Quill met Norvane Foods.", "Norvane Foods chiefExecutiveOf"),
    ("Parent company Norvane Labs grew.", "hasRole"),
    ("Three firms — Norvane Foods and Hadley Steel — sued Sorrel Capital.", "Hadley Steel sued"),
    ("The five firms join the first two: Norvane Foods and Hadley Steel.", "memberOf"),
    ("Marta Quill is not one of the women elected to Congress.", "Marta Quill memberOf"),
    ("Marta Quill has to tell Dennis Okoro about it.", "spokeWith"),
    ("Marta Quill would welcome a debate in Oslo.", "praised"),
    ("Marta Quill is 42 years younger.", "age"),
]

UNSURE = [
    (
        "Marta Quill said Norvane Foods had signed a deal with Hadley Steel.",
        "partneredWith",
        ("positive", "asserted", None),
    ),
    ("Dennis Okoro refused to plead guilty Monday to fraud.", "convictedOf", ("negative", "asserted", None)),
    ("FBI agents tried to arrest Dennis Okoro.", "arrestedBy", ("positive", "possible", None)),
    ("Former mayoral candidate Marta Quill spoke.", "ranFor", ("positive", "asserted", "ended")),
    ("Dennis Okoro is standing trial for fraud.", "accusedOf", ("positive", "alleged", "current")),
    ("Marta Quill alleged that Dennis Okoro lied to her.", "accused", ("positive", "alleged", None)),
    ("Serbia will face Japan on Sunday.", "competesWith", ("positive", "planned", None)),
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_reads(extract: Extract, text: str, expected: tuple[str, str, str]) -> None:
    assert tells(extract(text), expected)


@pytest.mark.parametrize(("text", "wrong"), LEFT)
def test_leaves_alone(extract: Extract, text: str, wrong: str) -> None:
    assert not speaks_of(extract(text), wrong)


@pytest.mark.parametrize(("text", "relation", "expected"), UNSURE)
def test_says_what_is_planned_alleged_or_over(
    extract: Extract, text: str, relation: str, expected: tuple[str, str, str | None]
) -> None:
    assert standing(extract(text), relation) == [expected]
