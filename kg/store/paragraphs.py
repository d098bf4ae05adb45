"""Turtle of a whole graph, put together subject by subject, in memory that grows with the number of subjects alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from types import TracebackType
from typing import Self

from pyoxigraph import Quad, Triple

from kg.aside import Aside
from kg.store.turtle import Names, Place, opening, ordered, paragraph, prefixes, reading_order


class Paragraphs:
    """The paragraphs of a Turtle document, each put aside in the pieces that come: a context, which ends with them.

    The same triples give the same text, in whatever order and however often they come. ``whole`` is for whoever gives
    them to say that all have come.
    """

    def __init__(self, base: str, folder: Path | None = None) -> None:
        """Take the base of data IRIs, and the folder in which to put pieces aside, in a file without a name."""
        self._names = Names(prefixes(base))
        self._place = reading_order(base)
        self._aside = Aside(folder)
        self.whole = False
        self._pieces: dict[str, tuple[Place, list[int]]] = {}

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Forget what was put aside."""
        self._aside.close()

    def take(self, triples: Iterable[Quad | Triple]) -> None:
        """Take triples; sooner or later those of one subject should come together, or each makes a piece of its own."""
        turtle, found = self._names.turtle, dict[str, list[str]]()
        for triple in triples:
            subject = turtle(triple.subject)
            if subject not in found:
                found[subject] = []
                if subject not in self._pieces:
                    self._pieces[subject] = self._place(str(getattr(triple.subject, "value", ""))), []
            found[subject].append(f"{turtle(triple.predicate)}\t{turtle(triple.object)}")
        for subject, lines in found.items():
            self._pieces[subject][1].append(self._aside.put_lines(lines))

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
    with Paragraphs(base) as found:
        for _, run in groupby(triples, key=attrgetter("subject")):
            found.take(run)
        yield from found.text()
