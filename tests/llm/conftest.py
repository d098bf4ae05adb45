"""A server on this machine that speaks the chat completions protocol and answers as a test tells it to."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from kg.llm import endpoint

MODEL = "tiny:1b"
Said = dict[str, str]


def claim(quote: str, subject: str, relation: str, object_: str, words: str, types: tuple[str, str]) -> Said:
    """One claim as a model gives it."""
    return {
        "quote": quote, "subject": subject, "subject_type": types[0], "relation": relation, "object": object_,
        "object_type": types[1], "words": words,
    }  # fmt: skip


def content(*claims: object) -> str:
    return json.dumps({"claims": claims})


def completion(text: str, ended: str = "stop") -> bytes:
    """The body of an answer whose words are these."""
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": ended}
    return json.dumps({"object": "chat.completion", "choices": [choice]}).encode()


class Server(ThreadingHTTPServer):
    """Answers each request by ``answer`` (of its text): the words of a completion, or (status, headers, body); None breaks
    off. ``plan`` has answers for requests by number that come before it; ``slow`` is seconds that an answer takes."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer: Callable[[str], Any] = lambda text: content()
        self.plan: dict[int, Any] = {}
        self.slow = 0.0
        self.seen: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass  # who asks may hang up on us


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        with self.server.lock:
            number = len(self.server.seen)
            self.server.seen.append(asked | {"path": self.path})
            self.server.headers.append({name.lower(): value for name, value in self.headers.items()})
        threading.Event().wait(self.server.slow)
        text = asked["messages"][-1]["content"].split("\n", 1)[1].rpartition("\n")[0]
        given = self.server.plan[number] if number in self.server.plan else self.server.answer(text)
        if given is None:
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        status, headers, body = (200, {}, completion(given)) if isinstance(given, str) else given
        self.send_response(status)
        for name, value in {"content-type": "application/json", "content-length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


def _serving() -> Iterator[Server]:
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def server() -> Iterator[Server]:
    yield from _serving()


@pytest.fixture
def elsewhere() -> Iterator[Server]:
    """A second server, which nobody should be sent to."""
    yield from _serving()


@pytest.fixture(autouse=True)
def _nothing_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")  # what is for this machine must not go there
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    for name in ("NO_PROXY", "no_proxy", endpoint.KEY):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(endpoint, "PAUSES", (0, 0))
