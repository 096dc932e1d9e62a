"""
CSV that a spreadsheet may open: RFC 4180, UTF-8, formulas made harmless and given back on reading.

A text that a spreadsheet would take for a formula gets an apostrophe in front, and so does a text that begins with an
apostrophe; `read` takes one apostrophe away from every text. Numbers are never touched.
"""

import csv
import io
from collections.abc import Iterable
from typing import Any

import pandas as pd
import regex

from claims.columns import CLAIMS, Column, names

NAME = "csv"
SUFFIX = ".csv"
MEDIA_TYPE = "text/csv; charset=utf-8"
EXAMPLE = "Some 4,000 troops crossed the river, officials said."
MARK = "'"
FORMULA = regex.compile(r"\s*[=+\-@＝＋－＠'\t\r\n]|\s*[\t\r\n]")


def export(claims_df: pd.DataFrame) -> bytes:
    """All columns of the ledger in order, one claim a line; columns the frame lacks are empty."""
    missing = {column.name: "" for column in CLAIMS if column.name not in claims_df}
    return to_csv(claims_df.assign(**missing)[names(CLAIMS)])


def to_csv(frame: pd.DataFrame) -> bytes:
    """Any frame of ours as CSV: dates in ISO form, true and false, whole numbers without a point, nothing for NaN."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(frame.columns)
    writer.writerows(zip(*(_written(frame[name]) for name in frame.columns), strict=True))
    return out.getvalue().encode("utf-8", "surrogatepass")


def read(content: bytes) -> pd.DataFrame:
    """The frame that `export` wrote: the same columns, types and values."""
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig", "surrogatepass"), newline=""))
    header = next(rows)
    cells = list(zip(*rows, strict=True)) or [()] * len(header)
    columns = {column.name: column for column in CLAIMS}
    return pd.DataFrame({name: _read(columns[name], values) for name, values in zip(header, cells, strict=True)})


def _written(series: "pd.Series[Any]") -> list[str]:
    kind = str(series.dtype)
    if kind.startswith("datetime"):
        return ["" if pd.isna(cell) else _moment(cell) for cell in series]
    if kind == "bool":
        return ["true" if cell else "false" for cell in series]
    if kind == "float64":
        return ["" if pd.isna(cell) else _number(cell) for cell in series.tolist()]
    if kind in ("int64", "Int64"):
        return ["" if pd.isna(cell) else str(cell) for cell in series]
    return [MARK + cell if FORMULA.match(cell) else cell for cell in map(str, series.tolist())]


def _moment(moment: pd.Timestamp) -> str:
    at_midnight = moment == moment.normalize()
    return moment.date().isoformat() if at_midnight else f"{moment.isoformat()}Z"


def _number(value: float) -> str:
    whole = value == value // 1 and abs(value) < 2**53
    return str(int(value)) if whole else repr(value)


def _read(column: Column, cells: Iterable[str]) -> "pd.Series[Any]":
    texts = list(cells)
    if column.dtype.startswith("datetime"):
        return pd.to_datetime(pd.Series([cell.removesuffix("Z") or None for cell in texts], dtype="object"), format="ISO8601").astype(column.dtype)
    if column.dtype == "bool":
        return pd.Series([cell == "true" for cell in texts], dtype="bool")
    if column.dtype == "float64":
        return pd.Series([float(cell) if cell else float("nan") for cell in texts], dtype="float64")
    if column.dtype in ("int64", "Int64"):
        return pd.Series([int(cell) if cell else pd.NA for cell in texts], dtype="object").astype(column.dtype)
    return pd.Series([cell.removeprefix(MARK) for cell in texts], dtype="str")
