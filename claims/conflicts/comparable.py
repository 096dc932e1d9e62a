"""Do two figures measure the same thing? Each question answers with a weight, and 0 ends the matter."""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import product
from math import log, nan, prod, sqrt
from operator import attrgetter
from typing import Any, NamedTuple

import numpy as np

from claims.conflicts.arrays import Ends, Rows, are_alike, ask_once, encode
from claims.conflicts.dates import PERSONAL, Dated
from claims.conflicts.extents import LAST_YEAR, STOP, Extent
from claims.conflicts.facets import LEVEL, SPEED, Facets, stem, untold_scope
from claims.conflicts.figures import Figure
from claims.conflicts.intervals import Interval, days_apart, hours_apart
from claims.conflicts.policy import Policy
from claims.conflicts.profile import OWNED, Aims, Profile, Sibling, as_sibling
from claims.conflicts.wording import quoted
from claims.conflicts.words import Words, load_words, look_up, with_wholes


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """
    How much one question leaves of the confidence that two figures are one measure, and what to say about it.

    `part` says that what it takes away is for one may count a part of the other.
    """

    weight: float
    words: str = ""
    part: bool = False


class Question(NamedTuple):
    """
    What is asked of two figures: `ask` gets one `part` of each and the policy.

    No weight is above 1, and it is the same whichever figure comes first. It is 1 for figures that are not `within` the
    same: where that is given, only those of one are asked.
    """

    part: Callable[[Profile], Hashable]
    ask: Callable[[Any, Any, Policy], Answer]
    within: Callable[[Profile], Hashable] | None = None


class Pairs(NamedTuple):
    """Pairs of figures by their places in a list, and how sure it is that each pair measures one thing."""

    firsts: Rows
    seconds: Rows
    confidence: Ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Rarity:
    """What each word of a story weighs, squared, and how long each bag of its words is by those weights."""

    squares: Mapping[str, float]
    norms: Mapping[frozenset[str], float]


class Partial(NamedTuple):
    """Who or what is counted, whether in a named place and with which number, and whether of some only."""

    facets: Facets
    placed: tuple[bool, float]
    narrowed: bool


class Acted(NamedTuple):
    """Who acts beside a figure, the names of what it counts, and whether it is the actors': what they did or paid."""

    actors: frozenset[str]
    counted: frozenset[str]
    owned: bool


class Scoped(NamedTuple):
    """What limits a figure, its scope as written, the places in that, asked about elsewhere, and whether it counts."""

    limit: str
    written: str
    places: frozenset[str]
    counted: bool


class Aged(NamedTuple):
    """Whose age a figure is, which ages its document tells, and whether it is the first of them."""

    names: frozenset[str]
    noun: str
    outcome: str
    age: float | None
    told: tuple[float, ...]
    first: bool


Rarities = Mapping[str, Rarity]
Siblings = frozenset[Sibling]
SURE = Answer(weight=1.0)
NATION = "person.national"
MAN = "person.man"
BOUNDS = frozenset(("outcome.capacity", "outcome.required"))
FLED = "outcome.displaced"
LAST = frozenset((LAST_YEAR,))
HERE = re.compile(
    r"\b(?:across|around|from|[Ii]n|into|of|throughout|to|within)\s(?:the|this|that)\s"
    r"(?:area|capital|city|country|county|district|island|nation|neighbou?rhood|province|region|state|town|village)\b"
    r"(?!\s(?:of\s)?[A-Z])"
)
"""A place that the article has named before: it limits nothing by itself."""
IN_YEAR = re.compile(r"\b(?:in\s)?(?:(?:19|20)\d\d|last\syear)\b")
ONE_PLACE = re.compile(r"\b(?:at|in|on)\s(?:a\ssingle|just\sone|one)\s[a-z]", re.IGNORECASE)
"""A place of many of its kind: "in one village"."""
AMONG = re.compile(
    r"\b(?:[Aa]mong|[Ii]n\sthe\s(?:capital|centre|center|east|north|south|west|first\sround|second\sround|final\sround)"
    r"|[Ii]n\s(?:the|a)\srun-?off)\b"
)
DAYS_OF_CENTURY = 36525
"""Dates farther apart are of two things, or only one of them tells its year."""
SAME_AGE = 2
"""Years that two reports of one person's age may differ by."""


