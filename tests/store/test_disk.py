from __future__ import annotations

import dataclasses
import hashlib
import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kg import store
from kg.engines import Pool
from kg.errors import StoreError
from kg.model import Copy, Failure, Span
from kg.shelf import Shelf
from tests.store import corpora

ROOT = Path(__file__).parents[2]


def files(folder: Path) -> dict[str, tuple[int, str]]:
    """Every file's time of change and hash."""
    return {
        str(p.relative_to(folder)): (p.stat().st_mtime_ns, hashlib.sha256(p.read_bytes()).hexdigest())
        for p in sorted(folder.rglob("*"))
        if p.is_file() and p.name != "lock"
    }


def publish(output: Path, *extractions: object) -> None:
    store.publish(corpora.corpus(*extractions), corpora.words(), corpora.settings(output))  # type: ignore[arg-type]  # see corpus


def test_what_was_published_comes_back_whole(tmp_path: Path) -> None:
    corpus = corpora.corpus(corpora.hostile(), corpora.mill(), corpora.port())
    corpus = dataclasses.replace(corpus, failures=(Failure("b.txt", "b.txt: empty"), Failure("a.txt", "a.txt: empty")))
    copy = Copy("mill/two.txt", "port/one.txt", 0.25, False, True, ((Span(0, 9), Span(9, 19)),))
    corpus = dataclasses.replace(corpus, copies=(copy,))
    store.publish(corpus, corpora.words(), corpora.settings(tmp_path))
    opened = store.open(tmp_path)
    again = opened.corpus()
    assert again.extractions == tuple(sorted(corpus.extractions, key=lambda e: e.article.id))
    assert again.resolution == corpus.resolution
    assert again.statements == corpus.statements
    assert again.copies == corpus.copies
    assert again.failures == corpus.failures  # in their own order
    assert again.resolution.ledger == {e.iri: e.chains for e in corpus.resolution.entities}
    assert len(opened) == len(list(opened.triples()))


def test_publishing_the_same_again_changes_no_byte(tmp_path: Path) -> None:
    publish(tmp_path, corpora.port(), corpora.mill())
    before = files(tmp_path)
    publish(tmp_path, corpora.mill(), corpora.port())
    assert files(tmp_path) == before


def test_a_new_generation_replaces_the_old_and_litter_goes(tmp_path: Path) -> None:
    publish(tmp_path, corpora.port())
    generations = tmp_path / "store" / "generations"
    (generations / "left-by-a-killed-run" / "graph").mkdir(parents=True)
    publish(tmp_path, corpora.mill())
    assert [e.article.id for e in store.open(tmp_path).extractions()] == ["mill/two.txt"]
    assert len(list(generations.iterdir())) == 1


def test_an_open_store_is_a_snapshot(tmp_path: Path) -> None:
    publish(tmp_path, corpora.port())
    old = store.open(tmp_path)
    count = len(old)
    publish(tmp_path, corpora.mill())
    assert old.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows[0][0].value == str(count)  # type: ignore[union-attr]  # bound


def test_a_damaged_generation_is_built_anew(tmp_path: Path) -> None:
    publish(tmp_path, corpora.port())
    (generation,) = (tmp_path / "store" / "generations").iterdir()
    for part in (generation / "graph").iterdir():
        part.unlink()
    with pytest.raises(StoreError, match="kg build"):
        store.open(tmp_path)
    publish(tmp_path, corpora.port())
    assert store.open(tmp_path).query("ASK { ?c a kg:Claim }").truth


def test_a_lost_part_of_the_graph_is_named_with_what_to_do(tmp_path: Path) -> None:
    publish(tmp_path, corpora.port())
    for part in (tmp_path / "store").rglob("*.sst"):
        part.unlink()
    with pytest.raises(StoreError, match=r"graph: the store is damaged: run kg build again"):
        store.open(tmp_path)


@pytest.mark.parametrize("name", ["corpus.json", "articles.tsv", "manifest.json", "current"])
def test_a_truncated_file_blocks_no_build(tmp_path: Path, name: str) -> None:
    publish(tmp_path, corpora.port())
    (found,) = (tmp_path / "store").rglob(name)
    found.write_bytes(found.read_bytes()[: 0 if name == "current" else 40])
    with pytest.raises(StoreError, match="run kg build again"):
        store.open(tmp_path).corpus()
    publish(tmp_path, corpora.port())
    assert store.open(tmp_path).corpus().extractions == store.open(tmp_path).extractions() != ()
    assert len(list((tmp_path / "store" / "generations").iterdir())) == 1


