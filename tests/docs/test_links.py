"""Every link leads somewhere, and every page can be reached."""

from pathlib import Path

import pytest

from tests.docs.pages import PAGES, ROOT, anchors, links, name


def is_elsewhere(target):
    return target.startswith(("https://", "http://", "mailto:"))


def place(page: Path, target: str) -> tuple[Path, str]:
    """Where a relative link leads: the file, and the heading in it."""
    path, _, anchor = target.partition("#")
    return ((page.parent / path).resolve() if path else page), anchor


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_resolve(page):
    """A link to a file finds it, and a link to a heading finds the heading."""
    for target in links(page):
        if not is_elsewhere(target):
            path, anchor = place(page, target)
            assert path.exists(), f"{target}: no such file"
            assert not anchor or anchor in anchors(path), f"{target}: no such heading"


def test_every_page_is_reached_from_the_readme():
    """Following links from the README comes to every page."""
    seen, todo = set(), [ROOT / "README.md"]
    while todo:
        page = todo.pop()
        if page not in seen:
            seen.add(page)
            paths = (place(page, target)[0] for target in links(page) if not is_elsewhere(target))
            todo += [path for path in paths if path.suffix == ".md"]
    assert [name(page) for page in PAGES if page not in seen] == []
