"""The main job in headless Chromium: from the demo to a decision and a CSV, nothing set off and nothing sent out."""

import json
import re
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from claims import export, views
from claims.conflicts import compare
from claims.ledger import open_ledger
from tests.browser.conftest import at_rest

pytestmark = pytest.mark.browser
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = playwright.expect
OUTCOME = 60_000

HOSTILE = """# Not a *headline*

Officials said 8,000 soldiers were sent. <img src=x onerror="window.set_off=1"><script>window.set_off=1</script>
![a picture](http://127.0.0.1:9/picture.png) [a link](http://127.0.0.1:9/) <b>bold</b> &amp; &lt;

The ministry said 12,000 soldiers were sent; pay is $2,000/month and (US$) 300, or ~5,000~ `roubles` :red[a day].
Right to left: \u202e000,9\u202c soldiers, and 1\u200b1,000 with a zero-width space. $$x^2$$ <!-- hidden -->
:material/home:
"""


def open_demo(page) -> None:
    """One click from the first page."""
    page.locator(".st-key-welcome_demo button").click()
    expect(page.get_by_role("article", name="Claim A")).to_be_visible(timeout=OUTCOME)
    at_rest(page)


def paste(page, text: str, **fields: str) -> None:
    """An article pasted into Add and read."""
    page.get_by_role("link", name="Add", exact=True).click()
    page.get_by_placeholder("The whole text, headline and all").fill(text)
    for label, value in fields.items():
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_role("button", name="Read it").click()
    expect(page.locator(".found")).to_be_visible(timeout=OUTCOME)
    at_rest(page)


def decisions(ledger_file: Path) -> pd.DataFrame:
    """What is written in the ledger."""
    with open_ledger(ledger_file) as ledger:
        return ledger.decisions()


def exported(ledger_file: Path, name: str, **only: str) -> bytes:
    """What the exporter makes of the ledger."""
    with open_ledger(ledger_file) as ledger:
        claims_df, verdicts = ledger.claims(), ledger.verdicts()
    comparison = compare(claims_df, split=verdicts.split, joined=verdicts.joined)
    flagged = views.with_flags(claims_df, comparison)
    conflicts = views.conflict_table(flagged, comparison.tell(comparison.flags))
    for column, value in only.items():
        flagged = flagged[flagged["checkable"] & (flagged[column] == value)]
    return export.formats()[name].export(flagged, export.Beside(conflicts=conflicts, groups=comparison.groups))


def test_demo_is_one_click_from_the_first_disagreement(page):
    """One click on the first page: two figures side by side, each marked in its sentence, the reason, a chart."""
    open_demo(page)
    for letter in "AB":
        card = page.get_by_role("article", name=f"Claim {letter}")
        figure = card.locator(".figure").inner_text()
        assert card.locator("mark").inner_text() in figure
        expect(card).to_contain_text("Printed by")
    expect(page.locator(".why")).not_to_be_empty()
    expect(page.get_by_test_id("stVegaLiteChart").locator("canvas, svg").first).to_be_visible()


def test_f_flags_and_u_undoes(page, ledger_file: Path):
    """F writes the decision and shows the next disagreement; U takes it back and shows the first again."""
    open_demo(page)
    first, of = page.url, page.locator("#progress").inner_text().split(" of ")[1]
    page.keyboard.press("f")
    expect(page.locator("#progress")).to_have_text(f"1 of {of}")
    expect(page).not_to_have_url(first)
    at_rest(page)
    assert list(decisions(ledger_file)["action"]) == ["flag"]
    page.keyboard.press("u")
    expect(page.locator("#progress")).to_have_text(f"0 of {of}")
    expect(page).to_have_url(first)
    at_rest(page)
    with open_ledger(ledger_file) as ledger:
        assert set(ledger.claims()["status"]) == {""}


