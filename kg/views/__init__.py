"""Statements for people: one offline HTML page, and a report in Markdown and HTML.

``page``, ``tell`` and what writes its story are pure functions of the corpus and its measures: no clock, no file, the same
input gives the same bytes. pyvis is imported only when a page is made.
"""

from __future__ import annotations

from kg.views.facts import GroupLike, MeasuresLike, MomentLike
from kg.views.page import page
from kg.views.report import report
from kg.views.report_page import report_page
from kg.views.telling import tell

__all__ = ["GroupLike", "MeasuresLike", "MomentLike", "page", "report", "report_page", "tell"]
