"""The files of the output folder: what a build leaves beside the store, and how they come there whole or not at all."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg import gazetteer, profiles, shelf
from kg.cache import Cache
from kg.edtf import plain
from kg.engines import not_collecting
from kg.errors import NothingToDo, OntologyError, UsageError
from kg.gazetteer import Gazetteer
from kg.model import Article, Corpus, Extraction, Failure
from kg.ontology import Ontology
from kg.past import Past
from kg.portions import Around, core
from kg.profiles import Held
from kg.settings import Settings
from kg.shelf import Filed, Shelf

if TYPE_CHECKING:
    from kg.store.disk import Draft
    from kg.store.reader import Store


#: What stands in the output folder beside the store.
GAZETTEER, TURTLE, VIEWS = "gazetteer-used.tsv", "graph.ttl", ("graph.html", "report.html", "report.md")
FILES = (GAZETTEER, TURTLE, *VIEWS)
#: Views look at so many articles in memory.
AT_HAND = 1000


@dataclass(frozen=True, slots=True)
class Result:
    """What a build, an addition or a removal left: counts by name, sources that failed, the files written, and those that
    were left as they were and tell of the store before."""

    counts: Mapping[str, int]
    failures: tuple[Failure, ...]
    drops: int
    files: tuple[Path, ...]
    left: tuple[Path, ...] = ()


def check(settings: Settings) -> None:
    """Raise ``UsageError`` where the base makes no IRIs, or the licence has no address."""
    if not re.fullmatch(r"[a-z][a-z0-9+.-]*://[^\s<>\"{}|\\^`]+[/#]", settings.base):
        raise UsageError(f"base {settings.base!r}: must be an absolute IRI that ends in / or # (such as https://kg.example/)")
    if settings.license and not re.fullmatch(r"https?://[^/\s]\S*", settings.license):
        raise UsageError(
            f"license {settings.license!r}: must be an address (such as https://creativecommons.org/licenses/by/4.0/)"
        )


def prepare(settings: Settings) -> None:
    """Make the output folder; raises ``UsageError`` where that cannot be, or the settings make no graph."""
    check(settings)
    try:
        settings.output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{settings.output}: cannot be the output folder: {error.strerror} (name another with -o)") from error
    for folder in (settings.output, settings.output / "store"):
        if folder.exists() and not os.access(folder, os.W_OK | os.X_OK):
            raise UsageError(f"{folder}: cannot be written to (change its permissions, or name another folder with -o)")
    for name in FILES:
        if (settings.output / name).is_dir():
            raise UsageError(
                f"{settings.output / name}: is a folder where a file is to be written (move it, or name another -o)"
            )


def cache_folder(settings: Settings) -> Path | None:
    """Return where per-article results are kept: in the output folder, once there is one."""
    return settings.output / "cache" if settings.output.is_dir() else None


def store_of(settings: Settings) -> Store:
    """Return the store of the output folder; raises ``StoreError`` where there is none."""
    from kg import store

    return store.open(settings.output)


@contextlib.contextmanager
def held(settings: Settings) -> Iterator[Store]:
    """Give the store while nobody else changes it or what stands beside it."""
    from kg import store

    store_of(settings)  # where there is none, that is the answer, and no lock is left
    with store.writing(settings.output):
        yield store_of(settings)


@contextlib.contextmanager
def changing(settings: Settings) -> Iterator[tuple[Corpus, Settings]]:
    """Hold the store while it is changed: gives what it has, extractions in their files, and the settings with its own base,
    which stays, and the gazetteer it was made with where none is given."""
    with held(settings) as kept:
        prepare(settings)
        with not_collecting():
            corpus = kept.filed()
        yield corpus, replace(as_told(settings), base=kept.base)


def filed(corpus: Corpus) -> Filed:
    """Return the extractions of a corpus that is being changed."""
    assert isinstance(corpus.extractions, Filed)
    return corpus.extractions


def profiled(before: Corpus, ontology: Ontology, settings: Settings) -> Held:
    """Return the profiles of the articles of a store that is being changed; none where it was made otherwise than it would be
    now, or they are gone."""
    kept = filed(before)
    return profiles.read(cache_folder(settings), profiles.key(kept.files, ontology, settings), kept.ids)


def articles(before: Corpus, ontology: Ontology, settings: Settings) -> list[Article]:
    """Return the articles of a store that is being changed; without their texts, where these need not be read."""
    if not (held := profiled(before, ontology, settings)).articles:
        return [e.article for e in before.extractions]
    with profiles.Profiles(filed(before), ontology, settings.output, held) as known:
        return [one.article for one in known.passages()]


def as_told(settings: Settings) -> Settings:
    """Return the settings with the gazetteer that the store was made with, where none is given."""
    kept = settings.output / GAZETTEER
    return replace(settings, gazetteer=(kept,)) if not settings.gazetteer and kept.is_file() else settings


def told(names: Gazetteer) -> dict[str, str]:
    """Return the copy of the gazetteer that later changes of the store go by, by file name; none where nothing was told."""
    return {GAZETTEER: gazetteer.dumps(names)} if names else {}


def sort_out(items: Iterable[Extraction | Failure], settings: Settings) -> tuple[Shelf, list[Failure]]:
    """Tell extractions, which are put away as they come, from failures; raises ``NothingToDo`` with the failures' lines where
    nothing was extracted."""
    failures: list[Failure] = []

    def read() -> Iterator[Extraction]:
        for item in items:
            if isinstance(item, Extraction):
                yield item
            else:
                failures.append(item)

    extractions = Shelf(read(), settings.output)
    if not extractions:
        raise NothingToDo("\n".join([failure.message for failure in failures] or ["no article was given"]))
    return extractions, failures


def check_relations(corpus: Corpus, ontology: Ontology) -> None:
    """Raise ``OntologyError`` where the ontology at hand lacks relations that a store was built with."""
    if unknown := {s.predicate for s in corpus.statements} - ontology.relations.keys():
        names = ", ".join(sorted(unknown))
        raise OntologyError(f"the store has relations that the ontology has not: {names} (give their file with --ontology)")


def views(
    corpus: Corpus, ontology: Ontology, settings: Settings, known: Past | None = None, part: Around | None = None
) -> dict[str, str]:
    """Measure the corpus (step 7) and return the page and the report (step 8) by file name, which tells of the day on
    which the corpus was ``known``, if it is not today's, and of the ``part`` that they are of, if not of all.

    Of a large corpus the page holds the core.
    """
    from kg import analysis
    from kg import views as step

    check_relations(corpus, ontology)
    articles = known.articles if known else len(corpus.extractions)
    corpus = part.of(corpus) if part else corpus
    number = len(corpus.extractions)
    streamed, corpus = corpus, replace(corpus, extractions=_at_hand(corpus.extractions, settings))
    title = (
        f"What {number} article{'s' * (number != 1)} say" if number == articles else f"What {number} of {articles} articles say"
    )
    title += f" around {part.entity.label}" if part else ""
    title += f", as of {plain(known.date)}" if known else ""
    name = (f"-around-{part.name}" if part else "") + (f"-as-of-{known.date}" if known else "")
    measures, moments = analysis.measure(corpus, ontology), analysis.chronicle(corpus).moments  # 7
    groups = analysis.groups(streamed, measures, ontology)  # mentions, which are the most, are looked at here alone
    story = step.tell(corpus, measures, ontology, title, moments, groups)  # 8
    if (shown := core(corpus, measures.pagerank)) is not corpus:
        moments = analysis.chronicle(shown).moments
        title += f": the {len(shown.statements):,} best supported of {len(corpus.statements):,} statements"
        title += " (kg view --around NAME shows any part)"
    return {
        f"graph{name}.html": step.page(shown, measures, analysis.layout(shown, measures), ontology, title, moments),
        f"report{name}.html": step.report_page(story, f"graph{name}.html"),
        f"report{name}.md": step.report(story),
    }


def _at_hand(extractions: Sequence[Extraction], settings: Settings) -> Sequence[Extraction]:
    """Return extractions, which are looked at again and again: in memory, or put away where they are too many for that."""
    if len(extractions) <= AT_HAND:
        return tuple(extractions)
    return extractions if isinstance(extractions, Shelf) else Shelf(extractions, settings.output)


def write(texts: Mapping[str, str], settings: Settings) -> tuple[Path, ...]:
    """Write each file beside its place first, then put all of them there, each by one atomic rename."""
    with contextlib.ExitStack() as stack:
        for name in sorted(texts):
            _write(stack.enter_context(placing(settings.output / name)), texts[name])
    return tuple(settings.output / name for name in sorted(texts))


def _write(path: Path, text: str) -> None:
    # surrogates cannot be written; newlines stay as they are on every system
    path.write_bytes(text.encode("utf-8", "replace"))


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


def finish(corpus: Corpus, texts: Mapping[str, str], draft: Draft, settings: Settings) -> Result:
    """Write Turtle and ``texts`` beside their places, publish the draft, and put them there; return the counts.

    What comes after publication is a few renames, which Ctrl-C and a request to end wait for.
    """
    _sweep(settings)
    written = sorted({*texts, *([TURTLE] if settings.views else [])})
    with contextlib.ExitStack() as through, contextlib.ExitStack() as placed:
        for name in written:
            place = placed.enter_context(placing(settings.output / name))
            _write(place, texts[name]) if name in texts else draft.turtle(place)
        through.enter_context(uninterrupted())  # left when all is in its place
        draft.publish()
        if GAZETTEER not in texts:
            (settings.output / GAZETTEER).unlink(missing_ok=True)
    left = () if settings.views else tuple(p for name in (TURTLE, *VIEWS) if (p := settings.output / name).exists())
    files = tuple(settings.output / name for name in written)
    return Result(counts(corpus), corpus.failures, len(corpus.drops), files, left)


def counts(corpus: Corpus) -> dict[str, int]:
    """Return how much a corpus holds, by what people call it."""
    held = shelf.counts(corpus.extractions)
    found = {
        "articles": held.articles,
        "mentions": held.mentions,
        "entities": len(corpus.resolution.entities),
        "claims": held.claims,
        "quotations": held.quotations,
        "statements": len(corpus.statements),
        "plain triples": sum(s.asserted for s in corpus.statements),
    }
    if links := sum(len(e.authorities) for e in corpus.resolution.entities):
        found["links to authorities"] = links
    return found


def turtle(store: Store, path: Path) -> None:
    """Write the store as Turtle."""
    from kg import store as step

    step.export(store, "turtle", path)


def _sweep(settings: Settings) -> None:
    """Remove what killed runs left half written; whoever holds the store's lock is alone here."""
    Cache(cache_folder(settings), ()).sweep()
    for name in FILES:
        stem, suffix = name.split(".")
        for litter in settings.output.glob(f".*{stem}*.partial.{suffix}*"):
            with contextlib.suppress(OSError):
                litter.unlink()


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Keep Ctrl-C and a request to end (SIGTERM) waiting until the block is through; only the main thread can."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    got: list[int] = []
    before = {number: signal.signal(number, lambda n, _: got.append(n)) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
    for caught in got[:1]:
        signal.raise_signal(caught)
