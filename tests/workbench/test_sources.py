"""The Sources page: who says what, and one source's figures with the way to their articles."""

from dataclasses import replace
from html import unescape
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from tests.workbench.conftest import given, shown
from workbench import services, words

PAGE = "screens/sources.py"
GOOD = "sources:\n  - name: Andrei Lankov\n    kind: officials\n"
BROKEN = "sources:\n  - name: Andrei Lankov\n    kind: offcials\n"
HOSTILE = "$x$ **b** <script>alert(1)</script> [a](http://example.org) :red[c]"


@pytest.fixture
def book_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the workbench looks for its sources.yaml."""
    path = tmp_path / "sources.yaml"
    monkeypatch.setenv("CLAIMS_SOURCES", str(path))
    return path


def sentence(path: Path) -> str:
    """What is said of BROKEN at a path."""
    return f"{path}, line 3: there is no kind 'offcials'. Hint: did you mean officials?"


def open_page(app: AppTest, **query: str) -> AppTest:
    """The page at an address."""
    app.switch_page(PAGE)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def change(monkeypatch: pytest.MonkeyPatch, claims_df: pd.DataFrame) -> None:
    """Let the desk hold these claims."""
    changed = replace(services.desk(), claims=claims_df)
    monkeypatch.setattr(services, "desk", lambda: changed)


def test_every_source_has_a_row(demo: AppTest):
    """One row a source of the ledger, then the documents themselves; together they hold every figure worth checking."""
    open_page(demo)
    rows = demo.dataframe[0].value
    worth = services.desk().claims.query("checkable")
    assert rows["source"].iloc[-1] == words.OWN_VOICES
    assert set(rows["source"].iloc[:-1]) == set(worth["source"]) - {""}
    assert rows["claims"].sum() == len(worth)
    assert rows["below"].sum() + rows["above"].sum() == len(services.outliers()) > 0
    assert f">{len(rows) - 1} sources<" in shown(demo)
    assert given(demo, "quotes") is None


@pytest.mark.parametrize("source", ["Andrei Lankov", ""])
def test_a_source_in_the_address_shows_what_it_says(demo: AppTest, source: str):
    """Every figure of the source is there once: verbatim, marked, with cue, outlet, topic, flag and its place."""
    open_page(demo, source=source)
    desk = services.desk()
    claims = desk.claims[desk.claims["checkable"] & (desk.claims["source"] == source)].set_index("claim_id")
    quotes = {quote["id"]: quote for quote in given(demo, "quotes")["quotes"]}
    assert set(quotes) == set(claims.index)
    for claim_id, row in claims.iterrows():
        quote = quotes[claim_id]
        assert "".join(told for told, _ in quote["pieces"]) == row["sentence"]
        assert [told for told, look in quote["pieces"] if look == "figure-mark"] == [row["surface"]]
        assert quote["title"] == desk.sayings[claim_id]
        assert quote["href"] == f"article?doc={row['doc_id']}&claim={claim_id}"
        assert quote["group"] == row["topic"]
        assert row["outlet"] in dict(quote["notes"])["Printed by"]
        assert dict(quote["notes"]).get("By the words", "").endswith(row["cue"])
        assert bool(row["flag"]) == any(look in ("confirmed", "possible") for _, look in quote["badges"])
    assert demo.query_params["source"] == source


def test_an_outlier_is_called_one(demo: AppTest):
    """The figures outside the consensus say on which side they lie."""
    open_page(demo, source="US officials")
    assert ["below the consensus", ""] in given(demo, "quotes")["quotes"][0]["badges"]


def test_the_source_is_still_open_after_another_page(demo: AppTest):
    """Coming back to the page, the source that was picked is shown, and stands in the address again."""
    open_page(demo, source="Andrei Lankov")
    demo.switch_page("screens/ledger.py").run()
    demo.query_params.clear()
    open_page(demo)
    assert demo.query_params["source"] == "Andrei Lankov"
    assert given(demo, "quotes")["quotes"]


def test_a_source_leads_to_its_figures_in_the_ledger(demo: AppTest):
    """The Ledger opens with the source as its filter."""
    open_page(demo, source="Andrei Lankov")
    demo.button(key="open_ledger").click().run()
    said_by = services.desk().claims.query("checkable").set_index("claim_id")["source"]
    assert set(said_by[[line["id"] for line in given(demo, "grid")["lines"]]]) == {"Andrei Lankov"}
    assert len(given(demo, "grid")["lines"]) == sum(said_by == "Andrei Lankov")


def test_a_story_narrows(demo: AppTest, monkeypatch: pytest.MonkeyPatch):
    """With two stories there is a filter; the one in the address keeps its own sources, figures and nothing else."""
    claims_df = services.desk().claims
    other = claims_df["outlet"].str.startswith("Meridian")
    change(monkeypatch, claims_df.assign(story=other.map({True: "other", False: "one"})))
    open_page(demo, story="other", source="Andrei Lankov")
    assert list(demo.dataframe[0].value["source"]) == ["Andrei Lankov"]
    assert len(given(demo, "quotes")["quotes"]) == 3
    (facet,) = given(demo, "facets")["facets"]
    assert [(value["value"], value["on"]) for value in facet["values"]] == [("other", True), ("one", False)]
    open_page(demo, story="one")
    assert "Andrei Lankov" not in set(demo.dataframe[0].value["source"])


def test_one_story_needs_no_filter(demo: AppTest):
    """A ledger with a single story offers none."""
    assert given(open_page(demo), "facets") is None


@pytest.mark.parametrize("query", [{"source": HOSTILE}, {"story": HOSTILE}])
def test_an_address_that_fits_nothing_says_so(demo: AppTest, query: dict[str, str]):
    """An old address gives a sentence, not an error."""
    open_page(demo, **query)
    assert not demo.exception
    assert 'class="trouble"' not in shown(demo)
    assert "No figure" in shown(demo)
    assert "<script>" not in shown(demo)


def test_no_figure_worth_checking_is_said(app: AppTest):
    """Articles without a figure worth checking leave a sentence instead of an empty grid."""
    app.switch_page("screens/add.py").run()
    app.text_area(key="paste_text").set_value("The leaders met and said nothing.").run()
    app.button(key="read_paste").click().run()
    open_page(app)
    assert "No figure worth checking is in the ledger yet." in shown(app)
    assert not app.dataframe


def test_names_are_shown_as_they_are(demo: AppTest, monkeypatch: pytest.MonkeyPatch):
    """Markdown, dollars and HTML in names and sentences are data for the grid and the list, and escaped elsewhere."""
    claims_df = services.desk().claims
    lankov = claims_df["source"] == "Andrei Lankov"
    hostile = dict.fromkeys(("source", "outlet", "home", "cue", "entity"), HOSTILE)
    change(
        monkeypatch, claims_df.assign(**{name: claims_df[name].mask(lankov, told) for name, told in hostile.items()})
    )
    open_page(demo, source=HOSTILE)
    assert not demo.exception
    assert HOSTILE in set(demo.dataframe[0].value["source"])
    quotes = given(demo, "quotes")
    assert quotes["label"] == f"Figures by {HOSTILE}"
    assert {quote["group"] for quote in quotes["quotes"]} == {HOSTILE}
    assert all(dict(quote["notes"])["Printed by"].startswith(HOSTILE) for quote in quotes["quotes"])
    assert "<script>" not in shown(demo)
    assert "$x$ **b** &lt;script&gt;" in shown(demo)
    assert not [element for kind in ("markdown", "caption", "table", "metric") for element in demo.get(kind)]


def test_many_figures_are_cut_short(demo: AppTest, monkeypatch: pytest.MonkeyPatch):
    """Of a source that says very much the first hundred figures are shown, and how many there are is said."""
    desk = services.desk()
    row = desk.claims[desk.claims["source"] == "Andrei Lankov"].head(1)
    many = pd.concat([row] * 2000, ignore_index=True).assign(claim_id=[f"{at}" for at in range(2000)])
    sayings = dict.fromkeys(many["claim_id"], "10,000 soldiers")
    changed = replace(desk, claims=many, sayings=sayings)
    monkeypatch.setattr(services, "desk", lambda: changed)
    open_page(demo, source="Andrei Lankov")
    assert len(given(demo, "quotes")["quotes"]) == 100
    assert "The first 100 of 2,000 figures" in shown(demo)


def test_sources_yaml_is_read_again_only_if_it_changed(demo: AppTest, book_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The page as it is drawn again takes what was read; a changed file is read."""
    read: list[Path] = []
    load = services.load_sources
    monkeypatch.setattr(services, "load_sources", lambda path: (read.append(path), load(path))[1])
    book_path.write_text(GOOD)
    open_page(demo)
    open_page(demo)
    assert read == [book_path]
    book_path.write_text(GOOD.replace("officials", "organisation"))
    rows = open_page(demo).dataframe[0].value.set_index("source")
    assert read == [book_path, book_path]
    assert rows.loc["Andrei Lankov", "kind"] == "organisation"


