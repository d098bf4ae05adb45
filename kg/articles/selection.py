"""What a name means among articles that were read before: an id, a source, or the file, folder or pattern they came from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.articles.sources import File, find, named
from kg.model import Article, Failure


def select(names: Sequence[str], articles: Sequence[Article]) -> tuple[frozenset[str], tuple[Failure, ...]]:
    """Return what ``kg.articles.select`` promises."""
    chosen: set[str] = set()
    failures: list[Failure] = []
    for name in dict.fromkeys(names):
        ids = {a.id for a in articles if name in (a.id, a.source)} or _from_files(name, articles)
        chosen |= ids
        if not ids:
            failures.append(Failure(name, f"{name}: no article of the store has this id or source{_like(name, articles)}"))
    return frozenset(chosen), tuple(failures)


def _from_files(name: str, articles: Sequence[Article]) -> set[str]:
    """Return the ids of the articles of the files that ``name`` leads to, or led to before they were deleted."""
    found = {item.name for item in find([name]) if isinstance(item, File)} or {named(name)}
    return {a.id for a in articles if a.source in found or _file(a.source) in found}


def _like(name: str, articles: Sequence[Article]) -> str:
    last = named(name).rpartition("/")[2]
    like = sorted({a.source for a in articles if _file(a.source).rpartition("/")[2] == last})
    return f" (there is {', '.join(like[:3])})" if like else ""


def _file(source: str) -> str:
    """Return the file of a source without the place in it ("#L3", "#3")."""
    return re.sub(r"#L?\d+\Z", "", source)
