"""Importing the library and asking for help stay quick: the heavy packages load only when a command needs them."""

import subprocess
import sys

import pytest

HEAVY = ("altair", "numpy", "pandas", "quantulum3", "spacy", "streamlit")
LOADED = f"print(sorted(set({HEAVY}) & set(sys.modules)))"
HELP = f"""
import sys
from claims.cli import main
try:
    main(["--help"], prog_name="claims")
except SystemExit as stop:
    {LOADED}
    sys.exit(stop.code)
"""


def last_line(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()[-1]


@pytest.mark.parametrize(
    "program",
    [
        pytest.param(f"import sys, claims; {LOADED}", id="import claims"),
        pytest.param(f"import sys, claims.cli; {LOADED}", id="import claims.cli"),
        pytest.param(HELP, id="claims --help"),
    ],
)
def test_nothing_heavy_is_imported(program):
    """Neither `import claims` nor `claims --help` imports pandas, spaCy, Streamlit or another such."""
    assert last_line(program) == "[]"


def test_every_heavy_package_is_really_installed():
    """The packages that must stay out are there to be imported, so their absence proves something."""
    program = f"import importlib.util; print([name for name in {HEAVY} if importlib.util.find_spec(name) is None])"
    assert last_line(program) == "[]"
