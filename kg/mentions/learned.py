"""What a model takes names for, where they stand: one more witness for their types."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Protocol

from kg.mentions.names import Name
from kg.mentions.tree import Tree
from kg.model import Span, Types


class Typer(Protocol):
    """Tells what kind of thing spans of a sentence name."""

    def types(self, text: str, spans: Sequence[Span]) -> list[Types]:
        """Return for each span of ``text`` (half-open, from its start) the chances of types, which add up to at most 1."""


def witness(tree: Tree, names: Sequence[Name], typer: Typer | None) -> Mapping[str, Types]:
    """Return for each form of name what a model takes it for, the mean over all places where it stands."""
    if typer is None:
        return {}
    places: dict[int, list[Name]] = defaultdict(list)
    for name in names:
        if not name.place and not name.type:
            places[tree.tokens[name.first].sentence].append(name)
    total: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    times: dict[str, int] = defaultdict(int)
    for number, here in sorted(places.items()):
        sentence = tree.sentences[number]
        spans = [tree.span(n.first, n.last) for n in here]
        found = typer.types(sentence.of(tree.text), [Span(s.start - sentence.start, s.end - sentence.start) for s in spans])
        for name, types in zip(here, found, strict=True):
            if types:
                times[name.form] += 1
            for type_, chance in types:
                total[name.form][type_] += chance
    return {
        form: tuple(sorted(((t, round(c / times[form], 2)) for t, c in types.items()), key=lambda p: (-p[1], p[0])))
        for form, types in sorted(total.items())
    }
