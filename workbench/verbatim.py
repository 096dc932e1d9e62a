"""Article words on the page: as they are written, kept to themselves, with the figure marked."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from claims.markup import Markup, hidden_marks, join, tag
from claims.markup import verbatim as text

__all__ = ["cut_out", "fields", "find_words", "hidden_marks", "nearby", "pieces", "sentence", "text"]

Place = tuple[int, int, str]
FIGURE, SAID, CUE = "figure-mark", "said", "cue"
BESIDE = 40
IN_SIGHT, LEAD = 100, 40  # so far into a sentence its figure is seen in a cell; so much is kept before one further on
NEAR = 240  # so far from its source a cue is looked for


def sentence(row: Mapping[str, Any]) -> Markup:
    """The sentence of a row of claims_df with its figure marked and, where they stand in it, its source and its cue."""
    name = {FIGURE: "mark", SAID: "span", CUE: "span"}
    return tag(
        "bdi", *(tag(name[look], words, look=look) if look else words for words, look in pieces(row)), look="verbatim"
    )


def pieces(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The sentence of a row of claims_df cut up, each piece with what it is: FIGURE, SAID, CUE, "" for the rest."""
    words, base = str(row["sentence"]), int(row["sentence_start"])
    figure = int(row["start"]), int(row["end"])
    spans = [(*figure, FIGURE), *cut_out(find_words(row, words, base=base), [figure])]
    at = 0
    for start, end, look in sorted((start - base, end - base, look) for start, end, look in spans):
        if at <= start < end <= len(words):
            if at < start:
                yield words[at:start], ""
            yield words[start:end], look
            at = end
    if at < len(words):
        yield words[at:], ""


def nearby(cut: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """
    The pieces of a sentence, from a little before the figure where that would be out of sight in a short cell.

    >>> nearby([("word " * 30, ""), ("nine", FIGURE), (" died.", "")])
    [('… word word word word word word word ', ''), ('nine', 'figure-mark'), (' died.', '')]
    """
    kept = list(cut)
    at = next((at for at, (_, look) in enumerate(kept) if look == FIGURE), 0)
    before = "".join(words for words, _ in kept[:at])
    if len(before) + len(kept[at][0]) <= IN_SIGHT:
        return kept
    return [(f"… {before[-LEAD:].partition(' ')[2]}", ""), *kept[at:]]


def find_words(row: Mapping[str, Any], text: str, *, base: int = 0) -> list[Place]:
    """
    Where the document names the source and gives the cue: start, end, SAID or CUE, in code points of the document.

    `text` is the part of it that begins at `base`. The ledger does not say where a cue is: the nearest to the source.
    """
    if pd.isna(row["source_start"]):
        return []
    start, end = int(row["source_start"]) - base, int(row["source_end"]) - base
    if not 0 <= start < end <= len(text):
        return []
    found = [(start, end, SAID)]
    if row["cue"]:
        words = r"\s+".join(map(re.escape, row["cue"].split()))
        cue = re.compile(rf"(?<!\w){words}(?!\w)" if row["cue"][-1].isalpha() else words, re.IGNORECASE)
        cues = [match.span() for match in cue.finditer(text, max(start - NEAR, 0), end + NEAR)]
        apart = [span for span in cues if span[1] <= start or end <= span[0]]
        found += [(*span, CUE) for span in sorted(apart, key=lambda span: max(start - span[1], span[0] - end))[:1]]
    return [(left + base, right + base, look) for left, right, look in found]


def cut_out(spans: Iterable[Place], taken: Iterable[tuple[int, int]]) -> list[Place]:
    """
    The spans without what is taken: "six officials" is a source and holds a figure.

    >>> cut_out([(0, 13, "said"), (20, 24, "cue")], [(0, 3)])
    [(3, 13, 'said'), (20, 24, 'cue')]
    """
    left = list(spans)
    for low, high in taken:
        left = [
            (start, end, look)
            for begin, stop, look in left
            for start, end in ((begin, min(stop, low)), (max(begin, high), stop))
            if start < end
        ]
    return left


def around(text: str, start: int, end: int) -> str:
    """
    A few words of an article with those at [start, end), on one line.

    >>> around("Police said that 300ish people died.", 17, 23)
    '… Police said that »300ish« people died. …'
    """
    told = f"{text[max(0, start - BESIDE) : start]}»{text[start:end]}«{text[end : end + BESIDE]}"
    return f"… {' '.join(told.split())} …"


def fields(cells: Mapping[str, str], *, look: str = "by") -> Markup:
    """Names and what they hold, one a line; what is empty is left out."""
    return tag("dl", *(join((tag("dt", name), tag("dd", cell))) for name, cell in cells.items() if cell), look=look)
