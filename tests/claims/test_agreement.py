"""What extractors make of one another: agreement makes surer, conflict less sure; what is likelier wrong than right goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest

from kg import claims, mentions
from kg.claims import frames
from kg.claims.context import Context
from kg.claims.making import Draft
from kg.model import Argument, Article, Claim, Span
from kg.ontology import Ontology
from tests.claims.conftest import triple

Change = Callable[[Draft, Context, Ontology], Draft]
Read = Callable[..., tuple[Claim, ...]]


@dataclass(frozen=True)
class Other:
    """Another extractor: reads what the frames read, and then differs."""

    change: Change
    confidence: float
    name: str = "other"

    def __call__(self, ctx: Context, ontology: Ontology) -> Iterator[Draft]:
        for draft in frames.drafts(ctx, ontology):
            yield self.change(replace(draft, confidence=self.confidence, extractor=self.name), ctx, ontology)


def same(draft: Draft, ctx: Context, ontology: Ontology) -> Draft:
    return draft


def turned(draft: Draft, ctx: Context, ontology: Ontology) -> Draft:
    assert isinstance(draft.object, Argument)
    return replace(draft, subject=draft.object, object=draft.subject)


def denied(draft: Draft, ctx: Context, ontology: Ontology) -> Draft:
    return replace(draft, facts=draft.facts.denied("no"))


def becoming(relation: str) -> Change:
    return lambda draft, ctx, ontology: replace(draft, relation=ontology.relations[relation], sense=None)


@pytest.fixture
def read(terms: Ontology) -> Read:
    def run(text: str, *further: Other) -> tuple[Claim, ...]:
        article = Article("a.txt", "a.txt", text, "0", published="2024-03-13", language="en", body=(Span(0, len(text)),))
        return claims.extract(mentions.annotate(article, terms), terms, further)

    return run


SUED = "Brightwater Energy sued Tallis Mining in May."


def test_agreement_makes_surer_and_names_both(read: Read) -> None:
    [alone], [both] = read(SUED), read(SUED, Other(same, 0.6))
    assert (both.confidence, both.extractors) == (pytest.approx(0.96), ("frames", "other"))
    assert replace(both, confidence=alone.confidence, extractors=alone.extractors) == alone
    [three] = read(SUED, Other(same, 0.6), Other(same, 0.5, "third"))
    assert three.confidence == pytest.approx(0.98)
    assert three.extractors == ("frames", "other", "third")


def test_nobody_is_surer_of_whom_a_pronoun_means(read: Read) -> None:
    text = "Nora Quist runs Tallis Mining. She sued Fennmark Ports."
    [alone] = (c for c in read(text) if c.subject.text == "She")
    [both] = (c for c in read(text, Other(same, 0.8)) if c.subject.text == "She")
    assert alone.confidence < both.confidence <= 0.85


@pytest.mark.parametrize("change", [turned, denied, becoming("acquired")])
def test_conflict_leaves_the_surer_one_less_sure(read: Read, change: Change) -> None:
    [alone], [left] = read(SUED), read(SUED, Other(change, 0.6))
    assert (triple(left), left.polarity, left.extractors) == (triple(alone), "positive", ("frames",))
    assert left.confidence == pytest.approx(0.9 * 0.4 / (1 - 0.9 * 0.6), abs=0.001)
    [other] = read(SUED, Other(change, 0.98))
    assert other.extractors == ("other",)
    assert other.confidence < 0.98


def test_of_equals_that_contradict_one_another_neither_stands(read: Read) -> None:
    assert read(SUED, Other(turned, 0.9)) == ()


def test_another_value_where_there_is_one_is_a_conflict(read: Read) -> None:
    def paris(draft: Draft, ctx: Context, ontology: Ontology) -> Draft:
        return replace(draft, object=next(ctx.argument(m) for m in ctx.document.mentions if m.text == "Paris"))

    text = "Nora Quist, who lives in Paris, was born in Oslo."
    [alone], [left] = ([c for c in read(text, *by) if c.predicate == "placeOfBirth"] for by in ((), (Other(paris, 0.6),)))
    assert left.confidence < alone.confidence
    assert triple(left)[2] == "Oslo"


def test_the_larger_place_of_an_address_is_no_other_value(read: Read) -> None:
    def norway(draft: Draft, ctx: Context, ontology: Ontology) -> Draft:
        return replace(draft, object=next(ctx.argument(m) for m in ctx.document.mentions if m.text == "Norway"))

    text = "Nora Quist, who lives in Oslo, Norway, was born in Oslo."
    alone, found = ({triple(c): c.confidence for c in read(text, *by)} for by in ((), (Other(norway, 0.6),)))
    oslo, larger = ("Nora Quist", "placeOfBirth", "Oslo"), ("Nora Quist", "placeOfBirth", "Norway")
    assert larger not in alone
    assert (found[oslo], found[larger]) == (alone[oslo], 0.6)


def test_wider_narrower_and_further_relations_do_not_contradict(read: Read) -> None:
    text = "Nora Quist is the chief executive of Tallis Mining."
    alone = {triple(c): c.confidence for c in read(text)}
    wider = {triple(c): c.confidence for c in read(text, Other(becoming("memberOf"), 0.6))}
    assert alone.items() <= wider.items()


def test_other_sentences_are_not_spoken_of(read: Read) -> None:
    def later(draft: Draft, ctx: Context, ontology: Ontology) -> Draft:
        return turned(draft, ctx, ontology) if draft.trigger > 8 else draft

    text = f"{SUED} Fennmark Ports sued Calder Rail in June."
    first, second = read(text, Other(later, 0.6))
    assert first.confidence > 0.9 > second.confidence
