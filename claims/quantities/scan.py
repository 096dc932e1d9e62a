"""
Text → Quantity: numbers first, then the words around each.

The text is lower-cased once; every pattern is linear. What looks like a number and is none comes back as Rejected.
"""

import re
from dataclasses import replace
from decimal import Decimal

from claims.lexicon import alternation, load_rules, word_class
from claims.model import Evidence, Kind, Modifier, Quantity, Rejected
from claims.quantities.calendar import Moment, find_moments
from claims.quantities.joins import RULES, Figure, join
from claims.quantities.modifiers import find_after, find_before
from claims.quantities.numerals import Numeral, find_numerals
from claims.quantities.refusals import Around, look_before, refuse
from claims.quantities.units import Unit, find_per, find_prefix, find_unit, time_unit

PHONE_SHAPE = re.compile(
    r"(?<!\d)(?:(?:\+\d{1,3}[ -]?(?:\(?\d{1,4}\)?[ -])?|\(\d{2,4}\)? ?|0\d{2,4}[ -])\d{3}[ -]\d{3,4}|\d{3}[- ]\d{3}-\d{4}"
    r"|0\d{2,4}(?: \d{2,4}){2,3}|(?<=\b(?:at|or) )\d{3}-\d{4}|(?<=\b(?:call|text) )\d{3}-\d{4})(?!\d)"
)
PHONE_CORE = re.compile(r"[0-9]{2}[ -][0-9]{3,4}(?![0-9])")
AGE_AFTER = re.compile(r"(?:\s|-)(?P<unit>years?|months?|weeks?|days?)(?:\s|-)(?:olds?)\b|\s?-?(?:yo|y/o)\b")
OF_UNIT = re.compile(r"\s+of(?=(?P<skip>\s+(?:[a-z]+\s+)?)(?P<unit>[a-z]+))")
HALF_A = re.compile(r"\s+an?(?=\s)")
PLUS = re.compile(r"\+|-plus\b|-odd\b|\s+or\s+(?:more|so|fewer|less)\b")
METRIC_ASIDE = re.compile(r"\s?\([0-9][0-9.,]*\s?(?:ft|feet|in|inch|miles?|yards?)\b")
METRIC_BEFORE = re.compile(r"(?:km|ft|feet|foot|miles?|yards?|metres?|meters?)\s?\($")
POLL = re.compile(r"\b(?:polls?|polled|polling|voters?|survey|approval|candidates?|primary)\b")
OLDER_AFTER = re.compile(r"\s+(?:(?:and|or)\s+(?:older|younger))\b")
AGE_PHRASES = tuple(f" {phrase}" for phrase in load_rules("cues/classes")["class.phrase.before_age"].surfaces)
AGE_WORDS = word_class("class.word.before_age")
NAMED_BEFORE = re.compile(
    rf"(?:[A-Z][\w.'’-]+(?:\s+(?:Jr|Sr)\.?)?|\b{alternation(word_class('class.noun.person'))})(?:,|\s\()\s?$"
)
AGE_OF_NOBODY = re.compile(r"\s+[a-z]+s\b|\s+(?:people|men|women|children)\b")
YOUNG_AFTER = re.compile(r",\s(?:was|is|who|of|from|has|had|died)\b")
AGE_LINK = re.compile(r",\s|\sand\s|,\sand\s|\sor\s")
ENDS_APPOSITION = re.compile(r",|\.\s|\.$|\)")
COUNTED_WORDS = re.compile(
    r"(?:[\s-](?!(?:and|or|but|who|which|that|in|on|of|to|for|were|was|are|is|per|each|every)\b)[a-z'’-]+){1,3}?"
    r"(?=[\s-](?:per|an?|each|every|for\s+e)[\s-]|/)"
)
ASIDE = re.compile(r"\s?\([^()\n]{1,24}\)")
ONE_AND = re.compile(
    r"\b(?:the |past |last )?(?P<counted>(?:an? |one )?)(?P<unit>year|month|week|day|hour|minute|decade|century|mile|metre|meter|kilometre|kilometer|ton|acre) and $"
)
METRE_AFTER = word_class("class.word.after_metre")
TIMES_AS = re.compile(
    r"\s+(?:as|more|less|fewer|higher|larger|bigger|greater|faster|the|that|its|their|those|what|lower|longer|over)\b"
)
SCALE_AFTER_CODE = re.compile(r"\s(?P<scale>million|billion|trillion|thousand)\b")
NEGATIVE = ("minus", "negative")
DATED = re.compile(r"\b(?:since|from|until|by|after|before)\s+(?:about\s+|around\s+)?$")
SMALL = Decimal(10)
"""Counts below it are checkable only where they are news."""
OLDEST = 125
SCALES = {"thousand": Decimal(1000), "million": Decimal(10**6), "billion": Decimal(10**9), "trillion": Decimal(10**12)}
METRE = find_unit("5 metres", "5 metres", 1)
PERCENTAGE_POINT = find_unit("5 percentage points", "5 percentage points", 1)


