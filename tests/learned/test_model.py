"""The model that comes with kg, on sentences that it has not seen: what it tells, and that it tells it again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kg import claims, learned, mentions, reading
from kg.articles import make
from kg.errors import UsageError
from kg.learned.passages import passages
from kg.model import Claim, Extraction, Span
from kg.settings import Settings

TEXT = (
    "Orla Finch was born in Leeds in 1961. She studied at Norland University and later worked for Vesta Group, "
    "which has its headquarters in Bergen. Vesta Group was started by Abel Finch in 1990."
)


def model() -> learned.Model:
    found = learned.load()
    assert isinstance(found, learned.Model)
    return found


def read(text: str, learned: str = "kg", eager: bool = False) -> tuple[Claim, ...]:
    return reading.read(Settings(learned=learned, eager=eager), make("a.txt", text, id="a.txt")).claims


def triples(found: tuple[Claim, ...]) -> set[tuple[str, str, str]]:
    return {(c.subject.label, c.predicate, getattr(c.object, "label", getattr(c.object, "value", ""))) for c in found}


def test_it_reads_what_the_rules_leave() -> None:
    text = "Educated at Norland University, Orla Finch spent her childhood in Leeds."
    with_model, without = triples(read(text)), triples(read(text, ""))
    assert ("Orla Finch", "educatedAt", "Norland University") in with_model
    assert with_model >= without


def test_names_get_their_types_from_the_sentence() -> None:
    text = "The software company Tavora, which is based in Solbakken, hired the engineer Orla Finch."
    spans = [Span(text.index(w), text.index(w) + len(w)) for w in ("Tavora", "Solbakken", "Orla Finch")]
    told = [max(types, key=lambda pair: pair[1])[0] for types in model().types(text, spans)]
    assert told == ["Organization", "Place", "Person"]


def test_nothing_is_told_of_things_that_only_stand_together() -> None:
    text = "Orla Finch waved at Ida Marsh in Leeds, and Vesta Group fell two points in 1990."
    assert not [c for c in read(text) if "learned" in c.extractors]


def test_the_right_way_round() -> None:
    text = "Ida Marsh, the daughter of Orla Finch, lives in Leeds."
    assert ("Orla Finch", "childOf", "Ida Marsh") not in triples(read(text))


def test_a_sentence_does_not_depend_on_its_neighbours() -> None:
    sentences = [s + "." for s in TEXT.removesuffix(".").split(". ")]

    def told(text: str, sentence: str) -> list[tuple[str, str, float]]:
        document = mentions.annotate(make("a.txt", text, id="a.txt"), reading.load_ontology(()))
        ctx = claims.context(document)
        found = claims.Learned(model())(ctx, reading.load_ontology(()))
        here = text.index(sentence)
        return [
            (d.relation.name, d.subject.text, d.confidence)
            for d in found
            if here <= ctx.tree.tokens[d.trigger].start < here + len(sentence)
        ]

    alone = told(sentences[0], sentences[0])
    assert alone
    assert told(TEXT, sentences[0]) == alone
    assert told(" ".join(reversed(sentences)), sentences[0]) == alone


def test_another_process_gives_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    runs = [
        subprocess.run(
            [sys.executable, "-m", "kg", "extract", str(tmp_path / "a.txt"), "-o", str(tmp_path / f"out{n}"), "--learned"],
            capture_output=True,
            check=True,
            env={"PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONHASHSEED": str(n), "PATH": ""},
        ).stdout
        for n in (1, 2)
    ]
    assert runs[0] == runs[1]
    assert b'"learned"' in runs[0]


def test_nobody_has_it_without_asking() -> None:
    found = reading.extract_one(Settings(), (make("a.txt", TEXT, id="a.txt"), ()))
    assert isinstance(found, Extraction)
    assert {name for claim in found.claims for name in claim.extractors} <= {"frames", "roles"}
    assert any("learned" in claim.extractors for claim in read(TEXT))


def test_an_eager_reader_tells_more_and_never_less() -> None:
    model, eager = learned.load(), learned.load(learned.folder("kg"), eager=True)
    assert isinstance(model, learned.Model)
    assert isinstance(eager, learned.Model)
    assert all(c.eager <= c.threshold for c in model.labels.values())
    assert any(c.eager < c.threshold for c in model.labels.values())
    document = mentions.annotate(make("a.txt", TEXT, id="a.txt"), reading.load_ontology(()))
    for passage in passages(document):
        assert set(model.relations(passage)) <= set(eager.relations(passage))


def test_a_folder_that_is_no_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="has no"):
        learned.load(tmp_path)


def test_the_cache_knows_which_model_read_and_how(tmp_path: Path) -> None:
    article = make("a.txt", TEXT, id="a.txt")
    both = [reading.extract_one(Settings(output=tmp_path, learned=name), (article, ())) for name in ("kg", "", "kg")]
    assert both[0] == both[2] != both[1]
    kinds = [Settings(learned="kg", eager=eager).extraction_key() for eager in (False, True)]
    assert kinds[0] != kinds[1]
