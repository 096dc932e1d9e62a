"""
Dot and whisker: every claim of a topic on one scale, the two in question in their colours, the consensus behind.

By size, or over time with a line for each source that gave more than one figure.
"""

import math
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from claims.conflicts.policy import LANES
from claims.conflicts.wording import MODIFIERS
from workbench import palette, words
from workbench.markup import draw, tag
from workbench.palette import Palette

SHAPES = {"A": "circle", "B": "square", "": "circle"}
BY_SIZE, BY_TIME = "By size", "Over time"
SAID, PROJECTED = LANES["asserted"], LANES["projected"]
SECTIONS = {SAID: "", PROJECTED: "projected", "": "denied or asked"}  # from top to bottom, with their headings
ROW_HEIGHT, AXIS_HEIGHT, TIMELINE_HEIGHT, MOST_ROWS = 24, 34, 280, 40
TOOLTIP = [
    alt.Tooltip("label:N", title="Says"),
    alt.Tooltip("figure:N", title="Commits to"),
    alt.Tooltip("outlet:N", title="Printed by"),
    alt.Tooltip("day:N", title="On"),
]
WIDE = 30.0
CLOCK_STEPS = (1 / 60, 1 / 12, 1 / 6, 1 / 4, 1 / 2, 1, 2, 3, 6, 12, 24)  # hours between two marks of an axis
MOST_MARKS = 7
ON_THE_CLOCK = "timeFormat(datetime(2000, 0, 1, 0, round(60 * datum.value)), '%H:%M')"
SIZES = {10**3: "k", 10**6: " mn", 10**9: " bn", 10**12: " tn"}
UNSEEN = "\u200b"
WIDTHS, LETTER_WIDTH, LINE_HEIGHT = (0, 300, 450, 600, 800), 6.5, 18  # of a timeline and the names in it, in pixels


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
        draw(tag("p", "No other figure stands on one scale with it.", look="quiet small"))
        return
    shown, colours = rows.head(MOST_ROWS), palette.current()
    by = BY_SIZE
    if len(rows.loc[rows["lane"] == SAID, "when"].dropna().unique()) > 1:
        by = st.segmented_control(
            "Drawn", [BY_SIZE, BY_TIME], default=BY_SIZE, required=True, key=f"{key}_by", label_visibility="collapsed"
        )
    draw_chart = to_timeline if by == BY_TIME else to_chart
    chart = draw_chart(shown, groups, colours).properties(description=to_words(shown))
    put(chart, key=key)
    if len(rows) > MOST_ROWS:
        draw(tag("p", f"The first {MOST_ROWS} of {len(rows):,} figures.", look="quiet small"))


def to_rows(claims_df: pd.DataFrame, whiskers: pd.DataFrame, *, a: str = "", b: str = "") -> pd.DataFrame:
    """
    One row per claim that has an end, section by section, from low to high: whisker, dot, side, label.

    A whisker whose end is open reaches the edge of the picture and ends in an arrow; so does one that is held by
    nought alone, as of "up to 50,000".
    """
    df = claims_df.merge(whiskers.rename(columns={"low": "from", "high": "to"}), on="claim_id")
    df = df[np.isfinite(df["from"]) | np.isfinite(df["to"])].reset_index(drop=True)
    if df.empty:
        return pd.DataFrame()
    opens_left = np.isneginf(df["from"]) | ((df["from"] == 0) & (df["stated"] > 0))
    opens_right = np.isposinf(df["to"])
    left, right = _edges(pd.concat([df["from"].where(~opens_left), df["to"], df["stated"]]))
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
            "is_year": (df["kind"] == "date") & (df["dimension"] != "clock"),
            "is_clock": df["dimension"] == "clock",
            "surface": (df["modifier"].map(MODIFIERS).fillna("") + " " + df["surface"]).str.strip(),
            "figure": [words.ends(row) for row in df.to_dict("records")],
            "label": [_label(row, letter) for row, letter in zip(df.to_dict("records"), side, strict=True)],
            "outlet": df["outlet"],
            "day": [words.day(moment) for moment in df["published"]],
            "when": df["as_of"].fillna(df["published"]),
            "source": df["source"],
        }
    )
    rows = rows.sort_values(["lane", "dot", "stop"], key=_by_section, kind="stable", ignore_index=True)
    rows["label"] = [
        label + UNSEEN * at for at, label in enumerate(rows["label"])
    ]  # one row each, though two read alike
    return rows


