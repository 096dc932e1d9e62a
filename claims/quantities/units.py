"""Units: the words and marks around a numeral that say what it is a number of."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from claims.lexicon import Entry, alternation, by_surface, load_entries, word_class
from claims.model import Evidence, Kind
from claims.quantities.numerals import GAP

_RATIO, _CURRENCY, _TIME, _MEASURE = (
    load_entries(f"units/{name}") for name in ("ratio", "currency", "time", "measure")
)
_PREFIX_ENTRIES = load_entries("units/prefixes")
NO_MEASURES = {"dimensionless", "currency", "unknown", "number", "dimensionless quantity"}
"""Entities of quantulum3's registry that are no measures; money and counts have packs of their own."""
NO_UNITS = word_class("class.noun.no_unit")
"""Words of the registry that count things in the news: a bar is a place, a Tesla is a car."""
TIME_WORDS = by_surface(_TIME)
EACH = word_class("class.noun.each")
REGISTRY = "unit.quantulum3"
PREFIX_AND_CODE = {"m": Decimal(10**6), "k": Decimal(1000), "b": Decimal(10**9), "bn": Decimal(10**9)}
DEGREES = {"c": "°C", "f": "°F"}
LEAST_OF_AMBIGUOUS = {"won": 100, "real": 10, "rand": 10, "mark": 10, "marks": 10}
"""Words that are money only of so many."""
NAMES_TOO = frozenset(("N", "P", "PS"))
"""Marks of money that are names before any smaller number: "N95", "PS5"."""
AMOUNT = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9.]+\s?(?:[mbt]n?|k|thousand|million|billion|trillion)\b")
MOST_DENOMINATORS = 4
LONGEST_SYMBOL = 4
"""A longer word in small letters is no symbol."""
NO_DENOMINATORS = frozenset("cent cents se on in at of the to for and or by with from".split())
LENGTHENING = frozenset(
    "straight consecutive full more extra additional long whole solid calendar working business".split()
)
"""Words between a number and its unit of time: "12 straight years"."""
POWERS = {"2": "square", "²": "square", "3": "cubic", "³": "cubic"}
DIMENSIONS = {"square": "area", "cubic": "volume"}
SHAPES = (("square", "squared", "square"), ("cubic", "cubed", "cubic"))
"""How a square and a cubic unit are written: before the length, after it; and its name."""

WORDS_AFTER = re.compile(
    rf"(?:{GAP}|-)?(?P<a>[^\W\d_]{{1,30}}\.?)(?:(?:{GAP}|-)(?P<b>[^\W\d_]{{1,30}})(?:(?:{GAP}|-)(?P<c>[^\W\d_]{{1,30}}))?)?"
)
_MONEY = {word for entry in _CURRENCY for word in entry.surfaces} - LEAST_OF_AMBIGUOUS.keys()
MONEY_AFTER = re.compile(rf"{GAP}{alternation(_MONEY)}\b")
RUN_AFTER = re.compile(r"(?:[^\S\n]?|-)(?P<run>[^\s\d,;:!?()\[\]“”][^\s,;!?()\[\]“”]{0,15})")
FACTOR = re.compile(r"(?P<symbol>[A-Za-zµμΩÅ°%]+)\^?(?P<minus>[-−⁻])?(?P<power>[123²³¹])?")
INCH_AFTER = re.compile(r"\s+(?:thick|tall|long|wide|deep|high|diameter|of\s+(?:rain|snow))\b|\s*(?:[.,;)]|$)")
FOOT_BEFORE = re.compile(r"[0-9]\s?(?:ft\.?|feet|foot)\s[0-9.½¼¾]+\s?in$")
COUNT_BEFORE_UNIT = re.compile(r"(?P<count>[0-9][0-9,]*|million|thousand|hundred)[\s-]+")
PER = re.compile(
    rf"(?:{GAP}|-)?(?:(?:per|for{GAP}(?:each|every))\b(?:{GAP}|-)|/(?=[^\W\d]))(?P<any>(?=[\w']))"
    rf"|{GAP}(?P<adverb>annually|yearly|monthly|weekly|nightly|daily|hourly)\b"
    rf"|(?:{GAP}|-)(?:an?|each|every)(?:{GAP}|-)(?P<word>{alternation({*TIME_WORDS, *EACH})})\b"
    r"(?!\s+(?:ago|earlier|later|before|after|old|apart)\b)"
)
ADVERBS = {
    "annually": "year",
    "yearly": "year",
    "monthly": "month",
    "weekly": "week",
    "nightly": "night",
    "daily": "day",
}
ADVERBS["hourly"] = "hour"
NOUN = re.compile(r"[a-z'’]+(?:-[a-z]+)?")


