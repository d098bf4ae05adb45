"""A part of the store: what is around an entity, with the claims and the evidence behind it."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass, replace

from pyoxigraph import Literal, NamedNode, Quad, Triple
from pyoxigraph import Store as Oxigraph

from kg.model import Corpus
from kg.ontology import CORE, SCHEMA
from kg.store.terms import DCTERMS, RDF

_TYPE, _SUBJECT, _PREDICATE, _OBJECT = (NamedNode(RDF + name) for name in ("type", "subject", "predicate", "object"))
_STATEMENT, _ENTITY, _RELATION, _LINK = (
    NamedNode(CORE + name) for name in ("Statement", "Entity", "Relation", "AuthorityLink")
)
_MENTIONS = NamedNode(SCHEMA + "mentions")

Node = NamedNode | Literal


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """An entity, those within some statements of it, and the statements among them: IRIs of entities and statements."""

    entities: frozenset[str]
    statements: frozenset[str]


def neighbourhood(corpus: Corpus, iri: str, hops: int) -> Neighbourhood:
    """Return what is around an entity: who is within ``hops`` statements of it, and all that is said among them.

    Direction does not matter, nor how a statement stands: a denied one belongs to the picture. What is said of one of them
    and a value, such as an age, is part of it.
    """
    between = [(s.subject, s.object) for s in corpus.statements if isinstance(s.object, str)]
    near = {iri}
    for _ in range(hops):
        near |= {end for pair in between if not near.isdisjoint(pair) for end in pair}
    inside = (s.id for s in corpus.statements if s.subject in near and (not isinstance(s.object, str) or s.object in near))
    return Neighbourhood(frozenset(near), frozenset(inside))


def narrowed(corpus: Corpus, around: Neighbourhood) -> Corpus:
    """Return the corpus with these entities and statements alone, and of the articles those that make the statements, with
    the claims that do and what these entities say. Whoever else is spoken of there is a name, and no entity."""
    by_chain = {chain: iri for chain, iri in corpus.resolution.by_chain.items() if iri in around.entities}
    statements = tuple(
        replace(s, conflicts_with=tuple(other for other in s.conflicts_with if other in around.statements))
        for s in corpus.statements
        if s.id in around.statements
    )
    claims = {claim for s in statements for claim in s.claims}
    extractions = (
        replace(
            e,
            claims=tuple(c for c in e.claims if c.id in claims),
            quotations=tuple(q for q in e.quotations if q.speaker and (e.article.id, q.speaker) in by_chain),
        )
        for e in corpus.extractions
    )
    kept = tuple(e for e in extractions if e.claims)
    articles = {e.article.id for e in kept}
    entities = tuple(e for e in corpus.resolution.entities if e.iri in around.entities)
    return replace(
        corpus,
        extractions=kept,
        resolution=replace(
            corpus.resolution,
            entities=entities,
            by_chain=by_chain,
        ),
        statements=statements,
        drops=(),
        disagreements=tuple(d for d in corpus.disagreements if all(s.statement in around.statements for s in d.sides)),
        copies=tuple(c for c in corpus.copies if {c.article, c.source} <= articles),
    )


def quads(graph: Oxigraph, iri: str, around: Neighbourhood) -> Iterator[Quad]:
    """Yield the triples of a neighbourhood, each once, and all that they lead to: claims, evidence, articles, speakers by
    their names, relations and types; what the entity itself says, too.

    Nothing is in it that the whole graph has not. A triple that leads to a statement or, from an entity, to another entity
    outside is left out; so is what articles and quotations mention besides.
    """
    relations = {quad.subject for quad in graph.quads_for_pattern(None, _TYPE, _RELATION)}
    stated = {triple for statement in around.statements for triple in _plain(graph, NamedNode(statement))}
    seen: set[object] = set()
    todo: list[object] = [NamedNode(one) for one in (*around.entities, *around.statements)]
    for entity in map(NamedNode, around.entities):
        pointing = graph.quads_for_pattern(None, _SUBJECT, entity)
        todo += [quad.subject for quad in pointing if Quad(quad.subject, _TYPE, _LINK) in graph]
        todo += [quad.subject for quad in graph.quads_for_pattern(None, NamedNode(DCTERMS + "isReplacedBy"), entity)]
    spoken = graph.quads_for_pattern(None, NamedNode(SCHEMA + "spokenByCharacter"), NamedNode(iri))
    todo += [quad.subject for quad in spoken]
    while todo:
        node = todo.pop()
        if node in seen or not isinstance(node, NamedNode):
            continue
        seen.add(node)
        for quad in graph.quads_for_pattern(node, None, None):
            if quad.predicate in relations:
                if quad.triple in stated:
                    yield quad
            elif quad.predicate == _MENTIONS and getattr(quad.object, "value", "") not in around.entities:
                continue
            elif not _outside(graph, quad.object, around.statements):
                yield quad
                todo += [quad.predicate, quad.object]


def _plain(graph: Oxigraph, statement: NamedNode) -> Iterator[Triple]:
    """Yield the plain triples that a statement may stand for, in both directions."""
    subject, predicate, object_ = (
        next((quad.object for quad in graph.quads_for_pattern(statement, name, None)), None)
        for name in (_SUBJECT, _PREDICATE, _OBJECT)
    )
    if isinstance(subject, NamedNode) and isinstance(predicate, NamedNode) and isinstance(object_, Node):
        yield Triple(subject, predicate, object_)
        if isinstance(object_, NamedNode):
            yield Triple(object_, predicate, subject)


def _outside(graph: Oxigraph, node: object, statements: Set[str]) -> bool:
    """Tell whether a node is a statement that is not among these."""
    return isinstance(node, NamedNode) and node.value not in statements and Quad(node, _TYPE, _STATEMENT) in graph
