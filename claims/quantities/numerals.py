"""Numerals: where a number is written in lower-cased text, and the value it has."""

import re
from collections.abc import Callable, Iterator
from decimal import Context, Decimal
from math import prod
from typing import Literal, NamedTuple

from claims.lexicon import Entry, alternation, by_surface, load_entries
from claims.model import Evidence

Form = Literal["digits", "words", "fraction", "share", "magnitude", "multiple"]

MOST_DIGITS = 24
"""A longer run of digits is an identifier, not a figure."""
MOST_PLAIN = 13
"""So is a long one without separators."""
LARGEST = Decimal("1e33")
"""No newspaper counts so many of anything."""
MOST_ZEROS = 30
"""A power of ten above it is no figure of the news, and would make a number of a million digits."""

_ENTRIES = load_entries("numerals")


def _role(role: str) -> dict[str, Entry]:
    return by_surface(entry for entry in _ENTRIES if entry["role"] == role)


WORDS, SCALES, MAGNITUDES, PARTS, MULTIPLES, VAGUE = map(
    _role, ("word", "scale", "magnitude", "part", "multiple", "vague")
)
"""Words by what the grammar does with them; a part ("third") is the denominator of a fraction."""
VALUES = {word: Decimal(entry["value"]) for word, entry in {**WORDS, **SCALES, **PARTS}.items()}
GLYPHS = dict(
    zip("½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞", "1/2 1/3 2/3 1/4 3/4 1/5 2/5 3/5 4/5 1/6 5/6 1/8 3/8 5/8 7/8".split(), strict=True)
)
TENS = frozenset(word for word in WORDS if VALUES[word] in range(20, 100))
LONG_SCALES = [word for word in SCALES if len(word) > 3]
SHORT_SCALES = [word for word in SCALES if len(word) < 4]
HUGE = [word for word, entry in MAGNITUDES.items() if Decimal(entry["value"]) > 20 or word == "tens"]

GAP = r"(?:[^\S\n]{1,3}+\n?+[^\S\n]{0,3}+|\n[^\S\n]{0,3}+)"
"""A blank within a figure: a few blanks, at most one end of a line."""
FIXED_BLANK = "\u00a0\u2009\u202f"
_LONG = alternation(LONG_SCALES)
_TOKEN = alternation([*WORDS, *LONG_SCALES])
_PART = rf"(?:(?P<tens>{alternation(TENS)})[-\s])?(?P<part>{alternation(PARTS)})(?!\w)"

_ANCHORS = [
    *(spelled for word in WORDS for spelled in (word, f"{word}fold")),
    *(f"{article} {word}" for article in ("a", "an") for word in (*LONG_SCALES, *PARTS)),
    *(*LONG_SCALES, *MAGNITUDES, *MULTIPLES, *VAGUE, "half", "quarter"),
]
ANCHOR = re.compile(rf"[0-9{''.join(GLYPHS)}]|\b{alternation(_ANCHORS)}\b")
"""Where a number may begin. Nothing else of a text is looked at."""