@pytest.mark.parametrize(
    ("key", "action"),
    [("a", "accept"), ("b", "accept"), ("d", "different"), ("m", "same"), ("x", "exclude"), ("Shift+X", "exclude")],
)
def test_one_key_decides_and_advances(page, ledger_file: Path, key: str, action: str):
    """Every key writes its decision about the side it names, and moves on."""
    open_demo(page)
    first = page.url
    figures = [page.get_by_role("article", name=f"Claim {letter}").locator("mark").inner_text() for letter in "AB"]
    page.keyboard.press(key)
    expect(page).not_to_have_url(first)
    at_rest(page)
    decided = decisions(ledger_file).iloc[-1]
    assert decided["action"] == action
    with open_ledger(ledger_file) as ledger:
        surfaces = ledger.claims().set_index("claim_id")["surface"]
    assert surfaces[decided["claim_a"]] == figures[key in ("b", "Shift+X")]


def test_j_and_k_move(page):
    """J goes on to the next disagreement and K comes back; nothing is decided."""
    open_demo(page)
    first, progress = page.url, page.locator("#progress").inner_text()
    page.keyboard.press("j")
    expect(page).not_to_have_url(first)
    at_rest(page)
    page.keyboard.press("k")
    expect(page).to_have_url(first)
    expect(page.locator("#progress")).to_have_text(progress)


def test_keys_typed_into_the_note_decide_nothing(page, ledger_file: Path):
    """Letters typed into the note stay there; with the next decision the note is kept."""
    open_demo(page)
    page.get_by_label("Note", exact=True).fill("fab dux")
    page.get_by_label("Note", exact=True).press_sequentially(" kj")
    at_rest(page)
    assert decisions(ledger_file).empty
    page.locator(".why").click()
    expect(page.locator(".st-key-save_note button")).to_be_enabled()
    at_rest(page)
    page.keyboard.press("f")
    expect(page.locator(".history")).to_contain_text("fab dux kj")
    assert list(decisions(ledger_file)["note"]) == ["fab dux kj"]


def test_a_question_mark_shows_the_keys(page, ledger_file: Path):
    """? opens the list of keys and Escape closes it, nothing is decided; typed into the note it is a question mark."""
    open_demo(page)
    keys = page.get_by_role("dialog", name="Keys")
    expect(page.locator("dialog dt").first).to_be_attached()  # it listens
    page.keyboard.press("?")
    expect(keys).to_contain_text("Undo the newest decision")
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    page.get_by_label("Note", exact=True).press_sequentially("who?")
    expect(page.get_by_label("Note", exact=True)).to_have_value("who?")
    expect(keys).to_be_hidden()
    assert decisions(ledger_file).empty


def test_a_topic_is_drawn_over_time(page):
    """A topic of several days is drawn by size or over time, and either picture is told in words."""
    open_demo(page)
    chart = page.locator("[role=graphics-document]").first
    expect(chart).to_have_attribute("aria-label", re.compile("10,000 or more.*; .*20 Nov 2024"))
    page.get_by_role("radio", name="Over time").click()
    expect(chart.locator("[aria-label*='time scale']").first).to_be_attached()


def test_two_windows_keep_each_others_decisions(page, ledger_file: Path):
    """What is decided in one window is there in the other, and neither overwrites it."""
    open_demo(page)
    other = page.context.new_page()
    other.goto("/")
    expect(other.locator("#progress")).to_contain_text("0 of")
    expect(other.get_by_text("Nothing decided yet.")).to_be_visible(timeout=OUTCOME)  # drawn last
    at_rest(other)
    page.keyboard.press("f")
    expect(page.locator("#progress")).to_contain_text("1 of")
    other.keyboard.press("j")
    expect(other.locator("#progress")).to_contain_text("1 of")
    at_rest(other)
    other.keyboard.press("d")
    expect(other.locator("#progress")).to_contain_text("3 of")  # two articles give the 8,000 that was told apart
    assert list(decisions(ledger_file)["action"]) == ["flag", "different"]


@pytest.mark.parametrize("name", sorted(export.formats()))
def test_download_is_what_the_exporter_writes(page, ledger_file: Path, name: str):
    """The file a reader gets from Export is the exporter's, byte for byte, decisions and all."""
    open_demo(page)
    page.keyboard.press("f")
    expect(page.locator("#progress")).to_contain_text("1 of")
    at_rest(page)
    page.get_by_role("link", name="Export", exact=True).click()
    button = page.locator(f".st-key-download_{name} button")
    expect(button).to_be_enabled()
    at_rest(page)
    with page.expect_download() as download:
        button.click()
    assert Path(download.value.path()).read_bytes() == exported(ledger_file, name)
    assert download.value.suggested_filename == f"ledger{export.formats()[name].SUFFIX}"


