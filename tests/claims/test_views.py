"""Frames for screens: flags on claims, conflicts side by side, topics with what is open."""

import pytest

from claims.columns import CLAIMS, CONFLICTS, INTERNAL, names
from claims.conflicts import compare
from claims.views import TOPICS, conflict_table, in_words, to_conflict_id, topic_table, with_flags
from tests.claims.claim_frames import DEAD, claim, frame


@pytest.fixture
def claims_df():
    """Three tolls of one flood, of which two differ from the third, and a figure that nobody disputes."""
    tolls = [("a", 12, "Keller"), ("b", 12, "Berg"), ("c", 15, "Lind")]
    rows = [
        claim(
            f"The flood killed [[{value}]] people.",
            value,
            **DEAD,
            claim_id=name,
            doc_id=name,
            source=source,
            outlet=f"{name} post",
            published="2024-03-01",
        )
        for name, value, source in tolls
    ]
    return frame(*rows, claim("The dam cost [[$5 million]].", 5e6, kind="money", unit="USD", claim_id="d", doc_id="d"))


def test_flags_are_filled(claims_df):
    """Each claim gets its topic, its worst relation with the level, and whom it disagrees with."""
    flagged = with_flags(claims_df, compare(claims_df)).set_index("claim_id")
    assert flagged["flag"].to_dict() == {
        "a": "conflict:confirmed",
        "b": "conflict:confirmed",
        "c": "conflict:confirmed",
        "d": "",
    }
    assert flagged["conflicts_with"].to_dict() == {"a": "c", "b": "c", "c": "a;b", "d": ""}
    assert flagged.loc["a", "topic"] == "people · killed"


def test_flags_keep_the_ledgers_columns(claims_df):
    """The columns keep their order and dtypes, and the frame that came in is not touched."""
    before = claims_df.copy()
    flagged = with_flags(claims_df, compare(claims_df))
    assert list(flagged.columns) == names(CLAIMS + INTERNAL)
    assert {name: str(flagged[name].dtype) for name in ("topic", "flag", "conflicts_with")} == dict.fromkeys(
        ("topic", "flag", "conflicts_with"), "str"
    )
    assert claims_df.equals(before)


def test_flags_come_in_where_there_were_none(claims_df):
    """A frame that lacks the compared columns gets them in their place."""
    bare = claims_df.drop(columns=["topic", "flag", "conflicts_with"])
    assert list(with_flags(bare, compare(bare)).columns) == names(CLAIMS + INTERNAL)


def test_conflicts_stand_side_by_side(claims_df):
    """One row per flagged pair, with both sides' words, worst first."""
    comparison = compare(claims_df)
    table = conflict_table(with_flags(claims_df, comparison), comparison.tell(comparison.flags))
    assert list(table.columns) == names(CONFLICTS)
    assert table[["claim_a", "claim_b"]].to_numpy().tolist() == [["a", "c"], ["b", "c"]]
    first = table.iloc[0]
    assert (first["surface_a"], first["source_b"], first["outlet_b"]) == ("12", "Lind", "c post")
    assert first["topic"] == "people · killed"
    assert str(first["published_a"])[:10] == "2024-03-01"


def test_agreeing_pairs_are_shown_on_demand(claims_df):
    """Pairs that agree are rows too where they are asked for."""
    comparison = compare(claims_df)
    table = conflict_table(with_flags(claims_df, comparison), comparison.tell(comparison.relations))
    assert table["relation"].tolist() == ["conflict", "conflict", "equal"]


def test_a_conflict_has_one_id():
    """The id of a pair does not depend on which side comes first."""
    assert to_conflict_id("a", "b") == to_conflict_id("b", "a") != to_conflict_id("a", "c")


def test_topics_count_what_is_open(claims_df):
    """A topic counts its claims, its flags by level, and those the user decided."""
    comparison = compare(claims_df)
    flagged = with_flags(claims_df, comparison)
    table = topic_table(flagged, comparison.relations, {frozenset("ac")})
    assert list(table.columns) == list(TOPICS)
    assert table.iloc[0].to_dict() == {
        "topic": "people · killed",
        "claims": 3,
        "confirmed": 2,
        "possible": 0,
        "decided": 1,
        "open": 1,
    }
    assert table["topic"].tolist() == ["people · killed", "USD"]


def test_topics_with_open_conflicts_come_first(claims_df):
    """When everything is decided, the larger topic comes first again."""
    comparison = compare(claims_df)
    table = topic_table(with_flags(claims_df, comparison), comparison.relations, {frozenset("ac"), frozenset("bc")})
    assert table["open"].tolist() == [0, 0]


def test_views_of_nothing():
    """No claims, no rows, the same columns."""
    comparison = compare(frame())
    flagged = with_flags(frame(), comparison)
    assert list(conflict_table(flagged, comparison.tell(comparison.flags)).columns) == names(CONFLICTS)
    assert topic_table(flagged, comparison.relations).empty


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (
            {"surface": "10,000", "modifier": "more_than", "unit": "troop", "entity": "troops"},
            "more than 10,000 troops",
        ),
        ({"surface": "8,000", "modifier": "approx", "unit": "soldier"}, "about 8,000 soldiers"),
        ({"surface": "dozens", "modifier": "magnitude", "unit": "boat"}, "dozens of boats"),
        ({"surface": "a few", "modifier": "magnitude", "unit": "boat"}, "a few boats"),
        ({"surface": "10 or 12", "modifier": "range", "unit": "boat"}, "10 or 12 boats"),
        (
            {"surface": "$2,000", "modifier": "approx", "kind": "money", "unit": "USD", "per": "month;soldier"},
            "about $2,000 per month per soldier",
        ),
        ({"surface": "5%", "modifier": "at_most", "kind": "percentage", "unit": "percent"}, "up to 5%"),
        ({"surface": "5", "kind": "percentage", "unit": "percent"}, "5 percent"),
        ({"surface": "80", "kind": "measure", "unit": "mile per hour"}, "80 miles per hour"),
        ({"surface": "71", "kind": "duration", "unit": "year"}, "71 years"),
        ({"surface": "36", "kind": "age", "unit": "year"}, "36 years old"),
        ({"surface": "three", "kind": "multiple", "unit": ""}, "three times"),
        ({"surface": "mid-2023", "modifier": "approx", "kind": "date", "unit": "year"}, "about mid-2023"),
        ({"surface": "5", "modifier": "at_least", "unit": ""}, "at least 5"),
    ],
)
def test_figures_in_words(cells, words):
    """A card says modifier, figure and unit as a person would."""
    row = {"modifier": "exact", "kind": "count", "unit": "", "entity": "", "per": "", **cells}
    assert in_words(row) == words
