"""Names: where they begin and end, that they are found everywhere, and what they name."""

from __future__ import annotations

import pytest

from tests.mentions.reading import chain, mentions, names, read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bid of Mr Paul Reyes failed.", ["Paul Reyes"]),
        ("A crew from production company Gate Six and set designer Omar Des Pins arrived.", ["Gate Six", "Omar Des Pins"]),
        ("They sued Fenwick Tools, Inc., over the drill.", ["Fenwick Tools, Inc."]),
        ("It was printed by The Baltic Post on Sunday.", ["The Baltic Post"]),
        ("The Senate met in March.", ["Senate"]),
        ("He leads the Department of Health and Human Services.", ["Department of Health and Human Services"]),
        ("Italian Prime Minister Carla Neri spoke.", ["Italian", "Carla Neri"]),
        ("The US Supreme Court ruled.", ["US Supreme Court"]),
        ("Fenwick treasurer Ann Lee resigned.", ["Fenwick", "Ann Lee"]),
        ("The ferry of Ann Lee’s brother sank.", ["Ann Lee"]),
        ("She met Hasan al-Karim and Dirk van der Veen.", ["Hasan al-Karim", "Dirk van der Veen"]),
        ('They met George "Jay" Marsh in Ohio.', ['George "Jay" Marsh', "Ohio"]),
        ("He is a leader of Elmwood Jobs With Justice.", ["Elmwood Jobs With Justice"]),
        ("She runs Mend the Harbour Coalition from Leeds.", ["Mend the Harbour Coalition", "Leeds"]),
        ("He bought Marsh Plaza Hotel and Casino in May.", ["Marsh Plaza Hotel and Casino"]),
        ("Velora sells pumps. Few firms have a mill like Velora's.", ["Velora", "Velora"]),
        ("She leads the Centre for Rural Women and Politics.", ["Centre for Rural Women and Politics"]),
        ("She runs the Baltic Institute for Trade and Security Affairs.", ["Baltic Institute for Trade and Security Affairs"]),
        ("He chairs the Regional Forum for Harbour Towns.", ["Regional Forum for Harbour Towns"]),
        ("Robert Seldon Lady left.", ["Robert Seldon Lady"]),
        ("The actor, Dean Marsh, spoke.", ["Dean Marsh"]),
        ("Oslo Radio Vela Network", ["Oslo", "Radio Vela Network"]),
        ("Madras THE HINDU in English 7 May 94 p 13", ["Madras", "THE HINDU"]),
        ("On VELORA", []),
        ("VELORA, Ohio", ["VELORA", "Ohio"]),
        ("Filmmaker Ida Marsh spoke.", ["Ida Marsh"]),
        ("Sen. Ida Marsh (R-Ohio) and Joe Bell III voted.", ["Ida Marsh", "R-Ohio", "Joe Bell III"]),
        ("The film starts at 10 p.m. ET, and again at 2 a.m. Eastern.", []),
        ("On Monday, Calif.-based Velora hired Ann Lee.", ["Velora", "Ann Lee"]),
        ("'Things have changed a bit,' Ann Lee said. Um, they had.", ["Ann Lee"]),
        ("It was printed in The Star and Tribune on Sunday.", ["The Star and Tribune"]),
        ("He spoke in Marsh Magistrates' Court on Sunday.", ["Marsh Magistrates' Court"]),
        ("Ann Lee fears the People's Defence Army.", ["Ann Lee", "People's Defence Army"]),
        (
            "She left the Institute for Science and International Security.",
            ["Institute for Science and International Security"],
        ),
        ("The Marsh Bank grew. New Marsh Bank President Ann Lee spoke.", ["Marsh Bank", "Marsh Bank", "Ann Lee"]),
    ],
)
def test_edges(text: str, expected: list[str]) -> None:
    assert names(read(text)) == expected


def test_a_case_is_one_name_and_no_person() -> None:
    document = read("The 2011 Marsh v. Ohio decision upheld a federal law on drones.")
    assert chain(document, "Marsh v. Ohio").type == "LegalCase"
    assert "Marsh" not in names(document)


def test_days_months_and_sentence_starts_are_no_names() -> None:
    assert names(read("Yesterday was quiet. Firefighters left on Friday. Following a long March, residents returned.")) == []


def test_a_name_found_once_is_found_everywhere() -> None:
    text = "VELORA SHARES FALL\n\nVelora makes pumps. Analysts at Velora's bank were calm. Velora fell again."
    assert len([n for n in names(read(text)) if n.upper() == "VELORA"]) == 4


def test_a_headline_may_end_in_a_full_stop() -> None:
    text = "Major Companies Pull Support For Harbour Convention.\n\nThe council met in May."
    assert names(read(text)) == []


def test_capitals_of_a_headline_make_no_names() -> None:
    document = read("Harsh Winter Empties Village Schools\n\nTeachers in Oslo said the schools had closed.")
    assert names(document) == ["Oslo"]


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("Velora's holiday campaign angered parents. The brand apologized. Velora removed the ads.", "Velora", "Organization"),
        ("Photographer Tamsin Oduya, who lives in Leeds, shot the cover.", "Tamsin Oduya", "Person"),
        ("Oduya, 42, said she was tired. Her sister drove Oduya home.", "Oduya", "Person"),
        ("The flood hit the village of Brenzau. Roads in Brenzau were closed.", "Brenzau", "Place"),
        ("Brenzau University opened a lab.", "Brenzau University", "Organization"),
        ("She posted the clip on TikTok.", "TikTok", "Platform"),
        ("Warren Hill was fined on Monday. Hill said he was ill. Lawyers of Hill agreed. Hill left.", "Warren Hill", "Person"),
        ("He won the Aldane Prize for fiction.", "Aldane Prize", "Award"),
        ("Parliament passed the Clean Rivers Act.", "Clean Rivers Act", "Law"),
        ("Hurricane Odile tore off roofs.", "Hurricane Odile", "Event"),
        ("He directed the film “Salt Harbour” last year.", "Salt Harbour", "CreativeWork"),
    ],
)
def test_types(text: str, name: str, type_: str) -> None:
    assert chain(read(text), name).type == type_


def test_types_are_scores_best_first() -> None:
    for mention in read("Velora and Oduya met in Brenzau. Velora's chief said so.").mentions:
        scores = [score for _, score in mention.types]
        assert scores == sorted(scores, reverse=True)
        assert sum(scores) <= 1.0001


def test_a_nationality_names_its_country() -> None:
    document = read("The Italian maker sold its plant. Italians were surprised, a U.S. bank said.")
    assert chain(document, "Italian").label == "Italy"
    assert chain(document, "Italians") is chain(document, "Italian")
    assert chain(document, "U.S.").label == "United States"
    assert {m.type for m in mentions(document, "Italian")} == {"Place"}


def test_a_team_named_by_its_city_is_an_organization() -> None:
    text = (
        "Leeds beat Derby in a match full of goals. The Leeds striker scored twice. Derby lost their third league game. "
        "Leeds lead the league and host Hull next."
    )
    assert chain(read(text), "Leeds").type == "Organization"
