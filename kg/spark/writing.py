"""What a build on Spark leaves: tables as Parquet, the graph as sorted N-Triples in gzipped parts, and what ``kg load`` reads.

OUT/mentions.parquet, OUT/claims.parquet, OUT/failures.parquet     one row each
OUT/graph/part-00000.nt.gz …                                       one after the other they are the graph, sorted
OUT/extractions/part-00000.jsonl.gz …                              the data contract's lines
OUT/corpus/part-00000.jsonl.gz …                                   entities, statements and the rest (``kg.store.files``)
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from kg import contract, outputs
from kg.entities.spread import Tagged
from kg.gazetteer import Gazetteer
from kg.model import Argument, Claim, Corpus, Entity, Extraction, LiteralValue, Resolution, Statement
from kg.ontology import Ontology
from kg.settings import Settings
from kg.sources import reported
from kg.spark.components import settled
from kg.spark.reading import is_address
from kg.spark.rows import Spread
from kg.store import files, growth, naming
from kg.store.dataset import Tally
from kg.store.mapping import named, resting
from kg.store.parts import Line, Parts
from kg.utterances import shared

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

MENTIONS = (
    "article string, mention string, start int, end int, text string, kind string, type string, chain string, entity string"
)
CLAIMS = (
    "article string, claim string, subject string, subject_text string, predicate string, object string, object_text string, "
    "datatype string, unit string, polarity string, modality string, status string, time string, speaker string, "
    "speaker_text string, confidence double, extractors array<string>, starts array<int>, ends array<int>, "
    "quotes array<string>, statement string, dropped string"
)
FAILURES = "source string, message string"
LINES = "line string, class string, plain string"


@dataclass(frozen=True, slots=True)
class Kit:
    """The settings of a build, its ontology and its gazetteer."""

    settings: Settings
    words: Ontology
    names: Gazetteer

    @property
    def parts(self) -> Parts:
        """The graph's parts."""
        return Parts(self.words, self.settings, self.names.hash)


class Placed(NamedTuple):
    """An article's extraction, the entities of its chains, the statements that its claims are behind, why others are not."""

    extraction: Extraction
    by_chain: dict[str, str]
    statements: list[Statement]
    drops: dict[str, str]


def write(output: str, corpus: Corpus, extractions: Spread[Extraction], entities: Spread[Entity], kit: Kit) -> dict[str, int]:
    """Write everything and return how much there is, by name.

    ``corpus`` has the articles without mentions and chains, and entities without other names and reasons. The old graph goes
    first and the new one comes last: where there is one, all of it is of one build.
    """
    root = output.rstrip("/") if is_address(output) else f"file://{os.path.abspath(output)}"
    spark = extractions.spark
    _remove(spark, f"{root}/graph")
    placed = _placed(corpus, extractions, entities).kept()
    rows = [{"source": f.source, "message": f.message} for f in corpus.failures]
    spark.createDataFrame([tuple(row.values()) for row in rows], FAILURES).coalesce(1).write.mode("overwrite").parquet(
        f"{root}/failures.parquet"
    )
    placed.frame(_mentions, MENTIONS).write.mode("overwrite").parquet(f"{root}/mentions.parquet")
    placed.frame(_claims, CLAIMS).write.mode("overwrite").parquet(f"{root}/claims.parquet")
    _text(placed.frame(_contract, "key string, line string").orderBy("key").select("line"), f"{root}/extractions", ".jsonl.gz")
    content, tally = _content(corpus, placed, entities, kit)
    kept = entities.each(_entity_lines).plus(entities.of(_corpus_lines(corpus, kit, tally)))
    _text(kept.frame(_keyed, "key string, line string").orderBy("key").select("line"), f"{root}/corpus", ".jsonl.gz")
    described = entities.of(kit.parts.description(corpus, tally)).frame(_columns, LINES)
    _text(content.union(described).select("line").orderBy("line"), f"{root}/graph", ".nt.gz")
    mentions = sum(placed.each(lambda rows: [sum(len(row.extraction.mentions) for row in rows)]))
    links = sum(entities.each(lambda rows: [sum(len(e.authorities) for e in rows)]))
    return outputs.counts(corpus) | {"mentions": mentions} | ({"links to authorities": links} if links else {})


# ---------------------------------------------------------------------- articles with what they take part in


