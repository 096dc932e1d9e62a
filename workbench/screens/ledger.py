"""Ledger: every figure in one frame, narrowed by facets and text; a row opens its card."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from workbench import selection, services, state, words
from workbench.components import claim_card, facets, welcome
from workbench.markup import draw, tag
from workbench.selection import Selection
from workbench.services import Desk

PAGE = "Ledger"
WHOLE = 18  # so many rows are shown without scrolling
SHOWN = {
    "saying": st.column_config.TextColumn("Figure", width=210),
    "source": st.column_config.TextColumn("Says", width=180),
    "sentence": st.column_config.TextColumn("Sentence", width=300),
    "disagreement": st.column_config.TextColumn("Disagreement", width=140),
    "decision": st.column_config.TextColumn("Decision", width=90),
    "outlet": st.column_config.TextColumn("Printed by", width=150),
    "published": st.column_config.DateColumn("On", format="D MMM YYYY", width=100),
    "topic": st.column_config.TextColumn("Topic", width=200),
    "modality": st.column_config.TextColumn("Said as", width=90),
}


def show() -> None:
    """Draw the page."""
    desk = services.desk()
    if desk.documents.empty:
        welcome.show()
        return
    chosen = follow_url()
    shown = selection.select(desk.claims, chosen)
    with st.sidebar:
        show_filter(desk, chosen)
    show_head(desk, chosen, shown)
    if shown.empty:
        draw(tag("p", "No figure is like that. Take back a filter at the left.", look="quiet"))
        return
    key = f"grid {sorted(selection.to_query(chosen).items())}"
    picked = st.session_state.get(key, {}).get("selection", {}).get("rows", [])
    if picked and picked[0] < len(shown):
        grid, card = st.columns([5, 3], gap="medium")
        with card:
            show_card(desk, str(shown["claim_id"].iloc[picked[0]]))
    else:
        grid = st.container()
    with grid:
        st.dataframe(
            to_grid(shown, desk.sayings),
            key=key,
            column_config=SHOWN,
            hide_index=True,
            height="content" if len(shown) <= WHOLE else 640,
            on_select="rerun",
            selection_mode="single-row",
            placeholder="",
            alt="Figures",
        )


def follow_url() -> Selection:
    """The selection in the URL; coming back to the page without one, that which was open."""
    session = state.session()
    asked = selection.from_query({name: st.query_params.get_all(name) for name in st.query_params})
    if session.page == PAGE or asked != Selection():
        session.selection = asked
    else:
        narrow(session.selection)
    st.session_state[state.SEARCH] = session.selection.text
    return session.selection


def narrow(chosen: Selection) -> None:
    """Make this the open filter, here and in the URL."""
    state.session().selection = chosen
    st.query_params.from_dict(selection.to_query(chosen))


def show_filter(desk: Desk, chosen: Selection) -> None:
    """Search and facets."""

    def search() -> None:
        narrow(replace(chosen, text=st.session_state[state.SEARCH].strip()))

    def toggle(name: str, value: str) -> None:
        narrow(selection.toggle(chosen, name, value))

    st.text_input(
        "Search",
        key=state.SEARCH,
        placeholder="Words in a sentence, a name",
        label_visibility="collapsed",
        icon=":material/search:",
        on_change=search,
        type="search",
    )
    facets.show(selection.offer(desk.claims, chosen), key="facets", on_toggle=toggle)
    st.toggle(
        "Also what is not worth checking",
        value=chosen.everything,
        key=f"everything {chosen.everything}",
        on_change=narrow,
        args=(replace(chosen, everything=not chosen.everything),),
    )


def show_head(desk: Desk, chosen: Selection, shown: pd.DataFrame) -> None:
    """How many figures are shown, of how many, and their export."""
    of = len(desk.claims) if chosen.everything else int(desk.claims["checkable"].sum())
    is_filtered = not selection.is_open(chosen)
    told = f"{len(shown):,} of {words.count(of, 'figure')}" if is_filtered else words.count(of, "figure")
    with st.container(horizontal=True, vertical_alignment="center"):
        draw(tag("h1", told, look="page"), width="content")
        if is_filtered:
            st.button(
                "Show all",
                key="clear",
                type="tertiary",
                on_click=narrow,
                args=(Selection(everything=chosen.everything),),
            )
        st.space("stretch")
        for name, module in services.formats().items():
            st.download_button(
                words.exporter(module)[0],
                data=partial(services.exported, name, shown),
                file_name=services.file_name(name, is_filtered=is_filtered),
                mime=module.MEDIA_TYPE,
                key=f"export_{name}",
                on_click="ignore",
                icon=":material/download:",
                help="Exactly the figures shown",
                disabled=shown.empty,
            )


def to_grid(shown: pd.DataFrame, sayings: Mapping[str, str]) -> pd.DataFrame:
    """The rows as the grid shows them: our words for closed lists, nothing else changed."""
    return shown.assign(
        saying=shown["claim_id"].map(sayings),
        source=shown["source"].where(shown["source"] != "", words.OWN_VOICE),
        disagreement=shown["flag"].map(words.flag),
        decision=shown["status"].map(words.STATUS).fillna(shown["status"]),
    )[list(SHOWN)]


def show_card(desk: Desk, claim_id: str) -> None:
    """The claim in full, and the ways on from it."""
    row = services.find_claim(desk, claim_id) or {}
    claim_card.show(row, saying=desk.sayings[claim_id], against=services.opponents(desk, claim_id))
    with st.container(horizontal=True):
        if st.button("In its article", key="open_article", icon=":material/article:"):
            st.switch_page("screens/article.py", query_params={"doc": str(row["doc_id"]), "claim": claim_id})
        conflict = services.conflict_about(desk, claim_id)
        if conflict and st.button("Side by side", key="open_review", icon=":material/compare_arrows:"):
            st.switch_page("screens/review.py", query_params={"conflict": conflict})


show()
