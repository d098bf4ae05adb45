"""The page's timeline in a browser: what has a date, in order, each entry a way to its words."""

from __future__ import annotations

import pytest

from tests.views import factory
from tests.views.pages import Opener, data, entity, make, statement


@pytest.fixture(scope="module")
def harbour() -> str:
    return make(factory.harbour())


def test_entries_stand_in_order_under_their_months_and_lead_to_their_statements(open_page: Opener, harbour: str) -> None:
    page = open_page(harbour)
    page.get_by_role("button", name="Timeline", exact=True).click()
    assert page.url.endswith("#timeline")
    assert page.locator("#panel h2").inner_text() == "Timeline"
    assert page.locator("#panel h3").all_inner_texts() == ["2019", "October 2030", "May 2031"]
    entries = page.locator("#panel .moment")
    texts = [" ".join(text.split()) for text in entries.all_inner_texts()]
    assert texts[0].startswith("Bramwell Cranes partnered with Northgate Bank no longer so")
    assert texts[1].startswith("Oct Oren Tadd resigned from Northgate Bank")
    assert texts[2].startswith(
        "12 May Tidewater Port sued Bramwell Cranes disputed Tidewater Port sued Bramwell Cranes over the"
    )
    assert texts[2].endswith("The Vell Courier · 12 May 2031")
    assert f"{len(data(page)['statements']) - 3} statements carry no date" in page.locator("#panel .lead").inner_text()
    assert page.locator("#tool-timeline").get_attribute("aria-pressed") == "true"
    entries.nth(2).click()
    assert page.url.endswith(f"#statement={statement(page, 'Tidewater Port', 'sued', 'Bramwell Cranes')}")
    assert page.locator("#tool-timeline").get_attribute("aria-pressed") == "false"
    page.get_by_role("button", name="← Timeline").click()
    assert page.url.endswith("#timeline")
    page.get_by_role("button", name="Timeline", exact=True).click()
    assert page.locator("#panel h2").inner_text() == "Start here"


def test_by_keyboard_alone(open_page: Opener, harbour: str) -> None:
    page = open_page(harbour)
    page.keyboard.press("d")
    assert page.locator("#said").inner_text() == "Timeline"
    assert page.evaluate("document.activeElement.id") == "panel"
    page.keyboard.press("Tab")  # back to the start
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")  # there is none below the last
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    assert page.url.endswith(f"#statement={statement(page, 'Oren Tadd', 'resignedFrom', 'Northgate Bank')}")
    page.keyboard.press("d")
    page.keyboard.press("Escape")
    assert page.locator("#panel h2").inner_text() == "Start here"


def test_an_entity_has_a_timeline_of_its_own_and_filters_hold(open_page: Opener, harbour: str) -> None:
    page = open_page(harbour)
    port, union = entity(page, "Northgate Bank"), entity(page, "Harbour Union")
    page.evaluate("id => { location.hash = 'entity=' + id }", union)
    assert page.get_by_role("button", name="Timeline", exact=True).count() == 1, "nothing of it has a date"
    page.evaluate("id => { location.hash = 'entity=' + id }", port)
    page.locator("#panel").get_by_role("button", name="Timeline").click()
    assert page.url.endswith(f"#timeline={port}")
    assert page.locator("#panel h2").inner_text() == "Timeline of Northgate Bank"
    assert page.locator("#panel .moment").count() == 2
    page.locator("#filter-kind label", has_text="Ended").locator("input").uncheck()
    assert page.locator("#panel .moment").count() == 1
    assert "1 more are hidden" in page.locator("#panel .lead").inner_text()
    page.locator("#reset").click()
    assert page.locator("#panel .moment").count() == 2
    unknown = open_page(harbour, fragment="#timeline=nobody")
    assert unknown.locator("#panel .moment").count() == 3


def test_no_timeline_where_nothing_has_a_date(open_page: Opener) -> None:
    page = open_page(make(factory.large(20)), fragment="#timeline")
    assert page.locator("#panel h2").inner_text() == "Start here"
    assert not page.locator("#tool-timeline").is_visible()
    page.keyboard.press("d")
    assert page.locator("#panel h2").inner_text() == "Start here"
    page.locator("#tool-help").click()
    assert not page.locator("#key-timeline").is_visible()


def test_a_long_timeline_is_listed_in_parts(open_page: Opener) -> None:
    b = factory.Builder({"Dun Mill": "Organization"} | {f"Firm {n}": "Organization" for n in range(200)})
    b.article("many.txt", " ".join(f"Dun Mill sued Firm {n}." for n in range(200)))
    for n in range(200):
        b.claim("many.txt", "Dun Mill", "sued", f"Firm {n}", f"Dun Mill sued Firm {n}.", time=f"{1800 + n}")
    page = open_page(make(b.corpus()), fragment="#timeline")
    assert page.locator("#panel .moment").count() == 150
    page.get_by_role("button", name="Show all 200").click()
    assert page.locator("#panel .moment").count() == 200
    assert page.locator("#panel h3").last.inner_text() == "1999"


@pytest.mark.parametrize("dark", [False, True])
def test_it_is_read_at_the_width_of_a_phone(open_page: Opener, harbour: str, dark: bool) -> None:
    page = open_page(harbour, width=390, height=844, dark=dark, fragment="#timeline")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    box = page.locator("#panel .moment").first.bounding_box()
    assert box is not None
    assert box["width"] > 300
    ink, ground = (
        page.evaluate(f"getComputedStyle(document.querySelector('{what}')).{style}")
        for what, style in ((".moment b", "color"), ("body", "backgroundColor"))
    )
    assert ink != ground
    buttons = [b.bounding_box() for b in page.locator(".tools button").all() if b.is_visible()]
    assert all(b is not None and b["x"] >= 0 and b["x"] + b["width"] <= 390 for b in buttons)


def test_words_of_articles_stay_text(open_page: Opener) -> None:
    name = "<img src=x onerror=alert(1)>"
    b = factory.Builder({name: "Person", "Dun Mill": "Organization"})
    b.article("x.txt", f"{name} sued Dun Mill.", publisher="<b>Post</b>")
    b.claim("x.txt", name, "sued", "Dun Mill", f"{name} sued Dun Mill.", time="2024-05")
    page = open_page(make(b.corpus()), fragment="#timeline")
    assert name in page.locator("#panel .moment").inner_text()
    assert "<b>Post</b>" in page.locator("#panel .moment").inner_text()
    assert page.locator("#panel img").count() == 0
