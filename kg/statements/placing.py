"""Places claims among entities: which statement each belongs to, and why some belong to none."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kg.model import Argument, Claim, Drop, Entity, LiteralValue, Resolution, Statement, Types, best
from kg.ontology import Ontology, Relation
from kg.statements.voices import literal_key

#: A type other than the best one is enough for domain and range from this share of the entity's mentions on.
RUNNER_UP = 0.25
UNTYPED = "a thing of unknown type"

#: Subject IRI, predicate, object (IRI, or the key of a literal).
Key = tuple[str, str, str | tuple[str, str, str]]


def key(statement: Statement) -> Key:
    """Return what makes a statement one: its subject, predicate and object."""
    thing = statement.object
    return statement.subject, statement.predicate, thing if isinstance(thing, str) else literal_key(thing)


def admitted(types: Types) -> frozenset[str]:
    """Return the types by which domain and range are judged: the best one, and runners-up with a share that counts."""
    return frozenset(name for n, (name, share) in enumerate(types) if n == 0 or share >= RUNNER_UP)


def placed(
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
    return any(map(allows, admitted(types or (("", 1.0),))))


def _takes(relation: Relation, datatype: str) -> bool:
    if not relation.datatypes:
        return not relation.range
    return datatype in relation.datatypes or (datatype == "xsd:integer" and "xsd:decimal" in relation.datatypes)
