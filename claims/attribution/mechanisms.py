"""
The mechanisms that name a source, in the order in which they are believed.

Each is a rule of the pack `attribution`, which has its examples and its measured precision.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from claims.attribution.cues import DATA, NOUNS, VERBS
from claims.attribution.governing import Figure
from claims.attribution.labels import find_labels
from claims.attribution.names import is_nobody
from claims.attribution.quotes import REPORTING, leading_up, paragraph_at
from claims.attribution.scene import SUBJECTS, Phrase, Saying, Scene, find_subject
from claims.lexicon import alternation, word_class
from claims.parse import CLAUSES, Tree

ACCORDING = regex.compile(
    r"\b(?i:according\s+to|in\s+the\s+(?:estimation|judge?ment|opinion|view|words)\s+of|citing)\s+|\b[Pp]er\s+(?=(?:the\s+)?\p{Lu})"
)
ASIDE = regex.compile(
    rf",[”\"]?\s(?P<who>(?:(?!(?:and|but)\s\p{{Ll}})[\w.’'&-]+\s){{0,6}}{alternation(DATA)}s?)"
    r"\s(?P<cue>found|finds?|indicates?|reads?|reveals?|said|says?|shows?|showed|states?|suggests?)(?=[,.;])"
)
BEFORE_QUOTE = regex.compile(
    r"(?:^\s*|[-–—.]\s?)(?:More\s+from\s+|From\s+)?(?P<who>(?:(?:Former|The)\s(?:\p{Ll}+\s){1,4})?\p{Lu}[\w’'.-]*(?:\s+(?:and|of|the|\p{Lu}[\w’'.-]*|\([\w.-]+\))){0,6}):\s*$"
)
SIGNATURE = regex.compile(
    r"\s*\n\s*(?P<cue>[-–—])\s?(?P<who>\p{Lu}[\p{L}.’'-]*(?: \p{Lu}[\p{L}.’'-]*){1,5}?)(?=[,.(]|\s*\n|$)"
)
BUT = regex.compile(r",\sbut\s")
ANOTHER_SPEAKS = regex.compile(r"[;.]\s|,\s(?:but|while)\s")
ASIDE_OVER = regex.compile(r"[;.)–—]\s|\s-+\s|,\s(?:but|while|where|compared|a)\s")
THESE = (("them",), ("these",), ("those",))
TURNS = frozenset(("but", "whereas", "while"))
"""After ", he said," they open what he may not have said."""
ANOTHER_DAY = regex.compile(
    r"\b(?:(?i:last|previous)\s+(?:week|month|year)|ago|[Ii]n\s+(?:19|20)\d\d|(?:down|percent|points?|up)\s+from|than)\b"
)
MOST_WORDS_TO_POLL = 14
POLLS = word_class("class.noun.poll")
FORESEES = word_class("class.verb.foresees")
MESSAGES = word_class("class.noun.message")
PLANS = word_class("class.noun.plan")
COMPARED_WITH = word_class("class.word.compared_with")
RECKONINGS = word_class("class.noun.reckoning")
FOLLOWED = word_class("class.noun.followed")
OF_POLL = word_class("class.noun.of_poll")
CLOSING = word_class("class.word.after_trailing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a mechanism found: its rule, the source as written, and the words that attribute."""

    rule: str
    source: Phrase
    cue: str


def candidates(scene: Scene, fig: Figure) -> Iterator[Found]:
    """Each mechanism's candidates, in the order in which they are believed."""
    outermost = fig.governing[0] if fig.governing else None
    if fig.quote is not None:
        if outermost is not None and not fig.quote[0] <= outermost.at < fig.quote[1]:
            yield _said("quote", scene, outermost)
        if scene.text[fig.quote[0] + 1].islower():
            yield from _hanging(scene, fig)
        yield from _quote_speaker(scene, fig.quote)
        yield from _aside(scene, fig)
    yield from _according(scene, fig)
    yield from _compared(scene, fig)
    if outermost is not None:
        yield from _inserted(scene, fig, outermost)
        yield _governed(scene, outermost)
    yield from _data_nouns(scene, fig)
    yield from _noun_cues(scene, fig)
    yield from _in_message(scene, fig)
    yield from _hanging(scene, fig)
    yield from _aside(scene, fig)
    sent = scene.sentences[fig.number]
    for mark, who in find_labels(scene, sent, fig.start):
        yield Found(rule="colon" if mark == ":" else "dash", source=who, cue=mark)
    yield from _of_these(scene, fig)
    yield from _carry_over(scene, fig)


