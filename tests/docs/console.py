"""Console blocks: `$ command` lines and what they print. `...` alone on a line stands for any lines."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ELLIPSIS = "..."
WIDTH = "100"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One command and the lines that the page says it prints."""

    command: str
    expected: tuple[str, ...]


def steps(text: str) -> Iterator[Step]:
    """The commands of a console block, each with its output; a backslash ends a line that goes on."""
    for chunk in re.split(r"^\$ ", text, flags=re.M)[1:]:
        command, _, output = re.sub(r"\\\n", "\\\0", chunk).partition("\n")
        yield Step(command=command.replace("\\\0", "\\\n"), expected=tuple(output.splitlines()))


def run(command: str, folder: Path, home: Path) -> tuple[tuple[str, ...], int]:
    """Type the command into a shell that stands in `folder`: what it printed, words and figures, and its exit code."""
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "XDG_DATA_HOME": str(home),
        "COLUMNS": WIDTH,
        "PYTHONUNBUFFERED": "1",
        "NO_COLOR": "1",
    }
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=120,
    )
    return tuple(line.rstrip() for line in done.stdout.splitlines()), done.returncode


def fits(expected: tuple[str, ...], printed: tuple[str, ...]) -> bool:
    """Whether what was printed is what the page says."""
    pattern = "".join("(?:.*\n)*?" if line == ELLIPSIS else re.escape(line.rstrip()) + "\n" for line in expected)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in printed)) is not None


def refreshed(expected: tuple[str, ...], printed: tuple[str, ...]) -> tuple[str, ...]:
    """What the page should say: what was printed, cut where the page cuts it."""
    if ELLIPSIS not in expected:
        return printed
    head = expected.index(ELLIPSIS)
    tail = len(expected) - head - 1
    if head + tail >= len(printed):
        return printed
    return (*printed[:head], ELLIPSIS, *printed[len(printed) - tail :])


def to_text(step: Step) -> str:
    """The step as a page writes it."""
    return "".join(f"{line}\n" for line in (f"$ {step.command}", *step.expected))
