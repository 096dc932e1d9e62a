"""What was decided, newest first."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from workbench import verbatim, words
from workbench.markup import Markup, draw, join, tag


def show(decisions: pd.DataFrame, sayings: Mapping[str, str], *, last: int = 8) -> None:
    """
    Draw the newest `last` of Ledger.decisions(), those made in one go as one line.

    `sayings` gives a claim in words by its id.
    """
    made = decisions["batch"].where(decisions["batch"] > 0, decisions["event_id"])
    steps = decisions.assign(count=made.map(made.value_counts()))[~made.duplicated()]
    lines = [_line(row, sayings) for row in steps.tail(last)[::-1].to_dict("records")]
    draw(tag("ol", *lines, look="history") if lines else tag("p", "Nothing decided yet.", look="quiet small"))


def _line(row: Mapping[Any, Any], sayings: Mapping[str, str]) -> Markup:
    claims = (
        verbatim.text(sayings.get(row[name], "a claim no longer read")) for name in ("claim_a", "claim_b") if row[name]
    )
    taken_back = tag("span", " (undone)", look="quiet") if row["undone"] else ""
    named = join(claims, " over " if row["action"] == "accept" else " and ")
    about = words.count(row["count"], "figure") if row["count"] > 1 else named
    by = join((" by ", verbatim.text(row["reviewer"]))) if row["reviewer"] else ""
    cells = tag("div", verbatim.text(row["cells"])) if row["cells"] else ""
    note = tag("div", "“", verbatim.text(row["note"]), "”", look="quiet") if row["note"] else ""
    told = tag(
        "span", tag("b", words.ACTION.get(row["action"], row["action"])), taken_back, " ", about, by, cells, note
    )
    return tag("li", tag("time", words.moment(row["at"])), told, look="undone" if row["undone"] else "")
