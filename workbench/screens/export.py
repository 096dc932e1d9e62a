"""Export: the claims as a file, all of them or those of the Ledger's open filter."""

from functools import partial

import pandas as pd
import streamlit as st

from claims.columns import CLAIMS
from workbench import selection, services, state, verbatim, words
from workbench.components import welcome
from workbench.markup import draw, tag

ALL, FILTERED = "All figures", "The Ledger's filter"
SHEET, EVERY_TOPIC = "sheet", "Every topic with a disagreement"


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
        with_history = st.toggle("With every decision, those taken back too (Excel and Data package)", key="history")
        conflicts = services.disagreements(claims_df)
        for name in services.exporters():
            show_format(name, claims_df, conflicts, is_filtered=is_filtered, with_history=with_history)
        with st.expander("What each column holds"):
            draw(verbatim.fields({column.name: column.meaning for column in CLAIMS}, look="columns"))


def show_format(
    name: str, claims_df: pd.DataFrame, conflicts: pd.DataFrame, *, is_filtered: bool, with_history: bool
) -> None:
    """One format: what it is for, what it leaves out, its file."""
    exporter = services.exporters()[name]
    called, good_for = words.exporter(exporter)
    written = services.written(name, claims_df, conflicts)
    left_out = len(claims_df) - written
    with_history = with_history and exporter.HAS_HISTORY
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"format_{name}"):
        told = f"Leaves out {words.count(left_out, 'figure')}: {exporter.LEAVES_OUT}." if left_out else ""
        told = "With every decision." if with_history else told
        draw(tag("b", called), tag("div", good_for, look="quiet"), tag("div", told, look="quiet small"))
        topic = ask_topic(conflicts) if name == SHEET and written else ""
        st.download_button(
            "Download",
            data=partial(services.exported, name, claims_df, with_history=with_history, topic=topic),
            file_name=services.file_name(name, is_filtered=is_filtered or bool(topic)),
            mime=exporter.MEDIA_TYPE,
            key=f"download_{name}",
            on_click="ignore",
            icon=":material/download:",
            disabled=not written,
        )


def ask_topic(conflicts: pd.DataFrame) -> str:
    """One topic, or "" for all that have a disagreement."""
    topics = ["", *dict.fromkeys(conflicts["topic"])]
    asked = st.selectbox(
        "Topic",
        topics,
        format_func=lambda topic: topic or EVERY_TOPIC,
        key="topic",
        label_visibility="collapsed",
        width=230,
    )
    return str(asked)


def ask_scope() -> str:
    """Everything, or what the Ledger shows."""
    asked = st.segmented_control(
        "What", [ALL, FILTERED], default=FILTERED, required=True, key="scope", label_visibility="collapsed"
    )
    return str(asked)


show()
