"""What the import tool of Neo4j wants of its files (https://neo4j.com/docs/operations-manual/current/import/)."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from kg import store
from kg.store.reader import Store

NUMBERS = {"long": int, "int": int, "double": float}


def read(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    with open(path, encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        found = list(reader)
    return list(reader.fieldnames or ()), found


@pytest.fixture
def folder(opened: Store, tmp_path: Path) -> Path:
    store.export(opened, "neo4j", tmp_path)
    return tmp_path


def test_every_id_is_one_node_and_every_relationship_has_its_ends(folder: Path) -> None:
    _, nodes = read(folder / "nodes.csv")
    _, relationships = read(folder / "relationships.csv")
    ids = [node["iri:ID"] for node in nodes]
    assert len(ids) == len(set(ids))
    for row in relationships:
        assert {row[":START_ID"], row[":END_ID"]} <= set(ids)
        assert re.fullmatch("[A-Z_]+", row[":TYPE"])
    labels = {label for node in nodes for label in node[":LABEL"].split(";")}
    assert labels == {"Kg", "Entity", "Person", "Organization", "Value", "Article", "Claim"}


def test_a_part_of_a_store_has_no_loose_ends(opened: Store, tmp_path: Path) -> None:
    mill = next(e.iri for e in opened.entities() if e.label == "Fell Mill")
    store.export(opened.around(mill, 0), "neo4j", tmp_path)
    ids = {node["iri:ID"] for node in read(tmp_path / "nodes.csv")[1]}
    _, relationships = read(tmp_path / "relationships.csv")
    assert {end for row in relationships for end in (row[":START_ID"], row[":END_ID"])} <= ids


def test_values_are_what_the_header_says(folder: Path) -> None:
    for name in ("nodes.csv", "relationships.csv"):
        header, rows = read(folder / name)
        for column in header:
            type_ = column.partition(":")[2]
            cells = {row[column] for row in rows} - {""}
            assert cells or column == "url", column  # the sample's is no web address
            if type_ in NUMBERS:
                assert all(NUMBERS[type_](cell) >= 0 for cell in cells)
            elif type_ == "boolean":
                assert cells <= {"true", "false"}
    lines = (folder / "nodes.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(read(folder / "nodes.csv")[1]) + 1, "no cell has a line break, which the tool would refuse"


def test_a_relationship_leads_to_the_claims_behind_it(folder: Path) -> None:
    _, nodes = read(folder / "nodes.csv")
    _, relationships = read(folder / "relationships.csv")
    label = {node["iri:ID"]: node["label"] for node in nodes}
    suit = next(r for r in relationships if r[":TYPE"] == "SUED" and r["asserted:boolean"] == "true")
    assert (label[suit[":START_ID"]], label[suit[":END_ID"]], suit["kind"], suit["articles:int"]) == (
        "Quay Line",
        "Fell Mill",
        "asserted",
        "2",
    )
    claims = {node["iri:ID"]: node["quote"] for node in nodes if node["statement"] == suit["iri"]}
    assert sorted(claims.values()) == [
        "Quay Line sued Fell Mill on Monday.",
        "The suit by Quay Line against Fell Mill was filed.",
    ]
    ends = {(row[":TYPE"], label[row[":END_ID"]]) for row in relationships if row[":START_ID"] in claims}
    assert {("CLAIM_SUBJECT", "Quay Line"), ("CLAIM_OBJECT", "Fell Mill"), ("CLAIM_IN", "port/one.txt")} <= ends
    ages = [row[":END_ID"] for row in relationships if row[":TYPE"] == "AGE"]
    assert len(set(ages)) == 2
    assert sorted(label[age] for age in ages) == ["042", "43"]


def test_cypher_loads_every_column(folder: Path) -> None:
    text = (folder / "load.cypher").read_text(encoding="utf-8")
    assert "CREATE CONSTRAINT kg_iri IF NOT EXISTS FOR (n:Kg) REQUIRE n.iri IS UNIQUE;" in text
    for name in ("nodes.csv", "relationships.csv"):
        assert f"LOAD CSV WITH HEADERS FROM 'file:///{name}' AS row" in text
        for column in read(folder / name)[0]:
            assert f"row.`{column}`" in text or f"row.{column}" in text, column


def test_no_cell_is_a_formula(folder: Path) -> None:
    cells = [cell for name in ("nodes.csv", "relationships.csv") for row in read(folder / name)[1] for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
