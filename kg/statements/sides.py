"""Which side a claim takes, and which claims stand against one another."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product

from kg.model import Stance, Statement
from kg.ontology import Relation
from kg.statements.dating import Verdict
from kg.statements.voices import Voice


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement with its relation and the claims behind it."""

    statement: Statement
    relation: Relation
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """A claim that takes a side: the statement it speaks of, how it stands to that, itself; ``measure`` is what else tells
    sides of one statement apart, such as an amount or a date."""

    statement: str
    stance: Stance
    voice: Voice
    measure: str = ""

    @property
    def by(self) -> tuple[tuple[str, str], str]:
        """Whose word it is, in which article."""
        return self.voice.whose, self.voice.article


@dataclass(frozen=True, slots=True)
class Compared:
    """Pairs of claims by how they stand to one another."""

    clash: list[tuple[Taken, Taken]] = field(default_factory=list)
    change: list[tuple[Taken, Taken]] = field(default_factory=list)
    apart: list[tuple[Taken, Taken]] = field(default_factory=list)


def stance(voice: Voice) -> Stance | None:
    """Return the side that a claim takes on its statement; None where it takes none, as what is only thought possible."""
    claim = voice.claim
    if claim.status == "ended":  # "did not divorce him", "was not a member then": neither tells whether it holds
        return "ended" if claim.modality == "asserted" and not voice.negative else None
    if claim.modality == "possible":
        return None
    if voice.negative and any(re.search(r"\b(?:again|anew|another time)\b", words) for words in voice.words):
        return None  # "will not run again": nor is denied that they ran
    if voice.negative:
        return "unplanned" if claim.modality == "planned" else "denied"
    return "planned" if claim.modality == "planned" else "affirmed" if claim.modality == "asserted" else "alleged"


def taken(row: Stated) -> list[Taken]:
    """Return the claims behind a statement that take a side on whether it holds."""
    return [Taken(row.statement.id, side, voice) for voice in row.voices if (side := stance(voice))]


def ending(row: Stated) -> list[Taken]:
    """Return the claims behind a statement that say, or allege, that it is over: as affirming its end."""
    over = [v for v in row.voices if v.claim.status == "ended" and not v.negative]
    sides: dict[str, Stance] = {"asserted": "affirmed", "alleged": "alleged"}
    return [Taken(row.statement.id, sides[v.claim.modality], v) for v in over if v.claim.modality in sides]


def compared(
    left: Sequence[Taken], right: Sequence[Taken], compare: Callable[[Taken, Taken], Verdict], near: bool = False
) -> Compared:
    """Return the pairs across two lists (or within one, given twice) by what ``compare`` makes of them.

    It takes two to disagree: two articles, an article and a party, two parties. Whoever says both in one article takes
    no side. ``near`` asks that both stand in one article.
    """
    same = left is right
    both = set() if same else {t.by for t in left} & {t.by for t in right}
    found = Compared()
    for one, other in combinations(left, 2) if same else product(left, right):
        if one.by == other.by or one.by in both or other.by in both:
            continue
        if near and one.voice.article != other.voice.article:
            continue
        pairs: list[tuple[Taken, Taken]] = getattr(found, compare(one, other))
        pairs.append((one, other))
    return found
