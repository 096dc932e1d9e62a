"""Facets with counts beside the ledger: one click keeps a value, another lets it go."""

from collections.abc import Callable, Sequence
from dataclasses import asdict

import streamlit as st

from workbench.components.assets import component
from workbench.selection import Facet

MOUNT = component("facets", html='<div class="facets"></div>')


def show(facets: Sequence[Facet], *, key: str, on_toggle: Callable[[str, str], None]) -> None:
    """Draw the facets; `on_toggle` is called with a facet's name and the value clicked, before the next run."""

    def toggled() -> None:
        if clicked := st.session_state[key].get("toggled"):
            on_toggle(*clicked)

    MOUNT(key=key, data={"facets": [asdict(facet) for facet in facets]}, on_toggled_change=toggled)
