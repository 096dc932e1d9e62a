"""
Text → Quantity: numbers first, then the words around each.

The text is lower-cased once; every pattern is linear. What looks like a number and is none comes back as Rejected.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial

from claims.lexicon import alternation, word_class
from claims.model import Evidence, Kind, Modifier, Quantity, Rejected
from claims.quantities.ages import find_age, share_ages
from claims.quantities.calendar import Moment, find_moments
from claims.quantities.figures import Figure, look_before, read_figure
from claims.quantities.joins import RULES, join, share_bounds, share_currency
from claims.quantities.modifiers import find_after, find_before, find_before_clock
from claims.quantities.numerals import PARTS, VALUES, Numeral, find_numerals
from claims.quantities.refusals import refuse
from claims.quantities.units import find_per, has_currency, singular

PHONE_SHAPE = re.compile(
    r"(?<!\d)(?:(?:\+\d{1,3}[ -]?(?:\(?\d{1,4}\)?[ -])?|\(\d{2,4}\)? ?|0\d{2,4}[ -])\d{3}[ -]\d{3,4}"
    r"|\d{3}[- ]\d{3}-\d{4}|0\d{2,4}(?: \d{2,4}){2,3}"
    r"|(?<=\b(?:at|or) )\d{3}-\d{4}|(?<=\b(?:call|text) )\d{3}-\d{4})(?!\d)"
)
PHONE_CORE = re.compile(r"[0-9]{2}[ -][0-9]{3,4}(?![0-9])")
COUNTED_WORDS = re.compile(
    r"(?:[\s-](?!(?:and|or|but|who|which|that|in|on|of|to|for|were|was|are|is|per|each|every)\b)[a-z'’-]+){1,3}?"
    r"(?=[\s-](?:per|an?|each|every|for\s+e)[\s-]|/)"
)
IN_BRACKETS = re.compile(r"[^()\n]{0,16}\)")
"""The rest of the brackets in which an amount stands converted: "200,000 rupees (|$2,400|; £1,880) per family"."""
EACH = re.compile(
    rf"\b{alternation(word_class('class.verb.gives'))}\s+(?P<each>each)\s+(?:[a-z-]+\s+)??(?P<word>[a-z-]+)\s+"
    r"(?:(?:about|around|at\s+least|more\s+than|some|up\s+to)\s+)?[^\w\s]*$"
)
"""Before an amount: "give each affected family $90"."""
ASIDE = re.compile(r"\s?\([^()\n]{1,24}\)")
DATED = re.compile(r"\b(?:since|from|until|by|after|before)\s+(?:about\s+|around\s+)?$")
SMALL = Decimal(10)
"""Counts below it are checkable only where they are news."""
ORDINAL_END = re.compile(r"(?:st|nd|rd|th)\b|[-\s](?P<word>\w+)")
TURNED: dict[Modifier, Modifier] = {
    "more_than": "less_than",
    "at_least": "at_most",
    "less_than": "more_than",
    "at_most": "at_least",
}
FORM_KINDS: dict[str, Kind] = {"fraction": "ratio", "share": "ratio", "multiple": "multiple"}
KIND_DIMENSIONS = {"ratio": "ratio", "multiple": "ratio:multiple"}


def find_quantities(text: str) -> tuple[list[Quantity], list[Rejected]]:
    """All figures of the text in order, and all numbers refused with their reasons."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    moments = find_moments(low)
    found = [_date(text, low, moment) for moment in moments]
    refused: list[Rejected] = []
    figures: list[Figure] = []
    covered = _Cover([(moment.start, moment.end) for moment in moments], list(_find_phones(low)))
    read, bad = 0, -1
    ends = [moment.end for moment in moments]
    for numeral in find_numerals(low, partial(has_currency, text, low)):
        cover = covered.at(numeral.start, numeral.end)
        if cover == 0 or numeral.start < read:
            continue
        if cover == 1:
            refused.append(_rejected(text, numeral, "reject.phone"))
            continue
        dated = bisect_right(ends, numeral.start)
        figure = read_figure(text, low, numeral, max(read, ends[dated - 1] if dated else 0))
        rule_id = refuse(text, low, numeral, figure)
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
    read_alone = [_quantity(text, low, figure) for figure in joined]
    found += share_currency(low, share_bounds(low, share_ages(low, read_alone)))
    refused += [replace(score, surface=text[score.start : score.end]) for score in scores]
    found.sort(key=lambda qty: qty.start)
    taken = _Cover([(qty.start, qty.end) for qty in found])
    refused.sort(key=lambda no: no.start)
    return found, [no for no in refused if taken.at(no.start, no.end) is None]


