"""The page: one HTML file that opens from disk, sends nothing, and takes every label and quote as text.

Data stands in ``<script type="application/json">`` and reaches the document through ``textContent`` alone; a
Content-Security-Policy allows only the scripts and the style of this file, by their SHA-256.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

from kg.edtf import below, heading, plain
from kg.model import Article, Corpus, Entity, LiteralValue, digest
from kg.ontology import Ontology
from kg.publication import told
from kg.sources import joined, reported, roots
from kg.views import words
from kg.views.disputes import Dispute, disputes
from kg.views.facts import Fact, Facts, Happening, MeasuresLike, MomentLike, Quote, facts, happenings
from kg.views.network import Dot, Line, library, network
from kg.views.palette import looks

#: Our script, in the order in which it is joined; each file says in its first line what it is for.
SCRIPTS = (
    "dom",
    "data",
    "shapes",
    "graph",
    "labels",
    "filters",
    "panel",
    "path",
    "search",
    "table",
    "picture",
    "timeline",
    "main",
)
#: Where the data come to stand in the page; nothing that is shown or drawn has a NUL.
_HERE = "\0"
#: What could end or begin a script element, or a line of one.
_UNSAFE = re.compile("[<>&\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")
#: Nodes drawn at the start of a large graph.
LIMIT = 250


def page(
    corpus: Corpus,
    measures: MeasuresLike,
    positions: Mapping[str, tuple[float, float]],
    ontology: Ontology,
    title: str,
    moments: Sequence[MomentLike] = (),
) -> str:
    """Return the whole HTML file, the same for the same input.

    ``positions`` are pixels by entity IRI, ``moments`` the statements that have a date, in the order of time. Drawn are
    the entities with at least one statement between entities; literal statements and quotations stand in their entities'
    panels. Evidence keeps half-open code point offsets into ``Article.text`` and carries at most 160 code points of
    context on either side.
    """
    from jinja2 import Environment
    from markupsafe import Markup

    style = _asset("ground.css") + _asset("page.css")
    own = '(() => {\n"use strict";\n' + "\n".join(_asset(f"{name}.js") for name in SCRIPTS) + "\n})();\n"
    drawing = library()
    template = Environment(autoescape=True, keep_trailing_newline=True).from_string(
        files("kg.views").joinpath("templates/page.html").read_text(encoding="utf-8")
    )
    html = template.render(
        shown=words.shown(words.cut(_one_line(title), words.TITLE)),
        policy=Markup(content_policy(style, drawing, own)),
        style=Markup(style),
        library=Markup(drawing),
        script=Markup(own),
        data=_HERE,
    )
    before, _, after = html.partition(_HERE)
    # joined once: of a large corpus the data are nearly all of the page
    whole = "".join((before, embed(data(corpus, measures, positions, ontology, title, moments)), after))
    return whole.encode("utf-8", "replace").decode("utf-8") if _SURROGATE.search(whole) else whole


def content_policy(style: str, *scripts: str) -> str:
    """Return the Content-Security-Policy of a file that has this style and these scripts, and takes nothing from elsewhere."""
    rules = ["default-src 'none'", *([f"script-src {' '.join(map(_hash, scripts))}"] if scripts else [])]
    return "; ".join([*rules, f"style-src {_hash(style)}", "img-src data:", "base-uri 'none'", "form-action 'none'"])


def embed(value: Any) -> str:
    r"""Return JSON that cannot end the script element it stands in.

    >>> embed({"a": "</script><!--"})
    '{"a":"\\u003c/script\\u003e\\u003c!--"}'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def data(
    corpus: Corpus,
    measures: MeasuresLike,
    positions: Mapping[str, tuple[float, float]],
    ontology: Ontology,
    title: str,
    moments: Sequence[MomentLike] = (),
) -> dict[str, Any]:
    """Return everything the page's script works on, as plain JSON values."""
    found = facts(corpus)
    articles = {a.id: a for a in found.articles}
    drawn = found.drawn()
    iris = sorted(
        set(drawn)
        | {f.statement.subject for f in found.facts}
        | {s.speaker for s in found.sayings}
        | {q.says for f in found.facts for q in f.quotes if q.says}
    )
    ranked = sorted(iris, key=lambda i: (i not in drawn, -measures.pagerank.get(i, 0.0), found.label(i), i))
    index = {iri: n for n, iri in enumerate(ranked)}
    look = looks(found.type(i) for i in ranked)
    disputed = disputes(corpus, found, ontology)
    contested = {side.fact for d in disputed for side in d.sides if not d.over_time}
    return {
        "title": words.cut(_one_line(title), words.TITLE),
        "limit": LIMIT,
        "types": {
            name: {
                "label": ontology.types[name].label if name in ontology.types else name or "of unknown type",
                "shape": look[name][0],
                "colour": look[name][1],
            }
            for name in look
        },
        "relations": {
            name: {
                "label": relation_label(ontology, name),
                "comment": ontology.relations[name].comment if name in ontology.relations else "",
            }
            for name in sorted({f.statement.predicate for f in found.facts})
        },
        "articles": [_article(a) for a in found.articles],
        "entities": _entities(ranked, set(drawn), found, measures),
        "statements": [_statement(f, index, articles, n in contested) for n, f in enumerate(found.facts)],
        "disputes": [_dispute(d) for d in disputed],
        "timeline": [_happening(h) for h in happenings(found, moments)],
        "sayings": [{"s": index[s.speaker], "kind": s.kind, "quote": _quote(s.quote, index)} for s in found.sayings],
        "failures": [
            {"source": words.cut(words.file_name(f.source)), "message": words.cut(f.message, words.TITLE)}
            for f in corpus.failures
        ],
        "network": _network(ranked, set(drawn), found, measures, positions, ontology, look),
    }


