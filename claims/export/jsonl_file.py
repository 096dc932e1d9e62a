"""JSON Lines for programs: one claim a line with the contract's keys, null for empty, lists where there are several."""

import json
import re
from typing import Any

import pandas as pd

from claims.columns import CLAIMS, Column, to_cell
from claims.errors import InputError
from claims.export.beside import ALONE, Beside
from claims.export.days import to_days
from claims.frames import to_columns

NAME = "jsonl"
SUFFIX = ".jsonl"
MEDIA_TYPE = "application/x-ndjson"
EXAMPLE = "One claim a line for scripts and databases, with lists where a claim has several of something."
IS_TEXT = True
HAS_HISTORY = False

LINES = "the lines"
ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False)
BREAK = re.compile("[\x85\u2028\u2029]")  # some readers end a line at them
EXACT = 2**53  # up to here a float that is whole is an integer, written as one


def export(claims_df: pd.DataFrame, beside: Beside = ALONE) -> bytes:  # noqa: ARG001  every exporter is given it
    """One line per claim; columns that the frame lacks are empty."""
    cells = [
        _to_json(claims_df[column.name], column) if column.name in claims_df else [_empty(column)] * len(claims_df)
        for column in CLAIMS
    ]
    keys = [column.name for column in CLAIMS]
    lines = (_to_line(dict(zip(keys, row, strict=True))) for row in zip(*cells, strict=True))
    return "".join(lines).encode("utf-8")


def read(data: bytes) -> pd.DataFrame:
    """
    The claims of an exported file, types and all, columns CLAIMS; an infinite end comes back as an open one.

    Raises: InputError with the line that is no claim.
    """
    lines = enumerate(data.split(b"\n"), start=1)
    rows = [_from_line(line, number) for number, line in lines if line]
    try:
        return pd.DataFrame(to_columns(CLAIMS, rows))
    except (TypeError, ValueError, OverflowError) as error:
        reason = f"hold something else than a claim does ({error})"
        raise InputError(LINES, reason) from error


def _from_line(line: bytes, number: int) -> tuple[Any, ...]:
    try:
        row = json.loads(line)
        return tuple(to_cell(column, row[column.name]) for column in CLAIMS)
    except (KeyError, TypeError, ValueError) as error:
        reason = f"line {number} is not a claim ({error})"
        raise InputError(LINES, reason) from error


def _to_line(row: dict[str, Any]) -> str:
    return BREAK.sub(lambda mark: f"\\u{ord(mark[0]):04x}", ENCODER.encode(row)) + "\n"


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
