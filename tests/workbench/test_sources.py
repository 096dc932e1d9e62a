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


def listed(app: AppTest) -> pd.DataFrame:
    """The rows of the page's table."""
    table = given(app, "tally")
    return pd.DataFrame([line["cells"] for line in table["lines"]], columns=[head["name"] for head in table["heads"]])


def change(monkeypatch: pytest.MonkeyPatch, claims_df: pd.DataFrame) -> None:
    """Let the desk hold these claims."""
    changed = replace(services.desk(), claims=claims_df)
    monkeypatch.setattr(services, "desk", lambda: changed)


def test_every_source_has_a_row(demo: AppTest):
    """One row a source of the ledger, then the documents themselves; together they hold every figure worth checking."""
    open_page(demo)
    rows = listed(demo)
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
    assert list(listed(demo)["source"]) == ["Andrei Lankov"]
    assert len(given(demo, "quotes")["quotes"]) == 3
    (facet,) = given(demo, "facets")["facets"]
    assert [(value["value"], value["on"]) for value in facet["values"]] == [("other", True), ("one", False)]
    open_page(demo, story="one")
    assert "Andrei Lankov" not in set(listed(demo)["source"])


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
    assert given(app, "tally") is None


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
    assert HOSTILE in set(listed(demo)["source"])
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
    rows = listed(open_page(demo)).set_index("source")
    assert read == [book_path, book_path]
    assert rows.loc["Andrei Lankov", "kind"] == "organisation"


def test_a_broken_sources_yaml_costs_its_kinds_alone(demo: AppTest, book_path: Path):
    """The table and a source's figures are there, kinds by name, and a warning has file, line and hint until mended."""
    book_path.write_text(BROKEN)
    open_page(demo, source="Andrei Lankov")
    rows = listed(demo).set_index("source")
    assert rows.loc["Andrei Lankov", "kind"] == "person"
    assert given(demo, "quotes")["quotes"]
    warning, table = unescape(shown(demo)).index(sentence(book_path)), unescape(shown(demo)).index("An outlier lies")
    assert warning < table
    assert "told by its name alone" in shown(demo)
    book_path.write_text(GOOD)
    rows = listed(open_page(demo)).set_index("source")
    assert rows.loc["Andrei Lankov", "kind"] == "officials"
    assert 'class="trouble"' not in shown(demo)


def test_a_missing_sources_yaml_is_said(demo: AppTest, book_path: Path):
    """A file that went away is named, and the table is there."""
    assert f"{book_path}, the file: cannot be read" in shown(open_page(demo))
    assert not listed(demo).empty


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


BOOK = """# Who speaks.
sources:
  # the professors
  - name: Andrei Lankov
    aliases: [Lankov]  # and no other
    kind: person
"""


@pytest.fixture
def named(demo: AppTest, book_path: Path) -> AppTest:
    """The page of a source that sources.yaml names."""
    book_path.write_text(BOOK)
    return open_page(demo, source="Andrei Lankov")


def type_names(app: AppTest, *aliases: str, kind: str = "person") -> AppTest:
    """Other names and a kind chosen, not yet saved."""
    app.multiselect(key="aliases").set_value(list(aliases))
    return app.selectbox(key="kind").set_value(kind).run()


def save(app: AppTest) -> AppTest:
    """What was typed, saved."""
    return app.button(key="save_names").click().run()


def test_by_outlet(demo: AppTest):
    """The switch counts by outlet; a row opens what it printed, with who says it; the address says which is shown."""
    open_page(demo, source="Andrei Lankov")
    demo.segmented_control(key="by").set_value("outlet").run()
    assert "source" not in demo.query_params
    outlets = services.desk().claims.query("checkable")["outlet"]
    assert set(listed(demo)["outlet"]) == set(outlets)
    assert not demo.multiselect
    outlet = "Harbour Courier (demo)"
    open_page(demo, outlet=outlet)
    quotes = given(demo, "quotes")["quotes"]
    assert len(quotes) == (outlets == outlet).sum()
    assert {dict(quote["notes"])["Said by"] for quote in quotes} >= {"Border Monitor"}
    demo.query_params.clear()
    open_page(demo, source="Andrei Lankov")
    assert "source" in listed(demo)


def test_self_contradictions_and_revisions_are_counted(demo: AppTest):
    """The demo's slip is its article's own, its growing toll the revision of the one source who gives it."""
    rows = listed(open_page(demo)).set_index("source")
    assert rows["itself"].sum() == 1
    assert rows.loc["Border Monitor", "revised"] == 1


