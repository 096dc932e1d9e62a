"""How the Ledger orders, pages and words its claims."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.claims.claim_frames import TROOPS, claim, frame
from workbench import table
from workbench.table import COLUMNS, View, from_query, order, take_page, to_query, turn

CLAIMS = frame(
    claim("[[8,000]] went", 8000, source="b", published="2024-12-04", **TROOPS),
    claim("[[71]] years", 71, dimension="time", unit="year", published="2024-11-05"),
    claim("[[10,000]] went", 10000, source="A", **TROOPS),
    claim("[[8,000]] came", 8000, source="c", published="2024-11-05", **TROOPS),
).assign(source_kind="")
ALL = np.ones(len(CLAIMS), dtype=bool)


@given(
    st.sampled_from(["", *COLUMNS]),
    st.booleans(),
    st.sets(st.sampled_from(list(COLUMNS)), min_size=1),
    st.integers(1, 10**6),
    st.text(),
)
def test_a_url_holds_the_whole_view(sort: str, falling: bool, columns: set[str], page: int, claim_id: str):
    """A view turned into URL parameters and back is the same."""
    shown = tuple(name for name in COLUMNS if name in columns)
    view = View(sort=sort, falling=falling and bool(sort), columns=shown, page=page, claim=claim_id)
    assert from_query(to_query(view)) == view


@pytest.mark.parametrize(
    "query", [{"sort": ["-nothing"]}, {"page": ["0"]}, {"page": ["²"]}, {"page": ["9" * 5000]}, {"column": ["nothing"]}]
)
def test_what_means_nothing_in_a_url_is_as_usual(query: dict[str, list[str]]):
    """A column or page that is none is disregarded."""
    assert from_query(query) == View()


@pytest.mark.parametrize(
    ("sort", "falling", "places"),
    [
        ("", False, [0, 1, 2, 3]),
        ("figure", False, [0, 3, 2, 1]),
        ("figure", True, [1, 2, 0, 3]),
        ("source", False, [2, 0, 3, 1]),
        ("source", True, [3, 0, 2, 1]),
        ("published", False, [1, 3, 0, 2]),
        ("published", True, [0, 1, 3, 2]),
    ],
)
def test_order(sort: str, falling: bool, places: list[int]):
    """By number within one dimension, by letter whatever the case, by day; equal rows stay, empty cells come last."""
    assert list(order(CLAIMS, ALL, View(sort=sort, falling=falling))) == places


@pytest.mark.parametrize("name", COLUMNS)
def test_every_column_orders_and_words_every_row(name: str):
    """A column can be ordered by and shown, whatever its cells hold."""
    keep = np.array([True, False, True, True])
    assert sorted(order(CLAIMS, keep, View(sort=name))) == [0, 2, 3]
    for row in CLAIMS.assign(saying="8,000 soldiers").to_dict("records"):
        (cell,) = table.to_cells(row, [name])
        assert all(isinstance(told, str) for told, _ in cell)


def test_a_sentence_is_shown_whole_with_its_figure():
    """The pieces of a sentence put together are the sentence, and one of them is its figure."""
    (cell,) = table.to_cells(CLAIMS.iloc[0].to_dict(), ["sentence"])
    assert "".join(told for told, _ in cell) == "8,000 went"
    assert ("8,000", "figure-mark") in cell


def test_three_clicks_on_a_column():
    """From the first, from the last, as in the ledger; the page is the first again."""
    view = View(page=3)
    turned = [view := turn(view, "source") for _ in range(3)]
    assert [(one.sort, one.falling, one.page) for one in turned] == [
        ("source", False, 1),
        ("source", True, 1),
        ("", False, 1),
    ]


@pytest.mark.parametrize(("page", "rows"), [(1, (0, 100)), (2, (100, 200)), (3, (200, 250)), (99, (200, 250))])
def test_pages(page: int, rows: tuple[int, int]):
    """A page is the rows that come next; beyond the last one is the last one."""
    assert list(take_page(np.arange(250), View(page=page))) == list(range(*rows))
