"""What a classifier of pairs tells becomes claims as the rules' readings do: typed, judged, and with their words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg import claims, mentions, reading
from kg.articles import make
from kg.claims import Learned
from kg.learned.passages import Passage, passages
from kg.model import Claim


class Told:
    """A classifier that tells one relation between two things of each sentence that has both, by their words."""

    def __init__(self, subject: str, relation: str, object_: str, likely: float = 0.9) -> None:
        self.words, self.relation, self.likely = (subject, object_), relation, likely

    def relations(self, passage: Passage) -> Iterator[tuple[int, int, str, float]]:
        found = [[n for n, t in enumerate(passage.things) if t.span.of(passage.text) == words] for words in self.words]
        if all(found):
            yield found[0][0], found[1][0], self.relation, self.likely


def read(text: str, *told: str, likely: float = 0.9) -> list[Claim]:
    ontology = reading.load_ontology(())
    document = mentions.annotate(make("a.txt", text, id="a.txt"), ontology)
    found = claims.extract(document, ontology, (Learned(Told(*told, likely=likely)),))
    return [c for c in found if c.predicate == told[1]]


def one(text: str, *told: str) -> Claim:
    (found,) = read(text, *told)
    return found


HELD = ("Orla Finch", "memberOf", "Vesta Group")


def test_a_reading_becomes_a_claim_with_its_sentence() -> None:
    claim = one("It rained. Orla Finch keeps the books at Vesta Group these days. It stopped.", *HELD)
    assert claim.extractors == ("learned",)
    assert (claim.polarity, claim.modality, claim.attributed_to) == ("positive", "asserted", None)
    assert claim.evidence[0].start == len("It rained. ")
    assert claim.confidence == 0.9


@pytest.mark.parametrize(
    ("sentence", "polarity", "modality", "status"),
    [
        ("Orla Finch never kept the books at Vesta Group.", "negative", "asserted", None),
        ("Orla Finch may keep the books at Vesta Group.", "positive", "possible", None),
        ("Orla Finch will keep the books at Vesta Group.", "positive", "planned", None),
        ("Orla Finch allegedly kept the books at Vesta Group.", "positive", "alleged", None),
        ("Orla Finch no longer keeps the books at Vesta Group.", "positive", "asserted", "ended"),
        ("Orla Finch is a former typist at Vesta Group.", "positive", "asserted", "ended"),
    ],
)
def test_denial_hedges_and_ends_are_judged(sentence: str, polarity: str, modality: str, status: str | None) -> None:
    claim = one(sentence, *HELD)
    assert (claim.polarity, claim.modality) == (polarity, modality)
    assert status is None or claim.status == status


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Orla Finch, a retired typist in Leeds, voted.", None),
        ("Orla Finch, a former typist in Leeds, voted.", "ended"),
        ("Orla Finch moved from Leeds.", "ended"),
        ("Orla Finch moved here from Leeds.", "ended"),
    ],
)
def test_who_left_a_place_is_told_from_who_retired_there(sentence: str, status: str | None) -> None:
    assert [c.status for c in read(sentence, "Orla Finch", "hailsFrom", "Leeds", likely=0.97)] == [status]


def test_what_somebody_says_is_theirs() -> None:
    claim = one("Ida Marsh said that Orla Finch keeps the books at Vesta Group.", *HELD)
    assert claim.attributed_to is not None
    assert claim.attributed_to.label == "Ida Marsh"


def test_types_have_to_fit() -> None:
    assert not read("Orla Finch met Ida Marsh at the door.", "Orla Finch", "memberOf", "Ida Marsh")


@pytest.mark.parametrize(
    "sentence",
    [
        "Ida Marsh, a trade envoy, and Vesta Group treasurer Orla Finch met in Leeds.",  # on another name
        "Ida Marsh hopes that Vesta Group will pay.",  # in another's clause
        "Ida Marsh lives in Leeds, and the treasurer resigned from Vesta Group.",
        "Ida Marsh ridiculed the engineers of Vesta Group.",  # on somebody else
        "The guests are Ida Marsh and the heads of Vesta Group.",
        "Ida Marsh told Vesta Group that it rained.",
        "Vesta Group says Ida Marsh lacks courage.",
    ],
)
def test_what_hangs_on_somebody_else_is_not_told(sentence: str) -> None:
    assert not read(sentence, "Ida Marsh", "memberOf", "Vesta Group", likely=0.8)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ida Marsh, one of the engineers at Vesta Group, spoke.",
        "Ida Marsh studied in Leeds and keeps the books at Vesta Group.",
        "Born in Leeds, Ida Marsh keeps the books at Vesta Group.",
        "Ida Marsh, who keeps the books at Vesta Group, spoke.",
    ],
)
def test_what_is_said_of_the_subject_is_told(sentence: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.claims.learned.VERBAL", 0.0)
    assert read(sentence, "Ida Marsh", "memberOf", "Vesta Group", likely=0.8)


def test_a_verb_that_the_lexicon_does_not_know_takes_a_surer_score() -> None:
    text = "Orla Finch walked off the stage in Leeds."
    assert not read(text, "Orla Finch", "hailsFrom", "Leeds", likely=0.85)
    assert read(text, "Orla Finch", "hailsFrom", "Leeds", likely=0.95)


def test_a_field_is_no_body() -> None:
    assert not read("Integration Commissioner Orla Finch resigned.", "Orla Finch", "memberOf", "Integration")


def test_who_lives_there_need_not_hail_from_there_too() -> None:
    text = "Orla Finch lives in Leeds."
    assert not read(text, "Orla Finch", "hailsFrom", "Leeds")
    assert read("Orla Finch, a Leeds bookkeeper, spoke.", "Orla Finch", "hailsFrom", "Leeds")


def test_a_relation_that_the_ontology_does_not_have_is_left_out() -> None:
    assert not read("Orla Finch keeps the books at Vesta Group.", "Orla Finch", "isPaidBy", "Vesta Group")


def test_a_date_can_be_told() -> None:
    claim = one("Orla Finch came into the world in May 1961.", "Orla Finch", "dateOfBirth", "May 1961")
    assert getattr(claim.object, "value", "") == "1961-05"


def test_agreement_with_the_rules_makes_surer_and_disagreement_less_sure() -> None:
    text = "Orla Finch was born in Leeds."
    (alone,) = read(text, "Orla Finch", "placeOfBirth", "Nowhere")
    (agreed,) = read(text, "Orla Finch", "placeOfBirth", "Leeds", likely=0.8)
    assert set(agreed.extractors) == {"frames", "learned"}
    assert agreed.confidence > alone.confidence
    (turned,) = read("Orla Finch married Ida Marsh in Leeds.", "Orla Finch", "childOf", "Ida Marsh", likely=0.6) or [None]
    assert turned is None or turned.confidence < 0.6


def test_words_for_something_else_outdo_a_reading_without_words() -> None:
    text = "Orla Finch sued Vesta Group in Leeds."
    assert not read(text, *HELD)
    (sued,) = read(text, "Orla Finch", "sued", "Nobody")
    assert (sued.extractors, sued.confidence) == (("frames",), 0.9)


def test_passages_hold_mentions_and_dates_of_one_sentence_each() -> None:
    ontology = reading.load_ontology(())
    text = "Orla Finch left Leeds in 1990. She never came back to Leeds."
    found = list(passages(mentions.annotate(make("a.txt", text, id="a.txt"), ontology)))
    assert [[t.span.of(p.text) for t in p.things] for p in found] == [["Orla Finch", "Leeds", "1990"], ["She", "Leeds"]]
    assert [t.kind for t in found[0].things] == ["name", "name", "date"]
    assert text[found[1].start :].startswith("She")


def test_an_eager_reader_trusts_the_model_against_the_parse() -> None:
    text = "Orla Finch and the heads of Vesta Group met."
    ontology = reading.load_ontology(())
    document = mentions.annotate(make("a.txt", text, id="a.txt"), ontology)
    wary, eager = (
        [c.predicate for c in claims.extract(document, ontology, (Learned(Told(*HELD, likely=0.7), wary=wary),))]
        for wary in (True, False)
    )
    assert "memberOf" in eager
    assert "memberOf" not in wary


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Orla Finch, a former adviser to the Vesta Group board, left.", "ended"),
        ("Orla Finch, a former mayor who sits on the board of Vesta Group, left.", None),
    ],
)
def test_what_somebody_once_was_is_ended_wherever_the_word_for_it_stands(text: str, status: str | None) -> None:
    (claim,) = (c for c in read(text, *HELD, likely=0.97) if c.object.span and c.object.span.of(text) == "Vesta Group")
    assert claim.status == status
