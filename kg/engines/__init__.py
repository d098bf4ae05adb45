"""Where per-article work runs: in this process, or in a pool of processes.

An engine maps a picklable function over items and gives the results in the items' order, so that where the work
runs can never change what comes out.
"""

from __future__ import annotations

import os

from kg.engines.base import Engine
from kg.engines.local import AHEAD, Local, Pool, collecting_rarely, not_collecting, one_thread
from kg.engines.memory import fitting

__all__ = [
    "PUBLISHED",
    "Engine",
    "Local",
    "Pool",
    "collecting_rarely",
    "cores",
    "engine",
    "fitting",
    "not_collecting",
    "one_thread",
    "processes",
]


def engine(jobs: int, ahead: int = AHEAD) -> Engine:
    """Return the engine for this many processes at once, which looks so many items a process ahead; one job needs no further
    process.

    >>> list(engine(1).map(len, ["a", "bcd"]))
    [1, 3]
    """
    return Local() if jobs <= 1 else Pool(jobs, ahead)


#: Starting a process takes about as long as reading so many articles, or publishing so many.
EACH, PUBLISHED = 8, 100


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def processes(jobs: int, articles: int, each: int = EACH) -> int:
    """Return how many processes are worth starting for so many articles, at most ``jobs``, where each is to have some.

    >>> processes(4, 1000), processes(4, 20), processes(4, 3), processes(4, 0)
    (4, 2, 1, 1)
    """
    return max(1, min(jobs, articles // each))