# "8,000" · "12,34,567" · "8 000" with fixed blanks, two groups, or a group that starts with 0 · "1.234.567" · "1.234,5"
DIGITS = re.compile(
    rf"(?:(?P<comma>[0-9]{{1,3}}(?:,[0-9]{{3}})++|[0-9]{{1,2}}(?:,[0-9]{{2}})+,[0-9]{{3}})(?![0-9])"
    rf"|(?P<blank>[0-9]{{1,3}}(?:(?:[{FIXED_BLANK}][0-9]{{3}})++|(?:\ [0-9]{{3}}){{2,}}+|\ 0[0-9]{{2}}))(?![0-9])"
    r"|(?P<point>[0-9]{1,3}(?:(?:\.[0-9]{3})++(?=,[0-9])|(?:\.[0-9]{3}){2,}+))(?![0-9])"
    r"|(?P<plain>[0-9]++))"
    r"(?P<decimals>(?:\.[0-9]++)+)?(?P<mark>,[0-9]++)?"
)
POWER_SIGNS = frozenset("e×x^ ")
NO_DIGIT = re.compile(r"[^0-9]")
EXPONENT = re.compile(
    r"e(?P<e>[-+−]?[0-9]{1,4})(?!\w)"
    r"|\s?[×x]\s?10\s?\^?(?P<ten>[-+−]?[0-9]{1,3})(?![0-9])"
    r"|\s?[×x]\s?(?P<base>[0-9]{1,2})\^(?P<to>[0-9]{1,2})(?![0-9])"
    r"|\^(?P<power>[-+−]{0,2}[0-9]{1,2})(?![0-9])"
)
MIXED = re.compile(rf"\s?(?P<glyph>[{''.join(GLYPHS)}])|(?:{GAP}|-)(?P<over>[1-9][0-9]?/[1-9][0-9]{{0,2}})(?![\d/])")
SLASH = re.compile(r"/(?P<bottom>[1-9][0-9]{0,2})(?![\d/])")
SCALE = re.compile(
    rf"(?P<tight>\s?{alternation(SHORT_SCALES)})(?!\w)|(?P<long>(?:(?:{GAP}|-)?{_LONG}\b)(?:(?:{GAP}|-){_LONG}\b)?)"
)
AND_PART = re.compile(
    rf"(?:{GAP}|-)and(?:{GAP}|-)(?:an?|(?P<top>{alternation(WORDS)}(?:[-\s]{alternation(WORDS)})?))[-\s]{_PART}"
)
WORD = re.compile(r"[a-z]+")
RUN = re.compile(rf"(?P<article>an?{GAP})?(?P<first>{_TOKEN})(?=fold\b|\b)")
NEXT_TOKEN = re.compile(
    rf"(?P<link>{GAP}and{GAP}|{GAP}&{GAP}|{GAP}|-|(?<=ty)\ -\ |,{GAP}(?=[a-z-]+{GAP}hundred\b))(?P<word>{_TOKEN})\b"
)
POINT = re.compile(rf"{GAP}point(?P<digits>(?:(?:{GAP}|-){alternation(w for w in WORDS if VALUES[w] < 100)}\b){{1,8}})")
OF_PART = re.compile(rf"(?P<hyphen>-|\ -\ |{GAP}){_PART}")
PART_OF = re.compile(rf"(?P<of>(?:{GAP}|-)of(?:{GAP}|-)an?)?(?:{GAP}|-)(?P<scale>{_LONG})\b")
HALF_A = re.compile(rf"{GAP}(?:of{GAP})?an?{GAP}(?P<scale>{_LONG})\b")
WHOLE_PART = re.compile(rf"(?P<article>an?{GAP})?{_PART}")
MAGNITUDE = re.compile(rf"(?:{alternation(HUGE)}{GAP}(?:of{GAP})?)?{alternation(MAGNITUDES)}\b")
AFTER_VAGUE = re.compile(rf"{GAP}(?P<scales>{_LONG}(?:{GAP}{_LONG})?)\b")
FOLD = re.compile(r"-?fold\b")
SHARE = re.compile(
    rf"(?:{GAP}|-)(?:in(?:{GAP}|-)(?:every{GAP})?|over{GAP}|out{GAP}of{GAP}(?:every{GAP}|each{GAP})?)"
    rf"(?=[0-9]|{alternation(WORDS)}\b|a{GAP}{_LONG}\b)"
)
NOUN_SHARE = re.compile(rf"{GAP}[a-z]+{GAP}in{GAP}(?:every{GAP})?(?=[0-9]|{alternation(WORDS)}\b)")
"""What stands between "one" and the other number in "one child in five"."""
ENDS = re.compile(r"\s*(?:[.,;:)?!]|$)")
TIME_AFTER = re.compile(
    r"[\s-]+(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|games?|matches|starts|innings|appearances|outings|attempts|seasons|tests|races)\b|[.%]\d|[\s-]*%"
)
CHAIN = re.compile(rf"{GAP}(?:and{GAP})?(?=[0-9]|{alternation(WORDS)}\b)")
_STEPS = {exponent: Decimal(1).scaleb(exponent) for exponent in range(-4, 13)}
_TWELVE = Context(prec=12)


