"""The workbench's own words for the ledger's closed lists, and numbers and days as a newsroom writes them."""

from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

import pandas as pd

from claims.conflicts.wording import MODIFIERS
from claims.quantities.calendar import MONTHS, as_clock, as_day

RELATION = {
    "tension": "Tension",
    "conflict": "Conflict",
    "revision": "Revision",
    "correction": "Correction",
    "walk_back": "Walk-back",
    "arithmetic": "Arithmetic",
}
KIND = {
    "cross_source": "two sources",
    "same_source": "one source, twice",
    "relayed": "one origin, two outlets",
    "part_whole": "maybe a part and its whole",
    "definition": "maybe two definitions",
    "within_document": "inside one article",
}
STATUS = {"": "open", "flagged": "flagged", "accepted": "accepted", "overruled": "overruled", "excluded": "excluded"}
DECISION = {
    "flag": "flagged",
    "accept": "one side accepted",
    "different": "different things",
    "same": "one thing",
    "exclude": "excluded",
    "excluded": "excluded",
}
ACTION = {
    "flag": "Flagged",
    "accept": "Accepted",
    "different": "Different things:",
    "same": "One thing:",
    "exclude": "Excluded",
    "note": "Noted on",
    "correct": "Corrected",
    "add": "Added",
    "undo": "Undid",
}
CHOICES = {
    "modifier": {
        "exact": "exactly",
        **MODIFIERS,
        "range": "a range, from … to …",
        "magnitude": "a vague plural, as dozens",
    },
    "aspect": {
        "": "unknown",
        "stock": "a stock: so many at one time",
        "flow": "a flow: so many in a period",
        "total": "a total: so many so far",
    },
}
FORMAT = {
    "csv": ("CSV", "One row per figure, safe to open in a spreadsheet."),
    "jsonl": ("JSON Lines", "One figure a line, for programs: numbers as numbers, lists as lists."),
    "xlsx": ("Excel", "A workbook: the figures, what disagrees, and what each column holds."),
    "datapackage": ("Data package", "CSV tables with a description of every column, for data portals, R and Python."),
    "claimreview": ("ClaimReview", "schema.org mark-up of what you decided, for the page of your fact-check."),
    "sheet": ("Conflict sheet", "To print, topic by topic: the figures by size, and why they disagree."),
}
OWN_VOICE = "the article itself"
OWN_VOICES = "the documents themselves"


def exporter(module: ModuleType) -> tuple[str, str]:
    """What a format is called, and in a sentence what it is for; one without words of ours says it itself."""
    said = (module.__doc__ or "").strip().partition("\n")[0]
    return FORMAT.get(module.NAME, (module.NAME, said))


def number(value: float) -> str:
    """
    A number in full, never 1e+07.

    >>> number(10_000_000.0), number(2.5), number(1953.0)
    ('10,000,000', '2.5', '1,953')
    """
    if value == round(value):
        return f"{value:,.0f}"
    return f"{value:,.6g}" if abs(value) < 1e5 else f"{value:,.2f}"


def ends(row: Mapping[str, Any]) -> str:
    """
    What the words commit to: both ends, or which one is open. A year has no comma, a time of day is a clock's.

    >>> ends({"low": 10_000.0, "high": float("nan"), "kind": "count"})
    '10,000 or more'
    >>> ends({"low": 1953.0, "high": 1953.0, "kind": "date"})
    '1953'
    >>> ends({"low": 2.5, "high": 2.5, "kind": "date", "dimension": "clock"})
    '02:30'
    >>> ends({"low": float("nan"), "high": float("nan"), "kind": "date", "surface": "3 May"})
    '3 May'
    """
    if row["kind"] == "date" and pd.isna(row["low"]) and pd.isna(row["high"]):
        return str(row["surface"])
    low, high = ("" if pd.isna(end) else writer(row)(end) for end in (row["low"], row["high"]))
    if low and high:
        return low if low == high else f"{low} to {high}"
    return f"{low} or more" if low else f"{high} or less" if high else "any number"


def writer(row: Mapping[Any, Any]) -> Callable[[float], str]:
    """How the numbers of a figure like this are written."""
    if row.get("dimension") == "clock":
        return as_clock
    return "{:.0f}".format if row["kind"] == "date" else number


def flag(cell: str) -> str:
    """
    >>> flag("tension:possible"), flag("")
    ('Tension, possible', '')
    """
    relation, _, level = cell.partition(":")
    return f"{RELATION.get(relation, relation)}, {level}" if relation else ""


def day(moment: Any) -> str:
    """A day as 4 Dec 2024; "" where there is none."""
    return as_day(moment)


def moment(at: Any) -> str:
    """When something was decided, in this machine's time: 4 Dec 14:03."""
    said = pd.Timestamp(at)
    here = (said if said.tzinfo else said.tz_localize("UTC")).to_pydatetime().astimezone()
    return f"{here.day} {MONTHS[here.month - 1]} {here:%H:%M}"


def count(n: int, thing: str) -> str:
    """
    >>> count(1, "figure"), count(1200, "figure")
    ('1 figure', '1,200 figures')
    """
    return f"{n:,} {thing}{'' if n == 1 else 's'}"
