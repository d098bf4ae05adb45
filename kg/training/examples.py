"""What the networks learn from: passages as the rules see them, with what an annotation says of their things.

Mentions are those that kg finds by itself, so that training sees what reading will see. An annotation that only touches a
mention, or reaches it by coreference alone, teaches nothing: neither that something holds nor that it does not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kg import claims, mentions
from kg.articles import make
from kg.errors import SourceError
from kg.learned.passages import Passage, passages
from kg.model import Document, Span, digest
from kg.reading import load_ontology

FOLDS = 3
#: How sure the rules have to be of what they teach.
SURE = 0.75
#: The types of names that are told apart; names of anything else are "".
TYPES = ("Person", "Organization", "Place", "")

Triple = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Fact:
    """An annotated relation between two places of a text, as ours; the types are those that it gives its arguments, "" for
    none in particular. One that is not ``sure`` to be said there only keeps others from counting as wrong."""

    relation: str
    subject: Span
    object: Span
    types: tuple[str | None, str | None] = (None, None)
    sure: bool = True


@dataclass(slots=True)
class Example:
    """A passage with the relations that were looked for in it (``known``), the triples (subject, object, relation) by
    numbers of things that hold, those that may or may not, and the types of things. ``group`` names the corpus; ``fold`` (1 to
    ``FOLDS``) is held out as a whole, and no document is in two."""

    passage: Passage
    group: str
    document: str
    fold: int
    known: frozenset[str]
    positive: set[Triple] = field(default_factory=set)
    unsure: set[Triple] = field(default_factory=set)
    types: dict[int, str] = field(default_factory=dict)

    def place(self, thing: int) -> Span:
        """Return where a thing stands in the document."""
        span, start = self.passage.things[thing].span, self.passage.start
        return Span(span.start + start, span.end + start)

    def at(self, span: Span) -> tuple[list[int], list[int]]:
        """Return the things that an annotated span means, and those that it only touches or reaches by coreference."""
        things, meant, touched = self.passage.things, list[int](), list[int]()
        for i, thing in enumerate(things):
            here = self.place(i)
            shared = min(here.end, span.end) - max(here.start, span.start)
            if shared <= 0:
                continue
            close = 2 * shared >= max(here.end - here.start, span.end - span.start)
            part = thing.kind != "nominal" and (span.contains(here) or here.contains(span))
            (meant if close or part else touched).append(i)
        chains = {m.chain for i in meant if (m := things[i].mention)}
        reached = (i for i, thing in enumerate(things) if thing.mention and thing.mention.chain in chains)
        return meant, sorted({*touched, *reached} - set(meant))

    def learn(self, fact: Fact, symmetric: bool) -> None:
        """Take a fact in."""
        (subjects, near), (objects, others) = self.at(fact.subject), self.at(fact.object)
        for i in (*subjects, *near):
            for j in (*objects, *others):
                if i == j:
                    continue
                sure = fact.sure and i in subjects and j in objects
                found = self.positive if sure else self.unsure
                found |= {(i, j, fact.relation), (j, i, fact.relation)} if symmetric else {(i, j, fact.relation)}
        for things, type_ in ((subjects, fact.types[0]), (objects, fact.types[1])):
            if type_ is not None:
                self.typed(things, type_)
        self.unsure -= self.positive

    def heed(self, fact: Fact) -> None:
        """Take in what the rules read, where no annotation says otherwise."""
        (subjects, _), (objects, _) = self.at(fact.subject), self.at(fact.object)
        triples = {(i, j, fact.relation) for i in subjects for j in objects if i != j}
        if fact.sure:
            self.positive |= triples - self.unsure
        else:
            self.unsure |= triples - self.positive

    def open(self, pairs: Iterable[tuple[Span, Span]], names: Iterable[str]) -> None:
        """Leave open, both ways, which of some relations hold between places that something is known to hold between."""
        left_open = self.known & frozenset(names)
        for first, second in pairs:
            left, right = (sorted({i for group in self.at(span) for i in group}) for span in (first, second))
            both = [(i, j) for i in left for j in right] + [(j, i) for i in left for j in right]
            self.unsure |= {(i, j, name) for i, j in both if i != j for name in left_open}
        self.unsure -= self.positive

    def typed(self, things: Iterable[int], type_: str) -> None:
        """Take the type of names in."""
        self.types |= {i: type_ for i in things if self.passage.things[i].kind == "name"}


def documents(texts: Iterable[tuple[str, str]]) -> Iterator[Document]:
    """Yield the texts (id, text) as the rules read them, without a learned model; what is refused as an article is left out."""
    ontology = load_ontology(())
    for id_, text in texts:
        try:
            yield mentions.annotate(make(id_, text, id=id_), ontology)
        except SourceError:
            continue


def of(
    document: Document,
    group: str,
    known: frozenset[str],
    facts: Sequence[Fact],
    symmetric: frozenset[str],
    within: Span,
    fold: int = 0,
    read: Sequence[Fact] = (),
) -> Iterator[Example]:
    """Yield the passages of a document inside a span, with those facts of it that stand there.

    ``fold`` is that of the document, 0 for any; ``read`` are further facts, of relations that nobody annotated.
    """
    fold = fold or 1 + int(digest(group, document.article.id), 16) % FOLDS
    for passage in passages(document):
        if passage.start < within.end and passage.start + len(passage.text) > within.start:
            example = Example(passage, group, document.article.id, fold, known)
            for fact in facts:
                example.learn(fact, fact.relation in symmetric)
            for fact in read:
                example.heed(fact)
            yield example


def by_rules(document: Document, relations: Collection[str]) -> Iterator[Fact]:
    """Yield what the rules read in a document of some relations.

    Sure is what they say plainly; what is hedged, denied or doubtful, or wider than what they say, may hold or not.
    """
    ontology = load_ontology(())
    for claim in claims.extract(document, ontology):
        if claim.object.span is None:
            continue
        subject, object_, relation = claim.subject.span, claim.object.span, ontology.relations[claim.predicate]
        plain = claim.polarity == "positive" and claim.modality == "asserted" and claim.confidence >= SURE
        for n, name in enumerate(name for name in (relation.name, *relation.parents) if name in relations):
            yield Fact(name, subject, object_, sure=plain and n == 0)
            if relation.symmetric:
                yield Fact(name, object_, subject, sure=plain and n == 0)
