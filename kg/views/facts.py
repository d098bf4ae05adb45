"""What the page and the report both show: statements in reading order, each with its kind and its quotes.

Nothing is drawn here. Everything is sorted, so that two runs give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from kg import model
from kg.aside import Aside
from kg.model import (
    Article,
    Claim,
    Corpus,
    Entity,
    Extraction,
    LiteralValue,
    Modality,
    Polarity,
    Span,
    Statement,
    Status,
)
from kg.shelf import in_order
from kg.views.words import Piece, around, context, pieces

#: How a statement stands, firmest first; each is drawn with a line of its own.
KINDS = ("asserted", "attributed", "alleged", "denied", "ended")
#: Kinds that share a line style: the chips tell them apart.
DRAWN = {"planned": "alleged", "possible": "alleged"}


class MeasuresLike(Protocol):
    """What the views need of the analysis, by entity IRI; an entity may be missing."""

    @property
    def degree(self) -> Mapping[str, float]:
        """Ties of an entity."""

    @property
    def pagerank(self) -> Mapping[str, float]:
        """PageRank: how central an entity is; sizes and order follow it."""

    @property
    def betweenness(self) -> Mapping[str, float]:
        """Share of the shortest paths between others that lead through an entity."""

    @property
    def community(self) -> Mapping[str, int]:
        """Number of the community an entity belongs to."""


class GroupLike(Protocol):
    """What the views need of a community."""

    @property
    def members(self) -> Sequence[str]:
        """Its entities (IRIs), the most central first."""

    @property
    def words(self) -> Sequence[str]:
        """Nouns that set it apart, the most telling first."""


class MomentLike(Protocol):
    """What the views need of a statement at its place in time."""

    @property
    def when(self) -> str:
        """When it held, in EDTF."""

    @property
    def kind(self) -> str:
        """How the claims of this moment say it (``kg.model.KINDS``)."""

    @property
    def disputed(self) -> bool:
        """Whether the statement is denied by somebody."""

    @property
    def differs(self) -> bool:
        """Whether it is said to have been at other times as well."""

    @property
    def statement(self) -> Statement:
        """What held."""

    @property
    def article(self) -> str:
        """The article whose words tell it best."""

    @property
    def span(self) -> Span:
        """Where these words stand in it."""


@dataclass(frozen=True, slots=True)
class Happening:
    """A moment ready to be shown: ``fact`` and ``quote`` are indices into the facts and into the quotes of that fact."""

    fact: int
    quote: int
    when: str
    kind: str
    chips: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of one claim: evidence ``start``, ``end`` in the article (half-open), and how the claim stands."""

    article: int
    start: int
    end: int
    before: str
    pieces: tuple[Piece, ...]
    after: str
    says: str | None
    says_label: str
    via: tuple[str, ...]
    polarity: str
    modality: str
    status: str | None
    time: str | None
    confidence: float
    #: Ids of the claims whose words these are.
    claims: tuple[str, ...] = ()

    @property
    def exact(self) -> str:
        """The words themselves, as the article has them."""
        return "".join(words for words, _ in self.pieces)


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement ready to be shown: its kind, its chips, when it held, how many articles affirm it, and its quotes, which wait
    outside memory."""

    statement: Statement
    kind: str
    chips: tuple[str, ...]
    time: str | None
    saying: int
    read: Callable[[], tuple[Quote, ...]]

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The words of its claims, best first."""
        return self.read()


@dataclass(frozen=True, slots=True)
class Saying:
    """A quotation with a known speaker; its words wait outside memory."""

    speaker: str
    kind: str
    place: tuple[int, int, int]
    read: Callable[[], Quote]

    @property
    def quote(self) -> Quote:
        """The words, and where they stand."""
        return self.read()


