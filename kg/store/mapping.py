"""The only mapping between the model and RDF: a corpus as triples, all of them in the default graph.

    Article ──▶ schema:NewsArticle            Claim ──▶ kg:Claim, rdf:Statement     Statement ──▶ kg:Statement
    Span ─────▶ oa:SpecificResource,          Entity ─▶ kg:Entity, its type         asserted ──▶ the plain triple
                two selectors                 Quotation ─▶ schema:Quotation, versions of a kg:SharedUtterance
    Copy ─────▶ kg:copyOf                     Origin ──▶ kg:Origin of its statement
    Disagreement ──▶ kg:Disagreement, with a kg:Side for each of its sides

Nothing is a blank node. A claim is written when a statement rests on it; a claim that was dropped has no subject and
object that the ontology allows, and stays in the extractions kept beside the graph.

The triples come in units (an article with its claims, an entity, a statement …), and no two units have a triple in common:
where the content of a unit changes, its triples can be taken out of a graph and put in anew, and all others stay.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, NamedTuple, TypeVar

from pyoxigraph import NamedNode, Quad

from kg.model import Claim, Copy, Corpus, Entity, Extraction, LiteralValue, QuotationKey, Statement
from kg.ontology import SCHEMA, Ontology
from kg.settings import Settings
from kg.shelf import Packed, article_of, opened, packed, some
from kg.sources import reported
from kg.store import dataset
from kg.store.dataset import Tally
from kg.store.naming import activity, article_iri, claim_iri
from kg.store.terms import DCTERMS, node, string
from kg.store.things import CONTEXT, Things
from kg.utterances import shared

__all__ = [
    "CONTEXT", "WHOLE", "Part", "Row", "Telling", "Unit", "article", "behind", "named", "quads", "quads_by_unit", "resting",
    "tellings", "texts", "units",
]  # fmt: skip


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Unit:
    """Triples that nothing else has: what kind of thing they tell of and which one, all that they depend on besides the
    settings and the ontology, and how to make them."""

    kind: str
    key: str
    content: tuple[object, ...]
    make: Callable[[], Iterator[Quad]]

    def quads(self) -> Collection[Quad]:
        """Return its quads, each once, in an order that depends on its content alone."""
        return dict.fromkeys(self.make())


def quads(corpus: Corpus, ontology: Ontology, settings: Settings, tally: Tally | None = None) -> Iterator[Quad]:
    """Yield the corpus as quads of the default graph, each once, in an order that depends on the corpus alone.

    What the graph says of itself comes last; ``tally`` counts all but that. Raises ``StoreError`` where an IRI cannot be made
    (a base that is no absolute IRI) and ``KeyError`` where the ontology lacks a relation.
    """
    for unit in quads_by_unit(corpus, ontology, settings, tally):
        yield from unit


def quads_by_unit(
    corpus: Corpus, ontology: Ontology, settings: Settings, tally: Tally | None = None
) -> Iterator[Collection[Quad]]:
    """Yield what ``quads`` yields, the quads of a unit together."""
    counted = Tally(ontology) if tally is None else tally
    for unit in units(corpus, ontology, settings):
        found = unit.quads()
        for quad in found:
            counted.add(quad)
        yield found
    yield tuple(dataset.described(corpus, ontology, settings, counted))


class _Everything(frozenset[Any]):
    """Holds whatever is asked for."""

    def __contains__(self, _: object) -> bool:
        return True


_EVERYTHING = _Everything()


@dataclass(frozen=True, slots=True)
class Part:
    """Some units of a corpus: articles, entities (IRIs), statements and disagreements by id, utterances by what they are
    versions of, and copies by their articles."""

    articles: Container[str] = _EVERYTHING
    entities: Container[str] = _EVERYTHING
    utterances: Container[tuple[QuotationKey, ...]] = _EVERYTHING
    copies: Container[tuple[str, str]] = _EVERYTHING
    statements: Container[str] = _EVERYTHING
    disagreements: Container[str] = _EVERYTHING


WHOLE = Part()


def units(corpus: Corpus, ontology: Ontology, settings: Settings, part: Part = WHOLE) -> Iterator[Unit]:
    """Yield the corpus in units, or ``part`` of it and what is common to all, in an order that depends on the corpus alone."""
    things = Things(settings.base, ontology, corpus.resolution, activity(ontology, settings, corpus.gazetteer))
    yield _vocabulary(corpus, things)
    for entity in corpus.resolution.entities:
        if entity.iri in part.entities:
            yield _entity(entity, things)
    statements = sorted((s for s in corpus.statements if s.id in part.statements), key=lambda s: s.id)
    disagreements = sorted((d for d in corpus.disagreements if d.id in part.disagreements), key=lambda d: d.id)
    behind = {s.id for s in statements} | {side.statement for d in disagreements for side in d.sides}
    rows = resting(corpus, partial(named, things.base), [s for s in corpus.statements if s.id in behind])
    yield from (article(told, things) for told in tellings(corpus, part.articles))
    for utterance in shared(corpus, part.utterances):
        yield Unit("utterance", utterance.id, (utterance,), lambda u=utterance: things.utterance(u))  # type: ignore[misc]  # mypy knows no default of a lambda
    for copy in corpus.copies:
        if (copy.article, copy.source) in part.copies:
            yield _copy(copy, things)
    labels = {entity.iri: entity.label for entity in corpus.resolution.entities}
    told = {article for s in statements for origin in s.origins for article in origin.articles}
    articles = {e.article.id: replace(e.article, text="", body=(), captions=()) for e in some(corpus.extractions, told)}
    for statement in statements:
        first = [article.id for article in reported(statement, articles).first]
        yield _statement(statement, rows.get(statement.id, []), labels, first, things)
    for disagreement in disagreements:
        found = {side.statement: rows.get(side.statement, []) for side in disagreement.sides}
        content = (disagreement, [row for side in found.values() for row in side])
        yield Unit(
            "disagreement",
            disagreement.id,
            content,
            lambda d=disagreement, found=found: things.disagreement(d, found),  # type: ignore[misc]  # as above
        )


class Row(NamedTuple):
    """A claim by its id, which names it for certain only within its article, and by its IRI."""

    claim: str
    iri: str


def named(base: str, article: str, claim: Claim) -> Row:
    """Return a claim of an article by id and IRI."""
    return Row(claim.id, claim_iri(base, article, claim).value)


def _vocabulary(corpus: Corpus, things: Things) -> Unit:
    """What is common to all: types and relations in use, and where IRIs that were given up lead."""
    replaced = sorted(corpus.resolution.replaced.items())

    def make() -> Iterator[Quad]:
        yield from things.vocabulary(corpus)
        for old, new in replaced:
            yield Quad(node(old), _p(DCTERMS, "isReplacedBy"), node(new))

    types, relations = {e.type for e in corpus.resolution.entities}, {s.predicate for s in corpus.statements}
    return Unit("vocabulary", "", (types, relations, replaced), make)


def _entity(entity: Entity, things: Things) -> Unit:
    content = (entity.label, entity.type, entity.named, entity.aliases, entity.authorities)
    return Unit("entity", entity.iri, content, lambda: things.entity(entity))


class Telling(NamedTuple):
    """An article as the corpus has it: what was read of it, perhaps packed; its chains with their entities; and the statements
    that rest on claims of it, sorted by id, of which nothing but ends, claims and relation counts."""

    extraction: Extraction | Packed
    chains: list[tuple[str, str]]
    statements: list[Statement]

    @property
    def article(self) -> str:
        """The article's id."""
        return article_of(self.extraction)


