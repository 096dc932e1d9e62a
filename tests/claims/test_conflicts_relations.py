"""How two figures of one thing stand to each other, and whether they are one thing at all."""

import pandas as pd
import pytest

from claims.conflicts import Policy, compare
from tests.claims.claim_frames import DEAD, TROOPS, claim, frame

SENT = "Harbour officials said [[{}]] soldiers were sent to the island."


def troops(surface, value, **cells):
    return claim(SENT.format(surface), value, **{**TROOPS, "doc_id": "a", **cells})


def relate(*rows, **options):
    """The one relation of a frame of two claims, or None where they are not compared."""
    compared = compare(frame(*rows), **options)
    relations = compared.tell(compared.relations)
    assert len(relations) < 2
    return relations.iloc[0] if len(relations) else None


def relation_of(a, b, **cells):
    return relate(troops(*a[:2], modifier=a[2], **cells), troops(*b[:2], modifier=b[2], doc_id="b", **cells))[
        "relation"
    ]


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        (("4,000", 4000, "approx"), ("4,000", 4000, "exact"), "equal"),
        (("2,000", 2000, "more_than"), ("2,000", 2000, "exact"), "equal"),
        (("2,000", 2000, "more_than"), ("2,000", 2000, "less_than"), "conflict"),
        (("4,000", 4000, "exact"), ("4,300", 4300, "exact"), "compatible"),
        (("900", 900, "at_most"), ("640", 640, "exact"), "compatible"),
        (("2,000", 2000, "more_than"), ("2,200", 2200, "more_than"), "compatible"),
        (("2,000", 2000, "more_than"), ("2,600", 2600, "at_least"), "tension"),
        (("4,000", 4000, "approx"), ("5,000", 5000, "more_than"), "tension"),
        (("12", 12, "exact"), ("13", 13, "exact"), "conflict"),
        (("4,000", 4000, "approx"), ("9,000", 9000, "exact"), "conflict"),
    ],
)
def test_relation_of_two_figures(a, b, relation):
    """The relation is the first of the list that fits, whichever figure comes first."""
    assert relation_of(a, b) == relation_of(b, a) == relation


def test_a_magnitude_is_too_vague_to_be_in_tension():
    """ "Thousands" and "more than 40,000" can both be true."""
    vague = troops("thousands", 1000, modifier="magnitude")
    assert relate(vague, troops("40,000", 40000, modifier="more_than", doc_id="b"))["relation"] == "compatible"


@pytest.mark.parametrize(
    ("first", "second", "relation"),
    [
        (("31", 31, "2024-03-01"), ("44", 44, "2024-03-02"), "revision"),
        (("44", 44, "2024-03-01"), ("31", 31, "2024-03-02"), "conflict"),
        (("31", 31, "2024-03-01"), ("44", 44, "2024-03-01"), "conflict"),
    ],
)
def test_a_toll_that_rises_with_time_is_revised(first, second, relation):
    """A later, higher toll is a revision; a lower one, or one of the same day, is a conflict."""
    rows = [
        claim(f"The flood has killed [[{surface}]] people.", value, **DEAD, doc_id=day, outlet=day, published=day)
        for surface, value, day in (first, second)
    ]
    rows[1] |= {"doc_id": "second", "claim_id": "second"}
    assert relate(*rows)["relation"] == relation


@pytest.mark.parametrize(("early", "late", "relation"), [(31, 44, "revision"), (44, 31, "walk_back")])
def test_a_running_total_is_revised_or_walked_back(early, late, relation):
    """A running total that rises is a revision, one that falls is walked back."""
    rows = [
        troops(str(value), value, aspect="total", published=day, doc_id=day)
        for value, day in ((early, "2024-03-01"), (late, "2024-03-09"))
    ]
    assert relate(*rows)["relation"] == relation


