"""Makes the graph of a new generation out of the present one: a copy that shares its files, and in it what changed alone."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pyoxigraph import NamedNode, Quad
from pyoxigraph import Store as Oxigraph

from kg.model import Corpus, Statement
from kg.ontology import Ontology
from kg.settings import Settings
from kg.shelf import differing
from kg.store import dataset, mapping
from kg.store.dataset import Tally
from kg.store.mapping import Part, Unit

K = TypeVar("K")

#: Where more than this share of a graph changes, it is sooner loaded anew.
MOST = 0.5


@dataclass(frozen=True, slots=True)
class Grown:
    """What a graph has that was made out of another one: its tally, the triples that came, and what others were taken from."""

    tally: Tally
    come: frozenset[Quad]
    taken_from: frozenset[NamedNode]


def changes(old: Iterable[Unit], new: Iterable[Unit]) -> tuple[set[Quad], set[Quad]]:
    """Return the triples that only the old units have, and those that only the new ones have.

    Triples are made only of units whose content differs: what that costs does not grow with all that stays.
    """
    before = {(unit.kind, unit.key): unit for unit in old}
    gone: set[Quad] = set()
    come: set[Quad] = set()
    for unit in new:
        known = before.pop((unit.kind, unit.key), None)
        if known is None or known.content != unit.content:
            come.update(unit.quads())
            gone.update(known.quads() if known else ())
    for unit in before.values():
        gone.update(unit.quads())
    return gone - come, come - gone


def touched(before: Corpus, now: Corpus) -> Part:
    """Return the part of two corpora outside which they have the same units: what differs itself, and what is told by it."""
    anew = differing(before.extractions, now.extractions)
    old_entities, entities = ({e.iri: e for e in c.resolution.entities} for c in (before, now))
    other = _differing(old_entities, entities)
    spoken = anew | {article for article, _ in _differing(before.resolution.by_chain, now.resolution.by_chain)}
    both = {iri: (old_entities.get(iri), entities.get(iri)) for iri in other}
    renamed = {iri for iri, (old, new) in both.items() if not (old and new and old.label == new.label)}
    old_statements, statements = ({s.id: s for s in c.statements} for c in (before, now))
    stated = {
        s.id
        for s in now.statements
        if s != old_statements.get(s.id) or s.subject in renamed or s.object in renamed or not anew.isdisjoint(s.articles)
    }
    stated |= old_statements.keys() - statements.keys()
    pairs = [(old_statements.get(id_), statements.get(id_)) for id_ in stated]
    placing = [s for old, new in pairs if _claims(old) != _claims(new) for s in (old, new) if s]
    turned = [pair for pair in both.values() if not (pair[0] and pair[1] and pair[0].named == pair[1].named)]
    speaking = spoken | {article for pair in turned for entity in pair if entity for article, _ in entity.chains}
    versions = {*(before.versions or ())} ^ {*(now.versions or ())}
    versions |= {keys for keys in now.versions or () if any(article in speaking for article, _ in keys)}
    old_questions, questions = ({d.id: d for d in c.disagreements} for c in (before, now))
    open_ = _differing(old_questions, questions)
    open_ |= {d.id for d in now.disagreements if any(side.statement in stated for side in d.sides)}
    copies = ({(c.article, c.source): (c.wholly, c.dated) for c in found.copies} for found in (before, now))
    return Part(
        articles=spoken | {article for s in placing for article in s.articles},
        entities=other,
        utterances=versions,
        copies=_differing(*copies),
        statements=stated,
        disagreements=open_,
    )


def _differing(old: Mapping[K, object], new: Mapping[K, object]) -> set[K]:
    """Return the keys under which two mappings do not have the same."""
    return {key for key, value in new.items() if old.get(key) != value} | (old.keys() - new.keys())


def _claims(statement: Statement | None) -> tuple[object, ...]:
    """Return what of a statement its articles tell: its claims, and the spelling of its object."""
    return (statement.claims, statement.articles, statement.object) if statement else ()


def grow(
    source: Path, target: Path, tally: Tally, before: Corpus, corpus: Corpus, ontology: Ontology, settings: Settings
) -> Grown | None:
    """Write the graph of ``corpus`` to ``target`` out of that of ``before`` at ``source``, which has ``tally``; what that costs
    grows with what differs.

    None, with nothing at ``target``, where too much differs, or the graph is not that of ``before``. Both graphs are made with
    the same ontology and settings.
    """
    part = touched(before, corpus)
    gone, come = changes(mapping.units(before, ontology, settings, part), mapping.units(corpus, ontology, settings, part))
    if len(gone) + len(come) > MOST * tally.triples:
        return None
    counted = Tally(ontology, tally.triples, tally.classes.copy(), tally.relations.copy())
    for quad in gone:
        counted.add(quad, -1)
    for quad in come:
        counted.add(quad)
    said = set(dataset.described(before, ontology, settings, tally))
    says = set(dataset.described(corpus, ontology, settings, counted))
    gone, come = gone | (said - says), come | (says - said)
    Oxigraph.read_only(str(source)).backup(str(target))  # hard links: no triple is copied
    graph = Oxigraph(str(target))
    if not all(quad in graph for quad in gone) or any(quad in graph for quad in come):
        del graph
        shutil.rmtree(target)
        return None
    graph.extend(come)
    for quad in gone:
        graph.remove(quad)
    graph.flush()
    return Grown(counted, frozenset(come), frozenset(quad.subject for quad in gone if isinstance(quad.subject, NamedNode)))


def told(tally: Tally) -> dict[str, Any]:
    """Return a tally as JSON values."""
    return {"triples": tally.triples, "classes": dict(tally.classes), "relations": dict(tally.relations)}


def read(values: Any, ontology: Ontology) -> Tally | None:
    """Return the tally that ``told`` gave, None where it is damaged."""
    try:
        return Tally(ontology, int(values["triples"]), Counter(values["classes"]), Counter(values["relations"]))
    except (KeyError, TypeError, ValueError):
        return None
