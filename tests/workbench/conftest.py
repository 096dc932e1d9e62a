"""The workbench as AppTest runs it: from app.py, on a ledger of the test's own."""

import json
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

import workbench

APP = Path(workbench.__file__).with_name("app.py")
SCREENS = sorted(f"screens/{path.name}" for path in (APP.parent / "screens").glob("[a-z]*.py"))


@pytest.fixture
def app(ledger_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The first page, with nothing in the ledger."""
    monkeypatch.setenv("CLAIMS_LEDGER", str(ledger_path))
    monkeypatch.delenv("CLAIMS_SOURCES", raising=False)
    return AppTest.from_file(APP, default_timeout=60).run()


@pytest.fixture(scope="session")
def demo_ledger_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with the demo story, read once."""
    from claims import intake
    from claims.ledger import open_ledger

    path = tmp_path_factory.mktemp("demo") / "ledger.sqlite"
    with open_ledger(path) as ledger:
        intake.add_documents(ledger, intake.demo_documents(), sources=intake.demo_book())
    return path


@pytest.fixture
def demo(app: AppTest, ledger_path: Path, demo_ledger_path: Path) -> AppTest:
    """The first page, with the demo story in the ledger."""
    ledger_path.write_bytes(demo_ledger_path.read_bytes())
    return app.run()


def shown(app: AppTest) -> str:
    """All the HTML on the page, in order."""
    return "\n".join(element.proto.body for element in app.get("html"))


def given(app: AppTest, name: str) -> Any:
    """What our component `name` was given to draw; None if it is not on the page."""
    drawn = [element.proto for element in app.get("bidi_component")]
    return next((json.loads(proto.json) for proto in drawn if proto.component_name == f"workbench_{name}"), None)