def _governed(scene: Scene, saying: Saying) -> Found:
    strength = VERBS[scene.parsed[saying.number].lemma[saying.verb]]["strength"]
    return _said(f"verb.{strength}", scene, saying)


def _inserted(scene: Scene, fig: Figure, outermost: Saying) -> Iterator[Found]:
    """ "Kyiv believes, the official said, that 900 died": the official says what Kyiv believes."""
    tree = fig.tree
    for saying in scene.sayings_of(fig.number):
        first, after = min(saying.verb, saying.source.tokens[0]), max(saying.verb, saying.source.tokens[-1]) + 1
        is_between = outermost.verb < first and after < fig.span.start and tree.dep[saying.verb] == "parataxis"
        if is_between and tree.words[first - 1] == "," == tree.words[after] and _tells(tree, saying.verb):
            yield _said("parenthesis", scene, saying)


def _said(rule: str, scene: Scene, saying: Saying) -> Found:
    return Found(rule=rule, source=saying.source, cue=scene.parsed[saying.number].words[saying.verb])


def _quote_speaker(scene: Scene, quote: tuple[int, int]) -> Iterator[Found]:
    """Who is named right before, or says it in the quote's paragraph, or in those that lead up to it."""
    yield from _label_before(scene, quote)
    yield from _signature(scene, quote)
    for step, (start, stop) in enumerate(leading_up(scene.text, quote)):
        near = [saying for saying in scene.sayings_between(start, stop) if _speaks(scene, saying)]
        if near and step:
            last = [saying for saying in near if saying.number == near[-1].number]
            yield _said("quote", scene, min(last, key=lambda one: _depth(scene, one)))
        elif near:
            yield _said("quote", scene, _nearest(scene, quote, near))
        match = ACCORDING.search(scene.text, start, stop)
        if match is not None and scene.quotes.at(match.start()) is None:
            yield from _according_object(scene, match, "quote")


def _nearest(scene: Scene, quote: tuple[int, int], near: list[Saying]) -> Saying:
    """Of those who speak in a paragraph who speaks a quote: "X said: “…”", "“…,” X said", else the nearest."""
    first, last = scene.sentence_at(quote[0]), scene.sentence_at(quote[1] - 1)
    before = [saying for saying in near if saying.number == first and saying.at < quote[0]]
    after = [saying for saying in near if saying.number == last and saying.at >= quote[1]]
    introduced = scene.text[: quote[0]][-2:].rstrip().endswith((":", ","))
    earlier = [saying for saying in near if saying.at < quote[0]]
    chosen = (before if introduced else []) or after or before or earlier or near
    return min(chosen, key=lambda one: min(abs(one.at - quote[0]), abs(one.at - quote[1])))


def _depth(scene: Scene, saying: Saying) -> int:
    return sum(1 for _ in scene.parsed[saying.number].ancestors(saying.verb))


def _label_before(scene: Scene, quote: tuple[int, int]) -> Iterator[Found]:
    """ "Jones: “…”": a name and a colon right before a quote."""
    start, _ = paragraph_at(scene.text, *quote)
    label = BEFORE_QUOTE.search(scene.text[start : quote[0]])
    if label is None or REPORTING.search(label["who"]):
        return
    source = scene.phrase_at(start + label.start("who"), start + label.end("who"))
    yield Found(rule="quote", source=source, cue=":")


def _signature(scene: Scene, quote: tuple[int, int]) -> Iterator[Found]:
    """A quote that stands alone with the name below it: "— Ada Roth"."""
    signed = SIGNATURE.match(scene.text, quote[1])
    if signed is not None:
        yield Found(rule="quote", source=scene.phrase_at(*signed.span("who")), cue=signed["cue"])


def _speaks(scene: Scene, saying: Saying) -> bool:
    """Whether a reporting verb may introduce a quote: it stands outside quotes and is one of saying or thinking."""
    if scene.quotes.at(saying.at) is not None:
        return False
    tree = scene.parsed[saying.number]
    return _tells(tree, saying.verb)


def _tells(tree: Tree, verb: int) -> bool:
    """Whether a reporting verb is one of saying or thinking: "noted", "pointed out", "put it bluntly"."""
    beside = [tree.lower[kid] for kid in tree.kids[verb]]
    told = (tree.lemma[verb] == "point" and "out" in beside) or (tree.lemma[verb] == "put" and "it" in beside)
    return told or VERBS[tree.lemma[verb]]["strength"] in ("say", "think")


