"""What a topic is called: the thing that is measured and what happened to it, in words that the articles use."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, count

import regex

from claims.conflicts.facets import LEVEL, NO_NOUN
from claims.conflicts.figures import Figure
from claims.conflicts.profile import Profile
from claims.conflicts.wording import to_plural
from claims.conflicts.words import Words, bases, find_words, look_up

READ = 8  # so many figures of a topic are read for the form of a verb
LONE_LETTER = regex.compile(r"(?<!\S)[^\W\d](?!\S)|['’]s\b(?=\s)")  # "s death", of a possessive that was torn off
EDGES = " |-–—"
UNSAID = "something unsaid"
TIMED = ("dated.", "moment.")
"""Classes of what a date or a time of day is that of."""


def to_label(members: Sequence[Profile], words: Words, taken: set[str]) -> str:
    """
    The commonest noun and what happened; names, then the story, then a number where that is taken.

    Of an age it matters whose it is: what happened is told only where two topics would have one label.
    """
    first = members[0].figure
    happened = _told(members, words)
    things = list(_things(members, words))
    plain = _joined([*things, happened]) or (UNSAID if first.kind == "count" else first.kind.replace("_", " "))
    named = {_as_written(name, members) for name in _names(members, words)}
    names = ", ".join(sorted(name for name in named if name not in plain))
    short = [_joined(things)] if first.kind == "age" else []
    tries = [*short, plain, *([f"{plain} ({names})"] if names else []), f"{plain} ({first.story})"]
    numbered = (f"{plain} ({first.story}, {number})" for number in count(2))
    return next(label for label in chain(tries, numbered) if label not in taken)


def _joined(parts: Iterable[str]) -> str:
    return " · ".join(dict.fromkeys(part for part in parts if part))


def _things(members: Sequence[Profile], words: Words) -> Iterator[str]:
    """What is counted; of other figures, of what they are and in which unit."""
    figures = [member.figure for member in members]
    first = figures[0]
    rate = "".join(f" per {name}" for name in first.per.split(";") if name)
    if first.kind == "count":
        yield _most_common(_counted(figure, words) for figure in figures) + rate
        return
    yield _most_common(_entity(figure, words) for figure in figures)
    is_moment = any(member.facets.outcome.startswith(TIMED) for member in members)
    units = {"date": "" if is_moment else "time of day" if first.dimension == "clock" else "year", "age": "age"}
    yield units.get(first.kind, to_plural(first.unit)) + rate


def _counted(figure: Figure, words: Words) -> str:
    """The counted noun in the plural, a name in the number in which it is written."""
    if figure.unit.lower() in words.stop - {"other"} and not figure.unit.isupper():
        return ""
    plural, noun = to_plural(figure.unit), figure.unit.rpartition(" ")[2]
    return plural if noun == noun.lower() or figure.entity.endswith(plural.rpartition(" ")[2]) else figure.unit


def _entity(figure: Figure, words: Words) -> str:
    """
    The measured thing without what is no noun; the police of "police were called at 2 a.m." are not what is timed.

    "year" goes from "year offer": the unit tells it.
    """
    name = " ".join(LONE_LETTER.sub("", figure.entity).split()).strip(EDGES)
    name = name.removeprefix(f"{figure.unit} ") if figure.unit else name
    is_unsaid = name.lower() in words.stop | set(NO_NOUN) and not name.isupper()
    return "" if is_unsaid or (figure.dimension == "clock" and _speaks(name, words)) else name


def _speaks(name: str, words: Words) -> bool:
    """Whether a name is that of a role, whatever place or body stands in front."""
    last = name.lower().split()[-1:]
    return bool(last) and any(form in words.roles for form in bases(last[0]))


def _told(members: Sequence[Profile], words: Words) -> str:
    """What happened: the label of its class, else the verb as it is written, of one that is in no class."""
    outcome = _most_common(member.facets.outcome for member in members)
    if outcome in words.labels:
        label = words.labels[outcome]
        return f"when it {label}" if outcome.startswith(TIMED) else label
    if not outcome or outcome == LEVEL:
        return _state(members)
    if len(outcome) < 2:
        return ""
    table = words.person_outcomes if members[0].facets.person else words.thing_outcomes
    if (entry := look_up(table, outcome)) and words.labels.get(entry.id):
        return words.labels[entry.id]
    forms = Counter(
        word
        for member in members[:READ]
        for word in find_words(member.figure.sentence)
        if word.islower() and word.endswith(("ed", "ing")) and outcome in bases(word)
    )
    return min(forms, key=lambda word: (not word.endswith("ed"), -forms[word], word)) if forms else outcome


def _state(members: Sequence[Profile]) -> str:
    """What all that is only said to be was in at that time, or so long: "in a war"."""
    figures = [member.figure for member in members]
    is_of_time = all(figure.property == "be" and figure.kind in ("date", "duration") for figure in figures)
    states = {figure.scope.partition(";")[0] for figure in figures}
    state = states.pop() if is_of_time and len(states) == 1 else ""
    return state if state.startswith("in ") else ""


def _names(members: Sequence[Profile], words: Words) -> set[str]:
    return {name for member in members for name in member.facets.names if not _speaks(name, words)}


def _as_written(name: str, members: Sequence[Profile]) -> str:
    """A name of the facets with the capitals that the articles give it; a place has one name of ours."""
    if name.startswith("place."):
        return name.removeprefix("place.").replace("_", " ").title()
    entities = (member.figure.entity for member in members)
    at = ((entity, entity.lower().find(name)) for entity in entities)
    return next((entity[place : place + len(name)] for entity, place in at if place >= 0), name.title())


def _most_common(names: Iterable[str]) -> str:
    counts = Counter(name for name in names if name)
    return min(counts, key=lambda name: (-counts[name], name)) if counts else ""
