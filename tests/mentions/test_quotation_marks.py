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
