"""Lines that tell where a text is from: the place and medium of a source line, the place of a dateline that stands alone.

Monitors of foreign media put the place first: "Moscow INTERFAX in English 1322 GMT 23 Apr 94" (FBIS; World News Connection).
Set like headlines, such lines say nothing by their capitals; their form does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.mentions.lists import Lists
from kg.mentions.tree import Tree

#: A document's number before the place ("LD2304174694", "94WE0015A").
_NUMBER = re.compile(r"(?=[A-Z]*\d)[A-Z\d]{8,}")
_MONTH = re.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?")
_DAY, _YEAR, _HOUR = re.compile(r"\d{1,2}"), re.compile(r"(?:\d\d)?\d\d"), re.compile(r"\d{4}")
_WORD = re.compile(r"[A-Z\d][\w.'’&-]*")
#: They report from everywhere: where a place stands before one alone, it is where the report was written.
_EVERYWHERE = frozenset({"AP", "AFP", "UPI", "DPA", "ANSA", "BBC", "CNN", "NPR", "REUTERS", "REUTER"})
_MOST = 8


def source_lines(tree: Tree, lists: Lists) -> Iterator[tuple[int, int, str]]:
    """Yield the names that such lines give, as tokens [first, last) with the type of what they name."""
    for number, (first, last) in enumerate(tree.bounds):
        if tree.sentences[number] == tree.paragraphs[tree.paragraph[number]]:
            yield from _source(tree, lists, first, last) or _dateline(tree, lists, first, last)


def _source(tree: Tree, lists: Lists, first: int, last: int) -> list[tuple[int, int, str]]:
    words = tree.words
    end = next((i for i in range(first, last) if _printed(words, i, last) or _broadcast(words, i, last)), None)
    at = 1 + max((i for i in range(first, end or first) if _NUMBER.fullmatch(words[i])), default=first - 1)
    medium = (
        _after_place(tree, lists, at, last) if end is None else _after_place(tree, lists, at, end) or _shouted(tree, at, end)
    )
    if not medium:
        return []
    stop = next((i for i in range(medium, end or last) if words[i] == "("), last if end is None else end)
    name = words[medium:stop]
    fits = 0 < len(name) <= _MOST and all(_WORD.fullmatch(w) or w in "-I" for w in name)
    if not fits or end is None and not _alone(name):
        return []
    return [(at, medium, "Place"), (medium, stop, "Organization")]


def _after_place(tree: Tree, lists: Lists, at: int, end: int) -> int:
    """Return where the medium begins after a known place; else 0."""
    sizes = (size for size in (4, 3, 2, 1) if at + size < end and " ".join(tree.words[at : at + size]) in lists.places)
    return next((at + size for size in sizes), 0)


def _shouted(tree: Tree, at: int, end: int) -> int:
    """Return where the medium begins after a word that is not shouted as all after it is ("Madras THE HINDU"); else 0."""
    after = tree.words[at + 1 : end]
    return at + 1 if tree.words[at].istitle() and after and all(w.isupper() for w in after) else 0


def _alone(name: tuple[str, ...]) -> bool:
    """Tell whether what stands after a place, and nothing else on the line, can be nothing but a medium."""
    shouted = all(w.isupper() and not any(c.isdigit() for c in w) for w in name) and any(len(w) > 2 for w in name)
    return shouted and not _EVERYWHERE & set(name) or len(name) > 2 and (name[0], name[-1]) == ("Radio", "Network")


def _broadcast(words: tuple[str, ...], i: int, last: int) -> bool:
    """Tell whether "in English 1322 GMT", "in Russian 23 Mar 94" or "in Chinese No 3" begins at a word."""
    if words[i] != "in" or i + 3 >= last or not words[i + 1].istitle():
        return False
    hour = _HOUR.fullmatch(words[i + 2]) and words[i + 3].upper() == "GMT"
    return bool(hour or words[i + 2] == "No" or _date(words, i + 2, last))


def _printed(words: tuple[str, ...], i: int, last: int) -> bool:
    """Tell whether "30 Jan 94 p 1" begins at a word."""
    return i + 4 < last and _date(words, i, last) and words[i + 3] in {"p", "pp"} and words[i + 4][0].isdigit()


def _date(words: tuple[str, ...], i: int, last: int) -> bool:
    if i + 2 >= last:
        return False
    return bool(_DAY.fullmatch(words[i]) and _MONTH.fullmatch(words[i + 1]) and _YEAR.fullmatch(words[i + 2]))


def _dateline(tree: Tree, lists: Lists, first: int, last: int) -> list[tuple[int, int, str]]:
    """Return the places of "KARBALA, Iraq", which stands alone."""
    words = tree.words
    comma = next((i for i in range(first, last) if words[i] == ","), first)
    larger = " ".join(words[comma + 1 : last])
    shouted = all(w.isupper() and w.isalpha() for w in words[first:comma])
    if not (first < comma <= first + 3 and shouted and (larger in lists.places or larger in lists.same)):
        return []
    return [(first, comma, "Place"), (comma + 1, last, "Place")]
