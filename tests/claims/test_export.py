"""Exports hold every claim exactly, and nothing in them runs."""

import csv
import io
import json
import os
import stat

import pandas as pd
import pytest

from claims.columns import CLAIMS, names, to_row
from claims.errors import InputError
from claims.export import Beside, csv_file, formats, jsonl_file
from claims.frames import to_columns
from claims.ledger import DECISIONS, to_frame
from claims.printing import open_output
from tests.claims.claim_frames import claim, frame
from tests.claims.readings import reading

READING = reading("Lee said that 8,000 and 10,000.5 went.", "8,000", "10,000.5", outlet="NA", title="=1+1")


@pytest.fixture
def claims_df():
    """Rows with every kind of cell: whole and broken numbers, none, days, moments, names that look like nothing."""
    decided = pd.Timestamp("2024-12-20 00:00:00")
    return frame(
        claim("It is [[1]].", 0.1 + 0.2, source="NA", published=pd.Timestamp("2024-12-04"), reviewed_at=decided),
        claim("It is [[2]].", -5, source="null", source_start=3, source_end=7, checkable=False, title='a "b", c\r\nd'),
        claim("It is [[3]].", 1e300, modifier="magnitude", source="nan", note="=1+1", per="month;soldier", story="007"),
    )


def cells_of(data):
    """The table as another program's reader sees it, header first."""
    return list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))


# ---- CSV


def test_the_header_is_the_contract(claims_df):
    """The columns are those of the contract in their order, on the first line, without a byte order mark."""
    header = ",".join(names(CLAIMS)).encode() + b"\r\n"
    assert csv_file.export(claims_df).startswith(header)
    assert csv_file.export(to_frame([])) == header


def test_cells_are_written_plainly(claims_df):
    """Whole numbers have no point, others the shortest text; days are ISO, booleans words, what is empty is empty."""
    rows = [dict(zip(names(CLAIMS), cells, strict=True)) for cells in cells_of(csv_file.export(claims_df))[1:]]
    wanted = ("value", "high", "published", "reviewed_at", "checkable", "source_start", "start")
    assert [[row[name] for name in wanted] for row in rows] == [
        ["0.30000000000000004", "0.30000000000000004", "2024-12-04", "2024-12-20T00:00:00", "true", "", "6"],
        ["-5", "-5", "", "", "false", "3", "6"],
        ["", "", "", "", "true", "", "6"],
    ]
    assert rows[2]["low"] == "1e+300"


def test_lines_end_as_rfc_4180_asks(claims_df):
    """Every record ends in CR LF; cells are quoted only where they must be."""
    data = csv_file.export(claims_df)
    assert data.endswith(b"\r\n")
    assert data.count(b"\n") == data.count(b"\r\n") == 1 + 3 + 1  # the header, three rows, the break inside a cell
    assert b'"a ""b"", c\r\nd"' in data
    assert data.count(b'"') == 6


def test_reading_an_export_gives_the_same_frame(claims_df):
    """read(export(claims_df)) is claims_df, types and all; sources called NA, null and nan keep their names."""
    again = csv_file.read(csv_file.export(claims_df))
    pd.testing.assert_frame_equal(again, claims_df[names(CLAIMS)])
    assert list(again["source"]) == ["NA", "null", "nan"]


def test_an_empty_export_reads_back_empty():
    """No rows come back as no rows, typed."""
    pd.testing.assert_frame_equal(csv_file.read(csv_file.export(to_frame([]))), to_frame([])[names(CLAIMS)])


def test_a_saved_byte_order_mark_and_line_ends_are_read(claims_df):
    """A file that an editor gave a byte order mark or bare line ends is still read."""
    plain = claims_df.drop(index=1).reset_index(drop=True)
    data = b"\xef\xbb\xbf" + csv_file.export(plain).replace(b"\r\n", b"\n")
    pd.testing.assert_frame_equal(csv_file.read(data), plain[names(CLAIMS)])


def test_a_spreadsheet_may_have_saved_it(claims_df):
    """Columns moved and added and a capital TRUE are no obstacle to reading."""
    saved = io.StringIO(newline="")
    for row in cells_of(csv_file.export(claims_df)):
        csv.writer(saved).writerow(["mine", *row[::-1]])
    data = saved.getvalue().replace(",true,", ",TRUE,").encode("utf-8")
    pd.testing.assert_frame_equal(csv_file.read(data), claims_df[names(CLAIMS)])


def test_columns_a_frame_lacks_are_empty(claims_df):
    """A frame that nobody compared exports all the same, and so does one with columns of its own."""
    data = csv_file.export(claims_df.drop(columns=["topic", "flag", "conflicts_with", "note"]).assign(more=1))
    assert cells_of(data)[0] == names(CLAIMS)
    assert set(csv_file.read(data)["note"]) == {""}


