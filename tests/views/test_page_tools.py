"""What a reader does with the page for an hour, without a mouse too: every test fails on a request or a script error."""

from __future__ import annotations

import csv
import io
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest

from kg import analysis
from kg.model import Corpus
from kg.views import page as render
from tests.views import factory
from tests.views.pages import Opener, click_canvas, data, entity, make, overlaps, statement, visible

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

AXE = os.environ.get("KG_AXE")


@pytest.fixture(scope="module")
def harbour() -> str:
    return make(factory.harbour())


def sixty() -> Corpus:
    """Sixty entities with names as long as names are, three of them with many ties."""
    kinds = "Maritime Insurance,& Sons,of Westhaven,Foundation,Holding,Ltd,Regional Council,Group,Union,Press".split(",")
    names = [f"{first} {kind}" for first in "Adler Brandt Castell Dumont Ekberg Fontana".split() for kind in kinds]
    b = factory.Builder(dict.fromkeys(names, "Organization"))
    ties = [(names[n % 3 if n < 45 else n - 7], names[n]) for n in range(3, 60)] + [(names[0], names[1]), (names[1], names[2])]
    b.article("sixty.txt", " ".join(f"{x} bought {y}." for x, y in ties))
    for x, y in ties:
        b.claim("sixty.txt", x, "acquired", y, f"{x} bought {y}.")
    return b.corpus()


def test_no_name_overlaps_at_the_start_of_sixty(open_page: Opener) -> None:
    corpus = sixty()
    measures = analysis.measure(corpus, factory.ontology())
    page = open_page(render(corpus, measures, analysis.layout(corpus, measures), factory.ontology(), "Sixty"))
    page.wait_for_function("() => kgPage.names().length > 0")
    boxes = page.evaluate("kgPage.names()")
    assert overlaps(boxes) == []
    assert len(boxes) >= 56
    assert page.evaluate("kgPage.labels()") == []
    # who finds no room is named under the pointer
    for missing in sorted(set(visible(page)["entities"]) - {b["entity"] for b in boxes}):
        at = page.evaluate("id => kgPage.canvasPosition(id)", missing)
        page.mouse.move(at["x"], at["y"])
        page.wait_for_function("id => kgPage.names().some((b) => b.entity === id)", arg=missing)


def test_relation_labels_appear_where_few_lines_are_in_sight(open_page: Opener, harbour: str) -> None:
    page = open_page(harbour)
    assert page.evaluate("kgPage.labels()") == []
    for _ in range(5):
        page.locator("#zoom-in").click()
    page.wait_for_function("() => kgPage.labels().length > 0")
    assert overlaps(page.evaluate("kgPage.labels()")) == []


def test_dates_and_sources_narrow_down(open_page: Opener, harbour: str) -> None:
    page = open_page(harbour)
    everything = visible(page)["statements"]
    dated = {s["id"]: {data(page)["articles"][q["a"]]["sort"] for q in s["quotes"]} for s in data(page)["statements"]}
    days = sorted({day for found in dated.values() for day in found if day})
    page.locator("#date-to").fill(days[0])
    page.locator("#date-to").dispatch_event("change")
    assert visible(page)["statements"] == sorted(s for s in everything if days[0] in dated[s])
    assert visible(page)["statements"] != everything
    page.locator("#date-clock").select_option("held")
    held = {s["id"] for s in data(page)["statements"] if s["sort"]}
    assert set(visible(page)["statements"]) <= held
    page.locator("#reset").click()
    assert visible(page)["statements"] == everything
    page.locator("#least-sources").fill("2")
    page.locator("#least-sources").dispatch_event("change")
    origins = {s["id"]: s["origins"] for s in data(page)["statements"]}
    assert visible(page)["statements"] == sorted(s for s in everything if origins[s] >= 2)
    assert 0 < len(visible(page)["statements"]) < len(everything)


