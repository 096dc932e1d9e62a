"""An article as it was written, every figure marked by what became of it: a click picks one, words can be taken."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass

import streamlit as st

from claims.model import Document
from workbench.components.assets import component

MOUNT = component(
    "document",
    html='<ul class="legend"></ul><div class="page"><div class="sheet" tabindex="0" role="document"></div>'
    '<button class="take" type="button" hidden>Add as a figure</button></div>',
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """
    Code points `[start, end)` to mark: `look` are classes of document.css, `title` a tooltip in plain text.

    One without an id cannot be picked.
    """

    start: int
    end: int
    id: str
    look: str
    title: str = ""


def show(
    doc: Document,
    spans: Iterable[Span],
    *,
    legend: Mapping[str, str],
    focus: str,
    key: str,
    on_pick: Callable[[str], None],
    on_take: Callable[[int, int], None],
) -> None:
    """
    Draw `doc` scrolled to the span `focus`, above it what the looks that occur mean.

    Before the next run `on_pick` is called with a span's id, or `on_take` with the code points of selected words.
    """

    def picked() -> None:
        if chosen := st.session_state[key].get("picked"):
            on_pick(chosen)

    def taken() -> None:
        if span := st.session_state[key].get("taken"):
            on_take(*map(int, span))

    marked = [asdict(span) for span in apart(spans, len(doc.text))]
    present = {look: bool(span["id"]) for span in marked for look in span["look"].split()}
    meanings = [
        (look, meaning, "123" if present[look] else "abc") for look, meaning in legend.items() if look in present
    ]
    MOUNT(
        key=key,
        data={"text": doc.text, "spans": marked, "focus": focus, "legend": meanings},
        on_picked_change=picked,
        on_taken_change=taken,
    )


def apart(spans: Iterable[Span], length: int) -> list[Span]:
    """The spans in text order, without those that overlap an earlier one or leave the text."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        if (kept[-1].end if kept else 0) <= span.start < span.end <= length:
            kept.append(span)
    return kept
