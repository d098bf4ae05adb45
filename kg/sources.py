"""Who reported what first, who follows, and who copies whom: statements and copies seen from the articles and outlets.

Pure functions of a corpus; an outlet is a publisher, or an article that states none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.model import Article, Copy, Corpus, Statement
from kg.publication import Reporting, delay, outlet, outlets, reporting


@dataclass(frozen=True, slots=True)
class Report:
    """One article of an origin: ``first`` where none that has the statement is known to be earlier, else how long ``after``
    the first it came ("" where the dates do not tell)."""

    outlet: str
    source: str
    published: str | None
    first: bool
    after: str


@dataclass(frozen=True, slots=True)
class Root:
    """An independent origin of a statement: why its articles are one, and these, the first to report first."""

    because: str
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class Outlet:
    """What an outlet reports: ``statements`` are those that it affirms, of these ``alone`` those that no other outlet has,
    ``first`` those that others have later, ``follows`` those that others had before; the rest came out at one time, as far
    as dates tell. ``followed`` are the outlets that it follows, and in how many statements; ``copies`` those that articles
    of it copy as a whole, and how many."""

    name: str
    articles: int
    statements: int
    alone: int
    first: int
    follows: int
    followed: tuple[tuple[str, int], ...]
    copies: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Repeated:
    """What an article repeats of another, with the words of both; ``after`` is how long after the other it came."""

    article: str
    publisher: str | None
    published: str | None
    source: str
    source_publisher: str | None
    source_published: str | None
    share: float
    wholly: bool
    dated: bool
    after: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that two articles have in common, or nearly, and where they stand (half-open code points) in each."""

    words: str
    start: int
    end: int
    source_words: str
    source_start: int
    source_end: int


def reported(statement: Statement, articles: Mapping[str, Article]) -> Reporting:
    """Return who reported a statement first and who followed, of the articles of its origins."""
    return reporting(articles[a] for a in sorted({a for origin in statement.origins for a in origin.articles}))


def roots(statement: Statement, articles: Mapping[str, Article]) -> tuple[Root, ...]:
    """Return the independent origins of a statement with their articles."""
    found = reported(statement, articles)
    first, after = {a.id for a in found.first}, {a.id: how for a, how in found.followers}
    return tuple(
        Root(
            origin.because,
            tuple(
                Report(outlet(a), a.source, a.published, a.id in first, after.get(a.id, ""))
                for a in (articles[name] for name in origin.articles)
            ),
        )
        for origin in statement.origins
    )


def joined(found: Sequence[Root]) -> tuple[str, ...]:
    """Return in words which articles are one origin and why, of the origins that have several; why alone where all are one.

    >>> copies = Root("copies of one report", tuple(Report(o, "", None, False, "") for o in ("The Quay Post", "Vale Times")))
    >>> joined([copies]), joined([copies, Root("one report", copies.reports[:1])])
    (('copies of one report',), ('The Quay Post, Vale Times (copies of one report)',))
    """
    several = [root for root in found if len(root.reports) > 1]
    if len(found) == 1:
        return tuple(root.because for root in several)
    return tuple(f"{', '.join(dict.fromkeys(r.outlet for r in root.reports))} ({root.because})" for root in several)


def survey(corpus: Corpus) -> tuple[Outlet, ...]:
    """Return what each outlet reports, those that are first the most often first."""
    articles = {e.article.id: e.article for e in corpus.extractions}
    counts: dict[str, Counter[str]] = {outlet(a): Counter() for a in articles.values()}
    followed: dict[str, Counter[str]] = {name: Counter() for name in counts}
    copies: dict[str, Counter[str]] = {name: Counter() for name in counts}
    for article in articles.values():
        counts[outlet(article)]["articles"] += 1
    for statement in corpus.statements:
        _count(reported(statement, articles), counts, followed)
    for copy in corpus.copies:
        if copy.wholly and (one := outlet(articles[copy.article])) != (other := outlet(articles[copy.source])):
            copies[one][other] += 1
    found = []
    for name, n in counts.items():
        figures = n["articles"], n["statements"], n["alone"], n["first"], n["follows"]
        found.append(Outlet(name, *figures, _most(followed[name]), _most(copies[name])))
    return tuple(sorted(found, key=lambda o: (-o.first, -o.alone, -o.statements, o.name)))


def _count(found: Reporting, counts: Mapping[str, Counter[str]], followed: Mapping[str, Counter[str]]) -> None:
    first = outlets(found.first)
    after = [name for name in outlets(a for a, _ in found.followers) if name not in first]
    names = dict.fromkeys((*first, *after, *outlets(found.undated)))
    for name in names:
        counts[name]["statements"] += 1
        counts[name]["alone"] += len(names) == 1
        counts[name]["first"] += name in first and bool(after)
    for name in after:
        counts[name]["follows"] += 1
        followed[name].update(first)


def _most(found: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def repeated(corpus: Corpus) -> tuple[Repeated, ...]:
    """Return what articles repeat of others, those that repeat the most of themselves first."""
    articles = {e.article.id: e.article for e in corpus.extractions}
    return tuple(_repeated(c, articles) for c in sorted(corpus.copies, key=lambda c: (-c.share, c.article, c.source)))


def _repeated(copy: Copy, articles: Mapping[str, Article]) -> Repeated:
    one, other = articles[copy.article], articles[copy.source]
    passages = tuple(
        Passage(here.of(one.text).strip(), *here, there.of(other.text).strip(), *there) for here, there in copy.passages
    )
    return Repeated(
        one.source, one.publisher, one.published, other.source, other.publisher, other.published,
        copy.share, copy.wholly, copy.dated, delay(other.published, one.published), passages,
    )  # fmt: skip
