"""sources.yaml: the documents a user tracks and the sources who speak in them."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from posixpath import normpath

from claims.errors import ConfigError, Fault
from claims.model import NO_STORY
from claims.yaml_tree import Tree, YamlError, read_scalar, read_yaml

KINDS = ("person", "organisation", "officials", "document", "outlet", "unnamed")
DOCUMENT_KEYS = ("path", "story", "outlet", "title", "url", "published")
SOURCE_KEYS = ("name", "aliases", "kind", "affiliation")
LARGEST = 4 * 1024 * 1024
SHOWN = 80
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")  # date.fromisoformat takes 20241105 and 2024-W45-2 as well
UNSTORABLE = frozenset({"Cc", "Cs"})  # control characters and halves of surrogate pairs, from "\0" and "\ud800"
PACKAGE_ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """A document the user registered: where it lies and what the text alone does not say."""

    path: str
    story: str = NO_STORY
    outlet: str = ""
    title: str = ""
    url: str = ""
    published: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A source who speaks: the canonical name, every other name it goes by, its kind, the body it belongs to."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: str = ""
    affiliation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceBook:
    """A validated sources.yaml. `root` is the folder its paths are relative to."""

    root: Path = Path()
    documents: tuple[Registered, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    by_name: dict[str, Speaker] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_name: dict[str, Speaker] = {}
        for speaker in self.speakers:
            for known in (speaker.name, *speaker.aliases):
                by_name.setdefault(_fold(known), speaker)
        object.__setattr__(self, "by_name", by_name)


def resolve_speaker(book: SourceBook, name: str) -> Speaker | None:
    """The speaker who goes by `name` (case and spaces do not matter), or None."""
    return book.by_name.get(_fold(name))


def shipped_sources() -> Path | None:
    """The sources.yaml of the example story: at the top of a checkout, or where the wheel's installer put it."""
    beside = PACKAGE_ROOT / "sources.yaml"
    if beside.is_file():
        return beside
    from importlib.metadata import PackageNotFoundError, files

    try:
        listed = files("claims") or []
    except PackageNotFoundError:
        return None
    found = (Path(str(file.locate())) for file in listed if file.parts[-3:] == ("share", "claims", "sources.yaml"))
    return next((path.resolve() for path in found if path.is_file()), None)


def load_sources(path: Path) -> SourceBook:
    """
    Read and check a sources.yaml.

    Raises: ConfigError with every fault, each with its line and, where one can be guessed, what was meant.
    """
    return check_sources(read_sources(path), path)


def check_sources(text: str, path: Path) -> SourceBook:
    """
    What a text says as the sources.yaml at `path`.

    Its paths are relative to the folder it lies in; those of the shipped one to the folder that holds this package.
    Raises: ConfigError with every fault, each with its line and, where one can be guessed, what was meant.
    """
    shipped = shipped_sources()
    root = PACKAGE_ROOT if shipped and path.resolve() == shipped.resolve() else path.parent
    reader = _Reader(str(path), root)
    book = reader.read(text)
    if reader.faults:
        raise ConfigError([fault for _, fault in sorted(reader.faults, key=lambda found: found[0])])
    return book


def read_sources(path: Path) -> str:
    """A sources.yaml as it is written, its line ends and byte order mark included. Raises: ConfigError."""
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise ConfigError([_fault(path, f"is too large to be a sources.yaml ({size:,} bytes)")])
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise ConfigError([_fault(path, "is not UTF-8 text", hint="save it as UTF-8")]) from error
    except OSError as error:
        raise ConfigError([_fault(path, f"cannot be read: {error.strerror}")]) from error


def _fold(name: str) -> str:
    return " ".join(name.casefold().split())


def _fault(path: Path, what: str, *, hint: str = "") -> Fault:
    return Fault(file=str(path), where="the file", what=f"{what}.", hint=hint)