def _according(scene: Scene, fig: Figure) -> Iterator[Found]:
    """ "According to X", unless a clause that somebody else may say stands between."""
    sent = scene.sentences[fig.number]
    matches = [
        match
        for match in ACCORDING.finditer(scene.text, sent.start, sent.end)
        if scene.quotes.at(match.start()) is None or fig.quote is not None
    ]
    if not matches:
        return
    match = _nearest_according(scene, fig, matches)
    outermost = fig.governing[0] if fig.governing else None
    cites = match.group().lower().startswith("citing")
    if outermost is not None and (cites or outermost.at < match.start() < fig.start):
        return
    if cites and _is_cited_by_another(scene, fig, match):
        return
    for found in _according_object(scene, match, "according_to"):
        if found.source.start <= fig.start < found.source.end:
            return
        if match.start() > fig.start:
            but = BUT.search(scene.text, fig.start, match.start())
            parted = but is not None and not _goes_on(fig.tree, but.end() - sent.start)
        else:
            between = scene.text[found.source.end : fig.start].replace("U.S.", "US")
            another = ANOTHER_SPEAKS if _opens(scene, fig.number, match) else ASIDE_OVER
            parted = another.search(between) is not None
        if not parted:
            yield found


def _is_cited_by_another(scene: Scene, fig: Figure, match: "regex.Match[str]") -> bool:
    """ "…, Reuters reported, citing police": whoever says so in the sentence is found by that."""
    at = match.start() - scene.sentences[fig.number].start
    above = set(fig.tree.ancestors(fig.tree.starts.index(at))) if at in fig.tree.starts else set()
    return any(saying.verb in above for saying in scene.sayings_of(fig.number))


def _nearest_according(scene: Scene, fig: Figure, matches: "list[regex.Match[str]]") -> "regex.Match[str]":
    """Of several the one before the figure where the sentence opens with one, else the first after it."""
    before = [match for match in matches if match.start() < fig.start]
    after = matches[len(before) :]
    opens = _opens(scene, fig.number, matches[0])
    return before[-1] if before and (opens or not after) else after[0]


def _goes_on(tree: Tree, place: int) -> bool:
    """Whether a verb stands at a place of the sentence: "rose in May, but fell in June, according to"."""
    return any(tree.pos[at] in ("VERB", "AUX") for at in range(len(tree)) if tree.starts[at] == place)


def _opens(scene: Scene, number: int, match: "regex.Match[str]") -> bool:
    """Whether a sentence opens with what a pattern found, or with "but" and that."""
    before = scene.text[scene.sentences[number].start : match.start()].strip("“\"' ,")
    return before.lower() in ("", "and", "but")


def _according_object(scene: Scene, match: "regex.Match[str]", rule: str) -> Iterator[Found]:
    number = scene.sentence_at(match.start())
    if number not in scene.parsed:
        return
    tree, offset = scene.parsed[number], scene.sentences[number].start
    first = next((at for at in range(len(tree)) if tree.starts[at] >= match.end() - offset), None)
    if first is None:
        return
    head = first
    while not (tree.dep[head] in ("pobj", "dobj") or tree.head[head] < first or tree.head[head] == head):
        head = tree.head[head]
    if tree.pos[head] not in ("NOUN", "PROPN", "PRON", "NUM", "ADJ"):
        near = range(first, min(first + 10, len(tree)))
        head = next((at for at in near if tree.pos[at] in ("NOUN", "PROPN")), first)
    if tree.lemma[head] in FOLLOWED:
        return
    yield Found(rule=rule, source=_maker(scene, number, head), cue=match.group().strip())


def _compared(scene: Scene, fig: Figure) -> Iterator[Found]:
    """ "$130 billion more than the office had projected", "the 51 cents that analysts expected"."""
    tree = fig.tree
    if tree.lower[fig.span.stop : fig.span.stop + 1] == ("times",):
        return
    near = range(fig.span.stop, min(fig.span.stop + 5, len(tree)))
    after = next((at + 1 for at in near if tree.lower[at] == "than"), len(tree))
    for saying in scene.sayings_of(fig.number):
        source = saying.source
        if tree.lemma[saying.verb] not in FORESEES:
            continue
        is_clause = tree.dep[source.root] == "pobj" or tree.dep[saying.verb] == "relcl"
        is_below = tree.head[saying.verb] == fig.above[0] and is_clause and not fig.governing
        if is_below or (source.tokens.start == after and not any(tree.tag[at] == "CD" for at in source.tokens)):
            yield _said("compared", scene, saying)
        elif fig.span.start in source.tokens and source.root >= fig.span.stop and _is_foreseen(tree, fig, source.root):
            who = scene.phrase(fig.number, range(fig.span.stop, source.root + 1), source.root)
            yield Found(rule="compared", source=who, cue=tree.words[saying.verb])


