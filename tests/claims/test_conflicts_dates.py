"""Dates of two articles: what each is the date of, and which of them cannot both be true."""

from datetime import date

import pytest

from claims.conflicts import compare
from claims.extract import extract
from claims.frames import to_frame
from claims.model import Document

MAY = date(2024, 5, 12)


def compare_dates(one, other, *, published=MAY):
    """What is found of the dates of two articles: relation, level and the reason."""
    docs = [Document(doc_id=doc_id, text=text, published=published) for doc_id, text in (("a", one), ("b", other))]
    claims_df = to_frame(extract(docs))
    found = compare(claims_df)
    dates = claims_df.loc[claims_df["kind"] == "date", "claim_id"]
    told = found.tell(found.relations[found.relations["claim_a"].isin(dates)])
    return [(row.relation, row.level, row.why) for row in told.itertuples()]


def flags(one, other, **published):
    return [(relation, level) for relation, level, _ in compare_dates(one, other, **published)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The tanker Lykke was built in 1998.", "The Danish-flagged Lykke, built in 1993, hit rocks."),
        ("The portrait was painted in 1634.", "The portrait, painted in 1643, is tiny."),
        ("The company was founded by two sisters in 1921.", "He said the company was established in 1931."),
        ("Maria Roth was born in 1971.", "Roth, who was born in 1974, left in 2001."),
        ("The road has cost $6 million since it began in 2013.", "He spoke of the road, which was started in 2009."),
        ("The volcano last erupted in 2010, when 9 died.", "The volcano's last eruption was in 2014."),
        ("The outbreak began on April 3.", "The outbreak broke out on 12 April."),
        ("The duty takes effect on Aug. 1.", "The duty comes into force on 15 August."),
        ("Roth signed the law on 3 May.", "The law was signed on Friday, 10 May."),
        ("The war broke out on June 5, 1967.", "The war began June 6, 1967."),
        ("The show opens on 3 June.", "The show will open on 10 June."),
        ("The ferry, a Danish ship, was launched in 1998.", "The ferry was launched in early 1996."),
    ],
)
def test_two_dates_of_what_comes_once_are_a_confirmed_conflict(one, other):
    """One thing is built, born or begun once, whatever the verb, and whichever article comes first."""
    assert flags(one, other) == flags(other, one) == [("conflict", "confirmed")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The embassy was attacked on 3 May.", "Gunmen attacked the embassy on 4 May."),
        ("Police arrested Omar Berg on 5 May.", "Berg was arrested on 8 May."),
        ("The boy was shot on May 3.", "The boy was shot on May 4."),
        ("The intruders were there for days before they were found on May 6.", "The intruders were found on May 9."),
        ("A bridge was built in 1998.", "The bridge was built in 1993."),
        ("Her father died in 1998.", "His father died in 2001."),
        ("The man was born in 1971.", "The man was born in 1985."),
        ("She was born in 1971 in Turku.", "She was born in 1974 in Turku."),
        ("The program began in 2013.", "The space program began in 2009."),
        ("The strike began in Brod on 3 May.", "The strike began in Stara on 6 May."),
    ],
)
def test_what_may_come_again_or_be_another_is_only_possible(one, other):
    """Who attacks may attack again, and a bridge may be another."""
    assert flags(one, other) == [("conflict", "possible")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The plant was opened in 1984.", "The plant was built in 1978."),
        ("The strike began on 3 May.", "The second strike began on 6 May."),
        ("Roth was first elected in 2001.", "Roth was elected in 2005."),
        ("The crash happened in 2010.", "The crash happened in 2014."),
        ("The plant was not built in 1998.", "The plant was built in 1993."),
        ("The old bridge was built in 1921.", "The wooden bridge was built in 1998."),
        ("The bridge in Kyiv was built in 1921.", "The bridge in Moscow was built in 1998."),
        ("Roth was born in 1971.", "Berg was born in 1974."),
        ("Maria Roth was born in 1971.", "Juan Roth was born in 1974."),
        ("He died in 1998.", "She died in 2001."),
        ("The firm built a plant in 1921.", "The firm built a school in 1934."),
        ("Work on the bridge started in 2015.", "Work on the tunnel started in 2012."),
        ("The show opens on 3 June.", "The show opened on 3 May."),
        ("The trial was due to start on 3 May.", "The trial started on 6 May."),
        ("The firm launched 96 rockets in 2023.", "The firm launched 67 rockets in 2022."),
        ("The party was founded in 1921.", "The party was founded by 1919."),
        ("The strike began on 3 May.", "The strike began between May 6 and May 9."),
        ("The quarter ended on March 31.", "The quarter ended on Dec. 31."),
        ("The warrant for his arrest was issued May 3.", "The warrant for his arrest was issued May 4."),
        ("Turku, a town in the west, was founded in 1229.", "A school in Turku was founded in 1630."),
        ("The treaty was signed in 1648.", "The treaty was signed in 1848."),
        ("The plant was built in 1984. The plant was built in 1978.", "It is warm."),
    ],
)
def test_dates_of_two_events_are_not_compared(one, other):
    """Another verb, order, person, place or sort is another event; so are two that one article tells."""
    assert compare_dates(one, other) == []


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("The bridge was built in 2010.", "The bridge was built on 3 May 2010.", "compatible"),
        ("The war began in February 2014.", "The war began in 2014.", "compatible"),
        ("The law takes effect in the first half of 2025.", "The law takes effect on July 1, 2025.", "compatible"),
        ("The bridge was built in 1998.", "The bridge was built in 1998.", "equal"),
        ("The strike began on May 3.", "The strike began on 3 May 2024.", "equal"),
    ],
)
def test_a_date_inside_another_can_be_true_with_it(one, other, relation):
    """A year holds its days, and a day without a year is that of the publication."""
    assert flags(one, other) == [(relation, "confirmed")]