DANGEROUS = [
    *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\tx", "\rx", "\nx", "\r\n=1"),
    *(" =1+1", "  \t=1", " \tx", "\u00a0=1", "\u3000@x", "\ufeff=1", "\u200b=1", "\x00=1", "\x1f-1"),
    *("＝1+1", "＋1", "－1", "＠x", " ＝1", "﹣1"),
    *("-", "=", "=cmd|' /C calc'!A0", '=HYPERLINK("https://example.org","x")', "--", "-5"),
]


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_a_spreadsheet_would_run_is_marked(text):
    """Text that begins as a formula does, also after blanks and in full-width forms, begins with the mark."""
    assert csv_file.neutralise(text) == "'" + text
    assert csv_file.restore(csv_file.neutralise(text)) == text


@pytest.mark.parametrize("text", ["", " ", "8,000", "a=b", "1-2", "– 5", "x@y", "'", "''", "'=1", "'s", " '=1", "’tis"])
def test_other_text_comes_back_too(text):
    """Text that nobody would run is left alone unless it begins with the mark, which is then doubled."""
    assert csv_file.neutralise(text) == ("'" + text if text.startswith("'") else text)
    assert csv_file.restore(csv_file.neutralise(text)) == text


@pytest.mark.parametrize("text", [*DANGEROUS, "'", "'=1", "''=1", ",", '"', '",=1', "a\r\n=1", "\\N", "NaN"])
def test_any_text_survives_the_file(text):
    """Dangerous text is marked in every text column, in a file that reads back as it was."""
    column = [column.name for column in CLAIMS if column.dtype == "str"]
    claims_df = frame(claim("It is [[1]].", 1, **dict.fromkeys(column, text)))
    data = csv_file.export(claims_df)
    pd.testing.assert_frame_equal(csv_file.read(data), claims_df[names(CLAIMS)])
    cells = dict(zip(names(CLAIMS), cells_of(data)[1], strict=True))
    assert {cells[name] for name in column} == {csv_file.neutralise(text)}


def test_numbers_are_never_marked():
    """A negative number stays a number: the same minus in front of a text is marked."""
    table = pd.DataFrame({"text": ["-5"], "float": [-5.5], "int": [-5], "factor": [float("inf")]})
    assert csv_file.to_bytes(table) == b"text,float,int,factor\r\n'-5,-5.5,-5,inf\r\n"


def test_any_table_can_be_written():
    """Tables of conflicts are written by the same rules, with the columns asked for, in that order."""
    table = pd.DataFrame({"why": ["=x", None], "factor": [1.25, float("nan")], "published_a": pd.to_datetime(["2024-12-04", None])})  # fmt: skip  # noqa: E501
    data = csv_file.to_bytes(table, ["factor", "why", "published_a", "lacking"])
    assert data == b"factor,why,published_a,lacking\r\n1.25,'=x,2024-12-04,\r\n,,,\r\n"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "is not a CSV file"),
        (b"\xff\xfe", "is not a CSV file"),
        (b"a,b\r\n1,2\r\n", "lacks the columns claim_id"),
        (b'a,b\r\n"1,2\r\n', "is not a CSV file"),
        (b"a,b\r\n1,2,3\r\n", "is not a CSV file"),
        (",".join([*names(CLAIMS), "claim_id"]).encode(), "lacks the column claim_id, or has it twice"),
    ],
)
def test_what_is_no_export_says_so(data, told):
    """A file that is no export is refused in a sentence."""
    with pytest.raises(InputError, match=told):
        csv_file.read(data)


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        *[("low", "many"), ("low", "8,000"), ("start", "1.5"), ("start", ""), ("end", "9" * 30)],
        *[("published", "soon"), ("published", "today"), ("published", "5.11.2024"), ("as_of", "2024-13-01")],
        *[("checkable", "maybe"), ("checkable", ""), ("source_start", "x")],
    ],
)
def test_a_cell_of_another_type_is_named(claims_df, name, cell):
    """A cell that its column cannot hold is named by row and column; "today" is no day: it would read the clock."""
    rows = cells_of(csv_file.export(claims_df))
    rows[1][rows[0].index(name)] = cell
    sheet = io.StringIO(newline="")
    csv.writer(sheet).writerows(rows)
    with pytest.raises(InputError, match=f"row 2, column {name} "):
        csv_file.read(sheet.getvalue().encode())


# ---- JSON Lines


