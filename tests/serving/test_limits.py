"""What the server refuses, and how it stays well: hostile queries, odd requests, time, other hosts, a new build."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from kg.store.apart import Asker, Question, TooMuch
from tests.serving.conftest import WEB, Served, publish, serving
from tests.store import corpora

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?c != ?f && ?f != ?i && ?a = ?l) }"
HUNGRY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i LIMIT 1"
FORM = {"content-type": "application/x-www-form-urlencoded"}


def asked(url: str, query: str, **options: Any) -> httpx.Response:
    return WEB.post(url + "sparql", content=query, headers={"content-type": "application/sparql-query"}, **options)


HOSTILE = {
    "another server": ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 400, "SERVICE is not allowed"),
    "another server, hidden": ("SELECT * { service#x\n silent <http://127.0.0.1:9/> {} }", 400, "SERVICE is not allowed"),
    "a file": ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", 400, "FROM is not allowed"),
    "loading": ("LOAD <file:///etc/passwd>", 400, "LOAD is not allowed"),
    "deleting": ("DELETE WHERE { ?s ?p ?o }", 400, "DELETE is not allowed"),
    "inserting": ("PREFIX x: <http://x.example/> INSERT DATA { x:a x:b x:c }", 400, "INSERT is not allowed"),
    "dropping": ("DROP ALL", 400, "DROP is not allowed"),
    "without end": (ENDLESS, 503, "longer than the 1 seconds"),
    "without end, by a path": (
        "SELECT * { ?a (!kg:x|^!kg:y)* ?b . ?c (!kg:x|^!kg:y)* ?d . ?e (!kg:x)* ?f } ORDER BY ?a",
        503,
        "longer",
    ),
    "deep": ("ASK " + "{" * 5000 + "}" * 5000, 400, "nests brackets"),
    "deep without brackets": ("ASK { FILTER(" + "!" * 60_000 + "true) }", 400, "more than the query engine can bear"),
    "long": ("ASK {} #" + "x" * 200_000, 400, "make it shorter"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_queries_are_refused_in_one_line(served: Served, name: str) -> None:
    query, status, says = HOSTILE[name]
    begun = time.monotonic()
    answer = asked(served.url, query, timeout=20)
    assert (answer.status_code, says in answer.text) == (status, True), answer.text
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text.count("\n") == 1
    assert time.monotonic() - begun < 5
    assert asked(served.url, "ASK { ?a kgo:sued ?b }").json()["boolean"] is True


def test_a_query_that_takes_too_much_memory_ends_its_process(output: Path) -> None:
    asker = Asker(memory=300_000_000)
    try:
        with pytest.raises(TooMuch, match="more than the query engine can bear"):
            asker.ask(Question(output, HUNGRY, {}), timeout=60)
        assert asker.ended
    finally:
        asker.close()


def test_what_is_wrong_with_a_query_is_said_with_its_place(served: Served) -> None:
    answer = asked(served.url, "SELECT * {\n ?s nobody:x ?o }")
    assert answer.status_code == 400
    assert answer.text == 'not a SPARQL query: line 2, column 13, near "?o }" (prefix not found)\n'


@pytest.mark.parametrize(
    ("method", "options", "status", "says"),
    [
        (
            "GET",
            {"params": {"query": "ASK {}", "default-graph-uri": "http://x.example/"}},
            400,
            "default-graph-uri is not supp",
        ),
        (
            "POST",
            {"data": {"query": "ASK {}", "named-graph-uri": "http://x.example/"}},
            400,
            "named-graph-uri is not supported",
        ),
        ("POST", {"data": {"update": "DROP ALL"}}, 403, "read-only"),
        ("GET", {"params": {"update": "DROP ALL"}}, 403, "read-only"),
        ("POST", {"content": "DROP ALL", "headers": {"content-type": "application/sparql-update"}}, 403, "read-only"),
        ("PUT", {"content": "<http://a.example/> a <http://b.example/> ."}, 405, "PUT is not answered here"),
        ("DELETE", {}, 405, "DELETE is not answered here"),
        ("POST", {"data": {"ask": "ASK {}"}}, 400, "there is no query"),
        ("GET", {"params": {"q": "ASK {}"}}, 400, "there is no query"),
        ("POST", {"content": "query=ASK{}&query=ASK{}", "headers": FORM}, 400, "more than one query"),
        ("POST", {"content": "&".join(f"a{n}=1" for n in range(200)), "headers": FORM}, 400, "more than 50 parameters"),
        ("POST", {"content": b"query=%ff", "headers": FORM}, 400, "UTF-8"),
        ("POST", {"content": b"\xff", "headers": {"content-type": "application/sparql-query"}}, 400, "UTF-8"),
        ("POST", {"content": "ASK {}", "headers": {"content-type": "text/plain"}}, 415, "not as text/plain"),
        ("POST", {"content": "x" * 2_000_000, "headers": FORM}, 413, "larger than"),
        ("GET", {"params": {"query": "ASK {} #" + "x" * 20_000}}, 414, "by POST"),
    ],
)
def test_odd_requests_get_a_status_and_a_line(
    served: Served, method: str, options: dict[str, Any], status: int, says: str
) -> None:
    answer = WEB.request(method, served.url + "sparql", **options)
    assert (answer.status_code, says in answer.text) == (status, True), answer.text
    assert answer.text.count("\n") == 1


def test_another_host_gets_nothing(served: Served) -> None:
    for host in ("evil.example", "evil.example:8000", "localhost.evil.example", "127.0.0.1.evil.example", "", "a b", "[::1"):
        for path in ("", "query", "sparql?query=ASK{}", "static/query.js"):
            answer = WEB.get(served.url + path, headers={"host": host})
            assert answer.status_code in (400, 421), (host, path)
            assert "triple" not in answer.text
    for host in ("localhost", "LOCALHOST:1", "127.0.0.1", "[::1]:8000", "192.168.0.7"):
        assert WEB.get(served.url + "query", headers={"host": host}).status_code == 200


def test_pages_elsewhere_may_not_ask(served: Served) -> None:
    plain = WEB.get(served.url + "sparql", params={"query": "ASK {}"}, headers={"origin": "https://app.example"})
    assert not [name for name in plain.headers if name.startswith("access-control")]
    assert plain.headers["cross-origin-resource-policy"] == "same-origin"


def test_a_server_for_others(output: Path) -> None:
    """One server with a long time limit, another name and a web origin: started once, looked at from several sides."""
    with serving(output, "--timeout", "60", "--cors", "https://app.example", "--name", "graph.example") as patient:
        only_the_origin_may_ask(patient.url)
        who_leaves_takes_his_query_along(patient.url)
        the_end_waits_for_nobody(patient)


def only_the_origin_may_ask(url: str) -> None:
    headers = {"origin": "https://app.example"}
    allowed = WEB.get(url + "sparql", params={"query": "ASK {}"}, headers=headers | {"host": "graph.example"})
    assert allowed.headers["access-control-allow-origin"] == "https://app.example"
    ask = headers | {"access-control-request-method": "POST", "access-control-request-headers": "content-type"}
    assert WEB.options(url + "sparql", headers=ask).status_code == 200
    other = WEB.get(url + "sparql", params={"query": "ASK {}"}, headers={"origin": "https://evil.example"})
    assert "access-control-allow-origin" not in other.headers


def who_leaves_takes_his_query_along(url: str) -> None:
    def impatient() -> None:
        with pytest.raises(httpx.ReadTimeout):
            asked(url, ENDLESS, timeout=0.6)

    with ThreadPoolExecutor(12) as pool:
        begun = time.monotonic()
        leaving = [pool.submit(impatient) for _ in range(6)]
        time.sleep(0.2)
        answers = [pool.submit(asked, url, "ASK { ?a kgo:sued ?b }", timeout=40) for _ in range(6)]
        assert all(answer.result().json()["boolean"] is True for answer in answers)
        assert all(one.result() is None for one in leaving)
        assert time.monotonic() - begun < 30


def the_end_waits_for_nobody(patient: Served) -> None:
    process = patient.process
    with ThreadPoolExecutor(1) as pool:
        last = pool.submit(asked, patient.url, ENDLESS, timeout=40)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        assert (last.result().status_code, last.result().text) == (503, "the server is ending\n")
    assert process.wait(10) == 0
    assert process.stdout is not None
    assert process.stderr is not None
    assert (process.stdout.read(), process.stderr.read()) == ("stopped\n", "")


def test_a_new_build_is_served_at_once(tmp_path: Path) -> None:
    publish(tmp_path, corpora.port())
    ages = "SELECT ?age { ?s kgo:age ?age } ORDER BY ?age"
    with serving(tmp_path) as served:
        assert len(asked(served.url, ages).json()["results"]["bindings"]) == 1
        publish(tmp_path, corpora.port(), corpora.mill())
        assert len(asked(served.url, ages).json()["results"]["bindings"]) == 2
        assert WEB.get(served.url).text == (tmp_path / "graph.html").read_text(encoding="utf-8")
        assert WEB.get(served.url + "report.html").text == (tmp_path / "report.html").read_text(encoding="utf-8")
        assert WEB.get(served.url + "query/words").json()["triples"] > 100
        (tmp_path / "store" / "current").unlink()
        gone = asked(served.url, ages)
        assert (gone.status_code, "run kg build" in gone.text) == (503, True)


def test_what_is_not_there(served: Served) -> None:
    for path in ("nothing", "other.html", "static/../app.py", "static/%2e%2e%2fapp.py", "store/current", "graph.ttl"):
        answer = WEB.get(served.url + path)
        assert (answer.status_code, answer.text.count("\n")) == (404, 1)


def test_what_cannot_be_served_is_said_in_one_line(kg: Callable[..., Any], output: Path, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        for args, code, says in (
            (["-o", output, "--port", port], 2, f"127.0.0.1:{port}: cannot be listened at"),
            (["-o", output, "--host", "no.such.host.invalid"], 2, "no.such.host.invalid: is no address"),
            (["-o", output, "--cors", "https://a.example/path", "--port", "0"], 2, "is no origin"),
            (["-o", tmp_path / "nowhere"], 3, "run kg build"),
        ):
            done = kg("serve", *args)
            assert (done.exit_code, says in done.stderr, done.stderr.count("\n")) == (code, True, 1), done.stderr


def test_serving_to_everybody_is_warned_of(output: Path) -> None:
    command = [sys.executable, "-m", "kg", "serve", "-o", str(output), "--port", "0", "--host", "0.0.0.0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert "Anybody who reaches this address can read the graph" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0
