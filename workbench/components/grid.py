"""A page of claims, a row each: picked one by one or all at once, opened, ordered by a click on a column's name."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

import streamlit as st

from workbench.components.assets import component

MOUNT = component("grid", html='<div class="grid" tabindex="-1"><table><thead></thead><tbody></tbody></table></div>')


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A column's name; `order` is "ascending", "descending", or "" where rows are not ordered by it."""

    name: str
    title: str
    order: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row; each of its cells is words and what they are (see verbatim.pieces)."""

    id: str
    cells: Sequence[Sequence[tuple[str, str]]]


def picked(key: str, *, of: str) -> list[str]:
    """The ids picked in the grid `key`, on this page and others, while it showed `of`; of anything else none."""
    state = st.session_state.get(key, {}).get("picked") or {}
    return list(state["ids"]) if state.get("of") == of else []


def show(
    heads: Sequence[Head],
    lines: Sequence[Line],
    *,
    key: str,
    of: str,
    current: str,
    is_all: bool,
    on_open: Callable[[str], None],
    on_order: Callable[[str], None],
    on_pick: Callable[[], None],
) -> None:
    """
    Draw the grid; `picked` gives what is picked in it, and forgets that once `of` changes.

    `current` is the row that is open; `is_all` shows every row as picked, whatever was picked. The functions are called
    before the next run: with the row opened, with the column whose name was clicked, and when what is picked changes.
    """

    def opened() -> None:
        if clicked := st.session_state[key].get("opened"):
            on_open(clicked)

    def ordered() -> None:
        if clicked := st.session_state[key].get("ordered"):
            on_order(clicked)

    MOUNT(
        key=key,
        data={
            "heads": [asdict(head) for head in heads],
            "lines": [asdict(line) for line in lines],
            "of": of,
            "current": current,
            "all": is_all,
            "picked": picked(key, of=of),
        },
        on_opened_change=opened,
        on_ordered_change=ordered,
        on_picked_change=on_pick,
    )
