"""Stores made of N-Triples; those of builds on Spark are in tests/test_spark.py."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any


def test_triples_of_any_origin_make_a_store_that_answers(tmp_path: Path, kg: Callable[..., Any]) -> None:
    (tmp_path / "mine.nt").write_text('<https://example.org/a> <https://example.org/b> "c" .\n')
    done = kg("load", tmp_path / "mine.nt", "-o", tmp_path / "out")
    assert done.exit_code == 0, done.output
    assert '"c"' in kg("query", "SELECT ?o { ?s ?p ?o }", "-o", tmp_path / "out", "--format", "json").stdout
    refused = kg("show", "c", "-o", tmp_path / "out")
    assert refused.exit_code == 3
    assert "holds a graph alone" in refused.stderr
    assert kg("load", tmp_path, "-o", tmp_path / "out").exit_code == 0
    (tmp_path / "bad.nt").write_text("no triples\n")
    assert "is not valid N-Triples" in kg("load", tmp_path / "bad.nt", "-o", tmp_path / "out").stderr
    assert '"c"' in kg("query", "SELECT ?o { ?s ?p ?o }", "-o", tmp_path / "out", "--format", "json").stdout
