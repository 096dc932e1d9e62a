"""The command line: data on standard output, words on standard error, exit codes 0, 1 and 2, and never a traceback."""

import csv
import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from claims import cli, shell
from claims.cli import main
from claims.columns import CLAIMS, RELATIONS, names
from claims.errors import InputError
from claims.ingest import ingesters
from claims.ledger import open_ledger
from claims.printing import open_output, printable
from tests.docs.pages import ROOT

TEXT = "Some 4,000 troops crossed the river, the mayor said.\n"
STORY = [
    {"id": "a", "text": "Some 8,000 troops were sent to Russia, US officials said.", "story": "s", "outlet": "A"},
    {"id": "b", "text": "Exactly 15,350 troops were sent to Russia, Ada Quill said.", "story": "s", "outlet": "B"},
]
PAGE = (ROOT / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Runs a command in an empty folder, with no sources.yaml in it."""
    monkeypatch.chdir(tmp_path)

    def run_command(*args, stdin=None):
        return CliRunner().invoke(main, [str(arg) for arg in args], input=stdin)

    return run_command


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def filled(run, tmp_path):
    """A ledger with two articles that disagree."""
    path = tmp_path / "story.sqlite"
    done = run("add", "-", "--ledger", path, stdin=jsonl(*STORY))
    assert done.exit_code == 0, done.stderr
    return path


def jsonl(*records):
    return "".join(json.dumps(record) + "\n" for record in records)


def rows(done):
    return [json.loads(line) for line in done.stdout.split("\n") if line]


# ---- help and the reference


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_has_help_and_a_place_in_the_reference(name):
    """`--help` works, and the reference has a section of the command that names each of its options."""
    assert CliRunner().invoke(main, [name, "--help"]).exit_code == 0
    section = re.search(rf"^## claims {name}\b.*?(?=^## |\Z)", PAGE, re.M | re.S)
    assert section
    options = [parameter for parameter in main.commands[name].params if isinstance(parameter, click.Option)]
    assert [flag for option in options for flag in option.opts if f"{flag}" not in section[0]] == []


def test_the_reference_names_nothing_that_is_not_there():
    """Every command and option of the reference exists."""
    assert sorted(re.findall(r"^## claims (\w+)", PAGE, re.M)) == sorted(main.commands)
    flags = {flag for command in main.commands.values() for parameter in command.params for flag in parameter.opts}
    assert set(re.findall(r"`(--[a-z-]+)", PAGE)) <= flags | {"--help", "--version"}


def test_every_kind_of_input_can_be_named():
    """`--input-format` knows every ingester, without importing one for `--help`."""
    assert sorted(cli.INPUT_FORMATS) == sorted([*ingesters(), "auto"])


def test_the_version_is_printed(run):
    """`claims --version` says which it is."""
    assert re.fullmatch(r"claims \d+\.\d+\.\d+\n", run("--version").stdout)


# ---- extract


def test_extract_prints_json_lines_by_the_contract(run):
    """A claim a line, the ledger's columns as keys in their order, lists where a cell holds several."""
    done = run("extract", "-", "--input-format", "jsonl", "--format", "jsonl", stdin=jsonl(STORY[0]))
    [row] = rows(done)
    assert (done.exit_code, list(row)) == (0, names(CLAIMS))
    assert (row["doc_id"], row["surface"], row["low"], row["modifier"]) == ("a", "8,000", 8000, "approx")
    assert (row["per"], row["conflicts_with"], row["title"], row["as_of"]) == ([], [], None, None)
    assert STORY[0]["text"][row["start"] : row["end"]] == "8,000"


def test_extract_prints_csv_with_one_header(run):
    """The exporter's CSV: one header, a row per claim, however many documents."""
    done = run("extract", "-", "--format", "csv", stdin=jsonl(*STORY))
    table = list(csv.DictReader(io.StringIO(done.stdout, newline="")))
    assert list(table[0]) == names(CLAIMS)
    assert [(row["doc_id"], row["surface"]) for row in table] == [("a", "8,000"), ("b", "15,350")]


def test_extract_prints_a_table_for_eyes(run, article):
    """`--format table` shows each figure with its sentence; the headline stands above."""
    done = run("extract", article, "--format", "table")
    assert "a.txt" in done.stdout
    assert "4,000" in done.stdout


def test_extract_hides_what_is_not_worth_checking(run):
    """Without --all only checkable claims are printed; with it every one."""
    text = jsonl({"id": "a", "text": "The two leaders met. Some 4,000 troops crossed, the mayor said."})
    some = rows(run("extract", "-", "--format", "jsonl", stdin=text))
    everything = rows(run("extract", "-", "--format", "jsonl", "--all", stdin=text))
    assert [row["surface"] for row in some] == ["4,000"]
    assert [row["surface"] for row in everything if not row["checkable"]] == ["two"]


def test_extract_twice_is_byte_identical(run):
    """The same input gives the same output."""
    assert run("extract", "-", stdin=jsonl(*STORY)).stdout == run("extract", "-", stdin=jsonl(*STORY)).stdout


def test_extract_streams_document_by_document(monkeypatch, run):
    """A document's claims are written before the next document is read."""
    written, seen = io.BytesIO(), []

    def slow(docs, **_):
        from claims.extract import extract

        for reading in extract(docs):
            seen.append(written.getvalue().count(b"\n"))
            yield reading

    class Output:
        def __enter__(self):
            return written

        def __exit__(self, *_):
            return

    monkeypatch.setattr(cli, "read_all", lambda taken, _: slow(taken.documents))
    monkeypatch.setattr("claims.printing.open_output", lambda _: Output())
    run("extract", "-", "--format", "jsonl", stdin=jsonl(*STORY))
    assert seen == [0, 1]


def test_extract_writes_a_file_whole_or_not_at_all(run, article, tmp_path):
    """-o writes the file and leaves nothing else behind; a folder that is not there is a plain message."""
    done = run("extract", article, "--format", "jsonl", "-o", tmp_path / "out.jsonl")
    assert (done.exit_code, done.stdout) == (0, "")
    assert json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))["surface"] == "4,000"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.txt", "out.jsonl"]
    done = run("extract", article, "-o", tmp_path / "none" / "out.csv")
    assert (done.exit_code, "cannot be written" in done.stderr) == (2, True)


