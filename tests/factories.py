"""Builds extractions by hand: an article's text grows with its mentions and sentences, so that every span is right."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

from kg.model import (
    Argument,
    Article,
    Chain,
    Claim,
    Extraction,
    LiteralValue,
    Mention,
    MentionKind,
    Origin,
    Quotation,
    Span,
    Types,
    digest,
)

BASE = "https://kg.example/"


class Story:
    """One article in the making.

    >>> story = Story("a.txt")
    >>> tarn, mill = story.chain("Bo Tarn", "Person"), story.chain("Fell Mill", "Organization")
    >>> _ = story.claim(tarn, "founded", mill, "Bo Tarn founded Fell Mill.")
    >>> extraction = story.build()
    >>> extraction.claims[0].evidence[0].of(extraction.article.text)
    'Bo Tarn founded Fell Mill.'
    """

    def __init__(self, id: str, published: str | None = "2024-03-02", publisher: str | None = None) -> None:
        self.id, self.published, self.publisher = id, published, publisher
        self.text = ""
        self.body: list[Span] = []
        self.byline: str | None = None
        self.mentions: list[Mention] = []
        self.chains: dict[str, Chain] = {}
        self.claims: list[Claim] = []
        self.quotations: list[Quotation] = []

    def write(self, sentence: str) -> Span:
        """Append a sentence and return its span."""
        self.text += ("\n" if self.text else "") + sentence
        return Span(len(self.text) - len(sentence), len(self.text))

    def paragraphs(self, *texts: str) -> list[Span]:
        """Append paragraphs, which are then all of the article's body, and return their spans."""
        self.body += [self.write(text) for text in texts]
        return self.body

    def chain(
        self,
        label: str,
        types: str | Types = "Organization",
        *,
        named: bool = True,
        score: float = 0.9,
        aliases: tuple[str, ...] = (),
        mentions: int = 1,
        kind: MentionKind | None = None,
        texts: tuple[str, ...] = (),
    ) -> str:
        """Add a chain and its mentions (``texts``, or ``mentions`` times the label), and return its id."""
        id_ = f"e{len(self.chains) + 1}"
        scored: Types = ((types, score),) if isinstance(types, str) and types else () if isinstance(types, str) else types
        for words in texts or (*([label] * mentions), *aliases):
            span = self.write(words)
            kind_ = kind or ("name" if named else "nominal")
            self.mentions.append(Mention(f"m{len(self.mentions) + 1}", span, words, kind_, scored, id_, 0))
        self.chains[id_] = Chain(id_, label, named, scored, aliases)
        return id_

    def argument(self, chain: str) -> Argument:
        """Return the first mention of a chain as an argument."""
        mention = next(m for m in self.mentions if m.chain == chain)
        c = self.chains[chain]
        return Argument(mention.id, chain, c.label, mention.text, mention.span, c.named, c.type, c.types)

    def claim(
        self,
        subject: str,
        predicate: str,
        object: str | LiteralValue,
        sentence: str = "",
        *,
        by: str | None = None,
        at: Span | None = None,
        **given: Any,
    ) -> str:
        """Add a claim with its sentence (``by``: the chain that says so; ``at``: words that stand there), and return its id."""
        span = at or self.write(sentence or f"{self.chains[subject].label} {predicate} it, number {len(self.claims)}.")
        details: dict[str, Any] = {"confidence": 0.9, "extractors": ("frames",)} | given
        via = tuple(self.argument(chain) for chain in details.pop("via", ()))
        self.claims.append(
            Claim(
                id=digest(self.id, str(span), predicate),
                subject=self.argument(subject),
                predicate=predicate,
                object=object if isinstance(object, LiteralValue) else self.argument(object),
                evidence=(span,),
                attributed_to=self.argument(by) if by else None,
                via=via,
                **details,
            )
        )
        return self.claims[-1].id

    def quotation(self, words: str, speaker: str | None) -> None:
        """Add a direct quotation."""
        span = self.write(f"\u201c{words}\u201d")
        inner = Span(span.start + 1, span.end - 1)
        self.quotations.append(Quotation(f"q{len(self.quotations) + 1}", inner, (inner,), "direct", speaker))

    def build(self) -> Extraction:
        """Return the extraction."""
        article = Article(
            id=self.id,
            source=self.id,
            text=self.text,
            hash=hashlib.sha256(self.text.encode()).hexdigest(),
            published=self.published,
            publisher=self.publisher,
            byline=self.byline,
            language="en",
            body=tuple(self.body) or ((Span(0, len(self.text)),) if self.text else ()),
        )
        return Extraction(article, tuple(self.mentions), dict(self.chains), tuple(self.claims), tuple(self.quotations))


def reports(*articles: str) -> tuple[Origin, ...]:
    """Return an independent report by each of some articles."""
    return tuple(Origin((article,), "one report") for article in articles)


def renamed(extraction: Extraction, id: str) -> Extraction:
    """Return the same extraction as another article."""
    return replace(extraction, article=replace(extraction.article, id=id, source=id))
