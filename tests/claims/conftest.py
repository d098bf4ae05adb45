"""The real parser and ontology, loaded once, and a way to read claims as short tuples."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable

import pytest

from kg import claims, mentions, ontology
from kg.model import Argument, Article, Claim, Span

Extract = Callable[..., tuple[Claim, ...]]


@pytest.fixture(scope="session")
def terms() -> ontology.Ontology:
    return ontology.load()


@pytest.fixture(scope="session")
def extract(terms: ontology.Ontology) -> Extract:
    """Return a function text → claims; paragraphs are separate body spans, as the articles step gives them."""

    def run(text: str, published: str | None = "2024-03-13") -> tuple[Claim, ...]:
        body, at = [], 0
        for paragraph in text.split("\n\n"):
            body.append(Span(at, at + len(paragraph)))
            at += len(paragraph) + 2
        digest = hashlib.sha256(text.encode()).hexdigest()
        article = Article("a.txt", "a.txt", text, digest, published=published, language="en", body=tuple(body))
        found = claims.extract(mentions.annotate(article, terms), terms)
        for claim in found:
            assert all(text[s.start : s.end] for s in claim.evidence)
        return found

    return run


def triple(claim: Claim) -> tuple[str, str, str]:
    """Return (subject label, predicate, object label or value)."""
    obj = claim.object
    return claim.subject.label, claim.predicate, obj.label if isinstance(obj, Argument) else obj.value


def tells(found: Iterable[Claim], expected: tuple[str, str, str]) -> bool:
    """Tell whether a claim affirms something, whichever end comes first."""
    said = [triple(c) for c in found if c.polarity == "positive"]
    return expected in said or expected[::-1] in said


def speaks_of(found: Iterable[Claim], words: str) -> bool:
    """Tell whether a claim has these words in a row, in its ends or as its relation."""
    return any(f" {words} " in f" {' '.join(triple(c))} " for c in found)


def standing(found: Iterable[Claim], relation: str) -> list[tuple[str, str, str | None]]:
    """Return polarity, modality and status of the claims of a relation."""
    return [(c.polarity, c.modality, c.status) for c in found if c.predicate == relation]
