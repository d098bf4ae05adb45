"""Positions of entities on the page, in pixels, computed once and the same each time.

Kamada and Kawai (1989) reads best up to some hundred nodes; beyond, Fruchterman and Reingold (1991) from a fixed seed, and
of a part with more than ``CORE`` nodes only the most central so, the others in rings around them, near what they tie to.
Parts that are not connected are laid out apart and packed in rows; then labels that overlap are pushed aside.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from kg.analysis.libraries import SEED
from kg.analysis.measures import Measures
from kg.analysis.network import edges, simple, ties
from kg.model import Corpus

Point = tuple[float, float]

#: Pixels: the length of a tie, the room between parts, a letter, the height of a node with its label beneath.
TIE, GAP, LETTER, HEIGHT = 130.0, 50.0, 7.2, 52.0
#: A label longer than this is shortened on the page.
LETTERS = 26
#: Width over height of the page that positions are made for, and how far ties are drawn out in breadth.
ASPECT, BREADTH = 1.1, 1.1
KAMADA_KAWAI = 100
#: The nodes of a large part that are laid out by their ties, and the room of each other node in its ring.
CORE, RING = 250, 64.0


def layout(corpus: Corpus, measures: Measures) -> Mapping[str, Point]:
    """Return (x, y) in pixels, rounded to 0.1, around (0, 0), of every entity in a statement with another entity.

    ``measures`` decides who stays in place where labels overlap: the more central one is moved less.
    """
    import networkx as nx

    tied = ties(edges(corpus))
    drawn, iris = simple(tied), tied.iris
    labels = {entity.iri: entity.label for entity in corpus.resolution.entities}
    widths = [max(44.0, min(len(labels[iri]), LETTERS) * LETTER + 12) for iri in iris]
    rank = [measures.pagerank.get(iri, 0.0) for iri in iris]
    parts = []
    for members in sorted((sorted(c) for c in nx.connected_components(drawn)), key=lambda c: (-len(c), c)):
        inside = sorted((n, m) for n in members for m in drawn[n] if n < m)
        if len(members) > CORE:
            parts.append(_core_and_rings(members, inside, widths, rank))
        else:
            parts.append(separate(_place(members, inside), widths, rank, 200 if len(members) <= KAMADA_KAWAI else 80))
    placed = _pack(parts, widths)
    return {iri: (round(placed[n][0], 1) + 0.0, round(placed[n][1], 1) + 0.0) for n, iri in enumerate(iris)}


def _place(members: Sequence[int], edges: Sequence[tuple[int, int]]) -> dict[int, Point]:
    """Return positions of one connected part, its ties about ``TIE`` long."""
    import networkx as nx

    if len(members) == 1:
        return {members[0]: (0.0, 0.0)}
    if len(members) == 2:
        return {members[0]: (-TIE * BREADTH / 2, 0.0), members[1]: (TIE * BREADTH / 2, 0.0)}
    plain = nx.Graph()  # not a subgraph, whose nodes come in no fixed order
    plain.add_nodes_from(members)
    plain.add_edges_from(edges)
    if len(members) <= KAMADA_KAWAI:
        found = nx.kamada_kawai_layout(plain)
    else:
        rounds = max(4, min(50, 20_000 // len(members)))
        found = nx.spring_layout(plain, seed=SEED, iterations=rounds)
    points = {n: (float(found[n][0]), float(found[n][1])) for n in members}
    lengths = sorted(math.dist(points[a], points[b]) for a, b in edges)
    scale = TIE / max(lengths[len(lengths) // 2], 1e-6)
    points = {n: (x * scale, y * scale) for n, (x, y) in points.items()}
    return _lie_down(points)


def _core_and_rings(
    members: Sequence[int], edges: Sequence[tuple[int, int]], widths: Sequence[float], rank: Sequence[float]
) -> dict[int, Point]:
    """Return positions of one large connected part: its core in the middle, the more central the nearer to it."""
    import networkx as nx

    ordered = sorted(members, key=lambda n: (-rank[n], n))
    near: dict[int, list[int]] = {n: [] for n in members}
    for a, b in edges:
        near[a].append(b)
        near[b].append(a)
    core = nx.Graph()
    core.add_nodes_from(sorted(ordered[:CORE]))
    core.add_edges_from(edge for edge in edges if edge[0] in core and edge[1] in core)
    most = max((sorted(c) for c in nx.connected_components(core)), key=lambda c: (len(c), [-n for n in c]))
    placed = _place(most, sorted((min(edge), max(edge)) for edge in core.edges(most)))
    # grown until there is room, then nodes pushed apart and not labels: boxes far wider than high would pile up in columns
    reach = math.sqrt(math.fsum(x * x + y * y for x, y in placed.values()) / len(placed))
    grow = max(1.0, 0.75 * RING * math.sqrt(len(placed)) / max(reach, 1.0))
    placed = separate({n: (x * grow, y * grow) for n, (x, y) in placed.items()}, [RING] * len(widths), rank, 200)
    cx = (min(x for x, _ in placed.values()) + max(x for x, _ in placed.values())) / 2
    cy = (min(y for _, y in placed.values()) + max(y for _, y in placed.values())) / 2
    placed = {n: (x - cx, y - cy) for n, (x, y) in placed.items()}
    radius = max(math.hypot(x, y) for x, y in placed.values()) + RING
    rest = [n for n in ordered if n not in placed]
    while rest:
        room = max(1, int(2 * math.pi * radius / RING))
        ring, rest = rest[:room], rest[room:]
        turned = sorted(ring, key=lambda n: (_towards(n, near, placed), n))
        # turned as a whole, so that its first node stands where it is drawn to
        first = _towards(turned[0], near, placed)
        for k, n in enumerate(turned):
            angle = first + 2 * math.pi * k / len(turned)
            placed[n] = (radius * math.cos(angle), radius * math.sin(angle))
        radius += RING
    return placed


def _towards(n: int, near: Mapping[int, Sequence[int]], placed: Mapping[int, Point]) -> float:
    """Return the direction from the middle to where the placed neighbours of a node are."""
    around = [placed[m] for m in near[n] if m in placed]
    return math.atan2(math.fsum(y for _, y in around), math.fsum(x for x, _ in around)) if around else 0.0


def _lie_down(points: Mapping[int, Point]) -> dict[int, Point]:
    """Turn the points so that they spread most from left to right, as the page does, and draw them out a little."""
    mx = math.fsum(x for x, _ in points.values()) / len(points)
    my = math.fsum(y for _, y in points.values()) / len(points)
    xx = math.fsum((x - mx) ** 2 for x, _ in points.values())
    yy = math.fsum((y - my) ** 2 for _, y in points.values())
    xy = math.fsum((x - mx) * (y - my) for x, y in points.values())
    angle = 0.5 * math.atan2(2 * xy, xx - yy)
    cos, sin = math.cos(-angle), math.sin(-angle)
    turned = {n: ((x - mx) * cos - (y - my) * sin, (x - mx) * sin + (y - my) * cos) for n, (x, y) in points.items()}
    return {n: (x * BREADTH, y) for n, (x, y) in turned.items()}


def separate(
    points: Mapping[int, Point], widths: Sequence[float], rank: Sequence[float], rounds: int = 200
) -> dict[int, Point]:
    """Push boxes of the given widths and of ``HEIGHT`` apart until none overlap, or the rounds are over.

    >>> moved = separate({0: (0.0, 0.0), 1: (0.0, 0.0)}, [60.0, 60.0], [0.9, 0.1])
    >>> abs(moved[0][1] - moved[1][1]) >= HEIGHT
    True
    """
    at = {n: [*points[n]] for n in sorted(points)}
    widest = max((widths[n] for n in at), default=1.0)
    for _ in range(rounds):
        cells: dict[tuple[int, int], list[int]] = {}
        for n, (x, y) in at.items():
            cells.setdefault((math.floor(x / widest), math.floor(y / HEIGHT)), []).append(n)
        moved = False
        for (column, row), here in sorted(cells.items()):
            near = [m for i in (-1, 0, 1) for j in (-1, 0, 1) for m in cells.get((column + i, row + j), ())]
            for n in here:
                for m in near:
                    if n < m and _push(at[n], at[m], (widths[n] + widths[m]) / 2, rank[n], rank[m]):
                        moved = True
        if not moved:
            break
    return {n: (x, y) for n, (x, y) in at.items()}


def _push(a: list[float], b: list[float], width: float, rank_a: float, rank_b: float) -> bool:
    """Move two overlapping boxes apart the short way, the less central one further; tell whether they overlapped."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    over_x, over_y = width - abs(dx), HEIGHT - abs(dy)
    if over_x <= 0.05 or over_y <= 0.05:
        return False
    share = rank_b / (rank_a + rank_b) if rank_a + rank_b > 0 else 0.5
    axis = 0 if over_x < over_y else 1
    way = (over_x, over_y)[axis] + 0.1
    sign = 1.0 if (dx, dy)[axis] >= 0 else -1.0
    a[axis] -= sign * way * share
    b[axis] += sign * way * (1 - share)
    return True


