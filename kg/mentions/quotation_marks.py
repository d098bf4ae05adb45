"""Finds what stands in quotation marks, in every style, telling apostrophes from single quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from kg.model import Span

_DOUBLE = '"“”„«»'
_SINGLE = "'‘’"
#: A double mark as typewriters and old agency texts have it, in two signs.
_TYPED = ("''", "``")
#: Words that begin with an apostrophe, so that it opens nothing.
_ELIDED = re.compile(
    r"(?:\d0s|\d\ds?\b|em\b|til\b|cause\b|bout\b|tis\b|twas\b|n\b|round\b|ere\b|neath\b|fore\b)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Quoted:
    """What stands in one pair of marks: ``span`` without the marks, ``outer`` with them.

    ``paragraph`` is an index into the paragraphs; ``closed`` is False where the closing mark is missing because the
    quotation goes on in the next paragraph, or was forgotten.
    """

    span: Span
    outer: Span
    paragraph: int
    closed: bool


def quoted(text: str, paragraphs: tuple[Span, ...]) -> tuple[Quoted, ...]:
    """Return everything in quotation marks, outermost only, by position.

    A quotation that a paragraph leaves open is kept where the next paragraph opens with a mark again (the custom for
    quotations of several paragraphs), or where it runs to the end of the paragraph after its very beginning, a colon
    or a comma.
    """
    found: list[Quoted] = []
    for number, span in enumerate(paragraphs):
        follows = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        goes_on = follows is not None and text[follows.start] in "“\"‘'«"
        found += _in_paragraph(text, span, number, goes_on)
    return tuple(found)


def _in_paragraph(text: str, span: Span, number: int, goes_on: bool) -> list[Quoted]:
    found: list[Quoted] = []
    at = span.start
    closers = [i for i in range(span.start, span.end) if text[i] in _DOUBLE and not _shaped_open(text, i, span)]
    single = True  # whether a single mark may close further on
    while at < span.end:
        char, width = text[at], 1
        if text.startswith(_TYPED, at):
            width = 2
            found_at = [text.find(mark, at + 2, span.end) for mark in ("''", '"')]
            close = min((i for i in found_at if i >= 0), default=None)
        elif char in _DOUBLE and _opens_double(text, at, span):
            close = _closing_double(text, at, span, closers)
        elif single and char in _SINGLE and _opens_single(text, at, span):
            close = _closing_single(text, at, span)
            if close is None and not (goes_on and char == "‘" and at == span.start):
                single = False
                at += 1
                continue
        else:
            at += 1
            continue
        if close is not None:
            last = close + (2 if width == 2 and text[close] == "'" else 1)
            if re.search(r"\w", text[at + width : close]):
                found.append(Quoted(_strip(text, at + width, close), Span(at, last), number, True))
            at = last
            continue
        before = text[span.start : at].rstrip()
        stray = char == '"' and text[at + 1 : at + 2].isspace()  # a mark with space on both sides that nothing answers
        if not stray and re.search(r"\w", text[at + width : span.end]) and (not before or before[-1] in ":,." or goes_on):
            found.append(Quoted(_strip(text, at + width, span.end), Span(at, span.end), number, False))
        break
    return found


def _strip(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _around(text: str, at: int, span: Span) -> tuple[str, str]:
    before = text[at - 1] if at > span.start else " "
    after = text[at + 1] if at + 1 < span.end else " "
    return before, after


def _opens_double(text: str, at: int, span: Span) -> bool:
    before, after = _around(text, at, span)
    if text[at] in "“„«":
        return True
    if text[at] == "”" or text[at] == "»":
        # A closing mark in the place of an opening one is a common slip: (…) ”like this”.
        return text[at] == "”" and before.isspace() and after.isalnum()
    if before.isdigit() and not after.isalnum():
        return False  # inches
    return before.isspace() or not after.isspace() or _lost_its_space(text, at, span)


def _lost_its_space(text: str, at: int, span: Span) -> bool:
    """Tell whether a straight mark after a sentence's end opens the next one, its space on the wrong side (``his veto." We
    will go on, " Lee said``): nothing is open, and the marks from here on go in pairs."""
    if text[at] != '"' or text[at - 1 : at] not in (".", "?", "!") or not re.match(r" [A-Z]", text[at + 1 : at + 3]):
        return False
    return text.count('"', at, span.end) % 2 == 0


def _closing_double(text: str, at: int, span: Span, closers: Sequence[int]) -> int | None:
    """Return where the marks opened at ``at`` close, pairs inside them stepped over.

    An opening mark that has no closing one of its own means that the first pair was never closed: it ends there.
    Straight marks do not nest: the next one closes, whatever the spacing says. ``closers`` are the paragraph's double marks
    that look like closing ones, in order.
    """
    if text[at] == '"':
        return next((i for i in range(at + 1, span.end) if text[i] in '"”'), None)
    depth = 1
    for i in range(at + 1, span.end):
        if text[i] not in _DOUBLE:
            continue
        if not _shaped_open(text, i, span):
            depth -= 1
        elif len(closers) - bisect_right(closers, i) > depth:
            depth += 1
        else:
            return i - 1
        if not depth:
            return i
    return None


def _shaped_open(text: str, at: int, span: Span) -> bool:
    """Tell whether a double mark looks like an opening one by itself or by what stands beside it."""
    before, after = _around(text, at, span)
    if text[at] in "“„«":
        return not (text[at] in "“" and before.isalnum() and not after.isalnum())  # „so schreibt man“
    return text[at] == '"' and (before.isspace() or before in "([—–") and not after.isspace()


def _opens_single(text: str, at: int, span: Span) -> bool:
    before, after = _around(text, at, span)
    if before.isalnum() or before in ".,!?" or not (after.isalnum() or after in "[…($£€"):
        return False
    if _ELIDED.match(text, at + 1):
        return False
    return text[at] != "’" or before.isspace()


def _closing_single(text: str, at: int, span: Span) -> int | None:
    """Return where a single mark closes; a plural possessive (``owners' dogs``) closes only where nothing else does."""
    fallback = None
    for i in range(at + 1, span.end):
        if text[i] not in "'’":
            if text[i] in '‘“”"' and fallback is not None:
                return fallback
            continue
        before, after = _around(text, i, span)
        if after.isalnum() or before.isspace():
            continue
        if before == "s" and after.isspace() and re.match(r"\s+[a-z]", text[i + 1 : i + 4]):
            fallback = i if fallback is None else fallback
            continue
        return i
    return fallback
