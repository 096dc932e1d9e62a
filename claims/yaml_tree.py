"""YAML as a tree that knows its lines and what was written, so that a fault can be pointed at."""

from dataclasses import dataclass
from typing import Any, Literal

TAG = "tag:yaml.org,2002:"


class YamlError(Exception):
    """The text is no YAML, or YAML that is not read here."""

    def __init__(self, line: int, reason: str) -> None:
        self.line, self.reason = line, reason
        super().__init__(f"line {line}: {reason}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """
    One node, at [start, end) of the text. `written` is a scalar's text before YAML makes a value of it.

    `tag` is YAML's short name of that value's type (str, bool, int, float, timestamp, null): `NO` is a bool, `12:30`
    an int. `items` are a list's entries, `pairs` a mapping's keys and values, repeated keys included.
    """

    line: int
    start: int
    end: int
    kind: Literal["scalar", "sequence", "mapping"]
    tag: str
    written: str = ""
    items: tuple["Tree", ...] = ()
    pairs: tuple[tuple["Tree", "Tree"], ...] = ()


def read_yaml(text: str) -> Tree | None:
    """
    The tree that `yaml.safe_load` would make values of; None where there is none.

    Raises: YamlError, also for an alias (ten lines of them can unfold into gigabytes).
    """
    import yaml

    class Loader(yaml.SafeLoader):
        def compose_node(self, parent: Any, index: int) -> Any:
            if self.check_event(yaml.AliasEvent):
                event = self.peek_event()  # type: ignore[no-untyped-call]
                raise YamlError(event.start_mark.line + 1, f"*{event.anchor} is an alias: write the value out")
            return super().compose_node(parent, index)

    try:
        node = Loader(text).get_single_node()
        return None if node is None else _to_tree(node)
    except RecursionError as error:
        raise YamlError(1, "the file is nested too deeply") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlError(mark.line + 1 if mark else 1, f"this is no YAML: {error.problem or error.context}") from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise YamlError(line, f"YAML allows no such character: {error.reason}") from error


def read_scalar(tree: Tree) -> str:
    """What YAML makes of a scalar written without quotes, in words; "" where it stays the text that was written."""
    import yaml

    if tree.tag == "str":
        return ""
    word = {"bool": "truth value", "int": "number", "float": "number", "timestamp": "date"}.get(tree.tag)
    if word is None:
        return f"a {tree.tag}"
    try:
        return f"the {word} {str(yaml.safe_load(tree.written)).lower()}"
    except (ValueError, OverflowError, yaml.YAMLError):  # 2024-02-30 is no date; 1:1:1:… has too many digits to print
        return f"a {word}"


def _to_tree(node: Any) -> Tree:
    place = {"line": node.start_mark.line + 1, "start": node.start_mark.index, "end": node.end_mark.index}
    tag = node.tag.removeprefix(TAG)
    if node.id == "sequence":
        return Tree(**place, kind="sequence", tag=tag, items=tuple(map(_to_tree, node.value)))
    if node.id == "mapping":
        pairs = tuple((_to_tree(key), _to_tree(value)) for key, value in node.value)
        return Tree(**place, kind="mapping", tag=tag, pairs=pairs)
    return Tree(**place, kind="scalar", tag=tag, written=node.value)
