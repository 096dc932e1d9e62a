"""Review: one disagreement at a time, side by side; one key decides and moves on."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from claims.conflicts import EXCLUDED
from claims.conflicts.groups import tell_consensus
from claims.errors import ClaimsError
from claims.ledger import Action
from workbench import services, state, verbatim, words
from workbench.components import claim_card, history, keys, rail, side, welcome
from workbench.markup import Markup, draw, join, tag
from workbench.services import Desk

PAGE = "Review"
KEYS = {
    "F": "Flag both as conflicting",
    "A B": "Accept the left or the right one; the other is overruled",
    "D": "Different things: these two are not compared again",
    "M": "Same thing: the disagreement is confirmed",
    "X Shift+X": "Exclude the left or the right one from every comparison",
    "O Shift+O": "Open the article of the left or the right one",
    "U": "Undo the newest decision",
    "J K": "Next, previous",
}
Row = Mapping[str, Any]


def show() -> None:
    """Draw the page."""
    desk = services.desk()
    if desk.documents.empty:
        welcome.show()
        return
    session = state.session()
    if session.page != PAGE and (asked := st.query_params.get("conflict")):
        session.conflict, session.topic = asked, ""
    row = None if session.topic else services.find_conflict(desk, session.conflict)
    topic = row["topic"] if row else session.topic
    with st.sidebar:
        show_progress(desk)
        show_topics(desk, topic)
    if row is None:
        st.query_params.clear()
        show_quiet(desk, topic)
        return
    session.conflict = row["conflict_id"]
    st.query_params["conflict"] = session.conflict
    show_conflict(desk, row)


def show_progress(desk: Desk) -> None:
    """How many disagreements are decided, of all."""
    of = len(desk.queue)
    if not of:
        return
    done = of - services.count_open(desk)
    bar = tag("span", style=f"width:{done / of:.1%}")
    draw(
        tag("p", "Decided", look="eyebrow"),
        tag(
            "div", bar, look="progress", role="progressbar", aria_label="Decided", aria_valuenow=done, aria_valuemax=of
        ),
        tag("p", f"{done} of {words.count(of, 'disagreement')}", look="small", id="progress"),
    )


def show_topics(desk: Desk, topic: str) -> None:
    """
    The topics with their open disagreements, then those whose figures agree; a figure by itself is no topic here.

    Of very many those around the one that is shown.
    """
    is_quiet = desk.topics["open"] + desk.topics["decided"] == 0
    is_shown = (desk.topics["claims"] > 1) | ~is_quiet
    listed = desk.topics.assign(is_quiet=is_quiet)[is_shown].sort_values("is_quiet", kind="stable")
    here = int((listed["topic"] == topic).to_numpy().argmax()) if len(listed) else 0
    rows = [
        rail.Row(
            id=row["topic"],
            title=row["topic"],
            note=note_on(row),
            count="" if row["is_quiet"] else str(row["open"] or "✓"),
            tone="open" if row["open"] else "done",
            group="In agreement" if row["is_quiet"] else "Topics",
        )
        for row in listed[rail.nearby(here, len(listed))].to_dict("records")
    ]
    rail.show(rows, key="topics", label="Topics", current=topic, on_pick=pick_topic)
    if (more := len(listed) - len(rows)) > 0:
        told = f"{words.count(more, 'more topic')}: this list moves along, the Ledger has all."
        draw(tag("p", told, look="quiet small"))
    if alone := int((~is_shown).sum()):
        draw(tag("p", f"{words.count(alone, 'figure')} with nothing to compare.", look="quiet small"))


def note_on(topic: Mapping[Any, Any]) -> str:
    """What the count at a topic's right does not say."""
    levels = [f"{topic[level]} {level}" for level in ("confirmed", "possible") if topic[level]]
    return " · ".join([words.count(topic["claims"], "figure"), *levels])


def pick_topic(topic: str) -> None:
    """Go to a topic's first open disagreement, to its first where all are decided, or to its chart."""
    session = state.session()
    queue = services.desk().queue
    ids = queue[queue["topic"] == topic].sort_values("decision", kind="stable")["conflict_id"]
    session.topic = "" if len(ids) else topic
    session.conflict = ids.iloc[0] if len(ids) else session.conflict


