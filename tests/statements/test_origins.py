"""Which articles are one origin of a statement, why, and who of them was first."""

from __future__ import annotations

from kg.entities import resolve
from kg.model import Origin, Statement
from kg.statements import compare, state
from tests.factories import BASE, Story
from tests.statements.test_state import words
from tests.statements.wire import EDITED, INDEPENDENT, SHORTENED, WIRE, suing


def stated(*stories: Story) -> Statement:
    extractions = [story.build() for story in stories]
    statements, drops, _ = state(extractions, resolve(extractions, BASE), words(), 0.5, BASE, compare(extractions))
    assert drops == ()
    (statement,) = statements
    return statement


def origins(*stories: Story) -> list[tuple[tuple[str, ...], str]]:
    return [(origin.articles, origin.because) for origin in stated(*stories).origins]


def test_copies_are_one_origin_in_the_order_of_publication_and_an_independent_report_another() -> None:
    found = stated(
        suing("a", SHORTENED, published="2024-03-04"),
        suing("b", WIRE, published="2024-03-03"),
        suing("c", INDEPENDENT, 2, published="2024-03-02"),
    )
    assert len(found.articles) == 3
    assert found.origins == (Origin(("c",), "one report"), Origin(("b", "a"), "copies of one report"))


def test_a_copy_as_a_whole_is_no_origin_of_its_own_where_its_lead_is_its_own() -> None:
    assert origins(suing("a", WIRE), suing("b", EDITED)) == [(("a", "b"), "copies of one report")]


def test_what_a_report_has_of_its_own_beside_a_passage_from_another_is_an_origin_of_its_own() -> None:
    paper = suing("b", (*INDEPENDENT, WIRE[1]), 2)
    assert origins(suing("a", WIRE), paper) == [(("a",), "one report"), (("b",), "one report")]


def test_two_reports_that_share_a_quotation_are_two_origins() -> None:
    assert len(origins(suing("a", WIRE), suing("b", INDEPENDENT, 2))) == 2


def test_two_reports_of_one_outlet_are_one_origin() -> None:
    first, second = suing("a", WIRE, publisher="The Quay Post"), suing("b", INDEPENDENT, 2, publisher="The  quay post")
    assert origins(first, second) == [(("a", "b"), "reports of one outlet")]
    copy = suing("c", SHORTENED, publisher="Vale Times")
    assert origins(first, second, copy) == [(("a", "b", "c"), "copies of one report, and reports of one outlet")]


def test_a_copy_that_leaves_out_who_says_so_is_of_the_same_origin() -> None:
    said = suing("b", SHORTENED, by="Bo Tarn")
    assert origins(suing("a", WIRE), said) == [(("a", "b"), "copies of one report")]
    elsewhere = suing("b", (*SHORTENED[1:], *INDEPENDENT[2:]), 1, by="Bo Tarn")
    assert origins(suing("a", WIRE), elsewhere) == [(("a",), "one report"), (("b",), "the word of Bo Tarn")]


def test_a_speaker_without_a_name_is_one_in_copies_and_not_elsewhere() -> None:
    assert origins(suing("a", WIRE, by="a spokesman"), suing("b", SHORTENED, by="a spokesman")) == [
        (("a", "b"), "one utterance of a spokesman, quoted by 2 articles")
    ]
    assert len(origins(suing("a", WIRE, by="a spokesman"), suing("b", INDEPENDENT, 2, by="a spokesman"))) == 2


def test_an_utterance_names_its_speaker_and_how_many_quote_it() -> None:
    said = "We have taken the water board to court over the river this week, and we shall win."
    stories = [suing(id, (said,), by="Ida Nord", published=day) for id, day in (("a", "2024-03-04"), ("b", "2024-03-02"))]
    (origin,) = stated(*stories).origins
    assert (origin.articles, origin.because) == (("b", "a"), "one utterance of Ida Nord, quoted by 2 articles")
    assert (origin.speaker or "").startswith(f"{BASE}entity/ida-nord-")


def test_origins_do_not_depend_on_the_order_of_articles() -> None:
    stories = [suing("a", WIRE), suing("b", EDITED), suing("c", INDEPENDENT, 2), suing("d", SHORTENED, by="Bo Tarn")]
    assert stated(*stories).origins == stated(*stories[::-1]).origins
