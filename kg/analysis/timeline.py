"""When what is claimed held, when it was first reported, when that was read: three clocks, never mixed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from kg.edtf import FIRST, LAST, Day, Precision, days, precision
from kg.model import Article, Claim, Corpus, Kind, LiteralValue, Span, Statement, kind

Clock = Literal["held", "published", "read"]
#: What a moment's date was taken from: the claim's own words, the date that the statement is about ("born in 1980"), the
#: article's date of publication, or the day on which the article was fetched.
Origin = Literal["claim", "object", "published", "retrieved"]

_DATES = ("xsd:date", "xsd:dateTime", "xsd:gYear", "xsd:gYearMonth")
#: A claim with the article it is of.
_Row = tuple[Article, Claim]


@dataclass(frozen=True, slots=True)
class Moment:
    """A statement at one place on a clock.

    ``when`` is EDTF, ``first`` and ``last`` the days that it can mean; ``subject`` and ``object`` are labels.
    ``kind`` is how the claims of this moment say it, which may be less firm than how the statement stands as a whole;
    ``differs`` tells that other moments of the statement lie on days that share none with these, so that sources differ
    or it happened more than once. ``held`` are all dates on which it is claimed to hold (EDTF, sorted), ``published``
    and ``retrieved`` the earliest of its articles, which are ``articles``. The words that tell it best are ``span`` of
    ``article``, in the claim ``claim``.
    """

    when: str
    first: Day
    last: Day
    precision: Precision
    origin: Origin
    subject: str
    predicate: str
    object: str
    kind: Kind
    disputed: bool
    differs: bool
    statement: Statement
    held: tuple[str, ...]
    published: str | None
    retrieved: str | None
    articles: tuple[str, ...]
    article: str
    claim: str
    span: Span


@dataclass(frozen=True, slots=True)
class Timeline:
    """Moments in their order, and the number of statements that have no place on the clock."""

    clock: Clock
    moments: tuple[Moment, ...]
    undated: int


def chronicle(
    corpus: Corpus, clock: Clock = "held", entity: str | None = None, start: str | None = None, end: str | None = None
) -> Timeline:
    """Return the statements in order of time: all, or those about an entity (its IRI), from ``start`` to ``end`` (EDTF).

    "held" places a statement by the dates that its claims give, and by nothing else: one moment for each date, where a
    date that only is less exact than another counts as the same. "published" and "read" place it once, where the
    earliest of its articles was published or retrieved. A moment that may lie between ``start`` and ``end`` is there. Of
    moments that begin on one day the longer comes first.
    """
    labels = {e.iri: e.label for e in corpus.resolution.entities}
    claims: dict[str, list[_Row]] = {}
    for extraction in corpus.extractions:
        for claim in extraction.claims:
            claims.setdefault(claim.id, []).append((extraction.article, claim))
    low, high = (days(start) or (FIRST, LAST))[0], (days(end) or (FIRST, LAST))[1]
    found: list[Moment] = []
    undated = 0
    for statement in corpus.statements:
        if entity is not None and entity not in (statement.subject, statement.object):
            continue
        rows = [row for id_ in statement.claims for row in claims.get(id_, ()) if row[0].id in statement.articles]
        placed = list(_held(statement, rows) if clock == "held" else _first(rows, clock))
        undated += not placed
        for place in placed:
            moment = _moment(statement, place, _apart(place, placed), rows, labels)
            if moment.last >= low and moment.first <= high:
                found.append(moment)
    return Timeline(clock, tuple(sorted(found, key=_order)), undated)


def _order(m: Moment) -> tuple[object, ...]:
    return m.first, tuple(-part for part in m.last), m.subject, m.predicate, m.object, m.statement.id, m.when


class _Place(NamedTuple):
    """A date of a statement (EDTF), where it is from, and the claims that give it."""

    when: str
    origin: Origin
    rows: list[_Row]


def _held(statement: Statement, rows: Sequence[_Row]) -> Iterator[_Place]:
    """Yield each date on which the statement is claimed to hold, with the claims that give it."""
    thing = statement.object
    if isinstance(thing, LiteralValue) and thing.datatype in _DATES:
        if rows and days(thing.value):
            yield _Place(thing.value, "object", list(rows))
        return
    dated: dict[tuple[Day, Day], list[_Row]] = {}
    for article, claim in rows:
        if span := days(claim.time):
            dated.setdefault(span, []).append((article, claim))
    for span, group in _exact(dated).items():
        yield _Place(min(str(c.time) for _, c in group if days(c.time) == span), "claim", group)


def _exact(dated: Mapping[tuple[Day, Day], list[_Row]]) -> dict[tuple[Day, Day], list[_Row]]:
    """Return the claims by their days, those of a longer time with those of the one shorter time that lies within it."""
    found = {span: list(rows) for span, rows in dated.items()}
    shortest = [a for a in dated if not any(b != a and _within(b, a) for b in dated)]
    for span in dated:
        inside = [short for short in shortest if short != span and _within(short, span)]
        if len(inside) == 1:
            found[inside[0]] += found.pop(span)
    return found


def _within(inner: tuple[Day, Day], outer: tuple[Day, Day]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _first(rows: Sequence[_Row], clock: Clock) -> Iterator[_Place]:
    """Yield the day on which a statement was first published or read, with the claims of that day's articles."""
    dated = [(span, str(when), (a, c)) for a, c in rows if (span := days(when := _clock(a, clock)))]
    if dated:
        day = min((span[0], span[1]) for span, _, _ in dated)
        when = min(text for span, text, _ in dated if span == day)
        origin: Origin = "published" if clock == "published" else "retrieved"
        yield _Place(when, origin, [row for span, _, row in dated if span == day])


