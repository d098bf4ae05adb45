"""Finds entities by what people type, and the ways that lead from one to another."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice, pairwise

from kg.analysis.network import Edge, binding, edges, support
from kg.model import Corpus, Entity, Statement
from kg.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: from ``start`` to ``end`` (IRIs) by a statement, ``forward`` where ``start`` is its subject."""

    start: str
    end: str
    statement: Statement
    forward: bool


@dataclass(frozen=True, slots=True)
class Path:
    """The steps that lead from one entity to another."""

    steps: tuple[Step, ...]


def paths(corpus: Corpus, ontology: Ontology, start_iri: str, end_iri: str, k: int = 1) -> tuple[Path, ...]:
    """Return up to ``k`` ways between two entities: fewest steps first, then those with more sources behind them.

    Direction does not matter, denied statements lead nowhere; a step that only says where somebody is
    (``kg.analysis.network.binding``) counts for two; of parallel statements a firm one is taken, then
    the best supported. Empty where there is no way, or an entity is unknown, or both are the same.
    """
    import networkx as nx

    counts = binding(ontology)
    best: dict[tuple[str, str], Edge] = {}
    for edge in edges(corpus):
        pair = (min(edge.subject, edge.object), max(edge.subject, edge.object))
        if edge.kind != "denied" and (pair not in best or _firmness(edge, counts) < _firmness(best[pair], counts)):
            best[pair] = edge
    number = {iri: n for n, iri in enumerate(sorted({iri for pair in best for iri in pair}))}
    if start_iri not in number or end_iri not in number or start_iri == end_iri or k < 1:
        return ()
    iris = list(number)
    ties: nx.Graph = nx.Graph()
    for (u, v), edge in sorted(best.items()):
        # All steps of a way together weigh less than one more step.
        doubt = 1 / (1 + support(edge.statement)) / (len(number) + 1)
        ties.add_edge(number[u], number[v], weight=(1 if counts(edge) else 2) + doubt)
    try:
        ways = list(islice(nx.shortest_simple_paths(ties, number[start_iri], number[end_iri], weight="weight"), k))
    except nx.NetworkXNoPath:
        return ()
    found = []
    for way in ways:
        names = [iris[n] for n in way]
        steps = []
        for u, v in pairwise(names):
            statement = best[min(u, v), max(u, v)].statement
            steps.append(Step(u, v, statement, statement.subject == u))
        found.append(Path(tuple(steps)))
    return tuple(found)


def _firmness(edge: Edge, counts: Callable[[Edge], bool]) -> tuple[bool, bool, int, str]:
    return not counts(edge), not edge.statement.asserted, -support(edge.statement), edge.statement.id


def find_entity(corpus: Corpus, text: str) -> tuple[Entity, ...]:
    """Return the entities of this IRI, label or alias, without regard to case; where none is, those that begin so.

    Best first: labels before aliases, named entities before others, those in more articles before those in fewer.
    """
    wanted = _fold(text)
    if not wanted:
        return ()
    ranked: list[tuple[tuple[int, bool, int, str, str], Entity]] = []
    for entity in corpus.resolution.entities:
        rank = _rank(entity, wanted, text.strip())
        if rank is not None:
            articles = len({article for article, _ in entity.chains})
            ranked.append(((rank, not entity.named, -articles, entity.label, entity.iri), entity))
    exact = [row for row in ranked if row[0][0] < _PREFIX]
    return tuple(entity for _, entity in sorted(exact or ranked, key=lambda row: row[0]))


_PREFIX = 3


def _rank(entity: Entity, wanted: str, text: str) -> int | None:
    if text == entity.iri:
        return 0
    label, aliases = _fold(entity.label), [_fold(alias) for alias in entity.aliases]
    if wanted == label:
        return 1
    if wanted in aliases:
        return 2
    if label.startswith(wanted):
        return _PREFIX
    return _PREFIX + 1 if any(alias.startswith(wanted) for alias in aliases) else None


def _fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
