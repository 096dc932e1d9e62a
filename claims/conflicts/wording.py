"""Figures and reasons in words."""

import re

from claims.lexicon import word_class

MODIFIERS = {
    "approx": "about",
    "below": "nearly",
    "at_least": "at least",
    "more_than": "more than",
    "at_most": "up to",
    "less_than": "less than",
}
IRREGULAR = {
    "foot": "feet",
    "inch": "inches",
    "century": "centuries",
    "person": "people",
    "child": "children",
    "man": "men",
    "woman": "women",
    "percent": "percent",
    "aircraft": "aircraft",
    "personnel": "personnel",
    "people": "people",
    "staff": "staff",
    "police": "police",
    "cattle": "cattle",
    "life": "lives",
    "dead": "dead",
    "injured": "injured",
    "missing": "missing",
    "wounded": "wounded",
    "wife": "wives",
    "knife": "knives",
    "half": "halves",
    "s": "s",
}
OF_PEOPLE = word_class("class.noun.of_people")
"""Nouns that stand before their figure: "a crowd of 300"."""
NO_MEN = frozenset({"german", "human", "norman", "ottoman", "roman", "shaman", "talisman"})
ENGLISH = re.compile(r"[a-z-]+", re.IGNORECASE)
CURRENCY_MARK = re.compile(r"[$€£¥₹₩₽₺₱₦₴₪฿₫]|[A-Z]{3}")
ONE = frozenset({"1", "one", "One", "a", "an"})
OF_AFTER = re.compile(r"^(?!a |an ).*s$", re.IGNORECASE)


def phrase(*, surface: str, modifier: str, kind: str, unit: str, entity: str, per: str) -> str:
    """
    A figure as a card says it: modifier, number, what is counted.

    >>> phrase(surface="10,000", modifier="more_than", kind="count", unit="troop", entity="troops", per="")
    'more than 10,000 troops'
    >>> phrase(surface="millions", modifier="magnitude", kind="count", unit="shell", entity="artillery shells", per="")
    'millions of artillery shells'
    >>> phrase(surface="$2,000", modifier="approx", kind="money", unit="USD", entity="troops", per="month;soldier")
    'about $2,000 per month per soldier'
    >>> phrase(surface="45", modifier="at_least", kind="count", unit="", entity="death toll", per="")
    'death toll of at least 45'
    >>> phrase(surface="40,000", modifier="exact", kind="money", unit="GBP", entity="", per="")
    '40,000 GBP'
    """
    number = f"{MODIFIERS[modifier]} {surface}" if modifier in MODIFIERS else surface
    of = " of" if modifier == "magnitude" and OF_AFTER.search(surface) else ""
    rates = "".join(f" per {name}" for name in per.split(";") if name)
    match kind:
        case "count":
            if entity and (not unit or unit in OF_PEOPLE):
                return f"{entity} of {number}{rates}"
            what = entity or to_plural(unit)
            return f"{number}{of} {what}{rates}".replace("  ", " ").rstrip() if what else f"{number}{rates}"
        case "measure" | "duration":
            return f"{number}{of} {unit if surface in ONE else to_plural(unit)}{rates}".rstrip()
        case "age":
            return f"{number} {to_plural(unit) or 'years'} old"
        case "percentage" | "percentage_points":
            named = "%" in surface or "per" in surface.lower() or "point" in surface.lower()
            return f"{number}{rates}" if named else f"{number} {to_plural(unit)}{rates}".rstrip()
        case "money":
            is_marked = not surface[:1].isdigit() or CURRENCY_MARK.search(surface)
            return f"{number}{rates}" if is_marked else f"{number} {unit}{rates}"
        case "multiple":
            return number if re.search(r"times|fold|×|half|double|twice|triple", surface) else f"{number} times"
    return f"{number}{rates}"


def to_plural(unit: str) -> str:
    """
    >>> to_plural("soldier"), to_plural("mile per hour"), to_plural("body"), to_plural("degree celsius")
    ('soldiers', 'miles per hour', 'bodies', 'degrees celsius')
    >>> to_plural("life"), to_plural("gunman"), to_plural("German"), to_plural("חייל")
    ('lives', 'gunmen', 'Germans', 'חייל')
    """
    first, per, rest = unit.partition(" per ")
    head, space, last = first.rpartition(" ")
    if head == "degree":
        return f"degrees {last}"
    if not ENGLISH.fullmatch(last) or last.isupper():
        return unit
    if last in IRREGULAR:
        plural = IRREGULAR[last]
    elif last.endswith("man") and last.lower() not in NO_MEN:
        plural = last[:-3] + "men"
    elif re.search(r"[^aeiou]y$", last):
        plural = last[:-1] + "ies"
    else:
        plural = last + ("es" if re.search(r"(?:s|x|z|ch|sh)$", last) else "s")
    return f"{head}{space}{plural}{per}{rest}"


def quoted(text: str) -> str:
    """A text's own words inside a sentence of ours."""
    return f"“{' '.join(text.split())}”"


def capitalised(sentence: str) -> str:
    """The first letter upper case, the rest as it is."""
    return sentence[:1].upper() + sentence[1:]
