"""HTML on the page. The only module that calls st.html with text."""

from typing import Literal

import streamlit as st

from claims.markup import Markup, join, tag

__all__ = ["Markup", "draw", "join", "tag"]


def draw(*parts: str, width: Literal["stretch", "content"] = "stretch") -> None:
    """Put it on the page."""
    st.html(join(parts), width=width)
