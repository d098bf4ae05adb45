"""The drawing as pyvis describes it: nodes with their places and looks, edges with their lines. Only importer of pyvis.

pyvis's own pages are not used: they ask a CDN for files and run titles and ids as markup. What is used is its
network data and options, and the vis-network that it carries.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

#: Pixels of the plane for each node, so that a drawing is neither a knot nor a desert.
_CELL = (105.0, 190.0)
_DASHES: dict[str, bool | list[int]] = {
    "asserted": False,
    "attributed": [9, 6],
    "alleged": [2, 5],
    "denied": [10, 4, 2, 4],
    "ended": [16, 4],
}
_OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "interaction": {
        "hover": True,
        "hoverConnectedEdges": False,
        "selectConnectedEdges": False,
        "multiselect": False,
        "hideEdgesOnDrag": False,
        "hideEdgesOnZoom": False,
        "navigationButtons": False,
        "tooltipDelay": 100000,
        "keyboard": {"enabled": False},
    },
    "nodes": {"borderWidth": 0, "borderWidthSelected": 0, "labelHighlightBold": False, "chosen": False},
    "edges": {
        "smooth": False,
        "arrowStrikethrough": False,
        "arrows": {"to": {"scaleFactor": 0.55}},
        "selectionWidth": 1.2,
        "hoverWidth": 0.6,
    },
}


@dataclass(frozen=True, slots=True)
class Dot:
    """A node to draw: ``x``, ``y`` in pixels, ``weight`` in [0, 1]."""

    id: str
    label: str
    type: str
    shape: str
    colour: str
    weight: float


@dataclass(frozen=True, slots=True)
class Line:
    """An edge to draw between two node ids; ``kind`` chooses the line."""

    id: str
    source: str
    target: str
    label: str
    kind: str
    origins: int
    symmetric: bool


def library() -> str:
    """Return the source of vis-network 9.1.2 as pyvis carries it."""
    path = files("pyvis") / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
    source = path.read_text(encoding="utf-8")
    return "\n".join(line for line in source.split("\n") if not line.startswith("//# sourceMappingURL"))


def network(dots: Sequence[Dot], lines: Sequence[Line], positions: Mapping[str, tuple[float, float]]) -> dict[str, Any]:
    """Return {"nodes": […], "edges": […], "options": {…}}: what vis-network draws, as pyvis describes it.

    ``positions`` are pixels by node id; nodes without one stand on a ring around the others.
    """
    from pyvis.network import Network

    net = Network(directed=True, cdn_resources="in_line")
    places = spread([d.id for d in dots], positions)
    for d in dots:
        x, y = places[d.id]
        size = round(9 + 13 * math.sqrt(max(0.0, min(1.0, d.weight))), 1)
        net.add_node(d.id, label=d.label or d.id, shape="custom", color=d.colour, size=size, x=x, y=y, physics=False)
    for line, smooth, angle in _fan(lines):
        width = round(1 + 0.7 * math.log2(max(1, line.origins)), 2)
        more: dict[str, Any] = {"selfReference": {"size": 18, "angle": angle}} if line.source == line.target else {}
        net.add_edge(
            line.source,
            line.target,
            id=line.id,
            label=line.label,
            arrows="" if line.symmetric else "to",
            dashes=_DASHES[line.kind],
            width=min(width, 3.2),
            smooth=smooth,
            **more,
        )
    # assigned, not set_options: that strips every space from the values
    net.options = _OPTIONS
    return {"nodes": net.nodes, "edges": net.edges, "options": net.options}


def spread(ids: Sequence[str], positions: Mapping[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """Return a place for every id: the given ones, scaled as a whole only where too tight or too loose, centred."""
    given = {i: positions[i] for i in ids if i in positions and all(map(math.isfinite, positions[i]))}
    xs, ys = [p[0] for p in given.values()] or [0.0], [p[1] for p in given.values()] or [0.0]
    middle = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    cell = math.sqrt(max(width * height, (max(width, height) / 4) ** 2) / max(1, len(given)))
    scale = 1.0 if cell == 0 else max(_CELL[0], min(_CELL[1], cell)) / cell
    places = {i: (round((x - middle[0]) * scale, 1), round((y - middle[1]) * scale, 1)) for i, (x, y) in given.items()}
    missing = [i for i in ids if i not in places]
    radius = max((math.hypot(*p) for p in places.values()), default=0.0) + 90
    radius = max(radius, len(missing) * _CELL[0] / (2 * math.pi))
    for n, i in enumerate(missing):
        angle = 2 * math.pi * n / len(missing)
        places[i] = (round(radius * math.cos(angle), 1), round(radius * math.sin(angle), 1))
    return places


def _fan(lines: Sequence[Line]) -> list[tuple[Line, Any, float]]:
    """Give each line its curve: one alone is straight, several between two nodes fan out to both sides."""
    groups: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        groups.setdefault((min(line.source, line.target), max(line.source, line.target)), []).append(line)
    curve: dict[str, tuple[Any, float]] = {}
    for (first, _), group in groups.items():
        for n, line in enumerate(group):
            offset = round((n - (len(group) - 1) / 2) * min(0.2, 0.9 / len(group)), 3)
            if line.source != first:
                offset = -offset
            kind = "curvedCW" if offset > 0 else "curvedCCW"
            smooth = {"enabled": True, "type": kind, "roundness": abs(offset)} if offset else False
            curve[line.id] = (smooth, round(0.785 + n * 2 * math.pi / max(3, len(group)), 3))
    return [(line, *curve[line.id]) for line in lines]
