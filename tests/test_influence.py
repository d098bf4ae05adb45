"""How the sample articles hang together, as the commands tell it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg import analysis, ontology

Run = Callable[..., Any]


@pytest.fixture(scope="module")
def told(built: Path) -> dict[str, Any]:
    """What ``kg analyze --format json`` says of the sample articles."""
    from typer.testing import CliRunner

    from kg.cli import app

    found: dict[str, Any] = json.loads(
        CliRunner().invoke(app, ["analyze", "-f", "json", "--top", "99", "-o", str(built)]).stdout
    )
    return found


def test_the_most_central_come_first_those_with_a_name_before_others(told: dict[str, Any]) -> None:
    central = told["central"]
    assert {row["label"] for row in central[:2]} == {"Balenciaga", "Kim Kardashian"}
    assert [row["named"] for row in central] == sorted((row["named"] for row in central), reverse=True)
    named = [row["pagerank"] for row in central if row["named"]]
    assert named == sorted(named, reverse=True)
    assert told["measured"]["betweenness"] == "exact"
    assert "Italy" not in {row["label"] for row in central}, "where a firm is from is no actor"


def test_brokers_reach_into_several_groups(told: dict[str, Any]) -> None:
    reach = {row["label"]: row["reach"] for row in told["central"]}
    assert len(reach["Balenciaga"]) > 1
    assert reach["National Geographic"] == [], "it has ties within its group alone"


def test_a_bridge_comes_with_its_words_and_what_it_holds(told: dict[str, Any]) -> None:
    for bridge in told["bridges"]:
        assert bridge["evidence"]
        assert len(bridge["part"]) >= 2 <= bridge["rest"]
        assert {bridge["subject"], bridge["object"]} & {e["label"] for e in bridge["part"]}


def test_groups_have_words_that_are_nouns_and_roles_say_who_is_sued(told: dict[str, Any]) -> None:
    sued = next(role for role in told["roles"] if role["relation"] == "sued")
    assert [row["label"] for row in sued["subjects"]] == ["Balenciaga"]
    assert {row["label"] for row in sued["objects"]} == {"Nicholas Des Jardins", "North Six"}
    words = {word for group in told["groups"] for word in group["words"]}
    assert len(words) > 10
    assert words <= {noun.casefold() for noun in ontology.load().nouns}
    heard = {voice["label"]: voice for voice in told["voices"]}
    assert heard["Kim Kardashian"]["said"] > 1
    assert heard["Balenciaga"]["spoken_of"] > heard["Balenciaga"]["said"]


def test_all_sections_are_told_to_people_within_a_hundred_columns(kg_process: Run, built: Path) -> None:
    done = kg_process("analyze", "--top", "5", "-o", built, env={"COLUMNS": "100"})
    assert done.returncode == 0
    for heading in ("Most central", "Brokers", "Groups", "Roles", "Who speaks most", "Who is spoken of most"):
        assert heading in done.stdout
    quoted = [line for line in done.stdout.splitlines() if line.startswith("    ")]  # a bridge's words are not broken
    assert all(len(line.rstrip()) <= 100 for line in done.stdout.splitlines() if line not in quoted)


def test_csv_has_a_row_for_each_of_each_section(kg: Run, built: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(kg("analyze", "-f", "csv", "--top", "4", "-o", built).stdout)))
    assert {row["section"] for row in rows} >= {"central", "group", "role", "voice"}
    assert sum(row["section"] == "central" for row in rows) == 4
    assert all(row["iri"] for row in rows)


def test_a_large_graph_without_networkit_says_so(kg: Run, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analysis.libraries, "LARGE", 10)
    assert "networkit" in kg("analyze", "-o", built).stdout
    monkeypatch.setattr(analysis.libraries, "has_networkit", lambda: False)
    done = kg("analyze", "-o", built)
    assert "pip install 'kg-news[large]'" in done.stderr
    assert done.exit_code == 0


def test_several_ways_lead_from_one_to_another_each_with_its_words(kg: Run, built: Path) -> None:
    rows = json.loads(kg("path", "Kim Kardashian", "North Six", "--ways", "3", "-f", "json", "-o", built).stdout)
    ways: dict[int, list[Any]] = {}
    for row in rows:
        assert row["evidence"]
        ways.setdefault(row["way"], []).append(row)
    assert sorted(ways) == [1, 2, 3]
    assert [row["step"] for row in ways[1]] == [1, 2]
    assert all("Balenciaga" in (row["subject"], row["object"]) for row in ways[1])
    assert [len(ways[n]) for n in (1, 2, 3)] == sorted(len(steps) for steps in ways.values())
    text = kg("path", "Kim Kardashian", "North Six", "--ways", "3", "-o", built).stdout
    assert text.startswith("1. Kim Kardashian – Balenciaga – North Six\n")
    flat = list(csv.DictReader(io.StringIO(kg("path", "Kim Kardashian", "North Six", "-f", "csv", "-o", built).stdout)))
    assert {(row["way"], row["step"]) for row in flat} == {("1", "1"), ("1", "2")}
    assert kg("path", "Kim Kardashian", "Spain", "--ways", "0", "-o", built).exit_code == 2


def test_a_part_of_the_graph_is_exported(kg: Run, built: Path) -> None:
    part = kg("export", "--around", "North Six", "-f", "ntriples", "-o", built).stdout
    whole = kg("export", "-f", "ntriples", "-o", built).stdout
    assert set(part.splitlines()) < set(whole.splitlines())
    wide = kg("export", "--around", "North Six", "--hops", "2", "-f", "ntriples", "-o", built).stdout
    assert set(part.splitlines()) < set(wide.splitlines())
    rows = list(csv.DictReader(io.StringIO(kg("export", "--around", "North Six", "-f", "csv", "-o", built).stdout)))
    assert {row["quote"] for row in rows} >= {row["quote"] for row in rows if row["object"] == "North Six"} != set()
    assert kg("export", "--hops", "2", "-o", built).exit_code == 2
    assert kg("export", "--around", "Nobody Inc.", "-o", built).exit_code == 2


def test_the_same_answer_whatever_the_hash_seed(kg_process: Run, built: Path) -> None:
    commands = (["analyze", "-f", "json"], ["path", "Kim Kardashian", "North Six", "--ways", "4"])
    for command in commands:
        outputs = {kg_process(*command, "-o", built, env={"PYTHONHASHSEED": seed}).stdout for seed in ("1", "2")}
        assert len(outputs) == 1
