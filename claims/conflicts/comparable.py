"""Do two figures measure the same thing? Each question answers with a weight, and 0 ends the matter."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log, sqrt

from claims.conflicts.extents import Extent
from claims.conflicts.facets import Facets
from claims.conflicts.policy import Policy
from claims.conflicts.profile import Profile, as_sibling
from claims.conflicts.wording import quoted
from claims.conflicts.words import load_words, with_wholes


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How much one question leaves of the confidence that two figures are one measure, and what to say about it."""

    weight: float
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """
    Whether two figures measure the same thing.

    `differs` says in parts of a sentence what is not alike; where the confidence is 0, why they are not compared.
    """

    confidence: float
    differs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rarity:
    """What each word of a story weighs, squared, and how long each claim's bag of words is by those weights."""

    squares: Mapping[str, float]
    norms: Mapping[str, float]


SURE = Answer(weight=1.0)
NATION = "person.national"


def decide(a: Profile, b: Profile, *, policy: Policy, rarity: Rarity) -> Decision:
    """
    How sure it is that two figures of one bucket measure the same thing, in the order of the least work.

    `rarity` weighs each word of the story: one that every sentence has is weak evidence.
    """
    confidence, differs = 1.0, []
    for answer in _answers(a, b, policy, rarity):
        confidence *= answer.weight
        if answer.words:
            differs.append(answer.words)
        if confidence == 0:
            return Decision(confidence=0.0, differs=(answer.words,))
    return Decision(confidence=round(confidence, 4), differs=tuple(differs))


def _answers(a: Profile, b: Profile, policy: Policy, rarity: Rarity) -> Iterator[Answer]:
    yield _by_voice(a, b, policy)
    if a.figure.kind == "age":
        yield _by_person(a, b)
        yield _by_words(a, b, policy, rarity)
        return
    yield _by_siblings(a, b)
    if a.dimension == "magnitude":  # a quake has it whatever it does
        yield _by_noun(a.facets, b.facets, policy)
        yield _by_extent(a.extent, b.extent, policy)
        yield _by_words(a, b, policy, rarity)
        return
    yield _by_facets(a.facets, b.facets, policy)
    yield _by_kind(a, b, policy)
    yield _by_extent(a.extent, b.extent, policy)
    yield _by_date(a, b, policy)
    yield _by_scope_words(a, b, policy)
    yield _by_actors(a, b, policy)
    yield _by_words(a, b, policy, rarity)


def _by_voice(a: Profile, b: Profile, policy: Policy) -> Answer:
    one, other = a.figure, b.figure
    if one.doc_id != other.doc_id or one.source_chain != other.source_chain:
        return SURE
    if one.sentence_id == other.sentence_id:
        return Answer(weight=0.0, words="one sentence gives both, so they are two measures")
    return Answer(weight=policy.same_voice_weight, words="one document says both in one voice")


def _by_siblings(a: Profile, b: Profile) -> Answer:
    """Where one sentence gives the other's very number beside its figure, that number is the counterpart."""
    one, other = as_sibling(a), as_sibling(b)
    numbers = one != other and one[-1] is not None and other[-1] is not None
    elsewhere = a.figure.sentence_id != b.figure.sentence_id
    if numbers and elsewhere and (one in b.siblings or other in a.siblings):
        return Answer(weight=0.0, words="one sentence gives both numbers, so they are two measures")
    return SURE


@lru_cache(maxsize=100_000)
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
    if a.outcome and b.outcome:
        if a.outcome.startswith("outcome.") and b.outcome.startswith("outcome."):
            return Answer(weight=0.0, words="they count different outcomes")
        return Answer(weight=policy.other_outcome_weight, words=f"what happened differs ({_said(a)} / {_said(b)})")
    if a.outcome or b.outcome:
        return Answer(
            weight=policy.unsaid_outcome_weight, words=f"only one says what happened ({_said(a) or _said(b)})"
        )
    return Answer(weight=policy.nothing_said_weight)


def _said(facets: Facets) -> str:
    return facets.outcome.removeprefix("outcome.").replace("_", " ")


