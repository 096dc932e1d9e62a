"""JSON Lines: one document a line, `{"id", "text", "story"?, "outlet"?, "title"?, "published"?, "url"?}`."""

import codecs
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from claims.errors import InputError
from claims.ingest.decode import MARKS, decode, refuse_binary
from claims.ingest.documents import Ingested, mend, to_document
from claims.ingest.published import parse_published
from claims.model import Document
from claims.sources import Registered

NAME = "jsonl"
SUFFIXES = (".jsonl", ".ndjson", ".json")
EXAMPLE = b'{"id": "a1", "text": "Some 4,000 troops crossed.", "outlet": "Courier", "published": "2024-11-05"}\n'
LABELS = ("story", "outlet", "title", "url")


def is_like(head: bytes) -> bool:
    """An object that names a text."""
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()
    return start.startswith(b"{") and b'"text"' in start


def ingest(data: bytes, *, about: Registered) -> Ingested:
    """
    Read every line that can be read; a bad one is a problem with its number, and the others go on.

    Raises: InputError if there is no line at all, or no text.
    """
    documents: dict[str, Document] = {}
    places: dict[str, int] = {}
    problems: list[InputError] = []
    warnings: list[str] = []
    for number, line in _lines(data, about.path):
        name = f"{about.path}, line {number}"
        try:
            doc, said = _read_line(line, name, about)
        except InputError as problem:
            problems.append(problem)
            continue
        warnings += said
        first = documents.setdefault(doc.doc_id, doc)
        place = places.setdefault(doc.doc_id, number)
        if first.text != doc.text:
            problems.append(InputError(name, f"the id {doc.doc_id!r} stands on another text in line {place}"))
        elif first is not doc:
            warnings.append(f"{name}: the same document as in line {place}, read once")
    if not documents and not problems:
        raise InputError(about.path, "is empty")
    return Ingested(documents=tuple(documents.values()), problems=tuple(problems), warnings=tuple(warnings))


def _lines(data: bytes, name: str) -> Iterator[tuple[int, bytes]]:
    """Lines that are not blank, with their numbers. Only a line feed ends one: U+2028 may stand inside a text."""
    if not data.startswith(codecs.BOM_UTF8) and data.startswith(tuple(mark for mark, _ in MARKS)):
        data = decode(data, name=name)[0].encode("utf-8", "surrogatepass")
    data = data.removeprefix(codecs.BOM_UTF8)
    if not data.lstrip().startswith(b"{"):
        refuse_binary(data, name=name)
    return ((number, line) for number, line in enumerate(data.split(b"\n"), start=1) if line.strip())


def _read_line(line: bytes, name: str, about: Registered) -> tuple[Document, list[str]]:
    record = _parse(line, name)
    mended = 0

    def field(key: str) -> str:
        nonlocal mended
        value = record.get(key)
        if key == "id" and isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if value is not None and not isinstance(value, str):
            raise InputError(name, f'"{key}" must be text, not {_json_type(value)}')
        text, count = mend(value or "")
        mended += count
        return text

    text, doc_id = field("text"), field("id")
    labels = {key: label for key in LABELS if (label := " ".join(field(key).split()))}
    published, warnings = _published(record.get("published"), name)
    if mended:
        warnings.append(f"{name}: {mended} characters that cannot be stored became U+FFFD")
    if not text.strip():
        warnings.append(f"{name}: the text is empty")
    known = replace(about, **labels, published=published or about.published)
    return to_document(text, about=known, doc_id=doc_id.strip()), warnings


def _parse(line: bytes, name: str) -> dict[str, Any]:
    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise InputError(name, "is not UTF-8, which JSON must be") from error
    except json.JSONDecodeError as error:
        raise InputError(name, f"is not JSON: {error.msg} (character {error.pos + 1:,})") from error
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits; a thousand brackets
        raise InputError(name, "is JSON of a size that is not read here") from error
    if not isinstance(record, dict):
        raise InputError(name, f"must be a JSON object, not {_json_type(record)}")
    if "text" not in record:
        raise InputError(name, 'has no "text"')
    return record


def _published(written: object, name: str) -> tuple[date | None, list[str]]:
    if written is None or written == "":
        return None, []
    published = parse_published(written) if isinstance(written, str) else None
    if published:
        return published, []
    shown = str(written)[:40]
    return None, [f"{name}: published {shown!r} is left empty: not one certain day (write 2024-11-05)"]


def _json_type(value: object) -> str:
    words = {bool: "true or false", dict: "an object", list: "a list", str: "text", type(None): "null"}
    return words.get(type(value), "a number")
