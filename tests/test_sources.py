"""Who reported what first, who follows and who copies whom, over a corpus."""

from __future__ import annotations

from kg.entities import resolve
from kg.model import Corpus, Statement
from kg.sources import Outlet, joined, repeated, roots, survey
from kg.statements import compare, state
from tests.factories import BASE, Story
from tests.statements.test_state import words
from tests.statements.wire import INDEPENDENT, SHORTENED, WIRE, suing


def corpus(*stories: Story) -> Corpus:
    extractions = tuple(story.build() for story in stories)
    resolution, copied = resolve(extractions, BASE), compare(extractions)
    statements, drops, _ = state(extractions, resolution, words(), 0.5, BASE, copied)
    return Corpus(extractions, resolution, statements, drops, copies=copied.copies)


def news() -> Corpus:
    """The Post has it first, the Times copy it, the News reports it as well, and something that nobody else has."""
    post = suing("a", WIRE, published="2024-03-02", publisher="The Quay Post")
    times = suing("b", (SHORTENED[1], WIRE[0]), 1, published="2024-03-03", publisher="Vale Times")
    other = suing("c", INDEPENDENT, 2, published="2024-03-05", publisher="Norland News")
    other.claim("e1", "partneredWith", other.chain("Tern Bank"))
    return corpus(post, times, other)


def sued(found: Corpus) -> Statement:
    return next(s for s in found.statements if s.predicate == "sued")


def test_outlets_by_what_they_are_first_to_report() -> None:
    assert survey(news()) == (
        Outlet("The Quay Post", 1, 1, 0, 1, 0, (), ()),
        Outlet("Norland News", 1, 2, 1, 0, 1, (("The Quay Post", 1),), ()),
        Outlet("Vale Times", 1, 1, 0, 0, 1, (("The Quay Post", 1),), (("The Quay Post", 1),)),
    )


def test_nobody_is_first_where_dates_give_no_order() -> None:
    day = "2024-03-02"
    found = corpus(suing("a", WIRE, published=day), suing("b", INDEPENDENT, 2, published=day), suing("c", (WIRE[0],)))
    assert {(o.name, o.statements, o.alone, o.first, o.follows) for o in survey(found)} == {
        (name, 1, 0, 0, 0) for name in "abc"
    }


def test_an_outlet_does_not_follow_itself() -> None:
    first, second = (
        suing(id, text, number, published=f"2024-03-0{id}", publisher="The Quay Post")
        for id, text, number in (("1", WIRE, 0), ("2", INDEPENDENT, 2))
    )
    (post,) = survey(corpus(first, second))
    assert (post.articles, post.statements, post.alone, post.first, post.follows) == (2, 1, 1, 0, 0)


def test_an_origin_knows_its_outlets_and_their_delay() -> None:
    found = news()
    articles = {e.article.id: e.article for e in found.extractions}
    one, other = roots(sued(found), articles)
    assert [(r.outlet, r.first, r.after) for r in one.reports] == [("The Quay Post", True, ""), ("Vale Times", False, "1 day")]
    assert [(r.outlet, r.first, r.after) for r in other.reports] == [("Norland News", False, "3 days")]
    assert joined((one, other)) == ("The Quay Post, Vale Times (copies of one report)",)


def test_what_is_repeated_comes_with_the_words_of_both() -> None:
    (found,) = repeated(news())
    assert (found.article, found.source, found.wholly, found.after) == ("b", "a", True, "1 day")
    assert {(p.words, p.source_words) for p in found.passages} == {(SHORTENED[1], WIRE[1]), (WIRE[0], WIRE[0])}
