"""The workbench in a real browser: one server and one Chromium a run, an empty ledger and a fresh profile a test."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import workbench

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
PATIENCE = 60.0


@pytest.fixture(scope="session")
def browser(home: Path) -> Iterator[object]:
    """Headless Chromium, in a home of its own."""
    del home
    if not Path(CHROMIUM).exists():
        pytest.skip(f"there is no Chromium at {CHROMIUM}; the environment variable CHROMIUM names another")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def server(browser: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The workbench's address and its ledger, as it starts from its own configuration in any folder."""
    del browser
    folder = tmp_path_factory.mktemp("workbench")
    ledger = folder / "ledger.sqlite"
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    app = Path(workbench.__file__).with_name("app.py")
    options = ["--server.port", str(port), "--server.headless", "true"]
    log = (folder / "log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", "workbench", str(app), *options],
        cwd=folder,
        env={**os.environ, "CLAIMS_LEDGER": str(ledger), "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=log,
        stderr=log,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until(lambda: is_answering(f"{address}/_stcore/health"))
        yield address, ledger
    finally:
        process.terminate()
        process.wait(10)
        log.close()


@pytest.fixture
def ledger_file(server: tuple[str, Path]) -> Path:
    """The server's ledger, emptied."""
    ledger = server[1]
    for part in ("", "-wal", "-shm"):
        ledger.with_name(ledger.name + part).unlink(missing_ok=True)
    return ledger


@pytest.fixture
def page(browser, server: tuple[str, Path], ledger_file: Path) -> Iterator[object]:
    """The first page, at rest. Whatever the test does, no request may go to another host, and no page may break."""
    del ledger_file
    outside, broken = [], []
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True, base_url=server[0])

    def note(url: str) -> None:
        if not url.startswith((server[0], server[0].replace("http", "ws"), "data:", "blob:")):
            outside.append(url)

    context.on("request", lambda request: note(request.url))
    context.on("weberror", lambda error: broken.append(str(error.error)))
    opened = context.new_page()
    opened.on("websocket", lambda socket: note(socket.url))
    opened.goto("/")
    at_rest(opened)
    yield opened
    context.close()
    assert outside == []
    assert broken == []


def at_rest(page) -> None:
    """Until the script behind the page has run to its end; to be called after the outcome has been waited for."""
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for(timeout=30_000)


def wait_until(is_so: Callable[[], bool]) -> None:
    """Until it is so."""
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)


def is_answering(url: str) -> bool:
    """Whether the server says that it is well."""
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return answer.status == 200
    except (OSError, urllib.error.URLError):
        return False
