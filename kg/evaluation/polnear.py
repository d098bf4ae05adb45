"""PolNeAR (Newell et al. 2018): who said what in US news, as source, cue and content spans (brat stand-off).

A folder with ``text`` (an article a file) and ``attributions`` (its annotations: <name>_<4 hex digits>.ann).
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from kg.errors import UsageError
from kg.evaluation.report import Read, Report
from kg.model import Extraction, Quotation, Span

RULE = (
    "Source, cue and content: exact spans, their edges trimmed to letters and digits, discontinuous ones by their hull. "
    "Attribution: the contents overlap by Dice 0.5 or more and the sources overlap (where one is annotated)."
)

Spans = dict[str, list[Span]]


def evaluate(path: Path, limit: int | None, read: Read) -> Report:
    """Measure the quotations of the articles of a folder (``train``, ``dev``; of the corpus's folder, ``dev``)."""
    folder = path if (path / "attributions").is_dir() else path / "dev"
    annotations = sorted((folder / "attributions").glob("*.ann"))[:limit]
    if not annotations:
        raise UsageError(f"{path}: has no folder attributions with .ann files (give the folder of a split)")
    report = Report("polnear", RULE, adds_up=False)
    for name in ("source", "cue", "content", "attribution"):
        report.row(name)
    by_id: dict[str, list[Path]] = defaultdict(list)
    for annotation in annotations:
        by_id[re.sub(r"_[0-9a-f]{4}$", "", annotation.stem)].append(annotation)
    texts = {id_: (folder / "text" / f"{id_}.txt").read_text(encoding="utf-8") for id_ in by_id}
    for extraction in read([(id_, text, None) for id_, text in texts.items()]):
        for annotation in by_id[extraction.article.id]:  # an article that two people annotated counts twice
            report.documents += 1
            _article(report, extraction, attributions(annotation))
    return report


def _article(report: Report, extraction: Extraction, gold: list[Spans]) -> None:
    """Count one annotation of one article."""
    text, quotations = extraction.article.text, extraction.quotations
    said: dict[str, set[Span]] = {
        "content": {trim(text, q.span) for q in quotations},
        "source": {trim(text, q.source) for q in quotations if q.source},
        "cue": {trim(text, q.cue) for q in quotations if q.cue},
    }
    for name, found in said.items():
        wanted = {trim(text, span) for one in gold for span in one.get(name, ())}
        row, both = report.row(name), len(found & wanted)
        row.hits, row.predicted = row.hits + both, row.predicted + len(found)
        row.found, row.gold = row.found + both, row.gold + len(wanted)
    whole, row = [one for one in gold if one.get("content")], report.row("attribution")
    row.predicted, row.gold = row.predicted + len(quotations), row.gold + len(whole)
    for q in quotations:
        if any(_same(q, one) for one in whole):
            row.hits += 1
        else:
            report.example(row.name, "wrong", f"{q.source.of(text) if q.source else '–'}: {q.span.of(text)}")
    for one in whole:
        if any(_same(q, one) for q in quotations):
            row.found += 1
        else:
            who = " / ".join(span.of(text) for span in one.get("source", ())) or "–"
            report.example(row.name, "missed", f"{who}: {one['content'][0].of(text)}")


def attributions(path: Path) -> list[Spans]:
    """Return the attributions of an annotation file: the hulls of their source, cue and content spans."""
    spans: dict[str, Span] = {}
    found: list[Spans] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("T"):
            name, info, *_ = line.split("\t")
            places = [int(n) for n in re.findall(r"\d+", info.partition(" ")[2])]
            spans[name] = Span(places[0], places[-1])
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("E"):
            roles: Spans = defaultdict(list)
            for part in line.split("\t")[1].split():
                role, _, name = part.partition(":")
                role = re.sub(r"\d+$", "", role).lower()
                if role in ("source", "cue", "content") and name in spans:
                    roles[role].append(spans[name])
            found.append(dict(roles))
    return found


def trim(text: str, span: Span) -> Span:
    """Return a span without what is no letter or digit at its edges.

    >>> trim('He said "no."', Span(8, 13))
    Span(start=9, end=11)
    """
    start, end = span
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return Span(start, end)


def _same(quotation: Quotation, one: Spans) -> bool:
    q = quotation.span
    if not any(2 * max(0, min(q.end, c.end) - max(q.start, c.start)) >= 0.5 * (_size(q) + _size(c)) for c in one["content"]):
        return False
    if not one.get("source"):
        return True
    return quotation.source is not None and any(quotation.source.overlaps(span) for span in one["source"])


def _size(span: Span) -> int:
    """Return the number of code points of a span (``len`` of a pair is 2)."""
    return span.end - span.start
