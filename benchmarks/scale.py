"""What a build takes as articles grow in number: time by phase, processes, memory, disk, a second build, Spark, entities.

Articles are made up by drawing paragraphs from the articles in FOLDER, with a fixed seed: each has as many paragraphs as one
of them; as long as there are no more than in FOLDER every second is its own. The more articles, the more often is each
paragraph there, so that copies and shared quotations are denser than in news.

For each size these figures are taken, each by a process of its own, and kept in WORK/figures, so that a long run can be
stopped and goes on where it was:

    one, two    a build by one and by two processes; time of each phase, peak memory of the process and of its workers
    again       the same build again, over articles none of which changed
    spark       the same on Apache Spark on this machine (left out without PySpark or Java); one article first, for the start
    entities    who is who, of made-up mentions alone (benchmarks/resolution.py)

At the end docs/scale-figures.md and docs/scale.svg are written from what is in WORK, and the cost on paper (cost.py).

    python benchmarks/scale.py FOLDER WORK [--sizes 100,1000,10000] [--mentions 1000,10000,100000,1000000] [--only one,two]
"""

from __future__ import annotations

import argparse
import functools
import gzip
import hashlib
import importlib
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent.parent
SEED = 11
#: The phases of a build after reading, by the function that does each; one that is not there counts as the rest.
PHASES = {
    "who is who": ("kg.entities", "resolved"),
    "statements": ("kg.pipeline", "stated"),
    "page and report": ("kg.outputs", "views"),
    "store": ("kg.store.disk", "_prepare"),
    "Turtle": ("kg.outputs", "finish"),
}
#: Chains for each mention of the made-up corpus.
CHAINS = 0.31

Figure = dict[str, Any]


def articles(folder: Path, place: Path, number: int) -> None:
    """Write so many made-up articles, unless they are there."""
    if place.is_dir() and sum(1 for _ in place.iterdir()) == number:
        return
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    found = [p.read_text(encoding="utf-8", errors="replace").split("\n\n") for p in sorted(folder.iterdir()) if p.is_file()]
    found = [[paragraph for paragraph in one if paragraph.strip()] for one in found]
    drawn, chance = [paragraph for one in found for paragraph in one[1:]], random.Random(SEED)
    for n in range(number):
        own = found[n % len(found)]
        stays = n < len(found)
        text = [paragraph if stays and k % 2 == 0 else chance.choice(drawn) for k, paragraph in enumerate(own)]
        (place / f"{n:06d}.txt").write_text("\n\n".join(text) + "\n", encoding="utf-8")


# ---------------------------------------------------------------------- one figure, in a process of its own


def timed(function: Callable[..., Any], spent: Figure, cpu: Figure, name: str) -> Callable[..., Any]:
    """Return the function, which adds the seconds that it takes, on the clock and of this process, to those of a phase."""

    @functools.wraps(function)
    def run(*args: Any, **kwargs: Any) -> Any:
        start, worked = time.monotonic(), time.process_time()
        try:
            return function(*args, **kwargs)
        finally:
            spent[name] = spent.get(name, 0.0) + time.monotonic() - start
            cpu[name] = cpu.get(name, 0.0) + time.process_time() - worked

    return run


