"""Numerals that are no figures: names, codes, scores, pronouns, ordinals. Each has a rule of the pack `grammar`."""

import re
from typing import NamedTuple

from claims.lexicon import Entry, alternation, by_surface, load_entries, word_class
from claims.quantities.ages import AGE_AFTER
from claims.quantities.figures import OPENING, WINDOW, Figure
from claims.quantities.modifiers import find_before
from claims.quantities.numerals import Numeral
from claims.quantities.units import PER, Unit

_NAMES = load_entries("names")


def _names(place: str) -> dict[str, Entry]:
    return by_surface(entry for entry in _NAMES if entry["place"] == place)


def _words(class_id: str) -> str:
    return alternation(word_class(class_id))


BEFORE, AFTER = _names("before"), _names("after")
MOST_OF_NAME = 20
"""A higher number after a capital word is a count, unless the word is in the list of names."""
COMPOUNDS = word_class("class.prefix.counting")
"""What a hyphen may join to a number without making it a name: "sub-100", "mid-40s"."""
FOLLOWERS = word_class("class.word.after_name")
NOT_A_NAME = word_class("class.word.no_name")
ONE_FOLLOWERS = word_class("class.word.after_pronoun_one")
NOT_ONE = word_class("class.word.before_pronoun_one")
NO_HALF = word_class("class.word.before_half")
COMPARING = word_class("class.word.comparing")
AUXILIARIES = word_class("class.verb.auxiliary")
AMOUNT_BEFORE = frozenset(("by", "in", "to", "cut", "only"))
COMMON_PARTS = ("/2", "/3", "/4", "/5", "/8", "/16")

NAME_AFTER = re.compile(rf"[\s-]+(?P<name>{alternation(AFTER)})\b")
ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")
ORDINAL_WORD = re.compile(r"[-\s](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b")
JOINED_AFTER = re.compile(r"[^\W\d_]|['’]s\b|[/_@]\w|:\d|\.\d|-(?!to-)[a-z]+-?\d|-(?:for|on|and)-")
WEB_SIGNS = frozenset("./:@-_")
WEB = re.compile(r"://|www\.|@\w|^#|\.(?:com|org|net|html?|php|jpe?g|png)\b")
TIMELINE = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d\s+[A-Z]")
LIST_MARK = re.compile(r"[.)]\s")
INLINE_MARK = re.compile(r"\)\s")
STREET = re.compile(
    r"(?:[-–]\d+)?\s+(?:[A-Z][\w’']*\.?\s+){1,3}"
    r"(?:Road|Rd|Street|St|Avenue|Ave|Lane|Drive|Boulevard|Blvd|Square|Way|Court)\b"
)
BLOCK = re.compile(r"\s+block\b")
CONTEST = re.compile(rf"\b{_words('class.word.contest')}\b")
COUNTED = re.compile(rf"\s+(?!{_words('class.word.after_score')}\b)[a-z]+")
ENDS = re.compile(r"\s*(?:[.,;)]|$)")
SINCE = re.compile(r"\s*(?:[.,;)]|$|(?:after|between|during|from|in|over|since|this|last|to|within|year)\b)")
ONE_COMPOUND = re.compile(rf"-{_words('class.word.compound_of_one')}\b")
SLASHED = re.compile(rf"[\s-]+{_words('class.word.after_slashed')}\b")
HALF = re.compile(rf"\s+(?:{_words('class.verb.after_share')}|{_words('class.word.after_half')})\b|\s*[.,;)]|$")
SHARE = re.compile(rf"\s+(?:{_words('class.verb.after_share')}|of|more|less|as|in|to|from)\b|[.;)]|$")
MULTIPLE = re.compile(rf"\s+(?:{_words('class.word.after_multiple')}|\w+s)\b|[.,;]|$")
COMPARED = re.compile(r"\s+(?:as\s+(?:many|much|[a-z]+\s+as)|the|that|its|their|his|her|what|last|this|those|more)\b")
DASHED_TIME = re.compile(r"-|\s(?:time|dozen|brother|sister|way|back)\b")


class _Case(NamedTuple):
    """A numeral on trial: what is written, the signs that touch it, the word before, the text after."""

    text: str
    low: str
    numeral: Numeral
    unit: Unit | None
    marked: bool
    touching: str
    words: list[str]
    last: str
    written: str
    after: str


