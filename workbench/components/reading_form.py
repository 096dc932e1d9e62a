"""What was read of a figure, to be corrected: a field for every cell, in the order in which one says it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import streamlit as st

from claims import corrections
from workbench import state, verbatim, words
from workbench.components import side
from workbench.markup import draw, tag

LABELS = {
    "modifier": "Bound",
    "number": "Number",
    "upper": "To, of a range",
    "unit": "Unit",
    "per": "Per",
    "entity": "Of what",
    "property": "What happened",
    "scope": "Limited to",
    "source": "Source",
    "kind": "Kind",
    "modality": "Said as",
    "aspect": "Counted as",
    "as_of": "Speaks of (a day)",
    "checkable": "Worth checking",
    "why": "Why (kept as a note)",
    "reviewer": "Signed",
}
EXAMPLES = {
    "number": "18,000 or 1.5 million",
    "unit": "soldier, USD, km",
    "per": "month per soldier",
    "entity": "North Korean troops",
    "property": "send",
    "scope": "in the Kursk region",
    "source": words.OWN_VOICE,
    "as_of": "2024-12-20",
    "reviewer": "Your name",
}
KEYS = {"reviewer": state.REVIEWER}
PAIRS = (
    ("modifier", "number"),
    ("upper", "unit"),
    ("per", "kind"),
    ("entity", "property"),
    ("scope", "as_of"),
    ("source", "modality"),
    ("aspect", "checkable"),
    ("why", "reviewer"),
)


def show(
    row: Mapping[str, Any],
    *,
    heading: str,
    faults: Iterable[str],
    on_save: Callable[[], None],
    on_cancel: Callable[[], None],
) -> None:
    """
    Draw the form for a row of claims_df; what is typed is in `typed`, and stays there until `fill` is called again.

    `on_save` and `on_cancel` are called before the next run; `faults` say what was wrong with what was typed.
    """
    draw(
        tag(
            "article",
            tag("p", heading, look="eyebrow"),
            side.body(row, saying=row["surface"]),
            look="side lone",
            aria_label=heading,
        )
    )
    if told := [tag("p", verbatim.text(fault)) for fault in faults]:
        draw(tag("div", *told, look="trouble", role="alert"))
    with st.form("reading", border=False):
        with st.container(gap="xsmall"):
            for pair in PAIRS:
                for column, name in zip(st.columns(2, gap="small", vertical_alignment="bottom"), pair, strict=True):
                    with column:
                        ask(name)
        with st.container(horizontal=True):
            st.form_submit_button("Save", key="save_reading", type="primary", on_click=on_save)
            st.form_submit_button("Cancel", key="cancel", type="tertiary", on_click=on_cancel, shortcut="Esc")


def ask(name: str) -> None:
    """One field: yes or no, a word of a closed list, or a line to type."""
    key = KEYS.get(name, f"field_{name}")
    if name == "checkable":
        st.toggle(LABELS[name], key=key, persist_state="session")
    elif name in corrections.LISTS:
        said = words.CHOICES.get(name, {})
        st.selectbox(
            LABELS[name],
            corrections.LISTS[name],
            key=key,
            format_func=lambda word: said.get(word, word.replace("_", " ")),
            persist_state="session",
        )
    else:
        st.text_input(LABELS[name], key=key, placeholder=EXAMPLES.get(name), persist_state="session")


def fill(row: Mapping[str, Any]) -> None:
    """Put a row into the fields."""
    for name, cell in corrections.to_typed(row).items():
        st.session_state[f"field_{name}"] = cell
    st.session_state[state.WHY] = ""


def typed() -> dict[str, Any]:
    """What stands in the fields."""
    return {name: st.session_state[f"field_{name}"] for name in corrections.FIELDS}
