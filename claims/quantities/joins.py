"""Two numerals that are one figure, or share a word: ranges, "5 feet 2 inches", "8- to 16-metre"."""

import re
from dataclasses import replace
from decimal import Decimal

from claims.lexicon import alternation, load_rules, word_class
from claims.model import Evidence, Quantity, Rejected
from claims.quantities.figures import Around, Figure
from claims.quantities.modifiers import bound_at_end
from claims.quantities.numerals import GAP
from claims.quantities.refusals import is_score
from claims.quantities.units import Unit

RANGE = re.compile(
    rf"(?:{GAP}|-(?=to-))?(?P<word>-|–|—|~|\bto\b|\bor\b|\band\b|\btill\b|\buntil\b|\bthrough\b)(?:{GAP}|(?<=-to)-)?"
    rf"(?:(?:about|around|perhaps|even|as{GAP}many{GAP}as|as{GAP}much{GAP}as|nearly|possibly|maybe|some){GAP})?"
)
SUSPENDED = re.compile(rf"-(?P<word>,?{GAP}(?:to|or|and){GAP}|,{GAP})")
AND_OR = re.compile(rf"{GAP}(?:and|or){GAP}")
GOES_ON = re.compile(rf"{GAP}(?:to|or){GAP}|-|–")
TWO_BOUNDS = re.compile(rf",?{GAP}(?:and|but|or)(?P<words>{GAP}[a-z ]{{4,20}}?){GAP}")
MINOR = re.compile(rf"(?:{GAP}|,{GAP}|,?{GAP}and{GAP}|-)?")
BARE_CENTS = re.compile(r"\s[0-9]{2}(?=[.,;]|$)")
BOUNDS = frozenset(("approx", "below", "at_least", "more_than", "at_most", "less_than"))
CONVERSION = re.compile(r"(?:[\s-][a-z./²³]+){0,3}\s?(?:\(|/\s?)(?:or\s|about\s)?")
TOLERANCE = re.compile(r"\s?(?:±|\+/[-−]|plus or minus)\s?")
CHANGES = word_class("class.verb.change")
RANGING = word_class("class.word.ranging")
MINORS: dict[tuple[str, str], Decimal] = {
    ("foot", "inch"): Decimal(12),
    ("pound-mass", "ounce"): Decimal(16),
    ("stone", "pound-mass"): Decimal(14),
    ("hour", "minute"): Decimal(60),
    ("minute", "second"): Decimal(60),
}
"""How many of the second unit make one of the first, where the two are written one after the other."""
BEFORE_AMOUNT = rf"(?:(?:about|an?|around|just|nearly|only|over|previous|some|the|under){GAP}){{0,3}}$"
COMPARED = re.compile(
    rf"\b(?:{alternation(word_class('class.word.compared_with'))}|from|versus|vs\.?|compared{GAP}(?:to|with)"
    rf"|(?:consensus|range){GAP}of){GAP}{BEFORE_AMOUNT}"
)
OF_MONEY = re.compile(
    rf"\b{alternation(word_class('class.noun.of_money'))}\b[^.;]*\b(?:at|by|of|or|to){GAP}{BEFORE_AMOUNT}"
)
SCALED = re.compile(r"(?:bn|crore|lakh|m|million|mln|mn|billion|tn|trillion)$")
NO_NOUN_AFTER = re.compile(rf"[,.;:)](?:\s|$)|\s*$|{GAP}{alternation(word_class('class.word.after_amount'))}\b")
PASSED_OVER = ("percentage", "percentage_points", "date", "duration", "multiple", "ratio")
"""Between an amount and one whose currency goes without saying these change nothing."""
RULES = load_rules("grammar")
SENTENCE_END = re.compile(r"[.!?][\"”’')]*\s|\n")
FARTHEST = 160
"""So many characters may stand between an amount and one that shares its currency."""
MOST_POINTS = 200
"""Two bare numbers joined by a dash are a score only below it."""


