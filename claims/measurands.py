"""What is measured: the counted noun and its words, what happens to it, what limits it, and how firmly it is put."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import regex

from claims.lexicon import alternation, by_surface, load_entries, word_class
from claims.model import Aspect, Measurand, Modality, Quantity
from claims.parse import noun_phrase
from claims.quantities.units import TIME_WORDS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_THINGS = by_surface(load_entries("things/"))
_STANCE = load_entries("cues/stance")
_BY_ROLE = {
    role: by_surface(entry for entry in _STANCE if entry["role"] == role) for role in ("auxiliary", "adverb", "verb")
}
_ASPECT = by_surface(load_entries("cues/aspect"))
_SAYING = by_surface(entry for entry in load_entries("cues/reporting") if entry["strength"] == "say")
ASPECT = regex.compile(rf"\b{alternation(_ASPECT)}\b")
TO_NOUN = frozenset("nummod quantmod amod compound nmod det npadvmod advmod appos meta poss predet".split())
SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))
BEFALLS = word_class("class.verb.befalls")
EVENT_NOUNS = word_class("class.noun.event")
LIGHT = word_class("class.verb.light")
PLACE_PREPOSITIONS = word_class("class.preposition.place")
PERIOD_PREPOSITIONS = word_class("class.preposition.period")
PERIOD_WORD = regex.compile(
    r"\b(?:days?|weeks?|months?|years?|quarters?|decades?|summer|winter|spring|autumn|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|(?:19|20)\d\d|war|invasion|today|yesterday|morning|night)\b",
    regex.I,
)
PLACE_WORD = word_class("class.noun.place")
DEMONYM = regex.compile(r"(?:ans?|ese|ish|is|ians?|eans?|ch|qis?|lis?|tis?)$")
STOP_NOUN = regex.compile(
    r"\b(?:and|or|but|who|which|that|in|on|of|to|for|from|with|at|by|as|than|were|was|are|is|be|been|had|have|has|have|will|would|could|per|after|before|since|when|while|because|if|so|more|or|its|their|his|her|the|a|an|said|told|died|left|came|went|remain|remained|remains)\b|[^\w\s'’-]",
    regex.I,
)


DEICTIC = frozenset(("last", "next", "this", "that", "each", "every", "previous"))
SAME_PLURAL = word_class("class.noun.same_plural")
SAME_NOUN = regex.compile(
    r"\b(?:compared\s+(?:with|to)|up\s+from|down\s+from|from|against|versus|vs\.?|to|and|or|but|including)\s+"
    r"(?:the\s+|about\s+|some\s+|only\s+|just\s+|nearly\s+|almost\s+|around\s+|over\s+|more\s+than\s+|fewer\s+than\s+|another\s+)?$",
    regex.I,
)


FIGURE_NOUNS = word_class("class.noun.figure")
ESTIMATES = word_class("class.estimate")
NEGATION = "stance.negation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A figure in its parsed sentence: its tokens, its noun and its predicate, each `None` where there is none."""

    span: "Span"
    noun: "Token | None"
    predicate: "Token | None"
    event: "Token | None"


