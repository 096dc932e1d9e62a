"""
MB/s of the quantities stage beside its floor and quantulum3; kB/s of the whole program beside a full parse and others.

All read the same texts, in one run.

Time is CPU time of the process that reads: every reader is one thread, and other work on the machine must not count.
"""

import argparse
import gc
import multiprocessing
import os
import re
import signal
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import scale
import whole

from claims.errors import InputError
from claims.extract import describe_engine
from claims.intake import read_inputs
from claims.quantities.numerals import find_numerals
from claims.quantities.scan import find_quantities
from claims.segment import find_sentences

GOLD = Path(__file__).parents[2] / "shared" / "gold"
USUAL = (GOLD / "stories" / "news_stories.jsonl", GOLD / "attribution" / "docs.jsonl")
DIGITS = re.compile(r"[0-9]+")
LONG_DIGITS = re.compile(r"\d{41}")
STRIDE = 40
SAMPLE = 40_000
"""Bytes for the slow reader, quantulum3."""
SLOW_TURN, FAST_TURN = 5_000, 100_000
"""Bytes that one reader reads before it is the next one's turn."""
SIZES = {"1 kB": 10**3, "10 kB": 10**4, "100 kB": 10**5, "1 MB": 10**6}
GOAL_ARTICLES, GOAL_SENTENCES = 100, 12

