"""Entities are looked up at a reconciliation service; what is surely or likely known there is linked, the rest is left alone.

The service of most tests is a few lines of http.server. ``KG_CSV_RECONCILE`` names the Python of an environment that has
csv-reconcile (its pins contradict ours, so that it cannot be in this one); with it that real service is asked as well.
"""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from kg.authorities import kept, scoring
from kg.authorities.kept import Known
from kg.authorities.service import Candidate, Manifest, Question
from kg.errors import UsageError
from kg.model import Entity

Run = Callable[..., Any]
SPACE = "https://names.example/id/"
NEWS = (
    "Orla Finch founded Tidemark Labs in 2011. The chemist did not sue Corvane Airlines.\n\n"
    "Tidemark Labs acquired Harrow Docks in May. Orla Finch said she was suing Pellworth Bank.\n"
)
ORG, PERSON = [{"id": "org", "name": "Organization"}], [{"id": "person", "name": "Person"}]


def hit(id: str, name: str, score: float = 90, match: bool = False, type: Any = ORG) -> dict[str, Any]:
    return {"id": id, "name": name, "score": score, "match": match, "type": type}


@dataclass
class Fake:
    """What the service knows by query, what it was asked, and how it misbehaves."""

    url: str = ""
    manifest: Any = field(
        default_factory=lambda: {
            "versions": ["0.2"],
            "name": "Names",
            "identifierSpace": SPACE,
            "schemaSpace": "https://names.example/type/",
            "defaultTypes": [*ORG, *PERSON],
        }
    )
    answers: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    asked: list[dict[str, Any]] = field(default_factory=list)
    fails_after: int = 1_000
    broken: str | None = None

    def answer(self, form: str | None) -> tuple[int, str]:
        if form is None:
            return 200, json.dumps(self.manifest)
        queries = json.loads(urllib.parse.parse_qs(form)["queries"][0])
        if len(self.asked) + len(queries) > self.fails_after:
            return (200, self.broken) if self.broken is not None else (503, "down")
        self.asked += queries.values()
        return 200, json.dumps({key: {"result": self.answers.get(q["query"], [])} for key, q in queries.items()})


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Iterator[Fake]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    known = Fake()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.give(*known.answer(None))

        def do_POST(self) -> None:
            self.give(*known.answer(self.rfile.read(int(self.headers["Content-Length"])).decode()))

        def give(self, status: int, body: str) -> None:
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        known.url = f"http://127.0.0.1:{server.server_address[1]}/reconcile"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield known
        server.shutdown()


@pytest.fixture
def out(kg: Run, tmp_path: Path) -> Path:
    (tmp_path / "news").mkdir()
    (tmp_path / "news/tidemark.txt").write_text(NEWS, encoding="utf-8")
    assert kg("build", tmp_path / "news", "-o", tmp_path / "out").exit_code == 0
    return tmp_path / "out"


def links(kg: Run, out: Path, name: str) -> list[tuple[str, str]]:
    sheet = json.loads(kg("show", name, "-f", "json", "-o", out).stdout)
    return [(link["match"], link["iri"]) for link in sheet["authorities"]]


def files(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in ("graph.ttl", "graph.html", "report.md", "authorities.json")}


# ---------------------------------------------------------------------- the whole way


def test_what_is_surely_known_is_an_exact_match_and_what_is_likely_a_close_one(kg: Run, out: Path, fake: Fake) -> None:
    fake.answers = {
        "Tidemark Labs": [hit("T1", "Tidemark Labs", match=True), hit("T2", "Tidemark Laboratories")],
        "Orla Finch": [hit("P1", "Finch, Orla", match=True, type=[])],
        "Pellworth Bank": [hit("B1", "Pellworth Bank", type=PERSON, match=True)],
        "Corvane Airlines": [hit("C1", "Corvane Airways")],
    }
    done = kg("reconcile", fake.url, "-o", out)
    assert done.exit_code == 0, done.stderr
    assert links(kg, out, "Tidemark Labs") == [("exactMatch", SPACE + "T1")]
    assert links(kg, out, "Orla Finch") == [("closeMatch", SPACE + "P1")]
    assert links(kg, out, "Pellworth Bank") == links(kg, out, "Corvane Airlines") == []
    assert {q["query"]: q.get("type") for q in fake.asked}["Orla Finch"] == "person"
    shown = kg("show", "Tidemark Labs", "-o", out).stdout
    assert f"is: {SPACE}T1 (1, Names knows 'Tidemark Labs': the same name, the type agrees, the service is sure)" in shown
    turtle = (out / "graph.ttl").read_text(encoding="utf-8")
    assert f"skos:exactMatch <{SPACE}T1>" in turtle
    assert "owl:sameAs" not in turtle
    query = "SELECT ?score ?why { ?l a kg:AuthorityLink ; kg:confidence ?score ; rdfs:comment ?why } ORDER BY ?score"
    assert kg("query", query, "-f", "csv", "-o", out).stdout.splitlines()[1].startswith("0.925,")
    assert kg("validate", "-o", out).exit_code == kg("verify", "-o", out).exit_code == 0


