"""What was read from each article, one file each: named by its content, never changed, shared by the generations that list it.

    <output>/store/articles/<2 hex>/<32 hex>.json          one data contract line, text included
    <output>/store/generations/<name>/articles.tsv         article id (as JSON) and file name, sorted by id

An article added to a large store costs one such file, and no other is read or written again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from kg import contract
from kg.model import Extraction
from kg.shelf import Counts, Filed
from kg.store import files


def folder(store: Path) -> Path:
    """Return where the files stand in a store's folder."""
    return store / "articles"


def path(store: Path, name: str) -> Path:
    """Return the file of this name."""
    return folder(store) / name[:2] / f"{name}.json"


class Kept(NamedTuple):
    """The file of an article, by the article's id and the file's name; where it is, if it had to be written."""

    article: str
    name: str
    written: Path | None


def put(store: Path, extraction: Extraction) -> Kept:
    """Write what was read of an article unless it is there; a file with other words than it must have is mended.

    What was written may not be on the disk before ``files.settle``.
    """
    line = f"{contract.dumps(extraction)}\n".encode("utf-8", "surrogatepass")
    name = hashlib.sha256(line).hexdigest()[:32]
    place = path(store, name)
    if place.is_file() and place.read_bytes() == line:
        return Kept(extraction.article.id, name, None)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.with_suffix(".new").write_bytes(line)
    place.with_suffix(".new").replace(place)
    return Kept(extraction.article.id, name, place)


def listed(names: Mapping[str, str]) -> bytes:
    """Return the list of a generation, as a file's content."""
    return "".join(f"{json.dumps(id_)}\t{name}\n" for id_, name in sorted(names.items())).encode("ascii")


def names(generation: Path) -> dict[str, str]:
    """Return the file names of a generation by article id; ``StoreError`` where the list is damaged."""
    place = generation / files.ARTICLES
    try:
        rows = (line.split("\t") for line in place.read_text(encoding="ascii").splitlines())
        return {json.loads(id_): name for id_, name in rows}
    except (OSError, ValueError, TypeError) as error:
        raise files.broken(place, error) from error


def filed(generation: Path, counts: Counts) -> Filed:
    """Return the extractions of a generation, which hold so much, in their files; whoever looks at one that is damaged or gone
    is told so by ``StoreError``."""
    return Filed(names(generation), partial(_read, generation.parent.parent), counts)


def read(generation: Path) -> Iterator[Extraction]:
    """Yield the extractions of a generation by article id, one file at a time; ``StoreError`` where one is damaged or gone."""
    store = generation.parent.parent
    return (_read(store, name) for name in names(generation).values())


def _read(store: Path, name: str) -> Extraction:
    place = path(store, name)
    try:
        return contract.loads(place.read_bytes().decode("utf-8", "surrogatepass"))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise files.broken(place, error) from error


def sweep(store: Path, wanted: Sequence[str]) -> None:
    """Remove the files that are not ``wanted``, and what killed runs left half written."""
    keep = {f"{name}.json" for name in wanted}
    for place in folder(store).glob("??/*"):
        if place.name not in keep:
            with contextlib.suppress(OSError):
                place.unlink()