class Unit(NamedTuple):
    """
    A unit read at one place: its canonical name, what it may be compared with, and where its words end.

    `factor` scales the number into the unit ("5 cents" → 0.05 USD). `in_surface` says that the mark belongs to the
    figure as written ("5%", "€3").
    """

    name: str
    dimension: str
    kind: Kind
    end: int = 0
    evidence: tuple[Evidence, ...] = ()
    factor: Decimal = Decimal(1)
    in_surface: bool = False


def find_prefix(text: str, start: int) -> tuple[Unit, int] | None:
    """The currency mark right before a numeral, and where it starts."""
    at = start
    if at and text[at - 1] in "-−":
        at -= 1
    while at and start - at < 3 and text[at - 1] in " \u00a0\u2009\u202f":
        at -= 1
    last = text[at - 1 : at]
    if not (last in _PREFIX_ENDS and last):
        return None
    touching = at == start or text[at:start] in "-−"
    for length in range(min(6, at), 0, -1):
        mark = text[at - length : at]
        entry = _PREFIXES.get(mark)
        if entry is None or (at > length and text[at - length - 1].isalpha() and mark[0].isalpha()):
            continue
        if mark in NAMES_TOO and not AMOUNT.match(text, start):
            return None
        if not touching and len(mark) == 1 and mark.isalpha():
            return None
        factor = PREFIX_AND_CODE.get(mark[0].lower(), Decimal(1)) if len(mark) == 4 and mark not in _OWN_MARKS else None
        unit = _unit(entry, mark)._replace(end=start, in_surface=True, factor=factor or Decimal(1))
        return unit, at - length
    return None


def has_currency(text: str, low: str, start: int, end: int) -> bool:
    """Whether [start, end) is money: a mark right before it, or a word of money right after it."""
    return find_prefix(text, start) is not None or MONEY_AFTER.match(low, end) is not None


def find_unit(text: str, low: str, end: int, *, value: Decimal = Decimal(0)) -> Unit | None:
    """The unit right after a numeral: words of the packs or of quantulum3's registry, else a mark or a symbol."""
    following = low[end : end + 1]
    if not following or (following in ".,;:)]\n”’" and low[end : end + 2] != "’ "):
        return None
    words = WORDS_AFTER.match(low, end)
    if words is not None and (following in " \u00a0\u2009\u202f\n-" or words.end("a") - end > 1):
        found = _find_words(words)
        if found is not None and _fits(words["a"], value):
            return found
    run = RUN_AFTER.match(text, end)
    if run is None:
        return None
    written = run["run"]
    touching = run.start("run") == end
    if not touching and len(written) > LONGEST_SYMBOL and written.isalpha() and written.islower():
        return None
    for written in _cuts(run["run"]):
        unit = _symbol(written)
        if unit is None or not _symbol_holds(written, text, run, touching):
            continue
        return unit._replace(end=run.start("run") + len(written))
    return None


def find_per(text: str, low: str, at: int) -> tuple[tuple[str, ...], int, tuple[Evidence, ...]]:
    """Denominators in the order written, with where they end: "per month for each soldier" → month, soldier."""
    found: list[str] = []
    evidence: list[Evidence] = []
    while len(found) < MOST_DENOMINATORS and (match := PER.match(low, at)):
        if match["adverb"]:
            name, end = ADVERBS[match["adverb"]], match.end()
        elif match["word"]:
            name, end = time_unit(match["word"]) or singular(match["word"]), match.end()
        else:
            read = _denominator(text, low, match.end())
            if read is None:
                break
            name, end = read
        found.append(name)
        evidence.append(Evidence("unit.per", low[match.start() : end].strip(" -")))
        at = end
    return tuple(found), at, tuple(evidence)


