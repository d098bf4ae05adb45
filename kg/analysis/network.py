"""Statements between entities as graphs. Everything is added in sorted order, so results do not vary."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kg.model import Claim, Corpus, Kind, Statement, kind

if TYPE_CHECKING:
    import networkx as nx

    from kg.ontology import Ontology

#: Types of things that one is in or on, and that do not act: what is said of nothing else only says where somebody is.
WHERE = frozenset({"Place", "Platform"})


def claims_of(corpus: Corpus) -> Mapping[str, list[Claim]]:
    """Return the claims by id."""
    found: dict[str, list[Claim]] = {}
    for extraction in corpus.extractions:
        for claim in extraction.claims:
            found.setdefault(claim.id, []).append(claim)
    return found


def support(statement: Statement) -> int:
    """Return how many independent sources stand behind a statement, at least 1."""
    return max(len(statement.origins), 1)


class Edge(NamedTuple):
    """A statement between two entities (IRIs), with how it stands."""

    statement: Statement
    subject: str
    object: str
    kind: Kind


def edges(corpus: Corpus) -> Iterator[Edge]:
    """Yield the statements whose object is another entity, sorted by id."""
    by_id: Mapping[str, list[Claim]] | None = None
    for statement in sorted(corpus.statements, key=lambda s: s.id):
        if not isinstance(statement.object, str) or statement.object == statement.subject:
            continue
        if statement.asserted:  # most are, and need no look at their claims
            yield Edge(statement, statement.subject, statement.object, "asserted")
            continue
        by_id = claims_of(corpus) if by_id is None else by_id
        how = kind(statement, [claim for id_ in statement.claims for claim in by_id.get(id_, ())])
        yield Edge(statement, statement.subject, statement.object, how)


def graph(corpus: Corpus) -> nx.MultiDiGraph:
    """Return entities as nodes (``label``, ``type``, ``named``) and statements between entities as edges.

    An edge goes from subject to object, its key is the statement's id; attributes are ``statement`` (the same id),
    ``predicate``, ``kind`` (``kg.model.KINDS``), ``asserted``, ``disputed``, and the numbers of ``articles`` and of
    independent ``origins``. Denied statements are edges too: their ``kind`` tells them.
    """
    import networkx as nx

    found: nx.MultiDiGraph = nx.MultiDiGraph()
    for entity in sorted(corpus.resolution.entities, key=lambda e: e.iri):
        found.add_node(entity.iri, label=entity.label, type=entity.type, named=entity.named)
    for statement, subject, object_, how in edges(corpus):
        found.add_edge(
            subject,
            object_,
            key=statement.id,
            statement=statement.id,
            predicate=statement.predicate,
            kind=how,
            asserted=statement.asserted,
            disputed=statement.disputed,
            articles=len(statement.articles),
            origins=support(statement),
        )
    return found


def ego(graph: nx.MultiDiGraph, iri: str, hops: int = 1) -> nx.MultiDiGraph:
    """Return the neighbourhood of an entity: who is within ``hops`` statements of it, and all edges among them.

    Direction does not matter. Nodes and edges come in the order that they have in ``graph``; empty where that has no such node.
    """
    import networkx as nx

    found: nx.MultiDiGraph = nx.MultiDiGraph()
    if iri not in graph:
        return found
    near = {iri}
    for _ in range(hops):
        near |= {end for edge in graph.edges() if not near.isdisjoint(edge) for end in edge}
    # copied in the order that the graph has them: a subgraph of networkx' own has its nodes in the order of a set
    found.add_nodes_from((node, data) for node, data in graph.nodes(data=True) if node in near)
    for u, v, key, data in graph.edges(keys=True, data=True):
        if u in near and v in near:
            found.add_edge(u, v, key=key, **data)
    return found


def placing(ontology: Ontology) -> frozenset[str]:
    """Return the relations that only say where somebody is: their objects can be nothing but places and platforms."""
    return frozenset(r.name for r in ontology.relations.values() if r.range and WHERE.issuperset(r.range))


def binding(ontology: Ontology) -> Callable[[Edge], bool]:
    """Return what tells whether a statement ties two actors: it is not denied, and does not only say where one is.

    Two firms have nothing to do with each other because both are German, or both on one network.
    """
    where = placing(ontology)
    return lambda edge: edge.kind != "denied" and edge.statement.predicate not in where


@dataclass(frozen=True, slots=True)
class Ties:
    """Who is tied to whom, without direction, in a form that is cheap to make and to hand to any library.

    Entities are numbered by their place in ``iris`` (sorted), which has those alone that are tied to another. ``pairs`` are
    numbers of tied entities, the smaller first, sorted; ``weights`` the independent sources of all statements between the
    two, ``degree`` the number of statements that tie an entity.
    """

    iris: tuple[str, ...]
    pairs: tuple[tuple[int, int], ...]
    weights: tuple[int, ...]
    degree: tuple[int, ...]


def ties(found: Iterable[Edge]) -> Ties:
    """Return the ties that statements make.

    >>> ties([]).iris
    ()
    """
    counted = tuple(found)
    iris = sorted({iri for edge in counted for iri in (edge.subject, edge.object)})
    number = {iri: n for n, iri in enumerate(iris)}
    weights: dict[tuple[int, int], int] = {}
    degree = [0] * len(iris)
    for statement, subject, object_, _ in counted:
        a, b = number[subject], number[object_]
        degree[a] += 1
        degree[b] += 1
        pair = (a, b) if a < b else (b, a)
        weights[pair] = weights.get(pair, 0) + support(statement)
    pairs = sorted(weights)
    return Ties(tuple(iris), tuple(pairs), tuple(weights[pair] for pair in pairs), tuple(degree))


def simple(found: Ties) -> nx.Graph:
    """Return ties as a networkx graph: nodes are the numbers of entities, edges have a ``weight``.

    Nodes are numbers, because networkx keeps sets of nodes and sets of strings come in another order in each process.
    """
    import networkx as nx

    out: nx.Graph = nx.Graph()
    out.add_nodes_from(range(len(found.iris)))
    out.add_weighted_edges_from((a, b, weight) for (a, b), weight in zip(found.pairs, found.weights, strict=True))
    return out
