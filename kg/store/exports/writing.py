"""How an export comes to its place: whole or not at all."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from kg.errors import StoreError
from kg.store.answers import spreadsheet_safe
from kg.store.reader import Store


class Lines:
    """An exporter made of a function from a store to chunks of text."""

    holds_text = False
    folder = False

    def __init__(self, chunks: Callable[[Store], Iterable[str]], shapes: tuple[str, ...] = ()) -> None:
        self.chunks, self.shapes = chunks, shapes

    def write(self, store: Store, path: Path, shape: str, with_text: bool) -> None:
        """Write the one file."""
        replace(path, self.chunks(store))


class Folder:
    """An exporter made of a function from a store to files by name; files of other names in the folder stay."""

    shapes: tuple[str, ...] = ()
    holds_text = False
    folder = True

    def __init__(self, files: Callable[[Store], Mapping[str, Iterable[str]]]) -> None:
        self.files = files

    def write(self, store: Store, path: Path, shape: str, with_text: bool) -> None:
        """Write the folder's files, each whole or not at all."""
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"{path}: cannot be the folder to write to: {error.strerror}") from error
        for name, chunks in self.files(store).items():
            replace(path / name, chunks)


def replace(path: Path, chunks: Iterable[str]) -> None:
    """Write text (UTF-8, line feeds) beside ``path`` and put it in its place with one rename."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with open(beside, "w", encoding="utf-8", errors="replace", newline="") as file:
            file.writelines(chunks)
        os.replace(beside, path)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written: {error.strerror}") from error
    finally:
        beside.unlink(missing_ok=True)


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Yield lines of CSV (RFC 4180, line feeds); None is an empty cell, a cell that a spreadsheet would run is quoted."""
    out = _Row()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    yield out.take()
    for row in rows:
        writer.writerow([_cell(value) for value in row])
        yield out.take()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return spreadsheet_safe(str(value)) if isinstance(value, str) else str(value)


class _Row:
    """A file for csv.writer that hands each row over."""

    def __init__(self) -> None:
        self.parts: list[str] = []

    def write(self, text: str) -> None:
        self.parts.append(text)

    def take(self) -> str:
        text, self.parts = "".join(self.parts), []
        return text
