"""What a date is the date of: the verb that it belongs to, and the thing or person of whom that is told."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from claims.conflicts.extents import BREAK
from claims.conflicts.facets import PLAIN_QUALIFIERS, stem
from claims.conflicts.figures import Figure
from claims.conflicts.intervals import Interval, to_days_interval
from claims.conflicts.words import CALENDAR, DAYS, Words, find_names, look_up
from claims.lexicon import Entry, load_pack, word_class
from claims.quantities.calendar import find_days

TOKEN = re.compile(r"\d[\d,.]*\d(?:-[a-z]+)*|[^\W_]+(?:[-'’.][^\W_]+)*|[^\w\s]")
WEEKDAY = rf"(?:(?:{'|'.join(DAYS)}),?\s)?"
# "began in early" 2010, "was signed on Friday," 3 May, "in the first half of" 2025; "was signed" May 3
LEAD = re.compile(
    rf"\s(?:in|on)\s(?:(?:early|late|mid)[\s-]|the\s\w+\s(?:half|quarter)\sof\s|{WEEKDAY})$", re.IGNORECASE
)
ONE_OF_TWO = re.compile(r"\s(?:and|or|to|until)\s(?:[a-z]+\s)?\d", re.IGNORECASE)
PLACED = re.compile(r"\b(?:at|in|near|off|outside)\s(?:[a-z]+\s){0,2}([A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)*)")
BARE_LEAD = re.compile(rf"\s{WEEKDAY}$", re.IGNORECASE)
REACH, LONGEST = 6, 3
"""Words between a verb and its date, and words of a verb with its particles."""
DETERMINERS = word_class("class.word.determiner")
INDEFINITE = frozenset(("a", "an", "another", "any", "each", "every", "some")) | word_class("class.word.owner")
COMES_AGAIN = word_class("class.noun.comes_again")
ORDER = word_class("class.word.of_order")
LINKS = word_class("class.word.links_clause")
BEFORE_VERB = word_class("class.word.before_verb")
PLANS = word_class("class.word.of_plan")
FINITE = frozenset(("had", "has", "have", "is", "are", "was", "were", "will"))
PASSIVE = frozenset(("are", "be", "been", "being", "is", "was", "were"))
NEGATIONS = frozenset(("never", "no", "not"))
PREPOSITIONS = word_class("class.preposition.place") | word_class("class.preposition.period") | {"of", "under", "with"}
COMPLEMENTING = frozenset(("against", "between", "for", "of", "on", "over", "with"))
RELATIVE = frozenset(("that", "which", "who"))
UNDATED = date(4, 7, 1)
"""Days without a year of articles without a day are all of one year, which no other is in."""
PERSONAL = frozenset(("he", "it", "she", "they"))
NUMBERS = frozenset(
    word for entry in load_pack("numerals").entries if entry["role"] == "word" for word in entry.surfaces
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """
    What a date dates: the `event`, a class of `claims/rules/comparison/dates.toml`, and the thing of which it is told.
    The date is one of the `days`.

    `thing` is what its article calls it, `noun` the last word of that, `names` are its own and `places` told of it.
    `sorts` say which of its name it is, `order` which of several ("the second"); one that is not `definite` may be any,
    and so may a `person` without a name. What comes `once` for one thing has one date, unless it is only `planned`.
    """

    days: Interval
    event: str
    once: bool
    thing: str
    noun: str
    names: frozenset[str]
    places: frozenset[str]
    sorts: frozenset[str]
    order: frozenset[str]
    definite: bool
    person: bool
    planned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """The words of a noun phrase, and a name that stands beside it: "Kallisto, a tanker"."""

    words: Sequence[str]
    beside: Sequence[str] = ()


def read_dated(figure: Figure, words: Words) -> Dated | None:
    """What a day or a year is the date of; None where the words before it do not plainly say so."""
    if figure.kind != "date" or figure.dimension == "clock" or figure.at < 0:
        return None
    before = figure.sentence[: figure.at]
    lead = LEAD.search(before) or (BARE_LEAD.search(before) if figure.surface[:1].isalpha() else None)
    after = figure.sentence[figure.after :]
    found = None if lead is None or ONE_OF_TWO.match(after) else _find_verb(before[: lead.start()], words)
    days = _days(figure) if found else None
    if found is None or days is None:
        return None
    entry, before_verb, rest = found
    told = [word.lower() for word in takewhile(_is_before_verb, reversed(before_verb))]
    is_passive = not PASSIVE.isdisjoint(takewhile(lambda word: word != "to", told))  # unlike "was to sign"
    has_object = bool(rest) and not is_passive and (rest[0].lower() in DETERMINERS or _is_name(rest[0]))
    is_plain = has_object or is_passive or not rest or rest[0] in PREPOSITIONS or all(map(_is_before_verb, rest))
    is_bound = bool(rest) and rest[-1] in PREPOSITIONS  # "opened by" May 3
    if not is_plain or is_bound or not NEGATIONS.isdisjoint(told):  # "started work in" 1984
        return None
    subject = before_verb[: len(before_verb) - len(told)]
    is_finite = bool(entry["acts"]) or not FINITE.isdisjoint(told)
    phrase = Phrase(words=rest) if has_object else _subject(subject, is_finite=is_finite)
    place = " ".join((*phrase.words, ";", *rest, ";")) + BREAK.split(after)[0]
    return _dated(days, entry, phrase, told=(*told, *rest), place=place, words=words)


def _days(figure: Figure) -> Interval | None:
    low, high = figure.interval.low, figure.interval.high
    years = (int(low), int(high)) if math.isfinite(low) and math.isfinite(high) else None
    days = find_days(figure.surface, years=years, near=figure.published or UNDATED)
    return to_days_interval(*days) if days else None


def _find_verb(text: str, words: Words) -> tuple[Entry, list[str], list[str]] | None:
    """The last verb of a class near the end of a text, in the same clause, and the words before and after it."""
    tokens = TOKEN.findall(text)
    for at in range(len(tokens) - 1, max(-1, len(tokens) - 1 - REACH), -1):
        if not tokens[at][0].isalnum() or tokens[at].lower() in LINKS or tokens[at].lower() == "to":
            return None
        for size in range(min(LONGEST, len(tokens) - at), 0, -1):
            entry = words.dates.get(" ".join(tokens[at : at + size]).lower())
            if entry:
                return entry, tokens[:at], tokens[at + size :]
    return None


def _is_name(word: str) -> bool:
    return word[0].isupper() and word.lower() not in CALENDAR


def _is_before_verb(word: str) -> bool:
    """Whether a word may stand between a subject and its verb: "had originally been" built."""
    low = word.lower()
    return low in BEFORE_VERB or low in ORDER or low in NEGATIONS or low.endswith("ly")


def _subject(tokens: Sequence[str], *, is_finite: bool) -> Phrase:
    """
    The noun phrase at the end of these words: before "which", before a comma and a participle, before the aside that a
    comma and a finite verb end.
    """
    end = len(tokens)
    is_relative = bool(end) and tokens[end - 1].lower() in RELATIVE
    end -= is_relative
    if end and tokens[end - 1] == ",":
        end -= 1
        if is_finite and not is_relative:
            end = next((at for at in range(end - 1, -1, -1) if tokens[at] == ","), 0)
    begin = next((at + 1 for at in range(end - 1, -1, -1) if _ends_clause(tokens[at])), 0)
    clause = tokens[begin:end]
    if len(clause) == 1 and clause[0].lower() in PERSONAL:
        return _antecedent(tokens[:begin], clause[0].lower())
    beside: Sequence[str] = ()
    if begin and tokens[begin - 1] == "," and clause and clause[0].lower() in DETERMINERS:
        beside = _last_name(tokens[: begin - 1])
    opens = [at for at, word in enumerate(clause) if word.lower() in DETERMINERS]
    free = [at for at in opens if is_relative or at == 0 or clause[at - 1].lower() not in PREPOSITIONS]
    if free:
        return Phrase(words=clause[free[-1] :], beside=beside)
    return Phrase(words=clause if opens else _last_name(clause) or clause)


def _antecedent(before: Sequence[str], pronoun: str) -> Phrase:
    """What "it" is after the subject of its sentence, "she" after a name; the pronoun where that is unsaid."""
    opening = list(takewhile(lambda word: not (_ends_clause(word) or word.lower() in BEFORE_VERB), before))
    if pronoun in ("it", "they") and opening:
        return Phrase(words=["the", *opening[opening[0].lower() in DETERMINERS :]])
    names = [at for at, word in enumerate(before) if word[0].isupper() and word.lower() not in DETERMINERS]
    if pronoun in ("he", "she") and names:
        return Phrase(words=_last_name(before[: names[-1] + 1]))
    return Phrase(words=[pronoun])


def _last_name(tokens: Sequence[str]) -> Sequence[str]:
    """The capitalised words at the end."""
    size = len(list(takewhile(lambda word: word[0].isupper(), reversed(tokens))))
    return tokens[len(tokens) - size :]


def _ends_clause(word: str) -> bool:
    return not word[0].isalnum() or word.lower() in LINKS


def _dated(
    days: Interval, entry: Entry, phrase: Phrase, *, told: Sequence[str], place: str, words: Words
) -> Dated | None:
    own = list(takewhile(lambda word: word.lower() not in PREPOSITIONS, phrase.words))
    bare = [word for word in own if word.lower() not in DETERMINERS]
    complements = tuple(_complements(phrase.words[len(own) :]))
    names = find_names(" ".join((*bare, ",", *phrase.beside)), words)
    nouns = [word for word in bare if word.islower() and word not in ORDER]
    if len(bare) == 1:  # which may be capital only for its place
        nouns = [bare[0].lower()]
        names = frozenset() if complements else names
    is_counted = any(word.isdigit() or word.lower() in NUMBERS for word in bare)  # "launched 96 rockets in" 2023
    if is_counted or not (nouns or names):
        return None
    order = frozenset(word.lower() for word in (*told, *own) if word.lower() in ORDER)
    noun = nouns[-1] if nouns else ""
    if noun in COMES_AGAIN:
        return None
    synonym = look_up(words.synonyms, noun) if noun else None
    before = [word for word in nouns[:-1] if word not in PLAIN_QUALIFIERS and not word[0].isdigit()]
    plain = stem(noun) if noun and noun not in PERSONAL else noun
    return Dated(
        days=days,
        event=entry.id,
        once=bool(entry["once"]) or bool(order),
        thing=" ".join(bare).removesuffix("'s").removesuffix("’s"),
        noun=synonym.id if synonym else plain,
        names=names,
        places=frozenset(name for found in PLACED.findall(place) for name in find_names(found, words)),
        sorts=frozenset(map(stem, (*before, *complements))),
        order=order,
        definite=not own or own[0].lower() not in INDEFINITE,
        person=look_up(words.people, noun) is not None,
        planned=not PLANS.isdisjoint(told),
    )


def _complements(tail: Sequence[str]) -> Iterator[str]:
    """The nouns that say what a thing is of: "work on the bridge", "an outbreak of cholera in the north"."""
    of, noun = "", ""
    for word in (*tail, "of"):
        if word in PREPOSITIONS:
            if of in COMPLEMENTING and noun:
                yield noun
            of, noun = word, ""
        elif word.islower() and word not in DETERMINERS:
            noun = word
