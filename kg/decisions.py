"""What people decided about the graph: one readable file beside the store, replayed on every build.

``decisions.tsv`` in the output folder has a line a decision, tab-separated:

    reject      CLAIM    because    what the claim said
    same        THING    THING      because
    different   THING    THING      because
    rename      THING    LABEL      because
    retype      THING    TYPE       because

A THING is what an article calls by a name, "West @ monday.txt", or just the name where every article's is meant: names
and articles stay what they are when articles come and go, IRIs may not. Blank lines and lines that begin with "#" are
skipped. To undo a decision, delete its line and build again. The file is never changed but by adding a line.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import UsageError
from kg.model import Drop, Extraction, Reference, Ruling

FILE = "decisions.tsv"
_HEADING = "# what\tof\t…\tbecause (to undo a decision, delete its line and run kg build)\n"
#: What the reason of a drop begins with where somebody rejected the claim.
REJECTED = "rejected: "
_USE = (
    "a decision is: reject, CLAIM, because; same or different, THING, THING, because; rename, THING, LABEL, because; "
    "or retype, THING, TYPE, because; with tabs between, a THING being NAME or NAME @ ARTICLE"
)


@dataclass(frozen=True, slots=True)
class Rejection:
    """A claim that somebody withdrew for good: its id, the reason in their words, and what it said (for readers alone)."""

    claim: str
    because: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Decisions:
    """All that the file holds, in its order; of several rejections of one claim the last."""

    rejections: tuple[Rejection, ...] = ()
    rulings: tuple[Ruling, ...] = ()


def read(output: Path) -> Decisions:
    """Return the decisions of an output folder; none where it has no file of them.

    Raises ``UsageError`` with the line where one cannot be read.
    """
    path = output / FILE
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Decisions()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read: {error}") from error
    rejections: dict[str, Rejection] = {}
    rulings = []
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        decision = _decision([cell.strip() for cell in line.split("\t")], f"{path}: line {number}")
        if isinstance(decision, Rejection):
            rejections[decision.claim] = decision
        else:
            rulings.append(decision)
    return Decisions(tuple(rejections.values()), tuple(rulings))


def _decision(cells: list[str], place: str) -> Rejection | Ruling:
    what, *rest = cells
    if what == "reject" and len(rest) >= 2 and all(rest[:2]):
        return Rejection(rest[0], rest[1], " ".join(rest[2:]))
    if len(rest) < 3 or not all(rest[:3]):
        raise UsageError(f"{place}: {_USE}")
    thing, value, because = _reference(rest[0]), rest[1], " ".join(rest[2:])
    match what:
        case "same" | "different":
            return Ruling(what, thing, because, other=_reference(value), place=place)
        case "rename" | "retype":
            return Ruling(what, thing, because, value=value, place=place)
    raise UsageError(f"{place}: {_USE}")


def _reference(text: str) -> Reference:
    name, _, article = text.partition(" @ ")
    return Reference(name.strip(), article.strip())


def check(rulings: Iterable[Ruling], types: Collection[str]) -> None:
    """Raise ``UsageError`` where a decision gives a type that the ontology has not."""
    for ruling in rulings:
        if ruling.what == "retype" and ruling.value not in types:
            raise UsageError(f"{ruling.place}: {ruling.value!r} is no type; there are {', '.join(sorted(types))}")


def add(output: Path, decisions: Iterable[Rejection | Ruling]) -> Path:
    """Add a line a decision to the file and return it; raises ``UsageError`` where it cannot be written."""
    path = output / FILE
    lines = [_line(one) for one in decisions]
    read(output)  # a file that cannot be read must not grow
    try:
        before = path.read_bytes() if path.exists() else _HEADING.encode()
        if not before.endswith(b"\n"):
            before += b"\n"
        partial = path.with_name(f".{FILE}.partial")
        partial.write_bytes(before + "".join(lines).encode("utf-8", "replace"))
        os.replace(partial, path)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror or error}") from error
    return path


def _line(decision: Rejection | Ruling) -> str:
    """Return the line of a decision; raises ``UsageError`` where it would not say the same when it is read."""
    told = [*_cells(decision)]
    cells = [*told[:-1], " ".join(told[-1].split())] if isinstance(decision, Ruling) else [" ".join(c.split()) for c in told]
    line = "\t".join(cells)
    known = _decision([cell.strip() for cell in line.split("\t")], FILE) if "\n" not in line and "\r" not in line else None
    same = isinstance(decision, Rejection) or (
        isinstance(known, Ruling)
        and (known.what, known.thing, known.other, known.value)
        == (decision.what, decision.thing, decision.other, decision.value)
    )
    if not same:
        names = " and ".join(repr(str(cell)) for cell in told[1:3])
        raise UsageError(
            f"{names}: cannot be written as a line of {FILE} (a name or an article's id has a tab, a line end or ' @ ' in it)"
        )
    return line + "\n"


def _cells(decision: Rejection | Ruling) -> Iterator[str]:
    if isinstance(decision, Rejection):
        yield from ("reject", decision.claim, decision.because, decision.said)
    else:
        yield from (decision.what, str(decision.thing), decision.value or str(decision.other), decision.because)


def without(extractions: Sequence[Extraction], rejections: Iterable[Rejection]) -> Sequence[Extraction]:
    """Return the extractions as if the rejected claims had never been made."""
    gone = {rejection.claim for rejection in rejections}
    if not gone:
        return extractions
    return tuple(
        replace(e, claims=tuple(c for c in e.claims if c.id not in gone)) if any(c.id in gone for c in e.claims) else e
        for e in extractions
    )


def drops(extractions: Iterable[Extraction], rejections: Iterable[Rejection]) -> tuple[Drop, ...]:
    """Return a drop for each rejected claim that the extractions hold, with the reason that was given."""
    why: Mapping[str, str] = {r.claim: r.because for r in rejections}
    if not why:
        return ()
    ids = sorted({c.id for e in extractions for c in e.claims} & why.keys())
    return tuple(Drop(id_, REJECTED + why[id_]) for id_ in ids)


def is_rejection(drop: Drop) -> bool:
    """Tell whether a claim was dropped because somebody rejected it."""
    return drop.reason.startswith(REJECTED)
