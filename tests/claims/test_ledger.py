"""What was read and decided stays: read again, opened twice, killed, or opened as what it is not."""

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from importlib import resources

import pandas as pd
import pytest

from claims.columns import CLAIMS, COMPARED, DECIDED, INTERNAL, names
from claims.database import APPLICATION, _load_migrations, _split, default_ledger, demo_ledger
from claims.decisions import Decision, Undo, to_decisions, to_marks, to_verdicts
from claims.errors import LedgerError
from claims.ledger import Added, open_ledger, to_frame
from tests.claims.readings import id_of, reading

TEXT = "Lee said that 8,000 and then 10,000 and 12,000 went."
A, B, C = (id_of(TEXT, surface) for surface in ("8,000", "10,000", "12,000"))
READING = reading(TEXT, "8,000", "10,000", "12,000", outlet="NA", published=date(2024, 12, 4))
AB = frozenset((A, B))


@pytest.fixture
def filled(ledger):
    """A ledger with one document and three claims."""
    ledger.add([READING])
    return ledger


def status(ledger):
    """The status of the three claims in text order."""
    return list(ledger.claims()["status"])


# ---- reading and storing


def test_an_empty_ledger_has_the_ledgers_columns(ledger):
    """Nothing in gives no rows, with every column in its declared type."""
    claims_df = ledger.claims()
    assert list(claims_df) == names(CLAIMS + INTERNAL)
    assert [str(dtype) for dtype in claims_df.dtypes] == [column.dtype for column in CLAIMS + INTERNAL]
    assert len(claims_df) == len(ledger.documents()) == len(ledger.decisions()) == 0
    pd.testing.assert_frame_equal(claims_df, to_frame([]))


def test_the_ledger_gives_what_a_frame_without_it_gives(ledger):
    """claims() of a ledger equals to_frame() of the same readings, whatever their order: types, order, empty cells."""
    others = [
        reading("It is 7.", "7", doc_id="b", story="war", published=date(2024, 12, 1)),
        reading("It is 9.", "9", doc_id="a", story="war"),
        reading("No figure.", doc_id="none"),
    ]
    ledger.add([*others, READING])
    claims_df = ledger.claims()
    pd.testing.assert_frame_equal(claims_df, to_frame([READING, *reversed(others)]))
    assert list(claims_df["surface"]) == ["8,000", "10,000", "12,000", "7", "9"]
    assert [str(dtype) for dtype in claims_df.dtypes] == [column.dtype for column in CLAIMS + INTERNAL]
    assert not claims_df.select_dtypes("str").isna().any().any()
    assert set(claims_df["source_chain"]) == {"Lee > some", ""}


def test_documents_keep_their_text(filled):
    """A document comes back as it went in, with its length and the number of its claims beside it."""
    assert filled.document("doc") == READING.doc
    assert filled.rejected("doc") == READING.rejected
    assert filled.rejected("another") == ()
    row = filled.documents().to_dict("records")[0]
    assert (row["doc_id"], row["outlet"], row["characters"], row["claims"]) == ("doc", "NA", len(TEXT), 3)
    with pytest.raises(LedgerError, match="no document 'another'"):
        filled.document("another")


def test_characters_are_code_points(ledger):
    """A document's length and offsets count code points, whatever their bytes."""
    ledger.add([reading("𝔸 – 5", "5")])
    assert list(ledger.documents()["characters"]) == [5]
    assert list(ledger.claims()["start"]) == [4]


def test_reading_again_doubles_nothing(filled):
    """The same document again gives the same rows and says that all was known."""
    before = filled.claims()
    assert filled.add([READING]) == Added(documents_known=1, claims_known=3)
    pd.testing.assert_frame_equal(filled.claims(), before)
    assert filled.rejected("doc") == READING.rejected


