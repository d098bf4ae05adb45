"""Extractions put away outside memory: a sequence that reads each when it is asked for."""

from __future__ import annotations

import pickle
import weakref
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial, reduce
from pathlib import Path
from typing import Any, NamedTuple, overload

from kg.aside import Aside
from kg.errors import KgError
from kg.model import Extraction, Mention

#: So many extractions stay in memory; a corpus that has more is large.
AT_HAND = 100


class Counts(NamedTuple):
    """How much some extractions hold."""

    articles: int = 0
    mentions: int = 0
    claims: int = 0
    quotations: int = 0

    def plus(self, e: Extraction) -> Counts:
        """Return how much they hold with one more."""
        sizes = len(e.mentions), len(e.claims), len(e.quotations)
        return Counts(self[0] + 1, *(mine + more for mine, more in zip(self[1:], sizes, strict=True)))


def counts(extractions: Sequence[Extraction]) -> Counts:
    """Return how much extractions hold; a shelf counted when they came."""
    return extractions.counts if isinstance(extractions, Shelf) else reduce(Counts.plus, extractions, Counts())


def in_order(extractions: Iterable[Extraction]) -> Sequence[Extraction]:
    """Return extractions in the order of their articles' ids, in which a shelf has them already."""
    return extractions if isinstance(extractions, Shelf) else tuple(sorted(extractions, key=lambda e: e.article.id))


class Shelf(Sequence[Extraction]):
    """Extractions in the order of their articles' ids, in which they are to be given: all but the first ``AT_HAND`` in a file
    without a name, which goes with the process however that ends.

    What is read anew each time is equal to what was given, never the same value. Mentions, the most of it, are read when
    they are looked at.
    """

    def __init__(self, extractions: Iterable[Extraction], folder: Path | None = None) -> None:
        """Put extractions away in a folder, that of the system for temporary files where none is given.

        Raises ``KgError`` where the disk is full.
        """
        self._at_hand: list[Extraction] = []
        self._aside = Aside(folder)  # two pieces for each: the extraction without its mentions, and these
        weakref.finalize(self, self._aside.close)
        self._mentions = array("L")
        self.counts = Counts()
        for extraction in extractions:
            self.counts = self.counts.plus(extraction)
            if len(self._at_hand) < AT_HAND:
                self._at_hand.append(extraction)
            else:
                self._put(replace(extraction, mentions=()))
                self._put(tuple(extraction.mentions))
                self._mentions.append(len(extraction.mentions))

    def _put(self, value: Any) -> None:
        try:
            self._aside.put(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
        except OSError as error:
            raise KgError(f"what was read cannot be put away: {error.strerror or error} (make room on the disk)") from error

    def _get(self, number: int) -> Any:
        return pickle.loads(self._aside.get(number))

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._at_hand) + len(self._mentions)

    @overload
    def __getitem__(self, index: int) -> Extraction: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Extraction]: ...

    def __getitem__(self, index: int | slice) -> Extraction | Sequence[Extraction]:
        """Return one, or a list of some, which memory then has to hold."""
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        place = range(len(self))[index]
        if place < len(self._at_hand):
            return self._at_hand[place]
        number = place - len(self._at_hand)
        found: Extraction = self._get(2 * number)
        return replace(found, mentions=_Mentions(self._mentions[number], partial(self._get, 2 * number + 1)))

    def __iter__(self) -> Iterator[Extraction]:
        """Yield them in order, one at a time."""
        return (self[i] for i in range(len(self)))


class _Mentions(Sequence[Mention]):
    """An article's mentions, read when they are first looked at."""

    def __init__(self, number: int, read: Callable[[], tuple[Mention, ...]]) -> None:
        self._number, self._read = number, read
        self._found: tuple[Mention, ...] | None = None

    def _all(self) -> tuple[Mention, ...]:
        if self._found is None:
            self._found = self._read()
        return self._found

    def __len__(self) -> int:
        return self._number

    @overload
    def __getitem__(self, index: int) -> Mention: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Mention]: ...

    def __getitem__(self, index: int | slice) -> Mention | Sequence[Mention]:
        return self._all()[index]

    def __iter__(self) -> Iterator[Mention]:
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._all() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._all())

    def __reduce__(self) -> tuple[type[tuple[Mention, ...]], tuple[tuple[Mention, ...]]]:
        return tuple, (self._all(),)
