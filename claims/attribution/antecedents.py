"""Whom "they" and "it" stand for, and a "he" or "she" where nobody is named: those who spoke, or bear a title."""

import regex

from claims.attribution.cues import DATA
from claims.attribution.labels import PLACES, SPEAKERS
from claims.attribution.names import PRONOUNS
from claims.attribution.people import NAME
from claims.attribution.quotes import LOOK_BACK, SPEECH
from claims.attribution.scene import Phrase, Saying, Scene
from claims.attribution.titles import BODIES, TITLES, has_first_name
from claims.lexicon import alternation, load_entries, word_class

TITLED = rf"\b(?P<who>[Tt]he\s+(?:\p{{Ll}}+\s+){{0,2}}{alternation(TITLES)})\b(?!\s+\p{{Lu}})"
IRREGULAR = word_class("class.noun.irregular_plural")
MESSAGES = word_class("class.noun.message")
NAMED = {
    "he": regex.compile(TITLED),
    "she": regex.compile(TITLED),
    "they": regex.compile(
        rf"(?<![’'])\b(?P<who>(?:[Tt]he\s+)?(?:\p{{L}}+\s+)?\p{{L}}+s)\s+(?:{SPEECH}|say)\b"
        r"|(?P<who>\b(?:[Aa]|[Tt]he)\s+(?:\p{L}+\s+){0,2}spokesperson)\b"
    ),
    "it": regex.compile(rf"\b(?P<who>[Tt]he\s+(?:\p{{L}}+\s+)?{alternation(BODIES)})\s+{SPEECH}\b"),
}
"""By the form of a pronoun: those who bear a title, and those who speak where no figure stands."""
PERSONS = {
    word for entry in load_entries("things/nouns") if entry.id.startswith("thing.person.") for word in entry.surfaces
}
MANY = alternation({f"{word}s" for word in (PERSONS | SPEAKERS) - set(DATA) if len(word) > 3} | IRREGULAR)
ONE = alternation(BODIES | set(DATA) | MESSAGES)
MAY_SPEAK = {
    "they": regex.compile(
        rf"\b(?P<who>{NAME}\s+and\s+(?P<head>{NAME})|(?:[Tt]he\s+|\p{{Lu}}\p{{L}}+\s+)?(?P<head>(?i:{MANY})))\b"
    ),
    "it": regex.compile(
        rf"\b(?P<who>(?:the|\p{{Lu}}[\p{{L}}’']*)\s+(?:(?!(?:an?|in|of|the|to)\b)\p{{L}}+\s+){{0,2}}?(?P<head>(?i:{ONE}))"
        rf"(?:\s+(?:for|of)(?:\s+the)?(?:\s+\p{{Lu}}\p{{L}}+)+)?"
        rf"|[Tt]he\s+(?P<head>\p{{Lu}}{{2,6}})|\G(?P<head>(?i:{alternation(PLACES)})))\b"
    ),
}
"""Those who may speak though they have not yet: people, bodies, and the country that a sentence is about."""
SENTENCES_BACK = {"they": 2, "it": 1}


def find_antecedent(scene: Scene, source: Phrase) -> str:
    """
    The words that a pronoun stands for, "" where it is a person's who is named, or there are none.

    "Officials said 9 left. They said 4 stayed": those who spoke last and agree in number. "The mayor was late. She said
    40 left": the last who bears a title.
    """
    form = PRONOUNS.get(source.text.lower())
    if form is None or (form in ("he", "she") and scene.names.people.nearest(form, source.start)):
        return ""
    if form == "it" and (near := _only_one(scene, source, form)):
        return near
    if form in ("they", "it"):
        spoke = [saying.source.text for saying in _before(scene, source) if _agrees(scene, saying, form)]
        if spoke:
            return spoke[-1]
    start = max(0, source.start - LOOK_BACK)
    named = [match["who"] for match in NAMED[form].finditer(scene.text, start, source.start)]
    return named[-1] if named else _only_one(scene, source, form) if form == "they" else ""


def _only_one(scene: Scene, source: Phrase, form: str) -> str:
    """
    Who may be meant in the nearest sentence before that names anybody: who is alone in it, or "it" that opens it.

    "The rebels fled. They said 9 died"; "The complaint names the firm. It says 9 died".
    """
    for number in range(source.number - 1, max(source.number - 1 - SENTENCES_BACK[form], -1), -1):
        sent = scene.sentences[number]
        start = max(sent.start, sent.end - LOOK_BACK)
        matches = MAY_SPEAK[form].finditer(scene.text, start, sent.end)
        found = [match for match in matches if scene.quotes.at(match.start()) is None]
        if found:
            opens = form == "it" and found[0].start() == start
            is_clear = opens or len({match["head"].lower() for match in found}) == 1
            return str(found[0]["who"]) if is_clear else ""
    return ""


def _before(scene: Scene, source: Phrase) -> list[Saying]:
    """Who speaks before a place, outside quotes."""
    near = scene.sayings_between(max(0, source.start - LOOK_BACK), source.start)
    return [saying for saying in near if scene.quotes.at(saying.at) is None]


def _agrees(scene: Scene, saying: Saying, form: str) -> bool:
    """Whether a source may be "they", a plural, or "it", a single body and no person."""
    tree, root = scene.parsed[saying.number], saying.source.root
    if tree.pos[root] not in ("NOUN", "PROPN"):
        return False
    is_many = tree.tag[root] in ("NNS", "NNPS") or tree.child(root, ("conj",)) is not None
    if form == "they":
        return is_many
    name = saying.source.text.split()
    is_person = has_first_name(name) or name[-1] in scene.names.full or tree.lemma[root] in TITLES
    return not is_many and not is_person