def to_words(rows: pd.DataFrame) -> str:
    """What the chart shows, for those who do not see it: a clause for each row, from low to high."""
    return "; ".join(
        " ".join(filter(None, (row["label"].rstrip(UNSEEN), row["figure"], SECTIONS[row["lane"]], row["day"])))
        for row in rows.to_dict("records")
    )


def to_timeline(rows: pd.DataFrame, groups: pd.DataFrame, colours: Palette) -> alt.LayerChart:
    """The asserted rows of `to_rows` that have a day, by it: whiskers upright, a line for each source of several."""
    dated = rows[rows["when"].notna() & (rows["lane"] == SAID)].sort_values("when", kind="stable")
    low, high = _edges(dated["dot"])
    is_last = ~dated.duplicated("source", keep="last") | (dated["side"] != "") | (dated["source"] == "")
    dated = dated.assign(label=dated["label"].str.rstrip(UNSEEN))
    dated = dated.assign(
        room=_room(dated.assign(name=dated["label"].where(is_last, ""))),
        start=dated["start"].clip(lower=low),
        stop=dated["stop"].clip(upper=high),
    )
    dated = dated.assign(name=dated["label"].where(dated["room"].notna(), ""))
    start = alt.Y("start:Q", title=None, scale=_scale(dated), axis=_value_axis(dated))
    span = (dated["when"].max() - dated["when"].min()).days
    days = alt.Axis(format="%-d %b %Y", labelOverlap=True, tickCount=min(max(span, 1), 6))
    x = alt.X("when:T", title=None, axis=days, scale=alt.Scale(padding=12))
    base = alt.Chart().encode(x=x, color=_side_colour(colours), tooltip=TOOLTIP)
    fits = alt.condition("width >= datum.room", alt.value(1), alt.value(0))
    voices = dated[dated["source"] != ""]
    running = voices[voices.groupby("source")["when"].transform("nunique") > 1]
    strips = _strips(dated, groups).drop_duplicates(["start", "stop"])
    layers = [
        alt.Chart(strips).mark_rect(color=colours.band).encode(y=start, y2="stop:Q"),
        alt.Chart(running)
        .mark_line(color=colours.sides[-1], strokeWidth=1.5, strokeDash=[4, 3])
        .encode(x=x, y="dot:Q", detail="source:N"),
        base.mark_rule(strokeWidth=2, opacity=0.75).encode(y=start, y2="stop:Q"),
        base.mark_point(size=110, filled=True, opacity=1).encode(y="dot:Q", shape=_side_shape()),
        base.mark_text(align="left", dx=10, fontSize=12).encode(y="dot:Q", text="name:N", opacity=fits),
    ]
    return dressed(alt.layer(*layers, data=dated).properties(height=TIMELINE_HEIGHT, padding={"right": 130}), colours)


def to_chart(rows: pd.DataFrame, groups: pd.DataFrame, colours: Palette) -> alt.LayerChart:
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
    base = alt.Chart().encode(x=x, y=y, color=_side_colour(colours), tooltip=TOOLTIP)
    said, apart = base.transform_filter(alt.datum.lane == SAID), base.transform_filter(alt.datum.lane != SAID)
    rightward, leftward = (base.transform_filter(alt.datum.arrow == way) for way in ("right", "left"))
    is_dot, is_range = alt.datum.shape == "dot", alt.datum.shape == "range"
    layers = [
        base.mark_rule(strokeWidth=2, opacity=0.75).encode(x2="stop:Q"),
        rightward.mark_point(shape="triangle-right", size=70, filled=True, opacity=1).encode(x="stop:Q"),
        leftward.mark_point(shape="triangle-left", size=70, filled=True, opacity=1),
        base.transform_filter(is_range).mark_bar(height=9, cornerRadius=4, opacity=1).encode(x2="stop:Q"),
        said.transform_filter(is_dot)
        .mark_point(size=120, filled=True, opacity=1)
        .encode(x="dot:Q", shape=_side_shape()),
        apart.transform_filter(is_dot)
        .mark_point(shape="diamond", size=110, fill=colours.paper, strokeWidth=2, opacity=1)
        .encode(x="dot:Q"),
    ]
    figures = base.mark_text(align="left", dx=8, fontSize=13).encode(x=alt.value("width"), text="surface:N")
    layers.append(figures)
    strips = _strips(rows, groups)
    if not strips.empty:
        layers.insert(
            0,
            alt.Chart(strips)
            .mark_rect(color=colours.band, stroke=colours.band, strokeWidth=3)
            .encode(x=x, x2="stop:Q", y=y),
        )
    return dressed(alt.layer(*layers, data=rows).properties(height=ROW_HEIGHT * len(order) + AXIS_HEIGHT), colours)


