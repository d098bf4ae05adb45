"""What a store answers without SPARQL: an entity's sheet, the words behind a statement, quotations, paths, disagreements.

Every answer is plain values, and every claim in it comes with its words: ``Evidence``. Nothing here prints.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from kg import model, outputs
from kg.errors import UsageError
from kg.model import (
    Argument,
    Article,
    Claim,
    Corpus,
    Disagreement,
    Entity,
    Extraction,
    LiteralValue,
    Quotation,
    Side,
    Statement,
)
from kg.past import Past
from kg.publication import told
from kg.reading import load_ontology
from kg.settings import Settings
from kg.sources import Outlet, Repeated, Root, repeated, reported, roots, survey
from kg.utterances import Utterance, Version, differences, every, mentioned


@dataclass(frozen=True, slots=True)
class Evidence:
    """One claim behind a statement: its words, where they stand, who says them, and how.

    ``start`` and ``end`` are half-open code points in the text of the article ``source``; ``speaker`` is None where the
    article says it itself; ``claim`` is the claim's id.
    """

    words: str
    source: str
    start: int
    end: int
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    speaker: str | None
    via: tuple[str, ...]
    polarity: str
    modality: str
    status: str | None
    time: str | None
    qualifiers: tuple[tuple[str, str], ...]
    confidence: float
    reason: str
    claim: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement in words, with the claims behind it; ``kind`` is how it stands (``kg.model.KINDS``).

    ``reported`` says who reported it first and who followed; ``rests_on`` are its independent origins.
    """

    subject: str
    relation: str
    object: str
    kind: str
    disputed: bool
    articles: int
    origins: int
    evidence: tuple[Evidence, ...]
    statement: Statement
    reported: str = ""
    rests_on: tuple[Root, ...] = ()

    @property
    def sentence(self) -> str:
        """Subject, relation and object in one line."""
        return f"{self.subject} {self.relation} {self.object}"


@dataclass(frozen=True, slots=True)
class Position:
    """One side of a disagreement: how it stands to its statement, what to call it, the date or amount that it gives, its
    independent origins, and the statement with the words of this side alone."""

    stance: str
    title: str
    measure: str
    origins: int
    fact: Fact


@dataclass(frozen=True, slots=True)
class Dispute:
    """A disagreement in words, or (``over_time``) a change, with its sides (``kg.model.Disagreement``)."""

    id: str
    kind: str
    over_time: bool
    weight: float
    reason: str
    words: str
    sides: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that the corpus says of one entity."""

    entity: Entity
    sources: tuple[str, ...]
    facts: tuple[Fact, ...]
    quotations: int


@dataclass(frozen=True, slots=True)
class Wording:
    """One article's version of what somebody said, and where it stands.

    ``differs`` are the places where its words are others than those of the fullest version: (these, those), either may
    be empty; what it leaves out at its ends is no difference, and a reported clause (kind "indirect") is not compared.
    """

    words: str
    kind: str
    named: str | None
    cue: str | None
    medium: str | None
    addressee: str | None
    source: str
    start: int
    end: int
    publisher: str | None
    published: str | None
    differs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said, once, with every article's version of it, the fullest first; ``words`` are the fullest."""

    words: str
    speaker: str | None
    articles: int
    versions: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """How two entities hang together: the labels of those on the way, both ends among them, and a statement for each step."""

    stops: tuple[str, ...]
    facts: tuple[Fact, ...]