def test_reading_again_updates_what_was_read(filled):
    """A newer run replaces the older reading and the document's particulars, and leaves decisions alone."""
    filled.decide("accept", A, B, note="seen the letter", at=datetime(2024, 12, 20, tzinfo=UTC))
    newer = tuple(replace(claim, run_id="newer", confidence=0.5) for claim in READING.claims)
    filled.add([replace(READING, doc=replace(READING.doc, title="New"), claims=newer)])
    claims_df = filled.claims()
    assert set(claims_df["run_id"]) == {"newer"}
    assert set(claims_df["confidence"]) == {0.5}
    assert set(claims_df["title"]) == {"New"}
    assert list(claims_df["status"]) == ["accepted", "overruled", ""]


def test_claims_no_longer_found_go_unless_decided_on(filled, at):
    """What a new run does not find is removed; what a decision names stays, even one that was undone."""
    filled.decide("note", B, note="odd", at=at)
    filled.undo(at=at)
    assert filled.add([replace(READING, claims=())]) == Added(documents_known=1, claims_gone=2)
    assert list(filled.claims()["claim_id"]) == [B]


def test_another_text_under_a_known_id_waits_for_no_decision(filled, at):
    """Where nobody decided, a corrected article replaces the old; where somebody did, it is refused and says why."""
    corrected = reading("Now 8,500 went.", "8,500", outlet="NA")
    assert filled.add([corrected]) == Added(documents_known=1, claims_new=1, claims_gone=3)
    filled.decide("exclude", corrected.claims[0].claim_id, at=at)
    with pytest.raises(LedgerError, match="'doc'"):
        filled.add([READING, reading("It is 7.", "7", doc_id="later")])
    assert filled.document("doc") == corrected.doc
    assert set(filled.documents()["doc_id"]) == {"doc", "later"}


def test_documents_stored_stay_stored_if_a_later_one_fails(ledger):
    """A failure in the middle of adding costs the document that failed and those after it, no other."""

    def readings():
        yield READING
        reason = "the power went"
        raise RuntimeError(reason)

    with pytest.raises(RuntimeError):
        ledger.add(readings())
    assert len(ledger.claims()) == 3


def test_half_a_character_is_refused_in_words(ledger):
    """Text that no file can hold is a sentence, and nothing of its document is stored."""
    with pytest.raises(LedgerError, match="surrogate"):
        ledger.add([reading("\ud800 5", "5")])
    assert ledger.documents().empty


# ---- deciding


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([("flag", A, B)], ["flagged", "flagged", ""]),
        ([("accept", B, A)], ["overruled", "accepted", ""]),
        ([("exclude", A)], ["excluded", "", ""]),
        ([("different", A, B)], ["", "", ""]),
        ([("same", A, B)], ["", "", ""]),
        ([("note", C)], ["", "", ""]),
        ([("flag", A, B), ("accept", B, A)], ["overruled", "accepted", ""]),
        ([("flag", A, B), ("different", B, A)], ["", "", ""]),
        ([("flag", A, B), ("flag", B, C), ("different", A, B)], ["", "flagged", "flagged"]),
        ([("accept", A, B), ("exclude", A), ("note", A)], ["excluded", "overruled", ""]),
    ],
)
def test_status(filled, at, steps, expected):
    """A claim's status is that of the newest decision that gives it one and was not made again for the same pair."""
    for step in steps:
        filled.decide(*step, at=at)
    assert status(filled) == expected


def test_note_reviewer_and_moment(filled):
    """A claim shows the newest note, and who decided last and when, in UTC; an empty note takes the note away."""
    zone = timezone(timedelta(hours=9))
    filled.decide("flag", A, B, note="=cmd", reviewer="Kim", at=datetime(2024, 12, 20, 9, 0, tzinfo=zone))
    filled.decide("accept", A, C, reviewer="Lee", at=datetime(2024, 12, 21))
    claims_df = filled.claims()
    assert list(claims_df["note"]) == ["=cmd", "=cmd", ""]
    assert list(claims_df["reviewer"]) == ["Lee", "Kim", "Lee"]
    assert list(claims_df["reviewed_at"]) == [
        pd.Timestamp("2024-12-21"),
        pd.Timestamp("2024-12-20"),
        pd.Timestamp("2024-12-21"),
    ]
    filled.decide("note", A, at=datetime(2024, 12, 22, tzinfo=UTC))
    assert list(filled.claims()["note"]) == ["", "=cmd", ""]
    assert status(filled) == ["accepted", "flagged", "overruled"]


