"""Chains → entities where no machine holds them all: the steps of ``resolve`` over rows that are somewhere else.

    nodes ─name─▶ units ─article─▶ company ─key─▶ links ─components─▶ clusters ─short name─▶ links ─components─▶ entities

Whoever meets does so under a key: a name, an article, what a rule looks for. All rows of one key come together and the
functions of ``resolve`` decide on them, so that what comes out is what ``resolve`` gives, byte for byte. Nothing holds more
than one key's rows at a time, save a census that the driver counts: how many articles and people there are, how many bear
each part of a person's name, which bodies several countries have, which acronyms mean several things.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from kg.entities import making, matching, minting, names, rulings, told
from kg.entities.chains import Node
from kg.entities.clustering import Clusters, Unit
from kg.entities.homonyms import Bearers, Company, limit, parted, parts_of, spelled
from kg.entities.matching import RULES
from kg.entities.rulings import Decided, decided
from kg.gazetteer import Entry, Gazetteer
from kg.model import ChainKey, Entity, Link, Ruling

T = TypeVar("T")
U = TypeVar("U")


class Rows(Protocol[T]):
    """Values that are spread over machines, in no order; functions and values must be picklable."""

    def each(self, function: Callable[[Iterable[T]], Iterable[U]]) -> Rows[U]:
        """Return what the function makes of each part of the rows."""

    def together(self, key: Callable[[T], str], function: Callable[[list[T]], Iterable[U]]) -> Rows[U]:
        """Return what the function makes of all rows of one key, for each key."""

    def plus(self, other: Rows[U]) -> Rows[T | U]:
        """Return these rows and others."""

    def of(self, values: Iterable[U]) -> Rows[U]:
        """Return rows of values that are here."""

    def components(self: Rows[tuple[str, str]]) -> Rows[tuple[str, str]]:
        """Return for each end of these edges the smallest end that it is connected with."""

    def kept(self) -> Rows[T]:
        """Return the same rows, made only once however often they are used."""

    def __iter__(self) -> Iterator[T]:
        """Bring all rows here."""

    def __len__(self) -> int:
        """Return how many there are."""


@dataclass(frozen=True, slots=True)
class Known:
    """A unit with the rare names of its articles."""

    unit: Unit
    rare: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Units that are one thing by their whole names, by first chain, and the links that say so."""

    units: tuple[Known, ...]
    links: tuple[Link, ...]

    @property
    def id(self) -> str:
        """The smallest chain, as a key."""
        return key(self.units[0].unit.first)


class Tagged(NamedTuple, Generic[T]):
    """A value beside a key that it meets others under, and in which part."""

    key: str
    part: str
    value: T


def key(chain: ChainKey) -> str:
    """Return a chain as one string; chain ids have no line ends."""
    return f"{chain[0]}\n{chain[1]}"


def resolve(
    named: Rows[Node], unnamed: Rows[Node], base: str, gazetteer: Gazetteer, decisions: Iterable[Ruling] = ()
) -> Rows[Entity]:
    """Return the entities; ``named`` and ``unnamed`` are the chains of all articles (``kg.entities.chains``).

    The rest is as for ``kg.entities.resolve``; there is no ledger.
    """
    ruled = _ruled(named, tuple(decisions))
    units = _units(named, gazetteer, ruled).kept()
    total, known = _in_company(units)
    bearers = _bearers(units)
    known = known.each(lambda rows: (part for row in rows for part in _parted(row, total, bearers))).kept()
    clusters = _clusters(known, _whole(known, total).kept(), ruled).kept()
    groups = _groups(clusters, _short(clusters, total, ruled).kept(), ruled)
    everything = groups.plus(unnamed)
    return everything.together(_slug, lambda rows: _entities(rows, base, ruled))


# ---------------------------------------------------------------------- units and what is counted


def _ruled(named: Rows[Node], given: tuple[Ruling, ...]) -> Decided:
    """Return what people decided of the chains that their decisions can mean."""
    if not given:
        return Decided()
    wanted = {names.key(r.name) for ruling in given for r in (ruling.thing, ruling.other) if r}
    meant = named.each(lambda rows: (n for n in rows if not wanted.isdisjoint({n.name, names.key(n.label), *n.aliases})))
    return decided(given, sorted(meant, key=lambda n: n.chain))


