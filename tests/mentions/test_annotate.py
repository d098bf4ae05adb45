"""The whole of annotate: ids, labels, reasons, order, and that nothing depends on chance."""

from __future__ import annotations

from dataclasses import replace

from kg.mentions import annotate
from tests.mentions.reading import article, chain, ontology, read

STORY = (
    "Tamsin Oduya, 42, the chief executive of Velora, resigned on Monday. "
    "The company said she had asked its board for leave.\n\n"
    "“I have no regrets,” Oduya told The Baltic Post. Her husband, Paul Reyes, runs the rival firm Fenwick Tools, Inc.\n\n"
    "Velora’s bold holiday campaign had angered parents in Brenzau, Ohio. Critics hated the campaign."
)


def test_every_span_is_the_words_of_the_article() -> None:
    document = read(STORY)
    for mention in document.mentions:
        assert mention.span.of(STORY) == mention.text
        token = document.tokens[mention.head]
        assert mention.span.start <= token.start < token.end <= mention.span.end


def test_chains_are_numbered_by_first_appearance_and_every_mention_has_one() -> None:
    document = read(STORY)
    seen = list(dict.fromkeys(m.chain for m in document.mentions))
    assert seen == [f"e{n}" for n in range(1, len(seen) + 1)]
    assert set(seen) == set(document.chains)
    assert all(m.reason for m in document.mentions)
    assert [m.span.start for m in document.mentions] == sorted(m.span.start for m in document.mentions)


def test_labels_are_full_names_without_titles_and_unnamed_chains_say_most() -> None:
    document = read(STORY)
    person = chain(document, "Oduya")
    assert (person.label, person.named, person.type) == ("Tamsin Oduya", True, "Person")
    assert "Oduya" in person.aliases
    campaign = chain(document, "the campaign")
    assert (campaign.label, campaign.named) == ("bold holiday campaign", False)


def test_a_document_has_values_and_quotations_with_speakers() -> None:
    document = read(STORY)
    assert any(v.kind == "age" and v.value == "42" for v in document.values)
    spoken = next(q for q in document.quotations if q.kind == "direct")
    assert document.chains[spoken.speaker or ""].label == "Tamsin Oduya"


def test_the_same_article_gives_the_same_document() -> None:
    given = article(STORY)
    assert annotate(given, ontology()) == annotate(replace(given), ontology())


def test_an_empty_body_gives_an_empty_document() -> None:
    document = annotate(replace(article("Menu"), body=()), ontology())
    assert (document.tokens, document.mentions, document.quotations) == ((), (), ())


def test_furniture_is_never_mentioned() -> None:
    text = "Velora closed a plant.\n\nRead more: Tamsin Oduya in Leeds"
    document = annotate(article(text, (0, 22)), ontology())
    assert [c.label for c in document.chains.values() if c.named] == ["Velora"]
