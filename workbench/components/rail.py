"""A list to choose one thing from: topics, articles. Titles may hold any text; none of it is read as markup."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

import streamlit as st

from workbench.components.assets import component

MOUNT = component("rail", html="<ol></ol>")
MOST = 100
"""So many rows are listed at once: a thousand take longer to draw than all else on a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line: `count` stands at its right, `tone` says what the count counts."""

    id: str
    title: str
    note: str = ""
    count: str = ""
    tone: Literal["open", "done", "none"] = "none"
    group: str = ""


def nearby(place: int, of: int) -> slice:
    """
    Which of very many rows are listed: those around one.

    >>> nearby(7, 12), nearby(20, 500), nearby(250, 500), nearby(499, 500)
    (slice(0, 100, None), slice(0, 100, None), slice(200, 300, None), slice(400, 500, None))
    """
    first = max(0, min(place - MOST // 2, of - MOST))
    return slice(first, first + MOST)


def show(rows: Sequence[Row], *, key: str, label: str, current: str, on_pick: Callable[[str], None]) -> None:
    """Draw the list; `on_pick` is called with a row's id before the next run."""

    def picked() -> None:
        if chosen := st.session_state[key].get("picked"):
            on_pick(chosen)

    MOUNT(
        key=key,
        data={"rows": [asdict(row) for row in rows], "current": current, "label": label},
        on_picked_change=picked,
    )
