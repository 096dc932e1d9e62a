"""Plain text: the whole file is the article."""

from claims.errors import InputError
from claims.ingest.decode import decode
from claims.ingest.documents import Ingested, mend, to_document
from claims.sources import Registered

NAME = "text"
SUFFIXES = (".txt", ".text", ".md")
EXAMPLE = b"Some 4,000 troops crossed the river, officials said.\n"


def is_like(head: bytes) -> bool:
    """Never: text is what is left when nothing else fits."""
    del head
    return False


def ingest(data: bytes, *, about: Registered) -> Ingested:
    """The text as it was written: line ends, blanks and all. Raises: InputError if it is empty or no text."""
    written, encoding = decode(data, name=about.path)
    text, mended = mend(written)
    if not text.strip():
        raise InputError(about.path, "is empty")
    warnings = []
    if encoding == "cp1252":
        warnings.append(f"{about.path}: not UTF-8, so read as Windows-1252; look at its accents and currency signs")
    if mended:
        warnings.append(f"{about.path}: {mended} characters that cannot be stored became U+FFFD")
    return Ingested(documents=(to_document(text, about=about),), warnings=tuple(warnings))
