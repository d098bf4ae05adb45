"""Which date a statement gets on each clock, how it is said there, and in what order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kg import ontology
from kg.analysis import Moment, chronicle
from kg.entities import resolve
from kg.model import Corpus, Extraction, LiteralValue
from kg.statements import state
from tests.factories import BASE, Story


def corpus(*stories: Story | Extraction) -> Corpus:
    extractions = tuple(s.build() if isinstance(s, Story) else s for s in stories)
    resolution = resolve(extractions, BASE)
    statements, drops, _ = state(extractions, resolution, ontology.load(), 0.5, BASE)
    return Corpus(extractions, resolution, statements, drops)


def suit(id: str, published: str | None = "2024-03-02", by: str | None = None, **given: Any) -> Story:
    """An article in which Fell Mill sues Vale Board."""
    story = Story(id, published=published)
    mill, board = story.chain("Fell Mill"), story.chain("Vale Board")
    speaker = story.chain(by, "Person") if by else None
    story.claim(mill, "sued", board, f"Fell Mill sued the board, {id} says.", by=speaker, **given)
    return story


def at(*times: str) -> list[Story]:
    """An article for each time at which Fell Mill sues."""
    return [suit(f"{n}.txt", time=time) for n, time in enumerate(times)]


def dated(*stories: Story) -> list[tuple[str, str, bool]]:
    return [(m.when, m.kind, m.differs) for m in chronicle(corpus(*stories)).moments]


def test_the_claims_own_words_date_it_and_publication_never_does() -> None:
    found = chronicle(corpus(suit("a.txt", time="2024-02-26"), suit("b.txt")))
    (moment,) = found.moments
    assert (moment.when, moment.first, moment.last, moment.precision) == ("2024-02-26", (2024, 2, 26), (2024, 2, 26), "day")
    assert (moment.origin, moment.articles, moment.published) == ("claim", ("a.txt",), "2024-03-02")
    assert (moment.subject, moment.predicate, moment.object) == ("Fell Mill", "sued", "Vale Board")
    without = chronicle(corpus(suit("b.txt")))
    assert (without.moments, without.undated) == ((), 1)


def test_less_exact_dates_of_the_same_time_are_one_moment_and_other_dates_stand_apart() -> None:
    assert dated(suit("a.txt", time="2024"), suit("b.txt", time="2024-02"), suit("c.txt", time="2024-02-26")) == [
        ("2024-02-26", "asserted", False)
    ]
    assert dated(suit("a.txt", time="2024-02-26"), suit("b.txt", time="2024-02-27")) == [
        ("2024-02-26", "asserted", True),
        ("2024-02-27", "asserted", True),
    ]
    # a month that either day may be in belongs to neither of them
    assert [when for when, *_ in dated(*at("2024-02", "2024-02-26", "2024-02-27"))] == ["2024-02", "2024-02-26", "2024-02-27"]
    # what may be the same time does not differ
    weeks = at("2024-02-20/2024-02-27", "2024-02-26/2024-03-05", "2024-03-05/2024-03-09")
    assert [differs for *_, differs in dated(*weeks)] == [True, False, True]


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ({"modality": "planned"}, "planned"),
        ({"modality": "alleged"}, "alleged"),
        ({"polarity": "negative"}, "denied"),
        ({"by": "Bo Tarn"}, "attributed"),
    ],
)
def test_a_moment_is_as_firm_as_the_claims_that_give_its_date(given: dict[str, Any], kind: str) -> None:
    plain = suit("a.txt", published="2024-03-09")
    (moment,) = chronicle(corpus(plain, suit("b.txt", time="2024-03-01", **given))).moments
    assert moment.kind == kind
    assert moment.article == "b.txt"
    assert moment.span.of(suit("b.txt", **given).build().article.text).startswith("Fell Mill sued the board, b.txt")


def test_an_own_voice_denial_elsewhere_outdoes_a_dated_report() -> None:
    (moment,) = chronicle(corpus(suit("a.txt", time="2024-03-01"), suit("b.txt", polarity="negative"))).moments
    assert (moment.kind, moment.disputed, moment.articles) == ("denied", True, ("a.txt",))


def test_a_plan_a_denial_or_an_end_on_another_day_is_no_disagreement_about_the_date() -> None:
    for given in ({"modality": "planned"}, {"polarity": "negative", "by": "Bo Tarn"}, {"status": "ended"}):
        rows = dated(suit("a.txt", time="2024-03-01"), suit("b.txt", time="2025-01-01", **given))
        assert [differs for *_, differs in rows] == [False, False], given


def test_a_statement_about_a_date_stands_at_that_date() -> None:
    stories = []
    for id_, year in (("a.txt", "1980"), ("b.txt", "1981")):
        story = Story(id_)
        story.claim(story.chain("Bo Tarn", "Person"), "dateOfBirth", LiteralValue(year, "xsd:gYear"), f"Tarn, born in {year}.")
        stories.append(story)
    found = chronicle(corpus(*stories)).moments
    assert [(m.when, m.origin, m.precision, m.object, m.differs) for m in found] == [
        ("1980", "object", "year", "1980", True),
        ("1981", "object", "year", "1981", True),
    ]
    assert chronicle(corpus(stories[0])).moments[0].differs is False


def test_other_clocks_tell_when_it_was_first_published_and_read() -> None:
    late = replace(suit("a.txt", published="2024-03-09", time="2024-02-26").build())
    late = replace(late, article=replace(late.article, retrieved="2024-03-10"))
    early = suit("b.txt", published="2024-03-04", modality="alleged").build()
    nobody = suit("c.txt", published=None).build()
    whole = corpus(late, early, nobody)
    (first,) = chronicle(whole, "published").moments
    assert (first.when, first.origin, first.kind, first.articles) == ("2024-03-04", "published", "alleged", ("b.txt",))
    assert first.held == ("2024-02-26",)
    (read,) = chronicle(whole, "read").moments
    assert (read.when, read.origin, read.articles) == ("2024-03-10", "retrieved", ("a.txt",))
    assert chronicle(corpus(nobody), "published") == chronicle(corpus(nobody), "published")
    assert (chronicle(corpus(nobody), "published").moments, chronicle(corpus(nobody), "published").undated) == ((), 1)


def several() -> Corpus:
    story = Story("a.txt")
    mill, board, tarn = story.chain("Fell Mill"), story.chain("Vale Board"), story.chain("Bo Tarn", "Person")
    story.claim(mill, "sued", board, time="2024-05-02")
    story.claim(tarn, "criticized", mill, time="2024")
    story.claim(tarn, "praised", board, time="2024-01")
    story.claim(mill, "acquired", board, time="../2023")
    story.claim(tarn, "criticized", board, time="2024-01-01")
    return corpus(story)


def whens(moments: tuple[Moment, ...]) -> list[str]:
    return [m.when for m in moments]


def test_earlier_first_and_of_one_beginning_the_longer_first() -> None:
    assert whens(chronicle(several()).moments) == ["../2023", "2024", "2024-01", "2024-01-01", "2024-05-02"]
    turned = several()
    turned = replace(turned, extractions=turned.extractions[::-1], statements=turned.statements[::-1])
    assert chronicle(turned) == chronicle(several())


def test_bounds_keep_what_may_lie_between_and_an_entity_only_its_own() -> None:
    whole = several()
    assert whens(chronicle(whole, start="2024-05").moments) == ["2024", "2024-05-02"]
    assert whens(chronicle(whole, end="2023").moments) == ["../2023"]
    assert whens(chronicle(whole, start="2024-01-01", end="2024-01-31").moments) == ["2024", "2024-01", "2024-01-01"]
    tarn = next(e.iri for e in whole.resolution.entities if e.label == "Bo Tarn")
    assert whens(chronicle(whole, entity=tarn).moments) == ["2024", "2024-01", "2024-01-01"]
