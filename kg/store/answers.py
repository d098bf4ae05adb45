"""Answers as text for programs: JSON, CSV and TSV."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from kg.errors import UsageError
from kg.store.sparql import Answer, Term
from kg.store.turtle import visible

#: A cell that begins with one of these is run as a formula by spreadsheet programs.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def spreadsheet_safe(text: str) -> str:
    """Return the text for a CSV cell: a leading apostrophe where a spreadsheet would run it, U+FFFD for control codes.

    >>> spreadsheet_safe("=1+1"), spreadsheet_safe("a=1")
    ("'=1+1", 'a=1')
    """
    shown = visible(text.replace("\r\n", "\n"), "\ufffd")
    return "'" + shown if text.startswith(FORMULA) else shown


def render(answer: Answer, format: str) -> str:
    """Return an answer as "json" (https://www.w3.org/TR/sparql11-results-json/), "csv" or "tsv" (values only)."""
    if format == "json":
        return visible(json.dumps(_json(answer), ensure_ascii=False, indent=1), "\\u{:04x}") + "\n"
    if format not in ("csv", "tsv"):
        raise UsageError(f"unknown format {format!r}; known are json, csv, tsv")
    out = io.StringIO()
    writer = csv.writer(out, delimiter="," if format == "csv" else "\t", lineterminator="\n")
    if answer.truth is not None:
        writer.writerow(["true" if answer.truth else "false"])
        return out.getvalue()
    writer.writerow(answer.columns)
    for row in answer.rows:
        writer.writerow([spreadsheet_safe(cell.value) if cell else "" for cell in row])
    return out.getvalue()


def _json(answer: Answer) -> dict[str, Any]:
    if answer.truth is not None:
        return {"head": {}, "boolean": answer.truth}
    rows = [{name: _cell(cell) for name, cell in zip(answer.columns, row, strict=True) if cell} for row in answer.rows]
    return {"head": {"vars": list(answer.columns)}, "results": {"bindings": rows}}


def _cell(term: Term) -> dict[str, str]:
    kind = {"iri": "uri", "literal": "literal", "blank": "bnode"}[term.kind]
    out = {"type": kind, "value": term.value}
    if term.datatype:
        out["datatype"] = term.datatype
    if term.language:
        out["xml:lang"] = term.language
    return out
