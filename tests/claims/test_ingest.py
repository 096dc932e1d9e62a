"""bytes → Documents: what each kind of input gives, and that hostile bytes give nothing but an InputError."""

import json
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from claims.errors import InputError
from claims.ingest import choose_ingester, ingesters
from claims.ingest.published import parse_published
from claims.sources import Registered

NAMES = sorted(ingesters())
ABOUT = Registered(path="input")
PAGE = "<!doctype html><html><head>{head}</head><body><article><p>{text}</p></article></body></html>"
LONG = "Some 4,000 troops crossed the river on Monday, officials said, and they were followed by many more on Tuesday."


def read(data: bytes, kind: str = "text", about: Registered = ABOUT):
    return ingesters()[kind].ingest(data, about=about)


def only(data: bytes, kind: str = "text", about: Registered = ABOUT):
    [doc] = read(data, kind, about).documents
    return doc


@pytest.mark.parametrize("name", NAMES)
def test_every_ingester_reads_its_example(name):
    """An ingester's EXAMPLE is found to be its kind and gives one document that holds the figure."""
    kind = ingesters()[name]
    ingested = kind.ingest(kind.EXAMPLE, about=ABOUT)
    assert choose_ingester(kind.EXAMPLE) is kind
    assert choose_ingester(b"", suffix=kind.SUFFIXES[0].upper()) is kind
    assert ["4,000" in doc.text for doc in ingested.documents] == [True]
    assert (ingested.problems, ingested.warnings) == ((), ())


@pytest.mark.parametrize("name", NAMES)
@given(data=st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
@example(data=b"\xff\xfe\x00\xd8")
@example(data=b"\xef\xbb\xbf")
@example(data=b"[" * 100_000)
@example(data=b'{"text": ' + b"9" * 5000 + b"}")
@example(data=b'{"text": "x", "published": "' + b"9" * 60 + b'"}')
@example(data=b"<html>" + b"<div>" * 20_000)
@example(data=b"<?xml version='1.0' encoding='utf-16'?><html><p>x</p></html>")
@settings(max_examples=60)
def test_any_bytes_are_read_or_refused(name, data):
    """Whatever the bytes, an ingester gives documents that can be stored, or raises InputError and nothing else."""
    try:
        ingested = read(data, name)
    except InputError:
        return
    for doc in ingested.documents:
        assert doc.doc_id
        "".join((doc.text, doc.doc_id, doc.title, doc.outlet, doc.url, doc.story)).encode("utf-8")


@given(text=st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1))
def test_plain_text_is_untouched(text):
    """The document's text is the file's text, character for character."""
    if text.strip() and not text.startswith("\ufeff"):
        assert only(text.encode("utf-8")).text == text


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param("£5 – café\r\n".encode(), "£5 – café\r\n", id="utf-8"),
        pytest.param("£5".encode("utf-8-sig"), "£5", id="utf-8 with mark"),
        pytest.param("\ufeff£5".encode("utf-16-le"), "£5", id="utf-16-le"),
        pytest.param("\ufeff£5".encode("utf-16-be"), "£5", id="utf-16-be"),
        pytest.param("\ufeff£5".encode("utf-32-le"), "£5", id="utf-32-le"),
        pytest.param(b"\xa35 \x96 caf\xe9", "£5 – café", id="cp1252"),
    ],
)
def test_encodings(data, expected):
    """Byte-order mark, then UTF-8, then Windows-1252; the mark is no part of the text, line ends are."""
    assert only(data).text == expected


def test_windows_text_is_said_to_be_so():
    """A text that is not UTF-8 comes with a note."""
    assert "Windows-1252" in read(b"caf\xe9 \x80 5").warnings[0]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "is empty", id="empty"),
        pytest.param(b" \r\n\t", "is empty", id="blank"),
        pytest.param(b"\xef\xbb\xbf", "is empty", id="only a mark"),
        pytest.param(b"a\0b", "NUL bytes", id="a NUL"),
        pytest.param("UTF-16 without mark".encode("utf-16-le"), "UTF-16 text without", id="utf-16 without a mark"),
        pytest.param(b"%PDF-1.7\n", "a PDF, not text", id="pdf"),
        pytest.param(b"PK\x03\x04", "Office document", id="docx"),
        pytest.param(b"\x89PNG\r\n", "PNG image", id="png"),
        pytest.param(bytes(range(1, 32)) * 8, "a binary file", id="controls"),
        pytest.param(b"caf\xe9 \x81", "neither UTF-8 nor Windows-1252", id="no encoding"),
        pytest.param(b"\xff\xfeabc", "not the utf-16-le text", id="broken utf-16"),
    ],
)
def test_what_is_no_text_is_refused(data, reason):
    """Empty and binary files are refused with a plain reason."""
    with pytest.raises(InputError, match=reason):
        read(data)