def test_a_draft_that_is_not_published_goes_again(tmp_path: Path) -> None:
    publish(tmp_path, corpora.port())
    before = files(tmp_path)
    with store.drafting(corpora.corpus(corpora.mill()), corpora.words(), corpora.settings(tmp_path)) as draft:
        assert [e.article.id for e in draft.store.extractions()] == ["mill/two.txt"]
    assert files(tmp_path) == before


def test_more_processes_write_the_same_graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.shelf.AT_HAND", 1)
    monkeypatch.setattr("kg.store.inspection.BATCH", 50)
    whole = corpora.corpus(corpora.port(), corpora.mill(), corpora.hostile())
    texts = []
    for name, each in (("one", map), ("two", Pool(2, ahead=2).map)):
        shelved = dataclasses.replace(whole, extractions=Shelf(whole.extractions, tmp_path))
        with store.drafting(shelved, corpora.words(), corpora.settings(tmp_path / name), each=each) as draft:
            draft.turtle(tmp_path / f"{name}.ttl")
            draft.publish()
        store.export(store.open(tmp_path / name), "ntriples", tmp_path / f"{name}.nt")
        kept = sorted(path.name for path in (tmp_path / name / "store" / "articles").rglob("*.json"))
        manifest = next((tmp_path / name).rglob("manifest.json")).read_text(encoding="utf-8")
        texts.append([(tmp_path / f"{name}.{kind}").read_text(encoding="utf-8") for kind in ("ttl", "nt")] + [kept, manifest])
    assert texts[0] == texts[1]
    assert len(texts[0][1].splitlines()) == len(set(store.open(tmp_path / "one").triples()))


def test_missing_store_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="kg build") as caught:
        store.open(tmp_path)
    assert str(tmp_path) in str(caught.value)


def test_another_store_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    publish(tmp_path, corpora.port())
    (manifest,) = (tmp_path / "store").rglob("manifest.json")
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"format": 99}))
    before = files(tmp_path)
    with pytest.raises(StoreError, match="format 99"):
        store.open(tmp_path)
    with pytest.raises(StoreError, match="format 99"):
        publish(tmp_path, corpora.mill())
    assert files(tmp_path) == before


def test_a_pointer_out_of_the_store_is_refused(tmp_path: Path) -> None:
    publish(tmp_path, corpora.port())
    (tmp_path / "store" / "current").write_text("../../elsewhere")
    with pytest.raises(StoreError, match="names no generation"):
        store.open(tmp_path)


def test_a_corpus_that_contradicts_its_articles_is_not_published(tmp_path: Path) -> None:
    publish(tmp_path, corpora.port())
    good = corpora.mill()
    outside = dataclasses.replace(good.claims[0], evidence=(Span(0, 10_000),))
    wrong_hash = dataclasses.replace(good, article=dataclasses.replace(good.article, hash="0" * 64))
    for bad in (dataclasses.replace(good, claims=(outside, *good.claims[1:])), wrong_hash):
        with pytest.raises(StoreError, match="mill/two"):
            publish(tmp_path, bad)
    with pytest.raises(StoreError, match="twice"):
        publish(tmp_path, good, good)
    assert [e.article.id for e in store.open(tmp_path).extractions()] == ["port/one.txt"]


def test_a_relation_that_the_ontology_lacks_is_named(tmp_path: Path) -> None:
    corpus = corpora.corpus(corpora.port())
    strange = tuple(dataclasses.replace(s, predicate="teases") for s in corpus.statements)
    with pytest.raises(StoreError, match=r"teases.*--ontology"):
        store.publish(dataclasses.replace(corpus, statements=strange), corpora.words(), corpora.settings(tmp_path))
    assert not (tmp_path / "store" / "current").exists()


