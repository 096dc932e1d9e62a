"""Rule packs: words as data. Reads `claims/rules/**.toml`, checks every entry, and reports every fault at once."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from claims.errors import ConfigError, Fault

RULES = Path(__file__).parent / "rules"
COMMON = {"id", "surfaces", "cite"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One rule: its dotted id, the words that trigger it (lower case), and its pack's own fields."""

    id: str
    surfaces: tuple[str, ...]
    fields: dict[str, Any]

    def __getitem__(self, field: str) -> str:
        return str(self.fields.get(field, ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """
    One TOML file: its entries, sentences they must read, and sentences they must leave alone.

    An example names the fields that some claim of the text must have; a counterexample is a text in which no entry of
    the pack fires. Either may name one `rule` of the pack: then that one fires, or that one does not.
    """

    name: str
    entries: tuple[Entry, ...]
    examples: tuple[dict[str, Any], ...]
    counterexamples: tuple[dict[str, str], ...]


@cache
def pack_names() -> tuple[str, ...]:
    """Every pack, as its path below `claims/rules` without the suffix ("units/time"), sorted."""
    return tuple(sorted(path.relative_to(RULES).with_suffix("").as_posix() for path in RULES.rglob("*.toml")))


@cache
def load_pack(name: str) -> Pack:
    """Read one pack. Raises: ConfigError with every fault in the file."""
    path = RULES / f"{name}.toml"
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ConfigError([Fault(file=path.name, where="file", what=str(error))]) from error
    faults = list(_faults(path.name, table))
    if faults:
        raise ConfigError(faults)
    entries = tuple(
        Entry(
            id=raw["id"],
            surfaces=tuple(raw["surfaces"]),
            fields={key: value for key, value in raw.items() if key not in COMMON},
        )
        for raw in table.get("entry", [])
    )
    return Pack(
        name=name,
        entries=entries,
        examples=tuple(table.get("example", [])),
        counterexamples=tuple(table.get("counterexample", [])),
    )


def load_entries(*names: str) -> tuple[Entry, ...]:
    """The entries of several packs; a name that ends in "/" takes the whole folder."""
    wanted = [
        found
        for found in pack_names()
        for name in names
        if found == name or (name[-1] == "/" and found.startswith(name))
    ]
    return tuple(entry for name in wanted for entry in load_pack(name).entries)


@cache
def load_rules(name: str) -> dict[str, Entry]:
    """The entries of one pack by id."""
    return {entry.id: entry for entry in load_pack(name).entries}


def word_class(entry_id: str) -> frozenset[str]:
    """The words of one closed class of the pack `cues/classes`."""
    return next(frozenset(entry.surfaces) for entry in load_pack("cues/classes").entries if entry.id == entry_id)


def by_surface(entries: Iterable[Entry]) -> dict[str, Entry]:
    """Surface → entry; the first entry that lists a surface has it."""
    table: dict[str, Entry] = {}
    for entry in entries:
        for surface in entry.surfaces:
            table.setdefault(surface, entry)
    return table


def alternation(surfaces: Iterable[str]) -> str:
    """
    A regex group that takes the longest of the surfaces; a space in one matches any run of blanks.

    The words are folded into a tree of their letters, so that a long list is searched no slower than a short one.

    >>> alternation(["ten", "tens", "tens of"])
    '(?:ten(?:s(?:\\\\s+of)?)?)'
    """
    tree: dict[str, Any] = {}
    for word in sorted(set(surfaces)):
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return f"(?:{_branch(tree)})"


def _branch(node: dict[str, Any]) -> str:
    ends = "" in node
    ways = [
        (r"\s+" if letter == " " else re.escape(letter)) + _branch(below) for letter, below in node.items() if letter
    ]
    if not ways:
        return ""
    return f"(?:{'|'.join(ways)}){'?' if ends else ''}" if ends or len(ways) > 1 else ways[0]


def _faults(file: str, table: dict[str, Any]) -> Iterable[Fault]:
    ids: set[str] = set()
    for number, raw in enumerate(table.get("entry", []), start=1):
        where = f"entry {raw.get('id') or number}"
        for field in sorted(COMMON - raw.keys()):
            yield Fault(file=file, where=where, what=f"`{field}` is missing", hint="every entry has id, surfaces, cite")
        surfaces = raw.get("surfaces", [])
        if not isinstance(surfaces, list) or not all(
            isinstance(word, str) and word == word.lower() for word in surfaces
        ):
            yield Fault(file=file, where=where, what="`surfaces` must be lower-case strings")
        if raw.get("id") in ids:
            yield Fault(file=file, where=where, what="the id is used twice")
        ids.add(raw.get("id"))
    for kind in ("example", "counterexample"):
        for number, raw in enumerate(table.get(kind, []), start=1):
            if not isinstance(raw.get("text"), str):
                yield Fault(file=file, where=f"{kind} {number}", what="`text` is missing")
            if raw.get("rule", next(iter(ids), None)) not in ids:
                yield Fault(file=file, where=f"{kind} {number}", what=f"the pack has no rule {raw.get('rule')!r}")
