"""What the Ledger shows, and how that stands in a URL."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.claims.claim_frames import TROOPS, claim, frame
from workbench.selection import FACETS, Selection, from_query, in_words, is_open, offer, select, to_query, toggle

CLAIMS = frame(
    claim(
        "Some [[8,000]] troops were sent.", 8000, source="US officials", story="a", flag="tension:possible", **TROOPS
    ),
    claim("More than [[10,000]] went.", 10000, source="Andrei Lankov", story="a", flag="tension:confirmed", **TROOPS),
    claim("The [[two]] leaders met.", 2, story="b", checkable=False),
)
VALUES = st.lists(st.text(), max_size=3, unique=True)


@given(st.dictionaries(st.sampled_from(list(FACETS)), VALUES), st.text().map(str.strip), st.booleans())
def test_a_url_holds_the_whole_selection(chosen: dict[str, list[str]], text: str, everything: bool):
    """A selection turned into URL parameters and back is the same, whatever its values are."""
    kept = {name: tuple(values) for name, values in chosen.items() if values}
    selection = Selection(chosen=kept, text=text, everything=everything)
    assert from_query(to_query(selection)) == selection


@pytest.mark.parametrize(
    ("selection", "surfaces"),
    [
        (Selection(), ["8,000", "10,000"]),
        (Selection(everything=True), ["8,000", "10,000", "two"]),
        (Selection(chosen={"source": ("US officials",)}), ["8,000"]),
        (Selection(chosen={"source": ("US officials", "Andrei Lankov")}), ["8,000", "10,000"]),
        (Selection(chosen={"flag": ("tension",)}), ["8,000", "10,000"]),
        (Selection(chosen={"source": ("",)}, everything=True), ["two"]),
        (Selection(text="LANKOV"), ["10,000"]),
        (Selection(text=".*"), []),
        (Selection(chosen={"source": ("nobody",)}), []),
    ],
)
def test_selecting(selection: Selection, surfaces: list[str]):
    """Values of one facet add up, facets narrow, text is found as it is whatever its case."""
    assert list(select(CLAIMS, selection)["surface"]) == surfaces


def test_a_facet_counts_under_the_others():
    """A facet's counts disregard its own choice, so that another value can be added."""
    chosen = toggle(Selection(), "source", "US officials")
    (sources,) = (facet for facet in offer(CLAIMS, chosen) if facet.name == "source")
    assert [(one.value, one.count, one.on) for one in sources.values] == [
        ("US officials", 1, True),
        ("Andrei Lankov", 1, False),
    ]


def test_a_facet_that_cannot_narrow_is_left_out():
    """Only facets with two values or a choice are offered."""
    assert [facet.name for facet in offer(CLAIMS, Selection())] == ["source"]
    assert "story" in [facet.name for facet in offer(CLAIMS, Selection(everything=True))]


def test_a_chosen_value_that_no_claim_has_can_be_let_go():
    """A value from an old URL stays in its facet, with no claims."""
    chosen = Selection(chosen={"outlet": ("Gone Gazette",)})
    (outlets,) = (facet for facet in offer(CLAIMS, chosen) if facet.name == "outlet")
    assert ("Gone Gazette", 0, True) in [(one.value, one.count, one.on) for one in outlets.values]


def test_toggling_twice_changes_nothing():
    """A second click lets a value go."""
    once = toggle(Selection(), "kind", "count")
    assert is_open(toggle(once, "kind", "count"))
    assert not is_open(once)


def test_in_words():
    """The open filter reads as a line."""
    chosen = Selection(chosen={"source": ("US officials", ""), "kind": ("percentage_points",)}, text="troops")
    assert in_words(chosen) == "source: US officials or the article itself, kind: percentage points, holding “troops”"


def test_empty_in_empty_out():
    """An empty frame gives no rows and no facets."""
    assert select(CLAIMS.head(0), Selection(text="x")).empty
    assert offer(CLAIMS.head(0), Selection()) == ()
