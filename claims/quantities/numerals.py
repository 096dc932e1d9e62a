"""Numerals: where a number is written in lower-cased text, and the value it has."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import regex

from claims.lexicon import Entry, alternation, by_surface, load_entries

MOST_DIGITS = 24
"""A longer run of digits is an identifier, not a figure."""

_ENTRIES = load_entries("numerals")


def _role(role: str) -> dict[str, Entry]:
    return by_surface(entry for entry in _ENTRIES if entry["role"] == role)


WORDS, SCALES, MAGNITUDES, FRACTIONS, MULTIPLES = map(_role, ("word", "scale", "magnitude", "fraction", "multiple"))
GLYPHS = dict(
    zip("½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞", "1/2 1/3 2/3 1/4 3/4 1/5 2/5 3/5 4/5 1/6 5/6 1/8 3/8 5/8 7/8".split(), strict=True)
)

_SHORT = alternation(word for word in SCALES if len(word) < 3)
_LONG = alternation(word for word in SCALES if len(word) > 2)
_TOKEN = alternation([*WORDS, *(word for word in SCALES if len(word) > 2)])
_GLYPH = f"[{''.join(GLYPHS)}]"
_HUGE = alternation(word for word, entry in MAGNITUDES.items() if entry["value"] not in ("12", "20"))
# "8,000" · "8 000" (fixed blanks, or two groups) · "1.234.567" · "12.5" · ".5"
_DIGITS = (
    r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?"
    r"|\d{1,3}(?:[\u00a0\u2009\u202f]\d{3})+(?!\d)"
    r"|\d{1,3}(?:\ \d{3}){2,}(?!\d)"
    r"|\d{1,3}(?:\.\d{3}){2,}(?![\d.])"
    r"|\d+,\d{1,2}(?=\s+(?:million|billion|trillion)\b|\s?[%€])"
    r"|\d+(?:\.\d+)?"
    r"|(?<![\w.])\.\d+)"
)
_FRACTION = rf"(?:(?:an?|{alternation(WORDS)})(?:\s+|-){alternation(FRACTIONS)}|half)"
NUMERAL = regex.compile(
    rf"""
      (?<![\d/.,])(?P<simple>[1-7]/[2-8])(?![\d/])
    | (?P<digits>{_DIGITS})
      (?:\s?[×x]\s?10\s?\^?(?P<power>[-−]?\d{{1,2}})\b)?
      (?:(?P<glyph>\s?{_GLYPH})|[\s-](?P<over>[1-9]/[2-9]\d?)(?![\d/])|(?P<half>\s+and\s+a\s+half))?
      (?:(?P<tight>\s?{_SHORT})\b|(?P<scale>(?:(?:\s+|-){_LONG}\b){{1,2}}))?
    | (?P<bare>{_GLYPH})
    | \b(?P<half_of>(?:half|(?:a|one)\s+quarter\s+of|three[\s-]quarters\s+of)\s+an?|one\s+and\s+a\s+half)
        \s+(?P<half_scale>{_LONG})\b
    | \b(?P<fraction>{_FRACTION})\b
    | \b(?P<words>(?:an?\s+(?={_LONG}\b))?{_TOKEN}\b(?:(?:\s+and\s+(?:a\s+half\s+)?|\s+|-){_TOKEN}\b){{0,12}})
    | \b(?P<vague>(?:{_HUGE}\s+(?:of\s+)?)?{alternation(MAGNITUDES)})\b
    | \b(?P<multiple>{alternation(MULTIPLES)})\b
    | \b(?P<fold>{alternation(WORDS)})-?fold\b
    """,
    regex.VERBOSE,
)
_HALF_OF = {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "quarters": Decimal("0.75"), "one": Decimal("1.5")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """
    A number as written: half-open offsets, its value, and `step`, the unit of its last written digit.

    `form` is how it is written; a magnitude ("millions") has only a floor, and that is its value. `scale` is the factor
    of the scale word ("million" → 1000000), which the left end of "10 to 12 million" borrows.
    """

    start: int
    end: int
    value: Decimal
    step: Decimal
    form: Literal["digits", "words", "fraction", "magnitude", "multiple"]
    scale: Decimal
    rule_ids: tuple[str, ...]


def find_numerals(low: str) -> Iterator[Numeral]:
    """Every numeral of lower-cased text, left to right; "two three" is two."""
    at = 0
    while match := NUMERAL.search(low, at):
        numeral = next(read for name, read in _READERS.items() if match[name] is not None)(match)
        if numeral is None:
            at = max(match.end(), match.start() + 1)
            continue
        yield numeral
        at = numeral.end


def written_step(value: Decimal) -> Decimal:
    """The unit of the last digit that is not a rounding zero: 8000 → 1000, 8250 → 10, 0.35 → 0.01."""
    if not value:
        return Decimal(1)
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(int(exponent))


def _numeral(
    match: regex.Match[str],
    value: Decimal,
    form: str,
    rule_ids: tuple[str, ...],
    *,
    scale: Decimal = Decimal(1),
    end: int | None = None,
    step: Decimal | None = None,
) -> Numeral:
    return Numeral(
        start=match.start(),
        end=match.end() if end is None else end,
        value=value,
        step=written_step(value) if step is None else step,
        form=form,  # type: ignore[arg-type]  # the readers below pass the literals of Numeral.form
        scale=scale,
        rule_ids=rule_ids,
    )


def _digits(match: regex.Match[str]) -> Numeral | None:
    written = match["digits"]
    if sum(map(str.isdigit, written)) > MOST_DIGITS or (
        not written.isascii() and any(c.isdigit() and not c.isascii() for c in written)
    ):
        return None
    value = _plain(written)
    rules = ["numeral.digits"]
    if match["glyph"]:
        value += _ratio(GLYPHS[match["glyph"].strip()])
    elif match["over"]:
        value += _ratio(match["over"])
    elif match["half"]:
        value += Decimal("0.5")
    if match["power"]:
        value = value.scaleb(int(match["power"].replace("−", "-")))
    scale = Decimal(1)
    for word in (match["tight"] or match["scale"] or "").replace("-", " ").split():
        scale *= Decimal(SCALES[word]["value"])
        rules.append(SCALES[word].id)
    decimals = (
        len(written.partition(".")[2])
        if "." in written and "," not in written.partition(".")[2] and written.count(".") == 1
        else 0
    )
    step = Decimal(1).scaleb(-decimals) * scale if decimals else None
    return _numeral(match, value * scale, "digits", tuple(rules), scale=scale, step=step)


def _plain(written: str) -> Decimal:
    """ "8,000" and "1.234.567" have separators; in "2,5" the comma is the decimal mark."""
    if regex.fullmatch(r"\d+,\d{1,2}", written):
        return Decimal(written.replace(",", "."))
    if written.count(".") > 1:
        return Decimal(written.replace(".", ""))
    return Decimal(regex.sub(r"[,\s]", "", written))


def _ratio(written: str, times: Decimal = Decimal(1)) -> Decimal:
    top, _, bottom = written.partition("/")
    return (times * Decimal(top) / Decimal(bottom or 1)).quantize(Decimal("0.0000001")).normalize()


def _bare(match: regex.Match[str]) -> Numeral:
    return _numeral(match, _ratio(GLYPHS[match["bare"]]), "fraction", ("numeral.glyph",), step=Decimal("0.01"))


def _simple(match: regex.Match[str]) -> Numeral | None:
    top, _, bottom = match["simple"].partition("/")
    if top >= bottom:
        return None
    return _numeral(match, _ratio(match["simple"]), "fraction", ("numeral.fraction",), step=Decimal("0.01"))


def _half_of(match: regex.Match[str]) -> Numeral:
    key = next(
        word
        for word in ("quarters", "quarter", "half", "one")
        if word in match["half_of"].replace("one quarter", "quarter").replace("-", " ").split()
    )
    if match["half_of"].startswith("one and"):
        key = "one"
    entry = SCALES[match["half_scale"]]
    scale = Decimal(entry["value"])
    return _numeral(match, _HALF_OF[key] * scale, "words", ("numeral.part_of_scale", entry.id), scale=scale)


def _fraction(match: regex.Match[str]) -> Numeral:
    words = match["fraction"].replace("-", " ").split()
    entry = FRACTIONS[words[-1]]
    top = WORDS[words[0]]["value"] if words[0] in WORDS else "1"
    return _numeral(match, _ratio(entry["value"], Decimal(top)), "fraction", (entry.id,), step=Decimal("0.01"))


def _vague(match: regex.Match[str]) -> Numeral:
    entries = [MAGNITUDES[word] for word in match["vague"].split() if word != "of"]
    floor = Decimal(1)
    for entry in entries:
        floor *= Decimal(entry["value"])
    return _numeral(match, floor, "magnitude", tuple(entry.id for entry in entries))


def _multiple(match: regex.Match[str]) -> Numeral:
    entry = MULTIPLES[match["multiple"]]
    return _numeral(match, Decimal(entry["value"]), "multiple", (entry.id,))


def _fold(match: regex.Match[str]) -> Numeral:
    entry = WORDS[match["fold"]]
    return _numeral(match, Decimal(entry["value"]), "multiple", (entry.id, "numeral.fold"))


def _words(match: regex.Match[str]) -> Numeral | None:
    """The longest run of words that is one number: "two hundred and six thousand", "twenty-five hundred"."""
    total, group, last, biggest, scale = Decimal(0), Decimal(0), "", Decimal("Infinity"), Decimal(1)
    rules: list[str] = []
    end, pending = match.start(), ""
    for token in regex.finditer(r"[a-z]+", match["words"]):
        word = token.group()
        if word in ("and", "a", "an", "half"):
            if word == "half" and pending.endswith("and a"):
                group += Decimal("0.5")
            elif word in ("a", "an") and not rules:
                group = Decimal(1)
            pending = f"{pending} {word}".strip()
            continue
        entry = WORDS.get(word) or SCALES[word]
        value = Decimal(entry["value"])
        if word in WORDS:
            after_scale = last in SCALES
            joins_ten = last in WORDS and group % 100 >= 20 and group % 10 == 0 and 0 < value < 10 and not pending
            fits = not rules or joins_ten or (after_scale and group % 100 == 0 and value < 100 and (group or total))
            if not fits or (pending == "and" and not after_scale):
                break
            group += value
        elif value in (12, 100):
            if not 0 < group < 100 or last in SCALES or pending == "and":
                break
            group *= value
        else:
            if not group or value >= biggest or pending == "and":
                break
            total, group, biggest = total + group * value, Decimal(0), value
        scale = value if word in SCALES else Decimal(1)
        end, last, pending = match.start() + token.end(), word, ""
        rules.append(entry.id)
    return _numeral(match, total + group, "words", tuple(rules), scale=scale, end=end) if rules else None


_READERS = {
    "simple": _simple,
    "digits": _digits,
    "bare": _bare,
    "half_of": _half_of,
    "fraction": _fraction,
    "words": _words,
    "vague": _vague,
    "multiple": _multiple,
    "fold": _fold,
}
