"""What one browser session remembers: every session_state key, with its default."""

from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from claims import corrections
from workbench.selection import Selection
from workbench.table import View

# Widgets that hold what a user typed: they outlive a page switch and an error.
NOTE = "note"
REVIEWER = "reviewer"
SEARCH = "search"
COLUMNS, PAGE = "columns", "page"
PASTE_TEXT, PASTE_OUTLET, PASTE_DATE = "paste_text", "paste_outlet", "paste_date"
PASTE_STORY, PASTE_TITLE, PASTE_URL = "paste_story", "paste_title", "paste_url"
PLACES, PLACES_STORY = "places", "places_story"
BY = "by"
ALIASES, KIND = "aliases", "kind"
WITH_ASIDE, WITH_REJECTED = "with_aside", "with_rejected"
FIND, PLACE, WHY = "find_words", "find_place", "field_why"
FIELDS: dict[str, Any] = {
    name: {"kind": "count", "modifier": "exact", "modality": "asserted", "checkable": True}.get(name, "")
    for name in corrections.FIELDS
}
DEFAULTS: dict[str, Any] = {
    NOTE: "",
    REVIEWER: "",
    SEARCH: "",
    PASTE_TEXT: "",
    PASTE_OUTLET: "",
    PASTE_DATE: None,
    PASTE_STORY: "",
    PASTE_TITLE: "",
    PASTE_URL: "",
    PLACES: "",
    PLACES_STORY: "",
    BY: "source",
    ALIASES: [],
    KIND: "",
    WITH_ASIDE: False,
    WITH_REJECTED: False,
    FIND: "",
    WHY: "",
    **{f"field_{name}": default for name, default in FIELDS.items()},
}
SESSION = "workbench"


@dataclass(slots=True, kw_only=True)
class Session:
    """
    The rest: where the reader is.

    `conflict` and `topic` are what Review shows, `doc` and `claim` what Article shows, `span` the words that become a
    figure there, `correcting` the claim whose reading is corrected, `finding` whether a figure's words are asked for,
    `faults` what is wrong with what was typed. `selection` is the Ledger's open filter, `view` how it shows what that
    leaves, `is_all` that all of it is picked, `done` what was decided there last, `rounds` how often what was picked
    was let go. `voice` are the stories and the source or outlet that Sources shows, `edited` the source whose names are
    edited there, `saved` what that came to, to be said once. `page` is the page drawn last, `trouble` a sentence to
    show once, `found` what the last addition gave, `uploads` how many there were, `emptied` the widgets to empty before
    they are drawn again.
    """

    conflict: str = ""
    topic: str = ""
    doc: str = ""
    claim: str = ""
    span: tuple[int, int] | None = None
    correcting: str = ""
    finding: bool = False
    faults: tuple[str, ...] = ()
    selection: Selection = field(default_factory=Selection)
    view: View = field(default_factory=View)
    is_all: bool = False
    done: str = ""
    rounds: int = 0
    voice: Selection = field(default_factory=Selection)
    edited: Any = None
    saved: str = ""
    page: str = ""
    trouble: str = ""
    found: Any = None
    uploads: int = 0
    emptied: tuple[str, ...] = ()


def session() -> Session:
    """This browser session's memory, made on first use."""
    if SESSION not in st.session_state:
        st.session_state[SESSION] = Session()
    remembered: Session = st.session_state[SESSION]
    return remembered


def start() -> None:
    """Give every widget its default, once, and empty those that are to be."""
    remembered = session()
    emptied, remembered.emptied = remembered.emptied, ()
    for key, default in DEFAULTS.items():
        if key in emptied or key not in st.session_state:
            st.session_state[key] = default
