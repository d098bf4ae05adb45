"""The report as one HTML file to read or print: no script, nothing from elsewhere, words of articles as text alone."""

from __future__ import annotations

from importlib.resources import files

from kg.views.charts import draw
from kg.views.page import content_policy, entity_id
from kg.views.story import Story
from kg.views.words import shown


def report_page(story: Story, graph: str) -> str:
    """Return the whole HTML file; names lead to their place in the page called ``graph``, which stands beside it."""
    from jinja2 import Environment
    from markupsafe import Markup

    style = files("kg.views").joinpath("static/report.css").read_text(encoding="utf-8")
    # what hides or turns letters is written out wherever a value is shown
    environment = Environment(
        autoescape=True, keep_trailing_newline=True, trim_blocks=True, lstrip_blocks=True, finalize=_visible
    )
    environment.filters |= {"page_id": entity_id, "draw": draw}
    template = environment.from_string(files("kg.views").joinpath("templates/report.html").read_text(encoding="utf-8"))
    html = template.render(story=story, graph=graph, policy=Markup(content_policy(style)), style=Markup(style))
    return html.encode("utf-8", "replace").decode("utf-8")


def _visible(value: object) -> object:
    return shown(value) if type(value) is str else value
