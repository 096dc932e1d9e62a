"""Hand-made claims to compare: a sentence with its figure in [[double brackets]], and the cells that matter."""

from typing import Any

import pandas as pd

from claims.columns import CLAIMS, INTERNAL, names

TROOPS: dict[str, Any] = {"unit": "soldier", "dimension": "person", "entity": "soldiers", "property": "send"}
DEAD: dict[str, Any] = {"unit": "person", "dimension": "person", "entity": "people", "property": "kill"}


def claim(marked: str, value: float | None, /, **cells: Any) -> dict[str, Any]:
    """One row: `marked` is the sentence with the surface in double brackets; cells not given are empty."""
    before, _, rest = marked.partition("[[")
    surface, _, after = rest.partition("]]")
    number = len(marked) * 7 + len(before)
    row = {
        "doc_id": "doc",
        "story": "default",
        "sentence": before + surface + after,
        "sentence_start": 0,
        "start": len(before),
        "end": len(before) + len(surface),
        "surface": surface,
        "kind": "count",
        "low": value,
        "high": value,
        "value": value,
        "modifier": "exact",
        "modality": "asserted",
        "checkable": True,
        "confidence": 0.9,
        **cells,
    }
    if row["modifier"] in ("at_least", "more_than", "magnitude"):
        row["high"] = None
    if row["modifier"] in ("at_most", "less_than"):
        row["low"] = None
    if row["modifier"] in ("range", "magnitude"):
        row["value"] = None
    row.setdefault("claim_id", f"{row['doc_id']}-{number}-{surface}")
    row.setdefault("source_chain", row.get("source", ""))
    return row


def frame(*rows: dict[str, Any]) -> pd.DataFrame:
    """A claims frame with every column in its declared dtype."""
    columns = CLAIMS + INTERNAL
    empty = {"str": "", "datetime64[s]": pd.NaT, "float64": float("nan"), "Int64": pd.NA}
    cells = {
        column.name: pd.Series([row.get(column.name, empty.get(column.dtype, 0)) for row in rows]).astype(column.dtype)
        for column in columns
    }
    return pd.DataFrame(cells, columns=names(columns))
