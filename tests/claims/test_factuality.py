"""Denied, hedged, planned, alleged and ended relations never look like plain current facts."""

from __future__ import annotations

import pytest

from kg.model import Claim
from tests.claims.conftest import Extract


def only(found: tuple[Claim, ...], predicate: str) -> Claim:
    (claim,) = [c for c in found if c.predicate == predicate]
    return claim


@pytest.mark.parametrize(
    ("text", "polarity", "modality"),
    [
        ("Maria Lopez sued Northwind Energy.", "positive", "asserted"),
        ("Maria Lopez did not sue Northwind Energy.", "negative", "asserted"),
        ("Maria Lopez never sued Northwind Energy.", "negative", "asserted"),
        ("Maria Lopez refused to sue Northwind Energy.", "negative", "asserted"),
        ("Maria Lopez will sue Northwind Energy.", "positive", "planned"),
        ("Maria Lopez plans to sue Northwind Energy.", "positive", "planned"),
        ("Maria Lopez may sue Northwind Energy.", "positive", "possible"),
        ("Maria Lopez should have sued Northwind Energy.", "positive", "possible"),
        ("If Maria Lopez sues Northwind Energy, the price will fall.", "positive", "possible"),
        ("The price will fall when Maria Lopez sues Northwind Energy.", "positive", "possible"),
        ("Maria Lopez allegedly sued Northwind Energy.", "positive", "alleged"),
        ("Did Maria Lopez sue Northwind Energy?", "positive", "possible"),
        ("Maria Lopez will not sue Northwind Energy.", "negative", "planned"),
        ("Maria Lopez left without suing Northwind Energy.", "negative", "asserted"),
        ("Maria Lopez was not willing to sue Northwind Energy.", "negative", "asserted"),
        ("Maria Lopez was unable to sue Northwind Energy.", "negative", "asserted"),
        ("Neither firm was ready to sue Northwind Energy.", "negative", "asserted"),
        ("Maria Lopez is not likely to sue Northwind Energy.", "negative", "planned"),
        ("Maria Lopez is unlikely to sue Northwind Energy.", "negative", "possible"),
        ("Maria Lopez may be willing to sue Northwind Energy.", "positive", "possible"),
        ("Maria Lopez needs to sue Northwind Energy.", "positive", "possible"),
    ],
)
def test_polarity_and_modality(extract: Extract, text: str, polarity: str, modality: str) -> None:
    claim = only(extract(text), "sued")
    assert (claim.polarity, claim.modality) == (polarity, modality)


@pytest.mark.parametrize(
    ("text", "predicate", "status"),
    [
        ("Helen Brandt's ex-husband, Peter Olsen, lives in Oslo.", "spouseOf", "ended"),
        ("Helen Brandt, a former director of Tesora Bank, was there.", "headOf", "ended"),
        ("Helen Brandt no longer works for Tesora Bank.", "employedBy", "ended"),
        ("Helen Brandt used to work for Tesora Bank.", "employedBy", "ended"),
        ("Northwind Energy had a partnership with Tesora Bank for years.", "partneredWith", "ended"),
        ("Maria Lopez is suing Northwind Energy.", "sued", "current"),
    ],
)
def test_status(extract: Extract, text: str, predicate: str, status: str) -> None:
    assert [c.status for c in extract(text) if c.predicate == predicate] == [status]


def test_an_ended_partnership_is_no_partnership(extract: Extract) -> None:
    found = extract("Northwind Energy ended its partnership with Tesora Bank.")
    assert [c.predicate for c in found] == ["endedPartnershipWith"]


@pytest.mark.parametrize(
    "text",
    [
        "The Teachers Union did not endorse Maria Lopez until June.",
        "The Teachers Union did not endorse Maria Lopez until after the primary.",
        "The Teachers Union did not endorse Maria Lopez until she won the primary.",
    ],
)
def test_what_did_not_happen_until_later_is_not_denied(extract: Extract, text: str) -> None:
    assert not [c for c in extract(text) if c.predicate == "endorsed"]


@pytest.mark.parametrize(
    ("text", "predicate", "status"),
    [
        ("Once Maria Lopez wrote a short play.", "authorOf", None),
        ("Maria Lopez's previous criticism of Peter Olsen was mild.", "criticized", None),
        ("Maria Lopez was the only Danish player to make the list.", "hasRole", None),
        ("Maria Lopez was the third witness testifying on Tuesday.", "hasRole", None),
        ("Maria Lopez was a painter.", "hasRole", "ended"),
        ("Maria Lopez and her husband run a farm in Wales.", "headOf", "current"),
    ],
)
def test_what_happened_is_not_over_by_being_past(extract: Extract, text: str, predicate: str, status: str | None) -> None:
    assert {c.status for c in extract(text) if c.predicate == predicate} == {status}


