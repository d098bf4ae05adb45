"""Asking a server: what is sent, what is tried again, what is refused, and when it is given up."""

from __future__ import annotations

import gzip
import json
import socket
import time
from pathlib import Path
from typing import Any

import pytest

from kg import llm, ontology
from kg.articles import make
from kg.errors import UsageError
from kg.llm import asking, endpoint, form
from kg.model import Article, Span
from kg.settings import Settings
from tests.llm.conftest import MODEL, Server, claim, completion, content

BODIES = ("Organization", "Organization")
COURT = "Brightwater Energy hauled Tallis Mining into court over the mine."
SAID = content(claim(COURT, "Brightwater Energy", "sued", "Tallis Mining", "hauled", BODIES))


@pytest.fixture(scope="module")
def terms() -> ontology.Ontology:
    return ontology.load()


def article(text: str = COURT, id: str = "a.txt") -> Article:
    return make(
        id, f"Firms quarrel\n\n{text} The mine has been shut since the spring, and nobody knows what comes next.\n", id=id
    )


def asked(server: Server, terms: ontology.Ontology, *articles: Article, folder: Path | None = None, **given: Any) -> llm.Asked:
    settings = Settings(**{"llm_url": server.url, "llm_model": MODEL} | given)
    return llm.ask(llm.plan(articles or (article(),), terms, settings, folder))


def contents(found: llm.Asked) -> list[str]:
    return [answer.content for answers in found.answers.values() for answer in answers]


def problem(found: llm.Asked) -> str:
    [failure] = found.failures
    return failure.message


# ---------------------------------------------------------------------- what is asked


def test_a_request_has_the_ontology_as_its_schema_and_the_body_alone(server: Server, terms: ontology.Ontology) -> None:
    read = make("b.html", f"{COURT} " * 3 + "\n\nSubscribe to our newsletter\n", id="b")
    server.answer = lambda text: SAID
    assert contents(asked(server, terms, read)) == [SAID]
    [sent] = server.seen
    assert (sent["path"], sent["model"], sent["temperature"], sent["seed"]) == ("/v1/chat/completions", MODEL, 0, 0)
    schema = sent["response_format"]["json_schema"]
    assert schema["strict"] is True
    fields = schema["schema"]["properties"]["claims"]["items"]["properties"]
    assert fields["relation"]["enum"] == sorted(terms.relations)
    assert set(fields["object_type"]["enum"]) == {*terms.types, "value"}
    system, user = (message["content"] for message in sent["messages"])
    assert COURT in user
    assert "newsletter" not in user
    assert all(f"- {name} (" in system for name in terms.relations)
    assert "authorization" not in server.headers[0]


def test_a_long_article_goes_in_parts_that_together_are_its_body() -> None:
    text = "\n".join(f"{COURT[:-1]} number {n}." + " And on it went." * (n % 40) for n in range(90)) + " " + "x" * 13_000
    read = Article("a", "a", text, "0", body=(Span(0, 9_000), Span(9_100, len(text))))
    parts = form.parts(read)
    assert all(0 < len(form.words(read, part)) <= form.PART + len(part) for part in parts)
    assert "".join(s.of(text) for part in parts for s in part) == text[:9_000] + text[9_100:]
    assert all(s.of(text).rstrip().endswith(".") for part in parts[:2] for s in part[:-1])
    assert form.parts(Article("a", "a", "", "0")) == ()


