"""A figure in its parsed sentence, and the reporting verbs that govern it."""

from dataclasses import dataclass

from claims.attribution.antecedents import find_antecedent
from claims.attribution.cues import DATA, VERBS
from claims.attribution.scene import SUBJECTS, Saying, Scene, is_added
from claims.lexicon import load_entries, word_class
from claims.parse import Tree
from claims.setting import LEFT_UNDONE, is_withheld

OBJECT_OK = word_class("class.verb.takes_figure")
NO_CLAUSE = word_class("class.verb.needs_clause")
WITH_PREPOSITION = word_class("class.verb.takes_preposition")
PUTS_AT = word_class("class.verb.puts_at")
SHOWS = word_class("class.verb.shows")
WITH_PARTICLE = word_class("class.verb.with_particle")
TOLD_TO = word_class("class.verb.told_to")
BRINGS_TO = word_class("class.verb.brings_to")
COMES_UPON = word_class("class.verb.comes_upon")
INQUIRERS = frozenset(DATA) | word_class("class.noun.inquirer")
FIGURE_NOUNS = word_class("class.noun.figure")
OUTLOOKS = word_class("class.noun.outlook")
RESULTS = word_class("class.noun.result")
FORESEEN = OUTLOOKS | RESULTS
DENIES, CONFIRMS = (
    frozenset(word for entry in load_entries("cues/stance") if entry.id == rule for word in entry.surfaces)
    for rule in ("stance.denied.verb", "stance.hedged.confirm")
)
BESIDE = frozenset(("after", "amid", "during", "following"))
"""Prepositions to what happened beside the telling: "blasted the school after a fine of $90"."""
SPLICES = frozenset(",;-–—")
UNNAMED = word_class("class.pronoun.unnamed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """
    A figure as attribution looks at it: tokens `span` of sentence `number`, at character `start` of the text.

    `above` are its root and what that hangs on, `quote` the quote that it stands in, `governing` the reporting verbs
    above it, outermost first.
    """

    number: int
    tree: Tree
    start: int
    span: range
    above: list[int]
    quote: tuple[int, int] | None
    governing: list[Saying]


def find_figure(scene: Scene, number: int, start: int, end: int) -> Figure | None:
    """The figure at characters [start, end) of the text in its parsed sentence."""
    tree, offset = scene.parsed[number], scene.sentences[number].start
    span = tree.tokens_at(start - offset, end - offset)
    if span is None:
        return None
    root = tree.root_of(span)
    above = [root, *tree.ancestors(root)]
    quote = scene.quotes.at(start)
    governing = _governing(scene, number, span, above, quote)
    return Figure(number=number, tree=tree, start=start, span=span, above=above, quote=quote, governing=governing)


def _governing(scene: Scene, number: int, span: range, above: list[int], quote: tuple[int, int] | None) -> list[Saying]:
    """Reporting verbs above the figure, outermost first."""
    tree = scene.parsed[number]
    found = []
    for saying in scene.sayings_of(number):
        verb = saying.verb
        if verb not in above[1:] or span.start in saying.source.tokens:
            continue
        between = tree.words[span.stop : min(verb, saying.source.tokens[0])] if verb >= span.stop else ()
        if any(mark in between for mark in ("—", ";", "–")):
            continue
        quoted = quote is not None and not quote[0] <= saying.at < quote[1]
        below = above[: above.index(verb)]
        if _attributes(tree, verb, below, quoted=quoted) and not _comes_upon(scene, saying, below[-1]):
            found.append(saying)
    found.sort(key=lambda saying: -above.index(saying.verb))
    found = _by_name(tree, _on_its_side(scene, number, span, above, found))
    firsts = {tree.head[saying.verb] for saying in found if _is_second(tree, saying.verb)}
    found = [saying for saying in found if saying.verb not in firsts]
    alone = [at for at, saying in enumerate(found) if _stands_alone(tree, saying.verb)]
    return found[alone[-1] :] if alone else found


def _on_its_side(scene: Scene, number: int, span: range, above: list[int], found: list[Saying]) -> list[Saying]:
    """
    Of the reporting verbs above the figure those on its side, where a mere mark joins what two say.

    "Kyiv says 900 died, Moscow says 1,200": each says one. "Lee said 900 came, some even say 1,200": Lee relays "some".
    """
    tree, sayings = scene.parsed[number], scene.sayings_of(number)
    for right in found:
        mark = right.source.tokens.start - 1
        if not _opens_anew(tree, right.verb, mark):
            continue
        if span.start < mark:
            if tree.dep[above[above.index(right.verb) - 1]] == "ccomp":
                found = [saying for saying in found if saying != right]
            continue
        left = next((saying for saying in sayings if _is_joined(tree, saying.verb, right.verb, mark)), None)
        if left is not None:
            relays = tree.words[mark] != ";" and tree.lower[right.source.root] in UNNAMED
            found = [*([left] if relays else []), *(saying for saying in found if saying != left)]
    return found


def _by_name(tree: Tree, found: list[Saying]) -> list[Saying]:
    """
    The verbs without one by which somebody only leads up to what "it said" tells.

    "The firm cut its forecast, blaming tariffs that it said would cost $40 million": the firm said so.
    """
    if len(found) < 2 or VERBS[tree.lemma[found[0].verb]]["strength"] == "say":
        return found
    outer, said = found[:2]
    is_same = said.source.text.lower() in ("it", "they") and VERBS[tree.lemma[said.verb]]["strength"] == "say"
    return [Saying(at=said.at, verb=said.verb, source=outer.source), *found[2:]] if is_same else found


def _opens_anew(tree: Tree, verb: int, mark: int) -> bool:
    """Whether a mark, a subject, a reporting verb and what it says follow each other: ", Moscow says 1,200"."""
    stop = tree.words.index(";", verb) if ";" in tree.words[verb:] else len(tree)
    goes_on = any(_is_said(tree, verb, kid, range(verb + 1, stop)) for kid in tree.kids[verb])
    return 0 < mark < verb and tree.words[mark] in SPLICES and tree.child(verb, ("mark",)) is None and goes_on


def _is_joined(tree: Tree, left: int, right: int, mark: int) -> bool:
    """Whether a verb before the mark says something of its own and hangs together with the one after it."""
    hang_together = (tree.head[left] == right and tree.dep[left] == "ccomp") or (
        tree.head[right] == left and tree.dep[right] in ("ccomp", "parataxis")
    )
    kids = (*tree.kids[left], *tree.kids[right])
    before = range(0 if tree.words[mark] == ";" else left + 1, mark)
    return hang_together and any(_is_said(tree, left, kid, before) for kid in kids)


def _is_said(tree: Tree, verb: int, kid: int, where: range) -> bool:
    """Whether a token in a place is what a reporting verb says; that of "told reporters" is whom."""
    says = ("ccomp", "xcomp") if tree.lemma[verb] in TOLD_TO else ("ccomp", "xcomp", "dobj")
    return kid in where and tree.dep[kid] in says


def _is_second(tree: Tree, verb: int) -> bool:
    """ "He apologised and said that 40 died": the second of two verbs of one subject, the one that says it."""
    return tree.dep[verb] == "conj" and VERBS[tree.lemma[verb]]["strength"] != "weak"


def _stands_alone(tree: Tree, verb: int) -> bool:
    """
    Whether a verb says something beside what the sentence says before it.

    "Forbes says it is 4 and Bloomberg puts it at 5": with a subject of its own; "denied that 40 died, saying 9 had".
    """
    return is_added(tree, verb) or (tree.dep[verb] == "conj" and tree.child(verb, SUBJECTS) is not None)


def _tells_more(tree: Tree, verb: int) -> bool:
    """Whether a relative clause behind a comma tells something by the way; not "of whom 40 died"."""
    first = tree.left_edge(verb)
    return tree.words[max(first - 1, 0)] == "," and tree.lower[first] != "of"


def _attributes(tree: Tree, verb: int, below: list[int], *, quoted: bool) -> bool:
    """May `verb` be the cue of the figure that hangs on it through `below`, the figure's root first?"""
    kid = below[-1]
    lemma, relation, word = tree.lemma[verb], tree.dep[kid], tree.lower[kid]
    strength = VERBS[lemma]["strength"]
    in_clause = any(tree.pos[at] in ("VERB", "AUX") for at in below)
    if relation in (*SUBJECTS, "npadvmod", "advmod", "agent"):
        return relation == "nsubjpass" and lemma in PUTS_AT
    if _is_another_verb(tree, verb) or _says_nothing(tree, verb, kid):
        return False
    if quoted:
        return True
    is_apart = tree.child(kid, SUBJECTS) is not None or (strength == "say" and tree.child(kid, ("aux",)) is not None)
    if relation == "conj" and is_apart:
        return False
    if any(tree.dep[at] == "relcl" and _tells_more(tree, at) for at in below):
        return False
    if relation == "advcl" and tree.tag[kid] == "VBG" and tree.lemma[kid] in BRINGS_TO:
        return strength == "say"
    if strength != "say" and (tree.tag[verb] == "VB" or tree.child(verb, ("neg",)) is not None):
        return False
    if strength == "weak" and relation == "xcomp":
        return lemma == "describe"
    if relation == "advcl" and any(
        tree.dep[at] == "prep" and tree.lower[at] in ("for", "on") for at in tree.kids[verb]
    ):
        return lemma == "call"
    if relation == "advcl" and lemma == "ask":
        return any(tree.lower[mark] in ("if", "whether") for mark in tree.kids[kid])
    if relation in ("advcl", "dative") or (lemma in TOLD_TO and relation == "dobj"):
        return False
    if lemma == "see" and tree.tag[verb] in ("VBP", "VBZ"):
        seen = tree.child(verb, ("dobj",)) if relation == "prep" and word == "at" else kid
        return tree.tag[kid] == "VBG" if relation == "ccomp" else seen is not None and tree.lemma[seen] in FORESEEN
    if relation == "prep" and word in BESIDE:
        return False
    if relation == "prep":
        if lemma == "speak":
            return word == "of"
        says_that = strength == "say" and in_clause and "that" in tree.lower[verb + 1 : kid + 8]
        at_figure = (lemma in PUTS_AT and word in ("as", "at", "between", "with")) or (lemma == "have" and word == "at")
        hedges = word in ("about", "around", "between", "over", "under") and tree.child(verb, ("ccomp",)) is not None
        plans = (strength == "plan" and in_clause) or (word == "between" and lemma in OBJECT_OK)
        return says_that or at_figure or hedges or plans or (lemma in WITH_PREPOSITION and lemma not in PUTS_AT)
    if relation == "dobj" and ((lemma in PUTS_AT and _is_at(tree, below)) or _denies(tree, verb, kid)):
        return True
    if relation == "dobj" and lemma == "post":
        return tree.lemma[kid] in RESULTS
    if lemma in NO_CLAUSE and relation in ("xcomp", "dobj"):
        return False
    if relation in ("dobj", "pobj", "oprd", "attr", "acomp"):
        takes = lemma in OBJECT_OK and strength != "weak"
        return takes or (strength == "plan" and in_clause) or (relation == "dobj" and lemma in SHOWS)
    return strength != "weak" or (relation in ("ccomp", "xcomp") and lemma not in ("have", "give", "see", "set"))


def _comes_upon(scene: Scene, saying: Saying, said: int) -> bool:
    """ "Divers found 40 wrecks": they came upon them; a survey or investigators that found so many report them."""
    tree, source = scene.parsed[saying.number], saying.source
    if tree.lemma[saying.verb] not in COMES_UPON or tree.dep[said] != "dobj":
        return False
    who = find_antecedent(scene, source).lower().split()[-1:]
    return INQUIRERS.isdisjoint((tree.lemma[source.root], *who, *(word.removesuffix("s") for word in who)))


def _denies(tree: Tree, verb: int, said: int) -> bool:
    """ "Dismissed the claim that 900 died": a verb of denying with what it denies."""
    return tree.lemma[verb] in DENIES and tree.lemma[said] in FIGURE_NOUNS


def _says_nothing(tree: Tree, verb: int, said: int) -> bool:
    """ "Has not confirmed that 40 died", "declined to comment on reports that": the figure is somebody else's."""
    tells = tree.lemma[said] in VERBS and VERBS[tree.lemma[said]]["strength"] == "say"
    if tells and tree.dep[said] == "xcomp" and tree.lemma[verb] in LEFT_UNDONE:
        return True
    is_left = tree.dep[verb] == "xcomp" and tree.lemma[tree.head[verb]] in LEFT_UNDONE
    return is_left or (tree.lemma[verb] in CONFIRMS and is_withheld(tree, verb))


def _is_at(tree: Tree, below: list[int]) -> bool:
    """ "Rates the chance of default at 35 percent", where the parse hangs "at" on the nouns before it."""
    return any(tree.dep[at] == "prep" and tree.lower[at] == "at" for at in below)


def _is_another_verb(tree: Tree, verb: int) -> bool:
    """ "Called off", "laid off", "gave up": with its particle the verb reports nothing."""
    return any(
        tree.dep[kid] == "prt" and f"{tree.lemma[verb]} {tree.lower[kid]}" in WITH_PARTICLE for kid in tree.kids[verb]
    )