def _pack(parts: Sequence[Mapping[int, Point]], widths: Sequence[float]) -> dict[int, Point]:
    """Set parts beside each other in rows, the first (largest) part first, the whole about as wide as a page."""
    boxes = []
    for part in parts:
        left = min(x - widths[n] / 2 for n, (x, _) in part.items())
        right = max(x + widths[n] / 2 for n, (x, _) in part.items())
        top = min(y for _, y in part.values()) - HEIGHT / 2
        bottom = max(y for _, y in part.values()) + HEIGHT / 2
        boxes.append((left, top, right - left + GAP, bottom - top + GAP))
    if not boxes:
        return {}
    area = math.fsum(w * h for _, _, w, h in boxes)
    limit = max(*(w for _, _, w, _ in boxes), math.sqrt(area * ASPECT) * 1.1)
    order = sorted(range(len(parts)), key=lambda i: (-boxes[i][3], -boxes[i][2], i))
    placed: dict[int, Point] = {}
    x = y = row = 0.0
    for i in order:
        left, top, width, height = boxes[i]
        if x > 0 and x + width > limit:
            x, y, row = 0.0, y + row, 0.0
        for n, (px, py) in parts[i].items():
            placed[n] = (px - left + x, py - top + y)
        x, row = x + width, max(row, height)
    xs, ys = [p[0] for p in placed.values()], [p[1] for p in placed.values()]
    cx, cy = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    return {n: (px - cx, py - cy) for n, (px, py) in placed.items()}
