"""Whatever the text, the number grammar holds its promises."""

import math
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.model import Quantity, Rejected
from claims.quantities.scan import find_quantities

NEWS = """the of in and or to from for a an said Ministry Reuters troops people killed wounded soldiers border Monday
    between about some more than at least up not over nearly per each every aged year-old average rose fell by as many
    minus negative plus times fold twice half quarter Article Channel Flight Boeing F- Covid- No. St. beat won lost
    may March o'clock p.m. GMT mid- late since until ago point out average total""".split()
NUMBER_WORDS = [
    *"""zero one two three five seven twelve fifteen twenty thirty fifty-five ninety hundred thousand million
    billion trillion dozen dozens hundreds thousands millions tens scores lakh crore third thirds fifths quarters
    several tripled threefold""".split(),
    *"""a few|a third|a million|half a million|half a dozen|and a half|two and a half|nine point four|one in five
    |nine out of ten|tens of thousands of|a quarter of a million|twenty-first|a hundred and six""".split("|"),
]
FIGURES = """8,000 12,34,567 1.5 .5 3½ 5 10 12 0 -5 −5 +5 5- 2,000 1.234,5 1/2 3/4 1e3 1e30 1e999 3×10^5 7^9 5k 40m 3bn
    2010 1999 2010-12 1980s '90s 10:30 5/6/2010 2010-01-02 555-1234 5th 21st 10–12 5-7 F-16 1,2,3 1.2.3 007""".split()
UNITS = [
    *"""km km/h mph kg lb oz ft feet foot inches in m cm mm mile acres tons pounds dollars cents euros percent points
    degrees years year months hours minutes seconds won rand stone ounces kWh fb−1 m2 square barrels""".split(),
    *"percentage points|basis points|square feet|cubic metres|years old|per month|per month for each".split("|"),
]
MARKS = """$ £ € ¥ ₹ US$ HK$ USD EUR Rs % ％ ‰ ° °C µ ½ ¾ ± × ≥ ~ # № @ + - − – — / : ; , . … ! ? & ^ _ * | < > = ( )
    [ ] { } “ ” ‘ ’ « » " ' ′ ″""".split()
EXOTIC = [
    *"٣١٢٠५８９５²³¹⁵₅①Ⅷ万",
    *("\u0301", "\u0308", "\u20e3", "\ufe0f"),  # marks that combine with what stands before
    *("\xa0", "\u2009", "\u202f", "\u3000", "\x1c", "\x85", "\u2028", "\t", "\n", "\n\n", "\r\n"),
    *("\u200b", "\u200d", "\u2060", "\ufeff", "\xad", "\u202e", "\u202a", "\u2066", "\u200f", "\x00", "\ud800"),
    *("İ", "ß", "ẞ", "ﬁ", "ŉ", "Σ", "😀"),
]
"""Digits of other scripts, marks, blanks and letters that are longer in lower case."""
LONG = [
    "9" * 400,
    "0" * 30,
    "0." + "0" * 22 + "5",
    "111," * 30,
    "11," * 30,
    "1.111" * 30,
    " " * 40,
    "\n" * 12,
    "\u0301" * 50,
]
PIECES = st.one_of(*map(st.sampled_from, (NEWS, NUMBER_WORDS, FIGURES, UNITS, MARKS, EXOTIC, LONG)))
SEPARATORS = st.sampled_from([" ", " ", " ", "", "-", ", ", "\n", "\xa0", "/", " and ", " to ", " per "])


@st.composite
def mixtures(draw):
    """Pieces with one separator or another between them, now and then the same few over and over."""
    pieces = draw(st.lists(st.tuples(PIECES, SEPARATORS), max_size=16))
    return "".join(part for pair in pieces for part in pair) * draw(st.sampled_from([1, 1, 1, 2, 5]))


TEXTS = st.one_of(
    mixtures(),
    st.lists(PIECES, max_size=24).map(" ".join),
    st.lists(
        st.sampled_from([*"019½,.-–/$€%m '\"", " and ", " to ", " in ", "one", "year", "million"]), max_size=24
    ).map("".join),
    st.text(max_size=80),
)


def check_places(text: str, found: list[Quantity], refused: list[Rejected]) -> None:
    """Spans are the surfaces, in order; no two quantities share a character."""
    for mention in (*found, *refused):
        assert 0 <= mention.start < mention.end <= len(text)
        assert mention.surface == text[mention.start : mention.end]
    assert all(one.end <= other.start for one, other in pairwise(found)), [qty.surface for qty in found]
    assert all(one.start <= other.start for one, other in pairwise(refused))


def check_numbers(qty: Quantity) -> None:
    """Ends are finite, as Decimal and as the float64 of the ledger; they hold the value; the rules are named."""
    for number in (qty.low, qty.high, qty.value, qty.step):
        assert number is None or (number.is_finite() and math.isfinite(float(number))), qty.surface
    low = Decimal("-Infinity") if qty.low is None else qty.low
    high = Decimal("Infinity") if qty.high is None else qty.high
    assert low <= high, qty.surface
    assert qty.value is None or low <= qty.value <= high, qty.surface
    assert float(qty.step) > 0, qty.surface
    assert qty.evidence, qty.surface
    assert all(qty.per), qty.surface


def check(text: str) -> tuple[list[Quantity], list[Rejected]]:
    """What is read of a text, with every promise checked."""
    found, refused = find_quantities(text)
    check_places(text, found, refused)
    for qty in found:
        check_numbers(qty)
    for no in refused:
        assert no.rule_id
        assert no.reason
    return found, refused


