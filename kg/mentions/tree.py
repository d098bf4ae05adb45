"""A parse that can be walked: words, children, sentence ranges; every look-up in constant time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.mentions.parse import Parse
from kg.model import Dependents, Span, Token, children

#: Labels that hold a noun phrase together to the left of its head.
PREMODIFIERS = frozenset({"det", "amod", "compound", "nummod", "poss", "nmod", "advmod", "quantmod", "predet", "punct", "case"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})


@dataclass(frozen=True, slots=True)
class Tree:
    """``words`` and ``lower`` are the tokens' texts; ``children`` indexes of each token's dependents, in order;
    ``bounds`` each sentence's (first token, token after the last); ``paragraph`` the paragraph of each sentence."""

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Span, ...]
    words: tuple[str, ...]
    lower: tuple[str, ...]
    children: Dependents
    bounds: tuple[tuple[int, int], ...]
    paragraphs: tuple[Span, ...]
    paragraph: tuple[int, ...]

    def span(self, first: int, last: int) -> Span:
        """Return the text span of tokens ``first`` up to (not with) ``last``."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)

    def form(self, first: int, last: int) -> str:
        """Return the words of the tokens on one line, typographic apostrophes made straight."""
        return " ".join(self.span(first, last).of(self.text).replace("’", "'").split())

    def child(self, i: int, *labels: str) -> int | None:
        """Return the first dependent of ``i`` with one of the labels."""
        return next((c for c in self.children[i] if self.tokens[c].dep in labels), None)

    def initial(self, i: int) -> bool:
        """Tell whether token ``i`` begins its sentence or quoted words in it, so that its capital says little."""
        first = self.bounds[self.tokens[i].sentence][0]
        while i > first and self.words[i - 1] in {'"', "“", "”", "'", "‘", "(", "[", "•", "*", "-", "—", "–", "…", "..."}:
            if self.words[i - 1] in {"-", "—", "–", "("} and i - 1 > first:
                return False
            i -= 1
            opens = self.tokens[i].end == self.tokens[i + 1].start and self.words[i] in {'"', "“", "‘", "'"}
            if opens and i > first and self.words[i - 1] in {",", ":"}:
                return True
        return i == first or self.words[i - 1] == ":"

    def head_of(self, first: int, last: int) -> int:
        """Return the token of [first, last) whose head lies outside it; the last such one."""
        for i in range(last - 1, first - 1, -1):
            head = self.tokens[i].head
            if (head == i or not first <= head < last) and self.tokens[i].dep not in {"punct", "case"}:
                return i
        return last - 1

    def ancestors(self, i: int) -> Iterator[int]:
        """Yield the heads above ``i``, nearest first."""
        seen = 0
        while self.tokens[i].head != i and seen < 60:
            i = self.tokens[i].head
            seen += 1
            yield i


def plant(text: str, parse: Parse) -> Tree:
    """Return the tree of a parse of ``text``."""
    tokens = parse.tokens
    words = tuple(text[t.start : t.end] for t in tokens)
    bounds: list[list[int]] = [[len(tokens), 0] for _ in parse.sentences]
    for i, token in enumerate(tokens):
        bounds[token.sentence][0] = min(bounds[token.sentence][0], i)
        bounds[token.sentence][1] = i + 1
    paragraph, at = [], 0
    for sentence in parse.sentences:
        while parse.paragraphs[at].end <= sentence.start:
            at += 1
        paragraph.append(at)
    return Tree(
        text,
        tokens,
        parse.sentences,
        words,
        tuple(w.lower().replace("’", "'") for w in words),
        children(tokens),
        tuple((a, b) for a, b in bounds),
        parse.paragraphs,
        tuple(paragraph),
    )
