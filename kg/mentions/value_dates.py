"""Finds dates and writes them in EDTF (ISO 8601-2:2019) with the precision that the text gives, no finer."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from kg.model import Span, Value

_MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): i for i, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_DAYS = {name.lower(): i for i, name in enumerate(calendar.day_name)}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_SMALL = {w: i for i, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())}
_SMALL |= {"a": 1, "an": 1, "a couple of": 2}

_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?\b"
_YEAR = r"(?P<year>1[0-9]\d\d|20\d\d)\b(?![-,.]?\d)"
_ANY_DAY = r"(?:\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
_NAMED_DAYS = "Black Cyber Good Super Ash Palm Easter Bloody Holy".split()
_WEEKDAY = "".join(rf"(?<!{name}\x20)" for name in _NAMED_DAYS) + (
    r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
)

#: Whether the words at a place tell of what is to come; None where that is not clear.
Future = bool | None
Rule = Callable[["re.Match[str]", date | None, Future], str | None]
_NEAR_FUTURE, _NEAR_PAST = 60, 240


def find_dates(text: str, spans: tuple[Span, ...], published: str | None, future: Callable[[Span], Future]) -> Iterator[Value]:
    """Yield the dates in some spans of a text; a value of "" marks a relative date that cannot be resolved.

    ``published`` is the day (ISO 8601) that relative dates count from; ``future`` tells whether the words at a span
    tell of what is to come (None: unclear).
    """
    day = _iso(published)
    for where in spans:
        taken: list[Span] = []
        for pattern, rule in _RULES:
            for match in pattern.finditer(text, where.start, where.end):
                span = Span(*match.span("date" if "date" in pattern.groupindex else 0))
                if any(span.overlaps(t) for t in taken):
                    continue
                value = rule(match, day, future(span))
                if value is None:
                    continue
                taken.append(span)
                yield Value(span, "date", value)


def _iso(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def _month(match: re.Match[str]) -> int:
    return _MONTHS[match["month"].rstrip(".").lower()]


def _whole(match: re.Match[str], _day: date | None, _future: Future) -> str | None:
    year, month, day = int(match["year"]), _month(match), int(match["day"])
    return _valid(year, month, day)


def _valid(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _numeric(match: re.Match[str], _day: date | None, _future: Future) -> str | None:
    return _valid(int(match["year"]), int(match["m"]), int(match["d"]))


def _month_year(match: re.Match[str], _day: date | None, _future: Future) -> str | None:
    return f"{match['year']}-{_month(match):02}"


def _month_day(match: re.Match[str], day: date | None, future: Future) -> str | None:
    if day is None:
        return ""
    found = [_valid(year, _month(match), int(match["day"])) for year in (day.year - 1, day.year, day.year + 1)]
    dates = [date.fromisoformat(iso) for iso in found if iso]
    ahead = min((d for d in dates if d >= day), default=None)
    behind = max((d for d in dates if d <= day), default=None)
    if ahead is not None and (future or (ahead - day).days <= _NEAR_FUTURE):
        if future or behind is None or (day - behind).days > _NEAR_PAST:
            return ahead.isoformat()
    if behind is not None and not future and (day - behind).days <= _NEAR_PAST:
        return behind.isoformat()
    return "" if dates else None


def _day_range(match: re.Match[str], day: date | None, future: Future) -> str | None:
    """Resolve "September 16-19" and "September 16-19, 2016"."""
    first = _whole(match, day, future) if match["year"] else _month_day(match, day, future)
    last = int(match["last"])
    if not first or last <= int(match["day"]):
        return first
    end = _valid(int(first[:4]), _month(match), last)
    return f"{first}/{end}" if end else first


def _month_alone(match: re.Match[str], day: date | None, future: Future) -> str | None:
    if day is None:
        return ""
    month, which = _month(match), (match["which"] or "").lower()
    if future is None and not which:
        return ""
    if which == "next" or (future and which != "last"):
        year = day.year + (month < day.month or (which == "next" and month == day.month))
    else:
        year = day.year - (month > day.month or (which == "last" and month == day.month))
    return f"{year}-{month:02}"


def _weekday(match: re.Match[str], day: date | None, future: Future) -> str | None:
    if day is None:
        return ""
    which = (match["which"] or "").lower()
    if future is None and not which:
        return ""
    back = (day.weekday() - _DAYS[match["weekday"].lower()]) % 7
    if which in ("next", "coming", "this coming") or (future and not which):
        return (day + timedelta(days=(7 - back) if back or which else 0)).isoformat()
    if which in ("last", "this past", "past") and back == 0:
        back = 7
    return (day - timedelta(days=back)).isoformat()


def _near(match: re.Match[str], day: date | None, _future: Future) -> str | None:
    if day is None:
        return ""
    word = " ".join(match["near"].lower().split())
    before, after = match.string[: match.start()].rstrip()[-1:], match.string[match.end() :].lstrip()[:1]
    if match["near"] != word and (match["near"].isupper() or before.isalpha() or after.isupper()):
        return None  # part of a name: USA Today, Today in Parliament
    shift = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(word, 0)
    return (day + timedelta(days=shift)).isoformat()


def _period(match: re.Match[str], day: date | None, _future: Future) -> str | None:
    """Resolve "last week", "earlier this month", "next year"."""
    if day is None:
        return ""
    part, shift = (match["part"] or "").lower(), {"last": -1, "this": 0, "next": 1}[match["which"].lower()]
    unit = match["unit"].lower()
    if unit == "year":
        return str(day.year + shift)
    if unit == "month":
        return _shift_months(day, shift)
    if unit == "weekend":
        if day.weekday() >= 5:
            return ""
        saturday = day + timedelta(days=5 - day.weekday() + 7 * shift)
        return f"{saturday}/{saturday + timedelta(days=1)}"
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=shift)
    first, last = monday, monday + timedelta(days=6)
    if shift == 0 and part == "earlier":
        last = day
    if shift == 0 and part == "later":
        first = day
    return first.isoformat() if first == last else f"{first}/{last}"


def _past_weekend(match: re.Match[str], day: date | None, _future: Future) -> str | None:
    if day is None or day.weekday() >= 5:
        return ""
    saturday = day - timedelta(days=day.weekday() + 2)
    return f"{saturday}/{saturday + timedelta(days=1)}"


def _ago(match: re.Match[str], day: date | None, _future: Future) -> str | None:
    """Resolve "two days ago" to a day, "three weeks ago" to a week, months and years to such."""
    word = " ".join(match["count"].lower().split())
    count = int(word) if word.isdigit() else _SMALL.get(word)
    if day is None or count is None:
        return ""
    unit = match["unit"].lower()
    if unit == "day":
        return (day - timedelta(days=count)).isoformat() if count < 3650 else ""
    if unit == "week":
        if count > 520:
            return ""
        monday = day - timedelta(days=day.weekday(), weeks=count)
        return f"{monday}/{monday + timedelta(days=6)}"
    if unit == "month":
        return _shift_months(day, -count) if count < 1200 else ""
    return str(day.year - count) if count < day.year - 999 else ""


def _shift_months(day: date, shift: int) -> str:
    months = day.year * 12 + day.month - 1 + shift
    return f"{months // 12:04}-{months % 12 + 1:02}"


def _decade(match: re.Match[str], _day: date | None, _future: Future) -> str | None:
    return f"{match['decade']}X"


def _short_decade(match: re.Match[str], _day: date | None, _future: Future) -> str | None:
    return f"19{match['decade']}X" if int(match["decade"]) >= 2 else None


def _century(match: re.Match[str], _day: date | None, _future: Future) -> str | None:
    number = int(match["century"])
    return f"{number - 1:02}XX" if 1 < number <= 21 else None


def _years(match: re.Match[str], _day: date | None, _future: Future) -> str | None:
    first, last = match["year"], match["to"]
    last = first[: 4 - len(last)] + last
    return f"{first}/{last}" if int(first) < int(last) else None


def _year(match: re.Match[str], _day: date | None, _future: Future) -> str | None:
    return match["year"]


def _season(match: re.Match[str], _day: date | None, _future: Future) -> str | None:
    return f"{match['year']}-{_SEASONS[match['season'].lower()]}"


def _ago_or_none(match: re.Match[str], day: date | None, future: Future) -> str | None:
    """Leave out what counts from another time ("two days earlier") or in hours, but keep it from being a duration."""
    counted = match["unit"].lower() in ("day", "week", "month", "year") and match["from"].lower() == "ago"
    return _ago(match, day, future) if counted else ""


def _compile(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Compile a pattern in which a space stands for any white space."""
    return re.compile(pattern.replace(" ", r"\s+"), flags)


