"""Points in time: years, decades, days and clock times, which are dates and not amounts."""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

_MONTH = (
    r"(?:(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
)
_YEAR = r"(?:1[5-9]\d\d|20\d\d|2100)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
HOURS = ("twelve", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")
_WORD = rf"(?:{'|'.join(HOURS)})\b"
_HOUR = rf"(?:{_WORD}|(?:1[0-2]|[1-9])\b)"
NOON = {"noon": 12, "midday": 12, "midnight": 0}
MINUTES = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20, "twenty-five": 25}
_AT = r"(?:(?<=\b(?:at|by)\s)|(?<=\b(?:about|after|until)\s)|(?<=\b(?:around|before)\s))"
_PAST = rf"(?:a\s+)?(?:{'|'.join(MINUTES)})\s+past|{_AT}(?:a\s+)?quarter\s+to"
_OF_DAY = r"(?:in\s+the\s+(?:morning|afternoon|evening)|at\s+night)\b"
MOMENT = re.compile(
    rf"""
    (?<![a-z])(?=[0-9a-qstw'’‘])(?:
      \b{_MONTH}\s+{_DAY}(?:\s*(?:-|–|to|and)\s*{_DAY})?(?!\d)(?:,?\s+(?P<y1>{_YEAR})\b)?
    | \b{_DAY}(?:\s*(?:-|–|to|and)\s*{_DAY})?\s+(?:of\s+)?{_MONTH}(?:,?\s+(?P<y2>{_YEAR})\b)?
    | \b{_MONTH},?\s+(?P<y3>{_YEAR})\b
    | (?<![\w.,/-])(?P<y4>{_YEAR})-\d\d-\d\d(?:t[\d:.]+z?)?\b
    | (?<![\w.,/-])\d{{1,2}}\s?[/.]\s?\d{{1,2}}\s?[/.]\s?(?P<y5>{_YEAR}|\d\d)\b
    | \b(?:[01]?\d|2[0-3])[:.][0-5]\d(?::[0-5]\d)?
      \s*(?:[ap]\.?m\b\.?|(?:hrs?|hours|gmt|utc|est|edt|et|bst|local\s+time)\b)
    | \b(?:[01]\d|2[0-3])[0-5]\d(?:\s+(?:gmt|utc|hrs|hours|local\s+time)\b|(?=\s\(\d{{4}}\s+(?:gmt|utc)\)))
    | (?<![\w’])['’‘](?P<y10>\d\d)(?![\w’'%,.]\w|\w|\s+(?:people|men|women|per)\b)
    | (?<![\d:.,$£€])\b(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?\b(?![\d:%])
    | \b(?:1[0-2]|[1-9])\s*(?:[ap]\.m\.?|[ap]m\b)
    | (?<!past\s)(?<!to\s)\b{_HOUR}\s*o['’]clock\b(?:\s+{_OF_DAY})?
    | {_AT}{_HOUR}\s+{_OF_DAY}
    | (?:\b|(?<=\s))(?:{_PAST})\s+(?:{_WORD}|{_HOUR}(?=\s*o['’]clock|\s+{_OF_DAY}))(?:\s*o['’]clock\b)?(?:\s+{_OF_DAY})?
      (?!-|\s+(?:hundred|thousand|[a-z]*illion|per\b|percent|[a-z]+s\b))
    | {_AT}(?:{"|".join(NOON)})\b
    | (?<!\w)(?P<decade>(?:1[5-9]|20)\d0|['’]?\b\d0)['’]?s\b
    | (?<![\w.,/$£€-])(?P<y6>{_YEAR})\s?[-–/]\s?(?P<y7>{_YEAR}|\d\d?)(?![\d,.]\d|\w|-)
    | (?<![\w.,/$£€])(?P<part>mid|early|late|pre|post)[\s-]+(?P<y8>{_YEAR})(?!,\d|\w|%|\.\d)
    | (?<![\w.,/$£€#+-])(?P<y9>{_YEAR})(?!,\d|\.\d|\w|%|[-/]\d|°|\s?[-–]\s?(?!{_YEAR}\b)\d{{4}}\b)
    )
    """,
    re.VERBOSE,
)
DIGITS = re.compile(r"[0-9]++")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTHS = frozenset(map(str.lower, MONTHS))
AFTER_DIGITS = re.compile(
    rf"[:./-][0-9]|['’]?s\b|\s*(?:[ap]\.?m\b|o['’]clock|hrs?\b|hours\b|gmt\b|utc\b)"
    rf"|(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{'|'.join(sorted(_MONTHS))})"
)
CLOCK = re.compile(
    r"(?P<hour>\d{1,2}?)(?:[:.]?(?P<minute>\d\d))?(?::\d\d)?\s*(?:(?P<half>[ap])\.?m)?"
    r"\s*(?P<zone>gmt|utc|o['’]clock)?(?:[.\s].*)?"
)
YEAR_OF, DAY_OF = re.compile(r"\b\d{4}\b"), re.compile(r"\b\d\d?(?=st|nd|rd|th|\b)")
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
DAY = re.compile(rf"{_MONTH}|\d[/-]\d")
SPOKEN = re.compile(
    rf"(?:(?:a\s+)?(?P<minutes>{'|'.join(MINUTES)})\s+(?P<way>past|to)\s+)?(?P<hour>{_HOUR}|{'|'.join(NOON)})(?:\s*o['’]clock)?"
    r"(?:\s+(?:in\s+the|at)\s+(?P<part>[a-z]+))?"
)
SPOKEN_SIGNS = ("afternoon", "clock", "evening", "midday", "midnight", "morning", "night", "noon", "past", "quarter")
BEFORE_ANCHOR, AFTER_ANCHOR = 24, 48
"""How far from its anchor a date may begin and end, with room for what the patterns look ahead at."""
COUNTING = re.compile(
    r"\b(?:about|around|some|approximately|roughly|nearly|almost|over|than|least|most|estimated|total\s+of|average\s+of)\s+$"
)
DATING = re.compile(
    r"(?:\b(?:in|since|by|until|till|from|during|before|after|between|of|the|early|late|mid|year|to|and|this|that|last|fiscal|on"
    r"|an?|his|her|its|their|our|my|your|declared|all)|['’]s|s['’])[\s-]+$"
)
BESIDE_LEVEL = re.compile(r"\b(?:above|below|exceed(?:ing|ed|s)?)\s+$")
PEOPLE = r"people|men|women|children|persons|soldiers|troops|civilians|migrants|refugees|homes|houses|deaths|cases|jobs"
COUNTED_PEOPLE = re.compile(rf"\s+(?:[a-z]+\s+)?(?:{PEOPLE})\b|\s+(?:kg|km|m|mb|cc|hp|rpm)\b")
COUNTED = re.compile(
    r"\s+(?!(?:was|is|has|as|this|his|its|thus|games|elections?|olympics|sales|results|season|finals|leaves|address|crisis)\b)"
    rf"(?!(?:and|or|with|to|of|in|on|at|for|from|by|as|the|an?|but)\s)(?:[a-z]+\s+)?(?:[a-z]{{2,}}[^\Ws]s|{PEOPLE})\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """
    A point in time as written; `first` and `last` are years, `None` where no year is written.

    `is_year` marks a bare year, decade or span of years, which a document can be checked by. Of a time of day that a
    local clock shows, `is_clock`, they are the hours since midnight.
    """

    start: int
    end: int
    first: Decimal | None
    last: Decimal | None
    is_year: bool
    approximate: bool
    rule_id: str
    is_clock: bool = False


def find_moments(low: str) -> list[Moment]:
    """Every date, clock time, year and decade of lower-cased text, left to right."""
    found = (match for start, end in _windows(low) for match in MOMENT.finditer(low, start, end))
    return [moment for match in found if (moment := _moment(low, match)) is not None]


def _windows(low: str) -> Iterator[tuple[int, int]]:
    """The stretches that can hold a date; nothing else of a text is looked at."""
    start = end = 0
    for first, last in sorted(_anchors(low)):
        if first - BEFORE_ANCHOR > end:
            if end:
                yield start, end
            start = max(0, first - BEFORE_ANCHOR)
        end = min(len(low), last + AFTER_ANCHOR)
    if end:
        yield start, end


def _anchors(low: str) -> Iterator[tuple[int, int]]:
    """Digits that may be of a date: four of a year, with a clock's or a day's signs after them, or beside a month."""
    for sign in SPOKEN_SIGNS:
        at = low.find(sign)
        while at >= 0:
            yield at, at + len(sign)
            at = low.find(sign, at + len(sign))
    for match in DIGITS.finditer(low):
        start, end = match.span()
        year = end - start == 4 and (low[start] == "2" or low[start] == "1")
        year = year or (end - start == 2 and low[start - 1 : start] in ("'", "’", "‘"))
        if year or AFTER_DIGITS.match(low, end) or _month_before(low, start):
            yield start, end


def _month_before(low: str, start: int) -> bool:
    word = low[max(0, start - 12) : start].split()[-1:]
    return bool(word) and word[0][:3] in _MONTHS


def _moment(low: str, match: re.Match[str]) -> Moment | None:
    start, end = match.span()
    if match["decade"]:
        first = _decade(match["decade"])
        return None if first is None else _span(match, first, first + 9, "date.decade")
    if match["y6"]:
        last = match["y6"][: 4 - len(match["y7"])] + match["y7"]
        return _span(match, Decimal(match["y6"]), Decimal(last), "date.years") if int(last) > int(match["y6"]) else None
    if match["y8"]:
        year = Decimal(match["y8"])
        inside = match["part"] == "mid"
        return Moment(
            start=start if inside else match.start("y8"),
            end=end,
            first=year,
            last=year,
            is_year=True,
            approximate=True,
            rule_id="date.part_of_year",
        )
    if match["y10"]:
        year = Decimal(f"20{match['y10']}" if match["y10"] <= "30" else f"19{match['y10']}")
        return _span(match, year, year, "date.year")
    if match["y9"]:
        if _is_count(low, start, end):
            return None
        return _span(match, Decimal(match["y9"]), Decimal(match["y9"]), "date.year")
    written = next((match[name] for name in ("y1", "y2", "y3", "y4", "y5") if match[name]), None)
    named = Decimal(written) if written and len(written) == 4 else None
    if match.group().startswith("may ") and named is None and not re.match(r"may\s+\d", match.group()):
        return None
    is_day = DAY.search(match.group())
    hours = _hours(match.group()) if named is None and not written else None
    return Moment(
        start=start,
        end=end,
        first=named if hours is None else hours,
        last=named if hours is None else hours,
        is_year=False,
        approximate=False,
        rule_id="date.day" if is_day and hours is None else "date.moment",
        is_clock=hours is not None,
    )


def _hours(written: str) -> Decimal | None:
    """
    Hours since midnight of a time of day; None where the half of the day is open, or the clock is another place's.

    >>> _hours("4:15 p.m."), _hours("1653 local time"), _hours("4:15"), _hours("2153 gmt")
    (Decimal('16.2500'), Decimal('16.8833'), None, None)
    >>> _hours("half past seven in the evening"), _hours("noon"), _hours("ten past seven")
    (Decimal('19.5000'), Decimal('12'), None)
    """
    if spoken := SPOKEN.fullmatch(written):
        return _spoken_hours(**spoken.groupdict())
    clock = CLOCK.fullmatch(written)
    if clock is None or clock["zone"]:
        return None
    hour, half = int(clock["hour"]), clock["half"]
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    elif clock["minute"] is None or (hour < 13 and clock["hour"][0] != "0"):
        return None
    return round(hour + Decimal(clock["minute"] or 0) / 60, 4)


def _spoken_hours(hour: str, minutes: str | None, way: str | None, part: str | None) -> Decimal | None:
    """Hours since midnight of a time of day in words, "half past seven in the evening"; None without the last ones."""
    if hour in NOON:
        return Decimal(NOON[hour])
    if part is None:
        return None
    hours = HOURS.index(hour) if hour in HOURS else int(hour) % 12
    if part in ("afternoon", "evening") or (part == "night" and hours > 5):
        hours += 12
    past = Decimal(MINUTES[minutes]) / 60 if minutes else Decimal(0)
    return round((hours - past if way == "to" else hours + past) + 24, 4) % 24


def find_days(written: str, *, years: tuple[int, int] | None, near: date | None) -> tuple[date, date] | None:
    """
    The first and the last day that a date may be, `years` the ones it names; None where its year is unknown.

    A day without a year is that nearest to the day `near` which it was printed.

    >>> find_days("Jan. 3", years=None, near=date(2024, 11, 6))
    (datetime.date(2025, 1, 3), datetime.date(2025, 1, 3))
    >>> find_days("February 2024", years=(2024, 2024), near=None)
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    """
    if ISO_DAY.match(written):
        year, month, day = map(int, written[:10].split("-"))
        return _in_month(year, month, [day])
    named = next((at for at, name in enumerate(MONTHS, start=1) if name.lower() in written.lower()), 0)
    if not named:
        return (date(years[0], 1, 1), date(years[1], 12, 31)) if years else None
    days = [int(day) for day in DAY_OF.findall(YEAR_OF.sub("", written))]
    if years:
        return _in_month(years[0], named, days)
    if near is None or not days:
        return None
    spans = (_in_month(year, named, days) for year in (near.year - 1, near.year, near.year + 1))
    return min(filter(None, spans), key=lambda span: abs(span[0] - near), default=None)


def _in_month(year: int, month: int, days: Sequence[int]) -> tuple[date, date] | None:
    """From the first to the last of some days of a month, which without any is the whole; None for the 31st of June."""
    try:
        return date(year, month, min(days, default=1)), date(year, month, max(days, default=monthrange(year, month)[1]))
    except ValueError:
        return None


def as_day(day: Any) -> str:
    """
    A day as a person reads it; "" where there is none, which may be a frame's NaT.

    >>> from datetime import date
    >>> as_day(date(2024, 11, 6)), as_day(None)
    ('6 Nov 2024', '')
    """
    is_none = day is None or day != day  # NaT differs from itself
    return "" if is_none else f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def as_clock(hours: float | Decimal) -> str:
    """
    Hours since midnight as a clock shows them.

    >>> as_clock(16.25), as_clock(24.0), as_clock(-0.25)
    ('16:15', '00:00', '23:45')
    """
    minutes = round(hours * 60) % (24 * 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _is_count(low: str, start: int, end: int) -> bool:
    """Whether four digits that might be a year count something: "about 2000 people", "fell below 2000"."""
    before = low[max(0, start - 20) : start]
    if BESIDE_LEVEL.search(before) or before.endswith("average of "):
        return True
    if COUNTING.search(before):
        return COUNTED.match(low, end) is not None or COUNTED_PEOPLE.match(low, end) is not None
    if DATING.search(before):
        return False
    is_round = low[end - 2 : end] == "00" or low[start:end] < "1900"
    return COUNTED_PEOPLE.match(low, end) is not None or (is_round and COUNTED.match(low, end) is not None)


def _span(match: re.Match[str], first: Decimal, last: Decimal, rule_id: str) -> Moment:
    return Moment(
        start=match.start(), end=match.end(), first=first, last=last, is_year=True, approximate=False, rule_id=rule_id
    )


def _decade(written: str) -> Decimal | None:
    digits = written.strip("'’")
    if len(digits) == 4:
        return Decimal(digits)
    return Decimal(f"19{digits}") if written[0] in "'’" or digits in ("60", "70", "80", "90") else None
