"""Units: the words and marks around a numeral that say what it is a number of."""

import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

import regex

from claims.lexicon import Entry, alternation, by_surface, load_entries
from claims.model import Kind

_RATIO, _CURRENCY, _TIME, _MEASURE = (
    load_entries(f"units/{name}") for name in ("ratio", "currency", "time", "measure")
)
NOT_UNITS = {"dimensionless", "currency", "unknown", "number", "dimensionless quantity"}
"""Entities of quantulum3's registry that are no measures; money and counts have packs of their own."""
TIME_WORDS = by_surface(_TIME)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """
    A unit read at one place: its canonical name, what it may be compared with, and where its words end.

    `factor` scales the number into the unit ("5 cents" → 0.05 USD). `in_surface` says that the mark belongs to the
    figure as written ("5%", "€3").
    """

    name: str
    dimension: str
    kind: Kind
    end: int
    rule_id: str
    factor: Decimal = Decimal(1)
    in_surface: bool = False


def _symbols(entries: tuple[Entry, ...]) -> dict[str, Entry]:
    return {symbol: entry for entry in reversed(entries) for symbol in entry.fields.get("symbols", [])}


_WORDS = by_surface((*_RATIO, *_CURRENCY, *_TIME, *_MEASURE))
_MARKS = _symbols((*_RATIO, *_CURRENCY, *_MEASURE))
_PREFIXES = _symbols(_CURRENCY)
_TRAILING = {mark for mark in _MARKS if not (mark in _PREFIXES and mark.isalpha() and len(mark) < 3)}
AFTER_WORD = regex.compile(rf"(?:\s+|-|(?<=\d))(?P<word>{alternation(_WORDS)})(?!\w)")
AFTER_MARK = regex.compile(rf"(?:\s|-)?(?P<mark>{alternation(_TRAILING)})(?![\w°])")
NEXT_WORDS = regex.compile(r"(?:\s+|-)(?P<two>(?P<one>[a-z]{3,}(?:-[a-z]+)?)(?:\s+[a-z]{3,})?)")
BEFORE_MARK = regex.compile(rf"(?<![A-Za-z])(?P<mark>{alternation(_PREFIXES)})(?:\s|[-−])?$")


def find_prefix(text: str, start: int) -> tuple[Unit, int] | None:
    """The currency mark right before a numeral, and where it starts."""
    window = max(0, start - 6)
    match = BEFORE_MARK.search(text[window:start])
    if match is None:
        return None
    entry = _PREFIXES[match["mark"]]
    if entry["factor"]:
        return None
    unit = Unit(
        name=entry["unit"], dimension=entry["dimension"], kind="money", end=start, rule_id=entry.id, in_surface=True
    )
    return unit, window + match.start()


def find_unit(text: str, low: str, end: int) -> Unit | None:
    """The unit right after a numeral: a mark, a word of the packs, else a word of quantulum3's registry."""
    word = AFTER_WORD.match(low, end)
    if word is not None:
        spelled = " ".join(word["word"].split())
        return _unit(_WORDS[spelled], word.end(), in_surface=False)
    mark = AFTER_MARK.match(text, end)
    if mark is not None and _mark_holds(text, end, mark):
        entry = _MARKS[" ".join(mark["mark"].split())]
        return _unit(entry, mark.end(), in_surface=mark["mark"] in "%％¢" or entry["dimension"].startswith("currency"))
    following = NEXT_WORDS.match(low, end)
    if following is not None:
        registered = _registry()
        for name in ("two", "one"):
            found = registered.get(" ".join(following[name].split()))
            if found:
                return Unit(
                    name=found[0],
                    dimension=found[1],
                    kind="measure",
                    end=following.end(name),
                    rule_id="unit.quantulum3",
                )
    return None


def time_unit(word: str) -> str:
    """The canonical unit of time for a word ("months" → "month"), or ""."""
    entry = TIME_WORDS.get(word)
    return entry["unit"] if entry else ""


def _mark_holds(text: str, end: int, match: regex.Match[str]) -> bool:
    """A lone letter is a unit only where it touches a digit ("40m", "5 m" in running text is none)."""
    mark = match["mark"]
    return not (len(mark) == 1 and mark.isalpha()) or (
        (match.start("mark") == end or mark in "WVL") and text[end - 1].isdigit()
    )


def _unit(entry: Entry, end: int, *, in_surface: bool) -> Unit:
    kind: Kind = entry["kind"] or (
        "money"
        if entry["dimension"].startswith("currency")
        else "duration"
        if entry["dimension"] == "time"
        else "measure"
    )  # type: ignore[assignment]
    return Unit(
        name=entry["unit"],
        dimension=entry["dimension"],
        kind=kind,
        end=end,
        rule_id=entry.id,
        factor=Decimal(entry["factor"] or 1),
        in_surface=in_surface,
    )


@cache
def _registry() -> dict[str, tuple[str, str]]:
    """
    Surface → (unit, dimension) of quantulum3's registry, singular and plural.

    Its data files are read, its code is not run: importing it costs two seconds, most of them for plurals.
    """
    table: dict[str, tuple[str, str]] = {}
    units = json.loads((files("quantulum3") / "units.json").read_text(encoding="utf-8"))
    for name, unit in units.items():
        entity = unit.get("entity", "unknown")
        if entity in NOT_UNITS:
            continue
        for surface in (name, *unit.get("surfaces", [])):
            for form in (surface, f"{surface}s"):
                if len(form) > 3:
                    table.setdefault(form.lower(), (name, entity))
    return table
