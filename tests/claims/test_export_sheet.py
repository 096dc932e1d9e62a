"""The sheet shows each topic with a disagreement, in order and in words, and nothing in it runs."""

import re

import pytest
from lxml import html

from claims.conflicts import compare
from claims.conflicts.intervals import Interval
from claims.export import Beside, sheet_file
from claims.export.whisker import LEAST_BAND, WIDTH, Scale, draw, to_scale
from claims.ledger import to_frame
from claims.views import conflict_table, with_flags
from tests.claims.claim_frames import DEAD, TROOPS, claim, frame


def given(*rows, topic=""):
    """The claims with their flags, and what goes beside them."""
    claims_df = frame(*rows)
    comparison = compare(claims_df)
    flagged = with_flags(claims_df, comparison)
    conflicts = conflict_table(flagged, comparison.tell(comparison.flags))
    conflicts = conflicts[conflicts["topic"] == topic] if topic else conflicts
    return flagged, Beside(conflicts=conflicts, groups=comparison.groups)


def pages_of(claims_df, beside):
    return html.fromstring(sheet_file.export(claims_df, beside)).findall(".//main")


def words_of(node):
    return " ".join(node.text_content().split())


STORY = [
    claim("[[8,000]] people died.", 8000, source="A", doc_id="a", outlet="Courier", **DEAD),
    claim("[[5,000]] people died.", 5000, source="B", doc_id="b", status="flagged", note="asked", **DEAD),
    claim("[[8,000]] people died.", 8000, source="C", doc_id="c", **DEAD),
    claim("[[700]] soldiers were sent.", 700, source="A", doc_id="a", **TROOPS),
]


def test_a_page_for_each_topic_with_a_disagreement():
    """The topic has its figures from the smallest to the largest; a topic in which nothing disagrees has no page."""
    [page] = pages_of(*given(*STORY))
    assert [mark.text for mark in page.findall(".//mark")] == ["5,000", "8,000", "8,000"]
    assert [row.find("td").text for row in page.findall(".//tbody/tr")] == ["1", "2", "3"]


def test_a_figure_has_its_evidence():
    """Sentence with the figure marked, source, outlet, decision and note stand in its row."""
    [page] = pages_of(*given(*STORY))
    first, second, _ = map(words_of, page.findall(".//tbody/tr"))
    assert all(told in first for told in ("5,000 people died.", "B", "flagged", "asked"))
    assert all(told in second for told in ("8,000 people died.", "A", "Courier", "open"))


def test_consensus_and_reasons_are_in_words():
    """What most origins allow is told, and each disagreement names its figures by number and says why."""
    claims_df, beside = given(*STORY)
    [page] = pages_of(claims_df, beside)
    assert "2 of 3 independent origins allow" in words_of(page)
    told = [words_of(item) for item in page.findall(".//li")]
    assert [re.match(r"\d and \d", words)[0] for words in told] == ["1 and 2", "1 and 3"]
    assert [
        words.endswith(" ".join(why.split())) for words, why in zip(told, beside.conflicts["why"], strict=True)
    ] == [
        True,
        True,
    ]


def test_an_open_consensus_is_drawn_where_it_begins():
    """What "more than 5,000" allows does not colour the sheet up to its edge; days are written as people do."""
    floors = [
        claim(f"More than [[{surface}]] died.", value, source=name, doc_id=name, modifier="more_than", **DEAD)
        | {"published": "2024-11-06"}
        for surface, value, name in (("5,000", 5000, "A"), ("5,100", 5100, "B"))
    ]
    [page] = pages_of(*given(*floors, claim("[[3,000]] died.", 3000, source="C", doc_id="c", **DEAD)))
    assert "allow 5,100 or more" in words_of(page)
    assert words_of(page).count("6 Nov 2024") >= 2
    assert {rect.get("width") for rect in page.iter("rect")} == {f"{LEAST_BAND}"}


