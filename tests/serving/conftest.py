"""A store that is served as anybody serves it, by ``kg serve`` in a process of its own."""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from kg import outputs, store
from kg.model import Extraction
from tests.conftest import ROOT
from tests.store import corpora

#: One client for all: making one costs more than asking.
WEB = httpx.Client(trust_env=False, verify=False, timeout=30)
atexit.register(WEB.close)


class Served(NamedTuple):
    """A server at work: its output folder, its address with a slash at the end, its process."""

    output: Path
    url: str
    process: subprocess.Popen[str]


def publish(output: Path, *extractions: Extraction) -> Path:
    """Leave store, page and report of a corpus in an output folder."""
    settings = corpora.settings(output)
    corpus = corpora.corpus(*extractions)
    store.publish(corpus, corpora.words(), settings)
    outputs.write(outputs.views(corpus, corpora.words(), settings), settings)
    return output


@contextlib.contextmanager
def serving(output: Path, *options: str) -> Iterator[Served]:
    """Serve a folder at a free port; ends the server with Ctrl-C."""
    command = [sys.executable, "-m", "kg", "serve", "-o", str(output), "--port", "0", *options]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        try:
            said = [process.stdout.readline() for _ in range(4)]
            assert "http://" in said[1], process.stderr.read()
            yield Served(output, said[1].split()[-1], process)
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(10)
            finally:
                process.kill()


@pytest.fixture(scope="package")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three small articles, one of them hostile; look, do not change."""
    return publish(tmp_path_factory.mktemp("served"), corpora.port(), corpora.mill(), corpora.hostile())


@pytest.fixture(scope="package")
def served(output: Path) -> Iterator[Served]:
    """A server with small limits; whatever it was asked, it has changed nothing in its folder."""

    def files() -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in sorted(output.rglob("*")) if path.is_file()}

    before = files()
    with serving(output, "--timeout", "1", "--limit", "50") as found:
        yield found
    assert files() == before
