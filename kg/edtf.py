"""Dates in EDTF (Library of Congress, 2019; levels 0 and 1) as ranges of days.

Days are plain (year, month, day) tuples, so that open ends and years before 1 need no calendar.
"""

from __future__ import annotations

import re
from calendar import monthrange
from functools import lru_cache

Day = tuple[int, int, int]

FIRST: Day = (-99999, 1, 1)
LAST: Day = (99999, 12, 31)
#: Seasons (21-24) and quarters (33-36) by their first and last month; a winter is taken as the year's last months.
_PARTS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12), 33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12)}
_DATE = re.compile(r"(-?[\dX]{4})(?:-([\dX]{2})(?:-([\dX]{2}))?)?")


@lru_cache(maxsize=4096)
def days(edtf: str | None) -> tuple[Day, Day] | None:
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


def _one(text: str) -> tuple[Day, Day] | None:
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


def contains(left: str, right: str) -> bool:
    """Tell whether one of two dates lies within the other, so that they differ in precision only.

    >>> contains("2008", "2008-05-02"), contains("2008-06", "2008-05-02")
    (True, False)
    """
    a, b = days(left), days(right)
    if a is None or b is None:
        return left == right
    return (a[0] <= b[0] and b[1] <= a[1]) or (b[0] <= a[0] and a[1] <= b[1])


def years_between(left: Day, right: Day) -> float:
    """Return the time between two days in years, to about a day.

    >>> years_between((2020, 5, 1), (2022, 5, 1))
    2.0
    """
    return abs((left[0] - right[0]) + (left[1] - right[1]) / 12 + (left[2] - right[2]) / 365.25)
