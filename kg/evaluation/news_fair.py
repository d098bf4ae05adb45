"""NewsFair, 40 news articles in a part of each of which every mention is linked to Wikidata or marked as unknown there.

One JSON object a line: id, title, text, evaluation_span, labels (id, span, entity_id, name, type; children and parent where
labels are nested). Pronouns and descriptions are linked too; numbers and dates are labels, all that is unknown is "<NIL>".
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg.evaluation import partitions
from kg.evaluation.clusters import scorer
from kg.evaluation.partitions import Annotated
from kg.evaluation.report import Read, Report
from kg.evaluation.running import lines, the_file
from kg.model import Extraction, Mention, Span

RULE = (
    "Names: within the part that is annotated, the labels (not of numbers, dates, professions and offices) that are no "
    "pronouns and whose first word but an article or possessive has a capital, linked or not, against our names; types are not "
    "compared. 'exact' are equal spans, a leading article left out; 'overlapping' share half of the shorter one or more, each "
    "once. Of nested labels, those that hold a name are not asked for, and right where we have them. Clusters: the linked "
    "names of one entity in an article, against our chains; 'names and others' takes pronouns and descriptions too; 'across "
    "articles' the linked names of all articles together, against the entities that they are resolved to. " + partitions.RULE
)
NIL = "<NIL>"
VALUES = frozenset(["QUANTITY", "DATETIME"])
#: Wikidata's profession and position: a label of no other type names no single thing.
OFFICES = frozenset(["Q12737077", "Q4164871"])
_LEADING = re.compile(r"(the|an?|this|that|my|our|your|his|her|its|their)\s+", re.IGNORECASE)
_PRONOUNS = frozenset(
    "i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers herself "
    "it its itself they them their theirs themselves who whom whose which that this these those one".split()
)


def evaluate(path: Path, limit: int | None, read: Read) -> Report:
    """Measure the articles of ``news-fair.benchmark.jsonl`` (or another file of this format)."""
    from kg.entities import resolve

    measures = scorer()
    report = Report("news_fair", RULE, adds_up=False)
    file = the_file(path, "news-fair.benchmark.jsonl")
    items = {str(item["id"]): item for item in map(json.loads, [line for line in lines(file) if line.strip()][:limit])}
    articles = list[tuple[list[Annotated], Extraction]]()
    for extraction in read([(id_, item["text"], None) for id_, item in items.items()]):
        report.documents += 1
        item, text = items[extraction.article.id], extraction.article.text
        part = Span(*item["evaluation_span"])
        ours = [trimmed(m.span, text) for m in extraction.mentions if m.kind == "name" and part.contains(m.span)]
        partitions.names(report, text, ours, named(item))
        linked = [mention for mention in named(item) if mention.entity != NIL]
        others = [Annotated(Span(*v["span"]), v["entity_id"]) for v in item["labels"] if v["type"] not in VALUES | {"OTHER"}]
        partitions.chains(report, "names in an article", [(linked, extraction)], measures)
        partitions.chains(report, "names and others in an article", [(others, extraction)], measures)
        articles.append((linked, extraction))
    found = resolve([extraction for _, extraction in articles], "urn:kg:").by_chain

    def entity(extraction: Extraction, mention: Mention) -> object:
        key = (extraction.article.id, mention.chain)
        return found.get(key, key)

    partitions.chains(report, "names across articles", articles, measures, entity)
    return report


def trimmed(span: Span, text: str) -> Span:
    """Return a span without an article or possessive that leads it.

    >>> trimmed(Span(0, 14), "The New Yorker").of("The New Yorker")
    'New Yorker'
    """
    leading = _LEADING.match(span.of(text))
    return Span(span.start + leading.end(), span.end) if leading else span


def named(item: Mapping[str, Any]) -> list[Annotated]:
    """Return the labels of an article that are names; one that holds another is not asked for."""
    found = dict[int, tuple[Span, str]]()
    for label in item["labels"]:
        if label["type"] in VALUES or frozenset(label["type"].split("|")) <= OFFICES:
            continue
        span = trimmed(Span(*label["span"]), item["text"])
        words = span.of(item["text"]).split()
        if words and words[0].casefold() not in _PRONOUNS and any(letter.isupper() for letter in words[0]):
            found[label["id"]] = (span, label["entity_id"])
    holding = {label["parent"] for label in item["labels"] if "parent" in label and label["id"] in found}
    return [Annotated(span, entity, asked=id_ not in holding) for id_, (span, entity) in found.items()]
