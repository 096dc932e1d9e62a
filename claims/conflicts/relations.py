"""How two comparable figures stand to each other, and why, in one sentence that a person can check."""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from claims.conflicts.arrays import Ends, Flags, Parts, Rows, are_alike, ask_once, encode
from claims.conflicts.comparable import Answer, Pairs, may_be_part, read_partial
from claims.conflicts.dates import PERSONAL
from claims.conflicts.intervals import (
    FLOORS,
    Interval,
    Spans,
    are_apart,
    are_roundings,
    are_same_values,
    find_factors,
    find_floor_ratios,
    in_hours,
    in_numbers,
    read_spans,
    tell_days_apart,
)
from claims.conflicts.origins import is_same_origin, overlaps, shared_name
from claims.conflicts.policy import FLAGS, Policy
from claims.conflicts.profile import Profile
from claims.conflicts.wording import capitalised, quoted, to_plural
from claims.conflicts.words import load_words, look_up
from claims.quantities.calendar import as_day

HAPPENED = "dated.happened"
MAGNITUDE_STEP = 10
DAYS_OF_YEAR = 365.25
IF_ONE_THING = ", if they measure one thing"
VERDICTS = {
    "equal": "give the same figure",
    "compatible": "can both be true",
    "tension": "do not quite meet",
    "conflict": "cannot both be true",
    "revision": "are an earlier count and a later, higher one",
    "correction": "are one source's earlier and later word",
    "walk_back": "are an earlier total and a later, lower one",
}


class Sides(NamedTuple):
    """
    Many figures by place, as far as it depends on them how two stand to each other.

    `day` is the one that the figure speaks of, as a number, NaN if unknown; `middle` tells which of two is larger.
    `size` is how much of the spans' unit the figure's own holds, and `sorts` are the words that tell a share or a sum
    from others of its name, as "core" inflation.
    """

    claim_ids: Any
    spans: Spans
    size: Ends
    day: Ends
    middle: Ends
    is_count: Flags
    is_age: Flags
    is_date: Flags
    is_toll: Flags
    is_total: Flags
    is_own_voice: Flags
    unit: Parts
    places: Parts
    doc: Parts
    outlet: Parts
    origin: Parts
    partial: Parts
    sorts: Parts


def read_sides(profiles: Sequence[Profile]) -> Sides:
    """Figures as arrays."""
    figures = [profile.figure for profile in profiles]
    spans = read_spans([figure.interval for figure in figures])
    kinds = np.array([figure.kind for figure in figures], dtype="U20")
    days = [math.nan if figure.when is None else figure.when.toordinal() for figure in figures]
    return Sides(
        claim_ids=pd.array([figure.claim_id for figure in figures], dtype="str"),
        spans=spans,
        size=np.array([figure.size for figure in figures], dtype=np.float64),
        day=np.array(days, dtype=np.float64),
        middle=np.array([_middle(figure.interval) for figure in figures], dtype=np.float64),
        is_count=kinds == "count",
        is_age=kinds == "age",
        is_date=kinds == "date",
        is_toll=np.array([profile.facets.toll for profile in profiles], dtype=np.bool_),
        is_total=np.array([profile.extent.aspect == "total" for profile in profiles], dtype=np.bool_),
        is_own_voice=np.array([figure.origin.own_voice for figure in figures], dtype=np.bool_),
        unit=encode(figure.unit for figure in figures),
        places=encode(profile.extent.places for profile in profiles),
        doc=encode(figure.doc_id for figure in figures),
        outlet=encode(figure.outlet for figure in figures),
        origin=encode(figure.origin for figure in figures),
        partial=encode(map(read_partial, profiles)),
        sorts=encode(frozenset() if one.facets.counted else one.facets.compounds for one in profiles),
    )