def test_a_file_is_left_as_it_was_if_writing_fails(tmp_path):
    """A failure half-way leaves the old file, and no other."""
    path = tmp_path / "out"
    path.write_text("old", encoding="utf-8")

    def fail_half_way():
        with open_output(path) as file:
            file.write(b"new")
            raise KeyError

    with pytest.raises(KeyError):
        fail_half_way()
    assert [(each.name, each.read_text(encoding="utf-8")) for each in tmp_path.iterdir()] == [("out", "old")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"", "is empty", id="empty"),
        pytest.param(b"\x00\x01", "holds NUL bytes", id="binary"),
        pytest.param(b"caf\xe9 \x81 5", "is neither UTF-8 nor Windows-1252", id="encoding"),
    ],
)
def test_a_bad_file_among_good_ones(run, article, content, reason):
    """The bad file is named with its reason, the good one processed, and the exit code is 2."""
    (article.parent / "bad.txt").write_bytes(content)
    done = run("extract", ".", "--format", "jsonl")
    assert (done.exit_code, len(rows(done))) == (2, 1)
    assert f"bad.txt: {reason}" in done.stderr.replace("./", "")
    assert "1 input could not be read; 1 document read all the same." in done.stderr


def test_a_bad_line_among_good_ones(run):
    """A bad line of JSON Lines is named by its number, the others are processed, and the exit code is 2."""
    done = run("extract", "-", "--format", "jsonl", stdin=jsonl(STORY[0]) + "{oops\n" + jsonl(STORY[1]))
    assert (done.exit_code, len(rows(done))) == (2, 2)
    assert "standard input, line 2: is not JSON" in done.stderr


def test_a_day_that_is_not_certain_is_a_note(run):
    """An ambiguous `published` is empty, said on standard error, and no failure."""
    done = run("extract", "-", "--format", "jsonl", stdin=jsonl({**STORY[0], "published": "12/03/2024"}))
    assert (done.exit_code, rows(done)[0]["published"]) == (0, None)
    assert "12/03/2024" in done.stderr


