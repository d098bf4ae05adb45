"""What does not fit a screen is shown in parts: around an entity, or the core."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg import ontology, outputs, portions, shelf, store
from kg.settings import Settings

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture
def output(dated: Path, tmp_path: Path) -> Path:
    shutil.copytree(dated, tmp_path / "out")
    return tmp_path / "out"


def held(html: str) -> dict[str, Any]:
    """What a page works on."""
    found: dict[str, Any] = json.loads(html.partition('id="data">')[2].partition("</script>")[0])
    return found


def labels(html: str) -> set[str]:
    return {entity["label"] for entity in held(html)["entities"] if entity["drawn"]}


def test_a_view_around_somebody_holds_what_is_near_and_leaves_the_whole_as_it_was(
    kg: Any, output: Path, open_page: Callable[..., Page]
) -> None:
    before = {path.name: hashlib.sha256(path.read_bytes()).digest() for path in output.glob("*.*")}
    said = kg("view", "--around", "Petra Voss", "-o", output)
    assert said.exit_code == 0
    (near,) = output.glob("graph-around-petra-voss-*.html")
    assert str(near) in said.stdout
    html = near.read_text(encoding="utf-8")
    assert labels(html) == {"Petra Voss", "Mara Lindqvist"}
    assert "<title>What 2 of 4 articles say around Petra Voss" in html
    assert "Petra Voss" in open_page(html).inner_text("body")
    kg("view", "--around", "Petra Voss", "--hops", 2, "-o", output)
    assert labels(near.read_text(encoding="utf-8")) == {"Petra Voss", "Mara Lindqvist", "Quillon Freight"}
    assert {
        path.name: hashlib.sha256(path.read_bytes()).digest() for path in output.glob("*.*") if path.name in before
    } == before


def test_a_view_of_a_day_can_be_around_somebody(kg: Any, output: Path) -> None:
    assert kg("view", "--around", "Ordway Cranes", "--as-of", "2024-03-01", "-o", output).exit_code == 0
    (near,) = output.glob("graph-around-ordway-cranes-*-as-of-2024-03-01.html")
    assert labels(near.read_text(encoding="utf-8")) == {"Ordway Cranes", "Quillon Freight"}


@pytest.mark.parametrize(
    ("asked", "problem"), [(("--around", "Nobody"), "no entity of this name"), (("--hops", "2"), "give --around ENTITY")]
)
def test_a_view_around_nothing_is_refused(kg: Any, output: Path, asked: tuple[str, ...], problem: str) -> None:
    said = kg("view", *asked, "-o", output)
    assert said.exit_code != 0
    assert problem in said.stderr


def test_the_page_of_a_large_corpus_holds_its_core_and_says_so(
    dated: Path, open_page: Callable[..., Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus, chosen = store.open(dated).corpus(), Settings(output=dated)
    whole = outputs.views(corpus, ontology.load(), chosen)
    monkeypatch.setattr(portions, "SHOWN", 3)
    texts = outputs.views(corpus, ontology.load(), chosen)
    supported = sorted((len(s.origins) for s in corpus.statements), reverse=True)
    facts = held(texts["graph.html"])["statements"]
    assert len(facts) == 3
    assert sorted((f["origins"] for f in facts), reverse=True) == supported[:3]
    assert f"the 3 best supported of {len(corpus.statements)} statements" in open_page(texts["graph.html"]).inner_text("body")
    assert texts["report.md"] == whole["report.md"]


def test_articles_that_are_too_many_for_memory_give_the_same_page_and_report(
    dated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus, chosen = store.open(dated).corpus(), Settings(output=dated)
    whole = outputs.views(corpus, ontology.load(), chosen)
    monkeypatch.setattr(outputs, "AT_HAND", 1)
    monkeypatch.setattr(shelf, "AT_HAND", 1)
    assert outputs.views(corpus, ontology.load(), chosen) == whole
