"""A document as the model reads it: one sentence at a time, with the mentions and dates that stand in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import Document, Mention, Span, Value

#: What a thing of a passage is, by number.
KINDS = ("name", "nominal", "pronoun", "date")
#: Longer sentences are lists and tables, and are not read.
_MOST_THINGS = 48
_DATE = re.compile(r"\d{4}(-\d\d){0,2}")


@dataclass(frozen=True, slots=True)
class Thing:
    """What can be an argument: a mention, or a date; ``span`` counts from the passage's start."""

    span: Span
    kind: str
    mention: Mention | None = None
    value: Value | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with its things in order of place; ``start`` is where it begins in the article's text."""

    start: int
    text: str
    things: tuple[Thing, ...]


def passages(document: Document) -> Iterator[Passage]:
    """Yield the sentences of a document with their things; those with fewer than two, or too many, are left out."""
    starts = [s.start for s in document.sentences]
    things: list[list[Thing]] = [[] for _ in document.sentences]

    def place(span: Span, kind: str, mention: Mention | None = None, value: Value | None = None) -> None:
        at = bisect_left(starts, span.start + 1) - 1
        if at >= 0 and document.sentences[at].contains(span):
            start = starts[at]
            things[at].append(Thing(Span(span.start - start, span.end - start), kind, mention, value))

    for m in document.mentions:
        if m.reason != "relative pronoun":
            place(m.span, m.kind, mention=m)
    for v in document.values:
        if v.kind == "date" and _DATE.fullmatch(v.value):
            place(v.span, "date", value=v)
    for sentence, found in zip(document.sentences, things, strict=True):
        if 2 <= len(found) <= _MOST_THINGS:
            ordered = tuple(sorted(found, key=lambda t: (t.span, t.kind)))
            yield Passage(sentence.start, sentence.of(document.article.text), ordered)
