"""
MB/s of the quantities stage beside its floor, the whole program and quantulum3: the same texts, in one run.

Time is CPU time of the process that reads, for every reader is one thread and other work on the machine must not count.
"""

import argparse
import multiprocessing
import re
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from claims.errors import InputError
from claims.extract import describe_engine, extract
from claims.intake import read_inputs
from claims.model import Document
from claims.quantities.numerals import find_numerals
from claims.quantities.scan import find_quantities
from claims.segment import find_sentences

GOLD = Path(__file__).parents[2] / "shared" / "gold"
USUAL = (GOLD / "stories" / "news_stories.jsonl", GOLD / "attribution" / "docs.jsonl")
DIGITS = re.compile(r"[0-9]+")
LONG_DIGITS = re.compile(r"\d{41}")
SIZES = {"1 kB": 10**3, "10 kB": 10**4, "100 kB": 10**5, "1 MB": 10**6}
MOST_CUT = 2 * 10**6
"""Characters of the texts that are cut into documents of one size."""
SAMPLE = 10**5
"""Bytes for the slow readers: the whole program and quantulum3."""
STRIDE = 40
GOAL_ARTICLES, GOAL_SENTENCES = 100, 12

Reader = Callable[[str], int | None]
"""Reads one text: how many figures it found, `None` if it raised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """One timed pass: how many texts and bytes were read in how long, how much was found, how many texts raised."""

    texts: int = 0
    size: int = 0
    seconds: float = 0.0
    found: int = 0
    failed: int = 0

    @property
    def rate(self) -> float:
        """MB/s; 0 where nothing came back."""
        return self.size / self.seconds / 1e6 if self.seconds else 0.0


Round = dict[tuple[str, str], Pass]
"""Passes by reader and by what was read."""


def read_digits(text: str) -> int:
    """The floor: what one look at the text costs, with nothing understood."""
    return sum(1 for _ in DIGITS.finditer(text))


def read_numerals(text: str) -> int:
    """The scan alone."""
    return sum(1 for _ in find_numerals(text.lower()))


def read_quantities(text: str) -> int:
    """The quantities stage: values, units, modifiers, dates, refusals."""
    return len(find_quantities(text)[0])


def read_all(text: str) -> int:
    """The whole program."""
    return sum(len(reading.claims) for reading in extract([Document(doc_id="", text=text)]))


FAST = {"floor": read_digits, "scan": read_numerals, "stage": read_quantities}


def load_quantulum() -> Reader:
    """quantulum3's reader, without the classifier: an installed scikit-learn of another version breaks it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from quantulum3 import classifier, parser
    classifier.USE_CLF = False

    def read(text: str) -> int | None:
        try:
            return len(parser.parse(text))
        except Exception:  # noqa: BLE001 - whatever a rival raises is its result here
            return None

    return read


def load_texts(paths: Sequence[Path]) -> tuple[list[str], int]:
    """
    The texts without sentences that would stop quantulum3 for many seconds, and how many those are.

    Every fortieth text comes first, then the ones after these, so that the first few are of all kinds.
    Raises: InputError for the first file that cannot be read.
    """
    taken = read_inputs(map(str, paths))
    for problem in taken.problems:
        raise problem
    texts, left_out = [], 0
    for doc in taken.documents:
        text = doc.text
        for sent in reversed(find_sentences(text)):
            if LONG_DIGITS.search(text, sent.start, sent.end):
                text, left_out = text[: sent.start] + text[sent.end :], left_out + 1
        texts.append(text)
    return [text for first in range(STRIDE) for text in texts[first::STRIDE]], left_out


def number_sentences(texts: Sequence[str]) -> list[str]:
    """The sentences that hold a digit."""
    sentences = (text[sent.start : sent.end] for text in texts for sent in find_sentences(text))
    return [sentence for sentence in sentences if DIGITS.search(sentence)]


