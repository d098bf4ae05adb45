"""Turtle that is put together subject by subject is the Turtle of the whole."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from kg import store
from kg.store import paragraphs, turtle
from kg.store.exports import rdf
from kg.store.paragraphs import Paragraphs, told
from kg.store.reader import Store
from tests.store import corpora


@pytest.mark.parametrize("shape", ["reification", "rdf12", "plain"])
def test_pieces_in_any_order_make_the_same_document(
    opened: Store, shape: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turtle, "REMEMBERED", 5)  # IRIs whose names were forgotten get the same ones
    triples = list(rdf.triples(opened, shape))
    whole = "".join(turtle.turtle(triples, opened.base))
    assert "".join(paragraphs.turtle(iter(triples), opened.base)) == whole
    random.Random(3).shuffle(triples)
    with Paragraphs(opened.base, tmp_path) as found:
        for start in range(0, len(triples), 7):
            found.take(told(triples[start : start + 9], opened.base))  # some come twice
        assert "".join(found.text()) == whole
        assert list(tmp_path.iterdir()) == []


def test_what_a_build_writes_is_what_an_export_of_its_store_is(tmp_path: Path) -> None:
    corpus = corpora.corpus(corpora.port(), corpora.mill(), corpora.hostile())
    with store.drafting(corpus, corpora.words(), corpora.settings(tmp_path)) as draft:
        assert draft.paragraphs
        draft.turtle(tmp_path / "built.ttl")
        draft.publish()
    store.export(store.open(tmp_path), "turtle", tmp_path / "exported.ttl")
    assert (tmp_path / "built.ttl").read_bytes() == (tmp_path / "exported.ttl").read_bytes()
