"""What the store itself is asked: SPARQL, exports and checks. Nothing here prints."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg import outputs
from kg.answers import Answers
from kg.errors import UsageError
from kg.past import Past
from kg.portions import Around
from kg.reading import load_ontology
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
    ".trig": "trig",
    ".graphml": "graphml",
    ".gexf": "gexf",
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
    graph: Path | None = None,
) -> Answer:
    """Answer a SPARQL query, one in a file (``@file`` or ``name.rq``), or a named one with ``name=value`` parameters.

    With ``known``, of what was known on that day; with ``graph``, of an RDF file in place of the store.
    """
    from kg import store

    given = dict(_parameter(p) for p in parameters)
    if known and graph:
        raise UsageError(f"{graph}: what was known on a day is asked of the store alone, not of a file")
    held = (known.corpus, load_ontology(settings.ontology), known.settings) if known else None
    is_name = re.fullmatch(r"[\w-]+", text) is not None
    if text.startswith("@") or (text.endswith((".rq", ".sparql")) and "{" not in text):
        text = _read(Path(text.removeprefix("@")))
    return store.ask(settings.output, text, given, limit, timeout, is_name=is_name, held=held, graph=graph)


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
    """Return an answer as json, csv, tsv or, where it is triples, turtle."""
    from kg import store

    return store.render(answer, format_)


@dataclass(frozen=True, slots=True)
class Form:
    """What an export is written as: a format (None: by the file's ending), a shape (None: the format's own), with the
    articles' texts or without."""

    format: str | None = None
    shape: str | None = None
    with_text: bool = False


def export(
    settings: Settings,
    file: Path | None,
    form: Form,
    around: str | None = None,
    hops: int = 1,
    known: Past | None = None,
) -> Path | str:
    """Write the graph, or what was ``known`` on a day, or what is within ``hops`` statements ``around`` an entity, to ``file``
    (for some formats a folder) and return its path; without a file return the text.

    Raises ``UsageError`` where the format is not given and cannot be told from the file's ending, and where a format has no
    such shape, cannot hold texts, or needs a folder.
    """
    from kg import store
    from kg.store import exports

    if settings.output.suffix in SUFFIXES and not settings.output.is_dir():
        raise UsageError(f"{settings.output}: -o names the output folder; give the file by itself: kg export {settings.output}")
    format_ = form.format
    if format_ is None and file is not None:
        format_ = SUFFIXES.get(file.suffix.lower())
        if format_ is None:
            raise UsageError(f"{file}: the ending tells no format; say --format, or use one of {', '.join(SUFFIXES)}")
    if known:
        opened = store.holding(known.corpus, load_ontology(settings.ontology), known.settings)
    else:
        opened = outputs.store_of(settings)
    if around is not None:
        opened = opened.around(Answers(settings, known).find(around).iri, hops)
    wanted = (form.shape, form.with_text)
    if exports.is_folder(format_):
        if file is None:
            raise UsageError(f"{format_} is a folder of files: name it, as in kg export FOLDER --format {format_}")
        store.export(opened, format_, file, *wanted)
        return file
    if file is not None:
        with outputs.placing(file) as partial:
            store.export(opened, format_, partial, *wanted)
        return file
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        path = Path(folder) / "graph"
        store.export(opened, format_, path, *wanted)
        return path.read_bytes().decode("utf-8")


def surroundings(settings: Settings, entity: str, hops: int, known: Past | None = None) -> Around:
    """Return what is around an entity, by name or IRI; raises ``UsageError`` where that is none or several."""
    return Around(Answers(settings, known).find(entity), hops)


def validate(settings: Settings) -> tuple[str, ...]:
    """Return what violates the shapes."""
    from kg import store

    return store.validate(outputs.store_of(settings))


def verify(settings: Settings) -> tuple[str, ...]:
    """Return the quotes that differ from their articles."""
    from kg import store

    return store.verify(outputs.store_of(settings))
