"""Checks what a build adds against ontology/shapes.ttl before it counts: at a cost of what it adds, not of what is there.

Shapes speak of a node and of what is next to it. A node that is new or changed is looked at with all that it says, with the
types of what it leads to, with what leads to it, and with the claims that its plain triple needs. `kg validate` has the whole
graph checked by pySHACL, the reference; both find the same (tests/store/test_validation.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse
from pyoxigraph import Store as Oxigraph

from kg import ontology
from kg.ontology import CORE
from kg.store.terms import DCTERMS, OA, OWL, PROV, RDF

if TYPE_CHECKING:
    from shacl import Result, Shapes

#: So many nodes are looked at together.
BATCH = 2_000

_TYPE, _SUBJECT, _PREDICATE, _OBJECT = (NamedNode(RDF + name) for name in ("type", "subject", "predicate", "object"))
_CLAIM, _DERIVED, _SOURCE = NamedNode(CORE + "claim"), NamedNode(PROV + "wasDerivedFrom"), NamedNode(OA + "hasSource")
_STATEMENT, _RELATION = (NamedNode(CORE + name) for name in ("Statement", "Relation"))
_SYMMETRIC = NamedNode(OWL + "SymmetricProperty")
_TARGET = NamedNode("http://www.w3.org/ns/shacl#targetClass")
#: Classes that rules about all members at once name.
_CLASSES = {CORE + name for name in ("Statement", "Relation", "Claim")}
#: What shapes of a class follow backwards.
_BACK = {
    NamedNode(CORE + "Claim"): (_CLAIM,),
    NamedNode(CORE + "Origin"): (NamedNode(CORE + "origin"),),
    NamedNode(CORE + "Side"): (NamedNode(CORE + "side"),),
    NamedNode(CORE + "SharedUtterance"): (NamedNode(DCTERMS + "isVersionOf"),),
}


def violations(graph: Oxigraph, nodes: Iterable[object], plain: Iterable[Quad] = ()) -> tuple[str, ...]:
    """Return one line for every violation of our shapes at these nodes of a graph (what is no IRI is no node); empty when they
    are valid.

    Nodes may come more than once; they are looked at in batches, so that memory does not grow with their number. ``plain``
    are plain triples that must be those of statements among the nodes.
    """
    relations = {quad.subject for quad in graph.quads_for_pattern(None, _TYPE, _RELATION)}
    problems: set[str] = set()
    left = set(plain)
    for batch in _batches(nodes):
        quads: set[Quad] = set()
        beside: set[NamedNode] = set()  # what the nodes lead to, and what leads to them
        for node in batch:
            quads.update(_around(graph, node, relations, beside))
        for other in beside.difference(batch):
            quads.update(graph.quads_for_pattern(other, _TYPE, None))
        left -= quads
        problems |= found(sorted(f"{quad.triple} ." for quad in quads))
    return tuple(sorted(problems | {unstated(quad.triple) for quad in left}))


def whole(graph: Oxigraph, plain: Iterable[Quad] = ()) -> tuple[str, ...]:
    """Return what ``violations`` returns for all nodes of a graph, which is held in memory as text."""
    relations = {quad.subject for quad in graph.quads_for_pattern(None, _TYPE, _RELATION)}
    statements = (quad.subject for quad in graph.quads_for_pattern(None, _TYPE, _STATEMENT))
    stated = {quad for one in statements if isinstance(one, NamedNode) for quad in _stated(graph, one)}
    lines = [f"{quad.triple} ." for quad in stated]
    for quad in graph.quads_for_pattern(None, None, None):
        predicate, thing = quad.predicate, quad.object
        if predicate in relations:
            continue
        lines.append(f"{quad.triple} .")
        if predicate == _TYPE and isinstance(thing, NamedNode):
            lines.append(f"{quad.subject} {_TYPE} {marked(thing.value)} .")
    return tuple(sorted(found(sorted(lines)) | {unstated(quad.triple) for quad in set(plain) - stated}))


def found(lines: Iterable[str]) -> set[str]:
    """Return what our shapes find in these lines of N-Triples, for things that are ``marked`` as looked at."""
    report = _shapes().validate_text("\n".join(lines), "ntriples")
    return {f"{_named_in(result)}: {result.message}" for result in report.results}


def unstated(plain: object) -> str:
    """Return what is said of a plain triple that is no statement's."""
    return f"{plain}: no statement has this plain triple"