def test_undo_takes_back_one_decision_after_the_other(filled, at):
    """Undo restores what stood before, newest first, and the log keeps every decision."""
    first, second = filled.decide("flag", A, B, at=at), filled.decide("accept", A, B, at=at)
    assert second > first
    undone = filled.undo(reviewer="Kim", at=at)
    assert (undone.event_id, undone.action, undone.claim_a, undone.claim_b) == (second, "accept", A, B)
    assert status(filled) == ["flagged", "flagged", ""]
    third = filled.decide("exclude", C, at=at)
    assert [filled.undo(at=at).event_id, filled.undo(at=at).event_id] == [third, first]
    assert filled.undo(at=at) is None
    assert status(filled) == ["", "", ""]
    decisions = filled.decisions()
    assert list(decisions["event_id"]) == [first, second, third]
    assert list(decisions["undone"]) == [True, True, True]
    assert (str(decisions["at"].dtype), str(decisions["undone"].dtype)) == ("datetime64[s]", "bool")


def test_one_undo_takes_back_what_was_decided_in_one_go(filled, at):
    """A decision about each of several claims is one step: it stands, and is taken back, as a whole."""
    filled.decide("accept", A, B, at=at)
    assert filled.decide_each("exclude", [A, C, A], note="page furniture", reviewer="Kim", at=at) == 2
    assert status(filled) == ["excluded", "overruled", "excluded"]
    assert list(filled.claims()["note"]) == ["page furniture", "", "page furniture"]
    assert filled.undo(at=at).batch == 2
    assert status(filled) == ["accepted", "overruled", ""]
    assert list(filled.decisions()["undone"]) == [False, True, True]
    assert list(filled.decisions()["batch"]) == [0, 2, 2]
    assert filled.undo(at=at).action == "accept"
    assert filled.undo(at=at) is None


@pytest.mark.parametrize("wrong", [("flag", [A, "unknown"]), ("same", [A, B]), ("drop", [A])])
def test_what_cannot_be_decided_in_one_go_is_refused_as_a_whole(filled, at, wrong):
    """Where one of several claims cannot be decided on, none is."""
    with pytest.raises(LedgerError):
        filled.decide_each(*wrong, at=at)
    assert filled.decisions().empty


@pytest.mark.parametrize(
    ("actions", "split", "joined", "settled"),
    [
        (["different"], {AB}, set(), {AB: "different"}),
        (["same"], set(), {AB}, {}),
        (["different", "same"], set(), {AB}, {}),
        (["same", "different"], {AB}, set(), {AB: "different"}),
        (["same", "flag"], set(), {AB}, {AB: "flag"}),
        (["different", "accept"], set(), set(), {AB: "accept"}),
        (["flag", "same"], set(), {AB}, {AB: "flag"}),
    ],
)
def test_verdicts(filled, at, actions, split, joined, settled):
    """Of a pair the newest word stands; flagging keeps it joined; the order of the two sides is no matter."""
    for number, action in enumerate(actions):
        filled.decide(action, *((A, B) if number % 2 else (B, A)), at=at)
    verdicts = filled.verdicts()
    assert (verdicts.split, verdicts.joined, dict(verdicts.settled)) == (split, joined, settled)


def test_a_claim_against_itself_is_a_pair_of_one(filled, at):
    """A document that contradicts itself in one figure can be flagged."""
    filled.decide("flag", A, at=at)
    assert dict(filled.verdicts().settled) == {frozenset({A}): "flag"}
    assert status(filled) == ["flagged", "", ""]


@pytest.mark.parametrize(
    "wrong", [("flag", "unknown"), ("flag", A, "unknown"), ("same", A), ("different", A), ("flag", A, A), ("drop", A)]
)
def test_what_cannot_be_decided_is_refused(filled, at, wrong):
    """A decision on a claim that is not there, or not on two, is refused and leaves no trace."""
    with pytest.raises(LedgerError):
        filled.decide(*wrong, at=at)
    assert filled.decisions().empty


