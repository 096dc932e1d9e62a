"""Every screen opens, says what is wrong in words, and decisions made on it are written."""

import re
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from claims import extract, intake
from claims.errors import LedgerError
from claims.ingest.web import Page
from claims.ledger import open_ledger
from claims.model import Document
from tests.workbench.conftest import SCREENS, given, shown
from workbench import services, state

HOSTILE = (
    "Aid of $2,000/month and (US$) 300 was paid to ~5,000~ *soldiers*, <b>officials</b> said "
    "![x](http://example.org/x.png) [link](http://example.org) `code` :red[loud] \u202e000,9\u202c troops\u200b."
)


@pytest.mark.parametrize("screen", SCREENS)
def test_opens_with_nothing(app: AppTest, screen: str):
    """Every screen opens on an empty ledger, and the reader is told how to begin."""
    app.switch_page(screen).run()
    assert not app.exception
    assert 'class="trouble"' not in shown(app)
    assert app.button(key="read_paste" if screen.endswith("add.py") else "welcome_demo")


@pytest.mark.parametrize("screen", SCREENS)
def test_opens_with_the_demo(demo: AppTest, screen: str):
    """Every screen opens on the demo story."""
    demo.switch_page(screen).run()
    assert not demo.exception
    assert 'class="trouble"' not in shown(demo)
    assert 'class="page"' in shown(demo)


def test_demo_is_one_click(app: AppTest):
    """One click on the first page leads to the first disagreement of the demo story."""
    app.button(key="welcome_demo").click().run()
    assert 'aria-label="Claim A"' in shown(app)
    assert 'aria-label="Claim B"' in shown(app)
    assert re.search(r">0 of \d+ disagreements<", shown(app))


@pytest.mark.usefixtures("app")
def test_what_is_said_again_comes_last(ledger_path: Path):
    """Of a topic's disagreements those come first whose two values no earlier one has, whoever says them."""
    told = ("killed 40 people", "killed 61 people", "killed 61 people, it is said,", "killed 85 people")
    texts = [f"The blast {words} in the harbour of Port Ellis." for words in told]
    docs = [Document(doc_id=str(at), text=text) for at, text in enumerate(texts)]
    with open_ledger(ledger_path) as ledger:
        intake.add_documents(ledger, docs, sources=None)
    queue = services.desk().queue
    values = [frozenset(pair) for pair in zip(queue["surface_a"], queue["surface_b"], strict=True)]
    assert len(values) == 5
    assert len(set(values[:3])) == len(set(values)) == 3


@pytest.mark.usefixtures("demo")
def test_what_is_read_ahead_is_not_read_again(monkeypatch: pytest.MonkeyPatch):
    """The first page finds the comparison made; a ledger that cannot be read is left for the page to tell."""
    services.read_ahead()
    monkeypatch.setattr(services, "compare", None)
    assert services.desk().queue["conflict_id"].any()
    monkeypatch.setenv("CLAIMS_LEDGER", str(Path(__file__).parent))
    services.read_ahead()


def test_a_side_filed_under_another_topic_is_drawn_too(app: AppTest):
    """Both figures in question stand in the chart, though most of one topic has nothing to do with the other."""
    for told in (
        "Yesterday the attack happened just before 2 a.m. Sunday in the harbour of Port Ellis.",
        "The man died in a homicide that occurred at about 2:40 a.m. Sunday in the harbour of Port Ellis.",
        "An attack happened at 5 p.m. Monday in the harbour of Port Ellis.",
        "One attack happened at 9 p.m. Tuesday in the harbour of Port Ellis.",
    ):
        services.add_text(told, story="night", outlet=told[:5], title="", url="", published=None)
    app.run()
    conflict = services.find_conflict(services.desk(), app.session_state[state.SESSION].conflict)
    claims_df = services.desk().claims.set_index("claim_id")
    (home_a, outlet_a), (home_b, outlet_b) = (
        claims_df.loc[conflict[side], ["home", "outlet"]] for side in ("claim_a", "claim_b")
    )
    assert home_a != home_b
    charts = [element.proto.spec for element in app.get("vega_lite_chart") + app.get("arrow_vega_lite_chart")]
    assert any(f"A  {outlet_a}" in spec and f"B  {outlet_b}" in spec for spec in charts)


