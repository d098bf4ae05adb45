"""Chains of all articles → entities: blocking, matching, clustering with cannot-links, IRIs.

Nothing here depends on the order of the extractions. Every link carries a score and a reason in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.entities import again, chains, homonyms, making, rulings, told
from kg.entities.again import Before, Name
from kg.entities.clustering import Clusters, Unit
from kg.entities.doubts import doubts
from kg.entities.rulings import Decided, decided, reference
from kg.gazetteer import EMPTY, Gazetteer
from kg.model import ChainKey, Doubt, Entity, Extraction, Resolution, Ruling

__all__ = ["Before", "between", "doubtful", "idle", "reference", "resolve", "resolved"]


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
    every = (chains.of_article(e, patterns or {}) for e in extractions)
    return resolved(every, base, ledger, gazetteer, decisions)[0]


def resolved(
    articles: Iterable[chains.Chains],
    base: str,
    ledger: Mapping[str, tuple[ChainKey, ...]] | None = None,
    gazetteer: Gazetteer = EMPTY,
    decisions: Iterable[Ruling] = (),
    before: Before | None = None,
) -> tuple[Resolution, Iterable[tuple[str, Name]]]:
    """Return what ``resolve`` does of the chains of each article (``kg.entities.chains.of_article``); and all names, by which a
    later change, given who was who ``before`` it, is told sooner: none where people or a gazetteer have a say."""
    nodes, single = chains.together(articles)
    given = tuple(decisions)
    alone = not gazetteer and not given
    if before and alone and (found := again.resolved(nodes, single, base, ledger or {}, before)):
        return found[0], found[1].items()
    ruled = decided(given, nodes)
    units, clusters = cluster(nodes, gazetteer, ruled)
    entities, replaced = making.entities(making.groups(units, clusters), single, base, ledger or {})
    entities = rulings.named_so(entities, ruled)
    return Resolution.of(entities, replaced), again.known(nodes) if alone else ()


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
    return making.clusters(units, homonyms.Company.of(units), homonyms.Bearers.of(units), ruled)