class Numeral(NamedTuple):
    """
    A number as written: half-open offsets, its value, and `step`, the unit of its last written digit.

    `form` is how it is written; a magnitude ("millions") has only a floor, and that is its value. `scale` is the factor
    of the scale word ("million" → 1000000), which the left end of "10 to 12 million" borrows. `letter` says that the
    scale is a lone letter ("40m"), which might be a unit.
    """

    start: int
    end: int
    value: Decimal
    step: Decimal
    form: Form
    evidence: tuple[Evidence, ...]
    scale: Decimal = Decimal(1)
    letter: str = ""


class _Read(NamedTuple):
    """A value read so far, and where its words end."""

    value: Decimal
    end: int
    evidence: tuple[Evidence, ...]
    scale: Decimal = Decimal(1)


def find_numerals(low: str, has_currency: Callable[[int, int], bool] = lambda *_: False) -> Iterator[Numeral]:
    """
    Every numeral of lower-cased text, left to right; "two three" is two.

    `has_currency` tells whether a mark of money stands right before the first of two offsets, or a word of money right
    after the second: only then is the m of "5 m" a million.
    """
    at = 0
    while match := ANCHOR.search(low, at):
        at, numeral = _read(low, match, has_currency)
        if numeral is None or numeral.value >= LARGEST:
            continue
        if numeral.form in ("digits", "words"):
            numeral = _share(low, numeral) or numeral
            while longer := _chained(low, numeral):
                numeral = longer
        yield numeral
        at = max(at, numeral.end)


def _read(low: str, anchor: re.Match[str], has_currency: Callable[[int, int], bool]) -> tuple[int, Numeral | None]:
    """The numeral that begins at an anchor, if one does, and the offset from where to go on."""
    start = anchor.start()
    if low[start] in GLYPHS or "0" <= low[start] <= "9":
        return _digits(low, start, has_currency)
    end, numeral = _spelled(low, anchor)
    return max(end, anchor.end()), numeral


def _read_here(low: str, at: int) -> Numeral | None:
    """The numeral that begins right at an offset, without what may go on after it."""
    anchor = ANCHOR.match(low, at)
    numeral = _read(low, anchor, lambda *_: False)[1] if anchor else None
    return numeral if numeral is not None and numeral.form in ("digits", "words") and numeral.start == at else None


def written_step(value: Decimal) -> Decimal:
    """The unit of the last digit that is not a rounding zero: 8000 → 1000, 8250 → 10, 0.35 → 0.01."""
    if not value:
        return Decimal(1)
    exponent = int(value.normalize().as_tuple().exponent)
    return _STEPS.get(exponent) or Decimal(1).scaleb(exponent)