def _dispute(d: Dispute) -> dict[str, Any]:
    """Return a disagreement; each side as the index of its statement, its title, and the index of its best quote there."""
    sides = [[side.fact, words.cut(side.title, words.TITLE), next(iter(side.quotes), None)] for side in d.sides]
    return {"change": d.over_time, "words": words.cut(d.words, words.TITLE), "sides": sides}


def relation_label(ontology: Ontology, name: str) -> str:
    """Return how a relation reads between its subject and its object."""
    return ontology.relations[name].label if name in ontology.relations else name


def entity_id(iri: str) -> str:
    """Return the id of an entity in the page and in its address: it stays while the IRI stays."""
    return "e" + digest(iri)[:10]


def statement_id(name: str) -> str:
    """Return the id of a statement in the page and in its address."""
    return "s" + digest(name)[:10]


def _network(
    ranked: list[str],
    drawn: set[str],
    found: Facts,
    measures: MeasuresLike,
    positions: Mapping[str, tuple[float, float]],
    ontology: Ontology,
    look: Mapping[str, tuple[str, str]],
) -> dict[str, Any]:
    top = max((measures.pagerank.get(i, 0.0) for i in drawn), default=0.0) or 1.0
    dots = [
        Dot(entity_id(i), found.label(i), found.type(i), *look[found.type(i)], measures.pagerank.get(i, 0.0) / top)
        for i in ranked
        if i in drawn
    ]
    lines = []
    for f in found.facts:
        s = f.statement
        if isinstance(s.object, str):
            symmetric = s.predicate in ontology.relations and ontology.relations[s.predicate].symmetric
            ends = (entity_id(s.subject), entity_id(s.object))
            label = relation_label(ontology, s.predicate)
            lines.append(Line(statement_id(s.id), *ends, label, f.kind, len(s.origins), symmetric))
    found_network = network(dots, lines, {entity_id(i): positions[i] for i in sorted(drawn) if i in positions})
    # names and relations stand with the entities and statements; the page writes them itself
    for row in [*found_network["nodes"], *found_network["edges"]]:
        row.pop("label", None)
    return found_network


