"""What a source says, a figure a line: its sentence with the marks, how it was read, and the way to its article."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import streamlit as st

from workbench.components.assets import component

MOUNT = component("quotes", html="<section></section>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """
    One claim. `pieces` are its sentence cut up as verbatim.pieces does, `badges` words and whether they are sure,
    `notes` names and what they hold. `href` is where the claim stands in its article, for a window of its own.
    """

    id: str
    title: str
    href: str
    pieces: tuple[tuple[str, str], ...]
    badges: tuple[tuple[str, str], ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    group: str = ""


def show(quotes: Sequence[Quote], *, key: str, label: str) -> str:
    """Draw the list; the id of the quote whose figure was just clicked, "" for none."""

    def picked() -> None:
        """Streamlit hands over what was clicked only where somebody listens."""

    MOUNT(key=key, data={"quotes": [asdict(quote) for quote in quotes], "label": label}, on_picked_change=picked)
    return str(st.session_state[key].get("picked") or "")
