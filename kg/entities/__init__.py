"""Chains of all articles → entities: blocking, matching, clustering with cannot-links, IRIs.

Nothing here depends on the order of the extractions. Every link carries a score and a reason in words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.entities import chains, matching, minting, told
from kg.entities.clustering import Clusters
from kg.gazetteer import EMPTY, Gazetteer
from kg.model import ChainKey, Entity, Extraction, Link, Resolution, best

__all__ = ["resolve"]


def resolve(
    extractions: Sequence[Extraction],
    base: str,
    ledger: Mapping[str, tuple[ChainKey, ...]] | None = None,
    gazetteer: Gazetteer = EMPTY,
) -> Resolution:
    """Return the partition of the chains of all articles into entities.

    ``base`` is put before IRIs (``base + "entity/" + slug + "-" + 8 hex digits``). ``ledger`` maps IRIs of an earlier
    store to the chains they covered: an entity keeps the IRI that shares most of its chains, and retired IRIs stand
    in ``Resolution.replaced``. Chains that the ``gazetteer`` names are one entity for each of its entries.

    Named chains are matched across articles. Chains without a name become one entity each, if a claim has them as
    subject, object, speaker or go-between; chains of pronouns alone are no entities and are not in ``by_chain``.
    """
    units = told.units(chains.named(extractions), gazetteer)
    clusters = Clusters(units)
    company = matching.Company(units)
    clusters.join(matching.whole(units, company))
    clusters.join(list(matching.short(units, clusters, company)))
    links = [*matching.equal(units), *clusters.links]

    groups = [sorted((n for i in group for n in units[i].nodes), key=lambda n: n.chain) for group in clusters.groups()]
    groups.sort(key=lambda nodes: nodes[0].chain)
    single = chains.unnamed(extractions)
    everything = [*groups, *([node] for node in single)]
    kept, retired = minting.keep(everything, ledger or {})
    named_kept = {i: iri for i, iri in kept.items() if i < len(groups)}
    other_kept = {i - len(groups): iri for i, iri in kept.items() if i >= len(groups)}
    gone = set(retired)
    iris = minting.mint(groups, named_kept, gone | set(other_kept.values()), base)
    iris += minting.mint_unnamed(single, other_kept, gone | set(iris), base)

    by_chain = {node.chain: iri for nodes, iri in zip(everything, iris, strict=True) for node in nodes}
    why: dict[str, list[Link]] = {}
    for link in links:
        why.setdefault(by_chain[link.left], []).append(link)
    entities = [_entity(everything[i], iri, i < len(groups), why.get(iri, [])) for i, iri in enumerate(iris)]
    entities = told.named_so(entities, units)
    return Resolution(
        entities=tuple(sorted(entities, key=lambda e: e.iri)),
        by_chain=dict(sorted(by_chain.items())),
        replaced={old: iris[i] for old, i in sorted(retired.items())},
    )


def _entity(nodes: Sequence[chains.Node], iri: str, named: bool, links: Sequence[Link]) -> Entity:
    types = chains.weigh(nodes)
    shown = minting.label(nodes, minting.fullest(nodes)) if named else nodes[0].label
    return Entity(
        iri=iri,
        label=shown,
        type=best(types),
        named=named,
        aliases=minting.aliases(nodes, shown),
        chains=tuple(node.chain for node in nodes),
        types=types,
        links=tuple(sorted(links, key=lambda link: (link.left, link.right, link.reason))),
    )
