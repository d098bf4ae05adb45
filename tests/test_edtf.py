"""EDTF dates as ranges of days."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.edtf import FIRST, LAST, below, days, heading, plain, precision


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023-02", (2023, 2, 1), (2023, 2, 28)),
        ("2024-02-29", (2024, 2, 29), (2024, 2, 29)),
        ("19XX", (1900, 1, 1), (1999, 12, 31)),
        ("2022-21", (2022, 3, 1), (2022, 5, 31)),
        ("2022-34", (2022, 4, 1), (2022, 6, 30)),
        ("2022-11-21/2022-11-27", (2022, 11, 21), (2022, 11, 27)),
        ("2022-11/..", (2022, 11, 1), LAST),
        ("../2022-11", FIRST, (2022, 11, 30)),
        ("2022-11-28T09:30:00+01:00", (2022, 11, 28), (2022, 11, 28)),
        ("2022~", (2022, 1, 1), (2022, 12, 31)),
    ],
)
def test_the_first_and_last_day_are_what_the_text_can_mean(text: str, first: tuple[int, ...], last: tuple[int, ...]) -> None:
    assert days(text) == (first, last)


@pytest.mark.parametrize("text", [None, "", "yesterday", "2022-13", "2022-02-30", "2022-11-27/2022-11-21", "/x"])
def test_what_is_no_date_says_nothing(text: str | None) -> None:
    assert days(text) is None


@given(st.text(alphabet="0123456789-/X.~?T:", max_size=22))
def test_no_text_breaks_it_and_ranges_never_run_backwards(text: str) -> None:
    found = days(text)
    assert found is None or found[0] <= found[1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2022-11-28", "28 Nov 2022"),
        ("2022-11-XX", "Nov 2022"),
        ("2022-11-21/2022-11-21", "21 Nov 2022"),
        ("2021-12-28/2022-01-03", "28 Dec 2021 – 3 Jan 2022"),
        ("2022-11-28/2022-12", "28 Nov 2022 – Dec 2022"),
        ("../2022-11", "until Nov 2022"),
        ("2010/", "since 2010"),
        ("12XX", "13th century"),
        ("20XX", "21st century"),
        ("2022-24", "winter 2022"),
        ("2022-11-05?", "5 Nov 2022?"),
        ("1X22", "1X22"),
        ("2022-13", "2022-13"),
        ("-0044", "-0044"),
    ],
)
def test_a_date_is_said_as_exactly_as_it_is_and_no_more(text: str, words: str) -> None:
    assert plain(text) == words


def test_what_stands_below_a_heading_repeats_no_year() -> None:
    dates = ["2022-11-05", "2022-11-21/2022-11-27", "2022-12-30/2023-01-02", "2022-11", "2022-21", "2022", "202X", "about it"]
    assert [heading(d) for d in dates] == [
        "November 2022", "November 2022", "December 2022", "November 2022", "Spring 2022", "2022", "2020s", "About it",
    ]  # fmt: skip
    assert [below(d) for d in dates] == [
        "5 Nov", "21–27 Nov", "30 Dec 2022 – 2 Jan 2023", "Nov", "spring 2022", "2022", "2020s", "about it",
    ]  # fmt: skip


@given(st.text(alphabet="0123456789-/X.~?%T:", max_size=22))
def test_any_text_can_be_said_and_has_a_precision_if_it_is_a_date(text: str) -> None:
    assert (precision(text) is None) == (days(text) is None)
    assert plain(text).strip() or not text.strip()
    assert heading(text).strip() or not text.strip()
    assert below(text).strip() or not text.strip()
