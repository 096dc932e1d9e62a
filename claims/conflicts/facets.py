"""Who or what a figure counts, and what happened to it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from claims.conflicts.figures import Figure
from claims.conflicts.words import Words, bases, find_names, find_words, look_up, respell
from claims.lexicon import Entry, load_entries, word_class
from claims.pronouns import COUNTED_PRONOUNS

CLAUSE_END = re.compile(
    r"[,;:.()—–]|\s(?:and|but|who|that|which|in|at|by|after|when|as(?!\s(?:dead|missing))|from|with|for)\s"
)
ASIDE = re.compile(r"\s*,\sincluding\s[^,;:.]*,")
HEDGES = re.compile(
    r"(?:\b(?:about|almost|an|around|at|estimated|fewer|least|less|more|most|nearly|over|some|than|up to)\s+)+$"
)
FAR = 40
"""Characters from a figure within which its verb stands before it, and the noun that it counts begins."""
# "the presence of", "the deaths of some": the noun that rules the figure.
NOUN_OF = re.compile(r"(\w+)\sof\s(?:[a-z]+\s){0,3}$")
PEOPLE = frozenset(
    word for entry in load_entries("things/") if entry["dimension"] == "person" for word in entry.surfaces
)
LETTERS = re.compile(r"[^\W\d_]+(?:['’][a-z]+)?")
NAME = r"(?P<name>[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+)+)"
NAME_BEFORE = re.compile(rf"{NAME}(?:\s\(|,\saged\s)$")
HOLDER = re.compile(r"(?P<name>(?:[A-Z][\w.’'-]+\s)*[A-Z][\w.’'-]+),\s(?:an?|at|her|his|its|now|the|who\sis)\s$")
AT_PLACE = re.compile(r"\b(?:[Aa]t|[Ii]n|[Nn]ear|[Oo]n)\s$")
NAME_AFTER = re.compile(rf"(?:[\s-][a-z]+){{1,6}},\s(?:(?:identified|named)(?:\sas)?\s)?{NAME}")
OF_AGE = re.compile(r"\b(?:boy|girl|man|woman)\sof\s$")
NAME_OF_AGE = re.compile(rf"\s?,\s(?:(?:identified|named)(?:\sas)?\s)?{NAME}")
OWNED = re.compile(r"\sof\s(?:its|their)\b")
ATTRIBUTE = re.compile(r"[\s-]?[a-z]+\.?[\s-]([a-z]+)\b")
PARTICLE = re.compile(
    r"\s(away|back|down|in|off|out|over|up)\b(?=\s*(?:[,.;]|$)|\s(?:after|alive|and|for|from|on|to|when)\b)"
)
NO_NOUN = frozenset(("custody", "jail", "one", "other", "prison", "value", "worth", "year-old"))
SOMEONE = PEOPLE | NO_NOUN
TITLES = word_class("class.title")
TO = re.compile(r"\bto\s[^;]*?(\w+)(?=;|$)")  # the last word of "taken to an area hospital"
BODIES = word_class("class.noun.organisation") | word_class("class.noun.officials") | word_class("class.noun.country")
OF_PRICE = dict.fromkeys(("outcome.bought", "outcome.paid", "outcome.sold", "outcome.spent"), "outcome.priced")
"""What somebody pays is what the thing costs."""
ANY_MEASURE = word_class("class.noun.any_measure")
OF_ITS_NOUN = word_class("class.noun.of_its_noun")
MEASURED = frozenset(("measure", "money", "percentage", "percentage_points"))
SHARED = frozenset(("money", "percentage", "percentage_points"))
PAUSE = re.compile(r"[;:()—–]|[,.](?!\d)")
LEVEL = "change.level"
"""What is told of a figure to which something rose or fell."""
TO_LEVEL = re.compile(r"\bto\s(?:a\s)?$")
HELD = "moment.held"
CLAUSE = 200
"""Characters in which a clause begins before a time of day."""
SHOCKS = frozenset(("same.aftershock", "same.quake"))
FOLLOWED_BY, FOLLOWED = re.compile(r"\bfollowed by\b[^.;]*$"), re.compile(r"[^.,;]*\bfollowed\b(?!\sby\b)")
PLAIN_QUALIFIERS = word_class("class.word.plain_qualifier")
OF_PEOPLE = frozenset(("outcome.capacity", "outcome.infected", "outcome.killed"))
"""What mostly people meet, where no noun says what is counted."""
AWAY = "distance"
LIMITS = word_class("class.noun.limit")
MISSING = "outcome.missing"
"""Also who is sought."""
AGENT = re.compile(r"(?:[eo]r|ee|ian|ist|man)$")
SPEED = "speed"
"""Told by its unit, whatever the verb."""
DISTANCE = re.compile(
    r"[\s-]?[a-z]+\.?(?:\s\([^()]{1,30}\))?\s(?:from|off|of|outside|away\sfrom"
    r"|(?:to\sthe\s)?(?:(?:north|south)[- ]?(?:east|west)?|east|west)(?:ern)?\sof)\s"
    r"(?:the\s(?:[a-z]+\s){0,2}(?:of\s)?)?(?P<place>[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*)*)"
)
AND_MORE = re.compile(r"\sand\s(?:crew|men|people|personnel|staff|women|[a-z]+[^s\W]s)\b")
HEAD_END = re.compile(
    r"\b(?:of|in|for|at|on|to|from|with|that|which|who|(?:last|next|this)\s(?:month|quarter|week|year))\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """
    What must agree for two figures to be one measure. Equal facets are equal measures, as far as words say.

    `noun` is a class of persons or the counted noun's lemma, "" if unsaid; a `general` one may be any other, and a
    `sole` one is counted but once in its document; what is `alone` is the only number of its dimension there. `person`
    says that persons are counted, `measured` that it is a length or the like, `someone` that what is measured is a
    person or bears a name, `of_people` that people are counted if no noun says otherwise. `outcome` is a class id, a
    lemma of no class, or "" if unsaid; with a `doer` it is somebody's deed, and with `men` these are mostly all it
    befalls. `kin` are the classes that may be told of the same ones, "" where its document tells another of them.
    """

    noun: str
    counted: bool
    measured: bool
    person: bool
    someone: bool
    general: bool
    group: bool
    compounds: frozenset[str]
    contrasts: frozenset[tuple[str, str]]
    names: frozenset[str]
    outcome: str
    toll: bool
    men: bool
    doer: bool
    of_people: bool = False
    kin: str = ""
    alone: bool = False
    sole: bool = False


def read_facets(
    figure: Figure, before: str, after: str, words: Words, *, capitals: frozenset[str] = frozenset()
) -> Facets:
    """The facets of a figure from its own cells, the text on both sides of it, and words whose capital is a name's."""
    name = figure.entity if figure.entity.partition(" ")[0] in capitals else _common_first(figure, words)
    noun, compounds = _head(figure, name)
    if figure.dimension == "magnitude":
        nearest = (*reversed(find_words(before)), *find_words(after))
        shaken = (word for word in nearest if (same := look_up(words.synonyms, word)) and same.id in SHOCKS)
        follows = FOLLOWED_BY.search(before) or FOLLOWED.match(after)
        noun = "aftershock" if follows else next(shaken, noun)
    entity = find_words(figure.entity)
    names = find_names(name, words) | _find_owner(before, after, words)
    if figure.kind == "age":
        names = _full_names(names | find_names(_named_beside(before, after), words))
    person = figure.kind == "count" and (figure.dimension in ("person", "") or _befell_people(figure, words))
    tables = () if figure.kind == "age" else (words.people,) if person else (words.synonyms, words.people)
    names_of = (" ".join((*compounds[-1:], noun)), noun) if noun else ()  # rescue workers are rescuers
    entry = next((found for table in tables for name in names_of if (found := look_up(table, name))), None)
    national = person and not entry and noun.title() == noun and bool(find_names(noun.title(), words)) and bool(names)
    if figure.dimension == "clock":
        outcome = _read_moment(figure, before, after, words)
    elif noun in LIMITS:
        outcome = words.thing_outcomes["require"]
    elif figure.dimension == SPEED:
        outcome = SPEED
    else:
        outcome = _read_outcome(figure, before, after, words.person_outcomes if person else words.thing_outcomes, words)
    if entry and entry["did"] and person and (not isinstance(outcome, Entry) or outcome.id == MISSING):
        outcome = words.person_outcomes[entry["did"]]  # gunmen are counted as such, whatever they do
    clause = [word for word in (*entity, *find_words(before)[-3:], *find_words(after)[:3]) if word.islower()]
    opposites = (look_up(words.contrasts, word) for word in clause)
    lemma = respell(noun.lower() if figure.kind == "count" or not noun else stem(noun))
    named = any(not name.startswith("place.") for name in names)
    facets = Facets(
        noun=entry.id if entry else "person.national" if national else lemma,
        counted=figure.kind == "count",
        measured=figure.kind == "measure",
        person=person,
        someone=bool(entity) and (any(form in SOMEONE for form in bases(entity[-1].lower())) or named),
        general=national or bool(entry and entry["general"]) or not noun,
        group=bool(entry and entry["group"]),
        compounds=frozenset(compound.lower() for compound in compounds) if not national else frozenset(),
        contrasts=frozenset((opposite["about"], opposite.id) for opposite in opposites if opposite),
        names=names,
        outcome=outcome.id if isinstance(outcome, Entry) else outcome,
        toll=isinstance(outcome, Entry) and bool(outcome["toll"]),
        men=isinstance(outcome, Entry) and bool(outcome["men"]),
        doer=isinstance(outcome, Entry) and bool(outcome["doer"]),
        kin=(isinstance(outcome, Entry) and outcome["kin"]) or "",
        of_people=person and isinstance(outcome, Entry) and (outcome["of"] == "person" or outcome.id in OF_PEOPLE),
    )
    if facets.counted and AND_MORE.match(_behind(figure, after)):
        facets = replace(facets, noun="", general=True)  # "passengers and crew"
    if isinstance(outcome, Entry) and outcome["itself"] and not facets.counted:
        facets = replace(facets, noun="")  # a fine, whoever pays it
    if (noun in BODIES and not facets.counted) or (facets.someone and figure.kind == "money"):
        facets = replace(facets, noun="", compounds=frozenset())  # who pays or owns it
    if figure.kind == "money":
        facets = replace(facets, outcome=OF_PRICE.get(facets.outcome, facets.outcome))
    places = _far_from(figure, after, words)
    return replace(facets, noun="" if named or names else facets.noun, names=places, outcome=AWAY) if places else facets


