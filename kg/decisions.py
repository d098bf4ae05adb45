"""What people decided about the graph: one readable file beside the store, replayed on every build.

``decisions.tsv`` in the output folder has a line a decision, tab-separated: what ("reject"), the claim's id, because, and
what the claim said. Blank lines and lines that begin with "#" are skipped. To undo a decision, delete its line and build
again. The file is never changed but by adding a line.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import UsageError
from kg.model import Drop, Extraction

FILE = "decisions.tsv"
_HEADING = "# what\tclaim\tbecause\tsaid (to undo a decision, delete its line and run kg build)\n"
#: What the reason of a drop begins with where somebody rejected the claim.
REJECTED = "rejected: "


@dataclass(frozen=True, slots=True)
class Rejection:
    """A claim that somebody withdrew for good: its id, the reason in their words, and what it said (for readers alone)."""

    claim: str
    because: str
    said: str = ""


def read(output: Path) -> tuple[Rejection, ...]:
    """Return the rejections of an output folder, in the order of the file; none where it has no decisions.

    Of several about one claim the last counts. Raises ``UsageError`` with the line where one cannot be read.
    """
    path = output / FILE
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read: {error}") from error
    found: dict[str, Rejection] = {}
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if cells[0] != "reject" or len(cells) < 3 or not cells[1].strip() or not cells[2].strip():
            raise UsageError(f"{path}: line {number}: a decision is reject, a claim's id and because, with tabs between")
        found[cells[1].strip()] = Rejection(cells[1].strip(), cells[2].strip(), "\t".join(cells[3:]).strip())
    return tuple(found.values())


def add(output: Path, rejection: Rejection) -> Path:
    """Add a line to the decisions and return their file; raises ``UsageError`` where it cannot be written."""
    path = output / FILE
    row = ("reject", *(" ".join(part.split()) for part in (rejection.claim, rejection.because, rejection.said)))
    try:
        before = path.read_bytes() if path.exists() else _HEADING.encode()
        if not before.endswith(b"\n"):
            before += b"\n"
        partial = path.with_name(f".{FILE}.partial")
        partial.write_bytes(before + ("\t".join(row) + "\n").encode("utf-8", "replace"))
        os.replace(partial, path)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror or error}") from error
    return path


def without(extractions: Iterable[Extraction], rejections: Iterable[Rejection]) -> tuple[Extraction, ...]:
    """Return the extractions as if the rejected claims had never been made."""
    gone = {rejection.claim for rejection in rejections}
    return tuple(
        replace(e, claims=tuple(c for c in e.claims if c.id not in gone)) if any(c.id in gone for c in e.claims) else e
        for e in extractions
    )


def drops(extractions: Iterable[Extraction], rejections: Iterable[Rejection]) -> tuple[Drop, ...]:
    """Return a drop for each rejected claim that the extractions hold, with the reason that was given."""
    why: Mapping[str, str] = {r.claim: r.because for r in rejections}
    ids = sorted({c.id for e in extractions for c in e.claims} & why.keys())
    return tuple(Drop(id_, REJECTED + why[id_]) for id_ in ids)