def test_an_excluded_figure_is_not_shown():
    """What the user excluded has no row."""
    excluded = claim("[[9,999]] people died.", 9999, source="D", doc_id="d", status="excluded", **DEAD)
    [page] = pages_of(*given(*STORY, excluded))
    assert "9,999" not in words_of(page)


def test_a_part_of_the_ledger_says_what_is_elsewhere():
    """Where only one side is exported, the other is said to be elsewhere, and the reason still names both."""
    claims_df, beside = given(*STORY[:2])
    [page] = pages_of(claims_df.head(1), beside)
    [told] = map(words_of, page.findall(".//li"))
    assert told.startswith("1 and a figure that is not on this page")
    assert "5,000" in told


def test_nothing_disagrees_is_said():
    """No disagreement, no page of a topic: a sentence instead."""
    assert "No two of these figures disagree." in words_of(pages_of(to_frame([]), Beside())[0])


HOSTILE = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</style><b>", "&lt;", "\u202e8,000\u202c"]


@pytest.mark.parametrize("text", HOSTILE)
def test_every_word_is_text(text):
    """Words of articles, names and notes are shown as they are written, and become no element."""
    cells = {"outlet": text, "note": text, "reviewer": text, "story": text, "entity": text, "unit": "person"}
    rows = [{**row, **cells, "source": f"{row['source']} {text}"} for row in STORY[:2]]
    claims_df, beside = given(*rows)
    page = html.fromstring(sheet_file.export(claims_df, beside))
    assert not page.xpath("//script | //img | //a | //link | //iframe | //@onerror | //@src | //@href")
    assert len(page.xpath("//style")) == 1
    shown = page.xpath("//*[local-name() = 'bdi']")
    assert sum(node.text_content() == text for node in shown) >= 2 * 3


def test_hidden_characters_are_named():
    """A character that cannot be seen is named beside its sentence."""
    [page] = pages_of(*given({**STORY[0], "sentence": "8,000 people\u202e died."}, STORY[1]))
    assert "cannot be seen: right-to-left override" in words_of(page)


def test_the_file_asks_nothing_of_the_network():
    """There is no address in it, and browsers are told to fetch and to run nothing."""
    data = sheet_file.export(*given(*STORY)).decode()
    assert "default-src 'none'" in html.fromstring(data).xpath("string(//meta[@http-equiv]/@content)")
    assert not re.search(r"https?:|url\(|@import", data)


# ---- dot and whisker


def span(low, high, stated=None):
    return Interval(low=low, high=high, stated=stated, modifier="")


def drawn(*args, **kwargs):
    return html.fromstring(draw(*args, told="words", **kwargs))


def test_a_whisker_reaches_from_end_to_end():
    """The line spans the interval and the dot stands at the number stated, inside the picture."""
    svg = drawn(span(0, 10, 5), Scale(low=0, high=20))
    line, dot = svg.find(".//line"), svg.find(".//circle")
    assert 0 < float(line.get("x1")) < float(dot.get("cx")) < float(line.get("x2")) < WIDTH
    assert svg.get("aria-label") == "words"


def test_open_ends_are_arrows():
    """An end that is open reaches the edge and has an arrow."""
    svg = drawn(span(5, float("inf"), 5), Scale(low=0, high=10))
    assert (svg.find(".//line").get("x2"), len(svg.findall(".//path"))) == ("150.0", 1)


@pytest.mark.parametrize("low", [-1e308, -5, 0, 1e-300, 7])
@pytest.mark.parametrize("high", [-5, 0, 7, 1e308, float("inf")])
def test_any_interval_can_be_drawn(low, high):
    """Zero, negative, huge and infinite ends and a band beyond them stay inside the picture."""
    one = span(low, max(low, high), low)
    svg = drawn(one, to_scale([one, span(1, 1000)]), band=(-10, float("inf")))
    places = [float(place) for place in svg.xpath(".//@x | .//@x1 | .//@x2 | .//@cx")]
    assert all(0 <= place <= WIDTH for place in places)
