"""The files of one generation of the store, and the corpus as JSON and back.

    <output>/store/current                       one line: the name of the generation that counts
    <output>/store/lock                          held while a build publishes
    <output>/store/articles/                     what was read from each article (``kg.store.kept``)
    <output>/store/generations/<name>/graph/     the graph, RocksDB
                                      articles.tsv        which articles, and the file of each
                                      corpus.json         entities, statements, disagreements, copies, drops, failures
                                      manifest.json       format, software, settings, counts

A generation is never changed once ``current`` names it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from kg.errors import StoreError
from kg.model import (
    Authority,
    Copy,
    Corpus,
    Disagreement,
    Drop,
    Entity,
    Extraction,
    Failure,
    Link,
    LiteralValue,
    Origin,
    Resolution,
    Side,
    Span,
    Statement,
)

#: So many files are seen to the disk one by one; so many pieces of a file are written at once.
FEW, AT_ONCE = 16, 500
#: The version of this layout; a store of another version is refused.
FORMAT = 5
GRAPH, ARTICLES, CORPUS, MANIFEST = "graph", "articles.tsv", "corpus.json", "manifest.json"


def root(output: Path) -> Path:
    """Return the folder of the store in an output folder."""
    return output / "store"


def current(output: Path) -> Path | None:
    """Return the folder of the generation that counts, None where there is no store; ``StoreError`` where it is broken."""
    pointer = root(output) / "current"
    try:
        name = pointer.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{pointer}: cannot be read: {error}") from error
    if not name or name != os.path.basename(name) or name.startswith("."):
        raise StoreError(f"{pointer}: names no generation of the store: run kg build again")
    return root(output) / "generations" / name


def write(path: Path, chunks: Iterable[bytes]) -> bytes:
    """Write a file, see it to the disk, and return the SHA-256 digest of what it has."""
    found = hashlib.sha256()
    with open(path, "wb") as file:
        rest = iter(chunks)
        while some := list(islice(rest, AT_ONCE)):
            data = b"".join(some)
            file.write(data)
            found.update(data)
        file.flush()
        os.fsync(file.fileno())
    return found.digest()


def settle(paths: Sequence[Path]) -> None:
    """See files that were written to the disk: many at once, since each by itself takes milliseconds of waiting."""
    if len(paths) > FEW and hasattr(os, "sync"):
        os.sync()
        return
    for path in paths:
        with open(path, "rb+") as file:
            os.fsync(file.fileno())


def digest(chunks: Iterable[bytes]) -> bytes:
    """Return the SHA-256 digest of the chunks, one after the other."""
    found = hashlib.sha256()
    for chunk in chunks:
        found.update(chunk)
    return found.digest()


def digest_of(path: Path) -> bytes:
    """Return the SHA-256 digest of a file."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def read_json(folder: Path, name: str) -> dict[str, Any]:
    """Return the JSON object of one file of a generation."""
    path = folder / name
    try:
        data = json.loads(path.read_bytes().decode("utf-8", "surrogatepass"))
    except (OSError, ValueError) as error:
        raise broken(path, error) from error
    if not isinstance(data, dict):
        raise broken(path, TypeError("not a JSON object"))
    return data


def json_bytes(data: Mapping[str, Any]) -> bytes:
    """Return JSON with sorted keys, one value a line, and one a line of each list (or iterator) on the first level, in which
    bytes are a line already."""
    return b"".join(json_chunks(data))


def json_chunks(data: Mapping[str, Any]) -> Iterator[bytes]:
    """Yield what ``json_bytes`` returns, a value at a time."""
    yield b"{\n"
    for number, (key, value) in enumerate(sorted(data.items())):
        yield (b",\n" if number else b"") + _line(key) + b": "
        if isinstance(value, (list, Iterator)):
            empty = True
            for row in value:
                yield (b"[\n" if empty else b",\n") + (row if isinstance(row, bytes) else _line(row))
                empty = False
            yield b"[]" if empty else b"\n]"
        else:
            yield _line(value)
    yield b"\n}\n"


