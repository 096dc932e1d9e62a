"""Whatever the cells: a frame exported to CSV and read again is the same frame, and no cell of it runs."""

import csv
import io
import re

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.columns import CLAIMS, names
from claims.export import csv_file

TRICKY = st.text(st.sampled_from("'=+-@＝－\t\r\n \u00a0\ufeff\u200b,\";\0aN1"), max_size=6)
WORDS = st.one_of(
    TRICKY, st.text(st.characters(exclude_categories=["Cs"]), max_size=20), st.sampled_from(["NA", "nan"])
)
WHOLE = st.integers(-(2**63), 2**63 - 1)
CELLS = {
    "str": WORDS,
    "float64": st.floats(allow_nan=True, allow_infinity=True),
    "int64": WHOLE,
    "Int64": st.none() | WHOLE,
    "bool": st.booleans(),
    "datetime64[s]": st.none() | st.datetimes().map(lambda moment: moment.replace(microsecond=0)),
}
ROW = st.fixed_dictionaries({column.name: CELLS[column.dtype] for column in CLAIMS})
RUNS = re.compile(r"\s*[=+\-@＝＋－＠]|\s*[\t\r\n]")


def to_typed(rows):
    cells = {
        column.name: pd.Series([row[column.name] for row in rows], dtype=object).astype(column.dtype)
        for column in CLAIMS
    }
    return pd.DataFrame(cells, columns=names(CLAIMS))


@given(st.lists(ROW, max_size=3))
@settings(max_examples=40, deadline=None)
def test_csv_gives_the_frame_back(rows):
    """read(export(claims_df)) equals claims_df, types and all; other readers see the same cells."""
    claims_df = to_typed(rows)
    data = csv_file.export(claims_df)
    pd.testing.assert_frame_equal(csv_file.read(data), claims_df, check_exact=True)
    seen = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
    assert {len(cells) for cells in seen} == {len(CLAIMS)}
    for cells in seen[1:]:
        for column, cell in zip(CLAIMS, cells, strict=True):
            assert column.dtype != "str" or not RUNS.match(cell)


@given(WORDS)
@settings(max_examples=200, deadline=None)
def test_neutral_text_is_restored(text):
    """Taking the mark off gives the exact text back, however many marks it began with."""
    neutral = csv_file.neutralise(text)
    assert not RUNS.match(neutral)
    assert csv_file.restore(neutral) == text
