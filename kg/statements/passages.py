"""Cuts an article's body into passages that can be compared: some sentences of one paragraph, without what they quote."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass

from kg import shingles
from kg.model import Article, Extraction, Span
from kg.versions import tokens

#: A longer paragraph is cut at the ends of sentences into passages of about so many words.
LONGEST = 60

#: What stands in quotation marks; a quotation that goes on in the next paragraph has no closing mark in this one.
QUOTED = re.compile(r"“[^“”]*(?:”|$)|\"[^\"]*(?:\"|$)|''.*?(?:''|$)", re.DOTALL)
_END = re.compile(r"[.!?][\"”’')\]]*\s+")
#: What stands before the lead: "OSLO (AP) - ".
_DATELINE = re.compile(r"[^\W\d_][^()\n]{0,60}\((?P<agency>[A-Z][\w .&'-]{1,30})\)\s*[–—-]+\s")
_BY = re.compile(r"\s*by\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an article's body: its place, how many words of its own it has, and its rows of words, hashed.

    Quoted words are not its own: two reports that quote one press statement share an utterance, and no report.
    ``rows`` are the CRC-32 sums of every three words in a row, level in case, hyphens and marks: each once, sorted, four
    bytes each in the machine's order.
    """

    span: Span
    words: int
    rows: bytes


def passages(extraction: Extraction) -> tuple[Passage, ...]:
    """Return the passages of an article's body in order, captions left out."""
    article, quoted = extraction.article, _quoted(extraction)
    found = []
    for paragraph in article.body:
        if paragraph not in article.captions:
            seen = _without(article.text, paragraph, quoted)
            for start, end in _cut(seen):
                found.append(_passage(Span(paragraph.start + start, paragraph.start + end), seen[start:end]))
    return tuple(found)


def bylines(article: Article) -> frozenset[str]:
    """Return who an article says it is by: its author or agency, and the agency of its dateline, in lower case.

    >>> sorted(bylines(Article("a", "a", "OSLO (Newswire) - The mine closed.", "", byline="By Ana Cruz")))
    ['ana cruz', 'newswire']
    """
    named = [_BY.sub("", article.byline, count=1)] if article.byline else []
    start = article.body[0].start if article.body else 0
    line = article.text.rfind("\n", 0, start) + 1
    if dateline := _DATELINE.match(article.text, line):
        named.append(dateline["agency"])
    return frozenset(" ".join(name.casefold().split()) for name in named)


def _quoted(extraction: Extraction) -> tuple[Span, ...]:
    return tuple(s for q in extraction.quotations if q.kind == "direct" for s in q.segments)


def _without(text: str, paragraph: Span, quoted: tuple[Span, ...]) -> str:
    """Return the paragraph with blanks for all that stands in quotation marks."""
    seen = QUOTED.sub(lambda m: " " * len(m[0]), paragraph.of(text))
    for span in quoted:
        start, end = max(span.start, paragraph.start) - paragraph.start, min(span.end, paragraph.end) - paragraph.start
        if start < end:
            seen = seen[:start] + " " * (end - start) + seen[end:]
    return seen


def _cut(paragraph: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a paragraph: whole sentences, together no longer than ``LONGEST`` words."""
    start = words = at = 0
    for end in (*(m.end() for m in _END.finditer(paragraph)), len(paragraph)):
        more = len(paragraph[at:end].split())
        if words and words + more > LONGEST:
            yield start, at
            start, words = at, 0
        words, at = words + more, end
    if start < at:
        yield start, at


def _passage(span: Span, seen: str) -> Passage:
    words = tokens(seen)
    return Passage(span, len(words), shingles.packed(sorted({*shingles.sums(words)})))


def common_rows(left: bytes, right: bytes) -> int:
    """Return how many rows two passages have in common."""
    return len(set(array(shingles.ROW_TYPE, left)) & set(array(shingles.ROW_TYPE, right)))
