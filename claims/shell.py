"""What every command shares: failures as sentences, words on standard error, ledgers and sources found."""

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from claims.errors import ClaimsError, InputError

if TYPE_CHECKING:
    from claims.conflicts import Comparison, Policy
    from claims.intake import Intake
    from claims.ledger import Ledger
    from claims.model import Reading
    from claims.sources import SourceBook

TROUBLE, STOPPED = 2, 130
SOURCES_FILE = Path("sources.yaml")
LEDGER_START = b"SQLite format 3\0"
LEDGER_SUFFIXES = frozenset((".sqlite", ".sqlite3", ".db"))
LISTED = 20


class Plain(click.Group):
    """A group of commands whose every failure is a sentence and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; who stops reading our output has had enough, and that is no failure."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            _drop(sys.stdout)
            return 0

    def main(self, *args: Any, standalone_mode: bool = True, **extra: Any) -> Any:
        """As click's, with our sentences and codes."""
        run: Callable[..., Any] = super().main
        if not standalone_mode:
            return run(*args, standalone_mode=False, **extra)
        try:
            code = run(*args, standalone_mode=False, **extra)
        except SystemExit:  # click's own answer to a reader of --help that went away
            code = 0
        except click.ClickException as error:
            try:
                error.show()
            except BrokenPipeError:
                _drop(sys.stderr)
            code = TROUBLE
        except ClaimsError as error:
            say(str(error))
            code = TROUBLE
        except (click.Abort, KeyboardInterrupt):
            code = STOPPED
        except OSError as error:
            say(f"{error.filename or 'The system'}: {error.strerror or error}")
            code = TROUBLE
        except Exception as error:  # noqa: BLE001  the last resort: a sentence instead of a traceback
            _say_bug(error)
            code = TROUBLE
        sys.exit(code if isinstance(code, int) else 0)


def say(text: str) -> None:
    """Words for the user, on standard error; nobody reading them changes no exit code."""
    from claims.printing import printable

    try:
        click.echo(printable(text), err=True)
    except BrokenPipeError:
        _drop(sys.stderr)


def named(inputs: Sequence[str]) -> Sequence[str]:
    if not inputs:
        reason = "Name a file, a folder, a URL, or - for standard input."
        raise click.UsageError(reason)
    return inputs


def take_in(inputs: Iterable[str], input_format: str, book: "SourceBook | None", *, story: str = "") -> "Intake":
    from dataclasses import replace

    from claims.intake import in_story, read_inputs

    taken = read_inputs(inputs, input_format=input_format, sources=book, stdin=sys.stdin.buffer if sys.stdin else None)
    for warning in taken.warnings[:LISTED]:
        say(f"Note: {warning}.")
    if len(taken.warnings) > LISTED:
        say(f"Note: {len(taken.warnings) - LISTED} more of this kind.")
    return replace(taken, documents=in_story(taken.documents, story))


def read_all(taken: "Intake", book: "SourceBook | None") -> "Iterable[Reading]":
    from claims.extract import extract as read

    if not taken.documents:
        return ()
    say_engine()
    return read(taken.documents, sources=book)


def end(taken: "Intake") -> int:
    """What could not be read, what was read all the same, and the exit code that says so."""
    if not taken.problems:
        return 0
    for problem in taken.problems[:LISTED]:
        say(f"{problem}.")
    more = f" ({len(taken.problems) - LISTED} more than listed)" if len(taken.problems) > LISTED else ""
    done = count(len(taken.documents), "document")
    say(f"{count(len(taken.problems), 'input')} could not be read{more}; {done} read all the same.")
    return TROUBLE


def count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def read_book(path: Path | None) -> "SourceBook | None":
    if path is None:
        return None
    from claims.sources import load_sources

    return load_sources(path)


def find_book(sources: Path | None) -> "SourceBook | None":
    return read_book(sources or (SOURCES_FILE if SOURCES_FILE.is_file() else None))


def choose_ledger(*paths: Path | None) -> Path:
    from claims.database import default_ledger

    named = [path for path in paths if path]
    if len(named) > 1:
        reason = "Name one ledger, not several."
        raise click.UsageError(reason)
    return named[0] if named else default_ledger()


def existing_ledger(*paths: Path | None) -> Path:
    """A ledger to read: one that is not there is a mistake, not an empty ledger to make."""
    path = choose_ledger(*paths)
    if not path.is_file():
        raise InputError(str(path), "there is no ledger yet; `claims add` makes one")
    return path


def is_ledger(name: str) -> bool:
    """Whether a file is meant as a ledger: by its first bytes, or by its name, so that a broken one is said to be."""
    path = Path(name)
    if path.suffix in LEDGER_SUFFIXES:
        return True
    try:
        with path.open("rb") as file:
            return path.is_file() and file.read(len(LEDGER_START)) == LEDGER_START
    except (OSError, ValueError):
        return False


def compare_ledger(ledger: "Ledger", policy: "Policy | None" = None) -> "Comparison":
    from claims.conflicts import POLICY, compare

    verdicts = ledger.verdicts()
    return compare(ledger.claims(), policy=policy or POLICY, split=verdicts.split, joined=verdicts.joined)


def say_engine() -> None:
    from claims.extract import describe_engine

    if not describe_engine():
        say("Note: no English pipeline for spaCy is installed, so who says a figure is found less often.")


def _say_bug(error: Exception) -> None:
    if os.environ.get("CLAIMS_DEBUG"):
        raise error
    say(f"The program met something it does not know how to handle ({type(error).__name__}: {str(error)[:300]}).")
    say("Nothing that was stored is lost. Set CLAIMS_DEBUG=1 to see where, and please report it.")


def _drop(stream: TextIO) -> None:
    """Point an output that nobody reads at nothing, so that the interpreter's last flush does not complain."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):  # no real output: a test's
        return
