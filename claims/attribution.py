"""
Who says it: the outermost speaker whom the document cites for a figure, and the chain of those who are relayed.

The mechanisms are tried in order and the first that holds wins; each has a name, which the claim keeps, and a measured
precision, from which the claim's confidence comes.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import TYPE_CHECKING

import regex

from claims.lexicon import alternation, by_surface, load_entries, word_class
from claims.model import Attribution, Sentence
from claims.parse import noun_phrase
from claims.sources import SourceBook, resolve_speaker

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_CUES = load_entries("cues/reporting")
VERBS, DATA, NOUN_CUES = (
    by_surface(entry for entry in _CUES if entry["role"] == role) for role in ("verb", "data", "noun")
)
PRECISION = {
    "quote": 0.91,
    "according_to": 0.87,
    "verb": 0.82,
    "data_noun": 0.9,
    "in_data": 0.87,
    "in_poll": 0.47,
    "noun_cue": 0.5,
    "parenthesis": 0.73,
    "aside": 0.71,
    "trailing": 0.75,
    "colon": 0.17,
    "carry_over": 0.2,
    "pattern": 0.59,
}
"""
How often each mechanism named the right source: figures in 840 political news articles, 1,626 attributions of ours.

noun_cue, aside, trailing, colon and carry_over rest on at most twenty figures each; pattern is what patterns alone
reach. What a poll found counts there as the article's own voice as often as not, which in_poll and carry_over pay for.
"""

QUOTE = regex.compile(
    r"“[^”\n]*(?:”|(?=\n)|$)|\"[^\"\n]*(?:\"|(?=\n)|$)|''(?:(?!'')[^\n])*(?:''|(?=\n)|$)|(?<!\w)‘[^’\n]{12,}’(?!\w)"
)
ACCORDING = regex.compile(r"\b(?i:according\s+to|in\s+the\s+words\s+of|citing)\s+|\b[Pp]er\s+(?=(?:the\s+)?\p{Lu})")
LABEL = regex.compile(r"^[\"“]?(?:\p{Lu}[\w’'.&-]*(?:\s+(?:\p{Lu}[\w’'.&-]*|of|the|and|for)){0,5})(?=:\s)")
ASIDE = regex.compile(
    rf",\s(?P<who>(?:(?!and\b|but\b)[\w.’'&-]+\s){{0,4}}(?:{'|'.join(sorted(DATA))})s?)\s(?P<cue>shows?|indicates?|suggests?|reveals?)(?=[,.;])"
)
ANSWERS = frozenset(("no", "yes", "never", "none", "zero", "nothing", "wrong"))
HEADS = regex.compile(r"^[\"“]?\p{Lu}[\p{L}.’'-]*(?:\s\p{Lu}[\p{L}.’'-]*){0,3}(?=:\s)", regex.M)
AFTER_COLON = regex.compile(r":\s+(?P<who>\p{Lu}[\w’'.&-]*(?:\s+\p{Lu}[\w’'.&-]*){0,3})$")
BEFORE_QUOTE = regex.compile(
    r"(?:^\s*|[-–—.]\s?)(?:More\s+from\s+|From\s+)?(?P<who>\p{Lu}[\w’'.-]*(?:\s+(?:and|of|the|\p{Lu}[\w’'.-]*)){0,6}):\s*$"
)
NAME = r"\p{Lu}[\p{L}’'-]+(?:\s+(?:\p{Lu}\.|(?:van|von|de|bin|al|el|der|da|di)\b|\p{Lu}[\p{L}’'-]+))*"
SAYING = alternation(
    (
        "said",
        "says",
        "told",
        "tells",
        "added",
        "adds",
        "wrote",
        "writes",
        "noted",
        "argued",
        "claimed",
        "announced",
        "explained",
        "insisted",
        "warned",
        "spoke",
        "met",
        "stated",
        "estimates",
        "estimated",
    )
)
SPEAKER = regex.compile(
    rf"(?P<a>{NAME})(?:,[^,.;“”\"\n]{{2,90}},)?\s+(?:(?:also|then|later|has|had)\s+)?{SAYING}\b|\b(?:said|says|added|wrote|told)\s+(?P<b>{NAME})|\b[Aa]ccording\s+to\s+(?P<c>{NAME})"
)
FULL_NAME = regex.compile(r"\b\p{Lu}[\p{Ll}’'-]+(?:-\p{L}+)?(?:\s+\p{Lu}\.)?(?:\s+\p{Lu}[\p{L}’'-]+){1,2}\b")
MOST_WORDS_TO_POLL = 14
RESPONDENTS = regex.compile(
    r"(?i:\bper\s?cent\b|%|\bmajorit(?:y|ies)\b|^(?:(?:about|nearly|almost|more than|less than|over|just)\s+)*"
    r"(?:half|two-thirds|three-quarters|a third|a quarter|one-third)\b|\b(?:\w+) in (?:\d+|ten|five|four|three)\b)"
)
"""Shares of those who were asked: a poll's finding, and nobody who says anything."""
POLLS = frozenset(("poll", "survey", "study"))
PRONOUNS = {
    "he": "one",
    "she": "one",
    "they": "many",
    "it": "body",
    "his": "one",
    "her": "one",
    "their": "many",
    "its": "body",
}
SELF = word_class("class.self_reference")
SUBJECTS = ("nsubj", "nsubjpass")
OBJECT_OK = word_class("class.verb.takes_figure")
NO_CLAUSE = word_class("class.verb.needs_clause")
WITH_PREPOSITION = word_class("class.verb.takes_preposition")
BODIES = word_class("class.noun.organisation")
TITLES = word_class("class.title")
LOOK_BACK = 1500
"""How many characters back a pronoun or a bare quote may find its speaker."""
MOST_PARAGRAPHS = 6
"""How many paragraphs a quote may go on for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A reporting verb with its subject: offsets of the verb and of the source phrase in the text."""

    at: int
    verb: "Token"
    source: "Span"
    sentence: int


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A document's text with the sentences that were parsed; what attribution looks at."""

    text: str
    sentences: list[Sentence]
    parsed: dict[int, "Doc"]
    book: SourceBook

    @cached_property
    def quotes(self) -> list[tuple[int, int]]:
        return find_quotes(self.text)

    @cached_property
    def speakers(self) -> list[tuple[int, str]]:
        """Names that speak, found by pattern over the whole text: (offset, name)."""
        found = []
        for match in SPEAKER.finditer(self.text):
            group = next(name for name in "abc" if match[name])
            if self.quote_at(match.start(group)) is None:
                found.append((match.start(group), _strip_openers(match[group])))
        return [(at, name) for at, name in found if name and name.lower() not in PRONOUNS and name.lower() not in SELF]

    @cached_property
    def names(self) -> dict[str, str]:
        """Surname → the fullest name that ends in it."""
        table: dict[str, str] = {}
        for match in FULL_NAME.finditer(self.text):
            name = _person(match.group())
            last = name.split()[-1]
            if len(name.split()) > 1 and len(name) > len(table.get(last, "")):
                table.setdefault(last, name)
        return table

    @cached_property
    def labels(self) -> frozenset[str]:
        """Names with a colon that head more than one paragraph, as in a transcript."""
        counted = Counter(match.group().strip('"“ ') for match in HEADS.finditer(self.text))
        return frozenset(name for name, times in counted.items() if times > 1 and name.split()[-1] in self.names)

    @cached_property
    def _saying_places(self) -> list[int]:
        return [saying.at for saying in self.sayings]

    @cached_property
    def _quote_starts(self) -> list[int]:
        return [quote[0] for quote in self.quotes]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sent.start for sent in self.sentences]

    @cached_property
    def sayings(self) -> list[Saying]:
        found = []
        for number, doc in sorted(self.parsed.items()):
            start = self.sentences[number].start
            for token in doc:
                if token.lemma_.lower() in VERBS and token.pos_ in ("VERB", "AUX"):
                    subject = _subject(token)
                    if subject is None or (subject.lower_ in SELF and not _is_relative(subject, token)):
                        continue
                    source = noun_phrase(subject)
                    if not RESPONDENTS.search(source.text):
                        found.append(Saying(at=start + token.idx, verb=token, source=source, sentence=number))
        return found

    def quote_at(self, at: int) -> tuple[int, int] | None:
        """The quote that holds a place."""
        quote = self.quotes[bisect_right(self._quote_starts, at) - 1] if self.quotes else (0, 0)
        return quote if quote[0] <= at < quote[1] else None

    def sentence_at(self, at: int) -> int:
        """The number of the sentence that holds a place."""
        return bisect_right(self._sentence_starts, at) - 1

    def sayings_between(self, start: int, end: int) -> list[Saying]:
        """The reporting verbs that stand in [start, end) of the text, in its order."""
        places = self._saying_places
        return self.sayings[bisect_left(places, start) : bisect_left(places, end)]

    def sayings_of(self, number: int) -> list[Saying]:
        """The reporting verbs of one sentence."""
        return self.sayings_between(self.sentences[number].start, self.sentences[number].end)


