"""Statements and quotes as lines of the report: who, what, whom, how it stands, and the words it rests on."""

from __future__ import annotations

from kg.edtf import plain
from kg.model import Corpus
from kg.ontology import Ontology
from kg.publication import told
from kg.sources import joined, reported, roots
from kg.views.facts import Fact, Facts, MeasuresLike, Quote
from kg.views.story import Citation, Item, Run, Text
from kg.views.words import file_name, link, literal


class Lines:
    """What all sections of a report are written from: the facts of a corpus, its measures, the ontology's words."""

    def __init__(self, found: Facts, corpus: Corpus, measures: MeasuresLike, ontology: Ontology) -> None:
        self.found, self.corpus, self.measures, self.ontology = found, corpus, measures, ontology
        self.articles = {a.id: a for a in found.articles}
        self.asserted = tuple(f for f in found.facts if f.kind == "asserted")

    def thing(self, iri: str) -> Run:
        """Return an entity as part of a line."""
        return Run(self.found.label(iri), iri)

    def type(self, iri: str) -> str:
        """Return an entity's type in words."""
        name = self.found.type(iri)
        return self.ontology.types[name].label if name in self.ontology.types else name or "of unknown type"

    def statement(self, f: Fact, dated: bool = True) -> Text:
        """Return a statement as a line, with its date where ``dated``."""
        s = f.statement
        known = self.ontology.relations.get(s.predicate)
        thing = self.thing(s.object) if isinstance(s.object, str) else Run(literal(s.object))
        when = f" ({plain(f.time)})" if f.time and dated else ""
        return (
            self.thing(s.subject),
            Run(f" {known.label if known else s.predicate} "),
            thing,
            *((Run(when),) if when else ()),
        )

    def cite(self, q: Quote, side: str = "") -> Citation:
        """Return the words of a claim with who says them and where they stand."""
        a = self.found.articles[q.article]
        said = f"said by {q.says_label}" if q.says_label else ""
        via = f"via {', '.join(q.via)}" if q.via else ""
        where = (a.publisher or a.title or "", plain(a.published), file_name(a.source or a.id), f"characters {q.start}–{q.end}")
        return Citation(q.exact, " ".join(filter(None, (said, via))), ", ".join(filter(None, where)), link(a.url), side)

    def item(self, f: Fact, note: str = "", quotes: int = 1) -> Item:
        """Return a statement as an item with its first ``quotes``."""
        return Item(self.statement(f), note, tuple(self.cite(q) for q in f.quotes[:quotes]))

    def support(self, f: Fact) -> str:
        """Return how many sources say so, how many of them are independent, and how many deny it."""
        saying = {q.article for q in f.quotes if q.polarity == "positive"}
        denying = {q.article for q in f.quotes if q.polarity == "negative"}
        note = plural(len(saying), "source")
        if len(f.statement.origins) < len(f.statement.articles):
            note += f" ({plural(len(f.statement.origins), 'independent one')})"
        return note + (f", denied in {plural(len(denying), 'source')}" if denying else "")

    def behind(self, f: Fact) -> str:
        """Return the same, and who of several was first and which of them are one origin."""
        if len({article for origin in f.statement.origins for article in origin.articles}) < 2:
            return self.support(f)
        one = (f"one origin: {words}" for words in joined(roots(f.statement, self.articles)))
        return "; ".join(filter(None, (self.support(f), told(reported(f.statement, self.articles), plain), *one)))


def plural(n: int, word: str) -> str:
    """Return a number with its noun.

    >>> plural(1, "source"), plural(1200, "source")
    ('1 source', '1,200 sources')
    """
    return f"{n:,} {word}{'' if n == 1 else 's'}"
