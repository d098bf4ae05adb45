"""What corpora with relations between the entities of a whole document have in common."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from kg.evaluation.knowledgenet import in_words
from kg.evaluation.report import Read, Report, uncovered
from kg.evaluation.spans import Entities, places
from kg.model import Claim, Extraction, Span

RULE = (
    "A claim's argument denotes the annotated entity whose mentions share most places with those of its coreference chain "
    "(equal spans weigh most; at least half of the shorter one is shared). A claim (not a negative one) whose arguments "
    "denote two annotated entities is right where a relation of its kind, or one that implies it, is annotated between them, "
    "each pair once a document; it finds the relation only where that is of its very kind. A claim of no right pair counts as "
    "wrong in the first row of its kind; one about a thing that is not annotated is not judged."
)

Pair = tuple[int, int]
#: Their relation → (our relations, whether our claims run the other way, the type of our subject or "" for any).
Table = Mapping[str, tuple[tuple[str, ...], bool, str]]


@dataclass(frozen=True, slots=True)
class Document:
    """A document as annotated: entities by number with their places and a name, relations (name, subject, object)."""

    id: str
    text: str
    entities: Mapping[int, Sequence[Span]]
    names: Mapping[int, str]
    relations: Sequence[tuple[str, int, int]]


@dataclass(frozen=True, slots=True)
class Kinds:
    """How the relations of a corpus are ours: the table, those that hold both ways, and which imply which.

    ``implied`` maps a relation of theirs to others of theirs whose instances make a claim of its kind right too.
    """

    table: Table
    symmetric: Set[str]
    implied: Mapping[str, tuple[str, ...]]

    def rows(self, claim: Claim, pair: Pair) -> Iterator[tuple[str, Pair]]:
        """Yield the relations of theirs that a claim may be, with the pair in their direction."""
        for name, (ours, inverse, type_) in self.table.items():
            if claim.predicate in ours and type_ in ("", claim.subject.type):
                yield name, (pair[1], pair[0]) if inverse else pair

    def gold(self, document: Document) -> dict[str, set[Pair]]:
        """Return the annotated pairs of each relation, both ways where it holds both ways."""
        found: dict[str, set[Pair]] = defaultdict(set)
        for name, a, b in document.relations:
            found[name] |= {(a, b), (b, a)} if name in self.symmetric else {(a, b)}
        return found


def measure(
    corpus: str,
    documents: Sequence[Document],
    kinds: Kinds,
    read: Read,
    also: Callable[[Report, Extraction], None] | None = None,
) -> Report:
    """Return how well the relations of the table are found in the documents; ``also`` counts more of each in rows apart."""
    report, counts, unjudged = Report(corpus, RULE), Counter[str](), 0
    for name, (ours, _, _) in kinds.table.items():
        report.row(name, ours)
    by_id = {d.id: d for d in documents}
    for extraction in read([(d.id, d.text, None) for d in documents]):
        report.documents += 1
        document = by_id[extraction.article.id]
        counts.update(name for name, _, _ in document.relations if name not in kinds.table)
        unjudged += _document(report, document, extraction, kinds)
        if also:
            also(report, extraction)
    report.rows = {name: row for name, row in report.rows.items() if row.gold or row.predicted}
    report.uncovered = uncovered(counts)
    report.notes["claims not judged (an argument is not annotated)"] = str(unjudged)
    return report


def _document(report: Report, document: Document, extraction: Extraction, kinds: Kinds) -> int:
    """Count one document; return how many claims of the table's relations were not judged."""
    gold, chains, entities = kinds.gold(document), places(extraction), Entities(document.entities)
    found, said, unjudged = defaultdict[str, set[Pair]](set), set[tuple[str, Pair]](), 0
    for claim in extraction.claims:
        a, b = entities.of(claim.subject, chains), entities.of(claim.object, chains)
        if claim.polarity == "negative" or a == b:
            continue
        if a is None or b is None:
            unjudged += any(claim.predicate in ours for ours, _, _ in kinds.table.values())
            continue
        rows = list(kinds.rows(claim, (a, b)))
        exact = [(name, pair) for name, pair in rows if pair in gold[name]]
        wide = [(name, pair) for name, pair in rows if any(pair in gold[n] for n in kinds.implied.get(name, ()))]
        for name, pair in exact or wide[:1] or rows[:1]:
            if (name, pair) in said:
                continue
            said |= {(name, pair), (name, (pair[1], pair[0]))} if name in kinds.symmetric else {(name, pair)}
            row = report.row(name)
            row.predicted += 1
            row.hits += bool(exact or wide)
            found[name] |= {pair} if exact else set()
            if not exact and not wide:
                words = " ".join(span.of(document.text) for span in claim.evidence)
                report.example(name, "wrong", f"{in_words(claim)} :: {words}")
    for name in kinds.table:
        wanted = {_one_way(pair) if name in kinds.symmetric else pair for pair in gold[name]}
        got = {_one_way(pair) if name in kinds.symmetric else pair for pair in found[name]}
        row = report.row(name)
        row.gold, row.found = row.gold + len(wanted), row.found + len(got)
        for a, b in sorted(wanted - got):
            report.example(name, "missed", f"{document.names.get(a)} – {document.names.get(b)} [{document.id}]")
    return unjudged


def _one_way(pair: Pair) -> Pair:
    return (min(pair), max(pair))
