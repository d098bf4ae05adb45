"""Makes statements of the claims that say the same, and decides which of them stand as plain triples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kg.model import Disagreement, Drop, Entity, Extraction, LiteralValue, Origin, QuotationKey, Resolution, Statement, digest
from kg.ontology import Ontology
from kg.publication import place
from kg.statements import disagreements, origins
from kg.statements.copies import Copied
from kg.statements.placing import Key, placed
from kg.statements.sides import Stated, stance
from kg.statements.voices import Voice, readable, voice
from kg.versions import Group


@dataclass(frozen=True)
class Told:
    """Claims by the statement that they belong to (those of one by article and id), those that belong to none, and what sorts
    their articles by publication."""

    voices: dict[Key, list[Voice]] = field(default_factory=dict)
    drops: set[Drop] = field(default_factory=set)
    places: dict[str, tuple[object, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Stating:
    """All that claims are stated by: who is who, the relations, what articles have in common and which quotations are versions
    of one utterance; ``threshold`` is the confidence from which a claim can make a plain triple, ``base`` is put before ids."""

    resolution: Resolution
    ontology: Ontology
    threshold: float
    base: str
    copied: Copied
    said: Sequence[Group]

    @cached_property
    def entities(self) -> Mapping[str, Entity]:
        """The entities by IRI."""
        return {entity.iri: entity for entity in self.resolution.entities}

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """The labels of entities by IRI."""
        return {entity.iri: entity.label for entity in self.resolution.entities}

    @cached_property
    def uttered(self) -> Mapping[QuotationKey, str]:
        """The utterance (its id) of each quotation that is not the only one of it."""
        return {key: group.id for group in self.said for key in group.quotations}

    def told(self, extractions: Iterable[Extraction], wanted: Container[Key] | None = None) -> Told:
        """Return the claims of articles; those of the statements that are ``wanted``, where these are given."""
        found = Told()
        for extraction in extractions:
            found.places[extraction.article.id] = place(extraction.article)
            for claim in extraction.claims:
                key = placed(claim, extraction.article.id, self.resolution, self.entities, self.ontology)
                if isinstance(key, Drop):
                    found.drops.add(key)
                elif wanted is None or key in wanted:
                    row = voice(claim, extraction, self.resolution.by_chain, self.uttered, self.copied)
                    found.voices.setdefault(key, []).append(row)
        for voices in found.voices.values():
            voices.sort(key=lambda v: (v.article, v.claim.id))
        return found

    def rows(self, told: Told) -> dict[Key, Stated]:
        """Return the statements that claims make, without what they conflict with."""
        over = _ended(told.voices, self.ontology)
        return {
            key: Stated(
                _statement(
                    key, voices, over.get(key, []), origins.trace(voices, self.labels, told.places), self.threshold, self.base
                ),
                self.ontology.relations[key[1]],
                tuple(voices),
            )
            for key, voices in told.voices.items()
        }

    def disagreeing(self, rows: Iterable[Stated], told: Told, beside: Iterable[Stated] = ()) -> tuple[Disagreement, ...]:
        """Return where claims disagree (``disagreements.find``)."""

        def count(side: Sequence[Voice]) -> int:
            return len(origins.trace(side, self.labels, told.places))

        return disagreements.find(rows, self.said, self.ontology, self.entities, self.base, count, beside)


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


def _asserted(voices: Sequence[Voice], over: Sequence[Voice], threshold: float) -> bool:
    """Tell whether the plain triple stands (DESIGN, "The graph").

    A claim supports it that is positive, asserted, not ended, over the threshold and in the article's own voice; it
    falls where an own-voice claim of equal, later or unknown date denies it or says that it ended. A claim's date is
    the first day that its own time, or else the date of publication, can mean.
    """
    own = [v for v in voices if v.own]
    against = [v for v in own if v.negative or v.claim.status == "ended"] + [v for v in over if v.own]
    return any(
        all(v.date is not None and d.date is not None and d.date < v.date for d in against)
        for v in own
        if not v.negative and v.claim.modality == "asserted" and v.claim.status != "ended" and v.claim.confidence >= threshold
    )


def _statement(
    key: Key, voices: Sequence[Voice], over: Sequence[Voice], origins: tuple[Origin, ...], threshold: float, base: str
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
        asserted=_asserted(voices, over, threshold),
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
