"""
Precision, recall and F1 on the gold files of quantities, with the gains and losses against `baseline.json`.

Exit code 1 if an F1 (a recall, where the gold is annotated partly) fell below the baseline.
"""

import argparse
import importlib
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from claims.columns import to_row
from claims.extract import extract
from claims.model import Document

SHARED = Path(__file__).parents[2] / "shared"
GOLD = SHARED / "gold" / "quantities"
BASELINE = Path(__file__).with_name("baseline.json")
FILES = ("newsquant_dev", "newswire_dev", "recognizers_specs", "quantulum3_tests")
LEVELS = ("value", "value+unit", "value+unit+change")
LISTED = LEVELS[:2]
"""Levels whose gains and losses are listed figure by figure."""

Record = dict[str, Any]
"""A row of a gold file, or one figure: the shared scorer's own shape."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """
    What one gold file gave; the baseline holds one for each.

    `levels`: P, R and F1 in percent by level, P and F1 `None` where the gold is annotated partly. `right`: by level,
    the ids of the gold figures read right: "row-id#n", n the figure's place in its row. `spurious`: how many figures
    of a row match none of the gold's; none are counted where the gold is annotated partly.
    """

    levels: Mapping[str, Mapping[str, float | None]]
    right: Mapping[str, Sequence[str]]
    spurious: Mapping[str, int]


def bench(name: str) -> Any:
    """A module of ../shared/bench."""
    return importlib.import_module(name)


def read_rows(gold: Mapping[str, Record]) -> dict[str, list[Record]]:
    """The figures that the program reads in each row, in the gold's words."""
    quantities = bench("quantities")
    found = {}
    for reading in extract(Document(doc_id=row_id, text=record["text"]) for row_id, record in gold.items()):
        claims = [to_row(claim, reading.doc) for claim in reading.claims]
        figures = [quantities.as_gold(claim) for claim in claims if claim["kind"] not in quantities.DROPPED]
        found[reading.doc.doc_id] = quantities.join_changes(gold[reading.doc.doc_id], figures)
    return found


def scored(record: Record, read: Sequence[Record]) -> tuple[dict[int, Record], list[Record]]:
    """
    The gold figures that have a value, by their place in the row, and the figures read that count.

    What lies only on figures that the gold ignores, or on one that it gives no value, does not count.
    """
    scoring = bench("score_quantities")

    def lies_on(figure: Record, golds: Sequence[Record]) -> bool:
        return any(scoring.overlap(gold["span"], figure.get("span")) for gold in golds)

    ignored = [figure for figure in record["quantities"] if figure.get("ignore")]
    kept = {place: figure for place, figure in enumerate(record["quantities"]) if not figure.get("ignore")}
    valued = {place: figure for place, figure in kept.items() if figure["value"] is not None}
    blank = [figure for figure in kept.values() if figure["value"] is None]
    return valued, [
        figure
        for figure in read
        if (lies_on(figure, list(kept.values())) or not lies_on(figure, ignored))
        and (
            not lies_on(figure, blank)
            or any(scoring.value_equal(gold["value"], figure["value"]) for gold in valued.values())
        )
    ]


