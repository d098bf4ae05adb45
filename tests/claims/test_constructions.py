"""How news of any subject says things: each construction where it must be read, and where it must not or not as a fact."""

from __future__ import annotations

import pytest

from tests.claims.conftest import Extract, speaks_of, standing, tells

READ = [
    # two titles of one
    ("Marta Quill, founder and CEO of Brightwell Foods, spoke.", ("Marta Quill", "chiefExecutiveOf", "Brightwell Foods")),
    ("Marta Quill, founder of Acme Foods and CEO of Norvane, said so.", ("Marta Quill", "chiefExecutiveOf", "Norvane")),
    ("Brightwell Foods founder and CEO Marta Quill spoke.", ("Brightwell Foods", "foundedBy", "Marta Quill")),
    ("Brightwell's founder and CEO, Marta Quill, spoke.", ("Marta Quill", "chiefExecutiveOf", "Brightwell")),
    ("Marta Quill, co-CEO of Hadley Steel, spoke.", ("Marta Quill", "chiefExecutiveOf", "Hadley Steel")),
    ("Marta Quill, Hadley Steel's finance director, spoke.", ("Marta Quill", "hasRole", "finance director")),
    ("Marta Quill, chief operating officer of Hadley Steel, spoke.", ("Marta Quill", "hasRole", "chief operating officer")),
    ("Marta Quill, chief operating officer of Hadley Steel, spoke.", ("Marta Quill", "employedBy", "Hadley Steel")),
    ("Hadley Steel named Dennis Okoro as its chief executive.", ("Dennis Okoro", "chiefExecutiveOf", "Hadley Steel")),
    ("Marta Quill replaced Dennis Okoro as chief executive of Norvane.", ("Marta Quill", "chiefExecutiveOf", "Norvane")),
    ("Gov. Marta Quill of Ohio signed the bill.", ("Marta Quill", "headOf", "Ohio")),
    ("The French president, Marta Quill, met Ana Cruz.", ("Marta Quill", "headOf", "France")),
    ("Secretary of State Mark Pomfret said so.", ("Mark Pomfret", "hasRole", "Secretary of State")),
    ("Hadley Steel founder and co-CEO Marc Bellamy spoke.", ("Marc Bellamy", "chiefExecutiveOf", "Hadley Steel")),
    ("Marta Quill worked as a nurse at Lisbon Hospital.", ("Marta Quill", "employedBy", "Lisbon Hospital")),
    ("Hadley Steel appointed Marta Quill to its board.", ("Marta Quill", "memberOf", "Hadley Steel")),
    ("Reuters' Luisa Marsh asked why.", ("Luisa Marsh", "memberOf", "Reuters")),
    # where people are from and whom they stand for
    ("Serbia's Marta Quill beat Ana Cruz of France.", ("Marta Quill", "nationality", "Serbia")),
    ("Serbia's Marta Quill beat Ana Cruz of France.", ("Ana Cruz", "nationality", "France")),
    ("French duo Marta Quill and Ana Cruz won the title.", ("Ana Cruz", "nationality", "France")),
    ("England captain Dennis Okoro scored twice.", ("Dennis Okoro", "playsFor", "England")),
    ("Marta Quill, a Texas Republican, voted for it.", ("Marta Quill", "politicalAffiliation", "Republican Party")),
    ("Senator Marta Quill, Democrat of Ohio, voted for it.", ("Marta Quill", "politicalAffiliation", "Democratic Party")),
    ("Marta Quill was elected to Parliament in 2010.", ("Marta Quill", "memberOf", "Parliament")),
    ("China's Norvane Technologies sued Hadley Steel.", ("Norvane Technologies", "basedIn", "China")),
    ("U.S. Rep. Ilhana Omari, D-Minn., voted for it.", ("Ilhana Omari", "politicalAffiliation", "Democratic Party")),
    # contests
    ("Kestrel United beat Castleton Rovers 2-1 on Saturday.", ("Kestrel United", "defeated", "Castleton Rovers")),
    (
        "It won, with Ana Cruz beating Mia Lund 6-4, 6-3 and Ines Roe defeating Eva Dahl 6-2, 7-6 (5).",
        ("Ines Roe", "defeated", "Eva Dahl"),
    ),
    (
        "The match ended after Ana Cruz beat Lund 6-2, 6-1 and Ines Roe defeated Eva Dahl 7-5, 6-2.",
        ("Ines Roe", "defeated", "Eva Dahl"),
    ),
    ("Spain beat Russia in the Davis Cup Finals.", ("Russia", "participantIn", "Davis Cup Finals")),
    ("Norvale United came from behind to beat Castleton Rovers.", ("Norvale United", "defeated", "Castleton Rovers")),
    ("Norvale United held on to beat Castleton Rovers.", ("Norvale United", "defeated", "Castleton Rovers")),
    ("Norvale United eased past Castleton Rovers.", ("Norvale United", "defeated", "Castleton Rovers")),
    ("A late goal handed Norvale United a win over Castleton Rovers.", ("Norvale United", "defeated", "Castleton Rovers")),
    # law
    ("Dennis Okoro was charged with fraud and theft.", ("Dennis Okoro", "chargedWith", "theft")),
    ("Dennis Okoro was indicted on charges of wire fraud.", ("Dennis Okoro", "chargedWith", "wire fraud")),
    ("Dennis Okoro faces drug trafficking charges.", ("Dennis Okoro", "chargedWith", "drug trafficking")),
    ("Dennis Okoro was arrested on suspicion of murder.", ("Dennis Okoro", "accusedOf", "murder")),
    ("Rape allegations against Dennis Okoro surfaced in May.", ("Dennis Okoro", "accusedOf", "Rape")),
    ("Dennis Okoro was sentenced to five years in prison for fraud.", ("Dennis Okoro", "convictedOf", "fraud")),
    ("Norvane is the subject of an inquiry by the Pensions Board.", ("Norvane", "investigatedBy", "Pensions Board")),
    ("A Lisbon court convicted Dennis Okoro of fraud.", ("Dennis Okoro", "convictedOf", "fraud")),
    ("Norvane Foods is the subject of an FBI investigation.", ("Norvane Foods", "investigatedBy", "FBI")),
    ("Marta Quill posted on Twitter accusing Norvane Foods of lying.", ("Marta Quill", "accused", "Norvane Foods")),
    # deaths, meetings, events, money
    ("Marta Quill was killed in a car crash in Lisbon on Sunday.", ("Marta Quill", "placeOfDeath", "Lisbon")),
    ("Marta Quill was killed in a car crash in Lisbon on Sunday.", ("Marta Quill", "dateOfDeath", "2024-03-10")),
    ("Marta Quill was shot dead in Lisbon.", ("Marta Quill", "placeOfDeath", "Lisbon")),
    ("Marta Quill and Dennis Okoro met in Paris.", ("Marta Quill", "metWith", "Dennis Okoro")),
    ("Marta Quill died in a car crash in Lisbon.", ("Marta Quill", "placeOfDeath", "Lisbon")),
    ("Marta Quill and Dennis Okoro married in 2001.", ("Marta Quill", "spouseOf", "Dennis Okoro")),
    ("In an interview with the BBC, Marta Quill said so.", ("Marta Quill", "spokeWith", "BBC")),
    ("The Green Party, led by Marta Quill, won 20 seats.", ("Marta Quill", "headOf", "Green Party")),
    ("Norvane sold Hadley Steel to Brightwell Foods.", ("Brightwell Foods", "acquired", "Hadley Steel")),
    ("The conference was held in Porto.", ("conference", "locatedIn", "Porto")),
    ("Norvane Foods raised $20 million from Sorrel Capital.", ("Sorrel Capital", "investedIn", "Norvane Foods")),
    ("Norvane Foods and Hadley Steel signed an agreement.", ("Norvane Foods", "partneredWith", "Hadley Steel")),
]

