"""Turtle and N-Triples that are the same bytes for the same graph, whatever the order it comes in.

Objects may be triple terms, which RDF 1.2 has: ``<<( s p o )>>``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.ontology import XSD
from kg.store.terms import KINDS, PREFIXES

#: In Turtle, what is read first stands first: the dataset, the vocabulary, articles, entities, statements, claims.
_SECTIONS = (
    "dataset", "activity", "article", "entity", "link", "statement", "disagreement", "side", "origin", "claim", "quotation",
    "utterance", "medium", "evidence",
)  # fmt: skip
#: Predicates that open a description, in this order; the others follow by name.
_FIRST = (
    "rdf:type",
    "rdfs:label",
    "dcterms:identifier",
    "rdf:subject",
    "rdf:predicate",
    "rdf:object",
    "rdf:reifies",
    "oa:exact",
    "schema:text",
)
_PLACES = {name: f"{i:02}" for i, name in enumerate(_FIRST)}
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?", re.ASCII)
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
#: Quote and backslash, controls, and characters that turn or hide text on a terminal.
_SPECIAL = re.compile('[\\\\"\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc\ufffe\uffff]')
#: What a terminal or spreadsheet must not get; joiners and marks that scripts and emoji need are left.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\ufffe\uffff]")

#: So many IRIs are known by their short names at a time.
REMEMBERED = 20_000

#: The properties of a subject in order, each with its values.
Properties = list[tuple[str, list[str]]]
#: Where a subject stands in reading order: the number of its section, and its IRI.
Place = tuple[int, str]


def prefixes(base: str) -> dict[str, str]:
    """Return the prefixes of a graph: the vocabularies', and one for each kind of data IRI."""
    return {**PREFIXES, **{kind: f"{base}{kind}/" for kind in KINDS}}


def ntriples(quads: Iterable[Quad | Triple]) -> Iterator[str]:
    """Yield the graph as sorted N-Triples lines (https://www.w3.org/TR/n-triples/)."""
    return iter(sorted({f"{_full(q.subject)} {_full(q.predicate)} {_full(q.object)} .\n" for q in quads}))


def turtle(quads: Iterable[Quad | Triple], base: str) -> Iterator[str]:
    """Yield the graph as Turtle (https://www.w3.org/TR/turtle/): one paragraph a subject, in reading order.

    Prefixes that nothing uses are left out. A graph with triple terms is Turtle 1.2 and says so.
    """
    names = Names(prefixes(base) if base else dict(PREFIXES))
    subjects = _grouped(quads, names, base)
    yield from opening(names)
    for subject, properties in subjects:
        yield "\n" + paragraph(subject, properties)


def opening(names: Names) -> Iterator[str]:
    """Yield what a document begins with whose terms were all written by ``names``."""
    if names.triple_terms:
        yield 'VERSION "1.2"\n'
    yield from names.declarations()


def paragraphs(quads: Iterable[Quad | Triple], names: Names, base: str) -> Iterator[str]:
    """Yield the graph as paragraphs of Turtle, one a subject, in reading order."""
    for subject, properties in _grouped(quads, names, base):
        yield paragraph(subject, properties)


def paragraph(subject: str, properties: Properties) -> str:
    """Return what a document says of one subject."""
    lines = (f"    {'a' if verb == 'rdf:type' else verb} " + ", ".join(values) for verb, values in properties)
    return f"{subject}\n" + " ;\n".join(lines) + " .\n"


def ordered(properties: Mapping[str, Iterable[str]]) -> Properties:
    """Return the properties of a subject in the order in which they are written."""
    return [(p, sorted(properties[p])) for p in sorted(properties, key=lambda p: (_PLACES.get(p, "~"), p))]


def reading_order(base: str) -> Callable[[str], Place]:
    """Return a sort key for subjects by their IRI: what is read first stands first, the vocabulary after the dataset."""
    sections = {f"{base}{kind}/": 2 * i for i, kind in enumerate(_SECTIONS)}

    def place(iri: str) -> Place:
        return next((number for start, number in sections.items() if iri.startswith(start)), 1), iri

    return place