def test_of_several_stories_the_one_in_question_is_named(demo: AppTest):
    """Review says beside the topic which story it belongs to, once there is more than one."""
    story = "North Korean troops in Russia"
    assert f">{story}<" not in shown(demo)
    services.add_text("Some 90 sailors were sent.", story="navy", outlet="", title="", url="", published=None)
    assert f">{story}<" in shown(demo.run())


@pytest.mark.parametrize("letter", ["a", "b"])
def test_each_side_leads_to_its_place_in_its_article(demo: AppTest, letter: str):
    """One press opens the article of a side at its figure."""
    row = services.find_conflict(services.desk(), demo.session_state[state.SESSION].conflict)
    side = services.find_claim(services.desk(), row[f"claim_{letter}"])
    demo.button(key=f"article_{letter}").click().run()
    session = demo.session_state[state.SESSION]
    assert (session.page, session.doc, session.claim) == ("Article", side["doc_id"], side["claim_id"])


def test_an_article_without_outlet_or_title_is_named(app: AppTest):
    """A side tells its article by whatever name it has, and does not say that somebody printed it."""
    for told in ("Officials said 8,000 soldiers were sent.", "The ministry said 12,000 soldiers were sent."):
        services.add_text(told, story="s", outlet="", title="", url="", published=None)
    app.run()
    assert "<dt>In the article</dt>" in shown(app)
    assert "<dt>Printed by</dt>" not in shown(app)


@pytest.mark.parametrize(
    ("button", "action"),
    [
        ("flag", "flag"),
        ("accept_a", "accept"),
        ("accept_b", "accept"),
        ("different", "different"),
        ("exclude_a", "exclude"),
    ],
)
def test_one_press_decides_and_advances(demo: AppTest, ledger_path: Path, button: str, action: str):
    """A decision is in the ledger at once, counted, and another disagreement is on screen."""
    before = demo.session_state[state.SESSION].conflict
    demo.button(key=button).click().run()
    assert demo.session_state[state.SESSION].conflict != before
    assert ">0 of" not in shown(demo)
    with open_ledger(ledger_path) as ledger:
        assert list(ledger.decisions()["action"]) == [action]


def test_accepting_one_side_overrules_the_other(demo: AppTest, ledger_path: Path):
    """B accepts the right side: the left is overruled."""
    row = services.find_conflict(services.desk(), demo.session_state[state.SESSION].conflict)
    demo.button(key="accept_b").click().run()
    with open_ledger(ledger_path) as ledger:
        status = ledger.claims().set_index("claim_id")["status"]
    assert (status[row["claim_a"]], status[row["claim_b"]]) == ("overruled", "accepted")


@pytest.mark.parametrize("button", ["flag", "different", "exclude_a", "exclude_b", "accept_a"])
def test_undo_brings_it_back(demo: AppTest, button: str):
    """Undo takes back the newest decision and shows the disagreement it was about, open again."""
    before, progress = demo.session_state[state.SESSION].conflict, re.search(r"\d+ of \d+ dis", shown(demo))[0]
    demo.button(key=button).click().run()
    demo.button(key="undo").click().run()
    row = services.find_conflict(services.desk(), demo.session_state[state.SESSION].conflict)
    asked = services.find_conflict(services.desk(), before)
    assert {row["claim_a"], row["claim_b"]} & {asked["claim_a"], asked["claim_b"]}
    assert progress in shown(demo)
    assert "(undone)" in shown(demo)


def test_one_thing_is_confirmed_and_stays_open(demo: AppTest):
    """M confirms a possible disagreement, which still waits for its decision, and goes on; undo takes it back."""
    session = demo.session_state[state.SESSION]
    queue = services.desk().queue
    session.conflict = queue.loc[queue["level"] == "possible", "conflict_id"].iloc[0]
    about = session.conflict
    demo.run()
    demo.button(key="same").click().run()
    row = services.find_conflict(services.desk(), about)
    assert (row["level"], row["decision"]) == ("confirmed", "")
    assert "you said that both measure one thing" in row["why"]
    assert session.conflict != about
    session.conflict = about
    demo.run()
    assert demo.button(key="same").disabled
    demo.button(key="undo").click().run()
    assert services.find_conflict(services.desk(), about)["level"] == "possible"


def test_undo_with_nothing_decided_says_so(demo: AppTest):
    """Undo on an untouched ledger is no error."""
    demo.button(key="undo").click().run()
    assert "There is nothing to undo." in shown(demo)


