from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

import networkx
import pyoxigraph
import pytest
import rdflib

from kg import store
from kg.errors import StoreError, UsageError
from kg.store.exports import EXPORTERS
from kg.store.reader import Store
from tests.store import corpora

ROOT = Path(__file__).parents[2]


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own JSON-LD parser uses it
@pytest.mark.parametrize(("format_", "syntax"), [("turtle", "turtle"), ("ntriples", "nt"), ("jsonld", "json-ld")])
def test_rdf_exports_say_what_the_store_says(opened: Store, tmp_path: Path, format_: str, syntax: str) -> None:
    store.export(opened, format_, tmp_path / "out")
    read = rdflib.Graph().parse(tmp_path / "out", format=syntax)
    assert set(read) == set(opened.rdflib())
    known = {"turtle": pyoxigraph.RdfFormat.TURTLE, "nt": pyoxigraph.RdfFormat.N_TRIPLES}
    if syntax in known:
        triples = {str(q.triple) for q in pyoxigraph.parse(path=str(tmp_path / "out"), format=known[syntax])}
        assert triples == {str(q.triple) for q in opened.triples()}


def test_turtle_reads_well(opened: Store, tmp_path: Path) -> None:
    store.export(opened, "turtle", tmp_path / "graph.ttl")
    text = (tmp_path / "graph.ttl").read_text(encoding="utf-8")
    assert text.startswith("@prefix ")
    paragraphs = text.split("\n\n")
    subjects = [p.split("\n")[0] for p in paragraphs[1:]]
    assert len(subjects) == len(set(subjects)), "each subject is described once"
    assert subjects[0].startswith("dataset:")
    assert "kgo:sued entity:" in text
    assert not set(text) & set("\r\x01\u202e\u2028"), "no control codes"


CHILD = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from tests.store import corpora
from kg import store
out = Path(sys.argv[2])
extractions = [corpora.port(), corpora.mill(), corpora.hostile()]
if sys.argv[3] == "back":
    extractions.reverse()
store.publish(corpora.corpus(*extractions), corpora.words(), corpora.settings(out))
for name in sys.argv[4:]:
    store.export(store.open(out), name, out / name)
"""


def test_same_bytes_whatever_the_hash_seed_and_the_order_of_input(tmp_path: Path) -> None:
    for seed, order in (("1", "forth"), ("2", "back")):
        subprocess.run(
            [sys.executable, "-c", CHILD, str(ROOT), str(tmp_path / seed), order, *EXPORTERS],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
        )
    for name in EXPORTERS:
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes(), name
    names = [[p.name for p in (tmp_path / seed / "store" / "generations").iterdir()] for seed in ("1", "2")]
    assert names[0] == names[1]


def test_graphml_opens_in_networkx(opened: Store, tmp_path: Path) -> None:
    store.export(opened, "graphml", tmp_path / "graph.graphml")
    graph = networkx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True)
    labels = {data["label"] for _, data in graph.nodes(data=True)}
    assert {"Ines Lund", '=HYPERLINK("http://evil.example")'} <= labels
    between = {(d["predicate"], d["asserted"], d["articles"]) for *_, d in graph.edges(data=True)}
    assert ("sued", True, 2) in between
    assert ("accused", False, 1) in between
    assert not any(d["predicate"] == "age" for *_, d in graph.edges(data=True)), "values are no nodes"


def test_csv_has_every_claim_with_its_words_and_runs_nothing(opened: Store, tmp_path: Path) -> None:
    store.export(opened, "csv", tmp_path / "claims.csv")
    with open(tmp_path / "claims.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 11
    denied = next(r for r in rows if r["polarity"] == "negative")
    assert (denied["subject"], denied["object"], denied["speaker"]) == ("Fell Mill", "Ines Lund", "Quay Line")
    text = corpora.port().article.text
    assert text[int(denied["start"]) : int(denied["end"])] == denied["quote"]
    cells = [cell for row in rows for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert "'@SUM(A1)�" in cells


def test_unknown_formats_and_places(opened: Store, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="turtle, ntriples, jsonld, graphml, csv"):
        store.export(opened, "rdfxml", tmp_path / "x")
    with pytest.raises(StoreError, match="cannot be written"):
        store.export(opened, "turtle", tmp_path / "no" / "folder")


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
