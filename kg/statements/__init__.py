"""Claims and entities → statements: types enforced, plain triples decided, copies and origins told, disagreements found."""

from __future__ import annotations

from collections.abc import Sequence

from kg import versions
from kg.model import Extraction, Resolution
from kg.ontology import Ontology
from kg.statements import disagreements
from kg.statements.again import Outcome, restate
from kg.statements.copies import Copied, among
from kg.statements.copies import find as compare
from kg.statements.stating import Stating
from kg.versions import Group

__all__ = ["Stating", "among", "compare", "restate", "state", "stated"]

#: Articles that have nothing in common.
NOTHING = Copied()


def state(
    extractions: Sequence[Extraction],
    resolution: Resolution,
    ontology: Ontology,
    threshold: float,
    base: str,
    copied: Copied = NOTHING,
    said: Sequence[Group] | None = None,
) -> Outcome:
    """Return the statements (sorted by id), the claims that fit into none, with the reason (sorted by claim), and where
    the claims disagree (the weightiest first).

    ``threshold`` is the confidence from which a claim can make a plain triple; ``base`` is put before ids
    (``base + "statement/" + slug + "-" + hash``). A symmetric relation's two directions are one statement, its
    subject the smaller IRI. ``copied`` is what ``compare`` found the articles to have in
    common, ``said`` which of their quotations ``kg.versions`` grouped, if that is known.
    """
    said = versions.of(extractions, resolution) if said is None else said
    return stated(extractions, Stating(resolution, ontology, threshold, base, copied, said))


def stated(extractions: Sequence[Extraction], stating: Stating) -> Outcome:
    """Return what ``state`` does."""
    told = stating.told(extractions)
    rows = [*stating.rows(told).values()]
    disagreeing = stating.disagreeing(rows, told)
    statements = disagreements.marked((row.statement for row in rows), disagreeing)
    return statements, tuple(sorted(told.drops, key=lambda d: (d.claim, d.reason))), disagreeing