def time_unit(word: str) -> str:
    """The canonical unit of time for a word ("months" → "month"), or ""."""
    entry = TIME_WORDS.get(word)
    return entry["unit"] if entry else ""


def singular(word: str) -> str:
    """The singular of a regular plural.

    >>> singular("countries"), singular("people"), singular("gas"), singular("churches"), singular("gunmen")
    ('country', 'person', 'gas', 'church', 'gunman')
    """
    if word in ("his", "this"):
        return word
    if word == "people":
        return "person"
    if word.endswith(("emen", "nmen", "rmen", "smen")) and len(word) > 5:
        return word[:-2] + "an"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and len(word) > 3 and not word.endswith(("ss", "us", "sis")) else word


def _denominator(text: str, low: str, at: int) -> tuple[str, int] | None:
    count = COUNT_BEFORE_UNIT.match(low, at)
    start = count.end() if count else at
    words = WORDS_AFTER.match(low, start)
    unit = _find_words(words) if words is not None and words.start("a") == start else None
    if unit is None or unit.kind not in ("measure", "duration"):
        run = RUN_AFTER.match(text, start)
        unit = next(filter(None, map(_symbol, _cuts(run["run"]))), None) if run and run.start("run") == start else None
        unit = unit and unit._replace(end=start + len(unit.evidence[0].words))
    noun = NOUN.match(low, start)
    if unit is not None and unit.kind in ("measure", "duration"):
        name, end = unit.name, unit.end
    elif noun is not None and noun.group() not in NO_DENOMINATORS:
        word = noun.group()
        name, end = "person" if word == "capita" else singular(word), noun.end()
    else:
        return None
    return (f"{count['count']} {name}" if count else name), end


def _find_words(match: re.Match[str]) -> Unit | None:
    """The longest of the next words that is a unit."""
    table = _words()
    a, b, c = match.group("a", "b", "c")
    if a not in _first_words():
        b = c = None
    if c and (found := table.get(f"{a} {b} {c}")):
        return _ending(found, f"{a} {b} {c}", match.end("c"))
    if b and (found := table.get(f"{a} {b}")):
        return _ending(found, f"{a} {b}", match.end("b"))
    if a in LENGTHENING and b in TIME_WORDS:
        return _ending(table[b], f"{a} {b}", match.end("b"))
    if found := table.get(a):
        return _ending(found, a, match.end("a"))
    bare = a.rstrip(".")
    return _ending(table[bare], bare, match.end("a") - 1) if bare in table else None


def _ending(unit: Unit, words: str, end: int) -> Unit:
    """A unit of the tables as it is written at one place."""
    *before, last = unit.evidence
    return unit._replace(end=end, evidence=(*before, Evidence(last.rule_id, words)))


def _fits(word: str, value: Decimal) -> bool:
    """Whether a word that is a unit is one here: "1.2 billion won", not "5 won medals"."""
    return value >= LEAST_OF_AMBIGUOUS.get(word, 0)


def _symbol_holds(written: str, text: str, run: re.Match[str], touching: bool) -> bool:
    """A lone letter is a unit only where it touches a digit ("40m", "5 m" in running text is none)."""
    after = run.start("run") + len(written)
    if written == "in":
        return (
            INCH_AFTER.match(text, after) is not None
            or FOOT_BEFORE.search(text[max(0, after - 16) : after]) is not None
        )
    if written == '"':
        quotes = text.count('"', text.rfind("\n", 0, after) + 1, after - 1)
        return touching and quotes % 2 == 0 and text[after : after + 1] in " )-"
    following = text[after : after + 1]
    if following.isalnum() or following == "°":
        return False
    if len(written) == 1 and written.isalpha():
        if following == "." and not touching and text[after + 1 : after + 3].strip()[:1].isupper():
            return False
        return touching or (written in "WVCFmgl" and (following in ".,;:) \n" or not following))
    return True


