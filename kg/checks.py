"""What must hold between steps, checked or made so on every run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.model import Argument, ChainKey, Entity, Extraction, Failure, LiteralValue, Resolution, Span
from kg.shelf import differing, some

#: What an entity may be called, in characters; evidence keeps its words whole.
LABEL = 200


def check_spans(extraction: Extraction) -> None:
    """Raise ``ValueError`` where a span lies outside the text, or its words are not those that stand there."""
    text = extraction.article.text
    for what, span, words in _spans(extraction):
        if not 0 <= span.start < span.end <= len(text):
            raise ValueError(f"{what} has the span {span.start}–{span.end}, and the text has {len(text)} characters")
        if words is not None and span.of(text) != words:
            raise ValueError(f"{what} reads {words!r}, and the text {span.of(text)!r} at {span.start}–{span.end}")


def _spans(extraction: Extraction) -> Iterator[tuple[str, Span, str | None]]:
    """Yield every span of an extraction, what it belongs to and, where they are kept apart, its words."""
    for mention in extraction.mentions:
        yield f"mention {mention.id}", mention.span, mention.text
    for claim in extraction.claims:
        if not claim.evidence:
            raise ValueError(f"claim {claim.id} has no evidence")
        for span in claim.evidence:
            yield f"evidence of claim {claim.id}", span, None
        for argument in (claim.subject, claim.object, claim.attributed_to, *claim.via):
            if isinstance(argument, Argument):
                yield f"argument of claim {claim.id}", argument.span, argument.text
            elif isinstance(argument, LiteralValue) and argument.span:
                yield f"value of claim {claim.id}", argument.span, argument.text or None
    for quotation in extraction.quotations:
        for part in (quotation.span, *quotation.segments, quotation.source, quotation.cue):
            if part is not None:
                yield f"quotation {quotation.id}", part, None


def same_chains(
    ledger: Mapping[str, Sequence[ChainKey]], before: Sequence[Extraction], now: Sequence[Extraction]
) -> dict[str, tuple[ChainKey, ...]]:
    """Return the part of a ledger that still holds: chains that are now what they were when it was written.

    An article that changed under the same id brings other chains under the same keys; they owe nothing to the old IRIs.
    """
    anew = differing(before, now)
    old, new = _labels(some(before, anew)), _labels(some(now, anew))
    kept = {
        iri: tuple(key for key in keys if key[0] not in anew or (key in new and new[key] == old.get(key)))
        for iri, keys in ledger.items()
    }
    return {iri: keys for iri, keys in kept.items() if keys}


def _labels(extractions: Iterable[Extraction]) -> dict[ChainKey, tuple[str, bool]]:
    return {(e.article.id, c.id): (c.label, c.named) for e in extractions for c in e.chains.values()}


def natural(failure: Failure) -> tuple[list[tuple[int, str]], str]:
    """Sort key that puts line 2 of a file before line 11.

    >>> sorted([Failure("a#L11", ""), Failure("a#L2", "")], key=natural)[0].source
    'a#L2'
    """
    parts = re.split(r"([0-9]+)", failure.source)
    numbers = [part.lstrip("0") if at % 2 else part for at, part in enumerate(parts)]
    return [(len(part) if at % 2 else 0, part) for at, part in enumerate(numbers)], f"{failure.source} {failure.message}"


def short_names(resolution: Resolution) -> Resolution:
    """Return the entities with names of at most ``LABEL`` characters, the rest of longer ones an ellipsis."""
    entities = tuple(
        replace(e, label=_short(e.label), aliases=tuple(dict.fromkeys(map(_short, e.aliases)))) if _has_long_name(e) else e
        for e in resolution.entities
    )
    return replace(resolution, entities=entities)


def _has_long_name(entity: Entity) -> bool:
    return any(len(name) > LABEL for name in (entity.label, *entity.aliases))


def _short(name: str) -> str:
    return name if len(name) <= LABEL else f"{name[: LABEL - 1].rstrip()}…"
