"""Units of a graph as they are written: N-Triples, what an inspection asks, pieces of Turtle; put together by one process.

Articles are most of a graph, and each is written by itself, by whatever process: ``Writer`` is what that needs to know.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, zip_longest
from typing import NamedTuple, TypeVar

from pyoxigraph import NamedNode, Quad

from kg.model import Corpus, Resolution
from kg.ontology import Ontology
from kg.settings import Settings
from kg.shelf import Each
from kg.store import mapping
from kg.store.dataset import Counts, Tally
from kg.store.inspection import Seen, seen
from kg.store.mapping import Part, Telling
from kg.store.naming import activity
from kg.store.paragraphs import Told, told
from kg.store.things import Things

#: So many articles, and so many other units, are written together.
ARTICLES, UNITS = 4, 200

T = TypeVar("T")


class Written(NamedTuple):
    """Some units: how much they hold, their lines with what an inspection asks, and pieces of Turtle where it is wanted."""

    counts: Counts
    seen: Seen
    told: Told


@dataclass(frozen=True, slots=True)
class Writer:
    """The base of data IRIs, the ontology, the IRI of the activity that made the claims, and whether Turtle is wanted."""

    base: str
    ontology: Ontology
    activity: str
    turtle: bool

    def units(self, units: Sequence[Collection[Quad]]) -> Written:
        """Return units, each of so many quads, as they are written."""
        tally = Tally(self.ontology)
        for quad in (quad for unit in units for quad in unit):
            tally.add(quad)
        pieces = told((quad for unit in units for quad in unit), self.base) if self.turtle else Told([])
        return Written(tally.counts(), seen(units, self.ontology), pieces)

    def articles(self, tellings: Sequence[Telling]) -> Written:
        """Return articles as they are written."""
        chains = {(told.article, chain): iri for told in tellings for chain, iri in told.chains}
        things = Things(self.base, self.ontology, Resolution((), chains), NamedNode(self.activity))
        return self.units([mapping.article(told, things).quads() for told in tellings])


def writer(corpus: Corpus, ontology: Ontology, settings: Settings, turtle: bool) -> Writer:
    """Return what writes a corpus, with no more of the ontology than that takes: processes are handed it again and again."""
    names = replace(ontology, senses=(), nouns={}, cues={})
    return Writer(settings.base, names, activity(ontology, settings, corpus.gazetteer).value, turtle)


def written(corpus: Corpus, ontology: Ontology, settings: Settings, writer: Writer, each: Each = map) -> Iterator[Written]:
    """Yield the whole corpus but what the graph says of itself, in an order that depends on the corpus alone.

    Articles are written by ``each``, what else there is by this process, in between.
    """
    articles = each(writer.articles, _together(mapping.tellings(corpus), ARTICLES))
    units = mapping.units(corpus, ontology, settings, Part(articles=frozenset()))
    others = map(writer.units, _together((unit.quads() for unit in units), UNITS))
    for pair in zip_longest(articles, others):
        yield from filter(None, pair)


def _together(items: Iterable[T], number: int) -> Iterator[list[T]]:
    rest = iter(items)
    while batch := list(islice(rest, number)):
        yield batch
