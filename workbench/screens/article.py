"""Article: the document as it was written, every figure marked by what became of it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from claims.model import Document, Rejected
from workbench import services, state, verbatim, words
from workbench.components import claim_card, document, rail, welcome
from workbench.markup import draw, join, tag
from workbench.services import Desk

PAGE, NBSP = "Article", "\u00a0"
REJECTED = "rejected "
LOOKS = {
    "quiet": "no disagreement",
    "disagrees": "disagrees, open",
    "flagged": "flagged",
    "accepted": "accepted",
    "overruled": "overruled",
    "excluded": "excluded",
    "aside": "not worth checking",
    "rejected": "refused",
    verbatim.SAID: "its source",
    verbatim.CUE: "the words that attribute it",
}


def show() -> None:
    """Draw the page."""
    desk = services.desk()
    if desk.documents.empty:
        welcome.show()
        return
    session = state.session()
    if session.page != PAGE and st.query_params.get("doc"):
        session.doc, session.claim = st.query_params["doc"], st.query_params.get("claim", "")
    known = set(desk.documents["doc_id"])
    if session.doc not in known:
        session.doc, session.claim = str(desk.documents["doc_id"].iloc[0]), ""
    claims_df = desk.claims[desk.claims["doc_id"] == session.doc]
    if session.claim not in set(claims_df["claim_id"]) and not session.claim.startswith(REJECTED):
        session.claim = ""
    st.query_params.from_dict({"doc": session.doc, **({"claim": session.claim} if session.claim else {})})
    with st.sidebar:
        show_documents(desk, session.doc)
    page, margin = st.columns([3, 2], gap="medium")
    with page:
        show_document(desk, claims_df)
    with margin:
        show_margin(desk, claims_df)


def show_documents(desk: Desk, doc_id: str) -> None:
    """The articles, by story."""

    def pick(picked: str) -> None:
        session = state.session()
        session.doc, session.claim = picked, ""

    at_odds = desk.claims[desk.claims["flag"] != ""].groupby("doc_id").size()
    rows = [
        rail.Row(
            id=str(row["doc_id"]),
            title=title_of(row),
            note=" · ".join(
                filter(
                    None,
                    (
                        row["outlet"] if row["title"] else "",
                        words.day(row["published"]),
                        words.count(row["claims"], "figure").replace(" ", NBSP),
                    ),
                )
            ),
            count=str(at_odds.get(row["doc_id"], "") or ""),
            tone="open",
            group=str(row["story"]),
        )
        for row in desk.documents.sort_values(["story", "published", "title"], kind="stable").to_dict("records")
    ]
    rail.show(rows, key="documents", label="Articles", current=doc_id, on_pick=pick)


def title_of(row: Mapping[Any, Any]) -> str:
    """An article's name: its headline, else its outlet, else its address or id."""
    return str(row["title"] or row["outlet"] or row["url"] or row["doc_id"])


def show_document(desk: Desk, claims_df: pd.DataFrame) -> None:
    """The headline and the text with its marks."""
    session = state.session()
    about = desk.documents.set_index("doc_id", drop=False).loc[session.doc].to_dict()
    printed = verbatim.text(str(about["outlet"])), words.day(about["published"]), verbatim.text(str(about["url"]))
    draw(tag("h1", verbatim.text(title_of(about)), look="page"))
    with st.container(horizontal=True, vertical_alignment="center"):
        draw(tag("span", join(printed, " · "), look="quiet small"), width="content")
        st.space("stretch")
        with_rejected = st.toggle("Show what was refused", key=state.WITH_REJECTED, persist_state="session")
    spans = [
        document.Span(
            start=int(row["start"]),
            end=int(row["end"]),
            id=str(row["claim_id"]),
            look=look_of(row),
            title=desk.sayings[str(row["claim_id"])],
        )
        for row in claims_df.to_dict("records")
    ]
    if with_rejected:
        spans += rejected_spans(services.rejected(session.doc))
    doc = services.document(session.doc)
    said = said_spans(services.find_claim(desk, session.claim), doc, spans)
    document.show(doc, [*spans, *said], legend=LOOKS, focus=session.claim, key="document", on_pick=pick)


def pick(claim_id: str) -> None:
    """Show this claim's card; "" goes back to the list."""
    state.session().claim = claim_id


def look_of(row: Mapping[Any, Any]) -> str:
    """The class of LOOKS that a claim's mark has: what was decided goes before what was found."""
    if row["status"]:
        return str(row["status"]) if row["status"] in LOOKS else "quiet"
    if not row["checkable"]:
        return "aside"
    return "disagrees" if row["flag"] else "quiet"


def rejected_spans(rejected: tuple[Rejected, ...]) -> Iterator[document.Span]:
    """A mark for every number that was seen and refused."""
    for at, mention in enumerate(rejected):
        yield document.Span(
            start=mention.start, end=mention.end, id=f"{REJECTED}{at}", look="rejected", title=mention.reason
        )


def said_spans(
    row: Mapping[str, Any] | None, doc: Document, figures: Iterable[document.Span]
) -> Iterator[document.Span]:
    """Who says the picked claim and by which words, wherever that stands in the text; figures in it stay."""
    if row is None:
        return
    taken = [(figure.start, figure.end) for figure in figures]
    for start, end, look in verbatim.cut_out(verbatim.find_words(row, doc.text), taken):
        yield document.Span(start=start, end=end, id="", look=look)


def show_margin(desk: Desk, claims_df: pd.DataFrame) -> None:
    """The claim that was clicked, or the list of all."""
    session = state.session()
    if session.claim.startswith(REJECTED):
        show_rejected(int(session.claim.removeprefix(REJECTED)))
    elif session.claim:
        row = services.find_claim(desk, session.claim) or {}
        claim_card.show(
            row,
            saying=desk.sayings[session.claim],
            against=services.opponents(desk, session.claim),
            worked_out=services.worked_out(session.doc, int(row["start"]), int(row["end"])),
        )
    if session.claim:
        with st.container(horizontal=True):
            st.button("All figures", key="back", icon=":material/list:", on_click=pick, args=("",), shortcut="Esc")
            conflict = "" if session.claim.startswith(REJECTED) else services.conflict_about(desk, session.claim)
            if conflict and st.button("Side by side", key="open_review", icon=":material/compare_arrows:"):
                st.switch_page("screens/review.py", query_params={"conflict": conflict})
        return
    worth = claims_df[claims_df["checkable"]]
    rows = [
        rail.Row(
            id=str(row["claim_id"]),
            title=desk.sayings[str(row["claim_id"])],
            note=str(row["source"] or words.OWN_VOICE),
            count="≠" if row["flag"] else "",
            tone="open" if row["flag"] and not row["status"] else "none",
            group=words.count(len(worth), "figure"),
        )
        for row in worth.to_dict("records")
    ]
    if rows:
        rail.show(rows, key="figures", label="Figures", current="", on_pick=pick)
    else:
        draw(tag("p", "No figure worth checking was found in this article.", look="quiet"))


def show_rejected(at: int) -> None:
    """Why a number is not a figure."""
    rejected = services.rejected(state.session().doc)
    if at < len(rejected):
        mention = rejected[at]
        draw(
            tag(
                "article",
                tag("p", "Seen and refused", look="eyebrow"),
                tag("div", verbatim.text(mention.surface), look="figure"),
                tag("p", verbatim.text(mention.reason)),
                tag("p", mention.rule_id, look="rules"),
                look="side lone",
            )
        )


show()
