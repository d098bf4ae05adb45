"""Dates in EDTF (Library of Congress, 2019; levels 0 and 1): as ranges of days, and as people say them.

Days are plain (year, month, day) tuples, so that open ends and years before 1 need no calendar.
"""

from __future__ import annotations

import re
from calendar import monthrange
from functools import lru_cache
from typing import Literal

Day = tuple[int, int, int]
Precision = Literal["day", "month", "season", "quarter", "year", "decade", "century", "interval"]
#: The first and the last day that a date can mean.
Range = tuple[Day, Day]

FIRST: Day = (-99999, 1, 1)
LAST: Day = (99999, 12, 31)
#: Seasons (21-24) and quarters (33-36) by their first and last month; a winter is taken as the year's last months.
_PARTS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12), 33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12)}
_DATE = re.compile(r"(-?[\dX]{4})(?:-([\dX]{2})(?:-([\dX]{2}))?)?")
_MONTHS = "January February March April May June July August September October November December".split()
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter", 33: "Q1", 34: "Q2", 35: "Q3", 36: "Q4"}
_DECADE, _CENTURY = re.compile(r"\d{3}X"), re.compile(r"\d\dXX")
_ABOUT = {"~": "about {}", "?": "{}?", "%": "about {}?"}


@lru_cache(maxsize=4096)
def days(edtf: str | None) -> Range | None:
    """Return the first and last day that an EDTF date can mean, None where it says nothing or cannot be read.

    >>> days("2024-02"), days("202X"), days("2024-05-02/2024-05-04")
    (((2024, 2, 1), (2024, 2, 29)), ((2020, 1, 1), (2029, 12, 31)), ((2024, 5, 2), (2024, 5, 4)))
    >>> days("2024-03-01T10:00:00Z") == days("2024-03-01"), days("2008?") == days("2008"), days("soon")
    (True, True, None)
    """
    if not edtf:
        return None
    left, slash, right = edtf.strip().partition("/")
    if not slash:
        return _one(left)
    start = (FIRST, FIRST) if left in ("", "..") else _one(left)
    end = (LAST, LAST) if right in ("", "..") else _one(right)
    return (start[0], end[1]) if start and end and start[0] <= end[1] else None


def _one(text: str) -> Range | None:
    match = _DATE.fullmatch(text.partition("T")[0].strip().rstrip("?~%"))
    if not match:
        return None
    year, month, day = match.groups()
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if low < 0:
        low, high = min(low, high), max(low, high)
    if month is None or "X" in month:
        return (low, 1, 1), (high, 12, 31)
    first, last = _PARTS.get(int(month), (int(month), int(month)))
    if not 1 <= first <= 12:
        return None
    if day is None or "X" in day:
        return (low, first, 1), (high, last, _length(high, last))
    if not 1 <= int(day) <= _length(low, first):
        return None
    return (low, first, int(day)), (high, first, int(day))


def _length(year: int, month: int) -> int:
    return monthrange(min(max(year, 1), 9999), month)[1]


def meet(left: str, right: str) -> bool:
    """Tell whether two dates can mean one day, as where they differ in precision only.

    >>> meet("2008", "2008-05-02"), meet("2008-06", "2008-05-02")
    (True, False)
    """
    a, b = days(left), days(right)
    if a is None or b is None:
        return left == right
    return not (before(a, b) or before(b, a))


def before(left: Range, right: Range) -> bool:
    """Tell whether the one ends before the other begins.

    >>> before(((2008, 5, 1), (2008, 5, 31)), ((2008, 6, 1), (2008, 6, 1)))
    True
    """
    return left[1] < right[0]


def years_between(left: Day, right: Day) -> float:
    """Return the time between two days in years, to about a day.

    >>> years_between((2020, 5, 1), (2022, 5, 1))
    2.0
    """
    return abs((left[0] - right[0]) + (left[1] - right[1]) / 12 + (left[2] - right[2]) / 365.25)


def iso(day: Day) -> str | None:
    """Return a day in ISO 8601, None for an open end.

    >>> iso((2022, 11, 5)), iso(LAST)
    ('2022-11-05', None)
    """
    return None if day in (FIRST, LAST) else f"{day[0]:04}-{day[1]:02}-{day[2]:02}"