def _befell_people(figure: Figure, words: Words) -> bool:
    """Whether only people can have met what happened to a noun that no pack knows: "14 organisers were arrested"."""
    said = look_up(words.person_outcomes, figure.property) if figure.property else None
    is_unknown = figure.dimension == figure.unit and AGENT.search(figure.unit)
    return bool(is_unknown and said and said["of"] == "person")


def _common_first(figure: Figure, words: Words) -> str:
    """The entity, its first word in lower case where only the start of the sentence makes it a name: "Turnout rose"."""
    first, _, rest = figure.entity.partition(" ")
    opens = figure.sentence.startswith(first) and first[1:].islower()
    is_common = figure.kind in SHARED or (rest.islower() and first.lower() in PEOPLE)
    is_place = look_up(words.places, first) is not None
    return f"{first.lower()} {rest}".strip() if opens and is_common and not is_place else figure.entity


def _named_beside(before: str, after: str) -> str:
    """Whose age it is, where the name stands in apposition: "a six-year-old boy, Oliver Tate", "Bremer, who is 29"."""
    holder = HOLDER.search(before)
    found = NAME_BEFORE.search(before) or (NAME_OF_AGE if OF_AGE.search(before) else NAME_AFTER).match(after)
    found = found or (holder if holder and not AT_PLACE.search(before[: holder.start()]) else None)
    return found["name"] if found else ""


