"""What became of a graph from one build to another: statements, entities and articles that are new, changed or gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from kg.analysis.network import claims_of
from kg.model import Article, Corpus, Entity, Kind, LiteralValue, Statement, kind

#: In what a statement changed: how it stands, whether somebody denies it, whether others exclude it, how many articles and
#: independent origins it has, and how its ends are told.
Respect = Literal["kind", "disputed", "conflicts", "articles", "origins", "subject", "object"]


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement of one build, and how it stands there."""

    statement: Statement
    kind: Kind


@dataclass(frozen=True, slots=True)
class Change:
    """A statement of both builds that is not the same in each; ``respects`` says in what, and is never empty."""

    before: Stated
    after: Stated
    respects: tuple[Respect, ...]


@dataclass(frozen=True, slots=True)
class Successor:
    """An entity whose IRI is no more, and the one that has taken its place: by itself, or with others (``merged``)."""

    before: Entity
    after: Entity
    merged: bool


@dataclass(frozen=True, slots=True)
class Changes:
    """All that differs between two builds; statements sorted by the labels of their ends, entities by label, articles by id.

    ``rewritten`` are articles whose text is another (their hash), as the new build has them, ``moved`` those of one text and
    another id, before and after; ``renamed`` are entities that have kept their IRI and have another label or type.
    """

    new: tuple[Stated, ...]
    withdrawn: tuple[Stated, ...]
    changed: tuple[Change, ...]
    entities_new: tuple[Entity, ...]
    entities_gone: tuple[Entity, ...]
    succeeded: tuple[Successor, ...]
    renamed: tuple[tuple[Entity, Entity], ...]
    articles_added: tuple[Article, ...]
    articles_removed: tuple[Article, ...]
    rewritten: tuple[Article, ...]
    moved: tuple[tuple[Article, Article], ...]

    def __bool__(self) -> bool:
        """Tell whether anything differs."""
        return any(getattr(self, name) for name in self.__slots__)


def compare(old: Corpus, new: Corpus, symmetric: Collection[str] = ()) -> Changes:
    """Return what differs between two builds, whichever way they came about; neither need know of the other.

    An entity is the one of the same IRI; else the one that this IRI was replaced by (``dcterms:isReplacedBy``); else the
    one that most of its chains in unchanged articles now belong to. A statement is the one of the same subject, relation
    and object (in either order where the relation is in ``symmetric``); else one that rests on a claim of the same id.
    """
    before, after = ({e.article.id: e.article for e in corpus.extractions} for corpus in (old, new))
    moved = _moved(before, after)
    same = {id_: id_ for id_, article in before.items() if id_ in after and after[id_].hash == article.hash} | moved
    heirs = _heirs(old, new, same)
    was, now = _standings(old), _standings(new)
    pairs = _pairs(was, now, heirs, symmetric)
    label = {e.iri: e.label for e in (*old.resolution.entities, *new.resolution.entities)}

    def order(s: Statement) -> tuple[str, ...]:
        thing = s.object.value if isinstance(s.object, LiteralValue) else label.get(s.object, s.object)
        return label.get(s.subject, s.subject), s.predicate, thing, s.id

    changed = [
        Change(was[a], now[b], respects)
        for a, b in pairs.items()
        if (respects := _respects(was[a], now[b], heirs, same, symmetric))
    ]
    taken = set(pairs.values())
    # where two entities are one now, their statements may be: none of them is withdrawn
    there = {_key(s.statement, {}, symmetric) for s in now.values()}
    gone_for_good = [s for id_, s in was.items() if id_ not in pairs and _key(s.statement, heirs, symmetric) not in there]
    fresh, gone, succeeded, renamed = _entities(old, new, heirs)
    return Changes(
        new=tuple(sorted((s for id_, s in now.items() if id_ not in taken), key=lambda s: order(s.statement))),
        withdrawn=tuple(sorted(gone_for_good, key=lambda s: order(s.statement))),
        changed=tuple(sorted(changed, key=lambda c: order(c.after.statement))),
        entities_new=fresh,
        entities_gone=gone,
        succeeded=succeeded,
        renamed=renamed,
        articles_added=tuple(after[id_] for id_ in sorted(after.keys() - before.keys() - set(moved.values()))),
        articles_removed=tuple(before[id_] for id_ in sorted(before.keys() - after.keys() - moved.keys())),
        rewritten=tuple(after[id_] for id_ in sorted(before.keys() & after.keys() - same.keys())),
        moved=tuple((before[a], after[b]) for a, b in sorted(moved.items())),
    )


def _moved(before: Mapping[str, Article], after: Mapping[str, Article]) -> dict[str, str]:
    """Return the articles that have another id now and the same text, where it is the only one on either side."""
    gone, come = (
        Counter(article.hash for id_, article in one.items() if id_ not in other)
        for one, other in ((before, after), (after, before))
    )
    now = {article.hash: id_ for id_, article in after.items() if id_ not in before}
    hashes = {id_: article.hash for id_, article in before.items() if id_ not in after}
    return {id_: now[hash_] for id_, hash_ in hashes.items() if gone[hash_] == come[hash_] == 1}


def _standings(corpus: Corpus) -> dict[str, Stated]:
    claims = claims_of(corpus)
    return {
        s.id: Stated(s, kind(s, [c for id_ in s.claims for c in claims.get(id_, ())]))
        for s in sorted(corpus.statements, key=lambda s: s.id)
    }


