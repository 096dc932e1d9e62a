"""Why the ledger holds a claim as it does: its sentence, the rules that read it, what it disagrees with, in words."""

from collections.abc import Iterable, Iterator, Mapping
from textwrap import indent
from typing import Any

Row = Mapping[Any, Any]


def explain(row: Row, others: Iterable[tuple[Row, str]]) -> str:
    """
    A claim's derivation.

    `row` is a row of a claims frame with flags; `others` those of the claims it disagrees with, each with the reason.
    """
    return "\n".join([*_head(row), "", *_reading(row), "", *_against(others)]) + "\n"


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
    printed = (row["outlet"], _day(row["published"]), row["title"], row["url"])
    yield f"  in {', '.join(filter(None, printed)) or row['doc_id']}, story “{row['story']}”"
    yield ""
    yield indent(mark(row), "  ")


def _reading(row: Row) -> Iterator[str]:
    per = f" per {str(row['per']).replace(';', ' per ')}" if row["per"] else ""
    limits = " ".join(filter(None, (row["scope"], _day(row["as_of"]) and f"as of {_day(row['as_of'])}")))
    said = f"{row['source']} (“{row['cue']}”, at {row['source_start']}–{row['source_end']})" if row["source"] else ""
    chain = f"; by way of {row['source_chain']}" if " > " in str(row["source_chain"]) else ""
    parts = {
        "reads": f"{_end(row['low'], '−∞')} to {_end(row['high'], '∞')}, {row['modifier']}",
        "figure": f"{row['kind']}, characters {row['start']}–{row['end']}",
        "unit": f"{row['unit'] or 'none'}{per}" + (f", compared as {row['dimension']}" if row["dimension"] else ""),
        "of what": " · ".join(filter(None, (row["entity"], row["property"], limits, row["aspect"]))) or "not found",
        "source": f"{said}{chain}" if said else "the article itself",
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
            who = ", ".join(filter(None, (other["source"], other["outlet"], _day(other["published"]))))
            yield (
                f"  - {other['claim_id']}  {mark(other)} ({who})" if who else f"  - {other['claim_id']}  {mark(other)}"
            )
            yield f"    {why}"
        else:
            yield f"  - itself: {why}"


def _end(value: float, where_open: str) -> str:
    return where_open if value != value else f"{value:,.15g}"  # NaN differs from itself


def _day(value: Any) -> str:
    return f"{value:%Y-%m-%d}" if value is not None and value == value else ""  # so does NaT