@settings(max_examples=800)
@given(TEXTS)
def test_any_text_is_read(text):
    """No text raises; spans are the surfaces, quantities stand apart and in order, ends are finite and in order."""
    check(text)


@settings(max_examples=100)
@given(TEXTS)
def test_reading_again_reads_the_same(text):
    """The same text gives the same quantities and the same refusals."""
    assert find_quantities(text) == find_quantities(text)


@settings(max_examples=100)
@given(TEXTS)
def test_what_stands_around_moves_no_span(text):
    """Neither letters above that grow in lower case nor any text below changes how a figure is read."""
    above, line = "İẞ ŉ İİ\n\n\n", "Some 8,000 troops."
    (alone,), _ = find_quantities(line)
    found, _ = find_quantities(f"{above}{line}\n\n\n{text}")
    assert found[0] == replace(alone, start=len(above) + alone.start, end=len(above) + alone.end)


HARD = [
    ("9" * 10_000, []),
    ("1e999", []),
    ("9" * 25 + "%", []),
    ("٣", []),
    ("٣٤٥ people", []),
    ("NaN", []),
    ("Infinity", []),
    ("½", [("½", "0.5", "0.5")]),
    ("1,2,3,4,5", [(digit, digit, digit) for digit in "12345"]),
    ("1.2.3.4", []),
    ("1/2/3/4", []),
    ("−5", [("5", "-5", "-5")]),
    ("minus 5", [("5", "-5", "-5")]),
    ("10—12", [("10—12", "10", "12")]),
    ("10–12", [("10–12", "10", "12")]),
    ("5 " * 2_000, [("5", "5", "5")] * 2_000),
    ("five to " * 2_000, [("five", "5", "5")] * 2_000),
    ("from 5 to " * 500, [("5", "5", "5")] * 500),
    ("$" * 1_000 + "5", [("$5", "5", "5")]),
    ("a " * 5_000 + "million", [("a million", "1000000", "1000000")]),
    ("minus " * 1_000 + "5", [("5", "-5", "-5")]),
    ("5" + "\u0301" * 5_000 + "6", [("5", "5", "5"), ("6", "6", "6")]),
    ("5" + "\u200b" * 5_000 + " km", [("5", "5", "5")]),
    ("5" + " " * 5_000 + "6", [("5", "5", "5"), ("6", "6", "6")]),
    ("\n" * 1_000, []),
    ("\n" * 1_000 + "5 km", [("5", "5", "5")]),
    ("((((5))))", [("5", "5", "5")]),
    ("“5 ‘six’ “7””", [("5", "5", "5"), ("six", "6", "6"), ("7", "7", "7")]),
    ("(5, [6, {7}])", [("5", "5", "5"), ("6", "6", "6"), ("7", "7", "7")]),
    ("“" * 500 + "5" + "”" * 500, [("5", "5", "5")]),
    ("(" * 500 + "5" + ")" * 500, [("5", "5", "5")]),
    ("İİİ $5m", [("$5m", "5000000", "5000000")]),
    ("ß 5 km", [("5", "5", "5")]),
    ("5％", [("5％", "5", "5")]),
    ("8\u202f000 people", [("8\u202f000", "8000", "8000")]),
    ("\u202e5 km\u202c", [("5", "5", "5")]),
    ("9e30", [("9e30", "9e30", "9e30")]),
]


@pytest.mark.parametrize(("text", "expected"), HARD, ids=lambda value: value[:8] if isinstance(value, str) else "")
def test_hard_texts_read_as_they_must(text, expected):
    """Runs, odd signs and nesting give the figures that a reader would see, and no others."""
    found, _ = check(text)
    assert [(qty.surface, qty.low, qty.high) for qty in found] == [
        (surface, Decimal(low), Decimal(high)) for surface, low, high in expected
    ]


def test_a_run_of_one_is_read_or_refused():
    """Each "one" of two thousand is read as 1 or refused with a reason."""
    found, refused = check("one " * 2_000)
    assert {qty.low for qty in found} == {Decimal(1)}
    assert len(found) + len(refused) == 2_000


@pytest.mark.parametrize(
    "text",
    [
        "5 USD 6 million",  # the mark belongs to one figure only
        "5€ 6",
        "one year and ½",  # the year stands in one figure only
        "two and a half\xa0million",
        "nine point four\xa0trillion",
        f"{'a' * 180} Word{' ' * 30}-5",
        "2010-20٠١",  # digits of two scripts in a span of years
        "five lakh crore " * 60,  # a number too large for a float64
        "one point " + "one " * 400,  # a step too small for a float64
    ],
    ids=lambda text: text[:16],
)
def test_texts_that_broke_a_promise(text):
    """What broke a promise once breaks none again."""
    check(text)


FRAGMENTS = (
    """5k |1 in |11,|111,|111 |5" |5-|5 or |$5 to |5€ |5 USD |one lakh |half a |two and a half |5 feet 2 inches |"""
    "one year and ½ |May 5 2010 |555-1234 |5-year-old |5 per month per month |per 5 km |two per |twenty/"
).split("|")


@pytest.mark.parametrize("fragment", FRAGMENTS)
@pytest.mark.parametrize("ending", ["", "1111", "million"])
def test_runs_of_one_thing_come_back(fragment, ending):
    """A construct over and over is read, whatever it ends in, and holds every promise."""
    check(fragment * 120 + ending)