@pytest.mark.parametrize("row", [{"id": "https://[bad/x"}, {"id": "\ud800x"}, {"score": 1e999}, {"id": ""}, {"score": 10**400}])
def test_an_answer_that_makes_no_link_never_reaches_the_store(
    kg: Run, out: Path, tmp_path: Path, fake: Fake, row: dict[str, Any]
) -> None:
    before = (out / "graph.ttl").read_bytes()
    fake.answers = {"Tidemark Labs": [hit("T1", "Tidemark Labs", match=True) | row]}
    done = kg("reconcile", fake.url, "-o", out)
    assert done.exit_code == 1
    assert "gave no answer that can be read" in done.stderr
    assert (out / "graph.ttl").read_bytes() == before
    assert kg("build", tmp_path / "news", "-o", out).exit_code == 0


def test_two_of_ours_are_never_exactly_one_of_theirs(kg: Run, out: Path, fake: Fake) -> None:
    fake.answers = {name: [hit("T1", name, match=True)] for name in ("Tidemark Labs", "Corvane Airlines")}
    assert kg("reconcile", fake.url, "-o", out).exit_code == 0
    assert links(kg, out, "Tidemark Labs") == links(kg, out, "Corvane Airlines") == []


def test_a_build_can_look_up_what_it_found(kg: Run, out: Path, tmp_path: Path, fake: Fake) -> None:
    fake.answers = {"Tidemark Labs": [hit("T1", "Tidemark Labs", match=True)]}
    at_once = kg("build", tmp_path / "news", "-o", tmp_path / "once", "--reconcile", fake.url)
    assert at_once.exit_code == 0, at_once.stderr
    assert kg("reconcile", fake.url, "-o", out).exit_code == 0
    assert files(tmp_path / "once") == files(out)


def test_kept_answers_give_the_same_bytes_without_the_service(kg: Run, out: Path, fake: Fake, tmp_path: Path) -> None:
    fake.answers = {"Tidemark Labs": [hit("T1", "Tidemark Labs", match=True)]}
    kg("reconcile", fake.url, "-o", out)
    before, asked = files(out), len(fake.asked)
    fake.fails_after = 0
    assert kg("build", tmp_path / "news", "-o", out).exit_code == 0
    assert files(out) == before
    assert kg("reconcile", fake.url, "-o", out).exit_code == 0  # every answer is there already
    assert files(out) == before
    (tmp_path / "more.txt").write_text(
        "Bo Tarn criticized Tidemark Labs on Monday. He was not alone in that.\n", encoding="utf-8"
    )
    for change in (("add", tmp_path / "more.txt"), ("remove", tmp_path / "more.txt")):
        assert kg(*change, "-o", out).exit_code == 0
        assert links(kg, out, "Tidemark Labs") == [("exactMatch", SPACE + "T1")]
    assert len(fake.asked) == asked
    fake.fails_after, fake.answers = 1_000, {}
    assert kg("reconcile", fake.url, "--again", "-o", out).exit_code == 0
    assert links(kg, out, "Tidemark Labs") == []


def test_deleting_the_file_forgets_the_links(kg: Run, out: Path, fake: Fake, tmp_path: Path) -> None:
    plain = (out / "graph.ttl").read_bytes()
    fake.answers = {"Tidemark Labs": [hit("T1", "Tidemark Labs", match=True)]}
    kg("reconcile", fake.url, "-o", out)
    assert (out / "graph.ttl").read_bytes() != plain
    (out / "authorities.json").unlink()
    kg("build", tmp_path / "news", "-o", out)
    assert (out / "graph.ttl").read_bytes() == plain


def test_a_type_can_be_said_of_a_service_that_has_none(kg: Run, out: Path, fake: Fake) -> None:
    fake.manifest = {"versions": ["0.1"], "name": "Firms", "identifierSpace": "https://firms.example/ids"}
    fake.answers = {
        "Tidemark Labs": [hit("7", "Tidemark Labs, Inc.", match=True, type=[])],
        "Orla Finch": [hit("8", "Orla Finch")],
    }
    assert kg("reconcile", fake.url, "--type", "Company", "-o", out).exit_code == 2
    assert kg("reconcile", fake.url, "--type", "Organization", "-o", out).exit_code == 0
    assert links(kg, out, "Tidemark Labs") == [("exactMatch", "https://firms.example/ids/7")]
    assert links(kg, out, "Orla Finch") == []
    assert "Orla Finch" not in {q["query"] for q in fake.asked}
    assert "type" not in fake.asked[0]


