"""
The ledger: one SQLite file with documents, the claims read in them, and what people decided.

Every write is one transaction that takes the write lock first, so that several processes on one file lose nothing.
Decisions are events that are only appended; what stands is worked out from them on every read (claims.decisions).
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from importlib import resources
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Any, Self

import numpy as np
import pandas as pd

from claims.columns import CLAIMS, COMPARED, DECIDED, FOUND, INTERNAL, Column, names, to_cell, to_row
from claims.decisions import ACTIONS, Action, Decision, Mark, Undo, Verdicts, to_decisions, to_marks, to_verdicts
from claims.errors import LedgerError
from claims.ingest.documents import mend
from claims.model import Claim, Document, Reading, Rejected

__all__ = ["Action", "Added", "Decision", "Ledger", "Verdicts", "open_ledger", "to_frame"]

APPLICATION = 0x434C414D  # "CLAM", in the file's header: this is a ledger and not another program's database
PATIENCE = 30.0  # seconds to wait for another process that is writing
ABOUT_DOCUMENT = ("story", "outlet", "title", "url", "published")
READ = tuple(column for column in FOUND + INTERNAL if column.name not in ABOUT_DOCUMENT)
ORDER = ["story", "published", "doc_id", "start", "end", "claim_id"]
DOCUMENTS = (
    *(column for column in FOUND if column.name in ("doc_id", *ABOUT_DOCUMENT)),
    Column(name="characters", dtype="int64", meaning="code points of its text"),
    Column(name="claims", dtype="int64", meaning="figures read in it, worth checking or not"),
)
DECISIONS = (
    Column(name="event_id", dtype="int64", meaning="the order in which decisions were made"),
    Column(name="at", dtype="datetime64[s]", meaning="when, in UTC"),
    Column(name="reviewer", dtype="str", meaning="who decided"),
    Column(name="action", dtype="str", meaning="flag, accept, different, same, exclude, note"),
    Column(name="claim_a", dtype="str", meaning="the claim; of accept the one accepted"),
    Column(name="claim_b", dtype="str", meaning="the other claim, if there is one"),
    Column(name="note", dtype="str", meaning="the user's note"),
    Column(name="undone", dtype="bool", meaning="taken back later"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What adding gave. `claims_gone` were found before, are not any more, and no decision named them."""

    documents_new: int = 0
    documents_known: int = 0
    claims_new: int = 0
    claims_known: int = 0
    claims_gone: int = 0


def to_frame(readings: Iterable[Reading]) -> pd.DataFrame:
    """One row per claim without a ledger: columns CLAIMS + INTERNAL, in the order of stories, days and offsets."""
    columns = FOUND + INTERNAL
    rows = [
        tuple(to_cell(column, row[column.name]) for column in columns)
        for reading in readings
        for row in _to_rows(reading)
    ]
    return _arrange(_to_columns(columns, rows), {})


def open_ledger(path: Path) -> "Ledger":
    """
    Open a ledger, make one where there is none, bring an older one up to date.

    Raises: LedgerError, a sentence that says what is wrong with the file and what to do.
    """
    if path.is_dir():
        reason = f"{path} is a folder; name a file for the ledger in it."
        raise LedgerError(reason)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        reason = f"The folder {path.parent} cannot be made for the ledger ({_cause(error)}); name another."
        raise LedgerError(reason) from error
    _refuse_unwritable(path)
    with _in_plain_words(path):
        db = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
    try:
        with _in_plain_words(path):
            _prepare(db, path)
    except BaseException:
        db.close()
        raise
    return Ledger(path, db)


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
        """One row per claim: columns CLAIMS + INTERNAL, with what stands of the decisions; COMPARED is empty."""
        stored = [f'claims."{name}"' for name in names(READ) if name != "run_id"]
        about = [f"documents.{name}" for name in ABOUT_DOCUMENT]
        query = f"SELECT {', '.join([*stored, 'run_id', *about])} FROM claims JOIN documents USING (doc_id) JOIN runs USING (run)"  # noqa: S608, E501 - names of our own
        with self._transaction("BEGIN") as db:
            rows = db.execute(query).fetchall()
            decisions = to_decisions(_events(db))
        columns = [column for column in READ if column.name != "run_id"]
        columns += [column for column in INTERNAL if column.name == "run_id"]
        columns += [column for column in FOUND if column.name in ABOUT_DOCUMENT]
        return _arrange(_to_columns(columns, rows), to_marks(decisions))

    def documents(self) -> pd.DataFrame:
        """One row per document, in the order of stories and days: columns DOCUMENTS."""
        stored = ", ".join(names(DOCUMENTS)[:-1])
        count = "(SELECT count(*) FROM claims WHERE claims.doc_id = documents.doc_id)"
        with self._transaction("BEGIN") as db:
            rows = db.execute(f"SELECT {stored}, {count} FROM documents").fetchall()  # noqa: S608 - names of our own
        documents = pd.DataFrame(_to_columns(DOCUMENTS, rows))
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
            for claim_id in filter(None, (claim_a, claim_b)):
                if not db.execute("SELECT 1 FROM claims WHERE claim_id = ?", [claim_id]).fetchone():
                    reason = f"The claim {claim_id!r} is not in {self.path} (any more); load the ledger again."
                    raise LedgerError(reason)
            return _append(db, at, reviewer, action, claim_a, claim_b, note)

    def undo(self, *, reviewer: str = "", at: datetime) -> Decision | None:
        """Take back the newest decision that stands, by an event of its own; None if there is none."""
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
            (one.event_id, _to_moment(one.at), one.reviewer, one.action, one.claim_a, one.claim_b, one.note, one.undone)
            for one in decisions
        ]
        return pd.DataFrame(_to_columns(DECISIONS, rows))

    def verdicts(self) -> Verdicts:
        """What stands about pairs of claims."""
        with self._transaction("BEGIN") as db:
            return to_verdicts(to_decisions(_events(db)))

    @contextmanager
    def _transaction(self, begin: str = "BEGIN IMMEDIATE") -> Iterator[sqlite3.Connection]:
        """All or nothing; reads with a plain BEGIN see one moment and wait for nobody."""
        with self._lock, _in_plain_words(self.path):
            self._db.execute(begin)
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise


