"""The endpoint as programs meet it: SPARQL 1.1 Protocol, over real HTTP."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import xml.etree.ElementTree as ET

import httpx
import pytest
from rdflib import Graph
from SPARQLWrapper import CSV, JSON, POST, RDFXML, TSV, TURTLE, XML, SPARQLWrapper

from kg import store
from kg.serving.negotiation import preferred
from tests.serving.conftest import WEB, Served
from tests.store import corpora

SUED = "SELECT ?who ?whom { ?a kgo:sued ?b . ?a rdfs:label ?who . ?b rdfs:label ?whom }"
GRAPH = "CONSTRUCT WHERE { ?a kgo:sued ?b ; rdfs:label ?name }"
AGES = "SELECT ?age { ?s kgo:age ?age } ORDER BY ?age"
#: rdflib's own use of what it deprecates.
RDFLIB = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
RESULTS = "{http://www.w3.org/2005/sparql-results#}"


def asked(served: Served, query: str, accept: str | None = None) -> httpx.Response:
    headers = {"accept": accept} if accept is not None else {}
    return WEB.post(served.url + "sparql", data={"query": query}, headers=headers)


def test_three_ways_to_ask_give_one_answer(served: Served) -> None:
    url = served.url + "sparql"
    answers = [
        WEB.get(url, params={"query": SUED}),
        WEB.post(url, data={"query": SUED}),
        WEB.post(url, content=SUED, headers={"content-type": "application/sparql-query; charset=utf-8"}),
    ]
    for answer in answers:
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == "application/sparql-results+json"
        (row,) = answer.json()["results"]["bindings"]
        assert (row["who"]["value"], row["whom"]["value"]) == ("Quay Line", "Fell Mill")
    assert WEB.head(url, params={"query": SUED}).status_code == 200


def test_rows_in_every_form(served: Served) -> None:
    ages = [("42", "integer"), ("43", "integer")]
    rows = asked(served, AGES, "application/sparql-results+json").json()["results"]["bindings"]
    assert [(r["age"]["value"], r["age"]["datatype"].rpartition("#")[2]) for r in rows] == ages
    root = ET.fromstring(asked(served, AGES, "application/sparql-results+xml").text)
    literals = root.findall(f".//{RESULTS}literal")
    assert [(one.text, one.attrib["datatype"].rpartition("#")[2]) for one in literals] == ages
    table = asked(served, AGES, "text/csv")
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    assert table.text == "age\r\n42\r\n43\r\n"
    assert asked(served, AGES, "text/tab-separated-values").text == "?age\n42\n43\n"
    assert asked(served, "ASK { ?a kgo:sued ?b }", "text/csv").text == "true"
    assert ET.fromstring(asked(served, "ASK {}", "application/sparql-results+xml").text).find(f"{RESULTS}boolean") is not None
    assert asked(served, "ASK { ?a kgo:sued 5 }").json() == {"head": {}, "boolean": False}


@RDFLIB
@pytest.mark.parametrize(
    ("media", "format_"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
    ],
)
def test_graphs_in_every_form(served: Served, media: str, format_: str) -> None:
    answer = asked(served, GRAPH, media)
    assert answer.headers["content-type"].partition(";")[0] == media
    got = set(Graph().parse(data=answer.text, format=format_))
    whole = store.open(served.output).rdflib()
    assert len(got) == 2
    assert got < set(whole)
    assert asked(served, GRAPH, media).content == answer.content
    assert asked(served, "DESCRIBE ?a { ?a kgo:sued ?b }", media).status_code == 200


@pytest.mark.parametrize(
    ("accept", "gets"),
    [
        (None, "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("text/csv;q=0.2, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("text/*", "text/csv"),
        ("text/turtle, application/json;q=0.5", "application/json"),
        ("TEXT/CSV ; Q=1.0 ; x=y", "text/csv"),
        ("nonsense, text/tab-separated-values", "text/tab-separated-values"),
    ],
)
def test_the_form_is_negotiated(served: Served, accept: str | None, gets: str) -> None:
    answer = asked(served, AGES, accept)
    assert answer.headers["content-type"].partition(";")[0] == gets
    assert answer.headers["vary"] == "accept"


def test_what_is_not_accepted_is_not_sent(served: Served) -> None:
    for query, accept in ((AGES, "image/png"), (AGES, "text/turtle"), (GRAPH, "text/csv"), (AGES, "*/*;q=0")):
        answer = asked(served, query, accept)
        assert answer.status_code == 406
        assert "there are" in answer.text
        assert answer.text.count("\n") == 1
    answer = asked(served, "CONSTRUCT { ?a <http://p.example/1> ?b } WHERE { ?a kgo:sued ?b }", "application/rdf+xml")
    assert (answer.status_code, "cannot say the property" in answer.text) == (406, True)


def test_a_more_specific_range_counts_more() -> None:
    offered = ("a/x", "a/y", "b/z")
    assert preferred("a/*;q=0.1, a/y, */*;q=0.5", offered) == ("a/y", "b/z", "a/x")
    assert preferred("a/*, a/x;q=0", offered) == ("a/y",)
    assert preferred("a/x;q=2, b/z;q=0.001", offered) == ("b/z",)


@RDFLIB
def test_sparqlwrapper_asks_it(served: Served) -> None:
    client = SPARQLWrapper(served.url + "sparql")
    client.setQuery(SUED)
    client.setReturnFormat(JSON)
    assert client.queryAndConvert()["results"]["bindings"][0]["whom"]["value"] == "Fell Mill"
    client.setMethod(POST)
    client.setReturnFormat(XML)
    assert "Quay Line" in client.queryAndConvert().toxml()
    for format_ in (CSV, TSV):
        client.setReturnFormat(format_)
        assert b"Fell Mill" in client.queryAndConvert()
    client.setQuery(GRAPH)
    for format_ in (TURTLE, RDFXML):
        client.setReturnFormat(format_)
        found = client.queryAndConvert()
        assert len(found if isinstance(found, Graph) else Graph().parse(data=found, format="turtle")) == 2


def test_curl_asks_it(served: Served) -> None:
    if not (curl := shutil.which("curl")):
        pytest.skip("there is no curl")
    command = [
        curl,
        "-sS",
        "--noproxy",
        "*",
        "-H",
        "Accept: text/csv",
        "--data-urlencode",
        f"query={SUED}",
        served.url + "sparql",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert list(csv.reader(io.StringIO(done.stdout))) == [["who", "whom"], ["Quay Line", "Fell Mill"]]


@RDFLIB
def test_the_endpoint_describes_itself(served: Served) -> None:
    sd = "http://www.w3.org/ns/sparql-service-description#"
    url = served.url + "sparql"
    for media, format_ in (("*/*", "turtle"), ("application/rdf+xml", "xml"), ("application/ld+json", "json-ld")):
        graph = Graph().parse(data=WEB.get(url, headers={"accept": media}).text, format=format_)
        (row,) = graph.query(
            f"SELECT ?s ?t {{ ?s a <{sd}Service> ; <{sd}endpoint> ?s . ?g <http://rdfs.org/ns/void#triples> ?t }}"
        )
        assert (str(row[0]), int(row[1])) == (url, len(store.open(served.output)))
        formats = {str(one).rpartition("/")[2] for one in graph.objects(predicate=None) if "/ns/formats/" in str(one)}
        assert formats >= {"SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle"}
    html = WEB.get(url, headers={"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"})
    assert (html.status_code, html.headers["location"]) == (303, "/query")
    assert WEB.get(url, headers={"accept": "image/png"}).status_code == 406


def test_no_answer_steers_a_terminal_or_is_run_by_a_spreadsheet(served: Served) -> None:
    query = "SELECT ?o { ?s ?p ?o FILTER(isLiteral(?o)) } LIMIT 1000"
    for media in ("application/json", "application/xml", "text/csv", "text/tab-separated-values"):
        text = asked(served, query.replace("1000", "50"), media).text
        assert not set(text) & set("\x00\x01\x1b\u202e\u2028\x85\ufffe"), media
    names = "SELECT ?l { ?s rdfs:label ?l FILTER(STRSTARTS(?l, '=')) }"
    assert asked(served, names, "text/csv").text.splitlines()[1].startswith("\"'=HYPERLINK")
    assert asked(served, names).json()["results"]["bindings"][0]["l"]["value"].startswith("=HYPERLINK")
    assert asked(served, "SELECT (-5 AS ?n) {}", "text/csv").text == "n\r\n-5\r\n"
    exact = "SELECT ?l { ?s rdfs:label ?l FILTER(STRSTARTS(?l, 'Ada') && STRENDS(?l, '`')) } LIMIT 1"
    assert asked(served, exact).json()["results"]["bindings"][0]["l"]["value"] == corpora.HOSTILE
    graph = Graph().parse(data=asked(served, exact.replace("SELECT ?l {", "CONSTRUCT { ?s rdfs:label ?l } WHERE {")).text)
    assert [str(o) for o in graph.objects()] == [corpora.HOSTILE]
    ET.fromstring(asked(served, exact, "application/sparql-results+xml").text)


def test_rows_beyond_the_limit_are_cut_and_it_is_said(served: Served) -> None:
    cut = asked(served, "SELECT * { ?s ?p ?o }")
    assert len(cut.json()["results"]["bindings"]) == 50
    assert cut.headers["x-sparql-maxrows"] == "50"
    assert "x-sparql-maxrows" not in asked(served, "SELECT * { ?s ?p ?o } LIMIT 50").headers
    graph = asked(served, "CONSTRUCT WHERE { ?s ?p ?o }", "application/n-triples")
    assert (graph.text.count("\n"), graph.headers["x-sparql-maxrows"]) == (50, "50")


def test_an_answer_is_json_that_any_program_reads(served: Served) -> None:
    text = asked(served, "SELECT ?a ?b { ?a kgo:sued ?b } LIMIT 1").text
    assert json.loads(text)["head"] == {"vars": ["a", "b"]}
