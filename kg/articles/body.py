"""Tell an article's own body from its furniture: navigation, credits, bylines, datelines, slots, teasers.

Rules on form and place, in one pass over the paragraphs. When unsure about a full paragraph of prose, it stays.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from kg.articles import furniture, phrases
from kg.articles.heading import Heading, heading
from kg.articles.units import Unit, mask, subtract, trim, units
from kg.model import Span

_BULLET = re.compile(r"[•‣▪■●○◦·*➤►▶→–—-]\s+")
_NUMBERED = re.compile(r"\d{1,2}[.)]\s+")
_CAPTION = re.compile(
    r"\b(?:is|are|was) (?:pictured|seen here|shown here)\b|\bpictured (?:here|in|on|at|with)\b|\((?:left|right|centre"
    r"|center|far left|far right)\)|, (?:left|right|centre|center),|\b(?:file|undated) (?:photo|image|picture)\b|^(?:FILE"
    r"|File) (?:-|–|—|photo|PHOTO)"
)
_CAPTION_WORDS = 80
_TOP = 3


@dataclass(frozen=True, slots=True)
class Layout:
    """What is what in a text: the body's paragraphs, the captions among them, and what stands at its top: title, byline, day,
    publisher."""

    body: tuple[Span, ...]
    captions: tuple[Span, ...]
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    publisher: str | None = None


@dataclass(slots=True)
class _Paragraph:
    unit: Unit
    line: str
    kind: str = "body"
    cuts: tuple[Span, ...] = ()


def layout(text: str, skip: Sequence[Span] = ()) -> Layout:
    """Return the layout of ``text``; ``skip`` are spans its reader knows to be furniture (front matter, addresses of links).

    Body spans are half-open code points of ``text``, sorted and disjoint, one a paragraph (the headline is one of its
    own); a paragraph with something cut out of its middle gives two, with no line end between them. Captions are body spans.

    >>> text = "Mine closes\\n\\nBy Ana Cruz\\n\\nOSLO (AP) - The mine closed on Friday after a fire. Advertisement"
    >>> found = layout(text)
    >>> found.title, found.byline, [span.of(text) for span in found.body]
    ('Mine closes', 'Ana Cruz', ['Mine closes', 'The mine closed on Friday after a fire.'])
    """
    skip = sorted(skip)
    seen = mask(text, skip)
    paragraphs = [_Paragraph(unit, furniture.plain(unit.span.of(seen))) for unit in units(seen)]
    top = _classify(paragraphs, seen)
    _mark_captions(paragraphs)
    body: list[Span] = []
    captions: list[Span] = []
    kept: list[tuple[_Paragraph, Span]] = []
    starts, ends = [s.start for s in skip], list(accumulate((s.end for s in skip), max))
    for paragraph in paragraphs:
        if paragraph.kind == "furniture":
            continue
        span = paragraph.unit.span
        here = skip[bisect_right(ends, span.start) : bisect_left(starts, span.end)]
        for piece in subtract(span, (*here, *paragraph.cuts)):
            span = _unbullet(text, trim(text, *piece))
            if any(c.isalnum() for c in span.of(text)):
                body.append(span)
                kept.append((paragraph, span))
                if paragraph.kind == "caption":
                    captions.append(span)
    return Layout(tuple(body), tuple(captions), _title(paragraphs, kept, text), top.byline, top.published, top.publisher)


def _classify(paragraphs: list[_Paragraph], seen: str) -> Heading:
    """Set each paragraph's kind and cuts; return what the lines above the lead state."""
    top = Heading()
    prose = 0
    headlines = 0
    at = 0
    while at < len(paragraphs):
        paragraph = paragraphs[at]
        bare = paragraph.line.strip("*_# ")
        who = furniture.byline(bare)
        told = heading(bare, after_headline=headlines > 0) if not prose else None
        if told is not None:
            paragraph.kind = "furniture"
            top = Heading(*(first or then for first, then in zip(top, told, strict=True)))
        elif who is not None and (prose < _TOP or bare[:3].casefold() == "by "):
            paragraph.kind = "furniture"
            top = top._replace(byline=top.byline or (who if prose < _TOP else None))
        elif furniture.is_teaser_heading(bare) and (prose or headlines or len(bare.split()) <= 4):
            paragraph.kind = "furniture"
            end = _teasers_end(paragraphs, at + 1, prose)
            for teaser in paragraphs[at + 1 : end]:
                teaser.kind = "furniture"
            at = end
            continue
        elif _is_furniture(bare, seen, top=prose == 0, headlines=headlines):
            paragraph.kind = "furniture"
        else:
            paragraph.cuts = tuple(_cuts(paragraph, seen, prose))
            left = subtract(paragraph.unit.span, paragraph.cuts)
            paragraph.line = furniture.plain(" ".join(piece.of(seen) for piece in left))
            if furniture.is_prose(paragraph.line):
                prose += 1
            else:
                headlines += 1
        at += 1
    return top


