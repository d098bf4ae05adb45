"""Names that several may bear: how many bearers the corpus lets expect, and which chains of one name belong together.

Mostly one name in two articles is one person. It is not where both its parts are frequent: of a hundred Smiths and
fifty Davids among a thousand people five are to be called David Smith, known or not. Chains of such a name meet only in
articles that have more in common. So do acronyms that the corpus spells out in several ways.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.entities import names
from kg.entities.chains import Node, articles, same_birth
from kg.entities.clustering import Unit, unit
from kg.model import best

#: A person's name is common where so large a share of its chains is expected to be of others than its best known bearer.
SHARE = 0.02
#: Whoever is in one of so many articles is known well enough to be meant by a name, a surname or initials without more said;
#: in a corpus of no more articles than this everybody is.
FEW = 100
#: A name in more articles than this says nothing of any two of them, however large the corpus.
RARE = 40


def limit(total: int) -> int:
    """Return in how many of all articles a rare name is at most."""
    return min(max(2, total // 20), RARE)


class Company:
    """Which rare whole names appear together in articles: one in common says that two articles tell of one thing.

    It answers for the articles whose names it was given; what it says of these does not depend on there being others.
    """

    def __init__(self, total: int, rare: Mapping[str, Sequence[str]]) -> None:
        """Take the number of articles in the corpus with a whole name, and the rare names of some articles, sorted."""
        self.total = total
        self.names = rare
        self.articles: dict[str, set[str]] = {}
        for article, found in rare.items():
            for name in found:
                self.articles.setdefault(name, set()).add(article)
        self.few = self.known(1)

    @classmethod
    def of(cls, all_units: Sequence[Unit]) -> Company:
        """Return the company that all names of a corpus keep."""
        return cls.among((u.name, node.chain[0]) for u in all_units if not u.short for node in u.nodes)

    @classmethod
    def among(cls, places: Iterable[tuple[str, str]]) -> Company:
        """Return the company of whole names, given each with an article that has it."""
        where: dict[str, set[str]] = {}
        for name, article in places:
            where.setdefault(name, set()).add(article)
        total = len(set().union(*where.values()))
        rare: dict[str, list[str]] = {}
        for name in sorted(name for name, found in where.items() if len(found) <= limit(total)):
            for article in where[name]:
                rare.setdefault(article, []).append(name)
        return cls(total, rare)

    def known(self, times: int) -> bool:
        """Tell whether what so many articles name is known well enough to need no company."""
        return times * FEW >= self.total

    def rare(self, article: str) -> Sequence[str]:
        """Return the names of an article that few others have, sorted."""
        return self.names.get(article, ())

    def shared(self, left: set[str], right: set[str]) -> str:
        """Return a rare name that an article on each side has, "" where there is none."""
        rare = (name for article in sorted(left) for name in self.rare(article))
        return next((name for name in rare if not self.articles[name].isdisjoint(right)), "")

    def near(self, article: str) -> set[str]:
        """Return the articles that have a rare name in common with this one."""
        return {other for name in self.rare(article) for other in self.articles[name]}

    def together(self, nodes: Sequence[Node], name: str) -> list[list[Node]]:
        """Part chains of one name: those of one article, or of articles with another rare name in common, are together."""
        by_article = articles(nodes)
        parent = {article: article for article in by_article}

        def find(article: str) -> str:
            while parent[article] != article:
                parent[article] = parent[parent[article]]
                article = parent[article]
            return article

        with_other: dict[str, list[str]] = {}
        for article in by_article:
            for other in self.rare(article):
                if other != name:
                    with_other.setdefault(other, []).append(article)
        for group in with_other.values():
            for left, right in pairwise(group):
                parent[find(right)] = find(left)
        found: dict[str, list[Node]] = {}
        for article, group_ in by_article.items():
            found.setdefault(find(article), []).extend(group_)
        return list(found.values())


@dataclass(frozen=True, slots=True)
class Bearers:
    """How many people the corpus lets expect under one name, from how many it has with each of its parts.

    ``firsts`` and ``lasts`` count the people with a first name and a surname; those that only one has may be left out.
    ``usual`` is how many chains a person has; ``acronyms`` are those that articles spell out in several ways.
    """

    firsts: Mapping[str, int]
    lasts: Mapping[tuple[str, ...], int]
    people: int
    usual: float
    acronyms: frozenset[str]

    @classmethod
    def of(cls, all_units: Sequence[Unit]) -> Bearers:
        """Return what a corpus lets expect."""
        people = ((parts.first, parts.last, len(u.nodes)) for u in all_units if (parts := u.full))
        return cls.among(people, (pair for u in all_units for pair in spelled(u)))

    @classmethod
    def among(cls, people: Iterable[tuple[str, tuple[str, ...], int]], acronyms: Iterable[tuple[str, str]]) -> Bearers:
        """Return what units that are people let expect, by first name, surname and number of chains, and acronyms, each with a
        name that it is short for."""
        given = list(people)
        full = {(first, last) for first, last, _ in given if len(first) > 1}
        total = max(len(full), 1)
        usual = sum(chains for _, _, chains in given) / total
        several = frozenset(alias for alias, n in Counter(alias for alias, _ in set(acronyms)).items() if n > 1)
        return cls(Counter(first for first, _ in full), Counter(last for _, last in full), total, usual, several)

    def common(self, name: names.PersonName, chains: int) -> bool:
        """Tell whether too many of the chains with this full name are expected to be of other bearers."""
        first, last = self.firsts.get(name.first, 0), self.lasts.get(name.last, 0)
        others = max(first - 1, 0) * max(last - 1, 0) / self.people
        return others * self.usual > SHARE * chains


def parts_of(u: Unit) -> tuple[str, tuple[str, ...]] | None:
    """Return the first name and the surname that a unit has in full."""
    parts = u.full
    return (parts.first, parts.last) if parts and len(parts.first) > 1 else None


def spelled(u: Unit) -> list[tuple[str, str]]:
    """Return the acronyms that articles give a unit's name, each with the name."""
    others = {alias for node in u.nodes for alias in node.aliases}
    return [(alias, u.name) for alias in sorted(others & names.initials(u.name))] if others else []


