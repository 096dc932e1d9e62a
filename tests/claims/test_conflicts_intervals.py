"""From a figure's words to the interval it is compared by."""

import math

import numpy as np
import pytest

from claims.conflicts.intervals import (
    Interval,
    are_apart,
    are_roundings,
    are_same_values,
    find_factor,
    find_step,
    in_numbers,
    read_spans,
    to_interval,
)
from claims.conflicts.policy import POLICY, Policy

INF = math.inf


def interval(surface, value, modifier="exact", kind="count", low=None, high=None, policy=POLICY):
    low, high = (value if low is None else low, value if high is None else high)
    low = math.nan if modifier in ("at_most", "less_than") else low
    high = math.nan if modifier in ("at_least", "more_than", "magnitude") else high
    stated = math.nan if modifier in ("range", "magnitude") else value
    return to_interval(kind=kind, low=low, high=high, value=stated, modifier=modifier, surface=surface, policy=policy)


def both_ways(ask, one, other, *options):
    """What is asked of pairs, asked of two intervals; the same whichever comes first."""
    answers = ask(read_spans([one, other]), np.array([0, 1]), np.array([1, 0]), *options).tolist()
    assert answers[0] == answers[1]
    return answers[0]


@pytest.mark.parametrize(
    ("surface", "value", "step"),
    [
        ("8,000", 8000, 1000),
        ("8,250", 8250, 10),
        ("10.5 million", 10_500_000, 100_000),
        ("10.50 million", 10_500_000, 10_000),
        ("half a million", 500_000, 100_000),
        ("$2.50", 2.5, 0.01),
        ("twenty", 20, 10),
        ("71", 71, 1),
        ("0", 0, 1),
        ("9" * 400, INF, 1),
    ],
)
def test_the_step_is_the_last_digit_written(surface, value, step):
    """The written step is the unit of the last digit that is not a filling zero."""
    assert find_step(surface, value) == pytest.approx(step)


@pytest.mark.parametrize(
    ("surface", "value", "modifier", "ends", "soft"),
    [
        ("71", 71, "exact", (71, 71), False),
        ("40", 40, "exact", (40, 40), False),
        ("8,250", 8250, "exact", (8245, 8255), True),
        ("8,000", 8000, "exact", (7500, 8500), True),
        ("1,000", 1000, "exact", (900, 1100), True),
        ("8,000", 8000, "approx", (7200, 8800), True),
        ("20", 20, "approx", (15, 25), True),
        ("900", 900, "below", (810, 900), True),
        ("21", 21, "at_least", (21, INF), False),
        ("10,000", 10000, "more_than", (10000, INF), False),
        ("60", 60, "at_most", (0, 60), False),
        ("60", 60, "less_than", (0, 60), False),
        ("millions", 1e6, "magnitude", (1e6, INF), False),
    ],
)
def test_words_commit_to_an_interval(surface, value, modifier, ends, soft):
    """Each modifier gives the interval of the policy, and slack makes it soft."""
    span = interval(surface, value, modifier)
    assert (span.low, span.high, span.soft) == (*ends, soft)


def test_a_range_keeps_both_ends():
    """A range has no slack."""
    span = interval("10,000 or 12,000", 0.0, "range", low=10000.0, high=12000.0)
    assert (span.low, span.high, span.stated) == (10000, 12000, None)


@pytest.mark.parametrize("kind", ["date", "age", "ordinal"])
def test_years_and_ages_have_no_slack(kind):
    """A year, an age or a rank is what it says, even when it is round or "about"."""
    span = interval("2000", 2000, "approx", kind=kind)
    assert (span.low, span.high) == (2000, 2000)


def test_what_can_be_negative_has_no_floor():
    """ "Up to 5 %" may be a fall; "up to 5 boats" is not below nought."""
    assert interval("5%", 5, "at_most", kind="percentage").low == -INF
    assert interval("5", 5, "at_most").low == 0


@pytest.mark.parametrize(
    ("a", "b", "factor"),
    [
        ((7200, 8800), (10000, INF), 10000 / 8800),
        ((1, 5), (5, 9), 1.0),
        ((0, 0), (3, 3), INF),
        ((-5, -5), (-10, -10), 2.0),
        ((-5, -5), (5, 5), INF),
        ((-INF, 0), (1, INF), INF),
    ],
)
def test_the_factor_is_that_of_the_nearest_ends(a, b, factor):
    """The factor compares the ends that face each other; 1 if they meet, infinite where no ratio makes sense."""
    one, other = (Interval(low=low, high=high, stated=None, modifier="range") for low, high in (a, b))
    assert find_factor(one, other) == find_factor(other, one) == pytest.approx(factor)


@pytest.mark.parametrize(
    ("a", "b", "apart"),
    [
        ("more_than", "less_than", True),
        ("at_least", "less_than", True),
        ("more_than", "at_most", True),
        ("at_least", "at_most", False),
        ("more_than", "exact", False),
        ("less_than", "exact", False),
    ],
)
def test_bounds_at_one_number(a, b, apart):
    """ "Over 2,345" and "under 2,345" exclude each other; "over 2,345" and "2,345" are one fact in the news."""
    one, other = interval("2,345", 2345, a), interval("2,345", 2345, b)
    assert both_ways(are_apart, one, other, POLICY) is apart


def test_strict_reading_of_more_than():
    """With the strict reading "over 2,345" excludes 2,345 itself."""
    one, other = interval("2,345", 2345, "more_than"), interval("2,345", 2345)
    assert both_ways(are_apart, one, other, Policy(news_bounds=False))


def test_the_same_value():
    """ "Over 2,000" and "2,000" state the same number; "over 2,000" and "under 2,000" oppose each other."""
    over, under, bare = (interval("2,000", 2000, name) for name in ("more_than", "less_than", "exact"))
    assert both_ways(are_same_values, over, bare)
    assert not both_ways(are_same_values, over, under)


@pytest.mark.parametrize(
    ("coarse", "fine", "rounds"), [("5", "5.2", True), ("5.6", "5.2", False), ("80", "83", False), ("5", "5.9", False)]
)
def test_rounding(coarse, fine, rounds):
    """A coarser figure may be a finer one rounded, if the finer one has decimals."""
    one, other = (interval(text, float(text), kind="percentage") for text in (coarse, fine))
    assert both_ways(are_roundings, one, other) is rounds


def test_intervals_in_words():
    """An interval reads as a person would say it, in the figure's own unit."""
    assert in_numbers(interval("8,000", 8000, "approx")) == "7,200 to 8,800"
    assert in_numbers(interval("21", 21, "at_least")) == "21 or more"
    assert in_numbers(interval("60", 60, "at_most")) == "60 or less"
    assert in_numbers(Interval(low=730.5, high=730.5, stated=730.5, modifier="exact"), 365.25) == "2"
