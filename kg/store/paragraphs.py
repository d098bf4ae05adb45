"""Turtle of a whole graph, put together subject by subject, in memory that does not grow with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from pyoxigraph import Quad, Triple

from kg.aside import Sorted
from kg.store.turtle import Names, Place, opening, ordered, paragraph, prefixes, reading_order

#: Pieces of so many characters wait in memory.
MOST = 8_000_000

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
        """Take the base of data IRIs, and the folder in which to put pieces aside, in files without a name."""
        self._names = Names(prefixes(base))
        self._pieces = Sorted[Piece](_place, _size, MOST, folder)
        self.whole = False

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Forget what was put aside."""
        self._pieces.close()

    def take(self, found: Told) -> None:
        """Take pieces."""
        self._names.used |= found.used
        self._names.triple_terms |= found.triple_terms
        self._pieces.put(found.pieces)

    def text(self) -> Iterator[str]:
        """Yield the document of all that was taken, in reading order (https://www.w3.org/TR/turtle/)."""
        yield from opening(self._names)
        for _, together in groupby(self._pieces, key=_place):
            pieces, properties = list(together), dict[str, set[str]]()
            for piece in pieces:
                for line in piece[2].split("\n"):
                    verb, _, value = line.partition("\t")
                    properties.setdefault(verb, set()).add(value)
            yield "\n" + paragraph(pieces[0][0], ordered(properties))


def _place(piece: Piece) -> Place:
    return piece[1]


def _size(piece: Piece) -> int:
    return len(piece[2])


def turtle(triples: Iterable[Quad | Triple], base: str) -> Iterator[str]:
    """Yield a graph as Turtle, as ``kg.store.turtle.turtle`` does; a store gives the triples of one subject in a row."""
    names, order = Names(prefixes(base)), reading_order(base)
    with Paragraphs(base) as found:
        for _, run in groupby(triples, key=attrgetter("subject")):
            found.take(Told(_pieces(run, names, order)))
        found.take(Told([], frozenset(names.used), names.triple_terms))
        yield from found.text()
