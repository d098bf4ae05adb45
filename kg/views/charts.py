"""Where the bars of a chart stand, in the units of its SVG; the template draws them, so that they take the page's colours."""

from __future__ import annotations

from dataclasses import dataclass

from kg.views.story import Bar, Chart
from kg.views.words import cut

#: Of bars that lie: the width of all, of the names before them, of the numbers after them; the height of one, and its gap.
WIDTH, NAMES, NUMBERS, THICK, GAP = 640, 190, 44, 18, 8
#: Of bars that stand: the height of the highest, the room above for its number and below for its name.
HIGH, ABOVE, BELOW = 120, 18, 22
#: Letters of a name before a bar.
LETTERS = 26


@dataclass(frozen=True, slots=True)
class Box:
    """A bar as drawn: its corner, its size, and where the middle of its name and of its number stand."""

    bar: Bar
    name: str
    x: float
    y: float
    width: float
    height: float
    name_at: tuple[float, float]
    value_at: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart as drawn."""

    title: str
    width: int
    height: int
    upright: bool
    boxes: tuple[Box, ...]

    @property
    def words(self) -> str:
        """The chart in words, for whoever does not see it."""
        return f"{self.title}: " + ", ".join(f"{box.bar.label} {box.bar.value}" for box in self.boxes)


def draw(chart: Chart) -> Drawing:
    """Return where the bars stand; the longest fills the room there is.

    >>> drawing = draw(Chart("Ties", (Bar("Ann", 4), Bar("Bolt", 2))))
    >>> [box.width for box in drawing.boxes], drawing.words
    ([406.0, 203.0], 'Ties: Ann 4, Bolt 2')
    """
    most = max((bar.value for bar in chart.bars), default=0) or 1
    return _standing(chart, most) if chart.upright else _lying(chart, most)


def _lying(chart: Chart, most: int) -> Drawing:
    boxes = []
    for n, bar in enumerate(chart.bars):
        y, width = n * (THICK + GAP), round((WIDTH - NAMES - NUMBERS) * bar.value / most, 1)
        middle = y + THICK / 2
        name = cut(bar.label, LETTERS)
        boxes.append(Box(bar, name, NAMES, y, width, THICK, (NAMES - 8, middle), (NAMES + width + 6, middle)))
    return Drawing(chart.title, WIDTH, len(chart.bars) * (THICK + GAP), False, tuple(boxes))


def _standing(chart: Chart, most: int) -> Drawing:
    boxes = []
    step = WIDTH / max(len(chart.bars), 8)
    # a name takes so many steps; of names that would overlap, only every second, third … is written
    every = max(1, -(-max((len(bar.label) for bar in chart.bars), default=1) * 7 // int(step)))
    for n, bar in enumerate(chart.bars):
        x, height = round(n * step + step * 0.15, 1), round(HIGH * bar.value / most, 1)
        y = round(ABOVE + HIGH - height, 1)
        middle = round(n * step + step / 2, 1)
        name = bar.label if n % every == 0 else ""
        boxes.append(Box(bar, name, x, y, round(step * 0.7, 1), height, (middle, ABOVE + HIGH + 15), (middle, y - 5)))
    return Drawing(chart.title, WIDTH, ABOVE + HIGH + BELOW, True, tuple(boxes))
