"""Titles in quotation marks after the noun of a work: "her novel “Vesta at Night”", "his third album, “Breathless,”"."""

from __future__ import annotations

from kg.mentions.names import Name
from kg.mentions.tree import Tree

#: Nouns of works that have titles.
WORKS = frozenset(
    "album anthology autobiography ballad ballet biography book comedy cookbook documentary drama essay film game memoir "
    "miniseries mixtape movie musical novel novella opera painting play podcast poem prequel program programme screenplay "
    "sculpture sequel series show single sitcom song soundtrack symphony thriller track trilogy".split()
)
_OPEN = {'"': '"', "“": "”", "‘": "’", "''": "''", "``": "''"}
_ENDS = frozenset({",", ".", ";"})
#: So many words a title has at most, and words so long have a capital in one.
_MOST, _SMALL = 9, 4


def with_titles(tree: Tree, names: tuple[Name, ...]) -> tuple[Name, ...]:
    """Return the names, and the titles of works that stand after their noun; a name inside a title is none of its own."""
    found = [span for i in range(len(tree.words)) if (span := titled(tree, i)) is not None]
    if not found:
        return names
    inside = [(a, b) for a, b in found if not any((n.first, n.last) == (a, b) for n in names)]
    kept = [n for n in names if not any(n.first < b and a < n.last for a, b in inside)]
    return tuple(sorted((*kept, *(Name(a, b, tree.form(a, b), "WORK_OF_ART") for a, b in inside)), key=lambda n: n.first))


def titled(tree: Tree, opening: int) -> tuple[int, int] | None:
    """Return the tokens of the title that opens with the quotation mark at ``opening``, or None where there is none."""
    close = _OPEN.get(tree.words[opening])
    if close is None or not after_work(tree, opening):
        return None
    paragraph, first = tree.paragraph[tree.tokens[opening].sentence], opening + 1
    for end in range(first, min(first + _MOST + 2, len(tree.words))):
        if tree.paragraph[tree.tokens[end].sentence] != paragraph:
            return None
        if tree.words[end] == close:
            last = end - 1 if end - 1 > first and tree.words[end - 1] in _ENDS else end
            return (first, last) if first < last and _in_capitals(tree, first, last) else None
    return None


def after_work(tree: Tree, opening: int) -> bool:
    """Tell whether a quotation mark follows the noun of one work, at most a comma between."""
    before = opening - 1 - (opening > 1 and tree.words[opening - 1] == ",")
    return before >= 0 and tree.lower[before] in WORKS and tree.tokens[before].tag in ("NN", "NNP", "NNS", "VB", "VBP")


def _in_capitals(tree: Tree, first: int, last: int) -> bool:
    """Tell whether words are written as a title is: all but small ones with a capital."""
    long = [tree.words[i] for i in range(first, last) if len(tree.words[i]) >= _SMALL]
    large = all(word[:1].isupper() for word in (*long, tree.words[last - 1]) if word[:1].isalpha())
    return large and tree.words[first][:1].isupper()
