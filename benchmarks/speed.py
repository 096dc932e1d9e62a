"""Bytes per second of `claims.extract` on the texts given, beside quantulum3 on their single sentences, in one run."""

import argparse
import json
import re
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claims.extract import describe_engine, extract
from claims.model import Document
from claims.segment import find_sentences

LONG_DIGITS = re.compile(r"\d{41}")
DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One timed pass: how much was read in how long, and how much the reader found or failed on."""

    size: int
    seconds: float
    found: int
    failed: int = 0

    @property
    def rate(self) -> float:
        """Bytes per second."""
        return self.size / self.seconds if self.seconds else 0.0


def size_of(text: str) -> int:
    """Bytes of the text in UTF-8."""
    return len(text.encode("utf-8", errors="replace"))


def load_documents(paths: Sequence[Path]) -> list[Document]:
    """A document for each text file and for each line of each JSON Lines file."""
    texts: list[str] = []
    for path in paths:
        text = path.read_text(encoding="utf-8")
        is_lines = path.suffix == ".jsonl"
        texts += [json.loads(line)["text"] for line in text.splitlines() if line.strip()] if is_lines else [text]
    return [Document(doc_id=str(number), text=text) for number, text in enumerate(texts)]


def number_sentences(docs: Sequence[Document]) -> list[str]:
    """The sentences that hold a digit, without those that would stop quantulum3 for seconds."""
    sentences = (doc.text[sent.start : sent.end] for doc in docs for sent in find_sentences(doc.text))
    return [sentence for sentence in sentences if DIGIT.search(sentence) and not LONG_DIGITS.search(sentence)]


def time_extract(docs: Sequence[Document]) -> Measured:
    """Read every document whole."""
    start = time.perf_counter()
    found = sum(len(reading.claims) for reading in extract(docs))
    return Measured(size=sum(size_of(doc.text) for doc in docs), seconds=time.perf_counter() - start, found=found)


def load_quantulum() -> Callable[[str], list[Any]]:
    """quantulum3's reader, without the classifier: an installed scikit-learn of another version breaks it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from quantulum3 import classifier, parser
    classifier.USE_CLF = False
    parse: Callable[[str], list[Any]] = parser.parse
    return parse


def time_quantulum(parse: Callable[[str], list[Any]], sentences: Sequence[str], budget: float) -> Measured:
    """Give quantulum3 one sentence after the other until `budget` seconds are over; one it raises on counts as read."""
    size = found = failed = 0
    start = time.perf_counter()
    for sentence in sentences:
        try:
            found += len(parse(sentence))
        except Exception:  # noqa: BLE001 - whatever a rival raises is its result here
            failed += 1
        size += size_of(sentence)
        if time.perf_counter() - start > budget:
            break
    return Measured(size=size, seconds=time.perf_counter() - start, found=found, failed=failed)


def seconds_of(work: Callable[[], object]) -> float:
    """How long it takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def show(name: str, best: Measured, unit: str) -> None:
    """One line of the report."""
    failed = f", {best.failed} sentences raised" if best.failed else ""
    print(f"{name:<16} {best.rate / 1e6:9.4f} MB/s   {best.size:,} bytes of {unit} in {best.seconds:.2f} s, ", end="")
    print(f"{best.found:,} figures{failed}")


def main() -> None:
    """Load, warm up, measure in turns, print the best of each and the ratios."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("texts", nargs="+", type=Path, help="text files, or .jsonl with `text` on each line")
    arguments.add_argument("--rounds", type=int, default=3, help="passes of each; the best counts (default 3)")
    arguments.add_argument(
        "--seconds", type=float, default=10.0, help="most time for one pass of quantulum3 (default 10)"
    )
    options = arguments.parse_args()

    parse = load_quantulum()
    docs = load_documents(options.texts)
    sentences = number_sentences(docs)
    if not sentences:
        arguments.error("no sentence with a digit in these texts")
    warm = Document(doc_id="warm", text="About 4,000 troops crossed the river, the mayor said.")
    ours = seconds_of(lambda: list(extract([warm])))
    theirs = seconds_of(lambda: parse(warm.text))
    print(
        f"{len(docs):,} documents, {len(sentences):,} sentences with a digit; pipeline: {describe_engine() or 'none'}"
    )
    print(f"loaded in {ours:.2f} s (claims) and {theirs:.2f} s (quantulum3)")

    passes = [(time_extract(docs), time_quantulum(parse, sentences, options.seconds)) for _ in range(options.rounds)]
    whole = max((first for first, _ in passes), key=lambda measured: measured.rate)
    single = max((second for _, second in passes), key=lambda measured: measured.rate)
    show("claims.extract", whole, "articles")
    show("quantulum3", single, "single sentences")
    needed = sum(map(size_of, sentences)) / single.rate
    print(f"ratio of the rates      {whole.rate / single.rate:8.1f}")
    print(f"ratio in time           {needed / whole.seconds:8.1f}   (number sentences alone against whole articles)")


if __name__ == "__main__":
    main()
