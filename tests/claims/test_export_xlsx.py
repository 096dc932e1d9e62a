"""The workbook holds every cell exactly, typed, and nothing in it runs."""

import io
import re
import zipfile
from datetime import datetime, timedelta

import pandas as pd
import pytest
from lxml import etree

from claims.columns import CLAIMS, CONFLICTS, names
from claims.conflicts import compare
from claims.errors import InputError
from claims.export import Beside, xlsx_file
from claims.frames import to_columns
from claims.ledger import DECISIONS, to_frame
from claims.views import conflict_table, with_flags
from tests.claims.claim_frames import DEAD, claim, frame
from tests.claims.test_export import DANGEROUS

NS = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
ESCAPED = re.compile("_x([0-9A-F]{4})_")
FIRST = datetime(1899, 12, 30)


def tree_of(data, part):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(part))


def parts_of(data):
    """The part of each sheet by its title."""
    titles = tree_of(data, "xl/workbook.xml").xpath("//s:sheet/@name", namespaces=NS)
    return {title: f"xl/worksheets/sheet{at}.xml" for at, title in enumerate(titles, start=1)}


def value_of(cell, day_looks):
    kind, text = cell.get("t"), "".join(cell.xpath(".//s:t/text()", namespaces=NS))
    if kind == "inlineStr":
        return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    number = float(cell.findtext("s:v", namespaces=NS))
    if kind == "b":
        return bool(number)
    return FIRST + timedelta(seconds=round(number * 86_400)) if cell.get("s") in day_looks else number


def rows_of(data, title):
    """A sheet as another program reads it: one dictionary a row by the names of the head; empty cells are absent."""
    looks = tree_of(data, "xl/styles.xml").xpath("//s:cellXfs/s:xf", namespaces=NS)
    day_looks = {str(at) for at, look in enumerate(looks) if int(look.get("numFmtId")) >= 164}
    head, *rows = [
        {re.sub(r"\d", "", cell.get("r")): value_of(cell, day_looks) for cell in row}
        for row in tree_of(data, parts_of(data)[title]).iterfind(".//s:row", namespaces=NS)
    ]
    return [{head[at]: value for at, value in row.items()} for row in rows]


def test_cells_have_their_types():
    """Numbers are numbers, days are days, moments are moments, true is true; what is empty is no cell."""
    day, moment = pd.Timestamp("2024-12-04"), pd.Timestamp("2024-12-20 10:30:05")
    row = claim("It is [[8,000]].", -5.5, source_start=3, published=day, reviewed_at=moment)
    [read] = rows_of(xlsx_file.export(frame(row)), "Claims")
    assert (read["surface"], read["low"], read["start"], read["source_start"]) == ("8,000", -5.5, 6, 3)
    assert read["checkable"] is True
    assert (read["published"], read["reviewed_at"]) == (datetime(2024, 12, 4), datetime(2024, 12, 20, 10, 30, 5))
    assert not {"note", "source", "source_end", "as_of"} & set(read)


@pytest.mark.parametrize(("day", "told"), [("1812-06-24", "1812-06-24"), ("1900-03-01", datetime(1900, 3, 1))])
def test_days_that_excel_does_not_know_are_text(day, told):
    """A day before 1900 is written out; Excel has no such date."""
    data = xlsx_file.export(frame(claim("It is [[1]].", 1, as_of=pd.Timestamp(day))))
    assert rows_of(data, "Claims")[0]["as_of"] == told


TEXTS = [
    *DANGEROUS,
    *(
        "http://example.org",
        "mailto:a@b",
        "internal:A1",
        "{=1+1}",
        "TRUE",
        "1e5",
        "007",
        "'x",
        "a\r\nb\tc",
        " x ",
        "\r",
    ),
    *("\x00", "a\x0bb", "_x0041_", "\ufffe", "\u202e8,000\u202c", "a\u200bb", "\U0001f600", "<r>x</r>", "<r>&\x00</r>"),
    *("<r></r>", "<r>_x0041_</r>", "</t></is>", "]]>", "&amp;", "\u2028", "a\x85b"),
]


@pytest.mark.parametrize("text", TEXTS)
def test_text_is_text(text):
    """Any text comes back exactly from every text column, and no cell is a formula or a link."""
    columns = [column.name for column in CLAIMS if column.dtype == "str"]
    data = xlsx_file.export(frame(claim("It is [[1]].", 1, **dict.fromkeys(columns, text))))
    assert {rows_of(data, "Claims")[0][name] for name in columns} == {text}
    sheet = tree_of(data, "xl/worksheets/sheet1.xml")
    assert not sheet.xpath("//s:f | //s:hyperlink", namespaces=NS)