def tellings(corpus: Corpus, wanted: Container[str] = _EVERYTHING) -> Iterator[Telling]:
    """Yield the articles of a corpus, or some of them (by id), in order; what was put away comes packed."""
    chains: dict[str, list[tuple[str, str]]] = {}
    for (article, chain), iri in corpus.resolution.by_chain.items():
        if article in wanted:
            chains.setdefault(article, []).append((chain, iri))
    spoken: dict[str, list[Statement]] = {}
    for statement in sorted(corpus.statements, key=lambda s: s.id):
        told = [article for article in statement.articles if article in wanted]
        bare = replace(statement, origins=(), articles=(), conflicts_with=()) if told else statement
        for article in told:
            spoken.setdefault(article, []).append(bare)
    whole = wanted is _EVERYTHING
    for extraction in packed(corpus.extractions) if whole else some(corpus.extractions, wanted):
        id_ = article_of(extraction)
        yield Telling(extraction, sorted(chains.pop(id_, [])), spoken.pop(id_, []))


def article(told: Telling, things: Things) -> Unit:
    """Return an article with the entities that it speaks of, its quotations, and the claims that statements rest on."""
    extraction, found = opened(told.extraction), dict[str, list[Claim]]()
    for claim in extraction.claims:
        found.setdefault(claim.id, []).append(claim)
    claims = [(c, s) for s in told.statements for id_ in s.claims for c in found.get(id_, ()) if c.predicate == s.predicate]
    return _article(extraction, told.chains, claims, things)


