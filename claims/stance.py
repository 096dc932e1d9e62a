"""How firmly a figure is put: asserted, hedged, projected, denied or asked."""

from collections.abc import Iterator
from itertools import takewhile

import regex

from claims.distance import find_distance
from claims.doubt import (
    FALSE,
    FIGURE_NOUNS,
    NEGATION,
    TRUE,
    VERBS,
    Stance,
    of_claim,
    of_hearsay,
    to_stance,
    unconfirmed,
)
from claims.lexicon import by_surface, load_entries, word_class
from claims.model import Quantity
from claims.parse import Tree
from claims.setting import CHANGES, SUBJECTS, Setting, is_in_base, is_present, is_withheld

_STANCE = load_entries("cues/stance")
AUXILIARIES, ADVERBS, PASSIVES, ADJECTIVES, LIKELY, NOUNS, AIMS, PREMISES, UNCONFIRMED, WEIGHED, DISBELIEF = (
    by_surface(entry for entry in _STANCE if entry["role"] == role)
    for role in ("auxiliary adverb passive adjective likely noun aim premise unconfirmed weighed disbelief".split())
)
BEFALLS = word_class("class.verb.befalls")
REPORTING = by_surface(load_entries("cues/reporting"))
FORESEES = word_class("class.verb.foresees")
ESTIMATES = word_class("class.estimate")
COMPARED_WITH = word_class("class.word.compared_with")
SURE = word_class("class.adjective.sure")
FACTS = {"must": word_class("class.verb.demanded"), "could": word_class("class.verb.felt")}
"""Verbs that are facts also with an auxiliary: what a rule demands, and what somebody could feel."""
FORESEEN = word_class("class.noun.outlook") | word_class("class.noun.result")
POLLS = word_class("class.noun.poll")
TENSED = frozenset(("MD", "VBD", "VBP", "VBZ"))
MORE = frozenset(("as", "less", "more"))
"""Before "likely" they compare: "10 times more likely"."""
CLAUSE = ("ccomp", "xcomp", "pcomp", "acl")
DEFINITE = frozenset(("the", "this", "that", "these", "those"))
AGES = frozenset(("be", "become", "reach", "turn"))
"""Verbs that tell how old somebody is."""
PARTING = frozenset((",", "-", "–", "—", "and", "but"))
"""What stands before "not" and the figure that was expected or claimed: "5 died, not 50"."""
OF_FIGURE = ("nummod", "quantmod", "compound", "nmod", "amod", "npadvmod", "pobj")
WORD = regex.compile(r"[\w’']+")
ASKS = regex.compile(r"[^.?!“”\"]*\?[”\"’']")
"""After a figure: its quote ends in a question, whoever asks it."""


def find_modality(sentence: str, qty: Quantity, setting: Setting | None, *, offset: int) -> Stance:
    """
    How firmly the figure's own proposition is put, and the rule that says so; the sentence starts at `offset`.

    What the sentence asserts of a figure, quotation marks of distance may still keep at arm's length.
    """
    if _is_question(sentence) or ASKS.match(sentence, qty.end - offset):
        found = _ASKED
    else:
        found = _by_words(sentence) if setting is None else _by_grammar(qty, setting)
    distance = find_distance(sentence, qty, setting, offset=offset) if found[0] == "asserted" else None
    return found if distance is None else ("hedged", (distance,))


def _by_grammar(qty: Quantity, setting: Setting) -> Stance:
    """
    What the parse says.

    A figure inside an event noun ("the presence of 10,000 soldiers is not going to …") is presupposed: what the main
    verb does to it changes nothing.
    """
    doubted = of_claim(setting)
    if doubted is not None:
        return doubted
    if setting.event is not None or _is_beside(qty, setting) or is_present(setting.tree, setting.span.start):
        return "asserted", ()
    tree, predicate = setting.tree, setting.predicate
    for token in (setting.root, setting.noun):
        for kid in tree.kids[token] if token is not None else ():
            if tree.lower[kid] in ADVERBS and kid < setting.span.start:
                return "hedged", (ADVERBS[tree.lower[kid]].id,)
    found = _of_phrase(qty, setting)
    if found is not None or predicate is None or is_in_base(tree, setting.span):
        return found or ("asserted", ())
    found = _of_object(tree, predicate, setting.root)
    if found is not None:
        return found
    below = predicate
    for node in _propositions(tree, predicate):
        is_joined = tree.dep[below] == "conj" and node == tree.head[below]
        if is_joined and _is_tensed(tree, below):
            below = node
            continue
        found = unconfirmed(tree, node) if node != predicate else None
        found = found or _of_words(tree, node, is_cue=node != predicate)
        if found is None and not is_joined:
            found = _of_verb(tree, node, is_cue=node != predicate)
        below = node
        if found is not None and (found[1] != (NEGATION,) or _may_be_denied(qty, setting, node)):
            return found
    return of_hearsay(setting) or _of_outcome(tree, below) or ("asserted", ())