def show_quiet(desk: Desk, topic: str) -> None:
    """A topic in which nothing disagrees, or a ledger in which nothing does."""
    figures = int(desk.claims["home"].eq(topic).sum() if topic else desk.claims["checkable"].sum())
    if topic:
        draw(
            tag("h1", verbatim.text(topic), look="page"),
            tag("p", f"{words.count(figures, 'figure')}, none at odds.", look="quiet"),
        )
        show_chart(desk, topic)
        return
    read = f"{words.count(len(desk.documents), 'article')} with {words.count(figures, 'figure')}."
    advice = "Add more of the story, or pick a topic to see its figures."
    draw(tag("h1", "Nothing disagrees", look="page"), tag("p", f"{read} {advice}", look="quiet"))


def show_conflict(desk: Desk, row: Row) -> None:
    """One disagreement: the two sides, the keys, the topic's chart, note and history."""
    if not services.count_open(desk):
        show_done(desk)
    show_verdict(desk, row)
    a, b = row["claim_a"], row["claim_b"]
    with st.container(key="sides"):
        for column, letter, claim_id in zip(st.columns(2, gap="medium"), side.LETTERS, (a, b), strict=True):
            with column:
                row_of, saying = services.find_claim(desk, claim_id), desk.sayings.get(claim_id, "")
                side.show(row_of, letter, saying=saying, echoes=services.echoes(desk, claim_id))
    left, right = st.columns(2, gap="medium")
    with left:
        show_side_keys(desk, "a", a, b)
    with right:
        show_side_keys(desk, "b", b, a)
    show_keys(a, b)
    chart, aside = st.columns([3, 2], gap="large")
    with aside:  # before the charts, which take the longest
        show_note(a, b)
        draw(tag("p", "History", look="eyebrow"))
        history.show(desk.decisions, desk.sayings)
    with chart:
        from workbench.components import story_chart  # and so altair, for which all else does not wait

        show_chart(desk, row["topic"], a, b)
        draw(tag("p", "The story at a glance", look="eyebrow"))
        story_chart.show(desk.claims[desk.claims["story"] == story_of(desk, a)], key="story")


def story_of(desk: Desk, claim_id: str) -> str:
    """The story that a claim of the desk belongs to."""
    return str(desk.claims.loc[desk.claims["claim_id"] == claim_id, "story"].iloc[0])


def show_done(desk: Desk) -> None:
    """Nothing is left to decide."""
    with st.container(horizontal=True, vertical_alignment="center", key="done"):
        told = f"All {words.count(len(desk.queue), 'disagreement')} are decided." if len(desk.queue) > 1 else "Decided."
        draw(tag("div", told, look="found"))
        if st.button("Export the ledger", key="to_export"):
            st.switch_page("screens/export.py")


def show_verdict(desk: Desk, row: Row) -> None:
    """The topic, what the two have to do with each other, and where in the topic this is."""
    mates = list(desk.queue.loc[desk.queue["topic"] == row["topic"], "conflict_id"])
    place = f"{mates.index(row['conflict_id']) + 1} of {len(mates)}"
    apart = f"× {row['factor']:.3g} apart" if 1 < row["factor"] < float("inf") else ""
    decided = words.DECISION.get(row["decision"], row["decision"])
    story = story_of(desk, row["claim_a"]) if len(services.stories(desk)) > 1 else ""
    draw(
        tag(
            "div",
            tag("h1", verbatim.text(row["topic"]), look="page"),
            tag("span", place, look="quiet small", id="place"),
            tag("span", verbatim.text(story), look="quiet small") if story not in row["topic"] else "",
            look="verdict",
        ),
        tag(
            "div",
            claim_card.relation_badge(row["relation"], row["level"]),
            tag("span", join((words.KIND.get(row["kind"], ""), apart), " · "), look="quiet"),
            tag("span", f"decided: {decided}", look="badge decided", id="decided") if decided else "",
            look="verdict",
        ),
        tag("p", verbatim.text(row["why"]), look="why"),
    )


def show_side_keys(desk: Desk, letter: side.Letter, mine: str, other: str) -> None:
    """What can be said of one side: that it is right, or no figure to compare at all; and the way to its article."""
    accept, exclude, read = {"a": ("A", "X", "O"), "b": ("B", "Shift+X", "Shift+O")}[letter]
    with st.container(horizontal=True, key=f"keys_{letter}"):
        st.button(
            "Accept this one",
            key=f"accept_{letter}",
            shortcut=accept,
            on_click=decide,
            args=("accept", mine, other),
            disabled=not (mine and other),
        )
        st.button(
            "Exclude",
            key=f"exclude_{letter}",
            shortcut=exclude,
            on_click=decide,
            args=("exclude", mine),
            disabled=not mine,
            type="tertiary",
            help="Misread, or no figure worth comparing",
        )
        row = services.find_claim(desk, mine)
        if row and st.button("In its article", key=f"article_{letter}", shortcut=read, type="tertiary"):
            st.switch_page("screens/article.py", query_params={"doc": str(row["doc_id"]), "claim": mine})


