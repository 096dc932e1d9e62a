"""Files, folders, standard input and pasted text become Documents; one bad input does not keep the others out."""

import io
import os
import re
import time
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims import intake
from claims.errors import InputError
from claims.intake import document_from_text, read_inputs
from claims.sources import Registered, SourceBook, load_sources

TEXT = "Some 4,000 troops crossed, officials said.\n"


@pytest.fixture
def folder(tmp_path):
    """Two good articles with a bad one between them, and what a folder holds besides."""
    files = {
        "a.txt": TEXT.encode(),
        "b.txt": b"\x00\x01\x02binary",
        "c/d.html": b"<html><title>Page</title><p>5 dogs</p></html>",
        "picture.png": b"\x89PNG",
        ".hidden.txt": b"9 cats",
        ".git/config.txt": b"9 cats",
    }
    for name, content in files.items():
        path = tmp_path / "story" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tmp_path / "story"


def test_a_folder_with_a_bad_file_gives_the_good_ones(folder):
    """The good files are read in the order of their names, the bad one is named with its reason."""
    taken = read_inputs([str(folder)])
    assert [doc.title for doc in taken.documents] == ["a.txt", "Page"]
    [problem] = taken.problems
    assert problem.path == str(folder / "b.txt")
    assert "NUL bytes" in problem.reason


def test_what_is_no_article_is_left_out_and_said(folder):
    """Images and the like are no problem, but the user hears of them; hidden files are not looked at."""
    [warning] = read_inputs([str(folder)]).warnings
    assert warning.partition(": ")[2] == "left out picture.png: no articles by their endings"


def test_an_unknown_ending_is_read_by_its_first_bytes(tmp_path):
    """A file without a telling name is read as what it looks like."""
    (tmp_path / "page").write_bytes(b"<!DOCTYPE html><html><title>Page</title><p>5 dogs</p></html>")
    (tmp_path / "lines.dat").write_bytes(b'{"id": "x", "text": "6 cats"}\n')
    (tmp_path / "words.news").write_bytes(b"7 birds")
    taken = read_inputs([str(tmp_path)])
    assert [doc.text for doc in taken.documents] == ["6 cats", "5 dogs", "7 birds"]


def test_links_in_a_folder_do_not_lead_out_or_round(tmp_path):
    """A folder that links to itself is read once."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    assert len(read_inputs([str(tmp_path)]).documents) == 1


def test_a_pipe_in_a_folder_does_not_hold_us(tmp_path):
    """What is no regular file is not opened."""
    os.mkfifo(tmp_path / "pipe.txt")
    taken = read_inputs([str(tmp_path)])
    assert (taken.documents, taken.problems) == ((), ())
    assert "no article in this folder" in taken.warnings[0]


@pytest.mark.parametrize(
    ("name", "reason"),
    [("missing.txt", "does not exist"), ("empty.txt", "is empty"), ("nul\0name", "cannot be read")],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path, name, reason):
    """A missing, empty or impossible file is a plain message, and the next one is read."""
    (tmp_path / "empty.txt").touch()
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    taken = read_inputs([str(tmp_path / name), str(tmp_path / "good.txt")])
    assert len(taken.documents) == 1
    assert [(problem.path, reason in problem.reason) for problem in taken.problems] == [(str(tmp_path / name), True)]


def test_standard_input_is_read_once():
    """`-` is standard input; its kind is found from its first bytes."""
    taken = read_inputs(["-"], stdin=io.BytesIO(b'{"id": "x", "text": "6 cats"}\n'))
    assert taken.documents[0].doc_id == "x"
    assert read_inputs(["-"], stdin=io.BytesIO()).problems[0].args == ("standard input: is empty",)
    assert read_inputs(["-"]).problems[0].path == "standard input"


def test_a_named_format_wins():
    """The user's word counts more than what the bytes look like."""
    data = b'{"id": "x", "text": "6 cats"}'
    [doc] = read_inputs(["-"], input_format="text", stdin=io.BytesIO(data)).documents
    assert doc.text.encode() == data


