"""What is kept of each article beside the store is what is made of it, and spares a change the reading of all others."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import pipeline, profiles, store, versions
from kg.entities import chains
from kg.model import Extraction
from kg.profiles import Held, Profiles
from kg.settings import Settings
from kg.shelf import Filed, counts
from kg.statements import again, copies
from kg.store import kept
from tests.store import corpora
from tests.test_pipeline import MERGER, STRIKE, write


@pytest.fixture
def extractions() -> list[Extraction]:
    return sorted([corpora.port(), corpora.mill(), corpora.hostile()], key=lambda e: e.article.id)


def test_profiles_are_what_the_steps_make_of_an_article(extractions: list[Extraction], tmp_path: Path) -> None:
    patterns = corpora.words().patterns()
    with Profiles(extractions, corpora.words(), tmp_path, Held()) as found:
        assert list(found.chains()) == [chains.of_article(e, patterns) for e in extractions]
        assert list(found.passages()) == [copies.read(e) for e in extractions]
        assert list(found.quotations()) == [one for e in extractions for one in versions.quoted(e)]
    assert list(tmp_path.iterdir()) == []


def test_profiles_come_back_from_the_cache_whole_or_not_at_all(extractions: list[Extraction], tmp_path: Path) -> None:
    ids = [e.article.id for e in extractions]
    with Profiles(extractions, corpora.words(), tmp_path, Held()) as made:
        made.keep(tmp_path, "one")
        made.keep(tmp_path, "two")
        expected = list(made.chains())
    (path,) = tmp_path.iterdir()
    assert profiles.read(tmp_path, "one", ids) == profiles.read(tmp_path, "two", ids[:2]) == Held()
    found = profiles.read(tmp_path, "two", ids)
    unread = Filed({id_: id_ for id_ in ids}, pytest.fail, counts(extractions))
    with Profiles(unread, corpora.words(), tmp_path, found) as held:
        assert list(held.chains()) == expected
    path.write_bytes(path.read_bytes().replace(b"Quay", b"Quey"))
    assert profiles.read(tmp_path, "two", ids) == Held()


def test_adding_an_article_reads_no_other_that_it_does_not_touch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(again, "MOST", 1)
    sources = write(tmp_path / "in", merger=MERGER, strike=STRIKE, storm="Bo Tarn, mayor of Norrvik, visited Lower Quay.")
    chosen = Settings(output=tmp_path / "out", views=False)
    pipeline.build(sources[:2], chosen)
    names = kept.names(store.open(chosen.output).folder)
    damaged = [kept.path(chosen.output / "store", name) for name in names.values()]
    whole = [path.read_bytes() for path in damaged]
    for path in damaged:
        path.write_bytes(b"{}")
    pipeline.add(sources[2:], chosen)
    for path, line in zip(damaged, whole, strict=True):
        path.write_bytes(line)
    anew = Settings(output=tmp_path / "anew", views=False)
    pipeline.build(sources, anew)
    grown, built = (store.open(one.output) for one in (chosen, anew))
    assert set(grown.triples()) == set(built.triples())
    assert grown.corpus() == built.corpus()


def test_a_store_whose_profiles_are_gone_is_changed_all_the_same(tmp_path: Path) -> None:
    sources = write(tmp_path / "in", merger=MERGER, strike=STRIKE)
    chosen, anew = (Settings(output=tmp_path / name, views=False) for name in ("out", "anew"))
    pipeline.build(sources[:1], chosen)
    (kept_,) = (chosen.output / "cache").glob("profiles-*")
    kept_.unlink()
    pipeline.add(sources[1:], chosen)
    pipeline.build(sources, anew)
    assert store.open(chosen.output).corpus() == store.open(anew.output).corpus()
