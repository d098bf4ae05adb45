"""GUM (Zeldes 2017): documents of many genres with nested entities and coreference.

A folder ``dep`` of CoNLL-U files: the text by ``# text`` and SpaceAfter, entities in the ``Entity`` field of the last column
as ``(id-type-…`` and ``id)``. Measured are mentions, the types of names, and the chains (``gum_chains``), which claims rest on.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from kg.errors import UsageError
from kg.evaluation import gum_chains
from kg.evaluation.clusters import scorer
from kg.evaluation.gum_documents import Document, read_document
from kg.evaluation.report import Read, Report, Row
from kg.model import Extraction, Span

RULE = (
    "Mentions: our spans that are annotated spans of an entity of any type; recall over those whose entity is mentioned twice "
    "or more. Names by type: a name is right where its span is annotated with its type, or, where its span is not annotated, "
    "one of its type ends where it ends; recall over capitalised spans that begin with a proper noun. B-cubed: over mentions "
    "that both have, the share of a mention's chain (ours, of what both have) that is of its entity, and of its entity that "
    "is in our chain. " + gum_chains.RULE
)
#: GUM entity type → ours.
TYPES = {"person": "Person", "organization": "Organization", "place": "Place"}


def evaluate(path: Path, limit: int | None, read: Read) -> Report:
    """Measure the documents of a folder of ``.conllu`` files (or of its folder ``dep``)."""
    files = (sorted(path.glob("*.conllu")) or sorted((path / "dep").glob("*.conllu")))[:limit]
    if not files:
        raise UsageError(f"{path}: has no .conllu files, nor has its folder dep")
    measures = scorer()
    report = Report("gum", RULE, adds_up=False)
    documents = {file.stem: read_document(file) for file in files}
    for extraction in read([(id_, d.text, None) for id_, d in documents.items()]):
        report.documents += 1
        document = documents[extraction.article.id]
        _mentions(report.row("mentions"), extraction, document)
        _names(report, extraction, document)
        _chains(report.row("chains (B-cubed)"), extraction, document)
        gum_chains.measure(report, extraction, document, measures)
    return report


def _mentions(row: Row, extraction: Extraction, document: Document) -> None:
    ours = {m.span for m in extraction.mentions}
    repeated = {span for spans in document.spans.values() if len(spans) > 1 for span in spans}
    everything = {span for spans in document.spans.values() for span in spans}
    row.predicted, row.hits = row.predicted + len(ours), row.hits + len(ours & everything)
    row.gold, row.found = row.gold + len(repeated), row.found + len(ours & repeated)


def _names(report: Report, extraction: Extraction, document: Document) -> None:
    gold = {span: TYPES.get(document.types[e], "") for e, spans in document.spans.items() for span in spans}
    ends: dict[int, set[str]] = defaultdict(set)
    for span, type_ in gold.items():
        ends[span.end].add(type_)
    for mention in extraction.mentions:
        if mention.kind != "name" or mention.type not in TYPES.values():
            continue
        right = gold.get(mention.span) == mention.type or (mention.span not in gold and mention.type in ends[mention.span.end])
        row = report.row(f"names: {mention.type}")
        row.predicted, row.hits = row.predicted + 1, row.hits + right
        if not right:
            report.example(row.name, "wrong", f"{mention.text} [{extraction.article.id}]")
    proper = {
        span: type_
        for span, type_ in gold.items()
        if type_ and span.start in document.proper and all(w[:1].isupper() for w in span.of(document.text).split())
    }
    found = {m.span: m.type for m in extraction.mentions}
    for span, type_ in proper.items():
        row = report.row(f"names: {type_}")
        row.gold, row.found = row.gold + 1, row.found + (found.get(span) == type_)


def _chains(row: Row, extraction: Extraction, document: Document) -> None:
    entity = {span: e for e, spans in document.spans.items() for span in spans}
    chain = {m.span: m.chain for m in extraction.mentions if m.span in entity}
    by_entity, by_chain = defaultdict[str, set[Span]](set), defaultdict[str, set[Span]](set)
    for span, name in chain.items():
        by_entity[entity[span]].add(span)
        by_chain[name].add(span)
    for span, name in chain.items():
        both = len(by_chain[name] & by_entity[entity[span]])
        row.predicted, row.hits = row.predicted + 1, row.hits + both / len(by_chain[name])
        row.gold, row.found = row.gold + 1, row.found + both / len(by_entity[entity[span]])
