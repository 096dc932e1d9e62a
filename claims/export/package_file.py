"""
A data package as frictionlessdata.io describes it: CSV tables in a zip, and what every column of them holds.

The tables are those of the exporter csv, so that text which a spreadsheet would run has a mark in front.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

import pandas as pd

from claims.columns import Column, names
from claims.export import csv_file
from claims.export.beside import ALONE, Beside, Table, to_tables
from claims.export.days import MOMENTS

NAME = "datapackage"
SUFFIX = ".zip"
MEDIA_TYPE = "application/zip"
EXAMPLE = "CSV tables of the figures and of what disagrees, with a description that R, Python and data portals read."
IS_TEXT = False
HAS_HISTORY = True

TYPES = {
    "str": "string",
    "int64": "integer",
    "Int64": "integer",
    "float64": "number",
    "datetime64[s]": "date",
    "bool": "boolean",
}
MOMENT = {"type": "datetime", "format": "%Y-%m-%dT%H:%M:%S"}
SIDES = ("claim_a", "claim_b")
OLDEST = (1980, 1, 1, 0, 0, 0)  # a zip knows no earlier time
DESCRIPTION = (
    "Figures in news articles, who says them, and which of them cannot both be true. Text that a spreadsheet would run "
    f"as a formula, or that begins with {csv_file.MARK}, has one {csv_file.MARK} more in front: take it away."
)


def export(claims_df: pd.DataFrame, beside: Beside = ALONE) -> bytes:
    """The zip: a CSV for each table and datapackage.json, with the same bytes for the same frames."""
    tables = list(to_tables(claims_df, beside))
    files = {_path(table): csv_file.to_bytes(table.rows, names(table.columns)) for table in tables}
    known = frozenset(claims_df["claim_id"])
    resources = [_resource(table, files[_path(table)], known) for table in tables]
    package = {
        "profile": "tabular-data-package",
        "name": "claims",
        "title": "A ledger of numerical claims",
        "description": DESCRIPTION,
        "resources": resources,
    }
    described = json.dumps(package, ensure_ascii=False, indent=2).encode("utf-8") + b"\n"
    return _zip({"datapackage.json": described, **files})


def _path(table: Table) -> str:
    return f"{table.name}{csv_file.SUFFIX}"


def _resource(table: Table, content: bytes, known: frozenset[str]) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": _path(table),
        "description": table.meaning,
        "format": "csv",
        "mediatype": csv_file.MEDIA_TYPE,
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": _schema(table, known),
    }


def _schema(table: Table, known: frozenset[str]) -> dict[str, Any]:
    """Table Schema: the first column names the rows; a side whose claims are all in the package refers to them."""
    schema = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": table.columns[0].name,
    }
    sides = [side for side in SIDES if side in table.rows and known.issuperset(set(table.rows[side]) - {""})]
    reference = {"resource": "claims", "fields": "claim_id"}
    return schema | ({"foreignKeys": [{"fields": side, "reference": reference} for side in sides]} if sides else {})


def _field(column: Column) -> dict[str, Any]:
    several = f"; several are joined by “{column.separator}”" if column.separator else ""
    typed = MOMENT if column.name in MOMENTS else {"type": TYPES[column.dtype]}
    is_required = column.dtype in ("int64", "bool")
    return {
        "name": column.name,
        **typed,
        "description": column.meaning + several,
        **({"constraints": {"required": True}} if is_required else {}),
    }


def _zip(files: Mapping[str, bytes]) -> bytes:
    """A zip that knows neither the time nor the machine it was made on."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, OLDEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            archive.writestr(entry, data)
    return content.getvalue()
