"""The Ledger page: what it shows, what its address says, and several figures decided at once."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from claims.errors import LedgerError
from claims.ledger import open_ledger
from tests.workbench.conftest import given, shown
from workbench import services, state, table

PAGE = "screens/ledger.py"


def open_page(app: AppTest, **query: str | list[str]) -> AppTest:
    """The page at an address."""
    app.switch_page(PAGE)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def cells(app: AppTest, name: str) -> list[str]:
    """What the grid shows in one column."""
    grid = given(app, "grid")
    at = [head["name"] for head in grid["heads"]].index(name)
    return ["".join(told for told, _ in line["cells"][at]) for line in grid["lines"]]


def pick_all(app: AppTest) -> AppTest:
    """Every figure that is shown, picked."""
    app.session_state[state.SESSION].is_all = True
    return app.run()


def statuses(ledger_path: Path) -> dict[str, str]:
    """What stands about each claim worth checking."""
    with open_ledger(ledger_path) as ledger:
        claims_df = ledger.claims()
    worth = claims_df[claims_df["checkable"]]
    return dict(zip(worth["claim_id"], worth["status"], strict=True))


def test_the_filter_is_in_the_address(demo: AppTest):
    """The filter in the address is applied, and it is still there after another page was looked at."""
    open_page(demo, modality="projected", sort="-source")
    assert set(cells(demo, "modality")) == {"projected"}
    assert ">said as: projected<" in shown(demo)
    demo.switch_page("screens/export.py").run()
    assert "said as: projected" in shown(demo)
    demo.query_params.clear()
    open_page(demo)
    assert set(cells(demo, "modality")) == {"projected"}
    assert (demo.query_params["modality"], demo.query_params["sort"]) == ("projected", "-source")
    demo.button(key="clear").click().run()
    assert len(given(demo, "grid")["lines"]) == services.desk().claims["checkable"].sum()
    assert "modality" not in demo.query_params
    assert demo.query_params["sort"] == "-source"


@pytest.mark.parametrize(
    ("query", "column", "expected"),
    [
        ({"source_kind": "person"}, "source", {"Andrei Lankov", "Sung-Yoon Lee"}),
        ({"since": "2024-12-01"}, "published", {"2 Dec 2024", "16 Dec 2024"}),
        ({"dimension": "person", "least": "20000"}, "figure", {"more than 50,000 soldiers"}),
        ({"flag": ["revision", "arithmetic"]}, "flag", {"Revision, confirmed", "Arithmetic, confirmed"}),
    ],
)
def test_facets_and_ranges(demo: AppTest, query: dict, column: str, expected: set[str]):
    """Each kind of filter leaves the figures that are so, and is counted in the title."""
    open_page(demo, **query)
    assert set(cells(demo, column)) == expected
    assert f">{len(cells(demo, column))} of " in shown(demo)


def test_the_ranges_are_offered(demo: AppTest):
    """Days can be narrowed at once, numbers within one dimension; until then it is said why not."""
    day, number = given(open_page(demo), "facets")["ranges"]
    assert sum(part["count"] for part in day["bins"]) == services.desk().claims["checkable"].sum()
    assert "Choose one dimension" in number["hint"]
    _, number = given(open_page(demo, dimension="person"), "facets")["ranges"]
    assert number["bins"]


def test_search_finds_words_in_sentences(demo: AppTest):
    """A word typed in the search field keeps the figures that have it in their sentence, source, outlet or title."""
    open_page(demo)
    demo.text_input(key="search").set_value("LANKOV").run()
    assert 0 < len(given(demo, "grid")["lines"]) < services.desk().claims["checkable"].sum()
    assert demo.query_params["q"] == "LANKOV"
    demo.text_input(key="search").set_value("no such word").run()
    assert "No figure is like that" in shown(demo)
    assert given(demo, "grid") is None


def test_the_grid_changes_no_words(demo: AppTest):
    """The grid holds the sentences as they are in the frame, in the order of the ledger."""
    open_page(demo)
    claims_df = services.desk().claims
    assert cells(demo, "sentence") == list(claims_df.loc[claims_df["checkable"], "sentence"])


def test_order_and_columns(demo: AppTest, monkeypatch: pytest.MonkeyPatch):
    """The order runs over all pages; the columns chosen are shown in their order, and none chosen is the usual ones."""
    monkeypatch.setattr(table, "ROWS", 4)
    open_page(demo, dimension="person", sort="-figure", column=["source", "figure"], page="1")
    first = cells(demo, "figure")
    assert [head["name"] for head in given(demo, "grid")["heads"]] == ["figure", "source"]
    assert given(demo, "grid")["heads"][0]["order"] == "descending"
    assert ">1 to 4 of 8<" in shown(demo)
    open_page(demo, page="2")
    assert first[0] == "more than 50,000 soldiers"
    assert cells(demo, "figure")[-1] == "700 North Korean soldiers"
    demo.pills(key="columns").set_value(["story"]).run()
    assert [head["name"] for head in given(demo, "grid")["heads"]] == ["story"]
    demo.pills(key="columns").set_value([]).run()
    assert tuple(head["name"] for head in given(demo, "grid")["heads"]) == table.USUAL


def test_a_card_is_in_the_address(demo: AppTest):
    """The address of a figure opens its card; one that is not there opens none."""
    claim_id = services.desk().claims["claim_id"].iloc[0]
    open_page(demo, claim=claim_id)
    assert "Why this reading" in shown(demo)
    demo.button(key="close_card").click().run()
    assert "Why this reading" not in shown(demo)
    assert "claim" not in demo.query_params
    assert "Why this reading" not in shown(open_page(demo, claim="gone"))


@pytest.mark.parametrize(("action", "status"), [("flag", "flagged"), ("accept", "accepted"), ("exclude", "excluded")])
def test_several_are_decided_at_once_and_undone_at_once(demo: AppTest, ledger_path: Path, action: str, status: str):
    """What will be touched is counted before, what was done is said after, and one undo takes all of it back."""
    open_page(demo, source="US officials")
    pick_all(demo)
    assert "<b>2 figures picked</b>" in shown(demo)
    demo.button(key=f"each_{action}").click().run()
    done = [claim_id for claim_id, stands in statuses(ledger_path).items() if stands]
    assert (len(done), {statuses(ledger_path)[claim_id] for claim_id in done}) == (2, {status})
    assert "ed 2 figures." in shown(demo)
    assert set(cells(demo, "status")) == {status}
    demo.button(key="undo").click().run()
    assert not any(statuses(ledger_path).values())
    assert "Taken back: " in shown(demo)
    assert demo.button(key="undo").disabled


def test_what_was_done_is_told_where_nothing_is_left(demo: AppTest, ledger_path: Path):
    """Deciding all that is open under the filter for what is open leaves the way back."""
    open_page(demo, status="")
    pick_all(demo).button(key="each_flag").click().run()
    assert "Flagged 16 figures." in shown(demo)
    assert "No figure like that is worth checking." in shown(demo)
    demo.button(key="undo").click().run()
    assert not any(statuses(ledger_path).values())
    assert len(given(demo, "grid")["lines"]) == 16


def test_what_was_decided_before_is_told(demo: AppTest):
    """Among the figures picked those decided before are counted."""
    open_page(demo, source="US officials")
    pick_all(demo).button(key="each_flag").click().run()
    demo.button(key="clear").click().run()
    pick_all(demo)
    assert ", 2 decided before" in shown(demo)


def test_a_note_goes_with_each(demo: AppTest, ledger_path: Path):
    """A note and a name are kept with every figure picked, and Review's history tells of all as one step."""
    open_page(demo, source="US officials")
    pick_all(demo)
    assert demo.button(key="each_note").disabled
    demo.text_area(key="note").set_value("Rang them.")
    demo.text_input(key="reviewer").set_value("Ada").run()
    assert "2 figures picked</b>, with your note" in shown(demo)
    demo.button(key="each_note").click().run()
    with open_ledger(ledger_path) as ledger:
        noted = ledger.claims().query("note != ''")
    assert set(noted["source"]) == {"US officials"}
    assert list(noted["reviewer"]) == ["Ada"] * 2
    demo.switch_page("screens/review.py").run()
    assert "<b>Noted on</b> 2 figures by " in shown(demo)


