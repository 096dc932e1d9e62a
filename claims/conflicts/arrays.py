"""Many figures, or pairs of them, at once: their parts as numbers by place, and questions answered for all pairs."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np

Rows = np.ndarray[tuple[int], np.dtype[np.int64]]
Ends = np.ndarray[tuple[int], np.dtype[np.float64]]
Flags = np.ndarray[tuple[int], np.dtype[np.bool_]]


class Parts(NamedTuple):
    """One part of many figures: the distinct ones, and which of them each figure has."""

    codes: Rows
    distinct: Sequence[Any]


def encode(parts: Iterable[Hashable]) -> Parts:
    """
    Parts that are alike get one code.

    >>> parts = encode("abca")
    >>> parts.codes.tolist(), parts.distinct
    ([0, 1, 2, 0], ['a', 'b', 'c'])
    """
    known: dict[Hashable, int] = {}
    codes = [known.setdefault(part, len(known)) for part in parts]
    return Parts(np.array(codes, dtype=np.int64), list(known))


def ask_once(ask: Callable[[Any, Any], float], parts: Parts, firsts: Rows, seconds: Rows) -> Ends:
    """What `ask` answers for the parts of each pair of places; asked once for all pairs that have the same two."""
    size = len(parts.distinct)
    both, which = np.unique(parts.codes[firsts] * size + parts.codes[seconds], return_inverse=True)
    sides = (divmod(code, size) for code in both.tolist())
    answers = [ask(parts.distinct[one], parts.distinct[other]) for one, other in sides]
    return np.array(answers, dtype=np.float64)[which]


def are_alike(parts: Parts, firsts: Rows, seconds: Rows) -> Flags:
    """Whether both of a pair have the same part."""
    alike: Flags = parts.codes[firsts] == parts.codes[seconds]
    return alike
