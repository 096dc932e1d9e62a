"""
Which figures disagree, against the pairs of ../shared/gold/stories labelled by hand (`labels/pairs.md` has the guide).

A pair is flagged if the comparison of its whole story says tension, conflict, revision, correction or walk_back of its
two figures; it differs if the label is tension, conflict or revision. Then what share of the disagreements is flagged
that readers found in the stories read whole (`labels/disagreements.jsonl`): of each they give one pair, so that it
counts as found where any two figures of the story with the same two values are flagged. Then how many flags are
confirmed in all stories, with `--confirmed` each of them, to be judged by reading. Last, how often an article's nearest
neighbour is of its own story.
"""

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from claims.conflicts import FLAGS, compare
from claims.conflicts.comparison import pairs_of
from claims.extract import extract
from claims.frames import to_frame
from claims.intake import read_inputs
from claims.model import Document
from claims.stories import StoryIndex

STORIES = Path(__file__).parents[2] / "shared" / "gold" / "stories" / "news_stories.jsonl"
LABELS = Path(__file__).parent / "labels"
DIFFER = ("tension", "conflict", "revision")
FOLDS = 5

Record = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A labelled pair with what the program says of it: relation and level, "" where it was not compared."""

    label: Record
    relation: str
    level: str
    why: str

    @property
    def differs(self) -> bool:
        """Whether a person says that the two disagree."""
        return self.label["relation"] in DIFFER

    @property
    def is_flagged(self) -> bool:
        """Whether the program says so."""
        return self.relation in FLAGS


def read_labels(name: str) -> list[Record]:
    """The labels of one file."""
    return [json.loads(line) for line in (LABELS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def find_sides(labels: Iterable[Record], claims_df: pd.DataFrame) -> Iterator[frozenset[str]]:
    """The claims that a label is about, "" for a figure that was not read."""
    places = defaultdict(list)
    for row in claims_df[["doc_id", "start", "end", "claim_id"]].itertuples(index=False):
        places[row.doc_id].append(row)

    def figure_at(doc_id: str, start: int, end: int) -> str:
        return next((row.claim_id for row in places[doc_id] if row.start < end and start < row.end), "")

    return (frozenset(figure_at(*side) for side in (label["a"], label["b"])) for label in labels)


def judge(labels: Sequence[Record], claims_df: pd.DataFrame, relations: pd.DataFrame) -> list[Judged]:
    """The labelled pairs, each with the relation of its figures."""
    said = {frozenset((row.claim_a, row.claim_b)): row for row in relations.itertuples() if row.claim_b}
    judged = []
    for label, sides in zip(labels, find_sides(labels, claims_df), strict=True):
        row = said.get(sides)
        judged.append(
            Judged(
                label=label,
                relation=row.relation if row is not None else "",
                level=row.level if row is not None else "",
                why=row.why if row is not None else "",
            )
        )
    return judged


def count_values(labels: Sequence[Record], claims_df: pd.DataFrame, flags: pd.DataFrame) -> tuple[int, int, int]:
    """Labels whose two values are flagged in their story; pairs of values that are; pairs that are both, in numbers."""
    cells = claims_df[["claim_id", "story", "kind", "low", "high"]].to_dict("records")
    values = {cell["claim_id"]: f"{cell['story']} {cell['kind']} {cell['low']} {cell['high']}" for cell in cells}
    flagged = {frozenset(map(values.get, pair)) for pair in pairs_of(flags)}
    labelled = [frozenset(map(values.get, sides)) for sides in find_sides(labels, claims_df)]
    stories = {label["story"] for label in labels}
    told = {pair for pair in flagged if any(value and value.partition(" ")[0] in stories for value in pair)}
    return sum(pair in flagged for pair in labelled), len(told), len(told & set(labelled))


def score(pairs: Sequence[Judged], *, confirmed: bool) -> str:
    """Flags, precision, recall and F1 in one cell."""
    flagged = [pair for pair in pairs if pair.is_flagged and (pair.level == "confirmed" or not confirmed)]
    right = sum(pair.differs for pair in flagged)
    wanted = sum(pair.differs for pair in pairs)
    precision, recall = right / max(1, len(flagged)), right / max(1, wanted)
    mean = 2 * precision * recall / max(1e-9, precision + recall)
    return f"{len(flagged):>5}{precision:>7.2f}{recall:>6.2f}{mean:>6.2f}"


def fold_of(stories: Iterable[str]) -> dict[str, int]:
    """Story → fold, the largest spread first; `stories` has one for each pair."""
    counts = Counter(stories)
    sizes = [0] * FOLDS
    folds = {}
    for story, size in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        folds[story] = sizes.index(min(sizes))
        sizes[folds[story]] += size
    return folds


def link(docs: Sequence[Document], fold: int) -> Iterator[tuple[str, str]]:
    """Story of each article of a fold, and that of the nearest one outside it; "" if none is near."""
    index = StoryIndex([doc for at, doc in enumerate(docs) if at % FOLDS != fold])
    for doc in docs[fold::FOLDS]:
        nearest = index.find_nearest(doc.text, doc.published)
        yield doc.story, nearest.story if nearest else ""


def main() -> int:
    """Compare the stories, score the labelled pairs, list what is wrong if asked."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--show", action="store_true", help="list the pairs that are judged otherwise")
    arguments.add_argument("--confirmed", action="store_true", help="list every confirmed flag of all stories")
    options = arguments.parse_args()
    if not STORIES.is_file():
        print("There is nothing to measure with: ../shared/gold/stories is not there.")
        return 0
    docs = read_inputs([str(STORIES)]).documents
    claims_df = to_frame(extract(docs))
    comparison = compare(claims_df)
    relations = comparison.tell(comparison.relations)
    pairs = judge(read_labels("pairs"), claims_df, relations)
    folds = fold_of(pair.label["story"] for pair in pairs)
    print(f"{'':<14}{'pairs':>6}{'differ':>8}   {'all flags: n  P  R  F1':<24}   confirmed: n  P  R  F1")
    for fold in [*range(FOLDS), None]:
        chosen = [pair for pair in pairs if fold is None or folds[pair.label["story"]] == fold]
        name = "all" if fold is None else f"fold {fold + 1}"
        differ = sum(pair.differs for pair in chosen)
        cells = (score(chosen, confirmed=False), score(chosen, confirmed=True))
        print(f"{name:<14}{len(chosen):>6}{differ:>8}   {cells[0]:<24}   {cells[1]}")
    print("\nlabel → relation")
    table = Counter((pair.label["relation"], pair.relation or "-") for pair in pairs)
    for (wanted, got), count in sorted(table.items()):
        print(f"  {wanted:<18} {got:<14}{count:>4}")
    disagreements = read_labels("disagreements")
    found = judge(disagreements, claims_df, relations)
    kinds = Counter(pair.label["kind"] for pair in found)
    flagged = Counter(pair.label["kind"] for pair in found if pair.is_flagged)
    by_value, told, right = count_values(disagreements, claims_df, comparison.flags)
    print(f"\nof the disagreements in stories read whole: {by_value} of {len(found)} flagged")
    print(
        f"  {flagged.total()} by the very pair: "
        + ", ".join(f"{kind} {flagged[kind]} of {count}" for kind, count in kinds.most_common())
    )
    print(f"pairs of values flagged in these stories: {told}, of which a reader listed {right}")
    is_sure = relations["relation"].isin(FLAGS) & (relations["level"] == "confirmed")
    print(f"confirmed flags in all stories: {is_sure.sum()}")
    sentences = claims_df.set_index("claim_id")["sentence"]
    for row in relations[is_sure].to_dict("records") if options.confirmed else ():
        print(f"\n{row['relation']} {row['confidence']:.2f}: {row['why']}")
        for claim_id in filter(None, (row["claim_a"], row["claim_b"])):
            print(f"   {' '.join(sentences[claim_id].split())[:200]}")
    near = [nearest for fold in range(FOLDS) for nearest in link(docs, fold)]
    named = [story == found for story, found in near if found]
    print(f"articles with a near one among the others: {len(named)} of {len(near)}, of the same story: {sum(named)}")
    texts = {doc.doc_id: doc.text for doc in docs}
    for pair in pairs if options.show else ():
        if pair.differs != pair.is_flagged:
            ours = f"{pair.relation or '-'} {pair.level}: {pair.why}"
            print(f"\n{pair.label['relation']} ({pair.label['why']}), ours {ours}")
            for doc, start, end in (pair.label["a"], pair.label["b"]):
                around = (
                    f"{texts[doc][max(0, start - 130) : start]}[[{texts[doc][start:end]}]]{texts[doc][end : end + 110]}"
                )
                print(f"   {doc}: {' '.join(around.split())}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