def test_the_log_can_only_grow(filled, at):
    """Not even by hand can a decision be changed or deleted."""
    filled.decide("flag", A, B, at=at)
    with sqlite3.connect(filled.path) as db:
        replacing = "INSERT OR REPLACE INTO events SELECT * FROM events"
        for attack in ("UPDATE events SET note = 'x'", "DELETE FROM events", replacing):
            with pytest.raises(sqlite3.IntegrityError, match="only appended"):
                db.execute(attack)
    db.close()
    assert len(filled.decisions()) == 1


def test_folding_needs_no_database(at):
    """What stands is a pure function of the events."""
    said = Decision(event_id=1, at=at, reviewer="Kim", action="flag", claim_a="a", claim_b="b", note="why")
    taken_back = Undo(event_id=2, at=at, reviewer="Kim", undoes=1)
    assert to_marks(to_decisions([said]))["b"].status == "flagged"
    assert to_marks(to_decisions([said, taken_back])) == {}
    assert not to_verdicts(to_decisions([said, taken_back])).settled


# ---- correcting and adding

VALUE = {"value": 18000.0, "low": 18000.0, "high": None}


def cells(ledger, claim_id, *columns):
    """Cells of one claim."""
    row = ledger.claims().set_index("claim_id").loc[claim_id]
    return [row[column] for column in columns]


def missed(surface="then", **cells):
    """A figure of the document that no run found."""
    start = TEXT.index(surface)
    claim = READING.claims[0]
    qty = replace(claim.quantity, start=start, end=start + len(surface), surface=surface, value=None)
    return replace(claim, claim_id=id_of(TEXT, surface), quantity=qty, **cells)


def test_a_correction_is_what_every_reader_gets(filled, at):
    """The claims frame has the corrected cells, a rule that says so, and who did it; all else is as it was."""
    before = filled.claims()
    filled.correct(A, VALUE, note="Misprint.", reviewer="Kim", at=at)
    after = filled.claims()
    row = after.iloc[0]
    assert (row["value"], row["low"], row["rule"]) == (18000, 18000, "test.number;test.noun;user.corrected")
    assert (row["note"], row["reviewer"], row["status"]) == ("Misprint.", "Kim", "")
    pd.testing.assert_frame_equal(after.iloc[1:], before.iloc[1:])
    assert [str(dtype) for dtype in after.dtypes] == [column.dtype for column in CLAIMS + INTERNAL]


def test_a_correction_survives_a_new_run_and_a_restart(filled, at):
    """The document is read anew, by another version: what was corrected stands, what was not is the newer reading."""
    day = pd.Timestamp("2024-12-01")
    filled.correct(A, {"unit": "shell", "dimension": "munition", "checkable": False}, at=at)
    filled.correct(A, {"per": "day;gun", "aspect": "flow", "as_of": "2024-12-01"}, at=at)
    newer = tuple(replace(claim, run_id="newer", confidence=0.5) for claim in READING.claims)
    filled.add([replace(READING, claims=newer)])
    filled.close()
    with open_ledger(filled.path) as again:
        assert cells(again, A, "unit", "dimension", "checkable", "confidence") == ["shell", "munition", False, 0.5]
        assert cells(again, A, "per", "aspect", "as_of") == ["day;gun", "flow", day]
        assert [(one.column, one.was, one.now) for one in again.changes()] == [
            ("unit", "soldier", "shell"),
            ("per", "month;soldier", "day;gun"),
            ("aspect", "", "flow"),
            ("as_of", "2024-10-01", "2024-12-01"),
            ("checkable", True, False),
        ]