def weigh(
    profiles: Sequence[Profile], batches: Iterable[tuple[Rows, Rows]], *, policy: Policy, rarities: Rarities
) -> Iterator[Pairs]:
    """
    Of each batch the pairs that measure the same thing as surely as `policy.possible_at` asks.

    Profiles are of one sort (see `sort_of`); the figures of a pair stand in one bucket. A question is answered once for
    all pairs of a batch that have the same two parts, and only for those that earlier ones left.
    """
    asked = [
        (partial(_weight, ask, policy), encode(map(part, profiles)), within and encode(map(within, profiles)))
        for part, ask, within in _questions(profiles[0], rarities)
    ]
    for firsts, seconds in batches:
        pairs = Pairs(firsts, seconds, np.ones(len(firsts)))
        for ask, parts, within in asked:
            places = np.arange(len(pairs.firsts))
            if within is not None:
                places = np.flatnonzero(are_alike(within, pairs.firsts, pairs.seconds))
            pairs.confidence[places] *= ask_once(ask, parts, pairs.firsts[places], pairs.seconds[places])
            is_left = np.round(pairs.confidence, 4) >= policy.possible_at
            pairs = Pairs(pairs.firsts[is_left], pairs.seconds[is_left], pairs.confidence[is_left])
        yield pairs


def _weight(ask: Callable[[Any, Any, Policy], Answer], policy: Policy, a: Any, b: Any) -> float:
    return ask(a, b, policy).weight


def decide(a: Profile, b: Profile, *, policy: Policy, rarities: Rarities) -> Answer:
    """How sure it is that two figures of one bucket measure the same thing, and what is not alike, in one part each."""
    answers = [ask(part(a), part(b), policy) for part, ask, _ in _questions(a, rarities)]
    return Answer(
        weight=round(prod(answer.weight for answer in answers), 4),
        words="; ".join(answer.words for answer in answers if answer.words),
    )


def may_be_part(a: Partial, b: Partial, policy: Policy) -> float:
    """1 where one of two figures may count a part of the other, else 0."""
    counted = (_by_noun(a.facets, b.facets, policy), _by_names(a.facets, b.facets, policy)) if a.facets.counted else ()
    some = _by_part_place(a.placed, b.placed, policy), _by_whole(a.narrowed, b.narrowed, policy)
    return float(any(answer.part for answer in (*counted, *some)))


def read_partial(profile: Profile) -> Partial:
    """What tells whether a figure may be a part of another, or the other of it."""
    return Partial(facets=profile.facets, placed=_placed(profile), narrowed=_is_narrowed(profile))


def sort_of(profile: Profile) -> str:
    """What is asked about a figure: "age", "clock", "date", "magnitude", or "" for all others."""
    return next((sort for sort in (profile.dimension, profile.figure.kind) if sort in QUESTIONS), "")


def _questions(profile: Profile, rarities: Rarities) -> tuple[Question, ...]:
    words = Question(lambda side: (side.figure.story, side.around), partial(_by_words, rarities))
    return (*QUESTIONS[sort_of(profile)], words)


def _by_voice(a: tuple[str, str, Hashable, str], b: tuple[str, str, Hashable, str], policy: Policy) -> Answer:
    """Document, chain of speakers, sentence and kind of each; of the shares in one sentence one speaker is enough."""
    (doc, chain, sentence, kind), (other_doc, other_chain, other_sentence, _) = a, b
    is_one_poll = kind == "percentage" and not (chain and other_chain)
    if doc == other_doc and sentence != other_sentence and bool(chain) != bool(other_chain):
        return Answer(weight=policy.own_voice_weight, words="one document says both, one of them in its own voice")
    if doc != other_doc or (chain != other_chain and not (is_one_poll and sentence == other_sentence)):
        return SURE
    if sentence == other_sentence:
        return Answer(weight=0.0, words="one sentence gives both, so they are two measures")
    return Answer(weight=policy.same_voice_weight, words="one document says both in one voice")


def _by_siblings(a: tuple[Hashable, Sibling, Siblings], b: tuple[Hashable, Sibling, Siblings], _: Policy) -> Answer:
    """Where one sentence gives the other's very number beside its figure, that number is the counterpart."""
    (place, one, beside_one), (elsewhere, other, beside_other) = a, b
    numbers = one != other and one[-1] is not None and other[-1] is not None
    if numbers and place != elsewhere and (one in beside_other or other in beside_one):
        return Answer(weight=0.0, words="one sentence gives both numbers, so they are two measures")
    return SURE


