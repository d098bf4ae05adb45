"""Rows of Python values as Spark has them: pickled in one column, moved by Spark's shuffles, worked on in Arrow batches."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar, cast

import pyarrow as pa

from kg.spark.components import components, settled

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

T = TypeVar("T")
U = TypeVar("U")

Batches = Iterator[pa.RecordBatch]
Run: TypeAlias = Callable[[Batches], Iterator[T]]
#: What makes columns of values.
Table = Callable[[Iterable[Any]], Iterable[dict[str, Any]]]
VALUE, KEYED = "value binary", "key string, value binary"
#: A batch ends with so many values, or so many bytes.
VALUES, BYTES = 2_000, 8_000_000


class Spread(Generic[T]):
    """Values on the machines of a cluster (``kg.entities.spread.Rows``).

    What is to be done with a frame's rows is put together in Python until Spark has to move them, so that between two
    shuffles each value is unpickled once.
    """

    def __init__(self, spark: SparkSession, *sources: tuple[DataFrame, Run[T]]) -> None:
        self.spark, self.sources = spark, sources

    @classmethod
    def read(cls, frame: DataFrame, function: Callable[[Iterator[dict[str, Any]]], Iterator[T]]) -> Spread[T]:
        """Return what the function makes of a frame's rows, as dicts."""
        return cls(frame.sparkSession, (frame, partial(_dicts, function)))

    def of(self, values: Iterable[U]) -> Spread[U]:
        """Return values that are here as rows."""
        return spread(self.spark, values)

    def each(self, function: Callable[[Iterable[T]], Iterable[U]]) -> Spread[U]:
        """Return what the function makes of each part of the rows."""
        return Spread(self.spark, *((frame, partial(_then, run, function)) for frame, run in self.sources))

    def together(self, key: Callable[[T], str], function: Callable[[list[T]], Iterable[U]]) -> Spread[U]:
        """Return what the function makes of all rows of one key, for each key."""
        frame = self._frame(partial(_keyed, key), KEYED)
        parts = int(self.spark.conf.get("spark.sql.shuffle.partitions") or 200)
        moved = frame.repartition(parts, "key").sortWithinPartitions("key")
        return Spread(self.spark, (moved, partial(_grouped, function)))

    def plus(self, other: Spread[U]) -> Spread[T | U]:
        """Return these rows and others."""
        return Spread(self.spark, *self.sources, *other.sources)

    def kept(self) -> Spread[T]:
        """Return the same rows, made here and now and only once."""
        return Spread(self.spark, (settled(self._frame(_plain, VALUE)), _values))

    def components(self: Spread[tuple[str, str]]) -> Spread[tuple[str, str]]:
        """Return for each end of these edges that is not the smallest of its component which one is."""
        found = components(self.frame(lambda rows: ({"a": a, "b": b} for a, b in rows), "a string, b string"))
        return Spread.read(found, lambda rows: ((row["a"], row["b"]) for row in rows))

    def frame(self, function: Callable[[Iterable[T]], Iterable[dict[str, Any]]], schema: str) -> DataFrame:
        """Return what the function makes of the rows as a frame of this schema."""
        from pyspark.sql.pandas.types import to_arrow_schema
        from pyspark.sql.types import StructType

        columns = to_arrow_schema(cast(StructType, StructType.fromDDL(schema)))
        return self._frame(partial(_columns, function, columns), schema)

    def __iter__(self) -> Iterator[T]:
        """Bring all rows here."""
        for batch in self._frame(_plain, VALUE).toArrow().to_batches():
            yield from map(pickle.loads, batch.column(0).to_pylist())

    def in_order(self, key: Callable[[T], str]) -> Iterator[T]:
        """Bring all rows here, sorted by their keys, a part at a time."""
        frame = self._frame(partial(_keyed, key), KEYED).orderBy("key").select("value")
        return (pickle.loads(row[0]) for row in frame.toLocalIterator())

    def __len__(self) -> int:
        """Return how many there are."""
        return sum(self.each(_count))

    def _frame(self, write: Callable[[Iterator[T]], Batches], schema: str) -> DataFrame:
        frames = [frame.mapInArrow(partial(_written, run, write), schema) for frame, run in self.sources]
        whole = frames[0]
        for frame in frames[1:]:
            whole = whole.unionAll(frame)
        return whole


def spread(spark: SparkSession, values: Iterable[T]) -> Spread[T]:
    """Return values that are here as rows."""
    table = pa.table({"value": pa.array([pickle.dumps(v, pickle.HIGHEST_PROTOCOL) for v in values], pa.binary())})
    return Spread(spark, (spark.createDataFrame(table), _values))


# ---------------------------------------------------------------------- what runs on the workers


def _values(batches: Batches) -> Iterator[Any]:
    for batch in batches:
        yield from map(pickle.loads, batch.column(0).to_pylist())


def _dicts(function: Callable[[Iterator[dict[str, Any]]], Iterator[T]], batches: Batches) -> Iterator[T]:
    return function(row for batch in batches for row in batch.to_pylist())


def _then(run: Run[T], function: Callable[[Iterable[T]], Iterable[U]], batches: Batches) -> Iterator[U]:
    return iter(function(run(batches)))


def _written(run: Run[T], write: Callable[[Iterator[T]], Batches], batches: Batches) -> Batches:
    return write(run(batches))


def _count(rows: Iterable[Any]) -> list[int]:
    return [sum(1 for _ in rows)]


def _grouped(function: Callable[[list[Any]], Iterable[T]], batches: Batches) -> Iterator[T]:
    """Unpickle the rows of one key after the other, which come sorted by key."""
    rows = (row for b in batches for row in zip(b.column(0).to_pylist(), b.column(1).to_pylist(), strict=True))
    for _, group in groupby(rows, key=lambda row: row[0]):
        yield from function([pickle.loads(value) for _, value in group])


def _keyed(key: Callable[[Any], str], values: Iterator[Any]) -> Batches:
    for part in _chunks((key(value), pickle.dumps(value, pickle.HIGHEST_PROTOCOL)) for value in values):
        keys, pickles = zip(*part, strict=True)
        yield pa.record_batch([pa.array(keys, pa.string()), pa.array(pickles, pa.binary())], ["key", "value"])


def _plain(values: Iterator[Any]) -> Batches:
    for part in _chunks(("", pickle.dumps(value, pickle.HIGHEST_PROTOCOL)) for value in values):
        yield pa.record_batch([pa.array([pickled for _, pickled in part], pa.binary())], ["value"])


def _columns(function: Table, schema: pa.Schema, values: Iterator[Any]) -> Batches:
    part: list[dict[str, Any]] = []
    for row in function(values):
        part.append(row)
        if len(part) >= VALUES:
            yield pa.RecordBatch.from_pylist(part, schema)
            part = []
    if part:
        yield pa.RecordBatch.from_pylist(part, schema)


def _chunks(rows: Iterable[tuple[str, bytes]]) -> Iterator[list[tuple[str, bytes]]]:
    part: list[tuple[str, bytes]] = []
    size = 0
    for row in rows:
        part.append(row)
        size += len(row[1])
        if len(part) >= VALUES or size >= BYTES:
            yield part
            part, size = [], 0
    if part:
        yield part
