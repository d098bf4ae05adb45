"""The worked notebook runs, and shows what it promises."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parent.parent
NOTEBOOK = ROOT / "docs" / "analysis.ipynb"


def outputs(notebook: Any) -> Iterator[str]:
    """What each code cell shows."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            yield data.get("text/markdown") or data.get("text/plain") or output.get("text", "")


def test_the_notebook_is_kept_without_outputs() -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(notebook)
    assert list(outputs(notebook)) == []
    assert not any(cell.get("execution_count") for cell in notebook.cells)


def test_the_notebook_runs_and_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # a kernel of this Python, found before any that is registered on this machine; nothing is written outside
    spec = tmp_path / "kernels" / "python3" / "kernel.json"
    spec.parent.mkdir(parents=True)
    command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    spec.write_text(json.dumps({"argv": command, "display_name": "Python 3", "language": "python"}))
    for name in ("JUPYTER_PATH", "JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR", "IPYTHONDIR", "TMPDIR"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(NOTEBOOK.parent)}}).execute()
    shown = list(outputs(notebook))
    actors, groups, bridges, way, sued, near = (text for text in shown if text.startswith(("|", "1. ")))
    assert actors.splitlines()[2].startswith("| Balenciaga | Organization | ")
    assert "Kim Kardashian" in groups
    assert "sued" in bridges
    assert way.startswith("1. Kim Kardashian – Balenciaga – North Six\n")
    assert "“" in way
    assert "| Balenciaga | North Six | " in sued
    assert "| Gabriele Galimberti | works with | National Geographic | asserted |" in near
    assert shown[-1].endswith("True)")
