"""The story of an article is that of its nearest neighbour, if one is near."""

import doctest
from datetime import date

import pytest

from claims import stories
from claims.model import Document
from claims.stories import StoryIndex

FLOOD = "The river flooded the old town on Friday. Rescuers brought forty families out of the flooded streets by boat."
STRIKE = "Teachers went on strike over pay. The union said that nine in ten schools stayed closed, and talks go on."
DOCS = [
    Document(doc_id="a", text=FLOOD, story="flood", published=date(2024, 3, 1)),
    Document(doc_id="b", text=STRIKE, story="strike", published=date(2024, 3, 1)),
]


def test_examples():
    """The examples in docstrings hold."""
    assert doctest.testmod(stories).failed == 0


@pytest.mark.parametrize(
    ("text", "published", "story"),
    [
        ("Boats brought families out of the flooded old town.", date(2024, 3, 2), "flood"),
        ("The union of teachers said that talks over pay go on.", None, "strike"),
        ("Boats brought families out of the flooded old town.", date(2031, 3, 2), None),
        ("Quarterly earnings rose at the maker of bicycles.", date(2024, 3, 2), None),
        ("", None, None),
    ],
)
def test_the_nearest_article_names_the_story(text: str, published: date | None, story: str | None):
    """Words decide, and time: the same words years later are another event."""
    nearest = StoryIndex(DOCS).find_nearest(text, published)
    assert (nearest.story if nearest else None) == story


def test_an_empty_ledger_has_no_story():
    """With nothing to be near to there is no suggestion."""
    assert StoryIndex([]).find_nearest(FLOOD, None) is None
