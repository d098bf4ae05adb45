from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import networkx
import pytest

from kg import store
from kg.store.reader import Store

GEXF = "{http://gexf.net/1.3}"
TYPES = {"integer", "boolean", "string"}


@pytest.fixture(params=["graphml", "gexf"])
def graph(request: pytest.FixtureRequest, opened: Store, tmp_path: Path) -> networkx.MultiDiGraph[str]:
    """The store as networkx reads it."""
    path = tmp_path / f"graph.{request.param}"
    store.export(opened, request.param, path)
    if request.param == "gexf":
        return networkx.read_gexf(path)
    return networkx.read_graphml(path, force_multigraph=True)


def test_networkx_opens_it(graph: networkx.MultiDiGraph[str]) -> None:
    nodes = {data["label"]: data for _, data in graph.nodes(data=True)}
    assert {"Ines Lund", '=HYPERLINK("http://evil.example")'} <= set(nodes)
    assert (nodes["Ines Lund"]["type"], nodes["Ines Lund"]["named"]) == ("Person", True)
    between = {(d["predicate"], d["standing"], d["asserted"], d["articles"]) for *_, d in graph.edges(data=True)}
    assert {
        ("sued", "asserted", True, 2), ("sued", "denied", False, 1), ("accused", "alleged", False, 1),
        ("partneredWith", "ended", False, 1),
    } <= between  # fmt: skip
    assert not any(d["predicate"] == "age" for *_, d in graph.edges(data=True)), "values are no nodes"


def test_edges_between_the_same_two_stay_apart(graph: networkx.MultiDiGraph[str], opened: Store) -> None:
    statements = [s for s in opened.corpus().statements if isinstance(s.object, str)]
    assert graph.number_of_edges() == len(statements)
    assert {d["statement"] for *_, d in graph.edges(data=True)} == {s.id for s in statements}


def test_gexf_has_the_structure_of_its_schema(opened: Store, tmp_path: Path) -> None:
    store.export(opened, "gexf", tmp_path / "graph.gexf")
    root = ET.parse(tmp_path / "graph.gexf").getroot()
    assert (root.tag, root.get("version")) == (f"{GEXF}gexf", "1.3")
    assert [child.tag for child in root] == [f"{GEXF}meta", f"{GEXF}graph"]
    graph = root[1]
    assert [child.tag for child in graph] == [f"{GEXF}{name}" for name in ("attributes", "attributes", "nodes", "edges")]
    assert graph.attrib == {"defaultedgetype": "directed", "idtype": "string", "mode": "static"}
    declared = {part.get("class"): {a.get("id"): a.get("type") for a in part} for part in graph[:2]}
    assert set(declared) == {"node", "edge"}
    assert all(set(types.values()) <= TYPES for types in declared.values())
    ids = {node.get("id") for node in graph[2]}
    assert len(ids) == len(graph[2])
    for kind, part in (("node", graph[2]), ("edge", graph[3])):
        for element in part:
            assert element.tag == f"{GEXF}{kind}"
            (values,) = element
            for value in values:
                name, text = value.get("for"), value.get("value")
                assert set(value.attrib) == {"for", "value"}
                assert text is not None
                assert {"integer": text.isdigit(), "boolean": text in ("true", "false")}.get(declared[kind][name] or "", True)
    for edge in graph[3]:
        assert {edge.get("source"), edge.get("target")} <= ids
        assert float(edge.get("weight") or 0) >= 1