def _article(a: Article) -> dict[str, Any]:
    return {
        "file": words.cut(words.file_name(a.source or a.id)),
        "title": words.cut(_one_line(a.title or ""), words.TITLE),
        "outlet": words.cut(_one_line(a.publisher or "")),
        "date": words.cut(plain(a.published)),
        "sort": words.cut(a.published or ""),
        "url": words.link(a.url),
    }


def _entities(ranked: list[str], drawn: set[str], found: Facts, measures: MeasuresLike) -> list[dict[str, Any]]:
    between = sorted(drawn, key=lambda i: (-measures.betweenness.get(i, 0.0), i))
    place = {iri: n + 1 for n, iri in enumerate(between) if measures.betweenness.get(iri, 0.0) > 0}
    rows = []
    for n, iri in enumerate(ranked):
        entity = found.entities.get(iri)
        rows.append(
            {
                "id": entity_id(iri),
                "iri": iri,
                "label": words.cut(found.label(iri)),
                "type": found.type(iri),
                "named": entity.named if entity else True,
                "aliases": [words.cut(a) for a in entity.aliases if a != entity.label] if entity else [],
                "known": _known(entity),
                "drawn": iri in drawn,
                "rank": n + 1 if iri in drawn else 0,
                "between": place.get(iri, 0),
                "community": measures.community.get(iri, -1),
            }
        )
    return rows


def _known(entity: Entity | None) -> list[list[str]]:
    """Return how authorities know an entity: "is" or "may be", and a web address."""
    found = [(link.match, words.link(link.iri)) for link in entity.authorities] if entity else []
    return [["is" if match == "exactMatch" else "may be", url] for match, url in found if url]


def _statement(f: Fact, index: Mapping[str, int], articles: Mapping[str, Article], disputed: bool) -> dict[str, Any]:
    s = f.statement
    several = sum(len(origin.articles) for origin in s.origins) > 1
    return {
        "id": statement_id(s.id),
        "s": index[s.subject],
        "p": s.predicate,
        "o": index[s.object] if isinstance(s.object, str) else None,
        "value": words.cut(words.literal(s.object), words.TITLE) if isinstance(s.object, LiteralValue) else "",
        "kind": f.kind,
        "chips": list(f.chips),
        "disputed": disputed,
        "origins": len(s.origins),
        "reported": words.cut(told(reported(s, articles), plain), words.QUOTE) if several else "",
        "joined": [words.cut(line, words.QUOTE) for line in joined(roots(s, articles))],
        "time": plain(f.time),
        "sort": f.time or "",
        "quotes": [_quote(q, index) for q in f.quotes],
    }


def _happening(h: Happening) -> dict[str, Any]:
    return {
        "s": h.fact,
        "q": h.quote,
        "heading": heading(h.when),
        "when": below(h.when),
        "kind": h.kind,
        "chips": list(h.chips),
    }


def _quote(q: Quote, index: Mapping[str, int]) -> dict[str, Any]:
    return {
        "a": q.article,
        "start": q.start,
        "end": q.end,
        "before": q.before,
        "pieces": [list(p) for p in words.cut_pieces(q.pieces)],
        "after": q.after,
        "says": index.get(q.says) if q.says else None,
        "saysLabel": words.cut(q.says_label),
        "via": [words.cut(v) for v in q.via],
        "notes": [w for w in (_denial(q), q.modality if q.modality != "asserted" else "", _ended(q)) if w],
    }


def _denial(q: Quote) -> str:
    return "denied" if q.polarity == "negative" else ""


def _ended(q: Quote) -> str:
    return "ended" if q.status == "ended" else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _asset(name: str) -> str:
    return files("kg.views").joinpath(f"static/{name}").read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"
