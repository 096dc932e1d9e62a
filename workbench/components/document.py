"""An article as it was written, every figure marked by what became of it; a click picks one."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass

import streamlit as st

from claims.model import Document
from workbench.components.assets import component

MOUNT = component("document", html='<ul class="legend"></ul><div class="sheet" tabindex="0" role="document"></div>')


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """
    Code points `[start, end)` to mark: `look` is a class of document.css, `title` a tooltip in plain text.

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
) -> None:
    """
    Draw `doc` scrolled to the span `focus`, above it what the looks that occur mean.

    `on_pick` is called with a span's id before the next run.
    """

    def picked() -> None:
        if chosen := st.session_state[key].get("picked"):
            on_pick(chosen)

    marked = [asdict(span) for span in apart(spans, len(doc.text))]
    present = {span["look"]: bool(span["id"]) for span in marked}
    meanings = [
        (look, meaning, "123" if present[look] else "abc") for look, meaning in legend.items() if look in present
    ]
    MOUNT(
        key=key,
        data={"text": doc.text, "spans": marked, "focus": focus, "legend": meanings},
        on_picked_change=picked,
    )


def apart(spans: Iterable[Span], length: int) -> list[Span]:
    """The spans in text order, without those that overlap an earlier one or leave the text."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        if (kept[-1].end if kept else 0) <= span.start < span.end <= length:
            kept.append(span)
    return kept
