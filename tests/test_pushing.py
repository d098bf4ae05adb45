"""Sending the graph to a real store, over connections that fail."""

from __future__ import annotations

import base64
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from rdflib import Graph

from kg import pushing, store
from kg.errors import UsageError
from kg.store.turtle import ntriples
from tests.store import corpora

Run = Callable[..., Any]
OXIGRAPH = shutil.which("oxigraph", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]))
JUNK = "<http://junk.example/s> <http://junk.example/p> <http://junk.example/o> .\n"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pushed")
    corpus = corpora.corpus(corpora.port(), corpora.mill(), corpora.hostile())
    store.publish(corpus, corpora.words(), corpora.settings(folder))
    return folder


@pytest.fixture(autouse=True)
def _nothing_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in (
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
        "http_proxy",
        "https_proxy",
        "all_proxy",
        "KG_PUSH_USER",
        "KG_PUSH_PASSWORD",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "no-netrc"))
    monkeypatch.setattr(pushing, "PAUSES", (0, 0))


class Oxigraph:
    """A server that nobody has written to."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.client = httpx.Client(trust_env=False, verify=False)

    def graph(self, name: str | None = None) -> list[str]:
        """The triples of a graph, as sorted N-Triples."""
        parameters = {"graph": name} if name else {"default": ""}
        answer = self.client.get(self.url + "/store", params=parameters, headers={"accept": "application/n-triples"})
        return sorted(line + "\n" for line in answer.text.split("\n") if line) if answer.is_success else []

    def put(self, body: str, name: str | None = None) -> None:
        parameters = {"graph": name} if name else {"default": ""}
        self.client.put(self.url + "/store", params=parameters, content=body, headers={"content-type": "application/n-triples"})


@pytest.fixture(scope="module")
def started() -> Iterator[Oxigraph]:
    if not OXIGRAPH:
        pytest.skip("there is no oxigraph server (pip install oxigraph)")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [OXIGRAPH, "serve", "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        server = Oxigraph(f"http://127.0.0.1:{port}")
        for _ in range(100):
            try:
                server.graph()
                break
            except httpx.ConnectError:
                time.sleep(0.1)
        yield server
        server.client.close()
        process.kill()


@pytest.fixture
def oxigraph(started: Oxigraph) -> Oxigraph:
    started.put("")
    return started


class Failing(ThreadingHTTPServer):
    """Stands before a store, or alone; answers the requests of a plan by itself: a status, headers; None breaks off."""

    daemon_threads = True

    def __init__(self, behind: str = "") -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.behind = behind
        self.plan: dict[int, tuple[int, dict[str, str]] | None] = {}
        self.seen: list[tuple[str, str, bytes, str]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/store"


class _Handler(BaseHTTPRequestHandler):
    server: Failing

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        number = len(self.server.seen)
        self.server.seen.append((self.command, self.path, body, self.headers.get("authorization") or ""))
        planned = self.server.plan.get(number, (204, {}))
        if planned is None:
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        status, headers = planned
        if status == 204 and self.server.behind:
            media = {"content-type": self.headers["content-type"]}
            with httpx.Client(trust_env=False, verify=False) as client:
                status = client.request(self.command, self.server.behind + self.path, content=body, headers=media).status_code
        self.send_response(status)
        for name, value in {"content-type": "text/plain", "content-length": "0", **headers}.items():
            self.send_header(name, value)
        self.end_headers()

    do_PUT = do_POST = _answer

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def failing(behind: str = "") -> Iterator[Failing]:
    with Failing(behind) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_the_graph_arrives_whole(kg: Run, output: Path, oxigraph: Oxigraph) -> None:
    whole = list(ntriples(store.open(output).triples()))
    done = kg("push", f"{oxigraph.url}/store", "-o", output, "--part-size", "50")
    assert done.exit_code == 0, done.stderr
    assert f"Sending {len(whole)} triples in {-(-len(whole) // 50)} parts to {oxigraph.url}/store" in done.stdout
    assert "the default graph" in done.stdout
    there = oxigraph.graph()
    assert len(there) == len(whole) == len(store.open(output))
    assert set(Graph().parse(data="".join(there), format="nt")) == set(store.open(output).rdflib())
    assert kg("push", f"{oxigraph.url}/store", "-o", output).exit_code == 0
    assert len(oxigraph.graph()) == len(whole), "twice is once"
    assert not list(output.glob(".push-*"))


def test_a_named_graph_is_added_to_or_replaced(kg: Run, output: Path, oxigraph: Oxigraph) -> None:
    name, size = "https://graphs.example/news?a=b c".replace(" ", "%20"), len(store.open(output))
    oxigraph.put(JUNK, name)
    assert kg("push", f"{oxigraph.url}/store", "--graph", name, "-o", output, "--part-size", "100").exit_code == 0
    assert len(oxigraph.graph(name)) == size + 1
    done = kg("push", f"{oxigraph.url}/store", "--graph", name, "--replace", "-o", output, "--part-size", "100")
    assert f"in place of what is in the graph <{name}>" in done.stdout
    assert len(oxigraph.graph(name)) == size
    assert JUNK not in oxigraph.graph(name)
    assert oxigraph.graph() == []


def test_what_broke_off_goes_on_where_it_stopped(kg: Run, output: Path, oxigraph: Oxigraph) -> None:
    with failing(oxigraph.url) as server:
        push = ("push", server.url, "-o", output, "--part-size", "40", "--replace")
        server.plan = {3: (507, {})}
        broken = kg(*push)
        parts = -(-len(store.open(output)) // 40)
        assert broken.exit_code == 3
        assert f"3 of {parts} parts have arrived, and the same command goes on" in broken.stderr
        assert len(oxigraph.graph()) == 120
        server.plan, server.seen = {}, []
        resumed = kg(*push)
        assert resumed.exit_code == 0
        assert "going on with part 4" in resumed.stdout
        assert len(server.seen) == parts - 3
        assert {method for method, *_ in server.seen} == {"POST"}, "what has arrived is not replaced"
        assert len(oxigraph.graph()) == len(store.open(output))
        server.seen = []
        assert "going on" not in kg(*push).stdout
        assert [method for method, *_ in server.seen] == ["PUT"] + ["POST"] * (parts - 1)


def test_another_graph_or_place_or_a_restart_begins_anew(kg: Run, tmp_path: Path) -> None:
    store.publish(corpora.corpus(corpora.port()), corpora.words(), corpora.settings(tmp_path))
    with failing() as server:

        def sent(*options: str) -> str:
            server.plan = {len(server.seen) + 2: (507, {})}
            return str(kg("push", server.url, "-o", tmp_path, "--part-size", "40", *options).stdout)

        assert "going on" not in sent()
        assert "going on with part 3" in sent()
        assert "going on" not in sent("--restart")
        assert "going on" not in sent("--graph", "http://g.example/")
        assert "going on" not in sent("--part-size", "41")
        assert "going on" not in sent()
        store.publish(corpora.corpus(corpora.port(), corpora.mill()), corpora.words(), corpora.settings(tmp_path))
        assert "going on" not in sent()
        for state in tmp_path.glob(".push-*"):
            state.write_text("[]", encoding="utf-8")
        assert "going on" not in sent()


def test_trouble_that_passes_is_waited_for(kg: Run, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr(time, "sleep", waited.append)
    with failing() as server:
        server.plan = {0: (503, {"retry-after": "7"}), 2: None, 3: (500, {})}
        done = kg("push", server.url, "-o", output, "--part-size", "200")
        assert done.exit_code == 0, done.stderr
        assert waited == [7, 0, 0]
        assert "answers 503 Service Unavailable; trying again in 7 s" in done.stderr
        bodies = [body for n, (_, _, body, _) in enumerate(server.seen) if n not in server.plan]
        assert b"".join(bodies).decode() == "".join(ntriples(store.open(output).triples()))
        server.plan = {n: (502, {}) for n in range(100)}
        server.seen = []
        given_up = kg("push", server.url, "-o", output)
        assert (given_up.exit_code, len(server.seen)) == (3, 3)
        assert "answers 502 Bad Gateway; nothing was sent" in given_up.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("status", "says"),
    [(401, "KG_PUSH_USER"), (403, "may write"), (404, "/store at Oxigraph"), (308, "where it is now"), (413, "--part-size")],
)
def test_a_refusal_comes_with_advice(kg: Run, output: Path, status: int, says: str) -> None:
    with failing() as server:
        server.plan = {0: (status, {"location": "http://127.0.0.1:1/elsewhere"})}
        done = kg("push", server.url, "-o", output)
        assert (done.exit_code, len(server.seen)) == (3, 1)
        last = done.stderr.splitlines()[-1]
        assert f"answers {status}" in last
        assert says in last
        assert "nothing was sent" in last


def test_credentials_come_from_the_environment_or_netrc_and_are_never_shown(
    kg: Run, output: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with failing() as server:
        monkeypatch.setenv("KG_PUSH_USER", "ada")
        assert "set both, or none" in kg("push", server.url, "-o", output).stderr
        monkeypatch.setenv("KG_PUSH_PASSWORD", "s3cret-words")
        server.plan = {0: (401, {})}
        refused = kg("push", server.url + "?token=s3cret-token", "-o", output)
        assert server.seen[0][3] == "Basic " + base64.b64encode(b"ada:s3cret-words").decode()
        monkeypatch.delenv("KG_PUSH_USER")
        monkeypatch.delenv("KG_PUSH_PASSWORD")
        (tmp_path / "netrc").write_text("machine 127.0.0.1 login bo password s3cret-netrc\n", encoding="utf-8")
        monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
        server.seen, server.plan = [], {}
        done = kg("push", server.url, "-o", output)
        assert server.seen[0][3] == "Basic " + base64.b64encode(b"bo:s3cret-netrc").decode()
        assert "s3cret" not in refused.output + done.output
        in_address = kg("push", server.url.replace("//", "//ada:s3cret@"), "-o", output)
        assert (in_address.exit_code, "KG_PUSH_USER" in in_address.stderr, "s3cret" in in_address.output) == (2, True, False)


@pytest.mark.parametrize(
    ("url", "graph", "default"),
    [
        ("ftp://a.example/store", None, False),
        ("http://", None, False),
        ("http://a.example:99999/store", None, False),
        ("http://a.example/st ore", None, False),
        ("http://a.example/store#g", None, False),
        ("http://a.example/store", "no-iri", False),
        ("http://a.example/store", "http://a.example/<>", False),
        ("http://a.example/store", "http://a.example/g", True),
        ("http://a.example/store?default", "http://a.example/g", False),
    ],
)
def test_what_is_no_place_is_refused_before_anything_is_sent(output: Path, url: str, graph: str | None, default: bool) -> None:
    with pytest.raises(UsageError):
        pushing.prepare(corpora.settings(output), url, graph, default)


def test_who_is_not_there_is_not_waited_for(kg: Run, output: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    done = kg("push", f"http://127.0.0.1:{port}/store", "-o", output)
    assert done.exit_code == 3
    assert "trying again" not in done.stderr
    assert "does not answer" in done.stderr.splitlines()[-1]
    assert kg("push", "http://127.0.0.1:1/store", "-o", output / "nowhere").exit_code == 3


def test_a_password_in_the_clear_is_warned_of(monkeypatch: pytest.MonkeyPatch, output: Path) -> None:
    settings = corpora.settings(output)
    assert not pushing.prepare(settings, "http://a.example/store").unencrypted
    monkeypatch.setenv("KG_PUSH_USER", "ada")
    monkeypatch.setenv("KG_PUSH_PASSWORD", "s")
    assert pushing.prepare(settings, "http://a.example/store").unencrypted
    assert not pushing.prepare(settings, "https://a.example/store").unencrypted
    assert not pushing.prepare(settings, "http://localhost:1/store").unencrypted
