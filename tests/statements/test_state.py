"""What becomes a statement, when its plain triple stands, who is behind it and what it disagrees with."""

from __future__ import annotations

import itertools
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from kg import ontology
from kg.entities import resolve
from kg.model import Drop, Extraction, LiteralValue, Quotation, Resolution, Span, Statement
from kg.ontology import Ontology
from kg.statements import state
from tests.factories import BASE, Story, renamed


@cache
def words() -> Ontology:
    """Our ontology, with the relation for the end of a partnership marked as such."""
    loaded = ontology.load()
    ended = replace(loaded.relations["endedPartnershipWith"], status="ended", parents=("partneredWith",))
    return replace(loaded, relations={**loaded.relations, ended.name: ended})


def run(*articles: Extraction | Story) -> tuple[tuple[Statement, ...], tuple[Drop, ...], Resolution]:
    extractions = [a.build() if isinstance(a, Story) else a for a in articles]
    resolution = resolve(extractions, BASE)
    return *state(extractions, resolution, words(), 0.5, BASE)[:2], resolution


def only(*articles: Extraction | Story) -> Statement:
    statements, drops, _ = run(*articles)
    assert drops == ()
    (statement,) = statements
    return statement


def says(
    id: str,
    predicate: str = "sued",
    sentence: str = "",
    published: str | None = "2024-03-02",
    by: str | None = None,
    **given: Any,
) -> Story:
    """An article in which Fell Mill does something to Vale Water Board."""
    story = Story(id, published=published)
    mill, board = story.chain("Fell Mill"), story.chain("Vale Water Board")
    speaker = story.chain(by, "Person") if by else None
    story.claim(mill, predicate, board, sentence or f"In {id} Fell Mill did it to the board.", by=speaker, **given)
    return story


def value(
    id: str, predicate: str, object: LiteralValue, subject: str = "Bo Tarn", type_: str = "Person", **given: Any
) -> Story:
    story = Story(id, published=given.pop("published", "2024-03-02"))
    story.claim(story.chain(subject, type_), predicate, object, f"{subject} {predicate} {object.value} in {id}.", **given)
    return story


# ------------------------------------------------------------------ claims → statements


def test_two_articles_saying_the_same_are_one_statement() -> None:
    statement = only(says("a"), says("b"))
    assert statement.articles == ("a", "b")
    assert len(statement.claims) == 2
    assert len(statement.origins) == 2
    assert statement.asserted
    assert not statement.disputed
    assert statement.id.startswith(BASE + "statement/fell-mill-sued-vale-water-board-")


def test_a_symmetric_relation_is_one_statement_in_both_directions() -> None:
    other = Story("b")
    board, mill = other.chain("Vale Water Board"), other.chain("Fell Mill")
    other.claim(board, "partneredWith", mill)
    statement = only(says("a", "partneredWith"), other)
    assert statement.articles == ("a", "b")
    assert isinstance(statement.object, str)
    assert statement.subject < statement.object


def test_types_are_enforced_on_the_entity_and_a_strong_runner_up_will_do() -> None:
    story = Story("a")
    place = story.chain("Marlow", (("Place", 0.6), ("Organization", 0.3)))
    mill = story.chain("Fell Mill")
    river = story.chain("River Vale", (("Place", 0.9), ("Organization", 0.1)))
    story.claim(place, "acquired", mill)
    wrong = story.claim(river, "acquired", mill)
    statements, drops, _ = run(story)
    assert [s.subject.rpartition("/")[2][:6] for s in statements] == ["marlow"]
    assert drops == (Drop(wrong, "Place is not in the domain of acquired"),)


def test_a_claim_that_fits_nowhere_is_dropped_with_its_reason() -> None:
    story = Story("a")
    mill, bo = story.chain("Fell Mill"), story.chain("Bo Tarn", "Person")
    it = story.chain("it", "Organization", named=False, kind="pronoun")
    reasons = {
        story.claim(it, "sued", mill): "the subject is not resolved",
        story.claim(mill, "sued", it): "the object is not resolved",
        story.claim(mill, "sued", mill): "subject and object are one entity",
        story.claim(mill, "befriended", bo): "befriended is no relation of the ontology",
        story.claim(bo, "age", mill): "Organization is not in the range of age",
        story.claim(bo, "age", LiteralValue("old")): "xsd:string is not in the range of age",
        story.claim(mill, "sued", LiteralValue("them")): "xsd:string is not in the range of sued",
    }
    statements, drops, _ = run(story)
    assert statements == ()
    assert {d.claim: d.reason for d in drops} == reasons


