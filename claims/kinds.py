"""What kind of source a name is: a person, an organisation, officials, a document or poll, an outlet, unnamed."""

from collections.abc import Collection

from claims.attribution.cues import DATA
from claims.attribution.titles import BODIES, FIRST_NAMES, TITLES
from claims.lexicon import word_class
from claims.sources import SourceBook, resolve_speaker

OFFICIALS = word_class("class.noun.officials")
ENDS_HEAD = frozenset((",", "of", "in", "from", "by", "at", "for", "with", "who", "on"))
ARTICLES = frozenset(("the", "a", "an"))


def kind_of_source(name: str, *, outlets: Collection[str] = (), book: SourceBook | None = None) -> str:
    """
    One of sources.KINDS, by what sources.yaml says, else by the words of the name; "" for the document's own voice.

    `outlets` are the outlets of the ledger, in lower case.

    >>> [kind_of_source(name) for name in ("Ada Roth", "US officials", "the port authority", "a recent survey")]
    ['person', 'officials', 'organisation', 'document']
    >>> [kind_of_source(name) for name in ("the Red Cross", "The BBC's Ada Roth")]
    ['organisation', 'person']
    >>> [kind_of_source(name, outlets={"the meridian wire"}) for name in ("NATO", "Meridian Wire", "some", " ")]
    ['organisation', 'outlet', 'unnamed', '']
    """
    if not name.strip():
        return ""
    known = resolve_speaker(book, name) if book is not None else None
    if known is not None and known.kind:
        return known.kind
    words = name.replace(",", " ,").split()
    has_article = words[0].lower() in ARTICLES
    if has_article:
        words = words[1:] or words
    if " ".join(words).lower() in {outlet.removeprefix("the ") for outlet in outlets}:
        return "outlet"
    stop = next((at for at, word in enumerate(words) if at and word.lower() in ENDS_HEAD), len(words))
    is_body = has_article and not any(word.endswith(("'s", "’s")) for word in words[:stop])
    return _kind_of_head(words[:stop], is_body=is_body)


def _kind_of_head(words: list[str], *, is_body: bool) -> str:
    """The kind by the last word; `is_body` says that a name has an article ("the Red Cross"), which no person's has."""
    head = words[-1].lower().strip("’'")
    if head in DATA or head.removesuffix("s") in DATA or head.removesuffix("ies") + "y" in DATA:
        return "document"
    if head in OFFICIALS or head.removesuffix("s") in OFFICIALS:
        return "officials"
    if any(word.lower() in BODIES for word in words):
        return "organisation"
    if all(word[:1].isupper() or not word.isalpha() for word in words):
        is_body = is_body or any(word.isupper() and len(word) > 2 for word in words)
        is_person = words[0].lower() in FIRST_NAMES or len(words) in (2, 3) or words[0].strip(".").lower() in TITLES
        return "person" if is_person and not is_body else "organisation"
    return "unnamed"
