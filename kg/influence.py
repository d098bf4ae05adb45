"""How the graph hangs together, in words: who is central, who and what holds it together, groups, roles, voices."""

from __future__ import annotations

from dataclasses import dataclass

from kg import analysis
from kg.analysis import Measures, Voice
from kg.answers import Answers, Fact
from kg.model import Entity
from kg.reading import load_ontology


@dataclass(frozen=True, slots=True)
class Standing:
    """How an entity stands in the graph; ``reach`` are the groups that it ties together, empty where it ties none.

    ``degree``, ``pagerank``, ``betweenness`` and ``community`` are those of ``kg.analysis.Measures``.
    """

    entity: Entity
    degree: int
    pagerank: float
    betweenness: float
    community: int
    reach: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Bridge:
    """The statement without which ``part`` would have no tie to the ``rest`` others."""

    fact: Fact
    part: tuple[Entity, ...]
    rest: int


@dataclass(frozen=True, slots=True)
class Group:
    """A group: its members, the most central first, and what sets it apart; see ``kg.analysis.Group``."""

    number: int
    members: tuple[Entity, ...]
    statements: int
    words: tuple[str, ...]
    relations: tuple[str, ...]
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Role:
    """A relation's label and those that are its subjects and its objects most often; see ``kg.analysis.Role``."""

    relation: str
    statements: int
    subjects: tuple[tuple[Entity, int], ...]
    objects: tuple[tuple[Entity, int], ...]


@dataclass(frozen=True, slots=True)
class Influence:
    """All of it; ``standings`` has entities with a name first, then by PageRank."""

    measures: Measures
    standings: tuple[Standing, ...]
    bridges: tuple[Bridge, ...]
    groups: tuple[Group, ...]
    roles: tuple[Role, ...]
    voices: tuple[tuple[Entity, Voice], ...]


def influence(answers: Answers) -> Influence:
    """Return how the graph of a store hangs together."""
    corpus, entities = answers.corpus, answers.entities
    ontology = load_ontology(answers.settings.ontology)
    measures = analysis.measure(corpus, ontology)
    standings = [
        Standing(
            entities[iri], measures.degree[iri], rank, measures.betweenness[iri], measures.community[iri],
            measures.reach.get(iri, ()),
        )
        for iri, rank in measures.pagerank.items()
    ]  # fmt: skip
    bridges = (
        Bridge(answers.fact(b.statement), tuple(sorted((entities[i] for i in b.part), key=_by_name)), b.rest)
        for b in analysis.bridges(corpus, ontology)
    )
    groups = (
        Group(g.number, tuple(entities[i] for i in g.members), g.statements, g.words, g.relations, g.types)
        for g in analysis.groups(corpus, measures, ontology)
    )
    roles = (
        Role(
            answers.relation(r.relation), r.statements, tuple((entities[i], n) for i, n in r.subjects),
            tuple((entities[i], n) for i, n in r.objects),
        )
        for r in analysis.roles(corpus, ontology)
    )  # fmt: skip
    return Influence(
        measures,
        tuple(sorted(standings, key=lambda s: (not s.entity.named, -s.pagerank, s.entity.label, s.entity.iri))),
        tuple(bridges),
        tuple(groups),
        tuple(roles),
        tuple((entities[v.iri], v) for v in analysis.voices(corpus)),
    )


def _by_name(entity: Entity) -> tuple[bool, str, str]:
    return not entity.named, entity.label, entity.iri
