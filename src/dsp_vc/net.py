"""Fetching one file by https: the only code that connects out, for ``dsp-vc trust fetch`` alone.

What is fetched is believed no more than what came by mail or stick: it is checked in full afterwards. What is bounded
here is what a server, or who answers in its place, can do to this machine: where it leads, how much it sends, how long.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from urllib.parse import urljoin, urlsplit

from dsp_vc.errors import NetworkError
from dsp_vc.words import printable

MAX_BYTES = 256 * 1024 * 1024
MAX_REDIRECTS = 5
SECONDS = 120.0
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PIECE = 64 * 1024
_MAX_URL = 2000

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a URL leads: its parts, checked."""

    url: str
    host: str
    port: int
    target: str


def fetch(
    url: str,
    *,
    allow_private: bool = False,
    ca_file: Path | None = None,
    limit: int = MAX_BYTES,
    seconds: float = SECONDS,
) -> bytes:
    """The bytes at ``url``, at most ``limit``, within ``seconds`` altogether. No proxy is used and no cookie is kept.

    ``allow_private`` permits addresses that are not global (RFC 6890): of this machine, of the own network. ``ca_file``
    (PEM) stands in the place of the system's certificates. Raises :class:`NetworkError` ``fetch_*``.
    """
    tls = _tls(ca_file)
    ends = time.monotonic() + seconds
    place = _place(url)
    for _ in range(MAX_REDIRECTS + 1):
        answer = _get(place, tls, ends, allow_private=allow_private, limit=limit)
        if isinstance(answer, bytes):
            return answer
        place = _place(answer)
    raise NetworkError("fetch_redirects", name=place.host)


def _place(url: str) -> _Place:
    """Raises :class:`NetworkError` ``fetch_url``; a redirect is held to the same rules."""
    try:
        parts = urlsplit(url)
        port = parts.port or 443
        host = (parts.hostname or "").encode("ascii").decode()
    except ValueError:
        raise NetworkError("fetch_url", url=url, reason="no URL") from None
    if parts.scheme != "https":
        raise NetworkError("fetch_url", url=printable(url), reason="not https")
    if "@" in parts.netloc:  # it is not shown: there may be a password in it
        raise NetworkError("fetch_url", url=host, reason="name or password")
    if not host or len(url) > _MAX_URL or any(not 0x21 <= ord(character) <= 0x7E for character in url):
        raise NetworkError("fetch_url", url=printable(url), reason="no URL")
    return _Place(url, host, port, (parts.path or "/") + (f"?{parts.query}" if parts.query else ""))


def _get(place: _Place, tls: ssl.SSLContext, ends: float, *, allow_private: bool, limit: int) -> bytes | str:
    """What ``place`` sends, or the URL to which it passes on."""
    address, family = _address(place, allow_private=allow_private)
    connection = http.client.HTTPSConnection(place.host, place.port)
    watch: Timer | None = None
    try:
        raw = socket.socket(family, socket.SOCK_STREAM)
        raw.settimeout(_left(place, ends))
        # The name was looked up once, and that very address is connected to.
        raw.connect((address, place.port))
        stream = tls.wrap_socket(raw, server_hostname=place.host, do_handshake_on_connect=False)
        connection.sock = stream
        watch = Timer(_left(place, ends), _wake, (stream,))
        watch.daemon = True
        watch.start()
        stream.do_handshake()
        connection.request("GET", place.target, headers={"Accept-Encoding": "identity", "User-Agent": "dsp-vc"})
        return _answer(place, connection.getresponse(), ends, limit)
    except ssl.SSLCertVerificationError as error:
        raise NetworkError("fetch_certificate", name=place.host, reason=error.verify_message) from error
    except (OSError, ValueError, http.client.HTTPException) as error:
        if time.monotonic() >= ends or isinstance(error, TimeoutError):
            raise NetworkError("fetch_slow", name=place.host) from error
        raise NetworkError("fetch_failed", name=place.host, reason=_reason(error)) from error
    finally:
        if watch is not None:
            watch.cancel()
        connection.close()


def _answer(place: _Place, response: http.client.HTTPResponse, ends: float, limit: int) -> bytes | str:
    if response.status in _REDIRECTS:
        return urljoin(place.url, response.getheader("Location") or "")
    if response.status != 200:
        raise NetworkError("fetch_answer", name=place.host, status=response.status)
    expected = response.length
    if expected is not None and expected > limit:
        raise NetworkError("fetch_large", name=place.host, limit=limit)
    pieces: list[bytes] = []
    size = 0
    while piece := response.read1(_PIECE):
        size += len(piece)
        if size > limit:
            raise NetworkError("fetch_large", name=place.host, limit=limit)
        pieces.append(piece)
    _left(place, ends)
    if expected is not None and size != expected:
        raise NetworkError("fetch_failed", name=place.host, reason="the answer is cut short")
    return b"".join(pieces)


def _address(place: _Place, *, allow_private: bool) -> tuple[str, socket.AddressFamily]:
    """The first address of the host that may be connected to."""
    try:
        found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NetworkError("fetch_unknown_host", name=place.host) from error
    for family, _, _, _, (address, *_) in found:
        if allow_private or _is_global(ipaddress.ip_address(str(address).partition("%")[0])):
            return str(address), family
    raise NetworkError("fetch_private", name=place.host, address=found[0][4][0])


def _is_global(address: Address) -> bool:
    """Whether it leads out to the public network, also where an IPv4 address is wrapped in an IPv6 one."""
    if isinstance(address, ipaddress.IPv6Address):
        wrapped = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if wrapped is None and address in ipaddress.IPv6Network("64:ff9b::/96"):
            wrapped = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if wrapped is not None:
            return _is_global(wrapped)
        # RFC 4291 §2.4 and the registry of addresses: nothing outside is given to anybody on the public network.
        if address not in ipaddress.IPv6Network("2000::/3"):
            return False
    return address.is_global and not address.is_multicast


def _tls(ca_file: Path | None) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=None if ca_file is None else str(ca_file))
    except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
        raise NetworkError("fetch_ca_file", path=ca_file) from error


def _left(place: _Place, ends: float) -> float:
    left = ends - time.monotonic()
    if left <= 0:
        raise NetworkError("fetch_slow", name=place.host)
    return left


def _wake(stream: socket.socket) -> None:
    """Time is up: whoever waits for the other side, which may send a byte now and then, waits no longer."""
    with suppress(OSError):
        socket.socket.shutdown(stream, socket.SHUT_RDWR)


def _reason(error: Exception) -> str:
    return (error.strerror or type(error).__name__) if isinstance(error, OSError) else type(error).__name__
