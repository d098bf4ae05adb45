"""Finds where claims disagree: the one place that decides what a disagreement is, and what is a change over time.

Nothing is resolved, and nothing is left out of the graph for it. What is only thought possible affirms and denies nothing;
the dates tell a change from a contradiction (``dating``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, product

from kg.model import Disagreement, DisagreementKind, Entity, LiteralValue, Side, Stance, Statement, digest
from kg.ontology import Ontology, Relation
from kg.statements import dating
from kg.statements.dating import Verdict
from kg.statements.sides import Compared, Stated, Taken, compared, ending, stance, taken
from kg.statements.values import Values, money
from kg.statements.voices import Voice, readable
from kg.statements.weighing import weigh
from kg.versions import Group

#: The order of sides that stand against one another at one time.
_ORDER: tuple[Stance, ...] = ("affirmed", "ended", "alleged", "planned", "unplanned", "denied")
#: From so many origins on each side, a role that began and ended is taken for one role.
_SURE = 2

_Compare = Callable[[Taken, Taken], Verdict]
_Key = tuple[str, str, str]
_Pairs = list[tuple[Taken, Taken]]


def find(
    stated: Iterable[Stated],
    utterances: Iterable[Group],
    ontology: Ontology,
    entities: Mapping[str, Entity],
    base: str,
    origins: Callable[[Sequence[Voice]], int],
    beside: Iterable[Stated] = (),
) -> tuple[Disagreement, ...]:
    """Return the disagreements and changes among statements, the weightiest first, then by id.

    ``utterances`` tell which articles tell one story: those that quote the same words of one speaker. ``origins`` counts
    the independent origins of claims. Statements ``beside`` tell what is part of what, as those ``stated`` do, and no more.
    """
    finder = _Finder(stated, ontology, entities, base, origins, beside)
    found = [*finder.about_statements(), *finder.about_values(), *finder.about_stories(utterances)]
    return tuple(sorted(found, key=lambda d: (-d.weight, d.id)))


def conflicting(disagreements: Iterable[Disagreement]) -> dict[str, tuple[str, ...]]:
    """Return for each statement the others that it cannot stand beside; what changed with time can."""
    found: dict[str, set[str]] = defaultdict(set)
    for d in disagreements:
        for one, other in product({side.statement for side in d.sides}, repeat=2):
            if one != other and not d.over_time and d.kind in ("value", "time"):
                found[one].add(other)
    return {one: tuple(sorted(others)) for one, others in found.items()}


def marked(statements: Iterable[Statement], found: Iterable[Disagreement]) -> tuple[Statement, ...]:
    """Return statements, sorted by id, with what they conflict with by the disagreements that were found."""
    others = conflicting(found)
    told = (
        s if s.conflicts_with == others.get(s.id, ()) else replace(s, conflicts_with=others.get(s.id, ())) for s in statements
    )
    return tuple(sorted(told, key=lambda s: s.id))


class _Finder:
    """All statements, with what every comparison needs to know."""

    def __init__(
        self,
        stated: Iterable[Stated],
        ontology: Ontology,
        entities: Mapping[str, Entity],
        base: str,
        origins: Callable[[Sequence[Voice]], int],
        beside: Iterable[Stated] = (),
    ) -> None:
        self.rows = sorted(stated, key=lambda row: row.statement.id)
        self.by_id = {row.statement.id: row for row in self.rows}
        self.ontology, self.entities, self.base, self.origins = ontology, entities, base, origins
        within = {
            pair
            for row in (*self.rows, *beside)
            if row.relation.transitive and isinstance(row.statement.object, str) and "affirmed" in map(stance, row.voices)
            for pair in ((row.statement.subject, row.statement.object), (row.statement.object, row.statement.subject))
        }
        self.values = Values({iri: e.named for iri, e in entities.items()}, frozenset(within))

    # ------------------------------------------------------------------ whether it is so, still, since when, how surely

    def about_statements(self) -> Iterator[Disagreement]:
        """Yield what claims disagree about of one statement."""
        ends: dict[_Key, list[Taken]] = defaultdict(list)
        for row in self.rows:
            if (key := self._ended(row)) is not None:
                ends[key] += taken(row)
            elif (key := _key(row)) is not None:
                ends[key] += ending(row)
        for row in self.rows:
            if self._ended(row) is None:
                others = [t for t in ends.get(_key(row) or ("", "", ""), ()) if t.statement != row.statement.id]
                over = [replace(t, stance="ended") for t in others if t.stance == "affirmed"]
                yield from self._question(row, [*taken(row), *over], row.relation.state)
        for _, claims in sorted(ends.items()):
            if claims:
                yield from self._question(self.by_id[claims[0].statement], claims, lasting=False)

    def _ended(self, row: Stated) -> _Key | None:
        """Return the key of the statement that a statement says the end of; None where it is of another kind."""
        key = _key(row)
        if key is None or row.relation.status != "ended" or not row.relation.parents:
            return None
        parent = self.ontology.relations[row.relation.parents[0]]
        first, last = sorted((key[0], key[2])) if parent.symmetric else (key[0], key[2])
        return first, parent.name, last

    def _question(self, row: Stated, claims: Sequence[Taken], lasting: bool) -> Iterator[Disagreement]:
        """Yield what claims disagree about of one statement, or of its end: the plainest contradiction, else a change."""
        by = {s: [t for t in claims if t.stance == s] for s in _ORDER}
        role, near = row.relation.pattern == "title", not self._named(row)
        fact = [t for t in by["affirmed"] if t.voice.own]
        hearsay = [t for t in by["alleged"] if t.voice.own]
        tries: list[tuple[DisagreementKind, list[Taken], list[Taken], _Compare]] = [
            (
                "denial",
                by["affirmed"] + by["alleged"],
                by["denied"],
                lambda a, b: dating.denied(a.voice, b.voice, lasting, row.relation.once),
            ),
            ("status", by["affirmed"], by["ended"], lambda a, b: dating.over(a.voice, b.voice)),
            ("denial", by["affirmed"], by["unplanned"], lambda a, b: dating.planned(a.voice, b.voice)),
            ("denial", by["denied"], by["planned"], lambda a, b: dating.planned(a.voice, b.voice)),
            ("certainty", fact, hearsay, lambda a, b: dating.unsure(a.voice, b.voice)),
        ]
        found = [(kind, compared(left, right, compare, near)) for kind, left, right, compare in tries if left and right]
        clash = next(((kind, pairs.clash) for kind, pairs in found if pairs.clash and not role), None)
        if clash is not None:
            yield self._made(clash[0], row, clash[1])
        else:
            for kind, pairs in found:
                whole = kind != "status" or not (pairs.clash or pairs.apart)
                if pairs.change and whole and (not role or kind == "status" and self._often(pairs)):
                    yield self._made(kind, row, pairs.change, over_time=True)
                    break
        if row.relation.once and not lasting and not near:
            yield from self._dates(row, by["affirmed"])

    def _often(self, pairs: Compared) -> bool:
        """Tell whether enough origins say that a role was held, and that it is over: its words ("adviser") do not say whose."""
        sides = zip(*((one.voice, other.voice) for one, other in pairs.change), strict=True)
        return all(self.origins(tuple(dict.fromkeys(side))) >= _SURE for side in sides)

    def _dates(self, row: Stated, claims: Sequence[Taken]) -> Iterator[Disagreement]:
        dated = [replace(t, measure=t.voice.claim.time or "") for t in claims if t.voice.held]
        if clash := compared(dated, dated, lambda a, b: dating.dated(a.voice, b.voice)).clash:
            yield self._made("time", row, clash)

    # ------------------------------------------------------------------ which value

    def about_values(self) -> Iterator[Disagreement]:
        """Yield where a thing is given different values of a relation that has one, or one thing different amounts."""
        groups: dict[tuple[str, str], list[Stated]] = defaultdict(list)
        for row in self.rows:
            if row.relation.functional or row.relation.usually_one:
                groups[row.statement.subject, row.statement.predicate].append(row)
            yield from self._amounts(row)
        for _, rows in sorted(groups.items()):
            clash, change = list[tuple[Taken, Taken]](), list[tuple[Taken, Taken]]()
            for left, right in combinations(rows, 2):
                if _key(left) and {t.by for t in _holding(left)} & {t.by for t in _holding(right)}:
                    continue  # whoever gives both shows that they go together: two passports, a city and its state
                pairs = compared(_holding(left), _holding(right), self._values(left.relation))
                clash += pairs.clash
                change += pairs.change
            if clash or change:
                yield self._made("value", rows[0], clash or change, over_time=not clash)

    def _values(self, relation: Relation) -> _Compare:
        def compare(one: Taken, other: Taken) -> Verdict:
            a, b = (self.by_id[t.statement].statement.object for t in (one, other))
            return self.values.compare(one.voice, other.voice, a, b, relation)

        return compare

    def _amounts(self, row: Stated) -> Iterator[Disagreement]:
        """Yield different amounts that claims of one time give in one qualifier ("sued them *for $25 million*")."""

        def compare(one: Taken, other: Taken) -> Verdict:
            a, b = money(one.measure), money(other.measure)
            apart = not a or not b or a.meets(b) or dating.apart(one.voice, other.voice)
            return "apart" if apart or dating.days_between(one.voice.told, other.voice.told) > dating.ANSWER else "clash"

        for name in sorted({name for v in row.voices for name, _ in v.claim.qualifiers}):
            told = [replace(t, measure=dict(t.voice.claim.qualifiers).get(name, "")) for t in _holding(row)]
            told = [t for t in told if money(t.measure)]
            if clash := compared(told, told, compare, near=not self._named(row)).clash:
                yield self._made("value", row, clash)

    # ------------------------------------------------------------------ when, in articles that tell one story

    def about_stories(self, utterances: Iterable[Group]) -> Iterator[Disagreement]:
        """Yield different dates of what something with a name did to something without: one thing, if two articles tell one
        story, in that they quote the same words of whoever did it."""
        stories: dict[str, list[frozenset[str]]] = defaultdict(list)
        for utterance in utterances:
            if utterance.speaker and len(utterance.articles) > 1:
                stories[utterance.speaker].append(utterance.articles)
        groups: dict[tuple[str, str, str], list[Stated]] = defaultdict(list)
        for row in self.rows:
            thing = self.entities.get(str(row.statement.object))
            if thing and not thing.named and row.relation.once and row.statement.subject in stories:
                groups[row.statement.subject, row.statement.predicate, thing.type].append(row)
        for (subject, _, _), rows in sorted(groups.items()):
            claims = [t for row in rows for t in taken(row) if t.stance == "affirmed" and t.voice.held]
            dated = [replace(t, measure=t.voice.claim.time or "") for t in claims]

            def compare(one: Taken, other: Taken, told: Sequence[frozenset[str]] = tuple(stories[subject])) -> Verdict:
                together = any({one.voice.article, other.voice.article} <= articles for articles in told)
                return dating.dated(one.voice, other.voice) if together else "apart"

            if clash := compared(dated, dated, compare).clash:
                yield self._made("time", rows[0], clash)

    # ------------------------------------------------------------------ making

    def _named(self, row: Stated) -> bool:
        return all(self.entities[e].named for e in _ends(row))

    def _made(self, kind: DisagreementKind, row: Stated, pairs: _Pairs, over_time: bool = False) -> Disagreement:
        """Gather the claims of pairs into sides, each said by its statement, its stance and its measure."""
        groups: dict[tuple[str, Stance, str], list[Taken]] = defaultdict(list)
        for one in dict.fromkeys(t for pair in pairs for t in pair):
            # who says that it is over affirms its end, and does not affirm it
            side: Stance = "ended" if one.stance == "affirmed" and one.voice.claim.status == "ended" else one.stance
            groups[one.statement, side, one.measure].append(one)
        rows = []
        for (statement, side, measure), members in sorted(groups.items()):
            voices = [t.voice for t in members]
            origins = self.origins(voices)
            claims = tuple(sorted({v.claim.id for v in voices}))
            first = min(v.date or (0, 0, 0) for v in voices) if over_time else (0, 0, 0)
            place = (first, _ORDER.index(side), -origins, measure, statement)
            rows.append((place, Side(statement, side, claims, origins, measure), voices))
        rows.sort(key=lambda r: r[0])
        named = all(self._named(self.by_id[side.statement]) for _, side, _ in rows)
        key = digest(kind, *sorted({"\x1e".join(group) for group in groups}))
        return Disagreement(
            id=f"{self.base}disagreement/{kind}-{readable(row.statement.subject)}-{row.relation.name}-{key[:12]}",
            kind=kind,
            sides=tuple(side for _, side, _ in rows),
            over_time=over_time,
            weight=weigh(
                kind,
                [(voices, side.origins) for _, side, voices in rows],
                named,
                kind == "value" and not row.relation.functional,
            ),
            reason=_reason(kind, row.relation, over_time, [voices for _, _, voices in rows]),
        )


def _key(row: Stated) -> _Key | None:
    s = row.statement
    return None if isinstance(s.object, LiteralValue) else (s.subject, s.predicate, s.object)


def _ends(row: Stated) -> tuple[str, ...]:
    s = row.statement
    return (s.subject,) if isinstance(s.object, LiteralValue) else (s.subject, s.object)


def _holding(row: Stated) -> list[Taken]:
    return [t for t in taken(row) if t.stance in ("affirmed", "alleged")]


_REASONS: dict[DisagreementKind, str] = {
    "denial": "one affirms what another denies, and no date tells that one followed the other",
    "value": "there can be but one",
    "time": "it comes about once, and the dates do not meet",
    "status": "said of one time to hold, and to be over",
    "certainty": "a fact to one, hearsay to another",
}


def _reason(kind: DisagreementKind, relation: Relation, over_time: bool, sides: Sequence[Sequence[Voice]]) -> str:
    if over_time:
        days = [min((v.date for v in voices if v.date), default=None) for voices in sides]
        return "by the dates, one followed the other: " + ", then ".join(
            "-".join(f"{part:02}" for part in day) if day else "undated" for day in days
        )
    if kind == "value":
        return _REASONS[kind] if relation.functional else "there is usually one at a time"
    return _REASONS[kind]
