"""Sources → articles: files, folders, patterns and standard input become ``Article`` values with body and furniture.

    sources.py    what the user names → files            reader.py    which reader reads which suffix
    decode.py     bytes → text                           text, markdown, html, jsonl    a format each
    units.py      lines and paragraphs                   furniture.py    what a line of furniture looks like
    body.py       the article's own body                 make.py      text and metadata → checked Article

A source that cannot be read is a ``Failure`` with one line that names it and says what to do; the others go on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from kg.articles.make import make
from kg.articles.reader import Reader, Source
from kg.model import Article, Failure
from kg.settings import Settings

__all__ = ["Reader", "Source", "make", "read"]


def read(sources: Sequence[str], settings: Settings, stdin: BinaryIO | None = None) -> Iterator[Article | Failure]:
    """Yield the articles of ``sources`` sorted by id, then a ``Failure`` for each thing that could not be read.

    A source is a file, a folder (read recursively, hidden files and unknown suffixes left out), a pattern, or "-" (``stdin``:
    JSON, HTML, Markdown with front matter or plain text, told apart by content). The result does not depend on the order
    of ``sources``. Of articles with one id and the same text one is kept; with other text the later is a ``Failure``.
    Raises nothing but what ``stdin`` itself raises.
    """
    from kg.articles.collect import collect

    yield from collect(sources, settings.max_bytes, stdin)