def _is_tensed(tree: Tree, verb: int) -> bool:
    """Whether a verb has a time of its own beside the one it is joined to: "will give 40 and has given 20"."""
    return any(tree.dep[kid] in ("aux", "auxpass") and tree.tag[kid] in TENSED for kid in tree.kids[verb])


def _of_outcome(tree: Tree, verb: int) -> Stance | None:
    """What is said of what a thing leads to: "a storm could land, bringing winds of 90 km/h"; not "citing 40 cases"."""
    above = tree.head[verb]
    is_outcome = tree.dep[verb] == "advcl" and tree.tag[verb] == "VBG" and tree.child(verb, ("dobj",)) is not None
    if not is_outcome or above > verb or tree.lemma[verb] in REPORTING or tree.child(verb, ("mark", "aux")) is not None:
        return None
    return _of_words(tree, above, is_cue=True)


def _is_beside(qty: Quantity, setting: Setting) -> bool:
    """
    Whether a figure only tells of whom or what the sentence speaks, whatever the verb says of them.

    "The 23-year-old Roth will play", "Roth, 49, is to be sworn in",
    "firms with 50 workers must insure them", "will visit the Kern Lions (0-14)".
    """
    tree, predicate = setting.tree, setting.predicate
    chain = list(takewhile(lambda at: at != predicate, (setting.root, *tree.ancestors(setting.root))))
    if qty.kind == "age":
        is_told = any(tree.dep[at] in ("acomp", "attr", "oprd") for at in chain)
        is_aside = any(tree.dep[at] in SUBJECTS for at in chain)
        return not is_told and (is_aside or predicate is None or tree.lemma[predicate] not in AGES)
    if qty.kind not in ("money", "date", "duration") and _is_bracketed(tree, setting.span.start):
        return True
    return any(tree.lower[at] == "with" and tree.dep[tree.head[at]] in SUBJECTS for at in chain)


def _is_bracketed(tree: Tree, at: int) -> bool:
    """Whether a token stands in brackets after a name, with no verb before it there: "the Bern Bears (0-14)"."""
    first = next((mark for mark in range(at - 1, max(at - 7, 0), -1) if tree.words[mark] in "()"), 0)
    is_name = tree.words[first] == "(" and tree.pos[first - 1] == "PROPN" and tree.tag[first - 2] != "CD"
    return is_name and not any(tree.pos[word] in ("VERB", "AUX") for word in range(first, at))


def _may_be_denied(qty: Quantity, setting: Setting, verb: int) -> bool:
    """
    Whether a "not" at a verb may deny the figure: it stands after it, and is no time, no age and nothing definite.

    "He did not lose 12 aircraft", but "45,000 votes were not counted", "did not read the 30 letters", "since 1953".
    """
    tree = setting.tree
    follows = any(tree.dep[kid] == "neg" and kid < setting.span.start for kid in tree.kids[verb])
    held = [kid for token in (setting.root, setting.noun) if token is not None for kid in tree.kids[token]]
    is_definite = any(tree.lower[kid] in DEFINITE or tree.dep[kid] == "poss" for kid in held)
    return follows and not is_definite and qty.kind not in ("date", "duration", "age", "ordinal")


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


def _of_phrase(qty: Quantity, setting: Setting) -> Stance | None:
    """What the figure is named: "a reported £62m", "an estimate of 900", "its 4% target", "the 51 cents expected"."""
    tree, root, first = setting.tree, setting.root, setting.span.start
    premise = PREMISES.get(tree.lower[first - 1]) if first > 1 and tree.lower[first - 2] in ("a", "an") else None
    if premise is not None:
        return to_stance(premise)
    foreseen = _foreseen_by(tree, setting)
    if foreseen is not None:
        return to_stance(VERBS[tree.lemma[foreseen]])
    if first > 1 and tree.lower[first - 1] == "not" and tree.words[first - 2] in PARTING:
        return _DENIED
    if _is_disputed(tree, root if setting.noun is None else setting.noun):
        return "denied", ("stance.denied.verb",)
    node = root
    while tree.dep[node] in OF_FIGURE and (tree.dep[node] != "pobj" or tree.lower[tree.head[node]] in ("of", "for")):
        is_for = tree.dep[node] == "pobj" and tree.lower[tree.head[node]] == "for"
        node = tree.head[tree.head[node]] if tree.dep[node] == "pobj" else tree.head[node]
        if is_for and (qty.kind == "count" or tree.lemma[node] not in NOUNS):
            return None
        entry = NOUNS.get(tree.lemma[node]) or AIMS.get(tree.lemma[node])
        if entry is not None and not (qty.kind in ("count", "multiple") and node == setting.noun):
            return to_stance(entry)
    return None


