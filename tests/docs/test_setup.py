"""The two set-up commands on top of the README are what CI runs, and each is one line."""

import re
import subprocess

from tests.docs.pages import ROOT, blocks

SETUP, TEST = blocks(ROOT / "README.md")[:2]
RUN = (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_readme_starts_with_two_commands_of_one_line():
    """Before anything else the README shows two shell blocks of one line: the demo and the tests."""
    assert [(block.language, block.text.count("\n")) for block in (SETUP, TEST)] == [("sh", 1), ("sh", 1)]
    assert SETUP.text.endswith(" && .venv/bin/claims demo\n")
    assert TEST.text.endswith(" && .venv/bin/python -m pytest\n")


def test_both_commands_make_their_own_environment_from_the_pins():
    """Neither command installs outside its own environment, and both install the pinned versions."""
    for block in (SETUP, TEST):
        assert block.text.startswith("python3 -m venv .venv && .venv/bin/pip install -c constraints.txt -e ")


def test_ci_runs_the_readmes_test_command():
    """The line that .ci/run takes out of the README and evaluates is the second command, whole."""
    [pattern] = re.findall(r"^command=\$\(grep -m1 -E '(.+?)' README\.md\)", RUN, re.M)
    found = subprocess.run(["grep", "-m1", "-E", pattern, "README.md"], cwd=ROOT, capture_output=True, text=True)
    assert found.stdout == TEST.text
    assert re.search(r'^ +eval "\$command"\n +;;', RUN, re.M)


def test_ci_is_bash_and_refuses_what_it_does_not_know():
    """An unknown mode of .ci/run is a usage error, not a green run."""
    done = subprocess.run(["bash", ".ci/run", "nonsense"], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert "usage" in done.stderr
