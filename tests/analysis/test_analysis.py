"""Measures, paths and positions over graphs made by hand."""

from __future__ import annotations

import itertools
import json
import math
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg import analysis
from kg.model import Corpus, Entity, LiteralValue, Resolution
from tests.analysis.graphs import clique, corpus, iri, made, words
from tests.factories import BASE, Story


def walk(paths: tuple[analysis.Path, ...]) -> list[list[str]]:
    return [[p.steps[0].start[-1], *(s.end[-1] for s in p.steps)] for p in paths]


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ({}, "asserted"),
        ({"by": True}, "attributed"),
        ({"modality": "alleged"}, "alleged"),
        ({"modality": "planned"}, "planned"),
        ({"modality": "possible"}, "possible"),
        ({"confidence": 0.1}, "possible"),
        ({"status": "ended"}, "ended"),
        ({"polarity": "negative"}, "denied"),
    ],
)
def test_every_statement_is_an_edge_that_says_how_it_stands(given: dict[str, Any], kind: str) -> None:
    story = Story("a")
    mill, board, nord = story.chain("Fell Mill"), story.chain("Vale Water Board"), story.chain("Ida Nord", "Person")
    story.claim(mill, "sued", board, **{k: v for k, v in given.items() if k != "by"}, by=nord if "by" in given else None)
    story.claim(nord, "age", LiteralValue("41", "xsd:integer", "year"))
    full = analysis.graph(corpus(story))
    assert sorted(data["label"] for _, data in full.nodes(data=True)) == ["Fell Mill", "Ida Nord", "Vale Water Board"]
    ((start, end, data),) = full.edges(data=True)
    assert (full.nodes[start]["label"], full.nodes[end]["label"]) == ("Fell Mill", "Vale Water Board")
    assert data["kind"] == kind
    assert data["predicate"] == "sued"
    assert (data["articles"], data["origins"], data["asserted"]) == (1, 1, kind == "asserted")
    assert "source" not in data


def test_an_end_or_denial_in_the_articles_own_voice_outdoes_what_a_party_says() -> None:
    def kinds(**given: str) -> set[str]:
        story = Story("a")
        mill, board, nord = story.chain("Fell Mill"), story.chain("Vale Water Board"), story.chain("Ida Nord", "Person")
        story.claim(mill, "partneredWith", board, by=nord)
        story.claim(mill, "partneredWith", board, **given)
        return {data["kind"] for *_, data in analysis.graph(corpus(story)).edges(data=True)}

    assert kinds(status="ended") == {"ended"}
    assert kinds(polarity="negative") == {"denied"}


def test_the_one_who_ties_two_groups_together_is_the_broker() -> None:
    measures = analysis.measure(made([*clique("abcd"), *clique("wxyz"), ("d", "m"), ("m", "w"), ("p", "q")]), words())
    assert measures.brokers[0] == iri("m")
    assert measures.community[iri("a")] == measures.community[iri("b")] != measures.community[iri("y")]
    assert measures.community[iri("p")] == measures.community[iri("q")] == 3
    assert measures.degree[iri("d")] == 4
    assert measures.betweenness[iri("a")] == 0.0
    assert sum(measures.pagerank.values()) == pytest.approx(1.0)


def test_things_in_no_statement_are_not_measured_and_an_empty_corpus_is() -> None:
    story = Story("a")
    story.chain("Fell Mill")
    assert analysis.measure(corpus(story), words()).pagerank == {}
    assert analysis.layout(corpus(story), analysis.measure(corpus(story), words())) == {}


def test_denied_statements_give_no_centrality_but_have_a_place() -> None:
    story = Story("a")
    mill, board = story.chain("Fell Mill"), story.chain("Vale Water Board")
    story.claim(mill, "sued", board, polarity="negative")
    given = corpus(story)
    measures = analysis.measure(given, words())
    assert measures.degree == measures.pagerank == {}
    assert len(analysis.layout(given, measures)) == 2


def test_a_path_takes_the_fewest_steps_and_then_the_better_supported_ones() -> None:
    given = made([("a", "b"), ("b", "z"), ("a", "c"), ("z", "c"), ("a", "d"), ("d", "e"), ("e", "z")], {("a", "c"): 3})
    assert walk(analysis.paths(given, words(), iri("a"), iri("z"))) == [["a", "c", "z"]]
    assert walk(analysis.paths(given, words(), iri("a"), iri("z"), 9)) == [
        ["a", "c", "z"],
        ["a", "b", "z"],
        ["a", "d", "e", "z"],
    ]
    step = analysis.paths(given, words(), iri("a"), iri("z"))[0].steps[1]
    assert (step.statement.subject, step.forward) == (iri("z"), False)


