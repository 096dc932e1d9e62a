"""
Who says it: the outermost speaker whom the document cites for a figure, and the chain of those who are relayed.

The mechanisms are tried in order and the first that holds wins; each is a rule of the pack `attribution`, whose id the
claim keeps, with a measured precision, from which the claim's confidence comes.
"""

import regex

from claims.attribution.antecedents import find_antecedent
from claims.attribution.governing import Figure, find_figure
from claims.attribution.mechanisms import RECKONINGS, Found, candidates
from claims.attribution.names import PRONOUNS, is_nobody
from claims.attribution.people import NAME
from claims.attribution.quotes import SPEECH
from claims.attribution.scene import Phrase, Saying, Scene, find_subject
from claims.attribution.titles import TITLES
from claims.lexicon import load_rules
from claims.model import Attribution
from claims.setting import LEFT_UNDONE

PRECISION = {entry.id: float(entry["precision"]) for entry in load_rules("attribution").values()}
"""How often each mechanism named the right source, by the id of its rule."""
GUESS = "attribution.pronoun"
SIMPLE = regex.compile(
    rf"\b[Aa]ccording\s+to\s+(?P<a>[^,.;:\n]{{2,80}})|(?P<b>(?:the\s+)?{NAME})(?:,[^,.;\n]{{2,80}},)?\s+{SPEECH}\b|\b(?:said|says|added)\s+(?P<c>{NAME})"
)
CITES = regex.compile(rf"\b(?:[Aa]ccording|{SPEECH})\b")
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
    return Attribution(
        source=name,
        source_surface=source.text,
        source_start=source.start,
        source_end=source.end,
        cue=found.cue,
        chain=tuple(chain),
        rule_ids=(f"attribution.{found.rule}", *((GUESS,) if is_guess else ())),
    )


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
    What names a source: the name in apposition to "the mayor, Ada Roth", what "who" or "his" stands for, else itself.

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
    if source.text in ("who", "which"):
        return scene.noun_phrase(source.number, tree.head[tree.head[source.root]])
    is_role = tree.pos[source.root] == "NOUN" or tree.lemma[source.root] in TITLES
    name = tree.child(source.root, ("appos",)) if is_role else None
    if name is None and tree.lemma[source.root] in TITLES and tree.pos[source.tokens[-1]] == "PROPN":
        name = tree.child(source.tokens[-1], ("appos",))
    if name is not None and tree.pos[name] == "PROPN" and name < source.tokens.stop + 4:
        return scene.noun_phrase(source.number, name)
    return source


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
