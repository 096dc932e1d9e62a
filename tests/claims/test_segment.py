"""Sentences and views."""

import pytest

from claims.segment import find_places, find_sentences, to_view


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One came. Two left.", ["One came.", "Two left."]),
        ("Mr. Weil paid $5. He left.", ["Mr. Weil paid $5.", "He left."]),
        ("The U.S. sent 40 men.", ["The U.S. sent 40 men."]),
        ("It cost 3.5 million. Nobody paid.", ["It cost 3.5 million.", "Nobody paid."]),
        ("A headline\n\nThe text.", ["A headline", "The text."]),
        ("“It fell.” “When?” he asked.", ["“It fell.”", "“When?” he asked."]),
        ("more than\n10,000 troops left", ["more than", "10,000 troops left"]),
        ("they sent\nmore men", ["they sent\nmore men"]),
        ("LONDON - Shell fell.", ["LONDON -", "Shell fell."]),
        ("Rain\nRENO, Nev., June 9 (AP) — It fell.", ["Rain", "RENO, Nev., June 9 (AP) —", "It fell."]),
        ("New York (AFP) – It fell.", ["New York (AFP) –", "It fell."]),
        ("NAIROBI, 14 May 2024 - It fell.", ["NAIROBI, 14 May 2024 -", "It fell."]),
        ("09:42 It fell.\n11:05 GMT It rose.", ["09:42", "It fell.", "11:05 GMT", "It rose."]),
        ("AFL-CIO said so.", ["AFL-CIO said so."]),
        ("Roth - The mayor - left.", ["Roth - The mayor - left."]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences(text, sentences):
    """A text splits where a reader would."""
    assert [text[sent.start : sent.end] for sent in find_sentences(text)] == sentences


def test_hard_wrapped_text_goes_on_over_the_line():
    """Lines broken at a width do not end sentences."""
    text = (
        "The ministry said on Monday that it had counted more than\n"
        "10,000 soldiers in the two provinces along the frozen border\n"
        "and that it expected as many again to arrive before summer.\n"
    )
    assert len(find_sentences(text)) == 1


@pytest.mark.parametrize(
    ("text", "words", "places"),
    [
        ("A Dozen men, a dozen\xa0women.", "a  dozen", ["A Dozen", "a dozen"]),
        ("🎖 3\u200b00ish, 1,300 and 300.5", "300", ["3\u200b00"]),
        ("over \u202e30\u202c men", "30\u200b men", ["30\u202c men"]),
        ("(US$) 30+ *men*", "$) 30+ *", ["$) 30+ *"]),
        ("men", "  \u200b ", []),
        ("men", "women", []),
    ],
)
def test_words_are_found_as_a_reader_sees_them(text, words, places):
    """Blanks, capitals and what cannot be seen do not matter; a part of a longer number is not found."""
    assert [text[start:end] for start, end in find_places(text, words)] == places


def test_a_view_skips_what_cannot_be_seen():
    """Zero-width marks and soft hyphens are left out of the view, and offsets lead back to the text."""
    text = "8\u200b,000 tro\u00adops"
    view = to_view(text)
    assert view.text == "8,000 troops"
    assert view.original(0, 5) == (0, 6)
    assert text[slice(*view.original(6, 12))] == "tro\u00adops"
