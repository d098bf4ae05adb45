"""Parties by what their people are called: "Republican Senator Jane Doe", "Democrat Jane Doe", "Jane Doe (D-Ohio)"."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from kg.mentions.lists import Lists
from kg.mentions.names import Name
from kg.mentions.tree import Tree

#: So many words may stand between a party and a name ("Republican presidential front-runner Jane Doe").
BETWEEN = 4
_LETTER = re.compile(r"([A-Z])-[A-Z]")
_PARTY = "Organization"


@lru_cache(maxsize=1)
def _parties() -> tuple[dict[str, str], dict[str, str]]:
    """Return the parties by adjective and by letter."""
    lines = files(__package__).joinpath("data", "parties.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {word: party for party, words, _ in rows for word in words.split(",")}, {letter: party for party, _, letter in rows}


def with_parties(tree: Tree, names: tuple[Name, ...], lists: Lists) -> tuple[Name, ...]:
    """Return the names, and those of parties that stand in the name of their people; sorted, disjoint."""
    words, letters = _parties()
    found: list[Name] = []
    people: list[Name] = []
    for name in names:
        if name.last - name.first > 1 and tree.words[name.first] in words and tree.words[name.first + 1] in lists.given:
            found.append(_party(name.first, words[tree.words[name.first]]))  # "Democrat Jane Doe"
            name = Name(name.first + 1, name.last, tree.form(name.first + 1, name.last), name.label)
        found.append(name)
        if tree.words[name.first] in lists.given:
            people.append(name)
    taken = {i for name in found for i in range(name.first, name.last)}
    for person in people:
        at = _before(tree, person.first, words, taken)
        if at is not None:
            taken.add(at)
            found.append(_party(at, words[tree.words[at]]))
        at = person.last + 1
        if at < len(tree.words) and tree.words[at - 1] in ("(", ",") and at not in taken:
            letter = _LETTER.match(tree.text, tree.tokens[at].start)
            if letter and letter[1] in letters:
                taken.add(at)
                found.append(_party(at, letters[letter[1]]))
    return tuple(sorted(found, key=lambda n: n.first))


def _before(tree: Tree, first: int, words: dict[str, str], taken: set[int]) -> int | None:
    """Return the word for a party before a name, at most roles and titles between the two."""
    start = tree.bounds[tree.tokens[first].sentence][0]
    for i in range(first - 1, max(start, first - 2 - BETWEEN) - 1, -1):
        if i in taken or tree.tokens[i].pos not in ("NOUN", "PROPN", "ADJ"):
            return None
        if tree.words[i] in words:
            plural = tree.tokens[i].tag in ("NNS", "NNPS")
            return None if plural or tree.words[i + 1] in ("Socialist", "Republic", "Unionist") else i
    return None


def _party(at: int, form: str) -> Name:
    return Name(at, at + 1, form, type=_PARTY)
