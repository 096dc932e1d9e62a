"""Where and when a figure holds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from claims.conflicts.facets import stem
from claims.conflicts.figures import Figure
from claims.conflicts.words import CALENDAR, DAYS, MONTHS, Words, find_names, find_words

NAMED_DAYS = "|".join(day.capitalize() for day in DAYS)
NAMED_MONTHS = "|".join(month.capitalize() for month in MONTHS)
SHORT_MONTHS = "|".join(month.capitalize()[:3] for month in MONTHS)
DAY = re.compile(rf"\b(?:{NAMED_DAYS})\b")
OPENING_DAY = re.compile(rf"\W*(?:On|Late|Early|By)?\s?(?:{NAMED_DAYS})\b")
MONTH = re.compile(
    rf"\b(?:in|since|on|of|by|until|last|early|late|mid-?)\s(?P<a>{NAMED_MONTHS})\b|\b(?P<b>{NAMED_MONTHS})\s\d"
)
OTHER_MONTH = re.compile(rf"\b(?:[Ii]n|[Ll]ast|[Ee]arly|[Ll]ate|[Mm]id-?)\s({NAMED_MONTHS})\b(?!\s\d)")
OPENING_MONTH = re.compile(rf"\W*(?:[A-Z][a-z]+\s)?(?:in|[Ii]n|[Ll]ast)\s(?:{NAMED_MONTHS})\b")
MONTH_DAY = re.compile(
    rf"\b(?:(?P<m1>{SHORT_MONTHS})[a-z]*\.? (?P<d1>\d\d?)|(?P<d2>\d\d?) (?P<m2>{SHORT_MONTHS})[a-z]*)\b"
    r"(?:,? (?P<y>\d{4}))?"
)
YEAR = re.compile(r"(?<![\d,.$£€-])(?:1[5-9]|20)\d\d(?!\d|[,.]\d|%)")
# "1828 The minister says": the time of an entry in a running report
IN_LAST_YEAR = re.compile(r"\blast\syear\b(?!['’])")
OPENING_TIME = re.compile(r"\W*(\d{4})\s(?=[A-Z])")
OPENING_YEAR = re.compile(r"\W*(?:In|Since|During|By|Back in)\s(?:[A-Z]?\w+\s){0,2}(?:1[5-9]|20)\d\d\b")
JUST_BEFORE = 30
SINCE = re.compile(r"\b[Ss]ince\s((?:[\w'’-]+\s?){1,6})")
# Words that end the clause of a figure on either side; an opening "On Friday," still speaks of it.
BREAK = re.compile(r"[;:()—–]|,\s|\s(?:that|which|who|whom|after|when|where|while|before)\s")
SPLIT, STOP = re.compile(r"[;:()—–]"), re.compile(r"[;:()—–,]")
PLACED = re.compile(
    r"\b(?:In|At|Near|Across|in|at|near|across|throughout|from|to|into|inside|outside|around|of|over|and)\s"
    r"(?:(?:the|all|parts|of|southern|northern|eastern|western|central|city|town|village|capital)\s)*"
    r"(?P<name>[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*)*)"
)


WHERE = re.compile(
    r"(?:(?P<name>[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)*)|\b[Tt]he\s(?:[a-z-]+\s)?(?P<kind>[a-z]+)(?=,)),?\s(?:where|in\swhich)\s[^.;:]*$"
)
"""A place of which the clause before a figure tells: "Brod, where" 14 people died."""
WORST = re.compile(
    r"\b(?:[Dd]eadliest|[Hh]ardest|[Ww]orst)\b.*?\b(?:is|was)\s(?P<name>[A-Z][^,.;]*),\swith\s[^.;,]*$"
    r"|(?P<hit>[A-Z][\w'’-]+)\swas\s(?:hit\shardest|worst\shit|hardest\shit|worst\saffected),\swith\s[^.;,]*$"
)
""" "The worst-hit district is Chasa, with" 24 deaths."""
LAST_YEAR = "phase.last_year"
SOON = 10
"""Days of a month in which news may still tell of the month before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """
    Where and when.

    `places` are the scope's, by id or name, and `near` those of the figure's clause. Days are ISO dates, or weekdays
    where no publication dates them; years are others than the publication's. `since` are the words that say from when
    a total runs, `period` is that of a flow ("this year"), `phases` those that put it at another moment of the story;
    the aspect is "" if unsaid.
    """

    places: frozenset[str]
    near: frozenset[str]
    days: frozenset[str]
    months: frozenset[str]
    years: frozenset[str]
    since: frozenset[str]
    period: str
    phases: frozenset[str]
    aspect: str


def read_extent(figure: Figure, before: str, after: str, words: Words) -> Extent:
    """The extent of a figure from its scope and the text on both sides of it."""
    text = f"{figure.scope}; {before} … {after}"
    since = SINCE.search(text)
    period = words.period_phrases.search(text.lower())
    when = f"{figure.scope}; {' … '.join(_clause(before, after))}".lower()
    months = {found["a"] or found["b"] for found in MONTH.finditer(text)}
    return Extent(
        places=_placed(figure.scope, words) or _told_of(before, words),
        near=_find_near(figure, words),
        days=frozenset(_days(figure, before, after, words)),
        months=frozenset(month.lower() for month in months),
        years=frozenset(_years(figure, before, after, words)),
        since=frozenset(stem(word) for word in find_words(since[1].lower()) if word not in words.stop)
        if since
        else frozenset(),
        period=next((found for found in words.period_phrases.findall(text.lower()) if _is_flow(found, words)), ""),
        phases=frozenset(_phases(figure, when, words)),
        aspect=figure.aspect or (words.periods[" ".join(period[0].split())]["aspect"] if period else ""),
    )


