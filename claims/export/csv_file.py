"""
CSV for spreadsheets and for coming back: RFC 4180, UTF-8, and no cell that a spreadsheet would run as a formula.

Text that could be run gets MARK in front, and so does text that begins with MARK already: taking one MARK away gives
the exact text back. Numbers, days and true or false are no text and never marked.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from pandas.api import types

from claims.columns import CLAIMS, Column, names
from claims.errors import InputError
from claims.export.beside import ALONE, Beside
from claims.export.days import to_days

NAME = "csv"
SUFFIX = ".csv"
MEDIA_TYPE = "text/csv"
EXAMPLE = "A table for Excel, LibreOffice or pandas; article text can never run in it as a formula."
IS_TEXT = True
HAS_HISTORY = False

MARK = "'"
TABLE = "the table"
UNSEEN = r"\s\x00-\x1f\x7f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"  # spaces, controls, zero widths
FORMULA = r"=+\-@＝＋－＠﹦﹢﹣﹫⁼⁺⁻₌₊₋⩵⩶﬩−"  # plain, full-width, small, raised, lowered, doubled; the minus sign
DAY = re.compile(r"-?\d{4,}-\d\d-\d\d(T\d\d:\d\d:\d\d)?")
RUNNABLE = re.compile(rf"{MARK}|[{UNSEEN}]*[{FORMULA}]|[^\S\t\r\n]*[\t\r\n]")


def export(claims_df: pd.DataFrame, beside: Beside = ALONE) -> bytes:  # noqa: ARG001  every exporter is given it
    """The claims with the contract's columns in their order; those the frame lacks are empty."""
    return to_bytes(claims_df, names(CLAIMS))


def read(data: bytes) -> pd.DataFrame:
    """
    The claims of an exported file, types and all: read(export(claims_df)) equals the columns CLAIMS of claims_df.

    Columns may have been moved or added. Raises: InputError, with row and column, if it is not such a file.
    """
    cells = _read_cells(data)
    found = Counter(cells.columns)
    wrong = [name for name in names(CLAIMS) if found[name] != 1]
    if wrong:
        reason = f"lacks the column{'s' if len(wrong) > 1 else ''} {', '.join(wrong)}, or has it twice; export it again"
        raise InputError(TABLE, reason)
    return pd.DataFrame({column.name: _from_text(cells[column.name], column) for column in CLAIMS})


def to_bytes(frame: pd.DataFrame, columns: Sequence[str] | None = None) -> bytes:
    """Any frame as CSV, `columns` in their order (by default its own); one that it lacks is empty."""
    wanted = list(frame.columns) if columns is None else list(columns)
    empty = [""] * len(frame)
    cells = [_to_text(frame[name], name) if name in frame else empty for name in wanted]
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(wanted)
    writer.writerows(zip(*cells, strict=True))
    return sheet.getvalue().encode("utf-8")


def neutralise(text: str) -> str:
    """
    Text that no spreadsheet runs.

    >>> neutralise("=1+1"), neutralise("-5"), neutralise("'tis"), neutralise("8,000")
    ("'=1+1", "'-5", "''tis", '8,000')
    """
    return MARK + text if RUNNABLE.match(text) else text


def restore(text: str) -> str:
    """
    The text before it was neutralised.

    >>> restore("'=1+1")
    '=1+1'
    """
    return text.removeprefix(MARK)


def _to_text(series: "pd.Series[Any]", name: str) -> list[str]:
    """Cells by the column's type: only text is neutralised."""
    if types.is_bool_dtype(series.dtype):
        return ["" if cell is pd.NA else str(bool(cell)).lower() for cell in series]
    if types.is_integer_dtype(series.dtype):
        return ["" if cell is pd.NA else str(int(cell)) for cell in series]
    if types.is_float_dtype(series.dtype):
        return [_number(cell) for cell in series.to_numpy(dtype="float64", na_value=np.nan).tolist()]
    if types.is_datetime64_any_dtype(series.dtype):
        return to_days(series, name=name)
    cells = series.fillna("").astype(str).tolist() if series.hasnans else series.astype(str).tolist()
    known = {text: neutralise(text) for text in set(cells)}  # many repeat: each distinct text is looked at once
    return [known[text] for text in cells]


def _number(number: float) -> str:
    """The shortest text that reads back as the same float, a whole number without its ".0"; empty for none."""
    return "" if number != number else repr(number).removesuffix(".0")  # NaN alone differs from itself


def _read_cells(data: bytes) -> pd.DataFrame:
    """Every cell as text. The header is read as a row, so that a row longer than it is an error and not cut off."""
    try:
        rows = pd.read_csv(io.BytesIO(data), header=None, dtype="str", na_filter=False, encoding="utf-8-sig")
    except (ValueError, pd.errors.ParserError) as error:  # ValueError: not UTF-8, no columns, nothing at all
        reason = f"is not a CSV file of claims: {str(error).strip()}"
        raise InputError(TABLE, reason) from error
    return rows[1:].set_axis(rows.iloc[0].tolist(), axis="columns")


def _from_text(cells: "pd.Series[str]", column: Column) -> Any:
    """The cells of one column as its declared type. Raises: InputError with the first that is not of that type."""
    if column.dtype == "str":
        return pd.array([restore(text) for text in cells.tolist()], dtype="str")
    parse, wanted = PARSERS[column.dtype]
    parsed: list[Any] = []
    for row, text in enumerate(cells.tolist(), start=2):
        try:
            parsed.append(parse(text))
        except (KeyError, ValueError, OverflowError) as error:
            reason = f"row {row}, column {column.name} holds {text[:40]!r}, which is not {wanted}"
            raise InputError(TABLE, reason) from error
    return pd.array(parsed, dtype="Int64") if column.dtype == "Int64" else np.array(parsed, dtype=column.dtype)


def _to_day(text: str) -> np.datetime64:
    """A day or a moment written out in full: numpy would also read "today" off the clock."""
    if not DAY.fullmatch(text):
        raise ValueError(text)
    return np.datetime64(text, "s")


PARSERS: dict[str, tuple[Callable[[str], Any], str]] = {
    "bool": (lambda text: {"true": True, "false": False}[text.lower()], "true or false"),
    "int64": (np.int64, "a whole number"),
    "Int64": (lambda text: np.int64(text) if text else None, "a whole number"),
    "float64": (lambda text: float(text) if text else None, "a number"),
    "datetime64[s]": (lambda text: _to_day(text) if text else None, "a day such as 2024-11-05"),
}
