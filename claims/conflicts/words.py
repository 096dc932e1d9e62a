"""The words that decide what may be compared, read from `claims/rules/comparison/`."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

from claims.lexicon import Entry, alternation, by_surface, load_pack

WORD = re.compile(r"[^\W\d_]+(?:[.'’-][^\W\d_]+)*\.?")
# "Gaza-where" and "UN-run" are a name and a word, "Port-au-Prince" is a name
NAME_PARTS = re.compile(r"\w[\w.'’]*(?:-\w[\w.'’]*)*(?=-[a-z][\w.'’]*(?![\w-]))|\w[\w.'’-]*|[^\w\s]")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
CALENDAR = frozenset({*DAYS, *MONTHS})
PACKS = (
    "changes",
    "cities",
    "contrasts",
    "dates",
    "moments",
    "outcomes",
    "parts",
    "past",
    "people",
    "periods",
    "phases",
    "place_words",
    "places",
    "scales",
    "speakers",
    "stop_words",
    "synonyms",
)
SPELLINGS = (
    (re.compile(r"(?<=[a-z]{4})is(?=(?:ation|er)s?$)"), "iz"),
    (re.compile(r"(?<=[a-z]{3})our(?=s?$)"), "or"),
    (re.compile(r"(?<=[bt])re(?=s?$)"), "er"),
    (re.compile(r"(?<=gram)me(?=s?$)"), ""),
)
"""British endings."""
LISTED = r"\s?\d[\d,]*(?:\s[a-z-]+){1,3}(?:,|\sand|,\sand)"
""" "8 women and": what is listed before a figure."""
TRIM_NAME = frozenset({"city", "county", "district", "oblast", "province", "region", "state", "the", "town", "village"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """A part marker's entry and the pattern that finds it beside a figure."""

    entry: Entry
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The comparison packs, ready for look-ups: surface → entry, and compiled patterns for phrases."""

    person_outcomes: Mapping[str, Entry]
    thing_outcomes: Mapping[str, Entry]
    outcome_phrases: re.Pattern[str]
    moments: Mapping[str, Entry]
    moment_phrases: re.Pattern[str]
    labels: Mapping[str, str]
    says: Mapping[str, str]
    ahead: Mapping[str, str]
    states: Mapping[str, Entry]
    goals: Mapping[str, Entry]
    people: Mapping[str, Entry]
    synonyms: Mapping[str, Entry]
    changes: Mapping[str, Entry]
    contrasts: Mapping[str, Entry]
    dates: Mapping[str, Entry]
    periods: Mapping[str, Entry]
    period_phrases: re.Pattern[str]
    past_phrases: re.Pattern[str]
    phases: Mapping[str, Entry]
    phase_phrases: re.Pattern[str]
    roles: frozenset[str]
    stop: frozenset[str]
    reporting: frozenset[str]
    scales: Mapping[str, Entry]
    places: Mapping[str, Entry]
    inside: Mapping[str, str]
    place_words: frozenset[str]
    before: tuple[Marker, ...]
    after: tuple[Marker, ...]


@cache
def load_words() -> Words:
    """Read the comparison packs once. Raises: ConfigError if a pack is faulty."""
    packs = {name: load_pack(f"comparison/{name}").entries for name in PACKS}
    outcomes, places, parts = packs["outcomes"], packs["places"], packs["parts"]
    changes, dates, moments = packs["changes"], packs["dates"], packs["moments"]
    return Words(
        person_outcomes=_table(tuple(entry for entry in outcomes if entry["of"] != "thing")),
        thing_outcomes=_table(tuple(entry for entry in outcomes if entry["of"] != "person")),
        outcome_phrases=_phrases(outcomes),
        moments=_table(moments),
        moment_phrases=_phrases(moments),
        labels=MappingProxyType({entry.id: entry["label"] for entry in (*outcomes, *changes, *dates, *moments)}),
        says=MappingProxyType({entry.id: entry["says"] for entry in outcomes if entry["says"]}),
        ahead=MappingProxyType({entry.id: entry["ahead"] for entry in dates if entry["ahead"]}),
        states=MappingProxyType({word: entry for entry in outcomes for word in entry.fields.get("states", ())}),
        goals=MappingProxyType({word: entry for entry in outcomes for word in entry.fields.get("goals", ())}),
        people=_table(packs["people"]),
        synonyms=_table(packs["synonyms"]),
        changes=_table(changes),
        contrasts=_table(packs["contrasts"]),
        dates=_table(dates),
        periods=_table(packs["periods"]),
        period_phrases=re.compile(rf"\b{alternation(s for entry in packs['periods'] for s in entry.surfaces)}\b"),
        past_phrases=re.compile(rf"\b{alternation(s for entry in packs['past'] for s in entry.surfaces)}\b"),
        phases=_table(packs["phases"]),
        phase_phrases=re.compile(rf"\b{alternation(s for entry in packs['phases'] for s in entry.surfaces)}\b"),
        roles=frozenset(s for entry in packs["speakers"] for s in entry.surfaces),
        stop=frozenset(s for entry in packs["stop_words"] for s in entry.surfaces),
        scales=_table(packs["scales"]),
        places=_table(places),
        inside=MappingProxyType(
            {entry.id: entry["inside"] for entry in places if entry["inside"]}
            | {city: entry["inside"] for entry in packs["cities"] for city in entry.surfaces}
        ),
        place_words=frozenset(s for entry in packs["place_words"] for s in entry.surfaces),
        reporting=frozenset(s for entry in packs["stop_words"] if entry.id == "stop.reporting" for s in entry.surfaces),
        before=tuple(Marker(entry=entry, pattern=_before(entry)) for entry in parts if entry["side"] == "before"),
        after=tuple(Marker(entry=entry, pattern=_after(entry)) for entry in parts if entry["side"] == "after"),
    )


def find_words(text: str) -> list[str]:
    """The words of a text as written; a stop at the end belongs to an abbreviation only ("U.S.")."""
    return [word if "." in word[:-1] else word.rstrip(".") for word in WORD.findall(text)]


@lru_cache(maxsize=100_000)
def bases(word: str) -> tuple[str, ...]:
    """
    A lower-case word and the forms it may be inflected from, the likeliest first.

    >>> bases("killed"), bases("bodies")
    (('killed', 'kill', 'kille', 'kil'), ('bodies', 'bodie', 'body'))
    """
    forms = [word]
    for ending, replacements in (
        ("'s", ("",)),
        ("’s", ("",)),
        ("men", ("man",)),
        ("children", ("child",)),
        ("ies", ("ie", "y")),
        ("ied", ("y", "ie")),
        ("ses", ("s", "se")),
        ("es", ("e", "")),
        ("s", ("",)),
        ("ed", ("", "e")),
        ("ing", ("", "e")),
    ):
        if word.endswith(ending) and len(word) >= len(ending) + (0 if ending in ("men", "children") else 2):
            stem = word[: -len(ending)]
            forms += [stem + tail for tail in replacements]
            if ending in ("ed", "ing") and len(stem) > 2 and stem[-1] == stem[-2]:
                forms.append(stem[:-1])
            break
    return tuple(dict.fromkeys(form for form in forms if form))


def respell(word: str) -> str:
    """
    A noun as Americans spell it.

    >>> respell("organiser"), respell("organizer"), respell("harbour"), respell("centre"), respell("programme")
    ('organizer', 'organizer', 'harbor', 'center', 'program')
    """
    for pattern, american in SPELLINGS:
        word = pattern.sub(american, word)
    return word


def look_up(table: Mapping[str, Entry], word: str) -> Entry | None:
    """The entry that lists a word or one of its bases."""
    for form in bases(word.lower()):
        if form in table:
            return table[form]
    return None


def find_names(text: str, words: Words) -> frozenset[str]:
    """
    Proper names in a text, places under their id whatever they are called ("Ukrainian" is `place.ukraine`).

    Days and months are no names. A name that no pack knows is its own lower-case words.
    """
    return frozenset(_names(text, words))


def with_wholes(places: frozenset[str], words: Words) -> frozenset[str]:
    """Places and everything they lie in."""
    wholes = frozenset(words.inside[place] for place in places if place in words.inside)
    return places if wholes <= places else with_wholes(places | wholes, words)


def _names(text: str, words: Words) -> Iterator[str]:
    run: list[str] = []
    for token in [*NAME_PARTS.findall(text), ""]:
        if token[:1].isupper() and token.lower() not in CALENDAR:
            run.append(token if "." in token[:-1] else token.rstrip("."))
            continue
        yield from _known(run, words)
        run = []


def _known(run: list[str], words: Words) -> Iterator[str]:
    rest: list[str] = []
    at = 0
    while at < len(run):
        for size in range(min(3, len(run) - at), 0, -1):
            entry = look_up(words.places, " ".join(run[at : at + size]))
            if entry:
                yield entry.id
                at += size
                break
        else:
            rest += [run[at].lower()] if run[at].lower() not in TRIM_NAME else []
            at += 1
    if rest:
        yield " ".join(rest)


def _phrases(entries: Iterable[Entry]) -> re.Pattern[str]:
    phrases = [surface for entry in entries for surface in entry.surfaces if " " in surface]
    return re.compile(rf"\b{alternation(phrases)}\b")


def _table(entries: tuple[Entry, ...]) -> Mapping[str, Entry]:
    return MappingProxyType(by_surface(entries))


def _before(entry: Entry) -> re.Pattern[str]:
    """The marker and at most `reach` more words, or what it lists, at the end of the text, where the figure begins."""
    listed = rf"(?:{LISTED})*" if entry["lists"] else ""
    return re.compile(rf"(?<!\w){alternation(entry.surfaces)}(?:\s[a-z-]+){{0,{entry['reach']}}}{listed}\s?$")


def _after(entry: Entry) -> re.Pattern[str]:
    """The marker behind the figure or its noun, with at most `reach` words between."""
    words = rf"(?:\s[a-z-]+){{0,{entry['reach'] or 0}}}"
    return re.compile(rf"^{words}[^\w,;:]{{0,2}}{alternation(entry.surfaces)}\b(?!\s+(?:than|or)\b)")