def find_setting(doc: "Doc", start: int, end: int) -> Setting | None:
    """Where the figure at characters [start, end) of the parsed sentence stands in the tree."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not len(span):
        return None
    noun = _counted_noun(span)
    event, predicate = _predicate(noun if noun is not None else span.root, span)
    return Setting(span=span, noun=noun, predicate=predicate, event=event)


def find_measurand(
    sentence: str, qty: Quantity, setting: Setting | None, *, published: date | None, offset: int
) -> Measurand:
    """What `qty` measures. `sentence` starts at `offset` of the text that `qty`'s offsets count."""
    aspect, rules = _aspect(sentence.lower(), qty, offset)
    if setting is None:
        return _plain_measurand(sentence, qty, aspect, published, offset)
    noun, predicate = setting.noun, setting.predicate
    counted = qty.kind in ("count", "ordinal") or (qty.kind == "multiple" and not qty.unit)
    unit = dimension = ""
    checkable = True
    if counted and noun is not None:
        entity = _entity(noun, setting.span)
        unit = _unit(noun, setting.span, is_many=qty.value is None or qty.value > 1)
        dimension, rule = _dimension(unit, noun)
        rules += rule
    elif counted:
        entity, dimension = "", _standing_dimension(predicate)
    else:
        subject = _measured(setting, qty)
        named = subject is not None and subject.pos_ != "PRON"
        entity = _phrase_without_figure(subject, setting.span) if named and subject is not None else ""
    happened = setting.event if setting.event is not None else predicate
    lemma = happened.lemma_.lower() if happened is not None else ""
    toll = _toll(predicate) if counted and noun is None else None
    if toll is not None:
        entity, lemma, dimension = _phrase_without_figure(toll, setting.span), toll.lemma_.lower(), "person"
    elif lemma == "leave":
        lemma = _left_state(setting) or lemma
    if counted and not dimension and lemma in BEFALLS:
        dimension = "person"
    if lemma in _SAYING or not lemma.isalpha():
        lemma = ""
    if counted and unit in (
        "thing",
        "reason",
        "way",
        "time",
        "point",
        "side",
        "part",
        "piece",
        "step",
        "kind",
        "type",
        "option",
        "question",
    ):
        checkable = qty.value is None or qty.value >= 10
    return Measurand(
        entity=entity,
        property=lemma,
        scope=_scope(setting),
        aspect=aspect,
        as_of=published,
        unit=unit,
        dimension=dimension,
        checkable=checkable,
        rule_ids=tuple(rules),
    )


def find_modality(sentence: str, qty: Quantity, setting: Setting | None) -> tuple[Modality, tuple[str, ...]]:
    """
    How firmly the figure's own proposition is put, and the rule that says so.

    A figure inside an event noun ("the presence of 10,000 soldiers is not going to …") is presupposed: what the main
    verb does to it changes nothing. "No action since 1953" does not deny 1953.
    """
    if setting is None:
        return _plain_modality(sentence)
    if sentence.rstrip("\"'”’ )").endswith("?"):
        return "asked", ("stance.question",)
    node = setting.event if setting.event is not None else setting.predicate
    if setting.event is not None:
        return "asserted", ()
    for token in (setting.span.root, setting.noun):
        for child in token.children if token is not None else ():
            if child.lower_ in _BY_ROLE["adverb"]:
                return "hedged", (_BY_ROLE["adverb"][child.lower_].id,)
    direct = _direct_stance(node)
    if direct:
        return direct
    first = True
    while node is not None and node.pos_ in ("VERB", "AUX", "ADJ", "NOUN", "PROPN"):
        found = _stance_of(node, is_cue=not first)
        if found and not (found[1] == (NEGATION,) and qty.kind in ("date", "duration")):
            return found
        first = False
        if node.dep_ in ("ccomp", "xcomp", "pcomp", "advcl", "conj", "acl", "relcl") and node.head.i != node.i:
            if node.dep_ in ("advcl", "conj", "relcl") and not (
                node.dep_ == "conj" and not any(child.dep_ in SUBJECTS for child in node.children)
            ):
                break
            node = node.head
            if node.dep_ == "prep":
                node = node.head
        else:
            break
    return "asserted", ()


def _direct_stance(verb: "Token | None") -> tuple[Modality, tuple[str, ...]] | None:
    """A verb whose object is the figure or its name: "NATO estimates 200,000", "rejected the figure of 4,000"."""
    children = list(verb.children) if verb is not None else []
    if verb is None or any(child.dep_ == "ccomp" for child in children):
        return None
    entry = _BY_ROLE["verb"].get(verb.lemma_.lower())
    named = any(child.dep_ == "dobj" and child.lemma_.lower() in FIGURE_NOUNS for child in children)
    if entry is not None and entry["stance"] == "denied" and named:
        return "denied", (entry.id,)
    guessed = any(child.dep_ == "nsubj" and child.lemma_.lower() in ESTIMATES for child in children)
    if verb.lemma_.lower() in ESTIMATES or (guessed and verb.lemma_ == "be"):
        return "hedged", (_BY_ROLE["verb"]["estimate"].id,)
    return None


