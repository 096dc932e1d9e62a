"""Every number by which figures are compared is documented with its default."""

import dataclasses
import re
from pathlib import Path

import pytest

from claims.conflicts import POLICY, Policy

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "policy.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("field", dataclasses.fields(Policy), ids=lambda field: field.name)
def test_every_field_is_documented(field):
    """The reference names each field once, with its default, a reason and an example."""
    rows = re.findall(rf"^\| `{field.name}` \| (.*?) \| (.*?) \| (.*?) \|$", PAGE, re.MULTILINE)
    assert len(rows) == 1
    default, reason, example = rows[0]
    assert default == str(getattr(POLICY, field.name))
    assert reason
    assert example


def test_no_documented_field_is_gone():
    """The reference documents nothing that the policy does not have."""
    documented = set(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE))
    assert documented == {field.name for field in dataclasses.fields(Policy)}
