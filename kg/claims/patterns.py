"""Reads relations that the ontology marks with a pattern: each by the functions that know it."""

from __future__ import annotations

from collections.abc import Iterator

from kg.claims import beside, offices, particulars, places, roles
from kg.claims.context import Context
from kg.claims.making import Draft
from kg.ontology import Ontology


def drafts(ctx: Context, ontology: Ontology) -> Iterator[Draft]:
    """Yield the claims of relations that the ontology marks with ``kg:pattern`` (``kg.ontology.PATTERNS``)."""
    readers = {
        "title": (roles.titles, beside.abbreviated),
        "home": (beside.homes,),
        "origin": (beside.origins, beside.media, places.hailing),
        "age": (particulars.ages,),
        "demonym": (particulars.nationalities, beside.nations, beside.bracketed),
        "address": (places.addresses, places.scenes, places.seats, places.inside),
        "birth": (particulars.lifespans,),
        "death": (particulars.lifespans,),
        "affiliation": (particulars.affiliations, beside.members),
        "candidacy": (offices.candidacies,),
        "chief": (offices.chiefs,),
        "party": (particulars.affiliations, beside.parties),
    }
    for relation in ontology.relations.values():
        for read in readers[relation.pattern] if relation.pattern else ():
            yield from read(ctx, relation, ontology)
