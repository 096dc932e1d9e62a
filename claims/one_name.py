"""Across a story the same person is the same source: "Lankov" of one article is "Andrei Lankov" of another."""

from collections import defaultdict
from collections.abc import Iterable

import pandas as pd
import regex

from claims.attribution.people import fits

FULL_NAME = regex.compile(r"\p{Lu}[\p{L}’'-]+(?: (?:\p{Lu}\.|van|von|de|bin|al|el|der|da|di|\p{Lu}[\p{L}’'-]+)){1,3}")
SURNAME = regex.compile(r"(?:(?P<title>Mr|Mrs|Ms|Miss|Dr)\.? )?(?P<last>\p{Lu}[\p{L}’'-]+)")


def with_one_name(claims_df: pd.DataFrame) -> pd.DataFrame:
    """
    The frame with each surname that speaks as the full name in its story that ends in it, where there is just one.

    Columns as they came; `source` and the first speaker of `source_chain` change together. Empty in, empty out.
    """
    spoken = claims_df[["story", "source"]].drop_duplicates()
    names = {
        (story, short): full
        for story, sources in spoken.groupby("story", sort=False)["source"]
        for short, full in full_names(sources).items()
    }
    stories, sources, chains = (claims_df[name].tolist() for name in ("story", "source", "source_chain"))
    for at, voice in enumerate(zip(stories, sources, strict=True) if names else ()):
        if full := names.get(voice):
            chains[at] = full + chains[at][len(sources[at]) :]
            sources[at] = full
    return claims_df.assign(source=pd.array(sources, dtype="str"), source_chain=pd.array(chains, dtype="str"))


def full_names(sources: Iterable[str]) -> dict[str, str]:
    """
    Surname, with or without a title, → the one full name among the sources that ends in it.

    >>> full_names(["Bill Clinton", "Mrs. Clinton"])
    {}
    >>> full_names(["Lankov", "Andrei Lankov", "Mr. Lee", "Sung-Yoon Lee", "Ana Cruz", "Ted Cruz", "Cruz", "police"])
    {'Lankov': 'Andrei Lankov', 'Mr. Lee': 'Sung-Yoon Lee'}
    """
    sources = list(sources)
    by_last: dict[str, set[str]] = defaultdict(set)
    for name in sources:
        if FULL_NAME.fullmatch(name) and SURNAME.fullmatch(name) is None:
            by_last[name.split()[-1]].add(name)
    found = {}
    for name in sources:
        match = SURNAME.fullmatch(name)
        known = by_last.get(match["last"], set()) if match is not None else set()
        full = next(iter(known)) if len(known) == 1 else None
        if match is not None and full is not None and fits(match["title"] or "", full):
            found[name] = full
    return found
