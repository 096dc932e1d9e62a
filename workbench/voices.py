"""How each source stands in the ledger: how much it says, where, how it says it, and how often it is the outlier."""

import numpy as np
import pandas as pd

from claims.conflicts.figures import SCALED
from claims.conflicts.policy import LANES
from claims.conflicts.words import load_words
from claims.kinds import kind_of_source
from claims.sources import SourceBook

BELOW, ABOVE = "below", "above"
SHARES = {"hedged": ("hedged",), "projected": ("projected",), "denied": ("denied", "asked")}
COUNTS = ("claims", "documents", "outlets", "topics", "confirmed", "possible", BELOW, ABOVE)
READ = ("claim_id", "topic", "modality", "kind", "unit", "low", "high")
VOICES = ("source", "kind", *COUNTS, *SHARES)


def to_table(claims_df: pd.DataFrame, outliers: "pd.Series[str]", *, book: SourceBook | None = None) -> pd.DataFrame:
    """
    One row per source, columns VOICES: the most often outlying first, the documents' own voice ("") last.

    `claims_df` is the desk's, of which only what is worth checking counts; `outliers` gives the side of each outlier by
    its claim id; what `book` knows of a source wins over what its name says. Shares run from 0 to 1. Empty in, empty
    out.
    """
    worth = claims_df[claims_df["checkable"]]
    level = worth["flag"].str.split(":").str[-1]
    side = worth["claim_id"].map(outliers)
    seen = pd.DataFrame(
        {
            "source": worth["source"],
            "document": worth["doc_id"],
            "outlet": worth["outlet"].where(worth["outlet"] != ""),
            "topic": worth["home"].where(worth["home"] != ""),
            "confirmed": level == "confirmed",
            "possible": level == "possible",
            BELOW: side == BELOW,
            ABOVE: side == ABOVE,
            **{name: worth["modality"].isin(modalities) for name, modalities in SHARES.items()},
        }
    )
    by_source = seen.groupby("source", sort=False)
    table = pd.DataFrame(
        {
            "claims": by_source.size(),
            **{f"{name}s": by_source[name].nunique() for name in ("document", "outlet", "topic")},
            **{name: by_source[name].sum() for name in ("confirmed", "possible", BELOW, ABOVE)},
            **{name: by_source[name].mean() for name in SHARES},
        }
    ).rename_axis("source")
    outlets = frozenset(claims_df["outlet"].str.lower())
    table.insert(0, "kind", [kind_of_source(name, outlets=outlets, book=book) for name in table.index])
    table = (
        table.reset_index()
        .astype({"kind": "str"})
        .astype(dict.fromkeys(COUNTS, "int64") | dict.fromkeys(SHARES, "float64"))
    )
    order = table.assign(own=table["source"] == "", out=-table[BELOW] - table[ABOVE], size=-table["claims"])
    ranked = order.sort_values(["own", "out", "size", "source"], kind="stable").index
    return table.loc[ranked, list(VOICES)].reset_index(drop=True)


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
    commonest = members.groupby(["topic", "lane"])["size"].agg(lambda sizes: sizes.mode().iloc[0])
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
