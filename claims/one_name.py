"""One name for one source: "Lankov" of one article is "Andrei Lankov" of another, "Police" are "police"."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import pandas as pd
import regex

from claims.attribution.titles import fits

FULL_NAME = regex.compile(r"\p{Lu}[\p{L}’'-]+(?: (?:\p{Lu}\.|van|von|de|bin|al|el|der|da|di|\p{Lu}[\p{L}’'-]+)){1,3}")
SURNAME = regex.compile(r"(?:(?P<title>Mr|Mrs|Ms|Miss|Dr)\.? )?(?P<last>\p{Lu}[\p{L}’'-]+)")


def with_one_name(claims_df: pd.DataFrame) -> pd.DataFrame:
    """
    The frame with one name for each source.

    Of names that differ in the case of their first letter it is the commoner one ("Police", "police"), of a surname the
    full name in its story that ends in it, where there is just one. Columns as they came; `source` and the first
    speaker of `source_chain` change together. Empty in, empty out.
    """
    stories, sources, chains = (claims_df[name].tolist() for name in ("story", "source", "source_chain"))
    cased = one_case(Counter(sources))
    spoken: dict[str, set[str]] = defaultdict(set)
    for story, name in zip(stories, sources, strict=True):
        spoken[story].add(name)
    names = {(story, name): cased[name] for story, voices in spoken.items() for name in voices & cased.keys()}
    for story, voices in spoken.items():
        full = full_names({cased.get(name, name) for name in voices})
        names |= {(story, short): name for short, name in full.items()}
    for at, voice in enumerate(zip(stories, sources, strict=True) if names else ()):
        if name := names.get(voice):
            chains[at] = name + chains[at][len(sources[at]) :]
            sources[at] = name
    return claims_df.assign(source=pd.array(sources, dtype="str"), source_chain=pd.array(chains, dtype="str"))


def one_case(counts: Mapping[str, int]) -> dict[str, str]:
    """
    Name → the commoner name that differs from it in the case of the first letter only, the small letter of equals.

    >>> one_case({"police": 3, "Police": 1, "The UN": 2, "the UN": 2, "Kyiv": 1})
    {'Police': 'police', 'The UN': 'the UN'}
    """
    others = {name: name[:1].swapcase() + name[1:] for name in counts}
    return {
        name: other
        for name, other in others.items()
        if other != name and (counts.get(other, 0), other) > (counts[name], name)
    }


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