def test_svg_has_each_entity_and_line_as_text(open_page: Opener, harbour: str) -> None:
    page = open_page(harbour)
    with page.expect_download() as download:
        page.locator("#tool-svg").click()
    root = ElementTree.fromstring(download.value.path().read_bytes())
    titles = [t.text for t in root.iter("{http://www.w3.org/2000/svg}title")]
    assert "Marta Quill" in titles
    assert "Tidewater Port sued Bramwell Cranes" in titles
    assert len(titles) == 1 + len(visible(page)["entities"]) + len(visible(page)["statements"])
    assert "Marta Quill" in [t.text for t in root.iter("{http://www.w3.org/2000/svg}text")]


def test_nodes_move_only_when_asked_and_go_back(open_page: Opener, harbour: str) -> None:
    page = open_page(harbour)
    quill = entity(page, "Marta Quill")
    before = page.evaluate("id => kgPage.canvasPosition(id)", quill)
    page.wait_for_timeout(300)
    assert page.evaluate("id => kgPage.canvasPosition(id)", quill) == before
    page.get_by_role("button", name="Let nodes move").click()
    page.locator("#tool-physics[aria-pressed=false]").wait_for()
    assert page.evaluate("id => kgPage.canvasPosition(id)", quill) != before
    page.get_by_role("button", name="Put them back").click()
    assert page.evaluate("id => kgPage.canvasPosition(id)", quill) == before


def test_a_statement_about_itself_is_read_by_clicking_its_loop(open_page: Opener) -> None:
    b = factory.Builder({"Oriel Bank": "Organization", "Dun Mill": "Organization"})
    b.article("loop.txt", "Oriel Bank sued itself. Oriel Bank bought itself. Oriel Bank sued Dun Mill.")
    b.claim("loop.txt", "Oriel Bank", "sued", "Oriel Bank", "Oriel Bank sued itself.")
    b.claim("loop.txt", "Oriel Bank", "acquired", "Oriel Bank", "Oriel Bank bought itself.")
    b.claim("loop.txt", "Oriel Bank", "sued", "Dun Mill", "Oriel Bank sued Dun Mill.")
    page = open_page(make(b.corpus()))
    for relation, words in (("sued", "Oriel Bank sued itself."), ("acquired", "Oriel Bank bought itself.")):
        click_canvas(page, statement(page, "Oriel Bank", relation, "Oriel Bank"))
        assert page.locator("#panel mark").inner_text() == words
        page.keyboard.press("Escape")


def test_what_an_entity_says_has_an_address(open_page: Opener, harbour: str) -> None:
    page = open_page(harbour)
    port = entity(page, "Tidewater Port")
    page.evaluate("id => { location.hash = 'entity=' + id }", port)
    page.get_by_role("button", name="What it says").click()
    assert page.url.endswith(f"#quotations={port}")
    sued = statement(page, "Tidewater Port", "sued", "Bramwell Cranes")
    assert page.locator(f"#panel [data-statement={sued}]").count() == 1
    page.keyboard.press("/")
    page.keyboard.type("trusted a machine")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    assert page.url.endswith(f"#quotations={entity(page, 'Marta Quill')}")
    assert "We trusted a machine" in page.locator("#panel mark").inner_text()


def test_disagreements_stand_side_by_side(open_page: Opener, harbour: str) -> None:
    page = open_page(harbour, fragment="#disagreements")
    d = data(page)
    assert page.locator("#panel .sides").count() == len(d["disputes"]) > 0
    for i in range(page.locator("#panel .sides").count()):
        left, right = page.locator("#panel .sides").nth(i).locator(".side").all()
        assert left.inner_text() != right.inner_text()
        one, other = left.bounding_box(), right.bounding_box()
        assert one is not None
        assert other is not None
        assert one["y"] == other["y"]
    page.evaluate("id => { location.hash = 'statement=' + id }", d["statements"][d["disputes"][0]["sides"][0][0]]["id"])
    assert page.locator("#panel .sides .side").count() >= 2


