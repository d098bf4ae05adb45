"""When articles were published: which is the earlier as far as their dates tell, who was first, and who followed when.

Dates are compared by the day that they state, and by the minute where both state a time with its zone. Articles of one
day, and those of which one states but a month, have no order: then neither was first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from kg.edtf import LAST, Day, days
from kg.model import Article

#: From so many hours on a delay is told in days.
HOURS = 48


@dataclass(frozen=True, slots=True)
class Reporting:
    """Who reported something first, as far as dates tell, and who followed how long after ("" where that is not known).

    ``first`` are the dated articles of which none is known to be later than another; all are in order of publication.
    """

    first: tuple[Article, ...]
    followers: tuple[tuple[Article, str], ...]
    undated: tuple[Article, ...]


def reporting(articles: Iterable[Article]) -> Reporting:
    """Return who of the articles was first and who followed, sorted by date of publication, then id."""
    ordered = sorted(articles, key=place)
    dated = [a for a in ordered if days(a.published)]
    # whoever is later than anybody is later than one of these, so that each article is compared with three
    timed, plain = [a for a in dated if _moment(a.published)], [a for a in dated if not _moment(a.published)]
    leading = [min(some, key=key) for some, key in ((timed, _time), (timed, _last), (plain, _last)) if some]
    behind = [any(earlier(b.published, a.published) for b in leading) for a in dated]
    first = [a for a, late in zip(dated, behind, strict=True) if not late]
    after = [(a, delay(first[0].published, a.published)) for a, late in zip(dated, behind, strict=True) if late]
    return Reporting(tuple(first), tuple(after), tuple(a for a in ordered if not days(a.published)))


def _time(article: Article) -> datetime:
    return _moment(article.published) or datetime.max.replace(tzinfo=UTC)


def _last(article: Article) -> Day:
    found = days(article.published)
    return found[1] if found else LAST


def place(article: Article) -> tuple[Day, float, str]:
    """Return what sorts articles by publication, then by id; undated ones come last."""
    found, exact = days(article.published), _moment(article.published)
    return found[0] if found else LAST, exact.timestamp() if exact else 0.0, article.id


def earlier(left: str | None, right: str | None) -> bool:
    """Tell whether one date of publication is known to come before another.

    >>> earlier("2024-03-02", "2024-03-03"), earlier("2024-03", "2024-03-03"), earlier(None, "2024")
    (True, False, False)
    >>> earlier("2024-03-02T10:00+02:00", "2024-03-02T09:00Z"), earlier("2024-03-02", "2024-03-02T09:00Z")
    (True, False)
    """
    one, other = _moment(left), _moment(right)
    if one and other:
        return one < other
    a, b = days(left), days(right)
    return a is not None and b is not None and a[1] < b[0]


def delay(left: str | None, right: str | None) -> str:
    """Return how long after the first date the second is, in words; "" where the dates do not tell.

    >>> delay("2024-02-28", "2024-03-01"), delay("2024-03-02T10:00Z", "2024-03-02T16:30Z"), delay("2024-02", "2024-03-01")
    ('2 days', '6 hours', '')
    """
    one, other = _moment(left), _moment(right)
    if one and other:
        minutes = int((other - one).total_seconds()) // 60
        if 0 < minutes < 60:
            return _count(minutes, "minute")
        if 0 < minutes < HOURS * 60:
            return _count(minutes // 60, "hour")
        return _count(minutes // 1440, "day") if minutes > 0 else ""
    a, b = days(left), days(right)
    if a is None or b is None or a[0] != a[1] or b[0] != b[1] or not a[0] < b[0] or not 0 < a[0][0] <= b[0][0] <= 9999:
        return ""
    return _count((date(*b[0]) - date(*a[0])).days, "day")


def outlet(article: Article) -> str:
    """Return what to call who published an article: the publisher, or the article's id where it states none."""
    return " ".join((article.publisher or "").split()) or article.id


def outlets(articles: Iterable[Article]) -> tuple[str, ...]:
    """Return the outlets of some articles, each once, in their order."""
    return tuple(dict.fromkeys(map(outlet, articles)))


def told(found: Reporting, day: Callable[[str], str] = str) -> str:
    """Return in words who was first and who followed; ``day`` says a date; each outlet is named once.

    >>> from dataclasses import replace
    >>> first, second = (Article(i, i, "", "", publisher=p, published=d) for i, p, d in
    ...     (("a", "The Quay Post", "2024-03-02"), ("b", "Vale Times", "2024-03-04")))
    >>> told(reporting([second, first]))
    'first reported by The Quay Post on 2024-03-02; Vale Times 2 days later'
    >>> told(reporting([first, replace(second, published="2024-03-02")]))
    'reported by The Quay Post and Vale Times on 2024-03-02'
    """
    parts, named = [], set(outlets(found.first))
    if found.first:
        parts.append(f"{'first ' if found.followers else ''}reported by {_firsts(found.first, day)}")
    after = []
    for article, how in found.followers:
        if outlet(article) not in named:
            named.add(outlet(article))
            after.append(f"{outlet(article)} {f'{how} later' if how else 'later'}")
    without = [name for name in outlets(found.undated) if name not in named]
    parts += [", ".join(after)] if after else []
    parts += [f"undated: {', '.join(without)}"] if without else []
    return "; ".join(parts)


def _firsts(articles: Sequence[Article], day: Callable[[str], str]) -> str:
    dates = dict.fromkeys(day(a.published or "") for a in articles)
    if len(dates) == 1:
        return f"{_listed(outlets(articles))} on {next(iter(dates))}"
    return _listed([f"{outlet(a)} ({day(a.published or '')})" for a in articles])


def _listed(names: Sequence[str]) -> str:
    """Return names as in a sentence.

    >>> _listed(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _count(n: int, unit: str) -> str:
    return f"{n} {unit}{'s' * (n != 1)}"


def _moment(published: str | None) -> datetime | None:
    """Return the moment of a date that states a time and its zone, in UTC; None for all others."""
    try:
        found = datetime.fromisoformat((published or "").strip())
        return found.astimezone(UTC) if found.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None
