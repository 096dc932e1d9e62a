"""
The mechanisms that name a source, in the order in which they are believed.

Each is a rule of the pack `attribution`, which has its examples and its measured precision.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from claims.attribution.governing import Figure
from claims.attribution.names import SELF
from claims.attribution.quotes import REPORTING, leading_up, paragraph_at
from claims.attribution.scene import DATA, NOUNS, SUBJECTS, VERBS, Phrase, Saying, Scene
from claims.lexicon import alternation, word_class

ACCORDING = regex.compile(r"\b(?i:according\s+to|in\s+the\s+words\s+of|citing)\s+|\b[Pp]er\s+(?=(?:the\s+)?\p{Lu})")
LABEL = regex.compile(r"^(?:\p{Lu}[\w’'.&-]*(?:\s+(?:\p{Lu}[\w’'.&-]*|of|the|and|for)){0,5})(?=:\s)")
ASIDE = regex.compile(
    rf",\s(?P<who>(?:(?!and\b|but\b)[\w.’'&-]+\s){{0,4}}{alternation(DATA)}s?)\s(?P<cue>shows?|indicates?|suggests?|reveals?)(?=[,.;])"
)
AFTER_COLON = regex.compile(r":\s+(?P<who>\p{Lu}[\w’'.&-]*(?:\s+\p{Lu}[\w’'.&-]*){0,3})$")
BEFORE_QUOTE = regex.compile(
    r"(?:^\s*|[-–—.]\s?)(?:More\s+from\s+|From\s+)?(?P<who>(?:(?:Former|The)\s(?:\p{Ll}+\s){1,4})?\p{Lu}[\w’'.-]*(?:\s+(?:and|of|the|\p{Lu}[\w’'.-]*|\([\w.-]+\))){0,6}):\s*$"
)
SIGNATURE = regex.compile(
    r"\s*\n\s*(?P<cue>[-–—])\s?(?P<who>\p{Lu}[\p{L}.’'-]*(?: \p{Lu}[\p{L}.’'-]*){1,5}?)(?=[,.(]|\s*\n|$)"
)
BUT = regex.compile(r",\sbut\s")
ANOTHER_SPEAKS = regex.compile(r"[;.]\s|,\s(?:but|while)\s")
ASIDE_OVER = regex.compile(r"[;.)–—]\s|\s-+\s|,\s(?:but|while|where|compared|a)\s")
SPEECH_AFTER = regex.compile(r"(?:\b\p{L}{2,}\W+){3}")
ANSWERS = frozenset(("no", "yes", "never", "none", "zero", "nothing", "wrong"))
MOST_WORDS_TO_POLL = 14
POLLS = frozenset(("poll", "survey", "study"))
FORESEES = word_class("class.verb.foresees")
MESSAGES = word_class("class.noun.message")
PLANS = word_class("class.noun.plan")
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
    yield from _according(scene, fig)
    yield from _compared(scene, fig)
    if outermost is not None:
        yield _governed(scene, outermost)
    yield from _data_nouns(scene, fig)
    yield from _noun_cues(scene, fig)
    yield from _in_message(scene, fig)
    yield from _hanging(scene, fig)
    yield from _aside(scene, fig)
    yield from _colon(scene, fig)
    yield from _carry_over(scene, fig)


def _governed(scene: Scene, saying: Saying) -> Found:
    strength = VERBS[scene.parsed[saying.number].lemma[saying.verb]]["strength"]
    return _said(f"verb.{strength}", scene, saying)


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
    chosen = (before if introduced else []) or after or before or near
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
    lemma = tree.lemma[saying.verb]
    points_out = lemma == "point" and any(tree.lower[kid] == "out" for kid in tree.kids[saying.verb])
    return points_out or VERBS[lemma]["strength"] in ("say", "think")


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
    match = matches[-1]
    outermost = fig.governing[0] if fig.governing else None
    cites = match.group().lower().startswith("citing")
    if outermost is not None and (cites or outermost.at < match.start() < fig.start):
        return
    for found in _according_object(scene, match, "according_to"):
        if found.source.start <= fig.start < found.source.end:
            return
        if match.start() > fig.start:
            parted = BUT.search(scene.text, fig.start, match.start())
        else:
            between = scene.text[found.source.end : fig.start].replace("U.S.", "US")
            opens = not scene.text[sent.start : match.start()].strip("“\"' ")
            parted = (ANOTHER_SPEAKS if opens else ASIDE_OVER).search(between)
        if not parted:
            yield found


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
    yield Found(rule=rule, source=_maker(scene, number, head), cue=match.group().strip())


def _compared(scene: Scene, fig: Figure) -> Iterator[Found]:
    """ "$130 billion more than the office had projected"."""
    tree = fig.tree
    near = range(fig.span.stop, min(fig.span.stop + 5, len(tree)))
    after = next((at + 1 for at in near if tree.lower[at] == "than"), len(tree))
    for saying in scene.sayings_of(fig.number):
        if tree.lemma[saying.verb] in FORESEES and saying.source.tokens.start == after:
            yield _said("compared", scene, saying)


def _maker(scene: Scene, number: int, noun: int) -> Phrase:
    """Who made a document: "a tally by the Associated Press" is the agency's; else the phrase around the noun."""
    tree = scene.parsed[number]
    if tree.lemma[noun] in DATA or tree.lemma[noun] in NOUNS:
        for kid in tree.kids[noun]:
            maker = tree.child(kid, ("pobj",)) if tree.lower[kid] in ("by", "from") else None
            if maker is not None and tree.pos[maker] == "PROPN":
                return scene.noun_phrase(number, maker)
    return scene.noun_phrase(number, noun)


