"""
Fetches one page from the web, and nothing from this machine or the network it stands in.

The name is looked up once, every address it has must be public, and the connection goes to the very address that was
checked, so that a second look-up cannot lead elsewhere; each redirect is checked anew. Size and time are limited.
"""

import http.client
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import Message
from http import HTTPStatus
from threading import Timer
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from claims.errors import InputError
from claims.ingest.addresses import Address, is_public, parse_address

REDIRECTS = 5
SECONDS = 20.0
LARGEST = 20 * 1024 * 1024
CHUNK = 65536
READABLE = ("text/html", "application/xhtml+xml", "text/plain", "application/x-ndjson", "application/jsonl", "")
HEADERS = {
    "User-Agent": "claims (fact-check workbench)",
    "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9",
    "Accept-Encoding": "identity",
    "Connection": "close",
}
KEPT = "%/:=&?~+!$,;'@()*[]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What an address answered: the bytes as they came, and the URL that gave them after redirects."""

    url: str
    data: bytes
    media_type: str
    charset: str


def is_url(written: str) -> bool:
    """Whether it is an address to fetch rather than a path; other schemes are, to be refused by name."""
    scheme, mark, _ = written.partition("://")
    return bool(mark) and scheme.isalpha() and len(scheme) > 1


def fetch(
    url: str, *, allow: Callable[[Address], bool] = is_public, seconds: float = SECONDS, largest: int = LARGEST
) -> Page:
    """
    Get one page.

    `allow` says which addresses may be connected to. Raises: InputError, with the URL the user gave.
    """
    deadline = time.monotonic() + seconds
    at = url
    try:
        for _ in range(REDIRECTS + 1):
            parts = _check(at, url)
            with _answer(parts, allow, deadline, url) as response:
                target = response.headers.get("Location", "")
                if response.status not in (301, 302, 303, 307, 308) or not target:
                    return _read(response, at, url, deadline, largest)
            at = urljoin(at, target)
            if parts.scheme == "https" and not at.lower().startswith("https:"):
                raise InputError(url, "leads from https to an address without it")
        raise InputError(url, f"leads on more than {REDIRECTS} times")
    except TimeoutError as error:
        raise InputError(url, f"took longer than {seconds:g} seconds") from error
    except (OSError, http.client.HTTPException, UnicodeError, ValueError) as error:
        if time.monotonic() >= deadline:
            raise InputError(url, f"took longer than {seconds:g} seconds") from error
        raise InputError(url, f"cannot be fetched: {_reason(error)}") from error


def _check(at: str, url: str) -> SplitResult:
    parts = urlsplit(at)
    if parts.scheme not in ("http", "https"):
        raise InputError(url, f"only http and https are fetched, not {parts.scheme[:20] or 'this'}")
    if not parts.hostname:
        raise InputError(url, "names no host")
    if parts.username or parts.password:
        raise InputError(url, "holds a user name or password; they are not sent")
    return parts


def _resolve(host: str, port: int, allow: Callable[[Address], bool], url: str) -> str:
    """The address to connect to, once every address of the host is found to be allowed."""
    found = dict.fromkeys(str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
    if not found or not all(allow(parse_address(address)) for address in found):
        raise InputError(url, "is not fetched: it is this machine, or in a network that is not public")
    return next(iter(found))


class _Pinned(http.client.HTTPConnection):
    """A connection that goes to an address, whatever its host's name leads to by now."""

    def __init__(self, host: str, port: int, *, address: str, timeout: float, is_secure: bool) -> None:
        super().__init__(host, port, timeout=timeout)
        self.address, self.is_secure = address, is_secure
        self.default_port = 443 if is_secure else 80
        self.line: socket.socket | None = None  # http.client lets go of `sock` before the body is read

    def connect(self) -> None:
        self.sock = socket.create_connection((self.address, self.port), self.timeout)
        if self.is_secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)
        self.line = self.sock

    def cut(self) -> None:
        """End it from another thread: a socket's own time-out starts again with every byte that drips in."""
        if self.line:
            with suppress(OSError):
                self.line.shutdown(socket.SHUT_RDWR)


@contextmanager
def _answer(
    parts: SplitResult, allow: Callable[[Address], bool], deadline: float, url: str
) -> Iterator[http.client.HTTPResponse]:
    host = str(parts.hostname).encode("idna").decode("ascii") if ":" not in str(parts.hostname) else str(parts.hostname)
    is_secure = parts.scheme == "https"
    port = parts.port or (443 if is_secure else 80)
    address = _resolve(host, port, allow, url)
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    connection = _Pinned(host, port, address=address, timeout=left, is_secure=is_secure)
    timer = Timer(left, connection.cut)
    timer.daemon = True
    timer.start()
    try:
        path = quote(parts.path or "/", safe=KEPT) + (f"?{quote(parts.query, safe=KEPT)}" if parts.query else "")
        connection.request("GET", path, headers=HEADERS)
        yield connection.getresponse()
    finally:
        timer.cancel()
        connection.close()


def _read(response: http.client.HTTPResponse, at: str, url: str, deadline: float, largest: int) -> Page:
    if response.status != HTTPStatus.OK:
        raise InputError(url, f"answered {response.status} {_phrase(response.status)}".rstrip())
    headers = response.headers
    kind = headers.get_content_type() if headers.get("Content-Type") else ""
    if kind not in READABLE:
        raise InputError(url, f"is {kind[:60]!r}, not a page of text")
    if headers.get("Content-Encoding", "identity").lower() != "identity":
        raise InputError(url, "came compressed, which was not asked for")
    if (response.length or 0) > largest:
        raise InputError(url, f"is larger than {largest:,} bytes")
    data = bytearray()
    while chunk := response.read1(CHUNK):
        data += chunk
        if len(data) > largest:
            raise InputError(url, f"is larger than {largest:,} bytes")
    if time.monotonic() >= deadline:  # the connection was cut, which reads like an end
        raise TimeoutError
    if response.length:
        raise InputError(url, "broke off before its end")
    return Page(url=at, data=bytes(data), media_type=kind, charset=_charset(headers))


def _charset(headers: Message) -> str:
    return (headers.get_content_charset() or "")[:40]


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else ""


def _reason(error: Exception) -> str:
    """The error in words of ours where the library's are a riddle."""
    if isinstance(error, socket.gaierror):
        return "there is no such host, or no network"
    if isinstance(error, ConnectionRefusedError):
        return "nothing answers there"
    if isinstance(error, ssl.SSLError):
        return (
            "its certificate cannot be trusted" if isinstance(error, ssl.SSLCertVerificationError) else "no secure line"
        )
    return str(error) or type(error).__name__
