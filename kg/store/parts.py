"""The graph of a corpus that no machine holds whole: the triples of one article, one entity, one statement at a time.

Together the parts are what ``mapping.quads`` yields; what they have in common is counted once by whoever puts them together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad

from kg.model import Copy, Corpus, Disagreement, Entity, Extraction, Resolution, Statement
from kg.ontology import CORE, SCHEMA, Ontology
from kg.settings import Settings
from kg.store import turtle
from kg.store.dataset import Tally, described
from kg.store.mapping import Row
from kg.store.naming import activity, article_iri, claim_iri
from kg.store.terms import RDF, node
from kg.store.things import Things
from kg.utterances import Utterance

#: A line of N-Triples without its end; the class that it gives something, and the relation of a plain triple, or "".
Line = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Parts:
    """The graph's parts as lines; ``gazetteer`` is the hash of the one used, if any."""

    ontology: Ontology
    settings: Settings
    gazetteer: str = ""

    def article(self, extraction: Extraction, by_chain: Mapping[str, str], statements: Iterable[Statement]) -> Iterator[Line]:
        """Yield an article, what it mentions, its quotations, and its claims that these statements rest on."""
        return self._lines(self._article(extraction, by_chain, statements))

    def _article(self, extraction: Extraction, by_chain: Mapping[str, str], statements: Iterable[Statement]) -> Iterator[Quad]:
        id_, base = extraction.article.id, self.settings.base
        graph = self._graph({(id_, chain): iri for chain, iri in by_chain.items()})
        for iri in by_chain.values():
            yield Quad(article_iri(base, id_), NamedNode(SCHEMA + "mentions"), node(iri))
        yield from graph.article(extraction.article)
        for quotation in extraction.quotations:
            yield from graph.quotation(extraction, quotation)
        for statement in statements:
            for claim in extraction.claims:
                if claim.id in statement.claims and claim.predicate == statement.predicate:
                    yield Quad(node(statement.id), NamedNode(CORE + "claim"), claim_iri(base, id_, claim))
                    yield from graph.claim(extraction, claim, statement)

    def entity(self, entity: Entity) -> Iterator[Line]:
        """Yield an entity."""
        return self._lines(self._graph().entity(entity))

    def statement(self, statement: Statement, labels: Mapping[str, str], first: Sequence[str]) -> Iterator[Line]:
        """Yield a statement without its claims, which come with their articles; ``first`` are the articles to report it."""
        return self._lines(self._graph().statement(statement, (), labels, first))

    def disagreement(self, disagreement: Disagreement, behind: Mapping[str, Sequence[Row]]) -> Iterator[Line]:
        """Yield a disagreement; ``behind`` are the claims of its statements."""
        return self._lines(self._graph().disagreement(disagreement, behind))

    def utterance(self, utterance: Utterance) -> Iterator[Line]:
        """Yield words that several quotations are versions of."""
        return self._lines(self._graph().utterance(utterance))

    def copy(self, copy: Copy) -> Iterator[Line]:
        """Yield that two articles have text in common."""
        return self._lines(self._graph().copy(copy))

    def vocabulary(self, corpus: Corpus) -> Iterator[Line]:
        """Yield the labels of the types and relations that entities and statements have."""
        return self._lines(self._graph().vocabulary(corpus))

    def description(self, corpus: Corpus, content: Tally) -> Iterator[Line]:
        """Yield what a graph of this content says of itself; of the corpus only numbers count."""
        return self._lines(described(corpus, self.ontology, self.settings, content))

    def _graph(self, by_chain: Mapping[tuple[str, str], str] | None = None) -> Things:
        made_by = activity(self.ontology, self.settings, self.gazetteer)
        return Things(self.settings.base, self.ontology, Resolution((), by_chain or {}), made_by)

    def _lines(self, quads: Iterable[Quad]) -> Iterator[Line]:
        relations = {relation.iri for relation in self.ontology.relations.values()}
        for quad in dict.fromkeys(quads):
            predicate = quad.predicate.value
            class_ = quad.object.value if predicate == RDF + "type" and isinstance(quad.object, NamedNode) else ""
            yield next(turtle.ntriples([quad])).rstrip("\n"), class_, predicate if predicate in relations else ""
