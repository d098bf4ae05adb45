"""Finds statements that disagree: different values where a relation has one, or usually one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import ceil, floor

from kg.edtf import contains, years_between
from kg.model import LiteralValue
from kg.ontology import Relation
from kg.statements.voices import Voice, decimal, literal_key

_DATES = ("xsd:date", "xsd:gYear", "xsd:gYearMonth", "xsd:dateTime")
#: Numbers stated so many years apart may both be right.
_APART = 1.0


@dataclass(frozen=True, slots=True)
class Side:
    """One value of a relation: the statement's id, its object, and the claims that hold it to be so."""

    id: str
    object: str | LiteralValue
    voices: tuple[Voice, ...]


def find(
    sides: Sequence[Side], relation: Relation, within: frozenset[tuple[str, str]], named: Mapping[str, bool]
) -> set[tuple[str, str]]:
    """Return the pairs of ids among statements of one subject and one relation that cannot both be right.

    ``within`` are pairs of entities of which one is part of the other, in both directions: a city and its country do
    not disagree. Things without a name may be any other thing, so they disagree with none.
    """
    found = set()
    if relation.functional or relation.usually_one:
        for left, right in combinations(sides, 2):
            if _differ(left, right, relation, within, named):
                found |= {(left.id, right.id), (right.id, left.id)}
    return found


def _differ(left: Side, right: Side, relation: Relation, within: frozenset[tuple[str, str]], named: Mapping[str, bool]) -> bool:
    a, b = left.object, right.object
    if isinstance(a, str) and isinstance(b, str):
        return named.get(a, False) and named.get(b, False) and (a, b) not in within
    if isinstance(a, str) or isinstance(b, str):
        return False
    if a.datatype in _DATES and b.datatype in _DATES:
        return not contains(a.value, b.value)
    if (a.unit or "") != (b.unit or ""):
        return False  # pounds and dollars may be one amount
    if literal_key(a) == literal_key(b):
        return False
    return relation.functional or _at_one_time(left, right, a, b)


def _at_one_time(left: Side, right: Side, a: LiteralValue, b: LiteralValue) -> bool:
    """Tell whether two values of something that changes with time were stated for about the same time."""
    gaps = [years_between(x.date, y.date) if x.date and y.date else 0.0 for x in left.voices for y in right.voices]
    gap = min(gaps, default=0.0)
    one, other = decimal(a.value), decimal(b.value)
    if a.unit == "year" and one is not None and other is not None:
        return not floor(gap) <= abs(one - other) <= ceil(gap)  # an age goes up with the years
    return gap < _APART
