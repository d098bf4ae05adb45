"""What people decided about entities, brought to the chains of the articles at hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.entities import names
from kg.entities.chains import Node
from kg.model import ChainKey, Entity, Link, Reference, Ruling

Pairs = frozenset[tuple[ChainKey, ChainKey]]


@dataclass(frozen=True, slots=True)
class Decided:
    """Chains that are one thing (links), pairs that are not (in both orders), labels and types; ``idle`` fit no chain."""

    same: tuple[Link, ...] = ()
    apart: Pairs = frozenset()
    labels: Mapping[ChainKey, str] = field(default_factory=dict)
    types: Mapping[ChainKey, str] = field(default_factory=dict)
    idle: tuple[Ruling, ...] = ()


def decided(rulings: Iterable[Ruling], nodes: Sequence[Node]) -> Decided:
    """Return what the rulings say of these chains; of two rulings about one pair or chain the later counts."""
    pairs: dict[tuple[ChainKey, ChainKey], Ruling] = {}
    labels: dict[ChainKey, str] = {}
    types: dict[ChainKey, str] = {}
    idle = []
    for ruling in rulings:
        left, right = _meant(ruling.thing, nodes), _meant(ruling.other, nodes) if ruling.other else []
        if not left or (ruling.other and not right):
            idle.append(ruling)
        for key in left:
            if ruling.what == "rename":
                labels[key] = ruling.value
            elif ruling.what == "retype":
                types[key] = ruling.value
            for other in right:
                if key != other:
                    pairs[min(key, other), max(key, other)] = ruling
    same = [Link(a, b, 1.0, f"decided: {r.because}") for (a, b), r in pairs.items() if r.what == "same"]
    apart = {pair for pair, ruling in pairs.items() if ruling.what == "different"}
    return Decided(tuple(same), frozenset(apart | {(b, a) for a, b in apart}), labels, types, tuple(idle))


def _meant(reference: Reference, nodes: Sequence[Node]) -> list[ChainKey]:
    """Return the chains that a reference means: those labelled so; where none is, those that have it as another name."""
    name = names.key(reference.name)
    there = [n for n in nodes if reference.article in ("", n.chain[0])]
    found = [n for n in there if name in (n.name, names.key(n.label))]
    return [n.chain for n in found or [n for n in there if name in n.aliases]]


def parts(nodes: Sequence[Node], apart: Pairs) -> list[list[Node]]:
    """Split chains of one name by the pairs that are not one thing; a chain of which nothing is said stays with the first."""
    groups: list[list[Node]] = []
    for node in sorted(nodes, key=lambda n: n.chain):
        fitting = (g for g in groups if not any((node.chain, other.chain) in apart for other in g))
        group = next(fitting, None)
        if group is None:
            groups.append([node])
        else:
            group.append(node)
    return groups


def named_so(entities: Iterable[Entity], ruled: Decided) -> list[Entity]:
    """Return the entities, with the names and types that people gave them."""
    return [_so(entity, ruled) for entity in entities]


def _so(entity: Entity, ruled: Decided) -> Entity:
    label = next((ruled.labels[key] for key in entity.chains if key in ruled.labels), entity.label)
    type_ = next((ruled.types[key] for key in entity.chains if key in ruled.types), None)
    if label != entity.label:
        entity = replace(entity, label=label, aliases=tuple(sorted({entity.label, *entity.aliases} - {label})))
    return replace(entity, type=type_, types=((type_, 1.0),)) if type_ else entity


def reference(entity: Entity, labels: Mapping[ChainKey, str]) -> Reference:
    """Return how a decision names an entity: by the name that its first chain called by the entity's label has there."""
    shown = names.key(entity.label)
    chain = min(entity.chains, key=lambda c: (names.key(labels[c]) != shown, c))
    return Reference(labels[chain], chain[0])
