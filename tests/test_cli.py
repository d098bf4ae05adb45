"""The commands as a person, a script and a hostile article meet them."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg import contract
from kg.cli.terminal import cell, safe, safe_json
from kg.errors import KgError

Run = Callable[..., Any]
ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
HOSTILE = (
    "[bold red]Markup[/] rises\n\n"
    "Brightwater Energy sued Tallis \x1b[31mMining on Monday. :skull: [link=https://example.org]\n\n"
    "\u202eNora Quist said: \"=HYPERLINK(\u0022x\u0022) \u009b31m is [blink]fine[/blink]\x07.\"\n\n"
    "Brightwater Energy acquired Vexley Foods in May 2019. Brightwater Energy is based in Aberdeen.\n"
)  # fmt: skip


def visible(text: str) -> bool:
    """Nothing in the text steers a terminal."""
    return not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


# ---------------------------------------------------------------------- make


def test_build_ends_with_a_table_of_what_the_graph_holds(kg: Run, tmp_path: Path) -> None:
    done = kg("build", SEEDS, "-o", tmp_path / "out")
    assert done.exit_code == 0
    counts = dict(re.findall(r"^\s*([a-z ]+?)\s{2,}([\d,]+)\s*$", done.stdout, re.MULTILINE))
    assert counts["articles"] == "5"
    assert counts["sources that failed"] == "0"
    for name in ("mentions", "entities", "claims", "statements"):
        assert int(counts[name].replace(",", "")) > 5
    for name in ("graph.ttl", "graph.html", "report.html", "report.md"):
        assert (tmp_path / "out" / name).stat().st_size > 500
        assert name in done.stdout
    assert visible(done.stdout + done.stderr)


def test_at_a_terminal_a_bar_tells_how_far_it_is_and_what_failed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ordway Cranes sued Mara Voss on Monday.", encoding="utf-8")
    (tmp_path / "void.txt").write_text("", encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "kg",
        "build",
        str(tmp_path / "a.txt"),
        str(tmp_path / "void.txt"),
        "-o",
        str(tmp_path / "out"),
    ]
    ours, theirs = pty.openpty()
    process = subprocess.Popen(command, stdout=theirs, stderr=theirs, env={**os.environ, "COLUMNS": "100"})
    os.close(theirs)
    seen = b""
    while True:
        try:
            seen += os.read(ours, 4096)
        except OSError:  # the other end is closed
            break
    os.close(ours)
    assert process.wait(60) == 1
    words = re.sub(r"\x1b\[[\d;?]*[a-zA-Z]", "", seen.decode())
    assert re.search(r"Reading articles \S+ 1/1 0:00:\d\d 1 failed", words), words


def test_in_a_log_a_line_now_and_then_tells_how_far_it_is(kg: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.cli import pace

    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(f"Ordway Cranes sued Mara Voss on May {len(name)}.", encoding="utf-8")
    assert kg("extract", tmp_path / "a.txt", "-o", tmp_path / "out").stderr == ""  # soon done: nothing to tell
    monkeypatch.setattr(pace, "APART", 0.0)
    lines = kg("extract", tmp_path, "-o", tmp_path / "out", "--jobs", "1").stderr.splitlines()
    assert lines[:2] == ["Reading articles: 0 of 3", "Reading articles: 1 of 3"]
    assert re.fullmatch(r"Reading articles: 2 of 3 \([\d.]+ articles/s, 0:\d\d:\d\d left\)", lines[2])
    assert len(lines) == 3


def test_exit_codes_tell_what_happened(kg: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "good.txt").write_text("Brightwater Energy sued Tallis Mining.\n", encoding="utf-8")
    out = tmp_path / "out"
    some = kg("build", tmp_path / "good.txt", tmp_path / "empty.txt", "-o", out)
    assert (some.exit_code, some.stderr.count("empty.txt")) == (1, 1)
    assert kg("build", tmp_path / "good.txt", "-o", out).exit_code == 0
    assert kg("build", tmp_path / "empty.txt", "-o", out).exit_code == 3
    assert kg("build", "-o", out).exit_code == 2
    assert kg("build", tmp_path / "good.txt", "-o", out, "--jobs", "0").exit_code == 2
    assert kg("build", tmp_path / "good.txt", "-o", out, "--model", "no_such_model").exit_code == 2
    assert kg("build", tmp_path / "good.txt", "-o", out, "--ontology", tmp_path / "none.ttl").exit_code == 2
    assert kg("build", tmp_path / "good.txt", "-o", out, "--eager").exit_code == 2
    assert kg("show", "Brightwater Energy", "-o", tmp_path / "nowhere").exit_code == 3
    assert kg("show", "Nobody At All", "-o", out).exit_code == 2
    assert kg("remove", "nothing.txt", "-o", out).exit_code == 3


@pytest.mark.parametrize(
    "args",
    [
        ["build", "missing.txt"],
        ["add", "missing.txt"],
        ["show", "Anybody"],
        ["query", "SELECT * { ?s ?p ?o }"],
        ["export"],
        ["view"],
        ["verify"],
        ["query", "@missing.rq"],
    ],
)
def test_expected_errors_are_one_line_without_a_traceback(kg: Run, tmp_path: Path, args: list[str]) -> None:
    done = kg(*args, "-o", tmp_path / "out")
    assert done.exit_code in (2, 3)
    lines = [line for line in done.stderr.splitlines() if line.strip() and "Reading articles" not in line]
    assert len(lines) == 1
    assert "Traceback" not in done.output
    assert str(tmp_path / "out") in lines[0] or "missing" in lines[0]


def test_an_empty_folder_name_is_refused(kg: Run) -> None:
    done = kg("build", SEEDS, "-o", "")
    assert done.exit_code == 2
    assert "is empty: name a folder" in done.stderr


def test_extract_writes_the_data_contract_and_leaves_no_file(kg: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = kg("extract", SEEDS)
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert len(lines) == 5
    assert list(tmp_path.iterdir()) == []
    ids = []
    for line in lines:
        data, extraction = json.loads(line), contract.loads(line)
        ids.append(data["article"]["id"])
        text = data["article"]["text"]
        assert data["schema"] == 1
        assert contract.to_json(extraction, "https://w3id.org/newskg/news#{}".format) == data
        for claim in data["claims"]:
            assert claim["predicate"].startswith("https://")
            for evidence in claim["evidence"]:
                assert text[evidence["start"] : evidence["end"]] == evidence["exact"]
    assert ids == sorted(ids)


def test_extract_reads_standard_input(kg: Run, tmp_path: Path) -> None:
    line = json.dumps({"id": "wire-7", "text": "Brightwater Energy sued Tallis Mining on Monday."})
    done = kg("extract", "-", "-o", tmp_path / "none", input=line + "\n")
    assert json.loads(done.stdout)["article"]["id"] == "wire-7"


# ---------------------------------------------------------------------- ask


def test_query_takes_sparql_a_file_and_a_name(kg: Run, built: Path, tmp_path: Path) -> None:
    sparql = "SELECT (COUNT(?c) AS ?n) { ?c a kg:Claim }"
    (tmp_path / "count.rq").write_text(sparql, encoding="utf-8")
    answers = [
        kg("query", text, "-f", "csv", "-o", built).stdout for text in (sparql, f"@{tmp_path}/count.rq", tmp_path / "count.rq")
    ]
    assert len(set(answers)) == 1
    assert int(answers[0].split()[1]) >= 20
    listed = kg("query", "-o", built)
    assert listed.exit_code == 0
    names = [row["name"] for row in json.loads(kg("query", "-f", "json", "-o", built).stdout)]
    assert len(names) >= 4
    for name in names:
        assert name in listed.stdout
        assert kg("query", name, "-o", built).exit_code == 0
    assert kg("query", "no-such-question", "-o", built).exit_code == 2
    assert kg("query", names[0], "-p", "nonsense", "-o", built).exit_code == 2
    assert kg("query", "SELECT nonsense", "-o", built).exit_code == 2


def test_query_formats_agree(kg: Run, built: Path) -> None:
    sparql = "SELECT ?label { ?e a kgo:Person ; rdfs:label ?label } ORDER BY ?label"
    rows = [
        row["label"]["value"]
        for row in json.loads(kg("query", sparql, "-f", "json", "-o", built).stdout)["results"]["bindings"]
    ]
    assert rows
    assert kg("query", sparql, "-f", "tsv", "-o", built).stdout.splitlines()[1:] == rows
    table = kg("query", sparql, "-o", built).stdout
    assert all(row in table for row in rows)
    few = kg("query", sparql, "--limit", "1", "-f", "tsv", "-o", built)
    assert few.stdout.splitlines()[1:] == rows[:1]
    assert "1 rows" in few.stderr


def test_who_sued_whom_and_who_says_so(kg: Run, built: Path) -> None:
    done = kg("why", "Balenciaga", "sued", "North Six", "-o", built)
    assert done.exit_code == 0
    assert "Balenciaga sued North Six" in done.stdout
    assert re.search(r"“.*North Six.*”", done.stdout)
    assert re.search(r"\.md \d+–\d+", done.stdout)
    [fact] = json.loads(kg("why", "balenciaga", "sued", "North Six", "-f", "json", "-o", built).stdout)
    assert fact["kind"] == "asserted"
    for evidence in fact["evidence"]:
        text = (SEEDS / evidence["source"]).read_text(encoding="utf-8")
        assert text[evidence["start"] : evidence["end"]] == evidence["words"] or "…" in evidence["words"]
    rows = list(csv.DictReader(io.StringIO(kg("why", "Balenciaga", "any", "any", "-f", "csv", "-o", built).stdout)))
    assert {row["subject"] for row in rows} >= {"Balenciaga"}
    assert all(row["words"] and row["source"] for row in rows)


def test_show_says_what_an_entity_is(kg: Run, built: Path) -> None:
    done = kg("show", "Kim Kardashian", "-o", built)
    assert done.stdout.startswith("Kim Kardashian (Person)\n  https://kg.example/entity/")
    assert "also: " in done.stdout
    data = json.loads(kg("show", "Kim Kardashian", "-f", "json", "-o", built).stdout)
    assert data["type"] == "Person"
    assert len(data["sources"]) >= 2
    assert data["statements"]
    by_iri = kg("show", data["iri"], "-o", built)
    assert by_iri.stdout == done.stdout


def test_quotes_path_analyze_and_conflicts_answer(kg: Run, built: Path) -> None:
    everybody = json.loads(kg("quotes", "-f", "json", "-o", built).stdout)
    hers = json.loads(kg("quotes", "--by", "Kim Kardashian", "-f", "json", "-o", built).stdout)
    assert 0 < len(hers) < len(everybody)
    assert {quote["speaker"] for quote in hers} == {"Kim Kardashian"}
    assert hers[0]["words"].split(" … ")[0] in kg("quotes", "--by", "Kim Kardashian", "-o", built).stdout
    shared = [quote for quote in hers if quote["articles"] > 1]
    assert shared == hers[: len(shared)], "the most widely quoted come first"
    assert all(len({version["source"] for version in quote["versions"]}) == quote["articles"] for quote in hers)
    about = json.loads(kg("quotes", "--by", "Kim Kardashian", "--about", "Balenciaga", "-f", "json", "-o", built).stdout)
    assert about
    assert all(quote in hers for quote in about)
    steps = json.loads(kg("path", "Kim Kardashian", "North Six", "-f", "json", "-o", built).stdout)
    assert len(steps) >= 1
    assert all(step["evidence"] for step in steps)
    ranked = json.loads(kg("analyze", "-f", "json", "-o", built).stdout)["central"]
    assert "Balenciaga" in [row["label"] for row in ranked[:3]]
    disputes = json.loads(kg("conflicts", "-f", "json", "-o", built).stdout)
    countries = [{side["fact"]["object"] for side in dispute["sides"]} for dispute in disputes]
    assert {"Italy", "Spain"} in countries
    assert kg("conflicts", "-o", built).exit_code == 0


@pytest.fixture(scope="module")
def wire(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of a build of a report, a rewritten copy of it, and a report by somebody else."""
    from kg import pipeline
    from kg.settings import Settings

    lead = "Brightwater Energy sued Tallis Mining on {} over the flooded shaft that closed its northern pit for eleven weeks."
    rest = "The company asked the county court for four million and for an order that the {} be pumped dry before the winter."
    own = (
        "Papers that this newspaper has read for a week show that Brightwater Energy sued Tallis Mining. Nobody would comment."
    )
    folder = tmp_path_factory.mktemp("wire")
    rows = [
        ("a", "The Quay Post", "2024-03-02", f"{lead.format('Monday')}\n\n{rest.format('shaft')}"),
        ("b", "Vale Times", "2024-03-03", f"{lead.format('Monday')[:-1]}, a spokesman said.\n\n{rest.format('old shaft')}"),
        ("c", "=Norland \x1b[31mNews", "2024-03-05", own),
    ]
    lines = [json.dumps({"id": i, "publisher": p, "published": d, "text": t}) for i, p, d, t in rows]
    (folder / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    pipeline.build([str(folder / "in.jsonl")], Settings(output=folder / "out"))
    return folder / "out"


def test_a_statement_says_how_many_origins_it_has_and_who_was_first(kg: Run, wire: Path) -> None:
    args = ("why", "Brightwater Energy", "sued", "Tallis Mining", "-o", wire)
    lines = kg(*args).stdout.splitlines()
    assert lines[0] == "Brightwater Energy sued Tallis Mining  [asserted, 3 articles, 2 origins]"
    assert lines[1].startswith("    first reported by The Quay Post on 2024-03-02; Vale Times 1 day later, =Norland \\x1b")
    assert lines[2] == "    one origin: The Quay Post, Vale Times (copies of one report)"
    (fact,) = json.loads(kg(*args, "-f", "json").stdout)
    assert (fact["articles"], fact["origins"]) == (3, 2)
    assert [report["outlet"] for report in fact["rests_on"][0]["reports"]] == ["The Quay Post", "Vale Times"]
    assert lines[:3] == [line for line in kg("show", "Tallis Mining", "-o", wire).stdout.splitlines() if line in lines[:3]]


def test_sources_tells_first_followers_and_copies(kg: Run, wire: Path) -> None:
    shown = kg("sources", "-o", wire).stdout
    assert visible(shown)
    assert re.search(r"The Quay Post\s+1\s+\d+\s+\d+\s+[1-9]\s+0", shown)
    assert "is a copy of" in shown
    data = json.loads(kg("sources", "-f", "json", "-o", wire).stdout)
    assert data["outlets"][0]["name"] == "The Quay Post"
    assert data["outlets"][-1]["followed"] or data["outlets"][-2]["followed"]
    rows = list(csv.DictReader(io.StringIO(kg("sources", "-f", "csv", "-o", wire).stdout)))
    assert {row["outlet"] for row in rows} == {"The Quay Post", "Vale Times", "'=Norland \x1b[31mNews"}
    assert json.loads(kg("sources", "--copies", "-f", "json", "-o", wire).stdout) == data["copies"]
    (lead, rest) = csv.DictReader(io.StringIO(kg("sources", "--copies", "-f", "csv", "-o", wire).stdout))
    assert lead["words"].startswith("Brightwater Energy sued")
    assert (rest["source_publisher"], rest["wholly"], rest["after"]) == ("The Quay Post", "true", "1 day")
    assert lead["source_words"] in kg("sources", "--copies", "-o", wire).stdout
    assert kg("query", "copies", "-f", "tsv", "-o", wire).stdout.splitlines()[1].split("\t")[0] == "b"
    assert kg("validate", "-o", wire).exit_code == 0


DISPUTED = {
    (
        "The Quay Post",
        "2031-05-02",
    ): "Prosecutors in Norwick charged the banker Ada Kane with fraud. Kane denied the charges.\n\n"
    "Tern Bank sued Vale Mill for $25 million. The Spanish photographer Carl Mott has not endorsed Gina Holt.",
    ("Hill Gazette", "2031-05-03"): "The Italian photographer Carl Mott lives in Norwick.\n\n"
    "Tern Bank sued Vale Mill for $30 million.",
    ("Dale News", "2031-06-20"): "Carl Mott endorsed Gina Holt at a rally. Tern Bank sued Vale Mill for more than $25m in May.",
}


@pytest.fixture(scope="module")
def disputed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of a build of three short articles that disagree."""
    from kg import pipeline
    from kg.settings import Settings

    folder = tmp_path_factory.mktemp("disputed")
    rows = [{"id": who, "publisher": who, "published": day, "text": text} for (who, day), text in DISPUTED.items()]
    (folder / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    pipeline.build([str(folder / "in.jsonl")], Settings(output=folder / "out"))
    return folder / "out"


def test_conflicts_say_who_says_and_who_denies_with_their_words(kg: Run, disputed: Path) -> None:
    shown = kg("conflicts", "-o", disputed).stdout
    headlines = [line.partition("  [")[0].partition(". ")[2] for line in shown.splitlines() if re.match(r"\d+\. ", line)]
    assert set(headlines) == {
        "Carl Mott nationality: Italy (Hill Gazette), or Spain (The Quay Post)",
        "Tern Bank sued Vale Mill: $25 million (The Quay Post), or $30 million (Hill Gazette)",
        "Ada Kane charged with fraud: alleged by Prosecutors, denied by Ada Kane",
    }
    assert "  Denied by Ada Kane\n    “Kane denied the charges.”" in shown
    assert shown.rstrip().endswith("1 change over time beside: kg conflicts --changes")
    changes = kg("conflicts", "--changes", "-o", disputed).stdout
    assert changes.startswith("1. Carl Mott endorsed Gina Holt: not so (2 May 2031), then so (20 Jun 2031)  [denial, weight ")
    assert "“Carl Mott endorsed Gina Holt at a rally.”" in changes
    assert changes.rstrip().endswith("3 disagreements beside: kg conflicts")


def test_conflicts_of_an_entity_and_of_a_kind(kg: Run, disputed: Path) -> None:
    def objects(*args: str) -> list[list[str]]:
        rows = json.loads(kg("conflicts", *args, "-f", "json", "-o", disputed).stdout)
        return [[side["fact"]["object"] for side in row["sides"]] for row in rows]

    assert objects("Ada Kane") == objects("--kind", "denial") == [["fraud", "fraud"]]
    assert objects("Carl Mott") == [["Italy", "Spain"]]
    assert objects("Carl Mott", "--changes") == [["Gina Holt", "Gina Holt"]]
    assert objects("--kind", "status") == []
    nobody = kg("conflicts", "Nobody", "-o", disputed)
    assert (nobody.exit_code, "no entity of this name" in nobody.stderr) == (2, True)


def test_conflicts_for_programs(kg: Run, disputed: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(kg("conflicts", "--kind", "denial", "-f", "csv", "-o", disputed).stdout)))
    assert [(r["stance"], r["speaker"], r["published"]) for r in rows] == [
        ("alleged", "Prosecutors", "2031-05-02"),
        ("denied", "Ada Kane", "2031-05-02"),
    ]
    (one,) = json.loads(kg("conflicts", "--kind", "denial", "-f", "json", "-o", disputed).stdout)
    assert (one["kind"], one["over_time"], [s["origins"] for s in one["sides"]]) == ("denial", False, [1, 1])
    assert 0 < one["weight"] <= 1
    answer = kg("query", "denials", "-f", "csv", "-o", disputed).stdout.splitlines()[1]
    assert answer.startswith("Ada Kane,charged with,fraud,Ada Kane,")
    amounts = "SELECT ?m { ?d kg:kindOfDisagreement 'value' ; kg:side/kg:measure ?m } ORDER BY ?m"
    assert kg("query", amounts, "-f", "csv", "-o", disputed).stdout.split("\n")[1:3] == ["$25 million", "$30 million"]
    assert kg("validate", "-o", disputed).exit_code == 0
    report = (disputed / "report.md").read_text(encoding="utf-8")
    assert report.index("## Where sources disagree") < report.index("alleged by Prosecutors, denied by Ada Kane")
    assert report.index("## What changed") < report.index("Carl Mott endorsed Gina Holt: not so (2 May 2031)")


# ---------------------------------------------------------------------- pass on and check


@pytest.mark.parametrize("name", ["g.ttl", "g.nt", "g.jsonld", "g.trig", "g.graphml", "g.gexf", "g.csv"])
def test_export_by_the_files_ending_equals_standard_output(kg: Run, built: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    assert kg("export", path, "-o", built).exit_code == 0
    form = {"ttl": "turtle", "nt": "ntriples"}.get(path.suffix[1:], path.suffix[1:])
    assert kg("export", "--format", form, "-o", built).stdout_bytes == path.read_bytes()
    assert path.stat().st_size > 1000


def test_export_takes_shapes_texts_and_folders(kg: Run, built: Path, tmp_path: Path) -> None:
    assert kg("export", "--shape", "rdf12", "-o", built).stdout.startswith('VERSION "1.2"')
    assert kg("export", "--shape", "nanopub", "-o", built).stdout.count("a np:Nanopublication") > 10
    assert "schema:articleBody" in kg("export", "--with-text", "-o", built).stdout
    assert kg("export", tmp_path / "for-neo4j", "-f", "neo4j", "-o", built).exit_code == 0
    assert {path.name for path in (tmp_path / "for-neo4j").iterdir()} == {"nodes.csv", "relationships.csv", "load.cypher"}
    for wrong, says in (
        (["--format", "tables"], "kg export FOLDER --format tables"),
        (["--format", "gexf", "--shape", "plain"], "gexf has none"),
        (["--format", "csv", "--with-text"], "not into csv"),
    ):
        done = kg("export", *wrong, "-o", built)
        assert done.exit_code == 2
        assert says in done.stderr
        assert len(done.stderr.splitlines()) == 1


def test_an_exported_graph_can_be_asked_without_a_store(kg: Run, built: Path, tmp_path: Path) -> None:
    kg("export", tmp_path / "graph.ttl", "--shape", "rdf12", "-o", built)
    asked = ["query", "who-sued-whom", "-f", "csv"]
    assert kg(*asked, "--graph", tmp_path / "graph.ttl", "-o", tmp_path).stdout == kg(*asked, "-o", built).stdout
    assert kg("query", "ASK { entity:nobody ?p ?o }", "--graph", tmp_path / "graph.ttl").stdout == "no\n"
    (tmp_path / "broken.ttl").write_text("@prefix : <http://a.example/> .\n:a :b\n")
    for name, says in (("broken.ttl", "line 3"), ("missing.ttl", "cannot be read"), ("graph.xml", "tells no RDF format")):
        done = kg(*asked, "--graph", tmp_path / name)
        assert done.exit_code == 2
        assert says in done.stderr
        assert len(done.stderr.splitlines()) == 1
    both = kg(*asked, "--graph", tmp_path / "graph.ttl", "--as-of", "2022-11-28", "-o", built)
    assert both.exit_code == 2


def test_constructed_triples_are_turtle(kg: Run, built: Path) -> None:
    text = kg("query", "CONSTRUCT { ?s kgo:sued ?o } WHERE { ?s kgo:sued ?o }", "-f", "turtle", "-o", built).stdout
    assert text.startswith("@prefix kgo: <https://w3id.org/newskg/news#> .\n\n<https://")
    assert "    kgo:sued <https://" in text
    wrong = kg("query", "SELECT ?s { ?s ?p ?o }", "-f", "turtle", "-o", built)
    assert wrong.exit_code == 2
    assert "CONSTRUCT" in wrong.stderr


def test_the_questions_are_listed_with_what_they_take(kg: Run) -> None:
    listed = kg("query").stdout.splitlines()
    assert "Who did what" in listed
    assert (
        "      -p relation=sued  the relation's name, such as sued; those below it count too, inverse ones turned round"
        in listed
    )


def test_turtle_beside_the_store_is_the_store(kg: Run, built: Path) -> None:
    assert kg("export", "-o", built).stdout_bytes == (built / "graph.ttl").read_bytes()


def test_export_tells_the_output_folder_from_a_file(kg: Run, built: Path, tmp_path: Path) -> None:
    wrong = kg("export", "-o", tmp_path / "graph.ttl")
    assert wrong.exit_code == 2
    assert "kg export" in wrong.stderr
    assert kg("export", tmp_path / "graph.xyz", "-o", built).exit_code == 2


def test_view_writes_the_same_page_again(kg: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Brightwater Energy sued Tallis Mining on Monday.\n", encoding="utf-8")
    out = tmp_path / "out"
    kg("build", tmp_path / "a.txt", "-o", out)
    page = (out / "graph.html").read_bytes()
    (out / "graph.html").unlink()
    assert kg("view", "-o", out).exit_code == 0
    assert (out / "graph.html").read_bytes() == page


def test_validate_and_verify_pass_on_the_samples(kg: Run, built: Path) -> None:
    assert kg("validate", "-o", built).exit_code == 0
    assert kg("verify", "-o", built).exit_code == 0


# ---------------------------------------------------------------------- hostile text


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from kg import pipeline
    from kg.settings import Settings

    folder = tmp_path_factory.mktemp("hostile")
    (folder / "in.jsonl").write_text(
        json.dumps({"id": "x\x1b]0;owned\x07[bold]", "title": "\x1b[2J[red]t", "publisher": "=1+1", "text": HOSTILE}) + "\n",
        encoding="utf-8",
    )
    pipeline.build([str(folder / "in.jsonl")], Settings(output=folder / "out"))
    return folder / "out"


@pytest.mark.parametrize(
    "args",
    [
        ["show", "Brightwater Energy"],
        ["why", "any", "any", "any"],
        ["quotes"],
        ["conflicts"],
        ["sources"],
        ["sources", "--copies"],
        ["analyze"],
        ["timeline"],
        ["diff", "OTHER"],
        ["query", "SELECT ?p ?o { ?s ?p ?o }"],
        ["extract", "IN"],
    ],
)
def test_article_text_never_steers_the_terminal(kg: Run, built: Path, hostile: Path, args: list[str]) -> None:
    places = {"IN": str(hostile.parent / "in.jsonl"), "OTHER": str(built)}
    done = kg(*[places.get(arg, arg) for arg in args], "-o", hostile)
    assert done.exit_code == 0
    assert visible(done.stdout + done.stderr)


def test_markup_in_article_text_stays_text(kg: Run, hostile: Path) -> None:
    rows = kg("query", "SELECT ?t { ?a schema:headline ?t }", "-o", hostile).stdout
    assert "[red]t" in rows
    assert (
        "[blink]fine[/blink]"
        in kg("quotes", "-o", hostile).stdout + kg("extract", hostile.parent / "in.jsonl", "-o", hostile).stdout
    )


def test_no_cell_is_a_formula(kg: Run, built: Path, hostile: Path) -> None:
    every = (["why", "any", "any", "any"], ["quotes"], ["analyze"], ["query", "SELECT ?o { ?s ?p ?o }"], ["export"])
    for args in (*every, ["timeline"], ["diff", built], ["sources"], ["sources", "--copies"]):
        out = kg(*args, "--format", "csv", "-o", hostile).stdout
        for row in csv.reader(io.StringIO(out)):
            for value in row:
                assert not re.match(r"[=+@\t\r]|-(?![\d.]+$)", value)


def test_safe_text() -> None:
    assert safe("plain – “quoted” 👩‍👧 naïve") == "plain – “quoted” 👩‍👧 naïve"
    assert visible(safe("".join(map(chr, range(0x2100)))))
    assert safe("a\u2028b\nc\rd\te") == "a\\u2028b c d e" or "\u2028" not in safe("a\u2028b")
    text = '{"a": "\x9b\u202e\ud800 x"}'
    assert json.loads(safe_json(text)) == json.loads(text)
    assert [cell(v) for v in ("@x", "\tx", "-x", -1.5, True, None)] == ["'@x", "'\tx", "'-x", "-1.5", "true", ""]


# ---------------------------------------------------------------------- shells


def test_a_reader_that_has_seen_enough_is_no_error(built: Path) -> None:
    command = f"{sys.executable} -m kg export -o {built} | head -n 1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert done.returncode == 0
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_one_line(built: Path) -> None:
    command = f"{sys.executable} -m kg quotes -o {built} > /dev/full"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert done.returncode == 3
    assert len(done.stderr.splitlines()) == 1


def test_a_narrow_locale_does_not_stop_the_words(kg_process: Run, built: Path) -> None:
    done = kg_process("quotes", "-o", built, env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"})
    assert done.returncode == 0
    assert "\\u201c" in done.stdout


def test_the_readme_shows_what_the_command_prints(kg: Run, built: Path) -> None:
    blocks = re.findall(r"```console\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    shown = 0
    for block in blocks:
        for command, lines in re.findall(r"^\$ \.venv/bin/kg (.*)\n((?:(?!\$ ).*\n)+)", block, re.MULTILINE):
            printed = kg(*shlex.split(command), "-o", built).stdout.splitlines()
            for line in lines.splitlines():
                assert line == "…" or line in printed
                shown += 1
    assert shown >= 8


def test_version_and_the_library_agree(kg: Run) -> None:
    import kg as package

    assert kg("--version").stdout.strip() == f"kg {package.__version__}"


def test_the_library_door(built: Path) -> None:
    import kg as package

    with pytest.raises(KgError):
        package.open(built / "nowhere")
    assert len(package.open(built).corpus().extractions) == 5
    assert os.fspath(built)
