"""The parts of a page: marked sentences, cards, charts, and the configuration that ships with them."""

import doctest
import math
import tomllib
from types import ModuleType

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.claims.claim_frames import TROOPS, claim, frame
from tests.workbench.conftest import APP
from workbench import markup, palette, selection, services, table, verbatim, words
from workbench.components import claim_card, document, story_chart, topic_chart
from workbench.markup import Markup, join, tag


@pytest.mark.parametrize("module", [markup, words, selection, table, verbatim, claim_card])
def test_examples(module: ModuleType):
    """The examples in docstrings hold."""
    assert doctest.testmod(module).failed == 0


@given(st.text())
def test_text_cannot_become_markup(text: str):
    """Whatever is put in an element leaves no tag and no quote of its own."""
    made = tag("p", text, look=text, title=text)
    assert made.count("<") == 2
    assert made.count('"') == 2 * (1 + bool(text)) if text else True
    assert isinstance(join([text]), Markup)
    assert "<" not in join([text])


@given(st.text(), st.text(min_size=1), st.text(), st.text(max_size=20))
def test_the_figure_is_marked_where_it_stands(before: str, surface: str, after: str, tail: str):
    """Taking the tags away gives the sentence back, and the mark holds the surface."""
    row = frame(claim(f"[[{surface}]]", 1)).iloc[0].to_dict() | {
        "sentence": before + surface + after,
        "sentence_start": len(tail),
        "start": len(tail) + len(before),
        "end": len(tail) + len(before) + len(surface),
        "source_start": pd.NA,
    }
    marked = verbatim.sentence(row)
    assert marked == tag("bdi", before, tag("mark", surface, look="figure-mark"), after, look="verbatim")


def test_the_source_is_underlined_in_its_sentence():
    """Who says it is shown where it is said; a source of another sentence is not."""
    row = frame(claim("Lankov said [[9]].", 9, source_start=0, source_end=6)).iloc[0].to_dict()
    assert ">Lankov</span> said <mark" in verbatim.sentence(row)
    assert "span" not in verbatim.sentence({**row, "sentence_start": 50, "start": 62, "end": 63})


def test_a_figure_inside_its_source_stays_marked():
    """Where the source's words hold the figure, the figure is marked and the rest of the source underlined."""
    row = frame(claim("[[Six]] officials said so.", 6, source_start=0, source_end=13)).iloc[0].to_dict()
    assert list(verbatim.pieces(row)) == [("Six", "figure-mark"), (" officials", "said"), (" said so.", "")]


@pytest.mark.parametrize(
    ("text", "source", "cue", "found"),
    [
        ("He said no. US officials said 9.", "US officials", "said", 25),
        ("He spoke, according\n to US officials.", "US officials", "according to", 10),
        ("Saidov said 9, and aid was said.", "Saidov", "said", 7),
        ("BURNS: 9 died.", "BURNS", ":", 5),
        ("US officials counted 9.", "US officials", "said", None),
        ("US officials counted 9.", "US officials", "", None),
        ("US officials (so called) 9.", "US officials", "(so", 13),
    ],
)
def test_the_cue_is_the_nearest_to_its_source(text: str, source: str, cue: str, found: int | None):
    """Of equal words those nearest the source are the cue, whole words only; what is not there is not marked."""
    start = text.index(source)
    row = {"source_start": 100 + start, "source_end": 100 + start + len(source), "cue": cue}
    places = {look: at for at, _, look in verbatim.find_words(row, text, base=100)}
    assert places.pop("said") == 100 + start
    assert places == ({} if found is None else {"cue": 100 + found})


def test_characters_that_cannot_be_seen_are_named():
    """Direction marks and joiners are named below the sentence that holds them."""
    assert "right-to-left override, zero width space" in verbatim.hidden_marks("a\u202eb\u200b")
    assert verbatim.hidden_marks("plain") == ""


