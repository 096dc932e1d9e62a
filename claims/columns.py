"""The ledger's columns: the one place that says what they are called, what they hold, and in which order."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from claims.model import Claim, Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """
    One column of a frame or an export.

    `dtype` is pandas' name. `separator` is set where a cell holds several values: joined by it in the frame and in
    CSV, a list in JSON Lines.
    """

    name: str
    dtype: str
    meaning: str
    separator: str = ""


def _column(name: str, dtype: str, meaning: str, separator: str = "") -> Column:
    return Column(name=name, dtype=dtype, meaning=meaning, separator=separator)


FOUND = (
    _column("claim_id", "str", "stable id: a hash of doc_id, start and end"),
    _column("doc_id", "str", "the id the input gave, else a hash of the untouched text, its outlet and URL"),
    _column("story", "str", "the case the document belongs to; figures are compared only inside one story"),
    _column("outlet", "str", "who printed it"),
    _column("title", "str", "the article's headline"),
    _column("url", "str", "where it was published"),
    _column("published", "datetime64[s]", "the day it was published"),
    _column("sentence", "str", "the sentence, verbatim"),
    _column("start", "int64", "first code point of the surface in the document's text"),
    _column("end", "int64", "one past the last code point of the surface"),
    _column("surface", "str", "the figure as written, without hedge, unit word or counted noun"),
    _column(
        "kind",
        "str",
        "count, money, percentage, percentage_points, ratio, multiple, measure, duration, date, age, ordinal",
    ),
    _column("low", "float64", "lower end of what the words commit to; empty is open"),
    _column("high", "float64", "upper end of what the words commit to; empty is open"),
    _column("value", "float64", "the one number written; empty for ranges and magnitudes"),
    _column("modifier", "str", "exact, approx, below, at_least, more_than, at_most, less_than, range, magnitude"),
    _column("unit", "str", "canonical unit, ISO 4217 code, or the counted noun's singular"),
    _column("per", "str", "denominators of a rate in the order written", ";"),
    _column("dimension", "str", "what may be compared: person, munition, currency:USD, time, length, …"),
    _column("entity", "str", "the measured entity as written"),
    _column("property", "str", "lemma of the predicate that says what happened to it"),
    _column("scope", "str", "place, population or period that limits the figure, as written"),
    _column("modality", "str", "asserted, hedged, projected, denied, asked"),
    _column("source", "str", "who says it, resolved; empty when the document says it in its own voice"),
    _column("source_surface", "str", "the words that name the source in the text"),
    _column("source_start", "Int64", "first code point of source_surface"),
    _column("source_end", "Int64", "one past its last code point"),
    _column("cue", "str", "the words that attribute"),
    _column("source_chain", "str", "speakers from the outermost to the innermost", " > "),
    _column("aspect", "str", "stock, flow, total; empty if unknown"),
    _column("as_of", "datetime64[s]", "the day the figure speaks of"),
    _column("checkable", "bool", "a claim worth checking"),
    _column("rule", "str", "ids of the rules that fired, ;-joined; user.corrected and user.added are a person’s word"),
    _column("confidence", "float64", "measured precision of the weakest rule"),
)
COMPARED = (
    _column("topic", "str", "readable key of the comparable group it was put in"),
    _column("flag", "str", "worst relation it stands in and its level; empty if none"),
    _column("conflicts_with", "str", "claim_ids it disagrees with, worst first", ";"),
)
DECIDED = (
    _column("status", "str", "the user's decision: flagged, accepted, overruled, excluded; empty if open"),
    _column("note", "str", "the user's note"),
    _column("reviewer", "str", "who decided"),
    _column("reviewed_at", "datetime64[s]", "when, in UTC"),
)
CLAIMS = FOUND + COMPARED + DECIDED
INTERNAL = (
    _column("sentence_start", "int64", "first code point of the sentence in the document's text; never exported"),
    _column("run_id", "str", "the run that read it: program, pipeline and rules; never exported"),
)
RELATIONS = (
    _column("claim_a", "str", "one claim"),
    _column("claim_b", "str", "the other; empty where a document contradicts itself in one figure"),
    _column(
        "relation",
        "str",
        "equal, compatible, tension, conflict, revision, correction, walk_back, arithmetic, not_compared",
    ),
    _column("level", "str", "confirmed or possible"),
    _column("factor", "float64", "ratio of the nearest ends; 1 where the intervals meet"),
    _column("kind", "str", "cross_source, same_source, relayed, part_whole, definition, within_document"),
    _column("why", "str", "the reason in words"),
    _column("confidence", "float64", "how sure it is that both measure the same thing"),
)
SIDE = ("surface", "sentence", "source", "outlet", "published")
CONFLICTS = (
    _column("conflict_id", "str", "stable id: a hash of both claims"),
    _column("topic", "str", "the topic of claim_a"),
    *(column for column in RELATIONS if column.name != "confidence"),
    *(
        replace(column, name=f"{column.name}_{side}", meaning=f"of claim_{side}: {column.meaning}")
        for side in "ab"
        for name in SIDE
        for column in FOUND
        if column.name == name
    ),
)

Row = dict[str, Any]


def _number(value: Decimal | None) -> float | int | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() and abs(value) < 2**53 else float(value)


def to_row(claim: Claim, doc: Document) -> Row:
    """One claim as a JSON-ready row: every column of CLAIMS in order, None for empty, lists for cells of several."""
    qty, thing, attr = claim.quantity, claim.measurand, claim.attribution
    found: Row = {
        "claim_id": claim.claim_id,
        "doc_id": claim.doc_id,
        "story": doc.story,
        "outlet": doc.outlet,
        "title": doc.title,
        "url": doc.url,
        "published": doc.published and doc.published.isoformat(),
        "sentence": doc.text[claim.sentence.start : claim.sentence.end],
        "start": qty.start,
        "end": qty.end,
        "surface": qty.surface,
        "kind": qty.kind,
        "low": _number(qty.low),
        "high": _number(qty.high),
        "value": _number(qty.value),
        "modifier": qty.modifier,
        "unit": qty.unit or thing.unit,
        "per": list(qty.per),
        "dimension": qty.dimension or thing.dimension,
        "entity": thing.entity,
        "property": thing.property,
        "scope": thing.scope,
        "modality": claim.modality,
        "source": attr and attr.source,
        "source_surface": attr and attr.source_surface,
        "source_start": attr and attr.source_start,
        "source_end": attr and attr.source_end,
        "cue": attr and attr.cue,
        "source_chain": list(attr.chain) if attr else [],
        "aspect": thing.aspect,
        "as_of": thing.as_of and thing.as_of.isoformat(),
        "checkable": claim.checkable,
        "rule": ";".join(claim.rule_ids),
        "confidence": claim.confidence,
    }
    empty: Row = {column.name: [] if column.separator else None for column in COMPARED + DECIDED}
    return {name: None if value == "" else value for name, value in {**found, **empty}.items()}


def to_cell(column: Column, value: Any) -> Any:
    """A JSON-ready value as the frame and CSV hold it: lists joined, an absent string empty."""
    if column.separator:
        return column.separator.join(value or [])
    return "" if value is None and column.dtype == "str" else value


def names(columns: Iterable[Column]) -> list[str]:
    """The columns' names in order."""
    return [column.name for column in columns]
