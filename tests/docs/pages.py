"""The project's pages as its tests read them: fenced blocks, headings, links."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "benchmarks").glob("*.md")],
    key=lambda page: page.as_posix(),
)
FENCE = re.compile(r"^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.M | re.S)
LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} (?P<title>.+)$", re.M)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One fenced block: its language, its text, and the line its text starts on."""

    page: Path
    line: int
    language: str
    text: str


def name(page: Path) -> str:
    """The page as a test id: its path below the repository."""
    return page.relative_to(ROOT).as_posix()


def blocks(page: Path, *languages: str) -> list[Block]:
    """The page's fenced blocks in order, of these languages only where any are given."""
    text = page.read_text(encoding="utf-8")
    found = [
        Block(
            page=page,
            line=text.count("\n", 0, match.start("text")) + 1,
            language=match["language"],
            text=match["text"],
        )
        for match in FENCE.finditer(text)
    ]
    return [block for block in found if not languages or block.language in languages]


def with_blocks(*languages: str) -> list[Path]:
    """The pages that hold such a block."""
    return [page for page in PAGES if blocks(page, *languages)]


def prose(page: Path) -> str:
    """The page without its fenced blocks."""
    return FENCE.sub("", page.read_text(encoding="utf-8"))


def anchors(page: Path) -> set[str]:
    """What a link may name after `#`: the headings, as Markdown hosts spell them."""
    titles = (match["title"].lower() for match in HEADING.finditer(prose(page)))
    return {re.sub(r"[^\w\- ]", "", title).strip().replace(" ", "-") for title in titles}


def links(page: Path) -> Iterator[str]:
    """Every link target of the page's prose."""
    return (match["target"] for match in LINK.finditer(re.sub(r"`[^`]*`", "", prose(page))))
