"""Markdown with YAML front matter; the text is the whole file, markup and all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kg.articles.decode import decode
from kg.articles.furniture import plain
from kg.articles.make import make
from kg.articles.reader import Source
from kg.errors import SourceError
from kg.model import Article, Span

_FRONT = re.compile(r"\A---[ \t]*\r?\n(?P<yaml>.*?)(?:^)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(?P<words>[^\r\n]*?)(?:[ \t]+#+)?[ \t]*$", re.MULTILINE)

#: Markup that is nobody's words (CommonMark 0.31): what the named group holds stays, the rest is furniture.
_MARKUP = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"^ {0,3}(?:```|~~~)[^\r\n]*[\r\n](?:(?! {0,3}(?:```|~~~)).*(?:\r?\n|\Z))*(?: {0,3}(?:```|~~~).*)?",
        r"!\[[^\[\]\r\n]*\](?:\([^()\r\n]*(?:\([^()\r\n]*\)[^()\r\n]*)*\)|\[[^\[\]\r\n]*\])",
        r"(?<!!)\[(?P<words>[^\[\]\r\n]+)\](?:\([^()\r\n]*(?:\([^()\r\n]*\)[^()\r\n]*)*\)|\[[^\[\]\r\n]*\])",
        r"^ {0,3}\[[^\]\r\n]+\]:[ \t]*\S+.*$",
        r"<https?://[^<>\s]*>",
        r"^[ \t]*(?:>[ \t]?)+",
        r"^ {0,3}#{1,6}[ \t]+(?P<words>[^\r\n]*?)(?:[ \t]+#+)?[ \t]*$",
        r"^[ \t]*[-+*][ \t]+(?=\S)",
        r"^ {0,3}(?:=+|-{2,}|(?:[*_-][ \t]*){3,})[ \t]*$",
    )
)
_EMPHASIS = re.compile(r"^[ \t]*(?P<open>[*_]{1,3})(?=\S)(?P<words>[^*_\r\n]+)(?<=\S)(?P=open)[ \t]*$", re.MULTILINE)


def read(source: Source) -> Iterator[Article]:
    """Yield the one article that the source is.

    Front matter keys: title, date or published, author or byline, publisher or source, url, id, language, retrieved.
    Raises ``SourceError`` where the front matter is no YAML mapping, or the text is empty or surely not in English.
    """
    text = decode(source.data, source.label)
    front = _FRONT.match(text)
    data = _mapping(front["yaml"], source.label) if front else {}
    skip = [Span(0, front.end())] if front else []
    skip += _markup(text, front.end() if front else 0)
    heading = _HEADING.search(text, front.end() if front else 0)
    given = data.get("id")

    def first(*keys: str) -> Any:
        return next((data[key] for key in keys if data.get(key) is not None), None)

    yield make(
        source.name,
        text,
        id=str(given) if isinstance(given, str | int) and str(given).strip() else None,
        title=first("title") or (plain(heading["words"]) if heading else None),
        byline=first("author", "byline", "authors"),
        publisher=first("publisher", "source"),
        published=first("date", "published"),
        retrieved=first("retrieved"),
        url=first("url"),
        language=first("language", "lang"),
        skip=skip,
        shown=source.label,
    )


def has_front_matter(text: str) -> bool:
    """Tell whether ``text`` begins with YAML front matter."""
    return _FRONT.match(text) is not None


def _mapping(front: str, shown: str) -> dict[str, Any]:
    import yaml

    try:
        data = yaml.safe_load(front)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" (line {mark.line + 2})" if mark else ""
        raise SourceError(shown, f"has front matter that is not YAML{where}", "quote values that hold a colon") from error
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise SourceError(shown, "has front matter that is no list of keys and values", "write lines such as title: …")
    return {str(key).casefold(): value for key, value in data.items()}


def _markup(text: str, start: int) -> list[Span]:
    found: list[Span] = []
    opened = text.find("<!--", start)
    while opened >= 0 and (closed := text.find("-->", opened)) >= 0:
        found.append(Span(opened, closed + 3))
        opened = text.find("<!--", closed)
    for rule in (*_MARKUP, _EMPHASIS):
        for match in rule.finditer(text, start):
            if "words" in rule.groupindex:
                found += Span(match.start(), match.start("words")), Span(match.end("words"), match.end())
            else:
                found.append(Span(*match.span()))
    return sorted(span for span in found if span.start < span.end)
