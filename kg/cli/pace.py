"""How far something is that takes its time, at which rate, and how long it will take yet; on standard error.

A clock is read for what people see here alone.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Protocol

from kg.cli.terminal import complain, console

#: Where nobody looks on, a line comes so many seconds after the one before.
APART = 30.0


class Moving(Protocol):
    """Tells how far it is: so much is done, of so much, of which so much failed."""

    def __call__(self, done: int, total: int, failed: int = 0) -> None:
        """Tell it."""


def paced(done: int, total: int, failed: int, first: int, seconds: float, unit: str = "") -> str:
    """Return rate, time left and failures in words, once there is something to tell; ``first`` were done before the clock ran.

    >>> paced(140, 300, 2, 20, 20.0, "articles")
    '6.0 articles/s, 0:00:26 left, 2 failed'
    >>> paced(20, 300, 0, 20, 3.0, "articles"), paced(30, 300, 1, 0, 60.0)
    ('', '0:09:00 left, 1 failed')
    """
    told, rate = [], (done - first) / seconds if seconds > 0 else 0.0
    if rate:
        told += [f"{rate:.1f} {unit}/s"] if unit else []
        told += [f"{timedelta(seconds=int((total - done) / rate))} left"] if done < total else []
    return ", ".join([*told, *([f"{failed:,} failed"] if failed else [])])


@contextmanager
def progress(what: str, unit: str = "", at_once: bool = True) -> Iterator[Moving]:
    """Show how far it is, ``at_once`` or when it first moves; yields the function that moves it.

    On a terminal that is a bar; elsewhere a line now and then, so that a log tells how far it is.
    """
    if not sys.stderr.isatty():
        yield _Lines(what, unit)
        return
    bar = _Bar(what, unit)
    if at_once:
        bar.bar.start()
    try:
        yield bar
    finally:
        if bar.bar.live.is_started:
            bar.bar.stop()


class _Pace:
    """Knows since when it moves, and what was done by then: the first thing, which waits for processes to start, apart."""

    def __init__(self, what: str, unit: str) -> None:
        self.what, self.unit = what, unit
        self.calls = self.first = 0
        self.since = 0.0

    def said(self, done: int, total: int, failed: int) -> str:
        self.calls += 1
        if self.calls <= 2:
            self.since, self.first = time.monotonic(), done
        return paced(done, total, failed, self.first, time.monotonic() - self.since, self.unit)


class _Bar(_Pace):
    """A bar on a terminal."""

    def __init__(self, what: str, unit: str) -> None:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        super().__init__(what, unit)
        name, said = (TextColumn(text, markup=False) for text in ("{task.description}", "{task.fields[said]}"))
        columns = (name, BarColumn(16), MofNCompleteColumn(), TimeElapsedColumn(), said)
        self.bar = Progress(*columns, console=console(stderr=True), redirect_stdout=sys.stdout.isatty())
        self.task = self.bar.add_task(what, total=None, said="")

    def __call__(self, done: int, total: int, failed: int = 0) -> None:
        self.bar.start()
        self.bar.update(self.task, completed=done, total=total, said=self.said(done, total, failed))


class _Lines(_Pace):
    """A line now and then where no terminal is."""

    def __init__(self, what: str, unit: str) -> None:
        super().__init__(what, unit)
        self.told = time.monotonic()

    def __call__(self, done: int, total: int, failed: int = 0) -> None:
        said = self.said(done, total, failed)
        if done < total and time.monotonic() - self.told >= APART:
            self.told = time.monotonic()
            complain(f"{self.what}: {done:,} of {total:,}{f' ({said})' if said else ''}")
