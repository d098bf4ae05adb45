"""Where the work runs never changes what comes out."""

from __future__ import annotations

import os
import time
from functools import partial
from operator import truediv

import pytest

from kg.engines import engine


def slow_first(n: int) -> int:
    """The first items take longest, so that a pool finishes them last."""
    time.sleep(0.05 if n < 2 else 0)
    return n * n


def test_a_pool_gives_results_in_the_order_of_the_items() -> None:
    assert list(engine(2).map(slow_first, range(20))) == [n * n for n in range(20)]


def test_a_pool_hands_on_what_the_function_raises() -> None:
    with pytest.raises(ZeroDivisionError):
        list(engine(2).map(partial(truediv, 1), [1, 0, 2]))


def test_a_killed_worker_is_an_error_with_a_remedy() -> None:
    from kg.errors import KgError

    with pytest.raises(KgError, match="--jobs"):
        list(engine(2).map(os._exit, [1]))


def test_one_job_needs_no_other_process() -> None:
    assert list(engine(1).map(lambda _: os.getpid(), [0])) == [os.getpid()]