def _by_facets(a: Facets, b: Facets, policy: Policy) -> Answer:
    """Noun, compounds, contrasts, names and outcome; most pairs of a story end here, and few are distinct."""
    weight, said = 1.0, []
    for question in FACET_QUESTIONS:
        answer = question(a, b, policy)
        weight *= answer.weight
        if answer.words:
            said.append(answer.words)
        if weight == 0:
            return answer
    return Answer(weight=weight, words="; ".join(said))


def _by_outcome(a: Facets, b: Facets, policy: Policy) -> Answer:
    if a.outcome and a.outcome == b.outcome:
        plain = policy.plain_outcome_weight if a.counted else policy.plain_measure_weight
        return SURE if a.outcome.startswith("outcome.") else Answer(weight=plain)
    is_named = not a.counted and a.noun == b.noun != ""  # "stands at 4.1 %", "is 3.8 %"
    named = policy.named_measure_weight if is_named else 0.0
    are_alone = a.alone and b.alone and "change" not in (_sort(a), _sort(b))
    is_sole = (are_alone or (a.sole and b.sole and a.noun == b.noun)) and not (a.toll or b.toll)
    sole = policy.sole_noun_weight if is_sole else named
    if BOUNDS & {a.outcome, b.outcome}:
        return Answer(weight=0.0, words="one is a bound, and not said to be reached")
    if a.outcome and b.outcome:
        if a.kin == b.kin != "":
            return Answer(weight=policy.kin_outcome_weight, words=f"{_said(a)} and {_said(b)} may be the same ones")
        if _sort(a) == _sort(b) != "":
            return Answer(weight=0.0, words="they count different outcomes")
        weight = max(policy.other_outcome_weight, 0.0 if named else sole)
        return Answer(weight=weight, words=f"what happened differs ({_said(a)} / {_said(b)})")
    if a.outcome or b.outcome:
        weight = max(policy.unsaid_outcome_weight, sole)
        return Answer(weight=weight, words=f"only one says what happened ({_said(a) or _said(b)})")
    return Answer(weight=max(policy.nothing_said_weight, sole))


def _said(facets: Facets) -> str:
    return facets.outcome.rpartition(".")[2].replace("_", " ")


def _sort(facets: Facets) -> str:
    """ "outcome" or "change" where a pack knows what happened, else ""."""
    return facets.outcome.rpartition(".")[0]


def _by_noun(a: Facets, b: Facets, policy: Policy) -> Answer:
    if not a.noun or not b.noun:
        unsaid = policy.unsaid_thing_weight if a.counted else policy.unsaid_measured_weight
        return Answer(weight=unsaid ** (2 - bool(a.noun or b.noun)))
    if a.noun == b.noun:
        return SURE
    if a.alone and b.alone and a.outcome != SPEED:
        return Answer(weight=policy.alone_weight)
    if not a.counted and a.someone and b.someone:
        return Answer(weight=policy.unsaid_measured_weight)
    if a.group != b.group and a.men and b.men and MAN in (a.noun, b.noun):
        return Answer(weight=policy.mostly_men_weight, words="one may count a part of the other's people")
    if a.group != b.group:
        return Answer(weight=policy.group_noun_weight, words="one may count a part of the other's people", part=True)
    if a.toll and b.toll and a.person and b.person:
        return _by_victims(a, b, policy)
    if a.general or b.general:
        return Answer(weight=policy.national_noun_weight if NATION in (a.noun, b.noun) else policy.general_noun_weight)
    if a.noun.startswith("person.") and b.noun.startswith("person."):
        return Answer(weight=0.0, words="they count different people")
    return Answer(weight=policy.other_noun_weight, words=f"the counted differ ({a.noun} / {b.noun})")


def _by_victims(a: Facets, b: Facets, policy: Policy) -> Answer:
    """Of the dead or hurt, a nation's and a group's are oftener a part of all than all of them under another name."""
    if not (a.general or b.general):
        return Answer(weight=0.0, words="they count different victims")
    weight = policy.nation_of_toll_weight if NATION in (a.noun, b.noun) else policy.part_of_toll_weight
    return Answer(weight=weight, words="one may count a part of the other's victims", part=True)


