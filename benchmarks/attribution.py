"""
Who says it, against the articles of ../shared/gold/attribution: scores, and how often each mechanism is right.

Exit code 1 says that a mechanism's stored precision is off by more than TOLERANCE from what was measured, or that it
was stored as measured on enough figures, or on too few, where that is not so.
"""

import argparse
import importlib
import json
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from claims.attribution.attribute import PRECISION
from claims.columns import to_row
from claims.explain import ENOUGH
from claims.extract import extract
from claims.lexicon import load_rules
from claims.model import Document

SHARED = Path(__file__).parents[2] / "shared"
GOLD = SHARED / "gold" / "attribution"
ANTECEDENTS = Path(__file__).parent / "labels" / "antecedents.jsonl"
TOLERANCE = 0.04
"""How far a stored precision may be off, where a mechanism named ENOUGH sources."""
ATTRIBUTES = 0.5
"""A cue verb that attributes less often than this in the gold is an act: "laid off", "signed", "raised"."""
MEASURES = ("mention", "resolved", "detect")

Record = dict[str, Any]


def bench(name: str) -> Any:
    """A module of ../shared/bench."""
    return importlib.import_module(name)


def read_lines(path: Path) -> list[Record]:
    """The records of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def read_claims(docs: Iterable[Record]) -> dict[str, list[Record]]:
    """The claims of each document, as rows of the ledger."""
    documents = (Document(doc_id=doc["doc_id"], text=doc["text"], outlet=doc.get("publisher") or "") for doc in docs)
    return {
        reading.doc.doc_id: [to_row(claim, reading.doc) for claim in reading.claims] for reading in extract(documents)
    }


def add_antecedents(figures: Sequence[Record], texts: Mapping[str, str]) -> None:
    """Write into figures whose source is a pronoun whom it stands for, by the labels made by hand."""
    labels = {(label["doc_id"], label["start"], label["end"]): label for label in read_lines(ANTECEDENTS)}
    for fig in figures:
        label = labels.get((fig["doc_id"], *fig["source_span"])) if fig["source_span"] else None
        if label is not None:
            named = label["antecedent"] and texts[fig["doc_id"]][slice(*label["antecedent"])]
            fig["source_resolved"] = named or label["kind"].upper()


def find_acts(figures: Sequence[Record]) -> set[str]:
    """The attributions of the gold (by id) whose cue is an act and no saying, by how seldom its verb attributes."""
    rates = {entry["lemma"]: entry["rate"] for entry in read_lines_of_array(GOLD / "cue_lexicon.json")}
    acts = set()
    for fig in figures:
        if fig["cue_class"] in ("other", "intend"):
            words = re.findall(r"[a-z]+", (fig["cue_text"] or "").lower())
            known = [max((rates[stem] for stem in stems(word) if stem in rates), default=0.0) for word in words]
            if max(known, default=0.0) < ATTRIBUTES:
                acts.add(f"{fig['doc_id']} {fig['attr_id']}")
    return acts


def read_lines_of_array(path: Path) -> list[Record]:
    """The records of a JSON array."""
    return list(json.loads(path.read_text(encoding="utf-8")))


def stems(word: str) -> list[str]:
    """What a form may be a form of: the word, and the word without an ending of a verb."""
    bare = [
        word[: -len(end)] for end in ("s", "es", "d", "ed", "ing") if word.endswith(end) and len(word) > len(end) + 2
    ]
    return [word, *bare, *(stem + "e" for stem in bare), *(stem[:-1] for stem in bare if stem[-1:] == stem[-2:-1])]


def count_mechanisms(figures: Sequence[Record], picked: Sequence[Record | None]) -> dict[str, Counter[str]]:
    """How often each mechanism, and the guess at a pronoun, was right, wrong, or spoke where nobody does."""
    scoring, bridge = bench("score_attribution"), bench("attribution")
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for fig, claim in zip(figures, picked, strict=True):
        guess = bridge.prediction(claim)
        if guess is None or not fig["core"] or fig["status"] in ("in_source", "in_cue"):
            continue
        rules = [rule for rule in claim["rule"].split(";") if rule in PRECISION]
        is_said = fig["status"] == "attributed"
        right = is_said and scoring.match_mention(guess, fig)
        counts[rules[0]]["right" if right else "wrong" if is_said else "own voice"] += 1
        if right and fig["source_form"] in ("pronoun", "possessive") and "attribution.pronoun" in rules:
            counts["attribution.pronoun"]["right" if scoring.match_resolved(guess, fig) else "wrong"] += 1
    return counts


def show_scores(name: str, result: Mapping[str, Any]) -> None:
    """One line: precision, recall and F1 of each measure."""
    cells = "".join(f"{measure:>11} {'/'.join(f'{value:.1f}' for value in result[measure])}" for measure in MEASURES)
    print(f"{name:<34}{result['n']:>6}{cells}")


def show_mechanisms(counts: Mapping[str, Counter[str]]) -> bool:
    """Print a line for each; tell whether a stored precision is stale."""
    stale = False
    print(f"\n{'mechanism':<26}{'right':>7}{'wrong':>7}{'own voice':>11}{'precision':>11}{'stored':>8}")
    for rule in PRECISION:
        count = counts.get(rule, Counter())
        named = sum(count.values())
        measured = count["right"] / named if named else 0.0
        was_enough = int(load_rules("attribution")[rule]["measured_on"]) >= ENOUGH
        is_off = was_enough != (named >= ENOUGH) or (was_enough and abs(measured - PRECISION[rule]) > TOLERANCE)
        stale |= is_off
        note = "  stale" if is_off else ""
        cells = f"{count['right']:>7}{count['wrong']:>7}{count['own voice']:>11}"
        print(f"{rule.removeprefix('attribution.'):<26}{cells}{measured:>11.2f}{PRECISION[rule]:>8.2f}{note}")
    return stale


def main() -> int:
    """Read the articles, score the sources, count the mechanisms."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--limit", type=int, help="read only so many documents")
    options = arguments.parse_args()
    if not GOLD.is_dir():
        print("There is nothing to measure with: the folder ../shared/gold/attribution is not there.")
        return 0
    sys.path.insert(0, str(SHARED / "bench"))
    scoring, bridge = bench("score_attribution"), bench("attribution")
    docs = read_lines(GOLD / "docs.jsonl")[: options.limit]
    texts = {doc["doc_id"]: doc["text"] for doc in docs}
    figures = [fig for fig in read_lines(GOLD / "figures.jsonl") if fig["doc_id"] in texts]
    start = time.process_time()
    claims = read_claims(docs)
    seconds = time.process_time() - start
    picked = [bridge.best(claims[fig["doc_id"]], fig["span"]) for fig in figures]
    guesses = [bridge.prediction(claim) for claim in picked]
    core = [claim is not None for claim, fig in zip(picked, figures, strict=True) if fig["core"]]
    print(f"core figures found: {sum(core):,} of {len(core):,}")
    show_scores("core, as the gold has it", scoring.score(figures, guesses))
    add_antecedents(figures, texts)
    show_scores("core, pronouns resolved by hand", scoring.score(figures, guesses))
    acts = find_acts(figures)
    kept = [at for at, fig in enumerate(figures) if f"{fig['doc_id']} {fig['attr_id']}" not in acts]
    without = scoring.score([figures[at] for at in kept], [guesses[at] for at in kept])
    show_scores("core, without wishes and acts", without)
    show_scores("all", scoring.score(figures, guesses, core_only=False))
    stale = show_mechanisms(count_mechanisms(figures, picked))
    size = sum(len(text.encode("utf-8")) for text in texts.values())
    print(f"\n{size / 1000 / seconds:.0f} kB of articles a second of CPU time, loading the parser included")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
