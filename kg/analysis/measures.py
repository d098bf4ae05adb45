"""Who is central, who ties groups together, which groups there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.analysis.libraries import MISSING, large, library
from kg.analysis.network import binding, edges, ties
from kg.model import Corpus
from kg.ontology import Ontology

#: Up to so many entities betweenness is exact; beyond, it is estimated from a sample of start points.
EXACT = 500
SAMPLE = 100


@dataclass(frozen=True, slots=True)
class Measures:
    """Measures by entity IRI, for the entities that a statement ties to another (``kg.analysis.network.binding``).

    ``degree`` is the number of statements that tie it to others; ``pagerank`` sums to 1
    (Brin and Page 1998, ties weighted by independent sources); ``betweenness`` is the share of shortest paths between
    others that go through it (Freeman 1977; estimated from ``sample`` start points where that is not None); ``community``
    numbers the groups from 1, largest first (Louvain, Blondel et al. 2008). ``brokers`` are the entities with ties into
    several communities and on paths between them, most first, ``reach`` the communities each of them ties, its own among
    them. ``ties`` is the number of pairs that are tied, ``library``
    what measured them; ``note`` says what would make it faster, "" where nothing is to be said.
    """

    degree: Mapping[str, int]
    pagerank: Mapping[str, float]
    betweenness: Mapping[str, float]
    community: Mapping[str, int]
    brokers: tuple[str, ...]
    reach: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    sample: int | None = None
    ties: int = 0
    library: str = ""
    note: str = ""


def measure(corpus: Corpus, ontology: Ontology) -> Measures:
    """Return the measures of a corpus; the same corpus gives the same numbers.

    The ontology tells which relations say only where somebody is, and tie nobody.
    """
    found = ties(filter(binding(ontology), edges(corpus)))
    iris = found.iris
    if not iris:
        return Measures({}, {}, {}, {}, ())
    measuring = library(found)
    rank = measuring.pagerank()
    sample = SAMPLE if len(iris) > EXACT else None
    between = measuring.betweenness(sample)
    labels = {e.iri: e.label for e in corpus.resolution.entities}

    def name(n: int) -> tuple[str, str]:
        return labels.get(iris[n], ""), iris[n]

    groups = sorted(measuring.communities(), key=lambda group: (-len(group), min(map(name, group))))
    community = {n: i for i, group in enumerate(groups, 1) for n in group}
    reached: list[set[int]] = [{community[n]} for n in range(len(iris))]
    for a, b in found.pairs:
        reached[a].add(community[b])
        reached[b].add(community[a])
    brokers = [n for n in range(len(iris)) if between[n] > 0 and len(reached[n]) > 1]
    brokers.sort(key=lambda n: (-round(between[n], 8), *name(n)))
    return Measures(
        degree=dict(zip(iris, found.degree, strict=True)),
        pagerank={iri: round(rank[n], 8) for n, iri in enumerate(iris)},
        betweenness={iri: round(between[n], 8) for n, iri in enumerate(iris)},
        community={iri: community[n] for n, iri in enumerate(iris)},
        brokers=tuple(iris[n] for n in brokers),
        reach={iris[n]: tuple(sorted(reached[n])) for n in brokers},
        sample=sample,
        ties=len(found.pairs),
        library=measuring.name,
        note=MISSING if large(found) and measuring.name == "networkx" else "",
    )