def _full_names(names: frozenset[str]) -> frozenset[str]:
    """Of the names beside an age those of several words, if any, without their titles: "Bart Wouters", "Mr Wouters"."""
    untitled = {" ".join(word for word in name.split() if word.rstrip(".") not in TITLES) or name for name in names}
    return frozenset(name for name in untitled if " " in name) or frozenset(untitled)


def _find_owner(before: str, after: str, words: Words) -> frozenset[str]:
    """The country that "its" stands for: "the Jordanian army said three of its peacekeepers died"."""
    owners = find_names(CLAUSE_END.split(before)[-1], words) if OWNED.match(after) else frozenset()
    return frozenset(owner for owner in owners if owner.startswith("place."))


def _far_from(figure: Figure, after: str, words: Words) -> frozenset[str]:
    """The place from which a length is measured: "25 km west of the capital, Lorin"."""
    found = DISTANCE.match(after) if figure.kind == "measure" and figure.dimension == "length" else None
    return find_names(found["place"], words) if found else frozenset()


def _head(figure: Figure, name: str) -> tuple[str, list[str]]:
    """The counted noun's lemma and its compounds; for what has a unit, the last noun of the entity."""
    counted = figure.unit.split() if figure.kind == "count" else []
    if counted[1:] and counted[-1].lower() == "member":
        counted = counted[:-1]  # staff members are staff
    if counted:
        return (counted[-1], counted[:-1]) if counted[-1] not in COUNTED_PRONOUNS else ("", [])
    entity = find_words(HEAD_END.split(name)[0])
    if figure.kind in MEASURED and entity[1:] and entity[-1] in OF_ITS_NOUN:
        entity = entity[:-1]  # the inflation rate is inflation, the maize crop maize
    head = entity[-1].lower() if entity else ""
    is_tally = head == "toll" if figure.kind == "count" else head in ANY_MEASURE  # whose it is, it does not say
    return ("", []) if head in NO_NOUN or is_tally else (head, _qualifiers(entity) if figure.kind in SHARED else [])


