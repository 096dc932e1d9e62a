"""The colours of charts, for light paper and dark; the style sheet has the same names."""

from dataclasses import dataclass

import streamlit as st


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """
    `sides` are the two figures in question and the rest: Okabe and Ito's blue and vermilion, apart for every kind of
    colour vision, and by their shapes in grey. `steps` run from what is settled to what is confirmed to disagree, ever
    darker on light paper and lighter on dark.
    """

    ink: str
    hair: str
    band: str
    paper: str
    sides: tuple[str, str, str]
    steps: tuple[str, str, str, str]


LIGHT = Palette(
    ink="#1f2529",
    hair="#e4e1d9",
    band="#d3e6dc",
    paper="#fbfaf7",
    sides=("#0067a5", "#b84e00", "#767c80"),
    steps=("#e4e1d9", "#9cc5b2", "#d98a4a", "#8a2f00"),
)
DARK = Palette(
    ink="#e8e6e1",
    hair="#3a4147",
    band="#24463a",
    paper="#14181b",
    sides=("#62b0e8", "#f08c43", "#9aa1a6"),
    steps=("#3a4147", "#3f7a63", "#d98a4a", "#ffc896"),
)


def current() -> Palette:
    """The palette of the theme that the browser shows."""
    return DARK if st.context.theme.type == "dark" else LIGHT