def test_a_source_that_changes_its_word_corrects_itself():
    """The same source and scope, later and different: a correction."""
    rows = [
        troops(str(value), value, source="Maria Keller", published=day, doc_id=day)
        for value, day in ((44, "2024-03-01"), (31, "2024-03-09"))
    ]
    found = relate(*rows)
    assert (found["relation"], found["kind"]) == ("correction", "same_source")


def test_the_worked_example_in_other_words():
    """Scopes that differ and an origin behind both are said, in the reason of a flagged pair."""
    first = claim(
        "Norwegian officials say the fleet has stationed some [[4,000]] sailors in the region.",
        4000,
        modifier="approx",
        **{**TROOPS, "entity": "sailors", "unit": "sailor", "property": "station"},
        scope="in the region",
        source="Norwegian officials",
    )
    second = claim(
        "According to officials from Sweden and Norway, the fleet has sent more than [[5,000]] sailors to Iceland.",
        5000,
        modifier="more_than",
        **{**TROOPS, "entity": "sailors", "unit": "sailor"},
        scope="to Iceland",
        source="officials from Sweden and Norway",
        start=400,
        sentence_start=329,
    )
    found = relate(first, second)
    assert (found["relation"], found["factor"]) == ("tension", 1.1111)
    for words in ("“in the region” / “to Iceland”", "Norwegian officials stand behind both", "factor of 1.11"):
        assert words in found["why"]


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param({"modality": "projected"}, id="another lane"),
        pytest.param({"modality": "denied"}, id="denied"),
        pytest.param({"modality": "asked"}, id="asked"),
        pytest.param({"story": "another"}, id="another story"),
        pytest.param({"checkable": False}, id="not checkable"),
        pytest.param({"status": "excluded"}, id="excluded by the user"),
        pytest.param({"property": "kill"}, id="another outcome"),
        pytest.param({"dimension": "munition", "unit": "shell", "entity": "shells"}, id="another dimension"),
        pytest.param({"per": "week"}, id="a rate"),
        pytest.param({"kind": "money"}, id="another kind"),
        pytest.param({"kind": "date"}, id="a date"),
        pytest.param({"unit": "gunman", "entity": "gunmen"}, id="other people"),
        pytest.param({"scope": "in Peru"}, id="another place"),
        pytest.param({"entity": "Swedish soldiers"}, id="another nation"),
        pytest.param({"aspect": "flow"}, id="another aspect"),
    ],
)
def test_what_is_not_compared(cells):
    """Figures of different things are never compared, however far apart they are."""
    base = {"scope": "in Chile", "entity": "Danish soldiers", "aspect": "total"}
    assert relate(troops("400", 400, **base), troops("700", 700, **{**base, "doc_id": "b", **cells})) is None


@pytest.mark.parametrize(
    "marked",
    [
        "Another [[700]] soldiers were sent to the island.",
        "The fleet lost a boat, including [[700]] soldiers.",
        "They sent [[700]] more soldiers to the island.",
        "They sent [[700]] other soldiers to the island.",
        "The army has five brigades, and [[700]] of the soldiers were sent to the island.",
    ],
)
def test_a_part_is_not_compared(marked):
    """A figure beside a part marker is not compared with the whole."""
    assert relate(troops("400", 400), claim(marked, 700, **TROOPS, doc_id="b")) is None