def _qualifiers(entity: Sequence[str]) -> list[str]:
    """What tells a share or a sum from others of its name: the "food" of "food prices"."""
    return [word for word in entity[:-1] if word.islower() and word not in PLAIN_QUALIFIERS]


def _read_outcome(figure: Figure, before: str, after: str, table: Mapping[str, Entry], words: Words) -> Entry | str:
    """What happened to the counted: the state after it, what its noun says, its predicate, or the noun it is of."""
    clause = PAUSE.split(before)[-1]
    near = f"{clause} {figure.property} {figure.unit} {figure.entity} {PAUSE.split(after)[0]}".lower()
    near = " ".join((near, *(f"{verb} {figure.unit}" for verb in _verb_forms(clause)), _split_verb(figure, after)))
    said = look_up(table, figure.property) if figure.property else None
    found = words.outcome_phrases.search(near)
    phrase = " ".join(found[0].split()) if found else ""
    if phrase in table and not (said and said["toll"] and not _is_in(figure.property, phrase)):
        return table[phrase]
    counts = figure.kind == "count"
    state = _state_after(_behind(figure, after), table, words) if counts else _attribute(figure, after, words)
    named = figure.unit.split()[-1:] if counts else _head(figure, figure.entity)[0].split()
    noun = table.get(named[0].lower()) if named and figure.kind in ("count", "money") else None
    event = noun if noun and ((counts and noun["toll"]) or noun["itself"]) else None
    if figure.kind in MEASURED and figure.property and event is None:
        change = look_up(words.changes, figure.property)
        if change and TO_LEVEL.search(HEDGES.sub("", before.lower())):
            return LEVEL
        said = change or said
    unsaid = said is None or said.id == "outcome.unsaid"
    brought = next((words.goals[goal] for goal in TO.findall(figure.scope) if goal in words.goals), None)
    of = NOUN_OF.search(before)
    ruling = look_up(table, of[1]) if of and of[1] not in OF_ITS_NOUN else None  # no level is levelled
    for entry in (state, event, brought if counts else None, said, noun if counts else None, ruling):
        if entry and entry.id != "outcome.unsaid":
            return entry
    return "" if unsaid and (said or not figure.property) else figure.property.lower()


