"""Who does what to whom most often, who speaks most, and who is spoken of most."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from kg.analysis.network import edges, placing, support
from kg.model import Corpus
from kg.ontology import Ontology
from kg.utterances import every, mentioned

#: Entities (IRIs), each with the number of those that it has the part with.
Ranked = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Role:
    """A relation with those that are its subjects and its objects most often.

    Of a symmetric relation all are ``subjects``, and ``objects`` is empty. ``statements`` is the number of all statements
    that count, those of entities without a name too.
    """

    relation: str
    statements: int
    subjects: Ranked
    objects: Ranked


@dataclass(frozen=True, slots=True)
class Voice:
    """How much an entity (IRI) is heard, and spoken of.

    ``said`` is the number of its utterances (one that several articles quote counts once), ``quoted_in`` that of the
    articles that quote it, ``claims`` that of the statements that articles leave to it. ``spoken_of`` is the number of
    utterances of others that mention it, ``by`` that of those others who are known.
    """

    iri: str
    said: int
    quoted_in: int
    claims: int
    spoken_of: int
    by: int


def roles(corpus: Corpus, ontology: Ontology) -> tuple[Role, ...]:
    """Return who has which part in each relation, relations with more statements between named entities first; those that
    only say where somebody is come last.

    A statement between two entities counts where it is said as a fact or by a party, or in the way in which all statements
    of its relation are made (an accusation is always alleged): not what is denied, or only possible, planned or over.
    Only entities with a name are ranked, since what has none is known in one article alone: by the number of different
    others that they have this part with (things without a name that are called the same count once), then by independent
    sources, then by label.
    """
    entities = {e.iri: e for e in corpus.resolution.entities}
    others: dict[str, tuple[dict[str, set[str]], dict[str, set[str]]]] = {}
    total: Counter[str] = Counter()
    between: Counter[str] = Counter()
    sources: Counter[tuple[str, str]] = Counter()
    for statement, subject, object_, kind in edges(corpus):
        name, known = statement.predicate, ontology.relations.get(statement.predicate)
        if kind not in ("asserted", "attributed", *((known.modality, known.status) if known else ())):
            continue
        total[name] += 1
        between[name] += entities[subject].named and entities[object_].named
        sides = others.setdefault(name, ({}, {}))
        for side, iri, other in ((0, subject, object_), (1, object_, subject)):
            if entities[iri].named:
                key = other if entities[other].named else entities[other].label.casefold()
                sides[0 if known and known.symmetric else side].setdefault(iri, set()).add(key)
                sources[name, iri] += support(statement)

    def ranked(name: str, side: int) -> Ranked:
        found = others[name][side]
        order = sorted(found, key=lambda i: (-len(found[i]), -sources[name, i], entities[i].label, i))
        return tuple((iri, len(found[iri])) for iri in order)

    where = placing(ontology)
    order = sorted(total, key=lambda name: (name in where, -between[name], -total[name], name))
    return tuple(Role(name, total[name], ranked(name, 0), ranked(name, 1)) for name in order)


def voices(corpus: Corpus) -> tuple[Voice, ...]:
    """Return how much each entity with a name is heard and spoken of, who is heard most first; others are left out.

    Utterances are those of ``kg.utterances``. Whoever speaks of himself is not spoken of.
    """
    said: Counter[str] = Counter()
    articles: dict[str, set[str]] = {}
    claims: dict[str, set[str]] = {}
    spoken: Counter[str] = Counter()
    by: dict[str, set[str]] = {}
    extractions = {e.article.id: e for e in corpus.extractions}
    for utterance in every(corpus):
        speaker = utterance.speaker
        if speaker:
            said[speaker] += 1
            articles.setdefault(speaker, set()).update(utterance.articles)
        about = {iri for v in utterance.versions for iri in mentioned(v, extractions[v.article].mentions, corpus.resolution)}
        for iri in about - {speaker}:
            spoken[iri] += 1
            by.setdefault(iri, set()).update([speaker] if speaker else [])
    stated = {claim: statement.id for statement in corpus.statements for claim in statement.claims}
    for extraction in corpus.extractions:
        for claim in extraction.claims:
            if claim.attributed_to and claim.id in stated:
                iri = corpus.resolution.by_chain.get((extraction.article.id, claim.attributed_to.entity), "")
                claims.setdefault(iri, set()).add(stated[claim.id])
    rows = []
    for e in sorted(corpus.resolution.entities, key=lambda e: (e.label, e.iri)):
        if e.named and (said[e.iri] or spoken[e.iri] or e.iri in claims):
            quoted_in, left = len(articles.get(e.iri, ())), len(claims.get(e.iri, ()))
            rows.append(Voice(e.iri, said[e.iri], quoted_in, left, spoken[e.iri], len(by.get(e.iri, ()))))
    return tuple(sorted(rows, key=lambda v: (-v.said, -v.quoted_in, -v.claims)))