def _units(named: Rows[Node], gazetteer: Gazetteer, ruled: Decided) -> Rows[Unit]:
    index = told.index(gazetteer)

    def called(node: Node) -> Entry | str:
        return (told.entry(node, index) if index else None) or node.called

    def place(node: Node) -> str:
        found = called(node)
        return f"name {found}" if isinstance(found, str) else f"entry {found!r}"

    def rests(rows: Iterable[Node]) -> Iterator[tuple[str, str]]:
        found = {name for node in rows if isinstance(name := called(node), str)}
        return ((rest, name) for name in found if (rest := names.without_country(name)))

    bodies = frozenset(
        named.each(rests).together(lambda row: row[0], lambda rows: [rows[0][0]] if len({name for _, name in rows}) > 1 else [])
    )

    def together(nodes: list[Node]) -> Iterable[Unit]:
        nodes.sort(key=lambda n: n.chain)
        found = called(nodes[0])
        if isinstance(found, Entry):
            return told.of_entry(found, nodes, ruled.apart)
        return matching.of_name(found, nodes, found in bodies, ruled.apart)

    return named.together(place, together)


def _in_company(units: Rows[Unit]) -> tuple[int, Rows[Known]]:
    """Return how many articles have a whole name, and the units with the rare names of their articles."""
    where = units.each(lambda rows: ((a, u.name) for u in rows if not u.short for a in {n.chain[0] for n in u.nodes}))
    by_article = where.together(lambda row: row[0], lambda rows: [(rows[0][0], sorted({name for _, name in rows}))]).kept()
    total = len(by_article)

    def seldom(rows: list[tuple[str, str]]) -> Iterable[Tagged[str]]:
        return (Tagged(article, "name", name) for article, name in rows) if len(rows) <= limit(total) else ()

    rare = by_article.each(lambda rows: ((a, name) for a, all_ in rows for name in all_)).together(lambda row: row[1], seldom)

    def visits(rows: Iterable[Unit]) -> Iterator[Tagged[str]]:
        return (Tagged(a, "unit", key(u.first)) for u in rows for a in {n.chain[0] for n in u.nodes})

    def met(rows: list[Tagged[str]]) -> Iterator[Tagged[Any]]:
        found = tuple(sorted(row.value for row in rows if row.part == "name"))
        return (Tagged(row.value, "rare", (row.key, found)) for row in rows if row.part == "unit" and found)

    def whole(rows: list[Tagged[Any]]) -> Iterator[Known]:
        (unit,) = (row.value for row in rows if row.part == "unit")
        yield Known(unit, dict(sorted(row.value for row in rows if row.part == "rare")))

    along = units.each(visits).plus(rare).together(lambda row: row.key, met)
    here = units.each(lambda rows: (Tagged(key(u.first), "unit", u) for u in rows))
    return total, here.plus(along).together(lambda row: row.key, whole).kept()


def _bearers(units: Rows[Unit]) -> Bearers:
    def parts(rows: Iterable[Unit]) -> Iterator[tuple[str, ...]]:
        return iter({(p[0], *p[1]) for u in rows if (p := parts_of(u))})

    def several(rows: list[str]) -> list[tuple[str, int]]:
        return [(rows[0], len(rows))] if len(rows) > 1 else []

    people = units.each(parts).together(" ".join, lambda rows: sorted(set(rows))).kept()
    firsts = dict(people.each(lambda rows: (p[0] for p in rows)).together(str, several))
    lasts = {
        tuple(last.split(" ")): n
        for last, n in people.each(lambda rows: (" ".join(p[1:]) for p in rows)).together(str, several)
    }
    number = max(len(people), 1)
    chains = sum(units.each(lambda rows: [sum(len(u.nodes) for u in rows if u.full)]))
    acronyms = units.each(lambda rows: iter({pair for u in rows for pair in spelled(u)}))
    unclear = acronyms.together(lambda row: row[0], lambda rows: [rows[0][0]] if len(set(rows)) > 1 else [])
    return Bearers(firsts, lasts, number, chains / number, frozenset(unclear))


def _company(total: int, rows: Iterable[Known]) -> Company:
    return Company(total, {article: found for row in rows for article, found in row.rare.items()})


def _parted(row: Known, total: int, bearers: Bearers) -> Iterator[Known]:
    for part in parted([row.unit], _company(total, [row]), bearers):
        yield Known(part, {n.chain[0]: row.rare[n.chain[0]] for n in part.nodes if n.chain[0] in row.rare})


# ---------------------------------------------------------------------- whole names