def _read_moment(figure: Figure, before: str, after: str, words: Words) -> Entry | str:
    """
    What a time of day is the time of: its predicate, or the nearest word before it in its clause, or after it.

    Where something happened at what was held, it is that which happened: "shots rang out at a vigil".
    """
    before = figure.sentence[max(0, figure.at - CLAUSE) : figure.at] if figure.at >= 0 else before
    clause = PAUSE.split(before)[-1], PAUSE.split(after)[0]
    phrase = words.moment_phrases.search(" … ".join(clause).lower())
    near = [*reversed(find_words(clause[0])), *find_words(clause[1])]
    if phrase:
        return words.moments[" ".join(phrase[0].split())]
    said = look_up(words.moments, figure.property) if figure.property else None
    found = [entry for entry in (said, *(look_up(words.moments, word) for word in near)) if entry]
    happened = (entry for entry in found if said is None and entry.id != HELD)
    return next((entry for entry in (*happened, *found)), figure.property.lower())


def _is_in(word: str, phrase: str) -> bool:
    """Whether a lemma is that of a word of a phrase."""
    return any(word in bases(part) for part in phrase.split())


def _split_verb(figure: Figure, after: str) -> str:
    """The predicate with the particle that follows its object: "take away" of "took 26 people away"."""
    found = PARTICLE.match(_behind(figure, after)) if figure.property else None
    return f"{figure.property} {found[1]}" if found else ""


def _attribute(figure: Figure, after: str, words: Words) -> Entry | None:
    """Which of its sizes a length is, by the adjective behind its unit: "54 metres |high|", "48-metre |tall|"."""
    found = ATTRIBUTE.match(after) if figure.kind == "measure" else None
    return words.states.get(found[1]) if found else None


def _verb_forms(before: str) -> tuple[str, ...]:
    """The word before a figure and its hedges, with what it may be inflected from: "claimed" (more than 660 lives)."""
    words = find_words(HEDGES.sub("", before[-FAR:].lower()))
    return bases(words[-1]) if words else ()


def _behind(figure: Figure, after: str) -> str:
    """What follows the counted noun."""
    at = after.find(figure.entity, 0, FAR + len(figure.entity)) if figure.entity else -1
    rest = after[at + len(figure.entity) :] if at >= 0 else after
    aside = ASIDE.match(rest)
    return rest[aside.end() :] if aside else rest


def _state_after(after: str, table: Mapping[str, Entry], words: Words) -> Entry | None:
    """The class of the first participle or adjective after the counted noun ("five people dead")."""
    near = LETTERS.findall(CLAUSE_END.split(after)[0].lower())[:5]
    for word, earlier in zip(near, ["", *near], strict=False):
        entry = words.states.get(word) or (look_up(table, word) if word.endswith("ed") else None)
        if entry and (entry["toll"] or word in words.states or earlier in ("was", "were", "been")):
            return entry
    return None


def untold_scope(scope: str, outcome: str, words: Words) -> str:
    """A scope without the parts that its outcome tells: whoever is treated was brought "to a hospital"."""
    parts = ((part, TO.fullmatch(part)) for part in scope.split("; "))
    return "; ".join(
        part for part, to in parts if to is None or (goal := words.goals.get(to[1])) is None or goal.id != outcome
    )


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """
    What the inflected forms of a lower-case word have in common; no word of its own.

    >>> stem("killed") == stem("kill"), stem("caused") == stem("causes")
    (True, True)
    """
    short = min(bases(word), key=lambda form: (len(form), form)).removesuffix("e")
    return short[:-1] if len(short) > 3 and short[-1] == short[-2] else short
