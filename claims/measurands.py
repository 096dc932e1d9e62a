"""What is measured: the counted noun and its words, what happens to it, what limits it, and in what aspect."""

import re
from dataclasses import replace
from datetime import date
from itertools import islice, takewhile

import regex

from claims.lexicon import alternation, by_surface, load_entries, word_class
from claims.model import Aspect, Measurand, Quantity
from claims.parse import Tree
from claims.pronouns import COUNTED_PRONOUNS
from claims.quantities.units import singular
from claims.setting import (
    DAYS,
    DEICTIC,
    LIGHT,
    MEASURES,
    SAYING,
    SUBJECTS,
    YEAR,
    Setting,
    find_base,
    find_put,
    is_in_base,
    is_present,
    is_strength,
)

_THINGS = by_surface(load_entries("things/"))
_ASPECT = by_surface(load_entries("cues/aspect"))
ASPECT = re.compile(rf"\b{alternation(_ASPECT)}\b(?!\s+(?:ago|earlier|before|later)\b)")
THOUGHT = by_surface(entry for entry in load_entries("cues/stance") if entry["role"] == "verb")
BEFALLS = word_class("class.verb.befalls")
PREPOSITIONS = word_class("class.preposition.place") | word_class("class.preposition.period")
SEIZES = word_class("class.verb.seizes")
DOER = regex.compile(r"(?:er|ist|or)$")
"""How a noun ends that may be of persons."""
STATES = LIGHT | {"hold", "remain"}
"""Verbs that leave it to other words what befell whom: "|took| into custody"."""
PLACE_NOUNS = word_class("class.noun.place")
PERIOD_NOUNS = frozenset(form for noun in word_class("class.noun.period") for form in (noun, f"{noun}s"))
ALTERS = word_class("class.verb.alters") | word_class("class.verb.puts_at")
LEADS = word_class("class.verb.leads")
HAS_MONEY = word_class("class.verb.has_money")
TENDERS = word_class("class.noun.tender")
DEEDS = word_class("class.verb.deed")
HOW_HURT = word_class("class.adverb.how_hurt")
OF_POLL = word_class("class.noun.of_poll")
OF_SHARE = word_class("class.noun.of_share")
BASES = word_class("class.noun.base")
BEFORE_TO = word_class("class.word.before_to")
DIGIT = regex.compile(r"\d")
BACK = frozenset(("ago", "before", "earlier"))
EACH = frozenset(("each", "every", "per"))
RATE_WORDS = EACH | {"a", "an"}
RATIO_NOUNS = frozenset(("percent", "cent", "%", "point", "points"))
RATIO_WORDS = frozenset(("%", "cent", "per", "percent"))
UNIT_NOUNS = RATIO_NOUNS | {"pounds"} | by_surface(load_entries("units/currency")).keys()
HEADING = regex.compile(r"(?:north|south|east|west)")
"""What is "12 km north of" a place is not the place."""
SAME_PLURAL = word_class("class.noun.same_plural")
VAGUE_NOUNS = word_class("class.noun.vague")
OF_PEOPLE = word_class("class.noun.of_people")
NOUN_ENDS = word_class("class.word.ends_noun")
IRREGULAR = {"people": "people", "men": "man", "women": "woman", "children": "child", "buses": "bus"}
DEMONYM = regex.compile(r"(?:ans?|ese|ish|is|ch)$")
SAME_NOUN = regex.compile(
    r"\b(?:compared\s+(?:with|to)|up\s+from|down\s+from|from|above|against|below|short\s+of|than|versus|vs\.?|to|and|or|but|including|with|double|twice|triple)\s+"
    r"(?:the\s+|about\s+|some\s+|only\s+|just\s+|nearly\s+|almost\s+|around\s+|over\s+|more\s+than\s+|fewer\s+than\s+|another\s+)?$",
    regex.I,
)
NOUN_WORDS = frozenset(("ADJ", "NOUN", "PROPN", "VERB", "ADV", "PUNCT", "PART"))
FINITE = frozenset(("VB", "VBD", "VBP", "VBZ"))
PARTING = frozenset((",", ";", "—", "–", "(", ":"))
OF_NOUN = ("compound", "nmod", "amod", "npadvmod")
OF_FIGURE = frozenset("relcl advcl parataxis acl appos prep nummod quantmod cc conj".split())
IN_CLAUSE = frozenset("prep pobj nsubj nsubjpass dobj xcomp agent pcomp".split())
ABOVE_SUBJECT = frozenset("xcomp conj advcl acl relcl pcomp ccomp".split())
STANDS_FOR_CLAUSE = frozenset(("most", "that", "it", "this", "all", "much"))
BEFORE_AGE = frozenset((",", "age", "aged", "ages", "and"))
FLOW_UNITS = frozenset(("day", "week", "month", "year", "hour"))
MOST_SCOPES = 3
WORD = regex.compile(r"[\w’'-]+|[^\w\s]")
PLURAL = regex.compile(r"(?<=[^s])s$")
MOST_WORDS = 5
"""So many words after a figure are looked at where there is no parse."""


