"""Which claims the Ledger shows: a selection that fits in a URL, and the facets that offer to narrow it."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from claims.conflicts.words import load_words
from workbench import words

Mask = npt.NDArray[np.bool_]

FACETS = {
    "story": "Story",
    "status": "Decision",
    "flag": "Disagreement",
    "topic": "Topic",
    "source": "Source",
    "source_kind": "Kind of source",
    "outlet": "Outlet",
    "kind": "Kind",
    "dimension": "Dimension",
    "unit": "Unit",
    "modality": "Said as",
}
UNNAMED = {
    "status": "open",
    "flag": "none",
    "topic": "compared with nothing",
    "source": "the article itself",
    "source_kind": "the article itself",
    "outlet": "no outlet",
}
SEARCHED = ("sentence", "surface", "entity", "source", "outlet", "title")
TEXT, ALL = "q", "all"
DAY, NUMBER = "day", "number"
RANGES = {DAY: ("since", "until"), NUMBER: ("least", "most")}
"""The ranges, each with the names of its ends in Selection and in the URL."""
LETS_GO = {"dimension": (NUMBER, "unit"), "unit": (NUMBER,)}
"""What means something else once a facet changes: toggling a value lets go of it."""
MOST_VALUES = 200  # so many values of a facet are offered; rarer ones are found by searching
MOST_BINS = 30
MANY_SIZES = 50  # so many times the least the most is, for steps to grow with the numbers
LARGEST = 1e15
ONE_DIMENSION = "Choose one dimension to narrow by number: 5 people and 5 dollars are on no common scale."
ONE_UNIT = "Choose one unit to narrow by number: 5 miles and 5 kilometres are on no common scale."


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value of a facet: how many claims it would leave, and whether it is chosen. "" is a cell left empty."""

    value: str
    title: str
    count: int
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A column to narrow by, its values the chosen first, then the most frequent; `rarer` values are not offered."""

    name: str
    label: str
    values: tuple[Value, ...]
    rarer: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Part of a range: its ends, both in it, and how many claims it would leave."""

    low: str
    high: str
    title: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """A range to narrow by: its ends as in the URL, the parts to pick from, and why there may be none."""

    name: str
    label: str
    low: str
    high: str
    bins: tuple[Bin, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """
    What is asked for: any of the values chosen in each facet, the text, and worth checking.

    `everything` also lets in the figures that are not worth checking ("the two leaders"). Both ends of a range belong
    to it. `least` and `most` mean something only where the figures are of one measure, and are disregarded elsewhere.
    """

    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    text: str = ""
    everything: bool = False
    since: date | None = None
    until: date | None = None
    least: float | None = None
    most: float | None = None


# ---- in the URL


def to_query(selection: Selection) -> dict[str, list[str]]:
    """The selection as URL parameters; an empty selection has none."""
    query = {name: list(values) for name, values in selection.chosen.items() if values}
    if selection.text:
        query[TEXT] = [selection.text]
    if selection.everything:
        query[ALL] = ["1"]
    ends = {end: _write(getattr(selection, end)) for pair in RANGES.values() for end in pair}
    return query | {end: [written] for end, written in ends.items() if written}


def from_query(query: Mapping[str, Sequence[str]]) -> Selection:
    """The selection a URL asks for; parameters that mean nothing here are left alone."""
    first = {name: values[0] for name, values in query.items() if values}
    return Selection(
        chosen={name: tuple(dict.fromkeys(query[name])) for name in FACETS if query.get(name)},
        text=first.get(TEXT, ""),
        everything=bool(first.get(ALL)),
        **{end: _read(name, first.get(end, "")) for name, ends in RANGES.items() for end in ends},
    )


# ---- narrowing


def toggle(selection: Selection, name: str, value: str) -> Selection:
    """The selection with one value more, or less, and without what that lets go of."""
    old = selection.chosen.get(name, ())
    new = tuple(one for one in old if one != value) if value in old else (*old, value)
    gone = LETS_GO.get(name, ())
    kept = {other: values for other, values in selection.chosen.items() if other not in gone}
    changed = replace(selection, chosen={**kept, name: new})
    return replace(changed, least=None, most=None) if NUMBER in gone else changed


def bound(selection: Selection, name: str, low: str, high: str) -> Selection:
    """The selection with other ends of a range; an end that cannot be read is open."""
    ends = zip(RANGES[name], (low, high), strict=True)
    return replace(selection, **{end: _read(name, written) for end, written in ends})


def is_open(selection: Selection) -> bool:
    """True if it leaves out nothing but what is not worth checking."""
    return not to_query(replace(selection, everything=False))


def is_one_measure(selection: Selection) -> bool:
    """
    True if numbers of the figures asked for can be compared as they are written.

    They are of one dimension, and of one unit where units of that dimension hold each other: miles and kilometres.
    """
    dimensions, units = selection.chosen.get("dimension", ()), selection.chosen.get("unit", ())
    if len(dimensions) != 1:
        return False
    return len(units) == 1 or dimensions[0] not in {scale["family"] for scale in load_words().scales.values()}


def find(claims_df: pd.DataFrame, selection: Selection) -> Mask:
    """Which rows are asked for."""
    return _all(claims_df, _masks(claims_df, selection))


def select(claims_df: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """The rows asked for, in their order. Empty in, empty out."""
    return claims_df[find(claims_df, selection)]


def numbers(claims_df: pd.DataFrame) -> tuple["pd.Series[float]", "pd.Series[float]"]:
    """The lower and the upper number written in each figure: one number twice, but for a range."""
    value, low, high = claims_df["value"], claims_df["low"], claims_df["high"]
    return value.fillna(low).fillna(high), value.fillna(high).fillna(low)


# ---- offering


def offer(claims_df: pd.DataFrame, selection: Selection, names: Iterable[str] = FACETS) -> tuple[Facet, ...]:
    """These facets, each counted under all the others; a facet that could narrow nothing is left out."""
    masks = _masks(claims_df, selection)
    everywhere = _all(claims_df, masks)
    facets = []
    for name in names:
        chosen = selection.chosen.get(name, ())
        if name not in claims_df or (name == "unit" and len(selection.chosen.get("dimension", ())) != 1):
            continue
        keep = _all(claims_df, masks, but=(name, *LETS_GO.get(name, ()))) if name in masks else everywhere
        counts = Counter(dict.fromkeys(chosen, 0))
        for cell, count in claims_df[name][keep].value_counts().items():
            counts[_value(name, cell)] += int(count)
        if len(counts) < 2 and not chosen and name != "unit":
            continue
        ranked = sorted(counts.items(), key=lambda one: (one[0] not in chosen, -one[1], _title(name, one[0])))
        values = tuple(
            Value(value=value, title=_title(name, value), count=count, on=value in chosen)
            for value, count in ranked[:MOST_VALUES]
        )
        facets.append(Facet(name=name, label=FACETS[name], values=values, rarer=len(ranked) - len(values)))
    return tuple(facets)


def offer_ranges(claims_df: pd.DataFrame, selection: Selection) -> tuple[Range, ...]:
    """The ranges, their parts counted under all other filters."""
    masks = _masks(claims_df, selection)
    days = claims_df["published"][_all(claims_df, masks, but=[DAY])].dropna()
    written = {end: _write(getattr(selection, end)) for pair in RANGES.values() for end in pair}
    offered = [Range(name=DAY, label="Printed", low=written["since"], high=written["until"], bins=_days(days))]
    if is_one_measure(selection):
        low, high = numbers(claims_df)
        keep = _all(claims_df, masks, but=[NUMBER])
        bins = _sizes(low[keep], high[keep], _teller(selection))
        offered.append(Range(name=NUMBER, label="Number", low=written["least"], high=written["most"], bins=bins))
    else:
        hint = ONE_UNIT if len(selection.chosen.get("dimension", ())) == 1 else ONE_DIMENSION
        offered.append(Range(name=NUMBER, label="Number", low="", high="", hint=hint))
    return tuple(offered)


def is_listed(claims_df: pd.DataFrame) -> "pd.Series[bool]":
    """What is worth checking, by itself or, like the year a ship was built in, because another figure disagrees."""
    return claims_df["checkable"] | (claims_df["flag"] != "")


def in_words(selection: Selection) -> str:
    """What is asked for, as a line a reader understands; "" if nothing is left out."""
    parts = [
        f"{FACETS[name].lower()}: {' or '.join(_title(name, value) for value in values)}"
        for name, values in selection.chosen.items()
        if values
    ]
    if selection.text:
        parts.append(f"holding “{selection.text}”")
    parts.append(_between("printed", words.day(selection.since), words.day(selection.until)))
    if is_one_measure(selection):
        parts.append(_between("number", *map(_teller(selection), (selection.least, selection.most))))
    return ", ".join(filter(None, parts))


# ---- behind


def _masks(claims_df: pd.DataFrame, selection: Selection) -> dict[str, Mask]:
    """Which rows each part of the selection keeps, by the name of its facet or range."""
    masks = {} if selection.everything else {ALL: is_listed(claims_df).to_numpy()}
    for name, values in selection.chosen.items():
        if values:
            cells = [cell for cell in claims_df[name].unique() if _value(name, cell) in values]
            masks[name] = claims_df[name].isin(cells).to_numpy()
    if wanted := selection.text.strip():
        masks[TEXT] = np.logical_or.reduce(
            [claims_df[name].str.contains(wanted, case=False, regex=False).to_numpy(dtype=bool) for name in SEARCHED]
        )
    if selection.since or selection.until:
        first, last = (pd.Timestamp(day) for day in (selection.since or date.min, selection.until or date.max))
        masks[DAY] = claims_df["published"].between(first.as_unit("s"), last.as_unit("s")).to_numpy()
    if is_one_measure(selection) and (selection.least, selection.most) != (None, None):
        low, high = numbers(claims_df)
        least = -math.inf if selection.least is None else selection.least
        most = math.inf if selection.most is None else selection.most
        masks[NUMBER] = ((low <= most) & (high >= least)).to_numpy()
    return masks


def _all(claims_df: pd.DataFrame, masks: Mapping[str, Mask], *, but: Sequence[str] = ()) -> Mask:
    """What every part keeps; those in `but` are disregarded."""
    kept = [mask for name, mask in masks.items() if name not in but]
    return np.logical_and.reduce(kept) if kept else np.ones(len(claims_df), dtype=bool)


def _value(name: str, cell: Any) -> str:
    """What a cell is in its facet: of a flag only the relation, without its level."""
    return str(cell).partition(":")[0] if name == "flag" else str(cell)


def _title(name: str, value: str) -> str:
    if name == "dimension":
        value = value.removeprefix("currency:")
    return value.replace("_", " ") if value and name in ("kind", "flag") else value or UNNAMED.get(name, "none")


def _write(end: date | float | None) -> str:
    """An end of a range as the URL has it."""
    if end is None:
        return ""
    return end.isoformat() if isinstance(end, date) else repr(float(end)).removesuffix(".0")


def _read(name: str, written: str) -> Any:
    """An end of a range; None for what is no day, or no finite number."""
    with suppress(ValueError):
        if name == DAY:
            return date.fromisoformat(written)
        number = float(written)
        return number if math.isfinite(number) else None
    return None


def _days(days: pd.Series) -> tuple[Bin, ...]:
    """Days, months or years, whichever is finest and still few enough, without a gap."""
    if days.empty:
        return ()
    for unit in "DMY":
        cells = days.to_numpy().astype(f"datetime64[{unit}]")
        firsts = np.arange(cells.min(), cells.max() + 1)
        if len(firsts) <= MOST_BINS:
            break
    cut = "DMY".index(unit)
    counts = np.bincount((cells - firsts[0]).astype(int), minlength=len(firsts))
    lows = firsts.astype("datetime64[D]").tolist()
    highs = ((firsts + 1).astype("datetime64[D]") - 1).tolist()
    return tuple(
        Bin(low=_write(low), high=_write(high), title=" ".join(words.day(low).split()[cut:]), count=int(count))
        for low, high, count in zip(lows, highs, counts, strict=True)
    )


def _sizes(low: "pd.Series[float]", high: "pd.Series[float]", told: Callable[[float], str]) -> tuple[Bin, ...]:
    """Numbers in steps that a reader would choose; one on an edge is in both parts, as it is in both ranges."""
    lows, highs = (np.sort(ends.dropna().clip(-LARGEST, LARGEST)) for ends in (low, high))
    if not len(lows):
        return ()
    edges = _edges(float(lows[0]), float(highs[-1]))
    starts, stops = edges[:-1], edges[1:]
    counts = np.searchsorted(lows, stops, side="right") - np.searchsorted(highs, starts, side="left")
    return tuple(
        Bin(low=_write(start), high=_write(stop), title=_between("", told(start), told(stop)), count=int(count))
        for start, stop, count in zip(starts, stops, counts, strict=True)
    )


def _edges(least: float, most: float) -> list[float]:
    """
    Even steps, or 1, 2, 5, 10 where numbers are of many sizes.

    >>> _edges(61, 74)
    [60.0, 65.0, 70.0, 75.0]
    >>> _edges(30, 1800)
    [20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0]
    """
    if least > 0 and most / least > MANY_SIZES:
        first, last = math.floor(math.log10(least)), math.ceil(math.log10(most))
        step = 1 + (last - first) // MOST_BINS
        digits = (1, 2, 5) if (last - first) * 3 < MOST_BINS else (1,)
        edges = [float(f"{digit}e{power}") for power in range(first, last + step, step) for digit in digits]
    else:
        rough = (most - least) / 6 or 1.0
        power = math.floor(math.log10(rough))
        size = next(size for size in (float(f"{digit}e{power}") for digit in (1, 2, 5, 10)) if size >= rough)
        edges = [size * at for at in range(math.floor(least / size), math.floor(most / size) + 2)]
    first = max(sum(edge <= least for edge in edges) - 1, 0)
    last = max(sum(edge < most for edge in edges), first + 1)
    return edges[first : last + 1]


def _teller(selection: Selection) -> Callable[[float | None], str]:
    """How numbers of the measure asked for are told: a year has no comma."""
    tell = "{:.0f}".format if selection.chosen.get("dimension") == ("date",) else words.number
    return lambda end: "" if end is None else tell(end)


def _between(what: str, low: str, high: str) -> str:
    """
    >>> _between("printed", "4 Dec 2024", ""), _between("number", "5", "10"), _between("", "5", "10")
    ('printed from 4 Dec 2024', 'number 5 to 10', '5 to 10')
    """
    if low and high:
        return f"{what} {low} to {high}".strip()
    told = f"from {low}" if low else f"to {high}" if high else ""
    return f"{what} {told}".strip() if told else ""
