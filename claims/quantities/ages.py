"""Ages: figures that say how old somebody is."""

import re
from dataclasses import replace

from claims.lexicon import alternation, load_rules, word_class
from claims.model import Evidence, Quantity
from claims.quantities.figures import Figure
from claims.quantities.units import time_unit

OLDEST = 125
AGE_WORDS = word_class("class.word.before_age")
AGE_PHRASES = tuple(f" {phrase}" for phrase in load_rules("cues/classes")["class.phrase.before_age"].surfaces)
AGE_AFTER = re.compile(r"(?:\s|-)(?P<unit>years?|months?|weeks?|days?)(?:\s|-)(?:olds?)\b|\s?-?(?:yo|y/o)\b")
OLDER_AFTER = re.compile(r"\s+(?:and|or)\s+(?:older|younger)\b")
NAMED_BEFORE = re.compile(
    rf"(?:[A-Z][\w.'’-]+(?:\s+(?:Jr|Sr)\.?)?|\b{alternation(word_class('class.noun.person'))})(?:,|\s\()\s?$"
)
COPULA_BEFORE = re.compile(
    rf"\b(?:he|i|one|she|who|(?:eldest|oldest|youngest)(?:\s[a-z]+){{0,3}}|{'|'.join(word_class('class.noun.person'))})"
    r"(?:\s(?:is|was)|['’]s)(?:\s(?:barely|just|nearly|only))?\s$"
)
NAME_IS_BEFORE = re.compile(r"\b[A-Z][\w’'-]+\s(?:is|was)\s$")
IS_ALSO_AFTER = re.compile(r"\sand\s(?:had|has|is|lived|lives|was|worked|works)\b")
""" "Cedeno is 38 |and has| more power"."""
PERSON_OF = re.compile(r"\s(?:boy|girl|man|woman)\sof$")
GROUP_BEFORE = re.compile(
    rf"\b(?:everyone|those|{'|'.join(word_class('class.noun.age_group'))})(?:\s(?:who\s)?(?:are|were))?\s(?:over|under|above|below)\s$"
)
ENDS_CLAUSE = re.compile(r"[,;)]|\.(?:\s|$)|$|\s(?:and|at\sthe\stime|but|when|while)\b")
AT_BEFORE = re.compile(r"(?:^|[.!?“\"]\s?)at\s$")
PERSON_AFTER = re.compile(r",\s(?:he|she|i)\b")
ROLE_BEFORE = re.compile(
    r"(?:\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir)|['’]s)\s(?:[A-Za-z-]+\s){0,2}"
    rf"(?!{alternation(word_class('class.noun.tally'))})[a-z-]+,\s$"
)
FULL_NAME_BEFORE = re.compile(
    r"(?<!\b[Aa]t\s)(?<!\b[Ii]n\s)(?<!\b[Oo]n\s)(?<!\bfrom\s)\b(?!(?:At|In|On)\b)[A-Z][a-z]+\s[A-Z][\w’'-]+,\s$"
)
ENDS_APPOSITION = re.compile(r",|\.\s|\.$|\)")
YOUNG_AFTER = re.compile(
    r",\s(?:admit(?:s|ted)|appear(?:s|ed)|denie[ds]|died|face[ds]|from|had?|has|is|li(?:kes|ve[ds])|lost|of|pleaded|remains?"
    r"|sa(?:id|ys)|suffered|survived|told|was|were|who|whom|whose|will|won|works|would)\b|\),?\s[a-z]"
)
LINK = re.compile(r",\s|\sand\s|,\sand\s|\sor\s")
COUNTS_AFTER = re.compile(r"\s+[a-z]+s\b|\s+(?:people|men|women|children)\b")


def find_age(text: str, low: str, figure: Figure) -> str:
    """The unit of time of a figure that is somebody's age, "" for any other."""
    match = AGE_AFTER.match(low, figure.end)
    if match:
        return time_unit(match["unit"]) if match["unit"] else "year"
    unit, words = figure.unit, figure.around.words
    if figure.form not in ("digits", "words") or figure.value > OLDEST or not (unit is None or unit.kind == "duration"):
        return ""
    name = unit.name if unit else "year"
    if OLDER_AFTER.match(low, figure.after):
        return name
    if figure.around.touching in ("", "(") and words[-1:] and words[-1] in AGE_WORDS:
        return name
    tail = f" {' '.join(words[-3:])}"
    if unit is None and not figure.around.touching and PERSON_OF.search(tail):
        return name
    if not figure.around.touching and (
        tail.endswith(AGE_PHRASES) or (unit is None and "expectancy" in low[max(0, figure.start - 80) : figure.start])
    ):
        return name
    if unit is None and _is_told_of_person(low, figure):
        return "year"
    apposed = unit is None and figure.form == "digits" and ENDS_APPOSITION.match(low, figure.end)
    before = text[max(0, figure.start - 48) : figure.start]
    is_told = YOUNG_AFTER.match(low, figure.end)
    is_named = apposed and NAMED_BEFORE.search(before) and (figure.value > 4 or is_told)
    is_also = unit is None and not figure.around.touching and IS_ALSO_AFTER.match(low, figure.end)
    is_person = is_also and figure.value > 4 and NAME_IS_BEFORE.search(before)
    is_role = apposed and figure.value > 4 and is_told and ROLE_BEFORE.search(before)
    in_words = (
        unit is None and figure.form == "words" and low.startswith(",", figure.end) and FULL_NAME_BEFORE.search(before)
    )
    return "year" if is_named or is_person or is_role or in_words else ""


def _is_told_of_person(low: str, figure: Figure) -> bool:
    """ "She was just 11 when …", "At 17, she …", "children under 15"."""
    before = low[max(0, figure.start - 40) : figure.start]
    return bool(
        GROUP_BEFORE.search(before)
        or (COPULA_BEFORE.search(before) and ENDS_CLAUSE.match(low, figure.end))
        or (AT_BEFORE.search(before) and PERSON_AFTER.match(low, figure.end))
    )


def share_ages(low: str, quantities: list[Quantity]) -> list[Quantity]:
    """The quantities; a bare count after an age and a comma or "and" is one too: "ages 7, 9 and 11"."""
    for at in range(1, len(quantities)):
        before, qty = quantities[at - 1], quantities[at]
        is_bare = qty.kind == "count" and not qty.unit and qty.value is not None and qty.value < OLDEST
        linked = before.kind == "age" and is_bare and LINK.fullmatch(low, before.end, qty.start)
        if linked and not COUNTS_AFTER.match(low, qty.end):
            evidence = (*qty.evidence, Evidence("age", low[before.start : qty.end]))
            quantities[at] = replace(
                qty, kind="age", unit=before.unit, dimension="age", checkable=True, evidence=evidence
            )
    return quantities
