"""Sources to graph, end to end: same articles, same bytes; nothing half-written; bad input costs only itself."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kg import engines, pipeline, store
from kg.cache import Cache
from kg.checks import check_spans, same_chains
from kg.errors import NothingToDo, OntologyError, StoreError, UsageError
from kg.model import Article, Chain, Extraction, Failure, Mention, Span
from kg.settings import Settings

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
FILES = ("graph.ttl", "graph.html", "report.html", "report.md")

MERGER = """Brightwater buys Tallis Mining

Brightwater Energy acquired Tallis Mining on Monday, said Brightwater's chief executive, Nora Quist.

"We are proud of this purchase," Quist said. Brightwater Energy is based in Aberdeen.
"""
STRIKE = """Dockers sue harbour operator

The dockers' union Quayside United sued Fennmark Ports over unpaid wages. Fennmark Ports denied the accusation.

"They owe us four months," said Ravi Anand, the president of Quayside United.
"""


def files(output: Path) -> dict[str, str]:
    """The content of what a build leaves, by name; N-Triples too."""
    out = {name: hashlib.sha256((output / name).read_bytes()).hexdigest() for name in FILES}
    triples = output / "all.nt"
    store.export(store.open(output), "ntriples", triples)
    return out | {"ntriples": hashlib.sha256(triples.read_bytes()).hexdigest()}


def settings(folder: Path) -> Settings:
    return Settings(output=folder / "out")


def write(folder: Path, **texts: str) -> list[str]:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return [str(folder / f"{name}.txt") for name in texts]


# ---------------------------------------------------------------------- what comes out


def test_the_samples_become_a_graph_whose_quotes_all_stand_in_their_articles(built: Path) -> None:
    opened = store.open(built)
    corpus = opened.corpus()
    assert len(corpus.extractions) == 5
    assert not corpus.failures
    assert sum(len(e.claims) for e in corpus.extractions) >= 20
    assert any(s.asserted for s in corpus.statements)
    for extraction in corpus.extractions:
        check_spans(extraction)
    assert store.verify(opened) == ()
    assert store.validate(opened) == ()
    assert sorted(p.name for p in built.iterdir()) == ["cache", *sorted([*FILES, "store"])]


def test_two_builds_in_other_order_and_hash_seed_give_the_same_bytes(built: Path, tmp_path: Path) -> None:
    sources = sorted(path.name for path in SEEDS.glob("*.md"))
    runs = []
    for seed, order in (("1", sources), ("4242", sources[::-1])):
        output = tmp_path / seed
        command = [sys.executable, "-m", "kg", "build", *order, "-o", str(output)]
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        runs.append(subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, cwd=SEEDS))
    assert [run.wait(120) for run in runs] == [0, 0]
    first, second = files(tmp_path / "1"), files(tmp_path / "4242")
    assert first == second
    assert first == files(built)  # a folder, and its files one by one from within, are the same sources


def test_building_again_changes_nothing(tmp_path: Path) -> None:
    sources, chosen = write(tmp_path / "in", merger=MERGER, strike=STRIKE), settings(tmp_path)
    pipeline.build(sources, chosen)
    before = files(chosen.output)
    generation = (chosen.output / "store" / "current").read_text()
    pipeline.build(sources, chosen)
    assert files(chosen.output) == before
    assert (chosen.output / "store" / "current").read_text() == generation


def test_what_a_build_left_among_the_articles_is_no_article(tmp_path: Path) -> None:
    write(tmp_path / "in", merger=MERGER)
    chosen = Settings(output=tmp_path / "in" / "output")
    pipeline.build([str(tmp_path / "in")], chosen)
    before = files(chosen.output)
    result = pipeline.build([str(tmp_path / "in")], chosen)
    assert (result.counts["articles"], result.failures) == (1, ())
    assert files(chosen.output) == before


def test_an_output_folder_that_is_the_source_folder_reads_only_the_articles(tmp_path: Path) -> None:
    write(tmp_path, merger=MERGER)
    chosen = Settings(output=tmp_path)
    pipeline.build([str(tmp_path)], chosen)
    before = files(chosen.output)
    (tmp_path / "all.nt").unlink()
    result = pipeline.build([str(tmp_path)], chosen)
    assert (result.counts["articles"], result.failures) == (1, ())
    assert files(chosen.output) == before


def test_files_of_one_name_stay_apart_and_are_removed_as_they_were_added(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "may", a=MERGER)
    write(tmp_path / "june", a=STRIKE)
    monkeypatch.chdir(tmp_path)
    chosen = settings(tmp_path)
    assert pipeline.build(["may/a.txt"], chosen).failures == ()
    assert pipeline.add(["june/a.txt"], chosen).counts["articles"] == 2
    assert pipeline.remove(["./june/a.txt"], chosen).counts["articles"] == 1
    assert [e.article.id for e in store.open(chosen.output).extractions()] == ["may/a.txt"]


def test_processes_do_not_change_the_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "EACH", 1)
    sources = write(tmp_path / "in", merger=MERGER, strike=STRIKE)
    chosen = Settings(output=tmp_path / "none")  # no folder, so nothing is cached
    alone = list(pipeline.extract(sources, chosen))
    together = list(pipeline.extract(sources, dataclasses.replace(chosen, jobs=2)))
    assert alone == together
    assert [item.article.id for item in alone if isinstance(item, Extraction)] == ["merger.txt", "strike.txt"]


def test_what_is_kept_is_read_beside_what_is_new_in_the_order_of_ids(tmp_path: Path) -> None:
    one, two = write(tmp_path / "in", merger=MERGER, strike=STRIKE)
    chosen = Settings(output=tmp_path / "out")
    chosen.output.mkdir()
    (first,) = pipeline.extract([two], chosen)
    assert isinstance(first, Extraction)
    whole = list(pipeline.extract([one, two], chosen))
    assert [item.article.id for item in whole if isinstance(item, Extraction)] == ["merger.txt", "strike.txt"]
    assert whole[1] == first
    for kept in (tmp_path / "out" / "cache").rglob("*.json"):
        kept.write_bytes(kept.read_bytes()[:40])  # there, but of no use
    assert list(pipeline.extract([one, two], chosen)) == whole


def test_adding_gives_what_building_all_gives_and_removing_takes_it_back(tmp_path: Path) -> None:
    one, two = write(tmp_path / "in", merger=MERGER, strike=STRIKE)
    both, grown = Settings(output=tmp_path / "both"), Settings(output=tmp_path / "grown")
    pipeline.build([one, two], both)
    pipeline.build([two], grown)
    alone = files(grown.output)
    pipeline.add([one], grown)
    assert files(grown.output) == files(both.output)
    result = pipeline.remove(["merger.txt"], grown)
    assert result.counts["articles"] == 1
    assert files(grown.output) == alone


def test_adding_a_changed_article_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    [source], chosen = write(tmp_path / "in", news=MERGER), settings(tmp_path)
    pipeline.build([source], chosen)
    write(tmp_path / "in", news=STRIKE)
    result = pipeline.add([source], chosen)
    labels = {e.label for e in store.open(chosen.output).corpus().resolution.entities}
    assert result.counts["articles"] == 1
    assert "Fennmark Ports" in labels
    assert not any("Brightwater" in label for label in labels)
    fresh = Settings(output=tmp_path / "fresh")
    pipeline.build([source], fresh)
    assert files(chosen.output) == files(fresh.output)  # the new text owes nothing to the IRIs of the old one


def test_removing_what_is_not_there_says_so_and_changes_nothing(tmp_path: Path) -> None:
    sources, chosen = write(tmp_path / "in", merger=MERGER), settings(tmp_path)
    pipeline.build(sources, chosen)
    before = files(chosen.output)
    with pytest.raises(NothingToDo, match=r"nowhere\.txt"):
        pipeline.remove(["nowhere.txt"], chosen)
    assert files(chosen.output) == before


def test_a_store_keeps_its_base(tmp_path: Path) -> None:
    one, two = write(tmp_path / "in", merger=MERGER, strike=STRIKE)
    chosen = dataclasses.replace(settings(tmp_path), base="https://data.example.org/news/")
    pipeline.build([one], chosen)
    pipeline.add([two], settings(tmp_path))
    entities = store.open(chosen.output).corpus().resolution.entities
    assert entities
    assert all(e.iri.startswith("https://data.example.org/news/entity/") for e in entities)


@pytest.mark.parametrize("base", ["kg.example", "https://kg.example/a b/", "https://kg.example/x", "https://kg.example/<"])
def test_a_base_that_makes_no_iris_is_refused(tmp_path: Path, base: str) -> None:
    with pytest.raises(UsageError, match="base"):
        pipeline.build(write(tmp_path / "in", merger=MERGER), dataclasses.replace(settings(tmp_path), base=base))


def test_a_relation_of_ones_own_gives_claims_without_any_python(tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(
        (ROOT / "docs" / "example-relation.ttl").read_text(encoding="utf-8"),
        encoding="utf-8",
    )
    text = "Orchids in the news\n\nThe botanist Ilse Brandt pollinated the Marlow orchid. Ilse Brandt lives in Graz.\n"
    chosen = dataclasses.replace(settings(tmp_path), ontology=(own,))
    pipeline.build(write(tmp_path / "in", orchids=text), chosen)
    found = [s for s in store.open(chosen.output).corpus().statements if s.predicate == "pollinated"]
    assert len(found) == 1
    with pytest.raises(OntologyError, match="--ontology"):  # the page cannot be drawn without the relation's words
        pipeline.view(settings(tmp_path))


# ---------------------------------------------------------------------- bad input

FRENCH = """Le maire de Villeneuve a annoncé mardi que la nouvelle bibliothèque ouvrira ses portes au printemps prochain. Les
travaux, commencés il y a deux ans, ont coûté plus cher que prévu, mais la commune espère que les habitants en profiteront
longtemps. « Nous avons attendu ce moment pendant des années », a déclaré la directrice devant les journalistes réunis.
"""


@pytest.fixture
def bad(tmp_path: Path) -> dict[str, Path]:
    """One of each kind of bad source."""
    folder = tmp_path / "bad"
    (folder / "nothing-here").mkdir(parents=True)
    paths = {name: folder / name for name in ("empty.txt", "junk.txt", "broken.html", "lines.jsonl", "french.txt", "huge.txt")}
    paths["empty.txt"].write_bytes(b"")
    paths["junk.txt"].write_bytes(bytes(range(256)) * 40)
    paths["broken.html"].write_bytes(b"<html><body><div><p></div><scr")
    paths["lines.jsonl"].write_text(json.dumps({"id": "no-text", "title": "Nothing"}) + "\n", encoding="utf-8")
    paths["french.txt"].write_text(FRENCH, encoding="utf-8")
    with paths["huge.txt"].open("wb") as file:
        file.truncate(50_000_000)
    return paths | {"nothing-here": folder / "nothing-here", "missing.txt": folder / "missing.txt"}


def test_each_bad_source_gets_one_line_and_the_others_go_through(bad: dict[str, Path], tmp_path: Path) -> None:
    [good] = write(tmp_path / "in", merger=MERGER)
    result = pipeline.build([*map(str, bad.values()), good], settings(tmp_path))
    assert result.counts["articles"] == 1
    assert len(result.failures) == len(bad)
    for name in bad:
        [message] = [f.message for f in result.failures if name in f.message]
        assert "\n" not in message
        assert "(" in message or ":" in message.partition(name)[2]
    assert "French" in next(f.message for f in result.failures if "french.txt" in f.message)


def test_nothing_but_bad_sources_leave_the_store_as_it_was(bad: dict[str, Path], tmp_path: Path) -> None:
    chosen = settings(tmp_path)
    pipeline.build(write(tmp_path / "in", merger=MERGER), chosen)
    before = files(chosen.output)
    for change in (pipeline.build, pipeline.add):
        with pytest.raises(NothingToDo, match=r"empty\.txt"):
            change([*map(str, bad.values())], chosen)
    assert files(chosen.output) == before


def test_an_article_that_trips_a_rule_costs_only_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kg import claims

    whole = claims.extract

    def trip(document: Any, *others: Any) -> Any:
        if "Fennmark" in document.article.text:
            raise IndexError("a rule stumbled")
        return whole(document, *others)

    monkeypatch.setattr(claims, "extract", trip)
    result = pipeline.build(write(tmp_path / "in", merger=MERGER, strike=STRIKE), settings(tmp_path))
    assert result.counts["articles"] == 1
    [failure] = result.failures
    assert failure.source == "strike.txt"
    assert "a rule stumbled" in failure.message


def test_adding_to_nothing_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="kg build"):
        pipeline.add(write(tmp_path / "in", merger=MERGER), settings(tmp_path))


def test_an_output_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="out"):
        pipeline.build(write(tmp_path / "in", merger=MERGER), settings(tmp_path))
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"


# ---------------------------------------------------------------------- killed on the way


def moments(process: subprocess.Popen[bytes], output: Path) -> Iterator[Callable[[], bool]]:
    """Conditions to kill at: as soon as the store, or the Turtle beside it, begins to change."""
    yield lambda: any((output / "store" / "generations").glob("*")) and len(list((output / "store/generations").glob("*"))) > 1
    yield lambda: any(output.glob(".graph.partial*")) or any(output.glob(".report.partial*"))


@pytest.mark.parametrize("moment", [0, 1])
def test_a_killed_build_leaves_the_old_or_the_new_graph(tmp_path: Path, moment: int) -> None:
    one, two = write(tmp_path / "in", merger=MERGER, strike=STRIKE)
    chosen = settings(tmp_path)
    pipeline.build([one, two], Settings(output=tmp_path / "new"))
    pipeline.build([one], chosen)
    old, new = ({name: (folder / name).read_bytes() for name in FILES} for folder in (chosen.output, tmp_path / "new"))
    command = [sys.executable, "-m", "kg", "build", one, two, "-o", str(chosen.output)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
    reached = list(moments(process, chosen.output))[moment]
    end = time.monotonic() + 60
    while process.poll() is None and not reached() and time.monotonic() < end:
        time.sleep(0.0005)
    if process.poll() is None:
        process.send_signal(signal.SIGKILL)
    process.wait(10)
    assert len(store.open(chosen.output).corpus().extractions) in (1, 2)
    assert store.verify(store.open(chosen.output)) == ()
    for name in FILES:
        assert (chosen.output / name).read_bytes() in (old[name], new[name])
    pipeline.build([one, two], chosen)  # and the next build finds its way
    assert {name: (chosen.output / name).read_bytes() for name in FILES} == new
    assert not list(chosen.output.glob(".*partial*"))


def test_a_build_that_is_killed_twice_goes_on_from_what_was_read_and_ends_with_the_same_bytes(tmp_path: Path) -> None:
    many = {f"n{n:02d}": f"{MERGER if n % 2 else STRIKE}\nThe paper said so on May {n}." for n in range(1, 17)}
    sources, out = write(tmp_path / "in", **many), tmp_path / "out"
    pipeline.build(sources, Settings(output=tmp_path / "calm"))
    command = [sys.executable, "-m", "kg", "build", *sources, "-o", str(out), "--jobs", "2"]

    def kept() -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for path in (out / "cache").glob("??/*.json")}

    moments: list[Callable[[], bool]] = [lambda: len(kept()) >= 3, lambda: bool(list((out / "store").glob("generations/*")))]
    before: dict[Path, int] = {}
    for reached in moments:
        run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
        end = time.monotonic() + 60
        while run.poll() is None and not reached() and time.monotonic() < end:
            time.sleep(0.002)
        assert run.poll() is None, "it was through before it could be killed"
        run.kill()
        run.wait(10)
        assert before.items() <= kept().items(), "what was read once is not read again"
        before = kept()
    pipeline.build(sources, Settings(output=out))
    assert before.items() <= kept().items()
    assert files(out) == files(tmp_path / "calm")
    assert not list(out.glob(".*partial*"))
    assert not list(out.rglob("*.tmp"))


STOPPED = """
import os, signal, sys
from kg.cli import app
replace = os.replace
def stopping(source, target):
    replace(source, target)
    if os.path.basename(target) == {moment!r}:
        os.kill(os.getpid(), signal.{signal})
