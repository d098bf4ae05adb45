"""The query page in headless Chromium, against a server: every test fails on a script error or a request to elsewhere."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.serving.conftest import WEB, Served
from tests.store import corpora

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Opener = Callable[..., "Page"]
AXE = os.environ.get("KG_AXE")


@pytest.fixture
def open_query(browser: Browser, served: Served) -> Iterator[Opener]:
    """``open_query(fragment=…, width=…, dark=…)``; what went wrong while it was open fails the test at its end."""
    wrong: list[str] = []
    contexts = []

    def opener(fragment: str = "", width: int = 1280, dark: bool = False, **options: Any) -> Page:
        scheme: Any = "dark" if dark else "light"
        context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, **options)
        contexts.append(context)
        page = context.new_page()
        # a refused query is an answer like others
        page.on(
            "console", lambda m: wrong.append(m.text) if m.type in ("error", "warning") and "status of 400" not in m.text else 0
        )
        page.on("pageerror", lambda e: wrong.append(f"script: {e}"))
        page.on("dialog", lambda d: (wrong.append(f"dialog: {d.message}"), d.dismiss()))
        page.on("request", lambda r: wrong.append(r.url) if not r.url.startswith((served.url, "data:", "blob:")) else None)
        page.goto(f"{served.url}query{fragment}")
        page.wait_for_selector("html[data-ready]")
        return page

    yield opener
    for context in contexts:
        context.close()
    assert wrong == []


def run(page: Page, query: str) -> None:
    page.locator("#text").fill(query)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#answer[aria-busy=false]")


def cells(page: Page) -> list[list[str]]:
    found: list[list[str]] = page.evaluate(
        "[...document.querySelectorAll('#answer tbody tr')].map(r => [...r.cells].map(c => c.innerText))"
    )
    return found


def saved(page: Page, button: str) -> str:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return Path(download.value.path()).read_bytes().decode("utf-8-sig")


def test_a_query_is_written_with_suggestions_and_run(open_query: Opener) -> None:
    page = open_query()
    text = page.locator("#text")
    text.fill("")
    text.focus()
    page.keyboard.type("SEL")
    assert page.locator("#offers [aria-selected=true]").inner_text().split() == ["SELECT", "keyword"]
    page.keyboard.press("Tab")
    page.keyboard.type(" ?who ?whom { ?who su")
    offers = page.locator("#offers li").all_inner_texts()
    assert offers[0].split() == ["kgo:sued", "relation"]
    page.keyboard.press("Escape")
    assert page.locator("#offers").is_hidden()
    page.keyboard.press("Control+Space")
    page.keyboard.press("Enter")
    page.keyboard.type(" ?wh")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type(" . ?who a kgo:Org")
    assert page.locator("#offers li").all_inner_texts()[0].split()[0] == "kgo:Organization"
    page.keyboard.press("Tab")
    page.keyboard.type(" }")
    assert text.input_value() == "SELECT ?who ?whom { ?who kgo:sued ?whom . ?who a kgo:Organization }"
    page.keyboard.type(" # kgo:su")
    assert page.locator("#offers").is_hidden(), "nothing is suggested within a comment"
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#answer td")
    assert page.locator("#outcome").inner_text().startswith("1 row,")


def test_an_error_is_shown_at_its_spot(open_query: Opener) -> None:
    page = open_query()
    run(page, "SELECT * {\n ?s nobody:knows ?o\n}")
    assert "prefix not found" in page.locator("#problem").inner_text()
    assert page.locator("#numbers .wrong").inner_text().strip() == "2"
    assert page.evaluate("text.value.slice(text.selectionStart).split(/\\s/)[0]") == "nobody:knows"
    marked = page.locator("#spot").bounding_box()
    word = page.evaluate(
        "(() => { const b = boxOf(15, 27), o = colours.getBoundingClientRect(); return [b.left + o.left, b.width]; })()"
    )
    assert marked is not None
    assert [round(marked["x"]), round(marked["width"])] == [round(n) for n in word]
    page.keyboard.type("x")
    assert page.locator("#spot").is_hidden()
    assert page.locator("#problem").is_hidden()
    run(page, "DROP ALL")
    assert "read-only" in page.locator("#problem").inner_text()


def test_a_question_is_chosen_and_its_field_filled_in(open_query: Opener) -> None:
    page = open_query()
    page.get_by_role("button", name="Who stands in a relation").click()
    page.wait_for_selector("#answer td")
    assert {row[1] for row in cells(page)} == {"sued"}
    page.get_by_label("The relation's name").fill('head of" } #')
    assert 'VALUES ?relation { "head of\\" } #" }' in page.locator("#text").input_value()
    page.keyboard.press("Enter")
    page.wait_for_function("() => outcome.textContent.startsWith('0 rows')")
    page.get_by_label("The relation's name").fill("head of")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#answer td")
    assert cells(page)[0][:3] == ["Ines Lund", "chief executive of", "Quay Line"]
    page.go_back()
    page.go_back()
    page.wait_for_function("() => outcome.textContent.startsWith('3 rows')")
    assert page.get_by_label("The relation's name").input_value() == "sued"


def test_rows_link_on_sort_and_are_saved(open_query: Opener, served: Served) -> None:
    page = open_query()
    run(page, "SELECT ?it ?name { ?it a kgo:Organization ; rdfs:label ?name } ORDER BY ?name")
    assert [row[1] for row in cells(page)][1:] == ["Fell Mill", "Quay Line"]
    page.locator("th button").nth(1).click()
    page.locator("th button").nth(1).click()
    assert page.locator("th").nth(1).get_attribute("aria-sort") == "descending"
    assert [row[1] for row in cells(page)][:2] == ["Quay Line", "Fell Mill"]
    rows = list(csv.reader(io.StringIO(saved(page, "Save CSV"))))
    assert rows[0] == ["it", "name"]
    assert rows[-1][1] == '\'=HYPERLINK("http://evil.example")', "no spreadsheet runs it"
    assert '"=HYPERLINK' in saved(page, "Save JSON")
    link = page.locator("#answer td a").first
    iri = link.get_attribute("title")
    link.click()
    page.wait_for_function("() => answer.innerText.includes('kgo:sued')")
    subjects, values = {row[0] for row in cells(page)}, {row[2] for row in cells(page)}
    assert (min(subjects & values)[:7], "–" in subjects) == ("entity:", False), "it is told of from both sides"
    page.locator(f"a[title='{iri}'] + a.place").first.click()
    page.wait_for_function("() => location.pathname === '/' && location.hash.startsWith('#entity=e')")
    page.wait_for_function("() => document.querySelector('#panel h2').innerText === 'Quay Line'")


def test_yes_no_graphs_and_nothing(open_query: Opener) -> None:
    page = open_query()
    run(page, "ASK { ?a kgo:sued ?b }")
    assert page.locator(".truth").inner_text() == "Yes"
    run(page, "CONSTRUCT WHERE { ?a kgo:sued ?b }")
    assert "kgo:sued entity:" in page.locator("#answer pre").inner_text()
    assert "kgo:sued" in saved(page, "Save Turtle")
    run(page, "SELECT * { ?a kgo:sued 5 }")
    assert "Nothing in the graph fits" in page.locator("#answer").inner_text()
    run(page, "SELECT * { ?s ?p ?o }")
    assert "50 rows; there are more than the 50" in page.locator("#outcome").inner_text()


def test_a_long_query_can_be_stopped(open_query: Opener) -> None:
    page = open_query()
    page.locator("#text").fill(
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c != ?f && ?f != ?i && ?a = ?i) }"
    )
    page.get_by_role("button", name="Run").click()
    page.get_by_role("button", name="Stop").click()
    assert page.locator("#outcome").inner_text() == "Stopped"
    assert page.get_by_role("button", name="Run").is_enabled()


def test_hostile_words_stay_words(open_query: Opener) -> None:
    page = open_query()
    run(page, "SELECT ?words ?url { ?s rdfs:label ?words OPTIONAL { ?s schema:url ?url } FILTER(CONTAINS(?words, 'script')) }")
    assert page.locator("#answer script").count() == 0
    shown = " ".join(row[0] for row in cells(page))
    assert "<script>alert(1)</script>" in shown
    assert "\u202e" not in shown
    run(page, "SELECT ?u { VALUES ?u { 'javascript:alert(1)' <javascript:alert(1)> 'https://a.example/x y' } }")
    for link in page.locator("#answer a").all():
        assert str(link.get_attribute("href")).startswith("#query=")
    run(page, "SELECT ?u { VALUES ?u { 'https://news.example/one' <https://news.example/two> } }")
    for link in page.locator("#answer a").all():
        assert link.get_attribute("rel") == "noopener noreferrer"
    run(page, f"SELECT ('{corpora.BASE}' AS ?x) {{ # <img src=x onerror=alert(1)>\n}}")
    assert page.locator("#colours img").count() == 0


@pytest.mark.parametrize("dark", [False, True])
def test_a_phone_and_the_dark(open_query: Opener, dark: bool) -> None:
    page = open_query(width=390, dark=dark)
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (sum(int(n) for n in ground[4:-1].split(",")) < 200) is dark
    page.get_by_role("button", name="Questions").click()
    page.get_by_role("button", name="Who sued whom").click()
    page.wait_for_selector("#answer td")
    assert page.locator("#side").is_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate("getComputedStyle(document.querySelector('#answer td'), '::before').content") == '"claimant"'


def test_without_scripts_the_form_still_asks(open_query: Opener, browser: Browser, served: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served.url + "query")
    page.locator("#text").fill("ASK { ?a kgo:sued ?b }")
    with page.expect_response(lambda r: "/sparql?query=" in r.url) as response:
        page.get_by_role("button", name="Run").click()
    assert response.value.status == 200
    context.close()


def test_the_page_takes_nothing_from_elsewhere(served: Served) -> None:
    answer = WEB.get(served.url + "query")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "<script>" not in answer.text
    assert " on" not in answer.text.partition("<main")[2].partition("</main>")[0].replace(" one", "")


@pytest.mark.skipif(not AXE, reason="KG_AXE names no axe.min.js (npm pack axe-core)")
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (390, False), (390, True)])
def test_axe_finds_nothing(open_query: Opener, width: int, dark: bool) -> None:
    page = open_query(width=width, dark=dark, bypass_csp=True)

    def audit() -> list[str]:
        page.evaluate(Path(str(AXE)).read_text(encoding="utf-8"))
        found: dict[str, Any] = page.evaluate("async () => await axe.run(document, { resultTypes: ['violations'] })")
        return [f"{v['id']}: {n['html'][:90]} {n['failureSummary']}" for v in found["violations"] for n in v["nodes"]]

    assert audit() == []
    run(page, "SELECT * { ?s ?p ?o }")
    assert audit() == []
    run(page, "SELECT * {\n ?s nobody:knows ?o\n}")
    assert audit() == []
    page.locator("#text").fill("SELECT * { ?s ")
    page.keyboard.press("Control+End")
    page.keyboard.type("su")
    assert page.locator("#offers").is_visible()
    assert audit() == []
    page.get_by_role("button", name="Help and keys").click()
    assert audit() == []
