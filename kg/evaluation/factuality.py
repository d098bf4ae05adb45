"""A set of sentences labelled by hand: does a claim know that it is denied, not asserted, or over?

Tab-separated, with a heading: sentence, relation, subject, object, polarity, modality, status ("-" for none).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from kg.errors import UsageError
from kg.evaluation.report import Read, Report
from kg.evaluation.running import lines, the_file
from kg.model import Argument, Claim, LiteralValue

RULE = (
    "A sentence counts where a claim of its relation (or of one that the relation's name stands for: a chief executive is a "
    "head) links its subject and object, in either order where the object is named too. Of these, a claim is right on "
    "'negative' where its polarity is the labelled one, on 'not asserted' where both or neither modality is 'asserted', on "
    "'ended' where both or neither status is 'ended'. Precision and recall are of the sentences labelled so."
)
COLUMNS = ("sentence", "relation", "subject", "object", "polarity", "modality", "status")
#: Relations that say the same of these sentences, so that what is measured is factuality alone.
SAME = (
    {"memberOf", "politicalAffiliation", "employedBy", "playsFor", "coachOf", "headOf", "chiefExecutiveOf", "ministerOf"},
    {"ownedBy", "subsidiaryOf", "acquired"},
    {"spouseOf", "partnerOf"},
    {"partneredWith", "collaboratedWith", "endedPartnershipWith"},
    {"killed", "attacked"},
    {"agentOf", "spokespersonFor"},
    {"accused", "accusedOf", "chargedWith"},
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """One sentence with its label."""

    sentence: str
    relation: str
    subject: str
    object: str
    polarity: str
    modality: str
    status: str


def read_set(path: Path) -> tuple[Labelled, ...]:
    """Return the labelled sentences of a file; raises ``UsageError`` with the line where one is not as it should be."""
    rows = []
    for number, line in enumerate(lines(path), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = tuple(line.rstrip("\r").split("\t"))
        if cells == COLUMNS:
            continue
        if len(cells) != len(COLUMNS):
            raise UsageError(f"{path}: line {number} has {len(cells)} columns, not {len(COLUMNS)}: {', '.join(COLUMNS)}")
        row = Labelled(*cells)
        if (
            row.polarity not in ("positive", "negative")
            or row.modality not in ("asserted", "alleged", "planned", "possible")
            or row.status not in ("-", "current", "ended")
        ):
            raise UsageError(f"{path}: line {number} has an unknown label: {row.polarity}, {row.modality}, {row.status}")
        rows.append(row)
    return tuple(rows)


def matching(row: Labelled, claims: tuple[Claim, ...]) -> Claim | None:
    """Return the claim that a label is about: the one of the very relation before one of the same meaning."""
    same = next((group for group in SAME if row.relation in group), {row.relation})
    found = [c for c in claims if c.predicate in same and _links(row, c)]
    found.sort(key=lambda c: (c.predicate != row.relation, _name(c.subject) != row.subject.casefold()))
    return found[0] if found else None


def _links(row: Labelled, claim: Claim) -> bool:
    pair, ends = (_name(claim.subject), _name(claim.object)), (row.subject.casefold(), row.object.casefold())
    return _like(pair, ends) or _like(pair[::-1], ends)


def _like(pair: tuple[str, ...], ends: tuple[str, str]) -> bool:
    return all(a in b or b in a for a, b in zip(pair, ends, strict=True))


def _name(thing: Argument | LiteralValue) -> str:
    return (thing.label if isinstance(thing, Argument) else thing.value).casefold()


def evaluate(path: Path, limit: int | None, read: Read) -> Report:
    """Measure polarity, modality and status on a labelled set (``factuality.tsv`` in a folder, or a file)."""
    file = the_file(path, "factuality.tsv")
    rows = read_set(file)[:limit]
    report = Report("factuality", RULE, documents=len(rows), adds_up=False)
    measures = {name: report.row(name) for name in ("negative", "not asserted", "ended")}
    confusion: Counter[tuple[str, str]] = Counter()
    found = 0
    extractions = {e.article.id: e for e in read([(str(n), row.sentence, None) for n, row in enumerate(rows)])}
    for number, row in enumerate(rows):
        extraction = extractions.get(str(number))
        claim = matching(row, extraction.claims) if extraction else None
        if claim is None:
            report.example("found", "missed", f"{row.subject} {row.relation} {row.object} :: {row.sentence}")
            continue
        found += 1
        confusion[row.modality, claim.modality] += 1
        for name, want, got in (
            ("negative", row.polarity == "negative", claim.polarity == "negative"),
            ("not asserted", row.modality != "asserted", claim.modality != "asserted"),
            ("ended", row.status == "ended", claim.status == "ended"),
        ):
            measure = measures[name]
            measure.predicted, measure.gold = measure.predicted + got, measure.gold + want
            measure.hits, measure.found = measure.hits + (want and got), measure.found + (want and got)
            if want != got:
                label = f"{claim.polarity} {claim.modality} {claim.status or '-'}"
                report.example(name, "wrong" if got else "missed", f"{label} ({claim.reason}) :: {row.sentence}")
    report.notes["claims found"] = f"{found} of {len(rows)} sentences"
    exact = sum(n for (want, got), n in confusion.items() if want == got)
    report.notes["modality exactly as labelled"] = f"{exact} of {found} claims found"
    mixed = sorted((n, want, got) for (want, got), n in confusion.items() if want != got)
    if mixed:
        report.notes["modality confused"] = ", ".join(f"{want} as {got} {n}" for n, want, got in reversed(mixed))
    return report