_I = re.IGNORECASE
_LAST = r"(?:\b(?P<which>[Ll]ast|[Nn]ext|[Tt]his coming|[Tt]his past|[Pp]ast|[Cc]oming) )?"
_BEFORE_MONTH = r"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Oo]f|[Dd]uring|[Ff]rom|[Tt]hrough|[Ee]arly|[Ll]ate|[Mm]id-?)"
_BEFORE_YEAR = (
    r"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Dd]uring|[Ff]rom|[Ll]ate|[Ee]arly|[Bb]efore|[Aa]fter|[Tt]o|[Bb]etween|[Cc]irca"
    r"|[Oo]f|and|[Tt]hrough)"
)
_OWNER = r"(?:\b(?:[Tt]he|[Aa]|[Tt]his|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)|['’]s)"
#: What may not follow a year: more of a number, or what makes it an amount.
_NO_AMOUNT = r"(?![\w%]|[.,:]\d|-\d| (?:million|billion|percent|per cent)\b)"
_NO_COUNT = r"(?! (?!was\b|has\b|as\b|is\b)[a-z]+s\b)"

#: Patterns and what to make of them, most telling first; the group "date" is the span where a pattern has one.
_RULES: tuple[tuple[re.Pattern[str], Rule], ...] = (
    (_compile(r"(?<![\w-])(?P<year>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?![\d-])"), _numeric),
    (_compile(rf"\b{_MONTH} (?P<day>\d\d?)\s?[-–]\s?(?P<last>\d\d?)\b(?:,? {_YEAR})?(?!\s?\d)"), _day_range),
    (_compile(rf"{_ANY_DAY}\b{_MONTH} {_DAY},? {_YEAR}"), _whole),
    (_compile(rf"{_ANY_DAY}(?<![\d.,$£€])\b{_DAY} (?:of )?{_MONTH},? {_YEAR}"), _whole),
    (_compile(rf"\b{_MONTH}(?:,| of)? {_YEAR}"), _month_year),
    (_compile(rf"\b(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)(?: of)? {_YEAR}"), _season),
    (_compile(rf"{_ANY_DAY}\b{_MONTH} {_DAY}(?![\d:%]|[.,]\d| (?:percent|million|billion|people)\b)"), _month_day),
    (_compile(rf"{_ANY_DAY}(?<![\d.,$£€-])\b{_DAY} (?:of )?{_MONTH}(?!\w)"), _month_day),
    (
        _compile(
            rf"{_BEFORE_MONTH} (?:early |late |mid-)?"
            rf"(?P<date>(?:(?P<which>last|next) )?(?!May (?:be|have|not)){_MONTH})(?! \d)(?!\w)"
        ),
        _month_alone,
    ),
    (_compile(rf"(?P<date>\b(?P<which>[Ll]ast|[Nn]ext|[Tt]his) {_MONTH})(?! \d)(?!\w)"), _month_alone),
    (_compile(rf"(?P<date>{_LAST}\b{_WEEKDAY})(?!s)"), _weekday),
    (_compile(r"\b(?P<near>yesterday|today|tonight|tomorrow|last night|this (?:morning|afternoon|evening))\b", _I), _near),
    (
        _compile(
            r"\b(?:(?P<part>earlier|later) )?(?P<which>last|this|next) (?P<unit>week|weekend|month|year)\b(?!-| or\b| of\b)", _I
        ),
        _period,
    ),
    (_compile(r"\b(?:over|at|during) the (?:past )?weekend\b", _I), _past_weekend),
    (
        _compile(
            r"(?<![\w-])(?P<count>\d{1,4}|a couple of|several|a few|[a-z]+)"
            r" (?P<unit>day|week|month|year|decade|hour|minute)s? (?P<from>ago|earlier)\b",
            _I,
        ),
        _ago_or_none,
    ),
    (_compile(r"(?<!\w)(?P<decade>1[5-9]\d|20\d)0['’]?s\b"), _decade),
    (_compile(r"\bthe (?P<date>['’]?(?P<decade>[2-9])0s)\b"), _short_decade),
    (_compile(r"\b(?P<century>\d{1,2})(?:st|nd|rd|th)[ -]century\b", _I), _century),
    (_compile(r"(?<![\w$£€.,/-])(?P<year>1[5-9]\d\d|20\d\d)[-–/](?P<to>1[5-9]\d\d|20\d\d|\d\d)(?![\w-])"), _years),
    (_compile(rf"{_BEFORE_YEAR} (?:late |early |mid-)?(?P<date>(?P<year>1\d{{3}}|20\d\d)){_NO_AMOUNT}{_NO_COUNT}"), _year),
    (_compile(rf"(?:{_OWNER} |\()(?P<date>(?P<year>19\d\d|20\d\d)){_NO_AMOUNT}"), _year),
)
