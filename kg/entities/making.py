"""Clusters of units, and chains without a name → entities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.entities import matching, minting, told
from kg.entities.chains import Node, weigh
from kg.entities.clustering import Clusters, Unit
from kg.gazetteer import Entry
from kg.model import Entity, Link, best


@dataclass(frozen=True, slots=True)
class Group:
    """The chains of one thing that has a name (sorted), the links that say so, and the gazetteer's entry for it."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    entry: Entry | None = None


def groups(units: Sequence[Unit], clusters: Clusters) -> list[Group]:
    """Return what was clustered, sorted by first chain."""
    links: dict[int, list[Link]] = {}
    for link in (*matching.equal(units), *clusters.links):
        links.setdefault(clusters.find(clusters.number[link.left]), []).append(link)
    found = []
    for numbers in clusters.groups():
        members = [units[i] for i in numbers]
        nodes = tuple(sorted((node for u in members for node in u.nodes), key=lambda n: n.chain))
        why = sorted(links.get(clusters.find(numbers[0]), ()), key=lambda link: (link.left, link.right, link.reason))
        entry = next((u.entry for u in sorted(members, key=lambda u: u.first) if u.entry), None)
        found.append(Group(nodes, tuple(why), entry))
    return sorted(found, key=lambda g: g.nodes[0].chain)


def entity(group: Group, iri: str) -> Entity:
    """Return the entity that a group is, as the gazetteer has it where that tells."""
    types = weigh(group.nodes)
    shown = minting.label(group.nodes, minting.fullest(group.nodes, types), types)
    found = Entity(
        iri=iri,
        label=shown,
        type=best(types),
        named=True,
        aliases=minting.aliases(group.nodes, shown),
        chains=tuple(node.chain for node in group.nodes),
        types=types,
        links=group.links,
    )
    return told.named_so(found, group.entry) if group.entry else found


def unnamed(node: Node, iri: str) -> Entity:
    """Return the entity that a chain without a name is."""
    types, shown = weigh([node]), node.label
    return Entity(iri, shown, best(types), False, minting.aliases([node], shown), (node.chain,), types)
