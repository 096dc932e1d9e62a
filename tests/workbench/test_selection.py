"""What the Ledger shows, and how that stands in a URL."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.claims.claim_frames import DEAD, TROOPS, claim, frame
from workbench import selection
from workbench.selection import (
    FACETS,
    Selection,
    bound,
    from_query,
    in_words,
    is_one_measure,
    is_open,
    offer,
    offer_ranges,
    select,
    to_query,
    toggle,
)

CLAIMS = frame(
    claim(
        "Some [[8,000]] troops were sent.",
        8000,
        source="US officials",
        story="a",
        flag="tension:possible",
        published="2024-11-05",
        **TROOPS,
    ),
    claim(
        "More than [[10,000]] went.",
        10000,
        source="Andrei Lankov",
        story="a",
        flag="tension:confirmed",
        modifier="more_than",
        published="2024-12-02",
        **TROOPS,
    ),
    claim("The [[two]] leaders met.", 2, story="b", checkable=False),
).assign(source_kind=["officials", "person", ""])
PEOPLE = {"dimension": ("person",)}
VALUES = st.lists(st.text(), max_size=3, unique=True)
NUMBERS = st.none() | st.floats(allow_nan=False, allow_infinity=False)
DAYS = st.none() | st.dates()


def test_what_disagrees_is_listed_whether_worth_checking_or_not():
    """A year is not worth checking by itself, but it is against another article's."""
    years = frame(
        claim("It was built in [[1998]].", 1998, kind="date", checkable=False, flag="conflict:confirmed"),
        claim("It met in [[1999]].", 1999, kind="date", checkable=False),
    )
    assert selection.is_listed(years).tolist() == [True, False]


@given(
    st.dictionaries(st.sampled_from(list(FACETS)), VALUES),
    st.fixed_dictionaries(
        {
            "text": st.text().map(str.strip),
            "everything": st.booleans(),
            "since": DAYS,
            "until": DAYS,
            "least": NUMBERS,
            "most": NUMBERS,
        }
    ),
)
def test_a_url_holds_the_whole_selection(chosen: dict[str, list[str]], others: dict):
    """A selection turned into URL parameters and back is the same, whatever its values are."""
    asked = Selection(chosen={name: tuple(values) for name, values in chosen.items() if values}, **others)
    assert from_query(to_query(asked)) == asked


@given(st.dictionaries(st.sampled_from(["since", "until", "least", "most", "q"]), st.lists(st.text())))
def test_any_url_can_be_read(query: dict[str, list[str]]):
    """An end of a range that is no day or no finite number is open."""
    asked = from_query(query)
    assert from_query(to_query(asked)) == asked


@pytest.mark.parametrize(
    ("asked", "surfaces"),
    [
        (Selection(), ["8,000", "10,000"]),
        (Selection(everything=True), ["8,000", "10,000", "two"]),
        (Selection(chosen={"source": ("US officials",)}), ["8,000"]),
        (Selection(chosen={"source": ("US officials", "Andrei Lankov")}), ["8,000", "10,000"]),
        (Selection(chosen={"source_kind": ("person",)}), ["10,000"]),
        (Selection(chosen={"flag": ("tension",)}), ["8,000", "10,000"]),
        (Selection(chosen={"source": ("",)}, everything=True), ["two"]),
        (Selection(text="LANKOV"), ["10,000"]),
        (Selection(text=".*"), []),
        (Selection(chosen={"source": ("nobody",)}), []),
        (Selection(since=date(2024, 12, 2)), ["10,000"]),
        (Selection(until=date(2024, 12, 1)), ["8,000"]),
        (Selection(since=date(2024, 11, 5), until=date(2024, 12, 2), everything=True), ["8,000", "10,000"]),
        (Selection(chosen=PEOPLE, least=10000.0), ["10,000"]),
        (Selection(chosen=PEOPLE, most=8000.0), ["8,000"]),
        (Selection(chosen=PEOPLE, least=11000.0), []),
        (Selection(least=11000.0), ["8,000", "10,000"]),
    ],
)
def test_selecting(asked: Selection, surfaces: list[str]):
    """Values of one facet add up, facets and ranges narrow, text is found as it is whatever its case."""
    assert list(select(CLAIMS, asked)["surface"]) == surfaces


