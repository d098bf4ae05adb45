"""The page in a browser, from disk: every test fails on any request, console error or script error."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from kg.model import Origin
from tests.views import factory
from tests.views.pages import Opener, click_canvas, data, entity, make, overlaps, statement, visible


@pytest.fixture(scope="module")
def harbour() -> str:
    return make(factory.harbour())


def test_clicking_a_line_shows_its_words_and_source(open_page: Opener, harbour: str) -> None:
    page = open_page(harbour)
    ident = statement(page, "Tidewater Port", "sued", "Bramwell Cranes")
    click_canvas(page, ident)
    panel = page.locator("#panel")
    assert page.url.endswith(f"#statement={ident}")
    assert panel.locator("mark").first.inner_text() == (
        "Tidewater Port sued Bramwell Cranes over the collapse of a Titan-9 crane that hurt eleven dock workers."
    )
    text = panel.inner_text()
    for words in (
        "The Vell Courier",
        "12 May 2031",
        "news/one.txt, characters 103–206",
        "2 sources",
        "Denied in 1 source",
        "Disputed",
    ):
        assert words in text
    assert panel.locator("a").first.get_attribute("href") == "https://news.example/one"
    assert panel.locator("a").first.get_attribute("rel") == "noopener noreferrer"
    assert panel.locator(".says").inner_text() == "says Tidewater Port"


def test_a_statement_says_who_was_first_and_which_articles_are_one_origin(open_page: Opener) -> None:
    plain = factory.harbour()
    suit = next(s for s in plain.statements if s.predicate == "sued" and len(s.articles) > 2)
    first, other, last = suit.articles
    origins = (Origin((first, other), "copies of one report"), Origin((last,), "one report"))
    statements = tuple(replace(s, origins=origins) if s == suit else s for s in plain.statements)
    page = open_page(make(replace(plain, statements=statements)))
    click_canvas(page, statement(page, "Tidewater Port", "sued", "Bramwell Cranes"))
    panel = page.locator("#panel")
    assert panel.locator(".reported").inner_text().startswith("First reported by The Vell Courier on 12 May 2031; ")
    assert re.fullmatch("One origin: The Vell Courier, .+ \\(copies of one report\\)", panel.locator(".joined").inner_text())
    assert "2 origins" in panel.inner_text()
    page.evaluate("location.hash = ''")
    click_canvas(page, statement(page, "Iris Okafor", "memberOf", "Coastguard"))
    assert panel.locator(".reported, .joined").count() == 0, "one article needs no such words"


def test_clicking_a_node_shows_what_is_said_of_it(open_page: Opener, harbour: str) -> None:
    page = open_page(harbour)
    click_canvas(page, entity(page, "Marta Quill"))
    text = page.locator("#panel").inner_text()
    for words in (
        "Marta Quill",
        "Person",
        "also Ms Quill · Quill",
        "52 years",
        "53 years",
        "head of Tidewater Port",
        "In its own words",
    ):
        assert words in text
    assert "We trusted a machine" in page.locator("#panel mark").inner_text()
    page.get_by_role("button", name="Only neighbours").click()
    assert len(visible(page)["entities"]) == 7
    page.locator("#notice").get_by_role("button").click()
    assert len(visible(page)["entities"]) == 30


def test_back_forward_and_a_shared_address(open_page: Opener, harbour: str) -> None:
    page = open_page(harbour)
    quill = entity(page, "Marta Quill")
    click_canvas(page, quill)
    click_canvas(page, statement(page, "Lise Bramwell", "headOf", "Bramwell Cranes"))
    assert "Lise Bramwell" in page.locator("#panel h2").inner_text()
    page.go_back()
    assert page.locator("#panel h2").inner_text() == "Marta Quill"
    page.go_back()
    assert page.locator("#panel h2").inner_text() == "Start here"
    page.go_forward()
    assert page.locator("#panel h2").inner_text() == "Marta Quill"
    again = open_page(harbour, fragment=f"#entity={quill}")
    assert again.locator("#panel h2").inner_text() == "Marta Quill"
    stale = open_page(harbour, fragment="#entity=nobody")
    assert stale.locator("#panel h2").inner_text() == "Start here"


@pytest.mark.parametrize(
    ("typed", "heading"),
    [
        ("the port operator", "Tidewater Port"),
        ("quill resign", None),
        ("never have left", "Marta Quill criticized Bramwell Cranes"),
    ],
)
def test_search_finds_aliases_relations_and_quotes(open_page: Opener, harbour: str, typed: str, heading: str | None) -> None:
    page = open_page(harbour)
    page.keyboard.press("/")
    page.keyboard.type(typed)
    if heading is None:
        assert page.locator("#results").inner_text() == "Nothing found"
        return
    page.keyboard.press("Enter")
    assert re.sub(r"\s+", " ", page.locator("#panel h2").inner_text()) == heading


def test_an_entity_leads_to_what_authorities_know_it_as(open_page: Opener, harbour: str) -> None:
    page = open_page(harbour)
    page.keyboard.press("/")
    page.keyboard.type("the port operator")
    page.keyboard.press("Enter")
    link = page.locator("#panel .aliases a")
    assert [link.get_attribute("href"), link.get_attribute("rel")] == ["https://names.example/T1", "noopener noreferrer"]
    assert page.locator("#panel .aliases").last.inner_text() == "is https://names.example/T1"


def test_search_by_arrow_keys(open_page: Opener, harbour: str) -> None:
    page = open_page(harbour)
    page.keyboard.press("/")
    page.keyboard.type("crane")
    names = page.locator("#results li .words").all_inner_texts()
    assert names[:3] == ["crane collapse", "Bramwell Cranes", "Titan-9 crane"]
    page.keyboard.press("ArrowDown")
    assert page.locator("#search").get_attribute("aria-activedescendant") == "hit-1"
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").inner_text() == "Bramwell Cranes"


def test_filters_hide_types_kinds_relations_and_sources(open_page: Opener, harbour: str) -> None:
    page = open_page(harbour)
    everything = visible(page)

    def off(group: str, words: str) -> None:
        page.locator(f"#filter-{group} label", has_text=words).locator("input").uncheck()

    off("type", "Law")
    assert entity(page, "Port Safety Act") in set(everything["entities"]) - set(visible(page)["entities"])
    off("kind", "Denied")
    denied = statement(page, "Tidewater Port", "acquired", "Seagate Line")
    assert denied not in visible(page)["statements"]
    planned = {s["id"] for s in data(page)["statements"] if s["chips"] == ["planned"]} & set(everything["statements"])
    off("kind", "Planned")
    assert planned
    assert not planned & set(visible(page)["statements"])
    off("relation", "head of")
    assert statement(page, "Marta Quill", "headOf", "Tidewater Port") not in visible(page)["statements"]
    off("source", "Kessel Post")
    assert statement(page, "Iris Okafor", "memberOf", "Coastguard") in visible(page)["statements"]
    assert statement(page, "crane collapse", "investigatedBy", "Coastguard") not in visible(page)["statements"]
    page.locator("#reset").click()
    assert visible(page) == everything
    page.locator("#only-disputed").check()
    assert len(visible(page)["statements"]) < 8
    assert statement(page, "Tidewater Port", "headquarters", "Vell") in visible(page)["statements"]


def test_legend_has_each_type_and_kind_with_a_picture_of_its_own(open_page: Opener, harbour: str) -> None:
    page = open_page(harbour)
    types = page.locator("#filter-type li")
    pictures = [types.nth(i).locator("svg").inner_html() for i in range(types.count())]
    shapes = [re.sub(r' fill="[^"]*"', "", p) for p in pictures]
    assert types.count() == 12 == len(set(pictures)) == len(set(shapes))
    kinds = page.locator("#filter-kind li svg")
    assert len({kinds.nth(i).inner_html() for i in range(kinds.count())}) == 5


def test_table_sorts_and_opens_by_keyboard(open_page: Opener, harbour: str) -> None:
    page = open_page(harbour)
    page.locator("#tool-table").click()
    rows = page.locator("#table tbody tr")
    assert rows.count() == len(data(page)["statements"])
    page.locator("#table th button", has_text="Quotes").click()
    page.locator("#table th button", has_text="Quotes").click()
    assert page.locator("#table th[aria-sort=descending]").inner_text().startswith("Quotes")
    counts = [int(t) for t in page.locator("#table td[data-column=Quotes]").all_inner_texts()]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] == 3
    rows.first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#panel mark").count() == 3
    assert rows.first.get_attribute("class") == "chosen"


def test_hostile_words_stay_text(open_page: Opener) -> None:
    page = open_page(make(factory.hostile(), factory.HOSTILE[0]))
    assert page.locator("h1").inner_text() == factory.HOSTILE[0]
    for e in data(page)["entities"]:
        page.evaluate("id => { location.hash = 'entity=' + id }", e["id"])
        page.wait_for_function("!document.querySelector('#panel h2.none')")
    for s in data(page)["statements"]:
        page.evaluate("id => { location.hash = 'statement=' + id }", s["id"])
        page.wait_for_timeout(20)
    page.locator("#tool-table").click()
    page.keyboard.press("/")
    page.keyboard.type("<img")
    assert "<img src=x onerror=alert(1)>" in page.locator("#results").inner_text()
    assert page.locator("img, i, iframe, #panel script, #table script").count() == 0
    assert page.locator("a[href^='javascript' i]").count() == 0
    # the control that turns letters around is shown, not obeyed
    assert "‹U+202E›evil" in page.locator("#table").inner_text()


def test_copy_with_citation(open_page: Opener, harbour: str) -> None:
    page = open_page(harbour)
    click_canvas(page, statement(page, "Iris Okafor", "memberOf", "Coastguard"))
    page.evaluate(
        "window.copied = ''; document.addEventListener('copy', () => { copied = String(document.activeElement.value || '') })"
    )
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (t) => { window.copied = t } } })")
    page.get_by_role("button", name="Copy with citation").click()
    page.wait_for_function("window.copied")
    text = page.evaluate("window.copied")
    assert text.startswith("“Iris Okafor is a member of the Coastguard.”\n— news/three.txt, characters 127–169")


@pytest.mark.parametrize("fragment", ["", "statement", "entity"])
def test_narrow_window_does_not_scroll_sideways(open_page: Opener, harbour: str, fragment: str) -> None:
    page = open_page(harbour, width=390, height=844)
    if fragment:
        ident = (
            statement(page, "Tidewater Port", "sued", "Bramwell Cranes")
            if fragment == "statement"
            else entity(page, "Tidewater Port")
        )
        page.evaluate("h => { location.hash = h }", f"{fragment}={ident}")
        page.wait_for_timeout(100)
    page.locator("#tool-filters").click()
    page.locator("#tool-table").click()
    page.wait_for_timeout(100)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.locator("#filter-type").is_visible()
    assert page.locator("#table").is_visible()


def test_dark_follows_the_system_and_the_button(open_page: Opener, harbour: str) -> None:
    page = open_page(harbour, dark=True)
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(ground)
    page.locator("#tool-theme").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    assert page.evaluate(ground) != dark


def test_picture_of_the_canvas_is_saved(open_page: Opener, harbour: str) -> None:
    page = open_page(harbour)
    with page.expect_download() as download:
        page.locator("#tool-png").click()
    assert download.value.path().read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"


def test_a_large_graph_opens_on_its_centre_and_says_so(open_page: Opener) -> None:
    page = open_page(make(factory.large(400)))
    assert len(visible(page)["entities"]) <= 250
    assert "250 most central of 400 entities" in page.locator("#notice").inner_text()
    far = data(page)["entities"][-1]
    page.evaluate("id => { location.hash = 'entity=' + id }", far["id"])
    page.wait_for_function("id => kgPage.visible().entities.includes(id)", arg=far["id"])
    page.locator("#notice").get_by_role("button").click()
    page.keyboard.press("Escape")
    page.locator("#notice").get_by_role("button", name="Draw all").click()
    assert len(visible(page)["entities"]) == 400


def test_names_do_not_overlap_and_all_of_a_small_graph_are_written(open_page: Opener, harbour: str) -> None:
    page = open_page(harbour)
    page.wait_for_function("kgPage.names().length > 0")
    boxes = page.evaluate("kgPage.names()")
    assert len(boxes) == 30
    assert overlaps(boxes) == []


def test_path_between_two_shows_each_step_with_its_words(open_page: Opener, harbour: str) -> None:
    page = open_page(harbour)
    start, end = entity(page, "Judge Ana Petrov"), entity(page, "Northgate Bank")
    click_canvas(page, start)
    page.get_by_role("button", name="Path from here").click()
    page.keyboard.press("/")
    page.keyboard.type("northgate")
    page.keyboard.press("Enter")
    assert page.url.endswith(f"#path={start}-{end}")
    steps = page.locator("#panel .step").all_inner_texts()
    assert len(steps) == page.locator("#panel mark").count() == 4
    assert "Judge Ana Petrov" in steps[0]
    assert "Northgate Bank" in steps[-1]
    page.go_back()
    assert page.locator("#panel h2").inner_text() == "Judge Ana Petrov"


def test_names_around_a_hub_are_all_written_apart(open_page: Opener) -> None:
    names = [f"Company of the {n}th district" for n in range(24)]
    b = factory.Builder({"Hub": "Person"} | dict.fromkeys(names, "Organization"))
    b.article("hub.txt", " ".join(f"Hub heads {n}." for n in names))
    for n in names:
        b.claim("hub.txt", "Hub", "headOf", n, f"Hub heads {n}.")
    page = open_page(make(b.corpus()))
    click_canvas(page, entity(page, "Hub"))
    page.wait_for_function("kgPage.names().length === 25")
    boxes = page.evaluate("kgPage.names()")
    assert overlaps(boxes) == []


def test_an_entity_outside_the_narrowed_view_is_drawn_when_chosen(open_page: Opener, harbour: str) -> None:
    page = open_page(harbour)
    click_canvas(page, entity(page, "Marta Quill"))
    page.get_by_role("button", name="Only neighbours").click()
    far = entity(page, "Port Safety Act")
    assert far not in visible(page)["entities"]
    page.keyboard.press("/")
    page.keyboard.type("port safety")
    page.keyboard.press("Enter")
    assert far in visible(page)["entities"]
