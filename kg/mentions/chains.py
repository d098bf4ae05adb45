"""Chains that grow: a disjoint set over the mentions of a draft, with what is known of each chain at hand."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.gazetteer import Entry
from kg.mentions.draft import Draft, Node
from kg.mentions.lists import words
from kg.model import Types, best

_WOMEN, _MEN = words("woman"), words("man")
_PLURAL_NAMES = words("plural name")


@dataclass(slots=True)
class Facts:
    """What a chain's mentions tell together: ``types`` of its first name, else of its first nominal; ``people`` where
    "he", "she" or "I" stands for it; ``nationality`` where only a nationality names it; lemmas' last words it was
    called by; words of its names; whether one is a person's in full; places its adjectives name; the one thing it is by
    the gazetteer."""

    types: Types = ()
    typed_by_name: bool = False
    named: bool = False
    nationality: bool = False
    described: bool = False
    people: bool = False
    plural: bool = False
    gender: str = ""
    names: int = 0
    called: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    full: bool = False
    nations: set[str] = field(default_factory=set)
    entry: Entry | None = None

    @property
    def type(self) -> str:
        """The best-scored type, or ""."""
        return best(self.types)

    def add(self, other: Facts) -> None:
        """Take in what another chain's mentions tell."""
        if other.types and (not self.types or other.typed_by_name and not self.typed_by_name):
            self.types, self.typed_by_name = other.types, other.typed_by_name
        if self.typed_by_name and other.described and other.types and not other.named and self.types[0][1] < 0.6:
            self.types = other.types  # what an unsure name is called
        plain = self.named and not self.nationality or other.named and not other.nationality
        self.nationality = not plain and (self.nationality or other.nationality)
        self.named |= other.named
        self.described |= other.described
        self.people |= other.people
        self.plural |= other.plural
        self.gender = self.gender or other.gender
        self.names += other.names
        self.called |= other.called
        self.words |= other.words
        self.full |= other.full
        self.nations |= other.nations
        self.entry = self.entry or other.entry


class Chains:
    """A growing partition of nodes: ``join`` two, ``root`` finds the representative, ``facts`` what is known."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.reasons: dict[int, str] = {}
        self._parent = list(range(len(draft.nodes)))
        self._members: dict[int, list[int]] = {n.index: [n.index] for n in draft.nodes}
        self._facts = {n.index: _facts(n, draft) for n in draft.nodes}

    def root(self, index: int) -> int:
        """Return the representative of a node's chain."""
        while self._parent[index] != index:
            self._parent[index] = self._parent[self._parent[index]]
            index = self._parent[index]
        return index

    def join(self, index: int, other: int, reason: str) -> None:
        """Put two nodes into one chain, unless the gazetteer has two things of them, or a description or a pronoun would make
        one of two people whose full names share no word; ``reason`` is kept for the first."""
        a, b = self.root(index), self.root(other)
        one, two = self._facts[a], self._facts[b]
        if one.entry and two.entry and one.entry != two.entry:
            return
        named = self.draft.nodes[index].name and self.draft.nodes[other].name
        if not named and one.full and two.full and not one.words & two.words:
            return
        self.reasons.setdefault(index, reason)
        if a == b:
            return
        earlier = min(a, b)
        a, b = sorted((a, b), key=lambda r: (-len(self._members[r]), r))  # the larger takes in the smaller
        self._parent[b] = a
        self._members[a] += self._members.pop(b)
        facts = self._facts.pop(b)
        if earlier == b:  # what was known first stays first
            self._facts[a], facts = facts, self._facts[a]
        self._facts[a].add(facts)

    def describe(self, nominal: int, name: int, reason: str) -> None:
        """Join a description with a name; not where it is another name's already ("Lee, who fired Doe, the chief, …")."""
        if not self.facts(nominal).named or self.root(nominal) == self.root(name):
            self.join(nominal, name, reason)

    def facts(self, index: int) -> Facts:
        """Return what is known of a node's chain."""
        return self._facts[self.root(index)]

    def nodes(self, index: int) -> list[Node]:
        """Return the nodes of a chain, in text order."""
        return [self.draft.nodes[i] for i in sorted(self._members[self.root(index)])]


def gender_of(node: Node, draft: Draft) -> str:
    """Return "m", "f" or "" for what a name's first word, the title before it, a noun or a pronoun tells."""
    lists, tree = draft.lists, draft.tree
    if node.nominal:
        head = node.nominal.lemma.split()[-1]
        return "f" if head in _WOMEN else "m" if head in _MEN else ""
    if node.pronoun or not node.name:
        return node.pronoun.kind if node.pronoun and node.pronoun.kind in {"m", "f"} else ""
    parts = node.name.form.split()
    title = tree.words[node.first - 1] if node.first else ""
    for word in (title, parts[0]):
        if word in lists.words["woman title"] | lists.words["man title"]:
            return "f" if word in lists.words["woman title"] else "m"
    given = next((lists.given[w] for w in (parts[0], parts[0].partition("-")[0], *parts[1:2]) if w in lists.given), "")
    return given if given in {"m", "f"} and (len(parts) > 1 or node.type == "Person") else ""


def _facts(node: Node, draft: Draft) -> Facts:
    facts = Facts(types=node.types if not node.pronoun else (), gender=gender_of(node, draft))
    if node.name:
        facts.typed_by_name, facts.named, facts.names = bool(node.types), True, 1
        facts.entry = node.name.entry
        facts.nationality = bool(node.name.place)
        facts.plural = node.name.form in _PLURAL_NAMES
        facts.words = {w.casefold() for w in node.name.form.split()}
        facts.full = node.type == "Person" and " " in node.name.form
    elif node.nominal:
        facts.described, facts.plural = True, node.nominal.plural
        facts.called = {node.nominal.lemma.split()[-1]}
        same, demonyms = draft.lists.same, draft.lists.demonyms  # "US" and "UK" stand before nouns as "German" does
        before = draft.tree.words[node.first : node.last]
        facts.nations = {demonyms.get(w) or same[w] for w in before if w in demonyms or w in same}
    elif node.pronoun:
        facts.people = node.pronoun.kind in {"m", "f", "1s"}
    return facts
