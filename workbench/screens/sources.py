"""Sources: who says what, how, and how often as the outlier, by source or outlet; a row opens its figures and names."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from claims.errors import ConfigError
from claims.sources import SourceBook
from workbench import selection, services, state, verbatim, voices, words
from workbench.components import facets, frame, names, quotes, tally, welcome
from workbench.components.side import printed
from workbench.components.tally import Head
from workbench.markup import draw, tag
from workbench.selection import Selection
from workbench.services import Desk

PAGE = "Sources"
STORY = "story"
BY = {voices.SOURCE: "By source", voices.OUTLET: "By outlet"}
MOST = 100  # so many figures of one source are shown at once
CONSENSUS = "what at least two independent origins of the topic allow"
WITHOUT_BOOK = "Until this is mended, the kind of a source is told by its name alone."
VERB = {voices.SOURCE: "says", voices.OUTLET: "prints"}
NAMELESS = {voices.SOURCE: words.OWN_VOICES, voices.OUTLET: "articles without an outlet"}
NOTHING = "No figure worth checking is in the ledger yet."
HEADS = (  # what matters most comes first, as a small screen does not hold them all
    Head(name="source", title="Says"),
    Head(name="outlet", title="Prints"),
    Head(name="kind", title="Kind", told="By sources.yaml, else by its name"),
    Head(name="claims", title="Figures", told="Figures worth checking"),
    Head(name="confirmed", title="Disagree", told="Figures in a confirmed disagreement"),
    Head(name="possible", title="May disagree", told="Figures in no confirmed but a possible disagreement"),
    Head(name=voices.BELOW, title="Outlier low", told=f"Figures below {CONSENSUS}"),
    Head(name=voices.ABOVE, title="Outlier high", told=f"Figures above {CONSENSUS}"),
    Head(
        name=voices.ITSELF,
        title="With itself",
        told="Pairs of its own figures that disagree: in one article, in two, or as relayed",
    ),
    Head(
        name=voices.REVISED,
        title="Revised",
        told="Pairs of its own figures of which the later revises, corrects or walks back",
    ),
    Head(name="documents", title="Articles", told="Articles they stand in"),
    Head(name="outlets", title="Outlets", told="Outlets that print them"),
    Head(name="sources", title="Sources", told="Sources who say them"),
    Head(name="topics", title="Topics", told="Topics they speak to"),
    Head(name="hedged", title="Hedged", told="Share of figures put with doubt", is_share=True),
    Head(name="projected", title="Projected", told="Share of figures about what is to come", is_share=True),
    Head(name="denied", title="Denied", told="Share of figures denied or asked about", is_share=True),
)


def show() -> None:
    """Draw the page."""
    desk = services.desk()
    if desk.documents.empty:
        welcome.show()
        return
    chosen = follow_url()
    by_story = Selection(chosen={STORY: chosen.chosen.get(STORY, ())})
    by = st.session_state[state.BY]
    book = read_book()
    told = selection.select(desk.claims, by_story)
    table = voices.to_table(told, services.outliers(), desk.compared.relations, by=by, book=book)
    show_head(desk, table, chosen, by_story)
    if table.empty:
        which = "No figure is like that. Take back a story above." if by_story.chosen[STORY] else NOTHING
        draw(tag("p", which, look="quiet"))
        return
    show_table(table, chosen)
    voice = voice_of(chosen)
    if voice is None:
        draw(tag("p", f"A click on a row shows what that {by} {VERB[by]}.", look="quiet"))
        return
    show_voice(desk, told[told[by] == voice], chosen, book)


def read_book() -> SourceBook | None:
    """What sources.yaml says; where it is wrong that is said, and the page does without it."""
    try:
        return services.sources()
    except ConfigError as error:
        frame.show_trouble(f"{error}\n{WITHOUT_BOOK}")
        return None


def follow_url() -> Selection:
    """Stories and source or outlet in the URL; coming back to the page without any, those that were open."""
    session = state.session()
    asked = selection.from_query({name: st.query_params.get_all(name) for name in (STORY, *BY)})
    if session.page == PAGE or asked != Selection():
        session.voice = asked
    else:
        narrow(session.voice)
    for by in BY:
        if session.voice.chosen.get(by):
            st.session_state[state.BY] = by
    return session.voice


def narrow(chosen: Selection) -> None:
    """Make this what the page shows, here and in the URL."""
    state.session().voice = chosen
    st.query_params.from_dict(selection.to_query(chosen))


def voice_of(chosen: Selection) -> str | None:
    """The source or outlet that was picked, "" for the one without a name, None for none."""
    return next(iter(chosen.chosen.get(st.session_state[state.BY], ())), None)


def show_stories(desk: Desk, chosen: Selection, by_story: Selection) -> None:
    """The stories to choose from, where there are several; beside the table they would leave too little room for it."""

    def toggle(name: str, value: str) -> None:
        narrow(selection.toggle(chosen, name, value))

    if offered := selection.offer(desk.claims, by_story, [STORY]):
        with st.popover("Stories", key="with_stories", type="tertiary"):
            facets.show(offered, key="stories", on_toggle=toggle)
        draw(tag("span", verbatim.text(", ".join(by_story.chosen[STORY])), look="quiet"), width="content")


def show_head(desk: Desk, table: pd.DataFrame, chosen: Selection, by_story: Selection) -> None:
    """How many sources or outlets there are, the switch between the two, of which stories, and what an outlier is."""
    by = st.session_state[state.BY]
    with st.container(horizontal=True, vertical_alignment="center"):
        draw(tag("h1", words.count(int((table[by] != "").sum()), by), look="page"), width="content")
        st.segmented_control(
            "By",
            list(BY),
            format_func=BY.__getitem__,
            key=state.BY,
            required=True,
            label_visibility="collapsed",
            on_change=lambda: narrow(by_story),
            persist_state="session",
        )
        show_stories(desk, chosen, by_story)
    draw(tag("p", f"An outlier lies outside {CONSENSUS}. Being one is no proof of being wrong.", look="quiet small"))


def show_table(table: pd.DataFrame, chosen: Selection) -> None:
    """The sources or outlets; the row that is open is the one in the URL."""
    by, voice = st.session_state[state.BY], voice_of(chosen)

    def open_row(clicked: str) -> None:
        picked = () if clicked == voice else (clicked,)
        narrow(replace(chosen, chosen={STORY: chosen.chosen.get(STORY, ()), by: picked}))

    heads = [head for head in HEADS if head.name in table]
    told = table.assign(**{by: table[by].where(table[by] != "", NAMELESS[by])})[[head.name for head in heads]]
    cells = zip(*(told[head.name].tolist() for head in heads), strict=True)
    lines = [tally.Line(id=name, cells=row) for name, row in zip(table[by].tolist(), cells, strict=True)]
    tally.show(heads, lines, key=f"tally_{by}", label=f"{by.capitalize()}s", current=voice, on_open=open_row)


def show_voice(desk: Desk, claims_df: pd.DataFrame, chosen: Selection, book: SourceBook | None) -> None:
    """
    What one source says, or an outlet prints, topic by topic, the oldest first.

    A click on a figure leads to its place in the article.
    """
    by, voice = st.session_state[state.BY], voice_of(chosen)
    name = tag("h2", verbatim.text(voice) or NAMELESS[by], look="part")
    if claims_df.empty:
        draw(name)
        draw(tag("p", f"No figure worth checking is by this {by} here.", look="quiet"))
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        places = words.count(len(claims_df), "figure"), words.count(claims_df["doc_id"].nunique(), "article")
        draw(name, width="content")
        draw(tag("span", " in ".join(places), look="quiet"), width="content")
        st.space("stretch")
        if st.button("In the Ledger", key="open_ledger", icon=":material/table_rows:", type="tertiary"):
            st.switch_page("screens/ledger.py", query_params=selection.to_query(chosen))
    if voice and by == voices.SOURCE:
        names.show(voice, desk.claims, book)
    size = claims_df["home"].map(claims_df["home"].value_counts())
    ordered = claims_df.assign(alone=claims_df["home"] == "", size=-size).sort_values(
        ["alone", "size", "home", "published", "doc_id", "start"], kind="stable"
    )
    sides = services.outliers()
    rows = ordered.head(MOST).to_dict("records")
    lines = [to_quote(row, desk.sayings[row["claim_id"]], str(sides.get(row["claim_id"], ""))) for row in rows]
    clicked = quotes.show(lines, key="quotes", label=f"Figures by {voice or NAMELESS[by]}")
    if len(ordered) > MOST:
        draw(tag("p", f"The first {MOST} of {len(ordered):,} figures; the Ledger shows them all.", look="quiet small"))
    for row in rows:
        if row["claim_id"] == clicked:
            st.switch_page("screens/article.py", query_params=place(row))


def place(row: Mapping[Any, Any]) -> dict[str, str]:
    """Where a claim stands: the Article page's parameters."""
    return {"doc": str(row["doc_id"]), "claim": str(row["claim_id"])}


