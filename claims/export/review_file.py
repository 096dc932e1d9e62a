"""ClaimReview, the mark-up of schema.org by which search engines and other newsrooms read a fact-check: JSON-LD."""

import json
from collections.abc import Mapping
from typing import Any

import pandas as pd

from claims.export.beside import ALONE, Beside
from claims.export.days import to_days
from claims.kinds import kind_of_source

NAME = "claimreview"
SUFFIX = ".jsonld"
MEDIA_TYPE = "application/ld+json"
EXAMPLE = "A schema.org ClaimReview for each figure you decided, to put into the page of your fact-check."
LEAVES_OUT = "nobody decided them"
IS_TEXT = True
HAS_HISTORY = False

RATINGS = {
    "accepted": "Accepted: held right against another figure",
    "overruled": "Overruled: another figure was held right",
    "flagged": "Disputed: at odds with another figure",
}
SAFE = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"}  # none of them can end or begin a tag


def export(claims_df: pd.DataFrame, beside: Beside = ALONE) -> bytes:
    """One ClaimReview per decided claim, in the ledger's order; safe inside a script element of a page."""
    decided = select(claims_df, beside)
    moments = [f"{text}Z" if text else "" for text in to_days(decided["reviewed_at"], name="reviewed_at")]
    days = to_days(decided["published"], name="published")
    rows = decided.assign(published=days, reviewed_at=moments).to_dict("records")
    outlets = frozenset(claims_df["outlet"].str.lower())
    graph = {"@context": "https://schema.org", "@graph": [_review(row, outlets) for row in rows]}
    return (json.dumps(graph, ensure_ascii=False, indent=2).translate(SAFE) + "\n").encode("utf-8")


def select(claims_df: pd.DataFrame, beside: Beside) -> pd.DataFrame:  # noqa: ARG001  every exporter is given it
    """The claims of which somebody said whether they hold; one that was excluded was not judged."""
    return claims_df[claims_df["status"].isin(list(RATINGS))]


def _review(row: Mapping[Any, Any], outlets: frozenset[str]) -> dict[str, Any]:
    return _filled(
        {
            "@type": "ClaimReview",
            "identifier": row["claim_id"],
            "claimReviewed": row["sentence"],
            "itemReviewed": _filled(
                {
                    "@type": "Claim",
                    "author": _author(row, outlets),
                    "datePublished": row["published"],
                    "appearance": _appearance(row),
                }
            ),
            "reviewRating": {"@type": "Rating", "alternateName": RATINGS[row["status"]]},
            "reviewBody": row["note"],
            "author": _named("Person", row["reviewer"]),
            "datePublished": row["reviewed_at"],
        }
    )


def _author(row: Mapping[Any, Any], outlets: frozenset[str]) -> dict[str, str]:
    """Who says it; the outlet where the article says it in its own voice."""
    is_person = kind_of_source(row["source"], outlets=outlets) == "person"
    return _named("Person" if is_person else "Organization", row["source"] or row["outlet"])


def _appearance(row: Mapping[Any, Any]) -> dict[str, Any]:
    """The article that printed it."""
    about = {
        "url": row["url"],
        "headline": row["title"],
        "publisher": _named("Organization", row["outlet"]),
        "datePublished": row["published"],
    }
    return {"@type": "Article", **_filled(about)} if _filled(about) else {}


def _named(kind: str, name: str) -> dict[str, str]:
    return {"@type": kind, "name": name} if name else {}


def _filled(about: Mapping[str, Any]) -> dict[str, Any]:
    """What is known of it."""
    return {name: told for name, told in about.items() if told}