def build(folder: str, output: str, jobs: str) -> Figure:
    """Build a folder and return what it took."""
    from kg import pipeline
    from kg.settings import Settings

    spent: Figure = {"reading": 0.0, **dict.fromkeys(PHASES, 0.0)}
    cpu: Figure = dict(spent)
    for name, (module, function) in PHASES.items():
        place = importlib.import_module(module)
        if hasattr(place, function):
            setattr(place, function, timed(getattr(place, function), spent, cpu, name))
    start = time.monotonic()

    def watch(done: int, total: int, failed: int) -> None:
        if done == total:
            spent["reading"] = time.monotonic() - start
            cpu["reading"] = worked()

    result = pipeline.build([folder], Settings(output=Path(output), jobs=int(jobs)), progress=watch)
    spent["the rest"] = time.monotonic() - start - sum(spent.values())
    if int(jobs) > 1:  # what the workers did is known once they have ended
        cpu["reading"] += resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    cpu["the rest"] = worked() - sum(cpu.values())
    own, workers = (resource.getrusage(who).ru_maxrss / 1000 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    sizes = {name: size(Path(output) / name) for name in ("cache", "store", "graph.ttl", "graph.html", "report.html")}
    return {
        "articles": result.counts["articles"], "mentions": result.counts["mentions"],
        "seconds": sum(spent.values()), "cpu": sum(cpu.values()), "phases": spent, "cpu_phases": cpu,
        "own_mb": own, "worker_mb": workers, "disk": sizes,
    }  # fmt: skip


def worked() -> float:
    """Return the CPU seconds of this process and of those it started that have ended."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in spent)


def entities(number: str) -> Figure:
    """Tell who is who of about so many made-up mentions."""
    from resolution import corpus, measured

    extractions, _, _ = corpus(int(int(number) * CHAINS), 7)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds, found = measured(extractions, 1)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    mentions = sum(len(e.mentions) for e in extractions)
    return {
        "mentions": mentions, "chains": len(found), "articles": len(extractions), "entities": len(set(found.values())),
        "cpu": seconds, "own_mb": peak / 1000, "more_mb": (peak - before) / 1000,
    }  # fmt: skip


def spark(folder: str, output: str, cores: str) -> Figure:
    """Build a folder on Spark and return what it took, its start included."""
    start = time.monotonic()
    command = [sys.executable, "-m", "kg", "build", folder, "--engine", "spark", "--master", f"local[{cores}]", "-o", output]
    done = subprocess.run(command, cwd=HERE, check=False, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr)
    return {"seconds": time.monotonic() - start}


def size(path: Path) -> int:
    """Return the bytes of a file or of all files in a folder."""
    return sum(p.stat().st_size for p in ([path] if path.is_file() else path.rglob("*")) if p.is_file())


def graph(output: Path) -> str:
    """Return a digest of a build's graph as sorted N-Triples, wherever it was made."""
    if (output / "graph").is_dir():
        lines = b"".join(gzip.decompress(p.read_bytes()) for p in sorted((output / "graph").glob("part-*.nt.gz")))
        return hashlib.sha256(lines).hexdigest()
    from kg import store

    store.export(store.open(output), "ntriples", output / "measured.nt")
    lines = (output / "measured.nt").read_bytes()
    (output / "measured.nt").unlink()
    return hashlib.sha256(lines).hexdigest()


# ---------------------------------------------------------------------- all figures


class Run:
    """Figures by name, kept in a folder as soon as they are there."""

    def __init__(self, work: Path, only: set[str]) -> None:
        self.folder, self.only = work / "figures", only
        self.folder.mkdir(parents=True, exist_ok=True)

    def take(self, kind: str, name: str, function: str, *given: object, before: Callable[[], object] = lambda: None) -> None:
        """Measure in a process of its own what is not measured yet."""
        place = self.folder / f"{kind}-{name}.json"
        if place.exists() or (self.only and kind not in self.only):
            return
        before()
        load = os.getloadavg()[0]
        command = [sys.executable, __file__, "--figure", function, *map(str, given)]
        env = {**os.environ, "PYTHONPATH": str(HERE), "OMP_NUM_THREADS": "1"}
        done = subprocess.run(command, cwd=HERE, check=False, stdout=subprocess.PIPE, text=True, env=env)
        if done.returncode:
            print(f"{kind} {name}: not measured (see above)", flush=True)
            return
        figure = json.loads(done.stdout) | {"load": [round(load, 1), round(os.getloadavg()[0], 1)]}
        place.write_text(json.dumps(figure, indent=1), encoding="utf-8")
        print(f"{kind} {name}: {figure.get('seconds', figure.get('cpu')):.1f} s, load {figure['load']}", flush=True)

    def figures(self, kind: str) -> dict[int, Figure]:
        """Return the figures of a kind by size."""
        found = {int(p.stem.rpartition("-")[2]): json.loads(p.read_text()) for p in self.folder.glob(f"{kind}-*.json")}
        return dict(sorted(found.items()))


def measure(folder: Path, work: Path, sizes: list[int], mentions: list[int], run: Run) -> None:
    """Take all figures that are not there, small ones first."""
    for n in sizes:
        place, made = work / str(n) / "articles", functools.partial(articles, folder, work / str(n) / "articles", n)
        one, two, apart = (work / str(n) / name for name in ("one", "two", "spark"))
        run.take("one", str(n), "build", place, one, 1, before=functools.partial(anew, made, one))
        run.take("two", str(n), "build", place, two, 2, before=functools.partial(anew, made, two))
        run.take("again", str(n), "build", place, two, 2)
        run.take("spark", str(n), "spark", place, apart, 2, before=made)
        run.take("same", str(n), "same", *[p for p in (one, two, apart) if (p / "store").exists() or (p / "graph").exists()])
    first = work / "1" / "articles"
    made = functools.partial(articles, folder, first, 1)
    run.take("spark", "1", "spark", first, work / "1" / "spark", 2, before=made)
    for n in mentions:
        run.take("entities", str(n), "entities", n)


def anew(made: Callable[[], None], output: Path) -> None:
    """Have the articles there and nothing that a run before left of their build."""
    made()
    shutil.rmtree(output, ignore_errors=True)


def same(*outputs: str) -> Figure:
    """Tell whether builds gave one graph."""
    return {"of": len(outputs), "graphs": len({graph(Path(output)) for output in outputs}), "seconds": 0.0}


def main() -> None:
    """Measure, and write table, plot and cost."""
    if sys.argv[1:2] == ["--figure"]:
        functions: dict[str, Callable[..., Figure]] = {"build": build, "entities": entities, "spark": spark, "same": same}
        print(json.dumps(functions[sys.argv[2]](*sys.argv[3:])))
        return
    from scale_report import write

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--sizes", default="100,1000,10000")
    parser.add_argument("--mentions", default="1000,10000,100000,1000000")
    parser.add_argument("--only", default="", help="one, two, again, spark, same, entities: these alone")
    parser.add_argument("--docs", type=Path, default=HERE / "docs", help="where table and plot are written")
    given = parser.parse_args()
    run = Run(given.work.absolute(), set(filter(None, given.only.split(","))))
    sizes, mentions = ([int(n) for n in text.split(",") if n] for text in (given.sizes, given.mentions))
    measure(given.folder, given.work.absolute(), sizes, mentions, run)
    write(run.figures, given.docs)


if __name__ == "__main__":
    main()
