"""The Ledger in headless Chromium: filters that come back, several figures decided at once, pages, and keys alone."""

import re
from pathlib import Path

import pytest

from claims import export
from claims.ledger import open_ledger
from tests.browser.conftest import at_rest
from tests.browser.test_workbench import OUTCOME, decisions, expect, exported, open_demo
from tests.claims.readings import reading

pytestmark = pytest.mark.browser
NUMBERS = range(1001, 1251)


def open_page(page, address: str = "") -> None:
    """The Ledger on the demo story."""
    open_demo(page)
    page.goto(f"/ledger{address}")
    expect(page.locator("tbody tr").first).to_be_visible(timeout=OUTCOME)
    at_rest(page)


def open_long(page, ledger_file: Path) -> None:
    """The Ledger with more figures than a page holds, the largest number first."""
    with open_ledger(ledger_file) as ledger:
        ledger.add(
            [
                reading(f"Lee said that {number:,} went.", f"{number:,}", doc_id=f"d{number}", story=f"s{number}")
                for number in reversed(NUMBERS)
            ]
        )
    page.goto("/ledger")
    expect(page.locator("h1")).to_have_text(f"{len(NUMBERS)} figures", timeout=OUTCOME)
    at_rest(page)


def figures(page) -> list[str]:
    """The figures marked in the sentences of the page, from top to bottom."""
    return page.locator("tbody mark").all_inner_texts()


def count(page) -> int:
    """How many figures the title says are shown."""
    return int(page.locator("h1").inner_text().split()[0].replace(",", ""))


def test_columns_fit_or_say_that_they_go_on(page):
    """All usual columns fit on a small screen; beside an open card they scroll, and the figure stays in sight."""
    page.set_viewport_size({"width": 1280, "height": 800})
    open_page(page)
    grid = page.locator(".grid")
    assert grid.evaluate("node => node.scrollWidth <= node.clientWidth")
    page.locator("tbody .open").first.click()
    expect(grid).to_have_class(re.compile("more"))
    at_rest(page)
    grid.evaluate("node => node.scrollTo(node.scrollWidth, 0)")
    expect(grid).not_to_have_class(re.compile("more"))
    expect(page.locator("tbody .open").first).to_be_in_viewport(ratio=1)
    expect(page.locator("th.modality")).to_be_in_viewport(ratio=0.9)


def test_filters_come_back(page, ledger_file: Path):
    """Facets, ranges and text stand in the URL: they outlive a reload, and the browser's Back takes back one."""
    open_page(page)
    facet = page.locator("[data-facet=dimension]", has_text="person")
    facet.click()
    expect(page).to_have_url(re.compile(r"dimension=person"))
    expect(facet).to_have_attribute("aria-pressed", "true")
    at_rest(page)
    people = count(page)
    page.get_by_label("Number, from").fill("5000")
    page.get_by_label("Number, from").press("Enter")
    expect(page).to_have_url(re.compile(r"least=5000"))
    expect(page.locator("#filter")).to_contain_text("number from 5,000")
    at_rest(page)
    fewer = count(page)
    assert 0 < fewer < people
    page.reload()
    expect(page.locator("#filter")).to_contain_text("number from 5,000", timeout=OUTCOME)
    expect(page.get_by_label("Number, from")).to_have_value("5000")
    at_rest(page)
    assert len(figures(page)) == count(page) == fewer
    page.go_back()
    expect(page.locator("#filter")).to_have_text("dimension: person")
    expect(page.get_by_label("Number, from")).to_have_value("")
    at_rest(page)
    assert count(page) == people
    csv = next(name for name, module in export.formats().items() if module.SUFFIX == ".csv")
    with page.expect_download() as download:
        page.locator(f".st-key-export_{csv} button").first.click()
    assert Path(download.value.path()).read_bytes() == exported(ledger_file, csv, dimension="person")


def test_a_day_that_is_typed(page):
    """A day typed into its field narrows once its year is whole; the parts outside of it are shown faint."""
    open_page(page)
    page.get_by_label("Printed, from").click()
    page.get_by_label("Printed, from").press_sequentially("12012024", delay=40)
    expect(page).to_have_url(re.compile(r"since=2024-12-01"))
    expect(page.locator("#filter")).to_have_text("printed from 1 Dec 2024")
    expect(page.locator(".bar.out[data-facet=day]").first).to_be_visible()
    at_rest(page)


