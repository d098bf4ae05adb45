"""Entities and the statements between them as networks: GraphML and GEXF, one edge a statement, values left out.

An edge's ``standing`` says whether it is asserted, attributed, alleged, planned, possible, ended or denied.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from kg.model import Claim, Corpus, Entity, LiteralValue, Statement, kind
from kg.store.mapping import behind
from kg.store.reader import Store
from kg.store.turtle import visible

#: What XML 1.0 cannot hold.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: What nodes and edges say of themselves besides id, ends and (in GEXF) label.
_NODE = {"type": "string", "named": "boolean", "aliases": "string"}
_EDGE = {
    "statement": "string", "predicate": "string", "standing": "string", "asserted": "boolean", "disputed": "boolean",
    "claims": "int", "articles": "int", "origins": "int",
}  # fmt: skip
#: GEXF's names of GraphML's types.
_GEXF_TYPES = {"int": "integer"}


def graphml(store: Store) -> Iterator[str]:
    """Yield GraphML (http://graphml.graphdrawing.org/)."""
    corpus = store.corpus()
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for where, table in (("node", {"label": "string"} | _NODE), ("edge", _EDGE)):
        for name, type_ in table.items():
            yield f'  <key id="{where}_{name}" for="{where}" attr.name="{name}" attr.type="{type_}"/>\n'
    yield '  <graph id="G" edgedefault="directed">\n'
    for entity in corpus.resolution.entities:
        data = _elements("node", {"label": entity.label} | _node(entity))
        yield f"    <node id={_attribute(entity.iri)}>{data}</node>\n"
    for s, claims in _between(corpus):
        ends = f"source={_attribute(s.subject)} target={_attribute(str(s.object))}"
        yield f"    <edge id={_attribute(s.id)} {ends}>{_elements('edge', _edge(s, claims))}</edge>\n"
    yield "  </graph>\n</graphml>\n"


def gexf(store: Store) -> Iterator[str]:
    """Yield GEXF 1.3 (https://gexf.net/); ``kind`` keeps parallel edges apart, ``weight`` is the number of articles."""
    corpus = store.corpus()
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
    yield "  <meta>\n    <creator>kg</creator>\n    <description>What news articles say</description>\n  </meta>\n"
    yield '  <graph defaultedgetype="directed" idtype="string" mode="static">\n'
    for where, table in (("node", _NODE), ("edge", _EDGE)):
        yield f'    <attributes class="{where}">\n'
        for name, type_ in table.items():
            yield f'      <attribute id="{name}" title="{name}" type="{_GEXF_TYPES.get(type_, type_)}"/>\n'
        yield "    </attributes>\n"
    yield "    <nodes>\n"
    for entity in corpus.resolution.entities:
        head = f"id={_attribute(entity.iri)} label={_attribute(entity.label)}"
        yield f"      <node {head}>{_attvalues(_node(entity))}</node>\n"
    yield "    </nodes>\n    <edges>\n"
    for s, claims in _between(corpus):
        head = f"id={_attribute(s.id)} source={_attribute(s.subject)} target={_attribute(str(s.object))}"
        name = _attribute(s.predicate)
        yield f'      <edge {head} label={name} kind={name} weight="{len(s.articles)}">{_attvalues(_edge(s, claims))}</edge>\n'
    yield "    </edges>\n  </graph>\n</gexf>\n"


def _between(corpus: Corpus) -> Iterator[tuple[Statement, list[Claim]]]:
    found = behind(corpus)
    for s in corpus.statements:
        if not isinstance(s.object, LiteralValue):
            yield s, [claim for _, claim in found[s.id]]


def _node(entity: Entity) -> dict[str, object]:
    return {"type": entity.type, "named": entity.named, "aliases": " | ".join(entity.aliases)}


def _edge(s: Statement, claims: Iterable[Claim]) -> dict[str, object]:
    return {
        "statement": s.id, "predicate": s.predicate,
        "standing": kind(s, claims), "asserted": s.asserted, "disputed": s.disputed,
        "claims": len(s.claims), "articles": len(s.articles), "origins": len(s.origins),
    }  # fmt: skip


def _elements(where: str, values: Mapping[str, object]) -> str:
    return "".join(
        f'<data key="{where}_{name}">{visible(escape(_text(value)), "&#x{:x};")}</data>' for name, value in values.items()
    )


def _attvalues(values: Mapping[str, object]) -> str:
    inner = "".join(f"<attvalue for={_attribute(name)} value={_attribute(_text(value))}/>" for name, value in values.items())
    return f"<attvalues>{inner}</attvalues>"


def _text(value: object) -> str:
    return _NOT_XML.sub("\ufffd", str(value).lower() if isinstance(value, bool) else str(value))


def _attribute(text: str) -> str:
    return visible(quoteattr(_text(text)), "&#x{:x};")
