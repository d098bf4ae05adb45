"""Connected components of a graph as iterated joins."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def components(edges: DataFrame) -> DataFrame:
    """Return for each node (``a``) that is not the smallest of its component the one that is (``b``).

    ``edges`` has two columns of strings, ``a`` and ``b``. Large stars and small stars take turns until nothing changes
    (Kiveris, Lattanzi, Mirrokni, Rastogi and Vassilvitskii 2014, "Connected Components in MapReduce and Beyond"): each
    node hands its neighbours to the smallest it knows, which takes about the logarithm of their number of rounds,
    however long the paths.
    """
    from pyspark.sql import functions as f

    def signed(frame: DataFrame) -> tuple[DataFrame, object]:
        kept = settled(frame.distinct())
        return kept, kept.agg(f.count("*"), f.sum(f.xxhash64("a", "b").cast("decimal(38,0)"))).first()

    def least(frame: DataFrame) -> DataFrame:
        return frame.groupBy("a").agg(f.min("b").alias("least"))

    downward = edges.where("a <> b").select(f.greatest("a", "b").alias("a"), f.least("a", "b").alias("b"))
    current, sign = signed(downward)
    while True:
        both = current.union(current.select(f.col("b").alias("a"), f.col("a").alias("b")))
        smallest = least(both).select("a", f.least("a", "least").alias("least"))
        large = both.join(smallest, "a").where("b > a").select(f.col("b").alias("a"), f.col("least").alias("b")).distinct()
        below = least(large)
        small = large.join(below, "a").where("b <> least").select(f.col("b").alias("a"), f.col("least").alias("b"))
        following, now = signed(small.union(below.select("a", f.col("least").alias("b"))))
        if now == sign:
            return following
        current, sign = following, now


def settled(frame: DataFrame) -> DataFrame:
    """Return the same rows, made here and now, without the plan that made them: plans that build on plans grow too fast.

    They are kept on the machines that made them; where a checkpoint folder is set (spark.checkpoint.dir), there, so that a
    machine can be lost.
    """
    if frame.sparkSession.sparkContext.getCheckpointDir():
        return frame.checkpoint()
    return frame.localCheckpoint()
