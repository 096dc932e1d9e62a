"""Which pairs are looked at: no all-pairs in a large group, and the same answer whatever the order of rows."""

import pandas as pd
import pytest

from claims.columns import RELATIONS, names
from claims.conflicts import FLAGS, Policy, compare
from tests.claims.claim_frames import DEAD, claim, frame


def deaths(values, **cells):
    """One claim a value, each in a document of its own."""
    return frame(
        *(
            claim(
                f"The flood on the coast killed [[{value}]] people.",
                value,
                **{**DEAD, "doc_id": f"doc{at:05}", "claim_id": f"claim{at:05}", **cells},
            )
            for at, value in enumerate(values)
        )
    )


def test_relations_have_the_declared_columns():
    """Relations have the ledger's columns and dtypes, worst first."""
    compared = compare(deaths([11, 12, 12, 70]))
    relations = compared.tell(compared.relations)
    assert list(relations.columns) == names(RELATIONS)
    flagged = relations["relation"].isin(FLAGS).tolist()
    assert flagged == sorted(flagged, reverse=True)
    confirmed = (relations["level"] == "confirmed")[flagged].tolist()
    assert confirmed == sorted(confirmed, reverse=True)


def test_small_groups_are_compared_in_full():
    """Up to the policy's limit every pair is looked at, and of each figure the worst are kept."""
    assert len(compare(deaths(range(11, 21)), policy=Policy(worst_counterparts=9)).relations) == 45
    kept = compare(deaths(range(11, 21)), policy=Policy(worst_counterparts=1)).relations
    pairs = {(int(a[5:]), int(b[5:])) for a, b in zip(kept["claim_a"], kept["claim_b"], strict=True)}
    assert pairs == {(0, 9), (1, 9), (2, 9), (3, 9), (0, 4), (0, 5), (0, 6), (0, 7), (0, 8)}


@pytest.mark.parametrize("extra", [1, 40])
def test_large_groups_are_not(extra):
    """Beyond the limit each figure meets its worst counterparts only, and all that disagree are still flagged."""
    policy = Policy(full_pairs_up_to=10)
    claims_df = deaths([*[20] * 30, *range(21, 21 + extra)])
    relations = compare(claims_df, policy=policy).relations
    assert len(relations) <= policy.worst_counterparts * len(claims_df)
    flagged = relations[relations["relation"].isin(FLAGS)]
    assert set(flagged["claim_a"]) | set(flagged["claim_b"]) == set(claims_df["claim_id"])


def test_a_large_group_finds_floors_far_apart():
    """Two floors in a large group are in tension although their intervals meet."""
    claims_df = deaths([*[20] * 30, 40], modifier="at_least")
    relations = compare(claims_df, policy=Policy(full_pairs_up_to=10)).relations
    assert set(relations.loc[relations["relation"] == "tension", "factor"]) == {2.0}


def test_the_worst_counterpart_is_a_credible_one():
    """A figure's worst counterpart is the farthest below the factor that suggests another thing."""
    claims_df = deaths([*[20] * 30, 41, 9000])
    relations = compare(claims_df, policy=Policy(full_pairs_up_to=10)).relations
    assert relations.loc[relations["claim_a"] == "claim00005", "claim_b"].tolist()[0] == "claim00030"


def test_the_order_of_rows_does_not_matter():
    """Shuffled rows give the same relations, topics and groups in the same order."""
    claims_df = deaths([11, 12, 12, 70, 15])
    shuffled = claims_df.sample(frac=1, random_state=3)
    one, other = compare(claims_df), compare(shuffled)
    pd.testing.assert_frame_equal(one.relations, other.relations)
    pd.testing.assert_frame_equal(one.groups, other.groups)
    pd.testing.assert_series_equal(one.topics, other.topics)


def test_claims_from_a_file_need_no_internal_columns():
    """A frame without `sentence_start`, as an export has it, is compared the same."""
    claims_df = deaths([11, 12])
    relations = compare(claims_df.drop(columns=["sentence_start", "run_id"])).relations
    pd.testing.assert_frame_equal(relations, compare(claims_df).relations)


def test_a_split_holds_for_a_figure_said_again():
    """Two figures called different things stay so when a new article repeats one; a third figure is still compared."""
    claims_df = deaths([12, 20, 12, 31])
    split = frozenset({frozenset(("claim00000", "claim00001"))})
    relations = compare(claims_df, split=split).flags
    pairs = {(int(a[5:]), int(b[5:])) for a, b in zip(relations["claim_a"], relations["claim_b"], strict=True)}
    assert pairs == {(0, 3), (1, 3), (2, 3)}


def test_a_join_holds_for_a_figure_said_again():
    """Two figures called one thing bring what repeats either of them, and a pair split by hand stays split."""
    flood, trucks = deaths([12, 12]), deaths([15, 15], unit="truck", entity="trucks", property="take", dimension="")
    trucks = trucks.assign(claim_id=["claim00002", "claim00003"])
    claims_df = pd.concat([flood, trucks], ignore_index=True)
    joined = frozenset({frozenset(("claim00000", "claim00002"))})
    flags = compare(claims_df, joined=joined).flags
    pairs = {frozenset(pair) for pair in zip(flags["claim_a"], flags["claim_b"], strict=True)}
    again = {frozenset(("claim00000", "claim00003")), frozenset(("claim00001", "claim00002"))}
    assert pairs == joined | again
    assert set(flags["level"]) == {"confirmed"}
    assert len(compare(claims_df, joined=joined, split=again).flags) == 1
