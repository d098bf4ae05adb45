"""Reads a text of a test with the real model, and looks things up in the document by their words."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from kg.mentions import annotate
from kg.model import Article, Chain, Document, Mention, Span
from kg.ontology import Ontology, load


@lru_cache(maxsize=1)
def ontology() -> Ontology:
    return load()


def article(text: str, *body: tuple[int, int]) -> Article:
    """An article of ``text``; its body is all of it unless spans are given."""
    spans = tuple(Span(*b) for b in body) or (Span(0, len(text)),)
    return Article("a.txt", "a.txt", text, hashlib.sha256(text.encode()).hexdigest(), published="2023-05-10", body=spans)


@lru_cache(maxsize=200)
def read(text: str) -> Document:
    return annotate(article(text), ontology())


def mentions(document: Document, words: str, kind: str | None = None) -> list[Mention]:
    return [m for m in document.mentions if m.text == words and kind in {None, m.kind}]


def chain(document: Document, words: str, nth: int = 0) -> Chain:
    """The chain of the nth mention with these words."""
    found = mentions(document, words)
    assert len(found) > nth, f"{words!r} is no mention; there are {[m.text for m in document.mentions]}"
    return document.chains[found[nth].chain]


def names(document: Document) -> list[str]:
    return [m.text for m in document.mentions if m.kind == "name"]
