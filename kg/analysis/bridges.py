"""Single statements that hold two parts of the graph together."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from kg.analysis.libraries import Pair, library
from kg.analysis.network import Ties, binding, edges, ties
from kg.model import Corpus, Statement
from kg.ontology import Ontology

#: So many bridges are told at most, and a part of fewer entities than this is none worth telling.
MOST, SMALLEST = 20, 2


@dataclass(frozen=True, slots=True)
class Bridge:
    """The one statement that ties two parts together: without it, nothing would tie ``part`` to the rest.

    ``part`` are the entities (IRIs, sorted) of the smaller side, ``end`` the one of them that is in the statement;
    ``rest`` is the number of entities on the other side.
    """

    statement: Statement
    end: str
    part: tuple[str, ...]
    rest: int


@dataclass(frozen=True, slots=True)
class _Side:
    """The smaller side of a bridge: how many of its entities have a name, how many there are, its end of the bridge, and
    how many are on the other side."""

    named: int
    size: int
    end: int
    rest: int


def bridges(corpus: Corpus, ontology: Ontology, most: int = MOST) -> tuple[Bridge, ...]:
    """Return the statements that alone hold two parts together, those whose smaller part has the most names first.

    They are the bridges of the graph of ties (Tarjan 1974) that rest on one statement, with at least ``SMALLEST``
    entities on either side: what a thing with a single tie hangs by is not told. Statements that tie nobody
    (``kg.analysis.network.binding``) hold nothing.
    """
    tying = tuple(filter(binding(ontology), edges(corpus)))
    found = ties(tying)
    cut = library(found).bridges() if found.pairs else []
    named = {e.iri for e in corpus.resolution.entities if e.named}
    sides = {pair: side for pair, side in _sides(found, cut, named).items() if min(side.size, side.rest) >= SMALLEST}
    number = {iri: n for n, iri in enumerate(found.iris)}
    behind: dict[Pair, list[Statement]] = {}
    for edge in tying:
        a, b = number[edge.subject], number[edge.object]
        pair = (a, b) if a < b else (b, a)
        if pair in sides:
            behind.setdefault(pair, []).append(edge.statement)
    alone = sorted(
        (-sides[pair].named, -sides[pair].size, rows[0].id, pair) for pair, rows in behind.items() if len(rows) == 1
    )[:most]
    near = _neighbours(found) if alone else []
    told = []
    for *_, pair in alone:
        side = sides[pair]
        part = _part(near, side.end, pair[0] + pair[1] - side.end)
        told.append(Bridge(behind[pair][0], found.iris[side.end], tuple(found.iris[n] for n in part), side.rest))
    return tuple(told)


def _sides(found: Ties, cut: Sequence[Pair], named: Collection[str]) -> Mapping[Pair, _Side]:
    """Return the smaller side of each bridge."""
    if not cut:
        return {}
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    gone, count = set(cut), len(found.iris)
    kept = np.array([pair for pair in found.pairs if pair not in gone], dtype=np.int64).reshape(-1, 2)
    links = coo_array((np.ones(len(kept)), (kept[:, 0], kept[:, 1])), shape=(count, count))
    blocks: list[int] = connected_components(links, directed=False)[1].tolist()
    sizes: list[int] = np.bincount(blocks).tolist()
    names = [0] * len(sizes)
    for n, iri in enumerate(found.iris):
        names[blocks[n]] += iri in named
    around: dict[int, list[tuple[int, Pair]]] = {}
    for pair in cut:
        a, b = blocks[pair[0]], blocks[pair[1]]
        around.setdefault(a, []).append((b, pair))
        around.setdefault(b, []).append((a, pair))
    sides: dict[Pair, _Side] = {}
    seen: set[int] = set()
    # blocks and bridges are a forest; each tree is walked from its first block, and what is below added up on the way back
    for root in sorted(around):
        walk = _walk(root, around, seen)
        for block, before, _ in reversed(walk):
            sizes[before] += sizes[block]
            names[before] += names[block]
        for block, _, pair in walk:
            inner, outer = pair if blocks[pair[0]] == block else pair[::-1]
            below = _Side(names[block], sizes[block], inner, sizes[root] - sizes[block])
            above = _Side(names[root] - names[block], below.rest, outer, below.size)
            sides[pair] = min(below, above, key=lambda side: (side.size, side.named, side.end))
    return sides


def _walk(root: int, around: Mapping[int, Sequence[tuple[int, Pair]]], seen: set[int]) -> list[tuple[int, int, Pair]]:
    """Return (block, the block it was reached from, the bridge between) for all that ``root`` reaches, near ones first."""
    if root in seen:
        return []
    seen.add(root)
    found, todo = [], [root]
    while todo:
        here = todo.pop()
        for block, pair in around[here]:
            if block not in seen:
                seen.add(block)
                todo.append(block)
                found.append((block, here, pair))
    return found


def _neighbours(found: Ties) -> list[list[int]]:
    near: list[list[int]] = [[] for _ in found.iris]
    for a, b in found.pairs:
        near[a].append(b)
        near[b].append(a)
    return near


def _part(near: Sequence[Sequence[int]], start: int, other: int) -> list[int]:
    """Return all that hangs together with ``start`` but for its tie to ``other``."""
    seen, todo = {start, other}, [start]
    while todo:
        for n in near[todo.pop()]:
            if n not in seen:
                seen.add(n)
                todo.append(n)
    return sorted(seen - {other})