def _cuts(run: str) -> Iterator[str]:
    """A run of signs, then what is left of it where a symbol may end: "km/h." → "km/h.", "km/h", "km"."""
    yield run
    bare = run.rstrip(".'’\"-–—:/=")
    if bare != run and bare:
        yield bare
    for mark in re.finditer(r"[-–—/'’.:]", bare):
        if mark.start():
            yield bare[: mark.start()]
    if run[0] in _ONE_SIGN:
        yield run[0]


@lru_cache(maxsize=4096)
def _symbol(written: str) -> Unit | None:
    """A mark, a symbol, or symbols put together: "%", "km/h", "kV/cm", "m2", "fb−1"."""
    symbols = _symbols()
    found = symbols.get(written)
    if found is not None:
        return found
    if len(written) == 4 and written[1:] in _PREFIXES and written[0] in "MkKB":
        unit = _unit(_PREFIXES[written[1:]], written)
        return unit._replace(factor=PREFIX_AND_CODE[written[0].lower()], in_surface=True)
    above, *below = written.split("/")
    if len(below) > 1 or len(written) < 2:
        return None
    factors = [_factor(part) for part in (above, *below)]
    if None in factors or not all(factors):
        return None
    names = [factor[0] for factor in factors if factor]
    dimension = factors[0][1] if len(factors) == 1 and factors[0] else " per ".join(f[1] for f in factors if f)
    return Unit(name=" per ".join(names), dimension=dimension, kind="measure", evidence=(Evidence(REGISTRY, written),))


def _factor(part: str) -> tuple[str, str] | None:
    """(name, dimension) of one symbol with its power."""
    match = FACTOR.fullmatch(part)
    found = _symbols(single=True).get(match["symbol"]) if match else None
    if match is None or found is None or found.kind not in ("measure", "duration"):
        return None
    if match["minus"]:
        return f"inverse {found.name}", f"inverse {found.dimension}"
    shape = POWERS.get(match["power"] or "")
    if shape is None:
        return found.name, found.dimension
    return f"{shape} {found.name}", DIMENSIONS[shape] if found.dimension == "length" else f"{shape} {found.dimension}"


def _unit(entry: Entry, written: str) -> Unit:
    dimension = entry["dimension"]
    is_money, is_time = dimension.startswith("currency"), dimension == "time"
    kind: Kind = entry["kind"] or ("money" if is_money else "duration" if is_time else "measure")  # type: ignore[assignment]
    return Unit(
        name=entry["unit"],
        dimension=dimension,
        kind=kind,
        evidence=(Evidence(entry.id, written),),
        factor=Decimal(entry["factor"] or 1),
    )


def _marks(entries: tuple[Entry, ...]) -> dict[str, Entry]:
    return {mark: entry for entry in reversed(entries) for mark in entry.fields.get("symbols", [])}


_OWN_MARKS = {mark: entry for mark, entry in _marks(_CURRENCY).items() if not entry["factor"]}
_CODES = {mark for mark in _OWN_MARKS if re.fullmatch(r"[A-Z]{3}", mark)}
_BEFORE_ONLY = {mark for entry in _CURRENCY for mark in entry.fields.get("before", [])}
_PREFIXES: dict[str, Entry] = {
    **{f"M{code}": _OWN_MARKS[code] for code in _CODES},
    **{mark: entry for entry in _CURRENCY for mark in entry.fields.get("before", [])},
    **_OWN_MARKS,
}
_PREFIX_ENDS = {mark[-1] for mark in _PREFIXES}
_ONE_SIGN = {mark for mark in (*_marks(_CURRENCY), *_marks(_RATIO)) if len(mark) == 1 and not mark.isalnum()}


@cache
def _first_words() -> frozenset[str]:
    """The words that a unit of several words begins with, and those that lengthen one."""
    return LENGTHENING.union(words.split()[0] for words in _words() if " " in words)


