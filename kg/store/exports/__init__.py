"""Writes the store in the forms that other programs read; one table of exporters, each deterministic.

    RDF         turtle, ntriples, jsonld, trig    rdf.py: a graph in a shape; nanopubs.py
    networks    graphml, gexf                     networks.py
    tables      csv, tables, neo4j                tables.py, neo4j.py; the last two write a folder

What each is for, and what opens it: docs/exports.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from kg.errors import UsageError
from kg.store import paragraphs
from kg.store.exports import nanopubs, neo4j, networks, rdf, tables
from kg.store.exports.writing import Folder, Lines
from kg.store.reader import Store

__all__ = ["EXPORTERS", "Exporter", "export", "is_folder"]


class Exporter(Protocol):
    """Writes a whole store to one file or folder; the same store gives the same bytes."""

    #: The shapes it can give the claims, its own first; empty where it has one form alone.
    shapes: tuple[str, ...]
    #: Whether it can hold the articles' whole texts.
    holds_text: bool
    #: Whether it writes a folder.
    folder: bool

    def write(self, store: Store, path: Path, shape: str, with_text: bool) -> None:
        """Write; whatever was there is replaced when all is written. ``StoreError`` where it cannot be written."""


#: Every export there is, by the name ``kg export --format`` takes.
EXPORTERS: Mapping[str, Exporter] = MappingProxyType(
    {
        "turtle": rdf.Rdf(paragraphs.turtle, ("reification", "rdf12", "plain")),
        "ntriples": rdf.Rdf(rdf.ntriples, ("reification", "rdf12", "plain")),
        "jsonld": rdf.Rdf(rdf.jsonld, ("reification", "plain")),
        "trig": Lines(nanopubs.trig, ("nanopub",)),
        "graphml": Lines(networks.graphml),
        "gexf": Lines(networks.gexf),
        "csv": Lines(tables.claims),
        "tables": Folder(tables.files),
        "neo4j": Folder(neo4j.files),
    }
)


def export(store: Store, format: str | None, path: Path, shape: str | None = None, with_text: bool = False) -> None:
    """Write the store to ``path``, a file or, for some formats, a folder.

    Without a format it is the one whose own shape ``shape`` is. Raises ``UsageError`` for an unknown format and for a
    shape or ``with_text`` that it does not have, ``StoreError`` where it cannot be written.
    """
    exporter, shape = _chosen(format, shape, with_text)
    exporter.write(store, path, shape, with_text)


def is_folder(format: str | None) -> bool:
    """Tell whether a format is written as a folder of files."""
    return format is not None and format in EXPORTERS and EXPORTERS[format].folder


def _chosen(format: str | None, shape: str | None, with_text: bool) -> tuple[Exporter, str]:
    if format is None:
        having = [name for name, exporter in EXPORTERS.items() if shape is None or shape in exporter.shapes]
        format = having[0] if having else "turtle"
    exporter = EXPORTERS.get(format)
    if exporter is None:
        raise UsageError(f"unknown format {format!r}; known are {', '.join(EXPORTERS)}")
    if shape is not None and shape not in exporter.shapes:
        fitting = [name for name, one in EXPORTERS.items() if shape in one.shapes]
        if not fitting:
            known = sorted({shape for one in EXPORTERS.values() for shape in one.shapes})
            raise UsageError(f"unknown shape {shape!r}; known are {', '.join(known)}")
        raise UsageError(f"shape {shape} is one of {', '.join(fitting)}; {format} has {', '.join(exporter.shapes) or 'none'}")
    shape = shape or next(iter(exporter.shapes), "")
    if with_text and (not exporter.holds_text or shape not in rdf.WITH_TEXT):
        fitting = [name for name, one in EXPORTERS.items() if one.holds_text]
        raise UsageError(
            f"whole texts go into {', '.join(fitting)} of the shape {' or '.join(rdf.WITH_TEXT)}, not into "
            + (f"the shape {shape}" if exporter.holds_text else format)
        )
    return exporter, shape
