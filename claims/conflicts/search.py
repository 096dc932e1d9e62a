"""
Which pairs are looked at, and which are kept: of each figure the worst.

All pairs of a small group are weighed; in a large one each figure against its worst counterparts.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

import numpy as np
import pandas as pd

from claims.conflicts.arrays import Ends, Flags, Rows, are_alike, encode
from claims.conflicts.comparable import Pairs, Rarities, sort_of, weigh
from claims.conflicts.intervals import Spans, find_factors
from claims.conflicts.policy import Policy
from claims.conflicts.profile import Profile, bucket_of, is_compared
from claims.conflicts.relations import Sides, read_sides, relate

BATCH = 1 << 18
"""Pairs weighed at once, about; more would only cost memory."""
Pair = frozenset[str]
LINKS = {"claim_a": "str", "claim_b": "str", "confidence": "float64"}


def search(
    profiles: Iterable[Profile],
    topics: Mapping[str, str],
    *,
    known: Collection[Pair],
    rarities: Rarities,
    policy: Policy,
) -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
    """
    How the figures of each story that measure one thing stand to each other: frames of `relate`, in no order.

    Of each figure the worst. Beside each frame one of LINKS: all pairs of one thing whose figures are of two `topics`.
    `profiles` stand in the ledger's order; pairs that are `known` already are left out.
    """
    sorts: dict[str, list[Profile]] = defaultdict(list)
    for profile in profiles:
        if is_compared(profile):
            sorts[sort_of(profile)].append(profile)
    for members in sorts.values():
        sides = read_sides(members)
        topic = encode(topics[member.figure.claim_id] for member in members)
        place = {member.figure.claim_id: at for at, member in enumerate(members)}
        codes = np.array([a * len(members) + b for a, b in find_places(known, place)], dtype=np.int64)
        batches = _batches(_candidates(members, sides.spans, policy), codes, len(members))
        for pairs in weigh(members, batches, policy=policy, rarities=rarities):
            credible = _credible(pairs, sides.spans, policy)
            across = _only(credible, ~are_alike(topic, credible.firsts, credible.seconds))
            yield relate(sides, _worst(credible, sides.spans, policy), policy=policy), _links(sides, across)


def find_places(pairs: Iterable[Pair], place: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    """The places of both claims of each pair, the earlier first; pairs that are not there are left out."""
    for pair in pairs:
        if len(pair) == 2 and place.keys() >= pair:
            first, second = sorted(place[claim_id] for claim_id in pair)
            yield first, second


def _batches(candidates: Iterable[tuple[Rows, Rows]], known: Rows, size: int) -> Iterator[tuple[Rows, Rows]]:
    """Candidates of whole groups, about BATCH pairs at once, without those `known` as first place × size + second."""
    total = 0

    def number(group: tuple[Rows, Rows]) -> int:
        nonlocal total
        total += len(group[0])
        return total // BATCH

    for _, groups in groupby(candidates, key=number):
        firsts, seconds = (np.concatenate(side) for side in zip(*groups, strict=True))
        is_fresh = ~np.isin(firsts * size + seconds, known)
        yield firsts[is_fresh], seconds[is_fresh]


def _candidates(members: Sequence[Profile], spans: Spans, policy: Policy) -> Iterator[tuple[Rows, Rows]]:
    """Pairs worth weighing, a group at a time, each pair in the ledger's order."""
    for group in _groups(range(len(members)), lambda at: bucket_of(members[at])):
        if len(group) <= policy.full_pairs_up_to:
            yield _all_pairs(group)
            continue
        for alike in _groups(group.tolist(), lambda at: _thing(members[at])):
            is_small = len(alike) <= policy.full_pairs_up_to
            yield _all_pairs(alike) if is_small else _worst_pairs(alike, members, spans, policy)


def _groups(places: Iterable[int], key: Callable[[int], Hashable]) -> Iterator[Rows]:
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for at in places:
        groups[key(at)].append(at)
    yield from (np.array(group, dtype=np.int64) for group in groups.values())


def _thing(profile: Profile) -> Hashable:
    return (profile.facets.noun, profile.facets.names, profile.facets.outcome)


def _all_pairs(group: Rows) -> tuple[Rows, Rows]:
    firsts, seconds = np.triu_indices(len(group), 1)
    return group[firsts], group[seconds]


