"""Whom "they" and "it" stand for, and a "he" or "she" where nobody is named: those who spoke, or bear a title."""

import regex

from claims.attribution.names import PRONOUNS
from claims.attribution.people import BODIES, TITLES, has_first_name
from claims.attribution.quotes import LOOK_BACK, SPEECH
from claims.attribution.scene import Phrase, Saying, Scene
from claims.lexicon import alternation

TITLED = rf"\b(?P<who>[Tt]he\s+(?:\p{{Ll}}+\s+){{0,2}}{alternation(TITLES)})\b(?!\s+\p{{Lu}})"
NAMED = {
    "he": regex.compile(TITLED),
    "she": regex.compile(TITLED),
    "they": regex.compile(rf"\b(?P<who>(?:[Tt]he\s+)?(?:\p{{L}}+\s+)?\p{{L}}+s)\s+{SPEECH}\b"),
    "it": regex.compile(rf"\b(?P<who>[Tt]he\s+(?:\p{{L}}+\s+)?{alternation(BODIES)})\s+{SPEECH}\b"),
}
"""By the form of a pronoun: those who bear a title, and those who speak where no figure stands."""


def find_antecedent(scene: Scene, source: Phrase) -> str:
    """
    The words that a pronoun stands for, "" where it is a person's who is named, or there are none.

    "Officials said 9 left. They said 4 stayed": those who spoke last and agree in number. "The mayor was late. She said
    40 left": the last who bears a title.
    """
    form = PRONOUNS.get(source.text.lower())
    if form is None or (form in ("he", "she") and scene.names.people.nearest(form, source.start)):
        return ""
    if form in ("they", "it"):
        spoke = [saying.source.text for saying in _before(scene, source) if _agrees(scene, saying, form)]
        if spoke:
            return spoke[-1]
    start = max(0, source.start - LOOK_BACK)
    named = [match["who"] for match in NAMED[form].finditer(scene.text, start, source.start)]
    return named[-1] if named else ""


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