@dataclass(frozen=True, slots=True)
class Facts:
    """The corpus as the views see it; articles, which have no text here, and facts are indexed by position."""

    articles: tuple[Article, ...]
    entities: Mapping[str, Entity]
    facts: tuple[Fact, ...]
    sayings: tuple[Saying, ...]

    def label(self, iri: str) -> str:
        """Return what to call an entity."""
        entity = self.entities.get(iri)
        return entity.label if entity and entity.label.strip() else iri.rpartition("/")[2] or iri

    def type(self, iri: str) -> str:
        """Return the local name of an entity's type, or ""."""
        return self.entities[iri].type if iri in self.entities else ""

    def drawn(self) -> tuple[str, ...]:
        """Return the IRIs of entities in at least one statement between entities, sorted."""
        found: set[str] = set()
        for fact in self.facts:
            if isinstance(fact.statement.object, str):
                found |= {fact.statement.subject, fact.statement.object}
        return tuple(sorted(found))


@dataclass(frozen=True, slots=True)
class _How:
    """How a claim stands."""

    polarity: Polarity
    modality: Modality
    status: Status | None
    attributed_to: object
    time: str | None


def facts(corpus: Corpus) -> Facts:
    """Return what is to be shown of ``corpus``; most independent sources first, then most claims, then by name."""
    of: dict[str, list[int]] = {}
    for n, statement in enumerate(corpus.statements):
        for id_ in statement.claims:
            of.setdefault(id_, []).append(n)
    behind: list[list[_How]] = [[] for _ in corpus.statements]
    places: list[list[int]] = [[] for _ in corpus.statements]
    articles, sayings, aside, resolve, alike = list[Article](), list[Saying](), Aside(), _Resolver(corpus), dict[_How, _How]()
    for i, x in enumerate(in_order(corpus.extractions)):
        articles.append(replace(x.article, text="", body=(), captions=()))
        same: dict[int, dict[Quote, list[str]]] = {}
        for claim in sorted(x.claims, key=lambda c: c.id):
            speaker = True if claim.attributed_to else None
            how = _How(claim.polarity, claim.modality, claim.status, speaker, claim.time)
            for n in of.get(claim.id, ()):
                behind[n].append(alike.setdefault(how, how))
                for quote in _quotes(i, x.article, claim, resolve):
                    same.setdefault(n, {}).setdefault(quote, []).append(claim.id)
        for n, quotes in same.items():
            found = tuple(replace(quote, claims=tuple(sorted(ids))) for quote, ids in quotes.items())
            places[n].append(aside.put_value(found))
        sayings += _sayings(i, x, resolve, aside)
    rows = []
    for n, statement in enumerate(corpus.statements):
        words = tuple(sorted((q for place in places[n] for q in aside.get_value(place)), key=_best_first))
        kind = DRAWN.get(stands := model.kind(statement, behind[n]), stands)
        saying, read = (
            len({q.article for q in words if q.polarity == "positive"}),
            partial(aside.get_value, aside.put_value(words)),
        )
        rows.append(Fact(statement, kind, chips(statement, kind, behind[n]), _time(behind[n]), saying, read))
    entities = {e.iri: e for e in corpus.resolution.entities}
    names = Facts(tuple(articles), entities, (), ())
    rows.sort(key=lambda f: _order(f, names))
    sayings.sort(key=lambda s: (s.speaker, s.place))
    return Facts(names.articles, entities, tuple(rows), tuple(sayings))


def chips(statement: Statement, kind: str, claims: Iterable[model.Standing]) -> tuple[str, ...]:
    """Return the few words that say how the statement stands, firmest first."""
    behind = list(claims)
    words = [{"asserted": "reported", "attributed": "claim by a party", "denied": "denied", "ended": "ended"}.get(kind, "")]
    words += [
        m for m in ("alleged", "planned", "possible") if any(c.modality == m and c.polarity == "positive" for c in behind)
    ]
    if kind == "alleged" and len(words) == 1:
        words.append("uncertain")
    if any(c.status == "ended" for c in behind):
        words.append("ended")
    if statement.disputed and kind != "denied":
        words.append("disputed")
    if statement.conflicts_with:
        words.append("sources differ")
    return tuple(dict.fromkeys(w for w in words if w))