def refuse(text: str, low: str, numeral: Numeral, figure: Figure) -> str:
    """The rule by which a numeral is no figure, "" where it is one; "ordinal" where it is a place in a row."""
    touching, words = figure.around
    if touching:
        touching = touching.lstrip(OPENING).rpartition("—")[2].rpartition("–")[2]
    written, after = low[numeral.start : numeral.end], low[numeral.end : numeral.end + 24]
    last = words[-1] if words else ""
    case = _Case(text, low, numeral, figure.unit, figure.has_mark, touching, words, last, written, after)
    if (figure.around.touching or after[:1] in WEB_SIGNS) and WEB.search(
        figure.around.touching + written + (after.split(None, 1) or [""])[0]
    ):
        return "reject.web"
    label = _label(case) if figure.unit is None or figure.unit.kind != "duration" else None
    if label is not None and (numeral.scale == 1 or not label["case"]):
        return "reject.name" if label["case"] else "reject.label"
    is_spelled = numeral.form != "digits" and "/" not in case.written
    rule_id = _refuse_words(case, is_negative=figure.value < 0) if is_spelled else _refuse_digits(case)
    return rule_id or ("reject.name" if _names_what_follows(case) else "")


def is_score(low: str, start: int, end: int) -> bool:
    """Whether two numbers with a dash between them stand beside a word of contest, and count nothing."""
    if COUNTED.match(low, end):
        return False
    return CONTEST.search(low, max(0, start - 30), min(len(low), end + 10)) is not None


def _refuse_digits(case: _Case) -> str:
    numeral, after = case.numeral, case.after
    start, end = numeral.start, numeral.end
    heads_line = start == 0 or case.low[start - 1] == "\n"
    if heads_line and TIMELINE.match(case.text, start):
        return "reject.clock"
    if ORDINAL.match(after):
        return "ordinal"
    if case.touching and not case.marked and _is_joined(case):
        return "reject.joined"
    is_rate = after[:1] == "/" and PER.match(case.low, end)
    if case.unit is None and JOINED_AFTER.match(after) and not is_rate and not AGE_AFTER.match(case.low, end):
        return "reject.joined"
    if numeral.form == "fraction":
        is_common = case.written.endswith(COMMON_PARTS) and ENDS.match(after)
        return "" if is_common or SLASHED.match(after) or "/" not in case.written else "reject.slashed"
    if numeral.value < 100 and (
        (heads_line and LIST_MARK.match(after))
        or (INLINE_MARK.match(after) and "(" not in case.low[max(0, start - 60) : start])
    ):
        return "reject.list_number"
    if numeral.scale > 1 or case.marked or case.unit is not None or "," in case.written:
        return ""
    if STREET.match(case.text, end) or (numeral.value >= 100 and BLOCK.match(case.low, end)):
        return "reject.address"
    return "reject.name" if _is_named(case) else ""


def _is_joined(case: _Case) -> bool:
    """Whether the signs before the number make it a part of something: "F-", "covid-", "b", "3." """
    touching, last = case.touching, case.touching[-1]
    if last == "-" and len(touching) > 1:
        word = touching[:-1].rpartition("-")[2]
        return word[-1:].isalpha() and not word[0].isdigit() and word not in COMPOUNDS
    if last == "-":
        before = case.text[max(0, case.numeral.start - WINDOW) : case.numeral.start - 1].split()[-1:]
        return bool(before) and len(before[0]) > 2 and before[0].isupper() and before[0].isalpha()
    if last in "./:," and len(touching) > 1:
        return last != "," and touching[-2].isalnum()
    return last.isalnum() or last in "/@#:=&?_"


def _is_named(case: _Case) -> bool:
    """Whether a bare number after a capital word counts nothing: "Voyager 2 in 1979", "Arsenal 3, Chelsea 1"."""
    numeral, after = case.numeral, case.after
    in_brackets = case.text[numeral.start - 1 : numeral.start] == "("
    before = case.text[max(0, numeral.start - WINDOW) : numeral.start].rstrip("( ").split()
    if case.touching or not before or not before[-1][-1].isalnum() or not any(map(str.isupper, before[-1])):
        return False
    word = before[-1]
    if word.endswith(("'s", "’s")) or numeral.value > (999 if word.isupper() else MOST_OF_NAME):
        return False
    if word.lower() in NOT_A_NAME or find_before("", [word.lower()], is_time=False):
        return False
    if in_brackets:
        return after.startswith(")") and numeral.value < 14
    opens = len(before) == 1 or before[-2][-1] in ".!?:”"
    if ENDS.match(after) or after[0] in ":!?":
        return not opens or word.isupper()
    following = (after.split(None, 1) or [""])[0].strip(',.;:!?)”’"')
    return following in FOLLOWERS and not (opens and word.istitle())


