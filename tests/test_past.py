"""What was known on a day: only articles published by then, and a graph that they alone make."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from kg import decisions, pipeline, store
from kg.answers import Answers
from kg.errors import NothingToDo, OntologyError, StoreError, UsageError
from kg.past import end_of
from kg.settings import Settings
from tests.conftest import ROOT, write_articles


def known(output: Path, date: str) -> Answers:
    settings = Settings(output=output)
    return Answers(settings, pipeline.as_of(settings, date))


def stands(output: Path, date: str, *what: str) -> list[str]:
    return [fact.kind for fact in known(output, date).why(*what)]


@pytest.mark.parametrize(
    ("date", "kept", "later"),
    [("2024-03-01", 1, 2), ("2024-03-04", 1, 2), ("2024-03-05", 2, 1), ("2024-03", 3, 0), ("2024", 3, 0), ("2031-01-01", 3, 0)],
)
def test_articles_until_the_end_of_the_date_and_none_without_a_date(dated: Path, date: str, kept: int, later: int) -> None:
    found = pipeline.as_of(Settings(output=dated), date)
    assert (len(found.corpus.extractions), found.later, found.undated, found.articles) == (kept, later, 1, 4)
    assert "four.md" not in {e.article.id for e in found.corpus.extractions}


def test_a_statement_stands_as_it_stood_on_that_day(dated: Path) -> None:
    suit = ("Quillon Freight", "sued", "Ordway Cranes")
    assert stands(dated, "2024-03-01", *suit) == ["asserted"]
    assert stands(dated, "2024-03-05", *suit) == ["denied"]
    assert stands(dated, "2024-03-01", "Quillon Freight", "acquired", "any") == ["asserted"]
    (fact,) = known(dated, "2024-03-01").why("Quillon Freight", "acquired", "Dunmore Ferries")
    assert (fact.articles, fact.origins) == (1, 1)
    (later,) = known(dated, "2024-03-09").why("Quillon Freight", "acquired", "Dunmore Ferries")
    assert (later.articles, later.origins) == (2, 2)
    assert known(dated, "2024-03-01").conflicts() == ()
    assert len(known(dated, "2024-03-05").conflicts()) == 2


def test_entities_keep_their_iris_and_those_nobody_spoke_of_are_not_there(dated: Path) -> None:
    then, now = known(dated, "2024-03-01"), Answers(Settings(output=dated))
    assert then.find("Quillon Freight").iri == now.find("Quillon Freight").iri
    assert set(then.entities) < set(now.entities)
    with pytest.raises(UsageError, match="no entity of this name"):
        then.find("Petra Voss")
    # a name that only a later article gives was not known
    assert now.find("Quillon Freight").aliases == ("Quillon Freight Ltd",)
    assert then.find("Quillon Freight").aliases == ()
    assert known(dated, "2024-03-09").find("Quillon Freight").aliases == ("Quillon Freight Ltd",)
    assert {a for e in then.entities.values() for a, _ in e.chains} == {"one.md"}


def test_the_last_day_of_a_dated_corpus_is_the_corpus(built: Path) -> None:
    whole = store.open(built).corpus()
    assert pipeline.as_of(Settings(output=built), "2022-11-29").corpus == replace(whole, failures=())


def test_what_somebody_rejected_was_not_known_either(dated: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    shutil.copytree(dated, output)
    (suit,) = known(output, "2024-03-01").why("Quillon Freight", "sued", "Ordway Cranes")
    decisions.add(output, [decisions.Rejection(suit.evidence[0].claim, "a typing error")])
    assert stands(output, "2024-03-01", "Quillon Freight", "sued", "Ordway Cranes") == []
    assert [drop.reason for drop in known(output, "2024-03-01").corpus.drops] == ["rejected: a typing error"]


@pytest.mark.parametrize("text", ["soon", "2024-02-30", "2024-13", "2024-21", "2024-03-01/2024-03-05", "202X", "", "2024-3-1"])
def test_what_is_no_day_month_or_year_is_refused(dated: Path, text: str) -> None:
    with pytest.raises(UsageError, match="is no date: give a day"):
        pipeline.as_of(Settings(output=dated), text)
    with pytest.raises(UsageError):
        end_of(text)


def test_a_day_before_all_articles_is_told(dated: Path, tmp_path: Path) -> None:
    with pytest.raises(NothingToDo, match="no article was published by Feb 2024: the first is of 1 Mar 2024"):
        pipeline.as_of(Settings(output=dated), "2024-02")
    with pytest.raises(StoreError, match="run kg build"):
        pipeline.as_of(Settings(output=tmp_path), "2024")
    chosen = Settings(output=tmp_path / "output")
    pipeline.build([str(write_articles(tmp_path / "in", "four.md"))], chosen)
    with pytest.raises(NothingToDo, match="none has a date"):
        pipeline.as_of(chosen, "2024")


def test_a_store_of_another_ontology_is_not_restated_without_it(tmp_path: Path) -> None:
    article = tmp_path / "a.md"
    article.write_text("---\npublished: 2024-03-01\n---\n\nMara Lindqvist pollinated the orchid.\n", encoding="utf-8")
    chosen = Settings(output=tmp_path / "output", ontology=(ROOT / "docs" / "example-relation.ttl",))
    pipeline.build([str(article)], chosen)
    assert [s.predicate for s in pipeline.as_of(chosen, "2024").corpus.statements] == ["pollinated"]
    with pytest.raises(OntologyError, match=r"pollinated .*--ontology"):
        pipeline.as_of(replace(chosen, ontology=()), "2024")
