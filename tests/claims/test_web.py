"""Fetching: only public addresses, however they are written; every redirect checked; size and time limited."""

import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from claims.errors import InputError
from claims.ingest import web
from claims.ingest.addresses import is_public, parse_address
from claims.ingest.web import fetch, is_url

ANY = {"allow": lambda _: True}
PAGE = b"<html><p>5 dogs</p></html>"


@contextmanager
def serving(answer):
    """A server on 127.0.0.1 that lets `answer(handler)` write what it likes; gives its address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            self.close_connection = True
            answer(self)

        def log_message(self, *_):
            return

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_):  # a client that hangs up is what some of these tests are about
            return

    with Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def reply(body=PAGE, status=200, length=None, **headers):
    def answer(handler):
        handler.send_response(status)
        for name, value in {"Content_Type": "text/html; charset=utf-8", **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body) if length is None else length))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),  # noqa: S104
        *("224.0.0.1", "255.255.255.255", "240.0.0.1", "192.88.99.1", "198.18.0.1", "203.0.113.5"),
        *("::1", "::", "::7f00:1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1"),
        *("2002:7f00:1::", "2001:0:7f00:1::", "fe80::1%eth0", "fec0::1", "fc00::1", "ff02::1", "2001:db8::1"),
        "2620:fe::5efe:7f00:1",
    ],
)
def test_an_address_of_this_machine_or_network_is_not_public(address):
    """Private, local, reserved and multicast addresses are refused, also wrapped in another one."""
    assert not is_public(parse_address(address))


@pytest.mark.parametrize("address", ["9.9.9.9", "2620:fe::fe", "::ffff:9.9.9.9", "64:ff9b::909:909", "2002:909:909::"])
def test_an_address_of_the_open_internet_is_public(address):
    """Public addresses are allowed, also wrapped."""
    assert is_public(parse_address(address))


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "１２７.０.０.１", "[::1]", "[::ffff:7f00:1]"],
)
def test_no_spelling_of_this_machine_is_fetched(host):
    """However this machine is spelt, nothing is sent to it."""

    def never(handler):
        raise AssertionError(handler.path)

    with serving(never) as url, pytest.raises(InputError, match="this machine, or in a network"):
        fetch(url.replace("127.0.0.1", host))


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("file:///etc/passwd", "only http and https are fetched, not file"),
        ("ftp://example.org/a", "only http and https are fetched, not ftp"),
        ("gopher://127.0.0.1/", "not gopher"),
        ("http://", "names no host"),
        ("http://me:secret@127.0.0.1/", "user name or password"),
        ("http://[::1", "cannot be fetched"),
        ("http://a\x00b/", "cannot be fetched"),
        (f"http://{'a' * 70}.example/", "cannot be fetched"),
        ("http://127.0.0.1:99999/", "cannot be fetched"),
    ],
)
def test_odd_addresses_are_refused_with_a_reason(url, reason):
    """Other schemes, credentials and broken addresses are a plain message."""
    with pytest.raises(InputError, match=reason) as caught:
        fetch(url)
    assert caught.value.path == url


def test_a_page_is_fetched():
    """Bytes, kind and encoding come as the server gave them; the request says nothing of its user."""
    asked = {}

    def answer(handler):
        asked.update(handler.headers)
        asked["path"] = handler.path
        reply()(handler)

    with serving(answer) as url:
        page = fetch(f"{url}/a ü?q=1#top", **ANY)
    assert (page.data, page.media_type, page.charset) == (PAGE, "text/html", "utf-8")
    assert asked["path"] == "/a%20%C3%BC?q=1"
    assert asked["Accept-Encoding"] == "identity"
    assert set(asked) == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection", "path"}


def test_a_redirect_is_followed():
    """The page's address is the one that gave it."""

    def answer(handler):
        reply(b"", 302, Location="/b")(handler) if handler.path == "/a" else reply()(handler)

    with serving(answer) as url:
        assert fetch(f"{url}/a", **ANY).url == f"{url}/b"


