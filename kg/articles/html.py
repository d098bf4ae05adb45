"""HTML pages: trafilatura finds the article's text; the page's own statements give the metadata."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from typing import Any

from kg.articles.dates import iso_day
from kg.articles.decode import decode
from kg.articles.make import make
from kg.articles.reader import Source
from kg.errors import SourceError
from kg.model import Article

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,80}encoding=[\"']([\w.:-]{2,40})", re.IGNORECASE
)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_STATED = (
    "article:published_time|og:article:published_time|og:published_time|datepublished|date.published|publishdate"
    "|publish-date|publish_date|published_time|published-date|pubdate|parsely-pub-date|sailthru.date|dc.date"
    "|dc.date.issued|dc.date.created|dcterms.created|dcterms.issued|dcterms.date|article.published|article_date_original"
    "|originalpublicationdate|cxenseparse:recs:publishtime|date"
)
#: Cards that open over a link in a sentence; what they hold is no part of it.
_HOVERING = "//*[{}][preceding-sibling::a][.//a or .//img]".format(
    " or ".join(f"contains(@class, '{name}')" for name in ("rollover", "hovercard", "hover-card", "popover", "tooltip"))
)
#: The first day of Unix time, and the day before where a time zone turns it back.
_ZERO = frozenset({"1970-01-01", "1969-12-31"})
_DATE_KEYS = tuple(_STATED.split("|"))


def read(source: Source) -> Iterator[Article]:
    """Yield the one article of the page; its text is what trafilatura extracts, one paragraph a line.

    A date counts only where the page states it as its own (JSON-LD, meta, ``time``), never from file, address or clock.
    Raises ``SourceError`` where no article text is found, or the text is surely not in English.
    """
    declared = _CHARSET.search(source.data[:4096])
    encoding = next((g.decode("ascii") for g in declared.groups() if g), None) if declared else None
    page = _DECLARATION.sub("", decode(source.data, source.label, encoding))
    found = _extract(page)
    text = (found.text or "").strip() if found is not None else ""
    if not any(c.isalpha() for c in text):
        raise SourceError(
            source.label, "holds no article text that could be found", "save the article's page itself, or its text as .txt"
        )
    yield make(
        source.name,
        text,
        title=found.title,
        byline=found.author,
        publisher=found.sitename,
        published=_published(page),
        url=found.url,
        language=_language(page),
        shown=source.label,
    )


def _extract(page: str) -> Any:
    # Without a handler of its own Python would print the library's warnings on stderr.
    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).addHandler(logging.NullHandler())
    import trafilatura

    return trafilatura.bare_extraction(
        page,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        prune_xpath=_HOVERING,
        date_extraction_params={"extensive_search": False, "original_date": True, "max_date": "2100-01-01"},
    )


def _language(page: str) -> str | None:
    match = re.search(r"<html\b[^>]*?\slang\s*=\s*[\"']?([A-Za-z]{2,3})\b", page[:5000], re.IGNORECASE)
    return match.group(1).lower() if match else None


def _published(page: str) -> str | None:
    """Return the day on which the page says it was published."""
    import lxml.html  # type: ignore[import-untyped]  # ships no types, and no stubs are installed

    try:
        tree = lxml.html.fromstring(page)
    except (ValueError, AssertionError, lxml.etree.LxmlError):
        return None
    for script in tree.xpath("//script[contains(translate(@type, 'LDJSON', 'ldjson'), 'ld+json')]"):
        if day := _from_json(script.text_content()):
            return day
    stated: dict[str, str] = {}
    for meta in tree.xpath("//meta[@content]"):
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            if key := meta.get(attribute):
                stated.setdefault(key.strip().casefold(), meta.get("content"))
    for key in _DATE_KEYS:
        if day := _day(stated.get(key)):
            return day
    marked = tree.xpath("//*[@itemprop='datePublished']") or tree.xpath("//time[@pubdate]")
    marked = marked or tree.xpath("(//article | //main | //header[.//h1])[1]//time[@datetime]")
    for element in marked[:1]:
        return _day(element.get("datetime") or element.get("content") or element.text_content())
    return None


def _day(stated: object) -> str | None:
    """Return a stated day, unless it is but the clock's zero that a page writes where it knows none."""
    day = iso_day(stated)
    return None if day in _ZERO else day


def _from_json(script: str) -> str | None:
    try:
        data = json.loads(script)
    except (ValueError, RecursionError):
        return None
    queue = data if isinstance(data, list) else [data]
    for item in queue:
        if not isinstance(item, dict):
            continue
        graph = item.get("@graph")
        for node in [item, *(graph if isinstance(graph, list) else [])]:
            if isinstance(node, dict) and (day := _day(node.get("datePublished"))):
                return day
    return None
