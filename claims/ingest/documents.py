"""What every ingester gives back, and how a text becomes a Document with a stable id."""

import hashlib
import re
from dataclasses import dataclass

from claims.errors import InputError
from claims.model import Document
from claims.sources import Registered

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # no UTF-8 for half a surrogate pair; a NUL ends a string in C


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """The documents of one input, what of it could not be read, and what the user should know of the rest."""

    documents: tuple[Document, ...] = ()
    problems: tuple[InputError, ...] = ()
    warnings: tuple[str, ...] = ()


def to_document(text: str, *, about: Registered, doc_id: str = "") -> Document:
    """The text with all that is known about it; without an id its own, which the file's name has no part in."""
    return Document(
        doc_id=doc_id or identify(text, outlet=about.outlet, url=about.url),
        text=text,
        story=about.story,
        outlet=about.outlet,
        title=about.title,
        url=about.url,
        published=about.published,
    )


def identify(text: str, *, outlet: str, url: str) -> str:
    """The id of a document that brought none: a hash of its untouched text, its outlet and its URL."""
    return hashlib.sha256("\0".join((outlet, url, text)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def mend(text: str) -> tuple[str, int]:
    """The text with U+FFFD for every NUL and half surrogate pair, one for one so that offsets hold; and how many."""
    return UNSTORABLE.subn("\ufffd", text)