def test_half_a_character_does_not_break_the_output(run):
    """Half a surrogate pair in the input is no failure of the output."""
    done = run("extract", "-", "--format", "jsonl", stdin='{"id": "a", "text": "\\ud800 Some 4,000 troops crossed."}\n')
    assert (done.exit_code, rows(done)[0]["start"]) == (0, 7)


def test_an_article_cannot_steer_the_terminal(run, article):
    """Escape sequences and marks that turn writing round are not passed on to a screen."""
    article.write_text(f"\x1b[2J\u202e{TEXT}", encoding="utf-8")
    done = run("extract", article, "--format", "table")
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout
    assert printable("a\x1b]0;x\x07\tb") == "a\ufffd]0;x\ufffd\tb"


# ---- add, check, export, explain


def test_add_says_what_is_new(run, filled):
    """Adding again adds nothing, and words go to standard error."""
    done = run("add", "-", "--ledger", filled, stdin=jsonl(*STORY))
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.strip() == "0 new documents, 0 new claims, 2 documents known before."


@pytest.mark.usefixtures("article")
def test_add_without_input_reads_what_is_registered(run, tmp_path):
    """All that sources.yaml registers is added, with what it says of it."""
    (tmp_path / "sources.yaml").write_text("documents: [{path: a.txt, story: S, outlet: O}]", encoding="utf-8")
    ledger = tmp_path / "l.sqlite"
    assert run("add", "--ledger", ledger).exit_code == 0
    [row] = rows(run("export", "--ledger", ledger, "--format", "jsonl"))
    assert (row["story"], row["outlet"]) == ("S", "O")


def test_add_names_a_story(run, article, tmp_path):
    """--story is for documents of which nothing else says the story."""
    ledger = tmp_path / "l.sqlite"
    run("add", article, "--story", "Flood", "--ledger", ledger)
    assert rows(run("export", ledger, "--format", "jsonl"))[0]["story"] == "Flood"


def test_a_faulty_sources_file_lists_every_fault(run, article, tmp_path):
    """Both faults of sources.yaml are printed with their lines, and the exit code is 2."""
    (tmp_path / "sources.yaml").write_text("source: []\nsources:\n  - name: NO\n", encoding="utf-8")
    done = run("extract", article)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "sources.yaml, line 1" in done.stderr
    assert "sources.yaml, line 3" in done.stderr


def test_check_reads_articles_or_a_ledger(run, filled):
    """The same disagreement is found in articles and in the ledger made of them."""
    from_articles = run("check", "-", "--format", "jsonl", stdin=jsonl(*STORY))
    from_ledger = run("check", filled, "--format", "jsonl")
    assert rows(from_articles) == rows(from_ledger)
    [row] = rows(from_ledger)
    assert list(row) == names(RELATIONS)
    assert (row["relation"], row["factor"] > 1.5) == ("conflict", True)


def test_check_exits_with_1_if_something_confirmed_disagrees(run, filled):
    """The exit code is 1 if, and only if, a disagreement is confirmed."""
    from datetime import UTC, datetime

    from claims.ledger import open_ledger

    [row] = rows(run("check", filled, "--format", "jsonl"))
    at = datetime(2024, 12, 1, tzinfo=UTC)
    with open_ledger(filled) as ledger:
        ledger.decide("same", row["claim_a"], row["claim_b"], at=at)
    assert run("check", filled).exit_code == 1
    with open_ledger(filled) as ledger:
        ledger.undo(at=at)
        ledger.decide("different", row["claim_a"], row["claim_b"], at=at)
    done = run("check", filled)
    assert (done.exit_code, done.stdout) == (0, "")


def test_check_hides_pairs_that_agree(run):
    """Equal and compatible pairs are printed with --all only."""
    docs = [{**STORY[0], "id": name, "outlet": name} for name in "ab"]
    assert rows(run("check", "-", "--format", "jsonl", stdin=jsonl(*docs))) == []
    [row] = rows(run("check", "-", "--format", "jsonl", "--all", stdin=jsonl(*docs)))
    assert (row["relation"], row["factor"]) == ("equal", 1)


