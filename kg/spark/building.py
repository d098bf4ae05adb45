"""A build on Apache Spark: the steps of ``kg.pipeline``, each where its data is.

    sources ─▶ articles ─▶ extractions ─▶ chains ─▶ entities        on the workers (``kg.entities.spread``)
    claims, quotations ─▶ statements                                 on the driver (``kg.pipeline.stated``)
    extractions, entities, statements ─▶ tables, lines, parts        on the workers (``kg.spark.writing``)

What comes out is what the local engine makes of the same articles, byte for byte, in however many parts they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import cast

from kg import authorities, checks, decisions, outputs, pipeline
from kg.entities import chains, spread
from kg.entities.chains import Node
from kg.errors import KgError, NothingToDo, UsageError
from kg.gazetteer import Gazetteer
from kg.model import Article, Entity, Extraction, Failure, Resolution
from kg.ontology import Ontology
from kg.outputs import Result
from kg.reading import extract_with, load_gazetteer, load_ontology
from kg.settings import Settings
from kg.shelf import Shelf
from kg.spark import reading, writing
from kg.spark.rows import Spread
from kg.spark.session import session


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What reading an article needs, taken to the workers."""

    settings: Settings
    words: Ontology
    names: Gazetteer


def build(sources: Sequence[str], output: str, settings: Settings, master: str | None = None) -> Result:
    """Read sources on Spark and leave the corpus in ``output``, a folder or an address that Spark can write to.

    Raises ``NothingToDo`` where nothing could be read, ``UsageError`` where Spark cannot be used, ``KgError`` where it fails.
    """
    outputs.check(settings)
    if settings.llm_url:
        raise UsageError("--llm: no language model reads along on Spark")
    if "-" in sources:
        raise UsageError("-: Spark reads no standard input; name files, folders or addresses")
    if not reading.is_address(output):
        settings = replace(settings, output=settings.output.absolute())  # a worker stands in a folder of its own
        outputs.prepare(settings)
    lexicon = Lexicon(settings, load_ontology(settings.ontology), load_gazetteer(settings))
    with session(master) as spark:
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException

        try:
            read, failures = reading.read(spark, sources, settings.max_bytes)
            return _made(read.each(partial(_extract, lexicon)).kept(), failures, output, lexicon)
        except (PySparkException, Py4JError) as error:
            raise KgError(f"Spark failed: {reading.reason(error)}") from error
        finally:
            spark.catalog.clearCache()


def _made(found: Spread[Extraction | Failure], failures: list[Failure], output: str, lexicon: Lexicon) -> Result:
    settings, words, names = lexicon.settings, lexicon.words, lexicon.names
    failures += found.each(lambda rows: (row for row in rows if isinstance(row, Failure)))
    failed = tuple(sorted(set(failures), key=checks.natural))
    extractions: Spread[Extraction] = found.each(lambda rows: (row for row in rows if isinstance(row, Extraction)))
    lean = Shelf(extractions.each(_lean).in_order(lambda e: e.article.id))
    if not lean:
        raise NothingToDo("\n".join([failure.message for failure in failed] or ["no article was given"]))
    decided = decisions.read(settings.output)
    decisions.check(decided.rulings, words.types)
    patterns = words.patterns()
    named = extractions.each(lambda rows: chains.named(list(rows), patterns)).kept()
    unnamed = extractions.each(lambda rows: chains.unnamed(list(rows)))
    # a protocol of generic methods that return it is more than the type checker can see through
    rows = cast(tuple[spread.Rows[Node], spread.Rows[Node]], (named, unnamed))
    resolved = cast("Spread[Entity]", spread.resolve(rows[0], rows[1], settings.base, names, decided.rulings))
    entities = resolved.each(_short).kept()
    if authorities.known(settings.output):  # which links are one entity's alone, all entities tell together
        linked = authorities.link(settings.output, Resolution(tuple(sorted(entities, key=lambda e: e.iri)), {}))
        entities = entities.of(linked.entities)
    resolution = _resolution(entities, settings)
    corpus = pipeline.stated(lean, pipeline.compared(lean, resolution, settings), settings, failed, names.hash)
    counts = writing.write(output, corpus, extractions, entities, writing.Kit(settings, words, names))
    return Result(counts, failed, len(corpus.drops), ())


# ---------------------------------------------------------------------- what runs on the workers

#: The ontology and gazetteer of this process by their hashes: what is made ready of them is made ready once.
_ready: dict[tuple[str, str], tuple[Ontology, Gazetteer]] = {}


def _extract(lexicon: Lexicon, rows: Iterable[Article | Failure]) -> Iterator[Extraction | Failure]:
    given = lexicon.words, lexicon.names
    words, names = _ready.setdefault((lexicon.words.hash, lexicon.names.hash), given)
    for row in rows:
        yield row if isinstance(row, Failure) else extract_with(words, names, lexicon.settings, (row, ()))


def _lean(rows: Iterable[Extraction]) -> Iterator[Extraction]:
    """What statements rest on: claims, quotations and texts, without the mentions and chains."""
    return (replace(extraction, mentions=(), chains={}) for extraction in rows)


def _short(rows: Iterable[Entity]) -> Iterator[Entity]:
    yield from checks.short_names(Resolution(tuple(rows), {})).entities


# ---------------------------------------------------------------------- on the driver


def _resolution(entities: Spread[Entity], settings: Settings) -> Resolution:
    """Return who is who as far as statements need it: without other names and reasons."""
    bare = entities.each(lambda rows: (replace(e, links=(), aliases=(), authorities=()) for e in rows))
    return Resolution.of(bare)
