"""Reads ontology/*.ttl: entity types, relations, and the lexicon that says which words express them.

The ontology is the extractor's program. Relations are RDFS/OWL properties with ``schema:domainIncludes`` and
``schema:rangeIncludes``; words are OntoLex-Lemon entries (https://www.w3.org/2016/05/ontolex/).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from kg.errors import OntologyError
from kg.model import Modality, Status

CORE = "https://w3id.org/newskg/core#"
NEWS = "https://w3id.org/newskg/news#"
SCHEMA = "https://schema.org/"
ONTOLEX = "http://www.w3.org/ns/lemon/ontolex#"
LEXINFO = "http://www.lexinfo.net/ontology/3.0/lexinfo#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"

#: Ways to read a relation without a trigger word: a title or apposition, an age, an adjective of a country, an address
#: ("Lyon, France"), the dates of a life ("(1909–1996)"), a name with its body or party ("Jane Doe of the Green Party"), with
#: age and home ("Jane Doe, 42, of Lyon"), or with the place that it is of ("Jane Doe of Lyon", "Lyon's Acme"), what somebody
#: stands for ("presidential candidate Jane Doe"), and a chief executive without a firm beside it.
PATTERNS = (
    *("title", "age", "demonym", "address", "home", "birth", "death", "affiliation", "party", "origin", "candidacy", "chief"),
)

#: The ontology files that come with kg, in the order they are read.
OWN = ("kg.ttl", "news.ttl", "lexicon.ttl", "nouns.ttl", "speech.ttl")


@dataclass(frozen=True, slots=True)
class EntityType:
    """A class of things, by local name ("Person")."""

    name: str
    iri: str
    label: str
    comment: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation: what it may hold between, and how it behaves.

    ``domain`` and ``range`` are entity type names; ``datatypes`` are the CURIEs of literal objects it allows
    (``xsd:string``); empty domain and range mean "any". ``modality`` and ``status`` are set where every claim of the
    relation has them (an accusation is always alleged); ``state`` tells that it lasts, so that a simple past tense says it
    is over, ``once`` that it usually comes about once between two things; ``pattern`` names the reading rule that finds it
    without a trigger word, one of ``PATTERNS``. ``parents`` are all super-relations, nearest first.
    """

    name: str
    iri: str
    label: str
    comment: str
    domain: tuple[str, ...]
    range: tuple[str, ...]
    datatypes: tuple[str, ...]
    symmetric: bool = False
    transitive: bool = False
    functional: bool = False
    usually_one: bool = False
    state: bool = False
    once: bool = False
    inverse: str | None = None
    parents: tuple[str, ...] = ()
    modality: Modality | None = None
    status: Status | None = None
    pattern: str = ""

    def allows_subject(self, type_: str) -> bool:
        """Tell whether an entity of this type can be the subject."""
        return not self.domain or type_ in self.domain

    def allows_object(self, type_: str) -> bool:
        """Tell whether an entity of this type can be the object."""
        return type_ in self.range or not (self.range or self.datatypes)


@dataclass(frozen=True, slots=True)
class Sense:
    """One way to express a relation: a trigger word and where its arguments stand.

    ``subject`` and ``object`` are slots, the first that is filled counts; ``requires`` must all hold; ``light`` are the
    verbs that may carry a noun ("file" a lawsuit). Slots are described at the top of ontology/lexicon.ttl.
    """

    entry: str
    lemma: str
    pos: str
    relation: str
    subject: tuple[str, ...]
    object: tuple[str, ...]
    requires: tuple[str, ...] = ()
    qualifiers: tuple[tuple[str, str], ...] = ()
    light: tuple[str, ...] = ()
    modality: Modality | None = None
    status: Status | None = None
    negative: bool = False
    confidence: float = 0.9


@dataclass(frozen=True, slots=True)
class Ontology:
    """Everything read from the Turtle files; mappings are in sorted key order.

    ``nouns`` gives the entity type that a common noun's lemma denotes ("lawsuit": "LegalCase"); ``cues`` the kind of
    speech a verb, noun or adverb announces, by (lemma, part of speech): "Speech", "Allegation", "Denial", "Belief".
    """

    types: Mapping[str, EntityType]
    relations: Mapping[str, Relation]
    senses: tuple[Sense, ...]
    nouns: Mapping[str, str]
    cues: Mapping[tuple[str, str], str]
    hash: str

    def relation_iri(self, name: str) -> str:
        """Return the IRI of a relation by local name."""
        return self.relations[name].iri

    def patterns(self) -> dict[str, str]:
        """Return for each relation the reading rule that finds it beside its words, "" for none."""
        return {relation.name: relation.pattern for relation in self.relations.values()}


