"""A document as attribution looks at it: its text, its parsed sentences, and who says something in them."""

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import regex

from claims.attribution.cues import DATA, VERBS
from claims.attribution.names import Names, is_nobody
from claims.attribution.quotes import Quotes
from claims.attribution.titles import TITLES
from claims.lexicon import word_class
from claims.model import Sentence
from claims.parse import CLAUSES, Tree
from claims.sources import SourceBook

LIVES = word_class("class.noun.life")
""" "The storm claimed 40 lives": it says nothing."""
COURTS = word_class("class.noun.court")
HARD = word_class("class.adjective.of_telling")
HEADS = regex.compile(r"^[\"“]?\p{Lu}[\p{L}.’'-]*(?:\s\p{Lu}[\p{L}.’'-]*){0,3}(?=:\s)", regex.M)
RESPONDENTS = regex.compile(
    r"(?i:\bper\s?cent\b|%|\bmajorit(?:y|ies)\b|^(?:(?:about|nearly|almost|more than|less than|over|just)\s+)*"
    r"(?:half|two-thirds|three-quarters|a third|a quarter|one-third)\b|\b(?:\w+) in (?:\d+|ten|five|four|three)\b)"
)
"""Shares of those who were asked: a poll's finding, and nobody who says anything."""
SUBJECTS = ("nsubj", "nsubjpass")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """
    Characters [start, end) of the text, in sentence `number`.

    `tokens` are its tokens there and `root` the one that hangs on none of them; without a parse there are none.
    """

    number: int
    tokens: range
    root: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A reporting verb, token `verb` at character `at` of the text, with the phrase that is its subject."""

    at: int
    verb: int
    source: Phrase

    @property
    def number(self) -> int:
        """The number of its sentence."""
        return self.source.number


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A document's text with its quotes, and the sentences that were parsed."""

    text: str
    quotes: Quotes
    sentences: list[Sentence]
    parsed: dict[int, Tree]
    book: SourceBook

    @cached_property
    def names(self) -> Names:
        """Who is named."""
        return Names(text=self.text, quotes=self.quotes, book=self.book)

    @cached_property
    def labels(self) -> frozenset[str]:
        """Names with a colon that head more than one paragraph, as in a transcript."""
        counted = Counter(match.group().strip('"“ ') for match in HEADS.finditer(self.text))
        return frozenset(name for name, times in counted.items() if times > 1 and name.split()[-1] in self.names.full)

    @cached_property
    def sayings(self) -> list[Saying]:
        """The reporting verbs of the parsed sentences that have somebody for a subject, in the order of the text."""
        return [
            found
            for number, tree in sorted(self.parsed.items())
            for verb, lemma in enumerate(tree.lemma)
            if lemma in VERBS and (found := self._saying(number, tree, verb)) is not None
        ]

    @cached_property
    def _places(self) -> list[int]:
        return [saying.at for saying in self.sayings]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sent.start for sent in self.sentences]

    def sentence_at(self, at: int) -> int:
        """The number of the sentence that holds a place."""
        return bisect_right(self._sentence_starts, at) - 1

    def sayings_between(self, start: int, end: int) -> list[Saying]:
        """The reporting verbs that stand in [start, end) of the text."""
        return self.sayings[bisect_left(self._places, start) : bisect_left(self._places, end)]

    def sayings_of(self, number: int) -> list[Saying]:
        """The reporting verbs of one sentence."""
        return self.sayings_between(self.sentences[number].start, self.sentences[number].end)

    def noun_phrase(self, number: int, noun: int) -> Phrase:
        """The phrase around a noun of sentence `number`."""
        return self.phrase(number, self.parsed[number].noun_phrase(noun), noun)

    def phrase(self, number: int, tokens: range, root: int) -> Phrase:
        """Tokens of sentence `number` as a phrase."""
        tree, offset = self.parsed[number], self.sentences[number].start
        start, end = offset + tree.starts[tokens[0]], offset + tree.ends[tokens[-1]]
        return Phrase(number=number, tokens=tokens, root=root, start=start, end=end, text=self.text[start:end])

    def phrase_at(self, start: int, end: int) -> Phrase:
        """Characters [start, end) of the text as a phrase; without tokens where their sentence was not parsed."""
        number = self.sentence_at(start)
        tree, offset = self.parsed.get(number), self.sentences[number].start
        tokens = (tree.tokens_at(start - offset, end - offset) if tree is not None else None) or range(0)
        root = tree.root_of(tokens) if tree is not None and tokens else -1
        return Phrase(number=number, tokens=tokens, root=root, start=start, end=end, text=self.text[start:end])

    def _saying(self, number: int, tree: Tree, verb: int) -> Saying | None:
        if tree.pos[verb] not in ("VERB", "AUX"):
            return None
        subject = find_subject(tree, verb)
        if (
            subject is None
            or _is_hearsay(tree, verb)
            or (tree.lemma[verb] == "claim" and any(tree.lemma[kid] in LIVES for kid in tree.kids[verb]))
            or (tree.lemma[verb] == "hear" and tree.lemma[subject] not in COURTS)
            or (is_nobody(tree.words[subject]) and not _is_relative(tree, subject, verb))
        ):
            return None
        source = self.phrase(number, _whole(tree, subject), subject)
        if RESPONDENTS.search(source.text):
            return None
        return Saying(at=self.sentences[number].start + tree.starts[verb], verb=verb, source=source)


