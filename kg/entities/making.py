"""Clusters of units, and chains without a name → entities."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kg.entities import homonyms, matching, minting, told
from kg.entities.chains import Node, weigh
from kg.entities.clustering import Clusters, Unit
from kg.entities.rulings import Decided
from kg.gazetteer import Entry
from kg.model import Entity, Link, best


@dataclass(frozen=True, slots=True)
class Group:
    """The chains of one thing that has a name (sorted), the links that say so, and the gazetteer's entry for it."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    entry: Entry | None = None


def clusters(
    units: Sequence[Unit], company: homonyms.Company, bearers: homonyms.Bearers, ruled: Decided
) -> tuple[list[Unit], Clusters]:
    """Return the units, homonyms parted, and how they cluster: whole names, then people's decisions, then short names."""
    parted = homonyms.parted(units, company, bearers)
    found = Clusters(parted, ruled.apart, ruled.same)
    found.join(matching.whole(parted, company))
    found.decide(ruled.same)
    found.join(list(matching.short(parted, found, company)))
    return parted, found


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


def entities(
    groups: Sequence[Group], single: Sequence[Node], base: str, ledger: minting.Ledger, taken: Collection[str] = ()
) -> tuple[list[Entity], dict[str, str]]:
    """Return the entities that groups and chains without a name are, and which IRIs of the ledger which others took the place
    of; those that are ``taken`` are given to none."""
    everything = [*(g.nodes for g in groups), *((node,) for node in single)]
    kept, retired = minting.keep(everything, ledger)
    named_kept = {i: iri for i, iri in kept.items() if i < len(groups)}
    other_kept = {i - len(groups): iri for i, iri in kept.items() if i >= len(groups)}
    gone = {*retired, *taken}
    named = minting.mint([g.nodes for g in groups], named_kept, gone | set(other_kept.values()), base)
    others = minting.mint_unnamed(single, other_kept, gone | set(named), base)
    found = [entity(group, iri) for group, iri in zip(groups, named, strict=True)]
    found += [unnamed(node, iri) for node, iri in zip(single, others, strict=True)]
    iris = [*named, *others]
    return found, {old: iris[i] for old, i in sorted(retired.items())}


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