@pytest.mark.parametrize("form", ["table", "csv"])
def test_check_shows_both_sides(run, filled, form):
    """Both figures, both sources and the reason are shown."""
    done = run("check", filled, "--format", form)
    assert all(words in done.stdout for words in ("8,000", "15,350", "US officials", "Ada Quill", "conflict"))


def test_the_example_story_shows_what_the_program_is_for(run):
    """The shipped articles hold a conflict between outlets, a pair that agrees, a revision, a slip and a projection."""
    story = ROOT / "claims" / "demo"
    book = ("--sources", ROOT / "sources.yaml")
    found = rows(run("check", story, *book, "--all", "--format", "jsonl"))
    claims = {row["claim_id"]: row for row in rows(run("extract", story, *book, "--format", "jsonl"))}
    pairs = {
        (row["relation"], *sorted(claims[claim_id]["surface"] for claim_id in (row["claim_a"], row["claim_b"])))
        for row in found
        if row["level"] == "confirmed"
    }
    assert {
        ("conflict", "13,650", "8,000"),
        ("compatible", "10,000", "10,000 or 12,000"),
        ("revision", "2,100", "700"),
        ("arithmetic", "1953", "61"),
    } <= pairs
    assert [row["surface"] for row in claims.values() if row["modality"] == "projected"] == ["50,000"]
    assert "71" not in {surface for _, *pair in pairs for surface in pair}


def test_check_says_what_could_not_be_read(run, article):
    """An unreadable input wins over what was found: exit code 2."""
    (article.parent / "bad.txt").write_bytes(b"\0")
    assert run("check", article.parent).exit_code == 2


def test_export_writes_what_the_exporter_gives(run, filled, tmp_path):
    """`claims export` writes the exporter's bytes, flags filled in, to a file or to standard output."""
    from claims.export import formats

    run("export", filled, "-o", tmp_path / "out.csv")
    content = (tmp_path / "out.csv").read_bytes()
    claims_df = formats()["csv"].read(content)
    assert formats()["csv"].export(claims_df) == content
    assert [flag.partition(":")[0] for flag in claims_df["flag"]] == ["conflict", "conflict"]
    assert CliRunner().invoke(main, ["export", str(filled)]).stdout_bytes == content


def test_export_suggests_a_format(run, filled):
    """A format that is not there is a usage error with a hint."""
    done = run("export", filled, "--format", "jsnl")
    assert (done.exit_code, "Did you mean jsonl?" in done.stderr) == (2, True)


def decide(path, *, undo):
    """Flag the two figures of the ledger, and perhaps take it back."""
    from datetime import UTC, datetime

    from claims.ledger import open_ledger

    with open_ledger(path) as ledger:
        at = datetime(2024, 12, 20, tzinfo=UTC)
        ledger.decide("flag", *ledger.claims()["claim_id"], at=at)
        if undo:
            ledger.undo(at=at)


@pytest.mark.parametrize("form", ["xlsx", "datapackage", "claimreview", "sheet"])
def test_export_gives_every_format_what_is_beside_the_claims(run, filled, tmp_path, form):
    """Each format gets the disagreements too, and the same ledger gives the same bytes."""
    files = [tmp_path / "one", tmp_path / "two"]
    for file in files:
        assert run("export", filled, "--format", form, "-o", file).exit_code == 0
    first, second = (file.read_bytes() for file in files)
    assert first == second
    assert form != "sheet" or b"Why they disagree" in first


def test_export_says_what_a_format_leaves_out(run, filled, tmp_path):
    """A format that holds only some claims says how many it leaves out, and why; nothing is said where it holds all."""
    args = ("export", filled, "--format", "claimreview", "-o", tmp_path / "out")
    assert run(*args).stderr.splitlines() == [
        "2 claims left out: nobody decided them.",
        f"0 claims written to {tmp_path / 'out'}.",
    ]
    decide(filled, undo=False)
    assert run(*args).stderr == f"2 claims written to {tmp_path / 'out'}.\n"