def _stance_of(verb: "Token", *, is_cue: bool) -> tuple[Modality, tuple[str, ...]] | None:
    perfect = any(child.lemma_ == "have" and child.dep_ == "aux" for child in verb.children)
    for child in verb.children:
        word = child.lower_
        if child.dep_ == "neg" and not is_cue and not any(other.lower_ in ("only", "just") for other in verb.children):
            return "denied", (NEGATION,)
        if child.dep_ in ("aux", "auxpass") and word in _BY_ROLE["auxiliary"]:
            entry = _BY_ROLE["auxiliary"][word]
            if is_cue and word not in ("will", "would", "could"):
                continue
            stance: Modality = "hedged" if perfect and word == "could" else entry["stance"]  # type: ignore[assignment]
            if not is_cue or verb.lemma_ not in ("say", "tell"):
                return stance, (entry.id,)
        if word in _BY_ROLE["adverb"] and child.dep_ in ("advmod", "acomp"):
            return "hedged", (_BY_ROLE["adverb"][word].id,)
        if child.dep_ == "advcl" and any(mark.lower_ == "if" for mark in child.children) and not is_cue:
            return "projected", ("stance.condition",)
    if verb.lemma_ == "go" and any(child.dep_ == "xcomp" for child in verb.children) and verb.tag_ == "VBG":
        return "projected", ("stance.going_to",)
    is_passive = any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children)
    found = _BY_ROLE["verb"].get(verb.lemma_.lower()) if is_cue or is_passive else None
    if found is not None and (is_cue or found["stance"] != "denied"):
        return found["stance"], (found.id,)  # type: ignore[return-value]
    if is_cue and verb.pos_ == "ADJ" and verb.lower_ in ("likely", "unlikely"):
        return "hedged", ("stance.hedged.adverb",)
    if is_cue and verb.pos_ == "ADJ" and verb.lower_ in ("set", "due", "scheduled"):
        return "projected", ("stance.projected.verb",)
    return None


def _counted_noun(span: "Span") -> "Token | None":
    inside = range(span.start, span.end)
    root = span.root
    node = root
    while node.head.i in inside and node.head.i != node.i:
        node = node.head
    if (
        node.dep_ in TO_NOUN
        and node.head.pos_ in ("NOUN", "PROPN")
        and node.head.i >= span.end
        and node.head.i - span.end < 8
    ):
        is_when = node.head.lower_ in TIME_WORDS and span.doc[span.end].lower_ in DEICTIC
        return None if is_when else node.head
    for token in reversed(span):
        for child in token.children:
            if child.lower_ == "of" and child.i >= span.end:
                noun = next((inner for inner in child.children if inner.dep_ == "pobj"), None)
                if noun is not None:
                    return noun
    if node.pos_ == "NOUN" and node.i in inside and not node.like_num:
        return None
    at = span.end
    doc = span.doc
    while at < len(doc) and doc[at].pos_ == "ADJ":
        at += 1
    if at < len(doc) and doc[at].pos_ in ("NOUN", "PROPN") and doc[at].lower_ not in TIME_WORDS:
        while at + 1 < len(doc) and doc[at + 1].pos_ in ("NOUN", "PROPN") and doc[at].dep_ == "compound":
            at += 1
        return doc[at]
    return None


def _predicate(node: "Token", span: "Span") -> "tuple[Token | None, Token | None]":
    """(event noun, verb): the first event noun and the first verb above a noun."""
    event = None
    above = node
    for _ in range(12):
        head = above.head
        if head.i == above.i:
            break
        if head.pos_ in ("VERB", "AUX") and above.dep_ != "punct":
            lighter = head.lemma_ in LIGHT
            part = next(
                (
                    c
                    for c in node.children
                    if c.dep_ in ("acl", "relcl")
                    and c.i > node.i
                    and c.tag_ in ("VBN", "VBD", "VBG", "VB", "VBZ", "VBP")
                ),
                None,
            )
            return event, part if part is not None and lighter and part.i >= span.end else head
        if (
            head.pos_ == "NOUN"
            and head.lemma_.lower() in EVENT_NOUNS
            and event is None
            and above.dep_ in ("prep", "compound", "nmod", "nummod")
        ):
            event = head
        above = head
    if above.pos_ in ("VERB", "AUX"):
        return event, above
    part = next((c for c in node.children if c.dep_ in ("acl", "relcl") and c.i > node.i), None)
    return event, part


def _entity(noun: "Token", span: "Span") -> str:
    left = noun.i
    while (
        left - 1 >= span.end
        and noun.doc[left - 1].pos_ in ("ADJ", "NOUN", "PROPN", "VERB", "ADV", "PUNCT", "PART")
        and noun.doc[left - 1].text not in (",", ";", "—", "–", "(", ":")
    ):
        left -= 1
    while left < noun.i and (noun.doc[left].is_punct or noun.doc[left].pos_ in ("ADV", "PART")):
        left += 1
    return str(noun.doc[left : noun.i + 1].text)


