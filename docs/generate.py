"""Writes docs/terms.md from ontology/*.ttl and docs/queries.md from the questions that come with kg: ``make docs``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pyoxigraph as ox

from kg import ontology, store
from kg.ontology import CORE, NEWS, OWL, RDF, RDFS, SCHEMA, XSD
from kg.store.terms import EDTF, OA, PREFIXES, PROV, SKOS

HERE = Path(__file__).parent
NOTE = "<!-- Written by make docs: change the source, not this file. -->"
NAMES = {
    **PREFIXES,
    "foaf": "http://xmlns.com/foaf/0.1/",
    "ontolex": "http://www.w3.org/ns/lemon/ontolex#",
    "wd": "http://www.wikidata.org/entity/",
    "wdt": "http://www.wikidata.org/prop/direct/",
}
#: What is said of how a term stands to others' terms, and the words for it.
MATCHES = {
    RDFS + "subClassOf": "a",
    RDFS + "subPropertyOf": "below",
    OWL + "inverseOf": "inverse of",
    SKOS + "exactMatch": "same as",
    SKOS + "closeMatch": "close to",
    CORE + "inverseCloseMatch": "turned round, close to",
    SKOS + "narrowMatch": "wider than",
    SKOS + "broadMatch": "narrower than",
    SKOS + "relatedMatch": "related to",
    SKOS + "editorialNote": "",
}
#: What is said of how a relation behaves.
MARKS = {
    OWL + "SymmetricProperty": "symmetric",
    OWL + "TransitiveProperty": "transitive",
    OWL + "FunctionalProperty": "one value",
    CORE + "UsuallyOneRelation": "usually one value",
    CORE + "StateRelation": "lasts",
    CORE + "OnceRelation": "once",
}

About = Mapping[str, list[str]]


def read(name: str) -> dict[str, dict[str, list[str]]]:
    """Return the subjects of an ontology file in the order in which they stand, with their values as text."""
    found: dict[str, dict[str, list[str]]] = {}
    for quad in ox.parse(path=str(ontology.folder() / name), format=ox.RdfFormat.TURTLE):
        values = found.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, [])
        values.append(str(quad.object) if isinstance(quad.object, ox.BlankNode) else quad.object.value)
    return found


def terms() -> str:
    """Return docs/terms.md."""
    core, news, speech = read("kg.ttl"), read("news.ttl"), read("speech.ttl")
    kinds = {kind: _of_kind(core, kind) for kind in ("Class", "Datatype", "ObjectProperty", "DatatypeProperty")}
    parts = [
        "# The terms of the graph",
        NOTE,
        "What the graph is written in: the core (`kg:`), and what news tell of (`kgo:`). How to add to it is in "
        "[ontology.md](ontology.md); the standard vocabularies around it are PROV-O, Web Annotation, SKOS, VoID, DCAT, Dublin "
        "Core and schema.org.",
        _prefixes(),
        "## The core",
        _table(("class", "what it is", "beside others' terms"), (_row(iri, core) for iri in kinds["Class"])),
        _table(("closed list", "values"), ((_term(iri), _text(core[iri], RDFS + "comment")) for iri in kinds["Datatype"])),
        _table(
            ("property", "what it says", "of", "value", "beside others' terms"),
            (_property(iri, core) for iri in (*kinds["ObjectProperty"], *kinds["DatatypeProperty"])),
        ),
        "How relations and words behave, for those who write an ontology of their own:",
        _table(
            ("property", "what it says", "of"),
            (
                (_term(iri), _text(core[iri], RDFS + "comment"), _ends(core[iri], "domain"))
                for iri in _of_kind(core, "AnnotationProperty")
            ),
        ),
        "## Types of things",
        _table(("type", "what it is", "beside others' terms"), (_row(iri, news) for iri in _of_kind(news, "Class"))),
        "## Relations",
        "A relation's subject and object are of the types named; which ones an ontology allows is enforced when all articles "
        "are together.",
        _table(
            ("relation", "what it says", "of", "to", "marks", "beside others' terms"),
            (_relation(iri, news) for iri, about in news.items() if CORE + "Relation" in about.get(RDF + "type", ())),
        ),
        "## Kinds of speech",
        "What the words of `ontology/speech.ttl` announce.",
        _table(("kind", "what it is"), (_row(iri, speech)[:2] for iri in _of_kind(speech, "Class"))),
    ]
    return "\n\n".join(parts) + "\n"


def _prefixes() -> str:
    used = {"kg": CORE, "kgo": NEWS, "edtf": EDTF, "oa": OA, "prov": PROV, "schema": SCHEMA, "skos": SKOS, "xsd": XSD}
    used |= {name: NAMES[name] for name in ("wd", "wdt")}
    return "\n".join(["```turtle", *(f"@prefix {name}: <{iri}> ." for name, iri in used.items()), "```"])


def _of_kind(graph: Mapping[str, About], kind: str) -> list[str]:
    namespace = RDFS if kind == "Datatype" else OWL
    return [iri for iri, about in graph.items() if namespace + kind in about.get(RDF + "type", ())]


def _row(iri: str, graph: Mapping[str, About]) -> tuple[str, ...]:
    return _term(iri), _text(graph[iri], RDFS + "comment"), _beside(graph[iri])


def _property(iri: str, graph: Mapping[str, About]) -> tuple[str, ...]:
    about = graph[iri]
    marks = [words for kind, words in MARKS.items() if kind in about.get(RDF + "type", ()) and words != "one value"]
    beside = "; ".join([*marks, *filter(None, [_beside(about)])])
    return _term(iri), _text(about, RDFS + "comment"), _ends(about, "domain"), _ends(about, "range"), beside


def _relation(iri: str, graph: Mapping[str, About]) -> tuple[str, ...]:
    about = graph[iri]
    marks = [words for kind, words in MARKS.items() if kind in about.get(RDF + "type", ())]
    marks += [f"always {value}" for value in about.get(CORE + "always", ())]
    marks += [f"means {value}" for value in about.get(CORE + "impliesStatus", ())]
    return (
        f"{_term(iri)} {_text(about, RDFS + 'label')}",
        _text(about, RDFS + "comment"),
        _ends(about, "domain"),
        _ends(about, "range"),
        ", ".join(marks),
        _beside(about),
    )


def _term(iri: str) -> str:
    return f"`{_short(iri)}`"


def _short(iri: str) -> str:
    found = [f"{prefix}:{iri.removeprefix(name)}" for prefix, name in NAMES.items() if iri.startswith(name) and iri != name]
    return min(found, key=len, default=iri)


def _text(about: About, predicate: str) -> str:
    return " ".join(" ".join(about.get(predicate, [""])).split()).replace("|", "\\|")


def _ends(about: About, which: str) -> str:
    given = [*about.get(RDFS + which, ()), *about.get(f"{SCHEMA}{which}Includes", ())]
    return ", ".join(_short(iri).removeprefix("kgo:") for iri in given)


def _beside(about: About) -> str:
    said = []
    for predicate, words in MATCHES.items():
        for values in filter(None, [about.get(predicate)]):
            said.append(f"{words} {', '.join(map(_short, values))}" if words else " ".join(values))
    return "; ".join(said)


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [" | ".join(header), " | ".join(["---"] * len(header)), *(" | ".join(row) for row in rows)]
    return "\n".join(f"| {line} |" for line in lines)


def queries() -> str:
    """Return docs/queries.md."""
    found = store.named_queries()
    parts = [
        "# The questions that come with kg",
        NOTE,
        "`kg query NAME` asks one, with `-p NAME=VALUE` for what it takes; names and parts of names are told apart by no case. "
        "Relations below the ones asked for are included, inverse ones turned round. `--format json`, `csv` or `tsv` is for "
        "programs, `--graph FILE` asks an exported graph in place of the store. The SPARQL is in `kg/store/queries/`, to be "
        "copied and changed: `kg query mine.rq`.",
    ]
    for group in sorted({query.group for query in found.values()}):
        parts.append(f"## {group}")
        rows = []
        for query in found.values():
            if query.group == group:
                takes = [
                    f"`{name}`{f' ({query.parameters[name]})' if query.parameters[name] else ''}: {words}"
                    for name, words in query.hints.items()
                ]
                rows.append((f"`{query.name}`", query.question, "<br>".join(takes)))
        parts.append(_table(("question", "what it answers", "takes"), rows))
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    (HERE / "terms.md").write_text(terms(), encoding="utf-8")
    (HERE / "queries.md").write_text(queries(), encoding="utf-8")
