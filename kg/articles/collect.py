"""All sources together: each read on its own, then sorted, one article an id."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from kg.articles.reader import Source, reader
from kg.articles.sources import File, find
from kg.errors import SourceError
from kg.model import Article, Failure

_STDIN = "standard input"


def collect(sources: Sequence[str], max_bytes: int, stdin: BinaryIO | None) -> Iterator[Article | Failure]:
    """Yield what ``kg.articles.read`` promises."""
    read: list[tuple[Article, str]] = []
    failures: set[Failure] = set()
    for item in _each(sources, max_bytes, stdin):
        if isinstance(item, Failure):
            failures.add(item)
        else:
            read.append(item)
    by_id: dict[str, list[tuple[Article, str]]] = {}
    for article, shown in read:
        by_id.setdefault(article.id, []).append((article, shown))
    for id_ in sorted(by_id):
        chosen, refused = one(by_id[id_])
        failures.update(refused)
        yield chosen
    yield from sorted(failures, key=lambda f: (_natural(f.source), f.message))


def one(read: list[tuple[Article, str]]) -> tuple[Article, list[Failure]]:
    """Return the one of several articles of an id that is kept, and a failure for each with another text; each comes with
    how messages name it."""
    (kept, known), *others = sorted(read, key=lambda pair: (_natural(pair[0].source), pair[0].hash, pair[1], repr(pair[0])))
    failures = []
    for article, shown in others:
        if article.hash != kept.hash:
            same = "" if shown == known else f" as {known}"
            problem = f"has the same id{same} ({article.id}) but another text"
            failures.append(Failure(article.source, str(SourceError(shown, problem, "leave one out, or give it another id"))))
    return kept, failures


def _each(sources: Sequence[str], max_bytes: int, stdin: BinaryIO | None) -> Iterator[tuple[Article, str] | Failure]:
    if "-" in sources:
        yield from _stdin(stdin, max_bytes)
    for found in find([source for source in sources if source != "-"]):
        if isinstance(found, Failure):
            yield found
        else:
            yield from file(found, max_bytes)


def file(found: File, max_bytes: int, root: Path = Path()) -> Iterator[tuple[Article, str] | Failure]:
    """Yield the articles of a file, each with how messages name it, and a failure for each part that cannot be read; its
    path is taken from ``root``."""
    shown, path = str(found.path), root / found.path
    try:
        size = path.stat().st_size
        if size > max_bytes:
            raise too_large(shown, size, max_bytes)
        data = path.read_bytes()
    except OSError as error:
        yield Failure(found.name, str(SourceError(shown, f"cannot be read: {error.strerror}", "check its permissions")))
    except SourceError as error:
        yield Failure(found.name, str(error))
    else:
        yield from content(Source(found.name, data, shown), found.path.suffix)


def _stdin(stdin: BinaryIO | None, max_bytes: int) -> Iterator[tuple[Article, str] | Failure]:
    try:
        if stdin is None:
            raise SourceError(_STDIN, "is not there", "pipe articles in, or name files")
        data = stdin.read(max_bytes + 1)
        if len(data) > max_bytes:
            raise too_large(_STDIN, None, max_bytes)
        suffix = _sniff(data)
    except SourceError as error:
        yield Failure(_STDIN, str(error))
        return
    # What is piped in has no name; one made of its content is the same whenever it is.
    name = f"stdin-{hashlib.sha256(data).hexdigest()[:16]}"
    yield from content(Source(name, data, _STDIN), suffix)


def _sniff(data: bytes) -> str:
    from kg.articles.decode import decode
    from kg.articles.jsonl import is_json
    from kg.articles.markdown import has_front_matter

    text = decode(data, _STDIN)
    if is_json(text):
        return ".jsonl"
    if re.match(
        r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article)\b",
        text,
        re.IGNORECASE | re.DOTALL,
    ):
        return ".html"
    return ".md" if has_front_matter(text) else ".txt"


def content(source: Source, suffix: str) -> Iterator[tuple[Article, str] | Failure]:
    """Yield the articles of what a file of this suffix holds, as ``file`` does."""
    label = source.label
    where = _STDIN if label == _STDIN else source.name
    try:
        found = reader(suffix)
        if found is None:
            raise SourceError(label, f"is a {suffix} file, which nothing here reads", "convert it to text")
        for item in found.read(source):
            if isinstance(item, Failure):
                yield item
            else:
                yield item, label + item.source.removeprefix(source.name)
    except SourceError as error:
        yield Failure(where, str(error))
    except Exception as error:  # readers stand on parsers of other people; one bad page must not stop the rest
        problem = f"cannot be read ({type(error).__name__}: {' '.join(str(error).split())[:200]})"
        yield Failure(where, str(SourceError(label, problem, "save it anew, or as plain text")))


def too_large(shown: str, size: int | None, limit: int) -> SourceError:
    """Return the error that a source of this size is."""
    big = f"is {_megabytes(size)}, more than" if size is not None else "is more than"
    return SourceError(shown, f"{big} the {_megabytes(limit)} that is read", "split it, or raise max_bytes in kg.toml")


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 100_000 else f"{size} bytes"


def _natural(source: str) -> tuple[str, int, str]:
    """Sort key that puts line 9 before line 10 of one file."""
    match = re.fullmatch(r"(.*)#L?(\d+)", source, re.DOTALL)
    return (match.group(1), int(match.group(2)), "") if match else (source, 0, "")
