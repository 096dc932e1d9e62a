"""Names: who a phrase stands for, from the names that the document gives and those that the user knows."""

from dataclasses import dataclass
from functools import cached_property

import regex

from claims.attribution.cues import DATA
from claims.attribution.people import (
    KINDS,
    NAME,
    PARTICLES,
    POSSESSIVE,
    People,
    find_people,
    is_body,
    person,
    without_openers,
)
from claims.attribution.quotes import LOOK_BACK, SPEECH, Quotes
from claims.attribution.titles import BODIES, TITLES, fits, has_first_name, pronoun_of_title
from claims.lexicon import alternation, load_entries, word_class
from claims.sources import SourceBook, resolve_speaker

SPEAKER = regex.compile(
    rf"(?P<a>{NAME})(?:(?:,[^,.;“”\"\n]{{2,90}})?,)?\s+(?:(?:also|then|later|has|had)\s+)?{SPEECH}\b|\b(?:said|says|added|wrote|told)\s+(?:(?:\p{{Ll}}+\s+){{0,2}}{alternation(TITLES)}\s+)?(?P<b>{NAME})|\b[Aa]ccording\s+to\s+(?P<c>{NAME})"
)
ACRONYM = regex.compile(
    r"(?P<name>\p{Lu}[\w&’'.-]*(?:\s+(?:of|and|for|the|on|in|de)){0,2}(?:\s+\p{Lu}[\w&’'.-]*(?:\s+(?:of|and|for|the|on|in|de)){0,2}){1,7})\s+\((?:the\s+)?(?P<acronym>\p{Lu}{2,6}|(?:\p{Lu}\.){2,6})\)"
)
FULL_NAME = regex.compile(
    r"\b\p{Lu}[\p{Ll}’'-]+(?:-\p{L}+)?"
    rf"(?:(?:\s+\p{{Lu}}\.|(?:\s+{alternation(PARTICLES)}\b){{1,2}})?\s+\p{{Lu}}[\p{{L}}’'-]+){{1,7}}\b(?:(?<=\s[JS]r)\.)?"
)
LONGEST_NAME = 4
SUFFIXES = frozenset(("Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV", "KC", "MEP", "MP", "QC"))
LONG_NAME = regex.compile(r"\p{Lu}[\p{L}’'-]+(?:(?:\s+(?:of|and|for|the|on|in)){0,2}\s+\p{Lu}[\p{L}’'-]+){2,7}")
SHORT_NAME = regex.compile(r"(?:[Tt]he\s+)?(?P<acronym>\p{Lu}{3,6})")
ROLE = regex.compile(r"[Tt]he\s+(?:(?:aid|campaign|lobby|rights)\s+)?(?P<role>\p{Ll}+)")
BODY_NAME = regex.compile(r"\p{Lu}[\p{L}’'-]+(?:(?:\s+(?:of|and|for|the|on|in)){0,2}\s+\p{Lu}[\p{L}’'-]+){1,7}")
ANY_BODY = frozenset(("agency", "association", "charity", "company", "firm", "group", "organisation", "organization"))
"""What any body may be called: "Harbour Watch said …. The group said …"."""
PLACES = frozenset(word for entry in load_entries("comparison/places") for word in entry.surfaces)
PRONOUNS = {
    "he": "he",
    "his": "he",
    "she": "she",
    "her": "she",
    "they": "they",
    "their": "they",
    "it": "it",
    "its": "it",
}
"""A pronoun that speaks → the form by which it is resolved."""
_SELF = word_class("class.self_reference")


def is_nobody(word: str) -> bool:
    """Whether a word is nobody to attribute to; the WHO is somebody."""
    return word != "WHO" and word.lower() in _SELF