@cache
def _words() -> dict[str, Unit]:
    """Words → unit: the packs, metric prefixes and squares spelled out, then quantulum3's registry."""
    table: dict[str, Unit] = {}
    for entry in (*_RATIO, *_CURRENCY, *_TIME, *_MEASURE):
        for surface in entry.surfaces:
            is_code = surface.upper() in _CODES
            table.setdefault(surface.replace("-", " ").strip(), _unit(entry, surface)._replace(in_surface=is_code))
    for prefix in _PREFIX_ENTRIES:
        for entry in (*_MEASURE, *_TIME):
            for surface in entry.surfaces if entry["prefixes"] else ():
                spelled = f"{prefix.surfaces[0]}{surface}"
                table.setdefault(spelled, _prefixed(prefix, entry, spelled))
    lengths = {word: unit for word, unit in (*table.items(), *_symbols().items()) if unit.dimension == "length"}
    for word, unit in lengths.items():
        for before, after, shape in SHAPES if word.isalpha() else ():
            shaped = unit._replace(name=f"{shape} {unit.name}", dimension=DIMENSIONS[shape])
            for written in (f"{before} {word}", f"{before[:2]} {word}", f"{before[:2]}. {word}", f"{word} {after}"):
                table.setdefault(written, shaped)
    for name, dimension, surfaces, _ in _registry():
        for surface in (name, *surfaces):
            for form in (surface.lower(), f"{surface.lower()}s"):
                if len(form) > 3 and form not in NO_UNITS:
                    table.setdefault(form.replace("-", " "), _registered(name, dimension, form))
    return table


@cache
def _symbols(*, single: bool = False) -> dict[str, Unit]:
    """Marks and symbols → unit; with `single` also the lone letters that are units only beside others ("A/cm2")."""
    table: dict[str, Unit] = {}
    for mark, entry in _marks((*_RATIO, *_CURRENCY, *_MEASURE, *_TIME)).items():
        is_money = entry["dimension"].startswith("currency")
        if not (
            (is_money and mark in _BEFORE_ONLY)
            or (mark in _OWN_MARKS and mark.isascii() and mark.isalpha() and len(mark) < 3)
        ):
            table[mark] = _unit(entry, mark)._replace(in_surface=is_money or mark in "%％")
    for prefix in _PREFIX_ENTRIES:
        for entry in (*_MEASURE, *_TIME):
            for base in entry.fields.get("prefixes", []):
                for letter in prefix.fields["symbols"]:
                    if f"{letter}{base}" not in NO_UNITS:
                        table.setdefault(f"{letter}{base}", _prefixed(prefix, entry, f"{letter}{base}"))
    for name, dimension, _, marks in _registry():
        for mark in marks:
            if len(mark) > 2 or (len(mark) == 2 and mark[0].isalpha() and mark.lower() not in NO_UNITS):
                table.setdefault(mark, _registered(name, dimension, mark))
    if single:
        bases = {base: entry for entry in (*_TIME, *_MEASURE) for base in entry.fields.get("prefixes", [])}
        table = {**{base: _unit(entry, base) for base, entry in bases.items()}, **table}
    return table


def _prefixed(prefix: Entry, entry: Entry, written: str) -> Unit:
    unit = _unit(entry, written)
    evidence = (Evidence(prefix.id, written), *unit.evidence)
    return unit._replace(name=f"{prefix.surfaces[0]}{unit.name}", evidence=evidence)


def _registered(name: str, dimension: str, written: str) -> Unit:
    return Unit(name=name, dimension=dimension, kind="measure", evidence=(Evidence(REGISTRY, written),))


@cache
def _registry() -> list[tuple[str, str, list[str], list[str]]]:
    """
    Measures of quantulum3's registry: name, entity, surfaces, symbols.

    Its data file is read, its code is not run: importing it costs two seconds, most of them for plurals.
    """
    units = json.loads((files("quantulum3") / "units.json").read_text(encoding="utf-8"))
    return [
        (name, unit["entity"], unit.get("surfaces", []), unit.get("symbols", []))
        for name, unit in units.items()
        if unit.get("entity", "unknown") not in NO_MEASURES
    ]
