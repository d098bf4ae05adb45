"""A store that is changed has the very triples of one that is made anew, and only what differs is written."""

from __future__ import annotations

import dataclasses
import itertools
from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import Quad

from kg import store
from kg.errors import StoreError
from kg.model import Copy, Corpus, Extraction, Span
from kg.store import growth, kept, mapping
from tests.store import corpora

PARTS = (corpora.port, corpora.mill, corpora.hostile)


def corpus(*names: int) -> Corpus:
    found = corpora.corpus(*(PARTS[n]() for n in names))
    if {0, 1} <= set(names):
        found = dataclasses.replace(
            found, copies=(Copy("mill/two.txt", "port/one.txt", 0.6, True, True, ((Span(0, 9), Span(9, 19)),)),)
        )
    return found


def whole(made: Corpus, output: Path) -> set[Quad]:
    return set(mapping.quads(made, corpora.words(), corpora.settings(output)))


@pytest.fixture
def always(monkeypatch: pytest.MonkeyPatch) -> list[growth.Grown]:
    """Change the graph that is there however much differs; gives what came of each change."""
    found: list[growth.Grown] = []
    plain = growth.grow

    def watched(*args: object) -> growth.Grown | None:
        grown = plain(*args)  # type: ignore[arg-type]  # handed through
        if grown:
            found.append(grown)
        return grown

    monkeypatch.setattr(growth, "MOST", 100)
    monkeypatch.setattr(growth, "grow", watched)
    return found


@pytest.mark.parametrize(("first", "second"), list(itertools.permutations([(0,), (1,), (0, 1), (1, 2), (0, 1, 2)], 2)))
def test_a_changed_store_has_the_triples_of_a_new_one(
    first: tuple[int, ...], second: tuple[int, ...], tmp_path: Path, always: list[growth.Grown]
) -> None:
    settings = corpora.settings(tmp_path)
    store.publish(corpus(*first), corpora.words(), settings)
    for names in (second, first):  # and back again
        store.publish(corpus(*names), corpora.words(), settings, store.open(tmp_path).corpus())
        opened = store.open(tmp_path)
        assert set(opened.triples()) == whole(corpus(*names), tmp_path)
        assert len(opened) == len(list(opened.triples()))
        assert len(list((tmp_path / "store" / "articles").rglob("*.json"))) == len(names)
    assert len(always) == 2


def test_no_two_units_have_a_triple_in_common(tmp_path: Path) -> None:
    units = mapping.units(corpus(0, 1, 2), corpora.words(), corpora.settings(tmp_path))
    assert max(Counter(quad for unit in units for quad in unit.quads()).values()) == 1


def test_only_what_differs_is_written(tmp_path: Path, always: list[growth.Grown]) -> None:
    settings = corpora.settings(tmp_path)
    store.publish(corpus(0, 2), corpora.words(), settings)
    blobs = {p: p.stat().st_mtime_ns for p in (tmp_path / "store" / "articles").rglob("*.json")}
    before = store.open(tmp_path).corpus()
    store.publish(corpora.corpus(*before.extractions, corpora.mill()), corpora.words(), settings, before)
    (grown,) = always
    assert not any("port-one" in quad.subject.value and "claim/" in quad.subject.value for quad in grown.come)  # type: ignore[union-attr]  # no blank nodes
    assert {p: p.stat().st_mtime_ns for p in blobs} == blobs


def test_a_graph_that_is_not_what_it_was_taken_for_is_made_anew(tmp_path: Path, always: list[growth.Grown]) -> None:
    settings = corpora.settings(tmp_path)
    store.publish(corpus(0), corpora.words(), settings)
    other = dataclasses.replace(corpus(0), resolution=corpora.corpus(corpora.mill()).resolution)
    store.publish(corpus(0, 1), corpora.words(), settings, other)
    assert set(store.open(tmp_path).triples()) == whole(corpus(0, 1), tmp_path)
    assert always == []


def test_a_text_that_is_damaged_is_mended_by_the_next_build(tmp_path: Path) -> None:
    settings = corpora.settings(tmp_path)
    store.publish(corpus(0, 1), corpora.words(), settings)
    damaged = kept.path(tmp_path / "store", next(iter(kept.names(store.open(tmp_path).folder).values())))
    damaged.write_bytes(damaged.read_bytes()[:50])
    with pytest.raises(StoreError, match="run kg build again"):
        store.open(tmp_path).corpus()
    store.publish(corpus(0, 1), corpora.words(), settings)
    assert [e.article.id for e in store.open(tmp_path).extractions()] == ["mill/two.txt", "port/one.txt"]


def test_an_article_that_changed_takes_the_place_of_its_former_text(tmp_path: Path, always: list[growth.Grown]) -> None:
    settings = corpora.settings(tmp_path)
    store.publish(corpus(0, 1), corpora.words(), settings)
    before = store.open(tmp_path).corpus()
    told = {e.article.id: e for e in before.extractions}
    one: Extraction = told["port/one.txt"]
    changed = dataclasses.replace(
        one, article=dataclasses.replace(one.article, title="Another headline"), claims=one.claims[:1]
    )
    now = corpora.corpus(changed, told["mill/two.txt"])
    store.publish(now, corpora.words(), settings, before)
    assert set(store.open(tmp_path).triples()) == whole(now, tmp_path)
    assert len(always) == 1
