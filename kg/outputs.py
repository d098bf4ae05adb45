"""The files of the output folder: what a build leaves beside the store, and how they come there whole or not at all."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import NothingToDo, OntologyError, UsageError
from kg.model import Corpus, Extraction, Failure
from kg.ontology import Ontology
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.store.reader import Store


@dataclass(frozen=True, slots=True)
class Result:
    """What a build, an addition or a removal left: counts by name, sources that failed, the files written."""

    counts: Mapping[str, int]
    failures: tuple[Failure, ...]
    drops: int
    files: tuple[Path, ...]


def prepare(settings: Settings) -> None:
    """Make the output folder; raises ``UsageError`` where that cannot be, or the base makes no IRIs."""
    if not re.fullmatch(r"[a-z][a-z0-9+.-]*://[^\s<>\"{}|\\^`]+[/#]", settings.base):
        raise UsageError(f"base {settings.base!r}: must be an absolute IRI that ends in / or # (such as https://kg.example/)")
    try:
        settings.output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{settings.output}: cannot be the output folder: {error.strerror} (name another with -o)") from error


def cache_folder(settings: Settings) -> Path | None:
    """Return where per-article results are kept: in the output folder, once there is one."""
    return settings.output / "cache" if settings.output.is_dir() else None


def store_of(settings: Settings) -> Store:
    """Return the store of the output folder; raises ``StoreError`` where there is none."""
    from kg import store

    return store.open(settings.output)


@contextlib.contextmanager
def changing(settings: Settings) -> Iterator[tuple[tuple[Extraction, ...], Settings]]:
    """Hold the store while it is changed: gives what it has, and the settings with its own base, which stays."""
    from kg import store

    store_of(settings)  # where there is none, that is the answer, and no lock is left
    with store.writing(settings.output):
        kept = store_of(settings)
        yield kept.extractions(), replace(settings, base=kept.base)


def sort_out(items: Iterable[Extraction | Failure]) -> tuple[list[Extraction], list[Failure]]:
    """Tell extractions from failures; raises ``NothingToDo`` with the failures' lines where nothing was extracted."""
    found = list(items)
    failures = [item for item in found if isinstance(item, Failure)]
    extractions = [item for item in found if isinstance(item, Extraction)]
    if not extractions:
        raise NothingToDo("\n".join([failure.message for failure in failures] or ["no article was given"]))
    return extractions, failures


def views(corpus: Corpus, ontology: Ontology, settings: Settings) -> dict[str, str]:
    """Measure the corpus (step 7) and return the page and the report (step 8) by file name."""
    from kg import analysis
    from kg import views as step

    if unknown := {s.predicate for s in corpus.statements} - ontology.relations.keys():
        names = ", ".join(sorted(unknown))
        raise OntologyError(f"the store has relations that the ontology has not: {names} (give their file with --ontology)")
    title = f"What {len(corpus.extractions)} article{'s' * (len(corpus.extractions) != 1)} say"
    measures = analysis.measure(corpus)  # 7
    return {
        "graph.html": step.page(corpus, measures, analysis.layout(corpus, measures), ontology, title),  # 8
        "report.md": step.report(corpus, measures, ontology, title),
    }


def write(texts: Mapping[str, str], settings: Settings) -> tuple[Path, ...]:
    """Write each file beside its place first, then put all of them there, each by one atomic rename."""
    with contextlib.ExitStack() as stack:
        placed = [stack.enter_context(placing(settings.output / name)) for name in sorted(texts)]
        for partial, name in zip(placed, sorted(texts), strict=True):
            # surrogates cannot be written; newlines stay as they are on every system
            partial.write_bytes(texts[name].encode("utf-8", "replace"))
    return tuple(settings.output / name for name in sorted(texts))


@contextlib.contextmanager
def placing(path: Path) -> Iterator[Path]:
    """Give a path beside ``path`` to write to; on success it takes the place of ``path``, else it is removed."""
    partial = path.with_name(f".{path.stem}.partial{path.suffix}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield partial
        os.replace(partial, path)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror or error}") from error
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)


def finish(corpus: Corpus, texts: Mapping[str, str], settings: Settings) -> Result:
    """Put Turtle, page and report in their places, now that the store stands; return the counts."""
    from kg import store

    with placing(settings.output / "graph.ttl") as partial:
        store.export(store.open(settings.output), "turtle", partial)
    files = (settings.output / "graph.ttl", *write(texts, settings))
    counts = {
        "articles": len(corpus.extractions),
        "mentions": sum(len(e.mentions) for e in corpus.extractions),
        "entities": len(corpus.resolution.entities),
        "claims": sum(len(e.claims) for e in corpus.extractions),
        "quotations": sum(len(e.quotations) for e in corpus.extractions),
        "statements": len(corpus.statements),
        "plain triples": sum(s.asserted for s in corpus.statements),
    }
    return Result(counts, corpus.failures, len(corpus.drops), files)
