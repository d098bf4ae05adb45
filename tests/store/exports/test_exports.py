"""What holds of every export: the same bytes, whole or not at all, refusals in one line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg import store
from kg.errors import StoreError, UsageError
from kg.store.exports import EXPORTERS
from kg.store.reader import Store

ROOT = Path(__file__).parents[3]
CHILD = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from tests.store import corpora
from kg import store
from kg.store.exports import EXPORTERS
out = Path(sys.argv[2])
extractions = [corpora.port(), corpora.mill(), corpora.hostile()]
if sys.argv[3] == "back":
    extractions.reverse()
store.publish(corpora.corpus(*extractions), corpora.words(), corpora.settings(out))
for name, exporter in EXPORTERS.items():
    for shape in exporter.shapes or (None,):
        store.export(store.open(out), name, out / "exports" / f"{name}-{shape}", shape)
"""


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_same_bytes_whatever_the_hash_seed_and_the_order_of_input(tmp_path: Path) -> None:
    for seed, order in (("1", "forth"), ("2", "back")):
        (tmp_path / seed / "exports").mkdir(parents=True)
        subprocess.run(
            [sys.executable, "-c", CHILD, str(ROOT), str(tmp_path / seed), order],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
        )
    one, other = (files(tmp_path / seed / "exports") for seed in ("1", "2"))
    assert len(one) == 9 + 3 + 3 + 3, "RDF in its shapes, networks and claims, two folders of three files"
    assert one == other
    names = [[p.name for p in (tmp_path / seed / "store" / "generations").iterdir()] for seed in ("1", "2")]
    assert names[0] == names[1]


def test_no_file_has_control_codes(opened: Store, tmp_path: Path) -> None:
    for name in EXPORTERS:
        store.export(opened, name, tmp_path / name)
    for name, data in files(tmp_path).items():
        assert not set(data.decode("utf-8")) & set("\x00\x01\x1b\r\u202e\u2028\x85"), name


def test_what_does_not_go_together_is_refused_in_one_line(opened: Store, tmp_path: Path) -> None:
    for format_, shape, with_text, line in (
        ("rdfxml", None, False, "known are turtle, ntriples, jsonld, trig, graphml, gexf, csv, tables, neo4j"),
        ("turtle", "star", False, "unknown shape 'star'; known are nanopub, plain, rdf12, reification"),
        ("turtle", "nanopub", False, "shape nanopub is one of trig; turtle has reification, rdf12, plain"),
        ("jsonld", "rdf12", False, "shape rdf12 is one of turtle, ntriples; jsonld has reification, plain"),
        ("gexf", "plain", False, "gexf has none"),
        ("csv", None, True, "not into csv"),
        ("trig", None, True, "not into trig"),
        ("turtle", "plain", True, "not into the shape plain"),
    ):
        with pytest.raises(UsageError) as refused:
            store.export(opened, format_, tmp_path / "x", shape, with_text)
        assert line in str(refused.value)
    assert not list(tmp_path.iterdir())


def test_a_shape_alone_tells_the_format(opened: Store, tmp_path: Path) -> None:
    for shape, begins in (("nanopub", "@prefix"), ("rdf12", 'VERSION "1.2"'), (None, "@prefix")):
        store.export(opened, None, tmp_path / "x", shape)
        assert (tmp_path / "x").read_text(encoding="utf-8").startswith(begins)


def test_places_that_cannot_be_written(opened: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be written"):
        store.export(opened, "turtle", tmp_path / "no" / "folder")
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be the folder"):
        store.export(opened, "tables", tmp_path / "file")


def test_a_failed_export_leaves_the_old_file(opened: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text("old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(StoreError, match="No space"):
        store.export(opened, "turtle", path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
