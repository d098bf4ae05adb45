"""JSON-LD 1.1 (https://www.w3.org/TR/json-ld11/) with a context that lets it be read as plain JSON.

    {"id": "claim/quay-line-sued-fell-mill-0a1b…", "type": ["kg:Claim", "rdf:Statement"],
     "subject": "entity/quay-line-0a1b2c3d", "predicate": "kgo:sued", "object": {"id": "entity/fell-mill-0a1b2c3d"},
     "modality": "asserted", "confidence": "0.9", "article": "article/one-txt-0a1b…", …}

Data IRIs are relative to the base; relations and qualifiers keep their prefixes, so that no name can mean two things.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.store.terms import PREFIXES, RDF
from kg.store.turtle import Names, reading_order

#: JSON's names for properties, by what their values are: IRIs, a datatype, or strings (and whatever says its own type).
_TERMS = {
    "@id": """
        dcterms:conformsTo dcterms:isReplacedBy dcterms:isVersionOf dcterms:license
        kg:article kg:claim kg:conflictsWith kg:copyOf kg:firstReportedIn kg:origin kg:reportedIn kg:sharesTextWith kg:side
        kg:statement kg:takenBy kg:via
        oa:hasSelector oa:hasSource owl:inverseOf
        prov:used prov:wasAssociatedWith prov:wasAttributedTo prov:wasDerivedFrom prov:wasGeneratedBy prov:wasQuotedFrom
        rdf:predicate rdf:subject rdfs:subPropertyOf
        schema:mentions schema:spokenByCharacter schema:url skos:closeMatch skos:exactMatch
        void:class void:classPartition void:property void:propertyPartition void:vocabulary
    """,
    "edtf:EDTF": "kg:time",
    "xsd:boolean": "kg:asserted kg:disputed kg:named kg:overTime",
    "xsd:decimal": "kg:confidence kg:threshold kg:weight",
    "xsd:integer": "kg:articleCount kg:originCount kg:textLength oa:end oa:start void:documents void:entities void:triples",
    "": """
        dcterms:description dcterms:identifier dcterms:source dcterms:title
        kg:addressee kg:cueText kg:extractor kg:kindOfDisagreement kg:languageModel kg:measure kg:medium kg:modality
        kg:objectText kg:polarity kg:quotationKind
        kg:reason kg:retrieved kg:sha256 kg:speakerText kg:stance kg:status kg:subjectText kg:unit kg:viaText
        oa:exact oa:prefix oa:suffix rdf:object rdfs:comment rdfs:label
        schema:articleBody schema:author schema:datePublished schema:headline schema:inLanguage schema:publisher
        schema:softwareVersion schema:text skos:altLabel void:uriSpace
    """,
}
_TERM = {name: (name.partition(":")[2], kind) for kind, names in _TERMS.items() for name in names.split()}
#: What comes right after the type; the rest follows by name.
_FIRST = ("label", "identifier", "subject", "predicate", "object", "exact", "text")
#: What resolves against the base to itself: no dots, colons or slashes that could mean something.
_RELATIVE = re.compile(r"[a-z]+/[A-Za-z0-9_-]+", re.ASCII)


def context(base: str) -> dict[str, Any]:
    """Return the context: the base of relative IRIs, the prefixes, and a name for each property of the core."""
    terms: dict[str, Any] = {"id": "@id", "type": "@type", "value": "@value"}
    for name, (term, kind) in sorted(_TERM.items(), key=lambda item: item[1]):
        terms[term] = {"@id": name, "@type": kind} if kind else name
    return {"@version": 1.1, "@base": base, **dict(sorted(PREFIXES.items())), **terms}


def jsonld(quads: Iterable[Quad | Triple], base: str) -> dict[str, Any]:
    """Return the graph as a context and a ``@graph`` of nodes in reading order; values are sorted."""
    writer = _Writer(base)
    nodes: dict[str, dict[str, list[Any]]] = {}
    for quad in quads:
        properties = nodes.setdefault(str(getattr(quad.subject, "value", quad.subject)), {})
        if quad.predicate.value == RDF + "type":
            properties.setdefault("type", []).append(writer.name(quad.object))
        else:
            term, kind = writer.term(quad.predicate)
            properties.setdefault(term, []).append(writer.value(quad.object, kind))
    return {
        "@context": context(base),
        "@graph": [
            {"id": writer.iri(NamedNode(subject))}
            | {name: _one_or_all(nodes[subject][name]) for name in sorted(nodes[subject], key=_place)}
            for subject in sorted(nodes, key=reading_order(base))
        ],
    }


class _Writer:
    """Writes terms by the context."""

    def __init__(self, base: str) -> None:
        self.base = base if base.endswith("/") else ""  # nothing is relative to a base with a fragment
        self.names = Names(dict(PREFIXES))

    def name(self, term: Any) -> str:
        """Return prefix:local, or the whole IRI."""
        return self.names.short(term.value) or str(term.value)

    def iri(self, term: Any) -> str:
        """Return an IRI where JSON-LD reads it against the base."""
        iri = str(term.value)
        short = iri.removeprefix(self.base)
        return short if short != iri and _RELATIVE.fullmatch(short) else self.name(term)

    def term(self, predicate: NamedNode) -> tuple[str, str]:
        """Return the name of a property, and what kind of values it has by the context."""
        name = self.name(predicate)
        return _TERM.get(name, (name, ""))

    def value(self, term: Any, kind: str) -> Any:
        """Return an object: as the bare value where the context says what it is, else with its type."""
        if isinstance(term, NamedNode):
            return self.iri(term) if kind == "@id" else {"id": self.iri(term)}
        if not isinstance(term, Literal):
            raise TypeError(f"{term} has no form in JSON-LD")
        if term.language:
            return {"@language": term.language, "value": term.value}
        datatype = self.name(term.datatype)
        native = _native(term.value, datatype)
        if datatype == kind or (not kind and (datatype == "xsd:string" or not isinstance(native, str))):
            return native
        return {"type": datatype, "value": term.value}


def _native(text: str, datatype: str) -> Any:
    """Return a value as JSON's own where that gives the same text back; decimals stay text, JSON would make them doubles."""
    if datatype == "xsd:boolean" and text in ("true", "false"):
        return text == "true"
    if datatype == "xsd:integer" and re.fullmatch(r"0|-?[1-9]\d{0,14}", text, re.ASCII):
        return int(text)
    return text


def _one_or_all(values: list[Any]) -> Any:
    unique = {json.dumps(value, sort_keys=True): value for value in values}
    listed = [unique[key] for key in sorted(unique)]
    return listed[0] if len(listed) == 1 else listed


def _place(name: str) -> tuple[int, str]:
    if name == "type":
        return 0, ""
    return (1 + _FIRST.index(name) if name in _FIRST else len(_FIRST) + 1), name
