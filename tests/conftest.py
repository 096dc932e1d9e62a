"""Shared by every test: a fixed day, an empty ledger, the seed article, and browser tests that may not be skipped."""

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("project", deadline=None)  # how long an example takes says more about the machine
settings.load_profile("project")

AS_OF = date(2024, 12, 20)
AT = datetime(2024, 12, 20, 9, 30, tzinfo=UTC)
ROOT = Path(__file__).parents[1]
SEED = ROOT.parent / "shared" / "seed" / "article.txt"
BROWSER_REQUIRED = "CLAIMS_BROWSER_REQUIRED"


@pytest.fixture(scope="session", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The user's home for the whole run: empty, so that no test reads or writes the ledger of who runs it."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(folder))
        patch.setenv("XDG_DATA_HOME", str(folder / "data"))
        yield folder


@pytest.fixture
def as_of() -> date:
    """The day every test calls today."""
    return AS_OF


@pytest.fixture
def at() -> datetime:
    """The moment every test decides at."""
    return AT


@pytest.fixture
def ledger_path(tmp_path: Path) -> Path:
    """Where a ledger may be made; nothing is there yet."""
    return tmp_path / "ledger.sqlite"


@pytest.fixture
def ledger(ledger_path: Path):
    """An empty ledger, closed after the test."""
    from claims.ledger import open_ledger

    with open_ledger(ledger_path) as opened:
        yield opened


@pytest.fixture(scope="session")
def seed_path() -> Path:
    """The article the program is measured against; it is not ours, so it lies beside the repository, not in it."""
    if not SEED.is_file():
        pytest.skip("the seed article is not beside this repository (../shared/seed/article.txt)")
    return SEED


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Where the environment says that there must be a browser, a browser test that skips has failed."""
    report = yield
    is_expected = hasattr(report, "wasxfail")
    if report.skipped and not is_expected and item.get_closest_marker("browser") and os.environ.get(BROWSER_REQUIRED):
        report.outcome = "failed"
        report.longrepr = f"{BROWSER_REQUIRED} is set, yet this browser test was skipped: {report.longrepr}"
    return report
