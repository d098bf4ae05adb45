"""Engines of this machine."""

from __future__ import annotations

import contextlib
import gc
import heapq
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Generic, TypeVar

from kg.engines.base import alike, nothing
from kg.errors import KgError

T = TypeVar("T")
R = TypeVar("R")

#: So many items a process are looked through for the heaviest, and so many results a process wait for their turn at most.
AHEAD = 64
#: So many items a process are handed out at once: one at work, one at hand.
HANDED = 2
#: After so many items one after the other that end even a process of their own, no process seems to live.
IN_VAIN = 3


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


def one_thread() -> None:
    """Have numeric libraries that are loaded from now on use one thread, in this process and those that it starts.

    Cores are for processes. On matrices as small as ours more threads only wait for one another (three times the CPU time for
    a layout), and no sum then depends on how many cores there are. What the environment says already stays.
    """
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


@dataclass(frozen=True, slots=True)
class Local:
    """Runs everything in this process, one item after the other, as results are asked for."""

    def map(
        self,
        function: Callable[[T], R],
        items: Iterable[T],
        weight: Callable[[T], int] = alike,
        done: Callable[[R], None] = nothing,
        lost: Callable[[T], R] | None = None,
    ) -> Iterator[R]:
        """Yield ``function(item)`` for each item."""
        for item in items:
            result = function(item)
            done(result)
            yield result


@dataclass(frozen=True, slots=True)
class Pool:
    """Runs items in ``jobs`` processes, the heaviest of the next ``ahead`` a process first, so that all end at about one time.

    The processes are started once, afresh ("spawn"), so that they share no lock or model with this one; they end with it,
    however it ends.
    """

    jobs: int
    ahead: int = AHEAD

    def map(
        self,
        function: Callable[[T], R],
        items: Iterable[T],
        weight: Callable[[T], int] = alike,
        done: Callable[[R], None] = nothing,
        lost: Callable[[T], R] | None = None,
    ) -> Iterator[R]:
        """Yield ``function(item)`` for each item, in order.

        Where a process is ended from outside, what the processes had at hand is done again, each by itself, and the rest in
        half as many processes; an item that ends a process of its own as well is ``lost``. Raises ``KgError`` where nothing
        is said for that, or no process seems to live.
        """
        work, pool = _Work(iter(items), weight, self.ahead * self.jobs), _started(self.jobs)
        jobs, running = self.jobs, dict[Future[R], int]()
        ready: dict[int, R] = {}
        try:
            while True:
                while len(running) < HANDED * jobs and (number := work.heaviest()) is not None:
                    running[_submit(pool, function, work.open[number])] = number
                if not running:
                    return
                finished = wait(running, return_when=FIRST_COMPLETED).done
                if any(isinstance(future.exception(), BrokenProcessPool) for future in finished):
                    pool.shutdown()
                    jobs = max(1, jobs // 2)
                    results: Iterable[tuple[int, R]] = _alone(function, work.open, running, lost)
                    pool, running = _started(jobs), {}
                else:
                    results = [(running.pop(future), future.result()) for future in finished]
                for number, result in results:
                    ready[number] = result
                    done(result)
                while work.first in ready:
                    result = ready.pop(work.first)
                    work.given()
                    yield result
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


class _Work(Generic[T]):
    """Items that were taken and not given back yet, by number; ``first`` is the one whose result is to be given next."""

    def __init__(self, items: Iterator[T], weight: Callable[[T], int], ahead: int) -> None:
        self.items, self.weight, self.ahead = enumerate(items), weight, ahead
        self.first = 0
        self.open: dict[int, T] = {}
        self.heap: list[tuple[int, int]] = []

    def heaviest(self) -> int | None:
        """Return the number of the heaviest item that nobody has, the first of those; None where all are at work."""
        while len(self.open) < self.ahead and (one := next(self.items, None)) is not None:
            number, self.open[number] = one
            heapq.heappush(self.heap, (-self.weight(one[1]), number))
        return heapq.heappop(self.heap)[1] if self.heap else None

    def given(self) -> None:
        """Note that the first result was given."""
        del self.open[self.first]
        self.first += 1


def _started(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_begin)


def _begin() -> None:
    """Make a process ready: Ctrl-C is for the one that started it to answer, whose end, even by a kill, is this one's too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(20_000, *gc.get_threshold()[1:])
    if (parent := multiprocessing.parent_process()) is not None:

        def follow() -> None:
            parent.join()
            os._exit(1)

        threading.Thread(target=follow, daemon=True).start()


def _submit(pool: ProcessPoolExecutor, function: Callable[[T], R], item: T) -> Future[R]:
    """Hand an item out; to a pool whose processes were ended it is handed in vain."""
    try:
        return pool.submit(function, item)
    except BrokenProcessPool as error:
        future = Future[R]()
        future.set_exception(error)
        return future


def _alone(
    function: Callable[[T], R], items: dict[int, T], running: dict[Future[R], int], lost: Callable[[T], R] | None
) -> Iterator[tuple[int, R]]:
    """Yield number and result of what was handed out when a process was ended: what is not done yet, one by one."""
    pool, vain = _started(1), 0
    try:
        for future, number in sorted(running.items(), key=lambda handed: handed[1]):
            if isinstance(future.exception(), BrokenProcessPool):
                future = _submit(pool, function, items[number])
            if not isinstance(future.exception(), BrokenProcessPool):
                vain = 0
                yield number, future.result()
                continue
            pool.shutdown()
            pool, vain = _started(1), vain + 1
            if lost is None or vain == IN_VAIN:
                raise KgError(
                    "a worker process was ended from outside, and so was every other that took its work: memory may be short "
                    "(try fewer --jobs, or --memory); what is read already is kept, and the same command goes on there"
                )
            yield number, lost(items[number])
    finally:
        pool.shutdown(cancel_futures=True)
