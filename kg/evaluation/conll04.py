"""CoNLL04 (Roth and Yih 2004): five relations between the entities of newswire sentences.

A token a line (number, word, BIO tag, relations, numbers of the related entities' last tokens), a line "#doc" before each
sentence; a relation stands at the last token of its first entity.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from pathlib import Path

from kg.evaluation.knowledgenet import in_words
from kg.evaluation.report import Read, Report
from kg.evaluation.running import lines, the_file
from kg.evaluation.spans import join, places, spans_of, touch
from kg.model import Span

RULE = (
    "Spans that overlap match. Each sentence is read by itself; a claim (not a negative one) is right where a mention of its "
    "subject and one of its object overlap the two entities of an annotated relation of its kind."
)
#: Their relation → ours, each running as theirs does.
RELATIONS: dict[str, tuple[str, ...]] = {
    "Kill": ("killed",),
    "Live_In": ("hailsFrom", "residence", "placeOfBirth", "nationality", "placeOfDeath"),
    "Located_In": ("locatedIn",),
    "OrgBased_In": ("basedIn", "headquarters", "locatedIn", "nationality"),
    "Work_For": (
        "employedBy", "memberOf", "headOf", "chiefExecutiveOf", "ministerOf", "spokespersonFor", "playsFor", "coachOf",
        "politicalAffiliation",
    ),
}  # fmt: skip
#: The entity type that a relation's first entity has, to tell apart relations that we call by one name.
FIRST = {"Kill": "Peop", "Live_In": "Peop", "Located_In": "Loc", "OrgBased_In": "Org", "Work_For": "Peop"}


@dataclass(slots=True)
class Sentence:
    """One sentence: its words, entities by last token (type and first token), and relations (name, first, second)."""

    id: str
    words: list[str] = field(default_factory=list)
    entities: dict[int, tuple[str, int]] = field(default_factory=dict)
    relations: list[tuple[str, int, int]] = field(default_factory=list)


def sentences(path: Path) -> list[Sentence]:
    """Return the sentences of a file."""
    found: list[Sentence] = []
    open_: tuple[str, int] | None = None
    for line in lines(path):
        if line.startswith("#doc"):
            found.append(Sentence(line.removeprefix("#doc").strip()))
            open_ = None
            continue
        if not line.strip():
            continue
        number, word, tag, names, heads = line.split("\t")
        sentence, at = found[-1], int(number)
        sentence.words.append(word)
        if tag.startswith("B-"):
            open_ = (tag[2:], at)
        elif not tag.startswith("I-"):
            open_ = None
        if open_:
            sentence.entities.pop(at - 1, None) if tag.startswith("I-") else None
            sentence.entities[at] = open_
        for name, head in zip(ast.literal_eval(names), ast.literal_eval(heads), strict=True):
            if name != "N":
                sentence.relations.append((name, at, int(head)))
    return found


def evaluate(path: Path, limit: int | None, read: Read) -> Report:
    """Measure the sentences of ``dev.txt`` (or another file of this format)."""
    found = sentences(the_file(path, "dev.txt"))[:limit]
    report = Report("conll04", RULE)
    for name, ours in RELATIONS.items():
        report.row(name, ours)
    joined = {f"{n}-{s.id}": (s, *join(s.words)) for n, s in enumerate(found)}
    for extraction in read([(id_, text, None) for id_, (_, text, _) in joined.items()]):
        report.documents += 1
        sentence, text, words = joined[extraction.article.id]
        chains = places(extraction)
        span = {last: Span(words[first].start, words[last].end) for last, (_, first) in sentence.entities.items()}
        for name, ours in RELATIONS.items():
            row = report.row(name)
            gold = [(span[a], span[b]) for relation, a, b in sentence.relations if relation == name and {a, b} <= span.keys()]
            row.gold += len(gold)
            hit = set[int]()
            for claim in extraction.claims:
                if claim.predicate not in ours or claim.polarity == "negative":
                    continue
                subjects, objects = spans_of(claim.subject, chains), spans_of(claim.object, chains)
                kinds = {kind for last, (kind, _) in sentence.entities.items() if touch(subjects, [span[last]])}
                right = [i for i, (a, b) in enumerate(gold) if touch(subjects, [a]) and touch(objects, [b])]
                if not right and kinds and FIRST[name] not in kinds:
                    continue  # it is about a thing of another kind: the other relation's row judges it
                row.predicted += 1
                row.hits += bool(right)
                hit.update(right)
                if not right:
                    report.example(name, "wrong", f"{in_words(claim)} :: {text}")
            row.found += len(hit)
            for i, (a, b) in enumerate(gold):
                if i not in hit:
                    report.example(name, "missed", f"{a.of(text)} – {b.of(text)} :: {text}")
    return report