def find_measurand(
    sentence: str, qty: Quantity, setting: Setting | None, *, published: date | None, offset: int
) -> Measurand:
    """What `qty` measures. `sentence` starts at `offset` of the text that `qty`'s offsets count."""
    aspect, rules = _aspect(sentence.lower(), qty, offset)
    if setting is None:
        return _by_words(sentence, qty, aspect, published, offset)
    tree, noun = setting.tree, setting.noun
    is_times = noun is not None and tree.lemma[noun] == "time"
    counted = qty.kind in ("count", "ordinal") or (qty.kind == "multiple" and not qty.unit and not is_times)
    unit = dimension = entity = ""
    body = _bearer(setting) if counted and tree.dep[setting.root] == "pobj" else None
    if body is not None and tree.lemma[body] in OF_PEOPLE:
        unit = "people" if tree.lemma[body] in PLACE_NOUNS else tree.lemma[body]
        entity, dimension = _without_figure(setting, body), "person"
    elif counted and noun is not None:
        entity = _entity(tree, noun, setting.span)
        unit = _unit(tree, noun, setting.span, is_many=qty.value is None or qty.value > 1)
        dimension, rule = _dimension(unit, tree.tag[noun], tree.lower[noun])
        is_body = noun < setting.span.start and tree.lemma[noun] in OF_PEOPLE and tree.tag[noun] == "NN"
        dimension = "person" if is_body or is_strength(tree, setting.span) else dimension
        rules += rule
    elif not counted:
        measured = _measured(setting, qty)
        entity = _without_figure(setting, measured) if measured is not None else ""
    lemma = _happened(setting)
    toll = _toll(setting) if counted and noun is None else None
    if toll is not None:
        entity, lemma, dimension = _without_figure(setting, toll), tree.lemma[toll], "person"
    elif lemma == "leave":
        lemma = _left_state(setting) or lemma
    if counted and ((lemma in BEFALLS and not dimension) or (lemma in SEIZES and DOER.search(dimension))):
        dimension = "person"
    return Measurand(
        entity=entity,
        property=lemma if lemma.isalpha() and (lemma not in SAYING or _is_done(setting)) else "",
        scope=_scope(setting) if qty.kind != "age" else "",
        aspect=aspect,
        as_of=published,
        unit=unit,
        dimension=dimension,
        checkable=not (counted and unit in VAGUE_NOUNS) or qty.value is None or qty.value >= 10,
        rule_ids=tuple(rules),
    )


def inherit(thing: Measurand, earlier: Measurand, setting: Setting, link: str) -> Measurand:
    """
    `thing` with the noun of the figure before it, where a bare figure or a pronoun stands for the same.

    "460 vehicles were stolen compared with 63 last year", "150 members, 40 of whom", "400 came on board; 12 died".
    `link` is the text before the figure, "" where that is another sentence's.
    """
    # "two men fired and five died"
    befalls_others = thing.property in BEFALLS and earlier.property not in {"", *BEFALLS}
    if thing.unit in COUNTED_PRONOUNS and COUNTED_PRONOUNS[thing.unit] in ("", earlier.dimension):
        rule = "entity.pronoun"
    elif not thing.unit and not thing.entity and not befalls_others and _stands_for(setting, link):
        rule = "entity.same_noun"
    else:
        return thing
    return replace(
        thing,
        entity=earlier.entity,
        unit=earlier.unit,
        dimension=earlier.dimension,
        rule_ids=(*thing.rule_ids, rule),
    )


def _stands_for(setting: Setting, link: str) -> bool:
    """Whether a bare figure stands for what was counted before: after "up from", as a subject, or without a verb."""
    tree, root = setting.tree, setting.root
    is_subject = tree.dep[root] in SUBJECTS and root in setting.span and setting.noun is None
    return is_subject or SAME_NOUN.search(link) is not None or (link != "" and _goes_on_counting(setting))


def _goes_on_counting(setting: Setting) -> bool:
    """Whether the figure before that of a clause without a verb is a count: not "$10 million and France 5 million"."""
    tree, gapped = setting.tree, setting.gapped
    if gapped is None:
        return False
    before = next(at for at in range(gapped, -1, -1) if tree.tag[at] == "CD")
    return all(tree.tag[at] != "$" and tree.lower[at] not in UNIT_NOUNS for at in range(max(before - 2, 0), gapped))


