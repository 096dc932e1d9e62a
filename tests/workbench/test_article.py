"""The Article page: every number with its status, from one to the next, readings corrected and figures added."""

import json

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from claims import extract
from claims.errors import LedgerError
from claims.ledger import open_ledger
from tests.workbench.conftest import given, shown
from workbench import amending, services, state

PAGE = "screens/article.py"
TEXT = (
    "Some 9,000 soldiers were sent, the navy said. The two leaders met. A fleet of 300ish boats sank near Kursk.\n\n"
    "The F-16 fell; a handful of men and a handful of women left."
)


@pytest.fixture
def article(app: AppTest) -> AppTest:
    """The page with one article: a claim, a figure not worth checking, refused numbers, figures that were missed."""
    services.add_text(TEXT, story="s", outlet="Gazette", title="At sea", url="", published=None)
    return app.switch_page(PAGE).run()


def claims(ledger_path):
    with open_ledger(ledger_path) as ledger:
        return ledger.claims().set_index("surface")


def opened(app: AppTest, claim_id: str) -> AppTest:
    """The claim's card."""
    app.session_state[state.SESSION].claim = claim_id
    return app.run()


def fill(app: AppTest, **fields) -> AppTest:
    """Type into the form and save."""
    for name, typed in fields.items():
        kind = app.selectbox if name in ("modifier", "kind", "modality", "aspect") else app.text_input
        kind(key=f"field_{name}").set_value(typed)
    return app.button(key="save_reading").click().run()


def marks(app: AppTest) -> dict[str, str]:
    """What is marked in the text, with its look."""
    drawn = given(app, "document")
    return {drawn["text"][span["start"] : span["end"]]: span["look"] for span in drawn["spans"] if span["id"]}


# ---- what is marked and listed


def listed(app: AppTest) -> list[tuple[str, str, str]]:
    """The list in the margin: group, title and note."""
    lists = [json.loads(one.proto.json) for one in app.get("bidi_component")]
    [figures] = [one for one in lists if one.get("label") == "Figures"]
    return [(row["group"], row["title"], row["note"]) for row in figures["rows"]]


def test_hidden_and_refused_numbers_are_shown_on_demand(article: AppTest):
    """At first only figures worth checking are marked; two switches show the others, each with its status."""
    assert marks(article) == {"9,000": "quiet"}
    assert [title for _, title, _ in listed(article)] == ["about 9,000 soldiers"]
    article.toggle(key=state.WITH_ASIDE).set_value(True)
    article.toggle(key=state.WITH_REJECTED).set_value(True).run()
    assert marks(article) == {"9,000": "quiet", "two": "aside", "300": "rejected", "16": "rejected"}


def test_the_list_in_the_margin_has_the_status_of_each(article: AppTest, ledger_path):
    """Figures first, then those not worth checking, then what was refused and why; decisions are told."""
    claim_id = claims(ledger_path).loc["9,000", "claim_id"]
    services.decide("flag", claim_id)
    article.toggle(key=state.WITH_ASIDE).set_value(True)
    article.toggle(key=state.WITH_REJECTED).set_value(True).run()
    groups, titles, notes = zip(*listed(article), strict=True)
    assert groups == ("Figures · 1", "Not worth checking · 1", "Refused · 2", "Refused · 2")
    assert titles == ("about 9,000 soldiers", "two leaders", "300", "16")
    assert notes[0] == "the navy · flagged"


def test_next_and_previous_walk_the_numbers(article: AppTest, ledger_path):
    """J and K go through what is marked, in the order of the text, round and round."""
    article.toggle(key=state.WITH_REJECTED).set_value(True).run()
    seen = []
    for _ in range(4):
        article.button(key="next").click().run()
        seen.append(article.session_state[state.SESSION].claim)
    assert seen == [claims(ledger_path).loc["9,000", "claim_id"], "rejected 0", "rejected 1", seen[0]]
    article.button(key="previous").click().run()
    assert article.session_state[state.SESSION].claim == "rejected 1"
    assert "Seen and refused" in shown(article)
    article.button(key="back").click().run()
    article.button(key="previous").click().run()
    assert article.session_state[state.SESSION].claim == "rejected 1"


# ---- correcting


def test_correcting_a_reading(article: AppTest, ledger_path):
    """What is typed is in the ledger at once, the card says who changed what, and undo takes it back."""
    claim_id = claims(ledger_path).loc["9,000", "claim_id"]
    opened(article, claim_id).button(key="correct").click().run()
    assert article.text_input(key="field_number").value == "9,000"
    article.text_input(key="reviewer").set_value("Kim")
    fill(article, number="19 thousand", modifier="more_than", unit="sailor", source="", why="Misheard.")
    row = claims(ledger_path).loc["9,000"]
    assert (row["value"], row["low"], row["modifier"], row["unit"]) == (19000, 19000, "more_than", "sailor")
    assert (row["source"], row["cue"], row["note"], row["reviewer"]) == ("", "", "Misheard.", "Kim")
    told = "corrected by Kim: value 9,000 → 19,000, modifier approx → more than, unit soldier → sailor"
    assert told in shown(article)
    assert "user.corrected" in shown(article)
    assert marks(article) == {"9,000": "quiet amended"}
    article.button(key="undo").click().run()
    assert claims(ledger_path).loc["9,000", "value"] == 9000
    assert told not in shown(article)
    assert "(undone)" in shown(article)


