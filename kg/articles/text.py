"""Plain text, with or without a one-line header that states the day (`` date 2022-11-28 …``)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.articles.decode import decode
from kg.articles.make import make
from kg.articles.reader import Source
from kg.model import Article, Span

#: The day, then a page or gallery counter ("1/5") if nothing follows it; else the article begins on the same line.
_HEADER = re.compile(r"[ \t]*date:?[ \t]+(\d{4}-\d\d-\d\d)(?!\S)[ \t]*(?:\d{1,3}/\d{1,3}[ \t]*(?=[\r\n]|\Z))?", re.IGNORECASE)


def read(source: Source) -> Iterator[Article]:
    """Yield the one article that the source is; its text is the file as decoded.

    Raises ``SourceError`` where it is empty, binary, or surely not in English.
    """
    yield article(source, decode(source.data, source.label))


def article(source: Source, text: str, id: str | None = None) -> Article:
    """Return the article that ``text`` is, its header kept as furniture."""
    header = _HEADER.match(text)
    return make(
        source.name,
        text,
        id=id,
        published=header.group(1) if header else None,
        skip=(Span(*header.span()),) if header else (),
        shown=source.label,
    )
