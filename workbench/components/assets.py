"""Our own components: a Python file with a style sheet and a script of the same name beside it."""

from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

HERE = Path(__file__).parent


def component(name: str, *, html: str) -> ComponentRenderer:
    """The component `name`, drawn by name.js inside `html` and styled by name.css; nothing is fetched."""
    return st.components.v2.component(
        f"workbench_{name}",
        html=html,
        css=(HERE / f"{name}.css").read_text(encoding="utf-8"),
        js=(HERE / f"{name}.js").read_text(encoding="utf-8"),
    )
