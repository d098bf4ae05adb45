"""Nominals and pronouns: the noun phrases the lexicon knows, their extent, and words that stand for nothing."""

from __future__ import annotations

import pytest

from tests.mentions.reading import mentions, ontology, read


def nominals(text: str) -> list[tuple[str, str]]:
    return [(m.text, m.type) for m in read(text).mentions if m.kind == "nominal"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The old fashion house of Lyon filed a $3 million lawsuit.", ["The old fashion house", "a $3 million lawsuit"]),
        ("She showed her holiday ad campaign, which angered critics.", ["her holiday ad campaign", "critics"]),
        ("The senator says that the town's bridge is unsafe.", ["The senator", "the town's bridge", "the town"]),
    ],
)
def test_the_phrase_runs_from_its_first_modifier_to_its_head(text: str, expected: list[str]) -> None:
    assert [words for words, _ in nominals(text)] == expected


def test_types_come_from_the_lexicon() -> None:
    found = dict(nominals("A spokeswoman told reporters that the film, a statute and an earthquake made the company rich."))
    assert found["A spokeswoman"] == "Person"
    assert found["reporters"] == "Group"
    assert found["the film"] == "CreativeWork"
    assert found["a statute"] == "Law"
    assert found["an earthquake"] == "Event"
    assert found["the company"] == "Organization"


def test_a_noun_that_only_modifies_is_no_mention() -> None:
    assert ("company", "Organization") not in nominals("He parked the company car behind the school bus.")


def test_it_that_stands_for_nothing_is_no_mention() -> None:
    document = read("It is clear that the dam will hold. It seems that nobody left.")
    assert mentions(document, "It", "pronoun") == []


def test_relative_pronouns_stand_for_the_noun_of_their_clause() -> None:
    document = read("The mayor, who left, signed the law that the council wrote.")
    chains = {m.text: m.chain for m in document.mentions}
    assert [m.text for m in document.mentions if m.kind == "pronoun"] == ["who", "that"]
    assert chains["who"] == chains["The mayor"]
    assert chains["that"] == chains["the law"]


def test_the_lexicon_is_large_and_covers_every_type() -> None:
    nouns = ontology().nouns
    assert len(nouns) >= 700
    assert set(nouns.values()) == set(ontology().types)
