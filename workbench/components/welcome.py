"""The first run: one sentence, three ways to begin."""

import streamlit as st

from workbench import services
from workbench.markup import draw, tag

DEMO, PASTE, UPLOAD = "welcome_demo", "welcome_paste", "welcome_upload"


def show() -> None:
    """Draw it; the demo is read here and now, the other two lead to Add."""
    first, then = "See every figure in your articles, who says it,", "and which of them cannot both be true."
    draw(tag("div", tag("p", first, tag("br"), then), look="welcome"))
    with st.container(horizontal=True, horizontal_alignment="center"):
        demo = st.button("Open the demo story", key=DEMO, type="primary", icon=":material/play_arrow:")
        paste = st.button("Paste an article", key=PASTE, icon=":material/content_paste:")
        upload = st.button("Upload files", key=UPLOAD, icon=":material/upload_file:")
    if demo:
        with st.spinner("Reading the demo story …"):
            services.add_demo()
        st.switch_page("screens/review.py")
    if paste or upload:
        st.switch_page("screens/add.py")
    draw(tag("p", "Nothing you add leaves this machine.", look="aside quiet small"))
