"""Disagreements in words, the same on the command line, on the page and in the report. Standard library only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kg.edtf import plain
from kg.model import Argument, Article, Claim, Corpus, DisagreementKind, LiteralValue, Side, Stance, Statement
from kg.ontology import Ontology
from kg.views.facts import Facts
from kg.views.words import file_name, literal

#: How each stance is said beside who takes it; where one speaks of a fact and another of hearsay, otherwise.
_BY: dict[Stance, str] = {
    "affirmed": "said by", "alleged": "alleged by", "ended": "said to be over by", "planned": "planned, says",
    "unplanned": "ruled out, says", "denied": "denied by",
}  # fmt: skip
_CERTAIN: dict[Stance, str] = {"affirmed": "a fact to", "ended": "over, a fact to", "alleged": "hearsay to"}
#: How each stance is said of a side that had its day.
_THEN: dict[Stance, str] = {
    "affirmed": "so", "alleged": "alleged", "ended": "over", "planned": "planned", "unplanned": "ruled out", "denied": "not so",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """One side of a disagreement for people.

    ``about`` and ``object`` are its statement in words; ``measure`` the date or the amount that it gives, as shown; ``who``
    are the labels of those who take it, each once; ``first`` is its first date (EDTF).
    """

    stance: Stance
    about: str
    object: str
    measure: str
    who: tuple[str, ...]
    first: str | None

    @property
    def sentence(self) -> str:
        """The statement in one line."""
        return f"{self.about} {self.object}"


@dataclass(frozen=True, slots=True)
class Shown:
    """One side as it is shown: the index of its statement in ``Facts.facts``, what stands above its words, and which of the
    statement's quotes these are, the best first."""

    fact: int
    title: str
    quotes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A disagreement, or a change, as it is shown."""

    kind: DisagreementKind
    over_time: bool
    words: str
    sides: tuple[Shown, ...]


def disputes(corpus: Corpus, found: Facts, ontology: Ontology) -> tuple[Dispute, ...]:
    """Return all disagreements and changes of a corpus in its order: the weightiest first."""
    at = {fact.statement.id: i for i, fact in enumerate(found.facts)}
    articles = {x.article.id: x.article for x in corpus.extractions}
    claims = {(x.article.id, c.id): c for x in corpus.extractions for c in x.claims}

    def speaker(article: Article, who: Argument) -> str:
        iri = corpus.resolution.by_chain.get((article.id, who.entity))
        return found.label(iri) if iri else who.label

    rows = []
    for d in corpus.disagreements:
        sides = []
        for side in d.sides:
            statement = found.facts[at[side.statement]].statement
            relation = ontology.relations.get(statement.predicate)
            behind = [(articles[a], claims[a, c]) for c in side.claims for a in statement.articles if (a, c) in claims]
            sides.append(
                told(side, statement, behind, found.label, relation.label if relation else statement.predicate, speaker)
            )
        shown = tuple(
            Shown(
                at[side.statement],
                above,
                tuple(i for i, q in enumerate(found.facts[at[side.statement]].quotes) if set(q.claims) & set(side.claims)),
            )
            for side, above in zip(d.sides, titles(d.kind, d.over_time, sides), strict=True)
        )
        rows.append(Dispute(d.kind, d.over_time, headline(d.kind, d.over_time, sides), shown))
    return tuple(rows)


def told(
    side: Side,
    statement: Statement,
    claims: Sequence[tuple[Article, Claim]],
    label: Callable[[str], str],
    relation: str,
    speaker: Callable[[Article, Argument], str],
) -> Told:
    """Return a side for people; ``label`` and ``speaker`` say what an entity, and whoever says a claim, is called."""
    thing = literal(statement.object) if isinstance(statement.object, LiteralValue) else label(statement.object)
    who = [
        speaker(a, c.attributed_to) if c.attributed_to else a.publisher or file_name(a.source or a.id)
        for a, c in sorted(claims, key=lambda row: (row[0].published or "9999", row[0].id, row[1].evidence))
    ]
    dates = sorted(date for a, c in claims if (date := c.time or (a.published or "")[:10]))
    measure = plain(side.measure) if side.measure and any(c.time == side.measure for _, c in claims) else side.measure
    about = f"{label(statement.subject)} {relation}"
    return Told(side.stance, about, thing, measure, tuple(dict.fromkeys(who)), dates[0] if dates else None)


def headline(kind: DisagreementKind, over_time: bool, sides: Sequence[Told]) -> str:
    """Return a disagreement in one line: what it is about, and who takes which side.

    >>> yes, no = (Told(s, "Ada sued", "Bolt", "", who, None) for s, who in (("affirmed", ("Ada",)), ("denied", ("Bo", "Cy"))))
    >>> headline("denial", False, (yes, no))
    'Ada sued Bolt: said by Ada, denied by Bo and Cy'
    >>> young, old = (Told("affirmed", "Ada age", n, "", ("Post",), d) for n, d in (("41", "2031"), ("44", "2034")))
    >>> headline("value", False, (young, old)), headline("value", True, (young, old))
    ('Ada age: 41 (Post), or 44 (Post)', 'Ada age: 41 (2031), then 44 (2034)')
    """
    one = len({side.sentence for side in sides}) == 1
    joint = ", then " if over_time else ", or " if kind in ("value", "time") else ", "
    if kind == "value":
        return f"{sides[0].sentence if one else sides[0].about}: " + joint.join(_value(side, over_time) for side in sides)
    said = [_then(side) if over_time else _value(side) if kind == "time" else taken(kind, side) for side in sides]
    if one:
        return f"{sides[0].sentence}: {joint.join(said)}"
    return joint.join(f"{side.sentence}: {words}" for side, words in zip(sides, said, strict=True))


def taken(kind: DisagreementKind, side: Told) -> str:
    """Return which side is taken, and by whom: "denied by Cid", "hearsay to the Post"."""
    words = _BY[side.stance] if kind != "certainty" else _CERTAIN[side.stance]
    if kind == "status" and side.stance == "affirmed":
        words = "said still to be so by"
    return f"{words} {people(side.who)}" if side.who else words.rpartition(" ")[0].rstrip(",")


def titles(kind: DisagreementKind, over_time: bool, sides: Sequence[Told]) -> tuple[str, ...]:
    """Return what stands above the words of each side."""
    one = len({side.sentence for side in sides}) == 1
    found = []
    for side in sides:
        if kind in ("value", "time") and not over_time:
            found.append(f"{side.sentence}: {side.measure}" if side.measure else side.sentence)
            continue
        words = _value(side, True) if kind == "value" else _then(side) if over_time else taken(kind, side)
        found.append(words[:1].upper() + words[1:] if one or kind == "value" else f"{side.sentence}: {words}")
    return tuple(found)


def people(who: Sequence[str], most: int = 3) -> str:
    """Return names in a row, the first few of many.

    >>> people(["Ann"]), people(["Ann", "Bo"]), people(["Ann", "Bo", "Cid", "Dee", "Eve"])
    ('Ann', 'Ann and Bo', 'Ann, Bo, Cid and 2 more')
    """
    shown = list(who[:most]) + ([f"{len(who) - most} more"] if len(who) > most else [])
    return " and ".join(filter(None, [", ".join(shown[:-1]), *shown[-1:]]))


def _value(side: Told, over_time: bool = False) -> str:
    note = (plain(side.first) if over_time else people(side.who)) or ""
    return (side.measure or side.object) + (f" ({note})" if note else "")


def _then(side: Told) -> str:
    return _THEN[side.stance] + (f" ({plain(side.first)})" if side.first else "")