@pytest.mark.parametrize(
    ("least", "most", "surfaces"),
    [
        (None, 11000, ["10,000 or 12,000"]),
        (11000, 11500, ["10,000 or 12,000"]),
        (12500, None, ["millions"]),
        (1_000_000, 1_000_000, ["millions"]),
    ],
)
def test_a_range_is_met_by_what_is_written(least: float | None, most: float | None, surfaces: list[str]):
    """Of a range both numbers count, of a magnitude its floor; what lies above an open end is not written."""
    claims = frame(
        claim("[[10,000 or 12,000]] troops", 12000, low=10000, modifier="range", **TROOPS),
        claim("[[millions]] of troops", 1_000_000, modifier="magnitude", **TROOPS),
    )
    assert list(select(claims, Selection(chosen=PEOPLE, least=least, most=most))["surface"]) == surfaces


@pytest.mark.parametrize(
    ("chosen", "is_one"),
    [
        ({}, False),
        ({"dimension": ("person",)}, True),
        ({"dimension": ("person", "time")}, False),
        ({"dimension": ("length",)}, False),
        ({"dimension": ("length",), "unit": ("mile",)}, True),
        ({"dimension": ("length",), "unit": ("mile", "kilometre")}, False),
        ({"unit": ("mile",)}, False),
    ],
)
def test_numbers_are_compared_within_one_measure(chosen: dict[str, tuple[str, ...]], is_one: bool):
    """One dimension makes one scale, but where its units hold each other: there it takes one unit."""
    assert is_one_measure(Selection(chosen=chosen)) == is_one


def test_a_range_ends_with_its_measure():
    """Another dimension or unit lets the range of numbers go: 5,000 of it is something else."""
    asked = bound(Selection(chosen=PEOPLE), "number", "5000", "")
    assert asked.least == 5000
    assert toggle(asked, "source", "NATO").least == 5000
    assert toggle(asked, "dimension", "time").least is None
    assert toggle(asked, "unit", "soldier").least is None


def test_what_a_facet_lets_go_of_does_not_count():
    """A dimension is counted without the range of numbers, which does not outlive it."""
    offered = offer(CLAIMS, Selection(chosen=PEOPLE, least=9000.0, everything=True))
    counts = {facet.name: {one.value: one.count for one in facet.values} for facet in offered}
    assert counts["dimension"] == {"person": 2, "": 1}


def test_a_facet_counts_under_the_others():
    """A facet's counts disregard its own choice, so that another value can be added."""
    chosen = toggle(Selection(), "source", "US officials")
    (sources,) = (facet for facet in offer(CLAIMS, chosen) if facet.name == "source")
    assert [(one.value, one.count, one.on) for one in sources.values] == [
        ("US officials", 1, True),
        ("Andrei Lankov", 1, False),
    ]


def test_a_facet_that_cannot_narrow_is_left_out():
    """Only facets with two values or a choice are offered."""
    assert [facet.name for facet in offer(CLAIMS, Selection())] == ["source", "source_kind"]
    assert "story" in [facet.name for facet in offer(CLAIMS, Selection(everything=True))]


def test_units_are_offered_within_a_dimension():
    """Which unit is asked once the dimension is known, even if there is but one to choose."""
    assert "unit" not in [facet.name for facet in offer(CLAIMS, Selection(everything=True))]
    assert "unit" in [facet.name for facet in offer(CLAIMS, Selection(chosen=PEOPLE))]


def test_a_chosen_value_that_no_claim_has_can_be_let_go():
    """A value from an old URL stays in its facet, with no claims."""
    chosen = Selection(chosen={"outlet": ("Gone Gazette",)})
    (outlets,) = (facet for facet in offer(CLAIMS, chosen) if facet.name == "outlet")
    assert ("Gone Gazette", 0, True) in [(one.value, one.count, one.on) for one in outlets.values]


def test_rare_values_are_counted_and_not_offered(monkeypatch: pytest.MonkeyPatch):
    """Of very many values the most frequent are offered, and it is told how many are not."""
    monkeypatch.setattr(selection, "MOST_VALUES", 1)
    (sources,) = (facet for facet in offer(CLAIMS, Selection()) if facet.name == "source")
    assert (len(sources.values), sources.rarer) == (1, 1)


