"""A property graph for Neo4j: nodes.csv and relationships.csv for its import tool, and load.cypher for a running database.

    (:Entity)-[:SUED {iri, kind, asserted, …}]->(:Entity)     a statement, to an entity or to a :Value of its own
    (:Claim {quote, statement, polarity, …})-[:CLAIM_IN]->(:Article), -[:CLAIM_SUBJECT]->, -[:CLAIM_OBJECT]->, -[:CLAIM_BY]->

Headers are those of ``neo4j-admin database import`` (https://neo4j.com/docs/operations-manual/current/import/). A claim's
``statement`` is the ``iri`` of the relationship that rests on it; a relationship's ``kind`` says whether it is asserted,
attributed, alleged, planned, possible, ended or denied. Every node is also a :Kg, which has the constraint.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set

from kg.model import Argument, Article, Claim, Corpus, Entity, Extraction, LiteralValue, Statement, kind
from kg.store.exports.tables import quote
from kg.store.exports.writing import table
from kg.store.mapping import behind
from kg.store.naming import article_iri, claim_iri
from kg.store.reader import Store
from kg.store.terms import web_address

_NODES = (
    "iri:ID", ":LABEL", "label", "named:boolean", "aliases", "datatype", "unit", "publisher", "published", "url", "statement",
    "predicate", "quote", "start:long", "end:long", "polarity", "modality", "status", "time", "confidence:double", "qualifiers",
)  # fmt: skip
_RELATIONSHIPS = (
    ":START_ID", ":END_ID", ":TYPE", "iri", "kind", "asserted:boolean", "disputed:boolean", "claims:int", "articles:int",
    "origins:int",
)  # fmt: skip
#: How load.cypher makes a column's text the value that its header says.
_CONVERSIONS = {"boolean": "toBoolean", "long": "toInteger", "int": "toInteger", "double": "toFloat"}

_Row = Mapping[str, object]


def files(store: Store) -> dict[str, Iterable[str]]:
    """Return the three files by name."""
    corpus = store.corpus()
    rows = behind(corpus)
    return {
        "nodes.csv": table(_NODES, _placed(_NODES, _nodes(corpus, rows, store.base))),
        "relationships.csv": table(_RELATIONSHIPS, _placed(_RELATIONSHIPS, _relationships(corpus, rows, store.base))),
        "load.cypher": [_cypher()],
    }


def _placed(header: tuple[str, ...], rows: Iterable[_Row]) -> Iterator[list[object]]:
    """Put values under their columns, which may have a type after a colon; line breaks become spaces."""
    names = [name if name.startswith(":") else name.partition(":")[0] for name in header]
    for row in rows:
        values = (row.get(name) for name in names)
        yield [" ".join(value.split()) if isinstance(value, str) else value for value in values]


def _nodes(corpus: Corpus, rows: Mapping[str, list[tuple[Extraction, Claim]]], base: str) -> Iterator[_Row]:
    for entity in corpus.resolution.entities:
        yield _entity(entity)
    for extraction in corpus.extractions:
        a = extraction.article
        yield {
            "iri": article_iri(base, a.id).value, ":LABEL": "Kg;Article", "label": a.title or a.id, "publisher": a.publisher,
            "published": a.published, "url": a.url if web_address(a.url) else None,
        }  # fmt: skip
    for statement in corpus.statements:
        if isinstance(statement.object, LiteralValue):
            value = statement.object
            yield {
                "iri": _end(statement), ":LABEL": "Kg;Value", "label": value.value, "datatype": value.datatype,
                "unit": value.unit,
            }  # fmt: skip
        for extraction, claim in rows[statement.id]:
            yield _claim(extraction.article, claim, statement, base)


def _entity(entity: Entity) -> _Row:
    kinds = ["Kg", "Entity", *filter(None, [_label(entity.type)])]
    return {
        "iri": entity.iri, ":LABEL": ";".join(kinds), "label": entity.label, "named": entity.named,
        "aliases": " | ".join(entity.aliases),
    }  # fmt: skip


def _claim(article: Article, claim: Claim, statement: Statement, base: str) -> _Row:
    return {
        "iri": claim_iri(base, article.id, claim).value, ":LABEL": "Kg;Claim", "statement": statement.id,
        "predicate": claim.predicate, "quote": quote(article, claim),
        "start": claim.evidence[0].start, "end": claim.evidence[-1].end,
        "polarity": claim.polarity, "modality": claim.modality, "status": claim.status, "time": claim.time,
        "confidence": claim.confidence, "qualifiers": "; ".join(f"{key}={text}" for key, text in claim.qualifiers),
    }  # fmt: skip


def _relationships(corpus: Corpus, rows: Mapping[str, list[tuple[Extraction, Claim]]], base: str) -> Iterator[_Row]:
    known = {e.iri for e in corpus.resolution.entities}
    for s in corpus.statements:
        yield {
            ":START_ID": s.subject, ":END_ID": _end(s), ":TYPE": _type(s.predicate), "iri": s.id,
            "kind": kind(s, [claim for _, claim in rows[s.id]]), "asserted": s.asserted, "disputed": s.disputed,
            "claims": len(s.claims), "articles": len(s.articles), "origins": len(s.origins),
        }  # fmt: skip
        for extraction, claim in rows[s.id]:
            iri = claim_iri(base, extraction.article.id, claim).value
            for type_, end in _ends(corpus, known, s, extraction.article, claim, base):
                yield {":START_ID": iri, ":END_ID": end, ":TYPE": type_, "iri": iri}


def _ends(
    corpus: Corpus, known: Set[str], s: Statement, article: Article, claim: Claim, base: str
) -> Iterator[tuple[str, str]]:
    """What a claim points to: its article, subject and object in the direction of its words, who says it and passes it on.

    Of a part of a store, ``known`` are the entities that it has.
    """

    def found(argument: Argument) -> str | None:
        iri = corpus.resolution.by_chain.get((article.id, argument.entity))
        return iri if iri in known else None

    yield "CLAIM_IN", article_iri(base, article.id).value
    yield "CLAIM_SUBJECT", found(claim.subject) or s.subject
    yield "CLAIM_OBJECT", _end(s) if isinstance(claim.object, LiteralValue) else found(claim.object) or _end(s)
    for type_, arguments in (("CLAIM_BY", [claim.attributed_to]), ("CLAIM_VIA", claim.via)):
        yield from ((type_, iri) for argument in arguments if argument and (iri := found(argument)))


def _end(statement: Statement) -> str:
    """The id of a statement's object; a value is a node of its own, so that equal values tie nothing together."""
    return f"{statement.id}/value" if isinstance(statement.object, LiteralValue) else statement.object


