"""The interval by which a figure is compared: what its words commit to, and the slack that policy allows."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

import numpy as np

from claims.conflicts.policy import Policy
from claims.quantities.calendar import as_clock

Rows = np.ndarray[tuple[int], np.dtype[np.int64]]
Ends = np.ndarray[tuple[int], np.dtype[np.float64]]
NO_SLACK = frozenset({"date", "age", "ordinal"})
SIGNED = frozenset({"percentage", "percentage_points"})
FLOORS = frozenset({"at_least", "more_than"})
HOURS = 24.0
NO_RATIO = 1e6
CEILINGS = frozenset({"at_most", "less_than"})
WRITTEN = re.compile(r"\d[\d,]*(?:\.(\d+))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """
    The values a figure may stand for; open ends are infinite.

    `soft` says that an end comes from slack and not from the words. `stated` is the one number written, if there is
    one. `step` is the unit of the last digit written. `base` is added to ends before their ratio is taken: a large one
    says that it means nothing.
    """

    low: float
    high: float
    stated: float | None
    modifier: str
    soft: bool = False
    step: float = 1.0
    base: float = 0.0


class Spans(NamedTuple):
    """Many intervals by place: their ends, and the stated number of those that are floors, NaN for others."""

    low: Ends
    high: Ends
    floor: Ends


def find_step(surface: str, value: float) -> float:
    """
    The unit of the last digit written.

    >>> find_step("8,000", 8000), find_step("10.5 million", 10_500_000), find_step("2.50", 2.5), find_step("71", 71)
    (1000.0, 100000.0, 0.01, 1.0)
    """
    if not math.isfinite(value) or value == 0:
        return 1.0
    written = WRITTEN.search(surface)
    if written and written[1]:
        number = float(written[0].replace(",", ""))
        return abs(value / number) * 10.0 ** -len(written[1]) if number else 1.0
    return float(10.0 ** int(Decimal(repr(abs(value))).normalize().as_tuple().exponent))


def to_interval(
    *, kind: str, low: float, high: float, value: float, modifier: str, surface: str, size: float = 1.0, policy: Policy
) -> Interval:
    """
    The interval that one figure stands for, in the first unit of its family (`size` of it in the figure's unit).

    NaN ends are open. Ends in the wrong order are put right.
    """
    floor = -math.inf if math.isnan(low) else low
    ceiling = math.inf if math.isnan(high) else high
    if floor > ceiling:
        floor, ceiling = ceiling, floor
    stated = value if math.isfinite(value) else None
    words = Interval(low=floor, high=ceiling, stated=stated, modifier=modifier, step=find_step(surface, stated or 0.0))
    return _scaled(_with_slack(words, kind, policy), size)


def to_clock_interval(*, low: float, high: float, value: float, modifier: str, policy: Policy) -> Interval:
    """
    The hours of the day that a time stands for; "about 2 a.m." is rounder than "about 2:10 a.m.".

    They bear no ratio to one another, and none is a floor or a ceiling of a number.
    """
    floor, ceiling = (
        open_end if math.isnan(end) else min(max(end, 0.0), HOURS) for end, open_end in ((low, 0.0), (high, HOURS))
    )
    minutes = policy.clock_minutes if floor % 1 else policy.clock_hour_minutes
    slack = minutes / 60 if modifier == "approx" else 0.0
    return Interval(
        low=floor - slack,
        high=ceiling + slack,
        stated=value if math.isfinite(value) else None,
        modifier="approx" if slack else "exact",
        soft=slack > 0,
        base=NO_RATIO,
    )


def hours_apart(a: Interval, b: Interval) -> float:
    """
    How far apart two times of day are, the shorter way round the clock; 0 where they meet.

    >>> at = lambda hour: Interval(low=hour, high=hour, stated=hour, modifier="exact")
    >>> hours_apart(at(2.5), at(4)), hours_apart(at(23.5), at(0.5))
    (1.5, 1.0)
    """
    early, late = sorted((a, b), key=lambda span: span.low)
    return max(0.0, min(late.low - early.high, early.low + HOURS - late.high))


def _with_slack(words: Interval, kind: str, policy: Policy) -> Interval:
    value, modifier = words.stated, words.modifier
    if modifier in CEILINGS and kind not in SIGNED and words.high >= 0:
        return replace(words, low=0.0)
    if value is None or kind in NO_SLACK:
        return words
    size, half = abs(value), words.step * policy.round_step_share
    if modifier == "approx":
        slack = max(policy.approx_share * size, min(half, policy.approx_step_cap * size))
        return replace(words, low=value - slack, high=value + slack, soft=True)
    if modifier == "below":
        return replace(words, low=value - policy.below_share * size, high=value, soft=True)
    if modifier == "exact" and size >= policy.round_from and words.step >= 10:
        slack = min(half, policy.round_share * size)
        return replace(words, low=value - slack, high=value + slack, soft=True)
    return words


def _scaled(span: Interval, size: float) -> Interval:
    if size == 1.0:
        return span
    stated = None if span.stated is None else span.stated * size
    return replace(span, low=span.low * size, high=span.high * size, stated=stated, step=span.step * size)


def in_hours(span: Interval) -> str:
    """
    The ends of a stretch of the day.

    >>> in_hours(Interval(low=2.25, high=2.75, stated=2.5, modifier="approx"))
    '02:15 to 02:45'
    """
    return " to ".join(dict.fromkeys(map(as_clock, (span.low, span.high))))


def find_factor(a: Interval, b: Interval) -> float:
    """
    Ratio of the nearest ends, 1 where the intervals meet.

    Infinite where an end is zero or the ends have different signs: no ratio says how far apart those are.
    """
    if a.low <= b.high and b.low <= a.high:
        return 1.0
    below, above = (a.high, b.low) if a.high < b.low else (b.high, a.low)
    return find_ratio(below + a.base, above + a.base)


def find_ratio(one: float, other: float) -> float:
    """How many times the nearer to zero goes into the other, never below 1."""
    if one == other:
        return 1.0
    small, large = sorted((abs(one), abs(other)))
    if small == 0 or (one < 0) != (other < 0) or math.isinf(large):
        return math.inf
    return large / small


def read_spans(intervals: Sequence[Interval]) -> Spans:
    """The ends of many intervals, as arrays."""
    floors = [one.stated if one.modifier in FLOORS and one.stated is not None else math.nan for one in intervals]
    lows, highs = [one.low + one.base for one in intervals], [one.high + one.base for one in intervals]
    return Spans(np.array(lows), np.array(highs), np.array(floors))


def find_factors(spans: Spans, firsts: Rows, seconds: Rows) -> Ends:
    """The factor of each pair of intervals at once; for two that meet, that of two floors."""
    low, high = np.maximum(spans.low[firsts], spans.low[seconds]), np.minimum(spans.high[firsts], spans.high[seconds])
    is_apart = high < low
    below = np.where(is_apart, high, spans.floor[firsts])
    above = np.where(is_apart, low, spans.floor[seconds])
    small, large = np.sort(np.abs([below, above]), axis=0)
    with np.errstate(all="ignore"):
        ratio = np.where((small == 0) | ((below < 0) != (above < 0)) | np.isinf(large), np.inf, large / small)
    return np.where((below == above) | np.isnan(below) | np.isnan(above), 1.0, ratio)


def is_apart(a: Interval, b: Interval, policy: Policy) -> bool:
    """
    Whether the two cannot both be true.

    A touching "more than" counts as apart only against a ceiling ("over 2,000", "under 2,000"), or where
    `policy.news_bounds` is off: in the news "2,000" and "more than 2,000" are one fact.
    """
    if a.high < b.low or b.high < a.low:
        return True
    for below, above in ((a, b), (b, a)):
        if below.high == above.low and (below.modifier == "less_than" or above.modifier == "more_than"):
            opposed = below.modifier in CEILINGS and above.modifier in FLOORS
            same_point = below.low == above.high
            if opposed or (not policy.news_bounds and not same_point):
                return True
    return False


def floors_ratio(a: Interval, b: Interval) -> float:
    """How far apart two floors are; 1 where either is no floor. A magnitude ("millions") is too vague to be one."""
    if a.modifier not in FLOORS or b.modifier not in FLOORS or a.stated is None or b.stated is None:
        return 1.0
    return find_ratio(a.stated, b.stated)


def is_same_value(a: Interval, b: Interval) -> bool:
    """The same stated number, or the same two ends, with bounds that do not oppose."""
    if any(one.modifier in FLOORS and other.modifier in CEILINGS for one, other in ((a, b), (b, a))):
        return False
    return a.stated == b.stated and (a.stated is not None or (a.low, a.high) == (b.low, b.high))


def is_rounding(a: Interval, b: Interval) -> bool:
    """Whether the coarser figure is the finer one rounded: "5%" of "5.2%"; two whole numbers never are."""
    if a.stated is None or b.stated is None:
        return False
    coarse, fine = (a, b) if a.step > b.step else (b, a)
    return coarse.step > fine.step and fine.step < 1 and abs(a.stated - b.stated) <= coarse.step / 2


def in_numbers(span: Interval, size: float = 1.0) -> str:
    """
    The ends in words, in a unit that holds `size` of the interval's own.

    >>> in_numbers(Interval(low=7200, high=8800, stated=8000, modifier="approx"))
    '7,200 to 8,800'
    """
    low, high = with_commas(span.low / size), with_commas(span.high / size)
    if low == high:
        return low
    if math.isinf(span.high):
        return "any number" if math.isinf(span.low) else f"{low} or more"
    open_below = math.isinf(span.low) or (span.low == 0 and span.modifier in CEILINGS)
    return f"{high} or less" if open_below else f"{low} to {high}"


def with_commas(number: float) -> str:
    """
    >>> with_commas(10000.0), with_commas(2.5), with_commas(1e18)
    ('10,000', '2.5', '1e+18')
    """
    if not math.isfinite(number) or abs(number) >= 1e15:
        return f"{number:g}"
    return f"{number:,.0f}" if number == int(number) else f"{number:,.4f}".rstrip("0").rstrip(".")
