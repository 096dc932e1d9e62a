"""sources.yaml: what is read, and every way in which it can be wrong."""

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.errors import ConfigError
from claims.sources import KINDS, PACKAGE_ROOT, load_sources, resolve_speaker, shipped_sources
from tests.docs.pages import ROOT, blocks

PAGE = ROOT / "docs" / "reference" / "sources.md"


@pytest.fixture
def load(tmp_path):
    """Loads a text as the sources.yaml of a folder that holds a.txt and b.txt."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Some 4,000 troops crossed.", encoding="utf-8")

    def load_text(text: str):
        path = tmp_path / "sources.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return load_sources(path)

    return load_text


def faults(load, text):
    """The faults of a text, each as "line: what. Hint: …" without the file's name."""
    with pytest.raises(ConfigError) as caught:
        load(text)
    return [str(fault).partition(", ")[2] for fault in caught.value.faults]


def test_documents_and_speakers_are_read(load):
    """Every key ends up in its field, and what is left out is empty."""
    book = load(
        "documents:\n"
        "  - {path: a.txt, story: Flood, outlet: Courier, title: River rises, published: 2024-11-05}\n"
        "  - {url: 'https://example.org/b', published: '2024-11-06'}\n"
        "sources:\n"
        "  - {name: Ada Quill, aliases: [Quill, Mayor Quill], kind: person, affiliation: Council}\n"
        "  - {name: rescuers, aliases: rescue workers}\n"
    )
    first, second = book.documents
    assert (first.path, first.story, first.outlet, first.title) == ("a.txt", "Flood", "Courier", "River rises")
    assert (first.published, second.published) == (date(2024, 11, 5), date(2024, 11, 6))
    assert (second.path, second.url, second.story) == ("", "https://example.org/b", "default")
    assert book.speakers[0].aliases == ("Quill", "Mayor Quill")
    assert book.speakers[1].aliases == ("rescue workers",)


@pytest.mark.parametrize("name", ["Ada Quill", "  ada   QUILL ", "Mayor Quill"])
def test_a_speaker_is_found_by_any_name(load, name):
    """Capitals and spaces do not matter, and an alias is as good as the name."""
    book = load("sources:\n  - name: Ada Quill\n    aliases: [Mayor Quill]\n")
    assert resolve_speaker(book, name).name == "Ada Quill"
    assert resolve_speaker(book, "Quillon") is None


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "documents:\nsources:\n", "\ufeffdocuments: []\n"])
def test_an_empty_book_is_a_book(load, text):
    """A file with nothing in it, or nothing but its keys, registers nothing."""
    book = load(text)
    assert (book.documents, book.speakers) == ((), ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("source: []\n", ["line 1: the file has no key 'source'. Hint: did you mean sources?"]),
        (
            "documents:\n  - path: a.txt\n    stroy: x\n",
            ["line 3: a document has no key 'stroy'. Hint: did you mean story?"],
        ),
        ("documents:\n  - path: aa.txt\n", ["line 2: no such file: aa.txt. Hint: did you mean a.txt?"]),
        ("documents:\n  - story: x\n", ["line 2: a document needs a path or a url."]),
        ("documents:\n  - path:\n", ["line 2: a document needs a path or a url."]),
        (
            "documents:\n  - path: a.txt\n  - path: a.txt\n",
            ["line 3: a.txt is registered twice (first in line 2)."],
        ),
        (
            "documents:\n  - path: a.txt\n    published: 12/03/2024\n",
            ["line 3: published is not a day: 12/03/2024. Hint: write year-month-day: 2024-11-05"],
        ),
        ("documents:\n  - path: a.txt\n  - path: ./a.txt\n", ["line 3: a.txt is registered twice (first in line 2)."]),
        ("documents:\n  - path: .\n", ["line 2: . is a folder, not a file. Hint: register each article by its path"]),
        (
            "documents:\n  - path: a.txt\n    published: 20241105\n",
            ["line 3: published is not a day: 20241105. Hint: write year-month-day: 2024-11-05"],
        ),
        (
            "documents:\n  - path: a.txt\n    published: 2024-02-30\n",
            ["line 3: published is not a day: 2024-02-30. Hint: write year-month-day: 2024-11-05"],
        ),
        ("documents: a.txt\n", ["line 1: documents must be a list. Hint: start every entry with a dash and a space"]),
        (
            "sources:\n  - name: NO\n",
            [
                'line 2: name must be text, but YAML takes NO for the truth value false. Hint: put it in quotes: "NO"',
            ],
        ),
        (
            "sources:\n  - name: 12:30\n",
            ['line 2: name must be text, but YAML takes 12:30 for the number 750. Hint: put it in quotes: "12:30"'],
        ),
        (
            "sources:\n  - name: 2024-02-30\n",
            ['line 2: name must be text, but YAML takes 2024-02-30 for a date. Hint: put it in quotes: "2024-02-30"'],
        ),
        ('sources:\n  - name: "A\\0B"\n', ["line 2: name holds U+0000, which is no character of a text."]),
        ('sources:\n  - name: "\\ud800"\n', ["line 2: name holds U+D800, which is no character of a text."]),
        ("- name: A\n", ["line 1: the file must be made of lines `key: value`. Hint: the keys are documents, sources"]),
        ("sources:\n  - name: [a]\n", ["line 2: name must be text, not a sequence."]),
        ("sources:\n  - kind: person\n", ["line 2: a source needs a name."]),
        (
            "sources:\n  - name: A\n    kind: persn\n",
            ["line 3: there is no kind 'persn'. Hint: did you mean person?"],
        ),
        (
            "sources:\n  - name: A\n    name: B\n",
            ["line 3: the key 'name' is there twice. Hint: delete one of the two"],
        ),
        (
            "sources:\n  - name: A\n    aliases: [C]\n  - name: B\n    aliases:\n      - c\n",
            ["line 6: 'c' already names 'A' (line 2); a name has one owner."],
        ),
        ("sources:\n  - &a name: A\n  - *a\n", ["line 3: *a is an alias: write the value out."]),
        ("sources: [\n", ["line 2: this is no YAML: expected the node content, but found '<stream end>'."]),
        ("a: 1\n---\nb: 2\n", ["line 2: this is no YAML: but found another document."]),
        ("[" * 3000, ["line 1: the file is nested too deeply."]),
        (b"sources:\n  - name: \xe9\n", ["the file: is not UTF-8 text. Hint: save it as UTF-8"]),
    ],
)
def test_a_fault_names_its_line_and_what_was_meant(load, text, expected):
    """Each fault is a sentence with its line and, where one can be guessed, a hint."""
    assert faults(load, text) == expected


