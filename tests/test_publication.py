"""Who was first and who followed, as far as dates of publication tell."""

from __future__ import annotations

import itertools

from kg.model import Article
from kg.publication import reporting, told


def article(id: str, published: str | None, publisher: str | None = None) -> Article:
    return Article(id, id, "", "", published=published, publisher=publisher)


def test_the_first_and_those_who_follow_are_the_same_in_any_order_of_input() -> None:
    dates = {"a": "2024-03-04", "b": "2024-03-02", "c": None, "d": "2024-03-02", "e": "2024-03"}
    articles = [article(id, published) for id, published in dates.items()]
    for order in itertools.permutations(articles):
        found = reporting(order)
        assert [a.id for a in found.first] == ["e", "b", "d"]  # some day of March may be before the second
        assert [(a.id, how) for a, how in found.followers] == [("a", "")]
        assert [a.id for a in found.undated] == ["c"]


def test_hours_count_where_time_and_zone_are_stated() -> None:
    found = reporting([article("late", "2024-03-02T10:00Z"), article("early", "2024-03-02T10:30+02:00")])
    assert [a.id for a in found.first] == ["early"]
    assert [how for _, how in found.followers] == ["1 hour"]
    same = reporting([article("a", "2024-03-02T10:00"), article("b", "2024-03-02T09:00"), article("c", "2024-03-02")])
    assert [a.id for a in same.first] == ["a", "b", "c"], "without a zone the day is all that can be compared"


def test_dates_that_no_calendar_has_do_no_harm() -> None:
    odd = ["0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00", "soon", "-0044-03-15", "2024-13-45", "..", "2024-03-02/.."]
    found = reporting(article(str(n), date) for n, date in enumerate(odd))
    assert len(found.first) + len(found.followers) + len(found.undated) == len(odd)
    assert told(found)


def test_an_outlet_is_named_once_and_an_article_without_one_by_its_id() -> None:
    post, times = "The Quay\nPost", "Vale Times"
    rows = [
        ("a", "2024-03-02", post),
        ("b", "2024-03-03", "The Quay Post"),
        ("c", "2024-03-05", times),
        ("d", "2024-03-06", times),
    ]
    articles = [*(article(*row) for row in rows), article("e.txt", None)]
    assert told(reporting(articles)) == "first reported by The Quay Post on 2024-03-02; Vale Times 3 days later; undated: e.txt"
    assert told(reporting(articles[:2])) == "first reported by The Quay Post on 2024-03-02"
    assert told(reporting(articles[4:])) == "undated: e.txt"
