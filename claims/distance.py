"""Quotation marks of distance: a word of doubt that governs a few quoted words keeps a figure at arm's length."""

from dataclasses import dataclass

import regex

from claims.lexicon import alternation, load_entries
from claims.model import Quantity
from claims.setting import Setting

_ENTRIES = {entry.id: entry for entry in load_entries("cues/stance")}
DOUBT, LABEL, NAMING, CLAIM, DEED, MANNED, MANY = (
    alternation(_ENTRIES[f"stance.distance.{name}"].surfaces)
    for name in ("doubt", "label", "naming", "claim", "deed", "manned", "many")
)
MODIFIER = alternation(
    surface for entry in load_entries("modifiers") if entry["place"] == "before" for surface in entry.surfaces
)
ARTICLE = "(?:an?|its|some|the|their)"
OPEN, CLOSE = r"(?<![^\s(])(?:''|[\"“‘'])(?!\s)", r"(?<=\w)[,.]?(?:''|[\"”’'])(?!\w)"
LOW = r"\p{Ll}[\p{Ll}-]*"
"""A word in small letters: the names of films, operations and gangs have capitals."""
FEW = rf"(?:(?!to\b){LOW}\s+){{0,2}}"
SCARED = rf"{OPEN}(?:{LOW}\s+){{0,2}}{LOW}{CLOSE}"
DEED_TO = rf"{OPEN}(?:{LOW}\s+){{0,2}}{DEED}{CLOSE}\s+(?:against|of|over)(?:\s+{MODIFIER})?"
DONE_TO = rf"(?:{SCARED}|{DEED_TO})(?<![,.](?:''|.))\s+"
GOVERNING = {
    "stance.distance.doubt": rf"\b{DOUBT}\s+{FEW}",
    "stance.distance.label": rf"\b{LABEL}\s+{FEW}",
    "stance.distance.naming": rf"\bwhat\s+(?:[\p{{L}}.’'-]+\s+){{1,4}}{NAMING}\s+{FEW}",
    "stance.distance.claim": rf"\b{CLAIM}\s+(?:(?:of|that|to\s+have\s+\p{{L}}+)\s+)?(?:{ARTICLE}\s+)?",
}
THING = rf"\s+(?:[\p{{L}}-]+\s+){{0,2}}{LOW}{CLOSE}"
OWN_NOUN = {
    "count": regex.compile(rf"(?:-{MANNED}{THING}|{THING}(?<=(?:s|\b{MANY})[,.]?(?:''|.)))"),
    "money": regex.compile(THING),
}
"""What a quote says of its figure: those that are counted, in the plural ("20-point plan" is a name), or a price's."""
SCARED_NOUN = regex.compile(rf"\s+(?:{LOW}\s+)?{SCARED}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shapes:
    """What stands before a figure that a word of distance governs: quoted with its noun, before one, or after one."""

    inside: "regex.Pattern[str]"
    before: "regex.Pattern[str]"
    after: "regex.Pattern[str]"


SHAPES = {
    rule: Shapes(
        inside=regex.compile(rf"{governing}{OPEN}(?:{ARTICLE}\s+)?(?:{MODIFIER}\s+)?$"),
        before=regex.compile(rf"{governing}(?:{MODIFIER}\s+)?$"),
        after=regex.compile(rf"{governing}{DONE_TO}$"),
    )
    for rule, governing in GOVERNING.items()
}


def find_distance(sentence: str, qty: Quantity, setting: Setting | None, *, offset: int) -> str | None:
    """
    The rule by which quotation marks keep a figure at arm's length; the sentence starts at `offset`.

    >>> from claims.quantities.scan import find_quantities
    >>> text = 'He said the alleged 300 "spies" were held.'
    >>> find_distance(text, find_quantities(text)[0][0], None, offset=0)
    'stance.distance.doubt'
    """
    if qty.kind not in OWN_NOUN:
        return None
    left, right = sentence[: qty.start - offset], sentence[qty.end - offset :]
    own_noun, scared = OWN_NOUN[qty.kind].match(right), SCARED_NOUN.match(right)
    if own_noun is not None and setting is not None and not _is_phrase(setting, qty.end - offset + own_noun.end()):
        own_noun = None
    for rule, shapes in SHAPES.items():
        if qty.kind in _ENTRIES[rule]["kinds"].split() and (
            (own_noun is not None and shapes.inside.search(left))
            or (scared is not None and shapes.before.search(left))
            or shapes.after.search(left)
        ):
            return rule
    return None


def _is_phrase(setting: Setting, end: int) -> bool:
    """Whether a quote that ends there holds a noun phrase: no clause, and no term for a noun (“10,000 steps” rule)."""
    tree, verb = setting.tree, setting.predicate
    is_clause = verb is not None and tree.starts[setting.span.start] < tree.starts[verb] < end
    following = next((pos for pos, start in zip(tree.pos, tree.starts, strict=True) if start >= end), "")
    return not is_clause and following != "NOUN"