def _article(
    extraction: Extraction, chains: list[tuple[str, str]], claims: list[tuple[Claim, Statement]], things: Things
) -> Unit:
    article = extraction.article

    def make() -> Iterator[Quad]:
        yield from things.article(article)
        for _, iri in chains:
            yield Quad(article_iri(things.base, article.id), _p(SCHEMA, "mentions"), node(iri))
        for quotation in extraction.quotations:
            yield from things.quotation(extraction, quotation)
        for claim, statement in claims:
            yield from things.claim(extraction, claim, statement)

    # a literal is written as the statement has it, whatever its own spelling
    placed = [(claim.id, s.subject, s.object if isinstance(s.object, str) else _spelling(s.object)) for claim, s in claims]
    return Unit("article", article.id, (extraction, chains, placed), make)


def _spelling(value: LiteralValue) -> tuple[str, str]:
    return value.value, value.datatype


def _copy(copy: Copy, things: Things) -> Unit:
    # two articles share text in both directions, and each may copy the other in part: one unit a pair
    return Unit("copy", f"{copy.article}\n{copy.source}", (copy.wholly, copy.dated), lambda: things.copy(copy))


def _statement(statement: Statement, rows: list[Row], labels: dict[str, str], first: list[str], things: Things) -> Unit:
    ends = (statement.subject, statement.object if isinstance(statement.object, str) else "")
    content = (statement, rows, [labels.get(iri) for iri in ends], first)
    return Unit(
        "statement", statement.id, content, lambda: things.statement(statement, [row.iri for row in rows], labels, first)
    )


def texts(extractions: Iterable[Extraction], base: str) -> Iterator[Quad]:
    """Yield each article's whole text as ``schema:articleBody``, which the graph has only on demand."""
    for extraction in extractions:
        article = extraction.article
        yield Quad(article_iri(base, article.id), _p(SCHEMA, "articleBody"), string(article.text))


def _p(namespace: str, name: str) -> NamedNode:
    return NamedNode(namespace + name)


def resting(
    corpus: Corpus, kept: Callable[[str, Claim], T], statements: Sequence[Statement] | None = None
) -> dict[str, list[T]]:
    """Return the claims behind each statement (of some, where these are given), by its id: of each what ``kept`` makes of it
    and its article's id, all that memory has to hold."""
    wanted = corpus.statements if statements is None else statements
    found: dict[str, list[tuple[str, str, T]]] = {}
    for extraction in some(corpus.extractions, {article for s in wanted for article in s.articles}):
        id_ = extraction.article.id
        for claim in extraction.claims:
            found.setdefault(claim.id, []).append((id_, claim.predicate, kept(id_, claim)))
    return {
        s.id: [
            row
            for id_ in s.claims
            for article, predicate, row in found.get(id_, ())
            if article in s.articles and predicate == s.predicate
        ]
        for s in wanted
    }


def behind(corpus: Corpus) -> dict[str, list[tuple[Extraction, Claim]]]:
    """Return the claims behind each statement, by its id, each with the whole of its article's extraction."""
    articles = {e.article.id: e for e in corpus.extractions}
    return resting(corpus, lambda article, claim: (articles[article], claim))
