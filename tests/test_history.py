"""Time at the command line: timelines, what was known on a day, what differs between two builds."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg import history, pipeline
from kg.answers import Answers
from kg.errors import UsageError
from kg.settings import Settings
from tests.conftest import ROOT, write_articles

Run = Callable[..., Any]


def lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines()]


# ---------------------------------------------------------------------- timelines


def test_a_timeline_is_told_by_months_with_words_and_outlets(kg: Run, dated: Path) -> None:
    done = kg("timeline", "-o", dated)
    assert done.exit_code == 0
    told = lines(done.stdout)
    for line in ("2019", "February 2024", "March 2024", "May 2025"):
        assert line in told
    assert told.index("February 2024") < told.index("March 2024") < told.index("May 2025")
    assert "2019 Quillon Freight acquired Dunmore Ferries [dates differ] The Quay Post" in told
    assert any(line.startswith("“Quillon Freight sued Ordway Cranes on February 26, 2024.”") for line in told)
    assert "26 Feb Quillon Freight sued Ordway Cranes [denied elsewhere] The Quay Post" in told
    assert "May Quillon Freight acquired Seagate Ferries [planned] Kessel Herald" in told
    assert "statements are said without a date" in done.stderr


def test_a_timeline_for_programs(kg: Run, dated: Path) -> None:
    rows = json.loads(kg("timeline", "-f", "json", "-o", dated).stdout)
    by_when = {row["when"]: row for row in rows}
    assert list(by_when) == sorted(by_when)
    suit = by_when["2024-02-26"]
    assert (suit["first"], suit["last"], suit["precision"], suit["origin"]) == ("2024-02-26", "2024-02-26", "day", "claim")
    assert (suit["subject"], suit["relation"], suit["object"]) == ("Quillon Freight", "sued", "Ordway Cranes")
    assert (suit["published"], suit["retrieved"], suit["articles"]) == ("2024-03-01", "2024-03-20", ["one.md"])
    assert by_when["2019"]["differs"] is True
    assert (by_when["2024-02"]["first"], by_when["2024-02"]["last"]) == ("2024-02-01", "2024-02-29")
    table = list(csv.DictReader(io.StringIO(kg("timeline", "-f", "csv", "-o", dated).stdout)))
    assert [row["when"] for row in table] == [row["when"] for row in rows]
    assert {row["clock"] for row in table} == {"held"}


def test_other_clocks_and_bounds(kg: Run, dated: Path) -> None:
    def whens(*args: str) -> list[str]:
        return [row["when"] for row in json.loads(kg("timeline", *args, "-f", "json", "-o", dated).stdout)]

    assert set(whens("--clock", "published")) == {"2024-03-01", "2024-03-05", "2024-03-09"}
    assert set(whens("--clock", "read")) == {"2024-03-19", "2024-03-20"}
    assert whens("--from", "2024-03", "--to", "2024-03") == ["2024-03-02"]
    assert whens("Dunmore Ferries") == ["2019", "2021"]
    assert whens("--to", "2018") == []
    none = kg("timeline", "--to", "2018", "-o", dated)
    assert (none.exit_code, none.stdout) == (0, "")
    assert "nothing has a date here" in none.stderr
    for option in ("--from", "--to"):
        wrong = kg("timeline", option, "soon", "-o", dated)
        assert (wrong.exit_code, f"{option} 'soon' is no date" in wrong.stderr) == (2, True)
    with pytest.raises(UsageError, match="no entity"):
        history.timeline(Answers(Settings(output=dated)), "Nobody At All")


# ---------------------------------------------------------------------- on a day


COUNT = "SELECT (COUNT(?c) AS ?n) { ?c a kg:Claim }"


def test_every_question_can_be_asked_of_a_day(kg: Run, dated: Path, tmp_path: Path) -> None:
    def then(*args: str | Path) -> str:
        done = kg(*args, "--as-of", "2024-03-01", "-o", dated)
        assert done.exit_code == 0, done.stderr
        assert "as of 1 Mar 2024: 1 of 4 articles (2 published later, 1 without a date: left out)" in done.stderr
        return str(done.stdout)

    assert "[asserted, 1 article]" in then("why", "Quillon Freight", "sued", "Ordway Cranes")
    assert "Seagate" not in then("show", "Quillon Freight")
    assert then("conflicts") == ""
    assert "Petra Voss" not in then("analyze")
    assert then("quotes") == ""
    assert "Petra Voss" not in then("timeline")
    assert "sued" in then("path", "Mara Lindqvist", "Ordway Cranes")
    assert then("query", COUNT, "-f", "tsv").split() == ["n", "5"]
    assert int(kg("query", COUNT, "-f", "tsv", "-o", dated).stdout.split()[1]) > 8
    assert then("query", "who-sued-whom", "-f", "tsv").count("Ordway Cranes") == 2  # the name, and in the quote
    graph = then("export", "--format", "ntriples")
    assert "Ordway Cranes" in graph
    assert "Seagate" not in graph
    assert "Quillon Freight" in (part := then("export", "--around", "Dunmore Ferries", "--format", "ntriples"))
    assert len(part) < len(graph)
    for name in ("g.csv", "g.graphml", "g.jsonld"):
        then("export", tmp_path / name)
        assert "Seagate" not in (tmp_path / name).read_text(encoding="utf-8")
    assert kg("show", "Petra Voss", "--as-of", "2024-03-01", "-o", dated).exit_code == 2
    assert kg("why", "any", "any", "any", "--as-of", "2024-02-29", "-o", dated).exit_code == 3
    assert kg("query", COUNT, "--as-of", "soon", "-o", dated).exit_code == 2


def test_the_graph_of_the_last_day_is_the_graph(kg: Run, built: Path) -> None:
    assert kg("export", "--as-of", "2022", "-o", built).stdout_bytes == (built / "graph.ttl").read_bytes()
    rows = ("query", "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o", "-f", "tsv", "-o", built)
    assert kg(*rows, "--as-of", "2022").stdout == kg(*rows).stdout


def test_page_and_report_of_a_day_stand_beside_those_of_today(kg: Run, dated: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    shutil.copytree(dated, output)
    before = {path.name: path.read_bytes() for path in output.iterdir() if path.is_file()}
    done = kg("view", "--as-of", "2024-03", "-o", output)
    assert done.exit_code == 0
    after = {path.name: path.read_bytes() for path in output.iterdir() if path.is_file()}
    assert set(after) - set(before) == {
        f"{name}-as-of-2024-03.{suffix}" for name, suffix in (("graph", "html"), ("report", "html"), ("report", "md"))
    }
    assert {name: after[name] for name in before} == before
    assert b"# What 3 of 4 articles say, as of Mar 2024" in after["report-as-of-2024-03.md"]
    assert b"Undated Sheet" not in b"".join(after[name] for name in set(after) - set(before))
    # and are no articles of the next build
    assert (
        pipeline.build(
            [str(tmp_path / "output"), str(write_articles(tmp_path / "in", "one.md"))], Settings(output=output)
        ).counts["articles"]
        == 1
    )


# ---------------------------------------------------------------------- two builds


@pytest.fixture(scope="module")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of a build of the first article and the one without a date."""
    folder = tmp_path_factory.mktemp("earlier")
    pipeline.build([str(write_articles(folder / "in", "one.md", "four.md"))], Settings(output=folder / "output"))
    return folder / "output"


