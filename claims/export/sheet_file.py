"""
A sheet of paper for each topic in which something disagrees: one HTML file, to read, to print, to hand to an editor.

It asks nothing of the network and runs nothing; every word of an article in it is text.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from claims.conflicts import EXCLUDED, POLICY
from claims.conflicts.figures import Figure, read_figures
from claims.conflicts.groups import tell_consensus
from claims.conflicts.intervals import in_numbers
from claims.conflicts.policy import LANES, NEVER_COMPARED
from claims.conflicts.words import load_words
from claims.export.beside import ALONE, Beside
from claims.export.whisker import Band, Scale, draw, to_scale
from claims.markup import Markup, hidden_marks, join, tag, verbatim
from claims.quantities.calendar import as_day

NAME = "sheet"
SUFFIX = ".html"
MEDIA_TYPE = "text/html"
EXAMPLE = "A page to print for each topic with a disagreement: its figures in order of size, and why they disagree."
LEAVES_OUT = "nothing in their topic disagrees"
IS_TEXT = True
HAS_HISTORY = False

STYLE = Markup(Path(__file__).with_name("sheet.css").read_text(encoding="utf-8"))
ALLOWED = "default-src 'none'; style-src 'unsafe-inline'"  # a browser fetches and runs nothing, whatever stands here
HEADS = ("", "Figure", "Compared as", "Who says it", "Printed by", "Evidence", "Decision")
OWN_VOICE = "the article itself"
OPEN = "open"
ELSEWHERE = "a figure that is not on this page"
SAID = LANES["asserted"]
Row = Mapping[Any, Any]


def export(claims_df: pd.DataFrame, beside: Beside = ALONE) -> bytes:
    """One page per topic, the topic of the worst disagreement first."""
    topics = beside.conflicts.groupby("topic", sort=False)
    pages = [_page(str(topic), _on_page(claims_df, rows), rows, beside.groups) for topic, rows in topics]
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=ALLOWED),
        tag("meta", name="viewport", content="width=device-width"),
        tag("title", "Disagreements"),
        tag("style", STYLE),
    )
    body = tag("body", *(pages or [tag("main", tag("p", "No two of these figures disagree."))]))
    return f"<!doctype html>\n{tag('html', head, body, lang='en')}\n".encode()


def select(claims_df: pd.DataFrame, beside: Beside) -> pd.DataFrame:
    """The figures of the topics in which something disagrees, but those that were excluded."""
    return _on_page(claims_df, beside.conflicts)


def _on_page(claims_df: pd.DataFrame, conflicts: pd.DataFrame) -> pd.DataFrame:
    """All figures of the conflicts' topics, and their sides where those are of another topic."""
    is_side = claims_df["claim_id"].isin({*conflicts["claim_a"], *conflicts["claim_b"]})
    is_mate = claims_df["topic"].isin(set(conflicts["topic"])) & (claims_df["topic"] != "")
    return claims_df[(is_side | is_mate) & (claims_df["status"] != EXCLUDED)]


def _page(topic: str, claims_df: pd.DataFrame, conflicts: pd.DataFrame, groups_df: pd.DataFrame) -> Markup:
    """One topic: its consensus, its figures from the smallest to the largest, its disagreements."""
    figures = sorted(read_figures(claims_df, policy=POLICY, words=load_words()), key=_size)
    rows = {row["claim_id"]: row for row in claims_df.to_dict("records")}
    numbers = {figure.claim_id: at for at, figure in enumerate(figures, start=1)}
    groups = _agreed(topic, figures, groups_df)
    bands, scale = _bands(figures, groups), _scale(figures)
    told = f"{_count(len(figures), 'figure')}, {_count(len(conflicts), 'disagreement')}"
    return tag(
        "main",
        tag("h1", verbatim(topic)),
        tag("p", told, " in the story ", join(map(verbatim, sorted(set(claims_df["story"]))), ", "), look="quiet"),
        *(_consensus(group, has_band=group["lane"] in bands) for group in groups),
        tag(
            "table",
            tag("thead", tag("tr", *(tag("th", head) for head in HEADS))),
            tag("tbody", *(_figure(numbers[one.claim_id], one, rows[one.claim_id], scale, bands) for one in figures)),
        ),
        tag("h2", "Why they disagree"),
        tag("ul", *(_conflict(row, numbers) for row in conflicts.to_dict("records"))),
    )


