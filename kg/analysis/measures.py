"""Who is central, who ties groups together, which groups there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.analysis.network import graph, simple
from kg.model import Corpus

#: Up to so many entities betweenness is exact; beyond, it is estimated from a sample of start points.
EXACT = 500
SAMPLE = 100
SEED = 1


@dataclass(frozen=True, slots=True)
class Measures:
    """Measures by entity IRI, for the entities that take part in a statement with another entity.

    ``degree`` is the number of statements that tie it to others (denied ones not counted); ``pagerank`` sums to 1
    (Brin and Page 1998, ties weighted by origins); ``betweenness`` is the share of shortest paths that go through it
    (Freeman 1977; sampled as in Brandes and Pich 2007 where there are many entities); ``community`` numbers the groups
    from 1, largest first (Louvain, Blondel et al. 2008). ``brokers`` are the entities with ties into several
    communities and on paths between them, most first.
    """

    degree: Mapping[str, int]
    pagerank: Mapping[str, float]
    betweenness: Mapping[str, float]
    community: Mapping[str, int]
    brokers: tuple[str, ...]


def measure(corpus: Corpus) -> Measures:
    """Return the measures of a corpus; the same corpus gives the same numbers."""
    import networkx as nx

    full = graph(corpus)
    ties, iris = simple(full)
    if not iris:
        return Measures({}, {}, {}, {}, ())
    degree = dict.fromkeys(iris, 0)
    for u, v, kind in full.edges(data="kind"):
        if u != v and kind != "denied":
            degree[u] += 1
            degree[v] += 1
    rank = nx.pagerank(ties, weight="weight")
    sample = SAMPLE if len(iris) > EXACT else None
    between = nx.betweenness_centrality(ties, k=sample, seed=SEED)
    groups = nx.community.louvain_communities(ties, weight="weight", seed=SEED)
    labels = [str(full.nodes[iri]["label"]) for iri in iris]
    ordered = sorted(groups, key=lambda group: (-len(group), min((labels[n], iris[n]) for n in group)))
    community = {n: i for i, group in enumerate(ordered, 1) for n in group}
    bridging = [n for n in ties.nodes if between[n] > 0 and len({community[n], *(community[m] for m in ties[n])}) > 1]
    bridging.sort(key=lambda n: (-round(between[n], 8), labels[n], iris[n]))
    return Measures(
        degree=degree,
        pagerank={iri: round(rank[n], 8) for n, iri in enumerate(iris)},
        betweenness={iri: round(between[n], 8) for n, iri in enumerate(iris)},
        community={iri: community[n] for n, iri in enumerate(iris)},
        brokers=tuple(iris[n] for n in bridging),
    )