LEFT = [
    ("Marta Quill praised Dennis Okoro, who ended his bid for president.", "Marta Quill ranFor"),
    ("Deputy Assistant Secretary of State Mark Pomfret said so.", "Mark Pomfret hasRole Secretary of State"),
    ("It met President Marta Quill, Senator Ana Cruz, Republican of Ohio.", "Marta Quill headOf"),
    ("The Post's Fact Checker said so.", "memberOf"),
    ("Marvel's Jessica Jonas returns on Friday.", "memberOf"),
    ("In an interview with the BBC, she said so.", "spokeWith"),
    ("Ana Cruz beat Lund 6-2, 6-1 and Ines Roe defeated Eva Dahl 7-5, 6-2.", "Ana Cruz defeated Ines Roe"),
    ("Norvane sold bread to Brightwell Foods.", "acquired"),
    ("Dennis Okoro did not admit killing Marta Quill.", "killed"),
    ("Advisers include Marta Quill, Dennis Okoro and the CEO of Hadley Steel.", "chiefExecutiveOf"),
    ("Marta Quill, Hadley Steel's candidate's rival, spoke.", "hasRole"),
    ("Dennis Okoro, not a lawyer, spoke.", "hasRole"),
    ("Apple analyst Marta Quill expects sales to rise.", "employedBy"),
    ("Georgia's Marta Quill won.", "nationality"),
    ("Marta Quill, a critic of Republican Dennis Okoro, spoke.", "Marta Quill politicalAffiliation"),
    ("Marta Quill cruised past Hadley Steel on her bike.", "defeated"),
    ("Marta Quill was elected to the presidency.", "memberOf"),
    ("Dennis Okoro was sentenced to prison for five years.", "convictedOf"),
    ("Dennis Okoro was not acquitted of fraud.", "convictedOf"),
    ("Dennis Okoro denied the rape allegations against him.", "accusedOf"),
    ("Dennis Okoro faces federal charges.", "chargedWith"),
    ("Oslo plays Rome and Bonn plays Lyon.", "Rome competesWith"),
    ("The Pensions Board will close its inquiry into Norvane.", "investigatedBy"),
    ("Marta Quill was nearly killed in Lisbon on Sunday.", "dateOfDeath"),
]