def _placed(corpus: Corpus, extractions: Spread[Extraction], entities: Spread[Entity]) -> Spread[Placed]:
    def told() -> Iterator[Tagged[Any]]:
        owners: dict[str, list[str]] = {}
        for extraction in corpus.extractions:
            for claim in extraction.claims:
                owners.setdefault(claim.id, []).append(extraction.article.id)
        for statement in corpus.statements:
            bare = replace(statement, origins=(), articles=(), conflicts_with=())
            for article in statement.articles:
                own = tuple(id_ for id_ in statement.claims if article in owners[id_])
                yield Tagged(article, "statement", replace(bare, claims=own))
        for drop in corpus.drops:
            yield from (Tagged(article, "drop", (drop.claim, drop.reason)) for article in owners.get(drop.claim, ()))

    def chains(rows: Iterable[Entity]) -> Iterator[Tagged[Any]]:
        return (Tagged(article, "chain", (chain, e.iri)) for e in rows for article, chain in e.chains)

    def whole(rows: list[Tagged[Any]]) -> Iterator[Placed]:
        found: dict[str, list[Any]] = {}
        for row in rows:
            found.setdefault(row.part, []).append(row.value)
        (extraction,) = found["extraction"]
        by_chain, statements = dict(sorted(found.get("chain", ()))), sorted(found.get("statement", ()), key=lambda s: str(s.id))
        yield Placed(extraction, by_chain, statements, dict(sorted(found.get("drop", ()))))

    tagged: Spread[Tagged[Any]] = extractions.each(lambda rows: (Tagged(e.article.id, "extraction", e) for e in rows))
    everything = tagged.plus(entities.each(chains)).plus(entities.of(told()))
    return everything.together(lambda row: row.key, whole)


def _mentions(rows: Iterable[Placed]) -> Iterator[dict[str, Any]]:
    for row in rows:
        for m in row.extraction.mentions:
            yield {
                "article": row.extraction.article.id, "mention": m.id, "start": m.span.start, "end": m.span.end,
                "text": m.text, "kind": m.kind, "type": m.type, "chain": m.chain, "entity": row.by_chain.get(m.chain),
            }  # fmt: skip


def _claims(rows: Iterable[Placed]) -> Iterator[dict[str, Any]]:
    for row in rows:
        behind = {(id_, s.predicate): s.id for s in row.statements for id_ in s.claims}
        for claim in row.extraction.claims:
            fate = {"statement": behind.get((claim.id, claim.predicate)), "dropped": row.drops.get(claim.id)}
            yield _claim(row, claim) | fate


def _claim(row: Placed, claim: Claim) -> dict[str, Any]:
    article, thing, speaker = row.extraction.article, claim.object, claim.attributed_to
    literal = thing if isinstance(thing, LiteralValue) else None
    return {
        "article": article.id,
        "claim": claim.id,
        "subject": row.by_chain.get(claim.subject.entity),
        "subject_text": claim.subject.text,
        "predicate": claim.predicate,
        "object": row.by_chain.get(thing.entity) if isinstance(thing, Argument) else thing.value,
        "object_text": thing.text,
        "datatype": literal.datatype if literal else None,
        "unit": literal.unit if literal else None,
        "polarity": claim.polarity,
        "modality": claim.modality,
        "status": claim.status,
        "time": claim.time,
        "speaker": row.by_chain.get(speaker.entity) if speaker else None,
        "speaker_text": (speaker.text or speaker.label) if speaker else None,
        "confidence": claim.confidence,
        "extractors": list(claim.extractors),
        "starts": [span.start for span in claim.evidence],
        "ends": [span.end for span in claim.evidence],
        "quotes": [span.of(article.text) for span in claim.evidence],
    }


def _contract(rows: Iterable[Placed]) -> Iterator[dict[str, str]]:
    return ({"key": row.extraction.article.id, "line": contract.dumps(row.extraction)} for row in rows)


# ---------------------------------------------------------------------- the corpus beside the articles


def _entity_lines(rows: Iterable[Entity]) -> Iterator[tuple[str, str]]:
    for entity in rows:
        (value,) = files.corpus_json(Corpus((), Resolution((entity,), {}), ()))["entities"]
        yield f"entities {entity.iri}", json.dumps(["entities", value], ensure_ascii=False)


def _corpus_lines(corpus: Corpus, kit: Kit, tally: Tally) -> Iterator[tuple[str, str]]:
    """Yield all but entities and extractions, in the order in which a store has them."""
    settings = kit.settings
    rest = files.corpus_json(replace(corpus, resolution=Resolution((), {})))
    made = {
        "base": settings.base, "model": naming.model_version(settings), "threshold": settings.threshold,
        "license": settings.license, "ontology": kit.words.hash, "gazetteer": kit.names.hash, "told": outputs.told(kit.names),
        "tally": growth.told(tally),
    }  # fmt: skip
    yield "", json.dumps(["build", made], ensure_ascii=False)
    for name in ("statements", "copies", "disagreements", "versions", "drops", "failures"):
        for number, value in enumerate(rest[name]):
            yield f"{name} {number:012d}", json.dumps([name, value], ensure_ascii=False)


