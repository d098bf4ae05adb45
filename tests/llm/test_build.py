"""``--llm`` from the command line: agreed to before anything is sent, the same bytes from kept answers, nothing by default."""

from __future__ import annotations

import itertools
import json
import os
import pty
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg import store
from kg.llm import endpoint
from tests.llm.conftest import MODEL, Server, claim, content

Run = Callable[..., Any]
BODIES = ("Organization", "Organization")
COURT = "Brightwater Energy hauled Tallis Mining into court on Monday over the mine near Aberdeen."
REST = "Nora Quist, the chief executive of Tallis Mining, praised Paul Reyes. The mine has been shut since the spring."


def write(folder: Path) -> Path:
    folder.mkdir()
    (folder / "court.md").write_text(f"---\npublished: 2024-03-13\n---\n\n{COURT} {REST}\n", encoding="utf-8")
    (folder / "other.md").write_text(
        f"---\npublished: 2024-03-14\n---\n\n{REST} It may stay shut for good.\n", encoding="utf-8"
    )
    return folder


def read(text: str) -> str:
    return content(*[claim(COURT, "Brightwater Energy", "sued", "Tallis Mining", "hauled", BODIES)] * (COURT in text))


def graph(output: Path) -> dict[str, bytes]:
    return {name: (output / name).read_bytes() for name in ("graph.ttl", "graph.html", "report.md", "report.html")}


def test_nothing_is_sent_until_it_is_agreed_to(kg: Run, server: Server, tmp_path: Path) -> None:
    articles, output = write(tmp_path / "in"), tmp_path / "out"
    refused = kg("build", articles, "-o", output, "--llm", server.url, "--llm-model", MODEL)
    assert (refused.exit_code, server.seen) == (2, [])
    assert f"Asking {MODEL} at {server.url} about 2 articles" in refused.stderr
    assert "2 requests: about " in refused.stderr
    assert "at most 8,192 come back" in refused.stderr
    assert "not this machine" not in refused.stderr
    assert refused.stderr.splitlines()[-1] == "nothing was sent: add --yes to have the model asked"
    assert not (output / "graph.ttl").exists()


def test_claims_of_a_model_stand_beside_ours_and_the_same_answers_give_the_same_bytes(
    kg: Run, server: Server, tmp_path: Path
) -> None:
    articles, output = write(tmp_path / "in"), tmp_path / "out"
    server.answer = read
    build = ("build", articles, "-o", output, "--llm", server.url, "--llm-model", MODEL)
    done = kg(*build, "--yes")
    assert done.exit_code == 0, done.stderr
    assert len(server.seen) == 2
    [mine] = [c for e in store.open(output).extractions() for c in e.claims if c.predicate == "sued"]
    assert mine.extractors == (f"llm:{MODEL}",)
    [said] = [s for s in store.open(output).statements() if s.predicate == "sued"]
    assert not said.asserted, "by words that the lexicon does not know a model alone makes no plain triple"
    assert COURT in kg("why", "Brightwater Energy", "sued", "any", "-o", output).stdout
    assert f"llm:{MODEL}, by the words “hauled”" in kg("explain", mine.id, "-o", output).stdout
    assert kg("verify", "-o", output).exit_code == 0
    assert kg("validate", "-o", output).exit_code == 0
    first = graph(output)
    again = kg(*build, "--jobs", "2")
    assert (again.exit_code, "Asking" in again.stderr, len(server.seen)) == (0, False, 2), "there is nothing to agree to"
    assert graph(output) == first
    without = kg("build", articles, "-o", output)
    assert (without.exit_code, len(server.seen)) == (0, 2)
    assert not [s for s in store.open(output).statements() if s.predicate == "sued"]


def test_articles_that_get_no_answer_are_read_without_it(kg: Run, server: Server, tmp_path: Path) -> None:
    articles, output = write(tmp_path / "in"), tmp_path / "out"
    server.answer = lambda text: '{"claims": [{"quote": "Bright' if COURT in text else read(text)
    done = kg("build", articles, "-o", output, "--llm", server.url, "--llm-model", MODEL, "--yes")
    assert done.exit_code == 1
    assert "court.md: the language model gives an answer that is not what the schema asks for; read without it" in done.stderr
    corpus = store.open(output).corpus()
    assert len(corpus.extractions) == 2
    assert [failure.source for failure in corpus.failures] == ["court.md"]
    kg("build", articles, "-o", tmp_path / "plain")
    assert corpus.extractions == store.open(tmp_path / "plain").extractions()
    server.answer = read
    kg("add", articles / "court.md", "-o", output, "--llm", server.url, "--llm-model", MODEL, "--yes")
    assert [s for s in store.open(output).statements() if s.predicate == "sued"]


