"""Export: the claims as a file, all of them or those of the Ledger's open filter."""

from functools import partial

import streamlit as st

from claims.columns import CLAIMS
from workbench import selection, services, state, verbatim, words
from workbench.components import welcome
from workbench.markup import draw, tag

ALL, FILTERED = "All figures", "The Ledger's filter"


def show() -> None:
    """Draw the page."""
    desk = services.desk()
    if desk.documents.empty:
        welcome.show()
        return
    with st.container(key="export"):
        draw(tag("h1", "Export the ledger", look="page"))
        chosen = state.session().selection
        is_filtered = not selection.is_open(chosen) and ask_scope() == FILTERED
        claims_df = selection.select(desk.claims, chosen) if is_filtered else desk.claims
        filtered = " that the Ledger shows now (", verbatim.text(selection.in_words(chosen)), ")"
        which = filtered if is_filtered else (" in the ledger, worth checking or not",)
        holds = ": each with its sentence, its source, what it disagrees with and what you decided."
        draw(tag("p", words.count(len(claims_df), "figure"), *which, holds, id="scope"))
        for name, exporter in services.formats().items():
            with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"format_{name}"):
                called, good_for = words.exporter(exporter)
                draw(tag("b", called), tag("div", good_for, look="quiet"))
                st.download_button(
                    "Download",
                    data=partial(services.exported, name, claims_df),
                    file_name=services.file_name(name, is_filtered=is_filtered),
                    mime=exporter.MEDIA_TYPE,
                    key=f"download_{name}",
                    on_click="ignore",
                    icon=":material/download:",
                    disabled=claims_df.empty,
                )
        with st.expander("What each column holds"):
            draw(verbatim.fields({column.name: column.meaning for column in CLAIMS}, look="columns"))


def ask_scope() -> str:
    """Everything, or what the Ledger shows."""
    asked = st.segmented_control(
        "What", [ALL, FILTERED], default=FILTERED, required=True, key="scope", label_visibility="collapsed"
    )
    return str(asked)


show()