def _digits(low: str, start: int, has_currency: Callable[[int, int], bool]) -> tuple[int, Numeral | None]:
    """A numeral in digits that begins at `start`; with the offset from where to go on."""
    evidence: tuple[Evidence, ...]
    if low[start] in GLYPHS:
        value = _ratio(GLYPHS[low[start]])
        evidence = (Evidence("numeral.glyph", low[start]),)
        return start + 1, _scaled(low, start, start + 1, value, Decimal("0.01"), "fraction", evidence, has_currency)
    match = DIGITS.match(low, start)
    if match is None:
        return start + 1, None
    decimals, mark = match["decimals"] or "", match["mark"] or ""
    if decimals.count(".") > 1 or len(match["plain"] or "") > MOST_PLAIN or len(match.group()) > MOST_DIGITS:
        return match.end(), None
    point = not (match["plain"] or match["comma"] or match["blank"])
    ends_in_mark = bool(mark) and (
        point
        or (
            (bool(match["plain"]) and not decimals and len(mark) < 4)
            and "," not in (low[match.end() : match.end() + 1], low[start - 1 : start])
        )
    )
    end = match.end() if ends_in_mark else match.end() - len(mark)
    if match["plain"] and mark and not ends_in_mark and len(mark) > 4:
        return match.end(), None
    whole = match["plain"] or NO_DIGIT.sub("", match["comma"] or match["blank"] or match["point"])
    if start and low[start - 1] == "." and match["plain"] and not decimals and not low[start - 2 : start - 1].isalnum():
        start, whole, decimals = start - 1, "0", f".{whole}"
    if ends_in_mark:
        decimals = f".{mark[1:]}"
    value = Decimal(whole + decimals)
    step = Decimal(1).scaleb(1 - len(decimals)) if decimals else None
    evidence = (Evidence("numeral.decimal_comma" if ends_in_mark else "numeral.digits", low[start:end]),)
    power = EXPONENT.match(low, end) if low[end : end + 1] in POWER_SIGNS else None
    if power is not None:
        raised = _raise(value, power)
        if raised is None:
            return power.end(), None
        value, end, step = raised, power.end(), None
        evidence += (Evidence("numeral.power", power.group()),)
    elif slash := SLASH.match(low, end):
        bottom = Decimal(slash["bottom"])
        if decimals or value >= bottom or len(whole) > 3:
            return slash.end(), None
        evidence = (Evidence("numeral.fraction", low[start : slash.end()]),)
        return slash.end(), Numeral(
            start=start,
            end=slash.end(),
            value=_TWELVE.divide(value, bottom),
            step=Decimal("0.01"),
            form="fraction",
            evidence=evidence,
        )
    elif not decimals and (mixed := MIXED.match(low, end)):
        part = _ratio(GLYPHS[mixed["glyph"]] if mixed["glyph"] else mixed["over"])
        if part < 1:
            value, end, step = value + part, mixed.end(), Decimal("0.01")
            evidence += (Evidence("numeral.mixed", mixed.group().strip()),)
    return end, _scaled(low, start, end, value, step, "digits", evidence, has_currency)


def _raise(value: Decimal, power: re.Match[str]) -> Decimal | None:
    """`value` with the power after it applied; `None` where no newspaper prints such a number."""
    if power["base"]:
        return value * Decimal(power["base"]) ** int(power["to"]) if int(power["to"]) <= MOST_ZEROS else None
    written = (power["e"] or power["ten"] or power["power"]).replace("−", "-").replace("--", "-").replace("+", "")
    if abs(int(written)) > MOST_ZEROS:
        return None
    if not power["power"]:
        return value.scaleb(int(written))
    if not value or len(value.as_tuple().digits) > 6:
        return None
    return _TWELVE.power(value, int(written))


def _scaled(
    low: str,
    start: int,
    end: int,
    value: Decimal,
    step: Decimal | None,
    form: Form,
    evidence: tuple[Evidence, ...],
    has_currency: Callable[[int, int], bool],
) -> Numeral:
    """The numeral with its scale word, where one follows: "1.3m", "12 million", "5 hundred thousand"."""
    match = SCALE.match(low, end)
    scale, letter = Decimal(1), ""
    if match is not None and match["tight"]:
        written = match["tight"].strip()
        alone = len(written) == 1 or written == "mm"
        if alone and (match["tight"] != written or written in ("mm", "t")) and not has_currency(start, match.end()):
            match = None
        elif alone:
            letter = written
    if match is not None:
        for word in WORD.findall(match.group()):
            scale *= VALUES[word]
            evidence += (Evidence(SCALES[word].id, word),)
        end = match.end()
        value *= scale
        step = step and step * scale
    part = AND_PART.match(low, end) if low.startswith("and", end + 1) else None
    if part is not None and (form == "digits" or scale > 1):
        share = _and_part(part)
        if share is not None:
            value, end, step = value + share * scale, part.end(), Decimal("0.01") * scale
            evidence += (Evidence("numeral.and_part", part.group().strip()),)
    return Numeral(
        start=start,
        end=end,
        value=value,
        step=written_step(value) if step is None else step,
        form="digits" if scale > 1 else form,
        scale=scale,
        evidence=evidence,
        letter=letter,
    )