def test_deciding_all_ends(demo: AppTest):
    """Flagging again and again decides every disagreement exactly once."""
    of = len(services.desk().queue)
    for _ in range(of):
        demo.button(key="flag").click().run()
    assert f">{of} of {of} disagreement" in shown(demo)
    assert services.count_open(services.desk()) == 0
    assert f"All {of} disagreements are decided." in shown(demo)


def test_next_and_previous_go_round(demo: AppTest):
    """J and K walk the queue and come back to where they began."""
    start, of = demo.session_state[state.SESSION].conflict, len(services.desk().queue)
    seen = set()
    for _ in range(of):
        demo.button(key="next").click().run()
        seen.add(demo.session_state[state.SESSION].conflict)
    assert (len(seen), demo.session_state[state.SESSION].conflict) == (of, start)
    demo.button(key="next").click().run()
    demo.button(key="previous").click().run()
    assert demo.session_state[state.SESSION].conflict == start


def test_note_goes_with_the_decision(demo: AppTest, ledger_path: Path):
    """What stands in the note is kept with the decision and the field is empty again; the reviewer's name stays."""
    demo.text_area(key="note").set_value("Rang the ministry.")
    demo.text_input(key="reviewer").set_value("Ada").run()
    demo.button(key="flag").click().run()
    with open_ledger(ledger_path) as ledger:
        decided = ledger.decisions().iloc[-1]
    assert (decided["note"], decided["reviewer"]) == ("Rang the ministry.", "Ada")
    assert (demo.text_area(key="note").value, demo.text_input(key="reviewer").value) == ("", "Ada")
    assert "Rang the ministry." in shown(demo)


def test_a_note_alone_decides_nothing(demo: AppTest):
    """A note can be kept without deciding."""
    demo.text_area(key="note").set_value("Ask again on Monday.").run()
    demo.button(key="save_note").click().run()
    assert ">0 of" in shown(demo)
    assert "Ask again on Monday." in shown(demo)


def test_permalink_of_a_disagreement(demo: AppTest):
    """The address of a disagreement opens that one."""
    last = services.desk().queue["conflict_id"].iloc[-1]
    again = AppTest.from_file(demo._script_path, default_timeout=60)
    again.query_params["conflict"] = last
    assert again.run().session_state[state.SESSION].conflict == last


def test_article_shows_a_claim_and_why(demo: AppTest):
    """The address of a claim opens its card: how it was read, by which rules."""
    claim = services.desk().claims[services.desk().claims["checkable"]].iloc[0]
    demo.switch_page("screens/article.py")
    demo.query_params["doc"], demo.query_params["claim"] = claim["doc_id"], claim["claim_id"]
    demo.run()
    assert claim["rule"].split(";")[0] in shown(demo)
    assert "Why this reading" in shown(demo)


def test_article_marks_source_and_cue_and_works_the_figure_out(demo: AppTest):
    """For a picked figure the text shows who says it and by which words, the card how its number comes about."""
    claims = services.desk().claims
    claim = claims[claims["cue"] == "according to"].iloc[0]
    demo.switch_page("screens/article.py")
    demo.query_params["doc"], demo.query_params["claim"] = claim["doc_id"], claim["claim_id"]
    demo.run()
    drawn = given(demo, "document")
    marked = {span["look"]: drawn["text"][span["start"] : span["end"]] for span in drawn["spans"] if not span["id"]}
    assert marked == {"said": claim["source_surface"], "cue": claim["cue"]}
    assert ["cue", "the words that attribute it", "abc"] in drawn["legend"]
    assert ">worked out<" in shown(demo)
    assert "= 10,000 to 12,000" in shown(demo)


def test_how_a_number_comes_about_keeps_nothing_waiting(demo: AppTest, monkeypatch: pytest.MonkeyPatch):
    """It is worked out once all else is drawn: where that fails, the card and its history are there all the same."""

    def fail(*_: object) -> None:
        reason = "The grammar cannot be read."
        raise LedgerError(reason)

    claim = services.desk().claims.iloc[0]
    services.decide("flag", claim["claim_id"])
    monkeypatch.setattr(extract, "read_again", fail)
    demo.switch_page("screens/article.py")
    demo.query_params["doc"], demo.query_params["claim"] = claim["doc_id"], claim["claim_id"]
    demo.run()
    for drawn in ("Why this reading", 'class="history"', "The grammar cannot be read."):
        assert drawn in shown(demo)


