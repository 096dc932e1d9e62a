"""
What is measured, against 160 figures of ../shared/gold/stories labelled by hand (`labels/measurands.md` has the guide).

An entity is right if its last word is, a property if its lemma is that of the labelled word. A scope is right if each
phrase labelled meets one of ours and none of ours is left over; phrases meet if one holds the other.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from claims.extract import extract
from claims.model import Claim, Document
from claims.parse import parse

STORIES = Path(__file__).parents[2] / "shared" / "gold" / "stories" / "news_stories.jsonl"
LABELS = Path(__file__).parent / "labels" / "measurands.jsonl"
FIELDS = ("entity", "property", "scope", "aspect")
MOST_AROUND = 200

Record = dict[str, Any]


def read_lines(path: Path) -> list[Record]:
    """The records of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def last_word(phrase: str) -> str:
    """The last word of a phrase, in lower case and without a plural or possessive s."""
    return phrase.split()[-1].lower().removesuffix("s").rstrip("’'") if phrase else ""


def lemma_at(text: str, start: int, end: int) -> str:
    """The lemma of the word at [start, end), parsed with the line around it."""
    left = max(text.rfind("\n", 0, start) + 1, start - MOST_AROUND)
    right = min(end + MOST_AROUND, *(at for at in (text.find("\n", end), len(text)) if at >= 0))
    (tree,) = parse([text[left:right]])
    tokens = tree.tokens_at(start - left, end - left) if tree is not None else None
    return tree.lemma[tokens[0]] if tree is not None and tokens else text[start:end].lower()


def judge(label: Record, claim: Claim, text: str) -> Iterator[tuple[str, bool, str, str]]:
    """(field, whether it is right, the label's words, ours) for one figure."""
    thing = claim.measurand
    entity = text[slice(*label["entity"])] if label["entity"] else ""
    yield "entity", last_word(entity) == last_word(thing.entity), entity, thing.entity
    word = text[slice(*label["property"])].lower() if label["property"] else ""
    lemmas = {word, lemma_at(text, *label["property"])} if word else {""}
    yield "property", thing.property in lemmas, word, thing.property
    wanted = [text[slice(*span)].lower().replace("\n", " ") for span in label["scope"]]
    given = [phrase.lower() for phrase in thing.scope.split("; ") if phrase]
    met = all(any(one in other or other in one for other in given) for one in wanted)
    spare = [other for other in given if not any(one in other or other in one for one in wanted)]
    yield "scope", met and not spare, "; ".join(wanted), thing.scope
    yield "aspect", label["aspect"] == thing.aspect, label["aspect"], thing.aspect


def main() -> int:
    """Read the stories, compare with the labels, print accuracies apart for ages and for all else."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--misses", choices=FIELDS, help="list the figures of which this is wrong")
    options = arguments.parse_args()
    if not STORIES.is_file():
        print("There is nothing to measure with: ../shared/gold/stories is not there.")
        return 0
    labels = read_lines(LABELS)
    wanted = {label["doc_id"] for label in labels}
    texts = {doc["id"]: doc["text"] for doc in read_lines(STORIES) if doc["id"] in wanted}
    readings = extract(Document(doc_id=doc_id, text=text) for doc_id, text in texts.items())
    claims = {reading.doc.doc_id: reading.claims for reading in readings}
    right: dict[str, Counter[str]] = {"ages": Counter(), "all else": Counter()}
    counted: Counter[str] = Counter()
    for label in labels:
        text = texts[label["doc_id"]]
        claim = next((one for one in claims[label["doc_id"]] if one.quantity.start == label["start"]), None)
        kind = "ages" if label["outcome"] == "age" else "all else"
        counted[kind] += 1
        for field, is_right, want, got in judge(label, claim, text) if claim is not None else ():
            right[kind][field] += is_right
            if field == options.misses and not is_right:
                around = text[max(0, label["start"] - 80) : label["end"] + 60].replace("\n", " ")
                print(f"{text[label['start'] : label['end']]}: {want!r}, read {got!r} | {around}")
    print(f"{'':<12}{'figures':>8}{''.join(f'{field:>10}' for field in FIELDS)}")
    for kind, fields in right.items():
        shares = "".join(f"{100 * fields[field] / counted[kind]:>9.0f}%" for field in FIELDS)
        print(f"{kind:<12}{counted[kind]:>8}{shares}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