def find_quantities(text: str) -> tuple[list[Quantity], list[Rejected]]:
    """All figures of the text in order, and all numbers refused with their reasons."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    moments = find_moments(low)
    found = [_date(text, moment) for moment in moments]
    refused: list[Rejected] = []
    figures: list[Figure] = []
    phones = [match.span() for match in PHONE_SHAPE.finditer(low)] if PHONE_CORE.search(low) else []
    covered = _Cover([(moment.start, moment.end) for moment in moments], phones)
    read, bad = 0, -1
    for numeral in find_numerals(low, lambda at: find_prefix(text, at) is not None):
        cover = covered.at(numeral.start, numeral.end)
        if cover == 0 or numeral.start < read:
            continue
        if cover == 1:
            refused.append(_rejected(text, numeral, "reject.phone"))
            continue
        figure = _figure(text, low, numeral)
        rule_id = refuse(
            text,
            low,
            numeral,
            figure.around,
            unit=figure.unit,
            has_mark=figure.has_mark
            or (numeral.form == "words" and figure.value < 0)
            or AGE_AFTER.match(low, numeral.end) is not None,
        )
        if not rule_id and bad == numeral.start - 1 and low[bad] in "-+/":
            rule_id = "reject.joined"
        if not rule_id:
            figures.append(figure)
            read = figure.after
        elif rule_id == "ordinal":
            found.append(_ordinal(text, low, numeral))
        else:
            refused.append(_rejected(text, numeral, rule_id))
            bad = numeral.end
    joined, scores = join(low, figures)
    found += _ages(low, [_quantity(text, low, figure) for figure in joined])
    refused += [replace(score, surface=text[score.start : score.end]) for score in scores]
    return sorted(found, key=lambda qty: qty.start), sorted(refused, key=lambda no: no.start)


def _ages(low: str, quantities: list[Quantity]) -> list[Quantity]:
    """The quantities; a bare count after an age and a comma or "and" is one too: "ages 7, 9 and 11"."""
    for at in range(1, len(quantities)):
        before, qty = quantities[at - 1], quantities[at]
        if before.kind == "age" and qty.kind == "count" and not qty.unit and qty.value and qty.value < OLDEST:
            if AGE_LINK.fullmatch(low, before.end, qty.start) and not AGE_OF_NOBODY.match(low, qty.end):
                age = Evidence("age", low[before.start : qty.end])
                quantities[at] = replace(
                    qty, kind="age", unit=before.unit, dimension="age", checkable=True, evidence=(*qty.evidence, age)
                )
    return quantities


class _Cover:
    """Which of several sorted span lists covers a stretch; asked at ascending positions."""

    def __init__(self, *groups: list[tuple[int, int]]) -> None:
        self.spans = sorted((start, end, number) for number, spans in enumerate(groups) for start, end in spans)
        self.next = 0

    def at(self, start: int, end: int) -> int | None:
        while self.next < len(self.spans) and self.spans[self.next][1] <= start:
            self.next += 1
        for first, last, number in self.spans[self.next : self.next + 3]:
            if first < end and start < last:
                return number
        return None


def _rejected(text: str, numeral: Numeral, rule_id: str) -> Rejected:
    start, end = numeral.start, numeral.end
    return Rejected(start=start, end=end, surface=text[start:end], rule_id=rule_id, reason=RULES[rule_id]["does"])


def _figure(text: str, low: str, numeral: Numeral) -> Figure:
    """The numeral with the unit around it, its sign, and the words before."""
    value, step, end, evidence = numeral.value, numeral.step, numeral.end, numeral.evidence
    prefix = find_prefix(text, numeral.start) if numeral.form not in ("multiple", "share") else None
    start = prefix[1] if prefix else numeral.start
    unit = prefix[0] if prefix else None
    if unit is None and numeral.form != "multiple":
        unit = find_unit(text, low, end, value=value)
        if (
            unit
            and unit.kind == "multiple"
            and low[unit.end - 4 : unit.end] != "fold"
            and not TIMES_AS.match(low, unit.end)
        ):
            unit = None
        if unit is None:
            unit = _unit_further_on(text, low, numeral)
        if unit and unit.name == "point" and POLL.search(low, max(0, start - 90), end + 90):
            unit = PERCENTAGE_POINT and PERCENTAGE_POINT._replace(end=unit.end)
        if unit is None and numeral.letter == "m" and _is_metre(low, start, end):
            unit, value, step = METRE and METRE._replace(end=end), value / numeral.scale, step / numeral.scale
            end -= 1
            evidence = evidence[:-1]
        if unit and unit.in_surface:
            end = unit.end
            scaled = SCALE_AFTER_CODE.match(low, end) if unit.kind == "money" and numeral.scale == 1 else None
            if scaled:
                factor, end = SCALES[scaled["scale"]], scaled.end()
                value, step, unit = value * factor, step * factor, unit._replace(end=end)
                evidence += (Evidence(f"numeral.scale.{scaled['scale']}", scaled["scale"]),)
    if numeral.form == "fraction" and unit is None and (one := ONE_AND.search(low[max(0, start - 24) : start])):
        unit = find_unit(text, low, max(0, start - 24) + one.start("unit") - 1)
        start, value = max(0, start - 24) + one.start("counted"), value + 1
        evidence = (Evidence("numeral.and_part", low[start:end]), *evidence)
        unit = unit and unit._replace(end=0)
    around = look_before(low, start)
    if unit:
        value, step, evidence = value * unit.factor, step * unit.factor, (*evidence, *unit.evidence)
        if (
            unit.name == "pound-mass"
            and unit.end > end
            and numeral.scale >= 10**6
            and low[unit.end : unit.end + 4] != " of "
        ):
            unit = unit._replace(name="GBP", dimension="currency:GBP", kind="money")
    sign = _sign(low, start, numeral.start, around)
    if not sign and unit and unit.dimension == "temperature" and around.words[-1:] == ["-"]:
        sign = "-"
    if sign:
        value, evidence = -value, (Evidence("numeral.negative", sign), *evidence)
        if sign in NEGATIVE:
            around = Around("", around.words[:-1])
    return Figure(
        start=start,
        end=end,
        after=max(end, unit.end if unit else 0),
        value=value,
        step=step,
        form=numeral.form,
        scale=numeral.scale,
        unit=unit,
        around=around,
        evidence=evidence,
        has_mark=prefix is not None,
    )


def _unit_further_on(text: str, low: str, numeral: Numeral) -> Unit | None:
    """The unit of "billions of dollars", "half a decade", "35-plus hours"."""
    form, end = numeral.form, numeral.end
    if form == "magnitude" and (of := OF_UNIT.match(low, end)):
        for at in {of.end(), of.start("unit") - 1}:
            unit = find_unit(text, low, at)
            if unit is not None and unit.kind in ("money", "measure", "duration"):
                return unit
    between = (
        PLUS.match(low, end) if form in ("digits", "words") else HALF_A.match(low, end) if form == "fraction" else None
    )
    unit = find_unit(text, low, between.end()) if between else None
    return unit if unit is not None and unit.kind in ("measure", "duration", "money") else None


def _is_metre(low: str, start: int, end: int) -> bool:
    """Whether the m of "a 40m yacht" is no million."""
    word = low[end : end + 16].split(None, 1)[:1] if low[end : end + 1] in (" ", "-") else []
    return bool(
        (word and word[0].strip("-,.;:") in METRE_AFTER)
        or METRIC_ASIDE.match(low, end)
        or METRIC_BEFORE.search(low[max(0, start - 10) : start])
    )


def _sign(low: str, start: int, number: int, around: Around) -> str:
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
    return around.words[-1] if not touching and around.words and around.words[-1] in NEGATIVE else ""


def _quantity(text: str, low: str, figure: Figure) -> Quantity:
    unit, start, end, after = figure.unit, figure.start, figure.end, figure.after
    forms: dict[str, Kind] = {"fraction": "ratio", "share": "ratio", "multiple": "multiple"}
    kind: Kind = unit.kind if unit else forms.get(figure.form, "count")
    name = unit.name if unit else ""
    dimension = unit.dimension if unit else {"ratio": "ratio", "multiple": "ratio:multiple"}.get(kind, "")
    evidence = figure.evidence
    age = _age_unit(text, low, figure)
    if age:
        kind, name, dimension, evidence = "age", age, "age", (*evidence, Evidence("age", low[end:after].strip()))
    modifier: Modifier = "exact"
    bound = (
        find_before(figure.around.touching, figure.around.words, is_time=kind == "duration")
        or find_after(low, end)
        or (find_after(low, after) if after > end else None)
    )
    if figure.low is not None:
        modifier = "range"
    elif figure.form == "magnitude":
        modifier = "magnitude"
    elif bound:
        modifier = bound.modifier
        evidence = (*evidence, bound.evidence)
    per, rates = _per(text, low, after, kind)
    value = figure.value
    first = figure.low if figure.low is not None else value
    return Quantity(
        start=start,
        end=end,
        surface=text[start:end],
        kind=kind,
        low=None if modifier in ("at_most", "less_than") else first,
        high=None if modifier in ("at_least", "more_than", "magnitude") else value,
        value=None if modifier in ("magnitude", "range") else value,
        modifier=modifier,
        step=figure.step,
        unit=name,
        per=per,
        dimension=dimension,
        checkable=not (kind == "count" and value < SMALL and modifier == "exact"),
        evidence=(*evidence, *rates),
    )


def _age_unit(text: str, low: str, figure: Figure) -> str:
    """The unit of time of a figure that is somebody's age, "" for any other."""
    match = AGE_AFTER.match(low, figure.end)
    if match:
        return time_unit(match["unit"]) if match["unit"] else "year"
    unit, words = figure.unit, figure.around.words
    if figure.form not in ("digits", "words") or figure.value > OLDEST or not (unit is None or unit.kind == "duration"):
        return ""
    name = unit.name if unit else "year"
    if OLDER_AFTER.match(low, figure.after):
        return name
    if figure.around.touching in ("", "(") and words[-1:] and words[-1] in AGE_WORDS:
        return name
    tail = f" {' '.join(words[-3:])}"
    if not figure.around.touching and (
        tail.endswith(AGE_PHRASES)
        or ("expectancy" in words and unit is None and not low[figure.end : figure.end + 1].strip("., \n"))
    ):
        return name
    apposed = unit is None and figure.form == "digits" and ENDS_APPOSITION.match(low, figure.end)
    is_named = apposed and NAMED_BEFORE.search(text[max(0, figure.start - 24) : figure.start])
    return "year" if is_named and (figure.value > 4 or YOUNG_AFTER.match(low, figure.end)) else ""