def _is_disputed(tree: Tree, noun: int) -> bool:
    """Whether it is denied that something befell them: "Moscow denies 300 killed"; not "denied 300 prisoners food"."""
    entry = VERBS.get(tree.lemma[tree.head[noun]])
    fate = tree.child(noun, ("acl",))
    is_object = tree.dep[noun] == "dobj" and fate is not None and tree.lemma[fate] in BEFALLS
    return is_object and entry is not None and entry["stance"] == "denied"


def _foreseen_by(tree: Tree, setting: Setting) -> int | None:
    """
    The verb that foresees the figure from below it: "the 51 cents expected", "the 51 cents that analysts expect".

    In "fewer than the 165,000 economists had expected" those who foresaw it stand for the noun.
    """
    first = setting.span.start - (tree.tag[setting.span.start - 1] == "$")
    compared = first > 1 and tree.lower[first - 1] == "the" and tree.lower[first - 2] in COMPARED_WITH
    if compared and setting.noun is not None and _foresees(tree, tree.head[setting.noun]):
        return tree.head[setting.noun]
    below = (kid for kid in tree.kids[setting.root] if kid > setting.root and _foresees(tree, kid))
    return next((kid for kid in below if tree.dep[kid] == "relcl" or tree.tag[kid] == "VBN"), None)


def _of_object(tree: Tree, verb: int, root: int) -> Stance | None:
    """
    A verb whose object is the figure or its name: "NATO estimates 200,000", "rejected the figure of 4,000"; or one
    whose name is: "the forecast is 4 percent", "cut its forecast to 4 percent", "by one estimate".
    """
    if tree.child(verb, ("ccomp",)) is not None:
        return None
    kids = tree.kids[verb]
    entry = VERBS.get(tree.lemma[verb])
    named = any(tree.dep[kid] == "dobj" and tree.lemma[kid] in FIGURE_NOUNS for kid in kids)
    if entry is not None and entry["stance"] == "denied" and named:
        return "denied", (entry.id,)
    below = (root, *tree.ancestors(root))
    for kid in kids:
        by = tree.child(kid, ("pobj",)) if tree.dep[kid] == "prep" and tree.lower[kid] == "by" else None
        name = kid if tree.dep[kid] in ("dobj", "nsubj") else by
        if name is not None and tree.lemma[name] in NOUNS and kid not in below:
            return to_stance(NOUNS[tree.lemma[name]])
    if tree.lemma[verb] in ESTIMATES:
        return "hedged", (VERBS["estimate"].id,)
    objects = [kid for kid in kids if tree.dep[kid] == "dobj" and kid in below]
    if tree.lemma[verb] in WEIGHED and tree.tag[verb] == "VBG" and {root, tree.head[root]}.isdisjoint(objects):
        return to_stance(WEIGHED[tree.lemma[verb]]) if objects else None
    if objects and _sees(tree, verb, objects[0]):
        return "projected", ("stance.to_come",)
    return to_stance(VERBS[tree.lemma[verb]]) if objects and _foresees(tree, verb) else None


def _sees(tree: Tree, verb: int, seen: int) -> bool:
    """Whether a verb sees what is yet to come: "sees inflation of 4 percent", "sees a profit of $40 million"."""
    return tree.lemma[verb] == "see" and tree.tag[verb] in ("VBP", "VBZ") and tree.lemma[seen] in FORESEEN


def _foresees(tree: Tree, verb: int) -> bool:
    """Whether a verb has what is foreseen for its object: "expects 40"."""
    entry = VERBS.get(tree.lemma[verb])
    return entry is not None and entry["stance"] == "projected" and tree.lemma[verb] in FORESEES


