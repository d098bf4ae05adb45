"""Document → claims: what the article says about its mentions, who says it, and how surely.

trees, slots      where a trigger's arguments stand in the parse
frames, roles     the extractors: lexicon entries; titles, ages, nationalities
factuality        denied, hedged, planned, alleged, over
attribution       who says so
making            drafts → claims with evidence, time and identity
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import entry_points
from typing import Protocol

from kg.claims.arguments import Context, context
from kg.claims.making import Draft
from kg.claims.making import claims as make
from kg.model import Claim, Document
from kg.ontology import Ontology


class Extractor(Protocol):
    """A source of readings: yields drafts, which are then attributed, dated and merged alike for all extractors."""

    def __call__(self, ctx: Context, ontology: Ontology) -> Iterator[Draft]:
        """Yield the readings of one document, in any order."""


#: The extractors that come with kg, as module:function, imported on demand.
EXTRACTORS = ("kg.claims.frames:drafts", "kg.claims.roles:drafts")


def extract(document: Document, ontology: Ontology) -> tuple[Claim, ...]:
    """Return the claims of a document, sorted by position; other packages add extractors by entry point ``kg.extractors``."""
    ctx = context(document)
    return make(ctx, (draft for extractor in _extractors() for draft in extractor(ctx, ontology)), ontology)


def _extractors() -> Iterator[Extractor]:
    for name in EXTRACTORS:
        module, _, function = name.partition(":")
        yield getattr(import_module(module), function)
    for point in sorted(entry_points(group="kg.extractors"), key=lambda p: p.name):
        yield point.load()