def _is_flow(phrase: str, words: Words) -> bool:
    return bool(words.periods[" ".join(phrase.split())]["aspect"] == "flow")


def _phases(figure: Figure, text: str, words: Words) -> Iterator[str]:
    """What says that a figure is of another moment; the year before the publication's is last year."""
    yield from (words.phases[" ".join(found.split())].id for found in words.phase_phrases.findall(text))
    if figure.published and str(figure.published.year - 1) in YEAR.findall(text):
        yield LAST_YEAR


def _years(figure: Figure, before: str, after: str, words: Words) -> Iterator[str]:
    """Years of the figure's clause but the publication's; the sentence where it says that it tells another event."""
    opening, time = OPENING_YEAR.match(figure.sentence), OPENING_TIME.match(figure.sentence)
    clause = (opening[0] if opening else "", figure.scope, before[-JUST_BEFORE:], *_clause(before, after))
    for year in YEAR.findall(" … ".join(clause)):
        is_whole = re.search(rf"\b{year}\b", figure.sentence) is not None  # unlike that of "2000ft"
        if is_whole and year not in (figure.surface, str(figure.published)[:4], time and time[1]):
            yield year
    if figure.published and any(IN_LAST_YEAR.search(text) for text in clause):
        yield str(figure.published.year - 1)
    month_before = OPENING_MONTH.match(figure.sentence)
    for month in OTHER_MONTH.findall(" … ".join((month_before[0] if month_before else "", *clause))):
        if figure.published and _is_another(month, figure.published):
            yield month.lower()
    if words.past_phrases.search(figure.sentence.lower()):
        yield figure.sentence


def _is_another(month: str, published: date) -> bool:
    """Whether news of a day that speaks of a month speaks of another event than its own."""
    own = {published.month, (published - timedelta(days=SOON)).month}
    return 1 + MONTHS.index(month.lower()) not in own


def _clause(before: str, after: str) -> tuple[str, str]:
    return BREAK.split(before)[-1], BREAK.split(after)[0]


def _days(figure: Figure, before: str, after: str, words: Words) -> Iterator[str]:
    """Days of the figure's own clause; of what is no count the only one of the sentence, where the clause has none."""
    opening = OPENING_DAY.match(before) if figure.at == len(before) else None
    clause = (opening[0] if opening else "", *_clause(before, after), figure.scope)
    days = {day for text in clause for day in _named_days(text, figure.published, words)}
    if not days and figure.kind != "count":
        days = set(_named_days(figure.sentence, figure.published, words))
        days = days if len(days) == 1 else set()
    yield from days


def _named_days(text: str, published: date | None, words: Words) -> Iterator[str]:
    """Weekdays and days of the month that do not date what somebody said ("said Tuesday")."""
    for day in DAY.finditer(text):
        if not words.reporting & set(find_words(text[: day.start()])[-3:]):
            yield _dated(day[0].lower(), published)
    for found in MONTH_DAY.finditer(text):
        yield from _day_of_month(found, published)


def _find_near(figure: Figure, words: Words) -> frozenset[str]:
    """The places before the figure in its part of the sentence, and those after it up to a comma."""
    if figure.at < 0:
        return frozenset()
    before = PLACED.findall(SPLIT.split(figure.sentence[: figure.at])[-1])
    after = PLACED.findall(STOP.split(figure.sentence[figure.after :])[0])
    return frozenset(name for place in (*before, *after) for name in find_names(place, words))


def _told_of(before: str, words: Words) -> frozenset[str]:
    where, worst = WHERE.search(before), WORST.search(before)
    if where and where["kind"] in words.place_words:
        return frozenset({where["kind"]})
    name = (where and where["name"]) or (worst and (worst["name"] or worst["hit"])) or ""
    return find_names(name, words)


def _placed(scope: str, words: Words) -> frozenset[str]:
    return frozenset(
        name
        for found in PLACED.finditer(scope)
        for name in find_names(found["name"], words)
        if not set(name.split()) & CALENDAR
    )


def _day_of_month(found: re.Match[str], published: date | None) -> Iterator[str]:
    """The day of "Oct. 2, 2016"; of "Oct. 2" the one nearest before the publication, nothing where that is unknown."""
    month = 1 + SHORT_MONTHS.split("|").index(found["m1"] or found["m2"])
    year = int(found["y"] or (published.year if published else 0))
    for then in (year, year - 1):
        try:
            day = date(then, month, int(found["d1"] or found["d2"]))
        except ValueError:  # the 31st of June, or no year
            return
        if found["y"] or (published and day <= published):
            yield day.isoformat()
            return


def _dated(weekday: str, published: date | None) -> str:
    """The newest such day up to the publication, else the weekday's name."""
    if published is None:
        return weekday
    back = (published.weekday() - DAYS.index(weekday)) % 7
    return (published - timedelta(days=back)).isoformat()
