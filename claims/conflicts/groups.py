"""Topics: figures that measure one thing, under a readable label, with the interval that most origins agree on."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from claims.conflicts.facets import Facets
from claims.conflicts.origins import count_origins
from claims.conflicts.profile import Profile, is_compared
from claims.conflicts.wording import to_plural
from claims.conflicts.words import Words

GROUPS = {
    "topic": "str",
    "lane": "str",
    "low": "float64",
    "high": "float64",
    "support": "int64",
    "of": "int64",
    "best": "float64",
    "outliers": "str",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """What the figures of one topic measure; "" and empty are unsaid, and a general noun may be any other."""

    noun: str
    general: bool
    group: bool
    names: frozenset[str]
    outcome: str


Bucket = tuple[str, str, str, str]


def find_topics(profiles: Sequence[Profile], words: Words) -> dict[str, str]:
    """
    Claim id → topic label, for every profile. Labels are unique across stories.

    Figures share a topic when dimension, counted noun, names and outcome agree. One that leaves some of these unsaid
    joins the only topic it fits, and stands alone where it fits several.
    """
    buckets: dict[Bucket, list[Profile]] = defaultdict(list)
    for profile in profiles:
        figure = profile.figure
        buckets[figure.story, figure.kind, profile.dimension, figure.per].append(profile)
    topics: dict[str, str] = {}
    taken: set[str] = set()
    for bucket in sorted(buckets):
        for members in _topics(buckets[bucket]):
            label = _label(members, words, taken)
            taken.add(label)
            topics |= {member.figure.claim_id: label for member in members}
    return topics


def _topics(profiles: list[Profile]) -> list[list[Profile]]:
    by_thing: dict[Thing, list[Profile]] = defaultdict(list)
    for profile in profiles:
        by_thing[_thing(profile.facets)].append(profile)
    groups: list[tuple[Thing, list[Profile]]] = []
    by_outcome: dict[str, list[int]] = defaultdict(list)
    for thing in sorted(by_thing, key=lambda thing: (_unsaid(thing), -len(by_thing[thing]), _key(thing))):
        rivals = by_outcome[thing.outcome] if thing.outcome else range(len(groups))
        fits = [at for at in rivals if _fits(thing, groups[at][0])]
        if len(fits) == 1:
            groups[fits[0]][1].extend(by_thing[thing])
        else:
            by_outcome[thing.outcome].append(len(groups))
            groups.append((thing, by_thing[thing]))
    return [members for _, members in groups]


def _thing(facets: Facets) -> Thing:
    return Thing(
        noun=facets.noun, general=facets.general, group=facets.group, names=facets.names, outcome=facets.outcome
    )


def _unsaid(thing: Thing) -> int:
    return 4 * (not thing.outcome) + 2 * thing.general + (not thing.names)


def _key(thing: Thing) -> tuple[str, str, list[str]]:
    return (thing.outcome, thing.noun, sorted(thing.names))


def _fits(thing: Thing, other: Thing) -> bool:
    nouns = thing.noun == other.noun or (thing.general and not other.group)
    names = not thing.names or not other.names or thing.names == other.names
    return nouns and names and thing.outcome in ("", other.outcome)


def _label(members: Sequence[Profile], words: Words, taken: set[str]) -> str:
    """The commonest noun and what happened; names, then the story, then a number where that is taken."""
    figures = [member.figure for member in members]
    first = figures[0]
    outcome = _most_common(member.facets.outcome for member in members)
    label = words.labels.get(outcome, outcome.rpartition(".")[2])
    rate = "".join(f" per {name}" for name in first.per.split(";") if name)
    if first.kind == "count":
        parts = [_most_common(to_plural(figure.unit) for figure in figures) + rate, label]
    else:
        unit = "dates" if first.kind == "date" else "age" if first.kind == "age" else to_plural(first.unit)
        parts = [_most_common(figure.entity for figure in figures), unit + rate, label]
    plain = " · ".join(part for part in parts if part) or first.kind
    names = ", ".join(sorted({_named(name) for member in members for name in member.facets.names}))
    tries = [plain, f"{plain} ({names})" if names else plain, f"{plain} ({first.story})"]
    numbered = (f"{plain} ({first.story}, {number})" for number in range(2, len(taken) + 3))
    return next(label for label in (*tries, *numbered) if label not in taken)


def _named(name: str) -> str:
    return name.removeprefix("place.").replace("_", " ").title()


def _most_common(names: Iterable[str]) -> str:
    counts = Counter(name for name in names if name)
    return min(counts, key=lambda name: (-counts[name], name)) if counts else ""


def to_groups(profiles: Iterable[Profile], topics: Mapping[str, str]) -> pd.DataFrame:
    """One row per topic and lane, columns GROUPS; parts, denials and questions support nothing."""
    lanes: dict[tuple[str, str], list[Profile]] = defaultdict(list)
    for profile in profiles:
        if is_compared(profile) or (profile.lane and profile.figure.kind in ("date", "ordinal")):
            lanes[topics[profile.figure.claim_id], profile.lane].append(profile)
    rows = [(*key, *_consensus(members)) for key, members in sorted(lanes.items())]
    return pd.DataFrame(rows, columns=list(GROUPS)).astype(GROUPS)


def _consensus(members: Sequence[Profile]) -> tuple[float, float, int, int, float, str]:
    """
    The interval that most independent origins allow: low, high, support, of, best, outliers.

    An origin counts once however many figures it gave. `best` is the stated number inside the interval that most of
    its origins give, the lowest of equals; NaN where none lies there.
    """
    origin_of = count_origins({member.figure.claim_id: member.figure.origin for member in members})
    spans: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for member in members:
        spans[origin_of[member.figure.claim_id]].append((member.figure.interval.low, member.figure.interval.high))
    joined = [span for merged in map(_merged, spans.values()) for span in merged]
    ends = sorted([(low, False) for low, _ in joined] + [(high, True) for _, high in joined])
    depth = support = deepest = 0
    for position, (_, closes) in enumerate(ends):
        depth += -1 if closes else 1
        if depth > support:
            support, deepest = depth, position
    low = ends[deepest][0]
    high = next(end for end, closes in ends[deepest:] if closes)
    stated: dict[float, set[int]] = defaultdict(set)
    for member in members:
        number = member.figure.interval.stated
        if number is not None and low <= number <= high:
            stated[number].add(origin_of[member.figure.claim_id])
    best = min(stated, key=lambda value: (-len(stated[value]), value)) if stated else math.nan
    outliers = [
        member.figure.claim_id
        for member in members
        if member.figure.interval.high < low or member.figure.interval.low > high
    ]
    size = _size(members)
    return (_closed(low) / size, _closed(high) / size, support, len(spans), best / size, ";".join(outliers))


def _size(members: Sequence[Profile]) -> float:
    """What the commonest unit of the members holds, so that a topic in years is not shown in days."""
    sizes = Counter(member.figure.size for member in members)
    return min(sizes, key=lambda size: (-sizes[size], size))


def _merged(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Spans of one origin, those that meet joined, so that it counts once at any number."""
    merged: list[tuple[float, float]] = []
    for low, high in sorted(spans):
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return merged


def _closed(end: float) -> float:
    return end if math.isfinite(end) else math.nan
