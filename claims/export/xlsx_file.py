"""
A workbook for Excel and LibreOffice: typed cells, a sheet for each table, a sheet that says what the columns hold.

Text is always text, never a formula or a link; what is too long for a cell stands whole in a sheet of its own.
"""

import io
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from claims.columns import Column
from claims.errors import InputError
from claims.export.beside import ALONE, Beside, Table, to_tables
from claims.export.days import MOMENTS, to_days

NAME = "xlsx"
SUFFIX = ".xlsx"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXAMPLE = "A workbook for Excel with the figures, what disagrees and what each column holds, ready to filter."
IS_TEXT = False
HAS_HISTORY = True

MOST_ROWS = 1_048_575  # under the header
MOST_UNITS = 32_767  # of UTF-16 in a cell
PART = 16_000  # code points: at most 32,000 units
GOES_ON = "… [the whole text stands in the sheet Long texts]"
FIRST_DAY = 1900  # before it Excel knows no dates
NARROWEST, WIDEST, MEASURED = 8, 60, 1000
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
TYPES = {
    "str": "text",
    "int64": "whole number",
    "Int64": "whole number",
    "float64": "number",
    "datetime64[s]": "date",
    "bool": "true or false",
}
LONG_TEXTS = "Long texts", ("sheet", "row", "column", "part", "text")
Long = tuple[str, str, str, int, str]
Cell = str | float | bool | datetime | None


def export(claims_df: pd.DataFrame, beside: Beside = ALONE) -> bytes:
    """
    The tables as sheets; columns that a frame lacks are empty.

    Raises: InputError if a table has more rows than a sheet.
    """
    tables = list(to_tables(claims_df, beside))
    for table in tables:
        _check_size(table)
    content = io.BytesIO()
    book = Workbook(content, OPTIONS)
    book.set_properties({"created": datetime(2000, 1, 1)})  # the same bytes at any time
    looks = {
        "head": book.add_format({"bold": True, "bottom": 1, "valign": "top"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"}),
        "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss", "align": "left", "valign": "top"}),
        "": book.add_format({"valign": "top"}),
    }
    long_texts: list[Long] = []
    for table in tables:
        cells = {column.name: _cells(table.rows, column) for column in table.columns}
        long_texts += _write(book, table.name.capitalize(), cells, looks)
    _write(book, "Columns", _meanings(tables), looks)
    if long_texts:
        title, heads = LONG_TEXTS
        _write(book, title, dict(zip(heads, map(list, zip(*long_texts, strict=True)), strict=True)), looks)
    book.close()
    return content.getvalue()


class _Sheet(Worksheet):  # type: ignore[misc]  # the library has no types
    """A sheet on which `<r>…</r>` is text: the library writes what looks so as its own mark-up, as it is."""

    @staticmethod
    def _escape_control_characters(data: Any) -> Any:
        escaped = Worksheet._escape_control_characters(data)
        return f"_x003C_{escaped[1:]}" if isinstance(data, str) and data.startswith("<r>") else escaped


def _check_size(table: Table) -> None:
    if len(table.rows) > MOST_ROWS:
        reason = (
            f"an Excel sheet holds {MOST_ROWS:,} rows under its header and these are {len(table.rows):,}; "
            "export them as csv or package, or fewer of them"
        )
        raise InputError(table.name.capitalize(), reason)


def _meanings(tables: Iterable[Table]) -> dict[str, list[Cell]]:
    """What each column of each sheet holds."""
    rows = [
        (table.name.capitalize(), column.name, TYPES[column.dtype], column.meaning)
        for table in tables
        for column in table.columns
    ]
    return dict(zip(("sheet", "column", "type", "meaning"), map(list, zip(*rows, strict=True)), strict=True))


def _write(book: Workbook, title: str, cells: dict[str, list[Cell]], looks: dict[str, Format]) -> list[Long]:
    """One sheet, its columns by name; gives the texts that are too long for a cell, in parts."""
    sheet = book.add_worksheet(title, _Sheet)
    sheet.freeze_panes(1, 0)
    rows = len(next(iter(cells.values())))
    sheet.autofilter(0, 0, rows, len(cells) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{rows + 1}"})
    for at, (name, column) in enumerate(cells.items()):
        sheet.set_column(at, at, _width(name, column), looks[""])
        sheet.write_string(0, at, name, looks["head"])
    long_texts: list[Long] = []
    for row, values in enumerate(zip(*cells.values(), strict=True), start=1):
        for at, (name, cell) in enumerate(zip(cells, values, strict=True)):
            if cell is None or cell == "":
                continue
            if isinstance(cell, str):
                if _is_long(cell):
                    long_texts += ((title, str(values[0]), name, *part) for part in _parts(cell))
                    cell = cell[:PART] + GOES_ON
                sheet.write_string(row, at, cell, looks[""])
            elif isinstance(cell, bool):
                sheet.write_boolean(row, at, cell, looks[""])
            elif isinstance(cell, datetime):
                sheet.write_datetime(row, at, cell, looks["moment" if name in MOMENTS else "day"])
            else:
                sheet.write_number(row, at, cell, looks[""])
    return long_texts


def _cells(rows: pd.DataFrame, column: Column) -> list[Cell]:
    """The cells of one column as a sheet has them; None is an empty cell."""
    if column.name not in rows:
        return [None] * len(rows)
    series = rows[column.name]
    if column.dtype == "datetime64[s]":
        return [_moment(text) for text in to_days(series, name=column.name)]
    if column.dtype == "float64":
        return [_number(number) for number in series.tolist()]
    if column.dtype == "Int64":
        return [None if cell is pd.NA else int(cell) for cell in series]
    return series.tolist()


def _number(number: float) -> Cell:
    """A sheet knows no infinite numbers: they are written out."""
    if number != number:  # NaN differs from itself
        return None
    return number if abs(number) < float("inf") else str(number)


def _moment(text: str) -> Cell:
    """A day that Excel knows as one; any other stays as it is written."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    return at if at.year >= FIRST_DAY else text


def _is_long(text: str) -> bool:
    return len(text) > PART and len(text.encode("utf-16-le")) > 2 * MOST_UNITS


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """A long text in numbered parts, which give it again when joined."""
    return ((number, text[at : at + PART]) for number, at in enumerate(range(0, len(text), PART), start=1))


def _width(name: str, column: list[Cell]) -> int:
    """Wide enough for the head and for most cells."""
    longest = max((len(str(cell)) for cell in column[:MEASURED] if cell is not None), default=0)
    return min(max(longest + 1, len(name) + 4, NARROWEST), WIDEST)
