"""The measures against direct calls of networkx, against igraph, and networkit's against networkx' ones."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import igraph
import networkx
import pytest

from kg import analysis
from kg.analysis import libraries
from kg.analysis.libraries import Networkit, Networkx
from kg.analysis.network import Ties, edges, simple, ties
from kg.model import Corpus
from tests.analysis.graphs import clique, iri, made, words

ROOT = Path(__file__).parents[2]


def scattered(nodes: int, extra: int, seed: int = 3) -> Corpus:
    """Preferential attachment with weights, and a part that hangs by itself."""
    chance = random.Random(seed)
    pairs = {(f"n{n}", f"n{int(n * chance.random() ** 2)}"): chance.randint(1, 5) for n in range(1, nodes)}
    for _ in range(extra):
        a, b = chance.sample(range(nodes), 2)
        pairs[f"n{a}", f"n{b}"] = chance.randint(1, 5)
    pairs["p", "q"] = 2
    return made(list(pairs), pairs)


def tied(corpus: Corpus) -> Ties:
    return ties(edges(corpus))


def igraph_of(found: Ties) -> igraph.Graph:
    graph = igraph.Graph(n=len(found.iris), edges=list(found.pairs))
    graph.es["weight"] = list(found.weights)
    return graph


def test_measures_are_what_networkx_gives_for_the_weighted_ties() -> None:
    given = made([("a", "b"), ("b", "a"), ("b", "c"), ("c", "d"), ("d", "b")], {("a", "b"): 3, ("c", "d"): 2})
    plain = networkx.Graph()
    plain.add_weighted_edges_from([("a", "b", 4), ("b", "c", 1), ("c", "d", 2), ("b", "d", 1)])
    found = analysis.measure(given, words())
    assert {n: found.pagerank[iri(n)] for n in plain} == pytest.approx(
        networkx.pagerank(plain, weight="weight", tol=1e-12), abs=1e-7
    )
    assert {n: found.betweenness[iri(n)] for n in plain} == pytest.approx(networkx.betweenness_centrality(plain), abs=1e-7)
    assert {n: found.degree[iri(n)] for n in plain} == {"a": 2, "b": 4, "c": 2, "d": 2}
    assert (found.sample, found.ties, found.library, found.note) == (None, 4, "networkx", "")


@pytest.mark.parametrize("library", [Networkx, Networkit])
def test_pagerank_betweenness_and_bridges_agree_with_igraph(library: type[Networkx] | type[Networkit]) -> None:
    found = tied(scattered(300, 150))
    other, measuring = igraph_of(found), library(found)
    assert measuring.pagerank() == pytest.approx(other.pagerank(weights="weight"), abs=1e-6)
    size = other.vcount()
    exact = [value / ((size - 1) * (size - 2) / 2) for value in other.betweenness()]
    assert measuring.betweenness(None) == pytest.approx(exact, abs=1e-6)
    assert measuring.bridges() == sorted(tuple(sorted(other.es[e].tuple)) for e in other.bridges())


def test_networkit_gives_what_networkx_gives() -> None:
    found = tied(scattered(1500, 2500))
    graph, exact = simple(found), Networkit(found).betweenness(None)
    one, other = Networkx(found), Networkit(found)
    assert other.pagerank() == pytest.approx(one.pagerank(), abs=1e-6)
    for sampled in (one.betweenness(100), other.betweenness(100)):
        assert sampled == pytest.approx(exact, abs=0.05)
        assert max(exact) > 0.1
        assert sampled.index(max(sampled)) == exact.index(max(exact))
    modularity = [networkx.community.modularity(graph, library.communities()) for library in (one, other)]
    assert modularity[1] >= 0.98 * modularity[0]


def test_many_entities_are_sampled_and_the_measures_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analysis.measures, "EXACT", 20)
    monkeypatch.setattr(analysis.measures, "SAMPLE", 10)
    given = scattered(40, 10)
    assert analysis.measure(given, words()).sample == 10
    assert analysis.measure(made(clique("abcd")), words()).sample is None


def test_so_many_ties_are_measured_by_networkit_and_without_it_by_networkx_with_a_hint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libraries, "LARGE", 50)
    given = scattered(60, 20)
    large = analysis.measure(given, words())
    assert (large.library, large.note) == ("networkit", "")
    assert analysis.measure(made(clique("abcd")), words()).library == "networkx"
    monkeypatch.setattr(libraries, "has_networkit", lambda: False)
    slow = analysis.measure(given, words())
    assert slow.library == "networkx"
    assert "pip install 'kg-news[large]'" in slow.note
    assert slow.pagerank == pytest.approx(large.pagerank, abs=1e-6)
    assert slow.degree == large.degree


SCRIPT = """
import sys, networkit
networkit.setNumberOfThreads(2)
from kg.analysis.libraries import Networkit
from tests.analysis.test_libraries import scattered, tied
found = Networkit(tied(scattered(900, 1200)))
print(found.pagerank(), found.betweenness(50), found.communities(), found.bridges())
assert networkit.getMaxNumberOfThreads() == 2, "threads are as they were"
"""


def test_networkit_gives_the_same_numbers_each_time() -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(outputs) == 1
    assert len(outputs.pop()) > 10_000
