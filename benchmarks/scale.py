"""
The search for conflicts over ever more claims, beside a DuckDB self-join of the same intervals.

Claims stand in groups of Zipf's sizes, the largest a tenth of all. The program reads their sentences, decides which are
one thing, finds each one's worst counterparts and flags it; words are made for the pairs of one screen. The join only
counts, for each claim, the disjoint intervals of its group, and is given the groups. Time is CPU time.
"""

import argparse
import resource
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd

from claims.columns import CLAIMS, INTERNAL, names
from claims.conflicts import compare
from claims.conflicts.figures import Figure, read_figures
from claims.conflicts.policy import POLICY
from claims.conflicts.profile import read_profiles
from claims.conflicts.words import load_words
from claims.views import with_flags

LARGEST = 0.1
MEMBERS = 20
"""Claims of an average group."""
SHOWN = 50
"""Pairs that one screen shows."""
SIZES = (10**4, 10**5, 10**6)
HEADER = ("claims", "reading, s", "search, s", "pairs kept", "flagged", "join, s", f"{SHOWN} told, ms", "peak, MB")
THINGS = ("soldiers", "boats", "homes", "workers", "villages", "teachers", "shells", "patients")
JOIN = """
    SELECT a.id, count(b.id) FROM claims a LEFT JOIN claims b
    ON a.story = b.story AND (a.high < b.low OR b.high < a.low) GROUP BY a.id
"""


def make_claims(count: int) -> pd.DataFrame:
    """A claims frame with a count of one thing in each story, half of them the same number, the others about it."""
    random = np.random.default_rng(1)
    groups = max(2, count // MEMBERS)
    weights = 1 / np.arange(2, groups + 1)
    group = random.choice(groups, count, p=np.r_[LARGEST, weights / weights.sum() * (1 - LARGEST)])
    base = np.exp(random.normal(8, 2, groups))[group]
    spread = np.exp(random.normal(0, 0.15, count) * (random.random(count) < 0.5))
    values = np.maximum(np.rint(base * spread), 10)
    things = np.array(THINGS)[group % len(THINGS)]
    surfaces = [f"{value:,.0f}" for value in values]
    sentences = [
        f"Officials said that {surface} {thing} were lost." for surface, thing in zip(surfaces, things, strict=True)
    ]
    start = len("Officials said that ")
    cells: dict[str, Any] = {
        "claim_id": [f"c{at}" for at in range(count)],
        "doc_id": [f"d{at}" for at in range(count)],
        "story": [f"s{at}" for at in group],
        "sentence": sentences,
        "start": start,
        "end": [start + len(surface) for surface in surfaces],
        "surface": surfaces,
        "kind": "count",
        "low": values,
        "high": values,
        "value": values,
        "modifier": "exact",
        "modality": "asserted",
        "checkable": True,
        "confidence": 0.9,
        "unit": [thing.removesuffix("s") for thing in things],
        "entity": things,
        "property": "lose",
    }
    empty = {"str": "", "datetime64[s]": pd.NaT, "float64": float("nan"), "Int64": pd.NA}
    columns = {
        column.name: pd.Series(cells.get(column.name, empty.get(column.dtype, 0)), index=range(count)).astype(
            column.dtype
        )
        for column in CLAIMS + INTERNAL
    }
    return pd.DataFrame(columns, columns=names(CLAIMS + INTERNAL))


def seconds_of(work: Callable[[], object]) -> float:
    """CPU time of one call."""
    began = time.process_time()
    work()
    return time.process_time() - began


def join_in_duckdb(figures: Sequence[Figure]) -> float:
    """CPU time of the self-join, given the intervals that the program compares by."""
    import duckdb

    rows = [(one.claim_id, one.story, one.interval.low, one.interval.high) for one in figures]
    spans = pd.DataFrame(rows, columns=["id", "story", "low", "high"])
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.register("spans", spans)
        connection.execute("CREATE TABLE claims AS SELECT * FROM spans")
        return seconds_of(lambda: connection.execute(JOIN).fetchall())


def measure(count: int, *, has_duckdb: bool) -> list[str]:
    """The cells of one line: claims, seconds of reading and of the search, pairs kept, claims flagged, join, memory."""
    claims_df, words, done = make_claims(count), load_words(), {}

    def read() -> None:
        done["figures"] = read_figures(claims_df, policy=POLICY, words=words)
        read_profiles(done["figures"], policy=POLICY, words=words)

    def search() -> None:
        done["comparison"] = compare(claims_df)
        done["flagged"] = with_flags(claims_df, done["comparison"])

    reading, whole = seconds_of(read), seconds_of(search)
    flagged = done["flagged"]["flag"] != ""
    shown = seconds_of(lambda: done["comparison"].tell(done["comparison"].flags.head(SHOWN)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    join = f"{join_in_duckdb(done['figures']):.1f}" if has_duckdb else "-"
    numbers = (
        f"{len(done['comparison'].relations):,}",
        f"{flagged.sum():,}",
        join,
        f"{1000 * shown:.1f}",
        f"{peak:,.0f}",
    )
    return [f"{count:,}", f"{reading:.1f}", f"{whole - reading:.1f}", *numbers]


def report(most: int) -> None:
    """Print a line for each size up to `most` claims."""
    has_duckdb = find_spec("duckdb") is not None
    sizes = (measure(size, has_duckdb=has_duckdb) for size in SIZES if size <= most)
    for cells in chain([HEADER], sizes):
        print("".join(f"{cell:>14}" for cell in cells), flush=True)
    if not has_duckdb:
        print("duckdb is not installed: pip install duckdb")


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--most", type=int, default=10**5, help="the largest number of claims (default 100000)")
    report(arguments.parse_args().most)


if __name__ == "__main__":
    main()
