"""Claims and entities → statements: types enforced, plain triples decided, copies and origins told, disagreements found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from kg import versions
from kg.model import (
    Argument,
    Claim,
    Disagreement,
    Drop,
    Entity,
    Extraction,
    LiteralValue,
    Origin,
    Resolution,
    Statement,
    Types,
    best,
    digest,
)
from kg.ontology import Ontology, Relation
from kg.publication import place
from kg.statements import disagreements, origins
from kg.statements.copies import Copied, among
from kg.statements.copies import find as compare
from kg.statements.sides import Stated, stance
from kg.statements.voices import Voice, literal_key, readable, voice
from kg.versions import Group

__all__ = ["among", "compare", "state"]

#: Articles that have nothing in common.
NOTHING = Copied()

#: A type other than the best one is enough for domain and range from this share of the entity's mentions on.
RUNNER_UP = 0.25
UNTYPED = "a thing of unknown type"

#: Subject IRI, predicate, object (IRI, or the key of a literal).
Key = tuple[str, str, str | tuple[str, str, str]]


def state(
    extractions: Sequence[Extraction],
    resolution: Resolution,
    ontology: Ontology,
    threshold: float,
    base: str,
    copied: Copied = NOTHING,
    said: Sequence[Group] | None = None,
) -> tuple[tuple[Statement, ...], tuple[Drop, ...], tuple[Disagreement, ...]]:
    """Return the statements (sorted by id), the claims that fit into none, with the reason (sorted by claim), and where
    the claims disagree (the weightiest first).

    ``threshold`` is the confidence from which a claim can make a plain triple; ``base`` is put before ids
    (``base + "statement/" + slug + "-" + hash``). A symmetric relation's two directions are one statement, its
    subject the smaller IRI. ``copied`` is what ``compare`` found the articles to have in
    common, ``said`` which of their quotations ``kg.versions`` grouped, if that is known.
    """
    entities = {entity.iri: entity for entity in resolution.entities}
    grouped: dict[Key, list[Voice]] = {}
    drops: set[Drop] = set()
    utterances = (
        versions.grouped((one for e in extractions for one in versions.quoted(e)), resolution) if said is None else said
    )
    uttered, places = {key: group.id for group in utterances for key in group.quotations}, {}
    for extraction in extractions:
        places[extraction.article.id] = place(extraction.article)
        for claim in extraction.claims:
            placed = _place(claim, extraction.article.id, resolution, entities, ontology)
            if isinstance(placed, Drop):
                drops.add(placed)
            else:
                grouped.setdefault(placed, []).append(voice(claim, extraction, resolution.by_chain, uttered, copied))
    for voices in grouped.values():
        voices.sort(key=lambda v: (v.article, v.claim.id))
    ended = _ended(grouped, ontology)
    labels = {iri: entity.label for iri, entity in entities.items()}
    statements = {
        key: _statement(key, voices, ended.get(key, []), origins.trace(voices, labels, places), threshold, base)
        for key, voices in grouped.items()
    }
    rows = [Stated(s, ontology.relations[s.predicate], tuple(grouped[key])) for key, s in statements.items()]
    disagreeing = disagreements.find(
        rows, utterances, ontology, entities, base, lambda side: len(origins.trace(side, labels, places))
    )
    others = disagreements.conflicting(disagreeing)
    done = (replace(s, conflicts_with=others.get(s.id, ())) for s in statements.values())
    return tuple(sorted(done, key=lambda s: s.id)), tuple(sorted(drops, key=lambda d: (d.claim, d.reason))), disagreeing


def _place(
    claim: Claim, article: str, resolution: Resolution, entities: Mapping[str, Entity], ontology: Ontology
) -> Key | Drop:
    """Return the key of the statement that a claim belongs to, or why there is none."""
    relation = ontology.relations.get(claim.predicate)
    if relation is None:
        return Drop(claim.id, f"{claim.predicate} is no relation of the ontology")
    subject = resolution.by_chain.get((article, claim.subject.entity))
    if subject is None:
        return Drop(claim.id, "the subject is not resolved")
    types = entities[subject].types or claim.subject.types
    if not _fits(types, relation.allows_subject):
        return Drop(claim.id, f"{best(types) or UNTYPED} is not in the domain of {relation.name}")
    if isinstance(claim.object, LiteralValue):
        if not _takes(relation, claim.object.datatype):
            return Drop(claim.id, f"{claim.object.datatype} is not in the range of {relation.name}")
        return subject, relation.name, literal_key(claim.object)
    return _place_object(claim, claim.object, article, subject, relation, resolution, entities)


def _place_object(
    claim: Claim,
    argument: Argument,
    article: str,
    subject: str,
    relation: Relation,
    resolution: Resolution,
    entities: Mapping[str, Entity],
) -> Key | Drop:
    found = resolution.by_chain.get((article, argument.entity))
    if found is None:
        return Drop(claim.id, "the object is not resolved")
    types = entities[found].types or argument.types
    if not _fits(types, relation.allows_object):
        return Drop(claim.id, f"{best(types) or UNTYPED} is not in the range of {relation.name}")
    if found == subject:
        return Drop(claim.id, "subject and object are one entity")
    if relation.symmetric and found < subject:
        subject, found = found, subject
    return subject, relation.name, found


def _fits(types: Types, allows: Callable[[str], bool]) -> bool:
    """Tell whether the best type, or a runner-up with a share that counts, is allowed."""
    return any(allows(name) for n, (name, share) in enumerate(types or (("", 1.0),)) if n == 0 or share >= RUNNER_UP)


def _takes(relation: Relation, datatype: str) -> bool:
    if not relation.datatypes:
        return not relation.range
    return datatype in relation.datatypes or (datatype == "xsd:integer" and "xsd:decimal" in relation.datatypes)


def _ended(grouped: Mapping[Key, Sequence[Voice]], ontology: Ontology) -> dict[Key, list[Voice]]:
    """Return the claims that say that statements of other relations ended: of a relation that means the end of its parents."""
    found: dict[Key, list[Voice]] = {}
    for (subject, predicate, object_), voices in sorted(grouped.items(), key=lambda item: repr(item[0])):
        relation = ontology.relations[predicate]
        if relation.status != "ended" or not isinstance(object_, str):
            continue
        saying = [v for v in voices if not v.negative and v.claim.modality == "asserted"]
        for name in relation.parents:
            parent = ontology.relations[name]
            keys = {(subject, name, object_)}
            if parent.symmetric or relation.symmetric:
                keys.add((object_, name, subject))
            for key in sorted(keys):
                found.setdefault(key, []).extend(saying)
    return found


def _asserted(voices: Sequence[Voice], ended: Sequence[Voice], threshold: float) -> bool:
    """Tell whether the plain triple stands (DESIGN, "The graph").

    A claim supports it that is positive, asserted, not ended, over the threshold and in the article's own voice; it
    falls where an own-voice claim of equal, later or unknown date denies it or says that it ended. A claim's date is
    the first day that its own time, or else the date of publication, can mean.
    """
    own = [v for v in voices if v.own]
    against = [v for v in own if v.negative or v.claim.status == "ended"] + [v for v in ended if v.own]
    return any(
        all(v.date is not None and d.date is not None and d.date < v.date for d in against)
        for v in own
        if not v.negative and v.claim.modality == "asserted" and v.claim.status != "ended" and v.claim.confidence >= threshold
    )


def _statement(
    key: Key, voices: Sequence[Voice], ended: Sequence[Voice], origins: tuple[Origin, ...], threshold: float, base: str
) -> Statement:
    subject, predicate, object_ = key
    parts = (object_,) if isinstance(object_, str) else object_
    names = (readable(subject), predicate, *((readable(object_),) if isinstance(object_, str) else ()))
    return Statement(
        id=f"{base}statement/{'-'.join(names)}-{digest(subject, predicate, *parts)[:12]}",
        subject=subject,
        predicate=predicate,
        object=object_ if isinstance(object_, str) else _literal(voices),
        claims=tuple(sorted({v.claim.id for v in voices})),
        articles=tuple(sorted({v.article for v in voices})),
        origins=origins,
        asserted=_asserted(voices, ended, threshold),
        disputed=any(stance(v) == "denied" for v in voices),
    )


def _literal(voices: Sequence[Voice]) -> LiteralValue:
    """Return the spelling of a literal that most claims have, without its place in a text."""
    forms = Counter(
        (v.claim.object.value, v.claim.object.datatype, v.claim.object.unit or "")
        for v in voices
        if isinstance(v.claim.object, LiteralValue)
    )
    value, datatype, unit = min(forms, key=lambda form: (-forms[form], form))
    return LiteralValue(value, datatype, unit or None)