def test_names_are_saved_and_applied(named: AppTest, book_path: Path):
    """A name of the ledger is made another's; comments stay; once read again its figures are the other's."""
    said = services.desk().claims["source"].value_counts()
    save(type_names(named, "Lankov", "Sung-Yoon Lee", "NO", kind="officials"))
    assert book_path.read_text() == BOOK.replace("[Lankov]", "[Lankov, Sung-Yoon Lee, 'NO']").replace(
        "kind: person", "kind: officials"
    )
    assert "Saved: Andrei Lankov is also called Lankov, Sung-Yoon Lee, NO; its kind is officials." in shown(named)
    assert "3 figures in the ledger stand under another of these names." in shown(named)
    claims = services.desk().claims
    assert set(claims.loc[claims["source"] == "Andrei Lankov", "source_kind"]) == {"officials"}
    named.button(key="read_again").click().run()
    assert "2 articles read again." in shown(named)
    now = services.desk().claims["source"].value_counts()
    assert now["Andrei Lankov"] == said["Andrei Lankov"] + said["Sung-Yoon Lee"]
    assert "Sung-Yoon Lee" not in now
    assert "stand under another" not in shown(named)


def test_a_source_that_is_not_named_yet_is_added(named: AppTest, book_path: Path):
    """Saving a source that sources.yaml does not name puts it behind the others; another source's form starts anew."""
    type_names(named, "Lankov", "Professor L")
    open_page(named, source="US officials")
    assert named.multiselect(key="aliases").value == []
    save(type_names(named, "Washington", kind="officials"))
    added = "  - name: US officials\n    aliases: [Washington]\n    kind: officials\n"
    assert book_path.read_text() == BOOK + added


@pytest.mark.parametrize(
    ("typed", "told"), [("lankov", "'lankov' already names 'Andrei Lankov'"), ("a\x00b", "no character of a text")]
)
def test_a_name_that_is_refused_stays_typed(named: AppTest, book_path: Path, typed: str, told: str):
    """The reader's sentence is said, nothing is written, and what was typed is still there."""
    open_page(named, source="US officials")
    save(type_names(named, "Washington", typed, kind="officials"))
    assert "Nothing was written. What you typed is still here." in shown(named)
    assert told in unescape(shown(named))
    assert book_path.read_text() == BOOK
    assert named.multiselect(key="aliases").value == ["Washington", typed]


def test_a_file_that_changed_meanwhile_is_shown_first(named: AppTest, book_path: Path):
    """What another window wrote is not overwritten but said; a second press, knowing it, writes."""
    type_names(named, "Lankov", "Professor L")
    other = BOOK.replace("[Lankov]", "[Lankov, A. Lankov]").replace("kind: person", "kind: officials")
    book_path.write_text(other)
    save(named)
    assert "has changed since it was shown here. It now says: Andrei Lankov is also called Lankov, A. Lankov;" in shown(
        named
    )
    assert book_path.read_text() == other
    assert named.multiselect(key="aliases").value == ["Lankov", "Professor L"]
    save(named)
    assert "aliases: [Lankov, Professor L]  # and no other" in book_path.read_text()


def test_an_untouched_form_follows_the_file(named: AppTest, book_path: Path):
    """Where nothing was typed the form shows what the file says now, and there is nothing to save."""
    book_path.write_text(BOOK.replace("[Lankov]", "[Lankov, A. Lankov]"))
    named.run()
    assert named.multiselect(key="aliases").value == ["Lankov", "A. Lankov"]
    assert named.button(key="save_names").disabled


def test_another_name_leads_to_its_source(named: AppTest, book_path: Path):
    """A source that the file knows under another name is edited as the one it is."""
    book_path.write_text(BOOK.replace("[Lankov]", "[Lankov, US officials]"))
    open_page(named, source="US officials")
    assert "sources.yaml has this as another name of " in shown(named)
    assert named.multiselect(key="aliases").value == ["Lankov", "US officials"]


def test_without_sources_yaml_one_can_be_made(demo: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Where none was given it is said how to begin, and one press makes one where the command line finds it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CLAIMS_SOURCES", "")
    open_page(demo, source="Andrei Lankov")
    assert "claims ui --sources sources.yaml" in shown(demo)
    demo.button(key="start_sources").click().run()
    save(type_names(demo, "Professor L"))
    assert (tmp_path / "sources.yaml").read_text().startswith("sources:\n  - name: Andrei Lankov\n")


@pytest.mark.parametrize("query", [{"source": ""}, {"outlet": "Harbour Courier (demo)"}])
def test_only_sources_have_names_to_edit(demo: AppTest, book_path: Path, query: dict[str, str]):
    """The documents' own voice and an outlet have no form."""
    book_path.write_text(BOOK)
    assert not open_page(demo, **query).multiselect
    assert given(demo, "quotes")["quotes"]
