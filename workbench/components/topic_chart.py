"""Dot and whisker: every claim of a topic on one scale, the two in question in their colours, the consensus behind."""

import math
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from claims.conflicts.policy import LANES
from workbench import words
from workbench.markup import draw, tag

# Okabe and Ito's blue and vermilion, darkened: apart for every kind of colour vision, and by their shapes in grey.
SIDES = {"A": "#0067a5", "B": "#b84e00", "": "#767c80"}
SHAPES = {"A": "circle", "B": "square", "": "circle"}
INK, HAIR, BAND, PAPER = "#1f2529", "#e4e1d9", "#d3e6dc", "#fbfaf7"
SAID, PROJECTED = LANES["asserted"], LANES["projected"]
SECTIONS = {SAID: "", PROJECTED: "projected", "": "denied or asked"}  # from top to bottom, with their headings
ROW_HEIGHT, AXIS_HEIGHT, MOST_ROWS = 24, 34, 40
WIDE = 30.0
UNSEEN = "\u200b"


def show(
    claims_df: pd.DataFrame, whiskers: pd.DataFrame, groups: pd.DataFrame, *, a: str = "", b: str = "", key: str
) -> None:
    """
    Draw the claims of one topic.

    `whiskers` holds the interval each is compared by, `groups` its rows of Comparison.groups, `a` and `b` the claims
    in question.
    """
    rows = to_rows(claims_df, whiskers, a=a, b=b)
    if len(rows) < 2:
        draw(tag("p", "There is no second figure to draw beside it.", look="quiet small"))
        return
    st.altair_chart(to_chart(rows.head(MOST_ROWS), groups), key=key, theme=None, width="stretch")
    if len(rows) > MOST_ROWS:
        draw(tag("p", f"The first {MOST_ROWS} of {len(rows):,} figures.", look="quiet small"))


def to_rows(claims_df: pd.DataFrame, whiskers: pd.DataFrame, *, a: str = "", b: str = "") -> pd.DataFrame:
    """
    One row per claim that has an end, section by section, from low to high: whisker, dot, side, label.

    A whisker whose end is open reaches the edge of the picture and ends in an arrow.
    """
    df = claims_df.merge(whiskers.rename(columns={"low": "from", "high": "to"}), on="claim_id")
    df = df[np.isfinite(df["from"]) | np.isfinite(df["to"])].reset_index(drop=True)
    if df.empty:
        return pd.DataFrame()
    left, right = _edges(df)
    opens_left, opens_right = np.isneginf(df["from"]), np.isposinf(df["to"])
    start, stop = df["from"].where(~opens_left, left), df["to"].where(~opens_right, right)
    side = df["claim_id"].map({b: "B", a: "A"}).fillna("")
    rows = pd.DataFrame(
        {
            "lane": df["modality"].map(LANES).fillna(""),
            "side": side,
            "start": start,
            "stop": stop,
            "dot": df["stated"].fillna(start.where(~opens_left, stop)),
            "shape": np.where(df["stated"].isna() & ~opens_left & ~opens_right & (start < stop), "range", "dot"),
            "arrow": np.where(opens_right, "right", np.where(opens_left, "left", "")),
            "is_year": df["kind"] == "date",
            "surface": df["surface"],
            "figure": [words.ends(row) for row in df.to_dict("records")],
            "label": [_label(row, letter) for row, letter in zip(df.to_dict("records"), side, strict=True)],
            "outlet": df["outlet"],
            "day": [words.day(moment) for moment in df["published"]],
        }
    )
    rows = rows.sort_values(["lane", "dot", "stop"], key=_by_section, kind="stable", ignore_index=True)
    rows["label"] = [
        label + UNSEEN * at for at, label in enumerate(rows["label"])
    ]  # one row each, though two read alike
    return rows