def cut_documents(texts: Sequence[str]) -> dict[str, list[str]]:
    """The texts joined (and repeated, if they are short) to whole MB and cut into documents of each size."""
    largest = max(SIZES.values())
    joined = "\n\n".join(texts)[:MOST_CUT]
    joined *= -(-largest // len(joined))
    whole = len(joined) // largest * largest
    return {name: [joined[at : at + size] for at in range(0, whole, size)] for name, size in SIZES.items()}


def sample(texts: Sequence[str]) -> Sequence[str]:
    """The first texts that together hold what the slow readers get."""
    size = 0
    for number, text in enumerate(texts, start=1):
        size += size_of(text)
        if size >= SAMPLE:
            return texts[:number]
    return texts


def steps(read: Reader, texts: Sequence[str]) -> Iterator[Pass]:
    """The pass so far, after each text."""
    size = found = failed = 0
    start = time.process_time()
    for number, text in enumerate(texts, start=1):
        figures = read(text)
        size, found, failed = size + size_of(text), found + (figures or 0), failed + (figures is None)
        yield Pass(texts=number, size=size, seconds=time.process_time() - start, found=found, failed=failed)


def time_whole(read: Callable[[str], int], texts: Sequence[str]) -> Pass:
    """Every text."""
    start = time.process_time()
    found = sum(map(read, texts))
    seconds = time.process_time() - start
    return Pass(texts=len(texts), size=sum(map(size_of, texts)), seconds=seconds, found=found)


def time_within(read: Reader, texts: Sequence[str], seconds: float) -> Pass:
    """As many of the texts as come back within the time, read by a copy of this process that is stopped then."""
    fork = multiprocessing.get_context("fork")
    receiver, sender = fork.Pipe(duplex=False)
    child = fork.Process(target=_send_steps, args=(sender, read, texts))
    child.start()
    sender.close()
    deadline = time.perf_counter() + seconds
    done = Pass()
    while done.texts < len(texts) and receiver.poll(max(0.0, deadline - time.perf_counter())):
        done = receiver.recv()
    child.kill()
    child.join()
    return done


def _send_steps(sender: Connection, read: Reader, texts: Sequence[str]) -> None:
    for done in steps(read, texts):
        sender.send(done)


def size_of(text: str) -> int:
    """Bytes of the text in UTF-8."""
    return len(text.encode("utf-8"))


def run_round(
    texts: Sequence[str],
    sentences: Sequence[str],
    cut: dict[str, list[str]],
    quantulum: Reader,
    seconds: float,
) -> Round:
    """Every reader once; the stage also on exactly those texts that came back from quantulum3."""
    passes: Round = {(name, "texts"): time_whole(read, texts) for name, read in FAST.items()}
    passes["program", "texts"] = time_within(read_all, sample(texts), seconds)
    for kind, given in (("articles", sample(texts)), ("sentences", sample(sentences))):
        done = time_within(quantulum, given, seconds)
        passes["quantulum3", kind] = done
        passes["stage", kind] = time_whole(read_quantities, given[: done.texts])
    for size, documents in cut.items():
        passes |= {(name, size): time_whole(read, documents) for name, read in FAST.items()}
    return passes


def show(name: str, done: Pass, seconds: float) -> None:
    """One line of the first table."""
    if not done.texts:
        print(f"{name:<44}{f'over {seconds:g} s':>10}")
        return
    failed = f"   raised on {done.failed:,} of {done.texts:,}" if done.failed else ""
    print(f"{name:<44}{done.rate:>10.4f}{done.size / 1e6:>10.3f}{done.found:>10,}{failed}")


def show_ratio(name: str, above: Pass, below: Pass, goal: int | None = None) -> None:
    """How many times faster; unknown where the slower one finished nothing."""
    ratio = f"{above.rate / below.rate:>10.3g}" if below.rate else f"{'unknown':>10}"
    print(f"{name:<62}{ratio}{f'   goal {goal}' if goal else ''}")


def report(best: Round, seconds: float) -> None:
    """The two tables and the ratios."""
    print(f"\n{'':<44}{'MB/s':>10}{'MB read':>10}{'found':>10}")
    show("floor: a bare search for digits", best["floor", "texts"], seconds)
    show("scan alone: numerals", best["scan", "texts"], seconds)
    show("quantities stage", best["stage", "texts"], seconds)
    show("whole program: claims.extract", best["program", "texts"], seconds)
    show("quantulum3, whole articles", best["quantulum3", "articles"], seconds)
    show("quantities stage, the same articles", best["stage", "articles"], seconds)
    show("quantulum3, single sentences with a digit", best["quantulum3", "sentences"], seconds)
    show("quantities stage, the same sentences", best["stage", "sentences"], seconds)
    print()
    for kind, what, goal in (
        ("articles", "whole articles", GOAL_ARTICLES),
        ("sentences", "the same single number sentences", GOAL_SENTENCES),
    ):
        show_ratio(f"quantities stage / quantulum3, {what}", best["stage", kind], best["quantulum3", kind], goal)
    show_ratio("quantities stage / floor", best["stage", "texts"], best["floor", "texts"])

    print(f"\n{'MB/s by size of document':<44}{''.join(f'{name:>10}' for name in FAST)}{'quantulum3':>14}")
    for size in SIZES:
        rates = "".join(f"{best[name, size].rate:>10.2f}" for name in FAST)
        rival = best["quantulum3", size]
        print(f"{size:<44}{rates}{f'{rival.rate:.4f}' if rival.texts else f'over {seconds:g} s':>14}")
    stage = [best["stage", size].rate for size in SIZES]
    print(f"{'linearity: slowest / fastest rate of the stage':<62}{min(stage) / max(stage):>10.2f}   1 is linear")


def main() -> None:
    """Load, warm up, measure in turns, print the best of each."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("texts", nargs="*", type=Path, help="text files, or .jsonl with `text` on each line")
    arguments.add_argument("--rounds", type=int, default=3, help="passes of each; the best counts (default 3)")
    arguments.add_argument(
        "--seconds", type=float, default=12, help="most time for a pass of the program or of quantulum3 (default 12)"
    )
    options = arguments.parse_args()
    paths = options.texts or [path for path in USUAL if path.is_file()]
    if not paths:
        arguments.error("give the texts to read: text files, or .jsonl with `text` on each line")
    try:
        texts, left_out = load_texts(paths)
    except InputError as error:
        arguments.error(str(error))
    sentences = number_sentences(texts)
    if not sentences:
        arguments.error("no sentence with a digit in these texts")
    cut = cut_documents(texts)

    size = sum(map(size_of, texts)) / 1e6
    print(f"{len(texts):,} texts, {size:.2f} MB, {len(sentences):,} sentences with a digit", end="")
    print(f"; {left_out:,} sentences with a run of more than 40 digits left out")
    print(f"pipeline of the whole program: {describe_engine() or 'none'}")
    print(f"best of {options.rounds} rounds in turns, CPU time; this takes some two minutes", flush=True)

    quantulum = load_quantulum()
    for read in (*FAST.values(), read_all, quantulum):
        read("About 4,000 troops crossed the river, the mayor said.")
    rounds = [run_round(texts, sentences, cut, quantulum, options.seconds) for _ in range(options.rounds)]
    best = {key: max((passes[key] for passes in rounds), key=lambda done: done.rate) for key in rounds[0]}
    best |= {
        ("quantulum3", name): time_within(quantulum, sample(given), options.seconds) for name, given in cut.items()
    }
    report(best, options.seconds)


if __name__ == "__main__":
    main()
