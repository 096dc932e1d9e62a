"""A person is one source in all the articles of a story, and another in another story."""

import pandas as pd

from claims.extract import extract
from claims.frames import to_frame
from claims.model import Document
from claims.one_name import with_one_name

FULL = "Andrei Lankov of Kookmin said that 10,000 troops had crossed."
SHORT = "Lankov said that 12,000 troops had crossed."


def frame(*texts, stories=("a", "a")):
    docs = [Document(doc_id=str(at), text=text, story=stories[at]) for at, text in enumerate(texts)]
    return to_frame(extract(docs))


def test_a_surname_is_the_full_name_of_its_story():
    """ "Lankov" in one article and "Andrei Lankov" in another are one source, and lead one chain."""
    claims_df = frame(FULL, SHORT)
    assert set(claims_df["source"]) == {"Andrei Lankov"}
    assert set(claims_df["source_chain"]) == {"Andrei Lankov"}
    assert list(claims_df["source_surface"]) == ["Andrei Lankov of Kookmin", "Lankov"]


def test_another_story_has_its_own_people():
    """A surname is left alone where its own story names nobody in full."""
    assert set(frame(FULL, SHORT, stories=("a", "b"))["source"]) == {"Andrei Lankov", "Lankov"}


def test_a_sentence_that_begins_with_a_source_makes_no_other_source():
    """ "Police" and "police" are one source in every story, under the name that is commoner, and lead one chain."""
    said = ["police", "police", "Police", "Lankov", "Andrei Lankov"]
    claims_df = pd.DataFrame({"story": ["a", "b", "b", "b", "b"], "source": said, "source_chain": said})
    claims_df.loc[2, "source_chain"] = "Police > Lankov"
    found = with_one_name(claims_df)
    assert list(found["source"]) == ["police", "police", "police", "Andrei Lankov", "Andrei Lankov"]
    assert found.loc[2, "source_chain"] == "police > Lankov"


def test_two_of_one_name_are_not_mixed_up():
    """Where two full names end in it, a surname stays as it is; so does a frame without claims."""
    claims_df = pd.DataFrame({"story": "s", "source": ["Ana Cruz", "Ted Cruz", "Cruz"], "source_chain": "x"})
    assert list(with_one_name(claims_df)["source"]) == ["Ana Cruz", "Ted Cruz", "Cruz"]
    assert with_one_name(claims_df.head(0)).empty