def _refuse_words(case: _Case, *, is_negative: bool) -> str:
    numeral, after, written, unit = case.numeral, case.after, case.written, case.unit
    touching = case.touching
    if after[:1].isalnum() or touching[-1:].isalnum():
        return "reject.joined"
    if touching.endswith("-") and touching[-2:-1].isalpha() and touching[:-1] not in COMPOUNDS:
        return "reject.joined"
    if numeral.form == "words" and ORDINAL_WORD.match(after) and numeral.value >= 20 and numeral.value % 10 == 0:
        return "ordinal"
    if written == "one" and not (case.marked or is_negative or (unit is not None and unit.kind == "measure")):
        return "reject.pronoun" if _is_pronoun(case) else ""
    if numeral.form == "fraction" and numeral.value < 1 and written[0].isalpha() and not _is_share(case):
        return "reject.ordinal"
    if numeral.form == "magnitude" and written in ("tens", "scores") and not after.startswith(" of"):
        return "reject.magnitude"
    is_verb = case.last in AUXILIARIES and not after.startswith((" figures", " digits", "-"))
    if numeral.form == "multiple" and not is_verb and not (COMPARED if written in COMPARING else MULTIPLE).match(after):
        return "reject.multiple"
    return ""


def _is_pronoun(case: _Case) -> bool:
    """Whether "one" stands for a thing or for anybody: "the big one", "one who knew"."""
    after, last = case.after, case.last
    if after[:1] == "-" and after[1:2].isalpha():
        return ONE_COMPOUND.match(after) is not None
    if after.startswith((" another", " point")) and last in ("at", "of", "to", "with", ""):
        return True
    if case.touching or last in NOT_ONE or (last == "that" and len(case.words) == 1):
        return True
    if re.match(r"\s+(?:or|to)\s+(?:two|three|[0-9])", after):
        return False
    following = (after.split(None, 1) or [""])[0]
    if not following or after[0] in ",.;:!?”\"'’)—–":
        return last not in ("by", "within", "least", "than", "only", "just")
    if last in ("the", "only"):
        return following in ("who", "that", "which", "in", "to", "left", "with", "for", "on", "at")
    return following in ONE_FOLLOWERS or (last.endswith(",") and following.endswith("ing"))


def _is_share(case: _Case) -> bool:
    """Whether "half", "a third" is a part of something, and not of a match, no ordinal, no quarter of a year."""
    written, after, last = case.written, case.after, case.last
    if case.unit is not None and case.unit.kind in ("duration", "measure"):
        return True
    if written == "quarter":
        return False
    if (last in AMOUNT_BEFORE and SINCE.match(after)) or (last == "between" and after.startswith(" and")):
        return True
    if not after.startswith("-") and find_before(case.touching, case.words, is_time=False):
        return True
    if written == "half":
        if last in NO_HALF or not HALF.match(after):
            return False
        return not ENDS.match(after) or last in AMOUNT_BEFORE
    if written.endswith(("s", "halves")):
        return not written.endswith("quarters") or written.startswith("three") or after.startswith(" of")
    if written.endswith("half"):
        return not DASHED_TIME.match(after)
    return SHARE.match(after) is not None and (not written.endswith("quarter") or after.startswith(" of"))


def _label(case: _Case) -> Entry | None:
    """The entry that makes the numeral a name: "Article 5", "Channel 4", "Radio Four"."""
    if case.touching.strip("-#"):
        return None
    for length in (2, 1):
        words = case.words[-length:]
        entry = BEFORE.get(" ".join(words)) if len(words) == length else None
        if entry is None or (entry["number"] and entry["number"] != case.written):
            continue
        if words[-1] == "number" and ("," in case.written or case.numeral.scale > 1):
            continue
        if entry["case"] == "title":
            at = case.low.rfind(words[0], 0, case.numeral.start)
            if not any(map(str.isupper, case.text[at : at + len(words[0])])):
                continue
            if case.numeral.form != "digits" and entry["words"] != "true":
                continue
        return entry
    return None


def _names_what_follows(case: _Case) -> bool:
    """Whether the words after the number make it a name: "787 Dreamliner", "15 minutes of fame"."""
    match = NAME_AFTER.match(case.after)
    if match is None:
        return False
    entry = AFTER[" ".join(match["name"].split())]
    return entry["case"] != "title" or case.text[case.numeral.end + match.start("name")].isupper()