def test_retired_iris_lead_to_what_replaced_them_over_several_builds(tmp_path: Path) -> None:
    def step(replaced: dict[str, str]) -> str:
        corpus = corpora.corpus(corpora.port())
        corpus = dataclasses.replace(corpus, resolution=dataclasses.replace(corpus.resolution, replaced=replaced))
        store.publish(corpus, corpora.words(), corpora.settings(tmp_path))
        rows = store.open(tmp_path).query("SELECT ?old ?new { ?old dcterms:isReplacedBy ?new } ORDER BY ?old").rows
        return " ".join(f"{old.value[-1]}>{new.value[-4:]}" for old, new in rows if old and new)

    base, target = "https://kg.example/entity/", corpora.corpus(corpora.port()).resolution.entities[0].iri
    tail = target[-4:]
    assert step({f"{base}a": target}) == f"a>{tail}"
    assert step({f"{base}b": target}) == f"a>{tail} b>{tail}", "earlier retirements are kept"
    assert step({f"{base}c": f"{base}a"}) == f"a>{tail} b>{tail} c>{tail}", "a chain of retirements leads to its end"
    assert step({f"{base}d": f"{base}gone"}) == f"a>{tail} b>{tail} c>{tail}", "what is gone replaces nothing"


CHILD = """
import os, signal, sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from tests.store import corpora
from kg import store
from kg.engines import Pool
from kg.store import disk

left = 0
def count(function):
    def counted(*args, **kwargs):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*args, **kwargs)
    return counted

class Graph:
    def __init__(self, path):
        self.graph = Original(path)
        self.bulk_load, self.flush = count(self.graph.bulk_load), count(self.graph.flush)
    read_only = staticmethod(count(disk.Oxigraph.read_only))

Original, disk.Oxigraph = disk.Oxigraph, Graph
for name in ("replace", "fsync", "open", "unlink", "rmdir", "mkdir"):
    setattr(os, name, count(getattr(os, name)))
corpus, words = corpora.corpus(corpora.mill(), corpora.hostile()), corpora.words()
for output in sorted(Path(sys.argv[2]).iterdir()):
    child = os.fork()
    if not child:
        left = int(output.name)
        store.publish(corpus, words, corpora.settings(output))
        os._exit(0)
    print(output.name, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


def test_kill_at_any_moment_leaves_the_old_or_the_new_graph(tmp_path: Path) -> None:
    old, new = {"port/one.txt"}, {"mill/two.txt", corpora.hostile().article.id}
    publish(tmp_path / "model", corpora.port())
    for moment in range(1, 31):
        shutil.copytree(tmp_path / "model", tmp_path / "runs" / f"{moment:03}")
    child = [sys.executable, "-c", CHILD, str(ROOT), str(tmp_path / "runs")]
    done = subprocess.run(child, capture_output=True, check=True, text=True)
    outcomes = set()
    for line in done.stdout.splitlines():
        moment, code = line.split()
        assert int(code) in (0, -signal.SIGKILL), done.stderr
        opened = store.open(tmp_path / "runs" / moment)
        found = {e.article.id for e in opened.extractions()}
        assert found in (old, new), moment
        assert len(list(opened.triples())) == len(opened)
        assert store.verify(opened) == ()
        outcomes.add((code != "0", found == new))
        if int(moment) % 3 == 0:
            publish(tmp_path / "runs" / moment, corpora.mill())  # the next run is not hindered, and sweeps
            assert len(list((tmp_path / "runs" / moment / "store" / "generations").iterdir())) == 1
    assert (True, False) in outcomes, "some run was killed before the new graph stood"
    assert (True, True) in outcomes, "some run was killed after it stood"


HOLDER = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from kg import store
from kg.engines import Pool
with store.writing(Path(sys.argv[2])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_writer_is_told_who_writes_and_a_killed_one_leaves_no_lock(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(ROOT), str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(StoreError, match=f"process {holder.pid}"), store.writing(tmp_path, wait=0.2):
            pass
        holder.kill()
    publish(tmp_path, corpora.port())
    assert len(store.open(tmp_path)) > 0


def test_the_lock_may_be_held_around_publication(tmp_path: Path) -> None:
    with store.writing(tmp_path):
        publish(tmp_path, corpora.port())
    publish(tmp_path, corpora.mill())


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="-o"):
        publish(tmp_path / "file", corpora.port())


def test_lone_surrogates_in_a_text_are_kept_in_it_and_shown_as_replacements(tmp_path: Path) -> None:
    e = corpora.mill()
    text = e.article.text.replace("43", "\ud8003")
    article = dataclasses.replace(e.article, text=text, hash=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
    publish(tmp_path, dataclasses.replace(e, article=article))
    opened = store.open(tmp_path)
    assert opened.extractions()[0].article.text == text
    assert store.verify(opened) == ()
    assert opened.query('ASK { ?q oa:exact "Ines Lund, \ufffd3." }').truth
