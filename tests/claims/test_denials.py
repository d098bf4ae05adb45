"""Who denies, and what: charges told of before, reports, and the dates and people that go with them."""

from __future__ import annotations

import pytest

from tests.claims.conftest import Extract, triple

CHARGED = "Prosecutors in Norwick charged Ada Kane with fraud on Monday."
ACCUSED = "The singer Gina Holt accused Carl Mott of stealing documents."


def denied(extract: Extract, text: str) -> list[tuple[str, str, str, str | None]]:
    """(subject, relation, object, who says so) of what is denied."""
    return [(*triple(c), c.attributed_to.label if c.attributed_to else None) for c in extract(text) if c.polarity == "negative"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Kane denied the charges.",
        "Ms. Kane has denied any wrongdoing.",
        "Kane, who denies the allegations, could face ten years in prison.",
        "Kane pleaded not guilty on Tuesday.",
        "The accusations were rejected by Kane.",
    ],
)
def test_the_accused_denies_what_was_told_before(extract: Extract, sentence: str) -> None:
    assert denied(extract, f"{CHARGED} {sentence}") == [("Ada Kane", "chargedWith", "fraud", "Ada Kane")]


def test_such_a_denial_shows_the_words_that_deny(extract: Extract) -> None:
    text = f"{CHARGED} Kane denied the charges."
    (claim,) = (c for c in extract(text) if c.polarity == "negative")
    assert [span.of(text) for span in claim.evidence] == ["Kane denied the charges."]
    assert (claim.object.text, claim.modality, claim.extractors) == ("fraud", "asserted", ("denials",))


@pytest.mark.parametrize(
    "sentence",
    [
        "Kane did not deny the charges.",
        "If Kane denies the charges, there will be a trial.",
        "Kane is expected to deny the charges.",
        "Kane denied the accusation that she had fled.",
        "Kane denied the request.",
        "Carl Mott denied the charges.",
        "Kane pleaded guilty on Tuesday.",
    ],
)
def test_nothing_else_is_such_a_denial(extract: Extract, sentence: str) -> None:
    assert ("Ada Kane", "chargedWith", "fraud", "Ada Kane") not in denied(extract, f"{CHARGED} {sentence}")


def test_the_accuser_is_who_says_what_somebody_is_accused_of(extract: Extract) -> None:
    (claim,) = (c for c in extract(ACCUSED) if c.predicate == "accusedOf")
    assert claim.attributed_to is not None
    assert (claim.attributed_to.label, claim.modality, claim.polarity) == ("Gina Holt", "alleged", "positive")
    passive = [c for c in extract("Carl Mott was accused of stealing documents.") if c.predicate == "accusedOf"]
    assert [c.attributed_to for c in passive] == [None]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Ada Kane denied reports that she had sued Carl Mott.", ("negative", "asserted", "Ada Kane")),
        ("Ada Kane dismissed claims that Gina Holt had sued Carl Mott.", ("negative", "asserted", "Ada Kane")),
        ("There were reports that Gina Holt had sued Carl Mott.", ("positive", "alleged", None)),
        ("There are no reports that Gina Holt sued Carl Mott.", ("positive", "possible", None)),
    ],
)
def test_reports_are_hearsay_and_may_be_denied(extract: Extract, sentence: str, expected: tuple[str, str, str | None]) -> None:
    found = [c for c in extract(sentence) if c.predicate == "sued"]
    assert [(c.polarity, c.modality, c.attributed_to.label if c.attributed_to else None) for c in found] == [expected]


def test_reports_that_are_not_denied_are_no_denial(extract: Extract) -> None:
    assert denied(extract, "Ada Kane did not deny reports that Gina Holt had sued Carl Mott.") == []


def test_unfit_for_an_office_may_hold_it(extract: Extract) -> None:
    assert [c for c in extract("John Marsh is unfit to be president of Bolton Steel.") if c.predicate == "headOf"] == []


def test_a_date_that_opens_a_sentence_counts_for_both_verbs(extract: Extract) -> None:
    def dates(text: str) -> list[str | None]:
        return [c.time for c in extract(text) if c.predicate == "apologizedTo"]

    assert dates("On March 11, Carl Mott sued Gina Holt and apologized to Ada Kane.") == ["2024-03-11"]
    assert dates("On March 11, Carl Mott sued Gina Holt and later apologized to Ada Kane.") == [None]
    assert dates("Carl Mott sued Gina Holt on March 11 and apologized to Ada Kane.") == [None]


def test_a_date_beside_an_office_is_its_own(extract: Extract) -> None:
    text = "As governor of Ohio in 1983, Carl Mott was photographed with Gina Holt."
    assert [c.time for c in extract(text) if c.predicate == "headOf"] == ["1983"]


def test_people_let_in_are_not_who_lets_them_in(extract: Extract) -> None:
    text = "If the Syrian refugees President Carl Mott, Gina Holt and others want to let in cause trouble, they will leave."
    assert not [c for c in extract(text) if c.predicate == "nationality"]


def test_another_nation_is_another_president(extract: Extract) -> None:
    text = "President Carl Mott met Bruno Sand. The French president thanked him."
    assert not [c for c in extract(text) if c.predicate == "nationality" and c.subject.label == "Carl Mott"]


def test_who_stands_behind_but_did_it_not_who_stands_before(extract: Extract) -> None:
    text = (
        "The split was evident: Marsh beat Doyle in the Keystone State, "
        "but the state’s governor, Mary Brown, had already endorsed Doyle."
    )
    assert not [c for c in extract(text) if c.predicate == "endorsed" and c.subject.label == "Marsh"]


def test_what_describes_a_second_role_is_no_object_of_the_first(extract: Extract) -> None:
    text = "Gina Holt, the former campaign manager for Carl Mott and current CNN analyst, spoke."
    assert ("Gina Holt", "employedBy", "CNN") not in map(triple, extract(text))


def test_what_somebody_said_was_going_on_need_not_be_over(extract: Extract) -> None:
    text = "Carl Mott said Gina Holt was not working for Tern Bank. Ada Kane said she was working for Tern Bank."
    found = [(c.polarity, c.status) for c in extract(text) if c.predicate == "employedBy"]
    assert found
    assert {status for _, status in found} == {None}


@pytest.mark.parametrize(
    "text",
    [
        "Quay Line accused Carl Mott of killing Ines Lund.",
        "Carl Mott, accused by Quay Line of killing Ines Lund, lives in Ohio.",
    ],
)
def test_an_accusation_is_the_word_of_whoever_makes_it(extract: Extract, text: str) -> None:
    found = {c.predicate: c for c in extract(text)}
    for relation in ("accusedOf", "killed"):
        by = found[relation].attributed_to
        assert (found[relation].modality, by and by.label) == ("alleged", "Quay Line")
