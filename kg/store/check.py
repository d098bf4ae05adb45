"""Checks a graph: every quote against its article's own words, and the graph against ontology/shapes.ttl."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg import ontology
from kg.errors import StoreError
from kg.model import Article
from kg.ontology import CORE, NEWS, SCHEMA
from kg.store import terms
from kg.store.mapping import CONTEXT
from kg.store.naming import article_iri
from kg.store.reader import Store

if TYPE_CHECKING:
    from rdflib import Graph

#: What an entity may say of itself besides relations.
_OWN = {
    *(terms.SKOS + name for name in ("altLabel", "exactMatch", "closeMatch")),
    terms.RDF + "type",
    terms.RDFS + "label",
    CORE + "named",
}

#: subject → predicate → values; IRIs and literals by their text.
Index = Mapping[str, Mapping[str, Sequence[str]]]


def verify(store: Store) -> tuple[str, ...]:
    """Return one line for every place where the graph differs from the articles kept beside it; empty when all is right.

    Checked: each article's hash and length; each piece of evidence: offsets (half-open, code points), exact words,
    prefix and suffix; that every claim and quotation has evidence; that every plain triple rests on a claim that is
    positive, asserted, not ended and in an article's own voice.
    """
    graph = _index(store)
    articles = {article_iri(store.base, e.article.id).value: e.article for e in store.extractions()}
    problems = [
        f"article {article.id!r}: is not in the graph"
        for iri, article in sorted(articles.items())
        if SCHEMA + "NewsArticle" not in _values(graph, iri, terms.RDF + "type")
    ]
    for iri in sorted(graph):
        kinds = _values(graph, iri, terms.RDF + "type")
        if SCHEMA + "NewsArticle" in kinds:
            problems += _article(articles.get(iri), iri, graph)
        if terms.OA + "SpecificResource" in kinds:
            problems += _evidence(articles, iri, graph)
        if (CORE + "Claim" in kinds or SCHEMA + "Quotation" in kinds) and not _values(
            graph, iri, terms.PROV + "wasDerivedFrom"
        ):
            problems.append(f"{iri}: has no evidence")
    return tuple(problems + _unsupported(graph))


def _index(store: Store) -> dict[str, dict[str, list[str]]]:
    graph: dict[str, dict[str, list[str]]] = {}
    for quad in store.triples():
        found = graph.setdefault(str(getattr(quad.subject, "value", "")), {})
        found.setdefault(quad.predicate.value, []).append(str(getattr(quad.object, "value", "")))
    return graph


def _values(graph: Index, subject: str, predicate: str) -> Sequence[str]:
    return graph.get(subject, {}).get(predicate, ())


def _one(graph: Index, subject: str, predicate: str) -> str:
    """The value where there is exactly one, else ""."""
    values = _values(graph, subject, predicate)
    return values[0] if len(values) == 1 else ""


def _unsupported(graph: Index) -> list[str]:
    """Every triple of an entity that is no part of its description and that no fitting claim supports."""
    supported = set()
    for properties in graph.values():
        if CORE + "Claim" not in properties.get(terms.RDF + "type", ()):
            continue
        said = (
            properties.get(CORE + "polarity"),
            properties.get(CORE + "modality"),
            properties.get(CORE + "status", ["current"]),
        )
        if said == (["positive"], ["asserted"], ["current"]) and CORE + "speakerText" not in properties:
            ends = (properties.get(terms.RDF + name, [""])[0] for name in ("subject", "predicate", "object"))
            supported.add(tuple(ends))
    problems = []
    for subject, properties in sorted(graph.items()):
        if CORE + "Entity" not in properties.get(terms.RDF + "type", ()):
            continue
        for predicate in sorted(properties.keys() - _OWN):
            symmetric = terms.OWL + "SymmetricProperty" in _values(graph, predicate, terms.RDF + "type")
            for thing in sorted(properties[predicate]):
                turned = symmetric and (thing, predicate, subject) in supported
                if (subject, predicate, thing) not in supported and not turned:
                    problems.append(f"{subject} {_words(predicate)} {thing}: is asserted though no claim supports it")
    return problems


def _article(article: Article | None, iri: str, graph: Index) -> list[str]:
    if article is None:
        return [f"{iri}: the store keeps no text of this article"]
    problems = []
    said, length = _one(graph, iri, CORE + "sha256"), _one(graph, iri, CORE + "textLength")
    actual = hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()
    if not actual == said == article.hash:
        problems.append(f"article {article.id!r}: its text has the hash {actual}, the graph says {said or 'none'}")
    if length != str(len(article.text)):
        problems.append(
            f"article {article.id!r}: its text has {len(article.text)} characters, the graph says {length or 'none'}"
        )
    return problems


def _evidence(articles: Mapping[str, Article], iri: str, graph: Index) -> list[str]:
    source = _one(graph, iri, terms.OA + "hasSource")
    if source not in articles:
        return [f"{iri}: stands on no article of the store ({source or 'none is named'})"]
    article, text = articles[source], terms.clean(articles[source].text)
    said: dict[str, str] = {}
    for selector in _values(graph, iri, terms.OA + "hasSelector"):
        for name in ("start", "end", "exact", "prefix", "suffix"):
            if _values(graph, selector, terms.OA + name):
                said[name] = _one(graph, selector, terms.OA + name)
    try:
        first, last = int(said["start"]), int(said["end"])
    except (KeyError, ValueError):
        return [f"{iri}: has no offsets"]
    if not 0 <= first < last <= len(text):
        return [f"{iri}: {first}–{last} lies outside article {article.id!r}"]
    expected = {
        "exact": text[first:last],
        "prefix": text[max(0, first - CONTEXT) : first],
        "suffix": text[last : last + CONTEXT],
    }
    return [
        f"{iri}: {name} is {said.get(name)!r}, article {article.id!r} has {there!r} at {first}–{last}"
        for name, there in expected.items()
        if said.get(name) != there
    ]


def _words(term: object) -> str:
    return str(getattr(term, "value", term)).replace(CORE, "kg:").replace(NEWS, "kgo:")


def validate(data: Store | Graph, shapes: Path | None = None) -> tuple[str, ...]:
    """Return one line for every violation of the SHACL shapes (https://www.w3.org/TR/shacl/); empty when it is valid.

    ``data`` is a store or any rdflib graph; ``shapes`` a Turtle file of shapes, ours by default. Raises ``StoreError``
    where the shapes cannot be used.
    """
    import pyshacl
    from rdflib import Graph, Namespace
    from rdflib.namespace import RDF

    path = shapes or ontology.folder() / "shapes.ttl"
    graph = data.rdflib() if isinstance(data, Store) else data
    try:
        rules = Graph().parse(path, format="turtle")
        conforms, report, _ = pyshacl.validate(graph, shacl_graph=rules, inference="none", advanced=False)
    except Exception as error:  # pyshacl and the Turtle parser raise many kinds, all mean: these shapes do not work
        raise StoreError(f"{path}: cannot be used as shapes: {' '.join(str(error).split())[:300]}") from error
    if not isinstance(report, Graph):  # a shape that is none, not a graph that is not valid
        raise StoreError(f"{path}: cannot be used as shapes: {' '.join(str(report).split())[:300]}")
    if conforms:
        return ()
    sh = Namespace("http://www.w3.org/ns/shacl#")
    found, classes = set(), {CORE + name for name in ("Claim", "Statement", "Relation")}
    for result in report.subjects(RDF.type, sh.ValidationResult):
        focus, value = report.value(result, sh.focusNode), report.value(result, sh.value)
        where = report.value(result, sh.resultPath)
        message = min((" ".join(str(m).split()) for m in report.objects(result, sh.resultMessage)), default="not valid")
        if str(focus) in classes:
            focus, value = value, None  # a rule about all members of a class at once
        parts = [_words(focus), _words(where) if where is not None else ""]
        given = f" (found {_words(value)!r})" if value is not None and value != focus else ""
        found.add(f"{' '.join(p for p in parts if p)}: {message}{given}")
    return tuple(sorted(found))
