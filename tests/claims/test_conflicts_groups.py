"""The interval that most independent origins of a topic agree on."""

import math

import pytest

from claims.conflicts import compare
from claims.conflicts.groups import GROUPS
from tests.claims.claim_frames import TROOPS, claim, frame

SENT = "Officials said [[{}]] soldiers were sent to the island."


def troops(surface, value, name, **cells):
    return claim(SENT.format(surface), value, **{**TROOPS, "doc_id": name, "claim_id": name, **cells})


@pytest.fixture
def island():
    """One low figure and one floor that share an origin, one range of another, one projection."""
    return frame(
        troops("4,000", 4000, "low", modifier="approx", source="Danish officials"),
        troops("5,000", 5000, "floor", modifier="more_than", source="officials from Sweden and Denmark"),
        {**troops("5,000 or 6,000", None, "range", modifier="range", source="Berg"), "low": 5000.0, "high": 6000.0},
        troops("9,000", 9000, "plan", modality="projected", source="Berg"),
    )


def test_a_topic_has_a_readable_label(island):
    """A topic is named after what is counted and what happened to it; projections share it."""
    assert set(compare(island).topics) == {"soldiers · sent"}


def test_the_consensus_counts_origins(island):
    """The consensus is where most independent origins meet; who overlaps counts once, and outliers are named."""
    groups = compare(island).groups.set_index("lane")
    said = groups.loc["asserted"]
    assert (said["low"], said["high"], said["support"], said["of"], said["best"]) == (5000, 6000, 2, 2, 5000)
    assert said["outliers"] == "low"
    assert groups.loc["projected", "low"] == 8500


def test_two_outlets_that_quote_one_official_are_one_origin():
    """Three copies of one official's word do not outvote two others."""
    rows = [troops("40", 40, f"copy{n}", source="Keller", outlet=f"outlet {n}") for n in range(3)]
    rows += [troops("55", 55, "b", source="Berg"), troops("55", 55, "c", source="Lind")]
    group = compare(frame(*rows)).groups.iloc[0]
    assert (group["low"], group["high"], group["support"], group["of"]) == (55, 55, 2, 3)


def test_an_open_consensus_stays_open():
    """Floors alone agree on everything above the highest; its end is empty as in the ledger."""
    rows = [troops("40", 40, "a", modifier="at_least"), troops("55", 55, "b", modifier="more_than", source="Berg")]
    group = compare(frame(*rows)).groups.iloc[0]
    assert group["low"] == 55
    assert math.isnan(group["high"])


FLOORS = [("4,000", 4000, "more_than"), ("5,000", 5000, "more_than"), ("thousands", 1000, "magnitude")]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param([*FLOORS, ("9,000", 9000, "exact")], (5000, math.nan, 4, 3, ""), id="floors that are near"),
        pytest.param([*FLOORS[1:], ("5,600", 5600, "exact")], (5550, 5650, 3, 2, ""), id="a floor with a number"),
        pytest.param([FLOORS[2], ("2,000", 2000, "exact")], (1800, 2200, 2, 1, ""), id="a vague plural closes nothing"),
        pytest.param([FLOORS[2]], (1000, math.nan, 1, 0, ""), id="a vague plural alone"),
        pytest.param([("5,000", 5000, "at_most"), FLOORS[2]], (1000, 5000, 2, 1, ""), id="a ceiling"),
        pytest.param(
            [FLOORS[0], FLOORS[0], ("40", 40, "exact"), ("90,000", 90000, "exact")],
            (4000, math.nan, 3, 3, "2"),
            id="floors and what is far above them",
        ),
    ],
)
def test_an_open_end_allows_but_does_not_name(said, expected):
    """
    What a floor or a vague plural leaves open makes no number likelier.

    Low, high, support, how many of these name a number there, and who is out.
    """
    rows = [
        troops(surface, value, str(at), modifier=modifier, source=f"{'ABCD'[at]}erg") | {"low": value}
        for at, (surface, value, modifier) in enumerate(said)
    ]
    group = compare(frame(*rows)).groups.iloc[0]
    found = tuple(group[["low", "high", "support", "named", "outliers"]])
    assert found == pytest.approx(expected, nan_ok=True)


def test_a_group_in_years_is_shown_in_years():
    """The consensus of durations is in the unit that most of them use."""
    cells = {"kind": "duration", "dimension": "time", "entity": "lease", "unit": "year"}
    group = compare(frame(claim("The lease runs [[71]] years.", 71, **cells))).groups.iloc[0]
    assert (group["topic"], group["low"]) == ("lease · years", 71)


def test_empty_in_empty_out():
    """A frame without rows gives frames with the declared columns and no rows."""
    found = compare(frame())
    assert (len(found.relations), len(found.topics), len(found.groups)) == (0, 0, 0)
    assert list(found.groups.columns) == list(GROUPS)
