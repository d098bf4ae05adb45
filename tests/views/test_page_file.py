"""The file itself: the same bytes each time, sealed against markup, honest about its data."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from kg.model import Corpus, Span
from kg.views import page
from kg.views.facts import facts
from kg.views.network import spread
from kg.views.palette import looks
from kg.views.words import around, context
from tests.views import factory


def make(corpus: Corpus, title: str = "A title") -> str:
    return page(corpus, factory.measures(corpus), factory.positions(corpus), factory.ontology(), title)


def data_of(html: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.S)
    assert found
    value: dict[str, Any] = json.loads(found[1])
    return value


class Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self.tags: list[str] = []
        self.open: dict[str, str | None] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.open = dict(attrs) if tag in ("script", "style") else None
        if self.open is not None:
            self.scripts.append((self.open, ""))
        assert not any(name.startswith("on") for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        if self.open is not None:
            self.scripts[-1] = (self.open, self.scripts[-1][1] + data)

    def handle_endtag(self, tag: str) -> None:
        self.open = None


def elements(html: str) -> Elements:
    parser = Elements()
    parser.feed(html)
    parser.close()
    return parser


def test_same_bytes_under_other_hash_seeds_and_input_order() -> None:
    code = (
        "import sys, hashlib; from tests.views import factory; from dataclasses import replace; "
        "from kg.views import page, report, report_page; from tests.views.pages import story; c = factory.harbour(); "
        "c = replace(c, extractions=c.extractions[::-1], statements=c.statements[::-1]) if sys.argv[1] == 'r' else c; "
        "m = factory.measures(c); o = factory.ontology(); "
        "h = page(c, m, dict(sorted(factory.positions(factory.harbour()).items())), o, 'T'); "
        "h += report(story(c)) + report_page(story(c), 'graph.html'); "
        "print(hashlib.sha256(h.encode()).hexdigest())"
    )
    seen = set()
    for seed, order in (("1", "f"), ("2", "r")):
        run = subprocess.run(
            [sys.executable, "-c", code, order],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True, text=True, check=True, cwd=Path(__file__).parent.parent.parent,
        )  # fmt: skip
        seen.add(run.stdout)
    assert len(seen) == 1


def test_policy_allows_exactly_the_scripts_and_style_of_the_file() -> None:
    html = make(factory.harbour())
    assert html.startswith("<!doctype html>\n")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert policy
    assert policy[1].startswith("default-src 'none'; ")
    assert "unsafe" not in policy[1]
    assert "http" not in policy[1]
    hashed = set(re.findall(r"'(sha256-[^']+)'", policy[1]))
    inline = {
        "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        for attrs, text in elements(html).scripts
        if attrs.get("type") != "application/json"
    }
    assert hashed == inline
    assert len(inline) == 3
    assert not any(attrs.get("src") for attrs, _ in elements(html).scripts)


@pytest.mark.parametrize("title", ["T", *factory.HOSTILE])
def test_hostile_words_add_no_element(title: str) -> None:
    html = make(factory.hostile(), title)
    assert elements(html).tags == elements(make(factory.harbour())).tags
    assert data_of(html)["title"] == " ".join(title.split())


def test_only_web_addresses_become_links() -> None:
    corpus = factory.harbour()
    for url, kept in (
        ("javascript:alert(1)", None),
        ("https://ok.example/a?b=c", "https://ok.example/a?b=c"),
        ("data:text/html,x", None),
        ("https:javascript", None),
        (" javascript:alert(1)", None),
    ):
        articles = data_of(make(factory.retitled(corpus, url=url)))["articles"]
        assert [a["url"] for a in articles if a["file"] == "news/one.txt"] == [kept]


def test_every_quote_is_what_the_article_says_there() -> None:
    corpus = factory.harbour()
    texts = {x.article.source: x.article.text for x in corpus.extractions}
    data = data_of(make(corpus))
    checked = 0
    for s in data["statements"]:
        assert s["quotes"]
        for q in s["quotes"]:
            text = texts[data["articles"][q["a"]]["file"]]
            exact = "".join(p[0] for p in q["pieces"])
            assert text[q["start"] : q["end"]] == exact
            around = q["before"].lstrip("…") + exact + q["after"].rstrip("…")
            assert around in text
            assert len(q["before"]) <= 161
            assert len(q["after"]) <= 161
            checked += 1
    assert checked >= len(data["statements"])
    assert not any(len(text) > 400 and text in json.dumps(data) for text in texts.values())


def test_offsets_count_code_points() -> None:
    text = "𝒜 long 🚢 tale. " * 30 + "Ann Ode sued Bolt. " + "More 🚢 words here. " * 30
    start = text.index("Ann")
    before, after = context(text, Span(start, start + 18))
    assert text[:start].endswith(before)
    assert before.startswith("𝒜")
    assert text[start + 18 :].startswith(after)
    assert after.rstrip().endswith(".")


def test_kinds_never_firmer_than_the_claims() -> None:
    found = facts(factory.harbour())
    kinds = {(found.label(f.statement.subject), f.statement.predicate): f for f in found.facts}
    assert kinds["Bramwell Cranes", "created"].kind == "denied"
    assert kinds["Bramwell Cranes", "partneredWith"].kind == "ended"
    assert kinds["Dario Fenn", "accused"].kind == "alleged"
    assert kinds["Seagate Line", "acquired"].chips == ("planned",)
    assert kinds["Noor Haddad", "awardReceived"].kind == "attributed"
    sued = next(f for f in found.facts if f.statement.predicate == "sued" and f.statement.disputed)
    assert (sued.kind, sued.chips) == ("asserted", ("reported", "disputed"))


def test_drawn_are_those_tied_to_another() -> None:
    data = data_of(make(factory.harbour()))
    drawn = {e["id"] for e in data["entities"] if e["drawn"]}
    assert {n["id"] for n in data["network"]["nodes"]} == drawn
    assert {e["id"] for e in data["network"]["edges"]} == {s["id"] for s in data["statements"] if s["o"] is not None}
    assert data["network"]["options"]["physics"] == {"enabled": False}
    age = next(s for s in data["statements"] if s["p"] == "age")
    assert age["o"] is None
    assert age["value"] in ("52 years", "53 years")


def test_parallel_lines_take_different_curves() -> None:
    data = data_of(make(factory.harbour()))
    between: dict[frozenset[str], list[str]] = {}
    for e in data["network"]["edges"]:
        turned = e["from"] > e["to"]
        curve = e["smooth"]
        # seen from one end, so that equal marks would lie on each other
        side = 0.0 if not curve else curve["roundness"] * (1 if (curve["type"] == "curvedCW") != turned else -1)
        between.setdefault(frozenset((e["from"], e["to"])), []).append(str(side))
    several = [sides for sides in between.values() if len(sides) > 1]
    assert several
    assert all(len(set(sides)) == len(sides) for sides in several)


def test_nodes_without_a_place_get_one_apart() -> None:
    places = spread(["a", "b", "c", "d"], {"a": (0, 0), "b": (300, 0), "c": (float("nan"), 1)})
    assert len({places[i] for i in "abcd"}) == 4


def test_an_empty_corpus_and_a_lone_surrogate_make_a_page() -> None:
    empty = Corpus((), replace(factory.harbour().resolution, entities=(), by_chain={}), ())
    assert data_of(make(empty))["entities"] == []
    broken = factory.retitled(factory.harbour(), title="half \ud83d pair")
    make(broken).encode("utf-8")


def test_context_leaves_out_furniture_and_captions() -> None:
    text = "Latest: shop now. A photo of Bolt. Ann sued Bolt. It rained. Read more here."
    span = Span(text.index("Ann"), text.index(" It"))
    body, caption = Span(18, text.index(" Read")), Span(18, 34)
    article = replace(factory.harbour().extractions[0].article, text=text, body=(body,), captions=(caption,))
    assert context(text, span, around(article, span)) == (" ", " It rained.")
    assert around(article, Span(20, 25)) == caption


def test_colours_stand_out_on_both_grounds_and_shapes_differ() -> None:
    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        r, g, b = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    found = looks(factory.ontology().types)
    for _, colour in found.values():
        for ground in ("#f7f7f5", "#14171b"):
            high, low = sorted((light(colour), light(ground)), reverse=True)
            assert (high + 0.05) / (low + 0.05) >= 3, colour
    assert len({shape for shape, _ in found.values()}) == len(found) == len({colour for _, colour in found.values()})