def test_a_decision_that_fails_is_said(demo: AppTest, monkeypatch: pytest.MonkeyPatch, ledger_path: Path):
    """Where the ledger refuses, the reason is said, nothing is decided, and the figures stay picked."""

    def fail(*_: object, **__: object) -> None:
        reason = "The disk is full."
        raise LedgerError(reason)

    monkeypatch.setattr(services, "decide_each", fail)
    pick_all(open_page(demo, source="US officials")).button(key="each_flag").click().run()
    assert "The disk is full." in shown(demo)
    assert "<b>2 figures picked</b>" in shown(demo)
    assert not any(statuses(ledger_path).values())


def test_another_filter_lets_go_of_what_was_picked(demo: AppTest):
    """Nothing stays picked that was picked under another filter."""
    pick_all(open_page(demo, source="US officials"))
    demo.text_input(key="search").set_value("Koreans").run()
    assert "picked</b>" not in shown(demo)
    pick_all(demo)
    assert "picked</b>" in shown(demo)
    demo.query_params["source"] = "Andrei Lankov"
    assert "picked</b>" not in shown(demo.run())


def test_figures_not_worth_checking_are_one_click_away(demo: AppTest):
    """Where only such figures are like that, it is said, and they can be shown."""
    hidden = services.desk().claims.query("not checkable").iloc[0]
    open_page(demo, q=hidden["sentence"], unit=hidden["unit"])
    assert "No figure like that is worth checking." in shown(demo)
    demo.button(key="hidden").click().run()
    assert hidden["sentence"] in cells(demo, "sentence")
    assert demo.query_params["all"] == "1"


def test_articles_without_figures_say_so(app: AppTest):
    """An article in which no figure was read is no filter that finds nothing."""
    services.add_text("Nothing was counted.", story="", outlet="", title="", url="", published=None)
    assert "The articles of this ledger hold no figure." in shown(open_page(app))


def test_two_figures_are_called_one_thing(demo: AppTest):
    """Of two figures that are picked a person says that they measure one thing; they stand in Review then."""
    assert "same" not in [button.key for button in pick_all(open_page(demo, source="Andrei Lankov")).button]
    assert "same" in [button.key for button in pick_all(open_page(demo, source="US officials")).button]
    shells = pick_all(open_page(demo, source=[], topic="artillery shells · supplied"))
    a, b = services.desk().claims.query("home == 'artillery shells · supplied'")["claim_id"]
    shells.button(key="same").click().run()
    assert "They are compared now." in shown(demo)
    assert frozenset((a, b)) in services.desk().compared.joined
    demo.button(key="undo").click().run()
    assert not services.desk().compared.joined
