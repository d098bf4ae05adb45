"""Builds on a real local Spark: what comes out is what one process makes of the same articles."""

from __future__ import annotations

import gzip
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg import pipeline, store
from kg.errors import UsageError
from kg.model import Extraction, Failure
from kg.settings import Settings
from tests.conftest import DATED, SEEDS, write_articles

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = [pytest.mark.filterwarnings("default"), pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def session() -> Iterator[SparkSession]:
    pytest.importorskip("pyspark", reason="PySpark is not installed (the extra spark)")
    if not shutil.which("java"):
        pytest.skip("Java 17 is not installed")
    from kg.spark.session import session

    with session("local[2]") as running:
        yield running


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample articles, the dated ones, JSON lines, one that is twice and one that cannot be read."""
    folder = tmp_path_factory.mktemp("articles")
    write_articles(folder / "dated")
    for path in sorted(SEEDS.glob("*.md")):
        shutil.copy(path, folder)
    lines = [
        {
            "id": "wire-1",
            "text": "Petra Voss joined Seagate Ferries. Voss praised Mara Lindqvist on Monday.",
            "date": "2024-03-11",
        },
        {"id": "wire-2", "text": "The U.S. fined Quillon Freight $2 million in 2023, the company said.", "source": "The Wire"},
        {"id": "wire-1", "text": "Another text under an id that is taken."},
        {"title": "no text"},
    ]
    (folder / "wire.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    (folder / "void.txt").write_text("", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def local(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of a build of the same articles by one process."""
    output = tmp_path_factory.mktemp("local") / "output"
    pipeline.build([str(articles)], Settings(output=output))
    return output


def build(session: SparkSession, articles: Path | str, output: Path, partitions: int = 2) -> Any:
    from kg import spark

    session.conf.set("spark.sql.shuffle.partitions", str(partitions))
    return spark.build([str(articles)], str(output), Settings(output=output))


@pytest.fixture(scope="module")
def made(session: SparkSession, articles: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    """The output folder and the result of a build on Spark in two parts."""
    output = tmp_path_factory.mktemp("spark") / "output"
    return output, build(session, articles, output)


def graph(output: Path) -> bytes:
    return b"".join(gzip.decompress(path.read_bytes()) for path in sorted((output / "graph").glob("part-*.nt.gz")))


def exported(output: Path, tmp_path: Path) -> bytes:
    store.export(store.open(output), "ntriples", tmp_path / "graph.nt")
    return (tmp_path / "graph.nt").read_bytes()


def test_parts_one_after_the_other_are_the_local_export(made: tuple[Path, Any], local: Path, tmp_path: Path) -> None:
    assert graph(made[0]) == exported(local, tmp_path)
    counted = store.open(local).manifest["counts"]
    assert made[1].counts.items() <= {**counted, "plain triples": made[1].counts["plain triples"]}.items()


def test_seven_parts_read_by_address_make_the_same_graph(
    session: SparkSession, articles: Path, made: tuple[Path, Any], tmp_path: Path
) -> None:
    build(session, f"file://{articles}", tmp_path / "seven", 7)
    assert graph(tmp_path / "seven") == graph(made[0])


def test_what_cannot_be_read_is_a_row_and_costs_nothing_else(
    session: SparkSession, made: tuple[Path, Any], local: Path
) -> None:
    kept = {(f.source, f.message) for f in store.open(local).corpus().failures}
    rows = session.read.parquet(str(made[0] / "failures.parquet")).collect()
    assert {(row.source, row.message) for row in rows} == kept
    assert {source for source, _ in kept} == {"void.txt", "wire.jsonl#L3", "wire.jsonl#L4"}


def test_tables_say_who_said_what_where(session: SparkSession, made: tuple[Path, Any], local: Path) -> None:
    corpus = store.open(local).corpus()
    by_chain = corpus.resolution.by_chain
    mentions = session.read.parquet(str(made[0] / "mentions.parquet")).collect()
    expected = {
        (e.article.id, m.id, m.text, by_chain.get((e.article.id, m.chain))) for e in corpus.extractions for m in e.mentions
    }
    assert {(row.article, row.mention, row.text, row.entity) for row in mentions} == expected
    claims = session.read.parquet(str(made[0] / "claims.parquet")).collect()
    texts = {e.article.id: e.article.text for e in corpus.extractions}
    behind = {(id_, s.id) for s in corpus.statements for id_ in s.claims}
    assert {(row.claim, row.statement) for row in claims if row.statement} == behind
    assert {(row.claim, row.dropped) for row in claims if row.dropped} == {(d.claim, d.reason) for d in corpus.drops}
    for row in claims:
        words = [texts[row.article][start:end] for start, end in zip(row.starts, row.ends, strict=True)]
        assert row.quotes == words


def test_loaded_it_is_the_local_store(made: tuple[Path, Any], local: Path, tmp_path: Path) -> None:
    counts = pipeline.load([str(made[0])], Settings(output=tmp_path / "loaded"))
    ours, theirs = store.open(tmp_path / "loaded"), store.open(local)
    assert ours.manifest == theirs.manifest
    assert counts["triples"] == len(theirs)
    for name in ("corpus.json", "articles.tsv"):
        assert (ours.folder / name).read_bytes() == (theirs.folder / name).read_bytes()
    assert exported(tmp_path / "loaded", tmp_path) == graph(made[0])


def test_tables_and_addresses_are_read_and_what_is_not_there_or_trips_a_rule_is_told(
    session: SparkSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kg import spark
    from kg.spark import building

    extract = building._extract

    def tripping(lexicon: Any, rows: Any) -> Iterator[Any]:
        for row in extract(lexicon, rows):
            trips = isinstance(row, Extraction) and row.article.id == "two.md"
            yield Failure("two.md", "two.md: could not be analysed") if trips else row

    monkeypatch.setattr(building, "_extract", tripping)
    write_articles(tmp_path / "in", "one.md", "two.md")
    (tmp_path / "in" / "notes.pdf").write_text("no article")
    rows = [("a1", DATED["three.md"][1], "2024-03-01"), (None, "Quillon Freight sued nobody.", None)]
    lines = [
        {"id": "b1", "text": "Petra Voss praised Mara Lindqvist on Monday."},
        {"text": "No id, no address."},
        ["no object"],
    ]
    packed = tmp_path / "wire.jsonl.gz"
    packed.write_bytes(gzip.compress("".join(json.dumps(line) + "\n\n" for line in lines).encode()))
    table, none = tmp_path / "news.parquet", [f"file://{tmp_path}/none", "nosuch://host/in"]
    session.createDataFrame(rows, "id string, text string, date string").write.parquet(str(table))
    sources = [f"file://{tmp_path}/in/*", f"file://{packed}", str(table), *none]
    result = spark.build(sources, f"file://{tmp_path}/out", Settings(output=tmp_path / "elsewhere"))
    assert sorted(f.source for f in result.failures) == sorted([*none, "news.parquet", "two.md", *["wire.jsonl.gz"] * 2])
    assert f"{table}: has a row without id and url (give each row an id)" in {f.message for f in result.failures}
    assert any("wire.jsonl.gz: has a line that is no JSON object" in f.message for f in result.failures)
    mentions = session.read.parquet(str(tmp_path / "out/mentions.parquet"))
    assert {row.article for row in mentions.select("article").distinct().collect()} == {"one.md", "a1", "b1"}
    assert b"2024-03-01" in graph(tmp_path / "out")


def test_paths_however_long_are_one_component(session: SparkSession) -> None:
    from kg.spark.rows import spread

    order = random.Random(5)
    ends = [f"{n:03d}" for n in range(120)]
    edges = [*pairwise(ends[:100]), *pairwise(ends[100:]), ("100", "100")]
    order.shuffle(edges)
    found = dict(spread(session, edges).components())
    assert found == dict.fromkeys(ends[1:100], "000") | dict.fromkeys(ends[101:], "100")


def test_java_that_is_missing_or_too_old_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.spark.session import check_java

    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(UsageError, match="is not there: install Java 17"):
        check_java()
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n")
    java.chmod(0o755)
    with pytest.raises(UsageError, match=r"needs Java 17, and .* is version 11"):
        check_java()


def test_without_pyspark_the_extra_is_named(tmp_path: Path) -> None:
    for name in ("pyspark", "pyarrow"):
        (tmp_path / f"{name}.py").write_text("raise ImportError('not here')\n")
    command = [sys.executable, "-m", "kg", "build", str(SEEDS), "--engine", "spark", "-o", str(tmp_path / "out")]
    done = subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": f"{tmp_path}:{os.getcwd()}"}
    )
    assert done.returncode == 2
    assert "pip install 'kg-news[spark]'" in done.stderr
