"""Every dependency is wanted by name, has a reason, and is pinned for the set-up."""

import importlib.metadata
import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.docs.pages import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = [line for lines in PROJECT["optional-dependencies"].values() for line in lines]
WANTED = [Requirement(line) for line in [*PROJECT["dependencies"], *EXTRAS]]
CONSTRAINTS = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
PINS = {canonicalize_name(name): version for name, _, version in (line.partition("==") for line in CONSTRAINTS)}
REASONS = re.findall(r"^- `(.+?)`: \S", (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8"), re.M)


def tree():
    """Every distribution that the project needs on this machine, by walking what the installed ones ask for."""
    found, todo = {}, list(WANTED)
    while todo:
        wanted = todo.pop()
        key = (canonicalize_name(wanted.name), frozenset(wanted.extras))
        if key not in found:
            found[key] = importlib.metadata.distribution(wanted.name)
            asked = map(Requirement, found[key].requires or [])
            todo += [
                needed
                for needed in asked
                if needed.marker is None
                or any(needed.marker.evaluate({"extra": extra}) for extra in {"", *wanted.extras})
            ]
    return {name for name, _ in found}


def test_every_dependency_has_a_reason():
    """docs/dependencies.md says why, in one line each, for exactly the dependencies of pyproject.toml."""
    assert sorted(REASONS) == sorted(wanted.name for wanted in WANTED)


@pytest.mark.parametrize("wanted", WANTED, ids=str)
def test_every_dependency_is_bounded(wanted):
    """A dependency has a lower bound and a cap."""
    assert {specifier.operator for specifier in wanted.specifier} == {">=", "<"}


@pytest.mark.parametrize("wanted", WANTED, ids=str)
def test_every_dependency_is_pinned(wanted):
    """constraints.txt pins every dependency of pyproject.toml to a version that pyproject.toml allows."""
    assert wanted.specifier.contains(PINS[canonicalize_name(wanted.name)])


def test_the_whole_tree_is_pinned():
    """What the dependencies need in turn is pinned too, and nothing else is."""
    assert sorted(PINS) == sorted(tree())


@pytest.mark.parametrize("line", CONSTRAINTS)
def test_a_pin_is_a_name_and_a_version(line):
    """constraints.txt holds no address, no path and no hash."""
    assert re.fullmatch(r"[a-z0-9][a-z0-9.-]*==[0-9][0-9A-Za-z.+]*", line)


def test_pins_are_sorted():
    """Pins stand in alphabetical order."""
    assert sorted(CONSTRAINTS) == CONSTRAINTS
