"""A list to choose one thing from: topics, articles. Titles may hold any text; none of it is read as markup."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

import streamlit as st

from workbench.components.assets import component

MOUNT = component("rail", html="<ol></ol>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line: `count` stands at its right, `tone` says what the count counts."""

    id: str
    title: str
    note: str = ""
    count: str = ""
    tone: Literal["open", "done", "none"] = "none"
    group: str = ""


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
