"""Builds on Apache Spark: the same graph where one machine is too small. Nothing else loads PySpark or pyarrow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.outputs import Result
    from kg.settings import Settings

__all__ = ["OUTPUTS", "build"]

#: What a build leaves in its output folder.
OUTPUTS = ("mentions.parquet", "claims.parquet", "failures.parquet", "graph", "extractions", "corpus")


def build(sources: Sequence[str], output: str, settings: Settings, master: str | None = None) -> Result:
    """Make tables and the graph's parts of exactly these articles on Spark; see ``kg.spark.building.build``."""
    from kg.errors import UsageError

    try:
        from kg.spark import building
    except ImportError as error:
        raise UsageError("--engine spark needs PySpark: pip install 'kg-news[spark]'") from error
    return building.build(sources, output, settings, master)
