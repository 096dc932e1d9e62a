"""The interval by which a figure is compared: what its words commit to, and the slack that policy allows."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import numpy as np

from claims.conflicts.arrays import Ends, Flags, Rows
from claims.conflicts.policy import Policy
from claims.quantities.calendar import as_clock

NO_SLACK = frozenset({"date", "age", "ordinal"})
SIGNED = frozenset({"percentage", "percentage_points"})
FLOORS = frozenset({"at_least", "more_than"})
HOURS = 24.0
YEAR_DAYS, MONTH_DAYS = 365.2425, 30.44
NO_RATIO = 1e9
CEILINGS = frozenset({"at_most", "less_than"})
WRITTEN = re.compile(r"\d[\d,]*(?:\.(\d+))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """
    The values a figure may stand for; open ends are infinite.

    `soft` says that an end comes from slack and not from the words. `stated` is the one number written, if there is
    one. `step` is the unit of the last digit written, `unit` the figure's own. `base` is added to ends before their
    ratio is taken: a large one says that it means nothing.
    """

    low: float
    high: float
    stated: float | None
    modifier: str
    soft: bool = False
    step: float = 1.0
    unit: float = 1.0
    base: float = 0.0


class Spans(NamedTuple):
    """
    Many intervals by place: their ends, with `base`, and the rest; NaN where no number is stated.

    `floor` is the stated number of a floor, NaN for others, and a magnitude is none. `opens` and `closes` say that the
    words bound the number from below or from above, `over` and `under` that they do not grant it.
    """

    low: Ends
    high: Ends
    stated: Ends
    step: Ends
    unit: Ends
    floor: Ends
    soft: Flags
    opens: Flags
    closes: Flags
    over: Flags
    under: Flags
    magnitude: Flags


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
    *,
    kind: str,
    low: float,
    high: float,
    value: float,
    modifier: str,
    surface: str,
    size: float = 1.0,
    zero: float = 0.0,
    policy: Policy,
) -> Interval:
    """
    The interval that one figure stands for, in the first unit of its family: `size` of it in the figure's unit, which
    begins at `zero`.

    NaN ends are open. Ends in the wrong order are put right.
    """
    floor = -math.inf if math.isnan(low) else low
    ceiling = math.inf if math.isnan(high) else high
    if floor > ceiling:
        floor, ceiling = ceiling, floor
    stated = value if math.isfinite(value) else None
    words = Interval(low=floor, high=ceiling, stated=stated, modifier=modifier, step=find_step(surface, stated or 0.0))
    return _scaled(_with_slack(words, kind, policy), size, zero)


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


def to_days_interval(first: date, last: date) -> Interval:
    """The days that a date may stand for, counted from the first day of the first year; they bear no ratio."""
    low, high = float(first.toordinal()), float(last.toordinal())
    return Interval(low=low, high=high, stated=low if low == high else None, modifier="exact", base=NO_RATIO)


def days_apart(a: Interval, b: Interval) -> float:
    """
    How many days lie between the nearest ends of two dates, 0 where they meet.

    >>> third, june = (date(2024, 5, 3),) * 2, (date(2024, 6, 1), date(2024, 6, 30))
    >>> days_apart(to_days_interval(*third), to_days_interval(*june))
    29.0
    """
    return max(0.0, a.low - b.high, b.low - a.high)


def tell_days_apart(a: Interval, b: Interval) -> str:
    """
    How far apart two dates are, in the largest unit that goes into it; two years by their numbers.

    >>> year = lambda number: to_days_interval(date(number, 1, 1), date(number, 12, 31))
    >>> tell_days_apart(year(1993), year(1998)), tell_days_apart(year(1993), year(1994))
    ('5 years apart', '1 year apart')
    """
    are_years = min(a.high - a.low, b.high - b.low) >= YEAR_DAYS - 2
    days = abs(a.low - b.low) if are_years else days_apart(a, b)
    sizes = (("year", YEAR_DAYS), ("month", MONTH_DAYS), ("day", 1.0))
    number, unit = next((round(days / size), unit) for unit, size in sizes if round(days / size, 2) >= 1 or size == 1)
    return f"{number} {unit}{'' if number == 1 else 's'} apart"


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


def _scaled(span: Interval, size: float, zero: float) -> Interval:
    if (size, zero) == (1.0, 0.0):
        return span
    stated = None if span.stated is None else zero + span.stated * size
    return replace(
        span, low=zero + span.low * size, high=zero + span.high * size, stated=stated, step=span.step * size, unit=size
    )


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
    """Intervals as arrays."""
    stated = np.array([math.nan if one.stated is None else one.stated for one in intervals], dtype=np.float64)
    modifiers = np.array([one.modifier for one in intervals], dtype="U16")
    opens = np.isin(modifiers, sorted(FLOORS))
    return Spans(
        low=np.array([one.low + one.base for one in intervals], dtype=np.float64),
        high=np.array([one.high + one.base for one in intervals], dtype=np.float64),
        stated=stated,
        step=np.array([one.step for one in intervals], dtype=np.float64),
        unit=np.array([one.unit for one in intervals], dtype=np.float64),
        floor=np.where(opens, stated, math.nan),
        soft=np.array([one.soft for one in intervals], dtype=np.bool_),
        opens=opens,
        closes=np.isin(modifiers, sorted(CEILINGS)),
        over=modifiers == "more_than",
        under=modifiers == "less_than",
        magnitude=modifiers == "magnitude",
    )


def find_factors(spans: Spans, firsts: Rows, seconds: Rows) -> Ends:
    """The factor of each pair of intervals; of two that meet, that of their floors."""
    low, high = np.maximum(spans.low[firsts], spans.low[seconds]), np.minimum(spans.high[firsts], spans.high[seconds])
    return np.where(high < low, find_ratios(high, low), find_floor_ratios(spans, firsts, seconds))


def find_floor_ratios(spans: Spans, firsts: Rows, seconds: Rows) -> Ends:
    """How far apart two floors are; 1 where either is no floor. A magnitude ("millions") is too vague to be one."""
    return find_ratios(spans.floor[firsts], spans.floor[seconds])


def find_ratios(ones: Ends, others: Ends) -> Ends:
    """`find_ratio` of each pair of numbers, 1 where one is NaN."""
    small, large = np.sort(np.abs([ones, others]), axis=0)
    with np.errstate(all="ignore"):
        ratio = np.where((small == 0) | ((ones < 0) != (others < 0)) | np.isinf(large), np.inf, large / small)
    return np.where((ones == others) | np.isnan(ones) | np.isnan(others), 1.0, ratio)


def are_apart(spans: Spans, firsts: Rows, seconds: Rows, policy: Policy) -> Flags:
    """
    Whether the two of each pair cannot both be true.

    A touching "more than" counts as apart only against a ceiling ("over 2,000", "under 2,000"), or where
    `policy.news_bounds` is off: in the news "2,000" and "more than 2,000" are one fact.
    """
    apart = (spans.high[firsts] < spans.low[seconds]) | (spans.high[seconds] < spans.low[firsts])
    for below, above in ((firsts, seconds), (seconds, firsts)):
        touch = (spans.high[below] == spans.low[above]) & (spans.under[below] | spans.over[above])
        opposed = spans.closes[below] & spans.opens[above]
        strict = False if policy.news_bounds else spans.low[below] != spans.high[above]
        apart |= touch & (opposed | strict)
    return apart


def are_same_values(spans: Spans, firsts: Rows, seconds: Rows) -> Flags:
    """The same stated number, or the same two ends where none is stated, with bounds that do not oppose."""
    stated, other = spans.stated[firsts], spans.stated[seconds]
    ends = (spans.low[firsts] == spans.low[seconds]) & (spans.high[firsts] == spans.high[seconds])
    opposed = (spans.opens[firsts] & spans.closes[seconds]) | (spans.opens[seconds] & spans.closes[firsts])
    same: Flags = ~opposed & ((stated == other) | (np.isnan(stated) & np.isnan(other) & ends))
    return same


def are_roundings(spans: Spans, firsts: Rows, seconds: Rows) -> Flags:
    """
    Whether the coarser figure is the finer one rounded: "5%" of "5.2%"; two whole numbers never are, unless each is of
    a unit of its own ("10 km", "six miles").
    """
    fine, coarse = np.sort([spans.step[firsts], spans.step[seconds]], axis=0)
    with np.errstate(invalid="ignore"):
        gap = np.abs(spans.stated[firsts] - spans.stated[seconds])
        written = [np.minimum(spans.step[rows], spans.unit[rows]) for rows in (firsts, seconds)]
        converted = (spans.unit[firsts] != spans.unit[seconds]) & (gap <= (written[0] + written[1]) / 2)
    rounds: Flags = converted | ((coarse > fine) & (fine < 1) & (gap <= coarse / 2))
    return rounds


def in_numbers(span: Interval, size: float = 1.0, zero: float = 0.0) -> str:
    """
    The ends in words, in a unit that holds `size` of the interval's own, and begins at `zero` of it.

    >>> in_numbers(Interval(low=7200, high=8800, stated=8000, modifier="approx"))
    '7,200 to 8,800'
    """
    low, high = with_commas((span.low - zero) / size), with_commas((span.high - zero) / size)
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
