"""Which pairs are looked at: all of a small group, in a large one each figure against its worst counterparts."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from claims.columns import RELATIONS, names
from claims.conflicts.arithmetic import check_arithmetic
from claims.conflicts.comparable import Decision, Rarity, decide, weigh_words
from claims.conflicts.figures import read_figures
from claims.conflicts.groups import find_topics, to_groups
from claims.conflicts.intervals import FLOORS
from claims.conflicts.policy import FLAGS, POLICY, Policy
from claims.conflicts.profile import Profile, bucket_of, is_compared, read_profiles
from claims.conflicts.relations import relate
from claims.conflicts.words import load_words
from claims.model import Conflict

WORST_FIRST = ("arithmetic", "conflict", "walk_back", "correction", "tension", "revision", "compatible", "equal")
Pair = frozenset[str]
Sides = tuple[Profile, Profile]
Ends = np.ndarray[tuple[int], np.dtype[np.float64]]
Rows = np.ndarray[tuple[int], np.dtype[np.int64]]
NONE: frozenset[Pair] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """
    What a frame of claims disagrees about.

    `relations`: columns of `columns.RELATIONS`, compared pairs worst first. `topics`: claim_id → label, every checkable
    claim. `groups`: one row per topic and lane (see `groups.GROUPS`).
    """

    relations: pd.DataFrame
    topics: "pd.Series[str]"
    groups: pd.DataFrame


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
    user called the same thing: always compared, and confirmed.
    """
    words = load_words()
    figures = read_figures(claims_df, policy=policy, words=words)
    profiles = read_profiles(figures, policy=policy, words=words)
    topics = find_topics(profiles, words)
    settled = frozenset(split)
    slips = [slip for slip in check_arithmetic(figures, policy=policy) if pair_of(slip) not in settled]
    known = settled | {pair_of(slip) for slip in slips}
    found = [*slips, *_related(profiles, policy, split=known, joined=frozenset(joined) - known)]
    return Comparison(
        relations=_to_frame(found),
        topics=pd.Series(topics, name="topic", dtype="str"),
        groups=to_groups(profiles, topics),
    )


def pair_of(conflict: Conflict) -> Pair:
    """The claim ids of both sides."""
    return frozenset((conflict.claim_a, conflict.claim_b))


def _related(
    profiles: Sequence[Profile], policy: Policy, *, split: frozenset[Pair], joined: frozenset[Pair]
) -> Iterator[Conflict]:
    buckets: dict[tuple[str, ...], list[Profile]] = defaultdict(list)
    stories: dict[str, list[Profile]] = defaultdict(list)
    for profile in profiles:
        stories[profile.figure.story].append(profile)
        if is_compared(profile):
            buckets[bucket_of(profile)].append(profile)
    rarity = {story: weigh_words(members) for story, members in stories.items()}
    for bucket, members in sorted(buckets.items()):
        related: set[Pair] = set()
        for choice in _choices(members, policy):
            fresh = [sides for sides in choice if _ids(sides) not in split and _ids(sides) not in joined]
            found = _first_related(fresh, related, policy, rarity[bucket[0]])
            if found:
                related.add(pair_of(found))
                yield found
    yield from _joined(profiles, joined, policy)


def _first_related(
    choice: Sequence[Sides], related: Collection[Pair], policy: Policy, rarity: Rarity
) -> Conflict | None:
    """The relation of the first comparable pair; None where no pair is, or where that one is known already."""
    for a, b in choice:
        if _ids((a, b)) in related:
            return None
        decision = decide(a, b, policy=policy, rarity=rarity)
        if decision.confidence >= policy.possible_at:
            found = relate(a, b, decision, policy=policy)
            is_asked = decision.confidence >= policy.asked_at and found.factor < policy.never_same_factor
            if found.factor < policy.same_thing_factor or is_asked:
                return found
    return None


def _ids(sides: Sides) -> Pair:
    return frozenset((sides[0].figure.claim_id, sides[1].figure.claim_id))


def _joined(profiles: Iterable[Profile], joined: Collection[Pair], policy: Policy) -> Iterator[Conflict]:
    if not joined:
        return
    rank = {profile.figure.claim_id: (at, profile) for at, profile in enumerate(profiles)}
    for pair in sorted(joined, key=sorted):
        sides = sorted((rank[claim_id] for claim_id in pair if claim_id in rank), key=lambda ranked: ranked[0])
        if len(sides) == 2:
            yield relate(sides[0][1], sides[1][1], Decision(confidence=1.0), policy=policy, joined=True)


def _choices(members: Sequence[Profile], policy: Policy) -> Iterator[Sequence[Sides]]:
    """Pairs worth deciding, in the ledger's order; of each choice the first that is comparable counts."""
    if len(members) <= policy.full_pairs_up_to:
        yield from ([pair] for pair in combinations(members, 2))
        return
    same: dict[object, list[Profile]] = defaultdict(list)
    for member in members:
        same[member.facets.noun, member.facets.names, member.facets.outcome].append(member)
    for group in same.values():
        if len(group) <= policy.full_pairs_up_to:
            yield from ([pair] for pair in combinations(group, 2))
        else:
            yield from _worst_choices(group, policy)


def _worst_choices(group: Sequence[Profile], policy: Policy) -> Iterator[Sequence[Sides]]:
    """
    Each figure against its worst credible counterparts below and above.

    Of figures that say the same one stands for all, and the others are paired with it.
    """
    spans = [member.figure.interval for member in group]
    firsts: dict[object, int] = {}
    twins = [firsts.setdefault((member.figure.interval, member.extent), at) for at, member in enumerate(group)]
    stand_ins = np.array([at for at, first in enumerate(twins) if at == first], dtype=np.int64)
    floors = np.array([at for at in stand_ins if spans[at].modifier in FLOORS], dtype=np.int64)
    lows, highs = np.array([span.low for span in spans]), np.array([span.high for span in spans])
    apart = list(_counterparts(lows, highs, stand_ins, policy))
    floors_apart = list(_counterparts(lows, lows * policy.floors_apart, floors, policy))
    for at, twin in enumerate(twins):
        far = [*apart, *floors_apart] if spans[at].modifier in FLOORS else apart
        for others in ([twin], *(side[at] for side in far)):
            pairs = [(min(at, other), max(at, other)) for other in others if other != at]
            yield [(group[first], group[second]) for first, second in pairs]


def _counterparts(lows: Ends, highs: Ends, stand_ins: Rows, policy: Policy) -> Iterator[list[list[int]]]:
    """
    Above, then below: for every span the stand-ins that it does not meet and that are less than the same-thing factor
    away, the farthest first; where all are farther, the nearest.
    """
    for sign in (1.0, -1.0):
        near, far = (highs, lows) if sign > 0 else (-lows, -highs)
        order = stand_ins[np.argsort(far[stand_ins], kind="stable")]
        ends = far[order]
        factor = policy.same_thing_factor
        cap = np.where(near > 0, near * factor, near / factor)
        first = np.searchsorted(ends, near, side="right")
        last = np.maximum(np.searchsorted(ends, cap, side="left"), np.minimum(first + 1, len(order)))
        first = np.maximum(first, last - policy.worst_counterparts)
        yield [order[start:stop][::-1].tolist() for start, stop in zip(first, last, strict=True)]


def _to_frame(found: Iterable[Conflict]) -> pd.DataFrame:
    columns = names(RELATIONS)
    rows = sorted(found, key=_badness)
    frame = pd.DataFrame([[getattr(row, column) for column in columns] for row in rows], columns=columns)
    return frame.astype({column.name: column.dtype for column in RELATIONS})


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