@pytest.mark.parametrize("name", ["9" * 6000, "1:" * 3000 + "1", "[" + "x" * 5000 + "]"])
def test_a_message_does_not_drown_in_what_was_written(load, name):
    """A value of thousands of characters is refused in a line that can be read."""
    [fault] = faults(load, f"sources:\n  - name: {name}\n")
    assert len(fault) < 300


def test_every_fault_is_listed_at_once(load):
    """Five mistakes in one file are five faults, in the order of their lines."""
    text = "docs: 1\nsources:\n  - name: on\n    kind: human\n  - aliases: [x]\ndocuments:\n  - path: missing.txt\n"
    lines = [fault.partition(":")[0] for fault in faults(load, text)]
    assert lines == ["line 1", "line 3", "line 4", "line 5", "line 7"]


def test_a_python_object_is_text_in_the_wrong_place(load):
    """A tag that makes YAML run code elsewhere is a fault here, and nothing runs."""
    assert "line 1" in faults(load, "sources: [{name: !!python/name:os.system x}]")[0]


def test_a_file_that_is_not_there_is_a_fault(tmp_path):
    """No sources.yaml where one was named: the message says so."""
    with pytest.raises(ConfigError, match="cannot be read: No such file"):
        load_sources(tmp_path / "sources.yaml")


@given(text=st.text(max_size=60) | st.text(alphabet="-:[]{}&*!|>'\"#? \n\tab1", max_size=40))
def test_any_text_is_a_book_or_faults(tmp_path_factory, text):
    """Whatever the file holds, it is read or refused with faults: nothing else is raised."""
    path = tmp_path_factory.mktemp("any") / "sources.yaml"
    path.write_text(text, encoding="utf-8", errors="replace", newline="")
    with suppress(ConfigError):
        load_sources(path)


def test_the_shipped_story_is_sound():
    """The sources.yaml of the example story loads, and its paths start from the folder that holds the package."""
    path = shipped_sources()
    book = load_sources(path)
    assert book.root == PACKAGE_ROOT
    assert 4 <= len(book.documents) <= 6
    assert {doc.outlet.endswith("(demo)") for doc in book.documents} == {True}
    assert {doc.published.year for doc in book.documents} == {2024}


def test_the_example_in_the_shipped_file_loads(tmp_path):
    """What the comment at the top of the shipped sources.yaml shows is a sources.yaml."""
    comment = shipped_sources().read_text(encoding="utf-8").partition("\ndocuments:")[0]
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "first.txt").write_text("Some 4,000 people left.", encoding="utf-8")
    path = tmp_path / "sources.yaml"
    path.write_text("\n".join(line[4:] for line in comment.splitlines() if line.startswith("#   ")), encoding="utf-8")
    book = load_sources(path)
    assert (len(book.documents), [speaker.name for speaker in book.speakers]) == (1, ["Ada Quill"])


def test_the_example_of_the_reference_loads(tmp_path):
    """The example on the page about sources.yaml is one."""
    [block] = blocks(PAGE, "yaml")
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "first.txt").write_text("Some 4,000 people left.", encoding="utf-8")
    path = Path(tmp_path, "sources.yaml")
    path.write_text(block.text, encoding="utf-8")
    book = load_sources(path)
    assert (len(book.documents), len(book.speakers)) == (2, 2)


def test_the_reference_names_every_kind():
    """A kind that may be written is on the page about sources.yaml."""
    page = PAGE.read_text(encoding="utf-8")
    assert [kind for kind in KINDS if f"`{kind}`" not in page] == []
