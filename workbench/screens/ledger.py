"""Ledger: every figure in one frame, narrowed by facets and text; a row opens its card, several are decided at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from claims.errors import ClaimsError
from claims.ledger import Action
from workbench import selection, services, state, table, verbatim, words
from workbench.components import claim_card, facets, grid, welcome
from workbench.markup import draw, join, tag
from workbench.selection import Selection
from workbench.services import Desk
from workbench.table import Places, View

PAGE = "Ledger"
GRID = "grid"
CARD, PAGER = 400, 420  # widths in pixels
DECISIONS: dict[Action, tuple[str, str]] = {
    "flag": ("Flag", "F"),
    "accept": ("Accept", "A"),
    "exclude": ("Exclude", "X"),
}
HOW = "Pick figures at the left of their rows to decide several at once."
SAME = "Both measure one thing, whatever the program made of them: they are compared from now on"


def show() -> None:
    """Draw the page."""
    desk = services.desk()
    if desk.documents.empty:
        welcome.show()
        return
    chosen, view = follow_url()
    beside = st.sidebar.container()
    places = services.places(desk, chosen, view)
    show_head(desk, chosen, places)
    show_tools(desk, chosen, view, places)
    if len(places):
        show_figures(desk, chosen, view, places)
    else:
        show_nothing(desk, chosen)
    with beside:
        show_filter(desk, chosen)


def show_figures(desk: Desk, chosen: Selection, view: View, places: Places) -> None:
    """The figures asked for, and the card of the one that is open."""
    with st.container(horizontal=True, gap="medium", key="rows"):
        with st.container():
            show_rows(desk, chosen, view, places)
            show_pages(view, len(places))
        if row := services.find_claim(desk, view.claim):
            with st.container(width=CARD):
                show_card(desk, row)


# ---- what is shown


def follow_url() -> tuple[Selection, View]:
    """What the URL asks for; coming back to the page with nothing in it, what was open."""
    session = state.session()
    query = {name: st.query_params.get_all(name) for name in st.query_params}
    chosen, view = selection.from_query(query), table.from_query(query)
    if session.page == PAGE or (chosen, view) != (Selection(), View()):
        take(chosen, view)
    else:
        go(session.selection, session.view)
    st.session_state[state.SEARCH] = session.selection.text
    return session.selection, session.view


def take(chosen: Selection, view: View) -> None:
    """Show this; with other claims nothing is picked, and what was done is no longer told."""
    session = state.session()
    if chosen != session.selection:
        session.is_all, session.done = False, ""
    session.selection, session.view = chosen, view


def go(chosen: Selection, view: View) -> None:
    """Show this, here and in the URL."""
    take(chosen, view)
    st.query_params.from_dict(selection.to_query(chosen) | table.to_query(view))


def narrow(chosen: Selection) -> None:
    """Show other claims, from the first page, with no card open."""
    go(chosen, replace(state.session().view, page=1, claim=""))


def arrange(view: View) -> None:
    """Show the same claims in another way."""
    go(state.session().selection, view)


# ---- the filter


def show_filter(desk: Desk, chosen: Selection) -> None:
    """Search, facets and ranges."""

    def search() -> None:
        narrow(replace(chosen, text=st.session_state[state.SEARCH].strip()))

    def toggle(name: str, value: str) -> None:
        narrow(selection.toggle(chosen, name, value))

    def bound(name: str, low: str, high: str) -> None:
        narrow(selection.bound(chosen, name, low, high))

    st.text_input(
        "Search",
        key=state.SEARCH,
        placeholder="Words in a sentence, a name",
        label_visibility="collapsed",
        icon=":material/search:",
        on_change=search,
        type="search",
    )
    offered, ranges = services.offered(desk, chosen)
    facets.show(offered, key="facets", on_toggle=toggle, ranges=ranges, on_bound=bound)
    st.toggle(
        "Also what is not worth checking",
        value=chosen.everything,
        key=f"everything {chosen.everything}",
        on_change=narrow,
        args=(replace(chosen, everything=not chosen.everything),),
    )


def show_head(desk: Desk, chosen: Selection, places: Places) -> None:
    """How many figures are shown, of how many, by which filter, and their export."""
    of = len(desk.claims) if chosen.everything else int(selection.is_listed(desk.claims).sum())
    is_filtered = not selection.is_open(chosen)
    told = f"{len(places):,} of {words.count(of, 'figure')}" if is_filtered else words.count(of, "figure")
    with st.container(horizontal=True, vertical_alignment="center"):
        draw(tag("h1", told, look="page"), width="content")
        if is_filtered:
            st.button(
                "Show all",
                key="clear",
                type="tertiary",
                on_click=narrow,
                args=(Selection(everything=chosen.everything),),
            )
        st.space("stretch")
        for name, module in services.formats().items():
            st.download_button(
                words.exporter(module)[0],
                data=export_of(desk, name, places),
                file_name=services.file_name(name, is_filtered=is_filtered),
                mime=module.MEDIA_TYPE,
                key=f"export_{name}",
                on_click="ignore",
                icon=":material/download:",
                help="Exactly the figures shown, on all pages, in this order",
                disabled=not len(places),
            )
    if is_filtered:
        draw(tag("p", verbatim.text(selection.in_words(chosen)), look="quiet small", id="filter"))


def export_of(desk: Desk, name: str, places: Places) -> Callable[[], bytes]:
    """The figures shown in one format, made when they are asked for."""
    return lambda: services.exported(name, desk.claims.iloc[places])


def show_nothing(desk: Desk, chosen: Selection) -> None:
    """Why no figure is shown, and the way out."""
    hidden = replace(chosen, everything=True)
    found = int(selection.find(desk.claims, hidden).sum())
    if desk.claims.empty:
        draw(tag("p", "The articles of this ledger hold no figure.", look="quiet"))
    elif not found:
        draw(tag("p", "No figure is like that. Take back a filter at the left.", look="quiet"))
    else:
        of = " like that" if not selection.is_open(chosen) else ""
        draw(tag("p", f"No figure{of} is worth checking.", look="quiet"))
        st.button(f"Show {words.count(found, 'figure')} anyway", key="hidden", on_click=narrow, args=(hidden,))


# ---- deciding


def show_tools(desk: Desk, chosen: Selection, view: View, places: Places) -> None:
    """What can be done with the figures that are picked; while none is, what was done, and which columns there are."""
    picked = find_picked(desk, chosen, places)
    done = state.session().done
    with st.container(horizontal=True, vertical_alignment="center", key="tools"):
        if picked:
            show_decisions(desk, picked, of=len(places))
            return
        told = done or (HOW if len(places) else "")
        draw(tag("p", verbatim.text(told), look="" if done else "quiet small", role="status"), width="content")
        st.space("stretch")
        show_undo(desk)
        show_columns(view)


def show_decisions(desk: Desk, picked: Sequence[str], *, of: int) -> None:
    """How many figures a decision would touch, and the decisions."""
    status = desk.claims.loc[desk.claims["claim_id"].isin(picked), "status"]
    decided = int((status != "").sum())
    told = tag("b", f"{words.count(len(picked), 'figure')} picked")
    before = f"{decided:,} decided before" if decided else ""
    noted = "with your note" if st.session_state[state.NOTE].strip() else ""
    draw(tag("p", join((told, before, noted), ", "), role="status"), width="content")
    for action, (label, key) in DECISIONS.items():
        st.button(label, key=f"each_{action}", shortcut=key, on_click=decide, args=(action, picked))
    if len(picked) == 2:
        st.button("Same thing", key="same", shortcut="M", on_click=call_same, args=tuple(picked), help=SAME)
    with st.popover("Note", key="with_note"):
        show_note(picked)
    st.space("stretch")
    if len(picked) < of:
        st.button(f"Pick all {of:,}", key="pick_all", on_click=pick, args=(True,), type="tertiary")
    st.button("Pick none", key="pick_none", on_click=pick, args=(False,), type="tertiary")


def show_note(picked: Sequence[str]) -> None:
    """A note that goes with the decision about each figure, or is all that is said of it."""
    st.text_area(
        "Note", key=state.NOTE, height=72, placeholder="Kept with your decision about each", persist_state="session"
    )
    st.text_input("Signed", key=state.REVIEWER, placeholder="Your name", persist_state="session")
    is_empty = not st.session_state[state.NOTE].strip()
    st.button("Save the note only", key="each_note", on_click=decide, args=("note", picked), disabled=is_empty)


def show_undo(desk: Desk) -> None:
    """The newest decision taken back, whichever page it was made on."""
    count = len(services.newest_decisions(desk))
    told = f"Takes back {words.count(count, 'decision')} made last, in one go" if count > 1 else "The newest decision"
    st.button("Undo", key="undo", shortcut="U", on_click=undo, type="tertiary", disabled=not count, help=told)


def find_picked(desk: Desk, chosen: Selection, places: Places) -> list[str]:
    """The ids picked, of those shown."""
    ids = desk.claims["claim_id"].iloc[places]
    if not state.session().is_all:
        ids = ids[ids.isin(grid.picked(GRID, of=to_token(chosen)))]
    return list(ids)


def to_token(chosen: Selection) -> str:
    """Changes when what was picked is to be forgotten: with the filter, and with a decision."""
    return f"{state.session().rounds} {sorted(selection.to_query(chosen).items())}"


def pick(is_all: bool) -> None:
    """Pick all that is shown, on every page; or nothing."""
    session = state.session()
    session.is_all, session.rounds = is_all, session.rounds + 1


def decide(action: Action, picked: Sequence[str]) -> None:
    """Write the same decision about each figure, with the note, and say what was done."""
    session = state.session()
    note, reviewer = st.session_state[state.NOTE].strip(), st.session_state[state.REVIEWER].strip()
    try:
        count = services.decide_each(action, picked, note=note, reviewer=reviewer)
    except ClaimsError as error:
        session.trouble = str(error)
        return
    st.session_state[state.NOTE] = ""
    pick(is_all=False)
    session.done = f"{words.ACTION[action]} {words.count(count, 'figure')}."


def call_same(a: str, b: str) -> None:
    """Write that two figures measure one thing, whatever the program thinks: they are compared from now on."""
    session = state.session()
    note, reviewer = st.session_state[state.NOTE].strip(), st.session_state[state.REVIEWER].strip()
    try:
        services.decide("same", a, b, note=note, reviewer=reviewer)
    except ClaimsError as error:
        session.trouble = str(error)
        return
    st.session_state[state.NOTE] = ""
    pick(is_all=False)
    sayings = services.desk().sayings
    session.done = f"{words.ACTION['same']} {sayings[a]} and {sayings[b]}. They are compared now."


def undo() -> None:
    """Take back the newest decision, and say which."""
    session = state.session()
    try:
        undone = services.undo(reviewer=st.session_state[state.REVIEWER].strip())
    except ClaimsError as error:
        session.trouble = str(error)
        return
    if undone is None:
        session.done = "There is nothing to undo."
        return
    desk = services.desk()
    count = int((desk.decisions["batch"] == undone.batch).sum()) if undone.batch else 1
    sides = [
        desk.sayings.get(claim_id, "a claim no longer read")
        for claim_id in (undone.claim_a, undone.claim_b)
        if claim_id
    ]
    about = words.count(count, "figure") if count > 1 else " and ".join(sides)
    session.done = f"Taken back: {words.ACTION[undone.action].lower()} {about}."


# ---- the rows


def show_columns(view: View) -> None:
    """Which columns are shown."""

    def choose() -> None:
        asked = st.session_state[state.COLUMNS]
        arrange(replace(view, columns=tuple(name for name in table.COLUMNS if name in asked) or table.USUAL))

    st.session_state[state.COLUMNS] = list(view.columns)
    with st.popover("Columns", type="tertiary"):
        st.pills(
            "Columns",
            list(table.COLUMNS),
            key=state.COLUMNS,
            selection_mode="multi",
            format_func=lambda name: table.COLUMNS[name].title,
            label_visibility="collapsed",
            on_change=choose,
        )


def show_rows(desk: Desk, chosen: Selection, view: View, places: Places) -> None:
    """One page of the figures."""

    def open_card(claim_id: str) -> None:
        arrange(replace(view, claim="" if claim_id == view.claim else claim_id))

    def turn(name: str) -> None:
        arrange(table.turn(view, name))

    def pick_some() -> None:
        state.session().is_all = False

    page = desk.claims.iloc[table.take_page(places, view)]
    rows = page.assign(saying=[desk.sayings[claim_id] for claim_id in page["claim_id"]]).to_dict("records")
    order = "descending" if view.falling else "ascending"
    grid.show(
        [
            grid.Head(name=name, title=table.COLUMNS[name].title, order=order if name == view.sort else "")
            for name in view.columns
        ],
        [grid.Line(id=row["claim_id"], cells=table.to_cells(row, view.columns)) for row in rows],
        key=GRID,
        of=to_token(chosen),
        current=view.claim,
        is_all=state.session().is_all,
        on_open=open_card,
        on_order=turn,
        on_pick=pick_some,
    )


def show_pages(view: View, of: int) -> None:
    """Which page this is, and the way to the others."""
    pages = table.count_pages(of)
    if pages == 1:
        return
    page = min(view.page, pages)
    st.session_state[state.PAGE] = page

    def turn_to() -> None:
        arrange(replace(view, page=st.session_state[state.PAGE]))

    with st.container(horizontal=True, vertical_alignment="center"):
        last = min(page * table.ROWS, of)
        told = f"{(page - 1) * table.ROWS + 1:,} to {last:,} of {of:,}"
        draw(tag("p", told, look="quiet small", id="page"), width="content")
        st.space("stretch")
        st.pagination(pages, key=state.PAGE, on_change=turn_to, width=PAGER)


def show_card(desk: Desk, row: Mapping[str, Any]) -> None:
    """The claim in full, and the ways on from it."""
    claim_id = row["claim_id"]
    claim_card.show(row, saying=desk.sayings[claim_id], against=services.opponents(desk, claim_id))
    with st.container(horizontal=True):
        if st.button("In its article", key="open_article", icon=":material/article:"):
            st.switch_page("screens/article.py", query_params={"doc": str(row["doc_id"]), "claim": claim_id})
        conflict = services.conflict_about(desk, claim_id)
        if conflict and st.button("Side by side", key="open_review", icon=":material/compare_arrows:"):
            st.switch_page("screens/review.py", query_params={"conflict": conflict})
        st.space("stretch")
        close = replace(state.session().view, claim="")
        st.button("Close", key="close_card", shortcut="Escape", on_click=arrange, args=(close,), type="tertiary")


show()