def _by_shock(a: str, b: str, _: Policy) -> Answer:
    """A quake and its aftershock are two."""
    return SURE if not a or not b or a == b else Answer(weight=0.0, words="they are of two shocks")


def _by_compounds(a: Facets, b: Facets, policy: Policy) -> Answer:
    if a.compounds and b.compounds and not a.compounds & b.compounds:
        return Answer(weight=0.0, words="the counted are of different sorts")
    if not a.counted and a.compounds != b.compounds:
        said = " / ".join(sorted(a.compounds ^ b.compounds))
        return Answer(weight=policy.qualifier_one_side_weight, words=f"only one is told of ({said})")
    for about, entry_id in a.contrasts:
        others = {other_id for other, other_id in b.contrasts if other == about}
        mine = {my_id for other, my_id in a.contrasts if other == about}
        if others and not others & mine:
            return Answer(weight=0.0, words=f"they differ in {about} ({entry_id.rpartition('.')[2]})")
    return SURE


def _by_names(a: Facets, b: Facets, policy: Policy) -> Answer:
    if not a.names and not b.names:
        return SURE
    if not a.names or not b.names or (not a.counted and _are_places(a.names) != _are_places(b.names)):
        is_part = a.toll and b.toll and _are_places(a.names | b.names)
        weight = policy.nation_of_toll_weight if is_part else policy.names_one_side_weight
        return Answer(weight=weight, part=is_part)
    if _are_near(a.names, b.names):
        return SURE
    one, other = ({word for name in names for word in name.split()} for names in (a.names, b.names))
    if one & other:
        return SURE
    return Answer(weight=0.0, words="the counted bear different names")


def _are_places(names: frozenset[str]) -> bool:
    return all(name.startswith("place.") for name in names)


FACET_QUESTIONS: tuple[Callable[[Facets, Facets, Policy], Answer], ...] = (
    _by_outcome,
    _by_noun,
    _by_compounds,
    _by_names,
)


def _by_person(a: Aged, b: Aged, policy: Policy) -> Answer:
    """
    An age is somebody's, whatever happens to him and wherever: the same last name, and no other first name.

    Where one is not named they may be one person if no document tells both ages, and both are called the same, or one
    is the other's role, "the driver, 52" and "Driver Jan Roth, 47", or with both their documents begin.
    """
    one, other = ({tuple(name.split()) for name in side.names if not name.startswith("place.")} for side in (a, b))
    if not one or not other:
        told = a.age in b.told or b.age in a.told
        is_told_alike = a.outcome == b.outcome or look_up(load_words().people, a.noun) is None  # one driver, two men
        alike = a.noun and a.noun == b.noun and is_told_alike and (a.names <= b.names or b.names <= a.names)
        roles = {word for name in a.names | b.names for word in name.split()[:-2]}
        is_lead = (
            a.first and b.first and not a.names | b.names and (a.noun == b.noun != "" or bool(a.noun) != bool(b.noun))
        )
        weight = policy.unnamed_age_weight if (alike or is_lead or {a.noun, b.noun} & roles) and not told else 0.0
        return Answer(weight=weight, words="one may be another person")
    alike = any(mine[-1] == theirs[-1] and _is_one_name(mine, theirs) for mine, theirs in product(one, other))
    return SURE if alike else Answer(weight=0.0, words="they are not said to be one person's age")


def _by_moment(a: Facets, b: Facets, policy: Policy) -> Answer:
    """What two times of day are the times of: an event and the alarm that it raised lie close together."""
    classes = {side.outcome for side in (a, b) if side.outcome.startswith("moment.")}
    if a.outcome == b.outcome and classes:
        return _by_names(a, b, policy) if classes == {"moment.event"} else SURE
    if classes == {"moment.event", "moment.alarm"}:
        return Answer(weight=policy.alarm_weight, words="one is when it happened, the other when it was reported")
    if len(classes) == 2:
        return Answer(weight=0.0, words="they are times of different moments")
    return Answer(weight=policy.other_moment_weight, words="they may be times of different moments")


