"""Proposes links between units: by whole names first, by short names once it is known who has them.

Candidates are found by key (name, surname, first name, initials, alias), so that no step looks at all pairs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from kg.entities import names
from kg.entities.chains import ADMITTED, Node, Outline, contradict, opposed, outline, share, strong, weigh
from kg.entities.clustering import Clusters, Unit, unit
from kg.entities.homonyms import SHARE, Company
from kg.entities.rulings import Pairs, parts
from kg.model import Link, best

Candidates = dict[int, tuple[str, int]]  #: cluster → which part of its name, and a unit that has it


def units(nodes: Sequence[Node], apart: Pairs = frozenset()) -> list[Unit]:
    """Put chains with equal names together, apart where their types contradict; short names stay one by one.

    ``apart`` are the pairs that somebody decided are not one thing.
    """
    by_name: dict[str, list[Node]] = {}
    for node in nodes:
        by_name.setdefault(node.called, []).append(node)
    rests = Counter(rest for name in by_name if (rest := names.without_country(name)))
    found = [u for name, group in by_name.items() for u in of_name(name, group, rests[name] > 1, apart)]
    return sorted(found, key=lambda u: u.first)


def of_name(name: str, nodes: Sequence[Node], several: bool, apart: Pairs = frozenset()) -> Iterator[Unit]:
    """Yield the units of all chains of one name; ``several`` tells that more than one country has a body called so."""
    for group in _homonyms(nodes):
        if best(weigh(group)) == "Person" and not any(names.person(n.label).full for n in group):
            yield from (unit([node], name, short=True) for node in group)
        elif several:  # "Supreme Court", where the corpus knows those of several countries
            yield from (unit([node], name) for node in group)
        else:
            yield from (unit(part, name) for part in (parts(group, apart) if apart else [group]))


def _homonyms(nodes: Sequence[Node]) -> list[list[Node]]:
    """Split chains of one name by contradicting types; a chain of weak type goes where its types fit best."""
    if len(nodes) == 1:
        return [list(nodes)]
    groups: list[list[Node]] = []
    outlines: list[set[Outline]] = []  # of each group
    for node in sorted((n for n in nodes if strong(n.types)), key=lambda n: n.chain):
        sure = outline(node.types)
        assert sure is not None
        at = next((at for at, others in enumerate(outlines) if not any(opposed(sure, other) for other in others)), len(groups))
        if at == len(groups):
            groups.append([])
            outlines.append(set())
        groups[at].append(node)
        outlines[at].add(sure)
    profiles = [weigh(g) for g in groups]
    weights = [sum(n.weight for n in g) for g in groups]
    weak = [n for n in nodes if not strong(n.types)]
    if not groups:
        return [list(weak)]
    for node in weak:
        scores = [sum(score * share(profile, name) for name, score in node.types) for profile in profiles]
        groups[max(range(len(profiles)), key=lambda i: (round(scores[i], 6), weights[i], -i))].append(node)
    return groups


def equal(all_units: Sequence[Unit]) -> Iterator[Link]:
    """Yield the links inside units: each chain to the first one of its unit."""
    for u in all_units:
        why = "the gazetteer gives both names" if u.entry else f"both are named {_show(u)!r}"
        for node in u.nodes[1:]:
            yield Link(u.first, node.chain, 1.0, why)


@dataclass(frozen=True, slots=True)
class Rule:
    """A way in which units with different whole names can be one thing: they meet under a key.

    ``having`` gives the keys under which a unit is found, ``seeking`` those under which it looks, ``links`` what is
    proposed where all units that meet under one key are at hand, those that have it and those that seek it, by first chain.
    """

    having: Callable[[Unit], Iterable[str]]
    seeking: Callable[[Unit], Iterable[str]]
    links: Callable[[Sequence[Unit], Sequence[Unit], Company], Iterator[Link]]


def whole(all_units: Sequence[Unit], company: Company) -> Iterator[Link]:
    """Yield links between units with different whole names: fuller names of people, acronyms, countries, aliases."""
    for rule in RULES.values():
        sought: dict[str, list[Unit]] = {}
        found: dict[str, list[Unit]] = {}
        for u in all_units:
            if not u.short:
                for key in rule.seeking(u):
                    sought.setdefault(key, []).append(u)
        for u in all_units:
            if not u.short:
                for key in rule.having(u):
                    if key in sought:
                        found.setdefault(key, []).append(u)
        for key, having in found.items():
            yield from rule.links(having, sought[key], company)


def _surname_and_initial(u: Unit) -> Iterator[str]:
    if parts := u.full:
        yield " ".join((*parts.last, parts.first[0]))


def _fuller(having: Sequence[Unit], _: Sequence[Unit], company: Company) -> Iterator[Link]:
    full = [parts for u in having if (parts := u.full)]
    block: dict[str, list[int]] = {}
    for i, parts in enumerate(full):
        block.setdefault(parts.first, []).append(i)
    initial = full[0].first[0]
    by_fits: dict[frozenset[int], list[int]] = {}
    for first, group in block.items():
        # Equal first names and bare initials alone can fit: a popular surname costs no look at all pairs.
        others = block if first == initial else {first, initial}
        near = [j for other in others for j in block.get(other, ())]
        for i in group:
            # those of one name were parted for a reason
            fits = frozenset(
                j for j in near if j == i or (having[i].name != having[j].name and names.same_person(full[i], full[j]))
            )
            by_fits.setdefault(fits, []).append(i)
    # Whoever else i might be must be j too, or i is left alone: both fit the same.
    for i, j in (pair for group in by_fits.values() for pair in combinations(sorted(group), 2)):
        bare = full[i].first != full[j].first
        # In a large corpus somebody else may well have this initial, or be the father.
        doubtful = bare or full[i].generation != full[j].generation
        if doubtful and not _acquainted(having[i], having[j], company):
            continue
        reason = "initial stands for a first name" if bare else "one name is the other with more parts"
        yield _link(having[i], having[j], 0.7 if bare else 0.85, reason)


def _acquainted(left: Unit, right: Unit, company: Company) -> bool:
    """Tell whether one of two is known well enough to be meant by less than a whole name, or they share company."""
    if company.known(max(len(left.nodes), len(right.nodes))):
        return True
    return bool(company.shared(_where(left), _where(right)))


def _initials(u: Unit) -> Iterable[str]:
    return names.initials(u.name) if best(u.types) != "Person" else ()


def _acronym(u: Unit) -> Iterator[str]:
    letters = names.acronym(u.nodes[0].label)
    if len(letters) >= 3 and best(u.types) != "Person":
        yield letters


def _acronyms(having: Sequence[Unit], seeking: Sequence[Unit], company: Company) -> Iterator[Link]:
    for u in seeking:
        letters, found = names.acronym(u.nodes[0].label), [other for other in having if other is not u and _alike(u, other)]
        if len(found) != 1:
            continue
        # Three letters fit many names by chance; the articles must have more in common.
        shared = company.shared(_where(u), _where(found[0]))
        if shared or (len(letters) > 3 and company.known(len(found[0].nodes))):
            along = f", and both appear with {shared!r}" if shared else ""
            yield _link(u, found[0], 0.75, f"the only name in the corpus with these initials{along}")


def _alike(left: Unit, right: Unit) -> bool:
    if not left.types or not right.types:
        return True
    return share(left.types, best(right.types)) >= ADMITTED or share(right.types, best(left.types)) >= ADMITTED


def _without_country(u: Unit) -> Iterator[str]:
    if rest := names.without_country(u.name):
        yield rest


def _name(u: Unit) -> Iterator[str]:
    yield u.name


def _countries(having: Sequence[Unit], seeking: Sequence[Unit], company: Company) -> Iterator[Link]:
    for u in seeking:
        found = [other for other in having if other is not u and _alike(u, other)]
        own = _where(u)
        here = [other for other in found if own & _where(other)]
        near = set().union(*map(company.near, own)) if len(found) > 1 and not here else set()
        along = [other for other in found if near & _where(other)]
        choices = ((here, "in the article"), (found, "in the corpus"), (along, "in company it keeps"))
        if choice := next((choice for choice in choices if len(choice[0]) == 1), None):
            (other,), where = choice
            yield _link(u, other, 0.8, f"the same body with its country, the only such one {where}")


def _other_names(u: Unit) -> set[str]:
    return {alias for node in u.nodes for alias in node.aliases} - {u.name}


def _aliases(having: Sequence[Unit], seeking: Sequence[Unit], company: Company) -> Iterator[Link]:
    for u in seeking:
        found = [other for other in having if other is not u and not contradict(u.types, other.types)]
        if len(found) != 1:
            continue
        other = found[0]
        holding = {n.chain[0] for n in other.nodes if u.name in n.aliases}
        if _where(u) & holding or names.numbers(u.name) != names.numbers(other.name) or not _alike(u, other):
            continue  # one article uses the name for two things, or the names tell two things apart
        if other.full and u.types and u.name in other.full.words:
            continue  # a surname is anybody's, and a place's or a firm's as well: see ``short``
        acronym = names.acronym(u.nodes[0].label) in names.initials(other.name)
        kin = bool(set(u.name.split()) & set(other.name.split()))
        # One article's way of speaking ("Europe" for the European Union) must not carry many others with it.
        if not acronym and len(_where(u)) > (5 if kin else 1) * len(holding):
            continue
        if acronym and not _acquainted(u, other, company):
            continue
        score = 0.9 if acronym else 0.8 if kin else 0.65
        yield _link(u, other, score, f"{min(holding)} uses the first as a name of the second")


RULES = {
    "fuller": Rule(_surname_and_initial, _surname_and_initial, _fuller),
    "acronym": Rule(_initials, _acronym, _acronyms),
    "country": Rule(_without_country, _name, _countries),
    "alias": Rule(_other_names, _name, _aliases),
}


def sought(u: Unit) -> str | None:
    """Return the name under which a unit looks for who has it as a part of a full one: a short name, or a single word of
    unsure type that may be one; None where it does not look."""
    maybe = not u.short and " " not in u.name and not strong(u.types) and (not u.types or share(u.types, "Person") >= ADMITTED)
    return u.name if u.short or maybe else None


def forms(u: Unit) -> list[tuple[str, str]]:
    """Return by what short names a unit with a person's full name can be found, and which part of the name each is, the
    strongest first."""
    parts = u.full
    if u.short or not parts or best(u.types) != "Person":
        return []
    words = parts.words
    found = [(" ".join(words[n:]), "surname") for n in range(1, len(words))] + [(words[0], "first name")]
    return found + [(a, "other name") for n in u.nodes for a in n.aliases]


def short(all_units: Sequence[Unit], clusters: Clusters, company: Company, only: str | None = None) -> Iterator[Link]:
    """Yield links from surnames and first names to the one full name they can stand for, given the clusters so far.

    A full name in the same article decides; else there must be exactly one in the articles that have a rare name in
    common with it. Who is well known needs nothing in common, if hardly anybody else has the surname. Short names that no full
    name goes with meet each other on the same terms. With ``only`` all units that look for that name or have it are enough.
    """
    seeking: dict[str, list[int]] = {}
    for i, u in enumerate(all_units):
        if (name := sought(u)) is not None and only in (None, name):
            seeking.setdefault(name, []).append(i)
    by_part, in_article = _full_names(all_units, clusters, seeking)
    for name in sorted(seeking):
        if candidates := by_part.get(name):
            anywhere = _choose(candidates) or _best_known(candidates, clusters)
            for i in seeking[name]:
                yield from _meant(all_units, i, candidates, anywhere, in_article, clusters, company)
        else:
            yield from _in_context(all_units, [i for i in seeking[name] if all_units[i].short], company)


def _meant(
    all_units: Sequence[Unit],
    i: int,
    candidates: Candidates,
    anywhere: tuple[str, int] | None,
    in_article: Mapping[str, set[int]],
    clusters: Clusters,
    company: Company,
) -> Iterator[Link]:
    u = all_units[i]
    here = _among(candidates, in_article, _where(u) if u.short else (), clusters, i)
    near = {} if here else _among(candidates, in_article, company.near(u.first[0]), clusters, i)
    # A name that may be no person's needs the whole corpus to agree.
    chosen = _choose(here or near) if u.short and (here or near) else anywhere
    if chosen is None:
        return
    part, other = chosen
    if not (here or chosen in near.values() or (company.known(clusters.size(other)) and part != "first name")):
        return
    if part == "first name" and not here and not company.few:
        return
    score = _PARTS[part] + (0.1 if here else 0.0) - (0.0 if u.short else 0.1)
    where = "in the article" if here else "in company it keeps" if near else "in the corpus"
    reason = f"{_show(u)!r} is the {part} of {_show(all_units[other])!r}, the only such name {where}"
    yield Link(u.first, all_units[other].first, round(score, 2), reason)


def _among(
    candidates: Candidates, in_article: Mapping[str, set[int]], where: Iterable[str], clusters: Clusters, i: int
) -> Candidates:
    """Return the candidates that an article of ``where`` names in full and that unit ``i`` can be."""
    found = {c for article in where for c in in_article.get(article, ()) if c in candidates}
    return {c: candidates[c] for c in sorted(found) if clusters.allowed(clusters.find(i), c)}


_PARTS = {"surname": 0.8, "other name": 0.7, "first name": 0.6}


def _full_names(
    all_units: Sequence[Unit], clusters: Clusters, wanted: Collection[str]
) -> tuple[dict[str, Candidates], dict[str, set[int]]]:
    """Return who has a short name: name → {cluster: (which part, unit)}; and the clusters with a full name in an article."""
    by_part: dict[str, Candidates] = {}
    in_article: dict[str, set[int]] = {}
    for i, u in enumerate(all_units):
        if not (known := forms(u)):
            continue
        cluster = clusters.find(i)
        for node in u.nodes:
            in_article.setdefault(node.chain[0], set()).add(cluster)
        for form, part in known:
            if form in wanted:
                # The first unit of a cluster and the strongest part win, whatever comes later.
                by_part.setdefault(form, {}).setdefault(cluster, (part, i))
    return by_part, in_article


def _choose(candidates: Candidates) -> tuple[str, int] | None:
    """Return the one candidate, or the one by surname where the others have it as a first name; None where unclear."""
    if len(candidates) == 1:
        return next(iter(candidates.values()))
    surnames = [c for c in candidates.values() if c[0] != "first name"]
    return surnames[0] if len(surnames) == 1 else None


def _best_known(candidates: Candidates, clusters: Clusters) -> tuple[str, int] | None:
    """Return the candidate by surname of whom the corpus has so many chains that all others are a small share."""
    surnames = [found for found in candidates.values() if found[0] == "surname"]
    sizes = [clusters.size(i) for _, i in surnames]
    most = max(sizes, default=0)
    return surnames[sizes.index(most)] if sum(sizes) - most <= SHARE * most and most else None


def _in_context(all_units: Sequence[Unit], alone: Sequence[int], company: Company) -> Iterator[Link]:
    by_context: dict[str, list[int]] = {}
    times = Counter(all_units[i].first[0] for i in alone)
    for i in alone:
        if times[all_units[i].first[0]] > 1:
            continue  # the article itself keeps two of this name apart
        for other in company.rare(all_units[i].first[0]):
            by_context.setdefault(other, []).append(i)
    for other in sorted(by_context):
        for i, j in pairwise(by_context[other]):
            yield _link(all_units[i], all_units[j], 0.6, f"the same name in company of {other!r}")


def _where(u: Unit) -> set[str]:
    return {node.chain[0] for node in u.nodes}


def _show(u: Unit) -> str:
    return u.nodes[0].label


def _link(a: Unit, b: Unit, score: float, reason: str) -> Link:
    left, right = sorted((a.first, b.first))
    return Link(left, right, score, f"{_show(a)!r} and {_show(b)!r}: {reason}")
