"""The Article page in Chromium: selected words become a figure, the keyboard goes from one to another."""

from pathlib import Path

import pytest

from claims.ledger import open_ledger
from tests.browser.conftest import at_rest
from tests.browser.test_workbench import HOSTILE, check_inert, expect, open_demo, paste

pytestmark = pytest.mark.browser

TEXT = (
    "👩\u200d🚀 \u202eSome 9,000\u202c soldiers were sent, the navy said.\n\n"
    "𝔸 fleet of\u00a03\u200b00ish boats 🎖️ sank 👨‍👩‍👧. It cost $x^2$ and ![a](http://127.0.0.1:9/p.png) too."
)

SELECT = """([words, whole]) => {
  const hosts = [...document.querySelectorAll("*")].filter((node) => node.shadowRoot?.querySelector(".sheet"));
  const sheet = hosts[0].shadowRoot.querySelector(".sheet");
  const walker = document.createTreeWalker(sheet, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(walker.currentNode, at);
    range.setEnd(walker.currentNode, at + words.length);
    if (whole) {
      const selection = sheet.getRootNode().getSelection?.() ?? document.getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
    }
    const rect = range.getBoundingClientRect();
    return [rect.left, rect.right, (rect.top + rect.bottom) / 2];
  }
}"""


def open_article(page) -> None:
    """The article of TEXT, pasted and opened."""
    paste(page, TEXT)
    page.get_by_role("button", name="Open the article").click()
    expect(page.locator(".sheet mark").first).to_be_visible()
    at_rest(page)


def drag_over(page, words: str) -> None:
    """The words selected as a reader does it."""
    left, right, middle = page.evaluate(SELECT, [words, False])
    page.mouse.move(left + 1, middle)
    page.mouse.down()
    page.mouse.move((left + right) / 2, middle, steps=4)
    page.mouse.move(right - 1, middle, steps=4)
    page.mouse.up()


def select(page, words: str) -> None:
    """The words selected as by the keys of who browses with a caret."""
    page.evaluate(SELECT, [words, True])
    page.locator(".sheet").dispatch_event("keyup")


def added(ledger_file: Path) -> dict:
    """The claim that was added by hand."""
    with open_ledger(ledger_file) as ledger:
        claims_df = ledger.claims()
    [row] = claims_df[claims_df["rule"].str.contains("user.added")].to_dict("records")
    return row


def test_selected_words_become_a_figure(page, ledger_file: Path):
    """A drag over words offers to add them; their place is exact after emoji, direction marks and what is unseen."""
    open_article(page)
    expect(page.locator(".take")).to_be_hidden()
    drag_over(page, "3\u200b00ish boats")
    page.get_by_role("button", name="Add as a figure").click()
    form = page.get_by_role("article", name="Add a figure")
    expect(form.locator("mark")).to_have_text("3\u200b00ish boats")
    expect(page.locator(".sheet mark.new")).to_have_text("3\u200b00ish boats")
    at_rest(page)
    page.get_by_label("Number", exact=True).fill("300")
    page.get_by_label("Number", exact=True).press("Enter")
    expect(page.get_by_role("article", name="Claim")).to_contain_text("added by hand")
    at_rest(page)
    row = added(ledger_file)
    assert (row["surface"], row["value"]) == ("3\u200b00ish boats", 300)
    assert (row["start"], row["end"]) == (TEXT.index("3\u200b00"), TEXT.index(" 🎖️"))
    assert page.locator(".sheet").text_content() == TEXT
    expect(page.locator(".sheet mark.amended")).to_have_text("3\u200b00ish boats")
    page.keyboard.press("u")
    expect(page.locator(".sheet mark.amended")).to_have_count(0)


@pytest.mark.parametrize("words", ["𝔸 fleet", "🎖️", "👨‍👩‍👧", "soldiers", "It cost $x^", "and ![a](http", "too."])
def test_every_selection_has_its_code_points(page, words: str):
    """Whatever is selected, the program gets the words themselves, though JavaScript counts otherwise."""
    open_article(page)
    select(page, words)
    page.get_by_role("button", name="Add as a figure").click()
    marked = page.get_by_role("article", name="Add a figure").locator("mark")
    expect(marked).to_be_visible()
    assert marked.text_content() == words


def test_words_of_a_figure_that_is_there_open_its_card(page):
    """A selection that holds a known figure leads to its card, not to a second one."""
    open_demo(page)
    page.get_by_role("link", name="Article", exact=True).click()
    mark = page.locator(".sheet mark").first
    expect(mark).to_be_visible()
    at_rest(page)
    left, _, middle = page.evaluate(SELECT, ["More than", False])
    box = mark.bounding_box()
    page.mouse.move(left + 1, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] + 1, middle, steps=8)
    page.mouse.up()
    page.get_by_role("button", name="Add as a figure").click()
    expect(page.get_by_role("article", name="Claim")).to_be_visible()
    expect(page.get_by_role("article", name="Add a figure")).to_have_count(0)


