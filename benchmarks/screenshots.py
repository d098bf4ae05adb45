"""Pictures of the pages, to look at: start, statement, entity, timeline, table, query page; 1440 and 390 pixels, light, dark.

    python benchmarks/screenshots.py                        the few that the docs show, of seeds/, into docs/screenshots
    python benchmarks/screenshots.py FOLDER --to PLACE      of other articles, all of them
    python benchmarks/screenshots.py --large --to PLACE     of 5,000 invented entities and 20,000 statements

Needs Chromium (``$KG_CHROMIUM`` or the one on the path) and playwright. Pictures of other people's articles are for
looking, not for keeping in this project.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from page import ARGS, corpus, data_of, html_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HERE = Path(__file__).parent.parent
SIZES: dict[str, Any] = {"1440": {"width": 1440, "height": 900}, "390": {"width": 390, "height": 844}}
#: The pictures that the docs show.
KEPT = (
    "start-1440-light",
    "statement-1440-light",
    "entity-1440-dark",
    "entity-390-light",
    "table-1440-light",
    "large-1440-light",
    "query-1440-light",
    "query-390-dark",
)
#: The question that the query page is shown with.
QUESTION = "Who sued whom, and who says so?"


def built(folder: Path, output: Path) -> str:
    """Return the page of a folder of articles, built into an output folder as anybody builds it."""
    from kg import pipeline
    from kg.settings import Settings

    pipeline.build([str(folder)], Settings(output=output))
    return (output / "graph.html").read_text(encoding="utf-8")


def asked(browser: Browser, output: Path, to: Path, names: list[str]) -> None:
    """Write the pictures of the query page that are among these, served as anybody serves it."""
    command = [sys.executable, "-m", "kg", "serve", "-o", str(output), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        lines = [server.stdout.readline() for _ in range(4)] if server.stdout else []
        for name in names:
            _, width, scheme = name.split("-")
            dark: Any = scheme
            tab = browser.new_page(viewport=SIZES[width], color_scheme=dark, reduced_motion="reduce")
            tab.goto(lines[2].split()[-1])
            tab.wait_for_selector("html[data-ready]")
            if width == "390":
                tab.locator("#tool-side").click()
            tab.get_by_role("button", name=QUESTION).click()
            tab.wait_for_selector("#answer td")
            tab.mouse.move(0, 0)
            tab.wait_for_timeout(300)
            tab.screenshot(path=to / f"{name}.png")
            print(to / f"{name}.png")
            tab.close()
        server.terminate()


def views(data: dict[str, Any]) -> dict[str, str]:
    """Return the address of each view: the statement that most contest, else with most quotes; the most central entity."""
    edges = [n for n, s in enumerate(data["statements"]) if s["o"] is not None]
    told = [n for n in edges if data["statements"][n]["disputed"]] or edges
    best = max(told, key=lambda n: (len(data["statements"][n]["quotes"]), -n))
    first = data["entities"][0]["id"]
    return {
        "start": "",
        "statement": f"#statement={data['statements'][best]['id']}",
        "entity": f"#entity={first}",
        "quotations": f"#quotations={first}",
        "disagreements": "#disagreements",
        "timeline": "#timeline",
        "table": "",
        "help": "",
    }


def picture(browser: Browser, page: Path, fragment: str, name: str, to: Path) -> None:
    """Write one picture; ``name`` is view, width and scheme."""
    view, width, scheme = name.split("-")
    dark: Any = scheme
    tab = browser.new_page(viewport=SIZES[width], color_scheme=dark, reduced_motion="reduce")
    tab.goto(page.as_uri() + fragment)
    tab.wait_for_function("window.kgPage && window.kgPage.ready")
    if view == "table":
        tab.locator("#tool-table").click()
        if width == "390":
            tab.locator("#table").scroll_into_view_if_needed()
    if view == "help":
        tab.locator("#tool-help").click()
    tab.wait_for_timeout(500)
    tab.screenshot(path=to / f"{name}.png")
    tab.close()


def main() -> None:
    """Build, open, and write the pictures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", nargs="?", type=Path)
    options.add_argument("--to", type=Path)
    options.add_argument("--large", action="store_true")
    chosen = options.parse_args()
    if (chosen.folder or chosen.large) and not chosen.to:
        options.error("say where to with --to")
    from playwright.sync_api import sync_playwright

    html = html_of(corpus(5000, 20000)) if chosen.large or not chosen.to else ""
    pages = {"large": html} if html else {}
    to = chosen.to or HERE / "docs" / "screenshots"
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        output = Path(place) / "output"
        if not chosen.large:
            pages[""] = built(chosen.folder or HERE / "seeds", output)
        binary = os.environ.get("KG_CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=binary, args=ARGS)
        for size, html in pages.items():
            page = Path(place) / "graph.html"
            page.write_text(html, encoding="utf-8")
            addresses = views(data_of(html)) | ({"large": "", "all": "#all"} if size else {})
            names = [f"{view}-{width}-{scheme}" for view in addresses for width in SIZES for scheme in ("light", "dark")]
            for name in names if chosen.to else [n for n in KEPT if n in names and n.startswith("large") == bool(size)]:
                picture(browser, page, addresses[name.partition("-")[0]], name, to)
                print(to / f"{name}.png")
        if not chosen.large:
            names = [f"query-{width}-{scheme}" for width in SIZES for scheme in ("light", "dark")]
            asked(browser, output, to, names if chosen.to else [n for n in KEPT if n in names])
        browser.close()


if __name__ == "__main__":
    main()