def test_history_goes_into_the_download(page, ledger_file: Path):
    """With the switch on, the data package holds every decision."""
    open_demo(page)
    page.keyboard.press("f")
    expect(page.locator("#progress")).to_contain_text("1 of")
    at_rest(page)
    page.get_by_role("link", name="Export", exact=True).click()
    expect(page.locator("#scope")).to_be_visible()
    at_rest(page)
    page.locator(".st-key-history label").click()
    expect(page.locator(".st-key-format_datapackage")).to_contain_text("With every decision.")
    at_rest(page)
    with page.expect_download() as download:
        page.locator(".st-key-download_datapackage button").click()
    with zipfile.ZipFile(download.value.path()) as archive:
        assert archive.read("decisions.csv").count(b",flag,") == len(decisions(ledger_file)) == 1


def test_a_click_on_a_mark_shows_why(page):
    """In the article a click on a figure shows its card with the rules that read it; Escape goes back to the list."""
    open_demo(page)
    page.get_by_role("link", name="Article", exact=True).click()
    mark = page.locator(".sheet mark").first
    mark.click()
    card = page.get_by_role("article", name="Claim")
    expect(card.locator("mark")).to_have_text(mark.inner_text())
    expect(card.locator(".rules li").first).to_be_visible()
    at_rest(page)
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_a_source_opens_and_leads_to_its_article(page):
    """A click on a row of Sources shows what it says and stands in the URL; a click on a figure leads to its place."""
    open_demo(page)
    page.get_by_role("link", name="Sources", exact=True).click()
    row = page.locator(".tally tbody tr").first
    expect(row).to_be_visible()
    at_rest(page)
    row.locator("td").last.click()
    expect(page).to_have_url(re.compile(r"source="))
    quote = page.get_by_role("listitem").filter(has=page.locator("mark")).first
    surface = quote.locator("mark").inner_text()
    at_rest(page)
    page.reload()
    expect(quote.locator("mark")).to_have_text(surface)
    at_rest(page)
    quote.get_by_role("link").click()
    expect(page.locator("mark.focus")).to_have_text(surface)
    expect(page.locator(".sheet .said").first).to_be_visible()


def test_a_list_stays_where_it_was_scrolled_to(page):
    """Another article is shown, its row marked, and the rows are the very same that were there."""
    open_demo(page)
    page.get_by_role("link", name="Article", exact=True).click()
    row = page.locator("[aria-label=Articles] button").last
    expect(row).to_be_visible()
    at_rest(page)
    before = row.element_handle()
    row.click()
    expect(row).to_have_attribute("aria-current", "true")
    expect(page.locator("[aria-label=Articles] [aria-current]")).to_have_count(1)
    expect(page.get_by_role("heading", name=row.locator(".title").inner_text())).to_be_visible()
    at_rest(page)
    assert before.evaluate("node => node.isConnected")


def test_sources_are_put_in_order_by_a_click_and_opened_by_keys(page):
    """Counts fall, then rise, then stand as before; from row to row goes the down key, and Enter opens one."""
    open_demo(page)
    page.get_by_role("link", name="Sources", exact=True).click()
    rows = page.locator(".tally tbody tr")
    expect(rows.first).to_be_visible()
    at_rest(page)
    head = page.locator(".tally th").filter(has_text="Figures")
    before = rows.all_inner_texts()
    counts = []
    for order in ("descending", "ascending"):
        head.get_by_role("button").click()
        expect(head).to_have_attribute("aria-sort", order)
        counts.append([int(told) for told in rows.locator("td:nth-child(3)").all_inner_texts()])
    assert counts == [sorted(counts[0], reverse=True), sorted(counts[0])]
    assert len(set(counts[0])) > 1
    head.get_by_role("button").click()
    expect(head).not_to_have_attribute("aria-sort", re.compile("."))
    assert rows.all_inner_texts() == before
    rows.first.locator("button").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(rows.nth(1)).to_have_class("current")
    expect(page.get_by_role("heading", name=rows.nth(1).locator("button").inner_text())).to_be_visible()
    at_rest(page)
    rows.last.click()
    expect(page.get_by_role("heading", name="the documents themselves")).to_be_visible()
    at_rest(page)
    rows.last.click()
    expect(page.get_by_text("A click on a row shows what that source says.")).to_be_visible()
    at_rest(page)


