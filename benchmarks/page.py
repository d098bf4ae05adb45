"""What the page costs on a large graph, beside sigma.js with graphology on the same network, in one run.

Four numbers, each with what is wanted of it:

1. The first picture in Chromium, from opening the file to the first painted frame after the drawing stands: at most 1.5
   times sigma's. Measured as the page opens (its most central part) and with everything drawn at once (``#all``).
2. Frames a second while the whole network is dragged: above 20.
3. The file: at most three times the plain JSON of its data, plus the drawing library. That JSON holds what the page is
   about and nothing that serves to draw it: entities with label, aliases, type and place; statements with subject,
   relation, object, kind; and their quotes with source, offsets, words and context.
4. The bytes of the file, for the record.

Sigma and graphology are not part of kg: give a folder with ``sigma.min.js`` and ``graphology.umd.min.js``, for instance

    npm pack sigma@3 graphology@0.26        (in a folder of its own; unpack, and take the two files of dist/)
    python benchmarks/page.py [FOLDER] [--nodes 5000] [--edges 20000] [--rounds 5]

Without the folder only kg's own numbers are given. Chromium is ``$KG_CHROMIUM`` or the one on the path.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import statistics
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from kg.model import Corpus

#: A window as most people have it.
WINDOW: Any = {"width": 1440, "height": 900}
ARGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]  # fmt: skip
_FIRST = "Amber Birch Cedar Dover Ember Falcon Granite Harbour Iron Juniper Kestrel Lantern Meadow North Orchard Pine".split()
_LAST = "Works Bank Line Council Union Press Foundry Trust Academy Museum Stores Mills Freight Energy Clinic Studio".split()
_SAYS = {"acquired": "bought", "sued": "sued", "partneredWith": "works with", "investedIn": "put money into"}


def corpus(nodes: int, edges: int, seed: int = 7) -> Corpus:
    """Return invented news of ``nodes`` companies and ``edges`` statements, ten to an article; a few are in most of it."""
    from kg.model import Argument, Article, Claim, Corpus, Entity, Extraction, Origin, Resolution, Span, Statement, digest

    chance = random.Random(seed)
    names = [f"{chance.choice(_FIRST)} {chance.choice(_LAST)} {n}" for n in range(nodes)]
    ties: dict[tuple[int, int, str], None] = {}
    for n in range(1, nodes):
        ties[n, int(n * chance.random() ** 3), chance.choice(sorted(_SAYS))] = None
    while len(ties) < edges:
        a, b = int(nodes * chance.random() ** 2), int(nodes * chance.random() ** 1.5)
        if a != b:
            ties[a, b, chance.choice(sorted(_SAYS))] = None
    iris = [f"https://kg.example/entity/{n}" for n in range(nodes)]
    chains: dict[tuple[str, str], str] = {}
    extractions, stated = [], []
    rows = list(ties)
    for at in range(0, len(rows), 10):
        name, text, claims = f"news/{at // 10:05}.txt", "", []
        for a, b, relation in rows[at : at + 10]:
            start = len(text)
            text += f"{names[a]} {_SAYS[relation]} {names[b]} on Tuesday, two people who know of the matter said. "
            second = start + len(names[a]) + len(_SAYS[relation]) + 2
            ends = [
                Argument(f"m{p}", f"e{n}", names[n], names[n], Span(p, p + len(names[n])), True, "Organization")
                for p, n in ((start, a), (second, b))
            ]
            origins = (Origin((name,), "one report"),)
            claim = Claim(digest(name, str(start)), ends[0], relation, ends[1], (Span(start, len(text) - 1),))
            claims.append(claim)
            chains |= {(name, f"e{a}"): iris[a], (name, f"e{b}"): iris[b]}
            stated.append(Statement("s" + claim.id, iris[a], relation, iris[b], (claim.id,), (name,), origins, True, False))
        day = f"2031-{1 + at // 10 % 12:02}-{1 + at // 10 % 28:02}"
        article = Article(name, name, text, digest(text), f"News of {day}", None, "The Vell Courier", day)
        extractions.append(Extraction(article, (), {}, tuple(claims), ()))
    keys: dict[str, list[tuple[str, str]]] = {}
    for key, iri in chains.items():
        keys.setdefault(iri, []).append(key)
    entities = tuple(
        Entity(iri, names[n], "Organization", True, (), tuple(sorted(keys.get(iri, ())))) for n, iri in enumerate(iris)
    )
    return Corpus(tuple(extractions), Resolution(entities, chains), tuple(stated))


def html_of(made: Corpus) -> str:
    """Return the page, with measures and places as a build has them."""
    from kg import analysis, ontology, views

    words = ontology.load()
    measures = analysis.measure(made, words)
    return views.page(made, measures, analysis.layout(made, measures), words, "A large graph")


def data_of(html: str) -> dict[str, Any]:
    """Return the data that stands in the page."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.S)
    assert found
    value: dict[str, Any] = json.loads(found[1])
    return value