def _by_noun(a: Facets, b: Facets, policy: Policy) -> Answer:
    if not a.noun or not b.noun:
        unsaid = policy.unsaid_thing_weight if a.counted else policy.unsaid_measured_weight
        return Answer(weight=unsaid ** (2 - bool(a.noun or b.noun)))
    if a.noun == b.noun:
        return SURE
    if not a.counted and a.someone and b.someone:
        return Answer(weight=policy.unsaid_measured_weight)
    if a.group != b.group:
        return Answer(weight=policy.group_noun_weight, words="one may count a part of the other's people")
    if a.toll and b.toll and a.person and b.person:
        return _by_victims(a, b, policy)
    if a.general or b.general:
        return Answer(weight=policy.national_noun_weight if NATION in (a.noun, b.noun) else policy.general_noun_weight)
    if a.noun.startswith("person.") and b.noun.startswith("person."):
        return Answer(weight=0.0, words="they count different people")
    return Answer(weight=policy.other_noun_weight, words=f"the counted differ ({a.noun} / {b.noun})")


def _by_victims(a: Facets, b: Facets, policy: Policy) -> Answer:
    """Of the dead or hurt, a nation's and a group's are oftener a part of all than all of them under another name."""
    anyone = "person.anyone" in (a.noun, b.noun)
    if not anyone:
        return Answer(weight=0.0, words="they count different victims")
    weight = policy.nation_of_toll_weight if NATION in (a.noun, b.noun) else policy.part_of_toll_weight
    return Answer(weight=weight, words="one may count a part of the other's victims")


def _by_compounds(a: Facets, b: Facets, _: Policy) -> Answer:
    if a.compounds and b.compounds and not a.compounds & b.compounds:
        return Answer(weight=0.0, words="the counted are of different sorts")
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
        return Answer(weight=policy.names_one_side_weight)
    words = load_words()
    if with_wholes(a.names, words) & b.names or with_wholes(b.names, words) & a.names:
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


def _by_person(a: Profile, b: Profile) -> Answer:
    """An age is somebody's, whatever happens to him and wherever: the same last name, and no other first name."""
    one, other = (
        {tuple(name.split()) for name in side.facets.names if not name.startswith("place.")} for side in (a, b)
    )
    alike = any(
        mine[-1] == theirs[-1] and (len(mine) == 1 or len(theirs) == 1 or set(mine[:-1]) & set(theirs[:-1]))
        for mine in one
        for theirs in other
    )
    return SURE if alike else Answer(weight=0.0, words="they are not said to be one person's age")


def _by_kind(a: Profile, b: Profile, policy: Policy) -> Answer:
    """What is no count needs the same thing named: many lengths and sums in a story are of many things."""
    if a.figure.kind == "count":
        return SURE
    someone = a.facets.someone and b.facets.someone
    if a.facets.noun and b.facets.noun and a.facets.noun != b.facets.noun and not someone:
        return Answer(weight=0.0, words=f"they measure different things ({a.facets.noun} / {b.facets.noun})")
    return Answer(weight=policy.not_a_count_weight)


@lru_cache(maxsize=100_000)
def _by_extent(a: Extent, b: Extent, policy: Policy) -> Answer:
    """Places and times: apart is another measure, one inside the other is a lower confidence."""
    weight, said = 1.0, []
    for kind in ("days", "months", "years"):
        one, other = getattr(a, kind), getattr(b, kind)
        if one and other and not one & other and _alike(one, other):
            return Answer(weight=0.0, words=f"they speak of different {kind}")
        if kind == "years" and one != other and not one & other:
            weight *= policy.period_one_side_weight
    place = _by_place(a, b, policy)
    if place.weight == 0:
        return place
    weight *= place.weight
    said += [place.words] if place.words else []
    if a.since and b.since and not a.since & b.since:
        return Answer(weight=0.0, words="they run from different days")
    for total, day in ((a, b), (b, a)):
        if total.aspect == "total" and day.days and not total.days:
            return Answer(weight=0.0, words="one is a running total, the other of one day")
    if a.aspect and b.aspect and a.aspect != b.aspect:
        if "flow" in (a.aspect, b.aspect):
            return Answer(weight=0.0, words="one is the count of a period, the other is not")
        weight *= policy.other_aspect_weight
        said.append("one is a running total, the other what stands at one time")
    return Answer(weight=weight, words="; ".join(said))


