"""What the store itself is asked: SPARQL, exports and checks. Nothing here prints."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg import outputs
from kg.answers import Answers
from kg.errors import UsageError
from kg.past import Past
from kg.pipeline import load_ontology
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.store.sparql import Answer, NamedQuery

#: File endings by format, the first of a format being its own.
SUFFIXES = {
    ".ttl": "turtle",
    ".turtle": "turtle",
    ".nt": "ntriples",
    ".jsonld": "jsonld",
    ".json": "jsonld",
    ".graphml": "graphml",
    ".csv": "csv",
}


def named() -> Mapping[str, NamedQuery]:
    """Return the questions that come with kg."""
    from kg import store

    return store.named_queries()


def ask(
    settings: Settings,
    text: str,
    parameters: Sequence[str] = (),
    limit: int | None = None,
    timeout: float | None = None,
    known: Past | None = None,
) -> Answer:
    """Answer a SPARQL query, one in a file (``@file`` or ``name.rq``), or a named one with ``name=value`` parameters.

    With ``known``, of what was known on that day.
    """
    from kg import store

    given = dict(_parameter(p) for p in parameters)
    held = (known.corpus, load_ontology(settings.ontology), known.settings) if known else None
    if re.fullmatch(r"[\w-]+", text):
        return store.ask(settings.output, text, given, limit, timeout, is_name=True, held=held)
    if text.startswith("@") or (text.endswith((".rq", ".sparql")) and "{" not in text):
        text = _read(Path(text.removeprefix("@")))
    return store.ask(settings.output, text, given, limit, timeout, held=held)


def _parameter(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise UsageError(f"{text!r}: a parameter is given as name=value")
    return name, value


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path}: the query cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: the query is not in UTF-8") from error


def rendered(answer: Answer, format_: str) -> str:
    """Return an answer as json, csv or tsv."""
    from kg import store

    return store.render(answer, format_)


def export(
    settings: Settings,
    file: Path | None,
    format_: str | None,
    around: str | None = None,
    hops: int = 1,
    known: Past | None = None,
) -> Path | str:
    """Write the graph, or what was ``known`` on a day, or what is within ``hops`` statements ``around`` an entity, to ``file``
    and return its path; without a file return the text.

    Raises ``UsageError`` where the format is not given and cannot be told from the file's ending.
    """
    from kg import store

    if settings.output.suffix in SUFFIXES and not settings.output.is_dir():
        raise UsageError(f"{settings.output}: -o names the output folder; give the file by itself: kg export {settings.output}")
    if format_ is None and file is not None:
        format_ = SUFFIXES.get(file.suffix.lower())
        if format_ is None:
            raise UsageError(f"{file}: the ending tells no format; say --format, or use one of {', '.join(SUFFIXES)}")
    if known:
        opened = store.holding(known.corpus, load_ontology(settings.ontology), known.settings)
    else:
        opened = outputs.store_of(settings)
    chosen = format_ or "turtle"
    if around is not None:
        opened = opened.around(Answers(settings, known).find(around).iri, hops)
    if file is not None:
        with outputs.placing(file) as partial:
            store.export(opened, chosen, partial)
        return file
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        path = Path(folder) / "graph"
        store.export(opened, chosen, path)
        return path.read_bytes().decode("utf-8")


def validate(settings: Settings) -> tuple[str, ...]:
    """Return what violates the shapes."""
    from kg import store

    return store.validate(outputs.store_of(settings))


def verify(settings: Settings) -> tuple[str, ...]:
    """Return the quotes that differ from their articles."""
    from kg import store

    return store.verify(outputs.store_of(settings))
