"""Names found, and annotated mentions put together as the annotated entities are, by places in the text alone."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass

from kg.evaluation.clusters import Scorer, add_b_cubed, gathered, one_to_one
from kg.evaluation.report import Report, Row
from kg.model import Extraction, Mention, Span

RULE = (
    "B-cubed by scorch, of the annotated mentions alone: 'aligned' over those that one of ours overlaps, 'all' over all of "
    "them, one that we have not counting as a cluster of its own."
)


@dataclass(frozen=True, slots=True)
class Annotated:
    """A place where an entity is mentioned; ``asked`` where it counts as missed if we have not got it."""

    span: Span
    entity: str
    asked: bool = True


def aligned(ours: Sequence[Span], gold: Sequence[Span]) -> dict[int, int]:
    """Return the annotated span, by number, that each of ours is: the same, else the one that shares most, half of the shorter
    one at least, each once.

    >>> aligned([Span(0, 4), Span(10, 20)], [Span(0, 4), Span(12, 25), Span(19, 30)])
    {0: 0, 1: 1}
    """
    return one_to_one(_pairs(ours, gold))


def _pairs(ours: Sequence[Span], gold: Sequence[Span]) -> Iterator[tuple[float, int, int]]:
    for mine, a in enumerate(ours):
        for theirs, b in enumerate(gold):
            shared = min(a.end, b.end) - max(a.start, b.start)
            if shared > 0 and 2 * shared >= min(a.end - a.start, b.end - b.start):
                yield shared / (max(a.end, b.end) - min(a.start, b.start)), mine, theirs


def names(report: Report, text: str, ours: Sequence[Span], gold: Sequence[Annotated]) -> None:
    """Count which names are found: by their very spans, and by spans that overlap."""
    spans = [mention.span for mention in gold]
    pairs = aligned(ours, spans)
    exact = {mine: theirs for mine, theirs in pairs.items() if ours[mine] == spans[theirs]}
    for name, found in (("names, exact", exact), ("names, overlapping", pairs)):
        row = _apart(report, name)
        row.predicted, row.hits = row.predicted + len(ours), row.hits + len(found)
        row.gold += sum(mention.asked for mention in gold)
        row.found += sum(gold[theirs].asked for theirs in found.values())
    for i, span in enumerate(ours):
        if i not in pairs:
            report.example("names, overlapping", "wrong", _shown(span, text))
        elif i not in exact:
            report.example("names, exact", "wrong", f"{_shown(span, text)} :: annotated: {spans[pairs[i]].of(text)}")
    for i, mention in enumerate(gold):
        if mention.asked and i not in pairs.values():
            report.example("names, overlapping", "missed", _shown(mention.span, text))


def chains(
    report: Report,
    name: str,
    articles: Sequence[tuple[Sequence[Annotated], Extraction]],
    measures: Scorer,
    cluster: Callable[[Extraction, Mention], Hashable] = lambda extraction, mention: (extraction.article.id, mention.chain),
) -> None:
    """Count how the annotated mentions of some articles are put together; ``cluster`` gives the cluster of one of ours."""
    entities, said = list[str](), list[Hashable | None]()
    for gold, extraction in articles:
        pairs = {b: a for a, b in aligned([m.span for m in extraction.mentions], [m.span for m in gold]).items()}
        entities += [mention.entity for mention in gold]
        said += [cluster(extraction, extraction.mentions[pairs[i]]) if i in pairs else None for i in range(len(gold))]
    numbered = list(enumerate(zip(entities, said, strict=True)))
    had = [(i, pair) for i, pair in numbered if pair[1] is not None]
    every = [(i, (a, ("missing", i) if b is None else b)) for i, (a, b) in numbered]
    for which, mentions in (("aligned", had), ("all", every)):
        key = gathered((a, i) for i, (a, _) in mentions)
        response = gathered((b, i) for i, (_, b) in mentions)
        add_b_cubed(_apart(report, f"{name} (B-cubed), {which}"), [*key.values()], [*response.values()], measures)


def _apart(report: Report, name: str) -> Row:
    row = report.row(name)
    row.apart = report.adds_up
    return row


def _shown(span: Span, text: str) -> str:
    return f"{span.of(text)} :: {text[max(0, span.start - 40) : span.end + 40]}"