def _whole(known: Rows[Known], total: int) -> Rows[Link]:
    """Return the links that the rules propose."""

    def keys(rows: Iterable[Known]) -> Iterator[Tagged[tuple[str, str]]]:
        for row in rows:
            unit = row.unit
            if unit.short:
                continue
            for name, rule in RULES.items():
                yield from (Tagged(f"{name} {k}", "having", (name, key(unit.first))) for k in rule.having(unit))
                yield from (Tagged(f"{name} {k}", "seeking", (name, key(unit.first))) for k in rule.seeking(unit))

    def meeting(rows: list[Tagged[tuple[str, str]]]) -> Iterator[Tagged[tuple[str, str]]]:
        """Where somebody seeks what another has, all who do are wanted there; mostly nobody does."""
        having, seeking = ({row.value[1] for row in rows if row.part == part} for part in ("having", "seeking"))
        if having and seeking and len(having | seeking) > 1:
            yield from (Tagged(row.value[1], row.part, (row.value[0], row.key)) for row in rows)

    def places(rows: list[Tagged[Any]]) -> Iterator[Tagged[tuple[str, Known, frozenset[str]]]]:
        (unit,) = (row.value for row in rows if row.part == "unit")
        parts: dict[tuple[str, str], set[str]] = {}
        for row in rows:
            if row.part != "unit":
                parts.setdefault(row.value, set()).add(row.part)
        yield from (Tagged(place, "", (rule, unit, frozenset(part))) for (rule, place), part in parts.items())

    def links(rows: list[Tagged[tuple[str, Known, frozenset[str]]]]) -> Iterator[Link]:
        rows.sort(key=lambda row: row.value[1].unit.first)
        having, seeking = ([row.value[1].unit for row in rows if p in row.value[2]] for p in ("having", "seeking"))
        yield from RULES[rows[0].value[0]].links(having, seeking, _company(total, (row.value[1] for row in rows)))

    wanted = known.each(keys).together(lambda row: row.key, meeting)
    here = known.each(lambda rows: (Tagged(key(row.unit.first), "unit", row) for row in rows))
    return here.plus(wanted).together(lambda row: row.key, places).together(lambda row: row.key, links)


def _clusters(known: Rows[Known], links: Rows[Link], ruled: Decided) -> Rows[Cluster]:
    """Cluster the units by whole names and by what people decided, each component by itself."""
    decided_ = {chain for link in ruled.same for chain in (link.left, link.right)}
    owners = dict(
        known.each(lambda rows: ((n.chain, key(r.unit.first)) for r in rows for n in r.unit.nodes if n.chain in decided_))
    )
    same = [Tagged(owners[link.left], owners[link.right], link) for link in ruled.same]
    edges = links.each(lambda rows: ((key(link.left), key(link.right)) for link in rows))
    tagged: Rows[Tagged[Any]] = known.each(lambda rows: (Tagged(key(row.unit.first), "member", row) for row in rows))
    tagged = tagged.plus(links.each(lambda rows: (Tagged(key(link.left), "link", link) for link in rows)))
    tagged = tagged.plus(known.of([Tagged(row.key, "decided", row.value) for row in same]))

    def cluster(rows: list[Tagged[Any]]) -> Iterator[Cluster]:
        members = sorted((row.value for row in rows if row.part == "member"), key=lambda m: m.unit.first)
        clusters = Clusters([m.unit for m in members], ruled.apart, ruled.same)
        clusters.join(row.value for row in rows if row.part == "link")
        wanted = {row.value for row in rows if row.part == "decided"}
        clusters.decide(link for link in ruled.same if link in wanted)  # in the order of the decisions
        applied: dict[int, list[Link]] = {}
        for link in clusters.links:
            applied.setdefault(clusters.find(clusters.number[link.left]), []).append(link)
        for group in clusters.groups():
            yield Cluster(tuple(members[i] for i in group), tuple(applied.get(clusters.find(group[0]), ())))

    everyone = edges.plus(known.of([(row.key, row.part) for row in same]))
    return _by_component(tagged, everyone.components()).together(lambda row: row.key, cluster)


def _by_component(tagged: Rows[Tagged[T]], components: Rows[tuple[str, str]]) -> Rows[Tagged[T]]:
    """Return the rows under the component that their key is of; what is of none stays by itself."""

    def moved(rows: list[Tagged[Any]]) -> Iterator[Tagged[T]]:
        place = next((row.value for row in rows if row.part == "component"), rows[0].key)
        return (Tagged(place, row.part, row.value) for row in rows if row.part != "component")

    found: Rows[Tagged[Any]] = components.each(lambda rows: (Tagged(end, "component", smallest) for end, smallest in rows))
    return found.plus(tagged).together(lambda row: row.key, moved)


