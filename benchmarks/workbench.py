"""
How soon the workbench answers, in headless Chromium: its first page, decisions, and the way from page to page.

Twice: on the demo, and on a ledger of ten thousand claims, the articles of ../shared/gold/stories over and over under
other ids. The first page stands beside that of an empty Streamlit script, whose browser is opened as soon as its server
answers, as ours is. An action is over when its outcome is on the screen; "at rest" is when the script behind the page
has ended too, and "CPU" what the program computed until then, without the browser. Every decision of a round is taken
back, and each round is about another disagreement, so that none is remembered.
"""

import argparse
import compileall
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from claims import intake
from claims.launch import to_command
from claims.ledger import open_ledger
from tests.browser.conftest import CHROMIUM, QUIET, at_rest

ROOT = Path(__file__).parents[1]
STORIES = ROOT.parent / "shared/gold/stories/news_stories.jsonl"
CLAIMS = 10_000
PATIENCE = 120_000
PROGRAM = (sys.executable, "-m", "claims")
STREAMLIT = (sys.executable, "-m", "streamlit", "run")
FIRST, DECISION, SWITCH = 3.0, 0.5, 1.0
"""The goals, in seconds."""
KEYS = {"F": "flag", "D": "different things", "M": "same thing", "X": "exclude"}
SIDES = "article[aria-label='Claim A']"
EMPTY = """import streamlit
streamlit.html("<article aria-label='Claim A'>Nothing</article>")
"""
PAGES = {
    "Ledger": "tbody tr",
    "Article": ".sheet mark",
    "Sources": ".tally tbody tr",
    "Add": "textarea",
    "Export": ".st-key-format_csv button",
    "Review": SIDES,
}
"""What a page is there with."""
SHOWN = "() => [location.search, document.querySelector('.history')?.innerHTML]"
OTHER = f"before => ({SHOWN})().every((now, at) => now !== before[at])"
SAID = "told => document.querySelector('[role=status]')?.innerText.startsWith(told)"
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True, kw_only=True)
class Took:
    """Seconds until the outcome, until rest, and of computing until rest."""

    outcome: float
    rest: float
    cpu: float


Times = dict[tuple[str, float], list[Took]]
"""By action and goal."""


@contextmanager
def serving(command: str, ledger: Path, port: int) -> Iterator[tuple[str, int]]:
    """`claims ui` or `claims demo` on a ledger: its address, once it answers, and its process."""
    options = ["--ledger", str(ledger), "--port", str(port), "--no-browser"]
    with running([*PROGRAM, command, *options], ledger.parent, port) as server:
        yield server


@contextmanager
def running(command: Sequence[str], folder: Path, port: int) -> Iterator[tuple[str, int]]:
    """A server: its address, once it answers, and its process."""
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not is_open(port):
            time.sleep(0.02)
        yield f"http://127.0.0.1:{port}", process.pid
    finally:
        process.terminate()
        process.wait(15)


