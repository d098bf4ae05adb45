"""What is put aside comes back: by number, by key, or in order, however little of it is in memory."""

from __future__ import annotations

from operator import itemgetter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.aside import Aside, Lookup, Sorted

pairs = st.lists(st.tuples(st.integers(-5, 5), st.text(max_size=5)), max_size=60)


@given(st.lists(pairs, max_size=8), st.integers(1, 20), st.integers(1, 3))
@settings(deadline=None)
def test_sorted_values_come_in_order_and_equal_ones_as_they_came(
    batches: list[list[tuple[int, str]]], most: int, parts: int
) -> None:
    made = Sorted[tuple[int, str]](itemgetter(0), lambda _: 1, most)
    made.PARTS = parts
    for batch in batches:
        made.put(batch)
    whole = sorted((value for batch in batches for value in batch), key=itemgetter(0))
    assert list(made) == list(made) == whole
    made.close()


def test_sorted_values_leave_no_file_behind(tmp_path: Path) -> None:
    made = Sorted[str](str, len, 3, tmp_path)
    made.put(["pear", "fig", "apple"])
    assert list(made) == ["apple", "fig", "pear"]
    assert list(tmp_path.iterdir()) == []
    made.close()


def test_texts_are_found_by_key_in_the_order_in_which_they_came(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Lookup, "ASKED", 2)
    made = Lookup()
    made.put([("b", "1"), ("a", "2"), ("b", "3"), ("'; DROP TABLE kept", "4")])
    assert made.get(["a", "b", "c", "'; DROP TABLE kept"]) == {"b": ["1", "3"], "a": ["2"], "'; DROP TABLE kept": ["4"]}
    made.put([("c", "5"), ("b", "6")])
    assert made.get("cb") == {"c": ["5"], "b": ["1", "3", "6"]}
    assert made.get([]) == {}
    made.close()


def test_what_was_put_aside_goes_with_whoever_put_it(tmp_path: Path) -> None:
    kept = Aside(tmp_path)
    place = kept.put_lines(["red", "blau ü"])
    assert kept.get_lines(place) == ["red", "blau ü"]
    assert list(tmp_path.iterdir()) == []
    file = kept._file
    del kept
    assert file.closed