def _unit(noun: "Token", span: "Span", *, is_many: bool) -> str:
    """
    The counted noun's lemma with its compound.

    After a number above one a noun in the singular is not what is counted: "a 12-page document" counts pages.
    """
    if noun.pos_ == "PROPN":
        words = [
            t.text
            for t in noun.doc[max(span.end, noun.i - 3) : noun.i + 1]
            if t.pos_ in ("PROPN", "ADJ") and t.text[:1].isupper()
        ]
        name = " ".join(words) or noun.text
        return name[:-1] if noun.tag_ == "NNPS" and name.endswith("s") else name
    words = [noun.lemma_.lower()]
    at = noun.i - 1
    while at >= span.end and noun.doc[at].pos_ == "NOUN" and noun.doc[at].dep_ in ("compound", "nmod"):
        if any(map(str.isdigit, noun.doc[at].text)):
            break
        words.insert(0, noun.doc[at].lemma_.lower())
        at -= 1
    counts_part = (
        is_many and noun.tag_ == "NN" and noun.lower_ not in SAME_PLURAL and at + 1 == span.end + _hyphens(span)
    )
    return words[0] if counts_part else " ".join(words)


def _hyphens(span: "Span") -> int:
    return int(span.end < len(span.doc) and span.doc[span.end].text == "-")


def inherit(thing: Measurand, earlier: Measurand, link: str) -> Measurand:
    """
    `thing` with the noun of the figure before it, where a bare figure stands for the same.

    "460 vehicles were stolen compared with 63 last year", "68,400 people who … and 95,800 who …". `link` is the text
    before the figure.
    """
    if thing.unit or thing.entity or not earlier.unit or not SAME_NOUN.search(link):
        return thing
    return replace(
        thing,
        entity=earlier.entity,
        unit=earlier.unit,
        dimension=earlier.dimension,
        rule_ids=(*thing.rule_ids, "entity.same_noun"),
    )


def _dimension(unit: str, noun: "Token | None") -> tuple[str, list[str]]:
    for key in (unit.lower(), unit.lower().split()[-1] if unit else ""):
        entry = _THINGS.get(key)
        if entry is not None:
            return entry["dimension"], [entry.id]
    if noun is not None and noun.pos_ == "PROPN" and noun.tag_ == "NNPS" and DEMONYM.search(noun.lower_):
        return "person", ["thing.demonym"]
    return unit.lower().split()[-1] if unit else "", []


def _standing_dimension(predicate: "Token | None") -> str:
    """ "10,000 have died": a figure that stands for its noun, known by what happens to it."""
    return "person" if predicate is not None and predicate.lemma_.lower() in BEFALLS else ""


def _toll(predicate: "Token | None") -> "Token | None":
    """The toll in "put the toll at 45" and "the death toll rose to 120"."""
    children = predicate.children if predicate is not None else ()
    return next(
        (child for child in children if child.lemma_.lower() == "toll" and child.dep_ in ("dobj", *SUBJECTS)), None
    )


def _left_state(setting: Setting) -> str:
    """What "left five injured" says of the five."""
    near = setting.span.doc[setting.span.end : setting.span.end + 5]
    return next((token.lower_ for token in near if token.lower_ in BEFALLS), "")


def _measured(setting: Setting, qty: Quantity) -> "Token | None":
    """Of a share, an amount or a time: what it is of, else the subject of its predicate."""
    if (
        qty.kind in ("percentage", "ratio", "money")
        and setting.noun is not None
        and setting.noun.lower_ not in ("percent", "cent", "%")
    ):
        return setting.noun
    for token in setting.span.doc[setting.span.start : min(len(setting.span.doc), setting.span.end + 2)]:
        for child in token.children:
            if child.lower_ in ("of", "in") and child.i >= setting.span.end and child.i - setting.span.end < 3:
                noun = next((inner for inner in child.children if inner.dep_ == "pobj"), None)
                if noun is not None:
                    return noun
    node = setting.predicate
    while node is not None:
        subject = next((child for child in node.children if child.dep_ in SUBJECTS), None)
        if subject is not None and subject.i not in range(setting.span.start, setting.span.end):
            if (
                subject.lower_ in ("most", "that", "it", "this", "all", "much")
                and node.head.i != node.i
                and node.dep_ in ("conj", "advcl", "ccomp")
            ):
                node = node.head
                continue
            return subject
        if node.head.i == node.i or node.dep_ not in ("xcomp", "conj", "advcl", "acl", "relcl", "pcomp", "ccomp"):
            return None
        if node.dep_ in ("acl", "relcl"):
            return node.head
        node = node.head
    return None


