"""Dates as sources state them → ISO 8601 days."""

from __future__ import annotations

import datetime
import re

#: The years that news can be of: newspapers began in 1605.
FIRST, LAST = 1600, 2999

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?![\d-])|(\d{4})(\d{2})(\d{2})(?!\d)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]*\s+)?"
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_WORDS = tuple(
    re.compile(_WEEKDAY + order + r"(?!\d)", re.IGNORECASE)
    for order in (rf"{_MONTH}\s+{_DAY},?\s+(?P<year>\d{{4}})", rf"{_DAY}\s+(?:of\s+)?{_MONTH},?\s+(?P<year>\d{{4}})")
)


def iso_day(value: object) -> str | None:
    """Return the day that ``value`` states (date, datetime, ISO 8601, "Nov. 28, 2022", "28 November 2022"), else None.

    The day is as written there, whatever the time zone. What can be read two ways ("3/4/2022") or lacks the day is None, and
    so is what stands for a day that nobody gave ("0001-01-01", "9999-12-31").

    >>> iso_day("2022-11-28T23:30:00-08:00"), iso_day("Mon, 28 Nov 2022 10:00 GMT"), iso_day("3/4/2022"), iso_day("2022")
    ('2022-11-28', '2022-11-28', None, None)
    """
    if isinstance(value, datetime.date):
        return _day(value.year, value.month, value.day)
    if not isinstance(value, str):
        return None
    text = value.strip()
    if match := _ISO.match(text):
        year, month, day = (int(g) for g in match.groups() if g is not None)
        return _day(year, month, day)
    for rule in _WORDS:
        if match := rule.match(text):
            month = _MONTHS.index(match["month"][:3].lower()) + 1
            return _day(int(match["year"]), month, int(match["day"]))
    return None


def _day(year: int, month: int, day: int) -> str | None:
    if not FIRST <= year <= LAST:
        return None
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None
