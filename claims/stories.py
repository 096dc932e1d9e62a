"""Which story an article belongs to: the one whose article is nearest to it in words and in time."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import log, sqrt

from claims.conflicts.facets import stem
from claims.conflicts.words import find_words, load_words
from claims.model import Document

LIKE_ENOUGH = 0.15
"""From this likeness on the nearest article counts as of the same event; `benchmarks/conflicts.py` says how often."""
DAYS_TO_HALF = 30.0
"""So many days apart, two articles are half as likely of one event; one without a day counts as of the same day."""
Weights = dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """An article's nearest neighbour: its story, and how like the two are, from 0 to 1."""

    story: str
    doc_id: str
    likeness: float


class StoryIndex:
    """The articles of a ledger by their words, each word weighing its frequency here and its rarity elsewhere."""

    def __init__(self, docs: Iterable[Document]) -> None:
        self.docs: Sequence[Document] = [*docs]
        counts = [count_words(doc.text) for doc in self.docs]
        spread = Counter(word for count in counts for word in count)
        self.rarity = {word: log((1 + len(counts)) / (1 + times)) + 1 for word, times in spread.items()}
        self.weights = [self._weigh(count) for count in counts]

    def find_nearest(self, text: str, published: date | None) -> Nearest | None:
        """The article nearest to a text, if it is near enough to be of one story."""
        mine = self._weigh(count_words(text))
        found = (
            Nearest(
                story=doc.story,
                doc_id=doc.doc_id,
                likeness=_likeness(mine, theirs) * _nearness(published, doc.published),
            )
            for doc, theirs in zip(self.docs, self.weights, strict=True)
        )
        best = max(found, key=lambda one: (one.likeness, one.doc_id), default=None)
        return best if best and best.likeness >= LIKE_ENOUGH else None

    def _weigh(self, counts: Counter[str]) -> Weights:
        unseen = log(1 + len(self.docs)) + 1
        weights = {word: (1 + log(times)) * self.rarity.get(word, unseen) for word, times in counts.items()}
        length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {word: weight / length for word, weight in weights.items()}


def count_words(text: str) -> Counter[str]:
    """
    How often each word of a text occurs, without its inflection and without words that every text has.

    >>> sorted(count_words("The troops moved; a troop is moving").items())
    [('mov', 2), ('troop', 2)]
    """
    stop = load_words().stop
    return Counter(stem(word) for word in map(str.lower, find_words(text)) if len(word) > 1 and word not in stop)


def _likeness(a: Weights, b: Weights) -> float:
    small, large = sorted((a, b), key=len)
    return sum(weight * large[word] for word, weight in small.items() if word in large)


def _nearness(one: date | None, other: date | None) -> float:
    return 1.0 if one is None or other is None else float(0.5 ** (abs((one - other).days) / DAYS_TO_HALF))
