"""
Writes what a user says of a source into sources.yaml, and only that: every other character of the file stays.

The new words are put where YAML's own marks say that the old ones stand (see ADR 0012). Nothing is written that does
not read as what was meant.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from threading import Lock

from claims.errors import ClaimsError, InputError
from claims.printing import open_output
from claims.sources import SourceBook, Speaker, check_sources, read_sources, resolve_speaker
from claims.yaml_tree import Tree, read_yaml

Edit = tuple[int, int, str]
"""[start, end) of the old text, and what stands there from now on."""
WRITING = Lock()


class ChangedError(ClaimsError):
    """The file is not what the user was shown."""


def save_speaker(path: Path, speaker: Speaker, *, seen: str) -> None:
    """
    Write the aliases and the kind of one source; one that the file does not name yet is added.

    `seen` is the text the user was shown (sources.read_sources).
    Raises: ChangedError if it is another by now; ConfigError, InputError if it cannot be written. Then nothing is.
    """
    with WRITING:
        text = read_sources(path)
        if text != seen:
            reason = f"{path} has changed since it was shown here."
            raise ChangedError(reason)
        book = check_sources(text, path)
        for name in speaker.aliases:
            owner = resolve_speaker(book, name)
            if owner and owner.name != speaker.name:
                raise InputError(str(path), f"{name!r} already names {owner.name!r}; a name has one owner")
        wanted = _with(book, speaker)
        written = with_speaker(text, speaker)
        if check_sources(written, path) != wanted:
            raise InputError(str(path), f"{speaker.name} stands in it in a way that is not changed here; do it by hand")
        with open_output(path) as file:
            file.write(written.encode("utf-8"))


def with_speaker(text: str, speaker: Speaker) -> str:
    r"""
    The text of a sound sources.yaml with the aliases and the kind of one source.

    >>> print(with_speaker("sources:\n  - name: Ada  # the mayor\n", Speaker(name="Ada", aliases=("No", "Mayor"))))
    sources:
      - name: Ada  # the mayor
        aliases: ['No', Mayor]
    <BLANKLINE>
    """
    top = read_yaml(text)
    sources = _fields(top).get("sources") if top else None
    entries = sources.items if sources else ()
    entry = next((one for one in entries if _text(_fields(one)["name"]) == speaker.name), None)
    edits = _change(text, entry, speaker) if entry else _append(text, sources, speaker)
    for start, end, words in sorted(edits, reverse=True):
        text = text[:start] + words + text[end:]
    return text


def _with(book: SourceBook, speaker: Speaker) -> SourceBook:
    """What the file is to say: names that were there keep their order, new ones follow."""
    known = next((one for one in book.speakers if one.name == speaker.name), None)
    if known is None:
        return replace(book, speakers=(*book.speakers, speaker))
    changed = replace(known, aliases=_in_order(known.aliases, speaker.aliases), kind=speaker.kind)
    return replace(book, speakers=tuple(changed if one is known else one for one in book.speakers))


def _in_order(old: Sequence[str], new: Sequence[str]) -> tuple[str, ...]:
    return (*(name for name in old if name in new), *(name for name in new if name not in old))


def _change(text: str, entry: Tree, speaker: Speaker) -> list[Edit]:
    """A source that is there: its values where they stand, missing keys below its name."""
    fields = _fields(entry)
    edits: list[Edit] = []
    missing: list[str] = []
    if "aliases" in fields:
        edits += _change_list(text, fields["aliases"], speaker.aliases)
    elif speaker.aliases:
        missing.append(f"aliases: {_list(speaker.aliases)}")
    if "kind" in fields:
        edits += _put(fields["kind"], speaker.kind)
    elif speaker.kind:
        missing.append(f"kind: {speaker.kind}")
    name = fields["name"]
    if missing and text[entry.start] == "{":
        edits.append((name.end, name.end, "".join(f", {field}" for field in missing)))
    elif missing:
        indent = " " * _column(text, entry)
        edits.append(_lines_after(text, name, [f"{indent}{field}" for field in missing]))
    return edits


def _change_list(text: str, tree: Tree, names: Sequence[str]) -> list[Edit]:
    old = [_text(item) for item in tree.items or (tree,)]
    if tree.kind == "scalar":
        return [] if list(filter(None, old)) == list(names) else _put(tree, _list(names))
    new = [name for name in names if name not in old]
    if text[tree.start] == "[":
        return [(tree.start, tree.end, _change_flow(text, tree, names, new))]
    gone = [item for item, name in zip(tree.items, old, strict=True) if name not in names]
    edits = [(_line_start(text, item.start), _line_end(text, item), "") for item in gone]
    indent = " " * _column(text, tree)
    return [*edits, _lines_after(text, tree.items[-1], [f"{indent}- {_scalar(name)}" for name in new])]


def _change_flow(text: str, tree: Tree, names: Sequence[str], new: Sequence[str]) -> str:
    """A list in brackets: what stays is written as it was, with what stood before it."""
    written, at = "", tree.start + 1
    for item in tree.items:
        if _text(item) in names:
            before = text[at : item.start]
            written += (before if written else before.removeprefix(",").lstrip()) + text[item.start : item.end]
        at = item.end
    written += "".join(f", {_scalar(name)}" for name in new)
    return f"[{written.removeprefix(', ')}{text[at : tree.end] if tree.items and written else ']'}"


def _put(tree: Tree, words: str) -> list[Edit]:
    blank = " " if tree.start == tree.end and words else ""
    return [] if words == _text(tree) else [(tree.start, tree.end, blank + words)]


def _append(text: str, sources: Tree | None, speaker: Speaker) -> list[Edit]:
    """A source that is new: behind the last one, in the way that one is indented; in brackets nothing is added."""
    if sources and sources.items and text[sources.start] == "[":
        return []
    indent = " " * _column(text, sources) if sources and sources.items else "  "
    fields = [f"- name: {_scalar(speaker.name)}"]
    if speaker.aliases:
        fields.append(f"  aliases: {_list(speaker.aliases)}")
    if speaker.kind:
        fields.append(f"  kind: {speaker.kind}")
    lines = [indent + field for field in fields]
    if sources is None:
        end = Tree(line=0, start=len(text), end=len(text), kind="scalar", tag="null")
        return [_lines_after(text, end, ["sources:", *lines])]
    emptied = [] if sources.items else [(sources.start, sources.end, "")]
    return [*emptied, _lines_after(text, sources, lines)]


def _lines_after(text: str, tree: Tree, lines: Sequence[str]) -> Edit:
    """New lines behind the one that a node ends in."""
    at = _line_end(text, tree)
    line_break = "\r\n" if "\r\n" in text else "\n"
    before = line_break if at and lines and text[at - 1] != "\n" else ""
    return (at, at, before + "".join(line + line_break for line in lines))


def _line_end(text: str, tree: Tree) -> int:
    """Behind the line that a node ends in: a block of YAML ends in front of the next one, comments included."""
    while tree.items or tree.pairs:
        if text[tree.start] in "[{":
            break
        tree = tree.items[-1] if tree.items else tree.pairs[-1][1]
    found = text.find("\n", max(tree.end - 1, 0))
    return found + 1 if found >= 0 else len(text)


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _column(text: str, tree: Tree) -> int:
    return tree.start - _line_start(text, tree.start)


def _fields(tree: Tree) -> dict[str, Tree]:
    return {key.written: value for key, value in tree.pairs}


def _text(tree: Tree) -> str:
    return " ".join(tree.written.split())


def _list(names: Sequence[str]) -> str:
    return f"[{', '.join(map(_scalar, names))}]"


def _scalar(words: str) -> str:
    """A text as YAML takes it for one, in quotes where it must be."""
    import yaml

    return yaml.safe_dump([words], default_flow_style=True, allow_unicode=True, width=float("inf")).strip()[1:-1]
