"""HTML: the article without menus and footers by trafilatura; headline, outlet and day from what the page declares."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from claims.errors import InputError
from claims.ingest.decode import decode
from claims.ingest.documents import Ingested, mend, to_document
from claims.ingest.published import parse_published
from claims.sources import Registered

NAME = "html"
SUFFIXES = (".html", ".htm", ".xhtml")
EXAMPLE = b"""<!doctype html><html><head><title>Troops cross</title><meta property="og:site_name" content="Courier">
<meta property="article:published_time" content="2024-11-05T08:00:00Z"></head><body><nav>Menu</nav><article>
<p>Some 4,000 troops crossed the river on Monday, officials said.</p></article></body></html>"""
OPENING = re.compile(
    rb"\s*(?:<!--.{0,512}?-->\s*|<\?xml[^>]{0,128}>\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
CHARSET = re.compile(rb"<meta[^>]{0,256}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.I)
HEAD = 8192
NOT_PROSE = ("script", "style", "noscript", "template", "nav", "header", "footer", "aside", "form", "iframe", "svg")
BLOCKS = (
    "p",
    "div",
    "section",
    "article",
    "h1",
    "h2",
    "h3",
    "h4",
    "li",
    "table",
    "tr",
    "blockquote",
    "br",
    "figcaption",
)
DAYS = (
    "//meta[@property='article:published_time' or @itemprop='datePublished' or @name='date' or @name='pubdate'"
    " or @name='DC.date.issued' or @name='parsely-pub-date']/@content",
    "//time[@itemprop='datePublished' or @pubdate]/@datetime",
    "//article//time/@datetime",
)


def is_like(head: bytes) -> bool:
    """The opening of a page."""
    return OPENING.match(head.removeprefix(b"\xef\xbb\xbf")) is not None


def ingest(data: bytes, *, about: Registered) -> Ingested:
    """The article's text, a paragraph a line. Raises: InputError if the page holds none."""
    from lxml import etree, html

    charset = CHARSET.search(data[:HEAD])
    page, _ = decode(data, name=about.path, declared=charset[1].decode("ascii") if charset else "")
    page, mended = mend(page)
    try:
        parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
        tree = html.document_fromstring(page.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise InputError(about.path, "is empty, or no HTML that can be read") from error
    known = _describe(tree, about)
    text = _article(page) or "\n".join(_paragraphs(tree))
    if not text.strip():
        raise InputError(about.path, "holds no article text")
    warnings = (f"{about.path}: {mended} characters that cannot be stored became U+FFFD",) if mended else ()
    return Ingested(documents=(to_document(text, about=known),), warnings=warnings)


def _article(page: str) -> str:
    from trafilatura import extract

    try:
        return extract(page, include_comments=False, include_tables=True, output_format="txt") or ""
    except Exception:  # noqa: BLE001  a large library on hostile bytes: whatever it trips over, the plain reading is left
        return ""


def _paragraphs(tree: Any) -> Iterator[str]:
    """Every text of the body, a block a line: for pages too short or too odd to have a main part."""
    pieces: list[str] = []
    for event, node in _walk(tree):
        if node.tag in BLOCKS:
            if line := " ".join("".join(pieces).split()):
                yield line
            pieces.clear()
        pieces.append((node.text if event == "start" else node.tail) or "")
    if line := " ".join("".join(pieces).split()):
        yield line


def _walk(tree: Any) -> Iterator[tuple[str, Any]]:
    from lxml import etree

    body = tree.find("body")
    body = tree if body is None else body
    etree.strip_elements(body, *NOT_PROSE, with_tail=False)
    yield from etree.iterwalk(body, events=("start", "end"))


def _describe(tree: Any, about: Registered) -> Registered:
    """What is known of the page: what the user registered first, then what it declares."""
    canonical = _first(tree, "//link[@rel='canonical']/@href")
    url = about.url or (canonical if _host(canonical) else "")
    return replace(
        about,
        url=url,
        outlet=about.outlet or _first(tree, "//meta[@property='og:site_name']/@content") or _host(url),
        title=about.title or _first(tree, "//meta[@property='og:title']/@content", "(//h1)[1]", "//title"),
        published=about.published or next(filter(None, map(parse_published, _days(tree))), None),
    )


def _host(url: str) -> str:
    """The host of an http or https URL as an outlet's name; "" where it is none."""
    try:
        parts = urlsplit(url)
        return (parts.hostname or "").removeprefix("www.") if parts.scheme in ("http", "https") else ""
    except ValueError:
        return ""


def _first(tree: Any, *paths: str) -> str:
    found = (node for path in paths for node in tree.xpath(path))
    texts = (" ".join((node if isinstance(node, str) else node.text_content()).split()) for node in found)
    return next(filter(None, texts), "")


def _days(tree: Any) -> Iterator[str]:
    for path in DAYS:
        yield from map(str, tree.xpath(path))
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            linked = json.loads(script)
        except (ValueError, RecursionError):
            continue
        for item in linked if isinstance(linked, list) else [linked]:
            if isinstance(item, dict) and isinstance(item.get("datePublished"), str):
                yield item["datePublished"]