def test_the_key_goes_in_the_header_and_nowhere_else(
    server: Server, terms: ontology.Ontology, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(endpoint.KEY, "s3cret-key")
    server.answer = lambda text: (401, {}, json.dumps({"error": {"message": "no such key: s3cret-key"}}).encode())
    found = asked(server, terms, folder=tmp_path)
    assert server.headers[0]["authorization"] == "Bearer s3cret-key"
    assert "no such key: …" in problem(found)
    assert endpoint.KEY in problem(found)
    settings = Settings(llm_url=server.url, llm_model=MODEL)
    assert "s3cret" not in repr(llm.plan((article(),), terms, settings, None))
    monkeypatch.setenv(endpoint.KEY, "two\nlines")
    with pytest.raises(UsageError, match=endpoint.KEY):
        asked(server, terms)


@pytest.mark.parametrize(
    "given",
    [
        {"llm_url": "ftp://a.example/v1"},
        {"llm_url": "http://"},
        {"llm_url": "http://ada:s3cret@a.example/v1"},
        {"llm_url": "http://a.example/v1#x"},
        {"llm_model": ""},
        {"llm_model": "two words"},
        {"llm_model": "x: 'y'"},
        {"llm_seconds": 0},
        {"llm_seconds": "long"},
        {"llm_rate": -1},
    ],
)
def test_wrong_settings_are_told_before_anything_is_sent(
    server: Server, terms: ontology.Ontology, given: dict[str, Any]
) -> None:
    with pytest.raises(UsageError) as told:
        asked(server, terms, **given)
    assert "s3cret" not in str(told.value)
    assert not server.seen


# ---------------------------------------------------------------------- answers that are kept


def test_an_answer_is_kept_by_model_schema_and_text(
    server: Server, terms: ontology.Ontology, elsewhere: Server, tmp_path: Path
) -> None:
    server.answer = lambda text: SAID
    first = asked(server, terms, folder=tmp_path)
    assert asked(elsewhere, terms, folder=tmp_path) == first
    assert len(server.seen) == 1
    assert not elsewhere.seen, "what the model has answered once is not asked again, wherever it runs"
    asked(server, terms, folder=tmp_path, llm_model="other:2b")
    asked(server, terms, article("Tallis Mining praised Brightwater Energy."), folder=tmp_path)
    own = ontology.load((Path(__file__).parents[2] / "docs" / "example-relation.ttl",))
    asked(server, own, folder=tmp_path)
    assert len(server.seen) == 4
    [request] = llm.plan((article(),), own, Settings(llm_url=server.url, llm_model=MODEL), None).requests
    [kept] = tmp_path.rglob(f"{request.key}.json")
    for damaged in ('{"content": [', '{"content": 3}', '{"content": "no claims"}', "[" * 100_000):
        kept.write_text(damaged, encoding="utf-8")
        server.seen = []
        assert contents(asked(server, own, folder=tmp_path)) == [SAID]
        assert len(server.seen) == 1
    assert not list(tmp_path.rglob("*.tmp"))


def test_without_a_folder_nothing_is_kept(server: Server, terms: ontology.Ontology) -> None:
    assert asked(server, terms) == asked(server, terms)
    assert len(server.seen) == 2


# ---------------------------------------------------------------------- trouble


def test_what_may_pass_is_tried_again_when_the_server_says(
    server: Server, terms: ontology.Ontology, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr("kg.requesting.time.sleep", waited.append)
    server.plan = {0: (429, {"retry-after": "7"}, b""), 1: (500, {}, b""), 2: SAID}
    assert contents(asked(server, terms)) == [SAID]
    assert waited == [7, 0]
    assert len(server.seen) == 3


TRUNCATED = json.dumps({"choices": [{"message": {"content": SAID}}]}).encode()[:-9]


@pytest.mark.parametrize(
    ("answer", "says", "requests"),
    [
        ((500, {}, b""), "answers 500 Internal Server Error", 3),
        ((429, {"content-type": "text/plain"}, b"slow\x1b[31m down"), "answers 429 Too Many Requests: slow", 3),
        (None, "broke off", 3),
        ((200, {}, b"<html>hello</html>"), "cannot be read", 1),
        ((200, {}, b""), "cannot be read", 1),
        ((200, {}, TRUNCATED), "cannot be read", 1),
        ((200, {}, b"[" * 200_000), "cannot be read", 1),
        ((200, {}, b'{"choices": []}'), "cannot be read", 1),
        ((200, {}, b'{"choices": [{"message": {"content": null, "refusal": "no"}}]}'), "not what the schema asks for", 1),
        ((200, {}, completion(SAID, "length")), "cut off", 1),
        ((200, {}, completion("Sure! Here is what I found.")), "not what the schema asks for", 1),
        ((200, {}, completion('{"claims": "none"}')), "not what the schema asks for", 1),
        ((200, {}, b" " * (endpoint.MOST + 1)), "more than 1,000,000 bytes", 1),
        ((200, {"content-encoding": "gzip"}, gzip.compress(b" " * 50_000_000)), "compressed", 1),
        ((400, {}, b'{"error": {"message": "context\\u0007 too long"}}'), "context\ufffd too long", 1),
        ((404, {"content-encoding": "gzip"}, gzip.compress(b"x" * 9_999)), "answers 404 Not Found", 1),
    ],
    ids=range(16),
)
def test_no_answer_brings_it_down(server: Server, terms: ontology.Ontology, answer: Any, says: str, requests: int) -> None:
    server.answer = lambda text: answer
    found = asked(server, terms)
    assert contents(found) == []
    assert says in problem(found)
    assert "\x1b" not in problem(found)
    assert len(server.seen) == requests


def test_nobody_is_sent_elsewhere(server: Server, elsewhere: Server, terms: ontology.Ontology) -> None:
    server.answer = lambda text: (307, {"location": elsewhere.url + "/chat/completions"}, b"")
    assert "answers 307" in problem(asked(server, terms))
    assert "where it is now" in problem(asked(server, terms))
    assert not elsewhere.seen


def test_who_is_too_slow_is_not_waited_for(server: Server, terms: ontology.Ontology) -> None:
    server.slow = 5
    begun = time.monotonic()
    assert "does not answer within 0.1 s" in problem(asked(server, terms, llm_seconds=0.1))
    assert time.monotonic() - begun < 4
    assert len(server.seen) == 1


def test_what_fails_costs_only_its_own_article(server: Server, terms: ontology.Ontology, tmp_path: Path) -> None:
    server.answer = lambda text: (500, {}, b"") if "Calder" in text else SAID
    three = [article(id="1"), article("Calder Rail shut its depot.", "2"), article("Tallis Mining shut its own depot.", "3")]
    found = asked(server, terms, *three, folder=tmp_path)
    assert [len(found.answers[id_]) for id_ in "123"] == [1, 0, 1]
    [failure] = found.failures
    assert failure.source == "2"
    assert failure.message.startswith("2: the language model answers 500 Internal Server Error; read without it (")
    server.seen, server.answer = [], lambda text: SAID
    assert asked(server, terms, *three, folder=tmp_path).failures == ()
    assert len(server.seen) == 1


@pytest.mark.parametrize(("answer", "most"), [((400, {}, b""), asking.GIVEN_UP), ("no JSON", asking.UNREADABLE)])
def test_a_server_that_fails_again_and_again_is_given_up(
    server: Server, terms: ontology.Ontology, answer: Any, most: int
) -> None:
    server.answer = lambda text: answer
    many = [article(f"Calder Rail shut depot number {n}.", f"{n:02}") for n in range(20)]
    found = asked(server, terms, *many)
    assert len(server.seen) == most
    assert "20 articles are read without it" in problem(found)
    assert found.failures[0].source == server.url
    server.seen, server.plan = [], dict.fromkeys(range(most - 1), "{") | {most - 1: SAID}
    assert len(asked(server, terms, *many).failures) > 0
    assert len(server.seen) > most, "one that answers is no such server"


def test_a_server_that_is_not_there_is_told_once(terms: ontology.Ontology) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    settings = Settings(llm_url=f"http://127.0.0.1:{port}/v1?key=s3cret", llm_model=MODEL)
    found = llm.ask(llm.plan([article(f"Calder Rail shut depot {n}.", str(n)) for n in range(9)], terms, settings, None))
    assert "does not answer" in problem(found)
    assert "s3cret" not in problem(found)


def test_several_are_asked_at_once_and_no_more_a_minute_than_allowed(server: Server, terms: ontology.Ontology) -> None:
    server.slow, server.answer = 0.5, lambda text: content()
    many = [article(f"Calder Rail shut depot number {n}.", f"{n}") for n in range(8)]
    begun = time.monotonic()
    at_once = asked(server, terms, *many, jobs=8)
    assert time.monotonic() - begun < 3
    server.slow = 0
    begun = time.monotonic()
    assert asked(server, terms, *many[:4], jobs=4, llm_rate=600).answers.items() <= at_once.answers.items()
    assert time.monotonic() - begun >= 0.3