def test_an_id_is_stable_and_of_the_text_its_outlet_and_url():
    """The same text has the same id under any file name, and another one from another outlet or URL."""
    ids = [
        only(b"x 5", about=about).doc_id
        for about in (
            Registered(path="a"),
            Registered(path="b", title="t", story="s"),
            Registered(path="a", outlet="o"),
            Registered(path="a", url="o"),
        )
    ]
    assert ids[0] == ids[1]
    assert len(set(ids)) == 3


def lines(*records):
    return "".join((one if isinstance(one, str) else json.dumps(one)) + "\n" for one in records).encode()


def test_json_lines_are_read():
    """Every key of the contract ends up in its field; unknown keys and blank lines do not matter."""
    data = lines(
        {"id": "a", "text": "x\r\n5", "story": "s", "outlet": "o", "title": "t", "published": "2024-11-05", "url": "u"},
        "",
        {"id": 7, "text": "y", "title": None, "more": [1]},
    )
    first, second = read(data, "jsonl").documents
    assert (first.doc_id, first.text, first.story, first.outlet) == ("a", "x\r\n5", "s", "o")
    assert (first.title, first.url, first.published) == ("t", "u", date(2024, 11, 5))
    assert (second.doc_id, second.story, second.title, second.published) == ("7", "default", "", None)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{oops", "is not JSON"),
        ("[1]", "must be a JSON object, not a list"),
        ('{"id": "x"}', 'has no "text"'),
        ('{"id": "x", "text": 5}', '"text" must be text, not a number'),
        ('{"id": true, "text": "x"}', '"id" must be text, not true or false'),
        ('{"id": "x", "text": "y", "outlet": ["z"]}', '"outlet" must be text, not a list'),
        ('{"text": ' + "9" * 5000 + "}", "of a size that is not read"),
        ('{"text": ' + "[" * 100_000, "of a size that is not read"),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_read(line, reason):
    """A bad line is a problem with its number; those around it are read."""
    ingested = read(lines({"id": "a", "text": "1 x"}, line, {"id": "b", "text": "2 x"}), "jsonl")
    assert [doc.doc_id for doc in ingested.documents] == ["a", "b"]
    [problem] = ingested.problems
    assert problem.path == "input, line 2"
    assert reason in problem.reason


def test_a_line_that_is_no_utf_8_is_named():
    """JSON is UTF-8: a line that is not is a problem, not a guess."""
    ingested = read(b'{"text": "caf\xe9"}\n{"text": "5"}\n', "jsonl")
    assert [(problem.path, problem.reason) for problem in ingested.problems] == [
        ("input, line 1", "is not UTF-8, which JSON must be")
    ]
    assert len(ingested.documents) == 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_json_lines_with_a_byte_order_mark(encoding):
    """A mark in front of JSON Lines does not spoil the first line."""
    data = lines({"id": "a", "text": "£5"}, {"id": "b", "text": "6"}).decode().encode(encoding)
    assert [doc.doc_id for doc in read(data, "jsonl").documents] == ["a", "b"]


def test_what_cannot_be_stored_becomes_the_replacement_character():
    """Half a surrogate pair and a NUL in JSON become U+FFFD, one for one, and a note says so."""
    ingested = read(rb'{"id": "a", "text": "x\ud800y\u0000 5, \ud83d\ude00"}', "jsonl")
    assert ingested.documents[0].text == "x\ufffdy\ufffd 5, \U0001f600"
    assert "2 characters" in ingested.warnings[0]


def test_only_a_line_feed_ends_a_line():
    """A line separator inside a text is part of the text."""
    data = json.dumps({"id": "a", "text": "x\u2028\x855"}, ensure_ascii=False).encode()
    assert only(data, "jsonl").text == "x\u2028\x855"


def test_repeated_ids():
    """The same document again is read once with a note; another text under its id is a problem."""
    one = {"id": "a", "text": "1 x"}
    ingested = read(lines(one, one, {"id": "a", "text": "2 x"}), "jsonl")
    assert [doc.text for doc in ingested.documents] == ["1 x"]
    assert "line 2: the same document as in line 1" in ingested.warnings[0]
    assert [(problem.path, problem.reason) for problem in ingested.problems] == [
        ("input, line 3", "the id 'a' stands on another text in line 1")
    ]


@pytest.mark.parametrize("published", ["12/03/2024", "Nov 2024", "yesterday", 20241105, True])
def test_a_day_that_is_not_certain_is_left_empty_with_a_note(published):
    """A `published` that can be read in two ways, or in none, is empty, and a note says so."""
    ingested = read(lines({"id": "a", "text": "x", "published": published}), "jsonl")
    assert ingested.documents[0].published is None
    assert "is left empty" in ingested.warnings[0]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2024-11-05", date(2024, 11, 5)),
        ("2024-11-05T23:59:00-05:00", date(2024, 11, 5)),
        ("2024/11/5", date(2024, 11, 5)),
        ("20241105", date(2024, 11, 5)),
        ("5 November 2024", date(2024, 11, 5)),
        ("Nov. 5, 2024, 3:14 p.m. ET", date(2024, 11, 5)),
        ("Tue, 05 Nov 2024 10:00:00 EST", date(2024, 11, 5)),
        ("13/03/2024", date(2024, 3, 13)),
        ("03/03/2024", date(2024, 3, 3)),
        ("12/03/2024", None),
        ("5/11/24", None),
        ("November 5", None),
        ("2024", None),
        ("2024-13-45", None),
        ("99999999", None),
        ("10:30 2024", None),
        ("", None),
        ("9" * 400, None),
        ("²²²² 5", None),
    ],
)
def test_days(written, expected):
    """A day is read where there is one way to read it, whatever day or century it is now."""
    assert parse_published(written) == expected