def test_rate_aspect_and_day_are_corrected(article: AppTest, ledger_path):
    """They are typed as people write them, stand in the ledger's own form, and are told and taken back as all else."""
    claim_id = claims(ledger_path).loc["9,000", "claim_id"]
    opened(article, claim_id).button(key="correct").click().run()
    fill(article, per="months per soldier", aspect="flow", as_of="20 Dec 2024")
    row = claims(ledger_path).loc["9,000"]
    assert (row["per"], row["aspect"], f"{row['as_of']:%Y-%m-%d}") == ("month;soldier", "flow", "2024-12-20")
    told = "per none → month per soldier, counted as unknown → flow, speaks of none → 20 Dec 2024"
    assert told in shown(article)
    assert "per month per soldier, counted as flow, speaks of 20 Dec 2024" in shown(article)
    article.button(key="correct").click().run()
    assert article.text_input(key="field_per").value == "month per soldier"
    assert article.text_input(key="field_as_of").value == "2024-12-20"
    fill(article, per="", aspect="", as_of="soon")
    assert "“soon” is no day" in shown(article)
    fill(article, as_of="")
    row = claims(ledger_path).loc["9,000"]
    assert (row["per"], row["aspect"], row["as_of"] is pd.NaT) == ("", "", True)
    article.button(key="undo").click().run()
    article.button(key="undo").click().run()
    assert told not in shown(article)


def test_what_is_wrong_is_said_and_what_was_typed_stays(article: AppTest, ledger_path):
    """An invalid correction writes nothing; every field keeps what was typed, also over a switch of pages."""
    opened(article, claims(ledger_path).loc["9,000", "claim_id"]).button(key="correct").click().run()
    fill(article, number="lots", kind="money", scope="off the coast")
    assert "“lots” is no number" in shown(article)
    assert "“soldier” is no currency" in shown(article)
    article.switch_page("screens/ledger.py").run()
    article.switch_page(PAGE).run()
    assert article.text_input(key="field_number").value == "lots"
    assert article.text_input(key="field_scope").value == "off the coast"
    assert article.selectbox(key="field_kind").value == "money"
    with open_ledger(ledger_path) as ledger:
        assert ledger.decisions().empty
    fill(article, number="9,500", kind="count")
    assert "is no number" not in shown(article)
    assert claims(ledger_path).loc["9,000", "value"] == 9500


def test_saving_what_is_as_it_was_says_so(article: AppTest, ledger_path):
    """Nothing changed is nothing written."""
    opened(article, claims(ledger_path).loc["9,000", "claim_id"]).button(key="correct").click().run()
    article.button(key="save_reading").click().run()
    assert "Nothing is changed yet." in shown(article)
    article.button(key="cancel").click().run()
    assert "Why this reading" in shown(article)
    assert not article.text_input


def test_a_ledger_that_cannot_be_written_costs_nothing_typed(
    article: AppTest, ledger_path, monkeypatch: pytest.MonkeyPatch
):
    """Where the ledger refuses, the reason is said and the form stays as it was."""

    def fail(*_: object, **__: object) -> list[str]:
        reason = "The disk is full."
        raise LedgerError(reason)

    opened(article, claims(ledger_path).loc["9,000", "claim_id"]).button(key="correct").click().run()
    monkeypatch.setattr(services, "correct", fail)
    fill(article, number="7")
    assert "The disk is full." in shown(article)
    assert article.text_input(key="field_number").value == "7"


def test_one_press_says_whether_it_is_worth_checking(article: AppTest, ledger_path):
    """A figure is put aside and taken back by one button; both are decisions."""
    claim_id = claims(ledger_path).loc["9,000", "claim_id"]
    opened(article, claim_id).button(key="checkable").click().run()
    assert not claims(ledger_path).loc["9,000", "checkable"]
    assert "not worth checking" in shown(article)
    assert services.desk().claims["checkable"].sum() == 0
    article.button(key="checkable").click().run()
    assert claims(ledger_path).loc["9,000", "checkable"]
    with open_ledger(ledger_path) as ledger:
        assert list(ledger.decisions()["action"]) == ["correct", "correct"]


