"""What the graph says of itself: VoID (https://www.w3.org/TR/void/), DCAT, and the one activity that made it (PROV-O)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence, Set
from itertools import chain

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


def described(corpus: Corpus, ontology: Ontology, settings: Settings, content: Set[Quad]) -> Iterator[Quad]:
    """Yield the description of a graph of this content; ``void:triples`` counts the description too."""
    made = [*_dataset(corpus, ontology, settings), *_activity(corpus, ontology, settings)]
    made += _partitions(settings.base, ontology, [content, tuple(made)])
    yield from made
    total = len(content) + sum(quad not in content for quad in set(made)) + 1
    yield Quad(_iri(settings.base), NamedNode(VOID + "triples"), terms.number(total))


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


def _partitions(base: str, ontology: Ontology, parts: Sequence[Collection[Quad]]) -> Iterator[Quad]:
    """How many there are of each class, and how many plain triples of each relation; the parts themselves have no class."""
    dataset = _iri(base)
    classes = Counter(
        q.object.value for q in chain(*parts) if q.predicate.value == RDF + "type" and isinstance(q.object, NamedNode)
    )
    for iri, number in sorted(classes.items()):
        part = mint(base, "dataset", f"part class {_local(iri)}", "class", iri)
        yield from describe(part, (VOID + "class", node(iri)), (VOID + "entities", terms.number(number)))
        yield Quad(dataset, NamedNode(VOID + "classPartition"), part)
    relations = {relation.iri for relation in ontology.relations.values()}
    plain = Counter(q.predicate.value for q in chain(*parts) if q.predicate.value in relations)
    for iri, number in sorted(plain.items()):
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
    software, model = software_version(), model_version(settings.model)
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
