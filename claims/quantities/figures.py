"""Numeral → Figure: the unit, the sign and the words around a number."""

import re
from decimal import Decimal
from typing import NamedTuple

from claims.lexicon import alternation, word_class
from claims.model import Evidence
from claims.quantities.numerals import Form, Numeral
from claims.quantities.units import Unit, find_prefix, find_unit

WINDOW = 48
"""So many characters before a figure are looked at."""
OPENING = "([{“\"'‘’«—–*•·…~≈<>≥≤+"
OPENING_WORD = OPENING + ",;:"
NEGATIVE = ("minus", "negative")
SCALES = {"thousand": Decimal(1000), "million": Decimal(10**6), "billion": Decimal(10**9), "trillion": Decimal(10**12)}
METRE_AFTER = word_class("class.word.after_metre")
METRE_BEFORE = word_class("class.word.before_metre")
RACES = word_class("class.number.race")
RACE_AFTER = re.compile(r"\s+(?:and|at|in|on|with)\b|[.,;]|$")
METRE = find_unit("5 metres", "5 metres", 1)
MAGNITUDE = find_unit("5 magnitude", "5 magnitude", 1)
MAGNITUDE_BEFORE = re.compile(
    r"\bmagnitude(?:\s+of)?[\s-]+(?:(?:about|around|an?|some)\s+)?$"
    r"|\b(?:aftershock|earthquake|quake|tremor)s\b[^.;]{0,24}\s(?:above|exceeding|stronger\sthan)\s+$"
)
STRONGEST = 10
MAGNITUDE_AFTER = re.compile(r"\s+on\s+the\s+(?:open-ended\s+)?richter\b|\s?-\s?magnitude\b")
PERCENTAGE_POINT = find_unit("5 percentage points", "5 percentage points", 1)

OF_UNIT = re.compile(r"\s+of(?=(?:\s+[a-z]+)?\s+(?P<unit>[a-z]+))")
HALF_A = re.compile(r"\s+(?:of\s+)?an?(?=\s)")
PLUS = re.compile(r"\+|-plus\b|-odd\b|\s+or\s+(?:more|so|fewer|less)\b")
METRIC_ASIDE = re.compile(r"\s?\([0-9][0-9.,]*\s?(?:ft|feet|in|inch|miles?|yards?)\b")
METRIC_BEFORE = re.compile(r"(?:km|ft|feet|foot|miles?|yards?|metres?|meters?)\s?\($")
POLL = re.compile(r"\b(?:polls?|polled|polling|voters?|survey|approval|candidates?|primary|turnout)\b")
PAID = re.compile(rf"\b{alternation(word_class('class.verb.pays'))}\b[^.;]*$")
HEAT = re.compile(rf"\b{alternation(word_class('class.word.heat'))}\b")
PLURAL_AFTER = re.compile(r"\s+(?:[a-z]+\s)?(?:[a-z]{2,}s|people|men|women|children)\b")
TIMES_AS = re.compile(
    r"\s+(?:as|more|less|fewer|higher|larger|bigger|greater|faster|the|that|its|their|those|what|over)\b"
    r"|\s+[a-z]+er\s+than\b"
)
SCALE_AFTER_CODE = re.compile(r"\s(?P<scale>million|billion|trillion|thousand)\b")
ONE_AND = re.compile(
    r"\b(?:the |past |last )?"
    r"(?P<whole>(?:an? |one )?(?P<unit>year|month|week|day|hour|minute|decade|century|mile|ton|acre"
    r"|(?:kilo)?met(?:re|er)) and )$"
)


class Around(NamedTuple):
    """What stands before a figure: the signs that touch it, and the words before those."""

    touching: str
    words: list[str]


def look_before(low: str, start: int) -> Around:
    """The words before an offset, none from the paragraph above."""
    window = low[max(0, start - WINDOW) : start]
    window = window[window.rfind("\n\n") + 1 :]
    words = window.split()
    touching = words.pop() if words and not window[-1].isspace() else ""
    return Around(touching, [word.lstrip(OPENING_WORD) or word for word in words[-6:]])


class Figure(NamedTuple):
    """
    A numeral with its unit, while ranges are still to be joined: `start` and `end` are those of the surface,
    `after` is where its unit ends.

    `value` is in the unit and has its sign. `low` is the other end of a range; `form` and `scale` those of the numeral.
    """

    start: int
    end: int
    after: int
    value: Decimal
    step: Decimal
    form: Form
    scale: Decimal
    unit: Unit | None
    around: Around
    evidence: tuple[Evidence, ...]
    has_mark: bool = False
    low: Decimal | None = None


