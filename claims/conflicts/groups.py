"""Groups: the figures of each topic and lane, with the interval that most origins agree on."""

import math
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd

from claims.conflicts.intervals import CEILINGS, FLOORS, Interval, with_commas
from claims.conflicts.origins import count_origins
from claims.conflicts.policy import POLICY, Policy
from claims.conflicts.profile import Profile, is_whole

GROUPS = {
    "topic": "str",
    "lane": "str",
    "low": "float64",
    "high": "float64",
    "support": "int64",
    "named": "int64",
    "of": "int64",
    "best": "float64",
    "outliers": "str",
}
Band = tuple[float, float]


def to_groups(profiles: Iterable[Profile], topics: Mapping[str, str], *, policy: Policy = POLICY) -> pd.DataFrame:
    """One row per topic and lane, columns GROUPS; parts, denials, questions and dates of events support nothing."""
    lanes: dict[tuple[str, str], list[Profile]] = defaultdict(list)
    for profile in profiles:
        is_ranked = profile.lane and profile.figure.kind in ("date", "ordinal")
        if profile.dated is None and (is_whole(profile) or is_ranked):
            lanes[topics[profile.figure.claim_id], profile.lane].append(profile)
    rows = [(*key, *_consensus(members, policy)) for key, members in sorted(lanes.items())]
    return pd.DataFrame(rows, columns=list(GROUPS)).astype(GROUPS)


def tell_consensus(group: Mapping[Any, Any], write: Callable[[float], str] = with_commas) -> str:
    """
    A row of `to_groups` in words.

    >>> group = {"low": 10_000.0, "high": math.nan, "best": math.nan, "of": 5}
    >>> tell_consensus(group | {"support": 4, "named": 3})
    '4 of 5 independent origins allow 10,000 or more, 1 of them by leaving an end open'
    >>> tell_consensus(group | {"high": 12_000.0, "best": 12_000.0, "support": 5, "named": 5})
    '5 of 5 independent origins allow 10,000 to 12,000, most often 12,000'
    """
    low, high = ("" if math.isnan(end) else write(end) for end in (group["low"], group["high"]))
    both = " to ".join(dict.fromkeys((low, high)))
    ends = both if low and high else f"{low} or more" if low else f"{high} or less" if high else "any number"
    best = "" if math.isnan(group["best"]) or low == high else f", most often {write(group['best'])}"
    vague = group["support"] - group["named"]
    open_ended = f", {vague if group['named'] else 'all'} of them by leaving an end open" if vague else ""
    return f"{group['support']} of {group['of']} independent origins allow {ends}{best}{open_ended}"


def _consensus(members: Sequence[Profile], policy: Policy) -> tuple[float, float, int, int, int, float, str]:
    """
    The interval that most independent origins name: low, high, support, named, of, best, outliers.

    An origin counts once however many figures it gave. A figure with an open end allows everything beyond it, but names
    only what is near: numbers are chosen by how many origins name them, then by how many allow them. The interval is
    what all figures that allow the number so chosen have in common. `best` is the stated number inside it that most of
    its origins give, the lowest of equals; NaN where none lies there.
    """
    origin_of = count_origins({member.figure.claim_id: member.figure.origin for member in members})
    allowed: dict[int, list[Band]] = defaultdict(list)
    named: dict[int, list[Band]] = defaultdict(list)
    for member in members:
        origin, span = origin_of[member.figure.claim_id], member.figure.interval
        allowed[origin].append((span.low, span.high))
        named[origin] += _vouched(span, policy.floors_apart)
    allow, name = _counter(allowed.values()), _counter(named.values())
    numbers = {end for spans in (*allowed.values(), *named.values()) for span in spans for end in span}
    chosen = max(numbers, key=lambda number: (name(number), allow(number), -number))
    spans = [span for own in allowed.values() for span in own if span[0] <= chosen <= span[1]]
    low, high = max(low for low, _ in spans), min(high for _, high in spans)
    stated: dict[float, set[int]] = defaultdict(set)
    for member in members:
        number = member.figure.interval.stated
        if number is not None and low <= number <= high:
            stated[number].add(origin_of[member.figure.claim_id])
    best = min(stated, key=lambda value: (-len(stated[value]), value)) if stated else math.nan
    spans_of = {member.figure.claim_id: (member.figure.interval.low, member.figure.interval.high) for member in members}
    outliers = [claim_id for claim_id, span in spans_of.items() if not _meets((low, high), [span])]
    size, zero = _scale(members)
    support, names = (sum(map(partial(_meets, (low, high)), bands.values())) for bands in (allowed, named))
    low, high, best = ((_closed(number) - zero) / size for number in (low, high, best))
    return (low, high, support, names, len(allowed), best, ";".join(outliers))


def _meets(band: Band, spans: Iterable[Band]) -> bool:
    return any(low <= band[1] and high >= band[0] for low, high in spans)


def _vouched(span: Interval, reach: float) -> list[Band]:
    """
    What a figure names by itself: a floor or a ceiling what is near its number, a vague plural nothing.

    >>> _vouched(Interval(low=100.0, high=math.inf, stated=100.0, modifier="more_than"), 1.25)
    [(100.0, 125.0)]
    """
    if span.stated is not None and span.modifier in FLOORS | CEILINGS:
        near, far = sorted((span.stated / reach, span.stated * reach))
        return [(max(span.low, near), min(span.high, far))]
    return [(span.low, span.high)] if math.isfinite(span.low) and math.isfinite(span.high) else []


def _counter(origins: Iterable[list[Band]]) -> Callable[[float], int]:
    """How many origins have a span over a number."""
    spans = [span for own in origins for span in _merged(own)]
    lows, highs = sorted(low for low, _ in spans), sorted(high for _, high in spans)
    return lambda number: bisect_right(lows, number) - bisect_left(highs, number)


def _scale(members: Sequence[Profile]) -> tuple[float, float]:
    """What the commonest unit of the members holds and where it begins: a topic in years is not shown in days."""
    scales = Counter((member.figure.size, member.figure.zero) for member in members)
    return min(scales, key=lambda scale: (-scales[scale], scale))


def _merged(spans: list[Band]) -> list[Band]:
    """Spans of one origin, those that meet joined, so that it counts once at any number."""
    merged: list[Band] = []
    for low, high in sorted(spans):
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return merged


def _closed(end: float) -> float:
    return end if math.isfinite(end) else math.nan
