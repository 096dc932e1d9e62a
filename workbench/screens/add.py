"""Add: paste an article, name files, folders and web pages, or load the demo; what was found is said."""

import streamlit as st

from claims.errors import ClaimsError
from claims.model import NO_STORY
from workbench import services, state, verbatim, words
from workbench.components import frame
from workbench.markup import Markup, draw, join, tag
from workbench.services import Found

DEMO = "Short made-up articles about one deployment: figures that clash, agree, grow and project."
WHOLE = 8  # so many lines of a kind are shown without a click


def show() -> None:
    """Draw the page."""
    session = state.session()
    if session.found is not None:
        show_found(session.found)
    paste, other = st.columns([5, 3], gap="large")
    with paste:
        show_paste()
    with other:
        show_inputs()
        show_demo()


def show_paste() -> None:
    """The article's text, and what the text alone does not say."""
    draw(tag("h1", "Paste an article", look="page"))
    st.text_area(
        "Article",
        key=state.PASTE_TEXT,
        height=320,
        label_visibility="collapsed",
        placeholder="The whole text, headline and all",
        persist_state="session",
    )
    title, url = st.columns([3, 2])
    title.text_input("Title", key=state.PASTE_TITLE, placeholder="Its headline", persist_state="session")
    url.text_input(
        "Address", key=state.PASTE_URL, placeholder="Where it stands, never fetched", persist_state="session"
    )
    outlet, published, story = st.columns(3)
    outlet.text_input("Outlet", key=state.PASTE_OUTLET, placeholder="Who printed it", persist_state="session")
    published.date_input("Published", key=state.PASTE_DATE, format="YYYY-MM-DD", persist_state="session")
    story.text_input("Story", key=state.PASTE_STORY, placeholder=NO_STORY, persist_state="session")
    stories = ", ".join(services.stories(services.desk()))
    so_far = tag("span", " So far: ", verbatim.text(stories), ".") if stories else ""
    show_nearest()
    if st.button("Read it", key="read_paste", type="primary"):
        read_paste()
    draw(tag("p", "Figures are compared inside one story.", so_far, look="quiet small"))


def show_nearest() -> None:
    """The story that a pasted text seems to belong to, while none is named."""

    def file_there(story: str) -> None:
        st.session_state[state.PASTE_STORY] = story

    text = st.session_state[state.PASTE_TEXT]
    if not text.strip() or st.session_state[state.PASTE_STORY].strip():
        return
    if near := services.nearest_story(text, st.session_state[state.PASTE_DATE]):
        with st.container(horizontal=True, vertical_alignment="center", key="nearest"):
            draw(tag("p", "It reads like the story ", tag("b", verbatim.text(near)), "."), width="content")
            st.button("File it there", key="file_there", on_click=file_there, args=(near,))


def read_paste() -> None:
    """Add what was pasted; it stays where it is unless all went well."""
    text = st.session_state[state.PASTE_TEXT]
    if not text.strip():
        frame.show_trouble("There is no text yet: paste the article into the field above.")
        return
    try:
        with st.spinner("Reading …"):
            found = services.add_text(
                text,
                story=st.session_state[state.PASTE_STORY].strip(),
                outlet=st.session_state[state.PASTE_OUTLET].strip(),
                title=st.session_state[state.PASTE_TITLE].strip(),
                url=st.session_state[state.PASTE_URL].strip(),
                published=st.session_state[state.PASTE_DATE],
            )
    except ClaimsError as error:
        frame.show_trouble(f"{error}\nYour text is still here.")
        return
    session = state.session()
    session.found, session.emptied = found, (state.PASTE_TEXT, state.PASTE_TITLE, state.PASTE_URL)
    st.rerun()


