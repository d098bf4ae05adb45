"""All sources together: each read on its own, then sorted, one article an id."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
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
    read.sort(key=lambda pair: (pair[0].id, _natural(pair[0].source), pair[0].hash, pair[1], repr(pair[0])))
    kept: tuple[Article, str] | None = None
    for article, shown in read:
        if kept is None or article.id != kept[0].id:
            kept = (article, shown)
            yield article
        elif article.hash != kept[0].hash:
            same = "" if shown == kept[1] else f" as {kept[1]}"
            problem = f"has the same id{same} ({article.id}) but another text"
            failures.add(Failure(article.source, str(SourceError(shown, problem, "leave one out, or give it another id"))))
    yield from sorted(failures, key=lambda f: (_natural(f.source), f.message))


def _each(sources: Sequence[str], max_bytes: int, stdin: BinaryIO | None) -> Iterator[tuple[Article, str] | Failure]:
    if "-" in sources:
        yield from _stdin(stdin, max_bytes)
    for found in find([source for source in sources if source != "-"]):
        if isinstance(found, Failure):
            yield found
        else:
            yield from _file(found, max_bytes)


def _file(file: File, max_bytes: int) -> Iterator[tuple[Article, str] | Failure]:
    shown = str(file.path)
    try:
        size = file.path.stat().st_size
        if size > max_bytes:
            raise _too_large(shown, size, max_bytes)
        data = file.path.read_bytes()
    except OSError as error:
        yield Failure(file.name, str(SourceError(shown, f"cannot be read: {error.strerror}", "check its permissions")))
    except SourceError as error:
        yield Failure(file.name, str(error))
    else:
        yield from _articles(Source(file.name, data, shown), file.path.suffix)


def _stdin(stdin: BinaryIO | None, max_bytes: int) -> Iterator[tuple[Article, str] | Failure]:
    try:
        if stdin is None:
            raise SourceError(_STDIN, "is not there", "pipe articles in, or name files")
        data = stdin.read(max_bytes + 1)
        if len(data) > max_bytes:
            raise _too_large(_STDIN, None, max_bytes)
        suffix = _sniff(data)
    except SourceError as error:
        yield Failure(_STDIN, str(error))
        return
    # What is piped in has no name; one made of its content is the same whenever it is.
    name = f"stdin-{hashlib.sha256(data).hexdigest()[:16]}"
    yield from _articles(Source(name, data, _STDIN), suffix)


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


def _articles(source: Source, suffix: str) -> Iterator[tuple[Article, str] | Failure]:
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


def _too_large(shown: str, size: int | None, limit: int) -> SourceError:
    big = f"is {_megabytes(size)}, more than" if size is not None else "is more than"
    return SourceError(shown, f"{big} the {_megabytes(limit)} that is read", "split it, or raise max_bytes in kg.toml")


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 100_000 else f"{size} bytes"


def _natural(source: str) -> tuple[str, int, str]:
    """Sort key that puts line 9 before line 10 of one file."""
    match = re.fullmatch(r"(.*)#L?(\d+)", source, re.DOTALL)
    return (match.group(1), int(match.group(2)), "") if match else (source, 0, "")