def precision(edtf: str) -> Precision | None:
    """Return how exact a date is, None where it cannot be read.

    >>> precision("2022-11"), precision("2022-21"), precision("202X"), precision("2022-11-21/2022-11-27"), precision("soon")
    ('month', 'season', 'decade', 'interval', None)
    """
    if days(edtf) is None:
        return None
    match = None if "/" in edtf else _parts(edtf)
    if not match:
        return "interval"
    year, month, day = match.groups()
    if "X" in year:
        return "decade" if _DECADE.fullmatch(year) else "century" if _CENTURY.fullmatch(year) else "interval"
    if not month or "X" in month:
        return "year"
    if int(month) > 12:
        return "season" if int(month) < 33 else "quarter"
    return "day" if day and "X" not in day else "month"


def _parts(text: str) -> re.Match[str] | None:
    return _DATE.fullmatch(text.partition("T")[0].strip().rstrip("?~%"))


def plain(edtf: str | None) -> str:
    """Return a date as people write it, or the text itself where it is none; "" for None.

    >>> plain("2022-11-28T10:00"), plain("2022-11"), plain("2022-23"), plain("2022-34"), plain("202X"), plain("19XX")
    ('28 Nov 2022', 'Nov 2022', 'autumn 2022', 'Q2 2022', '2020s', '20th century')
    >>> plain("2022-11-21/2022-11-27"), plain("2022-11-28/2022-12-03"), plain("2019/2021"), plain("2019/..")
    ('21–27 Nov 2022', '28 Nov – 3 Dec 2022', '2019–2021', 'since 2019')
    >>> plain("1917~"), plain("spring"), plain(None)
    ('about 1917', 'spring', '')
    """
    if not edtf or days(edtf) is None:
        return edtf or ""
    left, slash, right = edtf.strip().partition("/")
    if not slash:
        return _plain(left)
    if left in ("", "..") or right in ("", ".."):
        return "at any time" if left == right else f"until {_plain(right)}" if left in ("", "..") else f"since {_plain(left)}"
    one, other = _plain(left).split(), _plain(right).split()
    shared = 0
    while shared < min(len(one), len(other)) and one[-1 - shared] == other[-1 - shared]:
        shared += 1
    if shared == len(one) == len(other):
        return " ".join(one)
    kept = one[: len(one) - shared] if len(one) == len(other) else one
    dash = "–" if len(kept) == 1 else " – "
    return f"{' '.join(kept)}{dash}{' '.join(other)}"


def _plain(text: str) -> str:
    match = _parts(text)
    if not match or not re.fullmatch(r"\d{4}|\d{3}X|\d\dXX", match[1]):
        return text
    mark = text.strip()[-1]
    return _ABOUT.get(mark, "{}").format(_unmarked(*match.groups()))


def _unmarked(year: str, month: str | None, day: str | None) -> str:
    if _CENTURY.fullmatch(year):
        century = int(year[:2]) + 1
        ending = "th" if 10 < century % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(century % 10, "th")
        return f"{century}{ending} century"
    if "X" in year:
        return f"{year[:3]}0s"
    if not month or "X" in month:
        return year
    if int(month) > 12:
        return f"{_SEASONS[int(month)]} {year}"
    return " ".join([*([str(int(day))] if day and "X" not in day else []), _MONTHS[int(month) - 1][:3], year])


def heading(edtf: str) -> str:
    """Return what a date stands under in a list: the month it begins in, or the longer period that it is.

    >>> heading("2022-11-05"), heading("2022-11-28/2022-12-03"), heading("2022"), heading("2022-21"), heading("2019/..")
    ('November 2022', 'November 2022', '2022', 'Spring 2022', 'Since 2019')
    """
    if month := _month(edtf):
        return f"{_MONTHS[month[1] - 1]} {month[0]:04}"
    words = plain(edtf)
    return words[:1].upper() + words[1:]


def below(edtf: str) -> str:
    """Return a date as it is written below its heading, without the year that stands there.

    >>> below("2022-11-05"), below("2022-11"), below("2022"), below("2021-12-28/2022-01-03")
    ('5 Nov', 'Nov', '2022', '28 Dec 2021 – 3 Jan 2022')
    """
    month, words = _month(edtf), plain(edtf)
    year = f" {month[0]:04}" if month else ""
    return words.removesuffix(year) if words.count(year) == 1 else words


def _month(edtf: str) -> Day | None:
    """Return the first day of a date that begins on a known day or in a known month."""
    found, first = days(edtf), edtf.partition("/")[0]
    return found[0] if found and found[0][0] > 0 and precision(first) in ("day", "month") else None
