"""JSON Lines: a claim a line, keys in the columns' order, null for empty, lists where a cell holds several."""

import json
from typing import Any

import pandas as pd

from claims.columns import CLAIMS, Column

NAME = "jsonl"
SUFFIX = ".jsonl"
MEDIA_TYPE = "application/x-ndjson"
EXAMPLE = "Some 4,000 troops crossed the river, officials said."


def export(claims_df: pd.DataFrame) -> bytes:
    """All columns of the ledger in order, one claim a line; columns the frame lacks are empty."""
    cells = [
        [_value(column, cell) for cell in claims_df[column.name].tolist()]
        if column.name in claims_df
        else [[] if column.separator else None] * len(claims_df)
        for column in CLAIMS
    ]
    keys = [column.name for column in CLAIMS]
    lines = (json.dumps(dict(zip(keys, row, strict=True)), ensure_ascii=False) for row in zip(*cells, strict=True))
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass")


def read(content: bytes) -> pd.DataFrame:
    """The frame that `export` wrote: the same columns, types and values."""
    rows = [json.loads(line) for line in content.decode("utf-8", "surrogatepass").split("\n") if line]
    return pd.DataFrame({column.name: _series(column, [row[column.name] for row in rows]) for column in CLAIMS})


def _value(column: Column, cell: Any) -> Any:
    if column.separator:
        return cell.split(column.separator) if cell else []
    if pd.isna(cell) or cell == "":
        return None
    if isinstance(cell, pd.Timestamp):
        return cell.date().isoformat() if column.name != "reviewed_at" else f"{cell.isoformat()}Z"
    if isinstance(cell, float) and cell == cell // 1 and abs(cell) < 2**53:
        return int(cell)
    return cell


def _series(column: Column, cells: list[Any]) -> "pd.Series[Any]":
    if column.separator:
        return pd.Series([column.separator.join(cell) for cell in cells], dtype="str")
    if column.dtype == "str":
        return pd.Series(["" if cell is None else cell for cell in cells], dtype="str")
    if column.dtype.startswith("datetime"):
        moments = [cell.removesuffix("Z") if cell else None for cell in cells]
        return pd.to_datetime(pd.Series(moments, dtype="object"), format="ISO8601").astype(column.dtype)
    return pd.Series(cells, dtype="object").astype(column.dtype)