def _worst_pairs(group: Rows, members: Sequence[Profile], spans: Spans, policy: Policy) -> tuple[Rows, Rows]:
    """
    Each figure with its worst credible counterparts below and above.

    Of figures that say the same one stands for all, and the others are paired with it.
    """
    firsts: dict[Hashable, int] = {}
    says = ((members[at].figure.interval, members[at].extent) for at in group.tolist())
    twins = np.array([firsts.setdefault(said, at) for at, said in zip(group.tolist(), says, strict=True)])
    stand_ins = np.array(list(firsts.values()), dtype=np.int64)
    floored = group[np.isfinite(spans.floor[group])]
    floors = stand_ins[np.isfinite(spans.floor[stand_ins])]
    sides = [
        (group, twins),
        *_counterparts(group, stand_ins, spans.low, spans.high, policy),
        *_counterparts(floored, floors, spans.floor, spans.floor * policy.floors_apart, policy),
    ]
    one, other = (np.concatenate(side) for side in zip(*sides, strict=True))
    pairs = np.unique(np.sort(np.stack([one, other]), axis=0)[:, one != other], axis=1)
    return pairs[0], pairs[1]


def _counterparts(group: Rows, stand_ins: Rows, lows: Ends, highs: Ends, policy: Policy) -> Iterator[tuple[Rows, Rows]]:
    """
    Above and below, for each figure: the stand-ins that it does not meet and that are less than the same-thing factor
    away, the farthest of them; where all are farther, the nearest.
    """
    for near, far in ((highs[group], lows[stand_ins]), (-lows[group], -highs[stand_ins])):
        order = np.argsort(far, kind="stable")
        ends = far[order]
        cap = np.where(near > 0, near * policy.same_thing_factor, near / policy.same_thing_factor)
        first = np.searchsorted(ends, near, side="right")
        last = np.maximum(np.searchsorted(ends, cap, side="left"), np.minimum(first + 1, len(order)))
        for step in range(1, policy.worst_counterparts + 1):
            has = last - step >= first
            yield group[has], stand_ins[order[last[has] - step]]


def _credible(pairs: Pairs, spans: Spans, policy: Policy) -> Pairs:
    """The pairs not too far apart to be one thing."""
    factor = find_factors(spans, pairs.firsts, pairs.seconds)
    rounded = pairs._replace(confidence=np.round(pairs.confidence, 4))
    is_asked = (rounded.confidence >= policy.asked_at) & (factor < policy.never_same_factor)
    return _only(rounded, (factor < policy.same_thing_factor) | is_asked)


def _worst(pairs: Pairs, spans: Spans, policy: Policy) -> Pairs:
    """
    The pairs among the `policy.worst_counterparts` worst of either figure.

    First come those apart and as sure as a confirmed one, then the farther apart.
    """
    factor = find_factors(spans, pairs.firsts, pairs.seconds)
    is_sure = (pairs.confidence >= policy.confirmed_at) & (factor < policy.confirmed_factor)
    worst = np.lexsort((-pairs.confidence, -factor, ~is_sure, factor == 1))
    figures = np.stack([pairs.firsts[worst], pairs.seconds[worst]], axis=1)
    is_kept = (_count_before(figures.ravel()) < policy.worst_counterparts).reshape(-1, 2).any(axis=1)
    return _only(pairs, worst[is_kept])


def _only(pairs: Pairs, places: Rows | Flags) -> Pairs:
    return Pairs(pairs.firsts[places], pairs.seconds[places], pairs.confidence[places])


def _links(sides: Sides, pairs: Pairs) -> pd.DataFrame:
    firsts, seconds, confidence = pairs
    cells = (sides.claim_ids.take(firsts), sides.claim_ids.take(seconds), confidence)
    return pd.DataFrame(dict(zip(LINKS, cells, strict=True)))


def _count_before(values: Rows) -> Rows:
    """
    How often each value came before.

    >>> _count_before(np.array([7, 8, 7, 7])).tolist()
    [0, 0, 1, 2]
    """
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    is_first = np.r_[True, ordered[1:] != ordered[:-1]][: len(values)]
    begins = np.maximum.accumulate(np.where(is_first, np.arange(len(values)), 0))
    counts = np.empty(len(values), dtype=np.int64)
    counts[order] = np.arange(len(values)) - begins
    return counts