def _is_foreseen(tree: Tree, fig: Figure, who: int) -> bool:
    """ "Below the $4 billion analysts had forecast": what is compared with, a figure, and those who foresaw it."""
    first = fig.span.start - (tree.tag[fig.span.start - 1] == "$")
    compared = first > 1 and tree.lower[first - 1] == "the" and tree.lower[first - 2] in COMPARED_WITH
    return compared and tree.tag[who] == "NNS"


def _maker(scene: Scene, number: int, noun: int) -> Phrase:
    """Who made a document: "a tally by the Associated Press" is the agency's; else the phrase around the noun."""
    tree = scene.parsed[number]
    if tree.lemma[noun] in DATA or tree.lemma[noun] in NOUNS:
        for kid in tree.kids[noun]:
            maker = tree.child(kid, ("pobj",)) if tree.lower[kid] in ("by", "from") else None
            if maker is not None and tree.pos[maker] == "PROPN":
                return scene.noun_phrase(number, maker)
            if tree.dep[kid] == "acl" and tree.child(kid, ("agent",)) is not None:
                return scene.phrase(number, tree.noun_phrase(noun, drop=CLAUSES - {"acl"}), noun)
    return scene.noun_phrase(number, noun)


def _data_nouns(scene: Scene, fig: Figure) -> Iterator[Found]:
    """ "The latest poll has …", then "in a poll by X, …": documents that speak."""
    tree = fig.tree
    if any(tree.lemma[at] in OF_POLL for at in fig.above):
        return
    for verb in _verbs_above(fig):
        subject = tree.child(verb, ("nsubj",)) if tree.lemma[verb] in VERBS else None
        is_data = subject is not None and (tree.lemma[subject] in DATA or tree.lower[subject] in DATA)
        if subject is not None and is_data and subject not in fig.above:
            yield Found(rule="data_noun", source=scene.noun_phrase(fig.number, subject), cue=tree.words[verb])
    is_share = _is_share(fig)
    for at, lemma in enumerate(tree.lemma):
        if tree.dep[at] != "pobj" or at in fig.above:
            continue
        is_plan = lemma in PLANS and tree.lower[tree.head[at]] == "under"
        is_reckoning = lemma in RECKONINGS and tree.lower[tree.head[at]] == "by"
        is_data = lemma in DATA or is_plan or is_reckoning or _is_one_poll(tree, at)
        if not is_data or tree.child(at, ("det", "compound", "amod", "poss", "nmod", "nummod")) is None:
            continue
        preposition = tree.head[at]
        word = tree.lower[preposition]
        opens = preposition <= 1 and word in ("by", "from", "in", "per", "under")
        polled = word == "in" and is_share and _is_one_poll(tree, at)
        reckoned = is_reckoning and tree.head[preposition] in fig.above
        if opens or reckoned or (polled and 0 <= preposition - fig.span.stop < MOST_WORDS_TO_POLL):
            rule = "in_data" if opens or reckoned else "in_poll"
            yield Found(rule=rule, source=scene.noun_phrase(fig.number, at), cue=tree.words[preposition])


def _is_one_poll(tree: Tree, noun: int) -> bool:
    """ "A Kern poll", "polls from Kern and CNN", "the Kern average of polls"; "recent polls" are nobody's."""
    kids = tree.kids[noun]
    if tree.lemma[noun] == "average":
        of = next((tree.child(kid, ("pobj",)) for kid in kids if tree.lower[kid] == "of"), None)
        return of is not None and tree.lemma[of] in POLLS
    if tree.lemma[noun] not in POLLS:
        return False
    makers = (tree.child(kid, ("pobj",)) for kid in kids if tree.lower[kid] in ("by", "from"))
    is_made = any(maker is not None and tree.pos[maker] == "PROPN" for maker in makers)
    return is_made or tree.tag[noun] == "NN"


