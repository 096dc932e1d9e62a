"""Article: the document as it was written, every figure marked by what became of it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from claims.model import Document, Rejected
from workbench import amending, services, state, verbatim, words
from workbench.amending import go_to, take
from workbench.components import claim_card, document, history, rail, welcome
from workbench.markup import draw, join, tag
from workbench.services import Desk

PAGE, NBSP = "Article", "\u00a0"
REJECTED, NEW = "rejected ", "new"
GROUPS = FIGURES, ASIDE, REFUSED = "Figures", "Not worth checking", "Refused"
LOOKS = {
    "quiet": "no disagreement",
    "disagrees": "disagrees, open",
    "flagged": "flagged",
    "accepted": "accepted",
    "overruled": "overruled",
    "excluded": "excluded",
    "aside": "not worth checking",
    "rejected": "refused",
    "new": "being added",
    "amended": "corrected or added by hand",
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
    asked = st.query_params.get("doc", ""), st.query_params.get("claim", "")
    if session.page != PAGE and asked[0] and asked != (session.doc, session.claim):
        session.doc = asked[0]
        go_to(asked[1])
    if session.doc not in set(desk.documents["doc_id"]):
        session.doc = str(desk.documents["doc_id"].iloc[0])
        go_to("")
    claims_df = desk.claims[desk.claims["doc_id"] == session.doc]
    refused = services.rejected(session.doc)
    if session.claim not in {*claims_df["claim_id"], *(f"{REJECTED}{at}" for at in range(len(refused)))}:
        session.claim = ""
    st.query_params.from_dict({"doc": session.doc, **({"claim": session.claim} if session.claim else {})})
    beside = st.sidebar.container()
    known = find_marks(desk, claims_df, refused)
    marks = [mark for mark in known if mark.is_shown or mark.id == session.claim]
    page, margin = st.columns([3, 2], gap="medium")
    with page:
        show_document(desk, marks, Counter(mark.group for mark in known))
    with beside:
        show_documents(desk, session.doc)
    with margin:
        show_margin(desk, marks, refused)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A number of the article: where it stands, what became of it, what the list says of it, whether that is wanted."""

    id: str
    start: int
    end: int
    look: str
    title: str
    note: str
    is_shown: bool
    group: str


def find_marks(desk: Desk, claims_df: pd.DataFrame, refused: Sequence[Rejected]) -> list[Mark]:
    """Every number of the article in text order, those that are hidden as well."""
    marks = [
        Mark(
            id=str(row["claim_id"]),
            start=int(row["start"]),
            end=int(row["end"]),
            look=look_of(row) + (" amended" if row["claim_id"] in desk.amended else ""),
            title=desk.sayings[str(row["claim_id"])],
            note=str(row["source"] or words.OWN_VOICE),
            is_shown=bool(row["checkable"] or row["flag"]) or st.session_state[state.WITH_ASIDE],
            group=FIGURES if row["checkable"] or row["flag"] else ASIDE,
        )
        for row in claims_df.to_dict("records")
    ]
    marks += [
        Mark(
            id=f"{REJECTED}{at}",
            start=mention.start,
            end=mention.end,
            look="rejected",
            title=mention.surface,
            note=mention.reason,
            is_shown=st.session_state[state.WITH_REJECTED],
            group=REFUSED,
        )
        for at, mention in enumerate(refused)
        if not any(mark.start < mention.end and mention.start < mark.end for mark in marks)
    ]
    return sorted(marks, key=lambda mark: mark.start)


def show_documents(desk: Desk, doc_id: str) -> None:
    """The articles, by story."""

    def pick(picked: str) -> None:
        state.session().doc = picked
        go_to("")

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


def show_document(desk: Desk, marks: Sequence[Mark], sizes: Mapping[str, int]) -> None:
    """The headline and the text with its marks; `sizes` says how many there are of each group, shown or not."""
    session = state.session()
    about = desk.documents.set_index("doc_id", drop=False).loc[session.doc].to_dict()
    printed = verbatim.text(str(about["outlet"])), words.day(about["published"]), verbatim.text(str(about["url"]))
    draw(tag("h1", verbatim.text(title_of(about)), look="page"))
    with st.container(horizontal=True, vertical_alignment="center"):
        draw(tag("span", join(printed, " · "), look="quiet small"), width="content")
        st.space("stretch")
        for key, group in ((state.WITH_ASIDE, ASIDE), (state.WITH_REJECTED, REFUSED)):
            if sizes[group]:
                st.toggle(f"{sizes[group]} {group.lower()}", key=key, persist_state="session")
    doc = services.document(session.doc)
    spans = [document.Span(start=one.start, end=one.end, id=one.id, look=one.look, title=one.title) for one in marks]
    if session.span:
        start, end = session.span
        spans = [span for span in spans if span.end <= start or end <= span.start]
        spans.append(document.Span(start=start, end=end, id=NEW, look="new"))
    said = said_spans(services.find_claim(desk, session.claim), doc, spans)
    document.show(
        doc,
        [*spans, *said],
        legend=LOOKS,
        focus=NEW if session.span else session.claim,
        key="document",
        on_pick=pick,
        on_take=take,
    )