@dataclass(frozen=True, kw_only=True)
class Names:
    """The names of a document's text; `book` holds the sources that the user knows."""

    text: str
    quotes: Quotes
    book: SourceBook

    @cached_property
    def speakers(self) -> list[tuple[int, str]]:
        """Names that speak outside quotes, found by pattern over the whole text: (offset, name)."""
        found = []
        for match in SPEAKER.finditer(self.text):
            group = next(name for name in "abc" if match[name])
            name = without_openers(match[group])
            at = match.start(group)
            if name and name.lower() not in PRONOUNS and not is_nobody(name) and self.quotes.at(at) is None:
                found.append((at, name))
        return found

    @cached_property
    def full(self) -> dict[str, str]:
        """Surname → the first full name that ends in it, one with a known first name if there is any."""
        table: dict[str, str] = {}
        for match in FULL_NAME.finditer(self.text):
            words = POSSESSIVE.sub("", without_openers(match.group())).split()
            shortest = 3 if words and words[-1] in SUFFIXES else 2
            parts = len(words) if len(words) < 3 else sum(word not in PARTICLES for word in words)
            if not shortest <= parts <= LONGEST_NAME or words[0] == "The" or pronoun_of_title(words[0]) is not None:
                continue
            for surname in words[-2:] if words[-1] in SUFFIXES else words[-1:]:
                known = table.get(surname)
                if known is None or (has_first_name(words) and not has_first_name(known.split())):
                    table[surname] = " ".join(words)
        return table

    @cached_property
    def acronyms(self) -> dict[str, str]:
        """Acronym → the name it stands for, where the text says so: "the Federal Aviation Administration (FAA)"."""
        table: dict[str, str] = {}
        for match in ACRONYM.finditer(self.text):
            words = match["name"].split()
            initials = "".join(word[0] for word in words if word[:1].isupper())
            short = match["acronym"].replace(".", "")
            if initials.endswith(short):
                table.setdefault(match["acronym"], " ".join(words[-_words_for(words, len(short)) :]))
        return table

    @cached_property
    def _long_names(self) -> list[tuple[str, list[str]]]:
        """Names of three capital words and more, with their initials."""
        found = [match.group().split() for match in LONG_NAME.finditer(self.text)]
        return [("".join(word[0] for word in words if word[0].isupper()), words) for words in found]

    def _spelled_out(self, acronym: str) -> str:
        """The name with these initials, "" where the text has none: "ONS" → "Office for National Statistics"."""
        long = (words for initials, words in self._long_names if initials.endswith(acronym))
        return next((" ".join(words[-_words_for(words, len(acronym)) :]) for words in long), "")

    def _body(self, kind: str, at: int) -> str:
        """The one body before a place that is named with its kind ("the ministry"), or else the only one that spoke."""
        named = {
            without_openers(POSSESSIVE.sub("", match.group()))
            for match in BODY_NAME.finditer(self.text, 0, at)
            if kind in match.group().lower().split()
        }
        if not named and kind in ANY_BODY:
            spoke = {name.removeprefix("The ") for where, name in self.speakers if where < at}
            bodies = {name for name in spoke if not self.is_person(name) and name.lower() not in PLACES}
            whole = [match.group() for match in BODY_NAME.finditer(self.text, 0, at)] if len(bodies) == 1 else []
            found = {next((name for name in whole if name.endswith(f" {body}")), body) for body in bodies}
            named = {name for name in found if is_body(name) or " " not in name}
        return named.pop() if len(named) == 1 else ""

    def _bearer(self, role: str, at: int) -> str:
        """Who alone is named with a role: "Finance minister Ada Roth …", "Helvar, the carmaker, …"; else ""."""
        if role in DATA:
            return ""
        titled = rf"(?i:\b{role})\s+(?P<who>{NAME})|" if role in TITLES else ""
        named = regex.finditer(rf"{titled}(?P<who>{NAME}),\s+the\s+{role},", self.text)
        full = {self.full.get(name, name) for match in named if (name := person(POSSESSIVE.sub("", match["who"])))}
        if not full and (role in BODIES or role in KINDS):
            return self._body(role, at)
        return full.pop() if len(full) == 1 else ""

    @cached_property
    def people(self) -> People:
        """Where persons are named, for pronouns."""
        return find_people(self.text, self.quotes, self.full, {name for _, name in self.speakers})

    def resolve(self, phrase: str, at: int) -> tuple[str, bool]:
        """
        The name of a source that is written as `phrase` at a place, and whether that is a guess.

        A pronoun is guessed to be somebody who is named before, "the minister" to be the only one who is named with the
        word. A surname is the full name that ends in it, an acronym the name that the text gives it, or that has its
        initials. What sources.yaml calls a source wins.
        """
        plain = " ".join(phrase.split())
        form = PRONOUNS.get(plain.lower())
        guess = self._antecedent(form, at) if form is not None else ""
        short, role = SHORT_NAME.fullmatch(plain), ROLE.fullmatch(plain)
        guess = guess or (self._bearer(role["role"], at) if role is not None else "")
        name = person(guess or plain)
        first, _, last = name.partition(" ")
        full = self.full.get(last if first.lower() in PARTICLES else name, name)  # "De Roth": Jan de Roth
        name = full if fits(plain.split()[0], full) else plain
        name = self.acronyms.get(name.removeprefix("the ").removeprefix("The "), name)
        if short is not None and short["acronym"] not in self.acronyms:
            name = self._spelled_out(short["acronym"]) or name
        known = resolve_speaker(self.book, name) or resolve_speaker(self.book, plain)
        return (known.name if known else name), bool(guess)

    def _antecedent(self, form: str, at: int) -> str:
        if form in ("he", "she"):
            return self.people.nearest(form, at)
        near = [name for where, name in self.speakers if at - LOOK_BACK < where < at and not self.is_person(name)]
        return near[-1] if near else ""

    def is_person(self, name: str) -> bool:
        """Whether a name is that of one person, or what is left of it: "Ms"."""
        last = name.split()[-1]
        known = (name, self.full.get(last, name))
        return pronoun_of_title(name) is not None or any(has_first_name(full.split()) for full in known)


def _words_for(words: list[str], initials: int) -> int:
    """How many of the last words have so many initials; small words have none."""
    for count in range(1, len(words) + 1):
        initials -= words[-count][:1].isupper()
        if not initials:
            return count
    return len(words)
