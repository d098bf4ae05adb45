"""Answers as the SPARQL 1.1 Protocol sends them: one table, by media type, and one small function a form."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any, NamedTuple

import pyoxigraph as ox

from kg.errors import UsageError
from kg.ontology import XSD
from kg.store import turtle
from kg.store.answers import render, spreadsheet_safe
from kg.store.jsonld import jsonld
from kg.store.sparql import Answer, Term
from kg.store.terms import PREFIXES
from kg.store.turtle import visible

#: What an element of XML can be called, at the end of an IRI.
_NAME = re.compile(r"[^\W\d][\w.-]*\Z")


class NoFormat(UsageError):
    """An answer cannot be written in any of the forms that are accepted."""


class Written(NamedTuple):
    """An answer in one form: its media type, its bytes, its number of rows, and whether a limit cut rows off."""

    media: str
    body: bytes
    rows: int
    truncated: bool


def written(answer: Answer, accept: Sequence[str], base: str) -> Written:
    """Write an answer in the first of the accepted media types that can hold it.

    JSON, TSV, Turtle, N-Triples and JSON-LD are exact. In CSV and XML, U+FFFD stands for control codes and for what turns
    the direction of writing; a CSV cell of words that a spreadsheet would run as a formula begins with an apostrophe.
    Raises ``NoFormat`` where no accepted type can hold the answer.
    """
    try:
        if answer.graph:
            media = _first(accept, GRAPHS, "a graph")
            text = GRAPHS[media](_triples(answer), base)
        else:
            media = _first(accept, BINDINGS, "rows" if answer.truth is None else "true or false")
            text = BINDINGS[media](answer)
    except (SyntaxError, ValueError) as error:  # terms of later versions of RDF
        raise NoFormat("the answer has terms that are not of RDF 1.1, which no form here can hold") from error
    return Written(media, text.encode("utf-8", "replace"), len(answer.rows), answer.truncated)


def rewritten(text: str, media: str, prefixes: Mapping[str, str]) -> bytes:
    """Write Turtle in another form of RDF, by its media type; ``prefixes`` are those that a form may use."""
    triples = sorted((quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)), key=str)
    return ox.serialize(triples, format=ox.RdfFormat.from_media_type(media), prefixes=dict(prefixes)) or b""


def _first(accept: Sequence[str], known: Mapping[str, object], what: str) -> str:
    media = next((one for one in accept if one in known), None)
    if media is None:
        raise NoFormat(f"the query gives {what}, which none of the accepted media types can hold; there are {', '.join(known)}")
    return media


def _triples(answer: Answer) -> list[ox.Triple]:
    return [ox.Triple(*(_made(term) for term in row if term)) for row in answer.rows]


def _made(term: Term) -> Any:
    if term.kind == "iri":
        return ox.NamedNode(term.value)
    if term.kind == "blank":
        return ox.BlankNode(term.value)
    if term.language:
        return ox.Literal(term.value, language=term.language)
    return ox.Literal(term.value, datatype=ox.NamedNode(term.datatype or XSD + "string"))


def _plain(answer: Answer) -> Answer:
    """Return the answer with controls, and what turns or hides text, as U+FFFD: neither XML nor CSV can say them harmlessly."""
    rows = (tuple(cell and cell._replace(value=visible(cell.value, "\ufffd")) for cell in row) for row in answer.rows)
    return replace(answer, rows=tuple(rows))


def _spreadsheet_safe(answer: Answer) -> Answer:
    """Return the answer with words that a spreadsheet would run quoted as text; numbers stay."""

    def cell(term: Term | None) -> Term | None:
        return term._replace(value=spreadsheet_safe(term.value)) if term and not term.datatype else term

    return replace(answer, rows=tuple(tuple(cell(term) for term in row) for row in answer.rows))


def _bindings(answer: Answer, format: ox.QueryResultsFormat) -> str:
    results = ox.parse_query_results(render(answer, "json"), ox.QueryResultsFormat.JSON)
    return (results.serialize(format=format) or b"").decode("utf-8")


def _json(answer: Answer) -> str:
    return render(answer, "json")


def _xml(answer: Answer) -> str:
    return _bindings(_plain(answer), ox.QueryResultsFormat.XML)


def _csv(answer: Answer) -> str:
    return _bindings(_plain(_spreadsheet_safe(answer)), ox.QueryResultsFormat.CSV)


def _tsv(answer: Answer) -> str:
    return visible(_bindings(answer, ox.QueryResultsFormat.TSV), "\\u{:04X}")


def _turtle(triples: Sequence[ox.Triple], base: str) -> str:
    return "".join(turtle.turtle(triples, base))


def _ntriples(triples: Sequence[ox.Triple], base: str) -> str:
    return "".join(turtle.ntriples(triples))


def _jsonld(triples: Sequence[ox.Triple], base: str) -> str:
    return json.dumps(jsonld(triples, base), indent=1) + "\n"


def _rdfxml(triples: Sequence[ox.Triple], base: str) -> str:
    for triple in triples:
        if not _NAME.search(triple.predicate.value):
            raise NoFormat(f"RDF/XML cannot say the property <{triple.predicate.value}>: accept Turtle, N-Triples or JSON-LD")
    data = ox.serialize(sorted(triples, key=str), format=ox.RdfFormat.RDF_XML, prefixes=dict(PREFIXES))
    text = visible((data or b"").decode("utf-8"), "\ufffd")
    # the declarations come in any order
    return re.sub(r"(?<=<rdf:RDF )[^>]*", lambda m: " ".join(sorted(m[0].split())), text, count=1)


#: How rows, and true and false, are written, by media type; the first of them unless another is asked for.
BINDINGS: Mapping[str, Callable[[Answer], str]] = MappingProxyType(
    {
        "application/sparql-results+json": _json,
        "application/sparql-results+xml": _xml,
        "text/csv": _csv,
        "text/tab-separated-values": _tsv,
        "application/json": _json,
        "application/xml": _xml,
    }
)
#: How graphs are written, by media type.
GRAPHS: Mapping[str, Callable[[Sequence[ox.Triple], str], str]] = MappingProxyType(
    {
        "text/turtle": _turtle,
        "application/n-triples": _ntriples,
        "application/ld+json": _jsonld,
        "application/rdf+xml": _rdfxml,
    }
)