def _heirs(old: Corpus, new: Corpus, same: Mapping[str, str]) -> dict[str, str]:
    """Return what each entity of the old build is in the new one, for those that are something there.

    ``same`` are the ids, old and new, of articles with one text.
    """
    present = {e.iri for e in new.resolution.entities}
    # another kg may number chains anew: of those with one label it is known that they are one
    labels = [{(e.article.id, c.id): c.label for e in corpus.extractions for c in e.chains.values()} for corpus in (old, new)]
    found = {}
    for entity in old.resolution.entities:
        iri = _followed(entity.iri, new.resolution.replaced, present)
        if iri is None:
            keys = {
                (same[article], chain): labels[0].get((article, chain)) for article, chain in entity.chains if article in same
            }
            kept = [key for key, label in keys.items() if key in new.resolution.by_chain and labels[1].get(key) == label]
            shared = Counter(new.resolution.by_chain[key] for key in kept)
            iri = min(shared, key=lambda other: (-shared[other], other), default=None)
        if iri in present:
            found[entity.iri] = str(iri)
    return found


def _followed(iri: str, replaced: Mapping[str, str], present: set[str]) -> str | None:
    """Return the IRI that is there now, following replacements; a ring leads nowhere."""
    seen: set[str] = set()
    at: str | None = iri
    while at is not None and at not in present and at not in seen:
        seen.add(at)
        at = replaced.get(at)
    return at if at in present else None


def _pairs(
    was: Mapping[str, Stated], now: Mapping[str, Stated], heirs: Mapping[str, str], symmetric: Collection[str]
) -> dict[str, str]:
    """Return which statement of the new build each of the old one is, by id; each is at most one."""
    pairs = {id_: id_ for id_ in was if id_ in now}
    free = {_key(now[id_].statement, {}, symmetric): id_ for id_ in sorted(now.keys() - pairs.keys(), reverse=True)}
    for id_ in sorted(was.keys() - pairs.keys()):
        if (match := free.pop(_key(was[id_].statement, heirs, symmetric), None)) is not None:
            pairs[id_] = match
    taken = set(pairs.values())
    by_claim = {c: id_ for id_ in sorted(now.keys() - taken, reverse=True) for c in now[id_].statement.claims}
    for id_ in sorted(was.keys() - pairs.keys()):
        match = next((found for c in was[id_].statement.claims if (found := by_claim.get(c)) and found not in taken), None)
        if match is not None:
            pairs[id_] = match
            taken.add(match)
    return pairs


#: Subject, predicate, object: IRIs, or what makes a literal.
_Key = tuple[str, str, str | tuple[str, str, str]]


def _key(s: Statement, heirs: Mapping[str, str], symmetric: Collection[str]) -> _Key:
    """Return what makes two statements one."""
    subject = heirs.get(s.subject, s.subject)
    if isinstance(s.object, LiteralValue):
        return subject, s.predicate, (" ".join(s.object.value.casefold().split()), s.object.datatype, s.object.unit or "")
    thing = heirs.get(s.object, s.object)
    if s.predicate in symmetric:
        subject, thing = sorted((subject, thing))
    return subject, s.predicate, thing


def _respects(
    a: Stated, b: Stated, heirs: Mapping[str, str], same: Mapping[str, str], symmetric: Collection[str]
) -> tuple[Respect, ...]:
    s, t = a.statement, b.statement
    turned = _key(s, heirs, symmetric) == _key(t, {}, symmetric) and isinstance(s.object, str)
    differs: dict[Respect, bool] = {
        "kind": a.kind != b.kind,
        "disputed": s.disputed != t.disputed,
        "conflicts": bool(s.conflicts_with) != bool(t.conflicts_with),
        "articles": {same.get(id_, id_) for id_ in s.articles} != set(t.articles),
        "origins": len(s.origins) != len(t.origins),
        "subject": not turned and heirs.get(s.subject) != t.subject,
        "object": not turned and (heirs.get(s.object) if isinstance(s.object, str) else s.object) != t.object,
    }
    return tuple(name for name, is_so in differs.items() if is_so)


def _entities(
    old: Corpus, new: Corpus, heirs: Mapping[str, str]
) -> tuple[tuple[Entity, ...], tuple[Entity, ...], tuple[Successor, ...], tuple[tuple[Entity, Entity], ...]]:
    was, now = ({e.iri: e for e in corpus.resolution.entities} for corpus in (old, new))
    before = Counter(heirs.values())
    succeeded = [Successor(was[a], now[b], before[b] > 1) for a, b in heirs.items() if a != b]
    renamed = [
        (was[iri], now[iri])
        for iri in was.keys() & now.keys()
        if (was[iri].label, was[iri].type) != (now[iri].label, now[iri].type)
    ]
    return (
        _sorted(e for iri, e in now.items() if iri not in before),
        _sorted(e for iri, e in was.items() if iri not in heirs),
        tuple(sorted(succeeded, key=lambda s: (s.before.label, s.before.iri))),
        tuple(sorted(renamed, key=lambda pair: (pair[0].label, pair[0].iri))),
    )


def _sorted(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    return tuple(sorted(entities, key=lambda e: (not e.named, e.label, e.iri)))