class _Reader:
    """Walks the tree once and keeps a list of all that is wrong."""

    def __init__(self, file: str, root: Path) -> None:
        self.file, self.root = file, root
        self.faults: list[tuple[int, Fault]] = []

    def fault(self, line: int, what: str, *, hint: str = "") -> None:
        self.faults.append((line, Fault(file=self.file, where=f"line {line}", what=f"{what}.", hint=hint)))

    def read(self, text: str) -> SourceBook:
        try:
            top = read_yaml(text)
        except YamlError as error:
            self.fault(error.line, error.reason)
            return SourceBook()
        if top is None:
            return SourceBook(root=self.root)
        parts = self.fields(top, "the file", ("documents", "sources"))
        documents, speakers = self.documents(parts.get("documents")), self.speakers(parts.get("sources"))
        return SourceBook(root=self.root, documents=documents, speakers=speakers)

    def documents(self, tree: Tree | None) -> tuple[Registered, ...]:
        found, lines = [], dict[str, int]()
        for entry in self.entries(tree, "documents"):
            fields = self.fields(entry, "a document", DOCUMENT_KEYS)
            if fields and not (_is_given(fields, "path") or _is_given(fields, "url")):
                self.fault(entry.line, "a document needs a path or a url")
            doc = Registered(
                path=self.text(fields, "path"),
                story=self.text(fields, "story") or NO_STORY,
                outlet=self.text(fields, "outlet"),
                title=self.text(fields, "title"),
                url=self.text(fields, "url"),
                published=self.day(fields, "published"),
            )
            if doc.path:
                self.check_path(doc.path, fields["path"].line)
            name = normpath(doc.path) if doc.path else doc.url
            if name and lines.setdefault(name, entry.line) != entry.line:
                self.fault(entry.line, f"{_shown(name)} is registered twice (first in line {lines[name]})")
            found.append(doc)
        return tuple(found)

    def speakers(self, tree: Tree | None) -> tuple[Speaker, ...]:
        found, owners = [], dict[str, tuple[str, int]]()
        for entry in self.entries(tree, "sources"):
            fields = self.fields(entry, "a source", SOURCE_KEYS)
            if fields and not _is_given(fields, "name"):
                self.fault(entry.line, "a source needs a name")
            name, aliases = self.text(fields, "name"), self.texts(fields, "aliases")
            kind = self.text(fields, "kind")
            if kind and kind not in KINDS:
                self.fault(fields["kind"].line, f"there is no kind {_shown(kind)!r}", hint=_did_you_mean(kind, KINDS))
            for known, line in [(name, entry.line), *aliases] if name else []:
                owner, first = owners.setdefault(_fold(known), (name, entry.line))
                if first != entry.line:
                    self.fault(line, f"{known!r} already names {owner!r} (line {first}); a name has one owner")
            affiliation = self.text(fields, "affiliation")
            names = tuple(alias for alias, _ in aliases)
            found.append(Speaker(name=name, aliases=names, kind=kind, affiliation=affiliation))
        return tuple(found)

    def entries(self, tree: Tree | None, key: str) -> tuple[Tree, ...]:
        if tree is None or _is_empty(tree):
            return ()
        if tree.kind != "sequence":
            self.fault(tree.line, f"{key} must be a list", hint="start every entry with a dash and a space")
        return tree.items

    def fields(self, tree: Tree, what: str, known: tuple[str, ...]) -> dict[str, Tree]:
        """The values by key; unknown and repeated keys are faults and left out."""
        if tree.kind != "mapping":
            self.fault(tree.line, f"{what} must be made of lines `key: value`", hint=f"the keys are {', '.join(known)}")
        found: dict[str, Tree] = {}
        for key, value in tree.pairs:
            if key.kind != "scalar" or key.written not in known:
                self.fault(
                    key.line, f"{what} has no key {_shown(key.written)!r}", hint=_did_you_mean(key.written, known)
                )
            elif key.written in found:
                self.fault(key.line, f"the key {key.written!r} is there twice", hint="delete one of the two")
            else:
                found[key.written] = value
        return found

    def text(self, fields: dict[str, Tree], key: str) -> str:
        return self.text_of(fields[key], key) if key in fields else ""

    def text_of(self, tree: Tree, key: str) -> str:
        if _is_empty(tree):
            return ""
        if tree.kind != "scalar":
            self.fault(tree.line, f"{key} must be text, not a {tree.kind}")
            return ""
        if reading := read_scalar(tree):
            written = _shown(tree.written)
            hint = f'put it in quotes: "{written}"'
            self.fault(tree.line, f"{key} must be text, but YAML takes {written} for {_shown(reading)}", hint=hint)
            return ""
        if found := _find_unstorable(tree.written):
            self.fault(tree.line, f"{key} holds U+{ord(found):04X}, which is no character of a text")
            return ""
        return " ".join(tree.written.split())

    def texts(self, fields: dict[str, Tree], key: str) -> list[tuple[str, int]]:
        """A list's texts, each with its line; a text alone is a list of one."""
        if key not in fields:
            return []
        trees = fields[key].items if fields[key].kind == "sequence" else (fields[key],)
        found = [(self.text_of(tree, key), tree.line) for tree in trees]
        return [(text, line) for text, line in found if text]

    def day(self, fields: dict[str, Tree], key: str) -> date | None:
        if not _is_given(fields, key):
            return None
        written = fields[key].written.strip()
        try:
            if DAY.fullmatch(written):
                return date.fromisoformat(written)
        except ValueError:  # 2024-02-30
            pass
        hint = "write year-month-day: 2024-11-05"
        self.fault(fields[key].line, f"{key} is not a day: {_shown(written)}".rstrip(": "), hint=hint)
        return None

    def check_path(self, path: str, line: int) -> None:
        full = self.root / path
        try:
            if full.is_file():
                return
            if full.is_dir():
                self.fault(line, f"{_shown(path)} is a folder, not a file", hint="register each article by its path")
                return
            near = get_close_matches(full.name, sorted(file.name for file in full.parent.iterdir()), n=1)
        except (OSError, ValueError):  # a NUL byte, no such folder, or one that may not be read
            near = []
        hint = f"did you mean {(Path(path).parent / near[0]).as_posix()}?" if near else f"paths start from {self.root}"
        self.fault(line, f"no such file: {_shown(path)}", hint=hint)


def _shown(written: str) -> str:
    """What was written, cut where a message would drown in it."""
    return written if len(written) <= SHOWN else f"{written[: SHOWN - 1]}…"


def _find_unstorable(written: str) -> str:
    """The first character that no ledger can keep, line breaks and tabs apart (they count as blanks); else ""."""
    return next((char for char in written if unicodedata.category(char) in UNSTORABLE and not char.isspace()), "")


def _is_empty(tree: Tree) -> bool:
    return tree.tag == "null" or (tree.kind == "scalar" and not tree.written.strip())


def _is_given(fields: dict[str, Tree], key: str) -> bool:
    return key in fields and not _is_empty(fields[key])


def _did_you_mean(written: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(written.casefold(), known, n=1)
    return f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
