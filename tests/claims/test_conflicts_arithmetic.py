"""A document against itself: what must add up."""

import re

import pytest

from claims.conflicts import compare
from tests.claims.claim_frames import frame

KINDS = {
    "people": ("count", "person", "person"),
    "men": ("count", "man", "person"),
    "women": ("count", "woman", "person"),
    "children": ("count", "child", "person"),
    "seats": ("count", "seat", "seat"),
    "km": ("measure", "kilometre", "length"),
    "miles": ("measure", "mile", "length"),
    "years": ("duration", "year", "time"),
    "year": ("date", "year", "time"),
    "%": ("percentage", "percent", "ratio"),
    "usd": ("money", "USD", "currency:USD"),
    "usd/month": ("money", "USD", "currency:USD"),
    "usd/year": ("money", "USD", "currency:USD"),
}


def slips(marked, published="2024-06-01", modifiers=(), **options):
    """The arithmetic relations of one sentence whose figures stand as [[surface|kind]]."""
    rows, text = [], re.sub(r"\[\[(.*?)\|.*?\]\]", r"\1", marked)
    at = 0
    for number, (surface, name) in enumerate(re.findall(r"\[\[(.*?)\|(.*?)\]\]", marked)):
        at = text.index(surface, at)
        kind, unit, dimension = KINDS[name]
        value = float(re.sub(r"[^\d.]", "", surface))
        modifier = dict(modifiers).get(surface, "exact")
        rows.append(
            {
                "claim_id": f"c{number}",
                "doc_id": "doc",
                "story": "default",
                "published": published,
                "sentence": text,
                "start": at,
                "end": at + len(surface),
                "surface": surface,
                "kind": kind,
                "low": value,
                "high": None if modifier in ("at_least", "more_than") else value,
                "value": value,
                "modifier": modifier,
                "unit": unit,
                "dimension": dimension,
                "per": name.partition("/")[2],
                "entity": name if kind == "count" else "",
                "modality": "asserted",
                "checkable": True,
                "confidence": 0.9,
            }
        )
        at += len(surface)
    compared = compare(frame(*rows), **options)
    return compared.tell(compared.relations[compared.relations["relation"] == "arithmetic"])


@pytest.mark.parametrize(
    "marked",
    [
        "The mill has been idle since [[1953|year]], [[91|years]] years.",
        "For [[40|years]] years, since [[1963|year]], nobody lived there.",
        "The ridge is [[80|km]] km ([[70|miles]] miles) from the sea.",
        "The storm killed [[35|people]] people, including [[53|children]] children.",
        "The hut held [[9|people]] people: [[5|men]] men and [[3|women]] women.",
        "Rent rose from [[$210|usd]] to [[$310|usd]], up [[80%|%]] in a year.",
        "They won [[12|seats]] of the [[40|seats]] seats, or [[50%|%]].",
        "It pays [[$2,100|usd/month]] a month, or [[$31,000|usd/year]] a year.",
    ],
)
def test_a_slip_is_found(marked):
    """Figures that cannot add up are flagged once, inside the document, with the sum in words."""
    found = slips(marked)
    assert found[["relation", "kind"]].to_numpy().tolist() == [["arithmetic", "within_document"]]
    assert found.iloc[0]["why"].endswith(".")


@pytest.mark.parametrize(
    "marked",
    [
        "The mill has been idle since [[1953|year]], [[71|years]] years.",
        "The mill has been idle since [[1953|year]], and its owner is [[91|years]] years old.",
        "The ridge is [[80|km]] km ([[50|miles]] miles) from the sea.",
        "The ridge is [[6|km]] km ([[4|miles]] miles) from the sea.",
        "The ridge is [[80|km]] km from the sea and [[70|miles]] miles from the lake.",
        "The storm killed [[35|people]] people, including [[13|children]] children.",
        "The hut held [[9|people]] people: [[5|men]] men and [[4|women]] women.",
        "The hut held [[9|people]] people: [[5|men]] men, [[3|women]] women and a dog.",
        "Rent rose from [[$200|usd]] to [[$300|usd]], up [[50%|%]] in a year.",
        "Rent went from [[$200|usd]] to [[$300|usd]], while [[80%|%]] of tenants stayed.",
        "They won [[12|seats]] of the [[40|seats]] seats, or [[30%|%]].",
        "It pays [[$2,000|usd/month]] a month, or [[$24,000|usd/year]] a year.",
    ],
)
def test_what_adds_up_is_left_alone(marked):
    """Figures that add up, or that are not said to, raise nothing."""
    assert slips(marked).empty


def test_a_year_without_a_publication_date_implies_one():
    """Without a publication date "since 1953, 91 years" only implies the year of writing."""
    assert slips("The mill has been idle since [[1953|year]], [[91|years]] years.", published=None).empty


def test_an_open_total_holds_any_part():
    """ "At least 35, including 53" is odd, and not impossible."""
    marked = "The storm killed at least [[35|people]] people, including [[53|children]] children."
    assert slips(marked, modifiers=[("35", "at_least")]).empty


def test_the_user_can_call_a_slip_different_things():
    """A slip between two figures that the user split is not shown again."""
    marked = "The storm killed [[35|people]] people, including [[53|children]] children."
    assert set(slips(marked).iloc[0][["claim_a", "claim_b"]]) == {"c0", "c1"}
    assert slips(marked, split=frozenset({frozenset(("c0", "c1"))})).empty
