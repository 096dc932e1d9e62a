"""
Who says it: the outermost speaker whom the document cites for a figure, and the chain of those who are relayed.

The mechanisms are tried in order and the first that holds wins; each is a rule of the pack `attribution`, whose id the
claim keeps, with a measured precision, from which the claim's confidence comes.
"""

import re

import regex

from claims.attribution.antecedents import find_antecedent
from claims.attribution.governing import Figure, find_figure
from claims.attribution.mechanisms import RECKONINGS, Found, candidates
from claims.attribution.names import PRONOUNS, is_nobody
from claims.attribution.people import NAME
from claims.attribution.quotes import SPEECH
from claims.attribution.scene import Phrase, Saying, Scene, find_subject
from claims.attribution.titles import TITLES, has_first_name
from claims.lexicon import load_rules
from claims.model import Attribution
from claims.parse import Tree
from claims.setting import LEFT_UNDONE

PRECISION = {entry.id: float(entry["precision"]) for entry in load_rules("attribution").values()}
"""How often each mechanism named the right source, by the id of its rule."""
GUESS = "attribution.pronoun"
RELAYING = frozenset(("citing", "quoting"))
SIMPLE = regex.compile(
    rf"\b[Aa]ccording\s+to\s+(?P<a>[^,.;:\n]{{2,80}})|(?P<b>(?:the\s+)?{NAME})(?:,[^,.;\n]{{2,80}},)?\s+{SPEECH}\b|\b(?:said|says|added)\s+(?P<c>{NAME})"
)
CITES = re.compile(rf"\b(?:[Aa]ccording|{SPEECH})\b")
"""The words without which SIMPLE finds nothing: most sentences have none, and these are looked for sooner."""


def find_attribution(scene: Scene, number: int, start: int, end: int) -> Attribution | None:
    """Who says the figure at [start, end) of the text, in sentence `number`; `None` is the document's own voice."""
    if number not in scene.parsed:
        return _by_pattern(scene, number, start)
    fig = find_figure(scene, number, start, end)
    found = next(candidates(scene, fig), None) if fig is not None else None
    return _to_attribution(scene, fig, found) if fig is not None and found is not None else None


def _to_attribution(scene: Scene, fig: Figure, found: Found) -> Attribution:
    source = found.source
    name, is_guess = _name_of(scene, source)
    chain = [name]
    for saying in fig.governing:
        inner, _ = _name_of(scene, saying.source)
        if inner not in chain and _is_relayed(saying, fig):
            chain.append(inner)
    cited = _cited(scene, fig, found)
    if cited is not None and (inner := _name_of(scene, cited)[0]) not in chain:
        chain.append(inner)
    return Attribution(
        source=name,
        source_surface=source.text,
        source_start=source.start,
        source_end=source.end,
        cue=found.cue,
        chain=tuple(chain),
        rule_ids=(f"attribution.{found.rule}", *((GUESS,) if is_guess else ())),
    )


def _cited(scene: Scene, fig: Figure, found: Found) -> Phrase | None:
    """Whom a source cites beside its verb: "Reuters reported, citing |police|", "Citing |police|, Reuters …"."""
    tree, source = fig.tree, found.source
    if source.number != fig.number or not source.tokens or RELAYING.isdisjoint(tree.lower):
        return None
    for at, word in enumerate(tree.lower):
        whom = tree.child(at, ("dobj",)) if word in RELAYING and tree.tag[at] == "VBG" else None
        beside = at in (0, source.tokens.stop + 1) or tree.head[source.root] in tree.ancestors(at)
        if whom is not None and beside and fig.span.start not in tree.noun_phrase(whom):
            return scene.noun_phrase(fig.number, whom)
    return None


def _is_relayed(saying: Saying, fig: Figure) -> bool:
    """Whether an inner speaker gives the figure; "Amnesty said it had counted 40" relays nobody."""
    words = saying.source.text
    is_self = saying != fig.governing[0] and PRONOUNS.get(words.lower()) in ("it", "they")
    return not is_nobody(words) and not is_self and fig.tree.lemma[saying.verb] not in LEFT_UNDONE


def _name_of(scene: Scene, source: Phrase) -> tuple[str, bool]:
    """The name of a source, and whether it is a guess whom a pronoun stands for."""
    naming = _naming(scene, source)
    antecedent = find_antecedent(scene, naming)
    name, is_guess = scene.names.resolve(antecedent or naming.text, source.start)
    return name, is_guess or bool(antecedent)


def _naming(scene: Scene, source: Phrase) -> Phrase:
    """
    What names a source: the name in apposition to "the mayor, Ada Roth", what "who", "whose" or "his" stands for, else
    itself.

    "By his own account, Roth owns 90 boats": the subject; "by his count": him.
    """
    if not source.tokens:
        return source
    tree = scene.parsed[source.number]
    owner = tree.child(source.root, ("poss",)) if tree.lemma[source.root] in RECKONINGS else None
    if owner is not None and tree.tag[owner] == "PRP$":
        is_own = any(tree.lower[kid] == "own" for kid in tree.kids[source.root])
        subject = find_subject(tree, tree.head[tree.head[source.root]]) if is_own else None
        return scene.noun_phrase(source.number, owner if subject is None else subject)
    if source.text in ("who", "which") or tree.lower[source.tokens[0]] == "whose":
        return scene.noun_phrase(source.number, tree.head[tree.head[source.root]])
    is_role = tree.pos[source.root] == "NOUN" or tree.lemma[source.root] in TITLES
    name = tree.child(source.root, ("appos",)) if is_role else None
    if name is None and is_role:
        name = _named_after(tree, source)
    if name is not None and tree.words[name][:1].isupper() and name < source.tokens.stop + 4:
        return scene.noun_phrase(source.number, name)
    return source


def _named_after(tree: Tree, source: Phrase) -> int | None:
    """Who is named behind a role, where the parse hangs the name on its last word: "spokesman for Kern, Ada Roth"."""
    last = source.tokens[-1]
    name = tree.child(last, ("appos",)) if last != source.root else None
    if name is None or tree.pos[name] != "PROPN" or tree.child(source.root, ("conj",)) is not None:
        return None
    is_titled = tree.lemma[source.root] in TITLES and tree.pos[last] == "PROPN"
    words = tree.words[tree.left_edge(name) : name + 1]
    return name if is_titled or has_first_name(words) or words[0].rstrip(".").lower() in TITLES else None


def _by_pattern(scene: Scene, number: int, start: int) -> Attribution | None:
    """Without a parse: "according to X", "X said", "said X" in the figure's own sentence."""
    sent = scene.sentences[number]
    cites = CITES.search(scene.text, sent.start, sent.end)
    match = SIMPLE.search(scene.text, sent.start, sent.end) if cites else None
    if match is None:
        return None
    group = next(name for name in "abc" if match[name])
    if match.start(group) <= start < match.end(group):
        return None
    name, _ = scene.names.resolve(match[group], match.start(group))
    return Attribution(
        source=name,
        source_surface=match[group],
        source_start=match.start(group),
        source_end=match.end(group),
        cue="according to" if group == "a" else "said",
        chain=(name,),
        rule_ids=("attribution.pattern",),
    )
