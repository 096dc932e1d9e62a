"""Browser tests may skip at home and not in CI."""

import pytest

from tests.conftest import BROWSER_REQUIRED

pytest_plugins = ["pytester"]

SKIPS = """
import pytest

@pytest.mark.browser
def test_in_a_browser():
    pytest.skip("no Chromium")

def test_elsewhere():
    pytest.skip("another reason")
"""


@pytest.mark.parametrize(("required", "outcomes"), [("", {"skipped": 2}), ("1", {"failed": 1, "skipped": 1})])
def test_a_skipped_browser_test_fails_where_a_browser_must_be(pytester, monkeypatch, required, outcomes):
    """Only where the environment demands a browser does a skipped browser test fail, and only a browser test."""
    monkeypatch.setenv(BROWSER_REQUIRED, required)
    pytester.makeini("[pytest]\nmarkers = browser: drives a browser")
    pytester.makeconftest("from tests.conftest import pytest_runtest_makereport")
    pytester.makepyfile(SKIPS)
    pytester.runpytest_inprocess().assert_outcomes(**outcomes)
