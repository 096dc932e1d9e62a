"""Correcting a reading and adding a figure: what stands in the margin of the article for it, and what that writes."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, ParamSpec

import streamlit as st

from claims.errors import ClaimsError
from workbench import services, state, verbatim
from workbench.components import reading_form
from workbench.markup import draw, tag

Given = ParamSpec("Given")
LONGEST = 120
"""More is no figure, but a passage."""


def show() -> bool:
    """Draw what is being added or corrected; whether there is any."""
    session = state.session()
    if session.span and (proposed := services.proposed(session.doc, *session.span)):
        show_form(proposed, "Add a figure", save_new)
    elif session.finding:
        show_finder()
    elif session.correcting and (row := services.find_claim(services.desk(), session.correcting)):
        show_form(row, "Correct the reading", save_correction)
    else:
        return False
    return True


def go_to(claim_id: str) -> None:
    """Show a claim's card, "" the list; what was being added or corrected is left."""
    session = state.session()
    session.claim, session.span, session.finding, session.correcting, session.faults = claim_id, None, False, "", ()


def plainly(act: Callable[Given, None]) -> Callable[Given, None]:
    """What goes wrong in a callback, said on the next page in its own words."""

    @wraps(act)
    def acting(*given: Given.args, **named: Given.kwargs) -> None:
        try:
            act(*given, **named)
        except ClaimsError as error:
            state.session().trouble = str(error)

    return acting


@plainly
def take(start: int, end: int) -> None:
    """Words of the article are a figure: the claim that has them, or a form with what the program reads in them."""
    session = state.session()
    row = services.proposed(session.doc, start, end)
    if row is None or row["end"] - row["start"] > LONGEST:
        session.trouble = "Select the figure alone, as it is written: 18,000 or a handful."
        return
    start, end = int(row["start"]), int(row["end"])
    go_to(services.claim_at(services.desk(), session.doc, start, end))
    if not session.claim:
        session.span = start, end
        reading_form.fill(row)


def find() -> None:
    """Ask for the words of the figure that was missed."""
    go_to("")
    state.session().finding = True


def show_finder() -> None:
    """A figure is selected in the text, or found by its words; where they stand more than once, one place is chosen."""
    draw(tag("p", "Add a figure", look="eyebrow"), tag("p", "Select it in the text, or type it here as it is written."))
    with st.form("find", border=False):
        st.text_input("Words of the figure", key=state.FIND, placeholder="a handful", persist_state="session")
        with st.container(horizontal=True):
            st.form_submit_button("Find it", key="find", type="primary", on_click=look_up)
            st.form_submit_button("Cancel", key="cancel", type="tertiary", on_click=go_to, args=("",), shortcut="Esc")
    session = state.session()
    for fault in session.faults:
        draw(tag("div", verbatim.text(fault), look="trouble", role="alert"))
    wanted = st.session_state[state.FIND]
    places = services.free_places(services.desk(), session.doc, wanted) if wanted.strip() else []
    if len(places) > 1:
        text = services.document(session.doc).text
        shown = {place: verbatim.around(text, *place) for place in places}
        st.selectbox("Which of them", places, key=state.PLACE, format_func=shown.__getitem__)
        st.button("Take this one", key="take_place", on_click=lambda: take(*st.session_state[state.PLACE]))


@plainly
def look_up() -> None:
    """Take the words where they stand, if that is one place."""
    session, wanted = state.session(), st.session_state[state.FIND].strip()
    places = services.free_places(services.desk(), session.doc, wanted)
    session.faults = () if places else (f"“{wanted}” stands nowhere in the article where there is no figure yet.",)
    if len(places) == 1:
        take(*places[0])


def show_form(row: Mapping[str, Any], heading: str, on_save: Callable[[], None]) -> None:
    """The fields of a reading."""
    session = state.session()
    reading_form.show(
        row,
        heading=heading,
        faults=session.faults,
        on_save=on_save,
        on_cancel=lambda: go_to(session.claim),
    )


def begin(row: Mapping[str, Any]) -> None:
    """Open the form with what was read."""
    state.session().correcting = str(row["claim_id"])
    reading_form.fill(row)


@plainly
def save_correction() -> None:
    """Write the correction, or keep the form with what is wrong."""
    session = state.session()
    if row := services.find_claim(services.desk(), session.claim):
        save(services.correct, row)


@plainly
def save_new() -> None:
    """Write the figure, or keep the form with what is wrong."""
    session = state.session()
    if session.span and (row := services.proposed(session.doc, *session.span)):
        save(services.add_figure, row)


@plainly
def set_checkable(claim_id: str, is_checkable: bool) -> None:
    """It is worth checking after all, or is not."""
    services.set_checkable(claim_id, is_checkable, reviewer=signature())


def save(write: Callable[..., list[str]], row: Mapping[str, Any]) -> None:
    """Write what was typed about a row, then show its claim; where it is refused, all stays as it is."""
    note = str(st.session_state[state.WHY]).strip()
    faults = write(row, reading_form.typed(), note=note, reviewer=signature())
    state.session().faults = tuple(faults)
    if not faults:
        go_to(str(row["claim_id"]))


@plainly
def undo() -> None:
    """Take back the newest decision."""
    services.undo(reviewer=signature())


def signature() -> str:
    """Who decides."""
    return str(st.session_state[state.REVIEWER]).strip()
