"""Mentions before and during coreference: nodes in text order, and chains as a disjoint-set over them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.mentions.lists import Lists, words
from kg.mentions.names import Name
from kg.mentions.nominals import Nominal, Pronoun
from kg.mentions.tree import Tree
from kg.model import Mention, Span, Types, best

#: Words for whoever does something, be it a person or a company.
MAKERS = words("person or company")


@dataclass(frozen=True, slots=True)
class Node:
    """A mention as coreference sees it: tokens [first, last), head token, and one of name, nominal, pronoun."""

    index: int
    first: int
    last: int
    head: int
    types: Types
    name: Name | None = None
    nominal: Nominal | None = None
    pronoun: Pronoun | None = None

    @property
    def type(self) -> str:
        """The best-scored type, or ""."""
        return best(self.types)


@dataclass(frozen=True, slots=True)
class Draft:
    """All that was found in a document so far: its tree, and its mentions as sorted nodes."""

    tree: Tree
    nodes: tuple[Node, ...]
    lists: Lists
    nouns: Mapping[str, str]

    def mentions(self) -> tuple[Mention, ...]:
        """Return the mentions without chains, as the search for quotations takes them."""
        return tuple(self.mention(node, "", "") for node in self.nodes)

    def mention(self, node: Node, chain: str, reason: str, types: Types | None = None) -> Mention:
        """Return a node as a mention of a chain."""
        span: Span = self.tree.span(node.first, node.last)
        kind = "name" if node.name else "nominal" if node.nominal else "pronoun"
        text = span.of(self.tree.text)
        return Mention(f"m{node.index + 1}", span, text, kind, types or node.types, chain, node.head, reason)  # type: ignore[arg-type]  # kind is one of the three literals


def gather(
    tree: Tree,
    names: tuple[Name, ...],
    types: Mapping[str, Types],
    nominals: tuple[Nominal, ...],
    pronouns: tuple[Pronoun, ...],
    lists: Lists,
    nouns: Mapping[str, str],
) -> Draft:
    """Return the draft of a document: names, nominals and pronouns as nodes in text order."""
    rows: list[tuple[int, int, int, Types, Name | None, Nominal | None, Pronoun | None]] = []
    for name in names:
        kinds: Types = (("Place", 0.95),) if name.place else types.get(name.form, ())
        rows.append((name.first, name.last, tree.head_of(name.first, name.last), kinds, name, None, None))
    for nominal in nominals:
        kinds = ((nominal.type, 0.9),)
        if nominal.type == "Person" and nominal.lemma.split()[-1] in MAKERS:
            kinds = (("Person", 0.55), ("Organization", 0.4))
        rows.append((nominal.first, nominal.last, nominal.head, kinds, None, nominal, None))
    for pronoun in pronouns:
        kinds = (("Person", 0.9),) if pronoun.kind in {"1s", "m", "f"} else ()
        rows.append((pronoun.at, pronoun.at + 1, pronoun.at, kinds, None, None, pronoun))
    rows.sort(key=lambda r: (r[0], -r[1], r[2]))
    return Draft(tree, tuple(Node(k, *row) for k, row in enumerate(rows)), lists, nouns)
