"""A document as extractors see it: its parse, and look-ups from tokens and places to mentions and chains."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.claims.trees import Tree, tree
from kg.model import Argument, Document, Mention, Span, Types, Value, best


@dataclass(frozen=True, slots=True)
class Context:
    """A document with the look-ups that every extractor needs."""

    document: Document
    tree: Tree
    by_head: Mapping[int, Mention]
    names_at: Mapping[int, Mention]
    name_starts: Mapping[int, Mention]
    ends: Mapping[int, list[Mention]]
    by_id: Mapping[str, Mention]
    chains: Mapping[str, list[Mention]]
    starts: tuple[int, ...]

    def mention(self, node: int) -> Mention | None:
        """Return the mention whose head is the node, else the name that the node is part of."""
        return self.by_head.get(node) or self.names_at.get(node)

    def node(self, span: Span) -> int | None:
        """Return the first token that begins inside the span."""
        i = bisect_left(self.starts, span.start)
        return i if i < len(self.starts) and self.starts[i] < span.end else None

    def name_before(self, end: int) -> Mention | None:
        """Return the name that ends there."""
        return next((m for m in self.ends.get(end, ()) if m.kind == "name"), None)

    def types(self, mention: Mention) -> Types:
        """Return the scored types of the mention's chain, or its own where the chain has none."""
        return self.document.chains[mention.chain].types or mention.types

    def argument(self, mention: Mention) -> Argument:
        """Return the mention as an argument with its chain's best label."""
        chain = self.document.chains[mention.chain]
        types = self.types(mention)
        return Argument(mention.id, chain.id, chain.label, mention.text, mention.span, chain.named, best(types), types)

    def values(self, kind: str) -> Iterator[Value]:
        """Return the times or amounts of a kind."""
        return (v for v in self.document.values if v.kind == kind)


def context(document: Document) -> Context:
    """Index a document."""
    parse = tree(document)
    by_head: dict[int, Mention] = {}
    for m in document.mentions:
        if m.reason == "relative pronoun":
            continue  # the tree tells what it stands for
        if m.head not in by_head or _rank(m) > _rank(by_head[m.head]):
            by_head[m.head] = m
    names: dict[int, Mention] = {}
    starts = {t.start: i for i, t in enumerate(document.tokens)}
    for m in document.mentions:
        if m.kind == "name" and m.span.start in starts:
            i = starts[m.span.start]
            while i < len(document.tokens) and document.tokens[i].end <= m.span.end:
                names[i] = m
                i += 1
    chains: dict[str, list[Mention]] = {}
    ends: dict[int, list[Mention]] = {}
    for m in document.mentions:
        chains.setdefault(m.chain, []).append(m)
        ends.setdefault(m.span.end, []).append(m)
    named = [m for m in document.mentions if m.kind == "name"]
    return Context(
        document,
        parse,
        by_head,
        names,
        name_starts={m.span.start: m for m in named},
        ends=ends,
        by_id={m.id: m for m in document.mentions},
        chains=chains,
        starts=tuple(t.start for t in document.tokens),
    )


def _rank(m: Mention) -> tuple[int, int]:
    return ({"name": 2, "nominal": 1, "pronoun": 0}[m.kind], m.span.end - m.span.start)
