"""What a title and a first name tell of a person."""

from collections.abc import Sequence

from claims.lexicon import by_surface, load_entries, word_class

COURTESY = {"mr": "he", "sir": "he", "lord": "he", "mrs": "she", "ms": "she", "miss": "she", "lady": "she"}
FIRST_NAMES = by_surface(load_entries("people/first_names"))
BODIES = word_class("class.noun.organisation")
TITLES = word_class("class.title")


def has_first_name(words: Sequence[str]) -> bool:
    """Whether the words of a name begin with a first name that is known."""
    return words[0].lower() in FIRST_NAMES


def pronoun_of_title(word: str) -> str | None:
    """ "he" or "she" for a courtesy title: "Mrs." → "she"."""
    return COURTESY.get(word.rstrip(".").lower())


def fits(title: str, full: str) -> bool:
    """
    Whether a full name may be that of somebody with a title; a word that is no title fits all.

    >>> fits("Mrs.", "Bill Clinton"), fits("Mr.", "Bill Clinton"), fits("Ms", "Yun Roth"), fits("Roth", "Ada Roth")
    (False, True, True, True)
    """
    first, told = FIRST_NAMES.get(full.split()[0].lower()), pronoun_of_title(title)
    return told is None or first is None or first["pronoun"] in ("", told)
