"""A quotation in the making, and how reported clauses and quotation marks lie in each other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from kg.mentions.quotation_marks import Quoted
from kg.model import QuotationKind, Span


@dataclass(frozen=True, slots=True)
class Utterance:
    """A quotation in the making: ``verb`` is the token of its cue (-1 where it has none)."""

    segments: tuple[Span, ...]
    kind: QuotationKind
    source: Span | None
    cue: Span | None
    verb: int = -1
    medium: str | None = None
    addressee: str | None = None

    @property
    def hull(self) -> Span:
        """The span from the first segment's start to the last one's end."""
        return Span(self.segments[0].start, self.segments[-1].end)


def around(reported: list[Utterance], marks: tuple[Quoted, ...]) -> dict[Span, Utterance]:
    """Return, for quoted words that stand in a reported clause with a source, the smallest such clause."""
    starts = [mark.outer.start for mark in marks]
    found: dict[Span, tuple[int, int]] = {}
    for number, one in enumerate(reported):
        if one.source is None:
            continue
        for segment in one.segments:
            for mark in _touching(marks, starts, segment):
                if segment.contains(mark.span):
                    size = (segment.end - segment.start, number)
                    found[mark.span] = min(found.get(mark.span, size), size)
    return {span: reported[number] for span, (_, number) in found.items()}


def _touching(marks: tuple[Quoted, ...], starts: list[int], span: Span) -> tuple[Quoted, ...]:
    """Return the marks that overlap a span; ``starts`` are where they begin."""
    first = bisect_right(starts, span.start)
    first -= first > 0 and marks[first - 1].outer.end > span.start
    return marks[first : bisect_left(starts, span.end)]


def clip(text: str, one: Utterance, marks: tuple[Quoted, ...], starts: list[int]) -> Utterance | None:
    """Keep a clause of quoted words inside its marks, and drop one that says nothing besides a quotation."""
    for mark in _touching(marks, starts, one.cue) if one.cue is not None else ():
        if one.source is not None and one.source.of(text).lower() in ("i", "we"):
            return None  # "I think …" inside a quotation says nothing new about who speaks
        inside = tuple(_overlap(s, mark.span) for s in one.segments if s.overlaps(mark.span))
        return replace(one, segments=inside) if inside else None
    kept = []
    for segment in one.segments:
        touching = _touching(marks, starts, segment)
        bare, at = 0, segment.start
        for mark in touching:
            bare += sum(c.isalnum() for c in text[at : mark.outer.start])
            at = max(at, mark.outer.end)
        bare += sum(c.isalnum() for c in text[at : segment.end])
        if touching and bare < 3:
            continue
        start, end = segment
        for mark in touching:
            # A clause that begins or stops inside quoted words takes the whole of them, with their marks.
            if not mark.span.contains(segment):
                start, end = min(start, mark.outer.start), max(end, mark.outer.end)
        kept.append(Span(start, end))
    return replace(one, segments=tuple(kept)) if kept else None


def _overlap(left: Span, right: Span) -> Span:
    return Span(max(left.start, right.start), min(left.end, right.end))
