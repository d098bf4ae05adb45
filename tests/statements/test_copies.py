"""Which passages and articles are copies of one report, and which only tell of one event."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace
from pathlib import Path

import pytest

from kg import articles
from kg.model import Article, Copy, Extraction, Span
from kg.settings import Settings
from kg.statements import copies
from kg.statements.passages import passages
from tests.statements.wire import EDITED, INDEPENDENT, SAID, SHORTENED, WIRE, article

SEEDS = Path(__file__).parents[2] / "seeds"


def only(*extractions: Extraction) -> Copy:
    (copy,) = copies.find(extractions).copies
    return copy


def words(extraction: Extraction, *spans: Span) -> list[str]:
    return [span.of(extraction.article.text) for span in spans]


def test_a_copy_with_another_lead_and_changed_words_is_a_copy_as_a_whole() -> None:
    wire, edited = article("a", WIRE, "2024-03-02"), article("b", EDITED, "2024-03-03")
    copy = only(wire, edited)
    assert (copy.article, copy.source, copy.wholly, copy.dated) == ("b", "a", True, True)
    assert 0.5 < copy.share < 1
    assert words(edited, *(here for here, _ in copy.passages)) == [EDITED[1], EDITED[3], EDITED[4]]
    assert words(wire, *(there for _, there in copy.passages)) == [WIRE[1], WIRE[3], WIRE[4]]


def test_a_rewrite_that_shortens_or_wraps_a_paragraph_has_it() -> None:
    wire, short = article("a", WIRE, "2024-03-02"), article("b", SHORTENED, "2024-03-03")
    found = copies.find([wire, short])
    (lead,) = found.at("a", wire.article.body[:1])
    assert lead in found.at("b", short.article.body[:1])
    assert found.at("a", wire.article.body[1:2]) == found.at("b", short.article.body[1:2]) != (lead,)
    assert found.at("a", wire.article.body[3:]) == ()


def test_reports_of_one_event_that_quote_the_same_words_are_no_copies() -> None:
    found = copies.find([article("a", WIRE), article("b", INDEPENDENT)])
    assert found == copies.Copied()
    quoted = article("b", (f"{SAID} {SAID}", *INDEPENDENT))
    assert copies.find([article("a", (f"{SAID} {SAID}", *WIRE)), quoted]) == copies.Copied()


def test_the_sample_articles_are_independent_and_edited_copies_of_them_are_found() -> None:
    seeds = [a for a in articles.read([str(SEEDS)], Settings()) if isinstance(a, Article)]
    originals = [Extraction(a, (), {}, (), ()) for a in seeds]
    assert copies.find(originals) == copies.Copied()
    vocabulary = sorted({word for a in seeds for word in a.text.split() if word.isalpha()})
    for changed in (0.05, 0.1, 0.2):
        chance = random.Random(5)
        edited = [
            article(f"{a.id} copy", tuple(_edit(span.of(a.text), changed, vocabulary, chance) for span in a.body))
            for a in seeds
        ]
        wholly = {
            (c.article.removesuffix(" copy"), c.source.removesuffix(" copy"))
            for c in copies.find([*originals, *edited]).copies
            if c.wholly
        }
        assert wholly == {(a.id, a.id) for a in seeds}, changed


def _edit(text: str, changed: float, vocabulary: list[str], chance: random.Random) -> str:
    return " ".join(chance.choice(vocabulary) if chance.random() < changed else word for word in text.split())


@pytest.mark.parametrize(
    ("wire", "paper", "source", "dated"),
    [
        ("2024-03-03", "2024-03-02", "paper", True),
        ("2024-03-02", "2024-03-02", "wire", False),  # of one day: the longer text
        ("2024-03-02T18:00Z", "2024-03-02T09:00Z", "paper", True),
        (None, None, "wire", False),
        (None, "2024-03-02", "paper", False),
    ],
)
def test_the_earlier_is_the_source_where_dates_tell(wire: str | None, paper: str | None, source: str, dated: bool) -> None:
    copy = only(article("wire", WIRE, wire), article("paper", WIRE[:4], paper))
    assert (copy.source, copy.dated) == (source, dated)


def test_the_part_of_a_long_report_that_was_taken_from_another_makes_no_copy_of_it() -> None:
    long = article("b", (*WIRE[:2], *INDEPENDENT), "2024-03-03")
    assert not only(article("a", WIRE, "2024-03-02"), long).wholly


def test_what_is_likely_is_believed_of_one_author_or_agency_alone() -> None:
    one = article(
        "a", ("The upper weir in Dunmore was built in 1902 by the mill, and farmers have cursed it ever since then.",)
    )
    other = article(
        "b", ("Farmers still curse the upper weir in Dunmore, which was built in 1902 by the mill’s second owner, they say.",)
    )
    assert copies.find([one, other]).copies == ()
    signed = [replace(x, article=replace(x.article, byline=by)) for x, by in ((one, "Ana Cruz"), (other, "By ANA  CRUZ"))]
    assert {only(*signed).article, only(*signed).source} == {"a", "b"}
    wired = []
    for x in (one, other):
        text = f"DUNMORE (Coastwire) - {x.article.text}"
        body = tuple(Span(len(text) - len(x.article.text), len(text)) for _ in x.article.body)
        wired.append(replace(x, article=replace(x.article, text=text, body=body)))
    assert {only(*wired).article, only(*wired).source} == {"a", "b"}


def test_captions_and_a_few_stock_words_are_no_copies() -> None:
    stock = "This is a developing story and will be updated."
    assert copies.find([article("a", (*WIRE[:2], stock)), article("b", (*INDEPENDENT, stock))]).copies == ()
    captioned = [article("a", WIRE[:1]), article("b", WIRE[:1])]
    pictures = [replace(x, article=replace(x.article, captions=x.article.body)) for x in captioned]
    assert copies.find(pictures).copies == ()


def test_a_long_paragraph_is_compared_piece_by_piece() -> None:
    blob = " ".join((*INDEPENDENT[2:], *INDEPENDENT[:1], *INDEPENDENT[2:], WIRE[0], *INDEPENDENT[2:]))
    found = passages(article("b", (blob,)))
    assert len(found) > 2
    assert all(passage.words <= 70 for passage in found)
    assert [p.span.start for p in found][1:] == [p.span.end for p in found][:-1]
    assert only(article("a", WIRE), article("b", (blob,))).passages


def test_what_is_proposed_is_what_comparing_each_with_each_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(3)
    vocabulary = sorted({word for text in (*WIRE, *INDEPENDENT) for word in text.split() if word.isalpha()})
    texts = [" ".join(chance.choices(vocabulary, k=30)) for _ in range(120)]
    texts += [_edit(text, 0.1, vocabulary, chance) for text in texts]
    made = [article(f"{n:03}", tuple(texts[n::59])) for n in range(59)]
    proposed = copies.find(made)
    assert len(proposed.copies) > 50
    assert copies.find(made[::-1]) == proposed
    monkeypatch.setattr(copies, "_proposed", lambda rows: itertools.combinations(range(len(rows)), 2))
    assert copies.find(made) == proposed


def test_many_copies_of_one_report_are_one_group() -> None:
    chance = random.Random(3)
    vocabulary = "river court weir autumn winter board company people county order".split()
    plain = tuple(paragraph for paragraph in WIRE if paragraph != SAID)
    made = [article("000", plain, "2024-03-01")]
    made += [article(f"{n:03}", tuple(_edit(p, 0.05, vocabulary, chance) for p in plain), "2024-03-02") for n in range(1, 80)]
    found = copies.find(made)
    assert {found.at(x.article.id, x.article.body[:1]) for x in made} == {found.at("000", made[0].article.body[:1])}
    assert {c.source for c in found.copies} == {"000"}
    assert len(set(found.families.values())) == 1