UNSURE = [
    ("Norvane is not under investigation by the Pensions Board.", "investigatedBy", ("negative", "asserted", None)),
    ("Norvane could face an inquiry by the Pensions Board.", "investigatedBy", ("positive", "possible", None)),
    ("The Pensions Board dropped its inquiry into Norvane.", "investigatedBy", ("positive", "asserted", "ended")),
    ("Norvale United could come back to beat Castleton Rovers.", "defeated", ("positive", "planned", None)),
    ("A goal could hand Norvale United a win over Castleton Rovers.", "defeated", ("positive", "possible", None)),
    ("Serbia plays Japan in the final.", "competesWith", ("positive", "planned", "current")),
    ("Dennis Okoro was acquitted of fraud.", "convictedOf", ("negative", "asserted", None)),
    ("Prosecutors dropped the corruption charges against Dennis Okoro.", "chargedWith", ("positive", "alleged", "ended")),
    ("Marta Quill hopes to be elected to the Senate.", "memberOf", ("positive", "planned", None)),
    ("Marta Quill hoped to be named chief executive of Norvane.", "chiefExecutiveOf", ("positive", "planned", None)),
    ("Marta Quill hoped to be sued by Dennis Okoro.", "sued", ("positive", "planned", None)),
    ("Marta Quill was not elected to the Senate.", "memberOf", ("negative", "asserted", None)),
    ("Marta Quill and Dennis Okoro will meet in Paris.", "metWith", ("positive", "planned", None)),
    ("Marta Quill and Dennis Okoro never met.", "metWith", ("negative", "asserted", None)),
    ("Hadley Steel did not name Dennis Okoro as its chief executive.", "chiefExecutiveOf", ("negative", "asserted", None)),
    ("Marta Quill will replace Dennis Okoro as chief executive of Norvane.", "chiefExecutiveOf", ("positive", "planned", None)),
    ("Marta Quill quit as chairman and chief executive of Norvane.", "chiefExecutiveOf", ("positive", "asserted", "ended")),
    ("Marta Quill, a former Democrat, voted for it.", "politicalAffiliation", ("positive", "asserted", "ended")),
    ("Norvane Foods is not in talks to buy Hadley Steel.", "acquired", ("negative", "planned", None)),
    ("Norvane Foods is in talks to buy Hadley Steel.", "acquired", ("positive", "planned", None)),
    ("Norvane Foods did not announce plans to buy Hadley Steel.", "acquired", ("negative", "planned", None)),
    ("Norvane Foods and Hadley Steel announced a merger.", "mergedWith", ("positive", "planned", None)),
    ("Dennis Okoro admitted killing Marta Quill.", "killed", ("positive", "asserted", None)),
    ("Marta Quill is ending her campaign for president.", "ranFor", ("positive", "asserted", "ended")),
    ("Marta Quill praised Dennis Okoro, who ended his bid for president.", "ranFor", ("positive", "asserted", "ended")),
    ("The conference will be held in Porto.", "locatedIn", ("positive", "planned", None)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), READ)
def test_reads(extract: Extract, text: str, expected: tuple[str, str, str]) -> None:
    assert tells(extract(text), expected)


@pytest.mark.parametrize(("text", "wrong"), LEFT)
def test_leaves_alone(extract: Extract, text: str, wrong: str) -> None:
    assert not speaks_of(extract(text), wrong)


@pytest.mark.parametrize(("text", "relation", "expected"), UNSURE)
def test_says_what_is_denied_planned_or_over(
    extract: Extract, text: str, relation: str, expected: tuple[str, str, str | None]
) -> None:
    assert standing(extract(text), relation) == [expected]
