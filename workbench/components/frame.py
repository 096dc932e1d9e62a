"""What stands around every page: the style sheet, and plain words where something went wrong."""

import logging
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page

from claims.errors import ClaimsError
from workbench import state
from workbench.markup import draw, tag

HERE = Path(__file__).parents[1]
LOG = logging.getLogger(__name__)
BROKEN = "This page could not be drawn. What you decided is kept in the ledger; the terminal says what went wrong."


def around(page: Page) -> None:
    """Run `page` inside the frame."""
    state.start()
    st.html(HERE / "style.css")
    st.logo(str(HERE / "favicon.svg"), size="medium")
    session = state.session()
    trouble, session.trouble = session.trouble, ""
    if trouble:
        show_trouble(trouble)
    try:
        page.run()
    except ClaimsError as error:
        show_trouble(str(error))
    except Exception:
        LOG.exception("the page %s failed", page.title)
        show_trouble(BROKEN)
    session.page = page.title


def show_trouble(told: str) -> None:
    """Say what went wrong; it may name files and articles, so it is shown as it is."""
    draw(tag("div", *(tag("p", line) for line in told.splitlines()), look="trouble", role="alert"))