class Answers:
    """The corpus of one store, or what was ``known`` of it on a day, indexed for questions; made once a command."""

    def __init__(self, settings: Settings, known: Past | None = None) -> None:
        self.corpus: Corpus = known.corpus if known else outputs.store_of(settings).corpus()
        self.settings = settings

    @cached_property
    def entities(self) -> Mapping[str, Entity]:
        """Entities by IRI."""
        return {e.iri: e for e in self.corpus.resolution.entities}

    @cached_property
    def claims(self) -> Mapping[str, tuple[Extraction, Claim]]:
        """Claims by id, with the extraction they are of."""
        return {claim.id: (extraction, claim) for extraction in self.corpus.extractions for claim in extraction.claims}

    @cached_property
    def extractions(self) -> Mapping[str, Extraction]:
        """Extractions by the id of their article."""
        return {e.article.id: e for e in self.corpus.extractions}

    @cached_property
    def articles(self) -> Mapping[str, Article]:
        """Articles by id."""
        return {e.article.id: e.article for e in self.corpus.extractions}

    # ------------------------------------------------------------------ words

    def relation(self, name: str) -> str:
        """Return a relation's label, or its name in words where the ontology at hand does not know it."""
        known = load_ontology(self.settings.ontology).relations.get(name)
        return known.label if known else name

    def entity(self, article: str, chain: str) -> Entity | None:
        """Return the entity that a chain of an article was made part of, or None."""
        return self.entities.get(self.corpus.resolution.by_chain.get((article, chain), ""))

    def behind(self, statement: Statement) -> tuple[tuple[Extraction, Claim], ...]:
        """Return the claims behind a statement, each with the extraction it is of."""
        return tuple(self.claims[c] for c in statement.claims if c in self.claims)

    def label(self, thing: str | LiteralValue) -> str:
        """Return an entity's label or a literal in words."""
        if isinstance(thing, LiteralValue):
            return thing.value + (f" {thing.unit}" if thing.unit else "")
        found = self.entities.get(thing)
        return found.label if found else thing

    def evidence(self, statement: Statement) -> tuple[Evidence, ...]:
        """Return what stands behind a statement, article by article."""
        found = [self._evidence(*claim) for claim in self.behind(statement)]
        return tuple(sorted(found, key=_in_order))

    def _evidence(self, extraction: Extraction, claim: Claim) -> Evidence:
        article = extraction.article
        first, last = claim.evidence[0], claim.evidence[-1]

        def name(entity: str, label: str) -> str:
            found = self.entity(article.id, entity)
            return found.label if found else label

        return Evidence(
            words=" … ".join(span.of(article.text) for span in claim.evidence),
            source=article.source,
            start=first.start,
            end=last.end,
            title=article.title,
            publisher=article.publisher,
            published=article.published,
            url=article.url,
            speaker=name(claim.attributed_to.entity, claim.attributed_to.label) if claim.attributed_to else None,
            via=tuple(name(a.entity, a.label) for a in claim.via),
            polarity=claim.polarity,
            modality=claim.modality,
            status=claim.status,
            time=claim.time,
            qualifiers=claim.qualifiers,
            confidence=claim.confidence,
            reason=claim.reason,
            claim=claim.id,
        )

    def evidence_of(self, claim: str) -> Evidence:
        """Return one claim's evidence, by the claim's id."""
        return self._evidence(*self.claims[claim])

    def fact(self, statement: Statement) -> Fact:
        """Return a statement in words."""
        return Fact(
            subject=self.label(statement.subject),
            relation=self.relation(statement.predicate),
            object=self.label(statement.object),
            kind=model.kind(statement, [claim for _, claim in self.behind(statement)]),
            disputed=statement.disputed,
            articles=len(statement.articles),
            origins=len(statement.origins),
            evidence=self.evidence(statement),
            statement=statement,
            reported=told(reported(statement, self.articles)),
            rests_on=roots(statement, self.articles),
        )

    # ------------------------------------------------------------------ questions

    def find(self, text: str) -> Entity:
        """Return the one entity of this name, alias or IRI; raises ``UsageError`` where it is none or several."""
        from kg import analysis

        found = analysis.find_entity(self.corpus, text)
        folded = text.casefold()
        exact = [e for e in found if folded in {e.iri.casefold(), e.label.casefold()}] or [
            e for e in found if folded in {alias.casefold() for alias in e.aliases}
        ]
        named = [e for e in exact if e.named] or exact or list(found)
        if len(named) == 1:
            return named[0]
        if not named:
            raise UsageError(f"{text!r}: the graph has no entity of this name (kg query entities lists them)")
        listed = "; ".join(f"{e.label} ({e.type}) {e.iri}" for e in named[:8])
        raise UsageError(f"{text!r} may be any of {len(named)} entities, give the full name or the IRI: {listed}")

    def predicate(self, text: str) -> str:
        """Return the name of the relation meant by a name, label or IRI; raises ``UsageError`` where there is none."""
        relations = load_ontology(self.settings.ontology).relations
        wanted = " ".join(text.casefold().split())
        for relation in relations.values():
            if wanted in {relation.name.casefold(), relation.label.casefold(), relation.iri.casefold()}:
                return relation.name
        used = sorted({s.predicate for s in self.corpus.statements})
        raise UsageError(f"{text!r} is no relation of the ontology; this store has {', '.join(used) or 'none'}")

    def show(self, text: str) -> Sheet:
        """Return what the corpus says of an entity."""
        entity = self.find(text)
        facts = [self.fact(s) for s in self.corpus.statements if entity.iri in (s.subject, s.object)]
        sources = sorted({self.articles[article].source for article, _ in entity.chains})
        said = sum(q.speaker is not None and self.entity(e.article.id, q.speaker) == entity for e, q in self._quotations())
        return Sheet(entity, tuple(sources), tuple(sorted(facts, key=_rank)), said)

    def why(self, subject: str, predicate: str, object_: str) -> tuple[Fact, ...]:
        """Return the statements that link subject and object by the relation, in either direction where it is symmetric.

        ``any`` in any place leaves it open. The object may be a value ("42") as well as an entity.
        """
        name = None if predicate == "any" else self.predicate(predicate)
        relations = load_ontology(self.settings.ontology).relations
        left = None if subject == "any" else self.find(subject).iri
        values = {s.object.value for s in self.corpus.statements if isinstance(s.object, LiteralValue)}
        is_value = object_ in values
        right = None if object_ == "any" or is_value else self.find(object_).iri
        found = []
        for s in self.corpus.statements:
            end = s.object.value if isinstance(s.object, LiteralValue) else s.object
            goal = object_ if is_value and isinstance(s.object, LiteralValue) else right
            pairs = [(s.subject, end)]
            if s.predicate in relations and relations[s.predicate].symmetric:
                pairs.append((end, s.subject))
            if name in (None, s.predicate) and any(left in (None, a) and goal in (None, b) for a, b in pairs):
                found.append(self.fact(s))
        return tuple(sorted(found, key=_rank))

    def quotes(self, by: str | None = None, about: str | None = None) -> tuple[Said, ...]:
        """Return what was said, each utterance once: all, those of one speaker, those that mention an entity.

        The most widely quoted come first, then in the order of articles and places.
        """
        who = self.find(by).iri if by is not None else None
        whom = self.find(about).iri if about is not None else None
        rows = []
        for utterance in every(self.corpus):
            if who is not None and utterance.speaker != who:
                continue
            if whom is not None and not any(whom in self._about(version) for version in utterance.versions):
                continue
            versions = tuple(self._wording(version, utterance) for version in utterance.versions)
            rows.append(Said(utterance.words, self._speaker(utterance), len(utterance.articles), versions))
        return tuple(sorted(rows, key=lambda row: -row.articles))

    def _speaker(self, utterance: Utterance) -> str | None:
        known = self.entities.get(utterance.speaker or "")
        first = utterance.versions[0]
        return known.label if known else self.speaker(self.extractions[first.article], first.quotation)

    def _about(self, version: Version) -> set[str]:
        return mentioned(version, self.extractions[version.article].mentions, self.corpus.resolution)

    def _wording(self, version: Version, utterance: Utterance) -> Wording:
        q, article = version.quotation, self.articles[version.article]
        same = q.kind == "indirect" or version.words == utterance.words
        return Wording(
            version.words, q.kind, q.source.of(article.text) if q.source else None, q.cue.of(article.text) if q.cue else None,
            q.medium, q.addressee, article.source, q.span.start, q.span.end, article.publisher, article.published,
            () if same else differences(version.words, utterance.words),
        )  # fmt: skip

    def speaker(self, extraction: Extraction, quotation: Quotation) -> str | None:
        """Return the label of whoever is quoted, as the corpus knows them; None where the article has but a pronoun."""
        if quotation.speaker is None:
            return None
        found = self.entity(extraction.article.id, quotation.speaker)
        if found is not None:
            return found.label
        if all(m.kind == "pronoun" for m in extraction.mentions if m.chain == quotation.speaker):
            return None  # "he" alone names nobody
        return extraction.chains[quotation.speaker].label

    def _quotations(self) -> Iterator[tuple[Extraction, Quotation]]:
        for extraction in self.corpus.extractions:
            for quotation in extraction.quotations:
                yield extraction, quotation

    def ways(self, start: str, end: str, most: int = 1) -> tuple[Way, ...]:
        """Return up to ``most`` ways that lead from one entity to another, the shortest first; empty where none do."""
        from kg import analysis

        words = load_ontology(self.settings.ontology)
        found = analysis.paths(self.corpus, words, self.find(start).iri, self.find(end).iri, most)
        return tuple(
            Way(
                tuple(self.label(iri) for iri in (path.steps[0].start, *(step.end for step in path.steps))),
                tuple(self.fact(step.statement) for step in path.steps),
            )
            for path in found
        )

    def conflicts(self, entity: str | None = None, kinds: Collection[str] = (), changes: bool = False) -> tuple[Dispute, ...]:
        """Return the disagreements (or what changed over time), the weightiest first: all, those that an entity is part of,
        as what is spoken of or as a speaker, and those of some kinds (``kg.model.DisagreementKind``)."""
        who = self.find(entity).iri if entity is not None else None
        by_id = {s.id: s for s in self.corpus.statements}
        return tuple(
            self._dispute(d, by_id)
            for d in self.corpus.disagreements
            if d.over_time is changes
            and (not kinds or d.kind in kinds)
            and (who is None or any(who in self._parties(side, by_id[side.statement]) for side in d.sides))
        )

    def _parties(self, side: Side, statement: Statement) -> set[str]:
        """Return the entities that a side of a disagreement speaks of, and those who take it."""
        claims = (self.claims[c] for c in side.claims if c in self.claims)
        by_chain = self.corpus.resolution.by_chain
        speakers = {by_chain.get((e.article.id, c.attributed_to.entity), "") for e, c in claims if c.attributed_to}
        return {statement.subject, *([statement.object] if isinstance(statement.object, str) else []), *speakers}

    def _dispute(self, disagreement: Disagreement, by_id: Mapping[str, Statement]) -> Dispute:
        from kg.views.disputes import headline, titles, told

        def speaker(article: Article, who: Argument) -> str:
            found = self.entity(article.id, who.entity)
            return found.label if found else who.label

        kind, over_time, sides, words = disagreement.kind, disagreement.over_time, [], []
        for side in disagreement.sides:
            statement = by_id[side.statement]
            behind = [row for row in self.behind(statement) if row[1].id in side.claims]
            claims = [(extraction.article, claim) for extraction, claim in behind]
            words.append(told(side, statement, claims, self.label, self.relation(statement.predicate), speaker))
            evidence = sorted((self._evidence(*row) for row in behind), key=_in_order)
            sides.append((side, self.fact(statement), tuple(evidence)))
        return Dispute(
            id=disagreement.id,
            kind=kind,
            over_time=over_time,
            weight=disagreement.weight,
            reason=disagreement.reason,
            words=headline(kind, over_time, words),
            sides=tuple(
                Position(side.stance, title, said.measure, side.origins, replace(fact, evidence=evidence))
                for (side, fact, evidence), said, title in zip(sides, words, titles(kind, over_time, words), strict=True)
            ),
        )

    def outlets(self) -> tuple[Outlet, ...]:
        """Return what each outlet was first to report, what it follows and copies."""
        return survey(self.corpus)

    def copies(self) -> tuple[Repeated, ...]:
        """Return what articles repeat of others, with the words."""
        return repeated(self.corpus)

    def statements(self) -> tuple[Fact, ...]:
        """Return all statements in words, the best supported first."""
        return tuple(sorted(map(self.fact, self.corpus.statements), key=_rank))


def _in_order(e: Evidence) -> tuple[str, str, int, int, str]:
    return e.published or "9999", e.source, e.start, e.end, e.reason


def _rank(fact: Fact) -> tuple[int, int, str, str]:
    return (-fact.origins, -fact.articles, fact.sentence, fact.statement.id)