def test_one_sentence_of_one_speaker_is_no_conflict_with_itself():
    """Two figures in one sentence by one speaker are two measures; if one is relayed, they are compared."""
    cells = {**TROOPS, "doc_id": "a", "source": "Keller", "claim_id": "first"}
    text = "The general said [[400]] soldiers, some say 900 soldiers, were sent."
    other = {"surface": "900", "low": 900.0, "high": 900.0, "value": 900.0, "start": 40, "end": 43, "claim_id": "other"}
    own = claim(text, 400, **cells, source_chain="Keller")
    assert relate(own, {**own, **other}) is None
    relayed = relate(own, {**own, **other, "source_chain": "Keller > some"})
    assert "only relayed (Keller > some)" in relayed["why"]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        pytest.param(
            "The flood has killed [[400]] people since the first rains in June.",
            "The flood killed [[12]] people on Sunday.",
            id="a running total, and one day",
        ),
        pytest.param(
            "The flood has killed [[40]] people since the dam broke.",
            "The flood has killed [[55]] people since parliament met.",
            id="totals that run from different days",
        ),
        pytest.param(
            "On Monday the flood killed [[12]] people.", "On Tuesday the flood killed [[15]] people.", id="two days"
        ),
        pytest.param("In 1987 a flood killed [[12]] people.", "In 1993 a flood killed [[15]] people.", id="two years"),
        pytest.param(
            "There were [[12]] confirmed deaths in the flood.", "There were [[15]] suspected deaths.", id="contrasts"
        ),
        pytest.param(
            "Keller says the flood killed [[12]] people.", "The flood killed [[300]] people.", id="too far apart to ask"
        ),
    ],
)
def test_words_that_keep_figures_apart(a, b):
    """What the sentence says beside a figure keeps it apart from another."""
    rows = (claim(text, float(text.split("[[")[1].split("]]")[0]), **DEAD, doc_id=text) for text in (a, b))
    assert relate(*rows, policy=Policy(asked_at=1.01)) is None


def test_a_day_that_dates_the_saying_is_no_other_day():
    """ "Killed 15, police said Tuesday" is no toll of Tuesday."""
    texts = "On Monday the flood killed [[12]] people.", "The flood killed [[15]] people, police said Tuesday."
    rows = [claim(text, value, **DEAD, doc_id=text) for text, value in zip(texts, (12, 15), strict=True)]
    assert relate(*rows)["relation"] == "conflict"


def test_a_number_that_both_sentences_give_is_the_counterpart():
    """Where two sentences give two figures each and one number is in both, that number is compared with itself."""
    rows = []
    for name, first, second in (("a", 12, 40), ("b", 12, 43)):
        for at, value in enumerate((first, second)):
            text = f"The flood killed {first} people here and {second} people there."
            marked = text.replace(str(value), f"[[{value}]]")
            rows.append(claim(marked, value, **DEAD, doc_id=name, claim_id=f"{name}{at}"))
    relations = compare(frame(*rows)).relations
    assert {(row.claim_a, row.claim_b) for row in relations.itertuples()} == {("a0", "b0"), ("a1", "b1")}


def test_others_compare_with_others():
    """ "Two other boats" and "three other boats" leave out the same one."""
    cells = {"unit": "boat", "dimension": "vessel", "entity": "boats", "property": "destroy"}
    rows = [
        claim(f"The storm destroyed [[{value}]] other boats.", value, **cells, doc_id=str(value)) for value in (2, 3)
    ]
    assert relate(*rows)["relation"] == "conflict"


def test_another_actor_lowers_the_confidence():
    """Who names another actor beside the figure seldom speaks of the same deed."""
    cells = {"unit": "boat", "dimension": "vessel", "entity": "boats", "property": "burn"}
    texts = "Last year Keller burned [[2]] boats.", "Last year Berg burned [[3]] boats."
    rows = [claim(text, value, **cells, doc_id=text) for text, value in zip(texts, (2, 3), strict=True)]
    assert relate(*rows)["level"] == "possible"
    assert "they name different actors" in relate(*rows)["why"]


def test_what_two_did_is_not_compared():
    """What one sent, built or sold says nothing of what another did."""
    cells = {"unit": "boat", "dimension": "vessel", "entity": "boats", "property": "build"}
    texts = "Keller built [[2]] boats.", "Berg built [[3]] boats.", "Last year Keller built [[5]] boats."
    rows = [claim(text, value, **cells, doc_id=text) for text, value in zip(texts, (2, 3, 5), strict=True)]
    assert relate(rows[0], rows[1]) is None
    assert relate(rows[0], rows[2])["relation"] == "conflict"