def test_marks_that_overlap_are_left_out():
    """Of two marks on the same words the first stands; none leaves the text."""
    spans = [
        document.Span(start=start, end=end, id=str(at), look="quiet")
        for at, (start, end) in enumerate([(4, 9), (0, 5), (9, 12), (11, 99)])
    ]
    assert [(span.start, span.end) for span in document.apart(spans, 12)] == [(0, 5), (9, 12)]


CHARTED = frame(
    claim("Some [[8,000]] were sent.", 8000, modifier="approx", source="US officials", **TROOPS),
    claim("More than [[10,000]] were sent.", 10000, modifier="more_than", source="Kyiv", **TROOPS),
    claim("They sent [[10,000 or 12,000]] men.", None, modifier="range", low=10000, high=12000, **TROOPS),
    claim("Perhaps [[50,000]] will be sent.", 50000, modality="projected", source="Kyiv", **TROOPS),
    claim("Not [[70,000]] were sent.", 70000, modality="denied", source="Kyiv", **TROOPS),
)
NO_GROUPS = pd.DataFrame({"lane": [], "low": [], "high": []})


def test_chart_rows():
    """A dot at what was said, a whisker as wide as the slack, an arrow where an end is open, projections last."""
    a, b = CHARTED["claim_id"][:2]
    rows = topic_chart.to_rows(CHARTED, services.whiskers(CHARTED), a=a, b=b)
    assert list(rows["side"]) == ["A", "", "B", "", ""] or list(rows["side"]) == ["A", "B", "", "", ""]
    first = rows.iloc[0]
    assert first["start"] < first["dot"] == 8000 < first["stop"]
    assert sorted(rows["arrow"]) == ["", "", "", "", "right"]
    assert sorted(rows["shape"]) == ["dot", "dot", "dot", "dot", "range"]
    assert list(rows["lane"])[-2:] == [topic_chart.PROJECTED, ""]
    assert rows["label"].is_unique
    assert set(rows["surface"]) >= {"about 8,000", "more than 10,000", "10,000 or 12,000"}


def test_chart_says_what_is_apart():
    """What is projected, and what is denied, stand under their own headings."""
    rows = topic_chart.to_rows(CHARTED, services.whiskers(CHARTED))
    chart = topic_chart.to_chart(rows, NO_GROUPS, palette.LIGHT).to_dict()
    order = chart["layer"][0]["encoding"]["y"]["sort"]
    assert [label for label in order if label in topic_chart.SECTIONS.values()] == ["projected", "denied or asked"]


def test_an_open_consensus_does_not_reach_the_edge():
    """A strip of "10,000 or more" is drawn where it begins: nobody vouches for the numbers far beyond."""
    rows = topic_chart.to_rows(CHARTED, services.whiskers(CHARTED))
    groups = pd.DataFrame({"lane": [topic_chart.SAID], "low": [10000.0], "high": [math.nan]})
    drawn = topic_chart.to_chart(rows, groups, palette.LIGHT).to_dict()
    strips = drawn["datasets"][drawn["layer"][0]["data"]["name"]]
    assert {(strip["start"], strip["stop"]) for strip in strips} == {(10000.0, 10000.0)}


@pytest.mark.parametrize("values", [(0.0,), (-5.0, 5.0), (1.0, 1e12), (7.0,), (math.inf,), (math.nan,), ()])
def test_chart_of_anything(values: tuple[float, ...]):
    """Zero, negative, huge, infinite, missing or no values: a chart or nothing, never an error."""
    claims_df = frame(*(claim(f"It was [[{at}]] then.", value) for at, value in enumerate(values)))
    rows = topic_chart.to_rows(claims_df, services.whiskers(claims_df))
    if not rows.empty:
        assert topic_chart.to_chart(rows, NO_GROUPS, palette.LIGHT).to_dict()


