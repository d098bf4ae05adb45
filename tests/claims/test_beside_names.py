"""What stands beside a name: titles before it, offices and employers, homes, countries; and wins and defeats."""

from __future__ import annotations

import pytest

from tests.claims.conftest import Extract, triple

READ = [
    ("The mayor of Dalton, Karl Hobb, met Ana Cruz in Lima.", ("Karl Hobb", "hasRole", "mayor")),
    ("The mayor of Dalton, Karl Hobb, met Ana Cruz in Lima.", ("Karl Hobb", "metWith", "Ana Cruz")),
    ("The head of Norvane Holdings, Karl Hobb, resigned.", ("Karl Hobb", "headOf", "Norvane Holdings")),
    ("Senators John Dow and Jane Roe voted against the bill.", ("Jane Roe", "hasRole", "senator")),
    ("Singer and actress Mia Lund attended the gala.", ("Mia Lund", "hasRole", "Singer")),
    ("Chairman, CEO and president Craig Mellor said sales rose.", ("Craig Mellor", "hasRole", "CEO")),
    ("Samsung founder and former CEO Adam Neuhaus resigned.", ("Samsung", "foundedBy", "Adam Neuhaus")),
    ("Samsung founder and former CEO Adam Neuhaus resigned.", ("Adam Neuhaus", "chiefExecutiveOf", "Samsung")),
    ("Afghan President Karim Ghazi met Ana Cruz in Kabul.", ("Karim Ghazi", "headOf", "Afghanistan")),
    ("Virginia Gov. Terry Hobb signed the bill.", ("Terry Hobb", "headOf", "Virginia")),
    ("Sens. Mia Lund and Karl Hobb criticized the company.", ("Karl Hobb", "hasRole", "senator")),
    ("BBC journalist Jill Roe was expelled.", ("Jill Roe", "employedBy", "BBC")),
    ("Kevin Kane, an economist with Samsung, was freed.", ("Kevin Kane", "employedBy", "Samsung")),
    ("Norvane has promoted Mia Lund to chief technology officer.", ("Mia Lund", "hasRole", "chief technology officer")),
    ("Norvane said it had hired Mia Lund as an engineer.", ("Mia Lund", "hasRole", "engineer")),
    ("Karl Hobb, 55, of Addison, won the lottery.", ("Karl Hobb", "residence", "Addison")),
    ("Senator Mia Lund of Ohio voted against the bill.", ("Mia Lund", "hailsFrom", "Ohio")),
    ("Senator Mia Lund, Republican of Ohio, voted for it.", ("Mia Lund", "hailsFrom", "Ohio")),
    ("The parts were imported by Norvane Corp. of Philadelphia.", ("Norvane Corp.", "basedIn", "Philadelphia")),
    ("Chile's Norvane Bank reported a loss.", ("Norvane Bank", "basedIn", "Chile")),
    ("LD23041746 Oslo NORVANE in English 1322 GMT 23 Apr 94\n\nTalks failed.", ("NORVANE", "basedIn", "Oslo")),
    ("Talks Fail in Peru PM2303111794 Lima LA MAREA in Spanish 23 Mar 94 p 3", ("LA MAREA", "basedIn", "Lima")),
    ("DALTON, Ohio", ("DALTON", "locatedIn", "Ohio")),
    ("Republican Sen. Ted Croft voted for it.", ("Ted Croft", "politicalAffiliation", "Republican Party")),
    ("Voters chose Democrat Mia Lund.", ("Mia Lund", "politicalAffiliation", "Democratic Party")),
    ("Rep. Mia Lund (D-N.Y.) voted for it.", ("Mia Lund", "politicalAffiliation", "Democratic Party")),
    ("American Kevin Kane and Ana Cruz were freed.", ("Kevin Kane", "nationality", "United States")),
    ("China accused the United States of spying.", ("China", "accused", "United States")),
    ("Russia beat Croatia on Monday.", ("Russia", "defeated", "Croatia")),
    ("Norville Rovers lost 3-1 to Dalton Bears.", ("Dalton Bears", "defeated", "Norville Rovers")),
    ("The crowd cheered Karl Hobb's 6-4, 6-4 win over Ivo Dane.", ("Karl Hobb", "defeated", "Ivo Dane")),
    ("A jury found Karl Hobb guilty of murder.", ("Karl Hobb", "convictedOf", "murder")),
    ("Karl Hobb pleaded guilty to two counts of fraud.", ("Karl Hobb", "convictedOf", "fraud")),
]

LEFT = [
    ("Critics call him the Mia Lund of Ohio.", ("Mia Lund", "hailsFrom", "Ohio")),
    ("Police accused Norvane Bank of Ohio links.", ("Norvane Bank", "basedIn", "Ohio")),
    ("Chile's Norvane Bank bid failed.", ("Norvane Bank", "basedIn", "Chile")),
    ("Oslo AP\n\nTalks failed.", ("AP", "basedIn", "Oslo")),
    ("Oslo NORVANE Wins in Court\n\nTalks failed.", ("NORVANE", "basedIn", "Oslo")),
    ("Japan, North Korea talk again\n\nThey met in Oslo.", ("Japan", "locatedIn", "North Korea")),
    ("Barcelona's Mia Lund scored twice.", ("Mia Lund", "hailsFrom", "Barcelona")),
    ("The mayor and actress Mia Lund attended the gala.", ("Mia Lund", "hasRole", "mayor")),
    ("Karl Hobb pleaded not guilty to murder.", ("Karl Hobb", "convictedOf", "murder")),
    ("Karl Hobb refused to plead guilty to murder.", ("Karl Hobb", "convictedOf", "murder")),
    ("Karl Hobb was found not guilty of murder.", ("Karl Hobb", "convictedOf", "murder")),
    ("Amazon lost customers to Walmart.", ("Walmart", "defeated", "Amazon")),
    ("America Hobb took on Hollywood.", ("Hobb", "nationality", "United States")),
    ("Karl Hobb, 55, of Addison, won the lottery.", ("Karl Hobb", "memberOf", "Addison")),
    ("Democratic leader Mia Lund voted for it.", ("Mia Lund", "headOf", "Democratic Party")),
    ("Democratic Socialist Mia Lund voted for it.", ("Mia Lund", "politicalAffiliation", "Democratic Party")),
    ("Apple analyst Mia Lund said so.", ("Mia Lund", "employedBy", "Apple")),
    ("White House reporter Mia Lund said so.", ("Mia Lund", "employedBy", "White House")),
    ("It was said that Dr. Karl Hobb had left.", ("Karl Hobb", "hasRole", "doctor")),
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_reads(extract: Extract, text: str, expected: tuple[str, str, str]) -> None:
    assert expected in [triple(c) for c in extract(text)]


@pytest.mark.parametrize(("text", "wrong"), LEFT)
def test_leaves_alone(extract: Extract, text: str, wrong: tuple[str, str, str]) -> None:
    assert wrong not in [triple(c) for c in extract(text) if c.polarity == "positive"]


@pytest.mark.parametrize(
    "text",
    [
        "Former Florida Gov. Jack Burke said so.",
        "In 2010 then-Gov. Jack Burke signed it.",
        "Samsung founder and former governor Jack Burke resigned.",
    ],
)
def test_a_title_that_somebody_had_is_over(extract: Extract, text: str) -> None:
    held = [c for c in extract(text) if triple(c) == ("Jack Burke", "hasRole", "governor")]
    assert [c.status for c in held] == ["ended"]
