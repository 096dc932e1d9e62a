"""What people decided and what of it stands: pure functions over events that are only ever appended."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Literal, get_args

Action = Literal["flag", "accept", "different", "same", "exclude", "note", "correct", "add"]
Pair = frozenset[str]
Cells = Mapping[str, str | float | bool | None]
"""Cells of a claim's row by column, as the ledger's file holds them."""

AMENDING = frozenset({"correct", "add"})
"""Decisions about what was read: they come with cells, and say nothing of whether it is right."""
ACTIONS: frozenset[str] = frozenset(get_args(Action)) - AMENDING
STATUS = {"flag": ("flagged", "flagged"), "accept": ("accepted", "overruled"), "exclude": ("excluded", "")}
SETTLING = frozenset({"flag", "accept", "different"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """
    One thing a person said about one or two claims.

    `at` is in UTC, `undone` says that it was taken back later, `cells` are what is to stand in the claim's row.
    Decisions of one `batch` were made in one go and are taken back together; it is the first one's event_id, 0 for a
    decision made alone.
    """

    event_id: int
    at: datetime
    reviewer: str
    action: Action
    claim_a: str
    claim_b: str = ""
    note: str = ""
    undone: bool = False
    cells: Cells = field(default_factory=dict)
    batch: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """The event that takes a decision back."""

    event_id: int
    at: datetime
    reviewer: str
    undoes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdicts:
    """
    What stands about pairs of claims; a claim against itself is a pair of one.

    `split`: called different things. `joined`: called the same thing. `settled`: the newest of flag, accept and
    different for each pair that has one.
    """

    split: frozenset[Pair] = frozenset()
    joined: frozenset[Pair] = frozenset()
    settled: Mapping[Pair, Action] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What stands about one claim, as its row shows it."""

    status: str = ""
    note: str = ""
    reviewer: str = ""
    reviewed_at: datetime | None = None


def to_decisions(events: Iterable[Decision | Undo]) -> tuple[Decision, ...]:
    """Every decision, oldest first, with those marked that an undo took back, they and the rest of their batch."""
    known = list(events)
    undone = {event.undoes for event in known if isinstance(event, Undo)}
    decisions = [event for event in known if isinstance(event, Decision)]
    batches = {event.batch for event in decisions if event.event_id in undone} - {0}
    return tuple(replace(event, undone=event.event_id in undone or event.batch in batches) for event in decisions)


def to_verdicts(decisions: Iterable[Decision]) -> Verdicts:
    """
    Newest word wins. Flagging or accepting keeps a pair joined, and takes back that it was split.

    >>> at = datetime(2024, 12, 20)
    >>> said = [Decision(event_id=1, at=at, reviewer="", action="different", claim_a="a", claim_b="b")]
    >>> to_verdicts(said).split == {frozenset("ab")}
    True
    """
    split: set[Pair] = set()
    joined: set[Pair] = set()
    settled: dict[Pair, Action] = {}
    for decision in decisions:
        pair, action = to_pair(decision), decision.action
        if decision.undone or (action not in SETTLING and action != "same"):
            continue
        split.discard(pair)
        if action in SETTLING:
            settled[pair] = action
        if action == "different":
            split.add(pair)
            joined.discard(pair)
        if action == "same":
            joined.add(pair)
            if settled.get(pair) == "different":
                del settled[pair]
    return Verdicts(split=frozenset(split), joined=frozenset(joined), settled=MappingProxyType(settled))


def to_marks(decisions: Iterable[Decision]) -> dict[str, Mark]:
    """
    What stands about each claim that a decision names.

    A pair decided again keeps only the newer status: flagged and then called different things is no longer flagged.
    A note stays until a newer one replaces it; the action `note` with no text takes it away.
    """
    standing = [decision for decision in decisions if not decision.undone]
    newest = {to_pair(decision): decision.event_id for decision in standing if decision.action in SETTLING}
    marks: dict[str, Mark] = {}
    for decision in standing:
        sides = (decision.claim_a, "" if decision.action == "exclude" else decision.claim_b)
        is_current = decision.action not in SETTLING or newest[to_pair(decision)] == decision.event_id
        given = STATUS.get(decision.action, ("", "")) if is_current else ("", "")
        for claim_id, status in zip(sides, given, strict=True):
            if not claim_id:
                continue
            mark = marks.get(claim_id, Mark())
            has_note = decision.note or decision.action == "note"
            marks[claim_id] = Mark(
                status=status or mark.status,
                note=decision.note if has_note else mark.note,
                reviewer=decision.reviewer,
                reviewed_at=decision.at,
            )
    return marks


def to_pair(decision: Decision) -> Pair:
    """The claims a decision names, in no order."""
    return frozenset((decision.claim_a, decision.claim_b)) - {""}
