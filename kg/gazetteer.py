"""Reads a gazetteer: a file in which a user tells names, their types, other names, and who that is elsewhere.

    name	type	aliases	same_as	note
    Windhover Group	Organization	Kestrel|Windhover	wikidata:Q1	the shipping line, not the bird

Comma- or tab-separated (whichever the header line has) in UTF-8; ``name`` and ``type`` are needed; ``|`` stands between
aliases and between authority IRIs. Blank lines, and lines that begin with "# ", are skipped; the order says nothing.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import UsageError

COLUMNS = ("name", "type", "aliases", "same_as", "note")
#: What an authority's short prefix stands for, so that ``viaf:123`` can be written for an IRI.
AUTHORITIES: Mapping[str, str] = {
    "geonames": "https://sws.geonames.org/",
    "gnd": "https://d-nb.info/gnd/",
    "isni": "https://isni.org/isni/",
    "orcid": "https://orcid.org/",
    "viaf": "http://viaf.org/viaf/",
    "wd": "http://www.wikidata.org/entity/",
    "wikidata": "http://www.wikidata.org/entity/",
}
_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`/]+/[^\s<>\"{}|\\^`]*", re.IGNORECASE)
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~/-]*")


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One thing that a gazetteer tells of: its name, entity type, other names, and authority IRIs."""

    name: str
    type: str
    aliases: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    note: str = field(default="", compare=False)

    @property
    def names(self) -> tuple[str, ...]:
        """The name and the aliases."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """Sorted entries, none twice; ``hash`` is the SHA-256 of what they tell, "" where there are none."""

    entries: tuple[Entry, ...] = ()
    hash: str = ""

    def __bool__(self) -> bool:
        """Tell whether it tells anything."""
        return bool(self.entries)


#: The gazetteer that tells nothing.
EMPTY = Gazetteer()


def gather(entries: Iterable[Entry]) -> Gazetteer:
    """Return the gazetteer of these entries, in whatever order they come."""
    found = tuple(sorted(set(entries)))
    rows = [[e.name, e.type, e.aliases, e.same_as] for e in found]
    return Gazetteer(found, hashlib.sha256(json.dumps(rows).encode()).hexdigest() if found else "")


def load(paths: Iterable[Path], types: Collection[str]) -> Gazetteer:
    """Return what the files tell together; ``types`` are the entity types that there are.

    Raises ``UsageError`` with file and line where one cannot be read.
    """
    return gather(entry for path in paths for entry in _entries(path, types))


def dumps(gazetteer: Gazetteer) -> str:
    """Return the gazetteer as a file that ``load`` reads."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(COLUMNS)
    for e in gazetteer.entries:
        writer.writerow((e.name, e.type, "|".join(e.aliases), "|".join(e.same_as), e.note))
    return out.getvalue()


def _entries(path: Path, types: Collection[str]) -> Iterator[Entry]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "is not in UTF-8"
        raise UsageError(f"{path}: the gazetteer cannot be read: {why}") from error
    rows = _rows(path, text)
    number, header = next(rows, (1, []))
    columns = [name.strip().casefold() for name in header]
    for name in COLUMNS[:2]:
        if name not in columns:
            raise UsageError(f"{path}: line {number}: the header has no column {name!r} (it is: {', '.join(COLUMNS)})")
    for name in columns:
        if name not in COLUMNS or columns.count(name) > 1:
            raise UsageError(f"{path}: line {number}: column {name!r} is unknown or there twice; known: {', '.join(COLUMNS)}")
    for number, row in rows:
        if len(row) > len(columns):
            raise UsageError(f"{path}: line {number}: has {len(row)} cells, the header {len(columns)}")
        yield _entry(f"{path}: line {number}", dict(zip(columns, row, strict=False)), types)


def _rows(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the number of each line with something on it, and its cells."""
    lines = text.replace("\r\n", "\n").split("\n")
    # a skipped line stays, empty, so that the numbers are the file's
    lines = ["" if not line.strip() or line.startswith("# ") else line for line in lines]
    first = next((line for line in lines if line), "")
    reader = csv.reader([line + "\n" for line in lines], delimiter="\t" if "\t" in first else ",", strict=True)
    number = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield number, row
            number = reader.line_num + 1
    except csv.Error as error:
        raise UsageError(f"{path}: line {number}: {error} (cells with quotation marks must be quoted)") from error


def _entry(where: str, row: Mapping[str, str], types: Collection[str]) -> Entry:
    name, type_ = _plain(row["name"]), _plain(row.get("type", ""))
    if not name or not any(char.isalnum() for char in name):
        raise UsageError(f"{where}: the name is empty")
    if type_ not in types:
        raise UsageError(f"{where}: {name!r} has the type {type_!r}; the ontology has {', '.join(sorted(types))}")
    aliases = {_plain(alias) for alias in row.get("aliases", "").split("|")} - {"", name}
    same_as = {_iri(where, text) for text in map(_plain, row.get("same_as", "").split("|")) if text}
    for alias in sorted(aliases):
        if not any(char.isalnum() for char in alias):
            raise UsageError(f"{where}: {alias!r} is no name (| stands between aliases)")
    return Entry(name, type_, tuple(sorted(aliases)), tuple(sorted(same_as)), _plain(row.get("note", "")))


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").split())


def _iri(where: str, text: str) -> str:
    """Return an authority's IRI, given as such, as ``prefix:id``, or as a Wikidata id alone."""
    prefix, _, rest = text.partition(":")
    if _IRI.fullmatch(text):
        return text
    if re.fullmatch(r"Q[1-9]\d*", text):
        return AUTHORITIES["wikidata"] + text
    if prefix.casefold() in AUTHORITIES and _ID.fullmatch(rest):
        return AUTHORITIES[prefix.casefold()] + rest
    known = ", ".join(sorted(AUTHORITIES))
    raise UsageError(f"{where}: {text!r} is no authority's IRI: give https://…, Q and digits (Wikidata), or one of {known}:id")
