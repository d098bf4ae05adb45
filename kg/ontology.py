"""Reads ontology/*.ttl: entity types, relations, and the lexicon that says which words express them.

The ontology is the extractor's program. Relations are RDFS/OWL properties with ``schema:domainIncludes`` and
``schema:rangeIncludes``; words are OntoLex-Lemon entries (https://www.w3.org/2016/05/ontolex/).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from kg.errors import OntologyError
from kg.model import Modality, Status

if TYPE_CHECKING:
    from rdflib import Graph, Literal, URIRef
    from rdflib.term import Node

CORE = "https://w3id.org/newskg/core#"
NEWS = "https://w3id.org/newskg/news#"
SCHEMA = "https://schema.org/"
ONTOLEX = "http://www.w3.org/ns/lemon/ontolex#"
LEXINFO = "http://www.lexinfo.net/ontology/3.0/lexinfo#"
XSD = "http://www.w3.org/2001/XMLSchema#"

#: Ways to read a relation without a trigger word: a title or apposition, an age, an adjective of a country.
PATTERNS = ("title", "age", "demonym")

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
    is over. ``pattern`` names the reading rule that finds it without a trigger word: one of ``PATTERNS``. ``parents`` are super-relations, nearest first, all of them.
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


def folder() -> Path:
    """Return the folder of the Turtle files that come with kg (beside the package, or inside it when installed)."""
    inside = Path(__file__).parent / "_ontology"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "ontology"


def load(extra: tuple[Path, ...] = ()) -> Ontology:
    """Read our own files and then ``extra`` ones.

    Raises ``OntologyError`` naming the file, and the line where the parser tells it.
    """
    from rdflib import Graph

    graph, hashes = Graph(), []
    for path in [folder() / name for name in OWN] + list(extra):
        try:
            data = path.read_bytes()
            graph.parse(data=data.decode("utf-8"), format="turtle")
        except OSError as error:
            raise OntologyError(f"{path}: cannot be read: {error.strerror}") from error
        except Exception as error:  # rdflib's Turtle parser raises many kinds, all mean: not valid Turtle
            raise OntologyError(f"{path}: not valid Turtle: {' '.join(str(error).split())[:300]}") from error
        hashes.append(hashlib.sha256(data).hexdigest())
    return _Reader(graph).ontology(hashlib.sha256(" ".join(hashes).encode()).hexdigest())


class _Reader:
    """Turns one graph into plain values; kept apart so that rdflib terms never leave this module."""

    def __init__(self, graph: Graph) -> None:
        from rdflib import RDF, RDFS, URIRef
        from rdflib.namespace import OWL

        self.g, self.rdf, self.rdfs, self.owl, self.uri = graph, RDF, RDFS, OWL, URIRef

    def ontology(self, hash_: str) -> Ontology:
        types = self.types()
        relations = self.relations(types)
        senses = self.senses(relations)
        nouns, cues = self.denotations(types)
        return Ontology(types, relations, senses, nouns, cues, hash_)

    def core(self, name: str) -> URIRef:
        return self.uri(CORE + name)

    def text(self, s: Node, p: URIRef) -> str:
        return " ".join(str(self.g.value(s, p) or "").split())

    def texts(self, s: Node, p: URIRef) -> tuple[str, ...]:
        return tuple(sorted(str(o) for o in self.g.objects(s, p)))

    def types(self) -> dict[str, EntityType]:
        found = {}
        for s in sorted(self.g.subjects(self.rdfs.subClassOf, self.core("Entity")), key=str):
            name = _local(str(s))
            found[name] = EntityType(name, str(s), self.text(s, self.rdfs.label) or name, self.text(s, self.rdfs.comment))
        return found

    def relations(self, types: Mapping[str, EntityType]) -> dict[str, Relation]:
        g, by_iri = self.g, {}
        for s in sorted(g.subjects(self.rdf.type, self.core("Relation")), key=str):
            by_iri[s] = _local(str(s))
        found = {}
        for s, name in by_iri.items():
            ranges = self.includes(s, "rangeIncludes")
            for given in [*self.includes(s, "domainIncludes"), *ranges]:
                if not given.startswith("xsd:") and given not in types:
                    raise OntologyError(f"relation {name}: {given!r} is no entity type; known are {', '.join(types)}")
            inverse = g.value(s, self.owl.inverseOf)
            found[name] = Relation(
                name=name,
                iri=str(s),
                label=self.text(s, self.rdfs.label) or name,
                comment=self.text(s, self.rdfs.comment),
                domain=tuple(self.includes(s, "domainIncludes")),
                range=tuple(r for r in ranges if not r.startswith("xsd:")),
                datatypes=tuple(r for r in ranges if r.startswith("xsd:")),
                symmetric=(s, self.rdf.type, self.owl.SymmetricProperty) in g,
                transitive=(s, self.rdf.type, self.owl.TransitiveProperty) in g,
                functional=(s, self.rdf.type, self.owl.FunctionalProperty) in g,
                usually_one=(s, self.rdf.type, self.core("UsuallyOneRelation")) in g,
                state=(s, self.rdf.type, self.core("StateRelation")) in g,
                inverse=by_iri.get(inverse) if inverse else None,
                parents=tuple(by_iri[p] for p in g.transitive_objects(s, self.rdfs.subPropertyOf) if p != s and p in by_iri),
                modality=cast("Modality | None", self.text(s, self.core("always")) or None),
                status=cast("Status | None", self.text(s, self.core("impliesStatus")) or None),
                pattern=self.pattern(s, name),
            )
        return found

    def pattern(self, s: Node, name: str) -> str:
        given = self.text(s, self.core("pattern"))
        if given and given not in PATTERNS:
            raise OntologyError(f"relation {name}: kg:pattern {given!r} is unknown; known are {', '.join(PATTERNS)}")
        return given

    def includes(self, s: Node, which: str) -> list[str]:
        names = (str(o) for o in self.g.objects(s, self.uri(SCHEMA + which)))
        return sorted("xsd:" + _local(n) if n.startswith(XSD) else _local(n) for n in names)

    def entries(self) -> list[tuple[URIRef, str, str]]:
        """Return (entry, lemma, part of speech) of every lexical entry, sorted."""
        form, written, pos = (
            self.uri(ONTOLEX + "canonicalForm"),
            self.uri(ONTOLEX + "writtenRep"),
            self.uri(LEXINFO + "partOfSpeech"),
        )
        found = []
        for entry, node in self.g.subject_objects(form):
            lemma, kind = self.text(node, written), self.g.value(entry, pos)
            if not lemma or kind is None:
                raise OntologyError(f"lexical entry {_local(str(entry))}: needs a writtenRep and a lexinfo:partOfSpeech")
            found.append((cast("URIRef", entry), lemma, _local(str(kind))))
        return sorted(found, key=lambda row: (row[1], row[2], str(row[0])))

    def senses(self, relations: Mapping[str, Relation]) -> tuple[Sense, ...]:
        found = []
        for entry, lemma, pos in self.entries():
            for node in self.g.objects(entry, self.uri(ONTOLEX + "sense")):
                found.append(self.sense(_local(str(entry)), lemma, pos, node, relations))
        return tuple(sorted(found, key=lambda s: (s.lemma, s.pos, s.relation, s.subject, s.object, s.requires, s.light)))

    def sense(self, entry: str, lemma: str, pos: str, node: Node, relations: Mapping[str, Relation]) -> Sense:
        known = {
            "subject", "object", "requires", "qualifier", "light", "modality", "status", "negative", "confidence",
        }  # fmt: skip
        for predicate in self.g.predicates(node):
            if str(predicate).startswith(CORE) and _local(str(predicate)) not in known:
                raise OntologyError(f"lexical entry {entry}: unknown property kg:{_local(str(predicate))} in a sense")
        relation = _local(str(self.g.value(node, self.uri(ONTOLEX + "reference")) or ""))
        if relation not in relations:
            raise OntologyError(f"lexical entry {entry}: {relation or 'nothing'!r} is no relation of the ontology")
        slots = {name: self.texts(node, self.core(name)) for name in ("subject", "object", "requires", "qualifier", "light")}
        for name in ("subject", "object"):
            if len(slots[name]) != 1:
                raise OntologyError(f"lexical entry {entry}: the sense for {relation} needs exactly one kg:{name}")
        confidence = cast("Literal | None", self.g.value(node, self.core("confidence")))
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
            modality=cast("Modality | None", self.text(node, self.core("modality")) or None),
            status=cast("Status | None", self.text(node, self.core("status")) or None),
            negative=self.text(node, self.core("negative")) == "true",
            confidence=float(confidence) if confidence is not None else 0.9,
        )

    def denotations(self, types: Mapping[str, EntityType]) -> tuple[dict[str, str], dict[tuple[str, str], str]]:
        nouns: dict[str, str] = {}
        cues: dict[tuple[str, str], str] = {}
        for entry, lemma, pos in self.entries():
            for o in sorted(self.g.objects(entry, self.uri(ONTOLEX + "denotes")), key=str):
                name = _local(str(o))
                if name in types:
                    nouns[lemma] = name
                elif str(o).startswith(CORE):
                    cues[lemma, pos] = name
        return nouns, cues


def _local(iri: str) -> str:
    """Return what follows the last # or / of an IRI."""
    return iri.rpartition("#")[2].rpartition("/")[2]
