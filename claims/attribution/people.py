"""Persons: where they are named, and which of them a "he" or "she" stands for."""

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import takewhile

import regex

from claims.attribution.quotes import SPEECH, Quotes
from claims.attribution.titles import BODIES, FIRST_NAMES, TITLES, has_first_name, pronoun_of_title
from claims.lexicon import alternation, load_entries, word_class

PARTICLES = frozenset(("van", "von", "de", "bin", "al", "el", "der", "da", "di", "del", "dos", "ibn", "la", "ten"))
"""Small words inside a name."""
NAME = rf"\p{{Lu}}[\p{{L}}’'-]+(?:\s+(?:\p{{Lu}}\.|{alternation(PARTICLES)}\b|\p{{Lu}}[\p{{L}}’'-]+))*"
SMALL = frozenset(("and", "for", "of", "the"))
"""Small words inside the name of a body."""
POSSESSIVE = re.compile(r"[’']s?$")
OF_BODY = re.compile(r",\s(?:of|from)\s.*")
TIME_BEFORE = regex.compile(r"^\d{4}\s(?=\p{Lu})")
FARTHEST = 12
"""Beyond so many sentences back, how far a name stands from its pronoun no longer counts."""
PERSON = regex.compile(rf"\b(?:(?P<courtesy>Mrs?|Ms|Miss|Sir|Lord|Lady)\.?\s+)?(?P<name>{NAME})")
SENTENCE_END = regex.compile(r"[.!?][\"”’')]*\s+(?=[\p{Lu}“\"‘'])|\n+")
ACTS = regex.compile(
    r"(?:\s+of\s+(?:the\s+)?\p{Lu}[^,.;“”\"\n]{2,60}?)?(?:,[^,.;“”\"\n]{2,90},)?\s+(?:(?:also|then|later)\s+)?(?:\p{Ll}+(?:ed|s)|said|told|had|will|would|could|did|wrote|won|ran|led|made|took|went|began)\b"
)
OPENERS = word_class("class.opener.of_name")
KINDS = word_class("class.noun.kind_of_body")
AGED = re.compile(r",?\s\(?(?:aged\s)?\d{2}(?:[,)]|\.\s|\.$)")
ROLES = (
    TITLES
    | word_class("class.noun.speaker")
    | {
        word
        for entry in load_entries("things/nouns")
        if entry.id.startswith("thing.person.")
        for word in entry.surfaces
    }
)
UNNAMED = regex.compile(
    rf"\b(?P<who>(?:[Aa]n?|[Oo]ne|[Tt]he(?=\s(?:[\p{{L}}’'-]+\s){{0,2}}spokes))\s+(?:(?!(?:of|who|whose)\b)[\p{{L}}’'-]+\s+){{0,3}}?{alternation(ROLES)}"
    rf"(?:\s+(?:at|for|from|in|of|with)\s+[\p{{L}}’'\s-]{{2,60}}?)?)(?:,?\s+(?:who|which)\s[^.;“”\"\n]{{2,60}}?,?)?\s+{SPEECH}\b"
)
""" "A resident said", "one officer, who asked not to be named, told": persons who speak without a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """
    A person named at a place, by the fullest name that the text gives.

    `pronoun` is "he", "she", or "" where the name does not tell; `acts` whether the person does something there.
    """

    at: int
    name: str
    pronoun: str
    acts: bool
    quoted: bool


@dataclass(frozen=True)
class People:
    """The mentions of persons in a text, in its order, and where its sentences end."""

    mentions: list[Mention]
    sentence_ends: list[int]

    @cached_property
    def _times(self) -> Counter[str]:
        return Counter(mention.name for mention in self.mentions)

    @cached_property
    def _pronouns(self) -> dict[str, str]:
        return {mention.name: mention.pronoun for mention in self.mentions if mention.pronoun}

    def nearest(self, pronoun: str, at: int) -> str:
        """
        Whom a "he" or "she" at a place stands for, "" where nobody fits.

        Of those named before it: the nearest by sentences; who does something counts as one and a half sentences
        nearer, who is named often or has a name that tells up to one and a half, who is only spoken of two farther.
        """
        here = bisect_right(self.sentence_ends, at)
        fitting = [
            mention
            for mention in self.mentions
            if mention.at < at and self._pronouns.get(mention.name, pronoun) == pronoun
        ]
        return max(fitting, key=lambda mention: (self._nearness(mention, here), mention.at)).name if fitting else ""

    def _nearness(self, mention: Mention, here: int) -> float:
        sentences = min(here - bisect_right(self.sentence_ends, mention.at), FARTHEST)
        prominence = 0.1 * min(self._times[mention.name], 10) + 0.5 * (mention.name in self._pronouns)
        return -sentences + 1.5 * mention.acts - 2 * mention.quoted + prominence


def find_people(text: str, quotes: Quotes, full: dict[str, str], speaking: set[str]) -> People:
    """
    Where persons are named: those with a known first name, a title, an age, or words of their own.

    `full` gives the fullest name by its last word, `speaking` the names that speak somewhere in the text.
    """
    mentions = []
    last_names = {last for last, name in full.items() if has_first_name(name.split())}
    last_names |= {name.split()[-1] for name in speaking}
    for match in PERSON.finditer(text):
        written = POSSESSIVE.sub("", match["name"])
        is_aged = " " in written and AGED.match(text, match.end()) is not None
        title = written.partition(" ")[0].lower() if written.count(" ") > 1 else ""
        is_titled = title in TITLES and {"’", "'"}.isdisjoint(written)
        if not (match["courtesy"] or is_aged or is_titled or written.rpartition(" ")[2] in last_names):
            continue
        name = POSSESSIVE.sub("", without_openers(match["name"]))
        fullest = full.get(name, name)
        known = FIRST_NAMES.get(fullest.split()[0].lower()) if " " in fullest else None
        courtesy = pronoun_of_title(match["courtesy"] or "") or ""
        speaks = " " in fullest and (fullest in speaking or name in speaking)
        is_told = is_aged or (is_titled and " " in name and name != written)
        if name and not is_body(fullest) and (known or courtesy or speaks or is_told):
            mention = Mention(
                at=match.start("name"),
                name=fullest,
                pronoun=courtesy or (known["pronoun"] if known else ""),
                acts=ACTS.match(text, match.end()) is not None,
                quoted=quotes.at(match.start()) is not None,
            )
            mentions.append(mention)
    for match in UNNAMED.finditer(text):
        if quotes.at(match.start()) is None:
            mentions.append(Mention(at=match.start(), name=match["who"], pronoun="", acts=True, quoted=False))
    mentions.sort(key=lambda mention: mention.at)
    return People(mentions, [match.end() for match in SENTENCE_END.finditer(text)])


@lru_cache(maxsize=2000)
def person(phrase: str) -> str:
    """
    The name in a phrase with a title or what somebody is of.

    >>> person("State Department spokesperson Matthew Miller"), person("Ada Roth of Northport"), person("Bank of India")
    ('Matthew Miller', 'Ada Roth', 'Bank of India')
    >>> person("1723 Port officials")  # the time of an entry in a running report
    'Port officials'
    >>> person("Former President Ada Roth and several senators")
    'Ada Roth and several senators'
    >>> person("weather specialist Ada Roth")
    'Ada Roth'
    >>> person("Det Sgt Paul Lees, of Kern Police"), person("Professor Jan de Roth")
    ('Paul Lees', 'Jan de Roth')
    >>> person("German carmaker Helvar AG"), person("the aid organisation Care for Kern"), person("a group of MPs")
    ('Helvar AG', 'Care for Kern', 'a group of MPs')
    >>> person("the General Staff")
    'the General Staff'
    """
    phrase = OF_BODY.sub("", TIME_BEFORE.sub("", phrase))
    named, preposition, _ = phrase.partition(" of ")
    if preposition and " " in named and named.split()[0].lower() in FIRST_NAMES:
        phrase = named
    words = phrase.split()
    titled = [at for at, word in enumerate(words) if word in ROLES or word.strip(".,").lower() in TITLES]
    kinds = [at for at, word in enumerate(words) if word in KINDS or (at == 0 and word.lower() in KINDS)]
    is_kind = bool(kinds) and kinds[-1:] > titled[-1:]
    rest = words[max((*titled, *kinds)) + 1 :] if titled or kinds else []
    inside = SMALL if is_kind and rest and rest[0][:1].isupper() else PARTICLES
    name = list(takewhile(lambda word: word[:1].isupper() or word in inside, rest))
    plain = " ".join(rest if name and rest[len(name) :][:1] == ["and"] else name)
    return phrase if not plain or (plain.split()[-1].lower() in BODIES and not is_kind) else plain


def without_openers(name: str) -> str:
    """
    A name without the capital words that open the sentence before it.

    >>> without_openers("But Lankov"), without_openers("In June Russia"), without_openers("June Cruz")
    ('Lankov', 'Russia', 'June Cruz')
    """
    words = name.split()
    opens = False
    while words and words[0].lower() in OPENERS and (opens or not has_first_name(words)):
        words, opens = words[1:], True
    return person(" ".join(words))


def is_body(name: str) -> bool:
    """ "Kookmin University" is no "he"."""
    return any(word.lower() in BODIES for word in name.split())