def join(low: str, figures: list[Figure]) -> tuple[list[Figure], list[Rejected]]:
    """The figures with those joined that are one, and the scores that two of them are."""
    _share_units(low, figures)
    found: list[Figure] = []
    scores: list[Rejected] = []
    at = 0
    while at < len(figures):
        figure = figures[at]
        following = figures[at + 1] if at + 1 < len(figures) else None
        at += 1
        if following is None or following.start - figure.after > 30:
            found.append(figure)
            continue
        joined = _minor(low, figure, following) or _range(low, figure, following) or _bounds(low, figure, following)
        at += joined is not None
        if isinstance(joined, Rejected):
            scores.append(joined)
        else:
            found.append(joined or figure)
    return found, scores


def share_bounds(low: str, quantities: list[Quantity]) -> list[Quantity]:
    """The quantities; one in brackets that says the one before in another unit has its bound: "over 5 km (3 miles)"."""
    for at in range(1, len(quantities)):
        before, qty = quantities[at - 1], quantities[at]
        converts = before.kind == qty.kind in ("measure", "money") and before.unit != qty.unit
        same = before.dimension == qty.dimension or qty.kind == "money"
        if converts and same and qty.modifier == "exact" and before.modifier in BOUNDS:
            link = CONVERSION.fullmatch(low, before.end, qty.start)
            if link is None:
                continue
            quantities[at] = replace(
                qty,
                modifier=before.modifier,
                low=None if before.low is None else qty.value,
                high=None if before.high is None else qty.value,
                evidence=(*qty.evidence, Evidence("join.conversion", low[before.start : qty.end])),
            )
    return quantities


def share_currency(low: str, quantities: list[Quantity]) -> list[Quantity]:
    """The quantities; a bare one in place of an amount has its currency: "rose to €1.4 billion from 1.20 billion"."""
    amount: Quantity | None = None
    for at, qty in enumerate(quantities):
        if qty.kind == "money":
            amount = qty
        elif qty.kind not in PASSED_OVER and amount is not None:
            if qty.kind != "count" or qty.unit or not _is_amount(low, amount, qty):
                amount = None
                continue
            evidence = (*qty.evidence, Evidence("join.currency", low[amount.start : qty.end]))
            quantities[at] = replace(
                qty, kind="money", unit=amount.unit, per=amount.per, dimension=amount.dimension, evidence=evidence
            )
    return quantities


def _is_amount(low: str, amount: Quantity, qty: Quantity) -> bool:
    """Whether a bare figure stands for money as the amount before it does, and of about its size."""
    link = low[amount.end : qty.start]
    if len(link) > FARTHEST or SENTENCE_END.search(link) or not NO_NOUN_AFTER.match(low, qty.end):
        return False
    one, other = (abs(found.high or found.low or Decimal(0)) for found in (amount, qty))
    is_scaled = SCALED.search(low, qty.start, qty.end) is not None
    if max(one, other) > min(one, other) * (50 if is_scaled else 5):
        return False
    return COMPARED.search(link) is not None or (is_scaled and OF_MONEY.search(link) is not None)


def _share_units(low: str, figures: list[Figure]) -> None:
    """Give figures the unit written once for both: "7- or 8-inch", "45 and 50 mg", "rose 64 points to 4,577"."""
    for at in range(len(figures) - 2, -1, -1):
        left, right = figures[at], figures[at + 1]
        if right.start - left.after > 8:
            continue
        link = low[left.after : right.start]
        if left.unit is None and right.unit is not None and not left.has_mark:
            measured = right.unit.kind in ("measure", "duration") and left.form == "digits"
            falling = right.unit.kind == "percentage" and link.strip() == "to" and left.value > right.value
            is_told = left.around.words[-1:] in (["is"], ["was"])  # "who is 23 and 1.84 metres tall"
            if SUSPENDED.fullmatch(link) or (measured and not is_told and AND_OR.fullmatch(link)) or falling:
                figures[at] = _with_unit(left, right.unit)
        if link.strip() == "to" and left.form == right.form == "digits" and _is_change(left.around.words, left, right):
            figures[at] = _with_scale(left, right)
    for at in range(len(figures) - 1):
        left, right = figures[at], figures[at + 1]
        if right.unit is None and left.unit is not None and right.start - left.after < 8:
            shared = left.unit.kind in ("measure", "duration") or left.unit.name == "point"
            link = low[left.after : right.start]
            apart = left.unit.end and low[right.end : right.end + 1] in ("", ".", ",", ";", ")", "\n")
            if shared and (apart or NO_NOUN.match(low, right.end)) and GOES_ON.fullmatch(link):
                figures[at + 1] = _with_unit(right, left.unit)


