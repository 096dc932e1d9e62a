"""The workbench: page settings and navigation, nothing else. Run by `claims ui`."""

from pathlib import Path

import streamlit as st

import workbench.services  # noqa: F401 - before all else of ours, see `workbench.__main__`
from workbench.components import frame

st.set_page_config(page_title="Claims", page_icon=str(Path(__file__).with_name("favicon.svg")), layout="wide")
page = st.navigation(
    [
        st.Page("screens/review.py", title="Review", default=True),
        st.Page("screens/ledger.py", title="Ledger"),
        st.Page("screens/article.py", title="Article"),
        st.Page("screens/sources.py", title="Sources"),
        st.Page("screens/add.py", title="Add"),
        st.Page("screens/export.py", title="Export"),
    ],
    position="top",
)
frame.around(page)
