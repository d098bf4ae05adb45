"""The report: both sides, the words, and no markup out of articles."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.model import Copy, Corpus, Origin
from kg.views import report
from tests.views import factory
from tests.views.pages import story


def make(corpus: Corpus, title: str = "The harbour") -> str:
    return report(story(corpus, title))


def section(text: str, heading: str) -> str:
    return text.split(f"## {heading}\n")[1].split("\n## ")[0]


def test_it_begins_with_what_matters_most_and_every_line_has_its_words() -> None:
    text = section(make(factory.harbour()), "In short")
    lines = [line for line in text.splitlines() if re.match(r"\d+\. ", line)]
    assert lines[0].startswith("1. **Tidewater Port** sued **Bramwell Cranes**")
    assert len(lines) == text.count("> ") <= 10
    assert "3 articles of" in text
    assert not any(word in line for line in lines for word in ("nationality", "has role", "age"))


def test_supported_statements_carry_quote_and_place() -> None:
    text = section(make(factory.harbour()), "Most supported")
    first = text.strip().split("\n\n")[0]
    assert first.startswith(
        "- **Tidewater Port** sued **Bramwell Cranes** (12 May 2031) — 2 sources, denied in 1 source; first "
    )
    assert "“Tidewater Port sued Bramwell Cranes over the collapse" in text
    assert "The Vell Courier, 12 May 2031, news/one.txt, characters 103–206" in text


def test_words_that_open_with_a_quotation_mark_get_no_second() -> None:
    text = make(factory.harbour())
    assert "> “We trusted a machine" in text
    assert "““" not in text


def test_copies_are_one_source_and_who_was_first_is_said() -> None:
    plain = factory.harbour()
    suit = next(s for s in plain.statements if s.predicate == "sued" and len(s.articles) > 1)
    one, other = suit.articles[:2]
    copied = replace(suit, origins=(Origin((one, other), "copies of one report"),))
    statements = tuple(copied if s == suit else s for s in plain.statements)
    text = make(replace(plain, statements=statements, copies=(Copy(other, one, 0.9, True, True, ()),)))
    assert "(1 independent one), denied in 1 source; " in text
    assert "; one origin: copies of one report\n" in section(text, "Most supported")
    single = [int(re.findall(r"\d+", section(t, "Resting on a single source"))[0]) for t in (make(plain), text)]
    assert single[1] == single[0] + 1
    assert "90% of it stands in The Vell Courier, 12 May 2031, news/one.txt" in section(text, "Copies")
    assert "## Copies" not in make(plain)


def test_both_sides_of_a_disagreement_are_quoted() -> None:
    text = section(make(factory.harbour()), "Where sources disagree")
    for words in (
        "Tidewater Port is based in Vell.",
        "has its headquarters in Port Arden.",
        "Marta Quill is 53.",
        "did not sue Bramwell Cranes",
    ):
        assert words in text


def test_what_is_not_reported_stands_apart() -> None:
    text = make(factory.harbour())
    assert "Titan-9 crane" in section(text, "Denied")
    assert "Titan-9 crane**" not in section(text, "Most supported")
    assert "**Seagate Line** acquired **Tidewater Port** — planned" in section(text, "Alleged, planned or possible")
    assert "said by The Vell Courier" in section(text, "Claims by a party")
    assert "**Bramwell Cranes** partnered with **Northgate Bank** (2019)" in section(text, "Ended")
    assert "rest on one source" in section(text, "Resting on a single source")


def test_what_has_a_date_is_told_in_order_with_its_words() -> None:
    text = section(make(factory.harbour()), "Timeline")
    assert [line for line in text.splitlines() if line.startswith(("###", "- "))] == [
        "### 2019",
        "- 2019: **Bramwell Cranes** partnered with **Northgate Bank** — no longer so",
        "### October 2030",
        "- Oct: **Oren Tadd** resigned from **Northgate Bank**",
        "### May 2031",
        "- 12 May: **Tidewater Port** sued **Bramwell Cranes** — disputed",
    ]
    assert "“Tidewater Port sued Bramwell Cranes over the collapse" in text
    assert "## Timeline" not in make(factory.large(20)), "nothing has a date there"


def test_actors_bridges_communities_and_failures() -> None:
    text = make(factory.harbour())
    assert section(text, "Main actors").strip().startswith("- **Tidewater Port** (organization), 9 ties")
    assert section(text, "Who ties groups together").count("\n1. **Tidewater Port**") == 1
    assert "1. around **Tidewater Port**" in section(text, "Groups")
    assert "words: crane, court" in section(text, "Groups")
    assert "- news/torn.pdf: is not readable as text (give it as .txt)" in text


def test_words_of_articles_never_become_markup() -> None:
    text = make(factory.hostile(), factory.HOSTILE[3])
    assert not re.search(r"<(?!\d)[a-z/!]", text, re.I)
    assert not re.search(r"(?<!\\)\]\(", text)
    assert "https://" not in text
    assert "\u202e" not in text
    assert "‹U+202E›" in text
    headings = [line for line in text.splitlines() if line.startswith("#")]
    assert len(headings) == len({*headings})
    assert not any("Heading" in h for h in headings)
    # a quote stays on its line, whatever line breaks the article has
    assert all(line.rstrip().endswith(tuple("0123456789")) for line in text.splitlines() if line.startswith("  > "))


def test_an_empty_corpus_makes_a_report() -> None:
    empty = Corpus((), factory.harbour().resolution, ())
    assert "| statements | 0 |" in make(empty)
