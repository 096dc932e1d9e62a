"""HTML that cannot be broken into: what is not made here is escaped."""

import unicodedata
from collections.abc import Iterable
from html import escape

VOID = ("br", "meta")


class Markup(str):
    """HTML made by `tag` or `join`; every other string is text, and shown as it is written."""

    __slots__ = ()


def tag(name: str, /, *inside: str, look: str = "", **attributes: object) -> Markup:
    """
    An element with its contents; `look` is its class, an underscore in an attribute's name a hyphen.

    >>> tag("p", "a < b", tag("br"), look="quiet", aria_label='"x"')
    '<p class="quiet" aria-label="&quot;x&quot;">a &lt; b<br></p>'
    """
    named = {"class": look, **{key.replace("_", "-"): value for key, value in attributes.items()}}
    opened = "".join(f' {key}="{escape(str(value))}"' for key, value in named.items() if value != "")
    return Markup(f"<{name}{opened}>" if name in VOID else f"<{name}{opened}>{join(inside)}</{name}>")


def join(parts: Iterable[str], between: str = "") -> Markup:
    """
    Parts one after the other, empty ones left out.

    >>> join(["1 < 2", "", Markup("<b>x</b>")], " · ")
    '1 &lt; 2 · <b>x</b>'
    """
    return Markup(_safe(between).join(_safe(part) for part in parts if part))


def verbatim(words: object) -> Markup:
    """Any words of an article, a name, a note; nothing for none. Direction marks in them move nothing around them."""
    return tag("bdi", str(words), look="verbatim") if words else Markup()


def hidden_marks(words: str) -> Markup:
    """A sentence naming the characters which cannot be seen (joiners, direction marks); nothing if there are none."""
    names = sorted({unicodedata.name(char, "unnamed").lower() for char in words if unicodedata.category(char) == "Cf"})
    told = f"Holds characters that cannot be seen: {', '.join(names)}."
    return tag("p", told, look="hidden-marks") if names else Markup()


def _safe(part: str) -> str:
    return part if isinstance(part, Markup) else escape(part)
