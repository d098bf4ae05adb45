"""Kills additions to a store at random moments, and looks at what they leave.

Fifty times (or NUMBER) an article is added to a store that lacks it, or taken out of one that has it, and the process is
killed (-9) at a moment drawn over the time that the whole takes. Each time the store must open, hold the state before or the
state after and nothing between, and pass ``kg verify`` and ``kg validate``; what the killed runs left must be gone after the
next one.

    python benchmarks/kills.py [NUMBER]
"""

from __future__ import annotations

import random
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
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
