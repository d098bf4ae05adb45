"""One build of the sample articles, shared by all tests that only look at it; a browser; and two ways to run the command."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
CHROMIUM = os.environ.get("KG_CHROMIUM") or shutil.which("chromium")
ARGS = (
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
)  # fmt: skip


# A shell that starts the tests in the background has them, and all they start, ignore Ctrl-C, which some send.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _run_kg(*args: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run ``kg`` in a process of its own; ``env`` is added to the environment, ``input`` is standard input."""
    env = {**os.environ, "COLUMNS": "160", **options.pop("env", {})}
    command = [sys.executable, "-m", "kg", *map(str, args)]
    return subprocess.run(
        command, check=False, capture_output=True, encoding="utf-8", errors="surrogateescape", env=env, timeout=120, **options
    )


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of a build of seeds/; look, do not change."""
    from kg import pipeline
    from kg.settings import Settings

    output = tmp_path_factory.mktemp("built") / "output"
    result = pipeline.build([str(SEEDS)], Settings(output=output))
    assert not result.failures
    return output


#: Four articles by name: what is told changes from day to day, and one of them states no day.
DATED = {
    "one.md": (
        "publisher: The Quay Post\npublished: 2024-03-01\nretrieved: 2024-03-20",
        "Quillon Freight sued Ordway Cranes on February 26, 2024. Mara Lindqvist is the chief executive of Quillon "
        "Freight. Quillon Freight acquired the Norwegian company Dunmore Ferries in 2019.",
    ),
    "two.md": (
        "publisher: Kessel Herald\npublished: 2024-03-05\nretrieved: 2024-03-19",
        "Quillon Freight did not sue Ordway Cranes. Quillon Freight plans to acquire Seagate Ferries in May 2025. "
        "The Danish company Dunmore Ferries praised the plan.",
    ),
    "three.md": (
        "publisher: Arden Gazette\npublished: 2024-03-09",
        "Quillon Freight Ltd acquired Dunmore Ferries in 2021. Petra Voss criticized Mara Lindqvist in February. "
        "“We never lost a ship,” said Petra Voss.",
    ),
    "four.md": ("publisher: Undated Sheet", "Ordway Cranes sued Quillon Freight on March 2, 2024."),
}


def write_articles(folder: Path, *names: str) -> Path:
    """Write some of the dated articles, all if none is named, and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names or DATED:
        head, text = DATED[name]
        (folder / name).write_text(f"---\n{head}\n---\n\n{text}\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of a build of the dated articles; look, do not change."""
    from kg import pipeline
    from kg.settings import Settings

    folder = tmp_path_factory.mktemp("dated")
    pipeline.build([str(write_articles(folder / "in"))], Settings(output=folder / "output"))
    return folder / "output"


@pytest.fixture
def kg_process() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run ``kg`` in a process of its own, as a shell would."""
    return _run_kg


@pytest.fixture
def kg(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Run ``kg`` in this process, so that the model is loaded once; returns exit_code, stdout and stderr."""
    from typer.testing import CliRunner

    from kg.cli import app

    monkeypatch.setenv("COLUMNS", "160")

    def run(*args: str | Path, **options: Any) -> Any:
        result = CliRunner().invoke(app, [str(arg) for arg in args], **options)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium, one for all tests."""
    if not CHROMIUM:
        pytest.skip("no chromium found (install it, or name it in KG_CHROMIUM)")
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGS))
        yield chromium
        chromium.close()