def is_open(port: int) -> bool:
    """Whether something on this machine answers there."""
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def chromium() -> Iterator[Browser]:
    """Headless Chromium that asks nothing of the network."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


def open_page(browser: Browser, address: str, seen: str = SIDES, *, height: int = 900) -> Page:
    """A page in a profile of its own, as soon as what is `seen` is there."""
    page = browser.new_context(viewport={"width": 1280, "height": height}, locale="en-GB").new_page()
    page.goto(address, wait_until="commit")
    see(page, seen)
    return page


def see(page: Page, selector: str) -> None:
    """Until it is on the screen."""
    page.locator(selector).first.wait_for(timeout=PATIENCE)


def make_large(ledger: Path) -> None:
    """The stories, and again under other ids, until there are enough claims."""
    rows = [json.loads(line) for line in STORIES.read_text(encoding="utf-8").splitlines()]
    copy = ledger.with_suffix(".jsonl")
    for number in count(1):
        renamed = ({**row, "id": f"{row['id']} {number}", "story": f"{row['story']} {number}"} for row in rows)
        copy.write_text("".join(f"{json.dumps(row)}\n" for row in renamed), encoding="utf-8")
        subprocess.run([*PROGRAM, "add", "--ledger", str(ledger), str(copy)], check=True, capture_output=True)
        if count_claims(ledger) >= CLAIMS:
            return


def count_claims(ledger: Path) -> int:
    """How many figures a ledger holds."""
    with open_ledger(ledger) as opened:
        return len(opened.claims())


def cpu(process: int) -> float:
    """Seconds that a process and those it started have computed so far, as Linux tells."""
    spent = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="utf-8").split()
    return (int(spent[11]) + int(spent[12])) / TICKS + sum(cpu(int(child)) for child in children)


def timed(page: Page, server: int, act: Callable[[], object], await_outcome: Callable[[], object]) -> Took:
    """An action, until its outcome is seen and the page is at rest."""
    began, spent = time.perf_counter(), cpu(server)
    act()
    await_outcome()
    outcome = time.perf_counter() - began
    at_rest(page)
    return Took(outcome=outcome, rest=time.perf_counter() - began, cpu=cpu(server) - spent)


def press(page: Page, server: int, key: str, seen: str, given: Any) -> Took:
    """A key, until a function of the page finds its outcome."""
    await_outcome = partial(page.wait_for_function, seen, arg=given, timeout=PATIENCE)
    return timed(page, server, partial(page.keyboard.press, key.lower()), await_outcome)


def time_start(browser: Browser, server: Callable[[], AbstractContextManager[tuple[str, int]]]) -> Took:
    """From the command to what the first page is there with."""
    began = time.perf_counter()
    with server() as (address, process):
        page = open_page(browser, address)
        outcome = time.perf_counter() - began
        at_rest(page)
        took = Took(outcome=outcome, rest=time.perf_counter() - began, cpu=cpu(process))
        page.context.close()
    return took


def time_decisions(page: Page, server: int, times: Times) -> None:
    """One round on Review: each decision about the next disagreement that has two sides, and each taken back."""
    is_other = None
    while not is_other:
        before = page.evaluate("location.search")
        page.keyboard.press("j")
        page.wait_for_function("before => location.search !== before", arg=before)
        at_rest(page)
        is_other = page.locator(".st-key-same button").first.is_enabled()
    for key, name in KEYS.items():
        times[f"{key}: {name}", DECISION].append(press(page, server, key, OTHER, page.evaluate(SHOWN)))
        times[f"U: undo {key}", DECISION].append(press(page, server, "U", OTHER, page.evaluate(SHOWN)))


def time_bulk(page: Page, server: int, times: Times) -> None:
    """One round on the Ledger: all figures of its first page flagged in one go, and that taken back."""
    page.locator("thead .box").click()
    page.locator(".st-key-each_flag button").wait_for()
    at_rest(page)
    picked = page.locator("tbody tr").count()
    times[f"F on the Ledger, {picked} figures", DECISION].append(press(page, server, "F", SAID, "Flagged"))
    times["U on the Ledger", DECISION].append(press(page, server, "U", SAID, "Taken back"))


def time_switches(page: Page, server: int, times: Times) -> None:
    """Once through the pages, from Review to Review."""
    for name in PAGES:
        times[f"to {name}", SWITCH].append(
            timed(page, server, partial(turn_to, page, name), partial(see, page, PAGES[name]))
        )


def turn_to(page: Page, name: str) -> None:
    """Another page."""
    page.get_by_role("link", name=name, exact=True).click()


def measure(browser: Browser, ledger: Path, port: int, rounds: int) -> Times:
    """All actions on one ledger, once it has been compared."""
    times: Times = defaultdict(list)
    with serving("ui", ledger, port) as (address, server):
        page = open_page(browser, address)
        at_rest(page)
        for _ in range(rounds):
            time_decisions(page, server, times)
        for _ in range(rounds):
            time_switches(page, server, times)
        turn_to(page, "Ledger")
        see(page, PAGES["Ledger"])
        at_rest(page)
        for _ in range(rounds):
            time_bulk(page, server, times)
        page.context.close()
    return times


def report(times: Times) -> None:
    """Print a line for each action."""
    for (name, goal), taken in times.items():
        outcomes = [took.outcome for took in taken]
        cells = median(outcomes), max(outcomes), median(took.rest for took in taken), median(took.cpu for took in taken)
        missed = "" if median(outcomes) <= goal else "  missed"
        print(f"  {name:<34}{''.join(f'{cell:>9.2f}' for cell in cells)}{goal:>7.1f}{missed}", flush=True)


def say_load(when: str) -> None:
    """How busy the machine is: what others do is in every time."""
    print(f"load {when}: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=5, help="how often each action is measured (default 5)")
    arguments.add_argument("--port", type=int, default=8502, help="the workbench's port (default 8502)")
    given = arguments.parse_args()
    for package in ("claims", "workbench"):
        compileall.compile_dir(ROOT / package, quiet=1)  # as pip does when it installs
    say_load("before")
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        demo, large = Path(folder, "demo.sqlite"), Path(folder, "large.sqlite")
        with open_ledger(demo) as opened:
            intake.add_documents(opened, intake.demo_documents(), sources=intake.demo_book())
        print(f"\n{'seconds':<36}{'median':>9}{'worst':>9}{'at rest':>9}{'CPU':>9}{'goal':>7}")
        empty = Path(folder, "empty.py")
        empty.write_text(EMPTY, encoding="utf-8")
        options = to_command(app=empty, port=given.port, browser=False)[3:]
        servers = {
            "from `claims ui` to the first page": partial(serving, "ui", demo, given.port),
            "an empty Streamlit script": partial(running, [*STREAMLIT, *options], demo.parent, given.port),
        }
        for name, server in servers.items():
            report({(name, FIRST): [time_start(browser, server) for _ in range(given.rounds)]})
        ledgers = [("the demo", demo), ("the stories, over and over", large)]
        if not STORIES.is_file():
            print(f"{STORIES} is not there: nothing is measured on a large ledger.")
            ledgers.pop()
        else:
            make_large(large)
        for name, ledger in ledgers:
            print(f"{name}: {count_claims(ledger):,} claims")
            report(measure(browser, ledger, given.port, given.rounds))
    say_load("after")


if __name__ == "__main__":
    main()