def test_every_column_of_sources_fits_though_there_are_stories(page):
    """On a screen of 1280 nothing of the table lies beyond the edge, by source or by outlet; a story narrows it."""
    open_demo(page)
    paste(page, "Some 9,000 sailors were sent, the navy said.", Story="At sea", Outlet="Gazette")
    page.get_by_role("link", name="Sources", exact=True).click()
    scroller = page.locator(".tally")
    for by in ("By outlet", "By source"):
        page.get_by_text(by, exact=True).click()
        expect(page.get_by_role("heading", name=by.removeprefix("By "))).to_be_visible()
        expect(scroller).to_be_visible()
        at_rest(page)
        assert scroller.evaluate("node => node.scrollWidth <= node.clientWidth")
    page.get_by_role("button", name="Stories").click()
    page.locator("[data-facet=story]", has_text="At sea").click()
    expect(page.get_by_role("heading", name="1 source")).to_be_visible()
    expect(page).to_have_url(re.compile(r"story=At\+sea"))
    at_rest(page)


def test_what_opens_a_list_stays_legible_in_dark_colours(page):
    """While it is open its words have the colour of all others."""
    page.emulate_media(color_scheme="dark")
    open_demo(page)
    page.get_by_role("link", name="Ledger", exact=True).click()
    columns = page.get_by_role("button", name="Columns")
    expect(columns).to_be_visible()
    at_rest(page)
    colour = "node => getComputedStyle(node).color"
    before = columns.evaluate(colour)
    columns.click()
    expect(page.get_by_test_id("stPopoverBody")).to_be_visible()
    page.mouse.move(4, 600)
    expect(columns).to_have_css("color", before)


def test_another_name_is_typed_saved_and_applied(page, ledger_file: Path):
    """A sources.yaml is made, a name typed and one picked are written into it, and read again the figures are one's."""
    open_demo(page)
    page.goto("/sources?source=Andrei+Lankov")
    expect(page.get_by_text("3 figures in 1 article")).to_be_visible(timeout=OUTCOME)
    at_rest(page)
    page.get_by_text("Other names and kind").click()
    page.get_by_role("button", name="Make a sources.yaml").click()
    book = ledger_file.with_name("sources.yaml")
    names = page.get_by_label("Also called")
    try:
        for name in ("Professor L", "Sung-Yoon Lee"):
            names.fill(name)
            names.press("Enter")
            expect(page.locator(".st-key-aliases").get_by_text(name, exact=True)).to_be_visible(timeout=OUTCOME)
            at_rest(page)
        names.press("Escape")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_role("status").filter(has_text="Saved: Andrei Lankov")).to_be_visible(timeout=OUTCOME)
        at_rest(page)
        assert book.read_text() == "sources:\n  - name: Andrei Lankov\n    aliases: [Professor L, Sung-Yoon Lee]\n"
        page.get_by_role("button", name="Read 2 articles again").click()
        expect(page.get_by_text("6 figures in 2 articles")).to_be_visible(timeout=OUTCOME)
        at_rest(page)
    finally:
        book.write_text("")  # the server keeps to it


def test_a_folder_is_read_by_its_name(page, tmp_path: Path):
    """A folder and an address that is refused: what was found and what not is said, and what was typed stays."""
    for n in (1, 2):
        (tmp_path / f"{n}.txt").write_text(f"Some {n},000 boats sank, police said.")
    page.get_by_role("link", name="Add", exact=True).click()
    typed = f"{tmp_path}\nhttp://127.0.0.1:9/"
    page.get_by_label("Folders and addresses", exact=True).fill(typed)
    page.get_by_role("button", name="Read them").click()
    expect(page.locator(".found")).to_contain_text("2.txt: 1 figure", timeout=OUTCOME)
    expect(page.locator(".found")).to_contain_text("http://127.0.0.1:9/: is not fetched: it is this machine")
    at_rest(page)
    expect(page.get_by_label("Folders and addresses", exact=True)).to_have_value(typed)


