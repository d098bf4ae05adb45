"""Articles from wherever Spark reads: files and folders as ``kg build`` reads them, and Parquet tables."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.articles import collect, jsonl
from kg.articles.reader import Source, is_readable
from kg.articles.sources import File, find
from kg.errors import SourceError
from kg.model import Article, Failure
from kg.spark.rows import Spread, spread

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

#: An article with how messages name it.
Read = tuple[Article, str]
#: The columns of a table that are read; those of a JSON object.
COLUMNS = (
    *("id", "text", "title", "date", "published", "publisher", "source", "author", "byline", "url", "language"),
    "retrieved",
)
#: Lines of JSON, and how they may be packed.
LINES, PACKED = (".jsonl", ".ndjson"), (".gz", ".bz2")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:/")


def is_address(text: str) -> bool:
    """Tell whether a source or an output is named with its file system ("hdfs://…", "file:/…")."""
    return bool(_ADDRESS.match(text))


def read(spark: SparkSession, sources: Sequence[str], max_bytes: int) -> tuple[Spread[Article | Failure], list[Failure]]:
    """Return the articles of all sources, one for each id, with what could not be read; and which sources are not there.

    A source is what ``kg.articles.read`` takes, an address of a file, a folder or a pattern in any file system that Spark
    knows (``hdfs://…``, ``s3a://…``), or, where its name ends in ".parquet", a Parquet table. An address of JSON lines that
    are packed, or larger than ``max_bytes``, is read as a table, too: line by line, by many workers.
    """
    tables = [source for source in sources if source.rstrip("/").endswith(".parquet")]
    remote = [source for source in sources if _ADDRESS.match(source) and source not in tables]
    here = list(find([source for source in sources if source not in tables and source not in remote]))
    failures = [item for item in here if isinstance(item, Failure)]
    local = spread(spark, [item for item in here if isinstance(item, File)])
    # each file by itself: a long one must not keep others waiting
    rows: Spread[Read | Failure] = local.together(lambda file: str(file.path), _plain).each(
        partial(_files, max_bytes, Path.cwd())
    )
    for address in sorted(set(remote)):
        rows = _at(spark, address, max_bytes, rows, failures)
    for table in sorted(set(tables)):
        rows = _table(spark, table, rows, failures)
    return rows.together(lambda row: f"f {row.source}" if isinstance(row, Failure) else f"a {row[0].id}", _one), failures


def _plain(rows: list[File]) -> list[File]:
    return rows


def _files(max_bytes: int, root: Path, files: Iterable[File]) -> Iterator[Read | Failure]:
    for file in files:
        yield from collect.file(file, max_bytes, root)  # a worker stands in a folder of its own


def _one(rows: list[Read | Failure]) -> Iterator[Article | Failure]:
    yield from sorted({row for row in rows if isinstance(row, Failure)}, key=lambda f: f.message)
    if articles := [row for row in rows if not isinstance(row, Failure)]:
        chosen, refused = collect.one(articles)
        yield chosen
        yield from sorted(set(refused), key=lambda f: (f.source, f.message))


def _at(
    spark: SparkSession, address: str, max_bytes: int, rows: Spread[Read | Failure], failures: list[Failure]
) -> Spread[Read | Failure]:
    """Add the articles of an address; names are relative to the folder, or to what in a pattern is no pattern."""
    try:
        found = _matches(spark, address)
    except Exception as error:  # Java's, of whatever file system
        failures.append(Failure(address, str(SourceError(address, f"cannot be opened: {reason(error)}", "check the address"))))
        return rows
    if not found:
        failures.append(Failure(address, str(SourceError(address, "does not exist, or matches nothing", "check the address"))))
        return rows
    for path, root, size in found:
        if is_table(path, size, max_bytes):
            name = path.removeprefix(root).lstrip("/")
            rows = rows.plus(Spread.read(spark.read.text(_literally(path)), partial(_of_lines, name, path)))
            continue
        frame = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(_literally(path))
        rows = rows.plus(Spread.read(frame, partial(_contents, root, max_bytes)))
    return rows


def is_table(path: str, size: int, max_bytes: int) -> bool:
    """Tell whether a file of so many bytes is read line by line.

    >>> [is_table(path, 30, 20) for path in ("s3a://b/wire.jsonl", "s3a://b/wire.json", "s3a://b/folder")]
    [True, False, False]
    >>> is_table("s3a://b/wire.ndjson.gz", 3, 20), is_table("s3a://b/wire.jsonl", 3, 20)
    (True, False)
    """
    stem, suffix = posixpath.splitext(path.lower())
    return stem.endswith(LINES) if suffix in PACKED else suffix in LINES and size > max_bytes


def _matches(spark: SparkSession, address: str) -> list[tuple[str, str, int]]:
    """Return what is at an address, or matches it, the folder that names are relative to, and its bytes if it is a file."""
    java = spark._jvm  # the file systems that Spark knows are Java's
    assert java is not None
    path = java.org.apache.hadoop.fs.Path(address)
    system = path.getFileSystem(spark._jsc.hadoopConfiguration())
    pattern = re.match(r"(.*?)/[^/]*[*?\[{]", address)
    above = java.org.apache.hadoop.fs.Path(pattern.group(1)) if pattern else None
    fixed = str(system.makeQualified(above).toString()) if above else ""
    found = []
    for one in system.globStatus(path) or ():
        name = str(one.getPath().toString())
        found.append((name, fixed or (name if one.isDirectory() else posixpath.dirname(name)), int(one.getLen())))
    return sorted(found)


def _literally(path: str) -> str:
    """Return a path in which nothing is a pattern."""
    return re.sub(r"([*?\[\]{}\\])", r"\\\1", path)


def _contents(root: str, max_bytes: int, rows: Iterator[dict[str, Any]]) -> Iterator[Read | Failure]:
    for row in rows:
        path = row["path"]
        name, suffix = path.removeprefix(root).lstrip("/"), posixpath.splitext(path)[1]
        if not is_readable(suffix):
            continue
        if row["length"] > max_bytes:
            yield Failure(name, str(collect.too_large(path, row["length"], max_bytes)))
        else:
            yield from collect.content(Source(name, bytes(row["content"]), path), suffix)


def _table(spark: SparkSession, table: str, rows: Spread[Read | Failure], failures: list[Failure]) -> Spread[Read | Failure]:
    """Add the articles of a Parquet table, one a row."""
    from pyspark.sql import functions as f

    try:
        frame = spark.read.parquet(table)
    except Exception as error:  # Java's, of whatever file system
        failures.append(Failure(table, str(SourceError(table, f"cannot be read: {reason(error)}", "check the path"))))
        return rows
    columns = [f.col(name).cast("string").alias(name) for name in COLUMNS if name in frame.columns]
    if "text" not in frame.columns:
        failures.append(Failure(table, str(SourceError(table, "has no column text", "name the column with the articles so"))))
        return rows
    name = posixpath.basename(table.rstrip("/"))
    return rows.plus(Spread.read(frame.select(*columns), partial(_of_table, name, table)))


def _of_table(name: str, shown: str, rows: Iterator[dict[str, Any]]) -> Iterator[Read | Failure]:
    """A table's rows have no order: one is told by its id or its address."""
    for row in rows:
        place = row.get("id") or row.get("url")
        if not place:
            problem = SourceError(shown, "has a row without id and url", "give each row an id")
            yield Failure(name, str(problem))
            continue
        made = jsonl.article(Source(name, b"", shown), f"#{place}", row)
        yield made if isinstance(made, Failure) else (made, f"{shown}#{place}")


def _of_lines(name: str, shown: str, rows: Iterator[dict[str, Any]]) -> Iterator[Read | Failure]:
    """Lines that many workers read have no numbers: they are rows of a table."""
    for row in rows:
        if not row["value"].strip():
            continue
        try:
            found = json.loads(row["value"])
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, dict):
            yield from _of_table(name, shown, iter([found]))
        else:
            yield Failure(name, str(SourceError(shown, "has a line that is no JSON object", "write one object a line")))


def reason(error: Exception) -> str:
    """Return what an error of Spark, or of the Java or Python beneath it, says in one line."""
    told = getattr(error, "java_exception", None)
    lines = str(told.toString() if told is not None else error).strip().splitlines()
    return lines[0][:300] if lines else type(error).__name__
