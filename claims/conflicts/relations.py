"""How two comparable figures stand to each other, and why, in one sentence that a person can check."""

from claims.conflicts.intervals import (
    FLOORS,
    find_factor,
    floors_ratio,
    in_hours,
    in_numbers,
    is_apart,
    is_rounding,
    is_same_value,
)
from claims.conflicts.origins import is_same_origin, overlaps, shared_name
from claims.conflicts.policy import FLAGS, Policy
from claims.conflicts.profile import Profile
from claims.conflicts.wording import capitalised, quoted, to_plural
from claims.conflicts.words import load_words, look_up
from claims.model import Conflict

MAGNITUDE_STEP = 10
DAYS_OF_YEAR = 365.25
VERDICTS = {
    "equal": "give the same figure",
    "compatible": "can both be true",
    "tension": "do not quite meet",
    "conflict": "cannot both be true",
    "revision": "are an earlier count and a later, higher one",
    "correction": "are one source's earlier and later word",
    "walk_back": "are an earlier total and a later, lower one",
}


def relate(a: Profile, b: Profile, confidence: float, *, policy: Policy, joined: bool = False) -> Conflict:
    """
    The first relation that fits two figures that measure one thing; `a` comes first in the ledger.

    `joined` says that the user called them one thing: then the level is confirmed. The words are left to `tell`.
    """
    one, other = a.figure.interval, b.figure.interval
    factor, apart = find_factor(one, other), _is_apart(a, b, policy)
    if apart and factor == 1.0:
        factor = floors_ratio(one, other)
    relation = _relation(a, b, factor, apart, policy)
    total = "total" in (a.extent.aspect, b.extent.aspect)  # that may grow by much
    farthest = policy.same_thing_factor if total else policy.confirmed_factor
    vague = relation == "revision" and not apart
    sure = joined or (confidence >= policy.confirmed_at and factor < farthest and not vague)
    return Conflict(
        claim_a=a.figure.claim_id,
        claim_b=b.figure.claim_id,
        relation=relation,
        level="confirmed" if sure else "possible",
        factor=round(factor, 4),
        kind=_kind(a, b),
        confidence=confidence,
    )


def _is_apart(a: Profile, b: Profile, policy: Policy) -> bool:
    one, other = a.figure.interval, b.figure.interval
    if floors_ratio(one, other) >= policy.floors_apart:
        return True
    if not is_apart(one, other, policy) or _has_aged(a, b, after=policy.birthday_after):
        return False
    converted = a.figure.unit != b.figure.unit and a.figure.kind != "count"
    if converted and find_factor(one, other) <= 1 + policy.conversion_share:
        return False
    return a.figure.kind == "count" or not is_rounding(one, other)


def _has_aged(a: Profile, b: Profile, *, after: int) -> bool:
    """Whether the birthdays that ages differ by fit between two articles, which are `after` days apart or more."""
    early, late = sorted((a, b), key=lambda side: (side.figure.when is None, side.figure.when))
    if a.figure.kind != "age" or late.figure.when is None or early.figure.when is None:
        return False
    days = (late.figure.when - early.figure.when).days
    years = (late.figure.interval.low - early.figure.interval.low) / late.figure.size
    return days >= after and 0 < years <= days / DAYS_OF_YEAR + 1


def _relation(a: Profile, b: Profile, factor: float, apart: bool, policy: Policy) -> str:
    one, other = a.figure.interval, b.figure.interval
    if apart:
        moved = _moved(a, b)
        if moved:
            return moved
        if floors_ratio(one, other) >= policy.floors_apart:
            return "tension"
        soft = (one.soft or other.soft) and factor < policy.conflict_factor
        return "tension" if soft or _has_aged(a, b, after=1) else "conflict"
    if _is_outgrown(a, b):
        return "revision"
    return "equal" if is_same_value(one, other) else "compatible"


def _is_outgrown(a: Profile, b: Profile) -> bool:
    """Whether a later toll leaves an earlier magnitude behind: "hundreds", then "thousands"."""
    small, large = sorted((a, b), key=_middle)
    one, other = small.figure.interval, large.figure.interval
    return one.modifier == "magnitude" and other.low >= MAGNITUDE_STEP * one.low and _moved(a, b) == "revision"


def _moved(a: Profile, b: Profile) -> str:
    """What time explains: a total that went up or down, a source that changed its word; "" where dates do not tell."""
    early, late = sorted((a, b), key=lambda side: (side.figure.when is None, side.figure.when, side.figure.claim_id))
    if a.figure.kind == "date" or late.figure.when is None or early.figure.when == late.figure.when:
        return ""
    rises = _middle(late) > _middle(early)
    total = "total" in (a.extent.aspect, b.extent.aspect)
    if total and not rises:
        return "walk_back"
    if rises and (total or (a.facets.toll and b.facets.toll)):
        return "revision"
    one, other = a.figure, b.figure
    if not one.origin.own_voice and is_same_origin(one.origin, other.origin) and a.extent.places == b.extent.places:
        return "correction"
    return ""


def _middle(side: Profile) -> float:
    span = side.figure.interval
    return span.low if span.modifier in FLOORS or span.low > 0 else span.high


def _kind(a: Profile, b: Profile) -> str:
    one, other = a.figure, b.figure
    if not is_same_origin(one.origin, other.origin):
        return "cross_source"
    if one.doc_id == other.doc_id and one.origin.own_voice:
        return "within_document"
    return "relayed" if one.outlet != other.outlet and not one.origin.own_voice else "same_source"


def tell(a: Profile, b: Profile, relation: str, factor: float, *, differs: str, policy: Policy, joined: bool) -> str:
    """The relation of two figures in one sentence; `differs` says what about them is not alike."""
    one, other = a.figure, b.figure
    is_flag = relation in FLAGS
    says = f"{_figure(a)} and {_figure(b)} {VERDICTS[relation]}"
    if is_flag and factor > 1:
        says += f": their nearest ends differ by a factor of {factor:.3g}"
    elif is_flag:
        grown = _is_outgrown(a, b)
        says += ": the later is of another order of magnitude" if grown else ": their bounds exclude each other"
    parts = [says, _common(a, b), differs]
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
    numbers = in_hours(figure.interval) if figure.kind == "date" else in_numbers(figure.interval, figure.size)
    when = f", {figure.when.isoformat()}" if figure.when else ""
    return f"{quoted(figure.phrase)} ({numbers}{when})"


def _common(a: Profile, b: Profile) -> str:
    """What makes the two comparable; "" where one leaves it open."""
    label = load_words().labels.get(a.facets.outcome, "")
    if a.facets.outcome != b.facets.outcome or not label:
        return ""
    if a.figure.kind == "date":
        return f"both say when it {label}"
    if a.facets.outcome.startswith("change."):
        return f"both say by how much it {label}"
    if a.figure.kind != "count":
        return f"both say what was {label}"
    words = load_words()
    if look_up(words.person_outcomes, a.figure.unit) or look_up(words.person_outcomes, b.figure.unit):
        return f"both count who was {label}"
    thing = "people" if a.dimension == "person" else to_plural(a.figure.unit)
    return f"both count {thing} {label}"


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
    small, large = sorted((a, b), key=_middle)
    inner, outer = large.figure.source_chain, small.figure.source_chain
    if outer and inner.startswith(f"{outer} > "):
        return f"the larger figure is only relayed ({inner})"
    return ""
