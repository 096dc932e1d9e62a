"""Facets with counts beside the ledger: one click keeps a value, another lets it go; and ranges, part by part."""

from collections.abc import Callable, Sequence
from dataclasses import asdict

import streamlit as st

from workbench.components.assets import component
from workbench.selection import Facet, Range

MOUNT = component("facets", html='<div class="facets"></div>')


def show(
    facets: Sequence[Facet],
    *,
    key: str,
    on_toggle: Callable[[str, str], None],
    ranges: Sequence[Range] = (),
    on_bound: Callable[[str, str, str], None] | None = None,
) -> None:
    """
    Draw the facets, then the ranges.

    `on_toggle` is called with a facet's name and the value clicked, `on_bound` with a range's name and its ends as they
    were written, before the next run.
    """

    def toggled() -> None:
        if clicked := st.session_state[key].get("toggled"):
            on_toggle(*clicked)

    def bounded() -> None:
        if on_bound and (written := st.session_state[key].get("bounded")):
            on_bound(*written)

    MOUNT(
        key=key,
        data={"facets": [asdict(facet) for facet in facets], "ranges": [asdict(one) for one in ranges]},
        on_toggled_change=toggled,
        on_bounded_change=bounded,
    )