def test_several_are_decided_and_taken_back(page, ledger_file: Path):
    """Figures picked are counted, one key decides them in one go, another takes all of it back."""
    open_page(page)
    page.locator("tbody .box").nth(1).click()
    expect(page.get_by_role("status")).to_have_text("1 figure picked")
    at_rest(page)
    page.locator("tbody .box").nth(4).click(modifiers=["Shift"])
    expect(page.get_by_role("status")).to_have_text("4 figures picked")
    at_rest(page)
    page.keyboard.press("x")
    expect(page.get_by_role("status")).to_have_text("Excluded 4 figures.")
    at_rest(page)
    assert list(decisions(ledger_file)["action"]) == ["exclude"] * 4
    assert page.locator("tbody td.status").all_inner_texts()[:6] == ["open", *["excluded"] * 4, "open"]
    expect(page.locator("tbody .box[aria-checked=true]")).to_have_count(0)
    page.keyboard.press("u")
    expect(page.get_by_role("status")).to_have_text("Taken back: excluded 4 figures.")
    at_rest(page)
    assert decisions(ledger_file)["undone"].all()
    with open_ledger(ledger_file) as ledger:
        assert set(ledger.claims()["status"]) == {""}


def test_pages_order_and_picking_all(page, ledger_file: Path):
    """Order runs over all rows and not over the page shown; what is picked holds over pages, and all can be picked."""
    open_long(page, ledger_file)
    expect(page.locator("tbody tr")).to_have_count(100)
    page.get_by_role("button", name="Figure").click()
    expect(page.locator("th.figure")).to_have_attribute("aria-sort", "ascending")
    expect(page.locator("tbody mark").first).to_have_text("1,001")
    at_rest(page)
    page.locator("tbody .box").first.click()
    expect(page.get_by_role("status")).to_have_text("1 figure picked")
    at_rest(page)
    page.get_by_role("button", name="Page 3").click()
    expect(page.locator("#page")).to_have_text("201 to 250 of 250")
    expect(page.locator("tbody mark").first).to_have_text("1,201")
    expect(page).to_have_url(re.compile(r"page=3"))
    at_rest(page)
    page.locator("thead .box").click()
    expect(page.get_by_role("status")).to_have_text("51 figures picked")
    at_rest(page)
    page.locator(".st-key-pick_all button").click()
    expect(page.get_by_role("status")).to_have_text("250 figures picked")
    at_rest(page)
    page.keyboard.press("f")
    expect(page.get_by_role("status")).to_have_text("Flagged 250 figures.")
    at_rest(page)
    assert len(decisions(ledger_file)) == 250
    page.reload()
    expect(page.locator("#page")).to_have_text("201 to 250 of 250", timeout=OUTCOME)
    expect(page.locator("tbody td.status")).to_have_text(["flagged"] * 50)


def test_a_row_opens_the_claim_and_its_article(page):
    """A click on a row opens the claim's card, which outlives a reload; from there one goes to its article."""
    open_page(page)
    row = page.locator("tbody tr").first
    surface = row.locator("mark").inner_text()
    row.locator("td.outlet").click()
    card = page.get_by_role("article", name="Claim")
    expect(card).to_contain_text("Why this reading")
    expect(card.locator("mark")).to_have_text(surface)
    at_rest(page)
    page.reload()
    expect(card.locator("mark")).to_have_text(surface, timeout=OUTCOME)
    at_rest(page)
    page.get_by_role("button", name="In its article").click()
    focus = page.locator("mark.focus")
    expect(focus).to_have_text(surface)
    expect(focus).to_be_in_viewport()


def test_keys_alone(page):
    """Without a mouse: rows by arrow, a card by Enter, a pick by Space; the focus stays where it was."""
    open_page(page)
    page.locator("tbody .open").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    third = page.locator("tbody tr").nth(2)
    expect(third.locator(".open")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("article", name="Claim").locator("mark")).to_have_text(third.locator("mark").inner_text())
    at_rest(page)
    expect(third.locator(".open")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("article", name="Claim")).to_be_hidden()
    at_rest(page)
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    expect(third.locator(".box")).to_have_attribute("aria-checked", "true")
    expect(page.get_by_role("status")).to_have_text("1 figure picked")
    at_rest(page)
    expect(third.locator(".box")).to_be_focused()
