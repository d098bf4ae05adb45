from __future__ import annotations

import csv
import io
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg import store
from kg.errors import StoreError, UsageError
from kg.store.reader import Store
from tests.store import corpora


def values(answer: store.Answer) -> list[tuple[str, ...]]:
    return [tuple(cell.value if cell else "" for cell in row) for row in answer.rows]


def test_who_sued_whom_with_the_words(opened: Store) -> None:
    rows = values(opened.ask_named("who-sued-whom"))
    assert [(r[0], r[1], r[2], r[4], r[5]) for r in rows] == [
        ("Fell Mill", "Ines Lund", "negative", "Quay Line", "Fell Mill has not sued Lund, Quay Line says."),
        ("Quay Line", "Fell Mill", "positive", "", "The suit by Quay Line against Fell Mill was filed."),
        ("Quay Line", "Fell Mill", "positive", "", "Quay Line sued Fell Mill on Monday."),
    ]


def test_named_queries_answer_their_questions(opened: Store) -> None:
    assert {row[:3] for row in values(opened.ask_named("statements", {"about": "lund"}))} >= {
        ("Ines Lund", "age", "42"),
        ("Fell Mill", "sued", "Ines Lund"),
    }
    assert [row[:3] for row in values(opened.ask_named("what-does-x-say", {"speaker": "lund"}))] == [
        ("Ines Lund", "direct", "We stand by our contract")
    ]
    sides = {row[:7] for row in values(opened.ask_named("disagreements"))}
    assert sides == {("0.45", "value", "false", "Ines Lund", "age", age, "affirmed") for age in ("42", "43")}
    single = {row[:3] for row in values(opened.ask_named("single-source"))}
    assert ("Ines Lund", "chief executive of", "Quay Line") in single
    assert ("Quay Line", "sued", "Fell Mill") not in single, "two articles say so"
    below = values(opened.ask_named("claims-of-relation", {"relation": "head of"}))
    assert [row[:3] for row in below] == [("Ines Lund", "chief executive of", "Quay Line")], "relations below are included"
    assert values(opened.ask_named("entities", {"about": "person"}))[0][:3] == ("Ines Lund", "person", "4")


def test_every_named_query_has_a_question_and_runs(opened: Store) -> None:
    for name, query in store.named_queries().items():
        assert query.question.endswith("?"), name
        assert opened.ask_named(name).columns, name


def test_parameters_are_values_and_never_query_text(opened: Store) -> None:
    for attack in ('" } SELECT * { ?s ?p ?o } #', "\\", "\n", corpora.HOSTILE, '"""'):
        assert values(opened.ask_named("what-does-x-say", {"speaker": "x" + attack})) == []
    with pytest.raises(UsageError, match="no parameter"):
        opened.ask_named("statements", {"nothing": "x"})
    with pytest.raises(UsageError, match="who-sued-whom"):
        opened.ask_named("no-such-question")
    with pytest.raises(UsageError, match="name of a parameter"):
        opened.query("SELECT * { ?s ?p ?o }", parameters={"a } b": "x"})


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://127.0.0.1:1/sparql> { ?s ?p ?o } }",
        "SELECT * { service silent <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { SERVICE#<\n<http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { VALUES ?g { <http://127.0.0.1:1/> } SERVICE ?g { ?s ?p ?o } }",
        "SELECT * { ?s kg:named ?o.SERVICE kg:x { ?s ?p ?o } }",
        "SELECT * { ?a kg:textLength ?n FILTER(?n<#x>'''\n1) SERVICE <http://127.0.0.1:1/x#y> {} #'''\n }",
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "SELECT * FROM NAMED <http://127.0.0.1:1/> { GRAPH ?g { ?s ?p ?o } }",
        "LOAD <file:///etc/passwd>",
        "INSERT DATA { <http://a.example/> a <http://b.example/> }",
        "DELETE WHERE { ?s ?p ?o }",
        "DROP ALL",
        "CLEAR DEFAULT",
    ],
)
def test_what_would_reach_out_or_change_the_graph_is_refused(opened: Store, text: str) -> None:
    with pytest.raises(UsageError, match="is not allowed in a query"):
        opened.query(text)


@pytest.mark.parametrize(
    "text",
    [
        'SELECT * { ?service a kg:Claim ; kg:reason "SERVICE <x> LOAD" }',
        "SELECT * { ?from kg:article ?load } # SERVICE and FROM in a comment",
        "SELECT ?drop { ?drop kg:subjectText '''FROM it's''' }",
        "PREFIX load: <http://delete.example/insert#> SELECT * { ?s load:from ?clear }",
        "SELECT * { ?s ?service ?o } LIMIT 1",
    ],
)
def test_words_that_only_look_forbidden_are_allowed(opened: Store, text: str) -> None:
    opened.query(text)


def test_a_query_that_is_none_says_so(opened: Store) -> None:
    with pytest.raises(UsageError, match="not a SPARQL query"):
        opened.query("Who sued whom?")