def parted(all_units: Sequence[Unit], company: Company, bearers: Bearers) -> list[Unit]:
    """Part the units whose name several may bear into those that keep the same company."""
    return sorted((part for u in all_units for part in _parts(u, company, bearers)), key=lambda u: u.first)


def _parts(u: Unit, company: Company, bearers: Bearers) -> list[Unit]:
    if u.short or u.entry or len(u.nodes) == 1:
        return [u]
    parts = u.full
    if company.known(len(u.nodes)):
        several = False
    elif parts:  # an initial fits many first names
        several = len(parts.first) == 1 or bearers.common(parts, len(u.nodes))
    else:
        several = best(u.types) != "Person" and u.name in bearers.acronyms
    groups = company.together(u.nodes, u.name) if several else [list(u.nodes)]
    return [unit(part, u.name) for group in groups for part in _by_birth(group, u.name, company)]


def _by_birth(nodes: list[Node], name: str, company: Company) -> list[list[Node]]:
    """Part chains of one name whose births contradict; the others go with the company they keep, or with the most."""
    groups: list[list[Node]] = []
    for node in sorted((n for n in nodes if n.born), key=lambda n: n.chain):
        fitting = next((g for g in groups if same_birth(g[0].born, node.born)), None)
        if fitting is None:
            groups.append([node])
        else:
            fitting.append(node)
    if len(groups) < 2:
        return [nodes]
    groups.sort(key=len, reverse=True)
    at = {node.chain: n for n, group in enumerate(groups) for node in group}
    for together in company.together(nodes, name):
        n = min((at[node.chain] for node in together if node.chain in at), default=0)
        groups[n] += [node for node in together if node.chain not in at]
    return groups
