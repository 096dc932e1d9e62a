"""What a person types becomes cells, with all that follows from them, or sentences that say what is wrong."""

import pandas as pd
import pytest

from claims.corrections import read_number, to_cells, to_typed
from claims.ledger import to_frame
from tests.claims.claim_frames import TROOPS, claim, frame

SENTENCE = "NATO and he said that some [[8,000]] North Korean troops were sent."
ROW = frame(
    claim(SENTENCE, 8000, modifier="approx", source="Lee", source_surface="he", source_start=9, source_end=11, **TROOPS)
).iloc[0]
ROW = (
    ROW.to_dict()
    | {"as_of": pd.Timestamp("2024-12-06")}
    | {"sentence_start": 100, "cue": "said", "source_chain": "Lee > some", "unit": "troop"}
)


def typed(**fields):
    return {**to_typed(ROW), **fields}


def ends(value, low, high):
    return {"value": value, "low": low, "high": high}


@pytest.mark.parametrize(
    ("fields", "cells"),
    [
        ({}, {}),
        ({"number": " 8,000 ", "unit": "troop "}, {}),
        ({"number": "18,000"}, ends(18000, 18000, 18000)),
        ({"number": "1.5 million"}, ends(1.5e6, 1.5e6, 1.5e6)),
        ({"modifier": "more_than"}, {"modifier": "more_than", "high": None}),
        ({"modifier": "at_most", "number": "9"}, {"modifier": "at_most", **ends(9, None, 9)}),
        ({"modifier": "range", "upper": "9000"}, {"modifier": "range", "value": None, "high": 9000}),
        ({"modifier": "magnitude", "number": "1000"}, {"modifier": "magnitude", **ends(None, 1000, None)}),
        ({"unit": "artillery shell"}, {"unit": "artillery shell", "dimension": "munition"}),
        ({"kind": "measure", "unit": "km"}, {"kind": "measure", "unit": "kilometre", "dimension": "length"}),
        ({"kind": "money", "unit": "euros"}, {"kind": "money", "unit": "EUR", "dimension": "currency:EUR"}),
        ({"kind": "money", "unit": "XAU"}, {"kind": "money", "unit": "XAU", "dimension": "currency:XAU"}),
        ({"kind": "percentage", "unit": ""}, {"kind": "percentage", "unit": "percent", "dimension": "ratio"}),
        ({"kind": "date", "unit": "year"}, {"kind": "date", "unit": "year", "dimension": "date"}),
        ({"per": "per month"}, {"per": "month"}),
        ({"per": "months per soldier"}, {"per": "month;soldier"}),
        ({"per": "km²/day per 100,000 people"}, {"per": "square kilometre;day;100,000 person"}),
        ({"per": " "}, {}),
        ({"aspect": "flow"}, {"aspect": "flow"}),
        ({"as_of": "2024-12-20"}, {"as_of": "2024-12-20"}),
        ({"as_of": "20 Dec 2024"}, {"as_of": "2024-12-20"}),
        ({"as_of": "6 Dec 2024"}, {}),
        ({"as_of": ""}, {"as_of": None}),
        ({"scope": "in Kursk", "checkable": False}, {"scope": "in Kursk", "checkable": False}),
        (
            {"source": "NATO"},
            {"source": "NATO", "source_surface": "NATO", "source_start": 100, "source_end": 104}
            | {"cue": "", "source_chain": "NATO > some"},
        ),
        (
            {"source": ""},
            {"source": "", "source_surface": "", "source_start": None, "source_end": None}
            | {"cue": "", "source_chain": ""},
        ),
    ],
)
def test_what_is_typed_becomes_cells(fields, cells):
    """Only what changed is a cell; ends follow from number and modifier, dimension from unit, speakers from source."""
    assert to_cells(typed(**fields), ROW) == (cells, [])


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"number": ""}, "The number is missing."),
        ({"number": "many"}, "“many” is no number"),
        ({"number": "9" * 400}, "is no number"),
        ({"number": "nan"}, "is no number"),
        ({"modifier": "range"}, "A range needs two numbers."),
        ({"modifier": "range", "upper": "8000"}, "above where it begins"),
        ({"upper": "9,000"}, "Only a range has a second number"),
        ({"kind": "money"}, "“troop” is no currency"),
        ({"kind": "money", "unit": "cents"}, "“cents” is no currency"),
        ({"kind": "duration", "unit": "fortnightish"}, "is no unit of time"),
        ({"per": "day, week"}, "“day, week” cannot be read after “per”"),
        ({"per": "42"}, "“42” cannot be read after “per”"),
        ({"as_of": "yesterday"}, "“yesterday” is no day"),
        ({"as_of": "12/03/2024"}, "in one way only; write it as 2024-12-20"),
        ({"as_of": "2024-02-30"}, "“2024-02-30” is no day"),
        ({"source": "Lee > some"}, "Name one source"),
        ({"scope": "x" * 201}, "The limit is longer than 200 characters."),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(fields, told):
    """Each fault is a sentence."""
    _, faults = to_cells(typed(**fields), ROW)
    assert len(faults) == 1
    assert told in faults[0]


def test_every_fault_is_told_at_once():
    """Several faults are several sentences."""
    assert len(to_cells(typed(number="many", kind="money", source="a > b"), ROW)[1]) == 3


@pytest.mark.parametrize("text", ["1,5", "12 12", "", " ", "٣", "1_000", "infinity", "0x1f"])
def test_numbers_are_read_as_newspapers_write_them(text):
    """What no newspaper writes so is no number, or the one that the grammar reads."""
    assert read_number(text) in (None, 1.5)


def test_typing_a_reading_as_it_is_changes_nothing():
    """Every reading of the example story can be opened and saved untouched: no cell, no fault."""
    from claims.extract import extract
    from claims.intake import demo_book, demo_documents

    rows = to_frame(extract(demo_documents(), sources=demo_book())).to_dict("records")
    assert len(rows) > 10
    assert [row["surface"] for row in rows if to_cells(to_typed(row), row) != ({}, [])] == []
