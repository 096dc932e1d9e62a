"""
Text → Quantity: numbers first, then the words around each.

The text is lower-cased once; every pattern is linear. What looks like a number and is none comes back as Rejected.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from claims.lexicon import alternation, load_entries, word_class
from claims.model import Kind, Modifier, Quantity, Rejected
from claims.quantities.calendar import Moment, find_moments
from claims.quantities.modifiers import find_after, find_before
from claims.quantities.numerals import Numeral, find_numerals, written_step
from claims.quantities.units import TIME_WORDS, Unit, find_prefix, find_unit, time_unit

_NAMES = load_entries("names")


def _names(place: str, case: str) -> str:
    return alternation(
        word for entry in _NAMES if entry["place"] == place and entry["case"] == case for word in entry.surfaces
    )


LABEL = regex.compile(rf"(?<![\w-]){_names('before', '')}\s+#?$|#\s?$")
TITLED = regex.compile(rf"(?<![\w-])(?P<word>{_names('before', 'title')})[\s-]+$")
TITLE_AFTER = regex.compile(rf"\s+{_names('after', '')}\b")
JOINED_BEFORE = regex.compile(r"(?:[^\W\d_]|_|\d[./:])-?$|[^\W\d_]['’]$|[/@#:=&?_]$|\d,$|\.$(?<=\w\.)")
HYPHENATED = regex.compile(
    r"\b(?:over|under|sub|near|non|the|an?|to|and|or|ex|all|up|plus|minus|post|pre|magnitude|category)-$"
)
JOINED_AFTER = regex.compile(r"(?:[a-z]|['’]s\b|[/_@]\w|:\d|\.\d|,\d|-[a-z]+\d)")
ORDINAL = regex.compile(r"(?:st|nd|rd|th)\b")
TIMELINE = regex.compile(r"(?:[01]\d|2[0-3])[0-5]\d\s+\p{Lu}")
LIST_MARK = regex.compile(r"[.)]\s")
PHONE_SHAPE = regex.compile(
    r"(?:\+\d{1,3}[\s-]?)?(?:\(\d{2,4}\)\s?|\d{2,4}[\s-])\d{3}[\s-]\d{3,4}|\b1?-?\d{3}-\d{3}-\d{4}"
)
WEB = regex.compile(
    r"https?://[^\s]++|www\.[^\s]++|(?<!\w)[@#]\w++"
    r"|(?<!\S)[^\s@]{1,80}+@[^\s@]{1,80}+|(?<!\S)[^\s.]{1,60}+(?:\.[^\s.]{1,60}+)*?\.(?:com|org|net|html?|php|jpe?g|png)\b[^\s]*+"
)
RANGE = regex.compile(
    r"\s*(?:-|–|—|\bto\b|\bor\b|\band\b|\btill\b|\buntil\b)\s*(?:(?:about|around|perhaps|even|as\s+many\s+as|nearly|possibly|maybe|some)\s+)?"
)
FROM = regex.compile(r"\b(?:from|rose|rising|grew|fell|dropped|increased|decreased|up|down)\b[^.;,]{0,24}$")
BETWEEN = regex.compile(r"\bbetween\s+(?:\w+\s+)?$")
SCORE = regex.compile(
    r"\b(?:won|win|wins|beat|beats|lost|lose|loss|lead|led|score[ds]?|defeat(?:ed)?|draw|drew|victory|voted|vote|ruled|record|by\s+a)\b"
)
AGE_AFTER = regex.compile(r"(?:\s|-)(?P<unit>years?|months?|weeks?|days?)(?:\s|-)(?:olds?)\b|\s?-?(?:yo|y/o)\b")
AGE_BEFORE = regex.compile(
    r"\b(?:age[ds]?(?:\s+of)?|at\s+the\s+age\s+of|ages|turned|turning)\s+(?:about\s+|between\s+|just\s+)?$"
)
AGE_COMMA = regex.compile(r"\b\p{Lu}[\p{L}.'’-]+(?:\s+(?:Jr|Sr)\.?)?,\s$")
EACH = word_class("class.noun.each")
PER = regex.compile(
    rf"\s*(?:(?:\bper\b|\bfor\s+(?:each|every)\b|/)\s*(?P<any>(?:100,000|1,000|10,000|million|thousand)?\s?[a-z]+)"
    rf"|\b(?:an?|each|every)\s+(?P<time>{alternation({*TIME_WORDS, *EACH})})\b)"
)
PER_WINDOW = 40
TIMES_AS = regex.compile(
    r"\s+(?:as|more|less|fewer|higher|larger|bigger|greater|faster|the|that|its|their|those|what|lower|longer)\b"
)
ONE_PRONOUN = regex.compile(
    r"\s+(?:of|another|who|that|which|can|could|would|should|must|may|is|was|has|might|day|thing|by|for|to|in|on|at|and|or|but|as)\b|[,.;:!?”\"'’]|$"
)
STREET = regex.compile(
    r"\s+(?:\p{Lu}[\p{L}’'.]+\s+){1,3}(?:Road|Rd|Street|St|Avenue|Ave|Lane|Drive|Boulevard|Blvd|Square|Way|Court)\b"
)
ACRONYM = regex.compile(
    r"(?<![\w.])(?!(?:ABOUT|AND|BY|FOR|FROM|IN|LEAST|NEARLY|OF|ON|OR|OVER|SOME|THAN|THE|TO|WITH)\s)(?:\p{Lu}{2,6}|\p{Lu}+&\p{Lu}|\p{Lu}\S*/\p{Lu}{2,})\s$"
)
NOUN_AFTER = regex.compile(r"\s+[a-z]")
HALF = regex.compile(r"\s+(?:of|the|an?|its|their|his|her|our|those|these|all|as|that)\b|\s*[.,;]")
HALF_BEFORE = regex.compile(r"\b(?:by|in|than|about|nearly|almost|over|to|cut|only|some|just)\s+(?:a\s+)?$")
NO_ONE = regex.compile(
    r"\b(?:no|any|every|some|this|that|the|which|another|each|last|next|only|big|first)\s+$|\b(?:no|some|any|every)-$"
)
SMALL = Decimal(10)
"""Counts below it are checkable only where they are news."""
MOST_POINTS = 200
"""Two bare numbers joined by a dash are a score only below it."""
DIMENSION_AGE = "age"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figure:
    """A numeral with its unit, while ranges are still to be joined: `start` and `end` are those of the surface."""

    numeral: Numeral
    unit: Unit | None
    start: int
    end: int

    @property
    def after(self) -> int:
        return max(self.end, self.unit.end if self.unit else 0)


def find_quantities(text: str) -> tuple[list[Quantity], list[Rejected]]:
    """All figures of the text in order, and all numbers refused with their reasons."""
    low = (
        text.lower()
        if len(text.lower()) == len(text)
        else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    )
    moments = find_moments(low)
    covered = _Cover(
        [(m.start, m.end) for m in moments],
        [m.span() for m in WEB.finditer(low)],
        [m.span() for m in PHONE_SHAPE.finditer(low)],
    )
    found: list[Quantity] = [_date(text, moment) for moment in moments]
    refused: list[Rejected] = []
    figures: list[_Figure] = []
    for numeral in find_numerals(low):
        kind = covered.at(numeral.start)
        if kind == 0:
            continue
        reason = (
            ("reject.web", "part of an address")
            if kind == 1
            else ("reject.phone", "a telephone number")
            if kind == 2
            else _refuse(text, low, numeral)
        )
        if reason is None:
            figures.append(_with_unit(text, low, numeral))
        elif reason[0] == "ordinal":
            found.append(_ordinal(text, numeral))
        else:
            refused.append(
                Rejected(
                    start=numeral.start,
                    end=numeral.end,
                    surface=text[numeral.start : numeral.end],
                    rule_id=reason[0],
                    reason=reason[1],
                )
            )
    at = 0
    while at < len(figures):
        following = figures[at + 1] if at + 1 < len(figures) else None
        joined = following and _join(text, low, figures[at], following)
        if isinstance(joined, Rejected):
            refused.append(joined)
        else:
            found.append(joined or _quantity(text, low, figures[at]))
        at += 2 if joined else 1
    return sorted(found, key=lambda qty: qty.start), sorted(refused, key=lambda no: no.start)


class _Cover:
    """Which of several sorted span lists covers a position; asked at ascending positions."""

    def __init__(self, *groups: list[tuple[int, int]]) -> None:
        self.spans = sorted((start, end, number) for number, spans in enumerate(groups) for start, end in spans)
        self.next = 0

    def at(self, position: int) -> int | None:
        while self.next < len(self.spans) and self.spans[self.next][1] <= position:
            self.next += 1
        for start, end, number in self.spans[self.next : self.next + 3]:
            if start <= position < end:
                return number
        return None


def _refuse(text: str, low: str, numeral: Numeral) -> tuple[str, str] | None:
    """Why a numeral is no figure: (rule id, reason), or None. ("ordinal", "") asks for an ordinal."""
    start, end = numeral.start, numeral.end
    before, after = low[max(0, start - 18) : start], low[end : end + 20]
    if numeral.form == "digits":
        if (not before or before.endswith("\n")) and TIMELINE.match(text, start):
            return "reject.clock", "a time at the head of an entry"
        if ORDINAL.match(after):
            return "ordinal", ""
        if JOINED_BEFORE.search(before) and not HYPHENATED.search(before) and find_prefix(text, start) is None:
            return "reject.joined", "part of a name or code"
        if JOINED_AFTER.match(after) and find_unit(text, low, end) is None and not AGE_AFTER.match(after):
            return "reject.joined", "part of a name or code"
        if (not before or before.endswith("\n")) and numeral.value < 100 and LIST_MARK.match(after):
            return "reject.list_number", "numbers an item of a list"
    elif (before.endswith("-") and before[-2:-1].isalpha()) or after[:1].isalnum():
        return "reject.joined", "part of a compound word"
    if LABEL.search(before):
        return "reject.label", "names a numbered thing"
    if numeral.form == "digits" and numeral.scale == 1 and "," not in text[start:end]:
        if STREET.match(text, end):
            return "reject.address", "a house number"
        if (
            ACRONYM.search(text[max(0, start - 12) : start])
            and not NOUN_AFTER.match(text, end)
            and find_prefix(text, start) is None
            and find_unit(text, low, end) is None
        ):
            return "reject.name", "part of a name"
    titled = TITLED.search(before)
    if (
        titled
        and text[start - len(before) + titled.start("word")].isupper()
        and numeral.form == "digits"
        and numeral.scale == 1
        and "," not in text[start:end]
    ):
        return "reject.name", "part of a name"
    if TITLE_AFTER.match(after):
        return "reject.name", "part of a name"
    if (
        numeral.form == "words"
        and low[start:end] == "one"
        and (NO_ONE.search(before) or (ONE_PRONOUN.match(after) and not after.startswith((" of", " in "))))
    ):
        return "reject.pronoun", "“one” stands for a thing, not a count"
    if numeral.form == "fraction" and not _is_fraction(low, numeral):
        return "reject.ordinal", "an ordinal or a part of a compound, not a share"
    if numeral.form == "magnitude" and low[start:end] in ("tens", "scores") and not after.startswith(" of"):
        return "reject.magnitude", "not a number here"
    if numeral.form == "multiple" and not regex.match(
        r"(?:\s+(?:in|to|the|its|their|his|her|from|over|since|as|that|last|this|within|again|for|every|a|an|output|production|sales|\w+s)\b|[,.;])",
        after,
    ):
        return "reject.multiple", "not a comparison of amounts"
    return None


def _is_fraction(low: str, numeral: Numeral) -> bool:
    written = low[numeral.start : numeral.end]
    if "/" in written:
        return bool(regex.match(r"\s+\p{L}", low[numeral.end : numeral.end + 3]))
    after = low[numeral.end : numeral.end + 12]
    if written == "half":
        return bool(HALF.match(after)) and (
            after[:1] not in ".,;" or bool(HALF_BEFORE.search(low[max(0, numeral.start - 12) : numeral.start]))
        )
    if written[0] not in "ao":
        return not regex.match(r"[-\s](?:time|hour|dozen|century|brother|sister|way|mile|day|back|year)|-", after) or (
            written != "half" and not after.startswith("-")
        )
    if written.endswith("half"):
        return True
    return bool(regex.match(r"\s+(?:of|more|less|as|in|to|from)\b|[.,;)]", after)) and not (
        written.endswith("quarter") and not after.startswith(" of")
    )


def _with_unit(text: str, low: str, numeral: Numeral) -> _Figure:
    prefix = find_prefix(text, numeral.start) if numeral.form in ("digits", "words", "magnitude", "fraction") else None
    unit, start = prefix if prefix else (find_unit(text, low, numeral.end), numeral.start)
    end = unit.end if unit and unit.in_surface and not prefix else numeral.end
    if numeral.form == "multiple" or (
        unit
        and unit.kind == "multiple"
        and low[unit.end - 4 : unit.end] != "fold"
        and not TIMES_AS.match(low, unit.end)
    ):
        unit = None
    return _Figure(numeral=numeral, unit=unit, start=start, end=end)


def _join(text: str, low: str, left: _Figure, right: _Figure) -> Quantity | Rejected | None:
    """Two figures as one range, as "3 of the 20", or as a score; None where they are two."""
    link = RANGE.fullmatch(low, left.after, right.start) or RANGE.fullmatch(low, left.end, right.start)
    a, b = left.numeral, right.numeral
    if link is None or a.form in ("magnitude", "multiple") or b.form in ("magnitude", "multiple"):
        return None
    word = link.group().split()[0] if link.group().split() else "-"
    before = low[max(0, left.start - 30) : left.start]
    between = bool(BETWEEN.search(before))
    if (word == "and" and not between) or (word == "to" and FROM.search(before)):
        return None
    if left.unit and right.unit and (left.unit.name, left.unit.dimension) != (right.unit.name, right.unit.dimension):
        return None
    borrowed = a.scale == 1 and b.scale >= 1000 and a.value < 1000 and (word != "or" or a.value < b.value / b.scale)
    low_end = a.value * (b.scale if borrowed else 1)
    high_end = b.value
    bare = (
        left.unit is None
        and right.unit is None
        and a.form == b.form == "digits"
        and max(a.value, b.value) < MOST_POINTS
    )
    nearby = max(0, left.start - 30), min(len(low), right.end + 10)
    if word in "-–—" and bare and (high_end <= low_end or SCORE.search(low, *nearby)):
        return Rejected(
            start=left.start,
            end=right.end,
            surface=text[left.start : right.end],
            rule_id="reject.score",
            reason="a score",
        )
    if high_end <= low_end or (word not in ("-", "–", "—", "and") and high_end > 50 * low_end > 0):
        return None
    unit = right.unit or left.unit
    factor = unit.factor if unit else Decimal(1)
    base = _quantity(
        text,
        low,
        replace(right, unit=unit, start=left.start, numeral=replace(b, rule_ids=(*a.rule_ids, *b.rule_ids))),
        before_at=left.start,
    )
    return replace(
        base,
        low=low_end * factor,
        high=high_end * factor,
        value=None,
        modifier="range",
        step=written_step(low_end),
        rule_ids=(*base.rule_ids, f"range.{'dash' if word in '-–—' else word}"),
        checkable=True,
    )


def _quantity(text: str, low: str, figure: _Figure, *, before_at: int | None = None) -> Quantity:
    numeral, unit = figure.numeral, figure.unit
    start, end, after = figure.start, figure.end, figure.after
    rules = list(numeral.rule_ids)
    kind: Kind = unit.kind if unit else {"fraction": "ratio", "multiple": "multiple"}.get(numeral.form, "count")  # type: ignore[assignment]
    name, dimension = (
        (unit.name, unit.dimension) if unit else ("", {"ratio": "ratio", "multiple": "ratio:multiple"}.get(kind, ""))
    )
    factor = unit.factor if unit else Decimal(1)
    if unit:
        rules.append(unit.rule_id)
    age = _age_unit(text, low, figure)
    if age:
        kind, name, dimension, rules = "age", age, DIMENSION_AGE, [*rules, "age"]
    value = _signed(text, low, start, numeral.value * factor, kind)
    modifier: Modifier = "exact"
    found = (
        find_before(low, start if before_at is None else before_at, is_time=kind == "duration")
        or find_after(low, end)
        or (find_after(low, after) if after > end else None)
    )
    if found:
        modifier, rules = found.modifier, [*rules, found.rule_id]
    if numeral.form == "magnitude":
        modifier = "magnitude"
    per = _per(low, after, kind)
    return Quantity(
        start=start,
        end=end,
        surface=text[start:end],
        kind=kind,
        low=None if modifier in ("at_most", "less_than") else value,
        high=None if modifier in ("at_least", "more_than", "magnitude") else value,
        value=None if modifier == "magnitude" else value,
        modifier=modifier,
        step=numeral.step * factor,
        unit=name,
        per=per,
        dimension=dimension,
        checkable=not (kind == "count" and value < SMALL and modifier == "exact"),
        rule_ids=tuple(dict.fromkeys(rules)),
    )


def _age_unit(text: str, low: str, figure: _Figure) -> str:
    match = AGE_AFTER.match(low, figure.end)
    if match:
        return time_unit(match["unit"]) if match["unit"] else "year"
    plain = (
        figure.numeral.form in ("digits", "words")
        and figure.numeral.value < 120
        and (figure.unit is None or figure.unit.kind == "duration")
    )
    if plain and AGE_BEFORE.search(low[max(0, figure.start - 24) : figure.start]):
        return figure.unit.name if figure.unit else "year"
    apposed = (
        plain
        and figure.unit is None
        and figure.numeral.form == "digits"
        and regex.match(r",|\.\s|\.$|\)", low[figure.end : figure.end + 2])
    )
    return "year" if apposed and AGE_COMMA.search(text[max(0, figure.start - 24) : figure.start]) else ""


def _signed(text: str, low: str, start: int, value: Decimal, kind: Kind) -> Decimal:
    sign = regex.search(r"(?:^|[\s($£€])[-−]$|\bminus[\s-]$", low[max(0, start - 7) : start])
    return (
        -value
        if sign and kind not in ("age", "date") and not text[max(0, start - 2) : start].startswith("- ")
        else value
    )


def _per(low: str, after: int, kind: Kind) -> tuple[str, ...]:
    """Denominators in the order written; for counts the counted noun may stand between."""
    found: list[str] = []
    at = after
    if kind in ("count", "ratio"):
        far = regex.compile(
            r"(?:[\s-](?!(?:and|or|but|who|which|that|in|on|of|to|for|were|was|are|is|per)\b)[a-z'’-]+){1,3}"
        ).match(low, after, after + PER_WINDOW)
        if far and PER.match(low, far.end()):
            at = far.end()
    while match := PER.match(low, at):
        word = (match["any"] or match["time"]).strip()
        if word in ("cent", "cents", "capita", "se"):
            if word != "capita":
                break
            word = "person"
        found.append(time_unit(word) or _singular(word))
        at = match.end()
    return tuple(found)


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _date(text: str, moment: Moment) -> Quantity:
    spans = moment.first != moment.last
    return Quantity(
        start=moment.start,
        end=moment.end,
        surface=text[moment.start : moment.end],
        kind="date",
        low=moment.first,
        high=moment.last,
        value=None if spans else moment.first,
        modifier="range" if spans else "approx" if moment.approximate else "exact",
        step=Decimal(1),
        unit="year" if moment.is_year else "day" if moment.rule_id == "date.day" else "",
        dimension="date",
        checkable=moment.is_year
        and not spans
        and bool(
            regex.search(
                r"\b(?:since|from|until|by|after|before)\s+(?:about\s+|around\s+)?$",
                text[max(0, moment.start - 18) : moment.start],
            )
        ),
        rule_ids=(moment.rule_id,),
    )


def _ordinal(text: str, numeral: Numeral) -> Quantity:
    end = numeral.end + 2
    return Quantity(
        start=numeral.start,
        end=end,
        surface=text[numeral.start : end],
        kind="ordinal",
        low=numeral.value,
        high=numeral.value,
        value=numeral.value,
        modifier="exact",
        step=Decimal(1),
        dimension="ordinal",
        checkable=False,
        rule_ids=("ordinal",),
    )