def _phrase_without_figure(noun: "Token", span: "Span") -> str:
    phrase = noun_phrase(noun, drop=("relcl", "advcl", "parataxis", "acl", "appos", "prep", "nummod", "quantmod"))
    words = [token for token in phrase if token.i not in range(span.start, span.end)]
    while words and (words[0].dep_ in ("det", "poss", "predet") or words[0].is_punct):
        words = words[1:]
    return str(phrase.doc[words[0].i : words[-1].i + 1].text) if words else ""


def _scope(setting: Setting) -> str:
    found: list[tuple[int, str]] = []
    anchors = [
        token for token in (setting.noun, setting.predicate, setting.event, setting.span.root) if token is not None
    ]
    for anchor in anchors:
        for child in anchor.children:
            if child.dep_ != "prep" or child.lower_ not in PLACE_PREPOSITIONS | PERIOD_PREPOSITIONS:
                continue
            noun = next((inner for inner in child.children if inner.dep_ == "pobj"), None)
            if (
                noun is None
                or noun.i in range(setting.span.start, setting.span.end)
                or any(t.i in range(setting.span.start, setting.span.end) for t in noun.subtree)
            ):
                continue
            phrase = noun_phrase(noun)
            is_place = (
                noun.pos_ == "PROPN" or noun.lemma_.lower() in PLACE_WORD or any(t.pos_ == "PROPN" for t in phrase)
            )
            if is_place or PERIOD_WORD.search(phrase.text):
                found.append((child.i, f"{child.text} {phrase.text}"))
    return "; ".join(dict.fromkeys(text for _, text in sorted(found)[:3]))


def _aspect(low: str, qty: Quantity, offset: int) -> tuple[Aspect, list[str]]:
    at = qty.start - offset
    clause = low[max(0, at - 70) : at + 90]
    match = ASPECT.search(clause)
    if match is None:
        return ("flow", []) if qty.per and set(qty.per) & {"day", "week", "month", "year", "hour"} else ("", [])
    entry = _ASPECT[" ".join(match.group().split())]
    return entry["aspect"], [entry.id]  # type: ignore[return-value]


def _plain_measurand(sentence: str, qty: Quantity, aspect: Aspect, published: date | None, offset: int) -> Measurand:
    """Without a parser: the words after the figure up to the first that cannot belong to its noun phrase."""
    after = sentence[qty.end - offset :].lstrip(" \u00a0\n")
    after = after.removeprefix("of ")
    stop = STOP_NOUN.search(after)
    words = after[: stop.start() if stop else len(after)].split()[:4]
    if qty.kind != "count" or not words:
        return Measurand(aspect=aspect, as_of=published)
    irregular = {"people": "people", "men": "man", "women": "woman", "children": "child"}
    plurals = [at for at, word in enumerate(words) if word.lower() in irregular or regex.search(r"[^s]s$", word)]
    words = words[: plurals[0] + 1] if plurals else words[:1]
    noun = words[-1].lower()
    singular = irregular.get(noun) or regex.sub(r"(?<=[^s])s$", "", noun)
    dimension, rules = _dimension(singular, None)
    return Measurand(
        entity=" ".join(words),
        unit=singular,
        dimension=dimension,
        aspect=aspect,
        as_of=published,
        rule_ids=tuple(rules),
    )


def _plain_modality(sentence: str) -> tuple[Modality, tuple[str, ...]]:
    words = set(regex.findall(r"[\w’']+", sentence.lower()))
    for role in ("auxiliary", "adverb"):
        for word, entry in _BY_ROLE[role].items():
            if word in words:
                return entry["stance"], (entry.id,)  # type: ignore[return-value]
    return ("asked", ("stance.question",)) if sentence.rstrip().endswith("?") else ("asserted", ())