@pytest.mark.parametrize("form", ["xlsx", "datapackage"])
def test_binary_formats_are_not_for_a_terminal(run, filled, form):
    """A format that is no text is not written to a terminal; a pipe takes it."""
    assert run("export", filled, "--format", form).stdout_bytes.startswith(b"PK")
    screen, terminal = os.openpty()
    with os.fdopen(screen), os.fdopen(terminal, "wb") as stdout:
        command = [sys.executable, "-m", "claims", "export", str(filled), "--format", form]
        done = subprocess.run(command, stdout=stdout, stderr=subprocess.PIPE, text=True)
    assert (done.returncode, "name a file: -o claims." in done.stderr) == (2, True)


def test_the_history_goes_where_there_is_room(run, filled, tmp_path):
    """--history adds every decision to a data package, and a format without room for it says which have it."""
    decide(filled, undo=True)
    run("export", filled, "--format", "datapackage", "--history", "-o", tmp_path / "out.zip")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert archive.read("decisions.csv") == run("history", filled, "--format", "csv").stdout_bytes
    done = run("export", filled, "--format", "csv", "--history")
    assert (done.exit_code, "package or xlsx" in done.stderr) == (2, True)


def test_history_prints_every_decision(run, filled):
    """A decision that was taken back is there and says so, with the figures it is about."""
    decide(filled, undo=True)
    [row] = rows(run("history", filled, "--format", "jsonl"))
    assert (row["action"], row["undone"], row["at"]) == ("flag", True, "2024-12-20T00:00:00")
    done = run("history", filled)
    assert "taken back" in done.stdout
    assert "8,000" in done.stdout
    assert done.stderr.strip() == "1 decision, 1 taken back."


def test_explain_derives_a_claim(run, filled):
    """The sentence with the figure marked, the rules, the source, and the other side with the reason."""
    first, second = rows(run("export", filled, "--format", "jsonl"))
    done = run("explain", first["claim_id"], "--ledger", filled)
    assert done.exit_code == 0
    assert "Some »8,000« troops were sent" in done.stdout
    assert "US officials" in done.stdout
    assert "8,000 to 8,000, approx" in done.stdout
    assert all(rule in done.stdout for rule in first["rule"].split(";"))
    assert second["claim_id"] in done.stdout
    assert "disagrees with 1" in done.stdout


def test_what_was_corrected_is_what_every_command_shows(run, filled, at):
    """Check, export and explain use the corrected cells; explain says who changed what."""
    first = rows(run("export", filled, "--format", "jsonl"))[0]
    assert "1 disagreement" in run("check", filled).stderr
    with open_ledger(filled) as ledger:
        ledger.correct(
            first["claim_id"], {"unit": "boat", "dimension": "boat", "entity": "boats"}, reviewer="Kim", at=at
        )
    changed = rows(run("export", filled, "--format", "jsonl"))[0]
    assert changed.keys() == first.keys()
    assert {name for name in first if first[name] != changed[name]} >= {"unit", "dimension", "entity", "rule"}
    assert changed["rule"].endswith(";user.corrected")
    assert "0 disagreements" in run("check", filled).stderr
    told = run("explain", first["claim_id"], "--ledger", filled).stdout
    assert "corrected by Kim: unit troop → boat, of what" in told


def test_explain_suggests_an_id(run, filled):
    """An id that is nearly one is a plain message with a hint."""
    claim_id = rows(run("export", filled, "--format", "jsonl"))[0]["claim_id"]
    done = run("explain", claim_id[:-1], "--ledger", filled)
    assert (done.exit_code, f"did you mean {claim_id}?" in done.stderr) == (2, True)


# ---- what goes wrong