def to_chart(rows: pd.DataFrame, groups: pd.DataFrame) -> alt.LayerChart:
    """The chart of `to_rows`: consensus strips, whiskers, arrows, ranges, dots; what is only projected, hollow."""
    order = _order(rows)
    x = alt.X("start:Q", title=None, scale=_scale(rows), axis=_value_axis(rows))
    y = alt.Y(
        "label:N",
        title=None,
        sort=order,
        scale=alt.Scale(domain=order, paddingInner=0, paddingOuter=0.1),
        axis=_label_axis(),
    )
    colour = alt.Color("side:N", legend=None, scale=alt.Scale(domain=list(SIDES), range=list(SIDES.values())))
    shape = alt.Shape("side:N", legend=None, scale=alt.Scale(domain=list(SHAPES), range=list(SHAPES.values())))
    tooltip = [
        alt.Tooltip("label:N", title="Says"),
        alt.Tooltip("figure:N", title="Commits to"),
        alt.Tooltip("outlet:N", title="Printed by"),
        alt.Tooltip("day:N", title="On"),
    ]
    base = alt.Chart(rows).encode(x=x, y=y, color=colour, tooltip=tooltip)
    said, apart = base.transform_filter(alt.datum.lane == SAID), base.transform_filter(alt.datum.lane != SAID)
    rightward, leftward = (base.transform_filter(alt.datum.arrow == way) for way in ("right", "left"))
    is_dot, is_range = alt.datum.shape == "dot", alt.datum.shape == "range"
    layers = [
        base.mark_rule(strokeWidth=2, opacity=0.75).encode(x2="stop:Q"),
        rightward.mark_point(shape="triangle-right", size=70, filled=True, opacity=1).encode(x="stop:Q"),
        leftward.mark_point(shape="triangle-left", size=70, filled=True, opacity=1),
        base.transform_filter(is_range).mark_bar(height=9, cornerRadius=4, opacity=1).encode(x2="stop:Q"),
        said.transform_filter(is_dot).mark_point(size=120, filled=True, opacity=1).encode(x="dot:Q", shape=shape),
        apart.transform_filter(is_dot)
        .mark_point(shape="diamond", size=110, fill=PAPER, strokeWidth=2, opacity=1)
        .encode(x="dot:Q"),
    ]
    figures = base.mark_text(align="left", dx=8, fontSize=13).encode(x=alt.value("width"), text="surface:N")
    layers.append(figures)
    strips = _strips(rows, groups)
    if not strips.empty:
        layers.insert(
            0, alt.Chart(strips).mark_rect(color=BAND, stroke=BAND, strokeWidth=3).encode(x=x, x2="stop:Q", y=y)
        )
    chart: alt.LayerChart = (
        alt.layer(*layers)
        .properties(height=ROW_HEIGHT * len(order) + AXIS_HEIGHT)
        .configure(background="transparent", font="Source Sans")
        .configure_view(stroke=None)
        .configure_axis(labelColor=INK, labelFontSize=13, gridColor=HAIR, domainColor=HAIR, tickColor=HAIR)
    )
    return chart


def _value_axis(rows: pd.DataFrame) -> alt.Axis:
    """Years as they are, other numbers short; on a logarithmic scale one, two and five of each power of ten."""
    write = "d" if rows["is_year"].all() else "~s"
    low, high = float(rows["start"].min()), float(rows["stop"].max())
    if not _is_wide(low, high):
        return alt.Axis(format=write, tickCount=6)
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    steps = (1, 2, 5) if len(powers) < 5 else (1,)
    return alt.Axis(format=write, values=[step * 10.0**power for power in powers for step in steps])


def _label_axis() -> alt.Axis:
    """Names at the left: those in question bold, headings quiet."""
    is_heading = " || ".join(f"datum.label === '{heading}'" for heading in SECTIONS.values())
    return alt.Axis(
        labelLimit=230,
        ticks=False,
        domain=False,
        labelPadding=10,
        labelFontWeight=alt.ExprRef(expr="test(/^[AB]  /, datum.label) ? 700 : 400"),
        labelFontStyle=alt.ExprRef(expr=f"{is_heading} ? 'italic' : 'normal'"),
        labelOpacity=alt.ExprRef(expr=f"{is_heading} ? 0.65 : 1"),
    )


def _strips(rows: pd.DataFrame, groups: pd.DataFrame) -> pd.DataFrame:
    """A strip of consensus behind each row of its lane; open ends reach the edge."""
    strips = rows[["label", "lane"]].merge(groups[["lane", "low", "high"]], on="lane")
    left, right = rows["start"].min(), rows["stop"].max()
    return pd.DataFrame(
        {
            "label": strips["label"],
            "start": strips["low"].fillna(left).clip(left, right),
            "stop": strips["high"].fillna(right).clip(left, right),
        }
    )


def _edges(df: pd.DataFrame) -> tuple[float, float]:
    """Where open whiskers end: a little beyond the outermost end that is written."""
    ends = pd.concat([df["from"], df["to"], df["stated"]])
    ends = ends[np.isfinite(ends)]
    low, high = float(ends.min()), float(ends.max())
    if _is_wide(low, high):
        return low / 1.5, high * 1.5
    room = (high - low or abs(high) or 1.0) * 0.25
    return low - room if low < 0 else max(low - room, 0.0), high + room


def _is_wide(low: float, high: float) -> bool:
    """True if only a logarithmic scale shows both ends."""
    return low > 0 and high / low > WIDE


def _scale(rows: pd.DataFrame) -> alt.Scale:
    low, high = float(rows["start"].min()), float(rows["stop"].max())
    if _is_wide(low, high):
        return alt.Scale(type="log", domain=[low / 1.15, high * 1.15])
    room = (high - low or abs(high) or 1.0) * 0.04
    return alt.Scale(zero=False, nice=False, domain=[low - room, high + room])


def _by_section(column: "pd.Series[Any]") -> "pd.Series[Any]":
    return column.map(list(SECTIONS).index) if column.name == "lane" else column


def _order(rows: pd.DataFrame) -> list[str]:
    """The labels from top to bottom, each section but the first under its heading."""
    order: list[str] = []
    for lane, heading in SECTIONS.items():
        members = list(rows.loc[rows["lane"] == lane, "label"])
        order += [heading] * bool(members and heading) + members
    return order


def _label(row: dict[Any, Any], letter: str) -> str:
    who = str(row["source"] or row["outlet"] or row["title"] or words.OWN_VOICE)
    return f"{letter}  {who}" if letter else who
