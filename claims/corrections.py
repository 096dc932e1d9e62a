"""
What a person typed to correct a reading: shown as it is read, taken back as cells, with a sentence for every fault.

Numbers and units may be typed as newspapers write them: the program reads them with its own grammar, which is imported
where something is typed.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, get_args

from claims.ingest.documents import mend
from claims.ingest.published import parse_published
from claims.model import Aspect, Kind, Modality, Modifier

Row = Mapping[str, Any]
Typed = Mapping[str, Any]

TEXTS = {
    "unit": "the unit",
    "per": "the denominator",
    "entity": "what is measured",
    "property": "what happened",
    "scope": "the limit",
    "source": "the source",
    "as_of": "the day",
}
LISTS = {
    "kind": get_args(Kind),
    "modifier": get_args(Modifier),
    "modality": get_args(Modality),
    "aspect": get_args(Aspect),
}
FIELDS = ("number", "upper", *LISTS, *TEXTS, "checkable")
"""What is typed: the number, of a range its upper end, and columns under their own names."""
LONGEST = 200
DIGITS = re.compile(r"[-−]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?(?:e\+?[0-9]{1,3})?")
CODE = re.compile("[A-Z]{3}")
KEPT_UNITS = {"percentage": "percent", "percentage_points": "percentage point", "age": "year"}
SAME_AS_KIND = {"date": "date", "age": "age", "ordinal": "ordinal", "ratio": "ratio", "multiple": "ratio:multiple"}
NOT_READ = {
    "money": "“{}” is no currency that the program knows; write its code, as USD.",
    "duration": "“{}” is no unit of time that the program knows; write day, week, month or year.",
}


def to_typed(row: Row) -> dict[str, Any]:
    """
    A row of claims as a person would type it.

    >>> typed = to_typed({"value": None, "low": 10000.0, "high": 12000.0, "modifier": "range", "kind": "count"})
    >>> typed["number"], typed["upper"]
    ('10,000', '12,000')
    """
    value, low, high = (_stored(row[name]) for name in ("value", "low", "high"))
    is_range = row["modifier"] == "range"
    number = low if is_range else next((end for end in (value, low, high) if end is not None), None)
    write = "{:.15g}" if row["kind"] == "date" else "{:,.15g}"
    ends = {"number": number, "upper": high if is_range else None}
    shown = {name: "" if end is None else write.format(end) for name, end in ends.items()}
    kept = {name: _stored(row[name]) or "" for name in (*LISTS, *TEXTS) if name in row}
    rate = kept.get("per", "").replace(";", " per ")
    return {**shown, **kept, "per": rate, "checkable": bool(row.get("checkable", True))}


def to_cells(typed: Typed, row: Row) -> tuple[dict[str, Any], list[str]]:
    """
    The cells of `row` that what was typed changes, with what follows from them; and a sentence for every fault.

    `row` has the columns of the claims frame. What was not touched is not judged, but there must be a number.
    """
    before = to_typed(row)
    now = {**typed, **{name: " ".join(mend(str(typed[name]))[0].split()) for name in ("number", "upper", *TEXTS)}}
    touched = {name for name in FIELDS if now[name] != before[name]}
    faults = [
        f"{text[:1].upper()}{text[1:]} is longer than {LONGEST} characters."
        for name, text in TEXTS.items()
        if len(now[name]) > LONGEST
    ]
    cells: dict[str, Any] = {name: now[name] for name in (*LISTS, *TEXTS, "checkable") if name in touched}
    if touched & {"number", "upper", "modifier"} or not now["number"]:
        ends, wrong = _read_ends(now["number"], now["upper"], now["modifier"])
        cells |= ends
        faults += wrong
    if touched & {"unit", "kind"}:
        cells["unit"], cells["dimension"], wrong = _read_unit(now["unit"], now["kind"])
        faults += wrong
    if "per" in touched:
        cells["per"], wrong = _read_rate(now["per"])
        faults += wrong
    if "as_of" in touched:
        cells["as_of"], wrong = _read_day(now["as_of"])
        faults += wrong
    if "source" in touched:
        if " > " in now["source"]:
            faults.append("Name one source, without “ > ”.")
        cells |= _read_source(now["source"], row)
    changed = {name: cell for name, cell in cells.items() if cell != _stored(row[name])}
    return changed, faults


def read_number(text: str) -> float | None:
    """
    A number as typed; None for what is none.

    >>> [read_number(text) for text in ("18,000", "1.5 million", "-3", "half a million", "many", "3 boats")]
    [18000.0, 1500000.0, -3.0, 500000.0, None, None]
    """
    from claims.quantities.scan import find_quantities

    written = text.strip().replace("−", "-")
    if DIGITS.fullmatch(written.lower()):
        try:
            return float(Decimal(written.replace(",", "")))
        except (InvalidOperation, OverflowError):
            return None
    found, _ = find_quantities(written)
    if (
        len(found) != 1
        or found[0].value is None
        or written[found[0].end :]
        or written[: found[0].start] not in ("", "-")
    ):
        return None
    return float(found[0].value)


def _read_ends(number: str, upper: str, modifier: str) -> tuple[dict[str, float | None], list[str]]:
    """What the words commit to: value, low and high follow from the number and its modifier."""
    read = {text: read_number(text) for text in (number, upper) if text}
    faults = [
        f"“{text}” is no number that can be read; write it in digits, as 18,000, or as 1.5 million."
        for text, value in read.items()
        if value is None or abs(value) == float("inf")
    ]
    if not number:
        faults.append("A range needs two numbers." if modifier == "range" else "The number is missing.")
    elif modifier == "range" and not upper:
        faults.append("A range needs two numbers.")
    elif modifier != "range" and upper:
        faults.append("Only a range has a second number; choose “range”, or leave it empty.")
    if faults:
        return {}, faults
    first, last = read[number], read.get(upper)
    if modifier == "range":
        return {"value": None, "low": first, "high": last}, (
            [] if (first or 0) < (last or 0) else ["A range ends above where it begins; exchange the two numbers."]
        )
    return {
        "value": None if modifier == "magnitude" else first,
        "low": None if modifier in ("at_most", "less_than") else first,
        "high": None if modifier in ("at_least", "more_than", "magnitude") else first,
    }, []


def _read_unit(unit: str, kind: str) -> tuple[str, str, list[str]]:
    """
    The canonical unit, what it may be compared as, and what is wrong with it.

    >>> _read_unit("km", "measure"), _read_unit("soldier", "count"), _read_unit("euros", "money")
    (('kilometre', 'length', []), ('soldier', 'person', []), ('EUR', 'currency:EUR', []))
    """
    from claims.measurands import find_dimension
    from claims.quantities.scan import find_quantities

    unit = unit or KEPT_UNITS.get(kind, "")
    if kind in SAME_AS_KIND:
        return unit, SAME_AS_KIND[kind], []
    if kind == "count":
        return unit, find_dimension(unit) if unit else "", []
    found, _ = find_quantities(f"7 {unit}")
    if len(found) == 1 and found[0].kind == kind and found[0].value == 7:
        return found[0].unit, found[0].dimension, []
    if kind == "money" and CODE.fullmatch(unit):
        return unit, f"currency:{unit}", []
    return unit, unit, [NOT_READ[kind].format(unit)] if kind in NOT_READ else []


def _read_rate(per: str) -> tuple[str, list[str]]:
    """
    Denominators in the order typed, each as the grammar names it, and what is wrong with them.

    >>> _read_rate("months per soldier"), _read_rate("per 100,000 people"), _read_rate("")
    (('month;soldier', []), ('100,000 person', []), ('', []))
    """
    from claims.quantities.units import find_per

    if not per:
        return "", []
    written = f" per {per.removeprefix('per ')}"
    names, end, _ = find_per(written, written.lower(), 0)
    fault = f"“{per}” cannot be read after “per”; write it as month, or as month per soldier."
    return ";".join(names), [fault] if written[end:] else []


def _read_day(written: str) -> tuple[str | None, list[str]]:
    """
    A day as the ledger's file has it, None for none, and what is wrong with it.

    >>> _read_day("2024-12-20"), _read_day("20 Dec 2024"), _read_day("")
    (('2024-12-20', []), ('2024-12-20', []), (None, []))
    """
    day = parse_published(written)
    fault = f"“{written}” is no day that can be read in one way only; write it as 2024-12-20, or leave it empty."
    return day.isoformat() if day else None, [fault] if written and day is None else []


def _read_source(source: str, row: Row) -> dict[str, Any]:
    """The source with what the row says of it: the words in its sentence if they are there, and whom it relays."""
    relayed = str(row["source_chain"]).partition(" > ")[2]
    at = str(row["sentence"]).find(source) if source else -1
    start = int(row["sentence_start"]) + at
    return {
        "source": source,
        "source_surface": source if at >= 0 else "",
        "source_start": start if at >= 0 else None,
        "source_end": start + len(source) if at >= 0 else None,
        "cue": "",
        "source_chain": " > ".join(filter(None, (source, relayed))) if source else "",
    }


def _stored(cell: Any) -> Any:
    """A cell of a frame as the ledger's file has it: None for whatever says that it is missing, a day in ISO."""
    if cell is None or repr(cell) in ("<NA>", "NaT") or cell != cell:
        return None
    return cell.date().isoformat() if isinstance(cell, datetime) else cell