def test_a_denial_names_both_speakers_with_their_words_and_a_change_stands_apart(open_page: Opener) -> None:
    b = factory.Builder({"Ada Kane": "Person", "Bo Lind": "Person", "Dun Mill": "Organization"})
    b.article(
        "may.txt", "Lind says Kane sued Dun Mill. Kane denies it. Lind has not acquired Dun Mill.", published="2031-05-02",
    )  # fmt: skip
    b.article("june.txt", "Lind acquired Dun Mill.", published="2031-06-02", publisher="The June Post")
    b.claim("may.txt", "Ada Kane", "sued", "Dun Mill", "Lind says Kane sued Dun Mill.", says="Bo Lind", modality="alleged")
    b.claim("may.txt", "Ada Kane", "sued", "Dun Mill", "Kane denies it.", says="Ada Kane", polarity="negative")
    b.claim("may.txt", "Bo Lind", "acquired", "Dun Mill", "Lind has not acquired Dun Mill.", polarity="negative")
    b.claim("june.txt", "Bo Lind", "acquired", "Dun Mill", "Lind acquired Dun Mill.")
    b.changes = [("Bo Lind", "acquired", "Dun Mill")]
    page = open_page(make(b.corpus()), fragment="#disagreements")
    panel = page.locator("#panel")
    assert panel.locator("h3").all_inner_texts() == ["What changed"]
    denial, change = panel.locator(".dispute").all()
    assert denial.locator("p").inner_text() == "Ada Kane sued Dun Mill: alleged by Bo Lind, denied by Ada Kane"
    assert denial.locator(".side .words").all_inner_texts() == ["Alleged by Bo Lind", "Denied by Ada Kane"]
    assert denial.locator(".side q").all_inner_texts() == ["Lind says Kane sued Dun Mill.", "Kane denies it."]
    assert change.locator("p").inner_text() == "Bo Lind acquired Dun Mill: not so (2 May 2031), then so (2 Jun 2031)"
    page.locator("#only-disputed").check()
    assert [s["p"] for s in data(page)["statements"] if s["disputed"]] == ["sued"], "a change is no disagreement"
    denial.locator(".side").first.click()
    assert page.locator("#panel h3").first.inner_text() == "Sources disagree"


def test_the_narrowed_view_is_in_the_address(open_page: Opener, harbour: str) -> None:
    page = open_page(harbour)
    click_canvas(page, entity(page, "Marta Quill"))
    page.get_by_role("button", name="Only neighbours").click()
    narrowed = visible(page)
    again = open_page(harbour, fragment="#" + page.url.partition("#")[2])
    assert visible(again) == narrowed
    page.go_back()
    assert len(visible(page)["entities"]) == 30


def test_everything_by_keyboard(open_page: Opener, harbour: str) -> None:
    page = open_page(harbour)
    first, second = (e["id"] for e in data(page)["entities"][:2])
    page.locator("#canvas").focus()
    page.keyboard.press("n")
    assert page.url.endswith(first)
    page.keyboard.press("n")
    assert page.url.endswith(second)
    assert page.locator("#said").inner_text() == data(page)["entities"][1]["label"]
    page.keyboard.press("p")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel"
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#help").is_visible()
    page.keyboard.press("t")
    rows = page.locator("#table tbody tr")
    rows.first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.url.endswith(str(rows.nth(2).get_attribute("data-statement")))
    assert page.locator("#table tbody tr[tabindex='0']").count() == 1
    page.keyboard.press("t")
    # who speaks to the machine may turn keys of one letter off
    page.keyboard.press("?")
    page.locator("#single-keys").uncheck()
    page.locator("#help-close").click()
    page.locator("#panel").focus()
    page.keyboard.press("t")
    assert not page.locator("#table").is_visible()
    # from the top, the Tab key reaches every control of the header, each with a ring around it
    page.locator("#skip").focus()
    reached = []
    for _ in range(9):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id"))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    assert reached[0] == "search"
    assert {"tool-fit", "tool-table", "tool-png", "tool-svg", "tool-theme", "tool-help"} <= set(reached)


def test_table_is_searched_and_saved(open_page: Opener, harbour: str) -> None:
    page = open_page(harbour)
    page.locator("#tool-table").click()
    page.locator("#table-find").fill("crane denied")
    rows = page.locator("#table tbody tr")
    assert 0 < rows.count() < 5
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").click()
    saved = list(csv.DictReader(io.StringIO(download.value.path().read_text(encoding="utf-8-sig"))))
    assert len(saved) == rows.count()
    assert all("denied" in row["Standing"] or "disputed" in row["Standing"] for row in saved)


