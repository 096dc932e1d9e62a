"""
The ledger's file: opened, refused if it is none of ours, brought up to date; what SQLite complains of, in plain words.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from claims.errors import LedgerError

APPLICATION = 0x434C414D  # "CLAM", in the file's header: this is a ledger and not another program's database
AT_ONCE = "SELECT * FROM pragma_application_id, pragma_user_version, (SELECT count(*) FROM sqlite_schema)"
"""What tells a ledger, in one statement: another process may be making the file."""
MIGRATIONS = Path(__file__).parent / "migrations"
PATIENCE = 30.0  # seconds to wait for another process that is writing


def default_ledger() -> Path:
    """The ledger of a user who names none, in their data folder."""
    return _data_folder() / "ledger.sqlite"


def demo_ledger() -> Path:
    """Where the example story goes, so that it never mixes with real work."""
    return _data_folder() / "demo.sqlite"


def connect(path: Path) -> sqlite3.Connection:
    """
    Open the file, make it where there is none, run the migrations that it lacks.

    Raises: LedgerError, a sentence that says what is wrong with the file and what to do.
    """
    if path.is_dir():
        reason = f"{path} is a folder; name a file for the ledger in it."
        raise LedgerError(reason)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _refuse_unwritable(path)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = f"{path} cannot be made ({_cause(error)}); name another file for the ledger."
        raise LedgerError(reason) from error
    with in_plain_words(path):
        db = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
    try:
        with in_plain_words(path):
            _prepare(db, path)
    except BaseException:
        db.close()
        raise
    return db


@contextmanager
def in_plain_words(path: Path) -> Iterator[None]:
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


def _data_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path("claims", appauthor=False)


def _refuse_unwritable(path: Path) -> None:
    """SQLite needs to write the file and beside it, and says so only at the first write."""
    if not os.access(path.parent, os.W_OK):
        reason = f"The folder {path.parent} cannot be written, and the ledger keeps its journal there; name another."
        raise LedgerError(reason)
    is_closed = not os.access(path, os.R_OK | os.W_OK) and path.exists()
    if is_closed and not os.access(path, os.R_OK | os.W_OK):  # once more: another process may just have made it
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
    application, version, tables = db.execute(AT_ONCE).fetchone()
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
    return [script.read_text(encoding="utf-8") for script in sorted(MIGRATIONS.glob("*.sql"))]


def _split(script: str) -> Iterator[str]:
    """One statement after the other, triggers whole."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _code(error: sqlite3.Error) -> int:
    """The primary result code; extended ones keep it in the lowest byte."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _cause(error: OSError | ValueError) -> str:
    return str(getattr(error, "strerror", None) or error)
