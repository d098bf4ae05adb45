"""Turtle of a whole graph, put together subject by subject, in memory that grows with the number of subjects alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from pyoxigraph import Quad, Triple

from kg.aside import Aside
from kg.store.turtle import Names, Place, opening, ordered, paragraph, prefixes, reading_order

#: A piece of a paragraph: its subject as Turtle writes it, where that stands in the document, and lines of verb and object.
Piece = tuple[str, Place, str]


class Told(NamedTuple):
    """Pieces of paragraphs, the prefixes that they use, and whether one has a triple term."""

    pieces: list[Piece]
    used: frozenset[str] = frozenset()
    triple_terms: bool = False


def told(triples: Iterable[Quad | Triple], base: str) -> Told:
    """Return triples as pieces of paragraphs, one a subject."""
    names = Names(prefixes(base))
    return Told(_pieces(triples, names, reading_order(base)), frozenset(names.used), names.triple_terms)


def _pieces(triples: Iterable[Quad | Triple], names: Names, order: Callable[[str], Place]) -> list[Piece]:
    turtle, found, places = names.turtle, dict[str, list[str]](), dict[str, Place]()
    for triple in triples:
        subject = turtle(triple.subject)
        if subject not in found:
            found[subject], places[subject] = [], order(str(getattr(triple.subject, "value", "")))
        found[subject].append(f"{turtle(triple.predicate)}\t{turtle(triple.object)}")
    return [(subject, places[subject], "\n".join(lines)) for subject, lines in found.items()]


class Paragraphs:
    """The paragraphs of a Turtle document, each put aside in the pieces that come: a context, which ends with them.

    The same triples give the same text, in whatever order and however often they come. ``whole`` is for whoever gives
    them to say that all have come.
    """

    def __init__(self, base: str, folder: Path | None = None) -> None:
        """Take the base of data IRIs, and the folder in which to put pieces aside, in a file without a name."""
        self._names = Names(prefixes(base))
        self._aside = Aside(folder)
        self.whole = False
        self._pieces: dict[str, tuple[Place, list[int]]] = {}

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Forget what was put aside."""
        self._aside.close()

    def take(self, found: Told) -> None:
        """Take pieces; sooner or later those of one subject should come together, or each is looked up by itself."""
        self._names.used |= found.used
        self._names.triple_terms |= found.triple_terms
        for subject, place, lines in found.pieces:
            if subject not in self._pieces:
                self._pieces[subject] = place, []
            self._pieces[subject][1].append(self._aside.put(lines.encode("utf-8", "surrogatepass")))

    def text(self) -> Iterator[str]:
        """Yield the document of all that was taken, in reading order (https://www.w3.org/TR/turtle/)."""
        yield from opening(self._names)
        for subject in sorted(self._pieces, key=lambda s: self._pieces[s][0]):
            properties: dict[str, set[str]] = {}
            for number in self._pieces[subject][1]:
                for line in self._aside.get_lines(number):
                    verb, _, value = line.partition("\t")
                    properties.setdefault(verb, set()).add(value)
            yield "\n" + paragraph(subject, ordered(properties))


def turtle(triples: Iterable[Quad | Triple], base: str) -> Iterator[str]:
    """Yield a graph as Turtle, as ``kg.store.turtle.turtle`` does; a store gives the triples of one subject in a row."""
    names, order = Names(prefixes(base)), reading_order(base)
    with Paragraphs(base) as found:
        for _, run in groupby(triples, key=attrgetter("subject")):
            found.take(Told(_pieces(run, names, order)))
        found.take(Told([], frozenset(names.used), names.triple_terms))
        yield from found.text()