def _entity(tree: Tree, noun: int, span: range) -> str:
    left, first = noun, _first(tree, noun, span)
    while left > first and tree.pos[left - 1] in NOUN_WORDS and tree.words[left - 1] not in PARTING:
        if noun < span.start and tree.tag[left - 1] in FINITE:
            break
        left -= 1
    while left < noun and (tree.pos[left] in ("PUNCT", "PART") or _is_loose(tree, left)):
        left += 1
    return tree.words_of(range(left, noun + 1))


def _is_loose(tree: Tree, at: int) -> bool:
    """Whether an adverb is no part of the noun after it, as it is in "so-called spies" and "least developed towns"."""
    return tree.pos[at] == "ADV" and tree.tag[at] not in ("RBR", "RBS") and tree.words[at + 1] != "-"


def _first(tree: Tree, noun: int, span: range) -> int:
    """Where the phrase of a counted noun may begin: after the figure, unless the noun stands before it."""
    if noun < span.start:
        return 0
    return span.stop + 2 if is_strength(tree, span) else span.stop


def _unit(tree: Tree, noun: int, span: range, *, is_many: bool) -> str:
    """
    The counted noun's lemma with its compound.

    After a number above one a noun in the singular is not what is counted: "a 12-page document" counts pages.
    """
    if tree.pos[noun] == "PROPN":
        near = range(max(_first(tree, noun, span), noun - 3), noun + 1)
        words = [tree.words[at] for at in near if tree.pos[at] in ("PROPN", "ADJ") and tree.words[at][:1].isupper()]
        name = " ".join(words) or tree.words[noun]
        return name[:-1] if tree.tag[noun] == "NNPS" and name.endswith("s") else name
    left, first = noun, _first(tree, noun, span)
    while (
        left > first
        and tree.pos[left - 1] == "NOUN"
        and tree.dep[left - 1] in ("compound", "nmod")
        and not any(map(str.isdigit, tree.words[left - 1]))
        and not (tree.words[left - 2] == "-" and left - 2 > span.stop)  # "Olympic-size pools"
    ):
        left -= 1
    has_hyphen = span.stop < len(tree) and tree.words[span.stop] == "-"
    is_singular = tree.tag[noun] == "NN" and tree.lower[noun] not in SAME_PLURAL
    counts_part = is_many and is_singular and left == span.stop + has_hyphen
    if counts_part:
        return tree.lemma[left]
    head = tree.lemma[noun] if tree.pos[noun] == "NOUN" else tree.lower[noun]  # "the injured"
    return " ".join((*tree.lemma[left:noun], head))


def find_dimension(unit: str) -> str:
    """
    What a counted thing is compared as, by its name alone.

    >>> find_dimension("soldier"), find_dimension("artillery shell"), find_dimension("North Koreans")
    ('person', 'munition', 'person')
    """
    return _dimension(unit, "NNPS" if unit.rpartition(" ")[2][:1].isupper() else "", unit.lower())[0]


def _dimension(unit: str, tag: str, noun: str) -> tuple[str, list[str]]:
    low = unit.lower()
    head = low.rpartition(" ")[2]
    for key in (low, head):
        entry = _THINGS.get(key)
        if entry is not None:
            return entry["dimension"], [entry.id]
    if head in COUNTED_PRONOUNS:
        return COUNTED_PRONOUNS[head], []
    return ("person", ["thing.demonym"]) if tag == "NNPS" and DEMONYM.search(noun) else (head, [])


def _happened(setting: Setting) -> str:
    """The lemma of the event noun or the predicate; of "were feared dead" and "are missing" what they are."""
    tree = setting.tree
    happened = setting.event if setting.event is not None else setting.predicate
    if setting.noun is not None and tree.lower[setting.noun] == "them" and _ends_with_how_hurt(tree, setting.noun + 1):
        return "injure"
    if happened is None:
        return ""
    fate = _fate(setting, happened) if tree.lemma[happened] in STATES else None
    if fate is not None:
        return fate
    state = tree.child(happened, ("acomp", "oprd", *(("xcomp",) if tree.lemma[happened] in THOUGHT else ())))
    age = tree.child(state, ("npadvmod",)) if state is not None and tree.lower[state] == "old" else None
    if age is not None and age not in setting.span:
        return ""  # "the 131 aircraft are nine years old"
    is_said_of = state is not None and tree.pos[state] in ("ADJ", "VERB") and state not in setting.span
    return tree.lemma[state if state is not None and is_said_of else happened]