def test_one_amount_in_two_spellings_is_one_value() -> None:
    amounts = [LiteralValue(v, "xsd:decimal", "USD") for v in ("25000000", "25000000.00")]
    statement = only(*(value(id, "claimAmount", v, "Fell v Vale", "LegalCase") for id, v in zip("ab", amounts, strict=True)))
    assert statement.articles == ("a", "b")
    assert statement.object == amounts[0]


# ------------------------------------------------------------------ the plain triple


@pytest.mark.parametrize(
    "given",
    [
        {"polarity": "negative"},
        {"modality": "alleged"},
        {"modality": "planned"},
        {"modality": "possible"},
        {"status": "ended"},
        {"confidence": 0.4},
        {"by": "Ida Nord"},
    ],
)
def test_what_is_denied_alleged_planned_ended_unsure_or_a_partys_word_is_no_plain_triple(given: dict[str, Any]) -> None:
    statement = only(says("a", **given))
    assert not statement.asserted
    assert only(says("a", **given), says("b", published="2024-03-03")).asserted  # somebody else reports it later


DENIALS = [
    ("2024-03-01", True),  # an earlier denial is overtaken
    ("2024-03-02", False),
    ("2024-03-03", False),
    ("2024-03", True),  # its first day is earlier
    (None, False),
]


@pytest.mark.parametrize("given", [{"polarity": "negative"}, {"status": "ended"}])
@pytest.mark.parametrize(("published", "stands"), DENIALS)
def test_an_own_voice_denial_or_end_counts_unless_it_is_earlier(
    given: dict[str, Any], published: str | None, stands: bool
) -> None:
    statement = only(says("a", published="2024-03-02"), says("b", published=published, **given))
    assert statement.asserted is stands
    assert statement.disputed is (given == {"polarity": "negative"})


def test_the_time_of_what_is_claimed_goes_before_the_date_of_the_article() -> None:
    denial = says("b", published="2024-03-09", polarity="negative", time="2024-02")
    assert only(says("a", published="2024-03-02"), denial).asserted


def test_an_undated_report_does_not_outlive_a_denial() -> None:
    assert not only(says("a", published=None), says("b", polarity="negative")).asserted


def test_a_partys_denial_disputes_but_does_not_fell_the_report() -> None:
    statement = only(says("a"), says("b", polarity="negative", by="Ida Nord"))
    assert statement.asserted
    assert statement.disputed


@pytest.mark.parametrize(
    ("given", "stands"),
    [({}, False), ({"by": "Ida Nord"}, True), ({"polarity": "negative"}, True), ({"modality": "alleged"}, True)],
)
def test_a_relation_that_means_the_end_of_another_ends_it(given: dict[str, Any], stands: bool) -> None:
    end = Story("b", published="2024-03-05")
    board, mill = end.chain("Vale Water Board"), end.chain("Fell Mill")
    speaker = given.pop("by", None)
    end.claim(board, "endedPartnershipWith", mill, by=end.chain(speaker, "Person") if speaker else None, **given)
    statements, _, _ = run(says("a", "partneredWith"), end)
    partnered = next(s for s in statements if s.predicate == "partneredWith")
    assert partnered.asserted is stands


def test_a_later_report_of_a_new_partnership_stands_again() -> None:
    end = Story("b", published="2024-03-05")
    end.claim(end.chain("Fell Mill"), "endedPartnershipWith", end.chain("Vale Water Board"))
    statements, _, _ = run(says("a", "partneredWith"), end, says("c", "partneredWith", published="2024-09-01"))
    assert next(s for s in statements if s.predicate == "partneredWith").asserted


# ------------------------------------------------------------------ origins