# ---------------------------------------------------------------------- short names


def _restored(clusters: Iterable[Cluster], ruled: Decided) -> tuple[list[Known], Clusters]:
    """Return the units of some clusters, and these clusters as they were."""
    found = list(clusters)
    members = sorted((m for c in found for m in c.units), key=lambda m: m.unit.first)
    again = Clusters([m.unit for m in members], ruled.apart, ruled.same)
    for cluster in found:
        again.restore(cluster.links)
    return members, again


def _short(clusters: Rows[Cluster], total: int, ruled: Decided) -> Rows[Tagged[Link]]:
    """Return the links of short names, with the clusters at their ends as key and part."""

    def keys(rows: Iterable[Cluster]) -> Iterator[Tagged[str]]:
        for cluster in rows:
            for member in cluster.units:
                if (name := matching.sought(member.unit)) is not None:
                    yield Tagged(name, "seeking", cluster.id)
            had = {form for member in cluster.units for form, _ in matching.forms(member.unit)}
            yield from (Tagged(form, "having", cluster.id) for form in had)

    def meeting(rows: list[Tagged[str]]) -> Iterator[Tagged[str]]:
        seeking = [row.value for row in rows if row.part == "seeking"]
        if seeking and len(rows) > 1:
            yield from (Tagged(id_, "place", rows[0].key) for id_ in {row.value for row in rows})

    def places(rows: list[Tagged[Any]]) -> Iterator[Tagged[Cluster]]:
        (cluster,) = (row.value for row in rows if row.part == "cluster")
        return (Tagged(row.value, "", cluster) for row in rows if row.part == "place")

    def links(rows: list[Tagged[Cluster]]) -> Iterator[Tagged[Link]]:
        members, again = _restored((row.value for row in rows), ruled)
        ids = {m.unit.first: row.value.id for row in rows for m in row.value.units}
        for link in matching.short([m.unit for m in members], again, _company(total, members), rows[0].key):
            yield Tagged(ids[link.left], ids[link.right], link)

    wanted = clusters.each(keys).together(lambda row: row.key, meeting)
    here = clusters.each(lambda rows: (Tagged(cluster.id, "cluster", cluster) for cluster in rows))
    return here.plus(wanted).together(lambda row: row.key, places).together(lambda row: row.key, links)


def _groups(clusters: Rows[Cluster], links: Rows[Tagged[Link]], ruled: Decided) -> Rows[making.Group]:
    """Cluster by short names too, each component by itself."""
    tagged: Rows[Tagged[Any]] = clusters.each(lambda rows: (Tagged(cluster.id, "cluster", cluster) for cluster in rows))
    tagged = tagged.plus(links.each(lambda rows: (Tagged(row.key, "link", row.value) for row in rows)))

    def group(rows: list[Tagged[Any]]) -> Iterator[making.Group]:
        members, again = _restored((row.value for row in rows if row.part == "cluster"), ruled)
        again.join(row.value for row in rows if row.part == "link")
        return iter(making.groups([m.unit for m in members], again))

    edges = links.each(lambda rows: ((row.key, row.part) for row in rows))
    return _by_component(tagged, edges.components()).together(lambda row: row.key, group)


# ---------------------------------------------------------------------- entities


def _slug(row: making.Group | Node) -> str:
    """Return what two must share to be given one IRI by chance."""
    return names.slug(row.name if isinstance(row, Node) else minting.fullest(row.nodes))


def _entities(rows: list[making.Group | Node], base: str, ruled: Decided) -> list[Entity]:
    groups = sorted((row for row in rows if isinstance(row, making.Group)), key=lambda g: g.nodes[0].chain)
    single = sorted((row for row in rows if isinstance(row, Node)), key=lambda n: (n.chain[0], n.order, n.chain[1]))
    iris = minting.mint([g.nodes for g in groups], {}, (), base)
    found = [making.entity(group, iri) for group, iri in zip(groups, iris, strict=True)]
    found += [making.unnamed(n, iri) for n, iri in zip(single, minting.mint_unnamed(single, {}, iris, base), strict=True)]
    return rulings.named_so(found, ruled)
