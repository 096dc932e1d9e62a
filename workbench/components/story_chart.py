"""A story at a glance: its topics, and how many figures of each are settled, at one, or at odds."""

import altair as alt
import pandas as pd

from workbench import palette
from workbench.components.topic_chart import dressed, put
from workbench.palette import Palette

SETTLED, AT_ONE, POSSIBLE, CONFIRMED = STEPS = ("decided", "no disagreement", "possible", "confirmed")
MOST_TOPICS, ROW_HEIGHT = 12, 22


def show(claims_df: pd.DataFrame, *, key: str) -> None:
    """Draw the story whose claims these are, each with `home`, `flag` and `status`."""
    counts = to_counts(claims_df)
    told = "; ".join(f"{row['topic']}: {row['figures']} {row['step']}" for row in counts.to_dict("records"))
    chart = to_chart(counts, palette.current()).properties(description=told)
    put(chart, key=key)


def to_counts(claims_df: pd.DataFrame) -> pd.DataFrame:
    """Topic, step and number of figures: the topics with most at odds first, no more than MOST_TOPICS."""
    df = claims_df[claims_df["home"] != ""]
    level = df["flag"].str.rpartition(":")[2].where(df["flag"] != "", AT_ONE)
    step = level.where(df["status"] == "", SETTLED)
    counts = df.groupby(["home", step.rename("step")], sort=False).size().rename("figures").reset_index()
    table = counts.pivot_table(index="home", columns="step", values="figures", fill_value=0)
    table = table.reindex(columns=list(reversed(STEPS)), fill_value=0).sort_values(
        list(reversed(STEPS)), ascending=False, kind="stable"
    )
    first = {topic: at for at, topic in enumerate(table.index[:MOST_TOPICS])}
    counts = counts[counts["home"].isin(first)].rename(columns={"home": "topic"})
    return counts.sort_values("topic", key=lambda topics: topics.map(first), kind="stable", ignore_index=True)


def to_chart(counts: pd.DataFrame, colours: Palette) -> alt.LayerChart:
    """A bar for each topic, in the order of `to_counts`."""
    topics = list(dict.fromkeys(counts["topic"]))
    placed = counts.assign(at=counts["step"].map(STEPS.index))
    bars = alt.Chart(placed).encode(
        x=alt.X("figures:Q", title="figures", axis=alt.Axis(format="d", tickMinStep=1)),
        y=alt.Y("topic:N", title=None, sort=topics, axis=alt.Axis(labelLimit=260, ticks=False, domain=False)),
        order="at:O",
        color=alt.Color(
            "step:N",
            title=None,
            scale=alt.Scale(domain=list(STEPS), range=list(colours.steps)),
            legend=alt.Legend(orient="top", columns=2, labelColor=colours.ink, labelFontSize=13, symbolType="square"),
        ),
        tooltip=[alt.Tooltip("topic:N"), alt.Tooltip("step:N"), alt.Tooltip("figures:Q")],
    )
    return dressed(
        alt.layer(bars.mark_bar(stroke=colours.paper)).properties(height=ROW_HEIGHT * len(topics) + 60), colours
    )