NO_NOUN = re.compile(r"\s+(?:for|in|on|at|to|from|by|and|or|but|after|before|as|since|when|while|with)\b")


def _with_unit(figure: Figure, unit: Unit) -> Figure:
    return figure._replace(
        unit=unit._replace(end=0),
        value=figure.value * unit.factor,
        step=figure.step * unit.factor,
        evidence=(*figure.evidence, *unit.evidence, Evidence("join.shared_unit", unit.evidence[-1].words)),
    )


def _with_scale(left: Figure, right: Figure) -> Figure:
    """The first figure of "from 10 to 12 million" or "from 5 to 7 percent" with the word that is written once."""
    same = left.unit is None or (right.unit is not None and left.unit.name == right.unit.name)
    if (
        same
        and left.scale == 1
        and right.scale >= 1000
        and left.value < 1000
        and left.value < 50 * right.value / right.scale
    ):
        left = left._replace(
            value=left.value * right.scale,
            step=left.step * right.scale,
            scale=right.scale,
            evidence=(
                *left.evidence,
                *(Evidence("join.shared_scale", found.words) for found in right.evidence if ".scale." in found.rule_id),
            ),
        )
    is_share = right.unit is not None and right.unit.kind in ("percentage", "percentage_points", "money")
    return _with_unit(left, right.unit) if left.unit is None and right.unit is not None and is_share else left


def _minor(low: str, left: Figure, right: Figure) -> Figure | None:
    """ "5 feet 2 inches", "3 dollars 50 cents": a figure and its small change."""
    link = low[left.after : right.start]
    if TOLERANCE.fullmatch(link) and left.value > right.value:
        return _with_tolerance(left, right, low)
    if left.unit is None or left.form not in ("digits", "words") or left.value != left.value.to_integral_value():
        return None
    if (
        right.form == "fraction"
        and right.unit is None
        and AND_OR.fullmatch(link)
        and left.unit.kind in ("duration", "measure")
    ):
        small = right.value
    elif right.unit is None:
        spelled = left.unit.kind == "money" and left.unit.end > left.end and left.unit.factor == 1
        if not spelled or not BARE_CENTS.match(low, left.after) or right.end != left.after + 3:
            return None
        small = right.value / 100
    elif left.unit.kind == "money":
        is_cent = right.unit.name == left.unit.name and right.unit.factor == Decimal("0.01")
        if not is_cent or right.value >= 1 or not MINOR.fullmatch(link) or left.unit.factor != 1:
            return None
        small = right.value
    else:
        factor = MINORS.get((left.unit.name, right.unit.name))
        if factor is None or right.value >= factor or right.has_mark or not MINOR.fullmatch(link):
            return None
        small = right.value / factor
    value = left.value + small
    return left._replace(
        end=right.end,
        value=value,
        step=Decimal("0.01"),
        after=right.after,
        evidence=(*left.evidence, *right.evidence, Evidence("join.minor_unit", low[left.start : right.after])),
    )


def _with_tolerance(left: Figure, right: Figure, low: str) -> Figure:
    """ "2,000 ± 50 pounds": the figure, as good as its measurement."""
    unit = left.unit or right.unit
    return left._replace(
        end=right.end,
        after=right.after,
        unit=unit,
        around=Around("~", []),
        evidence=(*left.evidence, *right.evidence, Evidence("join.tolerance", low[left.start : right.after])),
    )