def test_a_correction_that_a_newer_run_agrees_with_is_no_change(filled, at):
    """Once the program reads what was corrected, nothing is left to tell; where it is no longer read, it stays."""
    filled.correct(A, {"unit": "shell"}, at=at)
    first = READING.claims[0]
    found = replace(first, measurand=replace(first.measurand, unit="shell"), quantity=replace(first.quantity, unit=""))
    filled.add([replace(READING, claims=(found,))])
    assert filled.changes() == ()
    filled.add([replace(READING, claims=())])
    assert cells(filled, A, "unit") == ["shell"]


def test_undo_takes_corrections_back_one_by_one(filled, at):
    """Each undo restores what stood before; the history keeps everything, told by its cells."""
    filled.correct(A, {"unit": "shell"}, at=at)
    filled.correct(A, VALUE, reviewer="Kim", at=at)
    undone = filled.undo(at=at)
    assert (undone.action, undone.claim_a, undone.cells["value"]) == ("correct", A, 18000)
    assert cells(filled, A, "value", "unit") == [8000, "shell"]
    filled.undo(at=at)
    assert cells(filled, A, "value", "unit") == [8000, "soldier"]
    assert filled.undo(at=at) is None
    decisions = filled.decisions()
    assert list(decisions["action"]) == ["correct", "correct"]
    assert list(decisions["cells"]) == ["unit shell", "value 18,000"]
    assert list(decisions["undone"]) == [True, True]


@pytest.mark.parametrize(
    "wrong", [{"value": "many"}, {"value": float("inf")}, {"start": 3}, {"rule": "x"}, {"unit": None}]
)
def test_what_no_cell_can_hold_is_refused(filled, at, wrong):
    """A cell that is not there to be corrected, or cannot hold what it is given, is refused and leaves no trace."""
    with pytest.raises(LedgerError, match="nothing was written"):
        filled.correct(A, {"scope": "here", **wrong}, at=at)
    with pytest.raises(LedgerError, match="nothing was written"):
        filled.add_claim(missed(), wrong, at=at)
    with pytest.raises(LedgerError, match="not in"):
        filled.correct("unknown", VALUE, at=at)
    assert filled.decisions().empty
    assert len(filled.claims()) == 3


def test_half_a_character_in_a_correction_is_mended(filled, at):
    """What no file can hold is replaced, as in a note."""
    filled.correct(A, {"scope": "here\ud800"}, at=at)
    assert cells(filled, A, "scope") == ["here\ufffd"]


def test_an_added_figure_is_a_claim_like_any_other(filled, at):
    """It is in the frame with its sentence and its place, is counted, can be decided on, corrected and exported."""
    filled.add_claim(missed(), {"value": 3.0, "entity": "waves"}, reviewer="Kim", at=at)
    added = id_of(TEXT, "then")
    assert cells(filled, added, "surface", "value", "entity", "source") == ["then", 3, "waves", "Lee"]
    assert cells(filled, added, "rule", "reviewer", "sentence") == ["test.number;test.noun;user.added", "Kim", TEXT]
    assert list(filled.documents()["claims"]) == [4]
    filled.decide("flag", A, added, at=at)
    filled.correct(added, {"entity": "boats"}, at=at)
    assert cells(filled, added, "status", "entity") == ["flagged", "boats"]
    assert [one.column for one in filled.changes()] == ["", "entity"]


def test_an_added_figure_survives_new_runs(filled, at):
    """It stays where no run finds it; where one does and reads it otherwise, the person's word stands."""
    filled.add_claim(missed(), {"value": 3.0}, at=at)
    added = id_of(TEXT, "then")
    assert filled.add([READING]).claims_gone == 0
    assert cells(filled, added, "value") == [3]
    other = missed(run_id="newer", modality="denied", rule_ids=("test.newer",))
    filled.add([replace(READING, claims=(*READING.claims, other))])
    assert cells(filled, added, "value", "modality", "rule", "run_id") == [
        3,
        "asserted",
        "test.newer;user.added",
        "newer",
    ]
    filled.undo(at=at)
    assert cells(filled, added, "modality", "rule") == ["denied", "test.newer"]


