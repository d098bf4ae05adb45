"""What a capital says: whether a word is written like a name, and whether it is one where a sentence begins."""

from __future__ import annotations

import re
from collections import Counter

from kg.mentions.lists import Lists, words
from kg.mentions.tree import Tree

NAME_LABELS = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"})
_STOP = words("function word")
_MIDDLE = frozenset(
    "one two three four five six seven eight nine ten first second third last next more now most own up".split()
)


#: What follows the time of day: whose clock it is.
_ZONES = frozenset("ET EST EDT CT CST CDT MT MST MDT PT PST PDT GMT BST CET CEST UTC Eastern Central Mountain Pacific".split())
_CLOCK = re.compile(r"([ap]\.?m\.?|\d{1,2}[:.]?\d\d)", re.IGNORECASE)
#: "Calif.-based", "U.S.-led": two words, of which the second one is none of a name.
_COMPOUND = re.compile(r".+-(backed|based|born|controlled|educated|led|listed|made|owned|run|trained)")
#: Words that headlines write small.
_LINKING = frozenset("a an the of in on for to and or at by with as from but vs into over".split())


def headline(line: str) -> bool:
    """Tell whether a line is set like a headline, so that capitals say nothing.

    >>> headline("Storm Batters Coast as Thousands Flee"), headline("A storm hit the coast of Oregon.")
    (True, False)
    """
    if line.isupper():
        return True
    if line.rstrip("\"'”’)").endswith((".", "!", "?", ":", ",", ";")) or len(line) > 250:
        return False
    words = re.findall(r"[^\W\d_][\w'’-]*", line)
    content = [w for w in words if len(w) > 3 and w.lower() not in _STOP] or words
    return bool(content) and not any(w[0].islower() for w in content)


def headlines(tree: Tree) -> set[int]:
    """Return the numbers of the paragraphs that are set like headlines; the first of a text may be one with a full stop."""
    lines = [p.of(tree.text) for p in tree.paragraphs]
    found = {n for n, line in enumerate(lines) if headline(line)}
    words = re.findall(r"[^\W\d_][\w'’-]*", lines[0]) if lines else []
    if len(words) > 4 and all(w[0].isupper() or w in _LINKING for w in words) and headline(lines[0].rstrip(".!?")):
        found.add(0)
    return found


class Capitals:
    """One document's capitals: where the model sees names, which words also stand in small letters."""

    def __init__(self, tree: Tree, ner: tuple[tuple[int, int, str], ...], lists: Lists, common: frozenset[str]) -> None:
        self.t, self.lists, self.common = tree, lists, common
        self.ner: dict[int, tuple[int, int, str]] = {}
        for first, last, label in ner:
            if label in NAME_LABELS:
                for i in range(first, last):
                    self.ner[i] = (first, last, label)
        self.inside = Counter(  # how often a word has its capital inside a sentence, where that means something
            w for i, w in enumerate(tree.words) if w[:1].isupper() and not tree.initial(i)
        )
        self.small = frozenset(w for w in tree.words if w[:1].islower())

    def capital(self, i: int) -> bool:
        """Tell whether a word is written like (a part of) a name."""
        word = self.t.words[i]
        if word[:1] == "@":
            return len(word) > 2
        if not word[:1].isupper():
            return bool(re.match(r"[a-z]{1,2}[A-Z]\w|(?:al|el|ul|ad|as|an|ibn|bin)-[A-Z]|[dl]['’][A-Z]", word)) or (
                word[:1].isdigit() and bool(re.search(r"\d[A-Z]|\der", word))
            )
        if re.match(r"[RDI]-[A-Z]", word):  # a senator's party and state
            return False
        if _COMPOUND.fullmatch(word) or word in _ZONES and i and _CLOCK.fullmatch(self.t.words[i - 1]):
            return False
        if self.lists.has("not name", word) or self.t.lower[i] in _STOP and not (word.isupper() and len(word) > 1):
            return False
        return any(c.isalpha() for c in word)

    def numeral(self, i: int) -> bool:
        """Tell whether a stop word inside a run has a capital because it belongs to the name ("Gate Six")."""
        word = self.t.words[i]
        if word.endswith("day") and self.lists.has("not name", word):
            return i > 0 and self.t.words[i - 1] in {"Super", "Black", "Cyber", "Good", "Bloody", "Giving", "Ash"}
        return word[:1].isupper() and self.t.lower[i] in _MIDDLE and not self.t.initial(i)

    def begins(self, i: int) -> bool:
        """Tell whether a name can begin at ``i``: at a sentence's start a capital needs backing."""
        if not self.capital(i):
            return False
        if not self.t.initial(i):
            return True
        word, token = self.t.words[i], self.t.tokens[i]
        if self.inside[word] or word in self.lists.places or word in self.lists.demonyms or word in self.lists.given:
            return True
        if any(self.lists.has(key, word) for key in ("platform", "known organization")):
            return True
        if token.pos == "INTJ" or token.tag == "NNS" and i not in self.ner:
            return False  # "Um, …", "Things have changed"
        follows = i + 1 < len(self.t.words) and self.capital(i + 1) and self.t.tokens[i + 1].sentence == token.sentence
        if follows and self.lists.has("first in a name", word):
            return True
        if self.ordinary(i) or self.t.lower[i] in self.small:
            return i in self.ner and (follows and self.ner[i][1] > i + 1 or token.pos == "PROPN" and word.isupper())
        return True

    def ordinary(self, i: int) -> bool:
        """Tell whether a word, or the word it is a form of, is no name by itself."""
        token = self.t.tokens[i]
        inflected = token.pos != "PROPN" and (token.tag[:2] == "VB" or token.lemma.lower() in self.common)
        return self.t.lower[i] in self.common or inflected

    def same(self, i: int, j: int) -> bool:
        """Tell whether the model sees tokens ``i`` and ``j`` in one name."""
        return i in self.ner and j in self.ner and self.ner[i][:2] == self.ner[j][:2]

    def believed(self, i: int) -> bool:
        """Tell whether a common word with a capital is a name here."""
        word, token = self.t.words[i], self.t.tokens[i]
        if word in self.lists.places or word in self.lists.demonyms or self.known(word):
            return True
        if self.t.initial(i):
            return i in self.ner and self.inside[word] > 0
        if self.t.lower[i] in self.small and i not in self.ner:
            return False
        return i in self.ner or token.tag in {"NNP", "NNPS"} or word in self.lists.given

    def known(self, word: str) -> bool:
        """Tell whether a word is a well-known platform or organisation."""
        return any(self.lists.has(key, word) for key in ("platform", "known organization"))
