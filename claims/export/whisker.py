"""Dot and whisker for print: the interval by which a figure is compared, drawn in a cell on its topic's scale."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from claims.conflicts.intervals import Interval
from claims.markup import Markup, tag

WIDTH, HEIGHT, EDGE = 150.0, 16.0, 9.0
MIDDLE, RADIUS, ARROW, LEAST_BAND = HEIGHT / 2, 3.5, 5.0, 4.0
WIDE = 30.0
Band = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The numbers at the left and the right edge; by their logarithms where only that shows both."""

    low: float
    high: float

    @property
    def is_wide(self) -> bool:
        return self.low > 0 and self.high / self.low > WIDE


def to_scale(spans: Iterable[Interval]) -> Scale:
    """
    From the least end that is written to the greatest.

    >>> to_scale([Interval(low=5, high=math.inf, stated=8, modifier="at_least")])
    Scale(low=5, high=8)
    """
    ends = [end for span in spans for end in (span.low, span.high, span.stated) if end is not None]
    finite = [end for end in ends if math.isfinite(end)]
    return Scale(low=min(finite, default=0.0), high=max(finite, default=0.0))


def place(value: float, scale: Scale) -> float:
    """
    Where a number stands in the picture; an open end reaches the edge, and nothing lies outside.

    >>> [place(value, Scale(low=0, high=10)) for value in (-math.inf, 0, 5, math.inf)]
    [0.0, 9.0, 75.0, 150.0]
    """
    if math.isinf(value):
        return WIDTH if value > 0 else 0.0
    ends = scale.low, scale.high, min(max(value, scale.low), scale.high)
    low, high, at = map(math.log, ends) if scale.is_wide else ends
    half = high / 2 - low / 2  # the whole may be more than a float holds
    share = (at / 2 - low / 2) / half if half else 0.5
    return round(EDGE + share * (WIDTH - 2 * EDGE), 1)


def draw(span: Interval, scale: Scale, *, told: str, band: Band | None = None, is_hollow: bool = False) -> Markup:
    """One figure; `told` is it in words, `band` the consensus behind it."""
    left, right = place(span.low, scale), place(span.high, scale)
    dot = None if span.stated is None else place(span.stated, scale)
    return tag(
        "svg",
        _band(band, scale) if band else "",
        tag("line", x1=left, x2=right, y1=MIDDLE, y2=MIDDLE),
        _arrow(0.0, ARROW) if math.isinf(span.low) else "",
        _arrow(WIDTH, WIDTH - ARROW) if math.isinf(span.high) else "",
        tag("circle", cx=dot, cy=MIDDLE, r=RADIUS, look="hollow" if is_hollow else "") if dot is not None else "",
        viewBox=f"0 0 {WIDTH:g} {HEIGHT:g}",
        role="img",
        aria_label=told,
    )


def _band(band: Band, scale: Scale) -> Markup:
    left, right = (place(end, scale) for end in band)
    width = max(right - left, LEAST_BAND)
    return tag("rect", x=round((left + right - width) / 2, 1), y=0, width=round(width, 1), height=HEIGHT)


def _arrow(tip: float, foot: float) -> Markup:
    return tag("path", d=f"M{tip:g} {MIDDLE:g}L{foot:g} {MIDDLE - 3:g}V{MIDDLE + 3:g}Z")
