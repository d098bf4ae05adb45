"""Sources → articles: files, folders, patterns and standard input become ``Article`` values with body and furniture.

    sources.py    what the user names → files            reader.py    which reader reads which suffix
    decode.py     bytes → text                           text, markdown, html, jsonl    a format each
    units.py      lines and paragraphs                   furniture.py    what a line of furniture looks like
    body.py       the article's own body                 make.py      text and metadata → checked Article
    heading.py    day, author and publisher at the top   selection.py  what a name means among articles read before

A source that cannot be read is a ``Failure`` with one line that names it and says what to do; the others go on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from kg.articles.make import make
from kg.articles.reader import Reader, Source
from kg.model import Article, Failure
from kg.settings import Settings

__all__ = ["Reader", "Source", "make", "read", "select"]


def read(sources: Sequence[str], settings: Settings, stdin: BinaryIO | None = None) -> Iterator[Article | Failure]:
    """Yield the articles of ``sources`` sorted by id, then a ``Failure`` for each thing that could not be read.

    A source is a file, a folder (read recursively, hidden files and unknown suffixes left out), a pattern, or "-" (``stdin``:
    JSON, HTML, Markdown with front matter or plain text, told apart by content). Where its content states no id or address,
    an article's id is its file's path in the folder given, or for a file given by itself the path as given. The result does
    not depend on the order of ``sources``. Of articles with one id and the same text one is kept; with other text the later
    is a ``Failure``. Raises nothing but what ``stdin`` itself raises.
    """
    from kg.articles import language
    from kg.articles.collect import collect

    try:
        yield from collect(sources, settings.max_bytes, stdin)
    finally:
        language.forget()


def select(names: Sequence[str], articles: Sequence[Article]) -> tuple[frozenset[str], tuple[Failure, ...]]:
    """Return the ids of those ``articles`` that ``names`` mean, and a ``Failure`` for each name that means none.

    A name is an id, a source, or else a file, folder or pattern as ``read`` takes it: it means what was read from there.
    A file need not be there any more.
    """
    from kg.articles.selection import select as meant

    return meant(names, articles)