def find_subject(tree: Tree, verb: int) -> int | None:
    """The subject of a verb, its agent where it is passive, or that of the verb it hangs on."""
    node = _added_to(tree, verb) if is_added(tree, verb) else verb
    for _ in range(3):
        agent = next((tree.child(kid, ("pobj",)) for kid in tree.kids[node] if tree.dep[kid] == "agent"), None)
        if agent is not None:
            return agent
        subject = _nearest_subject(tree, node)
        if subject is not None:
            is_passive = tree.dep[subject] == "nsubjpass" or _is_bare_participle(tree, node)
            told = tree.lemma[node] == "tell" and tree.lemma[subject] in COURTS
            says = not is_passive or told or tree.lemma[node] in ("quote", "cite")
            return subject if says and not _is_dummy(tree, subject, node, passive=is_passive) else None
        named = _named_before(tree, node)
        if named is not None:
            return named
        above, relation = tree.head[node], tree.dep[node]
        if relation in ("conj", "xcomp", "advcl"):
            node = above
        elif relation == "pcomp" and tree.pos[tree.head[above]] in ("VERB", "AUX"):
            node = tree.head[above]
        elif relation == "relcl" or (
            relation == "acl" and (tree.tag[node] == "VBG" or tree.child(node, ("ccomp",)) is not None)
        ):
            return above if tree.pos[above] in ("NOUN", "PROPN") else None
        else:
            return None
    return None


def is_added(tree: Tree, verb: int) -> bool:
    """ "…, saying that 40 died": a participle of telling behind a comma tells on what the sentence's subject says."""
    tells = tree.lemma[verb] in VERBS and VERBS[tree.lemma[verb]]["strength"] == "say"
    return tells and tree.tag[verb] == "VBG" and tree.dep[verb] == "advcl" and tree.words[verb - 1] == ","


def _added_to(tree: Tree, verb: int) -> int:
    """The outermost reporting verb that a participle hangs below, itself if there is none."""
    return next((at for at in reversed([*tree.ancestors(verb)]) if tree.lemma[at] in VERBS and at < verb), verb)


def _named_before(tree: Tree, verb: int) -> int | None:
    """ "…, a spokesman for the port, Karl Brandt, said": the parse hangs him on what he says."""
    name = verb - 2
    if name < 1 or tree.words[verb - 1] != "," or tree.dep[name] != "appos" or tree.pos[name] != "PROPN":
        return None
    return tree.head[name] if tree.lemma[tree.head[name]] in TITLES else None


def _is_dummy(tree: Tree, subject: int, verb: int, *, passive: bool) -> bool:
    """Whether an "it" stands for nothing: "it appears", "it is said", "it is hard to tell"."""
    is_hard = any(tree.dep[kid] == "acomp" and tree.lower[kid] in HARD for kid in tree.kids[verb])
    return tree.lower[subject] == "it" and (passive or is_hard or tree.lemma[verb] in ("appear", "seem"))


def _nearest_subject(tree: Tree, verb: int) -> int | None:
    """
    The subject before a verb that is nearest to it: in "500 arrested, rights group says" both may hang on "says".

    "A study in the journal Nature found": the study, though the parse cuts off the name of the journal.
    """
    before = [kid for kid in tree.kids[verb] if tree.dep[kid] in SUBJECTS and kid < verb]
    if before and tree.lemma[before[0]] in DATA and "," not in tree.words[before[0] : before[-1]]:
        return before[0]
    return before[-1] if before else tree.child(verb, SUBJECTS)


def _whole(tree: Tree, subject: int) -> range:
    """The phrase around a subject, with the pieces that the parse made subjects of their own: "co-chair"."""
    is_made = tree.lemma[subject] in DATA and _agent(tree, subject) is not None
    whole = tree.noun_phrase(subject, drop=CLAUSES - {"acl"} if is_made else CLAUSES)
    pieces = [tree.noun_phrase(kid) for kid in tree.kids[tree.head[subject]] if tree.dep[kid] in SUBJECTS]
    for piece in sorted(pieces, key=lambda piece: -piece.start):
        if piece.stop == whole.start:
            whole = range(piece.start, whole.stop)
    for piece in pieces:
        if piece.start == whole.stop:
            whole = range(whole.start, piece.stop)
    return whole


def _agent(tree: Tree, noun: int) -> int | None:
    """Who did what a participle behind a noun says: "figures obtained by |the union|"."""
    made = tree.child(noun, ("acl",))
    is_close = made is not None and tree.words[made - 1] != ","
    return tree.child(made, ("agent",)) if is_close and made is not None else None


def _is_bare_participle(tree: Tree, verb: int) -> bool:
    """ "With the number projected to swell": a participle whose subject says nothing."""
    return tree.tag[verb] == "VBN" and not any(tree.dep[kid].startswith("aux") for kid in tree.kids[verb])


def _is_hearsay(tree: Tree, verb: int) -> bool:
    """ "The firm, said to be worth $40 million": whoever says so is not named."""
    said = tree.child(verb, ("xcomp",)) if tree.lemma[verb] == "say" else None
    if said is None or not any(tree.tag[kid] == "TO" for kid in tree.kids[said]):
        return False
    return any(tree.lemma[at] in ("be", "have") for at in (said, *tree.kids[said]))


def _is_relative(tree: Tree, subject: int, verb: int) -> bool:
    """Whether the subject is the "who" or "which" of a clause whose verb tells: "Sherman, who reported that …"."""
    told = VERBS[tree.lemma[verb]]["strength"] == "say" or tree.lemma[verb] == "put"
    is_clause = tree.dep[verb] == "relcl" and tree.pos[tree.head[verb]] in ("NOUN", "PROPN")
    return tree.lower[subject] in ("who", "which") and told and is_clause
