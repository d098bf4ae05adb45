"""Home states and seats, advisers, titles of works, sides led to a win, what is threatened, voted for and refused."""

from __future__ import annotations

import pytest

from tests.claims.conftest import Extract, speaks_of, standing, tells

READ = [
    # where people come from
    ("Ohio Sen. Ada Finch met Omar Bell.", ("Ada Finch", "hailsFrom", "Ohio")),
    ("Ada Finch won her home state of Texas.", ("Ada Finch", "hailsFrom", "Texas")),
    ("Omar Bell returned to his hometown of Lyon.", ("Omar Bell", "hailsFrom", "Lyon")),
    ("Ada Finch, a teacher from Oslo, was there.", ("Ada Finch", "hailsFrom", "Oslo")),
    ("Senator Maria Lind (Sweden) said it was over.", ("Maria Lind", "nationality", "Sweden")),
    ("Oslo resident Ada Finch sold it.", ("Ada Finch", "residence", "Oslo")),
    ("Ada Finch campaigned in Iowa on Monday.", ("Ada Finch", "visited", "Iowa")),
    # where bodies and places are
    ("Glenmore University in Oslo was hit by a fire.", ("Glenmore University", "locatedIn", "Oslo")),
    ("Omar Bell was arrested in the southern Pakistani city of Karachi.", ("Karachi", "locatedIn", "Pakistan")),
    ("Oslo will host the Nordic Cup in June.", ("Nordic Cup", "locatedIn", "Oslo")),
    # a name that a phrase gives
    ("Omar Bell founded a company called Norvane Systems.", ("Norvane Systems", "foundedBy", "Omar Bell")),
    ("Norvane Foods was sued by the state of Ohio.", ("Ohio", "sued", "Norvane Foods")),
    ("Ada Finch met her Chadian counterpart, Omar Bell, in Paris.", ("Ada Finch", "metWith", "Omar Bell")),
    # who works with and for whom
    ("Omar Bell, an adviser to Ada Finch, said so.", ("Omar Bell", "worksWith", "Ada Finch")),
    ("Senator Ada Finch's chief of staff, Omar Bell, said so.", ("Omar Bell", "worksWith", "Ada Finch")),
    ("Omar Bell, an Africa expert at the Glenmore Institute, said so.", ("Omar Bell", "employedBy", "Glenmore Institute")),
    ("Norvane Foods' head of research, Omar Bell, said so.", ("Omar Bell", "employedBy", "Norvane Foods")),
    ("Ada Finch, vice chairwoman of the Labour Party, said so.", ("Ada Finch", "memberOf", "Labour Party")),
    ("Ada Finch won a seat in the Senate in 2018.", ("Ada Finch", "memberOf", "Senate")),
    ("U.S. Secretary of State Ada Finch said so.", ("Ada Finch", "ministerOf", "United States")),
    # offices and bodies
    ("Ada Finch took the helm of Norvane Foods in 2019.", ("Ada Finch", "headOf", "Norvane Foods")),
    ("Norvane Foods tapped Ada Finch to lead its business.", ("Norvane Foods", "appointed", "Ada Finch")),
    ("Norvane Foods picked Ada Finch to replace Omar Bell.", ("Ada Finch", "succeeded", "Omar Bell")),
    ("Norvane Foods completed the sale of Cado Media to Lindgren Group.", ("Lindgren Group", "acquired", "Cado Media")),
    ("Norvane Foods said it had bought Cado Media.", ("Norvane Foods", "acquired", "Cado Media")),
    ("Norvane Foods owns 51 percent of Cado Media.", ("Norvane Foods", "investedIn", "Cado Media")),
    # works
    ("Ada Finch discussed her memoir, “Gifted Hands,” on Monday.", ("Ada Finch", "created", "Gifted Hands")),
    ("“Red Moon” director Ada Finch said so.", ("Ada Finch", "directed", "Red Moon")),
    ("Ada Finch appeared on the show “Red Moon” on Sunday.", ("Ada Finch", "appearedIn", "Red Moon")),
    # contests and crimes
    ("Omar Bell led the Dalton Tigers to a 98-90 win over the Oslo Bears.", ("Dalton Tigers", "defeated", "Oslo Bears")),
    ("Omar Bell scored 25 points to lead the Dalton Tigers past the Oslo Bears.", ("Dalton Tigers", "defeated", "Oslo Bears")),
    ("Ada Finch clinched the doubles title at the Nordic Open.", ("Ada Finch", "wonAward", "Nordic Open")),
    ("Omar Bell fatally shot Tom Rask.", ("Omar Bell", "killed", "Tom Rask")),
    ("Omar Bell was jailed for murder.", ("Omar Bell", "convictedOf", "murder")),
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_what_the_words_say_is_read(extract: Extract, text: str, expected: tuple[str, str, str]) -> None:
    assert tells(extract(text), expected)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ada Finch is in charge of the election process.", "chargedWith"),
        ("Ada Finch led a group charged with cleaning up Oslo.", "chargedWith"),
        ("Omar Bell threatened to kill Ada Finch.", "killed"),
        ("Omar Bell is accused of threatening to kill Ada Finch.", "killed"),
        ("Omar Bell accused him of detaining a man and beating him to death.", "killed"),
        ("Ada Finch hailed Norway's vote to leave the Nordic Union.", "Ada Finch resignedFrom"),
        ("Ada Finch called on Omar Bell to resign from Norvane Foods.", "Ada Finch resignedFrom"),
        ("Omar Bell, a lawyer for Ada Finch and Tom Rask, who was shot dead, was there.", "Omar Bell killed"),
        ("Some emails to Omar Bell, Ada Finch's aides, were lost.", "Omar Bell worksWith"),
        ("Norvane Foods hired Ada Finch as its finance chief.", "headOf"),
        ("The network accused Ada Finch of lying.", "network"),
        ("The president met Ada Finch in Oslo.", "metWith"),
        ("She lives in the Washington Heights neighborhood of Manhattan.", "Manhattan locatedIn"),
        ("The first member of Congress to endorse Ada Finch was Omar Bell.", "Congress endorsed"),
        ("Ada Finch took the prize of standing in the rain.", "awardReceived"),
        ("His own quest to become the US president made Omar Bell famous.", "nationality"),
    ],
)
def test_what_they_do_not_say_is_not(extract: Extract, text: str, words: str) -> None:
    assert not speaks_of(extract(text), words)