def _clock(article: Article, clock: Clock) -> str | None:
    return article.published if clock == "published" else article.retrieved


def _moment(statement: Statement, place: _Place, differs: bool, rows: Sequence[_Row], labels: Mapping[str, str]) -> Moment:
    when, origin, some = place
    first, last = days(when) or (FIRST, LAST)
    ranked = sorted(some, key=lambda row: _best(row, when))
    article, claim = ranked[0]
    articles = sorted({a.id: a for a, _ in some}.values(), key=lambda a: a.id)
    thing = statement.object
    value = f"{thing.value} {thing.unit or ''}".strip() if isinstance(thing, LiteralValue) else labels.get(thing, thing)
    return Moment(
        when=when,
        first=first,
        last=last,
        precision=precision(when) or "interval",
        origin=origin,
        subject=labels.get(statement.subject, statement.subject),
        predicate=statement.predicate,
        object=value,
        kind=_kind(statement, [c for _, c in some], [c for _, c in rows]),
        disputed=statement.disputed,
        differs=differs or (origin == "object" and bool(statement.conflicts_with)),
        statement=statement,
        held=tuple(sorted({c.time for _, c in rows if c.time})),
        published=_earliest(a.published for a in articles),
        retrieved=_earliest(a.retrieved for a in articles),
        articles=tuple(a.id for a in articles),
        article=article.id,
        claim=claim.id,
        span=claim.evidence[0],
    )


def _best(row: _Row, when: str) -> tuple[object, ...]:
    """Sort key that puts the claim first whose words tell a moment best: that gives its date, in its own voice, surely."""
    article, c = row
    weak = (c.polarity != "positive") + (c.modality != "asserted") + (c.attributed_to is not None)
    return c.time != when, weak, -c.confidence, article.published or "9999", article.id, c.evidence, c.id


def _earliest(dates: Iterable[str | None]) -> str | None:
    known = sorted((span, text) for text in dates if text and (span := days(text)))
    return known[0][1] if known else None


def _kind(statement: Statement, some: Sequence[Claim], claims: Sequence[Claim]) -> Kind:
    """Return how some claims of a statement say it: as the statement stands where an article says so itself, as a fact."""
    if any(_plainly(c) and c.attributed_to is None for c in some):
        return kind(statement, claims)
    return kind(replace(statement, asserted=False), some)


def _plainly(c: Claim) -> bool:
    return c.polarity == "positive" and c.modality == "asserted" and c.status != "ended"


def _apart(place: _Place, placed: Sequence[_Place]) -> bool:
    """Tell whether other claims of the statement say that it was so on other days; plans, denials and ends do not."""
    firm = [days(p.when) for p in placed if any(_holds(c) for _, c in p.rows)]
    own = days(place.when)
    return own in firm and any(own and other and (other[1] < own[0] or own[1] < other[0]) for other in firm)


def _holds(c: Claim) -> bool:
    return c.polarity == "positive" and c.modality in ("asserted", "alleged") and c.status != "ended"