def _data_nouns(scene: Scene, fig: Figure) -> Iterator[Found]:
    """ "The latest poll has …", then "in a poll by X, …": documents that speak."""
    tree = fig.tree
    if any(tree.lemma[at] in OF_POLL for at in fig.above):
        return
    for verb in fig.above:
        subject = tree.child(verb, ("nsubj",)) if tree.lemma[verb] in VERBS else None
        if subject is not None and tree.lemma[subject] in DATA and subject not in fig.above:
            yield Found(rule="data_noun", source=scene.noun_phrase(fig.number, subject), cue=tree.words[verb])
    is_share = _is_share(fig)
    for at, lemma in enumerate(tree.lemma):
        is_plan = lemma in PLANS and tree.lower[tree.head[at]] == "under"
        if not (lemma in DATA or is_plan) or tree.dep[at] != "pobj" or at in fig.above:
            continue
        if tree.child(at, ("det", "compound", "amod", "poss", "nmod")) is None:
            continue
        preposition = tree.head[at]
        word = tree.lower[preposition]
        opens = preposition <= 1 and word in ("by", "from", "in", "per", "under")
        polled = word == "in" and lemma in POLLS and is_share
        if opens or (polled and 0 <= preposition - fig.span.stop < MOST_WORDS_TO_POLL):
            rule = "in_data" if opens else "in_poll"
            yield Found(rule=rule, source=scene.noun_phrase(fig.number, at), cue=tree.words[preposition])


def _in_message(scene: Scene, fig: Figure) -> Iterator[Found]:
    """ "In a message the president posted, …", "In a statement from the ministry, …"."""
    tree = fig.tree
    for noun, lemma in enumerate(tree.lemma):
        preposition = tree.head[noun]
        if lemma not in MESSAGES or tree.dep[noun] != "pobj" or preposition > 1 or noun in fig.above:
            continue
        clause = tree.child(noun, ("relcl",))
        sender = tree.child(clause, ("nsubj",)) if clause is not None else None
        if sender is not None and tree.lower[sender] not in SELF and fig.span.start not in tree.noun_phrase(sender):
            yield Found(rule="in_message", source=scene.noun_phrase(fig.number, sender), cue=tree.words[clause or 0])
        for kid in tree.kids[noun]:
            maker = tree.child(kid, ("pobj",)) if tree.lower[kid] in ("by", "from") else None
            if maker is not None:
                yield Found(rule="in_message", source=scene.noun_phrase(fig.number, maker), cue=tree.words[noun])


