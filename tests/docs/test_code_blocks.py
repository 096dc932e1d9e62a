"""What the pages show is true: Python and console blocks run and print what they say, the others are well formed."""

import doctest
import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from dataclasses import replace

import pytest

from claims.sources import load_sources
from tests.docs.console import fits, refreshed, run, steps, to_text
from tests.docs.pages import PAGES, ROOT, blocks, name, with_blocks

LANGUAGES = {"python", "console", "sh", "yaml", "toml", "json", "jsonl", "csv", "text"}
PROGRAMS = {"bash", "cd", "claims", "git", "pip", "python", "python3", "source"}


@pytest.fixture
def clone(tmp_path):
    """A folder that looks like the repository, in which a page may write files."""
    folder = tmp_path / "clone"
    folder.mkdir()
    for entry in ROOT.iterdir():
        if not entry.name.startswith("."):
            (folder / entry.name).symlink_to(entry)
    return folder


def doctest_source(text):
    """A Python block as a program that checks itself: `>>>` examples are compared, anything else is run as it is."""
    if not text.lstrip().startswith(">>>"):
        return f"exec({text!r}, names)\n"
    return (
        f"test = doctest.DocTestParser().get_doctest({text!r}, names, 'page', None, 0)\n"
        "failed += doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, clear_globs=False).failed\n"
        "names.update(test.globs)\n"
    )


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_block_says_its_language(page):
    """Every fenced block names a language that these tests know, so none goes unchecked."""
    assert [(block.line, block.language) for block in blocks(page) if block.language not in LANGUAGES] == []


@pytest.mark.parametrize("page", with_blocks("python"), ids=name)
def test_python_blocks_run(page, clone):
    """The Python of a page, read from the top, runs and prints what the page says."""
    body = "".join(doctest_source(block.text) for block in blocks(page, "python"))
    program = f"import doctest, sys\nnames, failed = {{}}, 0\n{body}sys.exit(1 if failed else 0)\n"
    environment = {**os.environ, "XDG_DATA_HOME": str(clone.parent / "data")}
    done = subprocess.run([sys.executable, "-c", program], cwd=clone, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("page", with_blocks("console"), ids=name)
def test_console_blocks_print_what_they_say(page, clone):
    """The commands of a page, typed from the top, print what the page says (UPDATE_DOCS=1 rewrites the page)."""
    text = page.read_text(encoding="utf-8")
    wrong = []
    for block in blocks(page, "console"):
        typed = []
        for step in steps(block.text):
            printed, code = run(step.command, clone, clone.parent / "data")
            assert code in (0, 1), f"{step.command}: {code}\n" + "\n".join(printed)
            if fits(step.expected, printed):
                typed.append(step)
            else:
                wrong.append((step.command, printed))
                typed.append(replace(step, expected=refreshed(step.expected, printed)))
        text = text.replace(block.text, "".join(map(to_text, typed)))
    if os.environ.get("UPDATE_DOCS"):
        page.write_text(text, encoding="utf-8")
    else:
        assert not wrong, "\n\n".join(f"$ {command}\n" + "\n".join(printed) for command, printed in wrong)


def commands(page):
    """Every single command of the page's `sh` blocks, as words, without the variables set before it."""
    for block in blocks(page, "sh"):
        for line in block.text.splitlines():
            for part in re.split(r" && | \| ", line.partition(" # ")[0]):
                words = shlex.split(part)
                while words and re.fullmatch(r"\w+=.*", words[0]):
                    words = words[1:]
                if words:
                    yield words


@pytest.mark.parametrize("page", with_blocks("sh"), ids=name)
def test_shell_blocks_name_what_exists(page):
    """A command for the reader to type calls a known program, an existing script, an existing command and option."""
    from claims.cli import main

    for words in commands(page):
        program = words[0].removeprefix(".venv/bin/")
        assert program in PROGRAMS, words
        if program == "claims" and len(words) > 1:
            options = {option for parameter in main.commands[words[1]].params for option in parameter.opts}
            assert [word for word in words[2:] if word.startswith("--") and word not in options | {"--help"}] == []
        if program in ("bash", "python") and not words[1].startswith("-"):
            assert (ROOT / words[1]).is_file(), words


@pytest.mark.parametrize("page", with_blocks("yaml"), ids=name)
def test_yaml_blocks_are_good_sources(page, tmp_path):
    """A sources.yaml that a page shows is accepted, given the files it names."""
    for block in blocks(page, "yaml"):
        file = tmp_path / "sources.yaml"
        file.write_text(block.text, encoding="utf-8")
        for path in re.findall(r"path: (\S+)", block.text):
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text("About 4,000 people came.", encoding="utf-8")
        book = load_sources(file)
        assert book.documents
        assert book.speakers


@pytest.mark.parametrize("page", with_blocks("toml", "json", "jsonl"), ids=name)
def test_data_blocks_are_well_formed(page):
    """TOML and JSON on a page can be read."""
    for block in blocks(page, "toml"):
        assert tomllib.loads(block.text), block
    for block in blocks(page, "json"):
        assert json.loads(block.text), block
    for block in blocks(page, "jsonl"):
        assert [json.loads(line) for line in block.text.splitlines()], block


def test_ellipsis_stands_for_any_lines():
    """`...` on a page stands for none, one or many printed lines, and for nothing inside a line."""
    assert fits(("a", "...", "z"), ("a", "b", "c", "z"))
    assert fits(("a", "...", "z"), ("a", "z"))
    assert not fits(("a", "...", "z"), ("a", "b"))
    assert not fits(("a...",), ("abc",))


def test_python_blocks_are_compared():
    """A `>>>` example that prints something else is found."""
    names = {}
    test = doctest.DocTestParser().get_doctest(">>> 1 + 1\n3\n", names, "page", None, 0)
    assert doctest.DocTestRunner(verbose=False).run(test, out=lambda _: None).failed == 1