# ---- opening


def _refuse_unwritable(path: Path) -> None:
    """SQLite needs to write the file and beside it, and says so only at the first write."""
    if not os.access(path.parent, os.W_OK):
        reason = f"The folder {path.parent} cannot be written, and the ledger keeps its journal there; name another."
        raise LedgerError(reason)
    if path.exists() and not os.access(path, os.R_OK | os.W_OK):
        reason = f"{path} cannot be read and written by you; change its permissions or name another ledger."
        raise LedgerError(reason)


def _prepare(db: sqlite3.Connection, path: Path) -> None:
    """Look before anything is changed, then set the connection up and run the migrations that are missing."""
    db.execute("PRAGMA trusted_schema = OFF")
    migrations = _load_migrations()
    version = _check(db, path, newest=len(migrations))
    _use_write_ahead_log(db)
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA foreign_keys = ON")
    if version == len(migrations):
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        for number in range(_check(db, path, newest=len(migrations)), len(migrations)):
            for statement in _split(migrations[number]):
                db.execute(statement)
        db.execute(f"PRAGMA application_id = {APPLICATION}")
        db.execute(f"PRAGMA user_version = {len(migrations)}")
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def _check(db: sqlite3.Connection, path: Path, *, newest: int) -> int:
    """The schema's version, 0 for an empty file. Raises: LedgerError if it is not ours to open."""
    (application,) = db.execute("PRAGMA application_id").fetchone()
    (version,) = db.execute("PRAGMA user_version").fetchone()
    (tables,) = db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if application != APPLICATION and (application or version or tables):
        reason = f"{path} is another program's database and not a ledger; name another file."
        raise LedgerError(reason)
    if version > newest:
        reason = f"{path} was written by a newer version of this program; update the program to open it."
        raise LedgerError(reason)
    return int(version)


def _use_write_ahead_log(db: sqlite3.Connection) -> None:
    """Switch the mode, which is kept in the file; where two processes make one ledger, one of them is told to wait."""
    for last in (False,) * 50 + (True,):
        try:
            db.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if last or _code(error) != sqlite3.SQLITE_BUSY:
                raise
            with suppress(sqlite3.OperationalError):  # waits, as the switch itself does not
                db.execute("BEGIN IMMEDIATE")
                db.execute("ROLLBACK")
        else:
            return


def _load_migrations() -> list[str]:
    """The scripts in the order of their numbers, from 1 without a gap."""
    folder = resources.files("claims.migrations")
    scripts = sorted((file for file in folder.iterdir() if file.name.endswith(".sql")), key=lambda file: file.name)
    return [script.read_text(encoding="utf-8") for script in scripts]


def _split(script: str) -> Iterator[str]:
    """One statement after the other, triggers whole."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


@contextmanager
def _in_plain_words(path: Path) -> Iterator[None]:
    """What SQLite complains of, as a sentence that says what to do."""
    advice = {
        sqlite3.SQLITE_NOTADB: "is not a ledger; name another file",
        sqlite3.SQLITE_CORRUPT: "is damaged; put a copy of it in its place",
        sqlite3.SQLITE_BUSY: "is being written by another program; try again when that is done",
        sqlite3.SQLITE_READONLY: "cannot be written; change its permissions or name another ledger",
        sqlite3.SQLITE_CANTOPEN: "cannot be opened; look at its permissions or name another ledger",
        sqlite3.SQLITE_FULL: "cannot grow, the disk is full; make room and do the last step again",
    }
    try:
        yield
    except sqlite3.ProgrammingError:  # a wrong call, not the file's fault
        raise
    except sqlite3.Error as error:
        told = advice.get(_code(error), f"cannot be used as a ledger ({error}); name another file")
        reason = f"{path} {told}."
        raise LedgerError(reason) from error
    except UnicodeEncodeError as error:
        reason = "A text holds half a surrogate pair, which no file can store; read it through claims.ingest."
        raise LedgerError(reason) from error


def _code(error: sqlite3.Error) -> int:
    """The primary result code; extended ones keep it in the lowest byte."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _cause(error: OSError | ValueError) -> str:
    return str(getattr(error, "strerror", None) or error)


