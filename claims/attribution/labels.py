"""Names with a colon or a dash: in transcripts, in headlines, and behind what they said."""

from collections.abc import Iterator

import regex

from claims.attribution.cues import DATA
from claims.attribution.quotes import paragraph_at
from claims.attribution.scene import Phrase, Scene
from claims.attribution.titles import BODIES, TITLES, has_first_name
from claims.lexicon import alternation, load_entries, word_class
from claims.model import Sentence
from claims.sources import resolve_speaker

LABEL = regex.compile(
    r"^(?:\p{Lu}[\w’'.&-]*(?:(?:\s+(?:\p{Lu}[\w’'.&-]*|of|the|and|for)){0,5}|(?:\s+[\w’'-]+){1,2}))(?=:\s)"
)
SPEAKERS = TITLES | BODIES | frozenset(DATA) | word_class("class.noun.officials") | word_class("class.noun.speaker")
"""Heads of those whose words a headline gives, beside a colon."""
OFFICIALS_AFTER = regex.compile(rf"(?P<mark>:|\s[-–—])\s+(?P<who>(?:[\w’'-]+\s){{0,3}}{alternation(SPEAKERS)}s?)$")
NAME_AFTER = regex.compile(r"(?P<mark>:|\s[-–—])\s+(?P<who>\p{Lu}[\w’'.&-]*(?:\s+\p{Lu}[\w’'.&-]*){0,3})$")
SPEECH_AFTER = regex.compile(r"(?:\b\p{L}{2,}(?:\W+|$)){3}")
FULL_STOP = regex.compile(r"(?:[!?]|(?<!\b\p{Lu})\.)[\"”’'\s]*$")
KICKERS = word_class("class.word.kicker")
PLACES = frozenset(word for entry in load_entries("comparison/places") for word in entry.surfaces)
NO_SPEAKERS = KICKERS | PLACES | word_class("class.name.outlet")
NO_SURNAME = regex.compile(r"(?:ing|ion|ment|ness|ity|ism|ics)$")
""" "Flooding", "Migration": what a headline is about."""


def find_labels(scene: Scene, sent: Sentence, place: int) -> Iterator[tuple[str, Phrase]]:
    """
    Who is named with a colon before or after a place of a sentence, or with a dash behind it: the mark and the name.

    "BURNS: …" and "… $53 billion: UN", in headlines "Police: …", "…: officials" and "… – Pentagon"; but no table of
    "Roth: 2,316", and no place, event or outlet that a headline names.
    """
    text = scene.text
    start, stop = paragraph_at(text, place, place)
    label = LABEL.match(text[start:place])
    if label is not None and _speaks(scene, label.group(), start, stop):
        yield ":", scene.phrase_at(start, start + label.end())
    said = text[sent.start : sent.end]
    if FULL_STOP.search(said) or text[sent.end : stop].strip():
        return
    tail = NAME_AFTER.search(said) or OFFICIALS_AFTER.search(said)
    if tail is None or sent.start + tail.start() <= place:
        return
    if tail["mark"] == ":" or _is_speaker(scene, tail["who"]) or _stands_alone(scene, tail["who"]):
        yield tail["mark"].strip(), scene.phrase_at(sent.start + tail.start("who"), sent.start + tail.end("who"))


def _speaks(scene: Scene, label: str, start: int, stop: int) -> bool:
    """Whether the label of the paragraph at [start, stop) is a speaker's: by its capitals, its return, or its name."""
    if not KICKERS.isdisjoint(label.lower().split()):
        return False
    says = SPEECH_AFTER.search(scene.text, start + len(label), stop) is not None
    is_headline = not scene.text[:start].strip() and not FULL_STOP.search(scene.text[start:stop])
    if is_headline and (_is_speaker(scene, label) or (_stands_alone(scene, label) and _has_verb(scene, start))):
        return True
    return says and ((label.isupper() and len(label) > 1) or label in scene.labels)


def _is_speaker(scene: Scene, name: str) -> bool:
    """Whether a name is one that speaks: by its head, by sources.yaml, or by what the rest of the text says of it."""
    words = name.split()
    known = resolve_speaker(scene.book, name)
    full = scene.names.full.get(words[-1], name).split()
    return (
        not SPEAKERS.isdisjoint((words[-1].lower(), words[-1].lower().removesuffix("s")))
        or (known is not None and known.kind != "outlet")
        or (len(full) > 1 and has_first_name(full))
        or any(words[-1] == speaker.split()[-1] for _, speaker in scene.names.speakers)
    )


def _stands_alone(scene: Scene, name: str) -> bool:
    """Whether a name may be a surname, where the headline is all there is: one word, no place, event or outlet."""
    is_all = "\n" not in scene.text.strip()
    word = name.lower()
    is_known = word in NO_SPEAKERS or word.removesuffix("s") in NO_SPEAKERS or NO_SURNAME.search(word)
    return is_all and word.isalpha() and not is_known


def _has_verb(scene: Scene, start: int) -> bool:
    """Whether what a headline tells is a clause: "31,000 soldiers killed", not "2,316 delegates"."""
    tree = scene.parsed.get(scene.sentence_at(start))
    return tree is not None and any(tree.pos[at] in ("VERB", "AUX") for at in range(2, len(tree)))
