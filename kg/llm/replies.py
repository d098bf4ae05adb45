"""A language model's answers on disk, beside what is kept of articles: one file each, named by all that was asked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from kg.cache import write
from kg.model import Span


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model (``model``, as its server calls it) answered about a part of an article: the spans of its paragraphs, and
    the words of the answer as they came."""

    model: str
    part: tuple[Span, ...]
    content: str


def get(folder: Path | None, key: str) -> str | None:
    """Return a kept answer's words, or None."""
    if folder is None:
        return None
    try:
        found = json.loads(_path(folder, key).read_text(encoding="utf-8"))
        return found["content"] if isinstance(found["content"], str) else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):  # absent, cut off, or not ours
        return None


def put(folder: Path | None, key: str, model: str, content: str) -> None:
    """Keep an answer's words, where there is a folder."""
    if folder is not None:
        write(folder, _path(folder, key), json.dumps({"model": model, "content": content}))


def _path(folder: Path, key: str) -> Path:
    return folder / "replies" / key[:2] / f"{key}.json"
