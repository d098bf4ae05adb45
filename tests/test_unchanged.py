"""A build that has nothing to do finds so; whatever differs, of what went in or came out, makes it build."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg import decisions, pipeline, store, unchanged
from kg.model import Failure
from kg.settings import Settings
from tests.conftest import write_articles


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    """A folder with articles, one of them empty, and what the first build of it gave."""
    folder = tmp_path_factory.mktemp("once")
    write_articles(folder / "in", "one.md", "two.md")
    (folder / "in" / "void.txt").write_text("")
    return folder, pipeline.build([str(folder / "in")], Settings(output=folder / "out"))


def same(folder: Path, **options: Any) -> Any:
    """What a build would find that is there already."""
    settings = Settings(output=folder / "out", **options)
    return unchanged.result(unchanged.inputs([str(folder / "in")], settings), settings)


def test_the_same_build_again_reads_nothing_and_says_the_same(once: tuple[Path, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    folder, first = once
    monkeypatch.setattr("kg.articles.read", lambda *_: pytest.fail("read again"))
    told: list[tuple[int, int, int]] = []
    chosen = Settings(output=folder / "out", jobs=3)
    again = pipeline.build([str(folder / "in")], chosen, progress=lambda *given: told.append(given))
    assert again == first
    assert [failure.source for failure in again.failures] == ["void.txt"]
    assert told == [(2, 2, 1)]


CHANGES: dict[str, Callable[[Path], object]] = {
    "an article": lambda at: (at / "in/one.md").write_text(
        (at / "in/one.md").read_text() + "\nOrdway Cranes sued Mara Voss.\n"
    ),
    "a new one": lambda at: (at / "in/three.md").write_text("Quillon Freight sued nobody, said Mara Voss."),
    "one that is gone": lambda at: (at / "in/void.txt").unlink(),
    "a decision": lambda at: (at / "out" / decisions.FILE).write_text("# none yet\n"),
    "an answer of a service": lambda at: (at / "out/authorities.json").write_text("{}"),
    "a page that is gone": lambda at: (at / "out/report.html").unlink(),
    "a damaged store": lambda at: next((at / "out/store/generations").rglob("corpus.json")).write_text("{}"),
    "a damaged graph": lambda at: max((at / "out/store").rglob("*.sst")).write_bytes(b""),
    "a store that is gone": lambda at: (at / "out/store/current").unlink(),
    "a note that is cut off": lambda at: (at / "out/cache" / unchanged.NOTE).write_text('{"inputs": '),
}


def test_what_differs_is_seen(once: tuple[Path, Any]) -> None:
    folder = once[0]
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    for name, change in CHANGES.items():
        assert same(folder) is not None
        change(folder)
        assert same(folder) is None, name
        for path in (path for path in folder.rglob("*") if path.is_file() and path not in before):
            path.unlink()
        for path, content in before.items():
            path.write_bytes(content)


def test_other_settings_and_other_code_are_seen(once: tuple[Path, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    assert same(once[0], jobs=7, memory=10**9) is not None
    assert same(once[0], threshold=0.7) is None
    assert same(once[0], views=False) is None
    assert same(once[0], license="https://example.org/licence") is None
    monkeypatch.setattr(unchanged, "_programs", lambda: "another release")
    assert same(once[0]) is None


def test_what_cannot_be_known_beforehand_is_never_taken_for_the_same(once: tuple[Path, Any]) -> None:
    chosen = Settings(output=once[0] / "out")
    assert unchanged.inputs(["-"], chosen) is None
    assert unchanged.inputs([str(once[0] / "in")], dataclasses.replace(chosen, llm_url="http://127.0.0.1:1/v1")) is None


def test_an_article_that_tripped_a_rule_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kg import claims

    write_articles(tmp_path / "in", "one.md", "two.md")
    whole, chosen = claims.extract, Settings(output=tmp_path / "out")

    def trip(document: Any, *others: Any) -> Any:
        if document.article.id == "two.md":
            raise IndexError("a rule stumbled")
        return whole(document, *others)

    with monkeypatch.context() as patched:
        patched.setattr(claims, "extract", trip)
        assert [type(failure) for failure in pipeline.build([str(tmp_path / "in")], chosen).failures] == [Failure]
    assert pipeline.build([str(tmp_path / "in")], chosen).failures == ()
    assert len(store.open(chosen.output).extractions()) == 2
