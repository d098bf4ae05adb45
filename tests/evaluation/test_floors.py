"""What is reached on annotated corpora does not get lost; set KG_CORPORA to the folder that holds them, a folder each."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.evaluation import evaluate
from kg.settings import Settings

CORPORA = Path(os.environ.get("KG_CORPORA", "corpora"))


@pytest.mark.parametrize(
    ("corpus", "limit", "precision", "f1"),
    [
        ("knowledgenet", 400, 0.86, 0.50),
        ("conll04", None, 0.60, 0.22),
        ("redocred", 150, 0.70, 0.105),
        ("dwie", None, 0.62, 0.18),
        ("carb", 300, 0.66, 0.075),
    ],
)
def test_floors(corpus: str, limit: int | None, precision: float, f1: float) -> None:
    if not (CORPORA / corpus).is_dir():
        pytest.skip(f"{CORPORA / corpus} is not there (KG_CORPORA names the folder of the corpora)")
    total = evaluate(corpus, CORPORA / corpus, Settings(), limit).total
    assert total.precision >= precision
    assert total.f1 >= f1