# ---- writing


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
    runs = {run_id: _find_run(db, run_id) for run_id in {claim.run_id for claim in reading.claims}}
    rows = {}
    for claim, row in zip(reading.claims, _to_rows(reading), strict=True):
        cells = [to_cell(column, row[column.name]) for column in READ if column.name != "run_id"]
        rows[claim.claim_id] = [*cells, runs[claim.run_id]]
    before, now = _known_claims(db, doc.doc_id), set(rows)
    gone = [(claim_id,) for claim_id in sorted(before - now) if not _is_named(db, claim_id)]
    db.executemany("DELETE FROM claims WHERE claim_id = ?", gone)
    stored = [*(name for name in names(READ) if name != "run_id"), "run"]
    db.executemany(_upsert("claims", stored), rows.values())
    db.execute("DELETE FROM rejected WHERE doc_id = ?", [doc.doc_id])
    refused = [(doc.doc_id, one.start, one.end, one.surface, one.rule_id, one.reason) for one in reading.rejected]
    db.executemany("INSERT INTO rejected VALUES (?, ?, ?, ?, ?, ?)", refused)
    return (not is_known, is_known, len(now - before), len(now & before), len(gone))


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
) -> int:
    query = "INSERT INTO events (at, reviewer, action, claim_a, claim_b, note, undoes) VALUES (?, ?, ?, ?, ?, ?, ?)"
    cells = [_to_moment(at), mend(reviewer)[0], action, claim_a, claim_b, mend(note)[0], undoes]
    return int(db.execute(query, cells).lastrowid or 0)


def _events(db: sqlite3.Connection) -> Iterator[Decision | Undo]:
    """Every event, oldest first."""
    query = "SELECT event_id, at, reviewer, action, claim_a, claim_b, note, undoes FROM events ORDER BY event_id"
    for event_id, at, reviewer, action, claim_a, claim_b, note, undoes in db.execute(query):
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
        )


def _to_moment(at: datetime) -> str:
    """A moment in UTC to the second; without a zone it is in UTC already."""
    moment = at.astimezone(UTC) if at.tzinfo else at
    return moment.replace(tzinfo=None).isoformat(timespec="seconds")


# ---- frames


def _to_rows(reading: Reading) -> Iterator[dict[str, Any]]:
    """The rows of the contract with what only the ledger holds."""
    for claim in reading.claims:
        yield {**to_row(claim, reading.doc), **_internal(claim)}


def _internal(claim: Claim) -> dict[str, Any]:
    return {"sentence_start": claim.sentence.start, "run_id": claim.run_id}


def _to_columns(columns: Sequence[Column], rows: Sequence[tuple[Any, ...]]) -> dict[str, Any]:
    """Rows of cells as typed columns by name."""
    cells: Iterable[Sequence[Any]] = zip(*rows, strict=True) if rows else [()] * len(columns)
    return {column.name: _typed(values, column.dtype) for column, values in zip(columns, cells, strict=True)}


def _typed(values: Sequence[Any], dtype: str) -> Any:
    """Cells as an array of the declared type; None is missing."""
    if dtype == "datetime64[s]":
        return np.array([value or "NaT" for value in values], dtype=dtype)
    if dtype == "str":
        return pd.array(list(values), dtype="str")
    if dtype == "Int64":
        return pd.array(list(values), dtype="Int64")
    return np.array(values, dtype=dtype)


def _arrange(found: dict[str, Any], marks: dict[str, Mark]) -> pd.DataFrame:
    """Columns as the claims frame has them, rows in the ledger's order."""
    claims_df = pd.DataFrame(found)
    given = [marks.get(claim_id, _OPEN) for claim_id in claims_df["claim_id"]] if marks else [_OPEN] * len(claims_df)
    moments = [mark.reviewed_at and _to_moment(mark.reviewed_at) for mark in given]
    rows = [(mark.status, mark.note, mark.reviewer, at) for mark, at in zip(given, moments, strict=True)]
    empty = pd.array([""] * len(claims_df), dtype="str")
    filled = claims_df.assign(**_to_columns(DECIDED, rows), **dict.fromkeys(names(COMPARED), empty))
    return filled[names(CLAIMS + INTERNAL)].sort_values(ORDER, kind="stable", ignore_index=True)


_OPEN = Mark()
