"""Frames for screens and the command line: flagged claims, conflicts side by side, topics with what is open."""

import hashlib
from collections import defaultdict
from collections.abc import Collection
from itertools import repeat
from typing import Any, Protocol

import pandas as pd

from claims.columns import CLAIMS, CONFLICTS, INTERNAL, SIDE, names
from claims.conflicts import FLAGS, Comparison
from claims.conflicts.wording import phrase

TOPICS = ("topic", "claims", "confirmed", "possible", "decided", "open")


class Row(Protocol):
    """A claim's cells by column name: a row of a frame, or a dictionary."""

    def __getitem__(self, name: str, /) -> Any: ...


def in_words(row: Row) -> str:
    """
    Modifier, figure and unit as a card says them: "more than 10,000 troops".

    >>> in_words({"surface": "5", "modifier": "at_least", "kind": "count", "unit": "boat", "entity": "", "per": ""})
    'at least 5 boats'
    """
    cells = {name: str(row[name]) for name in ("surface", "modifier", "kind", "unit", "entity", "per")}
    return phrase(**cells)


def with_flags(claims_df: pd.DataFrame, comparison: Comparison) -> pd.DataFrame:
    """
    The claims with `topic`, `flag` and `conflicts_with` filled, columns in the ledger's order.

    `flag` is the worst relation and its level ("tension:possible"); `conflicts_with` lists the others, worst first.
    """
    worst: dict[str, str] = {}
    others: dict[str, list[str]] = defaultdict(list)
    flags = comparison.flags
    cells = (flags[name].tolist() for name in ("claim_a", "claim_b", "relation", "level"))
    for claim_a, claim_b, relation, level in zip(*cells, strict=True):
        flag = f"{relation}:{level}"
        for claim_id, other in ((claim_a, claim_b), (claim_b, claim_a)):
            worst.setdefault(claim_id, flag)
            if other:
                others[claim_id].append(other)
    ids, topics = claims_df["claim_id"].tolist(), comparison.topics
    compared = {
        "topic": map(dict(zip(topics.index.tolist(), topics.tolist(), strict=True)).get, ids, repeat("")),
        "flag": map(worst.get, ids, repeat("")),
        "conflicts_with": (";".join(others.get(claim_id, ())) for claim_id in ids),
    }
    filled = claims_df.assign(**{name: pd.array(list(cells), dtype="str") for name, cells in compared.items()})
    ordered = [name for name in names(CLAIMS + INTERNAL) if name in filled]
    return filled[[*ordered, *(name for name in filled if name not in ordered)]]


def conflict_table(claims_df: pd.DataFrame, told_df: pd.DataFrame) -> pd.DataFrame:
    """
    One row per pair of `told_df` (see `Comparison.tell`), columns CONFLICTS: both sides' words beside the relation.

    The topic is that of the first side; `claims_df` comes from `with_flags`.
    """
    table = told_df.assign(
        conflict_id=[to_conflict_id(a, b) for a, b in zip(told_df["claim_a"], told_df["claim_b"], strict=True)]
    )
    claims = claims_df.drop_duplicates("claim_id").set_index("claim_id")
    for side in "ab":
        cells = claims.reindex(table[f"claim_{side}"])[list(SIDE)]
        for name in SIDE:
            column = cells[name] if name == "published" else cells[name].astype("str").fillna("")
            table[f"{name}_{side}"] = column.to_numpy()
    topics = claims["topic"] if "topic" in claims else pd.Series("", index=claims.index, dtype="str")
    table["topic"] = topics.reindex(table["claim_a"]).astype("str").fillna("").to_numpy()
    return table[names(CONFLICTS)].reset_index(drop=True)


def topic_table(
    claims_df: pd.DataFrame, relations_df: pd.DataFrame, settled: Collection[frozenset[str]] = frozenset()
) -> pd.DataFrame:
    """
    One row per topic, columns TOPICS: those with open confirmed conflicts first, then possible ones, then by size.

    `settled` are the pairs that the user decided; `decided` and `open` count flagged pairs, whatever their level.
    `claims_df` comes from `with_flags`.
    """
    sizes = claims_df.loc[claims_df["topic"] != "", "topic"].value_counts()
    flags = _flags(relations_df)
    pairs = [frozenset((a, b)) - {""} for a, b in zip(flags["claim_a"], flags["claim_b"], strict=True)]
    decided = pd.Series([pair in settled for pair in pairs], index=flags.index, dtype="bool")
    topic = flags["claim_a"].map(claims_df.drop_duplicates("claim_id").set_index("claim_id")["topic"])
    counted = pd.DataFrame(
        {
            "claims": sizes,
            **{level: topic[flags["level"] == level].value_counts() for level in ("confirmed", "possible")},
            "decided": topic[decided].value_counts(),
            "open": topic[~decided].value_counts(),
            "urgent": topic[~decided & (flags["level"] == "confirmed")].value_counts(),
        }
    )
    table = counted.reindex(sizes.index).fillna(0).astype("int64").rename_axis("topic").reset_index()
    ordered = table.sort_values(
        ["urgent", "open", "claims", "topic"], ascending=[False, False, False, True], kind="stable"
    )
    return ordered[list(TOPICS)].astype({"topic": "str"}).reset_index(drop=True)


def to_conflict_id(claim_a: str, claim_b: str) -> str:
    """The same id whichever claim comes first."""
    return hashlib.sha256("\n".join(sorted((claim_a, claim_b))).encode()).hexdigest()[:16]


def _flags(relations_df: pd.DataFrame) -> pd.DataFrame:
    return relations_df[relations_df["relation"].isin(sorted(FLAGS))]
