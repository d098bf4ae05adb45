"""Engines of this machine."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import TypeVar

from kg.errors import KgError

T = TypeVar("T")
R = TypeVar("R")


@contextlib.contextmanager
def collecting_rarely() -> Iterator[None]:
    """Look for cycles of references less often: articles leave many values that last and hardly a cycle."""
    usual = gc.get_threshold()
    gc.set_threshold(20_000, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


@contextlib.contextmanager
def not_collecting() -> Iterator[None]:
    """Look for no cycles of references: what the block makes lasts until its end, and looking through it all takes as long."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@dataclass(frozen=True, slots=True)
class Local:
    """Runs everything in this process, one item after the other, as results are asked for."""

    def map(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """Yield ``function(item)`` for each item."""
        return map(function, items)


@dataclass(frozen=True, slots=True)
class Pool:
    """Runs items in ``jobs`` processes; at most four items a process are in flight, so memory stays bounded."""

    jobs: int

    def map(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """Yield ``function(item)`` for each item, in order.

        The processes are started afresh ("spawn"), so they share no lock or model with this one. Raises ``KgError``
        where a process was ended from outside.
        """
        context = multiprocessing.get_context("spawn")
        pending: deque[Future[R]] = deque()
        # Ctrl-C is for this process to answer; a worker ends when the pool does
        quiet = (signal.SIGINT, signal.SIG_IGN)
        with ProcessPoolExecutor(self.jobs, mp_context=context, initializer=signal.signal, initargs=quiet) as pool:
            try:
                for item in items:
                    pending.append(pool.submit(function, item))
                    if len(pending) >= 4 * self.jobs:
                        yield pending.popleft().result()
                while pending:
                    yield pending.popleft().result()
            except BrokenProcessPool as error:
                raise KgError("a worker process was ended from outside (try fewer --jobs; memory may be short)") from error
            finally:
                pool.shutdown(wait=True, cancel_futures=True)