def read_figure(text: str, low: str, numeral: Numeral, floor: int) -> Figure:
    """The numeral with its unit, its sign and the words before; nothing before `floor` belongs to its surface."""
    value, step, evidence = numeral.value, numeral.step, numeral.evidence
    start, end, unit, factor = numeral.start, numeral.end, None, Decimal(1)
    prefix = find_prefix(text, start) if numeral.form not in ("multiple", "share") else None
    if prefix is not None and prefix[1] >= floor:
        unit, start = prefix
    elif numeral.form != "multiple":
        unit = _unit_after(text, low, numeral)
    if unit is None and numeral.letter == "m" and METRE and _is_metre(low, start, end, look_before(low, start).words):
        unit, factor, evidence = METRE._replace(end=end), 1 / numeral.scale, evidence[:-1]
        end -= 1
    elif (
        unit is None
        and numeral.form == "fraction"
        and (whole := ONE_AND.search(low[max(floor, start - WINDOW) : start]))
    ):
        unit = find_unit(text, low, start - len(whole["whole"]) + whole.start("unit") - whole.start("whole") - 1)
        start, value = start - len(whole["whole"]), value + 1
        evidence = (Evidence("numeral.and_part", low[start:end]), *evidence)
        unit = unit and unit._replace(end=0)
    elif unit is not None and unit.in_surface and prefix is None:
        end = unit.end
        scaled = SCALE_AFTER_CODE.match(low, end) if unit.kind == "money" and numeral.scale == 1 else None
        if scaled:
            factor, end = SCALES[scaled["scale"]], scaled.end()
            evidence += (Evidence(f"numeral.scale.{scaled['scale']}", scaled["scale"]),)
    if unit is not None:
        factor, evidence = factor * unit.factor, (*evidence, *unit.evidence)
    elif (
        MAGNITUDE
        and value <= STRONGEST
        and (MAGNITUDE_BEFORE.search(low[max(0, start - 64) : start]) or MAGNITUDE_AFTER.match(low, end))
    ):
        unit = MAGNITUDE._replace(end=0)
        evidence = (*evidence, *unit.evidence)
    around = look_before(low, start)
    sign = _sign(low, start, numeral.start, around, unit)
    if sign:
        factor, evidence = -factor, (Evidence("numeral.negative", sign), *evidence)
        around = Around("", around.words[:-1]) if sign in NEGATIVE else around
    return Figure(
        start=start,
        end=end,
        after=max(end, unit.end if unit else 0),
        value=value if factor == 1 else value * factor,
        step=step if factor == 1 else step * abs(factor),
        form=numeral.form,
        scale=numeral.scale,
        unit=unit,
        around=around,
        evidence=evidence,
        has_mark=start < numeral.start,
    )


def _unit_after(text: str, low: str, numeral: Numeral) -> Unit | None:
    """The unit behind a numeral, right after it or further on, as the words around say it is meant."""
    unit = find_unit(text, low, numeral.end, value=numeral.value) or _unit_further_on(text, low, numeral)
    if unit is None:
        return None
    if unit.kind == "multiple":
        return unit if low.endswith("fold", 0, unit.end) or TIMES_AS.match(low, unit.end) else None
    if unit.name == "point" and PERCENTAGE_POINT and POLL.search(low, max(0, numeral.start - 90), numeral.end + 90):
        return PERCENTAGE_POINT._replace(end=unit.end)
    if unit.name == "degree" and HEAT.search(low, max(0, numeral.start - 60), numeral.end + 60):
        return unit._replace(dimension="temperature")
    is_paid = numeral.scale >= 10**6 or PAID.search(low, max(0, numeral.start - 40), numeral.start)
    if unit.name == "pound-mass" and is_paid and not low.startswith(" of ", unit.end):
        return unit._replace(name="GBP", dimension="currency:GBP", kind="money")
    return unit


def _unit_further_on(text: str, low: str, numeral: Numeral) -> Unit | None:
    """The unit of "billions of dollars", "half a decade", "35-plus hours"."""
    form, end = numeral.form, numeral.end
    if form == "magnitude" and (of := OF_UNIT.match(low, end)):
        for at in (of.end(), of.start("unit") - 1):
            unit = find_unit(text, low, at)
            if unit is not None and unit.kind in ("money", "measure", "duration"):
                return unit
    gap = HALF_A if form == "fraction" else PLUS if form in ("digits", "words") else None
    between = gap.match(low, end) if gap else None
    unit = find_unit(text, low, between.end()) if between else None
    return unit if unit is not None and unit.kind in ("measure", "duration", "money", "percentage_points") else None


def _is_metre(low: str, start: int, end: int, before: list[str]) -> bool:
    """Whether the m of "a 40m yacht", "won the 100m" is no million."""
    word = low[end : end + 16].split(None, 1)[:1] if low[end : end + 1] in (" ", "-") else []
    has_noun = PLURAL_AFTER.match(low, end)
    return bool(
        (word and word[0].strip("-,.;:") in METRE_AFTER)
        or (before[-1:] == ["the"] and low[start : end - 1] in RACES and RACE_AFTER.match(low, end))
        or (not METRE_BEFORE.isdisjoint(before) and not has_noun)
        or METRIC_ASIDE.match(low, end)
        or METRIC_BEFORE.search(low[max(0, start - 10) : start])
    )


def _sign(low: str, start: int, number: int, around: Around, unit: Unit | None) -> str:
    """The minus before a figure, as written; a dash that joins or opens something is none."""
    if number > start and low[number - 1] in "-−":
        return low[number - 1]
    touching = around.touching.lstrip("([“\"'~≈<>≥≤=")
    if touching in ("-", "−", "–") and around.words and around.words[-1][-1].isdigit():
        return ""
    if touching in ("-", "−", "–") and low[start - 1] == touching:
        return touching
    if touching in ("minus-", "-$", "−$"):
        return touching[:-1]
    last = around.words[-1] if around.words and not touching else ""
    return last if last in NEGATIVE or (last == "-" and unit is not None and unit.dimension == "temperature") else ""