def folder() -> Path:
    """Return the folder of the Turtle files that come with kg (beside the package, or inside it when installed)."""
    inside = Path(__file__).parent / "_ontology"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "ontology"


def load(extra: tuple[Path, ...] = ()) -> Ontology:
    """Read our own files and then ``extra`` ones.

    Raises ``OntologyError`` naming the file, and the line where the parser tells it.
    """
    import pyoxigraph as ox

    graph: dict[str, dict[str, list[str]]] = {}
    hashes = []
    for path in [folder() / name for name in OWN] + list(extra):
        try:
            data = path.read_bytes()
            # blank nodes are renamed, so that those of two files are never one
            for quad in ox.parse(data, format=ox.RdfFormat.TURTLE, base_iri=path.resolve().as_uri(), rename_blank_nodes=True):
                about = graph.setdefault(_plain(quad.subject), {})
                about.setdefault(quad.predicate.value, []).append(_plain(quad.object))
        except OSError as error:
            raise OntologyError(f"{path}: cannot be read: {error.strerror}") from error
        except (SyntaxError, ValueError) as error:
            where = f", line {error.lineno}" if isinstance(error, SyntaxError) and error.lineno else ""
            raise OntologyError(f"{path}{where}: not valid Turtle: {' '.join(str(error).split())[:300]}") from error
        hashes.append(hashlib.sha256(data).hexdigest())
    return _Reader(graph).ontology(hashlib.sha256(" ".join(hashes).encode()).hexdigest())


