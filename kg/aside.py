"""Bytes and lines put aside, outside memory, until they are needed again, by number, by key or in order."""

from __future__ import annotations

import heapq
import os
import pickle
import sqlite3
import weakref
from array import array
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import IO, Any, Generic, Self, TypeVar

T = TypeVar("T")


class Aside:
    """What is put aside in a file without a name, which goes with the process however that ends.

    What is put first comes back by the number 0, and so on. ``OSError`` where the disk is full.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """Open the file in a folder, that of the system for temporary files where none is given."""
        self._file = TemporaryFile(dir=folder)  # noqa: SIM115  # ``close`` closes it, and so does the end of this value
        weakref.finalize(self, self._file.close)
        self._ends = array("Q", [0])
        self._whole = True

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Forget all."""
        self.close()

    def put(self, data: bytes) -> int:
        """Put something aside; return the number that gets it back."""
        self._file.write(data)
        self._whole = False
        self._ends.append(self._ends[-1] + len(data))
        return len(self._ends) - 2

    def get(self, number: int) -> bytes:
        """Return what was put aside under a number."""
        if not self._whole:
            self._file.flush()
            self._whole = True
        start, end = self._ends[number], self._ends[number + 1]
        self._file.seek(start)
        data = self._file.read(end - start)
        self._file.seek(0, os.SEEK_END)
        return data

    def put_value(self, value: object) -> int:
        """Put a value aside that can be pickled; return the number that gets an equal one back."""
        return self.put(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))

    def get_value(self, number: int) -> Any:
        """Return the value that was put aside under a number."""
        return pickle.loads(self.get(number))

    def put_lines(self, lines: Iterable[str]) -> int:
        """Put lines aside, of which none has a line feed; return the number that gets them back."""
        return self.put("\n".join(lines).encode("utf-8", "surrogatepass"))

    def get_lines(self, number: int) -> list[str]:
        """Return the lines that were put aside under a number."""
        return self.get(number).decode("utf-8", "surrogatepass").split("\n")

    def close(self) -> None:
        """Forget all."""
        self._file.close()


class Lookup:
    """Texts put aside by keys of which each may have several, in a database without a name in the system's folder for temporary
    files (https://www.sqlite.org/inmemorydb.html), which goes with the process however that ends."""

    #: So many keys are asked for at once.
    ASKED = 500

    def __init__(self) -> None:
        """Make the database."""
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("CREATE TABLE kept (key TEXT, value TEXT)")
        self._indexed = False

    def put(self, rows: Iterable[tuple[str, str]]) -> None:
        """Put (key, text) aside."""
        self._database.execute("BEGIN")
        self._database.executemany("INSERT INTO kept VALUES (?, ?)", rows)
        self._database.execute("COMMIT")

    def get(self, keys: Iterable[str]) -> dict[str, list[str]]:
        """Return the texts of those keys that have any, in the order in which they were put aside."""
        if not self._indexed:
            self._database.execute("CREATE INDEX places ON kept (key)")
            self._indexed = True
        found: dict[str, list[str]] = {}
        wanted = list(keys)
        for start in range(0, len(wanted), self.ASKED):
            some = wanted[start : start + self.ASKED]
            places = ",".join("?" * len(some))
            for key, text in self._database.execute(
                f"SELECT key, value FROM kept WHERE key IN ({places}) ORDER BY rowid",  # question marks alone
                some,
            ):
                found.setdefault(key, []).append(text)
        return found

    def close(self) -> None:
        """Forget all."""
        self._database.close()


class Sorted(Generic[T]):
    """Values that come in any order and go in that of a key: sorted in parts, which wait in files without a name and are merged
    (Knuth, The Art of Computer Programming, 5.4). Equal keys keep the order in which their values came."""

    #: So many parts are merged at once.
    PARTS = 64

    def __init__(self, key: Callable[[T], Any], size: Callable[[T], int], most: int, folder: Path | None = None) -> None:
        """Sort by ``key``, with values of ``most`` together by ``size`` in memory; files stand in a folder, that of the system
        for temporary files where none is given."""
        self._key, self._of, self._most, self._folder = key, size, most, folder
        self._waiting: list[T] = []
        self._size = 0
        self._parts: list[IO[bytes]] = []

    def put(self, values: Iterable[T]) -> None:
        """Take values; ``OSError`` where the disk is full."""
        for value in values:
            self._waiting.append(value)
            self._size += self._of(value)
        if self._size >= self._most:
            self._write(sorted(self._waiting, key=self._key))
            self._waiting, self._size = [], 0
        if len(self._parts) >= self.PARTS:
            merged, self._parts = self._parts, []
            self._write(heapq.merge(*map(self._read, merged), key=self._key))
            for part in merged:
                part.close()

    def _write(self, values: Iterable[T]) -> None:
        part = TemporaryFile(dir=self._folder)  # noqa: SIM115  # ``close`` closes it
        self._parts.append(part)
        for value in values:
            pickle.dump(value, part, pickle.HIGHEST_PROTOCOL)

    def _read(self, part: IO[bytes]) -> Iterator[T]:
        part.seek(0)
        with suppress(EOFError):
            while True:
                yield pickle.load(part)

    def __iter__(self) -> Iterator[T]:
        """Yield all values, in order."""
        return heapq.merge(*map(self._read, self._parts), sorted(self._waiting, key=self._key), key=self._key)

    def close(self) -> None:
        """Forget all."""
        for part in self._parts:
            part.close()
