"""The parse: spans of the article, paragraphs, hyphens, quotation marks, sentence ends."""

from __future__ import annotations

import pytest

from kg.errors import UsageError
from kg.mentions import annotate, model_version
from kg.mentions.parse import paragraphs, parse_body
from kg.model import Span
from tests.mentions.reading import article, ontology, read


def sentences(text: str, *body: tuple[int, int]) -> list[str]:
    given = article(text, *body)
    return [s.of(text) for s in parse_body(given).sentences]


def lemmas(text: str) -> dict[str, str]:
    given = article(text)
    return {text[t.start : t.end]: t.lemma for t in parse_body(given).tokens}


def test_only_the_body_is_read_and_offsets_are_the_articles() -> None:
    text = "Subscribe now! Élodie’s ferry — the «Aster» — sank.\nMore from Mr Furniture"
    start, end = text.index("Élodie"), text.index("\nMore")
    given = article(text, (start, end))
    parse = parse_body(given)
    words = [text[t.start : t.end] for t in parse.tokens]
    assert words[0] == "Élodie"
    assert "Subscribe" not in words
    assert "Furniture" not in words
    assert all(start <= t.start < t.end <= end for t in parse.tokens)
    assert "".join(words) == "".join(text[start:end].split())


def test_heads_index_the_whole_document() -> None:
    text = "The dam broke.\n\nEngineers had warned the council."
    parse = parse_body(article(text))
    words = [text[t.start : t.end] for t in parse.tokens]
    assert words[parse.tokens[words.index("council")].head] == "warned"
    assert parse.tokens[words.index("council")].sentence == 1


def test_a_sentence_never_crosses_a_paragraph() -> None:
    assert sentences("Rain fell on Oslo\n\nThe mayor left early.") == ["Rain fell on Oslo", "The mayor left early."]


def test_wrapped_lines_are_one_paragraph() -> None:
    text = "The harbour board voted on Tuesday to close the\nold pier, which had been damaged in the storm\nof last winter."
    assert [p.of(text) for p in paragraphs(text, Span(0, len(text)))] == [text]


def test_a_line_that_ends_a_sentence_ends_its_paragraph() -> None:
    text = '"We lost the roof."\n"We lost the barn."'
    assert sentences(text) == ['"We lost the roof."', '"We lost the barn."']


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Sen. Ida Marsh met Gov. Paul Reyes on Nov. 5 in St. Paul.", 1),
        ("“The bridge is safe,” the engineer said. “We tested it.”", 2),
        ("“The bridge is safe. We tested it,” the engineer said.", 2),
        ("He works for Fenwick Inc. in Ohio. She does not.", 2),
        ("“Is it safe?” he asked.", 1),
    ],
)
def test_sentence_ends(text: str, count: int) -> None:
    assert len(sentences(text)) == count, sentences(text)


def test_hyphenated_words_stay_whole_and_keep_a_usable_lemma() -> None:
    found = lemmas("Her ex-husband is re-evaluating the Auger-Morel bid of the Oslo-based firm.")
    assert found["ex-husband"] == "ex-husband"
    assert found["re-evaluating"] == "re-evaluate"
    assert "Auger-Morel" in found
    assert "Oslo" in found  # a name before an ending such as "-based" stands alone


def test_a_lost_space_before_a_quotation_mark_does_not_glue_words() -> None:
    assert {"papers", "were"} <= lemmas('He said the papers"were taken from a shed."').keys()


def test_a_missing_model_is_named_with_the_remedy() -> None:
    with pytest.raises(UsageError, match=r"xx_no_such_model.*pip install"):
        annotate(article("A text."), ontology(), model="xx_no_such_model")


def test_the_version_names_package_and_library() -> None:
    assert "spaCy 3." in model_version()


def _tokens(text: str) -> dict[str, tuple[str, str, str]]:
    document = read(text)
    words = [text[t.start : t.end] for t in document.tokens]
    return {words[i]: (t.tag, t.dep, words[t.head]) for i, t in enumerate(document.tokens)}


def test_roles_and_names_joined_by_and_are_mended() -> None:
    found = _tokens("Velora sued photographer Ann Lee and set designer Omar Bell.")
    assert found["set"][1:] == ("compound", "designer")
    assert found["Bell"][1:] == ("conj", "Lee")


def test_a_name_is_one_noun() -> None:
    text = "They worked with production company Gate Six and set designer Omar Bell for an ad."
    document = read(text)
    words = [text[t.start : t.end] for t in document.tokens]
    six, gate = words.index("Six"), words.index("Gate")
    assert (document.tokens[six].pos, document.tokens[six].lemma) == ("PROPN", "Six")
    assert document.tokens[gate].head == six
    assert words[document.tokens[six].head] == "company"


def test_two_clauses_are_not_joined() -> None:
    found = _tokens("Velora sued Ann Lee, and Omar Bell denied the charge.")
    assert found["Bell"][1:] == ("nsubj", "denied")


@pytest.mark.parametrize(
    ("text", "left", "out"),
    [
        ("Dalton beat Lyon 2-1 on Saturday.", "Lyon", "2"),
        ("Ana Cruz beat Mia Lund 6-4, 7-6 (5) in Dalton.", "Lund", "7"),
        ("It hired between 10-12 people in May.", "10", "Dalton"),
        ("It sold 10-12 million bricks.", "10", "Dalton"),
        ("Dalton enjoyed a 2-1 win over Lyon.", "2", "6"),
    ],
)
def test_scores_of_matches_are_no_words(text: str, left: str, out: str) -> None:
    words = [text[t.start : t.end] for t in parse_body(article(text)).tokens]
    assert left in "-".join(words).split("-")
    assert out not in "-".join(words).split("-")


def test_verbs_that_the_lemmatizer_mistakes_are_mended() -> None:
    found = lemmas("Ana Cruz hoped to win, and the town staged a play.")
    assert (found["hoped"], found["staged"]) == ("hope", "stage")


def test_staring_is_not_starring() -> None:
    assert lemmas("A boy stared at it, and she starred in it.") | {"stared": "stare", "starred": "star"} == lemmas(
        "A boy stared at it, and she starred in it."
    )
