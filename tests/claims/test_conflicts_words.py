"""The comparison packs: every entry is hit by an example, no counterexample is, and names are found under any name."""

import re

import pytest

from claims.conflicts.figures import read_figures
from claims.conflicts.policy import POLICY
from claims.conflicts.profile import read_profiles
from claims.conflicts.words import (
    PACKS,
    bases,
    find_names,
    find_words,
    load_words,
    look_up,
    with_wholes,
)
from claims.lexicon import by_surface, load_pack
from tests.claims.claim_frames import claim, frame

BY_WORD = sorted(set(PACKS) - {"parts"})
PARTS = load_pack("comparison/parts")


def hits(pack: str, text: str) -> set[str]:
    """The ids of the entries whose surfaces stand in a text, as words or as phrases."""
    entries = load_pack(f"comparison/{pack}").entries
    if pack == "places":
        return {name for name in find_names(text, load_words()) if name.startswith("place.")}
    found = (look_up(by_surface([entry]), word) for entry in entries for word in find_words(text))
    phrases = {
        entry.id
        for entry in entries
        for surface in entry.surfaces
        if re.search(rf"\b{re.escape(surface)}(?!\w)", text.lower())
    }
    return phrases | {entry.id for entry in found if entry}


def marker_of(marked: str) -> str:
    row = claim(marked, 13, property="kill" if "killed" in marked or "injured" in marked else "")
    row |= {"property": "injure"} if "injured" in marked else {}
    figures = read_figures(frame(row), policy=POLICY, words=load_words())
    return read_profiles(figures, policy=POLICY, words=load_words())[0].marker


@pytest.mark.parametrize("pack", sorted(PACKS))
def test_entries_are_sorted_and_cited(pack):
    """A pack's ids are in sorted order, and every entry says where it comes from."""
    entries = load_pack(f"comparison/{pack}").entries
    assert [entry.id for entry in entries] == sorted(entry.id for entry in entries)
    assert all(list(entry.surfaces) == sorted(entry.surfaces) for entry in entries)


@pytest.mark.parametrize("pack", BY_WORD)
def test_examples_hit_every_entry(pack):
    """Every entry of a pack stands in one of its examples, and each example holds what it promises."""
    loaded = load_pack(f"comparison/{pack}")
    promised = set()
    for example in loaded.examples:
        assert set(example["expect"]) <= hits(pack, example["text"]), example["text"]
        promised |= set(example["expect"])
    assert promised == {entry.id for entry in loaded.entries}


@pytest.mark.parametrize("pack", BY_WORD)
def test_counterexamples_hit_nothing(pack):
    """A counterexample holds no word of its pack."""
    counterexamples = load_pack(f"comparison/{pack}").counterexamples
    assert counterexamples
    assert [hits(pack, counter["text"]) for counter in counterexamples] == [set()] * len(counterexamples)


@pytest.mark.parametrize("example", PARTS.examples, ids=lambda example: example["expect"][0])
def test_a_part_is_marked(example):
    """The marker beside the bracketed figure is the one that the example promises."""
    assert [marker_of(example["text"])] == example["expect"]


def test_every_part_marker_has_an_example():
    """No part marker lacks an example."""
    assert {name for example in PARTS.examples for name in example["expect"]} == {entry.id for entry in PARTS.entries}


@pytest.mark.parametrize("text", [counter["text"] for counter in PARTS.counterexamples])
def test_a_whole_is_not_marked(text):
    """The bracketed figure of a counterexample is no part."""
    assert marker_of(text) == ""


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("killed", "kill"),
        ("died", "die"),
        ("bodies", "body"),
        ("shipped", "ship"),
        ("women", "woman"),
        ("losses", "loss"),
    ],
)
def test_inflected_words_have_their_base(word, base):
    """A word's base form is among its bases."""
    assert base in bases(word)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ukrainian soldiers", {"place.ukraine"}),
        ("North Koreans", {"place.north_korea"}),
        ("the Kursk region of Russia", {"place.kursk", "place.russia"}),
        ("Tuesday in May", set()),
        ("U.S. officials", {"place.us"}),
        ("Maria Keller", {"maria keller"}),
    ],
)
def test_names_are_found_under_any_name(text, names):
    """Demonyms and places are one name; days and months are none."""
    assert find_names(text, load_words()) == names


def test_a_place_lies_in_its_wholes():
    """Kursk is in Russia, and Russia in Europe."""
    assert with_wholes(frozenset({"place.kursk"}), load_words()) == {"place.kursk", "place.russia", "place.europe"}
