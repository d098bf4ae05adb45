"""Names that several may bear: how many bearers the corpus lets expect, and which chains of one name belong together.

Mostly one name in two articles is one person. It is not where both its parts are frequent: of a hundred Smiths and
fifty Davids among a thousand people five are to be called David Smith, known or not. Chains of such a name meet only in
articles that have more in common. So do acronyms that the corpus spells out in several ways.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from kg.entities import names
from kg.entities.chains import Node, articles, same_birth
from kg.entities.clustering import Unit, unit
from kg.entities.rulings import Pairs
from kg.model import best

#: A person's name is common where so large a share of its chains is expected to be of others than its best known bearer.
SHARE = 0.02
#: Whoever is in one of so many articles is known well enough to be meant by a name, a surname or initials without more said;
#: in a corpus of no more articles than this everybody is.
FEW = 100
#: A name in more articles than this says nothing of any two of them, however large the corpus.
RARE = 40


def told_apart(nodes: Iterable[Node]) -> Pairs:
    """Return the pairs, in both orders, of people of one surname whom their article tells apart by a title ("Mrs. Hale").

    Where it names several of the surname in full, a title may mean any of them.
    """
    found = set()
    for group in articles(n for n in nodes if best(n.types) == "Person").values():
        by_surname = defaultdict[str, list[Node]](list)
        for node in group:
            by_surname[node.label.split()[-1]].append(node)
        for bearers in by_surname.values():
            titled = [n for n in bearers if not names.person(n.label).full and names.untitled(n.label) != n.label]
            full = [n for n in bearers if names.person(n.label).full]
            others = [*titled, *(full if len(full) == 1 else [])]
            found |= {(node.chain, other.chain) for node in titled for other in others if other is not node}
    return frozenset(found | {(b, a) for a, b in found})


class Company:
    """Which whole names appear together in articles; a rare one in common says that two articles tell of one thing."""

    def __init__(self, all_units: Sequence[Unit]) -> None:
        self.names: dict[str, list[str]] = {}
        self.articles: dict[str, set[str]] = {}
        found = {(node.chain[0], u.name) for u in all_units if not u.short for node in u.nodes}
        for article, name in sorted(found):
            self.names.setdefault(article, []).append(name)
            self.articles.setdefault(name, set()).add(article)
        self.limit = min(max(2, len(self.names) // 20), RARE)
        self.few = self.known(1)

    def known(self, times: int) -> bool:
        """Tell whether what so many articles name is known well enough to need no company."""
        return times * FEW >= len(self.names)

    def rare(self, article: str) -> list[str]:
        """Return the names of an article that few others have, sorted."""
        return [name for name in self.names.get(article, ()) if len(self.articles[name]) <= self.limit]

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


class Bearers:
    """How many people the corpus lets expect under one name, from how many it has with each of its parts."""

    def __init__(self, all_units: Sequence[Unit]) -> None:
        full = {(parts.first, parts.last) for u in all_units if (parts := u.full) and len(parts.first) > 1}
        self.firsts = Counter(first for first, _ in full)
        self.lasts = Counter(last for _, last in full)
        self.total = max(len(full), 1)
        self.usual = sum(len(u.nodes) for u in all_units if u.full) / self.total

    def common(self, name: names.PersonName, chains: int) -> bool:
        """Tell whether too many of the chains with this full name are expected to be of other bearers."""
        others = max(self.firsts[name.first] - 1, 0) * max(self.lasts[name.last] - 1, 0) / self.total
        return others * self.usual > SHARE * chains


def parted(all_units: Sequence[Unit], company: Company) -> list[Unit]:
    """Part the units whose name several may bear into those that keep the same company."""
    bearers, spelled = Bearers(all_units), _spelled(all_units)
    found: list[Unit] = []
    for u in all_units:
        if u.short or u.entry or len(u.nodes) == 1:
            found.append(u)
            continue
        parts = u.full
        if company.known(len(u.nodes)):
            several = False
        elif parts:  # an initial fits many first names
            several = len(parts.first) == 1 or bearers.common(parts, len(u.nodes))
        else:
            several = best(u.types) != "Person" and len(spelled[u.name]) > 1
        groups = company.together(u.nodes, u.name) if several else [list(u.nodes)]
        found += [unit(part, u.name) for group in groups for part in _by_birth(group, u.name, company)]
    return sorted(found, key=lambda u: u.first)


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


def _spelled(all_units: Iterable[Unit]) -> dict[str, set[str]]:
    """Return what acronyms stand for: all names that some article gives them for."""
    found: dict[str, set[str]] = defaultdict(set)
    for u in all_units:
        for alias in {a for node in u.nodes for a in node.aliases} & names.initials(u.name):
            found[alias].add(u.name)
    return found