def test_a_figure_that_is_read_otherwise_now_says_so(demo: AppTest, monkeypatch: pytest.MonkeyPatch):
    """Where this version does not read the figure any more, the card says that instead of how."""
    monkeypatch.setattr(extract, "read_again", lambda *_: None)
    claim = services.desk().claims.iloc[0]
    demo.switch_page("screens/article.py")
    demo.query_params["doc"], demo.query_params["claim"] = claim["doc_id"], claim["claim_id"]
    demo.run()
    assert "this version of the program reads the sentence otherwise" in shown(demo)


def test_paste_says_what_was_found(app: AppTest, ledger_path: Path):
    """Pasted text becomes an article; what was found is said; the same text again is named, not doubled."""
    app.switch_page("screens/add.py").run()
    for _ in range(2):
        app.text_area(key="paste_text").set_value("Some 9,000 soldiers were sent, officials said.")
        app.text_input(key="paste_title").set_value("Nine thousand").run()
        app.button(key="read_paste").click().run()
        assert app.text_area(key="paste_text").value == ""
    assert "was in the ledger already" in shown(app)
    assert "Nine thousand" in shown(app)
    with open_ledger(ledger_path) as ledger:
        assert len(ledger.documents()) == 1


def test_pasted_text_outlives_an_error(app: AppTest, monkeypatch: pytest.MonkeyPatch):
    """Where the ledger cannot be written, the text stays in its field, and the reason is said."""

    def fail(*_: object, **__: object) -> None:
        reason = "The disk is full."
        raise LedgerError(reason)

    monkeypatch.setattr(services, "add_text", fail)
    app.switch_page("screens/add.py").run()
    app.text_area(key="paste_text").set_value("Some 9,000 soldiers were sent.").run()
    app.button(key="read_paste").click().run()
    assert "The disk is full." in shown(app)
    assert app.text_area(key="paste_text").value == "Some 9,000 soldiers were sent."
    app.switch_page("screens/review.py").run()
    app.switch_page("screens/add.py").run()
    assert app.text_area(key="paste_text").value == "Some 9,000 soldiers were sent."


def test_no_text_is_said(app: AppTest):
    """Reading an empty field asks for the text."""
    app.switch_page("screens/add.py").run()
    app.button(key="read_paste").click().run()
    assert "There is no text yet" in shown(app)


GOOD = b"Some 9,000 soldiers were sent, officials said."


def open_add(app: AppTest, places: str = "", files: dict[str, bytes] | None = None) -> AppTest:
    """The Add page with places named and files chosen, and all of it read."""
    app.switch_page("screens/add.py").run()
    app.text_area(key="places").set_value(places)
    app.file_uploader[0].set_value([(name, data, "text/plain") for name, data in (files or {}).items()])
    return app.button(key="read_files").click().run()


def test_files_good_and_bad(app: AppTest):
    """Of several files the good one is read; the bad ones are named with the reason, and the one that comes twice."""
    picture = b"\x89PNG\r\n\x1a\n" + bytes(99)
    files = {"good.txt": GOOD, "empty.txt": b"", "picture.txt": picture, "again.txt": GOOD}
    told = unescape(shown(open_add(app, files=files)))
    assert ">good.txt</bdi></b>: 1 figure<" in told
    assert "empty.txt: is empty" in told
    assert "picture.txt: " in told
    assert "again.txt: the same text as good.txt, read once" in told
    assert len(services.desk().documents) == 1