def test_shipped_configuration_is_safe():
    """The workbench listens on this machine only, tells nobody, shows no traceback, exports no raw cell."""
    config = tomllib.loads((APP.parent / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["server"]["address"] == "127.0.0.1"
    assert config["server"]["showEmailPrompt"] is False
    assert config["browser"]["gatherUsageStats"] is False
    assert config["client"]["toolbarMode"] == "viewer"
    assert config["client"]["showErrorDetails"] == "none"
    assert config["client"]["disableDataExport"] is True


@pytest.mark.parametrize(
    "path",
    sorted(path for path in APP.parent.rglob("*") if path.suffix in {".css", ".js", ".py"}),
    ids=lambda path: path.name,
)
def test_nothing_is_fetched_or_parsed(path):
    """No script parses text as HTML, no file names a host, examples apart; only markup.py and the frame give HTML."""
    source = path.read_text(encoding="utf-8").replace("https://example.org/", "")
    assert "innerHTML" not in source
    assert "http://" not in source
    assert "https://" not in source
    assert "unsafe_allow" not in source
    assert "st.markdown" not in source
    assert "st.html(" not in source or path.name in ("markup.py", "frame.py")


def test_a_timeline_leaves_projections_out_and_joins_a_running_figure():
    """What was asserted stands at its day, a source of two days as one line; who has no day is not drawn."""
    said = {**TROOPS, "source": "Keller"}
    claims_df = frame(
        claim("[[9]] soldiers were sent.", 9, **said, claim_id="a", published="2024-03-01"),
        claim("[[12]] soldiers were sent.", 12, **said, claim_id="b", published="2024-03-04"),
        claim("[[50]] soldiers may be sent.", 50, **said, claim_id="c", modality="projected", published="2024-03-04"),
        claim("[[11]] soldiers were sent.", 11, **said, claim_id="d"),
    )
    rows = topic_chart.to_rows(claims_df, services.whiskers(claims_df))
    drawn = topic_chart.to_timeline(rows, NO_GROUPS, palette.DARK).to_dict()
    data = [drawn["datasets"][layer["data"]["name"]] for layer in drawn["layer"] if "data" in layer]
    running = next(rows for rows in data if len(rows) == 2)
    assert [(row["surface"], row["name"]) for row in running] == [("9", ""), ("12", "Keller")]
    assert not {row.get("surface") for rows in drawn["datasets"].values() for row in rows} & {"50", "11"}


def test_a_chart_is_told_in_words():
    """Every row of a chart is a clause of its description: who, what, whether projected."""
    rows = topic_chart.to_rows(CHARTED, services.whiskers(CHARTED))
    told = topic_chart.to_words(rows).split("; ")
    assert len(told) == len(rows)
    assert sum("projected" in clause for clause in told) == (rows["lane"] == topic_chart.PROJECTED).sum()
    assert not any(topic_chart.UNSEEN in clause for clause in told)


def test_a_story_at_a_glance():
    """Figures are counted by topic and by what is left to do; the topic most at odds comes first."""
    cells = [
        ("calm", "", ""),
        ("calm", "", ""),
        ("war", "conflict:confirmed", ""),
        ("war", "tension:possible", "flagged"),
    ]
    claims_df = pd.DataFrame(cells, columns=["home", "flag", "status"])
    counts = story_chart.to_counts(claims_df)
    found = {(row["topic"], row["step"]): row["figures"] for row in counts.to_dict("records")}
    assert found == {("war", "confirmed"): 1, ("war", "decided"): 1, ("calm", "no disagreement"): 2}
    assert counts["topic"].iloc[0] == "war"
    assert story_chart.to_chart(counts, palette.LIGHT).to_dict()


def test_times_of_day_are_drawn_as_a_clock_shows_them():
    """The marks of the axis are whole steps of the clock, and written as hours and minutes."""
    clock = {"kind": "date", "dimension": "clock"}
    claims_df = frame(claim("It was [[3:30]].", 3.5, **clock), claim("It was [[3:37]].", 3.617, **clock))
    rows = topic_chart.to_rows(claims_df, services.whiskers(claims_df))
    axis = topic_chart.to_chart(rows, NO_GROUPS, palette.LIGHT).to_dict()["layer"][0]["encoding"]["x"]["axis"]
    assert 2 <= len(axis["values"]) <= topic_chart.MOST_MARKS
    assert all(60 * hours == pytest.approx(round(60 * hours)) for hours in axis["values"])
    assert "%H:%M" in axis["labelExpr"]


def test_large_numbers_on_an_axis_are_written_as_the_news_does():
    """Ten billion is "10 bn" and half of one "0.5", neither "10G" nor "500m"; a year is written as it is."""
    spent = {"kind": "money", "unit": "USD"}
    sums = frame(claim("[[$10 billion]] was spent.", 10e9, **spent), claim("[[$14 billion]] was spent.", 14e9, **spent))
    years = frame(claim("It was [[1950]].", 1950, kind="date"), claim("It was [[1953]].", 1953, kind="date"))
    of_sums, of_years = (
        topic_chart.to_chart(topic_chart.to_rows(df, services.whiskers(df)), NO_GROUPS, palette.LIGHT).to_dict()[
            "layer"
        ][0]["encoding"]["x"]["axis"]["labelExpr"]
        for df in (sums, years)
    )
    assert "abs(datum.value) >= 1000000000 ? format(datum.value / 1000000000, ',.6~r') + ' bn'" in of_sums
    assert of_sums.endswith(" : format(datum.value, ',.6~r')")
    assert of_years == "datum.value"


def test_up_to_a_number_leaves_the_scale_to_the_others():
    """Nought as the end of "up to 50,000" is an open end, so figures far apart still get a logarithmic scale."""
    claims_df = frame(
        claim("[[14]] were sent.", 14, **TROOPS),
        claim("Up to [[50,000]] were sent.", 50000, modifier="at_most", **TROOPS),
        claim("[[3 million]] were sent.", 3e6, **TROOPS),
    )
    rows = topic_chart.to_rows(claims_df, services.whiskers(claims_df))
    assert list(rows["arrow"]) == ["", "left", ""]
    drawn = topic_chart.to_chart(rows, NO_GROUPS, palette.LIGHT).to_dict()
    assert drawn["layer"][0]["encoding"]["x"]["scale"]["type"] == "log"


def test_names_on_a_timeline_do_not_cover_each_other():
    """Of names that would stand on one another the one in question is written; one that is alone is written too."""
    said = {**TROOPS, "published": "2024-03-01"}
    claims_df = frame(
        claim("[[9,000]] soldiers were sent.", 9000, **said, source="Keller"),
        claim("[[9,001]] soldiers were sent.", 9001, **said, source="Moreau"),
        claim("[[12,000]] soldiers were sent.", 12000, **said, source="Okafor"),
        claim("[[9,000]] soldiers had been sent.", 9000, **TROOPS, published="2024-03-09", source="Silva"),
    )
    rows = topic_chart.to_rows(claims_df, services.whiskers(claims_df), a=claims_df["claim_id"].iloc[1])
    drawn = topic_chart.to_timeline(rows, NO_GROUPS, palette.LIGHT).to_dict()
    names = {row["name"] for data in drawn["datasets"].values() for row in data if "name" in row}
    assert names - {""} == {"A  Moreau", "Okafor", "Silva"}


def test_a_wide_timeline_names_more():
    """A name that would run into another on a small screen is there for a wide one, and says how wide."""
    days = {"Anna-Maria Keller": "2024-03-01", "Moreau": "2024-03-04", "Silva": "2024-03-09"}
    claims_df = frame(
        *(
            claim(f"[[9,00{at}]] were sent.", 9000 + at, **TROOPS, source=name, published=days[name])
            for at, name in enumerate(days)
        ),
        claim("[[40,000]] were sent.", 40000, **TROOPS, source="Okafor", published="2024-03-01"),
    )
    rows = topic_chart.to_rows(claims_df, services.whiskers(claims_df))
    drawn = topic_chart.to_timeline(rows, NO_GROUPS, palette.LIGHT).to_dict()
    room = {row["name"]: row["room"] for data in drawn["datasets"].values() for row in data if "room" in row}
    assert room["Anna-Maria Keller"] == room["Okafor"] == 0
    assert 0 < room["Moreau"] <= max(topic_chart.WIDTHS)
