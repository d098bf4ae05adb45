"""Joins units from the strongest link to the weakest, never across a cannot-link.

A unit is a set of chains that certainly belong together. Because every link is checked against all that its two
clusters already hold, A~B and B~C never pull A and C together when A and C contradict each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.entities import names
from kg.entities.chains import Node, Outline, Years, opposed, outline, same_birth, weigh
from kg.entities.rulings import Pairs
from kg.gazetteer import Entry
from kg.model import ChainKey, Link, Types, best


@dataclass(frozen=True, slots=True)
class Unit:
    """Chains with one name (a key) and no contradicting types; ``short`` where it is a person's surname or first name alone;
    ``entry`` where the gazetteer tells what they name."""

    nodes: tuple[Node, ...]
    name: str
    types: Types
    short: bool
    entry: Entry | None = None

    @property
    def first(self) -> ChainKey:
        """Return the smallest chain, by which units are told apart and sorted."""
        return self.nodes[0].chain

    @property
    def full(self) -> names.PersonName | None:
        """Return the parts of a person's full name, None for anything else."""
        if best(self.types) != "Person":
            return None
        return next((parts for node in self.nodes if (parts := names.person(node.label)).full), None)


def unit(nodes: Iterable[Node], name: str, short: bool = False) -> Unit:
    """Return a unit of these chains, which share the key ``name``."""
    ordered = tuple(sorted(nodes, key=lambda n: n.chain))
    return Unit(ordered, name, weigh(ordered), short)


class Clusters:
    """A union-find over units that keeps what each cluster holds, so that a cannot-link is seen at once.

    ``apart`` are pairs of chains that somebody decided are not one thing, in both orders, ``same`` those that somebody
    decided are, which their article cannot tell apart then; ``refused`` the links that were left out for what their
    clusters hold.
    """

    def __init__(self, units: Sequence[Unit], apart: Pairs = frozenset(), same: Iterable[Link] = ()) -> None:
        self.units = units
        self.parent = list(range(len(units)))
        self.members: list[list[int]] = [[i] for i in range(len(units))]
        fulls = [u.full for u in units]
        self.fulls: list[set[names.PersonName]] = [{full} if full else set() for full in fulls]
        self.by_article: list[dict[str, set[str]]] = [
            {n.chain[0]: {u.name} for n in u.nodes} if full else {} for u, full in zip(units, fulls, strict=True)
        ]
        self.outlines: list[set[Outline]] = [{sure} if (sure := outline(u.types)) else set() for u in units]
        self.genders = [(sum(n.genders[0] for n in u.nodes), sum(n.genders[1] for n in u.nodes)) for u in units]
        self.born: list[list[Years]] = [sorted(born) if (born := {n.born for n in u.nodes if n.born}) else [] for u in units]
        self.told: list[set[Entry]] = [{u.entry} if u.entry else set() for u in units]
        self.links: list[Link] = []
        self.refused: list[Link] = []
        self.number = {node.chain: i for i, u in enumerate(units) for node in u.nodes}
        self.foes: list[set[int]] = [set() for _ in units]
        joined = {frozenset((link.left, link.right)) for link in same}
        told = {(n.chain, other) for u in units for n in u.nodes for other in n.apart if {n.chain, other} not in joined}
        for left, right in told | apart:
            if left in self.number and right in self.number:
                self.foes[self.number[left]].add(self.number[right])

    def find(self, i: int) -> int:
        """Return the cluster of unit ``i``."""
        while self.parent[i] != i:
            self.parent[i] = self.parent[self.parent[i]]
            i = self.parent[i]
        return i

    def size(self, i: int) -> int:
        """Return how many chains the cluster of unit ``i`` has."""
        return sum(len(self.units[j].nodes) for j in self.members[self.find(i)])

    def allowed(self, a: int, b: int) -> bool:
        """Tell whether clusters ``a`` and ``b`` hold nothing that cannot be one thing."""
        if self.decided_apart(a, b) or (self.told[a] and self.told[b] and self.told[a] != self.told[b]):
            return False
        if any(not names.same_person(x, y) for x in self.fulls[a] for y in self.fulls[b]):
            return False
        small, large = sorted((self.by_article[a], self.by_article[b]), key=len)
        if any(large.get(article, keys) != keys for article, keys in small.items()):
            return False  # two full names in one article are two people
        if self.born[a] and self.born[b] and not same_birth(_middle(self.born[a]), _middle(self.born[b])):
            return False
        if {_gender(*self.genders[a]), _gender(*self.genders[b])} == {"man", "woman"}:
            return False
        return not any(opposed(x, y) for x in self.outlines[a] for y in self.outlines[b])

    def decided_apart(self, a: int, b: int) -> bool:
        """Tell whether somebody decided that things in clusters ``a`` and ``b`` differ."""
        return any(self.find(i) == b for i in self.foes[a])

    def decide(self, links: Iterable[Link]) -> None:
        """Join what somebody decided is one thing, whatever speaks against it but a decision that things differ."""
        for link in links:
            a, b = self.find(self.number[link.left]), self.find(self.number[link.right])
            if a == b:
                continue
            if self.decided_apart(a, b):
                self.refused.append(link)
            else:
                self._unite(a, b, link)

    def restore(self, links: Iterable[Link]) -> None:
        """Join what was joined before, by the links that were applied then."""
        for link in links:
            self._unite(self.find(self.number[link.left]), self.find(self.number[link.right]), link)

    def join(self, links: Iterable[Link]) -> None:
        """Apply links between units, strongest first; links across a cannot-link are left out."""
        for link in sorted(links, key=lambda link: (-link.score, link.left, link.right, link.reason)):
            a, b = self.find(self.number[link.left]), self.find(self.number[link.right])
            if a == b:
                continue
            if self.allowed(a, b):
                self._unite(a, b, link)
            else:
                self.refused.append(link)

    def _unite(self, a: int, b: int, link: Link) -> None:
        if len(self.members[a]) < len(self.members[b]):
            a, b = b, a
        self.parent[b] = a
        self.members[a] += self.members[b]
        self.fulls[a] |= self.fulls[b]
        self.foes[a] |= self.foes[b]
        self.told[a] |= self.told[b]
        for article, keys in self.by_article[b].items():
            self.by_article[a].setdefault(article, set()).update(keys)
        self.outlines[a] |= self.outlines[b]
        self.born[a] += self.born[b]
        self.genders[a] = (self.genders[a][0] + self.genders[b][0], self.genders[a][1] + self.genders[b][1])
        self.links.append(link)

    def groups(self) -> list[list[int]]:
        """Return the clusters as sorted lists of unit numbers."""
        every = (self.members[i] for i in range(len(self.units)) if self.parent[i] == i)
        return sorted(sorted(some) if len(some) > 1 else some for some in every)


def _middle(years: list[Years]) -> Years:
    """Return the years that half of the others lie before: one wrong age does not outweigh the rest."""
    return sorted(years)[len(years) // 2]


def _gender(man: int, woman: int) -> str:
    """Return what pronouns and titles agree on; a wrong one among them happens, and one alone says nothing."""
    if max(man, woman) < 2 or 4 * min(man, woman) > max(man, woman):
        return ""
    return "man" if man > woman else "woman"
