"""One build of the sample articles, shared by all tests that only look at it; and two ways to run the command."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"


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
