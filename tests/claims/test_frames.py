"""What the lexicon's frames read in ordinary news sentences, and what they must leave alone."""

from __future__ import annotations

import pytest

from tests.claims.conftest import Extract, triple

READ = [
    ("Maria Lopez sued Northwind Energy in Denver on Monday.", ("Maria Lopez", "sued", "Northwind Energy")),
    ("Northwind Energy was sued by Maria Lopez.", ("Maria Lopez", "sued", "Northwind Energy")),
    ("Maria Lopez filed a $3 million lawsuit against Northwind Energy.", ("Maria Lopez", "sued", "Northwind Energy")),
    ("Maria Lopez is in the midst of a lawsuit against Northwind Energy.", ("Maria Lopez", "sued", "Northwind Energy")),
    ("Tesora Bank acquired Harbor Credit Union for $40 million.", ("Tesora Bank", "acquired", "Harbor Credit Union")),
    ("Tesora Bank has a partnership with Harbor Credit Union.", ("Harbor Credit Union", "partneredWith", "Tesora Bank")),
    ("Helen Brandt, the chief executive of Tesora Bank, resigned.", ("Helen Brandt", "chiefExecutiveOf", "Tesora Bank")),
    ("Tesora Bank was founded by Helen Brandt in 1998.", ("Tesora Bank", "foundedBy", "Helen Brandt")),
    ("Tesora Bank was founded by Helen Brandt in 1998.", ("Tesora Bank", "dateFounded", "1998")),
    ("Helen Brandt was born in Lyon in 1961.", ("Helen Brandt", "placeOfBirth", "Lyon")),
    ("Helen Brandt married Peter Olsen in 1990.", ("Helen Brandt", "spouseOf", "Peter Olsen")),
    ("Helen Brandt works for Tesora Bank.", ("Helen Brandt", "employedBy", "Tesora Bank")),
    ("Peter Olsen criticized Helen Brandt at the meeting.", ("Peter Olsen", "criticized", "Helen Brandt")),
    ("Helen Brandt met with Peter Olsen in Geneva on Tuesday.", ("Helen Brandt", "metWith", "Peter Olsen")),
    ("Helen Brandt, 61, wrote on Facebook that she was tired.", ("Helen Brandt", "age", "61")),
    ("Architect Peter Olsen designed the museum.", ("Peter Olsen", "hasRole", "Architect")),
    ("Peter Olsen, the former secretary of state, agreed.", ("Peter Olsen", "hasRole", "secretary of state")),
    ("Peter Olsen, a political science professor, agreed.", ("Peter Olsen", "hasRole", "political science professor")),
    ("The police arrested Peter Olsen on Friday. Peter Olsen studied at Stanford University.",
     ("Peter Olsen", "educatedAt", "Stanford University")),
    ("Peter Olsen graduated from Stanford University and worked for Tesora Bank.",
     ("Peter Olsen", "educatedAt", "Stanford University")),
    ("Peter Olsen's lawyer, Helen Brandt, spoke to reporters.", ("Helen Brandt", "agentOf", "Peter Olsen")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), READ)
def test_reads(extract: Extract, text: str, expected: tuple[str, str, str]) -> None:
    found = [triple(c) for c in extract(text)]
    assert expected in found or (expected[2], expected[1], expected[0]) in found


def test_coordination_gives_each_member_its_claim(extract: Extract) -> None:
    found = {triple(c) for c in extract("Maria Lopez sued Northwind Energy and Tesora Bank.")}
    assert {("Maria Lopez", "sued", "Northwind Energy"), ("Maria Lopez", "sued", "Tesora Bank")} <= found


def test_direction_is_kept(extract: Extract) -> None:
    found = {triple(c) for c in extract("Northwind Energy was sued by Maria Lopez.")}
    assert ("Northwind Energy", "sued", "Maria Lopez") not in found


@pytest.mark.parametrize(
    "text",
    [
        "Maria Lopez and Northwind Energy were in Denver on Monday.",
        "Maria Lopez drove past Tesora Bank.",
        "Sue Northwind Energy, Maria Lopez.",
    ],
)
def test_abstains_where_nothing_is_said(extract: Extract, text: str) -> None:
    assert not [c for c in extract(text) if c.predicate in ("sued", "partneredWith", "employedBy", "linkedTo")]


def test_evidence_is_the_sentence_and_names_its_entry(extract: Extract) -> None:
    text = "It rained. Maria Lopez sued Northwind Energy. It stopped."
    (claim,) = [c for c in extract(text) if c.predicate == "sued"]
    assert [s.of(text) for s in claim.evidence] == ["Maria Lopez sued Northwind Energy."]
    assert "sue-verb" in claim.reason