def test_a_correction_changes_what_disagrees(demo: AppTest):
    """A figure that is corrected to what the others say disagrees no more."""
    desk = services.desk()
    row = services.find_claim(desk, desk.queue["claim_a"].iloc[0])
    before = len(desk.queue)
    opened(demo.switch_page(PAGE), "")
    demo.query_params["doc"], demo.query_params["claim"] = row["doc_id"], row["claim_id"]
    demo.session_state[state.SESSION].page = ""
    demo.run().button(key="correct").click().run()
    fill(demo, unit="balloon", entity="balloons", property="rise")
    assert len(services.desk().queue) < before


# ---- adding


def find(app: AppTest, words: str) -> AppTest:
    app.button(key="add_figure").click().run()
    app.text_input(key=state.FIND).set_value(words)
    return app.button(key="find").click().run()


def test_adding_a_figure_by_its_words(article: AppTest, ledger_path):
    """Words that stand once open the form with what the program reads in them; what is saved is a claim."""
    find(article, "a fleet  OF 300ISH boats")
    assert "Add a figure" in shown(article)
    assert article.text_input(key="field_number").value == ""
    article.button(key="save_reading").click().run()
    assert "The number is missing." in shown(article)
    fill(article, number="300", modifier="approx", unit="boat", entity="boats")
    row = claims(ledger_path).loc["A fleet of 300ish boats"]
    assert (row["value"], row["modifier"], row["scope"]) == (300, "approx", "near Kursk")
    assert TEXT[row["start"] : row["end"]] == "A fleet of 300ish boats"
    assert row["rule"].endswith("user.added")
    assert "added by hand" in shown(article)
    assert marks(article)["A fleet of 300ish boats"] == "quiet amended"
    article.button(key="undo").click().run()
    assert len(claims(ledger_path)) == 2
    assert marks(article) == {"9,000": "quiet"}


def test_what_the_grammar_reads_is_proposed(article: AppTest, ledger_path):
    """Of a number that was refused where it stands the form has the number; saving it as it is will do."""
    article.session_state[state.SESSION].claim = "rejected 0"
    article.run().button(key="take").click().run()
    assert article.text_input(key="field_number").value == "300"
    article.button(key="save_reading").click().run()
    row = claims(ledger_path).loc["300"]
    assert (row["value"], row["unit"], row["checkable"]) == (300, "boat", True)
    article.toggle(key=state.WITH_REJECTED).set_value(True).run()
    assert marks(article) == {"9,000": "quiet", "300": "quiet amended", "16": "rejected"}


def test_words_that_stand_twice_are_chosen_from(article: AppTest, ledger_path):
    """Where the words stand more than once, each place is offered with the words around it."""
    find(article, "a handful")
    places = article.selectbox(key=state.PLACE)
    assert len(places.options) == 2
    assert "»a handful« of women left" in places.options[1]
    places.select_index(1).run()
    article.button(key="take_place").click().run()
    fill(article, number="12")
    assert claims(ledger_path).loc["a handful", "start"] == TEXT.rindex("a handful")


@pytest.mark.parametrize("words", ["no such words", "9,000", " "])
def test_words_that_are_not_there_are_said_to_be(article: AppTest, words: str):
    """Words that stand nowhere, or only in a figure that is there, are said to; they stay in their field."""
    find(article, words)
    assert "stands nowhere in the article" in shown(article)
    assert article.text_input(key=state.FIND).value == words


def test_what_was_selected_is_taken(article: AppTest, ledger_path, monkeypatch: pytest.MonkeyPatch):
    """Words of a figure that is there open its card; a passage, or nothing, is asked for more exactly."""
    session = article.session_state[state.SESSION]
    session.doc = services.desk().documents["doc_id"].iloc[0]
    monkeypatch.setattr(state, "session", lambda: session)
    amending.take(TEXT.index("9,000") - 5, TEXT.index("9,000") + 5)
    assert session.claim == claims(ledger_path).loc["9,000", "claim_id"]
    session.claim = ""
    start = TEXT.index("The F")
    for span in [(start - 1, start), (start, len(TEXT))]:
        session.trouble = ""
        monkeypatch.setattr(extract, "_read_alone", lambda *_: None)
        monkeypatch.setattr(amending, "LONGEST", 20)
        amending.take(*span)
        assert "Select the figure alone" in session.trouble
        assert session.span is None


def test_another_claim_that_is_asked_for_is_shown(article: AppTest, ledger_path):
    """A link to a claim shows it, whatever form was open."""
    find(article, "a fleet of 300ish boats")
    article.switch_page("screens/ledger.py").run()
    row = claims(ledger_path).loc["9,000"]
    article.switch_page(PAGE)
    article.query_params["doc"], article.query_params["claim"] = row["doc_id"], row["claim_id"]
    article.run()
    assert "Why this reading" in shown(article)
    assert "Add a figure" not in shown(article)