@pytest.mark.parametrize(
    "args",
    [
        ["nonsense"],
        ["extract"],
        ["add"],
        ["extract", "missing.txt"],
        ["extract", "http://127.0.0.1/"],
        ["extract", "-"],
        ["extract", "x", "--sources", "missing.yaml"],
        ["check", "--ledger", "missing.sqlite"],
        ["check", "a.sqlite", "--ledger", "b.sqlite"],
        ["check"],
        ["export"],
        ["export", "broken.sqlite"],
        ["history"],
        ["history", "broken.sqlite"],
        ["explain", "x"],
        ["ui", "broken.sqlite"],
        ["add", "a.txt", "--ledger", "broken.sqlite"],
        ["add", "a.txt", "--ledger", "no/such/folder\0/x"],
    ],
    ids=" ".join,
)
def test_every_failure_is_a_sentence_and_code_2(run, article, args):
    """Wrong usage and unreadable things end with 2 and words; standard output holds at most a header."""
    (article.parent / "broken.sqlite").write_bytes(b"SQLite format 3\0" + b"x" * 200)
    done = run(*args, stdin="")
    assert done.exit_code == 2, done.output
    assert done.stderr.strip()
    assert "Traceback" not in done.output
    assert done.stdout.count("\n") <= 1


def test_an_error_nobody_foresaw_is_a_sentence(run, article, monkeypatch):
    """A fault of ours is one sentence and code 2; with CLAIMS_DEBUG it is a traceback, to report it."""

    def fail(*_, **__):
        raise RuntimeError("odd")  # noqa: EM101

    monkeypatch.setattr("claims.intake.read_inputs", fail)
    done = run("extract", article)
    assert (done.exit_code, "RuntimeError: odd" in done.stderr, "Traceback" in done.output) == (2, True, False)
    monkeypatch.setenv("CLAIMS_DEBUG", "1")
    assert isinstance(run("extract", article).exception, RuntimeError)


@pytest.mark.parametrize(
    ("error", "code"),
    [(KeyboardInterrupt(), 130), (OSError(28, "No space left on device", "disk"), 2), (InputError("a", "b"), 2)],
)
def test_what_ends_a_command(run, article, monkeypatch, error, code):
    """Ctrl-C, a full disk and unreadable input each have their code and no traceback."""

    def fail(*_, **__):
        raise error

    monkeypatch.setattr("claims.intake.read_inputs", fail)
    done = run("extract", article)
    assert (done.exit_code, "Traceback" in done.output) == (code, False)


def test_many_problems_are_summed_up(run):
    """A thousand bad lines are not a thousand lines of words."""
    done = run("extract", "-", "--input-format", "jsonl", stdin="{\n" * 1000)
    assert done.stderr.count("is not JSON") == shell.LISTED
    assert "980 more than listed" in done.stderr


# ---- real processes


def python_m(*args, **options):
    return subprocess.run(
        [sys.executable, "-m", "claims", *map(str, args)], capture_output=True, timeout=120, **options
    )


def test_python_m_is_the_same(article):
    """`python -m claims` prints what `claims` prints, in UTF-8 whatever the locale."""
    article.write_text("“Some 4,000 troops crossed”, the mayor said.", encoding="utf-8")
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    done = python_m("extract", article, "--format", "jsonl", env=environment, cwd=article.parent)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.decode("utf-8"))["sentence"].startswith("“Some")


def test_a_reader_that_stops_is_no_failure(tmp_path):
    """`claims extract … | head -1` ends quietly."""
    path = tmp_path / "many.jsonl"
    path.write_text(jsonl(*({**STORY[0], "id": str(number)} for number in range(3000))), encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "claims", "extract", path, "--format", "jsonl"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
    ) as process:
        assert process.stdout.readline().startswith(b"{")
        process.stdout.close()
        words = process.stderr.read().decode()
    assert (process.returncode, "Traceback" in words, "BrokenPipe" in words) == (0, False, False)


