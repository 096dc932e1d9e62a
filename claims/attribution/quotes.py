"""Quotation marks and paragraphs: where quotes stand, and which sentences may name who speaks them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from claims.lexicon import alternation, load_entries, word_class
from claims.model import Sentence

QUOTE = regex.compile(
    r"“[^”\n]*?(?:”|(?<=[,.!?])\"(?!\w)|(?=\n)|$)|\"[^\"\n]*(?:\"|(?=\n)|$)|''(?:(?!'')[^\n])*(?:''|(?=\n)|$)|(?<!\w)‘(?:[^’\n]|(?<=\w)’(?=\w)){12,}’(?!\w)"
    r"|(?<![\w'’])'(?=\p{Lu})(?:[^'\n]|(?<=\w)'(?=\w)){12,}(?<=[,.!?])'(?![\w'])"
)
SHORTEST = 8
"""What stands in marks and is no longer is a name or a word, not speech."""
SPEECH = alternation(word_class("class.verb.speech"))
SPEECH_STEMS = alternation(
    word.removesuffix("e")
    for entry in load_entries("cues/reporting")
    if entry["role"] == "verb" and entry["strength"] in ("say", "think")
    for word in entry.surfaces
)
REPORTING = re.compile(rf"\b(?:{SPEECH}|(?:{SPEECH_STEMS})(?:s|es|ed|ing)?|according\s+to)\b")
LOOK_BACK = 1500
"""How many characters back a pronoun or a bare quote may find its speaker."""
MOST_PARAGRAPHS = 6
"""How many paragraphs a quote may go on for."""


@dataclass(frozen=True, slots=True)
class Quotes:
    """Half-open spans of what stands in quotation marks, in their order, none over the end of a line."""

    starts: list[int]
    ends: list[int]

    def at(self, place: int) -> tuple[int, int] | None:
        """The quote that holds a place."""
        number = bisect_right(self.starts, place) - 1
        return (self.starts[number], self.ends[number]) if number >= 0 and place < self.ends[number] else None

    def touching(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The quotes that have something of [start, end)."""
        for number in range(bisect_right(self.ends, start), bisect_left(self.starts, end)):
            yield self.starts[number], self.ends[number]


def find_quotes(text: str) -> Quotes:
    """Every quote of a text that is long enough to be speech."""
    spans = [match.span() for match in QUOTE.finditer(text) if match.end() - match.start() > SHORTEST]
    return Quotes([start for start, _ in spans], [end for _, end in spans])


def paragraph_at(text: str, start: int, end: int) -> tuple[int, int]:
    """The line that holds [start, end), as far as it is worth looking."""
    left = max(0, start - LOOK_BACK)
    right = min(len(text), end + LOOK_BACK)
    stop = text.find("\n", end, right)
    return max(left, text.rfind("\n", left, start) + 1), right if stop < 0 else stop


def leading_up(text: str, quote: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """The paragraph of a quote, and while a quote opens a paragraph the one before, for its speaker may stand there."""
    start, stop = paragraph_at(text, *quote)
    yield start, stop
    opens = not text[start : quote[0]].strip()
    for _ in range(MOST_PARAGRAPHS):
        near = text[max(0, start - LOOK_BACK) : start]
        before = near.rstrip()
        if not opens or not before:
            return
        stop = start - (len(near) - len(before))
        start = start - len(near) + before.rfind("\n") + 1
        yield start, stop
        opens = text[start] in "“\"'‘"


def sentences_needed(text: str, quotes: Quotes, sentences: list[Sentence], figures: set[int]) -> set[int]:
    """
    The sentences to parse: those with a figure (`figures`, by number), and for figures in quotes, unless something
    reports in their own sentence, the ones that may name the speaker: where the quote begins and ends, and what reports
    in its paragraph and in those that lead up to it.
    """
    needed = set(figures)
    starts = [sent.start for sent in sentences]
    for number in figures:
        sent = sentences[number]
        for quote in quotes.touching(sent.start, sent.end):
            if _reports(text, sent.start, quote[0]) or _reports(text, quote[1], sent.end):
                continue
            for left, right in leading_up(text, quote):
                near = range(max(0, bisect_right(starts, left) - 1), bisect_left(starts, right))
                needed.update(at for at in near if _may_introduce(text, sentences[at], quote))
    return needed


def _reports(text: str, start: int, end: int) -> bool:
    return REPORTING.search(text, start, end) is not None


def _may_introduce(text: str, sent: Sentence, quote: tuple[int, int]) -> bool:
    """Whether a sentence near a quote may name its speaker: it reports, ends in a colon, or holds an end of it."""
    at_edge = sent.start <= quote[0] < sent.end or sent.start < quote[1] + 2 <= sent.end + 2
    return at_edge or text[sent.end - 1] == ":" or _reports(text, sent.start, sent.end)
