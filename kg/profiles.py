"""What of each article the steps need that look at all of them together: its chains, passages and quotations.

It is made once an article and kept in the cache beside the store, so that a change of the store reads no other article again;
with it what all chains of a name say of it, and whom quotations find by their words, so that a change tells anew who is who,
and who said the same, only where it reaches.

    <output>/cache/profiles-<16 hex>.jsonl      how many articles and names; three lines for each article, in the order of ids;
                                                a line for each name; one of the quotations; the digest of all

The name tells of which store they are: of its extractions' files, and of the ontology, the threshold and the code that it was
made with. A file that is gone or damaged is as good as not there.
"""

from __future__ import annotations

import base64
import contextlib
import dataclasses
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from kg.aside import Aside
from kg.entities import chains
from kg.entities.again import Name
from kg.entities.chains import Chains, Node
from kg.errors import KgError
from kg.model import Article, Extraction, Span, digest
from kg.ontology import Ontology
from kg.settings import Settings
from kg.shelf import Filed
from kg.statements import copies
from kg.statements.copies import Read
from kg.statements.passages import Passage
from kg.versions import Alike, Quoted, quoted

#: The lines of one article.
Lines = tuple[bytes, bytes, bytes]

_ARTICLE = tuple(f.name for f in dataclasses.fields(Article) if f.name not in ("text", "body", "captions"))
_CHAINS, _PASSAGES, _QUOTATIONS = range(3)


@dataclass(frozen=True, slots=True)
class Held:
    """What a cache has: the profiles by article, whom quotations find, and all names: none where people or a gazetteer had a
    say in who is who."""

    articles: Mapping[str, Lines] = field(default_factory=dict)
    names: Mapping[str, Name] = field(default_factory=dict)
    alike: Sequence[Alike] = ()
    lines: Mapping[str, bytes] = field(default_factory=dict)  # of the names

    def chains(self, articles: Iterable[str]) -> Iterator[Chains]:
        """Yield the chains of some articles, of such as it has."""
        return (_chains(json.loads(self.articles[id_][_CHAINS])) for id_ in articles if id_ in self.articles)

    def quotations(self, articles: Iterable[str]) -> Iterator[Quoted]:
        """Yield the quotations of some articles, of such as it has."""
        found = (json.loads(self.articles[id_][_QUOTATIONS]) for id_ in articles if id_ in self.articles)
        return (one for parts in found for one in _quotations(parts))