def _spelled(low: str, anchor: re.Match[str]) -> tuple[int, Numeral | None]:
    """A numeral in words that begins at an anchor; with the offset from where to go on."""
    start = anchor.start()
    word = anchor.group()
    if word in VAGUE:
        return _vague(low, anchor)
    if word in MULTIPLES:
        entry = MULTIPLES[word]
        return anchor.end(), _whole(
            start, anchor.end(), Decimal(entry["value"]), "multiple", (Evidence(entry.id, word),)
        )
    if magnitude := MAGNITUDE.match(low, start):
        return _magnitude(magnitude)
    if (part := WHOLE_PART.match(low, start)) and not (part["tens"] and not part["article"]):
        return _part(low, start, part)
    read = _run(low, start)
    if read is None:
        return anchor.end(), None
    fold = FOLD.match(low, read.end)
    if fold is not None:
        evidence = (*read.evidence, Evidence("numeral.fold", fold.group()))
        return fold.end(), _whole(start, fold.end(), read.value, "multiple", evidence)
    return read.end, _with_parts(low, start, read)


def _run(low: str, at: int) -> _Read | None:
    """The longest run of words that is one number: "two hundred and six thousand", "twenty-five hundred"."""
    opening = RUN.match(low, at)
    if opening is None:
        return None
    word, end, link = opening["first"], opening.end(), ""
    total, group, last, biggest, scale = Decimal(0), Decimal(0), "", Decimal("Infinity"), Decimal(1)
    evidence: tuple[Evidence, ...] = ()
    done = at
    while True:
        value = VALUES[word]
        joined = "and" in link or "&" in link
        if "," in link and not (last in SCALES and VALUES[last] >= 1000):
            break
        if word in WORDS:
            after_scale = last in SCALES
            joins_ten = last in TENS and 0 < value < 10 and not joined
            fits = not evidence or joins_ten or (after_scale and group % 100 == 0 and value < 100)
            if not fits or (joined and not after_scale):
                break
            group += value
        elif value in (12, 100):
            bare = not evidence and (bool(opening["article"]) or _another_scale(low, end))
            if not (0 < group < 100 or bare) or last in SCALES or joined:
                break
            group = (group or 1) * value
        else:
            first = not evidence and bool(opening["article"])
            indian = last == "lakh" and word == "crore" and total < value
            if not (group or first or indian) or (value >= biggest and not indian) or joined:
                break
            total = total * value if indian else total + (group or 1) * value
            group, biggest = Decimal(0), value
        scale = scale * value if last in SCALES and word in SCALES else value if word in SCALES else Decimal(1)
        written = word if evidence or not opening["article"] else f"{opening['article'].strip()} {word}"
        evidence += (Evidence((WORDS.get(word) or SCALES[word]).id, written),)
        done, last = end, word
        following = NEXT_TOKEN.match(low, end)
        if following is None:
            break
        word, end, link = following["word"], following.end(), following["link"]
    return _Read(total + group, done, evidence, scale) if evidence else None


def _another_scale(low: str, end: int) -> bool:
    following = NEXT_TOKEN.match(low, end)
    return following is not None and following["word"] in SCALES


def _with_parts(low: str, start: int, read: _Read) -> Numeral:
    """A run of words with what makes it no whole number: "nine point four", "two and a half million", "two fifths"."""
    value, end, evidence, scale = read
    step: Decimal | None = None
    form: Form = "words"
    if point := POINT.match(low, end):
        digits = _spoken_decimals(WORD.findall(point["digits"]))
        value, end, step = value + Decimal(f"0.{digits}"), point.end(), Decimal(1).scaleb(-len(digits))
        evidence += (Evidence("numeral.point", point.group().strip()),)
    elif (part := OF_PART.match(low, end)) and (fraction := _fraction_of(low, read, part)) is not None:
        value, end, step, form = fraction, part.end(), Decimal("0.01"), "fraction"
        evidence += (Evidence(PARTS[part["part"]].id, part.group().strip(" -\n")),)
    elif (part := AND_PART.match(low, end)) and (share := _and_part(part)) is not None:
        own = SCALE.match(low, part.end()) if scale > 1 else None
        factor = VALUES[own["long"].strip()] if own and own["long"] and own["long"].strip() in VALUES else scale
        value, end = (
            value + share * (factor if factor > 100 else 1),
            own.end() if factor != scale and own else part.end(),
        )
        step = Decimal("0.01") * factor
        evidence += (Evidence("numeral.and_part", low[part.start() : end].strip()),)
    if form == "fraction" and (whole := PART_OF.match(low, end)) and (whole["of"] or value == Decimal("0.75")):
        factor = VALUES[whole["scale"]]
        value, end, step, form, scale = value * factor, whole.end(), factor / 100, "words", factor
        evidence += (Evidence(SCALES[whole["scale"]].id, whole.group().strip()),)
    elif step is not None and form == "words" and (tail := SCALE.match(low, end)) and tail["long"]:
        for word in WORD.findall(tail["long"]):
            scale *= VALUES[word]
            value, step = value * VALUES[word], step * VALUES[word]
            evidence += (Evidence(SCALES[word].id, word),)
        end = tail.end()
    return Numeral(
        start=start,
        end=end,
        value=value,
        step=written_step(value) if step is None else step,
        form=form,
        scale=scale,
        evidence=evidence,
    )