def test_each_redirect_is_checked():
    """A page out there cannot lead to this machine: the address is checked again, before anything is sent."""
    seen = []

    def answer(handler):
        seen.append(handler.path)
        reply(b"", 302, Location=f"http://127.0.0.2:{handler.server.server_port}/inside")(handler)

    with serving(answer) as url, pytest.raises(InputError, match="not public") as caught:
        fetch(f"{url}/a", allow=lambda address: str(address) == "127.0.0.1")
    assert seen == ["/a"]
    assert caught.value.path == f"{url}/a"


@pytest.mark.parametrize("target", ["file:///etc/passwd", "//[", "http://u:p@127.0.0.1/"])
def test_a_redirect_to_something_odd_is_refused(target):
    """Where a redirect leads is as little trusted as what a user types."""
    with serving(reply(b"", 301, Location=target)) as url, pytest.raises(InputError):
        fetch(url, **ANY)


def test_endless_redirects_end():
    """A page that leads to itself is given up."""
    with serving(reply(b"", 302, Location="/")) as url, pytest.raises(InputError, match="leads on more than 5 times"):
        fetch(url, **ANY)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        pytest.param(reply(b"", 404), "answered 404 Not Found", id="404"),
        pytest.param(reply(b"", 799), "answered 799", id="799"),
        pytest.param(reply(b"", 302), "answered 302 Found", id="nowhere"),
        pytest.param(reply(Content_Type="application/pdf"), "'application/pdf', not a page", id="pdf"),
        pytest.param(reply(Content_Encoding="gzip"), "came compressed", id="gzip"),
        pytest.param(reply(b"x" * 2000), "larger than 1,000 bytes", id="large"),
        pytest.param(reply(b"x", length=10**12), "larger than 1,000 bytes", id="said to be large"),
        pytest.param(reply(b"x", length=100), "broke off", id="broken off"),
        pytest.param(lambda handler: handler.wfile.write(b"nonsense\r\n\r\n"), "cannot be fetched", id="no HTTP"),
        pytest.param(lambda _: None, "cannot be fetched", id="nothing"),
    ],
)
def test_what_is_no_page_is_refused(answer, reason):
    """Errors, other kinds of files, and pages that are too large or incomplete are a plain message."""
    with serving(answer) as url, pytest.raises(InputError, match=reason):
        fetch(url, largest=1000, **ANY)


def test_an_endless_page_is_cut():
    """A page without a length is read up to the limit."""

    def answer(handler):
        handler.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\n")
        while True:
            handler.wfile.write(b"x" * 10_000)

    with serving(answer) as url, pytest.raises(InputError, match="larger than"):
        fetch(url, largest=100_000, **ANY)


@pytest.mark.parametrize("start", [b"", b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\n"], ids=["head", "body"])
def test_a_dripping_server_does_not_hold_us(start):
    """A server that sends a byte now and then is given up when the time is over, not when it likes."""

    def answer(handler):
        handler.wfile.write(start)
        for _ in range(100):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.05)

    begun = time.monotonic()
    with serving(answer) as url, pytest.raises(InputError, match=r"took longer than 0\.4 seconds"):
        fetch(url, seconds=0.4, **ANY)
    assert time.monotonic() - begun < 3


def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch):
    """The name is looked up once: a second answer, with another address, is never asked for."""
    looked_up = []

    def look_up(host, port, **_):
        looked_up.append(host)
        return [(2, 1, 6, "", ("127.0.0.1" if len(looked_up) == 1 else "127.0.0.9", port))]

    monkeypatch.setattr(web.socket, "getaddrinfo", look_up)
    connected = []
    monkeypatch.setattr(web.socket, "create_connection", lambda address, *_: connected.append(address) or 1 / 0)
    with pytest.raises(ZeroDivisionError):
        fetch("http://news.example/", **ANY)
    assert (looked_up, connected) == (["news.example"], [("127.0.0.1", 80)])


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch):
    """A name that also leads to this network is refused as a whole."""
    found = [(2, 1, 6, "", ("9.9.9.9", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(web.socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(InputError, match="not public"):
        fetch("http://news.example/")


@pytest.mark.parametrize(
    ("written", "expected"),
    [("https://a.example", True), ("file:///x", True), ("C://x", False), ("a/b.txt", False), ("-", False)],
)
def test_what_counts_as_an_address(written, expected):
    """Anything with a scheme is an address, to be fetched or refused; a Windows drive is none."""
    assert is_url(written) is expected
