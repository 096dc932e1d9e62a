"""Two articles as they are written, read and compared: which figures are one measure, whatever the words."""

import pytest

from claims.conflicts import compare
from claims.extract import extract
from claims.frames import to_frame
from claims.model import Document


def compare_texts(one, other):
    """The relations of two articles of one story, as surface, surface, relation."""
    docs = [Document(doc_id=doc_id, text=text) for doc_id, text in (("a", one), ("b", other))]
    claims_df = to_frame(extract(docs))
    surfaces = claims_df.set_index("claim_id")["surface"]
    relations = compare(claims_df).relations
    return [
        (*sorted((surfaces[a], surfaces[b])), relation)
        for a, b, relation in relations[["claim_a", "claim_b", "relation"]].itertuples(index=False)
    ]


@pytest.mark.parametrize(
    ("one", "other", "surfaces"),
    [
        ("The flood killed 41 people in Oslo.", "The number of people killed in Oslo rose to 55.", "41 55"),
        ("The war has claimed 600 lives in Oslo.", "The war has killed 450 people in Oslo.", "450 600"),
        ("Fifteen UN staff are now confirmed as dead.", "The UN said 17 of its personnel were killed.", "17 Fifteen"),
        (
            "Up to 200 of its staff, including drivers, are unaccounted for, the bank said.",
            "The bank said 260 staff were missing.",
            "200 260",
        ),
        ("Some 800 people had taken shelter in the hall.", "About 350 people were sheltering in the hall.", "350 800"),
        ("The storm wrecked 310 barns.", "Some 190 barns had collapsed in the storm.", "190 310"),
        ("The quake struck 25 km west of Turku.", "The quake, 14 km south-west of Turku, woke many.", "14 25"),
        (
            "It is a country of 12 million inhabitants.",
            "The country's nine million population is young.",
            "12 million nine million",
        ),
        (
            "The blast hurt 30 people, five of them critically.",
            "Some 12 people were in critical condition after the blast.",
            "12 five",
        ),
        ("Norway has pledged 3m euros in aid.", "Norway has released 2m euros in aid.", "2m 3m"),
        ("Roth won 40 percent of the votes.", "Ada Roth got 48 percent of the votes.", "40 48"),
        ("A 4-year-old girl drowned in the lake.", "A 6-year-old girl drowned in the lake.", "4 6"),
        ("The climber fell about 600 metres (2,000 feet).", "The climber fell 750 metres.", "600 750"),
        (
            "The dam, 12 km north of Turku, held for years.",
            "The dam, 19 km north of Turku, was built in 1961.",
            "12 19",
        ),
        (
            "Rescuers pulled 230 people from the mud, 14 of them critically injured.",
            "Some 19 people pulled from the mud are in critical condition.",
            "14 19",
        ),
        ("Some 400 people fled the floods in Turku.", "Over 900 had been forced from their homes in Turku.", "400 900"),
        ("A 45-strong team of divers arrived from Riga.", "Riga has sent a team of 60 divers.", "45 60"),
        ("The death toll of the flood was 71.", "The flood killed 88 people.", "71 88"),
        ("The city offers a reward of $5,000.", "The city has raised the reward to $10,000.", "$10,000 $5,000"),
        (
            "Gunfire broke out at a vigil in the 2100 block of Harlan Avenue by the harbour shortly after 11:30 p.m.",
            "The shooting happened about 10:45 p.m. on Harlan Avenue.",
            "10:45 p.m. 11:30 p.m.",
        ),
    ],
)
def test_one_measure_in_other_words(one, other, surfaces):
    """They are compared, and differ."""
    flagged = [f"{a} {b}" for a, b, relation in compare_texts(one, other) if relation not in ("equal", "compatible")]
    assert surfaces in flagged


@pytest.mark.parametrize(
    ("one", "other", "surfaces"),
    [
        ("Firefighters saved 40 lives in Oslo.", "The fire cost 55 lives in Oslo.", "40 55"),
        (
            "The Danish army said 13 of its scouts were killed.",
            "The Greek army said 15 of its scouts were killed.",
            "13 15",
        ),
        ("The quake struck 25 km west of Turku.", "The quake struck 14 km west of Oulu.", "14 25"),
        ("Norway has pledged 3m euros in aid.", "Spain has pledged 2m euros in aid.", "2m 3m"),
        ("Roth won 40 percent of the votes.", "Falk won 48 percent of the votes.", "40 48"),
        ("A 4-year-old girl drowned.", "A 6-year-old girl drowned, and a 4-year-old boy was saved.", "4 6"),
        ("A 4-year-old girl drowned.", "A 6-year-old boy drowned.", "4 6"),
        ("The storm hurt 30 people, 15 of them critically.", "The storm hurt 12 people in all.", "12 15"),
        ("The vigil began at 9 p.m. in Oslo.", "The vigil in Oslo ended at 10 p.m.", "10 p.m. 9 p.m."),
        ("A poll by Kern found that 52% of them back it; 38% oppose it.", "They met.", "38% 52%"),
        ("A shock of 5.5 magnitude followed.", "The death toll of the 7.0 magnitude quake rose.", "5.5 7.0"),
    ],
)
def test_two_measures_in_like_words(one, other, surfaces):
    """They are not compared."""
    assert surfaces not in [f"{a} {b}" for a, b, _ in compare_texts(one, other)]
