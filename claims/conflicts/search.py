"""
Which pairs are looked at, and which are kept: of each figure the worst.

All pairs of a small group are weighed; in a large one each figure against its worst counterparts.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

import numpy as np
import pandas as pd

from claims.columns import RELATIONS, names
from claims.conflicts.arithmetic import check_arithmetic
from claims.conflicts.comparable import Pairs, Rarities, decide, sort_of, weigh, weigh_words
from claims.conflicts.figures import read_figures
from claims.conflicts.groups import find_topics, to_groups
from claims.conflicts.intervals import Ends, Rows, Spans, find_factors, read_spans
from claims.conflicts.policy import FLAGS, POLICY, Policy
from claims.conflicts.profile import Profile, bucket_of, is_compared, read_profiles
from claims.conflicts.relations import relate, tell
from claims.conflicts.words import load_words
from claims.model import Conflict

WORST_FIRST = ("arithmetic", "conflict", "walk_back", "correction", "tension", "revision", "compatible", "equal")
BATCH = 1 << 18
"""Pairs weighed at once, about; more would only cost memory."""
Pair = frozenset[str]
NONE: frozenset[Pair] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """
    What a frame of claims disagrees about.

    `relations`: columns of `columns.RELATIONS` without `why`, which `tell` adds; kept pairs worst first. `topics`:
    claim_id → label, every checkable claim. `groups`: one row per topic and lane (see `groups.GROUPS`). `firsts`:
    claim_id → the first claim that says the very same of the same thing. `joined`: the pairs compared because the user
    called them one thing.
    """

    relations: pd.DataFrame
    topics: "pd.Series[str]"
    groups: pd.DataFrame
    firsts: Mapping[str, str]
    joined: frozenset[Pair]
    why: Callable[[Any], str]

    @property
    def flags(self) -> pd.DataFrame:
        """The rows of `relations` that a user is shown as disagreeing."""
        return self.relations[self.relations["relation"].isin(sorted(FLAGS))]

    def tell(self, relations_df: pd.DataFrame) -> pd.DataFrame:
        """Some rows of `relations` with the reason in words, columns of `columns.RELATIONS`."""
        told = pd.Series([self.why(row) for row in relations_df.itertuples()], index=relations_df.index, dtype="str")
        return relations_df.assign(why=told)[names(RELATIONS)]

    def is_split(self, pairs_df: pd.DataFrame, split: Collection[Pair]) -> "pd.Series[bool]":
        """Which rows with `claim_a` and `claim_b` the user called different things, or said so of figures like them."""
        alike = {self._like(pair) for pair in split} if split else set()
        pairs = [frozenset((a, b)) - {""} for a, b in zip(pairs_df["claim_a"], pairs_df["claim_b"], strict=True)]
        said = [pair in split or (self._like(pair) in alike and pair not in self.joined) for pair in pairs]
        return pd.Series(said, index=pairs_df.index, dtype="bool")

    def without(self, split: Collection[Pair]) -> "Comparison":
        """The same but for the pairs that `is_split` names."""
        return replace(self, relations=self.relations[~self.is_split(self.relations, split)])

    def _like(self, pair: Pair) -> Pair:
        return frozenset(self.firsts.get(claim_id, claim_id) for claim_id in pair)


def compare(
    claims_df: pd.DataFrame,
    *,
    policy: Policy = POLICY,
    split: Collection[Pair] = NONE,
    joined: Collection[Pair] = NONE,
) -> Comparison:
    """
    Find what the claims of each story disagree about; the order of rows does not matter, and empty in is empty out.

    `split` are pairs of claim ids that the user called different things: never compared. `joined` are pairs that the
    user called the same thing: always compared, and confirmed. Either is said of figures that say the same again, too.
    """
    words = load_words()
    figures = read_figures(claims_df, policy=policy, words=words)
    profiles = read_profiles(figures, policy=policy, words=words)
    topics = find_topics(profiles, words)
    stories: dict[str, list[Profile]] = defaultdict(list)
    for profile in profiles:
        stories[profile.figure.story].append(profile)
    rarities = {story: weigh_words(members) for story, members in stories.items()}
    slips = {pair_of(slip): slip for slip in check_arithmetic(figures, policy=policy)}
    place = {profile.figure.claim_id: at for at, profile in enumerate(profiles)}
    alike = _find_alike(profiles)
    asked = frozenset(_spread(joined, alike)) - slips.keys()
    found = [
        *slips.values(),
        *_related(profiles, policy, rarities, {*slips, *asked}),
        *(relate(profiles[a], profiles[b], 1.0, policy=policy, joined=True) for a, b in _places(asked, place)),
    ]

    def why(row: Any) -> str:
        pair = frozenset((row.claim_a, row.claim_b))
        if pair in slips:
            return slips[pair].why
        a, b = (profiles[place[claim_id]] for claim_id in (row.claim_a, row.claim_b))
        differs = "" if pair in asked else decide(a, b, policy=policy, rarities=rarities).words
        return tell(a, b, row.relation, row.factor, differs=differs, policy=policy, joined=pair in asked)

    return Comparison(
        relations=_to_frame(found),
        topics=pd.Series(topics, name="topic", dtype="str"),
        groups=to_groups(profiles, topics),
        firsts={claim_id: same[0] for claim_id, same in alike.items()},
        joined=asked,
        why=why,
    ).without(split)


def pair_of(conflict: Conflict) -> Pair:
    """The claim ids of both sides."""
    return frozenset((conflict.claim_a, conflict.claim_b))


def _related(
    profiles: Iterable[Profile], policy: Policy, rarities: Rarities, known: Collection[Pair]
) -> Iterator[Conflict]:
    sorts: dict[str, list[Profile]] = defaultdict(list)
    for profile in profiles:
        if is_compared(profile):
            sorts[sort_of(profile)].append(profile)
    for members in sorts.values():
        spans = read_spans([member.figure.interval for member in members])
        place = {member.figure.claim_id: at for at, member in enumerate(members)} if known else {}
        codes = np.array([a * len(members) + b for a, b in _places(known, place)], dtype=np.int64)
        batches = _batches(_candidates(members, spans, policy), codes, len(members))
        for pairs in weigh(members, batches, policy=policy, rarities=rarities):
            for first, second, confidence in _worst(pairs, spans, policy):
                yield relate(members[first], members[second], confidence, policy=policy)


def _find_alike(profiles: Iterable[Profile]) -> dict[str, list[str]]:
    """Claim id → the claims of its story that say the very same of the same thing, itself among them."""
    said: dict[Hashable, list[str]] = defaultdict(list)
    keys = [(bucket_of(one), one.facets, one.extent, one.figure.interval) for one in profiles]
    for key, profile in zip(keys, profiles, strict=True):
        said[key].append(profile.figure.claim_id)
    return {profile.figure.claim_id: said[key] for key, profile in zip(keys, profiles, strict=True)}


def _spread(joined: Iterable[Pair], alike: Mapping[str, Sequence[str]]) -> Iterator[Pair]:
    """Pairs of known claims, and each side with whatever says the same as the other."""
    for pair in joined:
        if len(pair) == 2 and alike.keys() >= pair:
            a, b = pair
            yield from (frozenset((a, other)) for other in alike[b] if other != a)
            yield from (frozenset((other, b)) for other in alike[a] if other != b)


def _places(pairs: Iterable[Pair], place: Mapping[str, int]) -> Iterator[tuple[int, int]]:
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


def _worst(pairs: Pairs, spans: Spans, policy: Policy) -> Iterator[tuple[int, int, float]]:
    """
    The pairs among the `policy.worst_counterparts` worst of either figure, of those not too far apart to be one thing.

    First come those apart and as sure as a confirmed one, then the farther apart.
    """
    factor = find_factors(spans, pairs.firsts, pairs.seconds)
    confidence = np.round(pairs.confidence, 4)
    is_asked = (confidence >= policy.asked_at) & (factor < policy.never_same_factor)
    places = np.flatnonzero((factor < policy.same_thing_factor) | is_asked)
    factor, confidence = factor[places], confidence[places]
    is_sure = (confidence >= policy.confirmed_at) & (factor < policy.confirmed_factor)
    worst = places[np.lexsort((-confidence, -factor, ~is_sure, factor == 1))]
    figures = np.stack([pairs.firsts[worst], pairs.seconds[worst]], axis=1)
    is_kept = (_count_before(figures.ravel()) < policy.worst_counterparts).reshape(-1, 2).any(axis=1)
    kept = worst[is_kept]
    shown = (pairs.firsts[kept], pairs.seconds[kept], np.round(pairs.confidence[kept], 4))
    yield from zip(*(column.tolist() for column in shown), strict=True)


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


def _to_frame(found: Iterable[Conflict]) -> pd.DataFrame:
    columns = [column for column in RELATIONS if column.name != "why"]
    cells = [[getattr(row, column.name) for column in columns] for row in sorted(found, key=_badness)]
    frame = pd.DataFrame(cells, columns=names(columns))
    return frame.astype({column.name: column.dtype for column in columns})


def _badness(row: Conflict) -> tuple[bool, bool, int, float, float, str, str]:
    """Flags first, confirmed before possible, then by relation; a pair too far apart to be one thing comes last."""
    return (
        row.relation not in FLAGS,
        row.level != "confirmed",
        WORST_FIRST.index(row.relation),
        -row.confidence,
        -row.factor,
        row.claim_a,
        row.claim_b,
    )