def _spoken_decimals(words: list[str]) -> str:
    """ "zero eight" is 08, "seventy-one" is 71."""
    digits = ""
    for number, word in enumerate(words):
        value = int(VALUES[word])
        if number and words[number - 1] in TENS and 0 < value < 10:
            digits = digits[:-1] + str(value)
        else:
            digits += str(value)
    return digits


def _fraction_of(low: str, read: _Read, part: re.Match[str]) -> Decimal | None:
    """The value of words and an ordinal: "two thirds", "fifty-four hundredths", "one hundred and three quarters"."""
    bottom = _bottom(part)
    plural = part["part"].endswith("s") or part["part"] == "halves"
    words = [found.words for found in read.evidence]
    if bottom == 1:
        return None
    if not plural and words[-1] != "one":
        return None
    split = low.rfind(" and ", part.start() - 40 if part.start() > 40 else 0, part.start())
    if len(words) > 1 and split >= 0 and split > part.start() - sum(map(len, words)) - 12 - 5 * len(words):
        top = sum(
            (VALUES[word] for word in WORD.findall(low[split + 5 : part.start()]) if word in VALUES),
            Decimal(0),
        )
        if 0 < top < bottom and top < read.value:
            unit = read.scale if read.scale >= 1000 else Decimal(1)
            big = max((VALUES[word.split()[-1]] for word in words if word.split()[-1] in SCALES), default=unit)
            return read.value - top + _TWELVE.divide(top, bottom) * (big if big >= 1000 else 1)
    return _TWELVE.divide(read.value, bottom) if plural or read.value == 1 else None


def _and_part(match: re.Match[str]) -> Decimal | None:
    """The share in "and a half", "and three quarters"; `None` where it is no share ("and a third man")."""
    bottom = _bottom(match)
    top = sum((VALUES[word] for word in WORD.findall(match["top"] or "")), Decimal(0)) or Decimal(1)
    plural = match["part"].endswith("s")
    if top >= bottom or plural != (top > 1):
        return None
    following = match.string[match.end() : match.end() + 2]
    if bottom > 2 and not plural and re.match(r"[\s-][a-z]", following) and match["part"] != "quarter":
        return None
    return _TWELVE.divide(top, bottom)


def _bottom(match: re.Match[str]) -> Decimal:
    """The denominator that an ordinal names: "fifths" → 5, "twenty-firsts" → 21; "first" alone is 1, no denominator."""
    return VALUES[match["part"]] + (VALUES[match["tens"]] if match["tens"] else 0)


def _part(low: str, start: int, match: re.Match[str]) -> tuple[int, Numeral | None]:
    """A fraction that begins with its article or with "half": "a third", "half a million", "a quarter of a million"."""
    entry = PARTS[match["part"]]
    bottom = _bottom(match)
    if bottom == 1:
        return match.end(), None
    value, end = _TWELVE.divide(Decimal(1), bottom), match.end()
    evidence: tuple[Evidence, ...] = (Evidence(entry.id, match.group()),)
    whole = PART_OF.match(low, end) or (match["part"] == "half" and HALF_A.match(low, end)) or None
    if whole is not None:
        factor = VALUES[whole["scale"]]
        evidence += (Evidence(SCALES[whole["scale"]].id, whole.group().strip()),)
        return whole.end(), Numeral(
            start=start,
            end=whole.end(),
            value=value * factor,
            step=factor / 100,
            form="words",
            evidence=evidence,
            scale=factor,
        )
    return end, Numeral(start=start, end=end, value=value, step=Decimal("0.01"), form="fraction", evidence=evidence)


