"""What a reader is, what it is given, and which one reads what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from typing import Protocol, cast

from kg.model import Article, Failure

#: Suffix → module with a ``read``; imported when a source needs it.
READERS = {
    ".txt": "kg.articles.text",
    ".text": "kg.articles.text",
    ".md": "kg.articles.markdown",
    ".markdown": "kg.articles.markdown",
    ".html": "kg.articles.html",
    ".htm": "kg.articles.html",
    ".xhtml": "kg.articles.html",
    ".jsonl": "kg.articles.jsonl",
    ".ndjson": "kg.articles.jsonl",
    ".json": "kg.articles.jsonl",
}
GROUP = "kg.readers"


@dataclass(frozen=True, slots=True)
class Source:
    """A file's content: ``name`` is path-like, relative and with ``/`` (an article's id where the content gives none);
    ``shown`` is how messages name it."""

    name: str
    data: bytes
    shown: str = ""

    @property
    def label(self) -> str:
        """How messages name this source."""
        return self.shown or self.name


class Reader(Protocol):
    """Reads one kind of source.

    Packages offer theirs as an entry point of the group ``kg.readers``, named by the suffix it reads (".pdf"). Articles
    are best made with ``kg.articles.make``.
    """

    def read(self, source: Source) -> Iterator[Article | Failure]:
        """Yield the articles of ``source``, with a ``Failure`` for each part that cannot be read; raise ``SourceError``
        where the whole cannot."""
        ...


def reader(suffix: str) -> Reader | None:
    """Return what reads files with ``suffix`` (".html", in any case), or None."""
    suffix = suffix.lower()
    if module := READERS.get(suffix):
        return cast(Reader, import_module(module))
    if entry := _plugins().get(suffix):
        return cast(Reader, entry.load())
    return None


def is_readable(suffix: str) -> bool:
    """Tell whether there is a reader for ``suffix``, without importing it."""
    return suffix.lower() in READERS or suffix.lower() in _plugins()


def suffixes() -> list[str]:
    """Return all suffixes that are read, sorted."""
    return sorted(READERS.keys() | _plugins().keys())


@lru_cache(maxsize=1)
def _plugins() -> dict[str, EntryPoint]:
    found = sorted(entry_points(group=GROUP), key=lambda e: (e.name, e.value), reverse=True)
    return {"." + entry.name.lower().lstrip("."): entry for entry in found}
