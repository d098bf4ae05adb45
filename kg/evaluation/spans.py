"""Whether a claim's arguments and an annotation are about the same things: by places in the text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.model import Argument, Extraction, LiteralValue, Span

#: What opens or closes without a space on one side, when tokens are joined to a text.
_TIGHT_BEFORE = frozenset(". , : ; ? ! ) ] } % 's 'S n't 'll 're 've 'd 'm ' ''".split())
_TIGHT_AFTER = frozenset("( [ { $ £ € ``".split())
_WRITTEN = {"``": "“", "''": "”", "`": "‘", "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "COMMA": ","}


def join(tokens: Sequence[str], text: str = "") -> tuple[str, list[Span]]:
    """Return the text that the tokens make as a person would type it, after ``text``, and each token's span in it.

    >>> text, spans = join(["Ann", "'s", "dog", "(", "a", "pug", ")", "left", "."])
    >>> text, spans[2].of(text)
    ("Ann's dog (a pug) left.", 'dog')
    """
    parts, at, spans, tight, quoted = [text], len(text), list[Span](), not text, False
    for token in tokens:
        word = _WRITTEN.get(token, token)
        closing = word == '"' and quoted
        if word == '"':
            quoted = not quoted
        if not (tight or closing or token in _TIGHT_BEFORE or word in _TIGHT_BEFORE or word == "”"):
            parts.append(" ")
            at += 1
        parts.append(word)
        spans.append(Span(at, at + len(word)))
        at += len(word)
        tight = word in _TIGHT_AFTER or word in ("“", "‘") or (word == '"' and quoted)
    return "".join(parts), spans


def places(extraction: Extraction) -> Mapping[str, list[Span]]:
    """Return where each coreference chain of an article is mentioned."""
    found: dict[str, list[Span]] = defaultdict(list)
    for mention in extraction.mentions:
        found[mention.chain].append(mention.span)
    return found


def spans_of(thing: Argument | LiteralValue, chains: Mapping[str, list[Span]], within: Span | None = None) -> list[Span]:
    """Return where an argument is mentioned, by its chain and by itself, of which those inside ``within``."""
    found = list(chains.get(thing.entity, ())) if isinstance(thing, Argument) else []
    if thing.span is not None:
        found.append(thing.span)
    return found if within is None else [span for span in found if within.contains(span)]


def touch(left: Iterable[Span], right: Iterable[Span]) -> bool:
    """Tell whether a span of one overlaps a span of the other."""
    others = list(right)
    return any(a.overlaps(b) for a in left for b in others)


class Entities:
    """Annotated entities by their places, and which of them a claim's argument denotes."""

    def __init__(self, entities: Mapping[int, Sequence[Span]]) -> None:
        self.places = sorted((span, entity) for entity, spans in entities.items() for span in spans)

    def of(self, thing: Argument | LiteralValue, chains: Mapping[str, list[Span]]) -> int | None:
        """Return the entity that shares most places with an argument: its own place counts twice, the very span four times
        as much as a part of it, one with the same end (where the head of a phrase mostly stands) twice as much."""
        votes: Counter[int] = Counter()
        for span in spans_of(thing, chains):
            for place, entity in self.places:
                shared = min(place.end, span.end) - max(place.start, span.start)
                if shared > 0 and 2 * shared >= min(place.end - place.start, span.end - span.start):
                    closeness = 4 if place == span else 2 if place.end == span.end else 1
                    votes[entity] += closeness * (2 if span == thing.span else 1)
        return min(votes, key=lambda entity: (-votes[entity], entity)) if votes else None
