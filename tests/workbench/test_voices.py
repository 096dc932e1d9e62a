"""How each source stands: what is counted, and on which side of the consensus an outlier lies."""

import pandas as pd
import pytest

from claims import views
from claims.conflicts import compare
from claims.sources import Speaker
from tests.claims.claim_frames import TROOPS, claim, frame
from workbench import voices
from workbench.voices import find_sides, to_table

SENT = frame(
    claim("Kyiv said [[10,000]] soldiers were sent.", 10000, source="Kyiv", outlet="One", **TROOPS),
    claim("Seoul said [[10,000]] soldiers were sent.", 10000, source="Seoul", doc_id="b", outlet="Two", **TROOPS),
    claim("Oslo said [[2,000]] soldiers were sent.", 2000, source="Oslo", doc_id="c", **TROOPS),
    claim("Rome said [[90,000]] soldiers were sent.", 90000, source="Rome", doc_id="d", **TROOPS),
    claim(
        "Rome said at most [[900]] soldiers were sent.", 900, modifier="at_most", source="Rome", doc_id="e", **TROOPS
    ),
    claim("Rome said [[99,000]] may be sent.", 99000, modality="projected", source="Rome", doc_id="d", **TROOPS),
    claim("It was not [[7]].", 7, modality="denied", doc_id="d", **TROOPS),
    claim("The [[two]] leaders met.", 2, source="Nobody", checkable=False),
)
AT_SEA = {"kind": "measure", "dimension": "length", "entity": "the wall", "property": "stretch"}


def read(claims_df: pd.DataFrame) -> tuple[pd.DataFrame, "pd.Series[str]", pd.DataFrame]:
    """The claims as the desk has them, the outliers among them, and how they relate."""
    compared = compare(claims_df)
    flagged = views.with_flags(claims_df, compared)
    return flagged.assign(home=flagged["topic"]), find_sides(flagged, compared.groups), compared.relations


def test_one_row_a_source():
    """Only what is worth checking counts; outliers come first, the documents' own voice last."""
    table = to_table(*read(SENT)).set_index("source")
    assert table.index[0] == "Rome"
    assert table.index[-1] == ""
    assert "Nobody" not in table.index
    rome = table.loc["Rome"]
    assert (rome["claims"], rome["documents"], rome["outlets"]) == (3, 2, 0)
    assert (rome["below"], rome["above"]) == (1, 1)
    assert rome["projected"] == pytest.approx(1 / 3)
    assert table.loc["Kyiv", "outlets"] == 1
    assert table.loc["Kyiv", ["below", "above"]].sum() == 0
    assert table.loc["", "denied"] == 1
    assert table["confirmed"].sum() + table["possible"].sum() == (read(SENT)[0]["flag"] != "").sum()


def test_an_outlier_lies_below_or_above():
    """What is too low is below, what is too high above; an open end does not turn it round."""
    claims_df, sides, _ = read(SENT)
    by_surface = claims_df.set_index("claim_id")["surface"]
    assert {by_surface[claim_id]: side for claim_id, side in sides.items()} == {
        "2,000": "below",
        "90,000": "above",
        "900": "below",
    }


def test_units_of_one_family_meet():
    """Two kilometres are above nine hundred metres, whatever unit the consensus is written in."""
    claims_df, sides, _ = read(
        frame(
            claim("Kyiv said the wall stretched [[900]] metres.", 900, source="Kyiv", unit="metre", **AT_SEA),
            claim(
                "Seoul said the wall stretched [[900]] metres.", 900, source="Seoul", unit="metre", doc_id="b", **AT_SEA
            ),
            claim(
                "Oslo said the wall stretched [[2]] kilometres.",
                2,
                source="Oslo",
                unit="kilometre",
                doc_id="c",
                **AT_SEA,
            ),
        )
    )
    assert len(claims_df) == 3
    assert list(sides) == ["above"]


def test_one_origin_is_no_consensus():
    """Of two that differ neither is the outlier."""
    _, sides, _ = read(SENT.iloc[[0, 3]])
    assert sides.empty


@pytest.mark.parametrize("by", [voices.SOURCE, voices.OUTLET])
def test_empty_in_empty_out(by: str):
    """No claims give no rows, with every column."""
    table = to_table(*read(SENT.head(0)), by=by)
    assert table.empty
    assert list(table.columns) == list(voices.columns(by))


def test_one_row_an_outlet():
    """By outlet the same figures are counted, with the sources who say them; those of no outlet come last."""
    table = to_table(*read(SENT), by=voices.OUTLET).set_index("outlet")
    assert set(table.index[:-1]) == {"One", "Two"}
    assert table.index[-1] == ""
    assert list(table["sources"]) == [1, 1, 2]
    assert table["claims"].sum() == len(SENT) - 1
    assert (table.loc["", "below"], table.loc["", "above"]) == (2, 1)


PAIRS = (("conflict", "same_source"), ("tension", "relayed"), ("arithmetic", "within_document"))


@pytest.mark.parametrize(
    ("relation", "kind", "sides", "itself", "revised"),
    [
        *((relation, kind, ("Rome", "Rome"), 1, 0) for relation, kind in PAIRS),
        *((relation, "relayed", ("Rome", "Rome"), 0, 1) for relation in ("revision", "correction", "walk_back")),
        ("conflict", "cross_source", ("Rome", "Rome"), 0, 0),
        ("conflict", "same_source", ("Rome", "Oslo"), 0, 0),
        ("revision", "cross_source", ("Rome", "Oslo"), 0, 0),
        ("equal", "same_source", ("Rome", "Rome"), 0, 0),
        ("arithmetic", "within_document", ("Rome", None), 1, 0),
    ],
)
@pytest.mark.parametrize("by", [voices.SOURCE, voices.OUTLET])
def test_what_is_at_odds_with_itself(
    by: str, relation: str, kind: str, sides: tuple[str, str | None], itself: int, revised: int
):
    """A pair is one's own contradiction, or revision, where both figures are its own and the kind says so."""
    said = frame(
        *(
            claim(f"{name} said [[{n}]] soldiers were sent.", n, **{by: name}, doc_id=f"{n}", **TROOPS)
            for n, name in enumerate(("Rome", "Rome", "Oslo"), start=3)
        )
    )
    ids = {"Rome": list(said["claim_id"][:2]), "Oslo": [said["claim_id"][2]], None: [""]}
    one, other = ids[sides[0]][0], ids[sides[1]][-1]
    relations = pd.DataFrame({"claim_a": [one], "claim_b": [other], "relation": [relation], "kind": [kind]})
    table = to_table(*read(said)[:2], relations, by=by).set_index(by)
    assert (table.loc["Rome", "itself"], table.loc["Rome", "revised"]) == (itself, revised)
    assert table.loc["Oslo", ["itself", "revised"]].sum() == 0


def test_a_source_is_found_under_all_its_names():
    """Whoever speaks or is relayed under one of the names is found; figures that stand under another are counted."""
    rome = Speaker(name="Rome", aliases=("the ministry",))
    said = SENT.assign(source_chain=SENT["source"], source_surface=SENT["source"].str.lower())
    said.loc[1, ["source", "source_chain", "source_surface"]] = ["Seoul", "Seoul > The  Ministry", "Seoul"]
    said.loc[2, ["source", "source_chain", "source_surface"]] = ["the ministry", "the ministry", "ministry"]
    assert set(voices.naming(said, rome).index) == {1, 2, *SENT.index[SENT["source"] == "Rome"]}
    assert voices.misnamed(said, rome) == 1
    assert voices.naming(said.head(0), rome).empty
