"""The data contract: an ``Extraction`` as one JSON object (schema 1), and back, without loss.

``kg extract`` prints these, one a line; the cache and the store keep them. Key order is fixed. Fields beyond the
contract in docs/data-contract.md are added, never renamed.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from sys import intern
from typing import Any

from kg.model import (
    Argument,
    Article,
    Chain,
    Claim,
    Extraction,
    LiteralValue,
    Mention,
    Quotation,
    Span,
    Types,
)

SCHEMA = 1
_ARTICLE = ("id", "source", "hash", "title", "byline", "publisher", "published", "retrieved", "url", "language", "text")


def dumps(extraction: Extraction, iri: Callable[[str], str] = str) -> str:
    """Return one line of JSON; ``iri`` makes a relation's IRI of its name (``Ontology.relation_iri``), else names stand."""
    return json.dumps(to_json(extraction, iri), ensure_ascii=False)


def loads(line: str) -> Extraction:
    """Return the extraction that ``dumps`` wrote."""
    return from_json(json.loads(line))


def to_json(extraction: Extraction, iri: Callable[[str], str] = str) -> dict[str, Any]:
    """Return the extraction as plain JSON values."""
    article, text = extraction.article, extraction.article.text
    chains = extraction.chains
    return {
        "schema": SCHEMA,
        "article": {name: getattr(article, name) for name in _ARTICLE}
        | {"body": [list(s) for s in article.body], "captions": [list(s) for s in article.captions]},
        "mentions": [
            {"id": m.id, "start": m.span.start, "end": m.span.end, "text": m.text, "kind": m.kind, "type": m.type}
            | {"types": dict(m.types), "entity": m.chain, "head": m.head, "reason": m.reason}
            for m in extraction.mentions
        ],
        "entities": [
            {"id": c.id, "label": c.label, "named": c.named, "type": c.type, "types": dict(c.types), "aliases": list(c.aliases)}
            for c in chains.values()
        ],
        "claims": [
            {
                "id": c.id,
                "subject": _argument(c.subject),
                "predicate": iri(c.predicate),
                "object": _literal(c.object) if isinstance(c.object, LiteralValue) else _argument(c.object),
                "qualifiers": dict(c.qualifiers),
                "polarity": c.polarity,
                "modality": c.modality,
                "status": c.status,
                "attributed_to": _argument(c.attributed_to) if c.attributed_to else None,
                "via": [_argument(a) for a in c.via],
                "time": c.time,
                "confidence": c.confidence,
                "extractors": list(c.extractors),
                "evidence": [{"start": s.start, "end": s.end, "exact": s.of(text)} for s in c.evidence],
                "reason": c.reason,
            }
            for c in extraction.claims
        ],
        "quotations": [
            {
                "id": q.id,
                "start": q.span.start,
                "end": q.span.end,
                "exact": q.span.of(text),
                "segments": [list(s) for s in q.segments],
                "kind": q.kind,
                "speaker": {"entity": q.speaker, "label": chains[q.speaker].label} if q.speaker else None,
                "source": _span(q.source),
                "cue": _span(q.cue),
                "medium": q.medium,
                "addressee": q.addressee,
            }
            for q in extraction.quotations
        ],
    }


def from_json(data: dict[str, Any]) -> Extraction:
    """Return the extraction that ``to_json`` described."""
    article = data["article"]
    return Extraction(
        article=Article(
            **{name: article[name] for name in _ARTICLE},
            body=tuple(Span(*s) for s in article["body"]),
            captions=tuple(Span(*s) for s in article["captions"]),
        ),
        mentions=tuple(
            Mention(
                intern(m["id"]),
                Span(m["start"], m["end"]),
                intern(m["text"]),
                m["kind"],
                _types(m["types"]),
                intern(m["entity"]),
                m["head"],
                intern(m["reason"]),
            )
            for m in data["mentions"]
        ),
        chains={
            intern(c["id"]): Chain(intern(c["id"]), intern(c["label"]), c["named"], _types(c["types"]), tuple(c["aliases"]))
            for c in data["entities"]
        },
        claims=tuple(
            Claim(
                id=c["id"],
                subject=_to_argument(c["subject"]),
                predicate=c["predicate"].rpartition("#")[2].rpartition("/")[2],
                object=_to_argument(c["object"]) if "entity" in c["object"] else _to_literal(c["object"]),
                evidence=tuple(Span(e["start"], e["end"]) for e in c["evidence"]),
                qualifiers=tuple(sorted(c["qualifiers"].items())),
                polarity=c["polarity"],
                modality=c["modality"],
                status=c["status"],
                attributed_to=_to_argument(c["attributed_to"]) if c["attributed_to"] else None,
                via=tuple(_to_argument(a) for a in c["via"]),
                time=c["time"],
                confidence=c["confidence"],
                extractors=tuple(c["extractors"]),
                reason=c["reason"],
            )
            for c in data["claims"]
        ),
        quotations=tuple(
            Quotation(
                id=q["id"],
                span=Span(q["start"], q["end"]),
                segments=tuple(Span(*s) for s in q["segments"]),
                kind=q["kind"],
                speaker=q["speaker"]["entity"] if q["speaker"] else None,
                source=_to_span(q["source"]),
                cue=_to_span(q["cue"]),
                medium=q["medium"],
                addressee=q["addressee"],
            )
            for q in data["quotations"]
        ),
    )


def _types(types: dict[str, float]) -> Types:
    return _shared(tuple((intern(name), share) for name, share in types.items()))


@lru_cache(maxsize=10_000)
def _shared(types: Types) -> Types:
    return types  # what is equal is kept once


def _span(span: Span | None) -> dict[str, int] | None:
    return {"start": span.start, "end": span.end} if span else None


def _to_span(data: dict[str, int] | None) -> Span | None:
    return Span(data["start"], data["end"]) if data else None


def _argument(a: Argument) -> dict[str, Any]:
    return {
        "mention": a.mention,
        "entity": a.entity,
        "label": a.label,
        "text": a.text,
        "start": a.span.start,
        "end": a.span.end,
        "named": a.named,
        "type": a.type,
        "types": dict(a.types),
    }


def _to_argument(a: dict[str, Any]) -> Argument:
    span = Span(a["start"], a["end"])
    words = intern(a["label"]), intern(a["text"])
    return Argument(intern(a["mention"]), intern(a["entity"]), *words, span, a["named"], intern(a["type"]), _types(a["types"]))


def _literal(v: LiteralValue) -> dict[str, Any]:
    out: dict[str, Any] = {"value": v.value, "datatype": v.datatype}
    if v.unit is not None:
        out["unit"] = v.unit
    if v.span is not None:
        out |= {"text": v.text, "start": v.span.start, "end": v.span.end}
    return out


def _to_literal(v: dict[str, Any]) -> LiteralValue:
    span = Span(v["start"], v["end"]) if "start" in v else None
    return LiteralValue(v["value"], v["datatype"], v.get("unit"), v.get("text", ""), span)
