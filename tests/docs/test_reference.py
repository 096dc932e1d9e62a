"""Generated pages are fresh, and every command, exporter and page of reference can be found."""

import importlib.util
import re

import pytest

from claims import columns
from claims.cli import main
from tests.docs.pages import ROOT

SPEC = importlib.util.spec_from_file_location("docs_generate", ROOT / "docs" / "generate.py")
generate = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(generate)


@pytest.mark.parametrize("page", sorted(generate.PAGES))
def test_generated_pages_are_fresh(page):
    """A page of docs/reference that is written by docs/generate.py is what it would write now."""
    shown = (ROOT / "docs" / "reference" / page).read_text(encoding="utf-8")
    assert shown == generate.PAGES[page](), "stale: python docs/generate.py"


def test_every_exported_column_is_shown():
    """The page of columns has a row for every column of the ledger in its order, and none of the internal ones."""
    page = generate.columns_page()
    rows = [page.index(f"| `{name}` |") for name in columns.names(columns.CLAIMS)]
    assert rows == sorted(rows)
    assert not [name for name in columns.names(columns.INTERNAL) if f"| `{name}` |" in page]


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_and_option_is_described(command):
    """The page of the command line has a section for every command and names every option."""
    page = (ROOT / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")
    options = [max(parameter.opts, key=len) for parameter in main.commands[command].params if parameter.opts]
    assert re.search(rf"^#+ .*\b{command}\b", page, re.M)
    assert [option for option in options if option.startswith("--") and f"`{option}" not in page] == []


def test_every_exporter_is_in_the_readme():
    """A format that `claims export` knows is named in the README."""
    from claims.export import formats

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in formats() if f"`{name}`" not in readme] == []