def _plain(term: Any) -> str:
    """Return an IRI, a literal's words, or a blank node's name."""
    return str(term) if str(term).startswith("_:") else str(term.value)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns triples, as subject → predicate → objects in plain words, into the ontology."""

    graph: Mapping[str, Mapping[str, list[str]]]

    def objects(self, s: str, p: str) -> list[str]:
        return sorted(self.graph.get(s, {}).get(p, []))

    def having(self, p: str, o: str) -> list[str]:
        return sorted(s for s, about in self.graph.items() if o in about.get(p, ()))

    def ancestors(self, s: str, p: str) -> list[str]:
        """Return all that ``s`` reaches by ``p``, nearest first."""
        reached: list[str] = []
        todo = [s]
        while todo:
            for o in self.objects(todo.pop(0), p):
                if o not in reached and o != s:
                    reached.append(o)
                    todo.append(o)
        return reached

    def ontology(self, hash_: str) -> Ontology:
        types = self.types()
        relations = self.relations(types)
        senses = self.senses(relations)
        nouns, cues = self.denotations(types)
        return Ontology(types, relations, senses, nouns, cues, hash_)

    def text(self, s: str, p: str) -> str:
        return " ".join("".join(self.objects(s, p)[:1]).split())

    def types(self) -> dict[str, EntityType]:
        found = {}
        for s in self.having(RDFS + "subClassOf", CORE + "Entity"):
            name = _local(s)
            found[name] = EntityType(name, s, self.text(s, RDFS + "label") or name, self.text(s, RDFS + "comment"))
        return found

    def relations(self, types: Mapping[str, EntityType]) -> dict[str, Relation]:
        by_iri = {s: _local(s) for s in self.having(RDF + "type", CORE + "Relation")}
        inverse = {o: s for s in by_iri for o in self.objects(s, OWL + "inverseOf")}  # whichever of the two says so
        inverse |= {s: o for s in by_iri for o in self.objects(s, OWL + "inverseOf")}
        found: dict[str, Relation] = {}
        for s, name in by_iri.items():
            if name in found:
                raise OntologyError(f"relation {name}: two relations bear this name, <{found[name].iri}> and <{s}>; rename one")
            ranges = self.includes(s, "rangeIncludes")
            for given in [*self.includes(s, "domainIncludes"), *ranges]:
                if not given.startswith("xsd:") and given not in types:
                    raise OntologyError(f"relation {name}: {given!r} is no entity type; known are {', '.join(types)}")
            kinds = self.objects(s, RDF + "type")
            found[name] = Relation(
                name=name,
                iri=s,
                label=self.text(s, RDFS + "label") or name,
                comment=self.text(s, RDFS + "comment"),
                domain=tuple(self.includes(s, "domainIncludes")),
                range=tuple(r for r in ranges if not r.startswith("xsd:")),
                datatypes=tuple(r for r in ranges if r.startswith("xsd:")),
                symmetric=OWL + "SymmetricProperty" in kinds,
                transitive=OWL + "TransitiveProperty" in kinds,
                functional=OWL + "FunctionalProperty" in kinds,
                usually_one=CORE + "UsuallyOneRelation" in kinds,
                state=CORE + "StateRelation" in kinds,
                once=CORE + "OnceRelation" in kinds,
                inverse=by_iri.get(inverse.get(s, "")),
                parents=tuple(by_iri[p] for p in self.ancestors(s, RDFS + "subPropertyOf") if p in by_iri),
                modality=cast("Modality | None", self.text(s, CORE + "always") or None),
                status=cast("Status | None", self.text(s, CORE + "impliesStatus") or None),
                pattern=self.pattern(s, name),
            )
        return found

    def pattern(self, s: str, name: str) -> str:
        given = self.text(s, CORE + "pattern")
        if given and given not in PATTERNS:
            raise OntologyError(f"relation {name}: kg:pattern {given!r} is unknown; known are {', '.join(PATTERNS)}")
        return given

    def includes(self, s: str, which: str) -> list[str]:
        names = self.objects(s, SCHEMA + which)
        return sorted("xsd:" + _local(n) if n.startswith(XSD) else _local(n) for n in names)

    def entries(self) -> list[tuple[str, str, str]]:
        """Return (entry, lemma, part of speech) of every lexical entry, sorted."""
        found = set()  # an entry may be described in two files, its form given in both
        for entry, about in self.graph.items():
            for node in about.get(ONTOLEX + "canonicalForm", ()):
                lemma, kind = self.text(node, ONTOLEX + "writtenRep"), self.text(entry, LEXINFO + "partOfSpeech")
                if not lemma or not kind:
                    raise OntologyError(f"lexical entry {_local(entry)}: needs a writtenRep and a lexinfo:partOfSpeech")
                found.add((entry, lemma, _local(kind)))
        return sorted(found, key=lambda row: (row[1], row[2], row[0]))

    def senses(self, relations: Mapping[str, Relation]) -> tuple[Sense, ...]:
        found = []
        for entry, lemma, pos in self.entries():
            for node in self.objects(entry, ONTOLEX + "sense"):
                found.append(self.sense(_local(entry), lemma, pos, node, relations))
        return tuple(sorted(found, key=lambda s: (s.lemma, s.pos, s.relation, s.subject, s.object, s.requires, s.light)))

    def sense(self, entry: str, lemma: str, pos: str, node: str, relations: Mapping[str, Relation]) -> Sense:
        known = {
            "subject", "object", "requires", "qualifier", "light", "modality", "status", "negative", "confidence",
        }  # fmt: skip
        for predicate in sorted(self.graph.get(node, {})):
            if predicate.startswith(CORE) and _local(predicate) not in known:
                raise OntologyError(f"lexical entry {entry}: unknown property kg:{_local(predicate)} in a sense")
        relation = _local(self.text(node, ONTOLEX + "reference"))
        if relation not in relations:
            raise OntologyError(f"lexical entry {entry}: {relation or 'nothing'!r} is no relation of the ontology")
        slots = {
            name: tuple(self.objects(node, CORE + name)) for name in ("subject", "object", "requires", "qualifier", "light")
        }
        for name in ("subject", "object"):
            if len(slots[name]) != 1:
                raise OntologyError(f"lexical entry {entry}: the sense for {relation} needs exactly one kg:{name}")
        confidence = self.text(node, CORE + "confidence")
        return Sense(
            entry=entry,
            lemma=lemma,
            pos=pos,
            relation=relation,
            subject=tuple(slots["subject"][0].split("|")),
            object=tuple(slots["object"][0].split("|")),
            requires=slots["requires"],
            qualifiers=tuple((q.partition("=")[0], q.partition("=")[2]) for q in slots["qualifier"]),
            light=tuple(word for row in slots["light"] for word in row.split()),
            modality=cast("Modality | None", self.text(node, CORE + "modality") or None),
            status=cast("Status | None", self.text(node, CORE + "status") or None),
            negative=self.text(node, CORE + "negative") == "true",
            confidence=float(confidence or 0.9),
        )

    def denotations(self, types: Mapping[str, EntityType]) -> tuple[dict[str, str], dict[tuple[str, str], str]]:
        nouns: dict[str, str] = {}
        cues: dict[tuple[str, str], str] = {}
        for entry, lemma, pos in self.entries():
            for o in self.objects(entry, ONTOLEX + "denotes"):
                name = _local(o)
                if name in types:
                    nouns[lemma] = name
                elif o.startswith(CORE):
                    cues[lemma, pos] = name
        return nouns, cues


def _local(iri: str) -> str:
    """Return what follows the last # or / of an IRI."""
    return iri.rpartition("#")[2].rpartition("/")[2]
