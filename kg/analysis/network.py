"""Statements between entities as a networkx graph. Everything is added in sorted order, so results do not vary."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kg.model import Claim, Corpus, Statement, kind

if TYPE_CHECKING:
    import networkx as nx


def claims_of(corpus: Corpus) -> Mapping[str, list[Claim]]:
    """Return the claims by id."""
    found: dict[str, list[Claim]] = {}
    for extraction in corpus.extractions:
        for claim in extraction.claims:
            found.setdefault(claim.id, []).append(claim)
    return found


def graph(corpus: Corpus) -> nx.MultiDiGraph:
    """Return entities as nodes (``label``, ``type``, ``named``) and statements between entities as edges.

    An edge goes from subject to object, its key is the statement's id; attributes are ``statement`` (the same id),
    ``predicate``, ``kind``, ``asserted``, ``disputed``, ``articles`` and ``origins`` (numbers).
    """
    import networkx as nx

    found: nx.MultiDiGraph = nx.MultiDiGraph()
    for entity in sorted(corpus.resolution.entities, key=lambda e: e.iri):
        found.add_node(entity.iri, label=entity.label, type=entity.type, named=entity.named)
    by_id = claims_of(corpus)
    for statement in between(corpus):
        claims = [claim for id_ in statement.claims for claim in by_id.get(id_, ())]
        found.add_edge(
            statement.subject,
            str(statement.object),
            key=statement.id,
            statement=statement.id,
            predicate=statement.predicate,
            kind=kind(statement, claims),
            asserted=statement.asserted,
            disputed=statement.disputed,
            articles=len(statement.articles),
            origins=statement.origins,
        )
    return found


def between(corpus: Corpus) -> list[Statement]:
    """Return the statements whose object is an entity, sorted by id."""
    return sorted((s for s in corpus.statements if isinstance(s.object, str)), key=lambda s: s.id)


def simple(full: nx.MultiDiGraph, denied: bool = False) -> tuple[nx.Graph, list[str]]:
    """Return the ties between entities that have any, without direction, and the IRI of each node number.

    Parallel statements become one tie whose ``weight`` is the number of their origins; with ``denied`` false a tie
    that is denied alone is none. Nodes are numbers, because networkx keeps sets of nodes and sets of strings come in
    another order in each process.
    """
    import networkx as nx

    iris = sorted({iri for u, v in full.edges() if u != v for iri in (u, v)})
    number = {iri: n for n, iri in enumerate(iris)}
    weights: dict[tuple[int, int], int] = {}
    for u, v, data in full.edges(data=True):
        if u != v and (denied or data["kind"] != "denied"):
            a, b = sorted((number[u], number[v]))
            weights[a, b] = weights.get((a, b), 0) + max(int(data["origins"]), 1)
    found: nx.Graph = nx.Graph()
    found.add_nodes_from(range(len(iris)))
    edges: list[tuple[int, int, dict[str, Any]]] = [(a, b, {"weight": w}) for (a, b), w in sorted(weights.items())]
    found.add_edges_from(edges)
    return found, iris
