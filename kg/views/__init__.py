"""Statements for people: one offline HTML page, and a report in Markdown.

``page`` and ``report`` are pure functions of the corpus and its measures: no clock, no file, the same input gives
the same bytes. pyvis is imported only when a page is made.
"""

from __future__ import annotations

from kg.views.facts import MeasuresLike, MomentLike
from kg.views.page import page
from kg.views.report import report

__all__ = ["MeasuresLike", "MomentLike", "page", "report"]
