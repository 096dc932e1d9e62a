"""Numerals that are no figures: names, codes, scores, pronouns, ordinals; each with the reason a reader is given."""

import re
from typing import NamedTuple

from claims.lexicon import Entry, alternation, by_surface, load_entries, word_class
from claims.quantities.modifiers import find_before
from claims.quantities.numerals import Numeral
from claims.quantities.units import PER, Unit

_NAMES = load_entries("names")


def _names(place: str) -> dict[str, Entry]:
    return by_surface(entry for entry in _NAMES if entry["place"] == place)


BEFORE, AFTER = _names("before"), _names("after")
MOST_OF_NAME = 20
"""A higher number after a capital word is a count, unless the word is in the list of names."""
WINDOW = 48
"""So many characters before a numeral are looked at."""
OPENING = "([{“\"'‘’«—–*•·…~≈<>≥≤+"
OPENING_WORD = OPENING + ",;:"
COMPOUNDS = word_class("class.prefix.counting")
"""What a hyphen may join to a number without making it a name: "sub-100", "mid-40s"."""
FOLLOWERS = word_class("class.word.after_name")
NOT_A_NAME = word_class("class.word.no_name")
ONE_PRONOUN_AFTER = word_class("class.word.after_pronoun_one")
NOT_ONE = word_class("class.word.before_pronoun_one")
TIMES_OF_HALF = word_class("class.word.before_half")

TITLE_AFTER = re.compile(rf"[\s-]+{alternation(AFTER)}\b")
ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")
ORDINAL_WORD = re.compile(r"[-\s](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b")
JOINED_AFTER = re.compile(r"[^\W\d_]|['’]s\b|[/_@]\w|:\d|\.\d|-(?!to-)[a-z]+-?\d|-(?:for|on|and)-")
ONE_COMPOUND = re.compile(
    r"-(?:sided|time|eyed|issue|on|off|size|way|liners?|party|upmanship|stop|hit|trick|note|star)\b"
)
BLOCK = re.compile(r"\s+block\b")
INLINE_MARK = re.compile(r"\)\s")
TIMELINE = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d\s+[A-Z]")
LIST_MARK = re.compile(r"[.)]\s")
STREET = re.compile(
    r"(?:[-–]\d+)?\s+(?:[A-Z][\w’']*\.?\s+){1,3}(?:Road|Rd|Street|St|Avenue|Ave|Lane|Drive|Boulevard|Blvd|Square|Way|Court)\b"
)
WEB_WORD = re.compile(r"://|www\.|@\w|^#|\.(?:com|org|net|html?|php|jpe?g|png)\b")
SCORE_WORD = re.compile(
    r"\b(?:won|wins?|beat|beats|lost|lose|loss|lead|led|score[ds]?|defeat(?:ed)?|draw|drew|victory|voted?|ruled|record|by\s+a)\b"
)
HOLDING = "said|say|says|had|have|agreed?|were|are|approved?|support|think|believe|want|favou?r"
FOR_HALF = re.compile(
    rf"\s+(?:{HOLDING}|of|the|an?|its|their|his|her|our|those|these|all|as|that|people)\b|\s*[.,;)]|$"
)
COUNTED_AFTER = re.compile(
    r"\s+(?!(?:win|victory|defeat|loss|lead|draw|record|votes?|decision|margin|deficit|on|in|at|to|over|against|with|and|or|but|after|before|by|as|for|from|last|this|when|while|thanks|despite|away|up|down)\b)[a-z]+"
)
FOR_SLASHED = re.compile(
    r"[\s-]+(?:of|the|as|an?|more|less|inch(?:es)?|miles?|cups?|teaspoons?|tablespoons?|pounds?|yards?|acres?)\b"
)
COMMON_PARTS = ("/2", "/3", "/4", "/5", "/8", "/16")
ENDS = re.compile(r"[.,;)]|$")
FOR_SHARE = re.compile(rf"\s+(?:of|more|less|as|in|to|from|{HOLDING})\b|[.;)]|$")
FOR_MULTIPLE = re.compile(
    r"\s+(?:in|to|the|its|their|his|her|from|over|since|as|that|last|this|within|again|for|every|an?|output|production|sales|\w+s)\b|[.,;]|$"
)
COMPARING = frozenset(("twice", "thrice", "double", "triple", "quadruple"))
FOR_TWICE = re.compile(r"\s+(?:as\s+(?:many|much|[a-z]+\s+as)|the|that|its|their|his|her|what|last|this|those|more)\b")
DASHED_TIME = re.compile(r"[-\s](?:time|hour|dozen|century|brother|sister|way|mile|day|back|year)|-")


class Around(NamedTuple):
    """What stands before a figure: the signs that touch it, and the words before those."""

    touching: str
    words: list[str]


