"""The day of publication from however it was written: only if there is one way to read it."""

import re
from datetime import date, datetime

YEAR_FIRST = re.compile(r"\s*(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
FOUR_DIGITS = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
LONGEST = 64
FILLERS = (datetime(2000, 1, 1), datetime(2001, 2, 2))  # what a date that lacks a part would be filled from


def parse_published(written: str) -> date | None:
    """
    The day, or None where it can be read in two ways, lacks a part, or is none. The time of day and zone do not count.

    >>> parse_published("Tue, 5 Nov 2024 23:10:00 -0500")
    datetime.date(2024, 11, 5)
    >>> parse_published("12/03/2024") is parse_published("Nov 2024") is None
    True
    """
    written = written.strip()
    if len(written) > LONGEST:
        return None
    try:
        if first := YEAR_FIRST.match(written):
            return date(int(first[1]), int(first[3]), int(first[4]))
        if len(written) == 8 and written.isdecimal():
            return date.fromisoformat(written)
    except ValueError:
        return None
    return _only_reading(written) if FOUR_DIGITS.search(written) else None


def _only_reading(written: str) -> date | None:
    from dateutil.parser import parse

    try:
        readings = {
            parse(written, dayfirst=dayfirst, default=filler, ignoretz=True).date()
            for dayfirst in (False, True)
            for filler in FILLERS
        }
    except (ValueError, OverflowError, TypeError, ArithmeticError):
        return None
    return readings.pop() if len(readings) == 1 else None
