"""What the store costs beside the engine under it, and what a change costs in a large store beside a small one.

FOLDER's articles become a store (a thousand news articles are about a million triples), a tenth of them another one, and a
single article a third. In one run, so that the ratios hold on any machine:

1. every named query through ``Store.ask_named`` over the same text asked of pyoxigraph itself (wanted: at most 1.15);
2. ``kg load`` of the graph's N-Triples over pyoxigraph's bulk loader (wanted: at most 1.3);
3. ``kg add --no-views`` of one article to the large store over adding it to the small one (wanted: at most 2);
4. checking that article's part of the large graph by shapes over checking it in the small one (wanted: at most 1.5);
5. the peak memory of building all over that of building a tenth (wanted: at most 1.5).

    python benchmarks/store.py FOLDER WORK     WORK: a folder for the stores, emptied first
"""

from __future__ import annotations

import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox

from kg import ontology, store
from kg.settings import Settings
from kg.store import bulk, sparql, turtle, validation
from kg.store.naming import article_iri
from kg.store.reader import Store

HERE = Path(__file__).parent.parent
ARTICLE = HERE / "seeds"
ROUNDS = 5
#: Queries that take the engine itself longer than this (seconds) are not compared.
LONGEST = 8
#: So many are better known than those who are asked for.
KNOWN = 20


def main(folder: Path, work: Path) -> None:
    """Print the five ratios."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    paths = sorted(p for p in folder.iterdir() if p.is_file())
    texts = sorted(p for p in ARTICLE.iterdir() if p.suffix in (".txt", ".md", ".html"))
    tenth = work / "tenth"
    tenth.mkdir(exist_ok=True)
    for path in paths[::10]:
        shutil.copy(path, tenth)
    _, large = measured("build", str(folder), "-o", str(work / "large"), "--no-views")
    _, small = measured("build", str(tenth), "-o", str(work / "tenth-out"), "--no-views")
    measured("build", str(texts[0]), "-o", str(work / "small"), "--no-views")
    opened = store.open(work / "large")
    print(f"{len(paths)} articles, {len(opened):,} triples")
    print(f"memory       {large:.0f} MB over {small:.0f} MB for a tenth: {large / small:.2f} (wanted 1.5)")
    queries(opened)
    loading(opened, work)
    added = [measured("add", str(texts[1]), "-o", str(work / name), "--no-views")[0] for name in ("large", "small")]
    print(f"adding one   {added[0]:.2f} s over {added[1]:.2f} s to a small store: {added[0] / added[1]:.2f} (wanted 2)")
    checking(work)


def measured(*arguments: str) -> tuple[float, float]:
    """Run kg in a process of its own; return its CPU seconds and its peak memory in megabytes."""
    run = [sys.executable, "-c", MEASURED, *arguments]
    seconds, kilobytes = subprocess.run(run, check=True, capture_output=True, text=True, cwd=HERE).stdout.split()[-2:]
    return float(seconds), float(kilobytes) / 1024


MEASURED = """
import resource, subprocess, sys
subprocess.run([sys.executable, "-m", "kg", *sys.argv[1:]], check=True, stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


def seconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the least CPU time of this process that ``work`` takes."""

    def once() -> float:
        start = resource.getrusage(resource.RUSAGE_SELF)
        work()
        end = resource.getrusage(resource.RUSAGE_SELF)
        return end.ru_utime + end.ru_stime - start.ru_utime - start.ru_stime

    return min(once() for _ in range(rounds))


def queries(opened: Store) -> None:
    """Ask every named query both ways, all rows; where it asks for a name, for that of somebody whom many articles know."""
    native = ox.Store.read_only(str(opened.folder / "graph"))
    prefixes = turtle.prefixes(opened.base)
    known = Counter(iri for s in opened.statements() for iri in (s.subject, str(s.object)))
    labels = {entity.iri: entity.label for entity in opened.entities() if entity.named}
    names = [labels[iri] for iri, _ in known.most_common() if iri in labels][KNOWN:]
    ratios, ours, theirs = [], 0.0, 0.0
    for name in sorted(sparql.named_queries()):
        empty = [key for key, default in sparql.named_queries()[name].parameters.items() if not default]
        given = dict(zip(empty, names, strict=False))
        text = sparql.bound(*sparql.named(name, given))

        def plain(text: str = text) -> object:
            return [[term and term.value for term in row] for row in native.query(text, prefixes=prefixes)]  # type: ignore[union-attr]  # SELECT

        started = time.monotonic()
        plain()
        if (took := time.monotonic() - started) > LONGEST:
            print(f"             {name} takes the engine {took:.0f} s and is left out")
            continue
        rounds = ROUNDS if took < 1 else 1
        one, other = seconds(lambda name=name, given=given: opened.ask_named(name, given), rounds), seconds(plain, rounds)  # type: ignore[misc]  # no default of a lambda
        ours, theirs = ours + one, theirs + other
        ratios.append((one / other, name, one, other))
    print(f"queries      {len(ratios)}, {ours:.2f} s over {theirs:.2f} s: {ours / theirs:.2f}", end="; ")
    print(f"median {statistics.median(r[0] for r in ratios):.2f} (wanted 1.15); the worst:")
    for ratio, name, one, other in sorted(ratios, reverse=True)[:4]:
        print(f"               {name} {one * 1000:.1f} ms over {other * 1000:.1f} ms: {ratio:.2f}")


def loading(opened: Store, work: Path) -> None:
    """Load the graph's N-Triples by kg and by the engine's own loader."""
    path, words = work / "graph.nt", ontology.load()
    store.export(opened, "ntriples", path)

    def native() -> None:
        shutil.rmtree(work / "bulk", ignore_errors=True)
        graph = ox.Store(str(work / "bulk"))
        graph.bulk_load(path=str(path), format=ox.RdfFormat.N_TRIPLES)
        graph.flush()

    def ours() -> None:
        shutil.rmtree(work / "loaded", ignore_errors=True)
        bulk.load([str(path)], words, Settings(output=work / "loaded"))

    one, other = seconds(ours, 2), seconds(native, 2)
    print(f"loading      {one:.2f} s over {other:.2f} s of the bulk loader: {one / other:.2f} (wanted 1.3)")


def checking(work: Path) -> None:
    """Check what one article brought, in the large store and in the small one."""
    times = []
    for name in ("large", "small"):
        opened = store.open(work / name)
        graph = ox.Store.read_only(str(opened.folder / "graph"))
        article = next(e.article.id for e in opened.extractions() if "seeds" in e.article.source)
        subjects = {q.subject for q in graph.quads_for_pattern(None, None, article_iri(opened.base, article))}
        nodes = [n for n in subjects if isinstance(n, ox.NamedNode)]
        validation.violations(graph, nodes[:1])  # shapes are read once
        times.append(seconds(lambda graph=graph, nodes=nodes: validation.violations(graph, nodes)))  # type: ignore[misc]  # as above
    print(f"checking one {times[0] * 1000:.0f} ms over {times[1] * 1000:.0f} ms: {times[0] / times[1]:.2f} (wanted 1.5)")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