def happenings(found: Facts, moments: Iterable[MomentLike]) -> tuple[Happening, ...]:
    """Return moments as they are shown, in their order."""
    at = {f.statement.id: i for i, f in enumerate(found.facts)}
    index = {a.id: i for i, a in enumerate(found.articles)}
    rows = []
    for m in moments:
        i = at[m.statement.id]
        place = (index[m.article], m.span.start, m.span.end)
        quotes = found.facts[i].quotes
        quote = next((n for n, q in enumerate(quotes) if (q.article, q.start, q.end) == place), 0)
        kind = DRAWN.get(m.kind, m.kind)
        # when it ended is not known: the date may be that of its beginning
        words = {"asserted": "", "attributed": "claim by a party", "ended": "no longer so"}
        chips = [words.get(m.kind, m.kind)]
        if m.kind == "denied" and quotes and quotes[quote].polarity == "positive":
            chips = ["denied elsewhere"]
        chips += ["disputed"] if m.disputed and m.kind != "denied" else []
        chips += ["dates differ"] if m.differs else []
        rows.append(Happening(i, quote, m.when, kind, tuple(filter(None, chips))))
    return tuple(rows)


class _Resolver:
    """Finds the entity behind a chain of an article."""

    def __init__(self, corpus: Corpus) -> None:
        self.by_chain = corpus.resolution.by_chain
        self.labels = {e.iri: e.label for e in corpus.resolution.entities}

    def iri(self, article: str, chain: str) -> str | None:
        return self.by_chain.get((article, chain))

    def label(self, article: str, chain: str, otherwise: str) -> str:
        return self.labels.get(self.iri(article, chain) or "", otherwise)


def _quotes(i: int, article: Article, c: Claim, resolve: _Resolver) -> Iterable[Quote]:
    text, who = article.text, c.attributed_to
    marks = [(c.subject.span, "s")]
    if isinstance(c.object, LiteralValue):
        marks += [(c.object.span, "o")] if c.object.span else []
    else:
        marks.append((c.object.span, "o"))
    for span in c.evidence:
        before, after = context(text, span, around(article, span))
        yield Quote(
            article=i,
            start=span.start,
            end=span.end,
            before=before,
            pieces=pieces(text, span, marks),
            after=after,
            says=resolve.iri(article.id, who.entity) if who else None,
            says_label=resolve.label(article.id, who.entity, who.label) if who else "",
            via=tuple(resolve.label(article.id, a.entity, a.label) for a in c.via),
            polarity=c.polarity,
            modality=c.modality,
            status=c.status,
            time=c.time,
            confidence=c.confidence,
        )


def _best_first(q: Quote) -> tuple[object, ...]:
    firm = (q.polarity != "positive") + (q.modality != "asserted") + (q.says_label != "")
    # repr makes every part comparable where None meets a string
    return (firm, -q.confidence, q.article, q.start, q.end, q.says_label, repr(q))


def _order(f: Fact, names: Facts) -> tuple[object, ...]:
    s = f.statement
    thing = names.label(s.object) if isinstance(s.object, str) else s.object.value
    return (
        -min(len(s.origins), f.saying),
        -f.saying,
        -len(s.claims),
        KINDS.index(f.kind),
        names.label(s.subject),
        s.predicate,
        thing,
        s.id,
    )


def _time(behind: Iterable[_How]) -> str | None:
    times = sorted({how.time for how in behind if how.time})
    return times[0] if len(times) == 1 else None


def _sayings(i: int, x: Extraction, resolve: _Resolver, aside: Aside) -> Iterator[Saying]:
    for q in x.quotations:
        iri = resolve.iri(x.article.id, q.speaker) if q.speaker else None
        if iri is None:
            continue
        before, after = context(x.article.text, q.span, around(x.article, q.span))
        words = pieces(x.article.text, q.span, [])
        place = i, q.span.start, q.span.end
        quote = Quote(*place, before, words, after, None, "", (), "positive", "asserted", None, None, 1.0)
        yield Saying(iri, q.kind, place, partial(aside.get_value, aside.put_value(quote)))
