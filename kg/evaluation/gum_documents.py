"""A document of GUM: its text, its annotated mentions, and its trees as far as heads of mentions need them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from kg.evaluation.running import lines
from kg.model import Span


@dataclass(frozen=True, slots=True)
class Word:
    """A word as annotated: its place, universal part of speech, the number of the word that heads it (its own for a root)."""

    start: int
    end: int
    pos: str
    dep: str
    head: int


@dataclass(frozen=True, slots=True)
class Gold:
    """An annotated mention: its entity, place and the number of its head word; ``name`` where that is a proper noun."""

    entity: str
    span: Span
    head: int
    name: bool


@dataclass(slots=True)
class Document:
    """A document's text, its words, its entities (id → spans; id → type) and its mentions by position."""

    text: str = ""
    words: list[Word] = field(default_factory=list)
    spans: dict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))
    types: dict[str, str] = field(default_factory=dict)
    mentions: tuple[Gold, ...] = ()

    @property
    def proper(self) -> set[int]:
        """Where proper nouns begin."""
        return {word.start for word in self.words if word.pos == "PROPN"}

    def within(self, span: Span) -> range:
        """Return the numbers of the words that a span touches."""
        first = bisect_left(self.words, span.start + 1, key=lambda word: word.end)
        return range(first, bisect_left(self.words, span.end, key=lambda word: word.start))

    def top(self, span: Span) -> int:
        """Return the number of the first word in a span that is headed from outside of it; -1 where there are no words."""
        inside = self.within(span)
        return next((i for i in inside if self.words[i].head not in inside or self.words[i].head == i), -1)

    def head(self, span: Span) -> int:
        """Return the number of a span's head; a part of a flat name ("Finch" of "Orla Finch") is taken for its first word."""
        found = self.top(span)
        while found >= 0 and self.words[found].dep.startswith("flat") and self.words[found].head != found:
            found = self.words[found].head
        return found

    def adjective(self, span: Span) -> bool:
        """Tell whether a span's head is an adjective."""
        at = self.head(span)
        return at >= 0 and self.words[at].pos == "ADJ"

    def is_name(self, span: Span) -> bool:
        """Tell whether a span's head, or a part of a flat name with it, is a capitalised proper noun, and no coordination."""
        at, inside = self.top(span), self.within(span)
        parts = [i for i in inside if i == at or (self.words[i].head == at and self.words[i].dep.startswith("flat"))]
        if not any(self.words[i].pos == "PROPN" and self.text[self.words[i].start].isupper() for i in parts):
            return False
        return not any(self.words[i].dep == "conj" and self.words[i].head == at for i in inside)

    def inner(self) -> set[int]:
        """Return the numbers of the names that are part of a longer one ("Oslo" in "Oslo City Council")."""
        heads = {gold.head: gold.span for gold in sorted(self.mentions, key=lambda g: g.span.end - g.span.start) if gold.name}
        found = set[int]()
        for number, gold in enumerate(self.mentions):
            at = self.top(gold.span)
            while at >= 0 and self.words[at].dep in ("compound", "amod", "flat") and self.words[at].head != at:
                at = self.words[at].head
                outer = heads.get(at)
                if outer and outer != gold.span and outer.contains(gold.span):
                    found.add(number)
        return found


def read_document(path: Path) -> Document:
    """Return the document of a CoNLL-U file; a possessive ending is no part of a mention."""
    document, opened, gap = Document(), defaultdict[str, list[int]](list), ""
    base, last, after = 0, 0, ""  # where the sentence's words begin; the end of a word of several tokens, what follows it
    for line in lines(path):
        if line.startswith("# newpar") and document.text:
            gap = "\n\n"
        if not line:
            base = len(document.words)
        cells = line.split("\t")
        if len(cells) != 10:
            continue
        misc = dict(part.partition("=")[::2] for part in cells[9].split("|"))
        if re.fullmatch(r"\d+-\d+", cells[0]):
            last, after = int(cells[0].split("-")[1]), "" if misc.get("SpaceAfter") == "No" else " "
        if not cells[0].isdigit():
            continue
        start, number = len(document.text) + len(gap), int(cells[0])
        document.text += gap + cells[1]
        end = len(document.text)
        head = base + (int(cells[6]) or number) - 1
        document.words.append(Word(start, end, cells[3], cells[7], head))
        gap = "" if misc.get("SpaceAfter") == "No" or number < last else " "
        if number == last:
            gap, last = after, 0
        for piece in re.findall(r"\([^()]*\)?|[^()]+\)", misc.get("Entity", "")):
            entity = piece.strip("()").split("-")[0].split("[")[0]
            if piece.startswith("("):
                opened[entity].append(start)
                parts = piece.strip("()").split("-")
                document.types.setdefault(entity, parts[1] if len(parts) > 1 else "")
            if piece.endswith(")") and opened[entity]:
                begins = opened[entity].pop()
                possessive = cells[4] == "POS" and document.words[-2].start >= begins
                document.spans[entity].append(Span(begins, document.words[-2].end if possessive else end))
    found = sorted((span, entity) for entity, spans in document.spans.items() for span in spans)
    document.mentions = tuple(Gold(e, span, document.head(span), document.is_name(span)) for span, e in found)
    return document