def _magnitude(match: re.Match[str]) -> tuple[int, Numeral]:
    """ "dozens", "tens of thousands": a floor."""
    words = [word for word in match.group().split() if word != "of"]
    floor = Decimal(1)
    for word in words:
        floor *= Decimal(MAGNITUDES[word]["value"])
    evidence = tuple(Evidence(MAGNITUDES[word].id, word) for word in words)
    return match.end(), _whole(match.start(), match.end(), floor, "magnitude", evidence)


def _vague(low: str, anchor: re.Match[str]) -> tuple[int, Numeral | None]:
    """ "several hundred": no number but a floor, like "hundreds"."""
    following = AFTER_VAGUE.match(low, anchor.end())
    if following is None:
        return anchor.end(), None
    entry, scales = VAGUE[" ".join(anchor.group().split())], following["scales"].split()
    evidence = (Evidence(entry.id, anchor.group()), *(Evidence(SCALES[word].id, word) for word in scales))
    floor = prod((VALUES[word] for word in scales), start=Decimal(1))
    return following.end(), _whole(anchor.start(), following.end(), floor, "magnitude", evidence)


def _whole(
    start: int, end: int, value: Decimal, form: Form, evidence: tuple[Evidence, ...], scale: Decimal = Decimal(1)
) -> Numeral:
    step = written_step(value)
    return Numeral(start=start, end=end, value=value, step=step, form=form, evidence=evidence, scale=scale)


def _share(low: str, top: Numeral) -> Numeral | None:
    """ "one in five", "nine out of ten": one figure, the share."""
    if top.scale != 1 or top.value > 1000 or top.value != top.value.to_integral_value():
        return None
    is_one = top.value == 1
    link = SHARE.match(low, top.end) or (NOUN_SHARE.match(low, top.end) if is_one and top.form == "words" else None)
    if link is None:
        return None
    bottom = _read_here(low, link.end())
    if bottom is None or bottom.value <= 0:
        return None
    if top.value >= bottom.value and "over" not in link.group():
        return None
    is_year = 1500 <= bottom.value < 2100 and bottom.scale == 1 and bottom.form == "digits"
    if "over" in link.group() and not ENDS.match(low, bottom.end):
        return None
    inside = "out" not in link.group()
    if is_year or (inside and ((bottom.value > 100_000 and not is_one) or TIME_AFTER.match(low, bottom.end))):
        return None
    return Numeral(
        start=top.start,
        end=bottom.end,
        value=_TWELVE.divide(top.value, bottom.value),
        step=Decimal("0.01"),
        form="share",
        evidence=(*top.evidence, Evidence("numeral.share", link.group().strip()), *bottom.evidence),
    )


def _chained(low: str, left: Numeral) -> Numeral | None:
    """ "4 thousand 3 hundred", "3 hundred and 21": a number in two pieces, each smaller than the scale before it."""
    if left.scale < 100 or left.form == "fraction":
        return None
    link = CHAIN.match(low, left.end)
    if link is None:
        return None
    right = _read_here(low, link.end())
    if right is None:
        return None
    rest = left.scale == 100 and "and" in link.group() and right.scale == 1
    if not (rest or left.scale > right.scale >= 100) or right.value >= left.scale:
        return None
    value = left.value + right.value
    return left._replace(
        end=right.end,
        value=value,
        step=right.step,
        scale=right.scale,
        evidence=(*left.evidence, *right.evidence),
    )


def _ratio(written: str) -> Decimal:
    top, _, bottom = written.partition("/")
    return _TWELVE.divide(Decimal(top), Decimal(bottom))
