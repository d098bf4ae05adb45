"""Each kind of thing of the model as triples: an entity, an article, a claim, a statement, a quotation, an utterance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from kg.model import (
    Article,
    ChainKey,
    Claim,
    Copy,
    Corpus,
    Disagreement,
    Entity,
    Extraction,
    LiteralValue,
    Origin,
    Quotation,
    Resolution,
    Span,
    Statement,
)
from kg.ontology import CORE, SCHEMA, Ontology
from kg.store import terms
from kg.store.naming import article_iri, claim_iri, evidence_iri, quotation_iri
from kg.store.terms import DCTERMS, OA, OWL, PROV, QUALIFIER, RDF, RDFS, SKOS, Term, mint, node, string
from kg.store.terms import describe as _describe
from kg.utterances import Utterance, Version, mentioned

#: Characters of the article given before and after the exact words (Web Annotation's TextQuoteSelector).
CONTEXT = 32


@dataclass(frozen=True, slots=True)
class Things:
    """What every part of the mapping needs to know; one method for each kind of thing."""

    base: str
    ontology: Ontology
    resolution: Resolution
    activity: NamedNode

    @property
    def by_chain(self) -> Mapping[ChainKey, str]:
        """The entity of each chain."""
        return self.resolution.by_chain

    def vocabulary(self, corpus: Corpus) -> Iterator[Quad]:
        """The labels of the types and relations that the data use, and what queries need to expand relations."""
        for name in sorted({e.type for e in corpus.resolution.entities} & self.ontology.types.keys()):
            type_ = self.ontology.types[name]
            yield from _describe(node(type_.iri), (RDF + "type", _p(OWL, "Class")), (RDFS + "label", string(type_.label)))
        for name in sorted(self.above({s.predicate for s in corpus.statements})):
            relation = self.ontology.relations[name]
            yield from _describe(
                node(relation.iri),
                (RDF + "type", _p(CORE, "Relation")),
                (RDF + "type", _p(OWL, "SymmetricProperty") if relation.symmetric else None),
                (RDFS + "label", string(relation.label)),
                *((RDFS + "subPropertyOf", node(self.ontology.relation_iri(parent))) for parent in relation.parents),
                (OWL + "inverseOf", node(self.ontology.relation_iri(relation.inverse)) if relation.inverse else None),
            )

    def above(self, names: Iterable[str]) -> set[str]:
        """The relations, and all that they are below of or the inverse of."""
        found, todo = set[str](), list(names)
        while todo:
            name = todo.pop()
            if name not in found:
                found.add(name)
                relation = self.ontology.relations[name]
                todo += [*relation.parents, *filter(None, [relation.inverse])]
        return found

    def entity(self, entity: Entity) -> Iterator[Quad]:
        """An entity with its type, label, other names, and what it is elsewhere."""
        type_ = self.ontology.types.get(entity.type)
        yield from _describe(
            node(entity.iri),
            (RDF + "type", _p(CORE, "Entity")),
            (RDF + "type", node(type_.iri) if type_ else None),
            (RDFS + "label", string(entity.label)),
            *((SKOS + "altLabel", string(alias)) for alias in entity.aliases if alias != entity.label),
            (CORE + "named", terms.boolean(entity.named)),
            *((SKOS + one.match, node(one.iri)) for one in entity.authorities),
        )
        for one in entity.authorities:
            yield from _describe(
                mint(self.base, "link", entity.label, entity.iri, one.match, one.iri),
                (RDF + "type", _p(CORE, "AuthorityLink")),
                (RDF + "subject", node(entity.iri)),
                (RDF + "predicate", _p(SKOS, one.match)),
                (RDF + "object", node(one.iri)),
                (CORE + "confidence", terms.decimal(float(one.score))),
                (RDFS + "comment", string(one.reason)),
                (DCTERMS + "source", terms.web_address(one.source)),
            )

    def article(self, article: Article) -> Iterator[Quad]:
        """An article by what its source states of it; its text is left to ``texts``."""
        yield from _describe(
            article_iri(self.base, article.id),
            (RDF + "type", _p(SCHEMA, "NewsArticle")),
            (RDF + "type", _p(PROV, "Entity")),
            (DCTERMS + "identifier", string(article.id)),
            (DCTERMS + "source", string(article.source)),
            (SCHEMA + "headline", _text(article.title)),
            (SCHEMA + "author", _text(article.byline)),
            (SCHEMA + "publisher", _text(article.publisher)),
            (SCHEMA + "datePublished", terms.date(article.published) if article.published else None),
            (CORE + "retrieved", terms.date(article.retrieved) if article.retrieved else None),
            (SCHEMA + "url", terms.web_address(article.url)),
            (SCHEMA + "inLanguage", _text(article.language)),
            (CORE + "sha256", string(article.hash)),
            (CORE + "textLength", terms.number(len(article.text))),
        )

    def evidence(self, article: Article, span: Span) -> Iterator[Quad]:
        """A stretch of an article by two selectors: its offsets, and its words with a little before and after."""
        target, key = evidence_iri(self.base, article.id, span), (article.id, str(span.start), str(span.end))
        position = mint(self.base, "evidence", "position", "position", *key)
        quote = mint(self.base, "evidence", "quote", "quote", *key)
        yield from _describe(
            target,
            (RDF + "type", _p(OA, "SpecificResource")),
            (OA + "hasSource", article_iri(self.base, article.id)),
            (OA + "hasSelector", position),
            (OA + "hasSelector", quote),
        )
        yield from _describe(
            position,
            (RDF + "type", _p(OA, "TextPositionSelector")),
            (OA + "start", terms.number(span.start)),
            (OA + "end", terms.number(span.end)),
        )
        yield from _describe(
            quote,
            (RDF + "type", _p(OA, "TextQuoteSelector")),
            (OA + "exact", string(span.of(article.text))),
            (OA + "prefix", string(article.text[max(0, span.start - CONTEXT) : span.start])),
            (OA + "suffix", string(article.text[span.end : span.end + CONTEXT])),
        )

    def claim(self, extraction: Extraction, claim: Claim, statement: Statement) -> Iterator[Quad]:
        """A claim over resolved entities, in the direction in which the article says it."""
        article = extraction.article
        subject = self.by_chain.get((article.id, claim.subject.entity), statement.subject)
        if isinstance(claim.object, LiteralValue):
            thing, unit = self.value(statement.object), claim.object.unit
            words = claim.object.text or claim.object.value
        else:
            found = self.by_chain.get((article.id, claim.object.entity))
            thing, unit, words = node(found) if found else self.value(statement.object), None, claim.object.text
        speaker = claim.attributed_to
        yield from _describe(
            claim_iri(self.base, article.id, claim),
            (RDF + "type", _p(CORE, "Claim")),
            (RDF + "type", _p(RDF, "Statement")),
            (RDF + "subject", node(subject)),
            (RDF + "predicate", node(self.ontology.relation_iri(claim.predicate))),
            (RDF + "object", thing),
            (CORE + "subjectText", string(claim.subject.text)),
            (CORE + "objectText", string(words)),
            (CORE + "unit", _text(unit)),
            (CORE + "polarity", string(claim.polarity)),
            (CORE + "modality", string(claim.modality)),
            (CORE + "status", _text(claim.status)),
            (CORE + "time", terms.edtf(claim.time) if claim.time else None),
            (CORE + "confidence", terms.decimal(float(claim.confidence))),
            *((QUALIFIER + terms.safe_name(name), string(value)) for name, value in claim.qualifiers),
            (PROV + "wasAttributedTo", self.chain(article, speaker.entity) if speaker else None),
            (CORE + "speakerText", string(speaker.text or speaker.label) if speaker else None),
            *((CORE + "via", self.chain(article, relay.entity)) for relay in claim.via),
            *((CORE + "viaText", string(relay.text or relay.label)) for relay in claim.via),
            *((PROV + "wasDerivedFrom", evidence_iri(self.base, article.id, span)) for span in claim.evidence),
            (PROV + "wasGeneratedBy", self.activity),
            *((CORE + "extractor", string(name)) for name in claim.extractors),
            (CORE + "reason", _text(claim.reason)),
            (CORE + "article", article_iri(self.base, article.id)),
        )
        for span in claim.evidence:
            yield from self.evidence(article, span)

    def statement(
        self,
        statement: Statement,
        claims: Iterable[str],
        labels: Mapping[str, str],
        first: Iterable[str],
    ) -> Iterator[Quad]:
        """What ``claims`` (IRIs) together say, with its origins and the articles that were ``first`` to report it; the plain
        triple where it is asserted, both ways where it is symmetric."""
        relation = self.ontology.relations[statement.predicate]
        subject, predicate, thing = node(statement.subject), node(relation.iri), self.value(statement.object)
        literal = statement.object if isinstance(statement.object, LiteralValue) else None
        name = thing.value if literal else labels.get(str(statement.object), "")
        yield from _describe(
            node(statement.id),
            (RDF + "type", _p(CORE, "Statement")),
            (RDFS + "label", string(f"{labels.get(statement.subject, '')} {relation.label} {name}".strip())),
            (RDF + "subject", subject),
            (RDF + "predicate", predicate),
            (RDF + "object", thing),
            (CORE + "unit", _text(literal.unit) if literal else None),
            *((CORE + "claim", NamedNode(claim)) for claim in claims),
            (CORE + "articleCount", terms.number(len(statement.articles))),
            (CORE + "originCount", terms.number(len(statement.origins))),
            (CORE + "asserted", terms.boolean(statement.asserted)),
            (CORE + "disputed", terms.boolean(statement.disputed)),
            *((CORE + "conflictsWith", node(other)) for other in statement.conflicts_with),
            *((CORE + "firstReportedIn", article_iri(self.base, article)) for article in first),
            *((CORE + "origin", self.origin_iri(statement, origin)) for origin in statement.origins),
        )
        for origin in statement.origins:
            yield from _describe(
                self.origin_iri(statement, origin),
                (RDF + "type", _p(CORE, "Origin")),
                (RDFS + "label", string(origin.because)),
                (CORE + "articleCount", terms.number(len(origin.articles))),
                *((CORE + "reportedIn", article_iri(self.base, article)) for article in origin.articles),
                (PROV + "wasAttributedTo", node(origin.speaker) if origin.speaker else None),
            )
        if statement.asserted:
            yield Quad(subject, predicate, thing)
            if relation.symmetric and isinstance(thing, NamedNode):
                yield Quad(thing, predicate, subject)

    def origin_iri(self, statement: Statement, origin: Origin) -> NamedNode:
        """The IRI of an origin: why it is one, and a hash of the statement, the reason, who says so, and the articles."""
        key = (statement.id, origin.because, origin.speaker or "", *origin.articles)
        return mint(self.base, "origin", origin.because, *key)

    def copy(self, copy: Copy) -> Iterator[Quad]:
        """That two articles have text in common, and which is a copy where dates tell."""
        one, other = article_iri(self.base, copy.article), article_iri(self.base, copy.source)
        yield Quad(one, _p(CORE, "sharesTextWith"), other)
        yield Quad(other, _p(CORE, "sharesTextWith"), one)
        if copy.wholly and copy.dated:
            yield Quad(one, _p(CORE, "copyOf"), other)

    def disagreement(self, disagreement: Disagreement, behind: Mapping[str, Sequence[tuple[str, str]]]) -> Iterator[Quad]:
        """Its kind, weight and reason; and each side: what it speaks of, how it stands to that, the claims that take it, which
        are among those ``behind`` its statements (id and IRI)."""
        name = disagreement.id.rpartition("/")[2]
        sides = [mint(self.base, "side", f"{name} {n}", disagreement.id, str(n)) for n in range(len(disagreement.sides))]
        yield from _describe(
            node(disagreement.id),
            (RDF + "type", _p(CORE, "Disagreement")),
            (CORE + "kindOfDisagreement", string(disagreement.kind)),
            (CORE + "overTime", terms.boolean(disagreement.over_time)),
            (CORE + "weight", terms.decimal(disagreement.weight)),
            (RDFS + "comment", string(disagreement.reason)),
            *((CORE + "side", side) for side in sides),
        )
        for iri, side in zip(sides, disagreement.sides, strict=True):
            takers = [iri for claim, iri in behind.get(side.statement, ()) if claim in side.claims]
            yield from _describe(
                iri,
                (RDF + "type", _p(CORE, "Side")),
                (CORE + "statement", node(side.statement)),
                (CORE + "stance", string(side.stance)),
                (CORE + "measure", _text(side.measure)),
                (CORE + "originCount", terms.number(side.origins)),
                *((CORE + "takenBy", NamedNode(iri)) for iri in takers),
            )

    def quotation(self, extraction: Extraction, quotation: Quotation) -> Iterator[Quad]:
        """Words ascribed to somebody, with the stretches of the article where they stand, and the medium they were said in."""
        article, spans = extraction.article, quotation.segments or (quotation.span,)
        words = " … ".join(span.of(article.text) for span in spans)
        medium, speaker = self.medium(extraction, quotation), self.by_chain.get((article.id, quotation.speaker or ""))
        about = mentioned(Version(article.id, quotation, words), extraction.mentions, self.resolution) - {speaker}  # "I"
        if quotation.medium and medium is not None and medium.value.startswith(f"{self.base}medium/"):
            yield from _describe(medium, (RDF + "type", _p(PROV, "Entity")), (RDFS + "label", string(quotation.medium)))
        yield from _describe(
            quotation_iri(self.base, article.id, quotation, words),
            (RDF + "type", _p(SCHEMA, "Quotation")),
            (SCHEMA + "text", string(words)),
            (SCHEMA + "spokenByCharacter", self.chain(article, quotation.speaker) if quotation.speaker else None),
            (CORE + "speakerText", string(quotation.source.of(article.text)) if quotation.source else None),
            (CORE + "cueText", string(quotation.cue.of(article.text)) if quotation.cue else None),
            (CORE + "quotationKind", string(quotation.kind)),
            (CORE + "medium", _text(quotation.medium)),
            (PROV + "wasQuotedFrom", medium),
            *((SCHEMA + "mentions", node(iri)) for iri in sorted(about)),
            (CORE + "addressee", _text(quotation.addressee)),
            *((PROV + "wasDerivedFrom", evidence_iri(self.base, article.id, span)) for span in spans),
            (PROV + "wasGeneratedBy", self.activity),
            (CORE + "article", article_iri(self.base, article.id)),
        )
        for span in spans:
            yield from self.evidence(article, span)

    def medium(self, extraction: Extraction, quotation: Quotation) -> NamedNode | None:
        """Where it was said: an entity where the article names it, else a document of this article and speaker alone."""
        if not quotation.medium:
            return None
        article, wanted = extraction.article, quotation.medium.casefold()
        for chain in extraction.chains.values():
            if chain.named and wanted in {name.casefold() for name in (chain.label, *chain.aliases)}:
                found = self.chain(article, chain.id)
                if found is not None:
                    return found
        return mint(self.base, "medium", quotation.medium, article.id, quotation.speaker or "", wanted)

    def utterance(self, utterance: Utterance) -> Iterator[Quad]:
        """Words said once, that several quotations are versions of."""
        subject = mint(self.base, "utterance", utterance.words[:60], utterance.id)
        yield from _describe(
            subject,
            (RDF + "type", _p(CORE, "SharedUtterance")),
            (RDFS + "label", string(utterance.words)),
            (SCHEMA + "spokenByCharacter", node(utterance.speaker) if utterance.speaker else None),
            (CORE + "articleCount", terms.number(len(utterance.articles))),
        )
        for version in utterance.versions:
            quotation = quotation_iri(self.base, version.article, version.quotation, version.words)
            yield Quad(quotation, _p(DCTERMS, "isVersionOf"), subject)

    def chain(self, article: Article, chain: str) -> NamedNode | None:
        """The entity of an article's chain; None where it was not resolved (a pronoun alone)."""
        iri = self.by_chain.get((article.id, chain))
        return node(iri) if iri else None

    def value(self, thing: str | LiteralValue) -> Term:
        """An entity or a literal as a term."""
        return terms.typed(thing.value, thing.datatype) if isinstance(thing, LiteralValue) else node(thing)


def _p(namespace: str, name: str) -> NamedNode:
    return NamedNode(namespace + name)


def _text(value: str | None) -> Literal | None:
    return string(value) if value else None