def _size(figure: Figure) -> tuple[float, float]:
    """By the number stated, else by the first end that is written."""
    span = figure.interval
    ends = (end for end in (span.stated, span.low, span.high) if end is not None and math.isfinite(end))
    return next(ends, math.inf), span.high


def _agreed(topic: str, figures: Sequence[Figure], groups: pd.DataFrame) -> Sequence[Row]:
    """What more than one origin allows, lane by lane; years and places in an order have no consensus."""
    if any(figure.kind in NEVER_COMPARED for figure in figures):
        return ()
    return groups[(groups["topic"] == topic) & (groups["support"] > 1)].to_dict("records")


def _scale(figures: Sequence[Figure]) -> Scale | None:
    """One scale for the page; a year and a number of years have none in common."""
    is_one_kind = len({figure.kind for figure in figures}) == 1
    return to_scale(figure.interval for figure in figures) if is_one_kind else None


def _bands(figures: Sequence[Figure], groups: Sequence[Row]) -> dict[str, Band]:
    """The consensus of each lane in the unit in which intervals are kept; none where the figures mix units."""
    sizes = {figure.size for figure in figures}
    if len(sizes) > 1:
        return {}
    [size] = sizes
    ends = {group["lane"]: _drawn(group) for group in groups}
    return {lane: (low * size, high * size) for lane, (low, high) in ends.items() if not math.isnan(low)}


def _drawn(group: Row) -> Band:
    """The ends of a consensus; one that is open is drawn as a line where it begins."""
    low, high = group["low"], group["high"]
    return (high if pd.isna(low) else low, low if pd.isna(high) else high)


def _consensus(group: Row, *, has_band: bool) -> Markup:
    projected = "" if group["lane"] == SAID else " of what is projected"
    told = f"Consensus{projected}: {tell_consensus(group)}."
    return tag("p", tag("span", look="band") if has_band else "", told)


def _figure(number: int, figure: Figure, row: Row, scale: Scale | None, bands: Mapping[str, Band]) -> Markup:
    """One figure as a row of the page."""
    lane = LANES.get(figure.modality, "")
    span = "" if figure.kind in NEVER_COMPARED else in_numbers(figure.interval, figure.size)
    band, is_hollow = bands.get(lane), lane != SAID
    whisker = draw(figure.interval, scale, told=span, band=band, is_hollow=is_hollow) if scale else ""
    said_as = "" if figure.modality == "asserted" else tag("div", figure.modality, look="quiet small")
    return tag(
        "tr",
        tag("td", str(number)),
        tag("td", verbatim(figure.phrase), said_as),
        tag("td", whisker, tag("div", span, look="quiet small")),
        tag("td", verbatim(row["source"]) or tag("span", OWN_VOICE, look="quiet")),
        tag("td", verbatim(row["outlet"] or row["title"]), tag("div", as_day(row["published"]), look="quiet")),
        tag("td", _evidence(figure), hidden_marks(figure.sentence)),
        tag("td", row["status"] or OPEN, tag("div", join(_remarks(row), " – "), look="quiet small")),
    )


def _evidence(figure: Figure) -> Markup:
    """The sentence with the figure marked, where it is known where that stands."""
    if figure.at < 0:
        return verbatim(figure.sentence)
    before, after = figure.sentence[: figure.at], figure.sentence[figure.after :]
    return tag("bdi", before, tag("mark", figure.surface), after, look="verbatim")


def _remarks(row: Row) -> Iterator[Markup]:
    yield verbatim(row["note"])
    yield verbatim(row["reviewer"])


def _conflict(row: Row, numbers: Mapping[str, int]) -> Markup:
    """Which figures disagree, how, and why in words."""
    sides = [row[side] for side in ("claim_a", "claim_b") if row[side]]
    here = map(str, sorted(numbers[side] for side in sides if side in numbers))
    named = " and ".join([*here, *(ELSEWHERE for side in sides if side not in numbers)])
    which = named if len(sides) > 1 else f"{named} against itself"
    how = tag("span", f"{row['relation'].replace('_', ' ')}, {row['level']}", look=f"badge {row['level']}")
    return tag("li", tag("b", which), " ", how, " ", verbatim(row["why"]))


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