def look_before(low: str, start: int) -> Around:
    """The words before an offset, none from the paragraph above."""
    window = low[max(0, start - WINDOW) : start]
    window = window[window.rfind("\n\n") + 1 :]
    words = window.split()
    touching = words.pop() if words and not window[-1].isspace() else ""
    return Around(touching, [word.lstrip(OPENING_WORD) or word for word in words[-6:]])


def refuse(text: str, low: str, numeral: Numeral, around: Around, *, unit: Unit | None, has_mark: bool) -> str:
    """The rule by which a numeral is no figure, "" where it is one; "ordinal" where it is a place in a row."""
    start, end = numeral.start, numeral.end
    after = low[end : end + 24]
    if WEB_WORD.search(f"{around.touching}{low[start:end]}{after.split(None, 1)[0] if after[:1].strip() else ''}"):
        return "reject.web"
    label = _label(text, low, numeral, around) if unit is None or unit.kind != "duration" else None
    if label and (not numeral.scale > 1 or label["case"] == ""):
        return "reject.label" if label["case"] == "" else "reject.name"
    if numeral.form == "digits" or "/" in low[start:end]:
        slashed = numeral.form == "fraction" and "/" in low[start:end]
        if slashed and not (FOR_SLASHED.match(after) or (low[start:end].endswith(COMMON_PARTS) and ENDS.match(after))):
            return "reject.slashed"
        rule_id = _refuse_digits(text, low, numeral, around, after, unit, has_mark=has_mark)
    else:
        rule_id = _refuse_words(low, numeral, around, after, counts=has_mark or _is_measured(numeral, unit))
    if rule_id:
        return rule_id
    if TITLE_AFTER.match(after) and _title_holds(text, end, after):
        return "reject.name"
    return ""


def is_score(low: str, start: int, end: int) -> bool:
    """Whether two numbers with a dash between them stand beside a word of contest, and count nothing."""
    if COUNTED_AFTER.match(low, end):
        return False
    return SCORE_WORD.search(low, max(0, start - 30), min(len(low), end + 10)) is not None


def _refuse_digits(
    text: str, low: str, numeral: Numeral, around: Around, after: str, unit: Unit | None, *, has_mark: bool
) -> str:
    start, end = numeral.start, numeral.end
    touching = around.touching.lstrip(OPENING)
    for dash in "—–":
        touching = touching.rpartition(dash)[2]
    heads_line = start == 0 or low[start - 1] == "\n"
    if heads_line and TIMELINE.match(text, start):
        return "reject.clock"
    if ORDINAL.match(after):
        return "ordinal"
    if touching and not has_mark and _is_joined(text, start, touching, around.words):
        return "reject.joined"
    if unit is None and JOINED_AFTER.match(after) and not (after[0] == "/" and PER.match(low, end)):
        return "reject.joined"
    opens_aside = "(" in low[max(0, start - 60) : start]
    if numeral.value < 100 and (
        (heads_line and LIST_MARK.match(after)) or (not opens_aside and INLINE_MARK.match(after))
    ):
        return "reject.list_number"
    if numeral.scale == 1 and not has_mark and unit is None and "," not in low[start:end]:
        if STREET.match(text, end) or (numeral.value >= 100 and BLOCK.match(low, end)):
            return "reject.address"
        if _is_named(text, low, numeral, around, after):
            return "reject.name"
    return ""


def _is_measured(numeral: Numeral, unit: Unit | None) -> bool:
    """Whether a unit makes a number of the words: "one mile", "half-hour"; not "one day"."""
    return unit is not None and (unit.kind == "measure" or (unit.kind == "duration" and numeral.form == "fraction"))


def _is_joined(text: str, start: int, touching: str, words: list[str]) -> bool:
    last = touching[-1]
    if last == "-" and len(touching) > 1:
        word = touching[:-1].rpartition("-")[2]
        return word[-1:].isalpha() and not word[0].isdigit() and word not in COMPOUNDS
    if last == "-":
        before = (
            text[: start - 1].split()[-1:] if len(text) < 200 else text[max(0, start - 24) : start - 1].split()[-1:]
        )
        return bool(words) and len(before[0]) > 2 and before[0].isupper() and before[0].isalpha()
    if last in "./:," and len(touching) > 1:
        return last != "," and touching[-2].isalnum()
    return last.isalnum() or last in "/@#:=&?_"


def _is_named(text: str, low: str, numeral: Numeral, around: Around, after: str) -> bool:
    """A bare number right after a capital word that is followed by no noun: "Voyager 2 in 1979", "Arsenal 3, Chelsea 1"."""
    if around.touching.strip("("):
        return False
    before = text[max(0, numeral.start - WINDOW) : numeral.start].rstrip("( ").split()
    if not before or not (word := before[-1])[-1].isalnum() or not any(map(str.isupper, word)):
        return False
    if word.endswith(("'s", "’s")) or numeral.value > (MOST_OF_NAME if not word.isupper() else 999):
        return False
    if word.lower() in NOT_A_NAME or find_before("", [word.lower()], is_time=False):
        return False
    opens = len(before) == 1 or before[-2][-1] in ".!?:”"
    if around.touching == "(":
        return after.startswith(")") and numeral.value < 14
    following = after.split(None, 1)[0].strip(',.;:!?)”’"') if after.split() else ""
    if not after.strip() or after[0] in ".,;:!?)":
        return not opens or word.isupper()
    return following in FOLLOWERS and not (opens and word.istitle())


