"""People settle who is who: doubtful pairs are listed, decisions are lines in a file, replayed, and undone by deleting them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg import decisions
from kg.errors import UsageError
from kg.model import Reference, Ruling

Run = Callable[..., Any]
NEWS = {
    "a.txt": "Orla Finch founded Tidemark Labs in 2011. Finch sued Corvane Airlines on Monday.",
    "b.txt": "Tidemark Labs acquired Harrow Docks. Harrow Docks sued Corvane Airlines.",
    "c.txt": "Orla M. Finch married Pell Arden in Lyon. Harrow Docks hired Pell Arden in May.",
    "d.txt": "Ola Finch left Tidemark Laboratories. Ola Finch criticised Harrow Docks.",
}


@pytest.fixture
def out(kg: Run, tmp_path: Path) -> Path:
    (tmp_path / "news").mkdir()
    for name, text in NEWS.items():
        (tmp_path / "news" / name).write_text(text + "\n", encoding="utf-8")
    assert kg("build", tmp_path / "news", "-o", tmp_path / "out").exit_code == 0
    return tmp_path / "out"


def sheet(kg: Run, out: Path, name: str) -> dict[str, Any]:
    done = kg("show", name, "-f", "json", "-o", out)
    assert done.exit_code == 0, done.stderr
    return dict(json.loads(done.stdout))


def sources(kg: Run, out: Path, name: str) -> list[str]:
    return [str(source) for source in sheet(kg, out, name)["sources"]]


def test_doubtful_pairs_come_with_both_contexts(kg: Run, out: Path) -> None:
    pairs = json.loads(kg("resolve", "-f", "json", "-o", out).stdout)
    (pair,) = (p for p in pairs if {p["left"]["name"], p["right"]["name"]} >= {"Ola Finch"} and not p["joined"])
    sides = {p["source"]: p["before"] + p["words"] + p["after"] for p in (pair["left"], pair["right"])}
    assert all(words.strip() in NEWS[source] for source, words in sides.items())
    assert "spelled nearly alike" in pair["reason"]
    listed = kg("resolve", "-o", out).stdout
    assert "[Ola Finch] left Tidemark Laboratories" in listed
    assert "taken for two things" in listed


def test_accepted_pairs_are_one_for_good_and_leave_a_redirect(kg: Run, out: Path, tmp_path: Path) -> None:
    before = (out / "graph.ttl").read_bytes()
    gone = sheet(kg, out, "Ola Finch")["iri"]
    assert kg("resolve", "--accept", "Ola Finch", "Orla Finch", "--because", "a slip", "-o", out).exit_code == 0
    assert sources(kg, out, "Ola Finch") == ["a.txt", "c.txt", "d.txt"]
    redirect = f"SELECT ?new {{ <{gone}> dcterms:isReplacedBy ?new }}"
    assert sheet(kg, out, "Orla Finch")["iri"] in kg("query", redirect, "-f", "csv", "-o", out).stdout
    assert not any("Ola Finch" in str(p) for p in json.loads(kg("resolve", "-f", "json", "-o", out).stdout))
    for command in ("build", "add"):  # whatever is built, and whatever comes
        assert kg(command, tmp_path / "news", "-o", out).exit_code == 0
        assert sources(kg, out, "Ola Finch") == ["a.txt", "c.txt", "d.txt"]
    file = out / decisions.FILE
    file.write_text("\n".join(line for line in file.read_text("utf-8").splitlines() if "same" not in line), "utf-8")
    assert kg("build", tmp_path / "news", "-o", out).exit_code == 0
    assert (out / "graph.ttl").read_bytes() == before


def test_rejected_pairs_part(kg: Run, out: Path) -> None:
    assert sources(kg, out, "Orla Finch") == ["a.txt", "c.txt"]
    done = kg("resolve", "--split", "Orla Finch", "--article", "c.txt", "--because", "another Finch", "-o", out)
    assert done.exit_code == 0, done.stderr
    parted = {e["iri"]: e for e in (sheet(kg, out, name) for name in ("Orla Finch", "Orla M. Finch"))}
    assert [e["sources"] for e in parted.values()] == [["a.txt"], ["c.txt"]]
    assert kg("validate", "-o", out).exit_code == 0


def test_one_name_is_split_by_article_and_the_parted_stay_together(kg: Run, out: Path) -> None:
    options = ("--split", "Harrow Docks", "--article", "c.txt", "--article", "d.txt", "--because", "a bar")
    assert kg("resolve", *options, "-o", out).exit_code == 0
    named = kg("show", "Harrow Docks", "-o", out)
    assert named.exit_code == 2  # two of one name now
    assert "may be any of 2 entities" in named.stderr
    iris = sorted(set(re.findall(r"https://\S+/entity/[\w-]+", named.stderr)))
    assert sorted(sources(kg, out, iri) for iri in iris) == [["b.txt"], ["c.txt", "d.txt"]]


def test_a_pair_kept_apart_stays_apart(kg: Run, out: Path, tmp_path: Path) -> None:
    assert kg("resolve", "--reject", "Ola Finch", "Orla Finch", "--because", "sisters", "-o", out).exit_code == 0
    assert not any(
        {"Ola Finch", "Orla Finch"} == {p["left"]["entity"], p["right"]["entity"]}
        for p in json.loads(kg("resolve", "-f", "json", "-o", out).stdout)
    )


def test_renaming_and_retyping(kg: Run, out: Path) -> None:
    iri = sheet(kg, out, "Harrow Docks")["iri"]
    assert kg("resolve", "--rename", "Harrow Docks", "Harrow Dockyard", "--because", "its name", "-o", out).exit_code == 0
    renamed = sheet(kg, out, "Harrow Dockyard")
    assert renamed["iri"] == iri
    assert "Harrow Docks" in renamed["aliases"]
    assert kg("resolve", "--retype", "Tidemark Laboratories", "Place", "--because", "a building", "-o", out).exit_code == 0
    assert sheet(kg, out, "Tidemark Laboratories")["type"] == "Place"
    wrong = kg("resolve", "--retype", "Harrow Dockyard", "Boat", "--because", "it floats", "-o", out)
    assert wrong.exit_code == 2
    assert "'Boat' is no type" in wrong.stderr


def test_a_decision_needs_a_reason_and_two_things(kg: Run, out: Path) -> None:
    before = (out / "graph.ttl").read_bytes()
    for options, says in (
        (("--accept", "Ola Finch", "Orla Finch"), "--because"),
        (("--accept", "Orla Finch", "Orla M. Finch", "--because", "x"), "one entity already"),
        (("--accept", "Nobody Known", "Orla Finch", "--because", "x"), "no entity of this name"),
        (("--split", "Orla Finch", "--because", "x"), "--article"),
        (("--split", "Orla Finch", "--article", "b.txt", "--because", "x"), "no article that names"),
    ):
        done = kg("resolve", *options, "-o", out)
        assert (done.exit_code, says in done.stderr) == (2, True), done.stderr
    assert (out / "graph.ttl").read_bytes() == before
    assert not (out / decisions.FILE).exists()


def test_answers_are_asked_for_on_a_terminal(kg: Run, out: Path) -> None:
    done = kg("resolve", "--ask", "-o", out, input="a\none woman\nq\n")
    assert done.exit_code == 0, done.stderr
    lines = (out / decisions.FILE).read_text("utf-8").splitlines()
    assert [line.split("\t")[0] for line in lines[1:]] == ["same"]
    assert lines[1].endswith("one woman")


def test_what_is_split_off_stays_together_and_is_joined_again_by_deleting_lines(kg: Run, tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    for number in range(1, 5):
        (tmp_path / f"news/d{number}.txt").write_text(f"John Dorn sued Fell Mill in {2000 + number}.\n", "utf-8")
    out = tmp_path / "out"
    assert kg("build", tmp_path / "news", "-o", out).exit_code == 0
    articles = ("--article", "d2.txt", "--article", "d3.txt", "--article", "d4.txt")
    assert kg("resolve", "--split", "John Dorn", *articles, "--because", "his son", "-o", out).exit_code == 0
    iris = sorted(set(re.findall(r"https://\S+/entity/[\w-]+", kg("show", "John Dorn", "-o", out).stderr)))
    assert sorted(sources(kg, out, iri) for iri in iris) == [["d1.txt"], ["d2.txt", "d3.txt", "d4.txt"]]
    again = kg("resolve", "--accept", *iris, "--because", "one man", "-o", out)
    assert again.exit_code == 2
    assert "line 2: says that these are different things: delete the line" in again.stderr


def test_a_blank_reason_is_no_reason_to_lose_an_answer(kg: Run, out: Path, tmp_path: Path) -> None:
    assert kg("resolve", "--ask", "-o", out, input="a\n   \nq\n").exit_code == 0
    assert "both contexts read" in (out / decisions.FILE).read_text("utf-8")
    assert kg("build", tmp_path / "news", "-o", out).exit_code == 0


def test_a_decision_that_its_line_could_not_say_is_refused(kg: Run, tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news/at @ work.txt").write_text(NEWS["a.txt"], "utf-8")
    (tmp_path / "news/two  spaces.txt").write_text(NEWS["b.txt"], "utf-8")
    out = tmp_path / "out"
    assert kg("build", tmp_path / "news", "-o", out).exit_code == 0
    assert kg("resolve", "--rename", "Harrow Docks", "Harrow", "--because", "short", "-o", out).exit_code == 0
    assert sheet(kg, out, "Harrow")["sources"] == ["two  spaces.txt"]
    assert kg("resolve", "--rename", "Orla Finch", "Orla", "--because", "short", "-o", out).exit_code == 0
    assert sheet(kg, out, "Orla")["sources"] == ["at @ work.txt"]
    with pytest.raises(UsageError, match="cannot be written"):
        decisions.add(out, [Ruling("rename", Reference("Mia @ Work", "a.txt"), "short", value="MW")])


def test_decisions_that_contradict_one_another_are_told(kg: Run, out: Path, tmp_path: Path) -> None:
    lines = [
        "different\tOrla Finch\tOla Finch\tsisters",
        "same\tOrla Finch\tHarrow Docks\tx",
        "same\tHarrow Docks\tOla Finch\tx",
    ]
    (out / decisions.FILE).write_text("\n".join(lines) + "\n", "utf-8")
    assert kg("build", tmp_path / "news", "-o", out).exit_code == 0
    assert "line 3" in kg("resolve", "-o", out).stderr


def test_lines_that_cannot_be_read_and_lines_that_do_nothing(kg: Run, out: Path, tmp_path: Path) -> None:
    file = out / decisions.FILE
    file.write_text("same\tOrla Finch\n", "utf-8")
    done = kg("build", tmp_path / "news", "-o", out)
    assert done.exit_code == 2
    assert "line 1" in done.stderr
    file.write_text("same\tOrla Finch @ z.txt\tOla Finch\tgone\n", "utf-8")
    assert kg("build", tmp_path / "news", "-o", out).exit_code == 0
    assert "line 1: no article names “Orla Finch @ z.txt”" in kg("resolve", "-o", out).stderr