def _line(value: object) -> bytes:
    # without an indent the fast encoder does it
    return json.dumps(value, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")


def content_hash(*digests: bytes) -> str:
    """Return 16 hex digits over the digests of some parts."""
    return hashlib.sha256(b"\x1f".join(digests)).hexdigest()[:16]


def manifest(folder: Path) -> dict[str, Any]:
    """Return a generation's manifest; ``StoreError`` where another version of kg wrote it."""
    data = read_json(folder, MANIFEST)
    if data.get("format") != FORMAT:
        store = folder.parent.parent
        raise StoreError(
            f"{store}: is of store format {data.get('format')!r}, this kg reads {FORMAT}: "
            f"delete that folder and run kg build again, or use the kg that wrote it"
        )
    return data


#: The lines of values that are in a file, by their identity: who holds this holds the values, too.
Written = Mapping[int, bytes]


def written(before: Corpus, folder: Path) -> Written:
    """Return the lines that entities and statements of a generation's corpus are there."""
    lines = (folder / CORPUS).read_bytes().split(b"\n")

    def under(key: str, values: Sequence[object]) -> dict[int, bytes]:
        start = lines.index(_line(key) + b": [") + 1 if values else 0
        return {id(value): line.removesuffix(b",") for value, line in zip(values, lines[start:], strict=False)}

    statements = sorted(before.statements, key=lambda s: s.id)
    return under("entities", before.resolution.entities) | under("statements", statements)


def corpus_json(corpus: Corpus, known: Written | None = None) -> dict[str, Any]:
    """Return all of a corpus but its extractions as JSON values, sorted; long lists are iterators, made as they are written, in
    which what was ``known`` before is its line."""
    resolution, there = corpus.resolution, known or {}
    return {
        "entities": (
            there.get(id(e))
            or {"iri": e.iri, "label": e.label, "type": e.type, "named": e.named, "aliases": list(e.aliases)}
            | {"chains": [list(key) for key in e.chains], "types": [list(t) for t in e.types]}
            | {"links": [[*link.left, *link.right, link.score, link.reason] for link in e.links]}
            | ({"authorities": [[a.iri, a.match, a.score, a.reason, a.source] for a in e.authorities]} if e.authorities else {})
            for e in sorted(resolution.entities, key=lambda e: e.iri)
        ),
        "replaced": dict(sorted(resolution.replaced.items())),
        "statements": (
            there.get(id(s))
            or {"id": s.id, "subject": s.subject, "predicate": s.predicate}
            | {"object": _literal(s.object) if isinstance(s.object, LiteralValue) else s.object}
            | {"claims": list(s.claims), "articles": list(s.articles)}
            | {"origins": [[list(o.articles), o.because, o.speaker] for o in s.origins]}
            | {"asserted": s.asserted, "disputed": s.disputed, "conflicts_with": list(s.conflicts_with)}
            for s in sorted(corpus.statements, key=lambda s: s.id)
        ),
        "copies": [
            {"article": c.article, "source": c.source, "share": c.share, "wholly": c.wholly, "dated": c.dated}
            | {"passages": [[*here, *there] for here, there in c.passages]}
            for c in corpus.copies
        ],
        "disagreements": [
            {"id": d.id, "kind": d.kind, "over_time": d.over_time, "weight": d.weight, "reason": d.reason}
            | {"sides": [[s.statement, s.stance, list(s.claims), s.origins, s.measure] for s in d.sides]}
            for d in corpus.disagreements
        ],
        "versions": None if corpus.versions is None else [[list(key) for key in keys] for keys in corpus.versions],
        "drops": [[d.claim, d.reason] for d in sorted(corpus.drops, key=lambda d: (d.claim, d.reason))],
        "failures": [[f.source, f.message] for f in corpus.failures],
    } | ({"gazetteer": corpus.gazetteer} if corpus.gazetteer else {})


def read_corpus(folder: Path, extractions: Sequence[Extraction]) -> Corpus:
    """Return the corpus of a generation."""
    _whole(folder)
    data = read_json(folder, CORPUS)
    try:
        entities = tuple(_to_entity(e) for e in data["entities"])
        return Corpus(
            extractions=extractions,
            resolution=Resolution.of(entities, dict(data["replaced"])),
            statements=tuple(_to_statement(s) for s in data["statements"]),
            drops=tuple(Drop(*row) for row in data["drops"]),
            failures=tuple(Failure(*row) for row in data["failures"]),
            gazetteer=data.get("gazetteer", ""),
            copies=tuple(_to_copy(c) for c in data["copies"]),
            disagreements=tuple(_to_disagreement(d) for d in data["disagreements"]),
            versions=_to_versions(data["versions"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise broken(folder / CORPUS, error) from error


def _whole(folder: Path) -> None:
    """Raise ``StoreError`` where a generation has a graph and no corpus."""
    if manifest(folder).get("graph_alone"):
        raise StoreError(
            "this store holds a graph alone (kg load): kg query, serve, push and export read it; what else kg tells needs the "
            "folders extractions and corpus that kg build --engine spark leaves beside the graph"
        )


def _to_entity(e: dict[str, Any]) -> Entity:
    return Entity(
        iri=e["iri"],
        label=e["label"],
        type=e["type"],
        named=e["named"],
        aliases=tuple(e["aliases"]),
        chains=tuple((article, chain) for article, chain in e["chains"]),
        types=tuple((name, score) for name, score in e["types"]),
        links=tuple(Link((a, b), (c, d), score, reason) for a, b, c, d, score, reason in e["links"]),
        authorities=tuple(Authority(*row) for row in e.get("authorities", ())),
    )


def _to_statement(s: dict[str, Any]) -> Statement:
    thing = s["object"]
    return Statement(
        id=s["id"],
        subject=s["subject"],
        predicate=s["predicate"],
        object=thing if isinstance(thing, str) else _to_literal(thing),
        claims=tuple(s["claims"]),
        articles=tuple(s["articles"]),
        origins=tuple(Origin(tuple(articles), because, speaker) for articles, because, speaker in s["origins"]),
        asserted=s["asserted"],
        disputed=s["disputed"],
        conflicts_with=tuple(s["conflicts_with"]),
    )


def _to_copy(c: dict[str, Any]) -> Copy:
    pairs = tuple((Span(a, b), Span(x, y)) for a, b, x, y in c["passages"])
    return Copy(c["article"], c["source"], c["share"], c["wholly"], c["dated"], pairs)


def _to_versions(rows: list[list[list[str]]] | None) -> tuple[tuple[tuple[str, str], ...], ...] | None:
    return None if rows is None else tuple(tuple((article, quotation) for article, quotation in keys) for keys in rows)


def _to_disagreement(d: dict[str, Any]) -> Disagreement:
    sides = tuple(Side(statement, stance, tuple(claims), *rest) for statement, stance, claims, *rest in d["sides"])
    return Disagreement(d["id"], d["kind"], sides, d["over_time"], d["weight"], d["reason"])


def _literal(value: LiteralValue) -> dict[str, Any]:
    span = list(value.span) if value.span else None
    return {"value": value.value, "datatype": value.datatype, "unit": value.unit, "text": value.text, "span": span}


def _to_literal(v: dict[str, Any]) -> LiteralValue:
    return LiteralValue(v["value"], v["datatype"], v["unit"], v["text"], Span(*v["span"]) if v["span"] else None)


def damaged(path: Path, why: str = "") -> StoreError:
    """Return the error that says that a part of the store is damaged, and what to do about it."""
    return StoreError(f"{path}: the store is damaged{f' ({why})' if why else ''}: run kg build again")


def broken(path: Path, error: Exception) -> StoreError:
    """Return the error that says that a file of the store cannot be read."""
    return damaged(path, f"{type(error).__name__}: {error}")
