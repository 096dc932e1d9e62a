"""
The ledger: one SQLite file with documents, the claims read in them, and what people decided.

Every write is one transaction that takes the write lock first, so that several processes on one file lose nothing.
Decisions are events that are only appended; what stands is worked out from them on every read (claims.decisions), and
what was corrected is laid over what was read (claims.amendments).
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Any, Self

import numpy as np
import pandas as pd

from claims.amendments import (
    AMENDABLE,
    BY_HAND,
    Change,
    amend,
    cells_in_words,
    find_changes,
    fits,
    read_cells,
    to_amendments,
)
from claims.columns import FOUND, INTERNAL, Column, names, to_cell
from claims.database import connect, in_plain_words
from claims.decisions import ACTIONS, Action, Cells, Decision, Undo, Verdicts, to_decisions, to_marks, to_verdicts
from claims.errors import LedgerError
from claims.frames import arrange, mark, to_columns, to_frame, to_moment, to_rows
from claims.ingest.documents import mend
from claims.model import Claim, Document, Reading, Rejected

__all__ = ["Action", "Added", "Decision", "Ledger", "Verdicts", "open_ledger", "to_frame"]

ABOUT_DOCUMENT = ("story", "outlet", "title", "url", "published")
READ = tuple(column for column in FOUND + INTERNAL if column.name not in ABOUT_DOCUMENT)
FIND_CLAIMS = "SELECT {} FROM claims JOIN runs USING (run)".format(", ".join(f'"{name}"' for name in names(READ)))  # noqa: S608 - our own names
DOCUMENTS = (
    *(column for column in FOUND if column.name in ("doc_id", *ABOUT_DOCUMENT)),
    Column(name="characters", dtype="int64", meaning="code points of its text"),
    Column(name="claims", dtype="int64", meaning="figures read in it, worth checking or not"),
)
DECISIONS = (
    Column(name="event_id", dtype="int64", meaning="the order in which decisions were made"),
    Column(name="at", dtype="datetime64[s]", meaning="when, in UTC"),
    Column(name="reviewer", dtype="str", meaning="who decided"),
    Column(name="action", dtype="str", meaning="flag, accept, different, same, exclude, note, correct, add"),
    Column(name="claim_a", dtype="str", meaning="the claim; of accept the one accepted"),
    Column(name="claim_b", dtype="str", meaning="the other claim, if there is one"),
    Column(name="note", dtype="str", meaning="the user's note"),
    Column(name="undone", dtype="bool", meaning="taken back later"),
    Column(name="cells", dtype="str", meaning="what a correction put in which cells, in words"),
    Column(name="batch", dtype="int64", meaning="event_id of the first of those made in one go; 0 if made alone"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What adding gave. `claims_gone` were found before, are not any more, and no decision named them."""

    documents_new: int = 0
    documents_known: int = 0
    claims_new: int = 0
    claims_known: int = 0
    claims_gone: int = 0


def open_ledger(path: Path) -> "Ledger":
    """
    Open a ledger, make one where there is none, bring an older one up to date.

    Raises: LedgerError, a sentence that says what is wrong with the file and what to do.
    """
    return Ledger(path, connect(path))


