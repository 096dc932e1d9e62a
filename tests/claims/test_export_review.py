"""ClaimReview says what was decided, of whom and by whom, and can stand in a page."""

import json

import pandas as pd
import pytest

from claims.export import review_file, select
from claims.ledger import to_frame
from tests.claims.claim_frames import claim, frame


def reviews_of(claims_df):
    graph = json.loads(review_file.export(claims_df))
    assert graph["@context"] == "https://schema.org"
    return graph["@graph"]


def test_a_decided_claim_is_a_review():
    """Sentence, source, article, decision, note, reviewer and both days are where schema.org wants them."""
    row = claim(
        "[[8,000]] went, Ada Roth said.",
        8000,
        source="Ada Roth",
        outlet="Northern Ledger",
        title="Eight thousand",
        url="https://example.org/a",
        published=pd.Timestamp("2024-12-04"),
        status="accepted",
        note="Asked twice.",
        reviewer="Kim",
        reviewed_at=pd.Timestamp("2024-12-20 10:00"),
    )
    assert reviews_of(frame(row)) == [
        {
            "@type": "ClaimReview",
            "identifier": row["claim_id"],
            "claimReviewed": "8,000 went, Ada Roth said.",
            "itemReviewed": {
                "@type": "Claim",
                "author": {"@type": "Person", "name": "Ada Roth"},
                "datePublished": "2024-12-04",
                "appearance": {
                    "@type": "Article",
                    "url": "https://example.org/a",
                    "headline": "Eight thousand",
                    "publisher": {"@type": "Organization", "name": "Northern Ledger"},
                    "datePublished": "2024-12-04",
                },
            },
            "reviewRating": {"@type": "Rating", "alternateName": "Accepted: held right against another figure"},
            "reviewBody": "Asked twice.",
            "author": {"@type": "Person", "name": "Kim"},
            "datePublished": "2024-12-20T10:00:00Z",
        }
    ]


def test_what_is_not_known_is_left_out():
    """Where the article speaks itself its outlet is the author; with no outlet, day or address none is made up."""
    first, second = reviews_of(
        frame(
            claim("[[1]] went.", 1, outlet="Wire", status="flagged", doc_id="a"),
            claim("[[2]] went.", 2, status="overruled", doc_id="b"),
        )
    )
    assert first["itemReviewed"]["author"] == {"@type": "Organization", "name": "Wire"}
    assert second["itemReviewed"] == {"@type": "Claim"}
    assert set(second) == {"@type", "identifier", "claimReviewed", "itemReviewed", "reviewRating"}


@pytest.mark.parametrize(
    ("status", "said"),
    [("accepted", "Accepted"), ("overruled", "Overruled"), ("flagged", "Disputed"), ("excluded", ""), ("", "")],
)
def test_only_judgements_are_reviews(status, said):
    """Accepted, overruled and flagged claims are reviewed; excluded and open ones are left out."""
    claims_df = frame(claim("[[1]] went.", 1, status=status))
    ratings = [review["reviewRating"]["alternateName"].partition(":")[0] for review in reviews_of(claims_df)]
    assert ratings == ([said] if said else [])
    assert len(select(review_file, claims_df, None)) == len(ratings)


@pytest.mark.parametrize("text", ["</script><script>alert(1)//", "<!--", "a&b", "a\u2028b\u2029c", 'a"b\\', "\x00\r\n"])
def test_no_text_leaves_its_script(text):
    """No text ends the script element or its line, and every text comes back exactly."""
    row = claim("It is [[1]].", 1, source=text, note=text, title=text, reviewer=text, status="flagged")
    data = review_file.export(frame(row | {"sentence": text})).decode()
    assert not set(data) & set("<>&\u2028\u2029\x00\r")
    [review] = json.loads(data)["@graph"]
    assert {review["claimReviewed"], review["reviewBody"], review["author"]["name"]} == {text}
    assert review["itemReviewed"]["author"]["name"] == text


def test_an_empty_ledger_has_no_reviews():
    """No claims, no reviews."""
    assert reviews_of(to_frame([])) == []
