"""Statements → measures, paths and positions. networkx is loaded by the functions, when they run."""

from __future__ import annotations

from kg.analysis.finding import Path, Step, find_entity, paths
from kg.analysis.layouts import layout
from kg.analysis.measures import Measures, measure
from kg.analysis.network import graph

__all__ = ["Measures", "Path", "Step", "find_entity", "graph", "layout", "measure", "paths"]
