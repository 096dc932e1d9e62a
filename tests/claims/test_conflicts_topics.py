"""Which figures are one topic."""

from itertools import product

import pytest

from claims.conflicts import POLICY, Policy, compare
from tests.claims.claim_frames import DEAD, TROOPS, claim, frame

AGE = {"kind": "age", "dimension": "age", "unit": "year"}
LENGTH = {"kind": "measure", "dimension": "length", "unit": "metre", "property": "fall"}


def troops(surface, value, name, **cells):
    told = f"Officials said [[{surface}]] soldiers were sent to the island."
    return claim(told, value, **{**TROOPS, "claim_id": name, **cells})


def fall(who, value, name):
    told = f"The {who} fell [[{value}]] metres from the ridge."
    return claim(told, value, **LENGTH, entity=who, doc_id=name, claim_id=name)


def pairs(ones, others):
    """Every claim of one with every claim of the other; a name of one letter each."""
    return {frozenset(pair) for pair in product(ones, others)}


@pytest.fixture
def falls():
    """Two lengths that a climber fell and three that a man fell: by their words alone two topics."""
    return frame(
        *(
            fall(who, value, name)
            for who, value, name in [
                ("climber", 60, "a"),
                ("climber", 65, "b"),
                ("man", 60, "x"),
                ("man", 70, "y"),
                ("man", 150, "z"),
            ]
        )
    )


CLIMBER = dict.fromkeys("ab", "climber · metres · fell")
MAN = dict.fromkeys("xyz", "man · metres · fell")
ONE = dict.fromkeys("abxyz", "man · metres · fell")


def test_topics_keep_things_apart():
    """Outcomes, nations and stories have topics of their own, and every label is unique."""
    rows = [
        claim("A storm killed [[12]] people.", 12, **DEAD, doc_id="a", claim_id="a"),
        claim("A storm injured [[12]] people.", 12, **{**DEAD, "property": "injure"}, doc_id="b", claim_id="b"),
        claim("A storm killed [[12]] people.", 12, **DEAD, doc_id="c", claim_id="c", story="other"),
        troops("40", 40, "d", entity="Danish soldiers"),
        troops("40", 40, "e", entity="Swedish soldiers"),
    ]
    topics = compare(frame(*rows)).topics
    assert topics.to_dict() == {
        "a": "people · killed",
        "b": "people · injured",
        "c": "people · killed (other)",
        "d": "soldiers · sent",
        "e": "soldiers · sent (Sweden)",
    }


def test_the_ages_of_one_person_are_one_topic():
    """An age is somebody's, whatever is told of him and however he is introduced; nobody's is a topic of its own."""
    rows = [
        claim("Robert Falk, [[32]], fell.", 32, **AGE, entity="Robert Falk", property="fall", claim_id="a"),
        claim("Robert Falk, [[33]], died.", 33, **AGE, entity="Robert Falk", property="die", claim_id="b"),
        claim("Dane Robert Falk, [[33]], slid.", 33, **AGE, entity="Dane Robert Falk", property="slide", claim_id="c"),
        claim("Ada Falk, [[40]], called for help.", 40, **AGE, entity="Ada Falk", property="call", claim_id="d"),
        claim("A climber, [[33]], died.", 33, **AGE, entity="climber", property="die", claim_id="e"),
    ]
    topics = compare(frame(*rows)).topics
    assert topics["a"] == topics["b"] == topics["c"] == "Robert Falk · age"
    assert len(set(topics)) == 3


def test_every_checkable_claim_has_a_topic():
    """Parts, dates, denials and questions have a topic too; what is not checkable has none."""
    rows = [
        claim("Another [[12]] people died.", 12, **DEAD, claim_id="part"),
        claim("It began in [[1998]].", 1998, kind="date", unit="year", claim_id="date", modality="asked"),
        claim("The [[two]] leaders met.", 2, unit="leader", claim_id="page", checkable=False),
    ]
    assert set(compare(frame(*rows)).topics.index) == {"part", "date"}


