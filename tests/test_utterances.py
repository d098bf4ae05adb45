"""Which quotations are one utterance, and where its versions differ."""

from __future__ import annotations

import itertools
import random

from kg.entities import resolve
from kg.model import Extraction, Quotation, Span
from kg.utterances import Utterance, differences, link
from tests.factories import BASE, Story

WHOLE = "We will rebuild every house on the east bank, basing it off the plans of the old town, before the next winter comes"


def quoting(id: str, words: str, by: str | None = "Ida Nord", *, named: bool = True, kind: str = "direct") -> Extraction:
    story = Story(id)
    speaker = story.chain(by, "Person", named=named) if by else None
    story.quotation(words, speaker)
    if kind == "indirect":
        q = story.quotations[0]
        story.quotations[0] = Quotation(q.id, q.span, q.segments, "indirect", speaker)
    return story.build()


def linked(*articles: Extraction) -> list[Utterance]:
    return list(link(articles, resolve(articles, BASE)))


def test_versions_of_one_utterance_are_linked_whole_and_in_part() -> None:
    (one,) = linked(
        quoting("a", WHOLE),
        quoting("b", WHOLE.replace("basing it off", "basing off")),
        quoting("c", "basing it off the plans of the old town"),
    )
    assert one.articles == ("a", "b", "c")
    assert one.words == WHOLE
    assert [differences(v.words, one.words) for v in one.versions] == [(), (("", "it"),), ()]


def test_quoted_words_inside_a_reported_clause_are_of_its_utterance() -> None:
    def article(outer: str, inner: str) -> Extraction:
        story = Story("a")
        chains = {name: story.chain(name, "Person") for name in ("Ida Nord", "Bo Tarn")}
        span = story.write("she was a scapegoat of the board")
        quoted = Span(span.start + 10, span.start + 19)
        story.quotations.append(Quotation("q1", span, (span,), "indirect", chains[outer]))
        story.quotations.append(Quotation("q2", quoted, (quoted,), "mixed", chains[inner]))
        return story.build()

    (one,) = linked(article("Ida Nord", "Ida Nord"))
    assert [v.words for v in one.versions] == ["she was a scapegoat of the board", "scapegoat"]
    assert len(linked(article("Ida Nord", "Bo Tarn"))) == 2


def test_another_speaker_another_number_and_a_denial_are_other_utterances() -> None:
    said = "The river rose by 3 metres and we have closed the bridge to all lorries"
    others = (
        quoting("b", said, by="Bo Tarn"),
        quoting("c", said.replace("3 metres", "5 metres")),
        quoting("d", said.replace("have closed", "have not closed")),
    )
    for other in others:
        assert len(linked(quoting("a", said), other)) == 2


def test_a_few_words_are_no_evidence_of_one_utterance() -> None:
    assert len(linked(quoting("a", "No comment"), quoting("b", "No comment"))) == 2
    assert len(linked(quoting("a", WHOLE), quoting("b", "the next winter"))) == 2


def test_a_source_without_a_name_joins_by_many_words_but_never_joins_two_names() -> None:
    unnamed = quoting("b", WHOLE, by="an official", named=False)
    (one,) = linked(quoting("a", WHOLE), unnamed)
    assert "ida-nord" in (one.speaker or "")
    two = linked(quoting("a", WHOLE), unnamed, quoting("c", WHOLE, by="Bo Tarn"))
    assert len(two) == 2
    assert {len({v.article for v in u.versions} & {"a", "c"}) for u in two} == {1}
    assert len(linked(quoting("a", "We left the pier early"), quoting("b", "We left the pier early", by=None))) == 2


def test_the_order_of_articles_makes_no_difference() -> None:
    articles = [
        quoting("a", WHOLE),
        quoting("b", WHOLE, by="an official", named=False),
        quoting("c", WHOLE, by="Bo Tarn"),
        quoting("d", "basing it off the plans of the old town", kind="indirect"),
    ]
    found = {tuple(linked(*order)) for order in itertools.permutations(articles)}
    assert len(found) == 1


def test_differences_see_words_not_typography() -> None:
    assert differences("“It’s over,” we said", 'it\'s "over" we said.') == ()
    assert differences("we saw the last ship", "We saw the past ship leave") == (("last", "past"),)


def test_many_quotations_are_linked_in_time_that_grows_with_their_number() -> None:
    """Each compared with each would be 12 million comparisons."""
    rng = random.Random(5)
    words = [f"w{i:x}" for i in range(400)]
    story = Story("a")
    nord = story.chain("Ida Nord", "Person")
    for number in range(2500):
        story.quotation(" ".join(["in the name of the council we say", *rng.choices(words, k=14), f"n{number}"]), nord)
    other = Story("b")
    nord = other.chain("Ida Nord", "Person")
    first = story.build()
    for q in first.quotations:
        other.quotation(q.span.of(first.article.text) + " today", nord)
    second = other.build()
    found = linked(first, second)
    assert len(found) == 2500
    assert all(len(u.articles) == 2 for u in found)


def test_a_hull_without_words_is_harmless() -> None:
    story = Story("a")
    nord = story.chain("Ida Nord", "Person")
    story.write("… …")
    story.quotations.append(Quotation("q1", Span(0, 0), (), "direct", nord))
    assert len(linked(story.build(), story.build())) >= 1
