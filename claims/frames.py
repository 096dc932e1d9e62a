"""Rows as frames: every column of its declared type, text never missing, the order the same whatever came first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pandas as pd

from claims.columns import CLAIMS, COMPARED, DECIDED, FOUND, INTERNAL, Column, names, to_cell, to_row
from claims.decisions import Mark
from claims.model import Reading
from claims.one_name import with_one_name

OPEN = Mark()
ORDER = ["story", "published", "doc_id", "start", "end", "claim_id"]


def to_frame(readings: Iterable[Reading]) -> pd.DataFrame:
    """One row per claim without a ledger: columns CLAIMS + INTERNAL, in the order of stories, days and offsets."""
    columns = FOUND + INTERNAL
    rows = [
        tuple(to_cell(column, row[column.name]) for column in columns)
        for reading in readings
        for row in to_rows(reading)
    ]
    return arrange(to_columns(columns, rows))


def to_rows(reading: Reading) -> Iterator[dict[str, Any]]:
    """The rows of the contract with what only the ledger holds."""
    for claim in reading.claims:
        yield {**to_row(claim, reading.doc), "sentence_start": claim.sentence.start, "run_id": claim.run_id}


def to_columns(columns: Sequence[Column], rows: Sequence[tuple[Any, ...]]) -> dict[str, Any]:
    """Rows of cells as typed columns by name; None is missing."""
    cells: Iterable[Sequence[Any]] = zip(*rows, strict=True) if rows else [()] * len(columns)
    return {column.name: _to_array(values, column.dtype) for column, values in zip(columns, cells, strict=True)}


def arrange(found: Mapping[str, Any]) -> pd.DataFrame:
    """
    Columns FOUND and INTERNAL as the claims frame: nothing decided, COMPARED empty, rows in the ledger's order, each
    person under one name in all of a story.
    """
    empty = pd.array([""], dtype="str").take(np.zeros(len(found["claim_id"]), dtype=np.intp))
    claims_df = pd.DataFrame({**found, **dict.fromkeys(names(COMPARED), empty)})
    ordered = claims_df.sort_values(ORDER, kind="stable", ignore_index=True)
    return mark(with_one_name(ordered), {})[names(CLAIMS + INTERNAL)]


def mark(claims_df: pd.DataFrame, marks: Mapping[str, Mark]) -> pd.DataFrame:
    """
    The frame with columns DECIDED as `marks` say by claim id.

    They are few and claims are many, so that each mark is made into cells once and then looked up.
    """
    number = {claim_id: at for at, claim_id in enumerate(marks, start=1)}
    where = np.zeros(len(claims_df), dtype=np.intp)
    if marks:
        where[:] = [number.get(claim_id, 0) for claim_id in claims_df["claim_id"].tolist()]
    cells = [(mark.status, mark.note, mark.reviewer, _moment_of(mark)) for mark in (OPEN, *marks.values())]
    return claims_df.assign(**{name: column.take(where) for name, column in to_columns(DECIDED, cells).items()})


def to_moment(at: datetime) -> str:
    """A moment in UTC to the second; without a zone it is in UTC already."""
    moment = at.astimezone(UTC) if at.tzinfo else at
    return moment.replace(tzinfo=None).isoformat(timespec="seconds")


def _moment_of(mark: Mark) -> str | None:
    return to_moment(mark.reviewed_at) if mark.reviewed_at else None


def _to_array(values: Sequence[Any], dtype: str) -> Any:
    """Cells as an array of the declared type."""
    if dtype == "datetime64[s]":
        return np.array([value or "NaT" for value in values], dtype=dtype)
    if dtype == "str":
        return pd.array(list(values), dtype="str")
    if dtype == "Int64":
        return pd.array(list(values), dtype="Int64")
    return np.array(values, dtype=dtype)
