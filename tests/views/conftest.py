"""A page for the browser tests that fails on any request, console error or script error."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """``open_page(html, width=…, dark=…, fragment=…)``; what went wrong while it was open fails the test at its end."""
    wrong: list[str] = []
    contexts = []

    def opener(html: str, width: int = 1440, height: int = 900, dark: bool = False, fragment: str = "") -> Page:
        path = tmp_path / "graph.html"
        path.write_text(html, encoding="utf-8")
        scheme: Any = "dark" if dark else "light"
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce", accept_downloads=True
        )
        contexts.append(context)
        page = context.new_page()
        address = path.as_uri()
        page.on("console", lambda m: wrong.append(f"console: {m.text}") if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: wrong.append(f"script: {e}"))
        page.on("dialog", lambda d: (wrong.append(f"dialog: {d.message}"), d.dismiss()))
        page.on(
            "request",
            lambda r: (
                None
                if r.url.split("#")[0] == address or r.url.startswith(("data:", "blob:"))
                else wrong.append(f"request: {r.url}")
            ),
        )
        page.goto(address + fragment)
        if "<script" in html:
            page.wait_for_function("window.kgPage && window.kgPage.ready")
        return page

    yield opener
    for context in contexts:
        context.close()
    assert wrong == []