def _is_share(fig: Figure) -> bool:
    """Whether a figure is one that polls find: a percentage, or points."""
    near = fig.tree.lower[fig.span[-1] : fig.span.stop + 2]
    return any(word in ("%", "percent", "per", "point", "points") for word in near)


def _noun_cues(scene: Scene, fig: Figure) -> Iterator[Found]:
    """ "Moscow's claim that …", "an estimate by X", "the agency's own estimate is …"."""
    tree = fig.tree
    for token in fig.above:
        is_verb = tree.pos[token] in ("VERB", "AUX")
        noun = tree.child(token, SUBJECTS) if is_verb else token if tree.pos[token] == "NOUN" else None
        if noun is None or tree.lemma[noun] not in NOUNS or (is_verb and noun in fig.above):
            continue
        owner = tree.child(noun, ("poss",))
        if owner is not None and owner not in fig.above and tree.lower[owner] not in SELF:
            tokens = tree.noun_phrase(owner)
            if len(tokens) > 1 and tree.tag[tokens[-1]] == "POS":
                tokens = tokens[:-1]
            yield Found(rule="noun_cue", source=scene.phrase(fig.number, tokens, owner), cue=tree.words[noun])
        for kid in tree.kids[noun]:
            maker = tree.child(kid, ("pobj",)) if tree.lower[kid] in ("by", "from") else None
            if maker is not None and maker not in fig.above and not is_verb:
                yield Found(rule="noun_cue", source=scene.noun_phrase(fig.number, maker), cue=tree.words[noun])


def _hanging(scene: Scene, fig: Figure) -> Iterator[Found]:
    """ "…, he said, …" and "as X noted", then "…, X said." that closes the sentence whatever the parse made of it."""
    tree = fig.tree
    here = [saying for saying in scene.sayings_of(fig.number) if not _holds(saying.source, fig.span)]
    for saying in here:
        verb, source = saying.verb, saying.source
        as_clause = tree.dep[verb] == "advcl" and any(tree.lower[kid] == "as" for kid in tree.kids[verb])
        first, after = min(verb, source.tokens[0]), max(verb, source.tokens[-1]) + 1
        bracketed = first > 0 and after < len(tree) and tree.words[after] == "," == tree.words[first - 1]
        says = VERBS[tree.lemma[verb]]["strength"] in ("say", "think") or tree.lemma[source.root] in DATA
        if says and tree.head[verb] in fig.above and (tree.dep[verb] == "parataxis" or as_clause or bracketed):
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


def _colon(scene: Scene, fig: Figure) -> Iterator[Found]:
    """ "BURNS: …" and "… $53 billion: UN", but no table of "Clinton: 2,316"."""
    text, sent = scene.text, scene.sentences[fig.number]
    start, stop = paragraph_at(text, fig.start, fig.start)
    label = LABEL.match(text[start : fig.start])
    speaks = label is not None and (
        (label.group().isupper() and len(label.group()) > 1) or label.group() in scene.labels
    )
    if label is not None and speaks and SPEECH_AFTER.search(text, start + label.end(), stop):
        yield Found(rule="colon", source=scene.phrase_at(start, start + label.end()), cue=":")
    tail = AFTER_COLON.search(text[sent.start : sent.end])
    if tail is not None and sent.start + tail.start() > fig.start and tail["who"].rstrip(".").lower() not in ANSWERS:
        source = scene.phrase_at(sent.start + tail.start("who"), sent.start + tail.end("who"))
        yield Found(rule="colon", source=source, cue=":")


def _carry_over(scene: Scene, fig: Figure) -> Iterator[Found]:
    """A poll or report that the sentence before names goes on speaking in this one, in the same paragraph."""
    before = fig.number - 1
    if (
        before not in scene.parsed
        or not _is_share(fig)
        or "\n" in scene.text[scene.sentences[before].end : scene.sentences[fig.number].start]
    ):
        return
    for saying in scene.sayings_of(before):
        if scene.parsed[before].lemma[saying.source.root] in POLLS:
            yield _said("carry_over", scene, saying)


def _holds(source: Phrase, span: range) -> bool:
    return span.start in source.tokens
