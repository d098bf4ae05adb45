"""A text and what is known of it → a checked Article."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from kg.articles.body import layout
from kg.articles.dates import iso_day
from kg.articles.furniture import plain
from kg.articles.language import language as language_of
from kg.articles.language import language_name
from kg.errors import SourceError
from kg.model import Article, Span

#: A text longer than this is a book or many articles in one, and more than a parser holds in memory.
LONGEST = 300_000


def make(
    source: str,
    text: str,
    *,
    id: str | None = None,
    title: object = None,
    byline: object = None,
    publisher: object = None,
    published: object = None,
    retrieved: object = None,
    url: object = None,
    language: object = None,
    skip: Sequence[Span] = (),
    shown: str = "",
) -> Article:
    """Return the article that ``text`` is; ``source`` names where it stands, ``shown`` how messages name that.

    Its id is ``id``, else ``url``, else ``source``. Metadata may be whatever a source gives: dates become ISO 8601 days,
    what is no text is ignored. ``skip`` are spans known to be furniture (half-open, code points of ``text``). Raises
    ``SourceError`` where the text is empty, is furniture alone, is longer than ``LONGEST``, holds half
    characters, or is surely not in English.
    """
    shown = shown or source
    link = _line(url)
    link = link if link and link.split(":", 1)[0].lower() in ("http", "https") else None
    name = id or link or source
    if not text.strip():
        raise SourceError(shown, "has no text", "delete it or add text")
    if len(text) > LONGEST:
        raise SourceError(
            shown, f"has {len(text):,} characters, more than the {LONGEST:,} that an article can have", "split it"
        )
    if _is_broken(text) or _is_broken(name):
        raise SourceError(shown, "holds half a character (a lone surrogate)", "save it again as UTF-8")
    found = layout(text, skip)
    if not found.body:
        raise SourceError(shown, "holds no article text, only navigation, credits or the like", "delete it or add text")
    told = _line(language)
    detected = language_of("\n".join(span.of(text) for span in found.body))
    # What the text shows goes before what its source says; where neither is sure, it is read.
    foreign = detected if detected not in (None, "en") else told if detected is None else None
    if foreign and foreign.lower().replace("_", "-").split("-")[0] not in ("en", "eng", "english"):
        raise SourceError(
            shown, f"is in {language_name(foreign)}; only English is read for now", "leave it out or give a translation"
        )
    return Article(
        id=name,
        source=source,
        text=text,
        hash=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        title=_line(title) or found.title,
        byline=_people(byline) or found.byline,
        publisher=_line(publisher) or found.publisher,
        published=iso_day(published) or found.published,
        retrieved=iso_day(retrieved),
        url=link,
        language=told or detected,
        body=found.body,
        captions=found.captions,
    )


def _line(value: object) -> str | None:
    """Return ``value`` as one line, or None where it is no text or none that can be written out."""
    if isinstance(value, dict):  # schema.org style: {"name": …}
        value = value.get("name")
    return plain(value) or None if isinstance(value, str) and not _is_broken(value) else None


def _people(value: object) -> str | None:
    if isinstance(value, list):
        return ", ".join(line for line in map(_line, value) if line) or None
    line = _line(value)
    return (line[3:].strip() or None) if line and line[:3].casefold() == "by " else line


def _is_broken(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False
