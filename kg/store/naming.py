"""The IRIs of what the graph describes, and the versions that its provenance names."""

from __future__ import annotations

import importlib
import importlib.metadata

from pyoxigraph import NamedNode

from kg import learned
from kg.model import Claim, LiteralValue, Quotation, Span
from kg.ontology import Ontology
from kg.settings import Settings
from kg.store.terms import mint


def article_iri(base: str, article: str) -> NamedNode:
    """Return the IRI of an article by its id."""
    return mint(base, "article", article, article)


def claim_iri(base: str, article: str, claim: Claim) -> NamedNode:
    """Return the IRI of a claim of an article: readable words, and a hash of article id and claim id."""
    thing = claim.object.value if isinstance(claim.object, LiteralValue) else claim.object.label
    return mint(base, "claim", f"{claim.subject.label} {claim.predicate} {thing}", article, claim.id)


def evidence_iri(base: str, article: str, span: Span) -> NamedNode:
    """Return the IRI of a stretch of an article: its two offsets, and a hash of article id and offsets."""
    return mint(base, "evidence", f"{span.start} {span.end}", article, str(span.start), str(span.end))


def quotation_iri(base: str, article: str, quotation: Quotation, words: str) -> NamedNode:
    """Return the IRI of a quotation of an article: its first words, and a hash of article id and place."""
    key = (article, quotation.id, str(quotation.span.start), str(quotation.span.end))
    return mint(base, "quotation", words[:60], *key)


def activity(ontology: Ontology, settings: Settings, gazetteer: str = "") -> NamedNode:
    """Return the IRI of the one extraction activity: software, model, ontology and, where there is one, the gazetteer's
    hash, and no clock."""
    software, model = software_version(), model_version(settings)
    return mint(settings.base, "activity", f"kg {software}", software, model, ontology.hash, *filter(None, [gazetteer]))


def software_version() -> str:
    """Return kg's own version."""
    return str(getattr(importlib.import_module("kg"), "__version__", "0"))


def model_version(settings: Settings) -> str:
    """Return the name of the language model and, where it is installed as a package, its version; then which learned model
    stood beside the rules, if any."""
    try:
        parsed = f"{settings.model} {importlib.metadata.version(settings.model)}"
    except (importlib.metadata.PackageNotFoundError, ValueError):
        parsed = settings.model
    return f"{parsed}; learned model {learned.version(learned.folder(settings.learned))}" if settings.learned else parsed