def plain(made: Corpus, data: Mapping[str, Any]) -> str:
    """Return the JSON of what the page is about: no looks, no drawing, every name written out once."""
    places = {n["id"]: (n["x"], n["y"]) for n in data["network"]["nodes"]}
    value = {
        "entities": [
            {"iri": e["iri"], "label": e["label"], "type": e["type"], "aliases": e["aliases"], "place": places.get(e["id"])}
            for e in data["entities"]
        ],
        "articles": data["articles"],
        "statements": [
            {
                "subject": s["s"],
                "relation": s["p"],
                "object": s["value"] if s["o"] is None else s["o"],
                "kind": s["kind"],
                "quotes": [
                    {"article": q["a"], "start": q["start"], "end": q["end"], "words": "".join(p[0] for p in q["pieces"])}
                    | {"before": q["before"], "after": q["after"]}
                    for q in s["quotes"]
                ],
            }
            for s in data["statements"]
        ],
    }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def sigma_page(data: Mapping[str, Any], folder: Path) -> str:
    """Return a page that draws the same nodes and edges at the same places with sigma and graphology."""
    colour = {e["id"]: data["types"][e["type"]]["colour"] for e in data["entities"]}
    network = {
        "nodes": [[n["id"], n["x"], n["y"], n.get("size", 9) / 3, n["label"], colour[n["id"]]] for n in labelled(data)],
        "edges": [[e["id"], e["from"], e["to"]] for e in data["network"]["edges"]],
    }
    scripts = "".join(
        f"<script>{(folder / name).read_text(encoding='utf-8')}</script>" for name in ("graphology.umd.min.js", "sigma.min.js")
    )
    return f"""<!doctype html><meta charset="utf-8">
<style>html,body,#c{{margin:0;width:100%;height:100%}}</style><div id="c"></div>
<script type="application/json" id="data">{json.dumps(network).replace("<", "&lt;")}</script>{scripts}<script>
const data = JSON.parse(document.getElementById("data").textContent);
const g = new graphology.MultiDirectedGraph();
for (const [id, x, y, size, label, color] of data.nodes) g.addNode(id, {{x, y: -y, size, label, color}});
for (const [id, a, b] of data.edges) g.addDirectedEdgeWithKey(id, a, b, {{size: 1, color: "#838d98", type: "arrow"}});
const s = new Sigma(g, document.getElementById("c"), {{defaultEdgeType: "arrow"}});
window.drawn = true;
</script>"""


def labelled(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the nodes of the page's network with their labels."""
    names = {e["id"]: e["label"] for e in data["entities"]}
    return [{**n, "label": names[n["id"]]} for n in data["network"]["nodes"]]


_PAINTED = """() => new Promise((done) => {
  const look = () => (window.drawn || (window.kgPage && window.kgPage.ready))
    ? requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))) : setTimeout(look, 4);
  look();
})"""
_FRAMES = """() => {
  window.frames_ = [];
  const next = (time) => { window.frames_.push(time); requestAnimationFrame(next); };
  requestAnimationFrame(next);
}"""


def first_picture(browser: Browser, path: Path, fragment: str = "") -> float:
    """Return the seconds from the start of loading until the drawing is painted."""
    tab = browser.new_page(viewport=WINDOW)
    try:
        tab.goto(path.as_uri() + fragment, wait_until="commit", timeout=120_000)
        return float(tab.evaluate(_PAINTED)) / 1000
    finally:
        tab.close()


def dragging(browser: Browser, path: Path, fragment: str = "") -> float:
    """Return the frames a second while the ground is dragged to and fro for about three seconds."""
    tab = browser.new_page(viewport=WINDOW)
    try:
        tab.goto(path.as_uri() + fragment, timeout=120_000)
        tab.evaluate(_PAINTED)
        tab.wait_for_timeout(500)
        tab.mouse.move(700, 110)
        tab.mouse.down()
        tab.mouse.move(705, 112)
        tab.evaluate(_FRAMES)
        for n in range(90):
            tab.mouse.move(700 + 3 * (n % 45), 110 + 2 * (n % 30))
            tab.wait_for_timeout(25)
        times: list[float] = tab.evaluate("window.frames_")
        tab.mouse.up()
        return 1000 * (len(times) - 1) / (times[-1] - times[0])
    finally:
        tab.close()


def main() -> None:
    """Make the pages, open them turn about, and print the numbers."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", nargs="?", type=Path)
    options.add_argument("--nodes", type=int, default=5000)
    options.add_argument("--edges", type=int, default=20000)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--keep", type=Path, help="write the pages here")
    chosen = options.parse_args()
    from playwright.sync_api import sync_playwright

    from kg.views.network import library

    made = corpus(chosen.nodes, chosen.edges)
    html = html_of(made)
    data = data_of(html)
    size, least, own = len(html.encode()), len(plain(made, data).encode()), len(library().encode())
    print(f"{chosen.nodes:,} nodes, {chosen.edges:,} edges")
    print(f"file {size / 1e6:.2f} MB; library {own / 1e6:.2f} MB; plain JSON of the data {least / 1e6:.2f} MB")
    print(f"file less library over plain JSON: {(size - own) / least:.2f} (at most 3)")
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        place = chosen.keep or Path(temporary)
        place.mkdir(parents=True, exist_ok=True)
        ours = place / "graph.html"
        ours.write_text(html, encoding="utf-8")
        pages = {"kg, as it opens": (ours, ""), "kg, everything": (ours, "#all")}
        if chosen.folder:
            theirs = place / "sigma.html"
            theirs.write_text(sigma_page(data, chosen.folder), encoding="utf-8")
            pages["sigma"] = (theirs, "")
        binary = os.environ.get("KG_CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=binary, args=ARGS)
        times: dict[str, list[float]] = {name: [] for name in pages}
        for _ in range(chosen.rounds):
            for name, (path, fragment) in pages.items():
                times[name].append(first_picture(browser, path, fragment))
        medians = {name: statistics.median(found) for name, found in times.items()}
        for name, seconds in medians.items():
            ratio = f"; {seconds / medians['sigma']:.2f} times sigma (at most 1.5)" if "sigma" in medians else ""
            print(f"first picture, {name}: {seconds:.2f} s{ratio}")
        for name, (path, fragment) in pages.items():
            print(f"dragging, {name}: {dragging(browser, path, fragment):.0f} frames a second (above 20)")
        browser.close()


if __name__ == "__main__":
    main()
