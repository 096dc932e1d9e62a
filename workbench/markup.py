"""HTML that cannot be broken into: what is not made here is escaped. The only module that calls st.html with text."""

from collections.abc import Iterable
from html import escape
from typing import Literal

import streamlit as st


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
    return Markup(f"<{name}{opened}>" if name == "br" else f"<{name}{opened}>{join(inside)}</{name}>")


def join(parts: Iterable[str], between: str = "") -> Markup:
    """
    Parts one after the other, empty ones left out.

    >>> join(["1 < 2", "", Markup("<b>x</b>")], " · ")
    '1 &lt; 2 · <b>x</b>'
    """
    return Markup(_safe(between).join(_safe(part) for part in parts if part))


def draw(*parts: str, width: Literal["stretch", "content"] = "stretch") -> None:
    """Put it on the page."""
    st.html(join(parts), width=width)


def _safe(part: str) -> str:
    return part if isinstance(part, Markup) else escape(part)
