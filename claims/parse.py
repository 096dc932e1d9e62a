"""The parser: sentences as trees of plain data."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import islice
from threading import Lock

from claims.pipeline import MOST_KNOWN, Pipeline, load_pipeline, look_up_words, read_sentences

BATCH = 256
"""How many sentences are parsed at once."""
ONE_AT_A_TIME = Lock()
"""The pipeline keeps words between sentences: only one thread may parse."""
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
        return range(bisect_right(self.ends, start), bisect_left(self.starts, end)) or None

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
        while right > at and (self.pos[right] in ("PUNCT", "SPACE") or self.dep[right] == "cc"):
            right -= 1
        while left < at and (self.pos[left] in ("PUNCT", "SPACE") or self.dep[left] in ("cc", "punct")):
            left += 1
        return range(left, right + 1)


def describe_pipeline() -> str:
    """Name and version of the pipeline in use, "" where none is installed."""
    pipeline = load_pipeline()
    meta = pipeline.nlp.meta if pipeline is not None else {}
    return f"{meta['lang']}_{meta['name']} {meta['version']}" if meta else ""


def parse(sentences: Iterable[str]) -> Iterator[Tree | None]:
    """One parse a sentence, in order; `None` for each where no pipeline is installed."""
    pipeline = load_pipeline()
    if pipeline is None:
        yield from (None for _ in sentences)
        return
    waiting = iter(sentences)
    while batch := list(islice(waiting, BATCH)):
        with ONE_AT_A_TIME:
            # once the vocabulary knows so many words it keeps no new ones
            kept = pipeline.nlp.memory_zone() if len(pipeline.nlp.vocab) > MOST_KNOWN else nullcontext()
            with kept, pipeline.threads.limit(limits=1, user_api="blas"):
                trees = list(_to_trees(pipeline, batch))
        yield from trees


def _to_trees(pipeline: Pipeline, sentences: list[str]) -> Iterator[Tree]:
    docs = read_sentences(pipeline, sentences)
    for sentence, doc, its_words in zip(sentences, docs, look_up_words(pipeline, docs), strict=True):
        distances, starts, lengths = doc.to_array(["HEAD", "IDX", "LENGTH"]).T.tolist() if its_words else ([], [], [])
        head = [at + (far if far < 1 << 63 else far - (1 << 64)) for at, far in enumerate(distances)]
        kids: list[list[int]] = [[] for _ in head]
        for at, above in enumerate(head):
            if above != at:
                kids[above].append(at)
        ends = [start + length for start, length in zip(starts, lengths, strict=True)]
        columns = zip(*its_words, strict=True) if its_words else iter(((),) * 6)
        words, lower, lemma, pos, tag, dep = columns
        yield Tree(sentence, starts, ends, words, lower, lemma, pos, tag, dep, head, kids)
