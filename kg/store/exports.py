"""Writes the store in the forms that other programs read; one table, one small function a form."""

from __future__ import annotations

import csv
import json
import os
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Protocol
from xml.sax.saxutils import escape, quoteattr

from kg.errors import StoreError, UsageError
from kg.model import Claim, Corpus, LiteralValue, Statement
from kg.store import turtle
from kg.store.answers import spreadsheet_safe
from kg.store.reader import Store
from kg.store.turtle import visible

#: What XML 1.0 cannot hold.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Exporter(Protocol):
    """Writes a whole store to one file; the same store gives the same bytes."""

    def write(self, store: Store, path: Path) -> None:
        """Write the file; whatever was there is replaced when all is written."""


class _Lines:
    """An exporter made of a function from a store to lines of text."""

    def __init__(self, lines: Callable[[Store], Iterable[str]]) -> None:
        self.lines = lines

    def write(self, store: Store, path: Path) -> None:
        replace(path, self.lines(store))


def export(store: Store, format: str, path: Path) -> None:
    """Write the store to ``path``; ``UsageError`` for an unknown format, ``StoreError`` where it cannot be written."""
    exporter = EXPORTERS.get(format)
    if exporter is None:
        raise UsageError(f"unknown format {format!r}; known are {', '.join(EXPORTERS)}")
    exporter.write(store, path)


def replace(path: Path, chunks: Iterable[str]) -> None:
    """Write text (UTF-8, line feeds) beside ``path`` and put it in its place with one rename."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with open(beside, "w", encoding="utf-8", errors="replace", newline="") as file:
            file.writelines(chunks)
        os.replace(beside, path)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written: {error.strerror}") from error
    finally:
        beside.unlink(missing_ok=True)


def lines(store: Store, format: str) -> Iterable[str]:
    """Return the text of an export in chunks, for standard output; ``UsageError`` for an unknown format."""
    if format not in _FORMATS:
        raise UsageError(f"unknown format {format!r}; known are {', '.join(_FORMATS)}")
    return _FORMATS[format](store)


def _turtle(store: Store) -> Iterable[str]:
    return turtle.turtle(store.triples(), store.base)


def _ntriples(store: Store) -> Iterable[str]:
    return turtle.ntriples(store.triples())


def _jsonld(store: Store) -> Iterable[str]:
    yield json.dumps(turtle.jsonld(store.triples(), store.base), ensure_ascii=True, indent=1)
    yield "\n"


def _graphml(store: Store) -> Iterable[str]:
    """Entities and the statements between them (http://graphml.graphdrawing.org/), one edge a statement."""
    corpus = store.corpus()
    nodes = {"label": "string", "type": "string", "named": "boolean", "aliases": "string"}
    edges = {"statement": "string", "predicate": "string", "asserted": "boolean", "disputed": "boolean"}
    edges |= {"claims": "int", "articles": "int", "origins": "int"}
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for where, table in (("node", nodes), ("edge", edges)):
        for name, kind in table.items():
            yield f'  <key id="{where}_{name}" for="{where}" attr.name="{name}" attr.type="{kind}"/>\n'
    yield '  <graph id="G" edgedefault="directed">\n'
    for e in corpus.resolution.entities:
        values = {"label": e.label, "type": e.type, "named": e.named, "aliases": " | ".join(e.aliases)}
        yield f"    <node id={_attribute(e.iri)}>{_data('node', values)}</node>\n"
    for s in corpus.statements:
        if isinstance(s.object, LiteralValue):
            continue
        values = {"statement": s.id, "predicate": s.predicate, "asserted": s.asserted, "disputed": s.disputed}
        values |= {"claims": len(s.claims), "articles": len(s.articles), "origins": len(s.origins)}
        ends = f"source={_attribute(s.subject)} target={_attribute(s.object)}"
        yield f"    <edge id={_attribute(s.id)} {ends}>{_data('edge', values)}</edge>\n"
    yield "  </graph>\n</graphml>\n"


def _csv(store: Store) -> Iterable[str]:
    """One row a claim with its exact words; cells that a spreadsheet would run are quoted."""
    corpus = store.corpus()
    labels = {e.iri: e.label for e in corpus.resolution.entities}
    header = (
        "subject", "predicate", "object", "unit", "polarity", "modality", "status", "speaker", "via", "time", "qualifiers",
        "confidence", "asserted", "disputed", "origins", "quote", "start", "end", "article", "title", "publisher",
        "published", "url", "statement",
    )  # fmt: skip
    out = _Row()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    yield out.take()
    for statement in corpus.statements:
        for row in _claim_rows(corpus, statement, labels):
            writer.writerow([spreadsheet_safe(str(cell)) for cell in row])
            yield out.take()


def _claim_rows(corpus: Corpus, statement: Statement, labels: Mapping[str, str]) -> Iterable[tuple[object, ...]]:
    wanted = set(statement.claims)
    for extraction in corpus.extractions:
        article = extraction.article
        if article.id not in statement.articles:
            continue
        for claim in extraction.claims:
            if claim.id not in wanted or claim.predicate != statement.predicate:
                continue
            spans = claim.evidence
            ends = (_end(corpus, article.id, claim, labels, 0), claim.predicate, _end(corpus, article.id, claim, labels, 1))
            yield (
                *ends,
                (claim.object.unit or "") if isinstance(claim.object, LiteralValue) else "",
                claim.polarity,
                claim.modality,
                claim.status or "",
                claim.attributed_to.label if claim.attributed_to else "",
                "; ".join(a.label for a in claim.via),
                claim.time or "",
                "; ".join(f"{name}={value}" for name, value in claim.qualifiers),
                claim.confidence,
                statement.asserted,
                statement.disputed,
                len(statement.origins),
                " … ".join(span.of(article.text) for span in spans),
                spans[0].start,
                spans[-1].end,
                article.id,
                article.title or "",
                article.publisher or "",
                article.published or "",
                article.url or "",
                statement.id,
            )


def _end(corpus: Corpus, article: str, claim: Claim, labels: Mapping[str, str], which: int) -> str:
    end = claim.object if which else claim.subject
    if isinstance(end, LiteralValue):
        return end.value
    return labels.get(corpus.resolution.by_chain.get((article, end.entity), ""), end.label)


class _Row:
    """A file for csv.writer that hands each row over."""

    def __init__(self) -> None:
        self.parts: list[str] = []

    def write(self, text: str) -> None:
        self.parts.append(text)

    def take(self) -> str:
        text, self.parts = "".join(self.parts), []
        return text


def _attribute(text: str) -> str:
    return visible(quoteattr(_xml(text)), "&#x{:x};")


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def _data(where: str, values: Mapping[str, object]) -> str:
    texts = {name: str(value).lower() if isinstance(value, bool) else str(value) for name, value in values.items()}
    return "".join(
        f'<data key="{where}_{name}">{visible(escape(_xml(text)), "&#x{:x};")}</data>' for name, text in texts.items()
    )


_FORMATS: Mapping[str, Callable[[Store], Iterable[str]]] = MappingProxyType(
    {"turtle": _turtle, "ntriples": _ntriples, "jsonld": _jsonld, "graphml": _graphml, "csv": _csv}
)
#: Every export there is, by the name ``kg export --format`` takes.
EXPORTERS: Mapping[str, Exporter] = MappingProxyType({name: _Lines(function) for name, function in _FORMATS.items()})
