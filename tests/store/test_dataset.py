from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from kg import outputs, store
from kg.errors import UsageError
from kg.store.reader import Store
from tests.store import corpora

LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def one(opened: Store, pattern: str) -> str:
    ((found,),) = opened.query(f"SELECT ?v {{ ?d a void:Dataset, dcat:Dataset ; {pattern} ?v }}").rows
    assert found is not None
    return found.value


def test_the_graph_counts_itself(opened: Store) -> None:
    assert int(one(opened, "void:triples")) == len(opened) == len(list(opened.triples()))
    assert int(one(opened, "void:documents")) == 3
    assert int(one(opened, "void:entities")) == len(opened.entities())
    assert one(opened, "void:uriSpace") == opened.base
    assert one(opened, "dcterms:description") == "Claims that 3 news articles make, each with the words that carry it."


def test_partitions_say_how_much_there_is_of_each(opened: Store) -> None:
    asked = "SELECT ?c ?n (COUNT(DISTINCT ?x) AS ?m) { ?d void:classPartition [ void:class ?c ; void:entities ?n ] . ?x a ?c }"
    classes = {row[0].value: (row[1].value, row[2].value) for row in opened.query(asked + " GROUP BY ?c ?n").rows if all(row)}  # type: ignore[union-attr]
    assert all(said == there for said, there in classes.values())
    assert classes["https://w3id.org/newskg/core#Claim"][0] == "11"
    asked = "SELECT ?p ?n (COUNT(*) AS ?m) { ?d void:propertyPartition [ void:property ?p ; void:triples ?n ] . ?s ?p ?o }"
    relations = {row[0].value: (row[1].value, row[2].value) for row in opened.query(asked + " GROUP BY ?p ?n").rows if all(row)}  # type: ignore[union-attr]
    assert all(said == there for said, there in relations.values())
    assert relations["https://w3id.org/newskg/news#collaboratedWith"][0] == "2", "symmetric: both ways"
    assert "https://w3id.org/newskg/news#accused" not in relations, "an accusation makes no plain triple"


def test_settings_and_versions_are_told(opened: Store) -> None:
    asked = """SELECT ?model ?threshold ?version {
        ?d a void:Dataset ; prov:wasGeneratedBy ?a .
        ?a kg:languageModel ?model ; kg:threshold ?threshold ; prov:wasAssociatedWith/schema:softwareVersion ?version }"""
    ((model, threshold, version),) = opened.query(asked).rows
    assert model
    assert threshold
    assert version
    assert (model.value, threshold.value) == ("no_such_model", "0.5")


def test_a_licence_is_told_only_where_one_is_given(tmp_path: Path) -> None:
    settings = corpora.settings(tmp_path)
    store.publish(corpora.corpus(), corpora.words(), settings)
    before = store.open(tmp_path)
    assert not before.query("SELECT ?v { ?d dcterms:license ?v }").rows
    store.publish(corpora.corpus(), corpora.words(), dataclasses.replace(settings, license=LICENCE))
    opened = store.open(tmp_path)
    assert one(opened, "dcterms:license") == LICENCE
    assert len(opened) == len(before) + 1
    assert store.validate(opened) == ()


def test_a_licence_that_is_no_address_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="license 'CC BY'"):
        outputs.prepare(dataclasses.replace(corpora.settings(tmp_path), license="CC BY"))