def to_quote(row: Mapping[Any, Any], saying: str, side: str) -> quotes.Quote:
    """A row of claims_df as a line of the list."""
    relation = words.flag(row["flag"]), row["flag"].rpartition(":")[2]
    outlier = {voices.BELOW: "below the consensus", voices.ABOVE: "above the consensus"}.get(side, "")
    status = words.STATUS.get(row["status"], row["status"]) if row["status"] else ""
    said_as = row["modality"] if row["modality"] != "asserted" else ""
    by, where = printed(row)
    notes = {
        "Said by": (row["source"] or words.OWN_VOICE) if st.session_state[state.BY] == voices.OUTLET else "",
        "Commits to": words.ends(row),
        "Of what": " · ".join(filter(None, (row["entity"], row["property"], row["scope"]))),
        "By the words": " … ".join(filter(None, (row["source_surface"], row["cue"]))),
        "Chain": row["source_chain"] if " > " in row["source_chain"] else "",
        by: " · ".join(filter(None, (where, words.day(row["published"])))),
    }
    return quotes.Quote(
        id=row["claim_id"],
        title=saying,
        href=f"article?{urlencode(place(row))}",
        pieces=tuple(verbatim.pieces(row)),
        badges=tuple(badge for badge in (relation, (outlier, ""), (said_as, ""), (status, "")) if badge[0]),
        notes=tuple((name, told) for name, told in notes.items() if told),
        group=row["home"] or selection.UNNAMED["topic"],
    )


show()
