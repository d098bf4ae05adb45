"""Two libraries that measure one graph: networkx, and above ``LARGE`` ties networkit, where it is installed.

Both answer the same questions by the same definitions:

- PageRank: damping 0.85, ties weighted; iterated until all shares together move by less than ``TOLERANCE``. The two agree
  within 1e-6.
- Betweenness: steps count, not weights; exact, or estimated from so many start points: of 100, each is within 0.05 of the
  exact value in our tests (networkx: Brandes and Pich 2007; networkit: Geisberger, Sanders and Schultes 2008).
- Communities: Louvain on weighted ties, seeded; networkit's are of modularity not lower than 0.98 of networkx' ones.
- Bridges: exact.

networkit runs in one thread and from a fixed seed, so that it gives the same numbers each time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Protocol

from kg.analysis.network import Ties, simple

if TYPE_CHECKING:
    import networkx as nx

#: From so many ties on, networkx takes minutes and gigabytes.
LARGE = 200_000
SEED = 1
DAMPING = 0.85
#: How far all shares together may still move when PageRank stops.
TOLERANCE = 1e-10
ROUNDS = 1000
#: What is said where there are more ties than ``LARGE`` and networkit is not there.
MISSING = "pip install 'kg-news[large]' for networkit, which is much faster on so many ties; networkx measured them, slowly"

Pair = tuple[int, int]


class Library(Protocol):
    """Measures ties; entities are their numbers, results are in the order of numbers unless said otherwise."""

    @property
    def name(self) -> str:
        """What the library is called."""

    def pagerank(self) -> list[float]:
        """Return each entity's share of the attention; they sum to 1."""

    def betweenness(self, sample: int | None) -> list[float]:
        """Return each entity's share of the shortest paths of others; of ``sample`` start points, or of all."""

    def communities(self) -> list[list[int]]:
        """Return the groups with more ties inside than out, in no order; each is sorted."""

    def bridges(self) -> list[Pair]:
        """Return the ties without which what hangs together falls apart, sorted."""


class Networkx:
    """The library for graphs of people's sizes."""

    name = "networkx"

    def __init__(self, ties: Ties) -> None:
        self.graph: nx.Graph = simple(ties)

    def pagerank(self) -> list[float]:
        """See ``Library``."""
        import networkx as nx

        size = max(len(self.graph), 1)  # networkx takes the tolerance for each node
        found = nx.pagerank(self.graph, alpha=DAMPING, weight="weight", tol=TOLERANCE / size, max_iter=ROUNDS)
        return [found[n] for n in range(len(self.graph))]

    def betweenness(self, sample: int | None) -> list[float]:
        """See ``Library``."""
        import networkx as nx

        found = nx.betweenness_centrality(self.graph, k=sample, seed=SEED)
        return [found[n] for n in range(len(self.graph))]

    def communities(self) -> list[list[int]]:
        """See ``Library``."""
        import networkx as nx

        return [sorted(group) for group in nx.community.louvain_communities(self.graph, weight="weight", seed=SEED)]

    def bridges(self) -> list[Pair]:
        """See ``Library``."""
        import networkx as nx

        return sorted((min(a, b), max(a, b)) for a, b in nx.bridges(self.graph))


class Networkit:
    """The library for large graphs, made straight from ties."""

    name = "networkit"

    def __init__(self, ties: Ties) -> None:
        import numpy as np

        nk = _networkit()
        ends = np.array(ties.pairs, dtype=np.int64).reshape(-1, 2)
        coordinates = (np.array(ties.weights, dtype=float), (ends[:, 0], ends[:, 1]))
        self.graph: Any = nk.GraphFromCoo(coordinates, n=len(ties.iris), weighted=True, directed=False)

    def pagerank(self) -> list[float]:
        """See ``Library``."""
        nk = _networkit()
        with _repeatable():
            run = nk.centrality.PageRank(self.graph, DAMPING, TOLERANCE)
            run.norm, run.maxIterations = nk.centrality.Norm.L1_NORM, ROUNDS
            scores: list[float] = run.run().scores()
        # whoever has no tie loses its share on the way; to spread that evenly only scales all others
        total = sum(scores)
        return [score / total for score in scores]

    def betweenness(self, sample: int | None) -> list[float]:
        """See ``Library``."""
        nk = _networkit()
        plain = nk.graphtools.toUnweighted(self.graph)  # weights would count as lengths
        with _repeatable():
            run = (
                nk.centrality.Betweenness(plain, normalized=True)
                if sample is None
                else nk.centrality.EstimateBetweenness(plain, sample, normalized=True)
            )
            found: list[float] = run.run().scores()
        return found

    def communities(self) -> list[list[int]]:
        """See ``Library``."""
        nk = _networkit()
        with _repeatable():
            found: Sequence[int] = nk.community.PLM(self.graph, refine=True, par="none").run().getPartition().getVector()
        groups: dict[int, list[int]] = {}
        for n, group in enumerate(found):
            groups.setdefault(group, []).append(n)
        return list(groups.values())

    def bridges(self) -> list[Pair]:
        """See ``Library``."""
        nk = _networkit()
        parts = nk.components.BiconnectedComponents(self.graph).run().getComponents()
        return sorted((min(part), max(part)) for part in parts if len(part) == 2)


def _networkit() -> Any:
    import networkit  # type: ignore[import-untyped]

    return networkit


@contextmanager
def _repeatable() -> Iterator[None]:
    """Let networkit work in one thread and from the seed meanwhile: more threads add up in another order each time."""
    nk = _networkit()
    before = nk.getMaxNumberOfThreads()
    nk.setNumberOfThreads(1)
    nk.setSeed(SEED, False)
    try:
        yield
    finally:
        nk.setNumberOfThreads(before)


def large(ties: Ties) -> bool:
    """Tell whether there are more ties than networkx measures in reasonable time."""
    return len(ties.pairs) > LARGE


def has_networkit() -> bool:
    """Tell whether networkit is installed (``pip install 'kg-news[large]'``)."""
    return find_spec("networkit") is not None


def library(ties: Ties) -> Library:
    """Return the library that measures these ties."""
    return Networkit(ties) if large(ties) and has_networkit() else Networkx(ties)
