"""Checks a new graph against ontology/shapes.ttl while it is written, from the triples at hand: none is read back.

The triples come in units, in which a thing is told whole but for a few lines that others tell of it. They are put aside as
text, outside memory. When all have come it is known of what class everything is, and they are checked in batches as
``kg.store.validation`` checks nodes of a graph: each thing with the classes of what it leads to, with what leads to it, and
a statement with the claims that it rests on. Both find the same (tests/store/test_validation.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from pyoxigraph import Quad

from kg.aside import Aside, Lookup
from kg.ontology import CORE, Ontology
from kg.shelf import Each
from kg.store import validation
from kg.store.terms import DCTERMS, OA, OWL, PROV, RDF

#: So many lines are checked together, at least.
BATCH = 20_000

_TYPE, _SUBJECT, _PREDICATE, _OBJECT = (f"<{RDF}{name}>" for name in ("type", "subject", "predicate", "object"))
_DERIVED, _SOURCE, _RESTS = f"<{PROV}wasDerivedFrom>", f"<{OA}hasSource>", f"<{CORE}claim>"
_CLAIM, _STATEMENT, _SYMMETRIC = f"<{CORE}Claim>", f"<{CORE}Statement>", f"<{OWL}SymmetricProperty>"
#: What shapes follow backwards.
_BACK = frozenset({_RESTS, f"<{CORE}origin>", f"<{CORE}side>", f"<{DCTERMS}isVersionOf>"})
#: Classes of things that only their own unit leads to: most of a graph is evidence.
_OWN = frozenset(f"<{OA}{name}>" for name in ("SpecificResource", "TextPositionSelector", "TextQuoteSelector"))
_END = " ."

#: A line of N-Triples in three: the object still has the full stop after it.
Row = tuple[str, str, str]


@dataclass(slots=True)
class Seen:
    """What an inspection wants to know of some units: how many lines of N-Triples tell of things in their own unit, and these
    lines; (subject, line) of what is told in other units, (thing, line) of what leads to things from there; plain triples;
    classes of things that other units may lead to; (claim, its lines)."""

    number: int = 0
    own: str = ""
    told: list[tuple[str, str]] = field(default_factory=list)
    back: list[tuple[str, str]] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)
    kinds: dict[str, tuple[str, ...]] = field(default_factory=dict)
    claims: list[tuple[str, str]] = field(default_factory=list)

    def text(self) -> str:
        """Return all lines, as a document of N-Triples."""
        lines = [*([self.own] if self.own else []), *(line for _, line in self.told), *self.plain]
        return "\n".join(lines) + "\n" if lines else ""


def seen(units: Iterable[Iterable[Quad]], ontology: Ontology) -> Seen:
    """Return what an inspection wants to know of units; the ontology has the relations of plain triples."""
    found, own, relations = Seen(), list[str](), {f"<{relation.iri}>" for relation in ontology.relations.values()}
    for unit in units:
        rows = [_split(f"{quad.triple}{_END}") for quad in unit]
        classes: dict[str, list[str]] = {}
        for subject, predicate, thing in rows:
            if predicate == _TYPE:
                classes.setdefault(subject, []).append(thing[: -len(_END)])
        found.kinds |= {subject: tuple(kinds) for subject, kinds in classes.items() if not _OWN.issuperset(kinds)}
        claims: dict[str, list[Row]] = {subject: [] for subject, kinds in classes.items() if _CLAIM in kinds}
        sources: dict[str, list[str]] = {}
        for row in rows:
            subject, predicate, thing = row
            line = " ".join(row)
            if predicate in relations:
                found.plain.append(line)
                continue
            if subject in classes:
                own.append(line)
            else:
                found.told.append((subject, line))
            if predicate in _BACK and ((led := thing[: -len(_END)]) not in classes or subject not in classes):
                found.back.append((led, line))
            elif predicate == _SOURCE:
                sources.setdefault(subject, []).append(line)
            if subject in claims:
                claims[subject].append(row)
        for claim, lines in claims.items():
            evidence = (thing[: -len(_END)] for _, predicate, thing in lines if predicate == _DERIVED)
            beside = (line for one in evidence for line in sources.get(one, ()))
            found.claims.append((claim, "\n".join([*map(" ".join, lines), *beside])))
    found.number, found.own = len(own), "\n".join(own)
    return found


class Inspection:
    """What is known of a new graph: a context that lasts while the graph is written, and ends with the texts put aside.

    IRIs are as N-Triples write them. Outside memory wait the lines, the classes of each thing that other units may lead to, the
    lines on a thing that stand in other units than its own, those that lead to it from there, and the lines on claims; in
    memory the plain triples.
    """

    def __init__(self, folder: Path) -> None:
        """Put texts aside in a folder, in files without a name."""
        self.plain: set[str] = set()
        self._kinds, self._told, self._back, self._claim = Lookup(), Lookup(), Lookup(), Lookup()
        self._waiting: list[str] = []
        self._number = 0
        self._lines, self._claims = Aside(folder), Aside(folder)
        self._batches: list[int] = []

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Forget what was put aside."""
        for aside in (self._lines, self._claims, self._kinds, self._told, self._back, self._claim):
            aside.close()

    def take(self, found: Seen) -> None:
        """Take what was seen of some units."""
        self._kinds.put((subject, " ".join(kinds)) for subject, kinds in found.kinds.items())
        self.plain.update(found.plain)
        self._told.put(found.told)
        self._back.put(found.back)
        self._claim.put((claim, str(self._claims.put_lines([lines]))) for claim, lines in found.claims)
        if found.number:
            self._waiting.append(found.own)
            self._number += found.number
        if self._number >= BATCH:
            self._put()

    def _put(self) -> None:
        if self._waiting:
            self._batches.append(self._lines.put_lines(self._waiting))
            self._waiting, self._number = [], 0

    def violations(self, each: Each = map) -> tuple[str, ...]:
        """Return one line for every violation of our shapes in all that was taken, sorted; empty when it is valid.

        Batches are checked by ``each``.
        """
        self._put()
        left = set(self.plain)

        def batches() -> Iterator[list[str]]:
            for place in self._batches:
                lines = self._with_context(self._lines.get_lines(place))
                left.difference_update(lines)
                yield list(lines)

        found = {problem for problems in each(validation.found, batches()) for problem in problems}
        return tuple(sorted(found | {validation.unstated(line[: -len(_END)]) for line in left}))

    def _with_context(self, batch: list[str]) -> dict[str, None]:
        """Return the lines of a batch, its things marked as looked at, with what shapes ask about them; each once, in order."""
        lines = dict.fromkeys(batch)
        here: set[str] = set()
        beside: dict[str, None] = {}  # what the things lead to, and what leads to them
        rows: list[Row] = []
        for line in batch:
            row = subject, predicate, thing = _split(line)
            here.add(subject)
            rows.append(row)
            if predicate == _TYPE:
                lines[f"{subject} {_TYPE} {validation.marked(thing[1 : -len(_END) - 1])}{_END}"] = None
            elif thing[0] == "<":
                beside[thing[: -len(_END)]] = None
        own = sorted(here)
        told, back = self._told.get(own), self._back.get(own)
        for subject in own:
            for line in told.get(subject, ()):
                lines[line] = None
                beside[_split(line)[2][: -len(_END)]] = None
            for line in back.get(subject, ()):
                lines[line] = None
                beside[_split(line)[0]] = None
        kinds = {thing: found[0].split(" ") for thing, found in self._kinds.get({**dict.fromkeys(own), **beside}).items()}
        statements: dict[str, list[Row]] = {}
        for row in rows:
            if _STATEMENT in kinds.get(row[0], ()):
                statements.setdefault(row[0], []).append(row)
        lines.update(dict.fromkeys(self._resting(list(statements.values()), kinds)))
        for other in beside:
            if other not in here:
                lines.update((f"{other} {_TYPE} {kind}{_END}", None) for kind in kinds.get(other, ()))
        return lines

    def _resting(self, statements: Sequence[Sequence[Row]], kinds: Mapping[str, Sequence[str]]) -> Iterator[str]:
        """Yield the plain triples of statements, where they are there, and what their claims are; ``kinds`` are those of what
        the statements lead to."""
        claims: dict[str, None] = {}
        for statement in statements:
            parts: dict[str, list[str]] = {}
            for _, predicate, thing in statement:
                parts.setdefault(predicate, []).append(thing[: -len(_END)])
            for subject in parts.get(_SUBJECT, ()):
                for predicate in parts.get(_PREDICATE, ()):
                    symmetric = _SYMMETRIC in kinds.get(predicate, ())
                    for thing in parts.get(_OBJECT, ()):
                        ways = [(subject, thing), *([(thing, subject)] if symmetric else [])]
                        yield from (line for a, b in ways if (line := f"{a} {predicate} {b}{_END}") in self.plain)
            claims |= dict.fromkeys(parts.get(_RESTS, ()))
        for places in self._claim.get(claims).values():
            for place in places:
                yield from self._claims.get_lines(int(place))


def _split(line: str) -> Row:
    subject, predicate, thing = line.split(" ", 2)
    return subject, predicate, thing
