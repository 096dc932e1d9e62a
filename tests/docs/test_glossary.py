"""The glossary gives each term one meaning, in order, and leaves no word of a closed list out."""

import re
from typing import get_args

import pytest

from claims import columns, model
from tests.docs.pages import ROOT

TEXT = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
TERMS = re.findall(r"^- \*\*(.+?)\*\*: ", TEXT, re.M)
MUST_HAVE = {
    "appearance",
    "claim",
    "content",
    "cue",
    "measured entity",
    "measured property",
    "mention",
    "modifier",
    "outlet",
    "qualifier",
    "quantity",
    "source",
    "unit",
}


def relation_words(name):
    """The closed list that a column of RELATIONS declares."""
    [column] = [column for column in columns.RELATIONS if column.name == name]
    return column.meaning.split(", ")


def listed(heading):
    """The words of one of the glossary's tables."""
    section = TEXT.split(f"### {heading}\n", 1)[1].split("\n### ", 1)[0]
    return re.findall(r"^\| `(\w+)`", section, re.M)


def test_terms_are_sorted_and_unique():
    """Terms stand in alphabetical order, each once."""
    assert sorted(set(TERMS), key=str.casefold) == TERMS


def test_the_fields_terms_are_there():
    """The terms that this project took from its field are defined."""
    assert set(TERMS) >= MUST_HAVE


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("Kinds", get_args(model.Kind)),
        ("Modifiers", get_args(model.Modifier)),
        ("Modalities", get_args(model.Modality)),
        ("Relations", relation_words("relation")),
        ("Who disagrees", relation_words("kind")),
    ],
)
def test_closed_lists_are_complete(heading, words):
    """The glossary explains exactly the words that the program knows."""
    assert sorted(listed(heading)) == sorted(words)