def sentences_needed(text: str, sentences: list[Sentence], figures: set[int]) -> set[int]:
    """
    The sentences to parse: those with a figure (`figures`, by number), and for figures in quotes the ones that may name
    the speaker: where the quote begins and ends, and what reports in its paragraph and in those that lead up to it.
    """
    needed = set(figures)
    quotes = find_quotes(text)
    starts, ends = [sent.start for sent in sentences], [quote[1] for quote in quotes]
    for number in sorted(figures):
        sent = sentences[number]
        for quote in quotes[bisect_right(ends, sent.start) :]:
            if quote[0] >= sent.end:
                break
            for left, right in _leading_up(text, quote):
                near = range(max(0, bisect_right(starts, left) - 1), bisect_left(starts, right))
                needed.update(at for at in near if _may_introduce(text, sentences[at], quote))
    return needed


def _may_introduce(text: str, sent: Sentence, quote: tuple[int, int]) -> bool:
    """Whether a sentence near a quote may name its speaker: it reports, ends in a colon, or holds an end of it."""
    at_edge = sent.start <= quote[0] < sent.end or sent.start < quote[1] + 2 <= sent.end + 2
    return at_edge or text[sent.end - 1] == ":" or REPORTING.search(text, sent.start, sent.end) is not None


def find_quotes(text: str) -> list[tuple[int, int]]:
    """Half-open spans of what stands in quotation marks, none over the end of a line."""
    return [match.span() for match in QUOTE.finditer(text) if match.end() - match.start() > 8]