@pytest.mark.parametrize(
    ("marked", "cells", "topic"),
    [
        ("The presence of [[900]] soldiers worries them.", {"property": "worry"}, "soldiers · sent"),
        ("The presence of some [[900]] soldiers is known.", {"property": "be"}, "soldiers · sent"),
        ("The blast left [[9]] soldiers dead.", {"property": "leave"}, "soldiers · killed"),
        ("The blast left [[9]] soldiers killed or wounded.", {"property": "leave"}, "soldiers · killed or wounded"),
        ("It has killed or wounded [[9]] soldiers.", {"property": "wound"}, "soldiers · killed or wounded"),
        ("Four were killed or wounded, [[9]] soldiers fell ill.", {"property": "sicken"}, "soldiers · infected"),
        ("There were [[9]] deaths.", {"property": "be", "unit": "death", "entity": "deaths"}, "deaths · killed"),
    ],
)
def test_what_happened_is_read_from_the_words(marked, cells, topic):
    """A predicate that says nothing leaves it to the words after the noun, to the noun, or to the noun before "of"."""
    assert compare(frame(claim(marked, 9, **{**TROOPS, **cells}))).topics.tolist() == [topic]


def test_a_place_inside_another_lowers_the_confidence():
    """Kursk lies in Russia: comparable, less surely, and said."""
    inside = relate(troops("400", 400, scope="in Kursk"), troops("700", 700, scope="in Russia", doc_id="b"))
    same = relate(troops("400", 400, scope="in Russia"), troops("700", 700, scope="in Russia", doc_id="b"))
    assert inside["confidence"] < same["confidence"]
    assert "one place lies in the other" in inside["why"]


def test_figures_far_apart_are_asked_about():
    """A factor of 4 or more is never confirmed unasked, and the reason asks whether they are the same thing."""
    rows = troops("100", 100, claim_id="x"), troops("500", 500, doc_id="b", claim_id="y")
    asked = relate(*rows)
    assert (asked["relation"], asked["level"]) == ("conflict", "possible")
    assert "do they measure the same thing?" in asked["why"]
    assert relate(*rows, joined=frozenset({frozenset("xy")}))["level"] == "confirmed"


def test_what_the_user_split_is_never_compared():
    """A pair that the user called different things is not compared again."""
    rows = troops("12", 12, claim_id="x"), troops("13", 13, doc_id="b", claim_id="y")
    assert relate(*rows) is not None
    assert relate(*rows, split=frozenset({frozenset("xy")})) is None


def test_what_the_user_joined_is_confirmed():
    """A pair that the user called one thing is compared whatever the words say, and confirmed."""
    rows = troops("12", 12, claim_id="x"), claim("It took [[15]] trucks.", 15, doc_id="b", claim_id="y", unit="truck")
    assert relate(*rows) is None
    found = relate(*rows, joined=frozenset({frozenset("xy")}))
    assert (found["relation"], found["level"], found["confidence"]) == ("conflict", "confirmed", 1.0)


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ({"source": "Keller"}, {"source": "Berg"}, "cross_source"),
        ({"source": "Ana Keller"}, {"source": "Keller", "outlet": "Gazette"}, "relayed"),
        ({"source": "Keller"}, {"source": "Keller"}, "same_source"),
        ({"outlet": "Post"}, {"outlet": "Gazette"}, "cross_source"),
        ({"outlet": "Post", "doc_id": "b"}, {"outlet": "Post", "sentence_start": 900, "start": 930}, "within_document"),
    ],
)
def test_who_disagrees(a, b, kind):
    """The kind says whether two sources, one source, one origin in two outlets, or one document disagree."""
    rows = troops("12", 12, claim_id="x", **a), troops("13", 13, claim_id="y", **{"doc_id": "b", **b})
    assert relate(*rows, joined=frozenset({frozenset("xy")}))["kind"] == kind


