"""Counts who really is behind a statement: copies of one report are one origin, and so is one utterance quoted by many."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import combinations

from kg.statements.voices import Voice, tokens

#: From this share of common words on (Jaccard) two texts are taken for one utterance.
ALIKE = 0.8
#: Fewer words than this are too few to be recognised inside a longer text, unless they are in quotation marks.
ENOUGH = 4


def count(voices: Sequence[Voice]) -> int:
    """Return the number of independent origins of the claims that affirm, or of those that deny where none affirms.

    Claims in an article's own voice are one origin an article, and one together with articles whose evidence has the
    same words. Claims of one speaker are one origin within an article, and one across articles where they quote one
    utterance (``kg.utterances``), or where the words are near-identical or the one quotes a piece of the other.
    """
    counted = [v for v in voices if not v.negative] or list(voices)
    return _reports([v for v in counted if v.own]) + _utterances([v for v in counted if not v.own])


def _reports(voices: Sequence[Voice]) -> int:
    groups = _Groups()
    for v in voices:
        groups.join(("article", v.article), ("article", v.article))
        for words in v.words:
            groups.join(("article", v.article), ("words", words))
    return groups.count()


def _utterances(voices: Sequence[Voice]) -> int:
    groups = _Groups()
    by_speaker: dict[str, dict[tuple[str, bool], frozenset[str]]] = {}
    for v in voices:
        speaker, text = v.speaker or "", (v.said, v.verbatim)
        groups.join((speaker, v.article), (speaker, text))
        for utterance in v.utterances:
            groups.join((speaker, v.article), ("utterance", utterance))
        by_speaker.setdefault(speaker, {})[text] = tokens(v.said)
    for speaker, texts in by_speaker.items():
        for left, right in combinations(sorted(texts), 2):
            if _alike(texts[left], left[1], texts[right], right[1]):
                groups.join((speaker, left), (speaker, right))
    return groups.count()


def _alike(left: frozenset[str], left_verbatim: bool, right: frozenset[str], right_verbatim: bool) -> bool:
    if left <= right and (left_verbatim or len(left) >= ENOUGH):
        return bool(left)
    if right <= left and (right_verbatim or len(right) >= ENOUGH):
        return bool(right)
    return len(left & right) >= ALIKE * len(left | right)


class _Groups:
    """A union-find over whatever can be hashed."""

    def __init__(self) -> None:
        self.parent: dict[Hashable, Hashable] = {}

    def find(self, x: Hashable) -> Hashable:
        self.parent.setdefault(x, x)
        while self.parent[x] != x:
            self.parent[x] = self.parent[self.parent[x]]
            x = self.parent[x]
        return x

    def join(self, x: Hashable, y: Hashable) -> None:
        self.parent[self.find(x)] = self.find(y)

    def count(self) -> int:
        return sum(1 for x, parent in self.parent.items() if x == parent)
