"""The derivation of a figure: words, what each does, the result."""

import pytest

from claims.explain import derive, why_source
from claims.extract import read_again
from claims.model import Document


def derivation(text, surface):
    doc = Document(doc_id="doc", text=text)
    start = text.index(surface)
    return derive(read_again(doc, start, start + len(surface)))


@pytest.mark.parametrize(
    ("text", "surface", "steps", "result"),
    [
        ("About $1.3m a year.", "$1.3m", ["“1.3”", "× 1,000,000", "USD", "approx"], "1,300,000 USD per year"),
        ("Two-thirds stayed.", "Two-thirds", ["“two”", "÷ 3"], "0.666666666667"),
        ("They get 5 cents.", "5", ["“cents”", "USD, × 0.01"], "0.05 USD"),
        ("Millions of shells.", "Millions", ["× 1,000,000, the floor of a vague plural"], "1,000,000 to ∞"),
        ("Fewer than 20 left.", "20", ["“fewer than”", "less than"], "−∞ to 20"),
        ("It closed in 1953.", "1953", ["a year"], "1953 year"),
    ],
)
def test_every_word_that_made_a_figure_is_shown(text, surface, steps, result):
    """A person can follow from the words to the number."""
    lines = derivation(text, surface)
    for step in steps:
        assert any(step in line for line in lines[1:-1]), lines
    assert lines[-1].strip().startswith(f"= {result}")


def test_a_step_is_the_last_digit_written():
    """What the figure was rounded to is said."""
    assert derivation("Some 8,000 came.", "8,000")[-1].endswith("written to the nearest 1,000")
    assert derivation("Some 2.50 metres.", "2.50")[-1].endswith("written to the nearest 0.01")


def test_a_figure_that_is_read_otherwise_now_has_no_derivation():
    """A ledger of another version is not explained with rules that were not there."""
    assert "otherwise" in derivation("Some 8,000 came.", "Some")[0]


def test_a_precision_from_few_figures_is_told_as_such():
    """What was hardly measured is not told as measured."""
    (often,) = why_source({"rule": "attribution.quote", "source": "", "source_surface": ""})
    (seldom,) = why_source({"rule": "attribution.compared", "source": "", "source_surface": ""})
    assert often.endswith("when measured.")
    assert seldom.endswith("measured on only 3.")