def test_units_of_one_family_are_converted():
    """80 kilometres and 50 miles agree within the tolerance of a conversion; 90 miles do not."""
    cells = {"kind": "measure", "dimension": "length", "entity": "pipeline", "property": "run", "doc_id": "a"}
    text = "The pipeline runs [[{}]] {} under the northern sea."
    metric = claim(text.format(80, "km"), 80, **cells, unit="kilometre")
    miles = {**cells, "doc_id": "b", "unit": "mile"}
    assert relate(metric, claim(text.format(50, "miles"), 50, **miles))["relation"] == "compatible"
    found = relate(metric, claim(text.format(90, "miles"), 90, **miles))
    assert found["relation"] == "conflict"
    assert "“80 kilometres” (80)" in found["why"]


def test_policy_is_the_users():
    """A lower threshold confirms what was only possible."""
    rows = (
        troops("12", 12, scope="in Kursk"),
        troops("13", 13, scope="in Russia", doc_id="b", entity="people", unit="person"),
    )
    assert relate(*rows)["level"] == "possible"
    assert relate(*rows, policy=Policy(confirmed_at=0.46))["level"] == "confirmed"


def test_the_reason_is_one_sentence():
    """The reason starts with a capital, ends with one full stop, and names both figures with their intervals."""
    why = relate(troops("12", 12), troops("13", 13, doc_id="b"))["why"]
    assert why.startswith("“12 soldiers” (12) and “13 soldiers” (13) cannot both be true")
    assert why.endswith(".")
    assert ". " not in why


@pytest.mark.parametrize(
    ("one", "other", "compared"),
    [
        ("Ada Roth, [[32]], left the pier.", "Ada Roth, [[45]], left the pier.", True),
        ("A London man, [[32]], left the pier.", "A London woman, [[45]], left the pier.", False),
    ],
)
def test_an_age_is_somebodys(one, other, compared):
    """Ages are compared of one name; a city is no name."""
    age = {"kind": "age", "unit": "year", "dimension": "time", "property": "leave"}
    whose = [text.partition(",")[0].removeprefix("A ") for text in (one, other)]
    a, b = (
        claim(text, float(text.split("[[")[1].split("]]")[0]), **age, doc_id=text, entity=entity)
        for text, entity in zip((one, other), whose, strict=True)
    )
    assert (relate(a, b) is not None) == compared


@pytest.mark.parametrize(
    ("later", "value", "relation"),
    [("2024-10-20", 33, "tension"), ("2024-10-20", 36, "conflict"), ("2025-10-01", 33, "compatible")],
)
def test_a_birthday_may_lie_between(later, value, relation):
    """A year more is no conflict days later, and nothing at all a year later; four years more are one."""
    age = {"kind": "age", "unit": "year", "dimension": "time", "property": "leave", "entity": "Ada Roth"}
    early = claim("Ada Roth, [[32]], left the pier.", 32.0, **age, published=pd.Timestamp("2024-10-01"))
    late = claim(
        f"Ada Roth, [[{value}]], left the pier.", float(value), **age, published=pd.Timestamp(later), doc_id="b"
    )
    assert relate(early, late)["relation"] == relation


def test_the_magnitudes_of_two_shocks_are_two_measures():
    """Sentences that both give both numbers speak of two shocks, each with its own."""
    quake = {"kind": "measure", "unit": "magnitude", "dimension": "magnitude", "entity": "shocks"}
    texts = ("Shocks of {} and {} magnitude followed.", "Later shocks of {} and {} came.")
    rows = [
        claim(text.format(*marked), float(marked[at][2:-2]), **quake, doc_id=text)
        for text in texts
        for at, marked in enumerate((("[[5.9]]", "5.5"), ("5.9", "[[5.5]]")))
    ]
    assert set(compare(frame(*rows)).relations["relation"]) == {"equal"}


def at_time(marked, hours, **cells):
    """A time of day, as the ledger has it."""
    base = {"kind": "date", "unit": "hour", "dimension": "clock", "property": "happen", "published": "2021-10-03"}
    return claim(marked, hours, **{**base, "doc_id": marked, **cells})