def _verbs_above(fig: Figure) -> Iterator[int]:
    """
    The verbs above a figure, and the "had" that the parse takes for the auxiliary of a name: "The poll had Roth at 43
    percent".
    """
    tree = fig.tree
    for above in fig.above:
        yield above
        if tree.pos[above] == "PROPN":
            yield from (kid for kid in tree.kids[above] if tree.dep[kid] == "aux" and tree.lemma[kid] == "have")


def _in_message(scene: Scene, fig: Figure) -> Iterator[Found]:
    """ "In a message the president posted, …", "In a statement from the ministry, …"."""
    tree = fig.tree
    for noun, lemma in enumerate(tree.lemma):
        preposition = tree.head[noun]
        if lemma not in MESSAGES or tree.dep[noun] != "pobj" or preposition > 1 or noun in fig.above:
            continue
        clause = tree.child(noun, ("relcl",))
        sender = tree.child(clause, ("nsubj",)) if clause is not None else None
        if sender is not None and not is_nobody(tree.words[sender]) and fig.span.start not in tree.noun_phrase(sender):
            yield Found(rule="in_message", source=scene.noun_phrase(fig.number, sender), cue=tree.words[clause or 0])
        for kid in tree.kids[noun]:
            maker = tree.child(kid, ("pobj",)) if tree.lower[kid] in ("by", "from") else None
            if maker is not None:
                yield Found(rule="in_message", source=scene.noun_phrase(fig.number, maker), cue=tree.words[noun])


def _is_share(fig: Figure) -> bool:
    """Whether a figure is one that polls find: a percentage, or points, also the first of "45 to 40 percent"."""
    tree, last = fig.tree, fig.span.stop
    is_first = tree.lower[last : last + 1] == ("to",) and tree.tag[last + 1 : last + 2] == ("CD",)
    near = tree.lower[fig.span[-1] : last + (4 if is_first else 2)]
    return any(word in ("%", "cent", "percent", "percentage", "point", "points") for word in near)


def _noun_cues(scene: Scene, fig: Figure) -> Iterator[Found]:
    """ "Moscow's claim that …", "an estimate by X", "the agency's own estimate is …"."""
    tree = fig.tree
    for token in fig.above:
        is_verb = tree.pos[token] in ("VERB", "AUX")
        yield from _revised(scene, fig, token)
        noun = tree.child(token, SUBJECTS) if is_verb else token if tree.pos[token] == "NOUN" else None
        if noun is None or tree.lemma[noun] not in NOUNS or (is_verb and noun in fig.above):
            continue
        if not is_verb and not _is_content(fig, noun):
            continue
        owner = tree.child(noun, ("poss",))
        if owner is not None and owner not in fig.above and not is_nobody(tree.words[owner]):
            tokens = tree.noun_phrase(owner)
            if len(tokens) > 1 and tree.tag[tokens[-1]] == "POS":
                tokens = tokens[:-1]
            yield Found(rule="noun_cue", source=scene.phrase(fig.number, tokens, owner), cue=tree.words[noun])
        for kid in tree.kids[noun]:
            maker = tree.child(kid, ("pobj",)) if tree.lower[kid] in ("by", "from") else None
            if maker is not None and maker not in fig.above and not is_verb:
                yield Found(rule="noun_cue", source=scene.noun_phrase(fig.number, maker), cue=tree.words[noun])


def _is_content(fig: Figure, noun: int) -> bool:
    """
    Whether the figure stands in what is claimed, estimated or pledged: the clause of the noun, or what it is of.

    "Her claim that 40 sank", "an estimate of 40 boats"; no "claims over 40 years", no "$40 million claim", no "claim of
    credit for a blast that killed 40", and no "pledge to stay and a plan to sell 40".
    """
    tree, at = fig.tree, fig.above.index(noun)
    below = fig.above[at - 1] if at else noun
    if tree.dep[below] == "prep":
        named = fig.above[at - 2] if at > 1 else below
        within = fig.above[: max(at - 2, 0)]
        return tree.lower[below] == "of" and not any(tree.dep[kid] == "relcl" for kid in (named, *within))
    return tree.dep[below] in ("acl", "relcl", "ccomp", "appos")