def _fate(setting: Setting, verb: int) -> str | None:
    """
    What befell the counted, where the verb does not say it.

    "took eight guards |hostage|", "are in |custody|", "the |dead| include 8 children", "among those |killed| were two".
    """
    tree = setting.tree
    for kid in tree.kids[verb]:
        told = tree.child(kid, ("pobj",)) if tree.lower[kid] in ("among", "in", "into") else kid
        is_subject = tree.dep[kid] in SUBJECTS and tree.lemma[verb] not in ("be", "include")
        if told is None or told == setting.noun or is_subject:
            continue
        killed = tree.child(told, ("acl",)) if tree.lower[told] == "those" else None
        if killed is not None or tree.pos[told] in ("ADJ", "NOUN"):
            said = tree.lemma[told if killed is None else killed]
            if said in BEFALLS:
                return said
    return None


def _ends_with_how_hurt(tree: Tree, at: int) -> bool:
    """Whether a phrase ends with how badly they were hurt: "30 were injured, six of them |critically|"."""
    ends = at + 1 >= len(tree) or tree.pos[at + 1] in ("CCONJ", "PUNCT")
    return ends and at < len(tree) and tree.lower[at] in HOW_HURT


def _is_done(setting: Setting) -> bool:
    """Whether a verb that may also report has what is counted for its object: "added 40 jobs", "claimed 40 lives"."""
    tree, verb, noun = setting.tree, setting.predicate, setting.noun
    return noun is not None and tree.head[noun] == verb and tree.dep[noun] == "dobj" and tree.lemma[verb] in DEEDS


def _toll(setting: Setting) -> int | None:
    """The toll in "put the toll at 45" and "the death toll rose to 120"."""
    tree = setting.tree
    kids = tree.kids[setting.predicate] if setting.predicate is not None else ()
    return next(
        (kid for kid in kids if tree.lemma[kid] == "toll" and (tree.dep[kid] == "dobj" or tree.dep[kid] in SUBJECTS)),
        None,
    )


def _left_state(setting: Setting) -> str:
    """What "left five injured" says of the five."""
    near = setting.tree.lower[setting.span.stop : setting.span.stop + 5]
    return next((word for word in near if word in BEFALLS), "")


def _measured(setting: Setting, qty: Quantity) -> int | None:
    """Of a share, an amount, a time or an age: what it is of, else the subject of its predicate."""
    tree, span, noun = setting.tree, setting.span, setting.noun
    if qty.kind == "age":
        return _aged(setting)
    has_noun = noun is not None and tree.lower[noun] not in UNIT_NOUNS
    is_joined = span.stop < len(tree) and tree.words[span.stop] == "-"
    if noun is not None and has_noun and (qty.kind in ("percentage", "ratio", "money") or is_joined):
        if tree.lemma[noun] == qty.unit or _is_its_unit(tree, noun, qty):
            while tree.dep[noun] in OF_NOUN:
                noun = tree.head[noun]
        return noun
    if qty.kind == "percentage" and (share := _share(tree, span)) is not None:
        return share
    near = takewhile(lambda token: tree.pos[token] != "PUNCT", range(span.start, min(len(tree), span.stop + 2)))
    if setting.gapped is not None and tree.lower[setting.gapped + 1] not in PERIOD_NOUNS:
        return setting.gapped
    wholes = (_whole(tree, token, span.stop, is_amount=qty.kind == "money") for token in near)
    whole = next((whole for whole in wholes if whole is not None), None)
    if whole is not None:
        return whole
    bearer = _bearer(setting)
    if bearer is not None and (
        qty.kind in ("measure", "money", "duration") or tree.lemma[bearer] in OF_POLL | OF_SHARE
    ):
        return bearer
    if qty.kind == "money" and (bought := _bought(tree, setting.root)) is not None:
        return bought
    other = None if qty.kind == "date" else _of_other(setting, qty)
    if other is not None:
        return other
    subject = _subject(setting)
    if subject is not None and tree.lower[subject] in UNIT_NOUNS and tree.child(subject, ("nummod",)) is not None:
        subject = _whole(tree, subject, subject + 1, is_amount=False)  # "23% of |voters| stayed, and 21% left"
    is_thing = subject is not None and tree.pos[subject] not in ("NUM", "PRON") and not _is_its_unit(tree, subject, qty)
    return subject if is_thing else None


def _share(tree: Tree, span: range) -> int | None:
    """What a percentage is by itself: "a 25 percent |tariff|", "an 8% interest |rate|"."""
    after = (at for at in range(span.stop, min(len(tree), span.stop + 5)) if tree.lower[at] not in RATIO_WORDS)
    named = list(takewhile(lambda at: tree.pos[at] in ("ADJ", "NOUN") and tree.tag[at] != "JJR", after))
    return named[-1] if named and tree.lemma[named[-1]] in OF_SHARE else None