def _label(name: str) -> str:
    return re.sub(r"\W", "", name, flags=re.ASCII)


def _type(relation: str) -> str:
    """Return a relation's name as Neo4j writes types.

    >>> _type("chiefExecutiveOf")
    'CHIEF_EXECUTIVE_OF'
    """
    return re.sub(r"\W+", "_", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", relation), flags=re.ASCII).upper()


def _cypher() -> str:
    """Return the constraint and two statements that load the files where the import tool cannot be used."""
    return f"""\
// After neo4j-admin database import, only the constraint and the index are due: the first two statements.
// Without it, put nodes.csv and relationships.csv into the database's import folder and run all of this
// (Neo4j 5.26 or newer: labels and types are taken from the files). Running it again changes nothing.
// Where dbms.import.csv.legacy_quote_escaping is on, turn it off: a backslash is a letter here.

CREATE CONSTRAINT kg_iri IF NOT EXISTS FOR (n:Kg) REQUIRE n.iri IS UNIQUE;
CREATE INDEX kg_label IF NOT EXISTS FOR (n:Entity) ON (n.label);

LOAD CSV WITH HEADERS FROM 'file:///nodes.csv' AS row
MERGE (n:Kg {{iri: row.`iri:ID`}})
SET n:$(split(row.`:LABEL`, ';')),
{_assignments("n", _NODES)};

LOAD CSV WITH HEADERS FROM 'file:///relationships.csv' AS row
MATCH (a:Kg {{iri: row.`:START_ID`}}), (b:Kg {{iri: row.`:END_ID`}})
MERGE (a)-[r:$(row.`:TYPE`) {{iri: row.iri}}]->(b)
SET
{_assignments("r", _RELATIONSHIPS)};

// Who sued whom, and in which words?
// MATCH (a:Entity)-[r:SUED]->(b:Entity), (c:Claim {{statement: r.iri}})-[:CLAIM_IN]->(p:Article)
// RETURN a.label, b.label, r.kind, c.polarity, c.modality, c.quote, p.label;
"""


def _assignments(variable: str, header: tuple[str, ...]) -> str:
    lines = []
    for column in header:
        name, _, type_ = column.partition(":")
        if name and name != "iri":
            value = f"row.`{column}`"
            lines.append(f"    {variable}.`{name}` = {f'{_CONVERSIONS[type_]}({value})' if type_ else value}")
    return ",\n".join(lines)