def _by_place(a: Extent, b: Extent, policy: Policy) -> Answer:
    """A place that no pack knows may lie in the other, or be its name; two that are known, and apart, never."""
    one, other = a.places or a.near, b.places or b.near
    if not one or not other:
        return Answer(weight=1.0 if bool(a.places) == bool(b.places) else policy.scope_one_side_weight)
    if one & other:
        return SURE
    words = load_words()
    if with_wholes(one, words) & other or with_wholes(other, words) & one:
        return Answer(weight=policy.scope_inside_weight, words="one place lies in the other")
    if all(name in words.inside for name in one | other) and a.places and b.places:
        return Answer(weight=0.0, words="they speak of different places")
    return Answer(weight=policy.other_place_weight, words="they name different places")


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Dates compare with dates and weekdays with weekdays."""
    return {day[:1].isdigit() for day in one} == {day[:1].isdigit() for day in other}


def _by_date(a: Profile, b: Profile, policy: Policy) -> Answer:
    """A toll days apart is as likely of another event as of the same told again, unless it is a running total."""
    one, other = a.figure.when, b.figure.when
    is_toll = a.facets.toll and b.facets.toll
    if one is None or other is None or not is_toll or abs((one - other).days) <= policy.same_event_days:
        return SURE
    return SURE if "total" in (a.extent.aspect, b.extent.aspect) else Answer(weight=policy.later_weight)


def _by_scope_words(a: Profile, b: Profile, policy: Policy) -> Answer:
    one, other = (" ".join(side.figure.scope.casefold().split()) for side in (a, b))
    if one == other:
        return SURE
    if one and other:
        weight = 1.0 if a.extent.places & b.extent.places else policy.scope_other_words_weight
        return Answer(weight=weight, words=f"their scopes differ ({quoted(a.figure.scope)} / {quoted(b.figure.scope)})")
    return Answer(
        weight=policy.scope_one_side_weight,
        words=f"only one names a scope ({quoted(a.figure.scope or b.figure.scope)})",
    )


def _by_actors(a: Profile, b: Profile, policy: Policy) -> Answer:
    """Two figures of which each names another actor are seldom of one deed: who missed how many games."""
    if a.actors and b.actors and not a.actors & b.actors:
        return Answer(weight=policy.other_actor_weight, words="they name different actors")
    return SURE


def _by_words(a: Profile, b: Profile, policy: Policy, rarity: Rarity) -> Answer:
    """The words around the figures: the more of the rarer ones they share, the surer."""
    share = min(1.0, find_likeness(a, b, rarity) / policy.shared_words_enough)
    return Answer(weight=policy.no_shared_words_weight + (1 - policy.no_shared_words_weight) * share)


def weigh_words(profiles: Sequence[Profile]) -> Rarity:
    """The weights of one story's words: the fewer of its sentences have a word, the more it says."""
    bags = {(profile.figure.doc_id, profile.figure.sentence): profile.around for profile in profiles}
    counts = Counter(word for bag in bags.values() for word in bag)
    squares = {word: (1 + log((1 + len(bags)) / (1 + count))) ** 2 for word, count in counts.items()}
    norms = {
        profile.figure.claim_id: sqrt(sum(squares.get(word, 1.0) for word in profile.around)) for profile in profiles
    }
    return Rarity(squares=squares, norms=norms)


def find_likeness(a: Profile, b: Profile, rarity: Rarity) -> float:
    """Cosine of the words around two figures, each weighing its rarity; 0 where either has none."""
    shared = sum(rarity.squares.get(word, 1.0) for word in a.around & b.around)
    return shared / (rarity.norms[a.figure.claim_id] * rarity.norms[b.figure.claim_id]) if shared else 0.0
