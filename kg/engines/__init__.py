"""Where per-article work runs: in this process, or in a pool of processes.

An engine maps a picklable function over items and gives the results in the items' order, so that where the work
runs can never change what comes out.
"""

from __future__ import annotations

from kg.engines.base import Engine
from kg.engines.local import Local, Pool, collecting_rarely, not_collecting

__all__ = ["Engine", "Local", "Pool", "collecting_rarely", "engine", "not_collecting"]


def engine(jobs: int) -> Engine:
    """Return the engine for this many processes at once; one job needs no further process.

    >>> list(engine(1).map(len, ["a", "bcd"]))
    [1, 3]
    """
    return Local() if jobs <= 1 else Pool(jobs)
