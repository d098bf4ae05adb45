"""Kills additions to a store, and whole builds, at random moments, and looks at what they leave.

Fifty times (or NUMBER) an article is added to a store that lacks it, or taken out of one that has it, and the process is
killed (-9) at a moment drawn over the time that the whole takes. Each time the store must open, hold the state before or the
state after and nothing between, and pass ``kg verify`` and ``kg validate``; what the killed runs left must be gone after the
next one.

With a FOLDER, a build of it by two processes is killed (-9) NUMBER times (five), each at a moment drawn over the time that the
whole takes, every run going on from what those before it kept; then it runs to its end. Store, Turtle, page and report must be
byte for byte those of a build that nobody disturbed, no process may be left over, and nothing half-written.

    python benchmarks/kills.py [NUMBER] [FOLDER]
"""

from __future__ import annotations

import hashlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from kg import store

HERE = Path(__file__).parent.parent
SEED = 11


def main(number: int) -> None:
    """Print how the stores were found."""
    one, two = sorted((HERE / "seeds").iterdir())[:2]
    chance, found = random.Random(SEED), Counter[str]()
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "out"
        kg("build", str(one), "-o", str(out))
        took = {"add": timed("add", str(two), "-o", str(out))}
        states = {2: graph(out)}
        took["remove"] = timed("remove", str(two), "-o", str(out))
        states[1] = graph(out)
        for n in range(number):
            before = len(store.open(out).extractions())
            change = "add" if before == 1 else "remove"
            run = subprocess.Popen(
                command(change, str(two), "-o", str(out)), cwd=HERE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            time.sleep(chance.uniform(0.2, took[change]))
            run.send_signal(signal.SIGKILL)
            ended = run.wait() == 0
            after = len(store.open(out).extractions())
            opened = store.open(out)
            if graph(out) != states[after] or store.verify(opened) or store.validate(opened):
                sys.exit(f"kill {n}: the store is neither as before nor as after")
            found["through already" if ended else "as before" if after == before else "as after"] += 1
        kg("remove" if len(store.open(out).extractions()) == 2 else "add", str(two), "-o", str(out))
        litter = [p for p in out.rglob("*") if ".partial" in p.name or p.suffix in (".new", ".tmp")]
        generations = list((out / "store" / "generations").iterdir())
        texts = list((out / "store" / "articles").rglob("*.json"))
        if litter or len(generations) != 1 or len(texts) != len(store.open(out).extractions()):
            sys.exit(f"litter: {litter}, {len(generations)} generations, {len(texts)} texts")
    print(f"{number} kills: {', '.join(f'{count} {name}' for name, count in sorted(found.items()))}; no litter")


def builds(number: int, folder: Path) -> None:
    """Print what killed builds of a folder cost, and whether the last one gave the same bytes."""
    chance, kept, workers, through = random.Random(SEED), [0], set[int](), 0
    with tempfile.TemporaryDirectory() as scratch:
        calm, out = Path(scratch) / "calm", Path(scratch) / "out"
        took = timed("build", str(folder), "-o", str(calm), "--jobs", "2")
        whole = results(calm)
        shutil.rmtree(calm / "store")
        rest = timed("build", str(folder), "-o", str(calm), "--jobs", "2")  # nothing is to be read
        for _ in range(number):
            run = subprocess.Popen(
                command("build", str(folder), "-o", str(out), "--jobs", "2"),
                cwd=HERE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            left = rest + (took - rest) * (1 - kept[-1] / whole)
            end = time.monotonic() + chance.uniform(0.2, left)
            while run.poll() is None and time.monotonic() < end:
                workers |= children(run.pid)
                time.sleep(0.05)
            run.kill()
            through += run.wait() == 0
            kept.append(results(out))
        last = timed("build", str(folder), "-o", str(out), "--jobs", "2")
        time.sleep(1)
        if over := [pid for pid in workers if Path(f"/proc/{pid}").exists()]:
            sys.exit(f"processes left over: {over}")
        if differ := [name for name in {*content(calm), *content(out)} if content(calm).get(name) != content(out).get(name)]:
            sys.exit(f"other bytes: {differ[:9]}")
        if graph(out) != graph(calm):
            sys.exit("another graph")
    after = ", ".join(map(str, kept[1:]))
    print(f"{number} kills of a build of {took:.0f} s ({through} came when it was through), results kept after each: {after}")
    print(f"to its end: {last:.0f} s; same bytes, no process left over")


def results(out: Path) -> int:
    """Return of how many articles there are results."""
    return sum(1 for _ in (out / "cache").glob("??/*.json"))


def children(pid: int) -> set[int]:
    """Return the processes that a process started and that run."""
    found = Path(f"/proc/{pid}/task/{pid}/children")
    try:
        return set(map(int, found.read_text().split()))
    except OSError:  # it has ended
        return set()


def content(out: Path) -> dict[str, str]:
    """Return a digest of each file that a build leaves: the graph's own files apart, which no two builds have alike, and
    whatever the generation is called."""
    found = {}
    for path in (path for path in out.rglob("*") if path.is_file()):
        parts = path.relative_to(out).parts
        if parts[0] == "cache" or "graph" in parts or parts[-1] in ("lock", "current"):
            continue
        name = "/".join(parts[3:] if parts[:2] == ("store", "generations") else parts)
        found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def command(*arguments: str) -> list[str]:
    """Return the command line of kg."""
    return [sys.executable, "-m", "kg", *arguments]


def kg(*arguments: str) -> None:
    """Run kg to its end."""
    subprocess.run(command(*arguments), cwd=HERE, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def timed(*arguments: str) -> float:
    """Run kg to its end; return the seconds it takes."""
    start = time.monotonic()
    kg(*arguments)
    return time.monotonic() - start


def graph(out: Path) -> frozenset[str]:
    """Return the triples of a store."""
    return frozenset(str(quad) for quad in store.open(out).triples())


if __name__ == "__main__":
    if len(sys.argv) > 2:
        builds(int(sys.argv[1]), Path(sys.argv[2]).absolute())
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
