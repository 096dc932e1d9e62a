"""Whatever the cells: what is exported or stored and read again is the same, no cell runs, and undo undoes."""

import csv
import io
import re
import tempfile
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.columns import CLAIMS, names
from claims.decisions import Decision, Undo, to_decisions, to_marks, to_verdicts
from claims.export import csv_file, jsonl_file
from claims.ledger import open_ledger, to_frame
from claims.model import Attribution, Claim, Document, Measurand, Quantity, Reading, Rejected, Sentence

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
FINITE = {**CELLS, "float64": st.none() | st.floats(allow_nan=False, allow_infinity=False)}
FINITE_ROW = st.fixed_dictionaries({column.name: FINITE[column.dtype] for column in CLAIMS})
PARTS = st.text("abc é", min_size=1, max_size=3)  # of a list: without its separators
DAYS = st.none() | st.dates()
RUNS = re.compile(r"\s*[=+\-@＝＋－＠]|\s*[\t\r\n]")


def to_typed(rows):
    cells = {
        column.name: pd.Series([row[column.name] for row in rows], dtype=object).astype(column.dtype)
        for column in CLAIMS
    }
    return pd.DataFrame(cells, columns=names(CLAIMS))


@st.composite
def readings(draw):
    """Any documents, each with claims and refused mentions anywhere in its text."""
    ids = draw(st.lists(WORDS, max_size=3, unique=True))
    return [
        Reading(doc=doc, claims=draw(claims(doc)), rejected=draw(refused(doc)))
        for doc in map(draw, map(documents, ids))
    ]


def documents(doc_id):
    return st.builds(
        Document, doc_id=st.just(doc_id), text=WORDS, story=WORDS, outlet=WORDS, title=WORDS, url=WORDS, published=DAYS
    )


@st.composite
def claims(draw, doc):
    """Claims of a document in text order, no two at one place."""
    places = sorted(draw(st.sets(st.integers(0, len(doc.text)), max_size=2)))
    return tuple(draw(claim_at(doc, place)) for place in places)


@st.composite
def claim_at(draw, doc, start):
    ends = st.none() | st.decimals(
        allow_nan=False, allow_infinity=False, places=3, min_value=-(10**17), max_value=10**17
    )
    chain = draw(st.lists(PARTS, max_size=2).map(tuple))
    source = draw(st.none() | PARTS)
    return Claim(
        claim_id=f"{doc.doc_id}:{start}",
        doc_id=doc.doc_id,
        run_id=draw(WORDS),
        sentence=Sentence(start=0, end=len(doc.text)),
        quantity=Quantity(
            start=start,
            end=len(doc.text),
            surface=doc.text[start:],
            kind="count",
            low=draw(ends),
            high=draw(ends),
            value=draw(ends),
            modifier="range",
            step=Decimal(1),
            unit=draw(WORDS),
            per=draw(st.lists(PARTS, max_size=2).map(tuple)),
        ),
        measurand=Measurand(entity=draw(WORDS), scope=draw(WORDS), as_of=draw(DAYS)),
        attribution=source
        and Attribution(
            source=source, source_surface=draw(WORDS), source_start=start, source_end=start, cue="", chain=chain
        ),
        modality="asserted",
        checkable=draw(st.booleans()),
        rule_ids=("a", "b"),
        confidence=draw(st.floats(0, 1)),
    )


def refused(doc):
    at = st.integers(0, len(doc.text))
    one = st.builds(Rejected, start=at, end=at, surface=WORDS, rule_id=WORDS, reason=WORDS)
    return st.lists(one, max_size=2, unique_by=lambda refused: (refused.start, refused.end)).map(
        lambda drawn: tuple(sorted(drawn, key=lambda refused: (refused.start, refused.end)))
    )


@st.composite
def logs(draw):
    """Any log of decisions about three claims; an undo takes back the newest that stands, as the ledger's does."""
    moment, events, standing = datetime(2024, 12, 20), [], []
    for number in range(1, draw(st.integers(0, 8)) + 1):
        action = draw(st.sampled_from(["flag", "accept", "different", "same", "exclude", "note", "undo"]))
        if action == "undo" and standing:
            events.append(Undo(event_id=number, at=moment, reviewer="", undoes=standing.pop()))
        elif action != "undo":
            a, b = draw(st.permutations("abc"))[:2]
            other = "" if action in ("exclude", "note") else b
            note = draw(st.sampled_from(["", "why"]))
            events.append(
                Decision(
                    event_id=number,
                    at=moment,
                    reviewer=f"r{number}",
                    action=action,
                    claim_a=a,
                    claim_b=other,
                    note=note,
                )
            )
            standing.append(number)
    return events


@given(st.lists(ROW, max_size=3))
@settings(max_examples=40)
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
@settings(max_examples=200)
def test_neutral_text_is_restored(text):
    """Taking the mark off gives the exact text back, however many marks it began with."""
    neutral = csv_file.neutralise(text)
    assert not RUNS.match(neutral)
    assert csv_file.restore(neutral) == text


@given(st.lists(FINITE_ROW, max_size=3))
@settings(max_examples=40)
def test_json_lines_give_the_frame_back(rows):
    """A claim is one line for any reader of lines, and reading them gives the frame back."""
    claims_df = to_typed(rows)
    data = jsonl_file.export(claims_df)
    assert len(data.decode("utf-8").splitlines()) == len(claims_df)
    pd.testing.assert_frame_equal(jsonl_file.read(data), claims_df, check_exact=True)


@given(readings())
@settings(max_examples=40)
def test_a_ledger_gives_back_what_was_read(given_readings):
    """Documents, claims and refused mentions come out of the file as they went in, once, however often added."""
    with tempfile.TemporaryDirectory() as folder, open_ledger(Path(folder) / "ledger.sqlite") as ledger:
        ledger.add(given_readings)
        ledger.add(given_readings)
        claims_df = ledger.claims()
        pd.testing.assert_frame_equal(claims_df, to_frame(given_readings))
        for reading in given_readings:
            assert ledger.document(reading.doc.doc_id) == reading.doc
            assert ledger.rejected(reading.doc.doc_id) == reading.rejected
    again = csv_file.read(csv_file.export(claims_df))
    pd.testing.assert_frame_equal(again, claims_df[names(CLAIMS)], check_exact=True)


@given(logs())
def test_what_was_undone_never_was(events):
    """What stands after undos is what would stand if the decisions taken back had never been made."""
    undone = {event.undoes for event in events if isinstance(event, Undo)}
    never = [event for event in events if isinstance(event, Decision) and event.event_id not in undone]
    decisions = to_decisions(events)
    assert to_marks(decisions) == to_marks(never)
    assert to_verdicts(decisions) == to_verdicts(never)


@given(logs())
def test_no_pair_is_both_split_and_joined(events):
    """A pair called different is settled as that, and is not called the same."""
    verdicts = to_verdicts(to_decisions(events))
    assert not verdicts.split & verdicts.joined
    assert verdicts.split == {pair for pair, action in verdicts.settled.items() if action == "different"}
