"""Whether GUM's mentions are put into the chains they belong in, by the CoNLL score, under several definitions of a mention.

Annotated spans hold articles, modifiers and clauses ("the president of the republic, who …"), ours of a name hold the name;
so mentions are aligned by their heads as well, which GUM's own trees give for both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from kg.evaluation.clusters import Scorer, conll, gathered, numbers, one_to_one, repeated
from kg.evaluation.gum_documents import Document
from kg.evaluation.report import Report
from kg.model import Extraction, Mention, Span

RULE = (
    "CoNLL F1: the mean of the F1 of MUC, B-cubed and CEAFe by scorch, counts summed over documents; 'news' are the "
    "documents GUM_news_*. Spans 'exact': equal but for a possessive ending; 'head': the words that head the two spans in "
    "GUM's trees are one, parts of a flat name counting as its first word; where several share a head, names go with names "
    "and the ones that share most text together, each once. 'names' (the main measure): the mentions whose head, or a part "
    "of a flat name with it ('chemist Orla Finch'), is a capitalised proper noun (PROPN; a coordination is no name; dates, "
    "which are values here, are left out), entities that are named once included, against our mentions that are names (but "
    "adjectives, which GUM does not annotate). 'outer names': of these, those that are not part of a longer name as 'Oslo' "
    "is of 'Oslo City Council' (left out on both sides). 'repeated names': of 'names', clusters of two and more. 'named "
    "chains': all mentions, pronouns and descriptions too, of entities of two mentions and more that have such a name, "
    "against our chains of two and more that have a name. 'all mentions': entities of two mentions and more against chains "
    "of two and more."
)
#: How spans are aligned, the main way first; the main measure, whose three parts are shown as well.
SPANS = ("head", "exact")
MAIN = "names"


def measure(report: Report, extraction: Extraction, document: Document, measures: Scorer) -> None:
    """Count one document in the rows of all measures, and in those of news where it is news."""
    places = ("all", "news") if extraction.article.id.startswith("GUM_news_") else ("all",)
    for spans in SPANS:
        for name, gold, ours in _variants(extraction, document, spans):
            for place in places:
                row = conll(report, row_name(name, spans, place))
                row.add(gold, ours, measures)
                if name == MAIN and spans == SPANS[0]:
                    for part in row.parts.values():
                        report.rows[part.name] = part


def row_name(measured: str, spans: str, place: str) -> str:
    """Return what the row of a measure is called."""
    return f"{measured}, {spans}" + (", news" if place == "news" else "")


def align(document: Document, mentions: tuple[Mention, ...], spans: str) -> dict[int, int]:
    """Return the annotated mention, by number, that each of ours, by number, is."""
    return one_to_one(_pairs(document, mentions, spans))


def _pairs(document: Document, mentions: tuple[Mention, ...], spans: str) -> Iterator[tuple[float, int, int]]:
    by_span, by_head = dict[Span, list[int]](), dict[int, list[int]]()
    for number, gold in enumerate(document.mentions):
        by_span.setdefault(gold.span, []).append(number)
        by_head.setdefault(gold.head, []).append(number)
    for mine, mention in enumerate(mentions):
        found = by_span.get(mention.span, []) if spans == "exact" else by_head.get(document.head(mention.span), [])
        for number in found:
            span = document.mentions[number].span
            shared = min(span.end, mention.span.end) - max(span.start, mention.span.start)
            both_names = mention.kind == "name" and document.mentions[number].name
            yield both_names + shared / (max(span.end, mention.span.end) - min(span.start, mention.span.start)), mine, number


def _variants(
    extraction: Extraction, document: Document, spans: str
) -> Iterator[tuple[str, list[AbstractSet[int]], list[AbstractSet[int]]]]:
    """Yield the name of each measure with the annotated clusters and ours."""
    mine = tuple(extraction.mentions)
    aligned = align(document, mine, spans)
    number = numbers(len(mine), aligned)
    dates = {i for i, gold in enumerate(document.mentions) if document.types[gold.entity] == "time"}
    named = [i for i, gold in enumerate(document.mentions) if gold.name and i not in dates]
    everything = gathered((gold.entity, i) for i, gold in enumerate(document.mentions))
    chains = gathered((m.chain, number[i]) for i, m in enumerate(mine))
    names = gathered((document.mentions[i].entity, i) for i in named)
    our_names = gathered(
        (m.chain, number[i])
        for i, m in enumerate(mine)
        if m.kind == "name" and number[i] not in dates and not (i not in aligned and document.adjective(m.span))
    )
    yield "names", [*names.values()], [*our_names.values()]
    inner = document.inner()
    yield "outer names", _without(names.values(), inner), _without(our_names.values(), inner)
    yield "repeated names", repeated(names.values()), repeated(our_names.values())
    yield "named chains", repeated(everything[e] for e in names), repeated(chains[c] for c in our_names)
    yield "all mentions", repeated(everything.values()), repeated(chains.values())


def _without(clusters: Iterable[AbstractSet[int]], some: AbstractSet[int]) -> list[AbstractSet[int]]:
    return [rest for cluster in clusters if (rest := cluster - some)]
