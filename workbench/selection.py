"""Which claims the Ledger shows: a selection that fits in a URL, and the facets that offer to narrow it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

FACETS = {
    "story": "Story",
    "status": "Decision",
    "flag": "Disagreement",
    "topic": "Topic",
    "source": "Source",
    "outlet": "Outlet",
    "kind": "Kind",
    "modality": "Said as",
}
UNNAMED = {
    "status": "open",
    "flag": "none",
    "topic": "compared with nothing",
    "source": "the article itself",
    "outlet": "no outlet",
}
SEARCHED = ("sentence", "surface", "entity", "source", "outlet", "title")
TEXT, ALL = "q", "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value of a facet: how many claims it would leave, and whether it is chosen. "" is a cell left empty."""

    value: str
    title: str
    count: int
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A column to narrow by, with its values: the chosen first, then the most frequent."""

    name: str
    label: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """
    What is asked for: any of the values chosen in each facet, the text, and worth checking.

    `everything` also lets in the figures that are not worth checking ("the two leaders").
    """

    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    text: str = ""
    everything: bool = False


def to_query(selection: Selection) -> dict[str, list[str]]:
    """The selection as URL parameters; an empty selection has none."""
    query = {name: list(values) for name, values in selection.chosen.items() if values}
    if selection.text:
        query[TEXT] = [selection.text]
    if selection.everything:
        query[ALL] = ["1"]
    return query


def from_query(query: Mapping[str, Sequence[str]]) -> Selection:
    """The selection a URL asks for; parameters that mean nothing here are left alone."""
    return Selection(
        chosen={name: tuple(dict.fromkeys(query[name])) for name in FACETS if query.get(name)},
        text="".join(query.get(TEXT, [])[:1]),
        everything=bool(query.get(ALL)),
    )


def toggle(selection: Selection, name: str, value: str) -> Selection:
    """The selection with one value more, or less."""
    old = selection.chosen.get(name, ())
    new = tuple(one for one in old if one != value) if value in old else (*old, value)
    return replace(selection, chosen={**selection.chosen, name: new})


def is_open(selection: Selection) -> bool:
    """True if it leaves out nothing but what is not worth checking."""
    return not selection.text and not any(selection.chosen.values())


def select(claims_df: pd.DataFrame, selection: Selection, *, but: str = "") -> pd.DataFrame:
    """The rows asked for, in their order; `but` names a facet to disregard. Empty in, empty out."""
    keep = pd.Series(data=True, index=claims_df.index)
    if not selection.everything:
        keep &= claims_df["checkable"]
    for name, values in selection.chosen.items():
        if values and name != but:
            keep &= _column(claims_df, name).isin(values)
    if wanted := selection.text.casefold().strip():
        found = pd.Series(data=False, index=claims_df.index)
        for name in SEARCHED:
            found |= claims_df[name].str.casefold().str.contains(wanted, regex=False)
        keep &= found
    return claims_df[keep]


def offer(claims_df: pd.DataFrame, selection: Selection) -> tuple[Facet, ...]:
    """The facets, each counted under all the others; a facet that could narrow nothing is left out."""
    facets = []
    for name, label in FACETS.items():
        chosen = selection.chosen.get(name, ())
        counts = Counter(dict.fromkeys(chosen, 0))
        counts.update(_column(select(claims_df, selection, but=name), name))
        if len(counts) < 2 and not chosen:
            continue
        values = [
            Value(value=value, title=_title(name, value), count=count, on=value in chosen)
            for value, count in counts.items()
        ]
        values.sort(key=lambda one: (not one.on, -one.count, one.title))
        facets.append(Facet(name=name, label=label, values=tuple(values)))
    return tuple(facets)


def in_words(selection: Selection) -> str:
    """What is asked for, as a line a reader understands; "" if nothing is left out."""
    parts = [
        f"{FACETS[name].lower()}: {' or '.join(_title(name, value) for value in values)}"
        for name, values in selection.chosen.items()
        if values
    ]
    if selection.text:
        parts.append(f"holding “{selection.text}”")
    return ", ".join(parts)


def _column(claims_df: pd.DataFrame, name: str) -> "pd.Series[str]":
    """A facet's column; of a flag only the relation, without its level."""
    return claims_df[name].str.split(":").str[0] if name == "flag" else claims_df[name]


def _title(name: str, value: str) -> str:
    return value.replace("_", " ") if value and name in ("kind", "flag") else value or UNNAMED.get(name, "none")
