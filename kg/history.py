"""What a store answers about time: the order in which things happened or were reported, and what differs from another build."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from kg import analysis
from kg.analysis import Change, Changes, Clock, Moment
from kg.answers import Answers, Evidence, Fact
from kg.edtf import days
from kg.errors import UsageError
from kg.model import Entity
from kg.reading import load_ontology
from kg.settings import Settings


@dataclass(frozen=True, slots=True)
class Event:
    """A moment in words: the relation as it reads, and the claim that tells it best."""

    moment: Moment
    relation: str
    evidence: Evidence

    @property
    def sentence(self) -> str:
        """Subject, relation and object in one line."""
        return f"{self.moment.subject} {self.relation} {self.moment.object}"


@dataclass(frozen=True, slots=True)
class History:
    """Events in their order on a clock, and the number of statements that have no place on it."""

    clock: Clock
    events: tuple[Event, ...]
    undated: int


def timeline(
    answers: Answers, entity: str | None = None, clock: Clock = "held", start: str | None = None, end: str | None = None
) -> History:
    """Return what is said, or what is said of an entity, in order of time; see ``kg.analysis.chronicle``.

    Raises ``UsageError`` where the entity is unknown, or ``start`` or ``end`` is no EDTF date.
    """
    for option, given in (("--from", start), ("--to", end)):
        if given is not None and days(given) is None:
            raise UsageError(f"{option} {given!r} is no date: give a day, a month or a year (2022-11-28, 2022-11, 2022)")
    iri = answers.find(entity).iri if entity is not None else None
    found = analysis.chronicle(answers.corpus, clock, iri, start, end)
    events = (Event(m, answers.relation(m.predicate), answers.evidence_of(m.claim)) for m in found.moments)
    return History(clock, tuple(events), found.undated)


@dataclass(frozen=True, slots=True)
class Revision:
    """A statement that is in both builds and not the same: before and after, and in what it differs."""

    before: Fact
    after: Fact
    change: Change

    @property
    def gained(self) -> tuple[Evidence, ...]:
        """What stands behind it now and did not before, be it at another place."""
        known = {_gist(e) for e in self.before.evidence}
        return tuple(e for e in self.after.evidence if _gist(e) not in known)

    @property
    def lost(self) -> tuple[Evidence, ...]:
        """What stood behind it before and does no more."""
        known = {_gist(e) for e in self.after.evidence}
        return tuple(e for e in self.before.evidence if _gist(e) not in known)


def _gist(e: Evidence) -> tuple[object, ...]:
    return e.words, e.publisher, e.title, e.published, e.speaker, e.polarity, e.modality, e.status, e.time


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two builds, with its words; ``changes`` has the entities and articles."""

    new: tuple[Fact, ...]
    changed: tuple[Revision, ...]
    withdrawn: tuple[Fact, ...]
    changes: Changes

    @property
    def renamed(self) -> tuple[tuple[Entity, Entity], ...]:
        """The entities that are the same thing under another label or type, before and after."""
        moved = ((s.before, s.after) for s in self.changes.succeeded if not s.merged)
        told = [pair for pair in moved if (pair[0].label, pair[0].type) != (pair[1].label, pair[1].type)]
        return tuple(sorted([*self.changes.renamed, *told], key=lambda pair: (pair[0].label, pair[0].iri)))


def compare(old: Path, settings: Settings) -> Comparison:
    """Return what became of the build in the output folder ``old`` in that of ``settings``.

    Raises ``StoreError`` where either has no store.
    """
    before, after = Answers(replace(settings, output=old)), Answers(settings)
    relations = load_ontology(settings.ontology).relations
    changes = analysis.compare(before.corpus, after.corpus, {name for name, r in relations.items() if r.symmetric})
    return Comparison(
        new=tuple(after.fact(s.statement) for s in changes.new),
        changed=tuple(Revision(before.fact(c.before.statement), after.fact(c.after.statement), c) for c in changes.changed),
        withdrawn=tuple(before.fact(s.statement) for s in changes.withdrawn),
        changes=changes,
    )
