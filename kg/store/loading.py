"""Reads an RDF file into memory as the store has it, whatever shape it was exported in, so that it can be asked."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg.errors import UsageError
from kg.settings import Settings
from kg.store.exports.rdf import restored
from kg.store.terms import VOID

#: What can be read, by file ending.
FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".turtle": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".json": ox.RdfFormat.JSON_LD,
    ".trig": ox.RdfFormat.TRIG,
    ".nq": ox.RdfFormat.N_QUADS,
}


def load(path: Path) -> ox.Store:
    """Return the file's graph in memory; named graphs are merged, triple terms (RDF 1.2) become reifications.

    Raises ``UsageError`` where it cannot be read, with the line where the parser tells it.
    """
    format_ = FORMATS.get(path.suffix.lower())
    if format_ is None:
        raise UsageError(f"{path}: the ending tells no RDF format; known are {', '.join(FORMATS)}")
    graph = ox.Store()
    try:
        graph.bulk_extend(restored(ox.parse(path=str(path), format=format_)))
    except (SyntaxError, ValueError) as error:
        where = f", line {error.lineno}" if isinstance(error, SyntaxError) and error.lineno else ""
        raise UsageError(f"{path}{where}: not valid {format_.name}: {' '.join(str(error).split())[:300]}") from error
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror or error}") from error
    return graph


def base_of(graph: ox.Store) -> str:
    """Return the prefix of a graph's data IRIs by its description of itself; that of the settings where it has none."""
    said = graph.quads_for_pattern(None, ox.NamedNode(VOID + "uriSpace"), None)
    return next((quad.object.value for quad in said if isinstance(quad.object, ox.Literal)), Settings().base)