def test_copies_of_one_report_are_one_origin() -> None:
    words_ = "The \u201cold\u201d mill sued the board on Monday."
    copy = 'The "old"  mill sued the Board on Monday.'
    statement = only(
        says("a", sentence=words_), says("b", sentence=copy), says("c", sentence="On Monday the mill went to court.")
    )
    assert len(statement.articles) == 3
    assert len(statement.origins) == 2


def test_one_article_is_one_origin_however_often_it_says_so() -> None:
    story = Story("a")
    mill, board = story.chain("Fell Mill"), story.chain("Vale Water Board")
    story.claim(mill, "sued", board, "The mill sued the board.")
    story.claim(mill, "sued", board, "That suit was filed in May.")
    assert len(only(story).origins) == 1


def test_one_utterance_quoted_by_many_is_one_origin_and_another_speaker_is_another() -> None:
    said = "we have taken the water board to court over the river this week"
    statement = only(
        says("a", by="Ida Nord", sentence=f"Ida Nord said: {said}."),
        says("b", by="Ida Nord", sentence=f"Ida Nord said: {said}, and more."),
        says("c", by="Bo Tarn", sentence=f"Ida Nord said: {said}."),
    )
    assert len(statement.origins) == 2
    assert not statement.asserted


def test_a_slip_of_the_pen_makes_no_new_utterance() -> None:
    said = "We sincerely regret that the works by the river {} have caused the town concern"
    assert (
        len(only(*(says(id, by="Ida Nord", sentence=said.format(word)) for id, word in (("a", "may"), ("b", "many")))).origins)
        == 1
    )


def test_a_piece_of_an_utterance_in_quotation_marks_is_that_utterance() -> None:
    def quoting(id: str, sentence: str, words_: str) -> Extraction:
        story = says(id, by="Ida Nord", sentence=sentence)
        start = story.text.index(words_)
        span = Span(start, start + len(words_))
        story.quotations.append(Quotation("q1", span, (span,), "direct", "e3"))
        return story.build()

    whole = "we are re-considering our suit"
    statement = only(
        quoting("a", f"\u201c{whole},\u201d Nord said.", whole),
        quoting("b", "Nord is \u201creconsidering\u201d what she filed, she says.", "reconsidering"),
    )
    assert len(statement.origins) == 1


def test_different_claims_on_one_long_utterance_are_one_origin() -> None:
    whole = "We sued the board over the weir in March, and nobody who knows the river can say that we did so lightly"

    def quoting(id: str, sentence: str) -> Extraction:
        story = says(id, by="Ida Nord", sentence=sentence)
        span = story.write(whole)
        story.quotations.append(Quotation("q1", span, (span,), "direct", "e3"))
        claim = story.claims[0]
        start = story.text.index(sentence)
        story.claims[0] = replace(claim, evidence=(Span(start, start + len(sentence)), span))
        return story.build()

    statement = only(quoting("a", "Nord spoke of the suit."), quoting("b", "To investors she defended going to court."))
    assert len(statement.articles) == 2
    assert len(statement.origins) == 1


def test_a_speaker_is_one_origin_in_one_article() -> None:
    story = Story("a")
    mill, board, nord = story.chain("Fell Mill"), story.chain("Vale Water Board"), story.chain("Ida Nord", "Person")
    story.claim(mill, "sued", board, "We filed in March, Nord said.", by=nord)
    story.claim(mill, "sued", board, "The litigation has begun, she wrote to investors.", by=nord)
    assert len(only(story).origins) == 1


def test_different_utterances_of_one_speaker_are_different_origins() -> None:
    statement = only(
        says("a", by="Ida Nord", sentence="We sued them in March, Nord told investors."),
        says("b", by="Ida Nord", sentence="Nord wrote that litigation against the water company had begun."),
    )
    assert len(statement.origins) == 2


def test_those_who_deny_are_no_origin_of_what_they_deny() -> None:
    assert len(only(says("a"), says("b", polarity="negative")).origins) == 1
    assert len(only(says("a", polarity="negative")).origins) == 1


# ------------------------------------------------------------------ disagreements


def national(id: str, country: str, **given: Any) -> Story:
    story = Story(id)
    story.claim(story.chain("Fell Mill"), "nationality", story.chain(country, "Place"), **given)
    return story