def _by_dated(a: Dated, b: Dated, policy: Policy) -> Answer:
    """
    What two dates are the dates of: one event of one thing, by its name, else by its noun.

    What may come again is told twice only in days that lie close together.
    """
    far = days_apart(a.days, b.days)
    if a.event != b.event or a.order != b.order or far > DAYS_OF_CENTURY:
        return Answer(weight=0.0, words="they are dates of different events")
    if not a.once and far > policy.other_event_days:
        return Answer(weight=0.0, words="they may be dates of different events")
    thing = _by_dated_thing(a, b, policy)
    recurs = SURE if a.once else Answer(weight=policy.may_recur_weight, words="it may have happened twice")
    return Answer(
        weight=thing.weight * recurs.weight,
        words="; ".join(filter(None, (thing.words, recurs.words if thing.weight else ""))),
    )


def _by_dated_thing(a: Dated, b: Dated, policy: Policy) -> Answer:
    unsure = Answer(weight=policy.other_thing_weight, words="they may be told of different things")
    names = [[name.split() for name in side.names if not name.startswith("place.")] for side in (a, b)]
    if any(_is_one_name(one, other) for one, other in product(*names)):
        nouns = {a.noun, b.noun} - {"", *(stem(name[-1]) for name in (*names[0], *names[1]))}
        return SURE if len(nouns) < 2 else unsure
    if a.noun != b.noun or (a.names and b.names and not a.names & b.names) or not _may_be_one(a, b):
        return Answer(weight=0.0, words="they are dates of different things")
    if a.noun in PERSONAL:
        return unsure if a.places & b.places else Answer(weight=0.0, words="they may be told of different persons")
    is_plain = a.definite and b.definite and not (a.person and a.once) and (a.sorts, a.names) == (b.sorts, b.names)
    return SURE if is_plain and (not a.places or not b.places or _are_near(a.places, b.places)) else unsure


def _may_be_one(a: Dated, b: Dated) -> bool:
    """Whether neither other words before its noun nor places known to lie apart tell two things of one noun apart."""
    known = load_words().inside.keys() >= a.places | b.places
    is_apart = known and a.places and b.places and not _are_near(a.places, b.places)
    return not is_apart and (not a.sorts or not b.sorts or bool(a.sorts & b.sorts))


