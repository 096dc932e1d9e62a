"""Whatever the figures: comparing never fails, is symmetric, and does not depend on the order of rows."""

import math
from itertools import pairwise

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.columns import RELATIONS, names
from claims.conflicts import POLICY, Policy, compare
from claims.conflicts.groups import to_groups
from claims.conflicts.intervals import (
    are_apart,
    are_roundings,
    are_same_values,
    find_factor,
    find_factors,
    find_floor_ratios,
    read_spans,
    to_interval,
)
from claims.views import conflict_table, topic_table, with_flags
from tests.claims.claim_frames import claim, frame

MODIFIERS = ["exact", "approx", "below", "at_least", "more_than", "at_most", "less_than", "range", "magnitude"]
KINDS = ["count", "money", "percentage", "measure", "duration", "date", "age", "ordinal", "multiple", "ratio"]
ENDS = st.one_of(
    st.floats(allow_nan=True, allow_infinity=True),
    st.sampled_from([0.0, -1.0, 1.0, 100.0, 8000.0, 1e15]),
    st.integers(-99, 99),
).map(float)
WORDS = st.sampled_from(
    ["", "soldiers", "Swedish soldiers", "people", "U.S. troops", "including", "of them", "(", "$~*"]
)


@st.composite
def intervals(draw):
    """An interval of any ends, whether they make sense or not."""
    return to_interval(
        kind=draw(st.sampled_from(KINDS)),
        low=draw(ENDS),
        high=draw(ENDS),
        value=draw(ENDS),
        modifier=draw(st.sampled_from(MODIFIERS)),
        surface=draw(st.sampled_from(["8,000", "1.50", "", "a few", "9" * 30, "0.0"])),
        size=draw(st.sampled_from([1.0, 0.001, 1609.344])),
        policy=POLICY,
    )


@st.composite
def rows(draw):
    """A claim of any numbers and a few words."""
    words = draw(WORDS)
    kind = draw(st.sampled_from(["count", "count", "count", *KINDS]))
    surface = draw(st.sampled_from(["8,000", "two", "0", "$5"]))
    marked = f"Officials said {words} [[{surface}]] {draw(WORDS)} were sent."
    return claim(
        marked,
        draw(ENDS),
        claim_id=draw(st.text("abcdef", min_size=4, max_size=4)),
        doc_id=draw(st.sampled_from("xyz")),
        story=draw(st.sampled_from(["one", "one", "two"])),
        published=draw(st.sampled_from([None, "2024-03-01", "2024-03-02"])),
        sentence_start=draw(st.sampled_from([0, 0, 7])),
        kind=kind,
        modifier=draw(st.sampled_from(MODIFIERS)),
        modality=draw(st.sampled_from(["asserted", "hedged", "projected", "denied", "asked"])),
        unit=draw(st.sampled_from(["soldier", "kilometre", "mile", "USD", "EUR", ""])),
        dimension=draw(st.sampled_from(["person", "person", "length", ""])),
        entity=words,
        property=draw(st.sampled_from(["send", "kill", "be", ""])),
        scope=draw(st.sampled_from(["", "in Kursk", "in Russia", "since May"])),
        source=draw(st.sampled_from(["", "US officials", "officials from Ukraine and the US"])),
        aspect=draw(st.sampled_from(["", "total", "flow"])),
    )


FRAMES = st.lists(rows(), max_size=8, unique_by=lambda row: row["claim_id"]).map(lambda found: frame(*found))


@given(intervals(), intervals())
def test_intervals_are_symmetric(a, b):
    """Which figure comes first changes neither the factor nor what is apart, the same or a rounding."""
    spans, firsts, seconds = read_spans([a, b]), np.array([0]), np.array([1])
    assert find_factor(a, b) == find_factor(b, a) >= 1
    for ask in (find_factors, find_floor_ratios, are_same_values, are_roundings):
        assert ask(spans, firsts, seconds) == ask(spans, seconds, firsts)
    assert are_apart(spans, firsts, seconds, POLICY) == are_apart(spans, seconds, firsts, POLICY)


@given(st.lists(st.tuples(intervals(), intervals()), max_size=4))
def test_many_factors_at_once_are_each_ones(pairs):
    """The arrays of ends give the factor that two intervals have, or their floors where they meet."""
    spans = read_spans([span for pair in pairs for span in pair])
    firsts = np.arange(0, 2 * len(pairs), 2)
    floors = find_floor_ratios(spans, firsts, firsts + 1).tolist()
    factors = [find_factor(a, b) for a, b in pairs]
    expected = [factor if factor > 1 else floor for factor, floor in zip(factors, floors, strict=True)]
    assert find_factors(spans, firsts, firsts + 1).tolist() == expected


@given(intervals())
def test_an_interval_has_ordered_ends(span):
    """The low end is never above the high end, and neither is NaN."""
    assert span.low <= span.high


@given(intervals())
def test_a_figure_agrees_with_itself(span):
    """No figure is apart from itself."""
    assert find_factor(span, span) == 1
    assert not are_apart(read_spans([span]), np.array([0]), np.array([0]), POLICY)


@settings(max_examples=60)
@given(FRAMES, st.randoms(use_true_random=False), st.sampled_from([300, 2]))
def test_comparing_never_fails_and_is_order_free(claims_df, random, limit):
    """Any frame gives relations of the declared columns, the same for every order of its rows."""
    policy = Policy(full_pairs_up_to=limit)
    order = list(range(len(claims_df)))
    random.shuffle(order)
    one, other = compare(claims_df, policy=policy), compare(claims_df.iloc[order], policy=policy)
    pd.testing.assert_frame_equal(one.tell(one.relations), other.tell(other.relations))
    pd.testing.assert_series_equal(one.topics, other.topics)
    pd.testing.assert_frame_equal(one.groups, other.groups)
    assert list(one.tell(one.relations).columns) == names(RELATIONS)
    pairs = [frozenset(pair) for pair in zip(one.relations["claim_a"], one.relations["claim_b"], strict=True)]
    assert len(set(pairs)) == len(pairs)
    assert set(one.topics.index) == set(claims_df["claim_id"])
    assert all(factor >= 1 and not math.isnan(factor) for factor in one.relations["factor"])


@settings(max_examples=30)
@given(FRAMES, st.integers(1, 3))
def test_groups_after_decisions_are_those_of_the_rest(claims_df, count):
    """Only the topics that changed are worked out again, and all come out as if it had always been so."""
    comparison, gone = compare(claims_df), frozenset(claims_df["claim_id"].head(count))
    pairs = list(map(frozenset, pairwise(claims_df["claim_id"])))
    split, joined = frozenset(pairs[:count]), frozenset(pairs[count:])
    decided = comparison.after(joined=joined).after(split=split, joined=joined, gone=gone)
    rest = [profile for profile in comparison.read.profiles if profile.figure.claim_id not in gone]
    pd.testing.assert_frame_equal(decided.groups, to_groups(rest, decided.topics.to_dict()))


@settings(max_examples=30)
@given(FRAMES)
def test_views_hold_what_was_found(claims_df):
    """Every flagged pair is a row, both of its claims are flagged, and topics count them all."""
    comparison = compare(claims_df)
    flagged = with_flags(claims_df, comparison)
    table = conflict_table(flagged, comparison.tell(comparison.flags))
    assert set(flagged.loc[flagged["flag"] != "", "claim_id"]) == (set(table["claim_a"]) | set(table["claim_b"])) - {""}
    topics = topic_table(flagged, comparison.relations)
    assert topics["open"].sum() == len(table)
    assert topics["claims"].sum() == len(claims_df)
