"""How the Ledger shows its claims: columns, order and page, which stand in the URL beside the selection."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench import selection, verbatim, words

Row = Mapping[Any, Any]
Pieces = Sequence[tuple[str, str]]
Places = npt.NDArray[np.intp]
ROWS = 100
"""Rows of a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: what stands in a cell, and by which columns of claims_df its rows are ordered (NUMBER: as written)."""

    title: str
    tell: Callable[[Row], Any]
    by: tuple[str, ...]


def _cell(title: str, name: str) -> Column:
    """A column that shows a column of claims_df as it is."""
    return Column(title=title, tell=lambda row: row[name], by=(name,))


COLUMNS = {
    "figure": Column(title="Figure", tell=lambda row: row["saying"], by=("dimension", selection.NUMBER)),
    "source": Column(title="Says", tell=lambda row: row["source"] or words.OWN_VOICE, by=("source",)),
    "sentence": _cell("Sentence", "sentence"),
    "flag": Column(title="Disagreement", tell=lambda row: words.flag(row["flag"]), by=("flag",)),
    "status": Column(title="Decision", tell=lambda row: words.STATUS.get(row["status"], row["status"]), by=("status",)),
    "outlet": _cell("Printed by", "outlet"),
    "published": Column(title="On", tell=lambda row: words.day(row["published"]), by=("published",)),
    "topic": _cell("Topic", "topic"),
    "modality": _cell("Said as", "modality"),
    "ends": Column(title="Commits to", tell=words.ends, by=("dimension", "low")),
    "scope": _cell("Limited to", "scope"),
    "source_kind": _cell("Kind of source", "source_kind"),
    "kind": Column(title="Kind", tell=lambda row: row["kind"].replace("_", " "), by=("kind",)),
    "dimension": _cell("Dimension", "dimension"),
    "story": _cell("Story", "story"),
    "title": _cell("Article", "title"),
    "note": _cell("Note", "note"),
    "reviewer": _cell("Decided by", "reviewer"),
}
USUAL = tuple(COLUMNS)[:9]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """
    How claims are shown: by which column they are ordered ("" as they stand in the ledger), from the last to the first
    if `falling`, in which columns, which page of them, and whose card is open.
    """

    sort: str = ""
    falling: bool = False
    columns: tuple[str, ...] = USUAL
    page: int = 1
    claim: str = ""


def to_query(view: View) -> dict[str, list[str]]:
    """The view as URL parameters; the usual one has none."""
    query = {
        "sort": [f"-{view.sort}" if view.falling else view.sort] if view.sort else [],
        "column": list(view.columns) if view.columns != USUAL else [],
        "page": [str(view.page)] if view.page > 1 else [],
        "claim": [view.claim] if view.claim else [],
    }
    return {name: values for name, values in query.items() if values}


def from_query(query: Mapping[str, Sequence[str]]) -> View:
    """The view a URL asks for; what means nothing is as usual."""
    first = {name: values[0] for name, values in query.items() if values}
    sort, page = first.get("sort", ""), first.get("page", "")
    is_known = sort.removeprefix("-") in COLUMNS
    return View(
        sort=sort.removeprefix("-") if is_known else "",
        falling=is_known and sort.startswith("-"),
        columns=tuple(name for name in COLUMNS if name in query.get("column", ())) or USUAL,
        page=int(page) if page.isdecimal() and len(page) < 10 and int(page) else 1,
        claim=first.get("claim", ""),
    )


def turn(view: View, name: str) -> View:
    """Ordered by a column: from the first to the last, then from the last to the first, then as in the ledger."""
    if view.sort != name:
        return replace(view, sort=name, falling=False, page=1)
    return replace(view, sort="" if view.falling else name, falling=not view.falling, page=1)


def order(claims_df: pd.DataFrame, keep: selection.Mask, view: View) -> Places:
    """Where the rows to keep stand, in the order of the view; empty cells come last whichever way it goes."""
    places = np.flatnonzero(keep)
    if not view.sort:
        return places
    keys = pd.DataFrame({name: _key(claims_df, places, name) for name in COLUMNS[view.sort].by})
    ordered = keys.sort_values(
        list(COLUMNS[view.sort].by), ascending=not view.falling, kind="stable", na_position="last"
    )
    return np.take(places, ordered.index.to_numpy())


def count_pages(rows: int) -> int:
    """
    >>> [count_pages(rows) for rows in (0, 100, 101)]
    [1, 1, 2]
    """
    return max(1, -(-rows // ROWS))


def take_page(places: Places, view: View) -> Places:
    """The rows of the view's page; of the last one where there are not so many."""
    page = min(view.page, count_pages(len(places)))
    return places[(page - 1) * ROWS : page * ROWS]


def to_cells(row: Row, columns: Sequence[str]) -> list[Pieces]:
    """The cells of a row of claims_df, with `saying`: words, and what they are (see verbatim.pieces)."""
    return [
        verbatim.nearby(verbatim.pieces(row)) if name == "sentence" else [(str(COLUMNS[name].tell(row)), "")]
        for name in columns
    ]


def _key(claims_df: pd.DataFrame, places: Places, name: str) -> pd.Series:
    """What rows are ordered by, whatever the case of its letters; an empty text is no value."""
    if name == selection.NUMBER:
        return selection.numbers(claims_df)[0].iloc[places].reset_index(drop=True)
    column = claims_df[name].iloc[places].reset_index(drop=True)
    return column.str.lower().where(column != "") if column.dtype == "str" else column