class Ledger:
    """An open ledger. Threads may share one; processes open their own."""

    def __init__(self, path: Path, db: sqlite3.Connection) -> None:
        self.path, self._db, self._lock = path, db, RLock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; twice is fine."""
        with self._lock:
            self._db.close()

    def add(self, readings: Iterable[Reading]) -> Added:
        """
        Store readings, one transaction per document: those stored stay stored if a later one fails.

        A document that is there already is read anew: claims keep their ids and what was decided about them, and those
        no longer found are removed unless a decision names them.
        Raises: LedgerError after the last reading if a known id came with another text and decisions name the old.
        """
        totals = np.zeros(5, dtype=int)
        refused: list[str] = []
        for reading in readings:
            with self._transaction() as db:
                if _is_bound_to_other_text(db, reading.doc):
                    refused.append(reading.doc.doc_id)
                    continue
                totals += _store(db, reading)
        if refused:
            listed = ", ".join(map(repr, refused[:5])) + (" and others" if len(refused) > 5 else "")
            reason = f"Decisions stand on another text with the id {listed}; give the new text an id of its own."
            raise LedgerError(reason)
        new, known, claims_new, claims_known, claims_gone = map(int, totals)
        return Added(
            documents_new=new,
            documents_known=known,
            claims_new=claims_new,
            claims_known=claims_known,
            claims_gone=claims_gone,
        )

    def claims(self) -> pd.DataFrame:
        """
        One row per claim: columns CLAIMS + INTERNAL, with what stands of the decisions; COMPARED is empty.

        Every reader gets the claims from here, and so as they were corrected.
        """
        with self._transaction("BEGIN") as db:
            decisions = to_decisions(_events(db))
            return mark(_find(db, decisions), to_marks(decisions))

    def found(self) -> pd.DataFrame:
        """The claims as they were corrected, with nothing decided about them; the same while `content` is."""
        with self._transaction("BEGIN") as db:
            return _find(db, to_decisions(_events(db)))

    @contextmanager
    def at_one_moment(self) -> Iterator[None]:
        """What is read inside stood in the file at one moment, whatever others write meanwhile; nothing is written."""
        with self._transaction("BEGIN"):
            yield

    def content(self) -> str:
        """Other whenever `found` and `documents` are, and soon told."""
        with self._transaction("BEGIN") as db:
            (token,) = db.execute("SELECT token FROM content").fetchone()
            amended = to_amendments(to_decisions(_events(db)))
        events = sorted(decision.event_id for said in amended.values() for decision in said)
        return " ".join([token.hex(), *map(str, events)])

    def marked(self, claims_df: pd.DataFrame) -> pd.DataFrame:
        """`found` with what stands of the decisions, as `claims` has it."""
        with self._transaction("BEGIN") as db:
            return mark(claims_df, to_marks(to_decisions(_events(db))))

    def changes(self) -> tuple[Change, ...]:
        """What stands of the corrections and additions, claim by claim."""
        with self._transaction("BEGIN") as db:
            amended = to_amendments(to_decisions(_events(db)))
            query = f"{FIND_CLAIMS} WHERE claim_id = ?"
            found = [(said, db.execute(query, [claim_id]).fetchone()) for claim_id, said in amended.items()]
        rows = [(dict(zip(names(READ), row, strict=True)), said) for said, row in found if row]
        return tuple(change for row, said in rows for change in find_changes(row, said))

    def documents(self) -> pd.DataFrame:
        """One row per document, in the order of stories and days: columns DOCUMENTS."""
        stored = ", ".join(names(DOCUMENTS)[:-1])
        count = "(SELECT count(*) FROM claims WHERE claims.doc_id = documents.doc_id)"
        with self._transaction("BEGIN") as db:
            rows = db.execute(f"SELECT {stored}, {count} FROM documents").fetchall()  # noqa: S608 - names of our own
        documents = pd.DataFrame(to_columns(DOCUMENTS, rows))
        return documents.sort_values(["story", "published", "doc_id"], kind="stable", ignore_index=True)

    def document(self, doc_id: str) -> Document:
        """One document with its text. Raises: LedgerError if there is none of this id."""
        query = "SELECT text, story, outlet, title, url, published FROM documents WHERE doc_id = ?"
        with self._transaction("BEGIN") as db:
            row = db.execute(query, [doc_id]).fetchone()
        if row is None:
            reason = f"There is no document {doc_id!r} in {self.path}; add it first."
            raise LedgerError(reason)
        text, story, outlet, title, url, published = row
        day = date.fromisoformat(published) if published else None
        return Document(doc_id=doc_id, text=text, story=story, outlet=outlet, title=title, url=url, published=day)

    def rejected(self, doc_id: str) -> tuple[Rejected, ...]:
        """What was seen in one document and refused, in text order."""
        query = 'SELECT start, "end", surface, rule_id, reason FROM rejected WHERE doc_id = ? ORDER BY start, "end"'
        with self._transaction("BEGIN") as db:
            rows = db.execute(query, [doc_id]).fetchall()
        return tuple(
            Rejected(start=start, end=end, surface=surface, rule_id=rule_id, reason=reason)
            for start, end, surface, rule_id, reason in rows
        )

    def decide(
        self, action: Action, claim_a: str, claim_b: str = "", *, note: str = "", reviewer: str = "", at: datetime
    ) -> int:
        """
        Append one decision and give its event_id. A moment without a zone is taken to be UTC.

        Raises: LedgerError if a claim is not in the ledger, or if `same` or `different` does not name two.
        """
        if action not in ACTIONS:
            reason = f"There is no decision {action!r}; known are {', '.join(sorted(ACTIONS))}."
            raise LedgerError(reason)
        if claim_a == claim_b or (action in ("same", "different") and not claim_b):
            reason = "This decision is about two different claims; name both."
            raise LedgerError(reason)
        with self._transaction() as db:
            self._require(db, filter(None, (claim_a, claim_b)))
            return _append(db, at, reviewer, action, claim_a, claim_b, note)

    def correct(self, claim_id: str, cells: Cells, *, note: str = "", reviewer: str = "", at: datetime) -> int:
        """
        Append what is to stand in cells of a claim, whatever a run reads there, and give its event_id.

        Raises: LedgerError if the claim is not in the ledger, or if a cell cannot be corrected or cannot hold this.
        """
        with self._transaction() as db:
            self._require(db, [claim_id])
            return _append_amendment(db, at, reviewer, "correct", claim_id, note, cells)

    def add_claim(self, claim: Claim, cells: Cells, *, note: str = "", reviewer: str = "", at: datetime) -> int:
        """
        Append a figure that no run found, with what is to stand in its cells instead, and give its event_id.

        All of it stands, even where a later run finds the figure and reads it otherwise.

        Raises: LedgerError if a figure stands there already, or if a cell cannot be set or cannot hold this.
        """
        reading = Reading(doc=self.document(claim.doc_id), claims=(replace(claim, run_id=BY_HAND),))
        read = {name: cell for row in to_rows(reading) for name, cell in row.items()}
        standing = {name: to_cell(column, read[name]) for name, column in AMENDABLE.items()} | dict(cells)
        with self._transaction() as db:
            query = 'SELECT surface FROM claims WHERE doc_id = ? AND start < ? AND "end" > ?'
            if known := db.execute(query, [claim.doc_id, claim.quantity.end, claim.quantity.start]).fetchone():
                reason = f"There is a figure already, {known[0]!r}; correct that one."
                raise LedgerError(reason)
            _store_claims(db, reading)
            return _append_amendment(db, at, reviewer, "add", claim.claim_id, note, standing)

    def decide_each(
        self, action: Action, claim_ids: Iterable[str], *, note: str = "", reviewer: str = "", at: datetime
    ) -> int:
        """
        Append the same decision about each of these claims, all or none, to be undone as one; gives how many.

        Raises: LedgerError if a claim is not in the ledger, or if the decision is about two claims.
        """
        if action not in ACTIONS - {"same", "different"}:
            reason = f"The decision {action!r} cannot be made about each of several claims."
            raise LedgerError(reason)
        claim_ids = list(dict.fromkeys(claim_ids))
        with self._transaction() as db:
            self._require(db, claim_ids)
            (newest,) = db.execute("SELECT coalesce(max(event_id), 0) FROM events").fetchone()
            for claim_id in claim_ids:
                _append(db, at, reviewer, action, claim_id, note=note, batch=newest + 1)
        return len(claim_ids)

    def undo(self, *, reviewer: str = "", at: datetime) -> Decision | None:
        """Take back the newest decision that stands and its batch, by one event; None if there is none."""
        with self._transaction() as db:
            standing = [decision for decision in to_decisions(_events(db)) if not decision.undone]
            if not standing:
                return None
            newest = standing[-1]
            _append(db, at, reviewer, "undo", undoes=newest.event_id)
        return replace(newest, undone=True)

    def decisions(self) -> pd.DataFrame:
        """One row per decision, newest last, with those marked that were undone: columns DECISIONS."""
        with self._transaction("BEGIN") as db:
            decisions = to_decisions(_events(db))
        rows = [
            (
                *(one.event_id, to_moment(one.at), one.reviewer, one.action, one.claim_a, one.claim_b, one.note),
                *(one.undone, cells_in_words(one), one.batch),
            )
            for one in decisions
        ]
        return pd.DataFrame(to_columns(DECISIONS, rows))

    def verdicts(self) -> Verdicts:
        """What stands about pairs of claims."""
        with self._transaction("BEGIN") as db:
            return to_verdicts(to_decisions(_events(db)))

    def _require(self, db: sqlite3.Connection, claim_ids: Iterable[str]) -> None:
        """Raises: LedgerError if a claim is not in the ledger."""
        for claim_id in claim_ids:
            if not db.execute("SELECT 1 FROM claims WHERE claim_id = ?", [claim_id]).fetchone():
                reason = f"The claim {claim_id!r} is not in {self.path} (any more); load the ledger again."
                raise LedgerError(reason)

    @contextmanager
    def _transaction(self, begin: str = "BEGIN IMMEDIATE") -> Iterator[sqlite3.Connection]:
        """All or nothing; reads with a plain BEGIN see one moment, that of a read around them, and wait for nobody."""
        with self._lock, in_plain_words(self.path):
            if begin == "BEGIN" and self._db.in_transaction:
                yield self._db
                return
            self._db.execute(begin)
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise


def _is_bound_to_other_text(db: sqlite3.Connection, doc: Document) -> bool:
    """Whether decisions name claims in another text of this id: their offsets would come to mean other words."""
    known = db.execute("SELECT text FROM documents WHERE doc_id = ?", [doc.doc_id]).fetchone()
    if known is None or known[0] == doc.text:
        return False
    return any(_is_named(db, claim_id) for claim_id in _known_claims(db, doc.doc_id))


def _is_named(db: sqlite3.Connection, claim_id: str) -> bool:
    query = "SELECT 1 FROM events WHERE claim_a = :id UNION ALL SELECT 1 FROM events WHERE claim_b = :id LIMIT 1"
    return db.execute(query, {"id": claim_id}).fetchone() is not None


def _known_claims(db: sqlite3.Connection, doc_id: str) -> set[str]:
    return {claim_id for (claim_id,) in db.execute("SELECT claim_id FROM claims WHERE doc_id = ?", [doc_id])}


def _store(db: sqlite3.Connection, reading: Reading) -> tuple[int, int, int, int, int]:
    """One document with all that was read in it; the numbers are those of Added, in its order."""
    doc = reading.doc
    is_known = db.execute("SELECT 1 FROM documents WHERE doc_id = ?", [doc.doc_id]).fetchone() is not None
    published = doc.published and doc.published.isoformat()
    about = [doc.doc_id, doc.story, doc.outlet, doc.title, doc.url, published, len(doc.text), doc.text]
    stored = ["doc_id", *ABOUT_DOCUMENT, "characters", "text"]
    db.execute(_upsert("documents", stored), about)
    before, now = _known_claims(db, doc.doc_id), {claim.claim_id for claim in reading.claims}
    gone = [(claim_id,) for claim_id in sorted(before - now) if not _is_named(db, claim_id)]
    db.executemany("DELETE FROM claims WHERE claim_id = ?", gone)
    _store_claims(db, reading)
    db.execute("DELETE FROM rejected WHERE doc_id = ?", [doc.doc_id])
    refused = [(doc.doc_id, one.start, one.end, one.surface, one.rule_id, one.reason) for one in reading.rejected]
    db.executemany("INSERT INTO rejected VALUES (?, ?, ?, ?, ?, ?)", refused)
    return (not is_known, is_known, len(now - before), len(now & before), len(gone))


def _store_claims(db: sqlite3.Connection, reading: Reading) -> None:
    runs = {run_id: _find_run(db, run_id) for run_id in {claim.run_id for claim in reading.claims}}
    rows = []
    for claim, row in zip(reading.claims, to_rows(reading), strict=True):
        cells = [to_cell(column, row[column.name]) for column in READ if column.name != "run_id"]
        rows.append([*cells, runs[claim.run_id]])
    stored = [*(name for name in names(READ) if name != "run_id"), "run"]
    db.executemany(_upsert("claims", stored), rows)
    db.execute("UPDATE content SET token = randomblob(16)")


def _find(db: sqlite3.Connection, decisions: Iterable[Decision]) -> pd.DataFrame:
    """All claims with what was corrected."""
    about = ", ".join(ABOUT_DOCUMENT)
    rows = _amended(db.execute(FIND_CLAIMS).fetchall(), decisions)
    documents = db.execute(f"SELECT {about}, doc_id FROM documents").fetchall()  # noqa: S608 - our own names
    number = {doc_id: at for at, (*_, doc_id) in enumerate(documents)}
    of = names(READ).index("doc_id")
    where = np.array([number[row[of]] for row in rows], dtype=np.intp)
    columns = [*(column for column in FOUND if column.name in ABOUT_DOCUMENT), DOCUMENTS[0]]
    told = {name: column.take(where) for name, column in to_columns(columns, documents).items()}
    return arrange(told | to_columns(READ, rows))


def _amended(rows: list[tuple[Any, ...]], decisions: Iterable[Decision]) -> list[tuple[Any, ...]]:
    """Rows of READ with what was corrected."""
    amended = to_amendments(decisions)
    if not amended:
        return rows
    of = names(READ).index("claim_id")
    return [
        tuple(amend(dict(zip(names(READ), row, strict=True)), amended[row[of]]).values()) if row[of] in amended else row
        for row in rows
    ]


def _upsert(table: str, stored: Sequence[str]) -> str:
    """Insert by the first column, or replace all others."""
    listed = ", ".join(f'"{name}"' for name in stored)
    marks = ", ".join("?" * len(stored))
    changed = ", ".join(f'"{name}" = excluded."{name}"' for name in stored[1:])
    return f'INSERT INTO {table} ({listed}) VALUES ({marks}) ON CONFLICT ("{stored[0]}") DO UPDATE SET {changed}'  # noqa: S608


def _find_run(db: sqlite3.Connection, run_id: str) -> int:
    db.execute("INSERT INTO runs (run_id) VALUES (?) ON CONFLICT DO NOTHING", [run_id])
    (run,) = db.execute("SELECT run FROM runs WHERE run_id = ?", [run_id]).fetchone()
    return int(run)


def _append(
    db: sqlite3.Connection,
    at: datetime,
    reviewer: str,
    action: str,
    claim_a: str = "",
    claim_b: str = "",
    note: str = "",
    *,
    undoes: int | None = None,
    batch: int | None = None,
) -> int:
    stored = "at, reviewer, action, claim_a, claim_b, note, undoes, batch"
    query = f"INSERT INTO events ({stored}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - our own names
    cells = [to_moment(at), mend(reviewer)[0], action, claim_a, claim_b, mend(note)[0], undoes, batch]
    return int(db.execute(query, cells).lastrowid or 0)


def _append_amendment(
    db: sqlite3.Connection, at: datetime, reviewer: str, action: Action, claim_id: str, note: str, cells: Cells
) -> int:
    """A note with cells beside it. Raises: LedgerError if a cell cannot be amended or cannot hold this."""
    told = {name: mend(cell)[0] if isinstance(cell, str) else cell for name, cell in cells.items()}
    if wrong := [name for name, cell in told.items() if not fits(name, cell)]:
        reason = f"{', '.join(wrong)} cannot be changed to this; nothing was written."
        raise LedgerError(reason)
    event_id = _append(db, at, reviewer, "note", claim_id, note=note)
    db.execute("INSERT INTO amendments VALUES (?, ?, ?)", [event_id, action, json.dumps(told, ensure_ascii=False)])
    return event_id


def _events(db: sqlite3.Connection) -> Iterator[Decision | Undo]:
    """Every event, oldest first."""
    query = (
        "SELECT event_id, at, reviewer, coalesce(amendments.action, events.action), claim_a, claim_b, note, undoes,"
        " batch, cells FROM events LEFT JOIN amendments USING (event_id) ORDER BY event_id"
    )
    for event_id, at, reviewer, action, claim_a, claim_b, note, undoes, batch, cells in db.execute(query):
        moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
        if undoes is not None:
            yield Undo(event_id=event_id, at=moment, reviewer=reviewer, undoes=undoes)
            continue
        yield Decision(
            event_id=event_id,
            at=moment,
            reviewer=reviewer,
            action=action,
            claim_a=claim_a,
            claim_b=claim_b,
            note=note,
            cells=read_cells(cells or "{}"),
            batch=batch or 0,
        )
