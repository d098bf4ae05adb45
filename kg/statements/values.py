"""Whether two claims about one thing give it different values, and whether time alone can make them differ."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor

from kg.amounts import DIGITS, LONG, MONEY, SCALES, currency, number
from kg.edtf import Day, meet, years_between
from kg.model import LiteralValue
from kg.ontology import Relation
from kg.statements.dating import Verdict, apart
from kg.statements.voices import Voice, decimal, normal

_DATES = ("xsd:date", "xsd:gYear", "xsd:gYearMonth", "xsd:dateTime")
#: Numbers stated so many years apart may both be right.
_APART = 1.0
#: How far from the truth "about" and "nearly" may be.
_LOOSE = Decimal("0.1")
_NUMBER = re.compile(rf"(?P<digits>{DIGITS})(?:[\s-]?(?P<scale>{LONG}|bn|mn|mln|tn|trn|m|b|k)\b)?", re.IGNORECASE)
_LEAST = r"more than|over|above|at least|upwards? of|in excess of|exceeding|no (?:less|fewer) than"
_MOST = r"up to|less than|fewer than|under|below|at most|no more than"
_ABOUT = r"about|around|some|roughly|approximately|approx\.?|an estimated|nearly|almost|close to"
_BOUND = re.compile(rf"\b(?:(?P<least>{_LEAST})|(?P<most>{_MOST})|(?P<about>{_ABOUT}))\s+(?:(?:a|the|its?)\s+)?\W?$")


@dataclass(frozen=True, slots=True)
class Reach:
    """All that a number in words can mean: 25 to 25 where it is exact, 25 to infinity for "more than 25"."""

    low: Decimal
    high: Decimal
    unit: str

    def meets(self, other: Reach) -> bool:
        """Tell whether both can mean one number; where the units are not one, nothing tells that they cannot.

        >>> def euros(low: int, high: int) -> Reach: return Reach(Decimal(low), Decimal(high), "EUR")
        >>> euros(25, 25).meets(euros(25, 99)), euros(25, 25).meets(euros(26, 99))
        (True, False)
        """
        return self.unit != other.unit or max(self.low, other.low) <= min(self.high, other.high)


def reach(value: Decimal, unit: str, written: str, words: str) -> Reach:
    """Return what a number can mean, from how it is written and from the words of the sentence that stand before it.

    >>> reach(Decimal(14400000), "follower", "14.4 million", "its 14.4 million followers")
    Reach(low=Decimal('14350000'), high=Decimal('14450000'), unit='follower')
    >>> reach(Decimal(25000000), "USD", "$25m", "for more than $25m").high
    Decimal('Infinity')
    """
    match = _NUMBER.search(written)
    scale = SCALES[match["scale"].lower()] if match and match["scale"] else 0
    decimals = len(match["digits"].partition(".")[2]) if match else 0
    slack = scale / Decimal(2 * 10**decimals)  # "14.4 million" is any number that rounds to it; digits alone are exact
    low, high = value - slack, value + slack
    at = words.find(normal(written))
    bound = _BOUND.search(words[:at]) if at > 0 else None
    if bound and bound["least"]:
        high = Decimal("Infinity")
    elif bound and bound["most"]:
        low = Decimal(0)
    elif bound:
        low, high = low - value * _LOOSE, high + value * _LOOSE
    return Reach(low, high, unit)


def money(phrase: str) -> Reach | None:
    """Return the one amount of money in a phrase, None where there is none or several.

    >>> money("more than $25 million"), money("fraud")
    (Reach(low=Decimal('24500000'), high=Decimal('Infinity'), unit='USD'), None)
    """
    found = list(MONEY.finditer(phrase))
    if len(found) != 1 or not (code := currency(found[0])):
        return None
    return reach(number(found[0]["digits"], found[0]["scale"]), code, found[0].group(), normal(phrase))


@dataclass(frozen=True, slots=True)
class Values:
    """What it takes to compare values: which entities have names, and which are part of which (in both directions)."""

    named: Mapping[str, bool]
    within: frozenset[tuple[str, str]]

    def compare(self, left: Voice, right: Voice, a: str | LiteralValue, b: str | LiteralValue, relation: Relation) -> Verdict:
        """Return how the objects of two claims of one subject stand to one another, where the relation has one value.

        A city and its country agree; things without a name may be any other thing; dates agree that can mean one day,
        numbers that round to one another; pounds and dollars may be one amount.
        """
        if apart(left, right) and not relation.functional:
            return "change"
        if isinstance(a, str) and isinstance(b, str):
            clash = self.named.get(a, False) and self.named.get(b, False) and (a, b) not in self.within
            return "clash" if clash else "apart"
        if isinstance(a, str) or isinstance(b, str):
            return "apart"
        if a.datatype in _DATES and b.datatype in _DATES:
            return "apart" if meet(a.value, b.value) else "clash"
        return _numbers(left, right, relation)


def _numbers(left: Voice, right: Voice, relation: Relation) -> Verdict:
    a, b = left.claim.object, right.claim.object
    if not isinstance(a, LiteralValue) or not isinstance(b, LiteralValue):
        return "apart"
    one, other = decimal(a.value), decimal(b.value)
    if one is None or other is None:
        return "apart" if normal(a.value) == normal(b.value) or (a.unit or "") != (b.unit or "") else "clash"
    gap = _years(left.date, right.date)
    if a.unit == "year" == b.unit and not relation.functional:  # an age goes up with the years
        return "apart" if floor(gap) <= abs(one - other) <= ceil(gap) else "clash"
    reaches = (reach(n, v.unit or "", v.text or v.value, w) for n, v, w in ((one, a, _said(left)), (other, b, _said(right))))
    if next(reaches).meets(next(reaches)):
        return "apart"
    return "change" if gap >= _APART and not relation.functional else "clash"


def _years(left: Day | None, right: Day | None) -> float:
    return years_between(left, right) if left and right else 0.0


def _said(voice: Voice) -> str:
    return " ".join(voice.words)