def _range(low: str, left: Figure, right: Figure) -> Figure | Rejected | None:
    """ "10 to 12 million", "$5-7", "between 6% and 7%"; a score where two bare numbers stand in a contest."""
    link = RANGE.fullmatch(low, left.after, right.start) or RANGE.fullmatch(low, left.end, right.start)
    suspended = SUSPENDED.fullmatch(low, left.end, right.start)
    if suspended is not None and suspended["word"].strip(", \n") == "to":
        link = RANGE.fullmatch(low, left.end + 1, right.start)
    bad = ("magnitude", "multiple", "share")
    if link is None or left.form in bad or right.form in bad:
        return None
    word = link["word"]
    dash = word in "-–—~"
    before = left.around.words
    if left.around.touching.endswith(("-", "/")) and dash:
        return None
    between = "between" in before[-4:] and "and" not in before[-2:]
    if (word == "and" and not between) or (word == "to" and _is_change(before, left, right)):
        return None
    one, other = left.unit, right.unit
    if one and other and (one.name, one.dimension) != (other.name, other.dimension):
        return None
    borrowed = (
        left.scale == 1
        and right.scale >= 1000
        and abs(left.value) < 1000
        and (word != "or" or left.value < right.value / right.scale)
    )
    factor = right.unit.factor if right.unit and not left.unit else Decimal(1)
    thousands = (
        dash
        and left.scale == right.scale == 1
        and low.endswith(",000", right.start, right.end)
        and left.value < 1000
        and left.value * 1000 < right.value
    )
    low_end = left.value * (right.scale if borrowed else 1000 if thousands else 1) * factor
    high_end = right.value * (left.unit.factor if left.unit and not right.unit else 1)
    bare = one is None and other is None and left.form == right.form == "digits"
    spelled = low[left.end : right.start] == "-to-"
    if (
        (dash or spelled)
        and bare
        and max(low_end, high_end) < MOST_POINTS
        and (high_end <= low_end or is_score(low, left.start, right.end))
    ):
        return Rejected(
            start=left.start,
            end=right.end,
            surface=low[left.start : right.end],
            rule_id="reject.score",
            reason=RULES["reject.score"]["does"],
        )
    if high_end <= low_end or (not dash and word != "and" and high_end > 50 * low_end > 0):
        return None
    rule = f"range.{'dash' if dash else word}"
    return _span(left, right, low_end, high_end, Evidence(rule, low[left.start : right.end]))


def _is_change(before: list[str], left: Figure, right: Figure) -> bool:
    """Whether "to" leads from the old to the new: "from 3,000 to 5,000", "fell 21 to 283"; not in "rose 3 to 5%"."""
    near = before[-5:]
    if "from" in near:
        at = len(near) - 1 - near[::-1].index("from")
        ranging = (at and near[at - 1] in RANGING) or "the" in near[at:]
        return not ranging and not any(word.endswith((".", ",", ";")) for word in near[at:])
    if not any(word in CHANGES for word in before[-3:]):
        return False
    apart = left.unit is not None and right.unit is None
    return apart or right.value > 3 * left.value


def _bounds(low: str, left: Figure, right: Figure) -> Figure | None:
    """ "more than 100 but fewer than 300": two bounds that shut a range."""
    link = TWO_BOUNDS.fullmatch(low, left.after, right.start)
    if link is None or (left.unit is not None and right.unit is None) or left.form != right.form:
        return None
    one = bound_at_end(left.around.words)
    other = bound_at_end(link["words"].split())
    if {one, other} not in ({"more", "less"},) or (left.unit and right.unit and left.unit.name != right.unit.name):
        return None
    ends = sorted((left.value, right.value))
    if ends != [*((left.value, right.value) if one == "more" else (right.value, left.value))]:
        return None
    return _span(left, right, ends[0], ends[1], Evidence("range.bounds", low[left.start : right.end]))


def _span(left: Figure, right: Figure, low_end: Decimal, high_end: Decimal, rule: Evidence) -> Figure:
    return right._replace(
        start=left.start,
        unit=right.unit or left.unit,
        low=low_end,
        value=high_end,
        step=min(left.step, right.step) if left.scale == right.scale else right.step,
        around=left.around,
        evidence=(*left.evidence, *right.evidence, rule),
    )
