"""What the browser tests share: a page of a corpus, and its things by their names."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from kg.analysis import Group, chronicle
from kg.model import Corpus
from kg.views import page as render
from kg.views import tell
from kg.views.story import Story
from tests.views import factory

if TYPE_CHECKING:
    from playwright.sync_api import Page

Opener = Callable[..., "Page"]


def make(corpus: Corpus, title: str = "The harbour") -> str:
    moments = chronicle(corpus).moments
    return render(corpus, factory.measures(corpus), factory.positions(corpus), factory.ontology(), title, moments)


def story(corpus: Corpus, title: str = "The harbour") -> Story:
    """The report of a corpus, of which all entities that hang together are one group."""
    measures = factory.measures(corpus)
    members = tuple(sorted(measures.pagerank, key=lambda iri: (-measures.pagerank[iri], iri)))
    groups = (Group(1, members, 1, ("crane", "court"), (), ()),) if members else ()
    return tell(corpus, measures, factory.ontology(), title, chronicle(corpus).moments, groups)


def data(page: Page) -> dict[str, Any]:
    value: dict[str, Any] = page.evaluate("JSON.parse(document.getElementById('data').textContent)")
    return value


def entity(page: Page, label: str) -> str:
    return next(str(e["id"]) for e in data(page)["entities"] if e["label"] == label)


def statement(page: Page, subject: str, predicate: str, thing: str) -> str:
    d = data(page)
    names = [e["label"] for e in d["entities"]]
    return next(
        str(s["id"])
        for s in d["statements"]
        if names[s["s"]] == subject and s["p"] == predicate and thing == (s["value"] if s["o"] is None else names[s["o"]])
    )


def click_canvas(page: Page, ident: str) -> None:
    at = page.evaluate("id => kgPage.canvasPosition(id)", ident)
    page.mouse.click(at["x"], at["y"])
    page.wait_for_function("id => location.hash.endsWith(id)", arg=ident)


def visible(page: Page) -> dict[str, list[str]]:
    found: dict[str, list[str]] = page.evaluate("kgPage.visible()")
    return found


def overlaps(boxes: list[dict[str, Any]]) -> list[tuple[Any, Any]]:
    """The pairs of boxes (x, y, w, h) that touch."""
    return [
        (a, b)
        for i, a in enumerate(boxes)
        for b in boxes[i + 1 :]
        if a["x"] < b["x"] + b["w"] and b["x"] < a["x"] + a["w"] and a["y"] < b["y"] + b["h"] and b["y"] < a["y"] + a["h"]
    ]