@np.errstate(invalid="ignore", over="ignore")  # ends may be open, or as large as a number can be
def relate(sides: Sides, pairs: Pairs, *, policy: Policy, joined: bool = False) -> pd.DataFrame:
    """
    The first relation that fits each pair of figures that measure one thing, columns RELATIONS without `why`.

    The first figure of a pair comes first in the ledger.
    `joined` says that the user called them one thing: then the level is confirmed. The words are left to `tell`.
    """
    a, b, spans = pairs.firsts, pairs.seconds, sides.spans
    floors = find_floor_ratios(spans, a, b) >= policy.floors_apart
    aged = _find_aged(sides, a, b)
    apart = floors | _are_apart(sides, a, b, aged, policy)
    is_meeting = (spans.low[a] <= spans.high[b]) & (spans.low[b] <= spans.high[a])
    factor = np.where(is_meeting & ~apart, 1.0, find_factors(spans, a, b))
    same = ask_once(is_same_origin, sides.origin, a, b) > 0
    moved = _find_moves(sides, a, b, same)
    soft = (spans.soft[a] | spans.soft[b]) & (factor < policy.conflict_factor)
    outgrown = ~apart & (moved == "revision") & _are_outgrown(sides, a, b)
    relation = np.select(
        [apart & (moved != ""), apart & (floors | soft | (aged > 0)), apart, outgrown, are_same_values(spans, a, b)],
        [moved, "tension", "conflict", "revision", "equal"],
        "compatible",
    )
    total = sides.is_total[a] | sides.is_total[b]  # that may grow by much
    farthest = np.where(total, policy.same_thing_factor, policy.confirmed_factor)
    sure = joined | ((pairs.confidence >= policy.confirmed_at) & (factor < farthest) & ~outgrown)
    own = sides.is_own_voice[a]
    part = ask_once(lambda one, other: may_be_part(one, other, policy), sides.partial, a, b) > 0
    kind = np.select(
        [
            part,
            ~are_alike(sides.sorts, a, b),
            ~same,
            own & are_alike(sides.doc, a, b),
            ~own & ~are_alike(sides.outlet, a, b),
        ],
        ["part_whole", "definition", "cross_source", "within_document", "relayed"],
        "same_source",
    )
    return pd.DataFrame(
        {
            "claim_a": sides.claim_ids.take(a),
            "claim_b": sides.claim_ids.take(b),
            "relation": pd.array(relation, dtype="str"),
            "level": pd.array(np.where(sure, "confirmed", "possible"), dtype="str"),
            "factor": np.round(factor, 4),
            "kind": pd.array(kind, dtype="str"),
            "confidence": pairs.confidence,
        }
    )


def _are_apart(sides: Sides, a: Rows, b: Rows, aged: Ends, policy: Policy) -> Flags:
    """Whether the spans exclude each other, and neither a birthday nor rounding, nor another unit's, explains it."""
    converted = ~are_alike(sides.unit, a, b) & (find_factors(sides.spans, a, b) <= 1 + policy.conversion_share)
    explained = ~sides.is_count[a] & ~sides.is_date[a] & (converted | are_roundings(sides.spans, a, b))
    return are_apart(sides.spans, a, b, policy) & ~explained & ~(aged >= policy.birthday_after)


def _find_aged(sides: Sides, a: Rows, b: Rows) -> Ends:
    """How many days lie between two articles whose ages differ by the birthdays that fit between them, else 0."""
    early, late = _by_day(sides, a, b)
    days = sides.day[late] - sides.day[early]
    years = (sides.spans.low[late] - sides.spans.low[early]) / sides.size[late]
    fits = sides.is_age[a] & (years > 0) & (years <= days / DAYS_OF_YEAR + 1)
    return np.where(fits, days, 0.0)


def _find_moves(sides: Sides, a: Rows, b: Rows, same_origin: Flags) -> np.ndarray[tuple[int], np.dtype[np.str_]]:
    """What time explains: a total that went up or down, a source that changed its word; "" where dates do not tell."""
    early, late = _by_day(sides, a, b)
    told = (sides.day[early] < sides.day[late]) & ~sides.is_date[a]
    rises = sides.middle[late] > sides.middle[early]
    total = sides.is_total[a] | sides.is_total[b]
    toll = sides.is_toll[a] & sides.is_toll[b]
    corrects = same_origin & ~sides.is_own_voice[a] & are_alike(sides.places, a, b)
    return np.select(
        [~told, total & ~rises, rises & (total | toll), corrects], ["", "walk_back", "revision", "correction"], ""
    )


def _are_outgrown(sides: Sides, a: Rows, b: Rows) -> Flags:
    """Whether a magnitude is left behind by what came after it: "hundreds", then "thousands"."""
    is_larger = sides.middle[a] > sides.middle[b]
    small, large = np.where(is_larger, b, a), np.where(is_larger, a, b)
    steps = sides.spans.low[large] >= MAGNITUDE_STEP * sides.spans.low[small]
    return sides.spans.magnitude[small] & steps


def _by_day(sides: Sides, a: Rows, b: Rows) -> tuple[Rows, Rows]:
    """Of each pair the one that speaks of the earlier day, and the other."""
    is_later = sides.day[a] > sides.day[b]
    return np.where(is_later, b, a), np.where(is_later, a, b)