def pick(claim_id: str) -> None:
    """Show this claim's card."""
    if claim_id != NEW:
        go_to(claim_id)


def look_of(row: Mapping[Any, Any]) -> str:
    """The class of LOOKS that a claim's mark has: what was decided goes before what was found."""
    if row["status"]:
        return str(row["status"]) if row["status"] in LOOKS else "quiet"
    if row["flag"]:
        return "disagrees"
    return "quiet" if row["checkable"] else "aside"


def said_spans(
    row: Mapping[str, Any] | None, doc: Document, figures: Iterable[document.Span]
) -> Iterator[document.Span]:
    """Who says the picked claim and by which words, wherever that stands in the text; figures in it stay."""
    if row is None:
        return
    taken = [(figure.start, figure.end) for figure in figures]
    for start, end, look in verbatim.cut_out(verbatim.find_words(row, doc.text), taken):
        yield document.Span(start=start, end=end, id="", look=look)


def show_margin(desk: Desk, marks: Sequence[Mark], refused: Sequence[Rejected]) -> None:
    """What is being added or corrected, else the number that was picked, else the list of all."""
    session = state.session()
    if amending.show():
        return
    row = services.find_claim(desk, session.claim)
    with st.container(horizontal=True, key="ways"):
        if session.claim:
            st.button("All figures", key="back", icon=":material/list:", on_click=go_to, args=("",), shortcut="Esc")
        else:
            st.button("Add a figure", key="add_figure", icon=":material/add:", on_click=amending.find, shortcut="A")
        st.space("stretch")
        st.button("Previous", key="previous", shortcut="K", on_click=step, args=(marks, -1), type="tertiary")
        st.button("Next", key="next", shortcut="J", on_click=step, args=(marks, 1), type="tertiary")
    if row:
        show_claim(desk, row)
    elif session.claim:
        show_rejected(refused[int(session.claim.removeprefix(REJECTED))])
    else:
        show_list(desk, marks)


def step(marks: Sequence[Mark], by: int) -> None:
    """Go on or back among the numbers that are marked, round and round."""
    ids = [mark.id for mark in marks]
    current = state.session().claim
    at = ids.index(current) + by if current in ids else min(by, 0)
    if ids:
        go_to(ids[at % len(ids)])


def show_list(desk: Desk, marks: Sequence[Mark]) -> None:
    """Every number that is marked, with what became of it."""
    if not marks:
        draw(tag("p", "No figure worth checking was found in this article.", look="quiet"))
        return
    sizes = Counter(mark.group for mark in marks)
    rows = [
        rail.Row(
            id=mark.id,
            title=mark.title,
            note=" · ".join([mark.note, *status_of(mark), *desk.amended.get(mark.id, ())]),
            count="≠" if "disagrees" in mark.look else "",
            tone="open",
            group=f"{group} · {sizes[group]}",
        )
        for group in GROUPS
        for mark in marks
        if mark.group == group
    ]
    rail.show(rows, key="figures", label="Figures", current="", on_pick=pick)


def status_of(mark: Mark) -> list[str]:
    """What was found or decided of a number, in words; nothing where its group says it."""
    return [LOOKS[look] for look in mark.look.split() if look not in ("quiet", "aside", "rejected", "amended")]


def show_claim(desk: Desk, row: Mapping[str, Any]) -> None:
    """The claim's card, what can be said of it and what was; last how its number comes about, which takes longest."""
    claim_id = str(row["claim_id"])
    about = desk.decisions[(desk.decisions["claim_a"] == claim_id) | (desk.decisions["claim_b"] == claim_id)]
    with st.container(horizontal=True, key="say"):
        st.button("Correct", key="correct", on_click=amending.begin, args=(row,), shortcut="E")
        worth = "Not worth checking" if row["checkable"] else "Worth checking"
        st.button(worth, key="checkable", on_click=amending.set_checkable, args=(claim_id, not row["checkable"]))
        if (conflict := services.conflict_about(desk, claim_id)) and st.button(
            "Side by side", key="open_review", icon=":material/compare_arrows:"
        ):
            st.switch_page("screens/review.py", query_params={"conflict": conflict})
        if services.is_newest(desk, claim_id):
            st.button("Undo", key="undo", shortcut="U", on_click=amending.undo, type="tertiary")
    claim_card.show(
        row,
        saying=desk.sayings[claim_id],
        against=services.opponents(desk, claim_id),
        amended=desk.amended.get(claim_id, ()),
    )
    steps = st.container()
    if not about.empty:
        draw(tag("p", "History", look="eyebrow"))
        history.show(about, desk.sayings)
    with steps:
        claim_card.show_steps(services.worked_out(row), is_amended=claim_id in desk.amended)


def show_rejected(mention: Rejected) -> None:
    """Why a number is not a figure, and the way to make it one."""
    st.button("It is a figure", key="take", icon=":material/add:", on_click=take, args=(mention.start, mention.end))
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
