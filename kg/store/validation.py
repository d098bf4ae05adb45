"""Checks what a build adds against ontology/shapes.ttl before it counts: at a cost of what it adds, not of what is there.

Shapes speak of a node and of what is next to it. A node that is new or changed is looked at with all that it says, with the
types of what it leads to, with what leads to it, and with the claims that its plain triple needs. `kg validate` has the whole
graph checked by pySHACL, the reference; both find the same (tests/store/test_validation.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad
from pyoxigraph import Store as Oxigraph

from kg import ontology
from kg.ontology import CORE
from kg.store.terms import DCTERMS, OA, PROV, RDF

if TYPE_CHECKING:
    from shacl import Shapes

#: So many nodes are looked at together.
BATCH = 2_000

_TYPE, _SUBJECT, _PREDICATE, _OBJECT = (NamedNode(RDF + name) for name in ("type", "subject", "predicate", "object"))
_CLAIM, _DERIVED, _SOURCE = NamedNode(CORE + "claim"), NamedNode(PROV + "wasDerivedFrom"), NamedNode(OA + "hasSource")
_STATEMENT, _RELATION = (NamedNode(CORE + name) for name in ("Statement", "Relation"))
#: The rules about all members of a class at once name the class, and the member as the value.
_CLASSES, _NONE = (_STATEMENT, _RELATION, NamedNode(CORE + "Claim")), NamedNode("urn:none")
#: What shapes follow backwards.
_BACK = (_CLAIM, *(NamedNode(iri) for iri in (CORE + "origin", CORE + "side", DCTERMS + "isVersionOf")))


def violations(graph: Oxigraph, nodes: Iterable[NamedNode], plain: Iterable[Quad] = ()) -> tuple[str, ...]:
    """Return one line for every violation of our shapes at these nodes of a graph; empty when they are valid.

    ``plain`` are plain triples that must be those of statements among the nodes.
    """
    relations = {quad.subject for quad in graph.quads_for_pattern(None, _TYPE, _RELATION)}
    ordered = sorted(set(nodes), key=lambda node: node.value)
    found: set[str] = set()
    left = set(plain)
    for start in range(0, len(ordered), BATCH):
        batch = ordered[start : start + BATCH]
        quads = {quad for node in batch for quad in _around(graph, node, relations)}
        here = set(batch)
        spoken = {quad.subject for quad in quads if quad.predicate in relations}  # a plain triple is its subject's
        left -= quads
        report = _shapes().validate_text("\n".join(sorted(f"{quad.triple} ." for quad in quads)), "ntriples")
        for result in report.results:
            focus, value = _iri(result.focus_node), _iri(result.value)
            if focus in here or (focus in _CLASSES and (value in here or value in spoken)):
                found.add(f"{(value if focus in _CLASSES else focus).value}: {result.message}")
    found.update(f"{quad.triple}: no statement has this plain triple" for quad in left)
    return tuple(sorted(found))


def _iri(term: str | None) -> NamedNode:
    match = re.fullmatch(r"<(.*)>", term or "")
    return NamedNode(match[1]) if match else _NONE


@lru_cache(maxsize=1)
def _shapes() -> Shapes:
    import shacl

    return shacl.Shapes.from_file(str(ontology.folder() / "shapes.ttl"))


def _around(graph: Oxigraph, node: NamedNode, relations: Set[object]) -> Iterator[Quad]:
    """Yield what shapes ask about a node: plain triples are those of statements, looked at with the claims behind them."""
    kinds = set()
    for quad in graph.quads_for_pattern(node, None, None):
        if quad.predicate in relations:
            continue
        yield quad
        if quad.predicate == _TYPE:
            kinds.add(quad.object)
        elif isinstance(quad.object, NamedNode):
            yield from graph.quads_for_pattern(quad.object, _TYPE, None)
    for predicate in _BACK:
        for quad in graph.quads_for_pattern(None, predicate, node):
            yield quad
            yield from graph.quads_for_pattern(quad.subject, _TYPE, None)
    if _STATEMENT in kinds:
        yield from _resting(graph, node)
    if kinds:
        yield from _sources(graph, node)


def _resting(graph: Oxigraph, statement: NamedNode) -> Iterator[Quad]:
    """Yield a statement's plain triple, in both directions, where it is there, and all that its claims say of themselves."""
    parts = (_SUBJECT, _PREDICATE, _OBJECT)
    ends = ([quad.object for quad in graph.quads_for_pattern(statement, part, None)] for part in parts)
    for subject, predicate, thing in product(*ends):
        if isinstance(subject, NamedNode) and isinstance(predicate, NamedNode):
            yield from graph.quads_for_pattern(subject, predicate, thing)
            yield from graph.quads_for_pattern(predicate, None, None)
            if isinstance(thing, NamedNode):
                yield from graph.quads_for_pattern(thing, predicate, subject)
    for claim in _named(graph, statement, _CLAIM):
        yield from graph.quads_for_pattern(claim, None, None)
        yield from _sources(graph, claim)


def _sources(graph: Oxigraph, node: NamedNode) -> Iterator[Quad]:
    for evidence in _named(graph, node, _DERIVED):
        yield from graph.quads_for_pattern(evidence, _SOURCE, None)


def _named(graph: Oxigraph, node: NamedNode, predicate: NamedNode) -> Iterator[NamedNode]:
    for quad in graph.quads_for_pattern(node, predicate, None):
        if isinstance(quad.object, NamedNode):
            yield quad.object
