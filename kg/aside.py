"""Bytes and lines put aside, outside memory, until they are needed again."""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import Self


class Aside:
    """What is put aside in a file without a name, which goes with the process however that ends.

    What is put first comes back by the number 0, and so on. ``OSError`` where the disk is full.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """Open the file in a folder, that of the system for temporary files where none is given."""
        self._file = TemporaryFile(dir=folder)  # noqa: SIM115  # ``close`` closes it
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

    def put_lines(self, lines: Iterable[str]) -> int:
        """Put lines aside, of which none has a line feed; return the number that gets them back."""
        return self.put("\n".join(lines).encode("utf-8", "surrogatepass"))

    def get_lines(self, number: int) -> list[str]:
        """Return the lines that were put aside under a number."""
        return self.get(number).decode("utf-8", "surrogatepass").split("\n")

    def close(self) -> None:
        """Forget all."""
        self._file.close()
