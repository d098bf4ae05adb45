"""Where the work runs never changes what comes out, and a process that is ended costs at most its own article."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from functools import partial
from operator import truediv
from pathlib import Path
from typing import Any

import pytest

from kg.engines import Pool, engine, fitting
from kg.errors import KgError
from kg.settings import load, size

ROOT = Path(__file__).parent.parent


def slow_first(n: int) -> int:
    """The first items take longest, so that a pool finishes them last."""
    time.sleep(0.05 if n < 2 else 0)
    return n * n


def test_a_pool_gives_results_in_the_order_of_the_items() -> None:
    assert list(engine(2).map(slow_first, range(20))) == [n * n for n in range(20)]


def test_a_pool_hands_on_what_the_function_raises() -> None:
    with pytest.raises(ZeroDivisionError):
        list(engine(2).map(partial(truediv, 1), [1, 0, 2]))


def ending(folder: Path, n: int) -> tuple[int, int]:
    """Ends the process that gets a 7, and the first one that gets a 3; tells the process otherwise."""
    if n == 7 or (n == 3 and not (folder / "ended").exists()):
        (folder / "ended").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return n, os.getpid()


def test_a_killed_worker_costs_only_the_item_that_kills_a_process_of_its_own_too(tmp_path: Path) -> None:
    told: list[int] = []
    results = engine(2).map(
        partial(ending, tmp_path), range(12), done=lambda result: told.append(result[0]), lost=lambda n: (-n, 0)
    )
    assert [n for n, _ in results] == [0, 1, 2, 3, 4, 5, 6, -7, 8, 9, 10, 11]
    assert sorted(told) == [-7, 0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11]


def test_where_no_worker_lives_that_is_an_error_with_a_remedy() -> None:
    with pytest.raises(KgError, match=r"memory may be short \(try fewer --jobs.*goes on there"):
        list(engine(2).map(os._exit, [1]))
    with pytest.raises(KgError, match="--memory"):  # not a failure for each article that there is
        list(engine(2).map(os._exit, [1] * 40, lost=lambda code: pytest.fail("lost") if not code else None))


def test_the_longest_come_first_and_results_in_order() -> None:
    items, done = [1, 2, 9, 3, 8], list[tuple[float, int]]()
    found = list(Pool(1).map(begun, items, weight=abs, done=done.append))
    assert [n for _, n in found] == items
    assert [n for _, n in sorted(done)] == [9, 8, 3, 2, 1]


def begun(n: int) -> tuple[float, int]:
    """When an item was begun, on the clock that all processes have, and the item."""
    start = time.monotonic()
    time.sleep(n / 50)
    return start, n


def test_processes_are_started_once_and_end_with_the_one_that_started_them(tmp_path: Path) -> None:
    code = (
        "import os\nfrom kg.engines import engine\nfrom tests.test_engines import slow_process\n"
        "if __name__ == '__main__':\n"
        "    for n, pid in enumerate(engine(2).map(slow_process, range(400))):\n"
        "        print(pid, flush=True)\n"
        "        if n == 20:\n"
        "            os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    workers = set(map(int, done.stdout.split()))
    assert len(workers) == 2
    end = time.monotonic() + 20
    while (alive := [pid for pid in workers if Path(f"/proc/{pid}").exists()]) and time.monotonic() < end:
        time.sleep(0.05)
    assert not alive


def slow_process(_: int) -> int:
    time.sleep(0.02)
    return os.getpid()


def test_memory_bounds_the_processes_and_too_little_is_said_before_anything_is_read(tmp_path: Path, kg: Any) -> None:
    assert fitting(4, size("1G"), 100) == 2
    assert fitting(4, 0, 10**6) == 4
    (tmp_path / "in.txt").write_text("Ann Lee sued Bolt Ltd.", encoding="utf-8")
    done = kg("build", tmp_path / "in.txt", "-o", tmp_path / "out", "--memory", "300M")
    assert done.exit_code == 2
    assert "memory 300 MB: to read 1 article takes about 600 MB" in done.stderr
    assert not (tmp_path / "out" / "store").exists()
    assert kg("build", tmp_path / "in.txt", "-o", tmp_path / "out", "--memory", "much").exit_code == 2
    (tmp_path / "kg.toml").write_text('memory = "4G"', encoding="utf-8")
    assert load(tmp_path / "kg.toml").memory == 4_000_000_000


def test_one_job_needs_no_other_process() -> None:
    assert list(engine(1).map(lambda _: os.getpid(), [0])) == [os.getpid()]


def test_numeric_libraries_use_one_thread_unless_the_environment_says_otherwise(
    kg: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "")  # what was there comes back afterwards
    monkeypatch.delenv("OPENBLAS_NUM_THREADS")
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    kg("query", "-o", tmp_path)
    assert (os.environ["OPENBLAS_NUM_THREADS"], os.environ["OMP_NUM_THREADS"]) == ("1", "3")
