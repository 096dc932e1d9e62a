"""How the command line writes: claims and relations as JSON Lines, CSV or a table, in chunks of bytes."""

import io
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, BinaryIO

from claims.columns import to_row
from claims.errors import InputError
from claims.model import Reading
from claims.quantities.calendar import as_day

if TYPE_CHECKING:
    import pandas as pd
    from rich.table import Table

TERMINAL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
WIDEST, NARROWEST = 160, 60


def printable(text: str) -> str:
    """The text without what would steer a terminal: escape sequences and marks that turn the direction of writing."""
    return TERMINAL.sub("\ufffd", text)


@contextmanager
def open_output(path: Path | None) -> Iterator[BinaryIO]:
    """
    Standard output, or a file that is there whole or as it was before; a link is followed, permissions stay.

    Raises: InputError if the file cannot be written.
    """
    if path is None or str(path) == "-":
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        with _written_whole(path.resolve()) as file:
            yield file
    except (OSError, ValueError, RuntimeError) as error:  # a NUL in the name; links that go in a circle
        cause = getattr(error, "strerror", None) or error
        raise InputError(str(path), f"cannot be written: {cause}") from error


@contextmanager
def _written_whole(path: Path) -> Iterator[BinaryIO]:
    """A file that takes its place only when it is complete; a pipe or a device is written as it is."""
    is_plain = path.is_file() or not path.exists()
    target = path.with_name(f".{path.name}.{os.getpid()}.part") if is_plain else path
    try:
        with target.open("wb") as file:
            yield file
            file.flush()
            if is_plain:
                os.fsync(file.fileno())
        if path.is_file():
            target.chmod(path.stat().st_mode & 0o777)
        if is_plain:
            target.replace(path)
    finally:
        if is_plain:
            target.unlink(missing_ok=True)


def readings_as_jsonl(readings: Iterable[Reading]) -> Iterator[bytes]:
    """A claim a line, in the contract's keys; a chunk per document."""
    for reading in readings:
        yield b"".join(map(_json_line, (to_row(claim, reading.doc) for claim in reading.claims)))


def readings_as_csv(readings: Iterable[Reading]) -> Iterator[bytes]:
    """The exporter's CSV, a chunk per document, the header once."""
    from claims.export import csv_file
    from claims.ledger import to_frame

    header = csv_file.export(to_frame([]))
    yield header
    for reading in readings:
        yield csv_file.export(to_frame([reading])).removeprefix(header)


def readings_as_table(readings: Iterable[Reading]) -> Iterator[bytes]:
    """A table per document that has claims, for eyes."""
    for reading in readings:
        if not reading.claims:
            continue
        doc = reading.doc
        table = _table(" · ".join(filter(None, (doc.outlet, as_day(doc.published), doc.title or doc.doc_id))))
        for name in ("figure", "reading", "source", "sentence"):
            table.add_column(name, overflow="fold", ratio=5 if name == "sentence" else 2)
        for claim in reading.claims:
            row = to_row(claim, doc)
            reads = (row["modifier"], row["unit"], row["per"] and f"per {', '.join(row['per'])}", row["modality"])
            attr = claim.attribution
            cells = (row["surface"], " · ".join(filter(None, reads)), attr.source if attr else "", row["sentence"])
            table.add_row(*(printable(str(cell or "")) for cell in cells))
        yield _render(table)


def relations_as_jsonl(claims_df: "pd.DataFrame", relations_df: "pd.DataFrame") -> Iterator[bytes]:
    """A relation a line."""
    del claims_df
    for row in relations_df.to_dict("records"):
        yield _json_line({str(name): _plain(cell) for name, cell in row.items()})


def relations_as_csv(claims_df: "pd.DataFrame", relations_df: "pd.DataFrame") -> Iterator[bytes]:
    """A pair a line with both sides' words."""
    from claims.export.csv_file import to_bytes
    from claims.views import conflict_table

    yield to_bytes(conflict_table(claims_df, relations_df))


