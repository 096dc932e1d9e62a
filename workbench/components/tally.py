"""A table of counts, a row for each of those counted: one is opened by a click, a column's name orders them."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

import streamlit as st

from workbench.components.assets import component

MOUNT = component("tally", html='<div class="tally"><table><thead></thead><tbody></tbody></table></div>')


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A column's name, what it counts where that does not say it all, and whether its numbers are shares of 1."""

    name: str
    title: str
    told: str = ""
    is_share: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row: words and numbers."""

    id: str
    cells: Sequence[str | float]


def show(
    heads: Sequence[Head],
    lines: Sequence[Line],
    *,
    key: str,
    label: str,
    current: str | None,
    on_open: Callable[[str], None],
) -> None:
    """Draw the table, the row `current` open; before the next run `on_open` is called with the id of a row clicked."""

    def opened() -> None:
        clicked = st.session_state[key].get("opened")
        if clicked is not None:
            on_open(clicked)

    MOUNT(
        key=key,
        data={
            "heads": [asdict(head) for head in heads],
            "lines": [asdict(line) for line in lines],
            "current": current,
            "label": label,
        },
        on_opened_change=opened,
    )
