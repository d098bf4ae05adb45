"""Statements → measures, paths, neighbourhoods and positions. networkx and the like are loaded by functions, when they run.

Everything takes a corpus (``kg.open("out").corpus()``) and the ontology (``kg.ontology.load()``) and gives plain values or
networkx graphs, the same for the same corpus; docs/analysis.md says what each means, docs/analysis.ipynb shows them at work:

- ``graph(corpus)``: entities and statements as a ``networkx.MultiDiGraph``; ``ego(graph, iri, hops)``: a neighbourhood of it.
- ``measure(corpus, ontology)``: degree, PageRank, betweenness, communities and brokers, as ``Measures``.
- ``groups(corpus, measures, ontology)``: the communities as ``Group``, with the words that set each apart.
- ``bridges(corpus, ontology)``: the statements that alone hold two parts together, as ``Bridge``.
- ``roles(corpus, ontology)``: who does what to whom most often, as ``Role``; ``voices(corpus)``: who is heard and spoken of.
- ``paths(corpus, ontology, start, end, k)``: the ways from one entity to another, as ``Path`` of ``Step``.
- ``chronicle(corpus, clock, entity, start, end)``: statements in order of time, as ``Timeline`` of ``Moment``.
- ``compare(old, new)``: what differs between two builds, as ``Changes``.
- ``find_entity(corpus, text)``: the entities of a name; ``layout(corpus, measures)``: where they stand on the page.

Above ``LARGE`` ties the measures are networkit's, where it is installed (``kg.analysis.libraries``).
"""

from __future__ import annotations

from kg.analysis.bridges import Bridge, bridges
from kg.analysis.changes import Change, Changes, Stated, compare
from kg.analysis.finding import Path, Step, find_entity, paths
from kg.analysis.groups import Group, groups
from kg.analysis.layouts import layout
from kg.analysis.libraries import LARGE
from kg.analysis.measures import Measures, measure
from kg.analysis.network import ego, graph
from kg.analysis.roles import Role, Voice, roles, voices
from kg.analysis.timeline import Clock, Moment, Timeline, chronicle

__all__ = [
    "LARGE",
    "Bridge",
    "Change",
    "Changes",
    "Clock",
    "Group",
    "Measures",
    "Moment",
    "Path",
    "Role",
    "Stated",
    "Step",
    "Timeline",
    "Voice",
    "bridges",
    "chronicle",
    "compare",
    "ego",
    "find_entity",
    "graph",
    "groups",
    "layout",
    "measure",
    "paths",
    "roles",
    "voices",
]