Reader = Callable[[str], int | None]
"""Reads one text: how many figures it found, `None` if it raised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """How many texts and bytes were read in how long, how much was found in them, and how many of them raised."""

    texts: int = 0
    size: int = 0
    seconds: float = 0.0
    found: int = 0
    failed: int = 0

    @property
    def rate(self) -> float:
        """MB/s; 0 where nothing came back."""
        return self.size / self.seconds / 1e6 if self.seconds else 0.0


Passes = dict[str, Pass]
"""By reader."""


def read_digits(text: str) -> int:
    """The floor: one look at the text, and nothing understood."""
    return sum(1 for _ in DIGITS.finditer(text))


def read_numerals(text: str) -> int:
    """The scan alone."""
    return sum(1 for _ in find_numerals(text.lower()))


def read_quantities(text: str) -> int:
    """The quantities stage: values, units, modifiers, dates, refusals."""
    return len(find_quantities(text)[0])


FAST: dict[str, Reader] = {"floor": read_digits, "scan": read_numerals, "stage": read_quantities}


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
    """The texts joined to one MB (repeated, if they are short) and cut into documents of each size."""
    largest = max(SIZES.values())
    joined = "\n\n".join(texts)[:largest]
    joined = (joined * -(-largest // len(joined)))[:largest]
    return {name: [joined[at : at + size] for at in range(0, largest, size)] for name, size in SIZES.items()}


def size_of(text: str) -> int:
    """Bytes of the text in UTF-8."""
    return len(text.encode("utf-8"))


def turns(texts: Sequence[str], size: int) -> Iterator[list[str]]:
    """The texts in groups that hold just about so many bytes; a longer text is a group of its own."""
    group: list[str] = []
    held = 0
    for text in texts:
        group.append(text)
        held += size_of(text)
        if held >= size:
            yield group
            group, held = [], 0
    if group:
        yield group


def sample(texts: Sequence[str]) -> list[str]:
    """The first of the texts, as many as the slow readers get."""
    return next(turns(texts, SAMPLE))


def time_turn(read: Reader, texts: Sequence[str], before: Pass) -> Pass:
    """The pass that was before and these texts."""
    start = time.process_time()
    found = [read(text) for text in texts]
    seconds = time.process_time() - start
    return Pass(
        texts=before.texts + len(texts),
        size=before.size + sum(map(size_of, texts)),
        seconds=before.seconds + seconds,
        found=before.found + sum(number or 0 for number in found),
        failed=before.failed + found.count(None),
    )


def steps(readers: Mapping[str, Reader], texts: Sequence[str], size: int) -> Iterator[Passes]:
    """Every reader reads the same texts, in turns; after each turn, what was read so far."""
    passes = dict.fromkeys(readers, Pass())
    for group in turns(texts, size):
        passes = {name: time_turn(read, group, passes[name]) for name, read in readers.items()}
        yield passes


def time_whole(readers: Mapping[str, Reader], texts: Sequence[str]) -> Passes:
    """All the texts."""
    *_, passes = steps(readers, texts, FAST_TURN)
    return passes


def time_within(readers: Mapping[str, Reader], texts: Sequence[str], seconds: float) -> Passes:
    """
    What comes back of the sample within the CPU time, from a copy of this process that is stopped then.

    Raises: ChildProcessError if a reader raises.
    """
    fork = multiprocessing.get_context("fork")
    receiver, sender = fork.Pipe(duplex=False)
    child = fork.Process(target=_send_steps, args=(sender, readers, sample(texts), seconds))
    child.start()
    sender.close()
    passes = dict.fromkeys(readers, Pass())
    with suppress(EOFError):
        while True:
            passes = receiver.recv()
    child.join()
    if child.exitcode not in (0, -signal.SIGPROF):
        fault = f"reading with {' and '.join(readers)} failed"
        raise ChildProcessError(fault)
    return passes


def _send_steps(sender: Connection, readers: Mapping[str, Reader], texts: Sequence[str], seconds: float) -> None:
    signal.setitimer(signal.ITIMER_PROF, seconds)  # its signal ends the process
    for passes in steps(readers, texts, SLOW_TURN):
        sender.send(passes)


def run_round(
    texts: Sequence[str], sentences: Sequence[str], cut: Mapping[str, Sequence[str]], quantulum: Reader, seconds: float
) -> dict[str, Passes]:
    """One pass of every reader over all it is measured on, by the name of what was read."""
    both = {"quantulum3": quantulum, "stage": read_quantities}
    return {
        "texts": time_whole(FAST, texts),
        "articles": time_within(both, texts, seconds),
        "sentences": time_within(both, sentences, seconds),
        **{size: time_whole(FAST, documents) for size, documents in cut.items()},
    }


def best_of(rounds: Sequence[dict[str, Passes]]) -> dict[str, Passes]:
    """The fastest pass of each reader over each thing read, of those that came furthest."""

    def rank(done: Pass) -> tuple[int, float]:
        return done.texts, done.rate

    return {
        what: {name: max((found[what][name] for found in rounds), key=rank) for name in passes}
        for what, passes in rounds[0].items()
    }


def show(name: str, done: Pass, seconds: float) -> None:
    """One line of the first table."""
    if not done.texts:
        print(f"{name:<44}{f'over {seconds:g} s':>10}")
        return
    failed = f"   raised on {done.failed:,} of {done.texts:,}" if done.failed else ""
    print(f"{name:<44}{done.rate:>10.4f}{done.size / 1e6:>10.3f}{done.found:>10,}{failed}")


def show_ratio(name: str, above: Pass, below: Pass, note: str) -> None:
    """How many times faster; unknown where the slower one finished nothing."""
    ratio = f"{above.rate / below.rate:.3g}" if below.rate else "unknown"
    print(f"{name:<64}{ratio:>10}   {note}")


def report(best: Mapping[str, Passes], by_size: Mapping[str, Pass], seconds: float) -> None:
    """The rates, the ratios, the table by size of document."""
    whole, articles, sentences = best["texts"], best["articles"], best["sentences"]
    print(f"\n{'':<44}{'MB/s':>10}{'MB read':>10}{'found':>10}")
    show("floor: a bare search for digits", whole["floor"], seconds)
    show("scan alone: numerals", whole["scan"], seconds)
    show("quantities stage", whole["stage"], seconds)
    show("quantulum3, whole articles", articles["quantulum3"], seconds)
    show("quantities stage, the same articles", articles["stage"], seconds)
    show("quantulum3, single sentences with a digit", sentences["quantulum3"], seconds)
    show("quantities stage, the same sentences", sentences["stage"], seconds)

    print()
    name = "quantities stage / quantulum3"
    show_ratio(f"{name}, whole articles", articles["stage"], articles["quantulum3"], f"goal {GOAL_ARTICLES}")
    show_ratio(
        f"{name}, the same single number sentences",
        sentences["stage"],
        sentences["quantulum3"],
        f"goal {GOAL_SENTENCES}",
    )
    show_ratio("quantities stage / floor", whole["stage"], whole["floor"], "1 would be as fast as a bare search")

    print(f"\n{'MB/s by size of document':<44}{''.join(f'{name:>10}' for name in FAST)}{'quantulum3':>14}")
    for size in SIZES:
        rates = "".join(f"{best[size][name].rate:>10.2f}" for name in FAST)
        rival = by_size[size]
        print(f"{size:<44}{rates}{f'{rival.rate:.4f}' if rival.texts else f'over {seconds:g} s':>14}")
    ranked = sorted((best[size]["stage"] for size in SIZES), key=lambda done: done.rate)
    show_ratio("linearity: slowest / fastest rate of the stage by size", ranked[0], ranked[-1], "1 is linear")


def main() -> None:
    """Load, warm up, measure in turns, print the best of each."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("texts", nargs="*", type=Path, help="text files, or .jsonl with `text` on each line")
    arguments.add_argument("--rounds", type=int, default=7, help="passes of each; the best counts (default 7)")
    arguments.add_argument(
        "--seconds", type=float, default=6, help="most CPU time for a pass of quantulum3 (default 6)"
    )
    arguments.add_argument("--turns", type=int, default=4, help="times 120 kB for the whole program (default 4)")
    arguments.add_argument(
        "--claims", type=int, default=10**5, help="most claims searched for conflicts (default 100000)"
    )
    arguments.add_argument("--memory", type=int, metavar="N", help="read N documents and print the memory, no speed")
    options = arguments.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # one core, for every reader
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
    print(f"texts: {len(texts):,} ({size:.2f} MB); sentences with a digit: {len(sentences):,}")
    print(f"sentences left out, for a run of more than 40 digits: {left_out:,}")
    print(f"parser of the whole program: {describe_engine() or 'none'}")
    print(f"rounds, in turns: {options.rounds}; the best counts, in CPU time. Allow three minutes.", flush=True)

    if options.memory:
        whole.report_memory(texts, options.memory)
        return
    quantulum = load_quantulum()
    for read in (*FAST.values(), quantulum):
        read("About 4,000 troops crossed the river, the mayor said.")
    gc.freeze()  # no reader's time goes into looking through what the others have loaded
    best = best_of([run_round(texts, sentences, cut, quantulum, options.seconds) for _ in range(options.rounds)])
    rival = {"quantulum3": quantulum}
    by_size = {name: time_within(rival, given, options.seconds)["quantulum3"] for name, given in cut.items()}
    report(best, by_size, options.seconds)
    whole.report(texts, turns(texts, whole.TURN), options.turns, quantulum)
    print("\nthe search for conflicts")
    scale.report(options.claims)


if __name__ == "__main__":
    main()