def test_what_is_registered_comes_with_the_file(tmp_path, monkeypatch):
    """A registered file brings its outlet, story and day, by whatever path it is named."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    entry = Registered(path="a.txt", story="S", outlet="O", title="T", published=date(2024, 11, 5))
    book = SourceBook(root=tmp_path, documents=(entry,))
    monkeypatch.chdir(tmp_path)
    taken = read_inputs(["./a.txt", str(tmp_path)], sources=book)
    [doc] = taken.documents
    assert (doc.story, doc.outlet, doc.title, doc.published) == ("S", "O", "T", date(2024, 11, 5))
    assert "the same text as T, read once" in taken.warnings[0]


def test_an_id_on_two_texts_is_a_problem(tmp_path):
    """Two files that give one id to different texts: the first is read, the second named."""
    for name, text in (("a.jsonl", "1 x"), ("b.jsonl", "2 x")):
        (tmp_path / name).write_text(f'{{"id": "same", "text": "{text}"}}', encoding="utf-8")
    taken = read_inputs([str(tmp_path)])
    assert [doc.text for doc in taken.documents] == ["1 x"]
    assert "two different texts" in taken.problems[0].reason


def test_an_address_of_this_machine_is_a_problem():
    """A URL goes through the rules of fetching."""
    [problem] = read_inputs(["http://127.0.0.1:1/x"]).problems
    assert (problem.path, "not public" in problem.reason) == ("http://127.0.0.1:1/x", True)


def test_five_megabytes_are_read_at_once(tmp_path):
    """A very long text is one document, read in well under a second or two."""
    text = TEXT * (5 * 1024 * 1024 // len(TEXT))
    (tmp_path / "long.txt").write_text(text, encoding="utf-8")
    begun = time.perf_counter()
    [doc] = read_inputs([str(tmp_path / "long.txt")]).documents
    assert doc.text == text
    assert time.perf_counter() - begun < 2


@given(data=st.binary(max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_taken_or_named(tmp_path, data):
    """Whatever a file holds, it is a document or a problem."""
    path = tmp_path / "any"
    path.write_bytes(data)
    taken = read_inputs([str(path)])
    assert taken.documents or taken.problems


@given(text=st.text())
def test_pasted_text_has_a_stable_id(text):
    """The same paste is the same document, and any paste can be stored."""
    doc = document_from_text(text, outlet="O")
    assert doc == document_from_text(text, outlet="O")
    assert len(doc.text.encode("utf-8")) >= 0
    assert len(doc.text) == len(text)


def test_a_pasted_text_is_the_same_document_as_its_file(tmp_path):
    """Pasting an article that was read from a file adds nothing new."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    [doc] = read_inputs([str(tmp_path / "a.txt")]).documents
    assert document_from_text(TEXT).doc_id == doc.doc_id


def test_the_example_story_is_whole():
    """The shipped articles come with all that is registered, short, in one story, each once."""
    docs = intake.demo_documents()
    assert len({doc.doc_id for doc in docs}) == len(docs) == len(intake.demo_book().documents)
    assert {doc.story for doc in docs} == {"North Korean troops in Russia"}
    assert all(doc.outlet and doc.title and doc.published for doc in docs)
    assert all(doc.text.startswith(doc.title) for doc in docs)
    assert all(120 <= len(doc.text.split()) <= 220 for doc in docs)


def test_the_example_story_shares_no_sentence_with_the_seed(seed_path):
    """The shipped articles are our own words: no run of eight words stands in the article they are modelled on."""

    def runs(text):
        words = re.findall(r"\w[\w,]*", text.casefold())
        return {tuple(words[at : at + 8]) for at in range(len(words) - 7)}

    seed = runs(seed_path.read_text(encoding="utf-8"))
    assert [run for doc in intake.demo_documents() for run in runs(doc.text) & seed] == []


def test_a_missing_example_is_a_plain_message(monkeypatch):
    """A broken installation says what to do."""
    monkeypatch.setattr(intake, "shipped_sources", lambda: None)
    with pytest.raises(InputError, match="install it again"):
        intake.demo_documents()


def test_uploads_are_read_like_files(folder):
    """Bytes with a name come first, titled and refused as a file would be; the same text twice is said."""
    uploads = [("b.txt", b"5 dogs"), ("c.txt", b""), ("d.txt", b"5 dogs")]
    heard: list[int] = []
    taken = read_inputs([str(folder / "a.txt")], uploads=uploads, on_input=heard.append)
    assert [doc.title for doc in taken.documents] == ["b.txt", "a.txt"]
    assert [str(problem) for problem in taken.problems] == ["c.txt: is empty"]
    assert taken.warnings == ("d.txt: the same text as b.txt, read once",)
    assert heard == [1, 2, 3, 4]


def test_a_story_is_only_given_where_there_is_none():
    """Documents that came with a story keep it."""
    docs = (document_from_text("5 dogs"), document_from_text("6 cats", story="Cats"))
    assert [doc.story for doc in intake.in_story(docs, "Dogs")] == ["Dogs", "Cats"]
    assert [doc.story for doc in intake.in_story(docs, "")] == ["default", "Cats"]


def test_the_sources_of_the_demo_are_the_users_own(tmp_path):
    """They say what the shipped ones say, lie beside the ledger, and stay as the user left them."""
    path = intake.demo_sources(tmp_path / "new" / "demo.sqlite")
    assert path.parent == tmp_path / "new"
    assert load_sources(path).speakers == intake.demo_book().speakers
    path.write_text("sources:\n  - name: Ada\n", encoding="utf-8")
    assert intake.demo_sources(tmp_path / "new" / "demo.sqlite") == path
    assert [speaker.name for speaker in load_sources(path).speakers] == ["Ada"]