os.replace = stopping
app()
"""


@pytest.mark.parametrize(
    ("moment", "name", "code", "says", "count"),
    [
        (".graph.partial.ttl", "SIGINT", 130, "stopped; a store that was there is as it was", 1),
        ("current", "SIGINT", 130, "stopped; the new graph was in place already", 2),
        ("current", "SIGTERM", -signal.SIGTERM, "", 2),
    ],
)
def test_a_stopped_build_says_which_graph_is_there_and_its_files_are_those_of_the_store(
    tmp_path: Path, moment: str, name: str, code: int, says: str, count: int
) -> None:
    one, two = write(tmp_path / "in", merger=MERGER, strike=STRIKE)
    chosen = settings(tmp_path)
    pipeline.build([one], chosen)
    (chosen.output / "..graph.partial.ttl.1.tmp").write_text("left by a killed run")
    child = [sys.executable, "-c", STOPPED.format(moment=moment, signal=name), "build", one, two, "-o", str(chosen.output)]
    done = subprocess.run(child, check=False, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == code
    assert says in done.stderr
    assert len(store.open(chosen.output).extractions()) == count
    left = {path: (chosen.output / path).read_bytes() for path in FILES}
    pipeline.build([one, two][:count], chosen)
    assert {path: (chosen.output / path).read_bytes() for path in FILES} == left
    assert not list(chosen.output.glob(".*"))


def test_failures_come_in_the_order_a_person_counts_in(tmp_path: Path) -> None:
    lines = [json.dumps({"text": MERGER})] + ["{}"] * 10
    (tmp_path / "news.jsonl").write_text("\n".join(lines), encoding="utf-8")
    chosen = settings(tmp_path)
    result = pipeline.build([str(tmp_path / "news.jsonl")], chosen)
    assert [f.source for f in result.failures] == [f"news.jsonl#L{n}" for n in range(2, 12)]
    report = (chosen.output / "report.md").read_bytes()
    assert report.index(b"news.jsonl\\#L2") < report.index(b"news.jsonl\\#L11")
    pipeline.view(chosen)
    assert (chosen.output / "report.md").read_bytes() == report


def test_a_name_longer_than_a_name_is_cut_and_its_words_stay_whole(tmp_path: Path) -> None:
    name = "Ora" + "x" * 400
    sources, chosen = write(tmp_path / "in", a=f"Mayor {name} sued Tallis Mining on Monday."), settings(tmp_path)
    pipeline.build(sources, chosen)
    opened = store.open(chosen.output)
    names = [name for e in opened.corpus().resolution.entities for name in (e.label, *e.aliases)]
    assert max(map(len, names)) == 200
    assert any(name.endswith("x…") for name in names)
    assert store.verify(opened) == ()
    assert opened.query("ASK { ?s oa:exact ?t FILTER(STRLEN(?t) > 400) }").truth


@pytest.mark.parametrize("name", ["graph.html", "graph.ttl"])
def test_what_cannot_be_written_is_said_before_articles_are_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "out" / name).mkdir(parents=True)
    with pytest.raises(UsageError, match=rf"{name}: is a folder"):
        pipeline.build([str(tmp_path / "never-read")], settings(tmp_path))


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_is_read_only_is_refused_before_articles_are_read(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir(mode=0o500)
    with pytest.raises(UsageError, match="cannot be written to"):
        pipeline.build([str(tmp_path / "never-read")], settings(tmp_path))


# ---------------------------------------------------------------------- cache and checks


def article(text: str = "Ada met Bo.", **fields: Any) -> Article:
    return Article("a.txt", "a.txt", text, hashlib.sha256(text.encode()).hexdigest(), **fields)


def extraction(of: Article, label: str = "Ada") -> Extraction:
    mention = Mention("m1", Span(0, 3), of.text[:3], "name", (("Person", 1.0),), "e1", 0)
    return Extraction(of, (mention,), {"e1": Chain("e1", label, True, (("Person", 1.0),))}, (), ())


def test_the_cache_gives_back_what_it_was_given_and_only_for_that(tmp_path: Path) -> None:
    cache, first = Cache(tmp_path, ("1", "ontology", "model")), article()
    assert cache.get(first) is None
    cache.put(first, extraction(first))
    assert cache.get(first) == extraction(first)
    assert cache.get(article(published="2024-05-01")) is None
    assert cache.get(article(body=(Span(0, 3),))) is None
    assert Cache(tmp_path, ("1", "other ontology", "model")).get(first) is None
    assert not list(tmp_path.rglob("*.tmp"))


@pytest.mark.parametrize("damage", [b"", b'{"schema": 1, "art', b"[]", b"\xff\xfe", b'{"article": {}}'])
def test_a_damaged_cache_entry_is_as_good_as_none(tmp_path: Path, damage: bytes) -> None:
    cache, first = Cache(tmp_path, ("1",)), article()
    cache.put(first, extraction(first))
    [path] = tmp_path.rglob("*.json")
    path.write_bytes(damage)
    assert cache.get(first) is None


def test_a_build_does_not_parse_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources, chosen = write(tmp_path / "in", merger=MERGER), settings(tmp_path)
    pipeline.build(sources, chosen)
    before = files(chosen.output)
    monkeypatch.setattr("kg.mentions.annotate", lambda *_: pytest.fail("parsed again"))
    pipeline.build(sources, chosen)
    assert files(chosen.output) == before


def test_a_span_outside_the_text_or_with_other_words_is_found() -> None:
    good = extraction(article())
    check_spans(good)
    [mention] = good.mentions
    with pytest.raises(ValueError, match="11 characters"):
        check_spans(dataclasses.replace(good, mentions=(dataclasses.replace(mention, span=Span(4, 99)),)))
    with pytest.raises(ValueError, match="Bob"):
        check_spans(dataclasses.replace(good, mentions=(dataclasses.replace(mention, text="Bob"),)))


def test_a_ledger_holds_only_for_chains_that_are_what_they_were() -> None:
    before, now = extraction(article(), "Ada"), extraction(article("Ida met Bo."), "Ida")
    ledger = {"https://kg.example/entity/ada-1": (("a.txt", "e1"),)}
    assert same_chains(ledger, [before], [before]) == ledger
    assert same_chains(ledger, [before], [now]) == {}


def test_failures_are_values() -> None:
    [failure] = list(pipeline.extract(["/no/such/file.txt"], Settings(output=Path("/no/such/folder"))))
    assert isinstance(failure, Failure)
    assert "file.txt" in failure.message
