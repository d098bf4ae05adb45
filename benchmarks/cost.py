"""What very many articles take on paper, from what was measured of few, and what gives way first.

With a articles, and for each of them c CPU seconds of reading, t CPU seconds of what one process does for the corpus
together (who is who, statements, store, page), m bytes of memory in that process, w bytes in each reading process, and d
bytes on disk, on P processes:

    hours      = a c / (3600 P) + a t / 3600                on one machine
    hours      = a (c + t - s + x) / (3600 P) + a s / 3600  on Spark, where the driver alone states (s CPU seconds an article)
                                                            and shuffles take x
    memory     = OWN + a m + P w                            on one machine; DRIVER an article in the driver on Spark
    disk       = a d
    money      = hours * (P * vCPU-hour) + disk * GB-month  (one month), prices as assumed below

All are proportions: where a phase grows faster than its articles, the table of what was measured shows it.

    python benchmarks/cost.py WORK          WORK as for benchmarks/scale.py
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: Assumed, in dollars; recompute with your own: an hour of one virtual CPU with 4 GB, as large clouds rent them out, and a
#: month of one GB on disk.
VCPU_HOUR, GB_MONTH = 0.05, 0.08
#: Bytes that the driver of a build on Spark holds for each article (docs/scale.md).
DRIVER = 110_000
#: CPU seconds of Spark's shuffles for each article: two cores for 344 s, for the entities of 31,177 articles (docs/scale.md).
SHUFFLES = 2 * 344 / 31_177
#: The most memory that is easily rented as one machine.
LARGEST = 4 * 10**12
#: A vCPU comes with so many bytes of memory.
EACH_VCPU = 4 * 10**9


@dataclass(frozen=True, slots=True)
class Measured:
    """What one article takes: CPU seconds of reading, of stating, and of all that one process does for the corpus, bytes of
    that process and on disk; what a process takes by itself."""

    reading: float
    stating: float
    together: float
    memory: float
    disk: float
    own: float
    worker: float


def measured(builds: Sequence[dict[str, Any]]) -> Measured:
    """Return what the largest of some builds by two processes took, memory from the growth between it and the smallest."""
    found = sorted(builds, key=lambda figure: int(figure["articles"]))
    least, most = found[0], found[-1]
    n, cpu = most["articles"], most["cpu_phases"]
    more = n - least["articles"]
    memory = (most["own_mb"] - least["own_mb"]) / more if more else most["own_mb"] / n
    return Measured(
        cpu["reading"] / n,
        cpu["statements"] / n,
        (most["cpu"] - cpu["reading"]) / n,
        memory * 10**6,
        sum(most["disk"].values()) / n,
        max(0.0, most["own_mb"] - n * memory) * 10**6,
        most["worker_mb"] * 10**6,
    )


def machine(of: Measured, articles: int, processes: int) -> tuple[float, float, float, float]:
    """Return hours, bytes of memory, bytes on disk and dollars of a build on one machine.

    >>> hours, memory, disk, money = machine(Measured(0.36, 0, 0.036, 10**6, 10**5, 10**8, 2 * 10**8), 1_000_000, 100)
    >>> round(hours, 1), memory / 10**9, disk / 10**9, round(money)
    (11.0, 1020.1, 100.0, 148)
    """
    hours = articles * (of.reading / processes + of.together) / 3600
    memory = of.own + articles * of.memory + processes * of.worker
    rented = max(processes, memory / EACH_VCPU)  # who needs more memory rents more processors
    return hours, memory, articles * of.disk, hours * rented * VCPU_HOUR + articles * of.disk / 10**9 * GB_MONTH


def cluster(of: Measured, articles: int, processes: int) -> tuple[float, float, float, float]:
    """Return hours, bytes of the driver, bytes on disk and dollars of a build on Spark: all but statements is spread.

    >>> hours, memory, disk, money = cluster(Measured(0.36, 0.003, 0.036, 10**6, 10**5, 10**8, 2 * 10**8), 1_000_000, 100)
    >>> round(hours, 1), memory / 10**9, disk / 10**9, round(money)
    (2.0, 110.0, 100.0, 22)
    """
    spread = of.reading + of.together - of.stating + SHUFFLES
    hours = articles * (spread / processes + of.stating) / 3600
    driver = articles * DRIVER
    rented = processes + driver / EACH_VCPU
    return hours, driver, articles * of.disk, hours * rented * VCPU_HOUR + articles * of.disk / 10**9 * GB_MONTH


def wholly(of: Measured, articles: int, processes: int) -> tuple[float, float, float, float]:
    """Return hours, bytes of a process, bytes on disk and dollars, were statements spread as well, which they are not yet."""
    hours = articles * (of.reading + of.together + SHUFFLES) / processes / 3600
    return hours, EACH_VCPU, articles * of.disk, hours * processes * VCPU_HOUR + articles * of.disk / 10**9 * GB_MONTH


def table(of: Measured) -> Iterator[str]:
    """Yield the lines of a table in Markdown."""
    yield "| articles | where | processes | reading, CPU hours | hours | memory of the largest process | disk | dollars |"
    yield "| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for articles in (10_000, 1_000_000, 100_000_000):
        for where, function, processes in (
            ("one machine", machine, 16),
            ("Spark", cluster, 200),
            ("Spark, were statements spread", wholly, 200),
        ):
            hours, memory, disk, money = function(of, articles, processes)
            fits = memory <= LARGEST
            yield (
                f"| {articles:,} | {where} | {processes:,} | {_few(articles * of.reading / 3600)} | "
                f"{_few(hours) if fits else '–'} | {_bytes(memory)}{'' if fits else ': no machine has it'} | {_bytes(disk)} | "
                f"{_few(money) if fits else '–'} |"
            )


def _few(number: float) -> str:
    return f"{number:,.0f}" if number >= 10 else f"{number:.2g}"


def _bytes(number: float) -> str:
    return f"{number / 10**12:,.1f} TB" if number >= 10**12 else f"{number / 10**9:,.1f} GB"


def told(of: Measured) -> str:
    """Return what the table rests on, in one line."""
    return (
        f"{of.reading:.3f} CPU seconds of reading an article, {of.together:.4f} of all that one process does for the corpus, "
        f"{of.stating:.4f} of these for statements; {of.memory / 10**6:.2f} MB of memory an article above {_bytes(of.own)}, "
        f"{_bytes(of.worker)} a reading process, {of.disk / 10**6:.2f} MB on disk an article, cache included; "
        f"assumed: ${VCPU_HOUR} an hour of a vCPU with {_bytes(EACH_VCPU)}, ${GB_MONTH} a GB on disk and month."
    )


if __name__ == "__main__":
    kept = [json.loads(path.read_text()) for path in (Path(sys.argv[1]) / "figures").glob("two-*.json")]
    if not kept:
        sys.exit("no figures there: run benchmarks/scale.py first")
    found = measured(kept)
    print(told(found), "", *table(found), sep="\n")