def _is_its_unit(tree: Tree, at: int, qty: Quantity) -> bool:
    """Whether a word is the figure's unit as written: the meter of "a 43-meter rocket"."""
    return any(tree.lower[at] == evidence.words for evidence in qty.evidence)


def _whole(tree: Tree, part: int, after: int, *, is_amount: bool) -> int | None:
    """What a share is of: "4% of |voters|", "up 4% in |prices|"; no place, no period, no "£90 in his account"."""
    kids = () if HEADING.match(tree.lower[part]) else tree.kids[part]
    for kid in kids:
        whole = tree.child(kid, ("pobj",)) if after <= kid < after + 3 else None
        if whole is None or tree.lower[kid] not in ("of", "in") or tree.lower[whole] in BASES:
            continue
        is_place = tree.pos[whole] == "PROPN" or tree.lower[whole] in PERIOD_NOUNS or YEAR.fullmatch(tree.lower[whole])
        is_held = is_amount and tree.child(whole, ("det", "poss")) is not None
        if tree.lower[kid] == "of" or not (is_place or is_held or tree.lower[whole] in TENDERS):
            return whole
    return None


def _changed(setting: Setting) -> int | None:
    """
    What is brought to the figure, whoever does it: "raised the reward to $10,000", "cut emissions 42 percent".

    A share is of what changed only with a verb of changing: "won the vote by 2 percent" is of the winner.
    """
    tree, at = setting.tree, setting.root
    put = find_put(tree, at)
    if put is not None:
        return put
    at = _amount(tree, at)
    to = tree.head[at]
    is_goal = tree.dep[at] == "pobj" and tree.lower[to] in ("to", "from", "by", "at")
    verb = tree.head[to] if is_goal else to
    is_altered = tree.lemma[verb] in ALTERS and (is_goal or tree.dep[at] in ("npadvmod", "oprd"))
    is_moved = is_goal and tree.lower[to] in ("to", "from") and setting.noun is None and tree.pos[verb] == "VERB"
    what = tree.child(verb, ("dobj",)) if is_altered or is_moved else None
    is_figure = what is not None and (tree.pos[what] == "NUM" or tree.child(what, ("nummod",)) is not None)
    return None if is_figure else what


def _of_other(setting: Setting, qty: Quantity) -> int | None:
    """What a share or an amount is of that is not its subject."""
    found = _changed(setting) or _loser(setting) or _holder(setting, qty)
    return _counted_before(setting) if found is None and qty.kind == "percentage" else found


def _counted_before(setting: Setting) -> int | None:
    """What was counted and then "up 30%": "issued 400 |fines| last year, up 30 per cent"."""
    tree, start = setting.tree, setting.span.start
    if start < 3 or tree.lower[start - 1] not in ("up", "down") or tree.words[start - 2] != ",":
        return None
    counted = (at for at in range(start - 2, 0, -1) if tree.pos[at] == "NOUN" and tree.dep[at] == "dobj")
    noun = next(counted, None)
    is_counted = noun is not None and tree.child(noun, ("nummod",)) is not None
    return noun if is_counted and noun is not None and tree.lower[noun] not in UNIT_NOUNS else None


def _bought(tree: Tree, root: int) -> int | None:
    """What an amount is for, whoever pays: "|jewels| worth $5", "sold |a house| for $5", "paid $5 for |a bridge|"."""
    at = _amount(tree, root)
    to = tree.head[at]
    verb = tree.head[to]
    if tree.lower[to] == "worth":
        return to - 1 if to and tree.pos[to - 1] in ("NOUN", "PROPN") else None
    if tree.dep[at] == "pobj":
        what = tree.child(verb, ("dobj",)) if tree.lower[to] == "for" and tree.pos[verb] == "VERB" else None
    else:
        kids = [*tree.kids[at], *tree.kids[to]] if tree.dep[at] == "dobj" and tree.lemma[to] in HAS_MONEY else ()
        preps = (kid for kid in kids if kid > at and tree.lower[kid] in ("for", "on"))
        what = next((noun for prep in preps if (noun := tree.child(prep, ("pobj",))) is not None), None)
    if what is None or tree.pos[what] not in ("NOUN", "PROPN") or tree.lower[what] in PERIOD_NOUNS | DAYS:
        return None
    return what if EACH.isdisjoint(tree.lower[kid] for kid in tree.kids[what]) else None


def _amount(tree: Tree, root: int) -> int:
    """The word by which the whole of a figure hangs on its sentence: the euros of "4.2 billion euros"."""
    at = root
    while tree.dep[at] in ("nummod", "quantmod", "compound") and tree.head[at] != at:
        at = tree.head[at]
    return at