class Profiles:
    """The profiles of some articles, put aside; each part of them can be gone through by itself, in the order of ids."""

    def __init__(self, extractions: Sequence[Extraction], ontology: Ontology, folder: Path, held: Held) -> None:
        """Make the profiles of extractions, which are in the order of ids; those of such as are in files may be ``held``.

        Raises ``KgError`` where the disk of ``folder`` is full.
        """
        self._aside, self._held = Aside(folder), held
        self._number, self._names, self._alike = len(extractions), 0, b"[]"
        patterns = ontology.patterns()
        ids = extractions.ids if isinstance(extractions, Filed) else ()
        try:
            for i in range(self._number):
                kept = held.articles.get(ids[i]) if isinstance(extractions, Filed) and ids[i] in extractions.files else None
                for line in kept or _lines(extractions[i], patterns):
                    self._aside.put(line)
        except OSError as error:
            raise KgError(f"what was read cannot be put away: {error.strerror or error} (make room on the disk)") from error

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Forget all."""
        self._aside.close()

    def _part(self, which: int) -> Iterator[Any]:
        return (json.loads(self._aside.get(3 * i + which)) for i in range(self._number))

    def chains(self) -> Iterator[Chains]:
        """Yield the chains of each article (``kg.entities.chains.of_article``)."""
        return map(_chains, self._part(_CHAINS))

    def name(self, names: Iterable[tuple[str, Name]]) -> None:
        """Put aside what the chains say of all names."""
        for name, one in names:
            same = one is self._held.names.get(name)
            self._aside.put(
                self._held.lines[name] if same else _line([name, one.having, one.seeking, one.people, one.acronyms, one.short])
            )
            self._names += 1

    def find(self, alike: Sequence[Alike]) -> None:
        """Put aside whom quotations find by their words."""
        self._alike = _line(alike)

    def passages(self) -> Iterator[Read]:
        """Yield what is compared of each article (``kg.statements.copies.read``)."""
        for article, size, rows, by in self._part(_PASSAGES):
            found = tuple(Passage(Span(start, end), words, base64.b64decode(sums)) for start, end, words, sums in rows)
            yield Read(Article(**dict(zip(_ARTICLE, article, strict=True)), text=""), size, found, frozenset(by))

    def quotations(self) -> Iterator[Quoted]:
        """Yield what the quotations of the articles are told apart by (``kg.versions.quoted``)."""
        return (one for parts in self._part(_QUOTATIONS) for one in _quotations(parts))

    def keep(self, folder: Path | None, key: str) -> None:
        """Put the profiles into a cache's folder in the place of all others; where that cannot be, the next change of the store
        makes them anew."""
        if folder is None or not folder.is_dir():
            return
        path, partial = folder / f"profiles-{key}.jsonl", folder / f"profiles.{os.getpid()}.tmp"
        found = hashlib.sha256()
        with contextlib.suppress(OSError):
            with open(partial, "wb") as file:
                lines = map(self._aside.get, range(3 * self._number + self._names))
                for line in chain([_line([self._number, self._names])], lines, [self._alike]):
                    file.write(line + b"\n")
                    found.update(line + b"\n")
                file.write(found.hexdigest().encode())
            os.replace(partial, path)
        for other in folder.glob("profiles*"):
            if other != path:
                with contextlib.suppress(OSError):
                    other.unlink()


def key(extractions: Mapping[str, str], ontology: Ontology, settings: Settings) -> str:
    """Return the name of the profiles of a store, whose extractions are given by the names of their files."""
    listed = (f"{id_}\x1e{name}" for id_, name in sorted(extractions.items()))
    return digest(_code(), ontology.hash, repr(settings.threshold), *listed)[:16]


def read(folder: Path | None, name: str, articles: Sequence[str]) -> Held:
    """Return what a cache's folder has under a name; nothing where it is gone or damaged."""
    if folder is None:
        return Held()
    try:
        data = (folder / f"profiles-{name}.jsonl").read_bytes()
    except OSError:
        return Held()
    first, *lines, alike, last = data.split(b"\n") if data.count(b"\n") > 1 else (b"", b"", b"")
    size = 3 * len(articles)
    if last != hashlib.sha256(data[: len(data) - len(last)]).hexdigest().encode() or first != _line(
        [len(articles), len(lines) - size]
    ):
        return Held()
    names = {name: _name(*parts) for name, *parts in json.loads(b"[" + b",".join(lines[size:]) + b"]")}
    return Held(
        {id_: (lines[3 * i], lines[3 * i + 1], lines[3 * i + 2]) for i, id_ in enumerate(articles)},
        names,
        [((a, x), (b, y), unlike) for (a, x), (b, y), unlike in json.loads(alike)],
        dict(zip(names, lines[size:], strict=True)),
    )


@lru_cache(maxsize=1)
def _code() -> str:
    """Return a digest of our own modules."""
    return digest(*(path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.rglob("*.py"))))


def _lines(extraction: Extraction, patterns: Mapping[str, str]) -> Lines:
    id_ = extraction.article.id
    named, unnamed = chains.of_article(extraction, patterns)
    compared = copies.read(extraction)
    passages = [[*p.span, p.words, _text(p.rows)] for p in compared.passages]
    quotations = [[q.id, *q.span, q.segments, q.speaker, q.words, _text(q.rows)] for q in quoted(extraction)]
    return (
        _line([id_, [_row(n) for n in named], [_row(n) for n in unnamed]]),
        _line([[getattr(compared.article, f) for f in _ARTICLE], compared.size, passages, sorted(compared.by)]),
        _line([id_, quotations]),
    )


def _line(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode("ascii")


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _row(n: Node) -> list[Any]:
    apart = [chain for _, chain in n.apart]
    return [n.chain[1], n.label, n.name, n.aliases, n.types, n.weight, n.forms, n.order, n.called, n.genders, n.born, apart]


def _chains(parts: Sequence[Any]) -> Chains:
    id_, named, unnamed = parts
    return tuple(_node(id_, row) for row in named), tuple(_node(id_, row) for row in unnamed)


def _node(article: str, row: Sequence[Any]) -> Node:
    id_, label, name, aliases, types, weight, forms, order, called, genders, born, apart = row
    return Node(
        (article, id_), label, name, tuple(aliases), tuple(map(tuple, types)), weight, tuple(map(tuple, forms)), order,
        called, tuple(genders), tuple(born) if born else None, tuple((article, other) for other in apart),
    )  # fmt: skip


def _quotations(parts: Sequence[Any]) -> Iterator[Quoted]:
    id_, rows = parts
    for name, start, end, segments, speaker, words, sums in rows:
        yield Quoted(id_, name, Span(start, end), segments, speaker, words, base64.b64decode(sums))


def _name(having: list[str], seeking: list[str], people: list[Any], acronyms: list[str], short: list[Any]) -> Name:
    return Name(tuple(having), tuple(seeking), tuple(map(tuple, people)), tuple(acronyms), tuple(map(tuple, short)))
