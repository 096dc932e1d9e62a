"""What a frame of claims literally says: one `Figure` a row, with its interval and its place in the sentence."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from claims.conflicts.intervals import Interval, to_clock_interval, to_interval
from claims.conflicts.origins import Origin, read_origin
from claims.conflicts.policy import Policy
from claims.conflicts.wording import phrase
from claims.conflicts.words import Words, look_up

ORDER = ["story", "published", "doc_id", "start", "end", "claim_id"]
TEXT = (
    *("claim_id", "doc_id", "story", "outlet", "sentence", "surface", "kind", "modifier", "unit", "per", "dimension"),
    *("entity", "property", "scope", "modality", "source", "source_chain", "aspect"),
)
AS_IT_IS = (
    *("claim_id", "doc_id", "story", "outlet", "sentence", "surface", "kind", "unit"),
    *("entity", "property", "scope", "modality", "source_chain", "aspect"),
)
EACH = re.compile(r"(?:\s[a-z]+)?\seach\b")
PER_PERSON = frozenset(("capita", "head", "person"))
SCALED = frozenset({"measure", "duration", "percentage_points"})
HUNDRED = 100.0
ROUND = {"exact": "approx"}
"""A share told by a fraction is a round one."""
NUMBERS = ("start", "end", "low", "high", "value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """
    One claim as the ledger has it.

    `at` is where the surface begins in the sentence and `after` where it ends, -1 if it is not found there.
    `dimension` is that of the unit's family ("length"), and `interval` is in the family's first unit, of which `unit`
    holds `size`, and begins at `zero`. `when` is the day the figure speaks of, else the day it was published.
    """

    claim_id: str
    doc_id: str
    story: str
    outlet: str
    sentence: str
    sentence_id: tuple[str, int, str]
    at: int
    after: int
    surface: str
    kind: str
    unit: str
    per: str
    dimension: str
    entity: str
    property: str
    scope: str
    modality: str
    source_chain: str
    aspect: str
    published: date | None
    when: date | None
    checkable: bool
    interval: Interval
    size: float
    zero: float
    phrase: str
    origin: Origin


def read_figures(claims_df: pd.DataFrame, *, policy: Policy, words: Words) -> list[Figure]:
    """
    One figure per row of `claims_df`, in the ledger's order whatever the order of the rows.

    Columns that an exported file lacks (`sentence_start`) may be absent.
    """
    if claims_df.empty:
        return []
    df = claims_df.assign(**{name: pd.to_datetime(claims_df[name]) for name in ("published", "as_of")})
    df = df.sort_values(ORDER, kind="stable", na_position="first")
    columns: dict[str, list[Any]] = {
        name: _shared(df[name].fillna("").astype(str)) if name in df else [""] * len(df) for name in TEXT
    }
    columns |= {name: df[name].astype("float64").tolist() for name in NUMBERS}
    columns["sentence_start"] = df["sentence_start"].tolist() if "sentence_start" in df else [None] * len(df)
    columns["checkable"] = df["checkable"].astype(bool).tolist()
    columns |= {name: _shared(df[name], lambda day: day.date()) for name in ("published", "as_of")}
    rows = (dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True))
    return [_figure(row, policy, words) for row in rows]


def _shared(column: "pd.Series[Any]", read: Callable[[Any], Any] = str) -> list[Any]:
    """Cells, of which those that are alike are one object, as many claims have one sentence; None is missing."""
    codes, distinct = pd.factorize(column)
    cells = [*map(read, distinct), None]
    return [cells[code] for code in codes.tolist()]


def _figure(row: dict[str, Any], policy: Policy, words: Words) -> Figure:
    scale = words.scales.get(row["unit"].lower()) if row["kind"] in SCALED else None
    size, zero = (float(scale["size"]), float(scale["zero"] or 0)) if scale else (1.0, 0.0)
    told = phrase(**{name: row[name] for name in ("surface", "modifier", "kind", "unit", "entity", "per")})
    if row["kind"] == "ratio":  # "a third" is about 33 %
        ends = {name: HUNDRED * row[name] for name in ("low", "high", "value")}
        row = {**row, **ends, "kind": "percentage", "modifier": ROUND.get(row["modifier"], row["modifier"])}
    counted = row["unit"].split()[-1:] if row["kind"] == "count" else []
    is_person = bool(counted) and look_up(words.people, counted[0]) is not None
    family = scale["family"] if scale else "person" if is_person else row["dimension"] or row["unit"]
    begins = -1 if row["sentence_start"] is None else int(row["sentence_start"])
    at = _find_at(row["sentence"], row["surface"], int(row["start"]) - begins if begins >= 0 else -1)
    after = at + len(row["surface"]) if at >= 0 else -1
    return Figure(
        **{name: row[name] for name in AS_IT_IS},
        sentence_id=(row["doc_id"], begins, row["sentence"]),
        at=at,
        after=after,
        per=_find_per(row, row["sentence"][after:] if at >= 0 else "", words),
        dimension=family,
        published=row["published"],
        when=row["as_of"] or row["published"],
        checkable=row["checkable"],
        interval=_interval(row, size, zero, policy),
        size=size,
        zero=zero,
        phrase=told,
        origin=read_origin(source=row["source"], outlet=row["outlet"], doc_id=row["doc_id"], words=words),
    )


def _find_per(row: dict[str, Any], after: str, words: Words) -> str:
    """What it is a rate per: as written, by "800 euros each", or by the adjective of "an annual budget"."""
    if row["per"] in PER_PERSON or (not row["per"] and EACH.match(after)):
        return "person"
    spans = (words.periods.get(word) for word in row["entity"].lower().split())
    return row["per"] or next((span["per"] for span in spans if span and span["per"]), "")


def _interval(row: dict[str, Any], size: float, zero: float, policy: Policy) -> Interval:
    ends = {name: row[name] for name in ("low", "high", "value", "modifier")}
    if row["dimension"] == "clock":
        return to_clock_interval(**ends, policy=policy)
    return to_interval(**ends, kind=row["kind"], surface=row["surface"], size=size, zero=zero, policy=policy)


def _find_at(sentence: str, surface: str, offset: int) -> int:
    if offset >= 0 and sentence[offset : offset + len(surface)] == surface:
        return offset
    return sentence.find(surface) if surface and sentence.count(surface) == 1 else -1


def by_sentence(figures: Iterable[Figure]) -> list[list[Figure]]:
    """The figures of each sentence that has more than one, in text order; those without a place are left out."""
    groups: dict[tuple[str, int, str], list[Figure]] = {}
    for figure in figures:
        if figure.at >= 0:
            groups.setdefault(figure.sentence_id, []).append(figure)
    return [sorted(group, key=lambda figure: figure.at) for group in groups.values() if len(group) > 1]