def test_a_folder_and_a_page_are_read_by_name(app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A folder gives its articles, an address its page, all in the story that is named; then the field is empty."""
    (tmp_path / "flood").mkdir()
    (tmp_path / "flood" / "a.txt").write_bytes(GOOD)
    html = b"<html><title>The page</title><article><p>Some 700 boats sank near the town, police said.</p></article>"
    monkeypatch.setattr(intake, "fetch", lambda url: Page(url=url, data=html, media_type="text/html", charset="utf-8"))
    app.switch_page("screens/add.py").run()
    app.text_input(key="places_story").set_value("The flood").run()
    told = shown(open_add(app, f"{tmp_path / 'flood'}\n\n  http://example.org/page  \n"))
    assert ">a.txt</bdi></b>: 1 figure<" in told
    assert ">The page</bdi></b>: 1 figure<" in told
    assert set(services.desk().documents["story"]) == {"The flood"}
    assert app.text_area(key="places").value == ""


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("http://127.0.0.1:1/", "this machine, or in a network that is not public"),
        ("file:///etc/passwd", "only http and https are fetched, not file"),
        ("no/such/folder", "no/such/folder: does not exist"),
        ("-", "standard input: is empty"),
        ("<b>$x$</b>", "<b>$x$</b>: does not exist"),
    ],
)
def test_a_place_that_cannot_be_read_is_named(app: AppTest, place: str, told: str):
    """The reason is said in words, what is good is read all the same, and what was typed is still there."""
    open_add(app, place, {"good.txt": GOOD})
    assert told in unescape(shown(app))
    assert "<b>$x$" not in shown(app)
    assert app.text_area(key="places").value == place
    assert len(services.desk().documents) == 1


def test_what_was_named_outlives_an_error(app: AppTest, monkeypatch: pytest.MonkeyPatch):
    """Where the ledger cannot be written, places and files stay, and the reason is said."""

    def fail(*_: object, **__: object) -> None:
        reason = "The disk is full."
        raise LedgerError(reason)

    monkeypatch.setattr(services, "add_inputs", fail)
    open_add(app, "~/articles", {"good.txt": GOOD})
    assert "The disk is full." in shown(app)
    assert app.text_area(key="places").value == "~/articles"
    assert [file.name for file in app.file_uploader[0].value] == ["good.txt"]


def test_of_many_the_unread_come_first(app: AppTest):
    """Among many articles what could not be read stands first; all are named, most of them behind a click."""
    files = {f"{n}.txt": f"Some {n},000 boats sank, police said.".encode() for n in range(10, 40)}
    told = shown(open_add(app, files={**files, "zz.txt": b""}))
    assert told.index("zz.txt: is empty") < told.index(">10.txt<")
    assert told.index(">17.txt<") < told.index("<summary>22 more</summary>") < told.index(">18.txt<")
    assert ">39.txt<" in told
    assert "30 articles read, with 30 figures." in told


def test_nothing_named_is_said(app: AppTest):
    """Reading without a file or a place asks for one."""
    assert "There is nothing to read yet" in shown(open_add(app))


def test_how_far_reading_is_can_be_told(ledger_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Each input that is opened and each article that is read is told, and the last word is that all are."""
    monkeypatch.setenv("CLAIMS_LEDGER", str(ledger_path))
    monkeypatch.delenv("CLAIMS_SOURCES", raising=False)
    for n in (1, 2, 3):
        (tmp_path / f"{n}.txt").write_text(f"Some {n},000 boats sank, police said.", encoding="utf-8")
    heard: list[tuple[float, str]] = []
    services.add_inputs([str(tmp_path)], tell=lambda *told: heard.append(told))
    assert heard[:3] == [(0.0, f"{n} opened") for n in (1, 2, 3)]
    assert heard[3:] == [(n / 3, f"{n} of 3 read") for n in (1, 2, 3)]


def test_broken_ledger_is_said_in_words(app: AppTest, ledger_path: Path):
    """A file that is no ledger gives a plain sentence on every screen, never a traceback."""
    ledger_path.write_bytes(b"this is no database, and it is long enough to be looked at" * 40)
    for screen in SCREENS:
        app.switch_page(screen).run()
        assert not app.exception
        assert 'class="trouble"' in shown(app)


def test_unforeseen_failure_is_said_in_words(demo: AppTest, monkeypatch: pytest.MonkeyPatch):
    """Whatever breaks, the reader sees a sentence and the log has the rest."""
    monkeypatch.setattr(services, "find_conflict", lambda *_: 1 / 0)
    demo.run()
    assert not demo.exception
    assert "This page could not be drawn" in shown(demo)


@pytest.mark.parametrize("screen", SCREENS)
def test_article_words_are_never_markdown(app: AppTest, screen: str):
    """Words of an article reach no element that would read them as Markdown or HTML."""
    app.switch_page("screens/add.py").run()
    app.text_area(key="paste_text").set_value(HOSTILE)
    app.text_input(key="paste_title").set_value(HOSTILE)
    app.text_input(key="paste_outlet").set_value(HOSTILE).run()
    app.button(key="read_paste").click().run()
    app.switch_page(screen).run()
    assert not app.exception
    read_as_markdown = ["markdown", "caption", "title", "header", "subheader", "toast", "metric", "table"]
    assert not [element for kind in read_as_markdown for element in app.get(kind)]
    labelled = [
        *app.button,
        *app.toggle,
        *app.text_input,
        *app.text_area,
        *app.get("expander"),
        *app.get("download_button"),
    ]
    assert not [element for element in labelled if "US$" in str(getattr(element, "label", "") or element.proto)]
    assert "<b>officials</b>" not in shown(app)
    assert "example.org/x.png)" not in re.sub(r">[^<]*<", "><", shown(app))


def test_export_says_what_a_format_leaves_out(demo: AppTest):
    """A format that holds only some figures says how many it leaves out; an empty file cannot be downloaded."""
    demo.switch_page("screens/export.py").run()
    everything = len(services.desk().claims)
    assert f"Leaves out {everything} figures: nobody decided them." in shown(demo)
    assert demo.get("download_button")[3].proto.disabled
    row = services.desk().queue.iloc[0]
    services.decide("flag", row["claim_a"], row["claim_b"])
    demo.run()
    assert f"Leaves out {everything - 2} figures: nobody decided them." in shown(demo)
    assert not [one for one in demo.get("download_button") if one.proto.disabled]


def test_export_offers_the_topics_that_have_a_page(demo: AppTest):
    """Every topic of a disagreement can be chosen for the sheet, and the sheet then has that page alone."""
    demo.switch_page("screens/export.py").run()
    first, *topics = demo.selectbox(key="topic").options
    desk = services.desk()
    assert first == "Every topic with a disagreement"
    assert set(topics) == set(desk.queue["topic"])
    assert services.exported("sheet", desk.claims).count(b"<main>") == len(topics)
    assert services.exported("sheet", desk.claims, topic=topics[0]).count(b"<main>") == 1


@pytest.mark.usefixtures("demo")
def test_a_part_of_the_ledger_keeps_what_is_about_it():
    """With some of the figures go the disagreements and the decisions about any of them, and no others."""
    desk = services.desk()
    first, last = desk.queue.iloc[0], desk.queue.iloc[-1]
    for row in (first, last):
        services.decide("flag", row["claim_a"], row["claim_b"])
    part = services.desk().claims.query("claim_id == @first.claim_a")
    given_too = services.beside(part, with_history=True)
    sides = given_too.conflicts[["claim_a", "claim_b"]].eq(first["claim_a"]).any(axis="columns")
    assert len(sides) > 0
    assert sides.all()
    assert given_too.decisions is not None
    assert list(given_too.decisions["claim_a"]) == [first["claim_a"]]
    assert services.beside(part).decisions is None


def test_who_else_says_so_stands_beside_it(app: AppTest):
    """Of figures that agree one is shown, with those who give the same one; who only repeats himself is not named."""
    about = {"story": "flood", "title": "", "url": "", "published": None}
    for who, dead in (("The mayor", 12), ("The governor", 12), ("The mayor", 12), ("Police", 20)):
        services.add_text(f"{who} said {dead} people died in the flood.", outlet=f"{who} {dead}", **about)
    app.run()
    told = re.findall(r"Also says so</dt><dd>(.*?)</dd>", shown(app))
    assert [re.sub("<[^>]+>", "", name) for name in told] in (["The governor"], ["The mayor"])


def test_a_pasted_text_is_filed_with_its_like(app: AppTest, ledger_path: Path):
    """A text near to an article of a story is offered that story, one press files it there; others are not."""
    told = "The river flooded the old town. Rescuers brought forty families out of the streets by boat."
    services.add_text(told, story="flood", outlet="", title="", url="", published=None)
    app.switch_page("screens/add.py").run()
    app.text_area(key=state.PASTE_TEXT).set_value("Teachers went on strike over pay.").run()
    assert "It reads like the story" not in shown(app)
    app.text_area(key=state.PASTE_TEXT).set_value("Boats brought 50 families out of the flooded old town.").run()
    assert "It reads like the story" in shown(app)
    app.button(key="file_there").click().run()
    app.button(key="read_paste").click().run()
    with open_ledger(ledger_path) as ledger:
        assert set(ledger.documents()["story"]) == {"flood"}