def test_the_keyboard_goes_from_figure_to_figure_and_to_the_card(page):
    """Tab stops at one figure, the arrows go on to the others, Enter opens the card, J the next, Escape ends."""
    open_demo(page)
    page.get_by_role("link", name="Article", exact=True).click()
    marks = page.locator(".sheet mark")
    expect(marks.first).to_be_visible()
    at_rest(page)
    of = marks.count()
    assert of > 1
    assert page.locator('.sheet mark[tabindex="0"]').count() == 1
    page.locator(".sheet").focus()
    page.keyboard.press("Tab")
    expect(marks.first).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(marks.nth(1)).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowUp")
    expect(marks.nth(of - 1)).to_be_focused()
    page.keyboard.press("Enter")
    card = page.get_by_role("article", name="Claim")
    expect(card.locator("mark")).to_have_text(marks.nth(of - 1).inner_text())
    at_rest(page)
    page.keyboard.press("j")
    expect(card.locator("mark")).to_have_text(marks.first.inner_text())
    expect(page.locator(".sheet mark.focus")).to_be_in_viewport()
    at_rest(page)
    page.keyboard.press("k")
    expect(card.locator("mark")).to_have_text(marks.nth(of - 1).inner_text())
    at_rest(page)
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_a_reading_is_corrected_by_keyboard_and_stays_after_a_reload(page, ledger_file: Path):
    """E opens the form, Enter saves; the card says what was changed, also when the page is loaded anew."""
    open_demo(page)
    page.get_by_role("link", name="Article", exact=True).click()
    page.locator(".sheet mark").first.click()
    card = page.get_by_role("article", name="Claim")
    expect(card).to_be_visible()
    at_rest(page)
    page.keyboard.press("e")
    number = page.get_by_label("Number", exact=True)
    expect(number).to_be_visible()
    at_rest(page)
    number.fill("lots")
    number.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("“lots” is no number")
    expect(number).to_have_value("lots")
    at_rest(page)
    number.fill("18,000")
    page.get_by_label("Signed", exact=True).fill("Kim")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(card.locator(".amended")).to_have_text("corrected by Kim: value 10,000 → 18,000")
    at_rest(page)
    page.reload()
    expect(card.locator(".amended")).to_have_text("corrected by Kim: value 10,000 → 18,000")
    expect(page.locator(".history")).to_contain_text("Corrected")
    with open_ledger(ledger_file) as ledger:
        assert list(ledger.decisions()["action"]) == ["correct"]


def test_words_of_a_hostile_article_stay_words_in_the_forms(page):
    """Markdown, dollars, HTML and image links are shown as they are written while a figure is found and added."""
    paste(page, HOSTILE)
    page.get_by_role("button", name="Open the article").click()
    expect(page.locator(".sheet")).to_be_visible()
    at_rest(page)
    page.keyboard.press("a")
    words = page.get_by_label("Words of the figure", exact=True)
    words.fill("<b>nowhere</b> ![x](http://127.0.0.1:9/x.png) $1$")
    words.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("<b>nowhere</b> ![x](http://127.0.0.1:9/x.png) $1$")
    check_inert(page)
    at_rest(page)
    words.fill("picture")
    words.press("Enter")
    expect(page.get_by_label("Which of them", exact=True)).to_be_visible()
    check_inert(page)
    at_rest(page)
    page.get_by_role("button", name="Take this one").click()
    expect(page.get_by_role("article", name="Add a figure")).to_contain_text(
        "![a picture](http://127.0.0.1:9/picture.png)"
    )
    at_rest(page)
    page.get_by_label("Number", exact=True).fill("1")
    page.get_by_label("Of what", exact=True).fill("![x](http://127.0.0.1:9/x.png) $$x$$ <b>b</b>")
    page.get_by_label("Signed", exact=True).fill("<i>K</i> $1$ ![x](http://127.0.0.1:9/x.png)")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("article", name="Claim")).to_contain_text(
        "added by <i>K</i> $1$ ![x](http://127.0.0.1:9/x.png)"
    )
    expect(page.locator(".history")).to_contain_text("<i>K</i>")
    at_rest(page)
    check_inert(page)
    assert page.locator(".sheet").text_content() == HOSTILE
    page.keyboard.press("Escape")
    expect(page.locator(".history")).to_be_hidden()
    check_inert(page)
