"""
The pictures of the guide to the workbench, taken of the demo story: `python -m docs.screenshots`.

Light colours, one size, English; what is decided and named for a picture stays in a folder that is thrown away.
"""

import argparse
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from benchmarks.workbench import PAGES, SIDES, chromium, open_page, see, serving, turn_to
from tests.browser.conftest import at_rest

IMAGES = Path(__file__).parent / "how-to/images"
HEIGHT = 820
COLOURS = 128


def go_to(page: Page, name: str) -> None:
    """Another page, at rest."""
    turn_to(page, name)
    see(page, PAGES[name])
    at_rest(page)


def save(page: Page, name: str) -> None:
    """What is on the screen, without a caret or a pointer over anything."""
    at_rest(page)
    page.mouse.move(640, 4)
    page.wait_for_timeout(1000)  # charts and tables are drawn after the script has ended
    picture = Image.open(BytesIO(page.screenshot(animations="disabled")))
    picture.convert("RGB").quantize(COLOURS).save(IMAGES / f"{name}.png", optimize=True)


def show_review(page: Page) -> None:
    """One disagreement, and its keys."""
    save(page, "review")
    page.keyboard.press("?")
    page.locator("dialog[open]").wait_for()
    save(page, "keys")
    page.keyboard.press("Escape")


def show_ledger(page: Page) -> None:
    """Figures of people, three of them picked."""
    go_to(page, "Ledger")
    page.locator("[data-facet=dimension]", has_text="person").click()
    page.wait_for_url("**dimension=person**")
    at_rest(page)
    page.locator("tbody .box").nth(1).click()
    page.get_by_text("1 figure picked").wait_for()
    at_rest(page)
    page.locator("tbody .box").nth(3).click(modifiers=["Shift"])
    page.get_by_text("3 figures picked").wait_for()
    save(page, "ledger")


def show_article(page: Page) -> None:
    """An article, a reading that is corrected, and words that become a figure."""
    go_to(page, "Article")
    page.locator(".sheet mark").first.click()
    page.get_by_role("article", name="Claim").wait_for()
    save(page, "article")
    page.keyboard.press("e")
    page.get_by_label("Number", exact=True).wait_for()
    save(page, "correct")
    page.get_by_role("button", name="Cancel").click()
    page.get_by_role("article", name="Claim").wait_for()
    at_rest(page)
    page.keyboard.press("Escape")
    page.get_by_role("article", name="Claim").wait_for(state="hidden")
    at_rest(page)
    page.keyboard.press("a")
    words = page.get_by_label("Words of the figure", exact=True)
    words.fill("a week")
    words.press("Enter")
    page.get_by_role("article", name="Add a figure").wait_for()
    save(page, "add-a-figure")


def show_sources(page: Page) -> None:
    """Who says what, and the other names of one."""
    go_to(page, "Sources")
    page.goto(f"{page.url.partition('?')[0]}?source=Andrei+Lankov")
    page.locator("h2", has_text="Andrei Lankov").wait_for(timeout=120_000)
    at_rest(page)
    page.get_by_text("Other names and kind").click()
    page.get_by_text("Also called").wait_for()
    save(page, "sources")


def show_export(page: Page) -> None:
    """The formats."""
    go_to(page, "Export")
    save(page, "export")


SHOWN: tuple[Callable[[Page], None], ...] = (show_review, show_ledger, show_article, show_sources, show_export)


def main() -> None:
    """Take them all."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--port", type=int, default=8502, help="the workbench's port (default 8502)")
    port = arguments.parse_args().port
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        with serving("ui", Path(folder, "empty.sqlite"), port) as (address, _):
            page = open_page(browser, address, ".welcome", height=HEIGHT)
            save(page, "first-run")
        with serving("demo", Path(folder, "demo.sqlite"), port) as (address, _):
            page = open_page(browser, address, SIDES, height=HEIGHT)
            for show in SHOWN:
                show(page)


if __name__ == "__main__":
    main()