@pytest.mark.parametrize(
    ("days", "bins"),
    [
        ([], []),
        (["2024-12-02"], [("2024-12-02", "2024-12-02", "2 Dec 2024", 1)]),
        (
            ["2024-11-30", "2024-12-02"],
            [
                ("2024-11-30", "2024-11-30", "30 Nov 2024", 1),
                ("2024-12-01", "2024-12-01", "1 Dec 2024", 0),
                ("2024-12-02", "2024-12-02", "2 Dec 2024", 1),
            ],
        ),
        (
            ["2024-01-05", "2024-02-29", "2024-02-01"],
            [("2024-01-01", "2024-01-31", "Jan 2024", 1), ("2024-02-01", "2024-02-29", "Feb 2024", 2)],
        ),
        (
            ["2020-01-05", "2023-02-28"],
            [(f"{year}-01-01", f"{year}-12-31", str(year), int(year in (2020, 2023))) for year in range(2020, 2024)],
        ),
    ],
)
def test_days_come_in_parts(days: list[str], bins: list[tuple[str, str, str, int]]):
    """Days, months or years, none left out, each with its count."""
    rows = [claim("[[9]] went", 9, published=day) for day in days]
    offered, _ = offer_ranges(frame(*rows) if rows else CLAIMS.head(0), Selection())
    assert [(one.low, one.high, one.title, one.count) for one in offered.bins] == bins


@given(st.lists(st.floats(-1e15, 1e15, allow_subnormal=False), min_size=1, max_size=5))
@settings(deadline=None)
def test_every_number_is_in_a_part(found: list[float]):
    """The parts hold every number, and there are few enough of them to be seen."""
    claims = frame(*(claim("[[9]] went", number, **DEAD) for number in found))
    bins = offer_ranges(claims, Selection(chosen=PEOPLE))[1].bins
    assert 0 < len(bins) <= 3 * selection.MOST_BINS
    assert float(bins[0].low) <= min(found)
    assert max(found) <= float(bins[-1].high)
    assert sum(one.count for one in bins) >= len(found)


def test_a_part_counts_what_it_would_leave():
    """The count of a part is that of the claims that choosing it shows."""
    asked = Selection(chosen=PEOPLE)
    for offered in offer_ranges(CLAIMS, asked):
        for one in offered.bins:
            assert len(select(CLAIMS, bound(asked, offered.name, one.low, one.high))) == one.count


@pytest.mark.parametrize(
    ("chosen", "hint"), [({}, selection.ONE_DIMENSION), ({"dimension": ("length",)}, selection.ONE_UNIT), (PEOPLE, "")]
)
def test_why_there_is_no_range_of_numbers(chosen: dict[str, tuple[str, ...]], hint: str):
    """Where numbers are on no common scale, it is said what to choose first."""
    assert offer_ranges(CLAIMS, Selection(chosen=chosen))[1].hint == hint


def test_toggling_twice_changes_nothing():
    """A second click lets a value go."""
    once = toggle(Selection(), "kind", "count")
    assert is_open(toggle(once, "kind", "count"))
    assert not is_open(once)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (Selection(), ""),
        (
            Selection(chosen={"source": ("US officials", ""), "kind": ("percentage_points",)}, text="troops"),
            "source: US officials or the article itself, kind: percentage points, holding “troops”",
        ),
        (Selection(since=date(2024, 11, 5)), "printed from 5 Nov 2024"),
        (Selection(chosen=PEOPLE, least=5000.0, most=20000.0), "dimension: person, number 5,000 to 20,000"),
        (Selection(chosen={"dimension": ("date",)}, most=1953.0), "dimension: date, number to 1953"),
        (Selection(least=5000.0), ""),
    ],
)
def test_in_words(asked: Selection, told: str):
    """The open filter reads as a line."""
    assert in_words(asked) == told


def test_empty_in_empty_out():
    """An empty frame gives no rows and no facets."""
    assert select(CLAIMS.head(0), Selection(text="x")).empty
    assert offer(CLAIMS.head(0), Selection()) == ()