def _batches(nodes: Iterable[object]) -> Iterator[list[NamedNode]]:
    """Yield the nodes in batches, each without what it would have twice: a graph tells all of one subject in a row."""
    batch: dict[NamedNode, None] = {}
    last: object = None
    for node in nodes:
        if node == last or not isinstance(node, NamedNode) or node in batch:
            continue
        last = node
        if len(batch) == BATCH:
            yield list(batch)
            batch = {}
        batch[node] = None
    if batch:
        yield list(batch)


def _named_in(result: Result) -> str:
    """Return the node that a result is about: a rule about all members of a class at once names it as the value."""
    rule = result.focus_node.strip("<>") in _CLASSES
    return str(result.value if rule else result.focus_node).strip("<>")


@lru_cache(maxsize=1)
def _shapes() -> Shapes:
    """Our shapes, for the nodes that are marked as looked at alone: what stands beside them is not told whole."""
    import shacl

    lines = []
    for triple in parse(path=str(ontology.folder() / "shapes.ttl"), format=RdfFormat.TURTLE):
        if triple.predicate == _TARGET and isinstance(triple.object, NamedNode):
            triple = Triple(triple.subject, triple.predicate, _class(triple.object))
        lines.append(f"{triple.triple if isinstance(triple, Quad) else triple} .")
    return shacl.Shapes.from_text("\n".join(lines), "ntriples")


@lru_cache
def marked(kind: str) -> str:
    """Return the class of those things of a class (an IRI) that are looked at, as N-Triples write it."""
    return f"<{kind}?looked-at>"


@lru_cache
def _class(kind: NamedNode) -> NamedNode:
    return NamedNode(marked(kind.value)[1:-1])


def _around(graph: Oxigraph, node: NamedNode, relations: Set[object], beside: set[NamedNode]) -> Iterator[Quad]:
    """Yield what shapes ask about a node: plain triples are those of statements, looked at with the claims behind them."""
    kinds = []
    for quad in graph.quads_for_pattern(node, None, None):
        predicate, thing = quad.predicate, quad.object
        if predicate in relations:
            continue
        yield quad
        if not isinstance(thing, NamedNode):
            continue
        if predicate == _TYPE:
            kinds.append(thing)
            yield Quad(node, _TYPE, _class(thing))
            continue
        beside.add(thing)
        if predicate == _DERIVED:
            yield from graph.quads_for_pattern(thing, _SOURCE, None)
    for kind in kinds:
        for predicate in _BACK.get(kind, ()):
            for quad in graph.quads_for_pattern(None, predicate, node):
                yield quad
                if isinstance(quad.subject, NamedNode):
                    beside.add(quad.subject)
    if _STATEMENT in kinds:
        yield from _resting(graph, node)


def _resting(graph: Oxigraph, statement: NamedNode) -> Iterator[Quad]:
    """Yield a statement's plain triple, what its relation says of itself, and all that its claims do."""
    yield from _stated(graph, statement)
    for relation in _named(graph, statement, _PREDICATE):
        yield from graph.quads_for_pattern(relation, None, None)
    for claim in _named(graph, statement, _CLAIM):
        yield from graph.quads_for_pattern(claim, None, None)
        yield from _sources(graph, claim)


def _stated(graph: Oxigraph, statement: NamedNode) -> Iterator[Quad]:
    """Yield a statement's plain triple, in both directions, where it is there."""
    parts = (_SUBJECT, _PREDICATE, _OBJECT)
    ends = ([quad.object for quad in graph.quads_for_pattern(statement, part, None)] for part in parts)
    for subject, predicate, thing in product(*ends):
        if isinstance(subject, NamedNode) and isinstance(predicate, NamedNode):
            yield from graph.quads_for_pattern(subject, predicate, thing)
            if isinstance(thing, NamedNode) and Quad(predicate, _TYPE, _SYMMETRIC) in graph:
                yield from graph.quads_for_pattern(thing, predicate, subject)


def _sources(graph: Oxigraph, node: NamedNode) -> Iterator[Quad]:
    for evidence in _named(graph, node, _DERIVED):
        yield from graph.quads_for_pattern(evidence, _SOURCE, None)


def _named(graph: Oxigraph, node: NamedNode, predicate: NamedNode) -> Iterator[NamedNode]:
    for quad in graph.quads_for_pattern(node, predicate, None):
        if isinstance(quad.object, NamedNode):
            yield quad.object
