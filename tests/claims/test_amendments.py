"""Cells that people changed, laid over what was read: pure functions from decisions to rows and sentences."""

from datetime import datetime

import pytest

from claims.amendments import amend, cells_in_words, find_changes, fits, in_words, read_cells, to_amendments
from claims.decisions import Decision, Mark, Undo, Verdicts, to_decisions, to_marks, to_verdicts

ROW = {
    "claim_id": "a",
    "kind": "count",
    "low": 8000.0,
    "high": 8000.0,
    "value": 8000.0,
    "modifier": "exact",
    "unit": "troop",
    "per": "",
    "aspect": "",
    "as_of": "2024-12-06",
    "source": "he",
    "checkable": 1,
    "rule": "numeral.digits;attribution.pronoun",
}


def said(number, action="correct", reviewer="Kim", **cells):
    at = datetime(2024, 12, 20, 9, number)
    return Decision(event_id=number, at=at, reviewer=reviewer, action=action, claim_a="a", cells=cells)


TO_18000 = {"value": 18000.0, "low": 18000.0, "high": 18000.0}


@pytest.mark.parametrize(
    ("decisions", "cells"),
    [
        ([], {}),
        ([said(1, **TO_18000)], {**TO_18000, "rule": f"{ROW['rule']};user.corrected"}),
        ([said(1, unit="soldier"), said(2, unit="man")], {"unit": "man", "rule": f"{ROW['rule']};user.corrected"}),
        ([said(1, source="Kim Min")], {"source": "Kim Min", "rule": "numeral.digits;user.corrected"}),
        ([said(1, "add", unit="boat", source="he")], {"unit": "boat", "rule": f"{ROW['rule']};user.added"}),
        (
            [said(1, "add", unit="boat"), said(2, checkable=False)],
            {"unit": "boat", "checkable": False, "rule": f"{ROW['rule']};user.added;user.corrected"},
        ),
    ],
)
def test_cells_are_laid_over_what_was_read(decisions, cells):
    """The newest cells stand, every other cell stays as it was read, and the rules say whose word it is."""
    assert amend(ROW, decisions) == ROW | cells


@pytest.mark.parametrize(
    ("decisions", "sentences"),
    [
        ([said(1, **TO_18000)], ["corrected by Kim: value 8,000 → 18,000"]),
        ([said(1, modifier="more_than", high=None)], ["corrected by Kim: modifier exact → more than"]),
        ([said(1, low=5.0, high=None)], ["corrected by Kim: from 8,000 → 5, to 8,000 → none"]),
        (
            [said(1, per="month;soldier", aspect="flow", as_of="2024-12-05")],
            [
                "corrected by Kim: per none → month per soldier, counted as unknown → flow,"
                " speaks of 6 Dec 2024 → 5 Dec 2024"
            ],
        ),
        ([said(1, aspect="", as_of=None)], ["corrected by Kim: speaks of 6 Dec 2024 → none"]),
        ([said(1, unit="troop")], []),
        ([said(1, checkable=False, reviewer="")], ["corrected by hand: worth checking yes → no"]),
        ([said(1, unit="man"), said(2, unit="soldier", reviewer="Lee")], ["corrected by Lee: unit troop → soldier"]),
        (
            [said(1, unit="man"), said(2, source="NATO", cue="", reviewer="Lee")],
            ["corrected by Kim: unit troop → man", "corrected by Lee: source he → NATO"],
        ),
        ([said(1, "add", unit="boat")], ["added by Kim"]),
        ([said(1, "add", unit="boat"), said(2, unit="ship")], ["added by Kim", "corrected by Kim: unit boat → ship"]),
    ],
)
def test_changes_are_told_in_words(decisions, sentences):
    """What differs from what was read, by whom; ends that follow from a value are not told beside it."""
    row = ROW | {"cue": "said"}
    assert in_words(find_changes(row, decisions)) == sentences


def test_what_was_undone_amends_nothing():
    """An undo takes the cells back, and the older ones stand again."""
    events = [said(1, unit="man"), said(2, unit="boat"), Undo(event_id=3, at=said(3).at, reviewer="", undoes=2)]
    standing = to_amendments(to_decisions(events))
    assert amend(ROW, standing["a"])["unit"] == "man"
    assert to_amendments(to_decisions([*events, Undo(event_id=4, at=said(4).at, reviewer="", undoes=1)])) == {}


def test_a_correction_says_nothing_of_who_is_right():
    """It leaves status and note alone, settles no pair, and shows who was there last."""
    decisions = [
        Decision(event_id=1, at=said(1).at, reviewer="Lee", action="flag", claim_a="a", claim_b="b", note="odd"),
        said(2, unit="man"),
    ]
    assert to_marks(decisions)["a"] == Mark(status="flagged", note="odd", reviewer="Kim", reviewed_at=said(2).at)
    assert to_verdicts(decisions[1:]) == Verdicts()


@pytest.mark.parametrize(
    ("name", "cell", "is_fit"),
    [
        ("value", 1.5, True),
        ("value", None, True),
        ("value", float("inf"), False),
        ("value", float("nan"), False),
        ("value", 10**400, False),
        ("value", True, False),
        ("value", "8", False),
        ("checkable", False, True),
        ("checkable", 0, False),
        ("unit", None, False),
        ("per", "month;soldier", True),
        ("aspect", "flow", True),
        ("as_of", "2024-12-20", True),
        ("as_of", None, True),
        ("as_of", "20241220", False),
        ("as_of", "2024-02-30", False),
        ("as_of", "", False),
        ("as_of", 20241220, False),
        ("source_start", 3, True),
        ("source_start", -1, False),
        ("claim_id", "x", False),
        ("rule", "x", False),
        ("start", 3, False),
    ],
)
def test_only_what_a_column_can_hold_is_amended(name, cell, is_fit):
    """The figure's place, its id and its rules cannot be changed, and a cell keeps its type."""
    assert fits(name, cell) == is_fit


@pytest.mark.parametrize("written", ["", "{", "[]", "1", "[" * 100_000, '{"value": 1e999}', '{"start": 3}'])
def test_broken_cells_amend_nothing(written):
    """Cells of a ledger from elsewhere that no column can hold are left out."""
    assert read_cells(written) == {}


def test_cells_of_a_correction_are_told_for_the_history():
    """A correction is told by its cells, those that only follow left out; of an addition there is nothing to tell."""
    assert cells_in_words(said(1, **TO_18000, dimension="person")) == "value 18,000"
    assert cells_in_words(said(1, "add", **TO_18000)) == ""
    assert cells_in_words(said(1, per="month;soldier", aspect="", as_of="2024-12-20")) == (
        "per month per soldier, counted as unknown, speaks of 20 Dec 2024"
    )
