"""
The whole program beside a full parse of the same texts, textacy and quantulum3: part of `speed.py`.

Each turn has texts of its own, so that no reader lives on what it kept of their words.
"""

import gc
import importlib
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from claims.extract import extract
from claims.model import Document
from claims.pipeline import PIPELINES

TURN = 120_000
"""Bytes of a turn."""
GOAL_RATE, GOAL_PARSE = 250, 7
LETTERS = "bcdfghjklmnp"

GroupReader = Callable[[Sequence[str]], int]
"""Reads texts: how many figures or statements it found."""


def read_program(texts: Sequence[str]) -> int:
    """The whole program, the documents in one batch as the command line gives them."""
    readings = extract(Document(doc_id=str(at), text=text) for at, text in enumerate(texts))
    return sum(len(reading.claims) for reading in readings)


def load_parser() -> Any:
    """The installed pipeline with all its components, as it comes."""
    for name in PIPELINES:
        with suppress(ImportError), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return importlib.import_module(name).load()
    return None


def load_readers(quantulum: Callable[[str], int | None]) -> dict[str, GroupReader]:
    """The readers that are installed, by name."""
    readers: dict[str, GroupReader] = {
        "whole program": read_program,
        "quantulum3": lambda texts: sum(quantulum(text) or 0 for text in texts),
    }
    full = load_parser()
    if full is not None:
        readers["full parse"] = lambda texts: sum(len(doc.ents) for doc in full.pipe(texts))
        with suppress(ImportError):
            quotations = importlib.import_module("textacy.extract").direct_quotations
            readers["textacy"] = lambda texts: sum(count_quotations(quotations, doc) for doc in full.pipe(texts))
    return readers


def count_quotations(find: Callable[[Any], Iterator[Any]], doc: Any) -> int:
    """How many quotations textacy finds; none in a document that it refuses, for a mark that nothing closes."""
    try:
        return sum(1 for _ in find(doc))
    except ValueError:
        return 0


def time_turns(readers: Mapping[str, GroupReader], groups: Sequence[Sequence[str]]) -> dict[str, list[float]]:
    """kB of text a second of CPU time, by reader, in each turn."""
    rates: dict[str, list[float]] = {name: [] for name in readers}
    for group in groups:
        size = sum(len(text.encode("utf-8")) for text in group) / 1000
        for name, read in readers.items():
            start = time.process_time()
            read(group)
            rates[name].append(size / (time.process_time() - start))
    return rates


def report(
    texts: Sequence[str], groups: Iterator[list[str]], turns: int, quantulum: Callable[[str], int | None]
) -> None:
    """Time the readers and print their rates: over all turns the middle one counts."""
    readers = load_readers(quantulum)
    for read in readers.values():
        read(texts[-2:])
    gc.freeze()
    rates = time_turns(readers, [group for group, _ in zip(groups, range(turns), strict=False)])
    middle = {name: sorted(found)[len(found) // 2] for name, found in rates.items()}
    print(f"\n{'kB of articles a second, one core':<44}{'middle':>10}{'slowest':>10}{'fastest':>10}")
    for name, found in sorted(rates.items(), key=lambda item: -middle[item[0]]):
        print(f"{name:<44}{middle[name]:>10.1f}{min(found):>10.1f}{max(found):>10.1f}")
    if "textacy" not in readers:
        print("textacy is not installed: pip install textacy")
    goals = {"full parse": f"goal {GOAL_PARSE}"}
    for name in [name for name in middle if name != "whole program"]:
        ratio = middle["whole program"] / middle[name]
        print(f"{'whole program / ' + name:<64}{ratio:>10.3g}   {goals.get(name, '')}".rstrip())
    (over_all,) = time_turns({"": read_program}, [texts])[""]
    print(f"{'whole program over all texts, kB a second':<64}{over_all:>10.0f}   goal {GOAL_RATE}")


def with_new_names(text: str, times: int) -> str:
    """The text with a letter at the end of each capital word, so that its names are new: 0 leaves it as it is."""
    if not times:
        return text
    letter = LETTERS[(times - 1) % len(LETTERS)] * (1 + (times - 1) // len(LETTERS))
    return " ".join(word + letter if word[:1].isupper() and word.isalpha() else word for word in text.split(" "))


def report_memory(texts: Sequence[str], documents: int) -> None:
    """Read so many documents, each with names of its own, and print the memory in use after each tenth."""
    every = (with_new_names(text, times) for times in range(-(-documents // len(texts))) for text in texts)
    wanted = (Document(doc_id=str(at), text=text) for at, text in zip(range(documents), every, strict=False))
    print(f"\n{'documents read':<44}{'MB in use':>10}{'figures':>10}")
    figures = 0
    for at, reading in enumerate(extract(wanted), start=1):
        figures += len(reading.claims)
        if at % max(1, documents // 10) == 0:
            pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
            print(f"{at:<44,}{pages * 4096 / 1e6:>10.0f}{figures:>10,}", flush=True)