def _holder(setting: Setting, qty: Quantity) -> int | None:
    """Whose a share is: "ahead of |Roth| on 44%", "against 44% for |Roth|", "and |Poland| 3%"."""
    tree, start = setting.tree, setting.span.start
    if qty.kind != "percentage" or start < 2:
        return None
    if tree.lower[start - 1] in ("at", "on", "with") and tree.pos[start - 2] == "PROPN":
        return start - 2
    after = next((at for at in range(setting.span.stop, len(tree)) if tree.lower[at] not in RATIO_WORDS), len(tree))
    name = tree.child(after, ("pobj",)) if after < len(tree) and tree.lower[after] == "for" else None
    if name is not None and tree.pos[name] == "PROPN":
        return name
    first = start - 1
    while first and (tree.pos[first - 1] == "PROPN" or tree.lower[first - 1] == "the"):
        first -= 1
    is_name = tree.pos[start - 1] == "PROPN" and tree.lower[start - 1] not in PERIOD_NOUNS
    return start - 1 if is_name and tree.lower[first - 1] in ("and", "but", "while", ",") else None


def _loser(setting: Setting) -> int | None:
    """Whose the second share is: "leads |Roth| 41% to 39%", "led by 43% to |Roth's| 20%"."""
    tree, first = setting.tree, setting.span.start
    sign = setting.root if tree.lower[setting.root] in UNIT_NOUNS else tree.head[setting.root]
    owner = tree.child(sign, ("poss",))
    if owner is not None and tree.lower[sign] in UNIT_NOUNS:
        return owner
    is_second = first > 2 and tree.lower[first - 1] in ("to", "-", "–") and "CD" in tree.tag[first - 3 : first - 1]
    is_led = is_second and setting.predicate is not None and tree.lemma[setting.predicate] in LEADS
    return tree.child(setting.predicate, ("dobj",)) if is_led and setting.predicate is not None else None


def _bearer(setting: Setting) -> int | None:
    """What is of a measure: "two shocks of 5.9 and 5.5", "winds of 90 km/h"; in "a depth of 9 km" it is not said."""
    tree, at = setting.tree, setting.root
    while tree.dep[at] in ("conj", "nummod", "compound") and tree.head[at] != at:
        at = tree.head[at]
    of = tree.head[at]
    noun = tree.head[of]
    is_of = tree.lower[of] == "of" and tree.dep[at] == "pobj" and tree.pos[noun] == "NOUN" and noun not in setting.span
    return noun if is_of and tree.lemma[noun] not in MEASURES else None


def _aged(setting: Setting) -> int | None:
    """Whose age: "32-year-old Englishman Robert Buckley", "Robert Buckley, 32, fell", "she is 32"; no pronoun."""
    tree, span = setting.tree, setting.span
    after = next((at for at in range(span.stop, min(span.stop + 5, len(tree))) if tree.lower[at] == "old"), None)
    if after is not None:
        noun = after + 1
        while noun < len(tree) and tree.pos[noun] in ("ADJ", "NOUN", "PROPN"):
            noun += 1
        return noun - 1 if noun - 1 > after else None
    before = span.start - 1
    while before > 0 and (tree.lower[before] in BEFORE_AGE or tree.pos[before] == "NUM"):
        before -= 1
    if 0 <= before < span.start - 1 and tree.pos[before] in ("NOUN", "PROPN"):
        return before
    subject = _subject(setting)
    return subject if subject is not None and tree.pos[subject] != "PRON" else None


def _subject(setting: Setting) -> int | None:
    """The subject of the predicate, or of the verb whose clause it is; what a relative clause hangs on."""
    tree, node = setting.tree, setting.predicate
    while node is not None:
        subject = tree.child(node, SUBJECTS)
        above, relation = tree.head[node], tree.dep[node]
        if relation in ("acl", "relcl") and (subject is None or tree.tag[subject] in ("WDT", "WP")):
            return above
        if subject is not None and subject not in setting.span:
            of_clause = tree.lower[subject] in STANDS_FOR_CLAUSE and relation in ("conj", "advcl", "ccomp")
            if not of_clause:
                return subject
        if relation == "pcomp":
            above = tree.head[above]
        is_told = relation == "ccomp" and tree.lemma[above] in SAYING  # who says it is not what it is of
        node = above if above != node and relation in ABOVE_SUBJECT and not is_told else None
    return None


