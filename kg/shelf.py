"""Extractions put away outside memory: sequences that read each when it is asked for."""

from __future__ import annotations

import pickle
from array import array
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from functools import lru_cache, partial, reduce
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar, overload

from kg.aside import Aside
from kg.errors import KgError
from kg.model import Extraction, Mention

#: So many extractions stay in memory; a corpus that has more is large.
AT_HAND = 100


T = TypeVar("T")
R = TypeVar("R")


class Each(Protocol):
    """Does something with each of many things, as ``map`` does, by whatever process; results come in the things' order."""

    def __call__(self, function: Callable[[T], R], items: Iterable[T], /) -> Iterator[R]:
        """Yield ``function(item)`` for each item."""


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

    def minus(self, e: Extraction) -> Counts:
        """Return how much they hold without one."""
        return Counts(*(mine - less for mine, less in zip(self, Counts().plus(e), strict=True)))


def counts(extractions: Sequence[Extraction]) -> Counts:
    """Return how much extractions hold; what was put away was counted when it came."""
    return extractions.counts if isinstance(extractions, (Shelf, Filed)) else reduce(Counts.plus, extractions, Counts())


def in_order(extractions: Iterable[Extraction]) -> Sequence[Extraction]:
    """Return extractions in the order of their articles' ids, in which they have been put away."""
    return extractions if isinstance(extractions, (Shelf, Filed)) else tuple(sorted(extractions, key=lambda e: e.article.id))


def some(extractions: Sequence[Extraction], articles: Container[str]) -> Iterator[Extraction]:
    """Yield the extractions of some articles, by their ids, in order; of what stands in files only these are read."""
    if isinstance(extractions, Filed):
        yield from (extractions.of(id_) for id_ in extractions.ids if id_ in articles)
    else:
        yield from (e for e in in_order(extractions) if e.article.id in articles)


class Packed(NamedTuple):
    """An extraction as it was put away, for another process to open: its article's id, it without its mentions, and these."""

    article: str
    rest: bytes
    mentions: bytes

    def opened(self) -> Extraction:
        """Return the extraction."""
        found: Extraction = pickle.loads(self.rest)
        return replace(found, mentions=pickle.loads(self.mentions))


def packed(extractions: Sequence[Extraction]) -> Iterator[Extraction | Packed]:
    """Yield extractions in order, those that were put away as they are: another process is handed them at little cost."""
    return extractions.packed() if isinstance(extractions, Shelf) else iter(extractions)


def opened(one: Extraction | Packed) -> Extraction:
    """Return an extraction that may be packed."""
    return one.opened() if isinstance(one, Packed) else one


def article_of(one: Extraction | Packed) -> str:
    """Return the id of the article of an extraction that may be packed."""
    return one.article if isinstance(one, Packed) else one.article.id


def differing(before: Sequence[Extraction], now: Sequence[Extraction]) -> frozenset[str]:
    """Return the articles (by id) of which not the same was read; of what stands in files the names tell."""
    if isinstance(before, Filed) and isinstance(now, Filed):
        return frozenset({id_ for id_, _ in before.files.items() ^ now.files.items()} | now.new.keys() | before.new.keys())
    old, new = ({e.article.id: e for e in found} for found in (before, now))
    return frozenset(id_ for id_ in old.keys() | new.keys() if old.get(id_) != new.get(id_))


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
        self._mentions, self._ids = array("L"), list[str]()
        self.counts = Counts()
        for extraction in extractions:
            self.counts = self.counts.plus(extraction)
            if len(self._at_hand) < AT_HAND:
                self._at_hand.append(extraction)
            else:
                self._put(replace(extraction, mentions=()))
                self._put(tuple(extraction.mentions))
                self._mentions.append(len(extraction.mentions))
                self._ids.append(extraction.article.id)

    def _put(self, value: Any) -> None:
        try:
            self._aside.put_value(value)
        except OSError as error:
            raise KgError(f"what was read cannot be put away: {error.strerror or error} (make room on the disk)") from error

    def packed(self) -> Iterator[Extraction | Packed]:
        """Yield them in order, those that were put away as they are."""
        yield from self._at_hand
        for number in range(len(self._mentions)):
            yield Packed(self._ids[number], self._aside.get(2 * number), self._aside.get(2 * number + 1))

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
        found: Extraction = self._aside.get_value(2 * number)
        return replace(found, mentions=_Mentions(self._mentions[number], partial(self._aside.get_value, 2 * number + 1)))

    def __iter__(self) -> Iterator[Extraction]:
        """Yield them in order, one at a time."""
        return (self[i] for i in range(len(self)))


class Filed(Sequence[Extraction]):
    """Extractions in the order of their articles' ids, each in a file of its own that is read when it is asked for, save those
    that are ``new`` and in no file yet.

    ``files`` has the names of the files by article id, ``read`` gives what is in one. What is read anew is equal to what was
    given, mostly not the same value.
    """

    def __init__(self, files: Mapping[str, str], read: Callable[[str], Extraction], counts: Counts) -> None:
        """Take files, and how much all of them hold."""
        self.files: Mapping[str, str] = files
        self.new: Mapping[str, tuple[Sequence[Extraction], int]] = {}  # the place of each in what it came with
        self.counts = counts
        self._read = lru_cache(AT_HAND)(read)
        self._ids = sorted(files)

    def changed(self, come: Sequence[Extraction] = (), gone: Collection[str] = ()) -> Filed:
        """Return them with others, which take the place of those of the same article, and without those that are gone."""
        new = {e.article.id: (come, place) for place, e in enumerate(come)}
        without = {*new, *gone}
        found = copy(self)
        found.files = {id_: name for id_, name in self.files.items() if id_ not in without}
        found.new = {id_: place for id_, place in self.new.items() if id_ not in without} | new
        found._ids = sorted({*found.files, *found.new})
        lost = (self.of(id_) for id_ in self.ids if id_ in without)
        found.counts = reduce(Counts.minus, lost, self.counts)
        found.counts = reduce(Counts.plus, come, found.counts)
        return found

    def of(self, article: str) -> Extraction:
        """Return what was read from an article, by its id; ``KeyError`` where it is not among them."""
        if article in self.new:
            come, place = self.new[article]
            return come[place]
        return self._read(self.files[article])

    @property
    def ids(self) -> Sequence[str]:
        """The ids of the articles, sorted."""
        return self._ids

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._ids)

    @overload
    def __getitem__(self, index: int) -> Extraction: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Extraction]: ...

    def __getitem__(self, index: int | slice) -> Extraction | Sequence[Extraction]:
        """Return one, or a list of some, which memory then has to hold."""
        return [self.of(id_) for id_ in self._ids[index]] if isinstance(index, slice) else self.of(self._ids[index])

    def __iter__(self) -> Iterator[Extraction]:
        """Yield them in order, one at a time."""
        return map(self.of, self._ids)


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
