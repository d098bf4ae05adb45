"""Chains of all articles → entities: blocking, matching, clustering with cannot-links, IRIs.

Nothing here depends on the order of the extractions. Every link carries a score and a reason in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.entities import chains, homonyms, making, matching, minting, rulings, told
from kg.entities.clustering import Clusters, Unit
from kg.entities.doubts import doubts
from kg.entities.rulings import Decided, decided, reference
from kg.gazetteer import EMPTY, Gazetteer
from kg.model import ChainKey, Doubt, Entity, Extraction, Resolution, Ruling

__all__ = ["between", "doubtful", "idle", "reference", "resolve", "resolved"]


def resolve(
    extractions: Sequence[Extraction],
    base: str,
    ledger: Mapping[str, tuple[ChainKey, ...]] | None = None,
    patterns: Mapping[str, str] | None = None,
    gazetteer: Gazetteer = EMPTY,
    decisions: Iterable[Ruling] = (),
) -> Resolution:
    """Return the partition of the chains of all articles into entities.

    ``base`` is put before IRIs (``base + "entity/" + slug + "-" + 8 hex digits``). ``ledger`` maps IRIs of an earlier
    store to the chains they covered: an entity keeps the IRI that shares most of its chains, and retired IRIs stand
    in ``Resolution.replaced``. ``patterns`` maps relations to the reading rules that find them: from "birth" and "age" it
    is known who is too old. Chains that the ``gazetteer`` names are one entity for each of its entries. ``decisions`` are
    what people decided: they outdo whatever is found or told.

    Named chains are matched across articles. Chains without a name become one entity each, if a claim has them as
    subject, object, speaker or go-between; chains of pronouns alone are no entities and are not in ``by_chain``.
    """
    return resolved((chains.of_article(e, patterns or {}) for e in extractions), base, ledger, gazetteer, decisions)


def resolved(
    articles: Iterable[chains.Chains],
    base: str,
    ledger: Mapping[str, tuple[ChainKey, ...]] | None = None,
    gazetteer: Gazetteer = EMPTY,
    decisions: Iterable[Ruling] = (),
) -> Resolution:
    """Return what ``resolve`` does of the chains of each article (``kg.entities.chains.of_article``)."""
    nodes, single = chains.together(articles)
    ruled = decided(decisions, nodes)
    units, clusters = cluster(nodes, gazetteer, ruled)
    groups = making.groups(units, clusters)
    everything = [*(g.nodes for g in groups), *((node,) for node in single)]
    kept, retired = minting.keep(everything, ledger or {})
    named_kept = {i: iri for i, iri in kept.items() if i < len(groups)}
    other_kept = {i - len(groups): iri for i, iri in kept.items() if i >= len(groups)}
    gone = set(retired)
    named = minting.mint([g.nodes for g in groups], named_kept, gone | set(other_kept.values()), base)
    others = minting.mint_unnamed(single, other_kept, gone | set(named), base)

    iris = [*named, *others]
    by_chain = {node.chain: iri for nodes, iri in zip(everything, iris, strict=True) for node in nodes}
    entities = [making.entity(group, iri) for group, iri in zip(groups, named, strict=True)]
    entities += [making.unnamed(node, iri) for node, iri in zip(single, others, strict=True)]
    entities = rulings.named_so(entities, ruled)
    return Resolution(
        entities=tuple(sorted(entities, key=lambda e: e.iri)),
        by_chain=dict(sorted(by_chain.items())),
        replaced={old: iris[i] for old, i in sorted(retired.items())},
    )


def doubtful(
    extractions: Sequence[Extraction],
    patterns: Mapping[str, str] | None = None,
    gazetteer: Gazetteer = EMPTY,
    decisions: Iterable[Ruling] = (),
) -> tuple[Doubt, ...]:
    """Return the pairs of chains that a person had better look at, likeliest first; arguments as for ``resolve``."""
    nodes = chains.named(extractions, patterns)
    return doubts(*cluster(nodes, gazetteer, decided(decisions, nodes)))


def idle(
    extractions: Sequence[Extraction], decisions: Iterable[Ruling], by_chain: Mapping[ChainKey, str]
) -> tuple[Ruling, ...]:
    """Return the decisions that do nothing in these articles: they mean no chain, or what they join is apart all the same."""
    nodes, given = chains.named(extractions), tuple(decisions)
    nothing = decided(given, nodes).idle
    refused = [
        r for r in given
        if r.what == "same" and r not in nothing
        and any(by_chain.get(link.left) != by_chain.get(link.right) for link in decided([r], nodes).same)
    ]  # fmt: skip
    return (*nothing, *refused)


def between(extractions: Sequence[Extraction], decisions: Iterable[Ruling], left: Entity, right: Entity) -> Ruling | None:
    """Return a decision that something of one entity differs from something of the other, None where there is none."""
    nodes = [n for n in chains.named(extractions) if n.chain in {*left.chains, *right.chains}]
    given = tuple(decisions)
    apart = decided(given, nodes).apart
    crossing = {pair for pair in apart if (pair[0] in left.chains) != (pair[1] in left.chains)}
    return next((r for r in given if r.what == "different" and crossing & decided([r], nodes).apart), None)


def cluster(nodes: Sequence[chains.Node], gazetteer: Gazetteer, ruled: Decided) -> tuple[list[Unit], Clusters]:
    """Return the units of these named chains and how they cluster: whole names, then people's decisions, then short names."""
    units = told.units(nodes, gazetteer, ruled.apart)
    company = homonyms.Company.of(units)
    units = homonyms.parted(units, company, homonyms.Bearers.of(units))
    clusters = Clusters(units, ruled.apart, ruled.same)
    clusters.join(matching.whole(units, company))
    clusters.decide(ruled.same)
    clusters.join(list(matching.short(units, clusters, company)))
    return units, clusters