def test_two_nationalities_disagree_and_both_statements_say_so() -> None:
    statements, _, _ = run(national("a", "Italy"), national("b", "Spain"))
    left, right = statements
    assert left.conflicts_with == (right.id,)
    assert right.conflicts_with == (left.id,)


@pytest.mark.parametrize("given", [{"polarity": "negative"}, {"status": "ended"}])
def test_what_is_denied_or_over_contradicts_no_other_value(given: dict[str, Any]) -> None:
    statements, _, _ = run(national("a", "Italy"), national("b", "Spain", **given))
    assert all(s.conflicts_with == () for s in statements)


def test_relations_that_may_have_many_values_do_not_disagree() -> None:
    other = Story("b")
    other.claim(other.chain("Fell Mill"), "sued", other.chain("Tern Bank"))
    statements, _, _ = run(says("a"), other)
    assert [s.conflicts_with for s in statements] == [(), ()]


def test_a_city_and_its_country_agree() -> None:
    def born(id: str, place: str) -> Story:
        story = Story(id)
        story.claim(story.chain("Bo Tarn", "Person"), "placeOfBirth", story.chain(place, "Place"))
        return story

    atlas = Story("c")
    atlas.claim(atlas.chain("Dunmore", "Place"), "locatedIn", atlas.chain("Norland", "Place"))

    def clashes(*articles: Story) -> list[bool]:
        return [bool(s.conflicts_with) for s in run(*articles)[0] if s.predicate == "placeOfBirth"]

    assert clashes(born("a", "Dunmore"), born("b", "Norland")) == [True, True]
    assert clashes(born("a", "Dunmore"), born("b", "Norland"), atlas) == [False, False]


@pytest.mark.parametrize(
    ("left", "right", "clash"),
    [
        (("2008", "xsd:gYear"), ("2008-05-02", "xsd:date"), False),
        (("2008-05", "xsd:gYearMonth"), ("2008-05-02", "xsd:date"), False),
        (("2008-06", "xsd:gYearMonth"), ("2008-05-02", "xsd:date"), True),
        (("2008", "xsd:gYear"), ("2009", "xsd:gYear"), True),
    ],
)
def test_dates_disagree_unless_one_holds_the_other(left: tuple[str, str], right: tuple[str, str], clash: bool) -> None:
    statements, _, _ = run(*(value(id, "dateOfBirth", LiteralValue(*v)) for id, v in zip("ab", (left, right), strict=True)))
    assert [bool(s.conflicts_with) for s in statements] == [clash, clash]


@pytest.mark.parametrize(
    ("age", "published", "clash"),
    [("42", "2024-03-02", True), ("42", "2024-11-02", False), ("44", "2024-11-02", True), ("45", "2028-03-02", False)],
)
def test_an_age_goes_up_with_the_years(age: str, published: str, clash: bool) -> None:
    first = value("a", "age", LiteralValue("41", "xsd:integer", "year"))
    second = value("b", "age", LiteralValue(age, "xsd:integer", "year"), published=published)
    statements, _, _ = run(first, second)
    assert [bool(s.conflicts_with) for s in statements] == [clash, clash]


def test_pounds_and_dollars_are_not_compared() -> None:
    amounts = [LiteralValue("10", "xsd:decimal", "USD"), LiteralValue("8", "xsd:decimal", "GBP")]
    statements, _, _ = run(
        *(value(id, "claimAmount", v, "Fell v Vale", "LegalCase") for id, v in zip("ab", amounts, strict=True))
    )
    assert [s.conflicts_with for s in statements] == [(), ()]


# ------------------------------------------------------------------ order


def test_the_order_of_articles_and_claims_makes_no_difference() -> None:
    articles = [
        national("a", "Italy").build(),
        national("b", "Spain").build(),
        says("c", by="Ida Nord").build(),
        renamed(says("d").build(), "e"),
        says("f", "partneredWith", polarity="negative").build(),
    ]
    resolution = resolve(articles, BASE)
    expected = state(articles, resolution, words(), 0.5, BASE)
    for order in itertools.permutations(articles, len(articles)):
        assert state([replace(a, claims=a.claims[::-1]) for a in order], resolution, words(), 0.5, BASE) == expected
    assert [s.id for s in expected[0]] == sorted(s.id for s in expected[0])
