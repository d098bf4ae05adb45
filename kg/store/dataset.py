"""What the graph says of itself: VoID (https://www.w3.org/TR/void/), DCAT, and the one activity that made it (PROV-O)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from pyoxigraph import NamedNode, Quad

from kg.model import Corpus
from kg.ontology import CORE, NEWS, SCHEMA, Ontology
from kg.settings import Settings
from kg.store import terms
from kg.store.naming import activity, model_version, software_version
from kg.store.terms import DCAT, DCTERMS, OA, PROV, RDF, RDFS, SKOS, VOID, describe, mint, node, string

TITLE = "What the news articles say, claim by claim"
_VOCABULARIES = (CORE.rstrip("#"), NEWS.rstrip("#"), DCTERMS, OA, PROV, SCHEMA, SKOS)
_SHAPES = "https://w3id.org/newskg/shapes"


#: How many triples, how many things of each class, how many plain triples of each relation.
Counts = tuple[int, Counter[str], Counter[str]]


@dataclass(slots=True)
class Tally:
    """How many triples a graph has, how many things of each class, and how many plain triples of each relation, by IRI.

    It is counted along while triples are put in or taken out; each must be new, or there.
    """

    ontology: Ontology
    triples: int = 0
    classes: Counter[str] = field(default_factory=Counter)
    relations: Counter[str] = field(default_factory=Counter)
    _iris: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._iris = frozenset(relation.iri for relation in self.ontology.relations.values())

    def add(self, quad: Quad, number: int = 1) -> None:
        """Count a triple, or with -1 count it no more."""
        predicate, self.triples = quad.predicate.value, self.triples + number
        if predicate == RDF + "type" and isinstance(quad.object, NamedNode):
            self.classes[quad.object.value] += number
        elif predicate in self._iris:
            self.relations[predicate] += number

    def counts(self) -> Counts:
        """Return the numbers alone."""
        return self.triples, self.classes, self.relations

    def plus(self, counts: Counts) -> None:
        """Count what was counted elsewhere as well."""
        self.triples += counts[0]
        self.classes.update(counts[1])
        self.relations.update(counts[2])


def described(corpus: Corpus, ontology: Ontology, settings: Settings, content: Tally) -> Iterator[Quad]:
    """Yield the description of a graph of this content, each triple once; ``void:triples`` counts the description too."""
    made = dict.fromkeys([*_dataset(corpus, ontology, settings), *_activity(corpus, ontology, settings)])
    whole = Tally(ontology, 0, content.classes.copy(), content.relations.copy())
    for quad in made:
        whole.add(quad)
    made |= dict.fromkeys(_partitions(settings.base, whole))
    yield from made
    yield Quad(_iri(settings.base), NamedNode(VOID + "triples"), terms.number(content.triples + len(made) + 1))


def _iri(base: str) -> NamedNode:
    return mint(base, "dataset", "news", base)


def _dataset(corpus: Corpus, ontology: Ontology, settings: Settings) -> Iterator[Quad]:
    yield from describe(
        _iri(settings.base),
        (RDF + "type", NamedNode(VOID + "Dataset")),
        (RDF + "type", NamedNode(DCAT + "Dataset")),
        (RDFS + "label", string(TITLE)),
        (DCTERMS + "title", string(TITLE)),
        (DCTERMS + "description", string(f"Claims that {_counted(corpus)}, each with the words that carry it.")),
        (DCTERMS + "license", terms.web_address(settings.license)),
        (DCTERMS + "conformsTo", node(_SHAPES)),
        (VOID + "uriSpace", string(settings.base)),
        (VOID + "documents", terms.number(len(corpus.extractions))),
        (VOID + "entities", terms.number(len(corpus.resolution.entities))),
        *((VOID + "vocabulary", node(vocabulary)) for vocabulary in _VOCABULARIES),
        (PROV + "wasGeneratedBy", activity(ontology, settings, corpus.gazetteer)),
    )


def _partitions(base: str, counted: Tally) -> Iterator[Quad]:
    """How many there are of each class, and how many plain triples of each relation; the parts themselves have no class."""
    dataset = _iri(base)
    for iri, number in sorted((+counted.classes).items()):
        part = mint(base, "dataset", f"part class {_local(iri)}", "class", iri)
        yield from describe(part, (VOID + "class", node(iri)), (VOID + "entities", terms.number(number)))
        yield Quad(dataset, NamedNode(VOID + "classPartition"), part)
    for iri, number in sorted((+counted.relations).items()):
        part = mint(base, "dataset", f"part property {_local(iri)}", "property", iri)
        yield from describe(part, (VOID + "property", node(iri)), (VOID + "triples", terms.number(number)))
        yield Quad(dataset, NamedNode(VOID + "propertyPartition"), part)


def _counted(corpus: Corpus) -> str:
    number = len(corpus.extractions)
    return f"{number} news article{'s' * (number != 1)} make{'s' * (number == 1)}"


def _local(iri: str) -> str:
    return iri.rpartition("#")[2].rpartition("/")[2]


def _activity(corpus: Corpus, ontology: Ontology, settings: Settings) -> Iterator[Quad]:
    """The one activity of extraction: its software, its settings, and what it used."""
    software, model = software_version(), model_version(settings)
    agent = mint(settings.base, "activity", f"software kg {software}", "software", software)
    used = mint(settings.base, "activity", "ontology", "ontology", ontology.hash)
    names = mint(settings.base, "activity", "gazetteer", "gazetteer", corpus.gazetteer) if corpus.gazetteer else None
    yield from describe(
        activity(ontology, settings, corpus.gazetteer),
        (RDF + "type", NamedNode(PROV + "Activity")),
        (RDFS + "label", string("Extraction of claims from articles")),
        (PROV + "wasAssociatedWith", agent),
        (PROV + "used", used),
        (PROV + "used", names),
        (CORE + "languageModel", string(model)),
        (CORE + "threshold", terms.decimal(float(settings.threshold))),
    )
    yield from describe(
        agent,
        (RDF + "type", NamedNode(PROV + "SoftwareAgent")),
        (RDFS + "label", string(f"kg {software}")),
        (SCHEMA + "softwareVersion", string(software)),
    )
    yield from describe(
        used,
        (RDF + "type", NamedNode(PROV + "Entity")),
        (RDFS + "label", string("The ontology and lexicon that were used")),
        (CORE + "sha256", string(ontology.hash)),
    )
    if names is not None:
        yield from describe(
            names,
            (RDF + "type", NamedNode(PROV + "Entity")),
            (RDFS + "label", string("The gazetteer that was used")),
            (CORE + "sha256", string(corpus.gazetteer)),
        )