def _middle(span: Interval) -> float:
    """Where an interval stands among others: by its floor, if there is one."""
    return span.low if span.modifier in FLOORS or span.low > 0 else span.high


def tell(a: Profile, b: Profile, relation: str, factor: float, *, alike: Answer, policy: Policy, joined: bool) -> str:
    """The relation of two figures in one sentence; `alike` is how sure it is that they measure one thing."""
    one, other = a.figure, b.figure
    is_flag = relation in FLAGS
    is_sure = joined or alike.weight >= policy.confirmed_at
    common = _common(a, b)
    says = f"{_figure(a)} and {_figure(b)} {VERDICTS[relation]}{'' if is_sure or not is_flag else IF_ONE_THING}"
    if is_flag and a.dated and b.dated:
        says += f": {', '.join(filter(None, (common, tell_days_apart(one.interval, other.interval))))}"
        common = ""
    elif is_flag and factor > 1:
        says += f": their nearest ends differ by a factor of {factor:.3g}"
    elif is_flag:
        grown = "magnitude" in (one.interval.modifier, other.interval.modifier)
        says += ": the later is of another order of magnitude" if grown else ": their bounds exclude each other"
    parts = [says, common, "" if joined else alike.words]
    if joined:
        parts.append("you said that both measure one thing")
    elif is_flag and factor >= policy.same_thing_factor:
        parts.append("with figures so far apart, do they measure the same thing?")
    parts += [_shared_origin(a, b), _relayed(a, b)]
    if one.modality == other.modality == "projected":
        parts.append("both are projections")
    return capitalised("; ".join(part for part in parts if part)) + "."


def _figure(side: Profile) -> str:
    figure = side.figure
    if side.dated:
        return quoted(figure.phrase)
    span = figure.interval
    numbers = in_hours(span) if figure.kind == "date" else in_numbers(span, figure.size, figure.zero)
    when = f", {as_day(figure.when)}" if figure.when else ""
    return f"{quoted(figure.phrase)} ({numbers}{when})"


def _common(a: Profile, b: Profile) -> str:
    """What makes the two comparable; "" where one leaves it open."""
    if a.figure.kind == "age":
        whose = min(a.facets.names | b.facets.names, key=lambda name: (len(name.split()), name), default="")
        return f"both are the age of {whose.title()}" if whose and a.facets.names and b.facets.names else ""
    words = load_words()
    label = words.labels.get(a.facets.outcome, "")
    if a.facets.outcome != b.facets.outcome or not label:
        return ""
    if a.figure.kind == "date":
        told = words.ahead.get(a.facets.outcome, label) if a.lane == b.lane == "projected" else label
        return f"both say when {_dated_thing(a, b)} {told}"
    if a.facets.outcome.startswith("change."):
        return f"both say how it {label}"
    if a.figure.kind != "count":
        return f"both say {words.says.get(a.facets.outcome, f'what was {label}')}"
    if look_up(words.person_outcomes, a.figure.unit) or look_up(words.person_outcomes, b.figure.unit):
        return f"both count who was {label}"
    thing = "people" if a.dimension == "person" else to_plural(a.figure.unit)
    return f"both count {thing} {label}"


def _dated_thing(a: Profile, b: Profile) -> str:
    """What was made or began, or who, in the shorter words of the two; "it" of what happened, and of many."""
    if not a.dated or not b.dated or a.dated.event == HAPPENED:
        return "it"
    thing = min(a.dated.thing, b.dated.thing, key=len)
    if thing in PERSONAL or thing.istitle():
        return thing
    return "it" if thing.endswith("s") else f"the {thing}"


def _shared_origin(a: Profile, b: Profile) -> str:
    one, other = a.figure.origin, b.figure.origin
    if not overlaps(one, other):
        return ""
    name = shared_name(one, other)
    if one.own_voice:
        return f"{name} says both itself"
    names = "" if one.name == other.name else f" ({quoted(one.name)} / {quoted(other.name)})"
    stand = "stand" if name.lower().endswith(("s", "police", "people")) else "stands"
    return f"{name} {stand} behind both{names}, so they count as one origin"


def _relayed(a: Profile, b: Profile) -> str:
    """Says that of one speaker's two figures the larger is somebody else's."""
    small, large = sorted((a, b), key=lambda side: _middle(side.figure.interval))
    inner, outer = large.figure.source_chain, small.figure.source_chain
    if outer and inner.startswith(f"{outer} > "):
        return f"the larger figure is only relayed ({inner})"
    return ""
