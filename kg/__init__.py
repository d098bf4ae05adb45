"""Turns news articles into a graph whose every claim carries its quoted words.

The path of the data::

    sources ──articles──▶ Article ──mentions──▶ Document ──claims──▶ Extraction            one article at a time
                                                                         │
                          ┌──────────────────────────────────────────────┘
                          ▼
            entities (chains → Entity) ──▶ statements (claims → Statement) ──▶ store (RDF)   the corpus together
                                                              │
                                        ┌─────────────────────┼───────────────────┐
                                        ▼                     ▼                   ▼
                                     analysis               views              exports, SPARQL

A claim is what one article says about mentions; a statement is what the claims together say about entities.

From Python: ``kg.build(["articles/"], output="out")`` does what ``kg build`` does, ``kg.extract(...)`` yields
per-article results, and ``kg.open("out")`` gives the store: ``.entities()``, ``.statements()``, ``.claims()`` and
``.corpus()`` as the values of ``kg.model``, ``.query(sparql)``, ``.rdflib()``, and ``.around(iri, hops)``, a part of it
with the same methods. ``kg.analysis`` measures a corpus, ``kg.answers.Answers`` finds its words; docs/analysis.ipynb shows
all of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.model import Extraction, Failure
    from kg.outputs import Result
    from kg.store.reader import Store

__version__ = "0.1.0"
__all__ = ["__version__", "build", "extract", "open"]


def build(sources: Sequence[str | Path], **options: Any) -> Result:
    """Make the store exactly these sources; ``options`` are fields of ``kg.settings.Settings``.

    Raises ``kg.errors.KgError``; sources that could not be read are in the result's ``failures``.
    """
    from kg import pipeline, settings

    return pipeline.build([str(s) for s in sources], settings.load(**options))


def extract(sources: Sequence[str | Path], **options: Any) -> Iterator[Extraction | Failure]:
    """Yield what each article says by itself, without a store; ``options`` as for ``build``."""
    from kg import pipeline, settings

    return pipeline.extract([str(s) for s in sources], settings.load(**options))


def open(output: str | Path = "output") -> Store:
    """Return the store that a build left in this folder, read-only: see ``kg.store.reader.Store``.

    Raises ``kg.errors.StoreError`` where there is none.
    """
    from kg import store

    return store.open(Path(output))
