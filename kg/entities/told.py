"""What the gazetteer tells of chains: which of its entries a chain names, and how the entity is called then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.entities import matching, names
from kg.entities.chains import ADMITTED, Node, share, strong, weigh
from kg.entities.clustering import Unit
from kg.entities.rulings import Pairs, parts
from kg.gazetteer import Entry, Gazetteer
from kg.model import Authority, Entity, best

Index = dict[str, tuple[Entry, ...]]


def units(nodes: Sequence[Node], gazetteer: Gazetteer, apart: Pairs = frozenset()) -> list[Unit]:
    """Put the chains that name one entry together, the others as ``matching.units`` does."""
    known = index(gazetteer)
    rest: list[Node] = []
    told: dict[Entry, list[Node]] = {}
    for node in nodes:
        named = entry(node, known) if known else None
        (rest if named is None else told.setdefault(named, [])).append(node)
    found = matching.units(rest, apart)
    for named, group in told.items():
        found += of_entry(named, group, apart)
    return sorted(found, key=lambda u: u.first)


def of_entry(named: Entry, nodes: Sequence[Node], apart: Pairs = frozenset()) -> list[Unit]:
    """Return the units of all chains that name an entry; what somebody decided is another thing is not the gazetteer's."""
    separate = sorted(parts(nodes, apart), key=lambda part: (-len(part), part[0].chain))
    found = Unit(tuple(separate[0]), names.common_key(named.name), weigh(separate[0]), False, named)
    return [found, *(u for part in separate[1:] for u in matching.units(part, apart))]


def named_so(entity: Entity, entry: Entry) -> Entity:
    """Return the entity of an entry with its name, type, aliases and authorities."""
    spelled = {entity.label, *entity.aliases, *entry.aliases} - {entry.name}
    return replace(
        entity,
        label=entry.name,
        type=entry.type,
        types=((entry.type, 1.0),),
        aliases=tuple(sorted(spelled)),
        authorities=tuple(Authority(iri, "exactMatch", 1.0, "the gazetteer gives it") for iri in entry.same_as),
    )


def index(gazetteer: Gazetteer) -> Index:
    """Return the entries by the keys of their names."""
    found: dict[str, dict[Entry, None]] = {}
    for one in gazetteer.entries:
        for name in one.names:
            keys = {names.common_key(name), *((names.person_key(name),) if one.type == "Person" else ())}
            for key in keys - {""}:
                found.setdefault(key, {})[one] = None
    return {key: tuple(entries) for key, entries in found.items()}


def entry(node: Node, known: Index) -> Entry | None:
    """Return the one entry that a chain names: by its fullest name, else by a spelling that is an entry's own name.

    A short name within a chain ("Lund" for Eva Lund) says nothing of whom else the gazetteer calls so.
    """
    label = names.person_key(node.label) if best(node.types) == "Person" else node.name
    found = _fitting(node, known.get(node.name, ()) or known.get(label, ()))
    if found:
        return found[0] if len(found) == 1 else None
    own = {
        entry
        for key in node.aliases
        for entry in _fitting(node, known.get(key, ()))
        if " " in key and key == names.common_key(entry.name)
    }
    return own.pop() if len(own) == 1 else None


def _fitting(node: Node, entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries whose type a chain can have; of several types the one that it surely has."""
    fitting = [e for e in entries if not strong(node.types) or share(node.types, e.type) >= ADMITTED]
    if len(fitting) > 1 and strong(node.types):
        fitting = [e for e in fitting if e.type == best(node.types)] or fitting
    return fitting