@pytest.mark.parametrize("text", ["é" * 40_000, "\U0001f600" * 17_000, "ab" * 16_384], ids=["long", "wide", "by one"])
def test_a_text_too_long_for_a_cell_is_not_lost(text):
    """The cell begins it and says where it goes on; the parts in the sheet of long texts are the whole text."""
    row = claim("It is [[1]].", 1, note=text)
    data = xlsx_file.export(frame(row))
    cell = rows_of(data, "Claims")[0]["note"]
    assert text.startswith(cell.removesuffix(xlsx_file.GOES_ON))
    assert cell.endswith("Long texts]")
    parts = rows_of(data, "Long texts")
    assert {(part["sheet"], part["row"], part["column"]) for part in parts} == {("Claims", row["claim_id"], "note")}
    assert [part["part"] for part in parts] == list(range(1, len(parts) + 1))
    assert "".join(part["text"] for part in parts) == text
    assert max(len(part["text"].encode("utf-16-le")) for part in [*parts, {"text": cell}]) <= 2 * 32_767


def test_the_longest_text_that_fits_is_left_alone():
    """A text of 32,767 characters stands in its cell, and no sheet is added."""
    data = xlsx_file.export(frame(claim("It is [[1]].", 1, note="x" * 32_767)))
    assert rows_of(data, "Claims")[0]["note"] == "x" * 32_767
    assert list(parts_of(data)) == ["Claims", "Conflicts", "Columns"]


def test_conflicts_and_columns_have_sheets():
    """What disagrees is a sheet with both sides' words, and each column of each sheet is explained."""
    claims_df = frame(
        claim("[[8,000]] people died.", 8000, source="A", doc_id="a", **DEAD),
        claim("[[5,000]] people died.", 5000, source="B", doc_id="b", **DEAD),
    )
    comparison = compare(claims_df)
    flagged = with_flags(claims_df, comparison)
    conflicts = conflict_table(flagged, comparison.tell(comparison.flags))
    data = xlsx_file.export(flagged, Beside(conflicts=conflicts))
    [row] = rows_of(data, "Conflicts")
    assert [row[name] for name in ("claim_a", "factor", "why")] == list(conflicts.iloc[0][["claim_a", "factor", "why"]])
    explained = [(row["sheet"], row["column"]) for row in rows_of(data, "Columns")]
    assert explained == [("Claims", name) for name in names(CLAIMS)] + [
        ("Conflicts", name) for name in names(CONFLICTS)
    ]


def test_the_history_is_a_sheet_where_it_is_asked_for():
    """Decisions have a sheet of their own if they are given, those taken back too."""
    decisions = pd.DataFrame(to_columns(DECISIONS, [decision_of(DECISIONS)]))
    data = xlsx_file.export(to_frame([]), Beside(decisions=decisions))
    [row] = rows_of(data, "Decisions")
    assert (row["at"], row["note"], row["undone"]) == (datetime(2024, 12, 20, 10), "=1+1", True)
    assert "Decisions" not in parts_of(xlsx_file.export(to_frame([])))


def decision_of(columns):
    """One decision, taken back, with the cells that matter."""
    cells = {
        "event_id": 1,
        "at": "2024-12-20T10:00:00",
        "action": "flag",
        "claim_a": "a",
        "note": "=1+1",
        "undone": True,
    }
    return tuple(cells.get(column.name, 0 if column.dtype == "int64" else "") for column in columns)


def test_infinite_numbers_are_written_out():
    """A sheet knows no infinite numbers; a factor without end is a word."""
    conflicts = pd.DataFrame(to_columns(CONFLICTS, [conflict_of(factor=float("inf"))]))
    assert rows_of(xlsx_file.export(to_frame([]), Beside(conflicts=conflicts)), "Conflicts")[0]["factor"] == "inf"


def conflict_of(**cells):
    return tuple(cells.get(column.name, "" if column.dtype == "str" else None) for column in CONFLICTS)


def test_every_sheet_can_be_filtered_and_keeps_its_head():
    """The head stays while one scrolls, and every column can be filtered, also where there are no rows."""
    data = xlsx_file.export(to_frame([]))
    for part in parts_of(data).values():
        sheet = tree_of(data, part)
        assert sheet.xpath("//s:pane[@state='frozen']/@ySplit", namespaces=NS) == ["1"]
        assert sheet.xpath("//s:autoFilter", namespaces=NS)


def test_more_rows_than_a_sheet_are_refused_in_words(monkeypatch):
    """Above Excel's limit a sentence says so, and what to do instead."""
    monkeypatch.setattr(xlsx_file, "MOST_ROWS", 1)
    rows = [claim("It is [[1]].", 1, doc_id=doc_id) for doc_id in "ab"]
    with pytest.raises(InputError, match="holds 1 rows under its header and these are 2; export them as csv"):
        xlsx_file.export(frame(*rows))