def show_inputs() -> None:
    """Files, folders and pages, many at once."""
    draw(tag("h1", "Files, folders, web pages", look="page"))
    files = st.file_uploader(
        "Files",
        type=services.suffixes(),
        accept_multiple_files=True,
        key=f"files {state.session().uploads}",
        label_visibility="collapsed",
    )
    st.text_area(
        "Folders and addresses",
        key=state.PLACES,
        height=96,
        placeholder="~/articles/flood\nhttps://example.org/river-rises",
        help="A folder or a file of this machine, or the address of a page, each in a line of its own",
        persist_state="session",
    )
    st.text_input("Story of these", key=state.PLACES_STORY, placeholder=NO_STORY, persist_state="session")
    if st.button("Read them", key="read_files", type="primary"):
        read_inputs([(file.name, file.getvalue()) for file in files])


def read_inputs(uploads: list[tuple[str, bytes]]) -> None:
    """Read what was uploaded and named; what was typed stays unless all of it could be read."""
    places = list(filter(None, map(str.strip, st.session_state[state.PLACES].splitlines())))
    if not uploads and not places:
        frame.show_trouble("There is nothing to read yet: choose files, or name a folder or an address.")
        return
    story = st.session_state[state.PLACES_STORY].strip()
    session = state.session()
    try:
        found = services.add_inputs(places, uploads=uploads, story=story, tell=st.progress(0.0, "…").progress)
    except ClaimsError as error:
        frame.show_trouble(f"{error}\nWhat you named is still here.")
        return
    session.found = found
    session.uploads += 1
    session.emptied = () if found.problems else (state.PLACES,)
    st.rerun()


def show_demo() -> None:
    """The story that comes with the program."""
    draw(tag("h1", "Demo story", look="page"), tag("p", DEMO, look="quiet"))
    if st.button("Load the demo story", key="read_demo"):
        try:
            with st.spinner("Reading the demo story …"):
                state.session().found = services.add_demo()
        except ClaimsError as error:
            frame.show_trouble(str(error))
            return
        st.rerun()


def show_found(found: Found) -> None:
    """What the last addition gave, and the ways on."""
    draw(
        tag(
            "div",
            *(listed(part) for part in lines(found) if part),
            *map(paragraph, summary(found)),
            look=look(found),
            role="status",
        )
    )
    if not found.read and not found.known:
        return
    with st.container(horizontal=True):
        if found.disagreements and st.button("Review the disagreements", key="to_review", type="primary"):
            st.switch_page("screens/review.py")
        which = "article" if len(found.read) == 1 else "first article"
        if found.read and st.button(f"Open the {which}", key="to_article"):
            st.switch_page("screens/article.py", query_params={"doc": found.read[0].doc_id})


def lines(found: Found) -> list[list[Markup]]:
    """An article or a file a line: what could not be read, what to know, those known already, new ones with figures."""
    known = [(name, "was in the ledger already; nothing is doubled, no decision touched") for name in found.known]
    read = [
        (one.name, words.count(one.figures, "figure") if one.figures else "no figure worth checking")
        for one in found.read
    ]
    plain = [[tag("li", verbatim.text(told)) for told in part] for part in (found.problems, found.warnings)]
    return plain + [
        [tag("li", tag("b", verbatim.text(name)), ": ", what) for name, what in part] for part in (known, read)
    ]


def listed(part: list[Markup]) -> Markup:
    """The first lines, and those beyond behind a click."""
    first = tag("ul", *part[:WHOLE], look="lines")
    if len(part) <= WHOLE:
        return first
    return join((first, tag("details", tag("summary", f"{len(part) - WHOLE:,} more"), tag("ul", *part[WHOLE:]))))


def summary(found: Found) -> list[str]:
    """What it comes to."""
    figures = words.count(sum(one.figures for one in found.read), "figure")
    total = [f"{len(found.read):,} articles read, with {figures}."] if len(found.read) > 1 else []
    at_odds = words.count(found.disagreements, "open disagreement")
    told = [f"{at_odds} in the ledger now." if found.disagreements else "Nothing open in the ledger disagrees."]
    engine = [] if found.engine else ["No English pipeline is installed: sources are found less often."]
    return [*total, *told, *engine]


def paragraph(told: str) -> Markup:
    """One line of the summary."""
    return tag("p", told)


def look(found: Found) -> str:
    """Green, unless nothing could be read."""
    return "found" if found.read or found.known else "trouble"


show()