def _without_figure(setting: Setting, noun: int) -> str:
    tree = setting.tree
    words = [at for at in tree.noun_phrase(noun, drop=OF_FIGURE) if at not in setting.span]
    words = list(takewhile(lambda at: at <= noun or tree.lower[at] != "worth", words))
    old = next((place for place, at in enumerate(words) if tree.lower[at] == "old" and at < noun), -1)
    words = words[old + 1 :]
    while words and (tree.dep[words[-1]] == "case" or tree.pos[words[-1]] == "PUNCT"):
        words = words[:-1]
    ends = next((place for place, at in enumerate(words) if tree.lower[at] == "aged" and at > noun), len(words))
    words = words[:ends]
    while len(words) > 1 and (
        tree.dep[words[0]] in ("det", "poss", "predet")
        or tree.lower[words[0]] in RATIO_WORDS
        or tree.pos[words[0]] in ("PUNCT", "PART")
        or _is_unit_of(tree, words[0], noun)
    ):
        words = words[1:]
    return tree.words_of(range(words[0], words[-1] + 1)) if words else ""


def _is_unit_of(tree: Tree, at: int, noun: int) -> bool:
    """Whether a word before a noun only has a number joined to it: the day of "a 10-day strike"."""
    return at < noun and tree.words[at - 1] == "-" and tree.tag[at - 2] == "CD"


def _scope(setting: Setting) -> str:
    """
    The phrases of place and period in the figure's own clause, and in those of the verbs it is joined to.

    What a figure is compared with has periods of its own: "rose to 8 in May from 6 in April".
    """
    tree, gapped = setting.tree, setting.gapped
    if gapped is not None and gapped + 1 == setting.span.start:
        place = next((at for at in range(gapped, 1, -1) if tree.lower[at] == "in"), gapped)
        if all(tree.pos[at] in ("ADJ", "DET", "NOUN", "PROPN") for at in range(place + 1, gapped)) and place < gapped:
            return tree.words_of(range(place, gapped + 1))  # "40 houses burned in Kern and |in Brod| 12"
    if is_present(tree, setting.span.start):
        return ""
    anchors: dict[int, None] = {}
    for at in (setting.noun, setting.predicate, setting.event, setting.root):
        while at is not None and at not in anchors:
            anchors[at] = None
            at = tree.head[at] if tree.dep[at] in ("conj", "acl", "relcl") else None
    base = find_base(tree, setting.span.start) if is_in_base(tree, setting.span) else None
    below, found = list(anchors), {}
    while below:
        for kid in tree.kids[below.pop()]:
            phrase = _limit(setting, kid)
            if phrase is not None:
                if kid not in setting.span and not _is_of_other(setting, phrase, base):
                    found[kid] = phrase
            elif kid not in setting.span and kid not in anchors and _is_of_clause(tree, kid):
                below.append(kid)
    for at in base or ():
        phrase = _limit(setting, at)
        if phrase is not None and not any(at in other for other in found.values()):
            found[at] = phrase
    phrases = dict.fromkeys(tree.words_of(found[kid]) for kid in sorted(found))
    return "; ".join(list(phrases)[:MOST_SCOPES])


def _is_of_other(setting: Setting, phrase: range, base: range | None) -> bool:
    """
    Whether a phrase limits another figure of the clause.

    That is one in the base of a comparison; for the base, any period outside of it; for a clause with a subject of its
    own, what follows the verb it is joined to ("300 fled to Kern and 40 came back"); and one with a preposition that
    the figure has itself ("spent £90 on a Ford and £40 on tyres").
    """
    tree, verb = setting.tree, setting.predicate
    if find_base(tree, phrase.start) != base:
        return base is None or _is_period(tree, phrase)
    held = (kid for at in (setting.noun, setting.root) if at is not None for kid in tree.kids[at])
    own = {tree.lower[kid] for kid in held if tree.dep[kid] == "prep" and kid not in setting.span}
    if phrase.start < setting.span.start and tree.lower[phrase.start] in own:
        return True
    if _is_behind_other(setting, phrase):
        return True
    is_apart = verb is not None and tree.dep[verb] == "conj" and tree.child(verb, SUBJECTS) is not None
    return is_apart and verb is not None and tree.head[verb] < phrase.start < tree.left_edge(verb)


def _is_behind_other(setting: Setting, phrase: range) -> bool:
    """Whether a phrase stands right behind another figure, as one alike does behind this: "5% in June, 3% in May"."""
    tree, noun = setting.tree, setting.noun
    after = max(setting.span.stop, 0 if noun is None else noun + 1)
    own = next((at for at in range(after, min(after + 2, len(tree))) if tree.dep[at] == "prep"), None)
    if own is None or own == phrase.start or tree.lower[own] != tree.lower[phrase.start]:
        return False
    own_noun = tree.child(own, ("pobj",))
    held = {*setting.span, *(tree.noun_phrase(own_noun) if own_noun is not None else ())}
    return any(tree.tag[at] == "CD" for at in range(max(0, phrase.start - 3), phrase.start) if at not in held)


