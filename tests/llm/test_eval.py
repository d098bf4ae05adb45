"""``kg eval --llm``: a corpus's texts go to the model only once that is agreed to, and its claims count beside ours."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.llm.conftest import MODEL, Server, claim, content

Run = Callable[..., Any]
SENTENCE = "Orla Finch keeps the books at Vesta Group ."
TAGS = ("B-Peop", "I-Peop", "O", "O", "O", "O", "B-Org", "I-Org", "O")


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No answer is kept for another test."""
    monkeypatch.chdir(tmp_path)


def corpus(folder: Path) -> Path:
    rows = []
    for n, (word, tag) in enumerate(zip(SENTENCE.split(), TAGS, strict=True)):
        related = ("['Work_For']", "[7]") if n == 1 else ("['N']", f"[{n}]")
        rows.append("\t".join((str(n), word, tag, *related)))
    (folder / "dev.txt").write_text("#doc 1\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return folder / "dev.txt"


def said(text: str) -> str:
    quote = "Orla Finch keeps the books at Vesta Group"
    types = ("Person", "Organization")
    return content(*[claim(quote, "Orla Finch", "memberOf", "Vesta Group", "keeps the books", types)] * (quote in text))


def work_for(printed: str) -> dict[str, Any]:
    (row,) = [row for row in json.loads(printed)["relations"] if row["relation"] == "Work_For"]
    return dict(row)


def test_a_corpus_is_measured_with_the_model_reading_along(kg: Run, server: Server, tmp_path: Path) -> None:
    server.answer = said
    arguments = ("eval", "conll04", corpus(tmp_path), "--format", "json")
    alone = kg(*arguments)
    refused = kg(*arguments, "--llm", server.url, "--llm-model", MODEL)
    assert (refused.exit_code, server.seen) == (2, [])
    both = kg(*arguments, "--llm", server.url, "--llm-model", MODEL, "--yes")
    assert (both.exit_code, len(server.seen)) == (0, 1)
    assert (work_for(alone.stdout)["found"], work_for(both.stdout)["found"]) == (0, 1)


def test_what_is_not_answered_is_said_and_measured_without(kg: Run, server: Server, tmp_path: Path) -> None:
    server.answer = lambda text: (401, {}, b"{}")
    found = kg("eval", "conll04", corpus(tmp_path), "--format", "json", "--llm", server.url, "--llm-model", MODEL, "--yes")
    assert found.exit_code == 1
    assert "read without it" in found.stderr
    assert work_for(found.stdout)["gold"] == 1