def show_keys(a: str, b: str) -> None:
    """What can be said of both, and the way through the queue."""
    with st.container(horizontal=True, key="decide"):
        st.button("Flag as conflicting", key="flag", shortcut="F", on_click=decide, args=("flag", a, b), type="primary")
        st.button(
            "Different things", key="different", shortcut="D", on_click=decide, args=("different", a, b), disabled=not b
        )
        is_joined = frozenset((a, b)) in services.desk().compared.joined
        st.button(
            "Same thing",
            key="same",
            shortcut="M",
            on_click=decide,
            args=("same", a, b),
            disabled=not b or is_joined,
            help="Both measure one thing: the disagreement is confirmed, and still to be decided",
        )
        st.space("stretch")
        st.button("Undo", key="undo", shortcut="U", on_click=undo, type="tertiary")
        st.button("Previous", key="previous", shortcut="K", on_click=move, args=(-1,), type="tertiary")
        st.button("Next", key="next", shortcut="J", on_click=move, args=(1,), type="tertiary")
        keys.show(KEYS, key="keys")


def decide(action: Action, a: str, b: str = "") -> None:
    """Write one decision with the note, then go on to the next open disagreement."""
    session = state.session()
    note, reviewer = st.session_state[state.NOTE].strip(), st.session_state[state.REVIEWER].strip()
    try:
        services.decide(action, a, b, note=note, reviewer=reviewer)
        st.session_state[state.NOTE] = ""
        if action != "note":
            session.conflict = services.next_open(services.desk(), session.conflict)
    except ClaimsError as error:
        session.trouble = str(error)


def undo() -> None:
    """Take back the newest decision and show what it was about."""
    session = state.session()
    try:
        undone = services.undo(reviewer=st.session_state[state.REVIEWER].strip())
        if undone is None:
            session.trouble = "There is nothing to undo."
            return
        about = services.conflict_about(services.desk(), undone.claim_a, undone.claim_b)
        session.conflict, session.topic = about or session.conflict, ""
    except ClaimsError as error:
        session.trouble = str(error)


def move(step: int) -> None:
    """Go on or back in the queue, round and round."""
    session = state.session()
    session.conflict = services.neighbour(services.desk(), session.conflict, step)


def show_chart(desk: Desk, topic: str, a: str = "", b: str = "") -> None:
    """
    Every figure of the topic that is not excluded, with the consensus in words.

    A side that was filed under another topic is drawn too, if one scale holds both.
    """
    from workbench.components import topic_chart

    kept = desk.claims[desk.claims["status"] != EXCLUDED]
    members = kept[kept["home"] == topic]
    groups = desk.compared.groups
    groups = groups[groups["topic"].isin(members["topic"]) & (groups["support"] > 1)]
    is_side = kept["claim_id"].isin([a, b]) & kept["dimension"].isin(members["dimension"])
    drawn = kept[(kept["home"] == topic) | is_side]
    agreed = groups[groups["lane"] == topic_chart.SAID].to_dict("records")
    told = [consensus(group, words.writer(row)) for group in agreed for row in members.head(1).to_dict("records")]
    draw(tag("p", "All figures of this topic", look="eyebrow"), *told)
    topic_chart.show(drawn, services.whiskers(drawn), groups, a=a, b=b, key="chart")


def consensus(group: Mapping[Any, Any], write: Callable[[float], str]) -> Markup:
    """What the strip behind the chart's rows means: how many origins allow which interval."""
    return tag("p", tag("span", look="band"), f" {tell_consensus(group, write)}", look="small quiet")


def show_note(a: str, b: str) -> None:
    """A note that is kept with the next decision, or by itself."""
    draw(tag("p", "Note", look="eyebrow"))
    st.text_area(
        "Note",
        key=state.NOTE,
        height=72,
        placeholder="Kept with your decision: whom you asked, what you found",
        label_visibility="collapsed",
        persist_state="session",
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text_input(
            "Signed",
            key=state.REVIEWER,
            placeholder="Your name",
            label_visibility="collapsed",
            persist_state="session",
            width=180,
        )
        is_empty = not st.session_state[state.NOTE].strip()
        st.button(
            "Save the note only",
            key="save_note",
            on_click=decide,
            args=("note", a, b),
            disabled=is_empty,
            type="tertiary",
        )


show()