@pytest.mark.skipif(os.name != "posix", reason="file names are bytes on POSIX only")
def test_a_file_name_that_is_no_text_is_read(tmp_path):
    """A file whose name is no UTF-8 is read like any other, and its neighbours too."""
    for number, name in enumerate((b"bad\xff.txt", b"good.txt"), start=4):
        Path(os.fsdecode(bytes(tmp_path / "x")[:-1] + name)).write_text(
            f"Some {number},000 troops crossed, the mayor said.", encoding="utf-8"
        )
    done = python_m("extract", tmp_path, "--format", "jsonl", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert [json.loads(line)["title"] for line in done.stdout.splitlines()] == ["bad\ufffd.txt", "good.txt"]


@pytest.mark.parametrize(("args", "code"), [(["--help"], 0), (["--version"], 0), (["nonsense"], 2), (["explain"], 2)])
def test_nobody_listening_is_no_disagreement(tmp_path, args, code):
    """With both outputs closed at the far end the exit code is the command's own, never the 1 of `check`."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run([sys.executable, "-m", "claims", *args], stdout=writing, stderr=writing, cwd=tmp_path)
    finally:
        os.close(writing)
    assert done.returncode == code


def test_five_megabytes(tmp_path):
    """5 MB of text are read to the end."""
    path = tmp_path / "long.txt"
    path.write_text("Nothing to count here, said nobody at all. " * 122_000 + TEXT, encoding="utf-8")
    done = python_m("extract", path, "--format", "jsonl", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["surface"] == "4,000"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def healthy(port):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=10) as answer:
        return answer.status == 200


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "terminate"])
def test_demo_opens_the_workbench_on_its_own_ledger(tmp_path, stop):
    """`claims demo` loads the story, serves it at 127.0.0.1, says where, and leaves no server behind when it ends."""
    from claims.intake import demo_documents
    from claims.ledger import open_ledger

    port, ledger = free_port(), tmp_path / "demo.sqlite"
    command = [sys.executable, "-m", "claims", "demo", "--no-browser", "--port", str(port), "--ledger", str(ledger)]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            said = next((line for line in process.stderr if b"http://" in line), b"")
            assert f"http://127.0.0.1:{port} " in said.decode()
            assert healthy(port)
        finally:
            process.send_signal(stop)
            output, words = process.communicate(timeout=30)
    assert (process.returncode, output) == (0, b""), words.decode()
    with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port), timeout=2):
        pass
    with open_ledger(ledger) as opened:
        assert set(opened.documents()["doc_id"]) == {doc.doc_id for doc in demo_documents()}


def test_a_taken_port_is_a_plain_message(tmp_path):
    """A port that another program listens on is said to be taken, before anything starts."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = python_m("ui", tmp_path / "l.sqlite", "--no-browser", "--port", port, cwd=tmp_path)
    assert (done.returncode, f"Port {port} is taken" in done.stderr.decode()) == (2, True)


def test_the_workbench_is_told_to_stay_at_home():
    """Every safe option is passed on the command line, where no configuration file can undo it."""
    from claims.launch import to_command

    command = to_command(app=Path("app.py"), port=8599, browser=False)
    for option in (
        "--server.address=127.0.0.1",
        "--server.port=8599",
        "--server.headless=true",
        "--server.fileWatcherType=none",
        "--server.showEmailPrompt=false",
        "--browser.gatherUsageStats=false",
    ):
        assert option in command
    assert "--server.headless=false" in to_command(app=Path("app.py"), port=1, browser=True)


def test_a_broken_ledger_is_not_read_as_an_article(run, tmp_path):
    """A file named as a ledger that is none is said to be none, and the command fails."""
    broken = tmp_path / "broken.sqlite"
    broken.write_text("not a ledger, though 4,000 people think so", encoding="utf-8")
    done = run("check", broken)
    assert done.exit_code == 2
    assert "not a ledger" in done.stderr
    assert done.stdout == ""


def test_check_all_prints_every_pair_that_was_compared(run):
    """With --all a pair that is not printed was not compared, however many worse ones there are."""
    texts = [f"The mayor said that {number} people died in the flood." for number in range(20, 29)]
    docs = jsonl(*({"id": f"d{at}", "text": text} for at, text in enumerate(texts)))
    command = ("check", "-", "--input-format", "jsonl", "--format", "jsonl")
    everything, worst = run(*command, "--all", stdin=docs), run(*command, stdin=docs)
    assert (len(rows(everything)), everything.exit_code, worst.exit_code) == (36, 1, 1)
    assert len(rows(worst)) < 36