def test_undo_takes_an_added_figure_away(filled, at):
    """After undo it is not there, not counted, not kept by a new run; it can be added again."""
    before = filled.claims()
    for _ in range(2):
        filled.add_claim(missed(), {"value": 3.0}, at=at)
        assert filled.undo(at=at).action == "add"
        pd.testing.assert_frame_equal(filled.claims(), before)
        assert list(filled.documents()["claims"]) == [3]
        assert filled.changes() == ()
    filled.add([READING])
    pd.testing.assert_frame_equal(filled.claims(), before)


def test_a_figure_is_not_added_where_one_is(filled, at):
    """Words that a figure has already are refused, and the figure is named."""
    with pytest.raises(LedgerError, match="'8,000'"):
        filled.add_claim(missed("that 8,000"), {"value": 3.0}, at=at)
    assert filled.decisions().empty


def test_who_keeps_what_was_found_knows_when_to_read_it_again(filled, at):
    """Decisions leave the content as it is, readings and corrections do not; marked, it is what claims() gives."""
    told, found = [filled.content()], filled.found()
    filled.decide("exclude", A, note="odd", at=at)
    filled.undo(at=at)
    filled.decide("flag", A, B, at=at)
    assert filled.content() == told[0]
    pd.testing.assert_frame_equal(filled.found(), found)
    pd.testing.assert_frame_equal(filled.marked(found), filled.claims())
    for change in (
        lambda: filled.correct(A, VALUE, at=at),
        lambda: filled.undo(at=at),
        lambda: filled.add_claim(missed(), {}, at=at),
        lambda: filled.add([READING]),
    ):
        change()
        told.append(filled.content())
    assert told[2] == told[0]
    assert len(set(told)) == 4


def test_what_is_read_at_one_moment_is_of_one_moment(filled, at):
    """What another writes while somebody reads is seen by the next who reads."""
    with open_ledger(filled.path) as another, filled.at_one_moment():
        content, found = filled.content(), filled.found()
        another.correct(A, VALUE, at=at)
        pd.testing.assert_frame_equal(filled.found(), found)
        assert (filled.content(), len(filled.decisions())) == (content, 0)
    assert filled.content() != content
    assert cells(filled, A, "value") == [18000]


def test_corrections_can_only_be_appended(filled, at):
    """Not even by hand can what was corrected be changed or deleted."""
    filled.correct(A, VALUE, at=at)
    with sqlite3.connect(filled.path) as db:
        replacing = "INSERT OR REPLACE INTO amendments SELECT * FROM amendments"
        for attack in ("UPDATE amendments SET cells = '{}'", "DELETE FROM amendments", replacing):
            with pytest.raises(sqlite3.IntegrityError, match="only appended"):
                db.execute(attack)
    db.close()
    assert cells(filled, A, "value") == [18000]


def test_a_ledger_of_the_first_version_is_brought_up_to_date(ledger_path, at):
    """A file made before there were corrections opens with all its decisions, and can be corrected."""
    with sqlite3.connect(ledger_path, isolation_level=None) as db:
        for statement in _split(_load_migrations()[0]):
            db.execute(statement)
        db.execute(f"PRAGMA application_id = {APPLICATION}")
        db.execute("PRAGMA user_version = 1")
        db.execute("INSERT INTO events VALUES (1, '2024-12-20T00:00:00', 'Kim', 'note', 'a', '', 'odd', NULL)")
    db.close()
    with open_ledger(ledger_path) as ledger:
        assert list(ledger.decisions()["note"]) == ["odd"]
        ledger.add([READING])
        ledger.correct(A, VALUE, at=at)
        assert cells(ledger, A, "value") == [18000]


# ---- several at once, and power cuts


def test_a_ledger_that_another_makes_meanwhile_is_a_ledger(tmp_path, monkeypatch):
    """Between two looks at an empty file another process may fill it: it is no other program's for that."""
    path = tmp_path / "ledger.sqlite"
    plain = sqlite3.connect

    def watched(*args, **options):
        monkeypatch.setattr(sqlite3, "connect", plain)
        db = plain(*args, **options)
        db.set_trace_callback(lambda statement: "sqlite_schema" in statement and open_ledger(path).close())
        return db

    monkeypatch.setattr(sqlite3, "connect", watched)
    with open_ledger(path) as ledger:
        assert ledger.claims().empty