def _is_of_clause(tree: Tree, at: int) -> bool:
    """Whether what hangs on token `at` still limits the clause: no clause of its own, and no other figure's noun."""
    counts_itself = tree.tag[at] in ("CD", "$") or tree.child(at, ("nummod",)) is not None
    return tree.dep[at] in IN_CLAUSE and not counts_itself and tree.lower[at] != "according"


def _limit(setting: Setting, at: int) -> range | None:
    """The phrase of place or period that token `at` heads: "in the Kursk region", "since May", "a year earlier"."""
    tree = setting.tree
    if tree.lower[at] == "close" and tree.lower[at + 1 : at + 2] == ("to",):
        village = tree.child(at + 1, ("pobj",))
        is_near = village is not None and tree.lemma[village] in PLACE_NOUNS
        return range(at, tree.noun_phrase(village).stop) if is_near and village is not None else None
    if tree.dep[at] != "prep":
        return _bare_period(setting, at)
    if tree.lower[at] not in PREPOSITIONS:
        return None
    noun = tree.child(at, ("pobj",))
    if noun is None or noun == setting.root or noun in tree.ancestors(setting.root) or tree.lower[noun] in UNIT_NOUNS:
        return None
    if tree.lower[at] == "to" and (tree.lower[at - 1] in BEFORE_TO or tree.child(noun, ("nummod",)) is not None):
        return None
    if tree.lower[at] == "for" and tree.pos[at - 1] == tree.pos[noun] == "PROPN":
        return None  # "the Department for Transport"
    phrase = tree.noun_phrase(noun)
    is_named = any(tree.pos[inner] == "PROPN" and tree.dep[inner] != "conj" for inner in phrase)
    is_place = tree.lemma[noun] in PLACE_NOUNS or is_named
    return range(at, phrase.stop) if is_place or _is_period(tree, phrase) else None


def _bare_period(setting: Setting, at: int) -> range | None:
    """A period without a preposition: "this season", "a year earlier", "44 |last year|"; "a day" tells a rate."""
    tree, span = setting.tree, setting.span
    period = tree.child(at, ("npadvmod",)) if tree.lower[at] in BACK else at
    if period is None or tree.lower[period] not in PERIOD_NOUNS or tree.words[at + 1 : at + 2] == ("-",):
        return None
    if period != at:
        return range(tree.left_edge(period), at + 1) if span.start not in tree.kids[period] else None
    if tree.dep[at] == "pobj" and tree.lower[at - 1] in DEICTIC and at - 2 in span:
        return range(at - 1, at + 1)
    is_rate = tree.lower[at - 1] in RATE_WORDS or tree.lower[tree.head[at]] in BACK
    return tree.noun_phrase(at) if tree.dep[at] in ("npadvmod", "advmod") and not is_rate else None


def _is_period(tree: Tree, phrase: range) -> bool:
    return any(tree.lower[at] in PERIOD_NOUNS or YEAR.fullmatch(tree.lower[at]) for at in phrase)


def _aspect(low: str, qty: Quantity, offset: int) -> tuple[Aspect, list[str]]:
    """What a word near the figure says; one of flow is of the figure before it: "12 left, of 600 hired last year"."""
    at = qty.start - offset
    for match in ASPECT.finditer(low, max(0, at - 70), at + 90):
        entry = _ASPECT[" ".join(match.group().split())]
        is_others = DIGIT.search(low[: match.start()] if match.start() < at else low[qty.end - offset : match.start()])
        if entry["aspect"] != "flow" or not is_others:
            return entry["aspect"], [entry.id]  # type: ignore[return-value]
    return ("flow", []) if FLOW_UNITS.intersection(qty.per) else ("", [])


def _by_words(sentence: str, qty: Quantity, aspect: Aspect, published: date | None, offset: int) -> Measurand:
    """Without a parse: the words after the figure up to the first that cannot belong to its noun phrase."""
    words: list[str] = []
    following = WORD.finditer(sentence, qty.end - offset) if qty.kind == "count" else ()
    for match in islice(following, MOST_WORDS):
        word = match.group()
        if word == "of" and not words:
            continue
        if word.lower() in NOUN_ENDS or not word[0].isalnum():
            break
        words.append(word)
    if not words:
        return Measurand(aspect=aspect, as_of=published)
    plurals = [at for at, word in enumerate(words) if word.lower() in IRREGULAR or PLURAL.search(word)]
    words = words[: plurals[0] + 1] if plurals else words[:1]
    noun = words[-1].lower()
    unit = IRREGULAR.get(noun) or singular(noun)
    dimension, rules = _dimension(unit, "", noun)
    return Measurand(
        entity=" ".join(words),
        unit=unit,
        dimension=dimension,
        aspect=aspect,
        as_of=published,
        rule_ids=tuple(rules),
    )
