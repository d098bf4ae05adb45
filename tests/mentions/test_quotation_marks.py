"""What stands in quotation marks, however many there are."""

from __future__ import annotations

import time

import pytest

from kg.mentions.quotation_marks import quoted
from kg.model import Span


@pytest.mark.parametrize("marks", ["“”", "“", "„", "«a", "“a ", "'a ", '"', "''"])
def test_a_paragraph_of_marks_takes_no_time_to_speak_of(marks: str) -> None:
    text = (marks * 40_000)[:40_000]
    begun = time.process_time()
    quoted(text, (Span(0, len(text)),))
    assert time.process_time() - begun < 3


def test_a_mark_with_its_space_on_the_wrong_side_opens_the_next_sentence() -> None:
    text = 'Parliament overturned his veto." We will go on, " said Ida Marsh, who leads it.'
    assert [q.span.of(text) for q in quoted(text, (Span(0, len(text)),))] == ["We will go on,"]


def test_a_mark_that_nothing_answers_opens_nothing() -> None:
    text = 'We will go on." Ida Marsh said no more.'
    assert quoted(text, (Span(0, len(text)),)) == ()