def test_a_file_that_another_makes_meanwhile_may_be_written(tmp_path, monkeypatch):
    """A file that was not there at the first look and is at the second was made by another process."""
    path, plain = tmp_path / "ledger.sqlite", os.access

    def watched(name, mode):
        found = plain(name, mode)
        if name == path:
            path.touch()
        return found

    monkeypatch.setattr(os, "access", watched)
    with open_ledger(path) as ledger:
        assert ledger.claims().empty


def test_threads_share_a_ledger(filled, at):
    """Decisions made in several threads on one opened ledger are all there."""
    threads = [
        threading.Thread(target=lambda: [filled.decide("note", A, note="n", at=at) for _ in range(5)]) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(filled.decisions()) == 20


DECIDER = f"""
import sys
from datetime import UTC, datetime
from pathlib import Path
from claims.ledger import open_ledger
from tests.claims.test_ledger import READING
with open_ledger(Path(sys.argv[1])) as ledger:
    ledger.add([READING])
    for number in range(int(sys.argv[2])):
        print(ledger.decide("note", "{A}", note=sys.argv[3], at=datetime(2024, 12, 20, tzinfo=UTC)), flush=True)
"""


def start_decider(path, times, note):
    command = [sys.executable, "-c", DECIDER, str(path), str(times), note]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_processes_on_one_ledger_lose_nothing(ledger_path):
    """Processes that make, fill and decide on one ledger at once lose no decision and double no claim."""
    deciders = [start_decider(ledger_path, 15, str(number)) for number in range(3)]
    for decider in deciders:
        decider.communicate(timeout=120)
    assert [decider.returncode for decider in deciders] == [0, 0, 0]
    with open_ledger(ledger_path) as ledger:
        assert ledger.decisions()["note"].value_counts().to_dict() == {"0": 15, "1": 15, "2": 15}
        assert len(ledger.claims()) == 3


def test_what_was_acknowledged_survives_a_kill(ledger_path):
    """A process killed while deciding loses nothing that it had been told was stored."""
    decider = start_decider(ledger_path, 100_000, "killed")
    told = [decider.stdout.readline() for _ in range(5)]
    decider.kill()
    told += decider.communicate(timeout=60)[0].splitlines()
    last = max(int(line) for line in told if line.strip())
    with open_ledger(ledger_path) as ledger:
        assert ledger.decisions()["event_id"].max() >= last >= 5


def test_reading_again_leaves_the_file_as_it_is(filled):
    """Opening and reading a ledger does not touch its file, so that what is cached by its stamp stays cached."""
    filled.close()
    before = filled.path.read_bytes(), filled.path.stat().st_mtime_ns
    with open_ledger(filled.path) as again:
        assert len(again.claims()) == 3
    assert (filled.path.read_bytes(), filled.path.stat().st_mtime_ns) == before
    assert [part.name for part in filled.path.parent.iterdir()] == [filled.path.name]


def test_a_closed_ledger_can_be_copied(filled, tmp_path):
    """A ledger is one file: its copy holds everything."""
    filled.close()
    shutil.copyfile(filled.path, tmp_path / "copy.sqlite")
    with open_ledger(tmp_path / "copy.sqlite") as copy:
        assert len(copy.claims()) == 3


def test_what_the_ledger_promises_of_durability(ledger):
    """The file is in WAL mode, every commit is synced, and foreign keys hold."""
    db = ledger._db
    asked = [db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "foreign_keys")]
    assert asked == ["wal", 2, 1]


def test_the_schema_holds_every_column(ledger):
    """Each column that is read has its place in the file; what is compared or decided is worked out, never stored."""
    tables = ("claims", "documents", "runs")
    stored = {row[1] for table in tables for row in ledger._db.execute(f"PRAGMA table_info({table})")}
    assert set(names(CLAIMS + INTERNAL)) - stored == set(names(COMPARED + DECIDED))


