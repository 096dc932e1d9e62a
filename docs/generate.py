"""
Write the pages of reference that the program itself knows best: `python docs/generate.py`.

A test fails when a page is not what this would write.
"""

from collections.abc import Callable, Iterable
from pathlib import Path

from claims import columns
from claims.lexicon import load_pack

REFERENCE = Path(__file__).parent / "reference"
TYPES = {
    "str": "text",
    "int64": "whole number",
    "Int64": "whole number or empty",
    "float64": "number or empty",
    "datetime64[s]": "date or empty",
    "bool": "true or false",
}

COLUMNS_HEAD = """# Columns

Written by `python docs/generate.py` from `claims/columns.py`; do not edit it by hand.

What a claim holds in the ledger, in a CSV (these columns in this order) and in JSON Lines (these keys). Empty text is
`""` in a frame, an empty cell in CSV and `null` in JSON Lines. A column with a separator holds several values: joined
by it in a frame and in CSV, a list in JSON Lines. Offsets count code points of the document's text and are half-open.
The words of the closed lists are explained in the [glossary](../glossary.md).
"""


def to_table(shown: Iterable[columns.Column]) -> str:
    """The columns as a Markdown table, one row each."""
    rows = ["| column | type | separator | meaning |", "|---|---|---|---|"]
    for column in shown:
        separator = f"`{column.separator.strip()}`" if column.separator else ""
        rows.append(f"| `{column.name}` | {TYPES[column.dtype]} | {separator} | {column.meaning} |")
    return "\n".join(rows) + "\n"


def columns_page() -> str:
    """The page of the claims', the relations' and the conflicts' columns."""
    parts = {
        "What was read": columns.FOUND,
        "What the comparison found": columns.COMPARED,
        "What the user decided": columns.DECIDED,
        "Relations": columns.RELATIONS,
        "Conflicts": columns.CONFLICTS,
    }
    return "\n".join([COLUMNS_HEAD, *(f"## {title}\n\n{to_table(shown)}" for title, shown in parts.items())])


ATTRIBUTION_HEAD = """# Who says it

Written by `python docs/generate.py` from `claims/rules/attribution.toml`; do not edit it by hand.

A figure's source is found by the first of these mechanisms that holds; where none does, the article says it itself. The
share is how often a mechanism named the right source of so many figures that it was measured on
([benchmarks](../../benchmarks/README.md)); where those are fewer than 20 it is a guess. A claim's confidence is that of
the weakest rule in it. What counts as saying is decided in [ADR 0008](../adr/0008-wishes-and-acts.md).
"""


def attribution_page() -> str:
    """The page of the mechanisms, in the order in which they are believed."""
    pack = load_pack("attribution")
    parts = [ATTRIBUTION_HEAD]
    for entry in pack.entries:
        does, share = entry["does"], f"{100 * float(entry['precision']):.0f} %, {entry['measured_on']} figures"
        parts.append(f"## {entry.id.removeprefix('attribution.')}\n")
        parts.append(f"{does[:1].upper()}{does[1:]}: {share}.\n")
        parts += [f"- {_quoted(one['text'])}" for one in pack.examples if one["rule"] == entry.id]
        parts += [f"- not: {_quoted(one['text'])}" for one in pack.counterexamples if one["rule"] == entry.id]
        parts.append("")
    return "\n".join(parts).rstrip() + "\n"


def _quoted(text: str) -> str:
    return "`" + text.replace("\n\n", " ¶ ") + "`"


PAGES: dict[str, Callable[[], str]] = {"attribution.md": attribution_page, "columns.md": columns_page}


def write() -> None:
    """Write every generated page."""
    for name, page in PAGES.items():
        (REFERENCE / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    write()
