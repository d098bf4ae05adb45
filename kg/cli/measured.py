"""How a measurement looks."""

from __future__ import annotations

from kg.cli.options import EvalFormat
from kg.cli.terminal import emit, emit_json, say, table
from kg.evaluation import Report, Row, markdown, to_json


def measured(report: Report, form: EvalFormat, examples: int) -> None:
    """Print a report, and of each relation so many examples of what was missed and what was wrong."""
    shown: list[tuple[str, str, str]] = []
    for example in report.examples:
        if sum(other[:2] == example[:2] for other in shown) < examples:
            shown.append(example)
    report.examples[:] = shown
    if form is EvalFormat.json:
        emit_json(to_json(report))
        return
    if form is EvalFormat.markdown:
        emit(markdown(report))
        return
    table(
        ("", "precision", "recall", "F1", "predicted", "gold", "our relations"),
        [(*_figures(row), ", ".join(row.ours)) for row in report.shown()],
        f"{report.corpus}, {report.documents:,} documents",
    )
    say(f"What counts: {report.rule}")
    for name, value in report.notes.items():
        say(f"{name}: {value}")
    if report.uncovered:
        counts = ", ".join(f"{name} {count}" for name, count in report.uncovered.items())
        say(f"Annotated, and not among our relations: {counts}")
    for name, kind, text in shown:
        say(f"{kind}, {name}: {text}")


def _figures(row: Row) -> tuple[object, ...]:
    return (row.name, f"{row.precision:.3f}", f"{row.recall:.3f}", f"{row.f1:.3f}", row.predicted, row.gold)
