"""JSON Lines for programs: one claim a line with the contract's keys, null for empty, lists where there are several."""

import json
from typing import Any

import pandas as pd

from claims.columns import CLAIMS, Column
from claims.export.days import to_days

NAME = "jsonl"
SUFFIX = ".jsonl"
MEDIA_TYPE = "application/x-ndjson"
EXAMPLE = "One claim a line for scripts and databases, with lists where a claim has several of something."

EXACT = 2**53  # up to here a float that is whole is an integer, written as one


def export(claims_df: pd.DataFrame) -> bytes:
    """One line per claim; columns that the frame lacks are empty."""
    cells = [
        _to_json(claims_df[column.name], column) if column.name in claims_df else [_empty(column)] * len(claims_df)
        for column in CLAIMS
    ]
    keys = [column.name for column in CLAIMS]
    lines = (_to_line(dict(zip(keys, row, strict=True))) for row in zip(*cells, strict=True))
    return "".join(lines).encode("utf-8")


def _to_line(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n"


def _to_json(series: "pd.Series[Any]", column: Column) -> list[Any]:
    """The cells of one column as JSON has them."""
    if column.separator:
        return [text.split(column.separator) if text else [] for text in series.tolist()]
    if column.dtype == "datetime64[s]":
        return [text or None for text in to_days(series, name=column.name)]
    if column.dtype == "float64":
        return [_number(number) for number in series.tolist()]
    if column.dtype == "Int64":
        return [None if cell is pd.NA else int(cell) for cell in series.tolist()]
    return [None if cell == "" else cell for cell in series.tolist()]


def _number(number: float) -> float | int | None:
    """A finite number, whole ones without a point; JSON knows no other."""
    if not abs(number) < float("inf"):  # NaN too
        return None
    return int(number) if number.is_integer() and abs(number) < EXACT else number


def _empty(column: Column) -> Any:
    return [] if column.separator else None
