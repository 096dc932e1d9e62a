"""How firmly a figure is put: asserted, hedged, projected, denied or asked."""

from collections.abc import Iterator
from typing import cast

import regex

from claims.distance import find_distance
from claims.lexicon import Entry, by_surface, load_entries, word_class
from claims.model import Modality, Quantity
from claims.parse import Tree
from claims.setting import SUBJECTS, Setting

_STANCE = load_entries("cues/stance")
AUXILIARIES, ADVERBS, VERBS, ADJECTIVES = (
    by_surface(entry for entry in _STANCE if entry["role"] == role)
    for role in ("auxiliary", "adverb", "verb", "adjective")
)
FIGURE_NOUNS = word_class("class.noun.figure")
ESTIMATES = word_class("class.estimate")
NEGATION = "stance.negation"
CLAUSE = ("ccomp", "xcomp", "pcomp", "acl")
WORD = regex.compile(r"[\w’']+")

_Stance = tuple[Modality, tuple[str, ...]]


def find_modality(sentence: str, qty: Quantity, setting: Setting | None, *, offset: int) -> _Stance:
    """
    How firmly the figure's own proposition is put, and the rule that says so; the sentence starts at `offset`.

    What the sentence asserts of a figure, quotation marks of distance may still keep at arm's length.
    """
    found = _by_words(sentence) if setting is None else _by_grammar(sentence, qty, setting)
    distance = find_distance(sentence, qty, setting, offset=offset) if found[0] == "asserted" else None
    return found if distance is None else ("hedged", (distance,))


def _by_grammar(sentence: str, qty: Quantity, setting: Setting) -> _Stance:
    """
    What the parse says.

    A figure inside an event noun ("the presence of 10,000 soldiers is not going to …") is presupposed: what the main
    verb does to it changes nothing. "No action since 1953" does not deny 1953.
    """
    if _is_question(sentence):
        return _ASKED
    if setting.event is not None:
        return "asserted", ()
    tree, predicate = setting.tree, setting.predicate
    for token in (setting.root, setting.noun):
        for kid in tree.kids[token] if token is not None else ():
            if tree.lower[kid] in ADVERBS:
                return "hedged", (ADVERBS[tree.lower[kid]].id,)
    if predicate is None:
        return "asserted", ()
    found = _of_object(tree, predicate)
    if found is not None:
        return found
    for node in _propositions(tree, predicate):
        found = _of_verb(tree, node, is_cue=node != predicate)
        if found is not None and not (found[1] == (NEGATION,) and qty.kind in ("date", "duration")):
            return found
    return "asserted", ()


def _propositions(tree: Tree, node: int) -> Iterator[int]:
    """The figure's predicate and the verbs and nouns whose clause it is, upwards."""
    while tree.pos[node] in ("VERB", "AUX", "ADJ", "NOUN", "PROPN"):
        yield node
        shares_subject = tree.dep[node] == "conj" and tree.child(node, SUBJECTS) is None
        if tree.head[node] == node or not (tree.dep[node] in CLAUSE or shares_subject):
            return
        node = tree.head[node]
        if tree.dep[node] == "prep":
            node = tree.head[node]


def _of_object(tree: Tree, verb: int) -> _Stance | None:
    """A verb whose object is the figure or its name: "NATO estimates 200,000", "rejected the figure of 4,000"."""
    if tree.child(verb, ("ccomp",)) is not None:
        return None
    kids = tree.kids[verb]
    entry = VERBS.get(tree.lemma[verb])
    named = any(tree.dep[kid] == "dobj" and tree.lemma[kid] in FIGURE_NOUNS for kid in kids)
    if entry is not None and entry["stance"] == "denied" and named:
        return "denied", (entry.id,)
    guessed = any(tree.dep[kid] == "nsubj" and tree.lemma[kid] in ESTIMATES for kid in kids)
    if tree.lemma[verb] in ESTIMATES or (guessed and tree.lemma[verb] == "be"):
        return "hedged", (VERBS["estimate"].id,)
    return None


def _of_verb(tree: Tree, verb: int, *, is_cue: bool) -> _Stance | None:
    kids = tree.kids[verb]
    for kid in kids:
        found = _of_word(tree, verb, kid, is_cue=is_cue)
        if found is not None:
            return found
    if tree.lemma[verb] == "go" and tree.tag[verb] == "VBG" and tree.child(verb, ("xcomp",)) is not None:
        return "projected", ("stance.going_to",)
    entry = VERBS.get(tree.lemma[verb])
    if entry is not None and is_cue:
        return _stance(entry)
    is_passive = tree.child(verb, ("nsubjpass", "auxpass")) is not None
    if entry is not None and is_passive and entry["stance"] != "denied":
        return _stance(entry)
    adjective = ADJECTIVES.get(tree.lower[verb]) if is_cue and tree.pos[verb] == "ADJ" else None
    return _stance(adjective) if adjective is not None else None


def _of_word(tree: Tree, verb: int, kid: int, *, is_cue: bool) -> _Stance | None:
    """What an auxiliary, an adverb, a "not" or an "if" that hangs on a verb says of its proposition."""
    word, relation = tree.lower[kid], tree.dep[kid]
    if relation == "neg" and not is_cue:
        return None if any(tree.lower[other] in ("only", "just") for other in tree.kids[verb]) else _DENIED
    auxiliary = AUXILIARIES.get(word) if relation in ("aux", "auxpass") else None
    if auxiliary is not None and (
        not is_cue or (word in ("will", "would", "could") and tree.lemma[verb] not in ("say", "tell"))
    ):
        perfect = any(tree.lemma[other] == "have" and tree.dep[other] == "aux" for other in tree.kids[verb])
        return ("hedged", (auxiliary.id,)) if perfect and word == "could" else _stance(auxiliary)
    if word in ADVERBS and relation in ("advmod", "acomp"):
        return "hedged", (ADVERBS[word].id,)
    if relation == "advcl" and not is_cue and any(tree.lower[mark] == "if" for mark in tree.kids[kid]):
        return "projected", ("stance.condition",)
    return None


_DENIED: _Stance = ("denied", (NEGATION,))
_ASKED: _Stance = ("asked", ("stance.question",))


def _stance(entry: Entry) -> _Stance:
    return cast(Modality, entry["stance"]), (entry.id,)


def _by_words(sentence: str) -> _Stance:
    """Without a parse: the first word of the lexicon that the sentence has; "May" and "Will" are a month and a name."""
    if _is_question(sentence):
        return _ASKED
    words = {word.lower() for word in WORD.findall(sentence) if word not in ("May", "Will")}
    for entries in (AUXILIARIES, ADVERBS):
        for word, entry in entries.items():
            if word in words:
                return _stance(entry)
    return "asserted", ()


def _is_question(sentence: str) -> bool:
    return sentence.rstrip("\"'”’ )").endswith("?")