def test_a_folder_of_settings_may_name_the_model_and_extract_prints_what_it_read(
    kg: Run, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "in")
    monkeypatch.chdir(tmp_path)
    server.answer = read
    (tmp_path / "kg.toml").write_text(f'llm_url = "{server.url}"\nllm_model = "{MODEL}"\n', encoding="utf-8")
    assert kg("extract", "in").exit_code == 2
    done = kg("extract", "in", "--yes")
    assert done.exit_code == 0, done.stderr
    claims = [c for line in done.stdout.splitlines() for c in json.loads(line)["claims"]]
    assert [c["extractors"] for c in claims if c["predicate"].endswith("#sued")] == [[f"llm:{MODEL}"]]
    assert kg("extract", "in", "--llm", "").exit_code == 0
    assert len(server.seen) == 2
    assert not (tmp_path / "output").exists()


def test_what_leaves_the_machine_is_said_and_the_key_is_not(kg: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(endpoint.KEY, "s3cret-key")
    build = ("build", write(tmp_path / "in"), "-o", tmp_path / "out", "--llm-model", MODEL, "--llm")
    open_ = kg(*build, "http://models.example/v1?token=s3cret-token")
    assert "The text of the articles is sent to models.example, which is not this machine." in open_.stderr
    assert "unencrypted" in open_.stderr
    closed = kg(*build, "https://models.example/v1")
    assert "models.example, which is not this machine" in closed.stderr
    assert "unencrypted" not in closed.stderr
    assert "s3cret" not in open_.output + closed.output
    assert "--llm-model" in kg(*build[:4], "--llm", "https://models.example/v1").stderr


@pytest.mark.parametrize(("typed", "code", "requests"), [(b"\n", 3, 0), (b"y\n", 0, 2)])
def test_at_a_terminal_it_is_asked(server: Server, tmp_path: Path, typed: bytes, code: int, requests: int) -> None:
    server.answer = read
    command = [sys.executable, "-m", "kg", "build", str(write(tmp_path / "in")), "-o", str(tmp_path / "out")]
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*command, "--llm", server.url, "--llm-model", MODEL], stdin=theirs, stdout=theirs, stderr=theirs, env={**os.environ}
    )
    os.close(theirs)
    seen = b""
    while b"[y/N]" not in seen:
        seen += os.read(ours, 4096)
    os.write(ours, typed)
    while True:
        try:
            seen += os.read(ours, 4096)
        except OSError:  # the other end is closed
            break
    os.close(ours)
    assert (process.wait(60), len(server.seen)) == (code, requests), seen.decode()
    assert (b"nothing was sent" in seen) is (requests == 0)
    assert b"Asking the model" not in seen.partition(b"[y/N]")[0]


def test_ctrl_c_ends_it_at_once_and_what_was_answered_is_kept(server: Server, tmp_path: Path) -> None:
    asked, done, requests = threading.Event(), threading.Event(), itertools.count()

    def answer(text: str) -> str:
        if next(requests):  # the second, whichever came second
            asked.set()
            done.wait(60)
        return read(text)

    server.answer = answer

    def kept() -> int:
        return len(list((tmp_path / "out" / "cache" / "replies").rglob("*.json")))

    command = [sys.executable, "-m", "kg", "build", str(write(tmp_path / "in")), "-o", str(tmp_path / "out"), "--yes"]
    with subprocess.Popen([*command, "--llm", server.url, "--llm-model", MODEL], stderr=subprocess.PIPE, text=True) as process:
        try:
            assert asked.wait(60)
            for _ in range(600):  # the second request may be under way before the first answer is written
                if kept():
                    break
                time.sleep(0.1)
            process.send_signal(signal.SIGINT)
            _, said = process.communicate(timeout=10)
        finally:
            done.set()
    assert process.returncode == 130, said
    assert "Traceback" not in said
    assert kept() == 1
