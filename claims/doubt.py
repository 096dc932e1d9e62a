"""What is said of the claim, report or rumour that a figure stands in: that it is denied, unconfirmed, or nobody's."""

from itertools import islice
from typing import cast

from claims.lexicon import Entry, by_surface, load_entries, word_class
from claims.model import Modality
from claims.parse import Tree
from claims.setting import SAYING, SUBJECTS, Setting, is_withheld

_STANCE = load_entries("cues/stance")
CONFIRM, FALSE, GROUNDS, HEARSAY, LIES, VERBS = (
    by_surface(entry for entry in _STANCE if entry["role"] == role)
    for role in ("confirm", "false", "ground", "hearsay", "lie", "verb")
)
FIGURE_NOUNS = word_class("class.noun.figure")
CLAIMED = FIGURE_NOUNS.union(GROUNDS, HEARSAY, LIES)
TRUE = word_class("class.adjective.true")
NEGATION = "stance.negation"

Stance = tuple[Modality, tuple[str, ...]]
"""How firmly a figure is put, and the rules that say so."""


def to_stance(entry: Entry) -> Stance:
    """What an entry of the pack says."""
    return cast(Modality, entry["stance"]), (entry.id,)


def _claim_of(setting: Setting) -> int | None:
    """The noun whose clause holds the figure, or that is "of" it: "reports that 40 died", "the figure of 40 dead"."""
    tree, below = setting.tree, setting.root
    named = (below, setting.noun, tree.head[below])
    for node in tree.ancestors(below):
        if tree.lemma[node] in CLAIMED and tree.pos[node] == "NOUN" and below > node:
            is_of = tree.lower[below] == "of" and tree.child(below, ("pobj",)) in named
            is_clause = tree.dep[below] in ("acl", "ccomp", "relcl") and _opens_with_that(tree, below)
            if is_clause or (is_of and (tree.lemma[node] != "report" or tree.tag[node] == "NNS")):
                return node
        if tree.dep[node] == "advcl" and tree.lemma[node] in SAYING:
            return None  # "disputed the claim that 40 left, saying 12 did"
        below = node
    return None


def _opens_with_that(tree: Tree, verb: int) -> bool:
    """Whether a clause tells what is claimed: "reports that 40 died", not "the report that named 40"."""
    that = next((kid for kid in tree.kids[verb] if tree.lower[kid] == "that" and kid < verb), None)
    return that is not None and tree.dep[that] not in SUBJECTS


def of_claim(setting: Setting) -> Stance | None:
    """
    What is said of the claim, report or rumour that the figure stands in: that it is denied, untrue, unconfirmed.

    "There is no truth in the rumour that 300 died", "has not confirmed reports that", "the claim that … is false".
    """
    tree, noun = setting.tree, _claim_of(setting)
    if noun is None:
        return None if setting.event is None else unconfirmed(tree, tree.head[setting.event])
    if tree.lemma[noun] in LIES:
        return to_stance(LIES[tree.lemma[noun]])
    if tree.lemma[noun] in GROUNDS:
        return _groundless(tree, noun)
    above, relation = tree.head[noun], tree.dep[noun]
    while (tree.lower[above] == "as" or tree.pos[above] == "ADJ") and tree.head[above] != above:
        above, relation = tree.head[above], "dobj"
    hosts = (tree.head[above], tree.child(tree.head[above], ("attr",)))
    ground = next((at for at in hosts if at is not None and tree.lemma[at] in GROUNDS), None)
    if relation == "pobj" and ground is not None:
        found = _groundless(tree, ground)
        return None if found is None or (found[0] == "hedged" and _is_owned(tree, noun)) else found
    if relation in ("dobj", "nsubj", "nsubjpass"):
        entry = VERBS.get(tree.lemma[above]) if relation != "nsubj" else None
        if entry is not None and entry["stance"] == "denied" and not is_withheld(tree, above):
            return to_stance(entry)
        found = unconfirmed(tree, above) or _called(tree, above)
        if found is not None:
            return found
    said = next((FALSE[tree.lower[kid]] for kid in tree.kids[noun] if tree.lower[kid] in FALSE), None)
    return None if said is None or _is_owned(tree, noun) else to_stance(said)


def _groundless(tree: Tree, ground: int) -> Stance | None:
    """What "no truth", "no evidence", "not a shred of evidence" say of what they are missing from."""
    has_none = any(tree.lower[kid] == "no" for kid in tree.kids[ground])
    above = (at for at in islice(tree.ancestors(ground), 3) if tree.lemma[at] == "be")
    has_none = has_none or any(tree.child(at, ("neg",)) is not None for at in above)
    return to_stance(GROUNDS[tree.lemma[ground]]) if has_none else None


def _is_owned(tree: Tree, claim: int) -> bool:
    """Whether a claim is somebody's: "Moscow's claim", "a claim by Moscow"."""
    return any(tree.dep[kid] == "poss" or tree.lower[kid] in ("by", "from") for kid in tree.kids[claim])


def unconfirmed(tree: Tree, verb: int) -> Stance | None:
    """A verb of confirming that does not: "has not confirmed", "declined to confirm", "could not be verified"."""
    entry = CONFIRM.get(tree.lemma[verb])
    return to_stance(entry) if entry is not None and is_withheld(tree, verb) else None


def _called(tree: Tree, verb: int) -> Stance | None:
    """What a claim is or is called: "is false", "was a lie", "is not true", "called the figure of 900 a lie"."""
    is_not = tree.child(verb, ("neg",)) is not None
    for kid in tree.kids[verb]:
        if tree.dep[kid] in ("acomp", "attr", "oprd", "ccomp"):
            entry = FALSE.get(tree.lower[kid]) or LIES.get(tree.lemma[kid])
            if entry is not None and not is_not:
                return to_stance(entry)
            if tree.lower[kid] in TRUE and (is_not or tree.child(kid, ("neg",)) is not None):
                return "denied", (NEGATION,)
    return None


def of_hearsay(setting: Setting) -> Stance | None:
    """A claim, rumour or reports that are nobody's: "there were claims that 300 had died"."""
    tree, noun = setting.tree, _claim_of(setting)
    entry = HEARSAY.get(tree.lemma[noun]) if noun is not None else None
    if noun is None or entry is None or (tree.lemma[noun] == "report" and tree.tag[noun] != "NNS"):
        return None
    is_described = tree.child(noun, ("amod", "compound")) is not None
    return None if is_described or _is_owned(tree, noun) else to_stance(entry)