def _refuse_words(low: str, numeral: Numeral, around: Around, after: str, *, counts: bool) -> str:
    start, end = numeral.start, numeral.end
    last = around.words[-1] if around.words else ""
    touching = around.touching.lstrip(OPENING)
    written = low[start:end]
    if (touching[-1:] == "-" and touching[-2:-1].isalpha() and touching[:-1] not in COMPOUNDS) or after[:1].isalnum():
        return "reject.joined"
    if touching[-1:].isalnum():
        return "reject.joined"
    if numeral.form == "words" and ORDINAL_WORD.match(after) and numeral.value >= 20 and numeral.value % 10 == 0:
        return "ordinal"
    if (
        numeral.form == "words"
        and written == "one"
        and not counts
        and _is_pronoun(low, end, touching, around.words, after)
    ):
        return "reject.pronoun"
    if numeral.form == "fraction" and numeral.value < 1 and written[0].isalpha() and not counts:
        bounded = find_before(touching, around.words, is_time=False) is not None
        if not _is_fraction(written, last, after, bounded=bounded):
            return "reject.ordinal"
    if numeral.form == "magnitude" and written in ("tens", "scores") and not after.startswith(" of"):
        return "reject.magnitude"
    if numeral.form == "multiple" and not (FOR_TWICE if written in COMPARING else FOR_MULTIPLE).match(after):
        return "reject.multiple"
    return ""


def _is_pronoun(low: str, end: int, touching: str, words: list[str], after: str) -> bool:
    last = words[-1] if words else ""
    if re.match(r"-[a-z]", after):
        return ONE_COMPOUND.match(after) is not None
    if after.startswith((" another", " point")) and last in ("at", "of", "to", "with", ""):
        return True
    if touching or last in NOT_ONE or (last == "that" and len(words) == 1):
        return True
    if re.match(r"\s+(?:or|to)\s+(?:two|three|[0-9])", low[end : end + 12]):
        return False
    following = after.split(None, 1)[0] if after.strip() else ""
    if not following or after[0] in ",.;:!?”\"'’)—–":
        return last not in ("by", "within", "least", "than", "only", "just")
    if last in ("the", "only"):
        return following in ("who", "that", "which", "in", "to", "left", "with", "for", "on", "at")
    return following in ONE_PRONOUN_AFTER or (last.endswith(",") and following.endswith("ing"))


def _is_fraction(written: str, last: str, after: str, *, bounded: bool) -> bool:
    if written == "quarter":
        return False
    if bounded and not after.startswith("-"):
        return True
    if written == "half":
        if last in TIMES_OF_HALF or not FOR_HALF.match(after):
            return False
        return after[:1] not in (".", ",", ";", ")", "") or last in (
            "by",
            "in",
            "than",
            "about",
            "nearly",
            "almost",
            "over",
            "to",
            "cut",
            "only",
            "some",
            "just",
        )
    if written.endswith(("s", "halves")):
        return not (written.endswith("quarters") and not written.startswith("three") and not after.startswith(" of"))
    if written.endswith("half"):
        return not DASHED_TIME.match(after) or not after.startswith("-")
    return bool(FOR_SHARE.match(after)) and (not written.endswith("quarter") or after.startswith(" of"))


def _label(text: str, low: str, numeral: Numeral, around: Around) -> Entry | None:
    """The entry that makes the numeral a name: "Article 5", "Channel 4", "world war two"."""
    words = around.words
    if around.touching and around.touching.strip("-#"):
        return None
    for length in (2, 1):
        word = " ".join(words[-length:]) if len(words) >= length else ""
        entry = BEFORE.get(word.lstrip(OPENING))
        if entry is None or (entry["number"] and entry["number"] != low[numeral.start : numeral.end]):
            continue
        if entry["case"] == "title":
            at = low.rfind(words[-length], 0, numeral.start)
            first = text[at : at + len(words[-length])].lstrip(OPENING)[:1]
            if not first.isupper() and word != "iphone":
                continue
            if numeral.form != "digits" and entry["words"] != "true":
                continue
        return entry
    return None


def _title_holds(text: str, end: int, after: str) -> bool:
    match = TITLE_AFTER.match(after)
    assert match is not None  # the caller saw it
    entry = AFTER[" ".join(match.group().replace("-", " ").split())]
    return entry["case"] != "title" or text[end + 1 : end + 2].isupper()
