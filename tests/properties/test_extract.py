"""Whatever the text, reading it holds its promises."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.columns import CLAIMS, names, to_row
from claims.extract import extract
from claims.model import Document, Reading

PIECES = st.sampled_from(
    [
        *r"""8,000 10 $2,000 £1.3m 5% 1953 mid-2023 two dozen twenty-five hundred ½ 3½ from to – - or and between of
    more than some about up to per month each troops people said according to Lankov he officials “ ” " . ? , : ; ( ) —
    1e999 ² ٣ F-16 9/11 http://x.y/3 killed could not İ ﬁ $ % million million""".split(),
        "10 million",
        "more than",
        "\n",
        "\n\n",
        "\r\n",
        "\xa0",
        "\u200b",
        "\xad",
        "\u202e",
        "½ million",
        "9" * 400,
    ]
)
TEXTS = st.one_of(
    st.text(max_size=120),
    st.lists(PIECES, max_size=24).map(" ".join),
    st.lists(PIECES, max_size=24).map("".join),
)


def read(text: str) -> Reading:
    (reading,) = extract([Document(doc_id="any", text=text)])
    return reading


@settings(max_examples=150)
@given(TEXTS)
def test_any_text_is_read(text):
    """No text raises; spans are the surfaces, claims stand in order and inside their sentences, ends are finite."""
    reading = read(text)
    places = [(claim.quantity.start, claim.quantity.end) for claim in reading.claims]
    assert places == sorted(places)
    for claim in reading.claims:
        qty, sentence = claim.quantity, claim.sentence
        assert text[qty.start : qty.end] == qty.surface
        assert sentence.start <= qty.start < qty.end <= sentence.end
        if claim.attribution:
            attr = claim.attribution
            assert text[attr.source_start : attr.source_end] == attr.source_surface
        if qty.low is not None and qty.high is not None:
            assert qty.low <= qty.high
        row = to_row(claim, reading.doc)
        assert list(row) == names(CLAIMS)
        json.dumps(row, allow_nan=False)
    for refused in reading.rejected:
        assert text[refused.start : refused.end] == refused.surface


@settings(max_examples=25)
@given(TEXTS)
def test_reading_again_reads_the_same(text):
    """The same document gives the same reading."""
    assert read(text) == read(text)


@pytest.mark.parametrize(
    "text",
    [
        "9" * 20_000,
        "one " * 2_000,
        "." * 20_000,
        "a" * 20_000,
        "5 " * 2_000,
        '"' * 20_000,
        "1,111," * 2_000,
        "5-" * 2_000,
        "from 5 to " * 500,
        "x@" * 10_000,
        "\n" * 20_000,
    ],
    ids=lambda text: text[:8],
)
def test_runs_of_one_thing_come_back(text):
    """A text that is one thing over and over is read like any other."""
    assert isinstance(read(text), Reading)