def test_a_former_office_is_not_the_next_ones_too(extract: Extract) -> None:
    found = extract(
        "Former U.N. Ambassador John Marsh and Norvan News National Security editor Dr. Sebastian Roe both denounced it."
    )
    held = {c.subject.label: c.status for c in found if c.predicate == "hasRole"}
    assert held == {"John Marsh": "ended", "Sebastian Roe": None}


def test_a_verbal_attack_is_no_assault(extract: Extract) -> None:
    assert not [c for c in extract("Maria Lopez attacked Helen Brandt over taxes.") if c.predicate == "attacked"]


def test_speech_belongs_to_its_speaker(extract: Extract) -> None:
    claim = only(extract("Peter Olsen says that Maria Lopez sued Northwind Energy."), "sued")
    assert claim.attributed_to is not None
    assert claim.attributed_to.label == "Peter Olsen"


def test_a_claimed_accusation_is_alleged(extract: Extract) -> None:
    claim = only(extract("Peter Olsen claims that Maria Lopez assaulted Helen Brandt."), "attacked")
    assert claim.modality == "alleged"
    assert claim.attributed_to is not None


def test_a_threatened_party_is_not_sued(extract: Extract) -> None:
    found = extract("In a statement, Northwind Energy says that Peter Olsen's work will not be subject to a lawsuit.")
    claim = only(found, "sued")
    assert (claim.subject.label, claim.polarity, claim.modality) == ("Northwind Energy", "negative", "planned")


def test_i_is_the_speaker(extract: Extract) -> None:
    found = extract('"I criticized Maria Lopez," Peter Olsen said.')
    claim = only(found, "criticized")
    assert claim.subject.label == "Peter Olsen"
    assert claim.attributed_to is not None
    assert claim.attributed_to.label == "Peter Olsen"


def test_unknown_speaker_is_not_the_articles_voice(extract: Extract) -> None:
    found = extract('"Maria Lopez assaulted Helen Brandt," a shout went.')
    assert not [c for c in found if c.predicate == "attacked" and c.attributed_to is None and c.modality == "asserted"]


@pytest.mark.parametrize(
    ("text", "predicate", "expected"),
    [
        ("Naomi Fletcher went on to endorse Carl Mott.", "endorsed", [("positive", "asserted")]),
        ("After meeting Naomi Fletcher, Carl Mott proposed a new law.", "metWith", [("positive", "asserted")]),
        ("Carl Mott flew to Lagos to meet Naomi Fletcher.", "metWith", []),
        ("Carl Mott was elected to serve as mayor.", "hasRole", [("positive", "asserted")]),
        ("Friends urged Carl Mott to endorse Naomi Fletcher.", "endorsed", [("positive", "possible")]),
        ("Naomi Fletcher is the best candidate to defeat Carl Mott.", "defeated", [("positive", "possible")]),
        ("Naomi Fletcher made a bid to acquire Bolton Steel.", "acquired", [("positive", "planned")]),
        ("Carl Mott was not happy and sued Naomi Fletcher.", "sued", [("positive", "asserted")]),
        ("The court will try to stop Carl Mott from acquiring Bolton Steel.", "acquired", [("negative", "possible")]),
        ("It would have been kind had Carl Mott congratulated Naomi Fletcher.", "praised", [("positive", "possible")]),
        ("Naomi Fletcher wrote about how Carl Mott attended the summit.", "attended", [("positive", "asserted")]),
        ("Carl Mott sent everybody the same words: “Have you voted?”", "made", []),
        ("Naomi Fletcher surged from obscurity to upset Carl Mott.", "defeated", [("positive", "asserted")]),
        ("Police charged Carl Mott with spying by publishing secret files.", "publishedBy", []),
        ("Delegates cheered the next president of Norway, Carl Mott.", "headOf", [("positive", "planned")]),
        ("Carl Mott, Naomi Fletcher's next biggest rival, left.", "competesWith", [("positive", "asserted")]),
    ],
)
def test_what_clauses_make_of_an_event(extract: Extract, text: str, predicate: str, expected: list[tuple[str, str]]) -> None:
    assert [(c.polarity, c.modality) for c in extract(text) if c.predicate == predicate] == expected