def _leading_up(text: str, quote: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """The paragraph of a quote, and while a quote opens a paragraph the one before, for its speaker may stand there."""
    start, stop = _paragraph(text, *quote)
    yield start, stop
    opens = not text[start : quote[0]].strip()
    for _ in range(MOST_PARAGRAPHS):
        before = text[max(0, start - LOOK_BACK) : start].rstrip()
        if not opens or not before:
            return
        stop = start - (len(text[max(0, start - LOOK_BACK) : start]) - len(before))
        start = max(0, start - LOOK_BACK) + before.rfind("\n") + 1
        yield start, stop
        opens = text[start] in "“\"'‘"


REPORTING = regex.compile(rf"\b(?:{SAYING}|say|according\s+to|asked|believes?|thinks?)\b")


def find_attribution(scene: Scene, number: int, start: int, end: int) -> Attribution | None:
    """Who says the figure at [start, end) of the text, in sentence `number`; `None` is the document's own voice."""
    doc = scene.parsed.get(number)
    if doc is None:
        return _by_pattern(scene, number, start)
    offset = scene.sentences[number].start
    span = doc.char_span(start - offset, end - offset, alignment_mode="expand")
    if span is None or not len(span):
        return None
    quote = scene.quote_at(start)
    governing = _governing(scene, number, span, quote)
    for name, found in _mechanisms(scene, number, span, start, quote, governing):
        if found is not None:
            source, cue, at = found
            return _attribution(scene, source, cue, at, name, governing)
    return None


_Found = tuple["Span", str, int]


def _mechanisms(
    scene: Scene, number: int, span: "Span", start: int, quote: tuple[int, int] | None, governing: list[Saying]
) -> Iterator[tuple[str, _Found | None]]:
    """Each mechanism's candidates, by the mechanism's name, in the order in which they are believed."""
    offset = scene.sentences[number].start
    outermost = governing[0] if governing else None
    if quote is not None:
        if outermost is not None and not quote[0] <= outermost.at < quote[1]:
            yield "verb", (outermost.source, outermost.verb.text, offset)
        yield "quote", _quote_speaker(scene, quote)
    yield "according_to", _according(scene, number, span, start, outermost)
    if outermost is not None:
        yield "verb", (outermost.source, outermost.verb.text, offset)
    above = [span.root, *span.root.ancestors]
    for name, phrase, cue in (*_data_nouns(span, above), *_noun_cues(above)):
        yield name, (phrase, cue, offset)
    here = [saying for saying in scene.sayings_of(number) if not _holds(saying.source, span)]
    for name, saying in _hanging(here, span, above):
        yield name, (saying.source, saying.verb.text, offset)
    yield "aside", _aside(scene, number, span)
    yield "colon", _colon(scene, number, span, start)
    yield "carry_over", _carry_over(scene, number)


def _data_nouns(span: "Span", above: "list[Token]") -> "Iterator[tuple[str, Span, str]]":
    """ "The latest poll has …", then "in a poll by X, …": documents that speak."""
    inside = {token.i for token in above}
    for verb in above:
        subject = _child(verb, ("nsubj",)) if verb.pos_ in ("VERB", "AUX") and verb.lemma_ in VERBS else None
        if subject is not None and subject.lemma_.lower() in DATA and subject.i not in inside:
            yield "data_noun", noun_phrase(subject), verb.text
    is_share = span.text.endswith("%") or span.doc[span.end : span.end + 2].text.lower().startswith(
        ("percent", "point", "per ")
    )
    for token in span.doc:
        is_named = any(child.dep_ in ("det", "compound", "amod", "poss", "nmod") for child in token.children)
        if token.dep_ != "pobj" or token.lemma_.lower() not in DATA or token.i in inside or not is_named:
            continue
        preposition = token.head
        opens = preposition.i <= 1 and preposition.lower_ in ("in", "per", "under", "from")
        polled = preposition.lower_ == "in" and token.lemma_.lower() in POLLS and is_share
        if opens or (polled and 0 < preposition.i - span.end < MOST_WORDS_TO_POLL):
            yield "in_data" if opens else "in_poll", noun_phrase(token), preposition.text


def _noun_cues(above: "list[Token]") -> "Iterator[tuple[str, Span, str]]":
    """ "Moscow's claim that …", "an estimate by X", "the agency's own estimate is …"."""
    inside = {token.i for token in above}
    for token in above:
        is_verb = token.pos_ in ("VERB", "AUX")
        noun = _child(token, SUBJECTS) if is_verb else token if token.pos_ == "NOUN" else None
        if noun is None or noun.lemma_.lower() not in NOUN_CUES or (is_verb and noun.i in inside):
            continue
        owner = _child(noun, ("poss",))
        if owner is not None and owner.i not in inside:
            yield "noun_cue", _without_clitic(noun_phrase(owner)), noun.text
        for preposition in noun.children:
            maker = _child(preposition, ("pobj",)) if preposition.lower_ in ("by", "from") else None
            if maker is not None and maker.i not in inside and not is_verb:
                yield "noun_cue", noun_phrase(maker), noun.text


def _hanging(here: list[Saying], span: "Span", above: "list[Token]") -> Iterator[tuple[str, Saying]]:
    """ "…, he said, …" and "as X noted", then "…, X said." that closes the sentence whatever the parse made of it."""
    inside = {token.i for token in above}
    for saying in here:
        verb = saying.verb
        as_clause = verb.dep_ == "advcl" and any(child.lower_ == "as" for child in verb.children)
        first, last = min(verb.i, saying.source.start), max(verb.i + 1, saying.source.end)
        bracketed = (
            last < len(span.doc) and span.doc[last].text == "," and span.doc[first - 1].text == "," and first > 0
        )
        says = VERBS[verb.lemma_.lower()]["strength"] in ("say", "think") or saying.source.root.lemma_.lower() in DATA
        if says and verb.head.i in inside and (verb.dep_ == "parataxis" or as_clause or bracketed):
            yield "parenthesis", saying
    for saying in here:
        first, last = min(saying.verb.i, saying.source.start), max(saying.verb.i + 1, saying.source.end)
        parted = first > span.start and span.doc[first - 1].text in (",", ",”", "”", "-", "–", "—", "''")
        if parted and _closes(span.doc[last:]):
            yield "trailing", saying


def _aside(scene: Scene, number: int, span: "Span") -> _Found | None:
    """ ", court records show, ": small parsers take it for a noun, so a pattern finds it."""
    sent = scene.sentences[number]
    match = ASIDE.search(scene.text, sent.start, sent.end)
    if match is None:
        return None
    place = match.start("who") - sent.start, match.end("who") - sent.start
    found = span.doc.char_span(*place, alignment_mode="expand")
    return (found, match["cue"], sent.start) if found is not None and not _holds(found, span) else None


def _child(token: "Token", relations: tuple[str, ...]) -> "Token | None":
    return next((child for child in token.children if child.dep_ in relations), None)


def _governing(scene: Scene, number: int, span: "Span", quote: tuple[int, int] | None) -> list[Saying]:
    """Reporting verbs above the figure, outermost first."""
    chain = {token.i: token for token in (span.root, *span.root.ancestors)}
    found = []
    for saying in scene.sayings_of(number):
        if saying.verb.i not in chain or _holds(saying.source, span):
            continue
        kid = next((child for child in saying.verb.children if child.i in chain), None)
        between = span.doc[span.end : min(saying.verb.i, saying.source.start)].text if saying.verb.i > span.end else ""
        if saying.verb.i == span.root.i or any(mark in between for mark in ("—", ";", " – ")):
            continue
        quoted = quote is not None and not quote[0] <= saying.at < quote[1]
        if kid is not None and _attributes(saying.verb, kid, quoted=quoted):
            found.append(saying)
    return sorted(found, key=lambda saying: len(list(saying.verb.ancestors)))


def _attributes(verb: "Token", kid: "Token", *, quoted: bool) -> bool:
    """May `verb`, with the figure under its child `kid`, be the cue?"""
    lemma, strength = verb.lemma_.lower(), VERBS[verb.lemma_.lower()]["strength"]
    if kid.dep_ in (*SUBJECTS, "npadvmod", "agent"):
        return kid.dep_ == "nsubjpass" and lemma in ("estimate", "put")
    if quoted:
        return True
    if kid.dep_ in ("advcl", "dative") or (lemma in ("tell", "ask", "inform") and kid.dep_ == "dobj"):
        return False
    if lemma == "put" and kid.dep_ == "prep":
        return lemma in WITH_PREPOSITION and kid.lower_ == "at"
    if lemma in NO_CLAUSE and kid.dep_ in ("prep", "xcomp", "dobj"):
        return False
    if kid.dep_ == "prep":
        hedges = kid.lower_ in ("about", "around", "over", "under") and _child(verb, ("ccomp",)) is not None
        return lemma in WITH_PREPOSITION or hedges
    if kid.dep_ in ("dobj", "pobj", "oprd", "attr", "acomp"):
        return (lemma in OBJECT_OK and strength != "weak") or (
            lemma in ("show", "find", "list", "record", "count", "put") and kid.dep_ == "dobj"
        )
    return strength != "weak" or (kid.dep_ in ("ccomp", "xcomp") and lemma not in ("have", "give", "see", "set"))


def _quote_speaker(scene: Scene, quote: tuple[int, int]) -> _Found | None:
    """The subject of the nearest reporting verb outside the quote in its paragraph, else in those leading up to it."""
    text = scene.text
    for step, (start, stop) in enumerate(_leading_up(text, quote)):
        found = _label_before(scene, start, quote[0]) if step == 0 else None
        if found is not None:
            return found
        near = [saying for saying in scene.sayings_between(start, stop) if _speaks(scene, saying)]
        if near and step:
            last = [saying for saying in near if saying.sentence == near[-1].sentence]
            saying = min(last, key=lambda one: len(list(one.verb.ancestors)))
            return saying.source, saying.verb.text, scene.sentences[saying.sentence].start
        if near:
            after = [saying for saying in near if 0 <= saying.at - quote[1] < 160]
            saying = min(after or near, key=lambda one: min(abs(one.at - quote[0]), abs(one.at - quote[1])))
            return saying.source, saying.verb.text, scene.sentences[saying.sentence].start
        match = ACCORDING.search(text, start, stop)
        if match is not None and scene.quote_at(match.start()) is None:
            return _according_object(scene, match)
    return None


def _label_before(scene: Scene, start: int, at: int) -> _Found | None:
    """ "Jones: “…": a name and a colon right before a quote."""
    label = BEFORE_QUOTE.search(scene.text[start:at])
    if label is None:
        return None
    number = scene.sentence_at(start + label.start("who"))
    doc, offset = scene.parsed.get(number), scene.sentences[number].start
    place = start + label.start("who") - offset, start + label.end("who") - offset
    found = doc.char_span(*place, alignment_mode="expand") if doc is not None else None
    return (found, ":", offset) if found is not None else None


def _speaks(scene: Scene, saying: Saying) -> bool:
    """Whether a reporting verb may introduce a quote: it stands outside quotes and is one of saying or thinking."""
    if scene.quote_at(saying.at) is not None:
        return False
    points_out = saying.verb.lemma_ == "point" and any(child.lower_ == "out" for child in saying.verb.children)
    return points_out or VERBS[saying.verb.lemma_.lower()]["strength"] in ("say", "think")


def _according(scene: Scene, number: int, span: "Span", start: int, outermost: Saying | None) -> _Found | None:
    sent = scene.sentences[number]
    match = None
    for match in ACCORDING.finditer(scene.text, sent.start, sent.end):
        if scene.quote_at(match.start()) is not None and scene.quote_at(start) is None:
            match = None
    if match is None:
        return None
    offset = sent.start
    if outermost is not None and outermost.verb.i < span.start and outermost.at < match.start() < start:
        return None
    found = _according_object(scene, match)
    if found is None or found[0].start_char + offset <= start < found[0].end_char + offset:
        return None
    between = scene.text[start : match.start()] if match.start() > start else scene.text[match.end() : start]
    if match.start() > start and regex.search(r",\sbut\s", between):
        return None
    if match.start() < start and regex.search(r"[;.]\s|,\s(?:but|while)\s", between.replace("U.S.", "US")):
        return None
    return found


def _according_object(scene: Scene, match: "regex.Match[str]") -> _Found | None:
    number = scene.sentence_at(match.start())
    doc, sent = scene.parsed.get(number), scene.sentences[number]
    tokens = [token for token in doc if token.idx >= match.end() - sent.start] if doc is not None else []
    if not tokens:
        return None
    head = tokens[0]
    for _ in range(8):
        if head.dep_ in ("pobj", "dobj") or head.head.i < tokens[0].i or head.head.i == head.i:
            break
        head = head.head
    if head.pos_ not in ("NOUN", "PROPN", "PRON", "NUM", "ADJ"):
        head = next((token for token in tokens[:10] if token.pos_ in ("NOUN", "PROPN")), tokens[0])
    return noun_phrase(head), match.group().strip(), sent.start


def _paragraph(text: str, start: int, end: int) -> tuple[int, int]:
    """The line that holds [start, end), as far as it is worth looking."""
    left = max(0, start - LOOK_BACK)
    right = min(len(text), end + LOOK_BACK)
    stop = text.find("\n", end, right)
    return max(left, text.rfind("\n", left, start) + 1), right if stop < 0 else stop


def _colon(scene: Scene, number: int, span: "Span", start: int) -> _Found | None:
    """ "BURNS: …", "… $53 billion: UN", and a paragraph that the one before introduces with a colon."""
    text, offset = scene.text, scene.sentences[number].start
    line, _ = _paragraph(text, start, start)
    label = LABEL.match(text[line:start])
    if label is not None and (label.group().isupper() or label.group() in scene.labels):
        doc = span.doc
        found = (
            doc.char_span(line - offset, line - offset + label.end(), alignment_mode="expand")
            if line >= offset
            else None
        )
        if found is not None and not any(token.like_num for token in found):
            return found, ":", offset
    sentence_end = scene.sentences[number].end
    tail = AFTER_COLON.search(text[offset:sentence_end])
    if tail is not None and offset + tail.start() > start and tail["who"].rstrip(".").lower() not in ANSWERS:
        found = span.doc.char_span(tail.start("who"), tail.end("who"), alignment_mode="expand")
        return (found, ":", offset) if found is not None else None
    return None


def _carry_over(scene: Scene, number: int) -> _Found | None:
    """A poll or report that the sentence before names goes on speaking in this one, in the same paragraph."""
    if (
        number == 0
        or number - 1 not in scene.parsed
        or "\n" in scene.text[scene.sentences[number - 1].end : scene.sentences[number].start]
    ):
        return None
    for saying in scene.sayings_of(number - 1):
        if saying.source.root.lemma_.lower() in POLLS:
            return saying.source, saying.verb.text, scene.sentences[number - 1].start
    return None


def _attribution(
    scene: Scene, source: "Span", cue: str, offset: int, mechanism: str, governing: list[Saying]
) -> Attribution:
    start, end = offset + source.start_char, offset + source.end_char
    name = _resolve(scene, _named(source).text, start)
    chain = [name]
    for saying in governing:
        inner = _resolve(scene, saying.source.text, scene.sentences[saying.sentence].start + saying.source.start_char)
        if inner not in chain and saying.source.text.lower() not in SELF:
            chain.append(inner)
    return Attribution(
        source=name,
        source_surface=scene.text[start:end],
        source_start=start,
        source_end=end,
        cue=cue,
        chain=tuple(chain),
        rule_ids=(f"attribution.{mechanism}",),
    )


def _resolve(scene: Scene, phrase: str, at: int) -> str:
    """The source's name: pronouns to the last speaker, surnames to full names, aliases by sources.yaml."""
    plain = " ".join(phrase.replace("\u00a0", " ").split())
    sort = PRONOUNS.get(plain.lower())
    if sort is not None:
        before = [(where, name) for where, name in scene.speakers if at - LOOK_BACK < where < at]
        people = [
            name
            for _, name in before
            if sort != "one" or name.split()[-1] in scene.names or len(name.split()) > 1 or True
        ]
        if not people:
            named = [match.group() for match in FULL_NAME.finditer(scene.text, max(0, at - LOOK_BACK), at)]
            people = [_person(name) for name in named if sort != "one" or not _is_body(name)]
        if not people:
            return plain
        plain = people[-1]
    name = _person(plain)
    if name in scene.names:
        name = scene.names[name]
    known = resolve_speaker(scene.book, name) or resolve_speaker(scene.book, plain)
    return known.name if known else name


def _is_body(name: str) -> bool:
    """ "Kookmin University" is no "he"."""
    return any(word.lower() in BODIES for word in name.split())


def _person(phrase: str) -> str:
    """The name in a phrase with a title: "State Department spokesperson Matthew Miller" → "Matthew Miller"."""
    words = phrase.split()
    titled = [at for at, word in enumerate(words) if word.strip(".,").lower() in TITLES]
    name = takewhile(lambda word: word[:1].isupper(), words[titled[-1] + 1 :]) if titled else ()
    return " ".join(name) or phrase


def _strip_openers(name: str) -> str:
    words = name.split()
    while words and words[0] in (
        "But",
        "And",
        "The",
        "In",
        "On",
        "So",
        "As",
        "Earlier",
        "During",
        "While",
        "However",
        "Still",
        "Meanwhile",
        "Also",
        "Today",
        "After",
        "When",
    ):
        words = words[1:]
    return _person(" ".join(words))


def _subject(verb: "Token") -> "Token | None":
    """The subject of a verb, its agent where it is passive, or that of the verb it hangs on."""
    node = verb
    for _ in range(3):
        for child in node.children:
            if child.dep_ in SUBJECTS:
                if child.lower_ == "it" and (child.dep_ == "nsubjpass" or node.lemma_ in ("appear", "seem")):
                    return None
                if child.dep_ == "nsubjpass" and node.lemma_ not in ("quote", "cite", "say"):
                    continue
                return child
            if child.dep_ == "agent":
                inner = next((token for token in child.children if token.dep_ == "pobj"), None)
                if inner is not None:
                    return inner
        if node.dep_ in ("conj", "xcomp", "advcl"):
            node = node.head
        elif node.dep_ == "pcomp" and node.head.lower_ == "as":
            node = node.head.head
        elif node.dep_ == "relcl" or (node.dep_ == "acl" and (node.tag_ == "VBG" or _child(node, ("ccomp",)))):
            return node.head if node.head.pos_ in ("NOUN", "PROPN") else None
        else:
            return None
    return None


def _is_relative(subject: "Token", verb: "Token") -> bool:
    """Whether the subject is the "who" or "which" of a clause whose verb tells: "Sherman, who reported that …"."""
    told = VERBS[verb.lemma_.lower()]["strength"] == "say"
    return subject.lower_ in ("who", "which") and verb.dep_ == "relcl" and told and verb.head.pos_ in ("NOUN", "PROPN")


def _named(source: "Span") -> "Span":
    """What names a source: the name in apposition to "the mayor, Ada Roth", what "who" stands for, else itself."""
    if source.text.lower() in ("who", "which"):
        return noun_phrase(source.root.head.head)
    name = _child(source.root, ("appos",)) if source.root.pos_ == "NOUN" else None
    return noun_phrase(name) if name is not None and name.pos_ == "PROPN" and name.i < source.end + 4 else source


def _holds(source: "Span", span: "Span") -> bool:
    return source.start <= span.start < source.end


def _closes(tail: "Span") -> bool:
    return all(
        t.is_punct
        or t.is_space
        or t.lower_
        in (
            "on",
            "in",
            "a",
            "an",
            "statement",
            "interview",
            "late",
            "earlier",
            "today",
            "yesterday",
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
            "the",
            "report",
        )
        for t in tail
    )


def _without_clitic(phrase: "Span") -> "Span":
    return phrase[:-1] if len(phrase) > 1 and phrase[-1].text in ("'s", "’s", "'", "’") else phrase


SIMPLE = regex.compile(
    rf"\b[Aa]ccording\s+to\s+(?P<a>[^,.;:\n]{{2,80}})|(?P<b>(?:the\s+)?{NAME})(?:,[^,.;\n]{{2,80}},)?\s+{SAYING}\b|\b(?:said|says|added)\s+(?P<c>{NAME})"
)


def _by_pattern(scene: Scene, number: int, start: int) -> Attribution | None:
    """Without a parse: "according to X", "X said", "said X" in the figure's own sentence."""
    sent = scene.sentences[number]
    match = SIMPLE.search(scene.text, sent.start, sent.end)
    if match is None:
        return None
    group = next(name for name in "abc" if match[name])
    if match.start(group) <= start < match.end(group):
        return None
    name = _resolve(scene, match[group], match.start(group))
    cue = "according to" if group == "a" else "said"
    return Attribution(
        source=name,
        source_surface=match[group],
        source_start=match.start(group),
        source_end=match.end(group),
        cue=cue,
        chain=(name,),
        rule_ids=("attribution.pattern",),
    )