def test_a_megabyte_of_a_name_does_nothing(open_page: Opener) -> None:
    huge = "Aa" * 500_000
    b = factory.Builder({huge: "Person", "Dun Mill": "Organization"})
    b.article("huge.txt", f"{huge} sued Dun Mill.", title=huge, publisher=huge)
    b.claim("huge.txt", huge, "sued", "Dun Mill", f"{huge} sued Dun Mill.", says=huge)
    b.aliases = {huge: (huge + "b",)}
    html = make(b.corpus(), huge)
    assert len(html) < 1_000_000
    page = open_page(html, fragment="#statement=0")
    click_canvas(page, statement(page, data(page)["entities"][0]["label"], "sued", data(page)["entities"][1]["label"]))
    assert page.evaluate("document.documentElement.scrollWidth") == 1440
    started = page.evaluate("performance.now()")
    page.locator("#tool-table").click()
    page.keyboard.press("Escape")
    assert page.evaluate("performance.now()") - started < 3000


def test_controls_in_the_heading_are_shown_not_obeyed(open_page: Opener) -> None:
    page = open_page(make(factory.harbour(), "Ports \u202egnp.exe</title><script>alert(1)</script>"))
    assert page.locator("h1").inner_text() == "Ports ‹U+202E›gnp.exe</title><script>alert(1)</script>"
    assert page.title() == page.locator("h1").inner_text()


def test_on_paper_the_network_and_the_words_remain(open_page: Opener, harbour: str) -> None:
    page = open_page(harbour, dark=True)
    page.evaluate("id => { location.hash = 'statement=' + id }", statement(page, "Tidewater Port", "sued", "Bramwell Cranes"))
    page.emulate_media(media="print")
    for gone in ("#search", "#tool-fit", "#filters", "#zoom-in", "#panel .back"):
        assert not page.locator(gone).is_visible()
    assert page.locator("#panel mark").first.is_visible()
    assert page.locator("#canvas").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.pdf()[:5] == b"%PDF-"


def audit(page: Page, axe: str) -> list[str]:
    page.evaluate(axe)
    found: dict[str, Any] = page.evaluate("async () => await axe.run(document, { resultTypes: ['violations'] })")
    return [f"{v['impact']}: {v['id']}: {v['nodes'][0]['html'][:160]}" for v in found["violations"]]


@pytest.mark.skipif(not AXE, reason="KG_AXE names no axe.min.js (npm pack axe-core)")
@pytest.mark.parametrize(("width", "dark"), [(1440, False), (1440, True), (390, False), (390, True)])
def test_axe_finds_nothing(browser: Browser, tmp_path: Path, harbour: str, width: int, dark: bool) -> None:
    axe = Path(str(AXE)).read_text(encoding="utf-8")
    file = tmp_path / "graph.html"
    file.write_text(harbour, encoding="utf-8")
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
        bypass_csp=True,
    )
    try:
        page = context.new_page()
        page.goto(file.as_uri())
        if width < 961:
            page.locator("#tool-filters").click()
        found = audit(page, axe)
        ids = data(page)
        for view in (
            f"entity={ids['entities'][0]['id']}",
            f"statement={ids['statements'][ids['contested'][0]]['id']}",
            f"quotations={entity(page, 'Marta Quill')}",
            "disagreements",
            "timeline",
        ):
            page.evaluate("h => { location.hash = h }", view)
            found += audit(page, axe)
        page.locator("#tool-table").click()
        found += audit(page, axe)
        page.keyboard.press("/")
        page.keyboard.type("crane")
        found += audit(page, axe)
        page.keyboard.press("Escape")
        page.locator("#tool-help").click()
        found += audit(page, axe)
    finally:
        context.close()
    assert sorted(set(found)) == []


def test_every_button_has_a_name(open_page: Opener, harbour: str) -> None:
    page = open_page(harbour)
    nameless = page.evaluate(
        """[...document.querySelectorAll('button, input, select')]
          .filter((b) => !(b.textContent.trim() || b.ariaLabel || (b.labels && b.labels.length))).map((b) => b.outerHTML)"""
    )
    assert nameless == []
    assert re.search(r"Network of 30 entities and \d+ statements", str(page.locator("#canvas").get_attribute("aria-label")))
