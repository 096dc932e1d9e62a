"""Why the ledger holds a claim as it does: its sentence, the rules that read it, what it disagrees with, in words."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from textwrap import indent
from typing import Any

from claims.lexicon import Entry, load_entries, load_rules
from claims.model import Evidence, Quantity
from claims.quantities.calendar import as_clock, as_day

Row = Mapping[Any, Any]
GUESS = "attribution.pronoun"
ADDED = "user.added"
ENOUGH = 20
"""A precision measured on fewer figures is told as what it is taken to be."""


def explain(
    row: Row, others: Iterable[tuple[Row, str]], qty: Quantity | None = None, amended: Iterable[str] = ()
) -> str:
    """
    A claim's derivation.

    `row` is a row of a claims frame with flags; `others` those of the claims it disagrees with, each with the reason;
    `qty` the figure read again from its document, for the words that each rule read; `amended` what people changed.
    """
    changed = [f"  {sentence}" for sentence in amended]
    worked_out = [] if qty is None and ADDED in str(row["rule"]).split(";") else [*derive(qty), ""]
    return "\n".join([*_head(row), *changed, "", *_reading(row), "", *worked_out, *_against(others)]) + "\n"


def derive(qty: Quantity | None) -> list[str]:
    """The figure worked out word by word, so that it can be checked by hand: words, what they do, the rule."""
    if qty is None:
        return ["  worked out  not shown: this version of the program reads the sentence otherwise."]
    lines = [(f"“{found.words}”", _does(found), found.rule_id) for found in qty.evidence]
    widths = [max(len(line[column]) for line in lines) for column in (0, 1)]
    steps = [f"    {words:<{widths[0]}}  {does:<{widths[1]}}  {rule}".rstrip() for words, does, rule in lines]
    nearest = f"; written to the nearest {_plain(qty.step)}" if qty.kind not in ("date", "ordinal") else ""
    return ["  worked out", *steps, f"    = {_result(qty)}{nearest}"]


def why_source(row: Row) -> list[str]:
    """
    Why a claim has its source, a sentence for each rule, with how often the rule was right.

    >>> why_source({"rule": "numeral.digits;attribution.according_to", "source": "NATO", "source_surface": "NATO"})
    ['“According to”, “per”, “citing” or “in the words of” names it: right in 90 of 100 figures when measured.']
    """
    rules = [rule for rule in str(row["rule"]).split(";") if rule in load_rules("attribution")]
    guess = f"“{row['source_surface']}” is taken for {row['source']}, the last person named who fits; that is a guess"
    told = (guess if rule == GUESS else _first_upper(_mechanism(rule)["does"]) for rule in rules)
    return [f"{words}: {_measured(rule)}." for words, rule in zip(told, rules, strict=True)]


def is_guess(row: Row) -> bool:
    """Whether the source is a pronoun that is taken for somebody."""
    return GUESS in str(row["rule"]).split(";")


def _mechanism(rule: str) -> Entry:
    return load_rules("attribution")[rule]


def _measured(rule: str) -> str:
    mechanism = _mechanism(rule)
    share, figures = f"{100 * float(mechanism['precision']):.0f} of 100", int(mechanism["measured_on"])
    if figures >= ENOUGH:
        return f"right in {share} figures when measured"
    return f"taken to be right in {share} figures, for it was measured on only {figures}"


def _first_upper(text: str) -> str:
    """
    >>> _first_upper("“according to” names it"), _first_upper("is governed")
    ('“According to” names it', 'Is governed')
    """
    at = next((at for at, letter in enumerate(text) if letter.isalpha()), 0)
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]


def _result(qty: Quantity) -> str:
    show = as_clock if qty.dimension == "clock" else str if qty.kind == "date" else _plain
    ends = [show(end) if end is not None else open_end for end, open_end in ((qty.low, "−∞"), (qty.high, "∞"))]
    number = ends[0] if ends[0] == ends[1] else " to ".join(ends)
    unit = "" if qty.dimension == "clock" else qty.unit
    return " per ".join([" ".join(filter(None, (number, unit))), *qty.per])


def _does(found: Evidence) -> str:
    """What a rule makes of its words, from the fields of its entry."""
    entry = _rules().get(found.rule_id)
    if entry is None:
        return ""
    if entry["does"]:
        return entry["does"]
    if entry["modifier"]:
        return entry["modifier"].replace("_", " ")
    value = Decimal(entry["value"]) if entry["value"] else None
    match entry["role"]:
        case "scale":
            return f"× {value:,}"
        case "part":
            return f"÷ {value:,}" if found.words.split()[-1].split("-")[-1] in entry.surfaces else "the share"
        case "magnitude":
            return f"× {value:,}, the floor of a vague plural"
        case "vague":
            return "only a floor"
    if value is not None:
        return f"{value:,}"
    if entry.id.startswith("unit.prefix."):
        return f"{entry.surfaces[0]}-"
    return f"{entry['unit'] or entry['kind']}{', × ' + entry['factor'] if entry['factor'] else ''}"


@cache
def _rules() -> dict[str, Entry]:
    return {entry.id: entry for entry in load_entries("grammar", "numerals", "modifiers", "units/")}


def _plain(value: Decimal) -> str:
    """
    A number as people write it, to twelve digits.

    >>> _plain(Decimal("1E+5")), _plain(Decimal("0.333333333333333")), _plain(Decimal("2.50"))
    ('100,000', '0.333333333333', '2.5')
    """
    return f"{+value.normalize():,.12g}" if abs(value) < 1 else f"{value.normalize():,f}"


def mark(row: Row) -> str:
    """
    The sentence with the figure between marks that no article has in the same place.

    >>> mark({"sentence": "Some 4,000 crossed.", "start": 15, "end": 20, "sentence_start": 10})
    'Some »4,000« crossed.'
    """
    start, end = row["start"] - row["sentence_start"], row["end"] - row["sentence_start"]
    sentence = str(row["sentence"])
    return " ".join(f"{sentence[:start]}»{sentence[start:end]}«{sentence[end:]}".split())


def _head(row: Row) -> Iterator[str]:
    yield f"{row['claim_id']}  {row['surface']}"
    printed = (row["outlet"], as_day(row["published"]), row["title"], row["url"])
    yield f"  in {', '.join(filter(None, printed)) or row['doc_id']}, story “{row['story']}”"
    yield ""
    yield indent(mark(row), "  ")


def _reading(row: Row) -> Iterator[str]:
    per = f" per {str(row['per']).replace(';', ' per ')}" if row["per"] else ""
    limits = " ".join(filter(None, (row["scope"], as_day(row["as_of"]) and f"as of {as_day(row['as_of'])}")))
    said = f"{row['source']} (“{row['cue']}”, at {row['source_start']}–{row['source_end']})" if row["source"] else ""
    chain = f"; by way of {row['source_chain']}" if " > " in str(row["source_chain"]) else ""
    parts = {
        "reads": f"{_end(row, 'low', '−∞')} to {_end(row, 'high', '∞')}, {row['modifier']}",
        "figure": f"{row['kind']}, characters {row['start']}–{row['end']}",
        "unit": f"{row['unit'] or 'none'}{per}" + (f", compared as {row['dimension']}" if row["dimension"] else ""),
        "of what": " · ".join(filter(None, (row["entity"], row["property"], limits, row["aspect"]))) or "not found",
        "source": f"{said}{', a guess' if is_guess(row) else ''}{chain}" if said else "the article itself",
        "says who": " ".join(why_source(row)),
        "said how": row["modality"],
        "rules": ", ".join(filter(None, str(row["rule"]).split(";"))) or "none",
        "confidence": f"{row['confidence']:.2f} (the measured precision of the weakest rule)",
        "checkable": "" if row["checkable"] else "no: not a claim worth checking",
        "topic": row["topic"],
        "decided": " ".join(filter(None, (row["status"], row["note"] and f"“{row['note']}”", row["reviewer"]))),
    }
    return (f"  {name:<11}{text}" for name, text in parts.items() if text)


def _against(others: Iterable[tuple[Row, str]]) -> Iterator[str]:
    listed = list(others)
    yield f"  disagrees with {len(listed)}:" if listed else "  disagrees with nothing that was compared."
    for other, why in listed:
        if other:
            who = ", ".join(filter(None, (other["source"], other["outlet"], as_day(other["published"]))))
            yield (
                f"  - {other['claim_id']}  {mark(other)} ({who})" if who else f"  - {other['claim_id']}  {mark(other)}"
            )
            yield f"    {why}"
        else:
            yield f"  - itself: {why}"


def _end(row: Row, end: str, where_open: str) -> str:
    value = row[end]
    if value != value:  # NaN differs from itself
        return where_open
    if row["dimension"] == "clock":
        return as_clock(value)
    return f"{value:g}" if row["kind"] == "date" else f"{value:,.15g}"
