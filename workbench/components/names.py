"""The other names and the kind of one source, edited and written into sources.yaml; its articles read again."""

from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from claims.errors import ClaimsError
from claims.sources import KINDS, SourceBook, Speaker, resolve_speaker
from claims.sources_text import ChangedError
from workbench import services, state, verbatim, voices, words
from workbench.components import frame
from workbench.markup import draw, tag

LATER = "Names hold for articles read from now on. Reading again applies them here too; your decisions stay."
WITHOUT = (
    "No sources.yaml was given, so other names have nowhere to be kept. One that is made now lies in the folder where "
    "the workbench was started, and is found there; elsewhere name it: claims ui --sources sources.yaml."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """The source whose names are edited, and the whole file, as they were shown."""

    speaker: Speaker
    text: str


def show(source: str, claims_df: pd.DataFrame, book: SourceBook | None) -> None:
    """Draw it for a source of the ledger's claims."""
    session = state.session()
    saved, session.saved = session.saved, ""
    if saved:
        draw(tag("div", tag("p", saved), look="found", role="status"))
    if book is None and services.sources_path():
        return  # what is wrong with it stands above
    with st.expander("Other names and kind", key="names"):
        if book is None:
            show_start()
            return
        speaker = resolve_speaker(book, source) or Speaker(name=source)
        if speaker.name != source:
            draw(tag("p", "sources.yaml has this as another name of ", verbatim.text(speaker.name), ".", look="quiet"))
        show_form(speaker, claims_df, book)
        show_reading(speaker, claims_df)


def show_start() -> None:
    """How to begin where there is no sources.yaml."""
    draw(tag("p", WITHOUT, look="quiet"))
    if st.button("Make a sources.yaml", key="start_sources"):
        try:
            services.start_sources()
        except ClaimsError as error:
            frame.show_trouble(str(error))
            return
        st.rerun()


def show_form(speaker: Speaker, claims_df: pd.DataFrame, book: SourceBook) -> None:
    """What sources.yaml says of a source, to be changed; what is typed stays until it is written."""
    edited = begin(speaker)
    names, kind = st.columns([5, 2])
    spoken = (name for name in claims_df["source"].unique() if name and resolve_speaker(book, name) is None)
    aliases = names.multiselect(
        "Also called",
        sorted({*speaker.aliases, *st.session_state[state.ALIASES], *spoken} - {speaker.name}),
        key=state.ALIASES,
        accept_new_options=True,
        placeholder="Another name of the ledger, or one you type",
        persist_state="session",
    )
    kind.selectbox(
        "Kind", ("", *KINDS), key=state.KIND, format_func=lambda one: one or "by its name", persist_state="session"
    )
    typed = replace(speaker, aliases=tuple(aliases), kind=st.session_state[state.KIND])
    if st.button("Save", key="save_names", type="primary", disabled=is_same(typed, edited.speaker)):
        save(typed, edited)


def begin(speaker: Speaker) -> Edited:
    """What is edited: the source as it was shown or, where nothing was typed since, as the file has it now."""
    session = state.session()
    edited: Edited | None = session.edited
    typed = replace(speaker, aliases=tuple(st.session_state[state.ALIASES]), kind=st.session_state[state.KIND])
    if edited and edited.speaker.name == speaker.name and not is_same(typed, edited.speaker):
        return edited
    session.edited = edited = Edited(speaker=speaker, text=services.sources_text())
    st.session_state[state.ALIASES], st.session_state[state.KIND] = list(speaker.aliases), speaker.kind
    return edited


def is_same(one: Speaker, other: Speaker) -> bool:
    """Whether two say the same of a source; names have no order."""
    return (frozenset(one.aliases), one.kind) == (frozenset(other.aliases), other.kind)


def save(typed: Speaker, edited: Edited) -> None:
    """Write it; where the file has changed, what it says now is shown first."""
    session = state.session()
    try:
        services.save_source(typed, seen=edited.text)
    except ChangedError as error:
        book = services.sources()
        known = (resolve_speaker(book, typed.name) if book else None) or Speaker(name=typed.name)
        session.edited = Edited(speaker=known, text=services.sources_text())
        kept = "What you typed is still here; Save puts it in the place of that."
        frame.show_trouble(f"{error} It now says: {in_words(known)}\n{kept}")
    except ClaimsError as error:
        frame.show_trouble(f"{error}\nNothing was written. What you typed is still here.")
    else:
        session.edited, session.saved = None, f"Saved: {in_words(typed)}"
        st.rerun()


def in_words(speaker: Speaker) -> str:
    """A source with its other names and its kind, in a sentence."""
    called = f"{speaker.name} is also called {', '.join(speaker.aliases)}" if speaker.aliases else speaker.name
    return f"{called}; its kind is {speaker.kind or 'told by its name'}."


def show_reading(speaker: Speaker, claims_df: pd.DataFrame) -> None:
    """The articles in which it speaks, to be read again."""
    found = voices.naming(claims_df, speaker)
    misnamed = voices.misnamed(claims_df, speaker)
    stand = f"{words.count(misnamed, 'figure')} in the ledger stand under another of these names. " if misnamed else ""
    draw(tag("p", stand, LATER, look="quiet small"))
    articles = words.count(found["doc_id"].nunique(), "article")
    if not found.empty and st.button(f"Read {articles} again", key="read_again"):
        services.read_again(list(found["doc_id"].unique()), st.progress(0.0).progress)
        state.session().saved = f"{articles} read again."
        st.rerun()