@pytest.mark.parametrize(
    ("text", "relation", "expected"),
    [
        ("The Norvane Union voted to endorse Ada Finch on Monday.", "endorsed", ("positive", "asserted", None)),
        ("The Norvane Union will vote to endorse Ada Finch.", "endorsed", ("positive", "planned", None)),
        ("The Norvane Union voted to sue Cado Media.", "sued", ("positive", "planned", None)),
        ("Ada Finch took to Twitter to criticize Omar Bell.", "criticized", ("positive", "asserted", None)),
        ("Ada Finch's refusal to endorse Omar Bell angered many.", "endorsed", ("negative", "asserted", None)),
        ("Norvane Foods has selected Cado Media to develop software.", "created", ("positive", "planned", None)),
        ("Omar Bell spent years working for Norvane Foods.", "employedBy", ("positive", "asserted", None)),
        ("Omar Bell resigned as attorney general on Monday.", "hasRole", ("positive", "asserted", "ended")),
        ("Omar Bell refused to resign as chairman of Norvane Foods.", "headOf", ("positive", "asserted", None)),
    ],
)
def test_how_sure_and_whether_over(extract: Extract, text: str, relation: str, expected: tuple[str, str, str | None]) -> None:
    assert standing(extract(text), relation) == [expected]


def test_who_may_be_the_one_named_last(extract: Extract) -> None:
    """ "Who" after a comma is not told of whoever the parser hangs it on while another person's name stands before it."""
    found = extract("Ada Finch, the mother of Tom Rask, who was fatally shot in 2012 by a volunteer, spoke in Oslo.")
    assert not any(
        c.predicate in ("killed", "dateOfDeath") and "Ada Finch" in (c.subject.label, getattr(c.object, "label", ""))
        for c in found
    )


def test_a_home_state_is_of_whoever_is_named_last(extract: Extract) -> None:
    found = extract("Ada Finch trailed Omar Bell, who lost to Tom Rask in her home state of Ohio.")
    assert not speaks_of(found, "Ada Finch hailsFrom Ohio")
