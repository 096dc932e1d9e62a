"""Article words on the page: as they are written, kept to themselves, with the figure marked."""

import unicodedata
from collections.abc import Mapping
from typing import Any

import pandas as pd

from workbench.markup import Markup, join, tag


def text(words: object) -> Markup:
    """Any words of an article, a name, a note; nothing for none. Direction marks in them move nothing around them."""
    return tag("bdi", str(words), look="verbatim") if words else Markup()


def sentence(row: Mapping[str, Any]) -> Markup:
    """The sentence of a row of claims_df with its figure marked and, where it stands in it, its source underlined."""
    words, base = str(row["sentence"]), int(row["sentence_start"])
    spans = [(int(row["start"]) - base, int(row["end"]) - base, "mark", "figure-mark")]
    if pd.notna(row["source_start"]):
        spans.append((int(row["source_start"]) - base, int(row["source_end"]) - base, "span", "said"))
    pieces, at = [], 0
    for start, end, name, look in sorted(spans):
        if at <= start < end <= len(words):
            pieces += [words[at:start], tag(name, words[start:end], look=look)]
            at = end
    return tag("bdi", *pieces, words[at:], look="verbatim")


def fields(cells: Mapping[str, str], *, look: str = "by") -> Markup:
    """Names and what they hold, one a line; what is empty is left out."""
    return tag("dl", *(join((tag("dt", name), tag("dd", cell))) for name, cell in cells.items() if cell), look=look)


def hidden_marks(words: str) -> Markup:
    """A sentence naming the characters which cannot be seen (joiners, direction marks); nothing if there are none."""
    names = sorted({unicodedata.name(char, "unnamed").lower() for char in words if unicodedata.category(char) == "Cf"})
    told = f"Holds characters that cannot be seen: {', '.join(names)}."
    return tag("p", told, look="hidden-marks") if names else Markup()
