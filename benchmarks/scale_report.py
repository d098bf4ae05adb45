"""What benchmarks/scale.py measured, as tables in Markdown and a plot in SVG."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import cost

Figures = Callable[[str], dict[int, dict[str, Any]]]
Series = Mapping[str, Mapping[int, float]]
#: The plot: its size, the room for words at its edges, colours that are told apart without colour vision (Okabe and Ito 2008).
WIDTH, HEIGHT, LEFT, RIGHT, ABOVE, BELOW = 760, 420, 62, 150, 34, 46
COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#d55e00", "#56b4e9", "#000000")


def write(figures: Figures, docs: Path) -> None:
    """Write scale-figures.md and scale.svg from the figures that are there."""
    if not figures("two"):
        return
    docs.mkdir(parents=True, exist_ok=True)
    (docs / "scale-figures.md").write_text("\n".join(_page(figures)) + "\n", encoding="utf-8")
    (docs / "scale.svg").write_text(plot("CPU milliseconds an article, by phase", _each(figures)), encoding="utf-8")


def _page(figures: Figures) -> Iterator[str]:
    yield "# Many articles, measured"
    yield ""
    yield "Written by `benchmarks/scale.py`, which says how. Load is the machine's before and after each figure."
    yield ""
    yield "![CPU milliseconds an article by phase, as articles grow in number](scale.svg)"
    phases = list(next(iter(figures("two").values()))["cpu_phases"])
    yield from _table("CPU milliseconds an article, by two processes", ["articles", *phases, "all", "load"], _by_phase(figures))
    heads = ["articles", "one process, s", "two, s", "times as fast", "reading alone", "again, s", "share of two", "load"]
    yield from _table("Seconds of a whole build", heads, _whole(figures))
    heads = ["articles", "one process", "two: the first", "two: each worker", "on disk", "the same graph"]
    yield from _table("Peak memory and disk, in MB", heads, _space(figures))
    if found := figures("spark"):
        start = found.get(1)
        yield from _table("Spark on the same machine", ["articles", "Spark, s", "two processes, s", "load"], _spark(figures))
        if start:
            yield ""
            yield f"One article takes {start['seconds']:.0f} s on Spark (load {_load(start)}): Java, its workers and shuffles."
    if figures("entities"):
        heads = ["mentions", "chains", "articles", "entities", "CPU s", "µs a mention", "memory for it, MB", "load"]
        yield from _table("Who is who of made-up mentions, one process", heads, _entities(figures))
    yield from ("", "## Cost on paper", "")
    of = cost.measured(list(figures("two").values()))
    yield from (cost.told(of), "", *cost.table(of))


def _table(title: str, heads: list[str], rows: Iterator[list[str]]) -> Iterator[str]:
    yield from ("", f"## {title}", "", f"| {' | '.join(heads)} |", f"| {' | '.join('---:' for _ in heads)} |")
    yield from (f"| {' | '.join(row)} |" for row in rows)


def _load(figure: dict[str, Any]) -> str:
    return " → ".join(f"{load:.1f}" for load in figure["load"])


def _each(figures: Figures) -> dict[str, dict[int, float]]:
    """Return the CPU milliseconds an article by phase and number of articles."""
    found: dict[str, dict[int, float]] = {}
    for n, figure in figures("two").items():
        for name, seconds in figure["cpu_phases"].items():
            found.setdefault(name, {})[n] = 1000 * seconds / n
    return found


def _by_phase(figures: Figures) -> Iterator[list[str]]:
    each = _each(figures)
    for n, figure in figures("two").items():
        yield [f"{n:,}", *(f"{each[name][n]:.1f}" for name in each), f"{1000 * figure['cpu'] / n:.1f}", _load(figure)]


def _whole(figures: Figures) -> Iterator[list[str]]:
    ones, agains = figures("one"), figures("again")
    for n, two in figures("two").items():
        row = [f"{n:,}", "", f"{two['seconds']:.0f}", "", "", "", "", _load(two)]
        if one := ones.get(n):
            row[1], row[3] = f"{one['seconds']:.0f}", f"{one['seconds'] / two['seconds']:.2f}"
            row[4] = f"{one['phases']['reading'] / two['phases']['reading']:.2f}"
        if again := agains.get(n):
            row[5], row[6] = f"{again['seconds']:.1f}", f"{100 * again['seconds'] / two['seconds']:.1f} %"
        yield row


def _space(figures: Figures) -> Iterator[list[str]]:
    ones, sames = figures("one"), figures("same")
    for n, two in figures("two").items():
        one, same = ones.get(n, {}).get("own_mb"), sames.get(n)
        disk = " + ".join(f"{size / 10**6:.1f} {name}" for name, size in two["disk"].items())
        told = f"{'yes' if same['graphs'] == 1 else 'NO'}, of {same['of']}" if same else ""
        yield [f"{n:,}", f"{one:.0f}" if one else "", f"{two['own_mb']:.0f}", f"{two['worker_mb']:.0f}", disk, told]


def _spark(figures: Figures) -> Iterator[list[str]]:
    twos = figures("two")
    for n, figure in figures("spark").items():
        if n in twos:
            yield [f"{n:,}", f"{figure['seconds']:.0f}", f"{twos[n]['seconds']:.0f}", _load(figure)]


def _entities(figures: Figures) -> Iterator[list[str]]:
    for figure in figures("entities").values():
        n, counts = figure["mentions"], [f"{figure[name]:,}" for name in ("mentions", "chains", "articles", "entities")]
        yield [*counts, f"{figure['cpu']:.2f}", f"{10**6 * figure['cpu'] / n:.1f}", f"{figure['more_mb']:.0f}", _load(figure)]


# ---------------------------------------------------------------------- the plot


def plot(title: str, series: Series) -> str:
    """Return lines over logarithmic axes as SVG; a phase that takes the same of each article lies level."""
    points = [(n, value) for line in series.values() for n, value in line.items() if value > 0]
    left, right = (f(math.log10(n) for n, _ in points) for f in (min, max))
    low, high = math.floor(min(math.log10(v) for _, v in points)), math.ceil(max(math.log10(v) for _, v in points))
    wide, high_ = (right - left) or 1.0, (high - low) or 1

    def at(n: float, value: float) -> tuple[float, float]:
        x = LEFT + (WIDTH - LEFT - RIGHT) * (math.log10(n) - left) / wide
        return round(x, 1), round(HEIGHT - BELOW - (HEIGHT - ABOVE - BELOW) * (math.log10(value) - low) / high_, 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="13">',
        f'<title>{escape(title)}</title><rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{LEFT}" y="20" font-size="15">{escape(title)}</text>',
    ]
    for power in range(low, high + 1):
        y = at(10**left, 10.0**power)[1]
        parts.append(f'<path d="M{LEFT} {y}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{10.0**power:g}</text>')
    for n in sorted({n for n, _ in points}):
        x = at(n, 10.0**low)[0]
        parts.append(f'<text x="{x}" y="{HEIGHT - BELOW + 20}" text-anchor="middle">{n:,}</text>')
    parts.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 8}" text-anchor="middle">articles</text>')
    parts += _lines(series, at)
    return "\n".join([*parts, "</svg>", ""])


def _lines(series: Series, at: Callable[[float, float], tuple[float, float]]) -> Iterator[str]:
    """Draw each line with its marks and, beside its end, its name; names that would overlap stand below one another."""
    ends = []
    for colour, (name, line) in zip(COLOURS, series.items(), strict=False):
        marks = [at(n, value) for n, value in sorted(line.items()) if value > 0]
        if not marks:
            continue
        yield f'<path d="M{"L".join(f"{x} {y}" for x, y in marks)}" fill="none" stroke="{colour}" stroke-width="2"/>'
        yield from (f'<circle cx="{x}" cy="{y}" r="3.5" fill="{colour}"/>' for x, y in marks)
        ends.append((marks[-1][1], name, colour))
    free = 0.0
    for y, name, colour in sorted(ends):
        free = max(y + 4, free + 16)
        yield f'<text x="{WIDTH - RIGHT + 10}" y="{free:.1f}" fill="{colour}">{escape(name)}</text>'
