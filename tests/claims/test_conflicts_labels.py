"""What topics are called."""

import pytest

from claims.conflicts import compare
from tests.claims.claim_frames import DEAD, claim, frame

AGE = {"kind": "age", "unit": "year", "dimension": "time"}
CLOCK = {"kind": "date", "unit": "hour", "dimension": "clock"}
YEARS = {"kind": "duration", "unit": "year", "dimension": "time"}


@pytest.mark.parametrize(
    ("said", "cells", "label"),
    [
        ("The blast came at [[2:30]].", {**CLOCK, "entity": "blast", "property": "come"}, "blast · when it happened"),
        ("Police were called at [[2:30]].", {**CLOCK, "entity": "Police", "property": "call"}, "when it was reported"),
        ("They sang at [[2:30]].", {**CLOCK, "property": "sing"}, "time of day · sing"),
        (
            "The army was formed in [[1953]].",
            {"kind": "date", "unit": "year", "entity": "army"},
            "army · when it was founded",
        ),
        (
            "They have not been in a war since [[1953]].",
            {"kind": "date", "unit": "year", "entity": "army", "property": "be", "scope": "in a war; 71 years"},
            "army · year · in a war",
        ),
        (
            "The army was on parade in [[1953]].",
            {"kind": "date", "unit": "year", "entity": "army", "property": "be", "scope": "on Sunday"},
            "army · year",
        ),
        ("Some [[40]] men were in Rome.", {"unit": "man", "property": "be", "scope": "in Rome"}, "men"),
        ("The war began in [[1953]].", {"kind": "date", "unit": "year", "entity": "war"}, "war · when it began"),
        ("Ana Berg, [[31]], fell.", {**AGE, "entity": "Ana Berg", "property": "fall"}, "Ana Berg · age"),
        ("After Berg ’ s fall of [[31]] years.", {**YEARS, "entity": "s fall", "property": "s"}, "fall · years"),
        ("It made a [[six]]-year offer.", {**YEARS, "entity": "year offer"}, "offer · years"),
        ("It ran [[six]] years.", {**YEARS, "entity": "years", "property": "run"}, "years · run"),
        ("None stayed [[six]] years.", {**YEARS, "entity": "None"}, "years"),
        ("It trapped [[40]] people.", {**DEAD, "property": "trap"}, "people · trapped"),
        ("The [[40]] are free.", {"property": "be"}, "something unsaid"),
        ("By [[11 Oct]] it was over.", {"unit": "Oct", "entity": "Oct"}, "Oct"),
        ("It met [[40]] Finns.", {"unit": "Finn", "entity": "Finns", "dimension": "person"}, "Finns"),
        ("All [[11]] of them left.", {"unit": "they", "entity": "them"}, "something unsaid"),
        ("It stopped [[9]] others.", {"unit": "other", "entity": "others", "property": "halt"}, "others · halt"),
        ("It shot a boy of [[9]].", {**AGE, "entity": "one", "property": "shoot"}, "age"),
    ],
)
def test_a_label_reads_well(said, cells, label):
    """Things as nouns in the plural, what happened as a participle where the text has it, no torn-off letters."""
    topics = compare(frame(claim(said, 9, **cells))).topics
    assert list(topics) == [label]


def test_what_happened_to_the_aged_is_told_where_it_tells_topics_apart():
    """Two boys of two fates have two labels; an acronym keeps its capitals."""
    boys = [
        claim("A boy of [[9]] was shot.", 9, **AGE, entity="boy", property="shoot", claim_id="a"),
        claim("A boy of [[5]] waited.", 5, **AGE, entity="boy", property="wait", claim_id="b"),
    ]
    staff = [
        claim(f"[[9]] {body} people died.", 9, **{**DEAD, "entity": f"{body} people"}, claim_id=body)
        for body in ("ILO", "UN")
    ]
    assert compare(frame(*boys, *staff)).topics.to_dict() == {
        "a": "boy · age",
        "b": "boy · age · waited",
        "ILO": "people · killed",
        "UN": "people · killed (UN)",
    }
