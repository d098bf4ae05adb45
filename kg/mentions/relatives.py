"""Relative pronouns: "who" and "which" stand for the noun that their clause hangs on."""

from __future__ import annotations

from kg.model import Mention, Span, Token

_TAGS = frozenset({"WP", "WDT", "WP$"})


def with_relatives(text: str, tokens: tuple[Token, ...], mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Return the mentions with those of relative pronouns among them, each in the chain of what it refers to."""
    heads: dict[int, Mention] = {}
    for mention in sorted(mentions, key=lambda m: (m.kind != "name", m.kind != "nominal", m.span)):
        heads.setdefault(mention.head, mention)
    added: list[Mention] = []
    for i, token in enumerate(tokens):
        if token.tag not in _TAGS:
            continue
        clause = i
        while tokens[clause].dep not in ("relcl", "ROOT") and tokens[clause].head != clause:
            clause = tokens[clause].head
        antecedent = heads.get(tokens[clause].head)
        if tokens[clause].dep != "relcl" or antecedent is None or antecedent.span.start > token.start:
            continue
        span = Span(token.start, token.end)
        name, types, chain = f"r{len(added) + 1}", antecedent.types, antecedent.chain
        added.append(Mention(name, span, span.of(text), "pronoun", types, chain, i, "relative pronoun"))
    return tuple(sorted((*mentions, *added), key=lambda m: (m.span.start, -m.span.end, m.id)))
