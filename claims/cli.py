"""
The command line: data on standard output, words on standard error.

Exit codes: 0 fine, 1 a confirmed disagreement (`check` only), 2 usage or unreadable input. Nothing heavy is imported
before a command needs it, and no traceback reaches a user.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

import click

from claims.errors import InputError
from claims.shell import (
    SOURCES_FILE,
    Plain,
    choose_ledger,
    compare_ledger,
    count,
    end,
    existing_ledger,
    find_book,
    is_ledger,
    named,
    read_all,
    read_book,
    say,
    say_engine,
    take_in,
)

DISAGREEMENT = 1
Command = TypeVar("Command", bound=Callable[..., Any])


def _options(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


FILE = click.Path(path_type=Path, dir_okay=False)
INPUTS = click.argument("inputs", nargs=-1, metavar="PATH|URL|-…")
INPUT_FORMATS = ("auto", "text", "html", "jsonl")
INPUT_FORMAT = click.option(
    "--input-format", type=click.Choice(INPUT_FORMATS), default="auto", show_default=True, help="What the input is."
)
LEDGER = click.option("--ledger", type=FILE, help="The ledger's file; by default one in your data folder.")
SOURCES = click.option(
    "--sources", type=FILE, help="What you know of documents and speakers; by default ./sources.yaml if there is one."
)
OUTPUT = click.option("-o", "--output", type=click.Path(path_type=Path), help="A file instead of standard output.")
SERVING = _options(
    click.option("--port", type=click.IntRange(1, 65535), help="The port; by default 8501, else any free one."),
    click.option("--no-browser", is_flag=True, help="Do not open a browser, only say the address."),
    SOURCES,
)


@click.group(cls=Plain, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="claims", message="claims %(version)s")
def main() -> None:
    """Find every figure in the news, who says it, and which of them cannot both be true."""


@main.command()
@SERVING
@LEDGER
def demo(port: int | None, no_browser: bool, sources: Path | None, ledger: Path | None) -> int:
    """Load the example story and open the workbench on it."""
    from claims import intake
    from claims.database import demo_ledger
    from claims.ledger import open_ledger

    path = ledger or demo_ledger()
    chosen = sources or intake.demo_sources(path)
    book = read_book(chosen)
    docs = intake.demo_documents()
    say_engine()
    with open_ledger(path) as opened:
        intake.add_documents(opened, docs, sources=book)
    return _serve(path, chosen, port, no_browser)


@main.command()
@click.argument("ledger_path", metavar="[LEDGER]", type=FILE, required=False)
@SERVING
@LEDGER
def ui(ledger_path: Path | None, port: int | None, no_browser: bool, sources: Path | None, ledger: Path | None) -> int:
    """Open the workbench on a ledger."""
    from claims.database import connect

    path = choose_ledger(ledger, ledger_path)
    book = sources or (SOURCES_FILE if SOURCES_FILE.is_file() else None)
    read_book(book)
    connect(path).close()  # says now, and in a sentence, what is wrong with it
    return _serve(path, book, port, no_browser)


@main.command()
@INPUTS
@INPUT_FORMAT
@click.option("--story", default="", help="The story these documents belong to, where nothing else says it.")
@SOURCES
@LEDGER
def add(inputs: Sequence[str], input_format: str, story: str, sources: Path | None, ledger: Path | None) -> int:
    """
    Read articles into the ledger.

    Without any it reads all that sources.yaml registers. Adding an article again changes nothing that you decided.
    """
    from claims import intake
    from claims.ledger import open_ledger

    book = find_book(sources)
    if not inputs and not (book and book.documents):
        reason = "Name a file, a folder, a URL or - for standard input, or register documents in sources.yaml."
        raise click.UsageError(reason)
    taken = take_in(inputs or intake.registered_inputs(book) if book else inputs, input_format, book, story=story)
    if taken.documents:
        say_engine()
        with open_ledger(choose_ledger(ledger)) as opened:
            added = intake.add_documents(opened, taken.documents, sources=book)
        known = f", {count(added.documents_known, 'document')} known before" if added.documents_known else ""
        gone = f", {count(added.claims_gone, 'claim')} no longer found" if added.claims_gone else ""
        say(f"{count(added.documents_new, 'new document')}, {count(added.claims_new, 'new claim')}{known}{gone}.")
    return end(taken)


@main.command()
@INPUTS
@INPUT_FORMAT
@click.option("--format", "form", type=click.Choice(("csv", "jsonl", "table")), default="csv", show_default=True)
@OUTPUT
@click.option("--all", "show_all", is_flag=True, help="Also print figures that are not worth checking.")
@SOURCES
def extract(
    inputs: Sequence[str], input_format: str, form: str, output: Path | None, show_all: bool, sources: Path | None
) -> int:
    """Print the claims of articles, without a ledger."""
    from claims.printing import READINGS, checkable, open_output

    book = find_book(sources)
    taken = take_in(named(inputs), input_format, book)
    readings = read_all(taken, book)
    with open_output(output) as file:
        for chunk in READINGS[form](readings if show_all else map(checkable, readings)):
            file.write(chunk)
            file.flush()
    return end(taken)


@main.command()
@click.argument("inputs", nargs=-1, metavar="[LEDGER|PATH…]")
@INPUT_FORMAT
@click.option("--format", "form", type=click.Choice(("table", "csv", "jsonl")), default="table", show_default=True)
@OUTPUT
@click.option("--all", "show_all", is_flag=True, help="Also print pairs that were compared and agree.")
@SOURCES
@LEDGER
def check(
    inputs: Sequence[str],
    input_format: str,
    form: str,
    output: Path | None,
    show_all: bool,
    sources: Path | None,
    ledger: Path | None,
) -> int:
    """
    Print which figures disagree.

    Of a ledger, or of articles without one. Exit code 1 if anything confirmed does.
    """
    from claims.conflicts import POLICY, compare
    from claims.ledger import open_ledger, to_frame
    from claims.printing import RELATIONS, open_output

    policy = replace(POLICY, worst_counterparts=POLICY.full_pairs_up_to) if show_all else POLICY
    taken = None
    if inputs and not ledger and not (len(inputs) == 1 and is_ledger(inputs[0])):
        book = find_book(sources)
        taken = take_in(inputs, input_format, book)
        claims_df = to_frame(read_all(taken, book))
        comparison = compare(claims_df, policy=policy)
    else:
        with open_ledger(existing_ledger(ledger, *map(Path, inputs))) as opened:
            claims_df, comparison = opened.claims(), compare_ledger(opened, policy)
    flags = comparison.flags
    shown = comparison.tell(comparison.relations if show_all else flags)
    with open_output(output) as file:
        file.writelines(RELATIONS[form](claims_df, shown))
    confirmed = int((flags["level"] == "confirmed").sum())
    say(f"{count(len(flags), 'disagreement')} among {count(len(claims_df), 'figure')}, {confirmed} confirmed.")
    code = end(taken) if taken else 0
    return code or (DISAGREEMENT if confirmed else 0)


@main.command()
@click.argument("ledger_path", metavar="[LEDGER]", type=FILE, required=False)
@click.option(
    "--format", "form", default="csv", show_default=True, help="csv, jsonl, xlsx, datapackage, claimreview or sheet."
)
@OUTPUT
@click.option("--history", "with_history", is_flag=True, help="Also every decision, for xlsx and datapackage.")
@LEDGER
def export(ledger_path: Path | None, form: str, output: Path | None, with_history: bool, ledger: Path | None) -> int:
    """Write the ledger for other programs, or for print."""
    from claims.export import Beside, select
    from claims.ledger import open_ledger
    from claims.printing import open_output
    from claims.views import conflict_table, with_flags

    exporter = _choose_exporter(form, output, with_history=with_history)
    with open_ledger(existing_ledger(ledger, ledger_path)) as opened:
        comparison = compare_ledger(opened)
        claims_df = with_flags(opened.claims(), comparison)
        beside = Beside(
            conflicts=conflict_table(claims_df, comparison.tell(comparison.flags)),
            groups=comparison.groups,
            decisions=opened.decisions() if with_history else None,
        )
    content = exporter.export(claims_df, beside)
    with open_output(output) as file:
        file.write(content)
    written = len(select(exporter, claims_df, beside))
    if left_out := len(claims_df) - written:
        say(f"{count(left_out, 'claim')} left out: {exporter.LEAVES_OUT}.")
    if output:
        say(f"{count(written, 'claim')} written to {output}.")
    return 0


def _choose_exporter(form: str, output: Path | None, *, with_history: bool) -> ModuleType:
    """The exporter of that name, if it can do what is asked of it."""
    from claims.export import formats

    known = formats()
    if form not in known:
        near = get_close_matches(form, known, n=1)
        hint = f" Did you mean {near[0]}?" if near else f" Known are {', '.join(known)}."
        reason = f"there is no format {form!r}.{hint}"
        raise click.BadParameter(reason, param_hint="'--format'")
    exporter = known[form]
    if with_history and not exporter.HAS_HISTORY:
        able = " or ".join(name for name, one in known.items() if one.HAS_HISTORY)
        reason = f"{form} has no place for it; ask for {able}, or use `claims history`."
        raise click.BadParameter(reason, param_hint="'--history'")
    if not (exporter.IS_TEXT or (output and str(output) != "-")) and sys.stdout.isatty():
        reason = f"{form} is nothing for a terminal; name a file: -o claims{exporter.SUFFIX}"
        raise click.UsageError(reason)
    return exporter


@main.command()
@click.argument("ledger_path", metavar="[LEDGER]", type=FILE, required=False)
@click.option("--format", "form", type=click.Choice(("table", "csv", "jsonl")), default="table", show_default=True)
@OUTPUT
@LEDGER
def history(ledger_path: Path | None, form: str, output: Path | None, ledger: Path | None) -> int:
    """Print every decision, oldest first, those taken back too."""
    from claims.ledger import open_ledger
    from claims.printing import DECISIONS, open_output

    with open_ledger(existing_ledger(ledger, ledger_path)) as opened:
        claims_df, decisions_df = opened.claims(), opened.decisions()
    with open_output(output) as file:
        file.writelines(DECISIONS[form](claims_df, decisions_df))
    say(f"{count(len(decisions_df), 'decision')}, {int(decisions_df['undone'].sum())} taken back.")
    return 0


@main.command()
@click.argument("claim_id")
@LEDGER
def explain(claim_id: str, ledger: Path | None) -> int:
    """
    Print how one claim was read.

    Its sentence with the figure marked, every rule that fired, its source, and what it disagrees with and why.
    """
    from claims.amendments import in_words
    from claims.explain import explain as to_text
    from claims.extract import read_again
    from claims.ledger import open_ledger
    from claims.printing import open_output, printable
    from claims.views import with_flags

    path = existing_ledger(ledger)
    with open_ledger(path) as opened:
        comparison = compare_ledger(opened)
        claims_df = with_flags(opened.claims(), comparison)
    rows = claims_df.set_index("claim_id", drop=False).to_dict("index")
    if claim_id not in rows:
        near = get_close_matches(claim_id, map(str, rows), n=1)
        raise InputError(claim_id, f"no such claim in {path}" + (f"; did you mean {near[0]}?" if near else ""))
    row = rows[claim_id]
    with open_ledger(path) as opened:
        qty = read_again(opened.document(row["doc_id"]), row["start"], row["end"])
        amended = in_words(change for change in opened.changes() if change.claim_id == claim_id)
    flags = comparison.flags
    is_side = (flags["claim_a"] == claim_id) | (flags["claim_b"] == claim_id)
    others = [
        (rows.get(pair["claim_b"] if pair["claim_a"] == claim_id else pair["claim_a"], {}), str(pair["why"]))
        for pair in comparison.tell(flags[is_side]).to_dict("records")
    ]
    text = "\n".join(map(printable, to_text(row, others, qty, amended).split("\n")))
    with open_output(None) as file:
        file.write(text.encode("utf-8"))
    return 0


def _serve(ledger: Path, sources: Path | None, port: int | None, no_browser: bool) -> int:
    from claims.launch import open_workbench

    return open_workbench(ledger=ledger, sources=sources, port=port, browser=not no_browser, say=say)
