"""Modifiers: the words around a figure that say how firmly it stands."""

import re
from dataclasses import dataclass

from claims.lexicon import Entry, alternation, by_surface, load_entries, word_class
from claims.model import Evidence, Modifier

_ENTRIES = load_entries("modifiers")
_BEFORE = by_surface(entry for entry in _ENTRIES if entry["place"] == "before")
_AFTER = by_surface(entry for entry in _ENTRIES if entry["place"] == "after")
_CLOCK = by_surface(entry for entry in _ENTRIES if entry["place"] == "clock")
_MARKS = by_surface(entry for entry in _ENTRIES if entry["place"] == "mark")
MOST_WORDS = max(len(surface.split()) for surface in _BEFORE)
FILLERS = word_class("class.filler")
"""Words that may stand between a modifier and its figure: "more than the 40", "up to about 50"."""
AFTER = re.compile(
    rf"(?P<plus>\+)|-(?P<hyphen>odd|ish|plus)\b"
    rf"|(?:[\s-]+(?!(?:and|or|of|the|to|in|than|but|a|at)\b)[a-z]+){{0,2}}?\s+"
    rf"(?P<word>{alternation(word for word in _AFTER if word[0].isalpha())})(?!\w)(?!\s+than\b)"
)
MOVING = word_class("class.verb.moves")
TIPPING = word_class("class.verb.with_over")
"""Verbs that take "over" to themselves: "rolled over four times"."""
NOT_BEFORE_TIME = {"over", "past", "under", "above", "below", "beyond", "within", "minimum", "maximum"}
SPENT = frozenset("for after of took take lasted lasting in served spent been".split())
NEGATING = frozenset(("not", "no", "never"))
OPPOSITE: dict[str, Modifier] = {
    "more_than": "at_most",
    "less_than": "at_least",
    "at_least": "less_than",
    "at_most": "more_than",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A modifier, and the rule that knows its words."""

    modifier: Modifier
    evidence: Evidence


def find_before(touching: str, words: list[str], *, is_time: bool) -> Found | None:
    """
    The modifier right before a figure.

    `words` are the words before it in their order, `touching` the signs right before it. "over ten years" is a period,
    "for over ten years" a bound.
    """
    if touching == "sub-":
        words = [*words, "sub"]
    mark = touching.lstrip("([“\"'‘")[-1:]
    if mark in _MARKS:
        entry = _MARKS[mark]
        return Found(modifier=entry["modifier"], evidence=Evidence(entry.id, mark))  # type: ignore[arg-type]
    stop = len(words)
    if stop and words[-1] in FILLERS and words[-1] not in _BEFORE:
        stop -= 1
    found = _ending_at(words, stop)
    if found is None:
        return None
    length, entry = found
    if words[stop - 1] in FILLERS:
        before = stop - length
        inner = _ending_at(words, before)
        outer = inner and _holding(
            inner[1], words[before - inner[0] : before], words[: before - inner[0]], is_time=is_time
        )
        if outer:
            return outer
    return _holding(entry, words[stop - length : stop], words[: stop - length], is_time=is_time)


def find_before_clock(words: list[str]) -> Found | None:
    """The modifier right before a time of day, where "after" is a bound and "just after" none."""
    found = _ending_at(words, len(words), _CLOCK)
    if found is None:
        return None
    length, entry = found
    return Found(modifier=entry["modifier"], evidence=Evidence(entry.id, " ".join(words[-length:])))  # type: ignore[arg-type]


def _ending_at(words: list[str], stop: int, table: dict[str, Entry] = _BEFORE) -> tuple[int, Entry] | None:
    """The longest modifier that ends before word number `stop`: how many words, and its entry."""
    for length in range(min(MOST_WORDS, stop), 0, -1):
        entry = table.get(" ".join(words[stop - length : stop]))
        if entry is not None:
            return length, entry
    return None


def _holding(entry: Entry, words: list[str], before: list[str], *, is_time: bool) -> Found | None:
    """The modifier that an entry's words are after the words before them; None where they bound nothing."""
    word, modifier, last = " ".join(words), entry["modifier"], before[-1] if before else ""
    if is_time and word in NOT_BEFORE_TIME and last not in SPENT:
        return None
    if (word == "up to" and last in MOVING) or (word == "over" and last in TIPPING):
        return None
    if word in ("past", "over", "above", "below", "under") and last in ("the", "this", "its"):
        return None
    if modifier in OPPOSITE and last in NEGATING:
        modifier, word = OPPOSITE[modifier], f"{last} {word}"
    return Found(modifier=modifier, evidence=Evidence(entry.id, word))  # type: ignore[arg-type]


def find_after(low: str, end: int) -> Found | None:
    """The modifier right after a figure or its noun: "40 or so", "5 or more", "10,000+"."""
    match = AFTER.match(low, end)
    if match is None:
        return None
    word = match["plus"] or (match["hyphen"] and f"-{match['hyphen']}") or " ".join(match["word"].split())
    if word == "plus" and (match.start("word") > end + 1 or re.match(r"\s+\w", low[match.end() : match.end() + 2])):
        return None
    if word == "odd" and match.start("word") > end + 1:
        return None
    entry = _AFTER[word if word != "-plus" else "plus"]
    return Found(modifier=entry["modifier"], evidence=Evidence(entry.id, word))  # type: ignore[arg-type]


def bound_at_end(words: list[str]) -> str:
    """ "more" or "less" where the words end in a bound of that side, else ""."""
    found = _ending_at(words, len(words))
    modifier = found[1]["modifier"] if found else ""
    return "more" if modifier in ("more_than", "at_least") else "less" if modifier in ("less_than", "at_most") else ""