def test_a_broken_sources_yaml_costs_its_kinds_alone(demo: AppTest, book_path: Path):
    """The table and a source's figures are there, kinds by name, and a warning has file, line and hint until mended."""
    book_path.write_text(BROKEN)
    open_page(demo, source="Andrei Lankov")
    rows = demo.dataframe[0].value.set_index("source")
    assert rows.loc["Andrei Lankov", "kind"] == "person"
    assert given(demo, "quotes")["quotes"]
    warning, table = unescape(shown(demo)).index(sentence(book_path)), unescape(shown(demo)).index("An outlier lies")
    assert warning < table
    assert "told by its name alone" in shown(demo)
    book_path.write_text(GOOD)
    rows = open_page(demo).dataframe[0].value.set_index("source")
    assert rows.loc["Andrei Lankov", "kind"] == "officials"
    assert 'class="trouble"' not in shown(demo)


def test_a_missing_sources_yaml_is_said(demo: AppTest, book_path: Path):
    """A file that went away is named, and the table is there."""
    assert f"{book_path}, the file: cannot be read" in shown(open_page(demo))
    assert not demo.dataframe[0].value.empty


def test_adding_with_a_broken_sources_yaml_loses_no_text(app: AppTest, book_path: Path):
    """Pasted text and uploaded files stay and the same sentence is said; once it is mended both are read."""
    book_path.write_text(BROKEN)
    app.switch_page("screens/add.py").run()
    app.text_area(key="paste_text").set_value("Some 9,000 soldiers were sent, officials said.").run()
    app.file_uploader[0].set_value([("nine.txt", b"Some 900 boats sank, officials said.", "text/plain")]).run()
    for button in ("read_paste", "read_files"):
        app.button(key=button).click().run()
        assert sentence(book_path) in unescape(shown(app))
        assert app.text_area(key="paste_text").value == "Some 9,000 soldiers were sent, officials said."
    assert services.desk().documents.empty
    book_path.write_text(GOOD)
    app.button(key="read_paste").click().run()
    app.button(key="read_files").click().run()
    assert len(services.desk().documents) == 2
