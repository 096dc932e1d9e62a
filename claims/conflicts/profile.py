"""A figure as it is compared: what it measures, where and when, and what its sentence says beside it."""

import re
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from claims.conflicts.dates import Dated, read_dated
from claims.conflicts.extents import BREAK, PLACED, Extent, read_extent
from claims.conflicts.facets import AWAY, PAUSE, Facets, read_facets, stem
from claims.conflicts.figures import Figure
from claims.conflicts.policy import LANES, NEVER_COMPARED, Policy
from claims.conflicts.words import CALENDAR, Words, bases, find_names, find_words, look_up
from claims.lexicon import Entry, alternation, word_class

ANY: frozenset[str] = frozenset()
OTHERS = "part.others"
OF_THEM = "part.of_them"
OF_ALL = re.compile(r"(?:^|[.;:]\s)of\s(?:all|its|the|their|those)\s[\d,]+\s[^,;]{1,40},\s$")
""" "Of the 63 survivors," 48."""
INJURED = "outcome.injured"
CRITICAL = "outcome.critical"
"""Always said of some of the injured: "14 of them critically"."""
Sibling = tuple[str, str, float | None]
Aims = frozenset[tuple[str, frozenset[str]]]
PROJECTED = "projected"
UNSURE = re.compile(rf"\b{alternation(word_class('class.word.foreseen'))}\b")
AGREED = re.compile(
    r"\b(?:must|shall|will|(?:are|due|is)\sto|to)\s(?:be\s)?(?:bought|buy|get|paid|pay|receive|sell|sold|spend|spent)\b"
)
OWNED = frozenset(("money", "percentage"))
"""What is somebody's: a sum is its payer's, a share its holder's."""
CAPITAL = re.compile(r"(?<=[a-z,;]\s)[A-Z][\w’'-]*")
AIM = re.compile(
    r"\b(?:(against|for|on)\s(?:an?\s|her\s|his\s|its\s|the\s|their\s)?|(to)\s(?:the\s|its\s|their\s|(?=[A-Z])))"
    r"((?:[^\W\d][\w'’-]*\s?){1,3})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """
    A figure that can be compared.

    `dimension` is the figure's, or person where only people can have met what happened ("five injured"). `lane` is ""
    for denials and questions, `marker` the part marker beside the figure. `around` are the words of its
    window, `actors` the persons and bodies named before it in its clause, `aims` whom or what a sum or a share is for,
    to or against, by preposition, `siblings` what else its sentence counts:
    kind or currency, outcome and number. `ages` are those that an age's document tells, `dated` is what a date dates.
    """

    figure: Figure
    dimension: str
    facets: Facets
    extent: Extent
    lane: str
    marker: str
    around: frozenset[str]
    actors: frozenset[str]
    aims: Aims = frozenset()
    siblings: frozenset[Sibling] = frozenset()
    ages: tuple[float, ...] = ()
    dated: Dated | None = None


def read_profiles(figures: Sequence[Figure], *, policy: Policy, words: Words) -> list[Profile]:
    """
    The figures that are worth checking, each with its reading; dates, ordinals, denials and questions too.

    A date that says what it is the date of is held against others of that, though by itself it is no claim to check.
    """
    read = ((figure, read_dated(figure, words)) for figure in figures)
    capitals = _find_capitals(figures)
    taken = [
        _profile(figure, dated, policy, words, capitals[figure.story])
        for figure, dated in read
        if figure.checkable or dated
    ]
    profiles = _mark(taken)
    beside: dict[object, set[Sibling]] = defaultdict(set)
    for profile in profiles:
        beside[profile.figure.sentence_id].add(as_sibling(profile))
    others = [
        frozenset(other for other in beside[profile.figure.sentence_id] if not _is_same(profile, other, policy))
        for profile in profiles
    ]
    ages: dict[str, tuple[float, ...]] = defaultdict(tuple)
    for figure in figures:
        if figure.kind == "age" and figure.interval.stated is not None:
            ages[figure.doc_id] += (figure.interval.stated,)
    told = [ages[profile.figure.doc_id] if profile.figure.kind == "age" else () for profile in profiles]
    return [
        replace(profile, siblings=siblings, ages=ages) if siblings or ages else profile
        for profile, siblings, ages in zip(profiles, others, told, strict=True)
    ]


def _find_capitals(figures: Sequence[Figure]) -> Mapping[str, frozenset[str]]:
    """By story the words that stand with a capital inside sentences: names also where they open one."""
    sentences: dict[str, set[str]] = defaultdict(set)
    for figure in figures:
        sentences[figure.story].add(figure.sentence)
    return {
        story: frozenset(word for sentence in told for word in CAPITAL.findall(sentence))
        for story, told in sentences.items()
    }


def _mark(profiles: list[Profile]) -> list[Profile]:
    """
    Profiles whose facets say what their documents tell once.

    Of a noun of which a document counts no other number, or the only length it gives, it says what others say of
    theirs, whatever the words. Where it tells who was hurt and who was treated, they are not the same.
    """
    numbers = [profile.figure.interval.stated for profile in profiles]
    is_sole = _are_single([*map(_noun_of, profiles)], numbers)
    is_alone = _are_single([(*_of_dimension(profile), profile.figure.per) for profile in profiles], numbers)
    kins = [(profile.figure.doc_id, profile.facets.kin) for profile in profiles]
    is_kin = _are_single(kins, [profile.facets.outcome for profile in profiles])
    marked = []
    for profile, sole, alone, kin in zip(profiles, is_sole, is_alone, is_kin, strict=True):
        facets = profile.facets
        marks = (sole and bool(_noun_of(profile)[-1]) and not facets.general, alone and facets.measured)
        if any(marks) or (facets.kin and not kin):
            facets = replace(facets, sole=marks[0], alone=marks[1], kin=facets.kin if kin else "")
        marked.append(profile if facets is profile.facets else replace(profile, facets=facets))
    return marked


def _are_single(keys: Sequence[Hashable], told: Sequence[Hashable]) -> list[bool]:
    """Of each whether all that have its key tell the same."""
    values: dict[Hashable, set[Hashable]] = defaultdict(set)
    for key, value in zip(keys, told, strict=True):
        values[key].add(value)
    return [len(values[key]) == 1 for key in keys]


def _noun_of(profile: Profile) -> tuple[str, ...]:
    """What a document may count but once: a noun, or the moment of a time of day."""
    told = profile.facets.outcome if profile.dimension == "clock" else profile.facets.noun
    return (*_of_dimension(profile), told)


def _of_dimension(profile: Profile) -> tuple[str, ...]:
    return (profile.figure.doc_id, profile.figure.kind, profile.dimension)


def as_sibling(profile: Profile) -> Sibling:
    """What a figure is to another of its sentence."""
    figure = profile.figure
    kind = figure.dimension if figure.kind == "money" else figure.kind  # a million euros are not a million dollars
    return (kind, profile.facets.outcome, figure.interval.stated)


def _is_same(profile: Profile, other: Sibling, policy: Policy) -> bool:
    """Whether another figure of the sentence is the same one, or the same in another unit: "600 m (2,000 feet)"."""
    if as_sibling(profile) == other:
        return True
    mine, theirs = profile.figure.interval.stated, other[-1]
    if mine is None or theirs is None or {profile.figure.kind, other[0]} != {"measure"}:
        return False
    return abs(mine - theirs) <= policy.conversion_share * mine


def bucket_of(profile: Profile) -> tuple[str, ...]:
    """Figures of different buckets never compare: story, kind, dimension, denominators, lane, part marker."""
    figure = profile.figure
    return (figure.story, figure.kind, profile.dimension, figure.per, profile.lane, profile.marker)


def is_compared(profile: Profile) -> bool:
    """Whether a figure may be compared, a part with the same part: no mere date, rank, denial or question."""
    is_told = profile.dimension == "clock" or profile.dated is not None
    return bool(profile.lane) and (is_told or profile.figure.kind not in NEVER_COMPARED)


def is_whole(profile: Profile) -> bool:
    """Whether a figure that may be compared counts all of its topic's; "others" count all others."""
    return is_compared(profile) and profile.marker in ("", OTHERS)


def _profile(figure: Figure, dated: Dated | None, policy: Policy, words: Words, capitals: frozenset[str]) -> Profile:
    before, after = _window(figure, policy.window)
    near = f"{before} {after}".lower()
    facets = read_facets(figure, before, after, words, capitals=capitals)
    if dated:
        figure = replace(figure, interval=dated.days, entity=dated.thing)
        facets = replace(facets, outcome=dated.event, noun=dated.noun, general=not dated.noun, names=dated.names)
    extent = read_extent(figure, before, after, words)
    return Profile(
        figure=figure,
        dimension="person" if facets.of_people else figure.dimension,
        facets=facets,
        # how far away something lies does not depend on when
        extent=replace(extent, days=ANY, months=ANY, years=ANY) if facets.outcome == AWAY else extent,
        lane=_find_lane(figure, dated, before),
        marker=_find_marker(figure, facets, words) if figure.at >= 0 else "",
        around=_content(near, figure, words),
        actors=_find_actors(figure, facets, before, words),
        aims=_find_aims(figure, before, after, words) if figure.kind in OWNED else frozenset(),
        dated=dated,
    )


def _find_lane(figure: Figure, dated: Dated | None, before: str) -> str:
    """
    The lane of a figure's modality; what is dated after its article is only planned, whatever the words.

    What will be paid, as agreed or announced, is told of the present: "will pay $42 a share", "has offered $44".
    """
    lane = LANES.get(figure.modality, "")
    if (
        lane == PROJECTED
        and figure.kind == "money"
        and AGREED.search(PAUSE.split(before)[-1])
        and not UNSURE.search(figure.sentence)
    ):
        return "asserted"
    if dated is None or not lane:
        return lane
    is_ahead = figure.published is not None and dated.days.low > figure.published.toordinal()
    return "projected" if is_ahead or dated.planned else lane


def _window(figure: Figure, reach: int) -> tuple[str, str]:
    """The text around the figure inside its sentence, whole words only; the whole sentence if its place is unknown."""
    if figure.at < 0:
        return figure.sentence, ""
    before = figure.sentence[max(0, figure.at - reach) : figure.at]
    after = figure.sentence[figure.after : figure.after + reach]
    if figure.at > reach:
        before = before.partition(" ")[2]
    if figure.after + reach < len(figure.sentence):
        after = after.rpartition(" ")[0]
    return before, after


def _content(text: str, figure: Figure, words: Words) -> frozenset[str]:
    """The stems of a text's words, and what happened by its class: who died was killed."""
    table = words.person_outcomes if figure.kind == "count" else words.thing_outcomes
    found = (word for word in find_words(text) if word not in words.stop and len(word) > 1)
    return frozenset(entry.id if (entry := look_up(table, word)) and entry["toll"] else stem(word) for word in found)


def _find_actors(figure: Figure, facets: Facets, before: str, words: Words) -> frozenset[str]:
    """
    Names before the figure in its clause, without whoever says it: who missed three games.

    Of a deed the names before its verb, or those that open the clause. A country is one only of a deed, or of a sum,
    which it pays or gets.
    """
    clause = next((part for part in reversed(BREAK.split(before)) if part.strip()), "")  # "pledged $3m (2m euros)"
    tokens = clause.split()
    said = max((at for at, token in enumerate(tokens) if token.strip(".,").lower() in words.reporting), default=-1)
    tokens = tokens[said + 1 :]
    if facets.doer:
        table = words.person_outcomes if facets.person else words.thing_outcomes
        did = (at for at, token in enumerate(tokens) if _is_deed(token, facets.outcome, table))
        opening = sum(1 for _ in takewhile(lambda token: not token.islower(), tokens))
        tokens = PLACED.sub("", " ".join(tokens[: next(did, opening)])).split()
    names = find_names(" ".join(tokens), words)
    known = (words.people, words.person_outcomes, words.thing_outcomes)
    return frozenset(
        word
        for name in names
        for word in name.split()
        if (facets.doer or figure.kind == "money" or not name.startswith("place."))
        and word not in words.stop
        and word not in words.roles
        and not any(look_up(table, word) for table in known)
        and (figure.kind == "money" or word not in figure.entity.lower())
    )


def _is_deed(word: str, outcome: str, table: Mapping[str, Entry]) -> bool:
    entry = look_up(table, word.strip(".,"))
    return entry is not None and entry.id == outcome


def _find_aims(figure: Figure, before: str, after: str, words: Words) -> Aims:
    """Of each preposition in a figure's clause the words behind it; persons are their class."""
    found = []
    for text in (PAUSE.split(before)[-1], PAUSE.split(after)[0]):
        for against, to, phrase in AIM.findall(text):
            noun = takewhile(lambda word: figure.property not in bases(word), find_words(phrase.lower()))
            said = [word for word in noun if word not in words.stop and word not in CALENDAR]
            people = (look_up(words.people, word) for word in said)
            stems = frozenset(entry.id if entry else stem(word) for word, entry in zip(said, people, strict=True))
            found.append((against or to, stems))
    return frozenset((word, stems) for word, stems in found if stems)


def _find_marker(figure: Figure, facets: Facets, words: Words) -> str:
    """The part marker beside a figure, as its entry's id, or ""."""
    before, after = figure.sentence[: figure.at].lower(), figure.sentence[figure.after :].lower()
    noun, rest = figure.entity.lower(), after.lstrip()
    after_noun = rest[len(noun) :] if rest.startswith(noun) and not rest[len(noun) :][:1].isalnum() else after
    happened = look_up(words.person_outcomes, figure.property) if figure.property else None
    if OF_ALL.search(before) and not (happened and happened["toll"]):  # "Of the 300 soldiers, 45 were killed"
        return OF_THEM
    is_share = figure.kind == "percentage"  # of which a base may follow: "40 % of the votes"
    for markers, texts in ((words.before, (before,)), (words.after, () if is_share else (after, after_noun))):
        for marker in markers:
            if any(marker.pattern.search(text) for text in (texts[:1] if marker.entry["bare"] else texts)):
                is_own = facets.outcome == CRITICAL or _another_toll(before, facets, words)
                if marker.entry["unless_other_outcome"] and is_own:
                    continue
                if marker.entry["only_outcome"] and facets.outcome != marker.entry["only_outcome"]:
                    continue
                if marker.entry["beside_change"] and not _changes(before, words):
                    continue
                return marker.entry.id
    return ""


def _changes(before: str, words: Words) -> bool:
    """Whether the clause before a figure tells of a change: "rose to 23 from" 19."""
    return any(look_up(words.changes, word) for word in find_words(PAUSE.split(before)[-1]))


def _another_toll(before: str, facets: Facets, words: Words) -> bool:
    """
    Whether another outcome is told before the figure, "killed one and wounded" eleven others, or of the hurt none:
    "nineteen others were hurt".
    """
    told = (look_up(words.person_outcomes, word) for word in find_words(before))
    tolls = {toll.id for toll in told if toll and toll["toll"]}
    return bool(tolls - {facets.outcome}) or (facets.outcome == INJURED and not tolls)
