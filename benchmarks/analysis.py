"""What the measures of a graph cost, in time and memory, beside the calls of the library that makes them.

Corpora are invented (``benchmarks/page.py``): companies of which a few are in most statements, ten statements to an
article. Each row is a process of its own. ``measure`` is ``kg.analysis.measure`` on a corpus in memory; ``calls`` are the same
calls of the library on ties that are ready (its graph, PageRank, betweenness, which is exact up to 500 entities, communities);
wanted: at most 1.5 times as much. ``rest`` are bridges, groups and roles. Peak memory is that of the whole process with the
corpus, and what measuring adds to it.

    python benchmarks/analysis.py [STATEMENTS …]        1,000, 10,000 and 100,000 without a number
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from page import corpus

SIZES = (1_000, 10_000, 100_000)
#: Statements for each entity.
DENSITY = 2.5


def timed(work: Callable[[], object]) -> float:
    """Return the CPU seconds of some work."""
    start = time.process_time()
    work()
    return time.process_time() - start


def peak() -> float:
    """Return the most memory that this process has held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def row(statements: int, name: str) -> dict[str, Any]:
    """Measure one corpus with one library."""
    from kg import analysis, ontology
    from kg.analysis import libraries
    from kg.analysis.network import binding, edges, ties

    made, words = corpus(int(statements / DENSITY), statements), ontology.load()
    libraries.LARGE = 0 if name == "networkit" else 10**9
    analysis.measure(corpus(50, 100), words)  # the library is loaded
    before, results = peak(), []
    seconds = timed(lambda: results.append(analysis.measure(made, words)))
    after, found = peak(), results[0]
    ready = ties(filter(binding(words), edges(made)))

    def calls() -> None:
        library = libraries.library(ready)
        library.pagerank()
        library.betweenness(found.sample)
        library.communities()

    bare = timed(calls)
    rest = timed(lambda: (analysis.bridges(made, words), analysis.groups(made, found, words), analysis.roles(made, words)))
    return {
        "statements": len(made.statements), "entities": len(ready.iris), "ties": len(ready.pairs), "library": found.library,
        "measure": seconds, "calls": bare, "rest": rest, "before": before, "added": after - before,
    }  # fmt: skip


def main(arguments: list[str]) -> None:
    """Print the table."""
    if arguments[:1] == ["--row"]:
        print(json.dumps(row(int(arguments[1]), arguments[2])))
        return
    print("| statements | entities | ties | library | measure s | calls s | ratio | rest s | MiB | added MiB |")
    print("| ---: | ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for size in map(int, arguments) if arguments else SIZES:
        for name in ("networkx", "networkit"):
            command = [sys.executable, __file__, "--row", str(size), name]
            one = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            counts = " | ".join(f"{one[key]:,}" for key in ("statements", "entities", "ties"))
            ratio = one["measure"] / one["calls"]
            costs = f"{one['measure']:.2f} | {one['calls']:.2f} | {ratio:.2f} | {one['rest']:.2f}"
            print(f"| {counts} | {one['library']} | {costs} | {one['before']:.0f} | {one['added']:.0f} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
