"""How each source stands: what is counted, and on which side of the consensus an outlier lies."""

import pandas as pd
import pytest

from claims import views
from claims.conflicts import compare
from tests.claims.claim_frames import TROOPS, claim, frame
from workbench.voices import VOICES, find_sides, to_table

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


def read(claims_df: pd.DataFrame) -> tuple[pd.DataFrame, "pd.Series[str]"]:
    """The claims as the desk has them, and the outliers among them."""
    compared = compare(claims_df)
    flagged = views.with_flags(claims_df, compared)
    return flagged.assign(home=flagged["topic"]), find_sides(flagged, compared.groups)


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
    claims_df, sides = read(SENT)
    by_surface = claims_df.set_index("claim_id")["surface"]
    assert {by_surface[claim_id]: side for claim_id, side in sides.items()} == {
        "2,000": "below",
        "90,000": "above",
        "900": "below",
    }


def test_units_of_one_family_meet():
    """Two kilometres are above nine hundred metres, whatever unit the consensus is written in."""
    claims_df, sides = read(
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
    _, sides = read(SENT.iloc[[0, 3]])
    assert sides.empty


def test_empty_in_empty_out():
    """No claims give no rows, with every column."""
    table = to_table(*read(SENT.head(0)))
    assert table.empty
    assert list(table.columns) == list(VOICES)
