"""
What people changed in readings: cells laid over what was read, whichever run read it.

Pure functions over decisions; every reader of a ledger gets its claims through `amend`.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from sys import float_info
from typing import Any

from claims.columns import FOUND, Column
from claims.decisions import AMENDING, Cells, Decision
from claims.quantities.calendar import as_day

BY_HAND = "by hand"
"""The run of a figure that a person added and no program found."""
RULES = {"correct": "user.corrected", "add": "user.added"}
TOLD = {
    "value": "value",
    "low": "from",
    "high": "to",
    "modifier": "modifier",
    "kind": "kind",
    "unit": "unit",
    "per": "per",
    "entity": "of what",
    "property": "what happened",
    "scope": "limited to",
    "modality": "said as",
    "aspect": "counted as",
    "as_of": "speaks of",
    "source": "source",
    "checkable": "worth checking",
}
"""What a person can correct, in words."""
FOLLOWING = ("dimension", "source_surface", "source_start", "source_end", "cue", "source_chain")
"""What changes with it."""
AMENDABLE = {column.name: column for column in FOUND if column.name in (*TOLD, *FOLLOWING)}
MOST, LARGEST = 2**31, float_info.max


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One cell that a standing decision changed; of a figure that was added `column` is ""."""

    claim_id: str
    event_id: int
    at: datetime
    reviewer: str
    column: str
    was: Any
    now: Any
    kind: str = ""


def to_amendments(decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    """What stands of the amendments to each claim, oldest first."""
    amended: dict[str, list[Decision]] = {}
    for decision in decisions:
        if decision.action in AMENDING and not decision.undone:
            amended.setdefault(decision.claim_a, []).append(decision)
    return amended


def amend(row: Mapping[str, Any], decisions: Iterable[Decision]) -> dict[str, Any]:
    """
    A row with the cells of decisions laid over it, the newest on top, and rules that say so.

    >>> said = Decision(event_id=1, at=datetime(2024, 12, 20), reviewer="", action="correct", claim_a="a",
    ...                 cells={"value": 18000.0})
    >>> amend({"claim_id": "a", "value": 8000.0, "rule": "numeral.digits"}, [said])
    {'claim_id': 'a', 'value': 18000.0, 'rule': 'numeral.digits;user.corrected'}
    """
    amended, rules = dict(row), str(row["rule"]).split(";")
    for decision in decisions:
        if "source" in decision.cells and decision.cells["source"] != amended["source"]:
            rules = [rule for rule in rules if not rule.startswith("attribution.")]
        amended |= decision.cells
        rules.append(RULES[decision.action])
    return {**amended, "rule": ";".join(filter(None, dict.fromkeys(rules)))}


def find_changes(row: Mapping[str, Any], decisions: Iterable[Decision]) -> Iterator[Change]:
    """What differs from what was read, and who said so last; ends that follow from a value are not told."""
    said_by: dict[str, Decision] = {}
    for decision in decisions:
        if decision.action == "add":
            row = {**row, **decision.cells}
            yield _change(row, decision, "", None, None)
        else:
            said_by |= dict.fromkeys(decision.cells, decision)
    changed = {name for name, decision in said_by.items() if decision.cells[name] != row[name]}
    for name in TOLD:
        follows = name in ("low", "high") and changed & {"value", "modifier"}
        if name in changed and not follows:
            now = said_by[name].cells[name]
            yield _change(row, said_by[name], name, bool(row[name]) if isinstance(now, bool) else row[name], now)


def in_words(changes: Iterable[Change]) -> list[str]:
    """
    A sentence for each decision: who, and what was and is.

    >>> change = Change(claim_id="a", event_id=1, at=datetime(2024, 12, 20), reviewer="Kim", column="value", was=8000.0,
    ...                 now=18000.0)
    >>> in_words([change])
    ['corrected by Kim: value 8,000 → 18,000']
    """
    by_event: dict[int, list[Change]] = {}
    for change in changes:
        by_event.setdefault(change.event_id, []).append(change)
    return [_sentence(together) for _, together in sorted(by_event.items())]


def cells_in_words(decision: Decision) -> str:
    """What a correction put in which cells; of a figure that was added nothing, for all of it is new."""
    if decision.action != "correct":
        return ""
    told = [name for name in TOLD if name in decision.cells]
    if "value" in told or "modifier" in told:
        told = [name for name in told if name not in ("low", "high")]
    return ", ".join(f"{TOLD[name]} {_show(name, decision.cells[name])}" for name in told)


def read_cells(written: str) -> Cells:
    """
    Cells as the ledger's file holds them, without what no column can hold.

    >>> read_cells('{"value": 18000.0, "low": "many", "claim_id": "x"}'), read_cells("{"), read_cells("[1]")
    ({'value': 18000.0}, {}, {})
    """
    try:
        cells = json.loads(written)
    except (ValueError, RecursionError):
        return {}
    return {name: cell for name, cell in cells.items() if fits(name, cell)} if isinstance(cells, dict) else {}


def fits(name: str, cell: object) -> bool:
    """Whether a column may be amended and can hold this."""
    column = AMENDABLE.get(name)
    return column is not None and _holds(column, cell)


def _holds(column: Column, cell: object) -> bool:
    match column.dtype:
        case "bool":
            return isinstance(cell, bool)
        case "str":
            return isinstance(cell, str)
        case "datetime64[s]":
            return cell is None or _is_day(cell)
        case "Int64":
            return cell is None or (isinstance(cell, int) and not isinstance(cell, bool) and 0 <= cell <= MOST)
    return cell is None or (isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) <= LARGEST)


def _is_day(cell: object) -> bool:
    """Whether it is a day as the ledger's file has it: 2024-12-20."""
    try:
        return isinstance(cell, str) and date.fromisoformat(cell).isoformat() == cell
    except ValueError:
        return False


def _change(row: Mapping[str, Any], decision: Decision, column: str, was: Any, now: Any) -> Change:
    return Change(
        claim_id=decision.claim_a,
        event_id=decision.event_id,
        at=decision.at,
        reviewer=decision.reviewer,
        column=column,
        was=was,
        now=now,
        kind=str(row["kind"]),
    )


def _sentence(changes: list[Change]) -> str:
    by = f"by {changes[0].reviewer}" if changes[0].reviewer else "by hand"
    told = [
        f"{TOLD[change.column]} {_show(change.column, change.was, change.kind)}"
        f" → {_show(change.column, change.now, change.kind)}"
        for change in changes
        if change.column
    ]
    return f"corrected {by}: {', '.join(told)}" if told else f"added {by}"


def _show(name: str, cell: object, kind: str = "") -> str:
    """
    A cell of a column in words; of a figure of which `kind` is known a year has no comma.

    >>> _show("value", 10_000.0), _show("value", 1953.0, "date"), _show("checkable", True), _show("high", None)
    ('10,000', '1953', 'yes', 'none')
    >>> _show("modifier", "at_least"), _show("per", "month;soldier"), _show("aspect", ""), _show("as_of", "2024-12-20")
    ('at least', 'month per soldier', 'unknown', '20 Dec 2024')
    """
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int | float):
        return f"{cell:g}" if kind == "date" else f"{cell:,.15g}"
    if not cell:
        return "unknown" if name == "aspect" else "none"
    if name == "as_of":
        return as_day(date.fromisoformat(str(cell)))
    return str(cell).replace(";", " per ") if name == "per" else str(cell).replace("_", " ")
