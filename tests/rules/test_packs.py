"""Every rule pack: its examples are read, its counterexamples left alone, its entries exercised."""

from typing import Any

import pytest

from claims.columns import to_row
from claims.extract import extract
from claims.lexicon import RULES, load_pack, pack_names
from claims.model import Document, Reading
from claims.sources import SourceBook

READ_BY_EXTRACT = [name for name in pack_names() if not name.startswith("comparison/")]
EXAMPLES = [
    pytest.param(name, example, id=f"{name}:{number}")
    for name in READ_BY_EXTRACT
    for number, example in enumerate(load_pack(name).examples, start=1)
]
COUNTEREXAMPLES = [
    pytest.param(name, counter, id=f"{name}:{number}")
    for name in READ_BY_EXTRACT
    for number, counter in enumerate(load_pack(name).counterexamples, start=1)
]


def read(text: str) -> Reading:
    (reading,) = extract([Document(doc_id="example", text=text)], sources=SourceBook())
    return reading


def rules_fired(reading: Reading) -> set[str]:
    return {rule for claim in reading.claims for rule in claim.rule_ids} | {no.rule_id for no in reading.rejected}


def is_met(row: dict[str, Any], expected: dict[str, Any]) -> bool:
    return all(row[field] == value for field, value in expected.items())


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_an_example_is_read_as_it_says(name, example):
    """Some claim of the text has every field that the example names; what it says is rejected is."""
    reading = read(example["text"])
    rows = [to_row(claim, reading.doc) for claim in reading.claims]
    for expected in example.get("expect", []):
        assert any(is_met(row, expected) for row in rows), (name, expected, rows)
    assert set(example.get("rejected", [])) <= {no.surface for no in reading.rejected}
    assert example.get("rule") is None or example["rule"] in rules_fired(reading)


@pytest.mark.parametrize(("name", "counter"), COUNTEREXAMPLES)
def test_a_counterexample_fires_nothing_of_its_pack(name, counter):
    """No entry of the pack, or not the one it names, has a hand in reading its counterexample."""
    ours = {counter["rule"]} if "rule" in counter else {entry.id for entry in load_pack(name).entries}
    assert not rules_fired(read(counter["text"])) & ours


@pytest.mark.parametrize(
    "name", ["attribution", "grammar", "numerals", "modifiers", "units/currency", "units/measure", "units/time"]
)
def test_every_rule_has_an_example_and_a_counterexample(name):
    """Each entry fires in some example of its pack; a pack whose examples name rules has a counterexample for each."""
    pack = load_pack(name)
    fired = set().union(*(rules_fired(read(example["text"])) for example in pack.examples))
    assert not {entry.id for entry in pack.entries} - fired
    countered = {counter.get("rule") for counter in pack.counterexamples} - {None}
    assert not countered or not {entry.id for entry in pack.entries} - countered


@pytest.mark.parametrize("name", READ_BY_EXTRACT)
def test_a_pack_has_examples_and_a_counterexample(name):
    """Every pack shows what it reads and what it leaves alone."""
    pack = load_pack(name)
    assert pack.examples
    assert pack.counterexamples


@pytest.mark.parametrize("name", pack_names())
def test_ids_are_unique_across_packs(name):
    """An id names one entry of one pack."""
    others = [entry.id for other in pack_names() if other != name for entry in load_pack(other).entries]
    assert not {entry.id for entry in load_pack(name).entries} & set(others)


def test_every_pack_is_a_toml_file_of_the_rules_folder():
    """What is listed is what lies there."""
    assert len(pack_names()) == len(list(RULES.rglob("*.toml")))
