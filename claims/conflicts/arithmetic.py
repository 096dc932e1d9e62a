"""A document against itself: figures that must add up, and do not, however they were rounded."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from claims.conflicts.figures import Figure, by_sentence
from claims.conflicts.intervals import Interval, find_factor, with_commas
from claims.conflicts.policy import Policy
from claims.conflicts.wording import capitalised, quoted
from claims.conflicts.words import find_words, load_words, look_up
from claims.model import Conflict

COUNTED = frozenset({"count", "money", "measure"})
MILE = 1609.344
PAIRED = re.compile(r"^[\w\s.-]{0,24}[(/]\s?(?:about|around|some|nearly|roughly|or|over|more than|approx\.?)?\s?$")
PART = re.compile(r"\b(?:including|among them|of them|of whom|of which)\s(?:\w+\s){0,3}$", re.IGNORECASE)
PART_AFTER = re.compile(r"^\s(?:of them|of whom|of which)\b", re.IGNORECASE)
LIST_OPENS = re.compile(r"(?::|--|—|–|\()\s?(?:\w+\s){0,2}$")
LIST_GOES_ON = re.compile(r"^\s[\w\s-]{2,30}?(?:,|,? and|, as well as)\s(?:\w+\s){0,1}$")
LIST_ENDS = re.compile(r"^\s[\w-]+(?:\s[\w-]+)?\s?(?:[.;)]|--|—|–|$)")
SINCE = re.compile(r"\bsince\s(?:about\s|around\s|[A-Z]\w+\s)?$", re.IGNORECASE)
NOT_ELAPSED = re.compile(
    r"^[\s-]years?(?:[\s-]old|\sago|\searlier|\slater|\sbefore|\safter|\sin (?:prison|jail)|['’])", re.IGNORECASE
)
FROM = re.compile(r"\bfrom\s(?:\w+\s)?$", re.IGNORECASE)
TO = re.compile(r"^[^.;,\d]{0,40}\bto\s(?:\w+\s)?$", re.IGNORECASE)
OF_BASE = re.compile(r"^(?:\s[a-z]+)?\sof\s(?:(?:the|its|their|his|her|all)\s){0,2}$", re.IGNORECASE)
SHARE = re.compile(r"^[\s\w-]{0,60}?(?:,\sor\s(?:about\s|some\s|nearly\s)?|\s\()$", re.IGNORECASE)
OR_RATE = re.compile(r"^[\s\w]{0,30}(?:,?\sor|\s\(|,?\swhich is)\s?(?:about\s|some\s|nearly\s)?$", re.IGNORECASE)
TIMES = {("month", "year"): 12.0, ("week", "year"): 52.0, ("year", "month"): 1 / 12, ("year", "week"): 1 / 52}


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """Two figures of one sentence that cannot both stand, how far apart they are, and the sum in words."""

    a: Figure
    b: Figure
    factor: float
    words: str


def check_arithmetic(figures: Iterable[Figure], *, policy: Policy) -> Iterator[Conflict]:
    """The slips of every sentence, in the ledger's order. Figures derived here are nobody's claim."""
    for group in by_sentence(figures):
        seen: set[frozenset[str]] = set()
        for check in CHECKS:
            for slip in check(group, policy):
                pair = frozenset((slip.a.claim_id, slip.b.claim_id))
                if pair not in seen:
                    seen.add(pair)
                    yield _to_conflict(slip)


def _to_conflict(slip: Slip) -> Conflict:
    return Conflict(
        claim_a=slip.a.claim_id,
        claim_b=slip.b.claim_id,
        relation="arithmetic",
        level="confirmed",
        factor=round(slip.factor, 4),
        kind="within_document",
        why=capitalised(slip.words),
        confidence=0.9,
    )


def check_since(group: Sequence[Figure], policy: Policy) -> Iterator[Slip]:
    """ "since 1953, 71 years" against the year of publication; without one it only implies a year."""
    for year in group:
        published = year.published
        if published is None or year.kind != "date" or year.interval.stated is None or not _follows(year, SINCE):
            continue
        elapsed = published.year - year.interval.stated
        for time in group:
            if time.kind != "duration" or time.unit != "year" or NOT_ELAPSED.search(time.sentence[time.after :]):
                continue
            if abs(time.at - year.at) > policy.listed_within or re.search(r"[.;]\s", _between(year, time)):
                continue
            span = time.interval
            low, high = span.low / 365.25 - policy.years_apart, span.high / 365.25 + policy.years_apart
            if not low <= elapsed <= high:
                since, named = f"{year.interval.stated:.0f}", quoted(time.phrase)
                implied = published.year - (span.low if span.stated is None else span.stated) / 365.25
                yield Slip(
                    a=year,
                    b=time,
                    factor=find_factor(_exactly(elapsed), _span(low, high)),
                    words=f"from {since} to the publication in {published.year} are {elapsed:.0f} years, not {named}, "
                    f"which would mean since {implied:.0f} (derived, nobody said it).",
                )


def check_conversion(group: Sequence[Figure], policy: Policy) -> Iterator[Slip]:
    """ "80 km (50 miles)": both roundings, and a few per cent."""
    for a, b in _neighbours(group):
        if a.kind != "measure" or b.kind != "measure" or a.unit == b.unit or a.dimension != b.dimension:
            continue
        if (
            a.per != b.per
            or not PAIRED.search(_between(a, b))
            or a.interval.stated is None
            or b.interval.stated is None
        ):
            continue
        one, other = (_rounded(figure.interval, policy.conversion_share) for figure in (a, b))
        if one is None or other is None or find_factor(one, other) == 1.0:
            continue
        if b.unit == "metre" and find_factor(one, _span(other.low * MILE, other.high * MILE)) == 1.0:
            continue  # "15km (10m)": miles in short
        ratio = b.interval.stated / a.interval.stated if a.interval.stated else 0.0
        if ratio > 0:
            yield Slip(
                a=a,
                b=b,
                factor=max(ratio, 1 / ratio),
                words=f"{quoted(a.phrase)} is not {quoted(b.phrase)}: one converts into {ratio:.3g} times the other.",
            )


def check_parts(group: Sequence[Figure], policy: Policy) -> Iterator[Slip]:
    """ "35, including 40": a part cannot be more than its whole."""
    for whole, part in _neighbours(group):
        if not _adds_up(whole, part) or part.at - whole.after > policy.listed_within:
            continue
        between = _between(whole, part)
        named = PART.search(between) or PART_AFTER.search(part.sentence[part.after :])
        if not named or re.search(r"[.;]\s", between):
            continue
        if part.interval.low > whole.interval.high:
            yield Slip(
                a=whole,
                b=part,
                factor=find_factor(whole.interval, part.interval),
                words=f"{quoted(part.phrase)} is said to be a part of {quoted(whole.phrase)}, and is more.",
            )


def check_sum(group: Sequence[Figure], policy: Policy) -> Iterator[Slip]:
    """ "nine people: five men and three women": a list that is complete must give its total."""
    for at, total in enumerate(group[:-2]):
        parts = group[at + 1 : at + 2]
        if not _adds_up(total, parts[0]) or not LIST_OPENS.search(_between(total, parts[0])[-40:]):
            continue
        for figure in group[at + 2 :]:
            if not _adds_up(total, figure) or not LIST_GOES_ON.search(_between(parts[-1], figure)):
                break
            parts = [*parts, figure]
        if len(parts) < 2 or not LIST_ENDS.search(parts[-1].sentence[parts[-1].after :]):
            continue
        if any(part.entity == total.entity or part.property != parts[0].property for part in parts):
            continue
        low, high = (sum(getattr(part.interval, end) for part in parts) for end in ("low", "high"))
        if parts[0].at - total.after <= policy.listed_within and not _meet(_span(low, high), total.interval):
            listed = " + ".join(part.surface for part in parts)
            yield Slip(
                a=total,
                b=parts[-1],
                factor=find_factor(_span(low, high), total.interval),
                words=f"{listed} is {with_commas(low)}, not {quoted(total.phrase)} (derived, nobody said it).",
            )


def check_change(group: Sequence[Figure], policy: Policy) -> Iterator[Slip]:
    """ "from 200 to 300, up 80 %": the change in per cent, each side within its rounding."""
    for old, new in _neighbours(group):
        if old.kind not in COUNTED or old.kind != new.kind or old.dimension != new.dimension or not _follows(old, FROM):
            continue
        if not TO.search(_between(old, new)) or min(old.interval.low, new.interval.low) <= 0:
            continue
        low, high = (100 * (end - 1) for end in _quotient(new.interval, old.interval))
        for share in group:
            near = min(abs(share.at - new.after), abs(old.at - share.after)) <= 40
            sign = _find_direction(old.sentence[min(old.at, share.at) : max(new.after, share.after) + 12])
            if share.kind != "percentage" or share.interval.stated is None or not near or not sign:
                continue
            said = sign * share.interval.stated
            slack = policy.percent_apart + share.interval.step / 2
            if said + slack < low or said - slack > high:
                exact = 100 * (
                    (new.interval.stated or new.interval.low) / (old.interval.stated or old.interval.low) - 1
                )
                yield Slip(
                    a=new,
                    b=share,
                    factor=find_factor(_exactly(abs(said)), _exactly(abs(exact))),
                    words=f"from {quoted(old.phrase)} to {quoted(new.phrase)} is a change of {exact:.1f}%, "
                    f"not {quoted(share.phrase)} (derived, nobody said it).",
                )


def check_share(group: Sequence[Figure], policy: Policy) -> Iterator[Slip]:
    """ "12 of the 40 seats, or 50 %": a count, its base and the share."""
    for part, base in _neighbours(group):
        if (
            part.kind != "count"
            or base.kind != "count"
            or base.interval.low <= 0
            or not OF_BASE.search(_between(part, base))
        ):
            continue
        for share in group:
            if share.kind != "percentage" or share.at < base.after or share.interval.stated is None:
                continue
            low, high = (100 * end for end in _quotient(part.interval, base.interval))
            slack = policy.percent_apart + share.interval.step / 2
            meets = low <= share.interval.high + slack and share.interval.low - slack <= high
            if SHARE.search(_between(base, share)) and not meets:
                exact = 100 * (part.interval.stated or part.interval.low) / (base.interval.stated or base.interval.low)
                yield Slip(
                    a=part,
                    b=share,
                    factor=find_factor(_exactly(exact), share.interval),
                    words=f"{quoted(part.phrase)} of {quoted(base.phrase)} is {exact:.1f}%, not {quoted(share.phrase)} "
                    "(derived, nobody said it).",
                )


def check_rate(group: Sequence[Figure], policy: Policy) -> Iterator[Slip]:
    """ "$2,000 a month, or $30,000 a year": twelve months make a year, and 52 weeks."""
    for a, b in _neighbours(group):
        times = TIMES.get((a.per, b.per))
        if times is None or a.kind != b.kind or a.dimension != b.dimension or not OR_RATE.search(_between(a, b)):
            continue
        one, other = _rounded(a.interval, policy.conversion_share), _rounded(b.interval, policy.conversion_share)
        if one is None or other is None or a.interval.stated is None or b.interval.stated is None:
            continue
        derived = _span(one.low * times, one.high * times)
        if not _meet(derived, other):
            yield Slip(
                a=a,
                b=b,
                factor=find_factor(derived, other),
                words=f"{quoted(a.phrase)} makes {with_commas(a.interval.stated * times)} per {b.per}, "
                f"not {quoted(b.phrase)} (derived, nobody said it).",
            )


CHECKS: tuple[Callable[[Sequence[Figure], Policy], Iterator[Slip]], ...] = (
    check_since,
    check_conversion,
    check_parts,
    check_sum,
    check_change,
    check_share,
    check_rate,
)


def _find_direction(text: str) -> int:
    """1 where the words say up, -1 for down, 0 where they say neither or both."""
    changes = load_words().changes
    found = {int(entry["direction"]) for word in find_words(text) if (entry := look_up(changes, word))}
    return found.pop() if len(found) == 1 else 0


def _neighbours(group: Sequence[Figure]) -> Iterable[tuple[Figure, Figure]]:
    return pairwise(group)


def _between(a: Figure, b: Figure) -> str:
    first, second = (a, b) if a.at <= b.at else (b, a)
    return first.sentence[first.after : second.at]


def _follows(figure: Figure, pattern: re.Pattern[str]) -> bool:
    return bool(pattern.search(figure.sentence[: figure.at]))


def _adds_up(a: Figure, b: Figure) -> bool:
    return a.kind == b.kind and a.kind in COUNTED and a.dimension == b.dimension and a.per == b.per


def _span(low: float, high: float) -> Interval:
    return Interval(low=low, high=high, stated=None, modifier="range")


def _exactly(value: float) -> Interval:
    return Interval(low=value, high=value, stated=value, modifier="exact")


def _meet(a: Interval, b: Interval) -> bool:
    return a.low <= b.high and b.low <= a.high


def _rounded(span: Interval, share: float) -> Interval | None:
    """A figure read as rounded to its last digit, widened by a share; None for a bound, which says too little."""
    if span.stated is None or span.modifier not in ("exact", "approx", "below"):
        return None
    low, high = min(span.low, span.stated - span.step / 2), max(span.high, span.stated + span.step / 2)
    return _span(low * (1 - share / 2), high * (1 + share / 2))


def _quotient(top: Interval, bottom: Interval) -> tuple[float, float]:
    """The least and the most that top / bottom may be; both are positive."""
    return (top.low / bottom.high if bottom.high else 0.0, top.high / bottom.low if bottom.low else float("inf"))