def test_limit_truth_and_triples(opened: Store) -> None:
    cut = opened.query("SELECT ?c { ?c a kg:Claim }", limit=2)
    assert (len(cut.rows), cut.truncated) == (2, True)
    assert not opened.query("SELECT ?c { ?c a kg:Claim }", limit=1000).truncated
    assert opened.query("ASK { ?a kg:disputed true }").truth is True
    built = opened.query("CONSTRUCT { ?c a kg:Claim } WHERE { ?c a kg:Claim }")
    assert built.columns == ("subject", "predicate", "object")
    assert len(built.rows) == 11


def test_a_query_that_takes_too_long_is_given_up(opened: Store) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c != ?f && ?f != ?i && ?a = ?i && ?h = ?c) }"
    begun = time.monotonic()
    with pytest.raises(StoreError, match="longer than"):
        opened.query(endless, timeout=0.3)
    assert time.monotonic() - begun < 5


def test_answers_for_programs(opened: Store) -> None:
    answer = opened.query(
        'SELECT ?e ?l ?n { ?e a kgo:Organization ; rdfs:label ?l . FILTER(STRSTARTS(?l, "=")) OPTIONAL { ?e kg:x ?n } }'
    )
    (row,) = json.loads(store.render(answer, "json"))["results"]["bindings"]
    assert row["l"] == {"type": "literal", "value": '=HYPERLINK("http://evil.example")'}
    assert row["e"]["type"] == "uri"
    assert "n" not in row
    table = list(csv.reader(io.StringIO(store.render(answer, "csv"))))
    assert table[0] == ["e", "l", "n"]
    assert table[1][1] == '\'=HYPERLINK("http://evil.example")'
    assert json.loads(store.render(opened.query("ASK {}"), "json")) == {"head": {}, "boolean": True}
    with pytest.raises(UsageError, match="json, csv, tsv"):
        store.render(answer, "xml")


@pytest.mark.parametrize("format_", ["json", "csv", "tsv"])
def test_no_control_codes_in_answers(opened: Store, format_: str) -> None:
    text = store.render(opened.query("SELECT ?o { ?s ?p ?o }"), format_)
    assert not set(text) & set("\x00\x01\x1b\r\u202e\u2028\x85")
    assert "😀" in text


def test_rdflib_users_get_the_whole_graph(opened: Store) -> None:
    graph = opened.rdflib()
    assert len(graph) == len(opened)
    assert [str(row[0]) for row in graph.query("SELECT ?l { ?s a kgo:Person ; rdfs:label ?l FILTER(?l = 'Ines Lund') }")] == [
        "Ines Lund"
    ]  # type: ignore[index,union-attr]  # rdflib's rows are untyped


# ------------------------------------------------------------------ in a process of its own


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("apart")
    store.publish(corpora.corpus(corpora.port(), corpora.mill()), corpora.words(), corpora.settings(folder))
    return folder


def test_a_process_of_its_own_answers_as_the_store_does(output: Path) -> None:
    query = "SELECT ?c ?t { ?c a kg:Claim ; kg:subjectText ?t } ORDER BY ?c"
    assert store.ask(output, query, {}, limit=3) == store.open(output).query(query, limit=3)
    with pytest.raises(UsageError, match="there are"):
        store.ask(output, "no-such-question", {}, is_name=True)
    with pytest.raises(StoreError, match="run kg build"):
        store.ask(output / "nowhere", "ASK {}", {})


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("SELECT * " + "{" * 5000 + "}" * 5000, "nests brackets"),
        ("ASK { FILTER" + "(" * 5000 + "1" + ")" * 5000 + " }", "nests brackets"),
        ("ASK {} #" + "x" * 200_000, "make it shorter"),
        ("ASK { FILTER(" + "!" * 60_000 + "true) }", "more than the query engine can bear"),  # ends the process
    ],
)
def test_a_query_that_would_bring_the_engine_down_is_refused_in_one_line(output: Path, text: str, says: str) -> None:
    with pytest.raises((UsageError, StoreError), match=says):
        store.ask(output, text, {})


ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?c != ?f && ?f != ?i && ?a = ?l) }"


def test_a_time_limit_ends_the_process(output: Path) -> None:
    begun = time.monotonic()
    with pytest.raises(StoreError, match=r"longer than 1 seconds.*--timeout"):
        store.ask(output, ENDLESS, {}, timeout=1)
    assert time.monotonic() - begun < 8


def test_ctrl_c_ends_an_endless_query(output: Path) -> None:
    command = [sys.executable, "-m", "kg", "query", ENDLESS, "-o", str(output)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as asking:
        time.sleep(3)
        assert asking.poll() is None
        asking.send_signal(signal.SIGINT)
        _, said = asking.communicate(timeout=10)
    assert asking.returncode == 130
    assert said.startswith("stopped")


def test_what_is_wrong_with_a_query_is_told_without_the_grammar(opened: Store) -> None:
    with pytest.raises(UsageError) as caught:
        opened.query("SELECT * {\n ?s nobody:x ?o }")
    assert str(caught.value) == 'not a SPARQL query: line 2, column 13, near "?o }" (prefix not found)'
