"""What an evaluation gives: precision, recall and F1 a relation, with the rule by which things count as right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from kg.model import Extraction


class Read(Protocol):
    """Reads texts as articles, in this process or several: given (id, text, date or None) each, gives the extractions.

    The extractions come in the order of the texts; a text that is refused (not in English, empty) is left out.
    """

    def __call__(self, texts: Sequence[tuple[str, str, str | None]]) -> Iterable[Extraction]:
        """Return what the articles say."""


@dataclass(slots=True)
class Row:
    """The counts of one relation or measure.

    ``hits`` of ``predicted`` were right (precision); ``found`` of ``gold`` were found (recall), both fractions where a
    measure gives part of the credit; ``ours`` are the names of our relations that stand for it, none where none does;
    ``apart`` tells that the row is of another kind than most, and no part of their sum.
    """

    name: str
    ours: tuple[str, ...] = ()
    hits: float = 0
    predicted: int = 0
    found: float = 0
    gold: int = 0
    apart: bool = False

    @property
    def precision(self) -> float:
        """Right of predicted, 0 where nothing was predicted."""
        return self.hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Found of gold, 0 where there is no gold."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall.

        >>> Row("x", hits=1, predicted=2, found=1, gold=1).f1 == 2 / 3
        True
        """
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Report:
    """One corpus measured: ``rows`` a relation each, ``uncovered`` what the corpus has and our ontology has not.

    ``rule`` says in words what counts as right; ``adds_up`` tells that the rows are of one kind, so that their sum means
    something; ``examples`` are (row, "missed" or "wrong", text) to learn from;
    ``notes`` are further figures, by name.
    """

    corpus: str
    rule: str
    rows: dict[str, Row] = field(default_factory=dict)
    uncovered: dict[str, int] = field(default_factory=dict)
    documents: int = 0
    adds_up: bool = True
    notes: dict[str, str] = field(default_factory=dict)
    examples: list[tuple[str, str, str]] = field(default_factory=list)

    def row(self, name: str, ours: Sequence[str] = ()) -> Row:
        """Return the row of this name, made where it is not there."""
        return self.rows.setdefault(name, Row(name, tuple(ours)))

    def example(self, name: str, kind: str, text: str) -> None:
        """Keep an example, its text on one line."""
        self.examples.append((name, kind, " ".join(text.split())))

    def shown(self) -> list[Row]:
        """Return the rows, their sum where it means something, and the rows that are no part of it."""
        rows = [row for row in self.rows.values() if not row.apart]
        apart = [row for row in self.rows.values() if row.apart]
        return [*rows, *([self.total] if self.adds_up and len(rows) > 1 else []), *apart]

    @property
    def total(self) -> Row:
        """All rows but those apart as one (micro average)."""
        all_ = Row("all (micro)")
        for row in (row for row in self.rows.values() if not row.apart):
            all_.hits, all_.predicted = all_.hits + row.hits, all_.predicted + row.predicted
            all_.found, all_.gold = all_.found + row.found, all_.gold + row.gold
        return all_


def to_json(report: Report) -> dict[str, Any]:
    """Return a report as JSON values; figures are rounded to four places."""

    def figures(row: Row) -> dict[str, Any]:
        return {
            "relation": row.name,
            "ours": list(row.ours),
            "precision": round(row.precision, 4),
            "recall": round(row.recall, 4),
            "f1": round(row.f1, 4),
            "right": round(row.hits, 2),
            "predicted": row.predicted,
            "found": round(row.found, 2),
            "gold": row.gold,
        }

    return {
        "corpus": report.corpus,
        "rule": report.rule,
        "documents": report.documents,
        "relations": [figures(row) for row in report.rows.values()],
        "all": figures(report.total) if report.adds_up else None,
        "uncovered": report.uncovered,
        "notes": report.notes,
        "examples": [{"relation": name, "kind": kind, "text": text} for name, kind, text in report.examples],
    }


def markdown(report: Report) -> str:
    """Return a report as a Markdown table, the relations in their order, the total last."""
    lines = ["| relation | P | R | F1 | predicted | gold |", "| --- | ---: | ---: | ---: | ---: | ---: |"]
    for row in report.shown():
        figures = f"{row.precision:.3f} | {row.recall:.3f} | {row.f1:.3f} | {row.predicted} | {row.gold}"
        lines.append(f"| {row.name} | {figures} |")
    return "\n".join(lines) + "\n"


def uncovered(counts: Mapping[str, int]) -> dict[str, int]:
    """Return counts, the greatest first."""
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
