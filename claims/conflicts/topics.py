"""Topics: figures that measure one thing, under a readable label."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from claims.conflicts.labels import to_label
from claims.conflicts.policy import Policy
from claims.conflicts.profile import Profile, is_compared
from claims.conflicts.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """What the figures of one topic measure; "" and empty are unsaid, and a general noun may be any other."""

    noun: str
    general: bool
    group: bool
    names: frozenset[str]
    outcome: str


Bucket = tuple[str, str, str, str]
Link = tuple[str, str, float]
"""Two claims, and how sure it is that they measure one thing."""
Tie = tuple[str, str, set[str], float]
"""Two topics, the figures of the first that have a link with one of the second, and how sure the surest link is."""


def find_topics(profiles: Sequence[Profile], words: Words) -> dict[str, str]:
    """
    Claim id → topic label, for every profile, by words alone. Labels are unique across stories.

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
            label = to_label(members, words, taken)
            taken.add(label)
            topics |= {member.figure.claim_id: label for member in members}
    return topics


def _topics(profiles: list[Profile]) -> list[list[Profile]]:
    by_thing: dict[Thing, list[Profile]] = defaultdict(list)
    for profile in profiles:
        by_thing[_thing(profile)].append(profile)
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


def _thing(profile: Profile) -> Thing:
    """What is measured; an age is somebody's, whatever happens to him ("Englishman Robert Buckley")."""
    facets = profile.facets
    persons = [name.split()[-2:] for name in facets.names if not name.startswith("place.")]
    if persons and profile.figure.kind == "age":
        names = frozenset(map(" ".join, persons))
        return Thing(noun="person", general=False, group=True, names=names, outcome="")
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


def join_topics(
    profiles: Iterable[Profile],
    topics: Mapping[str, str],
    links: Iterable[Link],
    *,
    joined: Iterable[Iterable[str]],
    policy: Policy,
) -> dict[str, str]:
    """
    `topics`, where those that the comparison found to measure one thing are one, under the label of the largest.

    Two are one where more than `policy.linked_share` of the figures of each have a link with one of the other. Those
    linked best are joined first and held against the rest anew, so that topics do not hang together by a chain.
    `joined` are pairs of claims that the user called one thing: they share a topic, whatever else was in theirs.
    """
    topics = _with_joined(topics, joined)
    sizes = Counter(topics[profile.figure.claim_id] for profile in profiles if is_compared(profile))
    whole: dict[str, str] = {}

    def find(topic: str) -> str:
        while topic in whole:
            topic = whole[topic]
        return topic

    both = (link for a, b, confidence in links for link in ((a, b, confidence), (b, a, confidence)))
    ties = _fold(((topics[a], topics[b], {a}, confidence) for a, b, confidence in both), find)
    while near := _nearest(ties, sizes, policy):
        met: set[str] = set()
        for one, other in near:
            if met.isdisjoint((one, other)):
                whole[other] = one
                sizes[one] += sizes[other]
            met.update((one, other))
        ties = _fold(ties, find)
    figures = Counter(topics.values())
    labels: dict[str, str] = {}
    for topic in sorted(figures, key=lambda topic: (-figures[topic], topic)):
        labels.setdefault(find(topic), topic)
    return {claim_id: labels[find(topic)] for claim_id, topic in topics.items()}


def _with_joined(topics: Mapping[str, str], joined: Iterable[Iterable[str]]) -> Mapping[str, str]:
    """`topics`, where claims that are joined, be it over others, have the largest of theirs."""
    together: dict[str, set[str]] = {}
    for pair in joined:
        few, many = sorted((together.setdefault(claim_id, {claim_id}) for claim_id in pair), key=len)
        if few is not many:
            many |= few
            together.update(dict.fromkeys(few, many))
    sizes = Counter(topics.values())
    moved: dict[str, str] = {}
    for claim_ids in {id(claim_ids): claim_ids for claim_ids in together.values()}.values():
        largest = min((topics[claim_id] for claim_id in claim_ids), key=lambda topic: (-sizes[topic], topic))
        moved |= dict.fromkeys(claim_ids, largest)
    return {**topics, **moved}


def _fold(ties: Iterable[Tie], find: Callable[[str], str]) -> list[Tie]:
    """One tie of each topic to each other, by what `find` says that they are now."""
    figures: dict[tuple[str, str], set[str]] = defaultdict(set)
    surest: dict[tuple[str, str], float] = defaultdict(float)
    for one, other, some, confidence in ties:
        pair = (find(one), find(other))
        if pair[0] != pair[1]:
            figures[pair] |= some
            surest[pair] = max(surest[pair], confidence)
    return [(*pair, figures[pair], surest[pair]) for pair in figures]


def _nearest(ties: Sequence[Tie], sizes: Mapping[str, int], policy: Policy) -> list[tuple[str, str]]:
    """Pairs of topics to be joined, those that are linked best first."""
    linked = {(one, other): len(figures) for one, other, figures, _ in ties}
    near = []
    for one, other, figures, confidence in ties:
        back = linked[other, one]
        share = min(len(figures) / sizes[one], back / sizes[other])
        if one < other and share > policy.linked_share:
            near.append((-share, -confidence, -len(figures) - back, one, other))
    return [(one, other) for *_, one, other in sorted(near)]
