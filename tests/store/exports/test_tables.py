from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kg import store
from kg.store.reader import Store
from tests.store import corpora

RUN = ("=", "+", "-", "@", "\t", "\r")


def rows(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def folder(opened: Store, tmp_path: Path) -> Path:
    store.export(opened, "tables", tmp_path / "tables")
    return tmp_path / "tables"


def test_every_claim_with_its_words(opened: Store, folder: Path, tmp_path: Path) -> None:
    store.export(opened, "csv", tmp_path / "claims.csv")
    assert (tmp_path / "claims.csv").read_bytes() == (folder / "claims.csv").read_bytes()
    claims = rows(folder / "claims.csv")
    assert len(claims) == 11
    denied = next(r for r in claims if r["polarity"] == "negative")
    assert (denied["subject"], denied["object"], denied["speaker"]) == ("Fell Mill", "Ines Lund", "Quay Line")
    text = corpora.port().article.text
    assert text[int(denied["start"]) : int(denied["end"])] == denied["quote"]


def test_the_tables_join(opened: Store, folder: Path) -> None:
    entities, statements, claims = (rows(folder / f"{name}.csv") for name in ("entities", "statements", "claims"))
    known = {row["entity"]: row for row in entities}
    assert len(known) == len(entities) == len(opened.entities())
    assert {row["statement"] for row in claims} == {row["statement"] for row in statements}
    assert {row["subject_entity"] for row in statements} <= set(known)
    assert {row["object_entity"] for row in statements} - {""} <= set(known)
    assert known[statements[0]["subject_entity"]]["label"] == statements[0]["subject"]
    assert sum(int(row["claims"]) for row in statements) == len(claims)


def test_a_statement_has_the_words_of_its_first_article(folder: Path) -> None:
    suit = next(r for r in rows(folder / "statements.csv") if (r["predicate"], r["kind"]) == ("sued", "asserted"))
    assert (suit["first_published"], suit["first_article"], suit["articles"]) == ("2024-03-02", "port/one.txt", "2")
    assert suit["quote"] == "Quay Line sued Fell Mill on Monday."
    lund = next(r for r in rows(folder / "entities.csv") if r["label"] == "Ines Lund")
    assert (lund["type"], lund["named"], lund["articles"], lund["statements"]) == ("Person", "true", "2", "4")


def test_no_cell_is_run_by_a_spreadsheet(folder: Path) -> None:
    cells = [
        cell for name in ("entities", "statements", "claims") for row in rows(folder / f"{name}.csv") for cell in row.values()
    ]
    assert not [cell for cell in cells if cell.startswith(RUN)]
    assert "'@SUM(A1)�" in cells
    assert '\'=HYPERLINK("http://evil.example")' in cells


def test_other_files_of_the_folder_stay(opened: Store, folder: Path) -> None:
    (folder / "notes.txt").write_text("mine")
    (folder / "claims.csv").write_text("old")
    store.export(opened, "tables", folder)
    assert sorted(path.name for path in folder.iterdir()) == ["claims.csv", "entities.csv", "notes.txt", "statements.csv"]
    assert len(rows(folder / "claims.csv")) == 11
