"""The lines and paragraphs of a text, as spans; nothing here knows what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from kg.model import Span

#: Line ends as Unicode counts them (UAX 14, mandatory breaks); ``str.splitlines`` would add FS, GS and RS.
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_IGNORED = "\ufeff\u200b\u200c\u200d\u2060\u00ad"
_WIDEST_WRAP = 120
_MATES = 6


class Unit(NamedTuple):
    """A paragraph, or a line that stands for itself: span, number of its block of lines, columns of indentation."""

    span: Span
    block: int
    indent: int


def trim(text: str, start: int, end: int) -> Span:
    """Return the span without white space and invisible characters at its ends.

    >>> trim("  ab ", 0, 5)
    Span(start=2, end=4)
    """
    while start < end and (text[start].isspace() or text[start] in _IGNORED):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _IGNORED):
        end -= 1
    return Span(start, end)


def units(text: str) -> list[Unit]:
    """Return the paragraphs of ``text``, in order.

    A line is a paragraph of its own, unless the text is hard-wrapped (lines broken at a column, mid-sentence): then the
    lines between two blank lines are one paragraph.
    """
    blocks: list[list[Unit]] = []
    blank = True
    for start, end in _lines(text):
        span = trim(text, start, end)
        if span.start == span.end:
            blank = True
            continue
        if blank:
            blocks.append([])
        blank = False
        indent = len(text[start : span.start].expandtabs(4))
        blocks[-1].append(Unit(span, len(blocks) - 1, indent))
    wrapped = _is_wrapped(text, blocks)
    out: list[Unit] = []
    first = 0
    for block in blocks:
        if wrapped and _fills_lines(text, block):
            out.append(Unit(Span(block[0].span.start, block[-1].span.end), first, block[0].indent))
        else:
            # Without blank lines between them, lines next to each other say nothing about belonging together.
            alone = len(block) > _MATES
            out.extend(
                unit._replace(block=first + at) if alone else unit._replace(block=first) for at, unit in enumerate(block)
            )
        first = out[-1].block + 1
    return out


def subtract(span: Span, holes: Sequence[Span]) -> list[Span]:
    """Return what is left of ``span`` without the ``holes``, in order.

    >>> subtract(Span(0, 9), [Span(7, 12), Span(2, 4)])
    [Span(start=0, end=2), Span(start=4, end=7)]
    """
    left: list[Span] = []
    start = span.start
    for hole in sorted(holes):
        if hole.end <= start or hole.start >= span.end:
            continue
        if hole.start > start:
            left.append(Span(start, hole.start))
        start = max(start, hole.end)
    if start < span.end:
        left.append(Span(start, span.end))
    return left


def mask(text: str, holes: Sequence[Span]) -> str:
    """Return ``text`` with the holes blanked, line ends kept, so that offsets stay what they are."""
    if not holes:
        return text
    parts: list[str] = []
    at = 0
    for hole in sorted(holes):
        if hole.end <= at:
            continue
        start = max(at, hole.start)
        parts += text[at:start], re.sub(r"[^\n\r\v\f\x85\u2028\u2029]", " ", text[start : hole.end])
        at = hole.end
    parts.append(text[at:])
    return "".join(parts)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _BREAK.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _is_wrapped(text: str, blocks: list[list[Unit]]) -> bool:
    """Tell whether line breaks stand inside sentences: at least a third goes on in lower case without a stop."""
    breaks = inside = 0
    for block in blocks:
        for left, right in pairwise(block):
            breaks += 1
            inside += text[left.span.end - 1] not in ".!?:;”\"'’)" and text[right.span.start].islower()
    return breaks > 0 and inside * 3 >= breaks


def _fills_lines(text: str, block: list[Unit]) -> bool:
    """Tell whether each line but the last is as full as a wrapped line must be: the next word would not have fitted."""
    width = max(unit.span.end - unit.span.start for unit in block)
    if len(block) < 2 or width > _WIDEST_WRAP:
        return False
    for left, right in pairwise(block):
        word = text[right.span.start : right.span.end].split(maxsplit=1)[0]
        # Ragged wrapping (by hand, or at a column counted with the indent) leaves a little room.
        if left.span.end - left.span.start + 1 + len(word) < width - 12:
            return False
    return True
