"""A corpus that memory need not hold is the same corpus."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path

import pytest

from kg import pipeline, shelf
from kg.model import Extraction
from kg.settings import Settings
from kg.shelf import Counts, Filed, Packed, Shelf, article_of, counts, differing, in_order, opened, packed, some
from tests.store import corpora
from tests.test_pipeline import SEEDS, files


@pytest.fixture
def extractions() -> list[Extraction]:
    return sorted([corpora.port(), corpora.mill(), corpora.hostile()], key=lambda e: e.article.id)


def test_what_another_process_is_handed_is_what_was_put_there(
    extractions: list[Extraction], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "AT_HAND", 1)
    handed = pickle.loads(pickle.dumps(list(packed(Shelf(extractions, tmp_path)))))
    assert [isinstance(one, Packed) for one in handed] == [False, True, True]
    assert [article_of(one) for one in handed] == [e.article.id for e in extractions]
    assert [opened(one) for one in handed] == extractions
    assert list(packed(extractions)) == extractions


@pytest.mark.parametrize("at_hand", [0, 1, 3])
def test_what_comes_from_a_shelf_is_what_was_put_there(
    extractions: list[Extraction], at_hand: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "AT_HAND", at_hand)
    kept = Shelf(extractions, tmp_path)
    assert list(kept) == list(kept) == extractions
    assert (len(kept), kept[-1], kept[1:], [*reversed(kept)]) == (3, extractions[2], extractions[1:], extractions[::-1])
    assert in_order(kept) is kept
    assert counts(kept) == counts(extractions) == Counts(3, *_sizes(extractions))
    assert [e.mentions[0] for e in kept] == [e.mentions[0] for e in extractions]
    assert [len(e.mentions) for e in kept] == [len(e.mentions) for e in extractions]
    assert pickle.loads(pickle.dumps(kept[2])) == extractions[2]
    with pytest.raises(IndexError):
        kept[3]
    assert list(tmp_path.iterdir()) == []  # its file has no name


def _sizes(extractions: list[Extraction]) -> list[int]:
    return [sum(len(getattr(e, name)) for e in extractions) for name in ("mentions", "claims", "quotations")]


def test_of_what_stands_in_files_only_what_is_asked_for_is_read(extractions: list[Extraction]) -> None:
    asked: list[str] = []

    def read(name: str) -> Extraction:
        asked.append(name)
        return extractions[int(name)]

    ids = [e.article.id for e in extractions]
    found = Filed({id_: str(n) for n, id_ in enumerate(ids)}, read, counts(extractions))
    assert (len(found), counts(found), in_order(found) is found, asked) == (3, counts(extractions), True, [])
    assert [e.article.id for e in some(found, {ids[1], "another"})] == [ids[1]]
    assert (found[1], found.of(ids[1]), asked) == (extractions[1], extractions[1], ["1"])
    assert found[1:] == extractions[1:]
    other = replace(extractions[2], claims=())
    now = found.changed([other], [ids[0], "another"])
    assert (list(now), counts(now)) == ([extractions[1], other], counts([extractions[1], other]))
    assert list(found) == extractions
    assert differing(found, now) == differing(extractions, list(now)) == {ids[0], ids[2]}
    assert now.changed(gone=ids).ids == []
    with pytest.raises(KeyError):
        found.of("another")


def test_a_build_that_keeps_nothing_at_hand_leaves_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for at_hand in (0, 100):
        monkeypatch.setattr(shelf, "AT_HAND", at_hand)
        pipeline.build([str(SEEDS)], Settings(output=tmp_path / str(at_hand)))
        found.append(files(tmp_path / str(at_hand)))
    assert found[0] == found[1]
