"""Cutting context out of an article, and saying values for people. Standard library only."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from kg.edtf import plain
from kg.model import Article, LiteralValue, Span

#: A stretch of the quoted words and its part in the claim: "s" subject, "o" object, "" neither.
Piece = tuple[str, str]

#: Code points of context kept on either side of the evidence.
WINDOW = 160

#: Code points of a name, of a title, and of quoted words that the page keeps: what is longer is no name, and drawing it
#: in every list would stop the page.
NAME, TITLE, QUOTE = 200, 300, 4000

# What turns letters around or hides them; static/dom.js has the same.
_UNSEEN = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u200b\ufeff\ufffe\uffff]")

_SENTENCE = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]*[^\W\d_a-z])|\n\s*\n")


def context(text: str, span: Span, within: Span | None = None) -> tuple[str, str]:
    """Return up to ``WINDOW`` code points before and after ``span``, cut at a sentence or else a word.

    Nothing outside ``within`` is returned (by default the whole text).

    A cut inside a sentence is shown by "…".

    >>> context("It rained. Ann Ode sued Bolt Ltd. Then it snowed.", Span(11, 33))
    ('It rained. ', ' Then it snowed.')
    """
    low, high = (within.start, within.end) if within else (0, len(text))
    before = text[max(low, span.start - WINDOW) : span.start]
    if span.start - low > WINDOW:
        starts = [m.end() for m in _SENTENCE.finditer(before)]
        if starts and len(before) - starts[0] > 0:
            before = before[starts[0] :]
        else:
            head, space, tail = before.partition(" ")
            before = "…" + (tail if space else head)
    after = text[span.end : min(high, span.end + WINDOW)]
    if span.end + WINDOW < high:
        ends = [m.end() for m in _SENTENCE.finditer(after)]
        if ends:
            after = after[: ends[-1]]
        else:
            head, space, _ = after.rpartition(" ")
            after = (head if space else after) + "…"
    return before, after


def around(article: Article, span: Span) -> Span:
    """Return the stretch of the article that ``span`` may be shown in: its part of the body, no caption but its own."""
    text = Span(0, len(article.text))
    part = next((b for b in article.body if b.contains(span)), text)
    own = next((c for c in article.captions if c.contains(span)), None)
    if own:
        return own
    low = max([part.start, *(c.end for c in article.captions if c.end <= span.start)])
    high = min([part.end, *(c.start for c in article.captions if c.start >= span.end)])
    return Span(low, high)


def pieces(text: str, span: Span, marks: Iterable[tuple[Span, str]]) -> tuple[Piece, ...]:
    """Return the words of ``span`` in pieces, those of the claim's arguments apart; joined they are the words.

    >>> pieces("Ann sued Bolt.", Span(0, 14), [(Span(0, 3), "s"), (Span(9, 13), "o")])
    (('Ann', 's'), (' sued ', ''), ('Bolt', 'o'), ('.', ''))
    """
    found: list[Piece] = []
    at = span.start
    for mark, part in sorted(marks):
        if at <= mark.start < mark.end <= span.end:
            if at < mark.start:
                found.append((text[at : mark.start], ""))
            found.append((mark.of(text), part))
            at = mark.end
    if at < span.end:
        found.append((text[at : span.end], ""))
    return tuple(found)


def cut(text: str, most: int = NAME) -> str:
    """Return ``text``, or its first ``most`` code points and "…".

    >>> cut("Ann Ode"), cut("A" * 9, 4)
    ('Ann Ode', 'AAAA…')
    """
    return text if len(text) <= most else text[:most] + "…"


def cut_pieces(found: Iterable[Piece], most: int = QUOTE) -> tuple[Piece, ...]:
    """Return pieces of at most ``most`` code points together, the last one cut as ``cut`` does.

    >>> cut_pieces([("Ann", "s"), (" sued Bolt", "")], 5)
    (('Ann', 's'), (' s…', ''))
    """
    kept: list[Piece] = []
    for text, part in found:
        kept.append((cut(text, most), part))
        most -= len(text)
        if most <= 0:
            break
    return tuple(kept)


def shown(text: str) -> str:
    """Return ``text`` with controls that reorder or hide letters written out.

    >>> shown("a" + chr(0x202E) + "b")
    'a‹U+202E›b'
    """
    return _UNSEEN.sub(lambda m: f"‹U+{ord(m[0]):04X}›", text)


def literal(value: LiteralValue) -> str:
    """Return a value with its unit.

    >>> literal(LiteralValue("25000000", "xsd:decimal", "USD")), literal(LiteralValue("42", "xsd:integer", "year"))
    ('25,000,000 USD', '42 years')
    """
    if value.datatype.startswith(("xsd:date", "xsd:gYear")):
        return plain(value.value)
    shown = value.value
    if value.datatype in ("xsd:integer", "xsd:decimal") and re.fullmatch(r"-?\d{5,}(\.\d+)?", shown):
        whole, dot, rest = shown.partition(".")
        shown = f"{int(whole):,}{dot}{rest}"
    if value.unit:
        plural = "s" if value.unit == "year" and shown != "1" else ""
        shown = f"{shown} {value.unit}{plural}"
    return shown


def link(url: str | None) -> str | None:
    """Return ``url`` where it is an http(s) address with a host, else None.

    >>> link("https://example.org/a"), link("javascript:alert(1)"), link("https:alert(1)")
    ('https://example.org/a', None, None)
    """
    if not url or any(ord(c) <= 32 for c in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def file_name(source: str) -> str:
    """Return a source as shown: relative paths whole, of absolute ones the name alone.

    >>> file_name("/home/me/a.txt"), file_name("news/a.txt")
    ('a.txt', 'news/a.txt')
    """
    if "://" in source:
        return source
    absolute = source.startswith(("/", "\\")) or source[1:3] in (":\\", ":/")
    return re.split(r"[/\\]", source)[-1] if absolute else source
