"""Names with a colon: in transcripts, in headlines, and behind what they said."""

from collections.abc import Iterator

import regex

from claims.attribution.people import BODIES, TITLES
from claims.attribution.quotes import paragraph_at
from claims.attribution.scene import DATA, Phrase, Scene
from claims.lexicon import alternation, word_class
from claims.model import Sentence

LABEL = regex.compile(r"^(?:\p{Lu}[\w’'.&-]*(?:\s+(?:\p{Lu}[\w’'.&-]*|of|the|and|for)){0,5})(?=:\s)")
SPEAKERS = TITLES | BODIES | frozenset(DATA) | word_class("class.noun.officials") | word_class("class.noun.speaker")
"""Heads of those whose words a headline gives, beside a colon."""
OFFICIALS_AFTER_COLON = regex.compile(rf":\s+(?P<who>(?:[\w’'-]+\s){{0,3}}{alternation(SPEAKERS)}s?)$")
AFTER_COLON = regex.compile(r":\s+(?P<who>\p{Lu}[\w’'.&-]*(?:\s+\p{Lu}[\w’'.&-]*){0,3})$")
SPEECH_AFTER = regex.compile(r"(?:\b\p{L}{2,}\W+){3}")
FULL_STOP = regex.compile(r"[.!?][\"”’'\s]*$")
ANSWERS = frozenset(("no", "yes", "never", "none", "zero", "nothing", "wrong"))


def find_labels(scene: Scene, sent: Sentence, place: int) -> Iterator[Phrase]:
    """
    Who is named with a colon before or after a place of a sentence.

    "BURNS: …" and "… $53 billion: UN", in headlines "Police: …" and "…: officials"; but no table of "Clinton: 2,316",
    and no place that a headline speaks of.
    """
    text = scene.text
    start, stop = paragraph_at(text, place, place)
    label = LABEL.match(text[start:place])
    if label is not None and _speaks(scene, label.group(), start, stop):
        yield scene.phrase_at(start, start + label.end())
    said = text[sent.start : sent.end]
    tail = AFTER_COLON.search(said) or OFFICIALS_AFTER_COLON.search(said)
    if tail is not None and sent.start + tail.start() > place and tail["who"].rstrip(".").lower() not in ANSWERS:
        yield scene.phrase_at(sent.start + tail.start("who"), sent.start + tail.end("who"))


def _speaks(scene: Scene, label: str, start: int, stop: int) -> bool:
    """Whether the label of the paragraph at [start, stop) is a speaker's: by its capitals, its return, or its head."""
    is_headline = not scene.text[:start].strip() and not FULL_STOP.search(scene.text[start:stop])
    if is_headline and label.split()[-1].lower().removesuffix("s") in SPEAKERS:
        return True
    is_name = (label.isupper() and len(label) > 1) or label in scene.labels
    return is_name and SPEECH_AFTER.search(scene.text, start + len(label), stop) is not None
