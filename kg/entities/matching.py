"""Proposes links between units: by whole names first, by short names once it is known who has them.

Candidates are found by key (name, surname, first name, initials, alias), so that no step looks at all pairs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise

from kg.entities import names
from kg.entities.chains import ADMITTED, Node, Outline, contradict, opposed, outline, share, strong, weigh
from kg.entities.clustering import Clusters, Unit, unit
from kg.entities.homonyms import SHARE, Company
from kg.entities.rulings import Pairs, parts
from kg.model import Link, best

Proposal = tuple[int, int, Link]
Candidates = dict[int, tuple[str, int]]  #: cluster → which part of its name, and a unit that has it
Parts = dict[str, Candidates]


def units(nodes: Sequence[Node], apart: Pairs = frozenset()) -> list[Unit]:
    """Put chains with equal names together, apart where their types contradict; short names stay one by one.

    ``apart`` are the pairs that somebody decided are not one thing.
    """
    by_name: dict[str, list[Node]] = {}
    for node in nodes:
        titled = best(node.types) == "Person" and node.name == names.key(node.label)
        name = names.person_key(node.label) if titled else node.name
        by_name.setdefault(name, []).append(node)
    rests = Counter(names.without_country(name) for name in by_name)
    found = []
    for name in sorted(by_name):
        for group in _homonyms(by_name[name]):
            if best(weigh(group)) == "Person" and not any(names.person(n.label).full for n in group):
                found += [unit([node], name, short=True) for node in group]
            elif rests[name] > 1:  # "Supreme Court", where the corpus knows those of several countries
                found += [unit([node], name) for node in group]
            else:
                found += [unit(part, name) for part in (parts(group, apart) if apart else [group])]
    return sorted(found, key=lambda u: u.first)


def _homonyms(nodes: Sequence[Node]) -> list[list[Node]]:
    """Split chains of one name by contradicting types; a chain of weak type goes where its types fit best."""
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
        for node in u.nodes[1:]:
            why = "the gazetteer gives both names" if u.entry else f"both are named {_show(u)!r}"
            yield Link(u.first, node.chain, 1.0, why)


def whole(all_units: Sequence[Unit], company: Company) -> Iterator[Proposal]:
    """Yield links between units with different whole names: fuller names of people, acronyms, countries, aliases."""
    long = [i for i, u in enumerate(all_units) if not u.short]
    yield from _fuller(all_units, long, company)
    yield from _acronyms(all_units, long, company)
    yield from _countries(all_units, long, company)
    yield from _aliases(all_units, long, company)


def _fuller(all_units: Sequence[Unit], numbers: Iterable[int], company: Company) -> Iterator[Proposal]:
    blocks: dict[tuple[tuple[str, ...], str], dict[str, list[int]]] = {}
    full = {i: parts for i in numbers if (parts := all_units[i].full)}
    for i, parts in full.items():
        blocks.setdefault((parts.last, parts.first[0]), {}).setdefault(parts.first, []).append(i)
    for (_, initial), block in blocks.items():
        by_fits: dict[frozenset[int], list[int]] = {}
        for first, group in block.items():
            # Equal first names and bare initials alone can fit: a popular surname costs no look at all pairs.
            others = block if first == initial else {first, initial}
            near = [j for other in others for j in block.get(other, ())]
            for i in group:
                fits = frozenset(j for j in near if j == i or _fit(all_units, full, i, j))
                by_fits.setdefault(fits, []).append(i)
        # Whoever else i might be must be j too, or i is left alone: both fit the same.
        for i, j in (pair for group in by_fits.values() for pair in combinations(sorted(group), 2)):
            bare = full[i].first != full[j].first
            # In a large corpus somebody else may well have this initial, or be the father.
            doubtful = bare or full[i].generation != full[j].generation
            if doubtful and not _acquainted(all_units[i], all_units[j], company):
                continue
            reason = "initial stands for a first name" if bare else "one name is the other with more parts"
            yield _link(all_units, i, j, 0.7 if bare else 0.85, reason)


def _acquainted(left: Unit, right: Unit, company: Company) -> bool:
    """Tell whether one of two is known well enough to be meant by less than a whole name, or they share company."""
    if company.known(max(len(left.nodes), len(right.nodes))):
        return True
    return bool(company.shared(_where(left), _where(right)))


def _fit(all_units: Sequence[Unit], full: Mapping[int, names.PersonName], i: int, j: int) -> bool:
    """Tell whether two units can be one person; those of one name were parted for a reason."""
    return all_units[i].name != all_units[j].name and names.same_person(full[i], full[j])


def _acronyms(all_units: Sequence[Unit], numbers: Sequence[int], company: Company) -> Iterator[Proposal]:
    by_initials: dict[str, list[int]] = {}
    for i in numbers:
        if best(all_units[i].types) != "Person":
            for letters in names.initials(all_units[i].name):
                by_initials.setdefault(letters, []).append(i)
    for i in numbers:
        letters = names.acronym(all_units[i].nodes[0].label)
        if len(letters) < 3 or best(all_units[i].types) == "Person":
            continue
        found = [j for j in by_initials.get(letters, ()) if j != i and _alike(all_units[i], all_units[j])]
        if len(found) != 1:
            continue
        # Three letters fit many names by chance; the articles must have more in common.
        shared = company.shared(_where(all_units[i]), _where(all_units[found[0]]))
        if shared or (len(letters) > 3 and company.known(len(all_units[found[0]].nodes))):
            along = f", and both appear with {shared!r}" if shared else ""
            yield _link(all_units, i, found[0], 0.75, f"the only name in the corpus with these initials{along}")


def _alike(left: Unit, right: Unit) -> bool:
    if not left.types or not right.types:
        return True
    return share(left.types, best(right.types)) >= ADMITTED or share(right.types, best(left.types)) >= ADMITTED


def _countries(all_units: Sequence[Unit], numbers: Sequence[int], company: Company) -> Iterator[Proposal]:
    by_rest: dict[str, list[int]] = {}
    for i in numbers:
        rest = names.without_country(all_units[i].name)
        if rest:
            by_rest.setdefault(rest, []).append(i)
    for i in numbers:
        found = [j for j in by_rest.get(all_units[i].name, ()) if j != i and _alike(all_units[i], all_units[j])]
        own = _where(all_units[i])
        here = [j for j in found if own & _where(all_units[j])]
        near = set().union(*map(company.near, own)) if len(found) > 1 and not here else set()
        along = [j for j in found if near & _where(all_units[j])]
        choices = ((here, "in the article"), (found, "in the corpus"), (along, "in company it keeps"))
        if choice := next((choice for choice in choices if len(choice[0]) == 1), None):
            (j,), where = choice
            yield _link(all_units, i, j, 0.8, f"the same body with its country, the only such one {where}")


def _aliases(all_units: Sequence[Unit], numbers: Sequence[int], company: Company) -> Iterator[Proposal]:
    holders: dict[str, list[int]] = {}
    for i in numbers:
        for alias in sorted({a for n in all_units[i].nodes for a in n.aliases} - {all_units[i].name}):
            holders.setdefault(alias, []).append(i)
    for i in numbers:
        u = all_units[i]
        found = [j for j in holders.get(u.name, ()) if j != i and not contradict(u.types, all_units[j].types)]
        if len(found) != 1:
            continue
        other = all_units[found[0]]
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
        yield _link(all_units, i, found[0], score, f"{min(holding)} uses the first as a name of the second")


def short(all_units: Sequence[Unit], clusters: Clusters, company: Company) -> Iterator[Proposal]:
    """Yield links from surnames and first names to the one full name they can stand for, given the clusters so far.

    A full name in the same article decides; else there must be exactly one in the articles that have a rare name in
    common with it. Who is well known needs nothing in common, if hardly anybody else has the surname. Short names that no full
    name goes with meet each other on the same terms.
    """
    by_part, in_article = _full_names(all_units, clusters)
    alone: dict[str, list[int]] = {}
    anywhere: dict[str, tuple[str, int] | None] = {}
    for i, u in enumerate(all_units):
        sure = u.short
        if not sure and not _maybe_person(u):
            continue
        candidates = by_part.get(u.name, {})
        if not candidates:
            if sure:
                alone.setdefault(u.name, []).append(i)
            continue
        here = _among(candidates, in_article, _where(u) if sure else (), clusters, i)
        near = {} if here else _among(candidates, in_article, company.near(u.first[0]), clusters, i)
        # A name that may be no person's needs the whole corpus to agree.
        if u.name not in anywhere:
            anywhere[u.name] = _choose(candidates) or _best_known(candidates, clusters)
        chosen = _choose(here or near) if sure and (here or near) else anywhere[u.name]
        if chosen is None:
            continue
        known = clusters.size(chosen[1])
        if not (here or chosen in near.values() or (company.known(known) and chosen[0] != "first name")):
            continue
        if chosen[0] == "first name" and not here and not company.few:
            continue
        part, other = chosen
        score = _PARTS[part] + (0.1 if here else 0.0) - (0.0 if sure else 0.1)
        where = "in the article" if here else "in company it keeps" if near else "in the corpus"
        reason = f"{_show(u)!r} is the {part} of {_show(all_units[other])!r}, the only such name {where}"
        yield i, other, Link(u.first, all_units[other].first, round(score, 2), reason)
    yield from _in_context(all_units, alone, company)


def _among(
    candidates: Candidates, in_article: Mapping[str, set[int]], where: Iterable[str], clusters: Clusters, i: int
) -> Candidates:
    """Return the candidates that an article of ``where`` names in full and that unit ``i`` can be."""
    found = {c for article in where for c in in_article.get(article, ()) if c in candidates}
    return {c: candidates[c] for c in sorted(found) if clusters.allowed(clusters.find(i), c)}


def _maybe_person(u: Unit) -> bool:
    """Tell whether a single word of unsure type can be a person's short name."""
    return " " not in u.name and not strong(u.types) and (not u.types or share(u.types, "Person") >= ADMITTED)