def relations_as_table(claims_df: "pd.DataFrame", relations_df: "pd.DataFrame") -> Iterator[bytes]:
    """Pairs side by side, for eyes."""
    from claims.views import conflict_table

    if relations_df.empty:
        return
    rows = claims_df.set_index("claim_id", drop=False).to_dict("index")
    table = _table("")
    for name, ratio in (("relation", 2), ("one says", 4), ("another says", 4), ("why", 5)):
        table.add_column(name, overflow="fold", ratio=ratio)
    for pair in conflict_table(claims_df, relations_df).to_dict("records"):
        sides = [_side(rows.get(str(pair[f"claim_{side}"]))) for side in "ab"]
        factor = f"\n× {pair['factor']:.3g}" if pair["factor"] > 1 else ""
        table.add_row(f"{pair['relation']}\n{pair['level']}{factor}", *sides, printable(str(pair["why"])))
    yield _render(table)


def decisions_as_jsonl(claims_df: "pd.DataFrame", decisions_df: "pd.DataFrame") -> Iterator[bytes]:
    """A decision a line."""
    from claims.export.days import to_days

    yield from relations_as_jsonl(claims_df, decisions_df.assign(at=to_days(decisions_df["at"], name="at")))


def decisions_as_csv(claims_df: "pd.DataFrame", decisions_df: "pd.DataFrame") -> Iterator[bytes]:
    """A decision a line, as the exports have it."""
    from claims.export.csv_file import to_bytes

    del claims_df
    yield to_bytes(decisions_df)


def decisions_as_table(claims_df: "pd.DataFrame", decisions_df: "pd.DataFrame") -> Iterator[bytes]:
    """Decisions with the figures they are about, for eyes."""
    if decisions_df.empty:
        return
    rows = claims_df.set_index("claim_id", drop=False).to_dict("index")
    table = _table("")
    for name, ratio in (("when, in UTC", 2), ("decision", 2), ("about", 4), ("and", 4), ("note", 3)):
        table.add_column(name, overflow="fold", ratio=ratio)
    for one in decisions_df.to_dict("records"):
        sides = (_side(rows.get(one[side])) if one[side] else "" for side in ("claim_a", "claim_b"))
        action = f"{one['action']}\n(taken back)" if one["undone"] else one["action"]
        note = printable("\n".join(filter(None, (one["note"], one["reviewer"]))))
        table.add_row(f"{as_day(one['at'])} {one['at']:%H:%M:%S}", action, *sides, note)
    yield _render(table)


READINGS: dict[str, Callable[[Iterable[Reading]], Iterator[bytes]]] = {
    "csv": readings_as_csv,
    "jsonl": readings_as_jsonl,
    "table": readings_as_table,
}
RELATIONS: dict[str, Callable[["pd.DataFrame", "pd.DataFrame"], Iterator[bytes]]] = {
    "table": relations_as_table,
    "csv": relations_as_csv,
    "jsonl": relations_as_jsonl,
}
DECISIONS: dict[str, Callable[["pd.DataFrame", "pd.DataFrame"], Iterator[bytes]]] = {
    "table": decisions_as_table,
    "csv": decisions_as_csv,
    "jsonl": decisions_as_jsonl,
}


def checkable(reading: Reading) -> Reading:
    """The reading without the figures that are not worth checking."""
    return replace(reading, claims=tuple(claim for claim in reading.claims if claim.checkable))


def _json_line(row: dict[str, Any]) -> bytes:
    return json.dumps(row, ensure_ascii=False, allow_nan=False).encode("utf-8") + b"\n"


def _plain(cell: Any) -> Any:
    """A cell of a frame as JSON has it: no NaN, no infinity, no empty text."""
    if isinstance(cell, float):
        return cell if abs(cell) < float("inf") else None
    return cell if cell != "" else None


def _side(row: dict[Any, Any] | None) -> str:
    if row is None:
        return "(the same figure)"
    from claims.views import in_words

    printed = ", ".join(filter(None, (row["outlet"] or row["title"], as_day(row["published"]))))
    return printable("\n".join(filter(None, (in_words(row), row["source"], printed, row["claim_id"]))))


def _table(title: str) -> "Table":
    from rich import box
    from rich.table import Table
    from rich.text import Text

    return Table(title=Text(printable(title)), title_justify="left", box=box.SIMPLE_HEAD, expand=True, show_lines=True)


def _render(table: "Table") -> bytes:
    from rich.console import Console

    width = min(max(get_terminal_size((120, 40)).columns, NARROWEST), WIDEST)
    sheet = io.StringIO()
    Console(file=sheet, width=width, color_system=None, markup=False, emoji=False, highlight=False).print(table)
    return "\n".join(line.rstrip() for line in sheet.getvalue().splitlines()).encode("utf-8") + b"\n"