@pytest.mark.parametrize("broken", [None, "<html>", "[]", '{"q0": {"result": [{"id": 1}]}}'])
def test_a_service_that_fails_costs_one_line_and_no_graph(kg: Run, out: Path, fake: Fake, broken: str | None) -> None:
    plain = (out / "graph.ttl").read_bytes()
    fake.fails_after, fake.broken = 0, broken
    done = kg("reconcile", fake.url, "-o", out)
    assert done.exit_code == 1
    assert re.fullmatch(re.escape(fake.url) + r": [^\n]+ \([^\n]+\)\n", done.stderr)
    assert (out / "graph.ttl").read_bytes() == plain


def test_what_was_answered_before_a_failure_is_kept(kg: Run, out: Path, fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.authorities.service.BATCH", 1)
    fake.answers = {"Corvane Airlines": [hit("C1", "Corvane Airlines", match=True)]}
    fake.fails_after = 1  # the first of the alphabet
    done = kg("reconcile", fake.url, "-o", out)
    assert done.exit_code == 1
    assert done.stderr.splitlines()[-1].startswith(f"{fake.url}: answers 503")
    assert links(kg, out, "Corvane Airlines") == [("exactMatch", SPACE + "C1")]
    fake.fails_after = 1_000
    assert kg("reconcile", fake.url, "-o", out).exit_code == 0
    assert len(fake.asked) == len({q["query"] for q in fake.asked})


def test_no_service_at_all(kg: Run, out: Path, fake: Fake) -> None:
    before = (out / "graph.ttl").read_bytes()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{free.getsockname()[1]}/"
        done = kg("reconcile", nobody, "-o", out)
    assert done.exit_code == 1
    assert done.stderr.startswith(f"{nobody}: does not answer: ")
    fake.manifest = {"hello": "world"}
    assert "no reconciliation service" in kg("reconcile", fake.url, "-o", out).stderr
    assert kg("reconcile", "file:///etc/passwd", "-o", out).exit_code == 2
    assert not (out / "authorities.json").exists()
    assert (out / "graph.ttl").read_bytes() == before


def test_the_gazetteer_has_the_last_word(kg: Run, out: Path, fake: Fake, tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_text(f"name,type,same_as\nTidemark Labs,Organization,{SPACE}MINE\n", encoding="utf-8")
    kg("build", tmp_path / "news", "--gazetteer", tmp_path / "names.csv", "-o", out)
    fake.answers = {"Tidemark Labs": [hit("T1", "Tidemark Labs", match=True)]}
    assert kg("reconcile", fake.url, "-o", out).exit_code == 0
    assert links(kg, out, "Tidemark Labs") == [("exactMatch", SPACE + "MINE")]
    assert "Tidemark Labs" not in {q["query"] for q in fake.asked}


# ---------------------------------------------------------------------- scores, one by one

ENTITY = Entity("e", "Fell Mill", "Organization", True, ("FMH", "Fell Mill Holdings"), ())
SERVICE = Known(Manifest("Names", SPACE, "", ()), (), {})


def candidate(id: str, name: str, type: str = "Organization", match: bool = False, score: float = 50) -> Candidate:
    return Candidate(id, name, score, match, (("t", type),) if type else ())


@pytest.mark.parametrize(
    ("candidates", "expected"),
    [
        ([], None),
        ([candidate("1", "Fell Mill", match=True)], "exactMatch"),
        ([candidate("1", "Fell Mill (weavers) ", match=True)], "exactMatch"),
        ([candidate("1", "Fell Mill Ltd", "corporate body", True)], "exactMatch"),
        ([candidate("1", "Fell Mill", "")], None),  # only the name
        ([candidate("1", "Fell Mill")], "closeMatch"),  # the service is not sure
        ([candidate("1", "Fell Mill", "", True)], "closeMatch"),  # nobody knows its type
        ([candidate("1", "FMH", match=True)], "closeMatch"),  # another of its names
        ([candidate("1", "Fell Mill", "Person", True)], None),
        ([candidate("1", "Fell Mill", "Group", True)], "closeMatch"),  # a type near ours
        ([candidate("1", "Fell Mills", match=True)], "closeMatch"),
        ([candidate("1", "Fell Hill Mine", match=True)], None),
        ([candidate("1", "Fell Mill 2", match=True)], None),
        ([candidate("1", "Fell Mill", match=True), candidate("2", "Fell Mill")], None),  # two are as good
        ([candidate("1", "Fell Mill", match=True), candidate("2", "Fell Mill", "Place")], "exactMatch"),
        ([candidate("1", "Fell Mill", match=True), candidate("1", "Fell Mill", match=True)], "exactMatch"),
    ],
)
def test_nil_unless_one_candidate_is_good_and_alone(candidates: list[Candidate], expected: str | None) -> None:
    found = scoring.choose(ENTITY, candidates, "http://x/", SERVICE)
    assert (found.match if found else None) == expected
    turned = scoring.choose(ENTITY, candidates[::-1], "http://x/", SERVICE)
    assert (turned.match if turned else None) == expected


def test_an_entity_of_unsure_type_is_at_most_likely() -> None:
    unsure = replace(ENTITY, types=(("Organization", 0.5), ("Place", 0.4)))
    found = scoring.choose(unsure, [candidate("1", "Fell Mill", match=True)], "http://x/", SERVICE)
    assert found is not None
    assert found.match == "closeMatch"
    assert scoring.choose(unsure, [candidate("1", "Fell Mill", "human", True)], "http://x/", SERVICE) is None


@pytest.mark.parametrize("other", ["Eva Tarn", "Bo Tarnow", "Tarn", "Bo Tarn Jr. Foundation", "Bo R. Tarn", ""])
def test_a_person_is_nobody_with_another_name(other: str) -> None:
    tarn = Entity("e", "Bo Q. Tarn", "Person", True, ("Tarn", "Bo"), ())
    assert scoring.choose(tarn, [candidate("1", other, "human", True)], "http://x/", SERVICE) is None


def test_what_is_kept_reads_back_and_does_not_depend_on_the_order_of_questions(tmp_path: Path) -> None:
    questions = {Question("Ö \ud800 Tarn", ""): (candidate("1", "ö"),), Question("Fell Mill", "t"): ()}
    one = {"http://b/": replace(SERVICE, types=("Place",), answers=questions), "http://a/": SERVICE}
    kept.write(tmp_path, one)
    first = (tmp_path / kept.FILE).read_bytes()
    assert kept.read(tmp_path) == one
    kept.write(tmp_path, {url: replace(k, answers=dict(reversed(k.answers.items()))) for url, k in reversed(one.items())})
    assert (tmp_path / kept.FILE).read_bytes() == first
    for wrong in ("{", "[]", '{"format": 9}', '{"format": 1, "services": {"u": {}}}'):
        (tmp_path / kept.FILE).write_text(wrong, encoding="utf-8")
        with pytest.raises(UsageError, match=r"authorities\.json: cannot be read"):
            kept.read(tmp_path)


# ---------------------------------------------------------------------- a real service


@pytest.fixture
def csv_reconcile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    python = os.environ.get("KG_CSV_RECONCILE")
    if not python:
        pytest.skip("KG_CSV_RECONCILE names no Python that has csv-reconcile")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    names = ["id\tname", "F1\tTidemark Labs", "F2\tPellworth Bank", "F3\tPellworth Bank", "F4\tHarrow Dock Company"]
    (tmp_path / "firms.tsv").write_text("\n".join(names) + "\n", encoding="utf-8")
    manifest = {"name": "Firms", "identifierSpace": "https://firms.example/id/"}
    (tmp_path / "firms.config").write_text(f'CSVKWARGS = {{"delimiter": "\\t"}}\nMANIFEST = {manifest!r}\n', encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    code = (
        "from csv_reconcile import create_app, initdb\n"
        f"app = create_app({str(tmp_path / 'firms.config')!r}, instance_path={str(tmp_path / 'instance')!r}, scorerOption='')\n"
        f"with app.app_context(): initdb.init_db_with_context({str(tmp_path / 'firms.tsv')!r}, 'id', 'name')\n"
        f"app.run(port={port})\n"
    )
    with (tmp_path / "log").open("w") as log, subprocess.Popen([python, "-c", code], stdout=log, stderr=log) as process:
        url = f"http://127.0.0.1:{port}/reconcile"
        try:
            for _ in range(100):
                try:
                    urllib.request.urlopen(url, timeout=5).close()
                    break
                except OSError:
                    assert process.poll() is None, (tmp_path / "log").read_text()
                    time.sleep(0.1)
            yield url
        finally:
            process.terminate()


def test_csv_reconcile(kg: Run, out: Path, csv_reconcile: str) -> None:
    done = kg("reconcile", csv_reconcile, "--type", "Organization", "-o", out)
    assert done.exit_code == 0, done.stderr
    assert links(kg, out, "Tidemark Labs") == [("exactMatch", "https://firms.example/id/F1")]
    assert links(kg, out, "Pellworth Bank") == []  # two of that name
    assert links(kg, out, "Harrow Docks") == []
    assert links(kg, out, "Orla Finch") == []
