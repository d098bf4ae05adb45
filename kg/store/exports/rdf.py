"""The graph as RDF files, in one of the shapes that claims can have.

reification   as the store has it: a claim is an rdf:Statement with rdf:subject, rdf:predicate, rdf:object
rdf12         RDF 1.2: whatever describes a triple has rdf:reifies <<( s p o )>> in place of those three
plain         the plain triples of the asserted statements alone; a symmetric one both ways
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, Quad, Triple

from kg.ontology import CORE
from kg.store import mapping
from kg.store import turtle as writing
from kg.store.exports.writing import replace
from kg.store.jsonld import jsonld as as_jsonld
from kg.store.reader import Store
from kg.store.terms import RDF

#: The shapes that describe articles, and so can hold their texts.
WITH_TEXT = ("reification", "rdf12")

_TYPE, _STATEMENT, _REIFIES = (NamedNode(RDF + name) for name in ("type", "Statement", "reifies"))
_ENDS = tuple(NamedNode(RDF + name) for name in ("subject", "predicate", "object"))
_CLAIM, _RELATION = NamedNode(CORE + "Claim"), NamedNode(CORE + "Relation")


class Rdf:
    """An exporter made of a function from triples and a base to chunks of text."""

    holds_text = True
    folder = False

    def __init__(self, chunks: Callable[[Iterable[Quad | Triple], str], Iterable[str]], shapes: tuple[str, ...]) -> None:
        self.chunks, self.shapes = chunks, shapes

    def write(self, store: Store, path: Path, shape: str, with_text: bool) -> None:
        """Write the graph in the shape, on demand with the articles' texts."""
        replace(path, self.chunks(triples(store, shape, with_text), store.base))


def triples(store: Store, shape: str = "reification", with_text: bool = False) -> Iterator[Quad]:
    """Yield the store's graph in a shape, in no order."""
    if shape == "plain":
        relations = {quad.subject for quad in store.triples() if (quad.predicate, quad.object) == (_TYPE, _RELATION)}
        yield from (quad for quad in store.triples() if quad.predicate in relations)
        return
    yield from reified(store.triples()) if shape == "rdf12" else store.triples()
    if with_text:
        yield from mapping.texts(store.extractions(), store.base)


def reified(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield the graph with rdf:reifies and a triple term (RDF 1.2) in place of rdf:subject, rdf:predicate and rdf:object."""
    ends: dict[Any, dict[NamedNode, Any]] = {}
    for quad in quads:
        if quad.predicate in _ENDS:
            ends.setdefault(quad.subject, {})[quad.predicate] = quad.object
        elif (quad.predicate, quad.object) != (_TYPE, _STATEMENT):
            yield quad
    for subject, found in ends.items():
        yield Quad(subject, _REIFIES, Triple(*(found[end] for end in _ENDS)))


def restored(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield the graph as the store has it, from any shape; what names no triple term is left as it is."""
    for quad in quads:
        if quad.predicate == _REIFIES and isinstance(quad.object, Triple):
            term = quad.object
            for end, value in zip(_ENDS, (term.subject, term.predicate, term.object), strict=True):
                yield Quad(quad.subject, end, value)
        else:
            yield Quad(quad.subject, quad.predicate, quad.object)
            if (quad.predicate, quad.object) == (_TYPE, _CLAIM):
                yield Quad(quad.subject, _TYPE, _STATEMENT)


def ntriples(quads: Iterable[Quad | Triple], base: str) -> Iterable[str]:
    """Return the graph as N-Triples."""
    return writing.ntriples(quads)


def jsonld(quads: Iterable[Quad | Triple], base: str) -> Iterable[str]:
    """Return the graph as JSON-LD."""
    yield json.dumps(as_jsonld(quads, base), ensure_ascii=True, indent=1)
    yield "\n"
