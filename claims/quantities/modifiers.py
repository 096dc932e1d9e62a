"""Modifiers: the words around a figure that say how firmly it stands."""

from dataclasses import dataclass

import regex

from claims.lexicon import alternation, by_surface, load_entries
from claims.model import Modifier

_ENTRIES = load_entries("modifiers")
_BEFORE = by_surface(entry for entry in _ENTRIES if entry["place"] == "before")
_AFTER = by_surface(entry for entry in _ENTRIES if entry["place"] == "after")
WINDOW = 34
BEFORE = regex.compile(
    rf"(?:(?<![\w-])(?P<word>{alternation(_BEFORE)})(?:\s+(?:an?|the|about|literally))?\s+|(?P<mark>[~≈<>≥≤])\s?)$"
)
AFTER = regex.compile(
    rf"(?:\s+[a-z]+){{0,2}}?\s*"
    rf"(?P<word>(?<=\d)\+|(?<![\w]){alternation(word for word in _AFTER if word[0].isalpha())}(?!\w)|-odd\b)"
)
MARKS: dict[str, Modifier] = {
    "~": "approx",
    "≈": "approx",
    "<": "less_than",
    ">": "more_than",
    "≥": "at_least",
    "≤": "at_most",
}
NOT_BEFORE_TIME = {"over", "past", "under", "above", "below", "beyond", "within", "minimum", "maximum"}
SPENT = regex.compile(r"\b(?:for|after|of|took|lasted|lasting|in|served|spent)\s+$")
NEGATED = regex.compile(r"\b(?:not|no|never)\s+$")
OPPOSITE: dict[str, Modifier] = {
    "more_than": "at_most",
    "less_than": "at_least",
    "at_least": "less_than",
    "at_most": "more_than",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A modifier, where its words start or end, and the rule that knows them."""

    modifier: Modifier
    start: int
    end: int
    rule_id: str


def find_before(low: str, start: int, *, is_time: bool) -> Found | None:
    """The modifier right before a figure. "over ten years" is a period, "for over ten years" a bound."""
    window = max(0, start - WINDOW)
    match = BEFORE.search(low[window:start])
    if match is None:
        return None
    if match["mark"]:
        return Found(modifier=MARKS[match["mark"]], start=window + match.start(), end=start, rule_id="modifier.mark")
    word = " ".join(match["word"].split())
    at = window + match.start()
    before = low[max(0, at - 12) : at]
    if is_time and word in NOT_BEFORE_TIME and not SPENT.search(before):
        return None
    entry = _BEFORE[word]
    modifier: Modifier = entry["modifier"]  # type: ignore[assignment]
    if modifier in OPPOSITE and NEGATED.search(before):
        modifier = OPPOSITE[modifier]
    return Found(modifier=modifier, start=at, end=start, rule_id=entry.id)


def find_after(low: str, end: int) -> Found | None:
    """The modifier right after a figure or its noun: "40 or so", "5 or more", "10,000+"."""
    match = AFTER.match(low, end, min(len(low), end + WINDOW))
    if match is None or regex.search(r"\b(?:and|of|the|to|in|than|but)\b", low[end : match.start("word")]):
        return None
    word = " ".join(match["word"].split())
    if word != "+" and low[match.end() : match.end() + 5] == " than":
        return None
    if word == "plus" and (match.start("word") > end + 1 or regex.match(r"\s+\w", low[match.end() : match.end() + 2])):
        return None
    entry = _AFTER[word]
    return Found(modifier=entry["modifier"], start=match.start("word"), end=match.end(), rule_id=entry.id)  # type: ignore[arg-type]