def test_two_builds_compared_for_people(kg: Run, earlier: Path, dated: Path) -> None:
    done = kg("diff", earlier, dated)
    assert done.exit_code == 0
    told = lines(done.stdout)
    headings = [line for line in told if re.match(r"[A-Z]{3}", line)]
    assert [h.partition(" (")[0] for h in headings] == ["NEW STATEMENTS", "CHANGED STATEMENTS", "ENTITIES", "ARTICLES"]
    assert "Petra Voss criticized Mara Lindqvist [asserted, 1 article]" in told
    assert "“Petra Voss criticized Mara Lindqvist in February.”" in told
    assert "Quillon Freight sued Ordway Cranes [asserted → denied; disputed; 1 → 2 articles]" in told
    assert "+ “Quillon Freight did not sue Ordway Cranes.”" in told
    assert "+ Petra Voss (Person)" in told
    assert "+ Arden Gazette, 9 Mar 2024, three.md" in told
    back = kg("diff", dated, "-o", earlier)
    assert "WITHDRAWN STATEMENTS" in back.stdout
    assert "− Arden Gazette, 9 Mar 2024, three.md" in lines(back.stdout)
    same = kg("diff", dated, dated)
    assert (same.exit_code, same.stdout) == (0, f"{dated} and {dated} say the same\n")


def test_two_builds_compared_for_programs(kg: Run, earlier: Path, dated: Path) -> None:
    found = json.loads(kg("diff", earlier, dated, "-f", "json").stdout)
    assert [a["id"] for a in found["articles"]["added"]] == ["three.md", "two.md"]
    assert "Petra Voss" in [e["label"] for e in found["entities"]["new"]]
    (suit,) = [c for c in found["statements"]["changed"] if c["after"]["predicate"] == "sued"]
    assert (suit["before"]["kind"], suit["after"]["kind"], suit["respects"][:2]) == ("asserted", "denied", ["kind", "disputed"])
    assert all(fact["evidence"] for fact in found["statements"]["new"])
    rows = list(csv.DictReader(io.StringIO(kg("diff", earlier, dated, "-f", "csv").stdout)))
    counts = {what: sum(row["what"] == what for row in rows) for what in ("statement", "entity", "article")}
    assert counts["statement"] == sum(map(len, found["statements"].values()))
    assert counts["entity"] == sum(map(len, found["entities"].values()))
    assert counts["article"] == 2
    assert {row["words"] for row in rows if row["change"].startswith("kind")} == {"Quillon Freight did not sue Ordway Cranes."}


def test_a_folder_without_a_store_and_one_too_many_are_refused(kg: Run, dated: Path, tmp_path: Path) -> None:
    missing = kg("diff", tmp_path, dated)
    assert (missing.exit_code, "run kg build" in missing.stderr) == (3, True)
    assert kg("diff", dated, dated, "-o", dated).exit_code == 2


# ---------------------------------------------------------------------- the docs


def test_the_docs_show_what_the_commands_print(kg: Run, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(built, tmp_path / "output")
    blocks = re.findall(r"```console\n(.*?)```", (ROOT / "docs" / "time.md").read_text(encoding="utf-8"), re.DOTALL)
    shown = 0
    for command, expected in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", "".join(blocks), re.MULTILINE):
        program, *args = shlex.split(command)
        if program == "cp":
            shutil.copytree(args[1], args[2])
            continue
        printed = lines(kg(*args).stdout)
        for line in expected.splitlines():
            assert line == "…" or any(" ".join(line.split()) in one for one in printed), line
            shown += 1
    assert shown >= 8