def test_text_of_an_article_is_shown_and_sets_nothing_off(page):
    """Markdown, dollars, HTML, images and direction marks are shown as they are written on every page, and inert."""
    paste(page, HOSTILE, Title="<i>$1$</i> **bold** ![x](http://127.0.0.1:9/t.png)", Outlet="The ~Gazette~ & <u>Co</u>")
    page.get_by_role("button", name="Open the article").click()
    expect(page.locator(".sheet")).not_to_be_empty()
    at_rest(page)
    assert page.locator(".sheet").text_content() == HOSTILE
    check_inert(page)
    for name in ("Review", "Ledger", "Article", "Sources", "Add", "Export"):
        page.get_by_role("link", name=name, exact=True).click()
        expect(page.locator("h1").first).to_be_visible()
        at_rest(page)
        check_inert(page)
        if name == "Review":
            expect(page.get_by_role("article", name="Claim A")).to_contain_text("The ~Gazette~ & <u>Co</u>")


def check_inert(page) -> None:
    """Nothing of the article ran, became a picture, a formula or a link."""
    assert page.evaluate("window.set_off") is None
    main = page.get_by_test_id("stMain")
    assert main.locator("img, .katex, s, del, script, a[href*='127.0.0.1:9']").count() == 0
    assert main.get_by_text("a picture", exact=True).count() == 0


def test_pasted_text_outlives_a_page_switch(page):
    """Text that was pasted and not yet read is still there after another page was looked at."""
    page.get_by_role("link", name="Add", exact=True).click()
    field = page.get_by_placeholder("The whole text, headline and all")
    field.fill("Some 9,000 soldiers were sent.")
    page.get_by_role("link", name="Ledger", exact=True).click(delay=60)  # a finger is not as quick as a script
    expect(page.locator(".st-key-welcome_demo")).to_be_visible()
    at_rest(page)
    page.get_by_role("link", name="Add", exact=True).click()
    expect(field).to_have_value("Some 9,000 soldiers were sent.")


def test_the_seed_article_pasted(page, ledger_file: Path, seed_path: Path):
    """The worked example, pasted: the gold figures with their readings, and 8,000 beside 10,000 as a tension."""
    gold_path = seed_path.parents[1] / "gold" / "seed_claims.jsonl"
    if not gold_path.is_file():
        pytest.skip("the gold figures are not beside this repository")
    gold = [json.loads(line) for line in gold_path.read_text(encoding="utf-8").splitlines()]
    paste(page, seed_path.read_text(encoding="utf-8"))
    expect(page.locator(".found")).to_contain_text(f"{len(gold)} figures")
    with open_ledger(ledger_file) as ledger:
        claims_df = ledger.claims()
    rows = claims_df[claims_df["checkable"]].to_dict("records")
    for got, want in zip(rows, gold, strict=True):
        assert {name: as_gold(got[name]) for name in READ_AS_IS} == {name: as_gold(want[name]) for name in READ_AS_IS}
        assert got["per"] == ";".join(want["per"])
        assert got["source_chain"] == " > ".join(want["source_chain"])
    page.get_by_role("link", name="Review", exact=True).click()
    expect(page.get_by_role("article", name="Claim A")).to_be_visible()
    at_rest(page)
    for _ in range(int(page.locator("#progress").inner_text().split()[2])):
        sides = {page.get_by_role("article", name=f"Claim {letter}").locator("mark").inner_text() for letter in "AB"}
        if sides == {"8,000", "10,000"}:
            break
        url = page.url
        page.keyboard.press("j")
        expect(page).not_to_have_url(url)
        at_rest(page)
    assert sides == {"8,000", "10,000"}
    expect(page.locator(".badge").first).to_contain_text("Tension")


READ_AS_IS = ("start", "end", "surface", "kind", "low", "high", "modifier", "unit", "source", "cue", "modality")


def as_gold(cell: object) -> object:
    """A cell as the gold file writes it; units and cues are compared whatever their case."""
    if cell is None or cell != cell:
        return None
    return cell.casefold() if isinstance(cell, str) else float(cell) if isinstance(cell, float) else cell