def put(chart: alt.LayerChart, *, key: str) -> None:
    """Put a chart on the page without checking it against Vega's schema, which takes as long as all else."""
    st.vega_lite_chart(chart.to_dict(validate=False), key=key, theme=None, width="stretch")


def dressed(chart: alt.LayerChart | alt.FacetChart, colours: Palette) -> alt.LayerChart:
    """The one look of all charts."""
    hair = colours.hair
    dressed: alt.LayerChart = (
        chart.configure(background="transparent", font="Source Sans")
        .configure_view(stroke=None)
        .configure_axis(labelColor=colours.ink, labelFontSize=13, gridColor=hair, domainColor=hair, tickColor=hair)
        .configure_axisX(titleColor=colours.ink, titleFontSize=13, titleFontWeight="normal")
    )
    return dressed


def _room(dated: pd.DataFrame) -> "pd.Series[float]":
    """
    How wide the timeline must be, of WIDTHS, for each name to stand on no other; NaN where it has no room in any.

    Those in question come first, then those that have a name. Who is left out is told by pointing.
    """
    dots = dated["dot"].astype("float64")
    if _is_wide(dots.min(), dots.max()):
        dots = dots.map(math.log)
    down = (TIMELINE_HEIGHT * (dots - dots.min()) / ((dots.max() - dots.min()) or 1.0)).to_dict()
    days = dated["when"] - dated["when"].min()
    share = (days / (days.max() or pd.Timedelta(1))).to_dict()
    long = (LETTER_WIDTH * dated["name"].str.len() + 10).to_dict()
    first = pd.DataFrame({"aside": dated["side"] == "", "nameless": dated["source"] == ""}).sort_values(
        ["aside", "nameless"], kind="stable"
    )
    named = list(first.index[dated.loc[first.index, "name"] != ""])
    room: dict[Any, float] = {}

    def is_free(at: Any, other: Any, width: float) -> bool:
        near, far = sorted((at, other), key=share.__getitem__)
        return abs(down[at] - down[other]) > LINE_HEIGHT or width * share[near] + long[near] < width * share[far]

    for width in WIDTHS:
        for at in named:
            if at not in room and all(is_free(at, other, width) for other in room):
                room[at] = width
    return pd.Series(room, index=dated.index, dtype="float64")


def _side_colour(colours: Palette) -> alt.Color:
    return alt.Color("side:N", legend=None, scale=alt.Scale(domain=list(SHAPES), range=list(colours.sides)))


def _side_shape() -> alt.Shape:
    return alt.Shape("side:N", legend=None, scale=alt.Scale(domain=list(SHAPES), range=list(SHAPES.values())))


def _value_axis(rows: pd.DataFrame) -> alt.Axis:
    """
    Years as they are, times as a clock shows them, large numbers as the news writes them, "10 bn".

    On a logarithmic scale one, two and five of each power of ten.
    """
    low, high = float(rows["start"].min()), float(rows["stop"].max())
    if rows["is_clock"].all():
        step = next((step for step in CLOCK_STEPS if high - low <= step * MOST_MARKS), CLOCK_STEPS[-1])
        marks = range(math.ceil(low / step), math.floor(high / step) + 1)
        return alt.Axis(values=[step * mark for mark in marks], labelExpr=ON_THE_CLOCK)
    told = "datum.value" if rows["is_year"].all() else _short()
    if not _is_wide(low, high):
        return alt.Axis(labelExpr=told, tickCount=6)
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    steps = (1, 2, 5) if len(powers) < 5 else (1,)
    return alt.Axis(labelExpr=told, values=[step * 10.0**power for power in powers for step in steps])


def _short() -> str:
    """Vega's words for a number on an axis: no more than six digits, and its size."""
    told = "format(datum.value, ',.6~r')"
    for size, name in SIZES.items():
        told = f"abs(datum.value) >= {size} ? format(datum.value / {size}, ',.6~r') + '{name}' : {told}"
    return told


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
    """A strip of consensus behind each row of its lane; one that is open is drawn as a line where it begins."""
    strips = rows[["label", "lane"]].merge(groups[["lane", "low", "high"]], on="lane")
    left, right = rows["start"].min(), rows["stop"].max()
    return pd.DataFrame(
        {
            "label": strips["label"],
            "start": strips["low"].fillna(strips["high"]).clip(left, right),
            "stop": strips["high"].fillna(strips["low"]).clip(left, right),
        }
    )


def _edges(ends: "pd.Series[float]") -> tuple[float, float]:
    """Where open whiskers end: a little beyond the outermost of these that is finite."""
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
    if _is_wide(low, high) and not rows["is_clock"].all():
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
