"""Turtle, N-Triples and JSON-LD that are the same bytes for the same graph, whatever the order it comes in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.ontology import XSD
from kg.store.terms import KINDS, PREFIXES, RDF

#: In Turtle, what is read first stands first: the dataset, the vocabulary, articles, entities, statements, claims.
_SECTIONS = (
    "dataset", "activity", "article", "entity", "statement", "disagreement", "side", "claim", "quotation", "evidence",
)  # fmt: skip
#: Predicates that open a description, in this order; the others follow by name.
_FIRST = (
    "rdf:type",
    "rdfs:label",
    "dcterms:identifier",
    "rdf:subject",
    "rdf:predicate",
    "rdf:object",
    "oa:exact",
    "schema:text",
)
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?", re.ASCII)
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
#: Quote and backslash, controls, and characters that turn or hide text on a terminal.
_SPECIAL = re.compile('[\\\\"\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc\ufffe\uffff]')
#: What a terminal or spreadsheet must not get; joiners and marks that scripts and emoji need are left.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\ufffe\uffff]")


def prefixes(base: str) -> dict[str, str]:
    """Return the prefixes of a graph: the vocabularies', and one for each kind of data IRI."""
    return {**PREFIXES, **{kind: f"{base}{kind}/" for kind in KINDS}}


def ntriples(quads: Iterable[Quad | Triple]) -> Iterator[str]:
    """Yield the graph as sorted N-Triples lines (https://www.w3.org/TR/n-triples/)."""
    return iter(sorted({f"{_full(q.subject)} {_full(q.predicate)} {_full(q.object)} .\n" for q in quads}))


def turtle(quads: Iterable[Quad | Triple], base: str) -> Iterator[str]:
    """Yield the graph as Turtle (https://www.w3.org/TR/turtle/): one paragraph a subject, sections in reading order."""
    names = _Names(prefixes(base))
    used = dict(sorted(names.prefixes.items()))
    for prefix, iri in used.items():
        yield f"@prefix {prefix}: <{_escape(iri)}> .\n"
    for subject, properties in _grouped(quads, names, base):
        lines = []
        for predicate, values in properties:
            verb = "a" if predicate == "rdf:type" else predicate
            lines.append(f"    {verb} " + ", ".join(values))
        yield f"\n{subject}\n" + " ;\n".join(lines) + " .\n"


def jsonld(quads: Iterable[Quad | Triple], base: str) -> dict[str, Any]:
    """Return the graph as JSON-LD 1.1 (https://www.w3.org/TR/json-ld11/): a context of prefixes and a sorted @graph."""
    table = prefixes(base)
    names = _Names(table)
    nodes: dict[str, dict[str, list[Any]]] = {}
    for quad in quads:
        properties = nodes.setdefault(_json_iri(quad.subject, names), {})
        if quad.predicate.value == RDF + "type":
            properties.setdefault("@type", []).append(_json_iri(quad.object, names))
        else:
            properties.setdefault(names.short(quad.predicate.value) or quad.predicate.value, []).append(
                _json(quad.object, names)
            )
    graph = [
        {"@id": subject} | {name: sorted(values, key=_dumped) for name, values in sorted(properties.items())}
        for subject, properties in sorted(nodes.items())
    ]
    return {"@context": dict(sorted(table.items())), "@graph": graph}


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


class _Names:
    """Shortens IRIs by the longest prefix that leaves a plain local name."""

    def __init__(self, table: dict[str, str]) -> None:
        self.prefixes = table
        self.by_length = sorted(table.items(), key=lambda item: (-len(item[1]), item[0]))
        self.known: dict[str, str] = {}

    def short(self, iri: str) -> str:
        """Return prefix:local, "" where no prefix fits."""
        found = self.known.get(iri)
        if found is None:
            found = next(
                (f"{p}:{iri[len(n) :]}" for p, n in self.by_length if iri.startswith(n) and _LOCAL.fullmatch(iri[len(n) :])), ""
            )
            self.known[iri] = found
        return found

    def turtle(self, term: object) -> str:
        """Return a term as Turtle writes it."""
        if isinstance(term, NamedNode):
            iri = term.value
            return self.known.get(iri) or self.short(iri) or f"<{_escape(iri)}>"
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
        return _full(term)


def _grouped(quads: Iterable[Quad | Triple], names: _Names, base: str) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    order = {name: f"{i}" for i, name in enumerate(_FIRST)}
    sections = {f"{base}{kind}/": i for i, kind in enumerate(_SECTIONS)}
    subjects: dict[str, dict[str, set[str]]] = {}
    place: dict[str, tuple[int, str]] = {}
    for quad in quads:
        subject = names.turtle(quad.subject)
        if subject not in subjects:
            iri = str(getattr(quad.subject, "value", ""))
            section = next((i for start, i in sections.items() if iri.startswith(start)), -1)
            subjects[subject], place[subject] = {}, (1 if section < 0 else 2 * section, iri)
        subjects[subject].setdefault(names.turtle(quad.predicate), set()).add(names.turtle(quad.object))
    return [
        (s, [(p, sorted(subjects[s][p])) for p in sorted(subjects[s], key=lambda p: (order.get(p, "~"), p))])
        for s in sorted(subjects, key=lambda s: place[s])
    ]


def _full(term: object) -> str:
    if isinstance(term, NamedNode):
        return f"<{_escape(term.value)}>"
    if isinstance(term, Literal):
        text = f'"{_escape(term.value)}"'
        if term.language:
            return f"{text}@{term.language}"
        return text if term.datatype.value == XSD + "string" else f"{text}^^<{_escape(term.datatype.value)}>"
    return str(term)


def _escape(text: str) -> str:
    return _SPECIAL.sub(lambda m: _ESCAPES.get(m[0]) or f"\\u{ord(m[0]):04X}", text)


def _json_iri(term: object, names: _Names) -> str:
    if isinstance(term, NamedNode):
        return names.short(term.value) or term.value
    return str(term)


def _json(term: object, names: _Names) -> Any:
    if not isinstance(term, Literal):
        return {"@id": _json_iri(term, names)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if term.datatype.value == XSD + "string":
        return {"@value": term.value}
    return {"@value": term.value, "@type": names.short(term.datatype.value) or term.datatype.value}


def _dumped(value: Any) -> str:
    return json.dumps(value, sort_keys=True)
