"""What is said of groups, of bridges between them, of roles and voices, and of a neighbourhood."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import networkx
import pytest

from kg import analysis
from kg.analysis.groups import telling
from kg.model import Corpus
from tests.analysis.graphs import clique, corpus, iri, made, words
from tests.factories import BASE, Story


def label(corpus: Corpus, iri: str) -> str:
    return next(e.label for e in corpus.resolution.entities if e.iri == iri)


def two_circles() -> Corpus:
    """A court case and a football season; the mayor has a hand in both. Names, verbs and grammar are in all sentences."""
    story = Story("a")
    mill, board, nord = story.chain("Fell Mill"), story.chain("Vale Water Board"), story.chain("Ida Nord", "Person")
    rovers, town, tarn = story.chain("Quay Rovers"), story.chain("Elm Town"), story.chain("Bo Tarn", "Person")
    mayor = story.chain("Una Lake", "Person")

    def says(subject: str, predicate: str, other: str, sentence: str, *nominals: str) -> None:
        story.claim(subject, predicate, other, sentence)
        start = len(story.text) - len(sentence)
        for nominal in nominals:  # as the article's own mentions are: inside the sentence
            at = start + sentence.index(nominal)
            chain = story.chain(nominal, "", named=False, texts=(nominal,))
            story.mentions[-1] = replace(
                story.mentions[-1], span=type(story.mentions[-1].span)(at, at + len(nominal)), chain=chain
            )

    says(
        mill,
        "sued",
        board,
        "Fell Mill filed the lawsuit against the Vale Water Board in the court.",
        "the lawsuit",
        "the court",
    )
    says(nord, "sued", mill, "Ida Nord filed lawsuits, too, and the court heard her.", "lawsuits", "the court")
    says(board, "accused", nord, "The board told the court that Ida Nord lies.", "the court")
    says(rovers, "defeated", town, "Quay Rovers won the match in the stadium.", "the match", "the stadium")
    says(tarn, "playsFor", rovers, "Bo Tarn plays for Quay Rovers and won the match.", "the match")
    says(tarn, "criticized", town, "Bo Tarn said that the stadium of Elm Town is cold.", "the stadium")
    says(mayor, "spokeWith", mill, "Una Lake met Fell Mill.")
    says(mayor, "spokeWith", rovers, "Una Lake met Quay Rovers.")
    return corpus(story)


def test_groups_are_told_by_their_nouns_relations_and_types() -> None:
    given = two_circles()
    measures = analysis.measure(given, words())
    found = {frozenset(label(given, i) for i in g.members): g for g in analysis.groups(given, measures, words())}
    court = next(g for members, g in found.items() if "Ida Nord" in members)
    football = next(g for members, g in found.items() if "Bo Tarn" in members)
    assert set(court.words) == {"court", "lawsuit"}
    assert set(football.words) == {"match", "stadium"}
    assert "sued" in court.relations
    assert "plays for" in football.relations
    assert court.number != football.number
    assert {g.number for g in found.values()} == set(measures.community.values())
    for g in found.values():
        assert [measures.pagerank[i] for i in g.members] == sorted((measures.pagerank[i] for i in g.members), reverse=True)


def test_a_word_of_all_groups_tells_none_of_them() -> None:
    bags = [Counter(day=9, court=3), Counter(day=9, goal=3), Counter(day=9, vote=3)]
    assert [found[0] for found in telling(bags)] == ["court", "goal", "vote"]
    assert telling([Counter()]) == [()]
    assert telling([Counter(day=2)]) == [("day",)]
    assert telling([Counter(day=2, law=2, act=3)]) == [("act", "day", "law")]


def test_a_bridge_is_the_one_statement_that_holds_two_parts_together() -> None:
    sides = [*clique("abc"), *clique("wxyz")]
    (bridge,) = analysis.bridges(made([*sides, ("c", "w"), ("z", "leaf")]), words())
    assert (bridge.statement.subject, bridge.statement.object) == (iri("c"), iri("w"))
    assert (bridge.end, bridge.part, bridge.rest) == (iri("c"), (iri("a"), iri("b"), iri("c")), 5)
    assert analysis.bridges(made([*sides, ("c", "w"), ("w", "c")]), words()) == (), "two statements: neither alone"
    assert analysis.bridges(made([*sides, ("c", "w"), ("a", "x")]), words()) == ()
    chain = made([("a", "b"), ("b", "c"), ("c", "d"), ("d", "e"), ("e", "f")])
    assert [len(b.part) for b in analysis.bridges(chain, words())] == [3, 2, 2]
    assert len(analysis.bridges(chain, words(), 1)) == 1


def test_bridges_are_those_of_networkx() -> None:
    names = [f"n{n}" for n in range(60)]
    given = made([(names[n], names[n * n % 23]) for n in range(1, 60) if n != n * n % 23])
    plain = networkx.Graph((s.subject, s.object) for s in given.statements)
    for bridge in analysis.bridges(given, words(), 99):
        before = networkx.number_connected_components(plain)
        plain.remove_edge(bridge.statement.subject, bridge.statement.object)
        assert networkx.number_connected_components(plain) == before + 1
        assert networkx.node_connected_component(plain, bridge.end) == set(bridge.part)
        plain.add_edge(bridge.statement.subject, bridge.statement.object)


def test_what_only_says_where_somebody_is_ties_nobody() -> None:
    story = Story("a")
    mill, board, nord = story.chain("Fell Mill"), story.chain("Vale Water Board"), story.chain("Ida Nord", "Person")
    vale = story.chain("Valeland", "Place")
    for one in (mill, board, nord):
        story.claim(one, "headquarters" if one != nord else "residence", vale)
    story.claim(mill, "sued", board)
    given = corpus(story)
    by_label = {e.label: e.iri for e in given.resolution.entities}
    assert set(analysis.measure(given, words()).pagerank) == {by_label["Fell Mill"], by_label["Vale Water Board"]}
    assert len(analysis.graph(given).edges) == 4, "the graph has them all"
    (way,) = analysis.paths(given, words(), by_label["Fell Mill"], by_label["Ida Nord"])
    assert len(way.steps) == 2, "a way that there is is shown"
    story.claim(board, "spokeWith", nord)
    (way,) = analysis.paths(corpus(story), words(), by_label["Fell Mill"], by_label["Ida Nord"])
    assert [s.statement.predicate for s in way.steps] == ["sued", "spokeWith"], "who is tied goes before who is where"


def suits() -> Corpus:
    story = Story("a")
    mill, board = story.chain("Fell Mill"), story.chain("Vale Water Board")
    nord, tarn = story.chain("Ida Nord", "Person"), story.chain("Bo Tarn", "Person")
    firm = story.chain("a firm", named=False, texts=("a firm",))
    story.claim(mill, "sued", board)
    story.claim(nord, "sued", board)
    story.claim(mill, "sued", firm)
    story.claim(tarn, "sued", mill, polarity="negative")
    story.claim(tarn, "sued", nord, modality="planned")
    story.claim(tarn, "accused", nord, modality="alleged")
    story.claim(nord, "metWith", tarn)
    for place in ("Elmstead", "Quayport", "Valeham"):
        story.claim(nord, "residence", story.chain(place, "Place"))
    return corpus(story)


def test_roles_say_who_sues_whom_most_and_count_neither_denials_nor_plans() -> None:
    given = suits()

    def told(ranked: tuple[tuple[str, int], ...]) -> list[tuple[str, int]]:
        return [(label(given, i), n) for i, n in ranked]

    found = {role.relation: role for role in analysis.roles(given, words())}
    assert told(found["sued"].subjects) == [("Fell Mill", 2), ("Ida Nord", 1)]
    assert told(found["sued"].objects) == [("Vale Water Board", 2)]
    assert found["sued"].statements == 3
    assert told(found["accused"].objects) == [("Ida Nord", 1)], "an accusation is always alleged"
    assert told(found["metWith"].subjects) == [("Bo Tarn", 1), ("Ida Nord", 1)], "who met is not said by direction"
    assert found["metWith"].objects == ()
    assert list(found) == ["sued", "accused", "metWith", "residence"], "who is where comes last"


def test_the_same_thing_without_a_name_in_many_articles_counts_once() -> None:
    stories = []
    for name in "abc":
        story = Story(name)
        story.claim(story.chain("Ida Nord", "Person"), "praised", story.chain("the removal", "Event", named=False))
        stories.append(story)
    given = corpus(*stories)
    (role,) = analysis.roles(given, words())
    assert [n for _, n in role.subjects] == [1]
    assert role.statements == 3


def test_voices_count_an_utterance_once_and_whoever_is_mentioned_in_it_by_others() -> None:
    stories = []
    for name in "ab":
        story = Story(name)
        nord, mill = story.chain("Ida Nord", "Person"), story.chain("Fell Mill")
        story.quotation("We never thought that Fell Mill would come to this", nord)
        start = story.text.index("Fell Mill would")
        at = next(i for i, m in enumerate(story.mentions) if m.chain == mill)
        story.mentions[at] = replace(story.mentions[at], span=type(story.mentions[at].span)(start, start + 9))
        story.claim(mill, "apologizedTo", nord, by=nord)
        stories.append(story)
    given = corpus(*stories)
    voices = {label(given, v.iri): v for v in analysis.voices(given)}
    nord, mill = voices["Ida Nord"], voices["Fell Mill"]
    assert (nord.said, nord.quoted_in, nord.claims, nord.spoken_of) == (1, 2, 1, 0)
    assert (mill.said, mill.spoken_of, mill.by) == (0, 1, 1)
    assert [label(given, v.iri) for v in analysis.voices(given)] == ["Ida Nord", "Fell Mill"]


@pytest.mark.parametrize(("hops", "near"), [(0, "c"), (1, "bcd"), (2, "abcde"), (9, "abcdef")])
def test_a_neighbourhood_has_all_within_reach_and_all_edges_among_them(hops: int, near: str) -> None:
    full = analysis.graph(made([("a", "b"), ("b", "c"), ("d", "c"), ("d", "e"), ("e", "f"), ("d", "b"), ("y", "z")]))
    found = analysis.ego(full, iri("c"), hops)
    plain = networkx.ego_graph(full, iri("c"), hops, undirected=True)
    assert [n[-1] for n in found] == list(near)
    assert set(found.edges(keys=True)) == set(plain.edges(keys=True))
    assert len(analysis.ego(full, BASE + "nobody")) == 0