def _of_words(tree: Tree, verb: int, *, is_cue: bool) -> Stance | None:
    """What the words that hang on a verb say of its proposition, or of one that shares its subject."""
    found = (_of_word(tree, verb, kid, is_cue=is_cue) for kid in tree.kids[verb])
    return next((stance for stance in found if stance is not None), None)


def _of_verb(tree: Tree, verb: int, *, is_cue: bool) -> Stance | None:
    """What a verb says of its own proposition, or as a cue of the one below it."""
    if _is_to_come(tree, verb) or ((is_cue or tree.tag[verb] == "VBN") and _is_outlook(tree, verb)):
        return "projected", ("stance.to_come",)
    if tree.lemma[verb] == "go" and tree.tag[verb] == "VBG" and tree.child(verb, ("xcomp",)) is not None:
        return "projected", ("stance.going_to",)
    is_passive = tree.child(verb, ("nsubjpass", "auxpass")) is not None
    clause = tree.child(verb, ("ccomp", "xcomp"))
    is_hearsay = is_passive or (clause is not None and tree.dep[verb] in ("acl", "parataxis"))
    if is_hearsay and clause is not None and tree.lemma[verb] in PASSIVES:
        return to_stance(PASSIVES[tree.lemma[verb]])
    if clause is not None and tree.tag[clause] == "VBG" and tree.lemma[verb] in WEIGHED:
        return to_stance(WEIGHED[tree.lemma[verb]])
    if is_cue and not is_passive and tree.lemma[verb] in DISBELIEF and _is_negated(tree, verb):
        return to_stance(DISBELIEF[tree.lemma[verb]])
    entry = VERBS.get(tree.lemma[verb])
    if entry is not None and (is_cue or (is_passive and entry["stance"] != "denied")):
        is_undenied = entry["stance"] == "denied" and is_withheld(tree, verb)
        is_over = is_passive and tree.lemma[verb] == "expect" and clause is not None and _is_perfect(tree, clause)
        return ("hedged", (entry.id,)) if is_undenied or is_over else to_stance(entry)
    adjective = ADJECTIVES.get(tree.lower[verb]) if tree.pos[verb] == "ADJ" or tree.tag[verb] == "VBN" else None
    is_told = adjective is not None and ((clause is not None and clause > verb) or (is_cue and tree.pos[verb] == "ADJ"))
    return _of_adjective(tree, tree.lower[verb], clause) if is_told else None


def _of_adjective(tree: Tree, word: str, clause: int | None) -> Stance:
    """What an adjective says of its clause: "likely to cut 40" is yet to come, "likely to have cut 40" is not."""
    is_act = clause is not None and tree.lemma[clause] != "be" and not _is_perfect(tree, clause)
    return to_stance(LIKELY[word] if is_act and word in LIKELY else ADJECTIVES[word])


def _is_to_come(tree: Tree, verb: int) -> bool:
    """ "Six planes are to arrive", and in headlines: "Army to buy 200 tanks"; not "it is hard to buy 200 tanks"."""
    if tree.lemma[verb] == "be":
        clause = tree.child(verb, ("xcomp",))
        if clause is None or clause < verb:
            return False
        return tree.tag[verb + 1] == "TO" and tree.lemma[clause] not in ("be", "blame")
    is_headline = tree.dep[verb] == "ROOT" or (tree.dep[verb] == "ccomp" and verb < tree.head[verb])
    has_to = any(tree.tag[kid] == "TO" and tree.dep[kid] == "aux" for kid in tree.kids[verb])
    return is_headline and has_to and tree.child(verb, SUBJECTS) is not None


def _is_outlook(tree: Tree, verb: int) -> bool:
    """ "Sees demand growing by 4", "growth is seen at 4 percent", "rising to 4"; a poll has "Roth seen at 4"."""
    if tree.lemma[verb] == "see" and tree.tag[verb] == "VBN" and POLLS.isdisjoint(tree.lemma):
        is_past = any(tree.lower[kid] in ("was", "were", "had") for kid in tree.kids[verb])
        is_said = tree.dep[verb] in ("ROOT", "ccomp", "conj")
        moving = tree.child(verb, ("xcomp",))
        is_put = any(tree.lower[kid] == "at" for kid in tree.kids[verb])
        return is_said and not is_past and (is_put or (moving is not None and tree.lemma[moving] in CHANGES))
    growing = tree.child(verb, ("ccomp",)) if tree.lemma[verb] == "see" and tree.tag[verb] in ("VBP", "VBZ") else None
    return growing is not None and tree.tag[growing] == "VBG"