def _per(text: str, low: str, after: int, kind: Kind) -> tuple[tuple[str, ...], tuple[Evidence, ...]]:
    """The denominators of a rate; for counts the counted noun may stand between."""
    at = after
    if kind in ("count", "ratio", "money", "measure"):
        counted = COUNTED_WORDS.match(low, after, after + 48)
        if counted:
            at = counted.end()
    if kind == "money" and (aside := ASIDE.match(low, after)):
        at = aside.end()
    found, _, evidence = find_per(text, low, at)
    return found, evidence


def _date(text: str, moment: Moment) -> Quantity:
    spans = moment.first != moment.last
    is_dated = moment.is_year and not spans and DATED.search(text[max(0, moment.start - 18) : moment.start])
    surface = text[moment.start : moment.end]
    return Quantity(
        start=moment.start,
        end=moment.end,
        surface=surface,
        kind="date",
        low=moment.first,
        high=moment.last,
        value=None if spans else moment.first,
        modifier="range" if spans else "approx" if moment.approximate else "exact",
        step=Decimal(1),
        unit="year" if moment.is_year else "day" if moment.rule_id == "date.day" else "",
        dimension="date",
        checkable=bool(is_dated),
        evidence=(Evidence(moment.rule_id, surface),),
    )


ORDINAL_END = re.compile(r"(?:st|nd|rd|th)\b|[-\s](?P<word>\w+)")
ORDINALS = {
    word: Decimal(n)
    for n, word in enumerate("zeroth first second third fourth fifth sixth seventh eighth ninth tenth".split())
}


def _ordinal(text: str, low: str, numeral: Numeral) -> Quantity:
    """ "21st", "twenty-first"."""
    match = ORDINAL_END.match(low, numeral.end)
    end = match.end() if match else numeral.end
    value = numeral.value + (ORDINALS.get(match["word"], Decimal(0)) if match and match["word"] else 0)
    return Quantity(
        start=numeral.start,
        end=end,
        surface=text[numeral.start : end],
        kind="ordinal",
        low=value,
        high=value,
        value=value,
        modifier="exact",
        step=Decimal(1),
        dimension="ordinal",
        checkable=False,
        evidence=(*numeral.evidence, Evidence("ordinal", text[numeral.start : end])),
    )