@pytest.mark.parametrize(
    ("marked", "hours", "cells", "relation"),
    [
        pytest.param(
            "The blast happened about [[2:30 a.m.]] there.", 2.5, {"modifier": "approx"}, "tension", id="apart"
        ),
        pytest.param("The blast happened at [[2:20 a.m.]] there.", 2.3333, {}, "conflict", id="both exact"),
        pytest.param(
            "The blast happened about [[2 a.m.]] there.", 2.0, {"modifier": "approx"}, "compatible", id="meet"
        ),
        pytest.param("Police were called at [[2:30 a.m.]] there.", 2.5, {"property": ""}, "conflict", id="an alarm"),
        pytest.param("She was arrested at [[2:30 a.m.]] there.", 2.5, {"property": "arrest"}, "", id="another moment"),
        pytest.param("A walker was there at [[9 a.m.]] too.", 9.0, {"property": "be"}, "", id="hours apart"),
        pytest.param("On Oct. 3, 2021 the blast happened at [[2:30 a.m.]].", 2.5, {}, "", id="another day"),
    ],
)
def test_times_of_one_moment_are_compared(marked, hours, cells, relation):
    """Times of day are held against each other where both are of one event or its alarm, on one day."""
    found = relate(
        at_time("On Oct. 2, 2021 the blast happened at [[2:05 a.m.]] there.", 2.0833), at_time(marked, hours, **cells)
    )
    assert (found["relation"] if found is not None else "") == relation
    assert found is None or found["factor"] == 1.0


def test_a_time_is_told_as_a_clock_shows_it():
    """The reason gives both times as on a clock, around midnight too."""
    why = relate(
        at_time("The blast happened about [[12 a.m.]] there.", 0.0, modifier="approx"),
        at_time("The blast happened at [[12:40 a.m.]] there.", 0.6667),
    )["why"]
    assert "(23:45 to 00:15, 3 Oct 2021)" in why
    assert "(00:40, 3 Oct 2021)" in why
    assert "both say when it happened" in why


FALL = {"kind": "measure", "unit": "metre", "dimension": "length", "property": "fall"}


@pytest.mark.parametrize(
    ("one", "other", "entity", "compared"),
    [
        ("Ada Roth fell [[60]] metres.", "The climber fell [[150]] metres.", "climber", True),
        ("The pupil, 36, fell [[60]] metres.", "A 32-year-old fell [[150]] metres.", "year-old", False),
        (
            "At Mount Ida Ada Roth fell [[60]] metres.",
            "The climber fell [[150]] metres at Mount Ossa.",
            "climber",
            True,
        ),
    ],
)
def test_a_fall_is_of_one_person(one, other, entity, compared):
    """Lengths that somebody fell are compared unless ages tell two persons apart."""
    rows = [
        claim(one, 60.0, **FALL, entity="Ada Roth" if "Roth" in one else "pupil", doc_id="a"),
        claim(other, 150.0, **FALL, entity=entity, doc_id="b"),
    ]
    if "36" in one:
        age = {"kind": "age", "unit": "year", "dimension": "age"}
        rows += [claim("The pupil, [[36]], fell 60 metres.", 36.0, **age, doc_id="a")]
        rows += [claim("A [[32]]-year-old fell 150 metres.", 32.0, **age, doc_id="b")]
    relations = compare(frame(*rows)).relations
    assert bool(len(relations)) == compared


@pytest.mark.parametrize(
    ("first", "second", "relation"),
    [
        (("Hundreds", 100, "2024-03-01"), ("Thousands", 1000, "2024-03-02"), "revision"),
        (("Hundreds", 100, "2024-03-01"), ("Thousands", 1000, "2024-03-01"), "compatible"),
        (("Thousands", 1000, "2024-03-01"), ("Hundreds", 100, "2024-03-02"), "compatible"),
    ],
)
def test_a_later_toll_of_another_order_is_a_revision(first, second, relation):
    """ "Hundreds" dead, and a day later thousands: revised, but too vague to be confirmed."""
    rows = [
        claim(
            f"The flood killed [[{surface}]] of people.",
            value,
            **DEAD,
            modifier="magnitude",
            doc_id=surface,
            published=day,
        )
        for surface, value, day in (first, second)
    ]
    found = relate(*rows)
    assert found["relation"] == relation
    assert relation != "revision" or (found["level"], "another order" in found["why"]) == ("possible", True)


