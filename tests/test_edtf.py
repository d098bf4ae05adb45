"""EDTF dates as ranges of days."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.edtf import FIRST, LAST, days


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
