"""One nanopublication a claim, as TriG (https://nanopub.net/guidelines/working_draft/).

    Head          the nanopublication and its three graphs
    assertion     what is claimed and how: the claim with its triple, polarity, modality, status and time; the plain triple
                  beside it only where the store asserts it and this claim supports it
    provenance    the words, where they stand, who says so, the article, what extracted it
    pubinfo       what made the nanopublication; types and labels of what it names

IRIs come from the claims' own, so that the same claim is the same nanopublication; they are no trusty URIs. There is no
time of creation: the export has no clock, and dates stand where articles state them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from kg.ontology import CORE, SCHEMA
from kg.store.reader import Store
from kg.store.terms import DCTERMS, OA, PROV, QUALIFIER, RDF, RDFS, VOID
from kg.store.turtle import Names, paragraphs, prefixes

NP = "http://www.nanopub.org/nschema#"

#: What a claim says and how; all else that describes it is its provenance.
_CLAIMED = {RDF + name for name in ("type", "subject", "predicate", "object")} | {
    CORE + name for name in ("polarity", "modality", "status", "time", "unit")
}
#: What names the assertion's sources from the claim's own properties.
_SOURCES = {PROV + "wasDerivedFrom", PROV + "wasAttributedTo", PROV + "wasGeneratedBy"}
_TYPE, _LABEL = RDF + "type", RDFS + "label"

#: Predicate → values.
_About = Mapping[str, list[Any]]


def trig(store: Store) -> Iterator[str]:
    """Yield the nanopublications, sorted by the claims' IRIs."""
    names = Names({**prefixes(store.base), "np": NP})
    graph = _index(store)
    blocks = [_block(nanopub, names, store.base) for nanopub in _nanopubs(graph, store.base)]
    yield from names.declarations()
    yield from blocks


def _index(store: Store) -> dict[str, dict[str, list[Any]]]:
    graph: dict[str, dict[str, list[Any]]] = {}
    for quad in store.triples():
        graph.setdefault(str(getattr(quad.subject, "value", "")), {}).setdefault(quad.predicate.value, []).append(quad.object)
    return graph


@dataclass(frozen=True, slots=True)
class _Nanopub:
    """A nanopublication's IRI and its four graphs by name."""

    iri: str
    graphs: Mapping[str, list[Triple]]


def _nanopubs(graph: Mapping[str, _About], base: str) -> Iterator[_Nanopub]:
    claim, kind = f"{base}claim/", NamedNode(CORE + "Claim")
    datasets = [about for about in graph.values() if NamedNode(VOID + "Dataset") in about.get(_TYPE, ())]
    licences = [value for about in datasets for value in about.get(DCTERMS + "license", ())]
    for iri in sorted(graph):
        if kind in graph[iri].get(_TYPE, ()):
            yield _nanopub(iri, f"{base}nanopub/{iri.removeprefix(claim)}", graph, licences)


def _nanopub(claim: str, iri: str, graph: Mapping[str, _About], licences: list[Any]) -> _Nanopub:
    about = graph[claim]
    parts = {name: NamedNode(f"{iri}/{name}") for name in ("assertion", "provenance", "pubinfo")}
    this = NamedNode(iri)
    head = [
        Triple(this, NamedNode(_TYPE), NamedNode(NP + "Nanopublication")),
        Triple(this, NamedNode(NP + "hasAssertion"), parts["assertion"]),
        Triple(this, NamedNode(NP + "hasProvenance"), parts["provenance"]),
        Triple(this, NamedNode(NP + "hasPublicationInfo"), parts["pubinfo"]),
    ]
    described = _describe(claim, graph)
    assertion = [t for t in described if _is_claimed(t.predicate.value)]
    assertion += _plain(about, graph)
    provenance = [t for t in described if not _is_claimed(t.predicate.value)]
    provenance += [
        Triple(parts["assertion"], NamedNode(predicate), value)
        for predicate in sorted(_SOURCES)
        for value in about.get(predicate, ())
    ]
    provenance += [
        Triple(parts["assertion"], NamedNode(PROV + "hadPrimarySource"), article) for article in about.get(CORE + "article", ())
    ]
    for source in (*about.get(PROV + "wasDerivedFrom", ()), *about.get(CORE + "article", ())):
        provenance += _describe(source.value, graph)
        for selector in graph.get(source.value, {}).get(OA + "hasSelector", ()):
            provenance += _describe(selector.value, graph)
    pubinfo = [Triple(this, NamedNode(DCTERMS + "license"), licence) for licence in licences]
    for activity in about.get(PROV + "wasGeneratedBy", ()):
        pubinfo.append(Triple(this, NamedNode(PROV + "wasGeneratedBy"), activity))
        pubinfo += _describe(activity.value, graph)
        for agent in graph.get(activity.value, {}).get(PROV + "wasAssociatedWith", ()):
            pubinfo.append(Triple(this, NamedNode(DCTERMS + "creator"), agent))
            pubinfo += _describe(agent.value, graph)
        for used in graph.get(activity.value, {}).get(PROV + "used", ()):
            pubinfo += _describe(used.value, graph)
    pubinfo += _named(about, graph)
    return _Nanopub(iri, {"Head": head, "assertion": assertion, "provenance": provenance, "pubinfo": pubinfo})


def _is_claimed(predicate: str) -> bool:
    return predicate in _CLAIMED or predicate.startswith(QUALIFIER)


def _describe(iri: str, graph: Mapping[str, _About]) -> list[Triple]:
    """All that the graph says of one thing, but for what it mentions, which is a whole article's."""
    return [
        Triple(NamedNode(iri), NamedNode(predicate), value)
        for predicate, values in graph.get(iri, {}).items()
        if predicate != SCHEMA + "mentions"
        for value in values
    ]


def _plain(about: _About, graph: Mapping[str, _About]) -> list[Triple]:
    """The plain triple, where the store asserts it and the claim by itself supports it."""
    supports = (
        about.get(CORE + "polarity") == [Literal("positive")]
        and about.get(CORE + "modality") == [Literal("asserted")]
        and about.get(CORE + "status") != [Literal("ended")]
        and CORE + "speakerText" not in about
    )
    (subject,), (predicate,), (thing,) = (about[RDF + name] for name in ("subject", "predicate", "object"))
    stands = thing in graph.get(subject.value, {}).get(predicate.value, ())
    return [Triple(subject, predicate, thing)] if supports and stands else []


def _named(about: _About, graph: Mapping[str, _About]) -> list[Triple]:
    """Types and labels of the entities and of the relation that a claim names."""
    named = {
        value.value
        for predicate in (RDF + "subject", RDF + "predicate", RDF + "object", PROV + "wasAttributedTo", CORE + "via")
        for value in about.get(predicate, ())
        if isinstance(value, NamedNode)
    }
    return [t for iri in sorted(named) for t in _describe(iri, graph) if t.predicate.value in (_TYPE, _LABEL)]


def _block(nanopub: _Nanopub, names: Names, base: str) -> str:
    """One nanopublication, with prefixes of its own for itself and its graphs."""
    names.own = {nanopub.iri: "this:"} | {f"{nanopub.iri}/{name}": f"sub:{name}" for name in nanopub.graphs}
    lines = [f"\n@prefix this: <{nanopub.iri}> .\n@prefix sub: <{nanopub.iri}/> .\n"]
    for name, triples in nanopub.graphs.items():
        inner = "".join(f"    {line}" for text in paragraphs(triples, names, base) for line in text.splitlines(keepends=True))
        lines.append(f"\nsub:{name} {{\n{inner}}}\n")
    return "".join(lines)
