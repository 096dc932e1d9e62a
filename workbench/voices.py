"""How each source stands in the ledger: how much it says, where, how it says it, and how often it is the outlier."""

import numpy as np
import pandas as pd

from claims.conflicts.figures import SCALED
from claims.conflicts.policy import LANES
from claims.conflicts.words import load_words
from claims.kinds import kind_of_source
from claims.sources import SourceBook, Speaker, resolve_speaker

BELOW, ABOVE = "below", "above"
SHARES = {"hedged": ("hedged",), "projected": ("projected",), "denied": ("denied", "asked")}
SOURCE, OUTLET = "source", "outlet"
OTHER = {SOURCE: OUTLET, OUTLET: SOURCE}
ITSELF, REVISED = "itself", "revised"
AT_ODDS = ("conflict", "tension", "arithmetic")
OWN_KINDS = ("same_source", "within_document", "relayed")
REVISIONS = ("revision", "correction", "walk_back")
READ = ("claim_id", "topic", "modality", "kind", "unit", "low", "high")


def counts(by: str) -> tuple[str, ...]:
    """The columns of the table that hold counts."""
    return ("claims", "documents", f"{OTHER[by]}s", "topics", "confirmed", "possible", ITSELF, REVISED, BELOW, ABOVE)


def columns(by: str) -> tuple[str, ...]:
    """The table's columns in order: the name, a source's kind, counts, shares."""
    return (by, *(("kind",) if by == SOURCE else ()), *counts(by), *SHARES)


def to_table(
    claims_df: pd.DataFrame,
    outliers: "pd.Series[str]",
    relations: pd.DataFrame,
    *,
    by: str = SOURCE,
    book: SourceBook | None = None,
) -> pd.DataFrame:
    """
    One row per source or, `by` OUTLET, per outlet: the most often outlying first, what has no name ("") last.

    `claims_df` is the desk's, of which only what is worth checking counts; `outliers` gives the side of each outlier by
    its claim id, `relations` are those of a Comparison; what `book` knows of a source wins over what its name says.
    Shares run from 0 to 1. Empty in, empty out.
    """
    worth = claims_df[claims_df["checkable"]]
    side = worth["claim_id"].map(outliers)
    seen = pd.DataFrame(
        {
            by: worth[by],
            "document": worth["doc_id"],
            OTHER[by]: worth[OTHER[by]].where(worth[OTHER[by]] != ""),
            "topic": worth["home"].where(worth["home"] != ""),
            "confirmed": worth["flag"].str.endswith(":confirmed"),
            "possible": worth["flag"].str.endswith(":possible"),
            BELOW: side == BELOW,
            ABOVE: side == ABOVE,
            **{name: worth["modality"].isin(modalities) for name, modalities in SHARES.items()},
        }
    )
    grouped = seen.groupby(by, sort=False)
    own = own_pairs(claims_df, relations, by=by)
    table = pd.DataFrame(
        {
            "claims": grouped.size(),
            **{f"{name}s": grouped[name].nunique() for name in ("document", OTHER[by], "topic")},
            **{name: grouped[name].sum() for name in ("confirmed", "possible", BELOW, ABOVE)},
            **{name: grouped[name].mean() for name in SHARES},
        }
    ).rename_axis(by)
    for name, kept in own.items():
        table[name] = kept.groupby(kept).size().reindex(table.index, fill_value=0)
    if by == SOURCE:
        outlets = frozenset(claims_df["outlet"].str.lower())
        kinds = [kind_of_source(name, outlets=outlets, book=book) for name in table.index]
        table["kind"] = pd.array(kinds, dtype="str")
    table = table.reset_index().astype(dict.fromkeys(counts(by), "int64") | dict.fromkeys(SHARES, "float64"))
    order = table.assign(own=table[by] == "", out=-table[BELOW] - table[ABOVE], size=-table["claims"])
    ranked = order.sort_values(["own", "out", "size", by], kind="stable").index
    return table.loc[ranked, list(columns(by))].reset_index(drop=True)


def own_pairs(claims_df: pd.DataFrame, relations: pd.DataFrame, *, by: str) -> dict[str, "pd.Series[str]"]:
    """
    Whose the pairs are in which a source, or outlet, is at odds with itself, and those in which it changes a figure.

    Both figures of a pair are of that one; what it says twice, in one article or as others relay it, is its own.
    """
    said_by = claims_df.set_index("claim_id")[by]
    whose = relations["claim_a"].map(said_by)
    is_own = whose == relations["claim_b"].map(said_by).where(relations["claim_b"] != "", whose)
    is_itself = relations["relation"].isin(AT_ODDS) & relations["kind"].isin(OWN_KINDS)
    return {ITSELF: whose[is_own & is_itself], REVISED: whose[is_own & relations["relation"].isin(REVISIONS)]}


def naming(claims_df: pd.DataFrame, speaker: Speaker) -> pd.DataFrame:
    """The claims in which a source speaks or is relayed, under any of its names."""
    book = SourceBook(speakers=(speaker,))
    told = claims_df["source_chain"] + " > " + claims_df["source_surface"]
    is_named = {names: any(resolve_speaker(book, name) for name in names.split(" > ")) for names in told.unique()}
    return claims_df[told.map(is_named).astype("bool")]


def misnamed(claims_df: pd.DataFrame, speaker: Speaker) -> int:
    """How many figures stand under another of a source's names."""
    book = SourceBook(speakers=(speaker,))
    others = claims_df.loc[claims_df["source"] != speaker.name, "source"].value_counts()
    return sum(int(n) for name, n in others.items() if resolve_speaker(book, str(name)))


def find_sides(claims_df: pd.DataFrame, groups: pd.DataFrame) -> "pd.Series[str]":
    """
    On which side of its topic's consensus each outlier lies: BELOW or ABOVE by claim id.

    `groups` is Comparison.groups of `claims_df`. What a single origin says is no consensus: there is no outlier to it.
    """
    agreed = groups[(groups["support"] > 1) & (groups["outliers"] != "")]
    members = claims_df.loc[claims_df["topic"].isin(agreed["topic"]), list(READ)]
    members = members.assign(
        lane=members["modality"].map(LANES),
        size=_sizes(members["kind"], members["unit"]),
        point=members["low"].fillna(members["high"]),
    )
    tally = members.groupby(["topic", "lane", "size"]).size().sort_values(ascending=False, kind="stable")
    commonest = tally.reset_index("size").groupby(["topic", "lane"])["size"].first()
    out = agreed.assign(claim_id=agreed["outliers"].str.split(";")).explode("claim_id")
    out = out.join(commonest.rename("written_in"), on=["topic", "lane"])
    out = out.merge(members[["claim_id", "point", "size"]], on="claim_id")
    middle = (out["low"].fillna(-np.inf) + out["high"].fillna(np.inf)) / 2 * out["written_in"]
    return pd.Series(np.where(out["point"] * out["size"] > middle, ABOVE, BELOW), index=out["claim_id"], dtype="str")


def _sizes(kinds: "pd.Series[str]", units: "pd.Series[str]") -> "pd.Series[float]":
    """What each unit holds of its family's first one: a group is written in the commonest unit of its figures."""
    scales = load_words().scales
    known = {unit: float(scales[unit.lower()]["size"]) for unit in units.unique() if unit.lower() in scales}
    return units.map(known).where(kinds.isin(SCALED)).fillna(1.0).astype("float64")