def test_a_day_without_a_year_is_the_nearest_to_the_publication():
    """News of January that speaks of December speaks of the old year's."""
    texts = "The strike began on Dec. 30.", "The strike began on 30 December 2023."
    assert flags(*texts, published=date(2024, 1, 4)) == [("equal", "confirmed")]


def test_articles_without_a_day_compare_days_without_a_year_among_themselves():
    """Two such days are of one year, but of which no other article can say."""
    assert flags("The strike began on May 3.", "The strike began on 6 May.", published=None) == [
        ("conflict", "confirmed")
    ]
    assert compare_dates("The strike began on May 3.", "The strike began on 6 May 2024.", published=None) == []


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (
            "The tanker was built in 1998.",
            "The tanker was built in 1993.",
            "“1998” and “1993” cannot both be true: both say when the tanker was built, 5 years apart.",
        ),
        (
            "The outbreak began on April 3.",
            "The outbreak began on 12 April.",
            "“April 3” and “12 April” cannot both be true: both say when the outbreak began, 9 days apart.",
        ),
        (
            "The accident happened on May 3.",
            "The accident happened on May 4.",
            "“May 3” and “May 4” cannot both be true, if they measure one thing: both say when it happened, "
            "1 day apart; it may have happened twice.",
        ),
        (
            "The strike begins on 20 May.",
            "The strike will begin on May 23.",
            "“20 May” and “May 23” cannot both be true: both say when the strike begins, 3 days apart.",
        ),
        (
            "The law takes effect on 1 June.",
            "The law takes effect on 1 Sept. 2024.",
            "“1 June” and “1 Sept. 2024” cannot both be true: both say when the law takes effect, 3 months apart.",
        ),
    ],
)
def test_the_reason_says_what_the_dates_are_of_and_how_far_apart_they_are(one, other, why):
    """A person can check the reason against both sentences; years bear no ratio."""
    assert [told for *_, told in compare_dates(one, other)] == [why]


def test_a_date_stays_unworth_checking_by_itself_but_is_flagged():
    """The ledger says of it what it said before, and the comparison takes it all the same."""
    docs = [
        Document(doc_id=doc_id, text=f"The tanker was built in {year}.") for doc_id, year in (("a", 1998), ("b", 1993))
    ]
    claims_df = to_frame(extract(docs))
    found = compare(claims_df)
    assert not claims_df["checkable"].any()
    assert len(found.flags) == 1
    assert set(found.topics) == {"tanker · when it was built"}
    assert found.groups.empty