def visible(text: str, escape: str) -> str:
    """Return the text with controls, and characters that turn or hide text on a terminal, as ``escape`` formats them.

    Tabs and line feeds stay. ``escape`` is a format string for the code point.

    >>> visible("red\\x1b[31m", "<{:02x}>")
    'red<1b>[31m'
    """
    return _CONTROL.sub(lambda m: escape.format(ord(m[0])), text)


def term_text(term: object) -> str:
    """Return a term in full N-Triples notation."""
    return _full(term)


class Names:
    """Shortens IRIs by the longest prefix that leaves a plain local name.

    ``known`` are names given before, by IRI ("" where no prefix fits), not so many that memory would grow with the graph;
    ``used`` are the prefixes given; ``own`` are names that outdo all others; ``triple_terms`` tells whether one was written.
    """

    def __init__(self, table: dict[str, str]) -> None:
        self.prefixes = table
        self.by_length = sorted(table.items(), key=lambda item: (-len(item[1]), item[0]))
        self.known: dict[str, str] = {}
        self.used: set[str] = set()
        self.own: dict[str, str] = {}
        self.triple_terms = False

    def declarations(self) -> Iterator[str]:
        """Yield a line for each prefix that was used."""
        for prefix, iri in sorted(self.prefixes.items()):
            if prefix in self.used:
                yield f"@prefix {prefix}: <{_escape(iri)}> .\n"

    def short(self, iri: str) -> str:
        """Return prefix:local, "" where no prefix fits."""
        found = self.known.get(iri)
        if found is None:
            fitting = ((p, iri[len(n) :]) for p, n in self.by_length if iri.startswith(n))
            prefix, local = next(((p, local) for p, local in fitting if _LOCAL.fullmatch(local)), ("", ""))
            found = f"{prefix}:{local}" if local else ""
            if local:
                self.used.add(prefix)
            if len(self.known) >= REMEMBERED:
                self.known.clear()
            self.known[iri] = found
        return found

    def turtle(self, term: object) -> str:
        """Return a term as Turtle writes it."""
        if isinstance(term, NamedNode):
            iri = term.value
            return self.own.get(iri) or self.known.get(iri) or self.short(iri) or f"<{_escape(iri)}>"
        if isinstance(term, Literal) and (type_ := term.datatype.value).startswith(XSD):
            kind, value = type_[len(XSD) :], term.value
            if kind == "string":
                return f'"{_escape(value)}"'
            if kind == "boolean" and value in ("true", "false"):
                return value
            if (kind == "integer" and re.fullmatch(r"-?\d+", value, re.ASCII)) or (
                kind == "decimal" and re.fullmatch(r"-?\d+\.\d+", value, re.ASCII)
            ):
                return value
        if isinstance(term, Literal) and not term.language:
            return f'"{_escape(term.value)}"^^' + self.turtle(term.datatype)
        if isinstance(term, Triple):
            self.triple_terms = True
            return f"<<( {self.turtle(term.subject)} {self.turtle(term.predicate)} {self.turtle(term.object)} )>>"
        return _full(term)


def _grouped(quads: Iterable[Quad | Triple], names: Names, base: str) -> list[tuple[str, Properties]]:
    place = reading_order(base)
    subjects: dict[str, dict[str, set[str]]] = {}
    places: dict[str, Place] = {}
    for quad in quads:
        subject = names.turtle(quad.subject)
        if subject not in subjects:
            subjects[subject], places[subject] = {}, place(str(getattr(quad.subject, "value", "")))
        subjects[subject].setdefault(names.turtle(quad.predicate), set()).add(names.turtle(quad.object))
    return [(s, ordered(subjects[s])) for s in sorted(subjects, key=lambda s: places[s])]


def _full(term: object) -> str:
    if isinstance(term, NamedNode):
        return f"<{_escape(term.value)}>"
    if isinstance(term, Literal):
        text = f'"{_escape(term.value)}"'
        if term.language:
            return f"{text}@{term.language}"
        return text if term.datatype.value == XSD + "string" else f"{text}^^<{_escape(term.datatype.value)}>"
    if isinstance(term, Triple):
        return f"<<( {_full(term.subject)} {_full(term.predicate)} {_full(term.object)} )>>"
    return str(term)


def _escape(text: str) -> str:
    return _SPECIAL.sub(lambda m: _ESCAPES.get(m[0]) or f"\\u{ord(m[0]):04X}", text)