def score_levels(path: Path, found: Mapping[str, Sequence[Record]]) -> dict[str, Record]:
    """The shared scorer's own result by level; the settings are those of ../shared/bench/quantities.py."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".jsonl") as file:
        file.writelines(f"{json.dumps({'id': row_id, 'quantities': read})}\n" for row_id, read in found.items())
        file.flush()
        levels: dict[str, Record] = bench("score_quantities").score(path, file.name, change="bound")["levels"]
    return levels


def score_file(path: Path, gold: Mapping[str, Record], found: Mapping[str, Sequence[Record]]) -> Score:
    """
    Percentages by the shared scorer, and its one-to-one matching row by row.

    Raises: RuntimeError where the two do not count the same.
    """
    scoring = bench("score_quantities")
    units = scoring.Units(scoring.load_aliases(SHARED / "bench" / "unit_aliases.txt"))
    tests = scoring.predicates(units, "bound")
    levels = score_levels(path, found)
    right: dict[str, list[str]] = {level: [] for level in LISTED if level in levels}
    spurious = {}
    for row_id, record in gold.items():
        valued, read = scored(record, found[row_id])
        places = list(valued)
        counts, hits, _ = scoring.strict_counts(list(valued.values()), read, tests)
        for level, ids in right.items():
            ids += [f"{row_id}#{places[index]}" for index in sorted(hits[level])]
        if not record["partial"] and len(read) > counts["value"]:
            spurious[row_id] = len(read) - counts["value"]
    for level, ids in right.items():
        if len(ids) != levels[level]["tp"]:
            fault = f"{path.name}, {level}: {len(ids)} figures right, {levels[level]['tp']} by the shared scorer"
            raise RuntimeError(fault)
    return Score(
        levels={level: {key: levels[level][key] for key in ("P", "R", "F1")} for level in LEVELS if level in levels},
        right=right,
        spurious=spurious,
    )


def load_baseline() -> dict[str, Score]:
    """The stored scores by gold file; none before the first `--update`."""
    if not BASELINE.is_file():
        return {}
    return {name: Score(**score) for name, score in json.loads(BASELINE.read_text(encoding="utf-8")).items()}


def save_baseline(scores: Mapping[str, Score]) -> None:
    """An id a line, so that its diff can be read."""
    written = json.dumps({name: asdict(score) for name, score in scores.items()}, indent=1)
    BASELINE.write_text(f"{written}\n", encoding="utf-8")


def show_levels(name: str, score: Score, before: Score | None) -> bool:
    """Print a line for each level; tell whether one fell."""
    fell = False
    for level, row in score.levels.items():
        key = "R" if row["F1"] is None else "F1"
        now, was = row[key], before.levels[level][key] if before else None
        change = round(now - was, 1) if now is not None and was is not None else 0.0
        fell |= change < 0
        cells = "".join(f"{'-' if cell is None else f'{cell:.1f}':>7}" for cell in row.values())
        print(f"{name:<18}{level:<18}{cells}{f'{change:+.1f}' if change else '':>7}")
        name = ""
    return fell


def to_words(figures: Sequence[Record]) -> str:
    """Values and units: "35 mile, 252–287 mile"."""
    words = []
    for figure in figures:
        value = figure["value"]
        ends = value if isinstance(value, list) else [value]
        words.append(f"{'–'.join(f'{end:,.12g}' for end in ends)} {figure['unit'] or ''}".rstrip())
    return ", ".join(words) or "nothing"


def changes(gold: Mapping[str, Record], score: Score, before: Score) -> Iterator[tuple[str, str, str, str]]:
    """
    (lost or gained, what, row id, the gold's value) for every figure that is read otherwise than in the baseline.

    A figure whose value was lost is not listed again for its unit. A spurious figure that is new is a loss.
    """
    seen: set[str] = set()
    for level, ids in score.right.items():
        now, was = set(ids), set(before.right[level])
        for row_id, record in gold.items():
            for place, figure in enumerate(record["quantities"]):
                name = f"{row_id}#{place}"
                if name in now ^ was and name not in seen:
                    seen.add(name)
                    yield "gained" if name in now else "lost", level, name, f"gold {to_words([figure])}"
    for row_id in gold:
        extra, had = score.spurious.get(row_id, 0), before.spurious.get(row_id, 0)
        if extra != had:
            yield "gained" if extra < had else "lost", "spurious", row_id, f"{had} before, {extra} now"


def show_changes(name: str, found: Mapping[str, Sequence[Record]], listed: Sequence[tuple[str, str, str, str]]) -> None:
    """Losses first, then gains, each with all that is read in its row now."""
    for verb in ("lost", "gained"):
        chosen = [(what, at, words) for kind, what, at, words in listed if kind == verb]
        if chosen:
            print(f"\n{name}: {len(chosen)} {verb}")
        for what, at, words in chosen:
            print(f"  {what:<11} {at:<24} {words}; read now: {to_words(found[at.partition('#')[0]])}")


def main() -> int:
    """Read and score every gold file, print what changed, keep it as the baseline if told to."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--update", action="store_true", help="keep what is read now as the baseline")
    options = arguments.parse_args()
    if not GOLD.is_dir():
        print("There is nothing to measure with: the folder ../shared/gold/quantities is not there.")
        return 0
    sys.path.insert(0, str(SHARED / "bench"))
    baseline, scores, listings, fell = load_baseline(), {}, [], False
    print(f"{'':<36}{'P':>7}{'R':>7}{'F1':>7}{'change':>7}")
    for name in FILES:
        path = GOLD / f"{name}.jsonl"
        gold: dict[str, Record] = bench("score_quantities").load(path)
        found = read_rows(gold)
        scores[name] = score_file(path, gold, found)
        before = baseline.get(name)
        fell |= show_levels(name, scores[name], before)
        if before:
            listings.append((name, found, list(changes(gold, scores[name], before))))
    for name, found, listed in listings:
        show_changes(name, found, listed)
    if options.update:
        save_baseline(scores)
        print("\nThis is the baseline now.")
        return 0
    if not baseline:
        print("\nThere is no baseline to compare with; --update writes one.")
    return 1 if fell else 0


if __name__ == "__main__":
    sys.exit(main())
