"""Parties by what their people are called: "Republican Senator Jane Doe", "Democrat Jane Doe", "Jane Doe (D-Ohio)",
"Jane Doe, a Democrat"."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from kg.mentions.lists import Lists
from kg.mentions.names import Name
from kg.mentions.tree import Tree

#: So many words may stand between a party and a name ("Republican presidential front-runner Jane Doe").
BETWEEN = 4
#: What follows the word for a party that says what somebody is.
_GOING_ON = frozenset("from who and of in representing whose".split())
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
        elif name.last - name.first > 1 and _home_of_adherent(tree, name, words, lists):
            name = Name(name.first, name.last - 1, tree.form(name.first, name.last - 1), name.label)  # "a Texas Republican"
        found.append(name)
        if tree.words[name.first] in lists.given:
            people.append(name)
    taken = {i for name in found for i in range(name.first, name.last)}
    for person in people:
        at = _before(tree, person.first, words, taken)
        if at is not None:
            taken.add(at)
            found.append(_party(at, words[tree.words[at]]))
        at = _apposed(tree, person.last, words, taken)
        if at is not None:
            taken.add(at)
            found.append(_party(at, words[tree.words[at]]))
    for person in names:
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


def _home_of_adherent(tree: Tree, name: Name, words: dict[str, str], lists: Lists) -> bool:
    """Tell whether a name is that of a place and what somebody from there is called ("a *Texas Republican*")."""
    article = name.first > 0 and tree.lower[name.first - 1] in ("a", "an")
    return article and tree.words[name.last - 1] in words and tree.form(name.first, name.last - 1) in lists.places


def _apposed(tree: Tree, last: int, words: dict[str, str], taken: set[int]) -> int | None:
    """Return the word for a party in what is said after a name ("Jane Doe, *a Texas Democrat*,"): a noun, not "the Democratic
    senator"."""
    if last + 2 >= len(tree.words) or tree.words[last] != ",":
        return None
    if tree.words[last + 1] in words and tree.lower[last + 2] in ("of", "from") and last + 1 not in taken:
        return None if tree.words[last + 1].endswith("ic") else last + 1  # "Jane Doe, Republican of Ohio"
    if tree.lower[last + 1] not in ("a", "an"):
        return None
    for i in range(last + 2, min(last + 6, len(tree.words))):
        if tree.words[i] in words and tree.tokens[i].tag in ("NN", "NNP") and i not in taken:
            ends = i + 1 >= len(tree.words) or tree.words[i + 1] in (",", ".", ";", ")") or tree.lower[i + 1] in _GOING_ON
            return i if ends and not tree.words[i].endswith("ic") else None
        if not (tree.words[i][:1].isupper() or tree.tokens[i].pos in ("ADJ", "NOUN", "ADV", "PUNCT")):
            return None
    return None


def _party(at: int, form: str) -> Name:
    return Name(at, at + 1, form, type=_PARTY)