def _revised(scene: Scene, fig: Figure, verb: int) -> Iterator[Found]:
    """ "The bank cut its forecast to 2.9 percent"."""
    tree, forecast = fig.tree, fig.tree.child(verb, ("dobj",))
    if forecast is None or tree.lemma[forecast] not in NOUNS:
        return
    owner, maker = tree.child(forecast, ("poss",)), find_subject(tree, verb)
    if owner is not None and tree.tag[owner] == "PRP$" and maker is not None and maker not in fig.above:
        yield Found(rule="noun_cue", source=scene.noun_phrase(fig.number, maker), cue=tree.words[forecast])


def _hanging(scene: Scene, fig: Figure) -> Iterator[Found]:
    """ "…, he said, …" and "as X noted", then "…, X said." that closes the sentence whatever the parse made of it."""
    tree = fig.tree
    here = [saying for saying in scene.sayings_of(fig.number) if not _holds(saying.source, fig.span)]
    for saying in here:
        verb, source = saying.verb, saying.source
        as_clause = tree.dep[verb] == "advcl" and any(tree.lower[kid] == "as" for kid in tree.kids[verb])
        first, after = min(verb, source.tokens[0]), max(verb, source.tokens[-1]) + 1
        while after < len(tree) and tree.lower[after] in CLOSING:
            after += 1
        bracketed = first > 0 and after < len(tree) and tree.words[after] == "," == tree.words[first - 1]
        is_data = tree.lemma[source.root] in DATA
        turned = after + 1 < fig.span.start and tree.lower[after + 1] in TURNS and not (is_data and _is_share(fig))
        hangs = tree.head[verb] in fig.above and (tree.dep[verb] == "parataxis" or as_clause)
        if (_tells(tree, verb) or is_data) and not turned and (hangs or bracketed):
            yield _said("parenthesis", scene, saying)
    for saying in here:
        first = min(saying.verb, saying.source.tokens[0])
        after = max(saying.verb, saying.source.tokens[-1]) + 1
        parted = first > fig.span.start and tree.words[first - 1] in (",", ",”", "”", "-", "–", "—", "''")
        is_agent = tree.dep[saying.source.root] == "pobj"
        if (
            parted
            and not is_agent
            and all(tree.pos[at] in ("PUNCT", "SPACE") or tree.lower[at] in CLOSING for at in range(after, len(tree)))
        ):
            yield _said("trailing", scene, saying)


def _aside(scene: Scene, fig: Figure) -> Iterator[Found]:
    """ ", court records show, ": small parsers take it for a noun, so a pattern finds it."""
    sent = scene.sentences[fig.number]
    match = ASIDE.search(scene.text, sent.start, sent.end)
    if match is not None and not match.start("who") <= fig.start < match.end("who"):
        yield Found(rule="aside", source=scene.phrase_at(*match.span("who")), cue=match["cue"])


def _carry_over(scene: Scene, fig: Figure) -> Iterator[Found]:
    """
    A poll that one of the two sentences before cites goes on speaking in this one, in the same paragraph.

    It does so neither of its margin of error nor of other days ("last month", "four years ago"), nor where this
    sentence measures how far something moved ("down 13 points from May"). "Asked who …" may open a paragraph.
    """
    tree = fig.tree
    if (
        not _is_share(fig)
        or any(tree.lemma[at] in OF_POLL or tree.dep[at] == "relcl" for at in fig.above)
        or ANOTHER_DAY.search(tree.text)
    ):
        return
    for before in range(fig.number - 1, fig.number - 3, -1):
        between = scene.text[scene.sentences[before].end : scene.sentences[fig.number].start]
        if before not in scene.parsed or ("\n" in between and tree.lower[0] != "asked"):
            return
        sayings, lemmas = scene.sayings_of(before), scene.parsed[before].lemma
        for saying in sayings:
            if lemmas[saying.source.root] in POLLS and OF_POLL.isdisjoint(lemmas):
                yield _said("carry_over", scene, saying)
        if sayings or ANOTHER_DAY.search(scene.parsed[before].text):
            return


def _of_these(scene: Scene, fig: Figure) -> Iterator[Found]:
    """ "Of these, 40 sank": whoever told of them in the sentence before goes on."""
    before = scene.parsed.get(fig.number - 1)
    if fig.tree.lower[0] != "of" or fig.tree.lower[1:2] not in THESE or before is None:
        return
    for saying in sorted(scene.sayings_of(fig.number - 1), key=lambda one: _depth(scene, one)):
        if _tells(before, saying.verb) and scene.quotes.at(saying.at) is None:
            yield _said("of_these", scene, saying)


def _holds(source: Phrase, span: range) -> bool:
    return span.start in source.tokens
