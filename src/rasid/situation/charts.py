"""Bar charts of a report: incidents by type, and killed with what sources tell at least and most.

In a language that is written from right to left time runs so too.
"""

from __future__ import annotations

from collections.abc import Sequence

from rasid.situation.blocks import Figure
from rasid.situation.canvas import WIDTH, Canvas
from rasid.situation.figures import Step
from rasid.situation.map import EDGE, INK, LEGEND_LINE, PALE, key
from rasid.situation.words import Words, families

HEIGHT, TOP, AXIS, FOOT = 105.0, 8.0, 26.0, 16.0
"""Points: of the bars, above them, beside them for numbers, below them for days."""
GRID, KILLED = "#e3e1da", "#46515c"
WIDEST_BAR, SHARE = 34.0, 0.68
MOST_DAYS = 11
"""Days that are written below a chart."""
TICKS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10_000, 100_000)


class Chart:
    """Axes and bars of a number for each step."""

    def __init__(self, steps: Sequence[Step], highest: int, words: Words) -> None:
        self.canvas = Canvas(words.rtl)
        self.words = words
        self._count = len(steps)
        self._tick = next((tick for tick in TICKS if highest / tick <= 4.5), TICKS[-1])
        self._top = max(self._tick, -(-highest // self._tick) * self._tick)
        self._axes(steps)

    @property
    def bar(self) -> float:
        """How wide a bar is."""
        return min((WIDTH - AXIS) / self._count * SHARE, WIDEST_BAR)

    def x(self, step: int) -> float:
        """The middle of a step."""
        x = AXIS + (step + 0.5) * (WIDTH - AXIS) / self._count
        return WIDTH - x if self.words.rtl else x

    def y(self, number: float) -> float:
        return TOP + HEIGHT * (1 - number / self._top)

    def stack(self, step: int, low: float, high: float, colour: str) -> None:
        """A piece of a step's bar."""
        at = self.x(step) - self.bar / 2, self.y(high)
        self.canvas.rect(at, (self.bar, self.y(low) - self.y(high)), fill=colour)

    def figure(self, bottom: float, alt: str, title: str) -> Figure:
        return Figure(self.canvas.svg(WIDTH, bottom, alt), WIDTH, bottom, alt, title)

    def _axes(self, steps: Sequence[Step]) -> None:
        rtl = self.words.rtl
        left, right = (0.0, WIDTH - AXIS) if rtl else (AXIS, WIDTH)
        for number in range(0, self._top + 1, self._tick):
            y = self.y(number)
            self.canvas.line((left, y), (right, y), stroke=GRID if number else EDGE)
            at = (right + 5, y + 2.7) if rtl else (left - 5, y + 2.7)
            self.canvas.text(at, f"{number:,}", 7.5, "start" if rtl else "end", fill=PALE)
        every = -(-len(steps) // MOST_DAYS)
        for number, step in enumerate(steps):
            if number % every == 0:
                at = self.x(number), TOP + HEIGHT + 11
                self.canvas.text(at, self.words.short_day(step.day), 7.5, fill=PALE)


def types_chart(steps: Sequence[Step], words: Words, title: str) -> Figure:
    """Incidents of each step, stacked by family of types."""
    most = max((sum(step.types.values()) for step in steps), default=0)
    chart = Chart(steps, most, words)
    used = []
    for family in families():
        if any(family.types & step.types.keys() for step in steps):
            used.append((family.colour, words.say(f"families.{family.id}")))
    for at, step in enumerate(steps):
        low = 0
        for family in families():
            number = sum(count for type, count in step.types.items() if type in family.types)
            if number:
                chart.stack(at, low, low + number, family.colour)
            low += number
    bottom = key(chart.canvas, used, TOP + HEIGHT + FOOT + LEGEND_LINE, words)
    numbers = [sum(step.types.values()) for step in steps]
    return chart.figure(bottom, _alt(words, title, numbers), title)


def killed_chart(steps: Sequence[Step], words: Words, title: str) -> Figure:
    """Killed of each step: the best supported as a bar, the bounds as a line with an arrow where
    the upper one is open.
    """
    chart = Chart(steps, max((max(s.killed.high, s.killed.best) for s in steps), default=0), words)
    for at, step in enumerate(steps):
        killed = step.killed
        if killed.best:
            chart.stack(at, 0, killed.best, KILLED)
        if killed.open or killed.low != killed.high:
            _band(chart, at, killed.low, killed.high, bool(killed.open))
    bottom = TOP + HEIGHT + FOOT
    return chart.figure(bottom, _alt(words, title, [s.killed.best for s in steps]), title)


def _band(chart: Chart, at: int, low: int, high: int, open_: bool) -> None:
    x, top, bottom, half = chart.x(at), chart.y(high), chart.y(low), min(chart.bar / 4, 4)
    for colour, width in (("#ffffff", 3.0), (INK, 1.2)):
        style = {"stroke": colour, "stroke_width": width}
        chart.canvas.line((x, top), (x, bottom), **style)
        chart.canvas.line((x - half, bottom), (x + half, bottom), **style)
        if open_:
            arrow = [[(x - half, top), (x, top - 5), (x + half, top)]]
            chart.canvas.path(arrow, **style)
        else:
            chart.canvas.line((x - half, top), (x + half, top), **style)


def _alt(words: Words, title: str, numbers: Sequence[int]) -> str:
    told = words.joined(map(str, numbers))
    return f"{words.say('trends.alt')}: {title}: {told}"
