"""Entities told from rows that come together by keys are those told of the whole corpus at once."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import entities
from kg.entities import chains, spread
from kg.gazetteer import EMPTY, Entry, Gazetteer
from kg.model import Entity, Extraction, LiteralValue, Reference, Ruling
from tests.factories import BASE, Story

PATTERNS = {"age": "age"}


class Shuffled:
    """Rows in as many parts, in a new random order after every step, as a cluster may have them."""

    def __init__(self, values: Iterable[Any], parts: int, order: random.Random) -> None:
        self.values, self.parts, self.order = list(values), parts, order
        order.shuffle(self.values)

    def each(self, function: Callable[[Iterable[Any]], Iterable[Any]]) -> Shuffled:
        cut = [self.values[n :: self.parts] for n in range(self.parts)]
        return Shuffled((made for part in cut for made in function(iter(part))), self.parts, self.order)

    def together(self, key: Callable[[Any], str], function: Callable[[list[Any]], Iterable[Any]]) -> Shuffled:
        groups: dict[str, list[Any]] = {}
        for value in self.values:
            assert isinstance(key(value), str)
            groups.setdefault(key(value), []).append(value)
        return Shuffled((made for group in groups.values() for made in function(group)), self.parts, self.order)

    def plus(self, other: Shuffled) -> Shuffled:
        return Shuffled([*self.values, *other.values], self.parts, self.order)

    def of(self, values: Iterable[Any]) -> Shuffled:
        return Shuffled(values, self.parts, self.order)

    def kept(self) -> Shuffled:
        return self

    def components(self) -> Shuffled:
        smallest = {end: end for edge in self.values for end in edge}
        while True:
            before = dict(smallest)
            for left, right in self.values:
                smallest[left] = smallest[right] = min(smallest[left], smallest[right])
            if smallest == before:
                return Shuffled(smallest.items(), self.parts, self.order)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.values)

    def __len__(self) -> int:
        return len(self.values)


def in_parts(
    articles: Sequence[Extraction],
    seed: int = 1,
    gazetteer: Gazetteer = EMPTY,
    decisions: Sequence[Ruling] = (),
    parts: int = 3,
) -> list[Entity]:
    rows = Shuffled(articles, parts, random.Random(seed))
    named = rows.each(lambda found: chains.named(tuple(found), PATTERNS))
    unnamed = rows.each(lambda found: chains.unnamed(tuple(found)))
    return sorted(spread.resolve(named, unnamed, BASE, gazetteer, decisions), key=lambda e: e.iri)


FIRST = ("Bo", "Ida", "B.", "Mr.", "Mrs.", "Sen.", "")
LAST = ("Tarn", "Nord", "Tarn Jr.", "Q. Tarn", "Ida", "van Nord")
PEOPLE = [f"{first} {last}".strip() for first in FIRST for last in LAST]
BODIES = ["Fell Mill", "Fell Mill Inc.", "FMB", "Fell Mill Board", "US Supreme Court", "Supreme Court", "Indian Supreme Court"]
PLACES = ["Nord", "Dunmore", "Tarn", "the U.S.", "Vale"]
CHAIN = st.one_of(
    st.tuples(st.sampled_from(PEOPLE), st.just("Person"), st.sampled_from([(), ("Tarn",), ("Nord",)])),
    st.tuples(st.sampled_from(BODIES), st.just("Organization"), st.sampled_from([(), ("FMB",), ("the Mill",), ("Court",)])),
    st.tuples(st.sampled_from(PLACES), st.sampled_from(["Place", "Person", ""]), st.just(())),
)
ARTICLE = st.tuples(
    st.lists(st.tuples(CHAIN, st.sampled_from(["", "he", "she"]), st.sampled_from(["", "19", "80"])), max_size=6),
    st.lists(st.sampled_from(["officials", "the brand"]), max_size=2),
)
#: Filler articles make a corpus in which not everybody is known.
CORPUS = st.tuples(st.lists(ARTICLE, min_size=1, max_size=9), st.sampled_from([0, 130]))
DECISIONS = st.lists(
    st.builds(
        lambda what, a, b: Ruling(what, Reference(a), "so", Reference(b)),
        st.sampled_from(["same", "different"]),
        st.sampled_from([*PEOPLE, *PLACES]),
        st.sampled_from([*PEOPLE, *BODIES]),
    ),
    max_size=2,
)
TOLD = Gazetteer(
    (Entry("Bo Tarn", "Person", ("Bo Q. Tarn",), ("https://example.org/1",)), Entry("Nord", "Place", (), ())), "hash"
)


def made(corpus: tuple[list[Any], int]) -> list[Extraction]:
    articles = []
    for n, (named, nominals) in enumerate(corpus[0]):
        story = Story(f"a{n}")
        for (label, type_, aliases), said, age in named:
            chain = story.chain(label, type_, aliases=aliases)
            for _ in range(2 if said else 0):
                span = story.write(said)
                at = f"p{len(story.mentions)}"
                story.mentions.append(replace(story.mentions[-1], id=at, span=span, text=said, kind="pronoun"))
            if age:
                story.claim(chain, "age", LiteralValue(age, "xsd:integer"))
        for words in nominals:
            story.claim(story.chain(words, "Organization", named=False), "age", LiteralValue("3", "xsd:integer"))
        articles.append(story.build())
    for n in range(corpus[1]):
        story = Story(f"z{n}")
        story.chain(f"{('Bo', 'Kell')[n % 2]} K{n % 40}rud", "Person")
        articles.append(story.build())
    return articles


@settings(max_examples=150, deadline=None)
@given(CORPUS, DECISIONS, st.booleans(), st.integers(0, 1000))
def test_in_parts_entities_are_what_they_are_of_the_whole(
    corpus: tuple[list[Any], int], decisions: list[Ruling], told: bool, seed: int
) -> None:
    articles, gazetteer = made(corpus), TOLD if told else EMPTY
    whole = entities.resolve(articles, BASE, patterns=PATTERNS, gazetteer=gazetteer, decisions=decisions)
    assert in_parts(articles, seed, gazetteer, decisions) == list(whole.entities)


def article(id: str, *labels: str) -> Extraction:
    story = Story(id)
    for label in labels:
        story.chain(label, "Organization" if label.split()[-1] in ("Court", "Mill", "Fair") else "Person")
    return story.build()


def crowd(size: int) -> list[Extraction]:
    """Return articles on so many who are called Bo, so many Tarns, and others."""
    words = [f"K{a}{b}en" for a in "abcdefghijkl" for b in "abcdefghijkl"][:size]
    return [
        article(f"z{n}-{k}", label)
        for n, w in enumerate(words)
        for k, label in enumerate((f"Bo {w}", f"{w} Tarn", f"{w} Nord"))
    ]


@pytest.mark.parametrize(
    ("articles", "decisions"),
    [
        (  # which country's court is meant, the rest of the article tells
            [
                article("a", "Supreme Court", "US Supreme Court", "Fell Mill"),
                article("b", "Supreme Court", "Indian Supreme Court"),
                article("c", "Supreme Court", "Fell Mill"),
            ],
            [],
        ),
        (  # a name that many may bear, and company
            [article("a", "Bo Tarn", "Fell Mill"), article("b", "Bo Tarn", "Fell Mill"), article("c", "Bo Tarn"), *crowd(120)],
            [],
        ),
        (  # people decided, against a title and against a type
            [article("a", "Mrs. Tarn", "Bo Tarn"), article("b", "Ida Nord"), article("c", "Fell Mill"), article("d", "Tarn")],
            [
                Ruling("same", Reference("Mrs. Tarn"), "so", Reference("Bo Tarn")),
                Ruling("same", Reference("Ida Nord"), "so", Reference("Fell Mill")),
                Ruling("different", Reference("Tarn", "d"), "so", Reference("Bo Tarn")),
                Ruling("rename", Reference("Fell Mill"), "so", value="The Mill"),
            ],
        ),
    ],
)
def test_what_the_whole_corpus_tells_is_told_in_parts(articles: list[Extraction], decisions: list[Ruling]) -> None:
    whole = entities.resolve(articles, BASE, patterns=PATTERNS, decisions=decisions)
    assert in_parts(articles, 1, EMPTY, decisions) == list(whole.entities)
    assert len(whole.entities) < sum(len(e.chains) for e in articles)
