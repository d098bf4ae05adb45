"""Keeps what was read of a corpus's articles in their files, unless it contradicts its own text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from kg.errors import StoreError
from kg.model import Corpus, Extraction, LiteralValue, Span
from kg.shelf import Each, Filed, Packed, opened, packed, some
from kg.store import files, kept
from kg.store.kept import Kept


class Looked(NamedTuple):
    """What came of an article: its file, or a problem; and the claims (ids) that it makes."""

    kept: Kept | None
    problem: str
    claims: tuple[str, ...]


def keep(corpus: Corpus, store: Path, each: Each = map) -> dict[str, str]:
    """Write what is not in files yet, by ``each``; return the files' names by article id.

    Raises ``StoreError`` where the corpus contradicts its own articles: ids twice, wrong hashes, spans outside the text, lost
    claims. Extractions that are in files were looked at when they were put there.
    """
    found, claims, written, names = corpus.extractions, set[str](), list[Path](), dict[str, str]()
    new = some(found, found.new) if isinstance(found, Filed) else packed(found)
    for looked in each(partial(_kept, store), new):
        if looked.kept is None:
            raise _unsound(looked.problem)
        if looked.kept.article in names:
            raise _unsound(f"article {looked.kept.article!r} is there twice")
        names[looked.kept.article] = looked.kept.name
        claims.update(looked.claims)
        written += [looked.kept.written] if looked.kept.written else []
    for problem in _of_statements(corpus, claims):
        raise _unsound(problem)
    files.settle(written)
    return {**names, **found.files} if isinstance(found, Filed) else names


def _kept(store: Path, one: Extraction | Packed) -> Looked:
    extraction = opened(one)
    problem = next(problems(extraction), "")
    return Looked(None if problem else kept.put(store, extraction), problem, tuple(c.id for c in extraction.claims))


def _of_statements(corpus: Corpus, claims: set[str]) -> Iterator[str]:
    """Yield what statements say that nothing bears out; ``claims`` are those of articles that are in no file yet."""
    found = corpus.extractions
    filed = found.files.keys() if isinstance(found, Filed) else frozenset[str]()
    entities = {e.iri for e in corpus.resolution.entities}
    for statement in corpus.statements:
        ends = [statement.subject] + ([] if isinstance(statement.object, LiteralValue) else [statement.object])
        for iri in ends:
            if iri not in entities:
                yield f"statement {statement.id}: {iri} is no entity"
        if not statement.claims or (filed.isdisjoint(statement.articles) and not claims.issuperset(statement.claims)):
            yield f"statement {statement.id}: rests on a claim that no article makes"


def _unsound(problem: str) -> StoreError:
    return StoreError(f"{problem}: the store was left as it was; please report this")


def problems(extraction: Extraction) -> Iterator[str]:
    """Yield how an extraction contradicts its own article: a wrong hash, spans outside the text, words that are not there."""
    article = extraction.article
    if article.hash != hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest():
        yield f"article {article.id!r}: the hash is not that of its text"
    for what, span in _spans(extraction):
        if not 0 <= span.start < span.end <= len(article.text):
            yield f"article {article.id!r}: {what} has the span {tuple(span)}, the text {len(article.text)} characters"
    for mention in extraction.mentions:
        if mention.span.of(article.text) != mention.text:
            yield f"article {article.id!r}: mention {mention.id} does not have the words of its span"


def _spans(extraction: Extraction) -> Iterator[tuple[str, Span]]:
    for mention in extraction.mentions:
        yield f"mention {mention.id}", mention.span
    for claim in extraction.claims:
        if not claim.evidence:
            yield f"claim {claim.id} without evidence", Span(0, 0)
        yield from ((f"claim {claim.id}", span) for span in claim.evidence)
    for quotation in extraction.quotations:
        for span in (quotation.span, *quotation.segments, quotation.source, quotation.cue):
            if span is not None:
                yield f"quotation {quotation.id}", span