@given(st.text(max_size=70))
def test_any_text_is_a_day_or_none(written):
    """No text makes the reading of days fail."""
    assert isinstance(parse_published(written), date | None)


def test_a_page_gives_its_article_and_what_it_declares():
    """Headline, outlet, address and day come from the page's own words; menus do not come."""
    head = (
        '<title>Troops cross | Courier</title><meta property="og:title" content="Troops cross">'
        '<meta property="og:site_name" content="Courier"><link rel="canonical" href="https://example.org/a">'
        '<script type="application/ld+json">{"datePublished": "2024-11-05T08:00:00Z"}</script>'
    )
    doc = only(PAGE.format(head=head, text=LONG).encode(), "html")
    assert (doc.title, doc.outlet, doc.url) == ("Troops cross", "Courier", "https://example.org/a")
    assert doc.published == date(2024, 11, 5)
    assert doc.text == LONG


def test_what_the_user_registered_wins_over_the_page():
    """The page fills in only what the user left empty."""
    about = Registered(path="p", outlet="Lantern", url="https://example.org/mine")
    head = '<meta property="og:site_name" content="Courier"><title>Troops</title>'
    doc = only(PAGE.format(head=head, text=LONG).encode(), "html", about)
    assert (doc.outlet, doc.url, doc.title) == ("Lantern", "https://example.org/mine", "Troops")


def test_an_address_that_is_no_web_address_is_left_out():
    """A page cannot plant a link that runs something."""
    head = '<link rel="canonical" href="javascript:alert(1)">'
    assert only(PAGE.format(head=head, text=LONG).encode(), "html").url == ""


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(PAGE.format(head="", text=f"£5 {LONG}").encode("cp1252"), "£5", id="cp1252"),
        pytest.param(PAGE.format(head="<meta charset=koi8-r>", text=f"Дом {LONG}").encode("koi8-r"), "Дом", id="koi8"),
        pytest.param(PAGE.format(head="<meta charset=latin-1>", text=f"€5 {LONG}").encode("cp1252"), "€5", id="latin"),
        pytest.param(PAGE.format(head="<meta charset=rot13>", text=f"£5 {LONG}").encode("cp1252"), "£5", id="rot13"),
        pytest.param(b"<html><p>5 dogs</p><p>6 cats</p></html>", "5 dogs", id="short"),
        pytest.param(b"<html><script>var x = 5</script><div>6 cats</div></html>", "6 cats", id="odd"),
    ],
)
def test_pages_in_many_shapes(data, expected):
    """Declared encodings count after UTF-8, and a page without a main part gives its text."""
    assert expected in only(data, "html").text


@pytest.mark.parametrize("data", [b"<html></html>", b"<html><script>5</script></html>", b"<!-- -->", b"   "])
def test_a_page_without_text_is_refused(data):
    """A page that holds no article is a plain message."""
    with pytest.raises(InputError, match=r"no article text|is empty"):
        read(data, "html")