_PARTS = {"surname": 0.8, "other name": 0.7, "first name": 0.6}


def _full_names(all_units: Sequence[Unit], clusters: Clusters) -> tuple[Parts, dict[str, set[int]]]:
    """Return who has a short name: name → {cluster: (which part, unit)}; and the clusters with a full name in an article."""
    by_part: Parts = {}
    in_article: dict[str, set[int]] = {}
    for i, u in enumerate(all_units):
        parts = u.full
        if u.short or not parts or best(u.types) != "Person":
            continue
        cluster = clusters.find(i)
        for node in u.nodes:
            in_article.setdefault(node.chain[0], set()).add(cluster)
        words = parts.words
        forms = [(" ".join(words[n:]), "surname") for n in range(1, len(words))] + [(words[0], "first name")]
        forms += [(a, "other name") for n in u.nodes for a in n.aliases]
        for form, part in forms:
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


def _in_context(all_units: Sequence[Unit], alone: dict[str, list[int]], company: Company) -> Iterator[Proposal]:
    for name in sorted(alone):
        by_context: dict[str, list[int]] = {}
        times = Counter(all_units[i].first[0] for i in alone[name])
        for i in alone[name]:
            if times[all_units[i].first[0]] > 1:
                continue  # the article itself keeps two of this name apart
            for other in company.rare(all_units[i].first[0]):
                by_context.setdefault(other, []).append(i)
        for other in sorted(by_context):
            for i, j in pairwise(by_context[other]):
                yield _link(all_units, i, j, 0.6, f"the same name in company of {other!r}")


def _where(u: Unit) -> set[str]:
    return {node.chain[0] for node in u.nodes}


def _show(u: Unit) -> str:
    return u.nodes[0].label


def _link(all_units: Sequence[Unit], i: int, j: int, score: float, reason: str) -> Proposal:
    left, right = sorted((all_units[i].first, all_units[j].first))
    return i, j, Link(left, right, score, f"{_show(all_units[i])!r} and {_show(all_units[j])!r}: {reason}")