def test_decisions_made_before_there_were_batches_stand(ledger_path, at):
    """Decisions of a ledger made before there were batches stand as they did."""
    first = (resources.files("claims.migrations") / "0001_claims.sql").read_text(encoding="utf-8")
    with sqlite3.connect(ledger_path) as db:
        db.executescript(first)
        db.execute(
            "INSERT INTO events (at, reviewer, action, claim_a, claim_b, note) VALUES (?, '', 'flag', 'a', 'b', '')",
            ["2024-12-20 12:00:00"],
        )
        db.execute(f"PRAGMA application_id = {APPLICATION}")
        db.execute("PRAGMA user_version = 1")
    db.close()
    with open_ledger(ledger_path) as ledger:
        assert dict(ledger.verdicts().settled) == {frozenset("ab"): "flag"}
        ledger.add([READING])
        ledger.decide_each("flag", [A, C], at=at)
        assert list(ledger.decisions()["batch"]) == [0, 2, 2]


# ---- what is no ledger


def make_folder(path):
    path.mkdir()


def make_text(path):
    path.write_text("not a database, and long enough to be read as the header of one" * 20)


def make_other_database(path):
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE visits (url TEXT)")
    db.close()


def make_newer(path):
    open_ledger(path).close()
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()


def make_damaged(path):
    open_ledger(path).close()
    path.write_bytes(path.read_bytes()[:4096] + b"\xff" * 4096)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (make_folder, "is a folder"),
        (make_text, "is not a ledger"),
        (make_other_database, "another program's database"),
        (make_newer, "newer version"),
        (make_damaged, "is damaged"),
    ],
)
def test_what_is_no_ledger_says_so_in_a_sentence(ledger_path, make, told):
    """A file that is no ledger, or no longer, is one plain sentence, and stays as it is."""
    make(ledger_path)
    before = None if ledger_path.is_dir() else ledger_path.read_bytes()
    with pytest.raises(LedgerError, match=told) as caught, open_ledger(ledger_path) as ledger:
        ledger.claims()
    message = str(caught.value)
    assert message.startswith(str(ledger_path))
    assert message.endswith(".")
    assert "\n" not in message
    assert before is None or ledger_path.read_bytes() == before


def test_a_folder_that_cannot_be_made(tmp_path):
    """A ledger below a file is refused in a sentence."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(LedgerError, match="cannot be made"):
        open_ledger(tmp_path / "file" / "ledger.sqlite")


def test_a_name_that_no_file_can_have(tmp_path):
    """A NUL in the name is a sentence and no traceback."""
    with pytest.raises(LedgerError, match="name another file"):
        open_ledger(tmp_path / "a\0b")


@pytest.mark.parametrize("locked", ["folder", "file"])
def test_what_may_not_be_written(ledger_path, monkeypatch, locked):
    """A folder or file that the user may not write is said so before anything is done."""
    open_ledger(ledger_path).close()
    refused = ledger_path if locked == "file" else ledger_path.parent
    allows = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: path != refused and allows(path, mode))
    with pytest.raises(LedgerError, match=r"written"):
        open_ledger(ledger_path)


def test_a_ledger_that_another_program_holds(ledger):
    """A writer that does not get its turn is told to try again."""
    ledger._db.execute("PRAGMA busy_timeout = 20")
    other = sqlite3.connect(ledger.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(LedgerError, match="try again"):
        ledger.add([READING])
    other.execute("ROLLBACK")
    other.close()
    assert ledger.add([READING]).documents_new == 1


def test_folders_are_made(tmp_path):
    """A ledger in a folder that is not there yet is made with it."""
    with open_ledger(tmp_path / "new" / "deep" / "ledger.sqlite") as ledger:
        assert ledger.claims().empty


def test_ledgers_lie_in_the_data_folder(home):
    """The user's own ledger and the example's are two files in one folder."""
    assert default_ledger().parent == demo_ledger().parent
    assert default_ledger() != demo_ledger()
    assert default_ledger().is_relative_to(home)