def _is_one_name(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether a name is the other, or a part of it: the same last one, and no other first one."""
    if one[-1] != other[-1]:
        return set(one) <= set(other) or set(other) <= set(one)
    return len(one) == 1 or len(other) == 1 or bool(set(one[:-1]) & set(other[:-1]))


def _are_near(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether one of some places is, or lies in, one of the others."""
    words = load_words()
    return bool(with_wholes(one, words) & other or with_wholes(other, words) & one)


def _by_document(a: str, b: str, _: Policy) -> Answer:
    """An article that tells two dates tells two events."""
    return SURE if a != b else Answer(weight=0.0, words="one article gives both, so they are dates of two events")


def _by_clock(a: tuple[Interval, bool], b: tuple[Interval, bool], policy: Policy) -> Answer:
    """
    The farther apart two times are, the likelier they are of two moments.

    Of each whether its document tells no other of its sort: an article tells but once when its event happened.
    """
    (one, sole), (other, other_sole) = a, b
    if hours_apart(one, other) <= policy.same_moment_hours:
        return SURE
    weight = policy.sole_moment_weight if sole and other_sole else policy.later_moment_weight
    return Answer(weight=weight, words="they are hours apart")


def _by_ages_beside(a: Siblings, b: Siblings, _: Policy) -> Answer:
    """Where the sentences of what persons did give their ages, those tell one person from another."""
    one, other = ([number for kind, _, number in side if kind == "age" and number] for side in (a, b))
    if not one or not other or any(abs(mine - theirs) <= SAME_AGE for mine in one for theirs in other):
        return SURE
    return Answer(weight=0.0, words="they are of persons of different ages")


def _by_kind(a: Facets, b: Facets, policy: Policy) -> Answer:
    """What is no count needs the same thing named: many lengths and sums in a story are of many things."""
    if a.counted:
        return SURE
    is_of_one_act = a.measured and a.outcome and a.outcome == b.outcome
    may_be_one = is_of_one_act or (a.someone and b.someone) or (a.alone and b.alone)
    if a.noun and b.noun and a.noun != b.noun and not may_be_one:
        return Answer(weight=0.0, words=f"they measure different things ({a.noun} / {b.noun})")
    return SURE if is_of_one_act else Answer(weight=policy.not_a_count_weight)


def _by_extent(a: Extent, b: Extent, policy: Policy, *, counted: bool = False) -> Answer:
    """Places and times: apart is another measure, one inside the other is a lower confidence."""
    weight, said = 1.0, []
    for kind in () if a.days & b.days else ("days", "months", "years"):
        one, other = getattr(a, kind), getattr(b, kind)
        if one and other and not one & other and _alike(one, other):
            return Answer(weight=0.0, words=f"they speak of different {kind}")
        if kind == "years" and one != other and not one & other:
            weight *= policy.period_one_side_weight
    place = _by_place(a, b, policy, counted=counted)
    if place.weight == 0:
        return place
    weight *= place.weight
    said += [place.words] if place.words else []
    if a.since and b.since and not a.since & b.since:
        return Answer(weight=0.0, words="they run from different days")
    for total, day in ((a, b), (b, a)):
        if total.aspect == "total" and day.days and not total.days:
            return Answer(weight=0.0, words="one is a running total, the other of one day")
    if a.aspect and b.aspect and a.aspect != b.aspect and (not a.period or a.period != b.period):
        if "flow" in (a.aspect, b.aspect):
            return Answer(weight=0.0, words="one is the count of a period, the other is not")
        weight *= policy.other_aspect_weight
        said.append("one is a running total, the other what stands at one time")
    return Answer(weight=weight, words="; ".join(said))


def _by_place(a: Extent, b: Extent, policy: Policy, *, counted: bool) -> Answer:
    """
    A place that no pack knows may lie in the other, more likely in one that is known, or be its name; two that are
    known, and apart, never.

    A sum, a length or a time may be told of any place it touches; what is `counted` in one is oftener a part.
    """
    one, other = a.places or a.near, b.places or b.near
    if not one or not other:
        return Answer(weight=1.0 if bool(a.places) == bool(b.places) else policy.scope_one_side_weight)
    if one & other:
        return SURE
    words = load_words()
    if _are_near(one, other):
        return Answer(weight=policy.scope_inside_weight, words="one place lies in the other")
    if all(name in words.inside for name in one | other) and a.places and b.places:
        return Answer(weight=0.0, words="they speak of different places")
    if _own_words(one, words) & _own_words(other, words):
        return SURE
    may_lie_in = any(all(name in words.inside for name in side) for side in (one, other))
    weight = policy.other_place_weight if counted and not may_lie_in else policy.scope_inside_weight
    return Answer(weight=weight, words="they name different places")


def _by_part_place(a: tuple[bool, float], b: tuple[bool, float], policy: Policy) -> Answer:
    """
    Of a count in a named place and a much larger one of no place, the smaller is oftener a part than another count.

    Of each whether it names a place, and the number that it states.
    """
    (placed, one), (other_placed, other) = sorted((a, b), reverse=True)
    if placed == other_placed or not one * policy.part_factor <= other:
        return SURE
    return Answer(weight=policy.placed_part_weight, words="one may count a part, in one place", part=True)


def _by_whole(a: bool, b: bool, policy: Policy) -> Answer:
    """Of a share or sum of some and one of all each says whether it is of some."""
    return SURE if a == b else Answer(weight=policy.narrowed_weight, words="one may be that of a part", part=True)


def _by_phase(a: frozenset[str], b: frozenset[str], policy: Policy) -> Answer:
    """What one tells of a later or an earlier time than the other, by the words for it."""
    return SURE if a == b else Answer(weight=policy.other_phase_weight, words="they may be told of different times")


def _by_aims(a: Aims, b: Aims, policy: Policy) -> Answer:
    """Whom or what a sum or a change is for, to or against: other words behind one preposition are another's."""
    apart = any(ours and theirs and not ours & theirs for word, ours in a for other, theirs in b if word == other)
    return Answer(weight=policy.scope_contrast_weight, words="they are for different ones") if apart else SURE


def _own_words(places: frozenset[str], words: Words) -> frozenset[str]:
    """What tells places that no pack knows from others of their kind: the "flores" of South Flores Street."""
    parts = (word for name in places if not name.startswith("place.") for word in name.split())
    return frozenset(word for word in parts if word not in words.place_words and len(word) > 1)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Dates compare with dates and weekdays with weekdays."""
    return {day[:1].isdigit() for day in one} == {day[:1].isdigit() for day in other}


def _by_date(a: tuple[date | None, bool, bool], b: tuple[date | None, bool, bool], policy: Policy) -> Answer:
    """
    A toll days apart is as likely of another event as of the same told again, unless it is a running total.

    Of each the day it speaks of, whether it is a toll, and whether a running total.
    """
    (one, toll, total), (other, other_toll, other_total) = a, b
    if one is None or other is None or not (toll and other_toll) or abs((one - other).days) <= policy.same_event_days:
        return SURE
    return SURE if total or other_total else Answer(weight=policy.later_weight)


def _by_level(a: tuple[date | None, bool], b: tuple[date | None, bool], policy: Policy) -> Answer:
    """What rose or fell to a level stood there on that day: of each the day, and whether it is such a level."""
    (one, level), (other, other_level) = a, b
    if one is None or other is None or one == other or not (level and other_level):
        return SURE
    return Answer(weight=policy.later_weight, words="it may have moved in between")


def _is_of_one_day(facets: Facets) -> bool:
    """Whether it is a toll of what is over in a day, unlike the arrests that follow it."""
    return facets.toll and not facets.men


def _by_scope_words(a: Scoped, b: Scoped, policy: Policy) -> Answer:
    """Scopes in other words; what limits nothing by itself, as "in the region", is told, and weighs as if unsaid."""
    if " ".join(a.limit.casefold().split()) == " ".join(b.limit.casefold().split()):
        return SURE
    if a.limit and b.limit:
        is_placed = bool(a.places & b.places if a.counted else a.places and b.places)
        weight = 1.0 if is_placed else policy.scope_other_words_weight
    else:
        weight = policy.scope_one_side_weight
    one, other = a.limit or a.written, b.limit or b.written
    if one and other:
        return Answer(weight=weight, words=f"their scopes differ ({quoted(one)} / {quoted(other)})")
    return Answer(weight=weight, words=f"only one names a scope ({quoted(one or other)})")


def _by_actors(a: Acted, b: Acted, policy: Policy) -> Answer:
    """
    Two figures of which each names another actor are seldom of one deed: who missed a game, gave a sum.

    But Russia may deploy the very North Koreans that North Korea sent.
    """
    (one, counted, owned), (other, other_counted, _) = a, b
    if not one or not other or _with_states(one) & _with_states(other) or one & other_counted or other & counted:
        return SURE
    weight = policy.other_party_weight if owned else policy.other_actor_weight
    return Answer(weight=weight, words="they name different actors")


def _with_states(names: frozenset[str]) -> frozenset[str]:
    """Names, and the states that places lie in: Kyiv acts for Ukraine, but no country for Europe."""
    words = load_words()
    return frozenset(name for name in with_wholes(names, words) if name in names or name in words.inside)


def _by_words(
    rarities: Rarities, a: tuple[str, frozenset[str]], b: tuple[str, frozenset[str]], policy: Policy
) -> Answer:
    """Story and words around each figure: the more of the rarer ones they share, the surer."""
    share = min(1.0, find_likeness(a[1], b[1], rarities[a[0]]) / policy.shared_words_enough)
    return Answer(weight=policy.no_shared_words_weight + (1 - policy.no_shared_words_weight) * share)


def weigh_words(profiles: Sequence[Profile]) -> Rarity:
    """The weights of one story's words: the fewer of its sentences have a word, the more it says."""
    bags = {(one.figure.doc_id, one.figure.sentence): one.around for one in profiles if one.figure.checkable}
    counts = Counter(word for bag in bags.values() for word in bag)
    squares = {word: (1 + log((1 + len(bags)) / (1 + count))) ** 2 for word, count in counts.items()}
    norms = {bag: sqrt(sum(squares.get(word, 1.0) for word in bag)) for bag in {profile.around for profile in profiles}}
    return Rarity(squares=squares, norms=norms)


def find_likeness(a: frozenset[str], b: frozenset[str], rarity: Rarity) -> float:
    """Cosine of two bags of one story's words, each weighing its rarity; 0 where either is empty."""
    shared = sum(rarity.squares.get(word, 1.0) for word in a & b)
    return shared / (rarity.norms[a] * rarity.norms[b]) if shared else 0.0


def _placed(profile: Profile) -> tuple[bool, float]:
    """Whether a count names a place, and its number; NaN, which is less than none, for what is no plain count."""
    number = profile.figure.interval.stated
    is_placed = profile.extent.places or ONE_PLACE.search(profile.figure.scope)
    return bool(is_placed), number if profile.facets.counted and number is not None else nan


def _is_narrowed(profile: Profile) -> bool:
    """Whether it is a share of those in one place, of one group or in one round, or a sum for one group."""
    figure = profile.figure
    if figure.kind == "money":
        return any(word == "for" and any(aim.startswith("person.") for aim in aims) for word, aims in profile.aims)
    narrows = profile.extent.places or HERE.search(figure.scope) or AMONG.search(_around(figure))
    return figure.kind == "percentage" and bool(narrows)


def _phases(profile: Profile) -> frozenset[str]:
    """
    What says that a figure is of another time.

    Of a duration "earlier" is the measure, and the dead and the hurt are so for good, unlike those who had to flee.
    """
    is_final = profile.facets.toll and profile.facets.person and profile.facets.outcome != FLED
    return profile.extent.phases & LAST if is_final or profile.figure.kind == "duration" else profile.extent.phases


def _scope_of(profile: Profile) -> Scoped:
    """What limits is the scope without what its outcome tells, places named before, and years, which `Extent` has."""
    untold = untold_scope(profile.figure.scope, profile.facets.outcome, load_words())
    limit = IN_YEAR.sub("", HERE.sub("", untold)).strip(" ;")
    return Scoped(limit, untold, profile.extent.places, profile.facets.counted)


def _around(figure: Figure) -> str:
    """What a sentence says before a figure, and after it up to a stop."""
    return f"{figure.sentence[: max(0, figure.at)]} … {STOP.split(figure.sentence[figure.after :])[0]}"


COUNTED_EXTENT = Question(
    lambda side: (side.extent, side.facets.counted), lambda a, b, policy: _by_extent(a[0], b[0], policy, counted=a[1])
)
EXTENT = Question(attrgetter("extent"), _by_extent)
VOICE = Question(
    attrgetter("figure.doc_id", "figure.source_chain", "figure.sentence_id", "figure.kind"),
    _by_voice,
    within=attrgetter("figure.doc_id"),
)
SIBLINGS = Question(
    lambda side: (side.figure.sentence_id if side.siblings else None, as_sibling(side), side.siblings), _by_siblings
)
QUESTIONS: Mapping[str, tuple[Question, ...]] = {
    "age": (
        Question(
            lambda side: Aged(
                side.facets.names,
                side.facets.noun,
                side.facets.outcome,
                side.figure.interval.stated,
                side.ages,
                side.figure.interval.stated == next(iter(side.ages), None),
            ),
            _by_person,
        ),
        VOICE,
    ),
    "clock": (
        Question(attrgetter("facets"), _by_moment),
        EXTENT,
        Question(attrgetter("figure.interval", "facets.sole"), _by_clock),
        VOICE,
    ),
    "date": (
        Question(attrgetter("dated"), _by_dated),
        Question(attrgetter("figure.doc_id"), _by_document, within=attrgetter("figure.doc_id")),
    ),
    # a quake has it whatever it does
    "magnitude": (Question(attrgetter("facets.noun"), _by_shock), EXTENT, VOICE, SIBLINGS),
    "": (
        Question(attrgetter("facets"), _by_facets),
        Question(attrgetter("facets"), _by_kind),
        Question(lambda side: frozenset() if side.facets.counted else side.siblings, _by_ages_beside),
        COUNTED_EXTENT,
        Question(_placed, _by_part_place),
        Question(_is_narrowed, _by_whole),
        Question(_phases, _by_phase),
        Question(attrgetter("aims"), _by_aims),
        Question(lambda side: (side.figure.when, _is_of_one_day(side.facets), side.extent.aspect == "total"), _by_date),
        Question(lambda side: (side.figure.when, side.facets.outcome == LEVEL), _by_level),
        Question(_scope_of, _by_scope_words),
        Question(
            lambda side: Acted(side.actors, side.facets.names, side.facets.doer or side.figure.kind in OWNED),
            _by_actors,
        ),
        VOICE,
        SIBLINGS,
    ),
}
