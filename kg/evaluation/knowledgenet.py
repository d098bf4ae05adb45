"""KnowledgeNet (Mesquita et al. 2019): facts with character spans, annotated exhaustively by passage and property.

One JSON object a line: documentId, documentText, passages with exhaustivelyAnnotatedProperties and facts.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kg.evaluation.report import Read, Report
from kg.evaluation.running import lines, the_file
from kg.evaluation.spans import places, spans_of
from kg.model import Claim, Extraction, Span

RULE = (
    "Spans that overlap match. A claim (not a negative one) with evidence in the passage stands for every pair of mentions of "
    "its subject and object there, coreference included; a property counts on a passage where it was annotated exhaustively."
)
#: Property → (our relations, whether our claims run the other way).
PROPERTIES: dict[str, tuple[tuple[str, ...], bool]] = {
    "DATE_OF_BIRTH": (("dateOfBirth",), False),
    "DATE_OF_DEATH": (("dateOfDeath",), False),
    "PLACE_OF_RESIDENCE": (("residence",), False),
    "PLACE_OF_BIRTH": (("placeOfBirth",), False),
    "NATIONALITY": (("nationality",), False),
    "EMPLOYEE_OR_MEMBER_OF": (
        ("memberOf", "employedBy", "headOf", "chiefExecutiveOf", "ministerOf", "playsFor", "coachOf"),
        False,
    ),
    "EDUCATED_AT": (("educatedAt",), False),
    "POLITICAL_AFFILIATION": (("politicalAffiliation",), False),
    "CHILD_OF": (("childOf",), False),
    "SPOUSE": (("spouseOf",), False),
    "DATE_FOUNDED": (("dateFounded",), False),
    "DATE_OF_FOUNDING": (("dateFounded",), False),
    "HEADQUARTERS": (("headquarters",), False),
    "SUBSIDIARY_OF": (("subsidiaryOf",), False),
    "FOUNDED_BY": (("foundedBy",), False),
    "CEO": (("chiefExecutiveOf",), True),
}
#: A relation that holds both ways is annotated one way or both.
SYMMETRIC = "SPOUSE"

Pair = tuple[list[Span], list[Span], int]


def evaluate(path: Path, limit: int | None, read: Read) -> Report:
    """Measure the documents of ``dev_folds123.jsonl`` (or another file of this format)."""
    file = the_file(path, "dev_folds123.jsonl", "train.jsonl")
    documents = [json.loads(line) for line in lines(file) if line.strip()][:limit]
    by_id = {str(d["documentId"]): d for d in documents}
    report = Report("knowledgenet", RULE)
    for name in sorted(PROPERTIES):
        report.row(name, PROPERTIES[name][0])
    for extraction in read([(id_, d["documentText"], None) for id_, d in by_id.items()]):
        report.documents += 1
        chains = places(extraction)
        for passage in by_id[extraction.article.id]["passages"]:
            for annotated in passage["exhaustivelyAnnotatedProperties"]:
                name, number = annotated["propertyName"], str(annotated["propertyId"])
                facts = [f for f in passage["facts"] if str(f["propertyId"]) == number]
                _passage(report, name, facts, passage, extraction, chains)
    report.rows = {name: row for name, row in report.rows.items() if row.gold or row.predicted}
    return report


def _passage(
    report: Report,
    name: str,
    facts: list[dict[str, Any]],
    passage: dict[str, Any],
    extraction: Extraction,
    chains: Any,
) -> None:
    """Count one property in one passage."""
    ours, inverse = PROPERTIES[name]
    where, row = Span(passage["passageStart"], passage["passageEnd"]), report.row(name, ours)
    gold = [(Span(f["subjectStart"], f["subjectEnd"]), Span(f["objectStart"], f["objectEnd"])) for f in facts]
    claims = [
        c
        for c in extraction.claims
        if c.predicate in ours and c.polarity != "negative" and any(span.overlaps(where) for span in c.evidence)
    ]
    pairs: list[Pair] = []
    for number, claim in enumerate(claims):
        ends = (claim.object, claim.subject) if inverse else (claim.subject, claim.object)
        subjects, objects = spans_of(ends[0], chains, where), spans_of(ends[1], chains, where)
        if subjects and objects:
            pairs.append((subjects, objects, number))
            if name == SYMMETRIC:
                pairs.append((objects, subjects, number))
    hit, right = set[int](), set[int]()
    for subjects, objects, number in pairs:
        found = [
            i
            for i, (subject, object_) in enumerate(gold)
            if any(s.overlaps(subject) for s in subjects) and any(o.overlaps(object_) for o in objects)
        ]
        hit.update(found)
        right |= {number} if found else set()
        if found or name != SYMMETRIC:
            row.predicted += 1
            row.hits += bool(found)
    wrong = {number for _, _, number in pairs} - right
    row.predicted += len(wrong) if name == SYMMETRIC else 0
    row.gold += len(gold)
    row.found += len(hit)
    text = passage["passageText"]
    for number in sorted(wrong):
        report.example(name, "wrong", f"{in_words(claims[number])} :: {text}")
    for i, fact in enumerate(facts):
        if i not in hit:
            report.example(name, "missed", f"{fact['humanReadable']} :: {text}")


def in_words(claim: Claim) -> str:
    """Return a claim on one line, with what made it."""
    thing = getattr(claim.object, "label", None) or getattr(claim.object, "value", "")
    return f"{claim.subject.label} {claim.predicate} {thing} ({claim.reason})"
