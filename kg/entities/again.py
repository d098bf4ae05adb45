"""Who is who in a corpus that changed: told anew of the names that the change reaches, as before of all others.

What is one thing is decided among chains that meet under a key: their name, or what a rule looks for. Beside that it counts
what the corpus says of its names at large: how many articles it has, which names are rare, who bears each part of a person's
name. So a change reaches the names of the chains that came and went, the names of which it lets the corpus say something else,
and all that these meet, and so on. The outcome is that of ``kg.entities.resolved`` without people's decisions and a gazetteer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.entities import making, matching, names
from kg.entities.chains import Node, share
from kg.entities.clustering import Unit
from kg.entities.homonyms import FEW, Bearers, Company, limit, spelled
from kg.entities.rulings import Decided
from kg.model import ChainKey, Entity, Resolution


@dataclass(frozen=True, slots=True)
class Name:
    """What the chains of one name say of it: the keys under which others find it and those under which it looks for others, its
    units that are people with full names (first name, surname, number of chains), the acronyms it is given, and its chains that
    are short names."""

    having: tuple[str, ...]
    seeking: tuple[str, ...]
    people: tuple[tuple[str, str, int], ...]
    acronyms: tuple[str, ...]
    short: tuple[ChainKey, ...]


@dataclass(frozen=True, slots=True)
class Before:
    """Who was who, by which names; the chains with a name that are no more, and the articles that came, went, or were read anew
    since."""

    resolution: Resolution
    names: Mapping[str, Name]
    gone: tuple[Node, ...]
    changed: Collection[str]


def known(nodes: Sequence[Node]) -> Iterator[tuple[str, Name]]:
    """Yield all names of a corpus with what its chains say of them."""
    by_name = _by_name(nodes)
    rests = defaultdict[str, int](int)
    for name in by_name:
        rests[names.without_country(name)] += 1
    for name, group in by_name.items():
        yield name, _name(name, group, list(matching.of_name(name, group, rests[name] > 1)))


def resolved(
    named: Sequence[Node],
    unnamed: Sequence[Node],
    base: str,
    ledger: Mapping[str, tuple[ChainKey, ...]],
    before: Before,
) -> tuple[Resolution, dict[str, Name]] | None:
    """Return who is who, and all names, given who was before; None where the change reaches all."""
    change = _Change(named, before)
    if _scale(change.company.total) != _scale(change.total):
        return None
    units = sorted((u for name in change.reached() for u in change.units(name)), key=lambda u: u.first)
    units, clusters = making.clusters(units, change.company, change.bearers, Decided())
    old = before.resolution
    chains = {node.chain for u in units for node in u.nodes}
    touched = {iri for chain, iri in old.by_chain.items() if chain in chains or chain[0] in before.changed}
    kept = [_bare(e) for e in old.entities if e.iri not in touched]
    single = [node for node in unnamed if node.chain[0] in before.changed]
    of_these = {iri: covered for iri, covered in ledger.items() if iri in touched}
    made, replaced = making.entities(making.groups(units, clusters), single, base, of_these, {e.iri for e in kept})
    return Resolution.of([*kept, *made], replaced), change.names


def _scale(articles: int) -> tuple[int, int]:
    """Return what of a number of articles says which names are rare, and who is known well enough."""
    return limit(articles), -(-articles // FEW)


def _bare(entity: Entity) -> Entity:
    """Return an entity without what services know of it, which is told again each time."""
    return replace(entity, authorities=()) if entity.authorities else entity


class _Change:
    """What chains that came and went mean for the names of a corpus."""

    def __init__(self, named: Sequence[Node], before: Before) -> None:
        self.before, self.by_name = before, _by_name(named)
        come, stay = ([n for n in named if (n.chain[0] in before.changed) is new] for new in (True, False))
        first = {node.called for node in (*come, *before.gone)}
        # of how many countries a body is known
        first |= {rest for name in first if (rest := names.without_country(name)) in self.by_name}
        self.first = first
        self.having = defaultdict[str, list[str]](list)  # the names under a key, some of them twice
        self.seeking = defaultdict[str, list[str]](list)
        for name, one in before.names.items():
            self._meets(name, one)
        for name in first & self.by_name.keys():
            self.having[_BODY + names.without_country(name)].append(name)
        now = {name: _name(name, self.by_name[name], self.units(name)) for name in sorted(first & self.by_name.keys())}
        for name, one in now.items():
            self._meets(name, one)
        self.names = {name: one for name, one in before.names.items() if name not in first} | now
        self.short, self.shorter = _short(self.names.values()), _short(before.names.values())
        whole = ((node.called, node.chain[0]) for node in named if node.chain not in self.short)
        self.company = Company.among(whole)
        self.total = len({node.chain[0] for node in (*stay, *before.gone) if node.chain not in self.shorter})
        self.bearers = _bearers(self.names)

    def _meets(self, name: str, one: Name) -> None:
        for key in one.having:
            self.having[key].append(name)
        for key in one.seeking:
            self.seeking[key].append(name)

    def units(self, name: str) -> list[Unit]:
        """Return the units of a name."""
        several = {other for other in self.having.get(_BODY + name, ()) if other in self.by_name}
        return list(matching.of_name(name, self.by_name[name], len(several) > 1))

    def reached(self) -> set[str]:
        """Return the names that the change reaches, of those that there are."""
        todo = [*self.first, *self._rarer(), *self._borne()]
        found = set(todo)
        while todo:
            name = todo.pop()
            told = (self.before.names, self.names) if name in self.first else (self.names,)
            for one in (known_[name] for known_ in told if name in known_):
                met = (self.seeking.get(key, ()) for key in one.having), (self.having.get(key, ()) for key in one.seeking)
                for other in (other for some in met for others in some for other in others):
                    if other not in found:
                        found.add(other)
                        todo.append(other)
        return found & self.by_name.keys()

    def _rarer(self) -> Iterator[str]:
        """Yield the names in articles that stay of which other names are rare now."""
        most = limit(self.total)
        gone, articles = _by_name(self.before.gone), set[str]()
        for name in self.first:
            there = self.by_name.get(name, [])
            stay = [node for node in there if node.chain[0] not in self.before.changed]
            old = {node.chain[0] for node in (*stay, *gone.get(name, ())) if node.chain not in self.shorter}
            new = {node.chain[0] for node in there if node.chain not in self.short}
            articles |= (old if len(old) <= most else set()) ^ (new if len(new) <= most else set())
        articles.difference_update(self.before.changed)
        return (node.called for nodes in self.by_name.values() for node in nodes if node.chain[0] in articles)

    def _borne(self) -> Iterator[str]:
        """Yield the names that the corpus lets another number of people bear; the acronyms of several bodies meet these."""
        old, new = _bearers(self.before.names), self.bearers
        for name, one in self.names.items():
            for first, last, chains in one.people:
                if chains > 1 and not self.company.known(chains):
                    parts = names.PersonName(first, (), tuple(last.split(" ")), "")
                    if old.common(parts, chains) != new.common(parts, chains):
                        yield name


def _by_name(nodes: Iterable[Node]) -> dict[str, list[Node]]:
    found: dict[str, list[Node]] = {}
    for node in nodes:
        found.setdefault(node.called, []).append(node)
    return found


def _short(known_: Iterable[Name]) -> set[ChainKey]:
    return {chain for name in known_ for chain in name.short}


def _bearers(known_: Mapping[str, Name]) -> Bearers:
    people = ((first, tuple(last.split(" ")), chains) for one in known_.values() for first, last, chains in one.people)
    return Bearers.among(people, ((alias, name) for name, one in known_.items() for alias in one.acronyms))


# ---------------------------------------------------------------------- under which keys names meet

#: What kinds of keys begin with: bodies without their country, other names, initials, surnames with an initial, parts of names.
_BODY, _OTHER, _INITIALS, _FULLER, _PART = "c ", "a ", "i ", "f ", "p "


def _name(name: str, nodes: Sequence[Node], units: Sequence[Unit]) -> Name:
    """Return what chains of one name say of it; it meets whomever a unit of some of them can meet by ``matching``, and more."""
    seeking = {_BODY + name, _OTHER + name, *_fuller(nodes)}
    seeking |= {_INITIALS + letters for node in nodes if len(letters := names.acronym(node.label)) >= 3}
    if _maybe_person(nodes):
        seeking.add(_PART + name)
    return Name(
        having=tuple(sorted(_having(name, nodes))),
        seeking=tuple(sorted(seeking)),
        people=tuple((parts.first, " ".join(parts.last), len(u.nodes)) for u in units if (parts := u.full)),
        acronyms=tuple(sorted({alias for u in units for alias, _ in spelled(u)})),
        short=tuple(u.first for u in units if u.short),
    )


def _having(name: str, nodes: Sequence[Node]) -> set[str]:
    aliases = {alias for node in nodes for alias in node.aliases}
    found = {_OTHER + alias for alias in aliases} | {_INITIALS + letters for letters in names.initials(name)} | _fuller(nodes)
    if rest := names.without_country(name):
        found.add(_BODY + rest)
    if _maybe_person(nodes):
        found |= {_PART + alias for alias in aliases} | {_PART + parts.first for parts in _people(nodes)}
        found |= {_PART + " ".join(parts.words[n:]) for parts in _people(nodes) for n in range(len(parts.words))}
    return found


def _fuller(nodes: Sequence[Node]) -> set[str]:
    return {_FULLER + " ".join((*parts.last, parts.first[0])) for parts in _people(nodes)} if _maybe_person(nodes) else set()


def _people(nodes: Sequence[Node]) -> set[names.PersonName]:
    return {parts for label in {node.label for node in nodes} if (parts := names.person(label)).full}


def _maybe_person(nodes: Sequence[Node]) -> bool:
    return any(not node.types or share(node.types, "Person") > 0 for node in nodes)