def test_many_origins_never_make_up_for_a_longer_way() -> None:
    short, long = [("a", "b"), ("b", "c"), ("c", "z")], [("a", "p"), ("p", "q"), ("q", "r"), ("r", "z")]
    given = made(short + long, dict.fromkeys(long, 99))
    assert walk(analysis.paths(given, words(), iri("a"), iri("z"))) == [["a", "b", "c", "z"]]


def test_of_parallel_statements_a_path_shows_the_best_supported() -> None:
    given = made([("a", "z"), ("z", "a")], {("z", "a"): 2})
    assert [s.statement.id for s in analysis.paths(given, words(), iri("a"), iri("z"))[0].steps] == ["s0001"]


def test_a_denied_statement_leads_nowhere() -> None:
    story = Story("a")
    mill, board = story.chain("Fell Mill"), story.chain("Vale Water Board")
    story.claim(mill, "sued", board, polarity="negative")
    given = corpus(story)
    start, end = (e.iri for e in given.resolution.entities)
    assert analysis.paths(given, words(), start, end) == ()


def test_no_way_is_an_empty_answer() -> None:
    given = made([("a", "b"), ("y", "z")])
    assert analysis.paths(given, words(), iri("a"), iri("z")) == ()
    assert analysis.paths(given, words(), iri("a"), iri("a")) == ()
    assert analysis.paths(given, words(), iri("a"), BASE + "entity/unknown") == ()


def entity(name: str, *aliases: str, named: bool = True, articles: int = 1) -> Entity:
    chains = tuple((f"a{n}", name) for n in range(articles))
    return Entity(f"{BASE}entity/{name.casefold().replace(' ', '-')}", name, "Person", named, aliases, chains)


def test_entities_are_found_by_label_alias_iri_and_then_by_how_they_begin() -> None:
    known = (entity("Bo Tarn", "Tarn"), entity("Tarnow"), entity("Ana Tarn", "TARN", articles=2), entity("tarn", named=False))
    given = Corpus((), Resolution(known, {}), ())

    def find(text: str) -> list[str]:
        return [e.label for e in analysis.find_entity(given, text)]

    assert find("BO  tarn") == ["Bo Tarn"]
    assert find("Tarn") == ["tarn", "Ana Tarn", "Bo Tarn"]
    assert find("tarno") == ["Tarnow"]
    assert find("an") == ["Ana Tarn"]
    assert find(BASE + "entity/tarnow") == ["Tarnow"]
    assert find("  ") == find("arn") == []


def test_no_labels_overlap_on_a_page_of_sixty() -> None:
    edges = [(f"Harbour {n // 3}", f"Harbour {n + 1}") for n in range(50)] + [(f"Vale {n}", f"Works {n}") for n in range(5)]
    given = made(edges)
    positions = analysis.layout(given, analysis.measure(given, words()))
    assert len(positions) == 61
    assert all(x == round(x, 1) and y == round(y, 1) for x, y in positions.values())
    for (a, (ax, ay)), (b, (bx, by)) in itertools.combinations(positions.items(), 2):
        width = 7 * (len(a) + len(b) - 2 * len(BASE + "entity/")) / 2
        assert abs(ax - bx) > width or abs(ay - by) > 40, (a, b)
    xs, ys = zip(*positions.values(), strict=True)
    assert max(xs) - min(xs) < 2 * 1440
    assert max(ys) - min(ys) < 2 * 900


def test_tied_entities_stand_nearer_than_others() -> None:
    given = made([(str(n), str(n + 1)) for n in range(12)])
    at = analysis.layout(given, analysis.measure(given, words()))
    assert math.dist(at[iri("0")], at[iri("1")]) < math.dist(at[iri("0")], at[iri("12")]) / 4


def test_input_order_makes_no_difference() -> None:
    given = made([*clique("abcdef"), *clique("uvwxyz"), ("f", "m"), ("m", "u"), ("p", "q")])
    other = replace(
        given,
        statements=given.statements[::-1],
        resolution=replace(given.resolution, entities=given.resolution.entities[::-1]),
    )
    measures = analysis.measure(given, words())
    assert analysis.measure(other, words()) == measures
    assert analysis.layout(other, measures) == analysis.layout(given, measures)


SCRIPT = """
import json
from kg import analysis
from tests.analysis.graphs import iri, made, words
edges = [(f"n{i}", f"n{i * 7 % 40}") for i in range(60) if i != i * 7 % 40] + [("p", "q")]
given = made(edges)
m = analysis.measure(given, words())
ways = [[s.statement.id for s in p.steps] for p in analysis.paths(given, words(), iri("n1"), iri("n9"), 4)]
print(json.dumps([list(m.pagerank.items()), m.community, m.brokers, dict(analysis.layout(given, m)), ways]))
"""


def test_hash_seeds_make_no_difference() -> None:
    root = Path(__file__).parents[2]
    outputs = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
    assert len(json.loads(outputs.pop())[0]) > 30
