"""What an article does not affirm in its own voice never comes out as its own plain current fact."""

from __future__ import annotations

import pytest

from tests.claims.conftest import Extract

NOT_FACTS = """
killed|Margaret Ellis denied killing Jonathan Ellis.
killed|Margaret Ellis denies having killed Jonathan Ellis.
killed|Margaret Ellis was cleared of killing Jonathan Ellis.
killed|Margaret Ellis was acquitted of murdering Jonathan Ellis on Monday.
killed|There is no evidence that John Marsh killed Peter Jones.
killed|Police have found no evidence that John Marsh killed Peter Jones.
killed|John Marsh paid Peter Jones to kill Mary Brown.
killed|John Marsh hired a man to kill Mary Brown.
killed|John Marsh plotted to kill Mary Brown.
killed|John Marsh imagined killing Mary Brown.
killed|John Marsh 'killed Peter Jones', court hears
convictedOf|John Marsh was wrongfully convicted of murder in 1999.
convictedOf|John Marsh was convicted of fraud, but the verdict was later quashed.
convictedOf|Marsh was convicted of theft in 2012 but the conviction was overturned on appeal.
acquired|Had Carlow Group acquired Bolton Steel, John Marsh would have become chairman.
acquired|Were Carlow Group to buy Bolton Steel, prices would rise.
acquired|Carlow Group's acquisition of Bolton Steel was blocked by regulators.
acquired|Carlow Group ruled out buying Bolton Steel.
acquired|Carlow Group to buy Bolton Steel for $2 billion
sued|Neither Carlow Group nor Bolton Steel sued John Marsh.
sued|Both John Marsh and Mary Brown denied suing Carlow Group.
endorsed|John Marsh begged Peter Jones to endorse Mary Brown.
spouseOf|It was a lie that John Marsh married Mary Brown.
spouseOf|In his novel, John Marsh marries Mary Brown.
chiefExecutiveOf|John Marsh pretended to be the chief executive of Bolton Steel.
chiefExecutiveOf|John Marsh stepped down as chief executive of Bolton Steel.
chiefExecutiveOf|John Marsh was fired as chief executive of Bolton Steel in 2020.
chiefExecutiveOf|Mary Brown fired as Bolton Steel CEO
chiefExecutiveOf|John Marsh, then chief executive of Bolton Steel, met Mary Brown in 2010.
headOf|John Marsh was replaced by Mary Brown as chairman of Bolton Steel.
playsFor|John Marsh dreamed of playing for Bolton Rovers.
metWith|John Marsh rarely met Mary Brown.
headOf|Bolton's premier at the time, John Marsh, opened the bridge.
created|Carlow Group released a transcript of the hearing.
headOf|John Marsh is the deputy director of Bolton Museum.
headOf|Mary Brown, the lieutenant governor of Ohio, spoke.
educatedAt|Mary Brown studies cyber attacks at Bolton Institute.
headOf|John Marsh had headed Bolton Museum.
hasRole|Voters fear a President Marsh.
headOf|John Marsh is unfit to be president of Bolton Steel.
headOf|John Marsh is not fit to serve as president of Bolton Steel.
headOf|While he was president of Bolton Steel, John Marsh built a mill.
headOf|John Marsh led Carlow Group by nearly 300 votes.
questioned|Peter Jones is challenging John Marsh to run for mayor.
headOf|Mary Brown, a managing director at Bolton Bank, said little.
arrivedIn|John Marsh was returning to Oslo to visit his daughter.
hasRole|John Marsh, a mill official during the Bolton administration, spoke on Friday.
hasRole|The presumptive nominee John Marsh spoke on Friday.
hasRole|The names of those on board Bolton Flight 804 were read on Friday.
hasRole|Mary Brown has become a familiar figure to many.
hasRole|Mary Brown sued a mill. Mary Brown lost. Mary Brown left. John Marsh spoke. Voters like the billionaire.
coachOf|Mary Brown, Marsh's digital fundraising manager, left Bolton Rovers.
questioned|Mary Brown challenged John Marsh in the primary.
ranFor|John Marsh is the candidate for mainstream Republicans.
employedBy|In 2012 Mary Brown was working for Bolton Steel.
residence|Mary Brown was raised in Oslo.
nationality|Dutch Police: Personal Letters of John Marsh Found
investedIn|Carlow Group sold its stake in Bolton Steel last year.
""".strip().splitlines()


@pytest.mark.parametrize("case", NOT_FACTS)
def test_not_a_plain_fact(extract: Extract, case: str) -> None:
    predicate, text = case.split("|")
    plain = [
        c
        for c in extract(text)
        if c.predicate == predicate
        and (c.polarity, c.modality) == ("positive", "asserted")
        and c.status != "ended"
        and c.attributed_to is None
    ]
    assert plain == []


def test_the_first_to_do_something_has_done_it(extract: Extract) -> None:
    found = extract("John Marsh was the first senator to endorse Mary Brown.")
    assert [(c.subject.label, c.modality) for c in found if c.predicate == "endorsed"] == [("John Marsh", "asserted")]


def test_a_denied_conjunct(extract: Extract) -> None:
    found = extract("John Marsh endorsed Mary Brown but not Peter Jones.")
    assert {(c.object.label, c.polarity) for c in found if c.predicate == "endorsed"} <= {
        ("Mary Brown", "positive"),
        ("Peter Jones", "negative"),
    }


def test_a_relative_clause_speaks_of_its_own_noun(extract: Extract) -> None:
    found = extract("Bolton Steel was founded in 1999 by John Marsh, who died in 2005, and Mary Brown.")
    assert [c.subject.label for c in found if c.predicate == "dateOfDeath"] == ["John Marsh"]


def test_replaced_with_names_the_successor(extract: Extract) -> None:
    found = extract("John Marsh replaced Mary Brown with Peter Jones.")
    assert ("John Marsh", "Mary Brown") not in {(c.subject.label, c.object.label) for c in found if c.predicate == "succeeded"}


def test_a_list_of_places_is_no_address(extract: Extract) -> None:
    found = extract("His rival won Virginia, Georgia, Arkansas, Alabama, Texas and Tennessee.")
    assert [c for c in found if c.predicate == "locatedIn"] == []
