"""What of the decisions stands, worked out from events alone."""

from datetime import datetime, timedelta

import pytest

from claims.decisions import Decision, Mark, Undo, Verdicts, to_decisions, to_marks, to_verdicts

START = datetime(2024, 12, 20)


def log(*words):
    """A log from words: "flag a b", "note a : text", "undo 1"."""
    events = []
    for number, line in enumerate(words, start=1):
        said, _, note = line.partition(" : ")
        action, *named = said.split()
        moment = START + timedelta(minutes=number)
        if action == "undo":
            events.append(Undo(event_id=number, at=moment, reviewer="", undoes=int(named[0])))
        else:
            a, b = [*named, ""][:2]
            events.append(
                Decision(
                    event_id=number, at=moment, reviewer=f"r{number}", action=action, claim_a=a, claim_b=b, note=note
                )
            )
    return to_decisions(events)


def pairs(*words):
    return frozenset(frozenset(word) for word in words)


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ((), {}),
        (("flag a b",), {"a": "flagged", "b": "flagged"}),
        (("accept a b",), {"a": "accepted", "b": "overruled"}),
        (("exclude a",), {"a": "excluded"}),
        (("note a : n",), {"a": ""}),
        (("same a b",), {"a": "", "b": ""}),
        (("flag a b", "accept b a"), {"a": "overruled", "b": "accepted"}),
        (("flag a b", "accept a c"), {"a": "accepted", "b": "flagged", "c": "overruled"}),
        (("flag a b", "note a : n"), {"a": "flagged", "b": "flagged"}),
        (("flag a b", "different b a"), {"a": "", "b": ""}),
        (("flag a b", "accept a c", "different a b"), {"a": "accepted", "b": "", "c": "overruled"}),
        (("flag a b", "different a b", "undo 2"), {"a": "flagged", "b": "flagged"}),
        (("flag a b", "exclude a", "undo 2"), {"a": "flagged", "b": "flagged"}),
        (("flag a b", "undo 1"), {}),
        (("exclude a", "flag a b"), {"a": "flagged", "b": "flagged"}),
    ],
)
def test_status_is_that_of_the_newest_decision_that_gives_one(words, status):
    """The newest standing decision gives the status; a pair decided again keeps only its newer one."""
    assert {claim_id: mark.status for claim_id, mark in to_marks(log(*words)).items()} == status


@pytest.mark.parametrize(
    ("words", "note"),
    [
        (("flag a b : first",), "first"),
        (("flag a b : first", "accept a b"), "first"),
        (("flag a b : first", "accept a b : second"), "second"),
        (("flag a b : first", "note a : second", "undo 2"), "first"),
        (("flag a b : first", "note a"), ""),
    ],
)
def test_a_note_stays_until_another_replaces_it(words, note):
    """A decision without a note keeps the older one; the action `note` without text clears it."""
    assert to_marks(log(*words))["a"].note == note


def test_reviewer_and_moment_are_the_newest():
    """Who and when are those of the newest standing decision that names the claim, whatever it says."""
    marks = to_marks(log("flag a b", "note a : n", "same b c", "exclude b", "undo 4"))
    assert marks["a"] == Mark(status="flagged", note="n", reviewer="r2", reviewed_at=START + timedelta(minutes=2))
    assert (marks["b"].reviewer, marks["b"].status) == ("r3", "flagged")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), Verdicts()),
        (("flag a b",), Verdicts(settled={frozenset("ab"): "flag"})),
        (("flag a b", "accept b a"), Verdicts(settled={frozenset("ab"): "accept"})),
        (("different a b",), Verdicts(split=pairs("ab"), settled={frozenset("ab"): "different"})),
        (("different a b", "flag b a"), Verdicts(settled={frozenset("ab"): "flag"})),
        (("different a b", "same b a"), Verdicts(joined=pairs("ab"))),
        (("same a b", "different b a"), Verdicts(split=pairs("ab"), settled={frozenset("ab"): "different"})),
        (("same a b", "flag a b"), Verdicts(joined=pairs("ab"), settled={frozenset("ab"): "flag"})),
        (("flag a b", "same a b"), Verdicts(joined=pairs("ab"), settled={frozenset("ab"): "flag"})),
        (("same a b", "different a b", "undo 2"), Verdicts(joined=pairs("ab"))),
        (("exclude a", "note b : n"), Verdicts()),
        (("flag a",), Verdicts(settled={frozenset("a"): "flag"})),
    ],
)
def test_the_newest_word_about_a_pair_wins(words, expected):
    """Split, joined and settled follow the newest standing decisions on a pair, in whatever order it is named."""
    assert to_verdicts(log(*words)) == expected


def test_undone_decisions_stay_in_the_history():
    """An undo marks the decision it takes back and is itself no decision."""
    assert [(one.event_id, one.undone) for one in log("flag a b", "undo 1", "flag a b")] == [(1, True), (3, False)]


def test_a_batch_is_undone_as_a_whole():
    """One undo takes back every decision of a batch and none beside it."""
    at = START
    said = [
        Decision(event_id=number, at=at, reviewer="", action="flag", claim_a=claim, batch=batch)
        for number, claim, batch in ((1, "a", 0), (2, "b", 2), (3, "c", 2), (4, "d", 0))
    ]
    undone = to_decisions([*said, Undo(event_id=5, at=at, reviewer="", undoes=3)])
    assert [one.undone for one in undone] == [False, True, True, False]
