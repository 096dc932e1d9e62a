"""Where a figure stands in its parsed sentence: its tokens, the noun it counts, and what happens to that."""

import re
from dataclasses import dataclass

from claims.lexicon import by_surface, load_entries, word_class
from claims.parse import Tree
from claims.quantities.units import TIME_WORDS

TO_NOUN = frozenset("nummod quantmod amod compound nmod det npadvmod advmod appos meta poss predet".split())
SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))
PARTICIPLES = frozenset(("VBN", "VBD", "VBG", "VB", "VBZ", "VBP"))
EVENT_NOUNS = word_class("class.noun.event")
SAYING = by_surface(entry for entry in load_entries("cues/reporting") if entry["strength"] == "say")
PUTS_AT = word_class("class.verb.puts_at")
LEFT_UNDONE = word_class("class.word.left_undone")
NOBODY = frozenset(("neither", "no", "nobody", "none"))
LIGHT = word_class("class.verb.light")
TALLIES = frozenset(("number", "total", "tally"))
CHANGES = word_class("class.verb.change") | word_class("class.verb.moves")
COMPARING = word_class("class.word.comparing")
MEASURES = word_class("class.noun.measure")
ENDS_BASE = frozenset((",", ";", "(", ")", ".", "—", "–", "and", "but", "or", "to", "while"))
AGAINST = frozenset(("against", "versus", "vs", "vs."))
AFTERWARDS = frozenset(("after", "following"))
CHANGE_NOUNS = word_class("class.noun.change")
MOVED_TO = frozenset(("at", "by", "to"))
SIGNS = frozenset(("%", "cent", "per", "percent"))
PARTS_GAPPED = frozenset((",", ";", "and", "while"))
MOST_BEFORE_FIGURE = 7
SPEAKERS = word_class("class.noun.officials") | word_class("class.noun.organisation")
PERIODS = word_class("class.noun.period")
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday today tonight tomorrow yesterday".split())
YEAR = re.compile(r"(?:19|20)\d\d")
DEICTIC = frozenset(("last", "next", "this", "that", "each", "every", "previous"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """
    A figure in its parsed sentence: the tokens of the figure and its root, and as tokens, `None` where there is none,
    its noun, its predicate, and the event noun that it stands in ("the presence of 10,000 soldiers").

    The noun may stand before the figure: "the number of people killed rose to 41". `gapped` is the noun of a clause
    that has no verb of its own: "Spain sent 40 tents and |Italy| 12", "deaths rose to 58 and |cases| to 2,310".
    """

    tree: Tree
    span: range
    root: int
    noun: int | None
    predicate: int | None
    event: int | None
    gapped: int | None


def find_setting(tree: Tree, start: int, end: int) -> Setting | None:
    """Where the figure at characters [start, end) of the parsed sentence stands in the tree."""
    span = tree.tokens_at(start, end)
    if span is None:
        return None
    if span.stop < len(tree) and tree.starts[span.stop] == end and tree.words[span.stop].isalpha():
        span = range(span.start, span.stop + 1)  # the unit that touches it: "600m"
    root = tree.root_of(span)
    gapped = find_gapped(tree, span)
    is_moved = gapped is not None and tree.lower[gapped + 1] in MOVED_TO
    noun = gapped if is_moved else _counted_noun(tree, span)
    event, predicate = _predicate(tree, noun if noun is not None and not is_moved else root, span)
    return Setting(tree=tree, span=span, root=root, noun=noun, predicate=predicate, event=event, gapped=gapped)


def find_gapped(tree: Tree, span: range) -> int | None:
    """
    The noun that a figure follows in a clause whose verb is that of the figure before it, and is left out.

    "Spain sent 40 tents and |Italy| 12", "deaths rose to 58 and |cases| to 2,310", "40 sank in Kern and in |Brod| 12".
    """
    first = span.start
    while first > 2 and tree.tag[first - 1] in ("$", "RB", "JJR", "IN") and tree.lower[first - 1] not in MOVED_TO:
        first -= 1
    noun = first - 1
    while noun > 2 and (tree.lower[noun] in MOVED_TO | SIGNS or tree.tag[noun] == "CD") and noun + 6 > first:
        noun -= 1  # "and |exports| by 4% to $14 billion"
    if noun < 3 or tree.pos[noun] not in ("NOUN", "PROPN") or "CD" not in tree.tag[: noun - 1]:
        return None
    left = noun
    while left > 1 and tree.pos[left - 1] in ("ADJ", "DET", "NOUN", "PART", "PROPN"):
        left -= 1
    is_place = tree.lower[left - 1] == "in"
    if tree.lower[left - 1 - is_place] not in PARTS_GAPPED or (noun == first - 1 and not _is_bare(tree, span)):
        return None
    figure = next(at for at in range(left - 2, -1, -1) if tree.tag[at] == "CD")
    is_moved = noun != first - 1
    shares = not is_moved or any(tree.lower[at] in CHANGES for at in range(figure))
    has_verb = any(tree.pos[at] == "VERB" and tree.tag[at] != "VBG" for at in range(left if is_place else figure))
    goes_on = not is_place and any(tree.pos[at] in ("VERB", "AUX") for at in range(figure, left))
    return noun if shares and has_verb and not goes_on and "(" not in tree.words[figure:left] else None


def _is_bare(tree: Tree, span: range) -> bool:
    """Whether what a figure counts or measures is left out after it."""
    return span.stop >= len(tree) or tree.words[span.stop] in (",", ".", ";", "”") or tree.lower[span.stop] == "and"


def find_base(tree: Tree, at: int) -> range | None:
    """
    The words in which token `at` tells from what something changed or what it is compared with.

    "rose to 8 in May, up |from 6 a month earlier|", "compared |with 6 in April|", "more than double |the 862 in 2022|",
    "cost $22 million, |against $67 million for a Falcon 9|".
    """
    for first in range(at, max(at - 12, 0), -1):
        if _opens_base(tree, first):
            stop = next((word for word in range(first + 1, len(tree)) if tree.lower[word] in ENDS_BASE), len(tree))
            return range(first, stop) if at < stop else None
        if first < at and tree.lower[first] in ENDS_BASE:
            return None
    return None


def _opens_base(tree: Tree, at: int) -> bool:
    word, before = tree.lower[at], tree.lower[at - 1]
    is_compared = (word in ("with", "to") and before == "compared") or (word == "the" and before in COMPARING)
    if word in AGAINST or word in AFTERWARDS:
        return _sets_against(tree, at)
    if word != "from" and not is_compared:
        return False
    near = range(at + 1, min(at + MOST_BEFORE_FIGURE, len(tree)))
    figure = next((one for one in near if tree.tag[one] == "CD"), None)
    if figure is None or any(tree.lower[one] in ENDS_BASE for one in range(at + 1, figure)):
        return False
    if word == "from":
        if any(tree.pos[one] == "NOUN" and tree.lemma[one] not in MEASURES for one in range(at + 1, figure)):
            return False  # "cut costs from its budget over two years"
        if YEAR.fullmatch(tree.lower[figure]):
            return False  # "rose by a tenth from 1989 to 2013"
        return any(tree.lower[above] in CHANGES for above in (tree.head[at], tree.head[tree.head[at]]))
    return True


def _sets_against(tree: Tree, at: int) -> bool:
    """
    Whether a second figure is what one is held against.

    "|against 7 in May|", "|after a drop of 8% in May|", "190,000 last year, |after 150,000 the year before|".
    """
    near = range(at + 1, min(at + MOST_BEFORE_FIGURE, len(tree)))
    figure = next((one for one in near if tree.tag[one] == "CD"), None)
    if figure is None or "CD" not in tree.tag[:at]:
        return False
    between = range(at + 1, figure)
    if tree.lower[at] in AFTERWARDS:
        is_bare = tree.words[at - 1] == "," and all(tree.tag[one] == "$" for one in between)
        is_time = (
            tree.lower[figure + 1 : figure + 2] and tree.lower[figure + 1] in TIME_WORDS
        )  # "after 12 days in Rome"
        is_change = any(tree.lemma[one] in CHANGE_NOUNS or tree.lower[one] in CHANGES for one in between)
        return is_change or (is_bare and not is_time)
    return all(tree.tag[one] in ("$", "RB", "IN", "DT", "JJR") for one in between)


def is_in_base(tree: Tree, span: range) -> bool:
    """Whether a figure is what another is compared with: "up from 6"; a range "from 6 to 9" is not."""
    base = find_base(tree, span.start)
    return base is not None and span.stop <= base.stop


def is_present(tree: Tree, at: int) -> bool:
    """Whether a figure is told by the way of the present: "inflation, now at 8 percent, will fall to 6 in May"."""
    first = next((mark for mark in range(at - 1, max(at - 5, 0), -1) if tree.words[mark] in (",", "(")), 0)
    return first > 0 and tree.lower[first + 1] in ("already", "currently", "now")


def is_strength(tree: Tree, span: range) -> bool:
    """Whether the figure counts those of whom a body consists: "a 61-strong team", but not "two strong shocks"."""
    after, next_tag = tree.lower[span.stop : span.stop + 2], tree.tag[span.stop + 1 : span.stop + 2]
    return after == ("-", "strong") or (after[:1] == ("strong",) and next_tag != ("NNS",))


def is_withheld(tree: Tree, verb: int) -> bool:
    """Whether a verb is of what is not done: "has not confirmed", "declined to confirm", "nobody has confirmed"."""
    above, subject = tree.head[verb], tree.child(verb, SUBJECTS)
    is_left = tree.dep[verb] == "xcomp" and tree.lemma[above] in LEFT_UNDONE
    by_none = subject is not None and any(tree.lower[at] in NOBODY for at in (subject, *tree.kids[subject]))
    beside = (*tree.kids[verb], *(tree.kids[above] if tree.dep[verb] in ("conj", "xcomp") else ()))
    return is_left or by_none or any(tree.dep[at] == "neg" or tree.lower[at] in ("neither", "yet") for at in beside)


def _counted_noun(tree: Tree, span: range) -> int | None:
    node = tree.root_of(span)
    above = tree.head[node]
    after = span.stop
    if tree.dep[node] in TO_NOUN and tree.pos[above] in ("NOUN", "PROPN") and after <= above < after + 8:
        is_when = (tree.lower[above] in DAYS and above == after) or (
            tree.lower[above] in TIME_WORDS and tree.lower[after] in DEICTIC
        )
        return _tallied(tree, node) if is_when else above
    if is_strength(tree, span) and tree.dep[above] == "amod":
        return _of(tree, tree.head[above]) or tree.head[above]
    for token in reversed(span):
        for kid in tree.kids[token]:
            if tree.lower[kid] == "of" and kid >= after:
                noun = tree.child(kid, ("pobj",))
                if noun is not None and not YEAR.fullmatch(tree.lower[noun]):
                    return noun
    if tree.pos[node] == "NOUN" and not tree.words[node][0].isdigit():
        return _labelled(tree, span)
    at = after
    while at < len(tree) and tree.pos[at] == "ADJ":
        at += 1
    is_noun = at < len(tree) and tree.pos[at] in ("NOUN", "PROPN") and tree.lower[at] not in TIME_WORDS
    if is_noun and not _is_when(tree, at):
        while at + 1 < len(tree) and tree.pos[at + 1] in ("NOUN", "PROPN") and tree.dep[at] == "compound":
            at += 1
        return at
    noun = _tallied(tree, node)
    return _labelled(tree, span) if noun is None else noun


def _is_when(tree: Tree, at: int) -> bool:
    """Whether a noun behind a bare figure says when: "rose to 22 |yesterday|", "at 12,000 last |night|"."""
    is_bare = tree.dep[at] == "npadvmod" or tree.lower[at - 1] in DEICTIC
    return tree.lower[at] in DAYS or (tree.lower[at] in PERIODS and is_bare)


def _labelled(tree: Tree, span: range) -> int | None:
    """The noun of the label that a figure of a list stands behind: "|Homes| destroyed: 147", "|Turnout|: 51%"."""
    colon = next((at for at in range(span.start - 1, max(-1, span.start - 4), -1) if tree.words[at] == ":"), None)
    after = next((tree.words[at] for at in range(span.stop, len(tree)) if tree.lower[at] not in SIGNS), ".")
    if colon is None or after[0].isalpha():
        return None
    first = next((at for at in range(colon - 1, max(-1, colon - 5), -1) if not tree.words[at].islower()), None)
    label = range(colon if first is None else first, colon)
    nouns = [at for at in label if tree.pos[at] in ("NOUN", "PROPN")]
    noun = next((at for at in nouns if at + 1 not in nouns), None)
    return None if noun is None or tree.lemma[noun].lower() in SPEAKERS else noun


def _tallied(tree: Tree, node: int) -> int | None:
    """What the subject or object of the figure's verb is the number of, or what that verb puts at the figure."""
    for verb in (above for above in tree.ancestors(node) if tree.pos[above] in ("VERB", "AUX")):
        tallies = (
            kid for kid in tree.kids[verb] if tree.lemma[kid] in TALLIES and tree.dep[kid] in (*SUBJECTS, "dobj")
        )
        noun = next((noun for tally in tallies if (noun := _of(tree, tally)) is not None), None)
        if noun is not None:
            return noun
        if tree.dep[verb] != "relcl":
            break
    put = find_put(tree, node)
    return None if put is None or tree.lemma[put] == "toll" else put


def find_put(tree: Tree, root: int) -> int | None:
    """What is put at a figure: "put |the crowd| at 45,000", "estimated |the damage| at $3 billion"."""
    at = root
    while tree.dep[at] in ("nummod", "quantmod", "compound") and tree.head[at] != at:
        at = tree.head[at]
    to = tree.head[at]
    if tree.dep[at] != "pobj" or tree.lower[to] != "at":
        return None
    above = tree.head[to]
    is_object = tree.dep[above] == "dobj"
    verb = tree.head[above] if is_object else above
    what = above if is_object else tree.child(verb, ("dobj", "nsubjpass"))
    is_put = tree.lemma[verb] in PUTS_AT and what is not None and tree.pos[what] in ("NOUN", "PROPN")
    return what if is_put and what is not None and tree.child(what, ("nummod",)) is None else None


def _of(tree: Tree, noun: int) -> int | None:
    of = next((kid for kid in tree.kids[noun] if tree.lower[kid] == "of"), None)
    return None if of is None else tree.child(of, ("pobj",))


def _predicate(tree: Tree, node: int, span: range) -> tuple[int | None, int | None]:
    """(event noun, verb): the first event noun and the first verb above a noun."""
    if list(span) == [node] and tree.pos[node] == "VERB" and tree.words[node].isalpha():
        return None, node  # "would double its costs"
    is_told = tree.lower[span.stop : span.stop + 1] == ("who",) and tree.pos[tree.head[span.stop]] in ("VERB", "AUX")
    if is_told and tree.dep[node] not in (*SUBJECTS, "attr", "dobj"):
        return None, tree.head[span.stop]  # "11 million left, including 2 million who fled abroad"
    event = None
    below = node
    tally = tree.head[tree.head[node]]
    is_tallied = tree.lemma[tally] in TALLIES
    clauses = _clauses(tree, node) or (_clauses(tree, tally) if is_tallied else [])
    for above in tree.ancestors(node):
        # "including 40", "aged 40"
        is_verb = tree.pos[above] in ("VERB", "AUX") and tree.dep[above] != "prep" and tree.lower[above] != "aged"
        if is_verb and tree.words[below] == "Of":
            return event, None  # "Of the 400 people on board, 12 died"
        if is_verb and tree.dep[below] != "punct":
            part = next((kid for kid in clauses if tree.tag[kid] in PARTICIPLES), None)
            says_little = tree.lemma[above] in LIGHT or tree.lemma[above] in SAYING
            told_by_clause = part is not None and (is_tallied or (says_little and part >= span.stop))
            return event, part if told_by_clause else above
        is_event = tree.pos[above] == "NOUN" and tree.lemma[above] in EVENT_NOUNS
        if is_event and event is None and tree.dep[below] in ("prep", "compound", "nmod", "nummod"):
            event = above
        below = above
    if tree.pos[below] in ("VERB", "AUX"):
        return event, below
    return event, next(iter(clauses), None)


def _clauses(tree: Tree, noun: int) -> list[int]:
    """The verbs of the clauses that hang on a noun, after it."""
    return [kid for kid in tree.kids[noun] if kid > noun and tree.dep[kid] in ("acl", "relcl")]
