"""Pairs that a person had better look at: joined on thin grounds, or kept apart although much speaks for one thing.

Candidates meet by a part of their names, never all with all; parts that many share are no grounds for doubt.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import combinations

from kg.entities import names
from kg.entities.chains import Node, contradict, weigh
from kg.entities.clustering import Clusters, Unit
from kg.model import ChainKey, Doubt, best

#: A link of a lower score is worth a look.
SURE = 0.75
#: Names as much alike may be one with a slip of the pen.
ALIKE = 0.85
#: A part of a name that more things share tells nothing.
COMMON = 12


def doubts(units: Sequence[Unit], clusters: Clusters) -> tuple[Doubt, ...]:
    """Return the doubtful pairs, likeliest first; what somebody decided is beyond doubt."""
    found: dict[tuple[ChainKey, ChainKey], Doubt] = {}
    for doubt in [*_thin(clusters), *_refused(units, clusters), *_near(units, clusters)]:
        pair = min(doubt.left, doubt.right), max(doubt.left, doubt.right)
        if pair not in found or found[pair].score < doubt.score:
            found[pair] = doubt
    return tuple(sorted(found.values(), key=lambda d: (-d.score, d.left, d.right)))


def _thin(clusters: Clusters) -> Iterator[Doubt]:
    for link in clusters.links:
        if link.score < SURE:
            yield Doubt(link.left, link.right, True, link.score, link.reason)


def _refused(units: Sequence[Unit], clusters: Clusters) -> Iterator[Doubt]:
    for link in clusters.refused:
        i, j = clusters.number[link.left], clusters.number[link.right]
        a, b = clusters.find(i), clusters.find(j)
        if a == b or clusters.decided_apart(a, b):
            continue
        kinds = best(units[i].types), best(units[j].types)
        against = f"one is a {kinds[0]}, the other a {kinds[1]}" if kinds[0] != kinds[1] else "other names speak against it"
        yield Doubt(link.left, link.right, False, round(link.score * 0.8, 2), f"{link.reason}; but {against}")


def _near(units: Sequence[Unit], clusters: Clusters) -> Iterator[Doubt]:
    """Yield pairs of clusters with names alike that no link was proposed for."""
    heads = [_head(units[i] for i in group) for group in clusters.groups()]
    blocks: dict[str, list[int]] = {}
    for number, head in enumerate(heads):
        for part in sorted({p for p in names.person_key(head.label).split() if len(p) > 2} - names.PARTICLES):
            blocks.setdefault(part, []).append(number)
    seen = set()
    for part in sorted(blocks):
        if len(blocks[part]) > COMMON:
            continue
        for i, j in combinations(blocks[part], 2):
            if (i, j) in seen:
                continue
            seen.add((i, j))
            left, right = heads[i], heads[j]
            a, b = clusters.find(clusters.number[left.chain]), clusters.find(clusters.number[right.chain])
            why = None if clusters.decided_apart(a, b) else _alike(left, right)
            if why:
                yield Doubt(left.chain, right.chain, False, *why)


def _head(members: Iterable[Unit]) -> Node:
    """Return the chain that says best what a cluster is: the fullest name, then the most mentions."""
    nodes = [node for u in members for node in u.nodes]
    return min(nodes, key=lambda n: (-len(n.name.split()), -n.weight, n.chain))


def _alike(left: Node, right: Node) -> tuple[float, str] | None:
    """Return how likely two names with a word in common are one thing's, and why; None where they are just kin."""
    a, b = names.person_key(left.label), names.person_key(right.label)
    if names.numbers(a) != names.numbers(b):
        return None
    if a == b:
        kinds = f"a {best(left.types) or 'thing'} and a {best(right.types) or 'thing'}"
        return 0.6, f"the same name, of {kinds}" if best(left.types) != best(right.types) else "the same name"
    if contradict(left.types, right.types) and max(left.weight, right.weight) > 1:
        return None
    words, others = set(a.split()), set(b.split())
    if best(weigh([left, right])) == "Person":
        return _alike_people(left, right, a, b)
    one_kind = best(left.types) == best(right.types) or not (left.types and right.types)
    if one_kind and (words < others or others < words) and min(len(words), len(others)) > 1:
        return 0.5, "one name holds all words of the other"
    ratio = SequenceMatcher(None, a, b, autojunk=False).ratio()
    return (round(0.5 * ratio, 2), "names that are spelled nearly alike") if ratio >= ALIKE else None


def _alike_people(left: Node, right: Node, a: str, b: str) -> tuple[float, str] | None:
    x, y = names.person(left.label), names.person(right.label)
    if not x.full or not y.full:
        short, full = (x, y) if len(x.words) < len(y.words) else (y, x)
        if full.full and set(short.words) <= set(full.words) and left.chain[0] != right.chain[0]:
            return 0.45, "a short name that several have, or that no article gives in full"
        return None
    if x.generation != y.generation:
        return None
    ratio = SequenceMatcher(None, a, b, autojunk=False).ratio()
    nick = x.last == y.last and (x.first.startswith(y.first[:3]) and min(len(x.first), len(y.first)) > 2)
    if nick and x.first != y.first:
        return 0.55, "one surname, and first names that begin alike"
    if ratio >= ALIKE and (x.last == y.last or x.first == y.first):
        return round(0.5 * ratio, 2), "names that are spelled nearly alike"
    return None
