"""
Document → Sentence, and the view of the text that patterns are matched on.

The text itself is never edited. Zero-width and bidi marks and soft hyphens would break words apart, so patterns see a
view without them; the view knows where each of its characters stands in the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from claims.lexicon import word_class
from claims.model import Sentence

INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
BLANK = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000\t\r\v\f\x85\u2028\u2029]")
ABBREVIATIONS = word_class("class.abbreviation")
AFTER_NAME = word_class("class.abbreviation.ends_name")
STOP = re.compile(r"[.!?…\n](?:(?<=\n)\n*+|(?<![.!?…]{2})[.!?…]*+[\"'”’)\]]*+\s+(?=[\"'“‘(\[$£€]*[\w$£€]))")
"""It begins with the set of its first characters: nothing else of a text is looked at."""
DATELINE = re.compile(
    r"^(?:(?:[A-Z][A-Z.'’/-]+(?: [A-Z][A-Z.'’/-]+){0,3}(?:, [A-Z\d][^\n,()–—]{1,25}?){0,2}(?: \([^\n()]{2,20}\))?"
    r"|[A-Z][\w.'’-]+(?:,? [A-Z][\w.'’-]+){0,3}(?:, [A-Z][a-z]+\.? \d{1,2})? \((?:AFP|AP|CNN|Reuters|UPI|Xinhua)\))"
    r"[^\S\n](?:--|[-–—])[^\S\n]?|(?:[01]?\d|2[0-3]):[0-5]\d(?:[^\S\n]?(?:[ap]\.?m\.?|BST|CET|EST|ET|GMT))?[^\S\n])"
    r"(?=[A-Z\"“])",
    re.MULTILINE,
)
""" "LONDON, May 3 (Reuters) - ", "09:42 ": before a story or an entry, and no part of its first sentence."""
BEFORE_LINE = re.compile(r"\n(?=[^\S\n]*\S)")
OPENER = re.compile(r"[\"'“‘(\[]*(?:[A-Z]|[$£€\d])")
LONGEST = 2000
"""What runs on for longer is a table or a list, and is cut at a blank."""
STARTER = word_class("class.opener")


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The text without invisible marks; `offsets` maps its positions to the text's, `None` where they are the same."""

    text: str
    offsets: tuple[int, ...] | None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """A half-open span of the view as a span of the text; marks at its edges stay outside."""
        if self.offsets is None:
            return start, end
        return self.offsets[start], (self.offsets[end - 1] + 1 if end > start else self.offsets[start])


def to_view(text: str) -> View:
    """The text as patterns see it."""
    if not INVISIBLE.search(text):
        return View(text=text, offsets=None)
    kept = [at for at, char in enumerate(text) if not INVISIBLE.match(char)]
    return View(text="".join(text[at] for at in kept), offsets=(*kept, len(text)))


def find_places(text: str, words: str) -> list[tuple[int, int]]:
    """
    Where the words stand in the text, as spans of it: whatever blanks, invisible marks and capitals are in either.

    >>> find_places("Some 10\u200b,000\xa0Troops, and 110,000 troops", "10,000 troops")
    [(5, 19)]
    """
    view, wanted = to_view(text), to_view(words).text.split()
    if not wanted:
        return []
    begins = r"(?<!\w)(?<!\d[.,])" if wanted[0][0].isalnum() else ""
    pattern = begins + r"\s+".join(map(re.escape, wanted)) + r"(?!\d|[.,]\d)"
    return [view.original(*match.span()) for match in re.finditer(pattern, view.text, re.IGNORECASE)]


def plain_blanks(text: str) -> str:
    """Every blank but the line break as a plain space, one for one, so that offsets hold."""
    return BLANK.sub(" ", text)


def join_lines(text: str) -> str:
    """
    Every line break inside a paragraph as a plain space, one for one.

    >>> join_lines("He said some 8,000\\ncrossed the river.\\nPolice did not."), join_lines("Boats\\n\\nsome 40")
    ('He said some 8,000 crossed the river.\\nPolice did not.', 'Boats\\n\\nsome 40')
    """
    wrapped = _is_wrapped(text)

    def join(match: re.Match[str]) -> str:
        stop = match.start()
        line = text[text.rfind("\n", 0, stop) + 1 : stop].strip()
        return " " if line and (wrapped or _goes_on(text, stop, match.end())) else "\n"

    return BEFORE_LINE.sub(join, text)


def find_sentences(text: str) -> list[Sentence]:
    """
    Split into sentences; together they cover every character that is not blank, in order.

    A line break ends a sentence unless the text is hard-wrapped or the next line goes on in the middle of one. A
    dateline is a sentence of its own.
    """
    wrapped = _is_wrapped(text)
    datelines = (match.end() for match in DATELINE.finditer(text))
    return list(_spans(text, sorted({*_stops(text, wrapped=wrapped), *datelines})))


def _stops(text: str, *, wrapped: bool) -> Iterator[int]:
    for match in STOP.finditer(text):
        breaks = match.group().count("\n")
        if text[match.start()] == "\n":
            if (
                breaks == 1
                and not text.startswith("\n\n", match.start())
                and (wrapped or _goes_on(text, match.start(), match.end()))
            ):
                continue
        elif not breaks and not _ends(text, match):
            continue
        yield match.end()


def _ends(text: str, match: re.Match[str]) -> bool:
    """A full stop after an abbreviation or an initial ends nothing, unless a common sentence opener follows."""
    if text[match.start()] != ".":
        return bool(OPENER.match(text, match.end()))
    before = text[max(0, match.start() - 12) : match.start()].split()
    word = before[-1].strip("\"'“‘(").lower() if before else ""
    if word in ABBREVIATIONS or (len(word) == 1 and word.isalpha()):
        following = text[match.end() : match.end() + 12].split()
        next_word = following[0].strip("\"'“‘(") if following else ""
        return word in AFTER_NAME and next_word.lower() in STARTER and next_word[:1].isupper()
    return bool(OPENER.match(text, match.end()))


def _goes_on(text: str, stop: int, start: int) -> bool:
    """Whether a line that starts in lower case continues one that did not end."""
    before = text[:stop].rstrip()[-1:] if stop < 200 else text[stop - 200 : stop].rstrip()[-1:]
    return start < len(text) and text[start].islower() and before not in '.!?:"”'


def _is_wrapped(text: str) -> bool:
    """Lines broken at a width: nearly all lines of nearly the same middling length, paragraphs apart by blank lines."""
    lines = [line.rstrip() for line in text.split("\n")]
    full = [len(line) for line, following in pairwise(lines) if line and following]
    return len(full) >= 2 and max(full) <= 100 and min(full) >= 40 and max(full) - min(full) <= 25


def _spans(text: str, stops: list[int]) -> Iterator[Sentence]:
    start = 0
    for stop in [*stops, len(text)]:
        while stop - start > LONGEST:
            blank = max(text.rfind(" ", start, start + LONGEST), text.rfind("\n", start, start + LONGEST))
            cut = blank + 1 if blank > start else start + LONGEST
            yield from _trimmed(text, start, cut)
            start = cut
        yield from _trimmed(text, start, stop)
        start = stop


def _trimmed(text: str, start: int, stop: int) -> Iterator[Sentence]:
    chunk = text[start:stop]
    left, right = start + len(chunk) - len(chunk.lstrip()), stop - (len(chunk) - len(chunk.rstrip()))
    if left < right:
        yield Sentence(start=left, end=right)