def _is_furniture(line: str, seen: str, *, top: bool, headlines: int) -> bool:
    if furniture.is_markup(line) or furniture.is_advertisement(line) or furniture.is_navigation(line):
        return True
    if furniture.is_timestamp(line) or furniture.is_credit(line) or furniture.is_share(line):
        return True
    if top:
        # Above the lead, after a headline: a name alone is who wrote it.
        return headlines > 0 and furniture.is_name(line) and len(line.split()) <= 3
    return furniture.is_inline_link(line) or furniture.is_label(line, seen)


def _teasers_end(paragraphs: list[_Paragraph], start: int, prose: int) -> int:
    """Return where the list of teasers ends that a heading before ``start`` opens.

    Listed items (bullets, indented lines) belong to it. Plain lines do, if they look like headlines and the article has
    begun. Blurbs of plain sentences do only where everything up to the end is headline, blurb, headline, blurb: two
    paragraphs of prose in a row are the article going on.
    """
    margin = min((p.unit.indent for p in paragraphs), default=0)

    def listed(p: _Paragraph) -> bool:
        return p.unit.indent > margin or _BULLET.match(p.line) is not None

    def headline(p: _Paragraph) -> bool:
        return not furniture.is_prose(p.line) or (len(p.line.split()) <= 25 and furniture.is_title_case(p.line))

    def item(p: _Paragraph) -> bool:
        return listed(p) or _NUMBERED.match(p.line) is not None or headline(p)

    rest = paragraphs[start:]
    if prose and rest and item(rest[0]):
        items = sum(item(p) for p in rest)
        if items > 1 and all(item(left) or item(right) for left, right in pairwise(rest)):
            return len(paragraphs)
    end = start
    while end < len(paragraphs) and (listed(paragraphs[end]) or (prose and headline(paragraphs[end]))):
        end += 1
    return end


def _cuts(paragraph: _Paragraph, seen: str, prose: int) -> list[Span]:
    """Return what is furniture inside the paragraph; sets its kind where a picture's credit makes it a caption."""
    start, end = paragraph.unit.span
    cuts: list[Span] = []
    words = seen[start:end]
    for advertisement in phrases.AD_AFTER_STOP.finditer(words):
        cuts.append(Span(start + advertisement.start(), start + advertisement.end()))
    if opening := phrases.AD_BEFORE.match(words):
        cuts.append(Span(start, start + opening.end()))
    if cuts and cuts[-1].end == end:
        end = cuts[-1].start
    words = seen[start:end]
    credit = phrases.CREDIT_IN_BRACKETS.search(words) or phrases.CREDIT_AFTER_STOP.search(words)
    if credit and credit.start() > 0:
        cuts.append(Span(start + credit.start(), end))
        if phrases.PICTURE.search(credit.group()) and len(words.split()) <= _CAPTION_WORDS:
            paragraph.kind = "caption"
    rules = [phrases.DATELINE]
    if prose < _TOP:
        rules += [phrases.DATELINE_ANY, phrases.DATELINE_CAPITALS]
    for rule in rules:
        if (dateline := rule.match(words)) and dateline.end() < len(words):
            cuts.append(Span(start, start + dateline.end()))
            break
    return cuts


def _mark_captions(paragraphs: list[_Paragraph]) -> None:
    """Mark captions by what stands beside them: a line right above a credit, or above a caption that carries one."""
    for paragraph in paragraphs:
        if paragraph.kind == "body" and _CAPTION.search(paragraph.line) and len(paragraph.line.split()) <= 60:
            paragraph.kind = "caption"
    for above, below in reversed(list(pairwise(paragraphs))):
        if above.kind != "body" or above.unit.block != below.unit.block:
            continue
        credited = below.kind == "furniture" and furniture.is_credit(below.line.strip("*_# "))
        if credited and not furniture.is_prose(above.line) and len(above.line.split()) <= 5:
            above.kind = "furniture"
        elif credited or (below.kind == "caption" and not furniture.is_prose(above.line)):
            above.kind = "caption"


def _unbullet(text: str, span: Span) -> Span:
    bullet = _BULLET.match(text, span.start, span.end)
    return Span(bullet.end(), span.end) if bullet else span


def _title(paragraphs: list[_Paragraph], kept: list[tuple[_Paragraph, Span]], text: str) -> str | None:
    """Return the headline: the first line of the body, without a closing stop, alone in its block, prose following."""
    if len(kept) < 2:
        return None
    paragraph, span = kept[0]
    line = furniture.plain(span.of(text))
    mates = [p for p in paragraphs if p.unit.block == paragraph.unit.block and p is not paragraph and p.kind != "furniture"]
    if paragraph.kind != "body" or mates or paragraph.cuts or line[-1] in ".;:," or not 2 <= len(line.split()) <= 30:
        return None
    return line if any(furniture.is_prose(p.line) for p, _ in kept[1:]) else None