def test_jsonl_is_the_contracts_row():
    """What a ledger exports is what `extract` prints: the row of the contract, a claim a line."""
    lines = jsonl_file.export(to_frame([READING])).decode("utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [to_row(claim, READING.doc) for claim in READING.claims]
    assert list(json.loads(lines[0])) == names(CLAIMS)


def test_jsonl_cells(claims_df):
    """Empty is null, several are a list, whole numbers are integers, text is not marked."""
    rows = [json.loads(line) for line in jsonl_file.export(claims_df).splitlines()]
    assert (rows[2]["low"], rows[2]["note"], rows[2]["per"]) == (1e300, "=1+1", ["month", "soldier"])
    assert (rows[2]["high"], rows[2]["source_chain"], rows[2]["conflicts_with"]) == (None, ["nan"], [])
    assert (rows[1]["value"], rows[1]["source_start"], rows[1]["checkable"]) == (-5, 3, False)
    assert (rows[0]["published"], rows[0]["reviewed_at"]) == ("2024-12-04", "2024-12-20T00:00:00")


def test_jsonl_has_no_number_that_json_lacks(claims_df):
    """Infinite and missing numbers are null."""
    data = jsonl_file.export(claims_df.assign(low=[float("inf"), float("-inf"), float("nan")]))
    assert [json.loads(line)["low"] for line in data.splitlines()] == [None] * 3


@pytest.mark.parametrize("mark", ["\x85", "\u2028", "\u2029", "\x1e", "\r"])
def test_only_a_line_feed_ends_a_json_line(claims_df, mark):
    """Marks at which some readers end a line are escaped: a claim is one line for everybody."""
    lines = jsonl_file.export(claims_df.assign(note=f"a{mark}b")).decode("utf-8").splitlines()
    assert [json.loads(line)["note"] for line in lines] == [f"a{mark}b"] * 3


@pytest.mark.parametrize("line", [b"{", b"[]", b'{"claim_id": "a"}', b"\xff"])
def test_a_line_that_is_no_claim_is_named(claims_df, line):
    """A line that is no claim is refused with its number."""
    with pytest.raises(InputError, match="line 4 is not a claim"):
        jsonl_file.read(jsonl_file.export(claims_df) + line)


def test_a_json_cell_of_another_type_is_refused(claims_df):
    """A value that its column cannot hold is refused in words."""
    with pytest.raises(InputError, match="something else than a claim"):
        jsonl_file.read(jsonl_file.export(claims_df).replace(b'"value": -5', b'"value": "many"'))


# ---- all formats, and files


@pytest.mark.parametrize("size", [3, 0], ids=["claims", "none"])
@pytest.mark.parametrize("name", [name for name, exporter in formats().items() if hasattr(exporter, "read")])
def test_what_is_exported_is_read_back(claims_df, name, size):
    """Reading an export gives back every cell and every dtype, in every format that can be read."""
    given, exporter = claims_df[names(CLAIMS)].head(size), formats()[name]
    pd.testing.assert_frame_equal(exporter.read(exporter.export(given)), given, check_exact=True)


@pytest.mark.parametrize("name", sorted(formats()))
def test_an_export_depends_on_the_cells_alone(claims_df, name):
    """Another index, other columns' order and columns of others give the same bytes."""
    other = claims_df[claims_df.columns[::-1]].assign(home="elsewhere").set_axis([7, 3, 5])
    assert formats()[name].export(other) == formats()[name].export(claims_df)


HISTORY = Beside(decisions=pd.DataFrame(to_columns(DECISIONS, [])))


@pytest.mark.parametrize("name", sorted(formats()))
def test_every_format_keeps_its_contract(claims_df, name):
    """An exporter says what it is and holds, writes the same bytes for the same frame, and never changes the frame."""
    exporter, before = formats()[name], claims_df.copy(deep=True)
    assert name == exporter.NAME
    assert exporter.SUFFIX.startswith(".")
    assert "/" in exporter.MEDIA_TYPE
    assert exporter.EXAMPLE.endswith(".")
    assert exporter.IS_TEXT is (b"\0" not in exporter.export(claims_df))
    is_longer = len(exporter.export(claims_df, HISTORY)) > len(exporter.export(claims_df))
    assert exporter.HAS_HISTORY is is_longer
    assert hasattr(exporter, "select") is hasattr(exporter, "LEAVES_OUT")
    assert exporter.export(claims_df) == exporter.export(claims_df.copy())
    assert isinstance(exporter.export(to_frame([])), bytes)
    pd.testing.assert_frame_equal(claims_df, before)


def test_formats_are_known_by_name():
    """CSV and JSON Lines are there, the one that a newsroom knows first."""
    assert list(formats())[:2] == ["csv", "jsonl"]


def write(path, content):
    with open_output(path) as file:
        file.write(content)


def test_a_file_is_replaced_whole(tmp_path):
    """The new bytes are there, permissions kept, links followed, and nothing else is left in the folder."""
    file, link = tmp_path / "out.csv", tmp_path / "link.csv"
    write(file, b"old")
    file.chmod(0o640)
    link.symlink_to(file)
    write(link, b"new")
    assert file.read_bytes() == b"new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert link.is_symlink()
    assert sorted(part.name for part in tmp_path.iterdir()) == ["link.csv", "out.csv"]


def test_a_failed_write_leaves_the_old_file(tmp_path, monkeypatch):
    """If the disk fails half-way, the file is as it was and no part of the new one lies about."""
    file = tmp_path / "out.csv"
    write(file, b"old")

    def fail(_handle):
        reason = "disk full"
        raise OSError(28, reason)

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(InputError, match="disk full"):
        write(file, b"new")
    assert file.read_bytes() == b"old"
    assert [part.name for part in tmp_path.iterdir()] == ["out.csv"]


@pytest.mark.parametrize("name", ["", "missing/out.csv", "a\0b"])
def test_a_place_that_takes_no_file(tmp_path, name):
    """A folder, a folder that is not there, or no name at all is a sentence."""
    with pytest.raises(InputError, match="cannot be written"):
        write(tmp_path / name, b"x")
