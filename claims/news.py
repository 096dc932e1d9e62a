"""Whether a small count is news: what befell people or things, who did it, and what was fired."""

import re

import regex

from claims.lexicon import alternation, load_entries, word_class
from claims.model import Measurand, Quantity
from claims.setting import Setting

MUNITION = "thing.munition"
HOSPITAL = regex.compile(r"\bto\b[^;]*\bhospitals?\b|\bin hospital\b")
SAID_OF_PEOPLE = word_class("class.verb.befalls") | word_class("class.verb.crime") | {"toll"}
UNDERGONE = word_class("class.verb.undergone")
SAID_OF_THINGS = word_class("class.verb.befalls_things")
PHRASES_OF_THINGS = [frozenset(phrase.split()) for phrase in word_class("class.phrase.befalls_things")]
FINDS_DEAD = word_class("class.verb.finds_dead")
DOERS = word_class("class.noun.doer")
CONVICTS = word_class("class.verb.convicts")
CHARGES = frozenset(("charge", "count"))
BODIES = frozenset(("body", "corpse"))
STEMS = alternation(word.removesuffix("e") for word in SAID_OF_PEOPLE | UNDERGONE | SAID_OF_THINGS | DOERS)
MUNITIONS = alternation(word for entry in load_entries("things/") if entry.id == MUNITION for word in entry.surfaces)
NEWS = re.compile(
    rf"\b(?:{STEMS}(?:[bp]?(?:ed|ing)|e|es|s)?|shot|dying|sank|sunk|stole|stolen|fled|hung|lives|toll|hospitals?|gunmen"
    rf"|bodies|corpses|counts|charges|(?:set|on|to)\s+fire|ablaze|ma[dk]\w+\s+off|bl[eo]w\w*\s+up|{MUNITIONS}s)\b"
)
"""Words of a sentence, in lower case, in which a small count may be news."""


def may_be_news(sentence: str) -> bool:
    """Whether a parse may show that a small count in the sentence is news."""
    return NEWS.search(sentence.lower()) is not None


def is_news(qty: Quantity, thing: Measurand, setting: Setting) -> bool:
    """
    Whether a count below ten is news.

    It is where it says what befell people or things, who did such a thing or is sought for it, who was in hospital, of
    how much somebody is guilty, how many dead were found, or what was fired.
    """
    if qty.kind != "count":
        return False
    tree, verb, noun = setting.tree, setting.predicate, setting.noun
    happened = thing.property or (tree.lemma[verb] if verb is not None else "")
    if thing.dimension == "person":
        undergone = happened in UNDERGONE and noun is not None and tree.dep[noun] in ("dobj", "nsubjpass")
        befell = happened in SAID_OF_PEOPLE or thing.unit == "life" or undergone or _cost_lives(setting)
        befell |= thing.unit.rpartition(" ")[2] in DOERS
        return befell or HOSPITAL.search(thing.scope) is not None or _is_found_dead(thing, setting)
    wrecked = bool(thing.dimension) and (happened in SAID_OF_THINGS or _is_told(setting, PHRASES_OF_THINGS))
    charged = thing.unit.rpartition(" ")[2] in CHARGES and happened in CONVICTS
    return wrecked or charged or thing.dimension == "munition"


def _is_told(setting: Setting, phrases: list[frozenset[str]]) -> bool:
    """Whether the verb with what hangs on it says a phrase: "|set fire| to a car", "|set| three cars on |fire|"."""
    tree, verb = setting.tree, setting.predicate
    kids = tree.kids[verb] if verb is not None else ()
    beside = [verb, *kids, *(tree.child(kid, ("pobj",)) for kid in kids if tree.dep[kid] == "prep")]
    words = {tree.lemma[at] for at in beside if at is not None}
    return any(phrase.issubset(words) for phrase in phrases)


def _cost_lives(setting: Setting) -> bool:
    """Whether what is counted lost its life: "cost five soldiers their lives"."""
    tree, verb = setting.tree, setting.predicate
    return verb is not None and any(tree.lower[kid] == "lives" for kid in tree.kids[verb] if tree.dep[kid] == "dobj")


def _is_found_dead(thing: Measurand, setting: Setting) -> bool:
    """Whether bodies, or the bodies of those counted, were found."""
    tree, noun = setting.tree, setting.noun
    above = tree.head[tree.head[noun]] if noun is not None else setting.root
    are_bodies = thing.unit in BODIES or (tree.lemma[above] in BODIES and tree.tag[above] == "NNS")
    return are_bodies and thing.property in FINDS_DEAD
