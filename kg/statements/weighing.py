"""How much a disagreement weighs: what puts it before others, never what hides it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.model import DisagreementKind
from kg.statements.voices import Voice

#: How plainly each kind contradicts; a value counts for less where a relation only usually has one.
PLAIN: dict[DisagreementKind, float] = {"denial": 1.0, "value": 1.0, "time": 0.8, "status": 0.8, "certainty": 0.5}
USUALLY = 0.9
#: What is left of the weight where a thing has no name, where a side is no fact in anybody's mouth, where one speaker
#: contradicts himself.
UNNAMED, HEDGED, ONESELF = 0.6, 0.8, 0.5


#: A side: the claims that take it, and how many independent origins these have.
Counted = tuple[Sequence[Voice], int]


def weigh(kind: DisagreementKind, sides: Sequence[Counted], named: bool, usually: bool = False) -> float:
    """Return a weight in [0, 1]: a product of how plain it is, who stands behind it and how surely it was read.

    Origins count by the weaker of the two strongest sides: n independent origins on each give 1 - 1/2ⁿ.
    """
    weight = PLAIN[kind] * (USUALLY if usually else 1.0)
    strength = sorted((origins for _, origins in sides), reverse=True)[:2]
    weight *= 1 - 0.5 ** strength[-1]
    if not named:
        weight *= UNNAMED
    if any(all(v.claim.modality != "asserted" for v in side) for side, _ in sides):
        weight *= HEDGED
    if len({v.whose for side, _ in sides for v in side}) == 1:
        weight *= ONESELF
    return round(weight * min(_surest(side) for side, _ in sides), 4)


def _surest(side: Iterable[Voice]) -> float:
    return max(v.claim.confidence for v in side)
