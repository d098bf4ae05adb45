"""Times and amounts: the precision of the text, no day that it does not give."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.mentions import annotate
from kg.mentions.values import find_values
from kg.model import Article, Span
from kg.ontology import Ontology, load

MONDAY = "2022-11-28"


@lru_cache(maxsize=1)
def ontology() -> Ontology:
    return load()


@lru_cache(maxsize=200)
def values(text: str, published: str | None = MONDAY) -> list[tuple[str, str, str, str | None]]:
    digest = hashlib.sha256(text.encode()).hexdigest()
    article = Article("a.txt", "a.txt", text, digest, published=published, body=(Span(0, len(text)),))
    return [(v.kind, v.span.of(text), v.value, v.unit) for v in annotate(article, ontology()).values]


def dates(text: str, published: str | None = MONDAY) -> dict[str, str]:
    return {words: value for kind, words, value, _ in values(text, published) if kind == "date"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mill burned on Nov. 5, 2021.", {"Nov. 5, 2021": "2021-11-05"}),
        ("He died on 5 November 2008 in Rome.", {"5 November 2008": "2008-11-05"}),
        ("It opened in March 2019.", {"March 2019": "2019-03"}),
        ("The firm, founded in 1848, grew in the 1990s.", {"1848": "1848", "1990s": "199X"}),
        ("The fair runs June 2-5, 2021.", {"June 2-5, 2021": "2021-06-02/2021-06-05"}),
        ("The 2018-19 season ended early.", {"2018-19": "2018/2019"}),
        ("It was built in spring 2019.", {"spring 2019": "2019-21"}),
        ("They found a 2008 court ruling.", {"2008": "2008"}),
    ],
)
def test_full_dates_need_no_publication_date(text: str, expected: dict[str, str]) -> None:
    assert dates(text) == expected
    assert dates(text, None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The council met on Sunday.", {"Sunday": "2022-11-27"}),
        ("The council met on Monday.", {"Monday": "2022-11-28"}),
        ("The council will vote on Friday.", {"Friday": "2022-12-02"}),
        ("The club apologised last week.", {"last week": "2022-11-21/2022-11-27"}),
        ("Earlier this month it rained.", {"Earlier this month": "2022-11"}),
        ("Last year the river froze.", {"Last year": "2021"}),
        ("The deal ended in October.", {"October": "2022-10"}),
        ("The shop closed in December.", {"December": "2021-12"}),
        ("The shop will open in March.", {"March": "2023-03"}),
        ("The bus crashed two days ago.", {"two days ago": "2022-11-26"}),
        ("They met three weeks ago.", {"three weeks ago": "2022-11-07/2022-11-13"}),
        ("They met two months ago.", {"two months ago": "2022-09"}),
        ("They married five years ago.", {"five years ago": "2017"}),
        ("It rained yesterday.", {"yesterday": "2022-11-27"}),
        ("The storm hit over the weekend.", {"over the weekend": "2022-11-26/2022-11-27"}),
        ("The march on Dec. 3 is close.", {"Dec. 3": "2022-12-03"}),
        ("The judge ruled on Tuesday, 15 November.", {"Tuesday, 15 November": "2022-11-15"}),
    ],
)
def test_relative_dates_count_from_publication(text: str, expected: dict[str, str]) -> None:
    assert dates(text) == expected
    assert values(text, None) == []


def test_earlier_this_week_ends_with_the_published_day() -> None:
    assert dates("Earlier this week it sold the ship.", "2022-12-01") == {"Earlier this week": "2022-11-28/2022-12-01"}


@pytest.mark.parametrize(
    "text",
    [
        "Black Friday and Super Tuesday are busy.",
        "USA TODAY reported losses.",
        "The party may be over.",
        "It could return in May.",
        "The Feb. 13 fire was the worst.",
    ],
)
def test_names_and_unclear_dates_are_left_out(text: str) -> None:
    assert dates(text) == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It filed a $25 million lawsuit.", ("money", "$25 million", "25000000", "USD")),
        ("The debt is €3.2bn.", ("money", "€3.2bn", "3200000000", "EUR")),
        ("The repair cost £400,000.", ("money", "£400,000", "400000", "GBP")),
        ("They paid 25 million dollars.", ("money", "25 million dollars", "25000000", "USD")),
        ("The loan was US$1.5 million.", ("money", "US$1.5 million", "1500000", "USD")),
        ("It has 14.4 million followers.", ("number", "14.4 million", "14400000", "follower")),
        ("Two thousand 1,200-seat halls and four miners waited.", ("number", "four", "4", "miner")),
        ("She is a mother of four.", ("number", "four", "4", "child")),
        ("Jane Doe, 42, sued the port.", ("age", "42", "42", "year")),
        ("A 9-year-old boy fell.", ("age", "9-year-old", "9", "year")),
        ("The driver, aged 61, fled.", ("age", "aged 61", "61", "year")),
        ("Shares fell 5.5 percent.", ("percent", "5.5 percent", "5.5", None)),
        ("He was jailed for six months.", ("duration", "six months", "6", "month")),
    ],
)
def test_amounts(text: str, expected: tuple[str, str, str, str | None]) -> None:
    assert expected in values(text)


@pytest.mark.parametrize("text", ["It starts at 5:30 p.m.", "They won 3-1.", "It cost $5-10 million.", "Take Route 66."])
def test_what_is_no_amount(text: str) -> None:
    assert values(text) == []


def test_values_are_sorted_and_never_overlap() -> None:
    text = "On Nov. 5, 2021, Ann Lee, 42, paid $25 million to 14,000 fans, 5% more than two years ago."
    found = [text.index(words) for _, words, _, _ in values(text)]
    assert found == sorted(found)
    assert len(found) == 6


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="0123456789 $€.,-–/%abcdNov Mayin thesyear'’\n", max_size=60))
def test_any_text_gives_sound_spans(text: str) -> None:
    found = find_values(text, (), (), (Span(0, len(text)),), MONDAY)
    assert all(0 <= v.span.start < v.span.end <= len(text) and v.value for v in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
