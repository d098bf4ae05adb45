"""Names that the gazetteer tells, where they stand in a text: found as listed, whatever the finder makes of them.

The longest listed name wins. A name that the finder found around a listed one stays where that is one word ("Vale" in
"Vale Street", "Lund" in "Ines Lund"), or where it goes on ("Fell Mill" in "Fell Mill Foundation").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from kg.gazetteer import Entry, Gazetteer
from kg.mentions.lists import words as listed
from kg.mentions.names import Name
from kg.mentions.tree import Tree

_LEGAL = listed("legal suffix")
_START = re.compile(r"\w+|\S")
#: For the first word of a listed name: the names that begin with it as words, longest first, and what each may be.
Index = Mapping[str, tuple[tuple[tuple[str, ...], tuple[Entry, ...]], ...]]


def tell(tree: Tree, found: tuple[Name, ...], gazetteer: Gazetteer) -> tuple[Name, ...]:
    """Return the names found, with those that the gazetteer tells in the place of what they overlap; sorted, disjoint."""
    if not gazetteer:
        return found
    names: list[Name] = []
    last = 0
    told = [_with_legal(tree, name, _over(found, name)) for name in _listed(tree, _index(gazetteer))]
    told = [name for name in told if not any(_wider(tree, other, name) for other in _over(found, name))]
    for name in found:
        over = [n for n in told if n.first < name.last and name.first < n.last]
        if not over:
            names.append(name)
            continue
        last = over[-1].last
        if rest := _rest(tree, last, name.last):
            names.append(Name(*rest, tree.form(*rest), name.label))
    return tuple(sorted((*names, *told), key=lambda n: n.first))


@lru_cache(maxsize=2)
def _index(gazetteer: Gazetteer) -> Index:
    forms: dict[str, list[Entry]] = {}
    for entry in gazetteer.entries:
        for form in entry.names:
            forms.setdefault(form, []).append(entry)
    shouted: dict[str, list[Entry]] = {}
    for form, entries in forms.items():  # as headlines have it
        if len(form) > 3 and form.upper() not in forms:
            shouted.setdefault(form.upper(), []).extend(entries)
    index: dict[str, list[tuple[tuple[str, ...], tuple[Entry, ...]]]] = {}
    for form, entries in (forms | shouted).items():
        start = _START.match(form)
        assert start is not None
        index.setdefault(start[0], []).append((tuple(form.split()), tuple(dict.fromkeys(entries))))
    return {start: tuple(sorted(rows, key=lambda r: (-len(" ".join(r[0])), r[0]))) for start, rows in index.items()}


def _listed(tree: Tree, index: Index) -> list[Name]:
    """Return the listed names of the text, sorted and disjoint, each within one sentence."""
    text = tree.text.replace("’", "'")
    ends = {token.end: i + 1 for i, token in enumerate(tree.tokens)}
    found: list[Name] = []
    free = 0
    for i, token in enumerate(tree.tokens):
        start = _START.match(text, token.start)
        if i < free or start is None or start[0] not in index:
            continue
        for words, entries in index[start[0]]:
            last = ends.get(_end(text, token.start, words), 0)
            if last and tree.tokens[last - 1].sentence == token.sentence:
                types = {entry.type for entry in entries}
                one = entries[0] if len(entries) == 1 else None
                found.append(Name(i, last, tree.form(i, last), type=types.pop() if len(types) == 1 else "", entry=one))
                free = last
                break
    return found


def _end(text: str, at: int, words: tuple[str, ...]) -> int:
    """Return where ``words``, with any white space between them, end if they stand at ``at``; else -1."""
    for number, word in enumerate(words):
        if number:
            gap = at
            while at < len(text) and text[at].isspace():
                at += 1
            if at == gap:
                return -1
        if not text.startswith(word, at):
            return -1
        at += len(word)
    return at


def _with_legal(tree: Tree, name: Name, over: list[Name]) -> Name:
    """Return a name with the legal suffix that the finder has after it ("Fell Mill Ltd")."""
    for other in over:
        after = [word.casefold() for word in tree.words[name.last : other.last] if word != ","]
        if after and other.first <= name.first and all(word in _LEGAL or word + "." in _LEGAL for word in after):
            return replace(name, last=other.last, form=tree.form(name.first, other.last))
    return name


def _over(found: tuple[Name, ...], name: Name) -> list[Name]:
    """Return the found names that overlap a name."""
    at = bisect_left(found, name.first + 1, key=lambda n: n.last)
    over = []
    while at < len(found) and found[at].first < name.last:
        over.append(found[at])
        at += 1
    return over


def _wider(tree: Tree, found: Name, told: Name) -> bool:
    """Tell whether a found name is a longer one than the told name inside it, and another thing's."""
    if not (found.first <= told.first and told.last <= found.last) or (found.first, found.last) == (told.first, told.last):
        return False
    before, after = tree.words[found.first : told.first], tree.words[told.last : found.last]
    if (
        after
        and after[0] not in {"'s", "’s"}
        and (after[0][:1].isupper() or after[0][:1].isdigit() or after[0] in {"of", "for"})
    ):
        return True
    return told.last - told.first == 1 and not set(before) <= {"The", "the"}


def _rest(tree: Tree, first: int, last: int) -> tuple[int, int] | None:
    """Return what is left of a found name behind a told one, from capital to capital."""
    capital = [i for i in range(first, last) if tree.words[i][:1].isupper()]
    return (capital[0], capital[-1] + 1) if capital else None