def _of_word(tree: Tree, verb: int, kid: int, *, is_cue: bool) -> Stance | None:
    """What an auxiliary, an adverb, a "not" or an "if" that hangs on a verb says of its proposition."""
    word, relation = tree.lower[kid], tree.dep[kid]
    if relation == "neg" and not is_cue:
        others = {tree.lower[other] for other in tree.kids[verb]}
        is_bound = "must" in others and tree.lemma[verb] in FACTS["must"]
        return None if is_bound or not others.isdisjoint(("only", "just")) else _DENIED
    if relation == "neg" and tree.lemma[verb] == "be" and _is_no_case(tree, verb):
        return _DENIED
    if relation == "mark" and word in ("if", "whether") and _is_open(tree, verb):
        return _ASKED
    if relation == "mark" and word == "if" and tree.dep[verb] == "advcl":
        return "projected", ("stance.condition",)
    if word in LIKELY and any(tree.lower[beside] in MORE for beside in tree.kids[kid]):
        return None
    if relation == "acomp":
        if is_cue and word in TRUE and tree.child(verb, ("neg",)) is not None:
            return _DENIED
        if is_cue and word in FALSE:
            return to_stance(FALSE[word])
        clause = tree.child(kid, ("xcomp",))
        if word in ADJECTIVES and clause is not None:
            return _of_adjective(tree, word, clause)
    if relation in SUBJECTS and any(tree.lower[word] in UNCONFIRMED for word in tree.kids[kid]):
        return "hedged", ("stance.hedged.unconfirmed",)
    auxiliary = AUXILIARIES.get(word) if relation in ("aux", "auxpass") else None
    if auxiliary is not None and (
        not is_cue or (word in ("will", "would", "could") and tree.lemma[verb] not in ("say", "tell"))
    ):
        if _is_perfect(tree, verb):
            return ("hedged", (auxiliary.id,)) if word in ("could", "must", "should") else to_stance(auxiliary)
        if tree.lemma[verb] not in FACTS.get(word, ()):
            return to_stance(auxiliary)
    if word in ADVERBS and relation in ("advmod", "acomp"):
        return "hedged", (ADVERBS[word].id,)
    if relation == "advcl" and not is_cue and any(tree.lower[mark] == "if" for mark in tree.kids[kid]):
        return "projected", ("stance.condition",)
    return None


def _is_negated(tree: Tree, verb: int) -> bool:
    """Whether a verb has a "not"; "I can't believe it" is no doubt."""
    beside = {tree.lower[kid] for kid in tree.kids[verb]}
    return tree.child(verb, ("neg",)) is not None and beside.isdisjoint(("ca", "can", "could"))


def _is_no_case(tree: Tree, verb: int) -> bool:
    """ "It's not that 40 died", "not like 40 died", "it isn't the case that 40 died"; not "it is not just that"."""
    subject, told = tree.child(verb, SUBJECTS), tree.child(verb, ("attr",))
    is_case = told is None or tree.lemma[told] == "case"
    is_other = any(tree.dep[kid] in ("acomp", "advmod", "prep") for kid in tree.kids[verb])
    return subject is not None and tree.lower[subject] == "it" and is_case and not is_other


def _is_perfect(tree: Tree, verb: int) -> bool:
    return any(tree.lemma[kid] == "have" and tree.dep[kid] == "aux" for kid in tree.kids[verb])


def _is_open(tree: Tree, verb: int) -> bool:
    """Whether a clause with "if" or "whether" is a question: "asked if 40 came", "it is not clear if 40 came"."""
    above = tree.head[verb]
    unsure = tree.lemma[above] == "ask" or any(tree.lower[at] in SURE for at in (above, *tree.kids[above]))
    return tree.dep[verb] in ("ccomp", "csubj", "csubjpass", "pcomp") or (tree.dep[verb] == "advcl" and unsure)


_DENIED: Stance = ("denied", (NEGATION,))
_ASKED: Stance = ("asked", ("stance.question",))


def _by_words(sentence: str) -> Stance:
    """Without a parse: the first word of the lexicon that the sentence has; "May" and "Will" are a month and a name."""
    words = {word.lower() for word in WORD.findall(sentence) if word not in ("May", "Will")}
    for entries in (AUXILIARIES, ADVERBS):
        for word, entry in entries.items():
            if word in words:
                return to_stance(entry)
    return "asserted", ()


def _is_question(sentence: str) -> bool:
    return sentence.rstrip("\"'”’ )").endswith("?")