def _keyed(rows: Iterable[tuple[str, str]]) -> Iterator[dict[str, str]]:
    return ({"key": key, "line": line} for key, line in rows)


# ---------------------------------------------------------------------- the graph


def _content(corpus: Corpus, placed: Spread[Placed], entities: Spread[Entity], kit: Kit) -> tuple[DataFrame, Tally]:
    """Return the graph but for what it says of itself, each triple once, and how much that is."""
    parts = kit.parts

    def of_articles(rows: Iterable[Placed]) -> Iterator[Line]:
        return (line for row in rows for line in parts.article(row.extraction, row.by_chain, row.statements))

    def of_entities(rows: Iterable[Entity]) -> Iterator[Line]:
        return (line for row in rows for line in parts.entity(row))

    whole = entities.of(_jobs(corpus, kit.settings.base))
    lines: Spread[Line] = placed.each(of_articles).plus(entities.each(of_entities)).plus(whole.each(partial(_lines, parts)))
    content = settled(lines.frame(_columns, LINES).dropDuplicates(["line"]))
    tally = Tally(kit.words)
    for row in content.groupBy("class", "plain").count().collect():
        tally.triples += row["count"]
        if row["class"]:
            tally.classes[row["class"]] += row["count"]
        elif row["plain"]:
            tally.relations[row["plain"]] += row["count"]
    return content, tally


def _columns(rows: Iterable[Line]) -> Iterator[dict[str, str]]:
    return ({"line": line, "class": class_, "plain": plain} for line, class_, plain in rows)


def _jobs(corpus: Corpus, base: str) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Yield a method of ``Parts`` and what it is to be given, for each statement and whatever else the driver knows."""
    articles = {e.article.id: e.article for e in corpus.extractions}
    labels = {entity.iri: entity.label for entity in corpus.resolution.entities}
    for statement in corpus.statements:
        ends = (statement.subject, statement.object if isinstance(statement.object, str) else "")
        own = {iri: labels[iri] for iri in ends if iri}
        yield "statement", (statement, own, [article.id for article in reported(statement, articles).first])
    for utterance in shared(corpus):
        yield "utterance", (utterance,)
    for copy in corpus.copies:
        yield "copy", (copy,)
    wanted = {side.statement for d in corpus.disagreements for side in d.sides}
    behind = resting(corpus, partial(named, base), [s for s in corpus.statements if s.id in wanted])
    for disagreement in corpus.disagreements:
        yield "disagreement", (disagreement, {side.statement: behind[side.statement] for side in disagreement.sides})
    kinds = {e.type: Entity("", "", e.type, False, (), ()) for e in corpus.resolution.entities}
    used = {s.predicate: replace(s, claims=(), articles=(), origins=()) for s in corpus.statements}
    bare = Corpus((), Resolution(tuple(kinds[t] for t in sorted(kinds)), {}), tuple(used[p] for p in sorted(used)))
    yield "vocabulary", (bare,)


def _lines(parts: Parts, rows: Iterable[tuple[str, tuple[Any, ...]]]) -> Iterator[Line]:
    for name, given in rows:
        yield from getattr(parts, name)(*given)


# ---------------------------------------------------------------------- files


def _text(frame: DataFrame, address: str, suffix: str) -> None:
    """Write lines as gzipped parts, in order, and name the parts by their number alone."""
    frame.write.mode("overwrite").option("compression", "gzip").text(address)
    java, spark = frame.sparkSession._jvm, frame.sparkSession
    assert java is not None
    folder = java.org.apache.hadoop.fs.Path(address)
    system = folder.getFileSystem(spark._jsc.hadoopConfiguration())
    written: Sequence[str] = sorted(str(one.getPath().getName()) for one in system.listStatus(folder))
    for number, name in enumerate(name for name in written if name.startswith("part-")):
        path = java.org.apache.hadoop.fs.Path
        system.rename(path(folder, name), path(folder, f"part-{number:05d}{suffix}"))


def _remove(spark: Any, address: str) -> None:
    path = spark._jvm.org.apache.hadoop.fs.Path(address)
    path.getFileSystem(spark._jsc.hadoopConfiguration()).delete(path, True)
