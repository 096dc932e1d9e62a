"""What the workbench writes into sources.yaml: the lines of one source, and nothing where it would not be sound."""

from difflib import unified_diff
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.errors import ClaimsError
from claims.sources import KINDS, Speaker, check_sources, read_sources, shipped_sources
from claims.sources_text import ChangedError, save_speaker, with_speaker

ADA = Speaker(name="Ada Quill", aliases=("Mayor Quill", "NO", "a, b", "x: y"), kind="officials")
PLAIN = "# top\nsources:\n  # the town\n  - name: Ada Quill   # inline\n\n  # the others\n  - name: Bo\n# end\n"
BLOCK = """sources:
  - name: Ada Quill
    aliases:
      - Quill   # goes
      # stays
      - Mayor Quill

    kind: person  # for now
  # the others
  - name: Bo
"""
AT = Path("sources.yaml")


def changed(before: str, after: str) -> list[str]:
    """The lines that went and came."""
    lines = list(unified_diff(before.splitlines(), after.splitlines(), n=0))[2:]
    return [line for line in lines if not line.startswith("@@")]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param(
            PLAIN, ["+    aliases: [Mayor Quill, 'NO', 'a, b', 'x: y']", "+    kind: officials"], id="keys are new"
        ),
        pytest.param(
            BLOCK,
            [
                "-      - Quill   # goes",
                *("+      - 'NO'", "+      - 'a, b'", "+      - 'x: y'"),
                *("-    kind: person  # for now", "+    kind: officials  # for now"),
            ],
            id="a list with dashes",
        ),
        pytest.param(
            "sources:\n- name: Ada Quill\n  aliases: [ Quill , 'Mayor Quill', ]\n  kind: officials",
            ["-  aliases: [ Quill , 'Mayor Quill', ]", "+  aliases: ['Mayor Quill', 'NO', 'a, b', 'x: y', ]"],
            id="a list in brackets",
        ),
        pytest.param(
            "sources:\n- kind: officials\n  aliases: Quill\n  name: Ada Quill",
            ["-  aliases: Quill", "+  aliases: [Mayor Quill, 'NO', 'a, b', 'x: y']"],
            id="one alias without a list",
        ),
        pytest.param(
            "sources:\n- name: Ada Quill\n  aliases:\n  kind:",
            ["-  aliases:", "-  kind:", "+  aliases: [Mayor Quill, 'NO', 'a, b', 'x: y']", "+  kind: officials"],
            id="keys that are empty",
        ),
        pytest.param(
            "sources:\n- {name: Ada Quill} # short\n- {name: Bo}\n",
            [
                "-- {name: Ada Quill} # short",
                "+- {name: Ada Quill, aliases: [Mayor Quill, 'NO', 'a, b', 'x: y'], kind: officials} # short",
            ],
            id="a source in braces",
        ),
    ],
)
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_only_the_lines_of_the_source_change(text: str, lines: list[str], line_break: str, mark: str):
    """Comments, order, quotes, blanks, line ends and the byte order mark stay; what is written reads as was meant."""
    text = mark + text.replace("\n", line_break)
    written = with_speaker(text, ADA)
    assert changed(text, written) == lines
    assert written.count("\n") == written.count(line_break)
    speaker = next(one for one in check_sources(written, AT).speakers if one.name == ADA.name)
    assert (set(speaker.aliases), speaker.kind) == (set(ADA.aliases), ADA.kind)


@pytest.mark.parametrize(
    "text",
    ["", "# nothing yet", "sources:", "sources: # none\n", "sources: []\n", "documents: []\n", PLAIN, BLOCK],
)
def test_a_new_source_is_put_last(text: str):
    """A file that is empty, has no sources or some gets one more; every line it had is still there."""
    speaker = Speaker(name="New: one", aliases=("it",), kind="unnamed")
    written = with_speaker(text, speaker)
    assert check_sources(written, AT).speakers == (*check_sources(text, AT).speakers, speaker)
    assert not [line for line in changed(text, written) if line.startswith("-") and line != "-sources: []"]


@pytest.mark.parametrize("text", [BLOCK, "sources:\n- {name: Ada Quill, aliases: [a, b], kind: person}\n"])
def test_names_and_kind_can_be_taken_away(text: str):
    """A source without any other name and without a kind is left with its name."""
    written = with_speaker(text, Speaker(name="Ada Quill"))
    assert check_sources(written, AT).speakers[0] == Speaker(name="Ada Quill")


def test_nothing_new_changes_nothing():
    """Each source of the shipped file, written as it is, gives the file to the letter."""
    path = shipped_sources()
    text = read_sources(path)
    assert all(with_speaker(text, speaker) == text for speaker in check_sources(text, path).speakers)


@given(
    aliases=st.lists(st.text(min_size=1).map(lambda name: " ".join(name.split())).filter(bool), unique_by=str.casefold),
    kind=st.sampled_from(("", *KINDS)),
    text=st.sampled_from((PLAIN, BLOCK)),
)
def test_any_name_is_written_as_text_or_refused(aliases: list[str], kind: str, text: str):
    """Whatever is typed, the file says just that, or the reader refuses it with a sentence."""
    try:
        book = check_sources(with_speaker(text, Speaker(name="Ada Quill", aliases=tuple(aliases), kind=kind)), AT)
    except ClaimsError:
        return
    assert set(book.speakers[0].aliases) == set(aliases)
    assert (book.speakers[0].kind, book.speakers[1]) == (kind, Speaker(name="Bo"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A sources.yaml with two sources."""
    path = tmp_path / "sources.yaml"
    path.write_text(BLOCK, encoding="utf-8")
    return path


def test_what_is_saved_is_read(path: Path):
    """The file says what was typed, names that were there before in their old order."""
    save_speaker(path, Speaker(name="Ada Quill", aliases=("Q", "Mayor Quill")), seen=BLOCK)
    assert check_sources(read_sources(path), path).speakers[0].aliases == ("Mayor Quill", "Q")
    assert [file.name for file in path.parent.iterdir()] == ["sources.yaml"]


@pytest.mark.parametrize(
    ("text", "speaker", "told"),
    [
        (BLOCK, Speaker(name="Bo", aliases=("Quill",)), "'Quill' already names 'Ada Quill'"),
        (BLOCK, Speaker(name="Bo", aliases=("a\x00b",)), "no character of a text"),
        (BLOCK, Speaker(name="Bo", kind="offcials"), "did you mean officials?"),
        ("sources: [{name: Ada}]", Speaker(name="Bo"), "do it by hand"),
        ("sources:\n- name: [Ada]\n", Speaker(name="Bo"), "name must be text"),
    ],
)
def test_what_is_not_sound_is_refused(path: Path, text: str, speaker: Speaker, told: str):
    """The reader's own sentence is said, and the file stays as it was."""
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ClaimsError, match=told.replace("?", r"\?")):
        save_speaker(path, speaker, seen=text)
    assert path.read_text(encoding="utf-8") == text


def test_a_file_that_changed_is_left_alone(path: Path):
    """What somebody else wrote meanwhile is not overwritten."""
    path.write_text(PLAIN, encoding="utf-8")
    with pytest.raises(ChangedError, match="has changed since it was shown"):
        save_speaker(path, ADA, seen=BLOCK)
    assert path.read_text(encoding="utf-8") == PLAIN