def _find_phones(low: str) -> Iterator[tuple[int, int]]:
    """Where telephone numbers stand: the shape is looked for only around two groups of digits."""
    at = 0
    for core in PHONE_CORE.finditer(low):
        if core.start() < at:
            continue
        for match in PHONE_SHAPE.finditer(low, max(at, core.start() - 20), core.end() + 8):
            at = match.end()
            yield match.span()


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


def _quantity(text: str, low: str, figure: Figure) -> Quantity:
    unit, start, end, after = figure.unit, figure.start, figure.end, figure.after
    kind: Kind = unit.kind if unit else FORM_KINDS.get(figure.form, "count")
    name = unit.name if unit else ""
    dimension = unit.dimension if unit else KIND_DIMENSIONS.get(kind, "")
    evidence = figure.evidence
    age = find_age(text, low, figure)
    if age:
        kind, name, dimension, evidence = "age", age, "age", (*evidence, Evidence("age", low[start:after]))
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
        shrinks = kind == "multiple" and figure.value < 1  # what more than halves ends below half
        modifier = TURNED.get(bound.modifier, bound.modifier) if shrinks else bound.modifier
        evidence = (*evidence, bound.evidence)
    per, rates = _per(text, low, start, after, kind)
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


def _per(text: str, low: str, start: int, after: int, kind: Kind) -> tuple[tuple[str, ...], tuple[Evidence, ...]]:
    """The denominators of a rate; the counted noun may stand between, and "each" with what gets an amount before it."""
    at = after
    if kind in ("count", "ratio", "money", "measure"):
        counted = COUNTED_WORDS.match(low, after, after + 48)
        if counted:
            at = counted.end()
    if kind == "money" and (aside := ASIDE.match(low, after)):
        at = aside.end()
    found, _, evidence = find_per(text, low, at)
    if (
        not found
        and kind == "money"
        and (rest := IN_BRACKETS.match(low, after))
        and "(" in low[max(0, start - 16) : start]
    ):
        found, _, evidence = find_per(text, low, rest.end())
    getter = EACH.search(low, max(0, start - 64), start) if kind == "money" else None
    if getter is None:
        return found, evidence
    each = Evidence("unit.per", low[getter.start("each") : getter.end("word")])
    return (*found, singular(getter["word"])), (*evidence, each)


def _date(text: str, low: str, moment: Moment) -> Quantity:
    spans = moment.first != moment.last
    is_dated = moment.is_year and not spans and DATED.search(text[max(0, moment.start - 18) : moment.start])
    surface = text[moment.start : moment.end]
    evidence = Evidence(moment.rule_id, surface)
    if moment.is_clock:
        return _clock(low, moment, surface, evidence)
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
        evidence=(evidence,),
    )


def _clock(low: str, moment: Moment, surface: str, evidence: Evidence) -> Quantity:
    """A time of day; one that no word ties to what happened ("2:30 p.m. update") is not checkable."""
    words = look_before(low, moment.start).words
    bound = find_before_clock(words)
    modifier = bound.modifier if bound else "exact"
    return Quantity(
        start=moment.start,
        end=moment.end,
        surface=surface,
        kind="date",
        low=None if modifier in ("at_most", "less_than") else moment.first,
        high=None if modifier in ("at_least", "more_than") else moment.last,
        value=moment.first,
        modifier=modifier,
        step=Decimal(1),
        unit="hour",
        dimension="clock",
        checkable=bound is not None or words[-1:] == ["at"],
        evidence=(evidence, bound.evidence) if bound else (evidence,),
    )


def _ordinal(text: str, low: str, numeral: Numeral) -> Quantity:
    """ "21st", "twenty-first"."""
    match = ORDINAL_END.match(low, numeral.end)
    end = match.end() if match else numeral.end
    value = numeral.value + (VALUES[match["word"]] if match and match["word"] in PARTS else 0)
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
