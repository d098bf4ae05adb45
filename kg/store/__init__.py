"""The store: a corpus as an RDF graph on disk, its queries, exports and checks.

    corpus ──mapping──▶ quads ──disk──▶ generation ──reader──▶ Store ──▶ queries, exports, checks

Nothing here loads pyoxigraph, rdflib or pyshacl before it is needed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.model import Corpus
    from kg.ontology import Ontology
    from kg.settings import Settings
    from kg.shelf import Each
    from kg.store.apart import Asker, Held
    from kg.store.disk import Draft
    from kg.store.reader import Store
    from kg.store.sparql import Answer, NamedQuery


def publish(corpus: Corpus, ontology: Ontology, settings: Settings, before: Corpus | None = None) -> None:
    """Make the store in ``settings.output`` hold exactly this corpus, atomically; see ``kg.store.disk.publish``."""
    from kg.store import disk

    disk.publish(corpus, ontology, settings, before)


def drafting(
    corpus: Corpus, ontology: Ontology, settings: Settings, before: Corpus | None = None, each: Each = map
) -> AbstractContextManager[Draft]:
    """Give a generation that is whole but not published yet, so that more can be made ready; see ``kg.store.disk.drafting``."""
    from kg.store import disk

    return disk.drafting(corpus, ontology, settings, before, each)


def load(sources: Sequence[str], ontology: Ontology, settings: Settings) -> dict[str, int]:
    """Make the store hold a graph that is there in parts; see ``kg.store.bulk.load``."""
    from kg.store import bulk

    return bulk.load(sources, ontology, settings)


def open(output: Path) -> Store:
    """Open the store of an output folder; ``StoreError`` where there is none that can be read."""
    from kg.store.reader import Store

    return Store.open(output)


def holding(corpus: Corpus, ontology: Ontology, settings: Settings) -> Store:
    """Return a store in memory that holds exactly this corpus."""
    from kg.store.reader import Store

    return Store.holding(corpus, ontology, settings)


def writing(output: Path, wait: float = 10.0) -> AbstractContextManager[None]:
    """Hold the store's lock while reading, extracting and publishing; see ``kg.store.lock.writing``."""
    from kg.store import lock

    return lock.writing(output, wait)


def named_queries() -> Mapping[str, NamedQuery]:
    """Return the questions that come with kg, by name."""
    from kg.store import sparql

    return sparql.named_queries()


def ask(
    output: Path,
    text: str,
    parameters: Mapping[str, str],
    limit: int | None = None,
    timeout: float | None = None,
    *,
    is_name: bool = False,
    held: Held | None = None,
    graph: Path | None = None,
) -> Answer:
    """Answer a query, or the named one, in a process of its own that Ctrl-C and ``timeout`` end; see ``kg.store.apart.ask``.

    With ``held`` it is asked of a store in memory that is made of these, with ``graph`` of an RDF file.
    """
    from kg.store import apart

    return apart.ask(apart.Question(output, text, parameters, limit, is_name, held, graph), timeout)


def asker(memory: int = 0) -> Asker:
    """Start a process that answers one question after another; see ``kg.store.apart.Asker``."""
    from kg.store import apart

    return apart.Asker(memory)


def render(answer: Answer, format: str) -> str:
    """Return an answer as "json" (SPARQL 1.1 Query Results JSON), "csv", "tsv" or, where it is triples, "turtle"."""
    if format == "turtle":
        from kg.errors import UsageError
        from kg.store.formats import written

        if not answer.graph:
            raise UsageError("only what CONSTRUCT and DESCRIBE give can be written as turtle; take json, csv or tsv")
        return written(answer, ("text/turtle",), "").body.decode("utf-8")
    from kg.store.answers import render as rendered

    return rendered(answer, format)


def export(store: Store, format: str | None, path: Path, shape: str | None = None, with_text: bool = False) -> None:
    """Write the store in one of the formats and shapes of ``kg.store.exports``; ``UsageError`` for any other."""
    from kg.store.exports import export as write

    write(store, format, path, shape, with_text)


def verify(store: Store) -> tuple[str, ...]:
    """Return every place where the graph's quotes differ from the articles' own words; empty when all is right."""
    from kg.store.check import verify as differences

    return differences(store)


def validate(store: Store) -> tuple[str, ...]:
    """Return every violation of ontology/shapes.ttl; empty when the graph is valid."""
    from kg.store.check import validate as violations

    return violations(store)
