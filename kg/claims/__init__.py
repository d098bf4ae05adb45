"""Document → claims: what the article says about its mentions, who says it, and how surely.

trees, slots      where a trigger's arguments stand in the parse
bearers           what a noun is said of
conditions        what must hold around a trigger
frames, roles     the extractors: lexicon entries; titles, ages, nationalities
called            the name that a phrase gives ("a firm called Acme")
places            where places, bodies, events and people are or are from
pairs             two things and a relation that another extractor gives, borne out by the parse
learned           what a classifier of pairs tells
agreement         what extractors make of one another's readings
factuality        denied, hedged, planned, alleged, over
attribution       who says so
making            drafts → claims with evidence, time and identity
denials           what the accused deny, beside what they are accused of
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import Protocol

from kg.claims.agreement import weighed
from kg.claims.context import Context, context
from kg.claims.denials import denials
from kg.claims.learned import Learned as Learned
from kg.claims.making import Draft, order
from kg.claims.making import claims as make
from kg.model import Claim, Document
from kg.ontology import Ontology


class Extractor(Protocol):
    """A source of readings: yields drafts, which are then attributed, dated and merged alike for all extractors."""

    def __call__(self, ctx: Context, ontology: Ontology) -> Iterator[Draft]:
        """Yield the readings of one document, in any order."""


#: The extractors that come with kg, as module:function, imported on demand.
EXTRACTORS = ("kg.claims.frames:drafts", "kg.claims.patterns:drafts")


def extract(document: Document, ontology: Ontology, further: Sequence[Extractor] = ()) -> tuple[Claim, ...]:
    """Return the claims of a document, sorted by position.

    ``further`` are extractors beside our own, such as one with a language model's answers; other packages add theirs by entry
    point ``kg.extractors``.
    """
    ctx = context(document)
    drafts = (draft for extractor in (*_extractors(), *further) for draft in extractor(ctx, ontology))
    found = make(ctx, weighed(ctx, drafts, ontology), ontology)
    return tuple(sorted((*found, *denials(ctx, found, ontology)), key=order))


@lru_cache(maxsize=1)
def _extractors() -> tuple[Extractor, ...]:
    own = (name.partition(":") for name in EXTRACTORS)
    others = sorted(entry_points(group="kg.extractors"), key=lambda p: p.name)
    return (*(getattr(import_module(module), function) for module, _, function in own), *(point.load() for point in others))
