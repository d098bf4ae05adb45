"""What the query page offers to whoever writes a query: prefixes, classes, properties, and the questions that come with kg."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable
from typing import TYPE_CHECKING, Any

from kg import store
from kg.serving.protocol import Refused
from kg.store import turtle
from kg.store.apart import Question
from kg.store.sparql import Answer, NamedQuery, bound

if TYPE_CHECKING:
    from kg.serving import Service
    from kg.serving.asking import Pool
    from kg.store.reader import Store

#: The classes and properties that the graph uses, and their names; ?is tells them apart.
_TERMS = """
SELECT ?term ?is (SAMPLE(?name) AS ?label) {
  { SELECT DISTINCT ?term ("class" AS ?is) { [] a ?term } }
  UNION { SELECT DISTINCT ?term ("property" AS ?is) { [] ?term [] } }
  UNION { ?term a kg:Relation BIND("relation" AS ?is) }
  OPTIONAL { ?term rdfs:label ?name }
} GROUP BY ?term ?is ORDER BY ?term ?is
"""


async def words(service: Service, opened: Store, pool: Pool, gone: Awaitable[None]) -> tuple[bytes, bool]:
    """Return the words for a generation of the store, as JSON, and whether they are all; a large graph may take too long."""
    try:
        found = await pool.ask(Question(service.output, _TERMS, {}), gone)
    except Refused:
        found = Answer((), ())
    assert isinstance(found, Answer)
    rows = [[cell.value if cell else "" for cell in row] for row in found.rows]
    relations = {iri for iri, kind, _ in rows if kind == "relation"}
    value: dict[str, Any] = {
        "base": opened.base,
        "triples": len(opened),
        "timeout": service.timeout,
        "prefixes": turtle.prefixes(opened.base),
        "classes": [[iri, label] for iri, kind, label in rows if kind == "class"],
        "relations": [[iri, label] for iri, kind, label in rows if kind == "relation"],
        "properties": [[iri, label] for iri, kind, label in rows if kind == "property" and iri not in relations],
        "queries": [_query(query) for query in store.named_queries().values()],
    }
    return json.dumps(value).encode(), bool(rows)


def _query(query: NamedQuery) -> dict[str, Any]:
    """A question with its parameters as VALUES in the text, where whoever asks sees and changes them."""
    return {
        "name": query.name,
        "question": query.question,
        "parameters": [[name, query.hints[name]] for name in query.parameters],
        "sparql": re.sub(r"^# param .*\n", "", bound(query.sparql, query.parameters), flags=re.MULTILINE).strip(),
    }
