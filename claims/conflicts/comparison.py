"""What the claims of a ledger disagree about, and what a person's decisions leave of it."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from claims.columns import RELATIONS, names
from claims.conflicts.arithmetic import check_arithmetic
from claims.conflicts.comparable import Pairs, Rarities, decide, weigh_words
from claims.conflicts.figures import read_figures
from claims.conflicts.groups import to_groups
from claims.conflicts.policy import FLAGS, POLICY, Policy
from claims.conflicts.profile import Profile, bucket_of, read_profiles
from claims.conflicts.relations import read_sides, relate, tell
from claims.conflicts.search import LINKS, Pair, find_places, search
from claims.conflicts.topics import find_topics, join_topics
from claims.conflicts.words import load_words
from claims.model import Conflict

WORST_FIRST = ("arithmetic", "conflict", "walk_back", "correction", "tension", "revision", "compatible", "equal")
EXCLUDED = "excluded"
NONE: frozenset[Pair] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """
    What was read of the claims, whatever a person decided about them.

    `place` is where each claim stands among the profiles, `labels` its topic by words alone, `links` the pairs of one
    thing whose words are of two topics (see `search.LINKS`). `alike` lists the claims that say the very same of the
    same thing, itself among them. `slips` are the pairs that contradict each other by arithmetic.
    """

    profiles: Sequence[Profile]
    place: Mapping[str, int]
    labels: Mapping[str, str]
    links: pd.DataFrame
    alike: Mapping[str, Sequence[str]]
    slips: Mapping[Pair, Conflict]
    rarities: Rarities
    policy: Policy

    def join_topics(self, links: pd.DataFrame, joined: Iterable[Pair] = NONE) -> "pd.Series[str]":
        """The topic of each claim, with no more than these `links` of all, and what the user called one thing."""
        cells = zip(*(links[name].tolist() for name in LINKS), strict=True)
        topics = join_topics(self.profiles, self.labels, cells, joined=joined, policy=self.policy)
        return pd.Series(topics, name="topic", dtype="str")

    def relate_joined(self, joined: Iterable[Pair]) -> pd.DataFrame:
        """The relations of pairs that the user called one thing."""
        pairs = sorted(find_places(joined, self.place))
        places, at = np.unique(np.array(pairs, dtype=np.int64).reshape(-1, 2), return_inverse=True)
        firsts, seconds = at.reshape(-1, 2).T
        sides = read_sides([self.profiles[place] for place in places.tolist()])
        return relate(sides, Pairs(firsts, seconds, np.ones(len(pairs))), policy=self.policy, joined=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """
    What a frame of claims disagrees about.

    `relations`: columns of `columns.RELATIONS` without `why`, which `tell` adds; of each claim the worst, worst first.
    `topics`: claim_id → label, every checkable claim. `groups`: one row per topic and lane (see `groups.GROUPS`).
    `joined`: the pairs that are compared because the user called them one thing.
    """

    relations: pd.DataFrame
    topics: "pd.Series[str]"
    groups: pd.DataFrame
    read: Read
    joined: frozenset[Pair] = NONE

    @property
    def flags(self) -> pd.DataFrame:
        """The rows of `relations` that a user is shown as disagreeing."""
        return self.relations[self.relations["relation"].isin(sorted(FLAGS))]

    def tell(self, relations_df: pd.DataFrame) -> pd.DataFrame:
        """Some rows of `relations` with the reason in words, columns of `columns.RELATIONS`."""
        cells = (relations_df[name].tolist() for name in ("claim_a", "claim_b", "relation", "factor"))
        told = pd.Series(map(self.why, *cells), index=relations_df.index, dtype="str")
        return relations_df.assign(why=told)[names(RELATIONS)]

    def why(self, claim_a: str, claim_b: str, relation: str, factor: float) -> str:
        """A relation of two claims in one sentence."""
        pair, read = frozenset((claim_a, claim_b)) - {""}, self.read
        if slip := read.slips.get(pair):
            return slip.why
        a, b = (read.profiles[read.place[claim_id]] for claim_id in (claim_a, claim_b))
        joined = pair in self.joined
        alike = decide(a, b, policy=read.policy, rarities=read.rarities)
        return tell(a, b, relation, factor, alike=alike, policy=read.policy, joined=joined)

    def after(
        self, *, split: Collection[Pair] = NONE, joined: Collection[Pair] = NONE, gone: Collection[str] = ()
    ) -> "Comparison":
        """
        What is left of a comparison without decisions, or with no more than the same `joined`, after these.

        `split` are pairs of claim ids that the user called different things: they are not compared. `joined` are pairs
        that the user called the same thing: they are compared, and confirmed. Either holds for figures that say the
        same again, too. Claims that are `gone` count nowhere.
        """
        asked = frozenset(_spread(joined, self.read.alike)) - self.read.slips.keys()
        relations = self.relations
        if asked != self.joined:
            is_asked = pd.Series([pair in asked for pair in pairs_of(relations)], index=relations.index, dtype="bool")
            relations = _in_order([relations[~is_asked], self.read.relate_joined(asked)])
        if gone:
            relations = relations[~(relations["claim_a"].isin(gone) | relations["claim_b"].isin(gone))]
        result = replace(self, relations=relations, joined=asked)
        topics, is_apart = self.topics, result.is_split(self.read.links, split)
        is_moved = asked != self.joined and (self.joined or any(topics[a] != topics[b] for a, b in asked))
        if is_apart.any() or is_moved:
            topics = self.read.join_topics(self.read.links[~is_apart], asked)
        topics = topics[~topics.index.isin(gone)] if gone else topics
        return replace(
            result,
            relations=relations[~result.is_split(relations, split)],
            topics=topics,
            groups=self.groups if topics is self.topics else self._groups_by(topics),
        )

    def is_split(self, pairs_df: pd.DataFrame, split: Collection[Pair]) -> "pd.Series[bool]":
        """Which rows with `claim_a` and `claim_b` the user called different things, or said so of figures like them."""
        if not split:
            return pd.Series(data=False, index=pairs_df.index)
        alike = {self._first(pair) for pair in split}
        said = [
            pair in split or (self._first(pair) in alike and pair not in self.joined) for pair in pairs_of(pairs_df)
        ]
        return pd.Series(said, index=pairs_df.index, dtype="bool")

    def _groups_by(self, topics: "pd.Series[str]") -> pd.DataFrame:
        """The groups of other topics, those worked out again that have lost figures or won some."""
        moved = self.topics[self.topics.ne(topics.reindex(self.topics.index))]
        changed = {*moved, *topics.reindex(moved.index).dropna()}
        labels = _by_claim(topics)
        members = [one for one in self.read.profiles if labels.get(one.figure.claim_id) in changed]
        kept = self.groups[~self.groups["topic"].isin(changed)]
        groups = pd.concat([kept, to_groups(members, labels, policy=self.read.policy)])
        return groups.sort_values(["topic", "lane"], kind="stable", ignore_index=True)

    def _first(self, pair: Pair) -> Pair:
        return frozenset(self.read.alike.get(claim_id, (claim_id,))[0] for claim_id in pair)


def compare(
    claims_df: pd.DataFrame,
    *,
    policy: Policy = POLICY,
    split: Collection[Pair] = NONE,
    joined: Collection[Pair] = NONE,
) -> Comparison:
    """
    Find what the claims of each story disagree about, after what the user decided (see `Comparison.after`).

    Claims with the status "excluded" are gone. The order of rows does not matter, and empty in is empty out.
    """
    words = load_words()
    figures = read_figures(claims_df, policy=policy, words=words)
    profiles = read_profiles(figures, policy=policy, words=words)
    stories: dict[str, list[Profile]] = defaultdict(list)
    for profile in profiles:
        stories[profile.figure.story].append(profile)
    labels = find_topics(profiles, words)
    no_links = pd.DataFrame(columns=list(LINKS)).astype(LINKS)
    slips = {_pair(slip): slip for slip in check_arithmetic(figures, policy=policy)}
    rarities = {story: weigh_words(members) for story, members in stories.items()}
    found = list(search(profiles, labels, known=slips.keys(), rarities=rarities, policy=policy))
    read = Read(
        profiles=profiles,
        place={profile.figure.claim_id: at for at, profile in enumerate(profiles)},
        labels=labels,
        links=pd.concat([no_links, *(links for _, links in found)], ignore_index=True),
        alike=_find_alike(profiles),
        slips=slips,
        rarities=rarities,
        policy=policy,
    )
    topics = read.join_topics(read.links)
    comparison = Comparison(
        relations=_in_order([_to_frame(slips.values()), *(relations for relations, _ in found)]),
        topics=topics,
        groups=to_groups(profiles, _by_claim(topics), policy=policy),
        read=read,
    )
    gone = frozenset(claims_df.loc[claims_df["status"] == EXCLUDED, "claim_id"]) if "status" in claims_df else ()
    return comparison.after(split=split, joined=joined, gone=gone)


def pairs_of(pairs_df: pd.DataFrame) -> list[Pair]:
    """The claims of each row, in no order; a claim against itself is a pair of one."""
    sides = (pairs_df[name].tolist() for name in ("claim_a", "claim_b"))
    return [frozenset(pair) - {""} for pair in zip(*sides, strict=True)]


def _by_claim(topics: "pd.Series[str]") -> dict[str, str]:
    return dict(zip(topics.index.tolist(), topics.tolist(), strict=True))


def _pair(conflict: Conflict) -> Pair:
    return frozenset((conflict.claim_a, conflict.claim_b)) - {""}


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


def _to_frame(found: Iterable[Conflict]) -> pd.DataFrame:
    columns = [column for column in RELATIONS if column.name != "why"]
    cells = [[getattr(row, column.name) for column in columns] for row in found]
    return pd.DataFrame(cells, columns=names(columns)).astype({column.name: column.dtype for column in columns})


def _in_order(frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Flags first, confirmed before possible, then by relation; a pair too far apart to be one thing comes last."""
    relations_df = pd.concat(frames, ignore_index=True)
    keys = pd.DataFrame(
        {
            "agrees": ~relations_df["relation"].isin(sorted(FLAGS)),
            "possible": relations_df["level"] != "confirmed",
            "relation": relations_df["relation"].map(WORST_FIRST.index),
            "confidence": -relations_df["confidence"],
            "factor": -relations_df["factor"],
            "claim_a": relations_df["claim_a"],
            "claim_b": relations_df["claim_b"],
        }
    )
    order = keys.sort_values(list(keys.columns), kind="stable").index
    return relations_df.iloc[order].reset_index(drop=True)
