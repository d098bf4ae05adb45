"""Measures what is extracted against annotated corpora: what is right, what is missed, by which rule.

    report.py     rows of counts, precision, recall, F1        running.py    a corpus's texts → extractions
    spans.py      whether a claim and an annotation are about the same things
    documents.py  relations between the entities of a document (redocred, dwie)
    clusters.py   how well mentions are put together, by scorch    partitions.py  the same by places alone, and names found
    gum_documents.py, gum_chains.py  mentions, heads and chains of GUM
    knowledgenet, conll04, redocred, dwie, carb, polnear, gum, news_fair, factuality    a corpus each: format and match rule

A further corpus is a module with ``evaluate(path, limit, read)`` and a line in ``CORPORA``.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from kg import llm
from kg.errors import UsageError
from kg.evaluation.report import Report, Row, markdown, to_json
from kg.settings import Settings

__all__ = ["CORPORA", "Report", "Row", "evaluate", "markdown", "to_json"]

#: The corpora that can be measured, each a module of this package, with what it measures.
CORPORA = {
    "knowledgenet": "facts of people and companies, by character spans",
    "conll04": "five relations in newswire sentences",
    "redocred": "Wikidata relations between the entities of a document",
    "dwie": "relations between the entities of a news article",
    "carb": "how much of what a sentence says is found",
    "polnear": "quotations: who said what, by which words",
    "gum": "mentions, types of names and coreference",
    "news_fair": "names in news and which of them are one, within an article and across",
    "factuality": "whether claims know that they are denied, not asserted or over",
}


def evaluate(
    corpus: str,
    path: Path,
    settings: Settings,
    limit: int | None = None,
    progress: Callable[[int, int], None] | None = None,
    asking: Callable[[llm.Plan], llm.Asked] = llm.ask,
) -> Report:
    """Return how well the corpus at ``path`` is read; ``limit`` takes only its first documents. Where the settings name a
    language model, ``asking`` has it asked first.

    Raises ``UsageError`` where the corpus is unknown, or the files are not there or not in its format.
    """
    from kg.evaluation.running import Reading, malformed

    if corpus not in CORPORA:
        raise UsageError(f"{corpus!r} is no corpus that can be measured; there are {', '.join(CORPORA)}")
    module = import_module(f"kg.evaluation.{corpus}")
    try:
        report: Report = module.evaluate(path, limit, Reading(settings, progress, asking))
    except (KeyError, ValueError, TypeError, IndexError) as error:
        raise malformed(path, error) from error
    return report
