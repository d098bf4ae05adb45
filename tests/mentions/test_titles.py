"""Titles in quotation marks after the noun of a work."""

from __future__ import annotations

import pytest

from tests.mentions.reading import chain, names, read


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Ida Marsh discussed her memoir, “Gifted Hands,” on Monday.", "Gifted Hands"),
        ('She hosts the podcast "So, That Happened" with him.', "So, That Happened"),
        ("It is from the Norvane play, “Eclipsed.”", "Eclipsed"),
    ],
)
def test_a_title_is_one_name_of_a_work(text: str, title: str) -> None:
    document = read(text)
    assert title in names(document)
    assert chain(document, title).type == "CreativeWork"


def test_a_sentence_quoted_from_a_work_is_no_title() -> None:
    document = read("She wrote in the book, “We will never know why.”")
    assert not any(m.kind == "name" for m in document.mentions)


def test_the_noun_of_a_work_is_the_work_that_its_title_names() -> None:
    document = read("Ida Marsh finished her third novel, “Vesta at Night,” in May.")
    assert chain(document, "her third novel").label == "Vesta at Night"
