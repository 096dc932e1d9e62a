"""From what a user names (files, folders, URLs, standard input, pasted text) to Documents, and into the ledger."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, BinaryIO

from claims.errors import InputError
from claims.ingest import choose_ingester
from claims.ingest.documents import Ingested, mend, to_document
from claims.ingest.web import fetch, is_url
from claims.model import NO_STORY, Document, Reading
from claims.sources import Registered, SourceBook, load_sources, read_sources, shipped_sources

if TYPE_CHECKING:
    from claims.ledger import Added, Ledger

LARGEST = 256 * 1024 * 1024
STDIN = "-"
STORY = "the example story"
OWN_NAMES = "# Who speaks in the example story. The Sources page of the workbench writes here.\n\nsources:"
FURNITURE = frozenset(  # what lies beside articles in a folder: parts of saved pages, settings, our own ledgers
    f".{suffix}"
    for line in (
        "css js map svg png jpg jpeg gif webp avif ico woff woff2 ttf mp3 mp4",
        "sqlite sqlite-wal sqlite-shm yaml yml toml csv py",
    )
    for suffix in line.split()
)
SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """Everything that was read, in the order it was named; what could not be read; what the user should know."""

    documents: tuple[Document, ...]
    problems: tuple[InputError, ...] = ()
    warnings: tuple[str, ...] = ()


def read_inputs(
    paths: Iterable[str],
    *,
    uploads: Iterable[tuple[str, bytes]] = (),
    input_format: str = "auto",
    sources: SourceBook | None = None,
    stdin: BinaryIO | None = None,
    on_input: Callable[[int], object] = lambda _: None,
) -> Intake:
    """
    Read files, folders, URLs and "-"; one that fails is a problem, and the others are read all the same.

    A folder gives its files in the order of their names, hidden ones and those of a saved page (styles, images) apart.
    `uploads` are files by their name and bytes. `sources` tells what the text alone does not: the outlet, the story,
    the day. `on_input` is told how many were opened.
    """
    registered = _register(sources)
    documents: list[Document] = []
    problems: list[InputError] = []
    warnings: list[str] = []
    uploaded = (
        partial(_to_documents, data, Registered(path=name), PurePath(name).suffix, input_format)
        for name, data in uploads
    )
    named = (
        partial(_ingest, file, _look_up(file, registered), input_format, stdin)
        for name in paths
        for file in _expand(name, warnings)
    )
    for number, read in enumerate(chain(uploaded, named), start=1):
        try:
            ingested = read()
        except InputError as problem:
            problems.append(problem)
            continue
        finally:
            on_input(number)
        documents += ingested.documents
        problems += ingested.problems
        warnings += ingested.warnings
    unique = tuple(_drop_repeated(documents, problems, warnings))
    return Intake(documents=unique, problems=tuple(problems), warnings=tuple(warnings))


def in_story(docs: Iterable[Document], story: str) -> tuple[Document, ...]:
    """Documents of which nothing said their story are of this one, if there is one."""
    return tuple(replace(doc, story=story) if story and doc.story == NO_STORY else doc for doc in docs)


def document_from_text(
    text: str,
    *,
    story: str = NO_STORY,
    outlet: str = "",
    title: str = "",
    url: str = "",
    published: date | None = None,
) -> Document:
    """A pasted text as a Document. The same text of the same outlet and URL has the same id every time."""
    about = Registered(path="", story=story or NO_STORY, outlet=outlet, title=title, url=url, published=published)
    return to_document(mend(text)[0], about=about)


def demo_book() -> SourceBook:
    """The shipped sources.yaml. Raises: InputError if it was not installed."""
    path = shipped_sources()
    if path is None:
        raise InputError(STORY, "was not installed with this program; install it again")
    return load_sources(path)


def demo_sources(ledger: Path) -> Path:
    """
    The example's sources in a file of the user's own beside the demo's ledger, made on first use, to be edited.

    Raises: InputError if it cannot be made.
    """
    path = ledger.with_suffix(".sources.yaml")
    shipped = shipped_sources()
    try:
        if shipped and not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(OWN_NAMES + read_sources(shipped).partition("\nsources:")[2], encoding="utf-8")
    except OSError as error:
        raise InputError(str(path), f"cannot be made: {error.strerror}") from error
    return path


def demo_documents() -> tuple[Document, ...]:
    """The example story. Raises: InputError if an article of it is missing."""
    book = demo_book()
    intake = read_inputs(registered_inputs(book), sources=book)
    if intake.problems:
        raise intake.problems[0]
    return intake.documents


def registered_inputs(book: SourceBook) -> list[str]:
    """What sources.yaml registers, as `read_inputs` takes it."""
    return [str(book.root / known.path) if known.path else known.url for known in book.documents]


def add_documents(
    ledger: "Ledger",
    docs: Iterable[Document],
    *,
    sources: SourceBook | None = None,
    on_read: Callable[[int], object] = lambda _: None,
) -> "Added":
    """
    Extract and store, one document after the other; those stored stay stored if a later one fails.

    `on_read` is told how many were read.
    """
    from claims.extract import extract

    def told() -> Iterator[Reading]:
        for number, reading in enumerate(extract(docs, sources=sources), start=1):
            yield reading
            on_read(number)

    return ledger.add(told())


def _register(sources: SourceBook | None) -> dict[str, Registered]:
    """What the user registered, by absolute path and by URL."""
    known: dict[str, Registered] = {}
    for entry in sources.documents if sources else ():
        if sources and entry.path:
            known[_key(sources.root / entry.path)] = entry
        if entry.url:
            known[entry.url] = entry
    return known


def _look_up(name: str, registered: dict[str, Registered]) -> Registered:
    """What is known of an input; `path` is the name that messages call it by."""
    shown = "standard input" if name == STDIN else name
    if is_url(name):
        return replace(registered.get(name, Registered(path="")), path=shown, url=name)
    known = registered.get(_key(Path(name))) if name != STDIN else None
    return replace(known, path=shown) if known else Registered(path=shown)


def _key(path: Path) -> str:
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):  # a NUL byte in the name, a link that leads to itself
        return str(path)


def _expand(name: str, warnings: list[str]) -> Iterator[str]:
    """A folder as its files, anything else as it is."""
    if name == STDIN or is_url(name) or not os.path.isdir(name):  # noqa: PTH112  Path.is_dir raises for a NUL byte
        yield name
        return
    left_out: list[str] = []
    found = 0
    for folder, folders, files in os.walk(name):
        folders[:] = sorted(inner for inner in folders if not inner.startswith("."))
        for file in sorted(files):
            path = Path(folder, file)
            if file.startswith(".") or not path.is_file():
                continue
            if path.suffix.lower() in FURNITURE:
                left_out.append(file)
                continue
            found += 1
            yield str(path)
    if left_out:
        more = f" and {len(left_out) - SHOWN} more" if len(left_out) > SHOWN else ""
        warnings.append(f"{name}: left out {', '.join(left_out[:SHOWN])}{more}: no articles by their endings")
    if not found:
        warnings.append(f"{name}: no article in this folder")


def _ingest(name: str, about: Registered, input_format: str, stdin: BinaryIO | None) -> Ingested:
    suffix = ""
    if is_url(name):
        page = fetch(name)
        about = replace(about, url=page.url)
        data, input_format = page.data, _format_of(page.media_type, input_format)
    elif name == STDIN:
        data = stdin.read() if stdin else b""
    else:
        data, suffix = _read_file(Path(name)), Path(name).suffix
    return _to_documents(data, about, suffix, input_format)


def _to_documents(data: bytes, about: Registered, suffix: str, input_format: str) -> Ingested:
    """The documents in some bytes; one of a file that has no title is called by the file's name."""
    if not data:
        raise InputError(about.path, "is empty")
    ingester = choose_ingester(data, suffix=suffix, input_format=input_format)
    ingested = ingester.ingest(data, about=about)
    if suffix and ingester.NAME != "jsonl":
        name = mend(PurePath(about.path).name)[0]
        titled = (doc if doc.title else replace(doc, title=name) for doc in ingested.documents)
        return replace(ingested, documents=tuple(titled))
    return ingested


def _format_of(media_type: str, input_format: str) -> str:
    """The kind of a fetched page, unless the user said what it is."""
    if input_format != "auto":
        return input_format
    return {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}.get(media_type, "auto")


def _read_file(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise InputError(str(path), f"is larger than {LARGEST // 1024**2} MB; split it")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(str(path), "does not exist") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL byte in the name
        raise InputError(str(path), f"cannot be read: {getattr(error, 'strerror', None) or error}") from error


def _drop_repeated(
    documents: Iterable[Document], problems: list[InputError], warnings: list[str]
) -> Iterator[Document]:
    """One document per id: the same again is a warning, another text under a used id a problem."""
    seen: dict[str, Document] = {}
    for doc in documents:
        first = seen.setdefault(doc.doc_id, doc)
        if first is doc:
            yield doc
        elif first.text == doc.text:
            warnings.append(f"{doc.title or doc.doc_id}: the same text as {first.title or first.doc_id}, read once")
        else:
            problems.append(InputError(doc.doc_id, "this id stands on two different texts; only the first was read"))
