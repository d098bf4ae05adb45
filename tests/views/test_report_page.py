"""The report in a browser: read from disk, it sends nothing, shows the words, and takes none of them for markup."""

from __future__ import annotations

import pytest

from kg.model import Corpus
from kg.views import report_page
from tests.views import factory
from tests.views.pages import Opener, story


def make(corpus: Corpus, title: str = "The harbour") -> str:
    return report_page(story(corpus, title), "graph.html")


def test_every_line_has_its_words_and_names_lead_to_the_page(open_page: Opener) -> None:
    page = open_page(make(factory.harbour()))
    assert page.locator("h1").inner_text() == "The harbour"
    assert page.locator("nav a").all_inner_texts()[:2] == ["In short", "Most supported"]
    lines = page.locator("#short > ol > li")
    assert lines.count() == page.locator("#short blockquote").count() > 2
    first = lines.first
    assert first.locator(".line").inner_text().startswith("Tidewater Port sued Bramwell Cranes")
    assert first.locator("blockquote").inner_text().startswith("Tidewater Port sued Bramwell Cranes over the collapse")
    assert "The Vell Courier, 12 May 2031, news/one.txt, characters 103–206" in first.locator("figcaption").inner_text()
    assert (first.locator(".name").first.get_attribute("href") or "").startswith("graph.html#entity=e")
    assert page.locator("#disagreements .side").all_inner_texts().count("Denied by Tidewater Port") == 1


def test_bars_are_as_long_as_what_they_count(open_page: Opener) -> None:
    page = open_page(make(factory.harbour()))
    chart = page.locator("#actors svg")
    widths = [box["width"] for box in (bar.bounding_box() for bar in chart.locator("rect").all()) if box]
    numbers = [int(n) for n in chart.locator("text.after").all_text_contents()]
    assert widths == sorted(widths, reverse=True)
    assert widths[1] / widths[0] == pytest.approx(numbers[1] / numbers[0], abs=0.01)
    assert "Tidewater Port 9" in (chart.get_attribute("aria-label") or "")


@pytest.mark.parametrize("width", [390, 1100])
def test_it_fits_a_telephone(open_page: Opener, width: int) -> None:
    page = open_page(make(factory.harbour()), width=width)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_words_of_articles_never_become_markup(open_page: Opener) -> None:
    html = make(factory.hostile(), factory.HOSTILE[3])
    page = open_page(html)  # which fails on any script error, request or console line
    assert page.locator("script, img, iframe, b, i").count() == 0
    assert all((a.get_attribute("href") or "").startswith(("#", "graph.html")) for a in page.locator("a").all())
    assert "\u202e" not in html


def test_an_empty_corpus_makes_a_report(open_page: Opener) -> None:
    empty = Corpus((), factory.harbour().resolution, ())
    page = open_page(make(empty))
    assert "Nothing is reported in an article's own voice." in page.locator("#supported").inner_text()
