"""JSON: an object a line, one object, or an array of objects."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from kg.articles.decode import decode
from kg.articles.make import make
from kg.articles.reader import Source
from kg.errors import SourceError
from kg.model import Article, Failure

_LINES = (".jsonl", ".ndjson")
_REMEDY = 'write one object a line, such as {"id": "a1", "text": "…"}'


def read(source: Source) -> Iterator[Article | Failure]:
    """Yield an article for each object with a ``text``, a ``Failure`` for each that has none or is no object.

    Fields: id, text, title, date or published, publisher or source, author or byline, url, language, retrieved; others
    are ignored. The text is exactly the JSON string. An article's source is "file#L3" (line 3), or "file#3" (third of an
    array). Raises ``SourceError`` where nothing in it is JSON.
    """
    text = decode(source.data, source.label)
    # In a file of lines the first one keeps its name when a second joins it.
    whole = None if source.name.lower().endswith(_LINES) and _is_lines(text) else _parse(text)
    if isinstance(whole, dict):
        yield article(source, "", whole)
        return
    if isinstance(whole, list):
        if not whole:
            raise SourceError(source.label, "is an empty array", "delete it or add articles")
        for number, item in enumerate(whole, 1):
            yield article(source, f"#{number}", item)
        return
    # Not splitlines: a JSON string may hold U+2028 as it is.
    lines = [(n, line) for n, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1) if line.strip()]
    items = [(n, _parse(line)) for n, line in lines]
    if all(item is None for _, item in items):
        raise SourceError(source.label, "is not JSON", _REMEDY)
    for number, item in items:
        yield article(source, f"#L{number}", item)


def is_json(text: str) -> bool:
    """Tell whether ``text`` is meant as JSON: it opens as such, and as a whole or in one of its lines it parses."""
    if not text.lstrip().startswith(("{", "[")):
        return False
    return isinstance(_parse(text), dict | list) or _is_lines(text)


def _is_lines(text: str) -> bool:
    return any(isinstance(_parse(line), dict) for line in text.split("\n") if line.lstrip().startswith("{"))


def _parse(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def article(source: Source, place: str, item: Any) -> Article | Failure:
    """Return the article that a JSON object is; ``place`` says where in the source it stands ("#L3")."""
    shown = source.label + place
    where = source.name + place

    def fail(problem: str, remedy: str) -> Failure:
        return Failure(where, str(SourceError(shown, problem, remedy)))

    if not isinstance(item, dict):
        return fail("is not a JSON object", _REMEDY)
    text = item.get("text")
    if not isinstance(text, str) or not text.strip():
        return fail("has no text", 'give it a "text" or delete it')
    given = item.get("id")

    def first(*keys: str) -> Any:
        return next((item[key] for key in keys if item.get(key) is not None), None)

    try:
        return make(
            where,
            text,
            id=str(given) if isinstance(given, str | int) and not isinstance(given, bool) and str(given).strip() else None,
            title=first("title"),
            byline=first("author", "byline"),
            publisher=first("publisher", "source"),
            published=first("date", "published"),
            retrieved=first("retrieved"),
            url=first("url"),
            language=first("language"),
            shown=shown,
        )
    except SourceError as error:
        return Failure(where, str(error))