@pytest.mark.parametrize(
    ("decided", "policy", "topics"),
    [
        pytest.param({}, POLICY, ONE, id="as compared"),
        pytest.param({}, Policy(linked_share=1.0), CLIMBER | MAN, id="never joined"),
        pytest.param({"split": pairs("ab", "xyz")}, POLICY, CLIMBER | MAN, id="every link split"),
        pytest.param({"split": pairs("a", "xyz")}, POLICY, CLIMBER | MAN, id="half of the climber's figures linked"),
        pytest.param({"split": pairs("a", "x")}, POLICY, ONE, id="one link split"),
        pytest.param(
            {"split": pairs("ab", "xyz") - pairs("a", "x"), "joined": pairs("a", "x")},
            POLICY,
            {**ONE, "b": CLIMBER["b"]},
            id="one link joined, all others split",
        ),
    ],
)
def test_what_was_compared_as_one_thing_is_one_topic(falls, decided, policy, topics):
    """
    Topics are joined where enough figures of both are linked, under the larger one's label; decisions win.

    What is decided later comes out as if it had been decided before.
    """
    found = compare(falls, policy=policy, **decided)
    later = compare(falls, policy=policy).after(joined=decided.get("joined", ())).after(**decided)
    assert found.topics.to_dict() == later.topics.to_dict() == topics
    assert set(found.groups["topic"]) == set(later.groups["topic"]) == set(topics.values())


def test_the_joined_topic_has_one_consensus(falls):
    """The figures of both parts count in one group, and all that disagrees is inside one topic."""
    found = compare(falls)
    assert found.groups[["of", "support", "best"]].to_numpy().tolist() == [[5, 2, 60]]
    sides = [found.flags[side].map(found.topics) for side in ("claim_a", "claim_b")]
    assert len(found.flags)
    assert sides[0].equals(sides[1])


def test_topics_do_not_hang_together_by_a_chain():
    """A Falk without a first name may be either of two, whose ages stay two topics; he goes where he fits more."""
    told = [("Robert Falk", "a"), ("Robert Falk", "b"), ("Ada Falk", "c"), ("Falk", "d")]
    rows = [claim(f"{who}, [[40]], fell.", 40, **AGE, entity=who, doc_id=name, claim_id=name) for who, name in told]
    assert compare(frame(*rows)).topics.to_dict() == {
        **dict.fromkeys("abd", "Robert Falk · age"),
        "c": "Ada Falk · age",
    }


def test_what_the_user_joined_is_one_topic_from_then_on():
    """Figures called one thing share the larger of their topics with all that say the same; no others come along."""
    hurt = {**DEAD, "property": "injure"}
    rows = [
        claim("A storm killed [[12]] people.", 12, **DEAD, doc_id="a", claim_id="a"),
        claim("A storm killed [[12]] people.", 12, **DEAD, doc_id="b", claim_id="b"),
        claim("A storm killed [[15]] people.", 15, **DEAD, doc_id="c", claim_id="c"),
        claim("It injured [[20]] people.", 20, **hurt, doc_id="d", claim_id="d"),
        claim("It injured [[30]] people.", 30, **hurt, doc_id="e", claim_id="e"),
    ]
    found = compare(frame(*rows))
    apart = {**dict.fromkeys("abc", "people · killed"), **dict.fromkeys("de", "people · injured")}
    assert found.topics.to_dict() == apart
    assert found.after(joined=pairs("a", "d")).topics.to_dict() == {**apart, "d": "people · killed"}


def test_a_projection_has_its_own_lane_in_a_joined_topic():
    """A plan is no figure of what happened, though the topic is one."""
    rows = [fall("climber", 60, "a"), fall("man", 65, "b"), {**fall("man", 300, "c"), "modality": "projected"}]
    found = compare(frame(*rows), joined=pairs("a", "b"))
    assert len(set(found.topics)) == 1
    assert dict(zip(found.groups["lane"], found.groups["of"], strict=True)) == {"asserted": 2, "projected": 1}
