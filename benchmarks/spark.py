"""How long Apache Spark takes to tell entities from the made-up corpus of benchmarks/resolution.py, on this machine alone.

    python benchmarks/spark.py [CHAINS] [CORES]        310,000 chains (a million mentions) and 2 cores without a number

The corpus is written down first; time is wall-clock time from reading it to the last entity, start-up apart. At the end the
entities are compared with those of ``kg.entities.resolve`` on the same articles.
"""

from __future__ import annotations

import pickle
import resource
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import cast

from resolution import BASE, PATTERNS, corpus

from kg.engines import collecting_rarely
from kg.entities import chains, resolve, spread
from kg.gazetteer import EMPTY
from kg.model import Entity, Extraction
from kg.spark.rows import Spread
from kg.spark.rows import spread as rows
from kg.spark.session import session

Nodes = spread.Rows[chains.Node]
#: So many articles stand in one file.
TOGETHER = 500


def read(names: Iterable[str]) -> Iterator[Extraction]:
    """Yield the extractions of some files."""
    for name in names:
        yield from pickle.loads(Path(name).read_bytes())


def named(extractions: Iterable[Extraction]) -> Iterator[chains.Node]:
    """Yield the chains with a name."""
    for extraction in extractions:
        yield from chains.named([extraction], PATTERNS)


def unnamed(extractions: Iterable[Extraction]) -> Iterator[chains.Node]:
    """Yield the chains without a name."""
    for extraction in extractions:
        yield from chains.unnamed([extraction])


def main() -> None:
    """Print how long it took, and whether the entities are the same."""
    size, cores = (int(given) for given in (*sys.argv[1:], *("310000", "2")[len(sys.argv) - 1 :]))
    extractions, truth, _ = corpus(size, 7)
    mentions = sum(len(e.mentions) for e in extractions)
    print(f"{len(truth):,} chains, {mentions:,} mentions, {len(extractions):,} articles", flush=True)
    start, cpu = time.perf_counter(), time.process_time()
    with collecting_rarely():
        whole = resolve(extractions, BASE, patterns=PATTERNS)
    print(f"one process: {time.perf_counter() - start:.0f} s, {time.process_time() - cpu:.0f} s of CPU", flush=True)
    expected = {e.iri: e for e in whole.entities}
    with tempfile.TemporaryDirectory() as folder, session(f"local[{cores}]") as spark:
        names = []
        for n in range(0, len(extractions), TOGETHER):
            names.append(f"{folder}/{n:09d}.pickle")
            Path(names[-1]).write_bytes(pickle.dumps(extractions[n : n + TOGETHER]))
        del extractions, whole, truth
        len(rows(spark, range(100)).together(str, lambda found: found).kept())  # the workers are there
        start = time.perf_counter()
        articles = rows(spark, names).together(str, lambda found: found).each(read)
        ends = cast(tuple[Nodes, Nodes], (articles.each(named).kept(), articles.each(unnamed)))
        found = cast("Spread[Entity]", spread.resolve(ends[0], ends[1], BASE, EMPTY)).kept()
        number = len(found)
        print(f"Spark on {cores} cores: {time.perf_counter() - start:.0f} s for {number:,} entities", flush=True)
        same = number == len(expected) and all(expected[e.iri] == e for e in found)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'the same entities' if same else 'OTHER ENTITIES'}; {peak:,.0f} MiB in this process at most")


if __name__ == "__main__":
    main()