@pytest.mark.parametrize(
    ("first", "second", "compared"),
    [
        ("A [[4]]-year-old boy shot himself.", "A [[3]]-year-old is in hospital.", True),
        ("A [[4]]-year-old boy shot himself.", "Her daughter, [[3]], is in hospital.", False),
        ("The [[4]]-year-old ran.", "The [[3]]-year-old is in hospital.", False),
    ],
)
def test_articles_that_begin_with_an_age_begin_with_one_person(first, second, compared):
    """Unless each names another sort of person, or neither says any."""
    age = {"kind": "age", "unit": "year", "dimension": "time"}
    rows = [
        claim(text, value, **age, doc_id=text, entity=next((noun for noun in ("boy", "daughter") if noun in text), ""))
        for text, value in ((first, 4.0), (second, 3.0))
    ]
    assert (relate(*rows) is not None) == compared


@pytest.mark.parametrize(("also", "compared"), [("kill", True), ("hurt", False)])
def test_who_is_hurt_may_be_who_is_treated(also, compared):
    """Unless one article tells of both."""
    hurt, treated, other = (
        claim(f"They {verb} [[{value}]] people.", value, **{**DEAD, "property": verb}, doc_id=doc)
        for verb, value, doc in (("hurt", 3, "a"), ("treat", 7, "b"), (also, 5, "b"))
    )
    relations = compare(frame(hurt, treated, other)).relations
    pairs = set(map(frozenset, zip(relations["claim_a"], relations["claim_b"], strict=True)))
    assert (frozenset((hurt["claim_id"], treated["claim_id"])) in pairs) == compared


def test_men_arrested_are_mostly_all_who_are():
    """Of those arrested men may be all, of the dead they are mostly a part; that is possible, and never confirmed."""
    rows = [
        claim(
            f"Police arrested [[{value}]] {noun} there.",
            value,
            unit=unit,
            entity=noun,
            dimension="person",
            property="arrest",
            doc_id=noun,
        )
        for value, noun, unit in ((2, "people", "person"), (4, "men", "man"))
    ]
    dead = [{**row, "property": "kill"} for row in rows]
    assert relate(*rows)["level"] == "possible"
    assert relate(*dead)["confidence"] < relate(*rows)["confidence"]


def test_who_is_brought_to_a_hospital_is_treated():
    """Whatever verb brings people to a hospital, one outcome is told of them."""
    rows = [
        claim(
            f"They {verb} [[{value}]] people to a hospital.",
            value,
            **{**DEAD, "property": verb},
            scope="to a hospital",
            doc_id=verb,
        )
        for value, verb in ((12, "take"), (13, "send"))
    ]
    assert "both count people treated" in relate(*rows)["why"]


def test_a_fall_by_another_verb_is_the_same_fall():
    """What fell in one report dropped in the other; what rose did something else."""
    cells = {"kind": "percentage", "unit": "percent", "dimension": "ratio", "entity": "index"}
    rows = [
        claim(f"The index {verb} by [[{value}%]] on the day.", value, **cells, property=verb, doc_id=verb)
        for verb, value in (("fall", 3.2), ("drop", 3.9), ("rise", 4.6))
    ]
    assert relate(*rows[:2])["relation"] == "conflict"
    assert relate(rows[0], rows[2]) is None


@pytest.mark.parametrize(("place", "level"), [("at S. Flores", "confirmed"), ("at Mount Street", "possible")])
def test_a_place_is_known_by_its_own_word(place, level):
    """South Flores Street and S. Flores are one place, South Flores Street and Mount Street may be two."""
    rows = [troops("12", 12, scope="at South Flores Street"), troops("13", 13, scope=place, doc_id="b")]
    assert relate(*rows)["level"] == level
